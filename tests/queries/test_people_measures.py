"""The measures made from returns about people: whom each counts, year by year and round by round, expected by hand.

What is missing gives no row; a 0 stands only where a return says it. No figure is over several years or rounds, as one
that is hidden could then be had by taking the others from it.
"""

from collections.abc import Mapping
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.contract import DICTIONARY, read_contract
from etl.measuring.measures import INDICATORS, measures
from tests.queries.returned_rows import (
    HALVES,
    Database,
    add,
    add_all,
    choice,
    counts,
    days,
    figures,
    hold,
    prepare,
    rows,
    say,
)

MEASURES = {measure.measure_id: measure for measure in measures(INDICATORS)}
SURVEYS = {
    "influence_residents": ("resident", "influence"),
    "influence_members": ("partnership", "influence"),
    "reliance_on_few": ("partnership", "reliance on few"),
    "respect_partnership": ("partnership", "respect from the start"),
    "respect_council": ("council", "respect from the start"),
    "roles_partnership": ("partnership", "clear roles"),
    "roles_council": ("council", "clear roles"),
    "contact_partnership": ("partnership", "agreed communication"),
    "contact_council": ("council", "agreed communication"),
    "compromise_partnership": ("partnership", "empathy and compromise"),
    "compromise_council": ("council", "empathy and compromise"),
    "shared_partnership": ("partnership", "shared endeavour"),
    "shared_council": ("council", "shared endeavour"),
    "early_partnership": ("partnership", "involved early"),
    "early_council": ("council", "involved early"),
    "time_partnership": ("partnership", "time committed"),
    "time_council": ("council", "time committed"),
    "needs_identified": ("partnership", "identify needs"),
    "skills_gained": ("partnership", "skills and confidence"),
    "needs_met": ("resident", "difference to needs"),
    "better_place": ("resident", "better place"),
}
"""Whose answers each measure is made of, and what the question belongs to."""


def test_the_headers_say_who_is_counted_and_where():
    shares = {"residents_share", "women_share", "members_stayed", "first_timers", "dependence_on_few"}
    of_members = {measure.measure_id for measure in MEASURES.values() if measure.people == "voting members"}
    assert of_members == {"residents_share", "women_share", "members_stayed", "rule_met", "voting_members"}
    assert {measure.measure_id for measure in MEASURES.values() if measure.counts_people == "numerator"} == {
        "volunteers"
    }
    assert {
        measure.measure_id for measure in MEASURES.values() if measure.counts_people == "denominator"
    } == shares | SURVEYS.keys()


# Community events


def event(
    db: Database, day: str, present: int | None, first_timers: int | None = None, area_id: str = "alder-row"
) -> None:
    add(db, "meeting", area_id, met_on=day, kind="community event", people_present=present, first_timers=first_timers)


def test_people_at_events_are_added_up_where_somebody_counted(db: Database):
    event(db, "2016-05-01", 40)
    event(db, "2016-06-01", 25)
    event(db, "2016-07-01", None)
    event(db, "2017-05-01", None)
    event(db, "2018-05-01", 0)
    add(db, "meeting", met_on="2016-05-02", people_present=12)
    add(db, "meeting", met_on="2016-05-03", kind="council liaison", people_present=5)
    assert counts(db, "event_attendance") == {"2016": 65, "2018": 0}


def test_nobody_was_at_events_only_where_the_list_is_declared_complete_and_holds_none(db: Database):
    say(db, "meeting", "2016-17", "complete")
    add(db, "meeting", met_on="2016-05-02", people_present=12)
    event(db, "2017-02-01", None)
    say(db, "meeting", "2016-17", "partial", area_id="birch-end")
    say(db, "meeting", "2016-17", "not sent", area_id="cedar-way")
    event(db, "2016-05-01", 40, area_id="cedar-way")
    assert figures(db, "event_attendance") == {("alder-row", "2016"): (0, None)}


