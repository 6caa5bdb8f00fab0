"""Places in a funnel, ranks, and the flags of chance in words.

The expected texts were written by hand; nothing in them comes from the code under test.
"""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.text import verdicts
from dashboard.text.base_units import PEOPLE, BaseUnit
from tests.dashboard.text.made_up_measures import (
    BIDS,
    is_free_of_non_numbers,
)

ORDINALS = """1st 2nd 3rd 4th 10th 11th 12th 13th 14th 20th 21st 22nd 23rd 24th 31st 100th 101st 102nd 103rd
    111th 112th 113th 121st 150th 1,011th 1,112th 1,122nd"""


@pytest.mark.parametrize(
    ("verdict", "side", "expected"),
    [
        ("as expected", None, "within the control limits"),
        ("as expected", "above", "within the control limits"),
        ("worth a look", "above", "above the 95% control limits"),
        ("worth a look", "below", "below the 95% control limits"),
        ("worth a look", None, "outside the 95% control limits"),
        ("differs", "above", "above the 99.8% control limits"),
        ("differs", "below", "below the 99.8% control limits"),
        ("differs", None, "outside the 99.8% control limits"),
    ],
)
def test_a_place_in_the_funnel_names_its_side(verdict: str, side: str | None, expected: str):
    assert verdicts.funnel_words(verdict, side) == expected


@pytest.mark.parametrize(
    ("reason", "base_unit", "expected"),
    [
        (None, PEOPLE, "cannot say whether it is outside the control limits"),
        ("too few", PEOPLE, "cannot say whether it is outside the control limits: too few people were counted"),
        ("too few", BIDS, "cannot say whether it is outside the control limits: too few bids were counted"),
        (
            "hidden",
            PEOPLE,
            "cannot say whether it is outside the control limits: a figure is suppressed (small numbers)",
        ),
    ],
)
def test_without_a_place_in_the_funnel_the_reason_is_given(reason: str | None, base_unit: BaseUnit, expected: str):
    assert verdicts.funnel_words(None, reason=reason, base_unit=base_unit) == expected


@pytest.mark.parametrize(
    ("lower", "upper", "of", "expected"),
    [
        (40, 120, 137, "between 40th and 120th of 137"),
        (40.0, 120.0, 137, "between 40th and 120th of 137"),
        (120, 40, 137, "between 40th and 120th of 137"),
        (3, 3, 137, "about 3rd of 137"),
        (1, 2, 137, "between 1st and 2nd of 137"),
        (1, 1, 1, "the only one"),
        (999, 1001, 15000, "between 999th and 1,001st of 15,000"),
        (None, 3, 137, "cannot say where it ranks"),
        (3, None, 137, "cannot say where it ranks"),
        (math.nan, 3, 137, "cannot say where it ranks"),
        (3, math.inf, 137, "cannot say where it ranks"),
    ],
)
def test_a_rank_is_given_as_a_range(lower: float | None, upper: float | None, of: int, expected: str):
    assert verdicts.rank_words(lower, upper, of) == expected


@pytest.mark.parametrize("ordinal", ORDINALS.split())
def test_ordinals_end_as_they_are_spoken(ordinal: str):
    assert verdicts.ordinal(int(re.sub(r"\D", "", ordinal))) == ordinal


@pytest.mark.parametrize(
    ("areas", "level", "expected"),
    [
        # 150 x 0.05 = 7.5; 137 x 0.05 = 6.85; 100 x 0.05 = 5; 25 x 0.05 = 1.25; 1,500 x 0.05 = 75
        (150, 95, "With 150 areas, about 7 or 8 would be flagged by chance alone."),
        (137, 95, "With 137 areas, about 7 would be flagged by chance alone."),
        (100, 95, "With 100 areas, about 5 would be flagged by chance alone."),
        (20, 95, "With 20 areas, about 1 would be flagged by chance alone."),
        (115, 95, "With 115 areas, about 5 or 6 would be flagged by chance alone."),
        (25, 95, "With 25 areas, about 1 or 2 would be flagged by chance alone."),
        (1500, 95, "With 1,500 areas, about 75 would be flagged by chance alone."),
        (15000, 99.8, "With 15,000 areas, about 30 would be flagged by chance alone."),
        # 1 - 0.998^150 = 0.2594; 1 - 0.95^10 = 0.4013; 1 - 0.95^7 = 0.3017; 1 - 0.998^3 = 0.005988
        (
            150,
            99.8,
            "With 150 areas, chance alone would flag at least one in about 1 in 4 views like this.",
        ),
        (
            19,  # 1 - 0.95^19 = 0.6226
            95,
            "With 19 areas, chance alone would flag at least one in about 6 in 10 views like this.",
        ),
        (
            10,
            95,
            "With 10 areas, chance alone would flag at least one in about 4 in 10 views like this.",
        ),
        (
            7,
            95,
            "With 7 areas, chance alone would flag at least one in about 3 in 10 views like this.",
        ),
        (
            3,
            99.8,
            "With 3 areas, chance alone would flag at least one in about 1 in 170 views like this.",
        ),
        (
            1,
            95,
            "With 1 area, chance alone would flag at least one in about 1 in 20 views like this.",
        ),
        (
            1,
            99.8,
            "With 1 area, chance alone would flag at least one in about 1 in 500 views like this.",
        ),
        (0, 95, "No areas are compared, so there is nothing for chance to flag."),
        (0, 99.8, "No areas are compared, so there is nothing for chance to flag."),
        (150, 100, "With 150 areas, none would be flagged by chance alone."),
    ],
)
def test_the_flags_by_chance_alone_are_counted(areas: int, level: float, expected: str):
    assert verdicts.flags_by_chance(areas, level) == expected


def test_the_limits_are_those_of_95_per_cent_by_default():
    assert "about 7 or 8" in verdicts.flags_by_chance(150)


@pytest.mark.parametrize(
    ("judged", "expected"),
    [(1, "hardly any"), (8, "hardly any"), (16, "up to one"), (38, "about 2")],
)
def test_chance_alone_makes_one_comparison_in_twenty_look_clear(judged: int, expected: str):
    assert f", {expected} would look clear by chance alone." in verdicts.comparisons_by_chance(judged)


@given(st.integers(0, 10**7), st.sampled_from([95, 99.8]))
def test_flags_by_chance_can_be_written_for_any_number_of_areas(areas: int, level: float):
    sentence = verdicts.flags_by_chance(areas, level)
    assert is_free_of_non_numbers(sentence)
    assert "about 0" not in sentence
    assert "in 1 " not in sentence
