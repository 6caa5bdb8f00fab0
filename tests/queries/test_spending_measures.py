"""The measures of spending and small grants: what each is made of, by financial or calendar year, expected by hand."""

from tests.queries.returned_rows import (
    Database,
    add,
    counts,
    figures,
    say,
    spend,
)


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
