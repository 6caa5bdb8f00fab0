"""The build: the same files give the same database, a bad file changes nothing, and every figure has the right state."""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

import etl.building.build_files
import queries
from etl.building.build import build
from etl.building.build_files import BUILDS_KEPT, current, delete_old_builds, is_current, staff_file
from etl.contract import DICTIONARY, contracts
from etl.errors import DataError
from etl.measuring.measures import measures
from etl.programme import PROGRAMMES, read_programme
from etl.rules import heading_lines

Rows = list[dict[str, str]]
Cell = tuple[dict[str, str], str, str]
Words = tuple[str, str]
Change = Callable[[Path, dict[str, str], str, str], None]
ChangeRows = Callable[[Path, Callable[[Rows], Rows]], None]
Build = Callable[[Path], Path]


def silent(_words: str) -> None:
    """Ignore the progress of a build."""


def made(builds: Path) -> tuple[str, str]:
    """Return the version and checksum of the current build in a folder."""
    path = current(builds)
    assert path is not None
    with duckdb.connect(str(path), read_only=True) as db:
        (row,) = db.execute("SELECT version, checksum FROM build").fetchall()
    assert path.stem == row[0]
    with duckdb.connect(str(staff_file(path)), read_only=True) as db:
        assert db.execute("SELECT version, checksum FROM build").fetchall() == [row]
    return row


def refusal(folder: Path, build_of: Build) -> list[str]:
    with pytest.raises(DataError) as caught:
        build_of(folder)
    return list(caught.value.sentences)


