"""Verdicts in words. What is expected was written by hand; nothing in it comes from the code that is tested."""

import math
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.text import verdicts, words
from dashboard.text.verdicts import PEOPLE, Counted, FigureFacts, Trend
from dashboard.text.words import Measure

SHARE = Measure(
    "say", "Residents who have a say", "Say", "% of people", "in {area}, {value} have a say", "proportion", 0
)
FINE_SHARE = replace(SHARE, decimals=1)
POUNDS = Measure("grants", "Grants", "Grants", "£ per person", "around {area}, {value} of grants a person", "rate", 0)
PER_POUND = Measure("cash", "Cash", "Cash", "£ per £1 spent", "in {area}, {value} was won for every £1", "rate", 2)
SPENT = Measure("spent", "Spending", "Spent", "£", "{value} is known to have been spent in {area}", "money", 0)
RATE = Measure("events", "Events", "Events", "per 1,000 people", "in {area}, {value} for every 1,000", "rate", 0)
MEETINGS = Measure("meetings", "Meetings", "Meetings", "meetings", "meetings held in {area}: {value}", "count", 0)
DENSITY = Measure("density", "Density", "Density", "people per km²", "around {area}, {value} people", "rate", 0)
MEMBERS = Measure("members", "Voting members", "Members", "members", "{area} had {value} members", "mean", 1)
CHANGE = Measure("change", "Change", "Change", "percentage points", "{area} changed by {value}", "change", 0)
MEASURES = (SHARE, FINE_SHARE, POUNDS, PER_POUND, SPENT, RATE, MEETINGS, DENSITY, MEMBERS, CHANGE)

BIDS = Counted("bid", "bids", "gone the other way")
ANSWERED = Counted("person who answered", "people who answered")

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
    counted=ANSWERED,
    lower=36.8,
    upper=65.4,
)

ORDINALS = """1st 2nd 3rd 4th 10th 11th 12th 13th 14th 20th 21st 22nd 23rd 24th 31st 100th 101st 102nd 103rd
    111th 112th 113th 121st 150th 1,011th 1,112th 1,122nd"""

measures = st.sampled_from(MEASURES)
finite = st.floats(allow_nan=False, allow_infinity=False)
any_number = st.none() | st.floats() | st.integers(-5, 5).map(float)
verdict_codes = ("higher", "lower", "no clear difference", "cannot say")
states_without_figure = st.sampled_from(["hidden", "not reported", "not due"])


def says_no_number_wrongly(told: str) -> bool:
    return not re.search(r"\b(nan|inf|none|null)\b", told, re.IGNORECASE)


def the_other_side(value: float) -> float:
    return -value


# --- compared with ---


@pytest.mark.parametrize(
    ("verdict", "with_what", "said"),
    [
        ("higher", "the programme", "higher than the programme"),
        ("lower", "the North East", "lower than the North East"),
        ("no clear difference", "similar areas", "no clear difference from similar areas"),
        ("cannot say", "similar areas", "cannot say how it compares with similar areas"),
    ],
)
def test_a_comparison_is_told_in_four_ways(verdict: str, with_what: str, said: str):
    assert verdicts.compared(verdict, None, with_what) == said


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        ("hidden", "a figure is hidden to protect people"),
        ("not reported", "the figure has not been reported"),
        ("not due", "nothing was due"),
        ("no interval", "the measure is a total or a publisher's count, and how sure that is cannot be said"),
        ("nothing to compare", "there is no figure to compare it with"),
        ("too few", "too few people were counted"),
    ],
)
def test_each_reason_for_not_comparing_is_told(reason: str, why: str):
    assert verdicts.compared("cannot say", reason, "the programme") == (
        f"cannot say how it compares with the programme: {why}"
    )


def test_too_few_names_what_was_counted():
    assert verdicts.compared("cannot say", "too few", "wave 2", BIDS).endswith(": too few bids were counted")


def test_a_reason_is_left_out_of_a_comparison_that_can_be_made():
    assert verdicts.compared("higher", "hidden", "the programme") == "higher than the programme"


