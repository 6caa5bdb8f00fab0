"""Blank templates of the tables that people send: as CSV, and as a spreadsheet with drop-downs and a sheet on its columns.

The first row has the contract's headings, the second is an example, which the loader recognises and leaves out.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from etl.contract import Column, Contract
from etl.reading.formulas import ACTS_AS_FORMULA, formula_safe
from etl.reading.own_sheets import COLUMNS_SHEET, EXAMPLE_AREA, LISTS_SHEET, area_column
from etl.reading.values import value

ROWS = 2_000
"""This many rows below the headings have drop-downs."""
MADE_ON = datetime(2026, 1, 1)
"""A fixed date, so that the same contract and names give the same bytes."""
FORMATS = {"date": "yyyy-mm-dd", "whole number": "General", "number": "General", "yes or no": "General"}
"""Cell formats by type of column. All else is text, so that no program turns 2016-02 or the year 2011-12 into a date."""
MONEY = "#,##0.00"
NARROWEST, WIDEST = 12, 40
LONGEST_TITLE, LONGEST_MESSAGE, LONGEST_SHEET_NAME = 32, 255, 31
"""The most characters that a spreadsheet allows in the title and the text of a message and in the name of a sheet."""

EXAMPLE_NOTE = (
    "This row is an example. Delete it or write over all of it. "
    "While it stands as it is, it is left out when the file is loaded."
)
NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def template_csv(contract: Contract, _names: Mapping[str, Sequence[str]]) -> bytes:
    """Return the template of a table as CSV: UTF-8 with a byte order mark, the headings and one example row.

    A CSV file has no place for the names; the parameter exists so that both kinds of template are made alike.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([formula_safe(column.heading) for column in contract.columns])
    writer.writerow([formula_safe(example) for example in _examples(contract)])
    return text.getvalue().encode("utf-8-sig")


def template_xlsx(contract: Contract, names: Mapping[str, Sequence[str]]) -> bytes:
    """Return the template of a table as a spreadsheet with drop-downs, the meaning of each column, and the lists.

    ``names`` has the names to choose from, by the table that a column refers to: "area", "council" or "theme".
    """
    book = Workbook()
    book.properties.title = NOT_IN_XML.sub("", f"{contract.title or contract.table}: blank template")
    book.properties.subject = NOT_IN_XML.sub("", contract.description)
    book.properties.creator = "biglocal"
    book.properties.language = "en-GB"
    book.properties.created = book.properties.modified = MADE_ON
    choices = {column.name: _choices(column, names) for column in contract.columns}
    sheet = book.worksheets[0]
    sheet.title = sheet_name(contract.title or contract.table)
    _fill_table(sheet, contract)
    _fill_columns(book.create_sheet(COLUMNS_SHEET), contract, choices)
    if any(choices.values()):
        _fill_lists(book, contract, choices)
        for number, column in enumerate(contract.columns, 1):
            if choices[column.name]:
                _add_drop_down(sheet, number, column)
    return workbook_bytes(book)


def _examples(contract: Contract) -> list[str]:
    area = area_column(contract)
    return [EXAMPLE_AREA if column is area else column.example for column in contract.columns]


