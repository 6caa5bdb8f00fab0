"""The pictures of the public record: the facts by year and theme, and the tile map of what is on record for each area."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.drawing.chart_style import CHOSEN, GRID, GROUND, layout
from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head
from dashboard.text import record_words, words

MARKS = {"participation": "circle", "funding": "square", "council": "triangle"}
"""The mark of each theme on the tile map."""
STYLE = Path(__file__).with_name("record_pictures.css")
LARGEST_MARK = 30
"""The width in pixels of the mark of the year and theme with the most facts."""


def show_time_line(context: Context, facts: pd.DataFrame) -> None:
    """Show the dated facts by year and theme; ``facts`` are rows of ``record_facts``."""
    years = years_by_theme(facts)
    if years.empty:
        return
    st.header("Facts by year")
    finding = time_line_finding(years, len(facts))
    table = years.pivot(index="year", columns="label", values="facts").fillna(0).astype(int).reset_index()
    blocks.chart(
        time_line(years, head.theme()),
        title=finding,
        subtitle="Number of facts on record by year and theme. More facts in a year do not mean that more happened.",
        alt=f"{finding}, by theme.",
        source=head.source_line(context, "Published pages, each named beside its fact"),
        key="record-years",
        table=blocks.ChartTable(
            table.rename(columns={"year": "Year"}),
            blocks.file_name(context, "record-years"),
            right=[name for name in table.columns if name != "year"],
        ),
    )


def years_by_theme(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the number of dated facts by year and theme: one row a year and theme that has any."""
    dated = facts[facts["fact_year"] != ""].rename(columns={"fact_year": "year"})
    counted = dated.groupby(["year", "theme"], sort=True).size().rename("facts").reset_index()
    return counted.assign(label=[record_words.THEMES[theme] for theme in counted["theme"]])


def time_line_finding(years: pd.DataFrame, facts: int) -> str:
    """Return the years of the dated facts and how many have no date, as a sentence."""
    dated = int(years["facts"].sum())
    first, last = years["year"].min(), years["year"].max()
    span = f"from {first} to {last}" if first != last else f"from {first}"
    undated = facts - dated
    rest = f"; {words.count_of(undated, 'fact has', 'facts have')} no date" if undated else ""
    return f"{words.count_of(dated, 'dated fact')}, {span}{rest}"


def time_line(years: pd.DataFrame, theme: str) -> go.Figure:
    """Return the dated facts as a lane for each theme; the area of a mark is the number of facts of its year."""
    headings = [heading for heading in record_words.THEMES.values() if heading in set(years["label"])]
    most = max(years["facts"])
    trace = go.Scatter(
        x=years["year"].astype(int),
        y=years["label"],
        mode="markers+text",
        text=years["facts"],
        textfont={"size": 13, "color": GROUND[theme]},
        marker={
            "size": [max(18.0, LARGEST_MARK * (number / most) ** 0.5) for number in years["facts"]],
            "color": CHOSEN[theme],
            "opacity": 1,
        },
        hovertext=[f"{row.label}, {row.year}: {words.count_of(row.facts, 'fact')}" for row in db.rows(years)],
        hoverinfo="text",
    )
    axis = {"dtick": 2, "showgrid": True, "gridcolor": GRID[theme], "tickformat": "d"}
    lanes = {"categoryorder": "array", "categoryarray": headings[::-1], "showgrid": True, "gridcolor": GRID[theme]}
    return go.Figure(data=[trace], layout=layout(60 + 36 * len(headings), theme) | {"xaxis": axis, "yaxis": lanes})


def tile_label(row: pd.Series) -> str:
    """Return the label of a tile: the area and what is on record for it."""
    themes = [record_words.SUBJECTS[theme] for theme in MARKS if row[f"{theme}_facts"]]
    if themes:
        return f"{row['area_name']}: {words.joined(themes)}"
    return f"{row['area_name']}: {'other facts only' if row['facts'] else 'nothing on record'}"


def tiles_finding(rows: pd.DataFrame) -> str:
    """Return for how many areas each of the three themes of the tile map has a record."""
    parts = [f"{record_words.SUBJECTS[theme]} for {int((rows[f'{theme}_facts'] > 0).sum())}" for theme in MARKS]
    return f"Of {words.count_of(len(rows), 'area')}, there is a record of {words.joined(parts)}"


def tile_map_with_key(rows: pd.DataFrame, regions: pd.DataFrame, address: Callable[[str], str]) -> str:
    """Return the tile map with its key and looks as HTML; no shade, as more facts are not better."""
    return f"<style>{STYLE.read_text(encoding='utf-8')}</style>{tile_key()}{tile_map(rows, regions, address)}"


def tile_map(rows: pd.DataFrame, regions: pd.DataFrame, address: Callable[[str], str]) -> str:
    """Return the tile map as HTML: a block of linked tiles for each region, with a mark for each theme on record."""
    blocks = []
    for region in db.rows(regions):
        tiles = "".join(
            tile(row, address(str(row["area_id"]))) for _, row in region_rows(rows, str(region.region_code))
        )
        style = f"grid-column:{region.block_column + 1};grid-row:{region.block_row + 1}"
        name = escape(str(region.region_name))
        blocks.append(
            f'<section style="{style}" aria-label="{name}"><b>{name}</b><div class="record-tiles">{tiles}</div></section>'
        )
    return f'<div class="record-map">{"".join(blocks)}</div>'


def region_rows(rows: pd.DataFrame, region_code: str) -> list[tuple[Any, pd.Series]]:
    """Return the areas of a region in order of their tiles."""
    return list(rows[rows["region_code"] == region_code].sort_values(["tile_row", "tile_column"]).iterrows())


def tile(row: pd.Series, address: str) -> str:
    """Return one tile: a link to the facts of its area, named by what is on record; each mark has a place of its own."""
    marks = "".join(f'<i class="{mark if row[f"{theme}_facts"] else ""}"></i>' for theme, mark in MARKS.items())
    label = escape(tile_label(row))
    style = f"grid-column:{row['tile_column'] + 1};grid-row:{row['tile_row'] + 1}"
    return f'<a href="{escape(address)}" style="{style}" title="{label}" aria-label="{label}">{marks}</a>'


def tile_key() -> str:
    """Return the key of the tile map as HTML."""
    items = "".join(
        f'<li><i class="{mark}"></i>{escape(record_words.THEMES[theme])}</li>' for theme, mark in MARKS.items()
    )
    return f'<ul class="record-key">{items}</ul>'
