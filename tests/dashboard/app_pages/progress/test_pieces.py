"""What the Progress page says: sentences, cells and charts from rows written by hand."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from dashboard.app_pages.progress import (
    drawings,
    money,
    outcomes,
    published,
    sentences,
    sentences_outcomes,
    sentences_published,
    sentences_spread,
    sentences_themes,
)
from dashboard.text.verdicts import PEOPLE
from dashboard.text.words import Measure


def account(**told: Any) -> Any:
    """Return the account of a group of areas: nothing is told but what is given."""
    counts = {name: 0 for _, _, *both in sentences.ITEMS for name in both if name}
    amounts: dict[str, Any] = {amount: None for _, amount, *_ in sentences.ITEMS}
    usual = {
        "areas": 150, "line_count": 0, "areas_both": 0, "spent_share": None, "spent_until": "", "returns_due": 0,
        "returns_full": 0,
    }  # fmt: skip
    return SimpleNamespace(**{**counts, **amounts, **usual, **told})


WHOLE = account(
    areas_both=148, areas_spent=148, areas_awarded=149, awarded_of_spent_gbp=180_556_700.0, awarded_gbp=181_000_000.0,
    spent_of_awarded_gbp=152_038_359.1, spent_gbp=152_038_359.1, spent_share=84.2, line_count=9_567, lines_spent=9_561,
    spent_until="2026-09-30", returns_due=3_736, returns_full=2_896,
)  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "said"),
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
def test_pounds_are_said_short_and_in_one_form(amount: float, said: str):
    assert sentences.pounds(amount) == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (173_250_000, "£173.25m"), (217_000_000, "£217m"), (1_155_000, "£1.2m"), (196_873_499, "£196.9m"),
        (20_000, "£20,000"),
    ],
)  # fmt: skip
def test_a_published_sum_is_exact_where_that_is_short(amount: float, said: str):
    assert sentences_published.published_pounds(amount) == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (180_556_700.4, "£180,556,700"),
        (0.0, "£0"),
        (-83_003.0, "-£83,003"),
        (-0.2, "£0"),
        (None, ""),
        (float("nan"), ""),
    ],
)
def test_a_table_has_whole_pounds_and_nothing_for_what_is_not_known(amount: float | None, said: str):
    assert sentences.exact(amount) == said


@pytest.mark.parametrize(
    ("told", "filters", "said"),
    [
        (
            WHOLE,
            [],
            "£152.0m (84%) of the £180.6m awarded to 148 of 150 areas is recorded as spent by 30 September 2026, in pounds of "
            "the day. 2,896 of 3,736 spending returns due came in full, so the true sum is higher.",
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
            "In the 26 areas shown (London, wave 2), £5 (under 1%) of the £2,000 awarded to 2 of 26 areas is recorded as spent, "
            "in pounds of the day. All 4 spending returns due came in full.",
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
            "In the 24 areas shown (London), £24.5m (84%) of the £29.3m awarded is recorded as spent, in pounds of the day.",
        ),
        (
            account(areas=12, areas_spent=4, spent_gbp=250.0),
            [],
            "£250 is recorded as spent in 4 of 12 areas, in pounds of the day; what they were awarded is not loaded, so the "
            "share cannot be said.",
        ),
        (
            account(areas=12, areas_awarded=1, awarded_gbp=1_000_000.0, returns_due=3),
            [],
            "£1.0m is recorded as awarded to 1 of 12 areas; no return says what was spent.",
        ),
        (
            account(areas=1),
            ["wave 3"],
            "In the area shown (wave 3), no return about money has come, which does not mean that none was spent.",
        ),
        (account(areas=0), ["London"], "No area fits all of these filters."),
    ],
)
def test_the_answer_says_how_much_of_what_was_awarded_is_spent_and_who_tells(told: Any, filters: list[str], said: str):
    assert sentences.answer(told, filters) == said


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            account(areas_both=1, areas_spent=1, spent_gbp=1_026_528.09, awarded_gbp=1_176_000.0, spent_share=87.29),
            "In Elm Green, £1,026,528 of the £1,176,000 awarded is recorded as spent (87%).",
        ),
        (
            account(areas_spent=1, spent_gbp=50.0),
            "In Elm Green, £50 is recorded as spent; what it was awarded is not reported.",
        ),
        (account(areas_awarded=1, awarded_gbp=9.0), "Elm Green was awarded £9; what it spent is not reported."),
        (account(), "Elm Green has sent no return about money, which does not mean that it spent none."),
    ],
)
def test_an_area_is_told_as_far_as_its_returns_tell(told: Any, said: str):
    assert sentences.area_answer("Elm Green", told) == said


def published_rows(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return published sums as queried."""
    usual = {
        "origin": "published", "kind": "programme figure", "what": "a sum", "gbp": 1.0, "value_words": "", "date_from": "",
        "date_to": "", "base": "", "detail": "", "source_url": "", "source_is_copy": False, "is_whole": True,
        "areas": None, "each_gbp": None, "read_on": "2026-11-22",
    }  # fmt: skip
    return pd.DataFrame([{**usual, **row} for row in rows], columns=list(usual))