@pytest.mark.parametrize("verdict", ["above", "", "Higher"])
def test_a_verdict_that_the_build_does_not_give_is_a_fault_and_not_a_sentence(verdict: str):
    with pytest.raises(KeyError):
        verdicts.compared(verdict, None, "the programme")


# --- differences ---


@pytest.mark.parametrize(
    ("measure", "difference", "lower", "upper", "said"),
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
def test_a_difference_is_told_in_the_unit_of_its_measure_with_its_range(
    measure: Measure, difference: float, lower: float, upper: float, said: str
):
    assert verdicts.difference_words(measure, difference, lower, upper) == said


@pytest.mark.parametrize(
    ("lower", "upper"), [(None, None), (3, None), (None, 21), (21, 3), (math.nan, 21), (3, math.inf)]
)
def test_a_difference_without_a_whole_interval_is_told_as_not_sure(lower: float | None, upper: float | None):
    assert verdicts.difference_words(SHARE, 12, lower, upper) == ("12 percentage points higher (no range is known)")


def test_no_difference_that_is_wholly_certain_is_told_without_a_range():
    assert verdicts.difference_words(SHARE, 0, 0, 0) == "no difference"


@pytest.mark.parametrize("difference", [None, math.nan, math.inf])
def test_a_difference_that_is_not_known_is_not_told(difference: float | None):
    assert verdicts.difference_words(SHARE, difference, 3, 21) == ""


@given(measures, finite, finite, finite)
def test_any_difference_can_be_told_and_none_is_rounded_to_nonsense(
    measure: Measure, difference: float, lower: float, upper: float
):
    told = verdicts.difference_words(measure, difference, lower, upper)
    assert says_no_number_wrongly(told)
    assert told.startswith("no difference") == (difference == 0)
    assert not re.match(r"£?0(\.0+)? ", told)
    assert not re.search(r"between £?0(\.0+)? and £?0(\.0+)?\b(?!\.)", told)
    assert "-" not in told


@given(st.sampled_from([SHARE, POUNDS, MEMBERS]), st.lists(st.floats(-100, 100), min_size=3, max_size=3).map(sorted))
def test_a_difference_the_other_way_round_is_told_with_the_sides_changed(measure: Measure, numbers: list[float]):
    lower, difference, upper = numbers
    told = verdicts.difference_words(measure, difference, lower, upper)
    turned = verdicts.difference_words(measure, *map(the_other_side, (difference, upper, lower)))
    assert ("higher" in told) == ("lower" in turned)
    assert sorted(re.findall(r"\d+(?:\.\d+)?", told)) == sorted(re.findall(r"\d+(?:\.\d+)?", turned))


# --- trends ---


@pytest.mark.parametrize(
    ("trend", "said"),
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
        (Trend("cannot say", 3, "2016", "2020"), "cannot say: 3 rounds are known and five are needed"),
        (Trend("cannot say", 1, "2016", "2016"), "cannot say: 1 round is known and five are needed"),
        (Trend("cannot say", 0, "", ""), "cannot say: no round is known and five are needed"),
        (
            Trend("cannot say", 4, "2016", "2019", Counted("year", "years"), 112),
            "cannot say: 4 years are known on the same 112 areas and five are needed",
        ),
        (Trend("cannot say", 5, "2016", "2024"), "cannot say: how sure the rounds are is not known"),
        (
            Trend("cannot say", 6, "2016", "2024", same_areas=12),
            "cannot say on the same 12 areas: how sure the rounds are is not known",
        ),
    ],
)
def test_a_trend_is_told_with_its_periods_and_areas_or_why_it_cannot_be(trend: Trend, said: str):
    assert verdicts.trend_words(trend) == said


# --- funnel ---


@pytest.mark.parametrize(
    ("verdict", "side", "said"),
    [
        ("as expected", None, "as expected for its size"),
        ("as expected", "above", "as expected for its size"),
        ("worth a look", "above", "worth a look: above what chance alone gives 19 areas in 20"),
        ("worth a look", "below", "worth a look: below what chance alone gives 19 areas in 20"),
        ("worth a look", None, "worth a look: outside what chance alone gives 19 areas in 20"),
        ("differs", "above", "differs by more than chance: above"),
        ("differs", "below", "differs by more than chance: below"),
        ("differs", None, "differs by more than chance"),
    ],
)
def test_a_place_in_the_funnel_is_told_with_its_side(verdict: str, side: str | None, said: str):
    assert verdicts.funnel_words(verdict, side) == said


