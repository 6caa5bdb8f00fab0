"""What the Map page shows of one view: worked out once for each build, view and theme, then kept.

Putting marks, chart and table together costs more than drawing them, and many readers look at the same views.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import charts, db, maps, verdicts, words
from dashboard.catalogue import NO_RETURNS, Catalogue, seen
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
    codes: str
    flags: str


@lru_cache(maxsize=500)
def map_view(build: db.Build, view: View, theme: str) -> MapView:
    """Return what the Map page shows of a view in a theme (light or dark)."""
    told = seen(build, view)
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
        answer=answer(measure, with_figure["value"].tolist(), shown, named, beside.get("programme:all"), view),
        maps=drawing(told, measure, view, marks, edges),
        strip=charts.strip(with_figure, measure, named, view.area, theme) if len(with_figure) > 1 else None,
        table=table(shown, measure),
        codes=verdicts.codes_explained(sorted(set(codes(shown)) - {""})),
        flags=flags(shown),
    )


def answer(
    measure: words.Measure,
    values: list[float],
    shown: pd.DataFrame,
    named: list[tuple[str, float]],
    programme: Any,
    view: View,
) -> str:
    """Return the page's answer in a sentence, also where there is nothing to say of single areas."""
    if shown.empty:
        return "No area fits all of these filters."
    if values:
        return words.spread(measure, values, len(shown), dict(named).get("England"), view.period)
    if view.period == NO_RETURNS:
        return f"{measure.name}: no returns yet. It will be shown here once returns that tell it are loaded."
    told = f"None of these areas has a figure to show for {view.period}"
    if (shown["state"] == "hidden").any():
        told += ": where people answered, they were too few to show an area by itself"
    if programme is None or programme.state != "value" or pd.isna(programme.value):
        return f"{told}. The map shows why."
    together = words.sentence(measure, "all areas together", programme.value, view.period).removesuffix(".")
    sure = verdicts.how_sure(measure, programme.value, programme.lower, programme.upper, None, "")
    return f"{told}. {together}{f', {sure}' if pd.notna(programme.lower) else ''}."


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


def codes(shown: pd.DataFrame) -> list[str]:
    """Return the code of each row: "[c]", "[u]" or another, and nothing for a figure without caution."""
    return [verdicts.state_reason(row.state, row.reliability) for row in db.rows(shown)]


def flags(shown: pd.DataFrame) -> str:
    """Return how many areas differ by more than chance, and how many chance alone would flag; nothing where none is judged."""
    judged = shown[shown["verdict"].isin(["as expected", "worth a look", "differs"])]
    if judged.empty:
        return ""
    differ = int((judged["verdict"] == "differs").sum())
    look = int((judged["verdict"] == "worth a look").sum())
    return (
        f"Of {words.count_of(len(judged), 'area')} with enough counted to judge, {differ} "
        f"{'differs' if differ == 1 else 'differ'} from all areas together by more than chance and {look} "
        f"{'is' if look == 1 else 'are'} worth a look. {verdicts.flags_by_chance(len(judged), 95)}"
    )


def table(shown: pd.DataFrame, measure: words.Measure) -> pd.DataFrame:
    """Return the areas shown as the table under the maps has them, highest figure first, those without one last.

    A figure for staff only stays out: the table can be saved as a file.
    """
    rows = shown.assign(code=codes(shown)).sort_values("value", ascending=False, kind="stable")
    rows["value"] = rows["value"].mask(rows["reliability"] == verdicts.STAFF_ONLY)
    rows["value"] = rows["value"].round(max(measure.decimals, 1))
    listed = pd.DataFrame({"Area": rows["area_name"], heading(measure): rows["value"]})
    if rows["lower"].notna().any():
        listed["Range (95%)"] = [range_words(row, measure) for row in db.rows(rows)]
        listed["Out of"] = rows["denominator"].where(rows["value"].notna())
    if rows["verdict"].isin(["as expected", "worth a look", "differs"]).any():
        listed["Against all areas"] = [funnel_words(row) for row in db.rows(rows)]
    listed = listed.assign(Council=rows["council_name"], Region=rows["region_name"], Wave=rows["wave"])
    return listed.assign(Note=rows["code"]) if rows["code"].any() else listed


def range_words(row: Any, measure: words.Measure) -> str:
    """Return the range of a figure: "27% to 59%"; nothing where none is known or the figure may not be saved."""
    if pd.isna(row.value) or pd.isna(row.lower):
        return ""
    return f"{words.figure(row.lower, measure)} to {words.figure(row.upper, measure)}"


def funnel_words(row: Any) -> str:
    """Return how an area lies in the funnel, in a few words; nothing where it has no figure."""
    if row.state != "value" or row.reliability == verdicts.STAFF_ONLY:
        return ""
    if row.verdict == "as expected":
        return "as expected for its size"
    if row.verdict not in ("worth a look", "differs"):
        return "too few to judge"
    return f"{row.verdict}{' by more than chance' if row.verdict == 'differs' else ''}: {row.side}"


def heading(measure: words.Measure) -> str:
    """Return the heading of the column of figures: the measure's short name and its unit."""
    return f"{measure.short} ({measure.unit})"
