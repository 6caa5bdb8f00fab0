"""Which figures about people everyone is shown anew, and which stay as they were published until more people are in them.

A reader may keep every public build. So a figure moves on only with enough people: what any two builds differ by, in an area
or in a sum, in a sum less its shown areas or less another sum, is the answers of as many people as one build shows exactly.
Where it would be fewer, the areas that cause it wait: an area keeps its published figure, and one that has none is hidden and
in no sum. All that was ever published of a measure is handed on from build to build (the table ``published``). A measure that
is defined anew begins anew. Source of the rule: Hundepool and others 2012, Statistical Disclosure Control, section 4.7, linked
tables, with each build as a table of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

import queries
from etl.contract import quoted
from etl.measuring.people import PUBLIC, Sum, readable_sets
from etl.measuring.witnesses import Counts, Flags, Graph, changes

TYPES = (
    "measure_id VARCHAR, period VARCHAR, place_id VARCHAR, numerator DOUBLE, denominator DOUBLE, sum_squares DOUBLE, "
    "is_same_area BOOLEAN, definition VARCHAR, edition BIGINT"
)
"""The columns of ``published``: a row an area with a figure, for each edition of a measure's period; 1 is the oldest."""


def write_released(db: duckdb.DuckDBPyConnection, earlier: Sequence[Path] = ()) -> None:
    """Write what everyone's figures rest on: ``figure_released`` and ``same_area_released``, as ``figure_raw`` and ``same_area``.

    Also ``waiting(measure_id, period, place_id, keeps_figure)``, the places that are not shown what is newest of them, and
    ``published``, with this edition of each measure and period. ``earlier`` names databases of staff, the newest first; the
    history is taken from the first that can be read.
    """
    db.execute(f"CREATE TABLE published ({TYPES})")
    shared = "".join(query.sql for folder in ("macros", "returned") for query in queries.named(folder))
    db.execute(
        "CREATE TEMP TABLE defined AS SELECT measure_id, md5(sql || $shared) AS definition, "
        "counts_people = 'denominator' AS is_share, minimum_base "
        "FROM measure WHERE counts_people <> 'no' AND who_may_see_it = 'everyone'",
        {"shared": shared},
    )
    read_history(db, earlier)
    places = Places(db)
    waiting = pd.DataFrame(waiting_areas(db, places), columns=["measure_id", "period", "place_id", "edition"])
    _create(db, "waiting_area", "measure_id VARCHAR, period VARCHAR, place_id VARCHAR, edition BIGINT", waiting)
    db.execute(f"CREATE TEMP TABLE released_part AS {queries.load('figures/released_part').sql}")
    db.execute("CREATE TEMP TABLE indicator_part AS FROM released_part")  # it stands before the one of the build
    for name, source in (("same_area_released", "same_area"), ("figure_released", "figure_raw")):
        db.execute(f"CREATE TABLE {quoted(name)} AS {queries.load(f'figures/{source}').sql}")
        db.execute(f"CREATE TEMP TABLE {quoted(source)} AS FROM {quoted(name)}")
    db.execute(f"CREATE TEMP TABLE edition AS {queries.load('figures/edition').sql}")
    given_up = pd.DataFrame(same_areas_given_up(db, places), columns=["measure_id", "period"])
    _create(db, "given_up", "measure_id VARCHAR, period VARCHAR", given_up)
    db.execute(
        """
        CREATE TABLE waiting AS
        SELECT measure_id, period, place_id, published.edition IS NOT NULL AS keeps_figure
        FROM waiting_area LEFT JOIN published USING (measure_id, period, place_id, edition)
        UNION ALL
        SELECT measure_id, period, 'programme:same-areas' AS place_id, FALSE AS keeps_figure FROM given_up
        ORDER BY ALL
        """
    )
    db.execute(f"INSERT INTO published {queries.load('figures/new_edition').sql}")
    for name in (
        "given_up", "edition", "figure_raw", "same_area", "indicator_part", "released_part", "waiting_area", "defined"
    ):  # fmt: skip
        db.execute(f"DROP TABLE temp.{quoted(name)}")


def _create(db: duckdb.DuckDBPyConnection, table: str, types: str, frame: pd.DataFrame) -> None:
    """Create a temporary table of a frame, which may be empty."""
    db.execute(f"CREATE TEMP TABLE {quoted(table)} ({types})")
    db.register("frame", frame.astype("object"))
    db.execute(f"INSERT INTO {quoted(table)} FROM frame")
    db.unregister("frame")


