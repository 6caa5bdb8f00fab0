"""Each rule about returns finds the row it is for, says what is wrong, and lets a good row beside it pass."""

from typing import Any

import duckdb
import pytest

from etl.contract import contracts, ddl, quoted
from etl.rules import rules

CONTRACTS = {contract.table: contract for contract in contracts()}
RULES = {rule.name: rule for rule in rules(CONTRACTS)}
Rows = dict[str, list[dict[str, Any]]]

AREA = {
    "area_id": "a", "area_name": "A", "council_code": "E06999001", "council_name": "C", "region_code": "E12999001",
    "region_name": "R", "wave": 1, "longitude": -2, "latitude": 52.6, "easting": 400000, "northing": 300000,
    "point_quality": "named place", "point_basis": "the middle", "council_confirmed": True, "wave_confirmed": True,
}  # fmt: skip
SPENDING = {
    "area_id": "a",
    "period_start": "2019-04-01",
    "period_end": "2019-09-30",
    "budget_line": "Garden",
    "state": "paid",
}
FUNDING = {"area_id": "a", "project": "Park", "source_name": "Fund", "route": "bid", "outcome": "won", "kind": "cash"}
MEETING = {"area_id": "a", "met_on": "2018-01-09", "kind": "partnership", "people_present": 12}
REVIEW = {"area_id": "a", "review_date": "2016-05-01", "members": 10}
QUESTION = {
    "survey": "partnership",
    "question_id": "influence",
    "from_round": "2016",
    "wording": "Words",
    "belongs_to": "influence",
    "scale": "Agree; Neither; Disagree",
    "positive": "agree",
    "not_valid": "do not know",
}
ANSWER = {
    "survey": "partnership",
    "round": "2018",
    "area_id": "a",
    "respondent_key": "R1",
    "question_id": "influence",
    "answer": "agree",
}
EVENT = {"area_id": "a", "happened_on": "2017", "kind": "commitment made", "council_role": "supported", "commitment": "Lease",
         "what": "Made", "source": "Minutes"}  # fmt: skip
STATUS = {
    "area_id": "a",
    "table_name": "spending",
    "period_start": "2019-04-01",
    "period_end": "2019-09-30",
    "state": "complete",
}

