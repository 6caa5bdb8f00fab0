"""Hundreds of bad files, as real bytes, through check and load: never a traceback, and every row is accepted or refused."""

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from etl.contract import Contract, contracts
from etl.loading.counts import counts, refused_rows
from etl.loading.load import check_files, load_files, write_marked_files
from etl.loading.staging import Staged
from etl.programme import read_programme
from tests.conftest import FIXTURES
from tests.etl.desk import Desk, new_desk

RETURNED = [contract for contract in contracts() if contract.is_returned]
TINY = read_programme(FIXTURES / "tiny")
CELLS = [
    *(
        "",
        " ",
        "-",
        "n/a",
        "TBC",
        "0",
        "1",
        "-5",
        "(250)",
        "£1,234.50",
        "1 234,50",
        "1,20O",
        "99999999999999999999",
        "1e309",
        "NaN",
    ),
    *(
        "12/03/2019",
        "31/02/2019",
        "03/25/2019",
        "2019-20",
        "Q3 2019/20",
        "Q5 2019/20",
        "Mar-19",
        "43536",
        "yes",
        "Y",
        "maybe",
    ),
    *(
        "Alder Row",
        "alder row",
        "Aldr Row",
        "Birches",
        "Total",
        "=1+1",
        "@SUM(A1)",
        "'; DROP TABLE area; --",
        "<b>x</b>",
        "\u202e",
    ),
    *(
        "a\nb",
        "é" * 300,
        "x" * 40_000,
        "won",
        "lost",
        "paid",
        "partnership",
        "cash",
        "bid",
        "complete",
        "agree",
        "{area}",
        "\x00",
    ),
]
MOST = 30


def silent(_words: str) -> None:
    """Take the place of the function that shows progress."""


@st.composite
def tables(draw: st.DrawFn) -> tuple[Contract, list[list[str]]]:
    """Draw a table and a grid that resembles it: its own headings, shuffled, with some strange ones, and any cells."""
    contract = draw(st.sampled_from(RETURNED))
    headings = [draw(st.sampled_from([column.heading, column.name, *column.also])) for column in contract.columns]
    headings = draw(st.permutations(headings))[: draw(st.integers(1, len(headings)))]
    headings += draw(st.lists(st.sampled_from(["", "Notes", "Area", headings[0], "=1+1", "Two\nlines"]), max_size=3))
    good = {column.heading: column.example for column in contract.columns} | {"Area": "Alder Row"}
    rows = [[draw(st.sampled_from([*CELLS, good.get(heading, "")] + [good.get(heading, "")] * 60)) for heading in headings]
            for _ in range(draw(st.integers(0, 8)))]  # fmt: skip
    titles = draw(st.lists(st.just(["Return of the year"]), max_size=2))
    return contract, [*titles, headings, *rows]


def as_csv(grid: list[list[str]], comma: str, encoding: str) -> bytes:
    """Return a grid as CSV, every cell in quotes."""
    lines = (comma.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in grid)
    return "\r\n".join(lines).encode(encoding, errors="replace")


def as_xlsx(grid: list[list[str]]) -> bytes:
    """Return a grid as a workbook without the characters that no spreadsheet accepts."""
    book, body = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for row in grid:
        try:
            sheet.append([cell[:32_000] for cell in row])
        except IllegalCharacterError:
            sheet.append(["".join(letter for letter in cell[:32_000] if letter >= " ") for cell in row])
    book.save(body)
    return body.getvalue()


def assert_every_row_is_accounted_for(state: Staged) -> None:
    """Check that accepted and refused rows add up to the rows read, in the counts and in the rows themselves."""
    for table, row_counts in counts(state).items():
        accepted = state.accepted[table].num_rows if table in state.accepted else 0
        assert row_counts["read"] == row_counts["accepted"] + row_counts["refused"]
        assert row_counts["accepted"] == accepted
    assert len(refused_rows(state)) == sum(row_counts["refused"] for row_counts in counts(state).values())
    for problem in state.problems:
        assert "\n" not in problem.sentence


@settings(
    max_examples=MOST,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(tables(), st.sampled_from([(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), (",", "cp1252")]))
def test_any_csv_is_read_or_refused_row_by_row(
    tmp_path: Path, drawn: tuple[Contract, list[list[str]]], form: tuple[str, str]
):
    path = tmp_path / "0.bin"
    path.write_bytes(as_csv(drawn[1], *form))
    state = check_files(TINY, [(path, f"{drawn[0].table}.csv")], silent)
    assert_every_row_is_accounted_for(state)
    write_marked_files(state, tmp_path / "marked")


@settings(
    max_examples=MOST,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(tables())
def test_any_workbook_is_read_or_refused_row_by_row(tmp_path: Path, drawn: tuple[Contract, list[list[str]]]):
    path = tmp_path / "0.bin"
    path.write_bytes(as_xlsx(drawn[1]))
    state = check_files(TINY, [(path, "../../etc/=cmd().xlsx")], silent)
    assert_every_row_is_accounted_for(state)
    write_marked_files(state, tmp_path / "marked")


@settings(
    max_examples=MOST,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(tables(), st.booleans(), st.data())
def test_a_file_that_was_cut_or_damaged_is_read_or_a_sentence(
    tmp_path: Path, drawn: tuple[Contract, list[list[str]]], is_book: bool, data: st.DataObject
):
    body = bytearray(as_xlsx(drawn[1]) if is_book else as_csv(drawn[1], ",", "utf-8"))
    parts = st.floats(0, 1)  # of the length, as that of a workbook changes with the time at which it is written
    for _ in range(data.draw(st.integers(0, 4))):
        body[round(data.draw(parts) * (len(body) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "0.bin"
    path.write_bytes(bytes(body[: round(data.draw(parts) * len(body))]))
    assert_every_row_is_accounted_for(check_files(TINY, [(path, "file")], silent))


@settings(
    max_examples=MOST,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.binary(max_size=2_000))
def test_any_bytes_are_read_or_a_sentence(tmp_path: Path, body: bytes):
    path = tmp_path / "0.bin"
    path.write_bytes(body)
    assert_every_row_is_accounted_for(check_files(TINY, [(path, "file")], silent))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return new_desk(tmp_path_factory.mktemp("bad"))


@settings(
    max_examples=2,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(tables(), min_size=10, max_size=10))
def test_many_bad_files_at_once_load_their_good_rows(desk: Desk, drawn: list[tuple[Contract, list[list[str]]]]):
    files = []
    for number, (contract, grid) in enumerate(drawn):
        path = desk.folder / f"{number}.bin"
        path.write_bytes(as_csv(grid, ",", "utf-8"))
        files.append((path, f"{contract.table}.csv"))
    state, load, _ = load_files(read_programme(desk.programme), files, "a test", silent, builds=desk.folder / "builds")
    assert_every_row_is_accounted_for(state)
    assert (load is not None) == state.changes_something
