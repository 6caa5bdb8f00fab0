"""People's own files given back with what to mend beside each row, and the refused rows of a load with their reasons."""

import csv
import io
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pandas as pd
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.worksheet import Worksheet

from etl.errors import DataError
from etl.loading.templates import sheet_name, workbook_bytes, write_text
from etl.reading.delimited import SEPARATORS
from etl.reading.own_sheets import ACTS_AS_FORMULA, MEND, formula_safe
from etl.reading.part import Problem
from etl.reading.sheets import Sheet, kind, sheets

SEVERITY = {"error": "Refused:", "warning": "Kept, but look:"}
COPY_NOTE = "This is a copy of your file that has only what the cells say, without their look and their formulas."
LARGEST_WORKBOOK = 100_000_000
"""Bytes of all parts of a workbook, unpacked. One of that size takes a minute and 1.5 gigabytes of memory to mark."""
LONGEST_VALUE = 60
"""Characters of a value that a message repeats; the whole of it stands in the same row."""
LONGEST_MESSAGE = 2_000
LONGEST_CELL = 30_000
"""Characters of messages in one cell; a spreadsheet takes 32,767."""
HEADINGS_WITHIN = 30
"""The headings stand in one of so many first rows that are not empty."""
WIDTH = 60
FAULT = PatternFill("solid", fgColor="FFFFF3CE")

Texts = Mapping[int, str]
"""One row: the texts of its cells that are not empty, by the number of the column."""


def marked(path: Path, name: str, problems: Sequence[Problem]) -> tuple[bytes, str]:
    """Return the file with one more column, "What to mend", and the ending for its name: ".xlsx" or ".csv".

    ``name`` is how the user knows the file; problems of other files are left aside. The messages of a row stand in that
    row, those of a whole sheet in the row of its headings; in spreadsheets the cells at fault are filled lightly too.

    An XLSX file keeps its look, its drop-downs and its formulas, which are worked out again when it is opened; it loses
    what openpyxl does not keep, such as drawn shapes. XLS, ODS and what openpyxl cannot open come back as an XLSX copy of
    their texts. A CSV file comes back in UTF-8 with the same separator and the same rows; its cells that would act as
    formulas get an apostrophe in front: the file is the user's own, yet somebody else will open it.

    Raises DataError when the file cannot be read, is too large to be marked or has no place for a column.
    """
    mine = [one for one in problems if one.file == name]
    found = kind(path)
    if found == "json":
        raise DataError(
            f"{name}: is a JSON file, which has no place for one more column. See the list of refused rows."
        )
    if found == "csv":
        return _marked_csv(path, name, mine), ".csv"
    return _marked_workbook(path, name, mine), ".xlsx"


def refused_csv(rows: pd.DataFrame) -> bytes:
    """Return refused rows as CSV: UTF-8 with a mark; file, sheet and row first, the reason last, no cell that acts as a formula.

    ``rows`` has these four columns and, beside them, those of the rows as they came. What a row lacks stays empty.
    """
    own = [name for name in rows.columns if name not in ("file", "sheet", "row", "reason")]
    ordered = rows.reindex(columns=["file", "sheet", "row", *own, "reason"])
    texts = ordered.astype(object).where(ordered.notna(), "").map(str)
    texts.columns = [formula_safe(str(name)) for name in ordered.columns]
    return _csv_bytes(texts, ",", has_header=True)


