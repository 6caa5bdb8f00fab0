"""What the Trends page says and shows of one view: topic and measure, lines, answer, events, table and file.

Pure functions over rows of the build, and one that puts them together, kept for each build, view and theme.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.app_pages.trends import drawings
from dashboard.app_pages.trends.drawings import Line, Point, Scene
from dashboard.model import db, dictionary
from dashboard.model.catalogue import UNLABELLED, Catalogue, Context, catalogue_for
from dashboard.model.state import SEPARATOR, View
from dashboard.parts import blocks, frame, head, standing, trace
from dashboard.text import figure_cells, verdicts, words
from dashboard.text.verdicts import Counted, Trend
from dashboard.text.words import Measure

THEMES = ("Participation", "Funding wins", "Council relationship")
"""What the page is for first; they are offered also where no returns tell them."""
PROGRAMME, SAME, ENGLAND = "programme:all", "programme:same-areas", "E92000001"
MOST_EVENTS_DRAWN = 4
POINTS_FOR_CHANGE = 2
FEWEST_SAME_AREAS = 10
"""On fewer of the same areas than this nothing is said of the programme's change."""
KINDS = {
    "award": "Award",
    "plan": "Plan agreed",
    "status": "State of the area",
    "joint statement": "Written down with the council",
    "on record": "On the public record",
}
"""What each kind of event is called."""


def points_in_time(catalogue: Catalogue, measure_id: str) -> list[str]:
    """Return the years and rounds of a measure, oldest first: spans of years and all years together are no points."""
    return sorted(period for period in catalogue.periods[measure_id] if re.fullmatch(r"\d{4}(-\d\d)?", period))


def has_line(catalogue: Catalogue, measure_id: str) -> bool:
    """Whether a measure has points enough for a line."""
    return len(points_in_time(catalogue, measure_id)) >= POINTS_FOR_CHANGE


def topics(catalogue: Catalogue, asked: str) -> list[str]:
    """Return the topics to choose from: the three themes, those with a measure over time, and the one asked for."""
    every = list(dict.fromkeys(catalogue.registry["topic"]))
    found = [one for one in every if one == asked or any(has_line(catalogue, name) for name in catalogue.of_topic(one))]
    return list(dict.fromkeys([*(one for one in THEMES if one in every), *found]))


def topic_of(catalogue: Catalogue, view: View) -> str:
    """Return the topic a view is of: the one asked for, that of its measure, or the first that can be told over time."""
    if view.topic:
        return view.topic
    if view.measure != View().measure:
        return str(catalogue.measure_row(view.measure)["topic"])
    offered = topics(catalogue, "")
    with_lines = [one for one in offered if any(has_line(catalogue, name) for name in catalogue.of_topic(one))]
    return next(iter([*with_lines, *offered, str(catalogue.measure_row(view.measure)["topic"])]))


def measures_of(catalogue: Catalogue, view: View) -> list[str]:
    """Return the measures to choose from in a view's topic: those with a line, or all where none has one."""
    every = catalogue.of_topic(topic_of(catalogue, view))
    return [one for one in every if one == view.measure or has_line(catalogue, one)] or every


def settled(catalogue: Catalogue, view: View) -> View:
    """Return the view as it is shown: a measure of another topic gives way to the first, years of the plan to calendar years."""
    topic, offered = topic_of(catalogue, view), measures_of(catalogue, view)
    with_lines = [one for one in offered if has_line(catalogue, one)]
    measure = view.measure if view.measure in offered else (with_lines or offered)[0]
    axis = view.axis if can_tell_by_plan(catalogue, measure) else View().axis
    return replace(view, topic=topic, measure=measure, period=catalogue.periods[measure][0], axis=axis)


def can_tell_by_plan(catalogue: Catalogue, measure_id: str) -> bool:
    """Whether a measure is told by year of the plan: see ``queries/views/plan_year.sql``."""
    row = catalogue.measure_row(measure_id)
    is_by_calendar_year = any(len(period) == 4 for period in points_in_time(catalogue, measure_id))
    return (
        row["counts_people"] == "no" and row["roll_up"] == "sum" and row["sources"] == "returns" and is_by_calendar_year
    )


def is_for_each_area(catalogue: Catalogue, measure_id: str) -> bool:
    """Whether the figure of a group is told as what it is for each of its areas, as a total grows with who reports."""
    return catalogue.measures[measure_id].is_total and catalogue.measure_row(measure_id)["roll_up"] == "sum"


