"""The macros that judge many figures: funnels that widen where areas differ, trends that do not hang on one point."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.queries.macro_calls import (
    Ask,
    both,
    few,
    levels,
    points,
    shares,
    shares_of,
    targets,
    z,
)


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


@given(expected=st.floats(0.05, 400), level=levels)
def test_chance_puts_hardly_any_outside_the_funnel_of_a_rate(expected: float, level: float, ask: Ask):
    lowest, highest = ask(both("rate_funnel", f"{expected!r}::DOUBLE / 1000", 1000, level))
    assert 0 <= lowest < expected / 1000 < highest
    counts = np.arange(2000)
    outside = (counts < lowest * 1000 - 1e-9) | (counts > highest * 1000 + 1e-9)
    most = {95: 0.05, 99.8: 0.002} if expected < 10 else {95: 0.065, 99.8: 0.005}
    assert stats.poisson.pmf(counts, expected)[outside].sum() < most[level]


@given(expected=st.floats(0.01, 9.99), level=levels)
def test_the_limits_of_a_rate_under_ten_expected_are_those_of_the_poisson_distribution(
    expected: float, level: float, ask: Ask
):
    lowest, highest = ask(both("rate_funnel", f"{expected!r}::DOUBLE / 1000", 1000, level))
    tail = (1 - level / 100) / 2
    assert 1000 * lowest == pytest.approx(stats.poisson.ppf(tail, expected), abs=1e-6)
    assert 1000 * highest == pytest.approx(stats.poisson.isf(tail, expected), abs=1e-6)


@given(events=st.integers(0, 9), expected=st.floats(0.01, 9.99), level=levels)
def test_an_area_is_outside_its_funnel_when_the_exact_interval_leaves_out_what_is_expected(
    events: int, expected: float, level: float, ask: Ask
):
    lowest, highest = ask(both("rate_funnel", f"{expected!r}::DOUBLE / 1000", 1000, level))
    (is_outside,) = ask(f"is_outside({events}, 1000, {lowest!r}::DOUBLE, {highest!r}::DOUBLE)")
    lower, upper = ask(both("count", events, level))
    assert is_outside == (lower > expected or upper < expected)


def test_a_variance_between_areas_adds_to_that_of_chance(ask: Ask):
    # a share of 0.4 has the variance 0.24 / 1000 and a rate of 0.02 that of 0.02 / 10,000: three times as much is added
    cases = {"proportion_funnel": (0.4, 1000, z(95), 0.00072), "rate_funnel": (0.02, 10_000, 95, 0.000006)}
    for name, (*arguments, variance) in cases.items():
        usual, wide = ask(both(name, *arguments)), ask(both(name, *arguments, f"variance := {variance}"))
        assert wide[1] - arguments[0] == pytest.approx(2 * (usual[1] - arguments[0]))
        assert arguments[0] - wide[0] == pytest.approx(2 * (arguments[0] - usual[0]))


BCG = [(4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
       (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232),
       (17, 1699, 65, 1600), (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825)]  # fmt: skip
"""Vaccinated with and without tuberculosis, and not vaccinated: Colditz and others 1994, JAMA 271:698, thirteen trials."""


def test_the_additive_variance_is_the_printed_one_of_dersimonian_and_laird(ask: Ask):
    ill, well, ill_without, well_without = np.array(BCG, dtype=float).T
    ratio = np.log(ill / (ill + well)) - np.log(ill_without / (ill_without + well_without))
    variances = 1 / ill - 1 / (ill + well) + 1 / ill_without - 1 / (ill_without + well_without)
    middle = np.average(ratio, weights=1 / variances)
    phi = float(((ratio - middle) ** 2 / variances).mean())
    # Q and tau squared as Viechtbauer 2010, Journal of Statistical Software 36:3, gives them for these trials
    assert phi * 13 == pytest.approx(152.23, abs=0.005)
    assert ask(f"additive_variance({phi!r}::DOUBLE, {variances.tolist()})") == (pytest.approx(0.3088, abs=5e-5),)


def test_alike_areas_have_no_variance_between_them(ask: Ask):
    quiet = np.random.default_rng(1).standard_normal(150).round(6).tolist()
    assert ask(f"between_areas({quiet}, {[0.01] * 150})") == (0,)
    assert ask(f"additive_variance(0.5, {[0.01] * 150})") == (0,)


def test_the_variance_between_areas_is_the_one_that_was_drawn(ask: Ask):
    chance = np.random.default_rng(3)
    bases = np.exp(chance.uniform(np.log(30), np.log(300), 2000))
    variances = 0.24 / bases
    z_scores = chance.normal(0, np.sqrt(variances + 0.05**2)) / np.sqrt(variances)
    (variance,) = ask(f"between_areas({z_scores.tolist()}, {variances.tolist()})")
    assert np.sqrt(variance) == pytest.approx(0.05, rel=0.1)


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


def test_what_rounding_leaves_of_a_flat_line_is_no_trend(ask: Ask):
    years_apart = points([2.0, *[0.109375] * 4], [0.0625, 0.012, 1.0, 1.0, 0.015625])
    assert ask(f"trend_chi_square({years_apart}) > 9.55, trend({years_apart})") == (True, "no clear change")


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
