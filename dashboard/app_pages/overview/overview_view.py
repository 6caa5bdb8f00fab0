"""The contents of the overview for one view: worked out once for each build, view and theme, then kept.

Putting marks, chart and table together costs more than drawing them, and many readers look at the same views.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.drawing import dot_charts, maps, strip
from dashboard.model import db
from dashboard.model.catalogue import NO_RETURNS, Catalogue, catalogue_for
from dashboard.model.state import ANY, View
from dashboard.text import certainty, figure_cells, table_codes, words


@dataclass(frozen=True)
class OverviewView:
    """One view of the map: the areas shown with their figures, the places beside them, the answer, and the input of the maps."""

    areas: pd.DataFrame
    beside: list[tuple[str, float]]
    answer: str
    maps: dict[str, Any]
    table: pd.DataFrame
    decimals: int
    codes: str
    flags: str
    programme: Any


@lru_cache(maxsize=500)
def overview_view(build: db.Build, view: View) -> OverviewView:
    """Return the contents of the overview for a view."""
    catalogue = catalogue_for(build, view)
    measure = catalogue.measures[view.measure]
    figures = db.query(build, "map_figures", measure_id=view.measure, period=view.period).set_index("area_id")
    shown = figure_cells.sorted_by_name(
        catalogue.filtered_areas(view).drop(columns="area_id").join(figures).reset_index()
    )
    beside = {
        row.place_id: row
        for row in db.rows(db.query(build, "figures_beside", measure_id=view.measure, period=view.period))
    }
    edges = db.query(build, "measure_breaks", measure_id=view.measure, period=view.period)["edge"].tolist()
    marks = maps.marks(shown, measure, edges)
    named = [
        (row.place_name, row.value)
        for row in beside.values()
        if not (measure.is_total and catalogue.measure_row(view.measure)["roll_up"] == "sum")
        and (row.place_kind == "england" or row.place_name == view.region)
    ]
    saved = figure_cells.rows_for_file(shown)
    together = db.query(build, "compare_figures", areas="programme:all", measure_id=view.measure)
    together = together[(together["period"] == view.period) & (together["state"] == "value")]
    return OverviewView(
        areas=shown,
        beside=named,
        answer=answer(
            measure, shown["value"][shown["state"] == "value"].tolist(), shown, named, beside.get("programme:all"), view
        ),
        maps=drawing(catalogue, measure, view, marks, edges),
        table=table(saved, measure),
        decimals=figure_cells.decimals_of(saved["value"].tolist(), measure),
        codes=table_codes.codes_explained(
            sorted({table_codes.cell_code(row.state, row.reliability) for row in db.rows(saved)} - {""})
        ),
        flags=figure_cells.flags(shown),
        programme=together.iloc[0] if len(together) and not view.filters else None,
    )


@lru_cache(maxsize=500)
def spread(build: db.Build, view: View) -> dict[str, Any] | None:
    """Return the input of the strip: how the areas of a view are spread, a dot for each; None for fewer than two."""
    shown, rows = overview_view(build, view), rows_of_spread(build, view)
    if len(rows) < 2:
        return None
    programme, measure = catalogue_for(build, view).programme, catalogue_for(build, view).measures[view.measure]
    named = f"{programme['programme_name']}: " if programme["is_invented"] else ""
    return strip.drawing(rows, measure, shown.beside, view.area, shown.maps["corner"], f"{named}{shown.answer}")


def spread_picture(build: db.Build, view: View, theme: str) -> go.Figure:
    """Return the same spread as a figure of which a picture can be saved, in a theme (light or dark)."""
    measure = catalogue_for(build, view).measures[view.measure]
    beside = overview_view(build, view).beside
    return dot_charts.strip(rows_of_spread(build, view), measure, beside, view.area, theme)


def rows_of_spread(build: db.Build, view: View) -> pd.DataFrame:
    """Return the areas of a view that have a figure, with the label of each."""
    shown = overview_view(build, view)
    labels = [mark["label"] for mark in shown.maps["marks"]]
    return shown.areas.assign(label=labels)[shown.areas["state"] == "value"]


def answer(
    measure: words.Measure,
    values: list[float],
    shown: pd.DataFrame,
    named: list[tuple[str, float]],
    programme: Any,
    view: View,
) -> str:
    """Return the page's answer in a sentence, also where no single area has a figure."""
    if shown.empty:
        return "No area fits all of these filters."
    if values:
        return words.spread(measure, values, len(shown), dict(named).get("England"), view.period)
    if view.period == NO_RETURNS:
        return f"{measure.name}: no returns have been loaded yet. Figures will be shown here once they are."
    sentence = f"None of these areas has a figure for {view.period}"
    if (shown["state"] == "hidden").any():
        sentence += ": too few people answered in each area to publish a figure"
    if programme is None or programme.state != "value" or pd.isna(programme.value):
        return f"{sentence}. The map shows why."
    together = words.sentence(measure, "all areas together", programme.value, view.period).removesuffix(".")
    sure = certainty.how_sure(measure, programme.value, programme.lower, programme.upper, None, "")
    return f"{sentence}. {together}{f', {sure}' if pd.notna(programme.lower) else ''}."


def drawing(
    catalogue: Catalogue, measure: words.Measure, view: View, marks: list[dict[str, Any]], edges: list[float]
) -> dict[str, Any]:
    """Return the input of the maps: marks, key, titles, texts for people who cannot see them, and the regions."""
    with_areas = {mark["region"] for mark in marks}
    is_whole = view.region == ANY
    on_map = "Map of England" if is_whole else f"Map: {view.region}"
    name = str(catalogue.programme["programme_name"]) if catalogue.programme["is_invented"] else ""
    before, after = (f"{name}: ", f" ({name})") if name else ("", "")
    contents = (
        f"{words.count_of(len(marks), 'area')}: {measure.name}, {view.period}. The table below has the same figures."
    )
    return {
        "marks": [{**mark, "label": f"{mark['label']}{after}"} for mark in marks],
        "chosen": view.area,
        "key": maps.key(marks, words.class_labels(edges, measure), measure, edges),
        "box": maps.box(marks, is_whole),
        "titles": {"dots": on_map, "tiles": f"One tile for each area{', by region' if is_whole else ''}"},
        "corner": f"{name}: invented" if name else "",
        "alt": {
            "dots": f"{before}Map of {'England' if is_whole else view.region} with a dot for each of {contents}",
            "tiles": f"{before}Tile map with a tile for each of {contents}",
        },
        "regions": [
            {"id": row.region_code, "name": row.region_name, "column": row.block_column, "row": row.block_row}
            for row in db.rows(catalogue.regions)
            if row.region_code in with_areas
        ],
    }


def table(rows: pd.DataFrame, measure: words.Measure) -> pd.DataFrame:
    """Return rows that may be saved as the table under the map, in their order."""
    figures = rows["value"].round(figure_cells.decimals_of(rows["value"].tolist(), measure))
    listed = pd.DataFrame({"Area": rows["area_name"], figure_cells.heading(measure): figures})
    states = [figure_cells.state_cell(row.state, row.reliability, row.band) for row in db.rows(rows)]
    if any(states):
        listed["State"] = states
    if rows["lower"].notna().any():
        listed["95% confidence interval"] = [figure_cells.range_words(row, measure) for row in db.rows(rows)]
        listed["Out of"] = rows["denominator"].where(rows["value"].notna())
    if figure_cells.is_judged(rows).any():
        listed["Against all areas"] = [figure_cells.funnel_words(row) for row in db.rows(rows)]
    return listed.assign(Council=rows["council_name"], Region=rows["region_name"], Wave=rows["wave"])
