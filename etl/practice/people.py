"""Membership of partnerships over time, the yearly reviews that follow from it, and the time volunteers gave."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from etl.practice.chance import Dice
from etl.practice.courses import Course, started_courses
from etl.practice.periods import financial_years, later, month
from etl.practice.recipe import Recipe, Row
from etl.practice.returns import Returns


@dataclass(frozen=True)
class Spell:
    """One spell of one member, under a made-up key; ``keenness`` is the share of meetings the member comes to."""

    key: str
    is_resident: bool
    is_woman: bool
    keenness: float
    joined_on: date
    left_on: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the person is a member on this day."""
        return self.joined_on <= day and (self.left_on is None or day < self.left_on)


class _Partnership:
    """One partnership as the years go by."""

    def __init__(self, course: Course, recipe: Recipe):
        self.rules: dict[str, Any] = recipe.rules["members"]
        self.dice: Dice = recipe.dice("members", course.area.area_id)
        self.wanted = self.dice.whole(self.rules["wanted"])
        is_of_outsiders = self.dice.happens(self.rules["areas_mostly_of_outsiders"])
        self.residents = (
            self.rules["residents_there"] if is_of_outsiders else self.dice.between(self.rules["residents"])
        )
        self.women = self.dice.between(self.rules["women"])
        self.spells: list[Spell] = []

    def first_members(self, day: date) -> None:
        """Start with as many members as the partnership wants."""
        self.spells = [self._newcomer(number, day) for number in range(1, self.wanted + 1)]

    def pass_a_year(self, first: date, last: date) -> None:
        """Let some leave and others join, between the first and the last day."""
        self.spells = [self._after_a_year(spell, first, last) for spell in self.spells]
        fewer = self.rules["fewer_in_a_thin_year"] if self.dice.happens(self.rules["thin_years"]) else 0
        staying = sum(spell.left_on is None for spell in self.spells)
        for _ in range(max(self.wanted - fewer - staying, 0)):
            self.spells.append(self._joiner(first, last))

    def _after_a_year(self, spell: Spell, first: date, last: date) -> Spell:
        leaves = spell.left_on is None and self.dice.happens(self.rules["leave_in_a_year"])
        return replace(spell, left_on=self.dice.day(first + timedelta(days=1), last)) if leaves else spell

    def _joiner(self, first: date, last: date) -> Spell:
        day = self.dice.day(first, last)
        latest = {spell.key: spell for spell in self.spells}
        gone = [spell for spell in latest.values() if spell.left_on and spell.left_on < first]
        if gone and self.dice.happens(self.rules["joiners_who_were_members_before"]):
            return replace(self.dice.one_of(gone), joined_on=day, left_on=None)
        return self._newcomer(len(latest) + 1, day)

    def _newcomer(self, number: int, day: date) -> Spell:
        is_resident, is_woman = self.dice.happens(self.residents), self.dice.happens(self.women)
        return Spell(f"M-{number:03d}", is_resident, is_woman, self.dice.between(self.rules["keenness"]), day)


def membership_spells(course: Course, recipe: Recipe) -> list[Spell]:
    """Return every spell of membership of one area, year after year: some leave, others join, a few come back."""
    partnership = _Partnership(course, recipe)
    first = first_day(course, recipe)
    partnership.first_members(first)
    while first < course.ended_on:
        last = min(later(first, 1), course.ended_on)
        partnership.pass_a_year(first + timedelta(days=1), last)
        first = last
    return partnership.spells


def first_day(course: Course, recipe: Recipe) -> date:
    """Return the day a partnership began."""
    return later(course.first_plan, -recipe.rules["members"]["years_before_plan"])


def review_rows(courses: list[Course], rosters: dict[str, list[Spell]], returns: Returns, recipe: Recipe) -> list[Row]:
    """Return the yearly reviews that were sent; joiners and leavers are counted since the previous one sent."""
    rules = recipe.rules["reviews"]
    rows: list[Row] = []
    for course in started_courses(courses):
        area_id, dice = course.area.area_id, recipe.dice("reviews", course.area.area_id)
        before: set[str] | None = None
        day = later(course.first_plan, rules["years_to_first"])
        while day < course.ended_on:
            held = day + timedelta(days=dice.whole(rules["days_early_or_late"]))
            if held <= course.ended_on and returns.keeps(dice, area_id, "review", held):
                present = {spell.key: spell for spell in rosters[area_id] if spell.holds(held)}
                rows.append(_review_row(dice, area_id, held, present, before, rules))
                before = set(present)
            day = later(day, 1)
    return _with_slips(rows, recipe)


def _review_row(
    dice: Dice, area_id: str, held: date, present: dict[str, Spell], before: set[str] | None, rules: dict[str, Any]
) -> Row:
    reports_women, reports_residents = dice.happens(rules["tell_women"]), dice.happens(rules["tell_residents"])
    return {
        "area_id": area_id, "review_date": held, "members": len(present),
        "resident_members": sum(spell.is_resident for spell in present.values()) if reports_residents else None,
        "women": sum(spell.is_woman for spell in present.values()) if reports_women else None,
        "joined_since": None if before is None else len(present.keys() - before),
        "left_since": None if before is None else len(before - present.keys()), "_day": held,
    }  # fmt: skip


def _with_slips(rows: list[Row], recipe: Recipe) -> list[Row]:
    """Return the rows, a few with members, joiners and leavers that do not add up, as in real returns."""
    comparable_rows = [row for row in rows if row["joined_since"] is not None]
    for row in recipe.dice("slips of reviews").some_of(comparable_rows, recipe.rules["slips"]["reviews"]):
        row["joined_since"] += 1
    return rows


def membership_rows(courses: list[Course], rosters: dict[str, list[Spell]], recipe: Recipe) -> list[Row]:
    """Return the spells of members of the few areas that keep a list of them."""
    return [
        {"area_id": area_id, "member_key": spell.key, "from_date": spell.joined_on,
         "to_date": month(spell.left_on) if spell.left_on else None,
         "is_resident": spell.is_resident}
        for area_id in areas_with_lists(courses, recipe) for spell in rosters[area_id]
    ]  # fmt: skip


def areas_with_lists(courses: list[Course], recipe: Recipe) -> list[str]:
    """Return the areas that keep lists of members and of who came to which meeting."""
    ids = [course.area.area_id for course in started_courses(courses)]
    return sorted(recipe.dice("lists of members").some_of(ids, recipe.rules["members"]["areas_with_lists"]))


def volunteer_time_rows(courses: list[Course], recipe: Recipe) -> list[Row]:
    """Return the hours volunteers gave by financial year."""
    rules = recipe.rules["volunteers"]
    rows: list[Row] = []
    for course in started_courses(courses):
        area_id, dice = course.area.area_id, recipe.dice("volunteers", course.area.area_id)
        how = dice.weighted(rules["how_counted"])
        for span in financial_years(course.first_plan, course.ended_on):
            people = dice.count(rules["people"] * course.size)
            hours = round(people * dice.between(rules["hours_of_each"]))
            if dice.happens(rules["sent"]):
                rows.append({
                    "area_id": area_id, "period_start": span[0], "period_end": span[1], "hours": hours,
                    "people": people if dice.happens(rules["people_counted"]) else None, "how_counted": how, "_day": span[0],
                })  # fmt: skip
    return rows
