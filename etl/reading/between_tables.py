"""Notes between and below the tables of one sheet, such as "All figures in £000": which of the tables each belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

MOST_CELLS = 2
"""A row with more filled cells than this, or with a number, is no note."""


@dataclass(frozen=True)
class Notes:
    """The notes round a second table, by the index of the grid.

    ``title`` are those right above its headings; ``of_either`` stand as near to the table above as to the one below.
    """

    title: list[int]
    of_either: list[int]


def notes_between(grid: pd.DataFrame, headings: int) -> Notes:
    """Return the notes between a table, given from its headings on, and the headings of the next, whose index is given.

    Empty rows part what belongs together; the grid has none, but its index leaves out their numbers.
    """
    rows = _note_rows(grid.iloc[1:])
    above = int(grid.index[len(grid) - len(rows) - 1])
    blocks = _blocks([*rows, headings])
    title = blocks.pop()[:-1]
    if not blocks and title and title[0] == above + 1:
        return Notes([], title)
    others = blocks[1:] if blocks and blocks[0][0] == above + 1 else blocks
    return Notes(title, [row for block in others for row in block])


def notes_of_all(grid: pd.DataFrame) -> list[int]:
    """Return the notes at the end of a sheet that an empty row parts from its last table: they may be for all tables."""
    rows = _note_rows(grid)
    if not rows or len(rows) == len(grid):
        return []
    blocks = _blocks(rows)
    above = int(grid.index[-len(rows) - 1])
    return [row for block in (blocks[1:] if blocks[0][0] == above + 1 else blocks) for row in block]


def _note_rows(grid: pd.DataFrame) -> list[int]:
    """Return the last rows of a grid as far as they are notes, by its index, in order."""
    rows: list[int] = []
    for row, texts in grid.iloc[::-1].iterrows():
        if not _is_note([str(text) for text in texts if str(text).strip()]):
            break
        rows.insert(0, int(str(row)))
    return rows


def _is_note(cells: Sequence[str]) -> bool:
    return len(cells) <= MOST_CELLS and not any(re.fullmatch(r"[-£(]*[0-9][0-9.,)]*", cell.strip()) for cell in cells)


def _blocks(rows: Sequence[int]) -> list[list[int]]:
    """Return rows in runs without a gap."""
    blocks: list[list[int]] = []
    for row in rows:
        if blocks and blocks[-1][-1] + 1 == row:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks
