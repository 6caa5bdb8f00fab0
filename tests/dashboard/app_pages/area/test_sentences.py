"""The sentences at the top of an area's page and the tables under them, from rows written by hand."""

from types import SimpleNamespace

import pandas as pd
import pytest

from dashboard.app_pages.area import returns, sentences, topics
from dashboard.text import figure_cells
from dashboard.text.words import Measure

BIG_LOCAL = {"areas": 150, "state": "ended in March 2026"}


def measure(name: str, unit: str, in_words: str, kind: str) -> Measure:
    return Measure(name, name, name, unit, in_words, kind, 0)


MEASURES = {
    "event_attendance": measure("event_attendance", "people", "in {area}, people at events: {value}", "count"),
    "shared_partnership": measure(
        "shared_partnership", "% of members", "in {area}, {value} of members say so", "proportion"
    ),
    "wins_known": measure("wins_known", "wins", "wins known of in {area}: {value}", "count"),
}


def figures(*rows: tuple) -> pd.DataFrame:
    """Return figures of an area: measure, period, state, value, lower, upper, reliability."""
    names = ["measure_id", "period", "state", "value", "lower", "upper", "reliability"]
    return pd.DataFrame([(*row, *([None] * (7 - len(row)))) for row in rows], columns=names)


@pytest.mark.parametrize(
    ("states", "history"),
    [
        ([], "The programme ended in March 2026. We have not found when this area started or finished."),
        ([("active", "2015-02"), ("closed", "2025-11-22")], "It began in February 2015 and closed on 22 November 2025."),
        ([("active", "2012")], "It began in 2012."),
        ([("closed", "2024-03")], "It closed in March 2024."),
        ([("grant spent", "2022-06")], "It had spent its grant by June 2022."),
        (
            [("active", "2012-07"), ("grant spent", "2022-06")],
            "It began in July 2012 and had spent its grant by June 2022.",
        ),
        (
            [("active", "2012-07"), ("grant spent", "2022-06"), ("closed", "2022-09")],
            "It began in July 2012 and closed in September 2022.",
        ),
    ],
)  # fmt: skip
def test_the_first_sentence_has_place_and_dates_as_far_as_they_are_known(states: list, history: str):
    sentence = sentences.state_sentences("Elm Green", "Fernshire", "London", states, BIG_LOCAL)
    assert sentence == f"Elm Green is one of 150 areas, in Fernshire, London. {history}"


def test_participation_takes_the_newest_year_of_the_first_measure_with_a_figure():
    rows = figures(
        ("volunteers", "2024", "value", 9.0),
        ("event_attendance", "2019", "value", 56.0),
        ("event_attendance", "2020", "value", 76.0),
        ("event_attendance", "2021", "not reported", None),
    )
    assert (
        sentences.participation_sentence(MEASURES, "Elm Green", rows, {})
        == "In Elm Green, people at events: 76 (2020)."
    )


def test_the_relationship_has_its_range_and_whether_it_changed():
    rows = figures(("shared_partnership", "2024", "value", 62.0, 41.0, 79.0, "low"))
    row = SimpleNamespace(verdict="rising", points=5, first_period="2016", last_period="2024")
    assert sentences.council_sentence(MEASURES, "Elm Green", rows, {"shared_partnership": row}) == (
        "In Elm Green, 62% of members say so (2024), between 41% and 79% (95% confidence interval); low reliability; "
        "rising from 2016 "
        "to 2024."
    )


def test_a_hidden_figure_is_not_given_as_missing():
    hidden = figures(("shared_partnership", "2024", "hidden", None))
    assert sentences.council_sentence(MEASURES, "Elm Green", hidden, {}) == (
        "Figures on the council relationship are suppressed (small numbers)."
    )
    assert sentences.council_sentence(MEASURES, "Elm Green", figures(), {}) == (
        "No returns on the council relationship are loaded for this area."
    )


NOTHING = {"spent_gbp": None, "awarded_gbp": None}


@pytest.mark.parametrize(
    ("account", "rows", "sentence"),
    [
        (
            {"spent_gbp": 1127356.4, "awarded_gbp": 1220000.0},
            [("wins_known", "all years", "value", 5.0), ("cash_won_gbp", "all years", "value", 3190.0)],
            "£1,127,356 of the £1,220,000 awarded has been reported as spent; 5 wins from other funders are recorded, "
            "with £3,190 in cash.",
        ),
        ({"spent_gbp": 50.0, "awarded_gbp": None}, [], "£50 has been reported as spent."),
        ({"spent_gbp": None, "awarded_gbp": 50.0}, [], "£50 was awarded; spending has not been reported."),
        (NOTHING, [("wins_known", "all years", "value", 1.0), ("cash_won_gbp", "all years", "value", 0.0)],
         "1 win from other funders is recorded, with £0 in cash."),
        (NOTHING, [("wins_known", "all years", "value", 0.0)], "No win from other funders is recorded."),
        (NOTHING, [], "No returns on what was spent and won are loaded for this area."),
    ],
)  # fmt: skip
def test_the_sentence_on_money_has_what_was_spent_of_the_award_and_what_was_won_beyond_it(
    account: dict, rows: list, sentence: str
):
    assert sentences.money_sentence(pd.Series(account, dtype=object), figures(*rows)) == sentence


def test_a_figure_stands_beside_the_middle_of_similar_areas_and_of_all():
    row = pd.Series({"similar_middle": 2.0, "similar_areas": 8, "all_middle": 3.4, "all_areas": 132})
    assert (
        sentences.similar_areas_text(MEASURES["wins_known"], row)
        == "median of 8 similar areas: 2; median of 132 areas: 3"
    )
    alone = pd.Series({"similar_middle": None, "similar_areas": 0, "all_middle": None, "all_areas": 0})
    assert sentences.similar_areas_text(MEASURES["wins_known"], alone) == "no comparison available yet"


