"""The closer look of the Funding page: a choice of five, of which sources, council support and records are shown here."""

import pandas as pd
import streamlit as st

from dashboard.app_pages.funding import by_year, cash_per_pound, drawings, sentences
from dashboard.app_pages.funding.sentences import base_sentence, capitalised
from dashboard.app_pages.funding.view import FundingView
from dashboard.model import db, state
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head
from dashboard.text import words

LOOKS = {
    "pound": "Cash per £1 spent",
    "year": "By year",
    "source": "Funder",
    "support": "Council support",
    "record": "All awards",
}
"""The closer looks, of which one is shown at a time; a single area has all its records, whether won or not."""


def show_closer_look(context: Context, page_view: FundingView, theme: str) -> None:
    """Show the closer look that is chosen in the row of buttons."""
    st.header("More detail")
    labels = LOOKS | {"record": "All records"} if page_view.scope.area_id else LOOKS
    chosen = state.choose_section("What to look at closer", context.view, labels)
    show = {
        "pound": cash_per_pound.show_cash_per_pound,
        "year": by_year.show_cash_by_year,
        "source": show_sources,
        "support": show_support,
        "record": show_records,
    }
    show[chosen](context, page_view, theme)


def show_sources(context: Context, page_view: FundingView, _theme: str) -> None:
    """Show the sources that were asked or offered help: those that gave most cash first, and all others together."""
    rows = db.query(context.build, "funding_sources", areas=page_view.scope.area_ids)
    if rows.empty:
        st.markdown("No linked record names its funder.")
        return
    table = sources_table(rows)
    blocks.table(
        table,
        alt=f"{capitalised(page_view.scope.place)}: funders, most cash first.",
        file_name=blocks.file_name(context, "funding", context.view.area, "from-whom"),
        right=list(table.columns[1:]),
        download=lambda: rows.assign(source_name=table["Funder"]).drop(columns="place"),
    )
    st.caption(
        words.plain(
            f"{head.source_line(context, 'Returns of the areas')} {base_sentence(page_view.record_counts)} Funder names are as "
            "reported, so some funders may appear twice. Cash includes bids, negotiated help and "
            "donations."
        )
    )


def sources_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the sources for display; all after the fifteenth are one row."""
    return pd.DataFrame(
        {
            "Funder": [
                row.source_name or f"All {words.count_of(int(row.sources), 'other')}" if row.place <= 15 or row.sources > 1
                else "One other"
                for row in db.rows(rows)
            ],
            "Sought": rows["sought"],
            "Won or agreed": rows["won"],
            "Lost": rows["lost"],
            "Cash won (£)": [words.plain_number(value) if pd.notna(value) else "" for value in rows["cash_gbp"]],
        }
    )  # fmt: skip


def show_support(context: Context, page_view: FundingView, theme: str) -> None:
    """Show the outcomes of help that was decided, by whether and how the council supported it."""
    rows = db.query(context.build, "funding_support", areas=page_view.scope.area_ids)
    by_support = rows[rows["part"] == "whether"]
    if by_support.empty:
        st.markdown("No linked record has been decided.")
        return
    blocks.chart(
        drawings.outcomes(
            by_support, [sentences.SUPPORT[backing] for backing in by_support["backing"]], ["won", "lost"], theme
        ),
        title=f"{capitalised(page_view.scope.place)}: {sentences.support_words(by_support)}",
        subtitle="Number of records decided, all years and routes.",
        alt="; ".join(
            f"{sentences.SUPPORT[row.backing]}: {row.won} won or agreed, {row.lost} lost" for row in db.rows(by_support)
        ),
        source=f"{head.source_line(context, 'Returns of the areas')} {base_sentence(page_view.record_counts)}",
        key="support",
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        blocks.table(
            support_table(rows),
            alt="The same figures, and by kind of support.",
            file_name=blocks.file_name(context, "funding", context.view.area, "council-support"),
            right=["Decided", "Won or agreed", "Lost"],
        )
    with right:
        st.markdown(
            "Records with two kinds of support count in both. “Marked” and “left blank” describe the return: either way, we do "
            "not know whether the council gave support.\n\n"
            "Council support did not necessarily lead to success: councils may support likely bids, and negotiated "
            "help is rarely recorded when it fails."
        )


def support_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the outcomes of help by the council's support for display."""
    return pd.DataFrame(
        {
            "Council support": [sentences.support_label(row) for row in db.rows(rows)],
            "Decided": rows["decided"],
            "Won or agreed": rows["won"],
            "Lost": rows["lost"],
        }
    )


def show_records(context: Context, page_view: FundingView, _theme: str) -> None:
    """Show all records of the chosen area, or all known wins of the areas shown, in a table to search and sort."""
    if page_view.scope.area_id:
        rows = db.query(context.build, "funding_records", area_id=page_view.scope.area_id)
        table, description = (
            records_table(rows),
            "every record of funding as it was returned, those without a date first, then the latest",
        )
    else:
        rows = db.query(context.build, "funding_wins", areas=page_view.scope.area_ids)
        table, description = wins_table(rows, context.catalogue.areas), "awards, latest decision first"
    if rows.empty:
        st.markdown(f"{capitalised(words.plain(page_view.scope.place))}: no record is loaded.")
        return
    st.markdown("Select a heading to sort. Dates are year, month and day, so that they sort.")
    blocks.table(
        table,
        alt=f"{capitalised(page_view.scope.place)}: {description}.",
        file_name=blocks.file_name(context, "funding", context.view.area or "wins", "records", *context.view.filters),
        formats=dict.fromkeys(
            ("Amount requested (£)", "Awarded (£)", "Amount awarded or value in kind (£)", "Hours"), "%,.0f"
        ),
    )
    if page_view.scope.area_id:
        st.markdown("Only funding recorded as linked to the programme counts as won.")


def records_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the records of one area for display."""
    return pd.DataFrame(
        {
            "What for": rows["project"],
            "Funder": rows["source_name"],
            "Route": rows["route"],
            "Outcome": rows["outcome"],
            "Decided": [day_words(value) for value in rows["decided_on"]],
            "Kind": rows["kind"],
            "Amount requested (£)": rows["asked_gbp"],
            "Amount awarded or value in kind (£)": rows["awarded_gbp"],
            "Hours": rows["hours"],
            "Council support": rows["council_support"],
            "Linked to the programme": [
                "not said" if pd.isna(value) else "yes" if value else "no" for value in rows["is_linked"]
            ],
            "Submitted": [day_words(value) for value in rows["submitted_on"]],
        }
    )


def wins_table(rows: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Return wins for display, each with the name of its area as the reader wants it."""
    return pd.DataFrame(
        {
            "Area": [str(areas.loc[value, "area_name"]) for value in rows["area_id"]],
            "What for": rows["project"],
            "Funder": rows["source_name"],
            "Route": rows["route"],
            "Kind": rows["kind"],
            "Amount awarded or value in kind (£)": rows["awarded_gbp"],
            "Hours": rows["hours"],
            "Decided": [day_words(value) for value in rows["decided_on"]],
            "Council support": rows["council_support"],
        }
    )


def day_words(text: str) -> str:
    """Return a date as it is in the records, so that it sorts, or "no date"."""
    return text or "no date"
