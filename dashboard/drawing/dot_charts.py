"""Charts of dots: heaps of dots for near values, and the positions of one area on several measures."""

from collections import defaultdict
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard.drawing.chart_style import CHOSEN, GRID, OTHERS, layout

COLUMNS_OF_DOTS = 110


def heap_heights(values: Sequence[float], columns: int = COLUMNS_OF_DOTS) -> tuple[list[float], int]:
    """Return a height for each value so that dots of near values heap about a line, and the size of the tallest heap.

    The range of the values is divided into equal columns; the heap of each column grows to both sides in turn.
    """
    low, high = min(values), max(values)
    width = (high - low) / columns or 1
    sizes: dict[int, int] = defaultdict(int)
    heights = []
    for value in values:
        column = round((value - low) / width)
        size = sizes[column]
        heights.append((size + 1) // 2 * (1 if size % 2 else -1))
        sizes[column] = size + 1
    return [float(height) for height in heights], max(sizes.values())


def positions(rows: pd.DataFrame, theme: str) -> go.Figure:
    """Return the positions of one area on several measures: a row of dots for each, this area navy and all others grey.

    ``rows`` has ``order, name, position, label, is_chosen``: position runs from 0 (lowest of all areas) to 1 (highest).
    """
    names = rows.drop_duplicates("order").sort_values("order")
    style = layout(46 * len(names) + 70, theme)
    style["xaxis"] = {"tickvals": [0, 1], "ticktext": ["lowest", "highest"], "range": [-0.08, 1.08]}
    style["yaxis"] = {
        "tickvals": names["order"].tolist(), "ticktext": names["name"].tolist(), "showgrid": True, "gridcolor": GRID[theme],
        "range": [int(names["order"].max()) + 0.5, -0.5],
    }  # fmt: skip
    traces = []
    for chosen, color, size in ((False, OTHERS[theme], 5), (True, CHOSEN[theme], 14)):
        part = rows[rows["is_chosen"] == chosen]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": part["position"].tolist(),
                "y": part["order"].tolist(),
                "hoverinfo": "text",
                "hovertext": part["label"].tolist(),
                "marker": {"color": color, "size": size},
            }
        )
    return go.Figure(data=traces, layout=style)
