"""Comparisons, differences, trends and fragility in words.

The expected texts were written by hand; nothing in them comes from the code under test.
"""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.text import verdicts
from dashboard.text.base_units import PEOPLE, BaseUnit
from dashboard.text.verdicts import Trend
from dashboard.text.words import Measure
from tests.dashboard.text.made_up_measures import (
    BIDS,
    CHANGE,
    DENSITY,
    FINE_SHARE,
    MEETINGS,
    MEMBERS,
    PER_POUND,
    POUNDS,
    RATE,
    SHARE,
    SPENT,
    finite,
    is_free_of_non_numbers,
    measures_of_all_kinds,
    states_without_figure,
    verdict_codes,
)


def the_other_side(value: float) -> float:
    return -value


@pytest.mark.parametrize(
    ("verdict", "with_what", "expected"),
    [
        ("higher", "the programme", "higher than the programme"),
        ("lower", "the North East", "lower than the North East"),
        ("no clear difference", "similar areas", "no clear difference from similar areas"),
        ("cannot say", "similar areas", "cannot say how it compares with similar areas"),
    ],
)
def test_a_comparison_has_four_forms(verdict: str, with_what: str, expected: str):
    assert verdicts.comparison_phrase(verdict, None, with_what) == expected


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        ("hidden", "a figure is suppressed (small numbers)"),
        ("not reported", "the figure has not been reported"),
        ("not due", "nothing was due"),
        ("no interval", "this is a full count or a published figure without a confidence interval"),
        ("nothing to compare", "there is no figure to compare it with"),
        ("too few", "too few people were counted"),
    ],
)
def test_each_reason_for_not_comparing_is_stated(reason: str, why: str):
    assert verdicts.comparison_phrase("cannot say", reason, "the programme") == (
        f"cannot say how it compares with the programme: {why}"
    )


def test_too_few_names_what_was_counted():
    assert verdicts.comparison_phrase("cannot say", "too few", "wave 2", BIDS).endswith(": too few bids were counted")


def test_a_reason_is_left_out_of_a_comparison_that_can_be_made():
    assert verdicts.comparison_phrase("higher", "hidden", "the programme") == "higher than the programme"


@pytest.mark.parametrize("verdict", ["above", "", "Higher"])
def test_a_verdict_that_the_build_does_not_give_is_a_fault_and_not_a_sentence(verdict: str):
    with pytest.raises(KeyError):
        verdicts.comparison_phrase(verdict, None, "the programme")


