"""What did the money do?"""

import streamlit as st

from dashboard import db, parts, state, words
from dashboard.catalogue import looked_at
from dashboard.progress import money, outcomes, published, sections, sentences, spread, themes

SHOWN = {
    "money": money.money,
    "themes": themes.themes,
    "outcomes": outcomes.outcomes,
    "published": published.published,
    "spread": spread.spread,
    "plan": spread.years_of_plan,
    "limits": published.limits,
}

looked = looked_at()
build, told, view = looked.build, looked.catalogue, looked.view
account = sections.account_of(looked)
has_returns = bool(told.programme["areas_with_returns"])

parts.title("What did the money do?")
if has_returns:
    parts.answer(sentences.answer(account["shown"], view.filters))
else:
    parts.answer(sentences.answer_without_returns(db.query(build, "progress_published")))

names = sentences.sections(has_returns)
section = state.section("Show", view, names)

if has_returns and section in sentences.FILTERED:
    parts.filters_switch()
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        known = told.known
        state.choose("Region", "region", view.region, known["region"], state.in_words, width=185)
        state.choose("Wave", "wave", view.wave, known["wave"], state.in_words, width=80)
        state.choose("Deprivation", "deprivation", view.deprivation, known["deprivation"], state.in_words, width=230)
    with st.container(horizontal=True, vertical_alignment="center"):
        shown = len(told.shown(view))
        st.markdown(f"**{words.areas_shown(shown, len(told.areas), view.filters)}**", width="content")
        st.button("Clear filters", on_click=state.clear_filters, disabled=not view.filters, type="tertiary")
    if shown == 0:
        raise parts.Done
elif has_returns and view.filters:
    st.markdown("The filters do not change this part: it is of all areas together.")

SHOWN[section](looked)
