"""Practice has every awkward case on purpose, one of each kind."""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.etl.practice.tables import (
    AREA_IDS,
    CONTRACTS,
    RULES,
    TABLES,
    Row,
    all_complete,
    by_area,
    number,
    replies,
    values,
)


def some(table: str, is_so: Callable[[Row], bool]) -> bool:
    return any(is_so(row) for row in TABLES[table])


def overlapping_hosts() -> bool:
    return any(
        before["to_date"] > now["from_date"]
        for rows in by_area("host").values()
        for before, now in pairwise(sorted(rows, key=lambda row: row["from_date"]))
    )


LAST_DAY = str(RULES["last_day"])
UGLY: dict[str, Callable[[], bool]] = {
    "hosts that overlap": overlapping_hosts,
    "an area whose host changed": lambda: any(len(rows) > 1 for rows in by_area("host").values()),
    "an area with three plans": lambda: any(len(rows) == 3 for rows in by_area("plan").values()),
    "an area with one plan": lambda: any(len(rows) == 1 for rows in by_area("plan").values()),
    "every state of a budget line": lambda: (
        values("spending", "state") == {"planned", "paid", "delayed", "cancelled", "repaid"}
    ),
    "a line nobody coded": lambda: some("spending", lambda row: not row["theme"]),
    "lines coded by each": lambda: values("spending", "coded_by") == {"", "area", "programme staff", "researcher"},
    "money handed back": lambda: some("spending", lambda row: number(row["returned_gbp"]) > 0),
    "money that came back to a line": lambda: some("spending", lambda row: number(row["spent_gbp"]) < 0),
    "a half-year in which nothing was spent": lambda: some(
        "spending", lambda row: row["spent_gbp"] == "0" and row["state"] == "paid"
    ),
    "a plan without spending yet": lambda: some("spending", lambda row: not row["spent_gbp"]),
    "an area that does not report payments": lambda: some("spending", lambda row: not row["paid_to_host_gbp"]),
    "more spent than planned": lambda: some(
        "spending", lambda row: number(row["spent_gbp"]) > number(row["planned_gbp"]) > 0
    ),
    "pence": lambda: some("spending", lambda row: "." in row["spent_gbp"]),
    "a review nobody joined before": lambda: some("review", lambda row: row["joined_since"] == "0"),
    "a first review": lambda: some("review", lambda row: not row["joined_since"]),
    "a review with too few members": lambda: some("review", lambda row: number(row["members"]) < 8),
    "a review without a majority of residents": lambda: some(
        "review",
        lambda row: bool(row["resident_members"]) and 2 * number(row["resident_members"]) <= number(row["members"]),
    ),
    "a review that does not report women": lambda: some("review", lambda row: not row["women"]),
    "a member who came back": lambda: (
        max(Counter((row["area_id"], row["member_key"]) for row in TABLES["membership"]).values()) > 1
    ),
    "a meeting at which nobody counted": lambda: some("meeting", lambda row: not row["people_present"]),
    "a meeting recorded by role": lambda: some("meeting", lambda row: bool(row["councillors_present"])),
    "a meeting not recorded by role": lambda: some(
        "meeting", lambda row: bool(row["people_present"]) and not row["councillors_present"]
    ),
    "every kind of meeting": lambda: (
        values("meeting", "kind") == {"partnership", "council liaison", "community event", "other"}
    ),
    "volunteers nobody counted": lambda: some("volunteer_time", lambda row: not row["people"]),
    "every route": lambda: (
        values("funding", "route")
        == {"bid", "negotiated", "asset transfer", "contract", "donation", "loan", "investment"}
    ),
    "every outcome of funding": lambda: (
        values("funding", "outcome") == {"won", "lost", "pending", "withdrawn", "agreed"}
    ),
    "every kind of funding": lambda: values("funding", "kind") == {"cash", "in kind", "time"},
    "a win of unknown size": lambda: some(
        "funding", lambda row: row["outcome"] == "won" and row["kind"] == "cash" and not row["awarded_gbp"]
    ),
    "hours of unknown number": lambda: some(
        "funding", lambda row: row["outcome"] == "agreed" and row["kind"] == "time" and not row["hours"]
    ),
    "help not linked to the programme": lambda: values("funding", "is_linked") == {"yes", "no", ""},
    "several kinds of support": lambda: some("funding", lambda row: ";" in row["council_support"]),
    "support not recorded": lambda: {"not recorded", "none", ""} <= values("funding", "council_support"),
    "an area that never sought anything": lambda: any(
        area not in by_area("funding") for area in all_complete("funding")
    ),
    "every kind of thing with a council": lambda: (
        values("council_event", "kind") == set(CONTRACTS["council_event"].column("kind").values)
    ),
    "a commitment due later": lambda: some("council_event", lambda row: row["due_on"] > LAST_DAY),
    "a commitment with nothing recorded since": lambda: bool(
        {(row["area_id"], row["commitment"]) for row in TABLES["council_event"] if row["kind"] == "commitment made"}
        - {(row["area_id"], row["commitment"]) for row in TABLES["council_event"] if row["kind"] != "commitment made"}
    ),
    "a council replaced by another": lambda: (
        len([row for row in TABLES["council"] if row["successor_code"] and row["valid_to"]]) == 1
    ),
    "an area of a replaced council": lambda: "former council" in values("area_council", "role"),
    "every state of a return": lambda: (
        values("return_status", "state") == {"complete", "partial", "nothing to report", "not sent"}
    ),
    "a late return": lambda: some(
        "return_status", lambda row: row["state"] == "not sent" and "" < row["expected_by"] < LAST_DAY
    ),
    "a return not due yet": lambda: some("return_status", lambda row: row["expected_by"] > LAST_DAY),
    "an area that never began": lambda: (
        len(AREA_IDS.keys() - by_area("plan").keys() - by_area("return_status").keys()) > 0
    ),
    "areas that closed early": lambda: (
        len([row for row in TABLES["area_status"] if row["status"] == "closed" and row["from_date"] < "2021-01-02"]) > 3
    ),
    "an area that is still open": lambda: any(
        {row["status"] for row in rows} == {"active"} for rows in by_area("area_status").values()
    ),
    "a question left out": lambda: some("survey_answer", lambda row: not row["answer"]),
    "an answer that does not count": lambda: some("survey_answer", lambda row: row["answer"] == "do not know"),
    "an area with one reply": lambda: 1 in replies().values(),
    "a question with a new wording": lambda: (
        max(Counter((row["survey"], row["question_id"]) for row in TABLES["question"]).values()) == 2
    ),
    "a challenge that led to a correction": lambda: some("note", lambda row: row["state"] == "corrected"),
    "a note without a reply": lambda: some("note", lambda row: not row["reply"]),
    "a grant in another currency": lambda: values("grant", "currency") == {"GBP", "EUR"},
    "names that are near alike": lambda: any(f"{name} Park" in AREA_IDS for name in AREA_IDS),
    "a finding on each outcome": lambda: (
        values("outcome_finding", "outcome") == set(CONTRACTS["outcome_finding"].column("outcome").values)
    ),
    "a finding of the whole programme": lambda: "" in values("outcome_finding", "area_id"),
    "every kind of what stays": lambda: values("legacy", "kind") == {"body", "asset", "service", "fund"},
}


@pytest.mark.parametrize("ugly", UGLY)
def test_practice_has(ugly: str):
    assert UGLY[ugly]()


def test_an_area_that_closed_owes_no_returns_afterwards():
    closed = {row["area_id"]: row["from_date"] for row in TABLES["area_status"] if row["status"] == "closed"}
    for row in TABLES["return_status"]:
        if row["table_name"] != "survey_answer":
            assert row["period_start"] < closed.get(AREA_IDS[row["area_id"]], "9999")


def test_where_a_complete_return_has_rows_it_never_says_nothing_to_report():
    nothing = {
        (row["area_id"], row["period_start"])
        for row in TABLES["return_status"]
        if row["table_name"] == "spending" and row["state"] in ("nothing to report", "not sent")
    }
    assert len(nothing) > 50
    assert nothing & {(row["area_id"], row["period_start"]) for row in TABLES["spending"]} == set()
