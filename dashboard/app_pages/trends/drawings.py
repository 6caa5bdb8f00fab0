"""The chart of the Trends page: figures over time on a true scale of years. Lines go in, a figure comes out.

No Streamlit and no database here. A stroke joins two neighbouring points only: none crosses a missing figure or a new
wording, and one to or from a point of few areas is dotted and grey.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from dashboard.drawing.chart_style import (
    CHOSEN,
    DASHES,
    GRID,
    GROUND,
    INK,
    LINE_OF_TEXT,
    OTHERS,
    SYMBOLS,
    axis_of,
    layout,
    separated_heights,
    wrapped,
)
from dashboard.text.words import Measure

HEIGHT = 300
MARGIN = {"l": 8, "r": 112, "t": 44, "b": 8}
LABEL_WIDTH = 13
"""The width of a line of a label, in letters."""
MOST_NAMED = 4
"""The number of lines with a name and a look of their own; further lines are grey and have no name."""
MOST_TICKS = 7
MOST_LONG_TICKS = 4


@dataclass(frozen=True)
class Point:
    """One point of a line: its time, its value (None where there is no figure), whether of few areas, its range and label."""

    time_at: float
    value: float | None
    is_thin: bool = False
    lower: float | None = None
    upper: float | None = None
    label: str = ""


@dataclass(frozen=True)
class Line:
    """One line: the name of its place and its points in order of time."""

    name: str
    points: Sequence[Point]


@dataclass(frozen=True)
class Scene:
    """The surroundings of the lines: the points in time with their labels, new wordings, and numbered events."""

    times: Sequence[tuple[float, str]]
    breaks: Sequence[float] = ()
    events: Sequence[tuple[float, str]] = ()


def trend(lines: Sequence[Line], scene: Scene, measure: Measure, theme: str) -> go.Figure:
    """Return lines over time, the first in focus with its ranges; from the fifth on they are grey and have no name."""
    low, high = bounds(lines)
    drawn = layout(HEIGHT, theme) | {"margin": MARGIN}
    drawn["xaxis"] = time_axis(scene)
    drawn["yaxis"] = axis_of(low, high, measure) | {"showgrid": True, "gridcolor": GRID[theme], "range": [low, high]}
    drawn["shapes"] = [upright(at, theme, "dot") for at in scene.breaks]
    drawn["shapes"] += [upright(at, theme, "dash") for at, _ in scene.events]
    drawn["annotations"] = [above(at, "new wording", 20, "center") for at in scene.breaks]
    drawn["annotations"] += [above(at, f"<b>{sign}</b>", 2, "center") for at, sign in scene.events]
    drawn["annotations"] += labels(lines[:MOST_NAMED], low, high, theme)
    order = [*range(len(lines) - 1, 0, -1), 0] if lines else []  # the line in focus on top
    traces = [trace for number in order for trace in traces_of(lines[number], number, scene.breaks, theme)]
    return go.Figure(data=traces, layout=drawn)


def bounds(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the ends of the scale: from zero, unless ranges are drawn and all points lie far above it.

    Without ranges, a truncated scale would make chance look like change.
    """
    points = [point for line in lines for point in line.points]
    ends = [end for point in points for end in (point.value, point.lower, point.upper) if end is not None]
    if not ends:
        return 0.0, 1.0
    low, high = min(ends), max(ends)
    has_ranges = any(point.lower is not None for point in points)
    room = (high - low) * 0.06 or abs(high) * 0.06 or 1.0
    begins = 0.0 if low >= 0 and (low <= 0.6 * high or not has_ranges) else low - room
    return begins, high + (high - begins) * 0.06


def time_axis(scene: Scene) -> dict[str, Any]:
    """Return the axis of time with labels at equal steps, at most seven of short years or four of long, back from the last."""
    count = len(scene.times)
    most = MOST_TICKS if all(len(label) <= 4 for _, label in scene.times) else MOST_LONG_TICKS
    step = math.ceil(max(count - 1, 1) / (most - 1))
    chosen = sorted(range(count - 1, -1, -step))
    span = (scene.times[-1][0] - scene.times[0][0]) or 1.0
    return {
        "tickvals": [scene.times[index][0] for index in chosen],
        "ticktext": [scene.times[index][1] for index in chosen],
        "tickangle": 0,
        "range": [scene.times[0][0] - span * 0.05, scene.times[-1][0] + span * 0.04],
    }


def upright(at: float, theme: str, dash: str) -> dict[str, Any]:
    """Return a line from top to bottom at a point in time."""
    look = {"color": OTHERS[theme], "width": 1, "dash": dash}
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": look, "layer": "below"}


def above(at: float, text: str, shift: int, anchor: str) -> dict[str, Any]:
    """Return a text over the chart at a point in time, so many pixels above its upper edge."""
    return {
        "x": at,
        "y": 1,
        "yref": "paper",
        "text": text,
        "showarrow": False,
        "xanchor": anchor,
        "yanchor": "bottom",
        "yshift": shift,
    }


