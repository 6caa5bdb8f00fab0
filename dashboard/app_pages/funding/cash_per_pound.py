"""Cash won for each £1 spent: a dot for each area, the range of all areas combined, and both sums behind the ratio."""

from functools import lru_cache

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.app_pages.funding import drawings
from dashboard.app_pages.funding.sentences import capitalised, cash_per_pound_sentence, distribution_sentences, is_known
from dashboard.app_pages.funding.view import FundingView, funding_view
from dashboard.model import db, state
from dashboard.model.catalogue import Context, catalogue_for
from dashboard.model.state import SEPARATOR, View
from dashboard.parts import blocks, head, standing, tables, trace
from dashboard.text import table_codes, words

WON = "Cash won in complete years (£)"
SPENT = "Spent in complete years (£)"


def show_cash_per_pound(context: Context, page_view: FundingView, theme: str) -> None:
    """Show cash won for each £1 spent: all areas as dots, the group with its range, and a table of the areas."""
    rows, chart = area_rows_and_chart(context.build, context.view.only(*state.FILTERS, "area", "others"), theme)
    scope, group_row = page_view.scope, page_view.group_totals["cash_per_pound"]
    valued_rows = rows[rows["state"] == "value"]
    sentence = cash_per_pound_sentence(
        scope.place, page_view.totals["cash_per_pound"], page_view.totals["cash_won_gbp"]
    )
    if chart is None:
        st.markdown(words.plain(sentence))
        return
    group_sentence = cash_per_pound_sentence(scope.group, group_row, page_view.group_totals["cash_won_gbp"])
    distribution = distribution_sentences(group_row, words.per_pound)
    codes = {table_codes.cell_code(row.state, row.reliability) for row in db.rows(rows)} - {""}
    place = scope.name or f"{scope.group} together"
    blocks.chart(
        chart,
        title=sentence.removesuffix("."),
        subtitle=f"Cash won for each £1 spent, {scope.group}, all years with complete returns of both. One dot for each area"
        f"{'; band: 95% confidence interval of all areas' if pd.notna(group_row['lower']) else ''}.",
        alt=f"Dots, one an area. {group_sentence} {distribution}",
        source=head.source_line(context, "Returns of the areas"),
        key="pound",
        table=blocks.ChartTable(
            areas_table(context, rows),
            blocks.file_name(context, "funding-cash-per-pound", *context.view.filters),
            right=["Cash per £1 (pence)", WON, SPENT],
            formats={"Cash per £1 (pence)": "%.1f", WON: "%,.0f", SPENT: "%,.0f"},
            download=lambda: areas_file(rows),
        ),
        about=lambda: [
            "**Complete years.** A financial year counts where an area says its returns of both spending and funding are "
            "complete, even if it won nothing in it. Sums are smaller than for all years.",
            f"**Base.** {words.count_of(len(valued_rows), 'area')}; {left_out_words(len(rows) - len(valued_rows))}.",
            *([words.plain(table_codes.codes_explained(sorted(codes)))] if codes else []),
            *trace.origin(
                context, "cash_per_pound", page_view.totals["cash_per_pound"], place, page_view.scope.area_id
            )(),
        ],
    )
    st.markdown(
        words.plain(
            f"{capitalised(scope.group)}: {distribution} The funding was not necessarily a result of the programme."
        )
    )


def left_out_words(number: int) -> str:
    """Return how many areas are left out because they have no cash for each £1 spent, and why they have none."""
    if not number:
        return "none left out"
    return f"{number:,} left out, with no year of complete spending and funding returns"


def area_rows(context: Context, page_view: FundingView) -> pd.DataFrame:
    """Return cash for each £1 spent by area, named as the reader wants: the chosen area first, then the others by name.

    Areas without a name are in order of their figure, which gives no name away.
    """
    figures = db.query(context.build, "map_figures", measure_id="cash_per_pound", period="all years")
    area_ids = {*page_view.scope.group_area_ids.split(SEPARATOR), page_view.scope.area_id}
    rows = figures[figures["area_id"].isin(area_ids)]
    catalogue_rows = context.catalogue.areas.loc[rows["area_id"]]
    names = catalogue_rows["area_name"].tolist()
    labelled_rows = rows.assign(
        is_other=rows["area_id"] != page_view.scope.area_id,
        area_name=names,
        area_code=catalogue_rows["area_code"].tolist(),
        label=[
            f"{name}: {words.per_pound(value)} in cash for every £1 spent" if pd.notna(value) else ""
            for name, value in zip(names, rows["value"], strict=True)
        ],
    )
    return labelled_rows.sort_values(["is_other", "area_name", "value"])


@lru_cache(maxsize=200)
def area_rows_and_chart(build: db.Build, view: View, theme: str) -> tuple[pd.DataFrame, go.Figure | None]:
    """Return cash for each £1 spent of a view, a row for each area, and its chart in a theme if any area has a figure."""
    page_view, context = funding_view(build, view, theme), Context(build, catalogue_for(build, view), view, [])
    rows = area_rows(context, page_view)
    valued_rows = rows[rows["state"] == "value"]
    if valued_rows.empty:
        return rows, None
    group_row = page_view.group_totals["cash_per_pound"]
    group = (
        (
            capitalised(page_view.scope.group),
            float(group_row["value"]),
            standing.number_or_none(group_row["lower"]),
            standing.number_or_none(group_row["upper"]),
        )
        if is_known(group_row)
        else None
    )
    return rows, drawings.spread(valued_rows, group, view.area, theme)


def areas_table(context: Context, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the areas for display, each name a link, in their order, with cash for each £1 spent and the two sums behind it."""
    table = pd.DataFrame(
        {
            "Area": tables.area_links(context, rows["area_id"]).to_numpy(),
            "Cash per £1 (pence)": rows["value"] * 100,
            WON: rows["numerator"],
            SPENT: rows["denominator"],
        }
    )
    codes = [table_codes.cell_code(row.state, row.reliability) for row in db.rows(rows)]
    return table.assign(Note=codes) if any(codes) else table


def areas_file(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the areas as rows of a file that explains itself."""
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
            "code": [table_codes.cell_code(row.state, row.reliability) for row in db.rows(rows)],
        }
    )
