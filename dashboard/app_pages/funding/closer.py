"""A closer look on the Funding page, one at a time: cash for each £1 spent, years, sources, the council's part, records."""

from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.app_pages.funding import drawings, sections, sentences
from dashboard.app_pages.funding.sentences import (
    among_areas,
    based_on,
    is_known,
    money,
    pound_words,
    upper,
    year_words,
)
from dashboard.model import db, state
from dashboard.model.catalogue import Context, catalogue_for
from dashboard.model.state import SEPARATOR, View
from dashboard.parts import blocks, head, standing
from dashboard.text import verdicts, words

WON = "Cash won in complete years (£)"
SPENT = "Spent in complete years (£)"
CLOSER = {
    "pound": "Cash per £1 spent",
    "year": "By year",
    "source": "From whom",
    "support": "Council’s support",
    "record": "Each win",
}
"""What can be looked at more closely, one at a time; of one area every record is told, won or not."""


def closer(context: Context, told: sections.FundingView, theme: str) -> None:
    """Show one of several closer looks, chosen side by side."""
    st.header("A closer look")
    offered = CLOSER | {"record": "Each record"} if told.scope.area_id else CLOSER
    chosen = state.section("What to look at closer", context.view, offered)
    show = {"pound": pound, "year": by_year, "source": by_source, "support": by_support, "record": each_record}
    show[chosen](context, told, theme)


def pound(context: Context, told: sections.FundingView, theme: str) -> None:
    """Show cash won for each £1 spent: all areas as dots, the group with its range, and what each area's is made of."""
    rows, drawn = pound_picture(context.build, context.view.only(*state.FILTERS, "area", "others"), theme)
    known, beside = rows[rows["state"] == "value"], told.beside["cash_per_pound"]
    said = pound_words(told.scope.place, told.totals["cash_per_pound"], told.totals["cash_won_gbp"])
    if drawn is None:
        st.markdown(words.plain(said))
        return
    blocks.chart(
        drawn,
        title=said.removesuffix("."),
        subtitle=f"Cash won for each £1 spent, {told.scope.group}, years with complete lists of both. Each dot is an area"
        f"{'; the band is the range of all together' if pd.notna(beside['lower']) else ''}.",
        alt=f"Dots, one an area. {pound_words(told.scope.group, beside, told.beside['cash_won_gbp'])} Among the areas: "
        f"{among_areas(beside, words.per_pound)}.",
        source=f"{head.source_line(context, 'Returns of the areas')} Based on {words.count_of(len(known), 'area')}; "
        f"{pound_left_out(len(rows) - len(known))}.",
        key="pound",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            words.plain(
                f"{upper(told.scope.group)}: {among_areas(beside, words.per_pound)}. The money "
                "came alongside the programme, which is not to say because of it."
            ),
            width="stretch",
        )
        sections.trace_of(context, told, "cash_per_pound")
    st.markdown(
        "A year is complete where the area says that its lists of both spending and funding hold everything. Only such years "
        "count here, so the sums are smaller than those of all years."
    )
    own = "the chosen area, then all others in order of name" if told.scope.area_id else "in order of name"
    blocks.table(
        pound_table(rows),
        alt=f"Cash won for each £1 spent, one row an area: {own}.",
        file_name=blocks.file_name(context, "funding-cash-per-pound", *context.view.filters),
        columns={
            "Cash per £1 (pence)": st.column_config.NumberColumn(format="%.1f"),
            WON: st.column_config.NumberColumn(format="%,.0f"),
            SPENT: st.column_config.NumberColumn(format="%,.0f"),
        },
        right=["Cash per £1 (pence)", WON, SPENT],
        download=lambda: pound_file(rows),
    )
    codes = {verdicts.state_reason(row.state, row.reliability) for row in db.rows(rows)} - {""}
    if codes:
        st.caption(words.plain(verdicts.codes_explained(sorted(codes))))


def pound_left_out(number: int) -> str:
    """Return how many areas have no cash for each £1 spent, and why."""
    if not number:
        return "none left out"
    return f"{number:,} left out, of which no year has complete lists of both spending and funding"


def pound_rows(context: Context, told: sections.FundingView) -> pd.DataFrame:
    """Return cash for each £1 spent, the chosen area first, then those shown in order of name, as the reader wants them named.

    Areas without a name stand in order of their figure, which gives no name away.
    """
    figures = db.query(context.build, "map_figures", measure_id="cash_per_pound", period="all years")
    wanted = {*told.scope.around.split(SEPARATOR), told.scope.area_id}
    rows = figures[figures["area_id"].isin(wanted)]
    named = context.catalogue.areas.loc[rows["area_id"]]
    names = named["area_name"].tolist()
    shown = rows.assign(
        is_other=rows["area_id"] != told.scope.area_id,
        area_name=names,
        area_code=named["area_code"].tolist(),
        label=[
            f"{name}: {words.per_pound(value)} in cash for every £1 spent" if pd.notna(value) else ""
            for name, value in zip(names, rows["value"], strict=True)
        ],
    )
    return shown.sort_values(["is_other", "area_name", "value"])


