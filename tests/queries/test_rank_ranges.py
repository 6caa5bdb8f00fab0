"""Between which ranks each area lies: only where one direction is good, and enough areas have a figure."""

from collections.abc import Iterator

import duckdb
import pytest

from etl.measuring.figures import write_rank_ranges
from tests.queries.figure_rows import Database, add, add_areas, add_places, make, prepare, rows


def ranked(db: Database, areas: int, period: str = "2020", **measure: str) -> None:
    """Add a measure of which areas have 5, 10, 15 per cent and so on, of very many."""
    add(db, "measure", **{"measure_id": "m", "direction": "higher better", **measure})
    for place in range(areas):
        figure = {"numerator": 50_000 * (place + 1), "denominator": 1_000_000, "period": period}
        add(db, "figure", **{"measure_id": measure.get("measure_id", "m"), "place_id": f"r{place:02}", **figure})


@pytest.fixture
def rank_db() -> Iterator[Database]:
    """Return a database with twelve areas, for what is made of figures."""
    with duckdb.connect() as connection:
        prepare(connection)
        add_areas(connection, " ".join(f"r{place:02}" for place in range(12)))
        add_places(connection)
        yield connection


def ranges(db: Database) -> list[tuple]:
    make(db, "indicator_value")
    write_rank_ranges(db)
    return rows(db, "SELECT measure_id, period, area_id, rank_lower, rank_middle, rank_upper, ranked FROM rank_range")


def test_areas_that_are_far_apart_have_one_rank_each_and_the_highest_figure_the_first(rank_db: Database):
    ranked(rank_db, 10)
    assert ranges(rank_db) == [
        ("m", "2020", f"r{place:02}", 10 - place, 10 - place, 10 - place, 10) for place in range(10)
    ]


def test_areas_that_are_alike_may_have_any_rank(rank_db: Database):
    add(rank_db, "measure", measure_id="m", direction="lower better")
    for place in range(12):
        add(rank_db, "figure", measure_id="m", place_id=f"r{place:02}", numerator=5, denominator=10)
    ranked = ranges(rank_db)
    assert len(ranked) == 12
    assert all(lower <= 2 and upper >= 11 and 5 <= middle <= 8 for *_, lower, middle, upper, _ in ranked)


@pytest.mark.parametrize(
    "measure",
    [
        {"direction": "none"},
        {"topic": "Council"},
        {"topic": "Council relationship"},
        {"interval_by": "none"},
        {"interval_by": "bootstrap"},
    ],
)
def test_nothing_is_ranked_without_a_direction_or_an_interval_and_nothing_that_would_rank_councils(
    rank_db: Database, measure: dict[str, str]
):
    ranked(rank_db, 12, **measure)
    assert ranges(rank_db) == []


def test_nine_areas_are_too_few_to_rank(rank_db: Database):
    ranked(rank_db, 9)
    assert ranges(rank_db) == []


def test_the_newest_period_with_ten_areas_is_ranked(rank_db: Database):
    ranked(rank_db, 11, "2018")
    ranked(rank_db, 10, "2019", measure_id="m")
    db_rows = rows(rank_db, "SELECT count(*) FROM measure")
    assert db_rows == [(2,)]
    rank_db.execute("DELETE FROM measure; DELETE FROM figure")
    ranked(rank_db, 11, "2018")
    for place in range(9):
        parts = {"numerator": 1, "denominator": 2, "period": "2020"}
        add(rank_db, "figure", measure_id="m", place_id=f"r{place:02}", **parts)
    assert {(period, areas) for _, period, *_, areas in ranges(rank_db)} == {("2018", 11)}


def test_an_area_that_is_hidden_takes_no_rank(rank_db: Database):
    ranked(rank_db, 11)
    rank_db.execute("UPDATE figure SET state = 'hidden', numerator = NULL, denominator = NULL WHERE place_id = 'r05'")
    rank_rows = ranges(rank_db)
    assert len(rank_rows) == 10 and "r05" not in {area for _, _, area, *_ in rank_rows}
