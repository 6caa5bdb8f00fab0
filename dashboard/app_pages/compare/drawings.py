"""The pictures of the Compare page: figures of a few areas or groups go in, a figure or a table comes out. No Streamlit here."""

import html
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.drawing.charts import CHOSEN, GRID, INK, OTHERS, SECOND, axis_of, layout, set_apart, wrapped
from dashboard.text.words import STATES, Measure, figure

STATE_SYMBOLS = {"not reported": "circle-open", "hidden": "hash-open", "not due": "circle"}
"""How a period without a figure is marked at the foot of its panel: a ring, a hatch, a small dot."""
STATE_SIZES = {"not reported": 8, "hidden": 11, "not due": 4}
STATE_KEY = {
    "not reported": "a ring: not reported",
    "hidden": "a hatch: hidden to protect people [c]",
    "not due": "a small dot: nothing due",
}
LINE = 18
"""The height of a line of text, in pixels."""
WIDE, NARROW = 1130, 340
"""The room that a picture has on a wide screen and on a phone, in pixels."""
HEAT = {
    "light": {"higher": ("#C7DDF2", "#0B2A45"), "lower": ("#FBD3B6", "#4A1D00"), "": ("#FFFFFF", "#1A1A1A")},
    "dark": {"higher": ("#1B4B78", "#F0F2F4"), "lower": ("#7A3A10", "#F0F2F4"), "": ("#14191F", "#F0F2F4")},
}
"""Ground and ink of a cell by what it says: blue is higher, orange lower, all else has the ground of the page."""


@dataclass(frozen=True)
class Point:
    """One figure of a panel: its period, its state, its value and range where known, and what it says when pointed at."""

    period: str
    state: str
    value: float | None
    lower: float | None
    upper: float | None
    said: str


@dataclass(frozen=True)
class Panel:
    """One area or group: its name, its figure in the chosen period in words, and a point for every period."""

    name: str
    now: str
    points: Sequence[Point]


def numbers(panels: Sequence[Panel]) -> list[float]:
    """Return every number that the panels have to hold: values and the ends of their ranges."""
    return [
        number
        for panel in panels
        for point in panel.points
        for number in (point.value, point.lower, point.upper)
        if number is not None
    ]


def span_of(panels: Sequence[Panel], measure: Measure) -> tuple[float, float]:
    """Return the ends of the axis that all panels share: a little more than all their numbers, no share past its ends."""
    known = numbers(panels) or [0.0, 1.0]
    low, high = min(known), max(known)
    room = (high - low) * 0.12 or abs(high) * 0.1 or 1.0
    foot = low - room * 1.6  # the marks of periods without a figure stand here
    if measure.is_share:
        return max(foot, -12.0), min(high + room, 104.0)
    return foot, high + room