def places(catalogue: Catalogue, view: View) -> dict[str, str]:
    """Return the places to draw with what each is called, the one in focus first: the chosen area, or the programme."""
    is_by_plan = view.axis == "plan"
    programme = SAME if view.same == "same" and not is_by_plan else PROGRAMME
    beside = [] if is_by_plan or catalogue.measures[view.measure].is_total else [ENGLAND]
    wanted = [*([view.area] if view.area else []), programme, *view.chosen, *beside]
    return {one: name_of(catalogue, one) for one in dict.fromkeys(wanted)}


def name_of(catalogue: Catalogue, place_id: str) -> str:
    """Return what a place is called on this page."""
    return {SAME: "The same areas", ENGLAND: "England"}.get(place_id) or catalogue.compared[place_id]


def offered_lines(catalogue: Catalogue, view: View) -> dict[str, str]:
    """Return what can be chosen as a line; where the areas are not named only groups, and what is chosen already."""
    every = catalogue.compared
    is_unlabelled = UNLABELLED in set(catalogue.areas["area_name"])
    return {
        one: name
        for one, name in every.items()
        if one in view.chosen or not is_unlabelled or one in catalogue.groups or one == view.area
    }


def number(row: Any, measure: Measure, for_each: bool) -> str:
    """Return the figure of a row as it is drawn: "58%", and for a total of a group "3.4 an area"."""
    if for_each and row.place_kind != "area":
        return each(row.told, measure)
    if row.place_kind == "area" and measure.kind == "mean" and float(row.told).is_integer():
        return words.figure(row.told, replace(measure, decimals=0))  # one partnership has 9 members, not 9.0
    return words.figure(row.told, measure)


def each(value: float, measure: Measure) -> str:
    """Return what a total is for each area: "3.4 an area"."""
    return f"{words.figure(value, replace(measure, decimals=decimals_of(value, measure)))} an area"


def decimals_of(value: float, measure: Measure) -> int:
    """Return with how many decimals a total is told for each area."""
    if abs(value) >= 100 or measure.unit.startswith("£"):
        return 0
    return 1 if abs(value) >= 1 or not value else 2


def said_of_point(name: str, row: Any, measure: Measure, for_each: bool) -> str:
    """Return what a point says when it is pointed at."""
    said = f"{name}, {row.period}: {number(row, measure, for_each)}"
    if pd.notna(row.lower):
        said += f" (between {words.figure(row.lower, measure)} and {words.figure(row.upper, measure)})"
    if row.place_kind in ("area", "england", "region"):
        return said
    return f"{said}, {words.count_of(int(row.areas_counted), 'area')}{', which are few' if row.is_thin else ''}"


def line(name: str, rows: Sequence[Any], times: Sequence[float], measure: Measure, for_each: bool) -> Line:
    """Return the line of one place: a point for each time, empty where it has no figure."""
    by_time = {row.time_at: row for row in rows if row.state == "value" and pd.notna(row.told)}
    points = []
    for at in times:
        row = by_time.get(at)
        if row is None:
            points.append(Point(at, None))
            continue
        lower, upper = (None, None) if pd.isna(row.lower) or for_each else (float(row.lower), float(row.upper))
        points.append(
            Point(at, float(row.told), bool(row.is_thin), lower, upper, said_of_point(name, row, measure, for_each))
        )
    return Line(words.short_name(name), points)


@dataclass(frozen=True)
class Judged:
    """What the build judges of a measure: ``verdicts`` by place, over the ``plan`` on the same areas, and all years together.

    ``verdicts`` are the rows of ``trends_verdicts``, ``plan`` that of ``trends_plan_change`` or None; ``all_years`` is the
    row of the programme's figure of all years together, or None.
    """

    verdicts: pd.DataFrame
    plan: Any = None
    all_years: Any = None


