"""Values that merged cells cover: a spreadsheet shows only the first cell, but other programs leave values under it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.reading.grid import Covered, Sheet, letters, place
from etl.reading.part import Part, Problem

MOST_LISTED = 20
"""At most this many covered values of a sheet are listed; the others are counted."""


@dataclass(frozen=True)
class Merge:
    """Cells merged into one, from the first row and column to the last, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """The cells as a spreadsheet names them: A2:C2."""
        return f"{letters(self.left)}{self.top + 1}:{letters(self.right)}{self.bottom + 1}"


class Merges:
    """The merged cells of a sheet, whose rows are passed through :meth:`uncover` from the first to the last."""

    def __init__(self, merges: Sequence[Merge]):
        self.merges = merges
        self.starting: dict[int, list[Merge]] = {}
        for merge in merges:
            self.starting.setdefault(merge.top, []).append(merge)
        self.open: list[Merge] = []
        self.shown: dict[Merge, str] = {}
        self.covered: list[Covered] = []

    def overlap(self, rows: int, columns: int) -> bool:
        """Whether merged cells overlap in a sheet with so many rows and columns, which no spreadsheet program does."""
        areas = (
            max(0, min(merge.bottom, rows - 1) - merge.top + 1) * max(0, min(merge.right, columns - 1) - merge.left + 1)
            for merge in self.merges
        )
        return sum(areas) > rows * columns

    def uncover(self, row: int, texts: list[str], words: Sequence[bool]) -> None:
        """Empty the cells of a row that others cover, as a spreadsheet shows it, and keep what they held.

        ``words`` says which cells hold text or a date. Such a text below the same text is kept: the merged cell then says
        the same of all its rows.
        """
        self.open = [merge for merge in self.open if merge.bottom >= row] + self.starting.pop(row, [])
        for merge in self.open:
            if merge.top == row:
                self.shown[merge] = texts[merge.left].strip() if merge.left < len(texts) else ""
            for column in range(merge.left, min(merge.right + 1, len(texts))):
                text = texts[column].strip()
                is_first = (row, column) == (merge.top, merge.left)
                is_same = column == merge.left and text == self.shown[merge] and words[column]
                if text and not is_first and not is_same:
                    self.covered.append(Covered(row, column, text, merge.name, self.shown[merge]))
                    texts[column] = ""


def with_covered_warnings(parts: Sequence[Part], sheets: Sequence[Sheet]) -> list[Part]:
    """Return the parts of a file, the first of each sheet with a warning for each value that merged cells cover."""
    covered = {sheet.name: sheet.covered for sheet in sheets}
    return [
        replace(part, problems=(*part.problems, *_warnings(part, covered.pop(part.sheet, ())))) for part in parts
    ]  # fmt: skip


def _warnings(part: Part, covered: Sequence[Covered]) -> list[Problem]:
    warnings = [
        Problem(
            part.file, part.sheet, cell.row + 1, f"column {letters(cell.column)}", cell.text,
            f"lies hidden under the merged cells {cell.merge}, which show {repr(cell.shown) if cell.shown else 'nothing'}, "
            "so it was not read",
            "If it counts, split the merged cells and save the file again.", "warning",
        )
        for cell in covered[:MOST_LISTED]
    ]  # fmt: skip
    if len(covered) > MOST_LISTED:
        last = covered[-1]
        says = (
            f"{len(covered) - MOST_LISTED:,} more values lie hidden under merged cells and were not read, the last in "
            f"{place(last.row, last.column)}"
        )
        warnings.append(Problem(part.file, part.sheet, 0, "", "", says, "", "warning"))
    return warnings
