"""What our own templates and marked copies hold that is no record: the example row, explaining sheets, the column of messages."""

import re
from collections.abc import Mapping

from etl.contract import Column, Contract
from etl.reading.values import WRONG, value

EXAMPLE_AREA = "Example: delete this row"
"""What the example row has for its area: a row that says so is never loaded."""
COLUMNS_SHEET = "What each column means"
LISTS_SHEET = "Lists"
EXPLAINING_SHEETS = (COLUMNS_SHEET, LISTS_SHEET)
"""Sheets of a template that hold no rows to load."""
ACTS_AS_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
HARMLESS = re.compile(r"\s*[+-]?\s*[£$€]?\s*[0-9][0-9.,\s]*%?\s*|\s*-+\s*")
"""Numbers with a sign, and the dashes people put where there is nothing."""
MEND = "What to mend"
"""The heading of the added column begins so. Where such a column has nothing but messages, the file is marked anew."""


def is_example(contract: Contract, row_texts: Mapping[str, str]) -> bool:
    """Whether a row is the template's example: its area says so or, in a table without areas, nothing of it was changed.

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
    said = value(column, text)
    return said is not WRONG and said is not None and said == value(column, column.example)


def area_column(contract: Contract) -> Column | None:
    """Return the column of a table that names an area; None where it has none."""
    return next((column for column in contract.columns if column.references == "area.area_id"), None)


def formula_safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe in front."""
    return f"'{text}" if ACTS_AS_FORMULA.match(text) and not HARMLESS.fullmatch(text) else text
