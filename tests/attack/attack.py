"""An attacker who has only the database that everyone may read, and so every page and every file that is made from it.

``recovered`` returns the hidden figures that it works out: how many people were counted in an area, and how many of them
said yes. It takes nothing from the code that hides: it reads the tables, makes each published number about a measure that
counts people an equation about areas, adds what other measures tell of the same people, and looks by linear programming
how far each hidden number may still lie. People come in whole numbers, so a range that holds only one is enough.

What it tries:
- every number in every table: figures, those beside them, comparisons, changes, files made from them;
- the people of an interval: a share and its limits of 95 per cent give the base away;
- sums of squares, which give away an area, or two that are hidden in one sum;
- every difference of sums over regions, waves, the programme and the same areas, and all equations of them together;
- the numbers of another measure that has always been found to count the same people;
- counts of rows returned, where areas with figures show that a row is a person;
- for who lives where: whether the rule on members was met;
- only when asked to, the rule by which figures are hidden: where a smaller area is shown in every sum, an area was not
  hidden to protect another, and where its base is not small, everyone said yes or no one did.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

Numbers = NDArray[np.float64]
Key = tuple[str, str]
"""A measure and a period."""
Part = tuple[str, str]
"""An area, and "base" or "yes"."""

Z_95 = 1.959963984540054
FEWEST_SHOWN = 10
"""The fewest people of whom everyone may see a figure, as the page About says."""
MOST_PEOPLE = 1e5
"""No area has more people."""
SAME = 1e-6
"""Numbers that differ by less are the same: shares are kept to some 15 digits."""
PEERS = {"region": "areas-in:", "wave": "wave:", "programme": "programme:"}
"""What a comparison is against, and how the id of that group of areas begins."""


@dataclass(frozen=True)
class Cell:
    """A hidden figure: ``part`` is "base", the people counted, or "yes", how many of them said so."""

    measure_id: str
    period: str
    area_id: str
    part: str


@dataclass(frozen=True)
class Equation:
    """A published number: what these parts, each times its number, add up to."""

    parts: tuple[tuple[Part, float], ...]
    total: float


@dataclass
class PublicFigures:
    """All that is told of one measure in one period.

    ``open_bases`` are hidden areas of which a measure that does not count people tells how many there are; that is no secret.
    """

    areas: list[str]
    hidden: list[str]
    is_share: bool
    equations: list[Equation] = field(default_factory=list)
    sums: set[frozenset[str]] = field(default_factory=set)
    squares: list[tuple[frozenset[str], float]] = field(default_factory=list)
    open_bases: set[str] = field(default_factory=set)
    least: dict[Part, float] = field(default_factory=dict)
    most: dict[Part, float] = field(default_factory=dict)

    def add(self, areas: Iterable[str], numerator: float | None, denominator: float | None) -> None:
        """Keep what is told of the sum over areas: how many people, and how many said yes."""
        areas = list(areas)
        for part, number in self._named(numerator, denominator):
            if number is not None and not np.isnan(number):
                self.equations.append(Equation(tuple(((area, part), 1.0) for area in areas), float(number)))

    def _named(self, numerator: float | None, denominator: float | None) -> list[tuple[str, float | None]]:
        return [("base", denominator), ("yes", numerator)] if self.is_share else [("base", numerator)]

    def add_share(self, areas: Iterable[str], value: float, lower: float | None, upper: float | None) -> None:
        """Keep a share in per cent that is told of areas without the people it is made of, and what its limits tell."""
        if not self.is_share or np.isnan(value):
            return
        areas = list(areas)
        yes = tuple(((area, "yes"), 1.0) for area in areas)
        self.equations.append(Equation(yes + tuple(((area, "base"), -value / 100) for area in areas), 0.0))
        people = people_of_interval(value / 100, lower, upper)
        if people is not None:
            self.add(areas, None, people)


def people_of_interval(share: float, lower: float | None, upper: float | None) -> float | None:
    """Return of how many people a share is, from the limits of its interval in per cent; None where they are not told.

    Wilson's interval solved for its base: its middle lies nearer to a half than the share does, the more so the fewer.
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


