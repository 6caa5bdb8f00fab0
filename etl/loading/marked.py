"""Copies of people's own files with what to mend beside each row, and the refused rows of a load with their reasons."""

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
from etl.reading.formulas import ACTS_AS_FORMULA, formula_safe
from etl.reading.own_sheets import MEND
from etl.reading.part import Problem
from etl.reading.sheets import Sheet, kind, sheets

SEVERITY = {"error": "Refused:", "warning": "Kept, but look:"}
COPY_NOTE = "This is a copy of your file that has only what the cells say, without their look and their formulas."
LARGEST_WORKBOOK = 100_000_000
"""Bytes of all parts of a workbook, unpacked. One of that size takes a minute and 1.5 gigabytes of memory to mark."""
LONGEST_VALUE = 60
"""Characters of a value that a message repeats; the whole value is in the same row anyway."""
LONGEST_MESSAGE = 2_000
LONGEST_CELL = 30_000
"""Characters of messages in one cell; a spreadsheet allows 32,767."""
HEADINGS_WITHIN = 30
"""The headings are in one of the first this many non-empty rows."""
WIDTH = 60
FAULT = PatternFill("solid", fgColor="FFFFF3CE")

Texts = Mapping[int, str]
"""One row: the texts of its non-empty cells by column number."""


def marked_file(path: Path, name: str, problems: Sequence[Problem]) -> tuple[bytes, str]:
    """Return the file with an added column, "What to mend", and the ending for its name: ".xlsx" or ".csv".

    ``name`` is the name by which the user knows the file; problems of other files are ignored. The messages about a row
    are in that row, those about a whole sheet in the row of its headings; in spreadsheets the cells at fault are also
    filled lightly.

    An XLSX file keeps its formatting, its drop-downs and its formulas, which are recalculated when it is opened; it loses
    what openpyxl does not keep, such as drawn shapes. XLS, ODS and any file that openpyxl cannot open are returned as an
    XLSX copy of their texts. A CSV file is returned in UTF-8 with the same separator and the same rows; cells that would
    act as formulas get a leading apostrophe: the file is the user's own, but others will open it too.

    Raise DataError if the file cannot be read, is too large to be marked or has no place for a column.
    """
    file_problems = [problem for problem in problems if problem.file == name]
    file_kind = kind(path)
    if file_kind == "json":
        raise DataError(
            f"{name}: is a JSON file, which has no place for one more column. See the list of refused rows."
        )
    if file_kind == "csv":
        return _marked_csv(path, name, file_problems), ".csv"
    return _marked_workbook(path, name, file_problems), ".xlsx"


def refused_csv(rows: pd.DataFrame) -> bytes:
    """Return refused rows as CSV: UTF-8 with a byte order mark; file, sheet and row first, the reason last, no active formula.

    ``rows`` has these four columns and those of the rows as received. Missing values stay empty.
    """
    own = [name for name in rows.columns if name not in ("file", "sheet", "row", "reason")]
    ordered = rows.reindex(columns=["file", "sheet", "row", *own, "reason"])
    texts = ordered.astype(object).where(ordered.notna(), "").map(str)
    texts.columns = [formula_safe(str(name)) for name in ordered.columns]
    return _csv_bytes(texts, ",", has_header=True)


def _csv_bytes(texts: pd.DataFrame, separator: str, has_header: bool) -> bytes:
    """Return texts as a CSV file in which no cell acts as a formula.

    Every cell is quoted, so that nothing in a message can be mistaken for a separator.
    """
    safe = texts.copy()
    for number in range(texts.shape[1]):
        column = texts.iloc[:, number]
        at_risk = column.str.contains(ACTS_AS_FORMULA).to_numpy(dtype=bool)
        if at_risk.any():
            safe.isetitem(number, column.where(~at_risk, column.map(formula_safe)).to_numpy())
    text = io.StringIO(newline="")
    safe.to_csv(text, sep=separator, header=has_header, index=False, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    return text.getvalue().encode("utf-8-sig")


def _message(problem: Problem, is_in_place: bool) -> str:
    """Return the message about a problem; one that is not in its own row names its place in full."""
    short = replace(problem, value=_cut(problem.value, LONGEST_VALUE))
    column = f"{problem.column}: " if problem.column else ""
    value = f"{short.value!r} " if short.value else ""
    in_place = f"{column}{value}{problem.says}.{f' {problem.mend}' if problem.mend else ''}"
    return _cut(f"{SEVERITY[problem.severity]} {in_place if is_in_place else short.sentence}", LONGEST_MESSAGE)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[:limit]}…"


