"""The sentence about a figure that is read out.

The expected texts were written by hand; nothing in them comes from the code under test.
"""

import math
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.text import quotation
from dashboard.text.base_units import BaseUnit
from dashboard.text.quotation import FigureFacts
from dashboard.text.words import Measure
from tests.dashboard.text.made_up_measures import (
    MEETINGS,
    MEMBERS,
    SHARE,
    any_number,
    is_free_of_non_numbers,
    measures_of_all_kinds,
    states_without_figure,
)

ANSWERED = BaseUnit("person who answered", "people who answered")

FIGURE = FigureFacts(
    measure=SHARE,
    area="Elm Green",
    period="2018",
    state="value",
    value=51.2,
    programme="Big Local",
    version="2026-11-22",
    source="the survey of residents",
    numerator=22,
    base=43,
    base_unit=ANSWERED,
    lower=36.8,
    upper=65.4,
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {},
            "In Elm Green, 51% have a say, 22 out of 43 people who answered, for 2018; we are fairly sure it is "
            "between 37% and 65% (95% confidence interval); the source is the survey of residents "
            "(Big Local, data version 2026-11-22).",
        ),
        (
            {"numerator": None, "source": ""},
            "In Elm Green, 51% have a say, out of 43 people who answered, for 2018; we are fairly sure it is "
            "between 37% and 65% (95% confidence interval) (Big Local, data version 2026-11-22).",
        ),
        (
            {"base": None, "lower": None, "upper": None},
            "In Elm Green, 51% have a say, for 2018; no confidence interval is published; the source is the survey of residents "
            "(Big Local, data version 2026-11-22).",
        ),
        (
            {"value": 50.0, "numerator": 7.0, "base": 14.0, "lower": 26.8, "upper": 73.2, "reliability": "low"},
            "In Elm Green, 50% have a say, 7 out of 14 people who answered, for 2018; we are fairly sure it is between "
            "27% and 73% (95% confidence interval); this has low reliability (small sample); the source is the survey of "
            "residents (Big Local, data version 2026-11-22).",
        ),
        (
            {"value": 0.0, "numerator": 0, "lower": 0.0, "upper": 8.2},
            "In Elm Green, 0% have a say, 0 out of 43 people who answered, for 2018; we are fairly sure it is between "
            "0% and 8% (95% confidence interval); the source is the survey of residents (Big Local, data version 2026-11-22).",
        ),
        (
            {"programme": "Practice", "is_invented": True, "source": ""},
            "Invented, for practice only, and true of no real place: in Elm Green, 51% have a say, 22 out of 43 people "
            "who answered, for 2018; we are fairly sure it is between 37% and 65% (95% confidence interval) "
            "(Practice, data version 2026-11-22).",
        ),
        (
            {"measure": MEETINGS, "value": 12, "numerator": 12, "base": None, "lower": None, "upper": None},
            "Meetings held in Elm Green: 12, for 2018; this is a full count, so there is no confidence "
            "interval; the source is the survey of residents (Big Local, data version 2026-11-22).",
        ),
        (
            {"measure": MEMBERS, "value": 12.5, "base": 8, "base_unit": BaseUnit("partnership", "partnerships")},
            "Elm Green had 12.5 members, based on 8 partnerships, for 2018; we are fairly sure it is between 36.8 and "
            "65.4 (95% confidence interval); the source is the survey of residents (Big Local, data version 2026-11-22).",
        ),
    ],
)
def test_a_figure_is_read_out_with_its_base_range_cautions_and_source(changes: dict[str, object], expected: str):
    assert quotation.quotable_sentence(replace(FIGURE, **changes)) == expected  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("reliability", "expected"),
    [
        ("low", "; this has low reliability (small sample);"),
        ("provisional", "; this is provisional and may still change;"),
        ("revised", "; this has been revised since it was first given;"),
        ("estimated", "; this is an estimate;"),
        ("break", "; there is a break in the series, so it cannot be compared with earlier figures;"),
    ],
)
def test_every_caution_of_a_figure_is_read_out(reliability: str, expected: str):
    assert expected in quotation.quotable_sentence(replace(FIGURE, reliability=reliability))


@pytest.mark.parametrize(("numerator", "base"), [(44, 43), (-1, 43), (2.5, 43), (math.nan, 43)])
def test_a_numerator_that_cannot_be_is_not_read_out(numerator: float, base: float):
    sentence = quotation.quotable_sentence(replace(FIGURE, numerator=numerator, base=base))
    assert "have a say, out of 43 people who answered, for 2018" in sentence


