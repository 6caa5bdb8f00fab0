"""What is one area like, what is on the public record about it, and what is not known?"""

from typing import Any

import streamlit as st

from dashboard import area_parts, compare_parts, db, parts, record_parts
from dashboard.catalogue import looked_at

looked = looked_at()
build, told, view = looked.build, looked.catalogue, looked.view
theme = parts.theme()

if not view.area:
    parts.title("Which area would you like to see?")
    parts.answer("Search above by name, council, ward or postcode, or choose from the list.")
    area_parts.list_of_areas(looked)
    raise parts.Done

about: Any = db.query(build, "area_about", area_id=view.area).iloc[0]
name = about["area_name"]
figures = db.query(build, "area_figures", area_id=view.area)
facts = db.query(build, "facts", area_id=view.area)
councils = db.query(build, "area_councils", area_id=view.area)

parts.title(f"{name}: what is it like, and what is on the public record?")
parts.answer(area_parts.answer(looked, about, figures, len(facts)))
if about["point_quality"] == "approximate":
    st.warning(
        "The place of this area is only known to within 1 to 3 km, so the census areas shown for it may not be its own. "
        "Read the figures with care."
    )
area_parts.key_figures(looked, figures)

left, right = st.columns([3, 2], gap="large")
with left:
    st.header("The area itself")
    st.markdown(area_parts.about_lines(looked, about, councils))
with right:
    area_parts.local_map(looked, about)

st.header("How it stands among the areas, and against its region and England")
topics = list(dict.fromkeys(told.registry["topic"]))
topic = st.segmented_control(
    "Topic", topics, default=topics[0], required=True, label_visibility="collapsed", key="topic"
)
area_parts.context(looked, about, figures, topic or topics[0], theme)

st.header("What stands out")
compare_parts.stands_out(looked)

st.header("Similar areas")
compare_parts.similar(looked, name)

st.header("Deprivation over time")
area_parts.deprivation(looked, about, figures, theme)

st.header("Grants recorded around it")
area_parts.grants(looked, name, theme)

st.header("On the public record")
record_parts.record(looked, name, facts)

st.header("What is not known")
st.markdown(area_parts.not_known(looked, facts))
