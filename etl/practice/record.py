"""Findings on outcomes, notes and challenges, facts of an invented public record, and the list of planted changes."""

from datetime import timedelta
from typing import Any

from etl.practice.courses import Course, started_courses
from etl.practice.periods import month
from etl.practice.recipe import Recipe, Row

ADDRESS = "https://example.org/practice"
MEASURES = {
    "survey": "share of positive answers of residents on influence",
    "liaison": "liaison meetings a year",
    "success": "share of decided bids that were won",
}


def outcome_finding_rows(courses: list[Course], recipe: Recipe) -> list[Row]:
    """Return findings on each outcome, for the whole programme and for some areas."""
    rules, words = recipe.rules["findings"], recipe.words["findings"]
    rows: dict[tuple[Any, ...], Row] = {}
    ids = [course.area.area_id for course in started_courses(courses)]
    for outcome in [name for name in words if name not in ("methods", "sources")]:
        dice = recipe.dice("findings", outcome)
        for area_id in [""] * rules["of_the_programme"] + dice.some_of(ids, rules["of_areas"]):
            finding = dice.one_of(words[outcome]).format(matter=dice.one_of(recipe.words["council"]["matters"]))
            year = dice.whole(rules["years"])
            source = dice.one_of(words["sources"])
            rows[outcome, year, finding] = {
                "outcome": outcome, "area_id": area_id, "finding": finding, "method": dice.one_of(words["methods"]),
                "found_on": f"{year}", "source": source, "is_independent": "Yearly report" not in source,
            }  # fmt: skip
    return list(rows.values())


def note_rows(courses: list[Course], recipe: Recipe) -> list[Row]:
    """Return notes and challenges of areas; some are open, some answered, some led to a correction."""
    rules, words = recipe.rules["notes"], recipe.words["notes"]
    rows: dict[tuple[Any, ...], Row] = {}
    for course in started_courses(courses):
        dice = recipe.dice("notes", course.area.area_id)
        for _ in range(dice.count(rules["mean"])):
            kind = dice.weighted(rules["kinds"])
            state = dice.weighted(rules["states"][kind])
            about = dice.one_of(list(words["about"]))
            row = {
                "area_id": course.area.area_id, "about": about, "words": dice.one_of(words["about"][about][kind]),
                "by_role": dice.weighted(rules["roles"]), "noted_on": dice.day(course.first_plan, recipe.rules["last_day"]),
                "kind": kind, "state": state, "reply": "" if state == "open" else dice.one_of(words["replies"]),
            }  # fmt: skip
            rows[row["area_id"], row["noted_on"], row["about"], row["by_role"]] = row
    return list(rows.values())


def fact_rows(courses: list[Course], funders: list[str], recipe: Recipe) -> list[Row]:
    """Return an invented public record: a few facts of each kind, each about one area or the whole programme."""
    rules = recipe.rules["facts"]
    rows: list[Row] = []
    ids = [course.area.area_id for course in started_courses(courses)]
    for kind, rule in rules["kinds"].items():
        dice = recipe.dice("facts", kind)
        areas = dice.some_of(ids, rule["facts"]) if kind != "programme figure" else [""] * rule["facts"]
        for number, area_id in enumerate(areas, start=1):
            day = dice.day(*rules["days"])
            value = round(dice.between(rule["value"])) * rule["step"] if "value" in rule else None
            rows.append({
                "fact_id": f"{area_id or 'programme'}-{kind.replace(' ', '-')}-{number}", "area_id": area_id, "kind": kind,
                "what": recipe.words["facts"][kind], "value_number": value, "value_unit": rule.get("unit", ""),
                "value_words": rule.get("words", ""), "date_from": month(day), "who": _who(kind, dice.one_of(funders)),
                "base": rule.get("base", ""), "detail": "invented", "source_url": ADDRESS, "source_is_copy": False,
            })  # fmt: skip
    return rows


def _who(kind: str, funder: str) -> str:
    return funder if kind in ("grant won", "applied for") else "residents asked" if kind == "survey percentage" else ""


def planted_rows(courses: list[Course]) -> list[Row]:
    """Return the changes that were put in on purpose, with the true values before and after.

    Columns ``area_id, event_date, event, measure, before, after, words``. It is not a table of the programme:
    measures are checked against it.
    """
    rows = []
    for course in courses:
        for change in course.planted:
            after = change.happened_on + timedelta(days=1)
            words = (
                f"After “{change.event}” on {change.happened_on} the true {MEASURES[change.what]} in {course.area.name} "
                f"goes from {change.before:g} to {change.after:g}, from {after} on."
            )
            rows.append({
                "area_id": course.area.area_id, "event_date": change.happened_on, "event": change.event,
                "measure": MEASURES[change.what], "before": change.before, "after": change.after, "words": words,
            })  # fmt: skip
    return rows
