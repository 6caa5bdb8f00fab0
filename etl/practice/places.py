"""The invented places: councils and areas, each within a region of England."""

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import shapely
from pyproj import Transformer

from etl.practice.chance import Dice
from etl.practice.names import area_name, invented_names, slug
from etl.practice.recipe import BIG_LOCAL, Recipe

LONDON = "E12000007"
TO_DEGREES = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
Point = tuple[float, float]
"""Easting and northing in metres of the British National Grid."""


@dataclass(frozen=True)
class Council:
    """One invented council; ``official_name`` is its full name, ``radius`` in metres."""

    code: str
    name: str
    official_name: str
    tier: str
    region_code: str
    county_code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successor_code: str = ""
    point: Point = (0, 0)
    radius: float = 0


@dataclass(frozen=True)
class Area:
    """One invented area; ``former`` is the council that its present council replaced."""

    area_id: str
    name: str
    root: str
    council: Council
    former: Council | None
    region_code: str
    region_name: str
    wave: int
    easting: int
    northing: int

    @cached_property
    def degrees(self) -> Point:
        """Longitude and latitude."""
        return TO_DEGREES.transform(self.easting, self.northing)


@dataclass(frozen=True)
class Places:
    """All the geography that other topics need; ``names`` supplies further invented words."""

    councils: list[Council]
    areas: list[Area]
    regions: dict[str, str]
    outlines: dict[str, str]
    names: Iterator[str]


def invented_places(recipe: Recipe) -> Places:
    """Return councils and areas. Each area lies inside the outline of its region, and its council around it."""
    names = invented_names(recipe)
    regions, outlines = _regions(), _outlines()
    makers = [_Region(recipe, names, code, name, outlines[code]) for code, name in regions.items()]
    numbers = iter(range(1, 1 + len(makers) * recipe.rules["places"]["most_councils_of_a_region"]))
    councils: list[Council] = []
    areas: list[Area] = []
    for maker in makers:
        region_councils, region_areas = maker.filled(numbers)
        councils += region_councils
        areas += region_areas
    return Places(councils, _in_waves(recipe, _near_alike(recipe, areas)), regions, outlines, names)


def _regions() -> dict[str, str]:
    with (BIG_LOCAL / "reference/region.csv").open(encoding="utf-8", newline="") as file:
        return {row["region_code"]: row["region_name"] for row in csv.DictReader(file)}


def _outlines() -> dict[str, str]:
    """Return the outline of each region as well-known text."""
    csv.field_size_limit(10_000_000)
    with (BIG_LOCAL / "reference/outline.csv").open(encoding="utf-8", newline="") as file:
        return {row["place_id"]: row["geom"] for row in csv.DictReader(file) if row["kind"] == "region"}


