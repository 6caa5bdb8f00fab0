"""The surveys of Practice, and the changes planted in it after events with councils."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable

import pytest

from tests.etl.practice.tables import AREA_IDS, PRACTICE, TABLES, Row, replies, rows_of


def test_about_four_members_of_a_partnership_reply_in_most_areas_and_never_many():
    counted = [number_of for (survey, _, _), number_of in replies().items() if survey == "partnership"]
    rounds = Counter(year for survey, year, _ in replies() if survey == "partnership")
    assert sorted(rounds) == ["2016", "2018", "2020", "2022", "2024"]
    assert all(120 <= areas <= 147 for areas in rounds.values())
    assert statistics.median(counted) in (3, 4, 5)
    assert statistics.mean(number_of < 5 for number_of in counted) > 0.6


def test_residents_are_asked_in_about_twenty_places_thirty_and_more_in_each():
    counted = {area: number_of for (survey, _, area), number_of in replies().items() if survey == "resident"}
    assert 15 <= len(counted) <= 25
    assert 30 <= min(counted.values()) <= max(counted.values()) <= 120


def test_one_to_three_people_of_a_council_reply():
    assert {number_of for (survey, _, _), number_of in replies().items() if survey == "council"} == {1, 2, 3}


def test_both_sides_are_asked_about_the_same_five_principles():
    principles = {
        "respect from the start", "clear roles", "agreed communication", "empathy and compromise", "shared endeavour"
    }  # fmt: skip
    questions = defaultdict(set)
    for row in TABLES["question"]:
        questions[row["survey"]].add((row["question_id"], row["belongs_to"]))
    both = {about for _, about in questions["partnership"] & questions["council"]}
    assert principles <= both


PLANTED = rows_of(PRACTICE / "planted.csv")


def positives(area: str, rows: Iterable[Row]) -> tuple[int, int]:
    given = [row["answer"] for row in rows if row["area_id"] == area and row["answer"] not in ("", "do not know")]
    return sum(answer in ("agree", "strongly agree") for answer in given), len(given)


def survey_share(area: str, event: str, is_after: bool) -> float:
    answers = [
        row for row in TABLES["survey_answer"] if row["survey"] == "resident" and row["question_id"] == "influence"
    ]
    good, base = positives(area, (row for row in answers if (row["round"] > event[:4]) == is_after))
    return good / base


def liaison_meetings(area: str, event: str, is_after: bool) -> float:
    days = [row["met_on"] for row in TABLES["meeting"] if row["area_id"] == area and row["kind"] == "council liaison"]
    full_years = Counter(day[:4] for day in days if (day[:4] > event[:4]) == is_after and day[:4] != event[:4])
    return statistics.median(full_years.values())


def success(area: str, event: str, is_after: bool) -> float:
    decided = [row for row in TABLES["funding"] if row["area_id"] == area and row["outcome"] in ("won", "lost")]
    outcomes = [row["outcome"] == "won" for row in decided if (row["decided_on"] > event) == is_after]
    return sum(outcomes) / len(outcomes)


FIGURES = {
    "share of positive answers of residents on influence": (survey_share, 0.13),
    "liaison meetings a year": (liaison_meetings, 1.0),
    "share of decided bids that were won": (success, 0.3),
}
"""How each planted measure is worked out from the rows, and how far chance may take it from the true value."""


def test_changes_are_planted_in_eight_areas_and_of_every_kind():
    assert len({row["area_id"] for row in PLANTED}) == 8
    assert {row["measure"] for row in PLANTED} == FIGURES.keys()


@pytest.mark.parametrize("planted", PLANTED, ids=lambda row: row["area_id"])
def test_a_planted_change_follows_what_happened_with_the_council(planted: Row):
    (area,) = [name for name, area_id in AREA_IDS.items() if area_id == planted["area_id"]]
    figure, leeway = FIGURES[planted["measure"]]
    before, after = (figure(area, planted["event_date"], is_after) for is_after in (False, True))
    event = {"area_id": area, "happened_on": planted["event_date"], "kind": planted["event"]}
    assert any(event.items() <= row.items() for row in TABLES["council_event"])
    assert abs(before - float(planted["before"])) <= leeway
    assert abs(after - float(planted["after"])) <= leeway
    assert before < after
