"""The measures worked out from returns: what each is made of, area by area and year by year, expected by hand.

``alder-row`` and ``birch-end`` are the areas. What is missing gives no row; a 0 stands only where a return says it.
Those that count people are in ``test_people_measures``.
"""

import itertools
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.measuring.measures import INDICATORS, Measure, measures
from tests.queries.returned_rows import (
    DATES,
    HALVES,
    POUNDS,
    SUMS,
    Database,
    add,
    add_all,
    choice,
    counts,
    figures,
    hold,
    prepare,
    rows,
    say,
    spend,
)

ALL_MEASURES = measures(INDICATORS)
MEASURES = [measure for measure in ALL_MEASURES if measure.sources == "returns"]


@pytest.fixture
def db() -> Iterator[Database]:
    """Return a database with the tables of returns, and no row in them."""
    with duckdb.connect() as connection:
        prepare(connection)
        yield connection


def test_every_measure_gives_nothing_where_nothing_was_returned(db: Database):
    assert {measure.measure_id: figures(db, measure.measure_id) for measure in MEASURES} == {measure.measure_id: {} for measure in MEASURES}


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.measure_id)
def test_a_measure_from_returns_is_added_up_and_shown_to_all_unless_it_is_of_one_area_only(measure: Measure):
    alone = {"concentration", "dependence_on_few"}
    assert measure.roll_up == ("none" if measure.measure_id in alone else "sum")
    assert measure.who_may_see_it == ("staff" if measure.measure_id == "dependence_on_few" else "everyone")
    assert "{area}" in measure.in_words and "{value}" in measure.in_words


BETTER = {
    "commitments_kept", "rule_met", "influence_residents", "influence_members", "needs_identified", "skills_gained",
    "needs_met", "better_place",
}  # fmt: skip
RELATIONSHIP = {
    f"{principle}_{side}"
    for principle in ("respect", "roles", "contact", "compromise", "shared", "early", "time")
    for side in ("partnership", "council")
}


def test_more_is_better_only_where_that_is_agreed():
    assert {measure.measure_id for measure in ALL_MEASURES if measure.direction == "higher better"} == BETTER | RELATIONSHIP
    assert {measure.measure_id for measure in ALL_MEASURES if measure.direction == "lower better"} == {
        "dependence_on_few",
        "reliance_on_few",
    }


def test_how_sure_a_figure_is_is_told_of_shares_of_things_that_happened_and_never_of_totals():
    intervals = {measure.measure_id: measure.interval_by for measure in ALL_MEASURES if measure.interval_by != "none"}
    events = {"council_present", "commitments_kept", "success_rate", "support_share"}
    people = {"residents_share", "women_share", "members_stayed", "first_timers", "reliance_on_few"}
    assert intervals == {
        **dict.fromkeys((BETTER | RELATIONSHIP | events | people), "wilson"),
        "small_grant_mean_gbp": "t",
        "cash_per_pound": "bootstrap",
    }


def test_every_measure_has_a_number_of_its_own_and_those_of_a_topic_stand_together():
    numbers = [measure.order_number for measure in ALL_MEASURES]
    assert len(set(numbers)) == len(numbers)
    assert [topic for topic, _ in itertools.groupby(measure.topic for measure in ALL_MEASURES)] == [
        "Deprivation", "People", "Place", "Homes", "Council", "Grants recorded around", "Public record", "Participation",
        "Spending", "Funding wins", "Meetings", "Council relationship", "Outcomes", "What stays",
    ]  # fmt: skip


# What returns say of whole years


def covered_years(db: Database, first_month: int) -> dict[str, tuple[bool, bool]]:
    rows = db.execute(
        f"SELECT unnest(return_years(list(return_status), {first_month}), max_depth := 2) FROM return_status"
    ).fetchall()
    return {period: (is_complete, lacks_return) for period, is_complete, lacks_return in rows}


def test_a_calendar_year_is_complete_when_the_returns_of_both_financial_years_are(db: Database):
    for year, state in (("2015-16", "complete"), ("2016-17", "nothing to report"), ("2017-18", "partial")):
        say(db, "meeting", year, state)
    assert covered_years(db, 1) == {
        "2015": (True, False),  # from April, when the first return begins
        "2016": (True, False),
        "2017": (False, False),
        "2018": (False, False),
        "all years": (False, False),
    }


