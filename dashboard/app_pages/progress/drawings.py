"""The charts of the Progress page: functions from values to Plotly figures, without Streamlit or the database."""

import textwrap
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.drawing import chart_style
from dashboard.drawing.chart_style import CHOSEN, GRID, GROUND, INK, OTHERS
from dashboard.text.words import share as share_words

LETTERS = 48
"""The letters of a label that fit above a bar on a phone."""
LINE, BAR, GAP = 21, 24, 14
"""The heights of a line of a label, of a bar, and of the gap between two bars, in pixels."""


def hatched(color: str, theme: str) -> dict[str, Any]:
    """Return the look of a mark for a value that is incomplete or unknown."""
    pattern = {"shape": "/", "fgcolor": color, "bgcolor": GROUND[theme], "size": 6, "fillmode": "replace"}
    return {"color": color, "line": {"color": color, "width": 1}, "pattern": pattern}


def filled(color: str) -> dict[str, Any]:
    """Return the look of a plain mark."""
    return {"color": color, "line": {"color": color, "width": 1}}


def bars(rows: Sequence[tuple[str, float, str, str]], theme: str) -> go.Figure:
    """Return bars from zero, one under another, each with its label above it.

    ``rows`` hold label, value, hover text and look: "plain", or "part" for a sum that is incomplete or calculated.
    """
    looks = {
        "plain": filled(OTHERS[theme]),
        "part": hatched(OTHERS[theme], theme),
    }
    wrapped = [textwrap.wrap(label, LETTERS) for label, *_ in rows]
    middles, top = [], 0  # in pixels from the top, as labels have one line or several
    for lines in wrapped:
        middles.append(top + LINE * len(lines) + BAR / 2 + 2)
        top += LINE * len(lines) + BAR + GAP
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "x": [value],
            "y": [middle],
            "marker": looks[look],
            "width": BAR,
            "hoverinfo": "text",
            "hovertext": [hover],
        }
        for middle, (_, value, hover, look) in zip(middles, rows, strict=True)
    ]
    layout = chart_style.layout(top + 16, theme)
    layout["annotations"] = [
        bar_label(lines, middle - BAR / 2 - 1) for middle, lines in zip(middles, wrapped, strict=True)
    ]
    layout["xaxis"] = {"visible": False, "rangemode": "tozero"}
    layout["yaxis"] = {"visible": False, "range": [top, 0]}
    return go.Figure(data=traces, layout=layout)


def bar_label(lines: Sequence[str], bottom: float) -> dict[str, Any]:
    """Return the label of a bar as an annotation that ends at a height."""
    return {
        "x": 0,
        "y": bottom,
        "text": "<br>".join(lines),
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "bottom",
        "align": "left",
    }


ACCOUNT_BAR, ACCOUNT_ROW, LEAST_INSIDE = 36, 66, 7
"""The height of the bar of an account and of its row in pixels, and the least share that has its label inside its part."""


def account(rows: Sequence[tuple[str, Sequence[tuple[str, float]]]], theme: str) -> go.Figure:
    """Return what became of the award of each place as one bar of 100%: the name of the place, and its parts with pounds.

    The last part is what is not accounted for, and hollow.
    """
    looks = [
        filled(CHOSEN[theme]),
        filled(OTHERS[theme]),
        {"color": GROUND[theme], "line": {"color": INK[theme], "width": 1}},
    ]
    inks = [GROUND[theme], GROUND[theme], INK[theme]]
    layout = chart_style.layout(ACCOUNT_ROW * len(rows) + 36, theme) | {
        "barmode": "stack",
        "showlegend": True,
        "legend": {
            "orientation": "h",
            "y": 1.0,
            "yanchor": "bottom",
            "x": 0,
            "traceorder": "normal",
            "itemclick": False,
        },
    }
    traces: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    for number, (place, parts) in enumerate(rows):
        middle, start = number * ACCOUNT_ROW + 46, 0.0
        if len(rows) > 1:
            labels.append(bar_label([place], middle - ACCOUNT_BAR / 2 - 1))
        total = sum(amount for _, amount in parts)
        for (name, amount), look, ink in zip(parts, looks, inks, strict=True):
            share = 100 * amount / total
            traces.append(
                {
                    "type": "bar",
                    "orientation": "h",
                    "name": name,
                    "legendgroup": name,
                    "showlegend": number == 0,
                    "x": [share],
                    "y": [middle],
                    "width": ACCOUNT_BAR,
                    "marker": look,
                    "hoverinfo": "text",
                    "hovertext": [f"{place}, {name.lower()}: £{amount:,.0f} ({share_words(share)})"],
                }
            )
            is_inside = share >= LEAST_INSIDE
            height = middle if is_inside else middle - ACCOUNT_BAR / 2 - 11
            if share:
                labels.append(
                    share_label(share_words(share), start + share / 2, height, ink if is_inside else INK[theme])
                )
            start += share
    layout["annotations"] = labels
    layout["xaxis"] = {"visible": False, "range": [0, 100.3]}
    layout["yaxis"] = {"visible": False, "range": [ACCOUNT_ROW * len(rows), 0]}
    return go.Figure(data=traces, layout=layout)


def share_label(text: str, middle: float, height: float, ink: str) -> dict[str, Any]:
    """Return the label of a part inside its bar."""
    return {"x": middle, "y": height, "text": text, "showarrow": False, "font": {"color": ink}}