@pytest.fixture(scope="module")
def db(tiny_build: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the tiny programme's public database, opened for reading."""
    with duckdb.connect(str(current(tiny_build / "tiny")), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def staff(tiny_build: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the tiny programme's staff database, opened for reading."""
    path = current(tiny_build / "tiny")
    assert path is not None
    with duckdb.connect(str(staff_file(path)), read_only=True) as connection:
        yield connection


def table_names(db: duckdb.DuckDBPyConnection) -> set[str]:
    return {name for (name,) in db.execute("SELECT table_name FROM duckdb_tables()").fetchall()}


def figure(db: duckdb.DuckDBPyConnection, measure_id: str, place_id: str, period: str) -> tuple[object, ...]:
    """Return state, numerator, denominator, value and areas_counted of one figure."""
    (row,) = db.execute(
        "SELECT state, numerator, denominator, value, areas_counted FROM indicator_value "
        "WHERE measure_id = $measure_id AND place_id = $place_id AND period = $period",
        {"measure_id": measure_id, "place_id": place_id, "period": period},
    ).fetchall()
    return row


# The same files, the same database


def test_two_builds_of_the_same_files_have_the_same_checksum_and_version(
    tiny_programme: Path, tiny_build: Path, all_indicators: Path, tmp_path: Path
):
    build(read_programme(tiny_programme), silent, tmp_path, all_indicators)
    assert made(tmp_path / "tiny") == made(tiny_build / "tiny")


def shuffle_rows(folder: Path, change_rows: ChangeRows) -> None:
    """Shuffle the rows of every table of a programme."""
    shuffled = random.Random(150)  # noqa: S311 (an order, not a secret)
    for path in sorted(folder.glob("*/*.csv")):
        change_rows(path, lambda rows: shuffled.sample(rows, len(rows)))


def test_the_order_of_rows_in_the_files_changes_nothing(
    tiny_copy: Path, tiny_build: Path, all_indicators: Path, tmp_path: Path, change_rows: ChangeRows
):
    shuffle_rows(tiny_copy, change_rows)
    build(read_programme(tiny_copy), silent, tmp_path / "builds", all_indicators)
    assert made(tmp_path / "builds/tiny") == made(tiny_build / "tiny")


def test_the_order_of_rows_changes_nothing_in_the_real_programme(
    big_local_build: Path, tmp_path: Path, change_rows: ChangeRows
):
    folder = Path(shutil.copytree(PROGRAMMES / "big_local", tmp_path / "big_local"))
    shuffle_rows(folder, change_rows)
    build(read_programme(folder), silent, tmp_path / "builds")
    assert made(tmp_path / "builds/big_local") == made(big_local_build / "big_local")


def test_another_figure_gives_another_version(tiny_copy: Path, build_of: Build, change_cell: Change):
    before = made(build_of(tiny_copy))
    change_cell(
        tiny_copy / "reference/context.csv", {"place_id": "alder-row", "series": "five_states"}, "numerator", "31"
    )
    version, checksum = made(build_of(tiny_copy))
    assert version != before[0] and checksum != before[1]


def test_a_correction_is_applied_during_the_build_and_the_file_stays_unchanged(
    db: duckdb.DuckDBPyConnection, tiny_programme: Path
):
    assert db.execute("SELECT area_name FROM area WHERE area_id = 'birch-end'").fetchall() == [("Birch End",)]
    assert "Brich End" in (tiny_programme / "reference/area.csv").read_text(encoding="utf-8")


def test_rows_kept_by_hand_are_in_the_same_table(db: duckdb.DuckDBPyConnection):
    assert db.execute("SELECT count(*) FROM fact WHERE detail = 'kept by hand'").fetchall() == [(1,)]


def test_a_key_that_is_also_in_the_rows_kept_by_hand_is_refused(tiny_copy: Path, build_of: Build, change_cell: Change):
    by_hand = {"fact_id": "programme-more-1"}
    change_cell(tiny_copy / "published/fact-by-hand.csv", by_hand, "fact_id", "programme-figure-1")
    (sentence,) = refusal(tiny_copy, build_of)
    assert sentence.startswith("published/fact-by-hand.csv: ") and "programme-figure-1" in sentence


def test_a_withdrawn_fact_stays_in_its_file_and_is_in_no_database(tiny_copy: Path, build_of: Build):
    withdrawn = "fact_id,withdrawn_on,reason\nbirch-end-grant-won-1,2026-11-30,The page was about another place\n"
    (tiny_copy / "published/withdrawal.csv").write_text(withdrawn, encoding="utf-8")
    builds = build_of(tiny_copy)
    for path in (builds / f"{made(builds)[0]}.duckdb", builds / f"{made(builds)[0]}.staff.duckdb"):
        with duckdb.connect(str(path), read_only=True) as db:
            assert db.execute("SELECT count(*) FROM fact WHERE fact_id = 'birch-end-grant-won-1'").fetchall() == [(0,)]
            assert db.execute("SELECT reason FROM withdrawal").fetchall() == [("The page was about another place",)]


@pytest.mark.parametrize(
    ("fact_id", "expected"),
    [
        ("nothing-of-this-id", "withdrawal, fact_id: 'nothing-of-this-id' is not in fact.fact_id."),
        ("alder-row-meeting-1", "account_fact, fact_id: 'alder-row-meeting-1' is not in fact.fact_id."),
    ],
)
def test_a_fact_cannot_be_withdrawn_that_is_not_there_or_that_an_account_rests_on(
    fact_id: str, expected: str, tiny_copy: Path, build_of: Build
):
    withdrawn = f"fact_id,withdrawn_on,reason\n{fact_id},2026-11-30,It was wrong\n"
    (tiny_copy / "published/withdrawal.csv").write_text(withdrawn, encoding="utf-8")
    assert refusal(tiny_copy, build_of) == [expected]


def test_a_kind_of_another_theme_is_refused(tiny_copy: Path, build_of: Build, change_cell: Change):
    change_cell(tiny_copy / "published/fact.csv", {"fact_id": "alder-row-plan-1"}, "kind", "meeting")
    (sentence,) = refusal(tiny_copy, build_of)
    assert sentence.startswith(
        "published/fact.csv, row 3, kind: 'meeting' does not belong to the theme 'money'; expected one"
    )


# A build that fails, and builds that are no longer needed


def test_a_failed_build_leaves_the_last_good_one_and_reports_what_was_wrong(
    tiny_copy: Path, build_of: Build, change_cell: Change
):
    builds = build_of(tiny_copy)
    before = made(builds)
    change_cell(tiny_copy / "reference/area.csv", {"area_id": "alder-row"}, "easting", "4O5000")
    change_cell(tiny_copy / "published/fact.csv", {"fact_id": "alder-row-plan-1"}, "date_from", "2015-13")
    (tiny_copy / "reference/tile.csv").unlink()
    sentences = refusal(tiny_copy, build_of)
    assert len(sentences) == 3
    assert sentences[0] == ("reference/area.csv, row 2, easting: '4O5000' is not a whole number from 80000 to 660000.")
    assert "published/fact.csv, row 3, date_from: '2015-13' is not a year" in sentences[1]
    assert "tile.csv: the file is not there. It holds: One cell an area" in sentences[2]
    assert made(builds) == before
    kept = {"current", f"{before[0]}.duckdb", f"{before[0]}.staff.duckdb"}
    assert {path.name for path in builds.iterdir()} == kept


def test_a_missing_column_is_reported_even_if_it_is_the_key_of_a_correction(tiny_copy: Path, build_of: Build):
    path = tiny_copy / "reference/area.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("area_id,", "id,", 1), encoding="utf-8")
    assert refusal(tiny_copy, build_of) == [
        "reference/area.csv: lacks the column area_id.",
        "reference/area.csv: has the column id, which area does not.",
    ]


def test_a_table_may_hold_no_rows_where_nothing_needs_one(tiny_copy: Path, build_of: Build):
    path = tiny_copy / "reference/area_name.csv"
    path.write_text(path.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    assert current(build_of(tiny_copy)) is not None


@pytest.mark.parametrize("at", ["hiding what would tell of people", "checking", "writing what everyone may see"])
def test_a_build_that_breaks_off_leaves_nothing_half_written(at: str, tiny_programme: Path, tmp_path: Path):
    def power_cut(words: str) -> None:
        if words == at:
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        build(read_programme(tiny_programme), power_cut, tmp_path)
    assert list((tmp_path / "tiny").iterdir()) == []


def test_a_half_written_draft_is_never_the_current_build(tmp_path: Path):
    draft = tmp_path / "123.draft"
    draft.write_bytes(b"half of a database")
    assert current(tmp_path) is None
    for pointer in ("123.draft", "", ".", "2026-01-01-abcdef.duckdb"):
        (tmp_path / "current").write_text(pointer + "\n", encoding="utf-8")
        assert current(tmp_path) is None
    (tmp_path / "current").write_bytes(b"\xff\xfe\x00")
    assert current(tmp_path) is None


def test_a_damaged_build_is_not_up_to_date_and_the_next_build_repairs_it(tiny_copy: Path, build_of: Build):
    builds = build_of(tiny_copy)
    before = made(builds)
    path = current(builds)
    assert path is not None
    path.write_bytes(path.read_bytes()[:5000])
    assert not is_current(read_programme(tiny_copy), builds.parent)
    assert made(build_of(tiny_copy)) == before


def test_the_newest_five_builds_are_kept_and_the_current_one_always(tmp_path: Path):
    for day in range(1, 9):
        for ending in ("duckdb", "staff.duckdb"):
            path = tmp_path / f"2026-01-0{day}-abcdef.{ending}"
            path.touch()
            os.utime(path, (day, day))
    (tmp_path / "current").write_text("2026-01-02-abcdef.duckdb\n", encoding="utf-8")
    delete_old_builds(tmp_path)
    days = ["02", "04", "05", "06", "07", "08"]
    for ending in ("duckdb", "staff.duckdb"):  # the staff file goes and stays with the public one
        assert [path.name[8:10] for path in sorted(tmp_path.glob(f"*-abcdef.{ending}"))] == days
    assert len(days) == BUILDS_KEPT + 1


def test_a_staff_file_without_its_public_file_is_deleted_too(tmp_path: Path):
    (tmp_path / "2026-01-01-abcdef.staff.duckdb").touch()
    delete_old_builds(tmp_path)
    assert list(tmp_path.iterdir()) == []


# Whether a build is up to date


def is_up_to_date_after(change: Callable[[], object], folder: Path, builds: Path) -> bool:
    assert is_current(read_programme(folder), builds)
    change()
    return is_current(read_programme(folder), builds)


@pytest.fixture
def up_to_date(tiny_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of builds that is up to date with copies of the data, the contracts and the queries."""
    monkeypatch.setattr(
        etl.building.build_files, "DICTIONARY", Path(shutil.copytree(DICTIONARY, tmp_path / "dictionary"))
    )
    monkeypatch.setattr(queries, "FOLDER", Path(shutil.copytree(queries.FOLDER, tmp_path / "queries")))
    build(read_programme(tiny_copy), silent, tmp_path / "builds")
    return tmp_path / "builds"


def test_a_build_is_up_to_date_until_a_file_it_depends_on_changes(up_to_date: Path, tiny_copy: Path, tmp_path: Path):
    page, contract = tmp_path / "queries/pages/areas.sql", tmp_path / "dictionary/area.yml"
    cell = tiny_copy / "reference/context.csv"
    for path in (page, contract, cell):
        text = path.read_text(encoding="utf-8")
        changed = text.replace("2000", "2001", 1) if path == cell else text + "\n"
        assert changed != text
        assert not is_up_to_date_after(lambda path=path, to=changed: path.write_text(to), tiny_copy, up_to_date), path
        path.write_text(text, encoding="utf-8")
    assert not is_current(read_programme(tiny_copy), tmp_path / "nowhere")


def test_a_build_made_again_after_a_change_that_changes_no_row_is_up_to_date(
    up_to_date: Path, tiny_copy: Path, tmp_path: Path
):
    before = made(up_to_date / "tiny")
    page = tmp_path / "queries/pages/areas.sql"
    page.write_text("-- More words.\n" + page.read_text(encoding="utf-8"), encoding="utf-8")
    build(read_programme(tiny_copy), silent, up_to_date)
    assert made(up_to_date / "tiny") == before
    assert is_current(read_programme(tiny_copy), up_to_date)


# Bad rows


def drop(row: dict[str, str]) -> Callable[[Rows], Rows]:
    return lambda rows: [other for other in rows if not row.items() <= other.items()]


def add(row: dict[str, str]) -> Callable[[Rows], Rows]:
    return lambda rows: [*rows, row]


ALDER, BIRCH = {"area_id": "alder-row"}, {"area_id": "birch-end"}
RESIDENTS = {"series": "residents", "edition": "2021", "numerator": "5", "denominator": ""}
PLANTED: dict[str, tuple[str, Cell | Words | Callable[[Rows], Rows]]] = {
    "council_and_region_names_agree": ("reference/area.csv", (ALDER, "council_name", "Southmere")),
    "dates_of_a_fact_are_in_order": (
        "published/fact.csv", ({"fact_id": "alder-row-plan-1"}, "date_to", "2015-05"),
    ),
    "every_account_rests_on_a_fact": (
        "published/account_fact.csv", ({"fact_id": "alder-row-plan-1"}, "fact_id", "programme-figure-1"),
    ),
    "every_fact_names_its_page": ("published/fact.csv", ({"fact_id": "alder-row-plan-1"}, "source_url", "")),
    "every_area_has_a_census_place": ("reference/area_place.csv", drop(BIRCH)),
    "every_area_has_a_tile": ("reference/tile.csv", drop(ALDER)),
    "every_area_name_is_unique": ("reference/area.csv", (ALDER, "area_name", "Larch Way")),
    "every_council_is_in_the_region_of_its_areas": (
        "reference/council.csv", ({"council_code": "E06999001"}, "region_code", "E12999003"),
    ),
    "every_council_of_today_still_exists": (
        "reference/council.csv", ({"council_code": "E06999001"}, "valid_to", "2020-03-31"),
    ),
    "every_district_has_its_county_council": (
        "reference/council.csv", ({"council_code": "E07999001"}, "county_code", ""),
    ),
    "every_figure_is_for_a_known_place": ("reference/context.csv", add({"place_id": "nowhere", **RESIDENTS})),
    "every_percentage_is_in_range": (
        "reference/context.csv", ({"place_id": "alder-row", "series": "five_states"}, "numerator", "41"),
    ),
    "every_source_of_a_measure_is_described": ("published", ("source_id: record", "source_id: records")),
    "every_wave_has_as_many_areas_as_described": ("reference/area.csv", (ALDER, "wave", "2")),
    "no_figure_is_there_twice": (
        "reference/context.csv", add({"place_id": "wave:1", **RESIDENTS, "series": "turnout_returns", "edition": "2016"}),
    ),
    "no_two_areas_share_a_tile": ("reference/tile.csv", (BIRCH, "tile_column", "0")),
    "number_of_areas_is_as_the_programme_says": ("programme.yml", ("areas: 12", "areas: 13")),
    "shares_of_an_area_add_up": ("reference/area_place.csv", ({"lsoa_code": "E01990011"}, "area_in_lsoa_pct", "70")),
}  # fmt: skip
"""For each check the file to spoil, and how: a cell, a change of the rows, or a word in a YAML file or folder."""


CHECKS = [check for check in queries.named("checks") if "table" not in heading_lines(check)]
"""The checks of whole files; those of a table of returns are rules, see tests/queries/test_rules.py."""


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_refuses_a_bad_row_that_only_it_would_catch(
    check: queries.Query, tiny_copy: Path, build_of: Build, change_cell: Change, change_rows: ChangeRows
):
    assert check.name in PLANTED, f"plant a bad row for the new check {check.name}"
    name, spoiling = PLANTED[check.name]
    path = tiny_copy / name
    if callable(spoiling):
        change_rows(path, spoiling)
    elif len(spoiling) == 3:
        change_cell(path, *spoiling)
    else:
        for yaml_path in path.glob("*.yml") if path.is_dir() else [path]:
            yaml_path.write_text(yaml_path.read_text(encoding="utf-8").replace(*spoiling), encoding="utf-8")
    sentences = refusal(tiny_copy, build_of)
    assert {sentence.partition(":")[0] for sentence in sentences} == {f"Check {check.name!r}"}
    assert all(check.purpose in sentence for sentence in sentences)


def test_no_bad_row_is_planted_for_a_check_that_is_gone():
    assert PLANTED.keys() == {check.name for check in CHECKS}


def test_a_point_outside_its_region_is_refused(tiny_copy: Path, build_of: Build, change_cell: Change):
    change_cell(tiny_copy / "reference/area.csv", ALDER, "easting", "455000")
    (sentence,) = refusal(tiny_copy, build_of)
    assert sentence == "area alder-row: its point 455000, 455000 lies outside the outline of E12999001."


def test_a_value_that_names_no_row_of_the_other_table_is_refused(tiny_copy: Path, build_of: Build, change_cell: Change):
    change_cell(tiny_copy / "reference/area.csv", ALDER, "council_code", "E06999009")
    change_cell(tiny_copy / "published/fact.csv", {"fact_id": "alder-row-plan-1"}, "area_id", "older-row")
    assert refusal(tiny_copy, build_of) == [
        "area, council_code: 'E06999009' is not in council.council_code.",
        "fact, area_id: 'older-row' is not in area.area_id.",
    ]


# What a figure is


@pytest.mark.parametrize(
    ("area_id", "expected"),
    [
        ("alder-row", ("value", 30, 40, 75, 1)),
        ("birch-end", ("value", 0, 40, 0, 1)),
        ("fern-bank", ("not reported", None, None, None, 0)),
        ("gorse-lea", ("not due", None, None, None, 0)),
        ("elm-green", ("hidden", None, None, None, 1)),
        ("st-osrics-quay-and-dock", ("hidden", None, None, None, 1)),
        ("hazel-court", ("value", 10, 40, 25, 1)),
    ],
    ids=["value", "true zero", "not reported", "not due", "hidden", "shown as a band", "closed later"],
)
def test_a_measure_has_five_states_in_one_period(
    area_id: str, expected: tuple[object, ...], db: duckdb.DuckDBPyConnection
):
    assert figure(db, "five_states", area_id, "2016") == expected


def test_a_return_that_is_always_due_is_not_reported_even_after_closing(db: duckdb.DuckDBPyConnection):
    assert figure(db, "turnout_returns", "gorse-lea", "2016")[0] == "not due"
    assert figure(db, "residents", "gorse-lea", "2021")[0] == "value"
    assert figure(db, "survey_people", "kiln-lane", "2016")[0] == "not reported"


def test_a_true_zero_is_0_and_missing_is_not(db: duckdb.DuckDBPyConnection):
    assert figure(db, "turnout_returns", "birch-end", "2016") == ("value", 0, None, 0, 1)
    assert figure(db, "five_states", "birch-end", "2016") == ("value", 0, 40, 0, 1)
    assert figure(db, "turnout_returns", "fern-bank", "2016") == ("not reported", None, None, None, 0)


def test_that_no_one_of_fewer_than_30_people_said_yes_is_hidden(db: duckdb.DuckDBPyConnection):
    assert figure(db, "survey_people", "birch-end", "2016") == ("hidden", None, None, None, 1)  # 0 of 20


def test_every_measure_has_a_row_for_each_area_in_every_period(db: duckdb.DuckDBPyConnection):
    counts = db.execute("SELECT count(*) FROM indicator_area GROUP BY measure_id, period").fetchall()
    assert set(counts) == {(12,)}


FROM_A_TENTH, FROM_A_HALF = "more than 10%, up to 50%", "more than 50%, less than 90%"
HIDDEN = [
    ("five_states", "areas-in:E12999001", "protects another", None),  # 3 and 11 people are not shown exactly
    ("five_states", "areas-in:E12999002", "protects another", None),  # twice 10
    ("five_states", "areas-in:E12999003", "protects another", None),  # three times 6 of 10
    ("five_states", "elm-green", "few", None),  # 1 of 3
    ("five_states", "ivy-street", "band", FROM_A_HALF),  # 6 of 10, as the next three
    ("five_states", "juniper-park", "band", FROM_A_HALF),
    ("five_states", "kiln-lane", "band", FROM_A_HALF),
    ("five_states", "larch-way", "band", FROM_A_HALF),
    ("five_states", "programme:all", "protects another", None),
    ("five_states", "st-osrics-quay-and-dock", "band", FROM_A_HALF),  # 8 of 11
    ("five_states", "wave:1", "protects another", None),  # twice 10
    ("five_states", "wave:2", "protects another", None),  # with the programme it would give wave 1
    ("five_states", "zoe-mount", "band", FROM_A_HALF),  # 6 of 10
    ("survey_people", "alder-row", "band", FROM_A_TENTH),  # 5 of 25
    ("survey_people", "birch-end", "band", "10% or less"),  # 0 of 20
    ("survey_people", "elm-green", "few", None),  # 2 of 3
    ("survey_people", "fern-bank", "band", FROM_A_TENTH),  # 8 of 25, and so on up to 16
    ("survey_people", "gorse-lea", "band", FROM_A_TENTH),
    ("survey_people", "hazel-court", "band", FROM_A_TENTH),
    ("survey_people", "ivy-street", "band", FROM_A_TENTH),
    ("survey_people", "juniper-park", "band", FROM_A_TENTH),
    ("survey_people", "larch-way", "band", FROM_A_HALF),  # 14 of 25
    ("survey_people", "st-osrics-quay-and-dock", "band", FROM_A_HALF),
    ("survey_people", "zoe-mount", "band", FROM_A_HALF),
]
"""What everyone sees only as a band, or not at all, in 2016, worked out by hand from the rules.

In five_states the sums of Northmoor, Midvale and wave 1 leave 14, 20 and 20 people, fewer than 30, so they are given up, and
wave 2, which with the programme gives wave 1. In Southmere all three have 6 of 10, the fewest of their band, so that its sum
would give each away: all sums of the measure are given up. In survey_people each sum leaves 30 people or more, and none of
the counts is at the end of its band in a whole region or wave.
"""
HIDDEN_FROM_STAFF = [
    ("five_states", "areas-in:E12999001", "protects another", None),
    ("five_states", "areas-in:E12999002", "protects another", None),
    ("five_states", "elm-green", "few", None),
    ("five_states", "ivy-street", "protects another", FROM_A_HALF),
    ("five_states", "wave:1", "protects another", None),
    ("five_states", "wave:2", "protects another", None),
    ("survey_people", "alder-row", "protects another", FROM_A_TENTH),
    ("survey_people", "birch-end", "protects another", "10% or less"),
    ("survey_people", "elm-green", "few", None),
    ("survey_people", "fern-bank", "protects another", FROM_A_TENTH),
    ("survey_people", "hazel-court", "protects another", FROM_A_TENTH),
    ("survey_people", "juniper-park", "protects another", FROM_A_TENTH),
    ("survey_people", "st-osrics-quay-and-dock", "protects another", FROM_A_HALF),
]
"""What staff see only as everyone does, or not at all, who see shares of 5 people or more; Elm Green alone has fewer.

In five_states the sums of Elm Green's region and wave are given up, and for that of all areas the first area that everyone
does not see exactly is not shown either: Ivy Street. Its wave, and its region, would with the programme give Elm Green away.
In survey_people everyone sees all sums, so areas are given up instead, until each is on a circle of areas in which one person
more and one fewer leave all sums as they are: Alder Row and Birch End or Fern Bank (Northmoor, wave 1), Elm Green and
St Osric's (Northmoor, wave 2), Hazel Court and Juniper Park (Midvale, wave 2).
"""


def test_what_is_hidden_and_why_is_as_worked_out_by_hand(staff: duckdb.DuckDBPyConnection):
    hidden_rows = staff.execute("SELECT audience, measure_id, place_id, why, band FROM hidden ORDER BY ALL").fetchall()
    assert [row[1:] for row in hidden_rows if row[0] == "everyone"] == HIDDEN
    assert [row[1:] for row in hidden_rows if row[0] == "staff"] == HIDDEN_FROM_STAFF


def test_a_hidden_figure_is_nowhere_in_the_public_database_but_in_the_table_it_comes_from(
    db: duckdb.DuckDBPyConnection,
):
    areas = {"area_figure": "area_id", "indicator_area": "area_id", "figure": "place_id", "indicator_value": "place_id"}
    for table, place in areas.items():
        hidden_rows = db.execute(
            f"SELECT measure_id, {place} FROM {table} WHERE state = 'hidden' ORDER BY ALL"
        ).fetchall()
        of_areas = place == "area_id"
        assert hidden_rows == [row[:2] for row in HIDDEN if not of_areas or ":" not in row[1]], table
        numbers = db.execute(
            f"SELECT column_name FROM duckdb_columns() WHERE table_name = '{table}' AND data_type = 'DOUBLE'"
        ).fetchall()
        own = [name for (name,) in numbers if not name.startswith(("region_", "peers_", "programme_", "england_"))]
        assert {"numerator", "denominator"} <= set(own)
        assert db.execute(f"SELECT count({'), count('.join(own)}) FROM {table} WHERE state = 'hidden'").fetchall() == [
            (0,) * len(own)
        ], table
    for table in ("comparison", "funnel", "rank_range", "fragility", "stands_out"):
        sql = f"SELECT measure_id, area_id FROM {table} WHERE measure_id IN ('five_states', 'survey_people')"
        assert not {row[:2] for row in HIDDEN} & set(db.execute(sql).fetchall()), table
    tables = db.execute("SELECT table_name FROM duckdb_columns() WHERE column_name = 'numerator'").fetchall()
    assert {name for (name,) in tables} == {*areas, "area_plan_year", "context", "plan_year"}


def test_the_public_database_has_no_table_about_people_and_no_figure_before_hiding(
    db: duckdb.DuckDBPyConnection, staff: duckdb.DuckDBPyConnection
):
    about_people = {contract.table for contract in contracts() if contract.about_people}
    assert {"survey_answer", "membership", "attendance", "volunteer_time"} <= about_people
    of_staff = about_people | {"figure_raw", "hidden", "indicator_part", "row_warning", "same_area"}
    of_staff |= {"figure_released", "published", "same_area_released", "waiting"}
    assert table_names(staff) - table_names(db) == of_staff
    assert table_names(db) < table_names(staff)


def test_no_table_of_returns_counts_people_in_the_public_database(
    db: duckdb.DuckDBPyConnection, staff: duckdb.DuckDBPyConnection
):
    for contract in (contract for contract in contracts() if contract.is_returned and not contract.about_people):
        sql = f"SELECT column_name FROM duckdb_columns() WHERE table_name = '{contract.table}'"
        public, own = ({name for (name,) in database.execute(sql).fetchall()} for database in (db, staff))
        assert own - public == {column.name for column in contract.columns if column.unit == "people"}, contract.table
    columns = "SELECT table_name FROM duckdb_columns() WHERE column_name = 'people_present'"
    assert staff.execute(columns).fetchall() and not db.execute(columns).fetchall()


def test_a_base_of_5_to_9_people_is_for_staff_alone_and_marked(tiny_copy: Path, build_of: Build, change_cell: Change):
    for area, yes, people in (("kiln-lane", "4", "9"), ("juniper-park", "3", "5"), ("zoe-mount", "18", "30")):
        row = {"place_id": area, "series": "five_states"}
        change_cell(tiny_copy / "reference/context.csv", row, "numerator", yes)
        change_cell(tiny_copy / "reference/context.csv", row, "denominator", people)
    path = current(build_of(tiny_copy))
    assert path is not None
    figures = {}
    for audience, name in (("everyone", path), ("staff", staff_file(path))):
        with duckdb.connect(str(name), read_only=True) as db:
            rows = db.execute(
                "SELECT place_id, state, denominator, reliability FROM indicator_value WHERE measure_id = 'five_states'"
            ).fetchall()
        figures[audience] = {place: rest for place, *rest in rows}
    for area, people in (("kiln-lane", 9), ("juniper-park", 5)):
        assert figures["everyone"][area] == ["hidden", None, ""]
        assert figures["staff"][area] == ["value", people, "staff only"]
    assert figures["everyone"]["elm-green"] == figures["staff"]["elm-green"] == ["hidden", None, ""]  # 3 people
    assert figures["everyone"]["larch-way"] == ["hidden", None, ""]  # a band, of 10 people
    assert figures["staff"]["larch-way"] == ["value", 10, "low"]
    assert figures["everyone"]["zoe-mount"] == figures["staff"]["zoe-mount"] == ["value", 30, ""]
    assert figures["everyone"]["alder-row"] == figures["staff"]["alder-row"] == ["value", 40, ""]


def test_a_share_of_nobody_is_not_a_value(tiny_copy: Path, build_of: Build, change_cell: Change):
    cell = {"place_id": "alder-row", "series": "five_states"}
    change_cell(tiny_copy / "reference/context.csv", cell, "numerator", "0")
    change_cell(tiny_copy / "reference/context.csv", cell, "denominator", "0")
    sql = "SELECT state FROM indicator_value WHERE state = 'value' AND value IS NULL"
    with duckdb.connect(str(current(build_of(tiny_copy))), read_only=True) as db:
        assert db.execute(sql).fetchall() == []
        assert figure(db, "five_states", "alder-row", "2016") == ("not reported", None, None, None, 0)


# Groups of areas


def test_a_share_of_the_programme_is_the_sum_over_the_sum_and_not_the_mean_of_shares(
    tiny_copy: Path, build_of: Build, change_cell: Change
):
    # With 18 of 30 people in Zoë Mount no count follows from the sum of all areas, as in St Osric's it may be 6 to 9 of 11.
    row = {"place_id": "zoe-mount", "series": "five_states"}
    change_cell(tiny_copy / "reference/context.csv", row, "numerator", "18")
    change_cell(tiny_copy / "reference/context.csv", row, "denominator", "30")
    # 30, 0 and 10 of 40, four times 6 of 10, 18 of 30 and, hidden by themselves, 1 of 3 and 8 of 11: 91 of 204 = 44.6 %.
    # The mean of the ten shares would be (75 + 0 + 25 + 5 x 60 + 33.3 + 72.7) / 10 = 50.6 %.
    expected = ("value", 91, 204, pytest.approx(44.608, abs=0.001), 10)
    path = current(build_of(tiny_copy))
    assert path is not None
    with duckdb.connect(str(path), read_only=True) as db:
        assert figure(db, "five_states", "programme:all", "2016") == expected
    with duckdb.connect(str(staff_file(path)), read_only=True) as db:
        # Southmere has twice 6 of 10 and 18 of 30.
        assert figure(db, "five_states", "areas-in:E12999003", "2016") == ("value", 30, 50, 60, 3)


def test_a_count_of_the_programme_is_the_sum_of_the_areas_that_reported(db: duckdb.DuckDBPyConnection):
    # In order of id: 1, 0, 3, none, none, 6, 7, 8, 9, 10, 11 and 12, so ten of twelve areas and 67 in all.
    assert figure(db, "turnout_returns", "programme:all", "2015") == ("value", 67, None, 67, 10)


def test_an_index_of_the_programme_is_that_of_its_middle_area(db: duckdb.DuckDBPyConnection):
    # The twelve areas have 97, 95, ... 75 in 2019; the two in the middle have 87 and 85.
    assert figure(db, "deprivation_rank", "programme:all", "2019") == ("value", None, None, 86, 12)


def test_a_region_as_a_whole_is_not_the_areas_in_it(db: duckdb.DuckDBPyConnection):
    # 2,009 + 2,010 + 2,012 people live in its three areas.
    assert figure(db, "residents", "areas-in:E12999003", "2021") == ("value", 6031, None, 6031, 3)
    assert figure(db, "residents", "E12999003", "2021") == ("value", 200015, None, 200015, None)


def test_a_group_in_which_no_area_reported_has_no_value(tiny_copy: Path, build_of: Build, change_rows: ChangeRows):
    change_rows(
        tiny_copy / "reference/context.csv",
        lambda rows: [
            row
            for row in rows
            if row["series"] != "survey_people" or row["place_id"] not in ("kiln-lane", "larch-way", "zoe-mount")
        ],
    )
    with duckdb.connect(str(current(build_of(tiny_copy))), read_only=True) as db:
        assert figure(db, "survey_people", "areas-in:E12999003", "2016") == ("not reported", None, None, None, 0)


def test_the_real_measures_all_have_figures_in_both_programmes(tiny_build: Path, big_local_build: Path):
    measure_ids = {
        measure.measure_id for measure in measures() if measure.sources != "returns"
    }  # the others wait for returns
    for builds in (tiny_build / "tiny", big_local_build / "big_local"):
        with duckdb.connect(str(current(builds)), read_only=True) as db:
            rows = db.execute("SELECT DISTINCT measure_id FROM indicator_area WHERE state = 'value'").fetchall()
        assert measure_ids <= {measure_id for (measure_id,) in rows}