def test_a_year_lacks_a_return_when_one_that_touches_it_was_not_sent(db: Database):
    say(db, "meeting", "2016-17", "complete")
    say(db, "meeting", "2017-18", "not sent")
    assert covered_years(db, 1) == {
        "2016": (True, False),
        "2017": (False, True),
        "2018": (False, True),
        "all years": (False, False),
    }


def test_a_year_with_a_gap_between_returns_is_not_complete(db: Database):
    say(db, "spending", "2016-17 first", "complete")
    say(db, "spending", "2017-18 first", "complete")
    say(db, "spending", "2017-18 second", "complete")
    assert covered_years(db, 4) == {"2016-17": (False, False), "2017-18": (True, False), "all years": (True, False)}


def test_returns_that_overlap_do_not_stand_in_for_one_that_is_not_there(db: Database):
    say(db, "spending", "2015-16", "complete")
    say(db, "spending", "2016-17 first", "complete")
    add(db, "return_status", table_name="spending", period_start="2016-05-01", period_end="2016-10-31")
    assert covered_years(db, 4)["2016-17"] == (False, False)


@pytest.mark.parametrize(
    ("day", "first_month", "expected"),
    [
        ("2016-01-01", 1, "2016"),
        ("2016-12-31", 1, "2016"),
        ("2016-04-01", 4, "2016-17"),
        ("2017-03-31", 4, "2016-17"),
        ("2000-03-31", 4, "1999-00"),
    ],
)
def test_a_day_is_in_its_calendar_year_or_its_financial_year(day: str, first_month: int, expected: str, db: Database):
    assert db.execute(f"SELECT year_name(DATE '{day}', {first_month})").fetchone() == (expected,)


# Spending


def test_spending_is_added_up_by_financial_year_and_what_came_back_is_taken_off(db: Database):
    spend(db, "2016-17 first", 100.10)
    spend(db, "2016-17 second", 200.20)
    spend(db, "2016-17 second", -50.05, budget_line="Hall", state="repaid")
    spend(db, "2017-18 first", 0, state="cancelled")
    spend(db, "2016-17 first", 7, area_id="birch-end")
    assert figures(db, "spent_gbp") == {
        ("alder-row", "2016-17"): (250.25, None),
        ("alder-row", "2017-18"): (0, None),
        ("alder-row", "all years"): (250.25, None),
        ("birch-end", "2016-17"): (7, None),
        ("birch-end", "all years"): (7, None),
    }


def test_a_row_over_two_years_counts_in_the_one_it_ends_in(db: Database):
    add(db, "spending", period_start="2015-01-01", period_end="2016-12-31", spent_gbp=90)
    assert counts(db, "spent_gbp") == {"2016-17": 90, "all years": 90}


def test_spending_is_0_where_every_return_of_the_year_has_nothing_to_report(db: Database):
    say(db, "spending", "2016-17 first", "nothing to report")
    say(db, "spending", "2016-17 second", "complete")
    say(db, "spending", "2016-17 first", "partial", area_id="birch-end")
    say(db, "meeting", "2018-19", "complete")
    assert figures(db, "spent_gbp") == {("alder-row", "2016-17"): (0, None), ("alder-row", "all years"): (0, None)}


def test_a_year_with_a_return_that_was_not_sent_has_no_spending_but_all_years_hold_what_has_come(db: Database):
    spend(db, "2016-17 first", 100)
    say(db, "spending", "2016-17 first", "complete")
    say(db, "spending", "2016-17 second", "not sent")
    spend(db, "2017-18 first", 30)
    say(db, "spending", "2017-18 first", "partial")
    assert counts(db, "spent_gbp") == {"2017-18": 30, "all years": 130}


def test_a_line_that_does_not_say_what_was_spent_is_not_0(db: Database):
    spend(db, "2016-17 first", None, state="planned", planned_gbp=500)
    say(db, "spending", "2016-17", "complete")
    assert counts(db, "spent_gbp") == {}


def test_the_share_spent_is_of_all_awards_and_needs_both(db: Database):
    spend(db, "2016-17 first", 600)
    spend(db, "2017-18 first", 150)
    add(db, "allocation", amount_gbp=1000)
    add(db, "allocation", amount_gbp=500, what="added 2017", awarded_on="2017-06")
    spend(db, "2016-17 first", 600, area_id="birch-end")
    add(db, "allocation", "cedar-way", amount_gbp=1000)
    assert figures(db, "spent_share") == {("alder-row", "all years"): (750, 1500)}


