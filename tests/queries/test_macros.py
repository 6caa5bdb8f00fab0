"""The macros behave as intervals must, agree with scipy, and give NULL where there is no figure."""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import queries
from tests.queries.macro_calls import (
    LEVELS,
    Ask,
    both,
    few,
    levels,
    moments,
    points,
    ratings,
    shares,
    shares_of,
    z,
)

# The tables and quantiles, held to scipy


@pytest.mark.parametrize("level", LEVELS)
def test_the_tables_are_those_of_scipy(level: float, ask: Ask):
    high, low = 0.5 + level / 200, 0.5 - level / 200
    (normal, lower, upper) = ask(f"{z(level)}, poisson_lower_table({level}), poisson_upper_table({level})")
    assert normal == pytest.approx(stats.norm.ppf(high), abs=1e-15)
    assert lower == pytest.approx([0, *stats.chi2.ppf(low, 2 * np.arange(1, 10)) / 2], abs=5.1e-10, rel=0)
    assert upper == pytest.approx(stats.chi2.ppf(high, 2 * np.arange(11) + 2) / 2, abs=5.1e-10, rel=0)


@pytest.mark.parametrize("level", LEVELS)
def test_the_quantile_of_t_is_right_to_six_digits_for_any_degrees(level: float, ask: Ask):
    degrees = np.concatenate([np.linspace(1, 3, 400), np.linspace(3, 40, 200), [99, 149, 1e4, 1e9]])
    quantiles = ask(", ".join(f"student_quantile({number!r}::DOUBLE, {level})" for number in degrees.tolist()))
    assert quantiles == pytest.approx(stats.t.ppf(0.5 + level / 200, degrees), rel=5e-7)


def test_the_quantile_of_t_is_that_of_published_tables(ask: Ask):
    # Fisher and Yates, Statistical Tables (6th edition, 1963), table III
    quantiles = ask(", ".join(f"student_quantile({degrees}, 95)" for degrees in (1, 2, 10, 30)))
    assert quantiles == pytest.approx((12.706, 4.303, 2.228, 2.042), abs=5e-4)
    # qt(0.975, 1.4) and qt(0.999, 1.52) of R: between whole degrees, where a table cannot be read
    assert ask("student_quantile(1.4, 95), student_quantile(1.52, 99.8)") == pytest.approx((6.657, 49.844), rel=1e-4)


# One figure


@given(share=shares, level=levels)
def test_wilsons_interval_is_scipys(share: tuple[int, int], level: float, ask: Ask):
    expected = stats.binomtest(*share).proportion_ci(level / 100, method="wilson")
    assert ask(both("wilson", *share, z(level))) == pytest.approx((expected.low, expected.high), abs=1e-12)


@given(share=shares, level=levels)
def test_an_interval_of_a_proportion_holds_it_and_stays_within_0_and_1(share: tuple[int, int], level: float, ask: Ask):
    lower, upper = ask(both("wilson", *share, z(level)))
    assert 0 <= lower <= share[0] / share[1] <= upper <= 1
    assert lower < upper


@given(share=shares, level=levels)
def test_ten_times_the_answers_narrow_an_interval(share: tuple[int, int], level: float, ask: Ask):
    yes, base = share
    of_few, of_many = ask(both("wilson", yes, base, z(level))), ask(both("wilson", 10 * yes, 10 * base, z(level)))
    assert of_many[1] - of_many[0] < of_few[1] - of_few[0]


@given(share=shares, level=levels)
def test_the_interval_of_those_who_said_no_is_the_mirror_image(share: tuple[int, int], level: float, ask: Ask):
    yes, base = share
    lower, upper = ask(both("wilson", yes, base, z(level)))
    assert ask(both("wilson", base - yes, base, z(level))) == pytest.approx((1 - upper, 1 - lower), abs=1e-12)


@given(events=st.integers(0, 2000), level=levels)
def test_an_interval_of_a_count_holds_it_and_rises_with_it(events: int, level: float, ask: Ask):
    lower, upper = ask(both("count", events, level))
    assert 0 <= lower <= events < upper
    above = ask(both("count", events + 1, level))
    assert lower < above[0] and upper < above[1]


@given(events=st.integers(0, 300), level=levels)
def test_an_interval_of_a_count_is_near_the_exact_one(events: int, level: float, ask: Ask):
    low, high = 0.5 - level / 200, 0.5 + level / 200
    exact = (stats.chi2.ppf(low, 2 * events) / 2 if events else 0, stats.chi2.ppf(high, 2 * events + 2) / 2)
    assert ask(both("count", events, level)) == pytest.approx(exact, rel=0.002 if level == 95 else 0.015)