def test_first_timers_are_a_share_of_the_people_at_events_that_counted_both(db: Database):
    event(db, "2016-05-01", 40, first_timers=10)
    event(db, "2016-06-01", 20, first_timers=0)
    event(db, "2016-07-01", 90)
    event(db, "2016-08-01", None, first_timers=9)
    event(db, "2017-05-01", 30)
    event(db, "2018-05-01", 30, first_timers=0)
    event(db, "2019-05-01", 0, first_timers=0)
    add(db, "meeting", met_on="2016-05-02", people_present=12, first_timers=3)
    assert figures(db, "first_timers", "alder-row") == {"2016": (10, 60), "2018": (0, 30)}


# Volunteer time


def volunteers(db: Database, period: str, hours: float, people: int | None = None, area_id: str = "alder-row") -> None:
    first, last = days(period)
    add(db, "volunteer_time", area_id, period_start=first, period_end=last, hours=hours, people=people)


def test_hours_of_volunteers_are_added_up_by_the_financial_year_in_which_each_row_ends(db: Database):
    volunteers(db, "2016-17 first", 100.5)
    volunteers(db, "2016-17 second", 20.25)
    add(db, "volunteer_time", period_start="2016-01-01", period_end="2017-12-31", hours=9)
    volunteers(db, "2018-19", 0)
    assert counts(db, "volunteer_hours") == {"2016-17": 120.75, "2017-18": 9, "2018-19": 0, "all years": 129.75}


def test_no_hours_are_0_only_where_a_return_says_so(db: Database):
    say(db, "volunteer_time", "2016-17", "nothing to report")
    say(db, "volunteer_time", "2017-18", "not sent")
    volunteers(db, "2017-18 first", 30, people=4)
    say(db, "volunteer_time", "2018-19", "partial")
    say(db, "meeting", "2019-20", "complete")
    assert counts(db, "volunteer_hours") == {"2016-17": 0, "all years": 30}
    assert counts(db, "volunteers") == {"2016-17": 0}


def test_volunteers_are_the_largest_number_of_any_row_of_the_year_as_the_same_people_may_be_in_several(db: Database):
    volunteers(db, "2016-17 first", 100, people=24)
    volunteers(db, "2016-17 second", 100, people=30)
    volunteers(db, "2016-17", 100)
    volunteers(db, "2017-18", 100)  # nobody counted
    volunteers(db, "2018-19", 5, people=0)
    volunteers(db, "2016-17", 7, people=3, area_id="birch-end")
    assert figures(db, "volunteers") == {
        ("alder-row", "2016-17"): (30, None),
        ("alder-row", "2018-19"): (0, None),
        ("birch-end", "2016-17"): (3, None),
    }


# Surveys


def answers(
    db: Database, answers_by_person: Mapping[str, str | None], area_id: str = "alder-row", **columns: Any
) -> None:
    """Add the answer of each respondent to a question."""
    for respondent_key, answer in answers_by_person.items():
        add(db, "survey_answer", area_id, respondent_key=respondent_key, answer=answer, **columns)


def test_a_share_is_of_people_whose_answer_is_on_the_scale_and_counts(db: Database):
    add(db, "question")
    answers(db, {
        "R1": "agree", "R2": "strongly agree", "R3": "neither", "R4": "disagree", "R5": "Agree ",
        "R6": "do not know", "R7": "perhaps", "R8": None, "R9": "Do not know",
    })  # fmt: skip
    assert figures(db, "influence_residents") == {("alder-row", "2018"): (3, 5)}


def test_an_area_without_an_answer_that_counts_has_no_figure_and_one_without_a_positive_answer_has_0(db: Database):
    add(db, "question")
    answers(db, {"R1": "do not know", "R2": None})
    answers(db, {"R1": "disagree", "R2": "neither"}, area_id="birch-end")
    assert figures(db, "influence_residents") == {("birch-end", "2018"): (0, 2)}


def test_all_answers_count_where_the_codebook_leaves_none_out(db: Database):
    add(db, "question", not_valid=None)
    answers(db, {"R1": "agree", "R2": "do not know"})
    assert figures(db, "influence_residents") == {("alder-row", "2018"): (1, 2)}


