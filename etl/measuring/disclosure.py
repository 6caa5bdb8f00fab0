"""Which figures about people are hidden, and the proof that none of those can be worked out from the others.

A figure that counts people is hidden where its base, the people counted, is too small, or where everyone or no one of a
small base said yes; a count of nobody is a 0 and reveals nobody. A sum that is shown over areas of which one is hidden
would give that one away, so more are hidden until no sum does: the smallest area that is shown in it, and the sum itself
where none is left.

Each measure is protected by itself in each period: no figure about people is a sum over periods. Others may count the same
people, so the proof that nobody can work out how many said yes assumes a reader who knows how many were counted: voting
members, of whom some are women and some live in the area, are counted in a measure of their own.
Source of the method: complementary cell suppression; Hundepool and others 2012, Statistical Disclosure Control, chapter 4.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from etl.errors import DataError

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]

SMALL = 30
"""A base under which "everyone" and "no one" are hidden, and figures are called of low reliability (people)."""
IMPORTANCE = ("programme:same-areas", "areas-in", "wave", "programme:all")
"""The kinds of groups of areas, in the order in which their sums are given up."""


@dataclass(frozen=True)
class Rule:
    """The smallest base whose figures an ``audience`` may see: ``fewest`` people."""

    audience: str
    fewest: int


PUBLIC, STAFF = Rule("everyone", 10), Rule("staff", 5)


@dataclass(frozen=True)
class Sum:
    """A figure that is shown for a group of areas: which of the areas are in it, one flag an area."""

    place_id: str
    areas: Flags

    @property
    def importance(self) -> int:
        """Its place in the order in which sums are given up."""
        return IMPORTANCE.index(self.place_id if self.place_id in IMPORTANCE else self.place_id.partition(":")[0])


@dataclass
class People:
    """One measure in one period, area by area, and what of it is hidden.

    ``base`` holds the people counted in each area, ``yes`` how many of them said yes; None where the measure counts the
    people themselves. ``least`` is the smallest base that may be seen.
    """

    area_ids: list[str]
    base: Numbers
    yes: Numbers | None
    sums: list[Sum]
    least: float
    hidden: Flags = field(init=False)
    why: dict[int, str] = field(default_factory=dict)
    given_up: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Hide what has to be hidden in its own right."""
        self.hidden = np.zeros(len(self.area_ids), dtype=bool)
        self._hide((self.base < self.least) & (self.base > 0), "few")
        if self.yes is not None:
            alike = ((self.yes == 0) | (self.yes == self.base)) & (self.base < SMALL)
            self._hide(alike & ~self.hidden, "all or none")
        for group in self.sums:
            if 0 < self.base[group.areas].sum() < self.least:
                self.given_up[group.place_id] = "few"
            elif self.base[group.areas].sum() < SMALL and self._are_alike(group.areas):
                self.given_up[group.place_id] = "all or none"

    def _hide(self, areas: Flags, why: str) -> None:
        self.hidden |= areas
        self.why |= {int(place): why for place in np.flatnonzero(areas)}

    def _are_alike(self, areas: Flags) -> bool:
        """Whether everyone counted in these areas said yes, or no one."""
        return self.yes is not None and self.yes[areas].sum() in (0, self.base[areas].sum())

    @property
    def shown(self) -> list[Sum]:
        """The sums that are shown."""
        return [group for group in self.sums if group.place_id not in self.given_up]

    def protect(self) -> None:
        """Hide more until no sum, no difference of two sums and no set of equations gives a hidden figure away.

        Raise DataError if that cannot be done.
        """
        for _ in range(len(self.area_ids) + len(self.sums) + 1):
            unsafe = next(self.unsafe(), None)
            if unsafe is None:
                return
            self._protect_set(*unsafe)
        raise DataError("Figures about people could not be protected from being worked out. Nothing was built.")

    def _protect_set(self, areas: Flags, sums: list[Sum]) -> None:
        """Hide the smallest area shown within the areas; where there is none, give up the least important of the sums."""
        choice = np.flatnonzero(areas & ~self.hidden)
        if choice.size:
            self._hide(np.arange(len(self.area_ids)) == choice[np.argmin(self.base[choice])], "protects another")
            return
        last = min(sums, key=lambda group: (group.importance, self.base[group.areas].sum(), group.place_id))
        self.given_up[last.place_id] = "protects another"

    def unsafe(self) -> Iterator[tuple[Flags, list[Sum]]]:
        """Yield sets of areas whose hidden part is revealed too closely, with the sums that reveal it; the cheapest first."""
        shown = self.shown
        if not self.hidden.any() or not shown:
            return
        readable = list(_readable_sets(shown))
        revealing = np.flatnonzero(self._reveal_too_much(np.array([areas for areas, _ in readable])))
        if revealing.size:
            yield readable[revealing[0]]
            return
        exposed = worked_out(self)
        if exposed.any():
            sums = [group for group in shown if (group.areas & exposed).any()]
            yield np.any([group.areas for group in sums], axis=0), sums

    def _reveal_too_much(self, readable: Flags) -> Flags:
        """Return for each set of areas, one row a set, whether the sum over its hidden areas reveals too much.

        It does if it covers one area or too few people, or if all or none of them said yes.
        """
        count = readable @ self.hidden.astype(float)
        base = readable @ np.where(self.hidden, self.base, 0)
        reveals = (count == 1) | (base < self.least)
        if self.yes is not None:
            yes = readable @ np.where(self.hidden, self.yes, 0)
            reveals |= (yes == 0) | (yes == base)
        return (count > 0) & reveals


