"""Grants recorded around the invented areas, all of invented funders."""

from collections.abc import Iterator
from typing import Any

from etl.contract import DICTIONARY, read_contract
from etl.practice.chance import Dice
from etl.practice.places import Places
from etl.practice.recipe import Recipe, Row

OTHERS, LOTTERY, GOVERNMENT, ABOVE_CAP = read_contract(DICTIONARY / "grant_around.yml").column("counted_in").values
"""The totals a grant may be counted in, as the contract calls them; the funders themselves are invented."""
KINDS = {OTHERS: "others", LOTTERY: "lottery", GOVERNMENT: "government"}
"""The parameters' names for the funders counted in each total."""


def invented_funders(places: Places, recipe: Recipe) -> list[str]:
    """Return the invented funders, the lottery first and the government second."""
    rules, words = recipe.rules["grants_around"], recipe.words["names"]
    dice = recipe.dice("funders")
    others = [f"{next(places.names)} {dice.one_of(words['funder_endings'])}" for _ in range(rules["funders"])]
    return [f"{next(places.names)} {words['lottery_ending']}", words["government"], *others]


def grant_around_rows(places: Places, funders: list[str], recipe: Recipe) -> list[Row]:
    """Return the grants of each funder and year around each area."""
    rules = recipe.rules["grants_around"]
    lottery, government, *others = funders
    rows: list[Row] = []
    for area in places.areas:
        dice = recipe.dice("grants around", area.area_id)
        near = [(name, OTHERS) for name in dice.some_of(others, rules["funders_near_an_area"])]
        for year in rules["years"]:
            of_government = [(government, GOVERNMENT)] if dice.happens(rules["areas_with_government_grant"]) else []
            for name, counted_in in [(lottery, LOTTERY), *near, *of_government]:
                grants = _grant_cells(dice, rules, year, counted_in)
                rows += [
                    {"area_id": area.area_id, "award_year": year, "funder_name": name, **cells} for cells in grants
                ]
    return rows


def _grant_cells(dice: Dice, rules: dict[str, Any], year: int, counted_in: str) -> list[Row]:
    """Return the grants of one funder in one year, if any; the area's share of each is its share of the ward."""
    mean = rules["mean_grants"][KINDS[counted_in]] * (rules["part_of_last_year"] if year == rules["years"][-1] else 1)
    number = dice.count(mean)
    if not number:
        return []
    share = dice.between(rules["share_of_ward"])
    pounds = round(number * share * rules["middle_grant_gbp"] * dice.factor(rules["spread_of_grants"]))
    is_big = counted_in == OTHERS and pounds > rules["cap_gbp"]
    return [{"grants": round(number * share, 2), "pounds": pounds, "counted_in": ABOVE_CAP if is_big else counted_in}]


def grant_series(rows: list[Row], area_id: str, recipe: Recipe) -> Iterator[tuple[str, int, float]]:
    """Yield series, year and total of one area: grants and pounds of the lottery, and of all others."""
    mine = [row for row in rows if row["area_id"] == area_id]
    for year in recipe.rules["grants_around"]["years"]:
        of_year = [row for row in mine if row["award_year"] == year]
        lottery = [row for row in of_year if row["counted_in"] == LOTTERY]
        others = [row for row in of_year if row["counted_in"] != LOTTERY]
        yield "grants_lottery_count", year, round(sum(row["grants"] for row in lottery), 2)
        yield "grants_lottery_gbp", year, sum(row["pounds"] for row in lottery)
        yield "grants_count", year, round(sum(row["grants"] for row in others), 2)
        yield "grants_gbp", year, sum(row["pounds"] for row in others if row["counted_in"] == OTHERS)
