"""The measures worked out from returns: their headers, the years that returns cover, and what holds whatever is returned."""

import itertools
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
    figures,
    hold,
    prepare,
    rows,
    say,
)

ALL_MEASURES = measures(INDICATORS)
MEASURES = [measure for measure in ALL_MEASURES if measure.sources == "returns"]


def test_every_measure_gives_nothing_where_nothing_was_returned(db: Database):
    assert {measure.measure_id: figures(db, measure.measure_id) for measure in MEASURES} == {
        measure.measure_id: {} for measure in MEASURES
    }


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
    assert {
        measure.measure_id for measure in ALL_MEASURES if measure.direction == "higher better"
    } == BETTER | RELATIONSHIP
    assert {measure.measure_id for measure in ALL_MEASURES if measure.direction == "lower better"} == {
        "dependence_on_few",
        "reliance_on_few",
    }


def test_shares_of_things_that_happened_have_intervals_and_totals_never_do():
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
        "Deprivation", "People", "Place", "Homes", "Council", "Grants nearby", "Public record", "Participation",
        "Spending", "Funding wins", "Meetings", "Council relationship", "Outcomes", "Legacy",
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
