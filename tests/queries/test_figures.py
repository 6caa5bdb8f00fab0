"""The figures themselves: which areas have one, what groups come to, what is hidden, and how sure each is.

Intervals are held to what others have printed; the sources stand in test_known_answers.py, too.
"""

import random
from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import queries
from etl.measuring.figures import write_figures, write_ratio_intervals
from tests.queries.figure_rows import (
    Database,
    add,
    add_areas,
    add_groups,
    add_places,
    make,
    prepare,
    rows,
    write_unhidden_figures,
)

ALL, SAME, WAVE_1, REGION_1 = "programme:all", "programme:same-areas", "wave:1", "areas-in:E12000001"
FIVE = ("2016", "2017", "2018", "2019", "2020")


@pytest.fixture
def db() -> Iterator[Database]:
    """Return a database with four areas, for what is made of the parts of figures."""
    with duckdb.connect() as connection:
        begin(connection)
        yield connection


def begin(db: Database) -> None:
    db.execute("ATTACH ':memory:' AS staff; USE staff")
    prepare(db, without=("figure", "ratio_interval", "same_area_error"))
    add_areas(db, "a b", wave=1, region_code="E12000001")
    add_areas(db, "c d", wave=2, region_code="E12000001")
    add_groups(db)


def part(db: Database, place_id: str, numerator: float, denominator: float | None = None, **more: object) -> None:
    parts = {"numerator": numerator, "denominator": denominator, **more}
    add(db, "indicator_part", **{"measure_id": "m", "place_id": place_id, **parts})


def raw(db: Database, columns: str, period: str = "2020") -> dict[str, tuple]:
    """Return columns of all raw figures of one measure and period, by place."""
    write_unhidden_figures(db)
    query = f"SELECT place_id, {columns} FROM figure_raw WHERE measure_id = 'm' AND period = '{period}'"
    return {place: tuple(numbers) for place, *numbers in rows(db, query)}


def test_a_group_is_added_up_from_the_areas_that_have_a_figure(db: Database):
    add(db, "measure", measure_id="m")
    part(db, "a", 8, 10)
    part(db, "b", 1, 30)
    part(db, "c", 5, 10)
    by_place = raw(db, "state, numerator, denominator, areas_counted")
    assert by_place == {
        "a": ("value", 8, 10, 1),
        "b": ("value", 1, 30, 1),
        "c": ("value", 5, 10, 1),
        "d": ("not reported", None, None, 0),
        ALL: ("value", 14, 50, 3),
        WAVE_1: ("value", 9, 40, 2),
        "wave:2": ("value", 5, 10, 1),
        REGION_1: ("value", 14, 50, 3),
    }


def test_a_base_of_nobody_is_no_figure_and_a_count_of_nothing_is_one(db: Database):
    add(db, "measure", measure_id="m")
    part(db, "a", 0, 0)
    part(db, "b", 0, 5)
    add(db, "measure", measure_id="n", kind="count", interval_by="none")
    part(db, "a", 0, measure_id="n")
    states = raw(db, "state")
    assert states["a"] == ("not reported",) and states["b"] == ("value",) and states["wave:2"] == ("not reported",)
    assert rows(db, "SELECT state FROM figure_raw WHERE measure_id = 'n' AND place_id = 'a'") == [("value",)]


def test_the_parts_of_what_is_no_figure_enter_no_group(db: Database):
    add(db, "measure", measure_id="m")
    part(db, "a", 3, None)  # a numerator alone
    part(db, "b", 1, 4)
    assert raw(db, "numerator, denominator, areas_counted")[WAVE_1] == (1, 4, 1)


def test_an_area_is_not_due_after_it_closed_unless_it_has_a_figure_or_the_measure_is_always_due(db: Database):
    add(db, "measure", measure_id="m", due="while open")
    add(db, "measure", measure_id="n", due="always")
    for area_id in "abc":
        add(db, "area_status", area_id=area_id, from_date="2018-06-30", status="closed")
    add(db, "area_status", area_id="d", from_date="2016-01-01", status="open")
    for measure_id in "mn":
        for period in ("2018", "2019"):
            part(db, "c", 1, 2, measure_id=measure_id, period=period)
    assert {
        period: {place: states[0] for place, states in raw_of(db, period).items()} for period in ("2018", "2019")
    } == {
        "2018": {"a": "not reported", "b": "not reported", "c": "value", "d": "not reported"},
        "2019": {"a": "not due", "b": "not due", "c": "value", "d": "not reported"},
    }
    always = rows(db, "SELECT DISTINCT state FROM figure_raw WHERE measure_id = 'n' AND place_id IN ('a', 'b')")
    assert always == [("not reported",)]


