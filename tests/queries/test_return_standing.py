"""The standing of each return, and how many are due, in and overdue: counted once, for all pages."""

from collections.abc import Iterator

import duckdb
import pytest

import queries
from tests.queries.figure_rows import Database

COVERAGE = (
    "area_id VARCHAR, table_name VARCHAR, period_start DATE, period_end DATE, expected_by DATE, state VARCHAR, "
    "is_expected BOOLEAN"
)


@pytest.fixture
def db() -> Iterator[Database]:
    """Return a database with the tables that the standing of returns is worked out from; it was built on 30 November."""
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE coverage ({COVERAGE})")
        connection.execute("CREATE TABLE build AS SELECT TIMESTAMP '2026-11-30 09:00:00' AS built_at")
        yield connection


def add(
    db: Database, state: str, expected_by: str | None = "2026-10-31", end: str = "2026-09-30", **other: object
) -> None:
    """Add a return of alder-row, of spending unless another table is given."""
    row = {"area_id": "alder-row", "table_name": "spending", "is_expected": True, **other}
    row |= {"state": state, "expected_by": expected_by, "period_start": "2026-04-01", "period_end": end}
    db.execute(f"INSERT INTO coverage ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def make(db: Database, name: str) -> list[tuple]:
    """Make a table of ``queries/dated`` and return its rows."""
    db.execute(f"CREATE TABLE {name} AS {queries.load(f'dated/{name}').sql}")
    return db.execute(f"FROM {name}").fetchall()


@pytest.mark.parametrize(
    ("state", "expected_by", "standing"),
    [
        ("complete", "2026-10-31", "complete"),
        ("nothing to report", "2026-10-31", "complete"),
        ("partial", "2026-10-31", "partial"),
        ("partial", "2027-10-31", "partial"),
        ("sent", "2026-10-31", "received"),
        ("not due", "2026-10-31", "nothing due"),
        ("not sent", "2026-11-29", "overdue"),
        ("not sent", "2026-11-30", "not yet due"),  # the day itself is in time
        ("not sent", None, "overdue"),  # no day set: from the day after its period
    ],
)
def test_a_return_has_one_standing(db: Database, state: str, expected_by: str | None, standing: str):
    add(db, state, expected_by)
    assert [row[-1] for row in make(db, "return_standing")] == [standing]


def test_without_a_day_a_return_is_due_at_the_end_of_its_period(db: Database):
    add(db, "not sent", None, end="2026-12-31")
    make(db, "return_standing")
    assert db.execute("SELECT due_on::VARCHAR, has_due_day, standing FROM return_standing").fetchall() == [
        ("2026-12-31", False, "not yet due")
    ]


def test_rows_of_a_period_for_which_nothing_was_asked_are_no_return_due(db: Database):
    add(db, "sent", is_expected=False)
    assert make(db, "return_standing") == []


def test_counts_add_up_and_what_is_not_yet_due_is_not_due(db: Database):
    for state in (
        "complete",
        "complete",
        "nothing to report",
        "partial",
        "sent",
        "sent",
        "not due",
        "not sent",
        "not sent",
    ):
        add(db, state)
    add(db, "not sent", "2027-01-31")
    add(db, "complete", table_name="review")
    make(db, "return_standing")
    assert make(db, "return_count") == [
        ("alder-row", "review", 1, 1, 1, 0, 0, 0, 0, 0),
        ("alder-row", "spending", 8, 6, 3, 1, 2, 2, 1, 1),
    ]