@lru_cache(maxsize=200)
def pound_picture(build: db.Build, view: View, theme: str) -> tuple[pd.DataFrame, go.Figure | None]:
    """Return cash for each £1 spent of one view, a row an area, and its dots in a theme; no dots where none has a figure."""
    told, looked = sections.funding_view(build, view, theme), Context(build, catalogue_for(build, view), view, [])
    rows = pound_rows(looked, told)
    known = rows[rows["state"] == "value"]
    if known.empty:
        return rows, None
    beside = told.beside["cash_per_pound"]
    together = (
        (
            upper(told.scope.group),
            float(beside["value"]),
            standing.number_or_none(beside["lower"]),
            standing.number_or_none(beside["upper"]),
        )
        if is_known(beside)
        else None
    )
    return rows, drawings.spread(known, together, view.area, theme)


def pound_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the areas with what cash for each £1 spent is made of, in their order."""
    shown = pd.DataFrame(
        {
            "Area": rows["area_name"],
            "Cash per £1 (pence)": rows["value"] * 100,
            WON: rows["numerator"],
            SPENT: rows["denominator"],
        }
    )
    codes = [verdicts.state_reason(row.state, row.reliability) for row in db.rows(rows)]
    shown = shown.assign(Note=codes) if any(codes) else shown
    if len(shown) > blocks.SHORT_TABLE:
        return shown
    return shown.map(lambda cell: "0" if cell == 0 else cell)  # a plain table would write a true nought as 0.0


def pound_file(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the same as a file that explains itself."""
    return pd.DataFrame(
        {
            "measure": "Cash won for every £1 spent",
            "unit": "£ per £1 spent",
            "period": "all years",
            "area_code": rows["area_code"],
            "area_name": rows["area_name"],
            "value": rows["value"],
            "lower_confidence_interval_95": rows["lower"],
            "upper_confidence_interval_95": rows["upper"],
            "numerator": rows["numerator"],
            "denominator": rows["denominator"],
            "state": rows["state"],
            "code": [verdicts.state_reason(row.state, row.reliability) for row in db.rows(rows)],
        }
    )


def by_year(context: Context, told: sections.FundingView, theme: str) -> None:
    """Show cash won by year, of the day or in real terms, with wins, help in kind and hours in the table."""
    state.switch(
        "Prices",
        "prices",
        context.view,
        {"cash": "Pounds of the day", "real": "In the prices of one year (real terms)"},
    )
    prices = db.query(context.build, "funding_prices")
    is_real = context.view.prices == "real" and len(prices) > 0
    if context.view.prices == "real" and not is_real:
        st.info(
            "Real terms take the Treasury’s GDP deflator, which is not loaded here. Pounds of the day are shown. Staff can load "
            "its spreadsheet on the Data page."
        )
    rows = db.query(context.build, "funding_years", areas=told.scope.focus)
    wide = years_told(rows, "cash_won_real" if is_real else "cash_won_gbp")
    if wide.empty:
        st.markdown("No win has a date in a year of which all lists came, so there is nothing to show by year.")
        return
    unit = (
        f"£ in the prices of {year_words(prices['financial_year'].iloc[0])}, by financial year of the decision (GDP deflator, "
        f"release: {prices['release'].iloc[0]})"
        if is_real
        else "£ of the day, by calendar year of the decision"
    )
    best: Any = wide.sort_values("cash", ascending=False, kind="stable").iloc[0]
    blocks.chart(
        drawings.years(
            [year_words(period) for period in wide["period"]],
            [standing.number_or_none(value) for value in wide["cash"]],
            [mark_of(row) for row in db.rows(wide)],
            [said_of_year(row) for row in db.rows(wide)],
            theme,
        ),
        title=f"{upper(told.scope.place)}: most cash was won in {year_words(best['period'])}, {money(best['cash'])}"
        if best["cash"] > 0
        else f"{upper(told.scope.place)}: no cash is told in any year of which all lists came",
        subtitle=f"Cash won, {unit}.",
        alt=f"Columns by year. {'; '.join(said_of_year(row) for row in db.rows(wide))}.",
        source=f"{head.source_line(context, 'Returns of the areas')} {sentences.years_based_on(told.base)}",
        key="years",
    )
    shown = years_table(wide, is_real)
    blocks.table(
        shown,
        alt="The same figures, one row a year, with wins, help in kind and hours.",
        file_name=blocks.file_name(context, "funding", context.view.area, "by-year", context.view.prices),
        right=list(shown.columns[1:]),
        is_text=True,
        download=lambda: years_file(rows),
    )
    if not is_real:
        gap = sentences.years_gap(
            wide["cash"].sum(), told.totals["cash_won_gbp"], float(told.base["cash_without_date_gbp"])
        )
        st.markdown(words.plain(gap))
    codes = set(shown.to_numpy().ravel()) & verdicts.CODES.keys()
    if codes:
        st.caption(words.plain(verdicts.codes_explained(sorted(codes))))


