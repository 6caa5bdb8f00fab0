"""What is on the public record about the areas, the programme and their councils?"""

import streamlit as st

from dashboard.app_pages.record import sections, sentences
from dashboard.app_pages.record.view import record_view
from dashboard.model import db
from dashboard.model.catalogue import current_context
from dashboard.parts import blocks, head
from dashboard.text import words

context = current_context()
build, catalogue, view = context.build, context.catalogue, context.view
shown = record_view(build, catalogue, view)
place = str(catalogue.area(view.area)["area_name"]) if view.area else ""
rows = db.query(build, "record_areas")

head.title(f"{place} on the public record" if place else "The public record")
head.answer(sentences.answer(shown.facts, len(shown.area_ids), place))
st.markdown(
    "Facts from public pages, in our own words. The record is not complete and does not show how areas compare."
)
sections.show_filters(context, catalogue.record_values["kind"])
sections.show_accounts(context, shown)
sections.show_facts(context, shown)
sections.show_time_line(context, shown)
if not view.area:
    st.header("Areas with a record, by theme")
    st.markdown("\n".join(f"- {line}" for line in sentences.count_lines(shown.facts, len(shown.area_ids))))
sections.show_tile_map(context, rows)
sections.show_areas_without_facts(context, rows)
blocks.how_we_know(
    [
        *sections.METHOD,
        *(
            []
            if not catalogue.programme["is_invented"]
            else [f"**{words.plain(str(catalogue.programme['programme_name']))}.** All facts are invented."]
        ),
    ]
)
