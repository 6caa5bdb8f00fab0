"""What did the money do?"""

import streamlit as st

from dashboard.app_pages.progress import money, outcomes, published, sentences, spread, themes
from dashboard.model import state
from dashboard.model.catalogue import current_context
from dashboard.parts import head
from dashboard.text import words

PARTS = {
    "money": (money.answer, money.money),
    "themes": (themes.answer, themes.themes),
    "outcomes": (outcomes.answer, outcomes.outcomes),
    "published": (published.answer, published.published),
    "spread": (spread.answer, spread.spread),
    "plan": (spread.plan_answer, spread.years_of_plan),
    "limits": (published.limits_answer, published.limits),
}
"""What each part of the page says at the top, and what it shows."""

context = current_context()
told, view = context.catalogue, context.view
has_returns = bool(told.programme["areas_with_returns"])

head.title("What did the money do?")
top = st.container()
section = state.section("Show", view, sentences.sections(has_returns))
answer, show = PARTS[section]
with top:
    head.answer(answer(context) if has_returns or section == "outcomes" else published.answer(context))

if has_returns and section in sentences.FILTERED:
    head.filters_switch()
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        known = told.allowed_values
        state.choose("Region", "region", view.region, known["region"], state.in_words, width=185)
        state.choose("Wave", "wave", view.wave, known["wave"], state.in_words, width=80)
        state.choose("Deprivation", "deprivation", view.deprivation, known["deprivation"], state.in_words, width=230)
        shown = len(told.shown(view))
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            st.markdown(f"**{words.areas_shown(shown, len(told.areas), view.filters)}**", width="content")
            st.button("Clear filters", on_click=state.clear_filters, disabled=not view.filters, type="tertiary")
    if shown == 0:
        raise head.Done
elif has_returns and view.filters:
    st.markdown("The filters do not change this part: it is of all areas together.")

show(context)