class _Region:
    """Fills one region with councils, and councils with areas."""

    def __init__(self, recipe: Recipe, names: Iterator[str], code: str, name: str, outline: str):
        self.recipe, self.names, self.code, self.name = recipe, names, code, name
        self.rules: dict[str, Any] = recipe.rules["places"]
        self.dice: Dice = recipe.dice("region", code)
        self.radii = self.rules["council_radius_m"]["London" if code == LONDON else "elsewhere"]
        self.inland = shapely.from_wkt(outline).buffer(-self.radii[1])
        self.centres: list[Point] = []

    def filled(self, numbers: Iterator[int]) -> tuple[list[Council], list[Area]]:
        """Return the councils of the region, counties and replaced ones too, and its areas."""
        counties = self._counties(numbers)
        councils, areas = list(counties), []
        for number_of_areas in self._sizes():
            is_replaced = self._is_replaced(number_of_areas)
            council = self._council(numbers, [] if is_replaced else counties)
            former = self._former(numbers, council, counties) if is_replaced else None
            if former:
                council = _named(self.recipe, replace(council, tier="unitary", valid_from=self.rules["replaced_on"]))
                councils.append(former)
            councils.append(council)
            areas += [self._area(council, former, position, number_of_areas) for position in range(number_of_areas)]
        return councils, areas

    def _sizes(self) -> list[int]:
        """Return the number of areas of each council in the region."""
        left = self.rules["areas_of_regions"][self.code]
        sizes = (
            [self.rules["areas_of_replaced_council"]] if self.code == self.rules["region_of_replaced_council"] else []
        )
        while sum(sizes) < left:
            sizes.append(2 if self.dice.happens(self.rules["councils_with_two_areas"]) and left - sum(sizes) > 1 else 1)
        return sizes

    def _is_replaced(self, number_of_areas: int) -> bool:
        return number_of_areas == self.rules["areas_of_replaced_council"]

    def _counties(self, numbers: Iterator[int]) -> list[Council]:
        number = self.rules["counties_of_regions"].get(self.code, 0)
        counties = [Council(_code(numbers), next(self.names), "", "county", self.code) for _ in range(number)]
        return [_named(self.recipe, county) for county in counties]

    def _council(self, numbers: Iterator[int], counties: list[Council]) -> Council:
        tier = self.dice.weighted(self.rules["tiers_of_regions"][self.code])
        if tier == "district" and not counties:
            tier = "unitary"
        county = self.dice.one_of(counties).code if tier == "district" else ""
        radius = self.dice.between(self.radii)
        made = Council(
            _code(numbers), next(self.names), "", tier, self.code, county, point=self._centre(), radius=radius
        )
        return _named(self.recipe, made)

    def _former(self, numbers: Iterator[int], now: Council, counties: list[Council]) -> Council:
        last_day = self.rules["replaced_on"] - timedelta(days=1)
        county = counties[0].code if counties else ""
        made = Council(
            _code(numbers),
            next(self.names),
            "",
            "district",
            self.code,
            county,
            valid_to=last_day,
            successor_code=now.code,
        )
        return _named(self.recipe, made)

    def _centre(self) -> Point:
        """Return, out of several points inland, the one farthest from the existing centres."""
        candidates = [self._inland_point() for _ in range(self.rules["points_tried"])]
        best = max(candidates, key=lambda point: min((math.dist(point, other) for other in self.centres), default=0.0))
        self.centres.append(best)
        return best

    def _inland_point(self) -> Point:
        west, south, east, north = self.inland.bounds
        while True:
            point = self.dice.between((west, east)), self.dice.between((south, north))
            if self.inland.contains(shapely.Point(point)):
                return point

    def _area(self, council: Council, former: Council | None, position: int, number_of_areas: int) -> Area:
        """Return an area of a council; several areas lie on different sides of its centre."""
        name = area_name(self.recipe, self.names, self.rules)
        turn = 2 * math.pi * (position / number_of_areas + self.dice.share() / 2 / number_of_areas)
        away = council.radius * self.dice.between(self.rules["area_from_middle_of_council"])
        easting = round(council.point[0] + away * math.sin(turn))
        northing = round(council.point[1] + away * math.cos(turn))
        root = name.removeprefix("Upper ").removeprefix("Lower ").split(" ")[0]
        return Area(slug(name), name, root, council, former, self.code, self.name, 0, easting, northing)


def _code(numbers: Iterator[int]) -> str:
    return f"E99{next(numbers):06d}"


def _named(recipe: Recipe, council: Council) -> Council:
    form = recipe.words["names"]["official"][council.tier]
    return replace(council, official_name=form.format(name=council.name))


def _near_alike(recipe: Recipe, areas: list[Area]) -> list[Area]:
    """Return the areas, a few of them renamed after another far away, so that similar names occur."""
    dice, rules = recipe.dice("near alike"), recipe.rules["places"]
    plain = [position for position, area in enumerate(areas) if area.name == area.root]
    chosen = dice.some_of(plain, 2 * rules["pairs_of_near_alike_names"])
    renamed = list(areas)
    for first, second in zip(chosen[::2], chosen[1::2], strict=True):
        name = f"{areas[first].name} {recipe.words['names']['place_endings'][0]}"
        renamed[second] = replace(areas[second], name=name, area_id=slug(name), root=areas[first].root)
    return renamed


def _in_waves(recipe: Recipe, areas: list[Area]) -> list[Area]:
    """Return the areas in order of id, dealt out to the three waves in turn within each region."""
    by_region = sorted(recipe.dice("waves").some_of(areas, len(areas)), key=lambda area: area.region_code)
    dealt = [replace(area, wave=1 + position % 3) for position, area in enumerate(by_region)]
    return sorted(dealt, key=lambda area: area.area_id)
