"""Charts of bars: amounts by period, and the states of returns by period."""

from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from dashboard.drawing.chart_style import CHOSEN, GRID, GROUND, INK, OTHERS, SECOND, axis_of, layout, wrapped
from dashboard.text.words import STATES, Measure, figure

MOST_PERIODS_NAMED = 8

STATE_LOOKS = {
    "complete": ("chosen", ""),
    "received": ("chosen", "/"),
    "partial": ("second", ""),
    "overdue": ("others", ""),
    "not yet due": ("ground", ""),
    "nothing due": ("ground", "."),
}
"""The colour and pattern of each state of a return."""


def columns(
    periods: Sequence[str], values: Sequence[float | None], measure: Measure, theme: str, height: int = 300
) -> go.Figure:
    """Return the totals of one place as columns by period; a true 0 is written out, a period without a figure is empty."""
    labels = ["" if value is None else figure(value, measure) for value in values]
    chart = go.Figure(layout=layout(height, theme))
    chart.add_bar(
        x=list(periods),
        y=list(values),
        marker={"color": CHOSEN[theme]},
        text=["0" if value == 0 else "" for value in values],
        textposition="outside",
        cliponaxis=False,
        hoverinfo="text",
        hovertext=[f"{period}: {label}" for period, label in zip(periods, labels, strict=True)],
    )
    chart.update_layout(showlegend=False, bargap=0.35)
    chart.update_xaxes(type="category", nticks=5, tickangle=0)
    top = max((value for value in values if value is not None), default=0.0)
    chart.update_yaxes(**whole_ticks(axis_of(0.0, top, measure), measure), showgrid=True, gridcolor=GRID[theme])
    return chart


def whole_ticks(axis: dict[str, Any], measure: Measure) -> dict[str, Any]:
    """Return the ticks of an axis without halves where only whole numbers occur."""
    ticks = zip(axis["tickvals"], axis["ticktext"], strict=True)
    shown = [(value, text) for value, text in ticks if measure.decimals or value == int(value)]
    return {"tickvals": [value for value, _ in shown], "ticktext": [text for _, text in shown]}


def places(
    labels: Sequence[str],
    values: Sequence[float | None],
    intervals: Sequence[tuple[float, float] | None],
    measure: Measure,
    theme: str,
    height: int = 300,
) -> go.Figure:
    """Return a bar across for each place, the first in focus, with its 95% interval and its figure at the end.

    A place without a figure has the reason in words.
    """
    known_values = [(place, value) for place, value in enumerate(values) if value is not None]
    bounds = [(place, value, interval) for place, value in known_values if (interval := intervals[place])]
    ends = {place: max(value, 0.0) for place, value in known_values}
    ends |= {place: max(ends[place], high) for place, _, (_, high) in bounds}
    lowest = min([0.0, *(value for _, value in known_values), *(low for _, _, (low, _) in bounds)])
    chart = go.Figure(layout=layout(height, theme))
    chart.add_bar(
        x=[value for _, value in known_values],
        y=[place for place, _ in known_values],
        orientation="h",
        marker={"color": [CHOSEN[theme] if place == 0 else OTHERS[theme] for place, _ in known_values]},
    )
    for color, thickness in ((GROUND[theme], 4), (INK[theme], 1.5)):  # a light edge, to be seen on a dark bar
        chart.add_scatter(
            x=[value for _, value, _ in bounds],
            y=[place for place, _, _ in bounds],
            mode="markers",
            marker={"size": 1, "color": color},
            error_x={
                "array": [high - value for _, value, (_, high) in bounds],
                "arrayminus": [value - low for _, value, (low, _) in bounds],
                "color": color,
                "thickness": thickness,
                "width": 5,
            },
        )
    for place, value in enumerate(values):
        text = STATES["not reported"][0] if value is None else figure(value, measure)
        chart.add_annotation(
            x=ends.get(place, 0.0), y=place, text=text, showarrow=False, xanchor="left", xshift=6, align="left"
        )
    chart.update_layout(bargap=0.4)
    chart.update_xaxes(visible=False, range=[lowest, max([*ends.values(), 0.0]) * 1.25 or 1.0])
    chart.update_yaxes(
        range=[len(labels) - 0.4, -0.6],
        tickvals=list(range(len(labels))),
        ticktext=[wrapped(escape(label, quote=False), 24) for label in labels],
        ticklabelstandoff=4,
    )
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
    counts: Sequence[tuple[str, Sequence[int]]],
    total: int,
    theme: str,
) -> go.Figure:
    """Return how many areas are in each state of one return: a column for each period, split by ``(state, areas)``.

    ``starts`` holds a short name of each period that fits under its column.
    """
    chart = go.Figure(layout=layout(300, theme))
    for state, areas in counts:
        chart.add_bar(
            x=list(periods),
            y=list(areas),
            name=state.capitalize(),
            marker=state_look(state, theme),
            hoverinfo="text",
            hovertext=[
                f"{period}: {count} of {total} areas {state}" for period, count in zip(periods, areas, strict=True)
            ],
        )
    chart.update_layout(
        barmode="stack",
        showlegend=True,
        legend={"orientation": "h", "y": 1.1, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        bargap=0.25 if len(periods) > MOST_PERIODS_NAMED else 0.6,
    )
    step = -(-len(periods) // MOST_PERIODS_NAMED)
    chart.update_xaxes(type="category", tickvals=list(range(0, len(periods), step)), ticktext=list(starts)[::step])
    chart.update_yaxes(showgrid=True, gridcolor=GRID[theme], range=[0, total * 1.02], nticks=4)
    return chart
