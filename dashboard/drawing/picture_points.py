"""The lines and marks of a picture: strokes with gaps, symbols, error bars, texts and filled outlines."""

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dashboard.drawing.picture_axes import Axis
from dashboard.drawing.picture_bars import at
from dashboard.drawing.picture_sheet import Sheet

Trace = Mapping[str, Any]
Pixel = tuple[float, float]
DEFAULT = "#1f77b4"
TEXT_PLACES = {
    "middle center": ("center", "middle", 0, 0),
    "top center": ("center", "bottom", 0, -1),
    "bottom center": ("center", "top", 0, 1),
    "middle right": ("left", "middle", 1, 0),
    "middle left": ("right", "middle", -1, 0),
}
"""The part of a text at its point, and the side to which it is moved."""


def pixels_of(trace: Trace, axes: Mapping[str, Axis]) -> list[Pixel | None]:
    """Return the points of a trace on the sheet, None where there is no value."""
    x_axis, y_axis = axes[trace.get("xaxis", "x")], axes[trace.get("yaxis", "y")]
    points = zip(trace["x"], trace["y"], strict=True)
    return [None if is_missing(x) or is_missing(y) else (x_axis.at(x), y_axis.at(y)) for x, y in points]


def written(value: Any) -> str:
    """Return a text of a point, which may be a whole number."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def is_missing(value: Any) -> bool:
    """Whether a value is missing."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def draw_points(sheet: Sheet, trace: Trace, axes: Mapping[str, Axis], ink: str) -> None:
    """Draw a trace of lines, marks and texts."""
    points = pixels_of(trace, axes)
    mode = trace.get("mode", "lines")
    if trace.get("fill", "none") != "none":
        draw_area(sheet, trace, points)
    if "lines" in mode:
        draw_line(sheet, trace, points, axes)
    draw_errors(sheet, trace, points, axes)
    if "markers" in mode:
        draw_marks(sheet, trace, points)
    if "text" in mode:
        draw_texts(sheet, trace, points, ink)


def color_of(trace: Trace) -> str:
    """Return the colour of a line."""
    marker = (trace.get("marker") or {}).get("color")
    return (trace.get("line") or {}).get("color") or (marker if isinstance(marker, str) else DEFAULT)


def runs(points: list[Pixel | None]) -> Iterator[list[Pixel]]:
    """Return the points between gaps."""
    run: list[Pixel] = []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
        elif run:
            yield run
            run = []


def draw_area(sheet: Sheet, trace: Trace, points: list[Pixel | None]) -> None:
    """Fill the outlines of a trace."""
    if trace["fill"] != "toself":
        raise ValueError(f"A picture cannot fill {trace['fill']!r}.")
    sheet.shape(list(runs(points)), fill=trace.get("fillcolor") or color_of(trace), opacity=trace.get("opacity", 1))


def draw_line(sheet: Sheet, trace: Trace, points: list[Pixel | None], axes: Mapping[str, Axis]) -> None:
    """Draw the line of a trace, broken where a value is missing and cut off at the sides of the plot."""
    look = trace.get("line") or {}
    width, dash = look.get("width", 2), look.get("dash", "solid")
    box = box_of(axes[trace.get("xaxis", "x")], axes[trace.get("yaxis", "y")])
    for run in runs(points):
        for part in runs(cut(run, box)):
            if len(part) > 1 and width:
                sheet.line(part, color_of(trace), width, dash)


def box_of(x_axis: Axis, y_axis: Axis) -> tuple[float, float, float, float]:
    """Return the left, top, right and bottom side of a plot."""
    xs, ys = sorted((x_axis.start, x_axis.end)), sorted((y_axis.start, y_axis.end))
    return xs[0], ys[0], xs[1], ys[1]


def cut(run: list[Pixel], box: tuple[float, float, float, float]) -> list[Pixel | None]:
    """Return a line without what lies outside of a box, None where it leaves it."""
    kept: list[Pixel | None] = [run[0]] if is_within(run[0], box) else []
    for start, end in itertools.pairwise(run):
        ends = cut_stroke(start, end, box)
        if ends is None:
            continue
        if not kept or kept[-1] != ends[0]:
            kept += [None, ends[0]]
        kept.append(ends[1])
        if ends[1] != end:
            kept.append(None)
    return kept


