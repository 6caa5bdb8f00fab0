"""The picture of a finding as SVG or PNG, drawn without a browser: lines over time, columns of totals, bars of places.

Matplotlib draws them with its own font, so that they are the same on every machine. The place in focus is navy, others grey.
"""

import io
import re
import textwrap
import zlib
from functools import lru_cache
from html import escape
from typing import Any

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from dashboard.drawing.chart_style import CHOSEN, DASHES, GRID, GROUND, INK, OTHERS, axis_of, separated_heights
from dashboard.pack.finding import Finding, Picture, Series
from dashboard.text import words

DOTS_PER_INCH = 96
STYLE: Any = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "svg.fonttype": "none",
    "svg.hashsalt": "pack",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
}
LINES = dict(zip(DASHES, ("-", "--", ":", "-."), strict=True))
MOST_TICKS = 7
"""More periods than these are named in steps."""


def finding_svg(finding: Finding, width: int, height: int, theme: str = "light", size: float = 12) -> str:
    """Return the picture of a finding as SVG with its text alternative, ``size`` the type in pixels; empty without a picture."""
    if finding.picture is None:
        return ""
    return _svg(finding.picture, finding.alt, width, height, theme, size)


@lru_cache(maxsize=500)
def _svg(picture: Picture, alt: str, width: int, height: int, theme: str, size: float) -> str:
    file = io.StringIO()
    with rc_context(STYLE):
        figure = drawn(picture, width, height, theme, size)
        figure.savefig(file, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = file.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<(metadata|defs)>\s*(<style.*?</style>|.*?)\s*</\1>", "", svg, count=1, flags=re.DOTALL)
    svg = re.sub(r' width="[^"]*pt" height="[^"]*pt"', f' width="{width}" height="{height}" role="img"', svg, count=1)
    start = svg.index(">") + 1
    # names must not clash where several pictures stand on one page
    prefix = f"p{zlib.crc32(repr((alt, theme, width)).encode())}-"
    body = re.sub(r'(id="|href="#|url\(#)', rf"\g<1>{prefix}", svg[start:])
    return f"{svg[:start]}<title>{escape(alt)}</title>{body}"


def finding_png(finding: Finding, width: int, height: int, size: float = 12) -> bytes:
    """Return the picture of a finding as PNG on white, at twice its size in pixels; empty without a picture."""
    if finding.picture is None:
        return b""
    file = io.BytesIO()
    with rc_context(STYLE):
        figure = drawn(finding.picture, width, height, "light", size)
        figure.savefig(
            file, format="png", dpi=2 * DOTS_PER_INCH, facecolor=GROUND["light"], metadata={"Description": finding.alt}
        )
    return file.getvalue()


def drawn(picture: Picture, width: int, height: int, theme: str, size: float) -> Figure:
    """Return a picture as a figure of that size in pixels."""
    figure = Figure(figsize=(width / DOTS_PER_INCH, height / DOTS_PER_INCH), dpi=DOTS_PER_INCH, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    points = size * 72 / DOTS_PER_INCH
    axes.tick_params(colors=INK[theme], labelsize=points, length=0)
    for spine in axes.spines.values():
        spine.set_color(GRID[theme])
    axes.set_axisbelow(True)
    {"line": draw_lines, "columns": draw_columns, "bars": draw_bars}[picture.kind](axes, picture, theme, points)
    return figure


def draw_lines(axes: Any, picture: Picture, theme: str, points: float) -> None:
    """Draw lines over periods with gaps where there is no figure, each named at its end; the first with its intervals."""
    places = range(len(picture.labels))
    for number, series in enumerate(picture.series):
        color = CHOSEN[theme] if number == 0 else OTHERS[theme]
        values = [float("nan") if value is None else value for value in series.values]
        style = LINES[DASHES[number % len(DASHES)]]
        marker = "osD^"[number % 4]
        axes.plot(
            places,
            values,
            style,
            color=color,
            marker=marker,
            markersize=points / 2,
            linewidth=2.4 if number == 0 else 1.8,
        )
        for place, value, low, high in intervals(series):
            axes.errorbar(
                place, value, yerr=[[value - low], [high - value]], color=color, capsize=points / 3, linewidth=1.4
            )
    draw_axis(axes, picture, theme, points)
    axes.set_xlim(-0.4, len(picture.labels) - 0.6)
    draw_names(axes, picture, theme, points)


def draw_names(axes: Any, picture: Picture, theme: str, points: float) -> None:
    """Write the name of each line beside its last value, so that none covers another."""
    ends = sorted(
        (next(value for value in reversed(series.values) if value is not None), number, series.name)
        for number, series in enumerate(picture.series)
        if any(value is not None for value in series.values)
    )
    low, high = axes.get_ylim()
    pixel = (high - low) / max(axes.figure.get_figheight() * 72 - 5 * points, 1)
    names = [textwrap.fill(name, 16) for _, _, name in ends]
    sizes = [(name.count("\n") + 1) * points * 1.4 * pixel for name in names]
    gaps = [(size + below) / 2 for size, below in zip(sizes, [0.0, *sizes], strict=False)]
    for (_, number, _), name, at in zip(ends, names, separated_heights([end[0] for end in ends], gaps), strict=True):
        axes.annotate(
            name,
            (1.02, at),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=points,
            color=CHOSEN[theme] if number == 0 else INK[theme],
            annotation_clip=False,
        )


def draw_columns(axes: Any, picture: Picture, theme: str, points: float) -> None:
    """Draw the totals of one place by period; a true 0 is written out, a period without a figure is empty."""
    series = picture.series[0]
    for place, value in enumerate(series.values):
        if value is not None:
            axes.bar(place, value, width=0.65, color=CHOSEN[theme])
            if value == 0:
                axes.annotate("0", (place, 0), ha="center", va="bottom", fontsize=points, color=INK[theme])
    draw_axis(axes, picture, theme, points)
    axes.set_xlim(-0.6, len(picture.labels) - 0.4)
    axes.set_ylim(bottom=0)


def draw_axis(axes: Any, picture: Picture, theme: str, points: float) -> None:
    """Draw the scale of figures with its grid, and name the periods, in steps where they are many."""
    values = [
        value for series in picture.series for part in (series.values, series.lower, series.upper) for value in part
    ]
    shown = [value for value in values if value is not None]
    low, high = (min(shown), max(shown)) if shown else (0.0, 1.0)
    low = min(low, 0.0) if picture.kind == "columns" else low
    ticks = axis_of(low, high if high > low else low + 1, picture.measure)
    is_whole = picture.measure.is_total and picture.measure.decimals == 0
    named_ticks = [
        (value, text)
        for value, text in zip(ticks["tickvals"], ticks["ticktext"], strict=True)
        if not is_whole or value == int(value)
    ]
    axes.set_yticks([value for value, _ in named_ticks], [text for _, text in named_ticks])
    axes.grid(axis="y", color=GRID[theme], linewidth=0.8)
    step = -(-len(picture.labels) // MOST_TICKS)
    named = range((len(picture.labels) - 1) % step, len(picture.labels), step)
    axes.set_xticks(list(named), [picture.labels[place] for place in named], fontsize=points)


def draw_bars(axes: Any, picture: Picture, theme: str, points: float) -> None:
    """Draw a bar for each place, the first in focus, each with its figure at the end and its interval where known."""
    series = picture.series[0]
    known = [value for value in (*series.values, *series.upper) if value is not None]
    reach = max([abs(value) for value in known], default=1.0) or 1.0
    ends = {place: (low, high) for place, _, low, high in intervals(series)}
    for place, value in enumerate(series.values):
        if value is None:
            text, end = words.STATES["not reported"][0], 0.0
        else:
            color = CHOSEN[theme] if place == 0 else OTHERS[theme]
            axes.barh(place, value, height=0.6, color=color)
            text, end = words.figure(value, picture.measure), max(value, 0.0)
        if place in ends and value is not None:
            low, high = ends[place]
            axes.errorbar(
                value, place, xerr=[[value - low], [high - value]], color=INK[theme], capsize=points / 3, linewidth=1.4
            )
            end = max(end, high)
        axes.annotate(
            text,
            (end, place),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            fontsize=points,
            color=INK[theme],
        )
    axes.set_yticks(range(len(picture.labels)), [textwrap.fill(label, 24) for label in picture.labels], fontsize=points)
    axes.invert_yaxis()
    axes.set_xlim(min([0.0, *(value for value in known if value < 0)]), reach * 1.25)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_visible(True)


def intervals(series: Series) -> list[tuple[int, float, float, float]]:
    """Return the points of a series that have an interval: place, value, and its two ends."""
    return [
        (place, value, low, high)
        for place, (value, low, high) in enumerate(zip(series.values, series.lower, series.upper, strict=False))
        if value is not None and low is not None and high is not None
    ]
