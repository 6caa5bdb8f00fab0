"""Marks in the XML of a workbook beyond its values: errors, formats, hidden rows, and how far a sheet reaches."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import IO

import openpyxl

from etl.errors import DataError
from etl.reading.grid import MOST_COLUMNS, MOST_ROWS, place, too_wide_error
from etl.reading.workbook_cells import PERCENT, format_kind, shown_currency, shown_date_kind

MOST_SHEET_CELLS = 20_000_000
"""The cells from the first to the last that is not empty: calamine keeps them all, empty or not."""
PIECE = 1 << 22


@dataclass
class Marked:
    """The marks in the XML of one sheet. Cells are (row, column), both from 0.

    ``kinds`` says what the format of a cell shows, in the words of ``workbook_cells``. Hidden rows and columns are counted
    from 0, and so are merged cells: first row and column, last row and column. ``is_linked_copy``
    marks the copy of a sheet of another file, which no program shows.
    """

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    kinds: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    without_result: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    is_linked_copy: bool = False

    @property
    def notes(self) -> list[str]:
        """The notes for the report."""
        if not self.without_result:
            return []
        return [
            f"{len(self.without_result):,} formula{'s have' if len(self.without_result) > 1 else ' has'} no result in the "
            f"file and {'were' if len(self.without_result) > 1 else 'was'} read as empty, the first in "
            f"{place(*self.without_result[0])}; open the file in a spreadsheet program and save it again"
        ]


def member(archive: zipfile.ZipFile, wanted: str) -> bytes:
    """Return a part of an archive by its name, in small or capital letters; empty when it is missing."""
    names = {name.lower().replace("\\", "/"): name for name in archive.namelist()}
    stored_name = names.get(wanted.lower())
    return archive.read(stored_name) if stored_name else b""


def marked_xlsx(archive: zipfile.ZipFile, name: str) -> dict[str, Marked]:
    """Return the marks of each sheet of an XLSX workbook. Raise DataError when a sheet reaches too far to be read."""
    styles = _style_kinds(member(archive, "xl/styles.xml"))
    marked = {}
    for sheet, part in _sheet_parts(archive, name).items():
        marked[sheet] = Marked()
        with archive.open(part) as file:
            if not _mark_sheet(file, styles, marked[sheet], f"{name}, sheet {sheet}"):
                marked[sheet] = _marked_cell_by_cell(archive, sheet, archive.read(part))
    return marked


def _marked_cell_by_cell(archive: zipfile.ZipFile, name: str, xml: bytes) -> Marked:
    """Return the marks of a sheet whose cells do not give their place: they are counted, which takes much longer."""
    marked = Marked(hidden_columns=_hidden_columns(xml), merged=list(_merged(xml)))
    tags = re.findall(rb"<(?:\w+:)?row\b[^>]*>", xml)
    marked.hidden_rows |= {row for row, tag in enumerate(tags) if _HIDDEN.search(tag)}
    book = openpyxl.load_workbook(archive.fp, read_only=True, data_only=True)  # type: ignore[arg-type]
    for row, cells in enumerate(book[name].iter_rows()):
        for column, cell in enumerate(cells):
            if cell.data_type == "e":
                marked.errors[row, column] = str(cell.value)
            kind = format_kind("", cell.number_format or "") if cell.value is not None else ""
            if kind:
                marked.kinds[row, column] = kind
    return marked


def _sheet_parts(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Return the name of the part of the archive that holds each sheet."""
    book, links = member(archive, "xl/workbook.xml"), member(archive, "xl/_rels/workbook.xml.rels")
    targets = {
        attributes["Id"]: attributes["Target"]
        for attributes in _tag_attributes(links, "Relationship")
        if {"Id", "Target"} <= attributes.keys()
    }
    names = {name.lower().replace("\\", "/"): name for name in archive.namelist()}
    parts = {}
    for attributes in _tag_attributes(book, "sheet"):
        link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
        target = targets.get(link, "").lower().removeprefix("/")
        part = names.get(target if target.startswith("xl/") else f"xl/{target}")
        if not part:
            raise unusual_form_error(name)
        parts[attributes.get("name", "")] = part
    return parts


