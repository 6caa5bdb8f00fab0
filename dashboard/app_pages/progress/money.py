"""The account on the Progress page: awarded, planned, paid, spent and handed back, by year, by state and by area."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app_pages.progress import drawings, sections, sentences
from dashboard.model import db, state
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head
from dashboard.text import table_codes, words


def answer(context: Context) -> str:
    """Return how much of what was awarded to the areas shown has been spent."""
    return sentences.answer(sections.accounts(context)["shown"], context.view.filters)


def show_money(context: Context) -> None:
    """Show the final account: awarded, planned, paid, spent and handed back, by year, by state and by area."""
    accounts = sections.accounts(context)
    if accounts["shown"].line_count or accounts["shown"].areas_awarded:
        st.header("The account")
        show_account(context, accounts["shown"], accounts["area"])
        show_years(context)
        show_line_states(context)
        show_areas(context)
    else:
        sections.show_needed_returns(
            context,
            "what areas were awarded, planned, were paid, spent and handed back, for the programme, by year and area by area",
            ["allocation", "spending"],
        )
    if context.catalogue.programme["areas_with_returns"]:
        show_area_facts(context)
    blocks.how_we_know(
        [
            "**Definition.** The sum of amounts in returns from areas and staff. Nothing is estimated: an amount that "
            "no return gives is shown as no data reported, never as 0.",
            "**Limitations.** Returns do not all report the same items, so the lines of the account cover different budget "
            "lines and do not add up. Spending that was delayed and planned again counts twice in planned spending.",
            "**Prices.** Cash terms, unless real terms are chosen for the years.",
            f"**Source.** {sections.SPENDING}; see the Data page for files and loads."
            if accounts["shown"].line_count
            else "**Source.** Published pages, each with its address.",
        ]
    )


def show_account(context: Context, shown: Any, area: Any | None) -> None:
    """Show the account as bars and as a table, and the share spent with its source."""
    name = sections.chosen_name(context)
    if area is not None:
        st.markdown(f"**{words.plain(sentences.area_answer(name, area))}**")
    looks = {"spent_gbp": "focus", "paid_gbp": "part" if shown.lines_paid < shown.line_count else "plain"}
    bars = []
    for label, amount, areas, lines in sentences.ITEMS:
        if amount in ("fee_gbp", "left_gbp") or not getattr(shown, areas):
            continue
        by = sentences.reporters(shown, areas, lines)
        value = getattr(shown, amount)
        text = sentences.pounds(value)
        bars.append((f"{label}: {text}", value, f"{label}: {text}, reported by {by}", looks.get(amount, "plain")))
    blocks.chart(
        drawings.bars(bars, head.theme()),
        title="Awarded, planned, paid, spent and handed back",
        subtitle=f"Cash terms, all years, {sections.scope_label(context)}. Hatched: reported on some budget lines only.",
        alt="; ".join(hover for _, _, hover, _ in bars),
        source=head.source_line(context, sections.SPENDING),
        key="account",
    )
    table = sentences.account_table(shown, area, name)
    blocks.table(
        table,
        alt=f"The account, {sections.scope_label(context)}: one row an item, with how many areas and budget lines report it.",
        file_name=blocks.file_name(context, "account", *context.view.filters),
        right=["Pounds", name],
        download=lambda: sentences.account_file(shown, area, sections.scope_label(context), name),
    )
    if shown.areas_both:
        st.markdown(
            f"**{sentences.pounds(shown.left_gbp)}** of what was awarded is recorded as neither spent nor handed "
            "back: it may be unspent, or spent and not yet reported."
        )
    sections.show_figure(context, "spent_share")


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
    prices = f"pounds in the prices of {rows['base_year'].iloc[0]}" if is_real else "cash terms"
    for name, place in (("shown", sections.scope_label(context)), ("area", sections.chosen_name(context))):
        part = rows[(rows["scope"] == name) & (rows[planned].notna() | rows[spent].notna())]
        if len(part):
            show_years_of_place(context, part, (planned, spent), prices, place, name)
    st.caption(
        "A budget line counts in the financial year, April to March, in which its period ends. All that has come is added up, "
        "also from areas of which another return of the year is missing, so a year can be higher here than in the measure “Money "
        f"spent”. {f'Price index: {words.plain(release)}.' if is_real else ''}"
    )


def show_years_of_place(
    context: Context, rows: pd.DataFrame, columns: tuple[str, str], prices: str, place: str, key: str
) -> None:
    """Show planned and spent by financial year for one group of areas or one area, as columns and as a table."""
    planned, spent = columns
    largest = rows.sort_values(spent, ascending=False, kind="stable").iloc[0]
    most = "Nothing has been spent yet"
    if pd.notna(largest[spent]):
        most = f"Most was spent in {largest['financial_year']}: {sentences.pounds(largest[spent])}"
    blocks.chart(
        drawings.years(
            rows["financial_year"].tolist(),
            sections.numbers_or_none(rows[planned]),
            sections.numbers_or_none(rows[spent]),
            head.theme(),
        ),
        title=most if key == "shown" else f"{place}: {most[0].lower()}{most[1:]}",
        subtitle=f"Planned and spent by financial year, {prices}, {place}.",
        alt=f"{most}, {place}. The table has every year.",
        source=head.source_line(context, sections.SPENDING),
        key=f"years-{key}",
    )
    show_years_table(context, rows, columns, prices, place)


def show_years_table(context: Context, rows: pd.DataFrame, columns: tuple[str, str], prices: str, place: str) -> None:
    """Show planned and spent by financial year as a table, the newest year first."""
    planned, spent = columns
    table = pd.DataFrame(
        {
            "Year": rows["financial_year"],
            "Planned": [sentences.exact(amount) for amount in rows[planned]],
            "Spent": [sentences.exact(amount) for amount in rows[spent]],
            "Areas that reported": rows["areas"],
        }
    ).iloc[::-1]
    blocks.table(
        table,
        alt=f"Planned and spent by financial year, {prices}, {place}: one row a year, newest first.",
        file_name=blocks.file_name(context, "spending-by-year", context.view.prices, place),
        right=["Planned", "Spent", "Areas that reported"],
        download=lambda: pd.DataFrame(
            {
                "place": place,
                "financial_year": rows["financial_year"],
                "planned": rows[planned].round(2),
                "spent": rows[spent].round(2),
                "unit": prices,
                "areas_that_tell": rows["areas"],
            }
        ),
    )


def show_line_states(context: Context) -> None:
    """Show the budget lines by state: paid, delayed, cancelled, repaid, still planned."""
    rows = db.query(context.build, "progress_states", **sections.query_parameters(context))
    shown, own = rows[rows["scope"] == "shown"], rows[rows["scope"] == "area"]
    if shown.empty:
        return
    st.header("Changes to plans")
    st.markdown(words.plain(f"{sentences.states_sentence(shown)} {sentences.below_zero_sentence(shown)}".strip()))
    if context.view.area and len(own):
        sentence = sentences.states_sentence(own)
        st.markdown(f"**{words.plain(sections.chosen_name(context))}.** {words.plain(sentence)}")
    blocks.table(
        sentences.states_table(shown),
        download=lambda: sentences.states_file(shown, sections.scope_label(context)),
        alt=f"Budget lines by how they stand, {sections.scope_label(context)}.",
        file_name=blocks.file_name(context, "budget-lines", *context.view.filters),
        right=["Budget lines", "Planned", "Spent", "Handed back"],
    )
    sections.show_figure(context, "planned_spent")


def show_areas(context: Context) -> None:
    """Show the account area by area, with a code for the reason where a figure is missing."""
    st.header("Area by area")
    rows = listed_areas(context)
    st.markdown("Areas had different amounts and time to spend them, so more is not better.")
    blocks.table(
        area_table(rows),
        alt=f"The account area by area, {sections.scope_label(context)}: one row an area.",
        file_name=blocks.file_name(context, "account-by-area", *context.view.filters),
        formats=dict.fromkeys(("Awarded", "Planned", "Paid to host", "Spent", "Handed back"), "£%,.0f")
        | {"Spent of awarded": "%.0f%%"},
        download=lambda: areas_file(rows),
    )
    codes = {code for row in db.rows(rows) for code in state_codes(row).split()}
    st.caption(
        "Note: why what was spent or handed back is not there. Blank cells mean not reported, not "
        f"zero. {words.plain(table_codes.codes_explained(sorted(codes)))}"
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


def area_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the account area by area as the table on the page."""
    return pd.DataFrame(
        {
            "Area": rows["area_name"],
            "Awarded": rows["awarded_gbp"],
            "Planned": rows["planned_gbp"],
            "Paid to host": rows["paid_gbp"],
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


def area_facts(context: Context) -> pd.DataFrame:
    """Return the published facts about single areas; where only one is named, about that one alone."""
    rows = db.query(context.build, "progress_record")
    return rows[rows["area_id"] == context.view.area] if context.view.others == "unlabelled" else rows


def show_area_facts(context: Context, kinds: Sequence[str] = ("award", "spend")) -> None:
    """Show the published facts about the money of single areas; where only one is named, of that one alone."""
    rows = area_facts(context)
    rows = rows[rows["kind"].isin(kinds)]
    if rows.empty:
        return
    st.header("Money on the public record, by area")
    st.markdown("From published pages. The list is not complete: areas without a row also spent money.")
    names = context.catalogue.areas["area_name"]
    blocks.table(
        pd.DataFrame(
            {
                "Area": [names[area_id] for area_id in rows["area_id"]],
                "What": [fact_text(row) for row in db.rows(rows)],
                "Figure": [
                    words.fact_figure(row.value_number, row.value_unit, row.value_words) for row in db.rows(rows)
                ],
                "When": [words.period_of(row.date_from, row.date_to) for row in db.rows(rows)],
                "Notes": [words.joined_notes(row.detail, row.base, row.source_is_copy) for row in db.rows(rows)],
                "Page": rows["source_url"],
            }
        ),
        alt="Published facts about money awarded to single areas or spent by them.",
        file_name=blocks.file_name(context, "money-on-the-public-record"),
    )


def fact_text(row: Any) -> str:
    """Return the text of a fact, with whether the money was awarded or spent."""
    return f"{'Awarded' if row.kind == 'award' else 'Spent'}: {row.what}"