def labels(lines: Sequence[Line], low: float, high: float, theme: str) -> list[dict[str, Any]]:
    """Return the names of lines at the right, each at the height of its last point, none over another."""
    ends = []
    for number, line in enumerate(lines):
        values = [point.value for point in line.points if point.value is not None]
        if values:
            ends.append((values[-1], wrapped(line.name, LABEL_WIDTH), CHOSEN[theme] if number == 0 else INK[theme]))
    ends.sort()
    pixel = (high - low) / (HEIGHT - MARGIN["t"] - MARGIN["b"] - 30)
    line_counts = [name.count("<br>") + 1 for _, name, _ in ends]
    gaps = [
        (count + count_below) / 2 * LINE_OF_TEXT * pixel
        for count, count_below in zip(line_counts, [0, *line_counts], strict=False)
    ]
    inside = high - line_counts[-1] / 2 * LINE_OF_TEXT * pixel if line_counts else high
    heights = separated_heights([value for value, *_ in ends], gaps, inside)
    return [
        {
            "x": 1,
            "xref": "paper",
            "y": height,
            "text": f"<b>{name}</b>" if color == CHOSEN[theme] else name,
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "middle",
            "align": "left",
            "font": {"color": color},
        }
        for height, (_, name, color) in zip(heights, ends, strict=True)
    ]


def traces_of(line: Line, number: int, breaks: Sequence[float], theme: str) -> list[dict[str, Any]]:
    """Return the traces of one line: its strokes, the dotted ones of few areas, and its points with their labels."""
    color = CHOSEN[theme] if number == 0 else OTHERS[theme]
    look = number if number < MOST_NAMED else 0
    firm, thin = strokes(line.points, breaks)
    points = [point for point in line.points if point.value is not None]
    width = 3 if number == 0 else 2 if number < MOST_NAMED else 1
    fill = [GROUND[theme] if point.is_thin else color for point in points]
    edge = [OTHERS[theme] if point.is_thin else color for point in points]
    return [
        stroke(thin, {"color": OTHERS[theme], "width": 1.5, "dash": "dot"}),
        stroke(firm, {"color": color, "width": width, "dash": DASHES[look]}),
        {
            "type": "scatter",
            "mode": "markers",
            "x": [point.time_at for point in points],
            "y": [point.value for point in points],
            "marker": {
                "size": 9 if number == 0 else 7 if number < MOST_NAMED else 4,
                "symbol": SYMBOLS[look],
                "color": fill,
                "line": {"color": edge, "width": 1.5},
            },
            "hoverinfo": "text",
            "hovertext": [point.label for point in points],
            "error_y": ranges(points, color) if number == 0 else {"visible": False},
        },
    ]


def stroke(path: tuple[list[float | None], list[float | None]], look: dict[str, Any]) -> dict[str, Any]:
    """Return a trace that draws strokes and has no hover label."""
    return {"type": "scatter", "mode": "lines", "x": path[0], "y": path[1], "line": look, "hoverinfo": "skip"}


def strokes(
    points: Sequence[Point], breaks: Sequence[float]
) -> tuple[tuple[list[float | None], list[float | None]], tuple[list[float | None], list[float | None]]]:
    """Return the firm and the dotted strokes between neighbours, each as x and y with None where the pen is lifted."""
    firm: tuple[list[float | None], list[float | None]] = ([], [])
    thin: tuple[list[float | None], list[float | None]] = ([], [])
    for point, next_point in pairwise(points):
        if point.value is None or next_point.value is None:
            continue
        if any(point.time_at < at < next_point.time_at for at in breaks):
            continue
        xs, ys = thin if point.is_thin or next_point.is_thin else firm
        if xs and xs[-1] == point.time_at:
            xs.append(next_point.time_at)
            ys.append(next_point.value)
        else:
            lifted = [None] if xs else []
            xs += [*lifted, point.time_at, next_point.time_at]
            ys += [*lifted, point.value, next_point.value]
    return firm, thin


def ranges(points: Sequence[Point], color: str) -> dict[str, Any]:
    """Return the 95% ranges of points as thin bars; a point without one has none."""
    lengths = [
        (point.upper - point.value, point.value - point.lower)
        if point.value is not None and point.lower is not None and point.upper is not None
        else (0.0, 0.0)
        for point in points
    ]
    above_it, below_it = [length[0] for length in lengths], [length[1] for length in lengths]
    is_known = any(length != (0.0, 0.0) for length in lengths)
    return {
        "visible": is_known,
        "type": "data",
        "array": above_it,
        "arrayminus": below_it,
        "color": color,
        "thickness": 1.5,
        "width": 4,
    }