CASES: dict[str, tuple[Rows, Rows, str]] = {
    # the rule: rows that are good, rows of the same tables that are bad, a part of what is said of the one bad row
    "spending_theme_is_known": (
        {
            "theme": [{"theme": "Young people", "is_delivery_cost": False}],
            "spending": [{**SPENDING, "theme": "Young people"}],
        },
        {"spending": [{**SPENDING, "budget_line": "Hall", "theme": "Yung people"}]},
        "“Yung people” is not in the table of themes",
    ),
    "period_of_spending_is_in_order": (
        {"spending": [SPENDING]},
        {"spending": [{**SPENDING, "period_start": "2019-10-01"}]},
        "ends on 30 September 2019, before",
    ),
    "period_of_volunteer_time_is_in_order": (
        {},
        {
            "volunteer_time": [
                {
                    "area_id": "a",
                    "period_start": "2019-10-01",
                    "period_end": "2019-09-30",
                    "hours": 3,
                    "how_counted": "estimate",
                }
            ]
        },
        "30 September 2019",
    ),
    "period_of_return_status_is_in_order": (
        {"return_status": [STATUS]},
        {"return_status": [{**STATUS, "period_end": "2018-03-31"}]},
        "31 March 2018",
    ),
    "plan_is_in_order": (
        {"plan": [{"area_id": "a", "from_date": "2014-04-01", "to_date": "2017-03-31"}]},
        {"plan": [{"area_id": "b", "from_date": "2014-04-01", "to_date": "2013-03-31"}]},
        "31 March 2013",
    ),
    "spell_of_a_host_is_in_order": (
        {
            "host": [
                {"area_id": "a", "organisation": "Trust", "from_date": "2014-06", "to_date": "2014", "role": "other"}
            ]
        },
        {
            "host": [
                {
                    "area_id": "b",
                    "organisation": "Trust",
                    "from_date": "2014-06",
                    "to_date": "2014-05-31",
                    "role": "other",
                }
            ]
        },
        "ended in 2014-05-31",
    ),
    "spell_of_a_member_is_in_order": (
        {"membership": [{"area_id": "a", "member_key": "M1", "from_date": "2014", "to_date": "2014-02"}]},
        {"membership": [{"area_id": "a", "member_key": "M2", "from_date": "2014-03", "to_date": "2014-02"}]},
        "ended in 2014-02",
    ),
    "funding_is_decided_after_it_is_submitted": (
        {"funding": [{**FUNDING, "submitted_on": "2016-02", "decided_on": "2016"}]},
        {"funding": [{**FUNDING, "project": "Hall", "submitted_on": "2016-02", "decided_on": "2016-01-31"}]},
        "decided in 2016-01-31",
    ),
    "funding_is_awarded_only_when_won_or_agreed": (
        {
            "funding": [
                {**FUNDING, "awarded_gbp": 15000},
                {**FUNDING, "project": "Bus", "outcome": "lost", "awarded_gbp": 0},
            ]
        },
        {"funding": [{**FUNDING, "project": "Hall", "outcome": "lost", "awarded_gbp": 1500}]},
        "the outcome is lost, but £1,500",
    ),
    "funding_awarded_is_not_far_above_what_was_asked": (
        {"funding": [{**FUNDING, "asked_gbp": 100, "awarded_gbp": 200}]},
        {"funding": [{**FUNDING, "project": "Hall", "asked_gbp": 15000, "awarded_gbp": 150000}]},
        "£150,000 was awarded, £15,000 asked",
    ),
    "help_that_was_won_says_whether_it_is_linked": (
        {"funding": [{**FUNDING, "is_linked": False}, {**FUNDING, "project": "Bus", "outcome": "lost"}]},
        {"funding": [{**FUNDING, "project": "Hall", "outcome": "agreed"}]},
        "it was agreed, but it is not said whether it is linked",
    ),
    "residents_are_not_more_than_members": (
        {"review": [{**REVIEW, "resident_members": 10, "women": 10}]},
        {"review": [{**REVIEW, "area_id": "b", "resident_members": 11}]},
        "11 residents among 10 members",
    ),
    "members_follow_from_the_review_before": (
        {
            "review": [
                REVIEW,
                {**REVIEW, "review_date": "2017-05-01", "members": 11, "joined_since": 3, "left_since": 2},
            ]
        },
        {"review": [{**REVIEW, "review_date": "2018-05-01", "members": 11, "joined_since": 3, "left_since": 2}]},
        "11 members before, 3 joined, 2 left, yet 11 members now",
    ),
    "attendance_of_a_meeting_adds_up": (
        {"meeting": [{**MEETING, "members_present": 9, "councillors_present": 1, "officers_present": 2}]},
        {"meeting": [{**MEETING, "kind": "other", "members_present": 9, "councillors_present": 4}]},
        "are 13, more than the 12",
    ),
    "question_of_an_answer_is_known": (
        {"question": [QUESTION], "survey_answer": [ANSWER]},
        {"survey_answer": [{**ANSWER, "round": "2015"}]},
        "first asked in 2016",
    ),
    "answer_is_one_of_the_scale": (
        {
            "question": [QUESTION],
            "survey_answer": [
                ANSWER,
                {**ANSWER, "respondent_key": "R2", "answer": "Do not know"},
                {**ANSWER, "respondent_key": "R3", "answer": None},
            ],
        },
        {"survey_answer": [{**ANSWER, "respondent_key": "R4", "answer": "maybe"}]},
        "“maybe” is not one of the answers",
    ),
    "positive_answers_are_on_the_scale": (
        {"question": [QUESTION, {**QUESTION, "question_id": "open", "positive": None}]},
        {"question": [{**QUESTION, "from_round": "2018", "positive": "Agree; Very good"}]},
        "“very good” is not on the scale",
    ),
    "member_at_a_meeting_is_known": (
        {
            "membership": [{"area_id": "a", "member_key": "M1", "from_date": "2014"}],
            "attendance": [{"area_id": "a", "met_on": "2018-01-09", "kind": "partnership", "member_key": "M1"}],
        },
        {"attendance": [{"area_id": "b", "met_on": "2018-01-09", "kind": "partnership", "member_key": "M1"}]},
        "not in the membership",
    ),
    "commitment_kept_or_not_was_made": (
        {"council_event": [EVENT, {**EVENT, "kind": "commitment kept", "commitment": "lease", "what": "Kept"}]},
        {"council_event": [{**EVENT, "kind": "commitment not kept", "commitment": "Van", "what": "No van"}]},
        "“Van” is nowhere said",
    ),
    "spending_is_within_the_allocation": (
        {
            "allocation": [
                {"area_id": area_id, "what": "other", "awarded_on": "2012", "amount_gbp": 100} for area_id in "ab"
            ],
            "spending": [{**SPENDING, "spent_gbp": 100}, {**SPENDING, "area_id": "b", "spent_gbp": 100}],
        },
        {"spending": [{**SPENDING, "area_id": "b", "period_end": "2019-12-31", "spent_gbp": 1}]},
        "spent £101 of the £100 it was given",
    ),
    "cancelled_lines_are_not_spent": (
        {"spending": [{**SPENDING, "state": "cancelled"}]},
        {"spending": [{**SPENDING, "budget_line": "Hall", "state": "cancelled", "spent_gbp": 5}]},
        "cancelled, yet £5 was spent",
    ),
    "spending_is_not_after_the_area_closed": (
        {
            "area_status": [{"area_id": "a", "status": "closed", "from_date": "2019-04"}],
            "spending": [{**SPENDING, "spent_gbp": 5}],
        },
        {"spending": [{**SPENDING, "period_start": "2019-05-01", "spent_gbp": 5}]},
        "closed in 2019-04",
    ),
    "outline_is_near_its_area": (
        {
            "area": [AREA, {**AREA, "area_id": "b"}],
            "boundary": [
                {
                    "area_id": "a",
                    "geom": "POLYGON ((401000 296000, 404000 296000, 401000 297000, 401000 296000))",
                    "source": "Plan",
                }
            ],
        },
        {
            "boundary": [
                {
                    "area_id": "b",
                    "geom": "POLYGON ((403000 306000, 405000 306000, 403000 307000, 403000 306000))",
                    "source": "Plan",
                }
            ]
        },
        "7 km from the point of the area",
    ),
    "nothing_to_report_has_no_rows": (
        {"return_status": [STATUS, {**STATUS, "area_id": "b", "state": "nothing to report"}], "spending": [SPENDING]},
        {"return_status": [{**STATUS, "period_end": "2020-03-31", "state": "nothing to report"}]},
        "yet there are 1 rows",
    ),
}


def test_every_rule_has_a_case():
    assert set(CASES) == set(RULES)


@pytest.mark.parametrize("name", CASES)
def test_a_rule_finds_the_bad_row_alone(name: str):
    good, bad, problem = CASES[name]
    db = duckdb.connect()
    for contract in CONTRACTS.values():
        db.execute(ddl(contract, has_key=False))
    _insert(db, good)
    assert db.sql(RULES[name].sql).fetchall() == []
    _insert(db, bad)
    (bad_row,) = db.sql(RULES[name].sql).fetchall()
    assert problem in bad_row[-1]
    contract = RULES[name].contract
    (row,) = bad[contract.table]
    assert [str(value) for value in bad_row[:-1]] == [row[column] for column in contract.key]


def _insert(db: duckdb.DuckDBPyConnection, tables: Rows) -> None:
    for table, rows in tables.items():
        for row in rows:
            columns = ", ".join(map(quoted, row))
            places = ", ".join("?" for _ in row)
            db.execute(f"INSERT INTO {quoted(table)} ({columns}) VALUES ({places})", list(row.values()))
