"""The answer of the Trends page in words: a trend, a change or plain figures, from the rows and verdicts of the build."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard.app_pages.trends.choices import POINTS_FOR_CHANGE, SAME, is_per_area, name_of, places, points_in_time
from dashboard.model import db
from dashboard.model.catalogue import Catalogue
from dashboard.model.state import View
from dashboard.text import base_units, certainty, verdicts, words
from dashboard.text.base_units import BaseUnit
from dashboard.text.verdicts import Trend
from dashboard.text.words import Measure

FEWEST_SAME_AREAS = 10
"""With fewer of the same areas than this, no change of the programme is stated."""


def figure_words(row: Any, measure: Measure, per_area: bool) -> str:
    """Return the figure of a row as drawn: "58%", and for a total of a group "3.4 per area"."""
    if per_area and row.place_kind != "area":
        return words.per_area(row.drawn_value, measure)
    if row.place_kind == "area" and measure.kind == "mean" and float(row.drawn_value).is_integer():
        return words.figure(row.drawn_value, replace(measure, decimals=0))  # one partnership has 9 members, not 9.0
    return words.figure(row.drawn_value, measure)


@dataclass(frozen=True)
class Judgement:
    """The verdicts of the build on one measure: by place, over the plan on the same areas, and all years together.

    ``verdicts`` are the rows of ``trends_verdicts``, ``plan`` that of ``trends_plan_change`` or None; ``all_years`` is the
    row of the programme's figure of all years together, or None.
    """

    verdicts: pd.DataFrame
    plan: Any = None
    all_years: Any = None


def answer(catalogue: Catalogue, view: View, rows: pd.DataFrame, judgement: Judgement) -> str:
    """Return the page's answer for the place in focus: a trend with its last change, plain figures, or why there is none.

    ``rows`` are those of ``trends_figures`` or ``trends_plan_years``.
    """
    measure = catalogue.measures[view.measure]
    focus = view.area or next(iter(places(catalogue, view)))
    subject = f"{measure.name}, {name_of(catalogue, focus)}" if view.area else measure.name
    if not points_in_time(catalogue, view.measure):
        return f"{measure.name}: there are no figures over time yet, so no change can be shown."
    own = rows[rows["place_id"] == focus]
    with_figure = own[own["state"] == "value"]
    if len(with_figure) < POINTS_FOR_CHANGE:
        return too_few(subject, own, with_figure, measure, is_per_area(catalogue, view.measure))
    if view.axis == "plan":
        is_judged = not view.area and judgement.plan is not None and judgement.plan.verdict != "cannot say"
        return (
            f"{subject}: {plan_answer(measure, judgement.plan)}"
            if is_judged
            else plain_answer(catalogue, view, subject, with_figure)
        )
    key = view.area or SAME
    verdict = judgement.verdicts[judgement.verdicts["place_id"] == key]
    if verdict.empty:
        return plain_answer(catalogue, view, subject, with_figure)
    firm = with_figure[~with_figure["is_thin"] & with_figure["is_full"]]
    newest = "" if view.area or firm.empty else newest_words(firm.iloc[-1], measure)
    if not view.area and verdict.iloc[0]["areas_counted"] < FEWEST_SAME_AREAS:
        change = few_areas(measure, int(verdict.iloc[0]["areas_counted"]), judgement.all_years)
        return f"{subject}: {newest}{capitalised(change) if newest else change}"
    trend = trend_answer(catalogue, view.measure, rows[rows["place_id"] == key], verdict.iloc[0])
    return f"{subject}: {newest}{capitalised(trend) if newest else trend}"


def newest_words(row: Any, measure: Measure) -> str:
    """Return the newest figure of all areas as a sentence with its period and areas: "78% in 2025 (93 areas). "."""
    counted = words.count_of(int(row["areas_counted"]), "area")
    return f"{words.figure(row['drawn_value'], measure)} in {row['period']} ({counted}). "


def capitalised(sentence: str) -> str:
    """Return a sentence with a capital letter at its beginning and all else as it is."""
    return sentence[0].upper() + sentence[1:]


def plan_answer(measure: Measure, change: Any) -> str:
    """Return how a measure late in the plans compares with early in them, on the same areas, as sentences."""
    decimals = words.per_area_decimals(change.early_value, measure) if measure.is_total else measure.decimals
    rounded_measure = replace(measure, decimals=decimals)
    early, late = (words.figure(value, rounded_measure) for value in (change.early_value, change.late_value))
    an_area = " per area" if measure.is_total else ""
    differs = verdicts.difference_words(rounded_measure, change.changed_by, change.change_lower, change.change_upper)
    when = verdicts.changed_words(change.verdict, f"year {change.from_year} of the plan", f"year {change.to_year}")
    return (
        f"{when}, on the same {words.count_of(int(change.areas), 'area')}. "
        f"It was {early}{an_area} in year {change.from_year} and {late} in year {change.to_year}: {differs}."
    )


def few_areas(measure: Measure, areas: int, all_years: Any) -> str:
    """Return that too few areas have a figure in each year to judge the programme, with the figure of all years together."""
    only = "only one area has" if areas == 1 else f"only {words.count_of(areas, 'area')} have"
    sentence = f"we cannot say whether it changed, as {only} a figure in each of the last years"
    if all_years is None or all_years.state != "value":
        return f"{sentence}."
    counted = words.count_of(int(all_years.areas_counted), "area")
    return f"{sentence}. All years combined: {words.figure(all_years.value, measure)} ({counted})."


def too_few(subject: str, own: pd.DataFrame, with_figure: pd.DataFrame, measure: Measure, per_area: bool) -> str:
    """Return the answer where there are fewer than two figures: the only one, or why there is none."""
    if len(with_figure):
        only: Any = next(iter(db.rows(with_figure)))
        return f"{subject}: only {only.period} has a figure, {figure_words(only, measure, per_area)}, so no change can be shown."
    counts = own["state"].value_counts()
    reasons = [
        f"{words.STATES[state][0].lower()} for {words.count_of(int(counts[state]), 'period')}"
        for state in words.STATES
        if counts.get(state, 0)
    ]
    return f"{subject}: no figure to show{': ' + words.joined(reasons) if reasons else ''}."


def trend_answer(catalogue: Catalogue, measure_id: str, rows: pd.DataFrame, verdict: Any) -> str:
    """Return a trend with its first and last figure, as sentences.

    Where there are too few points for a trend, the answer is the change since the first point; a clear one is said too
    where the trend is not.
    """
    measure = catalogue.measures[measure_id]
    values = {row.period: row for row in db.rows(rows[rows["state"] == "value"])}
    if verdict["verdict"] == "cannot say" and verdict["since_verdict"] in verdicts.CHANGES:
        return since_first(catalogue, measure_id, values, verdict)
    sentence = trend_words(catalogue, measure_id, verdict)
    ends = [
        values[period]
        for period in dict.fromkeys((verdict["first_period"], verdict["last_period"]))
        if period in values
    ]
    if ends:
        sentence += f"; {words.joined([f'{figure_words(row, measure, False)} in {row.period}' for row in ends])}"
    if verdict["verdict"] != "no clear change" or verdict["since_verdict"] not in ("risen", "fallen"):
        return f"{sentence}."
    changed = verdicts.changed_words(verdict["since_verdict"], verdict["since_period"], verdict["last_period"])
    differs = verdicts.difference_words(measure, verdict["since_by"], verdict["since_lower"], verdict["since_upper"])
    return f"{sentence}. Still, it was {changed}: {differs}."


def since_first(catalogue: Catalogue, measure_id: str, values: Mapping[str, Any], verdict: Any) -> str:
    """Return the change since the first figure, with both figures and the number of areas, and why there is no trend."""
    measure, first, last = catalogue.measures[measure_id], verdict["since_period"], verdict["last_period"]
    same = (
        f", on the same {words.count_of(int(verdict['areas_counted']), 'area')}" if verdict["place_id"] == SAME else ""
    )
    differs = verdicts.difference_words(measure, verdict["since_by"], verdict["since_lower"], verdict["since_upper"])
    ends = words.joined([f"{figure_words(values[period], measure, False)} in {period}" for period in (first, last)])
    points = int(verdict["points"])
    base_unit = (
        base_units.ROUNDS if catalogue.measure_row(measure_id)["counts_people"] != "no" else BaseUnit("year", "years")
    )
    return (
        f"{verdicts.changed_words(verdict['since_verdict'], first, last)}{same}. It was {ends}: {differs}. "
        f"{base_unit.of(points)} are too few for a trend test."
    )


def trend_words(catalogue: Catalogue, measure_id: str, verdict: Any) -> str:
    """Return a verdict in words; for the same areas of the programme with the number of areas."""
    people = catalogue.measure_row(measure_id)["counts_people"] != "no"
    return verdicts.trend_words(
        Trend(
            verdict["verdict"],
            int(verdict["points"]),
            verdict["first_period"],
            verdict["last_period"],
            base_units.ROUNDS if people else BaseUnit("year", "years"),
            int(verdict["areas_counted"]) if verdict["place_id"] == SAME else None,
        )
    )


def plain_answer(catalogue: Catalogue, view: View, subject: str, with_figure: pd.DataFrame) -> str:
    """Return the first and the last figure that rest on enough areas, and that their certainty is not known."""
    measure, per_area = catalogue.measures[view.measure], is_per_area(catalogue, view.measure)
    firm = with_figure[~with_figure["is_thin"] & with_figure["is_full"]]
    used = firm if len(firm) >= POINTS_FOR_CHANGE else with_figure
    first, last = db.rows(used.iloc[[0, -1]])
    sentence = f"{subject}: {begins_with(catalogue, view)}{from_to(first, last, measure, per_area)}."
    if len(firm) < POINTS_FOR_CHANGE and not view.area:
        sentence += " Few areas have a figure yet, so this may not apply to all."
    if view.axis == "plan":
        return f"{sentence} Different areas are counted in each year, so there is no trend test."
    sure = certainty.how_sure(measure, last.drawn_value, None, None, None, None)
    return f"{sentence} {sure[0].upper()}{sure[1:]}." if pd.isna(last.lower) else sentence


def begins_with(catalogue: Catalogue, view: View) -> str:
    """Return the words before a plain figure of a group; empty for an area and for counts that are added up."""
    if view.area:
        return ""
    if catalogue.measure_row(view.measure)["roll_up"] == "median":
        return "the median area "
    return "on average " if is_per_area(catalogue, view.measure) else ""


def from_to(first: Any, last: Any, measure: Measure, per_area: bool) -> str:
    """Return two figures with their periods, and of a group the number of areas: "3.4 per area in 2014 (71 areas)"."""
    figures = [
        f"{figure_words(row, measure, per_area)} in {row.period[0].lower()}{row.period[1:]}" for row in (first, last)
    ]
    if first.place_kind == "area":
        return words.joined(figures)
    counts = [words.count_of(int(row.areas_counted), "area") for row in (first, last)]
    if counts[0] == counts[1]:
        return f"{words.joined(figures)} ({counts[0]} each time)"
    return words.joined([f"{figure} ({count})" for figure, count in zip(figures, counts, strict=True)])