MULTIPLIED = {
    "origin": "multiplied", "kind": "award", "gbp": 173_250_000.0, "areas": 150, "each_gbp": 1_155_000.0
}  # fmt: skip


def test_without_returns_the_answer_is_what_pages_tell_and_what_is_missing():
    sorted_ = {"what": "spending that researchers sorted into themes afterwards", "value_words": "just under £160m"}
    assert sentences_published.answer_of_published(published_rows(MULTIPLIED, sorted_), has_returns=False) == (
        "Published pages speak of about £1,155,000 for each of 150 areas, as announced, which is about £173.25m together, and "
        "of just under £160m of spending sorted into themes. No returns are loaded, so what each area did with the money cannot "
        "be said."
    )
    assert sentences_published.answer_of_published(published_rows(), has_returns=False) == (
        "No returns are loaded, so what each area did with the money cannot be said."
    )


def test_with_returns_the_published_sums_stand_beside_what_returns_add_up_to():
    returned = (
        {"origin": "returns", "kind": "award", "gbp": 180_556_700.0},
        {"origin": "returns", "kind": "spend", "gbp": 152_038_359.1},
    )
    assert sentences_published.answer_of_published(published_rows(*returned), has_returns=True) == (
        "No published sum has been gathered here. Returns add up to £180.6m awarded and £152.0m spent."
    )
    assert sentences_published.answer_of_published(published_rows(MULTIPLIED), has_returns=True) == (
        "Published pages speak of about £1,155,000 for each of 150 areas, as announced, which is about £173.25m together. No "
        "return says what was awarded or spent."
    )


def test_what_lies_between_the_largest_sum_and_the_awards_is_worked_out_and_not_explained():
    whole = {"what": "programme funding", "gbp": 217e6}
    assert sentences_published.gap_words(published_rows(whole, MULTIPLIED, {"gbp": 196_873_499.0})) == (
        "£217m less £173.25m is £43.75m: no page gathered here says what that was for."
    )
    assert sentences_published.gap_words(published_rows(whole)) == ""
    assert sentences_published.gap_words(published_rows({"gbp": 173e6}, MULTIPLIED)) == ""
    assert sentences_published.gap_words(published_rows({**whole, "is_whole": False}, MULTIPLIED)) == ""


def test_the_whole_grant_of_an_area_is_held_against_what_was_announced():
    assert sentences_published.other_grant(1_150_000.0, 1_155_000.0) == (
        "A page about one area says that its whole grant was £1,150,000: £5,000 less than announced."
    )
    assert sentences_published.other_grant(1_156_000.0, 1_155_000.0).endswith("£1,000 more than announced.")
    assert sentences_published.other_grant(1_155_000.0, 1_155_000.0) == ""


