"""Which figures about people an audience may not see, which it sees as a band, and how much that costs.

How it is decided and proved is in ``people``, for one measure in one period. Measures of voting members are one table: how
many members there are is public, and so it is assumed of whether a partnership met the rule on them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import duckdb
import numpy as np
import pandas as pd

import queries
from etl.errors import DataError
from etl.measuring.people import PUBLIC, SMALL, STAFF, People, Rule, Sum
from etl.measuring.witnesses import Flags

__all__ = ["PUBLIC", "SMALL", "STAFF"]

WAITS = "waits"
Hidden = tuple[str, str, str, str, str, str | None]
"""Audience, measure, place, period, why, and the band that is shown instead."""


def write_hidden(db: duckdb.DuckDBPyConnection) -> None:
    """Write ``hidden(audience, measure_id, place_id, period, why, band)``: what of ``figure_raw`` each audience may not see.

    ``why`` is "few", "band", "protects another" or, where a figure is not released to everyone yet, "waits". Staff see all
    that everyone sees. Raise DataError if a hidden figure could be worked out.
    """
    rows: list[Hidden] = [
        row
        for rule in (PUBLIC, STAFF)
        for measure_id, period, _, after in both(db, rule)
        for row in hidden_rows(rule, measure_id, period, after)
    ]
    decided = {row[:4] for row in rows}
    waiting = db.execute("SELECT measure_id, place_id, period FROM waiting WHERE NOT keeps_figure").fetchall()
    rows += [(PUBLIC.audience, *key, WAITS, None) for key in waiting if (PUBLIC.audience, *key) not in decided]
    columns = ["audience", "measure_id", "place_id", "period", "why", "band"]
    frame = pd.DataFrame(rows, columns=columns, dtype="object")
    db.register("frame", frame)
    db.execute(
        "CREATE TABLE hidden AS SELECT audience::VARCHAR AS audience, measure_id::VARCHAR AS measure_id, "
        "place_id::VARCHAR AS place_id, period::VARCHAR AS period, why::VARCHAR AS why, band::VARCHAR AS band "
        "FROM frame ORDER BY ALL"
    )
    db.unregister("frame")


def both(db: duckdb.DuckDBPyConnection, rule: Rule) -> Iterator[tuple[str, str, People, People]]:
    """Yield measure, period and its figures before and after others are protected, as an audience sees them."""
    seen_by_all = {(measure_id, period): people for measure_id, period, people in all_people(db, PUBLIC)}
    for people in seen_by_all.values():
        people.protect()
    for measure_id, period, before in all_people(db, rule):
        public = seen_by_all.get((measure_id, period))
        after = public if rule == PUBLIC and public else for_staff(before, public)
        yield measure_id, period, before, after


def for_staff(people: People, public: People | None) -> People:
    """Return what staff see: all that everyone sees and more, or just that where more would give a hidden figure away.

    Where areas wait to be released to everyone, staff see newer figures, and what is kept from them is decided by these.
    """
    kept: frozenset[str] = frozenset()
    if public and rests_on_the_same(people, public):
        areas = [area for area, hides in zip(public.area_ids, public.hidden, strict=True) if not hides]
        kept = frozenset([*areas, *(group.place_id for group in public.shown)])
    after = replace(people, why={}, given_up={}, kept=kept)
    try:
        after.protect()
    except DataError:
        if not (public and rests_on_the_same(people, public)):
            raise
        return public
    return after


def rests_on_the_same(people: People, public: People) -> bool:
    """Whether no area waits: both rest on the same areas and people."""
    if people.area_ids != public.area_ids or not np.array_equal(people.base, public.base):
        return False
    return people.yes is None or public.yes is None or np.array_equal(people.yes, public.yes)


def hidden_rows(rule: Rule, measure_id: str, period: str, people: People) -> Iterator[Hidden]:
    """Yield every figure that an audience may not see."""
    bands = people.area_bands()
    for area, why in people.why.items():
        yield rule.audience, measure_id, people.area_ids[area], period, why, bands[area]
    of_sums = people.sum_bands()
    for place_id, why in people.given_up.items():
        yield rule.audience, measure_id, place_id, period, why, of_sums.get(place_id)


def all_people(db: duckdb.DuckDBPyConnection, rule: Rule) -> Iterator[tuple[str, str, People]]:
    """Yield measure, period and figures of each measure that counts people and that an audience may see in principle."""
    figures = db.execute(queries.load("figures/people_counted").sql, {"audience": rule.audience}).df()
    places = pd.Index(db.sql("SELECT area_id FROM area ORDER BY area_id").df()["area_id"])
    members = _flags(db.sql("SELECT place_id, area_id FROM place_member ORDER BY ALL").df(), ["place_id"], places)
    same_area = db.table("same_area" if rule == STAFF else "same_area_released")
    same = _flags(same_area.order("ALL").df(), ["measure_id", "period"], places)
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
                exact_from=rule.exact_from,
                are_members=rows["people"].iloc[0] == "voting members",
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


def counts_shown(db: duckdb.DuckDBPyConnection, rule: Rule) -> dict[str, Counter[str]]:
    """Return how many figures of areas and of groups are "shown", "banded" and "hidden", before and after others are protected.

    The keys are "areas before", "areas after", "groups before" and "groups after".
    """
    counted = {f"{places} {when}": Counter[str]() for places in ("areas", "groups") for when in ("before", "after")}
    for _, _, before, after in both(db, rule):
        for when, people in (("before", before), ("after", after)):
            bands, of_sums = people.area_bands(), people.sum_bands()
            counted[f"areas {when}"].update(
                "banded" if band else "hidden" if hides else "shown"
                for hides, band in zip(people.hidden, bands, strict=True)
            )
            counted[f"groups {when}"].update(
                "banded" if group.place_id in of_sums else "hidden" if group.place_id in people.given_up else "shown"
                for group in people.sums
            )
    return counted