def years_told(rows: pd.DataFrame, cash: str) -> pd.DataFrame:
    """Return a row a year from the first to the last of which anything is told: cash with its state, and what else there is.

    ``cash`` names the measure; in real terms years are financial, so the others have no figure beside them.
    """
    of_cash = rows[rows["measure_id"] == cash].set_index("period")
    wide = of_cash[["value", "state", "areas"]].rename(columns={"value": "cash"})
    for name in ("wins_known", "in_kind_gbp", "hours_won"):
        one = rows[rows["measure_id"] == name].set_index("period")
        wide = wide.join(one[["value", "state"]].add_prefix(f"{name}_"))
    told = [period for period, known in wide["cash"].notna().items() if known]
    return wide.loc[told[0] : told[-1]].reset_index() if told else wide.iloc[:0].reset_index()


def mark_of(row: Any) -> str:
    """Return what stands where a year has no column: "0" for a true nought, else the code that says why."""
    if row.state != "value":
        return words.STATES[row.state][1]
    return "0" if row.cash == 0 else ""


def said_of_year(row: Any) -> str:
    """Return what a column says: the year, the sum, and in how many areas."""
    year = year_words(row.period)
    if row.state != "value":
        return f"{year}: {words.STATES[row.state][0].lower()}"
    return f"{year}: {money(row.cash)} in cash, from {words.count_of(int(row.areas), 'area')} with a figure"


def years_table(wide: pd.DataFrame, is_real: bool) -> pd.DataFrame:
    """Return the years as people read them; codes stand where there is no figure."""
    shown = pd.DataFrame(
        {
            "Year": [year_words(period) for period in wide["period"]],
            "Cash (real)" if is_real else "Cash": [
                or_code(value, told, "£") for value, told in zip(wide["cash"], wide["state"], strict=True)
            ],
        }
    )
    if not is_real:
        for name, heading, sign in (
            ("in_kind_gbp", "Help in kind", "£"),
            ("hours_won", "Hours", ""),
            ("wins_known", "Wins", ""),
        ):
            shown[heading] = [
                or_code(value, told, sign)
                for value, told in zip(wide[f"{name}_value"], wide[f"{name}_state"], strict=True)
            ]
    return shown.assign(Areas=[f"{number}" for number in wide["areas"]])


def or_code(value: Any, told: Any, sign: str) -> str:
    """Return a number with its sign, or the code of the state in its place."""
    if pd.notna(value):
        return f"{sign}{words.plain_number(value)}"
    return words.STATES[told][1] if told in words.STATES else words.STATES["not reported"][1]


def years_file(rows: pd.DataFrame) -> pd.DataFrame:
    """Return every measure by year as a file holds it, in one long table."""
    return rows.rename(columns={"areas": "areas_with_a_figure"}).assign(
        code=[words.STATES[one][1] for one in rows["state"]]
    )


def by_source(context: Context, told: sections.FundingView, _theme: str) -> None:
    """Show who was asked or offered, those that gave most cash first and all others together."""
    rows = db.query(context.build, "funding_sources", areas=told.scope.focus)
    if rows.empty:
        st.markdown("No record that is linked to the programme names whom it came from.")
        return
    shown = sources_table(rows)
    blocks.table(
        shown,
        alt=f"{upper(told.scope.place)}: whom help was sought from, most cash first.",
        file_name=blocks.file_name(context, "funding", context.view.area, "from-whom"),
        right=list(shown.columns[1:]),
        is_text=True,
        download=lambda: rows.assign(source_name=shown["From whom"]).drop(columns="place"),
    )
    st.caption(
        words.plain(
            f"{head.source_line(context, 'Returns of the areas')} {based_on(told.base)} Names stand as the returns write them, "
            "so one source under two names is there twice. Cash is that of bids, negotiated help and donations."
        )
    )


