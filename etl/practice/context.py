"""Context series of Practice: invented for the areas, taken from Big Local's reference for whole regions and England.

Regions and England are real places, so no invented figure may carry their names.
"""

import csv
from dataclasses import dataclass
from typing import Any

import shapely

from etl.practice.chance import Dice, from_odds
from etl.practice.grants_around import grant_series
from etl.practice.places import LONDON, Area, Places
from etl.practice.recipe import BIG_LOCAL, Recipe, Row
from etl.practice.reference import Lsoa, residents_of_areas, stand_in_corners

ENGLAND = "E92000001"
CENSUS = "2021"


@dataclass(frozen=True)
class _Place:
    """One area and the rules that its series are drawn from; ``residents`` are those of the Census."""

    area: Area
    residents: int
    rules: dict[str, Any]
    dice: Dice
    square_km: float
    is_rural: bool

    def rows(self, series: str, edition: str, numerator: float, denominator: float | None = None) -> list[Row]:
        return [_row(self.area.area_id, series, edition, numerator, denominator)]

    def residents_of(self, edition: str) -> int:
        """Return the residents of an edition: those of the Census, or slightly fewer or more in an earlier one."""
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


def context_rows(places: Places, lsoas: list[Lsoa], grants: list[Row], recipe: Recipe) -> list[Row]:
    """Return all series of all places; ``grants`` are the rows of the table grant_around."""
    rules = recipe.rules["context"]
    residents = residents_of_areas(lsoas)
    rows: list[Row] = public_rows(set(places.regions) | {ENGLAND})
    councillors = _councillors_of_councils(places, recipe)
    for area in places.areas:
        dice = recipe.dice("context", area.area_id)
        square_km = shapely.Polygon(stand_in_corners(recipe, area, recipe.rules["outlines"])).area / 1_000_000
        is_rural = area.region_code != LONDON and dice.happens(rules["rural_areas"])
        place = _Place(area, residents[area.area_id], rules, dice, square_km, is_rural)
        rows += _people_rows(place) + _census_rows(place) + _deprivation_rows(place)
        if not area.former:  # the list of councillors is older than the council
            rows += place.rows("councillors", "2020", *councillors[area.council.code])
        rows += [
            _row(area.area_id, series, str(year), total, place.residents_of("2015"))
            for series, year, total in grant_series(grants, area.area_id, recipe)
        ]
    return rows


def public_rows(codes: set[str]) -> list[Row]:
    """Return the public figures of regions and England, taken from Big Local's reference."""
    with (BIG_LOCAL / "reference/context.csv").open(encoding="utf-8", newline="") as file:
        return [{**row} for row in csv.DictReader(file) if row["place_id"] in codes]


def _councillors_of_councils(places: Places, recipe: Recipe) -> dict[str, tuple[int, int]]:
    """Return the councillors and residents of each council, which has far more residents than its areas."""
    rules, councillors = recipe.rules["context"], {}
    for code in sorted({area.council.code for area in places.areas}):
        dice = recipe.dice("councillors", code)
        residents = dice.whole(rules["residents_of_a_council"])
        councillors[code] = round(residents / dice.between(rules["residents_of_a_councillor"])), residents
    return councillors


def _people_rows(place: _Place) -> list[Row]:
    """Return residents and three ages by edition; as in the public figures, 2015 has only the youngest."""
    shares = {series: place.dice.between(bounds) for series, bounds in place.rules["ages"].items()}
    rows = []
    for edition in place.rules["editions_of_residents"]:
        residents = place.residents_of(edition)
        rows += place.rows("residents", edition, residents)
        for series, share in shares.items():
            if edition != "2015" or series == "age_0_15":
                counted = round(residents * share * place.dice.factor(place.rules["spread_between_editions"]))
                rows += place.rows(series, edition, counted, residents)
    return rows


def _census_rows(place: _Place) -> list[Row]:
    """Return tenure, ethnic group, disability, density and the rural share, all from the Census of 2021."""
    rules, dice = place.rules, place.dice
    rows = place.rows("disability", CENSUS, round(place.residents * dice.between(rules["disability"])), place.residents)
    rows += place.rows("density", CENSUS, place.residents, round(place.square_km, 3))
    rows += place.rows("rural", CENSUS, place.residents if place.is_rural else 0, place.residents)
    households = round(place.residents / rules["residents_of_a_household"])
    rows += _split_rows(place, rules["tenures"], households, rules["spread_of_tenures"])
    groups = rules["ethnic_groups"]["London" if place.area.region_code == LONDON else "elsewhere"]
    return rows + _split_rows(place, groups, place.residents, rules["spread_of_ethnic_groups"], rest="ethnicity_white")


def _split_rows(place: _Place, weights: dict[str, float], total: int, spread: float, rest: str = "") -> list[Row]:
    """Return a total split by uneven weights, one series each; the remainder goes to ``rest`` or to no series."""
    drawn = {series: weight * place.dice.factor(spread) for series, weight in weights.items()}
    counted = {series: round(total * weight / sum(drawn.values())) for series, weight in drawn.items()}
    if rest:
        counted[rest] += total - sum(counted.values())
    return [
        row
        for series, number in counted.items()
        if series != "rent_free"
        for row in place.rows(series, CENSUS, number, total)
    ]


def _deprivation_rows(place: _Place) -> list[Row]:
    """Return deprivation by edition: its middle and range, and the people in the most deprived tenth."""
    rules, dice = place.rules["deprivation"], place.dice
    standing = dice.normal(rules["spread"]) + rules["middle"]
    rows: list[Row] = []
    for edition in rules["editions"]:
        standing += dice.normal(rules["spread_between_editions"])
        rows += place.rows("deprivation_rank", edition, _percent(standing))
        if edition == rules["editions"][0]:
            continue  # the first edition has no figures of small census places
        least, most = (
            _percent(standing - dice.between(rules["below"])),
            _percent(standing + dice.between(rules["above"])),
        )
        people = place.residents_of(CENSUS if edition == rules["editions"][-1] else "2015")
        share = max(0.0, min(1.0, (most - 90) / 10)) * dice.between(rules["people_in_most_deprived_tenth"])
        rows += place.rows("deprivation_least", edition, least) + place.rows("deprivation_most", edition, most)
        rows += place.rows("deprivation_tenth", edition, round(people * share), people)
    return rows


def _percent(standing: float) -> float:
    """Return a standing (log odds) as the share of English places that are less deprived, 0 to 100."""
    return round(100 * from_odds(standing), 2)
