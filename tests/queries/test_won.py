"""What counts as won is one thing: one count, and the sums that go with it; what is paid back or paid for is apart."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import queries
from etl.building.build_files import current
from tests.queries.returned_rows import Database, add, counts, prepare


@pytest.fixture
def db() -> Iterator[Database]:
    """Return a database with empty tables of returns."""
    with duckdb.connect() as connection:
        prepare(connection)
        yield connection


def won(db: Database, areas: str = "alder-row") -> list[tuple]:
    return db.execute(queries.load("pages/won").sql, {"areas": areas}).fetchall()


@pytest.mark.parametrize(
    ("route", "kind", "won_as"),
    [
        ("bid", "cash", "cash"),
        ("negotiated", "cash", "cash"),
        ("donation", "cash", "cash"),
        ("asset transfer", "in kind", "in kind"),
        ("negotiated", "time", "time"),
        ("loan", "cash", "loan or investment"),
        ("loan", "in kind", "loan or investment"),
        ("investment", "cash", "loan or investment"),
        ("contract", "cash", "contract"),
        ("contract", None, "contract"),
        ("bid", None, "not stated"),
        (None, "cash", "not stated"),  # it may be a loan
        (None, "time", "time"),
    ],
)
def test_each_win_is_one_kind_of_help(db: Database, route: str | None, kind: str | None, won_as: str):
    add(db, "funding", route=route, kind=kind)
    assert [row[0] for row in won(db)] == [won_as]


@pytest.mark.parametrize(
    ("columns", "wins"),
    [
        ({"outcome": "agreed"}, 1),
        ({"outcome": "lost"}, 0),
        ({"outcome": "pending"}, 0),
        ({"is_linked": False}, 0),
        ({"is_linked": None}, 0),
    ],
)
def test_a_win_was_won_or_agreed_and_is_linked_to_the_programme(db: Database, columns: dict, wins: int):
    add(db, "funding", **columns)
    assert sum(row[2] for row in won(db)) == wins


def test_each_kind_of_help_has_its_own_count_and_sum(db: Database):
    add(db, "funding", project="a", awarded_gbp=100.0)
    add(db, "funding", "birch-end", project="b", awarded_gbp=50.5)
    add(db, "funding", project="c")
    add(db, "funding", project="d", kind="time", hours=4.0, awarded_gbp=7.0)
    add(db, "funding", project="e", kind="time")
    add(db, "funding", project="f", route="contract", awarded_gbp=77_220.0)
    add(db, "funding", "elm-green", project="g", awarded_gbp=1_000_000.0)
    assert won(db, "alder-row.birch-end") == [
        ("cash", False, 3, 2, 150.5, None, 1),
        ("time", False, 2, 1, None, 4.0, 1),
        ("contract", True, 1, 1, 77_220.0, None, 0),
    ]


def test_the_measure_counts_the_same_wins_and_none_that_are_apart(db: Database):
    for route in ("bid", "donation", "loan", "investment", "contract", None):
        add(db, "funding", route=route, awarded_gbp=10.0, decided_on="2016-05")
    assert counts(db, "wins_known") == {"2016": 3, "all years": 3}
    assert counts(db, "cash_won_gbp") == {"2016": 20, "all years": 20}


def test_an_area_that_won_a_contract_only_has_no_wins(db: Database):
    add(db, "funding", route="contract", awarded_gbp=10.0, decided_on="2016-05")
    assert counts(db, "wins_known") == {"2016": 0, "all years": 0}


def test_the_figures_of_the_programme_are_those_of_the_list_of_wins(practice_build: Path):
    path = current(practice_build / "practice")
    assert path is not None
    with duckdb.connect(str(path), read_only=True) as db:
        (areas,) = db.execute("SELECT string_agg(area_id, '.') FROM area").fetchall()[0]
        rows = won(db, areas)
        figures = dict(
            db.execute(
                "SELECT measure_id, value FROM indicator_value WHERE period = 'all years' AND place_id = 'programme:all'"
            ).fetchall()
        )
    sums = {row[0]: row[4] or row[5] for row in rows}
    assert sum(row[2] for row in rows if not row[1]) == figures["wins_known"]
    assert sums["cash"] == pytest.approx(figures["cash_won_gbp"])
    assert sums["in kind"] == pytest.approx(figures["in_kind_gbp"])
    assert sums["time"] == pytest.approx(figures["hours_won"])
    assert {row[0] for row in rows if row[1]} == {"loan or investment", "contract"}
