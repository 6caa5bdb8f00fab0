"""Published totals on the Progress page, side by side; what stands behind the page and what it cannot tell."""

import pandas as pd
import streamlit as st

from dashboard.app_pages.progress import drawings, money, outcomes, sections, sentences_published
from dashboard.model import db, dictionary
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head
from dashboard.text import words


def answer(context: Context) -> str:
    """Return what published pages say of the money, and what returns add up to."""
    has_returns = bool(context.catalogue.programme["areas_with_returns"])
    return sentences_published.answer_of_published(db.query(context.build, "progress_published"), has_returns)


def published(context: Context) -> None:
    """Show the totals on published pages, with what each counts and why they differ; then the outcomes on record."""
    rows = db.query(context.build, "progress_published")
    name = words.plain(str(context.catalogue.programme["programme_name"]))
    st.header("The totals side by side")
    if rows.empty:
        st.markdown(
            f"No published sum of {name} has been gathered here, and no return gives one: there is nothing to compare."
        )
    else:
        totals(context, rows)
    if not context.catalogue.programme["areas_with_returns"]:
        outcomes.outcomes_on_record(context)
        sections.needs_returns(
            context,
            "what areas and staff recorded as awarded and spent, beside what published pages say",
            ["allocation", "spending"],
        )
    blocks.how_we_know(
        [
            "**What it is.** Sums as published pages give them, each with its address, and beside them what returns add up to.",
            "**Keep in mind.** The sums count different things at different times, so none of them is the right one. What a sum "
            "counts is said only as far as its page says it.",
        ]
    )


def totals(context: Context, rows: pd.DataFrame) -> None:
    """Show the sums of the whole programme as bars, and all sums as a table."""
    whole = rows[rows["is_whole"] | (rows["origin"] == "returns")]
    bars = [
        (
            f"{sentences_published.published_label(row)}: {sentences_published.published_short(row)}",
            row.gbp,
            f"{sentences_published.published_label(row)}: {sentences_published.published_figure(row)}",
            "part" if row.origin != "published" else "plain",
        )
        for row in db.rows(whole)
    ]
    if bars:
        blocks.chart(
            drawings.bars(bars, head.theme()),
            title=f"{words.count_of(len(bars), 'sum')}, and each counts something else",
            subtitle="Pounds of the day, whole programme. Hatched: worked out here, not published.",
            alt="; ".join(one[2] for one in bars),
            source=head.source_line(context, "Published pages, each with its address in the table"),
            key="totals",
        )
    held_together(context, rows)
    blocks.table(
        sentences_published.published_table(rows),
        alt="Published sums of the programme: what each is, how much, of what, when, what it counts, and its page.",
        file_name=blocks.file_name(context, "published-totals"),
        is_text=True,
        download=lambda: sentences_published.published_file(rows),
    )


def held_together(context: Context, rows: pd.DataFrame) -> None:
    """Show how the sums lie to each other, and where the whole grant of an area was another than was announced."""
    st.markdown(words.plain(sentences_published.gap_words(rows)))
    announced = rows.loc[rows["origin"] == "multiplied", "each_gbp"].tolist()
    record = money.on_record(context)
    for row in db.rows(record[record["is_whole_grant"]]):
        said = sentences_published.other_grant(row.value_number, announced[0]) if announced else ""
        if said:
            st.markdown(f"{words.plain(said)} [Open the page]({row.source_url}).")


def limits_answer(context: Context) -> str:
    """Return how much of what was due stands behind the page, and what it cannot say."""
    return sentences_published.coverage_answer(db.query(context.build, "progress_coverage"))


def limits(context: Context) -> None:
    """Show how many areas' returns stand behind the page, what it cannot tell, and what would change it."""
    st.header("What stands behind this page")
    rows = db.query(context.build, "progress_coverage")
    if rows.empty:
        sections.needs_returns(
            context, "how many areas sent each kind of return that this page is made from", ["spending", "allocation"]
        )
    else:
        total = len(context.catalogue.areas)
        blocks.table(
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
            file_name=blocks.file_name(context, "progress-coverage"),
            right=["Areas that sent any", "Due", "Came", "Came in part", "Not sent"],
        )
        st.caption(
            "Due: returns of which it is known that they were expected. Empty: of that kind no list of what was due is loaded."
        )
        st.page_link(
            "app_pages/data/page.py",
            label="See every return and what is missing on the Data page",
            query_params=context.view.parameters(),
        )
    st.header("What this cannot tell you")
    st.markdown("\n".join(f"- {line}" for line in sentences_published.LIMITS))
    st.header("What would change it")
    st.markdown("\n".join(f"- {line}" for line in sentences_published.WOULD_CHANGE))


def due(rows: pd.DataFrame, column: str) -> list[str]:
    """Return how many returns of each kind were due or came; nothing where no list of what was due is loaded."""
    return [f"{number:,}" if is_due else "" for number, is_due in zip(rows[column], rows["due"] > 0, strict=True)]