def test_spent_of_planned_takes_in_cancelled_lines_and_leaves_out_those_that_tell_one_only(db: Database):
    spend(db, "2016-17 first", 80, planned_gbp=100)
    spend(db, "2016-17 second", 0, planned_gbp=100, state="cancelled")
    spend(db, "2016-17 second", -10, planned_gbp=0, state="repaid")
    spend(db, "2016-17 second", None, planned_gbp=900, state="planned")
    spend(db, "2017-18 first", 60)
    assert figures(db, "planned_spent", "alder-row") == {"2016-17": (70, 200), "all years": (70, 200)}


def test_money_handed_back_is_not_0_where_the_cell_is_empty_and_nobody_says_that_all_has_come(db: Database):
    spend(db, "2016-17 first", 0, returned_gbp=40, state="repaid")
    spend(db, "2017-18 first", 100)
    spend(db, "2018-19 first", 100)
    say(db, "spending", "2018-19", "complete")
    say(db, "spending", "2019-20", "partial")
    assert counts(db, "returned_gbp") == {"2016-17": 40, "2018-19": 0, "all years": 40}


def test_delivery_is_a_share_of_what_is_coded_and_coding_a_share_of_what_is_spent(db: Database):
    add(db, "theme", theme="Running the work", is_delivery_cost=True)
    add(db, "theme", theme="Green", is_delivery_cost=False)
    spend(db, "2016-17 first", 30, theme="Running the work")
    spend(db, "2016-17 second", 50, theme="Green")
    spend(db, "2016-17 second", 20)
    spend(db, "2016-17 second", -500, theme="Green", state="repaid")
    spend(db, "2017-18 first", 10)
    assert figures(db, "delivery_share", "alder-row") == {"2016-17": (30, 80), "all years": (30, 80)}
    assert figures(db, "coded_share", "alder-row") == {"2016-17": (80, 100), "2017-18": (0, 10), "all years": (80, 110)}


def test_small_grants_are_counted_and_added_up_by_calendar_year(db: Database):
    add(db, "small_grant", awarded_on="2015", amount_gbp=100)
    add(db, "small_grant", awarded_on="2015-11", amount_gbp=50.5)
    add(db, "small_grant", awarded_on="2016-01-31", amount_gbp=0)
    say(db, "small_grant", "2017-18", "complete", area_id="birch-end")
    assert counts(db, "small_grants_count") == {"2015": 2, "2016": 1, "all years": 3}
    assert counts(db, "small_grants_gbp") == {"2015": 150.5, "2016": 0, "all years": 150.5}
    assert counts(db, "small_grants_count", "birch-end") == {"2017": 0, "all years": 0}
    assert counts(db, "small_grants_gbp", "birch-end") == {"2017": 0, "all years": 0}


# Funding


def test_wins_are_what_was_won_or_agreed_and_is_declared_to_be_linked(db: Database):
    add(db, "funding", decided_on="2016-06-01")
    add(db, "funding", decided_on="2016", outcome="agreed", kind="in kind", route="negotiated")
    add(db, "funding", decided_on=None)
    for unlinked in (False, None):
        add(db, "funding", decided_on="2016", is_linked=unlinked)
    for outcome in ("lost", "pending", "withdrawn"):
        add(db, "funding", decided_on="2016", outcome=outcome)
    assert counts(db, "wins_known") == {"2016": 2, "all years": 3}


def test_no_wins_are_0_only_where_the_list_is_said_to_be_complete(db: Database):
    add(db, "funding", decided_on="2016-06", outcome="lost")
    say(db, "funding", "2016-17", "complete")
    add(db, "funding", "birch-end", decided_on="2016-06", outcome="lost")
    say(db, "funding", "2016-17", "partial", area_id="birch-end")
    assert figures(db, "wins_known") == {("alder-row", "2016"): (0, None), ("alder-row", "all years"): (0, None)}


def test_wins_of_a_year_with_a_return_not_sent_are_in_all_years_only(db: Database):
    add(db, "funding", decided_on="2016-06")
    say(db, "funding", "2016-17", "complete")
    say(db, "funding", "2015-16", "not sent")
    assert counts(db, "wins_known") == {"all years": 1}


