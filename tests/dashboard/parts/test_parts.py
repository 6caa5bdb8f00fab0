"""Files and tables: safe for spreadsheets, whole after a round trip, and explained by their columns."""

import csv
import io
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from dashboard.export.table_file import About, csv_bytes, with_origin, xlsx_bytes
from dashboard.model import db
from dashboard.model.catalogue import Context, catalogue_of
from dashboard.model.state import View
from dashboard.parts import blocks, frame, head
from dashboard.text import words

FILE_COLUMNS = [
    "programme",
    "measure",
    "unit",
    "period",
    "area_code",
    "area_name",
    "area_type",
    "council",
    "region",
    "wave",
    "value",
    "lower_confidence_interval_95",
    "upper_confidence_interval_95",
    "numerator",
    "denominator",
    "band",
    "verdict_against_all_areas",
    "state",
    "code",
    "data_version",
]


def read_back(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_a_file_is_utf8_with_a_mark_and_lines_that_end_as_spreadsheets_like():
    raw = csv_bytes(pd.DataFrame({"Area": ["Zoë Mount"], "Value": [1.5]}))
    assert raw == b"\xef\xbb\xbfArea,Value\r\nZo\xc3\xab Mount,1.5\r\n"


def test_no_cell_of_a_file_acts_as_a_formula():
    cells = ["=1+1", "+A1", "-A1", "@SUM(A1)", " =1", "＝1", '=HYPERLINK("http://e/x")', "plain"]
    rows = read_back(csv_bytes(pd.DataFrame({"Text": cells, "Number": [-1.5] * len(cells)})))
    assert [row[0] for row in rows[1:]] == [*(f"'{cell}" for cell in cells[:-1]), "plain"]
    assert {row[1] for row in rows[1:]} == {"-1.5"}


def test_what_is_missing_is_empty_in_a_file_and_a_nought_is_a_nought():
    rows = read_back(csv_bytes(pd.DataFrame({"a": ["", "x"], "b": [None, 0.0], "c": [float("nan"), 2.0]})))
    assert rows == [["a", "b", "c"], ["", "", ""], ["x", "0.0", "2.0"]]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20), min_size=1))
def test_any_text_comes_back_from_a_file_as_it_went_in_but_for_the_apostrophe(cells: list[str]):
    raw = csv_bytes(pd.DataFrame({"key": range(len(cells)), "text": cells}))
    back = [row[1] for row in read_back(raw)[1:]]
    assert [cell.replace("'", "") for cell in back] == [cell.replace("'", "") for cell in cells]


ABOUT = About("Wins by area", "Tiny Programme", "2026-11-22-abc", True)


def sheets(raw: bytes) -> dict[str, list[tuple]]:
    """Return the cells of each sheet of a workbook, as another program reads them."""
    read = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    return {name: [tuple(row) for row in read.get_sheet_by_name(name).to_python()] for name in read.sheet_names}


def test_a_workbook_says_what_it_is_and_holds_the_rows_under_their_title():
    rows = pd.DataFrame({"Area": ["Zoë Mount", "=1+1"], "Wins": [0, 3], "Share": [None, 0.25]})
    cells_by_sheet = sheets(xlsx_bytes(rows, ABOUT))
    assert list(cells_by_sheet) == ["About", "Table"]
    assert [row[0] for row in cells_by_sheet["About"][:4]] == [
        "Wins by area",
        "Every place and every figure in this file is invented.",
        "Programme: Tiny Programme",
        "Data version: 2026-11-22-abc",
    ]
    assert cells_by_sheet["Table"] == [
        ("Wins by area (Tiny Programme, data version 2026-11-22-abc)", "", ""),
        ("Area", "Wins", "Share"),
        ("Zoë Mount", 0.0, ""),
        ("'=1+1", 3.0, 0.25),
    ]


def test_a_workbook_says_which_filters_were_on():
    filtered = replace(ABOUT, filters=["London", "wave 2"])
    assert ("Areas chosen by: London; wave 2",) in sheets(xlsx_bytes(pd.DataFrame({"a": [1]}), filtered))["About"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=5))
def test_any_text_goes_into_a_workbook_and_none_becomes_a_formula(cells: list[str]):
    raw = xlsx_bytes(pd.DataFrame({"text": cells}), ABOUT)
    kinds = {cell.data_type for row in load_workbook(io.BytesIO(raw))["Table"].iter_rows() for cell in row}
    assert "f" not in kinds