def answer(catalogue: Catalogue, view: View, rows: pd.DataFrame, judged: Judged) -> str:
    """Return the page's answer for the place in focus: a trend with its last change, or plain figures, or why there is none.

    ``rows`` are those of ``trends_figures`` or ``trends_plan_years``.
    """
    measure = catalogue.measures[view.measure]
    focus = view.area or next(iter(places(catalogue, view)))
    what = f"{measure.name}, {name_of(catalogue, focus)}" if view.area else measure.name
    if not points_in_time(catalogue, view.measure):
        return f"{measure.name}: there are no figures over time yet, so nothing can be said of change."
    own = rows[rows["place_id"] == focus]
    known = own[own["state"] == "value"]
    if len(known) < POINTS_FOR_CHANGE:
        return too_few(what, own, known, measure, is_for_each_area(catalogue, view.measure))
    if view.axis == "plan":
        is_judged = not view.area and judged.plan is not None and judged.plan.verdict != "cannot say"
        return (
            f"{what}: {plan_answer(measure, judged.plan)}" if is_judged else plain_answer(catalogue, view, what, known)
        )
    key = view.area or SAME
    verdict = judged.verdicts[judged.verdicts["place_id"] == key]
    if verdict.empty:
        return plain_answer(catalogue, view, what, known)
    if not view.area and verdict.iloc[0]["areas_counted"] < FEWEST_SAME_AREAS:
        return f"{what}: {few_areas(measure, int(verdict.iloc[0]['areas_counted']), judged.all_years)}"
    return f"{what}: {trend_answer(catalogue, view.measure, rows[rows['place_id'] == key], verdict.iloc[0])}"


def plan_answer(measure: Measure, change: Any) -> str:
    """Return how a measure late in the plans compares with early, on the same areas, as sentences."""
    decimals = decimals_of(change.early_value, measure) if measure.is_total else measure.decimals
    told = replace(measure, decimals=decimals)
    early, late = (words.figure(value, told) for value in (change.early_value, change.late_value))
    an_area = " an area" if measure.is_total else ""
    differs = verdicts.difference_words(told, change.changed_by, change.change_lower, change.change_upper)
    when = verdicts.changed_words(change.verdict, f"year {change.from_year} of the plan", f"year {change.to_year}")
    return (
        f"{when}, on the same {words.count_of(int(change.areas), 'area')}. "
        f"It was {early}{an_area} in year {change.from_year} and {late} in year {change.to_year}: {differs}."
    )


def few_areas(measure: Measure, areas: int, all_years: Any) -> str:
    """Return that too few areas have a figure in each year to judge the programme, and what all years together give."""
    only = "only one area has" if areas == 1 else f"only {words.count_of(areas, 'area')} have"
    said = f"whether it changed cannot be said, as {only} a figure in each of the last years"
    if all_years is None or all_years.state != "value":
        return f"{said}."
    counted = words.count_of(int(all_years.areas_counted), "area")
    return f"{said}. All years together: {words.figure(all_years.value, measure)} ({counted})."


def too_few(what: str, own: pd.DataFrame, known: pd.DataFrame, measure: Measure, for_each: bool) -> str:
    """Return the answer where there are not two figures: the one there is, or why there is none."""
    if len(known):
        only: Any = next(iter(db.rows(known)))
        return f"{what}: only {only.period} has a figure, {number(only, measure, for_each)}, so no change can be told."
    counts = own["state"].value_counts()
    why = [
        f"{words.STATES[state][0].lower()} for {words.count_of(int(counts[state]), 'period')}"
        for state in words.STATES
        if counts.get(state, 0)
    ]
    return f"{what}: no figure to show{': ' + words.joined(why) if why else ''}."


def trend_answer(catalogue: Catalogue, measure_id: str, rows: pd.DataFrame, verdict: Any) -> str:
    """Return a trend with its first and last figure, and the change since the point before, as sentences.

    Where there are too few points for a trend, the change since the first of them is told.
    """
    measure = catalogue.measures[measure_id]
    values = {row.period: row for row in db.rows(rows[rows["state"] == "value"])}
    if verdict["verdict"] == "cannot say" and verdict["since_verdict"] in verdicts.CHANGES:
        return since_first(catalogue, measure_id, values, verdict)
    said = trend_said(catalogue, measure_id, verdict)
    ends = [values[one] for one in dict.fromkeys((verdict["first_period"], verdict["last_period"])) if one in values]
    if ends:
        said += f"; {words.joined([f'{number(one, measure, False)} in {one.period}' for one in ends])}"
    changed = verdicts.difference_words(
        measure,
        standing.number_or_none(verdict["changed_by"]),
        standing.number_or_none(verdict["change_lower"]),
        standing.number_or_none(verdict["change_upper"]),
    )
    return (
        f"{said}. From {verdict['earlier_period']} to {verdict['last_period']}: {changed}." if changed else f"{said}."
    )


