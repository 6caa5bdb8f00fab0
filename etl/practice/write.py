"""Writes the whole of Practice anew: ``biglocal practice``."""

from pathlib import Path
from typing import Any

from etl.building.corrections import CORRECTION_COLUMNS
from etl.contract import contracts
from etl.practice import (
    context,
    council,
    courses,
    described,
    funding,
    grants_around,
    meetings,
    money,
    people,
    places,
    plans,
    recipe,
    record,
    reference,
    sent,
    survey,
    written,
)  # fmt: skip
from etl.practice.places import Places
from etl.practice.recipe import Recipe, Row


def write_practice(folder: Path, seed: int) -> None:
    """Write every file of the programme Practice but its parameters; the same seed gives the same bytes.

    Raises DataError when the parameters or Big Local's reference, from which the outlines of regions and the names to keep
    clear of are taken, cannot be read.
    """
    made = recipe.recipe(seed)
    found = places.places(made)
    tables = _tables(found, made)
    names = {
        "area.area_id": {area.area_id: area.name for area in found.areas},
        "council.council_code": {one.code: one.name for one in found.councils},
    }
    told = [one for one in contracts() if one.table in tables]
    for one in told:
        written.write(folder / one.folder / f"{one.table}.csv", written.csv_text(one, tables[one.table], names))
    for name, sources in described.source_files(told, made).items():
        written.write(folder / f"{name}.yml", written.yaml_text(sources))
    written.write(folder / "programme.yml", written.yaml_text(_programme(made)))
    written.write(folder / "corrections.csv", written.csv_lines([CORRECTION_COLUMNS]))
    written.write(folder / "planted.csv", _planted(tables["planted"]))


def _tables(found: Places, made: Recipe) -> dict[str, list[Row]]:
    """Return the rows of every table, and those of the planted changes."""
    lsoas = reference.lsoas(found, made)
    funders = grants_around.funders(found, made)
    grants = grants_around.grant_around(found, funders, made)
    postcodes, outcodes = reference.postcode(found, lsoas, made)
    wards = reference.area_ward(found, made)
    codes = reference.codes_of_areas(found, lsoas, wards, postcodes)
    return {
        "area": reference.area(found, made),
        "area_name": reference.area_name(found, made),
        "area_council": reference.area_council(found),
        "area_place": reference.area_place(lsoas),
        "area_ward": wards,
        "council": reference.council(found),
        "context": context.context(found, lsoas, grants, made),
        "grant_around": grants,
        "outcode": outcodes,
        "outline": reference.outline(found, made),
        "postcode": postcodes,
        "region": reference.region(found),
        "tile": reference.tile(found),
        **_returns(found, funders[2:], codes, made),
    }


def _returns(found: Places, funders: list[str], codes: dict[str, dict[str, str]], made: Recipe) -> dict[str, list[Row]]:
    """Return the rows of everything that areas send, of the invented record, and the planted changes."""
    every = courses.courses(found, made)
    told = sent.sent(every, made)
    rosters = {course.area.area_id: people.members(course, made) for course in every if course.has_started}
    met = meetings.meetings(every, rosters, told, made)
    hosts = plans.host(every, plans.organisations(found.names, made), made)
    bodies = plans.legacy(every, made)
    bids = funding.funding(every, funders, told, made)
    tables = {
        "allocation": money.allocation(every, made),
        "area_status": plans.area_status(every, bodies, made),
        "attendance": meetings.attendance(every, met, made),
        "council_case": council.council_case(every, made),
        "council_event": council.council_event(every, told, made),
        "deflator": plans.deflator(made),
        "fact": record.fact(every, funders, made),
        "funding": bids,
        "grant": funding.grant(bids, hosts, codes, made),
        "host": hosts,
        "legacy": bodies,
        "meeting": [one.row for one in met],
        "membership": people.membership(every, rosters, made),
        "note": record.note(every, made),
        "outcome_finding": record.outcome_finding(every, made),
        "plan": plans.plan(every, made),
        "planted": record.planted(every),
        "question": survey.question(made),
        "review": people.review(every, rosters, told, made),
        "small_grant": plans.small_grant(every, made),
        "spending": money.spending(every, told, made),
        "survey_answer": survey.survey_answer(every, made),
        "theme": money.theme(made),
        "volunteer_time": people.volunteer_time(every, made),
    }
    tables["return_status"] = [*sent.return_status(told, tables), *survey.survey_status(every, made)]
    return tables


def _programme(made: Recipe) -> dict[str, Any]:
    told = made.rules["programme"]
    return {"name": "Practice", "is_invented": True, "file_prefix": "practice", **told, "seed": made.seed}


def _planted(rows: list[Row]) -> str:
    return written.csv_lines([list(rows[0]), *([written.text(value) for value in row.values()] for row in rows)])
