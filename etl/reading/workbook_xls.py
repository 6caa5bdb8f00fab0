"""Marks in an XLS workbook beyond its values, which calamine does not give: errors, formats, hidden rows and columns."""

import io
from collections.abc import Mapping

import xlrd
from xlrd.sheet import Sheet

from etl.reading.grid import MOST_COLUMNS
from etl.reading.workbook_cells import format_kind
from etl.reading.workbook_xml import Marked


def marked_xls(data: bytes) -> dict[str, Marked]:
    """Return the marks of each sheet of an XLS workbook."""
    book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    # only the codes in the file: those that xlrd adds for the built-in formats are American
    codes = {number.format_key: number.format_str for number in book.format_list}
    kinds = {
        style: kind
        for style, form in enumerate(book.xf_list)
        if (kind := format_kind(str(form.format_key), codes.get(form.format_key, "")))
    }
    return {sheet.name: _marked_sheet(sheet, kinds) for sheet in book.sheets()}


def _marked_sheet(sheet: Sheet, kinds: Mapping[int, str]) -> Marked:
    marked = Marked(
        merged=[(top, left, end - 1, right - 1) for top, end, left, right in sheet.merged_cells],
        hidden_rows={row for row, info in sheet.rowinfo_map.items() if info.hidden},
        hidden_columns={column for column, info in sheet.colinfo_map.items() if info.hidden and column < MOST_COLUMNS},
    )
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == xlrd.XL_CELL_ERROR:
                code = int(str(sheet.cell_value(row, column)))
                marked.errors[row, column] = xlrd.error_text_from_code.get(code, "#VALUE!")
            elif kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
                style = sheet.cell_xf_index(row, column)
                if style in kinds:
                    marked.kinds[row, column] = kinds[style]
    return marked
