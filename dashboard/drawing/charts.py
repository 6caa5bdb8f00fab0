"""Charts: a frame goes in, a figure comes out. No Streamlit and no database here.

One plain look: horizontal grid only, few ticks, names beside the marks, the chosen area navy and all others grey.
Colours follow the Government Analysis Function palette; the middle greys and blues keep 3:1 on both themes' grounds.
"""

import math
import textwrap
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from afcharts.af_colours import get_af_colours

from dashboard.text.words import Measure, figure

NAVY, ORANGE = get_af_colours("duo")
CHOSEN = {"light": NAVY, "dark": "#7DB8EA"}
OTHERS = {"light": "#8A939B", "dark": "#7E8993"}
FOUR = {"light": tuple(get_af_colours("categorical")[:4]), "dark": ("#7DB8EA", "#4FC9BF", "#E08AC4", "#FF9A5C")}
"""Four colours for four kinds of things, in their order; more than four are not told apart by colour."""
SECOND = {"light": ORANGE, "dark": "#FF9A5C"}
INK = {"light": "#1A1A1A", "dark": "#F0F2F4"}
GROUND = {"light": "#FFFFFF", "dark": "#14191F"}
GRID = {"light": "#E3E6E9", "dark": "#39434D"}
COLUMNS_OF_DOTS = 110
MOST_PERIODS_NAMED = 8


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
    """Return round ticks for an axis from low to high, each with its unit; only a change has any below nought."""
    values = [value for value in round_ticks(low, high, steps) if value >= 0 or measure.kind == "change"]
    return {"tickvals": values, "ticktext": [short_figure(value, measure) for value in values]}


def round_ticks(low: float, high: float, steps: int = 4) -> list[float]:
    """Return the round numbers between two ends that cut the way into about so many steps."""
    rough = (high - low) / steps or 1.0
    power = 10 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough)
    first = math.ceil(low / step)
    return [round((first + number) * step, 10) for number in range(steps + 2) if (first + number) * step <= high]


def short_figure(value: float, measure: Measure) -> str:
    """Return a round number with its unit, as short as an axis wants it: 20%, £40k, £1.5m, 0.5, 2p."""
    if measure.unit.startswith("£ per £1") and abs(value) < 1:
        return f"{100 * value:,.10g}p"
    if abs(value) >= 1_000_000:
        told = f"{value / 1_000_000:,.10g}m"
    else:
        told = f"{value / 1000:,.10g}k" if abs(value) >= 10_000 else f"{value:,.10g}"
    return f"{'£' if measure.unit.startswith('£') else ''}{told}{'%' if measure.is_share else ''}"


