"""The pictures of the areas or groups compared: small panels, dots, and pairs of dots.

Panels of figures go in, a picture comes out. No Streamlit here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.drawing.chart_style import CHOSEN, GRID, INK, LINE_OF_TEXT, OTHERS, SECOND, axis_of, layout, wrapped
from dashboard.text.words import STATES, Measure

STATE_SYMBOLS = {"not reported": "circle-open", "hidden": "hash-open", "not due": "circle"}
"""The mark of a period without a figure at the foot of its panel: a ring, a hatch, a small dot."""
STATE_SIZES = {"not reported": 8, "hidden": 11, "not due": 4}
STATE_KEY = {
    "not reported": "a ring: no data reported [x]",
    "hidden": "a hatch: suppressed (small numbers) [c]",
    "not due": "a small dot: not applicable [z]",
}
WIDE, NARROW = 1130, 340
"""The room that a picture has on a wide screen and on a phone, in pixels."""


@dataclass(frozen=True)
class Point:
    """One figure of a panel: its period, its state, its value and range where known, and its hover label."""

    period: str
    state: str
    value: float | None
    lower: float | None
    upper: float | None
    label: str


@dataclass(frozen=True)
class Panel:
    """One area or group: its name, its figure in the chosen period in words, and a point for every period."""

    name: str
    now: str
    points: Sequence[Point]


def numbers(panels: Sequence[Panel]) -> list[float]:
    """Return all numbers that must fit in the panels: values and the ends of their ranges."""
    return [
        number
        for panel in panels
        for point in panel.points
        for number in (point.value, point.lower, point.upper)
        if number is not None
    ]


def span_of(panels: Sequence[Panel], measure: Measure) -> tuple[float, float]:
    """Return the ends of the axis that all panels share: a little beyond all their numbers; a share keeps to its limits."""
    ends = numbers(panels) or [0.0, 1.0]
    low, high = min(ends), max(ends)
    room = (high - low) * 0.12 or abs(high) * 0.1 or 1.0
    foot = low - room * 1.6  # the marks of periods without a figure stand here
    if measure.is_share:
        return max(foot, -12.0), min(high + room, 104.0)
    return foot, high + room


def multiples(
    panels: Sequence[Panel], breaks: Sequence[str], chosen: str, measure: Measure, theme: str, across: int, room: int
) -> go.Figure:
    """Return a small panel for each area or group over its periods, all on one scale, the first in focus.

    ``across`` panels stand side by side in ``room`` pixels; lines are cut before each period in ``breaks``, a new wording;
    the point of the period ``chosen`` is larger.
    """
    across = min(across, len(panels))
    rows = -(-len(panels) // across)
    names = [wrapped(panel.name, int(room / across / 8.5)) for panel in panels]
    head = (max(name.count("<br>") for name in names) + 2) * LINE_OF_TEXT + 6
    body = 150 if rows == 1 else 105
    height = rows * (head + body + 30) + 12
    traces: list[dict[str, Any]] = []
    mark_scale = 1 if room / across > 200 else 0.6
    drawn = layout(height, theme) | {"annotations": [], "shapes": []}
    ends = span_of(panels, measure)
    for number, (panel, name) in enumerate(zip(panels, names, strict=True)):
        row, column = divmod(number, across)
        top = 1 - (row * (head + body + 30)) / (height - 12)
        place = {
            "x": [column / across, (column + 1) / across - 0.1 / across * (across > 1)],
            "y": [top - (head + body) / (height - 12), top - head / (height - 12)],
        }
        axis = "" if number == 0 else str(number + 1)
        drawn |= panel_axes(panel, axis, place, ends, measure, theme, column == 0)
        drawn["annotations"] += [panel_title(name, panel.now, place["x"][0], top, theme, number == 0)]
        drawn["shapes"] += [
            wording_line(panel, period, axis, theme) for period in breaks if period in periods_of(panel)
        ]
        traces += panel_traces(panel, breaks, chosen, axis, ends[0], theme, number == 0, mark_scale)
    return go.Figure(data=traces, layout=drawn)


def panel_title(name: str, now: str, left: float, top: float, theme: str, is_first: bool) -> dict[str, Any]:
    """Return the title of a panel, its name above its figure, at its upper left corner."""
    return {
        "text": f"<b>{name}</b><br>{now}" if is_first else f"{name}<br>{now}",
        "x": left,
        "y": top,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "align": "left",
        "showarrow": False,
        "font": {"color": CHOSEN[theme] if is_first else INK[theme]},
    }


def periods_of(panel: Panel) -> list[str]:
    """Return the periods of a panel in their order."""
    return [point.period for point in panel.points]


def panel_axes(
    panel: Panel,
    axis: str,
    place: Mapping[str, list[float]],
    ends: tuple[float, float],
    measure: Measure,
    theme: str,
    is_left: bool,
) -> dict[str, Any]:
    """Return the two axes of a panel: labels at its first and last period only, values at the left of each row only."""
    last = len(panel.points) - 1
    room = max(0.5, last * 0.08)  # the years under the first and the last point must not meet those of the next panel
    return {
        f"xaxis{axis}": {
            "domain": place["x"],
            "anchor": f"y{axis}",
            "range": [-room, last + room],
            "tickvals": [0, last],
            "ticktext": [panel.points[0].period, panel.points[-1].period],
            "tickangle": 0,
            "showline": True,
            "linecolor": GRID[theme],
            "automargin": False,
        },
        f"yaxis{axis}": {
            "domain": place["y"],
            "anchor": f"x{axis}",
            "range": list(ends),
            **axis_of(*ends, measure),
            "showticklabels": is_left,
            "showgrid": True,
            "gridcolor": GRID[theme],
        },
    }


def panel_traces(
    panel: Panel,
    breaks: Sequence[str],
    chosen: str,
    axis: str,
    foot: float,
    theme: str,
    is_first: bool,
    mark_scale: float = 1,
) -> list[dict[str, Any]]:
    """Return the marks of one panel: its figures, and its periods without a figure."""
    on = {"xaxis": f"x{axis}", "yaxis": f"y{axis}", "type": "scatter", "hoverinfo": "text"}
    figures = on | figures_trace(panel, breaks, chosen, theme, is_first)
    without = [
        (number, point) for number, point in enumerate(panel.points) if point.state in STATE_SYMBOLS
    ]  # a figure that is missing without one of these states has no mark
    missing = on | {
        "mode": "markers",
        "x": [number for number, _ in without],
        "y": [foot] * len(without),
        "cliponaxis": False,
        "hovertext": [point.label for _, point in without],
        "marker": {
            "color": OTHERS[theme],
            "opacity": 1,
            "symbol": [STATE_SYMBOLS[point.state] for _, point in without],
            "size": [STATE_SIZES[point.state] * mark_scale for _, point in without],
        },
    }
    return [figures, missing] if without else [figures]


def figures_trace(panel: Panel, breaks: Sequence[str], chosen: str, theme: str, is_first: bool) -> dict[str, Any]:
    """Return the figures of a panel with their ranges, joined by lines that are cut before each new wording."""
    color = CHOSEN[theme] if is_first else OTHERS[theme]
    places: list[float] = []
    shown: list[Point | None] = []
    for number, point in enumerate(panel.points):
        if point.period in breaks:
            places, shown = [*places, number - 0.5], [*shown, None]
        places, shown = [*places, number], [*shown, point if point.state == "value" else None]
    return {
        "mode": "lines+markers",
        "x": places,
        "y": [drawn_number(point.value) if point and point.value is not None else None for point in shown],
        "hovertext": [point.label if point else "" for point in shown],
        "line": {"color": color, "width": 2.5 if is_first else 1.5},
        "marker": {
            "color": color,
            "opacity": 1,
            "size": [9 if point and point.period == chosen else 5 for point in shown],
        },
        "error_y": whiskers(shown, color),
    }


def drawn_number(number: float) -> float:
    """Return a number with five significant digits: more would only make the page heavier."""
    return float(f"{number:.5g}")


def whiskers(points: Sequence[Point | None], color: str) -> dict[str, Any]:
    """Return the ranges of points as thin bars; a point without a range has none."""
    above, below = [], []
    for point in points:
        has_range = (
            point is not None and point.value is not None and point.lower is not None and point.upper is not None
        )
        above.append(drawn_number(point.upper - point.value) if has_range else 0)  # type: ignore[union-attr, operator]
        below.append(drawn_number(point.value - point.lower) if has_range else 0)  # type: ignore[union-attr, operator]
    if not any(above) and not any(below):
        return {"visible": False}
    return {"visible": True, "array": above, "arrayminus": below, "color": color, "thickness": 1, "width": 2}


def wording_line(panel: Panel, period: str, axis: str, theme: str) -> dict[str, Any]:
    """Return the dotted line before a period from which the question has a new wording."""
    place = periods_of(panel).index(period) - 0.5
    return {
        "type": "line",
        "xref": f"x{axis}",
        "yref": f"y{axis} domain",
        "x0": place,
        "x1": place,
        "y0": 0,
        "y1": 1,
        "line": {"color": INK[theme], "width": 1, "dash": "dot"},
    }


def dots(panels: Sequence[Panel], measure: Measure, theme: str) -> go.Figure:
    """Return a row for each area or group with its one figure as a dot and its range as a bar, the first in focus.

    A row without a figure gives the reason in words, so the picture needs no key.
    """
    names = [wrapped(panel.name, 20) for panel in panels]
    size = max(44, LINE_OF_TEXT * (max(name.count("<br>") for name in names) + 1) + 14)
    drawn = layout(size * len(panels) + 50, theme)
    low, high = span_of(panels, measure)
    traces, notes = [], []
    for number, panel in enumerate(panels):
        (point,) = panel.points
        color = CHOSEN[theme] if number == 0 else OTHERS[theme]
        if point.value is None:
            code = STATES[point.state][1]
            notes.append((number, low, f"{code} {STATES[point.state][0].lower()}", "left"))
            continue
        error = whiskers([point], color) | {"thickness": 3 if number == 0 else 2, "width": 6}
        error = {"error_x": error} if error["visible"] else {}
        traces.append(
            {"type": "scatter", "mode": "markers+text", "x": [point.value], "y": [number], "text": [panel.now],
             "textposition": "top center", "hoverinfo": "text", "hovertext": [point.label],
             "marker": {"color": color, "size": 13 if number == 0 else 10}, "cliponaxis": False} | error
        )  # fmt: skip
    drawn["annotations"] = [
        {"x": x, "y": y, "text": text, "showarrow": False, "xanchor": anchor} for y, x, text, anchor in notes
    ]
    drawn["xaxis"] = axis_of(low, high, measure) | {"range": [low, high], "showline": True, "linecolor": GRID[theme]}
    drawn["yaxis"] = {
        "range": [len(panels) - 0.4, -0.75],
        "tickvals": list(range(len(panels))),
        "ticktext": [f"<b>{name}</b>" if number == 0 else name for number, name in enumerate(names)],
        "showgrid": True,
        "gridcolor": GRID[theme],
    }
    return go.Figure(data=traces, layout=drawn)


def pairs_of_dots(
    panels: Sequence[tuple[Panel, Panel]], short_names: tuple[str, str], measure: Measure, theme: str
) -> go.Figure:
    """Return a row for each area or group with its figures of two measures, joined by a line: a dot and a diamond.

    ``short_names`` are the names of the two measures above the picture.
    """
    names = [wrapped(first.name, 20) for first, _ in panels]
    size = max(54, LINE_OF_TEXT * (max(name.count("<br>") for name in names) + 1) + 16)
    drawn = layout(size * len(panels) + 90, theme)
    low, high = span_of([panel for both in panels for panel in both], measure)
    traces: list[dict[str, Any]] = [
        {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False, "x": x, "y": y,
         "line": {"color": OTHERS[theme], "width": 2}}
        for x, y in [joins(panels)]
    ]  # fmt: skip
    for order, (name, symbol, color, shift) in enumerate(
        ((short_names[0], "circle", CHOSEN[theme], -0.12), (short_names[1], "diamond", SECOND[theme], 0.12))
    ):
        points = [(number + shift, both[order].points[0]) for number, both in enumerate(panels)]
        traces.append(
            measure_trace(name, [(y, point) for y, point in points if point.value is not None], symbol, color)
        )
    drawn |= {
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "itemclick": False},
        "xaxis": axis_of(low, high, measure) | {"range": [low, high], "showline": True, "linecolor": GRID[theme]},
        "yaxis": {
            "range": [len(panels) - 0.5, -0.6],
            "tickvals": list(range(len(panels))),
            "ticktext": names,
            "showgrid": True,
            "gridcolor": GRID[theme],
        },
        "annotations": missing_notes(panels, low),
    }
    return go.Figure(data=traces, layout=drawn)


def measure_trace(name: str, points: Sequence[tuple[float, Point]], symbol: str, color: str) -> dict[str, Any]:
    """Return the marks of one measure with their ranges; ``points`` holds the height of each row and its point."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [point.value for _, point in points],
        "y": [y for y, _ in points],
        "hoverinfo": "text",
        "cliponaxis": False,
        "hovertext": [point.label for _, point in points],
        "marker": {"symbol": symbol, "color": color, "size": 12},
        "error_x": whiskers([point for _, point in points], color) | {"thickness": 1.5, "width": 5},
    }


def missing_notes(panels: Sequence[tuple[Panel, Panel]], left: float) -> list[dict[str, Any]]:
    """Return a note for each row that has a figure of neither measure, with the code of each state."""
    return [
        {"x": left, "y": number, "showarrow": False, "xanchor": "left",
         "text": f"{STATES[first.points[0].state][1]} {STATES[second.points[0].state][1]} no figure"}
        for number, (first, second) in enumerate(panels)
        if first.points[0].value is None and second.points[0].value is None
    ]  # fmt: skip


def joins(panels: Sequence[tuple[Panel, Panel]]) -> tuple[list[float | None], list[float | None]]:
    """Return the lines between the two figures of each row that has both."""
    x: list[float | None] = []
    y: list[float | None] = []
    for number, (first, second) in enumerate(panels):
        ends = first.points[0].value, second.points[0].value
        if None not in ends:
            x += [*ends, None]
            y += [number - 0.12, number + 0.12, None]
    return x, y
