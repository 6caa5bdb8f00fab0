"""Small lines and scales beside a figure, as pictures that need no script: a figure over time, or among all areas."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

WIDTH, SCALE_WIDTH, HEIGHT, EDGE = 120, 200, 34, 4
COLOR, OTHERS = "#3F7FBF", "#7A848C"
"""Their contrast is over 3:1 on the grounds of both themes: a picture cannot follow the theme of its page."""
LEAST_SPAN = 40.0
"""The percentage points that a small line of percentages covers at least: a change of one or two must not look like a peak."""


@dataclass(frozen=True)
class Point:
    """One point of a small line: when, the figure, None where there is none, and the ends of its interval if it has one."""

    time_at: float
    value: float | None
    lower: float | None = None
    upper: float | None = None


def small_line(points: Sequence[Point], alt: str, is_percentage: bool = False) -> str:
    """Return a small line as a picture with a dot on its last point; an empty text for fewer than two figures.

    A point without a figure breaks the line. A figure alone between two gaps is a dot.
    """
    figures = [point for point in points if point.value is not None]
    if len(figures) < 2:
        return ""
    low, high = limits(figures, is_percentage)
    first, last = figures[0].time_at, figures[-1].time_at

    def place(time_at: float, value: float) -> str:
        across = EDGE + (time_at - first) / (last - first) * (WIDTH - 2 * EDGE)
        up = (value - low) / (high - low) if high > low else 0.5
        return f"{across:.1f},{HEIGHT - EDGE - up * (HEIGHT - 2 * EDGE):.1f}"

    drawn = ""
    for run in runs(points):
        banded = [point for point in run if point.lower is not None and point.upper is not None]
        if len(banded) > 1:
            band = [place(point.time_at, point.lower or 0.0) for point in banded]
            band += [place(point.time_at, point.upper or 0.0) for point in reversed(banded)]
            drawn += f'<polygon points="{" ".join(band)}" fill="{COLOR}" opacity=".25"/>'
        line = [place(point.time_at, point.value or 0.0) for point in run]
        if len(line) > 1:
            drawn += f'<polyline points="{" ".join(line)}" fill="none" stroke="{COLOR}" stroke-width="2"/>'
        elif run[0] is not figures[-1]:
            drawn += dot(line[0], 1.5)
    return picture(drawn + dot(place(last, figures[-1].value or 0.0), 3), WIDTH, alt)


def limits(figures: Sequence[Point], is_percentage: bool) -> tuple[float, float]:
    """Return the ends of the scale of a small line, so wide that a small change looks small.

    A scale of percentages covers at least ``LEAST_SPAN`` points about its figures, between 0 and 100; any other starts at 0.
    """
    ends = [end for point in figures for end in (point.value, point.lower, point.upper) if end is not None]
    low, high = min(ends), max(ends)
    if not is_percentage:
        return min(low, 0.0), max(high, 0.0)
    span = max(LEAST_SPAN, high - low)
    bottom = (low + high - span) / 2
    bottom = max(min(bottom, max(high, 100.0) - span), min(low, 0.0))
    return bottom, bottom + span


def runs(points: Sequence[Point]) -> list[list[Point]]:
    """Return the points with a figure in runs that no gap breaks."""
    groups = itertools.groupby(points, key=lambda point: point.value is not None)
    return [list(run) for has_figure, run in groups if has_figure]


def dot(place: str, radius: float) -> str:
    """Return a dot at a place of a picture."""
    x, y = place.split(",")
    return f'<circle cx="{x}" cy="{y}" r="{radius:g}" fill="{COLOR}"/>'


def small_scale(others: Sequence[float], value: float, lower: float | None, upper: float | None, alt: str) -> str:
    """Return a scale as a picture: a stroke for each of the ``others``, a dot at the ``value``, a bar for its interval.

    It runs from the lowest to the highest of all; an interval beyond them is cut off at the edge.
    """
    low, high = min([*others, value]), max([*others, value])

    def place(number: float) -> float:
        part = (min(max(number, low), high) - low) / (high - low) if high > low else 0.5
        return round(EDGE + part * (SCALE_WIDTH - 2 * EDGE), 1)

    middle = HEIGHT / 2
    strokes = "".join(f"M{at} {middle - 7}v14" for at in sorted({place(other) for other in others}))
    bar = (
        f'<path d="M{place(lower)} {middle}H{place(upper)}" stroke="{COLOR}" stroke-width="4"/>'
        if lower is not None and upper is not None
        else ""
    )
    return picture(
        f'<path d="M{EDGE} {middle}H{SCALE_WIDTH - EDGE}" stroke="{OTHERS}" stroke-width="1"/>'
        f'<path d="{strokes}" stroke="{OTHERS}" stroke-width="1" opacity=".6"/>{bar}'
        f'<circle cx="{place(value)}" cy="{middle}" r="6" fill="{COLOR}"/>',
        SCALE_WIDTH,
        alt,
    )


def picture(drawn: str, width: int, alt: str) -> str:
    """Return a drawing as an image that needs no script."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}">{drawn}</svg>'
    return f'<img src="data:image/svg+xml,{quote(svg)}" width="{width}" height="{HEIGHT}" alt="{escape(alt)}">'
