"""The pictures of areas among all areas: the funnel, the ranges of places, and the table in words and colour.

Rows go in, a picture or an HTML table comes out. No Streamlit here.
"""

import html
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.drawing.chart_style import (
    CHOSEN,
    GRID,
    INK,
    LINE_OF_TEXT,
    OTHERS,
    axis_of,
    layout,
    separated_heights,
    wrapped,
)
from dashboard.text.words import Measure, figure

HEAT = {
    "light": {"higher": ("#C7DDF2", "#0B2A45"), "lower": ("#FBD3B6", "#4A1D00"), "": ("#FFFFFF", "#1A1A1A")},
    "dark": {"higher": ("#1B4B78", "#F0F2F4"), "lower": ("#7A3A10", "#F0F2F4"), "": ("#14191F", "#F0F2F4")},
}
"""Ground and ink of a cell by its verdict: blue is higher, orange lower, all else has the ground of the page."""
FUNNEL_BODY = 350
"""The approximate height of the inside of the funnel's picture, in pixels."""


def funnel(
    rows: pd.DataFrame, limits: pd.DataFrame, chosen: Mapping[str, str], counted: str, measure: Measure, theme: str
) -> go.Figure:
    """Return every area by size and figure between the limits of chance; the chosen ones named.

    ``rows`` has ``area_id, value, denominator, verdict, label``; ``limits`` comes from ``compare_limits.sql``; ``counted``
    names the unit of the size.
    """
    low, high = float(rows["denominator"].min()), float(rows["denominator"].max())
    is_log = high > 20 * low > 0
    is_chosen = rows["area_id"].isin(list(chosen))
    ends = funnel_ends(rows, limits, measure)
    gap = (ends[1] - ends[0]) * LINE_OF_TEXT / FUNNEL_BODY
    names = area_names(rows[is_chosen], chosen, (low * high) ** 0.5 if is_log else (low + high) / 2, gap, is_log, theme)
    drawn = layout(420, theme)
    drawn["annotations"] = [*names, *curve_names(limits, measure, gap, is_log, theme)]
    drawn["margin"] = drawn["margin"] | {"r": 108}
    drawn["xaxis"] = size_axis(low, high, counted, is_log, theme)
    drawn["yaxis"] = axis_of(*ends, measure, steps=6) | {
        "showgrid": True,
        "gridcolor": GRID[theme],
        "range": list(ends),
    }
    return go.Figure(data=[*limit_curves(limits, theme), *area_marks(rows, is_chosen, theme)], layout=drawn)


def limit_curves(limits: pd.DataFrame, theme: str) -> list[dict[str, Any]]:
    """Return the figure of all areas and the four limits as curves."""
    return [
        {"type": "scatter", "mode": "lines", "x": limits["base"].tolist(), "y": limits[name].tolist(),
         "hoverinfo": "skip", "line": {"color": INK[theme], "width": width, "dash": dash}}
        for name, width, dash in (
            ("of_all", 1.5, "solid"), ("lower_95", 1, "dash"), ("upper_95", 1, "dash"),
            ("lower_998", 1, "dot"), ("upper_998", 1, "dot"),
        )
    ]  # fmt: skip


def area_marks(rows: pd.DataFrame, is_chosen: pd.Series, theme: str) -> list[dict[str, Any]]:
    """Return the marks of the areas: chosen ones larger, and those with too few counted to judge hollow."""
    is_rough = rows["verdict"] == ""
    return [
        {"type": "scatter", "mode": "markers", "x": part["denominator"].tolist(), "y": part["value"].tolist(),
         "hoverinfo": "text", "hovertext": part["label"].tolist(), "cliponaxis": False,
         "marker": {"color": color, "size": size, "symbol": symbol}}
        for part, color, size, symbol in (
            (rows[~is_chosen & ~is_rough], OTHERS[theme], 7, "circle"),
            (rows[~is_chosen & is_rough], OTHERS[theme], 7, "circle-open"),
            (rows[is_chosen & ~is_rough], CHOSEN[theme], 12, "circle"),
            (rows[is_chosen & is_rough], CHOSEN[theme], 12, "circle-open"),
        )
        if len(part)
    ]  # fmt: skip