def _csv_bytes(texts: pd.DataFrame, separator: str, has_header: bool) -> bytes:
    """Return texts as a CSV file of which no cell acts as a formula.

    Every cell stands in quotation marks: what a message says cannot be taken for the mark that parts the columns.
    """
    safe = texts.copy()
    for number in range(texts.shape[1]):
        column = texts.iloc[:, number]
        at_risk = column.str.match(ACTS_AS_FORMULA.pattern).to_numpy(dtype=bool)
        if at_risk.any():
            safe.isetitem(number, column.where(~at_risk, column.map(formula_safe)).to_numpy())
    text = io.StringIO(newline="")
    safe.to_csv(text, sep=separator, header=has_header, index=False, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    return text.getvalue().encode("utf-8-sig")


def _said(problem: Problem, is_in_place: bool) -> str:
    """Return a message as it stands in its row; one that stands elsewhere names its place in full."""
    short = replace(problem, value=_cut(problem.value, LONGEST_VALUE))
    column = f"{problem.column}: " if problem.column else ""
    value = f"{short.value!r} " if short.value else ""
    in_place = f"{column}{value}{problem.says}.{f' {problem.mend}' if problem.mend else ''}"
    return _cut(f"{SEVERITY[problem.severity]} {in_place if is_in_place else short.sentence}", LONGEST_MESSAGE)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def _cell_text(messages: Sequence[str], between: str) -> str:
    """Return the messages of one cell, as many as fit."""
    length = 0
    for fitting, message in enumerate(messages):
        length += len(message) + len(between)
        if length > LONGEST_CELL:
            return between.join([*messages[:fitting], f"and {len(messages) - fitting:,} more."])
    return between.join(messages)


@dataclass(frozen=True)
class _Layout:
    """Where things stand in a sheet: the row of the headings, each heading's column, the added column, the last row.

    ``was_marked`` tells that the added column is there from an earlier time.
    """

    header: int
    columns: Mapping[str, int]
    added: int
    last_row: int
    was_marked: bool


def _layout(
    first: Mapping[int, Texts],
    column_texts: Callable[[int], Iterable[str]],
    width: int,
    last_row: int,
    problems: Iterable[Problem],
) -> _Layout:
    """Return where things stand; rows and columns count from 1.

    ``first`` are the first rows that are not empty; ``column_texts`` gives all texts of a column.
    """
    wanted = {_plain(one.column) for one in problems if one.column}
    rows = {
        row: {_plain(text): number for number, text in reversed(list(texts.items()))} for row, texts in first.items()
    }
    header = max(rows, key=lambda row: (len(wanted & rows[row].keys()), len(rows[row]), -row), default=1)
    named = [number for number, text in first.get(header, {}).items() if text.startswith(MEND)]
    # people's own column may have that name
    before = [number for number in named if all(map(_is_ours, column_texts(number)))]
    return _Layout(header, rows.get(header, {}), before[-1] if before else width + 1, last_row, bool(before))


def _is_ours(text: str) -> bool:
    return not text or text.startswith((MEND, *SEVERITY.values()))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _messages(layout: _Layout, sheet: str, problems: Iterable[Problem], between: str, note: str = "") -> dict[int, str]:
    """Return what the added column says: row to text. A message about a row that is not there stands with the headings."""
    in_row: dict[int, list[str]] = defaultdict(list)
    for one in problems:
        is_here = one.sheet == sheet and one.row <= layout.last_row and one.row != layout.header
        in_row[one.row if is_here and one.row else layout.header].append(_said(one, is_here))
    heading = ". ".join(filter(None, (MEND, note.rstrip("."))))
    in_row[layout.header].insert(0, f"{heading}." if note or in_row[layout.header] else MEND)
    return {row: _cell_text(messages, between) for row, messages in in_row.items()}


def _marked_csv(path: Path, name: str, problems: Sequence[Problem]) -> bytes:
    (sheet,) = sheets(path, name)
    grid = sheet.grid
    last_row = int(grid.index[-1]) + 1
    first = {
        row + 1: {number: text for number, text in enumerate(texts, 1) if text}
        for row, texts in zip(grid.index, grid.head(HEADINGS_WITHIN).to_numpy().tolist(), strict=False)
    }
    layout = _layout(first, lambda number: grid.iloc[:, number - 1], grid.shape[1], last_row, problems)
    said = _messages(layout, sheet.name, problems, " ")
    every_row = grid.reindex(range(last_row), fill_value="")
    every_row[layout.added - 1] = [said.get(row, "") for row in range(1, last_row + 1)]
    return _csv_bytes(every_row, _separator(sheet), has_header=False)


def _separator(sheet: Sheet) -> str:
    """Return what parts the columns, as the reader noted it; where these are commas it notes nothing."""
    notes = {f"columns are parted by {words}": separator for separator, words in SEPARATORS.items()}
    return next((notes[note] for note in sheet.notes if note in notes), ",")


def _marked_workbook(path: Path, name: str, problems: Sequence[Problem]) -> bytes:
    if is_zipfile(path):
        with ZipFile(path) as parts:
            size = sum(part.file_size for part in parts.infolist())
        if size > LARGEST_WORKBOOK:
            raise DataError(
                f"{name}: is too large to be marked row by row ({size / 1e6:,.0f} MB unpacked; "
                f"at most {LARGEST_WORKBOOK / 1e6:,.0f} MB). See the list of refused rows."
            )
    try:
        return _marked_xlsx(path, problems)
    except Exception:  # openpyxl stumbles in many ways over what other programs wrote, and over XLS and ODS at once
        return _marked_copy(path, name, problems)


def _marked_xlsx(path: Path, problems: Sequence[Problem]) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.filterwarnings("error", message=".*outside the limits for dates")  # openpyxl would lose the value
        with path.open("rb") as file:
            book = load_workbook(file, rich_text=True)
    book.template = False
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    _mark_sheets({sheet.title: sheet for sheet in book.worksheets}, problems, "")
    return workbook_bytes(book)


def _marked_copy(path: Path, name: str, problems: Sequence[Problem]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    copies = {}
    for given in sheets(path, name):
        copies[given.name] = book.create_sheet(sheet_name(given.name))
        for row, texts in zip(given.grid.index, given.grid.to_numpy().tolist(), strict=True):
            for number, text in enumerate(texts, 1):
                if text:
                    write_text(copies[given.name], int(str(row)) + 1, number, text)
    _mark_sheets(copies, problems, COPY_NOTE)
    return workbook_bytes(book)


def _mark_sheets(by_name: Mapping[str, Worksheet], problems: Sequence[Problem], note: str) -> None:
    """Mark each sheet that has problems; those of a sheet that is not there stand with the headings of the first."""
    first = next(iter(by_name))
    of_sheet: dict[str, list[Problem]] = defaultdict(list)
    for one in problems:
        of_sheet[one.sheet if one.sheet in by_name else first].append(one)
    for name, found in of_sheet.items():
        _mark_sheet(by_name[name], name, found, note)


def _mark_sheet(sheet: Worksheet, name: str, problems: Sequence[Problem], note: str) -> None:
    layout = _sheet_layout(sheet, problems)
    if layout.was_marked:
        _clear_marks(sheet, layout.added)
    for row, text in _messages(layout, name, problems, "\n", note).items():
        cell = write_text(sheet, row, layout.added, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=row == layout.header)
    _widen(sheet, layout.added)
    for one in problems:
        number = layout.columns.get(_plain(one.column))
        if number and one.sheet == name and layout.header < one.row <= layout.last_row:
            sheet.cell(one.row, number).fill = FAULT


def _sheet_layout(sheet: Worksheet, problems: Sequence[Problem]) -> _Layout:
    """Return where things stand in a sheet of a workbook.

    Its cells are asked for as they are kept: going through the rows would make a cell for every place that is empty, and
    people format whole columns down to row 1,048,576.
    """
    filled = [place for place, cell in sheet._cells.items() if cell.value is not None]
    rows = sorted({row for row, _ in filled})
    first: dict[int, dict[int, str]] = {row: {} for row in rows[:HEADINGS_WITHIN]}
    for row, number in sorted(place for place in filled if place[0] in first):
        first[row][number] = str(sheet.cell(row, number).value)

    def column_texts(wanted: int) -> list[str]:
        return [str(sheet.cell(row, number).value) for row, number in filled if number == wanted]

    width = max((number for _, number in filled), default=0)
    return _layout(first, column_texts, width, max(rows, default=0), problems)


def _clear_marks(sheet: Worksheet, added: int) -> None:
    for (_, number), cell in sheet._cells.items():
        if number == added:
            cell.value = None
        if cell.has_style and cell.fill.fgColor.rgb == FAULT.fgColor.rgb:
            cell.fill = PatternFill()


def _widen(sheet: Worksheet, added: int) -> None:
    """Make the added column wide, and cut short the settings of a group of columns that reaches over it.

    Excel takes a file for damaged in which two settings are about the same column.
    """
    for letter, told in list(sheet.column_dimensions.items()):
        told.reindex()
        if (told.min or 0) < added <= (told.max or 0):
            sheet.column_dimensions[letter].max = added - 1
    own = sheet.column_dimensions[get_column_letter(added)]
    own.min = own.max = added
    own.width, own.hidden = WIDTH, False