def _readable_sets(shown: list[Sum]) -> Iterator[tuple[Flags, list[Sum]]]:
    """Yield each set of areas whose sum is shown, or is one sum less another or less all its parts, with those sums."""
    for group in shown:
        yield group.areas, [group]
    matrix = np.array([group.areas for group in shown], dtype=np.float64)
    sizes, overlap = matrix.sum(axis=1), matrix @ matrix.T
    for whole, part in zip(*np.nonzero((overlap == sizes[None, :]) & (sizes[:, None] > sizes[None, :])), strict=True):
        yield shown[whole].areas & ~shown[part].areas, [shown[whole], shown[part]]
    for whole in (group for group in shown if group.place_id == "programme:all"):
        for kind in ("areas-in:", "wave:"):
            parts = [group for group in shown if group.place_id.startswith(kind)]
            if parts:
                yield whole.areas & ~np.any([group.areas for group in parts], axis=0), [whole, *parts]


def worked_out(people: People) -> Flags:
    """Return which hidden areas' figures follow from what is shown, one flag an area: the base, or how many said yes.

    Whatever is shown is a sum, so a hidden figure follows exactly when it is the same in every table of figures that has
    those sums, at least one person in each hidden area, and no more who said yes than people. How many said yes must not
    follow for a reader either who knows from elsewhere how many were counted. Areas in the same sums are taken together,
    which changes nothing.
    """
    hidden = people.hidden
    derivable = np.zeros(hidden.size, dtype=bool)
    if not hidden.any() or not people.shown:
        return derivable
    rows = np.array([group.areas for group in people.shown], dtype=np.float64)[:, hidden]
    kinds, of_kind, sizes = np.unique(rows, axis=1, return_inverse=True, return_counts=True)
    of_kind = of_kind.ravel()
    base = _added(of_kind, people.base[hidden])
    yes = None if people.yes is None else _added(of_kind, people.yes[hidden])
    follows = _Unknown(kinds, sizes.astype(float), base, yes).follows()
    if yes is not None:
        follows |= _Unknown(kinds, sizes.astype(float), base, yes, base_is_known=True).follows()
    derivable[np.flatnonzero(hidden)] = follows[of_kind]
    return derivable


def _added(of_kind: NDArray[np.intp], values: Numbers) -> Numbers:
    """Return the sum of the values of each kind."""
    return np.bincount(of_kind, values).astype(np.float64)


