"""The spread of one measure as the page draws it: a dot for each area, in plain SVG (``components/area_strip.*``).

The same dots as a Plotly figure, for a picture to save, are in :mod:`dashboard.drawing.dot_charts`; the page needs no Plotly.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from dashboard.drawing.chart_style import axis_of
from dashboard.drawing.dot_charts import heap_heights
from dashboard.drawing.maps import browser_component
from dashboard.model import db
from dashboard.text.words import Measure, figure

MARGIN = 2.0
"""The room left at both ends of the axis, in per cent of its length."""

_area_strip = browser_component("area_strip")


def drawing(
    rows: pd.DataFrame, measure: Measure, beside: Sequence[tuple[str, float]], chosen: str, corner: str, alt: str
) -> dict[str, Any]:
    """Return the input of the component: dots in order of value, the places ``beside``, ticks, and the chosen area's range.

    ``rows`` has ``area_id, area_name, value, lower, upper, label``. Places are in per cent of the length of the axis,
    heights from -1 to 1.
    """
    rows = rows.sort_values(["value", "area_id"])
    ranges = rows[(rows["area_id"] == chosen) & rows["lower"].notna()]
    ends = [] if ranges.empty else [float(ranges["lower"].iloc[0]), float(ranges["upper"].iloc[0])]
    values = [*rows["value"], *(value for _, value in beside), *ends]
    low, high = min(values), max(values)
    axis = axis_of(low, high, measure, steps=8)
    heights, tallest = heap_heights(rows["value"].tolist())
    top = max(tallest / 2, 3) + 1

    def at(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return round(MARGIN + (100 - 2 * MARGIN) * share, 2)

    return {
        "points": [
            {"id": row.area_id, "name": row.area_name, "label": row.label, "at": at(row.value), "height": height / top}
            for row, height in zip(db.rows(rows), heights, strict=True)
        ],
        "chosen": chosen,
        "range": [at(value) for value in ends],
        "beside": [
            {"at": at(value), "text": f"{name} {figure(value, measure)}"}
            for name, value in sorted(beside, key=lambda place: place[1])
        ],
        "ticks": [
            {"at": at(value), "text": text} for value, text in zip(axis["tickvals"], axis["ticktext"], strict=True)
        ],
        "corner": corner,
        "alt": alt,
    }


def show(data: dict[str, Any], on_pick: Callable[[], None]) -> None:
    """Draw the dots; picking one calls ``on_pick``, with the area's id in ``st.session_state["strip"]["pick"]``."""
    _area_strip(key="strip", data=data, on_pick_change=on_pick, height="content")
