"""Findings on outcomes, notes and challenges, facts of an invented public record, and the list of planted changes."""

from datetime import timedelta
from typing import Any

from etl.practice.courses import Course, started_courses
from etl.practice.periods import month
from etl.practice.recipe import Recipe, Row

ADDRESS = "https://example.org/practice"
SHARED = {
    "detail": "Invented", "source_url": ADDRESS, "source_title": "Invented page", "source_publisher": "Invented for Practice",
    "source_is_copy": False,
}  # fmt: skip
"""What all invented facts have alike."""
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
    ids = [course.area.area_id for course in started_courses(courses)]
    rows: list[Row] = []
    for theme, kinds in rules["kinds"].items():
        for kind, rule in kinds.items():
            dice = recipe.dice("facts", kind)
            areas = [""] * rule["facts"] if rule.get("of_programme") else dice.some_of(ids, rule["facts"])
            for number, area_id in enumerate(areas, start=1):
                day = dice.day(*rules["days"])
                value = round(dice.between(rule["value"])) * rule["step"] if "value" in rule else None
                rows.append(SHARED | {
                    "fact_id": f"{area_id or 'programme'}-{kind.replace(' ', '-')}-{number}", "area_id": area_id,
                    "theme": theme, "kind": kind, "what": recipe.words["facts"][kind], "value_number": value,
                    "value_unit": rule.get("unit", ""), "value_words": rule.get("words", ""), "date_from": month(day),
                    "who": _who(theme, kind, dice.one_of(funders)), "base": rule.get("base", ""),
                })  # fmt: skip
    return rows


def withdrawal_rows(facts: list[Row], recipe: Recipe) -> list[Row]:
    """Return the withdrawal of the last fact of one kind; no account rests on it."""
    rules = recipe.rules["facts"]
    of_kind = [row["fact_id"] for row in facts if row["kind"] == rules["withdrawn_kind"]]
    return [{"fact_id": of_kind[-1], "withdrawn_on": rules["days"][1], "reason": recipe.words["withdrawn"]}]


def _who(theme: str, kind: str, funder: str) -> str:
    return funder if theme == "funding" else "Residents" if kind == "survey result" else ""


def account_rows(courses: list[Course], recipe: Recipe) -> list[Row]:
    """Return the invented accounts, each of another area or of the whole programme."""
    words = recipe.words["accounts"]
    areas = recipe.dice("cases").some_of([course.area.area_id for course in started_courses(courses)], len(words))
    rows = []
    for drawn_id, account in zip(areas, words, strict=True):
        area_id = "" if account.get("of_programme") else drawn_id
        year = recipe.dice("year of a case", account["title"]).whole(recipe.rules["facts"]["years"])
        rows.append({
            "account_id": "-".join([area_id or "programme", *account["title"].lower().split()]), "area_id": area_id,
            "theme": account["theme"], "title": account["title"], "council_role": account["role"],
            "what_happened": account["happened"], "outcome": account["outcome"], "year": f"{year}",
        })  # fmt: skip
    return rows


def facts_of_accounts(accounts: list[Row], recipe: Recipe) -> list[Row]:
    """Return the one fact that each account rests on."""
    return [
        SHARED | {
            "fact_id": f"{account['account_id']}-1", "area_id": account["area_id"], "theme": account["theme"],
            "kind": words["kind"], "what": account["title"], "date_from": account["year"],
        }
        for account, words in zip(accounts, recipe.words["accounts"], strict=True)
    ]  # fmt: skip


def account_fact_rows(accounts: list[Row]) -> list[Row]:
    """Return which fact each account rests on."""
    return [{"account_id": account["account_id"], "fact_id": f"{account['account_id']}-1"} for account in accounts]


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