def since_first(catalogue: Catalogue, measure_id: str, values: Mapping[str, Any], verdict: Any) -> str:
    """Return the change since the first figure, with both and on how many areas, and why no trend is told."""
    measure, first, last = catalogue.measures[measure_id], verdict["since_period"], verdict["last_period"]
    same = (
        f", on the same {words.count_of(int(verdict['areas_counted']), 'area')}" if verdict["place_id"] == SAME else ""
    )
    differs = verdicts.difference_words(measure, verdict["since_by"], verdict["since_lower"], verdict["since_upper"])
    ends = words.joined([f"{number(values[one], measure, False)} in {one}" for one in (first, last)])
    points = int(verdict["points"])
    counted = (
        verdicts.ROUNDS if catalogue.measure_row(measure_id)["counts_people"] != "no" else Counted("year", "years")
    )
    return (
        f"{verdicts.changed_words(verdict['since_verdict'], first, last)}{same}. It was {ends}: {differs}. "
        f"{counted.of(points)} are too few to speak of a trend."
    )


def trend_said(catalogue: Catalogue, measure_id: str, verdict: Any) -> str:
    """Return a verdict in words, for the same areas of the programme with how many they are."""
    people = catalogue.measure_row(measure_id)["counts_people"] != "no"
    return verdicts.trend_words(
        Trend(
            verdict["verdict"],
            int(verdict["points"]),
            verdict["first_period"],
            verdict["last_period"],
            verdicts.ROUNDS if people else Counted("year", "years"),
            int(verdict["areas_counted"]) if verdict["place_id"] == SAME else None,
        )
    )


def plain_answer(catalogue: Catalogue, view: View, what: str, known: pd.DataFrame) -> str:
    """Return the first and the last figure that enough areas make up, and that how sure this is cannot be said."""
    measure, for_each = catalogue.measures[view.measure], is_for_each_area(catalogue, view.measure)
    firm = known[~known["is_thin"] & known["is_full"]]
    used = firm if len(firm) >= POINTS_FOR_CHANGE else known
    first, last = db.rows(used.iloc[[0, -1]])
    said = f"{what}: {begins_with(catalogue, view)}{from_to(first, last, measure, for_each)}."
    if len(firm) < POINTS_FOR_CHANGE and not view.area:
        said += " Few areas have a figure yet, so this does not speak for all."
    if view.axis == "plan":
        return f"{said} Different areas are counted in each year, so no trend is judged."
    sure = verdicts.how_sure(measure, last.told, None, None, None, None)
    return f"{said} {sure[0].upper()}{sure[1:]}." if pd.isna(last.lower) else said


def begins_with(catalogue: Catalogue, view: View) -> str:
    """Return what a plain figure of a group is of its areas; nothing for an area or for counts added up."""
    if view.area:
        return ""
    if catalogue.measure_row(view.measure)["roll_up"] == "median":
        return "the middle area "
    return "on average " if is_for_each_area(catalogue, view.measure) else ""


def from_to(first: Any, last: Any, measure: Measure, for_each: bool) -> str:
    """Return two figures with their periods, and of a group with how many areas: "3.4 an area in 2014 (71 areas)"."""
    told = [f"{number(one, measure, for_each)} in {one.period[0].lower()}{one.period[1:]}" for one in (first, last)]
    if first.place_kind == "area":
        return words.joined(told)
    counts = [words.count_of(int(one.areas_counted), "area") for one in (first, last)]
    if counts[0] == counts[1]:
        return f"{words.joined(told)} ({counts[0]} each time)"
    return words.joined([f"{one} ({count})" for one, count in zip(told, counts, strict=True)])


@dataclass(frozen=True)
class TrendView:
    """What the page shows of one view: answer, chart with its words, notes, events, table, file, and the row to trace."""

    answer: str
    has_points: bool
    figure: go.Figure | None
    title: str
    subtitle: str
    alt: str
    notes: list[str]
    events: list[str]
    table: pd.DataFrame
    file: pd.DataFrame
    codes: str
    traced: Any
    traced_name: str


