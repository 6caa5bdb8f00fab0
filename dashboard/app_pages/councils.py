"""How was the relationship with the councils?"""

from dataclasses import replace

import streamlit as st

from dashboard import councils_parts, councils_words, parts, state
from dashboard.catalogue import looked_at
from dashboard.councils_view import councils_named, councils_view, pictures

looked = looked_at()
build, told, view = looked.build, looked.catalogue, looked.view
shown, drawn = councils_view(build, view), pictures(build, view, parts.theme())
names = councils_named(build, told, view)

parts.title(councils_words.title(shown.scope))
parts.answer(shown.answer)

parts.filters_switch()
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    chosen = shown.scope.council_code
    every = "The councils of this area" if view.area else "All councils"
    state.choose("Council", "council", chosen, ["", *names], lambda code: names.get(code, every), width=370)
    waits = shown.scope.is_single
    state.choose("Region", "region", view.region, told.known["region"], state.in_words, width=185, disabled=waits)
    state.choose("Wave", "wave", view.wave, told.known["wave"], state.in_words, width=80, disabled=waits)
    state.choose(
        "Deprivation",
        "deprivation",
        view.deprivation,
        told.known["deprivation"],
        state.in_words,
        width=230,
        disabled=waits,
    )
with st.container(horizontal=True, vertical_alignment="center"):
    st.markdown(f"**{parts.plain(councils_words.status(shown.scope, view, len(told.areas)))}**", width="content")
    st.button("Clear filters", on_click=state.clear_filters, disabled=not view.filters, type="tertiary")
if not shown.scope.areas:
    raise parts.Done

if shown.scope.is_single:
    councils_parts.councils_of(looked, shown)
if shown.missing:
    councils_parts.needs(looked, shown.missing)
sections = councils_words.sections(shown)
section = view.topic if view.topic in sections else next(iter(sections), None)
if len(sections) > 1:
    state.switch("Show", "topic", replace(view, topic=section or ""), sections)
if section is not None:
    councils_parts.SECTIONS[section](looked, shown, drawn)
councils_parts.published_surveys(looked, shown, drawn)
councils_parts.cases(shown)
councils_parts.list_of_councils(looked)
councils_parts.how_we_know(looked, shown)
