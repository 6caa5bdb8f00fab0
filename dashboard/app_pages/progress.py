"""What did the money do?"""

import streamlit as st

from dashboard import (
    db,
    parts,
    progress_money,
    progress_outcomes,
    progress_parts,
    progress_published,
    progress_spread,
    progress_themes,
    progress_words,
    state,
    words,
)
from dashboard.catalogue import looked_at

SHOWN = {
    "money": progress_money.money,
    "themes": progress_themes.themes,
    "outcomes": progress_outcomes.outcomes,
    "published": progress_published.published,
    "spread": progress_spread.spread,
    "plan": progress_spread.years_of_plan,
    "limits": progress_published.limits,
}

looked = looked_at()
build, told, view = looked.build, looked.catalogue, looked.view
account = progress_parts.account_of(looked)
has_returns = bool(told.programme["areas_with_returns"])

parts.title("What did the money do?")
if has_returns:
    parts.answer(progress_words.answer(account["shown"], view.filters))
else:
    parts.answer(progress_words.answer_without_returns(db.query(build, "progress_published")))

names = progress_words.sections(has_returns)
section = state.section("Show", view, names)

if has_returns and section in progress_words.FILTERED:
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
