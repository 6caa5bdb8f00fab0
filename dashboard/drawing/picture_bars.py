"""The bars of a picture: where each begins and ends, beside or on others, and how it is drawn."""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.drawing.picture_axes import Axis
from dashboard.drawing.picture_sheet import Sheet, size_of

BAR_GAP = 0.2
TEXT_GAP = 4
"""The pixels between the end of a bar and the text beyond it."""
Trace = Mapping[str, Any]


@dataclass
class Bar:
    """One bar: its trace and number in it, where its foot and end are on one axis, and its middle and width on the other."""

    trace: Trace
    order: int
    foot: float
    end: float
    middle: float
    width: float

    @property
    def is_across(self) -> bool:
        """Whether it runs from left to right."""
        return self.trace.get("orientation") == "h"


def at(value: Any, order: int) -> Any:
    """Return the value of a point: the given one, or that in its place of a list."""
    return value[order] if isinstance(value, list | tuple) else value


def bars_of(traces: Sequence[Trace], layout: Mapping[str, Any], axes: Mapping[str, Axis]) -> list[Bar]:
    """Return all bars of the traces, beside each other or stacked as the layout says."""
    traces = [trace for trace in traces if trace["type"] == "bar"]
    bars = [bar for trace in traces for bar in single_bars(trace, axes)]
    if layout.get("barmode") in ("stack", "relative"):
        stack(bars)
    room = least_distance([bar.middle for bar in bars])
    share = room * (1 - layout.get("bargap", BAR_GAP))
    middles = [bar.middle for bar in bars]
    are_beside = layout.get("barmode", "group") == "group" and len(set(middles)) < len(middles)
    number = len(traces) if are_beside else 1
    for place, trace in enumerate(traces):
        shift = share * ((place + 0.5) / number - 0.5) if are_beside else 0.0
        for bar in bars:
            if bar.trace is trace:
                bar.middle += shift
                bar.width = trace.get("width") or share / number * (1 - layout.get("bargroupgap", 0))
    return bars


def single_bars(trace: Trace, axes: Mapping[str, Axis]) -> Iterator[Bar]:
    """Return the bars of a trace from zero, with no width yet; a point without a value has none."""
    place_name, length_name = ("y", "x") if trace.get("orientation") == "h" else ("x", "y")
    place_axis = axes[trace.get(f"{place_name}axis", place_name)]
    for order, (place, length) in enumerate(zip(trace[place_name], trace[length_name], strict=True)):
        if length is not None and not math.isnan(length):
            yield Bar(trace, order, 0.0, float(length), place_axis.number(place), 0.0)


def stack(bars: Sequence[Bar]) -> None:
    """Put each bar on those before it in the same place."""
    tops: dict[float, float] = {}
    for bar in bars:
        bar.foot = tops.get(bar.middle, 0.0)
        bar.end += bar.foot
        tops[bar.middle] = bar.end


def least_distance(middles: Sequence[float]) -> float:
    """Return the least distance between the places of bars."""
    places = sorted(set(middles))
    return min((after - before for before, after in itertools.pairwise(places)), default=1.0)


def draw_bar(sheet: Sheet, bar: Bar, axes: Mapping[str, Axis], ink: str) -> None:
    """Draw one bar with its pattern and its text."""
    x_axis, y_axis = axes[bar.trace.get("xaxis", "x")], axes[bar.trace.get("yaxis", "y")]
    across, along = (y_axis, x_axis) if bar.is_across else (x_axis, y_axis)
    sides = across.pixel(bar.middle - bar.width / 2), across.pixel(bar.middle + bar.width / 2)
    ends = along.pixel(bar.foot), along.pixel(bar.end)
    xs, ys = (ends, sides) if bar.is_across else (sides, ends)
    box = min(xs), min(ys), max(xs), max(ys)
    draw_box(sheet, box, bar.trace.get("marker") or {}, bar.order)
    text = at(bar.trace.get("text"), bar.order)
    if text:
        draw_text(sheet, bar, box, str(text), ink)


def draw_box(sheet: Sheet, box: tuple[float, float, float, float], marker: Mapping[str, Any], order: int) -> None:
    """Draw the box of a bar: its fill, its pattern, and its edge."""
    left, top, right, bottom = box
    if right - left < 0.01 or bottom - top < 0.01:
        return
    color = at(marker.get("color"), order)
    line, pattern = marker.get("line") or {}, marker.get("pattern") or {}
    shape = at(pattern.get("shape", ""), order)
    is_replaced = bool(shape) and pattern.get("fillmode") == "replace"
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    sheet.shape([corners], fill=pattern["bgcolor"] if is_replaced else color)
    if shape:
        draw_pattern(sheet, box, shape, pattern, color)
    width = line.get("width", 0)
    if width:
        sheet.shape([corners], edge=at(line.get("color"), order), width=width)


def draw_pattern(
    sheet: Sheet, box: tuple[float, float, float, float], shape: str, pattern: Mapping[str, Any], color: str
) -> None:
    """Draw stripes or dots in a box."""
    size = pattern.get("size", 8)
    ink = pattern.get("fgcolor") or color
    opacity = 0.5 if pattern.get("fillmode") == "overlay" else 1
    if shape == "/":
        sheet.strokes(stripes(box, 1.6 * size), ink, 0.25 * size, opacity)
    elif shape == ".":
        sheet.circles([(x, y, 0.22 * size) for x, y in dots(box, size)], ink, opacity=opacity)
    else:
        raise ValueError(f"A picture cannot draw the pattern {shape!r}.")


def stripes(box: tuple[float, float, float, float], size: float) -> list[list[tuple[float, float]]]:
    """Return slanted lines that end at the sides of a box."""
    left, top, right, bottom = box
    first = math.ceil((left + top) / size)
    last = math.floor((right + bottom) / size)
    lines = []
    for number in range(first, last + 1):
        total = number * size  # x + y along a stripe
        x_from, x_to = max(left, total - bottom), min(right, total - top)
        if x_to > x_from:
            lines.append([(x_from, total - x_from), (x_to, total - x_to)])
    return lines


def dots(box: tuple[float, float, float, float], size: float) -> list[tuple[float, float]]:
    """Return the middles of dots that lie within a box."""
    left, top, right, bottom = box
    edge = 0.3 * size
    columns = range(math.ceil((left + edge) / size), math.floor((right - edge) / size) + 1)
    rows = range(math.ceil((top + edge) / size), math.floor((bottom - edge) / size) + 1)
    return [(column * size, row * size) for column in columns for row in rows]


def draw_text(sheet: Sheet, bar: Bar, box: tuple[float, float, float, float], text: str, ink: str) -> None:
    """Write the text of a bar in its middle or beyond its end."""
    left, top, right, bottom = box
    font = bar.trace.get("textfont") or {}
    color, size = font.get("color") or ink, font.get("size") or 14
    where = at(bar.trace.get("textposition", "auto"), bar.order)
    if where == "inside":
        if size_of(text, size)[0] <= right - left + 2:
            sheet.text((left + right) / 2, (top + bottom) / 2, text, color, size, across="center")
    elif where != "outside":
        raise ValueError(f"A picture cannot write the text of a bar {where!r}.")
    elif bar.is_across:
        is_left = bar.end < bar.foot
        x = left - TEXT_GAP if is_left else right + TEXT_GAP
        sheet.text(x, (top + bottom) / 2, text, color, size, across="right" if is_left else "left")
    else:
        sheet.text((left + right) / 2, top - 1, text, color, size, across="center", down="bottom")