def read_history(db: duckdb.DuckDBPyConnection, earlier: Sequence[Path]) -> None:
    """Fill ``published`` from the first database that can be read, for the measures that are defined as they were."""
    for path in earlier:
        try:
            with duckdb.connect(str(path), read_only=True) as build:
                rows = build.execute("FROM published").df()
        except duckdb.Error:
            continue
        db.register("history", rows)
        db.execute(
            "INSERT INTO published BY NAME SELECT history.* FROM history SEMI JOIN defined USING (measure_id, definition)"
        )
        db.unregister("history")
        return


Edition = NDArray[np.float64]
"""Numerator and denominator of each area, in two columns; NaN where there is no figure."""


@dataclass(frozen=True)
class Change:
    """By how many people at least the figure of each area differs between two editions, and what of it can be read.

    ``people`` holds that number, ``is_known`` flags the areas that both editions show exactly, and ``too_few`` those that
    both show but with fewer people between them than may be told apart.
    """

    people: Counts
    is_known: Flags
    too_few: Flags

    @property
    def areas(self) -> Flags:
        """The areas that differ, one flag an area."""
        return self.people > 0


def change(before: Edition, after: Edition, is_share: bool, least: int) -> Change:
    """Return how two editions differ.

    People who changed their answers count once: of those who said yes, of those who did not, and of both together, the
    number that differs most is what must have changed at least.
    """
    (yes, base), (yes_after, base_after) = (
        (figures[:, 0], figures[:, 1 if is_share else 0]) for figures in (before, after)
    )
    differences = [yes_after - yes, base_after - base, (base_after - yes_after) - (base - yes)]
    differs = np.any([difference != 0 for difference in np.nan_to_num(differences)], axis=0)
    people = np.max(np.abs(np.nan_to_num(differences)), axis=0)
    new, gone = np.isnan(base) & ~np.isnan(base_after), ~np.isnan(base) & np.isnan(base_after)
    people = np.where(new, np.nan_to_num(base_after), np.where(gone, np.nan_to_num(base), people))
    people = np.where(
        (differs | new | gone) & (people == 0), 0.5, people
    )  # it differs, if by nobody that can be counted
    exact = exact_from(is_share, least)
    is_known = (base >= exact) & (base_after >= exact)
    is_shown = (base >= least) & (base_after >= least)
    too_few = (people > 0) & ((is_known & (people < exact)) | (is_shown & (people < PUBLIC.fewest)))
    return Change(people, is_known, too_few)


class Places:
    """The areas of a programme in order, and the sums that they are in."""

    def __init__(self, db: duckdb.DuckDBPyConnection) -> None:
        self.ids = pd.Index(db.sql("SELECT area_id FROM area ORDER BY area_id").df()["area_id"])
        regions, waves = self._groups(db, "areas-in:"), self._groups(db, "wave:")
        self.graph = Graph(regions.tolist(), waves.tolist())
        groups = [Sum("programme:all", np.ones(len(self.ids), dtype=bool))]
        groups += [Sum(name, (of == name).to_numpy()) for of in (regions, waves) for name in sorted(set(of))]
        self.sets = [areas for areas, _ in readable_sets(groups)]
        """The areas of each sum, and of what is left of a sum less another, one flag an area."""

    def _groups(self, db: duckdb.DuckDBPyConnection, kind: str) -> pd.Series:
        """Return the id of the group of a kind that each area is in."""
        rows = db.execute(
            "SELECT area_id, place_id FROM place_member WHERE starts_with(place_id, $kind) ORDER BY ALL", {"kind": kind}
        ).df()
        return rows.set_index("area_id")["place_id"].reindex(self.ids).fillna(f"no {kind}")

    def by_area(self, rows: pd.DataFrame) -> Edition:
        """Return the figures of all areas."""
        return rows.set_index("place_id")[["numerator", "denominator"]].reindex(self.ids).to_numpy(float)

    def flags(self, area_ids: pd.Series) -> Flags:
        """Return which areas are named, one flag an area."""
        return self.ids.isin(area_ids)


