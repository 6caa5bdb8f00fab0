"""Events between areas and their councils, and invented published accounts of them."""

from datetime import date
from typing import Any

from etl.practice.chance import Dice
from etl.practice.courses import Course, started_courses
from etl.practice.periods import later, month
from etl.practice.recipe import Recipe, Row
from etl.practice.returns import Returns

MADE, KEPT, NOT_KEPT = "commitment made", "commitment kept", "commitment not kept"


class _Log:
    """The events between one area and its council."""

    def __init__(self, course: Course, recipe: Recipe):
        self.course, self.recipe = course, recipe
        self.rules: dict[str, Any] = recipe.rules["council_events"]
        self.words: dict[str, Any] = recipe.words["council"]
        self.dice: Dice = recipe.dice("council events", course.area.area_id)
        self.names_council = self.dice.happens(self.rules["areas_that_name_the_council"])

    def rows(self) -> list[Row]:
        """Return all events: commitments and their outcomes, other events, and planted ones."""
        rows: list[Row] = []
        number = self.dice.count(self.rules["commitments"] * self.course.size)
        for commitment in self.dice.some_of(self.words["commitments"], number):
            rows += self._commitment_rows(commitment)
        for _ in range(self.dice.count(self.rules["others"] * self.course.size)):
            kind = self.dice.weighted(self.rules["kinds"])
            rows.append(self._row(self._some_day(), kind, self._sentence(kind)))
        rows += [
            self._row(change.happened_on, change.event, self._sentence(change.event), is_exact=True)
            for change in self.course.planted
        ]
        return rows

    def _some_day(self) -> date:
        return self.dice.day(self.course.first_plan, self.course.ended_on)

    def _sentence(self, kind: str) -> str:
        assets, matters = self.words["assets"], self.words["matters"]
        return self.dice.one_of(self.words[kind]).format(
            asset=self.dice.one_of(assets), matter=self.dice.one_of(matters)
        )

    def _commitment_rows(self, commitment: str) -> list[Row]:
        """Return a commitment made and, if its outcome falls before the last day, whether it was kept."""
        made_on = self._some_day()
        due_on = later(made_on, self.dice.between(self.rules["years_until_due"]))
        due = month(due_on) if self.dice.happens(self.rules["with_a_day_due"]) else None
        cells = {"commitment": commitment[0].upper() + commitment[1:], "due_on": due}
        rows = [self._row(made_on, MADE, self.words[MADE][0].format(commitment=commitment)) | cells]
        fate = self.dice.weighted(self.rules["fates"])
        ended_on = later(due_on, self.dice.between(self.rules["years_late"]))
        if fate in (KEPT, NOT_KEPT) and ended_on <= self.recipe.rules["last_day"]:
            rows.append(self._row(ended_on, fate, self.words[fate][0].format(commitment=commitment)) | cells)
        return rows

    def _row(self, day: date, kind: str, what: str, *, is_exact: bool = False) -> Row:
        partial = day if is_exact or not self.dice.happens(self.rules["only_month_known"]) else month(day)
        return {
            "area_id": self.course.area.area_id, "council_code": self._council(day), "happened_on": partial, "kind": kind,
            "council_role": self.dice.weighted(self.rules["roles"].get(kind, self.rules["roles"]["any"])),
            "what": what, "source": self.dice.one_of(self.words["sources"]), "_day": day,
        }  # fmt: skip

    def _council(self, day: date) -> str:
        """Return the council of that day; empty if the return leaves it to the list of councils."""
        area = self.course.area
        if area.former:
            return area.former.code if day <= (area.former.valid_to or day) else area.council.code
        return area.council.code if self.names_council else ""


def council_event_rows(courses: list[Course], returns: Returns, recipe: Recipe) -> list[Row]:
    """Return the rows of the table ``council_event`` in the returns that areas sent; none twice on the same day."""
    rows: dict[tuple[Any, ...], Row] = {}
    for course in started_courses(courses):
        dice, area_id = recipe.dice("council events kept", course.area.area_id), course.area.area_id
        for row in _Log(course, recipe).rows():
            if returns.keeps(dice, area_id, "council_event", row["_day"]):
                rows[area_id, row["happened_on"], row["kind"], row["what"]] = row
    return list(rows.values())
