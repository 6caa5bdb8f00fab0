"""The contents of the Trends page for one view, put together once for each build, view and theme, then kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.app_pages.trends import chart_words, drawings, sentences, tables
from dashboard.app_pages.trends.choices import PROGRAMME, SAME, is_per_area, name_of, places, points_in_time
from dashboard.app_pages.trends.drawings import Line, Point, Scene
from dashboard.app_pages.trends.sentences import FEWEST_SAME_AREAS, Judgement
from dashboard.model import db
from dashboard.model.catalogue import Catalogue, catalogue_for
from dashboard.model.state import SEPARATOR, View
from dashboard.parts import standing
from dashboard.text import table_codes, words
from dashboard.text.words import Measure

MOST_EVENTS_DRAWN = 4


@dataclass(frozen=True)
class TrendView:
    """The contents of the page for one view: answer, chart with its texts, notes, events, table, file, and the row to trace."""

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
    """Return the contents of the page for a settled view in a theme (light or dark)."""
    catalogue = catalogue_for(build, view)
    measure, drawn = catalogue.measures[view.measure], places(catalogue, view)
    place_ids = SEPARATOR.join(dict.fromkeys([*drawn, SAME]))
    by_year = db.query(build, "trends_figures", measures=view.measure, places=place_ids)
    by_plan = db.query(build, "trends_plan_years", measure_id=view.measure, places=place_ids)
    verdict_rows = db.query(build, "trends_verdicts", measure_id=view.measure)
    all_rows = by_plan if view.axis == "plan" else by_year
    in_table = all_rows[all_rows["place_id"].isin(list(drawn))]
    rows = all_rows[~all_rows["is_part_total"]]
    shown = rows[rows["place_id"].isin(list(drawn))]
    trends = {place_id: verdict_of(catalogue, view, verdict_rows, place_id) for place_id in drawn}
    shown, in_table = (
        part.assign(name=part["place_id"].map(drawn), verdict=part["place_id"].map(trends))
        for part in (shown, in_table)
    )
    left_out = sorted(set(all_rows.loc[all_rows["is_part_total"], "period"]))
    breaks = db.query(build, "trends_breaks", measure_id=view.measure)
    events = db.query(build, "trends_events", area_id=view.area)
    scene, listed = scene_of(view, shown, breaks, events)
    lines = lines_of(catalogue, view, shown, drawn, [at for at, _ in scene.times])
    plan_change = next(iter(db.rows(db.query(build, "trends_plan_change", measure_id=view.measure))), None)
    together = db.query(build, "figures_beside", measure_id=view.measure, period="all years")
    all_years = next((row for row in db.rows(together) if row.place_id == PROGRAMME), None)
    answer_text = sentences.answer(catalogue, view, rows, Judgement(verdict_rows, plan_change, all_years))
    traced, traced_name = headline(catalogue, view, rows, verdict_rows)
    return TrendView(
        answer=answer_text,
        has_points=bool(points_in_time(catalogue, view.measure)),
        figure=drawings.trend(lines, scene, measure, theme) if (shown["state"] == "value").any() else None,
        title=f"{measure.name} over time",
        subtitle=chart_words.subtitle(catalogue, view),
        alt=chart_words.alt(catalogue, view, shown, drawn, answer_text),
        notes=[
            *chart_words.part_year_notes(left_out),
            *chart_words.notes(catalogue, view, shown, drawn, breaks, by_plan),
            *chart_words.scale_notes(lines),
        ],
        events=listed,
        table=tables.table(catalogue, view, in_table, drawn),
        file=tables.points_file(catalogue, view, in_table, drawn, build),
        codes=table_codes.codes_explained(sorted(set(tables.codes(in_table)) - {""})),
        traced=traced,
        traced_name=traced_name,
    )


def headline(catalogue: Catalogue, view: View, rows: pd.DataFrame, verdict_rows: pd.DataFrame) -> tuple[Any, str]:
    """Return the row of the last figure in the answer, or of the newest there is, with the name of its place.

    Return None and an empty name where there is no row.
    """
    focus = view.area or next(iter(places(catalogue, view)))
    verdict = verdict_rows[verdict_rows["place_id"] == (view.area or SAME)]
    is_judged = (
        len(verdict) > 0
        and view.axis != "plan"
        and (bool(view.area) or verdict.iloc[0]["areas_counted"] >= FEWEST_SAME_AREAS)
    )
    own = rows[rows["place_id"] == (verdict.iloc[0]["place_id"] if is_judged else focus)]
    if is_judged:
        own = own[own["period"] == verdict.iloc[0]["last_period"]]
    with_figure = own[own["state"] == "value"]
    firm = with_figure[~with_figure["is_thin"] & with_figure["is_full"]] if not view.area else with_figure
    best = next((part for part in (firm, with_figure, own) if len(part)), None)
    if best is None:
        return None, ""
    row = best.iloc[-1]
    name = name_of(catalogue, str(row["place_id"]))
    if view.area:
        return row, name
    group_name = "the same areas" if row["place_id"] == SAME else name
    return row, standing.group(group_name, catalogue.measure_row(view.measure)["roll_up"], int(row["areas_counted"]))


def verdict_of(catalogue: Catalogue, view: View, verdict_rows: pd.DataFrame, place_id: str) -> str:
    """Return the verdict on one place in words; empty where it is not judged: groups are judged on the same areas only."""
    verdict = verdict_rows[verdict_rows["place_id"] == place_id]
    return (
        "" if verdict.empty or view.axis == "plan" else sentences.trend_words(catalogue, view.measure, verdict.iloc[0])
    )


def line(name: str, rows: Sequence[Any], times: Sequence[float], measure: Measure, per_area: bool) -> Line:
    """Return the line of one place: a point for each time, empty where it has no figure."""
    by_time = {row.time_at: row for row in rows if row.state == "value" and pd.notna(row.drawn_value)}
    points = []
    for at in times:
        row = by_time.get(at)
        if row is None:
            points.append(Point(at, None))
            continue
        lower, upper = (None, None) if pd.isna(row.lower) or per_area else (float(row.lower), float(row.upper))
        points.append(
            Point(
                at,
                float(row.drawn_value),
                bool(row.is_thin),
                lower,
                upper,
                chart_words.point_label(name, row, measure, per_area),
            )
        )
    return Line(words.short_name(name), points)


def lines_of(
    catalogue: Catalogue, view: View, shown: pd.DataFrame, drawn: dict[str, str], times: Sequence[float]
) -> list[Line]:
    """Return a line for each place that has a figure, the one in focus first even where it has none."""
    measure, per_area = catalogue.measures[view.measure], is_per_area(catalogue, view.measure)
    by_place: dict[str, list[Any]] = {place_id: [] for place_id in drawn}
    for row in db.rows(shown):  # one pass over all rows: a pass for each place costs far more
        by_place[row.place_id].append(row)
    return [
        line(name, by_place[place_id], times, measure, per_area)
        for turn, (place_id, name) in enumerate(drawn.items())
        if turn == 0 or any(row.state == "value" for row in by_place[place_id])
    ]


def scene_of(view: View, shown: pd.DataFrame, breaks: pd.DataFrame, events: pd.DataFrame) -> tuple[Scene, list[str]]:
    """Return the scene around the lines, and the list of events below them; drawn events carry their number."""
    points = shown.drop_duplicates("time_at").sort_values("time_at")
    times = [(float(row.time_at), row.period.removeprefix("Year ")) for row in db.rows(points)]
    if view.axis == "plan" or not times:
        return Scene(times), []
    at = {period: time for time, period in times}
    wordings = [
        (at[row.period] + at[row.before_it]) / 2 for row in db.rows(breaks) if row.period in at and row.before_it in at
    ]
    inside = events[events["time_at"].between(times[0][0], times[-1][0])].head(MOST_EVENTS_DRAWN)
    signs = {index: str(turn) for turn, index in enumerate(inside.sort_values("time_at").index, 1)}
    marks = [(float(inside.loc[index, "time_at"]), sign) for index, sign in signs.items()]  # pyright: ignore[reportArgumentType]
    listed = [
        chart_words.event_line(signs.get(index, ""), row) for index, row in events.sort_values("time_at").iterrows()
    ]
    return Scene(times, wordings, marks), listed
