"""Charts of the Councils page: rows go in, a figure comes out. No Streamlit and no database here."""

import html
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.drawing.charts import CHOSEN, GRID, GROUND, INK, OTHERS, layout

Panel = tuple[str, Sequence[tuple[str, Sequence[int], bool]]]
"""What stands above a panel, and its bars from below: what they count, how many in each year, whether striped."""
HEADING = 0.42
"""The part of a panel's height that its heading takes."""
PERCENT = [0, 25, 50, 75, 100]
IN_PERCENT = [f"{number}%" for number in PERCENT]
MOST_NUMBERED = 9
"""So many columns have their numbers over them on a phone; more are read from the axis."""
MOST_YEARS_NAMED = 6
MOST_SINGLE_STEPS = 5
"""Under so many, an axis of counts goes up by ones, as there are no halves."""


@dataclass(frozen=True)
class Side:
    """One side of a row: its figure and the ends of its range where they are known, else what is to be said instead."""

    value: float | None
    said: str
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Sides:
    """One row of :func:`sides`: what was asked, and what members and council people say of it; a heading has no sides."""

    name: str
    members: Side | None = None
    council: Side | None = None
    label: str = ""


def years(periods: Sequence[str], panels: Sequence[Panel], theme: str) -> go.Figure:
    """Return small columns by year, a panel a kind, all on one scale; each panel's heading names it."""
    most = max((sum(counts) for _, bars in panels for counts in zip(*(bar[1] for bar in bars), strict=True)), default=1)
    drawn = layout(68 * len(panels) + 40, theme) | {"barmode": "stack", "bargap": 0.25}
    drawn["annotations"] = [
        _words(heading, y=1 - order / len(panels) - 0.01, yref="paper", yanchor="top")
        for order, (heading, _) in enumerate(panels)
    ]
    for order in range(len(panels)):
        bottom = 1 - (order + 1) / len(panels)
        drawn[f"yaxis{order + 1}"] = {
            "domain": [bottom, bottom + (1 - HEADING) / len(panels)],
            "range": [0, most],
            "tickvals": [0, most],
            "showgrid": True,
            "gridcolor": GRID[theme],
            "anchor": "x",
        }
    drawn["xaxis"] = _years_axis(periods) | {"anchor": f"y{len(panels)}"}
    traces = [
        {
            "type": "bar",
            "x": list(periods),
            "y": list(counts),
            "yaxis": f"y{order}",
            "marker": _filled(theme, is_striped),
            "hoverinfo": "text",
            "hovertext": [f"{year}: {name} {count}" for year, count in zip(periods, counts, strict=True)],
        }
        for order, (_, bars) in enumerate(panels, 1)
        for name, counts, is_striped in bars
    ]
    return go.Figure(data=traces, layout=drawn)


def _years_axis(periods: Sequence[str]) -> dict[str, Any]:
    """Return the axis of years: the last one and so many before it, at equal steps, have their names."""
    step = -(-len(periods) // MOST_YEARS_NAMED)
    shown = list(periods)[::-1][::step][::-1]
    return {"type": "category", "tickvals": shown, "ticktext": shown, "tickangle": 0}


def _filled(theme: str, is_striped: bool) -> dict[str, Any]:
    filled: dict[str, Any] = {"color": CHOSEN[theme], "line": {"color": CHOSEN[theme], "width": 1}}
    if is_striped:
        look = {"shape": "/", "fgcolor": CHOSEN[theme], "bgcolor": GROUND[theme], "size": 5, "fillmode": "replace"}
        filled["pattern"] = look
    return filled


def _words(text: str, **place: Any) -> dict[str, Any]:
    """Return words at the left edge of a chart."""
    return {"x": 0, "xref": "paper", "xanchor": "left", "text": text, "showarrow": False, "align": "left", **place}


def _rule(height: float, theme: str) -> dict[str, Any]:
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
    """Return single events in order of time, a lane a kind: ``near_day, kind, lane, kind_words, is_own, label``.

    Events of the chosen area are dark diamonds, all others grey dots; ``lane`` gives the order of the kinds.
    """
    kinds = rows.drop_duplicates("kind").sort_values("lane")
    place = {kind: len(kinds) - order for order, kind in enumerate(kinds["kind"])}
    traces = []
    for is_own, color, symbol, size in ((False, OTHERS[theme], "circle", 9), (True, CHOSEN[theme], "diamond", 13)):
        part = rows[rows["is_own"] == is_own]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": part["near_day"].dt.strftime("%Y-%m-%d").tolist(),
                "y": [place[kind] - 0.14 for kind in part["kind"]],
                "marker": {
                    "color": color,
                    "size": size,
                    "symbol": symbol,
                    "line": {"color": GROUND[theme], "width": 1},
                },
                "hoverinfo": "text",
                "hovertext": [in_lines(label) for label in part["label"]],
            }
        )
    drawn = layout(46 * len(kinds) + 50, theme)
    drawn["annotations"] = [
        _words(html.escape(words), y=place[kind] + 0.3)
        for kind, words in zip(kinds["kind"], kinds["kind_words"], strict=True)
    ]
    drawn["shapes"] = [_rule(height - 0.14, theme) for height in place.values()]
    first, last = rows["near_day"].min(), rows["near_day"].max()
    edge = pd.Timedelta(days=120)
    drawn["xaxis"] = {
        "type": "date",
        "range": [(first - edge).strftime("%Y-%m-%d"), (last + edge).strftime("%Y-%m-%d")],
        "dtick": f"M{12 * max(1, -(-(last.year - first.year) // 5))}",
        "tick0": "2010-01-01",
        "tickformat": "%Y",
        "tickangle": 0,
    }
    drawn["yaxis"] = {"visible": False, "range": [0.55, len(kinds) + 0.62]}
    return go.Figure(data=traces, layout=drawn)