def test_the_success_rate_is_of_decided_bids_in_years_said_to_be_complete(db: Database):
    for year in ("2015-16", "2016-17"):
        say(db, "funding", year, "complete")
    for outcome in ("won", "lost", "lost", "pending", "withdrawn"):
        add(db, "funding", decided_on="2016-05", outcome=outcome)
    add(db, "funding", decided_on="2016-05", is_linked=False)
    add(db, "funding", decided_on="2016-05", route="loan")
    add(db, "funding", decided_on="2015-05")
    add(db, "funding", decided_on="2017-05")
    add(db, "funding", decided_on=None)
    add(db, "funding", "birch-end", decided_on="2016-05")
    assert figures(db, "success_rate") == {
        ("alder-row", "2015"): (1, 1),
        ("alder-row", "2016"): (1, 3),
        ("alder-row", "all years"): (2, 4),
    }


@pytest.mark.parametrize("measure_id", ["wins_known", "wins_by_bid"])
def test_a_win_counts_where_nothing_says_whether_the_list_is_whole_and_after_the_last_return(
    db: Database, measure_id: str
):
    add(db, "funding", decided_on="2016-05")
    assert counts(db, measure_id) == {"2016": 1, "all years": 1}
    say(db, "funding", "2014-15", "complete")
    assert counts(db, measure_id) == {"2014": 0, "2016": 1, "all years": 1}


def test_the_success_rate_leaves_out_what_was_decided_after_the_last_return_of_an_area(db: Database):
    say(db, "funding", "2015-16", "complete")
    for decided_on, outcome in (
        ("2015-05", "won"),
        ("2015-06", "lost"),
        ("2016-02", "won"),
        ("2016-05", "won"),
        ("2017", "won"),
    ):
        add(db, "funding", decided_on=decided_on, outcome=outcome)
    assert figures(db, "success_rate", "alder-row") == {"2015": (1, 2), "all years": (1, 2)}


def test_cash_won_leaves_out_loans_investment_contracts_help_in_kind_and_what_is_not_linked(db: Database):
    add(db, "funding", decided_on="2016", awarded_gbp=1000)
    add(db, "funding", decided_on="2016", awarded_gbp=200.5, route="negotiated", outcome="agreed")
    add(db, "funding", decided_on="2017", awarded_gbp=30, route="donation", outcome="agreed")
    for left_out in (
        {"route": "loan"}, {"route": "investment"}, {"route": "contract"}, {"kind": "in kind"}, {"is_linked": False},
        {"is_linked": None}, {"outcome": "pending"}, {"outcome": "lost"},
    ):  # fmt: skip
        add(db, "funding", **{"decided_on": "2016", "awarded_gbp": 9999, **left_out})
    assert counts(db, "cash_won_gbp") == {"2016": 1200.5, "2017": 30, "all years": 1230.5}


def test_a_win_of_unknown_sum_is_not_0_pounds(db: Database):
    add(db, "funding", decided_on="2016-05", awarded_gbp=None)
    say(db, "funding", "2016-17", "complete")
    assert counts(db, "cash_won_gbp") == {}
    assert counts(db, "in_kind_gbp") == {"2016": 0, "all years": 0}


def test_help_in_kind_and_hours_are_kept_apart_from_cash(db: Database):
    add(db, "funding", decided_on="2016", kind="in kind", awarded_gbp=500, route="asset transfer", outcome="agreed")
    add(db, "funding", decided_on="2016", kind="time", hours=12.5, route="donation", outcome="agreed")
    add(db, "funding", decided_on="2016", kind="time", hours=None, route="donation", outcome="agreed")
    add(db, "funding", decided_on="2016", kind="time", hours=99, route="donation", outcome="pending")
    assert counts(db, "in_kind_gbp") == {"2016": 500, "all years": 500}
    assert counts(db, "hours_won") == {"2016": 12.5, "all years": 12.5}
    assert counts(db, "cash_won_gbp") == {}