@lru_cache(maxsize=300)
def trend_view(build: db.Build, view: View, theme: str) -> TrendView:
    """Return what the page shows of a settled view in a theme (light or dark)."""
    catalogue = catalogue_for(build, view)
    measure, drawn = catalogue.measures[view.measure], places(catalogue, view)
    asked = SEPARATOR.join(dict.fromkeys([*drawn, SAME]))
    by_year = db.query(build, "trends_figures", measure_id=view.measure, places=asked)
    by_plan = db.query(build, "trends_plan_years", measure_id=view.measure, places=asked)
    judged = db.query(build, "trends_verdicts", measure_id=view.measure)
    rows = by_plan if view.axis == "plan" else by_year
    shown = rows[rows["place_id"].isin(list(drawn))]
    said_of = {one: verdict_of(catalogue, view, judged, one) for one in drawn}
    shown = shown.assign(name=shown["place_id"].map(drawn), verdict=shown["place_id"].map(said_of))
    breaks = db.query(build, "trends_breaks", measure_id=view.measure)
    events = db.query(build, "trends_events", area_id=view.area)
    scene, listed = scene_of(view, shown, breaks, events)
    lines = lines_of(catalogue, view, shown, drawn, [at for at, _ in scene.times])
    by_plan_judged = next(iter(db.rows(db.query(build, "trends_plan_change", measure_id=view.measure))), None)
    together = db.query(build, "figures_beside", measure_id=view.measure, period="all years")
    all_years = next((row for row in db.rows(together) if row.place_id == PROGRAMME), None)
    said = answer(catalogue, view, rows, Judged(judged, by_plan_judged, all_years))
    traced, traced_name = headline(catalogue, view, rows, judged)
    return TrendView(
        answer=said,
        has_points=bool(points_in_time(catalogue, view.measure)),
        figure=drawings.trend(lines, scene, measure, theme) if (shown["state"] == "value").any() else None,
        title=f"{measure.name} over time",
        subtitle=subtitle(catalogue, view),
        alt=alt(catalogue, view, shown, drawn, said),
        notes=[*notes(catalogue, view, shown, drawn, breaks, by_plan), *scale_notes(lines)],
        events=listed,
        table=table(catalogue, view, shown, drawn),
        file=points_file(catalogue, view, shown, drawn, build),
        codes=verdicts.codes_explained(sorted(set(codes(shown)) - {""})),
        traced=traced,
        traced_name=traced_name,
    )


def headline(catalogue: Catalogue, view: View, rows: pd.DataFrame, judged: pd.DataFrame) -> tuple[Any, str]:
    """Return the row of the last figure that the answer tells, or of the newest there is, with what its place is called.

    None where no row is there.
    """
    focus = view.area or next(iter(places(catalogue, view)))
    verdict = judged[judged["place_id"] == (view.area or SAME)]
    is_judged = (
        len(verdict) > 0
        and view.axis != "plan"
        and (bool(view.area) or verdict.iloc[0]["areas_counted"] >= FEWEST_SAME_AREAS)
    )
    own = rows[rows["place_id"] == (verdict.iloc[0]["place_id"] if is_judged else focus)]
    if is_judged:
        own = own[own["period"] == verdict.iloc[0]["last_period"]]
    known = own[own["state"] == "value"]
    firm = known[~known["is_thin"] & known["is_full"]] if not view.area else known
    found = next((one for one in (firm, known, own) if len(one)), None)
    if found is None:
        return None, ""
    row = found.iloc[-1]
    name = name_of(catalogue, str(row["place_id"]))
    if view.area:
        return row, name
    called = "the same areas" if row["place_id"] == SAME else name
    return row, standing.group(called, catalogue.measure_row(view.measure)["roll_up"], int(row["areas_counted"]))


def verdict_of(catalogue: Catalogue, view: View, judged: pd.DataFrame, place_id: str) -> str:
    """Return the verdict on one place in words; nothing where it is not judged, as a group is only on the same areas."""
    found = judged[judged["place_id"] == place_id]
    return "" if found.empty or view.axis == "plan" else trend_said(catalogue, view.measure, found.iloc[0])


def lines_of(
    catalogue: Catalogue, view: View, shown: pd.DataFrame, drawn: dict[str, str], times: Sequence[float]
) -> list[Line]:
    """Return a line for each place that has a figure, the one in focus first even where it has none."""
    measure, for_each = catalogue.measures[view.measure], is_for_each_area(catalogue, view.measure)
    by_place: dict[str, list[Any]] = {one: [] for one in drawn}
    for row in db.rows(shown):  # one walk over all: a walk for each place costs far more
        by_place[row.place_id].append(row)
    return [
        line(name, by_place[one], times, measure, for_each)
        for turn, (one, name) in enumerate(drawn.items())
        if turn == 0 or any(row.state == "value" for row in by_place[one])
    ]