def is_within(point: Pixel, box: tuple[float, float, float, float]) -> bool:
    """Whether a point lies in a box."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def cut_stroke(start: Pixel, end: Pixel, box: tuple[float, float, float, float]) -> tuple[Pixel, Pixel] | None:
    """Return the part of a stroke within a box, None where there is none."""
    if is_within(start, box) and is_within(end, box):
        return start, end
    first, last = 0.0, 1.0  # the parts of the stroke where it enters and leaves
    for side in (0, 1):
        change = end[side] - start[side]
        if not change:
            if not box[side] <= start[side] <= box[side + 2]:
                return None
            continue
        parts = sorted((limit - start[side]) / change for limit in (box[side], box[side + 2]))
        first, last = max(first, parts[0]), min(last, parts[1])
    if first >= last:
        return None
    ends = [(start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])) for part in (first, last)]
    return ends[0] if first else start, ends[1] if last < 1 else end


def draw_errors(sheet: Sheet, trace: Trace, points: list[Pixel | None], axes: Mapping[str, Axis]) -> None:
    """Draw the error bars of a trace with their caps."""
    for letter in ("x", "y"):
        error = trace.get(f"error_{letter}") or {}
        if error.get("array") is None or error.get("visible") is False:
            continue
        axis = axes[trace.get(f"{letter}axis", letter)]
        color, cap = error.get("color") or color_of(trace), error.get("width", 4)
        strokes = []
        for order, point in enumerate(points):
            above = at(error["array"], order) or 0
            below = at(error.get("arrayminus", error["array"]), order) or 0
            if point is not None and (above or below):
                middle = axis.number(trace[letter][order])
                ends = axis.pixel(middle - below), axis.pixel(middle + above)
                strokes += error_strokes(point, ends, cap, letter == "x")
        sheet.strokes(strokes, color, error.get("thickness", 2))


def error_strokes(point: Pixel, ends: tuple[float, float], cap: float, is_across: bool) -> list[list[Pixel]]:
    """Return the strokes of an error bar between its ends, with caps of a half width."""
    middle = point[1] if is_across else point[0]
    strokes = [[(ends[0], middle), (ends[1], middle)]]
    strokes += [[(end, middle - cap), (end, middle + cap)] for end in ends if cap]
    return strokes if is_across else [[(y, x) for x, y in stroke] for stroke in strokes]


def draw_marks(sheet: Sheet, trace: Trace, points: list[Pixel | None]) -> None:
    """Draw the marks of a trace, those of one look together."""
    marker = trace.get("marker") or {}
    line = marker.get("line") or {}
    groups: dict[tuple[Any, ...], list[tuple[float, float, float]]] = defaultdict(list)
    for order, point in enumerate(points):
        if point is not None:
            color = at(marker.get("color"), order) or color_of(trace)
            edge = at(line.get("color"), order) or color
            look = at(marker.get("symbol", "circle"), order), color, edge, at(line.get("width", 0), order)
            groups[look].append((*point, at(marker.get("size", 6), order) / 2))
    for (symbol, color, edge, width), places in groups.items():
        shape, is_open = symbol.removesuffix("-open"), symbol.endswith("-open")
        if shape not in SYMBOLS:
            raise ValueError(f"A picture cannot draw the symbol {symbol!r}.")
        SYMBOLS[shape](sheet, places, *(("none", color, width or 1) if is_open else (color, edge, width)))


def draw_circles(sheet: Sheet, places: list[tuple[float, float, float]], fill: str, edge: str, width: float) -> None:
    """Draw circles."""
    sheet.circles(places, fill, edge, width)


def polygon(corners: list[Pixel]) -> Callable[..., None]:
    """Return a function that draws a symbol with these corners, at a radius of 1."""

    def draw(sheet: Sheet, places: list[tuple[float, float, float]], fill: str, edge: str, width: float) -> None:
        shapes = [[(x + radius * across, y + radius * down) for across, down in corners] for x, y, radius in places]
        sheet.shape(shapes, fill, edge, width)

    return draw


def open_strokes(strokes: list[list[Pixel]]) -> Callable[..., None]:
    """Return a function that draws a symbol of strokes, at a radius of 1."""

    def draw(sheet: Sheet, places: list[tuple[float, float, float]], fill: str, edge: str, width: float) -> None:  # noqa: ARG001
        drawn = [
            [(x + radius * across, y + radius * down) for across, down in stroke]
            for x, y, radius in places
            for stroke in strokes
        ]
        sheet.strokes(drawn, edge, width)

    return draw


SYMBOLS: dict[str, Callable[..., None]] = {
    "circle": draw_circles,
    "square": polygon([(-1, -1), (1, -1), (1, 1), (-1, 1)]),
    "diamond": polygon([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)]),
    "triangle-up": polygon([(-1.15, 0.5), (0, -1), (1.15, 0.5)]),
    "line-ns": open_strokes([[(0, -1.4), (0, 1.4)]]),
    "hash": open_strokes(
        [[(-0.5, -1), (-0.5, 1)], [(0.5, -1), (0.5, 1)], [(-1, -0.5), (1, -0.5)], [(-1, 0.5), (1, 0.5)]]
    ),
}


def draw_texts(sheet: Sheet, trace: Trace, points: list[Pixel | None], ink: str) -> None:
    """Write the texts of points beside them."""
    font = trace.get("textfont") or {}
    marker = trace.get("marker") or {}
    for order, point in enumerate(points):
        text = at(trace.get("text"), order)
        where = at(trace.get("textposition", "middle center"), order)
        if where not in TEXT_PLACES:
            raise ValueError(f"A picture cannot write a text at {where!r}.")
        if point is None or text in (None, ""):
            continue
        across, down, right, below = TEXT_PLACES[where]
        away = (at(marker.get("size", 6), order) / 2 + 1) if "markers" in trace.get("mode", "") else 0
        x, y = point[0] + right * (away + 3), point[1] + below * away
        sheet.text(x, y, written(text), font.get("color") or ink, font.get("size") or 14, across, down)