def test_a_base_of_pounds_is_read_out_as_money_and_rounded():
    awarded = BaseUnit("pound awarded", "pounds awarded")
    sentence = quotation.quotable_sentence(
        replace(FIGURE, numerator=90_278_350.4, base=180_556_700.2, base_unit=awarded)
    )
    assert "have a say, £90,278,350 out of £180,556,700 awarded, for 2018" in sentence


@pytest.mark.parametrize("base", [0, -3, 12.5, math.nan, math.inf])
def test_a_base_that_counts_nobody_is_not_read_out(base: float):
    assert "have a say, for 2018;" in quotation.quotable_sentence(replace(FIGURE, base=base))


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (
            "hidden",
            'The figure for Elm Green, "Residents who have a say", for 2018 is suppressed because few people answered '
            "(Big Local, data version 2026-11-22).",
        ),
        (
            "not reported",
            'No figure has been reported for Elm Green, "Residents who have a say", for 2018, which does not mean that '
            "it is zero (Big Local, data version 2026-11-22).",
        ),
        (
            "not due",
            'Nothing was due for Elm Green, "Residents who have a say", for 2018, so there is no figure '
            "(Big Local, data version 2026-11-22).",
        ),
    ],
)
def test_a_missing_figure_is_read_out_as_missing_even_if_numbers_are_given(state: str, expected: str):
    assert quotation.quotable_sentence(replace(FIGURE, state=state)) == expected


def test_a_figure_for_staff_only_is_never_read_out():
    sentence = quotation.quotable_sentence(replace(FIGURE, reliability="staff only", base=6, numerator=3, value=50.0))
    assert sentence == (
        'The figure for Elm Green, "Residents who have a say", for 2018 is for staff only, as very few people were '
        "counted, and must not be read out (Big Local, data version 2026-11-22)."
    )


def test_a_hidden_figure_does_not_say_that_it_would_be_for_staff_only():
    sentence = quotation.quotable_sentence(replace(FIGURE, state="hidden", reliability="staff only"))
    assert "staff" not in sentence
    assert "is suppressed because few people answered" in sentence


@pytest.mark.parametrize("value", [None, math.nan, math.inf])
def test_a_value_that_is_missing_is_read_out_as_not_known(value: float | None):
    assert quotation.quotable_sentence(replace(FIGURE, value=value)) == (
        'No figure is available for Elm Green, "Residents who have a say", for 2018, which does not mean that it is zero '
        "(Big Local, data version 2026-11-22)."
    )


def test_a_hidden_figure_of_an_invented_programme_is_described_as_both():
    sentence = quotation.quotable_sentence(replace(FIGURE, state="hidden", is_invented=True, programme="Practice"))
    assert sentence == (
        'Invented, for practice only, and true of no real place: the figure for Elm Green, "Residents who have a say", '
        "for 2018 is suppressed because few people answered (Practice, data version 2026-11-22)."
    )


@given(
    states_without_figure, any_number, any_number, any_number, st.booleans(), st.sampled_from(["", "low", "staff only"])
)
def test_a_refused_sentence_is_the_same_whatever_numbers_it_is_given(
    state: str,
    value: float | None,
    base: float | None,
    end: float | None,
    is_invented: bool,
    reliability: str,
):
    figure = replace(FIGURE, state=state, is_invented=is_invented)
    given_numbers = replace(
        figure, value=value, numerator=base, base=base, lower=end, upper=end, reliability=reliability
    )
    sentence = quotation.quotable_sentence(given_numbers)
    assert not re.search(r"\d", sentence.replace("2018", "").replace("2026-11-22", ""))
    assert "reliability" not in sentence
    assert ("is suppressed because few people answered" in sentence) == (state == "hidden")


@given(
    measures_of_all_kinds,
    st.sampled_from(["value", "hidden", "not reported", "not due"]),
    st.lists(any_number, min_size=5, max_size=5),
)
def test_a_sentence_can_be_read_out_for_any_numbers(measure: Measure, state: str, numbers: list[float | None]):
    value, numerator, base, lower, upper = numbers
    figure = replace(
        FIGURE,
        measure=measure,
        state=state,
        value=value,
        numerator=numerator,
        base=base,
        lower=lower,
        upper=upper,
    )
    sentence = quotation.quotable_sentence(figure)
    assert is_free_of_non_numbers(sentence)
    assert sentence[0] == sentence[0].upper()
    assert sentence.count("Elm Green") == sentence.count("Big Local") == sentence.count("2026-11-22") == 1
    assert sentence.endswith(").")
    assert ". " not in sentence
