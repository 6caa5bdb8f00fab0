"""Charts of the Funding page: frames in, Plotly figures out. No Streamlit and no database here."""

import textwrap
from collections.abc import Sequence
from itertools import compress
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.drawing.chart_style import CHOSEN, GRID, GROUND, INK, OTHERS, SECOND, layout
from dashboard.drawing.dot_charts import heap_heights
from dashboard.text import words

OUTCOMES = {
    "won": ("Won or agreed", "chosen", ""),
    "lost": ("Lost", "others", ""),
    "pending": ("Pending", "ground", "/"),
    "withdrawn": ("Withdrawn", "ground", "."),
}
"""The label, colour and pattern of each outcome: decided ones are filled, others hollow."""
SMALLEST_NAMED = 0.07
"""The share of a bar below which a number does not fit into its part; the table has it."""
LETTERS_OF_A_ROUTE = 20
DARK = {"light": INK["light"], "dark": GROUND["dark"]}
"""Ink that is readable on the middle grey in both themes."""


def outcomes(rows: pd.DataFrame, names: Sequence[str], outcomes_shown: Sequence[str], theme: str) -> go.Figure:
    """Return the outcomes of help sought: a bar of 100% for each row, split by the outcomes shown, with their numbers.

    ``rows`` has a column of whole numbers for each outcome; ``names`` holds the name of each row, which gets its total.
    """
    totals = rows[list(outcomes_shown)].sum(axis="columns").tolist()
    labels = [f"{'<br>'.join(_two_lines(name))}: {int(total):,}" for name, total in zip(names, totals, strict=True)]
    traces = [_outcome_trace(rows[outcome], names, labels, totals, outcome, theme) for outcome in outcomes_shown]
    chart_layout = layout((44 if any("<br>" in label for label in labels) else 32) * len(labels) + 70, theme) | {
        "barmode": "stack",
        "bargap": 0.25,
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
    }
    chart_layout["xaxis"] = {"range": [0, 104], "tickvals": [0, 50, 100], "ticktext": ["0%", "50%", "100%"]}
    chart_layout["yaxis"] = {"autorange": "reversed", "ticklabelstandoff": 6}
    return go.Figure(data=traces, layout=chart_layout)


def _outcome_trace(
    counts: pd.Series, names: Sequence[str], labels: Sequence[str], totals: Sequence[float], outcome: str, theme: str
) -> dict[str, Any]:
    """Return the parts of all bars for one outcome; ``totals`` are the numbers of which each bar is 100%."""
    label, look, pattern = OUTCOMES[outcome]
    fill, ink = {"chosen": (CHOSEN, GROUND), "others": (OTHERS, DARK), "ground": (GROUND, INK)}[look]
    numbers = [int(number) for number in counts]
    shares = [number / total if total else 0 for number, total in zip(numbers, totals, strict=True)]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [100 * share for share in shares],
        "y": list(labels),
        "name": label,
        "text": [
            f"{number:,}" if share >= SMALLEST_NAMED else "" for number, share in zip(numbers, shares, strict=True)
        ],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": ink[theme], "size": 14},
        "marker": {
            "color": fill[theme],
            "line": {"color": OTHERS[theme] if look == "ground" else GROUND[theme], "width": 1},
            "pattern": {"shape": pattern, "fgcolor": OTHERS[theme], "size": 6, "fillmode": "overlay"},
        },
        "hoverinfo": "text",
        "hovertext": [
            f"{name}: {number:,} {label.lower()} ({words.share(100 * share)})"
            for name, number, share in zip(names, numbers, shares, strict=True)
        ],
    }


def _two_lines(name: str) -> list[str]:
    """Return the name of a row in two lines if it is long, so that bars have room on a phone."""
    if len(name) <= LETTERS_OF_A_ROUTE or " " not in name:
        return [name]
    at = name.rfind(" ", 0, LETTERS_OF_A_ROUTE)
    return [name[:at], name[at + 1 :]] if at > 0 else [name]


