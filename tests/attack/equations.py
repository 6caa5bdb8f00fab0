"""Published numbers as equations about areas: the people counted in each, and how many of them said yes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Key = tuple[str, str]
"""A measure and a period."""
Part = tuple[str, str]
"""An area, and "base" or "yes"."""

BANDS = {
    "10% or less": [(-1.0, 10.0, 0.0)],
    "more than 10%, up to 50%": [(1.0, -10.0, -1.0), (-1.0, 2.0, 0.0)],
    "more than 50%, less than 90%": [(1.0, -2.0, -1.0), (-9.0, 10.0, -1.0)],
    "90% or more": [(9.0, -10.0, 0.0)],
}
"""What each band says: so many times the people and so many times those who said yes are no more than a number."""
Z_95 = 1.959963984540054


@dataclass(frozen=True)
class Equation:
    """A published number: what these parts, each times its number, add up to."""

    parts: tuple[tuple[Part, float], ...]
    total: float


@dataclass
class PublicFigures:
    """All that is published about one measure in one period.

    ``limits`` are what is no more than its total. ``open_bases`` are hidden areas whose base a measure that does not count
    people gives; that is no secret.
    """

    areas: list[str]
    hidden: list[str]
    is_share: bool
    equations: list[Equation] = field(default_factory=list)
    sums: set[frozenset[str]] = field(default_factory=set)
    squares: list[tuple[frozenset[str], float]] = field(default_factory=list)
    limits: list[Equation] = field(default_factory=list)
    open_bases: set[str] = field(default_factory=set)
    least: dict[Part, float] = field(default_factory=dict)
    most: dict[Part, float] = field(default_factory=dict)

    def add(self, areas: Iterable[str], numerator: float | None, denominator: float | None) -> None:
        """Add what is published about the sum over areas: how many people, and how many said yes."""
        areas = list(areas)
        for part, number in self._named(numerator, denominator):
            if number is not None and not np.isnan(number):
                self.equations.append(Equation(tuple(((area, part), 1.0) for area in areas), float(number)))

    def _named(self, numerator: float | None, denominator: float | None) -> list[tuple[str, float | None]]:
        return [("base", denominator), ("yes", numerator)] if self.is_share else [("base", numerator)]

    def add_band(self, areas: Iterable[str], band: str) -> None:
        """Add the band that is shown of a share: at least 10 people, of whom some said yes, in whole numbers."""
        areas = list(areas)
        for of_base, of_yes, total in BANDS[band]:
            base, yes = (
                tuple(((area, part), times) for area in areas) for part, times in (("base", of_base), ("yes", of_yes))
            )
            self.limits.append(Equation(base + yes, total))
        self.limits.append(Equation(tuple(((area, "base"), -1.0) for area in areas), -10.0))

    def add_share(self, areas: Iterable[str], value: float, lower: float | None, upper: float | None) -> None:
        """Add a share in per cent that is published without the people it is made of, and what its limits give away."""
        if not self.is_share or np.isnan(value):
            return
        areas = list(areas)
        yes = tuple(((area, "yes"), 1.0) for area in areas)
        self.equations.append(Equation(yes + tuple(((area, "base"), -value / 100) for area in areas), 0.0))
        people = people_of_interval(value / 100, lower, upper)
        if people is not None:
            self.add(areas, None, people)


def people_of_interval(share: float, lower: float | None, upper: float | None) -> float | None:
    """Return how many people a share is of, from the limits of its interval in per cent; None if they are missing.

    Wilson's interval solved for its base: the fewer the people, the nearer its middle is to a half than the share.
    """
    if lower is None or upper is None or np.isnan(lower) or np.isnan(upper):
        return None
    half = (upper - lower) / 200
    if abs(share - 0.5) > 1e-3:
        middle = (lower + upper) / 200
        people = Z_95**2 * (0.5 - middle) / (middle - share)
    else:
        people = Z_95**2 * (0.25 - half**2) / half**2
    return float(np.round(people)) if abs(people - np.round(people)) < 0.01 else None


def is_sum_of_people(equation: Equation, areas: int | None = None) -> bool:
    """Whether a number is how many people there are in these areas, or in so many areas."""
    plain = all(part == "base" and times == 1 for (_, part), times in equation.parts)
    return plain and areas in (None, len(equation.parts))