def scene_of(view: View, shown: pd.DataFrame, breaks: pd.DataFrame, events: pd.DataFrame) -> tuple[Scene, list[str]]:
    """Return what stands around the lines, and the list of events under them; those that are drawn carry their number."""
    known = shown.drop_duplicates("time_at").sort_values("time_at")
    times = [(float(row.time_at), row.period.removeprefix("Year ")) for row in db.rows(known)]
    if view.axis == "plan" or not times:
        return Scene(times), []
    at = {period: time for time, period in times}
    wordings = [
        (at[row.period] + at[row.before_it]) / 2 for row in db.rows(breaks) if row.period in at and row.before_it in at
    ]
    inside = events[events["time_at"].between(times[0][0], times[-1][0])].head(MOST_EVENTS_DRAWN)
    signs = {index: str(turn) for turn, index in enumerate(inside.sort_values("time_at").index, 1)}
    marks = [(float(inside.loc[index, "time_at"]), sign) for index, sign in signs.items()]  # pyright: ignore[reportArgumentType]
    listed = [event_line(signs.get(index, ""), row) for index, row in events.sort_values("time_at").iterrows()]
    return Scene(times, wordings, marks), listed


def event_line(sign: str, row: Any) -> str:
    """Return one event as a line of a list, with its number where it is drawn."""
    said = f"{words.date_words(row['happened_on'])}. {KINDS[row['kind']]}: {row['what']}"
    return f"**{sign}.** {words.plain(said)}" if sign else words.plain(said)


def subtitle(catalogue: Catalogue, view: View) -> str:
    """Return the unit of what is drawn and how time is told."""
    measure = catalogue.measures[view.measure]
    each = "; of a group, for each of its areas with a figure" if is_for_each_area(catalogue, view.measure) else ""
    first = "year of the plan: year 1 is the calendar year of an area's first plan" if view.axis == "plan" else ""
    return f"{measure.unit[0].upper()}{measure.unit[1:]}{each}, by {first or 'year'}."


def alt(catalogue: Catalogue, view: View, shown: pd.DataFrame, drawn: dict[str, str], said: str) -> str:
    """Return the chart in words: the finding, and the first and last figure of each line."""
    measure, for_each = catalogue.measures[view.measure], is_for_each_area(catalogue, view.measure)
    ends = []
    for one, name in drawn.items():
        known = shown[(shown["place_id"] == one) & (shown["state"] == "value")]
        if len(known):
            first, last = db.rows(known.iloc[[0, -1]])
            begins, ends_at = (f"{number(point, measure, for_each)} in {point.period}" for point in (first, last))
            ends.append(f"{name}: {begins}, {ends_at}")
    return f"{said} Lines over time. {'; '.join(ends)}. The table below has all figures."


def notes(
    catalogue: Catalogue,
    view: View,
    shown: pd.DataFrame,
    drawn: dict[str, str],
    breaks: pd.DataFrame,
    by_plan: pd.DataFrame,
) -> list[str]:
    """Return what is to be said of the lines: few areas, who is in them, new wordings, and lines without a figure."""
    found = []
    if shown["is_thin"].any():
        found.append(
            "Dotted grey lines and hollow points rest on fewer than 30 areas, or on fewer than half of a smaller group."
        )
    if view.axis == "plan":
        known = int(by_plan["planned_areas"].iloc[0]) if len(by_plan) else 0
        found.append(
            f"The year of the first plan is known for {known} of {len(catalogue.areas)} areas; the others are not in the lines."
        )
    if view.same == "same" and view.axis != "plan":
        found.append(SAME_NOTE)
    if catalogue.measures[view.measure].is_total and catalogue.measure_row(view.measure)["sources"] == "returns":
        found.append("The years in which an area began and closed may be only part of a year.")
    found += [
        f"The question had a new wording from {row.period} on, so figures before and after are not joined or compared."
        for row in db.rows(breaks)
    ]
    found += [
        f"{name} has no figure to draw."
        for one, name in list(drawn.items())[1:]
        if one != ENGLAND and not ((shown["place_id"] == one) & (shown["state"] == "value")).any()
    ]
    return found


def scale_notes(lines: Sequence[Line]) -> list[str]:
    """Return what is to be said of the scale, and of the lines that have no name."""
    found = []
    if any(point.lower is not None for point in lines[0].points):
        found.append(
            f"The thin bars are the ranges (95%) of {lines[0].name}: the true figure is likely to lie within them."
        )
    found += ["The scale does not begin at 0."] if drawings.bounds(lines)[0] > 0 else []
    unnamed = len(lines) - drawings.MOST_NAMED
    if unnamed > 0:
        others = f"{words.count_of(unnamed, 'other')} {'is' if unnamed == 1 else 'are'}"
        found.append(f"Four lines are named; the {others} thin and grey. Point at a line to read its name.")
    return found


SAME_NOTE = (
    "“The same areas” are those with a figure in each of the last five periods in which most report; "
    "there is no such line for regions and waves, which are shown with all their areas."
)
"""What the choice of the same areas does."""