def spread(
    rows: pd.DataFrame, group: tuple[str, float, float | None, float | None] | None, chosen: str, theme: str
) -> go.Figure:
    """Return cash won for each £1 spent, a dot for each area (``area_id, area_name, value, label``), the chosen one named.

    ``group`` is all areas combined: their name, their figure, and the ends of its range, which is drawn as a band.
    """
    rows = rows.sort_values(["value", "area_id"])
    in_pence = bool((rows["value"] < 1).all())
    places = [100 * value if in_pence else value for value in rows["value"].tolist()]
    heights, tallest = heap_heights(places, 90)
    top = max(tallest / 2, 3) + 1
    is_chosen = [area_id == chosen for area_id in rows["area_id"]]
    is_other = [area_id != chosen for area_id in rows["area_id"]]
    labels = rows["label"].tolist()
    traces = [
        _dots(places, heights, labels, is_other, (OTHERS[theme], 7, "circle"), theme),
        _dots(places, heights, labels, is_chosen, (CHOSEN[theme], 14, "diamond"), theme),
    ]
    marks: dict[str, list[dict[str, Any]]] = {"shapes": [], "annotations": []}
    if group:
        marks = _group_marks(group, 100 if in_pence else 1, top, theme)
    chosen_areas = list(compress(zip(places, rows["area_name"], strict=True), is_chosen))
    marks["annotations"] += [_area_name(place, name, max(places), top, theme) for place, name in chosen_areas]
    marks["annotations"] += _zeros(places, top, any(place < 0.4 * max(places) for place, _ in chosen_areas))
    chart_layout = layout(260, theme) | marks
    unit = {"ticksuffix": "p"} if in_pence else {"tickprefix": "£"}
    span = max(places) or 1
    chart_layout["xaxis"] = unit | {
        "showline": True,
        "linecolor": GRID[theme],
        "nticks": 6,
        "range": [-0.04 * span, 1.06 * span],
    }
    chart_layout["yaxis"] = {"visible": False, "range": [-1.5 * top, 1.25 * top]}
    return go.Figure(data=traces, layout=chart_layout)


def _zeros(places: Sequence[float], top: float, is_lower: bool) -> list[dict[str, Any]]:
    """Return a note of how many areas have a true zero, under their dots; lower if a name is there already."""
    number = sum(place == 0 for place in places)
    text = f"None in {words.count_of(number, 'area')}"
    label = {"text": text, "showarrow": False, "yanchor": "top", "xanchor": "left", "yshift": -22 if is_lower else 0}
    return [{"x": 0, "y": -top, **label}] if number else []


def _dots(
    places: Sequence[float],
    heights: Sequence[float],
    labels: Sequence[str],
    is_shown: Sequence[bool],
    look: tuple[str, int, str],
    theme: str,
) -> dict[str, Any]:
    shown_indexes = [index for index, shown in enumerate(is_shown) if shown]
    color, size, symbol = look
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [places[index] for index in shown_indexes],
        "y": [heights[index] for index in shown_indexes],
        "hoverinfo": "text",
        "hovertext": [labels[index] for index in shown_indexes],
        "marker": {"color": color, "size": size, "symbol": symbol, "line": {"width": 0.5, "color": GROUND[theme]}},
    }


def _area_name(place: float, name: str, highest: float, top: float, theme: str) -> dict[str, Any]:
    """Return the name of the chosen area under its dot, on the side that has room."""
    side = "right" if highest and place > 0.6 * highest else "left" if place < 0.4 * highest else "center"
    return {
        "x": place,
        "y": -top,
        "text": f"<b>{name}</b>",
        "showarrow": False,
        "yanchor": "top",
        "xanchor": side,
        "font": {"color": CHOSEN[theme]},
    }


