"""Charts of the Progress page: values go in, a figure comes out. No Streamlit and no database here."""

import textwrap
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.drawing import charts
from dashboard.drawing.charts import CHOSEN, GRID, GROUND, INK, OTHERS, SECOND
from dashboard.text.words import Measure, figure

LETTERS = 42
"""How many letters of a label fit above a bar on a phone."""
LINE, BAR, GAP = 21, 24, 14
"""The height of a line of a label, of a bar, and of what lies between two, in pixels."""


def hatched(color: str, theme: str) -> dict[str, Any]:
    """Return the look of a mark that stands for something that is not whole or not known."""
    pattern = {"shape": "/", "fgcolor": color, "bgcolor": GROUND[theme], "size": 6, "fillmode": "replace"}
    return {"color": color, "line": {"color": color, "width": 1}, "pattern": pattern}


def filled(color: str) -> dict[str, Any]:
    """Return the look of a plain mark."""
    return {"color": color, "line": {"color": color, "width": 1}}


def bars(rows: Sequence[tuple[str, float, str, str]], theme: str) -> go.Figure:
    """Return bars from nought, one under another, each with its label above it.

    ``rows`` hold label, value, hover text and look: "focus", "plain", or "part" for what only a part of the areas tells.
    """
    looks = {
        "focus": filled(CHOSEN[theme]),
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
            "hovertext": [said],
        }
        for middle, (_, value, said, look) in zip(middles, rows, strict=True)
    ]
    drawn = charts.layout(top + 16, theme)
    drawn["annotations"] = [
        {
            "x": 0,
            "y": middle - BAR / 2 - 1,
            "text": "<br>".join(lines),
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "bottom",
            "align": "left",
        }
        for middle, lines in zip(middles, wrapped, strict=True)
    ]
    drawn["xaxis"] = {"visible": False, "rangemode": "tozero"}
    drawn["yaxis"] = {"visible": False, "range": [top, 0]}
    return go.Figure(data=traces, layout=drawn)


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
    drawn = charts.layout(320, theme) | {
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        "bargap": 0.25,
        "bargroupgap": 0.05,
    }
    drawn["xaxis"] = {"type": "category", "nticks": 6, "tickangle": 0}
    drawn["yaxis"] = {
        "showgrid": True,
        "gridcolor": GRID[theme],
        "nticks": 5,
        "tickprefix": "£",
        "ticksuffix": unit,
        "tickformat": ",",
        "rangemode": "tozero",
    }
    return go.Figure(data=traces, layout=drawn)


def themes(rows: pd.DataFrame, own: dict[str, float], area_name: str, where: str, theme: str) -> go.Figure:
    """Return shares of spending by theme as bars (``theme, name, is_coded, theme_share``), with the area as diamonds.

    ``own`` holds the shares of the chosen area by theme; without one the bars themselves are in focus.
    """
    color = OTHERS[theme] if own else CHOSEN[theme]
    traces: list[dict[str, Any]] = []
    for is_coded, look in ((True, filled(color)), (False, hatched(color, theme))):
        part = rows[rows["is_coded"] == is_coded]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "x": part["theme_share"].tolist(),
                "y": [themed(name) for name in part["name"]],
                "marker": look,
                "hoverinfo": "text",
                "hovertext": [f"{row.name}: {row.theme_share:.0f}% of what was spent, {where}" for row in named(part)],
            }
        )
    if own:
        part = rows[rows["theme"].isin(list(own))]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [own[theme_name] for theme_name in part["theme"]],
                "y": [themed(name) for name in part["name"]],
                "marker": {"color": CHOSEN[theme], "size": 11, "symbol": "diamond"},
                "hoverinfo": "text",
                "hovertext": [
                    f"{row.name}: {own[row.theme]:.0f}% of what was spent in {area_name}" for row in named(part)
                ],
            }
        )
    drawn = charts.layout(28 * len(rows) + 50, theme)
    drawn["xaxis"] = {"ticksuffix": "%", "nticks": 4, "rangemode": "tozero"}
    drawn["yaxis"] = {
        "categoryorder": "array",
        "categoryarray": [themed(name) for name in rows["name"]][::-1],
        "ticksuffix": " ",
        "showgrid": True,
        "gridcolor": GRID[theme],
    }
    drawn["bargap"] = 0.35
    return go.Figure(data=traces, layout=drawn)


def themed(name: str) -> str:
    """Return the name of a theme in lines that leave room for the bars on a phone."""
    return "<br>".join(textwrap.wrap(name, 22))


def named(rows: pd.DataFrame) -> list[Any]:
    """Return the rows of a frame, each with its columns as attributes."""
    return list(rows.itertuples(index=False, name="Row"))


