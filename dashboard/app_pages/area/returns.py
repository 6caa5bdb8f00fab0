"""The returns of one area on the Area page: money, funding, meetings, council, outcomes, what lasts, missing returns, notes."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app_pages.area import sentences
from dashboard.model import db, dictionary
from dashboard.model.catalogue import Context
from dashboard.parts import blocks
from dashboard.text import record_words, words

ACCOUNT_ITEMS = {
    "awarded_gbp": "Awarded",
    "planned_gbp": "Planned",
    "paid_to_host_gbp": "Paid to the locally trusted organisation (LTO)",
    "spent_gbp": "Spent",
    "returned_gbp": "Handed back",
    "host_fee_gbp": "of which: LTO fee",
}
"""The items of the final account: the column of each and its label."""


def show_account(context: Context, area: str, account: Any) -> None:
    """Show the final account of the area, and the themes on which it was spent."""
    rows = pd.DataFrame(
        [
            {"What": name, "Pounds (£)": account[column]}
            for column, name in ACCOUNT_ITEMS.items()
            if pd.notna(account[column])
        ]
        + sentences.unaccounted_rows(account)
    )
    if rows.empty:
        st.markdown("No spending returns or awards are loaded for this area.")
        return
    time = (
        f"Spending returns cover {words.date_range(account['first_day'].date(), account['last_day'].date())}. "
        if pd.notna(account["first_day"])
        else ""
    )
    blocks.folded_table(
        "Final account",
        f"Final account of {area} in pounds.",
        blocks.ChartTable(
            rows.assign(**{"Pounds (£)": rows["Pounds (£)"].round()}),
            blocks.file_name(context, area, "final-account"),
            right=["Pounds (£)"],
            note=f"{time}Cash terms (not adjusted for inflation).",
        ),
    )
    themes = db.query(context.build, "area_themes", area_id=context.view.area)
    if themes.empty:
        st.markdown("There is no breakdown of spending by theme.")
        return
    shown = themes.assign(theme=themes["theme"].str.capitalize(), spent_gbp=themes["spent_gbp"].round())
    blocks.folded_table(
        "Spending by theme",
        f"Spending of {area} by theme.",
        blocks.ChartTable(
            shown[["theme", "spent_gbp", "coded_by"]].rename(
                columns={"theme": "Theme", "spent_gbp": "Spent (£)", "coded_by": "Theme assigned by"}
            ),
            blocks.file_name(context, area, "spending-by-theme"),
            right=["Spent (£)"],
        ),
    )


def show_funding(context: Context, area: str) -> None:
    """Show what the area sought and was offered, by route; cash, help in kind and time are never added up."""
    rows = db.query(context.build, "area_funding", area_id=context.view.area)
    if rows.empty:
        st.markdown("No bids, offers or awards have been recorded. This does not mean that bids failed.")
        return
    shown = funding_table(rows)
    blocks.folded_table(
        "Bids, offers and awards",
        f"What {area} sought and was offered, by route and outcome.",
        blocks.ChartTable(
            shown,
            blocks.file_name(context, area, "funding-by-route"),
            right=list(shown.columns[1:]),
            download=lambda: rows,
        ),
    )
    if rows["is_apart"].any():
        st.caption("Funding not recorded as linked to the programme is listed but not counted.")
    st.page_link(
        "app_pages/funding/page.py",
        label="All bids, offers and awards",
        query_params=context.view.parameters(),
        width="content",
    )


def funding_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what was sought and offered as a table narrow enough for a phone, with hours only where there are any."""
    shown = pd.DataFrame(
        {
            "Outcome": [
                f"{row.route.capitalize()} ({row.kind}), {row.outcome}"
                f"{'; link to the programme not recorded' if row.is_apart else ''}"
                for row in db.rows(rows)
            ],
            "How many": rows["entries"],
            "Amount requested (£)": rows["asked_gbp"],
            "Amount awarded or value in kind (£)": rows["awarded_gbp"],
            "Hours": rows["hours"],
        }
    )
    return shown if rows["hours"].notna().any() else shown.drop(columns="Hours")


def show_meetings(context: Context, area: str) -> None:
    """Show how many meetings of each kind were held in each year."""
    rows = db.query(context.build, "area_meetings", area_id=context.view.area)
    if rows.empty:
        st.markdown("No meetings are recorded.")
        return
    counts = rows.assign(meetings=rows["meetings"].astype(str))
    wide = counts.pivot(index="held_in", columns="kind", values="meetings").sort_index(ascending=False).fillna("")
    shown = wide.rename(columns=lambda kind: str(kind).capitalize()).rename_axis(columns=None).reset_index(names="Year")
    blocks.folded_table(
        "Meetings by year",
        f"Meetings and events of {area} by year and kind; blank: none recorded.",
        blocks.ChartTable(
            shown.assign(Year=shown["Year"].astype(str)),
            blocks.file_name(context, area, "meetings"),
            right=list(shown.columns[1:]),
        ),
    )


