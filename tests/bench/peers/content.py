"""The content of the Map page for the peers: its rows and its three pictures, as plain Plotly figures, from the database."""

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import shapely

MEASURE = "deprivation_rank"
COLUMNS = {
    "area_name": "Area",
    "council_name": "Council",
    "region_name": "Region",
    "wave": "Wave",
    "value": "Deprivation",
}
POINTS = 1
"""The trace of the areas in each picture; trace 0 lies behind them and never changes."""
BLUES = ["#d9e8f6", "#8fc0ec", "#3d8bd0", "#1f5f9e", "#12436d"]
ROWS = """
    SELECT card.area_name, card.council_name, card.region_name, card.wave, figure.value,
        card.easting / 1000 AS east, card.northing / 1000 AS north,
        card.block_column * 8 + card.tile_column AS tile_x, -(card.block_row * 6 + card.tile_row) AS tile_y
    FROM area_card AS card
    INNER JOIN indicator_area AS figure ON card.area_id = figure.area_id
    WHERE figure.measure_id = $measure AND figure.state = 'value'
    QUALIFY figure.period = max(figure.period) OVER ()
    ORDER BY card.area_name
"""


def area_rows(database: Path) -> pd.DataFrame:
    """Return one row per area in order of name: what the table shows, and where its mark lies on each picture."""
    with duckdb.connect(str(database), read_only=True) as db:
        areas = db.execute(ROWS, {"measure": MEASURE}).df()
    classes = pd.qcut(areas["value"], len(BLUES), labels=False)
    columns = (areas["value"] * 3).round()
    return areas.assign(
        color=[BLUES[number] for number in classes],
        heap=areas.groupby(columns).cumcount() - areas.groupby(columns)["value"].transform("size") / 2,
        label=[f"{row.area_name}, {row.council_name}: {row.value:.0f}%" for row in areas.itertuples()],
    )


def pictures(database: Path) -> dict[str, dict[str, Any]]:
    """Return the figures ``dots``, ``tiles`` and ``strip`` of all areas."""
    areas = area_rows(database)
    regions = areas.groupby("region_name", as_index=False).agg(x=("tile_x", "min"), y=("tile_y", "max"))
    names = {
        "mode": "text",
        "x": list(regions["x"]),
        "y": [y + 1 for y in regions["y"]],
        "text": list(regions["region_name"]),
    }
    england = {"mode": "lines", "x": [50, 50], "y": [-6, 6], "line": {"color": "#1a1a1a", "width": 1, "dash": "dot"}}
    return {
        "dots": figure(land(database), points(areas, "dots"), 450, {"scaleanchor": "x"}),
        "tiles": figure({**names, "textposition": "middle right"}, points(areas, "tiles"), 450, {}),
        "strip": figure(england, points(areas, "strip"), 190, {}),
    }


PLACES = {
    "dots": ("east", "north", "circle", 8),
    "tiles": ("tile_x", "tile_y", "square", 15),
    "strip": ("value", "heap", "circle", 7),
}


def points(areas: pd.DataFrame, picture: str) -> dict[str, Any]:
    """Return the trace of the areas in one picture."""
    x, y, symbol, size = PLACES[picture]
    color = "#8A939B" if picture == "strip" else list(areas["color"])
    return {
        "mode": "markers",
        "x": areas[x].tolist(),
        "y": areas[y].tolist(),
        "hovertext": list(areas["label"]),
        "hoverinfo": "text",
        "marker": {"color": color, "symbol": symbol, "size": size, "line": {"width": 0.5, "color": "#12436d"}},
    }


def figure(behind: dict[str, Any], marks: dict[str, Any], height: int, y_axis: dict[str, Any]) -> dict[str, Any]:
    """Return a figure of two traces on plain axes, as a dictionary that Plotly takes in Python and in the browser."""
    axis = {"visible": False, "fixedrange": True}
    return {
        "data": [{"type": "scatter", "hoverinfo": "skip", **behind}, {"type": "scatter", **marks}],
        "layout": {"height": height, "margin": {"l": 8, "r": 8, "t": 8, "b": 24}, "showlegend": False, "dragmode": False,
                   "xaxis": axis | {"visible": height < 450}, "yaxis": axis | y_axis},
    }  # fmt: skip


def land(database: Path) -> dict[str, Any]:
    """Return the outlines of the regions as one trace of filled lines."""
    with duckdb.connect(str(database), read_only=True) as db:
        outlines = db.execute("SELECT geom FROM outline WHERE kind = 'region' ORDER BY place_id").fetchall()
    x: list[float | None] = []
    y: list[float | None] = []
    for part in shapely.get_parts([shapely.from_wkt(text) for (text,) in outlines]):
        x += [round(point[0] / 1000, 1) for point in part.exterior.coords] + [None]
        y += [round(point[1] / 1000, 1) for point in part.exterior.coords] + [None]
    return {
        "mode": "lines",
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": "#eef1f3",
        "line": {"color": "#c3cad0", "width": 1},
    }


def table(areas: pd.DataFrame) -> list[dict[Any, Any]]:
    """Return the rows of the table under the pictures."""
    return [dict(row) for _, row in areas[list(COLUMNS)].rename(columns=COLUMNS).round(1).iterrows()]
