"""Charts of the Councils page: rows in, Plotly figures out. No Streamlit and no database here."""

import html
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.drawing.chart_style import CHOSEN, GRID, GROUND, INK, OTHERS, layout

Panel = tuple[str, Sequence[tuple[str, Sequence[int], bool]]]
"""A panel's heading and its bars, lowest first: what each counts, its numbers by year, and whether it is striped."""
HEADING = 0.42
"""The share of a panel's height that its heading takes."""
PERCENT = [0, 25, 50, 75, 100]
IN_PERCENT = [f"{number}%" for number in PERCENT]
MOST_NUMBERED = 9
"""The largest number of columns that have their numbers above them; more would not fit a phone and need the axis."""
MOST_YEARS_NAMED = 6
MOST_SINGLE_STEPS = 5
"""The count below which the axis goes up by ones, so that it shows no halves."""


@dataclass(frozen=True)
class Side:
    """One side of a row: its figure with its range, or no figure; ``text`` is the figure or the reason in words."""

    value: float | None
    text: str
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Sides:
    """One row of :func:`sides`: the question and the answers of members and of council respondents; a heading has neither."""

    name: str
    members: Side | None = None
    council: Side | None = None
    label: str = ""


def years(periods: Sequence[str], panels: Sequence[Panel], theme: str) -> go.Figure:
    """Return small columns by year, one panel under its heading for each kind, all on the same scale."""
    tallest = max(
        (sum(counts) for _, bars in panels for counts in zip(*(bar[1] for bar in bars), strict=True)), default=1
    )
    chart_layout = layout(68 * len(panels) + 40, theme) | {"barmode": "stack", "bargap": 0.25}
    chart_layout["annotations"] = [
        _note(heading, y=1 - order / len(panels) - 0.01, yref="paper", yanchor="top")
        for order, (heading, _) in enumerate(panels)
    ]
    for order in range(len(panels)):
        bottom = 1 - (order + 1) / len(panels)
        chart_layout[f"yaxis{order + 1}"] = {
            "domain": [bottom, bottom + (1 - HEADING) / len(panels)],
            "range": [0, tallest],
            "tickvals": [0, tallest],
            "showgrid": True,
            "gridcolor": GRID[theme],
            "anchor": "x",
        }
    chart_layout["xaxis"] = _years_axis(periods) | {"anchor": f"y{len(panels)}"}
    traces = [
        {
            "type": "bar",
            "x": list(periods),
            "y": list(counts),
            "yaxis": f"y{order}",
            "marker": _fill(theme, is_striped),
            "hoverinfo": "text",
            "hovertext": [f"{year}: {name} {count}" for year, count in zip(periods, counts, strict=True)],
        }
        for order, (_, bars) in enumerate(panels, 1)
        for name, counts, is_striped in bars
    ]
    return go.Figure(data=traces, layout=chart_layout)