def test_each_row_of_a_file_names_programme_and_data_version_once():
    assert with_origin(pd.DataFrame({"a": [1]}), ABOUT).to_dict("records") == [
        {"a": 1, "programme": "Tiny Programme", "data_version": "2026-11-22-abc"}
    ]
    assert list(with_origin(pd.DataFrame({"programme": ["x"], "data_version": ["y"]}), ABOUT).iloc[0]) == ["x", "y"]


def test_states_in_a_file_have_the_words_of_the_screen():
    rows = pd.DataFrame(
        {"state": ["value", "not due"], "spent_state": ["not reported", "hidden"], "status": ["hidden"] * 2}
    )
    written = with_origin(rows, ABOUT)
    assert written["state"].tolist() == ["figure", "not applicable"]
    assert written["spent_state"].tolist() == ["no data reported", "suppressed"]
    assert written["status"].tolist() == ["hidden"] * 2


def test_the_filters_of_a_file_are_those_in_its_name(context: Context, monkeypatch: pytest.MonkeyPatch):
    filtered = replace(context, view=replace(context.view, region="Southmere", wave="2"))
    monkeypatch.setattr(blocks, "current_context", lambda: filtered)
    monkeypatch.setattr(head, "current_context", lambda: filtered)
    rows = pd.DataFrame({"area_name": ["Alder Row"], "spent_gbp": [1.0]})
    both = blocks.file_name(filtered, "account", *filtered.view.filters)
    assert blocks.file_lines(rows, "Account", both)[:2] == [
        "1 row. Columns: area name, spent gbp.",
        "Areas: Southmere, wave 2.",
    ]
    assert blocks.file_lines(rows, "Account", blocks.file_name(filtered, "sources"))[1] == (
        "The filters of the page do not apply to this table."
    )
    assert f"data version {filtered.build.version}" in blocks.file_lines(rows, "Account", both)[2]


def test_a_file_name_says_what_is_in_it_without_anything_a_disk_refuses(context: Context):
    name = blocks.file_name(context, "cash_won_gbp", "2016 to 2020", "", "Zoë/Mount")
    assert (
        name
        == f"{context.catalogue.programme['file_prefix']}-cash-won-gbp-2016-to-2020-zo-mount-v{context.build.version}"
    )


@pytest.fixture
def context(on_tiny: db.Build) -> Context:
    """Return the context of the measure in which every state occurs."""
    return Context(on_tiny, catalogue_of(on_tiny), View("tiny", "five_states", "2016"), [])


@pytest.fixture
def file(context: Context) -> list[dict[str, str]]:
    """Return the file of the measure in which every state occurs, read back."""
    catalogue = context.catalogue
    figures = db.query(context.build, "map_figures", measure_id="five_states", period="2016").set_index("area_id")
    rows = catalogue.areas.drop(columns="area_id").join(figures).reset_index()
    raw = csv_bytes(blocks.figures_file(context, rows, catalogue.measures["five_states"]))
    head, *body = read_back(raw)
    return [dict(zip(head, row, strict=True)) for row in body]


def test_the_file_of_figures_has_the_columns_that_explain_it(file: list[dict[str, str]]):
    assert list(file[0]) == FILE_COLUMNS
    assert len(file) == 12


def test_each_row_of_the_file_explains_itself(file: list[dict[str, str]], context: Context):
    row = next(row for row in file if row["area_code"] == "alder-row")
    limits = [float(row.pop(f"{end}_confidence_interval_95")) for end in ("lower", "upper")]
    assert limits == pytest.approx([59.806, 85.813], abs=0.001)  # Wilson 1927, for 30 of 40
    assert row == {
        "programme": "Tiny Programme",
        "measure": "A measure with every state",
        "unit": "% of people asked",
        "period": "2016",
        "area_code": "alder-row",
        "area_name": "Alder Row",
        "area_type": "area",
        "council": "Northmoor Bay",
        "region": "Northmoor",
        "wave": "1",
        "value": "75.0",
        "numerator": "30.0",
        "denominator": "40.0",
        "band": "",
        "verdict_against_all_areas": "",  # fewer than ten areas have a figure
        "state": "value",
        "code": "",
        "data_version": context.build.version,
    }


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ("birch-end", ("0.0", "0.0", "40.0", "value", "")),
        ("ivy-street", ("", "", "", "hidden", "[c]")),
        ("st-osrics-quay-and-dock", ("", "", "", "hidden", "[c]")),
        ("elm-green", ("", "", "", "hidden", "[c]")),
        ("fern-bank", ("", "", "", "not reported", "[x]")),
        ("gorse-lea", ("", "", "", "not due", "[z]")),
    ],
)
def test_the_file_distinguishes_the_five_states_and_few_people(
    area: str, expected: tuple[str, ...], file: list[dict[str, str]]
):
    row = next(row for row in file if row["area_code"] == area)
    assert tuple(row[name] for name in ("value", "numerator", "denominator", "state", "code")) == expected
    limits = [row[f"{end}_confidence_interval_95"] for end in ("lower", "upper")]
    assert all(limits) if row["state"] == "value" else limits == ["", ""]


