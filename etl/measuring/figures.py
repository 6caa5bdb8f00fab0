"""The figures of one audience, from the raw ones: what it may not see is masked here, before anything else uses it.

Intervals of ratios of sums and ranges of ranks need draws and are worked out here too; all else is in ``queries/views``.
"""

import duckdb
import numpy as np
import pandas as pd

import queries
from etl.contract import quoted
from etl.measuring.disclosure import PUBLIC, SMALL
from etl.measuring.statistics import normal_draws, proportion_draws, rank_ranges, ratio_of_sums_interval

SEED = 2026
"""All draws start from it, so that the same data give the same figures."""


def write_raw_figures(db: duckdb.DuckDBPyConnection) -> None:
    """Write places, the groups they belong to, and all figures before anything is hidden."""
    for name in ("place", "place_member", "same_area", "figure_raw"):
        db.execute(f"CREATE TABLE {quoted(name)} AS {queries.load(f'figures/{name}').sql}")


def write_figures(db: duckdb.DuckDBPyConnection, audience: str) -> None:
    """Write ``figure``, what an audience (everyone or staff) may know, from the database ``staff``, into the one in use."""
    query = queries.load("figures/figure").sql
    db.execute(f"CREATE TABLE figure AS {query}", {"audience": audience, "few": PUBLIC.fewest, "small": SMALL})
    query = queries.load("figures/same_area_error").sql
    db.execute(f"CREATE TABLE same_area_error AS {query}", {"audience": audience})
    write_ratio_intervals(db)


def write_ratio_intervals(db: duckdb.DuckDBPyConnection) -> None:
    """Write ``ratio_interval``: the 95% bootstrap interval of each sum over a sum, for groups of areas.

    One row a measure, place and period, in the unit of the measure.
    """
    rows = db.execute(
        """
        SELECT figure.measure_id, member.place_id, figure.period, figure.numerator, figure.denominator, measure.per
        FROM figure
        INNER JOIN measure ON figure.measure_id = measure.measure_id AND measure.interval_by = 'bootstrap'
        INNER JOIN place_member AS member ON figure.place_id = member.area_id
        WHERE figure.state = 'value'
        ORDER BY ALL
        """
    ).df()
    intervals = [
        (*key, *(float(group["per"].iloc[0]) * limit for limit in limits))
        for key, group in rows.groupby(["measure_id", "place_id", "period"])
        for _, *limits in [ratio_of_sums_interval(group["numerator"], group["denominator"], SEED)]
    ]
    _write(db, "ratio_interval", intervals, ("measure_id", "place_id", "period"), ("lower", "upper"))


def write_rank_ranges(db: duckdb.DuckDBPyConnection) -> None:
    """Write ``rank_range``: between which ranks each area lies, on measures of which one direction is agreed to be good.

    Rank 1 is the highest figure. Only the newest period of a measure in which ten areas or more have a figure with an
    interval; never for what areas and their councils do together, as that would rank councils.
    """
    rows = db.execute(
        """
        SELECT value.measure_id, value.period, value.place_id AS area_id, value.numerator, value.denominator, value.value,
            value.lower, value.upper, measure.interval_by
        FROM indicator_value AS value
        INNER JOIN area ON value.place_id = area.area_id
        INNER JOIN measure ON value.measure_id = measure.measure_id
        WHERE value.state = 'value' AND value.lower IS NOT NULL AND measure.direction <> 'none'
            AND measure.topic NOT LIKE 'Council%'
        QUALIFY count(*) OVER (PARTITION BY value.measure_id, value.period) >= 10
        ORDER BY ALL
        """
    ).df()
    newest = rows[rows["period"] == rows.groupby("measure_id")["period"].transform("max")]
    area_ranges = []
    for (measure_id, period), group in newest.groupby(["measure_id", "period"]):
        draws = (
            proportion_draws(group["numerator"], group["denominator"], SEED)
            if group["interval_by"].iloc[0] == "wilson"
            else normal_draws(group["value"], group["lower"], group["upper"], SEED)
        )
        ranges = rank_ranges(draws)
        area_ranges += [
            (measure_id, period, area_id, lower, middle, upper, float(len(group)))
            for area_id, lower, middle, upper in zip(group["area_id"], *ranges.to_numpy().T, strict=True)
        ]
    _write(
        db,
        "rank_range",
        area_ranges,
        ("measure_id", "period", "area_id"),
        ("rank_lower", "rank_middle", "rank_upper", "ranked"),
    )


def _write(
    db: duckdb.DuckDBPyConnection, table: str, rows: list[tuple], texts: tuple[str, ...], numbers: tuple[str, ...]
) -> None:
    """Write rows of texts, then numbers, as a table, even if there are none; NaN becomes NULL."""
    columns = {name: pd.Series([row[place] for row in rows], dtype="object") for place, name in enumerate(texts)}
    columns |= {
        name: pd.Series([row[place] for row in rows], dtype=np.float64)
        for place, name in enumerate(numbers, start=len(texts))
    }
    frame = pd.DataFrame(columns)
    db.register("frame", frame)
    cast = ", ".join(
        [f"{name}::VARCHAR AS {name}" for name in texts]
        + [f"CASE WHEN isnan({name}) THEN NULL ELSE {name} END AS {name}" for name in numbers]
    )
    db.execute(f"CREATE TABLE {quoted(table)} AS SELECT {cast} FROM frame ORDER BY ALL")
    db.unregister("frame")
