"""Ranges of ranks, bootstrap intervals and false discoveries agree with published answers and with scipy, and repeat."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from etl.measuring.statistics import (
    benjamini_hochberg,
    normal_draws,
    proportion_draws,
    rank_ranges,
    ratio_of_sums_interval,
    robust_z,
)

CITY_1920 = [138, 93, 61, 179, 48, 37, 29, 23, 30, 2]
CITY_1930 = [143, 104, 69, 260, 75, 63, 50, 48, 111, 50]
"""R's boot, data city: people in thousands of ten cities of the United States (Davison and Hinkley 1997, example 1.2)."""


def test_the_ratio_of_the_cities_is_the_one_printed():
    # R's boot, help page of boot.ci: 95% percentile interval 1.245 to 2.057 from 999 draws, which vary from run to run
    ratio, lower, upper = ratio_of_sums_interval(CITY_1930, CITY_1920, seed=1, draws=20_000)
    assert ratio == pytest.approx(1.520, abs=5e-4)
    assert (lower, upper) == pytest.approx((1.245, 2.057), abs=0.1)


def test_the_bootstrap_is_that_of_scipy():
    def ratio(above: np.ndarray, below: np.ndarray, axis: int) -> np.ndarray:
        return above.sum(axis=axis) / below.sum(axis=axis)

    expected = stats.bootstrap(
        (CITY_1930, CITY_1920),
        ratio,
        paired=True,
        method="percentile",
        n_resamples=20_000,
        rng=np.random.default_rng(2),
    ).confidence_interval
    interval = ratio_of_sums_interval(CITY_1930, CITY_1920, seed=3, draws=20_000)
    assert interval[1:] == pytest.approx((expected.low, expected.high), abs=0.02)


def test_the_same_seed_gives_the_same_interval_and_another_seed_another():
    first = ratio_of_sums_interval(CITY_1930, CITY_1920, seed=1)
    assert ratio_of_sums_interval(CITY_1930, CITY_1920, seed=1) == first
    assert ratio_of_sums_interval(CITY_1930, CITY_1920, seed=2) != first


def test_areas_with_the_same_ratio_leave_no_doubt():
    assert ratio_of_sums_interval([2, 4, 6], [1, 2, 3], seed=1) == (2, 2, 2)


def test_an_area_counts_only_where_it_has_both():
    nan = float("nan")
    full = ratio_of_sums_interval([2, 5, 6], [1, 2, 3], seed=1)
    assert ratio_of_sums_interval([2, nan, 5, 6, 9], [1, 7, 2, 3, nan], seed=1) == full


def test_an_area_without_a_denominator_may_be_drawn_by_itself():
    ratio, lower, upper = ratio_of_sums_interval([3, 5], [0, 2], seed=1)
    assert ratio == 4
    assert np.isfinite([lower, upper]).all()


@pytest.mark.parametrize(("above", "below"), [([], []), ([1, 2], [0, 0]), ([np.nan], [1])])
def test_there_is_no_ratio_without_a_denominator(above: list[float], below: list[float]):
    assert np.isnan(ratio_of_sums_interval(above, below, seed=1)).all()


def test_one_area_has_a_ratio_but_no_interval():
    ratio, lower, upper = ratio_of_sums_interval([3], [2], seed=1)
    assert ratio == 1.5 and np.isnan([lower, upper]).all()


def test_areas_far_apart_have_one_rank_each():
    ranges = rank_ranges(normal_draws([10, 50, 30], [9, 49, 29], [11, 51, 31], seed=1))
    assert ranges.to_numpy().tolist() == [[3, 3, 3], [1, 1, 1], [2, 2, 2]]


def test_areas_that_are_alike_may_have_any_rank():
    ranges = rank_ranges(proportion_draws([5] * 20, [10] * 20, seed=1))
    assert (ranges["rank_lower"] <= 2).all() and (ranges["rank_upper"] >= 19).all()
    assert ranges["rank_middle"].between(7, 14).all()


def test_the_range_of_ranks_of_two_areas_follows_from_how_often_one_beats_the_other():
    # 1 against 0 with standard errors of 1: the first wins with the chance of a normal below 1 / sqrt(2), 0.76
    draws = normal_draws([1, 0], [-0.96, -1.96], [2.96, 1.96], seed=1, draws=50_000)
    assert (draws[:, 0] > draws[:, 1]).mean() == pytest.approx(stats.norm.cdf(1 / 2**0.5), abs=0.01)
    assert rank_ranges(draws).to_numpy().tolist() == [[1, 1, 2], [1, 2, 2]]
    assert rank_ranges(draws, level=50).to_numpy().tolist() == [[1, 1, 1], [2, 2, 2]]