def test_published_sums_are_told_with_what_they_are_of_when_and_only_the_reasons_the_pages_give():
    table = sentences_published.published_table(
        published_rows(
            MULTIPLIED,
            {"what": "base award to each area", "gbp": 1e6, "value_words": "at least £1,000,000", "base": "each area",
             "date_from": "2017", "source_url": "https://example.org/page", "is_whole": False},
            {"what": "something new", "gbp": 5.0, "source_url": "https://example.org/page"},
            {"origin": "returns", "what": "spent, as returns say", "gbp": 250.0, "areas": 4, "date_from": "2016-09-30"},
        )
    )  # fmt: skip
    assert table["What"].tolist() == [
        "Awards to each area, multiplied out here: 150 x £1,155,000 (150 areas)",
        "Base award to each area (each area, 2017)",
        "Something new (the programme, no date on the page, read by 22 November 2026)",
        "Spent, as returns say (4 areas with returns, 30 September 2016)",
    ]
    assert table["Figure"].tolist() == ["about £173,250,000", "at least £1,000,000", "£5", "£250"]
    assert table["What it counts"].tolist() == [
        "Worked out here from the three awards to each area, as they were announced.",
        "One part of what each area was to get; the page says “at least”.",
        "The pages do not say why it differs from the others.",
        "Only what areas and staff have sent, so it grows as returns come.",
    ]
    assert table["Page"].tolist() == [
        "the Data page", "https://example.org/page", "https://example.org/page", "the Data page"
    ]  # fmt: skip


def test_the_account_says_who_tells_each_sum_and_never_a_nought_for_what_is_not_reported():
    table = sentences.account_table(WHOLE, account(areas=1, areas_spent=1, spent_gbp=0.0), "Elm Green").set_index(
        "What"
    )
    assert list(table.loc["Spent"]) == ["£152,038,359", "148 of 150 areas, 9,561 of 9,567 budget lines", "£0"]
    assert list(table.loc["Awarded"]) == ["£181,000,000", "149 of 150 areas", "not reported [x]"]
    assert list(table.loc["Handed back to the programme"]) == [
        "not reported [x]", "0 of 150 areas, 0 budget lines", "not reported [x]"
    ]  # fmt: skip


def test_money_handed_back_is_not_held_against_all_budget_lines():
    told = account(areas_returned=86, lines_returned=86, line_count=9_567, areas_fee=2, lines_fee=1)
    assert sentences.reporters(told, "areas_returned", "lines_returned") == "86 of 150 areas, 86 budget lines"
    assert sentences.reporters(told, "areas_fee", "lines_fee") == "2 of 150 areas, 1 of 9,567 budget lines"
    assert sentences.reporters(told, "areas_returned", "") == "86 of 150 areas"


