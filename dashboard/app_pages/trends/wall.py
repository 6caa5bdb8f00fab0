"""The wall: one measure over time for every area at once, a small line each, grouped by verdict, and its table.

The component is plain SVG and buttons (``components/spark_wall.*``); all lines share one scale, and only whole numbers are sent.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.components.v2 import component

from dashboard.app_pages.trends import sentences
from dashboard.app_pages.trends.tables import number_formats
from dashboard.drawing import maps
from dashboard.model import db, state
from dashboard.model.catalogue import Catalogue, Context, catalogue_for
from dashboard.model.state import View
from dashboard.parts import blocks
from dashboard.text import figure_cells, table_codes, verdicts, words

HIGH = 100
"""The height of the drawing on a tile in its own units; the width follows from the number of points."""
SIGNS = {"rising": "↑", "falling": "↓"}
NOT_JUDGED = "not tested"
GROUPS = {
    "rising": "Rising",
    "falling": "Falling",
    "no clear change": "No clear change",
    NOT_JUDGED: "Not tested",
}
"""The groups of the wall in their order, by verdict."""
_spark_wall = component(
    "spark_wall",
    html=(maps.FOLDER / "spark_wall.html").read_text(encoding="utf-8"),
    css=(maps.FOLDER / "spark_wall.css").read_text(encoding="utf-8"),
    js=(maps.FOLDER / "spark_wall.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True)
class WallView:
    """The contents of the wall for one measure: the drawing, the table and its file, and what is said around them."""

    data: dict[str, Any]
    scale: str
    table: pd.DataFrame
    file: pd.DataFrame
    flags: str
    codes: str
    without_line: str


@lru_cache(maxsize=100)
def wall_view(build: db.Build, view: View) -> WallView:
    """Return the wall of a settled view."""
    catalogue = catalogue_for(build, view)
    measure = catalogue.measures[view.measure]
    points = db.query(build, "trends_wall", measure_id=view.measure)
    verdict_rows = db.query(build, "trends_verdicts", measure_id=view.measure).set_index("place_id", drop=False)
    rows = newest(points, catalogue, view.measure, verdict_rows)
    low, high = ends(points)
    return WallView(
        data=drawing(catalogue, view, points, rows, low, high),
        scale=scale_words(measure, points, low, high),
        table=table(rows, measure),
        file=file(rows, measure, catalogue, build),
        flags=flags(rows),
        codes=table_codes.codes_explained(sorted(set(rows["code"]) - {""})),
        without_line=without_line(rows),
    )


def ends(points: pd.DataFrame) -> tuple[float, float]:
    """Return the ends of the shared scale: from zero, or the lowest figure where that is far above it; see the query."""
    with_figure = points[points["state"] == "value"]
    if with_figure.empty:
        return 0.0, 1.0
    low, high = float(with_figure["value"].min()), float(with_figure["scale_top"].iloc[0])
    return (0.0 if 0 <= low <= 0.5 * high else low), high


def newest(points: pd.DataFrame, catalogue: Catalogue, measure_id: str, verdict_rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row an area: its newest figure, else the most important reason why it has none, and its trend.

    A hidden figure outranks one not reported, and that outranks nothing due. Columns: those of ``trends_wall``, name,
    council, verdict, trend (in words) and code.
    """
    order = {"value": 3, "hidden": 2, "not reported": 1, "not due": 0}
    ranked = points.assign(weight=points["state"].map(order)).sort_values(["area_id", "weight", "period"])
    rows = ranked.groupby("area_id", sort=False).tail(1).drop(columns="weight")
    areas = catalogue.areas.loc[rows["area_id"]]
    trends = [verdict_rows.loc[area_id] if area_id in verdict_rows.index else None for area_id in rows["area_id"]]
    return rows.assign(
        name=areas["area_name"].tolist(),
        area_code=areas["area_code"].tolist(),
        council=areas["council_name"].tolist(),
        verdict=["" if trend is None else trend["verdict"] for trend in trends],
        trend=[
            "not tested" if trend is None else sentences.trend_words(catalogue, measure_id, trend) for trend in trends
        ],
        code=[table_codes.cell_code(row.state, row.reliability) for row in db.rows(rows)],
    )