def _years_axis(periods: Sequence[str]) -> dict[str, Any]:
    """Return the axis of years; the last year is labelled, and earlier ones at equal steps."""
    step = -(-len(periods) // MOST_YEARS_NAMED)
    labels = list(periods)[::-1][::step][::-1]
    return {"type": "category", "tickvals": labels, "ticktext": labels, "tickangle": 0}


def _fill(theme: str, is_striped: bool) -> dict[str, Any]:
    marker: dict[str, Any] = {"color": CHOSEN[theme], "line": {"color": CHOSEN[theme], "width": 1}}
    if is_striped:
        look = {"shape": "/", "fgcolor": CHOSEN[theme], "bgcolor": GROUND[theme], "size": 5, "fillmode": "replace"}
        marker["pattern"] = look
    return marker


def _note(text: str, **place: Any) -> dict[str, Any]:
    """Return a note, at the left edge of the chart unless ``place`` says otherwise."""
    return {"x": 0, "xref": "paper", "xanchor": "left", "text": text, "showarrow": False, "align": "left", **place}


def _line_across(height: float, theme: str) -> dict[str, Any]:
    """Return a thin line across a chart."""
    line = {"color": GRID[theme], "width": 1}
    return {
        "type": "line",
        "x0": 0,
        "x1": 1,
        "xref": "paper",
        "y0": height,
        "y1": height,
        "line": line,
        "layer": "below",
    }


def lanes(rows: pd.DataFrame, theme: str) -> go.Figure:
    """Return single events in order of time, one lane for each kind: ``near_day, kind, lane, kind_words, is_own, label``.

    Events of the chosen area are dark diamonds, all others grey dots; ``lane`` gives the order of the kinds.
    """
    kinds = rows.drop_duplicates("kind").sort_values("lane")
    heights = {kind: len(kinds) - order for order, kind in enumerate(kinds["kind"])}
    traces = [
        {
            "type": "scatter",
            "mode": "markers",
            "x": events["near_day"].dt.strftime("%Y-%m-%d").tolist(),
            "y": [heights[kind] - 0.14 for kind in events["kind"]],
            "marker": {"color": color, "size": size, "symbol": symbol, "line": {"color": GROUND[theme], "width": 1}},
            "hoverinfo": "text",
            "hovertext": [in_lines(label) for label in events["label"]],
        }
        for events, color, symbol, size in (
            (rows[~rows["is_own"]], OTHERS[theme], "circle", 9),
            (rows[rows["is_own"]], CHOSEN[theme], "diamond", 13),
        )
    ]
    chart_layout = layout(46 * len(kinds) + 50, theme)
    chart_layout["annotations"] = [
        _note(html.escape(words), y=heights[kind] + 0.3)
        for kind, words in zip(kinds["kind"], kinds["kind_words"], strict=True)
    ]
    chart_layout["shapes"] = [_line_across(height - 0.14, theme) for height in heights.values()]
    chart_layout["xaxis"] = _days_axis(rows["near_day"].min(), rows["near_day"].max())
    chart_layout["yaxis"] = {"visible": False, "range": [0.55, len(kinds) + 0.62]}
    return go.Figure(data=traces, layout=chart_layout)


def _days_axis(first: pd.Timestamp, last: pd.Timestamp) -> dict[str, Any]:
    """Return an axis of days from the first to the last, with room at both ends and about five years labelled."""
    edge = pd.Timedelta(days=120)
    return {
        "type": "date",
        "range": [(first - edge).strftime("%Y-%m-%d"), (last + edge).strftime("%Y-%m-%d")],
        "dtick": f"M{12 * max(1, -(-(last.year - first.year) // 5))}",
        "tick0": "2010-01-01",
        "tickformat": "%Y",
        "tickangle": 0,
    }


def in_lines(text: str, width: int = 46) -> str:
    """Return text from data wrapped at ``width`` letters and escaped, so that Plotly takes none of it for a tag or a link."""
    return "<br>".join(html.escape(line, quote=False) for line in textwrap.wrap(text, width))


def bars(rows: Sequence[tuple[str, int, str, bool]], theme: str) -> go.Figure:
    """Return horizontal bars with their numbers: ``(name, number, hover text, is unknown)``.

    The unknown is striped. Each name is above its bar, so that long ones fit a phone.
    """
    places = [len(rows) - order for order in range(len(rows))]
    colors = [OTHERS[theme] if unknown else CHOSEN[theme] for *_, unknown in rows]
    pattern = {
        "shape": ["/" if unknown else "" for *_, unknown in rows],
        "fgcolor": OTHERS[theme],
        "bgcolor": GROUND[theme],
        "size": 5,
        "fillmode": "replace",
    }
    trace = {
        "type": "bar",
        "x": [number for _, number, _, _ in rows],
        "y": [place - 0.16 for place in places],
        "width": 0.42,
        "orientation": "h",
        "hoverinfo": "text",
        "hovertext": [label for _, _, label, _ in rows],
        "text": [f"{number:,}" for _, number, _, _ in rows],
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"color": INK[theme], "size": 14},
        "marker": {"color": colors, "line": {"color": colors, "width": 1}, "pattern": pattern},
    }
    chart_layout = layout(44 * len(rows) + 20, theme)
    chart_layout["annotations"] = [
        _note(html.escape(name), y=place + 0.24) for place, (name, *_) in zip(places, rows, strict=True)
    ]
    longest = max((number for _, number, _, _ in rows), default=1)
    chart_layout["xaxis"] = {"visible": False, "range": [0, max(longest, 1) * 1.12]}
    chart_layout["yaxis"] = {"visible": False, "range": [0.5, len(rows) + 0.5]}
    return go.Figure(data=[trace], layout=chart_layout)