def recovered(public: Path, reads_rule: bool = False) -> dict[Cell, tuple[float, ...]]:
    """Return every hidden figure that can be worked out from a database file, with what it is.

    It is one number, or two where two areas have those but it cannot be said which has which.
    """
    with duckdb.connect(str(public), read_only=True) as db:
        told = all_told(db)
        say_what_others_know(db, told)
    return {
        Cell(measure_id, period, area, part): numbers
        for (measure_id, period), one in told.items()
        for (area, part), numbers in worked_out(one, reads_rule).items()
        if part != "base" or area not in one.open_bases
    }


def worked_out(told: PublicFigures, reads_rule: bool = False) -> dict[Part, tuple[float, ...]]:
    """Return the hidden figures of one measure in one period that one number fits, or one of two."""
    found = roots(told)
    unknown, low, high = ranges(told)
    whole = np.floor(high + SAME) <= np.ceil(low - SAME)
    found |= {unknown[place]: (float(np.round(high[place] + SAME)),) for place in np.flatnonzero(whole)}
    if not reads_rule:
        return found
    limits = dict(zip(unknown, zip(low, high, strict=True), strict=True))
    return found | {(area, "yes"): (number,) for area, number in all_or_none(told, limits)}


def all_or_none(told: PublicFigures, limits: dict[Part, tuple[float, float]]) -> Iterator[tuple[str, float]]:
    """Yield the areas of which the rule of hiding says that everyone or no one said yes, and the limits which, with how many.

    The rule can be read: the smallest area that is shown in a sum is hidden to protect another. So one that is hidden while
    a smaller one is shown in all its sums, also those that are hidden now, and in all differences of two of them, was
    hidden for its own sake.
    """
    if not told.is_share:
        return
    base = {one.parts[0][0][0]: one.total for one in told.equations if _is_sum_of_people(one, 1)}
    sets = [*told.sums, *(one - other for one in told.sums for other in told.sums if other < one)]
    for area in told.hidden:
        size, (low, high) = base.get(area, 0), limits[area, "yes"]
        if size >= FEWEST_SHOWN and all(_has_smaller(one, base, size, told.hidden) for one in sets if area in one):
            if high < size - SAME:
                yield area, 0.0
            elif low > SAME:
                yield area, size


def _has_smaller(areas: frozenset[str], base: dict[str, float], size: float, hidden: list[str]) -> bool:
    """Whether one of the areas that are shown has fewer people."""
    return any(base.get(area, size) < size for area in areas.difference(hidden))


# ---- what is published ----


def all_told(db: duckdb.DuckDBPyConnection) -> dict[Key, PublicFigures]:
    """Return what is told of every measure that counts people, in each period of which a figure of an area is hidden."""
    measures = dict(db.execute("SELECT measure_id, counts_people FROM measure WHERE counts_people <> 'no'").fetchall())
    areas = db.sql("SELECT * FROM indicator_area ORDER BY ALL").df()
    areas = areas[areas["measure_id"].isin(list(measures)) & areas["state"].isin(["value", "hidden"])]
    told = {}
    for (measure_id, period), rows in areas.groupby(["measure_id", "period"]):
        hidden = rows.loc[rows["state"] == "hidden", "area_id"].tolist()
        if hidden:
            told[measure_id, period] = PublicFigures(
                rows["area_id"].tolist(), hidden, measures[measure_id] == "denominator"
            )
    groups = members(db, told, areas)
    for key, one in told.items():
        one.sums = {frozenset(inside) for inside in groups[key].values() if len(inside) > 1}
    for table, place in (("indicator_value", "place_id"), ("figure", "place_id"), ("indicator_area", "area_id"),
                         ("area_figure", "area_id"), ("figure_beside", "place_id"), ("stands_out", "area_id")):  # fmt: skip
        add_figures(told, groups, of_people(db, table), place)
    add_figures(told, groups, of_people(db, "near_census").rename(columns={"answered": "denominator"}), "area_id")
    add_targets(told, groups, of_people(db, "funnel"))
    add_beside(told, groups, of_people(db, "area_figure"), db)
    add_comparisons(told, groups, of_people(db, "comparison"), db)
    add_changes(told, groups, of_people(db, "change"), db)
    return told


