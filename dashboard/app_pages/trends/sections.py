"""The sections of the Trends page as Streamlit shows them: chart, events and table, or what stands in their place."""

from collections.abc import Sequence
from dataclasses import replace

import plotly.graph_objects as go
import streamlit as st

from dashboard.app_pages.trends.choices import points_in_time, topic_of
from dashboard.app_pages.trends.published_years import show_published_years
from dashboard.app_pages.trends.tables import heading, number_formats
from dashboard.app_pages.trends.trend_view import TrendView
from dashboard.model import db, dictionary
from dashboard.model.catalogue import Context
from dashboard.model.state import View
from dashboard.parts import blocks, head, record, trace
from dashboard.text import words


def show_over_time(context: Context, shown_trend: TrendView, figure: go.Figure) -> None:
    """Show the chart with its table on demand, and beside it its notes and the events."""
    catalogue, view = context.catalogue, context.view
    left, right = st.columns([7, 3], gap="large")
    with left:
        blocks.chart(
            figure,
            title=shown_trend.title,
            subtitle=shown_trend.subtitle,
            alt=shown_trend.alt,
            source=head.source_line(context, source_words(context)),
            key="trend",
            table=blocks.ChartTable(
                shown_trend.table,
                blocks.file_name(context, "trends", view.measure, view.area, "by-plan" if view.axis == "plan" else ""),
                right=["Per area", heading(catalogue, view), "Areas"],
                formats=number_formats(catalogue.measures[view.measure]),
                download=lambda: shown_trend.file,
            ),
            about=None
            if shown_trend.traced is None
            else trace.origin(context, view.measure, shown_trend.traced, shown_trend.traced_name, view.area),
        )
        if shown_trend.codes:
            st.caption(words.plain(shown_trend.codes))
    with right:
        if shown_trend.events:
            st.markdown("**What happened when**\n\n" + "\n".join(f"- {event}" for event in shown_trend.events))
            st.caption(
                "Numbers mark events on the chart. An event at the same time as a change did not necessarily cause it."
            )
        if shown_trend.notes:
            st.markdown("**About the chart**\n\n" + "\n".join(f"- {words.plain(note)}" for note in shown_trend.notes))


def needed_returns(build: db.Build, measure_id: str) -> str:
    """Return the returns that a measure needs, in words: "Meetings and Attendance"; empty for a public figure."""
    rows = db.query(build, "trends_needs", measure_id=measure_id)
    return words.joined([f"“{dictionary.title_of(str(name))}”" for name in rows["table_name"]])


RECORD_THEMES = {"Participation": "participation", "Funding wins": "funding", "Council relationship": "council"}
"""The theme of the public record for each topic that needs returns."""


def answer(context: Context, shown_trend: TrendView) -> str:
    """Return the answer of the page: the trend, or what is on public record on a theme without returns."""
    theme = RECORD_THEMES.get(topic_of(context.catalogue, context.view))
    if shown_trend.has_points or theme is None:
        return shown_trend.answer
    return record.opening_sentence(context, theme, list(context.catalogue.areas.index))


def show_without_returns(context: Context, missing: Sequence[str]) -> None:
    """Show what is on public record on the themes without returns, and in one box what returns would add."""
    areas = list(context.catalogue.areas.index)
    themes = [RECORD_THEMES[topic] for topic in missing if topic in RECORD_THEMES]
    lines = [f"- {words.plain(record.opening_sentence(context, theme, areas))}" for theme in themes]
    left, right = st.columns([7, 3], gap="large")
    left.markdown("\n".join(lines))
    with right:
        show_returns_box(context, missing)
        record.record_link(context)


def show_returns_box(context: Context, missing: Sequence[str]) -> None:
    """Show in one box what returns would add to the themes that have none."""
    topic = context.view.topic if context.view.topic in missing else missing[0]
    names = words.joined([topic.lower() for topic in missing])
    record.returns_box(context, f"{names} by year", "trends", replace(View(context.view.programme), topic=topic))


def show_empty(context: Context, missing: Sequence[str]) -> None:
    """Show what stands in place of a chart: published figures, the public record, and the returns that the measure needs."""
    view, catalogue = context.view, context.catalogue
    if view.axis == "plan":
        st.markdown("No area with a figure has a plan with a known year. Choose calendar years.")
    theme = RECORD_THEMES.get(topic_of(catalogue, view))
    if theme == "participation":
        show_published_years(context)
    if theme:
        st.header("On the public record")
        record.opening(context, theme, list(catalogue.areas.index), "trends")
    needs = needed_returns(context.build, view.measure)
    if needs and not points_in_time(catalogue, view.measure):
        st.markdown(f"This measure needs the returns {words.plain(needs)}. None are loaded yet.")
    if view.topic in missing:
        show_returns_box(context, missing)


def source_words(context: Context) -> str:
    """Return the sources of the figures of the measure, for the line under the chart."""
    used = context.catalogue.measure_row(context.view.measure)["sources"].split(", ")
    if used == ["returns"]:
        return "Returns of the areas"
    titles = {row.source_id: row.title for row in db.rows(db.query(context.build, "sources"))}
    return "; ".join(dict.fromkeys(titles[source_id] for source_id in used))
