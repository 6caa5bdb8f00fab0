"""A workbook (XLSX, ODS or XLS) as grids of text, one for each sheet that is not empty."""

import io
import os
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO

import pandas as pd
from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from etl.errors import DataError
from etl.reading.grid import NOT_TEXT, Sheet, grid
from etl.reading.merged import Merge, Merges
from etl.reading.workbook_cells import cell_text, text_as_shown
from etl.reading.workbook_xls import marked_xls
from etl.reading.workbook_xml import Marked, marked_ods, marked_xlsx, member, refuse_far_cells, unusual_form_error

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_UNPACKED_BYTES = 500_000_000
MOST_MEMBERS = 2_000
MOST_SHEETS = 200
PIECE = 1 << 18
OTHER_ARCHIVES = {
    "word/": "a Word document",
    "ppt/": "a presentation",
    "xl/workbook.bin": "a workbook of the kind XLSB",
    "index/document.iwa": "a document of Pages or Numbers",
}
OTHER_COMPOUNDS = {
    "WordDocument": "a Word document",
    "PowerPoint Document": "a presentation",
    "__substg1.0_": "an e-mail",
}

ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_BREAKS = (
    (re.compile(rb"<text:line-break(?:\s[^>]*)?(?:/>|></text:line-break>)"), b"&#10;"),
    (re.compile(rb"<text:tab(?:\s[^>]*)?(?:/>|></text:tab>)"), b"&#9;"),
)
_DRAWN = re.compile(rb"<draw:([\w-]+)(?:\s[^>]*)?(?:/>|(?<!/)>(?:(?!<draw:).)*?</draw:\1>)", re.DOTALL)
"""A shape in a cell that holds no other shape."""
LOCKED = 3
LONGEST_TRY = 60
TRY = f"""
import sys
from python_calamine import PasswordError, load_workbook
try:
    book = load_workbook(sys.argv[1])
    [book.get_sheet_by_name(name) for name in book.sheet_names]
except PasswordError:
    sys.exit({LOCKED})
"""


def workbook_sheets(path: Path, name: str) -> list[Sheet]:
    """Return the sheets of a workbook that are not empty, hidden ones too, in its order.

    Raise DataError when the file is damaged, locked or of another kind, or exceeds a limit.
    """
    with path.open("rb") as file:
        zipped = file.read(len(ZIP)) == ZIP
        with _refusing_unreadable(name):
            marked = _zip_marks(file, name) if zipped else _xls_marks(path, name)
            file.seek(0)
            book = load_workbook(_readable(file) if zipped else file)
        with book:
            return list(_sheets(book, name, marked))


def _readable(file: IO[bytes]) -> IO[bytes]:
    """Return an ODS file with the kind that some programs leave out, and with cells as calamine reads them right.

    Return any other file unchanged.
    """
    with zipfile.ZipFile(file) as archive:
        content = member(archive, "content.xml")
        text = _cells_readable(content)
        has_kind = bool(member(archive, "mimetype"))
        if not content or (has_kind and text is content):
            file.seek(0)
            return file
        readable = io.BytesIO()
        with zipfile.ZipFile(readable, "w") as copy:
            copy.writestr("mimetype", ODS_KIND)
            for part in archive.namelist():
                if part not in ("mimetype", "content.xml"):
                    copy.writestr(part, archive.read(part))
            copy.writestr("content.xml", text)
    readable.seek(0)
    return readable


def _cells_readable(content: bytes) -> bytes:
    """Return the content of an ODS file with breaks and tabs, which calamine passes over, and without shapes.

    It would take the text of a shape for that of the cell that the shape is fixed to.
    """
    for form, mark in _BREAKS:
        if form.search(content):
            content = form.sub(mark, content)
    while _DRAWN.search(content):
        content = _DRAWN.sub(b"", content)
    return content


def _sheets(book: CalamineWorkbook, name: str, marked: dict[str, Marked]) -> Iterator[Sheet]:
    if len(book.sheets_metadata) > MOST_SHEETS:
        raise DataError(
            f"{name}: has more than {MOST_SHEETS} sheets. Split it into several files and give each of them."
        )
    for metadata in book.sheets_metadata:
        of_sheet = marked.get(metadata.name, Marked())
        if metadata.typ is not SheetTypeEnum.WorkSheet or of_sheet.is_linked_copy:
            continue
        where = f"{name}, sheet {metadata.name}"
        with _refusing_unreadable(name):
            sheet = book.get_sheet_by_name(metadata.name)
        if sheet.end:
            refuse_far_cells(sheet.end[0] + 1, sheet.end[1] + 1, where)
        numbers: set[str] = set()
        merges = Merges([Merge(*cells) for cells in of_sheet.merged])
        if sheet.end and merges.overlap(sheet.end[0] + 1, sheet.end[1] + 1):
            raise unusual_form_error(where)
        texts, notes = _without_controls(grid(_rows(sheet, of_sheet, name, numbers, merges), where))
        if len(texts):
            if metadata.name not in marked:
                raise unusual_form_error(where)
            yield Sheet(
                name, metadata.name, texts, (*notes, *of_sheet.notes),
                numbers=frozenset(text for text in numbers if "." in text),
                is_hidden=metadata.visible is not SheetVisibleEnum.Visible,
                is_very_hidden=metadata.visible is SheetVisibleEnum.VeryHidden,
                hidden_rows=frozenset(of_sheet.hidden_rows), hidden_columns=frozenset(of_sheet.hidden_columns),
                covered=tuple(merges.covered),
            )  # fmt: skip