@pytest.mark.parametrize(
    ("reason", "counted", "said"),
    [
        (None, PEOPLE, "cannot say whether it differs by more than chance"),
        ("too few", PEOPLE, "cannot say whether it differs by more than chance: too few people were counted"),
        ("too few", BIDS, "cannot say whether it differs by more than chance: too few bids were counted"),
        ("hidden", PEOPLE, "cannot say whether it differs by more than chance: a figure is hidden to protect people"),
    ],
)
def test_without_a_place_in_the_funnel_the_reason_is_told(reason: str | None, counted: Counted, said: str):
    assert verdicts.funnel_words(None, reason=reason, counted=counted) == said


# --- ranks ---


@pytest.mark.parametrize(
    ("lower", "upper", "of", "said"),
    [
        (40, 120, 137, "between 40th and 120th of 137"),
        (40.0, 120.0, 137, "between 40th and 120th of 137"),
        (120, 40, 137, "between 40th and 120th of 137"),
        (3, 3, 137, "about 3rd of 137"),
        (1, 2, 137, "between 1st and 2nd of 137"),
        (1, 1, 1, "the only one"),
        (999, 1001, 15000, "between 999th and 1,001st of 15,000"),
        (None, 3, 137, "cannot say where it stands"),
        (3, None, 137, "cannot say where it stands"),
        (math.nan, 3, 137, "cannot say where it stands"),
        (3, math.inf, 137, "cannot say where it stands"),
    ],
)
def test_a_rank_is_told_as_a_range(lower: float | None, upper: float | None, of: int, said: str):
    assert verdicts.rank_words(lower, upper, of) == said


@pytest.mark.parametrize("said", ORDINALS.split())
def test_ordinals_end_as_they_are_spoken(said: str):
    assert verdicts.ordinal(int(re.sub(r"\D", "", said))) == said


# --- chance ---


@pytest.mark.parametrize(
    ("areas", "level", "said"),
    [
        # 150 x 0.05 = 7.5; 137 x 0.05 = 6.85; 100 x 0.05 = 5; 25 x 0.05 = 1.25; 1,500 x 0.05 = 75
        (150, 95, "With 150 areas, chance alone would flag about 7 or 8, even if no area truly differed."),
        (137, 95, "With 137 areas, chance alone would flag about 7, even if no area truly differed."),
        (100, 95, "With 100 areas, chance alone would flag about 5, even if no area truly differed."),
        (20, 95, "With 20 areas, chance alone would flag about 1, even if no area truly differed."),
        (115, 95, "With 115 areas, chance alone would flag about 5 or 6, even if no area truly differed."),
        (25, 95, "With 25 areas, chance alone would flag about 1 or 2, even if no area truly differed."),
        (1500, 95, "With 1,500 areas, chance alone would flag about 75, even if no area truly differed."),
        (15000, 99.8, "With 15,000 areas, chance alone would flag about 30, even if no area truly differed."),
        # 1 - 0.998^150 = 0.2594; 1 - 0.95^10 = 0.4013; 1 - 0.95^7 = 0.3017; 1 - 0.998^3 = 0.005988
        (
            150,
            99.8,
            "With 150 areas, chance alone would flag one or more in about 1 in 4 views like this, "
            "even if no area truly differed.",
        ),
        (
            19,  # 1 - 0.95^19 = 0.6226
            95,
            "With 19 areas, chance alone would flag one or more in about 6 in 10 views like this, "
            "even if no area truly differed.",
        ),
        (
            10,
            95,
            "With 10 areas, chance alone would flag one or more in about 4 in 10 views like this, "
            "even if no area truly differed.",
        ),
        (
            7,
            95,
            "With 7 areas, chance alone would flag one or more in about 3 in 10 views like this, "
            "even if no area truly differed.",
        ),
        (
            3,
            99.8,
            "With 3 areas, chance alone would flag one or more in about 1 in 170 views like this, "
            "even if no area truly differed.",
        ),
        (
            1,
            95,
            "With 1 area, chance alone would flag one or more in about 1 in 20 views like this, "
            "even if no area truly differed.",
        ),
        (
            1,
            99.8,
            "With 1 area, chance alone would flag one or more in about 1 in 500 views like this, "
            "even if no area truly differed.",
        ),
        (0, 95, "No areas are compared, so there is nothing for chance to flag."),
        (0, 99.8, "No areas are compared, so there is nothing for chance to flag."),
        (150, 100, "With 150 areas, chance alone would flag none."),
    ],
)
def test_the_flags_that_chance_alone_would_give_are_told(areas: int, level: float, said: str):
    assert verdicts.flags_by_chance(areas, level) == said


