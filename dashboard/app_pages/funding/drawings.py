"""Charts of the Funding page: a frame goes in, a figure comes out. No Streamlit and no database here."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.drawing.charts import CHOSEN, GRID, GROUND, INK, OTHERS, SECOND, heaped, layout
from dashboard.text import words

OUTCOMES = {
    "won": ("Won or agreed", "chosen", ""),
    "lost": ("Lost", "others", ""),
    "pending": ("Pending", "ground", "/"),
    "withdrawn": ("Withdrawn", "ground", "."),
}
"""What each outcome is called, its colour and its pattern: what was decided is filled, what was not is hollow."""
SMALLEST_NAMED = 0.07
"""The part of the longest bar below which a number would not fit into its piece; the table has it."""
LETTERS_OF_A_ROUTE = 15
DARK = {"light": INK["light"], "dark": GROUND["dark"]}
"""Ink that can be read on the middle grey in both themes."""


def outcomes(rows: pd.DataFrame, names: Sequence[str], shown: Sequence[str], theme: str) -> go.Figure:
    """Return what became of what was sought: a bar for each row, split by the outcomes ``shown``.

    ``rows`` has a column of whole numbers for each outcome; ``names`` say each row.
    """
    looks = {"chosen": (CHOSEN, GROUND), "others": (OTHERS, DARK), "ground": (GROUND, INK)}
    longest = max(rows[list(shown)].sum(axis="columns"))
    labels = ["<br>".join(_two_lines(name)) for name in names]
    traces = []
    for outcome in shown:
        said, look, pattern = OUTCOMES[outcome]
        fill, ink = looks[look]
        numbers = [int(number) for number in rows[outcome]]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "x": numbers,
                "y": labels,
                "name": said,
                "text": [str(number) if number >= SMALLEST_NAMED * longest else "" for number in numbers],
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
                    f"{name}: {number:,} {said.lower()}" for name, number in zip(names, numbers, strict=True)
                ],
            }
        )
    drawn = layout(40 * len(labels) + 90, theme) | {
        "barmode": "stack",
        "bargap": 0.3,
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
    }
    drawn["xaxis"] = {
        "nticks": 6,
        "tickformat": ",d",
        "showgrid": True,
        "gridcolor": GRID[theme],
        "rangemode": "tozero",
    }
    drawn["yaxis"] = {"autorange": "reversed", "ticklabelstandoff": 6}
    return go.Figure(data=traces, layout=drawn)


def _two_lines(name: str) -> list[str]:
    """Return a long name of a row in two lines, so that bars have room on a phone."""
    if len(name) <= LETTERS_OF_A_ROUTE or " " not in name:
        return [name]
    at = name.rfind(" ", 0, LETTERS_OF_A_ROUTE)
    return [name[:at], name[at + 1 :]] if at > 0 else [name]


def spread(
    rows: pd.DataFrame, together: tuple[str, float, float | None, float | None] | None, chosen: str, theme: str
) -> go.Figure:
    """Return cash won for each £1 spent, a dot an area (``area_id, area_name, value, label``), the chosen one named.

    ``together`` is what areas make together: what it is called, its figure and the ends of its range, drawn as a band.
    """
    rows = rows.sort_values(["value", "area_id"])
    in_pence = bool((rows["value"] < 1).all())
    places = [100 * value if in_pence else value for value in rows["value"].tolist()]
    heights, tallest = heaped(places, 90)
    top = max(tallest / 2, 3) + 1
    is_chosen = [area_id == chosen for area_id in rows["area_id"]]
    traces = [
        _dots(
            places, heights, rows["label"].tolist(), [not one for one in is_chosen], (OTHERS[theme], 7, "circle"), theme
        ),
        _dots(places, heights, rows["label"].tolist(), is_chosen, (CHOSEN[theme], 14, "diamond"), theme),
    ]
    marks: dict[str, list[dict[str, Any]]] = {"shapes": [], "annotations": []}
    if together:
        marks = _together(together, 100 if in_pence else 1, top, theme)
    named = [(place, name) for place, name, one in zip(places, rows["area_name"], is_chosen, strict=True) if one]
    marks["annotations"] += [_named(place, name, max(places), top, theme) for place, name in named]
    marks["annotations"] += _zeros(places, top, any(place < 0.4 * max(places) for place, _ in named))
    drawn = layout(320, theme) | marks
    unit = {"ticksuffix": "p"} if in_pence else {"tickprefix": "£"}
    span = max(places) or 1
    drawn["xaxis"] = unit | {
        "showline": True,
        "linecolor": GRID[theme],
        "nticks": 6,
        "range": [-0.04 * span, 1.06 * span],
    }
    drawn["yaxis"] = {"visible": False, "range": [-1.5 * top, 1.25 * top]}
    return go.Figure(data=traces, layout=drawn)


def _zeros(places: Sequence[float], top: float, lower: bool) -> list[dict[str, Any]]:
    """Return how many areas have a true nought, under their dots, ``lower`` where a name stands there already."""
    number = sum(place == 0 for place in places)
    said = f"None in {words.count_of(number, 'area')}"
    label = {"text": said, "showarrow": False, "yanchor": "top", "xanchor": "left", "yshift": -22 if lower else 0}
    return [{"x": 0, "y": -top, **label}] if number else []


def _dots(
    places: Sequence[float],
    heights: Sequence[float],
    labels: Sequence[str],
    wanted: Sequence[bool],
    look: tuple[str, int, str],
    theme: str,
) -> dict[str, Any]:
    kept = [number for number, one in enumerate(wanted) if one]
    color, size, symbol = look
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [places[number] for number in kept],
        "y": [heights[number] for number in kept],
        "hoverinfo": "text",
        "hovertext": [labels[number] for number in kept],
        "marker": {"color": color, "size": size, "symbol": symbol, "line": {"width": 0.5, "color": GROUND[theme]}},
    }


def _named(place: float, name: str, highest: float, top: float, theme: str) -> dict[str, Any]:
    """Return the name of the chosen area under its dot, to the side on which there is room."""
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


def _together(
    told: tuple[str, float, float | None, float | None], scale: int, top: float, theme: str
) -> dict[str, list[dict[str, Any]]]:
    """Return the line of what areas make together, its range as a band, and its name on top."""
    name, value, lower, upper = told
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
    said: Sequence[str],
    theme: str,
) -> go.Figure:
    """Return pounds by year as columns; ``marks`` stand where there is no column: "0", or the code that says why.

    ``said`` is what each column says when it is pointed at.
    """
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
        "hovertext": list(said),
    }
    drawn = layout(320, theme) | {"bargap": 0.35}
    short = [period if len(periods) < 5 else f"’{period[2:4]}" for period in periods]
    drawn["xaxis"] = {"type": "category", "tickvals": list(range(len(periods))), "ticktext": short, "tickangle": 0}
    drawn["yaxis"] = {
        "showgrid": True,
        "gridcolor": GRID[theme],
        "nticks": 5,
        "rangemode": "tozero",
        "tickprefix": "£",
        "tickformat": "~s",
    }
    return go.Figure(data=[trace], layout=drawn)


def grants(rows: pd.DataFrame, names: Sequence[str], theme: str) -> go.Figure:
    """Return grants recorded around areas by year, other funders beside the Lottery (``other_grants, lottery_grants``)."""
    traces = [
        {
            "type": "bar",
            "x": list(names),
            "y": rows[column].tolist(),
            "name": said,
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
        for column, said, whose, colors, pattern in (
            ("other_grants", "Other funders", "other funders", CHOSEN, ""),
            ("lottery_grants", "The Lottery, the programme’s parent", "the Lottery", GROUND, "/"),
        )
    ]
    drawn = layout(340, theme) | {
        "bargap": 0.35,
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
    }
    drawn["xaxis"] = {"type": "category", "tickangle": 0}
    drawn["yaxis"] = {"showgrid": True, "gridcolor": GRID[theme], "nticks": 5, "rangemode": "tozero"}
    return go.Figure(data=traces, layout=drawn)
