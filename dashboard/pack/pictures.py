"""The picture of a finding: the charts of the screen, drawn as SVG or PNG without a browser."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape

import plotly.graph_objects as go

from dashboard.drawing import bar_charts, line_charts, picture
from dashboard.drawing.line_charts import Line
from dashboard.drawing.picture import PictureWords
from dashboard.pack.finding import Finding, Picture

TYPE_SIZE = 12
"""The size of the type of a picture, in pixels, where nothing else is asked for."""


def plotly_figure(picture: Picture, theme: str = "light", height: int = 320) -> go.Figure:
    """Return a picture as the chart that the screen has for its kind."""
    first = picture.series[0]
    if picture.kind == "columns":
        return bar_charts.columns(picture.labels, first.values, picture.measure, theme, height)
    if picture.kind == "bars":
        intervals = pairs(first.lower, first.upper, len(first.values))
        return bar_charts.places(picture.labels, first.values, intervals, picture.measure, theme, height)
    lines = [Line(escape(row.name, quote=False), row.values, row.lower, row.upper) for row in picture.series]
    return line_charts.lines(picture.labels, lines, picture.measure, theme, height)


def pairs(
    lower: Sequence[float | None], upper: Sequence[float | None], number: int
) -> list[tuple[float, float] | None]:
    """Return the two ends of each interval, None where it has none."""
    if not lower or not upper:
        return [None] * number
    return [None if low is None or high is None else (low, high) for low, high in zip(lower, upper, strict=True)]


def finding_svg(finding: Finding, width: int, height: int, theme: str = "light", size: float = TYPE_SIZE) -> str:
    """Return the picture of a finding as SVG with its text alternative, ``size`` the type in pixels; empty without a picture."""
    if finding.picture is None:
        return ""
    return _svg(finding.picture, finding.alt, width, height, theme, size)


@lru_cache(maxsize=500)
def _svg(shown: Picture, alt: str, width: int, height: int, theme: str, size: float) -> str:
    inner_width, inner_height = (round(side * TYPE_SIZE / size) for side in (width, height))
    chart = plotly_figure(shown, theme, inner_height)
    svg = picture.svg(chart, PictureWords(alt=alt), inner_width, inner_height, theme, has_ground=False)
    return svg.replace(f'width="{inner_width}" height="{inner_height}"', f'width="{width}" height="{height}"', 1)


def finding_png(finding: Finding, width: int, height: int) -> bytes:
    """Return the picture of a finding as PNG on white, at twice its size in pixels; empty without a picture."""
    if finding.picture is None:
        return b""
    return picture.png(plotly_figure(finding.picture, "light", height), PictureWords(alt=finding.alt), width, height)
