"""Numbers and findings in words. The expected texts were worked out by hand."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.text import words
from dashboard.text.words import Measure

MakeMeasure = Callable[..., Measure]
SHARE = Measure(
    "rented", "Homes that are rented", "Rented", "% of homes", "in {area}, {value} are rented", "proportion", 0
)
POUNDS = Measure("grants", "Grants", "Grants", "£ per person", "around {area}, {value} a person", "rate", 0)
CHANGE = Measure("change", "Change", "Change", "percentage points", "{area} changed by {value}", "change", 0)
COUNT = Measure("people", "People", "People", "people", "{value} people live in {area}", "count", 0)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (7573, 0, "7,573"),
        (1234567, 0, "1,234,567"),
        (999, 0, "999"),
        (2.137, 2, "2.14"),
        (2, 2, "2.00"),
        (-0.4, 0, "0"),
        (-0.6, 0, "-1"),
        (-0.04, 1, "0.0"),
        (0, 0, "0"),
        (-1234.5678, 1, "-1,234.6"),
    ],
)
def test_a_plain_number_has_thousands_and_its_decimals_and_no_minus_zero(value: float, decimals: int, expected: str):
    assert words.plain_number(value, decimals) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0%"),
        (0.0001, "under 1%"),
        (0.49, "under 1%"),
        (0.5, "under 1%"),
        (0.51, "1%"),
        (1, "1%"),
        (23.4, "23%"),
        (23.6, "24%"),
        (99.4, "99%"),
        (99.5, "over 99%"),
        (99.9999, "over 99%"),
        (100, "100%"),
    ],
)
def test_a_share_is_nought_or_a_hundred_only_when_it_is_exactly_that(value: float, expected: str):
    assert words.figure(value, SHARE) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0p"), (0.0001, "under 0.1p"), (0.0114, "1.1p"), (0.5, "50p"), (0.9999, "£1.00"), (1.4, "£1.40")],
)
def test_cash_for_each_pound_is_given_in_pence_under_a_pound(value: float, expected: str):
    assert words.per_pound(value) == expected
    assert words.figure(value, replace(SHARE, unit="£ per £1 spent", kind="rate", decimals=2)) == expected


@given(st.floats(0, 100))
def test_no_share_between_nought_and_a_hundred_is_rounded_to_either(value: float):
    figure = words.figure(value, SHARE)
    assert (figure == "0%") == (value == 0)
    assert (figure == "100%") == (value == 100)


@pytest.mark.parametrize(("value", "expected"), [(12.3, "£12"), (1234567.8, "£1,234,568"), (0, "£0"), (0.2, "£0")])
def test_money_is_written_in_pounds_with_thousands(value: float, expected: str):
    assert words.figure(value, POUNDS) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (4, "+4 percentage points"),
        (1, "+1 percentage point"),
        (-1, "-1 percentage point"),
        (-1.4, "-1 percentage point"),
        (-4.2, "-4 percentage points"),
        (0, "0 percentage points"),
        (0.4, "0 percentage points"),
        (-0.4, "0 percentage points"),
    ],
)
def test_a_change_has_a_sign_unless_it_is_nought_and_one_point_is_singular(value: float, expected: str):
    assert words.figure(value, CHANGE) == expected


def test_a_small_change_with_decimals_has_its_sign(measure: MakeMeasure):
    change = measure("percentage points", "change", decimals=1)
    assert words.figure(0.4, change) == "+0.4 percentage points"
    assert words.figure(-0.4, change) == "-0.4 percentage points"
    assert words.figure(0.04, change) == "0.0 percentage points"


def test_a_share_with_decimals_is_not_rounded_to_nought_or_a_hundred_either(measure: MakeMeasure):
    share = measure(decimals=1)
    assert words.figure(5.55001, share) == "5.6%"
    assert words.figure(0.04, share) != "0.0%"
    assert words.figure(99.96, share) != "100.0%"


def test_points_that_are_no_change_have_no_plus(measure: MakeMeasure):
    assert words.figure(43, measure("percentage points", "index")) == "43 percentage points"


def test_a_count_is_written_without_its_unit():
    assert words.figure(7573, COUNT) == "7,573"


@pytest.mark.parametrize(
    ("value", "state", "expected"),
    [
        (8.2, "value", "8%"),
        (0, "value", "0%"),
        (None, "not reported", "no data reported"),
        (None, "not due", "not applicable"),
        (None, "hidden", "suppressed"),
        (8.2, "hidden", "suppressed"),
    ],
)
def test_a_figure_is_written_or_why_there_is_none(value: float | None, state: str, expected: str):
    assert words.figure_or_state(value, state, SHARE) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("not reported", "Elm Green reported no data (2016)."),
        ("not due", "Not applicable to Elm Green (2016): nothing was due."),
        (
            "hidden",
            "The figure for Elm Green is suppressed because of small numbers (2016).",
        ),
    ],
)
def test_each_state_without_a_figure_has_a_sentence_of_its_own(state: str, expected: str):
    assert words.state_sentence("Elm Green", state, "2016") == expected


def test_every_state_but_value_has_its_sentence():
    assert all(words.state_sentence("X", state, "2016").endswith(".") for state in words.STATES if state != "value")


def test_a_finding_begins_with_a_capital_and_ends_with_its_period():
    assert words.sentence(SHARE, "Whitley Bay", 8.2, "2021") == "In Whitley Bay, 8% are rented (2021)."
    assert words.sentence(COUNT, "Zoë Mount", 7573, "2021") == "7,573 people live in Zoë Mount (2021)."


@pytest.mark.parametrize(
    ("edges", "measure", "labels"),
    [
        ([12, 20, 55], SHARE, ["under 12%", "12% to 20%", "20% to 55%", "55% or more"]),
        ([0.47, 1.4], POUNDS, ["under £0.47", "£0.47 to £1.4", "£1.4 or more"]),
        ([-5.9, -2.0, 2.0, 5.9], CHANGE, ["under -5.9", "-5.9 to -2", "-2 to +2", "+2 to +5.9", "+5.9 or more"]),
        ([7300.0, 10000.0], COUNT, ["under 7,300", "7,300 to 10,000", "10,000 or more"]),
        ([0.0076, 0.1], replace(POUNDS, unit="£ per £1 spent"), ["under 0.76p", "0.76p to 10p", "10p or more"]),
        ([60], SHARE, ["under 60%", "60% or more"]),
        ([83, 100], SHARE, ["under 83%", "83% to 100%", "100%"]),
        ([], SHARE, ["all"]),
    ],
)
def test_the_classes_of_the_map_are_labelled_as_ranges(edges: list[float], measure: Measure, labels: list[str]):
    assert words.class_labels(edges, measure) == labels


@pytest.mark.parametrize(("value", "number"), [(0, 0), (11.9, 0), (12, 1), (19.99, 1), (20, 2), (55, 3), (100, 3)])
def test_a_value_on_an_edge_belongs_to_the_class_above(value: float, number: int):
    assert words.class_of(value, [12, 20, 55]) == number


def test_without_edges_all_values_are_of_one_class():
    assert words.class_of(7, []) == 0


def two_figures(whole: int, power: int) -> float:
    """Return an edge as the database rounds it: to two figures."""
    return round(whole * 10.0**power, 3)


def edges_between(least: int, most: int, smallest: int) -> st.SearchStrategy[list[float]]:
    """Return up to four edges, sorted, of two figures from least to most times ten to a power up to 4 or 0."""
    powers = st.integers(smallest, 4 if least < 0 else 0)
    return st.lists(st.builds(two_figures, st.integers(least, most), powers), max_size=4, unique=True).map(sorted)


def is_in_range(value: float, label: str) -> bool:
    """Whether a value lies in the range that a label names."""
    numbers = [float(number.replace(",", "")) for number in re.findall(r"-?[\d,]+(?:\.\d+)?", label)]
    if label.startswith("under"):
        return value < numbers[0]
    if len(numbers) == 2:
        return numbers[0] <= value < numbers[1]
    return value >= numbers[0] if label.endswith("or more") else value == numbers[0]


@given(edges_between(-99, 99, -3), st.floats(-1e6, 1e6), st.sampled_from((POUNDS, CHANGE, COUNT)))
def test_a_value_lies_in_the_range_that_the_label_of_its_class_names(
    edges: list[float], value: float, measure: Measure
):
    labels = words.class_labels(edges, measure)
    label = labels[words.class_of(value, edges)]
    assert label == "all" if not edges else is_in_range(value, label)
    assert len(labels) == len(edges) + 1


@given(edges_between(1, 100, -2), st.floats(0, 100))
def test_a_share_lies_in_the_range_that_the_label_of_its_class_names(edges: list[float], value: float):
    label = words.class_labels(edges, SHARE)[words.class_of(value, edges)]
    assert label == "all" if not edges else is_in_range(value, label)


@pytest.mark.parametrize(
    ("number", "plural", "expected"),
    [(1, "", "1 area"), (0, "", "0 areas"), (26, "", "26 areas"), (1200, "", "1,200 areas"), (2, "areae", "2 areae")],
)
def test_a_count_agrees_with_its_noun(number: int, plural: str, expected: str):
    assert words.count_of(number, "area", plural) == expected


@pytest.mark.parametrize(
    ("given_words", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_is_joined_as_people_say_it(given_words: list[str], expected: str):
    assert words.joined(given_words) == expected


@pytest.mark.parametrize(
    ("shown", "filters", "expected"),
    [
        (150, [], "All 150 areas shown"),
        (26, ["London", "wave 2"], "26 of 150 areas shown: London, wave 2"),
        (0, ["London"], "0 of 150 areas shown: London"),
    ],
)
def test_the_status_line_states_how_many_areas_are_shown_and_why(shown: int, filters: list[str], expected: str):
    assert words.areas_shown(shown, 150, filters) == expected


@pytest.mark.parametrize(
    ("values", "areas", "england", "expected"),
    [
        ([8], 1, None, "In the area shown, 8% are rented (2021)."),
        ([10, 21], 2, 50, "In the typical (median) area, 16% are rented (2021). England: 50%."),
        (
            [30, 10, 20],
            3,
            17,
            "In the typical (median) area, 20% are rented (2021). Half of areas are between 10% and 30%. England: 17%.",
        ),
        (
            [30, 10, 20],
            4,
            None,
            "In the typical (median) area, 20% are rented (2021, 3 areas with data). Half of areas are between 10% and 30%.",
        ),
        (
            list(range(150, 0, -1)),  # the middle of 1..150 is 75.5, of its lower half 38, of its upper half 113
            150,
            None,
            "In the typical (median) area, 76% are rented (2021). Half of areas are between 38% and 113%.",
        ),
    ],
)
def test_the_spread_gives_the_typical_area_then_the_middle_half_then_england(
    values: list[float], areas: int, england: float | None, expected: str
):
    assert words.spread(SHARE, values, areas, england, "2021") == expected


@pytest.mark.parametrize(
    ("in_words", "expected"),
    [
        ("wins known of in {area}: {value}", "In the typical (median) area, wins known of: 2 (2019)"),
        ("{value} facts of {area} are on record", "2 facts of the typical (median) area are on record (2019)"),
        ("{value} are known in {area}", "In the typical (median) area, 2 are known (2019)"),
        (
            "facts about the relationship of {area} with its council: {value}",
            "In the typical (median) area, facts about the relationship with its council: 2 (2019)",
        ),
        ("{area} has {value}", "The typical (median) area has 2 (2019)"),
        ("in {area}, {value} are won", "In the typical (median) area, 2 are won (2019)"),
    ],
)
def test_the_spread_begins_with_its_areas_where_they_would_obscure_the_meaning(
    in_words: str, expected: str, measure: MakeMeasure
):
    counted = measure("wins", "count", 0, in_words)
    assert words.spread(counted, [1, 2, 3], 3, None, "2019") == f"{expected}. Half of areas are between 1 and 3."


def test_a_figure_of_nought_for_england_is_given():
    assert words.spread(SHARE, [1, 2, 3], 3, 0, "2021").endswith(" England: 0%.")


@pytest.mark.parametrize(("ordered", "median"), [([5], 5), ([1, 2], 1.5), ([1, 2, 9], 2), ([1, 2, 4, 9], 3)])
def test_the_median_of_sorted_values_is_as_worked_by_hand(ordered: list[float], median: float):
    assert words.median(ordered) == median


@pytest.mark.parametrize("begin", ["=", "+", "-", "@"])
def test_text_that_begins_like_a_formula_gets_an_apostrophe(begin: str):
    assert words.safe_cell(f"{begin}1+1") == f"'{begin}1+1"


@pytest.mark.parametrize("cell", [-1, -1.5, 0, 7.25, True, None, "", "plain", "a=b", "1-2", "'quoted", "£12", "[c]"])
def test_numbers_and_harmless_text_stay_as_they_are(cell: object):
    assert words.safe_cell(cell) is cell


@pytest.mark.parametrize(
    ("value", "values", "expected"),
    [
        (9, [1, 2, 9], "higher than 2 of 2 others"),
        (1, [1, 2, 9], "lower than 2 of 2 others"),
        (2, [1, 2, 9], "higher than 1 of 2 others"),
        (2, [1, 2, 2, 9, 9], "lower than 2 of 4 others"),
        (5, [5, 5, 5], "the same as all others"),
        (121, list(range(1, 151)), "higher than 120 of 149 others"),
    ],
)
def test_a_value_is_placed_among_the_other_areas_without_a_rank(value: float, values: list[float], expected: str):
    assert words.position_among(value, values) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016", "2016"),
        ("2016-02", "February 2016"),
        ("2016-12", "December 2016"),
        ("2016-02-18", "18 February 2016"),
        ("2016-01-01", "1 January 2016"),
    ],
)
def test_a_date_is_written_as_exactly_as_it_is_given(text: str, expected: str):
    assert words.date_words(text) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2016", "2018-03", "2016 to March 2018"),
        ("2016-02-18", None, "18 February 2016"),
        (None, "2018", "2018"),
        ("", "", "no date"),
        (None, None, "no date"),
    ],
)
def test_the_period_of_a_fact_follows_from_its_dates(first: str | None, last: str | None, expected: str):
    assert words.period_of(first, last) == expected


@pytest.mark.parametrize(
    ("number", "unit", "in_words", "expected"),
    [
        (1000000, "£", None, "£1,000,000"),
        (0.5, "£", "", "£0.5"),
        (68, "%", None, "68%"),
        (66.67, "%", None, "66.67%"),
        (300, "people", None, "300 people"),
        (300, None, None, "300"),
        (0, "people", "", "0 people"),
        (100, "%", "nearly all", "nearly all"),
        (None, "%", None, ""),
        (float("nan"), "%", "", ""),
        (None, None, "over half", "over half"),
    ],
)
def test_a_published_figure_is_quoted_in_its_words_or_with_its_unit(
    number: float | None, unit: str | None, in_words: str | None, expected: str
):
    assert words.fact_figure(number, unit, in_words) == expected


@pytest.mark.parametrize(
    ("detail", "base", "is_copy", "expected"),
    [
        (None, None, False, ""),
        ("", "", True, "the address is a copy of the page"),
        ("of 3 years", "300 people", True, "of 3 years; out of: 300 people; the address is a copy of the page"),
    ],
)
def test_the_notes_on_a_fact_are_one_line(detail: str | None, base: str | None, is_copy: bool, expected: str):
    assert words.joined_notes(detail, base, is_copy) == expected