def _group_marks(
    group: tuple[str, float, float | None, float | None], scale: int, top: float, theme: str
) -> dict[str, list[dict[str, Any]]]:
    """Return the line of all areas combined, its range as a band, and its name on top."""
    name, value, lower, upper = group
    line = {"color": INK[theme], "width": 1.5, "dash": "dot"}
    at = {"y0": -top, "y1": top}
    shapes: list[dict[str, Any]] = [{"type": "line", "x0": scale * value, "x1": scale * value, "line": line, **at}]
    if lower is not None and upper is not None:
        band = {"fillcolor": SECOND[theme], "opacity": 0.25, "line": {"width": 0}, "layer": "below"}
        shapes.append({"type": "rect", "x0": scale * lower, "x1": scale * upper, **band, **at})
    label = {
        "x": scale * value,
        "y": top,
        "text": f"{name}: {words.per_pound(value)}",
        "showarrow": False,
        "yanchor": "bottom",
        "xanchor": "left",
    }
    return {"shapes": shapes, "annotations": [label]}


def years(
    periods: Sequence[str],
    values: Sequence[float | None],
    marks: Sequence[str],
    hover_texts: Sequence[str],
    theme: str,
) -> go.Figure:
    """Return pounds by year as columns; ``marks`` are the texts where there is no column: "0" or a code."""
    trace = {
        "type": "bar",
        "x": list(periods),
        "y": [value or 0 for value in values],
        "text": list(marks),
        "textposition": "outside",
        "cliponaxis": False,
        "textangle": 0,
        "textfont": {"size": 14, "color": INK[theme]},
        "marker": {"color": CHOSEN[theme]},
        "hoverinfo": "text",
        "hovertext": list(hover_texts),
    }
    chart_layout = layout(240, theme) | {"bargap": 0.35}
    chart_layout["xaxis"] = {"type": "category", "nticks": 8, "tickangle": 0}
    chart_layout["yaxis"] = {
        "showgrid": True,
        "gridcolor": GRID[theme],
        "nticks": 5,
        "rangemode": "tozero",
        "tickprefix": "£",
        "tickformat": "~s",
    }
    return go.Figure(data=[trace], layout=chart_layout)


def funders(names: Sequence[str], pounds: Sequence[float], labels: Sequence[str], theme: str) -> go.Figure:
    """Return the cash of each funder as a bar, with its ``label`` at the end."""
    shown = ["<br>".join(textwrap.wrap(name, 24)) for name in names]
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": list(pounds),
        "y": shown,
        "text": list(labels),
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": CHOSEN[theme]},
        "hoverinfo": "text",
        "hovertext": [f"{name}: {label} in cash" for name, label in zip(names, labels, strict=True)],
    }
    chart_layout = layout(sum(24 + 18 * name.count("<br>") for name in shown) + 24, theme) | {"bargap": 0.3}
    chart_layout["xaxis"] = {"visible": False, "range": [0, 1.2 * max(pounds)]}
    chart_layout["yaxis"] = {"autorange": "reversed", "ticklabelstandoff": 6}
    return go.Figure(data=[trace], layout=chart_layout)


def grants(rows: pd.DataFrame, names: Sequence[str], theme: str) -> go.Figure:
    """Return grants recorded around areas by year, of other funders and the Lottery (``other_grants, lottery_grants``)."""
    traces = [
        {
            "type": "bar",
            "x": list(names),
            "y": rows[column].tolist(),
            "name": label,
            "marker": {
                "color": colors[theme],
                "line": {"color": OTHERS[theme], "width": 1},
                "pattern": {"shape": pattern, "fgcolor": OTHERS[theme], "size": 6, "fillmode": "overlay"},
            },
            "hoverinfo": "text",
            "hovertext": [
                f"{year}: about {words.plain_number(number, 1)} grants of {whose} were recorded here"
                for year, number in zip(names, rows[column], strict=True)
            ],
        }
        for column, label, whose, colors, pattern in (
            ("other_grants", "Other funders", "other funders", CHOSEN, ""),
            ("lottery_grants", "The Lottery, the programme’s parent", "the Lottery", GROUND, "/"),
        )
    ]
    chart_layout = layout(260, theme) | {
        "bargap": 0.35,
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
    }
    chart_layout["xaxis"] = {"type": "category", "tickangle": 0}
    chart_layout["yaxis"] = {"showgrid": True, "gridcolor": GRID[theme], "nticks": 5, "rangemode": "tozero"}
    return go.Figure(data=traces, layout=chart_layout)
