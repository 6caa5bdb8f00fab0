"""The published totals on the Progress page, and the returns behind it, from rows written by hand."""

from typing import Any

import pandas as pd
import pytest

from dashboard.app_pages.progress import (
    published,
    sentences_published,
)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (173_250_000, "£173.25m"), (217_000_000, "£217m"), (1_155_000, "£1.2m"), (196_873_499, "£196.9m"),
        (20_000, "£20,000"),
    ],
)  # fmt: skip
def test_a_published_sum_is_exact_where_that_is_short(amount: float, text: str):
    assert sentences_published.published_pounds(amount) == text


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


def test_the_published_sums_stand_beside_what_returns_add_up_to():
    returned = (
        {"origin": "returns", "kind": "award", "gbp": 180_556_700.0},
        {"origin": "returns", "kind": "spend", "gbp": 152_038_359.1},
    )
    assert sentences_published.published_answer(published_rows(*returned)) == (
        "We have no published total. Returns add up to £180.6m awarded and £152.0m spent."
    )
    sorted_ = {"what": "Spending that researchers sorted into themes afterwards", "value_words": "just under £160m"}
    assert sentences_published.published_answer(published_rows(MULTIPLIED, sorted_)) == (
        "Published pages give about £1,155,000 announced for each of 150 areas (£173.25m together) and just under £160m "
        "of spending sorted into themes. No return says what was awarded, spent or handed back."
    )


def test_what_lies_between_the_largest_sum_and_the_awards_is_worked_out_and_not_explained():
    whole = {"what": "programme funding", "gbp": 217e6}
    assert sentences_published.gap_sentence(published_rows(whole, MULTIPLIED, {"gbp": 196_873_499.0})) == (
        "£217m less £173.25m is £43.75m: we have found no page that says what that was for."
    )
    assert sentences_published.gap_sentence(published_rows(whole)) == ""
    assert sentences_published.gap_sentence(published_rows({"gbp": 173e6}, MULTIPLIED)) == ""
    assert sentences_published.gap_sentence(published_rows({**whole, "is_whole": False}, MULTIPLIED)) == ""


def test_the_whole_grant_of_an_area_is_held_against_what_was_announced():
    assert sentences_published.other_grant_sentence(1_150_000.0, 1_155_000.0) == (
        "A page about one area says that its whole grant was £1,150,000: £5,000 less than announced."
    )
    assert sentences_published.other_grant_sentence(1_156_000.0, 1_155_000.0).endswith("£1,000 more than announced.")
    assert sentences_published.other_grant_sentence(1_155_000.0, 1_155_000.0) == ""


def test_published_sums_have_their_scope_and_date_and_only_the_reasons_that_the_pages_give():
    table = sentences_published.published_table(
        published_rows(
            MULTIPLIED,
            {"what": "Base award to each area", "gbp": 1e6, "value_words": "at least £1,000,000", "base": "each area",
             "date_from": "2017", "source_url": "https://example.org/page", "is_whole": False},
            {"what": "something new", "gbp": 5.0, "source_url": "https://example.org/page"},
            {"origin": "returns", "what": "spent, as reported in returns", "gbp": 250.0, "areas": 4, "date_from": "2016-09-30"},
        )
    )  # fmt: skip
    assert table["What"].tolist() == [
        "Awards to each area, multiplied out here: 150 x £1,155,000 (150 areas)",
        "Base award to each area (each area, 2017)",
        "Something new (the programme, no date on the page, read by 22 November 2026)",
        "Spent, as reported in returns (4 areas with returns, 30 September 2016)",
    ]
    assert table["Figure"].tolist() == ["about £173,250,000", "at least £1,000,000", "£5", "£250"]
    assert table["What it counts"].tolist() == [
        "Calculated here from the three awards to each area, as announced.",
        "Part of each area’s award; the page says “at least”.",
        "The pages do not say why it differs from the others.",
        "Only what areas and staff have reported, so it grows as returns arrive.",
    ]
    assert table["Page"].tolist() == [
        "the Data page", "https://example.org/page", "https://example.org/page", "the Data page"
    ]  # fmt: skip


def test_what_came_of_the_returns_due_answers_what_stands_behind_the_page():
    coverage = pd.DataFrame(
        [("plan", 0, 0, 0, 0), ("spending", 3_736, 2_896, 119, 721)],
        columns=["table_name", "due", "came", "came_in_part", "overdue"],
    )
    unknown = "These figures cannot show what would have happened without the money."
    assert sentences_published.coverage_answer(coverage) == (
        f"Of 3,736 spending returns due, 2,896 are complete, 119 are partial and 721 are overdue. {unknown}"
    )
    assert sentences_published.coverage_answer(coverage[:1]) == unknown


def test_what_was_due_is_empty_where_no_list_of_it_is_loaded():
    rows = pd.DataFrame({"due": [0, 12], "came": [0, 11]})
    assert published.due_counts(rows, "came") == ["", "11"]