def _cell_text(messages: Sequence[str], separator: str) -> str:
    """Return as many messages as fit into one cell."""
    length = 0
    for fitting, message in enumerate(messages):
        length += len(message) + len(separator)
        if length > LONGEST_CELL:
            return separator.join([*messages[:fitting], f"and {len(messages) - fitting:,} more."])
    return separator.join(messages)


@dataclass(frozen=True)
class _Layout:
    """The layout of a sheet: the row of the headings, the column of each heading, the added column, the last row.

    ``was_marked`` is true if the column was added on an earlier occasion.
    """

    header: int
    columns: Mapping[str, int]
    added: int
    last_row: int
    was_marked: bool


def _layout(
    first_rows: Mapping[int, Texts],
    column_texts: Callable[[int], Iterable[str]],
    width: int,
    last_row: int,
    problems: Iterable[Problem],
) -> _Layout:
    """Return the layout of a sheet; rows and columns count from 1.

    ``first_rows`` are the first non-empty rows; ``column_texts`` returns all texts of a column.
    """
    problem_columns = {_plain(problem.column) for problem in problems if problem.column}
    rows = {
        row: {_plain(text): number for number, text in reversed(list(texts.items()))}
        for row, texts in first_rows.items()
    }
    header = max(rows, key=lambda row: (len(problem_columns & rows[row].keys()), len(rows[row]), -row), default=1)
    candidates = [number for number, text in first_rows.get(header, {}).items() if text.startswith(MEND)]
    # people's own column may have that name
    marked = [number for number in candidates if all(map(_is_added_text, column_texts(number)))]
    return _Layout(header, rows.get(header, {}), marked[-1] if marked else width + 1, last_row, bool(marked))


def _is_added_text(text: str) -> bool:
    return not text or text.startswith((MEND, *SEVERITY.values()))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _row_texts(
    layout: _Layout, sheet: str, problems: Iterable[Problem], separator: str, note: str = ""
) -> dict[int, str]:
    """Return the text of the added column in each row. A message about a missing row is put beside the headings."""
    row_messages: dict[int, list[str]] = defaultdict(list)
    for problem in problems:
        is_in_place = problem.sheet == sheet and problem.row <= layout.last_row and problem.row != layout.header
        row = problem.row if is_in_place and problem.row else layout.header
        row_messages[row].append(_message(problem, is_in_place))
    heading = ". ".join(filter(None, (MEND, note.rstrip("."))))
    row_messages[layout.header].insert(0, f"{heading}." if note or row_messages[layout.header] else MEND)
    return {row: _cell_text(messages, separator) for row, messages in row_messages.items()}


def _marked_csv(path: Path, name: str, problems: Sequence[Problem]) -> bytes:
    (sheet,) = sheets(path, name)
    grid = sheet.grid
    last_row = int(grid.index[-1]) + 1
    first_rows = {
        row + 1: {number: text for number, text in enumerate(texts, 1) if text}
        for row, texts in zip(grid.index, grid.head(HEADINGS_WITHIN).to_numpy().tolist(), strict=False)
    }
    layout = _layout(first_rows, lambda number: grid.iloc[:, number - 1], grid.shape[1], last_row, problems)
    row_texts = _row_texts(layout, sheet.name, problems, " ")
    rows = grid.reindex(range(last_row), fill_value="")
    rows[layout.added - 1] = [row_texts.get(row, "") for row in range(1, last_row + 1)]
    return _csv_bytes(rows, _separator(sheet), has_header=False)


