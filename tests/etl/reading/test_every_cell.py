"""For any sheet, every cell of a known column is loaded with the value it means, or its row is named: nothing between."""

import csv
import io
import unicodedata
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.loading.load import check_files
from etl.programme import read_programme
from tests.etl.desk import TINY
from tests.etl.reading.sheet_files import one_sheet

AREAS = ["Alder Row", "Elm Green", "Gorse Lea", "Hazel Court", "Ivy Street"]
HEADINGS = ["Area", "Period", "Budget heading", "Spent (£)"]
MARKS = ("", "\u200e", "\ufeff", " ")
GUARDS = ("{}", '="{}"', '"{}"')


@st.composite
def amounts(draw: st.DrawFn) -> tuple[float, str, str]:
    """Return an amount, how it is written with a decimal point, and how with a decimal comma."""
    pence = draw(st.integers(-9_999_999, 99_999_999))
    whole, part = divmod(abs(pence), 100)
    grouped = f"{whole:,}" if draw(st.booleans()) else str(whole)
    english = f"{grouped}.{part:02}" if part or draw(st.booleans()) else grouped
    signed = english if pence >= 0 else draw(st.sampled_from(["-{}", "{}-", "({})"])).format(english)
    return pence / 100, signed, signed.translate(str.maketrans(",.", ".,"))


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Return a text that is no amount, or whose value cannot be known."""
    return draw(
        st.sampled_from(["#REF!", "####", "3.60E+11", "450 CR", "€20", "12 to 15", "about 5", "1,2,3", "4£5", "12.5%"])
    )


@st.composite
def sheets(draw: st.DrawFn) -> tuple[str, str, list[tuple[str, float | None]]]:
    """Return a CSV file, its decimal mark, and for each row its budget heading and its right amount, None for no amount."""
    mark = draw(st.sampled_from([".", ","]))
    rows, right = [], []
    for number in range(draw(st.integers(1, 8))):
        amount, english, other = draw(amounts())
        text = draw(st.sampled_from(MARKS)) + draw(st.sampled_from(GUARDS)).format(english if mark == "." else other)
        is_damaged = draw(st.integers(0, 9)) == 0
        line = f"Line {number}"
        rows.append([draw(st.sampled_from(AREAS)), "2018-19", line, draw(damaged()) if is_damaged else text])
        right.append((line, None if is_damaged else amount))
    body = io.StringIO()
    csv.writer(body, delimiter=draw(st.sampled_from([",", ";", "\t"]))).writerows([HEADINGS, *rows])
    return body.getvalue(), mark, right


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=sheets())
def test_every_amount_is_loaded_as_written_or_its_row_is_named(drawn: tuple[str, str, list], tmp_path: Path):
    text, _mark, right = drawn
    path = tmp_path / "spending.csv"
    path.write_text(text, encoding="utf-8", newline="")
    staged = check_files(read_programme(TINY), [(path, path.name)], lambda _line: None)
    named = {problem.row for problem in staged.problems if problem.severity == "error"}
    named |= {row + 1 for question in staged.questions for row in question.rows or ()}
    rows = staged.accepted["spending"].to_pylist() if staged.accepted else []
    loaded = {row["budget_line"]: row["spent_gbp"] for row in rows}
    for number, (line, amount) in enumerate(right, start=2):
        assert (line in loaded) != (number in named), (text, loaded, named)
        if line in loaded:
            assert amount is not None, (text, loaded)
            assert loaded[line] == pytest.approx(amount), (text, loaded)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    days=st.lists(st.dates(date(2013, 1, 1), date(2014, 12, 31)), min_size=1, max_size=8, unique=True),
    is_month_first=st.booleans(),
    mark=st.sampled_from("/-."),
)
def test_every_day_is_loaded_as_written_or_its_row_is_named(
    days: list[date], is_month_first: bool, mark: str, tmp_path: Path
):
    form = f"%m{mark}%d{mark}%Y" if is_month_first else f"%d{mark}%m{mark}%Y"
    lines = [f"Alder Row,{day.strftime(form)},partnership,{number}" for number, day in enumerate(days)]
    path = tmp_path / "meeting.csv"
    path.write_text("\n".join(["Area,Date,Kind of meeting,People present", *lines]), encoding="utf-8")
    staged = check_files(read_programme(TINY), [(path, path.name)], lambda _line: None)
    rows = staged.accepted["meeting"].to_pylist() if staged.accepted else []
    loaded = {row["people_present"]: row["met_on"] for row in rows}
    shows_order = any(day.day > 12 for day in days) or not is_month_first
    if shows_order:  # a column in which no cell shows it is read with the day first, as the report says
        assert {number: loaded.get(number, day) for number, day in enumerate(days)} == dict(enumerate(days))
    named = {problem.row - 2 for problem in staged.problems if problem.severity == "error"}
    assert loaded.keys() | named == set(range(len(days)))


@st.composite
def cells_of_money(draw: st.DrawFn) -> tuple[object, str, float | None]:
    """Return a cell of a workbook, its number format and the pounds that it shows, None when it shows no pounds."""
    pence = draw(st.integers(-9_999_999, 99_999_999))
    pounds = pence / 100
    kind = draw(st.sampled_from(["number", "£", "text", "€", "%", "error"]))
    formats = {"£": '"£"#,##0.00', "€": "[$€-2] #,##0.00", "%": "0.00%"}
    cell = {"text": f"{pounds:,.2f}", "error": "#REF!"}.get(kind, pounds)
    return cell, formats.get(kind, "General"), pounds if kind in ("number", "£", "text") else None


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(st.tuples(cells_of_money(), st.booleans()), min_size=1, max_size=6))
def test_every_amount_of_a_workbook_is_loaded_as_shown_or_its_row_is_named(drawn: list, tmp_path: Path):
    cells: dict[str, object] = {f"{letter}1": heading for letter, heading in zip("ABCD", HEADINGS, strict=True)}
    formats, hidden = {}, [number for number, (_, is_hidden) in enumerate(drawn, start=2) if is_hidden]
    for number, ((cell, number_format, _), _) in enumerate(drawn, start=2):
        cells |= {f"A{number}": AREAS[0], f"B{number}": "2018-19", f"C{number}": f"Line {number}", f"D{number}": cell}
        formats[f"D{number}"] = number_format
    rows, named = loaded_and_named(tmp_path / "spending.xlsx", with_hidden_rows(one_sheet(cells, formats), hidden))
    for number, ((_, _, pounds), is_hidden) in enumerate(drawn, start=2):
        assert (number in rows) == (pounds is not None and not is_hidden), (drawn, rows)
        assert (number in named) == (number not in rows), (drawn, named)
        assert number not in rows or rows[number]["spent_gbp"] == pytest.approx(pounds)


def with_hidden_rows(content: bytes, rows: list[int]) -> bytes:
    """Return a workbook with some rows hidden."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in rows:
        book.worksheets[0].row_dimensions[row].hidden = True
    changed = io.BytesIO()
    book.save(changed)
    return changed.getvalue()


