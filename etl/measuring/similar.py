"""Similar areas: the nearest ten of each area by what kind of place it is, and never by how it did.

Traits are taken as they were before the programme where a public figure is that old, else from the earliest edition that
most areas have; comparing areas by what the programme may have changed would be circular.
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
"""Within this distance on a trait (in standard deviations) two areas are called about the same; beyond it, different."""
DIGITS = 9
"""Distances that agree to this many decimals are the same."""
TOGETHER = 1_000
"""Areas worked out together, so that many areas which are all alike do not fill the memory."""
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
        """Return the trait of each place, in no particular unit; NaN where it is missing."""
        below = denominators if self.is_share else np.ones_like(numerators)
        trait = np.full(numerators.shape, np.nan)
        np.divide(numerators, below, out=trait, where=below > 0)
        if self.is_log:
            # a place without people has no logarithm and no density to be compared by
            trait = np.log(trait, out=np.full(trait.shape, np.nan), where=trait > 0)
        return trait


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

    ``values`` has one number an area, in order; NaN where it is missing.
    """

    trait: Trait
    edition: int
    since: str
    values: Numbers

    @property
    def is_known(self) -> NDArray[np.bool_]:
        """Which areas have a value."""
        return ~np.isnan(self.values)

    @property
    def is_usual(self) -> NDArray[np.bool_]:
        """Which areas have the value that most areas share, such as no rural part: being alike in it says little."""
        middle = np.median(self.values[self.is_known])
        return (self.values == middle) & ((self.values == middle).mean() > 0.5)

    @property
    def standardised(self) -> Numbers:
        """How far each area is from the median area, in standard deviations; 0 where it is missing.

        The deviation is estimated from the middle half of areas, so that a few odd ones do not make the others look alike.
        Where most areas share one value that half says next to nothing, and the usual standard deviation stands in.
        """
        known_values = self.values[self.is_known]
        lower, middle, upper = np.quantile(known_values, [0.25, 0.5, 0.75])
        robust, usual = (upper - lower) / (2 * NormalDist().inv_cdf(0.75)), known_values.std()
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
    the year the programme began), "today", or "mostly today" or "partly today" and a list. Traits missing for the area
    follow: it is taken to be at the median of all, and they are left out of the words.

    An area that has fewer than half of the traits has no similar areas and is not one.
    """
    areas = db.execute("SELECT area_id, region_code FROM area ORDER BY area_id").df()
    columns = trait_values(db, areas["area_id"], start)
    if columns:
        is_placed = np.mean([column.is_known for column in columns], axis=0) >= 0.5
        areas = areas[is_placed].reset_index(drop=True)
        columns = [
            TraitValues(column.trait, column.edition, column.since, column.values[is_placed]) for column in columns
        ]
    has_similar = bool(columns) and len(areas) > 1
    similar = similar_areas(areas, columns) if has_similar else pd.DataFrame(columns=list(COLUMNS["similar_area"]))
    summary = (
        similar.groupby("area_id", sort=True)["survives"].sum().rename("survive").reset_index()
        if has_similar
        else pd.DataFrame(columns=["area_id", "survive"])
    )
    summary["based_on"] = based_on(columns, len(summary))
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
    traits = []
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
            traits.append(TraitValues(trait, edition, since, by_edition[edition].to_numpy(dtype=float)))
    return traits


def used_edition(editions: list[int], start: int) -> tuple[int, str]:
    """Return the last edition before the programme began and "before", else the earliest there is and "today"."""
    earlier = [edition for edition in editions if edition < start]
    return (max(earlier), "before") if earlier else (min(editions), "today")


def similar_areas(areas: pd.DataFrame, columns: list[TraitValues]) -> pd.DataFrame:
    """Return the rows of ``similar_area``, in order of area and nearness, for areas with ``area_id`` and ``region_code``."""
    points = np.column_stack([column.standardised for column in columns])
    regions = pd.factorize(areas["region_code"])[0]
    similar, distances = nearest(points, regions)
    count, most = similar.shape
    area = np.repeat(np.arange(count), most)
    other = similar.ravel()
    alike, unlike = words(points, columns, area, other)
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
    tree: "KDTree", points: Numbers, regions: Places, reach: Numbers, positions: Places, most: int
) -> tuple[Places, Numbers]:
    """Return the same as :func:`nearest` for some of the points, out of all points within reach, so that ties are whole."""
    within = tree.query_ball_point(points[positions], reach[positions], workers=-1)
    area = np.repeat(positions, [len(neighbours) for neighbours in within])
    other = np.concatenate([np.asarray(neighbours, dtype=np.int64) for neighbours in within])
    area, other = area[area != other], other[area != other]
    distances = np.round(np.sqrt(((points[area] - points[other]) ** 2).sum(axis=1)), DIGITS)
    order = np.lexsort((other, regions[area] != regions[other], distances, area))
    starts = np.searchsorted(area[order], positions)
    chosen = order[starts[:, None] + np.arange(most)]
    return other[chosen], distances[chosen]


def surviving(points: Numbers, regions: Places, similar: Places) -> NDArray[np.bool_]:
    """Return which similar areas are among the nearest whichever one trait (column of the points) is left out.

    With a single trait, none is.
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
    points: Numbers, columns: list[TraitValues], area: Places, other: Places
) -> tuple[list[str | None], list[str | None]]:
    """Return the two closest traits of each pair of areas in words, and the two most different ones.

    Only traits that both areas have are named. A value that most areas share comes last among the closest.
    """
    difference = points[other] - points[area]
    is_known = np.column_stack([column.is_known for column in columns])
    is_known = is_known[area] & is_known[other]
    is_usual = np.column_stack([column.is_usual for column in columns])
    is_usual = is_usual[area] & is_usual[other]
    size = np.abs(difference)
    is_close = size < CLOSE
    wordings = np.array(
        [[column.trait.lower, column.trait.alike, column.trait.higher] for column in columns], dtype=object
    )
    which = np.where(is_close, 1, np.where(difference > 0, 2, 0))
    phrases = wordings[np.arange(len(columns)), which]
    alike = _first_two(phrases, np.where(is_usual, CLOSE, size), is_known & is_close)
    return alike, _first_two(phrases, -size, is_known & ~is_close)


def _first_two(phrases: NDArray[np.object_], order: Numbers, may_say: NDArray[np.bool_]) -> list[str | None]:
    """Return the two phrases of each row that come first in the order and may be said, joined by "and"; None for none."""
    first = np.argsort(np.where(may_say, order, np.inf), axis=1, kind="stable")[:, :2]
    chosen, may_chosen = np.take_along_axis(phrases, first, axis=1), np.take_along_axis(may_say, first, axis=1)
    return [
        " and ".join(phrase for phrase, may in zip(row, may_row, strict=True) if may) or None
        for row, may_row in zip(chosen, may_chosen, strict=True)
    ]


def based_on(columns: list[TraitValues], count: int) -> list[str]:
    """Return, for each of this many areas, when its traits date from and which of them are missing."""
    since = _since(columns)
    if not count:
        return []
    unknown = np.column_stack([~column.is_known for column in columns])
    names = [column.trait.name for column in columns]
    return [
        ". ".join(
            [since, "Not known here: " + ", ".join(name for name, is_out in zip(names, row, strict=True) if is_out)]
        )
        if row.any()
        else since
        for row in unknown
    ]


def _since(columns: list[TraitValues]) -> str:
    named = {
        since: [f"{column.trait.name} ({column.edition})" for column in columns if column.since == since]
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
