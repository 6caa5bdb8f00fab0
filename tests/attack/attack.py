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
- only with ``reads_rule``, the rule by which figures are hidden: where a smaller area is shown in every sum, an area was not
  hidden to protect another, and where its base is not small, everyone said yes or no one did.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from tests.attack.equations import Part, PublicFigures, is_sum_of_people
from tests.attack.published import add_other_measures, published_figures
from tests.attack.ranges import SAME, ranges, roots

FEWEST_SHOWN = 10
"""The fewest people of whom everyone may see a figure, as the page About says."""


@dataclass(frozen=True)
class Cell:
    """A hidden figure: ``part`` is "base", the people counted, or "yes", how many of them said so."""

    measure_id: str
    period: str
    area_id: str
    part: str


def recovered(public: Path, reads_rule: bool = False) -> dict[Cell, tuple[float, ...]]:
    """Return every hidden figure that can be worked out from a database file, with its number.

    There are two numbers where two areas have them but it cannot be told which has which.
    """
    with duckdb.connect(str(public), read_only=True) as db:
        published = published_figures(db)
        add_other_measures(db, published)
    return {
        Cell(measure_id, period, area, part): numbers
        for (measure_id, period), figures in published.items()
        for (area, part), numbers in worked_out(figures, reads_rule).items()
        if part != "base" or area not in figures.open_bases
    }


def worked_out(figures: PublicFigures, reads_rule: bool = False) -> dict[Part, tuple[float, ...]]:
    """Return the hidden figures of one measure in one period that only one number fits, or one of two."""
    recovered_parts = roots(figures)
    unknown, low, high = ranges(figures)
    whole = np.floor(high + SAME) <= np.ceil(low - SAME)
    recovered_parts |= {unknown[place]: (float(np.round(high[place] + SAME)),) for place in np.flatnonzero(whole)}
    if not reads_rule:
        return recovered_parts
    limits = dict(zip(unknown, zip(low, high, strict=True), strict=True))
    return recovered_parts | {(area, "yes"): (number,) for area, number in all_or_none(figures, limits)}


def all_or_none(figures: PublicFigures, limits: dict[Part, tuple[float, float]]) -> Iterator[tuple[str, float]]:
    """Yield the areas in which, by the rule of hiding, everyone or no one said yes, and how many: the limits show which.

    The rule can be read: the smallest area that is shown in a sum is hidden to protect another. So one that is hidden while
    a smaller one is shown in all its sums, also those that are hidden now, and in all differences of two of them, was
    hidden for its own sake.
    """
    if not figures.is_share:
        return
    base = {equation.parts[0][0][0]: equation.total for equation in figures.equations if is_sum_of_people(equation, 1)}
    sets = [*figures.sums, *(whole - part for whole in figures.sums for part in figures.sums if part < whole)]
    for area in figures.hidden:
        size, (low, high) = base.get(area, 0), limits[area, "yes"]
        if size >= FEWEST_SHOWN and all(
            _has_smaller(areas, base, size, figures.hidden) for areas in sets if area in areas
        ):
            if high < size - SAME:
                yield area, 0.0
            elif low > SAME:
                yield area, size


def _has_smaller(areas: frozenset[str], base: dict[str, float], size: float, hidden: list[str]) -> bool:
    """Whether one of the areas that are shown has fewer people."""
    return any(base.get(area, size) < size for area in areas.difference(hidden))
