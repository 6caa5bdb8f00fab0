"""Context series of Practice: invented for the areas, and those of Big Local's reference for whole regions and England.

Regions and England are real places, so that nothing invented may stand beside their names.
"""

import csv
from dataclasses import dataclass
from typing import Any

import shapely

from etl.practice.chance import Dice, from_odds
from etl.practice.grants_around import grant_series
from etl.practice.places import LONDON, Area, Places
from etl.practice.recipe import BIG_LOCAL, Recipe, Row
from etl.practice.reference import Lsoa, residents_of_areas, stand_in

ENGLAND = "E92000001"
CENSUS = "2021"


@dataclass(frozen=True)
class _Place:
    """What the series of one area are drawn from; ``residents`` are those of the Census."""

    area: Area
    residents: int
    rules: dict[str, Any]
    dice: Dice
    square_km: float
    is_rural: bool

    def rows(self, series: str, edition: str, numerator: float, denominator: float | None = None) -> list[Row]:
        return [_row(self.area.area_id, series, edition, numerator, denominator)]

    def residents_of(self, edition: str) -> int:
        """Residents of an edition: those of the Census, and a little fewer or more before it."""
        if edition == CENSUS:
            return self.residents
        grown = 1 + self.rules["yearly_growth"] * (int(edition) - int(CENSUS))
        return round(self.residents * grown)


def _row(place_id: str, series: str, edition: str, numerator: float, denominator: float | None) -> Row:
    return {
        "place_id": place_id,
        "series": series,
        "edition": edition,
        "numerator": numerator,
        "denominator": denominator,
    }


def context(places: Places, found: list[Lsoa], grants: list[Row], recipe: Recipe) -> list[Row]:
    """Return all series of all places; ``grants`` are the rows of the table grant_around."""
    told = recipe.rules["context"]
    residents = residents_of_areas(found)
    rows: list[Row] = real_places(set(places.regions) | {ENGLAND})
    councillors = _councillors(places, recipe)
    for area in places.areas:
        dice = recipe.dice("context", area.area_id)
        square_km = shapely.Polygon(stand_in(recipe, area, recipe.rules["outlines"])).area / 1_000_000
        is_rural = area.region_code != LONDON and dice.happens(told["rural_areas"])
        one = _Place(area, residents[area.area_id], told, dice, square_km, is_rural)
        rows += _people(one) + _census(one) + _deprivation(one)
        if not area.former:  # the list of councillors is older than the council
            rows += one.rows("councillors", "2020", *councillors[area.council.code])
        rows += [
            _row(area.area_id, series, str(year), total, one.residents_of("2015"))
            for series, year, total in grant_series(grants, area.area_id, recipe)
        ]
    return rows


def real_places(codes: set[str]) -> list[Row]:
    """Return the public figures of regions and England, as they stand in Big Local's reference."""
    with (BIG_LOCAL / "reference/context.csv").open(encoding="utf-8", newline="") as file:
        return [{**row} for row in csv.DictReader(file) if row["place_id"] in codes]


def _councillors(places: Places, recipe: Recipe) -> dict[str, tuple[int, int]]:
    """Return councillors and residents of each council; it has far more residents than its areas."""
    told, found = recipe.rules["context"], {}
    for code in sorted({area.council.code for area in places.areas}):
        dice = recipe.dice("councillors", code)
        residents = dice.whole(told["residents_of_a_council"])
        found[code] = round(residents / dice.between(told["residents_of_a_councillor"])), residents
    return found


def _people(one: _Place) -> list[Row]:
    """Residents and three ages by edition; the edition of 2015 has only the youngest, as the public figures have."""
    shares = {series: one.dice.between(bounds) for series, bounds in one.rules["ages"].items()}
    rows = []
    for edition in one.rules["editions_of_residents"]:
        residents = one.residents_of(edition)
        rows += one.rows("residents", edition, residents)
        for series, share in shares.items():
            if edition != "2015" or series == "age_0_15":
                counted = round(residents * share * one.dice.factor(one.rules["spread_between_editions"]))
                rows += one.rows(series, edition, counted, residents)
    return rows


def _census(one: _Place) -> list[Row]:
    """Tenure, ethnic group, disability, density and the rural share, all of the Census of 2021."""
    told, dice = one.rules, one.dice
    rows = one.rows("disability", CENSUS, round(one.residents * dice.between(told["disability"])), one.residents)
    rows += one.rows("density", CENSUS, one.residents, round(one.square_km, 3))
    rows += one.rows("rural", CENSUS, one.residents if one.is_rural else 0, one.residents)
    households = round(one.residents / told["residents_of_a_household"])
    rows += _split(one, told["tenures"], households, told["spread_of_tenures"])
    groups = told["ethnic_groups"]["London" if one.area.region_code == LONDON else "elsewhere"]
    return rows + _split(one, groups, one.residents, told["spread_of_ethnic_groups"], rest="ethnicity_white")


def _split(one: _Place, weights: dict[str, float], total: int, spread: float, rest: str = "") -> list[Row]:
    """Return a total parted by uneven weights, one series each; what is over goes to ``rest`` or to no series."""
    drawn = {series: weight * one.dice.factor(spread) for series, weight in weights.items()}
    counted = {series: round(total * weight / sum(drawn.values())) for series, weight in drawn.items()}
    if rest:
        counted[rest] += total - sum(counted.values())
    return [
        row
        for series, number in counted.items()
        if series != "rent_free"
        for row in one.rows(series, CENSUS, number, total)
    ]


def _deprivation(one: _Place) -> list[Row]:
    """Deprivation by edition: the middle, the range of the census places and the people in the most deprived tenth."""
    told, dice = one.rules["deprivation"], one.dice
    standing = dice.normal(told["spread"]) + told["middle"]
    rows: list[Row] = []
    for edition in told["editions"]:
        standing += dice.normal(told["spread_between_editions"])
        rows += one.rows("deprivation_rank", edition, _percent(standing))
        if edition == told["editions"][0]:
            continue  # the first edition has no figures of small census places
        least, most = _percent(standing - dice.between(told["below"])), _percent(standing + dice.between(told["above"]))
        people = one.residents_of(CENSUS if edition == told["editions"][-1] else "2015")
        share = max(0.0, min(1.0, (most - 90) / 10)) * dice.between(told["people_in_most_deprived_tenth"])
        rows += one.rows("deprivation_least", edition, least) + one.rows("deprivation_most", edition, most)
        rows += one.rows("deprivation_tenth", edition, round(people * share), people)
    return rows


def _percent(standing: float) -> float:
    """Return a standing (log odds) as the share of English places that are less deprived, 0 to 100."""
    return round(100 * from_odds(standing), 2)