def multiples(
    panels: Sequence[Panel], breaks: Sequence[str], chosen: str, measure: Measure, theme: str, across: int, room: int
) -> go.Figure:
    """Return a small panel for each area or group over its periods, all on one scale, the first in focus.

    ``across`` is how many stand side by side in ``room`` pixels; lines are cut before each period in ``breaks``, a new
    wording; the point of the period ``chosen`` is larger.
    """
    across = min(across, len(panels))
    rows = -(-len(panels) // across)
    names = [wrapped(panel.name, int(room / across / 8.5)) for panel in panels]
    head = (max(name.count("<br>") for name in names) + 2) * LINE + 6
    body = 150 if rows == 1 else 105
    height = rows * (head + body + 30) + 12
    traces: list[dict[str, Any]] = []
    smaller = 1 if room / across > 200 else 0.6
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
        drawn["annotations"] += [
            {
                "text": f"<b>{name}</b><br>{panel.now}" if number == 0 else f"{name}<br>{panel.now}",
                "x": place["x"][0],
                "y": top,
                "xref": "paper",
                "yref": "paper",
                "xanchor": "left",
                "yanchor": "top",
                "align": "left",
                "showarrow": False,
                "font": {"color": CHOSEN[theme] if number == 0 else INK[theme]},
            }
        ]
        drawn["shapes"] += [wording_line(panel, one, axis, theme) for one in breaks if one in periods_of(panel)]
        traces += panel_traces(panel, breaks, chosen, axis, ends[0], theme, number == 0, smaller)
    return go.Figure(data=traces, layout=drawn)


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
    """Return the two axes of a panel: years at its first and last period only, values at the left of each row only."""
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
    smaller: float = 1,
) -> list[dict[str, Any]]:
    """Return the marks of one panel: its figures with their ranges joined by lines, and its periods without a figure."""
    color = CHOSEN[theme] if is_first else OTHERS[theme]
    on = {"xaxis": f"x{axis}", "yaxis": f"y{axis}", "type": "scatter", "hoverinfo": "text"}
    places: list[float] = []
    shown: list[Point | None] = []
    for number, point in enumerate(panel.points):
        if point.period in breaks:
            places, shown = [*places, number - 0.5], [*shown, None]
        places, shown = [*places, number], [*shown, point if point.state == "value" else None]
    without = [
        (number, point) for number, point in enumerate(panel.points) if point.state in STATE_SYMBOLS
    ]  # a figure that is unknown although there should be one has no mark
    figures = on | {
        "mode": "lines+markers",
        "x": places,
        "y": [drawn_number(point.value) if point and point.value is not None else None for point in shown],
        "hovertext": [point.said if point else "" for point in shown],
        "line": {"color": color, "width": 2.5 if is_first else 1.5},
        "marker": {
            "color": color,
            "opacity": 1,
            "size": [9 if point and point.period == chosen else 5 for point in shown],
        },
        "error_y": whiskers(shown, color),
    }
    missing = on | {
        "mode": "markers",
        "x": [number for number, _ in without],
        "y": [foot] * len(without),
        "cliponaxis": False,
        "hovertext": [point.said for _, point in without],
        "marker": {
            "color": OTHERS[theme],
            "opacity": 1,
            "symbol": [STATE_SYMBOLS[point.state] for _, point in without],
            "size": [STATE_SIZES[point.state] * smaller for _, point in without],
        },
    }
    return [figures, missing] if without else [figures]


def drawn_number(number: float) -> float:
    """Return a number as exactly as it can be drawn: every digit more only makes the page heavier."""
    return float(f"{number:.5g}")


def whiskers(points: Sequence[Point | None], color: str) -> dict[str, Any]:
    """Return the ranges of points as thin bars; a point without a range has none."""
    above, below = [], []
    for point in points:
        known = point is not None and point.value is not None and point.lower is not None and point.upper is not None
        above.append(drawn_number(point.upper - point.value) if known else 0)  # type: ignore[union-attr, operator]
        below.append(drawn_number(point.value - point.lower) if known else 0)  # type: ignore[union-attr, operator]
    if not any(above) and not any(below):
        return {"visible": False}
    return {"visible": True, "array": above, "arrayminus": below, "color": color, "thickness": 1, "width": 2}


