"""Workbooks: contents, a sheet for each finding, notes; no merged cells and no formulas."""

import io

import pytest
from openpyxl import load_workbook

from dashboard.pack.workbook import figure, workbook
from tests.dashboard.pack.samples import HOSTILE_PACK, LINE, PACK


def book(pack=PACK):
    return load_workbook(io.BytesIO(workbook(pack)))


def test_the_contents_link_to_every_sheet():
    opened = book()
    contents = opened["Contents"]
    links = {cell.value: cell.hyperlink.location for row in contents.iter_rows() for cell in row if cell.hyperlink}
    assert list(links) == opened.sheetnames[1:]
    assert all(location == f"'{name}'!A1" for name, location in links.items())


def test_a_sheet_has_its_title_first_and_the_rows_of_its_table():
    sheet = book()["1 trend belong"]
    assert sheet["A1"].value == LINE.title
    rows = list(sheet.iter_rows(values_only=True))
    headings = ("Year", "Aldermarsh", "95% confidence interval: lower", "95% confidence interval: upper", "All areas")
    assert rows[rows.index(headings) + 1 :] == [
        ("2017", 0.48, 0.38, 0.58, 0.45),
        ("2019", 0.51, 0.41, 0.61, 0.46),
        ("2021", "suppressed [c]", None, None, 0.46),
        ("2023", 0.62, 0.52, 0.71, 0.47),
    ]


@pytest.mark.parametrize(
    ("text", "number", "number_format"),
    [
        ("48%", 0.48, "0%"),
        ("12.5%", 0.125, "0.0%"),
        ("£1,127,356", 1127356, '"£"#,##0'),
        ("2.2p", 2.2, '0.0"p"'),
        ("0.94 per area", 0.94, '0.00" per area"'),
        ("14 [u]", 14, '0" [u]"'),
        ("-1,240", -1240, "#,##0"),
    ],
)
def test_a_figure_is_a_number_that_is_shown_as_it_was(text: str, number: float, number_format: str):
    pair = figure(text)
    assert pair is not None
    assert pair[0] == pytest.approx(number)
    assert pair[1] == number_format


@pytest.mark.parametrize("text", ["", "Suppressed [c]", "No data reported [x]", "over 99%", "1 to 4 [c]", "2016-17"])
def test_a_text_that_is_no_figure_stays_a_text(text: str):
    assert figure(text) is None


def test_dated_facts_stand_with_their_pages():
    rows = list(book()["4 record council"].iter_rows(values_only=True))
    assert (
        "March 2019",
        "The council granted a 25-year lease of the hall.",
        "Aldermarsh Gazette",
        "https://example.org/lease",
    ) in rows


def test_the_notes_say_what_is_not_known_and_how_to_make_it_again():
    notes = [row[0] for row in book()["Notes"].iter_rows(values_only=True)]
    assert "Not known: No returns on spending are loaded for this area." in notes
    assert "To make this workbook again: https://compare.example.org/present?area=aldermarsh&audience=board" in notes


@pytest.mark.parametrize("pack", [PACK, HOSTILE_PACK])
def test_no_cell_is_merged_or_a_formula(pack):
    for sheet in book(pack).worksheets:
        assert not sheet.merged_cells.ranges
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
            assert all(not str(cell.value or "").startswith(("=", "+", "@")) for cell in row)