def outcomes(rows: Sequence[tuple[str, float, float | None, float | None, str]], theme: str) -> go.Figure:
    """Return figures as dots with their ranges, one under another: label, value, lower, upper and hover text."""
    drawn = charts.layout(36 * len(rows) + 60, theme)
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
    drawn["xaxis"] = {"range": [0, 104], "tickvals": [0, 50, 100], "ticktext": ["0%", "50%", "100%"]}
    drawn["yaxis"] = {
        "categoryorder": "array",
        "categoryarray": labels[::-1],
        "showgrid": True,
        "gridcolor": GRID[theme],
        "range": [-0.6, len(rows) - 0.2],
    }
    return go.Figure(data=[trace], layout=drawn)


def spread(
    periods: Sequence[str], counts: Sequence[tuple[str, str, Sequence[int]]], measure: str, theme: str
) -> go.Figure:
    """Return how many areas lie where in the funnel: a bar a period, split by ``(name, words, areas)``, newest on top."""
    looks = {
        "far_above": filled(CHOSEN[theme]),
        "above": hatched(CHOSEN[theme], theme),
        "as_expected": filled(OTHERS[theme]),
        "below": hatched(SECOND[theme], theme),
        "far_below": filled(SECOND[theme]),
        "too_few": {"color": GROUND[theme], "line": {"color": OTHERS[theme], "width": 1}},
    }
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": said,
            "y": list(periods),
            "x": list(areas),
            "marker": looks[name],
            "hoverinfo": "text",
            "hovertext": [
                f"{measure}, {period}: {count} {'area' if count == 1 else 'areas'}, {said.lower()}"
                for period, count in zip(periods, areas, strict=True)
            ],
        }
        for name, said, areas in counts
        if any(areas)
    ]
    drawn = charts.layout(26 * len(periods) + 130, theme) | {
        "barmode": "stack",
        "bargap": 0.3,
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
    }
    drawn["xaxis"] = {"nticks": 5, "rangemode": "tozero", "title": titled("Areas")}
    drawn["yaxis"] = {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(periods)[::-1],
        "ticksuffix": " ",
    }
    return go.Figure(data=traces, layout=drawn)


def plan_years(rows: pd.DataFrame, measure: Measure, theme: str) -> go.Figure:
    """Return a measure by year of the plan (``plan_year, value, lower, upper, areas_counted, is_few, said``).

    Under each year stands how many areas have a figure; years of fewer than 30 areas are hollow and grey.
    """
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": rows["plan_year"].tolist(),
            "y": rows["value"].tolist(),
            "line": {"color": OTHERS[theme], "width": 1, "dash": "dot"},
            "hoverinfo": "skip",
        }
    ]
    for is_few, marker in (
        (False, {"color": CHOSEN[theme], "size": 9}),
        (True, {"color": GROUND[theme], "size": 9, "line": {"color": OTHERS[theme], "width": 2}}),
    ):
        part = rows[rows["is_few"] == is_few]
        if part.empty:
            continue
        traces.append(
            {
                "type": "scatter",
                "mode": "markers" if is_few else "lines+markers",
                "x": part["plan_year"].tolist(),
                "y": part["value"].tolist(),
                "line": {"color": CHOSEN[theme], "width": 3},
                "marker": marker,
                "error_y": error_bars(part, OTHERS[theme] if is_few else CHOSEN[theme]),
                "hoverinfo": "text",
                "hovertext": part["said"].tolist(),
            }
        )
    drawn = charts.layout(340, theme)
    step = 1 if len(rows) <= 6 else 2
    marked = rows.iloc[::step]
    drawn["xaxis"] = {
        "tickvals": marked["plan_year"].tolist(),
        "ticktext": [f"{row.plan_year}<br>({row.areas_counted})" for row in named(marked)],
        "title": titled("Year of the plan (areas with a figure)"),
        "tickangle": 0,
    }
    highest = max(rows["value"].max(), rows["upper"].max() if rows["upper"].notna().any() else 0.0)
    drawn["yaxis"] = charts.axis_of(0.0, highest, measure) | {
        "showgrid": True,
        "gridcolor": GRID[theme],
        "rangemode": "tozero",
    }
    drawn["font"] = {**drawn["font"], "color": INK[theme]}
    return go.Figure(data=traces, layout=drawn)


def titled(text: str) -> dict[str, Any]:
    """Return the title of an axis, in the size of its ticks."""
    return {"text": text, "font": {"size": 14}}


def error_bars(rows: pd.DataFrame, color: str) -> dict[str, Any]:
    """Return the ranges of points as bars, where they are known."""
    if rows["lower"].isna().all():
        return {"visible": False}
    return {
        "type": "data",
        "array": (rows["upper"] - rows["value"]).fillna(0).tolist(),
        "arrayminus": (rows["value"] - rows["lower"]).fillna(0).tolist(),
        "color": color,
        "thickness": 1.5,
        "width": 5,
    }


def said_of_year(row: Any, value: str, measure: Measure) -> str:
    """Return what a point of a year of the plan says when it is pointed at."""
    told = f"{measure.name}, year {row.plan_year} of the plan: {value}, from {row.areas_counted} areas"
    if pd.notna(row.lower):
        told += f", between {figure(row.lower, measure)} and {figure(row.upper, measure)}"
    return told + ("; too few areas to speak of the programme" if row.is_few else "")
