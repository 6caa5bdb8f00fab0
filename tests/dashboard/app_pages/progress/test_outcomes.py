"""The four outcomes on the Progress page: sentences, cells and files, from rows written by hand."""

from types import SimpleNamespace
from typing import Any

import pandas as pd

from dashboard.app_pages.progress import (
    outcomes,
    sentences_outcomes,
)
from dashboard.text.base_units import PEOPLE
from dashboard.text.words import Measure

OUTCOME = Measure(
    "met", "Needs met", "Met", "% of residents", "in {area}, {value} of residents say so", "proportion", 0
)


def test_the_figure_of_an_outcome_has_its_range_base_and_areas():
    row: Any = SimpleNamespace(
        state="value", value=49.12, lower=46.2, upper=52.0, denominator=1_140.0, areas_counted=20, period="2020"
    )
    assert sentences_outcomes.figure_sentence(OUTCOME, row, PEOPLE) == (
        "In all areas combined, 49% of residents say so (2020), between 46% and 52% (95% confidence interval); "
        "1,140 people in 20 areas."
    )
    row.state = "hidden"
    sentence = sentences_outcomes.figure_sentence(OUTCOME, row, PEOPLE)
    assert sentence == "The figure for the programme is suppressed because of small numbers (2020)."


def test_the_answer_on_outcomes_is_the_newest_answers_and_that_they_are_no_proof():
    row: Any = SimpleNamespace(value=49.12, period="2023")
    assert sentences_outcomes.outcomes_answer([(OUTCOME, row)], 3, 2, 0) == (
        "In the latest surveys: met 49% (2023). Surveys cannot show that the money made a difference. Studies and reviews: 3 "
        "findings, 2 independent."
    )
    assert sentences_outcomes.outcomes_answer([], 1, 0, 4) == (
        "No survey results on the four outcomes are loaded. Studies and reviews: 1 finding, 0 independent."
    )
    unknown = "We do not know whether the four outcomes were reached: no survey results or findings on them are loaded."
    assert sentences_outcomes.outcomes_answer([], 0, 0, 0) == unknown
    assert sentences_outcomes.outcomes_answer([], 0, 0, 1) == (
        f"{unknown} The public record has 1 published finding on other outcomes."
    )


def test_the_title_of_the_surveys_has_the_highest_and_the_lowest_answer():
    low: Any = SimpleNamespace(value=49.12, period="2023")
    high: Any = SimpleNamespace(value=74.0, period="2022")
    assert sentences_outcomes.surveys_title([(OUTCOME, low)]) == "Agreement is 49% on “met” (2023)"
    assert sentences_outcomes.surveys_title([(OUTCOME, low), (OUTCOME, high)]) == (
        "Agreement is highest, 74% on “met” (2022), and lowest, 49% on “met” (2023)"
    )


def test_what_continues_is_counted_by_kind():
    rows = pd.DataFrame({"kind": ["asset", "body"], "things": [1, 2]})
    assert sentences_outcomes.legacy_sentence(rows) == (
        "Recorded as continuing after the programme: 2 groups and 1 building or other asset."
    )


def test_the_finding_of_a_study_is_in_plain_words():
    assert (
        sentences_outcomes.without_jargon("-0.8 points (95% CI -2.4 to 0.7)")
        == "-0.8 points (95% confidence interval: -2.4 to 0.7)"
    )


def test_a_change_is_on_the_same_areas_and_a_trend_needs_five_rounds():
    row: Any = SimpleNamespace(
        verdict="cannot say", points=2, first_period="2020", last_period="2023", areas_counted=20, change_verdict="risen",
        earlier_period="2020", period="2023", areas_compared=18, changed_by=12.0, change_lower=3.0, change_upper=21.0,
    )  # fmt: skip
    trend = "Trend: cannot say: 2 rounds available on the same 20 areas, five needed."
    assert sentences_outcomes.change_sentences(OUTCOME, row) == (
        f"From 2020 to 2023, on the same 18 areas: risen, 12 percentage points higher (between 3 and 21). {trend}"
    )
    row.change_verdict = ""
    assert sentences_outcomes.change_sentences(OUTCOME, row) == trend


def test_findings_are_counted_with_those_that_are_independent():
    rows = pd.DataFrame({"is_independent": [True, False, True]})
    assert sentences_outcomes.findings_label(rows) == "3 findings of studies and reviews, 2 independent"
    assert sentences_outcomes.findings_label(rows[:0]) == "No findings of studies or reviews"


def test_a_figure_stands_with_its_code_and_range_and_a_hidden_one_with_neither():
    row: Any = SimpleNamespace(state="value", value=75.2, lower=70.4, upper=78.3, reliability="low")
    assert sentences_outcomes.figure_cell(row, OUTCOME) == "75% [u]"
    assert sentences_outcomes.range_cell(row, OUTCOME) == "70% to 78%"
    row.state = "hidden"
    assert sentences_outcomes.figure_cell(row, OUTCOME) == "suppressed [c]"
    assert sentences_outcomes.range_cell(row, OUTCOME) == ""


def test_no_table_or_file_holds_a_figure_that_is_for_staff_only():
    figures = pd.DataFrame(
        {
            "reliability": ["staff only", "low", ""],
            "state": ["value", "value", "not due"],
            **{name: [7.0, 12.0, None] for name in ("value", "lower", "upper", "numerator", "denominator")},
        }
    )
    rows = outcomes.without_staff_figures(figures)
    assert rows["state"].tolist() == ["hidden", "value", "not due"]
    assert rows["reliability"].tolist() == ["", "low", ""]
    assert rows[["value", "lower", "upper", "numerator", "denominator"]].iloc[0].isna().all()
    assert rows["value"].iloc[1] == 12.0


def test_a_finding_has_its_method_date_and_place():
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
