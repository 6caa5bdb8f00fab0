"""The pieces of the Funding page around its closer looks, and the first of these: the outcomes of bids and offers."""

import html

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.app_pages.funding import sentences
from dashboard.app_pages.funding.sentences import (
    base_sentence,
    capitalised,
    is_known,
    money,
)
from dashboard.app_pages.funding.view import FundingView
from dashboard.model import db, state
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, frame, head, record, standing, trace
from dashboard.text import table_codes, words

KEY_FIGURES = {
    "cash_won_gbp": ("Cash won", "cash_wins", "cash_without_sum"),
    "in_kind_gbp": ("Help in kind", "in_kind_wins", "in_kind_without_value"),
    "hours_won": ("Hours of help", "time_wins", "time_without_hours"),
}
"""The measures of the key figures: the label of each, and the counts of its awards and of those without an amount."""
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


def file_name(context: Context, look: str) -> str:
    """Return the name of the file of a table: of the chosen area, else of the areas that the filters leave."""
    return blocks.file_name(
        context, "funding", *([context.view.area] if context.view.area else context.view.filters), look
    )


def show_filters(context: Context, page_view: FundingView) -> None:
    """Show the filters, how many areas they leave, and how many of these reported what was won."""
    catalogue, view = context.catalogue, context.view
    head.filters_switch()
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        allowed_values = catalogue.allowed_values
        state.choose("Region", "region", view.region, allowed_values["region"], state.filter_label, width=185)
        state.choose("Wave", "wave", view.wave, allowed_values["wave"], state.filter_label, width=80)
        state.choose(
            "Deprivation", "deprivation", view.deprivation, allowed_values["deprivation"], state.filter_label, width=230
        )
        shown_count = len(catalogue.filtered_areas(view))
        beside = ", beside the chosen one" if view.area else ""
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            areas_label = words.areas_shown(shown_count, len(catalogue.areas), view.filters)
            st.markdown(f"**{words.plain(areas_label + beside)}**", width="content")
            if page_view.has_returns:
                area_count = int(page_view.group_totals["wins_known"]["areas_counted"])
                st.markdown(f"{area_count} of {words.count_of(shown_count, 'area')} reported funding.", width="content")
            st.button("Clear filters", on_click=state.clear_filters, disabled=not view.filters, type="tertiary")


def show_key_figures(context: Context, page_view: FundingView) -> None:
    """Show cash, help in kind and hours side by side, never added up, each with its awards and its distribution."""
    counts = page_view.record_counts
    for column, (measure_id, (name, awards, without)) in zip(st.columns(3), KEY_FIGURES.items(), strict=True):
        row = page_view.totals[measure_id]
        format_number = words.plain_number if measure_id == "hours_won" else money
        figure = format_number(row["value"]) if is_known(row) else words.STATES[row["state"]][0].lower()
        with column.container(border=True, height="stretch"):
            is_counted = is_known(row) or counts[awards]
            number = f": {sentences.awards_words(int(counts[awards]), int(counts[without]))}" if is_counted else ""
            st.markdown(f"**{name}**{number}")
            st.html(f'<p class="key-figure">{html.escape(figure)}</p>')
            distribution = sentences.distribution_sentences(page_view.group_totals[measure_id], format_number)
            of_group = f"{capitalised(page_view.scope.group)}: " if page_view.scope.area_id else ""
            st.caption(words.plain(f"{of_group}{distribution}"))
            show_trace(context, page_view, measure_id)
    concentration = db.query(context.build, "funding_concentration", areas=page_view.scope.area_ids).iloc[0]
    funders = db.query(context.build, "funding_sources", areas=page_view.scope.area_ids)
    notes = [
        sentences.funders_sentence(funders),
        sentences.concentration_sentence(concentration),
        sentences.apart_sentence(counts),
    ]
    st.markdown(words.plain(" ".join(note for note in notes if note)))


def show_trace(context: Context, page_view: FundingView, measure_id: str) -> None:
    """Show the source of one of the totals."""
    place = page_view.scope.name or f"{page_view.scope.group} together"
    trace.trace(context, measure_id, page_view.totals[measure_id], place, measure_id, page_view.scope.area_id)


def show_pipeline(context: Context, page_view: FundingView, _theme: str) -> None:
    """Show the outcomes of help sought, by route, and the share of bids won where returns are complete."""
    rows, scope = page_view.pipeline, page_view.scope
    if page_view.pipeline_chart is None:
        reported = page_view.totals["wins_known"]["state"] == "value"
        st.markdown(
            f"No linked bids or offers are recorded for {words.plain(scope.place)}. {base_sentence(page_view.record_counts)}"
            if reported or page_view.record_counts["records"]
            else f"We have no funding returns from {words.plain(scope.place)}, so we do not know what was sought."
        )
        return
    counted = rows[rows["route"] == "all routes"]
    sought, won = int(counted["sought"].sum()), int(counted["won"].sum())
    left, right = st.columns([3, 2], gap="large")
    with left:
        blocks.chart(
            page_view.pipeline_chart,
            title=f"{capitalised(scope.place)}: {won:,} of {words.count_of(sought, 'bid or offer', 'bids and offers')} "
            f"{'was' if won == 1 else 'were'} won or agreed",
            subtitle="Share of each route, with the number of records."
            + (
                " Loans, investment and contracts come last and are not counted as won."
                if rows["is_apart"].any()
                else ""
            ),
            alt=f"Bars of 100% by route. {sentences.pipeline_words(rows)}",
            source=head.source_line(context, "Returns of the areas"),
            key="pipeline",
            table=blocks.ChartTable(
                pipeline_table(rows),
                file_name(context, "by-route"),
                right=["Sought", "Won or agreed", "Lost", "Pending", WITHDRAWN],
                download=lambda: rows.rename(columns=PIPELINE_FILE_COLUMNS).assign(place=scope.place),
            ),
            about=lambda: [
                base_sentence(page_view.record_counts),
                "Loans, investment and contracts are not counted as won, and so in none of the other figures.",
                "Where a route shows no losses, returns may record only what was agreed.",
            ],
        )
    with right:
        show_success_rate(context, page_view)