def of_people(db: duckdb.DuckDBPyConnection, table: str) -> pd.DataFrame:
    """Return the rows of a table about measures that count people."""
    return db.sql(f"FROM {table} WHERE measure_id IN (SELECT measure_id FROM measure WHERE counts_people <> 'no')").df()


def members(
    db: duckdb.DuckDBPyConnection, told: dict[Key, PublicFigures], areas: pd.DataFrame
) -> dict[Key, dict[str, set[str]]]:
    """Return for each measure and period the areas that are added up in each place; an area is in itself.

    Which areas are the same over time is nowhere said, but can be seen: it is those with a figure in each of the last five
    periods in which at least half as many have one as in the fullest.
    """
    of_place = db.sql("SELECT place_id, list(area_id) AS areas FROM place_member GROUP BY place_id").fetchall()
    same = {str(name): same_areas(rows) for name, rows in areas.groupby("measure_id")}
    return {
        key: {place: set(inside) & set(one.areas) for place, inside in of_place}
        | {area: {area} for area in one.areas}
        | {"programme:same-areas": same[key[0]].get(key[1], set())}
        for key, one in told.items()
    }


def same_areas(rows: pd.DataFrame) -> dict[str, set[str]]:
    """Return the areas on which a measure is compared over time, for each of the periods that are."""
    rows = rows[rows["period"].str.fullmatch("[0-9]{4}(-[0-9]{2})?")]
    counted = rows.groupby("period")["area_id"].nunique()
    last = sorted(counted[counted >= counted.max() / 2].index)[-5:]
    if len(last) < 2:
        return {}
    inside = [set(rows.loc[rows["period"] == period, "area_id"]) for period in last]
    return dict.fromkeys(last, set.intersection(*inside))


def add_figures(
    told: dict[Key, PublicFigures], groups: dict[Key, dict[str, set[str]]], rows: pd.DataFrame, place: str
) -> None:
    """Keep what a table of figures tells of every place: people, shares, intervals and sums of squares."""
    rows = rows.reindex(columns=[*dict.fromkeys(["measure_id", "period", place, "numerator", "denominator", "sum_squares",
                                                 "value", "lower", "upper"])])  # fmt: skip
    numbers = ["numerator", "denominator", "sum_squares", "value", "lower", "upper"]
    rows = rows[rows[numbers].notna().any(axis=1)]
    for measure_id, period, place_id, *told_numbers in rows.itertuples(index=False):
        one = told.get((measure_id, period))
        areas = groups[measure_id, period].get(place_id) if one else None
        if not one or not areas:
            continue
        numerator, denominator, squares, value, lower, upper = map(float, told_numbers)
        one.add(areas, numerator, denominator)
        one.add_share(areas, value, lower, upper)
        if not np.isnan(squares):
            one.squares.append((frozenset(areas), squares))


def add_targets(told: dict[Key, PublicFigures], groups: dict[Key, dict[str, set[str]]], rows: pd.DataFrame) -> None:
    """Keep the share of the whole programme about which a funnel is drawn."""
    for measure_id, period, value in set(
        rows[["measure_id", "period", "target_value"]].itertuples(index=False, name=None)
    ):
        if (measure_id, period) in told:
            told[measure_id, period].add_share(groups[measure_id, period]["programme:all"], float(value), None, None)