@given(events=st.floats(0.001, 9.9), level=levels)
def test_a_weighted_count_has_an_interval_at_least_as_wide_as_the_exact_one(events: float, level: float, ask: Ask):
    lower, upper = ask(both("count", f"{events!r}::DOUBLE", level))
    assert lower <= stats.chi2.ppf(0.5 - level / 200, 2 * events) / 2 + 1e-9
    assert upper >= stats.chi2.ppf(0.5 + level / 200, 2 * events + 2) / 2 - 1e-9


@few
@given(values=ratings, level=levels)
def test_the_interval_of_a_mean_is_scipys(values: list[int], level: float, ask: Ask):
    spread = stats.sem(values)
    margin = spread * stats.t.ppf(0.5 + level / 200, len(values) - 1)
    expected = (np.mean(values) - margin, np.mean(values) + margin)
    assert ask(both("mean", moments(values), level)) == pytest.approx(expected, abs=1e-4)


def test_a_mean_without_spread_is_certain(ask: Ask):
    assert ask(both("mean", moments([4, 4, 4]), 95)) == (4, 4)


def test_the_interval_of_a_mean_comes_from_the_rows_of_a_table(ask: Ask):
    ratings = "(VALUES (3), (5)) AS given (rating)"
    expression = f"(SELECT mean_lower(count(rating), sum(rating), sum(rating * rating), 95) FROM {ratings})"
    assert ask(expression) == pytest.approx((4 - 12.706204736,))


@pytest.mark.parametrize(
    ("name", "usual", "wide"),
    [
        ("wilson", (9, 14, z(95)), (9, 14, z(99.8))),
        ("wilson", (0, 3, z(95)), (0, 3, z(99.8))),
        ("count", (4, 95), (4, 99.8)),
        ("count", (40, 95), (40, 99.8)),
        ("rate", (7, 90, 1000, 95), (7, 90, 1000, 99.8)),
        ("mean", (9, 30, 150, 95), (9, 30, 150, 99.8)),
        ("mean_difference", (9, 30, 150, 8, 20, 60, 95), (9, 30, 150, 8, 20, 60, 99.8)),
        ("proportion_difference", (9, 14, 3, 9, z(95)), (9, 14, 3, 9, z(99.8))),
        ("paired_difference", (9, 3, 2, 1, z(95)), (9, 3, 2, 1, z(99.8))),
        ("rate_difference", (9, 14, 3, 9, 1, 95), (9, 14, 3, 9, 1, 99.8)),
    ],
)
def test_the_wider_level_has_the_wider_interval(name: str, usual: tuple[Any, ...], wide: tuple[Any, ...], ask: Ask):
    inner, outer = ask(both(name, *usual)), ask(both(name, *wide))
    assert outer[0] <= inner[0] < inner[1] <= outer[1]
    assert outer[1] - outer[0] > inner[1] - inner[0]


def test_a_rate_is_for_every_so_many(ask: Ask):
    lower, upper = ask(both("count", 27, 95))
    assert ask(both("rate", 27, 5000, 1000, 95)) == pytest.approx((lower / 5, upper / 5))


# Where there is nothing to say