def heaped(values: Sequence[float], columns: int = COLUMNS_OF_DOTS) -> tuple[list[float], int]:
    """Return a height for each value so that dots of near values heap about a line, and the tallest heap.

    Values are put into equal columns over their range; each heap grows to both sides in turn.
    """
    low, high = min(values), max(values)
    width = (high - low) / columns or 1
    heights: dict[int, int] = defaultdict(int)
    placed = []
    for value in values:
        column = round((value - low) / width)
        count = heights[column]
        placed.append((count + 1) // 2 * (1 if count % 2 else -1))
        heights[column] = count + 1
    return [float(height) for height in placed], max(heights.values())


def strip(
    rows: pd.DataFrame, measure: Measure, beside: Sequence[tuple[str, float]], chosen: str, theme: str
) -> go.Figure:
    """Return the spread of a measure: a dot an area (``area_id, area_name, value, label``), lines for what is beside.

    ``beside`` holds name and value of England or the region; the chosen area is navy and named.
    """
    rows = rows.sort_values(["value", "area_id"])
    heights, tallest = heaped(rows["value"].tolist())
    dots = list(zip(rows["area_id"], rows["area_name"], rows["value"], heights, rows["label"], strict=True))
    top = max(tallest / 2, 3) + 1
    marked = [dot for dot in dots if dot[0] == chosen]
    edge = {"width": 0.5, "color": GROUND[theme]}
    lines_beside = [
        {
            "type": "line",
            "x0": value,
            "x1": value,
            "y0": -top,
            "y1": top,
            "line": {"color": INK[theme], "width": 1, "dash": "dot"},
        }
        for _, value in beside
    ]
    labels = [
        {"x": value, "y": top, "text": f"{name} {figure(value, measure)}", "showarrow": False, "yanchor": "bottom",
         "yshift": 18 * (order % 2), "xanchor": "center"}
        for order, (name, value) in enumerate(sorted(beside, key=lambda one: one[1]))
    ]  # fmt: skip
    labels += [
        {
            "x": value,
            "y": -top,
            "text": f"<b>{name}</b>",
            "showarrow": False,
            "yanchor": "top",
            "font": {"color": CHOSEN[theme]},
        }
        for _, name, value, _, _ in marked
    ]
    traces = [
        {"type": "scatter", "mode": "markers", "x": [dot[2] for dot in part], "y": [dot[3] for dot in part], "hoverinfo": "text",
         "hovertext": [dot[4] for dot in part], "marker": {"color": color, "size": size, "line": edge},
         "error_x": ranges(part, rows, color)}
        for part, color, size in (
            ([dot for dot in dots if dot[0] != chosen], OTHERS[theme], 7), (marked, CHOSEN[theme], 13)
        )
    ]  # fmt: skip
    drawn = layout(190, theme) | {"shapes": lines_beside, "annotations": labels}
    seen = [*rows["value"], *(value for _, value in beside)]
    drawn["xaxis"] = axis_of(min(seen), max(seen), measure, steps=8) | {"showline": True, "linecolor": GRID[theme]}
    drawn["yaxis"] = {"visible": False, "range": [-1.5 * top, 1.8 * top]}
    return go.Figure(data=traces, layout=drawn)


def ranges(part: Sequence[tuple[Any, ...]], rows: pd.DataFrame, color: str) -> dict[str, Any]:
    """Return the error bar of a single dot, the chosen area, where its range is known; of many they would hide each other."""
    one = rows[rows["area_id"] == part[0][0]].iloc[0] if len(part) == 1 else None
    if one is None or pd.isna(one["lower"]):
        return {"visible": False}
    above, below = [one["upper"] - one["value"]], [one["value"] - one["lower"]]
    return {"visible": True, "array": above, "arrayminus": below, "color": color, "thickness": 3, "width": 6}


@dataclass(frozen=True)
class Line:
    """One line: its name, its values by period (None where there is none), and the ends of their ranges where known."""

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
    marked: Sequence[tuple[str, str]] = (),
    breaks: Sequence[str] = (),
) -> go.Figure:
    """Return lines over periods, the first in focus with its range as a band, each named at its end.

    ``marked`` names periods at which something happened: ``(period, words)``; ``breaks`` those that began with a new
    wording. Totals are drawn from nought.
    """
    drawn = go.Figure(layout=layout(height, theme))
    low, high = ends_of(series, measure)
    ends = []
    for number, one in enumerate(series):
        color = line_color(number, theme)
        if number == 0 and one.lower:
            add_band(drawn, periods, one, theme)
        drawn.add_scatter(
            x=list(periods),
            y=list(one.values),
            mode="lines+markers",
            line={"color": color, "width": 3 if number == 0 else 2, "dash": DASHES[number % 4]},
            marker={"size": 9 if number == 0 else 6, "symbol": SYMBOLS[number % 4]},
            hoverinfo="text",
            hovertext=[point_sentence(one, order, period, measure) for order, period in enumerate(periods)],
        )
        known = [(place, value) for place, value in enumerate(one.values) if value is not None]
        if known:
            last, value = known[-1]
            ends.append((value, wrapped(one.name), last, color if number < 2 else INK[theme]))
    for value, name, period, color in named_apart(ends, (high - low) / (height - 50)):
        drawn.add_annotation(
            x=period,
            y=value,
            text=name,
            showarrow=False,
            xanchor="left",
            align="left",
            xshift=10,
            font={"color": color},
        )
    order_of = {period: number for number, period in enumerate(periods)}
    marks = [(order_of[period] - 0.5, "new wording") for period in breaks]
    marks += [(float(order_of[period]), said) for period, said in marked]
    for order, (place, said) in enumerate(marks):
        add_mark(drawn, place, said, order, theme)
    drawn.update_xaxes(type="category", range=[-0.3, len(periods) - 0.4], nticks=8)
    drawn.update_yaxes(
        **axis_of(low, high, measure),
        showgrid=True,
        gridcolor=GRID[theme],
        rangemode="tozero" if measure.is_total else "normal",
    )
    drawn.update_layout(margin={"r": 140})
    return drawn


def ends_of(series: Sequence[Line], measure: Measure) -> tuple[float, float]:
    """Return from how low to how high lines and their ranges reach, never the same; totals reach down to nought."""
    every = [
        one for line in series for part in (line.values, line.lower, line.upper) for one in part if one is not None
    ]
    low, high = (min(every), max(every)) if every else (0.0, 1.0)
    low = min(low, 0.0) if measure.is_total else low
    return low, high if high > low else low + 1