def wording_line(panel: Panel, period: str, axis: str, theme: str) -> dict[str, Any]:
    """Return the dotted line before a period from which the question was worded anew."""
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

    A row without a figure says why in words; so the picture needs no key.
    """
    names = [wrapped(panel.name, 20) for panel in panels]
    size = max(44, LINE * (max(name.count("<br>") for name in names) + 1) + 14)
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
             "textposition": "top center", "hoverinfo": "text", "hovertext": [point.said],
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
    panels: Sequence[tuple[Panel, Panel]], called: tuple[str, str], measure: Measure, theme: str
) -> go.Figure:
    """Return a row for each area or group with its figures of two measures, joined by a line: a dot and a diamond.

    ``called`` is what the two measures are called above the picture.
    """
    names = [wrapped(one.name, 20) for one, _ in panels]
    size = max(54, LINE * (max(name.count("<br>") for name in names) + 1) + 16)
    drawn = layout(size * len(panels) + 90, theme)
    low, high = span_of([panel for both in panels for panel in both], measure)
    traces: list[dict[str, Any]] = [
        {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False, "x": x, "y": y,
         "line": {"color": OTHERS[theme], "width": 2}}
        for x, y in [joins(panels)]
    ]  # fmt: skip
    for order, (name, symbol, color, shift) in enumerate(
        ((called[0], "circle", CHOSEN[theme], -0.12), (called[1], "diamond", SECOND[theme], 0.12))
    ):
        known = [(number, both[order].points[0]) for number, both in enumerate(panels)]
        known = [(number, point) for number, point in known if point.value is not None]
        traces.append(
            {"type": "scatter", "mode": "markers", "name": name, "x": [point.value for _, point in known],
             "y": [number + shift for number, _ in known], "hoverinfo": "text", "cliponaxis": False,
             "hovertext": [point.said for _, point in known],
             "marker": {"symbol": symbol, "color": color, "size": 12},
             "error_x": whiskers([point for _, point in known], color) | {"thickness": 1.5, "width": 5}}
        )  # fmt: skip
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
        "annotations": [
            {"x": low, "y": number, "showarrow": False, "xanchor": "left", "text": f"{STATES[one.points[0].state][1]} "
             f"{STATES[other.points[0].state][1]} no figure"}
            for number, (one, other) in enumerate(panels)
            if one.points[0].value is None and other.points[0].value is None
        ],
    }  # fmt: skip
    return go.Figure(data=traces, layout=drawn)


def joins(panels: Sequence[tuple[Panel, Panel]]) -> tuple[list[float | None], list[float | None]]:
    """Return the lines between the two figures of each row that has both."""
    x: list[float | None] = []
    y: list[float | None] = []
    for number, (one, other) in enumerate(panels):
        ends = one.points[0].value, other.points[0].value
        if None not in ends:
            x += [*ends, None]
            y += [number - 0.12, number + 0.12, None]
    return x, y


def funnel(
    rows: pd.DataFrame, limits: pd.DataFrame, chosen: Mapping[str, str], counted: str, measure: Measure, theme: str
) -> go.Figure:
    """Return every area by size and figure between the limits that chance would keep to; the chosen ones named.

    ``rows`` has ``area_id, value, denominator, verdict, said``; ``limits`` comes from ``compare_limits.sql``; ``counted``
    says what the size counts.
    """
    low, high = float(rows["denominator"].min()), float(rows["denominator"].max())
    is_log = high > 20 * low > 0
    is_chosen = rows["area_id"].isin(list(chosen))
    is_rough = rows["verdict"] == ""
    curves = [
        {"type": "scatter", "mode": "lines", "x": limits["base"].tolist(), "y": limits[name].tolist(),
         "hoverinfo": "skip", "line": {"color": INK[theme], "width": width, "dash": dash}}
        for name, width, dash in (
            ("of_all", 1.5, "solid"), ("lower_95", 1, "dash"), ("upper_95", 1, "dash"),
            ("lower_998", 1, "dot"), ("upper_998", 1, "dot"),
        )
    ]  # fmt: skip
    marks = [
        {"type": "scatter", "mode": "markers", "x": part["denominator"].tolist(), "y": part["value"].tolist(),
         "hoverinfo": "text", "hovertext": part["said"].tolist(), "cliponaxis": False,
         "marker": {"color": color, "size": size, "symbol": symbol}}
        for part, color, size, symbol in (
            (rows[~is_chosen & ~is_rough], OTHERS[theme], 7, "circle"),
            (rows[~is_chosen & is_rough], OTHERS[theme], 7, "circle-open"),
            (rows[is_chosen & ~is_rough], CHOSEN[theme], 12, "circle"),
            (rows[is_chosen & is_rough], CHOSEN[theme], 12, "circle-open"),
        )
        if len(part)
    ]  # fmt: skip
    ends = funnel_ends(rows, limits, measure)
    gap = (ends[1] - ends[0]) * LINE / FUNNEL_BODY
    names = area_names(rows[is_chosen], chosen, (low * high) ** 0.5 if is_log else (low + high) / 2, gap, is_log, theme)
    drawn = layout(420, theme)
    drawn["annotations"] = [*names, *curve_names(limits, measure, gap, is_log, theme)]
    drawn["margin"] = drawn["margin"] | {"r": 108}
    sides = (
        [along(low * 0.85, is_log), along(high * 1.1, is_log)] if is_log else [low - (high - low) * 0.06, high * 1.02]
    )
    drawn["xaxis"] = {
        "type": "log" if is_log else "linear",
        "range": sides,
        "title": {"text": f"Size: {counted}", "standoff": 6, "font": {"size": 14}},
        "nticks": 6,
        "showline": True,
        "linecolor": GRID[theme],
    } | ({"tickvals": log_ticks(low, high)} if is_log else {})
    drawn["yaxis"] = axis_of(*ends, measure, steps=6) | {
        "showgrid": True,
        "gridcolor": GRID[theme],
        "range": list(ends),
    }
    return go.Figure(data=[*curves, *marks], layout=drawn)


FUNNEL_BODY = 350
"""About how high the inside of the funnel's picture is, in pixels."""


