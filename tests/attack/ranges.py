"""The range in which each hidden number may lie, given all equations that are published about it."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

from tests.attack.equations import Equation, Numbers, Part, PublicFigures, is_sum_of_people

MOST_PEOPLE = 1e5
"""No area has more people."""
SAME = 1e-6
"""Numbers that differ by less are the same: shares are kept to some 15 digits."""


def roots(figures: PublicFigures) -> dict[Part, tuple[float, ...]]:
    """Return what sums of squares of people give away: one hidden area, or two whose sum is published too."""
    people = {
        next(iter(equation.parts))[0][0]: equation.total
        for equation in figures.equations
        if is_sum_of_people(equation, 1)
    }
    sums = {
        frozenset(area for (area, _), _ in equation.parts): equation.total
        for equation in figures.equations
        if is_sum_of_people(equation)
    }
    roots_by_part: dict[Part, tuple[float, ...]] = {}
    for areas, squares in figures.squares:
        hidden = sorted(areas & set(figures.hidden))
        shown = areas - set(hidden)
        if not shown <= people.keys():
            continue
        left = squares - sum(people[area] ** 2 for area in shown)
        if len(hidden) == 1:
            roots_by_part[hidden[0], "base"] = (float(np.round(left**0.5, 6)),)
        elif len(hidden) == 2 and areas in sums:
            total = sums[areas] - sum(people[area] for area in shown)
            apart = max(0.0, 2 * left - total**2) ** 0.5
            roots_by_part |= {(area, "base"): ((total - apart) / 2, (total + apart) / 2) for area in hidden}
    return roots_by_part


def ranges(figures: PublicFigures) -> tuple[list[Part], Numbers, Numbers]:
    """Return the hidden parts, and the least and most of each: at most as far apart as to hold two whole numbers."""
    parts = ["base", "yes"] if figures.is_share else ["base"]
    unknown = [(area, part) for part in parts for area in figures.hidden]
    matrix, totals = reduced(figures, unknown)
    more, most = limits(figures, unknown)
    bounds = [
        (figures.least.get(part, 1.0 if part[1] == "base" else 0.0), figures.most.get(part, MOST_PEOPLE))
        for part in unknown
    ]
    values = {
        equation.parts[0][0]: equation.total
        for equation in figures.equations
        if len(equation.parts) == 1 and equation.parts[0][1] == 1
    }
    return unknown, *narrowest(
        (matrix, totals), (more, most), bounds, np.array([values.get(part, np.nan) for part in unknown])
    )


def limits(figures: PublicFigures, unknown: list[Part]) -> tuple[Numbers, Numbers]:
    """Return what is no more than a number: no more said yes than there are people, and each band."""
    place = {part: order for order, part in enumerate(unknown)}
    rows, most = [], []
    alike = [Equation((((area, "base"), -1.0), ((area, "yes"), 1.0)), 0.0) for area in figures.hidden]
    for limit in (alike if figures.is_share else []) + figures.limits:
        if all(part in place for part, _ in limit.parts):
            row = np.zeros(len(unknown))
            for part, times in limit.parts:
                row[place[part]] += times
            rows.append(row)
            most.append(limit.total)
    return np.array(rows).reshape(len(rows), len(unknown)), np.array(most)


def reduced(figures: PublicFigures, unknown: list[Part]) -> tuple[Numbers, Numbers]:
    """Return the equations about hidden parts only, one row each, and their totals, without those that add nothing."""
    values = {
        equation.parts[0][0]: equation.total
        for equation in figures.equations
        if len(equation.parts) == 1 and equation.parts[0][1] == 1
    }
    place = {part: order for order, part in enumerate(unknown)}
    rows: dict[tuple, float] = {}
    for equation in figures.equations:
        open_parts = [(place[part], times) for part, times in equation.parts if part in place]
        shown = [(part, times) for part, times in equation.parts if part not in place]
        if open_parts and all(part in values for part, _ in shown):
            rows.setdefault(
                tuple(sorted(open_parts)), equation.total - sum(values[part] * times for part, times in shown)
            )
    whole = {frozenset(order for order, _ in row) for row in rows if all(times == 1 for _, times in row)}
    kept = [(row, total) for row, total in rows.items() if not _follows(row, whole)]
    matrix = np.zeros((len(kept), len(unknown)))
    for order, (row, _) in enumerate(kept):
        for part, times in row:
            matrix[order, part] = times
    return matrix, np.array([total for _, total in kept], dtype=float)


def _follows(row: tuple[tuple[int, float], ...], whole: set[frozenset[int]]) -> bool:
    """Whether a share adds nothing, as both the people and those who said yes are published."""
    if all(times == 1 for _, times in row):
        return False
    yes, base = (frozenset(part for part, times in row if (times == 1) is is_yes) for is_yes in (True, False))
    return yes in whole and base in whole


def narrowest(
    equations: tuple[Numbers, Numbers],
    most: tuple[Numbers, Numbers],
    bounds: list[tuple[float, float]],
    fixed: Numbers,
) -> tuple[Numbers, Numbers]:
    """Return the least and the most of each unknown, by linear programs; it stops at ranges that hold two whole numbers.

    ``fixed`` holds those that are published by themselves, else NaN. The others are moved all at once, with random
    weights, until a program frees no more of them; then each by itself.
    """
    count = len(bounds)
    low, high = np.where(np.isnan(fixed), np.inf, fixed), np.where(np.isnan(fixed), -np.inf, fixed)
    draw = np.random.default_rng(1)

    held = {"A_ub": csr_array(most[0]), "b_ub": most[1]} if len(most[0]) else {}
    held |= {"A_eq": csr_array(equations[0]), "b_eq": equations[1]} if len(equations[0]) else {}

    def widen(aims: Numbers) -> None:
        for sign in (1, -1):
            solution = linprog(sign * aims, bounds=bounds, **held)
            if solution.x is None:
                raise ValueError("What is published contradicts itself.")
            np.minimum(low, solution.x, out=low)
            np.maximum(high, solution.x, out=high)

    before, tied = count + 1, np.isnan(fixed)
    while tied.sum() < before:
        before = tied.sum()
        widen(np.where(tied, draw.uniform(0.5, 1.5, count) * draw.choice([1, -1], count), 0))
        tied = _are_tied(low, high) & np.isnan(fixed)
    for place in np.flatnonzero(tied):
        widen(np.eye(count)[place])
    return low, high


def _are_tied(low: Numbers, high: Numbers) -> NDArray[np.bool_]:
    """Return which unknowns may be only one whole number, by the ranges so far."""
    with np.errstate(invalid="ignore"):
        return ~(np.floor(high + SAME) - np.ceil(low - SAME) >= 1)
