"""Plans, host organisations, small grants, legacies, the state of areas, and an invented price level."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from etl.practice.courses import Course, closed_on, started_courses
from etl.practice.periods import later, month, years_between
from etl.practice.recipe import Recipe, Row


def plan_rows(courses: list[Course], recipe: Recipe) -> list[Row]:
    """Return the plans of each area: one to three, one after the other."""
    rules = recipe.rules["plans"]
    rows: list[Row] = []
    for course in started_courses(courses):
        dice = recipe.dice("plans", course.area.area_id)
        for first, last in plan_spans(course, dice.weighted(rules["plans_of_an_area"])):
            before = first - timedelta(days=dice.whole(rules["days_from_endorsed_to_start"]))
            endorsed = course.endorsed_on if first == course.first_plan else before
            priorities = dice.some_of(recipe.words["plans"]["priorities"], dice.whole(rules["priorities"]))
            rows.append({
                "area_id": course.area.area_id, "from_date": first,
                "to_date": last if last < course.ended_on or not course.is_open else None,
                "endorsed_on": endorsed if dice.happens(rules["endorsement_known"]) else None,
                "vision": dice.one_of(recipe.words["plans"]["visions"]) if dice.happens(rules["vision_known"]) else "",
                "priorities": "; ".join(priorities),
            })  # fmt: skip
    return rows


def plan_spans(course: Course, number: int) -> list[tuple[date, date]]:
    """Return the first and last day of each of this many plans, of about equal length."""
    length = years_between(course.first_plan, course.ended_on) / number
    firsts = [later(course.first_plan, length * position).replace(day=1) for position in range(number)]
    firsts[0] = course.first_plan
    return list(zip(firsts, [*(first - timedelta(days=1) for first in firsts[1:]), course.ended_on], strict=True))


def host_organisations(names: Iterator[str], recipe: Recipe) -> list[str]:
    """Return the invented organisations that hold the money of areas."""
    rules, dice = recipe.rules["hosts"], recipe.dice("organisations")
    return [
        f"{next(names)} {dice.one_of(recipe.words['names']['host_endings'])}" for _ in range(rules["organisations"])
    ]


def host_rows(courses: list[Course], organisations: list[str], recipe: Recipe) -> list[Row]:
    """Return which organisation held each area's money and when; some areas changed host, and some spells overlap."""
    rules = recipe.rules["hosts"]
    rows: list[Row] = []
    for course in started_courses(courses):
        dice = recipe.dice("hosts", course.area.area_id)
        first, second = dice.some_of(range(len(organisations)), 2)
        kind = dice.weighted(rules["courses"])
        changed = dice.day(course.first_plan, course.ended_on)
        overlap = timedelta(days=dice.whole(rules["days_of_overlap"])) if kind == "overlap" else timedelta()
        last = month(course.ended_on) if not course.is_open else None
        spells = [
            (first, month(course.started_on), month(min(changed + overlap, course.ended_on))),
            (second, month(changed), last),
        ]
        if kind == "one":
            spells = [(first, month(course.started_on), last)]
        rows += [
            {"area_id": course.area.area_id, "organisation": organisations[number],
             "charity_number": _charity_number(number, rules), "from_date": since, "to_date": until,
             "role": dice.weighted(rules["roles"])}
            for number, since, until in spells
        ]  # fmt: skip
    return rows


def _charity_number(number: int, rules: dict[str, Any]) -> str:
    return f"PRACTICE-{number:03d}" if number % rules["every_so_many_without_number"] else ""


def small_grant_rows(courses: list[Course], recipe: Recipe) -> list[Row]:
    """Return the small grants that areas made."""
    rules, words = recipe.rules["small_grants"], recipe.words["small_grants"]
    rows: list[Row] = []
    for course in started_courses(courses):
        dice = recipe.dice("small grants", course.area.area_id)
        purposes = [f"{thing} for {whom}" for thing in words["things"] for whom in words["whom"]]
        number = 0 if dice.happens(rules["areas_without"]) else dice.count(rules["mean"] * course.size)
        for purpose in dice.some_of(purposes, number):
            day = dice.day(course.first_plan, course.ended_on)
            rows.append({
                "area_id": course.area.area_id, "awarded_on": month(day) if dice.happens(rules["only_month_known"]) else day,
                "recipient_kind": dice.weighted(rules["recipients"]), "purpose": purpose[0].upper() + purpose[1:],
                "amount_gbp": rules["step_gbp"] * dice.whole(rules["steps"]),
            })  # fmt: skip
    return rows


def legacy_rows(courses: list[Course], recipe: Recipe) -> list[Row]:
    """Return the legacies of areas that have ended or are about to."""
    rules, words = recipe.rules["legacy"], recipe.words["legacy"]
    rows: list[Row] = []
    for course in started_courses(courses):
        dice = recipe.dice("legacy", course.area.area_id)
        if dice.happens(rules["areas_open_that_tell_nothing" if course.is_open else "areas_closed_that_tell_nothing"]):
            continue
        for kind in dice.some_of(["body", "asset", "service", "fund"], dice.whole(rules["things"])):
            since = dice.day(later(course.first_plan, 1), course.ended_on)
            rows.append({
                "area_id": course.area.area_id, "kind": kind, "name": dice.one_of(words[kind]),
                "since": f"{since.year}" if dice.happens(rules["since_known"]) else None, "source": dice.one_of(words["sources"]),
            })  # fmt: skip
    return rows


def area_status_rows(courses: list[Course], bodies: list[Row], recipe: Recipe) -> list[Row]:
    """Return the states of each area that started: active, closing, grant spent, closed; ``bodies`` are the legacies."""
    rules = recipe.rules["states_of_areas"]
    body = {row["area_id"]: row["name"] for row in bodies if row["kind"] == "body"}
    rows = []
    for course in started_courses(courses):
        area_id, dice = course.area.area_id, recipe.dice("states", course.area.area_id)
        states = [("active", month(course.started_on), "")]
        if not course.is_open:
            closing = course.ended_on - timedelta(days=dice.whole(rules["days_of_closing"]))
            states.append(("closing", month(closing), ""))
            if dice.happens(rules["areas_that_tell_when_spent"]):
                states.append(("grant spent", f"{course.ended_on}", ""))
            detail = "closed before the others" if course.is_early else ""
            states.append(("closed", f"{closed_on(course)}", detail))
        rows += [
            {"area_id": area_id, "status": status, "from_date": since, "detail": detail,
             "legacy_body": body.get(area_id, "") if status == "closed" else "",
             "source_url": "https://example.org/practice"}
            for status, since, detail in states
        ]  # fmt: skip
    return rows


def deflator_rows(recipe: Recipe) -> list[Row]:
    """Return an invented price level by financial year; it is 100 in the year named in the parameters."""
    rules, dice = recipe.rules["deflator"], recipe.dice("deflator")
    levels = {rules["years"][0]: 100.0}
    for year in range(rules["years"][0] + 1, rules["years"][1] + 1):
        levels[year] = levels[year - 1] * (1 + dice.between(rules["yearly_rise"]))
    return [
        {"financial_year": f"{year}-{(year + 1) % 100:02d}", "index_value": round(100 * level / levels[rules["base"]], 3),
         "release": "Invented for Practice"}
        for year, level in levels.items()
    ]  # fmt: skip
