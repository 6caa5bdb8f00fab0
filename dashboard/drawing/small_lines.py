"""Small lines and scales beside a figure, as pictures that need no script: a figure over time, or among all areas."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

WIDTH, SCALE_WIDTH, HEIGHT, EDGE = 120, 200, 34, 4
COLOR, OTHERS = "#3F7FBF", "#7A848C"
"""Their contrast is over 3:1 on the grounds of both themes: a picture cannot follow the theme of its page."""


@dataclass(frozen=True)
class Point:
    """One point of a small line: when, the figure, and the ends of its interval, None where it has none."""

    time_at: float
    value: float
    lower: float | None = None
    upper: float | None = None


def small_line(points: Sequence[Point], alt: str) -> str:
    """Return a small line as a picture with a dot on its last point; an empty text for fewer than two points."""
    if len(points) < 2:
        return ""
    ends = [end for point in points for end in (point.value, point.lower, point.upper) if end is not None]
    low, high = min(ends), max(ends)
    first, last = points[0].time_at, points[-1].time_at

    def place(time_at: float, value: float) -> str:
        across = EDGE + (time_at - first) / (last - first) * (WIDTH - 2 * EDGE)
        up = (value - low) / (high - low) if high > low else 0.5
        return f"{across:.1f},{HEIGHT - EDGE - up * (HEIGHT - 2 * EDGE):.1f}"

    banded = [point for point in points if point.lower is not None and point.upper is not None]
    band = [place(point.time_at, point.lower or 0.0) for point in banded]
    band += [place(point.time_at, point.upper or 0.0) for point in reversed(banded)]
    polygon = f'<polygon points="{" ".join(band)}" fill="{COLOR}" opacity=".25"/>' if len(banded) > 1 else ""
    line = " ".join(place(point.time_at, point.value) for point in points)
    x, y = line.split()[-1].split(",")
    return picture(
        f'{polygon}<polyline points="{line}" fill="none" stroke="{COLOR}" stroke-width="2"/>'
        f'<circle cx="{x}" cy="{y}" r="3" fill="{COLOR}"/>',
        WIDTH,
        alt,
    )


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
