"""The returns of each area: which are complete, partial or missing, drawn before any row is made."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

from etl.practice.chance import Dice
from etl.practice.courses import Course, started_courses
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


class Returns:
    """The returns of all areas by table."""

    def __init__(self, periods: dict[tuple[str, str], list[Period]], rows_kept: float):
        self.periods = periods
        self.rows_kept = rows_kept

    def state(self, area_id: str, table: str, day: date) -> str:
        """Return the state of the return that covers a day; not sent where none does."""
        periods = self.periods.get((area_id, table), [])
        position = bisect_right([period.first for period in periods], day) - 1
        return periods[position].state if position >= 0 and day <= periods[position].last else NOT_SENT

    def keeps(self, dice: Dice, area_id: str, table: str, day: date) -> bool:
        """Whether a row of that day is in the returns; a partial return holds only some of its rows."""
        state = self.state(area_id, table, day)
        return state == COMPLETE or (state == PARTIAL and dice.happens(self.rows_kept))


def returns_of_areas(courses: list[Course], recipe: Recipe) -> Returns:
    """Return the returns that each started area sent of each table that is due regularly."""
    rules = recipe.rules["returns"]
    periods = {}
    for course in started_courses(courses):
        for table in rules["tables"]:
            dice = recipe.dice(f"returns of {table}", course.area.area_id)
            spans = half_years if table == "spending" else financial_years
            periods[course.area.area_id, table] = [
                _period(course, table, span, dice, recipe) for span in spans(course.first_plan, course.ended_on)
            ]
    return Returns(periods, rules["rows_kept_of_partial"])


def _period(course: Course, table: str, span: Span, dice: Dice, recipe: Recipe) -> Period:
    rules = recipe.rules["returns"]
    state = COMPLETE if course.is_thorough else dice.weighted(rules["states"])
    if (
        table == "funding"
        and not course.planted
        and recipe.dice("tells of funding", course.area.area_id).happens(rules["areas_that_never_tell_of_funding"])
    ):
        state = NOT_SENT
    due = span[1] + timedelta(days=rules["days_to_send"]) if table in rules["tables_with_day"] else None
    if course.is_open and span[1] >= recipe.rules["ended_on"] and dice.happens(rules["last_returns_not_there_yet"]):
        state, due = NOT_SENT, recipe.rules["last_returns_due"]
    return Period(*span, state, due)


def return_status_rows(returns: Returns, tables: dict[str, list[Row]]) -> list[Row]:
    """Return the rows of the table ``return_status``; a complete return without a row has nothing to report.

    ``_day`` says which return a row belongs to: it is exact where the row's own date is only a year or a month.
    """
    days_of: dict[tuple[str, str], list[date]] = {key: [] for key in returns.periods}
    for table in {table for _, table in returns.periods}:
        for row in tables[table]:
            days_of[row["area_id"], table].append(row["_day"])
    rows = []
    for (area_id, table), periods in returns.periods.items():
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
