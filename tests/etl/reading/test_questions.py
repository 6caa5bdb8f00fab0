"""A part with questions: its rows wait for an answer, and an answer that names no reading is refused."""

import pandas as pd
import pytest

from etl.contract import contracts
from etl.errors import DataError
from etl.reading.part import Answers, Part, Question, Reading, answers_from
from etl.reading.returns import checked_part

MEETING = next(contract for contract in contracts() if contract.table == "meeting")
QUESTION = Question(
    "a.csv",
    "",
    "Date",
    "days and months may be the other way round",
    (Reading("day first", "03/12/2018 is 3 December 2018"), Reading("month first", "03/12/2018 is 12 March 2018")),
    rows=(2,),
)


def part() -> Part:
    rows = pd.DataFrame(
        {"area_id": "Alder Row", "met_on": ["2018-09-12", "03/12/2018"], "kind": "partnership"}, index=[1, 2]
    )
    headings = {"area_id": "Area", "met_on": "Date", "kind": "Kind of meeting"}
    return Part(MEETING, "a.csv", "", rows, headings, rows[[]], questions=(QUESTION,))


def test_the_rows_of_a_question_wait_for_its_answer():
    checked = checked_part(part(), {})
    assert checked.rows["source_row"].to_pylist() == [2]
    assert checked.reasons.to_dict() == {1: f"waits for an answer: Date: {QUESTION.says}"}


def test_the_rows_of_an_answered_question_are_accepted():
    checked = checked_part(part(), {}, answers_from(["date=Day  first"]))
    assert checked.rows["source_row"].to_pylist() == [2, 3]
    assert [question.answer for question in checked.questions] == ["day first"]


def test_a_question_names_the_options_that_answer_it():
    assert QUESTION.sentence == (
        'a.csv, Date: days and months may be the other way round. Answer with --read "Date=day first" '
        '(03/12/2018 is 3 December 2018) or --read "Date=month first" (03/12/2018 is 12 March 2018).'
    )


@pytest.mark.parametrize("option", ["Date", "=day first", "Date="])
def test_an_answer_names_a_column_and_a_reading(option: str):
    with pytest.raises(DataError, match='as in --read "Date=month first"'):
        answers_from([option])


def test_an_answer_that_is_none_of_the_readings_is_refused():
    answers = Answers([("Date", "year first")])
    assert not answers.answered(QUESTION).answer
    with pytest.raises(DataError, match=r"cannot be read as 'year first'\. Choose from: day first, month first"):
        answers.refuse_unused()


def test_an_answer_to_no_question_is_refused():
    answers = Answers([("Date", "day first"), ("Spent", "pounds")])
    answers.answered(QUESTION)
    with pytest.raises(DataError, match="--read spent: no file has a question about it"):
        answers.refuse_unused()