def named_apart(ends: list[tuple[float, str, int, str]], pixel: float) -> list[tuple[float, str, int, str]]:
    """Return the names at the ends of lines (height, name, place, colour) so far apart that none covers another.

    ``pixel`` is the height of a pixel.
    """
    ends = sorted(ends)
    lines_of_text = [name.count("<br>") + 1 for _, name, _, _ in ends]
    gaps = [
        (one + below) / 2 * LINE_OF_TEXT * pixel for one, below in zip(lines_of_text, [0, *lines_of_text], strict=False)
    ]
    heights = set_apart([end[0] for end in ends], gaps)
    return [(height, *end[1:]) for height, end in zip(heights, ends, strict=True)]


LINE_OF_TEXT = 18
"""How high a line of text is, in pixels."""
DASHES = ("solid", "dash", "dot", "dashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up")


def line_color(number: int, theme: str) -> str:
    """Return the colour of a line: the first in focus, all others grey."""
    return CHOSEN[theme] if number == 0 else OTHERS[theme]


def point_sentence(line: Line, order: int, period: str, measure: Measure) -> str:
    """Return what a point of a line says when it is pointed at, with its range; nothing where there is none."""
    value = line.values[order]
    if value is None:
        return ""
    told = f"{line.name}, {period}: {figure(value, measure)}"
    lower = line.lower[order] if line.lower else None
    upper = line.upper[order] if line.upper else None
    if lower is None or upper is None:
        return told
    return f"{told} (between {figure(lower, measure)} and {figure(upper, measure)})"


def add_band(drawn: go.Figure, periods: Sequence[str], line: Line, theme: str) -> None:
    """Draw the 95% ranges of a line as bars on its points: a band would bridge periods without a figure."""
    known = [
        (period, value, low, high)
        for period, value, low, high in zip(periods, line.values, line.lower, line.upper, strict=True)
        if value is not None and low is not None and high is not None
    ]
    drawn.add_scatter(
        x=[one[0] for one in known],
        y=[one[1] for one in known],
        mode="markers",
        marker={"size": 1, "color": CHOSEN[theme]},
        hoverinfo="skip",
        error_y={
            "array": [one[3] - one[1] for one in known],
            "arrayminus": [one[1] - one[2] for one in known],
            "color": CHOSEN[theme],
            "thickness": 1.5,
            "width": 5,
        },
    )


def add_mark(drawn: go.Figure, place: float, said: str, order: int, theme: str) -> None:
    """Draw a dotted line at a place among the periods, with what happened then beside its upper end."""
    drawn.add_shape(
        type="line",
        x0=place,
        x1=place,
        y0=0,
        y1=1,
        yref="paper",
        line={"color": INK[theme], "width": 1, "dash": "dot"},
    )
    drawn.add_annotation(
        x=place,
        y=1 - 0.09 * (order % 3),
        yref="paper",
        text=said,
        showarrow=False,
        xanchor="left",
        yanchor="top",
        xshift=4,
    )


def wrapped(text: str, width: int = 17) -> str:
    """Return a text in lines of about so many letters, as Plotly breaks them."""
    return "<br>".join(textwrap.wrap(text, width)) or text


def set_apart(heights: Sequence[float], gaps: Sequence[float], high: float = math.inf) -> list[float]:
    """Return rising heights moved so far apart that none is nearer to the one before it than its gap.

    The middle of all stays where it was, unless the last would pass ``high``: then all are moved down. The first gap says
    how much room the first needs below it, and is not looked at.
    """
    placed: list[float] = []
    for height, gap in zip(heights, gaps, strict=True):
        placed.append(max(height, placed[-1] + gap) if placed else height)
    if not placed:
        return []
    drift = max((sum(placed) - sum(heights)) / len(placed), placed[-1] - high)
    return [height - drift for height in placed]


def columns(
    periods: Sequence[str], parts: Sequence[tuple[str, Sequence[float]]], unit: str, theme: str, height: int = 300
) -> go.Figure:
    """Return columns by period, one colour for each part side by side, named in a legend above them."""
    drawn = go.Figure(layout=layout(height, theme))
    for (name, values), color in zip(parts, (CHOSEN[theme], SECOND[theme]), strict=False):
        drawn.add_bar(
            x=list(periods),
            y=list(values),
            name=name,
            marker={"color": color},
            hoverinfo="text",
            hovertext=[f"{name}, {period}: {value:,.1f} {unit}" for period, value in zip(periods, values, strict=True)],
        )
    drawn.update_layout(
        showlegend=len(parts) > 1, legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}, bargap=0.35
    )
    drawn.update_xaxes(type="category")
    drawn.update_yaxes(showgrid=True, gridcolor=GRID[theme], nticks=5, rangemode="tozero")
    return drawn


