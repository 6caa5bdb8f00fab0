"""Small lines beside a figure, as pictures that need no script: years along, the figure up, its 95% interval as a band."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

WIDTH, HEIGHT, EDGE = 120, 34, 4
COLOR = "#3F7FBF"
"""Its contrast is over 3:1 on the grounds of both themes: a picture cannot follow the theme of its page."""


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
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{polygon}'
        f'<polyline points="{line}" fill="none" stroke="{COLOR}" stroke-width="2"/>'
        f'<circle cx="{x}" cy="{y}" r="3" fill="{COLOR}"/></svg>'
    )
    address = f"data:image/svg+xml,{quote(picture)}"
    return f'<img src="{address}" width="{WIDTH}" height="{HEIGHT}" alt="{escape(alt)}">'
