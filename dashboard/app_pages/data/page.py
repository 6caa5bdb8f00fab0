"""What is in here, what is missing, and where is it from? And, in staff mode: load mine."""

import streamlit as st

from dashboard.app_pages.data import coverage, history, loading, published, replies_list
from dashboard.model import access
from dashboard.model.catalogue import current_context
from dashboard.parts import head
from dashboard.parts.send_fact import show_fact_template
from dashboard.text import words

context = current_context()
build, programme = context.build, context.catalogue.programme
has_returns = bool(programme["areas_with_returns"])

head.title("Data coverage and missing returns")
head.answer(coverage.answer(context))

if access.is_staff():
    past = history.past(context)
    st.header("Load returns", anchor="load-returns")
    loading.show_steps(context, past)
    st.header("History")
    history.show_history(context, past)

if has_returns:
    coverage.show_returns(context)
replies_list.show_replies(context)

left, right = st.columns(2, gap="large")
with left:
    st.header("Published facts")
    published.show_published(context)
    st.caption(
        f"Data version {words.plain(build.version)}, made on {programme['built_at']:%-d %B %Y at %H:%M} (UTC) from the files "
        "of the programme. The last five versions are kept; readers see the newest. A published figure about people stays as "
        "it is until enough people are added (see About)."
    )
with right:
    st.header("Measures and sources")
    coverage.show_measures(context)
    published.show_sources(context)
    show_fact_template()
if not has_returns:
    coverage.show_no_returns(context)
