"""Meetings of partnerships, with councils and with everybody, and who came."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from etl.practice.chance import Dice
from etl.practice.courses import Course, planted_change, started
from etl.practice.people import Spell, areas_with_lists, first_day
from etl.practice.periods import later
from etl.practice.recipe import Recipe, Row
from etl.practice.sent import Sent

PARTNERSHIP, LIAISON, EVENT, OTHER = "partnership", "council liaison", "community event", "other"
COUNTS = ("people_present", "members_present", "resident_members_present", "first_timers")
ROLES = ("councillors_present", "officers_present", "partners_present")


@dataclass(frozen=True)
class Meeting:
    """One meeting: its row, and the members who came."""

    row: Row
    came: list[Spell]


class _Diary:
    """The meetings of one area."""

    def __init__(self, course: Course, spells: list[Spell], recipe: Recipe):
        self.course, self.spells = course, spells
        self.rules: dict[str, Any] = recipe.rules["meetings"]
        self.dice: Dice = recipe.dice("meetings", course.area.area_id)
        self.first = first_day(course, recipe)
        self.records_roles = self.dice.happens(self.rules["areas_that_record_roles"])
        self.counts = self.rules["counted_by_thorough" if course.is_thorough else "counted"]

    def meetings(self) -> list[Meeting]:
        """Return all meetings, none of the same kind on the same day."""
        found: dict[tuple[date, str], Meeting] = {}
        for kind, days in self._days().items():
            for day in days:
                found[day, kind] = self._meeting(day, kind)
        return list(found.values())

    def _days(self) -> dict[str, list[date]]:
        told = self.rules["a_year"]
        liaison = self.dice.whole(told[LIAISON]) if self.dice.happens(self.rules["areas_with_liaison"]) else 0
        return {
            PARTNERSHIP: self._evenly(self.dice.weighted(told[PARTNERSHIP])),
            LIAISON: self._liaison(liaison),
            EVENT: self._evenly(min(self.dice.between(told[EVENT]) * self.course.size, self.rules["most_events"])),
            OTHER: self._evenly(told[OTHER]) if self.dice.happens(self.rules["areas_with_others"]) else [],
        }

    def _liaison(self, a_year: float) -> list[date]:
        change = planted_change(self.course, "liaison")
        if change is None:
            return self._evenly(a_year)
        before = self._evenly(change.before, self.first, change.happened_on)
        return [*before, *self._evenly(change.after, change.happened_on, self.course.ended_on)]

    def _evenly(self, a_year: float, first: date | None = None, last: date | None = None) -> list[date]:
        """Return days at about equal distance, on weekdays, so many a year from first to last."""
        days, day = [], first or self.first
        while a_year and (day := later(day, 1 / a_year)) <= (last or self.course.ended_on):
            held = day - timedelta(days=self.dice.whole(self.rules["days_early"]))
            days.append(held - timedelta(days=max(held.weekday() - 4, 0)))
        return days

    def _meeting(self, day: date, kind: str) -> Meeting:
        rate = self.rules["members_who_come"][kind]
        came = [one for one in self.spells if one.holds(day) and self.dice.happens(one.keenness * rate)]
        shown: dict[str, int | None] = dict.fromkeys((*COUNTS, *ROLES))
        if not self.dice.happens(self.counts):
            return Meeting({"area_id": self.course.area.area_id, "met_on": day, "kind": kind, **shown, "_day": day}, [])
        roles = {name: self.dice.count(self.rules["mean_of_roles"][kind][name]) for name in ROLES}
        others = self.dice.count(self.rules["mean_of_others"][kind] * self.course.size)
        shown["people_present"] = len(came) + others + sum(roles.values())
        shown["members_present"] = len(came)
        shown["resident_members_present"] = sum(one.is_resident for one in came)
        if self.dice.happens(self.rules["first_timers_counted"]):
            shown["first_timers"] = sum(
                self.dice.happens(self.rules["others_for_the_first_time"]) for _ in range(others)
            )
        if self.records_roles:
            shown.update(roles)
        return Meeting({"area_id": self.course.area.area_id, "met_on": day, "kind": kind, **shown, "_day": day}, came)


def meetings(every: list[Course], rosters: dict[str, list[Spell]], told: Sent, recipe: Recipe) -> list[Meeting]:
    """Return the meetings that areas sent."""
    found = []
    for course in started(every):
        area_id = course.area.area_id
        dice = recipe.dice("meetings kept", area_id)
        made = _Diary(course, rosters[area_id], recipe).meetings()
        found += [one for one in made if told.keeps(dice, area_id, "meeting", one.row["met_on"])]
    return found


def attendance(every: list[Course], found: list[Meeting], recipe: Recipe) -> list[Row]:
    """Return which members came to which meeting of the partnership, in the areas that keep lists."""
    listed = set(areas_with_lists(every, recipe))
    return [
        {"area_id": one.row["area_id"], "met_on": one.row["met_on"], "kind": PARTNERSHIP, "member_key": spell.key}
        for one in found if one.row["area_id"] in listed and one.row["kind"] == PARTNERSHIP for spell in one.came
    ]  # fmt: skip
