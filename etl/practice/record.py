"""Findings on outcomes, notes and challenges, facts on an invented public record, and the list of planted changes."""

from datetime import timedelta
from typing import Any

from etl.practice.courses import Course, started
from etl.practice.periods import month
from etl.practice.recipe import Recipe, Row

ADDRESS = "https://example.org/practice"
MEASURES = {
    "survey": "share of positive answers of residents on influence",
    "liaison": "liaison meetings a year",
    "success": "share of decided bids that were won",
}


def outcome_finding(every: list[Course], recipe: Recipe) -> list[Row]:
    """Return findings on each outcome, of the whole programme and of some areas."""
    told, words = recipe.rules["findings"], recipe.words["findings"]
    found: dict[tuple[Any, ...], Row] = {}
    ids = [course.area.area_id for course in started(every)]
    for outcome in [name for name in words if name not in ("methods", "sources")]:
        dice = recipe.dice("findings", outcome)
        for area_id in [""] * told["of_the_programme"] + dice.some_of(ids, told["of_areas"]):
            finding = dice.one_of(words[outcome]).format(matter=dice.one_of(recipe.words["council"]["matters"]))
            year = dice.whole(told["years"])
            source = dice.one_of(words["sources"])
            found[outcome, year, finding] = {
                "outcome": outcome, "area_id": area_id, "finding": finding, "method": dice.one_of(words["methods"]),
                "found_on": f"{year}", "source": source, "is_independent": "Yearly report" not in source,
            }  # fmt: skip
    return list(found.values())


def note(every: list[Course], recipe: Recipe) -> list[Row]:
    """Return notes and challenges of areas; some are open, some answered, some led to a correction."""
    told, words = recipe.rules["notes"], recipe.words["notes"]
    found: dict[tuple[Any, ...], Row] = {}
    for course in started(every):
        dice = recipe.dice("notes", course.area.area_id)
        for _ in range(dice.count(told["mean"])):
            kind = dice.weighted(told["kinds"])
            state = dice.weighted(told["states"][kind])
            about = dice.one_of(list(words["about"]))
            row = {
                "area_id": course.area.area_id, "about": about, "words": dice.one_of(words["about"][about][kind]),
                "by_role": dice.weighted(told["roles"]), "noted_on": dice.day(course.first_plan, recipe.rules["last_day"]),
                "kind": kind, "state": state, "reply": "" if state == "open" else dice.one_of(words["replies"]),
            }  # fmt: skip
            found[row["area_id"], row["noted_on"], row["about"], row["by_role"]] = row
    return list(found.values())


def fact(every: list[Course], funders: list[str], recipe: Recipe) -> list[Row]:
    """Return an invented public record: a few facts of each kind, each about one area or the whole programme."""
    told = recipe.rules["facts"]
    rows: list[Row] = []
    ids = [course.area.area_id for course in started(every)]
    for kind, about in told["kinds"].items():
        dice = recipe.dice("facts", kind)
        areas = dice.some_of(ids, about["facts"]) if kind != "programme figure" else [""] * about["facts"]
        for number, area_id in enumerate(areas, start=1):
            day = dice.day(*told["days"])
            value = round(dice.between(about["value"])) * about["step"] if "value" in about else None
            rows.append({
                "fact_id": f"{area_id or 'programme'}-{kind.replace(' ', '-')}-{number}", "area_id": area_id, "kind": kind,
                "what": recipe.words["facts"][kind], "value_number": value, "value_unit": about.get("unit", ""),
                "value_words": about.get("words", ""), "date_from": month(day), "who": _who(kind, dice.one_of(funders)),
                "base": about.get("base", ""), "detail": "invented", "source_url": ADDRESS, "source_is_copy": False,
            })  # fmt: skip
    return rows


def _who(kind: str, funder: str) -> str:
    return funder if kind in ("grant won", "applied for") else "residents asked" if kind == "survey percentage" else ""


def planted(every: list[Course]) -> list[Row]:
    """Return the changes that were put in on purpose, with the truth before and after.

    Columns ``area_id, event_date, event, measure, before, after, words``. It is no table of the programme: measures are
    held against it.
    """
    rows = []
    for course in every:
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