def test_an_answer_is_read_by_the_wording_in_force_in_its_round(db: Database):
    add(db, "question", from_round="2016", scale="yes; partly; no", positive="yes", not_valid=None)
    add(db, "question", from_round="2020", scale="yes; partly; no; always", positive="yes; partly", not_valid="no")
    answers_given = {"R1": "yes", "R2": "partly", "R3": "no", "R4": "always"}
    for year in ("2015", "2016", "2019", "2020", "2022"):
        answers(db, answers_given, round=year)
    assert figures(db, "influence_residents", "alder-row") == {
        "2016": (1, 3),
        "2019": (1, 3),
        "2020": (2, 3),
        "2022": (2, 3),
    }


def test_an_answer_belongs_to_what_its_question_belongs_to_in_its_round(db: Database):
    add(db, "question", from_round="2016", belongs_to="better place")
    add(db, "question", from_round="2018", belongs_to="influence")
    answers(db, {"R1": "agree"}, round="2016")
    answers(db, {"R1": "agree", "R2": "disagree"}, round="2018")
    assert figures(db, "better_place", "alder-row") == {"2016": (1, 1)}
    assert figures(db, "influence_residents", "alder-row") == {"2018": (1, 2)}


def test_a_question_of_which_no_answer_is_better_is_in_no_share(db: Database):
    add(db, "question", positive=None)
    add(db, "question", question_id="voice", positive="agree")
    answers(db, {"R1": "agree", "R2": "agree"})
    answers(db, {"R2": "disagree"}, question_id="voice")
    assert figures(db, "influence_residents", "alder-row") == {"2018": (0, 1)}


def test_a_person_counts_once_with_the_first_answer_that_counts_where_a_round_asks_several_questions(db: Database):
    add(db, "question", question_id="influence")
    add(db, "question", question_id="voice")
    answers(db, {"R1": "agree", "R2": "disagree", "R3": "do not know", "R4": None}, question_id="influence")
    answers(db, {"R1": "disagree", "R2": "neither", "R3": "agree", "R5": "neither"}, question_id="voice")
    assert figures(db, "influence_residents", "alder-row") == {"2018": (2, 4)}  # R1 and R3, of R1, R2, R3 and R5


def test_the_same_key_in_another_area_round_or_survey_is_another_answer(db: Database):
    add(db, "question")
    add(db, "question", survey="partnership")
    answers(db, {"R1": "agree"})
    answers(db, {"R1": "disagree"}, area_id="birch-end")
    answers(db, {"R1": "agree"}, round="2020")
    answers(db, {"R1": "neither"}, survey="partnership")
    assert figures(db, "influence_residents") == {
        ("alder-row", "2018"): (1, 1),
        ("birch-end", "2018"): (0, 1),
        ("alder-row", "2020"): (1, 1),
    }
    assert figures(db, "influence_members") == {("alder-row", "2018"): (0, 1)}


@pytest.mark.parametrize("measure_id", SURVEYS)
def test_a_measure_of_a_survey_holds_the_answers_of_its_own_survey_and_subject(measure_id: str, db: Database):
    survey, belongs_to = SURVEYS[measure_id]
    for name in read_contract(DICTIONARY / "question.yml").column("survey").values:
        other = "other" if name == survey else belongs_to
        add(db, "question", survey=name, question_id="question", belongs_to=belongs_to if name == survey else "other")
        add(db, "question", survey=name, question_id="not_asked", belongs_to=other)
        answers(db, {"R1": "disagree", "R2": "disagree", "R3": "disagree"}, survey=name, question_id="not_asked")
    answers(db, {"R1": "agree", "R2": "disagree"}, survey=survey, question_id="question")
    assert figures(db, measure_id) == {("alder-row", "2018"): (1, 2)}
    assert MEASURES[measure_id].asks == f"{survey}, {belongs_to}"


def test_everything_a_question_can_belong_to_has_a_measure():
    subjects = set(read_contract(DICTIONARY / "question.yml").column("belongs_to").values)
    assert {belongs_to for _, belongs_to in SURVEYS.values()} == subjects - {"other"}


# Attendance


def came(
    db: Database, times: dict[str, int], year: str = "2016", kind: str = "partnership", area: str = "alder-row"
) -> None:
    """Add to the meetings of a year, one a month, as many attendances of each member."""
    for member_key, attendances in times.items():
        for month in range(1, attendances + 1):
            add(db, "attendance", area, met_on=f"{year}-{month:02}-01", kind=kind, member_key=member_key)


