"""A programme is a folder: the settings it needs, the sources of its figures, and the corrections to its files."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from etl.building.corrections import CORRECTION_COLUMNS, corrected, corrections
from etl.errors import DataError
from etl.programme import programmes, read_programme, sources

AREAS = pd.DataFrame({"area_id": ["a", "b"], "year": ["2016", "2016"], "name": ["Brich End", "Larch Way"]})
Change = Callable[[Path, dict[str, str], str, str], None]


def correction_rows(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """Return corrections of the table area: row_key, column_name, old_value, new_value."""
    return pd.DataFrame([("area", *row, "A slip of the pen") for row in rows], columns=CORRECTION_COLUMNS)


def test_a_programme_is_identified_by_the_name_of_its_folder(tiny_programme: Path):
    programme = read_programme(tiny_programme)
    assert (programme.programme_id, programme.settings["name"], programme.settings["waves"]) == (
        "tiny",
        "Tiny Programme",
        {1: 6, 2: 6},
    )


def test_programmes_are_in_order_of_id(tiny_copy: Path):
    tiny_copy.rename(tiny_copy.with_name("b"))
    other = tiny_copy.with_name("a")
    other.mkdir()
    (other / "programme.yml").write_bytes((tiny_copy.with_name("b") / "programme.yml").read_bytes())
    assert [programme.programme_id for programme in programmes(tiny_copy.parent)] == ["a", "b"]


def test_a_folder_without_programmes_is_refused(tmp_path: Path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(DataError, match="holds no programme"):
            programmes(folder)


def test_a_missing_description_is_reported_with_its_path(tmp_path: Path):
    with pytest.raises(DataError, match=r"programme\.yml: the file is not there"):
        read_programme(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("waves: {", "waves: [", "cannot be read"),
        ("name: Tiny Programme\nis_invented: true\n", "", "lacks name, is_invented"),
        ("{1: 6, 2: 6}", "12", "waves is 12, expected the number of areas of each wave"),
        ("{1: 6, 2: 6}", "{first: 6}", "expected the number of areas of each wave"),
        ("areas: 12", "areas: a dozen", "areas must be a whole number"),
        ("is_invented: true", "is_invented: maybe", "is_invented true or false"),
    ],
)
def test_a_broken_description_is_reported_with_its_path(old: str, new: str, message: str, tiny_copy: Path):
    path = tiny_copy / "programme.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=r"programme\.yml") as caught:
        read_programme(tiny_copy)
    assert message in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"just words", b"\xff\xfe\xff"])
def test_a_description_that_is_no_yaml_is_refused(content: bytes, tiny_copy: Path):
    (tiny_copy / "programme.yml").write_bytes(content)
    with pytest.raises(DataError, match=r"programme\.yml: cannot be read"):
        read_programme(tiny_copy)


def test_every_source_beside_a_table_is_listed_with_the_table(tiny_programme: Path):
    rows = sources(read_programme(tiny_programme))
    assert set(rows.loc[rows["source_id"] == "record", "table_name"]) == {
        "account",
        "account_fact",
        "area_status",
        "fact",
    }
    assert "" not in rows.loc[:, ["publisher", "title", "address", "licence"]].to_numpy()


@pytest.mark.parametrize(
    ("is_invented", "title"), [("true", "Invented returns"), ("false", "Returns loaded into this dashboard")]
)
def test_returns_are_a_source_of_every_programme_even_before_any_are_loaded(
    is_invented: str, title: str, tiny_copy: Path
):
    path = tiny_copy / "programme.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("is_invented: true", f"is_invented: {is_invented}"), encoding="utf-8")
    rows = sources(read_programme(tiny_copy)).set_index("source_id").loc[["returns"]]
    assert rows.to_dict("records") == [
        {
            "table_name": "returns",
            "publisher": "Tiny Programme",
            "title": title,
            "address": "the Data page",
            "licence": "The programme's own",
            "dated": "",
            "what_was_done": "Checked row by row, then added up.",
        }
    ]


@pytest.mark.parametrize("text", ["sources: [", "", "sources:\n", "sources:\n- source_id: grants\n", "sources: grants"])
def test_a_broken_list_of_sources_is_reported_with_its_path(text: str, tiny_copy: Path):
    (tiny_copy / "reference/grant_around.yml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"grant_around\.yml"):
        sources(read_programme(tiny_copy))


def test_a_correction_changes_its_cell_and_no_other():
    rows = corrected(
        AREAS, ("area_id", "year"), correction_rows(("a|2016", "name", "Brich End", "Birch End")), "area.csv"
    )
    assert rows["name"].tolist() == ["Birch End", "Larch Way"]
    assert AREAS["name"].tolist() == ["Brich End", "Larch Way"]


def test_a_correction_may_follow_another_of_the_same_cell():
    twice = correction_rows(("a|2016", "name", "Brich End", "Birch End"), ("a|2016", "name", "Birch End", "Birch Ends"))
    assert corrected(AREAS, ("area_id", "year"), twice, "area.csv").loc[0, "name"] == "Birch Ends"


def test_a_correction_whose_old_value_has_changed_stops_with_a_sentence():
    with pytest.raises(DataError) as caught:
        corrected(AREAS, ("area_id",), correction_rows(("a", "name", "Brick End", "Birch End")), "area.csv")
    assert caught.value.sentences == (
        "area.csv: the correction of name in 'a' expects 'Brick End' but finds 'Brich End'. "
        "Look at the correction again, then mend or delete it.",
    )


def test_corrections_of_an_unknown_row_or_column_are_all_reported():
    lost = correction_rows(("c", "name", "", "x"), ("a", "colour", "", "x"))
    with pytest.raises(DataError) as caught:
        corrected(AREAS, ("area_id",), lost, "area.csv")
    assert caught.value.sentences == (
        "area.csv: the correction of name in 'c' finds 0 rows.",
        "area.csv: the correction of colour in 'a' finds 0 rows.",
    )


def test_corrections_may_be_left_out(tiny_copy: Path):
    (tiny_copy / "corrections.csv").unlink()
    assert corrections(read_programme(tiny_copy)).empty


def test_corrections_have_six_columns(tiny_copy: Path):
    (tiny_copy / "corrections.csv").write_text("table_name,row_key\narea,birch-end\n", encoding="utf-8")
    with pytest.raises(DataError, match="the columns must be table_name, row_key, column_name"):
        corrections(read_programme(tiny_copy))


def test_a_correction_of_an_unknown_table_stops_the_build(
    tiny_copy: Path, change_cell: Change, build_of: Callable[[Path], Path]
):
    change_cell(tiny_copy / "corrections.csv", {"row_key": "birch-end"}, "table_name", "aera")
    with pytest.raises(DataError, match=r"corrections\.csv: there is no table 'aera'"):
        build_of(tiny_copy)
