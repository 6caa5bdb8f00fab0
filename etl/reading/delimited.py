"""A CSV file, in whatever encoding and with whatever separator, as the grid of a sheet; nothing in it is lost silently.

A file in which each quotation mark that opens a cell is closed is read by Arrow, which is fast; any other is read cell by
cell, so that a lone quotation mark is kept as a character and one that would swallow rows is refused.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv

from etl.errors import DataError
from etl.reading.grid import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Sheet, grid, place, refuse_beyond, trimmed_grid

SEPARATORS = {"\t": "tabs", ";": "semicolons", "|": "vertical bars", ",": "commas"}
"""In order of preference when several split the first rows equally well: a comma may be a decimal comma."""
SAMPLE_BYTES = 65_536
SAMPLE_ROWS = 100
PIECE = 1 << 20
BLOCK = 1 << 24
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""UTF-32 comes before UTF-16, because the little-endian UTF-32 mark begins with the UTF-16 one."""
OUR_CHARACTERS = "£€‘’“”–—…•·°½¼¾éèêëáàâäçíïóôöúûüñÉ\xa0"
"""Characters beyond ASCII that are common in returns, by which Mac Roman and Windows-1252 are told apart."""
CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n\r") + b"\x7f"
MORE_CONTROLS = re.compile(b"\xc2([\x80-\x9f])")


def csv_sheet(path: Path, name: str) -> Sheet:
    """Return a CSV file as a sheet. Raise DataError naming the place when it cannot be read without loss."""
    raw = path.read_bytes()
    data, notes = _as_utf8(raw, name)
    del raw
    data, separator = _separator(data)
    if separator != ",":
        notes.append(f"columns are parted by {SEPARATORS.get(separator, separator)}")
    lines = _line_ends(data)
    width = _width(data, separator)
    dense = lines <= MOST_ROWS and lines * width <= MOST_CELLS and width <= MOST_COLUMNS
    widths: dict[int, int] = {}
    texts = _quick(data, separator, width, name, widths) if dense and _is_clear(data, separator) else None
    if texts is None:
        strays: list[int] = []
        _refuse_too_many_lines(data, lines, name)
        widths.clear()
        texts = grid(_counted(_rows(data.decode(), separator, name, strays), width, widths), name)
        notes += [f"a quotation mark in {place(strays[0])} opens a cell oddly and was kept"] if strays else []
    if len(texts) and lines > texts.index[-1] + 1:
        _refuse_swallowed_rows(texts, separator, name)
    return Sheet(name, "", texts, tuple(notes), width=width, widths=widths, separator=separator)


