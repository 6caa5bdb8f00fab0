"""Charts of bars: amounts by period, and the states of returns by period."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.drawing.chart_style import CHOSEN, GRID, GROUND, OTHERS, SECOND, axis_of, layout
from dashboard.text.words import Measure, figure

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
    chart.update_yaxes(**axis_of(0.0, top, measure), showgrid=True, gridcolor=GRID[theme])
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