def years(
    periods: Sequence[str], planned: Sequence[float | None], spent: Sequence[float | None], theme: str
) -> go.Figure:
    """Return what was planned (hatched) and spent (filled) in each financial year, in pounds or millions of pounds."""
    largest = max((value for value in [*planned, *spent] if value is not None), default=0)
    scale, unit = (1e6, "m") if largest >= 2e6 else (1, "")
    traces = [
        {
            "type": "bar",
            "name": name,
            "x": list(periods),
            "y": [None if value is None else value / scale for value in values],
            "marker": look,
            "hoverinfo": "text",
            "hovertext": [
                "" if value is None else f"{name} in {period}: £{value:,.0f}"
                for period, value in zip(periods, values, strict=True)
            ],
        }
        for name, values, look in (
            ("Planned", planned, hatched(OTHERS[theme], theme)),
            ("Spent", spent, filled(CHOSEN[theme])),
        )
    ]
    layout = chart_style.layout(260, theme) | {
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        "bargap": 0.25,
        "bargroupgap": 0.05,
    }
    layout["xaxis"] = {"type": "category", "nticks": 6, "tickangle": 0}
    layout["yaxis"] = {
        "showgrid": True,
        "gridcolor": GRID[theme],
        "nticks": 5,
        "tickprefix": "£",
        "ticksuffix": unit,
        "tickformat": ",",
        "rangemode": "tozero",
    }
    return go.Figure(data=traces, layout=layout)


def themes(rows: pd.DataFrame, own: dict[str, float], area_name: str, where: str, theme: str) -> go.Figure:
    """Return shares of spending by theme as bars (``theme, name, is_coded, theme_share``), with the area as diamonds.

    ``own`` holds the shares of the chosen area by theme; without one the bars themselves are in focus.
    """
    traces = theme_bars(rows, OTHERS[theme] if own else CHOSEN[theme], where, theme)
    if own:
        traces.append(theme_diamonds(rows[rows["theme"].isin(list(own))], own, area_name, CHOSEN[theme]))
    layout = chart_style.layout(28 * len(rows) + 50, theme)
    layout["xaxis"] = {"ticksuffix": "%", "nticks": 4, "rangemode": "tozero"}
    layout["yaxis"] = {
        "categoryorder": "array",
        "categoryarray": [wrapped_name(name) for name in rows["name"]][::-1],
        "ticksuffix": " ",
        "showgrid": True,
        "gridcolor": GRID[theme],
    }
    layout["bargap"] = 0.35
    return go.Figure(data=traces, layout=layout)


def theme_bars(rows: pd.DataFrame, color: str, where: str, theme: str) -> list[dict[str, Any]]:
    """Return the shares of spending by theme as bars, hatched where nobody coded the spending."""
    traces: list[dict[str, Any]] = []
    for is_coded, look in ((True, filled(color)), (False, hatched(color, theme))):
        part = rows[rows["is_coded"] == is_coded]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "x": part["theme_share"].tolist(),
                "y": [wrapped_name(name) for name in part["name"]],
                "marker": look,
                "hoverinfo": "text",
                "hovertext": [f"{row.name}: {row.theme_share:.0f}% of what was spent, {where}" for row in named(part)],
            }
        )
    return traces


def theme_diamonds(rows: pd.DataFrame, own: dict[str, float], area_name: str, color: str) -> dict[str, Any]:
    """Return the shares of spending of one area as diamonds; ``rows`` are the themes that it has."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [own[theme_name] for theme_name in rows["theme"]],
        "y": [wrapped_name(name) for name in rows["name"]],
        "marker": {"color": color, "size": 11, "symbol": "diamond"},
        "hoverinfo": "text",
        "hovertext": [f"{row.name}: {own[row.theme]:.0f}% of what was spent in {area_name}" for row in named(rows)],
    }


def wrapped_name(name: str) -> str:
    """Return the name of a theme, wrapped so that the bars have room on a phone."""
    return "<br>".join(textwrap.wrap(name, 22))


def named(rows: pd.DataFrame) -> list[Any]:
    """Return the rows of a frame, each with its columns as attributes."""
    return list(rows.itertuples(index=False, name="Row"))


def outcomes(rows: Sequence[tuple[str, float, float | None, float | None, str]], theme: str) -> go.Figure:
    """Return figures as dots with their ranges, one under another: label, value, lower, upper and hover text."""
    layout = chart_style.layout(36 * len(rows) + 60, theme)
    labels = [row[0] for row in rows]
    trace = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [row[1] for row in rows],
        "y": labels,
        "text": [f"{row[1]:.0f}%" for row in rows],
        "textposition": "top center",
        "marker": {"color": CHOSEN[theme], "size": 10},
        "error_x": {
            "type": "data",
            "array": [0 if row[3] is None else row[3] - row[1] for row in rows],
            "arrayminus": [0 if row[2] is None else row[1] - row[2] for row in rows],
            "color": CHOSEN[theme],
            "thickness": 2,
            "width": 5,
        },
        "hoverinfo": "text",
        "hovertext": [row[4] for row in rows],
    }
    layout["xaxis"] = {"range": [0, 104], "tickvals": [0, 50, 100], "ticktext": ["0%", "50%", "100%"]}
    layout["yaxis"] = {
        "categoryorder": "array",
        "categoryarray": labels[::-1],
        "showgrid": True,
        "gridcolor": GRID[theme],
        "range": [-0.6, len(rows) - 0.2],
    }
    return go.Figure(data=[trace], layout=layout)
