"""The cells of a column, the ways to read them, and the doubt where there are several."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cells:
    """The distinct texts of a column.

    ``texts`` has the row of the spreadsheet in which each is first; ``numbers`` are those that a workbook holds as numbers,
    not as text; ``is_workbook`` says that dates such as 2018-12-03 may be cells that a program has made into dates.
    """

    heading: str
    texts: Mapping[str, int]
    numbers: frozenset[str] = frozenset()
    is_workbook: bool = False


@dataclass(frozen=True)
class Way:
    """A way to read a column: its ``name``, and the texts that are to be read as other ones.

    ``is_unusual`` says that the cells show a way that is not the English one, so that the report has to point it out.
    """

    name: str
    rewritten: Mapping[str, str] = field(default_factory=dict)
    is_unusual: bool = False


@dataclass(frozen=True)
class Doubt:
    """Several ways to read a column, of which the cells decide none; ``texts`` are those that differ between them."""

    says: str
    ways: tuple[Way, ...]
    texts: Sequence[str]
    example: str


def quoted_cell(cells: Cells, text: str) -> str:
    """Return a cell in words: '1.250' in row 3."""
    return f"{text.strip()!r} in row {cells.texts[text]}"