def test_the_limits_are_those_of_95_per_cent_when_not_said():
    assert "about 7 or 8" in verdicts.flags_by_chance(150)


@pytest.mark.parametrize(
    ("judged", "said"),
    [(1, "hardly any look"), (8, "hardly any look"), (16, "at most one look"), (38, "about 2 of them look")],
)
def test_chance_alone_makes_one_comparison_in_twenty_look_clear(judged: int, said: str):
    assert f"Chance alone would make {said} clear" in verdicts.comparisons_by_chance(judged)


@given(st.integers(0, 10**7), st.sampled_from([95, 99.8]))
def test_flags_by_chance_can_be_told_for_any_number_of_areas(areas: int, level: float):
    told = verdicts.flags_by_chance(areas, level)
    assert says_no_number_wrongly(told)
    assert "about 0" not in told
    assert "in 1 " not in told


# --- how sure ---


@pytest.mark.parametrize(
    ("measure", "value", "lower", "upper", "said"),
    [
        (SHARE, 51.2, 41.2, 61.8, "between 41% and 62% (95% interval)"),
        (SHARE, 0, 0, 9.4, "between 0% and 9% (95% interval)"),
        (SHARE, 1, 0.3, 9.4, "from under 1% to 9% (95% interval)"),
        (SHARE, 98, 91, 99.9, "from 91% to over 99% (95% interval)"),
        (SHARE, 41, 40.8, 41.3, "41% when rounded (95% interval)"),
        (SHARE, 0.2, 0.1, 0.3, "under 1% when rounded (95% interval)"),
        (PER_POUND, 0.4, 0.05, 0.75, "between 5p and 75p (95% interval)"),
        (RATE, 4, 2, 1200, "between 2 and 1,200 (95% interval)"),
        (CHANGE, 1, -2.2, 4.3, "between -2 and +4 percentage points (95% interval)"),
        (CHANGE, 0, -2.2, 1, "between -2 and +1 percentage point (95% interval)"),
    ],
)
def test_how_sure_a_figure_is_is_told_by_its_interval(
    measure: Measure, value: float, lower: float, upper: float, said: str
):
    assert verdicts.how_sure(measure, value, lower, upper, 43, "") == said


@pytest.mark.parametrize(
    ("base", "counted", "said"),
    [
        (14, PEOPLE, "between 25% and 75% (95% interval); low reliability: 14 people"),
        (14.0, PEOPLE, "between 25% and 75% (95% interval); low reliability: 14 people"),
        (1, BIDS, "between 25% and 75% (95% interval); low reliability: 1 bid"),
        (None, PEOPLE, "between 25% and 75% (95% interval); low reliability"),
        (math.nan, PEOPLE, "between 25% and 75% (95% interval); low reliability"),
        (14.5, PEOPLE, "between 25% and 75% (95% interval); low reliability"),
    ],
)
def test_low_reliability_is_told_with_how_many_were_counted(base: float | None, counted: Counted, said: str):
    assert verdicts.how_sure(SHARE, 50, 25, 75, base, "low", counted) == said


def test_a_figure_for_staff_only_is_marked_as_that():
    assert verdicts.how_sure(SHARE, 50, 19, 81, 6, "staff only") == (
        "between 19% and 81% (95% interval); low reliability: 6 people, for staff only"
    )