def by_measure(db: duckdb.DuckDBPyConnection, table: str) -> dict[tuple[str, str], pd.DataFrame]:
    """Return the rows of figures of areas in a table, by measure and period, with what the measure says of people."""
    part = db.table(table)
    rows = db.sql(
        "SELECT part.*, defined.is_share, defined.minimum_base FROM part "
        "SEMI JOIN area ON part.place_id = area.area_id INNER JOIN defined ON part.measure_id = defined.measure_id "
        "ORDER BY part.measure_id, part.period, part.place_id"
    ).df()
    del part
    grouped = rows.groupby(["measure_id", "period"], sort=True)
    return {(str(measure_id), str(period)): group for (measure_id, period), group in grouped}


def only(figures: Edition, areas: Flags) -> Edition:
    """Return the figures of some areas, and none of the others."""
    return np.where(areas[:, None], figures, np.nan)


def rule_of(rows: pd.DataFrame) -> tuple[bool, int]:
    """Return whether a measure is a share of people, and the fewest people it is shown for."""
    return bool(rows["is_share"].iloc[0]), max(PUBLIC.fewest, int(rows["minimum_base"].iloc[0]))


def waiting_areas(db: duckdb.DuckDBPyConnection, places: Places) -> list[tuple[str, str, str, int]]:
    """Return the areas that must wait: measure, period, area, and the newest edition, of which they keep their figure."""
    newest = by_measure(db, "indicator_part")
    waiting = []
    for key, rows in by_measure(db, "published").items():
        editions = [places.by_area(edition) for _, edition in rows.groupby("edition", sort=True)]
        after = places.by_area(newest[key] if key in newest else rows.iloc[:0])
        waits = must_wait(editions, after, places.sets, places.graph, *rule_of(rows))
        waiting += [(*key, str(places.ids[int(area)]), int(rows["edition"].max())) for area in np.flatnonzero(waits)]
    return waiting


def same_areas_given_up(db: duckdb.DuckDBPyConnection, places: Places) -> list[tuple[str, str]]:
    """Return measure and period of each sum over the same areas that, beside an earlier one, would tell of too few people.

    Which areas are the same moves on with the years, and so the sum over them changes even where no figure does. The sum
    over all areas less that over the same areas is judged alike.
    """
    earlier = by_measure(db, "published")
    given_up = []
    for key, rows in by_measure(db, "edition").items():
        is_share, least = rule_of(rows)
        after, after_in = places.by_area(rows), places.flags(rows["place_id"][rows["is_same_area"]])
        for _, edition in earlier[key].groupby("edition") if key in earlier else ():
            before, before_in = places.by_area(edition), places.flags(edition["place_id"][edition["is_same_area"]])
            if before_in.any() and any(
                next(too_close(change(only(before, mine), only(after, now), is_share, least),
                               [np.ones(len(now), dtype=bool)], None, is_share, least), None) is not None
                for mine, now in ((before_in, after_in), (~before_in, ~after_in))
            ):  # fmt: skip
                given_up.append(key)
                break
    return given_up


def must_wait(
    editions: Sequence[Edition],
    newest: Edition,
    sets: Sequence[Flags],
    graph: Graph,
    is_share: bool,
    least: int,
) -> Flags:
    """Return which areas keep their figure of the last of the ``editions``, one flag an area.

    ``sets`` are the areas of each sum, and of what is left of a sum less another.
    """
    last = editions[-1]
    waits = np.zeros(len(newest), dtype=bool)
    moves = change(last, newest, is_share, least).areas
    while True:
        after = np.where(waits[:, None], last, newest)
        differences = (change(before, after, is_share, least) for before in editions)
        close = (areas for each in differences for areas in too_close(each, sets, graph, is_share, least))
        unsafe = next(close, None)
        if unsafe is None:
            return waits
        more = unsafe & moves & ~waits
        waits = waits | (more if more.any() else moves)


def too_close(
    difference: Change, sets: Sequence[Flags], graph: Graph | None, is_share: bool, least: int
) -> Iterator[Flags]:
    """Yield sets of areas in which so few people differ between two editions that figures or sums would tell of them."""
    if difference.too_few.any():
        yield difference.too_few
    enough = exact_from(is_share, least)
    rest = difference.areas & ~difference.is_known
    yield from (areas & rest for areas in sets if 0 < difference.people[areas & rest].sum() < enough)
    if graph and rest.any():
        _, alone = changes(graph, rest, rest)
        single = alone & rest & (difference.people < enough)
        if single.any():
            yield single


def exact_from(is_share: bool, least: int) -> int:
    """Return from how many people a figure is shown exactly to everyone."""
    return max(least, PUBLIC.exact_from) if is_share else least
