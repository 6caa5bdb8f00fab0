"""The sections of the Trends page as Streamlit shows them: chart, events and table, or what stands in their place."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.app_pages.trends.choices import points_in_time, topic_of
from dashboard.app_pages.trends.tables import heading
from dashboard.app_pages.trends.trend_view import TrendView
from dashboard.model import db, dictionary
from dashboard.model.catalogue import Context
from dashboard.model.state import View
from dashboard.parts import blocks, frame, head, trace
from dashboard.text import record_words, words


def show_over_time(context: Context, shown_trend: TrendView, figure: go.Figure) -> None:
    """Show the chart with its notes, the events beside it, and its table."""
    catalogue, view = context.catalogue, context.view
    blocks.chart(
        figure,
        title=shown_trend.title,
        subtitle=shown_trend.subtitle,
        alt=shown_trend.alt,
        source=head.source_line(context, source_words(context)),
        key="trend",
    )
    if shown_trend.notes:
        st.markdown("\n".join(f"- {words.plain(note)}" for note in shown_trend.notes))
    if shown_trend.traced is not None:
        trace.trace(context, view.measure, shown_trend.traced, shown_trend.traced_name, "trends", view.area)

    if shown_trend.events:
        st.header("What happened when")
        st.markdown("\n".join(f"- {event}" for event in shown_trend.events))
        st.caption(
            "Numbers stand over the chart. That two things happened at one time does not say that one made the other."
        )

    st.header("Data table")
    blocks.table(
        shown_trend.table,
        alt=f"{shown_trend.title}: one row a place and point in time.",
        file_name=blocks.file_name(
            context, "trends", view.measure, view.area, "by-plan" if view.axis == "plan" else ""
        ),
        right=["For each area", heading(catalogue, view), "Areas"],
        download=lambda: shown_trend.file,
    )
    if shown_trend.codes:
        st.caption(words.plain(shown_trend.codes))


def needed_returns(build: db.Build, measure_id: str) -> str:
    """Return the returns that a measure needs, in words: "Meetings and Attendance"; empty for a public figure."""
    rows = db.query(build, "trends_needs", measure_id=measure_id)
    return words.joined([f"“{dictionary.title_of(str(name))}”" for name in rows["table_name"]])


def on_record(row: Any) -> str:
    """Return a published fact with its kind, where that matters, and its author."""
    return f"{record_words.kind_label(row.kind)}: {record_words.fact_text(row)}"


def record(context: Context) -> pd.DataFrame:
    """Return the public record on the theme of a view as a table; where areas are not named, that of the chosen area only."""
    view, catalogue = context.view, context.catalogue
    rows = db.query(context.build, "trends_record", topic=topic_of(catalogue, view))
    if view.others == "unlabelled" and view.area:
        rows = rows[rows["area_id"].isin(["", view.area])]
    listed = pd.DataFrame(
        {
            "When": [words.period_of(row.date_from, row.date_to) for row in db.rows(rows)],
            "What": [on_record(row) for row in db.rows(rows)],
            "Figure": [words.fact_figure(row.value_number, row.value_unit, row.value_words) for row in db.rows(rows)],
            "Page": rows["source_url"].tolist(),
        }
    )
    if (rows["area_id"] != "").any():
        named = [catalogue.area(area_id)["area_name"] if area_id else "The programme" for area_id in rows["area_id"]]
        listed.insert(1, "Where", named)
    return listed


def show_without_returns(context: Context, missing: Sequence[str]) -> None:
    """Show which themes have no returns yet, with the ways to practice data and to loading one's own."""
    catalogue, view = context.catalogue, context.view
    themes = words.joined([theme.lower() for theme in missing])
    is_public = catalogue.measure_row(view.measure)["sources"] != "returns"
    shown = f" What is shown is {view.topic.lower()}, from public figures." if is_public else ""
    st.markdown(f"No returns tell {words.plain(themes)} over time yet.{words.plain(shown)}")
    topic = view.topic if view.topic in missing else missing[0]
    frame.show_next_steps(context, "trends", replace(View(view.programme), topic=topic))


def show_empty(context: Context) -> None:
    """Show what stands in place of a chart: the returns that the measure needs, and the public record."""
    view, catalogue = context.view, context.catalogue
    needs = needed_returns(context.build, view.measure)
    if needs and not points_in_time(catalogue, view.measure):
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
    )
    st.markdown(
        "These are figures as others published them. They count different people in different ways, so no trend is "
        "judged from them."
    )


def source_words(context: Context) -> str:
    """Return the sources of the figures of the measure, for the line under the chart."""
    used = context.catalogue.measure_row(context.view.measure)["sources"].split(", ")
    if used == ["returns"]:
        return "Returns of the areas"
    titles = {row.source_id: row.title for row in db.rows(db.query(context.build, "sources"))}
    return "; ".join(dict.fromkeys(titles[source_id] for source_id in used))
