"""Finding and reading builds: the message for a missing or bad one, and the rows of a good one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard.model import db

ReadFrom = Callable[[Path], None]
AGAIN = "Run “biglocal build” to make it anew, and reload this page."
FACTS_OF_ALL = {"area_id": ""}


@pytest.fixture
def folder(tmp_path: Path, read_from: ReadFrom) -> Path:
    """Return the empty folder of one programme, where the dashboard looks."""
    read_from(tmp_path)
    folder = tmp_path / "tiny"
    folder.mkdir()
    return folder


@pytest.fixture
def good(tiny_build: Path) -> Path:
    """Return a sound database."""
    return next(path for path in (tiny_build / "tiny").glob("*.duckdb") if not path.stem.endswith(".staff"))


@pytest.fixture
def good_big_local(big_local_build: Path) -> Path:
    """Return the sound public database of Big Local."""
    return next(path for path in (big_local_build / "big_local").glob("*.duckdb") if not path.stem.endswith(".staff"))


def why_not(programme_id: str = "tiny") -> str:
    with pytest.raises(db.NotReady) as error:
        db.current_build(programme_id)
    return str(error.value)


def point_at(path: Path) -> None:
    (path.parent / "current").write_text(f"{path.name}\n", encoding="utf-8")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("programme_id", ["tiny", "nowhere"])
def test_without_a_build_the_reader_is_told_to_make_one(programme_id: str):
    assert (
        why_not(programme_id) == "There are no figures yet. Run “make run”, or “biglocal build”, and reload this page."
    )
    assert db.programme_ids() == []


def test_while_the_first_build_is_under_way_the_reader_is_told_to_wait(folder: Path):
    (folder / "123.draft").touch()
    assert why_not() == "The figures are being prepared for the first time. Reload this page in a few seconds."


def test_a_build_that_is_gone_is_named(folder: Path):
    point_at(folder / "2026-01-01-abc123.duckdb")
    assert why_not() == f"The file with the figures, 2026-01-01-abc123.duckdb, is not there any more. {AGAIN}"


@pytest.mark.parametrize("pointer", [b"", b"\n", b"\xff\xfe\x00", b"a\x00b", b"..", b"current.d/\n"])
def test_a_pointer_to_nothing_useful_is_reported_like_a_build_that_is_gone(pointer: bytes, folder: Path):
    (folder / "current").write_bytes(pointer)
    assert why_not().endswith(f"is not there any more. {AGAIN}")


@pytest.mark.parametrize("share", [0, 0.001, 0.1, 0.5])
def test_a_half_written_build_is_reported_as_unreadable(share: float, folder: Path, good: Path):
    raw = good.read_bytes()
    path = folder / "half.duckdb"
    path.write_bytes(raw[: int(len(raw) * share)])
    point_at(path)
    assert why_not() == f"The file half.duckdb cannot be read as a database of this dashboard. {AGAIN}"


def test_a_file_that_is_no_database_is_reported_as_unreadable(folder: Path):
    path = folder / "words.duckdb"
    path.write_text("not a database\n" * 1000, encoding="utf-8")
    point_at(path)
    assert "words.duckdb cannot be read as a database of this dashboard" in why_not()


@pytest.mark.parametrize("statement", ["CREATE TABLE other (a INTEGER)", "CREATE TABLE build (a INTEGER)"])
def test_a_database_of_something_else_is_reported_as_unreadable(statement: str, folder: Path):
    path = folder / "foreign.duckdb"
    with duckdb.connect(str(path)) as foreign:
        foreign.execute(statement)
    point_at(path)
    assert "foreign.duckdb cannot be read as a database of this dashboard" in why_not()


@pytest.mark.parametrize("change", ["UPDATE build SET format = format + 1", "DELETE FROM build"])
def test_a_build_of_another_format_is_reported_as_such(change: str, folder: Path, good: Path):
    path = Path(shutil.copy(good, folder / "other.duckdb"))
    with duckdb.connect(str(path)) as other:
        other.execute(change)
    point_at(path)
    assert why_not() == f"The file other.duckdb was made for another version of this dashboard. {AGAIN}"


@pytest.mark.parametrize("audience", ["staff", "", None])
def test_a_file_that_does_not_say_it_is_public_is_not_opened_in_public(audience: str | None, folder: Path, good: Path):
    path = Path(shutil.copy(good, folder / "named-as-public.duckdb"))
    with duckdb.connect(str(path)) as other:
        other.execute("UPDATE build SET audience = $audience", {"audience": audience})
    point_at(path)
    assert why_not() == f"The file named-as-public.duckdb is not the one that its readers may see. {AGAIN}"


def test_a_pointer_that_names_the_staff_file_opens_nothing_in_public(folder: Path, good: Path):
    path = Path(shutil.copy(good.with_suffix(".staff.duckdb"), folder / "x.staff.duckdb"))
    point_at(path)
    assert why_not() == f"The file x.staff.duckdb is not the one that its readers may see. {AGAIN}"


def test_a_database_that_lacks_a_table_is_reported_as_unreadable(folder: Path, good: Path):
    path = Path(shutil.copy(good, folder / "lacking.duckdb"))
    with duckdb.connect(str(path)) as other:
        other.execute("DROP TABLE outline_path")
    point_at(path)
    with pytest.raises(db.NotReady, match=r"lacking\.duckdb cannot be read as a database of this dashboard"):
        db.query(db.current_build("tiny"), "outlines", kind="region")


def test_a_build_that_was_reported_as_bad_is_read_once_it_is_made_again(folder: Path, good: Path):
    path = folder / "mended.duckdb"
    path.write_bytes(b"")
    point_at(path)
    assert "cannot be read" in why_not()
    shutil.copy(good, folder / "1.draft")
    (folder / "1.draft").replace(path)
    assert db.current_build("tiny").version == good.stem


def cut_late(good: Path, folder: Path) -> Path:
    """Return a database that lacks its last tenth: it opens, and only some tables cannot be read."""
    raw = good.read_bytes()
    path = folder / "late.duckdb"
    path.write_bytes(raw[: int(len(raw) * 0.9)])
    point_at(path)
    return path


def test_a_build_that_lacks_its_end_is_reported_as_unreadable_too(folder: Path, good_big_local: Path):
    cut_late(good_big_local, folder)
    with pytest.raises(db.NotReady):
        db.query(db.current_build("tiny"), "search_entries")


def test_a_bad_build_that_was_opened_is_read_once_it_is_made_again(folder: Path, good_big_local: Path):
    path = cut_late(good_big_local, folder)
    with pytest.raises((db.NotReady, duckdb.Error)):
        db.query(db.current_build("tiny"), "search_entries")
    shutil.copy(good_big_local, folder / "1.draft")
    (folder / "1.draft").replace(path)
    try:
        number = len(db.query(db.current_build("tiny"), "search_entries"))
    except duckdb.Error:
        number = 0
    assert number > 1000


def test_a_new_build_is_found_without_a_restart(folder: Path, good: Path):
    first = Path(shutil.copy(good, folder / "first.duckdb"))
    point_at(first)
    before = db.current_build("tiny")
    assert len(db.query(before, "areas")) == 12
    second = Path(shutil.copy(good, folder / "second.duckdb"))
    with duckdb.connect(str(second)) as newer:
        newer.execute("UPDATE build SET version = '2027-01-01-abcdef'")
        newer.execute("UPDATE context SET numerator = 1234 WHERE series = 'residents' AND place_id = 'alder-row'")
        newer.execute("DELETE FROM tile WHERE area_id = 'zoe-mount'")
    point_at(second)
    after = db.current_build("tiny")
    assert (after.version, after.path) == ("2027-01-01-abcdef", second)
    assert before.version == good.stem
    assert len(db.query(before, "areas")) == 12


def test_the_rows_of_a_new_build_are_not_taken_from_memory(folder: Path, good: Path):
    for name, version in (("first", "v1"), ("second", "v2")):
        path = Path(shutil.copy(good, folder / f"{name}.duckdb"))
        with duckdb.connect(str(path)) as made:
            made.execute("UPDATE build SET version = ?", [version])
            made.execute("UPDATE programme SET programme_name = ?", [name])
        point_at(path)
        assert db.query(db.current_build("tiny"), "programme")["programme_name"].tolist() == [name]


def test_programmes_are_listed_with_big_local_first(both_builds: Path, read_from: ReadFrom, tmp_path: Path):
    read_from(both_builds)
    assert db.programme_ids() == ["big_local", "tiny"]
    read_from(tmp_path / "nowhere")
    assert db.programme_ids() == []


TEXT_QUERIES = {
    "areas": {},
    "measures": {},
    "programme": {},
    "regions": {},
    "search_entries": {},
    "sources_used": {},
    "facts": FACTS_OF_ALL,
    "accounts": {},
    "account_pages": {},
    "record_facts": {},
    "area_status": {"area_id": "gorse-lea"},
    "area_councils": {"area_id": "gorse-lea"},
    "area_wards": {"area_id": "alder-row"},
}


@pytest.mark.parametrize("name", TEXT_QUERIES)
def test_text_that_is_missing_comes_back_empty_and_never_as_nan(name: str, on_tiny: db.Build):
    rows = db.query(on_tiny, name, **TEXT_QUERIES[name])
    assert len(rows)
    cursor = db.connection(on_tiny.path, on_tiny.stamp).cursor()
    cursor.execute(db.queries.load(f"pages/{name}").sql, TEXT_QUERIES[name])
    texts = [column for column, kind, *_ in cursor.description or [] if str(kind) == "VARCHAR"]
    assert texts
    assert all(isinstance(cell, str) for column in texts for cell in rows[column])


def test_missing_text_is_the_empty_text(on_tiny: db.Build):
    status = db.query(on_tiny, "area_status", area_id="gorse-lea")
    assert sorted(status["detail"]) == ["", "the first to close"]


def test_a_figure_that_is_missing_comes_back_as_nan(on_tiny: db.Build):
    figures = db.query(on_tiny, "map_figures", measure_id="five_states", period="2016").set_index("area_id")
    assert figures[figures["state"] == "hidden"][["value", "numerator", "denominator"]].isna().all(axis=None)
    missing = figures[figures["value"].isna() & (figures["band"] == "")]["state"].to_dict()
    assert missing == {
        "elm-green": "hidden",
        "fern-bank": "not reported",
        "gorse-lea": "not due",
    }
    assert figures["value"]["birch-end"] == 0
    banded = figures[figures["band"] != ""]
    assert "st-osrics-quay-and-dock" in banded.index
    assert set(banded["state"]) == {"hidden"}


def test_what_a_page_does_to_its_rows_changes_nothing_for_the_next(on_tiny: db.Build):
    rows = db.query(on_tiny, "areas")
    rows["area_name"] = "spoilt"
    assert "spoilt" not in set(db.query(on_tiny, "areas")["area_name"])


@pytest.mark.parametrize("value", ["' OR 1=1 --", "'; DROP TABLE area; --", "%", "\x00", "x" * 10_000])
def test_hostile_values_are_values_and_nothing_more(value: str, on_tiny: db.Build):
    assert db.query(on_tiny, "area_about", area_id=value).empty
    assert db.query(on_tiny, "search_postcode", postcode=value).empty
    assert len(db.query(on_tiny, "areas")) == 12


def test_the_database_cannot_be_written_to(on_tiny: db.Build):
    with pytest.raises(duckdb.Error):
        db.connection(on_tiny.path, on_tiny.stamp).cursor().execute("DELETE FROM area")


def test_rows_have_their_columns_as_attributes():
    (row,) = db.rows(pd.DataFrame({"area_id": ["a"], "value": [1.5]}))
    assert (row.area_id, row.value) == ("a", 1.5)


@pytest.mark.parametrize(
    "values",
    [
        "(1), (NULL), (3)",
        "(1.5), (NULL)",
        "(TRUE), (NULL), (FALSE)",
        "(DATE '2019-04-01'), (NULL)",
        "(TIMESTAMP '2019-04-01 10:00'), (NULL)",
        "(1), (2)",
        "(NULL::DOUBLE)",
        "(CAST(2.5 AS DECIMAL(9, 2))), (NULL)",
        "([1, 2]), (NULL)",
    ],
)
def test_a_column_comes_back_as_duckdb_itself_makes_it(values: str):
    sql = f"SELECT measured FROM (VALUES {values}) AS given (measured)"
    with duckdb.connect() as connection:
        itself = connection.execute(sql).df()["measured"]
        ours = pd.Series(db.frame_column(connection.execute(sql).fetchnumpy()["measured"], False), name="measured")
    pd.testing.assert_series_equal(ours, itself)


def test_text_that_is_missing_is_empty_text():
    with duckdb.connect() as connection:
        values = connection.execute("SELECT label FROM (VALUES ('a'), (NULL)) AS given (label)").fetchnumpy()["label"]
    assert list(db.frame_column(values, True)) == ["a", ""]