def size_axis(low: float, high: float, counted: str, is_log: bool, theme: str) -> dict[str, Any]:
    """Return the axis of sizes, logarithmic where they differ widely."""
    sides = (
        [along(low * 0.85, is_log), along(high * 1.1, is_log)] if is_log else [low - (high - low) * 0.06, high * 1.02]
    )
    return {
        "type": "log" if is_log else "linear",
        "range": sides,
        "title": {"text": f"Size: {counted}", "standoff": 6, "font": {"size": 14}},
        "nticks": 6,
        "showline": True,
        "linecolor": GRID[theme],
    } | ({"tickvals": log_ticks(low, high)} if is_log else {})


def funnel_ends(rows: pd.DataFrame, limits: pd.DataFrame, measure: Measure) -> tuple[float, float]:
    """Return the ends of the axis of figures: all areas and the inner limits lie within, and most of the outer ones."""
    low = float(min(rows["value"].min(), limits["lower_95"].min(), limits["lower_998"].median()))
    high = float(max(rows["value"].max(), limits["upper_95"].max(), limits["upper_998"].median()))
    room = (high - low) * 0.06
    return (max(low - room, -4.0), min(high + room, 104.0)) if measure.is_share else (low - room, high + room)


def area_names(
    rows: pd.DataFrame, chosen: Mapping[str, str], middle: float, gap: float, is_log: bool, theme: str
) -> list[dict[str, Any]]:
    """Return the names of the chosen areas, each on a line of its own with a thin line to its mark."""
    rows = rows.sort_values("value")
    heights = separated_heights(rows["value"].tolist(), [gap] * len(rows))
    return [
        {"x": along(row.denominator, is_log), "y": row.value, "ax": along(row.denominator, is_log), "ay": height,
         "axref": "x", "ayref": "y", "text": f"<b>\u2002{chosen[str(row.area_id)]}\u2002</b>", "showarrow": True, "standoff": 6,
         "arrowhead": 0,
         "arrowwidth": 1, "arrowcolor": CHOSEN[theme], "xanchor": side_of(row.denominator, middle),
         "font": {"color": CHOSEN[theme]}}
        for row, height in zip(rows.itertuples(index=False), heights, strict=True)
    ]  # fmt: skip


def side_of(base: Any, middle: float) -> str:
    """Return which end of a name is at its mark, so that it runs towards the middle of the picture."""
    return "right" if base > middle else "left"


def curve_names(limits: pd.DataFrame, measure: Measure, gap: float, is_log: bool, theme: str) -> list[dict[str, Any]]:
    """Return the names of the curves at their right ends, each on a line of its own."""
    last: Any = limits.iloc[-1]
    labels = {
        "of_all": f"All: {figure(last['of_all'], measure)}",
        "upper_95": "19 in 20 areas",
        "upper_998": "998 in 1,000",
    }
    heights = separated_heights([last[name] for name in labels], [gap] * len(labels))
    return [
        {"x": along(last["base"], is_log), "y": height, "text": text, "showarrow": False, "xanchor": "left", "xshift": 8,
         "font": {"color": INK[theme]}}
        for height, text in zip(heights, labels.values(), strict=True)
    ]  # fmt: skip


def along(base: Any, is_log: bool) -> float:
    """Return the position of a note on the axis of sizes: Plotly takes the logarithm on a logarithmic axis."""
    return math.log10(base) if is_log else float(base)


