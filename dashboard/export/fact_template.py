"""The template of a new published fact as a CSV file and a workbook: the columns of its contract, and what each holds."""

import io
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from dashboard.export.table_file import csv_bytes
from dashboard.model.dictionary import contract_columns

WIDTH = 24
"""The width of each column of the workbook, in letters."""


def template_rows() -> pd.DataFrame:
    """Return the columns of a fact, with one row that says what each holds."""
    return pd.DataFrame([{column["name"]: expected(column) for column in contract_columns("fact")}])


def expected(column: dict[str, Any]) -> str:
    """Return what a column of the template holds, in words, with the values to choose from."""
    values = column.get("values", [])
    choices = values if isinstance(values, list) else [value for of_theme in values.values() for value in of_theme]
    listed = f" One of: {', '.join(choices)}." if choices else ""
    empty = f" Empty if {column['empty']}." if column.get("empty") else ""
    return f"{column['description'].rstrip('.')}.{listed}{empty}"


def template_csv() -> bytes:
    """Return the template as a CSV file."""
    return csv_bytes(template_rows())


def template_xlsx() -> bytes:
    """Return the template as a workbook of one sheet, its headings always in view."""
    rows = template_rows()
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "New facts"
    for line in ([*rows.columns], rows.iloc[0].tolist()):
        sheet.append(line)
    for number in range(1, len(rows.columns) + 1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.cell(2, number).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
