"""What is unusual in an area: the few measures on which it stands apart from the areas that are like it, if there are any.

How a value is judged. The middle of the similar areas is what to expect, and

    z = (value - middle) / sqrt(spread^2 + error^2)

``error`` is the standard error that the value's own 95% interval implies on the side of the middle; the other side of an
interval such as 0 to 79%, of one "no", would make it far too small. ``spread`` is how far areas like these usually
are from what to expect; it is the largest of three:

- 1.4826 times the median distance of the similar areas from their middle, so that one odd one among them does no harm;
- 1.4826 times the median distance of *every* area from the middle of *its* similar areas: that of ten values is by luck
  often far too small, and without this floor a quarter to a half of all areas were flagged in simulations in which areas
  differ but none stands out;
- the median standard error of the similar areas, on the side of the value, for values of few people may agree by luck,
  and may all be the same.

The first two hold the sampling error of the areas already, so z is somewhat too small and never too large: rather no flag
than a false one. Adding only what error^2 is larger than theirs would find twice as many planted differences, but flagged
15 to 20% of areas by chance where each figure is of one to three answers.

Shares are compared as log odds, and counts, rates and money as logarithms, for on their own scale the many small and few
large values that such figures have made up to half of the areas stand out by chance; means as they are. Half of the
smallest value above nothing is added first, so that nothing has a logarithm.

The probability comes from Student's t. A spread of the similar areas has one degree of freedom fewer than there are of
them, one of every area or of sampling one fewer than there are areas, and ``error`` as many as one likes; together they have

    (spread^2 + error^2)^2 / (spread^4 / degrees of the spread)

by Satterthwaite 1946, Biometrics Bulletin 2:110. The measures to believe come from Benjamini and Hochberg's rule at 5% across
the measures of the area. The interval must exclude the middle, too.

In simulated programmes of 150 areas in which what areas have beside sampling error is normal, 0 to 3% of areas had anything
flagged, with 1 to 40 measures; with the degrees of the similar areas alone it was 0 to 1%, and far fewer planted differences
were flagged. Where similar areas differ twice as much among themselves as others do, it is 0 to 5% for shares and up to 8%
for means; where some lie far out, as in Student's t of 5 degrees, up to 8% for shares and 16% for means; where one measure
alone is tested and each figure is of one to three answers, 6 to 9%.
"""

import re
from statistics import NormalDist

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from etl.measuring.statistics import benjamini_hochberg

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

FEWEST_SIMILAR = 5
"""Similar areas that must have a value before an area's value is compared with them."""
MOST_A_SIDE = 3
"""Measures that are shown as higher, and as lower: a long list would say that everything is special."""
DEVIATION = 1 / NormalDist().inv_cdf(0.75)
"""A median distance times this is a standard deviation: 1.4826."""
LOG_KINDS = ("count", "rate", "money")
COLUMNS = {
    "stands_out": {
        "area_id": "VARCHAR",
        "measure_id": "VARCHAR",
        "period": "VARCHAR",
        "side": "VARCHAR",
        "value": "DOUBLE",
        "similar_value": "DOUBLE",
        "similar_areas": "BIGINT",
    },
    "stands_out_tested": {"area_id": "VARCHAR", "tested": "BIGINT"},
}
COMPARED = ["area_id", "measure_id", "period", "value", "lower", "upper", "similar_value", "similar_areas", "z", "p"]


def write_unusual(db: duckdb.DuckDBPyConnection) -> None:
    """Write ``stands_out`` and ``stands_out_tested`` from ``indicator_value``, ``measure`` and ``similar_area``.

    ``stands_out`` has one row an area and measure on which it stands out, at most three ``side`` "higher" and three "lower",
    those with the smallest probability; ``similar_value`` is the median of the similar areas in the same period, in the
    unit of the measure, and ``similar_areas`` how many of them have a value. ``stands_out_tested`` says for every area with
    similar areas how many measures were tested. Each measure is taken in the newest period of which the area has a
    value. Only rows whose state is "value" are read, so that nothing hidden has any influence.
    """
    area_ids, similar = similar_positions(db)
    compared = comparisons(db, area_ids, similar)
    compared["is_believed"] = believed(compared)
    tested = compared.groupby("area_id").size().reindex(area_ids, fill_value=0)
    _write(db, "stands_out", outstanding(compared))
    _write(db, "stands_out_tested", pd.DataFrame({"area_id": tested.index, "tested": tested.to_numpy()}))


