"""Meetings of partnerships, with councils and with everybody, and who came."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from etl.practice.chance import Dice
from etl.practice.courses import Course, planted_change, started_courses
from etl.practice.people import Spell, areas_with_lists, first_day
from etl.practice.periods import later
from etl.practice.recipe import Recipe, Row
from etl.practice.returns import Returns

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
        by_day: dict[tuple[date, str], Meeting] = {}
        for kind, days in self._days().items():
            for day in days:
                by_day[day, kind] = self._meeting(day, kind)
        return list(by_day.values())

    def _days(self) -> dict[str, list[date]]:
        a_year = self.rules["a_year"]
        liaison = self.dice.whole(a_year[LIAISON]) if self.dice.happens(self.rules["areas_with_liaison"]) else 0
        return {
            PARTNERSHIP: self._evenly(self.dice.weighted(a_year[PARTNERSHIP])),
            LIAISON: self._liaison(liaison),
            EVENT: self._evenly(min(self.dice.between(a_year[EVENT]) * self.course.size, self.rules["most_events"])),
            OTHER: self._evenly(a_year[OTHER]) if self.dice.happens(self.rules["areas_with_others"]) else [],
        }

    def _liaison(self, a_year: float) -> list[date]:
        change = planted_change(self.course, "liaison")
        if change is None:
            return self._evenly(a_year)
        before = self._evenly(change.before, self.first, change.happened_on)
        return [*before, *self._evenly(change.after, change.happened_on, self.course.ended_on)]

    def _evenly(self, a_year: float, first: date | None = None, last: date | None = None) -> list[date]:
        """Return weekdays at about equal intervals, this many per year, from first to last."""
        days, day = [], first or self.first
        while a_year and (day := later(day, 1 / a_year)) <= (last or self.course.ended_on):
            held = day - timedelta(days=self.dice.whole(self.rules["days_early"]))
            days.append(held - timedelta(days=max(held.weekday() - 4, 0)))
        return days

    def _meeting(self, day: date, kind: str) -> Meeting:
        rate = self.rules["members_who_come"][kind]
        came = [spell for spell in self.spells if spell.holds(day) and self.dice.happens(spell.keenness * rate)]
        cells: dict[str, int | None] = dict.fromkeys((*COUNTS, *ROLES))
        if not self.dice.happens(self.counts):
            return Meeting({"area_id": self.course.area.area_id, "met_on": day, "kind": kind, **cells, "_day": day}, [])
        roles = {name: self.dice.count(self.rules["mean_of_roles"][kind][name]) for name in ROLES}
        others = self.dice.count(self.rules["mean_of_others"][kind] * self.course.size)
        cells["people_present"] = len(came) + others + sum(roles.values())
        cells["members_present"] = len(came)
        cells["resident_members_present"] = sum(spell.is_resident for spell in came)
        if self.dice.happens(self.rules["first_timers_counted"]):
            cells["first_timers"] = sum(
                self.dice.happens(self.rules["others_for_the_first_time"]) for _ in range(others)
            )
        if self.records_roles:
            cells.update(roles)
        return Meeting({"area_id": self.course.area.area_id, "met_on": day, "kind": kind, **cells, "_day": day}, came)


def sent_meetings(
    courses: list[Course], rosters: dict[str, list[Spell]], returns: Returns, recipe: Recipe
) -> list[Meeting]:
    """Return the meetings in the returns that areas sent."""
    meetings = []
    for course in started_courses(courses):
        area_id = course.area.area_id
        dice = recipe.dice("meetings kept", area_id)
        held = _Diary(course, rosters[area_id], recipe).meetings()
        meetings += [meeting for meeting in held if returns.keeps(dice, area_id, "meeting", meeting.row["met_on"])]
    return meetings


def attendance_rows(courses: list[Course], meetings: list[Meeting], recipe: Recipe) -> list[Row]:
    """Return which members came to which meeting of the partnership, in the areas that keep lists."""
    listed = set(areas_with_lists(courses, recipe))
    return [
        {"area_id": meeting.row["area_id"], "met_on": meeting.row["met_on"], "kind": PARTNERSHIP, "member_key": spell.key}
        for meeting in meetings if meeting.row["area_id"] in listed and meeting.row["kind"] == PARTNERSHIP
        for spell in meeting.came
    ]  # fmt: skip