def unusual_form_error(where: str) -> DataError:
    """Return the error for a workbook that is written in another way than programs do."""
    return DataError(f"{where}: is written in an unusual way. Open it in a spreadsheet program and save it again.")


def _tag_attributes(xml: bytes, tag: str) -> Iterator[dict[str, str]]:
    """Yield the attributes of every tag with a name, whatever its prefix."""
    for element in re.findall(rf"<(?:\w+:)?{tag}\s[^>]*>".encode(), xml):
        pairs = re.findall(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", element)
        yield {
            key.decode(): unescape((double_quoted or single_quoted).decode("utf-8", "replace"))
            for key, double_quoted, single_quoted in pairs
        }


def _style_kinds(styles: bytes) -> dict[bytes, str]:
    """Return what each cell style shows that its value alone does not, by its number."""
    codes = {
        attributes.get("numFmtId", ""): attributes.get("formatCode", "")
        for attributes in _tag_attributes(styles, "numFmt")
    }
    cells = re.search(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.DOTALL)
    numbers = [attributes.get("numFmtId", "") for attributes in _tag_attributes(cells[0], "xf")] if cells else []
    kinds = {str(style).encode(): format_kind(number, codes.get(number, "")) for style, number in enumerate(numbers)}
    return {style: kind for style, kind in kinds.items() if kind}


class _Cells:
    """The patterns of cells and rows in the XML of a sheet, for the prefix of its tags, which is usually empty."""

    def __init__(self, prefix: bytes, kinds: Mapping[bytes, str]):
        begin, end = b"<" + prefix + rb"c\s", b"</" + prefix + b"c>"
        where = rb"(?:[^>]*?\s)?r=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^>]*"
        formula, value = b"<" + prefix + b"f", b"<" + prefix + b"v"
        styles = b"|".join(kinds)
        self.prefix = prefix
        self.filled = re.compile(begin + where + rb"(?<!/)>(?!</)")
        self.without_place = re.compile(b"<" + prefix + rb"c(?:>|\s(?!r=)(?![^>]*\sr=))")
        self.error = re.compile(
            begin + rb"(?=[^>]*\bt=[\"']e[\"'])" + where + b">(?:(?!" + end + b").)*?" + value + b">([^<]*)<", re.DOTALL
        )
        self.without_result = re.compile(
            begin + rb"(?![^>]*\bt=[\"']str)" + where + rb">\s*" + formula + rb"\b[^>]*(?:/|>[^<]*</" + prefix + b"f)>"
            rb"\s*(?:" + value + rb"\s*/>|" + value + b"></" + prefix + rb"v>)?\s*" + end
        )
        self.kinds = kinds
        self.styled = re.compile(begin + rb"(?=[^>]*\bs=[\"'](" + styles + rb")[\"'])" + where) if kinds else None
        self.hidden_row = re.compile(b"<" + prefix + rb"row\s[^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*>")


_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_ROW_NUMBER = re.compile(rb"\sr=[\"'](?:[A-Z]{1,3})?([0-9]{1,7})[\"']")
_FAR = re.compile(rb"\sr=[\"'](?:[T-Z]|[A-Z]{2,3})[0-9]")
"""A cell so far right that its sheet can be too big to be read; no sheet of up to 19 columns is."""


def _mark_sheet(file: IO[bytes], kinds: Mapping[bytes, str], marked: Marked, where: str) -> bool:
    """Add the marks in a sheet's XML to ``marked``; return whether its cells give their place.

    Raise DataError when they reach too far.
    """
    last_row = last_column = 0
    cells = None
    for xml in _blocks(file):
        cells = cells or _Cells(_prefix(xml), kinds)
        if cells.without_place.search(xml) or (not cells.prefix and re.search(rb":c[\s>]", xml)):
            return False
        # a row of XML is never above the one before, so the last filled cell is the last of all
        filled = cells.filled.findall(xml if _FAR.search(xml) else xml[-PIECE // 64 :]) or cells.filled.findall(xml)
        last_row = max(last_row, int(filled[-1][1])) if filled else last_row
        last_column = max(last_column, *map(_column, {letters for letters, _ in filled} or {b"A"}))
        refuse_far_cells(last_row, last_column + 1, where)
        _mark_block(xml, cells, marked)
    return True


def _prefix(xml: bytes) -> bytes:
    match = re.search(rb"<(\w+:)?worksheet\b", xml)
    return (match[1] or b"") if match else b""


def _mark_block(xml: bytes, cells: _Cells, marked: Marked) -> None:
    """Add the marks of a block. Each pattern is tried only when some of its letters occur, which is much quicker."""
    if b"hidden=" in xml:
        marked.hidden_rows.update(_hidden_rows(xml, cells))
        marked.hidden_columns |= _hidden_columns(xml)
    if b"mergeCell" in xml:
        marked.merged += _merged(xml)
    if b't="e"' in xml or b"t='e'" in xml:
        marked.errors |= {_cell(*cell): unescape(text.decode()) for *cell, text in cells.error.findall(xml)}
    if b"<" + cells.prefix + b"f" in xml:
        marked.without_result += [_cell(*cell) for cell in cells.without_result.findall(xml)]
    if cells.styled:
        marked.kinds |= {_cell(*cell): cells.kinds[style] for style, *cell in cells.styled.findall(xml)}


def _hidden_rows(xml: bytes, cells: _Cells) -> Iterator[int]:
    """Yield the hidden rows of a block. A row without a number has that of its first cell, or is empty."""
    for tag in cells.hidden_row.finditer(xml):
        number = _ROW_NUMBER.search(tag[0]) or _ROW_NUMBER.search(xml, tag.end())
        if number:
            yield int(number[1]) - 1


def _merged(xml: bytes) -> Iterator[tuple[int, int, int, int]]:
    for attributes in _tag_attributes(xml, "mergeCell"):
        corners = re.findall(r"([A-Z]{1,3})([0-9]{1,7})", attributes.get("ref", ""))
        if len(corners) == 2:
            (top, left), (bottom, right) = (_cell(column.encode(), row.encode()) for column, row in corners)
            yield top, left, bottom, right


def _hidden_columns(xml: bytes) -> set[int]:
    columns: set[int] = set()
    for attributes in _tag_attributes(xml, "col"):
        if attributes.get("hidden") in ("1", "true"):
            last = min(int(attributes.get("max", 0)), MOST_COLUMNS)
            columns |= set(range(int(attributes.get("min", 1)) - 1, last))
    return columns


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the XML of a sheet in blocks that end at the end of a row."""
    rest = b""
    while piece := file.read(PIECE):
        rest += piece
        cut = rest.rfind(b"row>")
        if cut > 0:
            yield rest[: cut + len(b"row>")]
            rest = rest[cut + len(b"row>") :]
    yield rest


def _cell(letters: bytes, row: bytes) -> tuple[int, int]:
    return int(row) - 1, _column(letters)


def _column(letters: bytes) -> int:
    number = 0
    for code in letters:
        number = number * 26 + code - ord("A") + 1
    return number - 1


def refuse_far_cells(rows: int, columns: int, where: str) -> None:
    """Raise DataError when a sheet has too many columns, or too many cells between its first and its last."""
    if columns > MOST_COLUMNS:
        raise too_wide_error(where)
    if rows * columns > MOST_SHEET_CELLS:
        raise DataError(
            f"{where}: reaches to {place(rows - 1, columns - 1)}, which is too far to be read. "
            "Look for a cell that was filled by mistake far below or to the right, or split the sheet."
        )


_ODS_SHEET = re.compile(rb"(<table:table\s[^>]*>)(.*?)</table:table>", re.DOTALL)
_ODS_ROW = re.compile(rb"<table:table-row(\s[^>]*?)?(?:/>|>(.*?)</table:table-row>)", re.DOTALL)
_ODS_CELL = re.compile(
    rb"<table:(?:covered-)?table-cell(\s[^>]*?)?(?:/>|>(.*?)</table:(?:covered-)?table-cell>)", re.DOTALL
)
_ODS_HIDDEN = re.compile(rb"""table:visibility=["'](?:collapse|filter)["']""")
_ODS_TEXT = re.compile(rb"<text:p[^>]*>([^<]*)")


_ODS_COMMENT = re.compile(rb"<office:annotation\b.*?</office:annotation>", re.DOTALL)


def marked_ods(xml: bytes) -> dict[str, Marked]:
    """Return the marks of each sheet of an OpenDocument spreadsheet."""
    xml = _ODS_COMMENT.sub(b"", xml) if b"<office:annotation" in xml else xml
    return {
        next(_tag_attributes(head, "table")).get("table:name", ""): _marked_ods_sheet(body)
        for head, body in _ODS_SHEET.findall(xml)
    }


def _marked_ods_sheet(xml: bytes) -> Marked:
    """Return the marks of one sheet, in which repeated rows and cells are written once, with a count."""
    marked = Marked(is_linked_copy=b"<table:table-source" in xml[:2_000], hidden_columns=_hidden_ods_columns(xml))
    row = 0
    for row_attributes, body in _ODS_ROW.findall(xml):
        rows, column = _repeat_count(row_attributes), 0
        if _ODS_HIDDEN.search(row_attributes) and b"office:value-type" in body:
            marked.hidden_rows.update(range(row, row + min(rows, MOST_ROWS)))
        for cell_attributes, cell_body in _ODS_CELL.findall(body):
            columns = _repeat_count(cell_attributes)
            if b"-spanned=" in cell_attributes:
                down, across = _span(cell_attributes, b"rows"), _span(cell_attributes, b"columns")
                marked.merged.append((row, column, row + down - 1, column + across - 1))
            kind = _ods_kind(cell_attributes, cell_body)
            if kind:
                marked.kinds |= dict.fromkeys(_repeated_cells(row, rows, column, columns), kind)
            elif b'"error"' in cell_attributes:
                text = _ODS_TEXT.search(cell_body)
                marked.errors |= dict.fromkeys(
                    _repeated_cells(row, rows, column, columns), unescape(text[1].decode()) if text else ""
                )
            column += columns
        row += rows
    return marked


def _hidden_ods_columns(xml: bytes) -> set[int]:
    columns, hidden = 0, set()
    for attributes in re.findall(rb"<table:table-column(\s[^>]*)", xml):
        count = _repeat_count(attributes)
        if _ODS_HIDDEN.search(attributes):
            hidden |= set(range(columns, min(columns + count, MOST_COLUMNS)))
        columns += count
    return hidden


def _ods_kind(attributes: bytes, body: bytes) -> str:
    """Return what the format of an ODS cell shows that its value alone does not."""
    if b'"percentage"' in attributes:
        return PERCENT
    currency = re.search(rb'office:currency="([^"]+)"', attributes)
    if currency:
        return "" if currency[1] in (b"GBP", "£".encode()) else currency[1].decode("utf-8", "replace")
    if b'"date"' in attributes or b'"float"' in attributes:
        paragraph = _ODS_TEXT.search(body)
        text = unescape(paragraph[1].decode("utf-8", "replace")) if paragraph else ""
        return shown_date_kind(text) if b'"date"' in attributes else shown_currency(text)
    return ""


def _span(attributes: bytes, of: bytes) -> int:
    match = re.search(rb"table:number-" + of + rb'-spanned="([0-9]{1,7})"', attributes)
    return max(1, int(match[1])) if match else 1


def _repeat_count(attributes: bytes) -> int:
    match = re.search(rb'table:number-(?:rows|columns)-repeated="([0-9]{1,7})"', attributes)
    return int(match[1]) if match else 1


def _repeated_cells(row: int, rows: int, column: int, columns: int) -> Iterator[tuple[int, int]]:
    columns = min(columns, MOST_COLUMNS + 1)  # calamine refuses more, and none of them is read
    return ((row + down, column + across) for down in range(rows) for across in range(columns))
