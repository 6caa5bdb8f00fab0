"""Charts of dots, one for each area: the spread of one measure."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.drawing.chart_style import CHOSEN, GRID, GROUND, INK, OTHERS, axis_of, layout
from dashboard.text.words import Measure, figure

COLUMNS_OF_DOTS = 110


def heap_heights(values: Sequence[float], columns: int = COLUMNS_OF_DOTS) -> tuple[list[float], int]:
    """Return a height for each value so that dots of near values heap about a line, and the size of the tallest heap.

    The range of the values is divided into equal columns; the heap of each column grows to both sides in turn.
    """
    low, high = min(values), max(values)
    width = (high - low) / columns or 1
    sizes: dict[int, int] = defaultdict(int)
    heights = []
    for value in values:
        column = round((value - low) / width)
        size = sizes[column]
        heights.append((size + 1) // 2 * (1 if size % 2 else -1))
        sizes[column] = size + 1
    return [float(height) for height in heights], max(sizes.values())


def strip(
    rows: pd.DataFrame, measure: Measure, beside: Sequence[tuple[str, float]], chosen: str, theme: str
) -> go.Figure:
    """Return the spread of a measure: a dot for each area, and a line for each of the places ``beside``.

    ``rows`` has ``area_id, area_name, value, label``; ``beside`` holds name and value of England or the region. The
    chosen area is navy and named.
    """
    rows = rows.sort_values(["value", "area_id"])
    heights, tallest = heap_heights(rows["value"].tolist())
    dots = list(zip(rows["area_id"], rows["area_name"], rows["value"], heights, rows["label"], strict=True))
    top = max(tallest / 2, 3) + 1
    chosen_dots = [dot for dot in dots if dot[0] == chosen]
    other_dots = [dot for dot in dots if dot[0] != chosen]
    values = [*rows["value"], *(value for _, value in beside)]
    axis = axis_of(min(values), max(values), measure, steps=8)
    style = layout(140, theme) | {
        "shapes": [beside_line(value, top, theme) for _, value in beside],
        "annotations": [*beside_labels(beside, top, measure), *(name_label(dot, top, theme) for dot in chosen_dots)],
        "xaxis": axis | {"showline": True, "linecolor": GRID[theme]},
        "yaxis": {"visible": False, "range": [-1.5 * top, 1.8 * top]},
    }
    traces = [
        dot_trace(other_dots, rows, OTHERS[theme], 7, theme),
        dot_trace(chosen_dots, rows, CHOSEN[theme], 13, theme),
    ]
    return go.Figure(data=traces, layout=style)


def beside_line(value: float, top: float, theme: str) -> dict[str, Any]:
    """Return the dotted line at the value of a place beside the areas."""
    line = {"color": INK[theme], "width": 1, "dash": "dot"}
    return {"type": "line", "x0": value, "x1": value, "y0": -top, "y1": top, "line": line}


def beside_labels(beside: Sequence[tuple[str, float]], top: float, measure: Measure) -> list[dict[str, Any]]:
    """Return the labels over the lines of the places beside the areas, on two levels in turn."""
    return [
        {"x": value, "y": top, "text": f"{name} {figure(value, measure)}", "showarrow": False, "yanchor": "bottom",
         "yshift": 18 * (order % 2), "xanchor": "center"}
        for order, (name, value) in enumerate(sorted(beside, key=lambda place: place[1]))
    ]  # fmt: skip


def name_label(dot: Sequence[Any], top: float, theme: str) -> dict[str, Any]:
    """Return the name of the chosen area as a label under its dot."""
    _, name, value, _, _ = dot
    font = {"color": CHOSEN[theme]}
    return {"x": value, "y": -top, "text": f"<b>{name}</b>", "showarrow": False, "yanchor": "top", "font": font}


def dot_trace(dots: Sequence[tuple[Any, ...]], rows: pd.DataFrame, color: str, size: int, theme: str) -> dict[str, Any]:
    """Return dots of one colour and size as a trace, with the range of a dot that is alone."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [dot[2] for dot in dots],
        "y": [dot[3] for dot in dots],
        "hoverinfo": "text",
        "hovertext": [dot[4] for dot in dots],
        "marker": {"color": color, "size": size, "line": {"width": 0.5, "color": GROUND[theme]}},
        "error_x": range_bar(dots, rows, color),
    }


def range_bar(dots: Sequence[tuple[Any, ...]], rows: pd.DataFrame, color: str) -> dict[str, Any]:
    """Return the error bar of a single dot, the chosen area, where its range is known; many bars would hide each other."""
    row = rows[rows["area_id"] == dots[0][0]].iloc[0] if len(dots) == 1 else None
    if row is None or pd.isna(row["lower"]):
        return {"visible": False}
    above, below = [row["upper"] - row["value"]], [row["value"] - row["lower"]]
    return {"visible": True, "array": above, "arrayminus": below, "color": color, "thickness": 3, "width": 6}
