"""How sure a figure is, in words.

The expected texts were written by hand; nothing in them comes from the code under test.
"""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.text import certainty
from dashboard.text.base_units import PEOPLE, BaseUnit
from dashboard.text.words import Measure
from tests.dashboard.text.made_up_measures import (
    BIDS,
    CHANGE,
    MEETINGS,
    MEMBERS,
    PER_POUND,
    RATE,
    SHARE,
    SPENT,
    any_number,
    is_free_of_non_numbers,
    measures_of_all_kinds,
)


@pytest.mark.parametrize(
    ("measure", "value", "lower", "upper", "expected"),
    [
        (SHARE, 51.2, 41.2, 61.8, "between 41% and 62% (95% confidence interval)"),
        (SHARE, 0, 0, 9.4, "between 0% and 9% (95% confidence interval)"),
        (SHARE, 1, 0.3, 9.4, "from under 1% to 9% (95% confidence interval)"),
        (SHARE, 98, 91, 99.9, "from 91% to over 99% (95% confidence interval)"),
        (SHARE, 41, 40.8, 41.3, "41% when rounded (95% confidence interval)"),
        (SHARE, 0.2, 0.1, 0.3, "under 1% when rounded (95% confidence interval)"),
        (PER_POUND, 0.4, 0.05, 0.75, "between 5p and 75p (95% confidence interval)"),
        (RATE, 4, 2, 1200, "between 2 and 1,200 (95% confidence interval)"),
        (CHANGE, 1, -2.2, 4.3, "between -2 and +4 percentage points (95% confidence interval)"),
        (CHANGE, 0, -2.2, 1, "between -2 and +1 percentage point (95% confidence interval)"),
    ],
)
def test_how_sure_a_figure_is_follows_from_its_interval(
    measure: Measure, value: float, lower: float, upper: float, expected: str
):
    assert certainty.how_sure(measure, value, lower, upper, 43, "") == expected


@pytest.mark.parametrize(
    ("base", "base_unit", "expected"),
    [
        (14, PEOPLE, "between 25% and 75% (95% confidence interval); low reliability: 14 people"),
        (14.0, PEOPLE, "between 25% and 75% (95% confidence interval); low reliability: 14 people"),
        (1, BIDS, "between 25% and 75% (95% confidence interval); low reliability: 1 bid"),
        (None, PEOPLE, "between 25% and 75% (95% confidence interval); low reliability"),
        (math.nan, PEOPLE, "between 25% and 75% (95% confidence interval); low reliability"),
        (14.5, PEOPLE, "between 25% and 75% (95% confidence interval); low reliability"),
    ],
)
def test_low_reliability_names_how_many_were_counted(base: float | None, base_unit: BaseUnit, expected: str):
    assert certainty.how_sure(SHARE, 50, 25, 75, base, "low", base_unit) == expected


def test_a_figure_for_staff_only_is_marked_as_that():
    assert certainty.how_sure(SHARE, 50, 19, 81, 6, "staff only") == (
        "between 19% and 81% (95% confidence interval); low reliability: 6 people, for staff only"
    )


@pytest.mark.parametrize("reliability", ["", None, "provisional"])
def test_low_reliability_is_not_stated_for_other_figures(reliability: str | None):
    assert certainty.how_sure(SHARE, 50, 25, 75, 14, reliability) == "between 25% and 75% (95% confidence interval)"


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (MEETINGS, "this is a full count, so there is no confidence interval"),
        (SPENT, "this is a full count, so there is no confidence interval"),
        (
            replace(MEMBERS, sources="returns"),
            "this is a full count, not a sample, so there is no confidence interval",
        ),
        (replace(MEMBERS, interval_by="t", sources="returns"), "the sample is too small for a confidence interval"),
        (SHARE, "no confidence interval is published"),
        (CHANGE, "no confidence interval is published"),
    ],
)
def test_a_missing_interval_has_a_reason(measure: Measure, expected: str):
    assert certainty.how_sure(measure, 12, None, None, 43, "") == expected


def test_a_figure_without_an_interval_is_of_low_reliability_all_the_same():
    assert certainty.how_sure(MEETINGS, 3, None, None, 3, "low", BaseUnit("meeting", "meetings")) == (
        "this is a full count, so there is no confidence interval; low reliability: 3 meetings"
    )


@pytest.mark.parametrize("value", [None, math.nan])
def test_a_missing_figure_gives_an_empty_text_without_its_base(value: float | None):
    assert certainty.how_sure(SHARE, value, 25, 75, 4, "low") == ""


@given(
    measures_of_all_kinds,
    any_number,
    any_number,
    any_number,
    any_number,
    st.sampled_from(["", "low", "staff only", None]),
)
def test_how_sure_can_be_written_for_any_numbers(
    measure: Measure,
    value: float | None,
    lower: float | None,
    upper: float | None,
    base: float | None,
    reliability: str | None,
):
    sentence = certainty.how_sure(measure, value, lower, upper, base, reliability)
    assert is_free_of_non_numbers(sentence)
    low, separator, high = sentence.removeprefix("between ").partition(" (95%")[0].partition(" and ")
    assert not separator or low != high


@pytest.mark.parametrize(
    ("answered", "population", "expected"),
    [
        (
            9,
            11,
            "9 of 11 members answered, so this is nearly a count of all; "
            "the range says how much it would vary from time to time",
        ),
        (
            11,
            11,
            "all 11 members answered, so this is a count of all; "
            "the range says how much it would vary from time to time",
        ),
        (
            1,
            1,
            "the only member answered, so this is a count of all; "
            "the range says how much it would vary from time to time",
        ),
        (
            1800,
            2000,
            "1,800 of 2,000 members answered, so this is nearly a count of all; "
            "the range says how much it would vary from time to time",
        ),
    ],
)
def test_where_nearly_all_answered_the_meaning_of_the_range_is_explained(answered: int, population: int, expected: str):
    assert certainty.near_census_words(answered, population) == expected


@pytest.mark.parametrize(("answered", "population"), [(12, 11), (0, 11), (0, 0), (-1, 11), (1, 0)])
def test_an_impossible_population_gives_an_empty_text(answered: int, population: int):
    assert certainty.near_census_words(answered, population) == ""