def test_a_figure_for_staff_only_is_hidden_in_the_file(context: Context):
    catalogue = context.catalogue
    figures = db.query(context.build, "map_figures", measure_id="five_states", period="2016").set_index("area_id")
    figures.loc["alder-row", ["reliability", "verdict"]] = ["staff only", "differs"]  # as where 5 to 9 were counted
    rows = catalogue.areas.drop(columns="area_id").join(figures).reset_index()
    head, *body = read_back(csv_bytes(blocks.figures_file(context, rows, catalogue.measures["five_states"])))
    file = {row[head.index("area_code")]: dict(zip(head, row, strict=True)) for row in body}
    about = FILE_COLUMNS[: FILE_COLUMNS.index("value")]
    kept = {name: cell for name, cell in file["alder-row"].items() if cell and name not in (*about, "data_version")}
    assert kept == {"state": "hidden", "code": "[c]"}
    assert [file["hazel-court"][name] for name in ("value", "state", "code")] == ["25.0", "value", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words, with commas", "plain words, with commas"),
        ("<script>", "\\<script\\>"),
        ("![x](http://e/x.png)", "\\!\\[x\\]\\(http\\://e/x.png\\)"),
        ("a_b*c`d$e", "a\\_b\\*c\\`d\\$e"),
        (":red[hot]", "\\:red\\[hot\\]"),
    ],
)
def test_text_is_shown_unchanged(text: str, expected: str):
    assert words.plain(text) == expected


@pytest.mark.parametrize(
    ("name", "short"),
    [("Arches Local (Central Chatham, Luton Arches)", "Arches Local"), ("Whitley", "Whitley"), ("A (b) c", "A")],
)
def test_the_short_name_of_an_area_leaves_out_the_brackets(name: str, short: str):
    assert words.short_name(name) == short


@pytest.mark.parametrize(
    ("query", "areas", "note"),
    [
        ("zz9a 9zz", ["alder-row"], "ZZ9A 9ZZ is in the best-fit census areas of:"),
        ("QQ1", [], "There is no postcode district QQ1 in England."),
        ("QQ1 1AA", [], "There is no postcode district QQ1 in England."),
        ("alder row", ["alder-row"], ""),
        ("nonsense", [], ""),
    ],
)
def test_a_search_by_postcode_or_name_finds_the_areas_and_explains_why(
    query: str, areas: list[str], note: str, context: Context
):
    hits, sentence = frame.search(context, query)
    assert ([hit.area_id for hit in hits], sentence) == (areas, note)


def test_half_a_postcode_finds_the_nearest_areas_with_their_distance(context: Context):
    # ZZ9A has its middle at 405000, 455000: at Alder Row; Birch End is 10 km east and 4 km north of it
    hits, sentence = frame.search(context, "zz9a")
    assert sentence == "Nearest to the centre of ZZ9A:"
    assert [(hit.area_id, hit.by) for hit in hits] == [  # the others are more than 15 km away
        ("alder-row", "about 0 km away"),
        ("birch-end", "about 11 km away"),
    ]


def test_a_whole_postcode_outside_all_areas_finds_the_nearest(context: Context):
    hits, sentence = frame.search(context, "ZZ9A 1AA")
    assert sentence == "ZZ9A 1AA is not a postcode of any area. Nearest to the centre of ZZ9A:"
    assert [hit.area_id for hit in hits][:1] == ["alder-row"]


def test_method_caveat_and_source_of_a_measure_are_a_line_each(context: Context):
    lines: list[Any] = blocks.measure_lines(context, "five_states")
    assert [line.split("**")[1] for line in lines] == ["Definition.", "Limitations.", "Source."]
    assert lines[1] == "**Limitations.** Invented for the tests."
