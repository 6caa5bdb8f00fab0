"""Parts of our own templates and marked copies that are not records: example row, explaining sheets, column of messages."""

from collections.abc import Mapping

from etl.contract import Column, Contract
from etl.reading.formulas import formula_safe
from etl.reading.values import WRONG, value

EXAMPLE_AREA = "Example: delete this row"
"""The area of the example row: a row with it is never loaded."""
COLUMNS_SHEET = "What each column means"
LISTS_SHEET = "Lists"
EXPLAINING_SHEETS = (COLUMNS_SHEET, LISTS_SHEET)
"""Sheets of a template that hold no rows to load."""
MEND = "What to mend"
"""How the heading of the added column begins. A column with only messages under it is replaced when marking a file again."""


def is_example(contract: Contract, row_texts: Mapping[str, str]) -> bool:
    """Whether a row is the template's example: by its area or, in a table without areas, because every value is unchanged.

    ``row_texts`` has the text of each column of the contract that the sheet has, as CSV files and spreadsheets give it:
    a date may be 2016-02-18 or 18/02/2016, a number 5450.5 or 5,450.50.
    """
    area = area_column(contract)
    if area is not None and area.name in row_texts:
        return row_texts[area.name].strip().casefold() == EXAMPLE_AREA.casefold()
    return all(
        _is_its_example(column, row_texts.get(column.name, "")) for column in contract.columns if column is not area
    )


def _is_its_example(column: Column, text: str) -> bool:
    example = formula_safe(column.example)
    if text.strip() == example or not example or not text.strip():
        return text.strip() == example
    typed = value(column, text)
    return typed is not WRONG and typed is not None and typed == value(column, column.example)


def area_column(contract: Contract) -> Column | None:
    """Return the column of a table that names an area, or None when it has none."""
    return next((column for column in contract.columns if column.references == "area.area_id"), None)
