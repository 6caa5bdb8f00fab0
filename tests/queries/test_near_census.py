"""Where nearly all members of a partnership answered: which figures, of how many, for whom, and the line it has."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dashboard.model import db
from dashboard.model.catalogue import Context, catalogue_of
from dashboard.model.state import View
from dashboard.parts import standing
from etl.building.build_files import current, staff_file
from tests.queries.figure_rows import Database, add, add_areas, add_places, make, prepare, rows

ROUND = "2018"


@pytest.fixture
def figures() -> Iterator[Database]:
    """Return a database with two areas, a question put to members of partnerships, and how many members there are."""
    with duckdb.connect() as connection:
        prepare(connection)
        add_areas(connection, "a b")
        add_places(connection)
        add(connection, "measure", measure_id="voting_members", kind="mean", interval_by="none")
        add(connection, "measure", measure_id="influence", counts_people="denominator", asks="partnership, influence")
        yield connection


def answered(db: Database, area_id: str, number: float, measure_id: str = "influence", **columns: str) -> None:
    row = {"period": ROUND, "numerator": 1, "denominator": number, **columns}
    add(db, "figure", measure_id=measure_id, place_id=area_id, **row)


def members(db: Database, area_id: str, number: float, **columns: str) -> None:
    row = {"period": ROUND, "numerator": number, "denominator": 1, **columns}
    add(db, "figure", measure_id="voting_members", place_id=area_id, **row)


def near_census(db: Database) -> list[tuple]:
    """Return the rows of the view."""
    make(db, "indicator_value", "indicator_area", "near_census")
    return rows(db, "SELECT * FROM near_census")


@pytest.mark.parametrize(
    ("number", "of", "is_nearly_all"),
    [(12, 14, True), (11, 14, False), (8, 10, True), (10, 10, True), (11, 10, None)],
)
def test_four_in_five_of_the_members_are_nearly_all(
    figures: Database, number: int, of: int, is_nearly_all: bool | None
):
    answered(figures, "a", number)
    members(figures, "a", of)
    assert near_census(figures) == [("a", "influence", ROUND, number, of, is_nearly_all)]


def test_the_members_are_those_of_the_same_area_and_year(figures: Database):
    for area_id in ("a", "b"):
        answered(figures, area_id, 10)
    members(figures, "a", 12)
    members(figures, "a", 40, period="2016")
    members(figures, "b", 10, period="2017")
    assert near_census(figures) == [("a", "influence", ROUND, 10, 12, True)]


@pytest.mark.parametrize("state", ["hidden", "not reported", "not due"])
def test_there_is_no_row_where_either_figure_is_not_shown_though_its_parts_still_stand_there(
    figures: Database, state: str
):
    answered(figures, "a", 10, state=state)
    members(figures, "a", 12)
    answered(figures, "b", 10)
    members(figures, "b", 12, state=state)
    assert near_census(figures) == []


def test_only_what_members_of_partnerships_were_asked_is_held_against_their_number(figures: Database):
    for measure_id, asks in (
        ("of_residents", "resident, influence"),
        ("of_councils", "council, influence"),
        ("none", ""),
    ):
        add(figures, "measure", measure_id=measure_id, counts_people="denominator", asks=asks)
        answered(figures, "a", 12, measure_id)
    members(figures, "a", 12)
    assert near_census(figures) == []


def test_staff_see_it_for_the_newest_figures_of_an_area_of_which_it_is_so_and_for_no_other(practice_build: Path):
    path = current(practice_build / "practice")
    assert path
    path = staff_file(path)  # few partnerships have so many members that everyone may see such a figure
    stamp = db.stamp_of(path)
    build = db.Build("practice", db.version_of(path, stamp, "staff"), path, stamp)
    with duckdb.connect(str(path), read_only=True) as opened:
        newest = opened.sql(
            "SELECT area_id, measure_id, answered::BIGINT, population::BIGINT, is_near_census FROM near_census "
            "WHERE period = (SELECT max(period) FROM near_census) ORDER BY ALL"
        ).fetchall()
    area_id = next(area for area, *_, is_nearly_all in newest if is_nearly_all)
    context = Context(build=build, catalogue=catalogue_of(build), view=View("practice", area=area_id), problems=[])
    lines = near_census_lines(context, area_id)
    expected = {
        measure_id: f"{number} of {of} members answered" if number < of else f"All {of} members answered"
        for area, measure_id, number, of, is_nearly_all in newest
        if area == area_id and is_nearly_all
    }
    assert {measure_id: line.partition(", so this is")[0] for measure_id, line in lines.items()} == expected


def near_census_lines(context: Context, area_id: str) -> dict[str, str]:
    """Return the lines that nearly everyone answered, by measure, for the newest figures of an area."""
    begins = "**Nearly everyone answered.** "
    against = standing.comparisons(context.build, area_id)
    trends = db.query(context.build, "area_trends", area_id=area_id)
    figures = db.query(context.build, "area_figures", area_id=area_id)
    newest = figures[figures["state"] == "value"].sort_values("period").groupby("measure_id").tail(1)
    lines = {
        str(row["measure_id"]): [
            line.removeprefix(begins)
            for line in standing.lines(context, area_id, row, against, trends)
            if line.startswith(begins)
        ]
        for _, row in newest.iterrows()
    }
    return {measure_id: line for measure_id, (line,) in ((name, shown) for name, shown in lines.items() if shown)}