def similar_positions(db: duckdb.DuckDBPyConnection) -> tuple[list[str], Places]:
    """Return the areas in order of id, and the positions of the similar areas of each: one row an area, nearest first.

    A place in a row without a similar area holds the number of areas, a position after the last.
    """
    rows = db.execute("SELECT area_id, similar_id, nearness FROM similar_area").df()
    area_ids = sorted({*rows["area_id"], *rows["similar_id"]})
    index = pd.Index(area_ids)
    places = np.full((len(area_ids), int(rows["nearness"].max()) if len(rows) else 0), len(area_ids))
    column = rows["nearness"].to_numpy(dtype=int) - 1
    places[index.get_indexer(pd.Index(rows["area_id"])), column] = index.get_indexer(pd.Index(rows["similar_id"]))
    return area_ids, places


def comparisons(db: duckdb.DuckDBPyConnection, area_ids: list[str], similar: Places) -> pd.DataFrame:
    """Return every comparison of an area with its similar areas: one row an area and measure, with the columns COMPARED.

    ``z`` is how far the value is above what to expect, in standard deviations; ``p`` its two-sided probability.
    """
    rows = db.execute(
        """
        SELECT DISTINCT measure.measure_id, measure.kind
        FROM measure
        INNER JOIN indicator_value AS value ON measure.measure_id = value.measure_id
        WHERE value.state = 'value' AND value.lower IS NOT NULL AND value.upper IS NOT NULL
        ORDER BY ALL
        """
    ).fetchall()
    frames = [
        frame.assign(measure_id=measure_id)
        for measure_id, kind in rows
        for frame in measure_comparisons(measure_figures(db, measure_id, area_ids), kind, similar)
    ]
    if not frames:
        return pd.DataFrame(columns=COMPARED)
    together = pd.concat(frames, ignore_index=True)
    together["area_id"] = np.array(area_ids, dtype=object)[together["place"].to_numpy()]
    return together[COMPARED].sort_values(["area_id", "measure_id"], ignore_index=True)


def measure_figures(db: duckdb.DuckDBPyConnection, measure_id: str, area_ids: list[str]) -> pd.DataFrame:
    """Return the values of one measure that are shown for these areas: place (position), period, value, lower, upper."""
    rows = db.execute(
        """
        SELECT place_id, period, value, lower, upper
        FROM indicator_value
        WHERE measure_id = $measure_id AND state = 'value' AND value IS NOT NULL
        """,
        {"measure_id": measure_id},
    ).df()
    rows["place"] = pd.Index(area_ids, dtype=object).get_indexer(pd.Index(rows["place_id"]))
    return rows.loc[rows["place"] >= 0, ["place", "period", "value", "lower", "upper"]]


def measure_comparisons(figures: pd.DataFrame, kind: str, similar: Places) -> list[pd.DataFrame]:
    """Return the comparisons of one measure, a frame for each period that is the newest of some area."""
    order = {period: place for place, period in enumerate(sorted(figures["period"].unique(), key=age))}
    figures = figures.assign(order=figures["period"].map(order))
    newest = figures.groupby("place")["order"].transform("max") == figures["order"]
    return [
        period_comparisons(figures[figures["period"] == period], newest, kind, similar).assign(period=period)
        for period in sorted(figures.loc[newest, "period"].unique())
    ]


def age(period: str) -> tuple[bool, bool, list[int], str]:
    """Return what to sort a period by, so that the newest is last: 2019 before 2020, round 9 before round 10.

    A span of years, and all years together, are older than any single year, as they are mostly about what was before.
    """
    return period != "all years", " to " not in period, [int(digits) for digits in re.findall(r"\d+", period)], period


def period_comparisons(figures: pd.DataFrame, newest: pd.Series, kind: str, similar: Places) -> pd.DataFrame:
    """Return the comparisons of one measure in one period, of the areas of which it is the newest."""
    from scipy.special import stdtr  # only here: it takes a while to load, and only builds need it

    places = figures["place"].to_numpy()
    # one place more than there are areas: what a missing similar area points to
    value, lower, upper = (np.full(len(similar) + 1, np.nan) for _ in range(3))
    for numbers, name in ((value, "value"), (lower, "lower"), (upper, "upper")):
        numbers[places] = figures[name].to_numpy(dtype=float)
    middle, similar_areas = middles(value[similar])
    z, degrees = z_scores(*scaled(value, lower, upper, kind), similar)
    compared = np.sort(figures.loc[newest.loc[figures.index], "place"].to_numpy())
    compared = compared[(similar_areas[compared] >= FEWEST_SIMILAR) & ~np.isnan(z[compared])]
    return pd.DataFrame(
        {
            "place": compared,
            "value": value[compared],
            "lower": lower[compared],
            "upper": upper[compared],
            "similar_value": middle[compared],
            "similar_areas": similar_areas[compared],
            "z": z[compared],
            "p": 2 * stdtr(degrees[compared], -np.abs(z[compared])),
        }
    )


