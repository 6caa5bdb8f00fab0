"""How many areas lie outside the control limits: the query of the Trends page, on funnels written by hand."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

import queries

ALL = {"region": "all", "wave": "all", "deprivation": "all"}


@pytest.fixture
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a database of three areas."""
    with duckdb.connect() as connection:
        for query in queries.named("macros"):
            connection.execute(query.sql)
        connection.execute(
            "CREATE TABLE area_card (area_id VARCHAR, region_name VARCHAR, wave BIGINT, deprivation_group VARCHAR)"
        )
        connection.executemany(
            "INSERT INTO area_card VALUES (?, ?, ?, ?)",
            [("alder-row", "North", 1, "Next fifth"), ("birch-end", "North", 2, "Less deprived"),
             ("elm-green", "South", 2, "Next fifth")],
        )  # fmt: skip
        yield connection


def rows(db: duckdb.DuckDBPyConnection, **filters: str) -> list[dict[str, Any]]:
    """Return the rows of the query, each by its columns."""
    result = db.execute(queries.load("pages/trends_spread").sql, {**ALL, **filters})
    columns = [column[0] for column in result.description or []]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def test_the_spread_counts_areas_by_where_they_lie_and_why_others_are_not_judged(db: duckdb.DuckDBPyConnection):
    db.execute(
        "CREATE TABLE measure AS SELECT 'influence' AS measure_id, 1 AS order_number, 'Outcomes' AS topic "
        "UNION ALL SELECT 'elsewhere', 2, 'People'"
    )
    db.execute(
        "CREATE TABLE indicator_area AS SELECT * FROM (VALUES ('influence', '2016', 'alder-row', 'value'), "
        "('influence', '2016', 'birch-end', 'value'), ('influence', '2016', 'elm-green', 'hidden'), "
        "('elsewhere', '2016', 'alder-row', 'value')) AS given (measure_id, period, area_id, state)"
    )
    db.execute(
        "CREATE TABLE funnel AS SELECT * FROM (VALUES ('influence', '2016', 'alder-row', 'differs', 'above'), "
        "('influence', '2016', 'birch-end', NULL, 'below'), ('elsewhere', '2016', 'alder-row', 'differs', 'above')) "
        "AS given (measure_id, period, area_id, verdict, side)"
    )
    (whole,) = rows(db)
    assert (whole["areas"], whole["judged"], whole["far_above"], whole["too_few"], whole["hidden"]) == (3, 1, 1, 1, 1)
    assert whole["outside"] == "alder-row"
    (part,) = rows(db, wave="2")
    assert (part["areas"], part["judged"], part["far_above"], part["too_few"], part["hidden"]) == (2, 0, 0, 1, 1)


def test_the_measure_that_most_areas_are_judged_on_comes_first_and_a_period_of_few_is_not_full(
    db: duckdb.DuckDBPyConnection,
):
    db.execute(
        "CREATE TABLE measure AS SELECT 'few' AS measure_id, 1 AS order_number, 'Outcomes' AS topic "
        "UNION ALL SELECT 'many', 2, 'Participation'"
    )
    db.execute(
        "CREATE TABLE funnel AS SELECT * FROM (VALUES ('few', '2016', 'alder-row', 'as expected', 'above'), "
        "('many', '2016', 'alder-row', 'worth a look', 'above'), ('many', '2016', 'birch-end', 'as expected', 'above'), "
        "('many', '2016', 'elm-green', 'differs', 'below'), ('many', '2017', 'alder-row', 'as expected', 'above')) "
        "AS given (measure_id, period, area_id, verdict, side)"
    )
    db.execute("CREATE TABLE indicator_area AS SELECT measure_id, period, area_id, 'value' AS state FROM funnel")
    assert [(row["measure_id"], row["period"], row["judged"], row["is_full"], row["outside"]) for row in rows(db)] == [
        ("many", "2017", 1, False, None),
        ("many", "2016", 3, True, "elm-green.alder-row"),
        ("few", "2016", 1, True, None),
    ]
