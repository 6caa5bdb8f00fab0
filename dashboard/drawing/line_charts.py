"""Charts of lines over periods, with the ranges of the first line and marks at events and new wordings."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.drawing.chart_style import (
    CHOSEN,
    DASHES,
    GRID,
    INK,
    LINE_OF_TEXT,
    OTHERS,
    SYMBOLS,
    axis_of,
    layout,
    separated_heights,
    wrapped,
)
from dashboard.text.words import Measure, figure


@dataclass(frozen=True)
class Line:
    """One line: its name, its values by period (None where missing), and the ends of their ranges where known."""

    name: str
    values: Sequence[float | None]
    lower: Sequence[float | None] = ()
    upper: Sequence[float | None] = ()


def lines(
    periods: Sequence[str],
    series: Sequence[Line],
    measure: Measure,
    theme: str,
    height: int = 320,
    breaks: Sequence[str] = (),
) -> go.Figure:
    """Return lines over periods, each named at its end; the first is in focus, with its ranges.

    ``breaks`` names the periods that began with a new wording. Totals are drawn from zero.
    """
    chart = go.Figure(layout=layout(height, theme))
    low, high = value_limits(series, measure)
    if series and series[0].lower:
        add_ranges(chart, periods, series[0], theme)
    for number, line in enumerate(series):
        add_line(chart, periods, line, number, measure, theme)
    add_end_labels(chart, series, (high - low) / (height - 75), theme)
    for order, period in enumerate(breaks):
        add_mark(chart, list(periods).index(period) - 0.5, "new wording", order, theme)
    chart.update_xaxes(
        type="category", categoryarray=list(periods), range=[-0.3, len(periods) - 0.4], nticks=5, tickangle=0
    )
    chart.update_yaxes(
        **axis_of(low, high, measure),
        showgrid=True,
        gridcolor=GRID[theme],
        rangemode="tozero" if measure.is_total else "normal",
    )
    chart.update_layout(margin={"r": 140})
    return chart


def value_limits(series: Sequence[Line], measure: Measure) -> tuple[float, float]:
    """Return the lowest and the highest value of lines and their ranges, never the same; totals reach down to nought."""
    values = [
        value
        for line in series
        for part in (line.values, line.lower, line.upper)
        for value in part
        if value is not None
    ]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    low = min(low, 0.0) if measure.is_total else low
    return low, high if high > low else low + 1


def add_line(chart: go.Figure, periods: Sequence[str], line: Line, number: int, measure: Measure, theme: str) -> None:
    """Draw one line with its points; ``number`` is its place in the series, and the first is heavier."""
    chart.add_scatter(
        x=list(periods),
        y=list(line.values),
        mode="lines+markers",
        line={"color": line_color(number, theme), "width": 3 if number == 0 else 2, "dash": DASHES[number % 4]},
        marker={"size": 9 if number == 0 else 6, "symbol": SYMBOLS[number % 4]},
        hoverinfo="text",
        hovertext=[point_sentence(line, order, period, measure) for order, period in enumerate(periods)],
    )


def add_end_labels(chart: go.Figure, series: Sequence[Line], pixel: float, theme: str) -> None:
    """Write the name of each line beside its last value; ``pixel`` is the height of a pixel in the unit of the values."""
    ends = []
    for number, line in enumerate(series):
        points = [(place, value) for place, value in enumerate(line.values) if value is not None]
        if points:
            place, value = points[-1]
            ends.append((value, wrapped(line.name), place, line_color(number, theme) if number < 2 else INK[theme]))
    for value, name, place, color in separated_labels(ends, pixel):
        chart.add_annotation(
            x=place,
            y=value,
            text=name,
            showarrow=False,
            xanchor="left",
            align="left",
            xshift=10,
            font={"color": color},
        )


def separated_labels(ends: list[tuple[float, str, int, str]], pixel: float) -> list[tuple[float, str, int, str]]:
    """Return the labels at the ends of lines (height, name, place, colour) moved so that none covers another."""
    ends = sorted(ends)
    lines_of_text = [name.count("<br>") + 1 for _, name, _, _ in ends]
    gaps = [
        (size + size_below) / 2 * LINE_OF_TEXT * pixel
        for size, size_below in zip(lines_of_text, [0, *lines_of_text], strict=False)
    ]
    heights = separated_heights([end[0] for end in ends], gaps)
    return [(height, *end[1:]) for height, end in zip(heights, ends, strict=True)]


def line_color(number: int, theme: str) -> str:
    """Return the colour of a line: the first in focus, all others grey."""
    return CHOSEN[theme] if number == 0 else OTHERS[theme]


def point_sentence(line: Line, order: int, period: str, measure: Measure) -> str:
    """Return the hover text of a point of a line, with its range; an empty text where the line has no value."""
    value = line.values[order]
    if value is None:
        return ""
    sentence = f"{line.name}, {period}: {figure(value, measure)}"
    lower = line.lower[order] if line.lower else None
    upper = line.upper[order] if line.upper else None
    if lower is None or upper is None:
        return sentence
    return f"{sentence} (between {figure(lower, measure)} and {figure(upper, measure)})"


def add_ranges(chart: go.Figure, periods: Sequence[str], line: Line, theme: str) -> None:
    """Draw the 95% ranges of a line as bars on its points: a band would bridge periods without a figure."""
    points = [
        (period, value, low, high)
        for period, value, low, high in zip(periods, line.values, line.lower, line.upper, strict=True)
        if value is not None and low is not None and high is not None
    ]
    chart.add_scatter(
        x=[period for period, *_ in points],
        y=[value for _, value, *_ in points],
        mode="markers",
        marker={"size": 1, "color": CHOSEN[theme]},
        hoverinfo="skip",
        error_y={
            "array": [high - value for _, value, _, high in points],
            "arrayminus": [value - low for _, value, low, _ in points],
            "color": CHOSEN[theme],
            "thickness": 1.5,
            "width": 5,
        },
    )


def add_mark(chart: go.Figure, place: float, label: str, order: int, theme: str) -> None:
    """Draw a dotted line at a place among the periods, with a label beside its upper end."""
    chart.add_shape(
        type="line",
        x0=place,
        x1=place,
        y0=0,
        y1=1,
        yref="paper",
        line={"color": INK[theme], "width": 1, "dash": "dot"},
    )
    chart.add_annotation(
        x=place,
        y=1 - 0.09 * (order % 3),
        yref="paper",
        text=label,
        showarrow=False,
        xanchor="left",
        yanchor="top",
        xshift=4,
    )