@pytest.mark.parametrize("reliability", ["", None, "provisional"])
def test_low_reliability_is_not_said_of_other_figures(reliability: str | None):
    assert verdicts.how_sure(SHARE, 50, 25, 75, 14, reliability) == "between 25% and 75% (95% interval)"


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (MEETINGS, "it is a total of what was recorded, so it has no range"),
        (SPENT, "it is a total of what was recorded, so it has no range"),
        (
            replace(MEMBERS, sources="returns"),
            "it is worked from all that was recorded and not from a sample, so it has no range",
        ),
        (replace(MEMBERS, interval_by="t", sources="returns"), "too few were counted to say how sure it is"),
        (SHARE, "its publisher gives no range"),
        (CHANGE, "its publisher gives no range"),
    ],
)
def test_where_there_is_no_interval_it_is_told_why(measure: Measure, said: str):
    assert verdicts.how_sure(measure, 12, None, None, 43, "") == said


def test_a_figure_without_an_interval_is_of_low_reliability_all_the_same():
    assert verdicts.how_sure(MEETINGS, 3, None, None, 3, "low", Counted("meeting", "meetings")) == (
        "it is a total of what was recorded, so it has no range; low reliability: 3 meetings"
    )


@pytest.mark.parametrize("value", [None, math.nan])
def test_of_a_figure_that_is_not_there_nothing_is_told_and_not_its_base(value: float | None):
    assert verdicts.how_sure(SHARE, value, 25, 75, 4, "low") == ""


@given(measures, any_number, any_number, any_number, any_number, st.sampled_from(["", "low", "staff only", None]))
def test_how_sure_can_be_told_of_any_numbers(
    measure: Measure,
    value: float | None,
    lower: float | None,
    upper: float | None,
    base: float | None,
    reliability: str | None,
):
    told = verdicts.how_sure(measure, value, lower, upper, base, reliability)
    assert says_no_number_wrongly(told)
    low, separator, high = told.removeprefix("between ").partition(" (95%")[0].partition(" and ")
    assert not separator or low != high


# --- nearly a count of all ---


@pytest.mark.parametrize(
    ("answered", "population", "said"),
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
def test_where_nearly_all_answered_it_is_told_what_the_range_is_for(answered: int, population: int, said: str):
    assert verdicts.near_census_words(answered, population) == said


@pytest.mark.parametrize(("answered", "population"), [(12, 11), (0, 11), (0, 0), (-1, 11), (1, 0)])
def test_a_population_that_is_not_what_it_seems_is_not_told(answered: int, population: int):
    assert verdicts.near_census_words(answered, population) == ""


# --- a sentence to read out ---


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {},
            "In Elm Green, 51% have a say, 22 out of 43 people who answered, for 2018; we are fairly sure it is "
            "between 37% and 65% (95% interval); the source is the survey of residents "
            "(Big Local, data version 2026-11-22).",
        ),
        (
            {"numerator": None, "source": ""},
            "In Elm Green, 51% have a say, out of 43 people who answered, for 2018; we are fairly sure it is "
            "between 37% and 65% (95% interval) (Big Local, data version 2026-11-22).",
        ),
        (
            {"base": None, "lower": None, "upper": None},
            "In Elm Green, 51% have a say, for 2018; its publisher gives no range; the source is the survey of residents "
            "(Big Local, data version 2026-11-22).",
        ),
        (
            {"value": 50.0, "numerator": 7.0, "base": 14.0, "lower": 26.8, "upper": 73.2, "reliability": "low"},
            "In Elm Green, 50% have a say, 7 out of 14 people who answered, for 2018; we are fairly sure it is between "
            "27% and 73% (95% interval); this is of low reliability, as few were counted; the source is the survey of "
            "residents (Big Local, data version 2026-11-22).",
        ),
        (
            {"value": 0.0, "numerator": 0, "lower": 0.0, "upper": 8.2},
            "In Elm Green, 0% have a say, 0 out of 43 people who answered, for 2018; we are fairly sure it is between "
            "0% and 8% (95% interval); the source is the survey of residents (Big Local, data version 2026-11-22).",
        ),
        (
            {"programme": "Practice", "is_invented": True, "source": ""},
            "Invented, for practice only, and true of no real place: in Elm Green, 51% have a say, 22 out of 43 people "
            "who answered, for 2018; we are fairly sure it is between 37% and 65% (95% interval) "
            "(Practice, data version 2026-11-22).",
        ),
        (
            {"measure": MEETINGS, "value": 12, "numerator": 12, "base": None, "lower": None, "upper": None},
            "Meetings held in Elm Green: 12, for 2018; it is a total of what was recorded, so it has no "
            "range; the source is the survey of residents (Big Local, data version 2026-11-22).",
        ),
        (
            {"measure": MEMBERS, "value": 12.5, "base": 8, "counted": Counted("partnership", "partnerships")},
            "Elm Green had 12.5 members, based on 8 partnerships, for 2018; we are fairly sure it is between 36.8 and "
            "65.4 (95% interval); the source is the survey of residents (Big Local, data version 2026-11-22).",
        ),
    ],
)
def test_a_figure_is_read_out_with_all_that_must_be_said_of_it(changes: dict[str, object], said: str):
    assert verdicts.say_it_right(replace(FIGURE, **changes)) == said  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("reliability", "said"),
    [
        ("low", "; this is of low reliability, as few were counted;"),
        ("provisional", "; this is provisional and may still change;"),
        ("revised", "; this has been revised since it was first given;"),
        ("estimated", "; this is an estimate;"),
        ("break", "; there is a break in the series, so this is not to be compared with what was before;"),
    ],
)
def test_every_caution_of_a_figure_is_read_out(reliability: str, said: str):
    assert said in verdicts.say_it_right(replace(FIGURE, reliability=reliability))


