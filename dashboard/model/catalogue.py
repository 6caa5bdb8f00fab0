"""The catalogue of a build: its programme, measures, periods, areas and regions, read once; and the context of a run."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.model import db
from dashboard.model.search import Entry
from dashboard.model.state import ANY, CHOICES, FILTERS, View, harmless_text, read_view
from dashboard.text.words import Measure

NO_RETURNS = "no returns yet"
"""The period of a measure without any figure, as the build names it."""
UNLABELLED = "Another area"
"""The name of every area but the chosen one where only that one is named."""
DEPRIVATION_GROUPS = ("Most deprived tenth", "Second most deprived tenth", "Next fifth", "Less deprived", "Not known")


@dataclass(frozen=True)
class Catalogue:
    """One build's programme row, its measures with their registry rows, periods (newest first), areas and regions.

    ``newest_periods`` has, by measure, the newest period that is complete enough, the one that a page opens on (opens_on),
    and whether it is a part year. ``councils`` are the present and former ones that any area lies in; ``groups`` has, by
    id, the names of the groups of areas: the programme, its waves, and its areas in each region.
    """

    programme: Any
    measures: dict[str, Measure]
    registry: pd.DataFrame
    periods: dict[str, list[str]]
    newest_periods: pd.DataFrame
    areas: pd.DataFrame
    regions: pd.DataFrame
    councils: pd.DataFrame
    groups: dict[str, str]
    entries: list[Entry]
    record_values: dict[str, list[str]]

    def area(self, area_id: str) -> Any:
        """Return the row of one area."""
        return self.areas.loc[area_id]

    def measure_row(self, measure_id: str) -> Any:
        """Return the registry row of one measure, from the header of its file."""
        return self.registry.loc[measure_id]

    def name_in_menu(self, measure_id: str) -> str:
        """Return the name of a measure for a menu, with a note where it has no figure."""
        name = self.measures[measure_id].name
        return f"{name} ({NO_RETURNS})" if self.periods[measure_id] == [NO_RETURNS] else name

    @cached_property
    def allowed_values(self) -> dict[str, list[str]]:
        """The allowed values of each part of the address."""
        groups = set(self.areas["deprivation_group"])
        return {
            "programme": db.programme_ids(),
            "measure": list(self.measures),
            "region": [ANY, *self.regions["region_name"]],
            "wave": [ANY, *sorted(self.areas["wave"].astype(str).unique())],
            "deprivation": [ANY, *(group for group in DEPRIVATION_GROUPS if group in groups)],
            "area": list(self.areas.index),
            "areas": [*self.areas.index, *self.groups],
            "topic": list(dict.fromkeys(self.registry["topic"])),
            "beside": list(self.measures),
            "council": list(self.councils.index),
            **{name: [ANY, *values] for name, values in self.record_values.items()},
            **{name: list(values) for name, values in CHOICES.items()},
        }

    @cached_property
    def opening_periods(self) -> dict[str, str]:
        """The period of each measure that a page opens on: all years, else the newest that is complete enough."""
        return {str(name): str(period) for name, period in self.newest_periods["opens_on"].items()}

    @property
    def comparable_places(self) -> dict[str, str]:
        """The names of all places that can be compared, by id: groups first, then areas."""
        return {**self.groups, **{str(area): str(name) for area, name in self.areas["area_name"].items()}}

    def measures_of_topic(self, topic: str) -> list[str]:
        """Return the measures of one topic, in their order."""
        return [str(name) for name in self.registry.index[self.registry["topic"] == topic]]

    def unlabelled(self, kept: str) -> "Catalogue":
        """Return the catalogue with one area named and the others without name, council and code, for example for a slide."""
        others = self.areas.index != kept
        areas = self.areas.assign(
            area_name=self.areas["area_name"].mask(others, UNLABELLED),
            council_name=self.areas["council_name"].mask(others, ""),
            area_code=self.areas["area_code"].mask(others, ""),
        )
        return replace(self, areas=areas)

    def group_of(self, view: View) -> str:
        """Return the id of the group that a view's filters select, or an empty text where the build has no such group."""
        on = [name for name in FILTERS if getattr(view, name) != ANY]
        if not on:
            return "programme:all"
        if on == ["wave"]:
            return f"wave:{view.wave}"
        if on == ["region"]:
            return f"areas-in:{self.regions.set_index('region_name').loc[view.region, 'region_code']}"
        return ""

    def filtered_areas(self, view: View) -> pd.DataFrame:
        """Return the areas that pass the view's filters, in order of name."""
        areas = self.areas
        wanted = pd.Series(True, index=areas.index)
        for name, column in (("region", "region_name"), ("wave", "wave"), ("deprivation", "deprivation_group")):
            if getattr(view, name) != ANY:
                wanted &= areas[column].astype(str) == getattr(view, name)
        return areas[wanted]