@dataclass(frozen=True)
class _Unknown:
    """Kinds of hidden areas: the sums each is in, one row a sum; how many areas it has; and their true base and yes.

    With ``base_is_known``, only how many said yes is unknown.
    """

    kinds: Numbers
    sizes: Numbers
    base: Numbers
    yes: Numbers | None
    base_is_known: bool = False

    def follows(self) -> Flags:
        """Return for each kind whether a figure of one of its areas is the same in every table that fits.

        The true table is one that fits. With every bound it meets taken as an equation, nothing can have more freedom than
        it has; if that leaves everything free, that is the answer. Else a linear program finds the bounds that every table
        meets.
        """
        meets = self._limits() @ self._truth() <= self._least() + 1e-9
        follows = self._fixed(meets)
        return self._fixed(self._always_met()) if follows.any() else follows

    def _truth(self) -> Numbers:
        return self.base if self.yes is None else np.concatenate([self.base, self.yes])

    def _equations(self) -> Numbers:
        none = np.zeros_like(self.kinds)
        if self.yes is None:
            return self.kinds
        if self.base_is_known:
            identity = np.eye(self.sizes.size)
            return np.block([[identity, 0 * identity], [none, self.kinds]])
        return np.block([[self.kinds, none], [none, self.kinds]])

    def _limits(self) -> Numbers:
        """Return what is never below ``_least``, one row each: base, then yes, then those who did not say yes."""
        identity = np.eye(self.sizes.size)
        return (
            identity
            if self.yes is None
            else np.block([[identity, 0 * identity], [0 * identity, identity], [identity, -identity]])
        )

    def _least(self) -> Numbers:
        return self.sizes if self.yes is None else np.concatenate([self.sizes, np.zeros(2 * self.sizes.size)])

    def _fixed(self, is_met: Flags) -> Flags:
        """Return for each kind whether a figure of its areas has no freedom left when these bounds hold as equations."""
        count, first_asked = self.sizes.size, int(self.base_is_known)
        free = _free(np.vstack([self._equations(), self._limits()[is_met]])).reshape(-1, count)
        fixed = ~free[first_asked:].all(axis=0) & (self.sizes == 1)
        return fixed | is_met.reshape(-1, count)[first_asked:].any(axis=0)

    def _always_met(self) -> Flags:
        """Return which limits are met with equality in every table that fits, by one linear program.

        Source: Freund, Roundy and Todd 1985, Identifying the set of always-active constraints in a system of linear
        inequalities by a single linear program, MIT Sloan working paper 1674-85.
        """
        from scipy.optimize import linprog  # only here: it takes half a second to load, and is seldom needed
        from scipy.sparse import csr_array

        equations, limits, least = self._equations(), self._limits(), self._least()
        count, width = limits.shape
        solution = linprog(  # the unknowns, how far the table is scaled up, and how far each limit is from being met
            np.concatenate([np.zeros(width + 1), -np.ones(count)]),
            A_ub=csr_array(np.hstack([-limits, least[:, None], np.eye(count)])),
            b_ub=np.zeros(count),
            A_eq=csr_array(
                np.hstack([equations, -(equations @ self._truth())[:, None], np.zeros((len(equations), count))])
            ),
            b_eq=np.zeros(len(equations)),
            bounds=[(0, None)] * width + [(1, None)] + [(0, 1)] * count,
            method="highs",
        )
        if solution.x is None:
            raise DataError("It could not be shown that hidden figures about people stay hidden. Nothing was built.")
        return solution.x[width + 1 :] < 0.5


def _free(equations: Numbers) -> Flags:
    """Return which unknowns may still take more than one value when these equations hold, by Gauss and Jordan's elimination.

    The coefficients are whole numbers, so that what should cancel does.
    """
    rest, pivots = equations.copy(), []
    for unknown in range(rest.shape[1]):
        done = len(pivots)
        row = done + int(np.argmax(np.abs(rest[done:, unknown]), axis=0)) if done < len(rest) else done
        if row == len(rest) or abs(rest[row, unknown]) < 1e-9:
            continue
        rest[[done, row]] = rest[[row, done]]
        rest[done] /= rest[done, unknown]
        others = np.abs(rest[:, unknown]) > 1e-9
        others[done] = False
        rest[others] -= np.outer(rest[others, unknown], rest[done])
        pivots.append(unknown)
    is_free = np.ones(rest.shape[1], dtype=bool)
    is_free[pivots] = (np.abs(rest[: len(pivots)][:, np.setdiff1d(np.arange(rest.shape[1]), pivots)]) > 1e-9).any(
        axis=1
    )
    return is_free


def write_hidden(db: duckdb.DuckDBPyConnection, rules: tuple[Rule, ...] = (PUBLIC, STAFF)) -> None:
    """Write ``hidden(audience, measure_id, place_id, period, why)``: what each audience may not see of ``figure_raw``.

    ``why`` is "few", "all or none" or "protects another". Raise DataError if a hidden figure could be worked out.
    """
    rows = [row for rule in rules for row in hidden_figures(db, rule)]
    frame = pd.DataFrame(rows, columns=["audience", "measure_id", "place_id", "period", "why"], dtype="object")
    db.register("frame", frame)
    db.execute(
        "CREATE TABLE hidden AS SELECT audience::VARCHAR AS audience, measure_id::VARCHAR AS measure_id, "
        "place_id::VARCHAR AS place_id, period::VARCHAR AS period, why::VARCHAR AS why FROM frame ORDER BY ALL"
    )
    db.unregister("frame")


