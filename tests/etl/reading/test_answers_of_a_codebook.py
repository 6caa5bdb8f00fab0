"""An answer that is not one of its codebook is refused with the answers that are, and with what to do about numbers."""

from pathlib import Path

import openpyxl
import pytest

from etl.loading.load import check_files
from etl.programme import read_programme
from tests.etl.desk import TINY
from tests.etl.reading.sheet_files import open_document, workbook

SURVEY = "Resident survey 2022"
BOOK = ["Survey", "Question", "From round", "Wording", "Answers in order", "Answers that do not count", "Belongs to"]
FIVE = "strongly agree; agree; neither; disagree; strongly disagree"
MEND = "Write the words of the codebook, or add the codebook with its numbers as a sheet of the same workbook."
ODS_CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def sheets_of(scale: str, not_valid: str, answer: str) -> dict[str, list[list[str]]]:
    question = ["resident", "influence", "2022", "People here can influence decisions.", scale, not_valid, "influence"]
    return {SURVEY: [["ID", "Area", "influence"], ["1", "Alder Row", answer]], "Codebook": [BOOK, question]}


def file_in(folder: Path, form: str, sheets: dict[str, list[list[str]]]) -> list[tuple[Path, str]]:
    """Write a survey and its codebook as one workbook, or as two CSV files of which that of the answers has a row for each."""
    if form == "csv":
        key, area, answer = sheets[SURVEY][1]
        long = [["Survey", "Round", "Area", "Respondent key", "Question", "Answer"],
                ["resident", "2022", area, key, "influence", answer]]  # fmt: skip
        paths = [folder / "codebook.csv", folder / "answers.csv"]
        for path, rows in zip(paths, (sheets["Codebook"], long), strict=True):
            path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
        return [(path, path.name) for path in paths]
    path = folder / f"answers.{form}"
    if form == "ods":
        tables = {
            name: "".join(f"<table:table-row>{''.join(map(ODS_CELL.format, row))}</table:table-row>" for row in rows)
            for name, rows in sheets.items()
        }
        body = "".join(f'<table:table table:name="{name}">{lines}</table:table>' for name, lines in tables.items())
        path.write_bytes(open_document(body))
    else:
        path.write_bytes(workbook(lambda book: fill(book, sheets)))
    return [(path, path.name)]


def fill(book: openpyxl.Workbook, sheets: dict[str, list[list[str]]]) -> None:
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize(
    ("scale", "not_valid", "answer", "answers"),
    [
        (FIVE, "", "-99", "“strongly agree”, “agree”, “neither”, “disagree” and “strongly disagree”"),
        ("No; Yes", "", "perhaps", "“No” and “Yes”"),
        ("No; Yes", "Do not know", "7", "“No”, “Yes” and “Do not know”"),
        ("a; b; c; d; e; f; g; h", "", "z", "“a”, “b”, “c”, “d”, “e”, “f”, “g” and “h”"),
        ("a; b; c; d; e; f; g; h; i", "", "z", "“a”, “b”, “c”, “d”, “e”, “f”, “g”, “h” and 1 more"),
        ("a; b; c; d; e; f; g; h; i; j", "k", "z", "“a”, “b”, “c”, “d”, “e”, “f”, “g”, “h” and 3 more"),
    ],
)
def test_an_answer_outside_the_codebook_is_refused_with_the_answers_in_it(
    tmp_path: Path, form: str, scale: str, not_valid: str, answer: str, answers: str
):
    files = file_in(tmp_path, form, sheets_of(scale, not_valid, answer))
    problems = check_files(read_programme(TINY), files, lambda _line: None).problems
    column = "" if form == "csv" else "influence"
    assert [(problem.row, problem.column, problem.says, problem.mend) for problem in problems] == [
        (2, column, f"“{answer}” is not one of the answers to “influence”, which are {answers}", MEND)
    ]


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_numbers_are_read_with_their_codebook_as_the_sentence_says(tmp_path: Path, form: str):
    files = file_in(tmp_path, form, sheets_of("1 = No; 2 = Yes", "", "2"))
    staged = check_files(read_programme(TINY), files, lambda _line: None)
    assert [row["answer"].casefold() for row in staged.accepted["survey_answer"].to_pylist()] == ["yes"]
