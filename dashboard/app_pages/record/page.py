"""What is on the public record about the areas, the programme and their councils?"""

import streamlit as st

from dashboard.app_pages.record import sections, sentences
from dashboard.app_pages.record.view import record_view
from dashboard.model import db
from dashboard.model.catalogue import current_context
from dashboard.parts import head, record_pictures
from dashboard.parts.send_fact import show_fact_template
from dashboard.text import words

context = current_context()
build, catalogue, view = context.build, context.catalogue, context.view
shown = record_view(build, catalogue, view)
place = str(catalogue.area(view.area)["area_name"]) if view.area else ""
rows = db.query(build, "record_areas")

head.title(f"{place} on the public record" if place else "The public record")
head.answer(sentences.answer(shown.facts, len(shown.area_ids), place))
st.markdown(
    "Facts are in our own words, each with its page. The record is not complete and does not show how areas compare."
)
sections.show_filters(context, catalogue.record_values["kind"])
sections.show_facts(context, shown)
sections.show_accounts(context, shown)
left, right = st.columns([3, 2], gap="large")
with left:
    record_pictures.show_time_line(context, shown.before_year)
    show_fact_template()
with right:
    sections.show_areas(context, shown, rows)
    with st.expander("How the record was compiled, and what it cannot show"):
        st.markdown("\n".join(f"- {line}" for line in sections.METHOD))
        if catalogue.programme["is_invented"]:
            st.markdown(f"- **{words.plain(str(catalogue.programme['programme_name']))}.** All facts are invented.")
