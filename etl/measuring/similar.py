"""Similar areas: the nearest ten of each area by what kind of place it is, and never by how it did.

Traits are taken as they were before the programme where a public figure is that old, else from the earliest edition that
most areas have; comparing areas by what the programme may have changed would be going round in a circle.
"""

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.spatial import KDTree

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

MOST_SIMILAR = 10
CLOSE = 0.5
"""Within this distance on one trait (in standard deviations) two areas are called about the same; beyond it, different."""
DIGITS = 9
"""Distances are the same when they agree to so many decimals."""
TOGETHER = 1_000
"""Areas looked at together, so that many areas which are all alike do not fill the memory."""
COLUMNS = {
    "similar_area": {
        "area_id": "VARCHAR",
        "similar_id": "VARCHAR",
        "nearness": "BIGINT",
        "distance": "DOUBLE",
        "alike": "VARCHAR",
        "unlike": "VARCHAR",
        "survives": "BOOLEAN",
    },
    "similar_summary": {"area_id": "VARCHAR", "survive": "BIGINT", "based_on": "VARCHAR"},
}


@dataclass(frozen=True)
class Trait:
    """One way in which places differ: the series of ``context`` it comes from, and words that complete "it has" or "it is".

    A ``is_share`` trait is the numerator over the denominator, others are the numerator. On a ``is_log`` trait half as many
    is as far away as twice as many.
    """

    name: str
    series: str
    alike: str
    higher: str
    lower: str
    is_share: bool = True
    is_log: bool = False

    def values(self, numerators: Numbers, denominators: Numbers) -> Numbers:
        """Return the trait of each place, in no unit that matters; NaN where it is not known."""
        below = denominators if self.is_share else np.ones_like(numerators)
        found = np.full(numerators.shape, np.nan)
        np.divide(numerators, below, out=found, where=below > 0)
        if self.is_log:
            # a place without people has no logarithm and no density to be compared by
            found = np.log(found, out=np.full(found.shape, np.nan), where=found > 0)
        return found


TRAITS = (
    Trait("number of people", "residents", "about as many people", "more people", "fewer people", False, True),
    Trait(
        "people per km²",
        "density",
        "about as densely populated",
        "more densely populated",
        "less densely populated",
        True,
        True,
    ),
    Trait("people in rural places", "rural", "about as rural", "more rural", "less rural"),
    Trait("deprivation", "deprivation_rank", "about as deprived", "more deprived", "less deprived", False),
    Trait(
        "people aged under 16",
        "age_0_15",
        "about the same share of children",
        "a larger share of children",
        "a smaller share of children",
    ),
    Trait(
        "people aged 65 and over",
        "age_65_over",
        "about the same share of older people",
        "a larger share of older people",
        "a smaller share of older people",
    ),
    Trait(
        "social renting", "tenure_social", "about as much social renting", "more social renting", "less social renting"
    ),
    Trait(
        "private renting",
        "tenure_private",
        "about as much private renting",
        "more private renting",
        "less private renting",
    ),
)


@dataclass(frozen=True)
class TraitValues:
    """A trait with the edition it is taken from, whether that is ``before`` the programme or of ``today``, and its values.

    ``values`` has one number an area, in order; NaN where it is not known.
    """

    trait: Trait
    edition: int
    since: str
    values: Numbers

    @property
    def is_known(self) -> NDArray[np.bool_]:
        """Of which areas it is known."""
        return ~np.isnan(self.values)

    @property
    def is_usual(self) -> NDArray[np.bool_]:
        """Which areas have the one value that most areas have, such as no rural part: being alike in it says little."""
        middle = np.median(self.values[self.is_known])
        return (self.values == middle) & ((self.values == middle).mean() > 0.5)

    @property
    def standardised(self) -> Numbers:
        """How far each area is from the middle area, in standard deviations; 0 where it is not known.

        The deviation is had from the middle half of areas, so that a few odd ones do not make all others look the same.
        Where most areas share one value that half says next to nothing, and the usual standard deviation stands in.
        """
        known = self.values[self.is_known]
        lower, middle, upper = np.quantile(known, [0.25, 0.5, 0.75])
        robust, usual = (upper - lower) / (2 * NormalDist().inv_cdf(0.75)), known.std()
        spread = robust if robust >= usual / 2 else usual
        is_same = spread <= 1e-12 * max(1.0, abs(middle))
        return np.where(self.is_known & (not is_same), (self.values - middle) / (1.0 if is_same else spread), 0.0)


