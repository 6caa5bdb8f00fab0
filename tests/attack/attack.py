"""An attacker who has only the database that everyone may read, and so every page and every file that is made from it.

``recovered`` returns the hidden figures that it works out: how many people were counted in an area, and how many of them
said yes. It takes nothing from the code that hides: it reads the tables, makes each published number about a measure that
counts people an equation about areas, adds what other measures give about the same people, and finds by linear programming
in which range each hidden number may lie. People come in whole numbers, so a range that holds only one is enough.

What it tries:
- every number in every table: figures, those beside them, comparisons, changes, files made from them;
- the people of an interval: a share and its limits of 95 per cent give the base away;
- sums of squares, which give away an area, or two that are hidden in one sum;
- every difference of sums over regions, waves, the programme and the same areas, and all equations of them together;
- the numbers of another measure that has always been found to count the same people;
- counts of rows returned, where areas with figures show that a row is a person;
- for who lives where: whether the rule on members was met;
- the rule by which figures are hidden: a share without a band is of under 10 people, a band is of 10 or more, and in each
  there are so many who said yes.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from tests.attack.equations import Part, PublicFigures
from tests.attack.published import add_other_measures, published_figures
from tests.attack.ranges import SAME, ranges, roots


@dataclass(frozen=True)
class Cell:
    """A hidden figure: ``part`` is "base", the people counted, or "yes", how many of them said so."""

    measure_id: str
    period: str
    area_id: str
    part: str


def recovered(public: Path) -> dict[Cell, tuple[float, ...]]:
    """Return every hidden figure that can be worked out from a database file, with its number.

    There are two numbers where two areas have them but it cannot be told which has which.
    """
    with duckdb.connect(str(public), read_only=True) as db:
        published = published_figures(db)
        add_other_measures(db, published)
    return {
        Cell(measure_id, period, area, part): numbers
        for (measure_id, period), figures in published.items()
        for (area, part), numbers in worked_out(figures).items()
        if part != "base" or area not in figures.open_bases
    }


def worked_out(figures: PublicFigures) -> dict[Part, tuple[float, ...]]:
    """Return the hidden figures of one measure in one period that only one number fits, or one of two."""
    recovered_parts = roots(figures)
    unknown, low, high = ranges(figures)
    whole = np.floor(high + SAME) <= np.ceil(low - SAME)
    recovered_parts |= {unknown[place]: (float(np.round(high[place] + SAME)),) for place in np.flatnonzero(whole)}
    return recovered_parts