def drawing(
    catalogue: Catalogue, view: View, points: pd.DataFrame, rows: pd.DataFrame, low: float, high: float
) -> dict[str, Any]:
    """Return the input of the component: the times, the groups, a tile for each area, and the texts.

    The tiles of a group are in order of name: how they stand on the page says nothing of which is higher.
    """
    measure = catalogue.measures[view.measure]
    start, end = (float(points["time_at"].min()), float(points["time_at"].max())) if len(points) else (0.0, 1.0)
    times = sorted(points["time_at"].unique())
    name = str(catalogue.programme["programme_name"]) if catalogue.programme["is_invented"] else ""
    before, after = (f"{name}: ", f" ({name})") if name else ("", "")
    by_area: dict[str, list[Any]] = defaultdict(list)
    for point in db.rows(points.sort_values("period")):  # one pass over all rows: a pass for each area costs far more
        by_area[point.area_id].append(point)
    tiles = [
        {
            "id": row.area_id,
            "label": f"{tile_words(row, measure)}{after}",
            "group": row.verdict if row.verdict in GROUPS else NOT_JUDGED,
            "sign": SIGNS.get(row.verdict, ""),
            "line": heights(by_area[row.area_id], low, high),
        }
        for row in sorted(db.rows(rows[rows["state"] == "value"]), key=lambda row: str(row.name).casefold())
    ]
    counts = Counter(tile["group"] for tile in tiles)
    return {
        "times": [round((float(at) - start) / ((end - start) or 1) * 100) for at in times],
        "tiles": tiles,
        "chosen": view.area,
        "title": f"{before}{measure.name}: one small line for each area",
        "alt": f"{before}A tile for each of {words.count_of(len(tiles), 'area')} with its line. The table below has the same.",
        "hint": "Hover over a tile to see the figure. Select it, or press Enter, to choose the area. Arrow keys move.",
        "groups": [
            {"id": group, "name": f"{label} ({counts[group]})"} for group, label in GROUPS.items() if counts[group]
        ],
    }


def heights(own: Sequence[Any], low: float, high: float) -> list[int | None]:
    """Return the heights of an area's line, from 0 at the top of its tile to 100 at the bottom; None where there is no figure."""
    span = (high - low) or 1.0
    return [max(round(HIGH - (row.value - low) / span * HIGH), 0) if row.state == "value" else None for row in own]


def tile_words(row: Any, measure: words.Measure) -> str:
    """Return the label of a tile: area, newest figure with its period, and its trend."""
    trend = f"; {row.trend}" if row.verdict and row.verdict != "cannot say" else ""
    return f"{row.name}, {row.council}: {maps.figure_words(row, measure)} in {row.period}{trend}"


def without_line(rows: pd.DataFrame) -> str:
    """Return how many areas have no line and why, as a sentence; empty where all have one."""
    counts = {state: int((rows["state"] == state).sum()) for state in maps.LOOKS}
    reasons = [f"{words.STATES[state][0].lower()} for {count}" for state, count in counts.items() if count]
    return f"Areas without a line: {words.joined(reasons)}." if reasons else ""


def scale_words(measure: words.Measure, points: pd.DataFrame, low: float, high: float) -> str:
    """Return the shared scale of all tiles and the time they cover, in a sentence."""
    periods = points["period"]
    if not (points["state"] == "value").any():
        return ""
    above = int((points["value"] > high).sum())
    over = (
        f" The {words.count_of(above, 'figure')} above that {'is' if above == 1 else 'are'} drawn at the top."
        if above
        else ""
    )
    return (
        f"Every tile covers {periods.min()} to {periods.max()}, from {words.figure(low, measure)} at the bottom to "
        f"{words.figure(high, measure)} at the top.{over}"
    )


def table(rows: pd.DataFrame, measure: words.Measure) -> pd.DataFrame:
    """Return the newest figure and the trend of each area, highest figure first.

    Rows are sorted by what is shown alone: where other areas have no name, any other order would give them away.
    """
    is_staff_only = rows["reliability"] == table_codes.STAFF_ONLY
    listed = pd.DataFrame(
        {
            "Area": rows["name"],
            figure_cells.heading(measure): as_shown(rows["value"].mask(is_staff_only), measure),
            "Period": rows["period"].where(rows["state"] == "value", ""),
            "Trend": rows["trend"],
            "Note": rows["code"],
        }
    )
    by = [figure_cells.heading(measure), "Period", "Trend", "Note", "Area"]
    return listed.sort_values(by, ascending=[False, False, True, True, True])


