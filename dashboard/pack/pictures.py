"""The picture of a finding: the charts of the screen, drawn as SVG or PNG without a browser."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape

import plotly.graph_objects as go

from dashboard.drawing import bar_charts, line_charts, picture
from dashboard.drawing.line_charts import Line
from dashboard.drawing.picture import PictureWords
from dashboard.pack.finding import Finding, Picture
from dashboard.text.words import figure

LETTER, LETTERS_OF_NAMES, LETTERS_OF_END = 7.5, 24, 17
"""About the width of a letter in pixels, and the most letters in a line of a name beside a bar and at the end of a line."""
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


def fitted(chart: go.Figure, shown: Picture, width: int) -> go.Figure:
    """Return a chart whose labels have room in a picture of that width: fewer named periods, shorter bars."""
    if shown.kind == "bars":
        names = min(max(len(label) for label in shown.labels), LETTERS_OF_NAMES) * LETTER + 2 * LETTER
        figures = [figure(value, shown.measure) for value in shown.series[0].values if value is not None]
        room = max([len(text) for text in figures], default=0) * LETTER + 2 * LETTER
        bars = max(width - names - room, width / 4)
        values = [
            value for part in (shown.series[0].values, shown.series[0].upper) for value in part if value is not None
        ]
        longest = max([*values, 0.0]) or 1.0
        chart.update_xaxes(range=[min([*values, 0.0]), longest * (bars + room) / bars])
        return chart
    names = 4 * LETTER
    if shown.kind == "line":
        names = min(max(len(series.name) for series in shown.series), LETTERS_OF_END) * LETTER + 3 * LETTER
        chart.update_layout(margin_r=names)
    longest_label = max(len(label) for label in shown.labels) * LETTER + 2 * LETTER
    return chart.update_xaxes(nticks=max(2, int((width - names - 6 * LETTER) / longest_label)))


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
    chart = fitted(plotly_figure(shown, theme, inner_height), shown, inner_width)
    svg = picture.svg(chart, PictureWords(alt=alt), inner_width, inner_height, theme, has_ground=False)
    return svg.replace(f'width="{inner_width}" height="{inner_height}"', f'width="{width}" height="{height}"', 1)


def finding_png(finding: Finding, width: int, height: int) -> bytes:
    """Return the picture of a finding as PNG on white, at twice its size in pixels; empty without a picture."""
    if finding.picture is None:
        return b""
    chart = fitted(plotly_figure(finding.picture, "light", height), finding.picture, width)
    return picture.png(chart, PictureWords(alt=finding.alt), width, height)
