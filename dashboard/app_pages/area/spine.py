"""The spine of the Area page: up to twelve measures of the three themes, each beside similar areas and among all areas."""

from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

import pandas as pd

from dashboard.app_pages.area.chapters import HEADINGS
from dashboard.app_pages.area.topics import newest_rows
from dashboard.drawing.small_lines import small_scale
from dashboard.model import db
from dashboard.model.catalogue import Catalogue, catalogue_for
from dashboard.model.state import View
from dashboard.parts import small_trends, standing
from dashboard.text import table_codes, themes, verdicts, words
from dashboard.text.words import Measure

MOST_OF_THEME = 4
"""At most so many measures of each theme."""
COLUMNS = (
    "Measure",
    "This area",
    "Similar areas: median (areas)",
    "All areas: median (areas)",
    "Among all areas, lowest to highest",
    "Over time",
    "Verdict",
)


@dataclass(frozen=True)
class Row:
    """One measure of the spine, as texts and pictures in HTML."""

    measure: str
    figure: str
    similar: str
    all_areas: str
    scale: str
    trend: str
    verdict: str


@lru_cache(maxsize=500)
def spine_html(build: db.Build, view: View) -> str:
    """Return the spine of the area of a view as an HTML table, a group of rows for each theme."""
    catalogue = catalogue_for(build, view)
    area = str(catalogue.area(view.area)["area_name"])
    trends = db.query(build, "trends_measures", place_id=view.area).set_index("measure_id", drop=False)
    middles = db.query(build, "area_similar_middle", area_id=view.area).set_index("measure_id")
    against = standing.comparisons(build, view.area)
    groups = []
    for theme, measure_ids in themes.MEASURES.items():
        newest = newest_rows(build, view.area, [name for name in measure_ids if name in catalogue.measures])
        shown = [name for name, row in newest.items() if row["state"] == "value"][:MOST_OF_THEME]
        others = {
            str(name): rows["value"].tolist()
            for topic in themes.TOPICS[theme]
            for name, rows in db.query(build, "topic_figures", area_id=view.area, topic=topic).groupby("measure_id")
        }
        lines = small_trends.points(build, shown, view.area, {name: str(newest[name]["period"]) for name in shown})
        rows = [
            Row(
                measure=catalogue.measures[name].short,
                figure=figure_text(catalogue, name, newest[name]),
                similar=middle_text(catalogue.measures[name], middles, name, "similar"),
                all_areas=middle_text(catalogue.measures[name], middles, name, "all"),
                scale=scale_html(catalogue.measures[name], newest[name], others.get(name, [])),
                trend=small_trends.line(catalogue.measures[name], lines[name]),
                verdict=verdict_text(catalogue.measures[name], against.get((name, "similar")), trends.loc[name]),
            )
            for name in shown
        ]
        groups.append(group_html(HEADINGS[theme], rows, {newest[name]["state"] for name in newest}))
    name = f"{catalogue.programme['programme_name']}: " if catalogue.programme["is_invented"] else ""
    caption = f"{name}{area}: key measures beside similar areas and all areas"
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in COLUMNS)
    return (
        f'<div class="table-box wide" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="data-table spine"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead>{''.join(groups)}</table></div>"
    )


def group_html(title: str, rows: list[Row], states: set[str]) -> str:
    """Return the rows of one theme under its name, or why it has none."""
    heading = f'<tr><th scope="rowgroup" colspan="{len(COLUMNS)}">{escape(title)}</th></tr>'
    if not rows:
        reason = "Suppressed (small numbers)" if "hidden" in states else "No data reported"
        return f'<tbody>{heading}<tr><td colspan="{len(COLUMNS)}">{reason} on every measure of this theme.</td></tr></tbody>'
    return f"<tbody>{heading}{''.join(row_html(row) for row in rows)}</tbody>"


def row_html(row: Row) -> str:
    """Return one measure as a row; the pictures are HTML already."""
    return (
        f'<tr><th scope="row">{escape(row.measure)}</th><td>{escape(row.figure)}</td>'
        f'<td data-head="Similar areas">{escape(row.similar)}</td><td>{escape(row.all_areas)}</td>'
        f"<td>{row.scale}</td><td>{row.trend}</td><td>{escape(row.verdict)}</td></tr>"
    )


def figure_text(catalogue: Catalogue, measure_id: str, row: Any) -> str:
    """Return the figure of the area with its base and period: "42% of 34 people (2024)"."""
    measure = catalogue.measures[measure_id]
    base_unit = standing.base_unit_of(measure, catalogue.measure_row(measure_id)["counts_people"])
    text = row.get("band") or words.figure_or_state(row["value"], row["state"], measure)
    base = row["denominator"]
    of = f" of {base_unit.of(base)}" if measure.is_share and pd.notna(base) and not base_unit.is_money else ""
    return f"{text}{of} ({row['period']}) {table_codes.cell_code(row['state'], row['reliability'])}".strip()


def middle_text(measure: Measure, middles: Any, measure_id: str, which: str) -> str:
    """Return the median of the similar areas or of all areas, with how many those are; empty where it is not known."""
    if measure_id not in middles.index or not middles.at[measure_id, f"{which}_areas"]:
        return ""
    middle, areas = middles.at[measure_id, f"{which}_middle"], middles.at[measure_id, f"{which}_areas"]
    return f"{words.figure(middle, measure)} ({int(areas)})"


def scale_html(measure: Measure, row: Any, others: list[float]) -> str:
    """Return the figure on a scale among all areas, with the lowest and highest in numbers; empty without a number."""
    if pd.isna(row["value"]) or not others:
        return ""
    low, high = (words.figure(end, measure) for end in (min(others), max(others)))
    ends = [None if pd.isna(row[end]) else float(row[end]) for end in ("lower", "upper")]
    alt = f"{words.figure(row['value'], measure)} on a scale from {low} to {high}"
    picture = small_scale(others, float(row["value"]), ends[0], ends[1], alt)
    return f'<span class="scale"><span>{escape(low)}</span>{picture}<span>{escape(high)}</span></span>'


def verdict_text(measure: Measure, compared: Any, trend: Any) -> str:
    """Return how the figure compares with similar areas and whether it changed, in words."""
    if measure.interval_by == "none":
        return "Full count: not tested."
    verdict = "cannot say" if compared is None else str(compared["verdict"])
    text = (
        f"{verdicts.COMPARED[verdict].capitalize()} similar areas"
        if verdict in verdicts.COMPARED
        else "Too few to compare"
    )
    return f"{text}. {verdicts.trend_in_brief(measure, trend)}"