def sources_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the sources as people read them; all that follow the fifteenth are one row."""
    return pd.DataFrame(
        {
            "From whom": [
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


def by_support(context: Context, told: sections.FundingView, theme: str) -> None:
    """Show what became of help that was decided, by whether and how the council supported it."""
    rows = db.query(context.build, "funding_support", areas=told.scope.focus)
    whether = rows[rows["part"] == "whether"]
    if whether.empty:
        st.markdown("No record that is linked to the programme has been decided.")
        return
    blocks.chart(
        drawings.outcomes(whether, [sentences.SUPPORT[one] for one in whether["backing"]], ["won", "lost"], theme),
        title=f"{upper(told.scope.place)}: {sentences.support_words(whether)}",
        subtitle="Number of records decided, all years and routes.",
        alt="; ".join(
            f"{sentences.SUPPORT[row.backing]}: {row.won} won or agreed, {row.lost} lost" for row in db.rows(whether)
        ),
        source=f"{head.source_line(context, 'Returns of the areas')} {based_on(told.base)}",
        key="support",
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        blocks.table(
            pd.DataFrame(
                {
                    "The council’s support": [sentences.support_name(row) for row in db.rows(rows)],
                    "Decided": rows["decided"],
                    "Won or agreed": rows["won"],
                    "Lost": rows["lost"],
                }
            ),
            alt="The same figures, and by kind of support.",
            file_name=blocks.file_name(context, "funding", context.view.area, "council-support"),
            right=["Decided", "Won or agreed", "Lost"],
        )
    with right:
        st.markdown(
            "Help with two kinds of support is in both. “Marked” and “left blank” say what stands in the return: either way, it "
            "is not known whether the council gave support.\n\n"
            "This does not say that support wins money: councils may support what is likely to win, and negotiated help, which "
            "is rarely told when it fails, is in here too."
        )


def each_record(context: Context, told: sections.FundingView, _theme: str) -> None:
    """Show every record of the chosen area, or all wins known of the areas shown, to be searched and sorted."""
    if told.scope.area_id:
        rows = db.query(context.build, "funding_records", area_id=told.scope.area_id)
        shown, what = (
            records_table(rows),
            "every record of funding as it was returned, those without a date first, then the latest",
        )
    else:
        rows = db.query(context.build, "funding_wins", areas=told.scope.focus)
        shown, what = wins_table(rows, context.catalogue.areas), "wins known, decided last first"
    if rows.empty:
        st.markdown(f"{upper(words.plain(told.scope.place))}: no record is loaded.")
        return
    st.markdown(
        "Press a heading to sort; the magnifying glass above the table searches it. Dates stand as year, month and day, so that "
        "they sort; some have no day."
    )
    blocks.table(
        shown,
        alt=f"{upper(told.scope.place)}: {what}.",
        file_name=blocks.file_name(context, "funding", context.view.area or "wins", "records", *context.view.filters),
        columns={
            name: st.column_config.NumberColumn(format="%,.0f")
            for name in ("Asked (£)", "Awarded (£)", "Awarded or valued (£)", "Hours")
        },
        is_wide=True,
    )
    if told.scope.area_id:
        st.markdown(
            "Only what the area declares to be linked to the programme counts as won; where it does not say, it is not counted."
        )


def records_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the records of one area as people read them."""
    return pd.DataFrame(
        {
            "What for": rows["project"],
            "From whom": rows["source_name"],
            "Route": rows["route"],
            "Outcome": rows["outcome"],
            "Decided": [day_words(one) for one in rows["decided_on"]],
            "Kind": rows["kind"],
            "Asked (£)": rows["asked_gbp"],
            "Awarded or valued (£)": rows["awarded_gbp"],
            "Hours": rows["hours"],
            "Council’s support": rows["council_support"],
            "Linked to the programme": [
                "not said" if pd.isna(one) else "yes" if one else "no" for one in rows["is_linked"]
            ],
            "Submitted": [day_words(one) for one in rows["submitted_on"]],
        }
    )


def wins_table(rows: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Return wins as people read them, each with the name of its area as the reader wants it."""
    return pd.DataFrame(
        {
            "Area": [str(areas.loc[one, "area_name"]) for one in rows["area_id"]],
            "What for": rows["project"],
            "From whom": rows["source_name"],
            "Route": rows["route"],
            "Kind": rows["kind"],
            "Awarded or valued (£)": rows["awarded_gbp"],
            "Hours": rows["hours"],
            "Decided": [day_words(one) for one in rows["decided_on"]],
            "Council’s support": rows["council_support"],
        }
    )


def day_words(text: str) -> str:
    """Return a date as the records have it, so that it sorts; "no date" where there is none."""
    return text or "no date"