def funnel_ends(rows: pd.DataFrame, limits: pd.DataFrame, measure: Measure) -> tuple[float, float]:
    """Return the ends of the axis of figures: all areas and the inner limits lie within, and most of the outer ones."""
    low = float(min(rows["value"].min(), limits["lower_95"].min(), limits["lower_998"].median()))
    high = float(max(rows["value"].max(), limits["upper_95"].max(), limits["upper_998"].median()))
    room = (high - low) * 0.06
    return (max(low - room, -4.0), min(high + room, 104.0)) if measure.is_share else (low - room, high + room)


def area_names(
    rows: pd.DataFrame, chosen: Mapping[str, str], middle: float, gap: float, is_log: bool, theme: str
) -> list[dict[str, Any]]:
    """Return the names of the chosen areas, each with a thin line to its mark and in a line of its own."""
    rows = rows.sort_values("value")
    heights = set_apart(rows["value"].tolist(), [gap] * len(rows))
    return [
        {"x": along(row.denominator, is_log), "y": row.value, "ax": along(row.denominator, is_log), "ay": height,
         "axref": "x", "ayref": "y", "text": f"<b>\u2002{chosen[str(row.area_id)]}\u2002</b>", "showarrow": True, "standoff": 6,
         "arrowhead": 0,
         "arrowwidth": 1, "arrowcolor": CHOSEN[theme], "xanchor": side_of(row.denominator, middle),
         "font": {"color": CHOSEN[theme]}}
        for row, height in zip(rows.itertuples(index=False), heights, strict=True)
    ]  # fmt: skip


def side_of(base: Any, middle: float) -> str:
    """Return which end of a name stands at its mark, so that it runs towards the middle of the picture."""
    return "right" if base > middle else "left"


def curve_names(limits: pd.DataFrame, measure: Measure, gap: float, is_log: bool, theme: str) -> list[dict[str, Any]]:
    """Return the names of the curves at their ends on the right, in lines of their own."""
    last: Any = limits.iloc[-1]
    said = {
        "of_all": f"All: {figure(last['of_all'], measure)}",
        "upper_95": "19 in 20 areas",
        "upper_998": "998 in 1,000",
    }
    heights = set_apart([last[name] for name in said], [gap] * len(said))
    return [
        {"x": along(last["base"], is_log), "y": height, "text": text, "showarrow": False, "xanchor": "left", "xshift": 8,
         "font": {"color": INK[theme]}}
        for height, text in zip(heights, said.values(), strict=True)
    ]  # fmt: skip


def along(base: Any, is_log: bool) -> float:
    """Return where a note stands on the axis of sizes: Plotly takes the logarithm on an axis of that kind."""
    return math.log10(base) if is_log else float(base)


