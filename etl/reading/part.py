"""What is passed on while returns are read: the part of a sheet that belongs to one table, and what is wrong with a cell."""

from dataclasses import dataclass, field

import pandas as pd

from etl.contract import Contract


@dataclass(frozen=True)
class Part:
    """The part of one sheet that belongs to one table, every value still text.

    ``rows`` has the contract's columns that the sheet has; its index is the row of the spreadsheet less 1. ``headings``
    tells how the sheet calls each of them. ``extras``, with the same index, are columns no contract knows: they are kept
    beside the row. ``left_out`` counts rows that are not to be loaded, each with the reason.
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
    """One thing that is wrong (``error``: the row is refused) or odd (``warning``: it is kept and listed).

    ``row`` is the row as the spreadsheet shows it, 0 where the whole sheet is meant. ``says`` goes on from the place and
    the value: "is not a date such as 2016-02-18"; ``mend`` is a sentence, or "" where what was expected says it all.
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
        """Where it is: file, sheet, row and column, on one line even where a heading has several."""
        sheet = f"sheet {self.sheet}" if self.sheet else ""
        row = f"row {self.row}" if self.row else ""
        return " ".join(", ".join(filter(None, (self.file, sheet, row, self.column))).split())

    @property
    def sentence(self) -> str:
        """The whole message, on one line."""
        value = f"{self.value!r} " if self.value else ""
        return f"{self.place}: {value}{self.says}.{f' {self.mend}' if self.mend else ''}"
