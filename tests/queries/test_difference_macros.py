"""The macros that compare two figures agree with scipy, and a verdict needs the whole interval on one side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.queries.macro_calls import (
    Ask,
    both,
    few,
    levels,
    moments,
    ratings,
    shares,
    z,
)


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
