"""Exports of survey tools through check, load and export: each answer comes in as it was given or is refused by itself."""

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.loading.counts import counts, refused_rows
from etl.loading.load import check_files
from etl.loading.staging import Staged
from etl.programme import programmes
from tests.etl.desk import Desk, new_desk

AGREE = "strongly agree; agree; neither; disagree; strongly disagree"
OFTEN = "always; mostly; sometimes; rarely; never"
INFLUENCE = "People here can influence decisions about this place."
BETTER = "This place is a better place to live than two years ago."
SIDES = "The council sees our side and meets us half way."
TIME = "The council gives enough time to working with us."
CODEBOOK = [
    "Survey,Question,From round,Wording,Answers in order,Answers that do not count,Belongs to",
    f"resident,influence,2016,{INFLUENCE},{AGREE},do not know,influence",
    f"resident,better,2016,{BETTER},{AGREE},,better place",
    f"council,sides,2016,{SIDES},{OFTEN},,other",
    f"council,time,2016,{TIME},{OFTEN},,other",
]
Rows = list[list[str]]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk with a build, into which the questions have been loaded."""
    desk = new_desk(tmp_path_factory.mktemp("surveys"))
    assert desk.run("build").returncode == 0
    assert desk.run("load", desk.file("questions.csv", *CODEBOOK), "--yes").returncode == 0
    return desk


def as_csv(path: Path, rows: Rows) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8-sig")


def as_xlsx(path: Path, rows: Rows) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)


def written(desk: Desk, name: str, rows: Rows) -> Path:
    """Return a file of these rows, written as the ending of the name says."""
    path = desk.folder / name
    (as_xlsx if name.endswith(".xlsx") else as_csv)(path, rows)
    return path


def checked(desk: Desk, name: str, rows: Rows) -> Any:
    """Return the report of a check of these rows."""
    return desk.json_output("check", written(desk, name, rows))


def staged_file(desk: Desk, path: Path) -> Staged:
    (programme,) = programmes(desk.folder / "programmes")
    return check_files(programme, [(path, path.name)], lambda _words: None)


def accepted(desk: Desk, name: str, rows: Rows) -> dict[tuple[str, str], str]:
    """Return the answer that would be loaded from these rows for each respondent and question."""
    staged = staged_file(desk, written(desk, name, rows))
    table = staged.accepted["survey_answer"].to_pydict()
    assert len(table["answer"]) == counts(staged)["survey_answer"]["accepted"]
    keys = zip(table["respondent_key"], table["question_id"], strict=True)
    return dict(zip(keys, (answer or "" for answer in table["answer"]), strict=True))


def loaded(desk: Desk, name: str, rows: Rows) -> dict[tuple[str, str], str]:
    """Load these rows and return what export gives, then take the load back."""
    wanted = accepted(desk, name, rows)
    done = desk.run("load", desk.folder / name, "--yes")
    assert done.returncode == 0, done.stderr
    assert desk.run("export", "survey_answer", "--to", desk.folder).returncode == 0
    with (desk.folder / "tiny-survey-answer.csv").open(encoding="utf-8-sig") as file:
        exported = {(row["Respondent key"], row["Question"]): row["Answer"] for row in csv.DictReader(file)}
    last = desk.json_output("history")[-1]
    assert exported == wanted and last["tables"]["survey_answer"]["accepted"] == len(wanted)
    assert desk.run("rollback", str(last["number"])).returncode == 0
    return exported


def sentences(report: Any) -> list[str]:
    return [problem["sentence"] for problem in report["problems"]]


FORMS = [
    ["ID", "Start time", "Completion time", "Email", "Name", "Area\xa0", f"{INFLUENCE}\xa0", f"{BETTER}\n"],
    ["1", "2022-03-12 10:01", "2022-03-12 10:03", "anonymous", "", "Alder Row", "Agree", "Strongly agree"],
    ["2", "2022-03-12 10:01", "2022-03-12 10:03", "anonymous", "", "Birches", "Neither", "Don't know"],
]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_one_answer_off_the_scale_is_refused_alone(prepared: Desk, ending: str):
    name = f"Resident survey 2022 forms.{ending}"
    report = checked(prepared, name, FORMS)
    (table,) = report["tables"]
    assert (table["read"], table["accepted"], table["refused"]) == (4, 3, 1)
    (problem,) = report["problems"]
    assert (problem["row"], problem["column"].strip()) == (3, BETTER)
    assert loaded(prepared, name, FORMS) == {
        ("1", "influence"): "agree", ("1", "better"): "strongly agree", ("2", "influence"): "neither",
    }  # fmt: skip


def test_an_unknown_area_is_one_sentence_and_refuses_each_answer(prepared: Desk):
    report = checked(prepared, "Resident survey 2022.csv", [*FORMS, ["3", *FORMS[1][1:5], "Nowhere", "Agree", "Agree"]])
    (table,) = report["tables"]
    assert (table["read"], table["accepted"], table["refused"]) == (6, 3, 3)
    assert len([text for text in sentences(report) if "Nowhere" in text]) == 1


MONKEY = [
    [
        "Respondent ID",
        "Collector ID",
        "Start Date",
        "Area",
        "How often are these true of the council?",
        "",
        "Any comments?",
    ],
    ["", "", "", "Response", SIDES, TIME, "Open-Ended Response"],
    ["10634829371", "2201", "03/12/2022", "Alder Row", "mostly", "rarely", ""],
    ["10634829372", "2201", "03/13/2022", "Birches", "never", "sometimes", "none"],
]
MONKEY_ANSWERS = {
    ("10634829371", "sides"): "mostly", ("10634829371", "time"): "rarely",
    ("10634829372", "sides"): "never", ("10634829372", "time"): "sometimes",
}  # fmt: skip


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_questions_of_a_grid_are_in_the_second_row(prepared: Desk, ending: str):
    assert loaded(prepared, f"Council survey 2022.{ending}", MONKEY) == MONKEY_ANSWERS


def test_the_choices_of_a_question_may_have_a_column_each(prepared: Desk):
    rows = [
        ["Respondent ID", "Area", INFLUENCE, "", "", "", BETTER],
        ["", "", "Agree", "Neither", "Disagree", "Other (please specify)", "Response"],
        ["1", "Alder Row", "Agree", "", "", "", "disagree"],
        ["2", "Birches", "", "", "Disagree", "it depends", ""],
        ["3", "Birches", "", "", "", "", "agree"],
    ]
    assert accepted(prepared, "Resident survey 2022.csv", rows) == {
        ("1", "influence"): "agree", ("1", "better"): "disagree", ("2", "influence"): "disagree", ("2", "better"): "",
        ("3", "influence"): "", ("3", "better"): "agree",
    }  # fmt: skip


def test_two_choices_ticked_for_one_question_are_both_refused(prepared: Desk):
    rows = [
        ["Respondent ID", "Area", INFLUENCE, ""],
        ["", "", "Agree", "Disagree"],
        ["1", "Alder Row", "Agree", "Disagree"],
        ["2", "Birches", "", "Disagree"],
    ]
    report = checked(prepared, "Resident survey 2022.csv", rows)
    (table,) = report["tables"]
    assert (table["read"], table["accepted"], table["refused"]) == (3, 1, 2)
    assert all("row 3" in text and "has the same" in text for text in sentences(report))


QUALTRICS = [
    ["StartDate", "Status", "RecordedDate", "ResponseId", "DistributionChannel", "Area", "Q1", "Q2"],
    ["Start Date", "Response Type", "Recorded Date", "Response ID", "Distribution Channel", "Your area", INFLUENCE, BETTER],
    ['{"ImportId":"startDate"}', '{"ImportId":"status"}', '{"ImportId":"recordedDate"}', '{"ImportId":"_recordId"}',
     '{"ImportId":"distributionChannel"}', '{"ImportId":"QID3"}', '{"ImportId":"QID1"}', '{"ImportId":"QID2"}'],
    ["2022-03-12 10:01:02", "IP Address", "2022-03-12", "R_1", "anonymous", "Alder Row", "Agree", "Disagree"],
    ["2022-03-12 10:01:02", "Survey Preview", "2022-03-12", "R_2", "preview", "Alder Row", "Agree", "Agree"],
    ["2022-03-12 10:01:02", "Spam", "2022-03-12", "R_3", "anonymous", "Alder Row", "Agree", "Agree"],
    ["2022-03-12 10:01:02", "0", "2022-03-12", "R_4", "email", "Birches", "Neither", ""],
    ["2022-03-12 10:01:02", "8", "2022-03-12", "R_5", "email", "Birches", "Neither", ""],
]  # fmt: skip


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_previews_and_spam_are_left_out_and_counted(prepared: Desk, ending: str):
    name = f"Resident survey 2022 qualtrics.{ending}"
    (part,) = checked(prepared, name, QUALTRICS)["files"][0]["parts"]
    assert part["left_out"] == {
        "further rows of headings": 2, "previews, tests and spam, as the survey tool marks them": 3,
    }  # fmt: skip
    assert loaded(prepared, name, QUALTRICS) == {
        ("R_1", "influence"): "agree", ("R_1", "better"): "disagree", ("R_4", "influence"): "neither", ("R_4", "better"): "",
    }  # fmt: skip


def test_a_code_and_a_wording_of_different_questions_are_left_out_with_a_warning(prepared: Desk):
    rows = [[*QUALTRICS[0][:6], "better", "Q2"], *QUALTRICS[1:]]
    report = checked(prepared, "Resident survey 2022.csv", rows)
    assert "may be the question better or influence by its rows of headings" in sentences(report)[0]
    (table,) = report["tables"]
    assert table["read"] == 2


def test_a_status_that_is_no_survey_tools_keeps_everybody(prepared: Desk):
    rows = [["ID", "Area", "Status", INFLUENCE], ["1", "Alder Row", "1", "agree"], ["2", "Birches", "8", "agree"]]
    assert len(accepted(prepared, "Resident survey 2022.csv", rows)) == 2


GOOGLE = [
    ["Timestamp", "Area", INFLUENCE, BETTER],
    ["2022/03/12 6:30:15 PM GMT", "Alder Row", "agree", "disagree"],
    ["2022/03/12 6:31:15 PM GMT", "Birches", "neither", "disagree"],
    ["2022/03/12 6:31:15 PM GMT", "Birches", "neither", "disagree"],
]


def test_respondents_without_a_key_get_one_that_a_later_export_keeps(prepared: Desk):
    name = "Resident survey 2022 (Responses).csv"
    first = accepted(prepared, name, GOOGLE)
    assert sorted(first.values()) == ["agree", "disagree", "disagree", "disagree", "neither", "neither"]
    later = accepted(prepared, name, [*GOOGLE, ["2022/04/01 6:31:15 PM GMT", "Birches", "agree", "agree"]])
    assert first.items() < later.items() and len(later) == 8
    (part,) = checked(prepared, name, GOOGLE)["files"][0]["parts"]
    assert "Respondent key was made from the time and cells of the row, since no column has it" in part["notes"]


def test_equal_rows_without_a_time_are_of_different_people(prepared: Desk):
    rows = [[row[1], *row[2:]] for row in GOOGLE]
    name = "Resident survey 2022 paper.csv"
    first = accepted(prepared, name, rows)
    other = accepted(prepared, name, [rows[0], *rows[2:]])
    assert (len(first), len(other), first.keys() & other.keys()) == (6, 4, set())
    assert first == accepted(prepared, name, rows)


@pytest.mark.parametrize(
    ("heading", "is_read"),
    [
        (f"Non-{INFLUENCE}", False),
        (f"Why do you say that? {INFLUENCE}", True),
        (f"How much do you agree? - {INFLUENCE}", True),
        (f"Q7 [{INFLUENCE}]", True),
        (f"Not true: in 2016 {INFLUENCE}", False),
    ],
)
def test_a_wording_counts_after_a_mark_only(prepared: Desk, heading: str, is_read: bool):
    rows = [["ID", "Area", heading, "better"], ["1", "Alder Row", "agree", "agree"]]
    assert (("1", "influence") in accepted(prepared, "Resident survey 2022.csv", rows)) == is_read


def test_the_reason_for_an_answer_is_not_the_answer(prepared: Desk):
    rows = [["ID", "Area", f"Why? {INFLUENCE}", INFLUENCE], ["1", "Alder Row", "because", "agree"]]
    report = checked(prepared, "Resident survey 2022.csv", rows)
    assert report["tables"][0]["accepted"] == report["tables"][0]["read"] == 1


def test_a_heading_with_a_slip_is_named(prepared: Desk):
    rows = [["ID", "Area", INFLUENCE.replace("decisions", "desicions"), BETTER], ["1", "Alder Row", "agree", "agree"]]
    report = checked(prepared, "Resident survey 2022.csv", rows)
    assert "is almost the wording of the question influence, so it was left out" in sentences(report)[0]


def test_a_survey_of_unknown_questions_is_an_error(prepared: Desk):
    path = prepared.folder / "Resident survey 2022.csv"
    as_csv(path, [["Respondent ID", "Area", "What is new?"], ["1", "Alder Row", "agree"]])
    done = prepared.run("check", path)
    assert done.returncode == 1 and "Load the codebook of the survey first." in done.stdout


@pytest.mark.parametrize(
    ("given", "answer"),
    [("1", "agree"), ("1.0", "agree"), ("2 - disagree", "disagree"), ("AGREE\xa0", "agree"), ("-1", None), ("-99", None),
     ("1.5", None), ("1 - disagree", None), ("<1", None), ("#REF!", None)],
)  # fmt: skip
def test_a_code_is_read_with_its_sign_and_never_against_its_word(prepared: Desk, given: str, answer: str | None):
    path = prepared.folder / "Resident survey 2022 codes.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Codebook"
    for row in (
        ["Code", "Question wording", "Answers", "Topic"],
        ["worth", "Is it worth it?", "1 = agree; 2 = disagree", "other"],
    ):
        book.worksheets[0].append(row)
    for row in (["ID", "Area", "worth"], ["a", "Alder Row", given], ["b", "Birches", "2"]):
        book.create_sheet("Answers") if "Answers" not in book.sheetnames else None
        book["Answers"].append(row)
    book.save(path)
    table = staged_file(prepared, path).accepted["survey_answer"].to_pydict()
    answers = dict(zip(table["respondent_key"], table["answer"], strict=True))
    assert answers == {"b": "disagree"} | ({"a": answer} if answer else {})


respondents = st.lists(
    st.tuples(
        st.sampled_from(["Alder Row", "Birches", "Nowhere", ""]),
        st.sampled_from(["agree", "Strongly Agree ", "7", "", "perhaps", "do not know"]),
        st.sampled_from(["disagree", "do not know", "", "\xa0"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(respondents, st.booleans())
def test_each_answer_is_accepted_as_given_or_refused_with_its_place(
    prepared: Desk, people: list[tuple[str, str, str]], has_key: bool
):
    rows = [["ID", "Area", INFLUENCE, BETTER]]
    rows += [[f"R{number}" if has_key or number else "", *person] for number, person in enumerate(people)]
    path = prepared.folder / "Resident survey 2022 any.csv"
    as_csv(path, rows)
    staged = staged_file(prepared, path)
    (total,) = counts(staged).values()
    (part,) = [checked_part.part for checked_part in staged.checked_parts]
    assert total["read"] == total["accepted"] + total["refused"] == len(part.rows)
    accepted_rows = staged.accepted["survey_answer"].to_pylist() if "survey_answer" in staged.accepted else []
    assert (len(accepted_rows), len(refused_rows(staged))) == (total["accepted"], total["refused"])
    taken = {(row["source_row"], row["question_id"]) for row in accepted_rows}
    for row, question_id, answer in zip(part.rows.index, part.rows["question_id"], part.rows["answer"], strict=True):
        area, given_text = people[int(row) - 1][0], people[int(row) - 1][1 if question_id == "influence" else 2].strip()
        scale = AGREE.split("; ") + (["do not know"] if question_id == "influence" else [])
        has_place = area in ("Alder Row", "Birches") and (has_key or row != 1 or len(people) == 1)
        is_good = has_place and given_text.casefold() in [*scale, ""]
        assert ((int(row) + 1, question_id) in taken) == is_good
        assert answer.casefold().strip() == given_text.casefold()