def heading(catalogue: Catalogue, view: View) -> str:
    """Return the heading of the column of figures."""
    return figure_cells.heading(catalogue.measures[view.measure])


def codes(shown: pd.DataFrame) -> list[str]:
    """Return the code of each point: "[c]", "[x]" or another, and nothing for a figure without caution."""
    return [verdicts.state_reason(row.state, row.reliability) for row in db.rows(shown)]


def in_order(shown: pd.DataFrame, drawn: dict[str, str]) -> pd.DataFrame:
    """Return the points place by place as drawn, the newest first; one for staff only loses its figures."""
    order = {one: turn for turn, one in enumerate(drawn)}
    rows = shown.assign(turn=shown["place_id"].map(order)).sort_values(["turn", "time_at"], ascending=[True, False])
    kept = rows["reliability"] == verdicts.STAFF_ONLY
    return rows.assign(
        **{one: rows[one].mask(kept) for one in ("value", "told", "lower", "upper", "numerator", "denominator")}
    )


def table(catalogue: Catalogue, view: View, shown: pd.DataFrame, drawn: dict[str, str]) -> pd.DataFrame:
    """Return the points as the table under the chart has them."""
    measure, rows = catalogue.measures[view.measure], in_order(shown, drawn)
    places_after = max(measure.decimals, 1)
    found = pd.DataFrame({"Place": rows["name"], "Period": rows["period"]})
    if is_for_each_area(catalogue, view.measure):
        found["For each area"] = rows["told"].round(1)
    found[heading(catalogue, view)] = rows["value"].round(places_after)
    if rows["lower"].notna().any():
        found["Range (95%)"] = [figure_cells.range_words(row, measure) for row in db.rows(rows)]
    counts = rows["areas_counted"].where(rows["place_kind"] != "england").astype("Int64")
    found["Areas"] = counts if len(found) > blocks.SHORT_TABLE else counts.astype(str).replace("<NA>", "")
    noted = codes(rows)
    return found.assign(Note=noted) if any(noted) else found


def points_file(
    catalogue: Catalogue, view: View, shown: pd.DataFrame, drawn: dict[str, str], build: db.Build
) -> pd.DataFrame:
    """Return the points as a file that explains itself; a figure for staff only says that it is hidden."""
    measure, rows = catalogue.measures[view.measure], in_order(shown, drawn)
    kept = rows["reliability"] == verdicts.STAFF_ONLY
    states = rows["state"].mask(kept, "hidden")
    cautions = rows["reliability"].mask(kept, "")
    area_codes = catalogue.areas["area_code"]
    return pd.DataFrame(
        {
            "programme": catalogue.programme["programme_name"],
            "measure": measure.name,
            "unit": measure.unit,
            "area_code": [str(area_codes.get(one, "")) for one in rows["place_id"]],
            "area_name": rows["name"],
            "area_type": rows["place_kind"],
            "period": rows["period"],
            "value": rows["value"],
            "value_for_each_area": rows["told"],
            "lower_confidence_interval_95": rows["lower"],
            "upper_confidence_interval_95": rows["upper"],
            "numerator": rows["numerator"],
            "denominator": rows["denominator"],
            "areas_counted": rows["areas_counted"],
            "trend": rows["verdict"],
            "state": states,
            "code": [verdicts.state_reason(state, caution) for state, caution in zip(states, cautions, strict=True)],
            "data_version": build.version,
        }
    )


def over_time(context: Context, shown: TrendView, figure: go.Figure) -> None:
    """Show the chart with what is to be said of it, the events beside it, and its table."""
    told, view = context.catalogue, context.view
    blocks.chart(
        figure,
        title=shown.title,
        subtitle=shown.subtitle,
        alt=shown.alt,
        source=head.source_line(context, source_words(context)),
        key="trend",
    )
    if shown.notes:
        st.markdown("\n".join(f"- {words.plain(one)}" for one in shown.notes))
    trace.trace(context, view.measure, shown.traced, shown.traced_name, "trends", view.area)

    if shown.events:
        st.header("What happened when")
        st.markdown("\n".join(f"- {one}" for one in shown.events))
        st.caption(
            "Numbers stand over the chart. That two things happened at one time does not say that one made the other."
        )

    st.header("The same figures as a table")
    blocks.table(
        shown.table,
        alt=f"{shown.title}: one row a place and point in time.",
        file_name=blocks.file_name(
            context, "trends", view.measure, view.area, "by-plan" if view.axis == "plan" else ""
        ),
        right=["For each area", heading(told, view), "Areas"],
        download=lambda: shown.file,
    )
    if shown.codes:
        st.caption(words.plain(shown.codes))