def sides(rows: Sequence[Sides], theme: str) -> go.Figure:
    """Return the answers of two sides, one row for each question: members a filled dot, council respondents a hollow square.

    Thin lines are ranges. A side without a figure has the reason in words instead of its mark.
    """
    lines = max(in_lines(row.name).count("<br>") for row in rows) + 1
    height = 40 + 18 * lines
    chart_layout = layout(height * len(rows) + 30, theme)
    chart_layout["annotations"] = [
        _note(
            f"<b>{in_lines(row.name)}</b>" if row.members is None else in_lines(row.name),
            y=len(rows) - order + 0.5,
            yanchor="top",
        )
        for order, row in enumerate(rows)
    ]
    chart_layout["shapes"] = [_line_across(len(rows) - order + 0.5, theme) for order in range(len(rows))]
    traces = []
    for side_name, symbol, above in (("members", "circle", 27 / height), ("council", "square-open", 11 / height)):
        places = [(len(rows) - order - 0.5 + above, row, getattr(row, side_name)) for order, row in enumerate(rows)]
        marks = [mark for mark in places if mark[2] is not None]
        color = INK[theme] if side_name == "council" else CHOSEN[theme]
        traces.append(_side_trace(marks, symbol, color))
        chart_layout["annotations"] += [_side_note(place, side, color) for place, _, side in marks]
    chart_layout["xaxis"] = {
        "range": [-2, 108],
        "tickvals": PERCENT,
        "ticktext": IN_PERCENT,
        "showgrid": True,
        "gridcolor": GRID[theme],
        "griddash": "dot",
    }
    chart_layout["yaxis"] = {"visible": False, "range": [0.5, len(rows) + 0.52]}
    return go.Figure(data=traces, layout=chart_layout)


def _side_trace(marks: Sequence[tuple[float, Sides, Side]], symbol: str, color: str) -> dict[str, Any]:
    valued_marks = [(place, row, side, side.value) for place, row, side in marks if side.value is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [value for *_, value in valued_marks],
        "y": [place for place, *_ in valued_marks],
        "marker": {"symbol": symbol, "size": 12, "color": color, "line": {"color": color, "width": 2}},
        "hoverinfo": "text",
        "hovertext": [in_lines(row.label) for _, row, _, _ in valued_marks],
        "error_x": {
            "array": [(value if side.upper is None else side.upper) - value for _, _, side, value in valued_marks],
            "arrayminus": [value - (value if side.lower is None else side.lower) for _, _, side, value in valued_marks],
            "color": color,
            "thickness": 1.5,
            "width": 0,
        },
    }


def _side_note(place: float, side: Side, color: str) -> dict[str, Any]:
    """Return the figure beside the mark of a side or, if it has none, the reason at the left edge."""
    if side.value is None:
        return _note(html.escape(side.text), y=place, xshift=4, font={"color": color})
    right = side.value if side.upper is None else side.upper
    return _note(html.escape(side.text), y=place, x=right, xref="x", xshift=9, font={"color": color})


def columns(rows: Sequence[tuple[str, float | None, str, str]], theme: str, height: int = 230) -> go.Figure:
    """Return columns by year: ``(year, number, code, hover text)``. A zero shows as 0, a missing number as its code."""
    is_few = len(rows) <= MOST_NUMBERED
    trace = {
        "type": "bar",
        "x": [period for period, *_ in rows],
        "y": [number or 0 for _, number, _, _ in rows],
        "marker": {"color": CHOSEN[theme]},
        "text": [
            code if number is None else f"{number:,.0f}" if is_few or not number else "" for _, number, code, _ in rows
        ],
        "textposition": "outside",
        "textangle": 0,
        "cliponaxis": False,
        "constraintext": "none",
        "textfont": {"color": INK[theme], "size": 14},
        "hoverinfo": "text",
        "hovertext": [label for *_, label in rows],
    }
    tallest = max((number or 0 for _, number, _, _ in rows), default=0)
    chart_layout = layout(height, theme) | {"bargap": 0.3, "xaxis": _years_axis([period for period, *_ in rows])}
    chart_layout["yaxis"] = {
        "visible": not is_few,
        "range": [0, max(tallest, 1) * 1.18],
        **({"dtick": 1} if tallest < MOST_SINGLE_STEPS else {"nticks": 4}),
        "showgrid": True,
        "gridcolor": GRID[theme],
        "tickformat": ",d",
    }
    return go.Figure(data=[trace], layout=chart_layout)


def shares(rows: pd.DataFrame, labels: Sequence[str], theme: str, height: int = 260) -> go.Figure:
    """Return a share by year as dots with their 95% ranges: ``period, value, lower, upper``, none of them missing."""
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": rows["period"].tolist(),
        "y": rows["value"].tolist(),
        "marker": {"size": 10, "color": CHOSEN[theme]},
        "hoverinfo": "text",
        "hovertext": list(labels),
        "error_y": {
            "array": (rows["upper"] - rows["value"]).tolist(),
            "arrayminus": (rows["value"] - rows["lower"]).tolist(),
            "color": CHOSEN[theme],
            "thickness": 1.5,
            "width": 5,
        },
    }
    chart_layout = layout(height, theme) | {"xaxis": _years_axis(rows["period"].tolist())}
    chart_layout["yaxis"] = {
        "range": [0, 104],
        "tickvals": PERCENT,
        "ticktext": IN_PERCENT,
        "showgrid": True,
        "gridcolor": GRID[theme],
    }
    return go.Figure(data=[trace], layout=chart_layout)