def test_cash_for_every_pound_is_of_the_same_areas_and_financial_years(db: Database):
    for year in ("2015-16", "2016-17", "2017-18"):
        say(db, "funding", year, "complete")
    for year, state in (("2015-16", "complete"), ("2016-17", "complete"), ("2017-18", "partial")):
        say(db, "spending", year, state)
    spend(db, "2015-16 first", 400)
    spend(db, "2016-17 first", 100)
    spend(db, "2017-18 first", 1000)
    add(db, "funding", decided_on="2016-03-31", awarded_gbp=10)
    add(db, "funding", decided_on="2015", awarded_gbp=5)  # counts in the financial year that begins in 2015
    add(db, "funding", decided_on="2017-05", awarded_gbp=700)
    add(db, "funding", decided_on="2015-05", awarded_gbp=9999, route="loan")
    add(db, "funding", decided_on=None, awarded_gbp=9999)
    spend(db, "2015-16 first", 400, area_id="birch-end")
    add(db, "funding", "birch-end", decided_on="2015-05", awarded_gbp=10)
    assert figures(db, "cash_per_pound") == {
        ("alder-row", "2015-16"): (15, 400),
        ("alder-row", "2016-17"): (0, 100),
        ("alder-row", "all years"): (15, 500),
    }


def test_cash_in_real_terms_is_in_prices_of_the_newest_year_of_the_index(db: Database):
    for year, index_value in (("2015-16", 80), ("2016-17", 100), ("2017-18", 125)):
        add(db, "deflator", financial_year=year, index_value=index_value)
    add(db, "funding", decided_on="2015", awarded_gbp=1000)  # counts in the financial year that begins in 2015
    add(db, "funding", decided_on="2016-03-31", awarded_gbp=8)
    add(db, "funding", decided_on="2016-04", awarded_gbp=1000.5)
    add(db, "funding", decided_on="2016-05", awarded_gbp=None)
    add(db, "funding", decided_on="2018-03-31", awarded_gbp=70)
    add(db, "funding", decided_on="2014-05", awarded_gbp=9999)  # no index of that year
    add(db, "funding", decided_on=None, awarded_gbp=9999)
    add(db, "funding", decided_on="2016-05", awarded_gbp=9999, route="loan")
    add(db, "funding", decided_on="2016-05", awarded_gbp=9999, is_linked=None)
    add(db, "funding", "birch-end", decided_on="2016-05", awarded_gbp=None)
    assert figures(db, "cash_won_real") == {
        ("alder-row", "2015-16"): (1575, None),
        ("alder-row", "2016-17"): (1250.63, None),
        ("alder-row", "2017-18"): (70, None),
    }


def test_cash_in_real_terms_is_known_where_the_year_is_and_an_index_is_there(db: Database):
    for year in ("2015-16", "2016-17"):
        add(db, "deflator", financial_year=year, index_value=100)
    say(db, "funding", "2015-16", "complete")
    say(db, "funding", "2016-17", "not sent")
    say(db, "funding", "2017-18", "complete")
    add(db, "funding", decided_on="2016-05", awarded_gbp=50)
    assert counts(db, "cash_won_real") == {"2015-16": 0}


def test_without_an_index_no_cash_is_in_real_terms(db: Database):
    add(db, "funding", decided_on="2016-05", awarded_gbp=50)
    say(db, "funding", "2015-16", "complete")
    assert counts(db, "cash_won_real") == {}


def test_wins_are_parted_by_route_and_one_of_unknown_route_is_not_taken_for_none(db: Database):
    add(db, "funding", decided_on="2016-05")
    add(db, "funding", decided_on="2016-06", kind="time", hours=3)
    add(db, "funding", decided_on="2016-06", outcome="lost")
    add(db, "funding", decided_on="2016-06", is_linked=False)
    add(db, "funding", decided_on=None)
    add(db, "funding", decided_on="2016", route="negotiated", outcome="agreed")
    add(db, "funding", decided_on="2017-05", route=None)
    add(db, "funding", decided_on="2018-05", route="loan")
    for year in ("2015-16", "2016-17", "2017-18", "2018-19"):
        say(db, "funding", year, "complete")
    assert counts(db, "wins_by_bid") == {"2015": 0, "2016": 2, "2018": 0, "all years": 3}
    assert counts(db, "wins_negotiated") == {"2015": 0, "2016": 1, "2018": 0, "all years": 1}


