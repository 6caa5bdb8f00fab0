"""A table as a CSV file or a workbook: the same rows, safe from formulas, with their title, programme and data version.

The workbook follows the Analysis Function's guidance on releasing statistics in spreadsheets: one table a sheet, its
title in the first cell, no merged cells, and a first sheet that describes the workbook.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.text import table_codes, words

STATE_WORDS = {state: label.lower() for state, (label, _) in words.STATES.items()}
"""The states of figures in files: the words that the screen has."""
WIDEST = 60
"""The widest column, in letters; longer text wraps."""


@dataclass(frozen=True)
class About:
    """The description in a file: its title, programme and data version, and whether all of it is invented.

    ``filters`` are the filters that were on, in words.
    """

    title: str
    programme: str
    version: str
    is_invented: bool
    filters: Sequence[str] = ()

    @property
    def lines(self) -> list[str]:
        """The lines of the first sheet, one for each row."""
        return [
            self.title,
            *(["Every place and every figure in this file is invented."] if self.is_invented else []),
            f"Programme: {self.programme}",
            *([f"Areas chosen by: {'; '.join(self.filters)}"] if self.filters else []),
            f"Data version: {self.version}",
            f"Codes: {table_codes.codes_explained(list(table_codes.CODES))}",
            "An empty cell is a missing figure, never a zero; a true zero is written 0.",
            "Intervals are of 95 per cent.",
        ]


def with_origin(rows: pd.DataFrame, about: About) -> pd.DataFrame:
    """Return the rows with the programme and data version in each, as a file may lose its name, and with states in words."""
    origin = {"programme": about.programme, "data_version": about.version}
    states = [str(name) for name in rows.columns if str(name) == "state" or str(name).endswith("_state")]
    return rows.assign(
        **{name: rows[name].replace(STATE_WORDS) for name in states},
        **{name: value for name, value in origin.items() if name not in rows.columns},
    )


def csv_bytes(rows: pd.DataFrame) -> bytes:
    """Return rows as a CSV file that opens well in a spreadsheet: UTF-8 with a byte order mark and no formulas."""
    return rows.map(words.safe_cell).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def xlsx_bytes(rows: pd.DataFrame, about: About) -> bytes:
    """Return rows as a workbook of two sheets: a description, and the table under its title."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = "About"
    for line in about.lines:
        first.append([cell(line)])
    first.column_dimensions["A"].width = 100
    first["A1"].font = Font(bold=True, size=14)
    write_table(book.create_sheet("Table"), rows, about)
    book.active = 1
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def write_table(sheet: Worksheet, rows: pd.DataFrame, about: About) -> None:
    """Write the title, the headings in row 2 and the rows under them; the headings stay in view."""
    sheet.append([cell(f"{about.title} ({about.programme}, data version {about.version})")])
    sheet.append([cell(str(name)) for name in rows.columns])
    for row in rows.itertuples(index=False):
        sheet.append([cell(value) for value in row])
    sheet["A1"].font = Font(bold=True, size=14)
    for number, name in enumerate(rows.columns, 1):
        sheet.cell(2, number).font = Font(bold=True)
        sheet.cell(2, number).alignment = Alignment(wrap_text=True, vertical="top")
        longest = max([len(str(name)), *(len(str(value)) for value in rows[name].head(200))])
        sheet.column_dimensions[get_column_letter(number)].width = min(longest, WIDEST) + 2
    sheet.freeze_panes = "A3"


def cell(value: Any) -> Any:
    """Return a cell of a workbook: no formula, no character that a workbook cannot hold, and None for a missing value."""
    if isinstance(value, str):
        return words.safe_cell(ILLEGAL_CHARACTERS_RE.sub("", value))
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    return value.item() if hasattr(value, "item") else value