def hidden_figures(db: duckdb.DuckDBPyConnection, rule: Rule) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield audience, measure, place, period and reason of every figure that an audience may not see."""
    for measure_id, period, people in all_people(db, rule):
        people.protect()
        for place in np.flatnonzero(people.hidden):
            yield rule.audience, measure_id, people.area_ids[place], period, people.why[int(place)]
        for place_id, why in people.given_up.items():
            yield rule.audience, measure_id, place_id, period, why


def all_people(db: duckdb.DuckDBPyConnection, rule: Rule) -> Iterator[tuple[str, str, People]]:
    """Yield measure, period and figures of each measure that counts people and that an audience may see in principle."""
    figures = db.execute(
        """
        SELECT
            raw.measure_id, raw.period, raw.place_id AS area_id, raw.numerator, raw.denominator,
            measure.counts_people, measure.minimum_base, measure.roll_up
        FROM figure_raw AS raw
        INNER JOIN measure ON raw.measure_id = measure.measure_id AND measure.counts_people <> 'no'
        INNER JOIN area ON raw.place_id = area.area_id
        WHERE raw.state = 'value' AND ($audience = 'staff' OR measure.who_may_see_it = 'everyone')
        ORDER BY raw.measure_id, raw.period, raw.place_id
        """,
        {"audience": rule.audience},
    ).df()
    places = pd.Index(db.sql("SELECT area_id FROM area ORDER BY area_id").df()["area_id"])
    members = _flags(db.sql("SELECT place_id, area_id FROM place_member ORDER BY ALL").df(), ["place_id"], places)
    same = _flags(
        db.sql("SELECT measure_id, period, area_id FROM same_area ORDER BY ALL").df(), ["measure_id", "period"], places
    )
    figures["place"] = places.get_indexer(pd.Index(figures["area_id"]))
    for (measure_id, period), rows in figures.groupby(["measure_id", "period"], sort=True):
        of_share = rows["counts_people"].iloc[0] == "denominator"
        rolls_up = rows["roll_up"].iloc[0] == "sum"
        groups = {str(name): flags for (name,), flags in members.items()}
        groups["programme:same-areas"] = same.get((measure_id, period), np.zeros(len(places), dtype=bool))
        inside = {name: flags[rows["place"]] for name, flags in groups.items()}
        yield (
            str(measure_id),
            str(period),
            People(
                area_ids=rows["area_id"].tolist(),
                base=rows["denominator" if of_share else "numerator"].to_numpy(dtype=float),
                yes=rows["numerator"].to_numpy(dtype=float) if of_share else None,
                sums=[Sum(name, areas) for name, areas in inside.items() if rolls_up and areas.any()],
                least=max(rule.fewest, float(rows["minimum_base"].iloc[0])),
            ),
        )


def _flags(rows: pd.DataFrame, key: list[str], places: pd.Index) -> dict[tuple, Flags]:
    """Return, for each key, which of the places its rows name as ``area_id``, one flag a place."""
    flags_by_key = {}
    for name, group in rows.groupby(key, sort=True):
        flags = np.zeros(len(places), dtype=bool)
        flags[places.get_indexer(pd.Index(group["area_id"]))] = True
        flags_by_key[name] = flags
    return flags_by_key


def counts_hidden(db: duckdb.DuckDBPyConnection, rule: Rule) -> dict[str, int]:
    """Return how much is hidden from an audience, by reason and over all measures, and how much of it can be worked out.

    The keys: "figures" of areas that count people, "few", "all or none" and "protects another" of those, "sums" of groups
    of areas, "sums given up", and "worked out", which is 0.
    """
    counts: dict[str, int] = {}
    for name in ("figures", "few", "all or none", "protects another", "sums", "sums given up", "worked out"):
        counts[name] = 0
    for _, _, people in all_people(db, rule):
        people.protect()
        counts["figures"] += len(people.area_ids)
        for why in people.why.values():
            counts[why] += 1
        counts["sums"] += len(people.sums)
        counts["sums given up"] += len(people.given_up)
        counts["worked out"] += int(worked_out(people).sum())
    return counts
