"""A table as a spreadsheet shows it: every cell as text, in its row and column, within limits of size."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from etl.errors import DataError

MOST_ROWS = 1_500_000
MOST_COLUMNS = 500
MOST_CELLS = 50_000_000
"""Even when empty, this many cells take about half a gigabyte."""
LONGEST_CELL = 32_767
"""The most characters that a spreadsheet program keeps in one cell."""
ROWS_AT_A_TIME = 50_000
MOST_NAMED = 5
"""At most this many rows are named in a sentence; the others are counted."""
UNSEEN = "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Marks that no program shows: of direction, of order, of where a word may break. They are passed over everywhere."""
NOT_TEXT = f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{UNSEEN}]"
TEXT = pd.StringDtype(na_value=np.nan)


@dataclass(frozen=True)
class Covered:
    """A value in a cell that merged cells cover, with their name and the text that they show."""

    row: int
    column: int
    text: str
    merge: str
    shown: str


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file as text.

    ``file`` is the name the user knows it by, ``name`` that of the sheet ("" for CSV). ``grid`` has every cell as text,
    "" when it is empty; its columns count from 0 and its index is the row of the spreadsheet minus 1. Empty rows are left
    out, and so are empty columns at the end. ``notes`` are harmless observations about the file.

    ``numbers`` are the texts that a workbook holds as numbers. Of a CSV file, ``width`` is the usual number of cells in a
    row, ``widths`` has that of each other row, and ``separator`` is what parts them.

    Of a workbook, ``is_hidden``, ``hidden_rows`` and ``hidden_columns``, both counted from 0, say what its program does not
    show; ``is_very_hidden`` is a sheet that no menu of the program shows. ``covered`` are the values under merged cells,
    which are not in the grid.

    ``is_one_of_several`` is a sheet cut out of one with several tables. ``unclear`` has the rows, with their texts, that may
    belong to this table or to another.
    """

    file: str
    name: str
    grid: pd.DataFrame
    notes: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()
    width: int = 0
    widths: Mapping[int, int] | None = None
    separator: str = ""
    is_hidden: bool = False
    is_very_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    covered: tuple[Covered, ...] = ()
    is_one_of_several: bool = False
    unclear: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def grid(rows: Iterable[tuple[int, list[str]]], where: str) -> pd.DataFrame:
    """Return numbered rows of text, of any lengths, as the grid of a sheet.

    The numbers count from 0. Raise DataError, in which the sheet is called ``where``, when the rows exceed a limit.
    """
    numbers: list[int] = []
    tables = []
    filled = ((number, cells) for number, row in rows if (cells := _without_empty_end(row)))
    while batch := list(islice(filled, ROWS_AT_A_TIME)):
        for number, cells in batch:
            if len(cells) > MOST_COLUMNS:
                raise too_wide_error(f"{where}, {place(number)}")
        numbers += [number for number, _ in batch]
        tables.append(_table([cells for _, cells in batch]))
        refuse_beyond(len(numbers), max(len(table.column_names) for table in tables), where)
    if not tables:
        return pd.DataFrame(index=pd.RangeIndex(0))
    whole = pa.concat_tables(tables, promote_options="default")
    return trimmed_grid(whole, np.array(numbers), where)


def _without_empty_end(row: list[str]) -> list[str]:
    while row and (not row[-1] or row[-1].isspace()):
        row.pop()
    return row


def _table(rows: list[list[str]]) -> pa.Table:
    columns = zip_longest(*rows, fillvalue="")
    return pa.table({str(number): pa.array(column, pa.large_string()) for number, column in enumerate(columns)})


def trimmed_grid(table: pa.Table, numbers: np.ndarray, where: str) -> pd.DataFrame:
    """Return columns of text as a grid, without empty rows and without empty columns at the end.

    ``numbers`` are those of the rows, from 0. Raise DataError, in which the sheet is called ``where``, when a cell is too
    long.
    """
    texts: Any = table.to_pandas(types_mapper=lambda _: TEXT)
    texts = texts.fillna("").set_axis(range(texts.shape[1]), axis="columns").set_axis(numbers, axis="index")
    while texts.shape[1] and not texts.iloc[:, -1].str.strip().any():
        texts = texts.iloc[:, :-1]
    for number in texts.columns:
        lengths = texts[number].str.len()
        if len(lengths) and lengths.max() > LONGEST_CELL:
            raise DataError(
                f"{where}, {place(lengths.idxmax(), number)}: the cell holds {lengths.max():,} characters; at most "
                f"{LONGEST_CELL:,} can be. Shorten it. If it is not meant to be so long, a quotation mark may be missing."
            )
    empty = _empty_rows(texts)
    return texts[~empty] if empty.any() else texts


def _empty_rows(texts: pd.DataFrame) -> np.ndarray:
    """Return a mask of the empty rows. Most rows are filled in their first column, so only the others are checked further."""
    empty = np.ones(len(texts), dtype=bool)
    for number in texts.columns:
        places = np.flatnonzero(empty)
        if not len(places):
            break
        column = texts[number] if len(places) == len(texts) else texts[number].iloc[places]
        empty[places] = (column.str.strip() == "").to_numpy()
    return empty


def refuse_beyond(rows: int, columns: int, where: str) -> None:
    """Raise DataError when there are more rows or cells than can be loaded at once."""
    if rows > MOST_ROWS:
        raise DataError(
            f"{where}: has more than {MOST_ROWS:,} rows. Split it into several files and give each of them."
        )
    if rows * columns > MOST_CELLS:
        raise DataError(
            f"{where}: has more than {MOST_CELLS:,} cells in {columns:,} columns. Take out columns that are not needed, "
            "or split it into several files."
        )


def too_wide_error(where: str) -> DataError:
    """Return the error for a sheet with too many columns."""
    return DataError(
        f"{where}: has more than {MOST_COLUMNS} columns. Look for a cell that was filled by mistake far to the right, "
        "or take out columns that are not needed."
    )


def place(row: int, column: int | None = None) -> str:
    """Return the name of a row or cell, counted from 0, as a spreadsheet shows it: "row 7, column C"."""
    return f"row {row + 1}" + ("" if column is None else f", column {letters(column)}")


def rows_in_words(rows: Sequence[int]) -> str:
    """Return rows, counted from 0, as a spreadsheet shows them: "row 4", "rows 4 and 7", "rows 1, 2, 3, 4, 5 and 2 more"."""
    return f"row{'s' if len(rows) > 1 else ''} {joined([str(row + 1) for row in rows])}"


def joined(words: Sequence[str]) -> str:
    """Return words with commas and an "and" between them, all of a few, or the first and the number of the others."""
    first = list(words[:MOST_NAMED])
    last = f"{len(words) - MOST_NAMED:,} more" if len(words) > MOST_NAMED else first.pop()
    return f"{', '.join(first)} and {last}" if first else last


def letters(column: int) -> str:
    """Return the letters that a spreadsheet shows for a column, counted from 0."""
    return "".join(_letters(column))


def _letters(column: int) -> Iterator[str]:
    before, last = divmod(column, 26)
    if before:
        yield from _letters(before - 1)
    yield chr(ord("A") + last)