def raw_of(db: Database, period: str) -> dict[str, tuple]:
    """Return the states of areas in one period; the raw figures are made once."""
    if not rows(db, "SELECT 1 FROM duckdb_tables() WHERE table_name = 'figure_raw'"):
        write_unhidden_figures(db)
    query = f"SELECT place_id, state FROM figure_raw WHERE measure_id = 'm' AND period = '{period}'"
    return {place: (state,) for place, state in rows(db, query) if ":" not in place}


def test_an_area_has_a_row_in_every_period_of_a_measure(db: Database):
    add(db, "measure", measure_id="m")
    part(db, "a", 1, 2, period="2016")
    part(db, "b", 1, 2, period="2020")
    write_unhidden_figures(db)
    query = "SELECT period, count(*) FROM figure_raw WHERE place_id IN ('a', 'b', 'c', 'd') GROUP BY period"
    assert rows(db, query) == [("2016", 4), ("2020", 4)]


def test_what_rolls_up_as_a_median_has_the_middle_of_its_areas(db: Database):
    add(db, "measure", measure_id="m", roll_up="median", kind="index", interval_by="none")
    for area_id, value in zip("abc", (10, 70, 20), strict=True):
        part(db, area_id, value)
    write_unhidden_figures(db)
    write_figures(db, "staff")
    make(db, "indicator_value")
    query = "SELECT value, numerator, areas_counted FROM indicator_value WHERE place_id = "
    assert rows(db, f"{query} '{ALL}'") == [(20, None, 3)]
    assert rows(db, f"{query} 'b'") == [(70, 70, 1)]


def test_what_does_not_roll_up_has_no_figures_of_groups_but_those_its_file_gives(db: Database):
    add(db, "measure", measure_id="m", roll_up="none")
    part(db, "a", 1, 2)
    part(db, "E92000001", 30, 40)
    assert raw(db, "state, numerator, areas_counted") == {
        "a": ("value", 1, 1),
        "b": ("not reported", None, 0),
        "c": ("not reported", None, 0),
        "d": ("not reported", None, 0),
        "E92000001": ("value", 30, None),
    }


# The same areas


def panel(db: Database, areas_by_period: dict[str, str]) -> list[tuple[str, str]]:
    """Return period and areas of the panel of one measure of which these areas have a figure."""
    add(db, "measure", measure_id="m")
    for period, areas in areas_by_period.items():
        for area_id in areas:
            part(db, area_id, 1, 2, period=period)
    write_unhidden_figures(db)
    return rows(db, "SELECT period, string_agg(area_id, '' ORDER BY area_id) FROM same_area GROUP BY period")


def test_the_same_areas_are_those_with_a_figure_in_all_of_the_last_five_periods(db: Database):
    areas_by_period = {"2015": "d", "2016": "abd", "2017": "abcd", "2018": "abc", "2019": "abcd", "2020": "abd"}
    assert panel(db, areas_by_period) == [(period, "ab") for period in FIVE]
    query = "SELECT period, numerator, denominator, areas_counted FROM figure_raw WHERE place_id = "
    sums = rows(db, f"{query} '{SAME}' AND state = 'value'")
    assert sums == [(period, 2, 4, 2) for period in FIVE]


def test_a_period_in_which_few_areas_have_a_figure_does_not_thin_the_panel(db: Database):
    # in 2019 one of four, less than half; in 2020 two, which is half
    assert panel(db, {"2017": "abcd", "2018": "abc", "2019": "d", "2020": "ab"}) == [
        ("2017", "ab"),
        ("2018", "ab"),
        ("2020", "ab"),
    ]


def test_one_period_makes_no_panel_and_spans_of_years_are_no_periods(db: Database):
    assert panel(db, {"2020": "abcd", "all years": "abcd", "2010 to 2015": "abcd"}) == []


def test_where_no_area_is_in_all_periods_there_is_no_panel(db: Database):
    assert panel(db, {"2018": "ab", "2020": "cd"}) == []


# What is hidden


def test_a_hidden_figure_keeps_its_row_and_its_count_of_areas_and_nothing_else(db: Database):
    add(db, "measure", measure_id="m", counts_people="denominator", kind="mean", interval_by="t")
    part(db, "a", 12, 4, sum_squares=40)
    part(db, "b", 60, 20, sum_squares=200)
    add(db, "hidden", audience="everyone", measure_id="m", place_id="a", period="2020", why="few")
    write_unhidden_figures(db)
    figure_query = "SELECT * EXCLUDE (measure_id, place_id, period) FROM indicator_value WHERE place_id = "
    db.execute("ATTACH ':memory:' AS public; USE public")
    for query in queries.named("macros"):
        db.execute(query.sql)
    for name in ("measure", "place", "place_member"):
        db.execute(f"CREATE TABLE {name} AS SELECT * FROM staff.{name}")
    write_figures(db, "everyone")
    make(db, "indicator_value")
    # state, numerator, denominator, sum_squares, value, lower, upper, reliability, band, areas_counted
    assert rows(db, f"{figure_query} 'a'") == [("hidden", None, None, None, None, None, None, "", None, 1)]
    # the sum of the group holds the hidden area too; squares of people are kept for nobody
    assert rows(db, f"{figure_query} '{ALL}'") == [("value", 72, 24, None, 3, None, None, "low", None, 2)]
    db.execute("USE staff")
    write_figures(db, "staff")
    make(db, "indicator_value")
    assert rows(db, f"{figure_query} 'a'") == [("value", 12, 4, None, 3, None, None, "staff only", None, 1)]


