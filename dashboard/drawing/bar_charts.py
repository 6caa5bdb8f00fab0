"""Charts of bars: amounts by period, coverage by state, and the states of returns by period."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.drawing.chart_style import CHOSEN, GRID, GROUND, OTHERS, SECOND, layout

MOST_PERIODS_NAMED = 8

STATE_LOOKS = {
    "value": ("chosen", ""),
    "not reported": ("ground", ""),
    "hidden": ("ground", "/"),
    "complete": ("chosen", ""),
    "sent": ("chosen", "/"),
    "partial": ("second", ""),
    "nothing to report": ("others", ""),
    "not sent": ("ground", ""),
    "not due": ("ground", "."),
}
"""The colour and pattern of each state of a figure and of a return: filled where it was reported, hollow where not."""


def columns(
    periods: Sequence[str], parts: Sequence[tuple[str, Sequence[float]]], unit: str, theme: str, height: int = 300
) -> go.Figure:
    """Return columns by period, one colour for each part, side by side, with a legend above them."""
    chart = go.Figure(layout=layout(height, theme))
    for (name, values), color in zip(parts, (CHOSEN[theme], SECOND[theme]), strict=False):
        chart.add_bar(
            x=list(periods),
            y=list(values),
            name=name,
            marker={"color": color},
            hoverinfo="text",
            hovertext=[f"{name}, {period}: {value:,.1f} {unit}" for period, value in zip(periods, values, strict=True)],
        )
    chart.update_layout(
        showlegend=len(parts) > 1, legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}, bargap=0.35
    )
    chart.update_xaxes(type="category")
    chart.update_yaxes(showgrid=True, gridcolor=GRID[theme], nticks=5, rangemode="tozero")
    return chart


def coverage(
    names: Sequence[str], parts: Sequence[tuple[str, str, Sequence[int]]], total: int, theme: str
) -> go.Figure:
    """Return how many areas are in each state of coverage: a bar for each name, split by ``(state, words, areas)``."""
    chart = go.Figure(layout=layout(34 * len(names) + 80, theme))
    for state, name, counts in parts:
        chart.add_bar(
            y=list(names),
            x=list(counts),
            name=name,
            orientation="h",
            marker=state_look(state, theme),
            hoverinfo="text",
            hovertext=[
                f"{label}: {name.lower()} {count} of {total} areas" for label, count in zip(names, counts, strict=True)
            ],
        )
    chart.update_layout(
        barmode="stack",
        showlegend=True,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        bargap=0.3,
    )
    chart.update_xaxes(range=[0, total * 1.02], tickvals=[0, total / 3, 2 * total / 3, total])
    chart.update_yaxes(autorange="reversed")
    return chart


def state_look(state: str, theme: str) -> dict[str, Any]:
    """Return the colour and pattern of the bars of a state, the same in every chart."""
    colors = {"chosen": CHOSEN[theme], "second": SECOND[theme], "others": OTHERS[theme], "ground": GROUND[theme]}
    color, pattern = STATE_LOOKS[state]
    return {
        "color": colors[color],
        "line": {"color": OTHERS[theme], "width": 1},
        "pattern": {
            "shape": pattern,
            "fgcolor": GROUND[theme] if color != "ground" else OTHERS[theme],
            "size": 6,
            "fillmode": "overlay",
        },
    }


def return_states(
    periods: Sequence[str],
    starts: Sequence[str],
    counts: Sequence[tuple[str, str, Sequence[int]]],
    total: int,
    theme: str,
) -> go.Figure:
    """Return how many areas are in each state of one return: a column for each period, split by ``(state, words, areas)``.

    ``starts`` holds a short name of each period that fits under its column.
    """
    chart = go.Figure(layout=layout(340, theme))
    for state, label, areas in counts:
        chart.add_bar(
            x=list(periods),
            y=list(areas),
            name=label[0].upper() + label[1:],
            marker=state_look(state, theme),
            hoverinfo="text",
            hovertext=[
                f"{period}: {count} of {total} areas {label}" for period, count in zip(periods, areas, strict=True)
            ],
        )
    chart.update_layout(
        barmode="stack",
        showlegend=True,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        bargap=0.25 if len(periods) > MOST_PERIODS_NAMED else 0.6,
    )
    step = -(-len(periods) // MOST_PERIODS_NAMED)
    chart.update_xaxes(type="category", tickvals=list(range(0, len(periods), step)), ticktext=list(starts)[::step])
    chart.update_yaxes(showgrid=True, gridcolor=GRID[theme], range=[0, total * 1.02], nticks=4)
    return chart
