"""The look that all charts share: colours, layout, round ticks with units, and labels that do not cover each other.

Horizontal grid only, few ticks, names beside the marks, the chosen area navy and all others grey. Colours follow the
Government Analysis Function palette; the middle greys and blues keep a contrast of 3:1 on the grounds of both themes.
No Streamlit and no database here, nor in the modules of charts that build on this one.
"""

import math
import textwrap
from collections.abc import Sequence
from typing import Any

from afcharts.af_colours import get_af_colours

from dashboard.text.words import Measure

NAVY, ORANGE = get_af_colours("duo")
CHOSEN = {"light": NAVY, "dark": "#7DB8EA"}
OTHERS = {"light": "#8A939B", "dark": "#7E8993"}
SECOND = {"light": ORANGE, "dark": "#FF9A5C"}
INK = {"light": "#1A1A1A", "dark": "#F0F2F4"}
GROUND = {"light": "#FFFFFF", "dark": "#14191F"}
GRID = {"light": "#E3E6E9", "dark": "#39434D"}
DASHES = ("solid", "dash", "dot", "dashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up")
LINE_OF_TEXT = 18
"""The height of a line of text in pixels."""


def layout(height: int, theme: str) -> dict:
    """Return the look that all charts share."""
    axis = {"zeroline": False, "showgrid": False, "color": INK[theme], "fixedrange": True, "automargin": True}
    return {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": 14, "color": INK[theme], "family": "Source Sans, sans-serif"},
        "showlegend": False,
        "hoverlabel": {"font": {"size": 14}},
        "dragmode": False,
        "template": {"layout": {"xaxis": axis, "yaxis": axis}},
    }


def axis_of(low: float, high: float, measure: Measure, steps: int = 4) -> dict[str, Any]:
    """Return round ticks for an axis from low to high, each with its unit; only a change has ticks below nought."""
    values = [value for value in round_ticks(low, high, steps) if value >= 0 or measure.kind == "change"]
    return {"tickvals": values, "ticktext": [short_figure(value, measure) for value in values]}


def round_ticks(low: float, high: float, steps: int = 4) -> list[float]:
    """Return round numbers that divide the interval from low to high into about ``steps`` steps."""
    rough = (high - low) / steps or 1.0
    power = 10 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough)
    first = math.ceil(low / step)
    return [round((first + number) * step, 10) for number in range(steps + 2) if (first + number) * step <= high]


def short_figure(value: float, measure: Measure) -> str:
    """Return a round number with its unit, in the short form for an axis: 20%, £40k, £1.5m, 0.5, 2p."""
    if measure.unit.startswith("£ per £1") and abs(value) < 1:
        return f"{100 * value:,.10g}p"
    if abs(value) >= 1_000_000:
        number = f"{value / 1_000_000:,.10g}m"
    else:
        number = f"{value / 1000:,.10g}k" if abs(value) >= 10_000 else f"{value:,.10g}"
    return f"{'£' if measure.unit.startswith('£') else ''}{number}{'%' if measure.is_share else ''}"


def wrapped(text: str, width: int = 17) -> str:
    """Return a text broken, as Plotly does it, into lines of at most ``width`` letters where its words allow."""
    return "<br>".join(textwrap.wrap(text, width)) or text


def separated_heights(heights: Sequence[float], gaps: Sequence[float], high: float = math.inf) -> list[float]:
    """Return ascending heights moved apart so that each is at least its gap above the one before it.

    Their mean stays where it was, unless the last would pass ``high``: then all are moved down. The first gap, the room
    that the first height needs below it, is not used.
    """
    placed: list[float] = []
    for height, gap in zip(heights, gaps, strict=True):
        placed.append(max(height, placed[-1] + gap) if placed else height)
    if not placed:
        return []
    drift = max((sum(placed) - sum(heights)) / len(placed), placed[-1] - high)
    return [height - drift for height in placed]
