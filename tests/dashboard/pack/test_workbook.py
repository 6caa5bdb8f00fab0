"""Workbooks: contents, a sheet for each finding, notes; no merged cells and no formulas."""

import io

import pytest
from openpyxl import load_workbook

from dashboard.pack.workbook import workbook
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
    assert LINE.table is not None
    rows = [tuple(cell or "" for cell in row) for row in sheet.iter_rows(values_only=True)]
    top = rows.index(LINE.table.headings)
    assert rows[top + 1 :] == list(LINE.table.rows)


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
