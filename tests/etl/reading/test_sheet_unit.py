"""A unit that a sheet gives above, below or beside its table is used, asked about or refused, never passed over."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from etl.loading.load import check_files
from etl.loading.staging import Staged
from etl.programme import read_programme
from etl.reading.part import answers_from
from etl.reading.sheet_unit import statement
from tests.etl.desk import TINY
from tests.etl.reading.sheet_files import one_sheet, open_document

HEADINGS = "Area,Period,Budget heading,Spent"


def staged(folder: Path, text: str, *answers: str, name: str = "spending.csv") -> Staged:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return check_files(read_programme(TINY), [(path, name)], lambda _line: None, answers=answers_from(answers))


def spent(outcome: Staged) -> list[float]:
    return [row["spent_gbp"] for row in outcome.accepted["spending"].to_pylist()] if outcome.accepted else []


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("All figures in £000", 1000), ("(all amounts are in £'000s)", 1000), ("£000s", 1000),
        ("Note: figures in thousands", 1000),
        ("Figures shown are in thousands of pounds.", 1000), ("£k", 1000), ("Units: £ thousands", 1000), ("£ m", 1_000_000),
        ("Spending by area, 2018-19 (£000)", 1000), ("Total spend in £000", 1000), ("All values in £ millions", 1_000_000),
        ("NB All sums are in GBP k", 1000), ("Spending 2018-19: £’000", 1000), ("in millions of pounds", 1_000_000),
    ],
)  # fmt: skip
def test_a_text_that_says_nothing_but_a_unit_is_clear(text: str, factor: int):
    given = statement(text)
    assert given is not None
    assert (given.factor, given.is_clear) == (factor, True)


@pytest.mark.parametrize(
    "text",
    ["Rounded to the nearest £000", "All figures in £000 unless stated", "We hope to raise some £k next year",
     "Some are in thousands of pounds", "Fees in £000 are not in here"],
)  # fmt: skip
def test_a_text_that_says_more_than_a_unit_is_in_doubt(text: str):
    given = statement(text)
    assert given is not None
    assert not given.is_clear


@pytest.mark.parametrize(
    "text",
    ["Thousands of people came", "1,000s of leaflets", "We won £5k", "£12,000", "£1m from the lottery", "12 000", "in 2000",
     "A million thanks", "Euro 2020 party", "Return of 2018-19", "", "$5 from a tourist", "20p each"],
)  # fmt: skip
def test_a_text_without_a_unit_gives_none(text: str):
    assert statement(text) is None


SHEETS = {
    "above": f"Spending (£000),,,\n{HEADINGS}\nAlder Row,2018-19,a,3.25\n",
    "above beside": f"Spending,,,All figures in £000\n{HEADINGS}\nAlder Row,2018-19,a,3.25\n",
    "below": f"{HEADINGS}\nAlder Row,2018-19,a,3.25\n,,,\nAll figures in £000,,,\n",
    "below, in two cells": f"{HEADINGS}\nAlder Row,2018-19,a,3.25\n,,,\nNote,all figures in £000,,\n",
    "beside, in a heading": f"{HEADINGS},,£000\nAlder Row,2018-19,a,3.25,,\n",
    "beside, in a cell": f"{HEADINGS},,\nAlder Row,2018-19,a,3.25,,£000\n",
    "beside, in every row": f"{HEADINGS},Unit\nAlder Row,2018-19,a,3.25,£000\n",
}


@pytest.mark.parametrize("where", SHEETS)
def test_a_unit_is_used_wherever_it_is_given(tmp_path: Path, where: str):
    outcome = staged(tmp_path, SHEETS[where])
    assert spent(outcome) == [3250]
    assert "multiplied: 3.25 is £3,250" in " ".join(problem.says for problem in outcome.problems)


def test_a_heading_with_a_unit_of_its_own_is_multiplied_once(tmp_path: Path):
    text = f"{HEADINGS} (£000)\nAlder Row,2018-19,a,3.25\nAll figures in thousands,,,\n"
    assert spent(staged(tmp_path, text)) == [3250]


@pytest.mark.parametrize(
    ("answer", "amounts"), [("", []), ("amounts=thousands of pounds", [3250]), ("amounts=pounds", [3.25])]
)
def test_a_unit_in_doubt_is_asked_about(tmp_path: Path, answer: str, amounts: list[float]):
    text = f"{HEADINGS}\nAlder Row,2018-19,a,3.25\nAll figures in £000 unless stated,,,\n"
    outcome = staged(tmp_path, text, *filter(None, [answer]))
    assert spent(outcome) == amounts
    assert [question.says for question in outcome.questions] == [
        "row 3 says “All figures in £000 unless stated”, so amounts may not be in pounds"
    ]


def test_two_units_are_asked_about(tmp_path: Path):
    outcome = staged(tmp_path, f"Spending (£m),,,\n{HEADINGS}\nAlder Row,2018-19,a,3.25\nAll figures in £000,,,\n")
    (question,) = outcome.questions
    assert [reading.name for reading in question.readings] == ["thousands of pounds", "millions of pounds", "pounds"]


@pytest.mark.parametrize("unit", ["Amounts in euros", "All figures in €", "USD", "Figures in pence"])
def test_another_currency_below_the_table_refuses_it(tmp_path: Path, unit: str):
    outcome = staged(tmp_path, f"{HEADINGS}\nAlder Row,2018-19,a,3.25\n{unit},,,\n")
    assert spent(outcome) == []
    assert f"row 3 says “{unit}”; expected pounds" in [problem.says for problem in outcome.problems]


def test_a_unit_of_some_rows_refuses_them(tmp_path: Path):
    text = f"{HEADINGS},Unit\nAlder Row,2018-19,a,3.25,£000\nAlder Row,2018-19,b,50,£\nElm Green,2018-19,c,60,£\n"
    outcome = staged(tmp_path, text)
    assert (spent(outcome), [problem.row for problem in outcome.problems]) == ([50, 60], [2])


def test_thousands_of_people_are_refused(tmp_path: Path):
    text = "Area,Date,Kind of meeting,People present\nAlder Row,12/03/2014,partnership,3\nAll figures in thousands,,,\n"
    outcome = staged(tmp_path, text, name="meeting.csv")
    assert not outcome.accepted
    assert (
        outcome.problems[0].says
        == "row 3 says “All figures in thousands”; expected whole figures, as Meetings holds no money"
    )


def test_the_unit_above_holds_for_a_second_table(tmp_path: Path):
    below = "Area,Period,Budget heading,Planned\nElm Green,2018-19,b,4.5\n"
    text = f"Spending (£000),,,\n{HEADINGS}\nAlder Row,2018-19,a,3.25\n,,,\n{below}"
    rows = staged(tmp_path, text, "row 5=own table").accepted["spending"].to_pylist()
    assert [(row["spent_gbp"], row["planned_gbp"]) for row in rows] == [(3250, None), (None, 4500)]


FIRST = ["Area,Period,Budget heading,Spent", "Alder Row,2018-19,a,3.25"]
SECOND = ["Area,Period,Budget heading,Planned", "Elm Green,2018-19,b,4.5"]
UNIT = "All amounts in £000"


def written(folder: Path, form: str, lines: Sequence[str]) -> Path:
    """Return a file of these lines, as CSV, XLSX or ODS."""
    path = folder / f"spending.{form}"
    rows = list(csv.reader(lines))
    if form == "csv":
        path.write_text("\n".join(f"{line}{',' * (3 - line.count(','))}" for line in lines), encoding="utf-8")
    elif form == "xlsx":
        path.write_bytes(
            one_sheet({f"{'ABCDEF'[c]}{r}": text for r, row in enumerate(rows, 1) for c, text in enumerate(row)})
        )
    else:
        cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        cells = ["".join(cell.format(text) if text else "<table:table-cell/>" for text in row) for row in rows]
        body = "".join(f"<table:table-row>{row or '<table:table-cell/>'}</table:table-row>" for row in cells)
        path.write_bytes(open_document(f'<table:table table:name="Spending">{body}</table:table>'))
    return path


def amounts(folder: Path, form: str, lines: Sequence[str], *answers: str) -> tuple[list[float], list[float], list[str]]:
    """Return what is loaded of each of two tables, spent and planned, and the questions left."""
    path = written(folder, form, lines)
    second = next(number for number, line in enumerate(lines, 1) if line == SECOND[0])
    given = answers_from([f"row {second}=own table", *answers])
    outcome = check_files(read_programme(TINY), [(path, path.name)], lambda _line: None, answers=given)
    rows = outcome.accepted["spending"].to_pylist() if outcome.accepted else []
    spent_gbp, planned_gbp = (
        [row[name] for row in rows if row[name] is not None] for name in ("spent_gbp", "planned_gbp")
    )
    return spent_gbp, planned_gbp, [question.subject for question in outcome.questions if not question.answer]


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([*FIRST, UNIT, "", *SECOND], ([3250], [4.5])),
        ([*FIRST, UNIT, "Source: accounts", "", *SECOND], ([3250], [4.5])),
        ([*FIRST, "", *SECOND, UNIT], ([3.25], [4500])),
        ([*FIRST, "", "Plans (£000)", *SECOND], ([3.25], [4500])),
        ([*FIRST, "", "Plans", UNIT, *SECOND], ([3.25], [4500])),
        ([*FIRST, "Source: accounts", "", "", UNIT, *SECOND], ([3.25], [4500])),
        ([UNIT, *FIRST, "", *SECOND], ([3250], [4500])),
        ([*FIRST, f"Note,{UNIT}", "", *SECOND, f"Note,{UNIT}"], ([3250], [4500])),
    ],
)
def test_a_unit_belongs_to_the_table_that_it_touches(
    tmp_path: Path, form: str, lines: list[str], expected: tuple[list[float], list[float]]
):
    assert amounts(tmp_path, form, lines) == (*expected, [])


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize(
    ("lines", "loaded", "subjects"),
    [
        ([*FIRST, UNIT, *SECOND], ([], []), ["amounts under row 1", "amounts under row 4"]),
        ([*FIRST, "", UNIT, "", *SECOND], ([], []), ["amounts under row 1", "amounts under row 6"]),
        ([*FIRST, "", *SECOND, "", UNIT], ([], [4500]), ["amounts under row 1"]),
    ],
)
def test_a_unit_that_may_be_of_either_table_is_asked_about(
    tmp_path: Path, form: str, lines: list[str], loaded: tuple[list[float], list[float]], subjects: list[str]
):
    assert amounts(tmp_path, form, lines) == (*loaded, subjects)
    thousands = [f"{subject}=thousands of pounds" for subject in subjects]
    assert amounts(tmp_path, form, lines, *thousands) == ([3250], [4500], [])
    first_in_pounds = [f"{subjects[0]}=pounds", *thousands[1:]]
    assert amounts(tmp_path, form, lines, *first_in_pounds) == ([3.25], [4500], [])


def test_the_last_incomplete_records_of_a_table_are_no_titles_of_the_next(tmp_path: Path):
    lines = [*FIRST, "", "Birches,,,7", *SECOND]
    outcome = staged(tmp_path, "\n".join(f"{line}{',' * (3 - line.count(','))}" for line in lines), "row 5=own table")
    assert [problem.row for problem in outcome.problems if problem.severity == "error"] == [4, 4, 4]
