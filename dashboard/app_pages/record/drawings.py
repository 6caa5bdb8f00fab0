"""The pictures of the Record page: the time line by theme and the tile map of what is on record."""

from collections.abc import Callable
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.app_pages.record.sentences import MARKS, tile_label
from dashboard.drawing.chart_style import CHOSEN, GRID, GROUND, layout
from dashboard.model import db
from dashboard.text import record_words, words

LARGEST_MARK = 30
"""The width in pixels of the mark of the year and theme with the most facts."""


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