def needed_returns(build: db.Build, measure_id: str) -> str:
    """Return which returns a measure takes, in words: "Meetings and Attendance"; nothing for one of public figures."""
    rows = db.query(build, "trends_needs", measure_id=measure_id)
    return words.joined([f"“{dictionary.title_of(str(name))}”" for name in rows["table_name"]])


def missing_themes(catalogue: Catalogue) -> list[str]:
    """Return which of the three themes no figure tells over time."""
    every = set(catalogue.registry["topic"])
    return [
        one for one in THEMES if one in every and not any(has_line(catalogue, name) for name in catalogue.of_topic(one))
    ]


def on_record(row: Any) -> str:
    """Return what a published fact is, with what kind of fact where that matters, and who said or did it."""
    kind = "" if row.kind in ("programme figure", "survey percentage") else f"{row.kind}: "
    return f"{kind}{row.what}{f' ({row.who})' if row.who else ''}"


def record(context: Context) -> pd.DataFrame:
    """Return what the public record holds on a view's theme, as a table; where areas are not named, of the own one only."""
    view, told = context.view, context.catalogue
    rows = db.query(context.build, "trends_record", topic=topic_of(told, view))
    if view.others == "unlabelled" and view.area:
        rows = rows[rows["area_id"].isin(["", view.area])]
    found = pd.DataFrame(
        {
            "When": [words.period_of(row.date_from, row.date_to) for row in db.rows(rows)],
            "What": [on_record(row) for row in db.rows(rows)],
            "Figure": [words.fact_figure(row.value_number, row.value_unit, row.value_words) for row in db.rows(rows)],
            "Page": rows["source_url"].tolist(),
        }
    )
    if (rows["area_id"] != "").any():
        named = [told.area(one)["area_name"] if one else "The programme" for one in rows["area_id"]]
        found.insert(1, "Where", named)
    return found


def without_returns(context: Context, missing: Sequence[str]) -> None:
    """Show which themes no returns tell yet, with the ways to practice data and to loading one's own."""
    told, view = context.catalogue, context.view
    themes = words.joined([one.lower() for one in missing])
    is_public = told.measure_row(view.measure)["sources"] != "returns"
    shown = f" What is shown is {view.topic.lower()}, from public figures." if is_public else ""
    st.markdown(f"No returns tell {words.plain(themes)} over time yet.{words.plain(shown)}")
    topic = view.topic if view.topic in missing else missing[0]
    frame.ways_on(context, "trends", replace(View(view.programme), topic=topic))


def empty(context: Context) -> None:
    """Show what there is in place of a chart: which returns the measure takes, and what the public record holds."""
    view, told = context.view, context.catalogue
    needs = needed_returns(context.build, view.measure)
    if needs and not points_in_time(told, view.measure):
        st.markdown(f"This measure is made from the returns {words.plain(needs)}. None of them is loaded yet.")
    if view.axis == "plan":
        st.markdown("No area with a figure has a plan whose year is known. Choose calendar years.")
    rows = record(context)
    if rows.empty:
        return
    st.header("What the public record says meanwhile")
    blocks.table(
        rows,
        alt=f"Published facts on {view.topic.lower()}, the latest first.",
        file_name=blocks.file_name(context, "trends", view.topic, "on-record"),
        is_text=True,
    )
    st.markdown(
        "These are figures as others published them. They count different people in different ways, so no trend is "
        "judged from them."
    )


def source_words(context: Context) -> str:
    """Return where the figures of the measure are from, for the line under the chart."""
    used = context.catalogue.measure_row(context.view.measure)["sources"].split(", ")
    if used == ["returns"]:
        return "Returns of the areas"
    titles = {row.source_id: row.title for row in db.rows(db.query(context.build, "sources"))}
    return "; ".join(dict.fromkeys(titles[one] for one in used))


METHOD = (
    "**The verdict.** A straight line through the last five points, each weighing the more the surer it is, as Fingertips of the "
    "Office for Health Improvement does. It is rising or falling only where chance would give that in fewer than 2 of 1,000 such "
    "lines, and whichever point is left out. “No clear change” is not the same as no change.",
    "**The same areas.** All areas together are judged on those with a figure in each of the last five periods, as else a change "
    "of who reports would look like a change of what happened.",
    "**Totals.** A total of several areas is drawn for each area with a figure, so that it does not grow because more report.",
)
"""How the page judges, as lines under "How we know"."""