def as_shown(values: pd.Series, measure: words.Measure) -> pd.Series:
    """Return figures rounded once, to the decimals that the table shows of a number of that size."""
    if measure.decimals > 1:
        return values.round(measure.decimals)
    return values.round(1).where(values.abs() < 100, values.round())


def file(rows: pd.DataFrame, measure: words.Measure, catalogue: Catalogue, build: db.Build) -> pd.DataFrame:
    """Return the table as a file that explains itself; a figure for staff only is left out."""
    is_staff_only = rows["reliability"] == table_codes.STAFF_ONLY
    numbers = {
        column: rows[column].mask(is_staff_only) for column in ("value", "lower", "upper", "numerator", "denominator")
    }
    listed = pd.DataFrame(
        {
            "programme": catalogue.programme["programme_name"],
            "measure": measure.name,
            "unit": measure.unit,
            "area_code": rows["area_code"],
            "area_name": rows["name"],
            "area_type": "area",
            "council": rows["council"],
            "period": rows["period"].where(rows["state"] == "value", ""),
            "value": numbers["value"],
            "lower_confidence_interval_95": numbers["lower"],
            "upper_confidence_interval_95": numbers["upper"],
            "numerator": numbers["numerator"],
            "denominator": numbers["denominator"],
            "trend": rows["trend"],
            "state": rows["state"].mask(is_staff_only, "hidden"),
            "code": rows["code"].mask(is_staff_only, "[c]"),
            "data_version": build.version,
        }
    )
    return listed.sort_values(
        ["value", "period", "trend", "code", "area_name"], ascending=[False, False, True, True, True]
    )


def flags(rows: pd.DataFrame) -> str:
    """Return how many areas rise or fall, and how many chance alone would flag."""
    judged = int(rows["verdict"].isin(["rising", "falling", "no clear change"]).sum())
    if not judged:
        return "No area has five points with a confidence interval, so trends are not tested."
    counts = {verdict: int((rows["verdict"] == verdict).sum()) for verdict in SIGNS}
    return (
        f"Of {words.count_of(judged, 'area')} with enough points to test, {counts['rising']} "
        f"{'is' if counts['rising'] == 1 else 'are'} rising and {counts['falling']} {'is' if counts['falling'] == 1 else 'are'} "
        f"falling. {verdicts.flags_by_chance(judged, 99.8)}"
    )


def draw_wall(data: dict[str, Any], on_pick: Callable[[], None]) -> None:
    """Draw the wall; picking a tile calls ``on_pick``, with the area's id in ``st.session_state["spark-wall"]["pick"]``."""
    _spark_wall(key="spark-wall", data=data, on_pick_change=on_pick, height="content")


def show_wall(context: Context) -> None:
    """Show the wall with its table; where other areas are not named, the table alone, as the order of tiles would name them."""
    st.header("Every area over time")
    view = context.view
    wall = wall_view(context.build, view)
    measure = context.catalogue.measures[view.measure]
    in_brief = " ".join(part for part in (wall.flags, wall.scale, wall.without_line) if part)
    st.container(key="wall-in-brief").markdown(words.plain(in_brief))
    if not wall.data["tiles"]:
        st.markdown("No single area has figures to draw.")
    elif view.others == "unlabelled" and view.area:
        st.markdown(
            "The small charts are not shown while other areas are not named, because their order would show which is which."
        )
    else:
        draw_wall(wall.data, lambda: state.go(area=st.session_state["spark-wall"]["pick"]))
    title = f"{measure.name}: newest figure and trend of each area"
    blocks.folded_table(
        "Table of all areas",
        title,
        blocks.ChartTable(
            wall.table,
            blocks.file_name(context, "trends", view.measure, "all-areas"),
            formats=number_formats(measure),
            download=lambda: wall.file,
        ),
    )
    if wall.codes:
        st.caption(words.plain(wall.codes))