@lru_cache(maxsize=8)
def catalogue_of(build: db.Build) -> Catalogue:
    """Return the catalogue of one build, cached and never changed."""
    registry = db.query(build, "measures").set_index("measure_id", drop=False)
    periods = db.query(build, "measure_periods")
    fields = list(Measure.__dataclass_fields__)
    return Catalogue(
        programme=db.query(build, "programme").iloc[0],
        measures={str(row["measure_id"]): Measure(*row) for _, row in registry[fields].iterrows()},
        registry=registry,
        periods={str(name): list(rows["period"]) for name, rows in periods.groupby("measure_id")},
        newest_periods=db.query(build, "newest_periods").set_index("measure_id"),
        areas=db.query(build, "areas").assign(area_code=lambda rows: rows["area_id"]).set_index("area_id", drop=False),
        regions=db.query(build, "regions"),
        councils=db.query(build, "councils").set_index("council_code", drop=False),
        groups=dict(db.query(build, "groups").itertuples(index=False, name=None)),
        record_values={"theme": [], "kind": [], "year": []}
        | {str(name): list(rows["choice"]) for name, rows in db.query(build, "record_values").groupby("part")},
        entries=[Entry(*row) for row in db.query(build, "search_entries").itertuples(index=False)],
    )


@dataclass(frozen=True)
class Context:
    """The context of a run: the build, its catalogue, the view of the address, and the problems in the address.

    The catalogue holds the names of areas that the reader wants to see; take their names from nowhere else.
    """

    build: db.Build
    catalogue: Catalogue
    view: View
    problems: list[str]


def current_context() -> Context:
    """Return the context of this run of the script, the same for all its pieces."""
    return st.session_state.get("context") or read_context()


def read_context() -> Context:
    """Return the context of the present address. Raise db.NotReady when there is no database to read."""
    address = st.query_params.to_dict()
    programmes = tuple(db.programme_ids())
    programme_id = address.get("programme", View().programme)
    if programme_id not in programmes:
        programme_id = programmes[0] if programmes else View().programme
    version = address.pop("v", "")
    pinned = db.pinned_build(programme_id, version)
    if pinned:
        db.keep(pinned)
        address["v"] = version
    context = _context_of(pinned or db.current_build(programme_id), programmes, tuple(sorted(address.items())))
    return replace(context, problems=[not_kept(version), *context.problems]) if version and not pinned else context


def not_kept(version: str) -> str:
    """Return the sentence on a version that is unknown or not kept any more."""
    return f"The figures of version “{harmless_text(version)}” are not available. The newest are shown instead."


@lru_cache(maxsize=1_000)
def _context_of(build: db.Build, programmes: tuple[str, ...], address: tuple[tuple[str, str], ...]) -> Context:  # noqa: ARG001
    """Return the context of an address in one build, cached for the pieces of a page.

    ``programmes`` are those that can be switched to; they are part of the key, as the catalogue depends on them.
    """
    catalogue = catalogue_of(build)
    view, problems = read_view(dict(address), catalogue.allowed_values, catalogue.periods, catalogue.opening_periods)
    return Context(build, catalogue_for(build, view), view, problems)


def catalogue_for(build: db.Build, view: View) -> Catalogue:
    """Return the catalogue with the names that a view shows: those of all areas, or only that of the chosen one."""
    catalogue = catalogue_of(build)
    return unlabelled(build, view.area) if view.others == "unlabelled" and view.area else catalogue


@lru_cache(maxsize=50)
def unlabelled(build: db.Build, kept: str) -> Catalogue:
    """Return the catalogue of one build without the names of all areas but one."""
    return catalogue_of(build).unlabelled(kept)
