"""The maps: the look and label of each mark, the key, and the components that draw them.

The component is plain SVG and buttons (``components/area_maps.*``): it needs nothing from outside, its marks can be
reached by keyboard, and a change of filter sends only the list of marks; outlines are fetched once for each build.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
from streamlit.components.v2 import component

from dashboard.model import db
from dashboard.model.db import Build
from dashboard.text.figure_cells import figure_or_band
from dashboard.text.words import STATES, Measure, class_of, figure

FOLDER = Path(__file__).parent / "components"
LOOKS = {"not reported": "not-reported", "not due": "not-due", "hidden": "hidden"}
SIGNS = {"zero": "0", "hidden": "[c]"}
"""The sign on a tile, by its look."""
ENGLAND = [800, -6600, 5800, 6600]
"""All of England on the map, in steps of 100 metres."""
LEAST = 700
"""The least width and height of the map: the outlines are too simple for a closer view."""


def browser_component(name: str) -> Any:
    """Return the browser component of that name, from its three files."""
    html, css, js = ((FOLDER / f"{name}.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js"))
    return component(name, html=html, css=css, js=js)


_area_maps, _local_map = browser_component("area_maps"), browser_component("local_map")


def marks(rows: pd.DataFrame, measure: Measure, edges: list[float]) -> list[dict[str, Any]]:
    """Return one mark for each row: its place on both maps, its look and its label.

    ``rows`` has the columns of the query ``areas`` and of ``map_figures``. A true zero carries the sign 0, a hidden
    figure the code [c]; each state has a look of its own.
    """
    looks = [look(row.value, row.state, measure, edges) for row in db.rows(rows)]
    return [
        {
            "id": row.area_id,
            "name": row.area_name,
            "label": f"{row.area_name}, {row.council_name}: {figure_words(row, measure)}",
            "x": round(row.easting / 100),
            "y": -round(row.northing / 100),
            "region": row.region_code,
            "column": row.tile_column,
            "row": row.tile_row,
            "look": mark_look,
            "sign": SIGNS.get(mark_look, ""),
        }
        for row, mark_look in zip(db.rows(rows), looks, strict=True)
    ]


def figure_words(row: Any, measure: Measure) -> str:
    """Return a figure with its range, "42% (between 27% and 59%)", or why there is none."""
    text = figure_or_band(row, measure)
    if row.state != "value" or pd.isna(row.lower):
        return text
    few = "; few were counted" if row.reliability else ""
    return f"{text} (between {figure(row.lower, measure)} and {figure(row.upper, measure)}{few})"


def look(value: float, state: str, measure: Measure, edges: list[float]) -> str:
    """Return the look of a mark: q0 to q4 from low to high, v0 to v4 around zero, or that of its state or a true zero."""
    if state != "value":
        return LOOKS[state]
    if value == 0 and measure.kind != "change":
        return "zero"
    return class_look(class_of(value, edges), measure, edges)


def class_look(number: int, measure: Measure, edges: list[float]) -> str:
    """Return the look of a class; fewer than five classes are spread over the five colours."""
    spread = number if len(edges) == 4 else round(number * 4 / max(len(edges), 1))
    return f"{'v' if measure.kind == 'change' else 'q'}{spread}"


def key(rows: list[dict[str, Any]], labels: list[str], measure: Measure, edges: list[float]) -> list[dict[str, str]]:
    """Return the key of the map: true zeros, each class with its range and number of areas, then the states that occur."""
    counts = Counter(row["look"] for row in rows)
    classes = {class_look(number, measure, edges): text for number, text in enumerate(labels)}
    entries = [{"look": name, "text": f"{text} ({counts[name]})", "sign": ""} for name, text in classes.items()]
    if not sum(counts[name] for name in classes):
        entries = []  # without a figure no class has a meaning
    labels_of_states = {"zero": "a true zero", **{name: STATES[state][0].lower() for state, name in LOOKS.items()}}
    others = [
        {"look": name, "text": f"{text} ({counts[name]})", "sign": SIGNS.get(name, "")}
        for name, text in labels_of_states.items()
        if counts[name]
    ]
    zero = [entry for entry in others if entry["look"] == "zero"]
    return zero + entries + others[len(zero) :]


def box(rows: list[dict[str, Any]], is_whole: bool) -> list[int]:
    """Return the part of England on the map, as west, north, width and height: the whole, or that around some marks."""
    if is_whole or not rows:
        return ENGLAND
    west, east = min(row["x"] for row in rows), max(row["x"] for row in rows)
    north, south = min(row["y"] for row in rows), max(row["y"] for row in rows)
    width, height = (max(round(1.2 * size), LEAST) for size in (east - west, south - north))
    return [round((west + east - width) / 2), round((north + south - height) / 2), width, height]


def show(build: Build, data: dict[str, Any], on_pick: Callable[[], None]) -> None:
    """Draw both maps; picking a mark calls ``on_pick``, with the area's id in ``st.session_state["maps"]["pick"]``."""
    address = f"outlines/{build.programme_id}/{build.version}.json"
    _area_maps(key="maps", data=data | {"outlines": address}, on_pick_change=on_pick, height="content")


def show_local(council: Any, stand_in: Any, point: tuple[int, int], alt: str) -> None:
    """Draw one area in its council: both outlines as SVG paths (in steps of 100 m and 10 m), the point in metres."""
    west, south, east, north = (float(council[side]) for side in ("west", "south", "east", "north"))
    west, south = min(west, stand_in["west"]), min(south, stand_in["south"])
    east, north = max(east, stand_in["east"]), max(north, stand_in["north"])
    margin = max(east - west, north - south) * 0.04
    box = [west - margin, -north - margin, east - west + 2 * margin, north - south + 2 * margin]
    _local_map(
        key="local-map",
        data={
            "box": box,
            "council": council["path"],
            "standIn": stand_in["path"],
            "x": point[0],
            "y": -point[1],
            "alt": alt,
        },
        height="content",
    )