def places(rows: pd.DataFrame, theme: str) -> go.Figure:
    """Return where one area stands on several measures: a line of dots for each, all areas grey, this one navy.

    ``rows`` has ``order, name, position, label, is_chosen``: position runs from 0 (lowest of all areas) to 1 (highest).
    """
    names = rows.drop_duplicates("order").sort_values("order")
    drawn = layout(46 * len(names) + 70, theme)
    drawn["xaxis"] = {"tickvals": [0, 1], "ticktext": ["lowest", "highest"], "range": [-0.08, 1.08]}
    drawn["yaxis"] = {
        "tickvals": names["order"].tolist(), "ticktext": names["name"].tolist(), "showgrid": True, "gridcolor": GRID[theme],
        "range": [int(names["order"].max()) + 0.5, -0.5],
    }  # fmt: skip
    traces = []
    for chosen, color, size in ((False, OTHERS[theme], 5), (True, CHOSEN[theme], 14)):
        part = rows[rows["is_chosen"] == chosen]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": part["position"].tolist(),
                "y": part["order"].tolist(),
                "hoverinfo": "text",
                "hovertext": part["label"].tolist(),
                "marker": {"color": color, "size": size},
            }
        )
    return go.Figure(data=traces, layout=drawn)


def coverage(
    names: Sequence[str], parts: Sequence[tuple[str, str, Sequence[int]]], total: int, theme: str
) -> go.Figure:
    """Return how many areas have each thing: a bar of all areas for each name, split by ``(state, words, areas)``."""
    drawn = go.Figure(layout=layout(34 * len(names) + 80, theme))
    for state, name, counts in parts:
        drawn.add_bar(
            y=list(names),
            x=list(counts),
            name=name,
            orientation="h",
            marker=state_look(state, theme),
            hoverinfo="text",
            hovertext=[
                f"{label}: {name.lower()} {count} of {total} areas" for label, count in zip(names, counts, strict=True)
            ],
        )
    drawn.update_layout(
        barmode="stack",
        showlegend=True,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        bargap=0.3,
    )
    drawn.update_xaxes(range=[0, total * 1.02], tickvals=[0, total / 3, 2 * total / 3, total])
    drawn.update_yaxes(autorange="reversed")
    return drawn


STATE_LOOKS = {
    "value": ("chosen", ""),
    "not reported": ("ground", ""),
    "hidden": ("ground", "/"),
    "complete": ("chosen", ""),
    "sent": ("chosen", "/"),
    "partial": ("second", ""),
    "nothing to report": ("others", ""),
    "not sent": ("ground", ""),
    "not due": ("ground", "."),
}
"""The colour and the pattern of each state of a figure and of a return: what came is filled, what did not is hollow."""


def state_look(state: str, theme: str) -> dict[str, Any]:
    """Return how the bars of a state look, the same in every picture."""
    colors = {"chosen": CHOSEN[theme], "second": SECOND[theme], "others": OTHERS[theme], "ground": GROUND[theme]}
    color, pattern = STATE_LOOKS[state]
    return {
        "color": colors[color],
        "line": {"color": OTHERS[theme], "width": 1},
        "pattern": {
            "shape": pattern,
            "fgcolor": GROUND[theme] if color != "ground" else OTHERS[theme],
            "size": 6,
            "fillmode": "overlay",
        },
    }


def returned(
    periods: Sequence[str],
    starts: Sequence[str],
    counts: Sequence[tuple[str, str, Sequence[int]]],
    total: int,
    theme: str,
) -> go.Figure:
    """Return how many areas are in each state of one return: a column a period, split by ``(state, words, areas)``.

    ``starts`` say each period so shortly that it fits under its column.
    """
    drawn = go.Figure(layout=layout(340, theme))
    for state, said, areas in counts:
        drawn.add_bar(
            x=list(periods),
            y=list(areas),
            name=said[0].upper() + said[1:],
            marker=state_look(state, theme),
            hoverinfo="text",
            hovertext=[
                f"{period}: {count} of {total} areas {said}" for period, count in zip(periods, areas, strict=True)
            ],
        )
    drawn.update_layout(
        barmode="stack",
        showlegend=True,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        bargap=0.25 if len(periods) > MOST_PERIODS_NAMED else 0.6,
    )
    step = -(-len(periods) // MOST_PERIODS_NAMED)
    drawn.update_xaxes(type="category", tickvals=list(range(0, len(periods), step)), ticktext=list(starts)[::step])
    drawn.update_yaxes(showgrid=True, gridcolor=GRID[theme], range=[0, total * 1.02], nticks=4)
    return drawn
