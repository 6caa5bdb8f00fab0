"""The account on the Progress page: awarded, spent, handed back and not accounted for, by year, by state and by area."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app_pages.progress import drawings, sections, sentences
from dashboard.model import db, state
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head, record, tables
from dashboard.text import table_codes, words


def answer(context: Context) -> str:
    """Return how much of what was awarded to the areas shown has been spent."""
    return sentences.answer(sections.accounts(context)["shown"], context.view.filters)


def show_money(context: Context) -> None:
    """Show the final account: awarded, spent, handed back and not accounted for, by year, changes to plans, and by area.

    The report leaves out the tables of all areas, which would fill most of its pages.
    """
    accounts = sections.accounts(context)
    if accounts["shown"].line_count or accounts["shown"].areas_awarded:
        show_account(context, accounts["shown"], accounts["area"])
        show_years(context)
        if sections.is_report(context):
            show_line_states(context)
            return
        left, right = st.columns(2, gap="large")
        with left:
            show_line_states(context)
        with right:
            show_areas(context)
            show_area_facts(context)
    else:
        sections.show_needed_returns(
            context,
            "what areas were awarded, planned, were paid, spent and handed back, by year and area by area",
            ["allocation", "spending"],
        )
        show_area_facts(context)


def method_lines(_context: Context) -> list[str]:
    """Return what the account counts, its limits and its source."""
    return [
        "**Definition.** Sums of the amounts in returns from areas and staff. Nothing is estimated: a missing amount is no "
        "data reported, never 0. Money not yet accounted for is unspent, or spending not yet reported.",
        "**Limitations.** Money planned and money paid to the locally trusted organisation are not parts of the award. "
        "Spending that was delayed and planned again counts twice in plans. Cash terms, unless real terms are chosen.",
        f"**Source.** {sections.SPENDING}; see the Data page for files and loads.",
    ]


def show_account(context: Context, shown: Any, area: Any | None) -> None:
    """Show the key figures of the account, and what became of the award as one bar, with all sums as a table on demand."""
    states = db.query(context.build, "areas_listed").set_index("area_id")["state"]
    states = states[states.index.isin(context.catalogue.filtered_areas(context.view).index)]
    sections.show_cards([*sentences.account_cards(shown), *sentences.finished_cards(states.tolist())])
    st.header("The account")
    name, place = sections.chosen_name(context), sections.scope_label(context)
    if area is not None:
        st.markdown(f"**{words.plain(sentences.area_answer(name, area))}**")
    if shown.areas_over:
        st.markdown(words.plain(sentences.over_sentence(shown)))
    table = blocks.ChartTable(
        sentences.account_table(shown, area, name),
        blocks.file_name(context, "account", *context.view.filters),
        right=["Pounds", name],
        download=lambda: sentences.account_file(shown, area, place, name),
    )
    bars = [
        (label, tuple(sentences.account_parts(account).items()), account)
        for label, account in ((f"{place[0].upper()}{place[1:]}", shown), (name, area))
        if account is not None and sentences.account_parts(account)
    ]
    if not sentences.account_parts(shown):
        blocks.folded_table("Table of the account", f"The account, {place}", table)
        return
    blocks.chart(
        drawings.account([(label, parts) for label, parts, _ in bars], head.theme()),
        title=sentences.account_title(shown),
        subtitle=f"% of the {sentences.pounds(shown.awarded_of_spent_gbp)} awarded, cash terms, all years, {place}.",
        alt=" ".join(sentences.account_alt(label, account) for label, _, account in bars),
        source=head.source_line(context, sections.SPENDING),
        key="account",
        table=table,
        about=lambda: sections.figure_lines(context, "spent_share"),
    )


def show_years(context: Context) -> None:
    """Show what was planned and spent in each financial year, in cash terms or in real terms."""
    rows = db.query(context.build, "progress_years", **sections.query_parameters(context))
    if rows.empty:
        return
    st.header("Year by year")
    release = str(rows["index_release"].iloc[0])
    if release:
        state.switch("Prices", "prices", context.view, {"cash": "Cash terms", "real": "Real terms"})
    is_real = context.view.prices == "real" and bool(release)
    if context.view.prices == "real" and not release:
        st.markdown("Real terms take a price index (the return “Deflator”), and none is loaded: these are cash terms.")
    planned, spent = ("planned_real_gbp", "spent_real_gbp") if is_real else ("planned_gbp", "spent_gbp")
    prices = f"in the prices of {rows['base_year'].iloc[0]} (price index: {release})" if is_real else "cash terms"
    rows = rows[rows[planned].notna() | rows[spent].notna()]
    shown, own = rows[rows["scope"] == "shown"], rows[rows["scope"] == "area"]
    place, name = sections.scope_label(context), sections.chosen_name(context)
    if shown.empty:
        return
    blocks.chart(
        drawings.years(
            shown["financial_year"].tolist(),
            sections.numbers_or_none(shown[planned]),
            sections.numbers_or_none(shown[spent]),
            head.theme(),
        ),
        title=sentences.most_spent(shown, spent),
        subtitle=f"Planned and spent by financial year, {prices}, {place}."
        + (f" {sentences.most_spent(own, spent, name)}." if len(own) else ""),
        alt=f"{sentences.most_spent(shown, spent)}, {place}. The table has every year.",
        source=head.source_line(context, sections.SPENDING),
        key="years-shown",
        table=blocks.ChartTable(
            sentences.years_table(shown, own, (planned, spent), name),
            blocks.file_name(context, "spending-by-year", context.view.prices, *context.view.filters, name),
            right=["Planned", "Spent", "Areas that reported", f"{name}: planned", f"{name}: spent"],
            download=lambda: sentences.years_file(rows, (planned, spent), prices, {"shown": place, "area": name}),
        ),
        about=lambda: YEARS_ABOUT,
    )


YEARS_ABOUT = (
    "**Definition.** A budget line counts in the financial year, April to March, in which its period ends.",
    "**Limitations.** Everything received is added up, even if an area’s other returns for the year are missing. So a year "
    "can be higher here than in the measure “Money spent”.",
)


def show_line_states(context: Context) -> None:
    """Show what was delayed, cancelled and repaid in sentences, with the budget lines by state on demand."""
    rows = db.query(context.build, "progress_states", **sections.query_parameters(context))
    shown, own = rows[rows["scope"] == "shown"], rows[rows["scope"] == "area"]
    if shown.empty:
        return
    st.header("Changes to plans")
    st.markdown(words.plain(sentences.states_sentence(shown)))
    if len(own):
        sentence = sentences.states_sentence(own)
        st.markdown(f"**{words.plain(sections.chosen_name(context))}.** {words.plain(sentence)}")
    below_zero = sentences.below_zero_sentence(shown)
    blocks.quiet_line(
        f"Budget lines by status, {sections.scope_label(context)}",
        "budget-lines",
        blocks.ChartTable(
            sentences.states_table(shown),
            blocks.file_name(context, "budget-lines", *context.view.filters),
            right=["Budget lines", "Planned", "Spent", "Handed back"],
            download=lambda: sentences.states_file(shown, sections.scope_label(context)),
        ),
        about=lambda: [
            *([words.plain(below_zero)] if below_zero else []),
            *sections.figure_lines(context, "planned_spent"),
        ],
        label="Budget lines by status",
    )


def show_areas(context: Context) -> None:
    """Show the account area by area on demand, with a code for the reason where a figure is missing."""
    st.header("Area by area")
    rows = listed_areas(context)
    codes = {code for row in db.rows(rows) for code in state_codes(row).split()}
    explained = f" {words.plain(table_codes.codes_explained(sorted(codes)))}" if codes else ""
    st.markdown(
        "Areas had different amounts and time to spend them, so more is not better. In the table, a blank cell is no data "
        f"reported, not zero.{explained}"
    )
    blocks.folded_table(
        f"Account of {words.count_of(len(rows), 'area')}",
        f"The account area by area, {sections.scope_label(context)}",
        blocks.ChartTable(
            area_table(context, rows),
            blocks.file_name(context, "account-by-area", *context.view.filters),
            formats=dict.fromkeys(("Awarded", "Planned", "Paid to LTO", "Spent", "Handed back"), "£%,.0f")
            | {"Spent of awarded": "%.0f%%"},
            download=lambda: areas_file(rows),
        ),
    )


def listed_areas(context: Context) -> pd.DataFrame:
    """Return the areas shown with their account, by name; where only one is named, it comes first and the rest by spending."""
    figures = db.query(context.build, "progress_areas").set_index("area_id")
    rows = context.catalogue.filtered_areas(context.view).drop(columns="area_id").join(figures).reset_index()
    if context.view.others == "unlabelled":  # the order by name would give the names away
        rows = rows.assign(is_other=rows["area_id"] != context.view.area)
        return rows.sort_values(["is_other", "spent_gbp"], ascending=[True, False], kind="stable")
    return rows.sort_values(["area_name", "area_id"], kind="stable")


def state_codes(row: Any) -> str:
    """Return the codes for why what an area spent or handed back has no figure: "[x]", "[z]"; "" where both have one."""
    codes = dict.fromkeys(words.STATES[state][1] for state in (row.spent_state, row.returned_state))
    return " ".join(code for code in codes if code)


def area_table(context: Context, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the account area by area as the table on the page, each name a link."""
    return pd.DataFrame(
        {
            "Area": tables.area_links(context, rows["area_id"]).to_numpy(),
            "Awarded": rows["awarded_gbp"],
            "Planned": rows["planned_gbp"],
            "Paid to LTO": rows["paid_gbp"],
            "Spent": rows["spent_gbp"],
            "Spent of awarded": rows["spent_share"].round(0),
            "Handed back": rows["returned_gbp"],
            "Note": [state_codes(row) for row in db.rows(rows)],
            "Region": rows["region_name"],
            "Wave": rows["wave"],
        }
    )


