"""The Trends page: figures over time."""

from dataclasses import replace

import streamlit as st

from dashboard.app_pages.trends import chart_words, choices, sections, small_multiples, spread, wall
from dashboard.app_pages.trends.trend_view import trend_view
from dashboard.model import state
from dashboard.model.catalogue import current_context
from dashboard.parts import blocks, head, phones

context = current_context()
catalogue, build = context.catalogue, context.build
settled_context = replace(context, view=choices.settled_view(build, catalogue, context.view))
view = settled_context.view
shown_trend = trend_view(build, view, head.theme())

head.title("Trends over time")
head.answer(sections.answer(settled_context, shown_trend))

missing = choices.missing_themes(catalogue)
if missing and view.topic not in missing:
    sections.show_without_returns(settled_context, missing)

with st.container(key="filters"):
    state.switch("Topic", "topic", view, {topic: topic for topic in choices.topics(catalogue, view.topic)})
    multiples = small_multiples.multiples_html(settled_context)
    if multiples:
        st.html(multiples)
    with (
        phones.folded_on_phone("Another measure, the same areas, lines for groups", "trend-choices"),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        offered = choices.measures_of(catalogue, view)
        state.choose("Measure", "measure", view.measure, offered, catalogue.name_in_menu, width=280)
        if shown_trend.has_points and catalogue.measure_row(view.measure)["sources"] == "returns":
            years = {"calendar": "Calendar year", "plan": "Year of plan"}
            state.switch("Show by", "axis", view, years, choices.why_no_plan_years(catalogue, view.measure))
        if shown_trend.has_points and view.axis == "calendar":
            state.switch(
                "Areas counted", "same", view, {state.ANY: "All areas with data", "same": "Same areas every year"}
            )
        if shown_trend.has_points:
            lines = choices.offered_lines(catalogue, view)
            state.choose_areas("Add areas or groups", view, lines, placeholder="Up to ten", width=215)
if context.view.axis != view.axis:
    st.markdown(choices.why_no_plan_years(catalogue, view.measure))
head.unused_filters(view, "Trends shows all areas. Add a region or wave as a line.")
if shown_trend.figure is None:
    sections.show_empty(settled_context, missing)
else:
    sections.show_over_time(settled_context, shown_trend, shown_trend.figure)
if not shown_trend.has_points:
    blocks.how_we_know(blocks.measure_lines(settled_context, view.measure))
    raise head.Done

section = state.choose_section(
    "All areas", view, {"wall": "Every area over time", "spread": "Outside the control limits"}
)
if section == "wall":
    wall.show_wall(settled_context)
else:
    spread.show_spread(settled_context)

blocks.how_we_know([*chart_words.METHOD, *blocks.measure_lines(settled_context, view.measure)])