def log_ticks(low: float, high: float) -> list[float]:
    """Return the round sizes 1, 2, 5, 10, 20 ... that lie in a range."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    return [size * 10**power for power in powers for size in (1, 2, 5) if low <= size * 10**power <= high]


def rank_ranges(rows: pd.DataFrame, chosen: Mapping[str, str], theme: str) -> go.Figure:
    """Return for every area the range that its place from the highest may lie in; the chosen ones named.

    ``rows`` has ``area_id, value, rank_lower, rank_upper, ranked, said``; a dot stands at the middle of each range. The row
    of a chosen area is as high as its name.
    """
    rows = rows.assign(middle=(rows["rank_lower"] + rows["rank_upper"]) / 2)
    rows = rows.sort_values(["middle", "rank_lower", "value"], ascending=[True, True, False]).reset_index(drop=True)
    is_chosen = rows["area_id"].isin(list(chosen))
    names = [wrapped(chosen.get(str(area), ""), 18) for area in rows["area_id"]]
    thin = max(2.5, min(9.0, 360 / len(rows)))
    heights = pd.Series([LINE * (name.count("<br>") + 1) + 4 if name else thin for name in names])
    rows = rows.assign(at=heights.cumsum() - heights / 2, name=names)
    last, total = int(rows["ranked"].iloc[0]), float(heights.sum())
    traces = [
        {"type": "scatter", "mode": "markers", "x": part["middle"].tolist(), "y": part["at"].tolist(),
         "hoverinfo": "text", "hovertext": part["said"].tolist(), "marker": {"color": color, "size": size},
         "error_x": {"visible": True, "array": (part["rank_upper"] - part["middle"]).tolist(),
                     "arrayminus": (part["middle"] - part["rank_lower"]).tolist(), "color": color,
                     "thickness": thickness, "width": 0}}
        for part, color, size, thickness in (
            (rows[~is_chosen], OTHERS[theme], 4, 2), (rows[is_chosen], CHOSEN[theme], 9, 4)
        )
        if len(part)
    ]  # fmt: skip
    drawn = layout(round(total) + 60, theme)
    drawn["annotations"] = [
        {"x": 0, "xref": "paper", "y": row.at, "text": f"<b>{row.name}</b>", "showarrow": False, "xanchor": "right",
         "xshift": -6, "align": "right", "font": {"color": CHOSEN[theme]}}
        for row in rows[is_chosen].itertuples(index=False)
    ]  # fmt: skip
    drawn["margin"] = drawn["margin"] | {"l": 150 if is_chosen.any() else 8}
    drawn["xaxis"] = {
        "range": [0.5, last + 0.5],
        "tickvals": [1, *[one for one in log_ticks(5, last) if one < last * 0.9], last],
        "title": {"text": "Place from the highest", "standoff": 6, "font": {"size": 14}},
        "showline": True,
        "linecolor": GRID[theme],
    }
    drawn["yaxis"] = {"visible": False, "range": [total, 0]}
    return go.Figure(data=traces, layout=drawn)


def heat_table(
    caption: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[tuple[str, Sequence[tuple[str, str]]]],
    theme: str,
) -> str:
    """Return an HTML table in words and colour that scrolls inside itself.

    ``columns`` holds a measure and its period each; ``rows`` a name, and for each column the verdict ("higher", "lower",
    another word, or nothing) and the figure or code under it. All texts are escaped.
    """
    ground, ink = HEAT[theme][""]
    head = "".join(
        f'<th scope="col">{html.escape(name)}<br><span>{html.escape(period)}</span></th>' for name, period in columns
    )
    body = "".join(
        f'<tr><th scope="row">{html.escape(name)}</th>{"".join(heat_cell(*one, theme) for one in cells)}</tr>'
        for name, cells in rows
    )
    style = (
        ".heat {overflow-x: auto; max-width: 100%;} .heat table {border-collapse: separate; border-spacing: 2px;}"
        " .heat caption {text-align: left; padding-bottom: .5rem; caption-side: top;}"
        f" .heat th, .heat td {{font-size: 14px; line-height: 1.3; text-align: left; vertical-align: top; padding: .4rem .5rem;"
        f" min-width: 118px; border-bottom: 1px solid {GRID[theme]};}} .heat th span {{font-weight: 400;}}"
        f" .heat th[scope=row] {{position: sticky; left: 0; background: {ground}; color: {ink}; min-width: 96px;"
        " max-width: 190px; overflow-wrap: anywhere;}"
        " .heat caption span {position: sticky; left: 0; display: inline-block; max-width: min(88vw, 85ch);}"
    )
    said = html.escape(re.sub(r"\s+", " ", caption))
    return (
        f"<style>{style}</style>"
        f'<div class="heat" role="region" tabindex="0" aria-label="{said}"><table><caption><span>{said}</span></caption>'
        f'<thead><tr><th scope="col">Area</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def heat_cell(verdict: str, under: str, theme: str) -> str:
    """Return one cell: its verdict in words on its colour, and the figure or code under it."""
    ground, ink = HEAT[theme].get(verdict, HEAT[theme][""])
    words = f"<b>{html.escape(verdict)}</b><br>" if verdict in ("higher", "lower") else html.escape(verdict)
    between = "<br>" if verdict and verdict not in ("higher", "lower") else ""
    return f'<td style="background: {ground}; color: {ink}">{words}{between}{html.escape(under)}</td>'
