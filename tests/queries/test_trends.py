"""What the Trends page is given by its queries, on tables of a few rows written by hand."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

import queries

Database = duckdb.DuckDBPyConnection
TABLES = """
CREATE TABLE measure (measure_id VARCHAR, kind VARCHAR, roll_up VARCHAR, counts_people VARCHAR, sources VARCHAR);
CREATE TABLE place (place_id VARCHAR, place_kind VARCHAR);
CREATE TABLE place_member (place_id VARCHAR, area_id VARCHAR);
CREATE TABLE indicator_value (
    measure_id VARCHAR, place_id VARCHAR, period VARCHAR, state VARCHAR, numerator DOUBLE, denominator DOUBLE,
    value DOUBLE, lower DOUBLE, upper DOUBLE, reliability VARCHAR, band VARCHAR, areas_counted BIGINT
);
CREATE TABLE indicator_area (
    measure_id VARCHAR, area_id VARCHAR, period VARCHAR, state VARCHAR, numerator DOUBLE, denominator DOUBLE,
    value DOUBLE, lower DOUBLE, upper DOUBLE, reliability VARCHAR, band VARCHAR
);
CREATE TABLE plan (area_id VARCHAR, from_date DATE, endorsed_on DATE);
CREATE TABLE measure_period (measure_id VARCHAR, period VARCHAR, is_part_year BOOLEAN, is_part_total BOOLEAN);
CREATE TABLE plan_year (
    measure_id VARCHAR, place_id VARCHAR, plan_year BIGINT, numerator DOUBLE, denominator DOUBLE, value DOUBLE,
    lower DOUBLE, upper DOUBLE, areas_counted BIGINT
);
INSERT INTO measure VALUES ('meetings', 'count', 'sum', 'no', 'returns'), ('people', 'count', 'sum', 'numerator', 'returns');
INSERT INTO place VALUES ('a', 'area'), ('all', 'programme');
INSERT INTO place_member SELECT 'all', 'area ' || number FROM range(100) AS numbers (number);
"""


@pytest.fixture
def db() -> Iterator[Database]:
    """Return a database with a programme of 100 areas and the tables that the queries read, without a figure."""
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        yield connection


def total(db: Database, place_id: str, period: str, value: float, areas: int) -> None:
    db.execute(
        "INSERT INTO indicator_value (measure_id, place_id, period, state, value, areas_counted) "
        "VALUES ('meetings', ?, ?, 'value', ?, ?)",
        [place_id, period, value, areas],
    )


def page_rows(db: Database, name: str, columns: str, **parameters: Any) -> list[tuple]:
    sql = queries.load(f"pages/{name}").sql
    return db.execute(f"SELECT {columns} FROM ({sql})", parameters).fetchall()


def test_a_total_of_a_group_is_given_for_each_area_and_that_of_an_area_unchanged(db: Database):
    total(db, "all", "2016", 120, 60)
    total(db, "a", "2016", 7, 1)
    rows = page_rows(db, "trends_figures", "place_id, drawn_value, value", measures="meetings", places="a.all")
    assert rows == [("a", 7, 7), ("all", 2, 120)]


def test_few_areas_are_fewer_than_30_and_a_full_period_has_half_of_the_most(db: Database):
    for period, areas in (("2014", 29), ("2015", 30), ("2016", 45), ("2017", 90)):
        total(db, "all", period, 90, areas)
    rows = page_rows(db, "trends_figures", "period, is_thin, is_full", measures="meetings", places="all")
    assert rows == [("2014", True, False), ("2015", False, False), ("2016", False, True), ("2017", False, True)]


def test_few_areas_of_a_small_group_are_fewer_than_half_of_it(db: Database):
    db.execute("DELETE FROM place_member WHERE area_id >= 'area 2'")  # leaves area 0, 1 and 10 to 19: twelve
    total(db, "all", "2016", 90, 5)
    total(db, "all", "2017", 90, 6)
    rows = page_rows(db, "trends_figures", "period, is_thin", measures="meetings", places="all")
    assert rows == [("2016", True), ("2017", False)]


def test_a_year_stands_at_its_middle_and_spans_of_years_are_left_out(db: Database):
    for period in ("2016", "2016-17", "2010 to 2016", "all years"):
        total(db, "all", period, 1, 50)
    rows = page_rows(db, "trends_figures", "period, time_at", measures="meetings", places="all")
    assert rows == [("2016", 2016.5), ("2016-17", 2016.75)]


def test_a_part_year_is_marked_in_the_lines_and_left_out_of_the_wall(db: Database):
    for period in ("2017", "2018"):
        total(db, "all", period, 1, 50)
        db.execute(
            "INSERT INTO indicator_area (measure_id, area_id, period, state) VALUES ('meetings', 'a', ?, 'value')",
            [period],
        )
    db.execute(
        "INSERT INTO measure_period VALUES ('meetings', '2017', false, false), ('meetings', '2018', true, true), "
        "('people', '2017', true, true)"
    )
    rows = page_rows(db, "trends_figures", "period, is_part_year, is_part_total", measures="meetings", places="all")
    assert rows == [("2017", False, False), ("2018", True, True)]
    assert page_rows(db, "trends_wall", "period", measure_id="meetings") == [("2017",)]


def test_figures_of_several_measures_come_together_and_each_is_full_by_its_own_periods(db: Database):
    total(db, "all", "2016", 1, 50)
    db.execute(
        "INSERT INTO indicator_value (measure_id, place_id, period, state, areas_counted) "
        "VALUES ('people', 'all', '2016', 'value', 4)"
    )
    rows = page_rows(db, "trends_figures", "measure_id, is_full", measures="meetings.people", places="all")
    assert rows == [("meetings", True), ("people", True)]


@pytest.fixture
def judged() -> Iterator[Database]:
    """Return a database with five measures of two topics: one judged, one changed since the first figure, two of neither."""
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE measure (measure_id VARCHAR, topic VARCHAR, order_number BIGINT);"
            "CREATE TABLE newest_period (measure_id VARCHAR, period VARCHAR);"
            "CREATE TABLE trend_verdict (measure_id VARCHAR, place_id VARCHAR, verdict VARCHAR, first_period VARCHAR, "
            "last_period VARCHAR);"
            "CREATE TABLE change (measure_id VARCHAR, place_id VARCHAR, period VARCHAR, earlier_period VARCHAR, "
            "since VARCHAR, verdict VARCHAR);"
            "INSERT INTO measure VALUES ('plain', 'A', 1), ('since', 'A', 2), ('judged', 'A', 3), ('other', 'B', 4), "
            "('elsewhere', 'A', 5);"
            "INSERT INTO newest_period SELECT measure_id, '2024' FROM measure;"
            "INSERT INTO trend_verdict VALUES ('judged', 'all', 'rising', '2020', '2024'), "
            "('since', 'all', 'cannot say', '2022', '2024'), ('elsewhere', 'a', 'falling', '2020', '2024');"
            "INSERT INTO change VALUES ('since', 'all', '2024', '2022', 'first', 'risen'), "
            "('since', 'all', '2024', '2023', 'before', 'fallen')"
        )
        yield connection


def test_a_topic_opens_on_the_measure_that_can_be_judged_at_that_place(judged: Database):
    rows = page_rows(judged, "trends_measures", "measure_id, verdict, since_verdict, since_period", place_id="all")
    assert rows == [
        ("judged", "rising", None, None),
        ("since", "cannot say", "risen", "2022"),
        ("plain", None, None, None),
        ("elsewhere", None, None, None),
        ("other", None, None, None),
    ]
    assert page_rows(judged, "trends_measures", "measure_id", place_id="a")[0] == ("elsewhere",)


def test_an_area_starts_in_the_year_of_its_first_plan_and_counts_of_people_are_left_out(db: Database):
    db.execute("INSERT INTO plan VALUES ('a', '2015-02-01', '2014-11-01'), ('a', '2017-01-01', NULL)")
    db.execute(f"CREATE TABLE first_plan AS {queries.load('views/first_plan').sql}")
    for measure in ("meetings", "people"):
        for period, value in (("2013", 9), ("2014", 3), ("2016", 5)):
            db.execute(
                "INSERT INTO indicator_area (measure_id, area_id, period, state, value) VALUES (?, 'a', ?, 'value', ?)",
                [measure, period, value],
            )
    rows = page_rows(db, "trends_plan_years", "period, drawn_value, planned_areas", measure_id="meetings", places="a")
    assert rows == [("Year 1", 3, 1), ("Year 3", 5, 1)]
    assert page_rows(db, "trends_plan_years", "period", measure_id="people", places="a") == []


@pytest.mark.parametrize(
    ("values", "top"),
    [
        ([10] * 96 + [100] * 4, 12.5),  # 95 of 100 lie at 10 or under: a quarter more
        ([10] * 99 + [12], 12),  # the highest is nearer than that
        ([0] * 99 + [3], 3),  # a quarter more than nothing would be no scale
    ],
)
def test_a_figure_far_out_does_not_flatten_the_wall(values: list[float], top: float, db: Database):
    for number, value in enumerate(values):
        db.execute(
            "INSERT INTO indicator_area (measure_id, area_id, period, state, value) VALUES ('meetings', ?, '2016', 'value', ?)",
            [f"area {number}", value],
        )
    rows = page_rows(db, "trends_wall", "DISTINCT scale_top", measure_id="meetings")
    assert rows == [(pytest.approx(top),)]


SLEEP = (
    (0.7, 1.9),
    (-1.6, 0.8),
    (-0.2, 1.1),
    (-1.2, 0.1),
    (-0.1, -0.1),
    (3.4, 4.4),
    (3.7, 5.5),
    (0.8, 1.6),
    (0.0, 4.6),
    (2.0, 3.4),
)
"""Hours of sleep gained with two drugs by ten patients: Student 1908, Biometrika 6:1, the first use of the paired t."""


@pytest.fixture
def plans() -> Iterator[Database]:
    """Return a database with one measure without an interval and the macros, in which areas have plans and figures."""
    with duckdb.connect() as connection:
        for query in queries.named("macros"):
            connection.execute(query.sql)
        connection.execute(
            "CREATE TABLE measure (measure_id VARCHAR, kind VARCHAR, per BIGINT, interval_by VARCHAR, roll_up VARCHAR, "
            "counts_people VARCHAR, sources VARCHAR);"
            "CREATE TABLE plan (area_id VARCHAR, from_date DATE, endorsed_on DATE);"
            "CREATE TABLE indicator_value (measure_id VARCHAR, place_id VARCHAR, period VARCHAR, state VARCHAR, "
            "value DOUBLE, numerator DOUBLE, denominator DOUBLE, sum_squares DOUBLE);"
            "INSERT INTO measure VALUES ('m', 'count', 1, 'none', 'sum', 'no', 'returns')"
        )
        yield connection


def planned(db: Database, first_years: list[int], years: dict[int, list[float]]) -> Any:
    """Give areas a first plan endorsed in these years and figures by year of it, and return the row of plan_change."""
    for number, first in enumerate(first_years):
        db.execute(
            "INSERT INTO plan VALUES (?, make_date(?, 1, 1), make_date(?, 7, 1))", [f"a{number}", first + 1, first]
        )
        for nth, values in years.items():
            if number < len(values):
                db.execute(
                    "INSERT INTO indicator_value VALUES ('m', ?, ?, 'value', ?, ?, NULL, NULL)",
                    [f"a{number}", str(first + nth - 1), values[number], values[number]],
                )
    for name in ("first_plan", "area_plan_year", "plan_change"):
        db.execute(f"CREATE TABLE {name} AS {queries.load(f'views/{name}').sql}")
    return db.execute(queries.load("pages/trends_plan_change").sql, {"measure_id": "m"}).df().to_dict("records")


def test_the_same_areas_are_compared_at_the_same_stage_by_the_paired_t(plans: Database):
    first_years = [2010 + number % 3 for number in range(10)]
    (change,) = planned(plans, first_years, {2: [a for a, _ in SLEEP], 5: [b for _, b in SLEEP]})
    assert (change["from_year"], change["to_year"], change["areas"]) == (2, 5, 10)
    assert (change["early_value"], change["late_value"]) == (pytest.approx(0.75), pytest.approx(2.33))
    assert change["changed_by"] == pytest.approx(1.58)
    assert (change["change_lower"], change["change_upper"]) == (
        pytest.approx(0.70, abs=0.005),
        pytest.approx(2.46, abs=0.005),
    )
    assert change["verdict"] == "cannot say"  # on ten areas


def test_part_years_and_years_of_few_areas_are_no_ends(plans: Database):
    thirty = [float(number % 4) for number in range(30)]
    (change,) = planned(
        plans,
        [2010 + number % 3 for number in range(30)],
        {
            1: thirty,
            2: thirty,
            3: thirty,
            4: [value + 1 + number % 2 for number, value in enumerate(thirty)],
            5: thirty[:14],
        },
    )
    assert (change["from_year"], change["to_year"], change["areas"]) == (2, 4, 30)
    assert change["changed_by"] == pytest.approx(1.5)
    assert change["verdict"] == "risen"


def test_a_plan_without_a_dated_endorsement_has_no_years(plans: Database):
    planned(plans, [2010] * 3, {year: [1.0, 2.0, 3.0] for year in (2, 3)})
    plans.execute("DROP TABLE first_plan; DROP TABLE area_plan_year; DROP TABLE plan_change")
    # the first plan of a0 loses its date, and a later plan of a1 has one
    plans.execute("UPDATE plan SET endorsed_on = NULL WHERE area_id = 'a0'")
    plans.execute("INSERT INTO plan VALUES ('a0', '2015-01-01', '2014-12-01'), ('a1', '2015-01-01', '2014-12-01')")
    planned(plans, [], {})
    assert plans.execute("SELECT area_id, year_one FROM first_plan").fetchall() == [
        ("a0", None),
        ("a1", 2010),
        ("a2", 2010),
    ]
    assert plans.execute("SELECT DISTINCT area_id FROM area_plan_year ORDER BY ALL").fetchall() == [("a1",), ("a2",)]
