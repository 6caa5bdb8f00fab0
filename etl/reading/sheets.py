"""Spreadsheets as people keep them: one file, CSV or workbook by its content, as grids of text."""

import re
from pathlib import Path
from typing import Literal

from etl.errors import DataError
from etl.reading.delimited import csv_sheet, encoding_of
from etl.reading.grid import Sheet
from etl.reading.workbook import OLE, ZIP, workbook_sheets

__all__ = ["Sheet", "kind", "sheets"]

MOST_BYTES, MOST_BYTES_OF_ANY = 100_000_000, 300_000_000
"""The size of the largest table, and of the largest file of any kind, JSON of grants, that is read at once."""
HEAD = 4_096
OTHER_FILES = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "a text document",
    b"\x1f\x8b": "a packed file",
    b"7z\xbc\xaf": "a packed file",
    b"Rar!": "a packed file",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a database",
}
WEB_PAGE = re.compile(r"\s*<(!doctype|html|head|body|table|meta|div|\?xml)\b", re.IGNORECASE)
JSON = re.compile(r'\s*(\{\s*["}]|\[\s*[{\[\]"])')


def kind(path: Path) -> Literal["csv", "workbook", "json"]:
    """Return the kind of a file by how it begins. Raise DataError when it cannot be opened."""
    head = _head(path, path.name)
    if head.startswith((ZIP, OLE)):
        return "workbook"
    return "json" if JSON.match(_text(head)) else "csv"


def sheets(path: Path, name: str) -> list[Sheet]:
    """Return the sheets of a file that are not empty, at least one; a CSV file is one sheet.

    ``name`` is how the user knows the file. Raise DataError, with sentences that use it, when the file cannot be read or
    exceeds a limit.
    """
    head = _head(path, name)
    is_workbook = head.startswith((ZIP, OLE))
    if not is_workbook:
        _refuse_other_files(head, name)
    if path.stat().st_size > MOST_BYTES:
        raise DataError(
            f"{name}: is bigger than {MOST_BYTES // 1_000_000} MB. Split it into several files and give each of them."
        )
    file_sheets = workbook_sheets(path, name) if is_workbook else [csv_sheet(path, name)]
    if not any(len(sheet.grid) for sheet in file_sheets):
        raise DataError(f"{name}: holds no rows. Look whether the right file was saved and chosen.")
    return file_sheets


def _head(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError as error:
        raise DataError(
            f"{name}: cannot be opened ({error.strerror}). Look whether it is there and may be read."
        ) from error


def _text(head: bytes) -> str:
    encoding, skip = encoding_of(head)
    return head[skip:].decode(encoding or "utf-8", errors="ignore")


def _refuse_other_files(head: bytes, name: str) -> None:
    what = next((what for start, what in OTHER_FILES.items() if head.startswith(start)), "")
    text = _text(head)
    if WEB_PAGE.match(text):
        what = "a web page or XML, even if its name ends in .xls"
    elif JSON.match(text):
        what = "JSON"
    elif not what and sum(code < 32 and code not in b"\t\n\r" for code in text.encode()) > len(head) / 10:
        what = "a file of another kind"
    if what:
        raise DataError(
            f"{name}: is {what}, not a table. Open it with its program, save the table as CSV or XLSX and give that."
        )