def write_similar(db: duckdb.DuckDBPyConnection, start: int = 2013) -> None:
    """Write ``similar_area`` and ``similar_summary`` from the tables ``area`` and ``context``.

    ``similar_area`` has one row an area and similar area. ``nearness`` is 1 for the most similar; ``distance`` is Euclidean,
    in standard deviations. ``alike`` names the two closest traits and ``unlike`` the two most different ones, in words about
    the similar area as seen from the area ("more rural" says that the similar area is); NULL where no trait is close, or
    none is different. ``survives`` says that it is among the nearest ten whichever one trait is left out. Of areas at the
    same distance one in the same region comes first, then the one whose id does.

    ``similar_summary`` says how many of its similar areas ``survive``, and what they are ``based_on``: "before" (``start``,
    the year the programme began), "today", or "mostly today" or "partly today" and a list. Traits that are not known of the
    area follow: it is taken to be in the middle of all, and no word is said of them.

    An area of which less than half of the traits are known has no similar areas and is nobody's.
    """
    areas = db.execute("SELECT area_id, region_code FROM area ORDER BY area_id").df()
    known = trait_values(db, areas["area_id"], start)
    if known:
        is_placed = np.mean([one.is_known for one in known], axis=0) >= 0.5
        areas = areas[is_placed].reset_index(drop=True)
        known = [TraitValues(one.trait, one.edition, one.since, one.values[is_placed]) for one in known]
    has_similar = bool(known) and len(areas) > 1
    similar = similar_areas(areas, known) if has_similar else pd.DataFrame(columns=list(COLUMNS["similar_area"]))
    summary = (
        similar.groupby("area_id", sort=True)["survives"].sum().rename("survive").reset_index()
        if has_similar
        else pd.DataFrame(columns=["area_id", "survive"])
    )
    summary["based_on"] = based_on(known, len(summary))
    _write(db, "similar_area", similar)
    _write(db, "similar_summary", summary)


def trait_values(db: duckdb.DuckDBPyConnection, area_ids: pd.Series, start: int) -> list[TraitValues]:
    """Return the traits that most areas have in some edition, each in the edition to be used, in the order of TRAITS."""
    rows = db.execute(
        """
        SELECT place_id, series, edition::BIGINT AS edition, numerator, denominator
        FROM context
        WHERE place_id IN (SELECT area_id FROM area)
        """
    ).df()
    found = []
    for trait in TRAITS:
        of_trait = rows[rows["series"] == trait.series]
        values = trait.values(
            of_trait["numerator"].to_numpy(dtype=float), of_trait["denominator"].to_numpy(dtype=float)
        )
        by_edition = of_trait.assign(value=values).pivot(index="place_id", columns="edition", values="value")
        by_edition = by_edition.reindex(area_ids)
        editions = [int(edition) for edition in by_edition.columns if by_edition[edition].notna().mean() > 0.5]
        if editions:
            edition, since = used_edition(editions, start)
            found.append(TraitValues(trait, edition, since, by_edition[edition].to_numpy(dtype=float)))
    return found


def used_edition(editions: list[int], start: int) -> tuple[int, str]:
    """Return the last edition before the programme began and "before", else the earliest there is and "today"."""
    earlier = [edition for edition in editions if edition < start]
    return (max(earlier), "before") if earlier else (min(editions), "today")


def similar_areas(areas: pd.DataFrame, known: list[TraitValues]) -> pd.DataFrame:
    """Return the rows of ``similar_area``, in order of area and nearness, for areas with ``area_id`` and ``region_code``."""
    points = np.column_stack([one.standardised for one in known])
    regions = pd.factorize(areas["region_code"])[0]
    similar, distances = nearest(points, regions)
    count, most = similar.shape
    area = np.repeat(np.arange(count), most)
    other = similar.ravel()
    alike, unlike = words(points, known, area, other)
    area_ids = areas["area_id"].to_numpy(dtype=object)
    return pd.DataFrame(
        {
            "area_id": area_ids[area],
            "similar_id": area_ids[other],
            "nearness": np.tile(np.arange(1, most + 1), count),
            "distance": distances.ravel(),
            "alike": alike,
            "unlike": unlike,
            "survives": surviving(points, regions, similar).ravel(),
        }
    )


def nearest(points: Numbers, regions: Places, most: int = MOST_SIMILAR) -> tuple[Places, Numbers]:
    """Return the positions of the nearest other points of each point, nearest first, and their Euclidean distances.

    Both have one row a point and ``most`` columns, or one column fewer than there are points. At the same distance one of
    the same region comes first, then the one that stands first.
    """
    from scipy.spatial import KDTree  # only here: it takes a while to load, and only builds need it

    count = len(points)
    most = min(most, count - 1)
    tree = KDTree(points)
    # the point itself is at no distance, so the one at this position is the last that belongs to its nearest
    reach = tree.query(points, k=most + 1, workers=-1)[0][:, -1] + 2 * 10.0**-DIGITS
    parts = [
        _nearest_within(tree, points, regions, reach, np.arange(first, min(first + TOGETHER, count)), most)
        for first in range(0, count, TOGETHER)
    ]
    return np.concatenate([similar for similar, _ in parts]), np.concatenate([distances for _, distances in parts])