def test_missing_returns_are_listed_by_table_with_their_number_and_time():
    days = pd.to_datetime(["2014-04-01", "2016-03-31", "2019-04-01", "2019-09-30"])
    rows = pd.DataFrame(
        {
            "table_name": ["meeting", "spending"],
            "standing": ["overdue", "partial"],
            "returns_count": [2, 1],
            "first_day": [days[0], days[2]],
            "last_day": [days[1], days[3]],
        }
    )
    assert sentences.missing_lines(rows, str.capitalize) == [
        "Meeting: 2 returns are overdue (each within Apr 2014 to Mar 2016).",
        "Spending: 1 return is partial (Apr to Sep 2019).",
    ]


def test_a_year_without_people_at_events_does_not_lead_where_something_else_is_known():
    rows = figures(
        ("event_attendance", "2025", "value", 0.0),
        ("shared_partnership", "2024", "value", 55.0),
    )
    row = sentences.first_nonzero_row(rows, ("event_attendance", "shared_partnership"))
    assert row["measure_id"] == "shared_partnership"
    only = figures(("event_attendance", "2025", "value", 0.0))
    assert sentences.first_nonzero_row(only, ("event_attendance",))["value"] == 0
    volunteers = {**MEASURES, "volunteers": measure("volunteers", "people", "in {area}, volunteers: {value}", "count")}
    both = figures(("event_attendance", "2025", "value", 0.0), ("volunteers", "2024", "value", 9.0))
    assert sentences.participation_sentence(volunteers, "Elm Green", both, {}) == (
        "In Elm Green, volunteers: 9 (2024). No attendance was recorded at community events in "
        "2025. There may have been no events."
    )


def test_a_share_of_few_is_given_as_counts():
    kept = Measure(
        "kept",
        "Commitments kept",
        "Kept",
        "% of commitments due",
        "in {area}, {value} kept",
        "proportion",
        0,
        "wilson",
        "returns",
    )
    row = {
        "value": 33.3,
        "numerator": 1.0,
        "denominator": 3.0,
        "period": "2024",
        "lower": 6.0,
        "upper": 79.0,
        "reliability": "low",
    }
    assert sentences.figure_sentence(kept, "Elm Green", row) == "Commitments kept: 1 of 3 commitments due (2024)."
    assert figure_cells.short_figure(kept, row) == "1 of 3"
    assert figure_cells.short_figure(kept, row | {"denominator": 12.0}) == "33%"


@pytest.mark.parametrize(
    ("verdict", "ending"),
    [
        ("risen", "; higher in 2024 than in 2018."),
        ("no clear change", "; no clear change from 2018 to 2024."),
        ("cannot say", " have a say (2024)."),
    ],
)
def test_without_a_trend_the_change_since_the_first_round_is_given(verdict: str, ending: str):
    share = measure("say", "% of members", "in {area}, {value} have a say", "proportion")
    trend = SimpleNamespace(verdict="cannot say", since_verdict=verdict, since_period="2018", last_period="2024")
    row = {"value": 55.0, "period": "2024", "lower": None, "denominator": 40}
    assert sentences.figure_sentence(share, "Elm Green", row, trend).endswith(ending)


@pytest.mark.parametrize(
    ("account", "name", "pounds"),
    [
        ({"awarded_gbp": 1_220_000, "spent_gbp": 791_658, "returned_gbp": 24_333}, "Not yet accounted for", 404_009),
        ({"awarded_gbp": 100, "spent_gbp": 120, "returned_gbp": None}, "Spent beyond", 20),
        ({"awarded_gbp": 100, "spent_gbp": 100, "returned_gbp": None}, "", 0),
        ({"awarded_gbp": None, "spent_gbp": 100, "returned_gbp": None}, "", 0),
    ],
)
def test_the_account_says_what_is_not_accounted_for(account: dict, name: str, pounds: float):
    rows = sentences.unaccounted_rows(account)
    assert [row["Pounds (£)"] for row in rows] == ([pounds] if name else [])
    assert all(row["What"].startswith(name) for row in rows)


def test_measures_without_a_figure_are_one_row_for_each_reason():
    table = pd.DataFrame(
        {
            "Measure": ["A", "B", "C", "D"],
            "This area": ["1", "hidden", "2", "hidden"],
            "How it compares": ["x", "", "y", ""],
        }
    )
    folded = topics.folded_table(table, ["", "Suppressed", "", "Suppressed"])
    assert folded.to_numpy().tolist() == [
        ["A", "1", "x"],
        ["C", "2", "y"],
        ["B; D", "Suppressed [c]", ""],
    ]


def test_help_without_a_link_to_the_programme_is_marked_and_hours_are_a_column_only_where_there_are_any():
    rows = pd.DataFrame(
        [("bid", "cash", "won", False, 2, 900.0, 800.0, None), ("bid", "cash", "won", True, 1, None, 50.0, None)],
        columns=["route", "kind", "outcome", "is_apart", "entries", "asked_gbp", "awarded_gbp", "hours"],
    )
    table = returns.funding_table(rows)
    assert table["Outcome"].tolist() == ["Bid (cash), won", "Bid (cash), won; link to the programme not recorded"]
    assert "Hours" not in table
    assert "Hours" in returns.funding_table(rows.assign(hours=[float("nan"), 12.0]))
