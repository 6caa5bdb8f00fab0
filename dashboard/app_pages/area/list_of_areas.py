"""The list of all areas on the Area page where none is chosen: a table to filter and sort, with three figures each."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, tables
from dashboard.text import figure_cells, table_codes, words

MEASURES = ("event_attendance", "cash_won_gbp", "commitments_kept")
"""The figures in the list where returns are loaded, one a theme."""
FACTS = {
    "participation_facts": "Facts: participation",
    "funding_facts": "Facts: funding",
    "council_facts": "Facts: council",
    "other_facts": "Other facts",
}
"""The columns where none are: how many facts are on public record."""


def show_list_of_areas(context: Context) -> None:
    """Show the areas whose name, council or region has the words of a filter, all at first."""
    areas = context.catalogue.areas
    text = st.text_input("Filter by area, council or region", key="filter-areas", max_chars=60, width=420).strip()
    if text:
        names = areas[["area_name", "council_name", "region_name"]].agg(" ".join, axis=1)
        areas = areas[names.str.contains(text, case=False, regex=False)]
    st.markdown(words.plain(words.areas_shown(len(areas), len(context.catalogue.areas), [text] if text else [])))
    if areas.empty:
        return
    table, codes = listed(context, areas)
    blocks.table(
        table,
        alt="Areas with their council, region, wave, newest state and key figures",
        file_name=blocks.file_name(context, "areas", text),
        right=list(table.columns[5:]),
    )
    if codes:
        st.caption(words.plain(codes))


def listed(context: Context, areas: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return areas as a table in order of name, and the meaning of the codes in it."""
    areas = areas.sort_values("area_name", key=lambda names: names.str.casefold())
    rows = db.query(context.build, "areas_listed").set_index("area_id", drop=False).loc[areas.index]
    table = pd.DataFrame(
        {
            "Area": tables.area_links(context, areas.index),
            "Council": areas["council_name"].tolist(),
            "Region": areas["region_name"].tolist(),
            "Wave": areas["wave"].astype(str).tolist(),
            "State": [state_words(row) for row in db.rows(rows)],
        },
        dtype=object,
    )
    if not context.catalogue.programme["areas_with_returns"]:
        return table.assign(**{label: rows[name].tolist() for name, label in FACTS.items()}), ""
    offered = [name for name in MEASURES if name in context.catalogue.measures]
    figures = db.query(context.build, "areas_figures", measures=".".join(offered))
    codes = set()
    for measure_id in offered:
        measure = context.catalogue.measures[measure_id]
        by_area = {row.area_id: row for row in db.rows(figures[figures["measure_id"] == measure_id])}
        shown = [by_area[area_id] for area_id in areas.index]
        codes |= {table_codes.cell_code(row.state, row.reliability) for row in shown}
        table[f"{measure.short}, {shown[0].period}"] = [cell(row, measure) for row in shown]
    return table, table_codes.codes_explained(sorted(codes - {""}))


def state_words(row: Any) -> str:
    """Return the newest dated state of an area: "Closed, March 2024"; empty where none is published or sent."""
    return f"{row.state.capitalize()}, {words.date_words(row.state_from)}" if row.state else ""


def cell(row: Any, measure: words.Measure) -> str:
    """Return a figure of the list, or the code of why there is none; one for staff only stays out of the file."""
    if row.state != "value" or row.reliability == table_codes.STAFF_ONLY:
        return table_codes.cell_code(row.state, row.reliability)
    return f"{figure_cells.figure_or_band(row, measure)} {table_codes.cell_code(row.state, row.reliability)}".strip()
