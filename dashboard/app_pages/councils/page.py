"""The Councils page: the relationship between areas and councils."""

from dataclasses import replace

import streamlit as st

from dashboard.app_pages.councils import council_list, scope, sections
from dashboard.app_pages.councils.view import council_choices, councils_pictures, councils_view
from dashboard.model import state
from dashboard.model.catalogue import current_context
from dashboard.parts import head
from dashboard.text import words

context = current_context()
build, catalogue, view = context.build, context.catalogue, context.view
page_filters = view.only(*state.FILTERS, "area", "council", "measure", "period", "others", "topic")
page_view, pictures = councils_view(build, page_filters), councils_pictures(build, page_filters, head.theme())
council_names = council_choices(build, catalogue, view)

head.title(scope.page_title(page_view.scope))
head.answer(page_view.answer)

if not page_view.scope.is_single:
    head.filters_switch()
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    chosen = page_view.scope.council_code
    all_label = "The councils of this area" if view.area else "All councils"
    state.choose(
        "Council", "council", chosen, ["", *council_names], lambda code: council_names.get(code, all_label), width=370
    )
    if not page_view.scope.is_single:  # of one area or council there is nothing to filter
        allowed_values = catalogue.allowed_values
        state.choose("Region", "region", view.region, allowed_values["region"], state.filter_label, width=185)
        state.choose("Wave", "wave", view.wave, allowed_values["wave"], state.filter_label, width=80)
        state.choose(
            "Deprivation", "deprivation", view.deprivation, allowed_values["deprivation"], state.filter_label, width=230
        )
    areas_sentence = scope.shown_areas_sentence(page_view.scope, view, len(catalogue.areas), page_view.section)
    shown_areas = f"**{words.plain(areas_sentence)}**"
    if not view.filters:
        st.markdown(shown_areas, width="content")
if view.filters:  # outside the controls, as these are not printed
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(shown_areas, width="content")
        st.button("Clear filters", on_click=state.clear_filters, type="tertiary")
if not page_view.scope.areas:
    raise head.Done

if page_view.scope.is_single:
    council_list.show_councils(context, page_view)
titles = scope.section_titles(page_view.missing)
if len(titles) > 1:
    state.switch("Show", "topic", replace(view, topic=page_view.section or ""), titles)
if page_view.section is not None:
    sections.SECTIONS[page_view.section](context, page_view, pictures)
sections.show_record(context, page_view, pictures)
sections.show_missing_returns(context, page_view)
council_list.show_council_list(context, page_view)
sections.show_how_we_know(context, page_view)