def scaled(value: Numbers, lower: Numbers, upper: Numbers, kind: str) -> tuple[Numbers, Numbers, Numbers]:
    """Return values and the limits of their intervals on the scale on which areas of this kind of measure are compared."""
    if kind == "proportion":
        share = value / 100
        added = min(_half_of_smallest(share), _half_of_smallest(1 - share))
        return _log_odds(share, added), _log_odds(lower / 100, added), _log_odds(upper / 100, added)
    if kind in LOG_KINDS and not (value < 0).any():
        added = _half_of_smallest(value)
        return _log(value, added), _log(lower, added), _log(upper, added)
    return value, lower, upper


def _half_of_smallest(numbers: Numbers) -> float:
    """Return half of the smallest number that is above nothing, and not by an error of rounding; 0.5 where there is none."""
    above = numbers[numbers > 1e-9]
    return float(above.min()) / 2 if above.size else 0.5


def _log(numbers: Numbers, added: float) -> Numbers:
    return np.log(np.maximum(numbers, 0) + added)


def _log_odds(shares: Numbers, added: float) -> Numbers:
    within = np.clip(shares, 0, 1)
    return np.log(within + added) - np.log(1 - within + added)


def z_scores(value: Numbers, lower: Numbers, upper: Numbers, similar: Places) -> tuple[Numbers, Numbers]:
    """Return the z of each area and its degrees of freedom, as the head of this file says.

    Both are NaN without a value, an interval or any spread.
    """
    below, above = ((numbers / NormalDist().inv_cdf(0.975)) for numbers in (value - lower, upper - value))
    group = value[similar]
    middle, count = middles(group)
    away = value[:-1] - middle
    error = np.where(away > 0, below[:-1], above[:-1])
    theirs = np.where(away > 0, middles(above[similar])[0], middles(below[similar])[0])
    own = DEVIATION * middles(np.abs(group - middle[:, None]))[0]
    others = DEVIATION * middles(np.abs(away[count >= FEWEST_SIMILAR])[None, :])[0]
    floor = np.fmax(others, theirs)
    spread = np.fmax(own, floor)
    whole = spread**2 + error**2
    is_judged = whole > 0
    z = np.divide(away, np.sqrt(whole), out=np.full(away.shape, np.nan), where=is_judged)
    of_spread = np.where(own > floor, count, (~np.isnan(away)).sum()) - 1
    share = np.divide(spread**2, whole, out=np.full(away.shape, np.nan), where=is_judged)
    degrees = np.divide(of_spread, share**2, out=np.full(away.shape, np.inf), where=share > 0)
    return z, np.where(is_judged, degrees, np.nan)


def middles(rows: Numbers) -> tuple[Numbers, Places]:
    """Return the median of each row without what is missing (NaN where all is), and how many numbers it rests on."""
    count = (~np.isnan(rows)).sum(axis=1)
    if not rows.shape[1]:
        return np.full(len(rows), np.nan), count
    ordered = np.sort(rows, axis=1)  # what is missing comes last
    below, above = np.maximum(count - 1, 0) // 2, np.minimum(count // 2, rows.shape[1] - 1)
    pair = np.take_along_axis(ordered, np.column_stack([below, above]), axis=1)
    return np.where(count > 0, pair.mean(axis=1), np.nan), count


def believed(compared: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which comparisons to believe, by Benjamini and Hochberg's rule within each area. Rows of an area are together."""
    p = compared["p"].to_numpy(dtype=float)
    starts = np.flatnonzero(compared["area_id"].ne(compared["area_id"].shift()).to_numpy())[1:]
    parts = [benjamini_hochberg(of_area) for of_area in np.split(p, starts)]
    return np.concatenate(parts)


def outstanding(compared: pd.DataFrame) -> pd.DataFrame:
    """Return the comparisons to show: believed, their interval without the middle of the similar areas, three a side."""
    excludes = (compared["lower"] > compared["similar_value"]) | (compared["upper"] < compared["similar_value"])
    shown = compared[compared["is_believed"] & excludes]
    shown = shown.assign(
        side=np.where(shown["value"] > shown["similar_value"], "higher", "lower"), size=shown["z"].abs()
    )
    shown = shown.sort_values(["area_id", "side", "p", "size", "measure_id"], ascending=[True, True, True, False, True])
    return shown.groupby(["area_id", "side"]).head(MOST_A_SIDE)


def _write(db: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame) -> None:
    columns = ", ".join(f"{name}::{kind} AS {name}" for name, kind in COLUMNS[table].items())
    db.register("written", rows)
    db.execute(f"CREATE TABLE {table} AS SELECT {columns} FROM written")  # noqa: S608 (names stand in this file)
    db.unregister("written")
