"""The chart of how many areas lie outside the control limits: from counts to a Plotly figure."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.drawing import chart_style
from dashboard.drawing.chart_style import CHOSEN, GROUND, OTHERS, SECOND


def look(color: str, theme: str, is_hatched: bool = False) -> dict[str, Any]:
    """Return the look of the bars outside one pair of limits: filled, or hatched for the narrower ones."""
    pattern = {"shape": "/", "fgcolor": color, "bgcolor": GROUND[theme], "size": 6, "fillmode": "replace"}
    return {"color": color, "line": {"color": color, "width": 1}} | ({"pattern": pattern} if is_hatched else {})


def spread(
    periods: Sequence[str], counts: Sequence[tuple[str, str, Sequence[int]]], measure: str, theme: str
) -> go.Figure:
    """Return how many areas lie where in the funnel: a bar a period, split by ``(name, label, areas)``, newest on top."""
    looks = {
        "far_above": look(CHOSEN[theme], theme),
        "above": look(CHOSEN[theme], theme, is_hatched=True),
        "as_expected": look(OTHERS[theme], theme),
        "below": look(SECOND[theme], theme, is_hatched=True),
        "far_below": look(SECOND[theme], theme),
        "too_few": {"color": GROUND[theme], "line": {"color": OTHERS[theme], "width": 1}},
    }
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": label,
            "y": list(periods),
            "x": list(areas),
            "marker": looks[name],
            "hoverinfo": "text",
            "hovertext": [
                f"{measure}, {period}: {count} {'area' if count == 1 else 'areas'}, {label.lower()}"
                for period, count in zip(periods, areas, strict=True)
            ],
        }
        for name, label, areas in counts
        if any(areas)
    ]
    layout = chart_style.layout(26 * len(periods) + 110, theme) | {
        "barmode": "stack",
        "bargap": 0.3,
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
    }
    layout["xaxis"] = {"nticks": 5, "rangemode": "tozero", "title": {"text": "Areas", "font": {"size": 14}}}
    layout["yaxis"] = {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(periods)[::-1],
        "ticksuffix": " ",
    }
    return go.Figure(data=traces, layout=layout)
