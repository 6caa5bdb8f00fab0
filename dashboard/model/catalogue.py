"""What there is to look at in one build: its programme, measures, periods, areas and regions. Read once a build."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.model import db
from dashboard.model.search import Entry
from dashboard.model.state import ANY, CHOICES, FILTERS, View, read_view
from dashboard.text.words import Measure

NO_RETURNS = "no returns yet"
"""The period of a measure that no place has a figure of, as the build names it."""
UNLABELLED = "Another area"
"""What an area is called where only the reader's own is named."""
DEPRIVATION_GROUPS = ("Most deprived tenth", "Second most deprived tenth", "Next fifth", "Less deprived", "Not known")


@dataclass(frozen=True)
class Catalogue:
    """One build's programme row, its measures with their registry rows, periods (newest first), areas and regions.

    ``councils`` are those that any area lies in, today's and former; ``groups`` names, by id, what areas are added up
    to: the programme, its waves, and its areas in each region.
    """

    programme: Any
    measures: dict[str, Measure]
    registry: pd.DataFrame
    periods: dict[str, list[str]]
    areas: pd.DataFrame
    regions: pd.DataFrame
    councils: pd.DataFrame
    groups: dict[str, str]
    entries: list[Entry]

    def area(self, area_id: str) -> Any:
        """Return the row of one area."""
        return self.areas.loc[area_id]

    def measure_row(self, measure_id: str) -> Any:
        """Return what the file of one measure says of it."""
        return self.registry.loc[measure_id]

    def name_in_menu(self, measure_id: str) -> str:
        """Return the name of a measure; one without any figure says so."""
        name = self.measures[measure_id].name
        return f"{name} ({NO_RETURNS})" if self.periods[measure_id] == [NO_RETURNS] else name

    @cached_property
    def allowed_values(self) -> dict[str, list[str]]:
        """The values each part of the address may have."""
        held = set(self.areas["deprivation_group"])
        return {
            "programme": db.programme_ids(),
            "measure": list(self.measures),
            "region": [ANY, *self.regions["region_name"]],
            "wave": [ANY, *sorted(self.areas["wave"].astype(str).unique())],
            "deprivation": [ANY, *(group for group in DEPRIVATION_GROUPS if group in held)],
            "area": list(self.areas.index),
            "areas": [*self.areas.index, *self.groups],
            "topic": list(dict.fromkeys(self.registry["topic"])),
            "beside": list(self.measures),
            "council": list(self.councils.index),
            **{name: list(values) for name, values in CHOICES.items()},
        }

    @property
    def compared(self) -> dict[str, str]:
        """What can be compared: groups first, then areas, by id with what each is called."""
        return {**self.groups, **{str(area): str(name) for area, name in self.areas["area_name"].items()}}

    def of_topic(self, topic: str) -> list[str]:
        """Return the measures of one topic, in their order."""
        return [str(name) for name in self.registry.index[self.registry["topic"] == topic]]

    def unlabelled(self, kept: str) -> "Catalogue":
        """Return the same with one area named and all others without name, council and code, as on a slide."""
        others = self.areas.index != kept
        areas = self.areas.assign(
            area_name=self.areas["area_name"].mask(others, UNLABELLED),
            council_name=self.areas["council_name"].mask(others, ""),
            area_code=self.areas["area_code"].mask(others, ""),
        )
        return replace(self, areas=areas)

    def group_of(self, view: View) -> str:
        """Return the place that the areas a view's filters leave make together; nothing where the build knows no such place."""
        on = [name for name in FILTERS if getattr(view, name) != ANY]
        if not on:
            return "programme:all"
        if on == ["wave"]:
            return f"wave:{view.wave}"
        if on == ["region"]:
            return f"areas-in:{self.regions.set_index('region_name').loc[view.region, 'region_code']}"
        return ""

    def shown(self, view: View) -> pd.DataFrame:
        """Return the areas that the view's filters leave, in order of name."""
        areas = self.areas
        wanted = pd.Series(True, index=areas.index)
        for name, column in (("region", "region_name"), ("wave", "wave"), ("deprivation", "deprivation_group")):
            if getattr(view, name) != ANY:
                wanted &= areas[column].astype(str) == getattr(view, name)
        return areas[wanted]


@lru_cache(maxsize=8)
def catalogue_of(build: db.Build) -> Catalogue:
    """Return the catalogue of one build, kept in memory and never changed."""
    registry = db.query(build, "measures").set_index("measure_id", drop=False)
    periods = db.query(build, "measure_periods")
    fields = list(Measure.__dataclass_fields__)
    return Catalogue(
        programme=db.query(build, "programme").iloc[0],
        measures={str(row["measure_id"]): Measure(*row) for _, row in registry[fields].iterrows()},
        registry=registry,
        periods={str(name): list(rows["period"]) for name, rows in periods.groupby("measure_id")},
        areas=db.query(build, "areas").assign(area_code=lambda rows: rows["area_id"]).set_index("area_id", drop=False),
        regions=db.query(build, "regions"),
        councils=db.query(build, "councils").set_index("council_code", drop=False),
        groups=dict(db.query(build, "groups").itertuples(index=False, name=None)),
        entries=[Entry(*row) for row in db.query(build, "search_entries").itertuples(index=False)],
    )


@dataclass(frozen=True)
class Context:
    """What this run looks at: the build, its catalogue, the view the address tells, and what of it was not known.

    The catalogue names the areas as the reader wants them named; take their names from nowhere else.
    """

    build: db.Build
    catalogue: Catalogue
    view: View
    problems: list[str]


def current_context() -> Context:
    """Return what this run of the script looks at, the same for all its pieces: see :func:`look`."""
    return st.session_state.get("context") or read_context()


def read_context() -> Context:
    """Return what the address asks for now. Raises db.NotReady when there is no database to look at."""
    address = st.query_params.to_dict()
    programmes = tuple(db.programme_ids())
    asked = address.get("programme", View().programme)
    if asked not in programmes:
        asked = programmes[0] if programmes else View().programme
    return _context_of(db.current_build(asked), programmes, tuple(sorted(address.items())))


@lru_cache(maxsize=1_000)
def _context_of(build: db.Build, programmes: tuple[str, ...], address: tuple[tuple[str, str], ...]) -> Context:  # noqa: ARG001
    """Return what an address asks for in one build; kept, as each piece of a page asks anew.

    ``programmes`` are those that can be switched to, which the catalogue looks up by itself.
    """
    catalogue = catalogue_of(build)
    view, problems = read_view(dict(address), catalogue.allowed_values, catalogue.periods)
    return Context(build, catalogue_for(build, view), view, problems)


def catalogue_for(build: db.Build, view: View) -> Catalogue:
    """Return the catalogue with the names of the areas as a view wants them: all, or only that of the chosen area."""
    catalogue = catalogue_of(build)
    return unlabelled(build, view.area) if view.others == "unlabelled" and view.area else catalogue


@lru_cache(maxsize=50)
def unlabelled(build: db.Build, kept: str) -> Catalogue:
    """Return the catalogue of one build with the names of all areas but one taken out."""
    return catalogue_of(build).unlabelled(kept)
