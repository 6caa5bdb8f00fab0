"""What the Compare page says and puts into files. What is expected was written by hand."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from dashboard.app_pages.compare import files, sections, sentences
from dashboard.model import db
from dashboard.model.catalogue import NO_RETURNS, Context, catalogue_of
from dashboard.model.state import View
from dashboard.text import figure_cells
from dashboard.text.base_units import PEOPLE, BaseUnit
from dashboard.text.words import Measure

SAY = Measure("say", "Residents who have a say", "Say", "% of people", "in {area}, {value} have a say", "proportion", 0)
TRUST = replace(SAY, measure_id="trust", name="Members who trust", unit="% of members")
CASH = Measure("cash_won_gbp", "Cash won", "Cash", "£", "{value} won in {area}", "money", 0)
IN_KIND = replace(CASH, measure_id="in_kind_gbp", name="Help in kind")
HOURS = Measure("hours_won", "Hours won", "Hours", "hours", "{value} hours won in {area}", "count", 0)
SPENT = replace(CASH, measure_id="spent_gbp", name="Money spent")
RANK = Measure("rank", "Deprivation", "Deprivation", "% of neighbourhoods", "{area}: {value}", "index", 0)
FIRST = {"place_name": "Alder Row", "state": "value", "value": 62.4}
BIDS = BaseUnit("bid", "bids")


def gap(
    place_name: str, verdict: str, difference: tuple[float | None, float | None, float | None], **fields: Any
) -> dict[str, Any]:
    """Return a pair as the query gives it: the difference with the ends of its interval."""
    usual = {"reason": "", "own_left_out": False, "other_left_out": False, "own_value": 62.4, "other_value": 50.0}
    numbers = dict(zip(("difference", "difference_lower", "difference_upper"), difference, strict=True))
    return {**usual, "place_name": place_name, "verdict": verdict, **numbers, **fields}


HIGHER = gap("Birch End", "higher", (12.1, 3.2, 20.6))
LOWER = gap("Elm Green", "lower", (-9.0, -15.0, -2.0))
ALIKE = gap("Fern Bank", "no clear difference", (7.0, -5.0, 19.0), other_value=55.4)
HIDDEN = gap("Gorse Lea", "cannot say", (None, None, None), reason="hidden")


def answered(
    *pairs: dict[str, Any], measure: Measure = SAY, first: dict[str, Any] = FIRST, is_returned: bool = True
) -> str:
    return sentences.answer(measure, "2019", first, pd.DataFrame(list(pairs)), PEOPLE, is_returned)


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        (
            [HIGHER],
            "Alder Row (62%) is 12 percentage points higher than Birch End (between 3 and 21) (2019).",
        ),
        (
            [HIGHER, LOWER, ALIKE],
            "Of the 4 compared, Alder Row (62%) is 12 percentage points higher than Birch End (between 3 and 21) and 9 "
            "percentage points lower than Elm Green (between 2 and 15); it shows no clear difference from Fern Bank (2019).",
        ),
        (
            [ALIKE],
            "Alder Row (62%) shows no clear difference from Fern Bank (55%): 7 percentage points higher (between 5 lower and 19 "
            "higher) (2019).",
        ),
        (
            [ALIKE, {**ALIKE, "place_name": "Ivy Street"}],
            "Of the 3 compared, Alder Row (62%) shows no clear difference from any of the others (2019).",
        ),
        (
            [HIDDEN],
            "We cannot say whether Alder Row (62%) differs from Gorse Lea, as a figure is suppressed (small numbers) (2019).",
        ),
        (
            [HIGHER, HIGHER, HIGHER, LOWER, HIDDEN],
            "Of the 6 compared, Alder Row (62%) is higher than 3 and lower than 1 of the others; we cannot say whether it "
            "differs from Gorse Lea, as a figure is suppressed (small numbers) (2019).",
        ),
        (
            [ALIKE] * 4 + [HIDDEN],
            "Of the 6 compared, Alder Row (62%) shows no clear difference from 4 others; we cannot say whether it "
            "differs from Gorse Lea, as a figure is suppressed (small numbers) (2019).",
        ),
    ],
)
def test_the_answer_has_clear_differences_first_then_the_rest_with_reasons(pairs: list[dict[str, Any]], sentence: str):
    assert answered(*pairs) == sentence


def test_a_group_that_holds_the_other_one_is_named_without_it():
    inside = {**HIGHER, "place_name": "Wave 1", "own_left_out": True}
    assert "higher than Wave 1 without Alder Row (between 3 and 21)" in answered(inside)
    holds = {**HIGHER, "other_left_out": True}
    assert "higher than Birch End (left out of Wave 1) (between" in answered(
        holds, first={**FIRST, "place_name": "Wave 1"}
    )


def test_figures_of_publishers_are_compared_plainly_and_their_certainty_is_called_unknown():
    plain = [
        gap("Birch End", "cannot say", (4.0, None, None), reason="no interval"),
        gap("Elm Green", "cannot say", (0.0, None, None), reason="no interval"),
    ]
    assert answered(*plain, measure=RANK, is_returned=False) == (
        "Of the 3 compared, Alder Row (62%) is 4 percentage points higher than Birch End and the same as Elm Green (2019). We "
        "cannot say how certain this is: no confidence interval is published for these figures."
    )
    assert answered(plain[0]).endswith(
        "We cannot say how certain this is: no confidence interval of the difference can be calculated."
    )
    many = [plain[0]] * 3 + [plain[1]] * 2
    assert "is higher than 3 and the same as 2 of the others (2019)." in answered(*many, measure=RANK)


def test_the_plain_gap_of_totals_has_a_caution_and_the_fairer_measure():
    total = gap("Birch End", "cannot say", (800.0, None, None), reason="total", other_value=400.0)
    first = {**FIRST, "value": 1200.0}
    assert answered(total, measure=CASH, first=first) == (
        "Alder Row (£1,200) is £800 higher than Birch End (2019). This is a total, so larger places have more."
    )
    sentence = sentences.answer(SPENT, "2019", first, pd.DataFrame([total]), PEOPLE, True, "Share spent")
    assert sentence.endswith("larger places have more: “Share spent” is a fairer comparison.")
    assert sentences.gap_cell(SPENT, "Alder Row", total, BIDS) == "£800 higher"


@pytest.mark.parametrize(
    ("verdict", "phrase"),
    [
        ("higher", "Alder Row is higher than Elm Green"),
        ("lower", "Alder Row is lower than Elm Green"),
        ("no clear difference", "Alder Row shows no clear difference from Elm Green"),
        ("cannot say", "cannot say how Alder Row compares with Elm Green"),
        ("", ""),
    ],
)
def test_a_verdict_in_a_file_says_who_is_higher_than_whom(verdict: str, phrase: str):
    assert sentences.verdict_phrase(verdict, "Alder Row", "Elm Green") == phrase


@pytest.mark.parametrize(
    ("state", "reliability", "text"),
    [
        ("hidden", "", "suppressed [c]"),
        ("not reported", "", "no data reported [x]"),
        ("not due", "", "not applicable [z]"),
        ("value", "low", "[u]"),
        ("value", "", ""),
    ],
)
def test_what_stands_in_the_place_of_a_figure_is_in_words_with_its_code(state: str, reliability: str, text: str):
    assert figure_cells.state_cell(state, reliability) == text


def test_the_note_on_rounding_appears_once_and_only_with_differences():
    note = sections.differences_note(pd.DataFrame([HIGHER, ALIKE]))
    assert note.startswith("Differences are calculated from unrounded figures") and "With 2 comparisons," in note
    assert sections.differences_note(pd.DataFrame([HIGHER])) == sentences.ROUNDED
    assert sections.differences_note(pd.DataFrame([HIDDEN])) == ""


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (
            "hidden",
            "The figure for Alder Row is suppressed because of small numbers (2019).",
        ),
        ("not reported", "Alder Row reported no data (2019)."),
        ("not due", "Not applicable to Alder Row (2019): nothing was due."),
    ],
)
def test_without_a_figure_of_the_first_nothing_can_be_held_against_it(state: str, sentence: str):
    first = {"place_name": "Alder Row", "state": state, "value": None}
    assert answered(HIDDEN, first=first) == f"{sentence} Choose a different first area."


def test_the_answer_says_that_a_measure_without_returns_waits_for_them():
    sentence = sentences.answer(SAY, NO_RETURNS, FIRST, pd.DataFrame([HIDDEN]), PEOPLE, True)
    assert sentence.startswith("Residents who have a say: no returns have been loaded yet.")


@pytest.mark.parametrize(
    ("names", "title"),
    [
        ([], "Compare areas"),
        (["A"], "Compare areas"),
        (["A", "B"], "A and B compared"),
        (["A", "B", "C"], "A, B and C compared"),
        (["A", "B", "C", "D"], "Compare areas"),
    ],
)
def test_the_title_names_two_or_three(names: list[str], title: str):
    assert sentences.title(names) == title


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (SAY, TRUST, ""),
        (CASH, SPENT, ""),
        (SAY, SAY, "differs from the first"),
        (CASH, IN_KIND, "are different things"),
        (IN_KIND, SPENT, "are different things"),
        (IN_KIND, HOURS, "are different things"),
        (CASH, HOURS, "are different things"),
        (CASH, replace(CASH, measure_id="cash_won_real", unit="£ in the prices of one year"), "are different things"),
        (SAY, SPENT, "they use different units (% of people and £)"),
        (SAY, RANK, "calculated in different ways"),
    ],
)
def test_measures_that_are_unlike_are_not_put_side_by_side(first: Measure, second: Measure, reason: str):
    why, turned = sentences.unlike_measures(first, second), sentences.unlike_measures(second, first)
    assert bool(why) == bool(turned) == bool(reason)
    assert reason in why


@pytest.mark.parametrize(
    ("topic", "tiers", "below", "is_refused"),
    [
        ("Council relationship", ["district", "unitary"], [True, False], True),
        ("Council relationship", ["district", "district"], [True, True], False),
        ("Council relationship", ["unitary", "London borough"], [False, False], False),
        ("Council relationship", [], [], False),
        ("Homes", ["district", "unitary"], [True, False], False),
    ],
)
def test_what_councils_of_unlike_kinds_did_is_not_compared(
    topic: str, tiers: list[str], below: list[bool], is_refused: bool
):
    why = sentences.unlike_councils(topic, tiers, below)
    assert bool(why) == is_refused
    assert not is_refused or "district and unitary," in why


@pytest.mark.parametrize(
    ("measure", "roll_up", "are_areas", "is_refused"),
    [
        (CASH, "sum", [True, False], True),
        (CASH, "sum", [False, False], False),
        (CASH, "sum", [True, True], False),
        (CASH, "median", [True, False], False),
        (SAY, "sum", [True, False], False),
        (SAY, "none", [False, False], True),
        (SAY, "none", [True, True], False),
    ],
)
def test_the_total_of_a_group_stands_beside_no_area(
    measure: Measure, roll_up: str, are_areas: list[bool], is_refused: bool
):
    assert bool(sentences.unlike_sizes(measure, roll_up, are_areas)) == is_refused


@pytest.mark.parametrize(
    ("periods", "wordings", "is_cut"),
    [
        (["2016", "2018", "2020"], ["2020"], True),
        (["2016", "2018"], ["2020"], False),
        (["2020", "2022"], ["2020"], False),
        (["2016", "2020"], [], False),
        ([], ["2020"], False),
    ],
)
def test_rounds_on_both_sides_of_a_new_wording_are_not_to_be_compared(
    periods: list[str], wordings: list[str], is_cut: bool
):
    sentence = sentences.unlike_rounds(periods, wordings)
    expected = "The wording of the question changed in 2020: figures before and after are not comparable [b]."
    assert sentence == (expected if is_cut else "")


@pytest.mark.parametrize(
    ("periods", "chosen", "series"),
    [
        (["2018", "2016", "all years", "2016"], "2018", ["2016", "2018"]),
        (["2018", "2016", "all years"], "all years", []),
        (["2010 to 2015", "2015 to 2019"], "2010 to 2015", []),
        (["2021"], "2021", []),
        (["2016-17", "2017-18"], "2016-17", ["2016-17", "2017-18"]),
    ],
)
def test_only_single_years_are_a_series(periods: list[str], chosen: str, series: list[str]):
    assert sentences.in_series(periods, chosen) == series


@pytest.mark.parametrize(
    ("pair", "text"),
    [
        (HIGHER, "12 percentage points higher (between 3 and 21)"),
        (ALIKE, "no clear difference: 7 percentage points higher (between 5 lower and 19 higher)"),
        (HIDDEN, "cannot say: a figure is suppressed (small numbers)"),
        (gap("X", "cannot say", (9.0, None, None), reason="too few"), "cannot say: too few bids were counted"),
        (gap("X", "cannot say", (9.0, None, None), reason="shared areas"), "cannot say: some areas are in both groups"),
        (
            gap("X", "cannot say", (9.0, None, None), reason="no interval"),
            "9 percentage points higher (no confidence interval)",
        ),
        (
            {**LOWER, "place_name": "Wave 1", "own_left_out": True},
            "9 percentage points lower than Wave 1 without Alder Row (between 2 and 15)",
        ),
    ],
)
def test_a_cell_holds_the_difference_with_its_range_or_why_there_is_none(pair: dict[str, Any], text: str):
    assert sentences.gap_cell(SAY, "Alder Row", pair, BIDS) == text


def test_a_sentence_says_why_there_is_no_funnel():
    assert "needs a percentage or rate" in sentences.no_funnel(CASH, "none", 150, "2019")
    assert sentences.no_funnel(SAY, "wilson", 1, "2019") == (
        "There is no funnel plot for 2019: it needs ten areas with a figure, and one has."
    )
    assert sentences.no_funnel(SAY, "wilson", 0, "2019").endswith("and none have.")
    assert sentences.no_funnel(SAY, "wilson", 12, "2019").endswith("have a large enough sample.")


def test_a_sentence_says_why_there_are_no_places_and_councils_are_never_ranked():
    assert sentences.no_ranks(SAY, "Council relationship", "higher better", "wilson").startswith("Councils are never")
    assert sentences.no_ranks(SAY, "Homes", "none", "wilson").startswith("Residents who have a say is not ranked")
    assert "newest period" in sentences.no_ranks(SAY, "Homes", "higher better", "wilson")


def test_areas_that_are_not_to_be_named_are_told_apart_by_numbers(on_tiny: db.Build):
    catalogue = catalogue_of(on_tiny)
    chosen = ["elm-green", "alder-row", "hazel-court", "wave:1"]
    assert sentences.names_of(catalogue, chosen) == {
        "elm-green": "Elm Green",
        "alder-row": "Alder Row",
        "hazel-court": "Hazel Court",
        "wave:1": "Wave 1",
    }
    assert list(sentences.names_of(catalogue.unlabelled("alder-row"), chosen).values()) == [
        "Another area 1",
        "Alder Row",
        "Another area 2",
        "Wave 1",
    ]


def test_ways_to_begin_hold_two_or_more_and_at_most_ten(on_tiny: db.Build):
    catalogue = catalogue_of(on_tiny)
    starts = sentences.starts(
        catalogue, View("tiny", area="gorse-lea"), ["gorse-lea", *map(str, catalogue.areas.index)]
    )
    assert starts["Gorse Lea and its similar areas"].count(".") == 9
    assert starts["The 2 waves"] == "wave:1.wave:2"
    assert starts["The 4 areas of Vale of Midvale"] == "gorse-lea.hazel-court.ivy-street.juniper-park"
    unnamed = sentences.starts(catalogue.unlabelled("gorse-lea"), View("tiny", area="gorse-lea"), ["gorse-lea"])
    assert list(unnamed) == ["The 2 waves", "The regions of the programme"]
    without_groups = next(
        str(measure_id) for measure_id in catalogue.registry.index[catalogue.registry["roll_up"] == "none"]
    )
    assert "The 2 waves" not in sentences.starts(catalogue, View("tiny", without_groups), ["gorse-lea"])


def row(place_id: str, choice: int, **fields: Any) -> dict[str, Any]:
    usual = {
        "measure_id": "five_states",
        "period": "2016",
        "state": "value",
        "reliability": "",
        "lower": 10.0,
        "upper": 60.0,
    }
    numbers = {"value": 25.0, "numerator": 10.0, "denominator": 40.0}
    return {**usual, **numbers, "place_id": place_id, "choice": choice, "place_name": f"Called {choice}", **fields}


def test_a_file_has_figures_with_their_differences_and_nothing_that_is_for_staff_only(on_tiny: db.Build):
    context = Context(on_tiny, catalogue_of(on_tiny), View("tiny", "five_states", "2016"), [])
    now = pd.DataFrame(
        [
            row("alder-row", 1),
            row("hazel-court", 2),
            row("wave:1", 3, reliability="low"),
            row("ivy-street", 4, reliability="staff only"),
            row("elm-green", 5, state="hidden", value=None, lower=None, upper=None, numerator=None, denominator=None),
        ]
    )
    reliability = {2: "", 3: "low", 4: "staff only", 5: ""}
    pairs = pd.DataFrame(
        [
            {
                **gap(f"Called {choice}", "higher", (50.0, 28.5, 65.3)),
                "choice": choice,
                "own_reliability": "",
                "other_reliability": other_reliability,
            }
            for choice, other_reliability in reliability.items()
        ]
    )
    file = files.differences(context, now, pairs)
    assert file["code"].tolist() == ["", "", "[u]", "[c]", "[c]"]
    assert file["state"].tolist() == ["value", "value", "value", "hidden", "hidden"]
    assert file["area_type"].tolist() == ["area", "area", "group of areas", "area", "area"]
    assert file["area_code"].tolist() == ["alder-row", "hazel-court", "", "ivy-street", "elm-green"]
    assert file["value"].notna().tolist() == [True, True, True, False, False]
    assert file["difference"].notna().tolist() == [False, True, True, False, True]
    assert file.loc[1, "verdict"] == "Called 1 is higher than Called 2"
    assert file.loc[1, "difference_lower_confidence_interval_95"] == 28.5
    (staff,) = file[file["area_code"] == "ivy-street"].to_dict("records")
    names = ("value", "lower_confidence_interval_95", "numerator", "denominator", "difference", "verdict")
    assert all(pd.isna(staff[name]) for name in names)