def add_beside(
    told: dict[Key, PublicFigures],
    groups: dict[Key, dict[str, set[str]]],
    rows: pd.DataFrame,
    db: duckdb.DuckDBPyConnection,
) -> None:
    """Keep the figures of groups that stand beside those of their areas."""
    region = dict(db.sql("SELECT area_id, 'areas-in:' || region_code FROM area").fetchall())
    for column in ("programme_value", "peers_value"):
        if column not in rows:
            continue
        places = "programme:all" if column == "programme_value" else rows["area_id"].map(region)
        known = rows.assign(place=places)[rows[column].notna()][["measure_id", "period", "place", column]]
        for measure_id, period, place, value in known.drop_duplicates().itertuples(index=False, name=None):
            one = told.get((measure_id, period))
            if one and place in groups[measure_id, period]:
                one.add_share(groups[measure_id, period][place], float(value), None, None)


def add_comparisons(
    told: dict[Key, PublicFigures],
    groups: dict[Key, dict[str, set[str]]],
    rows: pd.DataFrame,
    db: duckdb.DuckDBPyConnection,
) -> None:
    """Keep what an area is held against: the other areas of its region, wave or programme, without itself."""
    places = defaultdict(list)
    for place, area in db.sql("SELECT place_id, area_id FROM place_member").fetchall():
        places[area].append(place)
    named = ["measure_id", "period", "area_id", "against", "other_numerator", "other_denominator", "other_value"]
    for measure_id, period, area, against, numerator, denominator, value in rows[named].itertuples(
        index=False, name=None
    ):
        one = told.get((measure_id, period))
        if one is None or against not in PEERS:
            continue
        place = next(name for name in places[area] if name.startswith(PEERS[against]))
        others = groups[measure_id, period][place] - {area}
        if others:
            one.add(others, numerator, denominator)
            one.add_share(others, float(value), None, None)


def add_changes(
    told: dict[Key, PublicFigures],
    groups: dict[Key, dict[str, set[str]]],
    rows: pd.DataFrame,
    db: duckdb.DuckDBPyConnection,
) -> None:
    """Keep the figure before that follows from a figure and how much it changed, and the one after likewise."""
    values = {
        (measure, place, period): value
        for measure, place, period, value in db.sql(
            "SELECT measure_id, place_id, period, value FROM indicator_value WHERE value IS NOT NULL"
        ).fetchall()
    }
    named = ["measure_id", "place_id", "period", "earlier_period", "changed_by"]
    known = rows.loc[rows["changed_by"].notna(), named].itertuples(index=False, name=None)
    for measure_id, place, period, earlier, changed in known:
        for told_in, sought, sign in ((period, earlier, -1), (earlier, period, 1)):
            one, value = told.get((measure_id, sought)), values.get((measure_id, place, told_in))
            areas = groups[measure_id, sought].get(place) if one else None
            if one and areas and value is not None:
                one.add_share(areas, value + sign * changed, None, None)


# ---- what other measures and tables tell ----


def say_what_others_know(db: duckdb.DuckDBPyConnection, told: dict[Key, PublicFigures]) -> None:
    """Add the bases that another measure or a count of rows tells, and what the rule on members tells of residents."""
    numbers = db.sql(
        """
        SELECT measure_id || ' numerator' AS name, period, place_id AS area_id, numerator AS number
        FROM indicator_value INNER JOIN area ON place_id = area_id WHERE state = 'value' AND numerator IS NOT NULL
        UNION ALL
        SELECT measure_id || ' denominator', period, place_id, denominator
        FROM indicator_value INNER JOIN area ON place_id = area_id WHERE state = 'value' AND denominator IS NOT NULL
        UNION ALL
        SELECT 'rows of ' || table_name, indicator_period.period, area_id, sum(row_count)
        FROM returned CROSS JOIN (SELECT DISTINCT period FROM indicator_value) AS indicator_period
        WHERE row_count IS NOT NULL
        GROUP BY ALL
        """
    ).df()
    by_period = {str(period): rows.pivot(index="area_id", columns="name", values="number") for period, rows in
                 numbers.groupby("period")}  # fmt: skip
    every = pd.concat(by_period.values())
    free = {name for (name,) in db.sql("SELECT measure_id FROM measure WHERE counts_people = 'no'").fetchall()}
    for (measure_id, period), one in told.items():
        base = f"{measure_id} {'denominator' if one.is_share else 'numerator'}"
        table = by_period[period]
        for name in numbers_that_agree(table, base) | (numbers_that_agree(every, base) & set(table)):
            known = table[name].reindex(one.hidden).dropna()
            for area, number in known.items():
                one.equations.append(Equation((((str(area), "base"), 1.0),), float(number)))
                one.open_bases |= {str(area)} if name.split(" ")[0] in free else set()
    add_rule_met(told, by_period)


