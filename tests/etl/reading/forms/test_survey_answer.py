"""A wide export of a survey becomes a row per answer; columns that are not a question are left out with a note."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.contract import DICTIONARY, read_contract
from etl.loading.templates import template_xlsx
from etl.reading.forms.survey_answer import from_sheets
from etl.reading.part import Part
from etl.reading.sheets import Sheet, sheets

CODEBOOK = [
    ["Code", "Question wording", "Answers", "Positive", "Do not know", "Topic", "From round", "Survey"],
    ["Q1", "Residents can influence decisions", "1 = agree; 2 = disagree; 9 = do not know", "1", "9", "influence", "2016",
     "partnership"],
    ["trust", "People here trust each other", "yes; no", "yes", "", "other", "2016", "partnership"],
]  # fmt: skip
WIDE = [
    ["Respondent ID", "Area", "Q1", "trust"],
    ["R-1", "Alder Row", "1", "Yes"],
    ["R-2", "Birch End", "9", ""],
]
LONG = [["Area", "Respondent", "Question", "Answer"], ["Alder Row", "R-1", "influence", "agree"]]
EARLIER_QUESTIONS = pd.DataFrame(
    [
        [
            "partnership",
            "influence",
            "2016",
            "Residents can influence decisions about this area.",
            "agree; disagree",
            None,
        ],
        [
            "partnership",
            "influence",
            "2020",
            "Residents have a say in decisions.",
            "Agree a lot; Disagree",
            "do not know",
        ],
        ["resident", "say", "2016", "Residents can influence decisions about this area.", "agree; disagree", None],
        ["council", "trust", "2016", "People here trust each other.", "yes; no", None],
    ],
    columns=["survey", "question_id", "from_round", "wording", "scale", "not_valid"],
)


def sheet(rows: list[list[str]], name: str = "Answers", file: str = "partnership survey 2018.xlsx") -> Sheet:
    wide = max(map(len, rows))
    return Sheet(file, name, pd.DataFrame([row + [""] * (wide - len(row)) for row in rows], dtype="str"), ())


def part_of(*given_sheets: Sheet, earlier_questions: pd.DataFrame | None = None, table: str = "survey_answer") -> Part:
    parts, taken = from_sheets(list(given_sheets), earlier_questions)
    assert {part.sheet for part in parts} == taken
    (part,) = [part for part in parts if part.contract.table == table]
    return part


def answers(part: Part) -> list[tuple[int, str, str, str]]:
    """Return row, respondent, question and answer of each row."""
    columns = [part.rows[name] for name in ("respondent_key", "question_id", "answer")]
    return list(zip(part.rows.index.tolist(), *columns, strict=True))


def test_a_wide_sheet_with_its_codebook_becomes_answers_in_words():
    part = part_of(sheet(CODEBOOK, "Codebook"), sheet([["Export"], *WIDE]))
    assert answers(part) == [
        (2, "R-1", "q1", "agree"),
        (2, "R-1", "trust", "yes"),
        (3, "R-2", "q1", "do not know"),
        (3, "R-2", "trust", ""),
    ]
    assert part.rows["area_id"].tolist() == ["Alder Row", "Alder Row", "Birch End", "Birch End"]
    assert part.extras.empty and part.extras.index.equals(part.rows.index)
    assert part.headings.keys() == set(part.rows.columns) and part.headings["area_id"] == "Area"


def test_the_codebook_in_the_file_comes_before_the_questions_loaded_from_it_before():
    given = [sheet([row[:6] for row in CODEBOOK], "Codebook"), sheet(WIDE)]
    loaded = part_of(*given, table="question").rows
    assert answers(part_of(*given, earlier_questions=loaded)) == answers(part_of(*given))
    assert answers(part_of(*given, earlier_questions=loaded))[0] == (1, "R-1", "q1", "agree")


def test_the_codebook_becomes_questions_with_words_for_codes():
    part = part_of(sheet(CODEBOOK, "Codebook"), sheet(WIDE), table="question")
    assert part.rows.drop(columns=["survey", "from_round"]).to_dict("index") == {
        1: {"question_id": "q1", "wording": "Residents can influence decisions", "scale": "agree; disagree; do not know",
            "positive": "agree", "not_valid": "do not know", "belongs_to": "influence"},
        2: {"question_id": "trust", "wording": "People here trust each other", "scale": "yes; no", "positive": "yes",
            "not_valid": "", "belongs_to": "other"},
    }  # fmt: skip
    assert set(part.rows["survey"]) == {"partnership"} and set(part.rows["from_round"]) == {"2016"}
    assert part.headings["question_id"] == "Code"


def test_a_codebook_without_survey_and_round_takes_them_from_the_names():
    book = sheet([[*row[:6], "a note"] for row in CODEBOOK], "Codebook")
    part = part_of(book, sheet(WIDE), table="question")
    assert part.rows[["survey", "from_round"]].to_numpy().tolist() == [["partnership", "2018"]] * 2
    assert part.notes == (
        "Survey was taken from the name of the sheet or file: partnership",
        "From round was taken from the name of the sheet or file: 2018",
    )
    assert part.extras["a note"].tolist() == ["a note", "a note"]


def test_code_beside_question_makes_the_question_the_wording():
    book = sheet(
        [["Code", "Question", "Answers"], ["Q1", "Residents can influence decisions", "agree; disagree"]], "Codebook"
    )
    part = part_of(book, sheet(WIDE), table="question")
    assert part.rows[["question_id", "wording"]].to_numpy().tolist() == [["q1", "Residents can influence decisions"]]


@pytest.mark.parametrize(
    "heading",
    [
        "influence",
        " Influence ",
        "Residents can influence decisions about this area.",
        "residents can influence decisions about this area",
        "Q5. Residents can influence decisions about this area.",
        "5) Residents can influence decisions about this area",
        "influence: what do you think?",
        "How much do you agree? [Residents can influence decisions about this area.]",
    ],
)
def test_a_heading_may_be_the_code_or_the_wording(heading: str):
    part = part_of(
        sheet([["Respondent", "Area", heading], ["R-1", "Alder Row", "AGREE"]]), earlier_questions=EARLIER_QUESTIONS
    )
    assert answers(part) == [(1, "R-1", "influence", "agree")]


def test_a_wording_asked_in_two_surveys_is_distinguished_by_the_survey():
    rows = [["Respondent", "Area", "Residents can influence decisions about this area."], ["R-1", "Alder Row", "agree"]]
    assert answers(part_of(sheet(rows, "Residents 2018"), earlier_questions=EARLIER_QUESTIONS)) == [
        (1, "R-1", "say", "agree")
    ]
    unsure = part_of(sheet(rows, "Answers", "survey 2018.xlsx"), earlier_questions=EARLIER_QUESTIONS)
    assert answers(unsure) == [] and "Residents can influence decisions" in unsure.notes[-1]


@pytest.mark.parametrize(
    ("file", "word"), [("partnership 2018.xlsx", "disagree"), ("partnership 2020.xlsx", "Disagree")]
)
def test_an_answer_is_spelt_as_the_scale_of_its_round_spells_it(file: str, word: str):
    rows = [["Respondent", "Area", "influence"], ["R-1", "Alder Row", "DISAGREE"], ["R-2", "Alder Row", "Perhaps"]]
    assert [answer[3] for answer in answers(part_of(sheet(rows, "", file), earlier_questions=EARLIER_QUESTIONS))] == [
        word,
        "Perhaps",
    ]


@pytest.mark.parametrize(
    ("scale", "given", "word"),
    [
        ("1 = agree; 2 = disagree", "2", "disagree"),
        ("1 = agree; 2 = disagree", "2.0", "disagree"),
        ("1=agree, a lot\n2=disagree", "1", "agree, a lot"),
        ("1=agree, 2=disagree", "2", "disagree"),
        ("1: agree | 2: disagree", "2", "disagree"),
        ("1 - agree; 2 - disagree", "1 - agree", "agree"),
        ("1. agree; 2. disagree", "3", "3"),
        ("1 - 5", "1", "1"),
        ("-1 = no answer; 1 = agree", "-1", "no answer"),
        ("agree; disagree", "1", "1"),
    ],
)
def test_codes_become_the_words_the_codebook_gives_them(scale: str, given: str, word: str):
    book = sheet([["Code", "Wording", "Scale"], ["q1", "A question", scale]], "Codebook")
    assert answers(part_of(book, sheet([["Respondent", "Area", "q1"], ["R-1", "Alder Row", given]]))) == [
        (1, "R-1", "q1", word)
    ]


def test_a_code_that_means_two_things_stays_a_code():
    rows = [["q1", "A question", "1 = agree", "2016"], ["q1", "A new question", "1 = disagree", "2020"]]
    book = sheet([["Code", "Wording", "Scale", "From round"], *rows], "Codebook", "survey.xlsx")
    wide = sheet([["Respondent", "Area", "q1"], ["R-1", "Alder Row", "1"]], "Answers", "survey.xlsx")
    assert answers(part_of(book, wide)) == [(1, "R-1", "q1", "1")]
    of_2018 = sheet([["Respondent", "Area", "Year", "q1"], ["R-1", "Alder Row", "2018", "1"]], "Answers", "survey.xlsx")
    assert answers(part_of(book, of_2018)) == [(1, "R-1", "q1", "agree")]


@pytest.mark.parametrize(
    ("name", "file", "survey", "year"),
    [
        ("Answers", "partnership survey 2018.xlsx", "partnership", "2018"),
        ("Residents 2020", "partnership survey 2018.xlsx", "resident", "2020"),
        ("", "Council_2016-export.csv", "council", "2016"),
        ("", "resident and council survey 2016 to 2018.csv", None, None),
        ("", "survey.csv", None, None),
        ("", "ID-120185.csv", None, None),
    ],
)
def test_survey_and_round_come_from_a_name_with_exactly_one(name: str, file: str, survey: str | None, year: str | None):
    part = part_of(
        sheet([["Respondent", "Area", "Q1"], ["R-1", "Alder Row", "agree"]], name, file),
        earlier_questions=_questions_with("q1"),
    )
    for column, expected in (("survey", survey), ("round", year)):
        assert (set(part.rows[column]) if column in part.rows else {None}) == {expected}
        assert any(expected in note for note in part.notes) if expected else not part.notes


def _questions_with(question_id: str) -> pd.DataFrame:
    return pd.DataFrame([{"question_id": question_id, "wording": "A question", "scale": "agree; disagree"}])


def test_columns_of_survey_and_round_come_before_names_unless_they_are_empty():
    rows = [["Respondent", "Area", "Survey", "Year", "q1"], ["R-1", "Alder Row", "resident", "", "agree"]]
    part = part_of(sheet(rows), earlier_questions=_questions_with("q1"))
    assert part.rows[["survey", "round"]].to_numpy().tolist() == [["resident", "2018"]]
    assert part.headings["survey"] == "Survey" and part.headings["round"] == "name of the file"


def test_columns_that_are_not_a_question_are_left_out_with_a_note():
    more = [
        row + extra
        for row, extra in zip(
            WIDE, (["Which? Tick all: parks", "Anything else?"], ["x", "A person"], ["", ""]), strict=True
        )
    ]
    part = part_of(sheet(CODEBOOK, "Codebook"), sheet(more))
    assert "A person" not in part.rows.to_numpy() and part.extras.empty
    assert "left out, since they are no question of a codebook: Which? Tick all: parks, Anything else?" in part.notes


def test_long_and_many_headings_are_cut_short():
    headings = [f"{number} {'why ' * 40}" for number in range(22)]
    part = part_of(
        sheet([["Respondent", "Area", "q1", *headings], ["R-1", "Alder Row", "agree"]]),
        earlier_questions=_questions_with("q1"),
    )
    assert part.notes[-1].endswith("… and 2 more") and len(part.notes[-1]) < 20 * 90


def test_a_question_nobody_answered_is_noted_and_gives_no_rows():
    part = part_of(
        sheet(CODEBOOK, "Codebook"), sheet([WIDE[0], ["R-1", "Alder Row", "1", ""], ["R-2", "Birch End", "2", " "]])
    )
    assert answers(part) == [(1, "R-1", "q1", "agree"), (2, "R-2", "q1", "disagree")]
    assert "nobody answered: trust" in part.notes


def test_a_question_asked_in_two_columns_counts_once():
    rows = [["Respondent", "Area", "q1", "A question"], ["R-1", "Alder Row", "agree", "disagree"]]
    part = part_of(sheet(rows), earlier_questions=_questions_with("q1"))
    assert answers(part) == [(1, "R-1", "q1", "agree")] and part.notes[-1].endswith(": A question")


@pytest.mark.parametrize(
    "more",
    [
        [["", "", "Residents can influence decisions", "People here trust each other"]],
        [
            ["Response ID", "Area", "Residents can influence decisions", "Trust?"],
            ['{"ImportId":"_recordId"}', "", "x", "x"],
        ],
        [["", "", "Response", "Response"]],
    ],
    ids=["wordings", "wordings and marks of the tool", "words of the tool"],
)
def test_further_rows_of_headings_are_counted_and_are_not_respondents(more: list[list[str]]):
    part = part_of(sheet(CODEBOOK, "Codebook"), sheet([WIDE[0], *more, *WIDE[1:]]))
    assert sorted(set(part.rows["respondent_key"])) == ["R-1", "R-2"]
    assert part.left_out == {"further rows of headings": len(more)}


def test_respondents_without_a_key_are_kept_so_that_they_are_refused_with_a_sentence():
    part = part_of(sheet(CODEBOOK, "Codebook"), sheet([WIDE[0], ["", "", "1", "yes"], ["R-2", "Birch End", "", "no"]]))
    assert answers(part)[0] == (1, "", "q1", "agree") and part.left_out == {}


def test_a_survey_of_unknown_questions_is_counted_and_not_loaded():
    part = part_of(sheet(WIDE))
    assert part.rows.empty and part.notes[-1].endswith(": Q1, trust")
    assert part.left_out == {"respondents none of whose questions is in a codebook; load the codebook first": 2}


@pytest.mark.parametrize(
    "rows",
    [
        LONG,
        [["Area", "Respondent", "Question text", "Response"], ["Alder Row", "R-1", "x", "y"]],
        [["Area", "Date", "Members"], ["Alder Row", "2018-01-01", "8"]],
        [
            ["Survey", "Question", "Wording", "Answers in order"],
            ["partnership", "influence", "A question", "agree; disagree"],
        ],
        [["Influence", "Trust"], ["agree", "yes"]],
    ],
    ids=["long", "long with other headings", "meetings", "questions", "nobody who answers"],
)
def test_a_sheet_that_is_not_wide_is_left_to_others(rows: list[list[str]]):
    assert from_sheets([sheet(rows)], EARLIER_QUESTIONS) == ([], set())


@pytest.mark.parametrize("table", ["survey_answer", "question"])
def test_a_template_is_left_to_others(tmp_path: Path, table: str):
    path = tmp_path / "template.xlsx"
    path.write_bytes(template_xlsx(read_contract(DICTIONARY / f"{table}.yml"), {"area": ["Alder Row"]}))
    assert from_sheets(sheets(path, "template.xlsx"), EARLIER_QUESTIONS) == ([], set())


def test_a_codebook_alone_is_taken_where_it_has_codes_to_turn_into_words():
    assert part_of(sheet(CODEBOOK), table="question").rows["positive"].tolist() == ["agree", "yes"]
    plain = [[*row[:2], "agree; disagree"] for row in CODEBOOK[1:]]
    assert from_sheets([sheet([["Code", "Wording", "Scale"], *plain])], None) == ([], set())


texts = st.sampled_from(["Respondent", "Area", "Question", "Answer", "Code", "Wording", "Scale", "Survey", "Year", "influence",
                         "1 = agree; 2 = no", "agree", "R-1", ""]) | st.text(max_size=6)  # fmt: skip
grids = st.lists(st.lists(texts, min_size=4, max_size=4), min_size=1, max_size=6)


@given(st.lists(grids, max_size=3), st.booleans())
def test_any_sheets_give_parts_of_text(rows_of_sheets: list[list[list[str]]], has_earlier_questions: bool):
    writable = [[[text.encode("utf-8", "replace").decode() for text in row] for row in rows] for rows in rows_of_sheets]
    parts, taken = from_sheets(
        [sheet(rows, str(number)) for number, rows in enumerate(writable)],
        EARLIER_QUESTIONS if has_earlier_questions else None,
    )
    assert taken == {part.sheet for part in parts} and len(taken) == len(parts)
    for part in parts:
        assert set(part.rows.columns) <= {column.name for column in part.contract.columns}
        assert part.rows.index.equals(part.extras.index) and set(part.rows.columns) <= part.headings.keys()
        assert set(part.rows.index) <= set(range(len(writable[int(part.sheet)])))
