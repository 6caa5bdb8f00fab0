"""Workbooks (XLSX, ODS, XLS) as people save them: values, percentages, errors, and hidden sheets and rows are read as shown."""

import random
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest

from etl.errors import DataError
from etl.reading.sheets import Sheet
from tests.etl.reading.sheet_files import OLD_WORKBOOK, edited, one_sheet, open_document, rows_of, workbook

FIRST_SHEET = "xl/worksheets/sheet1.xml"


def test_cells_of_a_workbook_stand_where_they_are(sheet_of: Callable[[bytes], Sheet]):
    sheet = sheet_of(one_sheet({"B3": "Area", "D3": "Spent", "B5": "Whitley Bay", "D5": 5, "B6": " "}))
    assert (sheet.file, sheet.name, sheet.notes) == ("returns.xyz", "Spending", ())
    assert rows_of(sheet) == {3: ["", "Area", "", "Spent"], 5: ["", "Whitley Bay", "", "5"]}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1200.0, "1200"), (0.1, "0.1"), (-12.5, "-12.5"), (0.1 + 0.2, "0.3"), (1e-7, "0.0000001"), (0, "0"),
        (1_150_000, "1150000"), (1.15e15, "1150000000000000"), (333.333333333333, "333.333333333333"),
        (True, "yes"), (False, "no"), ("007", "007"), ("£1,200", "£1,200"), ("two\nlines", "two\nlines"),
        (date(2019, 3, 12), "2019-03-12"), (datetime(2019, 3, 12), "2019-03-12"),
        (datetime(2019, 3, 12, 10, 30), "2019-03-12T10:30:00"), (time(10, 30), "10:30:00"),
        (timedelta(hours=26, minutes=30), "26:30:00"), ("#N/A", "#N/A"), ("#REF!", "#REF!"), ("#DIV/0!", "#DIV/0!"),
    ],
)  # fmt: skip
def test_a_cell_of_a_workbook_is_text_as_short_as_can_be(sheet_of: Callable[[bytes], Sheet], cell: Any, text: str):
    assert rows_of(sheet_of(one_sheet({"A1": "Heading", "A2": cell}))) == {1: ["Heading"], 2: [text]}


@pytest.mark.parametrize(
    ("number_format", "text"),
    [("0%", "25.5%"), ("0.00%", "25.5%"), ("0.0%;[Red]-0.0%", "25.5%"),
     ('0.0 "%"', "0.255"), (r"0.0\%", "0.255"), ("0.00", "0.255")],
)  # fmt: skip
def test_a_percentage_is_read_as_it_is_shown(sheet_of: Callable[[bytes], Sheet], number_format: str, text: str):
    assert rows_of(sheet_of(one_sheet({"B2": 0.255}, {"B2": number_format}))) == {2: ["", text]}


def test_days_count_from_1904_where_the_workbook_declares_it(sheet_of: Callable[[bytes], Sheet]):
    def fill(book: openpyxl.Workbook):
        book.epoch = datetime(1904, 1, 1)
        book.worksheets[0]["A1"] = date(2019, 3, 12)

    assert rows_of(sheet_of(workbook(fill))) == {1: ["2019-03-12"]}


def test_merged_cells_hold_their_value_in_the_first(sheet_of: Callable[[bytes], Sheet]):
    def fill(book: openpyxl.Workbook):
        sheet = book.worksheets[0]
        sheet["A1"] = "Returns of 2019/20"
        sheet.merge_cells("A1:C1")
        sheet.append(["Area", "Spent", "Note"])

    assert rows_of(sheet_of(workbook(fill))) == {1: ["Returns of 2019/20", "", ""], 2: ["Area", "Spent", "Note"]}


def test_hidden_sheets_rows_and_columns_are_read_and_marked_but_not_empty_ones(
    sheets_of: Callable[[bytes], list[Sheet]],
):
    def fill(book: openpyxl.Workbook):
        shown, hidden, very_hidden = book.worksheets[0], book.create_sheet("Old"), book.create_sheet("Lists")
        book.create_sheet("Empty")
        book.create_chartsheet("Chart")
        for sheet in (shown, hidden, very_hidden):
            sheet.append(["Area", "Note", "Note"])
            sheet.append(["Whitley Bay", "x", "y"])
        shown.title = "New"
        shown.row_dimensions[2].hidden = True
        shown.column_dimensions.group("B", "C", hidden=True)
        hidden.sheet_state, very_hidden.sheet_state = "hidden", "veryHidden"

    file_sheets = sheets_of(workbook(fill))
    assert [
        (sheet.name, sheet.is_hidden, sheet.is_very_hidden, set(sheet.hidden_rows), set(sheet.hidden_columns))
        for sheet in file_sheets
    ] == [
        ("New", False, False, {1}, {1, 2}),
        ("Old", True, False, set(), set()),
        ("Lists", True, True, set(), set()),
    ]
    assert (
        rows_of(file_sheets[0])
        == rows_of(file_sheets[1])
        == {1: ["Area", "Note", "Note"], 2: ["Whitley Bay", "x", "y"]}
    )


@pytest.mark.parametrize("numbers", [' r="[0-9]+"', ' r="[A-Z]*[0-9]+"'], ids=["of rows", "of rows and cells"])
def test_a_hidden_row_is_found_without_its_number(sheet_of: Callable[[bytes], Sheet], numbers: str):
    def fill(book: openpyxl.Workbook):
        for text in "ABC":
            book.worksheets[0].append([text])
        book.worksheets[0].row_dimensions[2].hidden = True

    sheet = sheet_of(edited(workbook(fill), FIRST_SHEET, lambda xml: re.sub(numbers, "", xml)))
    assert (rows_of(sheet), sheet.hidden_rows) == ({1: ["A"], 2: ["B"], 3: ["C"]}, {1})