def test_an_area_without_a_figure_has_no_rank_and_takes_none():
    ranges = rank_ranges(proportion_draws([900, np.nan, 100, 3, 5], [1000, 1000, 1000, 0, 4], seed=1))
    assert ranges.iloc[[1, 3, 4]].isna().all(axis=None)
    assert ranges.iloc[[0, 2]].to_numpy().tolist() == [[1, 1, 1], [2, 2, 2]]


def test_no_area_with_a_figure_gives_no_ranks():
    assert rank_ranges(proportion_draws([np.nan, 1], [4, 0], seed=1)).isna().all(axis=None)


def test_ranks_repeat_with_the_same_seed():
    first = rank_ranges(proportion_draws([3, 5, 8], [10, 11, 12], seed=4))
    assert rank_ranges(proportion_draws([3, 5, 8], [10, 11, 12], seed=4)).equals(first)


def test_more_answers_narrow_the_range_of_ranks():
    positive = np.arange(1, 16)
    few, many = (rank_ranges(proportion_draws(positive * times, np.full(15, 20 * times), seed=1)) for times in (1, 25))
    assert (many["rank_upper"] - many["rank_lower"]).mean() < (few["rank_upper"] - few["rank_lower"]).mean() / 2


def test_draws_of_a_proportion_follow_jeffreys_distribution():
    draws = proportion_draws([3], [10], seed=1, draws=40_000)[:, 0]
    shares = [0.025, 0.5, 0.975]
    assert np.quantile(draws, shares) == pytest.approx(stats.beta.ppf(shares, 3.5, 7.5), abs=0.01)


def test_draws_of_a_figure_lie_within_its_interval_as_often_as_the_level_says():
    draws = normal_draws([5.0, np.nan], [3.0, 1.0], [7.0, 2.0], seed=1, draws=40_000, level=99.8)
    assert ((draws[:, 0] > 3) & (draws[:, 0] < 7)).mean() == pytest.approx(0.998, abs=0.001)
    assert np.isnan(draws[:, 1]).all()


def test_the_first_four_of_the_fifteen_tests_are_believed():
    # Benjamini and Hochberg 1995, fifteen hypotheses on treatments after a heart attack, as in a dozen public test suites
    p_values = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
                0.7590, 1.000]  # fmt: skip
    assert benjamini_hochberg(p_values).tolist() == [True] * 4 + [False] * 11


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.sampled_from([0.05, 0.2]))
def test_false_discoveries_are_controlled_as_scipy_does(p_values: list[float], share: float):
    adjusted = stats.false_discovery_control(p_values, method="bh")
    sure = np.abs(adjusted - share) > 1e-12
    assert (benjamini_hochberg(p_values, share)[sure] == (adjusted[sure] <= share)).all()


def test_a_test_that_was_not_made_does_not_count():
    assert benjamini_hochberg([0.04, np.nan, 0.03]).tolist() == [True, False, True]
    assert benjamini_hochberg([np.nan]).tolist() == [False]
    assert benjamini_hochberg([]).tolist() == []


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=30))
def test_a_robust_z_is_the_distance_in_scipys_robust_deviations(values: list[int]):
    deviation = stats.median_abs_deviation(values, scale=float(stats.norm.ppf(0.75)))
    scores = robust_z(values)
    if deviation == 0:
        assert np.isnan(scores).all()
    else:
        assert scores == pytest.approx((np.array(values) - np.median(values)) / deviation)


def test_odd_areas_do_not_hide_each_other():
    scores = robust_z([1.0, 1.1, 0.9, 1.05, 0.95, 1.0, 9.0, 9.2])
    assert (np.abs(scores) > 3.5).tolist() == [False] * 6 + [True] * 2


def test_a_value_may_be_held_against_a_group_it_is_not_of():
    scores = robust_z([3.0, np.nan], group=[1.0, 2.0, 3.0, 4.0, 5.0, np.nan])
    assert scores[0] == 0 and np.isnan(scores[1])
    assert np.isnan(robust_z([3.0], group=[])).all()