def pipeline_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the routes for display, those not counted as won after the row of all others."""
    return pd.DataFrame(
        {
            "Route": [sentences.route_label(row) for row in db.rows(rows)],
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
        "Pending and withdrawn bids are not counted as lost.",
        comparison_sentence(context, page_view.scope.area_id) if page_view.scope.area_id else "",
        table_codes.codes_explained([code]),
    ]
    st.markdown(f"**{words.plain(capitalised(name))}.** {words.plain(' '.join(part for part in parts if part))}")
    show_trace(context, page_view, "success_rate")


def comparison_sentence(context: Context, area_id: str) -> str:
    """Return how an area's share of bids won compares with others, or an empty string if it is not compared."""
    measure = context.catalogue.measures["success_rate"]
    base_unit = standing.base_unit_of(measure, context.catalogue.measure_row("success_rate")["counts_people"])
    comparison = standing.comparison_words(measure, standing.comparisons(context.build, area_id), base_unit)
    return f"How it compares: {comparison}." if comparison else ""


def show_grants(context: Context, page_view: FundingView) -> None:
    """Show the grants that registers place around the areas, by year, with a note that they are no wins."""
    areas = "area" if page_view.scope.area_id else "areas"
    st.header(f"Grants to organisations near the {areas}")
    st.markdown(
        "Public registers give the **recipient’s address**, often a head office, so a grant here was **not "
        "necessarily won by the area** and is not included in the figures above. Areas were chosen "
        "because they had received little funding, so some increase would be expected anyway."
    )
    if page_view.grants_chart is None:
        st.markdown("No grants to organisations nearby were recorded from 2013 to 2018.")
    elif not page_view.has_returns:  # then they are most of what there is
        show_grants_by_year(context, page_view, page_view.grants_chart)
    elif box := blocks.opened_box(f"By year: {sentences.grants_words(page_view.grants)}", "grants-around"):
        with box:
            show_grants_by_year(context, page_view, page_view.grants_chart)


def show_grants_by_year(context: Context, page_view: FundingView, chart: go.Figure) -> None:
    """Show the grants recorded around the areas as a chart, with the table on demand."""
    rows = page_view.grants
    table = grants_table(rows)
    blocks.chart(
        chart,
        title=f"{capitalised(page_view.scope.place)}: {sentences.grants_words(rows)}",
        subtitle="Grants to organisations nearby, by calendar year, weighted by the share of each ward’s people who live here.",
        alt="Columns by year. "
        + "; ".join(
            f"{row.award_year}: {words.plain_number(row.other_grants, 1)} of other funders, "
            f"{words.plain_number(row.lottery_grants, 1)} of the Lottery"
            for row in db.rows(rows)
        ),
        source=head.source_line(context, "360Giving publishers, 2013 to part of 2018"),
        key="grants",
        table=blocks.ChartTable(
            table,
            file_name(context, "grants-around"),
            right=list(table.columns[1:]),
            download=lambda: rows.rename(columns={"areas": "areas_with_a_grant"}),
        ),
        about=lambda: [
            "Amounts exclude grants from central government and grants above £5 million. Counts include them. Each funder is on "
            "the Area page.",
            *blocks.measure_lines(context, GRANTS)[-1:],
        ],
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
    """Show what returns would add to the page, and the next steps: practice data, or loading returns."""
    with st.container(border=True, key="no-returns"):
        st.markdown(
            "**No funding returns are loaded.** Returns would add what was sought, won and lost, by route, year and funder, and "
            "cash for each £1 spent."
        )
        frame.show_next_steps(context, "funding")


def method_lines() -> list[str]:
    """Return what counts as won, how the bid success rate and cash per pound are worked out, and the page's limits."""
    return [
        "**Won.** Outside help that was won or agreed and is recorded as linked to the programme: cash from bids, negotiated "
        "help and donations, help in kind, and hours. The three are never added up. Loans, investment and contracts "
        "are counted separately.",
        "**Bid success rate.** Bids won as a percentage of bids won or lost. An area that bids rarely, or only when confident, "
        "has a higher rate: neither is better.",
        "**Limitations.** Not here: bids not made, funding missing from returns, and small grants made by areas. The "
        "funding was not necessarily a result of the programme.",
    ]
