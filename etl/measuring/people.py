"""What is shown of one measure that counts people, area by area: exact, as a band, or not at all.

Three rules, of which only the first two show in a figure:

- under ``fewest`` people nothing is shown; a share of fewer than ``exact_from`` people is shown as a band. Which of them
  applies depends on how many were counted alone, so it tells nothing of how many said yes, not even that all did;
- where a sum over areas would give one away, the sum is given up. For that of all areas, more areas are rather shown as a
  band, or hidden where they have none, in order of their ids. This too depends on how many were counted alone;
- where the sums still fix a count, because nearly all or none said yes, all sums of one kind are given up.

Then it is proved that nothing follows for a reader who knows these rules, how many were counted in each area, and all that
is shown: for each count that is not shown there is another table of people, with another count, for which the same would be
published. Source of the method: complementary cell suppression; Hundepool and others 2012, Statistical Disclosure Control,
chapter 4.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from etl.errors import DataError
from etl.measuring.witnesses import Counts, Flags, Graph, changes

SMALL = 30
"""The base from which a figure of people is exact for everyone, and of normal reliability."""
BANDS = ("10% or less", "more than 10%, up to 50%", "more than 50%, less than 90%", "90% or more")
"""Each holds two counts or more of any base from 10, and none reaches across a half, the majority of the rule on members."""
FEWEST_IN_BAND = 10
MAJORITY_FROM = 8
"""From so many members a partnership may meet the rule, and then it is assumed to be known whether most are residents."""
IMPORTANCE = ("programme:same-areas", "areas-in", "wave", "programme:all")
"""The kinds of groups of areas, in the order in which their sums are given up."""
FEW, BANDED, PROTECTS = "few", "band", "protects another"
UNPROTECTED = "Figures about people could not be protected from being worked out. Nothing was built."


@dataclass(frozen=True)
class Rule:
    """What an ``audience`` may see: nothing under ``fewest`` people, shares as bands under ``exact_from``."""

    audience: str
    fewest: int
    exact_from: int


PUBLIC, STAFF = Rule("everyone", 10, SMALL), Rule("staff", 5, 5)


@dataclass(frozen=True)
class Sum:
    """A figure of a group of areas: which of the areas are in it, one flag an area."""

    place_id: str
    areas: Flags

    @property
    def kind(self) -> str:
        """The kind of group, one of ``IMPORTANCE``."""
        return self.place_id if self.place_id in IMPORTANCE else self.place_id.partition(":")[0]


@dataclass
class People:
    """One measure in one period, area by area, and what of it is not shown.

    ``base`` holds the people counted in each area, ``yes`` how many of them said yes; None where the measure counts the
    people themselves. ``least`` is the smallest base that may be seen, ``exact_from`` the smallest whose share is exact.
    ``are_members`` is for voting members, whose number is no secret. ``kept`` names places that others see already.
    """

    area_ids: list[str]
    base: Counts
    yes: Counts | None
    sums: list[Sum]
    least: float
    exact_from: float
    are_members: bool = False
    kept: frozenset[str] = frozenset()
    why: dict[int, str] = field(default_factory=dict)
    given_up: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Hide, or show as a band, what has to be in its own right."""
        self.sums = sorted(self.sums, key=lambda group: group.place_id)
        self.why |= {area: why for area, base in enumerate(self.base) if (why := self._reason(base))}
        for group in self.sums:
            if why := self._reason(self.base[group.areas].sum()):
                self.given_up[group.place_id] = why

    def _reason(self, base: float) -> str:
        if 0 < base < self.least:
            return FEW
        return BANDED if self.yes is not None and 0 < base < self.exact_from else ""

    @property
    def hidden(self) -> Flags:
        """Which areas' figures are not shown, or only as a band."""
        flags = np.zeros(len(self.area_ids), dtype=bool)
        flags[list(self.why)] = True
        return flags

    @property
    def shown(self) -> list[Sum]:
        """The sums that are shown."""
        return [group for group in self.sums if group.place_id not in self.given_up]

    @property
    def held(self) -> list[Sum]:
        """The sums that another table must have too: those that are shown, exact or as a band."""
        return [group for group in self.sums if self.given_up.get(group.place_id, BANDED) == BANDED]

    # ---- bands ----

    def area_bands(self) -> list[str | None]:
        """Return the band that is shown of each area, None where there is none."""
        shows = self.hidden & (self.base >= max(self.least, FEWEST_IN_BAND))
        if self.yes is None:
            return [None] * len(self.area_ids)
        return [BANDS[band] if show else None for band, show in zip(band_of(self.yes, self.base), shows, strict=True)]

    def sum_bands(self) -> dict[str, str]:
        """Return the bands that are shown of groups."""
        if self.yes is None:
            return {}
        totals = {group.place_id: (self.yes[group.areas].sum(), self.base[group.areas].sum()) for group in self.sums
                  if self.given_up.get(group.place_id) == BANDED}  # fmt: skip
        return {
            place_id: BANDS[int(band_of(np.array(yes), np.array(base)))]
            for place_id, (yes, base) in totals.items()
            if base >= FEWEST_IN_BAND
        }

    def protect(self) -> None:
        """Show less until nothing that is not shown follows. Raise DataError if that cannot be done, or not be proved."""
        fixed = self.publish()
        if self.yes is None or not fixed.any():
            return  # a change round a circle leaves all sums, and so what is decided by them, as they are
        mirrored = self.mirrored(self.yes)
        unproved = fixed if not self._publishes_the_same(mirrored) else fixed & (mirrored == self.yes)
        for area in np.flatnonzero(unproved):
            person = np.arange(len(self.area_ids)) == area
            if not any(
                self._publishes_the_same(yes + step * person) for yes in (self.yes, mirrored) for step in (1, -1)
            ):
                raise DataError(UNPROTECTED)

    def _publishes_the_same(self, yes: Counts) -> bool:
        """Whether a table of the same people in which so many said yes would be published as this one is."""
        other = replace(self, yes=yes, why={}, given_up={})
        other.publish()
        return other.publication() == self.publication()

    def publish(self) -> Flags:
        """Show less by the rules, and return the areas because of which all sums were given up.

        Raise DataError if what must not follow does so whatever is done, or would be kept from those who see it already.
        """
        self._protect_by_base()
        fixed = self.fixed()
        if fixed.any():
            self.given_up |= {group.place_id: PROTECTS for group in self.held}
        if (fixed.any() and self.fixed().any()) or self.kept & self.given_up.keys():
            raise DataError(UNPROTECTED)
        return fixed

    def publication(self) -> tuple:
        """Return all that is published."""
        parts = [part for part in (self.base, self.yes) if part is not None]
        return (
            self.why,
            self.given_up,
            self.area_bands(),
            self.sum_bands(),
            [part[~self.hidden].tolist() for part in parts],
            [[part[group.areas].sum() for group in self.shown] for part in parts],
        )

    # ---- by how many were counted ----

    def _protect_by_base(self) -> None:
        """Show more areas as bands, or give up sums, until no sum is of too few people or gives an area away."""
        for _ in range(len(self.area_ids) + len(self.sums) + 1):
            unsafe = next(self._unsafe(), None)
            if unsafe is None:
                return
            self._show_less(*unsafe)
        raise DataError(UNPROTECTED)

    def _show_less(self, areas: Flags, sums: list[Sum]) -> None:
        """Give up the least important of the sums; for that of all areas, rather hide the first area shown within the areas.

        It is the first by its id, so that the choice tells nothing of how many were counted.
        """
        open_sums = [group for group in sums if group.place_id not in self.kept]
        last = min(open_sums, key=lambda group: (IMPORTANCE.index(group.kind), group.place_id), default=None)
        choice = [int(area) for area in np.flatnonzero(areas & ~self.hidden & (self.base > 0))]
        choice = [area for area in choice if self.area_ids[area] not in self.kept]
        if choice and (last is None or last.kind == IMPORTANCE[-1]):
            self.why[min(choice, key=lambda area: self.area_ids[area])] = PROTECTS
        elif last:
            self.given_up[last.place_id] = PROTECTS
        else:
            raise DataError(UNPROTECTED)

    def _unsafe(self) -> Iterator[tuple[Flags, list[Sum]]]:
        """Yield sets of areas whose hidden part is revealed too closely, with the sums that reveal it."""
        hidden, shown = self.hidden, self.shown
        if not hidden.any() or not self.held:
            return
        readable = list(readable_sets(shown)) if shown else []
        enough = self.least if self.yes is None else max(self.least, self.exact_from)
        sets = np.array([areas for areas, _ in readable], dtype=bool).reshape(len(readable), len(hidden))
        too_few = (sets @ hidden.astype(float) > 0) & (sets @ np.where(hidden, self.base, 0) < enough)
        yield from (readable[place] for place in np.flatnonzero(too_few))
        graph = self.graph()
        _, fixed = changes(graph, hidden, hidden)
        for area in sorted(np.flatnonzero(fixed & hidden), key=lambda area: self.area_ids[area]):
            beside = [
                region == graph.regions[int(area)] or wave == graph.waves[int(area)]
                for region, wave in zip(graph.regions, graph.waves, strict=True)
            ]
            yield np.array(beside), [group for group in self.held if group.areas[area]]

    def graph(self) -> Graph:
        """Return the sums that are shown as the points of a graph, so that a change round a circle leaves them as they are.

        A group that is shown as a band is held to its sum too, which keeps its band.
        """
        number = len(self.area_ids)
        regions, waves, same = ["no region"] * number, ["no wave"] * number, [""] * number
        for group in self.held:
            points = {"areas-in": regions, "wave": waves, "programme:same-areas": same}.get(group.kind, [])
            for area in np.flatnonzero(group.areas) if points else ():
                points[int(area)] = group.place_id
        waves = [f"{wave} {is_same}".strip() for wave, is_same in zip(waves, same, strict=True)]
        if any(group.kind == "programme:all" for group in self.held):
            return Graph(regions, waves)
        return Graph(*([point if ":" in point else "nowhere" for point in points] for points in (regions, waves)))

    # ---- by the counts themselves ----

    def fixed(self) -> Flags:
        """Return the areas of which a count that is not shown is the same in every table with the same sums, one flag an area.

        How many said yes must not follow for a reader who knows how many were counted. Nor must how many were counted,
        unless that is no secret.
        """
        graph = self.graph()
        return self._any_secret({way: changes(graph, *self._room(*way))[1] for way in self._ways()})

    def _any_secret(self, of_way: dict[tuple[int, int], Flags]) -> Flags:
        """Return the areas with a secret that holds in no way: flags of those who said yes, or of the base in both ways."""
        nowhere = np.zeros(len(self.area_ids), dtype=bool)
        of_base = of_way.get((1, 0), nowhere) & of_way.get((1, 1), of_way.get((1, 0), nowhere))
        return self.hidden & (of_base | of_way.get((0, 1), nowhere))

    def mirrored(self, yes: Counts) -> Counts:
        """Return how many said yes in a table that looks the same area by area: as far from the least as here from the most.

        What is fixed in it is what is fixed here, so where all sums are given up it would be published as this one is.
        """
        mirrored = yes.copy()
        looks = self._looks(self.base, yes)
        for area in np.flatnonzero(self.hidden):
            counts = np.arange(self.base[area] + 1)
            like = counts[self._looks(np.full_like(counts, self.base[area]), counts) == looks[area]]
            mirrored[area] = like[0] + like[-1] - yes[area]
        return mirrored

    def _ways(self) -> list[tuple[int, int]]:
        """Return in which ways another table may differ: by how many in its base, and how many of those who said yes."""
        if self.yes is None:
            return [(1, 0)]
        return [(0, 1)] if self.are_members else [(0, 1), (1, 0), (1, 1)]

    def _room(self, of_base: int, of_yes: int) -> tuple[Flags, Flags]:
        """Return in which areas one person more, and one fewer, would show as no change."""
        yes = np.zeros_like(self.base) if self.yes is None else self.yes
        now = self._looks(self.base, yes)
        more, fewer = (self._looks(self.base + step * of_base, yes + step * of_yes) == now for step in (1, -1))
        return self.hidden & more, self.hidden & fewer

    def _looks(self, base: Counts, yes: Counts) -> Counts:
        """Return a number for what is known of each area that is not shown; it differs for numbers that cannot be."""
        band = 10 + band_of(yes, base)
        if self.yes is None:
            return np.where(base < 1, -1, base >= self.least)
        least = max(self.least, FEWEST_IN_BAND)
        majority = 2 * yes > base if self.are_members else np.zeros_like(base)
        looks = np.where(
            base >= least, band + 10 * (base >= self.exact_from), np.where(base >= MAJORITY_FROM, majority, 0)
        )
        looks = looks + 100 * (base >= self.least)
        return np.where((yes < 0) | (yes > base) | (base < 1), -1, looks)


def band_of(yes: Counts, base: Counts) -> np.ndarray:
    """Return which of ``BANDS`` each share is in."""
    return np.select([10 * yes <= base, 10 * yes >= 9 * base, 2 * yes <= base], [0, 3, 1], 2)


def readable_sets(shown: list[Sum]) -> Iterator[tuple[Flags, list[Sum]]]:
    """Yield each set of areas whose sum is shown, or is one sum less another or less all its parts, with those sums."""
    for group in shown:
        yield group.areas, [group]
    matrix = np.array([group.areas for group in shown], dtype=np.float64)
    sizes, overlap = matrix.sum(axis=1), matrix @ matrix.T
    for whole, part in zip(*np.nonzero((overlap == sizes[None, :]) & (sizes[:, None] > sizes[None, :])), strict=True):
        yield shown[whole].areas & ~shown[part].areas, [shown[whole], shown[part]]
    for whole in (group for group in shown if group.place_id == "programme:all"):
        for kind in ("areas-in", "wave"):
            parts = [group for group in shown if group.kind == kind]
            if parts:
                yield whole.areas & ~np.any([group.areas for group in parts], axis=0), [whole, *parts]
