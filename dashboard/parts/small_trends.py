"""Small lines of measures at one place, for tiles and rows: only periods that enough areas reported, totals per area."""

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.drawing.small_lines import Point, small_line
from dashboard.model import db
from dashboard.text import words
from dashboard.text.words import Measure


def points(
    build: db.Build, measure_ids: Sequence[str], place_id: str, newest: Mapping[str, str]
) -> dict[str, list[tuple[str, Point]]]:
    """Return the points of each measure up to its ``newest`` period, each with its period; a total of areas is per area.

    "all years" as the newest period takes in every single one.
    """
    rows = db.query(build, "trends_figures", measures=".".join(measure_ids), places=place_id)
    kept = rows[(rows["state"] == "value") & rows["is_full"] & ~rows["is_part_total"] & rows["drawn_value"].notna()]
    listed: dict[str, list[tuple[str, Point]]] = {measure_id: [] for measure_id in measure_ids}
    for row in db.rows(kept):
        if row.period <= newest.get(row.measure_id, ""):
            point = Point(row.time_at, row.drawn_value, number_or_none(row.lower), number_or_none(row.upper))
            listed[row.measure_id].append((row.period, point))
    return listed


def number_or_none(number: float) -> float | None:
    """Return a number of a row, or None where it is missing."""
    return None if pd.isna(number) else float(number)


def line(measure: Measure, of_measure: Sequence[tuple[str, Point]]) -> str:
    """Return the small line of a measure as HTML whose alternative text has each figure; empty for fewer than two points."""
    figures = "; ".join(f"{period}: {words.figure(point.value, measure)}" for period, point in of_measure)
    return small_line([point for _, point in of_measure], f"{measure.name} by year: {figures}")
