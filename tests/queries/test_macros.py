"""The macros behave as intervals and verdicts must, agree with scipy, and say NULL where there is nothing to say."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import queries

Ask = Callable[[str], tuple[Any, ...]]
LEVELS = (95, 99.8)

few = settings(max_examples=30)
"""For what takes DuckDB long to plan."""

levels = st.sampled_from(LEVELS)
shares = st.tuples(st.integers(1, 400), st.floats(0, 1)).map(lambda pair: (round(pair[0] * pair[1]), pair[0]))
targets = st.floats(0.02, 0.98)
ratings = st.lists(st.integers(1, 5), min_size=2, max_size=40)


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """Return a function that works out expressions with the macros of the project, as the build makes them."""
    with duckdb.connect() as db:
        for query in queries.named("macros"):
            db.execute(query.sql)

        def answer(expression: str) -> tuple[Any, ...]:
            (row,) = db.execute(f"SELECT {expression}").fetchall()
            return row

        yield answer


def both(name: str, *arguments: object) -> str:
    """Return the lower and the upper limit of an interval, in SQL."""
    listed = ", ".join(map(str, arguments))
    return f"{name}_lower({listed}), {name}_upper({listed})"


def z(level: float) -> str:
    return f"normal_quantile({level})"


def moments(values: list[int]) -> str:
    return f"{len(values)}, {sum(values)}, {sum(value * value for value in values)}"


def points(values: list[float | None], variances: list[float]) -> str:
    """Return a list of points, a year apart, in SQL; None is NULL."""
    made = []
    for year, (value, variance) in enumerate(zip(values, variances, strict=True)):
        number = "NULL" if value is None else f"{value!r}::DOUBLE"
        made.append(f"{{'time': {2010 + year}, 'value': {number}, 'variance': {variance!r}}}")
    return f"[{', '.join(made)}]"


def shares_of(numerators: list[int], denominators: list[int]) -> str:
    """Return a list of points of proportions, a year apart, in SQL."""
    pairs = enumerate(zip(numerators, denominators, strict=True))
    made = [f"{{'time': {2010 + year}, 'numerator': {yes}, 'denominator': {base}}}" for year, (yes, base) in pairs]
    return f"[{', '.join(made)}]"


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
    expression = "(SELECT mean_lower(count(rating), sum(rating), sum(rating * rating), 95) FROM (VALUES (3), (5)) AS given (rating))"
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


# Two figures


@few
@given(a=shares, b=shares, level=levels)
def test_the_interval_of_a_difference_holds_it_and_turns_round_with_it(
    a: tuple[int, int], b: tuple[int, int], level: float, ask: Ask
):
    lower, upper = ask(both("proportion_difference", *a, *b, z(level)))
    assert -1 - 1e-12 <= lower <= a[0] / a[1] - b[0] / b[1] <= upper <= 1 + 1e-12
    assert ask(both("proportion_difference", *b, *a, z(level))) == pytest.approx((-upper, -lower), abs=1e-12)


@few
@given(counts=st.lists(st.integers(0, 60), min_size=4, max_size=4).filter(any), level=levels)
def test_the_interval_of_a_paired_difference_holds_it_and_turns_round_with_it(
    counts: list[int], level: float, ask: Ask
):
    at_both, only_a, only_b, neither = counts
    lower, upper = ask(both("paired_difference", *counts, z(level)))
    assert -1 - 1e-12 <= lower <= (only_a - only_b) / sum(counts) <= upper <= 1 + 1e-12
    turned = ask(both("paired_difference", at_both, only_b, only_a, neither, z(level)))
    assert turned == pytest.approx((-upper, -lower), abs=1e-12)


def test_pairs_that_do_not_go_together_are_like_two_groups(ask: Ask):
    paired = ask(both("paired_difference", 12, 12, 8, 8, z(95)))
    assert paired == pytest.approx(ask(both("proportion_difference", 24, 40, 20, 40, z(95))), abs=1e-12)


def test_pairs_that_go_together_narrow_the_interval(ask: Ask):
    paired = ask(both("paired_difference", 20, 4, 0, 16, z(95)))
    apart = ask(both("proportion_difference", 24, 40, 20, 40, z(95)))
    assert apart[0] < paired[0] and paired[1] < apart[1]


def test_many_pairs_do_not_overflow(ask: Ask):
    assert ask(both("paired_difference", 300_000, 200_000, 100_000, 400_000, z(95))) == pytest.approx(
        (0.099, 0.101), abs=1e-3
    )


@few
@given(a=shares, b=shares, level=levels)
def test_the_interval_of_a_difference_of_rates_holds_it_and_turns_round_with_it(
    a: tuple[int, int], b: tuple[int, int], level: float, ask: Ask
):
    lower, upper = ask(both("rate_difference", *a, *b, 1000, level))
    assert lower <= 1000 * (a[0] / a[1] - b[0] / b[1]) <= upper
    assert ask(both("rate_difference", *b, *a, 1000, level)) == pytest.approx((-upper, -lower), abs=1e-9)


@few
@given(a=ratings, b=ratings, level=levels)
def test_the_interval_of_a_difference_of_means_is_scipys_or_a_little_wider(
    a: list[int], b: list[int], level: float, ask: Ask
):
    limits = ask(both("mean_difference", moments(a), moments(b), level))
    if len({*a}) == len({*b}) == 1:
        assert limits == (None, None)
    elif 1 not in (len({*a}), len({*b})):  # scipy warns of a group without spread
        expected = stats.ttest_ind(a, b, equal_var=False).confidence_interval(level / 100)
        assert limits[0] < expected.low + 1e-4 and expected.high - 1e-4 < limits[1]
        assert limits[0] + limits[1] == pytest.approx(expected.low + expected.high, abs=1e-9)


@few
@given(a=ratings, b=ratings, level=levels)
def test_with_many_degrees_the_interval_of_a_difference_of_means_is_scipys(
    a: list[int], b: list[int], level: float, ask: Ask
):
    many_a, many_b = [*a * 16, 1, 5], [*b * 16, 1, 5]
    expected = stats.ttest_ind(many_a, many_b, equal_var=False).confidence_interval(level / 100)
    limits = ask(both("mean_difference", moments(many_a), moments(many_b), level))
    assert limits == pytest.approx((expected.low, expected.high), abs=1e-4)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ((0.2, 0.3, 0.1), "above"),
        ((0.2, 0.3, 0.4), "below"),
        ((0.2, 0.3, 0.25), "similar"),
        ((0.2, 0.3, 0.3), "similar"),
    ],
)
def test_a_verdict_needs_the_whole_interval_on_one_side(limits: tuple[float, float, float], expected: str, ask: Ask):
    assert ask("verdict({}, {}, {})".format(*limits)) == (expected,)


# Many figures


@given(share=shares, target=targets, level=levels)
def test_an_area_is_outside_its_funnel_when_wilsons_interval_leaves_out_the_target(
    share: tuple[int, int], target: float, level: float, ask: Ask
):
    yes, base = share
    lowest, highest = ask(both("proportion_funnel", f"{target!r}::DOUBLE", base, z(level)))
    lower, upper = ask(both("wilson", yes, base, z(level)))
    if min(abs(lower - target), abs(upper - target)) > 1e-9:  # not on the line itself
        assert (yes / base > highest) == (lower > target)
        assert (yes / base < lowest) == (upper < target)
    assert 0 <= lowest < target < highest <= 1


@given(base=st.integers(5, 500), target=targets)
def test_chance_puts_fewer_than_1_in_100_outside_a_funnel_that_is_not_rough(base: int, target: float, ask: Ask):
    (is_rough,) = ask(f"proportion_funnel_is_rough({target!r}::DOUBLE, {base})")
    assert is_rough == (min(target, 1 - target) * base < 5)
    if not is_rough:
        lowest, highest = ask(both("proportion_funnel", f"{target!r}::DOUBLE", base, z(99.8)))
        counts = np.arange(base + 1)
        outside = (counts < lowest * base - 1e-9) | (counts > highest * base + 1e-9)
        assert stats.binom.pmf(counts, base, target)[outside].sum() < 0.01


@given(expected=st.floats(0.5, 400))
def test_chance_puts_fewer_than_1_in_100_outside_the_funnel_of_a_rate(expected: float, ask: Ask):
    (is_rough,) = ask(f"rate_funnel_is_rough({expected!r}::DOUBLE / 1000, 1000)")
    lowest, highest = ask(both("rate_funnel", f"{expected!r}::DOUBLE / 1000", 1000, z(99.8)))
    assert 0 <= lowest < expected / 1000 < highest
    if not is_rough:
        counts = np.arange(2000)
        outside = (counts < lowest * 1000 - 1e-9) | (counts > highest * 1000 + 1e-9)
        assert stats.poisson.pmf(counts, expected)[outside].sum() < 0.01


def test_overdispersion_widens_a_funnel_by_its_root(ask: Ask):
    for name, *target_and_base in [("proportion_funnel", 0.4, 1000), ("rate_funnel", 0.02, 10_000)]:
        usual, wide = ask(both(name, *target_and_base, z(95))), ask(both(name, *target_and_base, z(95), "phi := 4"))
        assert wide[1] - target_and_base[0] == pytest.approx(2 * (usual[1] - target_and_base[0]))
        assert target_and_base[0] - wide[0] == pytest.approx(2 * (target_and_base[0] - usual[0]))


def test_a_z_is_how_many_standard_errors_an_area_lies_from_the_target(ask: Ask):
    # 30 of 100 against 0.2: 0.1 / sqrt(0.2 * 0.8 / 100) = 2.5; 36 where 25 are expected: 11 / 5 = 2.2
    assert ask("proportion_z(30, 100, 0.2), rate_z(36, 1000, 0.025)") == pytest.approx((2.5, 2.2))


@given(z_scores=st.lists(st.floats(-8, 8), min_size=1, max_size=40))
def test_overdispersion_is_the_mean_square_of_winsorised_z(z_scores: list[float], ask: Ask):
    lowest, highest = np.quantile(z_scores, [0.1, 0.9])
    expected = np.mean(np.clip(z_scores, lowest, highest) ** 2)
    phi, factor = ask(f"overdispersion({z_scores}::DOUBLE[]), overdispersion_factor({z_scores}::DOUBLE[])")
    assert phi == pytest.approx(expected, abs=1e-9)
    quantile = stats.norm.ppf(0.9)
    whole = expected / (0.8 - 2 * quantile * stats.norm.pdf(quantile) + 0.2 * quantile**2)
    assert factor == pytest.approx(whole if whole > 1 + 2 * (2 / len(z_scores)) ** 0.5 else 1)


def test_one_odd_area_does_not_widen_the_funnel(ask: Ask):
    quiet = np.random.default_rng(1).standard_normal(150).round(6).tolist()
    assert ask(f"overdispersion_factor({[*quiet, 40.5]})") == (1,)
    assert ask(f"overdispersion_factor({[3 * z_score for z_score in quiet]})")[0] > 3


@few
@given(
    values=st.lists(st.floats(-50, 50), min_size=5, max_size=5),
    errors=st.lists(st.floats(0.1, 5), min_size=5, max_size=5),
)
def test_a_trend_is_the_weighted_line_of_numpy(values: list[float], errors: list[float], ask: Ask):
    years, weights = np.arange(2010, 2015), 1 / np.array(errors)

    def slope(kept: list[int]) -> float:
        return np.polynomial.Polynomial.fit(years[kept], np.array(values)[kept], 1, w=weights[kept]).convert().coef[-1]

    middle = np.average(years, weights=weights**2)
    everything = np.polynomial.Polynomial.fit(years, values, 1, w=weights).convert(domain=[-1, 1]).coef
    change = everything[1] if len(everything) > 1 else 0.0
    chi_square = change**2 * ((years - middle) ** 2 * weights**2).sum()
    points_sql = points([*values], [error**2 for error in errors])
    statistic, word = ask(f"trend_chi_square({points_sql}), trend({points_sql})")
    assert statistic == pytest.approx(chi_square, rel=1e-4, abs=1e-4)
    assert word in ("rising", "falling", "no clear change")
    if word != "no clear change":
        assert chi_square > 9.549
        for left_out in range(5):
            assert (slope([place for place in range(5) if place != left_out]) > 0) == (word == "rising")


def test_one_odd_point_is_no_trend(ask: Ask):
    points_sql = points([1.0, 1.2, 1.1, 1.0, 9.0], [0.01] * 5)
    assert ask(f"trend_chi_square({points_sql}) > 9.55, trend({points_sql})") == (True, "no clear change")


def test_only_the_last_five_points_count_in_whatever_order_they_come(ask: Ask):
    values = [90.0, 80.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    points_sql = points([*values], [0.01] * 7)
    assert ask(f"trend({points_sql}), trend(list_reverse({points_sql})), trend(list_reverse({points_sql})[4:])") == (
        "rising", "rising", "cannot say",
    )  # fmt: skip


def test_points_without_a_value_or_a_variance_are_passed_over(ask: Ask):
    assert ask(f"trend({points([1.0, None, 2.0, 3.0, 4.0], [0.01] * 5)})") == ("cannot say",)
    assert ask(f"trend({points([1.0, 2.0, 3.0, 4.0, 5.0], [0.01, 0.0, 0.01, 0.01, 0.01])})") == ("cannot say",)
    assert ask(f"trend({points([1.0, None, 2.0, 3.0, 4.0, 5.0], [0.01] * 6)})") == ("rising",)


def test_a_share_that_stays_at_none_or_all_is_no_clear_change(ask: Ask):
    assert ask(f"proportion_trend({shares_of([0] * 5, [20] * 5)})") == ("no clear change",)
    assert ask(f"proportion_trend({shares_of([20] * 5, [20] * 5)})") == ("no clear change",)


def test_a_share_may_begin_at_none_and_end_at_all(ask: Ask):
    assert ask(f"proportion_trend({shares_of([0, 10, 20, 30, 40], [40] * 5)})") == ("rising",)
    assert ask(f"proportion_trend({shares_of([40, 30, 20, 10, 0], [40] * 5)})") == ("falling",)


def test_a_trend_is_of_the_rows_of_each_area(ask: Ask):
    rows = "(SELECT 10 * year AS yes, year FROM range(1, 6) AS given (year))"
    expression = f"(SELECT proportion_trend(list({{'time': year, 'numerator': yes, 'denominator': 60}})) FROM {rows})"
    assert ask(expression) == ("rising",)


def test_nine_of_fourteen_members_are_no_census_and_twelve_are(ask: Ask):
    assert ask("is_near_census(9, 14), is_near_census(12, 14), is_near_census(9, 14, share := 0.6)") == (
        False,
        True,
        True,
    )
    assert ask("is_near_census(8, 10), is_near_census(0, 10)") == (True, False)


def test_real_terms_there_and_back_are_the_same_pounds(ask: Ask):
    assert ask("real_terms(real_terms(1234.5, 87.3, 104.2), 104.2, 87.3)") == pytest.approx((1234.5,))


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
        f"{both('rate_funnel', 0, 9, z(95))}, {both('rate_funnel', 0.5, 0, z(95))}, {both('rate_funnel', 0.5, 9, 'NULL')}",
        f"{both('rate_funnel', 0.5, 9, z(95), 'phi := NULL')}, proportion_funnel_is_rough(0.5, 0), rate_funnel_is_rough(0, 9)",
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


def test_a_trend_of_nothing_cannot_be_said(ask: Ask):
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
