"""The pieces that are always on the Funding page: filters, key figures, pipeline, grants and public record."""

import html

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.app_pages.funding import sentences
from dashboard.app_pages.funding.sentences import (
    base_sentence,
    capitalised,
    distribution_words,
    is_known,
    money,
)
from dashboard.app_pages.funding.view import FundingView
from dashboard.model import db, state
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, frame, head, record, standing, trace
from dashboard.text import table_codes, words

KEY_FIGURES = {
    "cash_won_gbp": ("Cash won", "bids, negotiated help and donations"),
    "in_kind_gbp": ("Help in kind", "land, rooms and goods, as valued in returns"),
    "hours_won": ("Hours of help", "given by organisations; not converted into pounds"),
}
WITHDRAWN = "With\u00addrawn"
"""The heading of a column, with a soft hyphen where it may break on a phone."""
PIPELINE_FILE_COLUMNS = {
    "won": "won_or_agreed",
    "cash_gbp": "cash_awarded_including_loans_and_contracts_gbp",
    "in_kind_gbp": "value_of_help_in_kind_gbp",
}
"""The columns of the pipeline that have another name in files."""
GRANTS = "grants_count"
"""The measure whose source is that of the grants recorded around areas."""


def show_filters(context: Context, page_view: FundingView) -> None:
    """Show the filters, how many areas they leave, and how many of these reported what was won."""
    catalogue, view = context.catalogue, context.view
    head.filters_switch()
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        allowed_values = catalogue.allowed_values
        state.choose("Region", "region", view.region, allowed_values["region"], state.filter_label, width=220)
        state.choose("Wave", "wave", view.wave, allowed_values["wave"], state.filter_label, width=90)
        state.choose(
            "Deprivation", "deprivation", view.deprivation, allowed_values["deprivation"], state.filter_label, width=260
        )
    shown_count = len(catalogue.filtered_areas(view))
    with st.container(horizontal=True, vertical_alignment="center"):
        areas_label = words.areas_shown(shown_count, len(catalogue.areas), view.filters)
        beside = ", beside the chosen one" if view.area else ""
        st.markdown(f"**{words.plain(areas_label + beside)}**", width="content")
        st.button("Clear filters", on_click=state.clear_filters, disabled=not view.filters, type="tertiary")
        if page_view.has_returns:
            area_count = int(page_view.group_totals["wins_known"]["areas_counted"])
            st.markdown(f"{area_count} of {words.count_of(shown_count, 'area')} reported funding.", width="content")


def show_key_figures(context: Context, page_view: FundingView) -> None:
    """Show cash, help in kind and hours side by side, never added up, each with its distribution among the areas."""
    for column, (measure_id, (name, description)) in zip(st.columns(3), KEY_FIGURES.items(), strict=True):
        row = page_view.totals[measure_id]
        format_number = words.plain_number if measure_id == "hours_won" else money
        figure = format_number(row["value"]) if is_known(row) else words.STATES[row["state"]][0].lower()
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{words.plain(head.with_programme_name(name))}**, all years")
            st.html(f'<p class="key-figure">{html.escape(figure)}</p>')
            distribution = distribution_words(page_view.group_totals[measure_id], format_number)
            if page_view.scope.area_id:
                distribution = f"{page_view.scope.group}: {distribution}"
            st.caption(words.plain(f"{capitalised(description)}. {capitalised(distribution)}."))
            show_trace(context, page_view, measure_id)
    st.markdown(
        words.plain(
            f"The three are never added up. {sentences.sums_base_sentence(page_view.record_counts)} "
            f"{sentences.other_money_sentences(page_view.record_counts)}".strip()
        )
    )
    concentration = db.query(context.build, "funding_concentration", areas=page_view.scope.area_ids).iloc[0]
    st.markdown(words.plain(sentences.concentration_sentences(page_view.scope.place, concentration)))


def show_trace(context: Context, page_view: FundingView, measure_id: str) -> None:
    """Show the source of one of the totals."""
    place = page_view.scope.name or f"{page_view.scope.group} together"
    trace.trace(context, measure_id, page_view.totals[measure_id], place, measure_id, page_view.scope.area_id)


