"""The texts around the chart of the Trends page: labels of points and events, subtitle, description and notes."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.app_pages.trends import drawings
from dashboard.app_pages.trends.choices import ENGLAND, SAME, is_per_area
from dashboard.app_pages.trends.drawings import Line
from dashboard.app_pages.trends.sentences import figure_words
from dashboard.model import db
from dashboard.model.catalogue import Catalogue
from dashboard.model.state import View
from dashboard.parts import small_trends
from dashboard.text import words
from dashboard.text.words import Measure

KINDS = {
    "award": "Award",
    "plan": "Plan endorsed",
    "status": "State of the area",
    "joint statement": "Joint statement with the council",
    "on record": "On the public record",
}
"""The label of each kind of event."""
SAME_NOTE = (
    "“Same areas” are those with a figure in each of the last five periods in which most areas report. "
    "Regions and waves have no such line and are shown with all their areas."
)
"""The effect of choosing the same areas."""
NO_SAME_NOTE = "There is no line for the same areas: none has a figure that can be shown in each of these periods."
METHOD = (
    "**Trend test.** A chi-squared test for trend on the last five points, weighted by precision (the Fingertips method of "
    "the Office for Health Improvement). “Rising” or “falling” is used only where chance alone would give such a line fewer than "
    "2 times in 1,000, whichever point is left out. “No clear change” is not the same as no change.",
    "**Same areas.** The trend for all areas is tested on those with a figure in each of the last five periods. Otherwise a "
    "change in which areas report could look like a real change.",
    small_trends.SCALE_NOTE,
)
"""How the page judges, as lines under "How we know"."""


def point_label(name: str, row: Any, measure: Measure, per_area: bool) -> str:
    """Return the hover label of a point."""
    part = " (part year)" if row.is_part_year else ""
    label = f"{name}, {row.period}{part}: {figure_words(row, measure, per_area)}"
    if pd.notna(row.lower):
        label += f" (between {words.figure(row.lower, measure)} and {words.figure(row.upper, measure)})"
    if row.place_kind in ("area", "england", "region"):
        return label
    return f"{label}, {words.count_of(int(row.areas_counted), 'area')}{' (few)' if row.is_thin else ''}"


def event_line(sign: str, row: Any) -> str:
    """Return one event as a line of a list, with its number where it is drawn."""
    text = f"{words.date_words(row['happened_on'])}. {KINDS[row['kind']]}: {row['what']}"
    # a year with a full stop at the beginning would be read as the number of a list
    return f"**{sign}.** {words.plain(text)}" if sign else words.plain(text).replace(".", "\\.", 1)


def subtitle(catalogue: Catalogue, view: View) -> str:
    """Return the unit of the figures and the scale of time."""
    measure = catalogue.measures[view.measure]
    per_area = "; for groups, the average per area with a figure" if is_per_area(catalogue, view.measure) else ""
    of_plan = "year of the plan: year 1 is the calendar year in which an area's first plan was endorsed"
    first = of_plan if view.axis == "plan" else ""
    return f"{measure.unit[0].upper()}{measure.unit[1:]}{per_area}, by {first or 'year'}."


def alt(catalogue: Catalogue, view: View, shown: pd.DataFrame, drawn: dict[str, str], answer_text: str) -> str:
    """Return the chart in words: the answer, and the first and last figure of each line."""
    measure, per_area = catalogue.measures[view.measure], is_per_area(catalogue, view.measure)
    ends = []
    for place_id, name in drawn.items():
        points = shown[(shown["place_id"] == place_id) & (shown["state"] == "value")]
        if len(points):
            first, last = db.rows(points.iloc[[0, -1]])
            begins, ends_at = (f"{figure_words(point, measure, per_area)} in {point.period}" for point in (first, last))
            ends.append(f"{name}: {begins}, {ends_at}")
    return f"{answer_text} Lines over time. {'; '.join(ends)}. The table below has all figures."


def part_year_notes(periods: Sequence[str]) -> list[str]:
    """Return the note on part years in the table and not in the chart: a total of part of a year is none of a year."""
    if not periods:
        return []
    return [f"Only part of {words.joined(periods)} is in the data, so it is in the table and not in the chart."]


def notes(
    catalogue: Catalogue,
    view: View,
    shown: pd.DataFrame,
    drawn: dict[str, str],
    breaks: pd.DataFrame,
    by_plan: pd.DataFrame,
) -> list[str]:
    """Return the notes on the lines: few areas, which areas are in them, new wordings, and lines without a figure."""
    sentences = []
    if shown["is_thin"].any():
        sentences.append(
            "Dotted grey lines and hollow points are based on fewer than 30 areas, or fewer than half of a smaller group."
        )
    if view.axis == "plan":
        planned_areas = int(by_plan["planned_areas"].iloc[0]) if len(by_plan) else 0
        sentences.append(
            f"The date when the first plan was endorsed is known for {planned_areas} of {len(catalogue.areas)} areas. "
            "The others are left out."
        )
    if view.same == "same" and view.axis != "plan":
        sentences.append(SAME_NOTE)
        if next(iter(drawn)) == SAME and not ((shown["place_id"] == SAME) & (shown["state"] == "value")).any():
            sentences.append(NO_SAME_NOTE)
    if catalogue.measures[view.measure].is_total and catalogue.measure_row(view.measure)["sources"] == "returns":
        sentences.append("The years in which an area started and closed may be part years.")
    sentences += [
        f"The wording of the question changed in {row.period}, so figures before and after are not joined or compared."
        for row in db.rows(breaks)
    ]
    sentences += [
        f"{name} has no figure to draw."
        for place_id, name in list(drawn.items())[1:]
        if place_id != ENGLAND and not ((shown["place_id"] == place_id) & (shown["state"] == "value")).any()
    ]
    return sentences


def scale_notes(lines: Sequence[Line]) -> list[str]:
    """Return the notes on the scale, and on the lines without a name."""
    sentences = []
    if any(point.lower is not None for point in lines[0].points):
        sentences.append(f"Thin bars show the 95% confidence intervals for {lines[0].name}.")
    sentences += ["The scale does not start at 0."] if drawings.bounds(lines)[0] > 0 else []
    unnamed = len(lines) - drawings.MOST_NAMED
    if unnamed > 0:
        others = f"{words.count_of(unnamed, 'other')} {'is' if unnamed == 1 else 'are'}"
        sentences.append(f"Four lines are named; the {others} thin and grey. Hover over a line to see its name.")
    return sentences
