"""Cells of OpenDocument spreadsheets are read as they are shown: breaks, tabs, repeated cells, comments, shapes, currencies."""

import io
import zipfile
from collections.abc import Callable

import pytest

from etl.reading.sheets import Sheet
from tests.etl.reading.sheet_files import open_document, rows_of

COMMENT = "<office:annotation><text:p>2018</text:p></office:annotation>"
DRAW = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
BOX = f"<draw:g {DRAW}><draw:g><draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame></draw:g></draw:g>"


def cell(body: str, attributes: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {attributes}>{body}</table:table-cell>"


def table(*rows: str) -> str:
    return f'<table:table table:name="Spending">{"".join(rows)}</table:table>'


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def number(shown: str, value: str, kind: str = "float") -> str:
    return cell(f"<text:p>{shown}</text:p>", f'office:value-type="{kind}" office:value="{value}"')


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:p>Rent<text:line-break/>and rates</text:p>", "Rent\nand rates"),
        ("<text:p>Rent<text:line-break></text:line-break>and rates</text:p>", "Rent\nand rates"),
        ("<text:p>Rent</text:p><text:p>and rates</text:p>", "Rent\nand rates"),
        ("<text:p>Rent<text:tab/>and<text:tab />rates</text:p>", "Rent\tand\trates"),
        ('<text:p>Rent<text:s text:c="2"/>and rates</text:p>', "Rent  and rates"),
        ("<text:p>Rent <text:span>and</text:span> rates</text:p>", "Rent and rates"),
        (f"{COMMENT}<text:p>Rent</text:p>", "Rent"),
        (f"{BOX}<text:p>Rent</text:p>", "Rent"),
        (f"<text:p>Rent</text:p><draw:control {DRAW}/>", "Rent"),
        (f"{COMMENT}{BOX}", ""),
    ],
)
def test_a_text_is_read_as_it_is_shown(sheet_of: Callable[[bytes], Sheet], body: str, text: str):
    content = open_document(table(row(cell("<text:p>Note</text:p>"), cell(body), cell("<text:p>End</text:p>"))))
    assert rows_of(sheet_of(content)) == {1: ["Note", text, "End"]}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (number("€1,200.50", "1200.5"), "€1200.5"),
        (number("1,200.50 EUR", "1200.5"), "EUR 1200.5"),
        (number("$900", "900", "currency"), "900"),
        (number("£1,200.50", "1200.5"), "1200.5"),
        (number("1,200.50", "1200.5"), "1200.5"),
        (cell(f"{COMMENT}<text:p>12/03/19</text:p>", 'office:value-type="date" office:date-value="2019-03-12"'), "2019-03-12"),
        (cell("<text:p>Mar 19</text:p>", 'office:value-type="date" office:date-value="2019-03-01"'), "March 2019"),
        (cell("<text:p>7.5%</text:p>", 'office:value-type="percentage" office:value="0.075"'), "7.5%"),
        (cell("<text:p>41:15</text:p>", 'office:value-type="time" office:time-value="PT41H15M00S"'), "41:15:00"),
    ],
)  # fmt: skip
def test_a_number_or_day_is_read_as_it_is_shown(sheet_of: Callable[[bytes], Sheet], written: str, text: str):
    assert rows_of(sheet_of(open_document(table(row(cell("<text:p>Value</text:p>"), written))))) == {1: ["Value", text]}


def test_repeated_cells_and_rows_are_read_as_often_as_they_are_shown(sheet_of: Callable[[bytes], Sheet]):
    twice = 'office:value-type="string" table:number-columns-repeated="2"'
    percents = 'office:value-type="percentage" office:value="0.5" table:number-columns-repeated="2"'
    content = open_document(
        table(
            row(cell("<text:p>a<text:tab/>b</text:p>", twice), cell("<text:p>c</text:p>")),
            '<table:table-row table:number-rows-repeated="2">',
            '<table:table-cell table:number-columns-repeated="2"/>', cell("<text:p>50%</text:p>", percents),
            "</table:table-row>",
            row(cell("<text:p>€5</text:p>", f'{twice.replace("string", "float")} office:value="5"'), number("6", "6")),
        )
    )  # fmt: skip
    assert rows_of(sheet_of(content)) == {
        1: ["a\tb", "a\tb", "c", ""],
        2: ["", "", "50%", "50%"],
        3: ["", "", "50%", "50%"],
        4: ["€5", "€5", "6", ""],
    }


@pytest.mark.parametrize("text", ["Rent", "Rent<text:line-break/>and rates"])
def test_a_file_without_its_kind_is_read(sheet_of: Callable[[bytes], Sheet], text: str):
    whole, without_kind = (
        open_document(table(row(cell(f"<text:p>{text}</text:p>"), number("5%", "0.05")))),
        io.BytesIO(),
    )
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(without_kind, "w") as new:
        for name in old.namelist():
            if name != "mimetype":
                new.writestr(name, old.read(name))
    assert rows_of(sheet_of(without_kind.getvalue())) == rows_of(sheet_of(whole))