def numbers_that_agree(table: pd.DataFrame, base: str) -> set[str]:
    """Return what is the same as a base wherever both are told: in 20 figures or more, and not all alike."""
    if base not in table:
        return set()
    told = table[table[base].notna()]
    numbers, sought = told.to_numpy(dtype=float), told[base].to_numpy(dtype=float)[:, None]
    both = ~np.isnan(numbers)
    same = ((numbers == sought) | ~both).all(axis=0) & (both.sum(axis=0) >= 20)
    return {name for name in table.columns[same] if name != base and told[name].nunique() >= 3}


def add_rule_met(told: dict[Key, PublicFigures], by_period: dict[str, pd.DataFrame]) -> None:
    """Add what it tells of residents among the members that a partnership met the rule, or with 8 members or more did not."""
    for (measure_id, period), one in told.items():
        table = by_period[period]
        if measure_id != "residents_share" or not {"rule_met numerator", "voting_members numerator"} <= set(table):
            continue
        for area in one.hidden:
            if area not in table.index:
                continue
            met, people = (
                float(table[name].to_dict()[area]) for name in ("rule_met numerator", "voting_members numerator")
            )
            if met == 1:
                one.least[area, "yes"] = float(np.floor(people / 2) + 1)
            elif met == 0 and people >= 8:
                one.most[area, "yes"] = float(np.floor(people / 2))


# ---- working it out ----


def roots(told: PublicFigures) -> dict[Part, tuple[float, ...]]:
    """Return what sums of squares of people tell: of one hidden area, or of two of which the sum is told too."""
    known = {next(iter(one.parts))[0][0]: one.total for one in told.equations if _is_sum_of_people(one, 1)}
    sums = {
        frozenset(area for (area, _), _ in one.parts): one.total for one in told.equations if _is_sum_of_people(one)
    }
    found: dict[Part, tuple[float, ...]] = {}
    for areas, squares in told.squares:
        hidden = sorted(areas & set(told.hidden))
        shown = areas - set(hidden)
        if not shown <= known.keys():
            continue
        left = squares - sum(known[area] ** 2 for area in shown)
        if len(hidden) == 1:
            found[hidden[0], "base"] = (float(np.round(left**0.5, 6)),)
        elif len(hidden) == 2 and areas in sums:
            total = sums[areas] - sum(known[area] for area in shown)
            apart = max(0.0, 2 * left - total**2) ** 0.5
            found |= {(area, "base"): ((total - apart) / 2, (total + apart) / 2) for area in hidden}
    return found


def _is_sum_of_people(told: Equation, areas: int | None = None) -> bool:
    """Whether a number is how many people there are in these areas, or in so many areas."""
    plain = all(part == "base" and times == 1 for (_, part), times in told.parts)
    return plain and areas in (None, len(told.parts))


