"""Writes the whole of Practice anew: ``biglocal practice``."""

from pathlib import Path
from typing import Any

from etl.building.corrections import CORRECTION_COLUMNS
from etl.contract import contracts
from etl.practice import (
    context,
    council,
    files,
    funding,
    grants_around,
    meetings,
    money,
    people,
    plans,
    record,
    reference,
    survey,
)  # fmt: skip
from etl.practice.courses import courses_of_areas
from etl.practice.places import Places, invented_places
from etl.practice.recipe import Recipe, Row, read_recipe
from etl.practice.returns import return_status_rows, returns_of_areas
from etl.practice.sources import source_files


def write_practice(folder: Path, seed: int) -> None:
    """Write every file of the programme Practice except its parameters; the same seed gives the same bytes.

    Raises DataError if the parameters or Big Local's reference, which supplies the outlines of regions and the names to
    avoid, cannot be read.
    """
    recipe = read_recipe(seed)
    places = invented_places(recipe)
    tables = _tables(places, recipe)
    names = {
        "area.area_id": {area.area_id: area.name for area in places.areas},
        "council.council_code": {council.code: council.name for council in places.councils},
    }
    table_contracts = [contract for contract in contracts() if contract.table in tables]
    for contract in table_contracts:
        path = folder / contract.folder / f"{contract.table}.csv"
        files.write(path, files.csv_text(contract, tables[contract.table], names))
    for name, sources in source_files(table_contracts, recipe).items():
        files.write(folder / f"{name}.yml", files.yaml_text(sources))
    files.write(folder / "programme.yml", files.yaml_text(_programme(recipe)))
    files.write(folder / "corrections.csv", files.csv_lines([CORRECTION_COLUMNS]))
    files.write(folder / "planted.csv", _planted_text(tables["planted"]))


def _tables(places: Places, recipe: Recipe) -> dict[str, list[Row]]:
    """Return the rows of every table, and those of the planted changes."""
    lsoas = reference.lsoas_of_areas(places, recipe)
    funders = grants_around.invented_funders(places, recipe)
    grants = grants_around.grant_around_rows(places, funders, recipe)
    postcodes, outcodes = reference.postcode_and_outcode_rows(places, lsoas, recipe)
    wards = reference.area_ward_rows(places, recipe)
    codes = reference.codes_of_areas(places, lsoas, wards, postcodes)
    return {
        "area": reference.area_rows(places, recipe),
        "area_name": reference.area_name_rows(places, recipe),
        "area_council": reference.area_council_rows(places),
        "area_place": reference.area_place_rows(lsoas),
        "area_ward": wards,
        "council": reference.council_rows(places),
        "context": context.context_rows(places, lsoas, grants, recipe),
        "grant_around": grants,
        "outcode": outcodes,
        "outline": reference.outline_rows(places, recipe),
        "postcode": postcodes,
        "region": reference.region_rows(places),
        "tile": reference.tile_rows(places),
        **_return_tables(places, funders[2:], codes, recipe),
    }


def _return_tables(
    places: Places, funders: list[str], codes: dict[str, dict[str, str]], recipe: Recipe
) -> dict[str, list[Row]]:
    """Return the rows of everything that areas send, of the invented record, and the planted changes."""
    courses = courses_of_areas(places, recipe)
    returns = returns_of_areas(courses, recipe)
    rosters = {
        course.area.area_id: people.membership_spells(course, recipe) for course in courses if course.has_started
    }
    sent_meetings = meetings.sent_meetings(courses, rosters, returns, recipe)
    hosts = plans.host_rows(courses, plans.host_organisations(places.names, recipe), recipe)
    bodies = plans.legacy_rows(courses, recipe)
    bids = funding.funding_rows(courses, funders, returns, recipe)
    accounts, facts = record.account_rows(courses, recipe), record.fact_rows(courses, funders, recipe)
    tables = {
        "account": accounts,
        "account_fact": record.account_fact_rows(accounts),
        "allocation": money.allocation_rows(courses, recipe),
        "area_status": plans.area_status_rows(courses, bodies, recipe),
        "attendance": meetings.attendance_rows(courses, sent_meetings, recipe),
        "council_event": council.council_event_rows(courses, returns, recipe),
        "deflator": plans.deflator_rows(recipe),
        "fact": [*facts, *record.facts_of_accounts(accounts, recipe)],
        "funding": bids,
        "grant": funding.grant_rows(bids, hosts, codes, recipe),
        "host": hosts,
        "legacy": bodies,
        "meeting": [meeting.row for meeting in sent_meetings],
        "membership": people.membership_rows(courses, rosters, recipe),
        "note": record.note_rows(courses, recipe),
        "outcome_finding": record.outcome_finding_rows(courses, recipe),
        "plan": plans.plan_rows(courses, recipe),
        "planted": record.planted_rows(courses),
        "question": survey.question_rows(recipe),
        "review": people.review_rows(courses, rosters, returns, recipe),
        "small_grant": plans.small_grant_rows(courses, recipe),
        "spending": money.spending_rows(courses, returns, recipe),
        "survey_answer": survey.survey_answer_rows(courses, recipe),
        "theme": money.theme_rows(recipe),
        "volunteer_time": people.volunteer_time_rows(courses, recipe),
        "withdrawal": record.withdrawal_rows(facts, recipe),
    }
    tables["return_status"] = [*return_status_rows(returns, tables), *survey.survey_status_rows(courses, recipe)]
    return tables


def _programme(recipe: Recipe) -> dict[str, Any]:
    rules = recipe.rules["programme"]
    return {"name": "Practice", "is_invented": True, "file_prefix": "practice", **rules, "seed": recipe.seed}


def _planted_text(rows: list[Row]) -> str:
    return files.csv_lines([list(rows[0]), *([files.text(value) for value in row.values()] for row in rows)])
