"""The part of a sheet that belongs to one table, and a problem with one of its cells."""

from dataclasses import dataclass, field

import pandas as pd

from etl.contract import Contract


@dataclass(frozen=True)
class Part:
    """The part of one sheet that belongs to one table, every value still text.

    ``rows`` has the contract's columns that the sheet has; its index is the row of the spreadsheet minus 1. ``headings``
    has the sheet's own heading of each of them. ``extras``, with the same index, are columns outside the contract, which
    are kept beside the row. ``left_out`` counts the rows that are not loaded, by reason.
    """

    contract: Contract
    file: str
    sheet: str
    rows: pd.DataFrame
    headings: dict[str, str]
    extras: pd.DataFrame
    notes: tuple[str, ...] = ()
    left_out: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """An error, for which the row is refused, or a warning, with which it is kept and listed.

    ``row`` is the row as the spreadsheet shows it, 0 for the whole sheet. ``says`` continues the sentence after the place
    and the value: "is not a date such as 2016-02-18"; ``mend`` is a sentence of advice, or "" when none is needed.
    """

    file: str
    sheet: str
    row: int
    column: str
    value: str
    says: str
    mend: str = ""
    severity: str = "error"

    @property
    def place(self) -> str:
        """File, sheet, row and column, on one line even when a heading has several lines."""
        sheet = f"sheet {self.sheet}" if self.sheet else ""
        row = f"row {self.row}" if self.row else ""
        return " ".join(", ".join(filter(None, (self.file, sheet, row, self.column))).split())

    @property
    def sentence(self) -> str:
        """The whole message, on one line."""
        value = f"{self.value!r} " if self.value else ""
        return f"{self.place}: {value}{self.says}.{f' {self.mend}' if self.mend else ''}"
