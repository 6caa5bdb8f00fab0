"""Did it change?"""

from dataclasses import replace

import streamlit as st

from dashboard.app_pages.trends import sections, wall
from dashboard.model import state
from dashboard.model.catalogue import current_context
from dashboard.parts import blocks, head

context = current_context()
told, build = context.catalogue, context.build
looked = replace(context, view=sections.settled(told, context.view))
view = looked.view
seen = sections.trend_view(build, view, head.theme())

head.title("Did it change?")
head.answer(seen.answer)

missing = sections.missing_themes(told)
if missing:
    sections.without_returns(looked, missing)

with st.container(key="filters"):
    state.switch("Topic", "topic", view, {one: one for one in sections.topics(told, view.topic)})
    with st.container(horizontal=True, vertical_alignment="bottom"):
        offered = sections.measures_of(told, view)
        state.choose("Measure", "measure", view.measure, offered, told.name_in_menu, width=420)
        if sections.can_tell_by_plan(told, view.measure):
            state.switch(
                "Years told by", "axis", view, {"calendar": "The calendar", "plan": "Years since the first plan"}
            )
        if seen.has_points and view.axis == "calendar":
            state.switch("Areas counted", "same", view, {state.ANY: "All with a figure", "same": "The same throughout"})
    if seen.has_points:
        lines = sections.offered_lines(told, view)
        state.choose_areas("More lines: groups and areas", view, lines, placeholder="Up to ten")
if context.view.axis != view.axis:
    st.markdown(
        "This measure is told by calendar year only: it counts people, or is a public figure that has nothing to do with plans."
    )
if seen.figure is None:
    sections.empty(looked)
else:
    sections.over_time(looked, seen, seen.figure)
if not seen.has_points:
    blocks.how_we_know(blocks.measure_lines(looked, view.measure))
    raise head.Done

st.header("All areas at once")
state.toggle_section("Show the wall: a small line for every area", "wall", view)
if view.section == "wall":
    wall.section(looked)

blocks.how_we_know([*sections.METHOD, *blocks.measure_lines(looked, view.measure)])
