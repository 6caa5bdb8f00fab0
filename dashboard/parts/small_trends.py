"""Small lines of measures at one place, for tiles and rows: years without a figure are gaps, totals are per area."""

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.drawing.small_lines import LEAST_SPAN, Point, small_line
from dashboard.model import db
from dashboard.text import words
from dashboard.text.words import Measure

SCALE_NOTE = (
    f"**Small lines.** Counts and amounts start at 0; percentages cover at least {LEAST_SPAN:.0f} points, so a small change "
    "looks small. A line breaks where a year has no figure that can be shown."
)
"""How small lines are drawn, as a line under "Methods and limitations"."""


def points(
    build: db.Build, measure_ids: Sequence[str], place_id: str, newest: Mapping[str, str]
) -> dict[str, list[tuple[str, Point]]]:
    """Return the points of each measure up to its ``newest`` period, each with its period; a total of areas is per area.

    A period without a figure, or with one of few areas or of part of a year, is a gap. "all years" as the newest period
    takes in every single one.
    """
    rows = db.query(build, "trends_figures", measures=".".join(measure_ids), places=place_id)
    has_figure = (rows["state"] == "value") & rows["is_full"] & ~rows["is_part_total"] & rows["drawn_value"].notna()
    listed: dict[str, list[tuple[str, Point]]] = {measure_id: [] for measure_id in measure_ids}
    for row, is_point in zip(db.rows(rows), has_figure, strict=True):
        if row.period <= newest.get(row.measure_id, ""):
            ends = (number_or_none(row.lower), number_or_none(row.upper))
            point = Point(row.time_at, row.drawn_value, *ends) if is_point else Point(row.time_at, None)
            listed[row.measure_id].append((row.period, point))
    return listed


def number_or_none(number: float) -> float | None:
    """Return a number of a row, or None where it is missing."""
    return None if pd.isna(number) else float(number)


def line(measure: Measure, of_measure: Sequence[tuple[str, Point]]) -> str:
    """Return the small line of a measure as HTML whose alternative text has each figure; empty for fewer than two figures."""
    figures = "; ".join(
        f"{period}: {words.figure(point.value, measure)}" for period, point in of_measure if point.value is not None
    )
    return small_line([point for _, point in of_measure], f"{measure.name} by year: {figures}", measure.is_share)