@pytest.mark.parametrize(
    "expressions",
    [
        "normal_quantile(90)",
        "student_quantile(0.9, 95), student_quantile(NULL, 95), student_quantile(5, 90), student_quantile(50, 90)",
        f"{both('wilson', 0, 0, z(95))}, {both('wilson', 3, 0, z(95))}, {both('wilson', 3, 2, z(95))}",
        f"{both('wilson', -1, 2, z(95))}, {both('wilson', 'NULL', 2, z(95))}, {both('wilson', 1, 'NULL', z(95))}",
        f"{both('wilson', 1, 2, 'NULL')}, {both('wilson', 0, 2, 'NULL')}, {both('wilson', 2, 2, 'NULL')}",
        f"{both('count', 'NULL', 95)}, {both('count', -1, 95)}, {both('count', 3, 90)}, {both('count', 30, 90)}",
        f"{both('rate', 3, 0, 1000, 95)}, {both('rate', 3, 'NULL', 1000, 95)}, {both('rate', 'NULL', 3, 1000, 95)}",
        f"{both('mean', 0, 0, 0, 95)}, {both('mean', 1, 4, 16, 95)}, {both('mean', 3, 'NULL', 'NULL', 95)}",
        f"{both('mean', 3, 12, 'NULL', 95)}, {both('mean', 3, 12, 50, 90)}",
        f"{both('mean_difference', 3, 12, 50, 1, 4, 16, 95)}, {both('mean_difference', 3, 12, 48, 3, 12, 48, 95)}",
        f"{both('proportion_difference', 1, 2, 0, 0, z(95))}, {both('proportion_difference', 'NULL', 2, 1, 2, z(95))}",
        f"{both('paired_difference', 0, 0, 0, 0, z(95))}, {both('paired_difference', 3, 'NULL', 1, 1, z(95))}",
        f"{both('rate_difference', 1, 2, 0, 0, 1, 95)}, {both('rate_difference', 1, 'NULL', 0, 9, 1, 95)}",
        f"{both('proportion_funnel', 0, 9, z(95))}, {both('proportion_funnel', 1, 9, z(95))}",
        f"{both('proportion_funnel', 0.5, 0, z(95))}, {both('proportion_funnel', 0.5, 9, 'NULL')}",
        f"{both('rate_funnel', 0, 9, 95)}, {both('rate_funnel', 0.5, 0, 95)}, {both('rate_funnel', 0.5, 9, 'NULL')}",
        f"{both('rate_funnel', 0.5, 9, 90)}, {both('rate_funnel', 0.5, 90, 90)}, proportion_funnel_is_rough(0.5, 0)",
        f"{both('rate_funnel', 0.5, 9, 95, 'variance := NULL')}, between_areas([]::DOUBLE[], []::DOUBLE[])",
        "proportion_z(1, 0, 0.5), proportion_z(1, 2, 1), rate_z(1, 0, 0.5), rate_z(1, 2, 0)",
        "overdispersion([]::DOUBLE[]), overdispersion([NULL]::DOUBLE[]), overdispersion_factor([]::DOUBLE[])",
        "verdict(NULL, 1, 2), verdict(0, NULL, 0), verdict(1, 2, NULL)",
        "is_near_census(9, NULL), is_near_census(NULL, 9), is_near_census(0, 0), is_near_census(10, 9)",
        "real_terms(100, NULL, 100), real_terms(100, 90, NULL), real_terms(100, 0, 100), real_terms(NULL, 90, 100)",
    ],
)
def test_there_is_no_figure_where_there_is_nothing_to_say(expressions: str, ask: Ask):
    figures = ask(expressions)
    assert figures == (None,) * len(figures)


def test_a_trend_of_no_points_has_no_verdict(ask: Ask):
    nothing = 'NULL::STRUCT("time" BIGINT, value DOUBLE, variance DOUBLE)[]'
    counted = 'NULL::STRUCT("time" BIGINT, numerator BIGINT, denominator BIGINT)[]'
    assert ask(f"trend({nothing}), proportion_trend({counted}), trend({points([1.0], [1.0])})") == ("cannot say",) * 3


# In a build


def test_the_macros_stay_in_a_database_that_is_only_read(tmp_path: Path):
    path = str(tmp_path / "build.duckdb")
    with duckdb.connect(path) as db:
        for query in queries.named("macros"):
            db.execute(query.sql)
    with duckdb.connect(path, read_only=True) as db:
        assert db.execute(f"SELECT proportion_trend({shares_of([0, 10, 20, 30, 40], [40] * 5)})").fetchall() == [
            ("rising",)
        ]


@pytest.mark.parametrize("query", queries.named("macros"), ids=lambda query: query.name)
def test_a_file_of_macros_says_in_its_first_line_what_it_gives(query: queries.Query):
    assert query.purpose.endswith(".") and not query.parameters
    statements = duckdb.connect().extract_statements(query.sql)
    assert {statement.type for statement in statements} == {duckdb.StatementType.CREATE}


@pytest.mark.parametrize(
    ("period", "ended_on", "expected"),
    [
        ("2016", "2015-12", True),
        ("2016", "2015", True),
        ("2016", "2016-01-01", False),
        ("2016-17", "2016-03-31", True),
        ("2016-17", "2016-04", False),
        ("2016-17", "2016", False),
        ("2016-17", "2015", True),
        ("2019 to 2025", "2018", True),
        ("all years", "1999", False),
        ("2016", None, None),
    ],
)
def test_a_period_is_over_when_it_begins_after_the_end(period: str, ended_on: str | None, expected: bool | None):
    db = duckdb.connect()
    db.execute(queries.load("macros/is_over").sql)
    assert db.execute("SELECT is_over($period, $ended_on)", {"period": period, "ended_on": ended_on}).fetchall() == [
        (expected,)
    ]
