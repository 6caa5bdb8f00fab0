"""Spending and progress: what happened to the money, what was achieved, and what is not known."""

import streamlit as st

from dashboard.app_pages.progress import money, outcomes, published, sentences, themes
from dashboard.model import state
from dashboard.model.catalogue import current_context
from dashboard.parts import head, record
from dashboard.text import words

# for each part of the page, what returns its answer and what shows it; a text of its own here would be shown on the page
PARTS = {
    "money": (money.answer, money.show_money),
    "themes": (themes.answer, themes.show_themes),
    "outcomes": (outcomes.answer, outcomes.show_outcomes),
    "published": (published.answer, published.show_published),
    "limits": (published.limits_answer, published.show_limits),
}

context = current_context()
catalogue, view = context.catalogue, context.view
has_returns = bool(catalogue.programme["areas_with_returns"])

head.title("Spending and progress")
top = st.container()
section = state.choose_section("Show", view, sentences.section_labels(has_returns))
answer, show = PARTS[section]
with top:
    head.answer(answer(context))

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

show(context)
if not has_returns:
    record.returns_box(context, "what each area was awarded, spent and handed back, and what changed", "progress")
