"""The councils on the page: cards for the chosen council or those of the chosen area, and the list of all councils."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app_pages.councils import sentences_councils
from dashboard.app_pages.councils.scope import CouncilsView, is_unlabelled
from dashboard.app_pages.councils.view import councils_frame
from dashboard.model import db, state
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, tables
from dashboard.text import words


def show_councils(context: Context, page_view: CouncilsView) -> None:
    """Show the chosen council, or all councils of the chosen area, each with its dates and links to its areas."""
    rows = db.query(context.build, "councils_list").set_index("council_code", drop=False)
    council_areas = db.query(context.build, "councils_areas")
    if page_view.scope.kind == "council":
        codes = [page_view.scope.council_code]
    else:
        codes = council_areas.loc[council_areas["area_id"].isin(page_view.scope.areas), "council_code"].tolist()
    for column, code in zip(st.columns(len(codes)), codes, strict=True):
        areas = council_areas[council_areas["council_code"] == code]
        row: Any = rows.loc[code]
        with column, st.container(border=True, height="stretch", key=f"council-{code.lower()}"):
            st.markdown(
                f"**{words.plain(row['official_name'])}.** {words.plain(sentences_councils.council_sentences(row, len(areas)))}"
            )
            show_council_links(context, page_view, row, areas)


def show_council_links(context: Context, page_view: CouncilsView, row: Any, council_areas: pd.DataFrame) -> None:
    """Show links to the areas of the chosen council or, for the chosen area, to all areas of its council together."""
    view, area_rows = context.view, context.catalogue.areas
    is_of_area = page_view.scope.kind == "area"
    with st.container(horizontal=True, gap="small"):
        for area_id in council_areas["area_id"]:
            if is_of_area or (is_unlabelled(view) and area_id != view.area):
                continue
            st.page_link(
                "app_pages/area/page.py",
                label=words.plain(str(area_rows.loc[area_id, "area_name"])),
                query_params=view.parameters(area=str(area_id)),
                width="content",
            )
        if is_of_area and len(council_areas) > 1:
            st.page_link(
                "app_pages/councils/page.py",
                label=f"All areas of {words.plain(row['official_name'])}",
                query_params=view.parameters(council=str(row["council_code"])),
                width="content",
            )


def show_council_list(context: Context, page_view: CouncilsView) -> None:
    """Show the list of all councils that the areas of the page lie or lay in, by name.

    For a single area or council there is only a link to that list, and none if only the reader's own area may be named.
    """
    if page_view.scope.is_single:
        if not is_unlabelled(context.view):
            st.page_link(
                "app_pages/councils/page.py",
                label="All councils of the programme",
                query_params=context.view.parameters(area="", council=""),
                width="content",
            )
        return
    st.header("Which councils are these?")
    state.toggle_section("Show the list of councils", "list", context.view)
    if context.view.section != "list":
        return
    rows, count_sentence = councils_frame(context.build, page_view.scope.areas)
    st.markdown(
        f"{words.plain(count_sentence)} In order of name: councils are never ranked. A council of several areas has a row for "
        "each. A first day is shown only where the source gives one."
    )
    blocks.table(
        councils_table(context, rows),
        alt="Councils of the areas, in order of name: area, kind, first and last day, and what followed.",
        file_name=blocks.file_name(context, "councils-list", *page_view.scope.file_parts(context.view)),
        download=lambda: sentences_councils.councils_file(rows, context.catalogue.areas["area_name"]),
    )


def councils_table(context: Context, rows: pd.DataFrame) -> pd.DataFrame:
    """Return councils and their areas for display, with links to both, in columns that fit a phone."""
    councils = [
        tables.Link(row.official_name, tables.page_address(context, "councils", council=row.council_code))
        for row in db.rows(rows)
    ]
    return pd.DataFrame(
        {
            "Council": pd.Series(councils, dtype=object),
            "Area": tables.area_links(context, rows["area_id"]),
            "What it is": [sentences_councils.council_kind(row) for row in db.rows(rows)],
        }
    )