def test_what_only_staff_may_see_has_no_row_for_everyone(db: Database):
    add(db, "measure", measure_id="m", who_may_see_it="staff")
    part(db, "a", 1, 2)
    write_unhidden_figures(db)
    db.execute("ATTACH ':memory:' AS public; USE public; CREATE TABLE measure AS SELECT * FROM staff.measure LIMIT 0")
    db.execute("CREATE TABLE place_member AS SELECT * FROM staff.place_member")
    for query in queries.named("macros"):
        db.execute(query.sql)
    write_figures(db, "everyone")
    assert rows(db, "SELECT * FROM figure") == []
    db.execute("USE staff")
    write_figures(db, "staff")
    assert len(rows(db, "SELECT * FROM figure WHERE state = 'value'")) == 4


# Values and intervals


def value_of(figure: dict[str, object], **measure: object) -> tuple[float | None, ...]:
    """Return value, lower and upper of one figure of an area."""
    with duckdb.connect() as db:
        prepare(db)
        add_areas(db, "a")
        add_places(db)
        add(db, "measure", **{"measure_id": "m", **measure})
        add(db, "figure", measure_id="m", **{"place_id": "a", **figure})
        make(db, "indicator_value", "indicator_area")
        ((*numbers,),) = rows(db, "SELECT value, lower, upper FROM indicator_area")
        return tuple(numbers)


SLEEP = [-1.2, -2.4, -1.3, -1.3, 0.0, -1.0, -1.8, -0.8, -4.6, -1.4]
"""Differences of Student's sleep data."""


@pytest.mark.parametrize(
    ("measure", "figure", "printed", "near"),
    [
        # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3
        ({}, (81, 263), (100 * 81 / 263, 25.53, 36.62), 0.00501),
        ({}, (0, 20), (0, 0, 16.11), 0.00501),
        ({}, (1, 29), (100 / 29, 0.61, 17.18), 0.00501),
        # Garwood 1936, Biometrika 28:437
        ({"kind": "count", "interval_by": "byar"}, (3, None), (3, 0.619, 8.767), 0.0005),
        ({"kind": "count", "interval_by": "byar"}, (0, None), (0, 0, 3.689), 0.0005),
        # R's poisson.test, failures of nuclear pumps, for each thousand
        ({"kind": "rate", "interval_by": "byar", "per": 1000}, (5, 94.32), (5000 / 94.32, 17.2125, 123.7101), 0.0001),
        # R's help page of t.test, Student's sleep data, paired
        ({"kind": "mean", "interval_by": "t"}, (sum(SLEEP), 10), (-1.58, -2.4598858, -0.7001142), 0.000001),
        ({"kind": "mean", "interval_by": "t", "per": 100}, (sum(SLEEP), 10), (-158, -245.98858, -70.01142), 0.0001),
    ],
)
def test_an_interval_is_the_one_that_is_printed_for_its_method(
    measure: dict[str, object], figure: tuple[float, float | None], printed: tuple[float, ...], near: float
):
    squares = sum(value * value for value in SLEEP) if measure.get("interval_by") == "t" else None
    parts = {"numerator": figure[0], "denominator": figure[1], "sum_squares": squares}
    assert value_of(parts, **measure) == pytest.approx(printed, abs=near)


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ({"interval_by": "none"}, 40),
        ({"interval_by": "none", "kind": "money"}, 4),
        ({"interval_by": "bootstrap", "kind": "rate"}, 0.4),
        ({"interval_by": "t", "kind": "mean"}, 0.4),  # without the sum of squares
    ],
)
def test_a_figure_may_have_no_interval(measure: dict[str, str], value: float):
    assert value_of({"numerator": 4, "denominator": 10}, **measure) == (value, None, None)


@pytest.mark.parametrize("state", ["hidden", "not reported", "not due"])
def test_what_is_not_shown_has_no_value_and_no_interval(state: str):
    assert value_of({"state": state}) == (None, None, None)


