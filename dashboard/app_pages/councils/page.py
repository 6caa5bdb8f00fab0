"""How was the relationship with the councils?"""

from dataclasses import replace

import streamlit as st

from dashboard.app_pages.councils import sections, sentences
from dashboard.app_pages.councils.view import councils_named, councils_view, pictures
from dashboard.model import state
from dashboard.model.catalogue import current_context
from dashboard.parts import head
from dashboard.text import words

context = current_context()
build, told, view = context.build, context.catalogue, context.view
asked = view.only(*state.FILTERS, "area", "council", "measure", "period", "others", "topic")
shown, drawn = councils_view(build, asked), pictures(build, asked, head.theme())
names = councils_named(build, told, view)

head.title(sentences.title(shown.scope))
head.answer(shown.answer)
sections.changed(shown)

head.filters_switch()
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    chosen = shown.scope.council_code
    every = "The councils of this area" if view.area else "All councils"
    state.choose("Council", "council", chosen, ["", *names], lambda code: names.get(code, every), width=370)
    waits = shown.scope.is_single
    state.choose(
        "Region", "region", view.region, told.allowed_values["region"], state.in_words, width=185, disabled=waits
    )
    state.choose("Wave", "wave", view.wave, told.allowed_values["wave"], state.in_words, width=80, disabled=waits)
    state.choose(
        "Deprivation",
        "deprivation",
        view.deprivation,
        told.allowed_values["deprivation"],
        state.in_words,
        width=230,
        disabled=waits,
    )
with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown(f"**{words.plain(sentences.status(shown.scope, view, len(told.areas)))}**", width="content")
    st.button("Clear filters", on_click=state.clear_filters, disabled=not view.filters, type="tertiary")
if not shown.scope.areas:
    raise head.Done

if shown.scope.is_single:
    sections.councils_of(context, shown)
offered = sentences.sections(shown.missing)
if len(offered) > 1:
    state.switch("Show", "topic", replace(view, topic=shown.section or ""), offered)
if shown.section is not None:
    sections.SECTIONS[shown.section](context, shown, drawn)
sections.published_surveys(context, shown, drawn)
sections.cases(shown)
if shown.missing:
    sections.needs(context, shown.missing)
sections.list_of_councils(context, shown)
sections.how_we_know(context, shown)
