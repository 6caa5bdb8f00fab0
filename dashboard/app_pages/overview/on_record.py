"""What is on the public record, in place of a measure: tiles with a mark for each theme, and the areas without a fact."""

import pandas as pd
import streamlit as st

from dashboard.model import db, state
from dashboard.model.catalogue import Context
from dashboard.parts import record_pictures
from dashboard.parts.tables import Link, area_link, cell_html, page_address
from dashboard.text import words


def rows_shown(context: Context, areas: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``record_areas`` of the areas shown."""
    rows = db.query(context.build, "record_areas")
    return rows[rows["area_id"].isin(areas["area_id"].tolist())]


def answer(context: Context, areas: pd.DataFrame) -> str:
    """Return for how many of the areas shown there is a record of each theme."""
    return f"{record_pictures.tiles_finding(rows_shown(context, areas))}. More facts do not mean that more was done."


def show_map_and_names(context: Context, areas: pd.DataFrame) -> None:
    """Show the tiles of the areas shown, each a link to its page, over those with nothing on record."""
    rows, regions = rows_shown(context, areas), db.query(context.build, "regions")
    if context.view.region != state.ANY:
        regions = regions[regions["region_name"] == context.view.region]
    tiles = record_pictures.tile_map_with_key(
        rows, regions, lambda area_id: page_address(context, "area", area=area_id)
    )
    names = names_html(context, rows[rows["facts"] == 0])
    st.container(key="map-and-names").html(f'<div class="record-flow">{tiles}{names}</div>')


def names_html(context: Context, without: pd.DataFrame) -> str:
    """Return the way to the facts, and the areas with nothing on record, in one line of links."""
    facts = cell_html(Link("Read the facts", page_address(context, "record", measure="", period="")), "", "")
    names = [cell_html(area_link(context, str(area_id)), "", "") for area_id in without["area_id"]]
    label = f"Nothing on record for {words.count_of(len(names), 'area')}:" if names else ""
    items = [facts, *([label] if label else []), *names]
    return f'<ul class="record-names">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


def show_years(context: Context, areas: pd.DataFrame) -> None:
    """Show the dated facts about the areas shown, and the programme where all are, by year and theme."""
    facts = db.query(context.build, "record_facts")
    of_programme = [] if context.view.filters else [""]
    record_pictures.show_time_line(context, facts[facts["area_id"].isin([*areas["area_id"], *of_programme])])