def _nearest_within(
    tree: "KDTree", points: Numbers, regions: Places, reach: Numbers, asked: Places, most: int
) -> tuple[Places, Numbers]:
    """Return the same as :func:`nearest` for some of the points, out of all points within reach, so that ties are whole."""
    within = tree.query_ball_point(points[asked], reach[asked], workers=-1)
    area = np.repeat(asked, [len(one) for one in within])
    other = np.concatenate([np.asarray(one, dtype=np.int64) for one in within])
    area, other = area[area != other], other[area != other]
    distances = np.round(np.sqrt(((points[area] - points[other]) ** 2).sum(axis=1)), DIGITS)
    order = np.lexsort((other, regions[area] != regions[other], distances, area))
    starts = np.searchsorted(area[order], asked)
    chosen = order[starts[:, None] + np.arange(most)]
    return other[chosen], distances[chosen]


def surviving(points: Numbers, regions: Places, similar: Places) -> NDArray[np.bool_]:
    """Return which similar areas are among the nearest whichever one trait (column of the points) is left out.

    None is where there is but one trait.
    """
    count, traits = points.shape
    if traits == 1:
        return np.zeros(similar.shape, dtype=bool)
    pairs = np.arange(count)[:, None] * count + similar
    kept = np.ones(similar.shape, dtype=bool)
    for trait in range(traits):
        without = nearest(np.delete(points, trait, axis=1), regions)[0]
        kept &= np.isin(pairs, np.arange(count)[:, None] * count + without)
    return kept


def words(
    points: Numbers, known: list[TraitValues], area: Places, other: Places
) -> tuple[list[str | None], list[str | None]]:
    """Return the two closest traits of each pair of areas in words, and the two most different ones.

    Only traits known of both areas are named. A value that most areas have is named last as something alike.
    """
    difference = points[other] - points[area]
    is_known = np.column_stack([one.is_known for one in known])
    is_known = is_known[area] & is_known[other]
    is_usual = np.column_stack([one.is_usual for one in known])
    is_usual = is_usual[area] & is_usual[other]
    size = np.abs(difference)
    is_close = size < CLOSE
    said = np.array([[one.trait.lower, one.trait.alike, one.trait.higher] for one in known], dtype=object)
    which = np.where(is_close, 1, np.where(difference > 0, 2, 0))
    phrases = said[np.arange(len(known)), which]
    alike = _first_two(phrases, np.where(is_usual, CLOSE, size), is_known & is_close)
    return alike, _first_two(phrases, -size, is_known & ~is_close)


def _first_two(phrases: NDArray[np.object_], order: Numbers, may_say: NDArray[np.bool_]) -> list[str | None]:
    """Return the two phrases of each row that come first in the order and may be said, joined by "and"; None for none."""
    first = np.argsort(np.where(may_say, order, np.inf), axis=1, kind="stable")[:, :2]
    chosen, is_said = np.take_along_axis(phrases, first, axis=1), np.take_along_axis(may_say, first, axis=1)
    return [
        " and ".join(phrase for phrase, may in zip(row, said, strict=True) if may) or None
        for row, said in zip(chosen, is_said, strict=True)
    ]


def based_on(known: list[TraitValues], count: int) -> list[str]:
    """Return, for each of so many areas, from when its traits are, and which traits are not known of it."""
    told = _since(known)
    if not count:
        return []
    unknown = np.column_stack([~one.is_known for one in known])
    names = [one.trait.name for one in known]
    return [
        ". ".join(
            [told, "Not known here: " + ", ".join(name for name, is_out in zip(names, row, strict=True) if is_out)]
        )
        if row.any()
        else told
        for row in unknown
    ]


def _since(known: list[TraitValues]) -> str:
    named = {
        since: [f"{one.trait.name} ({one.edition})" for one in known if one.since == since]
        for since in ("before", "today")
    }
    before, today = len(named["before"]), len(named["today"])
    if not before or not today:
        return "before" if before else "today"
    how_far = "mostly" if today > before else "partly"
    return (
        f"{how_far} today. Before the programme: {', '.join(named['before'])}. Since then: {', '.join(named['today'])}"
    )


def _write(db: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame) -> None:
    columns = ", ".join(f"{name}::{kind} AS {name}" for name, kind in COLUMNS[table].items())
    db.register("written", rows)
    db.execute(f"CREATE TABLE {table} AS SELECT {columns} FROM written")  # noqa: S608 (names stand in this file)
    db.unregister("written")
