"""The closer looks of the Funding page, of which funders, council support and records are shown here."""

import pandas as pd
import streamlit as st

from dashboard.app_pages.funding import by_year, cash_per_pound, drawings, sections, sentences
from dashboard.app_pages.funding.sentences import base_sentence, capitalised
from dashboard.app_pages.funding.view import FundingView
from dashboard.model import db, state
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head
from dashboard.text import words

LOOKS = {
    "route": "By route",
    "year": "By year",
    "source": "By funder",
    "pound": "Cash per £1 spent",
    "support": "Council support",
    "record": "All awards",
}
"""The closer looks, of which one is shown at a time; a single area has all its records, whether won or not."""
FUNDERS_DRAWN = 10
"""So many funders have a bar; the table has more."""


def show_closer_look(context: Context, page_view: FundingView, theme: str) -> None:
    """Show the closer look that is chosen in the row of buttons."""
    st.header("Bids, offers and awards")
    labels = LOOKS | {"record": "All records"} if page_view.scope.area_id else LOOKS
    chosen = state.choose_section("Show", context.view, labels)
    show = {
        "route": sections.show_pipeline,
        "year": by_year.show_cash_by_year,
        "source": show_sources,
        "pound": cash_per_pound.show_cash_per_pound,
        "support": show_support,
        "record": show_records,
    }
    show[chosen](context, page_view, theme)


def show_sources(context: Context, page_view: FundingView, theme: str) -> None:
    """Show the funders that gave most cash as bars; as a table on demand all that were asked or offered help."""
    rows = db.query(context.build, "funding_sources", areas=page_view.scope.area_ids)
    if rows.empty:
        st.markdown("No linked record names its funder.")
        return
    shown = sources_table(rows)
    table = blocks.ChartTable(
        shown,
        sections.file_name(context, "from-whom"),
        right=list(shown.columns[1:]),
        download=lambda: rows.assign(source_name=shown["Funder"]).drop(columns="place"),
    )
    largest = rows[(rows["cash_gbp"] > 0) & (rows["place"] <= FUNDERS_DRAWN)]
    if largest.empty:
        blocks.folded_table("Table of funders", f"{capitalised(page_view.scope.place)}: funders", table)
        return
    names, pounds = [str(name) for name in largest["source_name"]], largest["cash_gbp"].tolist()
    labels = [sentences.money(amount) for amount in pounds]
    blocks.chart(
        drawings.funders(names, pounds, labels, theme),
        title=f"{capitalised(page_view.scope.place)}: {names[0]} gave most cash, {labels[0]}",
        subtitle=f"Cash won by funder, all years, the {len(names)} that gave most."
        if len(names) > 1
        else "Cash, all years.",
        alt="; ".join(f"{name} {label}" for name, label in zip(names, labels, strict=True)),
        source=head.source_line(context, "Returns of the areas"),
        key="funders",
        table=table,
        about=lambda: [
            words.plain(base_sentence(page_view.record_counts)),
            "Funder names are as reported, so some funders may appear twice. Cash is from bids, negotiated help and donations. "
            "Loans, investment and contracts are left out.",
        ],
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
        subtitle="Share of records decided, with their number, all years.",
        alt="; ".join(
            f"{sentences.SUPPORT[row.backing]}: {row.won} won or agreed, {row.lost} lost" for row in db.rows(by_support)
        ),
        source=head.source_line(context, "Returns of the areas"),
        key="support",
        table=blocks.ChartTable(
            support_table(rows),
            sections.file_name(context, "council-support"),
            right=["Decided", "Won or agreed", "Lost"],
        ),
        about=lambda: [
            words.plain(base_sentence(page_view.record_counts)),
            "Records with two kinds of support count in both. “Marked” and “left blank” describe the return: either way, we do "
            "not know whether the council gave support. Loans, investment and contracts are left out.",
        ],
    )
    st.markdown(
        "Council support did not necessarily lead to success: councils may support likely bids, and negotiated help is rarely "
        "recorded when it fails."
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
    """Show all records of the chosen area, or all awards of the areas shown, in a table to search and sort."""
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
    if page_view.scope.area_id:
        st.markdown(
            "Only funding recorded as linked to the programme counts as won; loans, investment and contracts do not."
        )
    blocks.table(
        table,
        alt=f"{capitalised(page_view.scope.place)}: {description}.",
        file_name=blocks.file_name(context, "funding", context.view.area or "wins", "records", *context.view.filters),
        formats=dict.fromkeys(
            ("Amount requested (£)", "Awarded (£)", "Amount awarded or value in kind (£)", "Hours"), "%,.0f"
        ),
    )


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
                "not recorded" if pd.isna(value) else "yes" if value else "no" for value in rows["is_linked"]
            ],
            "Submitted": [day_words(value) for value in rows["submitted_on"]],
        }
    )


COUNTED = {
    "cash": "cash won",
    "in kind": "help in kind",
    "time": "hours of help",
    "not stated": "won, kind not recorded",
    "loan or investment": "loan or investment, not counted",
    "contract": "contract, not counted",
}
"""What an award counts as, by the values of the macro won_as."""


def wins_table(rows: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Return wins for display, each with the name of its area as the reader wants it."""
    return pd.DataFrame(
        {
            "Area": [str(areas.loc[value, "area_name"]) for value in rows["area_id"]],
            "What for": rows["project"],
            "Funder": rows["source_name"],
            "Route": rows["route"],
            "Counted as": [COUNTED[name] for name in rows["won_as"]],
            "Amount awarded or value in kind (£)": rows["awarded_gbp"],
            "Hours": rows["hours"],
            "Decided": [day_words(value) for value in rows["decided_on"]],
            "Council support": rows["council_support"],
        }
    )


def day_words(text: str) -> str:
    """Return a date as it is in the records, so that it sorts, or "no date"."""
    return text or "no date"
