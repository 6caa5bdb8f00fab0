"""One measure of an area over time on the Area page, with the dated events of the area beside it."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.drawing import line_charts
from dashboard.model import db, state
from dashboard.model.catalogue import Context, catalogue_of
from dashboard.parts import blocks, head
from dashboard.text import figure_cells, words

USUAL_MEASURES = (
    "event_attendance",
    "volunteer_hours",
    "spent_gbp",
    "wins_known",
    "voting_members",
    "shared_partnership",
)
"""The measures drawn over time unless another is chosen: the first that has figures of two periods."""


BEGAN = "began"
"""The event at which an area became active."""


@dataclass(frozen=True)
class History:
    """One measure of an area over time: the picture with its subtitle and text alternative, and the table."""

    picture: go.Figure
    subtitle: str
    alt: str
    table: pd.DataFrame
    has_figures: bool


def show_over_time(context: Context, area: str, theme: str) -> None:
    """Show one measure of the area over time with its dated events, and the figures as a table."""
    measure_ids = measures_over_time(context.build, context.view.area)
    if not measure_ids:
        st.markdown("This area has figures for one period only, so there is no trend.")
        return
    usual = next((name for name in USUAL_MEASURES if name in measure_ids), measure_ids[0])
    chosen = context.view.beside if context.view.beside in measure_ids else usual

    state.choose("Measure over time", "beside", chosen, measure_ids, context.catalogue.name_in_menu, width=420)
    measure = context.catalogue.measures[chosen]
    history = measure_history(context.build, context.view.area, chosen, theme)
    blocks.chart(
        history.picture,
        title=measure.name,
        subtitle=history.subtitle,
        alt=history.alt,
        source=head.source_line(context, "Returns of the area" if history.has_figures else ""),
        key="over-time",
        table=blocks.ChartTable(
            history.table, blocks.file_name(context, area, chosen, "over-time"), right=["Figure", "Range"]
        ),
        about=lambda: blocks.measure_lines(context, chosen),
    )
    dated = events(context.build, context.view.area)
    if dated:
        st.markdown(
            "**Key dates.** "
            + words.plain("; ".join(f"{words.date_words(day)}: {event}" for day, event in dated))
            + "."
        )


@lru_cache(maxsize=500)
def measures_over_time(build: db.Build, area_id: str) -> list[str]:
    """Return the measures that have figures of an area, exact or as a band, for more than one year or round."""
    figures = db.query(build, "area_figures", area_id=area_id)
    has_figure = (figures["state"] == "value") | figures["band"].notna()
    dated = figures[has_figure & ~figures["period"].str.contains("all years| to ", regex=True)]
    counts = dated["measure_id"].value_counts(sort=False)
    return [str(name) for name in dated["measure_id"].unique() if counts[name] > 1]


@lru_cache(maxsize=500)
def measure_history(build: db.Build, area_id: str, measure_id: str, theme: str) -> History:
    """Return one measure of an area over time, drawn in a theme (light or dark)."""
    catalogue = catalogue_of(build)
    area, measure = str(catalogue.area(area_id)["area_name"]), catalogue.measures[measure_id]
    rows = db.query(build, "area_series", area_id=area_id, measure_id=measure_id)
    periods = rows["period"].tolist()
    lines = [line_charts.Line(words.short_name(area), *(numbers(rows, name) for name in ("value", "lower", "upper")))]
    if not measure.is_total:
        lines.append(line_charts.Line("All areas", numbers(rows, "programme_value")))
    marks = [(period, event) for day, event in events(build, area_id) if (period := period_of(day, periods))][:3]
    breaks = rows[rows["is_new_wording"]]["period"].tolist()
    with_figure = [row for row in db.rows(rows) if row.state == "value"]
    figures = "; ".join(f"{row.period}: {words.figure(row.value, measure)}" for row in with_figure)
    table = pd.DataFrame(
        {
            "Period": periods,
            "Figure": [figure_cells.figure_or_band(row, measure) for row in db.rows(rows)],
            "Range": [
                f"{words.figure(row.lower, measure)} to {words.figure(row.upper, measure)}"
                if pd.notna(row.lower)
                else ""
                for row in db.rows(rows)
            ],
        }
    )
    return History(
        picture=line_charts.lines(periods, lines, measure, theme, marked=marks, breaks=breaks),
        subtitle=f"{measure.unit}, {words.short_name(area)}, {periods[0]} to {periods[-1]}. A gap is a year without a figure.",
        alt=f"{area}, {measure.name}. {figures}.",
        table=table,
        has_figures=bool(with_figure),
    )


def numbers(rows: pd.DataFrame, name: str) -> list[float | None]:
    """Return a column with None where there is no number."""
    return [None if pd.isna(value) else float(value) for value in rows[name]]


@lru_cache(maxsize=500)
def events(build: db.Build, area_id: str) -> list[tuple[str, str]]:
    """Return the dated events of an area in order of time: its states, its plans, and joint statements with its council."""
    states = db.query(build, "area_status", area_id=area_id)
    plans = db.query(build, "area_plans", area_id=area_id)
    facts = db.query(build, "area_events", area_id=area_id)
    dated = [(str(row.from_date), BEGAN if row.status == "active" else row.status) for row in db.rows(states)]
    dated += [(f"{row.from_date:%Y-%m-%d}", f"plan {number} begins") for number, row in enumerate(db.rows(plans), 1)]
    dated += [(str(row.happened_on), row.kind) for row in db.rows(facts) if row.kind == "joint statement"]
    return sorted(dated)


def period_of(day: str, periods: list[str]) -> str:
    """Return which of the periods, calendar or financial years, a day belongs to, or "" for none."""
    year, month = int(day[:4]), int(day[5:7] or 1)
    first = year if month >= 4 else year - 1
    return next((name for name in (day[:4], f"{first}-{(first + 1) % 100:02}") if name in periods), "")