def _counted(
    rows: Iterator[tuple[int, list[str]]], width: int, widths: dict[int, int]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows; add to ``widths`` the number of cells of each that has not the usual number."""
    for number, row in rows:
        if len(row) != width:
            widths[number] = len(row)
        yield number, row


def encoding_of(head: bytes) -> tuple[str, int]:
    """Return the encoding that the first bytes of a file show, "" when they show none, and the length of its mark."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if head.startswith(mark):
            return encoding, len(mark)
    pairs = len(head) // 2
    first, second = (head[start::2].count(0) for start in (0, 1))
    # every second byte of English text in UTF-16 is 0
    if second > pairs / 2 and first < pairs / 10:
        return "utf-16-le", 0
    if first > pairs / 2 and second < pairs / 10:
        return "utf-16-be", 0
    return "", 0


def _as_utf8(data: bytes, name: str) -> tuple[bytes, list[str]]:
    """Return the text as UTF-8 without byte order mark and control characters, and notes on how it was read."""
    encoding, skip = encoding_of(data[:SAMPLE_BYTES])
    notes = []
    if encoding in ("", "utf-8"):
        data = data[skip:].replace(codecs.BOM_UTF8, b"")  # files put together from several have marks inside
        stray = _first_stray(data)
        if stray is not None:
            data, note = _with_windows_1252(data, stray)
            notes.append(note)
    else:
        try:
            data = data[skip:].decode(encoding).encode()
        except UnicodeError as error:
            raise DataError(
                f"{name}: begins as {encoding.upper()} text but does not go on so. "
                "Open it in a spreadsheet program and save it as “CSV UTF-8”."
            ) from error
        notes.append(f"read as {encoding.upper().removesuffix('-LE').removesuffix('-BE')}")
    clean = _without_controls(data)
    return clean, [*notes, *(["control characters were taken out"] if clean is not data else [])]


def _first_stray(data: bytes) -> int | None:
    """Return roughly where the text stops being UTF-8, to within a piece, or None when all of it is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), PIECE):
        try:
            decoder.decode(data[start : start + PIECE], final=start + PIECE >= len(data))
        except UnicodeDecodeError as error:
            return start + error.start
    return None


def _with_windows_1252(data: bytes, first_stray: int) -> tuple[bytes, str]:
    """Return text that is not all UTF-8 as UTF-8, and a note on how it was read.

    Where most non-ASCII characters are UTF-8, as in files put together from several, only the rest is read as
    Windows-1252. The text around the first byte that is not UTF-8 decides.
    """
    around = data[max(0, first_stray - PIECE) : first_stray + PIECE].decode("utf-8", errors="surrogateescape")
    if len(_NOT_ASCII.findall(around)) <= 2 * len(_STRAY.findall(around)):
        if _is_mac_roman(data):
            return data.decode("mac_roman").encode(), "read as Mac Roman"
        return _windows_1252(data).encode(), "read as Windows-1252"
    mixed = data.decode("utf-8", errors="surrogateescape")
    text, strays = _STRAY.subn(lambda match: _windows_1252(match[0].encode("utf-8", "surrogateescape")), mixed)
    return text.encode(), f"read as UTF-8, but for {strays:,} characters of Windows-1252"


_STRAY = re.compile("[\udc80-\udcff]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")


def _is_mac_roman(data: bytes) -> bool:
    """Whether the bytes beyond ASCII spell letters and marks of our texts in Mac Roman, but not so well in Windows-1252."""
    counts = np.bincount(np.frombuffer(data, np.uint8), minlength=256)[128:]
    spelt = {
        encoding: sum(
            int(count)
            for code, count in enumerate(counts, start=128)
            if count and bytes([code]).decode(encoding, "replace") in OUR_CHARACTERS
        )
        for encoding in ("mac_roman", "cp1252")
    }
    return spelt["mac_roman"] > spelt["cp1252"]


def _windows_1252(data: bytes) -> str:
    """Return the text of Windows-1252 bytes.

    Five bytes are undefined there: they become control characters, as in browsers, and are removed as such later.
    """
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return _STRAY.sub(lambda match: chr(ord(match[0]) & 0xFF), data.decode("cp1252", errors="surrogateescape"))


def _without_controls(data: bytes) -> bytes:
    """Return the data without control characters: the same object when it has none."""
    pieces = (data[start : start + PIECE] for start in range(0, len(data), PIECE))
    if any(len(piece.translate(None, CONTROLS)) != len(piece) for piece in pieces):
        data = data.translate(None, CONTROLS)
    if MORE_CONTROLS.search(data):
        # in most files these are quotation marks and dashes of Windows-1252 that some program took for Latin-1
        data = MORE_CONTROLS.sub(lambda match: match[1].decode("cp1252", "ignore").encode(), data)
    return data


def _separator(data: bytes) -> tuple[bytes, str]:
    """Return the file from its first row on, and its separator: the one its first line names, else the one its rows fit."""
    match = re.match(rb"sep=([^\w\s\"]|\t)[ \t]*(?:\r\n|\r|\n|\Z)", data, re.IGNORECASE)
    if match and match[1].isascii():
        return data[match.end() :], match[1].decode()
    agreement = {separator: _agreement(data, separator) for separator in SEPARATORS}
    return data, max(agreement, key=lambda separator: agreement[separator]) if any(agreement.values()) else ","


def _line_ends(data: bytes) -> int:
    ends = data.count(b"\n")
    return ends + data.count(b"\r") - data.count(b"\r\n") if b"\r" in data else ends


def _refuse_too_many_lines(data: bytes, lines: int, name: str) -> None:
    """Raise DataError at once when every line is a row and there are too many, not counting empty ones."""
    if lines > MOST_ROWS and b'"' not in data:
        codes = np.frombuffer(data, np.uint8)
        ends = (codes == ord("\n")) | (codes == ord("\r"))
        refuse_beyond(int((ends[1:] & ~ends[:-1]).sum()), 1, name)


def _agreement(data: bytes, separator: str) -> int:
    """Return how many of the first rows have the most common number of columns above one."""
    return max((count for width, count in _widths(data, separator).items() if width > 1), default=0)


def _width(data: bytes, separator: str) -> int:
    """Return the most common number of columns in the first rows."""
    widths = _widths(data, separator)
    return max(widths, key=lambda width: (widths[width], width), default=1)


def _widths(data: bytes, separator: str) -> Counter[int]:
    """Return how many of the first rows have each number of columns; rows with an odd quotation mark do not count."""
    sample = data[:SAMPLE_BYTES].decode("utf-8", "ignore")
    strays: list[int] = []
    widths = []
    try:
        for _, row in islice(_rows(sample, separator, "", strays), SAMPLE_ROWS):
            widths.append(0 if strays else len(row))
            strays.clear()
    except DataError:
        pass  # the sample may end within quotation marks; if the file itself does, reading all of it reports that
    if len(data) > SAMPLE_BYTES and 1 < len(widths) < SAMPLE_ROWS:
        widths.pop()
    return Counter(filter(None, widths))


def _is_clear(data: bytes, separator: str) -> bool:
    """Whether every quotation mark that opens a cell is closed where the cell ends, so that all readers agree on the cells."""
    if _quotes_pair(data, separator):
        return True
    edge = re.escape(f"\r\n{separator}").encode()
    enclosed = re.compile(rb"(?:\A|(?<=[" + edge + rb']))"[^"]*+(?:""[^"]*+)*+"(?=[' + edge + rb"]|\Z)")
    # once properly enclosed cells are removed, any mark that opens a cell is odd; marks within other cells do no harm
    return not re.search(rb"(?:\A|[" + edge + rb']) *"', enclosed.sub(b"", data))


def _quotes_pair(data: bytes, separator: str) -> bool:
    """Whether each quotation mark opens a cell, closes one, or is doubled within one, as in most files.

    Counted from 0, even marks open and odd marks close; a doubled mark closes and opens again at once.
    """
    codes = np.frombuffer(data, np.uint8)
    edge = np.zeros(256, dtype=bool)
    edge[list(b'"\r\n' + separator.encode())] = True
    count = 0
    for start in range(0, len(codes), PIECE):
        marks = np.flatnonzero(codes[start : start + PIECE] == ord('"')) + start
        opening, closing = marks[count % 2 :: 2], marks[1 - count % 2 :: 2]
        before = codes[opening[opening > 0] - 1]
        after = codes[closing[closing < len(codes) - 1] + 1]
        if not (edge[before].all() and edge[after].all()):
            return False
        count += len(marks)
    return count % 2 == 0


def _quick(data: bytes, separator: str, width: int, name: str, widths: dict[int, int]) -> pd.DataFrame | None:
    """Return the grid of a file with unambiguous quotation marks, or None when Arrow cannot read it.

    The number of cells of each row that has not ``width`` is added to ``widths``.
    """
    odd: list[tuple[int, str]] = []

    def keep(row: pyarrow.csv.InvalidRow) -> str:
        odd.append((row.number - 1, row.text))
        widths[row.number - 1] = row.actual_columns
        return "skip"

    names = [str(number) for number in range(width)]
    body = memoryview(data)[: len(data.rstrip(b"\r\n"))]
    try:
        table = pyarrow.csv.open_csv(
            pa.BufferReader(pa.py_buffer(body)),
            # rows are numbered only when one thread reads them
            pyarrow.csv.ReadOptions(column_names=names, block_size=BLOCK, use_threads=False),
            pyarrow.csv.ParseOptions(
                delimiter=separator, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=keep
            ),
            pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        ).read_all()
    except pa.ArrowInvalid:
        return None
    refuse_beyond(len(table) + len(odd), width, name)
    numbers = np.delete(np.arange(len(table) + len(odd)), [number for number, _ in odd])
    texts = trimmed_grid(table, numbers, name)
    if not odd:
        return texts
    others = grid(((number, row) for number, text in odd for _, row in _rows(text, separator, name, [])), name)
    both = pd.concat([texts, others]).sort_index()
    refuse_beyond(*both.shape, name)
    return both.fillna("")


@cache
def _cell(separator: str) -> re.Pattern[str]:
    """Return the pattern of one cell, with or without quotation marks, and of what ends it."""
    mark = re.escape(separator)
    return re.compile(rf' *"([^"]*+(?:""[^"]*+)*+)" *({mark}|\r\n|\r|\n|\Z)|([^{mark}\r\n]*)({mark}|\r\n|\r|\n|\Z)')


_EMPTY_LINES = re.compile(r"[\r\n]+")
_OPENED = re.compile(r' *"((?:[^"]|"")*+)("?)')


def _rows(text: str, separator: str, name: str, strays: list[int]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a text that are not empty lines, numbered from 0.

    A quotation mark stays in a cell that goes on after the closing one, and the number of the row is added to ``strays``.
    Raise DataError when no other mark closes the cell, or when one on another line does and the cell goes on after it.
    """
    cell = _cell(separator)
    row: list[str] = []
    number = position = 0
    while position < len(text) or row:
        empty = None if row else _EMPTY_LINES.match(text, position)
        if empty:
            number, position = number + _line_ends(empty[0].encode()), empty.end()
            continue
        match = cell.match(text, position)
        assert match  # noqa: S101 (a cell may be empty, so the pattern matches everywhere)
        quoted, end, plain, plain_end = match.groups()
        if quoted is not None:
            row.append(quoted.replace('""', '"'))
        else:
            row.append(plain)
            if plain.lstrip(" ").startswith('"'):
                _refuse_unclosed(text, position, f"{name}, {place(number, len(row) - 1)}")
                strays.append(number)
        position = match.end()
        if (end if quoted is not None else plain_end) != separator:
            yield number, row
            row = []
            number += 1


def _refuse_unclosed(text: str, position: int, where: str) -> None:
    """Raise DataError when a malformed cell might have swallowed others."""
    opened = _OPENED.match(text, position)
    if opened and (not opened[2] or "\n" in opened[1] or "\r" in opened[1]):
        raise DataError(
            f"{where}: a quotation mark opens the cell and is not closed where the cell ends. "
            "Close it or take it out, so that no rows are lost, and save the file again."
        )


def _refuse_swallowed_rows(texts: pd.DataFrame, separator: str, name: str) -> None:
    """Raise DataError when a cell holds whole rows, since a missing quotation mark let a later one close the cell."""
    inside = texts.shape[1] - 1
    for column in range(texts.shape[1]):
        several = texts.loc[texts[column].str.contains("\n", regex=False), column]
        for number, text in several.items():
            lines = re.split(r"\r?\n", text)[1:-1]
            if len(lines) * inside >= 6 and all(line.count(separator) == inside for line in lines):
                raise DataError(
                    f"{name}, {place(int(str(number)), column)}: the cell holds {len(lines)} whole rows. "
                    "A quotation mark is missing where the cell should end; put it in and save the file again."
                )