def loaded_and_named(path: Path, content: bytes) -> tuple[dict[int, dict], set[int]]:
    """Return the accepted rows of spending by their number in the file, and the rows that a problem or question names."""
    path.write_bytes(content)
    staged = check_files(read_programme(TINY), [(path, path.name)], lambda _line: None)
    named = {problem.row for problem in staged.problems if problem.severity == "error"}
    named |= {row + 1 for question in staged.questions for row in question.rows or ()}
    rows = staged.accepted["spending"].to_pylist() if staged.accepted else []
    return {row["source_row"]: row for row in rows}, named


KINDS = ("L", "N", "P", "Sm", "Sc", "Zs")
"""Letters, figures and marks, by their kind in Unicode."""
ODD_TEXTS = (
    "007", "1.250", "1,250", "03/12/2018", "2018-19", "5%", "£5", "-5", "=1+1", "@home", "tbc", "unknown", "n/a", "-", "0",
    "#REF!", "####", "3.60E+11", "CafÃ©", "Café; bar", "a | b", "it's", "Rent\nand rates", "Rent\tand rates", "  Rent  ", "yes",
    "O'Neil", "5 k", "None", "true", "a, b", "ＷＩＤＥ", "12:30", "Sept 18",
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.sampled_from(ODD_TEXTS) | st.text(st.characters(codec="utf-8", categories=KINDS), max_size=20),
        min_size=2, max_size=12, unique_by=lambda text: "".join(text.casefold().split()),
    ),
    is_workbook=st.booleans(),
)  # fmt: skip
def test_every_text_is_loaded_as_written_or_its_row_is_named(texts: list[str], is_workbook: bool, tmp_path: Path):
    lines = [HEADINGS, *([AREAS[0], "2018-19", text, "5"] for text in texts)]
    if is_workbook:
        cells = {
            f"{letter}{row}": text
            for row, line in enumerate(lines, 1)
            for letter, text in zip("ABCD", line, strict=True)
        }
        content = one_sheet(cells, dict.fromkeys(cells, "@"))
    else:
        body = io.StringIO()
        csv.writer(body).writerows(lines)
        content = body.getvalue().encode()
    rows, named = loaded_and_named(tmp_path / f"spending.{'xlsx' if is_workbook else 'csv'}", content)
    for number, text in enumerate(texts, start=2):
        assert (number in rows) != (number in named), (text, rows, named)
        assert number not in rows or as_seen(rows[number]["budget_line"]) == as_seen(text), (text, rows)


def as_seen(text: str) -> str:
    """Return a text as a reader sees it: its letters and marks in one form, its words apart."""
    return " ".join(unicodedata.normalize("NFC", text).split())
