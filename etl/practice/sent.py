"""What each area sent: which returns are complete, partial or not there, drawn before any row is made."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

from etl.practice.chance import Dice
from etl.practice.courses import Course, started
from etl.practice.periods import Span, financial_years, half_years
from etl.practice.recipe import Recipe, Row

COMPLETE, PARTIAL, NOTHING, NOT_SENT = "complete", "partial", "nothing to report", "not sent"


@dataclass
class Period:
    """One return of one area: first and last day, and its state."""

    first: date
    last: date
    state: str
    expected_by: date | None


class Sent:
    """The returns of all areas by table."""

    def __init__(self, periods: dict[tuple[str, str], list[Period]], rows_kept: float):
        self.periods = periods
        self.rows_kept = rows_kept

    def state(self, area_id: str, table: str, day: date) -> str:
        """Return the state of the return that covers a day; not sent where none does."""
        listed = self.periods.get((area_id, table), [])
        place = bisect_right([one.first for one in listed], day) - 1
        return listed[place].state if place >= 0 and day <= listed[place].last else NOT_SENT

    def keeps(self, dice: Dice, area_id: str, table: str, day: date) -> bool:
        """Return whether a row of that day is in the returns; of a partial return, some rows are."""
        state = self.state(area_id, table, day)
        return state == COMPLETE or (state == PARTIAL and dice.happens(self.rows_kept))


def sent(every: list[Course], recipe: Recipe) -> Sent:
    """Return what each area that started sent of each table that is sent regularly."""
    told = recipe.rules["returns"]
    periods = {}
    for course in started(every):
        for table in told["tables"]:
            dice = recipe.dice(f"returns of {table}", course.area.area_id)
            spans = half_years if table == "spending" else financial_years
            periods[course.area.area_id, table] = [
                _period(course, table, span, dice, recipe) for span in spans(course.first_plan, course.ended_on)
            ]
    return Sent(periods, told["rows_kept_of_partial"])


def _period(course: Course, table: str, span: Span, dice: Dice, recipe: Recipe) -> Period:
    told = recipe.rules["returns"]
    state = COMPLETE if course.is_thorough else dice.weighted(told["states"])
    if (
        table == "funding"
        and not course.planted
        and recipe.dice("tells of funding", course.area.area_id).happens(told["areas_that_never_tell_of_funding"])
    ):
        state = NOT_SENT
    due = span[1] + timedelta(days=told["days_to_send"]) if table in told["tables_with_day"] else None
    if course.is_open and span[1] >= recipe.rules["ended_on"] and dice.happens(told["last_returns_not_there_yet"]):
        state, due = NOT_SENT, recipe.rules["last_returns_due"]
    return Period(*span, state, due)


def return_status(told: Sent, tables: dict[str, list[Row]]) -> list[Row]:
    """Return the table of states; a complete return without a row is one with nothing to report.

    A row lies in the return of the day it holds as ``_day``, which is exact where its own date is only a year or a month.
    """
    days_of: dict[tuple[str, str], list[date]] = {of: [] for of in told.periods}
    for table in {table for _, table in told.periods}:
        for row in tables[table]:
            days_of[row["area_id"], table].append(row["_day"])
    rows = []
    for (area_id, table), periods in told.periods.items():
        days = days_of[area_id, table]
        for period in periods:
            is_empty = period.state in (COMPLETE, PARTIAL) and not any(
                period.first <= day <= period.last for day in days
            )
            rows.append({
                "area_id": area_id, "table_name": table, "period_start": period.first, "period_end": period.last,
                "state": NOTHING if is_empty else period.state, "expected_by": period.expected_by,
            })  # fmt: skip
    return rows
