"""For any sheet, every cell of a known column is loaded with the value it means, or its row is named: nothing between."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.loading.load import check_files
from etl.programme import read_programme
from tests.etl.desk import TINY

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