def test_the_file_of_the_account_has_no_value_where_none_is_reported():
    file = sentences.account_file(WHOLE, None, "all 150 areas", "").set_index("item")
    assert set(file["place"]) == {"all 150 areas"}
    assert list(file.loc["Spent", ["value", "unit", "areas_that_tell", "state", "code"]]) == [
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
    assert sentences.standing_words(STANDING) == (
        "£300 planned on 2 budget lines was delayed and £40 was handed back on 1 of 3 budget lines marked repaid. "
        "That is a reason to talk, not a fault."
    )
    assert sentences.standing_words(STANDING[STANDING["state"] == "paid"]) == (
        "No budget line is marked as delayed, cancelled or repaid."
    )


def test_a_minus_in_what_was_spent_is_explained_where_there_is_one():
    assert sentences.below_nought_words(STANDING) == (
        "A minus in Spent is money that came back to a budget line: £5 on 2 budget lines. It is already taken off what was spent."
    )
    assert sentences.below_nought_words(STANDING[:2]) == ""


def test_lines_are_listed_by_how_they_stand_and_a_true_nought_is_shown():
    table = sentences.states_table(STANDING)
    assert table["How the budget line stands"].tolist() == ["Paid", "Delayed", "Repaid"]
    assert table["Spent"].tolist() == ["£800", "£0", "-£5"]
    assert table["Handed back"].tolist() == ["", "", "£40"]
    file = sentences.states_file(STANDING, "all 12 areas")
    assert file["handed_back_gbp"].sum() == 40 and set(file["place"]) == {"all 12 areas"}


THEMES = pd.DataFrame(
    [
        ("", "nobody", False, 60.0, 60.0, 60.0, 60.0, 60.0, 100.0),
        ("Running it", "area", True, 10.0, 30.0, 10.0, 30.0, 10.0, 100.0),
        ("Running it", "researcher", True, 20.0, 30.0, 30.0, 30.0, 30.0, 100.0),
        ("Play", "researcher", False, 10.0, 10.0, 30.0, 10.0, 30.0, 100.0),
    ],
    columns=[
        "theme", "coded_by", "is_delivery_cost", "spent_gbp", "theme_gbp", "coder_gbp", "theme_share", "coder_share",
        "all_gbp",
    ],
)  # fmt: skip


def test_the_answer_on_themes_is_the_largest_that_is_known_and_how_much_has_none():
    assert sentences_themes.themes_answer(THEMES, 12, []) == (
        "The largest theme that is known is Running it (cost of delivery): 30% of the £100 spent. Nobody has given a theme to "
        "£60 (60%)."
    )
    assert sentences_themes.themes_answer(THEMES[THEMES["theme"] != ""], 2, ["London"]) == (
        "In the 2 areas shown (London), the largest theme that is known is Running it (cost of delivery): 30% of the £100 "
        "spent. All of it has a theme."
    )
    assert sentences_themes.themes_answer(THEMES[THEMES["theme"] == ""], 12, []) == (
        "Nobody has given a theme to any of the £100 spent."
    )
    assert sentences_themes.themes_answer(THEMES[:0], 12, []) == "No return says what the money went on."
    assert sentences_themes.themes_answer(THEMES[:0], 0, ["London"]) == "No area fits all of these filters."


def test_the_words_on_themes_say_who_chose_them():
    assert sentences_themes.coders_words(THEMES) == (
        "The theme of what was spent was chosen by researchers for 30%, by the areas themselves for 10% and by nobody for 60%."
    )


def test_what_nobody_coded_comes_last_and_a_cost_of_delivery_says_so():
    themes = sentences_themes.themes_of(THEMES)
    assert themes["name"].tolist() == ["Running it (cost of delivery)", "Play", "Not coded by anybody"]
    table = sentences_themes.themes_table(THEMES, THEMES[THEMES["theme"] == "Play"], "Elm Green")
    assert table["Spent"].tolist() == ["£30", "£10", "£60"]
    assert table["Share of all spent"].tolist() == ["30%", "10%", "60%"]
    assert table["Elm Green"].tolist() == ["£0", "£10", "£0"]
    assert sentences_themes.coders_table(THEMES).to_numpy().tolist() == [
        ["Researchers", "£30", "30%"],
        ["The areas themselves", "£10", "10%"],
        ["Nobody", "£60", "60%"],
    ]


OUTCOME = Measure(
    "met", "Needs met", "Met", "% of residents", "in {area}, {value} of residents say so", "proportion", 0
)


def test_the_figure_of_an_outcome_is_told_with_its_range_base_and_areas():
    row: Any = SimpleNamespace(
        state="value", value=49.12, lower=46.2, upper=52.0, denominator=1_140.0, areas_counted=20, period="2020"
    )
    assert sentences_outcomes.figure_words(OUTCOME, row, PEOPLE) == (
        "In all areas together, 49% of residents say so (2020), between 46% and 52% (95% range); 1,140 people in 20 areas."
    )
    row.state = "hidden"
    said = sentences_outcomes.figure_words(OUTCOME, row, PEOPLE)
    assert "49" not in said and said.startswith("The figure of The programme is hidden to protect people")


def test_the_answer_on_outcomes_is_the_newest_answers_and_that_they_are_no_proof():
    row: Any = SimpleNamespace(value=49.12, period="2023")
    assert sentences_outcomes.outcomes_answer([(OUTCOME, row)], 3, 2) == (
        "Share who said so when last asked: met 49% (2023). Answers cannot show that the money did it; 3 findings of "
        "studies and reviews are recorded, 2 of them independent."
    )
    assert sentences_outcomes.outcomes_answer([], 1, 0) == (
        "No answers about the four outcomes are loaded; 1 finding of studies and reviews is recorded, 0 of them independent."
    )
    assert sentences_outcomes.outcomes_answer([], 0, 0) == (
        "Whether the four outcomes were reached is not known: no survey that asks about them is loaded, and no finding on them "
        "is recorded."
    )


def test_what_a_study_found_is_told_in_plain_words():
    assert (
        sentences_outcomes.without_jargon("-0.8 points (95% CI -2.4 to 0.7)") == "-0.8 points (95% range: -2.4 to 0.7)"
    )


def test_what_came_of_the_returns_due_answers_what_stands_behind_the_page():
    coverage = pd.DataFrame(
        [("plan", 0, 0, 0, 0), ("spending", 3_736, 2_896, 119, 721)],
        columns=["table_name", "due", "came", "came_in_part", "not_sent"],
    )
    unknown = "What would have happened without the money, these figures cannot say."
    assert sentences_published.coverage_answer(coverage) == (
        f"Of 3,736 spending returns due, 2,896 came, 119 came in part and 721 did not come. {unknown}"
    )
    assert sentences_published.coverage_answer(coverage[:1]) == unknown


def test_a_change_is_told_on_the_same_areas_and_a_trend_only_from_five_rounds():
    row: Any = SimpleNamespace(
        verdict="cannot say", points=2, first_period="2020", last_period="2023", areas_counted=20, change_verdict="risen",
        earlier_period="2020", period="2023", areas_compared=18, changed_by=12.0, change_lower=3.0, change_upper=21.0,
    )  # fmt: skip
    trend = "Trend: cannot say: 2 rounds are known on the same 20 areas and five are needed."
    assert sentences_outcomes.change_words(OUTCOME, row) == (
        f"From 2020 to 2023, on the same 18 areas: risen, 12 percentage points higher (between 3 and 21). {trend}"
    )
    row.change_verdict = ""
    assert sentences_outcomes.change_words(OUTCOME, row) == trend


def test_findings_are_counted_with_those_that_are_independent():
    rows = pd.DataFrame({"is_independent": [True, False, True]})
    assert sentences_outcomes.findings_words(rows) == (
        "3 findings of studies and reviews are recorded, 2 of them by somebody outside area and programme."
    )
    assert "what was found is not known" in sentences_outcomes.findings_words(rows[:0])


def spread(**told: int) -> Any:
    """Return how the areas lie in one period."""
    return SimpleNamespace(
        **{"period": "2020", "areas": 150, "judged": 0, **dict.fromkeys(sentences_spread.SPREAD, 0), **told}
    )


def test_the_spread_is_told_in_counts_and_begins_with_how_many_can_be_judged():
    assert sentences_spread.spread_words(spread(judged=94, far_above=1, as_expected=90, below=3), OUTCOME) == (
        "94 of 150 areas can be judged on “Needs met”, 2020: 90 are as expected for their size; 1 is above by more than chance "
        "and 3 are below and worth a look."
    )
    assert sentences_spread.spread_words(spread(areas=24, judged=1, as_expected=1), OUTCOME, ["London"]) == (
        "1 of 24 areas shown (London) can be judged on “Needs met”, 2020: 1 is as expected for their size; none lies outside "
        "what chance allows."
    )
    assert "none lies outside what chance allows" in sentences_spread.spread_words(
        spread(judged=9, as_expected=9), OUTCOME
    )
    assert sentences_spread.spread_words(spread(too_few=4), OUTCOME) == (
        "None of 150 areas can be judged on “Needs met”, 2020."
    )
    assert (
        sentences_spread.spread_title(spread(judged=94, as_expected=90))
        == "2020: 90 of 94 areas as expected for their size"
    )


def test_a_row_of_the_spread_tells_counts_on_each_side_and_why_others_have_no_figure():
    rows = pd.DataFrame(
        [{"period": "2020", "areas": 10, "judged": 6, "far_above": 1, "above": 2, "as_expected": 3, "below": 0, "far_below": 0,
          "too_few": 1, "hidden": 2, "not_reported": 1, "not_due": 0}]
    )  # fmt: skip
    assert sentences_spread.spread_table(rows).iloc[0].tolist() == [
        "2020", "1 by more than chance and 2 to look at", "3", "0", "1", "hidden to protect people 2, not reported 1"
    ]  # fmt: skip
    assert sentences_spread.spread_file(rows, OUTCOME).iloc[0].tolist() == [
        "Needs met", "2020", 10, 6, 1, 2, 3, 0, 0, 1, 2, 1, 0
    ]  # fmt: skip


def plan_years(*rows: tuple[int, float, int], each: bool) -> pd.DataFrame:
    """Return years of the plan with value and areas."""
    most = max(areas for *_, areas in rows)
    return pd.DataFrame(
        [
            {"plan_year": year, "value": value, "lower": None, "upper": None, "areas_counted": areas, "is_few": areas < 30,
             "is_full": 2 * areas >= most, "is_for_each_area": each}
            for year, value, areas in rows
        ]
    )  # fmt: skip


def test_years_of_the_plan_are_told_from_those_that_enough_areas_stand_behind():
    rows = plan_years((1, 9.0, 12), (2, 4.25, 116), (3, 5.0, 58), (4, 8.0, 57), each=True)
    wins = Measure("wins", "Wins", "Wins", "wins", "in {area}: {value}", "count", 0)
    assert sentences_spread.plan_year_words(rows, wins) == (
        "Wins for each area with a figure: in year 2 of the plan 4.2 (116 areas), and in year 3 of the plan 5.0 (58 areas). "
        "The areas are not the same ones, so this is no trend."
    )
    assert sentences_spread.plan_unit(rows, wins) == "wins, for each area with a figure"
    assert sentences_spread.plan_year_words(rows[rows["is_few"]], wins).startswith("No year of the plan has 30 areas")


def test_without_returns_what_pages_tell_comes_first():
    assert list(sentences.sections(has_returns=False).values())[:3] == ["Published totals", "Outcomes", "Money"]
    assert next(iter(sentences.sections(has_returns=True))) == "money"
    assert set(sentences.sections(has_returns=False)) == set(sentences.SECTIONS)


def test_a_figure_that_is_not_there_has_its_code_once():
    row: Any = SimpleNamespace(spent_state="not reported", returned_state="not reported")
    assert money.note_of(row) == "[x]"
    row.spent_state = "value"
    row.returned_state = "not due"
    assert money.note_of(row) == "[z]"
    row.returned_state = "value"
    assert money.note_of(row) == ""


def test_what_was_due_is_empty_where_no_list_of_it_is_loaded():
    rows = pd.DataFrame({"due": [0, 12], "came": [0, 11]})
    assert published.due(rows, "came") == ["", "11"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_only_a_part_tells_is_hatched_and_not_only_of_another_colour(theme: str):
    figure: Any = drawings.bars(
        [
            ("Spent", 2.0, "Spent: £2", "focus"),
            ("A label of more than one line that has to be wrapped", 1.0, "", "part"),
        ],
        theme,
    )
    first, second = (trace.marker for trace in figure.data)
    assert first.color == drawings.CHOSEN[theme]
    assert (first.pattern.shape, second.pattern.shape) == (None, "/")
    assert [one.text for one in figure.layout.annotations] == [
        "Spent", "A label of more than one line that has to<br>be wrapped"
    ]  # fmt: skip


def test_years_tell_pounds_in_words_and_leave_a_gap_where_nothing_is_known():
    figure: Any = drawings.years(["2012-13", "2013-14"], [4_000_000.0, None], [3_000_000.0, 0.0], "light")
    planned, spent = figure.data
    assert (list(planned.y), list(spent.y)) == ([4.0, None], [3.0, 0.0])
    assert list(spent.hovertext) == ["Spent in 2012-13: £3,000,000", "Spent in 2013-14: £0"]
    assert figure.layout.yaxis.ticksuffix == "m"


def test_the_chosen_area_is_a_diamond_on_the_bars_of_all():
    themes = sentences_themes.themes_of(THEMES)
    figure: Any = drawings.themes(themes, {"Play": 55.0}, "Elm Green", "all 12 areas", "light")
    assert [trace.type for trace in figure.data] == ["bar", "bar", "scatter"]
    assert list(figure.data[2].x) == [55.0] and figure.data[2].marker.symbol == "diamond"
    assert list(figure.data[2].hovertext) == ["Play: 55% of what was spent in Elm Green"]
    alone: Any = drawings.themes(themes, {}, "", "all 12 areas", "light")
    assert [trace.marker.color for trace in alone.data] == [drawings.CHOSEN["light"]] * 2


def test_years_that_few_areas_stand_behind_are_hollow(measure: Callable[..., Measure]):
    rows = plan_years((1, 9.0, 12), (2, 4.0, 116), each=False).assign(said="")
    figure: Any = drawings.plan_years(rows, measure(), "light")
    _, many, few = figure.data
    assert (list(many.x), list(few.x)) == ([2], [1])
    assert few.marker.color == drawings.GROUND["light"]
    assert list(figure.layout.xaxis.ticktext) == ["1<br>(12)", "2<br>(116)"]


def test_a_point_of_a_year_says_how_many_areas_it_is_of(measure: Callable[..., Measure]):
    row: Any = SimpleNamespace(plan_year=3, areas_counted=12, lower=3.0, upper=9.0, is_few=True)
    assert drawings.said_of_year(row, "5%", measure()) == (
        "Homes that are rented, year 3 of the plan: 5%, from 12 areas, between 3% and 9%; too few areas to speak of the "
        "programme"
    )


def test_a_figure_stands_with_its_code_and_range_and_a_hidden_one_with_neither():
    row: Any = SimpleNamespace(state="value", value=75.2, lower=70.4, upper=78.3, reliability="low")
    assert sentences_outcomes.figure_cell(row, OUTCOME) == "75% [u]"
    assert sentences_outcomes.range_cell(row, OUTCOME) == "70% to 78%"
    row.state = "hidden"
    assert sentences_outcomes.figure_cell(row, OUTCOME) == "hidden to protect people [c]"
    assert sentences_outcomes.range_cell(row, OUTCOME) == ""


def test_no_table_or_file_holds_a_figure_that_is_for_staff_only():
    figures = pd.DataFrame(
        {
            "reliability": ["staff only", "low", ""],
            "state": ["value", "value", "not due"],
            **{name: [7.0, 12.0, None] for name in ("value", "lower", "upper", "numerator", "denominator")},
        }
    )
    rows = outcomes.may_be_saved(figures)
    assert rows["state"].tolist() == ["hidden", "value", "not due"]
    assert rows["reliability"].tolist() == ["", "low", ""]
    assert rows[["value", "lower", "upper", "numerator", "denominator"]].iloc[0].isna().all()
    assert rows["value"].iloc[1] == 12.0


def test_a_finding_is_told_with_how_and_when_and_where():
    rows = pd.DataFrame(
        [("a better place to live", "It got better.", "Interviews", "2019-05", "Report", True)],
        columns=["outcome", "finding", "method", "found_on", "source", "is_independent"],
    )
    assert sentences_outcomes.findings_table(rows, ["Elm Green"]).iloc[0].tolist() == [
        "It got better. (Interviews, May 2019)", "Elm Green", "yes"
    ]  # fmt: skip
    assert sentences_outcomes.findings_file(rows, ["Elm Green"]).iloc[0].tolist() == [
        "a better place to live", "It got better.", "Interviews", "2019-05", "Elm Green", "yes", "Report"
    ]  # fmt: skip
