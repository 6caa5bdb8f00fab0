"""Spending and progress: what happened to the money, what was achieved, and what is not known."""

import streamlit as st

from dashboard.app_pages.progress import money, outcomes, published, sections, sentences, themes
from dashboard.app_pages.progress.sections import Part
from dashboard.model import state
from dashboard.model.catalogue import current_context
from dashboard.parts import blocks, head, record
from dashboard.text import words

PARTS = {
    "money": Part(money.answer, money.show_money, money.method_lines),
    "themes": Part(themes.answer, themes.show_themes, themes.method_lines),
    "outcomes": Part(outcomes.answer, outcomes.show_outcomes, outcomes.method_lines),
    "published": Part(published.answer, published.show_published, published.method_lines),
    "limits": Part(published.limits_answer, published.show_limits, sections.no_methods),
}

context = current_context()
catalogue, view = context.catalogue, context.view
has_returns = bool(catalogue.programme["areas_with_returns"])

head.title("Spending and progress")
top = st.container()
labels = sentences.section_labels(has_returns)
section = state.choose_section("Show", view, labels)
shown_parts = [name for name in labels if name in PARTS] if section == sentences.REPORT else [section]
with top:
    head.answer(PARTS[shown_parts[0]].answer(context))

if has_returns and section in sentences.FILTERED:
    head.filters_switch()
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        values = catalogue.allowed_values
        state.choose("Region", "region", view.region, values["region"], state.filter_label, width=185)
        state.choose("Wave", "wave", view.wave, values["wave"], state.filter_label, width=80)
        state.choose(
            "Deprivation", "deprivation", view.deprivation, values["deprivation"], state.filter_label, width=230
        )
        shown = len(catalogue.filtered_areas(view))
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            st.markdown(f"**{words.areas_shown(shown, len(catalogue.areas), view.filters)}**", width="content")
            st.button("Clear filters", on_click=state.clear_filters, disabled=not view.filters, type="tertiary")
    if shown == 0:
        raise head.Done
elif has_returns:
    head.unused_filters(view, "This section covers all areas.")

if section == sentences.REPORT:
    st.markdown("Every part of this page in one, without the tables of all areas.")
    head.print_button("Print the report", "whole")
methods: list[str] = []
for name in shown_parts:
    part = PARTS[name]
    if section == sentences.REPORT:
        st.header(labels[name], divider="gray")
        if name != shown_parts[0]:  # its answer is at the top
            st.markdown(f"**{words.plain(part.answer(context))}**")
    part.show(context)
    methods += [
        line.replace("**", f"**{labels[name]}: ", 1) if section == sentences.REPORT else line
        for line in part.methods(context)
    ]
if methods:
    blocks.how_we_know(methods)
if not has_returns:
    record.returns_box(context, "what each area was awarded, spent and handed back, and what changed", "progress")