def test_wins_by_route_of_a_year_with_a_return_not_sent_are_in_all_years_only(db: Database):
    for route in ("bid", "negotiated"):
        add(db, "funding", decided_on="2016-06", route=route)
    say(db, "funding", "2016-17", "not sent")
    assert counts(db, "wins_by_bid") == counts(db, "wins_negotiated") == {"all years": 1}


def test_the_largest_win_is_a_share_of_the_cash_of_its_year_and_of_all_years(db: Database):
    add(db, "funding", decided_on="2016-05", awarded_gbp=600)
    add(db, "funding", decided_on="2016", awarded_gbp=150, route="donation", outcome="agreed")
    add(db, "funding", decided_on="2017-05", awarded_gbp=50)
    add(db, "funding", decided_on=None, awarded_gbp=200)
    for left_out in (
        {"awarded_gbp": None},
        {"route": "loan"},
        {"kind": "in kind"},
        {"outcome": "lost"},
        {"is_linked": False},
    ):
        add(db, "funding", **{"decided_on": "2016", "awarded_gbp": 9999, **left_out})
    add(db, "funding", "birch-end", decided_on="2016-05", awarded_gbp=0)
    add(db, "funding", "cedar-way", decided_on="2016-05", awarded_gbp=10)
    say(db, "funding", "2016-17", "not sent", area_id="cedar-way")
    assert figures(db, "concentration") == {
        ("alder-row", "2016"): (600, 750),
        ("alder-row", "2017"): (50, 50),
        ("alder-row", "all years"): (600, 1000),
        ("cedar-way", "all years"): (10, 10),
    }


def test_support_of_the_council_is_a_share_of_what_records_it(db: Database):
    for support in ("letter", "letter; officer time", "none", "not recorded", None):
        add(db, "funding", decided_on="2016-05", council_support=support)
    add(db, "funding", decided_on=None, outcome="lost", council_support="match")
    add(db, "funding", decided_on="2016", outcome="pending", council_support="land")
    add(db, "funding", decided_on="2016", is_linked=False, council_support="land")
    assert figures(db, "support_share", "alder-row") == {"2016": (2, 3), "all years": (3, 4)}


def test_assets_are_passed_on_when_the_transfer_is_agreed(db: Database):
    asset = {"route": "asset transfer", "kind": "in kind", "decided_on": "2016-05"}
    for outcome in ("agreed", "pending", "withdrawn"):
        add(db, "funding", **{**asset, "outcome": outcome})
    add(db, "funding", **{**asset, "outcome": "agreed", "is_linked": None})
    assert counts(db, "assets_passed") == {"2016": 1, "all years": 1}


# Meetings and the council


def test_meetings_are_counted_by_kind_and_calendar_year(db: Database):
    for day, kind in (
        ("2016-12-31", "partnership"), ("2017-01-01", "partnership"), ("2017-05-01", "partnership"),
        ("2017-05-02", "council liaison"), ("2017-05-03", "community event"), ("2017-05-04", "other"),
    ):  # fmt: skip
        add(db, "meeting", met_on=day, kind=kind)
    assert counts(db, "meetings_partnership") == {"2016": 1, "2017": 2, "all years": 3}
    assert counts(db, "meetings_liaison") == {"2017": 1, "all years": 1}
    assert counts(db, "events_held") == {"2017": 1, "all years": 1}


def test_no_liaison_meeting_is_0_only_where_the_list_is_said_to_be_complete(db: Database):
    for area, state in (("alder-row", "complete"), ("birch-end", "partial"), ("cedar-way", "not sent")):
        say(db, "meeting", "2016-17", state, area_id=area)
        add(db, "meeting", area, met_on="2016-05-01")
    assert figures(db, "meetings_liaison") == {("alder-row", "2016"): (0, None), ("alder-row", "all years"): (0, None)}
    assert figures(db, "meetings_partnership") == {
        ("alder-row", "2016"): (1, None),
        ("alder-row", "all years"): (1, None),
        ("birch-end", "2016"): (1, None),
        ("birch-end", "all years"): (1, None),
        ("cedar-way", "all years"): (1, None),
    }


def test_the_council_is_present_with_a_councillor_or_an_officer(db: Database):
    for councillors, officers in ((1, 0), (0, 2), (None, 1), (0, 0), (0, None), (None, None)):
        add(db, "meeting", met_on="2016-05-01", councillors_present=councillors, officers_present=officers)
    assert figures(db, "council_present", "alder-row") == {"2016": (3, 5), "all years": (3, 5)}


