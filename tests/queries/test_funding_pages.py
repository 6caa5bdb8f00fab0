"""What the queries of the Funding page make of rows made by hand."""

from collections.abc import Iterator

import duckdb
import pytest

import queries
from tests.queries.returned_rows import Database, add, prepare


@pytest.fixture
def db() -> Iterator[Database]:
    """Return a database with empty tables of returns."""
    with duckdb.connect() as connection:
        prepare(connection)
        yield connection


def rows(db: Database, name: str, areas: str = "alder-row.birch-end") -> list[tuple]:
    return db.execute(queries.load(f"pages/{name}").sql, {"areas": areas}).fetchall()


def test_the_ten_largest_wins_and_the_three_areas_with_most_are_those_of_the_areas_chosen(db: Database):
    for number in range(12):
        add(db, "funding", "alder-row", project=str(number), awarded_gbp=10.0)
    add(db, "funding", "birch-end", awarded_gbp=80.0)
    add(db, "funding", "elm-green", awarded_gbp=1_000_000.0)
    add(db, "funding", "alder-row", project="loan", route="loan", awarded_gbp=500.0)
    add(db, "funding", "alder-row", project="not linked", is_linked=False, awarded_gbp=500.0)
    add(db, "funding", "alder-row", project="no sum", awarded_gbp=None)
    # 200 in all: the largest is 80, the ten largest are 80 and nine of 10
    assert rows(db, "funding_concentration") == [(13, 2, 200.0, 80.0, 40.0, 85.0, 100.0)]


def test_without_a_win_nothing_rests_on_anything(db: Database):
    assert rows(db, "funding_concentration")[0][:2] == (0, 0)


def test_help_with_two_kinds_of_support_is_supported_once_and_in_both_kinds(db: Database):
    add(db, "funding", project="a", council_support="letter; match")
    add(db, "funding", project="b", council_support="letter", outcome="lost")
    add(db, "funding", project="c", council_support="none")
    add(db, "funding", project="d", council_support="not recorded")
    add(db, "funding", project="e")
    add(db, "funding", project="f", council_support="letter", outcome="pending")
    add(db, "funding", project="g", council_support="letter", route="contract")
    assert rows(db, "funding_support") == [
        ("whether", "supported", 2, 1, 1),
        ("whether", "none", 1, 1, 0),
        ("whether", "not recorded", 1, 1, 0),
        ("whether", "not asked", 1, 1, 0),
        ("kind", "letter", 2, 1, 1),
        ("kind", "match", 1, 1, 0),
    ]


def test_sources_after_the_fifteenth_are_put_together_and_their_cash_is_that_of_cash_wins(db: Database):
    for number in range(17):
        add(db, "funding", project="a", source_name=f"Fund {number:02}", awarded_gbp=1.0)
    add(db, "funding", project="b", source_name="Fund 16", awarded_gbp=5.0, route="loan")
    sources = rows(db, "funding_sources")
    assert sources[0] == (1, "Fund 00", 1, 1, 1, 1, 0, 1.0)
    assert sources[-1] == (16, None, 2, None, 2, 2, 0, 2.0)
    assert len(sources) == 16


def test_sources_that_gave_most_cash_come_first_whatever_the_number_of_their_wins(db: Database):
    for number in range(3):
        add(db, "funding", project=str(number), source_name="Many small", awarded_gbp=1.0)
    add(db, "funding", project="a", source_name="One large", awarded_gbp=100.0)
    add(db, "funding", project="b", source_name="No sum", awarded_gbp=None)
    assert [row[1] for row in rows(db, "funding_sources")] == ["One large", "Many small", "No sum"]


def test_missing_routes_have_a_row_and_what_is_no_win_comes_after_the_row_of_all(db: Database):
    add(db, "funding", project="a", awarded_gbp=100.0)
    add(db, "funding", project="b", outcome="lost", asked_gbp=70.0)
    add(db, "funding", project="c", route=None, outcome="agreed", kind="time", hours=4.0)
    add(db, "funding", project="d", is_linked=None)
    add(db, "funding", project="e", route="loan", awarded_gbp=9.0)
    add(db, "funding", "elm-green", project="e")
    assert rows(db, "funding_pipeline") == [
        ("bid", False, 2, 1, 1, 0, 0, 70.0, 100.0, None, None),
        ("route not recorded", False, 1, 1, 0, 0, 0, None, None, None, 4.0),
        ("all routes", False, 3, 2, 1, 0, 0, 70.0, 100.0, None, 4.0),
        ("loan", True, 1, 1, 0, 0, 0, None, 9.0, None, None),
    ]
    assert rows(db, "funding_pipeline", "nowhere") == []


def test_a_list_of_what_was_won_says_what_each_counts_as(db: Database):
    add(db, "funding", project="a")
    add(db, "funding", project="b", kind="time")
    add(db, "funding", project="c", route="contract")
    add(db, "funding", project="d", outcome="lost")
    assert {(row[1], row[5]) for row in rows(db, "funding_wins")} == {("a", "cash"), ("b", "time"), ("c", "contract")}


def test_real_terms_are_in_the_prices_of_the_latest_year_of_the_deflator(db: Database):
    for year, release in (("2016-17", "Old"), ("2018-19", "New"), ("2017-18", "Middle")):
        add(db, "deflator", financial_year=year, index_value=1.0, release=release)
    assert db.execute(queries.load("pages/funding_prices").sql).fetchall() == [("2018-19", "New")]
