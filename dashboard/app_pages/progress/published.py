"""Published totals on the Progress page, side by side, and the returns behind the page with its limits."""

import pandas as pd
import streamlit as st

from dashboard.app_pages.progress import drawings, sections, sentences_published
from dashboard.model import db, dictionary
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head, record
from dashboard.text import words


def answer(context: Context) -> str:
    """Return the published sums and what returns add up to, as sentences; without returns, what is on public record."""
    if not sections.has_returns(context):
        published = sentences_published.published_answer(db.query(context.build, "progress_published"))
        return f"We do not know how much was paid in total. {published}"
    return sentences_published.published_answer(db.query(context.build, "progress_published"))


def show_published(context: Context) -> None:
    """Show the published totals side by side with what each counts, then, without returns, the facts on single areas."""
    has_returns = sections.has_returns(context)
    rows = db.query(context.build, "progress_published")
    if len(rows) and not has_returns:
        sections.show_cards(sentences_published.cards(rows, db.query(context.build, "facts", area_id="")))
    st.header("Totals side by side")
    if rows.empty:
        name = words.plain(str(context.catalogue.programme["programme_name"]))
        st.markdown(f"We have no published total for {name} and no return gives one.")
    else:
        show_totals(context, rows)
    if not has_returns:
        st.header("Money on the public record")
        st.markdown(words.plain(record.opening_sentence(context, "money", list(context.catalogue.areas.index))))
        if not sections.is_report(context):  # which the table of facts would fill
            record.opening(context, "money", list(context.catalogue.areas.index), "progress")


def method_lines(_context: Context) -> list[str]:
    """Return what the published totals are, and their limits."""
    return [
        "**Definition.** Sums as published pages give them, each with its address, and beside them what returns add up to.",
        "**Limitations.** The totals measure different things at different times, so none is the single right one. What a "
        "total covers is given only as far as its page states.",
    ]


def show_totals(context: Context, rows: pd.DataFrame) -> None:
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
    table = blocks.ChartTable(
        sentences_published.published_table(rows),
        blocks.file_name(context, "published-totals"),
        download=lambda: sentences_published.published_file(rows),
    )
    if bars:
        blocks.chart(
            drawings.bars(bars, head.theme()),
            title=f"{words.count_of(len(bars), 'sum')}, each measuring something different",
            subtitle="Cash terms, whole programme. Hatched: calculated, not published. The table has what each counts.",
            alt="; ".join(hover for _, _, hover, _ in bars),
            source=head.source_line(context, "Published pages, each with its address in the table"),
            key="totals",
            table=table,
        )
    else:
        blocks.folded_table(
            "Table of published totals", "Published totals of the programme, and what each counts", table
        )
    show_differences(context, rows)


def show_differences(context: Context, rows: pd.DataFrame) -> None:
    """Show the gap between the sums, and the areas whose whole grant was not the one announced."""
    st.markdown(words.plain(sentences_published.gap_sentence(rows)))
    announced = rows.loc[rows["origin"] == "multiplied", "each_gbp"].tolist()
    facts = record.facts_of_areas(context, "money", list(context.catalogue.areas.index))
    whole_grants = facts[(facts["kind"] == "spend") & facts["what"].str.startswith("The whole grant")]
    for row in db.rows(whole_grants):
        sentence = sentences_published.other_grant_sentence(row.value_number, announced[0]) if announced else ""
        if sentence:
            st.markdown(f"{words.plain(sentence)} [Open the page]({row.source_url}).")


def limits_answer(context: Context) -> str:
    """Return how many of the returns that were due came, and what the page cannot say."""
    return sentences_published.coverage_answer(db.query(context.build, "progress_coverage"))


def show_limits(context: Context) -> None:
    """Show how many areas sent returns for this page, its limits, and what would change it."""
    rows = db.query(context.build, "progress_coverage")
    if len(rows):
        st.header("Data behind this page")
        total = len(context.catalogue.areas)
        blocks.table(
            pd.DataFrame(
                {
                    "Return": [dictionary.title_of(name) for name in rows["table_name"]],
                    "Areas that sent any": [f"{areas} of {total}" for areas in rows["areas_sent"]],
                    "Due": due_counts(rows, "due"),
                    "Complete or received": due_counts(rows, "came"),
                    "Partial": due_counts(rows, "came_in_part"),
                    "Overdue": due_counts(rows, "overdue"),
                }
            ),
            alt="Returns behind this page: how many areas sent any, and what came of what was due.",
            file_name=blocks.file_name(context, "progress-coverage"),
            right=["Areas that sent any", "Due", "Complete or received", "Partial", "Overdue"],
        )
        st.caption("Due: expected by today. Blank: we do not know how many were due.")
        st.page_link(
            "app_pages/data/page.py",
            label="See all returns and what is missing (Data page)",
            query_params=context.view.parameters(),
        )
    st.header("Limitations")
    st.markdown("\n".join(f"- {line}" for line in sentences_published.LIMITS))
    st.header("What would improve this page")
    st.markdown("\n".join(f"- {line}" for line in sentences_published.WOULD_CHANGE))


def due_counts(rows: pd.DataFrame, column: str) -> list[str]:
    """Return a column of counts as text, with "" for the kinds of return without a list of what was due."""
    return [f"{number:,}" if is_due else "" for number, is_due in zip(rows[column], rows["due"] > 0, strict=True)]
