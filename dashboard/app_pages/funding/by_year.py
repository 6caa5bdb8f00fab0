"""Cash won by year, in cash terms or in real terms, with awards, help in kind and hours."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app_pages.funding import drawings, sections, sentences
from dashboard.app_pages.funding.sentences import capitalised, money
from dashboard.app_pages.funding.view import FundingView
from dashboard.model import db, state
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head, standing
from dashboard.text import table_codes, words


def show_cash_by_year(context: Context, page_view: FundingView, theme: str) -> None:
    """Show cash won by year, in cash terms or in real terms, with awards, help in kind and hours in the table."""
    state.switch(
        "Prices",
        "prices",
        context.view,
        {"cash": "Cash terms", "real": "Real terms (prices of one year)"},
    )
    prices = db.query(context.build, "funding_prices")
    is_real = context.view.prices == "real" and len(prices) > 0
    if context.view.prices == "real" and not is_real:
        st.info(
            "Real terms take the Treasury’s GDP deflator, not loaded here. Cash terms are shown. Staff can load "
            "its spreadsheet on the Data page."
        )
    rows = db.query(context.build, "funding_years", areas=page_view.scope.area_ids)
    years = wide_years(rows, "cash_won_real" if is_real else "cash_won_gbp")
    if years.empty:
        st.markdown("No award has a date in a year with complete returns, so there is no chart by year.")
        return
    show_years_chart(context, page_view, years, rows, prices if is_real else None, theme)
    if not is_real:
        st.markdown(words.plain(sentences.years_gap_sentence(years, page_view.totals)))


def show_years_chart(
    context: Context,
    page_view: FundingView,
    years: pd.DataFrame,
    rows: pd.DataFrame,
    prices: pd.DataFrame | None,
    theme: str,
) -> None:
    """Show cash won by year as columns, and all measures of the years (``rows``) as a table on demand.

    ``prices`` is the row of the prices of one year if cash is in real terms.
    """
    table = years_table(years, is_real=prices is not None)
    codes = set(table.to_numpy().ravel()) & table_codes.CODES.keys()
    unit = (
        f"£ in the prices of {prices['financial_year'].iloc[0]}, by financial year of the decision, as the price index is "
        f"(GDP deflator, release: {prices['release'].iloc[0]}). Cash terms are by calendar year"
        if prices is not None
        else "£, cash terms, by calendar year of the decision"
    )
    place = capitalised(page_view.scope.place)
    best: Any = years.sort_values("cash", ascending=False, kind="stable").iloc[0]
    blocks.chart(
        drawings.years(
            years["period"].tolist(),
            [standing.number_or_none(value) for value in years["cash"]],
            [column_mark(row) for row in db.rows(years)],
            [year_label(row) for row in db.rows(years)],
            theme,
        ),
        title=f"{place}: most cash was won in {best['period']}, {money(best['cash'])}"
        if best["cash"] > 0
        else f"{place}: no cash recorded in a year with complete returns",
        subtitle=f"Cash won, {unit}.",
        alt=f"Columns by year. {'; '.join(year_label(row) for row in db.rows(years))}.",
        source=head.source_line(context, "Returns of the areas"),
        key="years",
        table=blocks.ChartTable(
            table,
            sections.file_name(context, f"by-year-{context.view.prices}"),
            right=list(table.columns[1:]),
            download=lambda: years_file(rows),
        ),
        about=lambda: [
            sentences.years_base_sentences(page_view.record_counts),
            *([words.plain(table_codes.codes_explained(sorted(codes)))] if codes else []),
        ],
    )


def wide_years(rows: pd.DataFrame, cash_measure: str) -> pd.DataFrame:
    """Return a row for each year from the first to the last with cash: cash and the other measures, each with its state.

    ``cash_measure`` is the id of the measure of cash; in real terms its years are financial, and the others have none.
    """
    cash_rows = rows[rows["measure_id"] == cash_measure].set_index("period")
    wide = cash_rows[["value", "state", "areas"]].rename(columns={"value": "cash"})
    for name in ("wins_known", "in_kind_gbp", "hours_won"):
        measure_rows = rows[rows["measure_id"] == name].set_index("period")
        wide = wide.join(measure_rows[["value", "state"]].add_prefix(f"{name}_"))
    periods = [period for period, has_cash in wide["cash"].notna().items() if has_cash]
    return wide.loc[periods[0] : periods[-1]].reset_index() if periods else wide.iloc[:0].reset_index()


def column_mark(row: Any) -> str:
    """Return the mark of a year without a column: "0" for a true zero, else the code that says why."""
    if row.state != "value":
        return words.STATES[row.state][1]
    return "0" if row.cash == 0 else ""


def year_label(row: Any) -> str:
    """Return the label of a column: the year, the sum, and the number of areas."""
    if row.state != "value":
        return f"{row.period}: {words.STATES[row.state][0].lower()}"
    return f"{row.period}: {money(row.cash)} in cash, from {words.count_of(int(row.areas), 'area')} with a figure"


def years_table(years: pd.DataFrame, is_real: bool) -> pd.DataFrame:
    """Return the years for display, with codes in place of missing figures."""
    table = pd.DataFrame(
        {
            "Year": years["period"].tolist(),
            "Cash (real)" if is_real else "Cash": [
                number_or_code(value, state, "£") for value, state in zip(years["cash"], years["state"], strict=True)
            ],
        }
    )
    if not is_real:
        for name, heading, sign in (
            ("in_kind_gbp", "Help in kind", "£"),
            ("hours_won", "Hours", ""),
            ("wins_known", "Won", ""),
        ):
            table[heading] = [
                number_or_code(value, state, sign)
                for value, state in zip(years[f"{name}_value"], years[f"{name}_state"], strict=True)
            ]
    return table.assign(Areas=[f"{number}" for number in years["areas"]])


def number_or_code(value: Any, state: Any, sign: str) -> str:
    """Return a number with its sign, or the code of the state in its place."""
    if pd.notna(value):
        return f"{sign}{words.plain_number(value)}"
    return words.STATES[state][1] if state in words.STATES else words.STATES["not reported"][1]


def years_file(rows: pd.DataFrame) -> pd.DataFrame:
    """Return all measures by year as rows of a file, in one long table."""
    return rows.rename(columns={"areas": "areas_with_a_figure"}).assign(
        code=[words.STATES[state][1] for state in rows["state"]]
    )
