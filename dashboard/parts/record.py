"""The public record of an area: published facts and accounts, each with a link to its page."""

import pandas as pd
import streamlit as st

from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.parts import blocks
from dashboard.text import words


def record(context: Context, name: str, facts: pd.DataFrame) -> None:
    """Show the facts on the public record with their pages, and the accounts of council and area."""
    if facts.empty:
        st.markdown(
            f"No published fact about {words.plain(name)} has been gathered here. There may be many: this record is not complete."
        )
    else:
        shown = facts_table(facts)
        blocks.table(
            shown,
            alt=f"Published facts about {name}, latest first.",
            file_name=blocks.file_name(context, context.view.area, "public-record"),
        )
    cases(db.query(context.build, "cases", area_id=context.view.area))


def facts_table(facts: pd.DataFrame) -> pd.DataFrame:
    """Return facts as a table to read: date, kind, content, figure in words, notes and page."""
    return pd.DataFrame(
        {
            "When": [words.period_of(row.date_from, row.date_to) for row in db.rows(facts)],
            "Kind": facts["kind"].str.capitalize(),
            "What": [
                f"{row.who}: {row.what}" if row.kind == "survey percentage" and row.who else row.what
                for row in db.rows(facts)
            ],
            "Figure": [words.fact_figure(row.value_number, row.value_unit, row.value_words) for row in db.rows(facts)],
            "Notes": [words.joined_notes(row.detail, row.base, row.source_is_copy) for row in db.rows(facts)],
            "Page": facts["source_url"],
        }
    )


def cases(rows: pd.DataFrame) -> None:
    """Show published accounts of what a council and an area did, each with a link to its page."""
    for row in db.rows(rows):
        with st.container(border=True):
            copy = " (a copy of the page)" if row.source_is_copy else ""
            part = "" if row.council_role == "framework" else f"The council’s part: {row.council_role}. "
            st.markdown(
                f"**{words.plain(str(row.title))}**{f', {row.year}' if row.year else ''}. {words.plain(str(row.what_happened))} "
                f"{words.plain(row.outcome)}  \n{part}"
                f"[{words.plain(str(row.source_title))}]({row.source_url}), {words.plain(str(row.source_publisher))}{copy}."
            )
