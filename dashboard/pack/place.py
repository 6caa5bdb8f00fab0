"""The place that a pack is about: one area, or a group of areas such as a region, a wave or the programme."""

from dataclasses import dataclass

from dashboard.model import db
from dashboard.model.catalogue import Catalogue, Context, catalogue_of
from dashboard.model.state import ANY, View
from dashboard.parts.tables import page_address

PROGRAMME, SAME = "programme:all", "programme:same-areas"


@dataclass(frozen=True)
class Place:
    """One place in one build: its id and name, and whether it is one area. ``view`` holds only what chooses the place."""

    build: db.Build
    place_id: str
    name: str
    is_area: bool
    view: View

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of the build."""
        return catalogue_of(self.build)

    @property
    def context(self) -> Context:
        """The context of the place, for the texts that pages share."""
        return Context(self.build, self.catalogue, self.view, [])

    @property
    def area_ids(self) -> list[str]:
        """The areas of the place."""
        return [self.place_id] if self.is_area else list(self.catalogue.filtered_areas(self.view)["area_id"])

    def page(self, name: str, **changes: str) -> str:
        """Return the address of a page about this place, from "/", which stays with the figures of this build."""
        return page_address(self.context, name, v=self.build.version, **changes)


def place_of(build: db.Build, view: View) -> Place | None:
    """Return the place that a view chooses: its area, else the group of its filters; None where the build has no such group."""
    catalogue = catalogue_of(build)
    if view.area:
        own = View(programme=build.programme_id, area=view.area)
        return Place(build, view.area, str(catalogue.area(view.area)["area_name"]), True, own)
    group = catalogue.group_of(view)
    own = View(programme=build.programme_id, region=view.region, wave=view.wave, deprivation=view.deprivation)
    return Place(build, group, catalogue.groups[group], False, own) if group in catalogue.groups else None


def place_parameters(catalogue: Catalogue, place_id: str) -> dict[str, str]:
    """Return what the address says of a place: its area, or the filter of its group."""
    none = {"area": "", "region": ANY, "wave": ANY, "deprivation": ANY}
    if place_id in catalogue.areas.index:
        return none | {"area": place_id}
    kind, _, name = place_id.partition(":")
    if kind == "wave":
        return none | {"wave": name}
    if kind == "areas-in":
        return none | {"region": str(catalogue.regions.set_index("region_code").at[name, "region_name"])}
    return none
