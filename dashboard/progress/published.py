"""Published totals on the Progress page, side by side; what stands behind the page and what it cannot tell."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import db, dictionary, parts, words
from dashboard.catalogue import Looked
from dashboard.progress import drawings, outcomes, sections, sentences


def published(looked: Looked) -> None:
    """Show the totals that published pages tell, with what each counts and why they differ; then the outcomes on record."""
    rows = db.query(looked.build, "progress_published")
    name = parts.plain(str(looked.catalogue.programme["programme_name"]))
    st.header("The totals side by side")
    if rows.empty:
        st.markdown(
            f"No published sum of {name} has been gathered here, and no return tells one: there is nothing to compare."
        )
    else:
        totals(looked, rows)
    if not looked.catalogue.programme["areas_with_returns"]:
        outcomes.outcomes_on_record(looked)
        sections.needs_returns(
            looked,
            "what areas and staff recorded as awarded and spent, beside what pages tell",
            ["allocation", "spending"],
        )
    parts.how_we_know(
        [
            "**What it is.** Sums as published pages tell them, each with its address, and beside them what returns add up to.",
            "**Mind.** The sums count different things at different times, so none of them is the right one. What a sum counts "
            "is told only as far as its page tells it.",
        ]
    )


def totals(looked: Looked, rows: pd.DataFrame) -> None:
    """Show the sums of the whole programme as bars, and all sums as a table."""
    whole = rows[rows["is_whole"] | (rows["origin"] == "returns")]
    bars = [
        (
            f"{sentences.published_label(row)}: {short_figure(row)}",
            row.gbp,
            f"{sentences.published_label(row)}: {sentences.published_figure(row)}",
            "part" if row.origin != "published" else "plain",
        )
        for row in db.rows(whole)
    ]
    if (rows["origin"] == "published").sum() == 0:
        name = parts.plain(str(looked.catalogue.programme["programme_name"]))
        st.markdown(f"No published sum of {name} has been gathered here; these are what its returns add up to.")
    if bars:
        parts.chart(
            drawings.bars(bars, parts.theme()),
            title=f"{words.count_of(len(bars), 'sum')}, and each counts something else",
            subtitle="Pounds of the day, whole programme. Hatched: worked out here, not published.",
            alt="; ".join(one[2] for one in bars),
            source=parts.source_line(looked, "Published pages, each with its address in the table"),
            key="totals",
        )
    parts.table(
        sentences.published_table(rows),
        alt="Published sums of the programme: what each is, how much, of what, when, what it counts, and its page.",
        file_name=parts.file_name(looked, "published-totals"),
        is_text=True,
        download=lambda: sentences.published_file(rows),
    )


def short_figure(row: Any) -> str:
    """Return a sum as a label has it: short, or in the words of its page."""
    if row.value_words:
        return str(row.value_words)
    return f"{'at least ' if row.is_least else ''}{sentences.pounds(row.gbp)}"


def limits(looked: Looked) -> None:
    """Show how many areas' returns stand behind the page, what it cannot tell, and what would change it."""
    st.header("What stands behind this page")
    rows = db.query(looked.build, "progress_coverage")
    if rows.empty:
        sections.needs_returns(
            looked, "how many areas sent each kind of return that this page is made from", ["spending", "allocation"]
        )
    else:
        total = len(looked.catalogue.areas)
        parts.table(
            pd.DataFrame(
                {
                    "Return": [dictionary.title_of(one) for one in rows["table_name"]],
                    "Areas that sent any": [f"{one} of {total}" for one in rows["areas_sent"]],
                    "Due": due(rows, "due"),
                    "Came": due(rows, "came"),
                    "Came in part": due(rows, "came_in_part"),
                    "Not sent": due(rows, "not_sent"),
                }
            ),
            alt="Returns behind this page: how many areas sent any, and what came of what was due.",
            file_name=parts.file_name(looked, "progress-coverage"),
            right=["Areas that sent any", "Due", "Came", "Came in part", "Not sent"],
        )
        st.caption(
            "Due: returns of which it is known that they were expected. Empty: of that kind no list of what was due is loaded."
        )
        st.page_link(
            "app_pages/data.py",
            label="See every return and what is missing on the Data page",
            query_params=looked.view.parameters(),
        )
    st.header("What this cannot tell you")
    st.markdown("\n".join(f"- {line}" for line in sentences.LIMITS))
    st.header("What would change it")
    st.markdown("\n".join(f"- {line}" for line in sentences.WOULD_CHANGE))


def due(rows: pd.DataFrame, column: str) -> list[str]:
    """Return how many returns of each kind were due or came; nothing where no list of what was due is loaded."""
    return [f"{number:,}" if is_due else "" for number, is_due in zip(rows[column], rows["due"] > 0, strict=True)]
