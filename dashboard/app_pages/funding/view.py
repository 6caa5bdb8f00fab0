"""The view of the Funding page: the areas it is about, and the rows and charts for them."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.app_pages.funding import drawings, sentences
from dashboard.model import db
from dashboard.model.catalogue import NO_RETURNS, Catalogue, catalogue_for
from dashboard.model.state import SEPARATOR, View


@dataclass(frozen=True)
class Scope:
    """The areas the page is about: the chosen one, with the areas that the filters leave beside it, or these alone.

    ``area_ids`` (of the page) and ``group_area_ids`` (of the areas the filters leave) join ids as the queries expect them.
    ``group_id`` is the place that the group makes in the build, if there is one.
    """

    area_id: str
    name: str
    group: str
    area_ids: str
    group_area_ids: str
    group_id: str

    @property
    def place(self) -> str:
        """The name of the area or group that the page is about."""
        return self.name or self.group


def scope_of(catalogue: Catalogue, view: View) -> Scope:
    """Return the scope of a view."""
    areas = catalogue.filtered_areas(view)
    group_area_ids = SEPARATOR.join(str(area_id) for area_id in areas.index)
    name = str(catalogue.area(view.area)["area_name"]) if view.area else ""
    return Scope(
        area_id=view.area,
        name=name,
        group=sentences.areas_label(len(areas), view.filters),
        area_ids=view.area or group_area_ids,
        group_area_ids=group_area_ids,
        group_id=catalogue.group_of(view),
    )


@dataclass(frozen=True)
class FundingView:
    """What the Funding page shows for one view: its scope, totals of the scope and its group, counts of records, charts."""

    scope: Scope
    totals: dict[str, Any]
    group_totals: dict[str, Any]
    record_counts: Any
    pipeline: pd.DataFrame
    pipeline_chart: go.Figure | None
    grants: pd.DataFrame
    grants_chart: go.Figure | None
    has_returns: bool


@lru_cache(maxsize=200)
def funding_view(build: db.Build, view: View, theme: str) -> FundingView:
    """Return what the Funding page shows for a view in a theme (light or dark)."""
    catalogue = catalogue_for(build, view)
    scope = scope_of(catalogue, view)
    pipeline = db.query(build, "funding_pipeline", areas=scope.area_ids)
    routes = pipeline[pipeline["route"] != "all routes"]
    grants = db.query(build, "funding_grants", areas=scope.area_ids)
    names = [sentences.grant_year(year) for year in grants["award_year"]]
    group_totals = totals_by_measure(build, scope.group_area_ids, scope.group_id)
    return FundingView(
        scope=scope,
        totals=totals_by_measure(build, scope.area_ids, "") if scope.area_id else group_totals,
        group_totals=group_totals,
        record_counts=db.query(build, "funding_base", areas=scope.area_ids).iloc[0],
        pipeline=pipeline,
        pipeline_chart=drawings.outcomes(
            routes, [sentences.capitalised(str(route)) for route in routes["route"]], list(drawings.OUTCOMES), theme
        )
        if len(routes)
        else None,
        grants=grants,
        grants_chart=drawings.grants(grants, names, theme) if len(grants) else None,
        has_returns=has_returns(build, catalogue),
    )


def has_returns(build: db.Build, catalogue: Catalogue) -> bool:
    """Whether any area of the programme returned a record of funding, or reported that there was none."""
    record_counts = db.query(build, "funding_base", areas=SEPARATOR.join(map(str, catalogue.areas.index))).iloc[0]
    return bool(record_counts["records"]) or catalogue.periods["wins_known"] != [NO_RETURNS]


def totals_by_measure(build: db.Build, area_ids: str, group_id: str) -> dict[str, Any]:
    """Return the row of each measure for some areas together, by id; a ratio of sums has a range only for a group."""
    rows = db.query(build, "funding_totals", areas=area_ids)
    totals: dict[str, Any] = {str(row["measure_id"]): row for row in rows.to_dict("records")}
    figures = db.query(build, "figures_beside", measure_id="cash_per_pound", period="all years").set_index("place_id")
    if group_id in figures.index:
        totals["cash_per_pound"] |= {name: figures.loc[group_id, name] for name in ("lower", "upper")}
    return totals