def log_ticks(low: float, high: float) -> list[float]:
    """Return the round sizes 1, 2, 5, 10, 20 ... within a range."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    return [size * 10**power for power in powers for size in (1, 2, 5) if low <= size * 10**power <= high]


def rank_ranges(rows: pd.DataFrame, chosen: Mapping[str, str], theme: str) -> go.Figure:
    """Return the range of places from the highest for every area; the chosen ones named.

    ``rows`` has ``area_id, value, rank_lower, rank_upper, ranked, label``; a dot stands at the middle of each range. The row
    of a chosen area is as high as its name.
    """
    rows = rows.assign(middle=(rows["rank_lower"] + rows["rank_upper"]) / 2)
    rows = rows.sort_values(["middle", "rank_lower", "value"], ascending=[True, True, False]).reset_index(drop=True)
    is_chosen = rows["area_id"].isin(list(chosen))
    names = [wrapped(chosen.get(str(area), ""), 18) for area in rows["area_id"]]
    thin = max(2.5, min(9.0, 360 / len(rows)))
    heights = pd.Series([LINE_OF_TEXT * (name.count("<br>") + 1) + 4 if name else thin for name in names])
    rows = rows.assign(at=heights.cumsum() - heights / 2, name=names)
    last, total = int(rows["ranked"].iloc[0]), float(heights.sum())
    drawn = layout(round(total) + 60, theme)
    drawn["annotations"] = [
        {"x": 0, "xref": "paper", "y": row.at, "text": f"<b>{row.name}</b>", "showarrow": False, "xanchor": "right",
         "xshift": -6, "align": "right", "font": {"color": CHOSEN[theme]}}
        for row in rows[is_chosen].itertuples(index=False)
    ]  # fmt: skip
    drawn["margin"] = drawn["margin"] | {"l": 150 if is_chosen.any() else 8}
    drawn["xaxis"] = {
        "range": [0.5, last + 0.5],
        "tickvals": [1, *[tick for tick in log_ticks(5, last) if tick < last * 0.9], last],
        "title": {"text": "Rank from highest (95% interval)", "standoff": 6, "font": {"size": 14}},
        "showline": True,
        "linecolor": GRID[theme],
    }
    drawn["yaxis"] = {"visible": False, "range": [total, 0]}
    return go.Figure(data=rank_bars(rows, is_chosen, theme), layout=drawn)


def rank_bars(rows: pd.DataFrame, is_chosen: pd.Series, theme: str) -> list[dict[str, Any]]:
    """Return the ranges of places as bars, each with a dot at its middle, the chosen areas over all others."""
    return [
        {"type": "scatter", "mode": "markers", "x": part["middle"].tolist(), "y": part["at"].tolist(),
         "hoverinfo": "text", "hovertext": part["label"].tolist(), "marker": {"color": color, "size": size},
         "error_x": {"visible": True, "array": (part["rank_upper"] - part["middle"]).tolist(),
                     "arrayminus": (part["middle"] - part["rank_lower"]).tolist(), "color": color,
                     "thickness": thickness, "width": 0}}
        for part, color, size, thickness in (
            (rows[~is_chosen], OTHERS[theme], 4, 2), (rows[is_chosen], CHOSEN[theme], 9, 4)
        )
        if len(part)
    ]  # fmt: skip


def heat_table(
    caption: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[tuple[str, Sequence[tuple[str, str]]]],
    theme: str,
) -> str:
    """Return an HTML table in words and colour that scrolls inside itself.

    ``columns`` holds measures with their periods; ``rows`` names with, for each column, the verdict ("higher", "lower", another
    word, or nothing) and the figure or code under it. All texts are escaped.
    """
    ground, ink = HEAT[theme][""]
    head = "".join(
        f'<th scope="col">{html.escape(name)}<br><span>{html.escape(period)}</span></th>' for name, period in columns
    )
    body = "".join(
        f'<tr><th scope="row">{html.escape(name)}</th>{"".join(heat_cell(*cell, theme) for cell in cells)}</tr>'
        for name, cells in rows
    )
    style = (
        ".heat {overflow-x: auto; max-width: 100%;} .heat table {border-collapse: separate; border-spacing: 2px;}"
        " .heat caption {text-align: left; padding-bottom: .5rem; caption-side: top;}"
        f" .heat th, .heat td {{font-size: 14px; line-height: 1.3; text-align: left; vertical-align: top; padding: .4rem .5rem;"
        f" min-width: 118px; border-bottom: 1px solid {GRID[theme]};}} .heat th span {{font-weight: 400;}}"
        f" .heat th[scope=row] {{position: sticky; left: 0; background: {ground}; color: {ink}; min-width: 96px;"
        " max-width: 190px; overflow-wrap: anywhere;}"
        " .heat caption span {position: sticky; left: 0; display: inline-block; max-width: min(88vw, 85ch);}"
    )
    label = html.escape(re.sub(r"\s+", " ", caption))
    return (
        f"<style>{style}</style>"
        f'<div class="heat" role="region" tabindex="0" aria-label="{label}"><table><caption><span>{label}</span></caption>'
        f'<thead><tr><th scope="col">Area</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def heat_cell(verdict: str, under: str, theme: str) -> str:
    """Return one cell: its verdict in words on its colour, and the figure or code under it."""
    ground, ink = HEAT[theme].get(verdict, HEAT[theme][""])
    words = f"<b>{html.escape(verdict)}</b><br>" if verdict in ("higher", "lower") else html.escape(verdict)
    between = "<br>" if verdict and verdict not in ("higher", "lower") else ""
    return f'<td style="background: {ground}; color: {ink}">{words}{between}{html.escape(under)}</td>'