def ranges(told: PublicFigures) -> tuple[list[Part], Numbers, Numbers]:
    """Return the hidden parts, and the least and the most that each may be: at most so far as to hold two whole numbers."""
    parts = ["base", "yes"] if told.is_share else ["base"]
    unknown = [(area, part) for part in parts for area in told.hidden]
    matrix, totals = reduced(told, unknown)
    more = np.zeros((len(told.hidden) if told.is_share else 0, len(unknown)))
    for place in range(len(more)):  # no more said yes than there are people
        more[place, place], more[place, len(told.hidden) + place] = -1, 1
    bounds = [
        (told.least.get(part, 1.0 if part[1] == "base" else 0.0), told.most.get(part, MOST_PEOPLE)) for part in unknown
    ]
    known = {one.parts[0][0]: one.total for one in told.equations if len(one.parts) == 1 and one.parts[0][1] == 1}
    return unknown, *narrowest(matrix, totals, more, bounds, np.array([known.get(part, np.nan) for part in unknown]))


def reduced(told: PublicFigures, unknown: list[Part]) -> tuple[Numbers, Numbers]:
    """Return the equations about hidden parts only, one row each, and their totals, without those that say nothing new."""
    known = {one.parts[0][0]: one.total for one in told.equations if len(one.parts) == 1 and one.parts[0][1] == 1}
    place = {part: order for order, part in enumerate(unknown)}
    rows: dict[tuple, float] = {}
    for one in told.equations:
        open_parts = [(place[part], times) for part, times in one.parts if part in place]
        shown = [(part, times) for part, times in one.parts if part not in place]
        if open_parts and all(part in known for part, _ in shown):
            rows.setdefault(tuple(sorted(open_parts)), one.total - sum(known[part] * times for part, times in shown))
    whole = {frozenset(order for order, _ in row) for row in rows if all(times == 1 for _, times in row)}
    kept = [(row, total) for row, total in rows.items() if not _follows(row, whole)]
    matrix = np.zeros((len(kept), len(unknown)))
    for order, (row, _) in enumerate(kept):
        for part, times in row:
            matrix[order, part] = times
    return matrix, np.array([total for _, total in kept], dtype=float)


def _follows(row: tuple[tuple[int, float], ...], whole: set[frozenset[int]]) -> bool:
    """Whether a share tells nothing new, as both the people and those who said yes are told."""
    if all(times == 1 for _, times in row):
        return False
    yes, base = (frozenset(part for part, times in row if (times == 1) is is_yes) for is_yes in (True, False))
    return yes in whole and base in whole


def narrowest(
    matrix: Numbers, totals: Numbers, more: Numbers, bounds: list[tuple[float, float]], known: Numbers
) -> tuple[Numbers, Numbers]:
    """Return the least and the most of each unknown, by linear programs; it stops at ranges that hold two whole numbers.

    ``known`` are those that are told by themselves, else NaN. The others are moved all at once, with
    weights by chance, until a program frees no more of them; then each by itself.
    """
    count = len(bounds)
    low, high = np.where(np.isnan(known), np.inf, known), np.where(np.isnan(known), -np.inf, known)
    draw = np.random.default_rng(1)

    limits = {"A_ub": csr_array(more), "b_ub": np.zeros(len(more))} if len(more) else {}
    limits |= {"A_eq": csr_array(matrix), "b_eq": totals} if len(matrix) else {}

    def look(aims: Numbers) -> None:
        for sign in (1, -1):
            told = linprog(sign * aims, bounds=bounds, **limits)
            if told.x is None:
                raise ValueError("What is published contradicts itself.")
            np.minimum(low, told.x, out=low)
            np.maximum(high, told.x, out=high)

    before, tied = count + 1, np.isnan(known)
    while tied.sum() < before:
        before = tied.sum()
        look(np.where(tied, draw.uniform(0.5, 1.5, count) * draw.choice([1, -1], count), 0))
        tied = _are_tied(low, high) & np.isnan(known)
    for place in np.flatnonzero(tied):
        look(np.eye(count)[place])
    return low, high


def _are_tied(low: Numbers, high: Numbers) -> NDArray[np.bool_]:
    """Return which unknowns may be only one whole number, as far as has been seen."""
    with np.errstate(invalid="ignore"):
        return ~(np.floor(high + SAME) - np.ceil(low - SAME) >= 1)
