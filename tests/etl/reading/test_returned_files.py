"""The files in ``tests/fixtures/returns``, as people send them, and the table of what each gives: ``cases.csv`` beside them.

A case is a file and lines of that table. ``answer`` is an option of ``--read``; ``result`` says what is expected of a row:

- value: the text that ``export`` gives for the column; every such row is loaded
- refused, warned: a problem of the row and column (row 0 is the whole sheet) that goes on as expected
- question: a question about the subject in ``column``; waits: the row is not loaded until it is answered
- left out: the answer leaves the row out; noted: a note on the sheet
"""

import csv
import io
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from etl.contract import contracts
from etl.loading.load import check_files
from etl.loading.staging import Staged
from etl.programme import read_programme
from etl.reading.part import answers_from
from tests.etl.desk import ROOT, TINY, Desk, new_desk

FOLDER = ROOT / "tests" / "fixtures" / "returns"
CASES = list(csv.DictReader((FOLDER / "cases.csv").read_text(encoding="utf-8").splitlines()))
FILES = list(dict.fromkeys((case["file"], case["answer"]) for case in CASES))
OTHERS = ("cases.csv", "spending-by-hand.ods", "spending-by-hand.xlsx", "spending.xlsx")
"""Files of the folder that are no cases: the other three are made by ``tests/etl/make_returns_fixtures.py``."""


def silent(_line: str) -> None:
    """Ignore a line of progress."""


def staged(file: str, answer: str) -> Staged:
    answers = answers_from([answer] if answer else [])
    return check_files(read_programme(TINY), [(FOLDER / file, file)], silent, answers=answers)


def results(staged_file: Staged) -> set[tuple[str, str, str, str]]:
    """Return every result of a file as (row, result, column, expected); a problem goes on to the end of its advice."""
    lines = {("", "question", q.subject, q.says) for q in staged_file.questions if not q.answer}
    for problem in staged_file.problems:
        result = "refused" if problem.severity == "error" else "warned"
        lines.add((str(problem.row), result, problem.column, f"{problem.says}. {problem.mend}"))
    for checked, reasons in zip(staged_file.checked_parts, staged_file.reasons, strict=True):
        lines |= {("", "noted", "", note) for note in checked.part.notes}
        for place, reason in reasons.items():
            row = str(checked.part.cell(int(str(place)))[0])
            lines |= {(row, "waits", "", "")} if reason.startswith("waits for an answer") else set()
            lines |= {(row, "left out", "", "")} if reason.startswith("left out") else set()
    return lines


def test_every_file_of_the_folder_has_its_lines_in_the_table():
    assert {path.name for path in FOLDER.iterdir()} - set(OTHERS) == {file for file, _ in FILES}


@pytest.mark.parametrize(("file", "answer"), FILES)
def test_a_file_gives_the_sentences_of_the_table(file: str, answer: str):
    given = results(staged(file, answer))
    cases = [case for case in CASES if (case["file"], case["answer"]) == (file, answer) and case["result"] != "value"]
    for case in cases:
        same = {line for line in given if line[:3] == (case["row"], case["result"], case["column"])}
        assert any(expected.startswith(case["expected"]) for *_, expected in same), (case, given)
    refused = {row for row, result, *_ in given if result in ("refused", "waits") and row not in ("", "0")}
    assert refused == {case["row"] for case in cases if case["result"] in ("refused", "waits")} - {"0", ""}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk at which every file was loaded without an answer."""
    folder = new_desk(tmp_path_factory.mktemp("returned"))
    plain = [FOLDER / file for file, answer in FILES if not answer]
    for is_open_document in (True, False):  # some files are the same table, saved by two programs
        files = [path for path in plain if (path.suffix == ".ods") == is_open_document]
        done = folder.run("load", "--yes", *files)
        assert done.returncode == 0, done.stderr
    return folder


def exported(desk: Desk, table: str) -> list[dict[str, str]]:
    done = desk.run("export", table, "--to", desk.folder)
    path = Path(done.stdout.rpartition(":")[0])
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def loaded(desk: Desk) -> dict[tuple[str, int], tuple[str, dict[str, Any]]]:
    """Return each loaded row and its table by file and row of the spreadsheet."""
    rows = {}
    for path in sorted((desk.programme / "loads").rglob("*.parquet")):
        if not path.stem.endswith("-extras"):
            for row in pyarrow.parquet.read_table(path).to_pylist():
                rows[row["file"], row["source_row"]] = path.stem, row
    return rows


def test_what_was_loaded_is_what_the_table_says_and_what_the_export_gives_back(desk: Desk):
    rows, tables = loaded(desk), {contract.table: contract for contract in contracts()}
    exports = {table: exported(desk, table) for table in {table for table, _ in rows.values()}}
    keys = {(table, *(row[name] for name in tables[table].key)) for table, row in rows.values()}
    assert sum(map(len, exports.values())) == len(keys)
    plain = [case for case in CASES if not case["answer"]]
    values = [case for case in plain if case["result"] == "value"]
    assert {(case["file"], int(case["row"])) for case in values} == rows.keys()
    for case in values:
        table, row = rows[case["file"], int(case["row"])]
        key = {tables[table].column(name).heading: str(row[name]) for name in tables[table].key if name != "area_id"}
        lines = [line for line in exports[table] if key.items() <= line.items()]
        assert case["expected"] in {line[case["column"]] for line in lines}, (case, lines)


@pytest.mark.parametrize(("file", "answer"), [pair for pair in FILES if pair[1]])
def test_an_answer_gives_the_values_of_the_table(file: str, answer: str):
    staged_file = staged(file, answer)
    (table,) = staged_file.accepted
    contract = next(contract for contract in contracts() if contract.table == table)
    rows = {row["source_row"]: row for row in staged_file.accepted[table].to_pylist()}
    values = [case for case in CASES if (case["file"], case["answer"], case["result"]) == (file, answer, "value")]
    names = {column.heading: column.name for column in contract.columns}
    for case in values:
        cell = rows[int(case["row"])][names[case["column"]]]
        assert (f"{cell:g}" if isinstance(cell, float) else str(cell)) == case["expected"]
