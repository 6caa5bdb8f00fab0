"""The account on the Progress page: its sentences, tables, files and charts, from rows written by hand."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from dashboard.app_pages.progress import (
    drawings,
    money,
    sentences,
)


def account(**given: Any) -> Any:
    """Return the account of a group of areas, which reports only what is given."""
    counts = {name: 0 for _, _, *both in sentences.ITEMS for name in both if name}
    amounts: dict[str, Any] = {amount: None for _, amount, *_ in sentences.ITEMS}
    usual = {
        "areas": 150, "line_count": 0, "areas_both": 0, "areas_both_returned": 0, "areas_over": 0,
        "spent_share": None, "spent_until": "", "returns_due": 0,
        "returns_full": 0, "returned_of_awarded_gbp": None,
    }  # fmt: skip
    return SimpleNamespace(**{**counts, **amounts, **usual, **given})


WHOLE = account(
    areas_both=148, areas_spent=148, areas_awarded=149, awarded_of_spent_gbp=180_556_700.0, awarded_gbp=181_000_000.0,
    spent_of_awarded_gbp=152_038_359.1, spent_gbp=152_038_359.1, spent_share=84.2, line_count=9_567, lines_spent=9_561,
    spent_until="2026-09-30", returns_due=3_736, returns_full=2_896,
)  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "£0"),
        (499.5, "£500"),
        (999, "£999"),
        (97_780.11, "£98,000"),
        (999_600, "£1.0m"),
        (152_038_359.1, "£152.0m"),
        (29_280_000, "£29.3m"),
        (196_873_499, "£196.9m"),
        (-83_003, "-£83,000"),
        (1_250_000_000, "£1,250.0m"),
    ],
)
def test_pounds_are_short_and_in_one_form(amount: float, text: str):
    assert sentences.pounds(amount) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (180_556_700.4, "£180,556,700"),
        (0.0, "£0"),
        (-83_003.0, "-£83,003"),
        (-0.2, "£0"),
        (None, ""),
        (float("nan"), ""),
    ],
)
def test_a_table_has_whole_pounds_and_nothing_for_what_is_not_known(amount: float | None, text: str):
    assert sentences.exact(amount) == text


@pytest.mark.parametrize(
    ("account_row", "filters", "expected"),
    [
        (
            WHOLE,
            [],
            "£152.0m (84%) of the £180.6m awarded to 148 of 150 areas had been spent by 30 September 2026, in cash "
            "terms. 2,896 of 3,736 spending returns due are complete, so actual spending may be higher.",
        ),
        (
            account(
                areas=26,
                areas_both=2,
                areas_spent=2,
                awarded_of_spent_gbp=2_000.0,
                spent_of_awarded_gbp=5.0,
                spent_share=0.25,
                returns_due=4,
                returns_full=4,
            ),
            ["London", "wave 2"],
            "In the 26 areas shown (London, wave 2), £5 (under 1%) of the £2,000 awarded to 2 of 26 areas had been spent, "
            "in cash terms. All 4 spending returns due are complete.",
        ),
        (
            account(
                areas=24,
                areas_both=24,
                awarded_of_spent_gbp=29_280_000.0,
                spent_of_awarded_gbp=24_504_190.0,
                spent_share=83.7,
            ),
            ["London"],
            "In the 24 areas shown (London), £24.5m (84%) of the £29.3m awarded had been spent, in cash terms.",
        ),
        (
            account(areas=12, areas_spent=4, spent_gbp=250.0),
            [],
            "£250 had been spent in 4 of 12 areas, in cash terms; the amount awarded is not loaded, so there is "
            "no percentage.",
        ),
        (
            account(areas=12, areas_awarded=1, awarded_gbp=1_000_000.0, returns_due=3),
            [],
            "£1.0m is recorded as awarded to 1 of 12 areas; no return says what was spent.",
        ),
        (
            account(areas=1),
            ["wave 3"],
            "In the area shown (wave 3), no spending returns have been loaded, which does not mean nothing was spent.",
        ),
        (account(areas=0), ["London"], "No area fits all of these filters."),
    ],
)
def test_the_answer_says_how_much_of_what_was_awarded_is_spent_and_who_reports_it(
    account_row: Any, filters: list[str], expected: str
):
    assert sentences.answer(account_row, filters) == expected


@pytest.mark.parametrize(
    ("account_row", "sentence"),
    [
        (
            account(areas_both=1, areas_spent=1, spent_gbp=1_026_528.09, awarded_gbp=1_176_000.0, spent_share=87.29),
            "In Elm Green, £1,026,528 of the £1,176,000 awarded has been reported as spent (87%).",
        ),
        (
            account(areas_spent=1, spent_gbp=50.0),
            "In Elm Green, £50 has been reported as spent; what it was awarded is not reported.",
        ),
        (account(areas_awarded=1, awarded_gbp=9.0), "Elm Green was awarded £9; what it spent is not reported."),
        (account(), "Elm Green has sent no spending return. This does not mean it spent nothing."),
    ],
)
def test_the_answer_on_an_area_goes_as_far_as_its_returns(account_row: Any, sentence: str):
    assert sentences.area_answer("Elm Green", account_row) == sentence


def test_the_account_says_who_reports_each_sum_and_has_no_zero_for_what_is_not_reported():
    table = sentences.account_table(WHOLE, account(areas=1, areas_spent=1, spent_gbp=0.0), "Elm Green").set_index(
        "What"
    )
    assert list(table.loc["Spent"]) == ["£152,038,359", "148 of 150 areas, 9,561 of 9,567 budget lines", "£0"]
    assert list(table.loc["Awarded"]) == ["£181,000,000", "149 of 150 areas", "no data reported [x]"]
    assert list(table.loc["Handed back to the programme"]) == [
        "no data reported [x]", "0 of 150 areas, 0 budget lines", "no data reported [x]"
    ]  # fmt: skip


def test_money_handed_back_is_not_held_against_all_budget_lines():
    shown = account(areas_returned=86, lines_returned=86, line_count=9_567, areas_fee=2, lines_fee=1)
    assert sentences.reporters(shown, "areas_returned", "lines_returned") == "86 of 150 areas, 86 budget lines"
    assert sentences.reporters(shown, "areas_fee", "lines_fee") == "2 of 150 areas, 1 of 9,567 budget lines"
    assert sentences.reporters(shown, "areas_returned", "") == "86 of 150 areas"


def test_the_file_of_the_account_has_no_value_where_none_is_reported():
    file = sentences.account_file(WHOLE, None, "all 150 areas", "").set_index("item")
    assert set(file["place"]) == {"all 150 areas"}
    assert list(file.loc["Spent", ["value", "unit", "areas_reporting", "state", "code"]]) == [
        152_038_359.1, "£", 148, "value", ""
    ]  # fmt: skip
    handed: Any = file.loc["Handed back to the programme"]
    assert (pd.isna(handed["value"]), handed["state"], handed["code"]) == (True, "not reported", "[x]")


STANDING = pd.DataFrame(
    [
        ("delayed", 2, 2, 300.0, 0.0, None, 0, 0, None), ("paid", 5, 3, 900.0, 800.0, None, 0, 0, None),
        ("repaid", 3, 1, 0.0, -5.0, 40.0, 1, 2, -5.0),
    ],
    columns=[
        "state", "line_count", "areas", "planned_gbp", "spent_gbp", "returned_gbp", "lines_returned", "lines_below",
        "below_gbp",
    ],
)  # fmt: skip


def test_what_was_delayed_or_repaid_is_a_reason_to_talk():
    assert sentences.states_sentence(STANDING) == (
        "£300 planned on 2 budget lines was delayed and £40 was handed back on 1 of 3 budget lines marked repaid. "
        "These are prompts for discussion, not faults."
    )
    assert sentences.states_sentence(STANDING[STANDING["state"] == "paid"]) == (
        "No budget line is marked as delayed, cancelled or repaid."
    )


def test_a_minus_in_what_was_spent_is_explained_where_there_is_one():
    assert sentences.below_zero_sentence(STANDING) == (
        "A negative figure in Spent is money returned to a budget line: £5 on 2 budget lines. It is already taken off "
        "what was spent."
    )
    assert sentences.below_zero_sentence(STANDING[:2]) == ""


def test_lines_are_listed_by_how_they_stand_and_a_true_nought_is_shown():
    table = sentences.states_table(STANDING)
    assert table["Status of the budget line"].tolist() == ["Paid", "Delayed", "Repaid", "All budget lines"]
    assert table["Spent"].tolist() == ["£800", "£0", "-£5", "£795"]
    assert table["Handed back"].tolist() == ["", "", "£40", "£40"]
    assert sentences.states_table(STANDING[:1])["Status of the budget line"].tolist() == ["Delayed"]
    file = sentences.states_file(STANDING, "all 12 areas")
    assert file["handed_back_gbp"].sum() == 40 and set(file["place"]) == {"all 12 areas"}


def test_without_returns_only_parts_from_published_pages_are_offered():
    assert list(sentences.section_labels(has_returns=False).values()) == [
        "Published totals", "Themes", "Outcomes", "Limits", "Whole report"
    ]  # fmt: skip
    assert list(sentences.section_labels(has_returns=True)) == list(sentences.SECTIONS)


FULL = account(
    areas_both=4, awarded_of_spent_gbp=2e6, spent_of_awarded_gbp=1.5e6, returned_of_awarded_gbp=1e5,
    areas_both_returned=1, left_gbp=4e5, spent_share=75.0,
)  # fmt: skip


def test_the_parts_of_the_award_add_up_to_it():
    assert sentences.account_parts(FULL) == {"Spent": 1.5e6, "Handed back": 1e5, "Not yet accounted for": 4e5}
    assert sentences.account_title(FULL) == "£400,000 of the award (20%) is not yet accounted for"
    assert sentences.account_alt("All 4 areas", FULL) == (
        "All 4 areas: of £2.0m awarded, spent £1.5m (75%), handed back £100,000 (5%) and not yet accounted for £400,000 "
        "(20%)."
    )


def test_an_award_that_is_overspent_has_no_parts_and_is_put_in_words():
    over = account(
        areas_both=1, awarded_of_spent_gbp=1_000.0, spent_of_awarded_gbp=1_200.0, left_gbp=-200.0, spent_share=120.0,
        areas_over=1, over_gbp=200.0,
    )  # fmt: skip
    assert sentences.account_parts(over) == {}
    assert sentences.over_sentence(over) == (
        "In 1 area, what was spent and handed back comes to £200 more than the award. These returns need checking."
    )
    assert sentences.account_cards(over)[3] == ("More than the award", "£200", "20% of the award, 1 area")
    assert sentences.account_cards(over)[2] == ("Handed back", "no data reported [x]", "No area reports any")
    assert sentences.over_sentence(FULL) == ""
    assert sentences.account_parts(account()) == {}


def test_the_cards_have_the_sum_its_share_of_the_award_and_the_areas_behind_it():
    assert sentences.account_cards(FULL) == [
        ("Awarded", "£2.0m", "4 areas that report award and spending"),
        ("Spent", "£1.5m", "75% of the award, 4 areas"),
        ("Handed back", "£100,000", "5% of the award, reported by 1 area"),
        ("Not yet accounted for", "£400,000", "20% of the award, 4 areas: unspent, or not yet reported"),
    ]
    assert sentences.account_cards(account(areas=12, areas_spent=4, spent_gbp=250.0)) == [
        ("Spent", "£250", "Reported by 4 of 12 areas")
    ]


def test_the_areas_that_finished_are_counted_from_their_newest_state_and_are_no_card_without_any():
    states = ["closed", "closed", "grant spent", "active", None]
    assert sentences.finished_cards(states) == [
        ("Areas finished", "2 of 5", "Closed; 1 more has spent its grant; 2 have no end recorded.")
    ]
    assert sentences.finished_cards(["closed"]) == [("Areas finished", "1 of 1", "Closed.")]
    assert sentences.finished_cards([None, None]) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_account_is_one_bar_of_100_per_cent_whose_last_part_is_hollow(theme: str):
    parts = (("Spent", 1_500.0), ("Handed back", 100.0), ("Not yet accounted for", 400.0))
    figure: Any = drawings.account([("All 4 areas", parts)], theme)
    assert [list(bar.x) for bar in figure.data] == [[75.0], [5.0], [20.0]]
    assert len({bar.y[0] for bar in figure.data}) == 1
    assert figure.data[2].marker.color == drawings.GROUND[theme]
    assert [label.text for label in figure.layout.annotations] == ["75%", "5%", "20%"]
    both: Any = drawings.account([("All 4 areas", parts), ("Elm Green", parts)], theme)
    assert {label.text for label in both.layout.annotations} >= {"All 4 areas", "Elm Green"}
    assert [bar.showlegend for bar in both.data] == [True] * 3 + [False] * 3


YEARS = pd.DataFrame(
    {"financial_year": ["2015-16", "2016-17"], "plan": [90.0, None], "spent": [80.0, 100.0], "areas": [2, 3],
     "scope": "shown"}
)  # fmt: skip


def test_the_table_of_years_is_newest_first_and_has_the_chosen_area_beside_all():
    table = sentences.years_table(YEARS, YEARS[:1], ("plan", "spent"), "Elm Green")
    assert table.to_numpy().tolist() == [["2016-17", "", "£100", 3, "", ""], ["2015-16", "£90", "£80", 2, "£90", "£80"]]
    assert list(sentences.years_table(YEARS, YEARS[:0], ("plan", "spent"), "").columns) == [
        "Year", "Planned", "Spent", "Areas that reported"
    ]  # fmt: skip
    file = sentences.years_file(YEARS, ("plan", "spent"), "cash terms", {"shown": "all 4 areas"})
    assert file["spent"].tolist() == [80.0, 100.0] and set(file["unit"]) == {"£, cash terms"}


def test_the_year_in_which_most_was_spent_is_named():
    assert sentences.most_spent(YEARS, "spent") == "Most was spent in 2016-17: £100"
    assert sentences.most_spent(YEARS, "spent", "Elm Green") == "Most was spent in Elm Green in 2016-17: £100"
    assert sentences.most_spent(YEARS.assign(spent=None), "spent") == "No spending has been reported"


def test_a_figure_that_is_not_there_has_its_code_once():
    row: Any = SimpleNamespace(spent_state="not reported", returned_state="not reported")
    assert money.state_codes(row) == "[x]"
    row.spent_state = "value"
    row.returned_state = "not due"
    assert money.state_codes(row) == "[z]"
    row.returned_state = "value"
    assert money.state_codes(row) == ""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_sum_that_only_some_areas_report_is_hatched_and_not_only_of_another_colour(theme: str):
    figure: Any = drawings.bars(
        [
            ("Spent", 2.0, "Spent: £2", "plain"),
            ("A label of more than one line that has to be wrapped", 1.0, "", "part"),
        ],
        theme,
    )
    first, second = (trace.marker for trace in figure.data)
    assert first.color == drawings.OTHERS[theme]
    assert (first.pattern.shape, second.pattern.shape) == (None, "/")
    assert [annotation.text for annotation in figure.layout.annotations] == [
        "Spent", "A label of more than one line that has to be<br>wrapped"
    ]  # fmt: skip


def test_years_give_pounds_in_full_on_hover_and_leave_a_gap_where_nothing_is_known():
    figure: Any = drawings.years(["2012-13", "2013-14"], [4_000_000.0, None], [3_000_000.0, 0.0], "light")
    planned, spent = figure.data
    assert (list(planned.y), list(spent.y)) == ([4.0, None], [3.0, 0.0])
    assert list(spent.hovertext) == ["Spent in 2012-13: £3,000,000", "Spent in 2013-14: £0"]
    assert figure.layout.yaxis.ticksuffix == "m"
