"""Charts of the Councils page: rows in, Plotly figures out. No Streamlit and no database here."""

import html
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.drawing.chart_style import CHOSEN, GRID, GROUND, INK, LINE_OF_TEXT, OTHERS, SECOND, layout

Part = tuple[str, Sequence[int], str]
"""A part of the columns by year: what it counts, its numbers by year, and its look, one of ``LOOKS``."""
LOOKS = {
    "first": (CHOSEN, ""),
    "second": (SECOND, ""),
    "third": (OTHERS, ""),
    "striped": (CHOSEN, "/"),
    "hollow": (OTHERS, "."),
}
"""The colour and pattern of each look: a part differs from those beside it by more than its colour."""
PERCENT = [0, 25, 50, 75, 100]
IN_PERCENT = [f"{number}%" for number in PERCENT]
MOST_NUMBERED = 9
"""The largest number of columns that have their numbers above them; more would not fit a phone and need the axis."""
MOST_YEARS_NAMED = 6
LOWEST = 150
"""The height of a chart of one row."""
MOST_SINGLE_STEPS = 5
"""The count below which the axis goes up by ones, so that it shows no halves."""


@dataclass(frozen=True)
class Change:
    """A change between two rounds: the figures of the first and of this one, whether it is clear, and its words."""

    first: float
    now: float
    is_clear: bool
    text: str


@dataclass(frozen=True)
class Side:
    """One side of a row: its figure with its range, or no figure; ``text`` is the figure or the reason in words."""

    value: float | None
    text: str
    lower: float | None = None
    upper: float | None = None
    change: Change | None = None


@dataclass(frozen=True)
class Sides:
    """One row of :func:`sides`: the question and the answers of members and of council respondents."""

    name: str
    members: Side
    council: Side
    label: str = ""


def years(periods: Sequence[str], parts: Sequence[Part], theme: str) -> go.Figure:
    """Return columns by year, each stacked from its parts, lowest first, with a legend above them."""
    traces = [
        {
            "type": "bar",
            "name": name,
            "x": list(periods),
            "y": list(counts),
            "marker": _fill(theme, *LOOKS[look]),
            "hoverinfo": "text",
            "hovertext": [
                f"{year}: {name[0].lower()}{name[1:]} {count}" for year, count in zip(periods, counts, strict=True)
            ],
        }
        for name, counts, look in parts
    ]
    chart_layout = layout(330, theme) | {"barmode": "stack", "bargap": 0.25, "showlegend": True}
    chart_layout["legend"] = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"}
    chart_layout["xaxis"] = _years_axis(periods)
    chart_layout["yaxis"] = {"showgrid": True, "gridcolor": GRID[theme], "nticks": 5, "rangemode": "tozero"}
    return go.Figure(data=traces, layout=chart_layout)


def _years_axis(periods: Sequence[str]) -> dict[str, Any]:
    """Return the axis of years; the last year is labelled, and earlier ones at equal steps."""
    step = -(-len(periods) // MOST_YEARS_NAMED)
    labels = list(periods)[::-1][::step][::-1]
    return {"type": "category", "tickvals": labels, "ticktext": labels, "tickangle": 0}


def _fill(theme: str, colors: Mapping[str, str], shape: str) -> dict[str, Any]:
    """Return the fill of a part of the columns: plain, or a pattern on the ground of the page."""
    pattern = {"shape": shape, "fgcolor": colors[theme], "bgcolor": GROUND[theme], "size": 5, "fillmode": "replace"}
    return {"color": colors[theme], "line": {"color": colors[theme], "width": 1}, "pattern": pattern}


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
    chart_layout = layout(max(40 * len(kinds) + 50, LOWEST), theme)
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

    Thin lines are ranges. A side without a figure has the reason in words instead of its mark. Under a mark, an arrow goes
    from the figure of the first round to that of this one if the change is clear, else a thin line without a head.
    """
    has_changes = any(side.change for row in rows for side in (row.members, row.council))
    lane = 21 if has_changes else 17
    height = LINE_OF_TEXT * (max(in_lines(row.name).count("<br>") for row in rows) + 1) + 2 * lane + 6
    chart_layout = layout(height * len(rows) + 30, theme)
    tops = [len(rows) - order + 0.5 for order in range(len(rows))]
    chart_layout["annotations"] = [
        _note(in_lines(row.name), y=top, yanchor="top") for row, top in zip(rows, tops, strict=True)
    ]
    chart_layout["shapes"] = [_line_across(top, theme) for top in tops]
    traces = []
    for side_name, symbol, lanes_below in (("members", "circle", 1), ("council", "square-open", 0)):
        above = (lanes_below * lane + lane - 4) / height
        marks = [(top - 1 + above, row, getattr(row, side_name)) for row, top in zip(rows, tops, strict=True)]
        color = INK[theme] if side_name == "council" else CHOSEN[theme]
        traces.append(_side_trace(marks, symbol, color))
        chart_layout["annotations"] += [_side_note(place, side, color) for place, _, side in marks]
        changes = [(place - 10 / height, side.change) for place, _, side in marks if side.change]
        if changes:
            traces.append(_changes_trace(changes, theme))
            chart_layout["annotations"] += [
                _arrow(place, change, color) for place, change in changes if change.is_clear
            ]
            chart_layout["shapes"] += [
                _thin_line(place, change, theme) for place, change in changes if not change.is_clear
            ]
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


def _changes_trace(changes: Sequence[tuple[float, Change]], theme: str) -> dict[str, Any]:
    """Return the upright ticks at the figures of the first round."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [change.first for _, change in changes],
        "y": [place for place, _ in changes],
        "marker": {"symbol": "line-ns-open", "size": 8, "color": OTHERS[theme], "line": {"width": 1.5}},
        "hoverinfo": "text",
        "hovertext": [in_lines(change.text) for _, change in changes],
    }


def _arrow(place: float, change: Change, color: str) -> dict[str, Any]:
    """Return the arrow of a clear change from the first round to this one."""
    ends = {"x": change.now, "ax": change.first, "y": place, "ay": place}
    axes = {"xref": "x", "axref": "x", "yref": "y", "ayref": "y"}
    look = {"showarrow": True, "arrowhead": 2, "arrowwidth": 2, "arrowcolor": color, "text": ""}
    return {**ends, **axes, **look}


def _thin_line(place: float, change: Change, theme: str) -> dict[str, Any]:
    """Return the line of a change that is not clear."""
    line = {"color": OTHERS[theme], "width": 1}
    return {"type": "line", "x0": change.first, "x1": change.now, "y0": place, "y1": place, "line": line}


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