@pytest.mark.parametrize(("numerator", "base"), [(44, 43), (-1, 43), (2.5, 43), (math.nan, 43)])
def test_a_numerator_that_cannot_be_is_not_read_out(numerator: float, base: float):
    told = verdicts.say_it_right(replace(FIGURE, numerator=numerator, base=base))
    assert "have a say, out of 43 people who answered, for 2018" in told


def test_a_base_of_pounds_is_read_out_as_money_and_rounded():
    awarded = Counted("pound awarded", "pounds awarded")
    told = verdicts.say_it_right(replace(FIGURE, numerator=90_278_350.4, base=180_556_700.2, counted=awarded))
    assert "have a say, £90,278,350 out of £180,556,700 awarded, for 2018" in told


@pytest.mark.parametrize("base", [0, -3, 12.5, math.nan, math.inf])
def test_a_base_that_counts_nobody_is_not_read_out(base: float):
    assert "have a say, for 2018;" in verdicts.say_it_right(replace(FIGURE, base=base))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (
            "hidden",
            'The figure for Elm Green, "Residents who have a say", for 2018 is hidden to protect people and must not be '
            "guessed (Big Local, data version 2026-11-22).",
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
def test_a_figure_that_is_not_there_is_read_out_as_that_even_if_numbers_are_given(state: str, said: str):
    assert verdicts.say_it_right(replace(FIGURE, state=state)) == said


def test_a_figure_for_staff_only_is_never_read_out():
    told = verdicts.say_it_right(replace(FIGURE, reliability="staff only", base=6, numerator=3, value=50.0))
    assert told == (
        'The figure for Elm Green, "Residents who have a say", for 2018 is for staff only, as very few people were '
        "counted, and must not be read out (Big Local, data version 2026-11-22)."
    )


def test_a_hidden_figure_does_not_say_that_it_would_be_for_staff_only():
    told = verdicts.say_it_right(replace(FIGURE, state="hidden", reliability="staff only"))
    assert "staff" not in told
    assert "must not be guessed" in told


@pytest.mark.parametrize("value", [None, math.nan, math.inf])
def test_a_value_that_is_missing_is_read_out_as_not_known(value: float | None):
    assert verdicts.say_it_right(replace(FIGURE, value=value)) == (
        'No figure is known for Elm Green, "Residents who have a say", for 2018, which does not mean that it is zero '
        "(Big Local, data version 2026-11-22)."
    )


def test_a_hidden_figure_of_an_invented_programme_is_told_as_both():
    told = verdicts.say_it_right(replace(FIGURE, state="hidden", is_invented=True, programme="Practice"))
    assert told == (
        'Invented, for practice only, and true of no real place: the figure for Elm Green, "Residents who have a say", '
        "for 2018 is hidden to protect people and must not be guessed (Practice, data version 2026-11-22)."
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
    told = verdicts.say_it_right(given_numbers)
    assert not re.search(r"\d", told.replace("2018", "").replace("2026-11-22", ""))
    assert "reliability" not in told
    assert ("must not be guessed" in told) == (state == "hidden")


@given(
    measures,
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
    told = verdicts.say_it_right(figure)
    assert says_no_number_wrongly(told)
    assert told[0] == told[0].upper()
    assert told.count("Elm Green") == told.count("Big Local") == told.count("2026-11-22") == 1
    assert told.endswith(").")
    assert ". " not in told


# --- fragility ---


@pytest.mark.parametrize(
    ("answers", "verdict", "counted", "said"),
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
def test_it_is_told_on_how_many_answers_a_verdict_hangs(answers: int, verdict: str, counted: Counted, said: str):
    assert verdicts.fragility(answers, verdict, "value", "X", counted) == said


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
def test_nothing_is_told_of_answers_when_hidden_or_without_a_verdict(answers: int | None, verdict: str, state: str):
    assert verdicts.fragility(answers, verdict, state, "X") == ""


@given(st.none() | st.integers(), st.sampled_from(verdict_codes), states_without_figure)
def test_no_number_of_answers_is_ever_told_where_there_is_no_figure(answers: int | None, verdict: str, state: str):
    assert verdicts.fragility(answers, verdict, state, "X") == ""


# --- codes ---


@pytest.mark.parametrize(
    ("state", "reliability", "code"),
    [
        ("value", "", ""),
        ("value", None, ""),
        ("value", "low", "[u]"),
        ("value", "staff only", "[u]"),
        ("value", "provisional", "[p]"),
        ("value", "revised", "[r]"),
        ("value", "estimated", "[e]"),
        ("value", "break", "[b]"),
        ("hidden", "", "[c]"),
        ("hidden", "low", "[c]"),
        ("not reported", "", "[x]"),
        ("not reported", "estimated", "[x]"),
        ("not due", None, "[z]"),
    ],
)
def test_each_state_and_caution_has_its_code(state: str, reliability: str | None, code: str):
    assert verdicts.state_reason(state, reliability) == code


def test_a_caution_that_the_build_does_not_give_is_a_fault_and_has_no_code():
    with pytest.raises(KeyError):
        verdicts.state_reason("value", "poor")


def test_every_code_is_explained_in_one_line():
    assert list(verdicts.CODES) == ["[c]", "[u]", "[x]", "[z]", "[p]", "[r]", "[e]", "[b]"]
    assert all(meaning and "\n" not in meaning and len(meaning) < 75 for meaning in verdicts.CODES.values())
    assert set(verdicts.RELIABILITY_CODES) == {*verdicts.CAUTIONS, "staff only"}
    state_codes = {code for _, code in words.STATES.values() if code}
    assert state_codes | set(verdicts.RELIABILITY_CODES.values()) == set(verdicts.CODES)


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ([], ""),
        (["", ""], ""),
        (["[c]"], "[c] hidden to protect people."),
        (
            ["[x]", "", "[c]", "[x]"],
            "[c] hidden to protect people; [x] not reported.",
        ),
    ],
)
def test_only_the_codes_in_a_table_are_explained_under_it_each_once(shown: list[str], said: str):
    assert verdicts.codes_explained(shown) == said


def test_nothing_that_is_fixed_in_these_words_shouts_or_uses_jargon():
    fixed = [*verdicts.REASONS.values(), *verdicts.CODES.values(), *verdicts.CAUTIONS.values()]
    unwelcome = ("!", "significant", "confidence", "p-value", "null", "statistic", "percentile")
    assert not [text for text in fixed if any(word in text.lower() for word in unwelcome)]


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("risen", "higher in 2023 than in 2017"),
        ("fallen", "lower in 2023 than in 2017"),
        ("no clear change", "no clear change from 2017 to 2023"),
    ],
)
def test_a_change_between_two_points_names_both(verdict: str, said: str):
    assert verdicts.changed_words(verdict, "2017", "2023") == said