def show_council(context: Context, area: str) -> None:
    """Show the dated facts about area and council, latest first."""
    rows = db.query(context.build, "area_events", area_id=context.view.area)
    if rows.empty:
        st.markdown("No contacts between the area and its council are recorded.")
    else:
        shown = pd.DataFrame(
            {
                "When": [words.date_words(day) for day in rows["happened_on"]],
                "What": [row.what or row.commitment for row in db.rows(rows)],
                "Kind": rows["kind"].str.capitalize(),
                "The council’s part": [record_words.council_part(role) for role in rows["council_role"].fillna("")],
                "Due": [words.date_words(day) if day else "" for day in rows["due_on"]],
            }
        )
        blocks.folded_table(
            f"Contacts with the council ({len(shown)})",
            f"Dated facts about {area} and its council, latest first.",
            blocks.ChartTable(shown, blocks.file_name(context, area, "council-facts")),
        )
    st.page_link(
        "app_pages/councils/page.py",
        label="More about this council and its other areas",
        query_params=context.view.parameters(),
        width="content",
    )


def show_outcomes(context: Context, area: str) -> None:
    """Show the findings on the four outcomes that were returned; those on the public record are in its own chapter."""
    rows = db.query(context.build, "area_findings", area_id=context.view.area)
    if rows.empty:
        st.markdown("No evaluation findings on the four outcomes have been returned for this area.")
    else:
        shown = pd.DataFrame(
            {
                "Outcome": rows["outcome"].str.capitalize(),
                "Finding": rows["finding"],
                "How and when": [f"{row.method}, {words.date_words(row.found_on)}" for row in db.rows(rows)],
                "Independent": ["yes" if is_independent else "no" for is_independent in rows["is_independent"]],
                "Source": rows["source"],
            }
        )
        blocks.folded_table(
            words.count_of(len(shown), "evaluation finding returned", "evaluation findings returned"),
            f"Findings on the four outcomes in {area}.",
            blocks.ChartTable(shown, blocks.file_name(context, area, "findings")),
        )


def show_legacy(context: Context, area: str) -> None:
    """Show what lasts after the programme."""
    rows = db.query(context.build, "area_legacy", area_id=context.view.area)
    if rows.empty:
        st.markdown("No legacy has been recorded yet.")
        return
    shown = pd.DataFrame(
        {
            "Kind": rows["kind"].str.capitalize(),
            "What": rows["name"],
            "Since": [words.date_words(day) if day else "not known" for day in rows["since"]],
            "Source": rows["source"],
        }
    )
    blocks.folded_table(
        f"What continues ({len(shown)})",
        f"Legacy of the programme in {area}.",
        blocks.ChartTable(shown, blocks.file_name(context, area, "what-stays")),
    )


def overdue_in_brief(context: Context) -> str:
    """Return in one line how many returns of the area are overdue and of which kinds; empty where none is."""
    rows = db.query(context.build, "area_missing", area_id=context.view.area)
    overdue = rows[rows["standing"] == "overdue"]
    if overdue.empty:
        return ""
    number = words.count_of(int(overdue["returns_count"].sum()), "return is overdue", "returns are overdue")
    kinds = words.joined([dictionary.title_of(name).lower() for name in overdue["table_name"]])
    return f"**Missing.** {number}, so these figures may be too low: {words.plain(kinds)}."


def show_missing(context: Context) -> None:
    """Show which returns are overdue or partial."""
    rows = db.query(context.build, "area_missing", area_id=context.view.area)
    if rows.empty:
        has_due = bool(db.query(context.build, "overview_returns")["due"].sum())
        st.markdown(
            "No return is overdue." if has_due else "No list of what was due is loaded, so no gap can be named."
        )
        return
    st.markdown("\n".join(f"- {words.plain(line)}" for line in sentences.missing_lines(rows, dictionary.title_of)))


def show_notes(context: Context) -> None:
    """Show the notes on the area's figures and the challenges to them, with who made them and the reply."""
    rows = db.query(context.build, "area_notes", area_id=context.view.area)
    if rows.empty:
        st.markdown("No comments or challenges.")
        return
    for number, row in enumerate(db.rows(rows)):
        with st.container(border=True, key=f"note-{number}"):
            reply = f"  \n**Reply.** {words.plain(row.reply)}" if row.reply else ""
            about = words.plain(dictionary.title_of(row.about).lower())
            st.markdown(
                f"**{row.kind.capitalize()}** about {about}, by the {words.plain(row.by_role)}, {row.noted_on:%-d %B %Y}: "
                f"{words.plain(row.words)}  \nStatus: {words.plain(row.state)}.{reply}"
            )


def show_people(context: Context, area: str, _account: Any) -> None:
    """Show what the chapter on people has besides its measures."""
    show_meetings(context, area)
    show_outcomes(context, area)
    show_legacy(context, area)


def show_money(context: Context, area: str, account: Any) -> None:
    """Show what the chapter on money has besides its measures."""
    show_account(context, area, account)
    show_funding(context, area)


CHAPTERS = {
    "people": show_people,
    "money": show_money,
    "council": lambda context, area, _account: show_council(context, area),
}
"""What each chapter on returns shows beside its chart."""
