"""The measures of help that was won: which decisions each counts, and when none are 0, expected by hand."""

import pytest

from tests.queries.returned_rows import (
    Database,
    add,
    counts,
    figures,
    say,
    spend,
)


def test_wins_are_what_was_won_or_agreed_and_is_declared_to_be_linked(db: Database):
    add(db, "funding", decided_on="2016-06-01")
    add(db, "funding", decided_on="2016", outcome="agreed", kind="in kind", route="negotiated")
    add(db, "funding", decided_on=None)
    for unlinked in (False, None):
        add(db, "funding", decided_on="2016", is_linked=unlinked)
    for outcome in ("lost", "pending", "withdrawn"):
        add(db, "funding", decided_on="2016", outcome=outcome)
    assert counts(db, "wins_known") == {"2016": 2, "all years": 3}


def test_no_wins_are_0_only_where_the_list_is_declared_complete(db: Database):
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


def test_the_success_rate_is_of_decided_bids_in_years_declared_complete(db: Database):
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


def test_cash_in_real_terms_needs_a_year_and_an_index(db: Database):
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