@pytest.mark.parametrize(
    ("measure", "difference", "lower", "upper", "expected"),
    [
        (SHARE, 12, 3, 21, "12 percentage points higher (between 3 and 21)"),
        (SHARE, -12.4, -21.3, -2.8, "12 percentage points lower (between 3 and 21)"),
        (SHARE, 2.6, -4.2, 9.3, "3 percentage points higher (between 4 lower and 9 higher)"),
        (SHARE, -2.6, -9.3, 4.2, "3 percentage points lower (between 9 lower and 4 higher)"),
        (SHARE, 1.2, -5, 7, "1 percentage point higher (between 5 lower and 7 higher)"),
        (SHARE, 0, -5, 5, "no difference (between 5 lower and 5 higher)"),
        (SHARE, 0, 0, 5, "no difference (between 0 and 5 higher)"),
        (SHARE, 0, -5, 0, "no difference (between 5 lower and 0)"),
        (SHARE, 0.9, 0.2, 8, "1 percentage point higher (from less than 1 to 8)"),
        (SHARE, -0.9, -8, -0.2, "1 percentage point lower (from less than 1 to 8)"),
        (SHARE, 4, 0, 8, "4 percentage points higher (between 0 and 8)"),
        (SHARE, -4, -8, 0, "4 percentage points lower (between 0 and 8)"),
        (SHARE, 4, 0.2, 8, "4 percentage points higher (from less than 1 to 8)"),
        (SHARE, -4, -8, -0.2, "4 percentage points lower (from less than 1 to 8)"),
        (
            SHARE,
            0.1,
            -0.3,
            0.4,
            "less than 1 percentage point higher (from less than 1 lower to less than 1 higher)",
        ),
        (
            SHARE,
            0.3,
            0.2,
            0.4,
            "less than 1 percentage point higher (less than 1 at both ends of the range, when rounded)",
        ),
        (SHARE, 12.1, 11.9, 12.3, "12 percentage points higher (12 at both ends of the range, when rounded)"),
        (FINE_SHARE, 1, 0.04, 2, "1.0 percentage points higher (from less than 0.1 to 2.0)"),
        (CHANGE, -1, -3, 1, "1 percentage point lower (between 3 lower and 1 higher)"),
        (POUNDS, 12, 3, 21, "£12 per person higher (between £3 and £21)"),
        (POUNDS, 0.2, -3, 3, "less than £1 per person higher (between £3 lower and £3 higher)"),
        (PER_POUND, -0.4, -0.75, -0.05, "40p per £1 spent lower (between 5p and 75p)"),
        (SPENT, 12345.6, 2000, 22000, "£12,346 higher (between £2,000 and £22,000)"),
        (RATE, 2, 1, 3, "2 per 1,000 people higher (between 1 and 3)"),
        (RATE, 1, 0.1, 3, "1 per 1,000 people higher (from less than 1 to 3)"),
        (MEETINGS, 3, 1, 5, "3 meetings higher (between 1 and 5)"),
        (MEETINGS, 1, -2, 4, "1 meeting higher (between 2 lower and 4 higher)"),
        (DENSITY, -1, -2, 1, "1 person per km² lower (between 2 lower and 1 higher)"),
        (MEMBERS, 1, 0.2, 1.8, "1.0 members higher (between 0.2 and 1.8)"),
    ],
)
def test_a_difference_is_given_in_the_unit_of_its_measure_with_its_range(
    measure: Measure, difference: float, lower: float, upper: float, expected: str
):
    assert verdicts.difference_words(measure, difference, lower, upper) == expected


@pytest.mark.parametrize(
    ("lower", "upper"), [(None, None), (3, None), (None, 21), (21, 3), (math.nan, 21), (3, math.inf)]
)
def test_a_difference_without_a_whole_interval_has_no_range(lower: float | None, upper: float | None):
    assert verdicts.difference_words(SHARE, 12, lower, upper) == (
        "12 percentage points higher (no confidence interval)"
    )


def test_a_certain_difference_of_nought_has_no_range():
    assert verdicts.difference_words(SHARE, 0, 0, 0) == "no difference"


@pytest.mark.parametrize("difference", [None, math.nan, math.inf])
def test_an_unknown_difference_is_an_empty_text(difference: float | None):
    assert verdicts.difference_words(SHARE, difference, 3, 21) == ""


@given(measures_of_all_kinds, finite, finite, finite)
def test_any_difference_can_be_written_and_none_is_rounded_to_nonsense(
    measure: Measure, difference: float, lower: float, upper: float
):
    sentence = verdicts.difference_words(measure, difference, lower, upper)
    assert is_free_of_non_numbers(sentence)
    assert sentence.startswith("no difference") == (difference == 0)
    assert not re.match(r"£?0(\.0+)? ", sentence)
    assert not re.search(r"between £?0(\.0+)? and £?0(\.0+)?\b(?!\.)", sentence)
    assert "-" not in sentence


@given(st.sampled_from([SHARE, POUNDS, MEMBERS]), st.lists(st.floats(-100, 100), min_size=3, max_size=3).map(sorted))
def test_a_difference_the_other_way_round_has_its_sides_changed(measure: Measure, numbers: list[float]):
    lower, difference, upper = numbers
    sentence = verdicts.difference_words(measure, difference, lower, upper)
    turned = verdicts.difference_words(measure, *map(the_other_side, (difference, upper, lower)))
    assert ("higher" in sentence) == ("lower" in turned)
    assert sorted(re.findall(r"\d+(?:\.\d+)?", sentence)) == sorted(re.findall(r"\d+(?:\.\d+)?", turned))