def _choices(column: Column, names: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the values that a column offers to choose from; none if its values are free."""
    if column.type == "yes or no":
        return ["yes", "no"]
    table = column.references.partition(".")[0]
    choices = (NOT_IN_XML.sub("", text) for text in column.values or names.get(table, ()))
    return list(dict.fromkeys(text for text in choices if text.strip()))


def _fill_table(sheet: Worksheet, contract: Contract) -> None:
    for number, (column, example) in enumerate(zip(contract.columns, _examples(contract), strict=True), 1):
        letter = get_column_letter(number)
        number_format = _number_format(column)
        widest = max(len(column.heading), len(example)) + 2
        sheet.column_dimensions[letter].width = max(NARROWEST, min(WIDEST, widest))
        sheet.column_dimensions[letter].number_format = number_format
        heading = write_text(sheet, 1, number, column.heading)
        heading.font = Font(bold=True)
        heading.alignment = Alignment(wrap_text=True, vertical="top")
        cell = _write_example(sheet, number, column, example)
        cell.number_format = number_format
        cell.font = Font(italic=True)
    sheet.freeze_panes = "A2"
    sheet.cell(2, 1).comment = Comment(EXAMPLE_NOTE, "Template", height=120, width=260)


def _write_example(sheet: Worksheet, number: int, column: Column, example: str) -> Cell:
    """Write the example of a column with its type, so that a spreadsheet shows it in the same way as people's own values."""
    cell = write_text(sheet, 2, number, example)
    typed = value(column, example) if column.type in ("date", "number", "whole number") else None
    if isinstance(typed, date | float | int):
        cell.value = typed
    return cell


def _number_format(column: Column) -> str:
    return MONEY if column.unit == "£" else FORMATS.get(column.type, "@")


def _fill_columns(sheet: Worksheet, contract: Contract, choices: Mapping[str, list[str]]) -> None:
    """Write the meaning of each column, one row per column."""
    rows = [("Column", "What it means", "What is expected", "When it may be empty", "Unit")]
    rows += [
        (
            column.heading,
            column.description,
            _expected(column, choices[column.name]),
            column.empty or "never",
            column.unit,
        )
        for column in contract.columns
    ]
    for row, texts in enumerate(rows, 1):
        for number, text in enumerate(texts, 1):
            cell = write_text(sheet, row, number, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=row == 1)
    for letter, width in zip("ABCDE", (28, 60, 50, 34, 10), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def _expected(column: Column, choices: Sequence[str]) -> str:
    if column.references and choices:
        return f"a name from the sheet {LISTS_SHEET}, or another spelling of it that is known"
    if column.references:
        return f"the name of one {column.references.partition('.')[0]}"
    if column.pattern:  # people cannot read a pattern
        return f"some text such as {column.example}" if column.example else "some text"
    return column.expected


def _fill_lists(book: Workbook, contract: Contract, choices: Mapping[str, list[str]]) -> None:
    """Write the choices of each column below each other, and define a name for their range.

    Excel stores a drop-down that uses such a name where older programs find it too, unlike one that names a sheet.
    """
    sheet = book.create_sheet(LISTS_SHEET)
    for number, name in enumerate((name for name, texts in choices.items() if texts), 1):
        texts = [f"Choices for {contract.column(name).heading}", *choices[name]]
        for row, text in enumerate(texts, 1):
            write_text(sheet, row, number, text).font = Font(bold=row == 1)
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = max(NARROWEST, min(WIDEST, max(map(len, texts)) + 2))
        place = f"{quote_sheetname(sheet.title)}!${letter}$2:${letter}${len(texts)}"
        book.defined_names[_list_name(name)] = DefinedName(_list_name(name), attr_text=place)
    sheet.freeze_panes = "A2"


def _list_name(column_name: str) -> str:
    return f"choices_{column_name}"


def _add_drop_down(sheet: Worksheet, number: int, column: Column) -> None:
    """Add the drop-down of a column, or only an explanation if it may hold several values at once.

    A value outside the list gives a warning and is not refused: the loader accepts other spellings too.
    """
    letter = get_column_letter(number)
    if column.several:
        rule = DataValidation(showInputMessage=True, promptTitle=_short(column.heading, LONGEST_TITLE), prompt=_short(
            f"One or more of the choices on the sheet {LISTS_SHEET}, parted by a semicolon, "
            f"such as: {column.example}", LONGEST_MESSAGE))  # fmt: skip
    else:
        rule = DataValidation(
            type="list", formula1=_list_name(column.name), allow_blank=True, showErrorMessage=True, errorStyle="warning",
            errorTitle="Not in the list", error=_short(
                f"{column.heading}: please choose from the list; it is also on the sheet {LISTS_SHEET}. "
                "What is not in it may be refused when the file is loaded.", LONGEST_MESSAGE))  # fmt: skip
    rule.add(f"{letter}2:{letter}{ROWS + 1}")
    sheet.add_data_validation(rule)


def _short(text: str, limit: int) -> str:
    text = NOT_IN_XML.sub("", text)
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def sheet_name(text: str) -> str:
    """Return a text as the name of a sheet: at most 31 characters, and none that is not allowed there."""
    bare = re.sub(r"[\[\]:*?/\\]", " ", NOT_IN_XML.sub("", text))
    return " ".join(bare.split())[:LONGEST_SHEET_NAME].strip(" '") or "Sheet"


def write_text(sheet: Worksheet, row: int, number: int, text: str) -> Cell:
    """Write a text into a cell as text, whatever it begins with, and return the cell.

    Characters that no spreadsheet allows are left out. Raise ValueError if the cell has been merged into another.
    """
    cell = sheet.cell(row, number)
    if isinstance(cell, MergedCell):
        raise ValueError(f"{cell.coordinate} is part of another cell")
    text = NOT_IN_XML.sub("", text)
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = int(bool(ACTS_AS_FORMULA.search(text)))
    return cell


def workbook_bytes(book: Workbook) -> bytes:
    """Return a workbook as the bytes of an XLSX file, which are always the same for the same content."""
    loose, fixed = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, ZipFile(loose, "w")).save()
    with ZipFile(loose) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as file:
        for name in source.namelist():
            file.writestr(ZipInfo(name, MADE_ON.timetuple()[:6]), source.read(name), ZIP_DEFLATED)
    return fixed.getvalue()
