"""The newest period of a measure is the last whole one that is complete enough, for all pages."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import queries
from etl.building.build_files import current, staff_file
from tests.queries.figure_rows import Database

DAY = "2026-11-30"
Reports = dict[str, tuple[int, int, int]]


@pytest.fixture
def db() -> Iterator[Database]:
    """Return a database with the macros and, empty, the tables that the newest period is worked out from."""
    with duckdb.connect() as connection:
        for query in queries.named("macros"):
            connection.execute(query.sql)
        connection.execute(
            "CREATE TABLE measure (measure_id VARCHAR, sources VARCHAR, asks VARCHAR, part_years VARCHAR, kind VARCHAR)"
        )
        connection.execute(
            "CREATE TABLE indicator_area (measure_id VARCHAR, area_id VARCHAR, period VARCHAR, state VARCHAR)"
        )
        connection.execute(f"CREATE TABLE build AS SELECT TIMESTAMP '{DAY} 09:00:00' AS built_at")
        yield connection


def add(db: Database, reports: Reports, sources: str = "returns", asks: str = "", part_years: str = "") -> None:
    """Add a measure, with the number of areas by period whose figure is shown, suppressed, and not reported."""
    db.execute("INSERT INTO measure VALUES ('events', ?, ?, ?, 'count')", [sources, asks, part_years])
    for period, counts in reports.items():
        states = [
            state
            for state, count in zip(("value", "hidden", "not reported"), counts, strict=True)
            for _ in range(count)
        ]
        states += ["not due"] * (20 - len(states))
        rows = [("events", f"area-{number}", period, state) for number, state in enumerate(states)]
        db.executemany("INSERT INTO indicator_area VALUES (?, ?, ?, ?)", rows)


def newest(db: Database) -> tuple:
    """Return the row of the measure: the newest period, the one that a page opens on, and its counts."""
    for name in ("measure_period", "newest_period"):
        db.execute(f"CREATE OR REPLACE TABLE {name} AS {queries.load(f'dated/{name}').sql}")
    (row,) = db.execute("SELECT * EXCLUDE (measure_id) FROM newest_period").fetchall()
    return row


@pytest.mark.parametrize(
    ("reports", "period"),
    [
        ({"2024": (18, 0, 2), "2025": (16, 0, 2)}, "2025"),
        ({"2024": (18, 0, 2), "2025": (9, 0, 9)}, "2025"),  # half of those due
        ({"2024": (18, 0, 2), "2025": (8, 0, 10)}, "2024"),  # fewer than half
        ({"2024": (18, 0, 2), "2025": (4, 0, 3)}, "2025"),  # few are due, and most of them are in
        ({"2024": (18, 0, 2), "2025": (2, 8, 10)}, "2025"),  # a suppressed figure was reported
        ({"2024": (4, 0, 16), "2025": (2, 0, 18)}, "2025"),  # never half of the areas: half of the fullest
        ({"2024": (4, 0, 16), "2025": (1, 0, 19)}, "2024"),
        ({"2025": (10, 0, 10), "2026": (18, 0, 0)}, "2025"),  # 2026 is not over
        ({"2025-26": (10, 0, 10), "2026-27": (20, 0, 0)}, "2025-26"),
        ({"2026": (3, 0, 17)}, "2026"),  # no whole year: the part year, marked
        ({"2010 to 2025": (20, 0, 0), "2019 to 2025": (20, 0, 0)}, "2019 to 2025"),
        ({"2019 to 2025": (20, 0, 0), "2021": (5, 0, 15)}, "2021"),
        ({"all years": (20, 0, 0)}, "all years"),
        ({"no returns yet": (0, 0, 20)}, "no returns yet"),
    ],
)
def test_the_newest_period_is_the_last_whole_one_that_is_complete_enough(db: Database, reports: Reports, period: str):
    add(db, reports)
    assert newest(db)[0] == period


def test_the_row_has_the_counts_of_the_newest_period_and_the_period_that_a_page_opens_on(db: Database):
    add(db, {"2025": (9, 2, 5), "2026": (1, 0, 3), "all years": (20, 0, 0)})
    assert newest(db) == ("2025", "all years", False, 11, 9, 16)


def test_without_all_years_a_page_opens_on_the_newest_period(db: Database):
    add(db, {"2026": (1, 0, 3)})
    assert newest(db) == ("2026", "2026", True, 1, 1, 4)


@pytest.mark.parametrize(("sources", "asks"), [("returns", "partnership, influence"), ("imd_2025", "")])
def test_a_round_of_a_survey_and_an_edition_are_no_part_years(db: Database, sources: str, asks: str):
    add(db, {"2024": (20, 0, 0), "2026": (20, 0, 0)}, sources, asks)
    assert newest(db)[:3] == ("2026", "2026", False)


@pytest.mark.parametrize(("part_years", "newest_year"), [("", "2018"), ("2018", "2017"), ("2017, 2018", "2016")])
def test_a_measure_can_declare_years_that_it_has_only_a_part_of(db: Database, part_years: str, newest_year: str):
    add(db, dict.fromkeys(("2016", "2017", "2018"), (20, 0, 0)), "grants", part_years=part_years)
    assert newest(db)[0] == newest_year


@pytest.mark.parametrize(
    ("kind", "reports", "part_totals"),
    [
        ("count", {"2025": (20, 0, 0), "2026": (20, 0, 0)}, ["2026"]),
        ("proportion", {"2025": (20, 0, 0), "2026": (20, 0, 0)}, []),  # a share of part of a year is a share
        ("money", {"2026": (20, 0, 0)}, []),  # a programme in its first year has no other figure
    ],
)
def test_a_total_of_part_of_a_year_is_none_of_a_year(db: Database, kind: str, reports: Reports, part_totals: list[str]):
    add(db, reports)
    db.execute("UPDATE measure SET kind = ?", [kind])
    newest(db)
    rows = db.execute("SELECT period FROM measure_period WHERE is_part_total").fetchall()
    assert [period for (period,) in rows] == part_totals


@pytest.mark.parametrize(("day", "is_part"), [("2026-12-31", True), ("2027-01-01", False)])
def test_a_year_is_a_part_year_until_it_is_over(db: Database, day: str, is_part: bool):
    db.execute(f"UPDATE build SET built_at = '{day} 00:00:00'")
    add(db, {"2026": (20, 0, 0)})
    assert newest(db)[2] is is_part


def test_everyone_and_staff_have_the_same_newest_periods(practice_build: Path):

    path = current(practice_build / "practice")
    assert path is not None
    rows = {}
    for name, file in (("everyone", path), ("staff", staff_file(path))):
        with duckdb.connect(str(file), read_only=True) as db:
            rows[name] = dict(
                db.execute("SELECT measure_id, (period, opens_on, areas_reported) FROM newest_period").fetchall()
            )
    assert rows["everyone"] and rows["everyone"].items() <= rows["staff"].items()