@pytest.mark.parametrize(
    ("trend", "expected"),
    [
        (Trend("rising", 5, "2016", "2024"), "rising from 2016 to 2024"),
        (Trend("falling", 5, "2016/17", "2020/21"), "falling from 2016/17 to 2020/21"),
        (Trend("no clear change", 6, "2016", "2024"), "no clear change from 2016 to 2024"),
        (
            Trend("rising", 5, "2016", "2024", same_areas=112),
            "rising from 2016 to 2024 on the same 112 areas",
        ),
        (Trend("falling", 5, "2016", "2024", same_areas=1), "falling from 2016 to 2024 on the same area"),
        (Trend("rising", 5, "2016", "2024", same_areas=0), "rising from 2016 to 2024"),
        (Trend("cannot say", 3, "2016", "2020"), "cannot say: 3 rounds available, five needed"),
        (Trend("cannot say", 1, "2016", "2016"), "cannot say: 1 round available, five needed"),
        (Trend("cannot say", 0, "", ""), "cannot say: no round available, five needed"),
        (
            Trend("cannot say", 4, "2016", "2019", BaseUnit("year", "years"), 112),
            "cannot say: 4 years available on the same 112 areas, five needed",
        ),
        (Trend("cannot say", 5, "2016", "2024"), "cannot say: the rounds have no confidence interval"),
        (
            Trend("cannot say", 6, "2016", "2024", same_areas=12),
            "cannot say on the same 12 areas: the rounds have no confidence interval",
        ),
    ],
)
def test_a_trend_names_its_periods_and_areas_or_why_it_has_no_verdict(trend: Trend, expected: str):
    assert verdicts.trend_words(trend) == expected


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        ("risen", "higher in 2023 than in 2017"),
        ("fallen", "lower in 2023 than in 2017"),
        ("no clear change", "no clear change from 2017 to 2023"),
    ],
)
def test_a_change_between_two_points_names_both(verdict: str, expected: str):
    assert verdicts.changed_words(verdict, "2017", "2023") == expected


@pytest.mark.parametrize(
    ("answers", "verdict", "base_unit", "expected"),
    [
        (2, "higher", PEOPLE, "Had 2 people answered differently, this would no longer be clearly higher than X."),
        (1, "higher", PEOPLE, "Had 1 person answered differently, this would no longer be clearly higher than X."),
        (3, "lower", PEOPLE, "Had 3 people answered differently, this would no longer be clearly lower than X."),
        (1, "lower", BIDS, "Had 1 bid gone the other way, this would no longer be clearly lower than X."),
        (
            1,
            "no clear difference",
            PEOPLE,
            "Had 1 person answered differently, this would be clearly higher or lower than X.",
        ),
        (
            7,
            "higher",
            PEOPLE,
            "For this no longer to be clearly higher than X, it would take 7 people to have answered differently.",
        ),
        (
            1200,
            "lower",
            BIDS,
            "For this no longer to be clearly lower than X, it would take 1,200 bids to have gone the other way.",
        ),
        (
            4,
            "no clear difference",
            PEOPLE,
            "For this to be clearly higher or lower than X, it would take 4 people to have answered differently.",
        ),
    ],
)
def test_the_sentence_names_how_many_answers_would_change_a_verdict(
    answers: int, verdict: str, base_unit: BaseUnit, expected: str
):
    assert verdicts.fragility(answers, verdict, "value", "X", base_unit) == expected


@pytest.mark.parametrize(
    ("answers", "verdict", "state"),
    [
        (2, "higher", "hidden"),
        (2, "higher", "not reported"),
        (2, "higher", "not due"),
        (2, "cannot say", "value"),
        (2, "", "value"),
        (None, "higher", "value"),
        (None, "no clear difference", "value"),
        (0, "higher", "value"),
        (-1, "higher", "value"),
    ],
)
def test_answers_are_not_mentioned_when_hidden_or_without_a_verdict(answers: int | None, verdict: str, state: str):
    assert verdicts.fragility(answers, verdict, state, "X") == ""


@given(st.none() | st.integers(), st.sampled_from(verdict_codes), states_without_figure)
def test_no_number_of_answers_is_ever_given_where_there_is_no_figure(answers: int | None, verdict: str, state: str):
    assert verdicts.fragility(answers, verdict, state, "X") == ""
