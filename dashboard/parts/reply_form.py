"""The right of reply beside a figure of an area: queries that are open, and how to say that a figure is wrong or right.

Staff write a reply down; a visitor saves a small file to send.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.model import access, db, replies
from dashboard.model.catalogue import Context, current_context
from dashboard.model.replies import KINDS, Reply
from dashboard.text import figure_cells, table_codes, words


@dataclass(frozen=True)
class Subject:
    """The figures of an area that a block shows: those of its measures, in one ``period`` or in all where it is empty."""

    area_id: str
    measure_ids: tuple[str, ...]
    period: str = ""


def figures(context: Context, subject: Subject) -> list[Reply]:
    """Return a blank query about each figure of a subject, as it may be shown to all, the latest period first."""
    rows = db.query(context.build, "area_figures", area_id=subject.area_id)
    rows = rows[rows["measure_id"].isin(subject.measure_ids)]
    if subject.period:
        rows = rows[rows["period"] == subject.period]
    today = date.today().isoformat()
    return [
        Reply(
            context.build.programme_id,
            subject.area_id,
            row.measure_id,
            row.period,
            shown(row, context.catalogue.measures[row.measure_id]),
            context.build.version,
            "query",
            "",
            today,
        )
        for row in db.rows(rows[::-1])
    ]


def shown(row: pd.Series, measure: words.Measure) -> str:
    """Return a figure as everyone may see it: one for staff only is suppressed."""
    if row.reliability == table_codes.STAFF_ONLY:
        return figure_cells.state_cell("hidden", "")
    return figure_cells.figure_or_band(row, measure)


def subject_label(context: Context, reply: Reply) -> str:
    """Return which figure a reply is about: "Volunteers, 2025: 27"."""
    return f"{context.catalogue.measures[reply.measure_id].name}, {reply.period}: {reply.figure}"


def show_queries(context: Context, subject: Subject) -> None:
    """Show on which day figures of a subject were queried, until the queries are answered."""
    is_one = len(subject.measure_ids) == 1
    marks = [
        f"{'' if is_one else context.catalogue.measures[reply.measure_id].name + ' '}"
        f"{'' if subject.period else reply.period + ' '}queried on {words.date_words(reply.made_on)}"
        for reply in replies.open_queries(context.build.programme_id, subject.area_id)
        if reply.measure_id in subject.measure_ids and subject.period in ("", reply.period)
    ]
    if marks:
        text = "; ".join(dict.fromkeys(marks))
        st.caption(words.plain(f"{text[0].upper()}{text[1:]}"), width="content")


def queried_on(context: Context, area_id: str, keys: Sequence[tuple[str, str]]) -> list[str]:
    """Return the day on which each figure of an area was queried, by measure and period; "" where no query is open."""
    days = {
        (reply.measure_id, reply.period): reply.made_on
        for reply in replies.open_queries(context.build.programme_id, area_id)
    }
    return [days.get(key, "") for key in keys]


def show_form(subject: Subject) -> None:
    """Show how to reply about one of the figures of a subject; nothing where it has none."""
    context = current_context()
    offered = figures(context, subject)
    if not offered:
        return
    st.markdown("**Is this figure right?**")
    chosen = offered[0]
    if len(offered) > 1:
        chosen = st.selectbox(
            "Figure",
            offered,
            format_func=lambda reply: subject_label(context, reply),
            key=f"reply-figure-{subject.measure_ids}-{subject.period}",
        )
    else:
        st.markdown(words.plain(subject_label(context, chosen)))
    if access.is_staff():
        show_fields(chosen)
    else:
        show_file(context, chosen)


def show_fields(blank: Reply) -> None:
    """Show the fields in which staff write a reply down, and keep it."""
    of_figure = f"{blank.measure_id}-{blank.period}"
    kind = st.radio(
        "Reply of the area", list(KINDS), format_func=lambda name: KINDS[name], key=f"reply-kind-{of_figure}"
    )
    text = st.text_area(
        "What is right, and why? Name no person.",
        max_chars=replies.MOST_LETTERS,
        key=f"reply-words-{of_figure}",
        height=90,
    )
    if st.button("Keep this reply", key="reply-keep"):
        try:
            replies.add(Reply(**{**vars(blank), "kind": kind, "words": text}))
        except replies.NotKept as why:
            st.error(words.plain(str(why)))
        else:
            st.rerun()


def show_file(context: Context, blank: Reply) -> None:
    """Offer a reply as a small text file, to be sent to those who run the dashboard."""
    st.markdown("Save one of these files, complete it and send it to the people who run this dashboard.")
    with st.container(horizontal=True, gap="small"):
        for kind, label in KINDS.items():
            reply = Reply(**{**vars(blank), "kind": kind})
            name = f"{context.catalogue.programme['file_prefix']}-{blank.area_id}-{blank.measure_id}-{kind}.txt"
            st.download_button(
                label, file_text(context, reply), name, "text/plain", on_click="ignore", key=f"reply-{kind}"
            )


def file_text(context: Context, reply: Reply) -> str:
    """Return a reply as the text of a file or an e-mail, with room for words."""
    lines = {
        "Programme": str(context.catalogue.programme["programme_name"]),
        "Area": str(context.catalogue.area(reply.area_id)["area_name"]),
        "Measure": context.catalogue.measures[reply.measure_id].name,
        "Period": reply.period,
        "Figure as shown": reply.figure,
        "Data version": reply.version,
        "Date": reply.made_on,
    }
    fields = "\r\n".join(f"{label}: {value}" for label, value in lines.items())
    room = "What is right, and why (name no person):\r\n" if reply.kind == "query" else ""
    return f"{KINDS[reply.kind]}.\r\n\r\n{fields}\r\n\r\n{room}"