def areas_file(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the account area by area with spelled-out columns; pounds to the penny."""
    return pd.DataFrame(
        {
            "area_code": rows["area_code"],
            "area_name": rows["area_name"],
            "area_type": "area",
            "council": rows["council_name"],
            "region": rows["region_name"],
            "wave": rows["wave"],
            "period": "all years",
            "awarded_gbp": rows["awarded_gbp"],
            "planned_gbp": rows["planned_gbp"],
            "paid_to_host_gbp": rows["paid_gbp"],
            "spent_gbp": rows["spent_gbp"],
            "spent_state": rows["spent_state"],
            "spent_code": [words.STATES[state][1] for state in rows["spent_state"]],
            "spent_of_awarded_per_cent": rows["spent_share"].round(1),
            "handed_back_gbp": rows["returned_gbp"],
            "handed_back_state": rows["returned_state"],
            "handed_back_code": [words.STATES[state][1] for state in rows["returned_state"]],
        }
    )


def show_area_facts(context: Context) -> None:
    """Show the published facts about the money of the areas shown on demand; where only one is named, of that one alone."""
    facts = record.facts_of_areas(context, "money", list(context.catalogue.filtered_areas(context.view).index))
    facts = facts[facts["kind"].isin(["award", "spend"])]
    if facts.empty:
        return
    st.markdown("Published pages give some awards and spending of single areas. Areas without a row also spent money.")
    blocks.folded_table(
        f"Money on the public record: {words.count_of(len(facts), 'fact')}",
        "Published facts about money awarded to single areas or spent by them",
        blocks.ChartTable(
            record.facts_table(facts, context),
            blocks.file_name(context, "money-on-the-public-record", *context.view.filters),
            download=lambda: record.facts_file(facts, context.catalogue),
        ),
    )