def test_an_area_map_holds_areas_alone(db: Database):
    add(db, "measure", measure_id="m")
    for place_id in ("a", "b", "E92000001"):
        part(db, place_id, 1, 2)
    write_unhidden_figures(db)
    write_figures(db, "staff")
    make(db, "indicator_value", "indicator_area")
    assert [row[0] for row in rows(db, "SELECT area_id FROM indicator_area")] == ["a", "b", "c", "d"]


# Ratios of sums


def ratios(db: Database) -> dict[str, tuple]:
    add(db, "measure", measure_id="m", kind="rate", interval_by="bootstrap", per=100)
    add(db, "measure", measure_id="n")
    for place, area_id in enumerate("abcd"):
        part(db, area_id, 3 + place % 2, 10)
        part(db, area_id, 3, 10, measure_id="n")
    write_unhidden_figures(db)
    write_figures(db, "staff")
    make(db, "indicator_value")
    query = "SELECT place_id, value, lower, upper FROM indicator_value WHERE measure_id = 'm'"
    return {place: tuple(numbers) for place, *numbers in rows(db, query)}


def test_intervals_are_drawn_for_sums_over_sums_of_groups_only(db: Database):
    by_place = ratios(db)
    assert by_place["a"] == (30, None, None) and by_place["b"] == (40, None, None)
    # half of the areas have 30 and half 40: of two areas drawn, both are the same in half of all draws
    assert by_place[WAVE_1] == (35, 30, 40)
    # of four areas drawn, none is of one kind in 1 of 16 draws, more than 2.5 per cent
    assert by_place[ALL] == (35, 30, 40)
    drawn = rows(db, "SELECT DISTINCT measure_id, place_id FROM ratio_interval")
    assert drawn == [("m", place_id) for place_id in (REGION_1, ALL, WAVE_1, "wave:2")]


def test_a_hidden_group_gets_no_interval_and_hidden_areas_are_not_drawn(db: Database):
    ratios(db)
    db.execute("DROP TABLE ratio_interval; DROP TABLE indicator_value")
    db.execute(
        f"UPDATE figure SET state = 'hidden', numerator = NULL, denominator = NULL WHERE place_id IN ('b', '{ALL}')"
    )
    write_ratio_intervals(db)
    make(db, "indicator_value")
    query = "SELECT value, lower, upper FROM indicator_value WHERE measure_id = 'm' AND place_id = "
    assert rows(db, f"{query} '{ALL}'") == [(None, None, None)]
    assert rows(db, f"{query} '{WAVE_1}'") == [(35, None, None)]  # one area of it is left to draw from


# Whatever the figures are

PARTS = st.integers(1, 5000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


@settings(max_examples=25)
@given(st.lists(PARTS, min_size=1, max_size=20))
def test_an_interval_holds_its_value_stays_within_0_and_100_and_shrinks_with_more_people(shares: list[tuple[int, int]]):
    with duckdb.connect() as db:
        prepare(db)
        add(db, "measure", measure_id="m")
        for times in (1, 4):
            for place, (numerator, denominator) in enumerate(shares):
                parts = {"numerator": times * numerator, "denominator": times * denominator, "period": str(times)}
                add(db, "figure", measure_id="m", place_id=f"a{place:02}", **parts)
        make(db, "indicator_value")
        figures = rows(db, "SELECT place_id, period, value, lower, upper FROM indicator_value")
        assert len(figures) == 2 * len(shares)
        for once, more in zip(figures[::2], figures[1::2], strict=True):
            for _, _, value, lower, upper in (once, more):
                assert 0 <= lower <= value + 1e-9 and value - 1e-9 <= upper <= 100
            assert more[4] - more[3] < once[4] - once[3]


@settings(max_examples=15)
@given(st.dictionaries(st.sampled_from("abcd"), PARTS, min_size=1), st.randoms(use_true_random=False))
def test_groups_are_the_sums_of_their_areas_in_any_order_of_rows(
    parts_by_area: dict[str, tuple[int, int]], order: random.Random
):
    given_rows = [(place, *parts) for place, parts in parts_by_area.items()]
    by_order = []
    for listed in (given_rows, order.sample(given_rows, len(given_rows))):
        with duckdb.connect() as db:
            begin(db)
            add(db, "measure", measure_id="m")
            for row in listed:
                part(db, *row)
            by_order.append(raw(db, "state, numerator, denominator, areas_counted"))
    assert by_order[0] == by_order[1]
    assert by_order[0][ALL][1:3] == tuple(sum(parts[place] for parts in parts_by_area.values()) for place in (0, 1))
    of_waves = [by_order[0][place][1] or 0 for place in (WAVE_1, "wave:2")]
    assert sum(of_waves) == by_order[0][ALL][1]