def show_pipeline(context: Context, page_view: FundingView) -> None:
    """Show the outcomes of help sought, by route, and the share of bids won where lists are complete."""
    st.header("Outcome of bids and offers")
    rows, place = page_view.pipeline, page_view.scope.place
    if page_view.pipeline_chart is None:
        st.markdown(
            f"No linked bids or offers are recorded for {words.plain(place)}. {base_sentence(page_view.record_counts)}"
        )
        return
    total = rows[rows["route"] == "all routes"].iloc[0]
    blocks.chart(
        page_view.pipeline_chart,
        title=f"{capitalised(place)}: of {words.count_of(int(total['sought']), 'piece')} of help sought or offered, "
        f"{int(total['won']):,} won or agreed",
        subtitle="Number of records by route, all years.",
        alt=f"Bars by route. {sentences.pipeline_words(rows)}",
        source=f"{head.source_line(context, 'Returns of the areas')} {base_sentence(page_view.record_counts)}",
        key="pipeline",
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        blocks.table(
            pipeline_table(rows),
            alt="Data table, one row a route.",
            file_name=blocks.file_name(context, "funding", context.view.area, "by-route"),
            right=["Sought", "Won or agreed", "Lost", "Pending", WITHDRAWN],
            download=lambda: rows.rename(columns=PIPELINE_FILE_COLUMNS).assign(place=place),
        )
    with right:
        show_success_rate(context, page_view)
        st.markdown(
            "Pending and withdrawn bids are not counted as lost. Where a route "
            "shows no losses, returns may record only what was agreed."
        )


def pipeline_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the routes for display, all routes last."""
    return pd.DataFrame(
        {
            "Route": [capitalised(route) for route in rows["route"]],
            "Sought": rows["sought"],
            "Won or agreed": rows["won"],
            "Lost": rows["lost"],
            "Pending": rows["pending"],
            WITHDRAWN: rows["withdrawn"],
        }
    )


def show_success_rate(context: Context, page_view: FundingView) -> None:
    """Show the share of bids won if it may be shown, the bids it leaves out, how it compares, and its source."""
    row, name = page_view.totals["success_rate"], page_view.scope.place
    code = table_codes.cell_code(row["state"], row["reliability"])
    parts = [
        f"{sentences.bids_words(page_view.totals)}.",
        sentences.bids_left_out_sentence(page_view.pipeline, row),
        comparison_sentence(context, page_view.scope.area_id) if page_view.scope.area_id else "",
        table_codes.codes_explained([code]),
    ]
    st.markdown(f"**Bid success rate, {words.plain(name)}.** {words.plain(' '.join(part for part in parts if part))}")
    show_trace(context, page_view, "success_rate")


def comparison_sentence(context: Context, area_id: str) -> str:
    """Return how an area's share of bids won compares with others, or an empty string if it is not compared."""
    measure = context.catalogue.measures["success_rate"]
    base_unit = standing.base_unit_of(measure, context.catalogue.measure_row("success_rate")["counts_people"])
    comparison = standing.comparison_words(measure, standing.comparisons(context.build, area_id), base_unit)
    return f"How it compares: {comparison}." if comparison else ""


def show_grants(context: Context, page_view: FundingView) -> None:
    """Show the grants that registers place around the areas, by year, with a note that they are no wins."""
    st.header(
        "Grants to organisations near the area" if page_view.scope.area_id else "Grants to organisations near the areas"
    )
    st.markdown(
        "Public registers give the **recipient’s address**, often a head office, so a grant here is **not a win of the area** "
        "and is added to nothing above. Areas were chosen because they had received little funding, so some increase "
        "would be expected anyway. 2018 is part of a year."
    )
    if page_view.grants_chart is None:
        st.markdown("No grants to organisations nearby were recorded from 2013 to 2018.")
        return
    title = f"{capitalised(page_view.scope.place)}: {sentences.grants_words(page_view.grants)}"
    if not page_view.has_returns:  # then they are most of what there is
        show_grants_by_year(context, page_view, page_view.grants_chart, title)
    elif box := blocks.opened_box(f"By year. {title}", "grants-around"):
        with box:
            show_grants_by_year(context, page_view, page_view.grants_chart, title)


def show_grants_by_year(context: Context, page_view: FundingView, chart: go.Figure, title: str) -> None:
    """Show the grants recorded around the areas as a chart and a table."""
    rows = page_view.grants
    blocks.chart(
        chart,
        title=title,
        subtitle="Grants to organisations nearby, by calendar year, weighted by the share of each ward’s people who live here.",
        alt="Columns by year. "
        + "; ".join(
            f"{row.award_year}: {words.plain_number(row.other_grants, 1)} of other funders, "
            f"{words.plain_number(row.lottery_grants, 1)} of the Lottery"
            for row in db.rows(rows)
        ),
        source=head.source_line(context, "360Giving publishers, 2013 to part of 2018"),
        key="grants",
    )
    table = grants_table(rows)
    blocks.table(
        table,
        alt="Data table, one row a year, with pounds.",
        file_name=blocks.file_name(context, "funding", context.view.area, "grants-around"),
        right=list(table.columns[1:]),
        download=lambda: rows.rename(columns={"areas": "areas_with_a_grant"}),
    )
    st.caption(
        "Amounts exclude grants from central government and grants above £5 million. Counts include them. Each funder is on the "
        "Area page."
    )


def grants_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the grants recorded around the areas by year for display."""
    return pd.DataFrame(
        {
            "Year": [sentences.grant_year(year) for year in rows["award_year"]],
            "Grants of others": [weighted_number(value) for value in rows["other_grants"]],
            "Pounds of others": [money(value) for value in rows["other_gbp"]],
            "Grants of the Lottery": [weighted_number(value) for value in rows["lottery_grants"]],
            "Pounds of the Lottery": [money(value) for value in rows["lottery_gbp"]],
        }
    )


def weighted_number(number: float) -> str:
    """Return a weighted number of grants, which need not be whole; a true zero is "0"."""
    return words.plain_number(number, 1) if number else "0"


def show_facts(context: Context, page_view: FundingView) -> None:
    """Show the facts on public record about money and help from outside, each with its page; nothing is added up."""
    st.header("Funding on the public record")
    scope, name = page_view.scope, page_view.scope.name if context.view.area else ""
    if page_view.has_returns:
        st.markdown(words.plain(record.opening_sentence(context, "funding", scope.area_ids.split("."), name)))
    record.opening(context, "funding", scope.area_ids.split("."), "funding", name)


def show_missing_returns(context: Context) -> None:
    """Show what the page would have, which returns it needs, and the next steps: practice data, or loading returns."""
    name = words.plain(str(context.catalogue.programme["programme_name"]))
    with st.container(border=True, key="no-returns"):
        st.markdown(
            f"**No returns on funding of {name} are loaded.** With them, this page shows what was sought, offered, won and lost "
            "by route; cash, help in kind and hours; the cash that came alongside each £1 spent; years, sources and the "
            "council’s part. It takes the return “Funding sought, offered and won”, for cash per £1 that of spending too, and "
            "the state of returns, which says whose returns are complete."
        )
        frame.show_next_steps(context, "funding")


def method_lines(context: Context) -> list[str]:
    """Return what counts as won, how shares and ratios are worked out, the source of grants, and the page's limits."""
    return [
        "**Won.** Outside help that was won or agreed and is recorded as linked to the programme. Cash won is "
        "from bids, negotiated help and donations. Loans, investment and contracts are shown separately.",
        "**Bid success rate.** Bids won as a percentage of bids won or lost, from years with returns said to be "
        "complete. An area that bids rarely, or only when confident, has a higher rate: neither is better.",
        "**Cash for each £1 spent.** For the same areas and financial years, where returns of spending and "
        "funding are complete. The funding was not necessarily a result of the programme.",
        f"**Grants to organisations nearby.** {blocks.measure_lines(context, GRANTS)[-1].replace('**Source.** ', 'From: ')}",
        "**Full definitions** are under “About this figure” and on the About page.",
        "**Limitations.** Bids not made, funding missing from returns, and whether any of it came because "
        "of the programme. Small grants made by areas are not included.",
    ]