def test_dependence_is_the_share_of_the_three_who_came_most_where_8_or_more_members_came(db: Database):
    came(db, {"M-1": 1, "M-2": 5, "M-3": 1, "M-4": 3, "M-5": 4, "M-6": 3, "M-7": 1, "M-8": 1})
    came(db, {"M-1": 9, "M-2": 5, "M-3": 1, "M-4": 3, "M-5": 4, "M-6": 3, "M-7": 1}, year="2017")  # 7 members
    came(db, {"M-9": 12}, kind="community event")
    came(db, dict.fromkeys(["A", "B", "C", "D", "E", "F", "G", "H", "I"], 2), area="birch-end")
    assert figures(db, "dependence_on_few") == {("alder-row", "2016"): (12, 19), ("birch-end", "2016"): (6, 18)}


# Findings on outcomes


def test_findings_are_counted_for_the_areas_they_are_about_whatever_they_say(db: Database):
    for day in ("2019", "2019-05", "2020-01"):
        add(db, "outcome_finding", found_on=day)
    add(db, "outcome_finding", "birch-end", found_on="2020", outcome="skills and confidence")
    add(db, "outcome_finding", None, found_on="2020")
    assert figures(db, "outcome_findings") == {
        ("alder-row", "2019"): (2, None),
        ("alder-row", "2020"): (1, None),
        ("alder-row", "all years"): (3, None),
        ("birch-end", "2020"): (1, None),
        ("birch-end", "all years"): (1, None),
    }


# Whatever is returned

few = st.sampled_from([None, 0, 3, 6])
days_met = st.sampled_from(["2015-05-01", "2015-11-01", "2016-05-01"])


@settings(max_examples=15)
@given(
    review=rows(review_date=days_met, members=st.just(6), resident_members=few, women=few, joined_since=few),
    meeting=rows(
        met_on=days_met, kind=choice("meeting", "kind"), people_present=st.sampled_from([None, 7, 90]), first_timers=few
    ),
    volunteer_time=rows(span=HALVES, hours=st.integers(0, 500), people=few),
    return_status=rows(
        span=HALVES, state=choice("return_status", "state"), table_name=st.sampled_from(["meeting", "volunteer_time"])
    ),
    attendance=rows(most=12, met_on=days_met, kind=choice("attendance", "kind"), member_key=st.sampled_from("ABCDEFGHIJKL")),
)  # fmt: skip
def test_whatever_is_returned_every_figure_of_people_is_whole_and_of_one_year(**returned: list[dict[str, Any]]):
    with duckdb.connect() as db:
        prepare(db)
        add_all(db, returned)
        for measure in MEASURES.values():
            if measure.counts_people != "no" and not measure.asks:
                hold(db, measure)


@settings(max_examples=15)
@given(
    question=st.lists(
        st.fixed_dictionaries({
            "survey": choice("question", "survey"), "question_id": st.sampled_from(["influence", "voice"]),
            "from_round": st.sampled_from(["2016", "2018"]), "belongs_to": choice("question", "belongs_to"),
            "positive": st.sampled_from([None, "agree"]), "not_valid": st.sampled_from([None, "do not know"]),
        }),
        max_size=4, unique_by=lambda row: (row["survey"], row["question_id"], row["from_round"]),
    ),
    survey_answer=rows(
        survey=choice("survey_answer", "survey"), round=st.sampled_from(["2016", "2018", "2020"]),
        respondent_key=st.sampled_from(["R1", "R2"]), question_id=st.sampled_from(["influence", "voice"]),
        answer=st.sampled_from([None, "agree", "Disagree", "do not know", "often"]),
    ),
)  # fmt: skip
def test_whatever_is_answered_every_share_is_whole_and_of_one_round(**returned: list[dict[str, Any]]):
    with duckdb.connect() as db:
        prepare(db)
        add_all(db, returned)
        for measure_id in SURVEYS:
            hold(db, MEASURES[measure_id])