def test_a_commitment_is_due_when_it_was_answered_or_its_date_has_passed(db: Database):
    def made(name: str | None, on: str, due: str | None = None) -> None:
        add(db, "council_event", happened_on=on, kind="commitment made", commitment=name, due_on=due)

    made("Lease", "2016-05", "2017-05")
    add(db, "council_event", happened_on="2017-09", kind="commitment kept", commitment="Lease")
    made("Lights", "2016-06")
    add(db, "council_event", happened_on="2016-08", kind="commitment kept", commitment="Lights")
    add(db, "council_event", happened_on="2016-09", kind="commitment not kept", commitment="Lights")
    made("Bins", "2017-01", "2018")  # the last day known lies in 2018, so the year has not passed
    made("Paths", "2017-01", "2018-02")  # it has passed, and nobody answered
    made("Trees", "2017-01")  # no date, no answer
    made(None, "2017-01", "2017-02")
    add(db, "council_event", happened_on="2017-09", kind="commitment kept", commitment="Never told as made")
    add(db, "council_event", "birch-end", happened_on="2018-03-01", kind="staff")
    assert figures(db, "commitments_kept") == {
        ("alder-row", "2016"): (1, 2),
        ("alder-row", "2017"): (0, 1),
        ("alder-row", "all years"): (1, 3),
    }


def test_facts_about_the_council_are_counted_whatever_they_say(db: Database):
    add(db, "council_event", happened_on="2016", kind="disagreement")
    add(db, "council_event", happened_on="2016-05-02", kind="staff")
    say(db, "council_event", "2017-18", "not sent")
    say(db, "council_event", "2016-17", "nothing to report", area_id="birch-end")
    assert counts(db, "council_facts") == {"2016": 2, "all years": 2}
    assert counts(db, "council_facts", "birch-end") == {"2016": 0, "all years": 0}


def test_what_stays_is_counted_once_for_all_years(db: Database):
    add(db, "legacy", name="Hall", since="2019")
    add(db, "legacy", name="Fund", kind="fund")
    say(db, "legacy", "2019-20", "nothing to report", area_id="birch-end")
    say(db, "legacy", "2019-20", "not sent", area_id="cedar-way")
    assert figures(db, "legacy_count") == {("alder-row", "all years"): (2, None), ("birch-end", "all years"): (0, None)}


# Whatever is returned


@settings(max_examples=15)
@given(
    spending=rows(
        span=HALVES, spent_gbp=POUNDS, planned_gbp=SUMS, returned_gbp=SUMS, state=choice("spending", "state"),
        theme=st.sampled_from([None, "Running the work", "Green"]),
    ),
    funding=rows(
        decided_on=DATES, outcome=choice("funding", "outcome"), route=choice("funding", "route"), awarded_gbp=SUMS,
        kind=choice("funding", "kind"), is_linked=st.sampled_from([True, False, None]), hours=SUMS,
        council_support=st.sampled_from([None, "none", "letter", "letter; match", "not recorded"]),
    ),
    meeting=rows(
        met_on=st.sampled_from(["2015-05-01", "2016-05-01"]), kind=choice("meeting", "kind"),
        councillors_present=st.sampled_from([None, 0, 2]), officers_present=st.sampled_from([None, 0, 1]),
    ),
    council_event=rows(
        happened_on=DATES.filter(bool), kind=choice("council_event", "kind"), due_on=DATES,
        commitment=st.sampled_from([None, "Lease", "Lights"]),
    ),
    return_status=rows(
        span=HALVES, state=choice("return_status", "state"), table_name=choice("return_status", "table_name")
    ),
    deflator=st.sampled_from([[], [{"financial_year": "2015-16", "index_value": 90}]]),
)  # fmt: skip
def test_whatever_is_returned_every_figure_is_whole_and_stands_once(**returned: list[dict[str, Any]]):
    with duckdb.connect() as db:
        prepare(db)
        add(db, "theme", theme="Running the work", is_delivery_cost=True)
        add(db, "theme", theme="Green", is_delivery_cost=False)
        add_all(db, returned)
        for measure in MEASURES:
            if measure.counts_people == "no":
                hold(db, measure)