@contextmanager
def _refusing_unreadable(name: str) -> Iterator[None]:
    """Raise DataError when a workbook cannot be read, whatever the reason."""
    damaged = DataError(
        f"{name}: is damaged or not complete. Open it in a spreadsheet program and save it again; "
        "if that does not work either, ask for the file anew."
    )
    try:
        yield
    except DataError:
        raise
    except PasswordError as error:
        raise _locked_error(name) from error
    except Exception as error:
        raise damaged from error
    except BaseException as error:
        # a failure inside calamine comes as an exception that does not derive from Exception
        if type(error).__name__ != "PanicException":
            raise
        raise damaged from error


def _locked_error(name: str) -> DataError:
    return DataError(
        f"{name}: is protected by a password. Open it in a spreadsheet program, take the password off and save it again."
    )


def _not_a_table_error(name: str, what: str) -> DataError:
    return DataError(f"{name}: is {what}, not a table. Save the table as CSV or XLSX and give that file.")


def _xls_marks(path: Path, name: str) -> dict[str, Marked]:
    """Return the marks in each sheet of an XLS workbook. Raise an error when the file cannot be read as one."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise _locked_error(name)
    for stream, what in OTHER_COMPOUNDS.items():
        if stream.encode("utf-16-le") in data:
            raise _not_a_table_error(name, what)
    # a damaged XLS may bring down the process that reads it, so another one tries first
    tried = subprocess.run(
        [sys.executable, "-I", "-c", TRY, str(path)], capture_output=True, timeout=LONGEST_TRY, check=False
    )
    if tried.returncode == LOCKED:
        raise _locked_error(name)
    if tried.returncode:
        raise ValueError(tried.stderr[-500:])
    return marked_xls(data)


def _zip_marks(file: IO[bytes], name: str) -> dict[str, Marked]:
    """Return the marks in the XML of each sheet of a zipped workbook.

    Raise DataError when the file is locked, too big or no workbook.
    """
    with zipfile.ZipFile(file) as archive:
        _refuse_bombs(file, archive, name)
        if member(archive, "xl/workbook.xml"):
            return marked_xlsx(archive, name)
        content = member(archive, "content.xml")
        if b"spreadsheet" in member(archive, "mimetype") or b"<office:spreadsheet" in content:
            if b"encryption-data" in member(archive, "META-INF/manifest.xml"):
                raise _locked_error(name)
            return marked_ods(content)
        parts = [part.lower() for part in archive.namelist()]
    for start, what in OTHER_ARCHIVES.items():
        if any(part.startswith(start) for part in parts):
            raise _not_a_table_error(name, what)
    raise DataError(f"{name}: is a ZIP file without a workbook in it. Unpack it and give the files that it holds.")


def _refuse_bombs(file: IO[bytes], archive: zipfile.ZipFile, name: str) -> None:
    """Raise DataError when the archive is locked or unpacks to too much.

    The sizes it declares may be false, so it is unpacked to measure them; an archive with a false size is damaged.
    """
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise _locked_error(name)
    if len(parts) > MOST_MEMBERS:
        raise DataError(f"{name}: consists of more than {MOST_MEMBERS:,} parts. Copy the table into a new workbook.")
    unpacked = 0
    for part in parts:
        size = 0
        for length in _unpacked_lengths(file, part):
            size += length
            if unpacked + size > MOST_UNPACKED_BYTES:
                raise DataError(
                    f"{name}: unpacks to more than {MOST_UNPACKED_BYTES // 1_000_000} MB. "
                    "Split it into several files, or save the table as CSV."
                )
        if size != part.file_size:
            raise zipfile.BadZipFile(f"{part.filename} is not as long as it says")
        unpacked += size


def _unpacked_lengths(file: IO[bytes], part: zipfile.ZipInfo) -> Iterator[int]:
    """Yield the lengths of the pieces that a part of an archive unpacks to, none of them longer than PIECE."""
    file.seek(part.header_offset + 26)
    file.seek(sum(struct.unpack("<HH", file.read(4))), os.SEEK_CUR)  # the lengths of its name and of its extra field
    packed = file.read(part.compress_size)
    if part.compress_type == zipfile.ZIP_STORED:
        yield len(packed)
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile(f"{part.filename} is packed in a way that workbooks are not")
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(0, len(packed), PIECE):
        rest = packed[start : start + PIECE]
        while rest and not inflate.eof:
            yield len(inflate.decompress(rest, PIECE))
            rest = inflate.unconsumed_tail


def _rows(
    sheet: CalamineSheet, marked: Marked, name: str, numbers: set[str], merges: Merges
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row from 0 with its cells as text. Calamine begins every row at the first column that is not empty.

    The texts of numbers with decimals are added to ``numbers``, and values that are covered to ``merges``.
    """
    left = sheet.start[1] if sheet.start else 0
    by_row: dict[int, list[int]] = {}
    for row, column in (*marked.errors, *marked.kinds):
        by_row.setdefault(row, []).append(column)
    with _refusing_unreadable(name):
        for number, cells in enumerate(sheet.iter_rows()):
            texts = [""] * left + [cell_text(cell) for cell in cells]
            numbers.update(text for text, cell in zip(texts[left:], cells, strict=True) if type(cell) is float)
            for column in by_row.get(number, ()):
                if left <= column < len(texts):
                    place = (number, column)
                    shown = text_as_shown(cells[column - left], texts[column], marked.kinds.get(place, ""))
                    texts[column] = marked.errors.get(place, shown)
            if marked.merged:
                merges.uncover(number, texts, [True] * left + [isinstance(cell, str | date) for cell in cells])
            yield number, texts


def _without_controls(texts: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    dirty = [column for column in texts.columns if texts[column].str.contains(NOT_TEXT).any()]
    for column in dirty:
        texts[column] = texts[column].str.replace(NOT_TEXT, "", regex=True)
    return texts, ["characters that cannot be seen were taken out"] if dirty else []
