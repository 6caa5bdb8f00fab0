"""What a workbook does not show stops for an answer where a person may not know of it, and is read where only one reading is."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from etl.loading.load import check_files
from etl.loading.staging import Staged
from etl.programme import read_programme
from etl.reading.part import answers_from
from tests.etl.desk import TINY
from tests.etl.reading.sheet_files import open_document, workbook

HEADINGS = ["Area", "Period", "Budget heading", "Spent (£)", "Seen by"]


def staged(folder: Path, fill: Callable[[openpyxl.Workbook], None], *answers: str) -> Staged:
    path = folder / "spending.xlsx"
    path.write_bytes(workbook(fill))
    return check_files(read_programme(TINY), [(path, path.name)], lambda _line: None, answers=answers_from(answers))


def open_questions(staged_file: Staged) -> list[tuple[str, tuple[int, ...] | None]]:
    return [(question.subject, question.rows) for question in staged_file.questions if not question.answer]


def loaded(staged_file: Staged) -> list[int]:
    return [row["source_row"] for row in staged_file.accepted["spending"].to_pylist()] if staged_file.accepted else []


def spending(sheet: Worksheet, rows: int) -> None:
    sheet.append(HEADINGS)
    for number in range(1, rows + 1):
        sheet.append(["Alder Row", "2018-19", f"{sheet.title} {number}", number, "me"])


def test_hidden_rows_without_records_ask_nothing(tmp_path: Path):
    def fill(book: openpyxl.Workbook):
        sheet = book.worksheets[0]
        sheet.append(["Spending of the year"])
        spending(sheet, 2)
        sheet.append(["Total", "", "", 3])
        for row in (1, 2, 5, 9):
            sheet.row_dimensions[row].hidden = True

    outcome = staged(tmp_path, fill)
    assert (open_questions(outcome), loaded(outcome)) == ([], [3, 4])


def test_many_hidden_rows_are_counted(tmp_path: Path):
    def fill(book: openpyxl.Workbook):
        spending(book.worksheets[0], 9)
        for row in range(3, 11):
            book.worksheets[0].row_dimensions[row].hidden = True

    outcome = staged(tmp_path, fill)
    assert (open_questions(outcome), loaded(outcome)) == ([("hidden rows", tuple(range(2, 10)))], [2])
    assert outcome.questions[0].says == "rows 3, 4, 5, 6, 7 and 3 more are hidden, for example by a filter"
    assert loaded(staged(tmp_path, fill, "hidden rows=read")) == list(range(2, 11))
    assert loaded(staged(tmp_path, fill, "hidden rows=left out")) == [2]


def test_a_hidden_sheet_whose_table_no_shown_sheet_has_is_read_with_a_note(tmp_path: Path):
    def fill(book: openpyxl.Workbook):
        book.worksheets[0].append(["Read the sheet behind this one"])
        sheet = book.create_sheet("Data")
        sheet.sheet_state = "hidden"
        spending(sheet, 1)

    outcome = staged(tmp_path, fill)
    assert (open_questions(outcome), loaded(outcome)) == ([], [2])
    assert "the sheet is hidden and was read too" in outcome.checked_parts[0].part.notes


def test_a_hidden_sheet_whose_rows_are_also_shown_is_asked_about(tmp_path: Path):
    def fill(book: openpyxl.Workbook):
        spending(book.worksheets[0], 1)
        copy = book.create_sheet("Copy")
        copy.sheet_state = "hidden"
        spending(copy, 2)
        copy["C2"] = book.worksheets[0]["C2"].value

    assert open_questions(staged(tmp_path, fill)) == [("sheet Copy", (1, 2))]
    assert loaded(staged(tmp_path, fill, "sheet Copy=left out")) == [2]


def test_a_hidden_column_is_asked_about_when_the_table_uses_it_and_it_is_filled(tmp_path: Path):
    def fill(book: openpyxl.Workbook):
        sheet = book.worksheets[0]
        spending(sheet, 2)
        sheet.cell(1, 6, "Planned (£)")
        for letter in "BEF":
            sheet.column_dimensions[letter].hidden = True

    assert open_questions(staged(tmp_path, fill)) == [("column B", (1, 2))]
    assert loaded(staged(tmp_path, fill, "column B=read")) == [2, 3]
    outcome = staged(tmp_path, fill, "column B=left empty")
    assert loaded(outcome) == []
    assert outcome.questions[0].readings[1].gives == "no row is loaded, as each needs a value"


GRANTS = ["Identifier", "Currency", "Amount Awarded", "Award Date", "Recipient Org:Name", "Funding Org:Name"]


def test_hidden_parts_of_a_table_with_a_form_of_its_own_are_asked_about(tmp_path: Path):
    def fill(book: openpyxl.Workbook):
        sheet = book.worksheets[0]
        sheet.append(GRANTS)
        for number in range(3):
            sheet.append([f"360G-a-{number}", "GBP", 100 + number, "01/04/2019", "Group A", "Fund A"])
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True

    assert open_questions(staged(tmp_path, fill)) == [("hidden rows", (2,)), ("column C", (1, 2, 3))]
    rows = staged(tmp_path, fill, "column C=read", "hidden rows=left out").accepted["grant"].to_pylist()
    assert [row["source_row"] for row in rows] == [2, 4]


def test_a_very_hidden_sheet_is_asked_about_whether_or_not_its_table_is_shown(tmp_path: Path):
    def fill(book: openpyxl.Workbook, has_shown: bool):
        first = book.worksheets[0]
        spending(first, 1) if has_shown else first.append(["Read this first"])
        sheet = book.create_sheet("Old")
        sheet.sheet_state = "veryHidden"
        spending(sheet, 2)

    how = "the sheet is hidden so that no menu of the spreadsheet program shows it, and holds Spending"
    for has_shown, says in ((True, f"{how}, as sheet Sheet does"), (False, how)):
        outcome = staged(tmp_path, partial(fill, has_shown=has_shown))
        assert (open_questions(outcome), loaded(outcome)) == ([("sheet Old", (1, 2))], [2] * has_shown)
        assert outcome.questions[0].says == says
        answered = staged(tmp_path, partial(fill, has_shown=has_shown), "sheet Old=read")
        assert sorted(loaded(answered)) == sorted([2] * has_shown + [2, 3])
        assert loaded(staged(tmp_path, partial(fill, has_shown=has_shown), "sheet Old=left out")) == [2] * has_shown


def test_a_very_hidden_sheet_of_grants_is_asked_about_and_one_of_another_program_is_passed_over(tmp_path: Path):
    def fill(book: openpyxl.Workbook):
        spending(book.worksheets[0], 1)
        grants, lists = book.create_sheet("Grants"), book.create_sheet("_lists")
        grants.append(GRANTS)
        grants.append(["360G-a-1", "GBP", 100, "01/04/2019", "Group A", "Fund A"])
        lists.append(["paid", "committed", "returned"])
        grants.sheet_state = lists.sheet_state = "veryHidden"

    outcome = staged(tmp_path, fill)
    assert open_questions(outcome) == [("sheet Grants", (1,))]
    assert list(outcome.accepted) == ["spending"]
    assert [file.unknown_sheets for file in outcome.files] == [[]]


def survey(book: openpyxl.Workbook, *headings: str, hidden: str):
    sheet, codebook = book.worksheets[0], book.create_sheet("Codebook")
    sheet.title = "Resident survey 2022"
    sheet.append(["ID", "Area", *headings])
    sheet.append(["r1", "Alder Row", "agree", "disagree"])
    sheet.append(["r2", "Birches", "disagree", ""])
    sheet.append(["r3", "Birches", "", "agree"])
    codebook.append(["Survey", "Question", "From round", "Wording", "Answers in order", "Belongs to"])
    codebook.append(["resident", "better", 2022, "It is better here.", "disagree; agree", "other"])
    codebook.append(["resident", "safer", 2022, "It is safer here.", "disagree; agree", "other"])
    sheet.column_dimensions[hidden].hidden = True


def answers_in(outcome: Staged) -> set[tuple[str, str]]:
    rows = outcome.accepted["survey_answer"].to_pylist()
    return {(row["respondent_key"], row["question_id"]) for row in rows if row["answer"]}


@pytest.mark.parametrize("headings", [("better", "safer"), ("It is better here.", "Q2. It is safer here.")])
def test_a_hidden_question_of_a_survey_is_asked_about_answer_by_answer(tmp_path: Path, headings: tuple[str, str]):
    fill = partial(lambda book, headings: survey(book, *headings, hidden="D"), headings=headings)
    outcome = staged(tmp_path, fill)
    assert open_questions(outcome) == [("column D", (1, 3))]
    assert outcome.questions[0].says == f"the column is hidden and holds answers to the question under {headings[1]}"
    shown, both = {("r1", "better"), ("r2", "better")}, {("r1", "safer"), ("r3", "safer")}
    assert answers_in(outcome) == shown
    assert answers_in(staged(tmp_path, fill, "column D=read")) == shown | both
    assert answers_in(staged(tmp_path, fill, "column D=left out")) == shown


def test_one_of_two_hidden_columns_of_the_same_question_is_asked_about(tmp_path: Path):
    fill = partial(survey, hidden="D")
    outcome = staged(tmp_path, lambda book: fill(book, "better", "better"))
    assert [subject for subject, _ in open_questions(outcome)] == ["column D"]


def test_the_hidden_area_of_respondents_is_asked_about(tmp_path: Path):
    outcome = staged(tmp_path, lambda book: survey(book, "better", "safer", hidden="B"))
    assert [subject for subject, _ in open_questions(outcome)] == ["column B"]
    assert "survey_answer" not in outcome.accepted


def test_hidden_columns_of_an_open_document_survey_are_asked_about(tmp_path: Path):
    def cells(*texts: str) -> str:
        return "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
        )

    def table(name: str, columns: str, rows: list[list[str]]) -> str:
        lines = "".join(f"<table:table-row>{cells(*row)}</table:table-row>" for row in rows)
        return f'<table:table table:name="{name}">{columns}{lines}</table:table>'

    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    answers = table("Resident survey 2022", columns, [["ID", "Area", "better"], ["r1", "Alder Row", "agree"]])
    head = ["Survey", "Question", "From round", "Wording", "Answers in order", "Belongs to"]
    book = table(
        "Codebook", "", [head, ["resident", "better", "2022", "It is better here.", "disagree; agree", "other"]]
    )
    path = tmp_path / "survey.ods"
    path.write_bytes(open_document(answers + book))
    outcome = check_files(read_programme(TINY), [(path, path.name)], lambda _line: None)
    assert open_questions(outcome) == [("column C", (1,))]
