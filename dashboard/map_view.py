"""What the Map page shows of one view: worked out once for each build, view and theme, then kept.

Putting marks, chart and table together costs more than drawing them, and many readers look at the same views.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import charts, db, maps, words
from dashboard.catalogue import Catalogue, catalogue
from dashboard.state import View


@dataclass(frozen=True)
class MapView:
    """One view of the map: the areas shown with their figures, the answer, and what the maps and the strip draw."""

    shown: pd.DataFrame
    with_figure: int
    names_chosen: bool
    answer: str
    maps: dict[str, Any]
    strip: go.Figure | None
    table: pd.DataFrame

    @property
    def is_complete(self) -> bool:
        """Whether every area shown has a figure."""
        return self.with_figure == len(self.shown)


@st.cache_resource(max_entries=500, show_spinner=False)
def map_view(build: db.Build, view: View, theme: str) -> MapView:
    """Return what the Map page shows of a view in a theme (light or dark)."""
    told = catalogue(build)
    measure = told.measures[view.measure]
    figures = db.query(build, "map_figures", measure_id=view.measure, period=view.period).set_index("area_id")
    shown = told.shown(view).drop(columns="area_id").join(figures).reset_index()
    beside = {
        row.place_id: row
        for row in db.rows(db.query(build, "figures_beside", measure_id=view.measure, period=view.period))
    }
    edges = db.query(build, "measure_breaks", measure_id=view.measure)["edge"].tolist()
    marks = maps.marks(shown, measure, edges)
    with_figure = shown.assign(label=[mark["label"] for mark in marks])[shown["state"] == "value"]
    named = [
        (row.place_name, row.value)
        for row in beside.values()
        if not (measure.is_total and told.told(view.measure)["roll_up"] == "sum")
        and (row.place_kind == "england" or row.place_name == view.region)
    ]
    return MapView(
        shown=shown,
        with_figure=len(with_figure),
        names_chosen=view.area in set(with_figure["area_id"]),
        answer=answer(measure, with_figure["value"].tolist(), len(shown), named, view),
        maps=drawing(told, measure, view, marks, edges),
        strip=charts.strip(with_figure, measure, named, view.area, theme) if len(with_figure) > 1 else None,
        table=table(shown, measure),
    )


def answer(measure: words.Measure, values: list[float], areas: int, named: list[tuple[str, float]], view: View) -> str:
    """Return the page's answer in a sentence, also where there is nothing to say."""
    if not areas:
        return "No area fits all of these filters."
    if not values:
        return f"None of these areas has a figure for {view.period}. The map shows why."
    return words.spread(measure, values, areas, dict(named).get("England"), view.period)


def drawing(
    told: Catalogue, measure: words.Measure, view: View, marks: list[dict[str, Any]], edges: list[float]
) -> dict[str, Any]:
    """Return what the maps draw: marks, key, titles, words for people who cannot see them, and the regions."""
    with_areas = {mark["region"] for mark in marks}
    name = str(told.programme["programme_name"]) if told.programme["is_invented"] else ""
    before, after = (f"{name}: ", f" ({name})") if name else ("", "")
    said = f"{words.count_of(len(marks), 'area')}: {measure.name}, {view.period}. The table below has the same figures."
    return {
        "marks": [{**mark, "label": f"{mark['label']}{after}"} for mark in marks],
        "chosen": view.area,
        "key": maps.key(marks, words.class_labels(edges, measure), measure, edges),
        "titles": {"dots": f"{before}On the map of England", "tiles": f"{before}One tile an area, by region"},
        "alt": {
            "dots": f"{before}Map of England with a dot for each of {said}",
            "tiles": f"{before}Tile map with a tile for each of {said}",
        },
        "regions": [
            {"id": row.region_code, "name": row.region_name, "column": row.block_column, "row": row.block_row}
            for row in db.rows(told.regions)
            if row.region_code in with_areas
        ],
        "hint": "Point at a mark to read it; click it, or press Enter, to choose the area.",
    }


def table(shown: pd.DataFrame, measure: words.Measure) -> pd.DataFrame:
    """Return the areas shown as the table under the maps has them, highest figure first, those without one last."""
    columns = {
        "area_name": "Area",
        "council_name": "Council",
        "region_name": "Region",
        "wave": "Wave",
        "value": heading(measure),
    }
    rows = shown.sort_values("value", ascending=False, kind="stable")
    rows["value"] = rows["value"].round(max(measure.decimals, 1))
    listed = rows[list(columns)].rename(columns=columns)
    return (
        listed
        if (rows["state"] == "value").all()
        else listed.assign(Note=[words.STATES[one][1] for one in rows["state"]])
    )


def heading(measure: words.Measure) -> str:
    """Return the heading of the column of figures: the measure's short name and its unit."""
    return f"{measure.short} ({measure.unit})"
