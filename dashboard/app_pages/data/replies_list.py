"""The replies of areas about their figures, on the Data page: all of them as a table, and for staff the open ones to answer."""

from datetime import date

import pandas as pd
import streamlit as st

from dashboard.model import access, replies
from dashboard.model.catalogue import Context
from dashboard.model.replies import KINDS, Reply
from dashboard.parts import blocks
from dashboard.parts.reply_form import subject_label
from dashboard.text import words


def show_replies(context: Context) -> None:
    """Show the replies about figures of the programme, where there are any; their words to staff, or once answered."""
    try:
        kept = replies.replies(context.build.programme_id)
    except replies.NotKept as why:
        st.error(words.plain(str(why)))
        return
    known_places = set(context.catalogue.areas.index)
    kept = [reply for reply in kept if reply.area_id in known_places and reply.measure_id in context.catalogue.measures]
    if not kept:
        return
    waiting = [reply for reply in kept if reply.is_open]
    st.header("Replies of areas about their figures")
    st.markdown(
        f"Areas sent {words.count_of(len(kept), 'reply', 'replies')}; "
        f"{words.count_of(len(waiting), 'query waits', 'queries wait')} for an answer."
    )
    blocks.folded_table(
        "All replies",
        "Replies of areas about their figures, the latest first.",
        blocks.ChartTable(replies_table(context, kept), blocks.file_name(context, "replies")),
    )
    if waiting and access.is_staff():
        show_answer(context, waiting)


def replies_table(context: Context, kept: list[Reply]) -> pd.DataFrame:
    """Return replies as a table; the words of a reply that is not answered are for staff, and in no table or file."""
    return pd.DataFrame(
        {
            "Date": [reply.made_on for reply in kept],
            "Area": [str(context.catalogue.area(reply.area_id)["area_name"]) for reply in kept],
            "Measure": [context.catalogue.measures[reply.measure_id].name for reply in kept],
            "Period": [reply.period for reply in kept],
            "Figure as shown": [reply.figure for reply in kept],
            "Data version": [reply.version for reply in kept],
            "Reply": [KINDS[reply.kind] for reply in kept],
            "Words": [reply.words if reply.answered_on else "" for reply in kept],
            "Answer": [reply.answer for reply in kept],
            "Answered on": [reply.answered_on for reply in kept],
        }
    )


def show_answer(context: Context, waiting: list[Reply]) -> None:
    """Show one open query to staff with its words, and the field for its answer."""
    chosen = st.selectbox(
        "Open query", waiting, format_func=lambda reply: query_label(context, reply), key="reply-open", width=620
    )
    st.markdown(f"What the area wrote: {words.plain(chosen.words) or 'nothing'}")
    text = st.text_area(
        "Answer. It is shown to everyone, with what the area wrote. Name no person.",
        max_chars=replies.MOST_LETTERS,
        key=f"reply-answer-{chosen.reply_id}",
        height=90,
        width=620,
    )
    if st.button("Answer this query", key="reply-answer"):
        try:
            replies.answer(chosen.reply_id, text, date.today())
        except replies.NotKept as why:
            st.error(words.plain(str(why)))
        else:
            st.rerun()


def query_label(context: Context, reply: Reply) -> str:
    """Return an open query in a line of a menu."""
    area = context.catalogue.area(reply.area_id)["area_name"]
    return f"{area}, {subject_label(context, reply)}, {words.date_words(reply.made_on)}"