def test_a_formula_is_its_result(sheet_of: Callable[[bytes], Sheet]):
    content = edited(
        one_sheet({"A1": 5, "A2": "=A1*2", "B2": '=IF(A1>5,"x","")'}),
        FIRST_SHEET,
        lambda xml: (
            xml.replace("<v></v>", "<v />")  # openpyxl writes empty elements in two ways
            .replace("</f><v /></c>", "</f><v>10</v></c>", 1)
            .replace(
                '<c r="B2"><f>IF(A1&gt;5,"x","")</f><v /></c>', '<c r="B2" t="str"><f>IF(A1&gt;5,"x","")</f><v></v></c>'
            )
        ),
    )
    sheet = sheet_of(content)
    assert rows_of(sheet) == {1: ["5"], 2: ["10"]}
    assert sheet.notes == ()


def test_a_formula_without_a_result_is_noted(sheet_of: Callable[[bytes], Sheet]):
    assert sheet_of(one_sheet({"A1": 5, "B3": "=A1*2", "B4": "=A1*3"})).notes == (
        "2 formulas have no result in the file and were read as empty, the first in row 3, column B; "
        "open the file in a spreadsheet program and save it again",
    )


def test_tags_with_a_prefix_are_read_the_same(sheet_of: Callable[[bytes], Sheet]):
    content = one_sheet({"A1": "Share", "A2": 0.5, "A3": "#N/A", "A4": "=1"}, {"A2": "0%"})
    prefixed = edited(
        content,
        FIRST_SHEET,
        lambda xml: re.sub(r"<(/?)(?=[a-z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x="),
    )
    assert rows_of(sheet_of(prefixed)) == rows_of(sheet_of(content)) == {1: ["Share"], 2: ["50%"], 3: ["#N/A"]}
    assert sheet_of(prefixed).notes == sheet_of(content).notes != ()


def test_cells_without_a_position_are_counted_and_keep_what_their_format_shows(sheet_of: Callable[[bytes], Sheet]):
    cells = {"A1": "Area", "B1": "Share", "A2": "Alder Row", "B2": 0.25}
    content = edited(one_sheet(cells, {"B2": "0%"}), FIRST_SHEET, lambda xml: re.sub(r' r="[A-Z][0-9]"', "", xml))
    assert rows_of(sheet_of(content)) == {1: ["Area", "Share"], 2: ["Alder Row", "25%"]}


def test_an_old_workbook_is_read(sheet_of: Callable[[bytes], Sheet]):
    sheet = sheet_of(OLD_WORKBOOK)
    assert rows_of(sheet) == {1: ["Area", "Spent", "Date"], 3: ["Whitley Bay", "1234.5", "2019-03-12"]}
    assert sheet.notes == ()


def test_an_open_document_is_read(sheet_of: Callable[[bytes], Sheet]):
    word = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    sheet = sheet_of(
        open_document(
            '<table:table table:name="Spending">'
            '<table:table-column table:visibility="visible" table:number-columns-repeated="3"/>'
            '<table:table-column table:visibility="collapse" table:number-columns-repeated="16000"/>'
            '<table:table-row table:visibility="visible" table:number-rows-repeated="2">'
            '<table:table-cell table:number-columns-repeated="9"/></table:table-row>'
            f"<table:table-row><table:table-cell/>{word.format('Area')}"
            '<table:table-cell office:value-type="currency" office:currency="GBP" office:value="12.5">'
            "<text:p>£12.50</text:p></table:table-cell>"
            '<table:table-cell office:value-type="date" office:date-value="2019-03-12"><text:p>12/03/19</text:p>'
            "</table:table-cell>"
            '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p>'
            "</table:table-cell></table:table-row>"
            f'<table:table-row table:number-rows-repeated="2" table:visibility="filter">{word.format("A &amp; B")}'
            '<table:table-cell table:number-columns-repeated="2" office:value-type="percentage" office:value="0.07">'
            "<text:p>7%</text:p></table:table-cell>"
            '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
            "<text:p>#N/A</text:p></table:table-cell></table:table-row>"
            '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
            'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        )
    )
    assert sheet.name == "Spending"
    assert rows_of(sheet) == {
        3: ["", "Area", "12.5", "2019-03-12", "yes"],
        4: ["A & B", "7%", "7%", "#N/A", ""],
        5: ["A & B", "7%", "7%", "#N/A", ""],
    }
    assert (sheet.hidden_rows, set(sheet.hidden_columns)) == ({3, 4}, set(range(3, 500)))


@pytest.mark.parametrize(
    "content", [OLD_WORKBOOK, one_sheet({"A1": "Area", "B2": 0.5}, {"B2": "0%"})], ids=["XLS", "XLSX"]
)
def test_a_damaged_workbook_is_sheets_or_a_sentence(sheets_of: Callable[[bytes], list[Sheet]], content: bytes):
    dice = random.Random(150)  # noqa: S311 (no secret hangs on it)
    outcomes = set()
    for _ in range(30):
        damaged = bytearray(content)
        for _ in range(dice.choice([1, 5, 50])):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        try:
            outcomes.add(bool(sheets_of(bytes(damaged))))
        except DataError as error:
            outcomes.add(error.sentences[0].split(":")[0].split(",")[0])
    assert outcomes == {True, "returns.xyz"}