def in_lines(text: str, width: int = 46) -> str:
    """Return a text from data as lines of about so many letters, none of which Plotly takes for a link or a tag."""
    return "<br>".join(html.escape(line, quote=False) for line in textwrap.wrap(text, width))


def bars(rows: Sequence[tuple[str, int, str, bool]], theme: str) -> go.Figure:
    """Return horizontal bars with their numbers: ``(name, number, what it says when pointed at, is unknown)``.

    What is not known is striped, and every name stands above its bar, so that long ones fit a phone.
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
    drawn = layout(44 * len(rows) + 20, theme)
    drawn["annotations"] = [
        _words(html.escape(name), y=place + 0.24) for place, (name, *_) in zip(places, rows, strict=True)
    ]
    most = max((number for _, number, _, _ in rows), default=1)
    drawn["xaxis"] = {"visible": False, "range": [0, max(most, 1) * 1.12]}
    drawn["yaxis"] = {"visible": False, "range": [0.5, len(rows) + 0.5]}
    return go.Figure(data=[trace], layout=drawn)


def sides(rows: Sequence[Sides], theme: str) -> go.Figure:
    """Return what two sides say, a row a question: members a filled dot, council people a hollow square under it.

    Thin lines are ranges; where a side has no figure, what is to be said instead stands in its place.
    """
    lines = max(in_lines(row.name).count("<br>") for row in rows) + 1
    height = 40 + 18 * lines
    drawn = layout(height * len(rows) + 30, theme)
    drawn["annotations"] = [
        _words(
            f"<b>{in_lines(row.name)}</b>" if row.members is None else in_lines(row.name),
            y=len(rows) - order + 0.5,
            yanchor="top",
        )
        for order, row in enumerate(rows)
    ]
    drawn["shapes"] = [_rule(len(rows) - order + 0.5, theme) for order in range(len(rows))]
    traces = []
    for name, symbol, above in (("members", "circle", 27 / height), ("council", "square-open", 11 / height)):
        places = [(len(rows) - order - 0.5 + above, row, getattr(row, name)) for order, row in enumerate(rows)]
        told = [one for one in places if one[2] is not None]
        color = INK[theme] if name == "council" else CHOSEN[theme]
        traces.append(_side_trace(told, symbol, color))
        drawn["annotations"] += [_side_words(place, side, color) for place, _, side in told]
    drawn["xaxis"] = {
        "range": [-2, 108],
        "tickvals": PERCENT,
        "ticktext": IN_PERCENT,
        "showgrid": True,
        "gridcolor": GRID[theme],
        "griddash": "dot",
    }
    drawn["yaxis"] = {"visible": False, "range": [0.5, len(rows) + 0.52]}
    return go.Figure(data=traces, layout=drawn)


def _side_trace(told: Sequence[tuple[float, Sides, Side]], symbol: str, color: str) -> dict[str, Any]:
    known = [(place, row, side, side.value) for place, row, side in told if side.value is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [value for *_, value in known],
        "y": [place for place, *_ in known],
        "marker": {"symbol": symbol, "size": 12, "color": color, "line": {"color": color, "width": 2}},
        "hoverinfo": "text",
        "hovertext": [in_lines(row.label) for _, row, _, _ in known],
        "error_x": {
            "array": [(value if side.upper is None else side.upper) - value for _, _, side, value in known],
            "arrayminus": [value - (value if side.lower is None else side.lower) for _, _, side, value in known],
            "color": color,
            "thickness": 1.5,
            "width": 0,
        },
    }


def _side_words(place: float, side: Side, color: str) -> dict[str, Any]:
    """Return what stands beside the mark of a side: its figure; without one, why, at the left edge."""
    if side.value is None:
        return _words(html.escape(side.said), y=place, xshift=4, font={"color": color})
    right = side.value if side.upper is None else side.upper
    return _words(html.escape(side.said), y=place, x=right, xref="x", xshift=9, font={"color": color})


def counted(rows: Sequence[tuple[str, float | None, str, str]], theme: str, height: int = 230) -> go.Figure:
    """Return columns by year, ``(year, number, code, what it says when pointed at)``; a zero is 0, no figure its code."""
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
    most = max((number or 0 for _, number, _, _ in rows), default=0)
    drawn = layout(height, theme) | {"bargap": 0.3, "xaxis": _years_axis([period for period, *_ in rows])}
    drawn["yaxis"] = {
        "visible": not is_few,
        "range": [0, max(most, 1) * 1.18],
        **({"dtick": 1} if most < MOST_SINGLE_STEPS else {"nticks": 4}),
        "showgrid": True,
        "gridcolor": GRID[theme],
        "tickformat": ",d",
    }
    return go.Figure(data=[trace], layout=drawn)


def shares(rows: pd.DataFrame, labels: Sequence[str], theme: str, height: int = 260) -> go.Figure:
    """Return a share by year as dots with their 95% ranges: ``period, value, lower, upper``, all of them known."""
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
    drawn = layout(height, theme) | {"xaxis": _years_axis(rows["period"].tolist())}
    drawn["yaxis"] = {
        "range": [0, 104],
        "tickvals": PERCENT,
        "ticktext": IN_PERCENT,
        "showgrid": True,
        "gridcolor": GRID[theme],
    }
    return go.Figure(data=[trace], layout=drawn)
