"""One measure of an area over time on the Area page, with the dated events of the area beside it."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.drawing import bar_charts, line_charts
from dashboard.model import db, state
from dashboard.model.catalogue import Context, catalogue_of
from dashboard.pack import embed
from dashboard.parts import blocks, head
from dashboard.parts.reply_form import Subject, queried_on
from dashboard.text import figure_cells, themes, words

ENOUGH_PERIODS = 4
"""A chapter opens on its first measure with at least so many figures."""
HEIGHT = 200
"""The height of the chart of a chapter in pixels."""
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


def show_over_time(context: Context, area: str, chapter: str, theme: str) -> None:
    """Show one measure of a chapter over time with the dated events of the area, and the figures as a table on demand."""
    of_area = measures_over_time(context.build, context.view.area)
    in_topics = [name for topic in themes.TOPICS[chapter] for name in context.catalogue.measures_of_topic(topic)]
    measure_ids = [name for name in dict.fromkeys([*themes.MEASURES[chapter], *in_topics]) if name in of_area]
    if not measure_ids:
        st.markdown("This area has figures for one period at most, so there is no line over time.")
        return
    longest = max(measure_ids, key=lambda name: of_area[name])
    usual = next((name for name in measure_ids if of_area[name] >= ENOUGH_PERIODS), longest)
    chosen = context.view.beside if context.view.beside in measure_ids else usual
    key = f"choose-over-time-{chapter}"
    st.session_state[key] = chosen
    st.selectbox(
        "Measure over time",
        measure_ids,
        key=key,
        format_func=context.catalogue.name_in_menu,
        on_change=lambda: state.go(beside=st.session_state[key]),
        width=420,
        label_visibility="collapsed",
    )
    measure = context.catalogue.measures[chosen]
    history = measure_history(context.build, context.view.area, chosen, theme)
    blocks.chart(
        history.picture,
        title=measure.name,
        subtitle=history.subtitle,
        alt=history.alt,
        source=head.source_line(context, "Returns of the area" if history.has_figures else ""),
        key=f"over-time-{chapter}",
        table=blocks.ChartTable(
            history.table,
            blocks.file_name(context, area, chosen, "over-time"),
            right=["Figure", "95% confidence interval"],
            download=lambda: with_queries(context, history.table, chosen),
        ),
        about=lambda: blocks.measure_lines(context, chosen),
        embed=lambda: embed.line(db.public_build(context.build.programme_id), context.view.area, chosen, head.site()),
        replies=Subject(context.view.area, (chosen,)),
    )


def with_queries(context: Context, table: pd.DataFrame, measure_id: str) -> pd.DataFrame:
    """Return the table of a measure for a file: with the day on which a figure was queried, where a query is open."""
    days = queried_on(context, context.view.area, [(measure_id, period) for period in table["Period"]])
    return table.assign(**{"Queried on": days}) if any(days) else table


def show_key_dates(context: Context) -> None:
    """Show the dated events of the area in one sentence."""
    dated = events(context.build, context.view.area)
    if dated:
        listed = "; ".join(f"{words.date_words(day)}: {event}" for day, event in dated)
        st.markdown(f"**Key dates.** {words.plain(listed)}.")


@lru_cache(maxsize=500)
def measures_over_time(build: db.Build, area_id: str) -> dict[str, int]:
    """Return for how many years or rounds a measure has a figure of an area, exact or as a band, where it is more than one."""
    figures = db.query(build, "area_figures", area_id=area_id)
    has_figure = (figures["state"] == "value") | figures["band"].notna()
    dated = figures[has_figure & ~figures["period"].str.contains("all years| to ", regex=True)]
    counts = dated["measure_id"].value_counts(sort=False)
    return {str(name): int(count) for name, count in counts.items() if count > 1}


@lru_cache(maxsize=500)
def measure_history(build: db.Build, area_id: str, measure_id: str, theme: str) -> History:
    """Return one measure of an area over time, drawn in a theme (light or dark)."""
    catalogue = catalogue_of(build)
    area, measure = str(catalogue.area(area_id)["area_name"]), catalogue.measures[measure_id]
    rows = db.query(build, "area_series", area_id=area_id, measure_id=measure_id)
    periods = rows["period"].tolist()
    if measure.is_total:
        picture = bar_charts.columns(periods, numbers(rows, "value"), measure, theme, HEIGHT)
    else:
        lines = [
            line_charts.Line(words.short_name(area), *(numbers(rows, name) for name in ("value", "lower", "upper")))
        ]
        lines.append(line_charts.Line("All areas", numbers(rows, "programme_value")))
        breaks = rows[rows["is_new_wording"]]["period"].tolist()
        picture = line_charts.lines(periods, lines, measure, theme, HEIGHT, breaks=breaks)
    with_figure = [row for row in db.rows(rows) if row.state == "value"]
    figures = "; ".join(f"{row.period}: {words.figure(row.value, measure)}" for row in with_figure)
    table = pd.DataFrame(
        {
            "Period": periods,
            "Figure": [figure_cells.figure_or_band(row, measure) for row in db.rows(rows)],
            "95% confidence interval": [
                f"{words.figure(row.lower, measure)} to {words.figure(row.upper, measure)}"
                if pd.notna(row.lower)
                else ""
                for row in db.rows(rows)
            ],
        }
    )
    return History(
        picture=picture,
        subtitle=f"{measure.unit[0].upper()}{measure.unit[1:]}, {periods[0]} to {periods[-1]}. A gap: no figure.",
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
