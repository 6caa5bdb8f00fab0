"""Did it change?"""

from dataclasses import replace

import streamlit as st

from dashboard import parts, state, trends_parts, trends_wall
from dashboard.catalogue import looked_at

asked = looked_at()
told, build = asked.catalogue, asked.build
looked = replace(asked, view=trends_parts.settled(told, asked.view))
view = looked.view
seen = trends_parts.trend_view(build, view, parts.theme())

parts.title("Did it change?")
parts.answer(seen.answer)

missing = trends_parts.missing_themes(told)
if missing:
    trends_parts.without_returns(looked, missing)

with st.container(key="filters"):
    state.switch("Topic", "topic", view, {one: one for one in trends_parts.topics(told, view.topic)})
    with st.container(horizontal=True, vertical_alignment="bottom"):
        offered = trends_parts.measures_of(told, view)
        state.choose("Measure", "measure", view.measure, offered, told.name_in_menu, width=420)
        if seen.has_points:
            state.switch(
                "Years told by", "axis", view, {"calendar": "The calendar", "plan": "Years since the first plan"}
            )
            state.switch("Areas counted", "same", view, {state.ANY: "All with a figure", "same": "The same throughout"})
    if seen.has_points:
        lines = trends_parts.offered_lines(told, view)
        state.choose_areas("More lines: groups and areas", view, lines, placeholder="Up to ten")
if asked.view.axis != view.axis:
    st.markdown(
        "This measure is told by calendar year only: it counts people, or is a public figure that has nothing to do with plans."
    )
if seen.figure is None:
    trends_parts.empty(looked)
else:
    trends_parts.over_time(looked, seen, seen.figure)
if not seen.has_points:
    parts.how_we_know(parts.measure_lines(looked, view.measure))
    raise parts.Done

st.header("All areas at once")
st.session_state["wall"] = view.section == "wall"
st.toggle(
    "Show the wall: a small line for every area",
    key="wall",
    on_change=lambda: state.go(section="wall" if st.session_state["wall"] else ""),
)
if view.section == "wall":
    trends_wall.section(looked)

parts.how_we_know([*trends_parts.METHOD, *parts.measure_lines(looked, view.measure)])