def _separator(sheet: Sheet) -> str:
    """Return the column separator that the reader noted; it notes none for commas."""
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
    except Exception:  # openpyxl fails in many ways on files of other programs, and always on XLS and ODS
        return _marked_copy(path, name, problems)


def _marked_xlsx(path: Path, problems: Sequence[Problem]) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.filterwarnings("error", message=".*outside the limits for dates")  # else openpyxl would lose the value
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
    for sheet in sheets(path, name):
        copies[sheet.name] = book.create_sheet(sheet_name(sheet.name))
        for row, texts in zip(sheet.grid.index, sheet.grid.to_numpy().tolist(), strict=True):
            for number, text in enumerate(texts, 1):
                if text:
                    write_text(copies[sheet.name], int(str(row)) + 1, number, text)
    _mark_sheets(copies, problems, COPY_NOTE)
    return workbook_bytes(book)


def _mark_sheets(by_name: Mapping[str, Worksheet], problems: Sequence[Problem], note: str) -> None:
    """Mark each sheet that has problems; those of a missing sheet are put beside the headings of the first sheet."""
    first_name = next(iter(by_name))
    sheet_problems: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        sheet_problems[problem.sheet if problem.sheet in by_name else first_name].append(problem)
    for name, own_problems in sheet_problems.items():
        _mark_sheet(by_name[name], name, own_problems, note)


def _mark_sheet(sheet: Worksheet, name: str, problems: Sequence[Problem], note: str) -> None:
    layout = _sheet_layout(sheet, problems)
    if layout.was_marked:
        _clear_marks(sheet, layout.added)
    for row, text in _row_texts(layout, name, problems, "\n", note).items():
        cell = write_text(sheet, row, layout.added, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=row == layout.header)
    _widen(sheet, layout.added)
    for problem in problems:
        number = layout.columns.get(_plain(problem.column))
        if number and problem.sheet == name and layout.header < problem.row <= layout.last_row:
            sheet.cell(problem.row, number).fill = FAULT


def _sheet_layout(sheet: Worksheet, problems: Sequence[Problem]) -> _Layout:
    """Return the layout of a sheet of a workbook.

    This reads the stored cells: iterating over rows would create a cell for every empty place, and people format whole
    columns down to row 1,048,576.
    """
    filled = [place for place, cell in sheet._cells.items() if cell.value is not None]
    rows = sorted({row for row, _ in filled})
    first_rows: dict[int, dict[int, str]] = {row: {} for row in rows[:HEADINGS_WITHIN]}
    for row, number in sorted(place for place in filled if place[0] in first_rows):
        first_rows[row][number] = str(sheet.cell(row, number).value)

    def column_texts(column: int) -> list[str]:
        return [str(sheet.cell(row, number).value) for row, number in filled if number == column]

    width = max((number for _, number in filled), default=0)
    return _layout(first_rows, column_texts, width, max(rows, default=0), problems)


def _clear_marks(sheet: Worksheet, added: int) -> None:
    for (_, number), cell in sheet._cells.items():
        if number == added:
            cell.value = None
        if cell.has_style and cell.fill.fgColor.rgb == FAULT.fgColor.rgb:
            cell.fill = PatternFill()


def _widen(sheet: Worksheet, added: int) -> None:
    """Make the added column wide, and shorten any group of columns whose settings reach over it.

    Excel reports a file as damaged if two settings apply to the same column.
    """
    for letter, dimension in list(sheet.column_dimensions.items()):
        dimension.reindex()
        if (dimension.min or 0) < added <= (dimension.max or 0):
            sheet.column_dimensions[letter].max = added - 1
    own = sheet.column_dimensions[get_column_letter(added)]
    own.min = own.max = added
    own.width, own.hidden = WIDTH, False
