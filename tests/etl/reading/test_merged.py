"""A value under merged cells, which a spreadsheet does not show, is not read, and a warning names it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from etl.loading.load import check_files
from etl.loading.staging import Staged
from etl.programme import read_programme
from etl.reading.merged import MOST_LISTED
from tests.etl.desk import TINY
from tests.etl.reading.sheet_files import edited, one_sheet, open_document

HEADINGS = ["Area", "Period", "Budget heading", "Spent (£)", "State"]
Rows = Sequence[Sequence[str | float]]


def xlsx(rows: Rows, *merges: str) -> bytes:
    """Return a workbook in which cells are merged that hold values; openpyxl itself empties them."""
    cells = {
        f"{'ABCDEFG'[column]}{row}": cell for row, texts in enumerate(rows, 1) for column, cell in enumerate(texts)
    }
    tags = "".join(f'<mergeCell ref="{merge}"/>' for merge in merges)
    return edited(
        one_sheet(cells),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace("</sheetData>", f'</sheetData><mergeCells count="{len(merges)}">{tags}</mergeCells>'),
    )


def ods(rows: Rows, *merges: str) -> bytes:
    """Return the same as an OpenDocument spreadsheet, which keeps covered cells as such."""
    spans = {}
    for first, last in (merge.split(":") for merge in merges):
        spans[int(first[1:]) - 1, ord(first[0]) - 65] = (
            int(last[1:]) - int(first[1:]) + 1,
            ord(last[0]) - ord(first[0]) + 1,
        )
    covered = {
        (row + down, column + across)
        for (row, column), (height, width) in spans.items() for down in range(height) for across in range(width)
        if down or across
    }  # fmt: skip

    def cell(row: int, column: int, value: str | float) -> str:
        tag = "covered-table-cell" if (row, column) in covered else "table-cell"
        height, width = spans.get((row, column), (0, 0))
        span = f' table:number-rows-spanned="{height}" table:number-columns-spanned="{width}"' if height else ""
        kind = f'"float" office:value="{value}"' if isinstance(value, float | int) else '"string"'
        return f"<table:{tag}{span} office:value-type={kind}><text:p>{value}</text:p></table:{tag}>"

    lines = [
        "".join(
            cell(row, column, value) if value != "" else "<table:table-cell/>" for column, value in enumerate(values)
        )
        for row, values in enumerate(rows)
    ]
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    return open_document(f'<table:table table:name="Spending">{body}</table:table>')


FORMS = {"xlsx": xlsx, "ods": ods}


def staged(folder: Path, form: str, rows: Rows, *merges: str) -> Staged:
    path = folder / f"spending.{form}"
    path.write_bytes(FORMS[form](rows, *merges))
    return check_files(read_programme(TINY), [(path, path.name)], lambda _line: None)


def loaded(outcome: Staged) -> list[tuple[str, float, str | None]]:
    rows = outcome.accepted["spending"].to_pylist() if outcome.accepted else []
    return [(row["budget_line"], row["spent_gbp"], row["state"]) for row in rows]


def warned(outcome: Staged) -> list[tuple[int, str, str]]:
    return [
        (p.row, p.column, p.value) for p in outcome.problems if "hidden under" in p.says and p.severity == "warning"
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_covered_value_is_not_read_and_is_named(tmp_path: Path, form: str):
    rows = [
        HEADINGS,
        ["Alder Row", "2018-19", "Garden", 100, "paid"],
        ["Alder Row", "2018-19", "Bench", 20, "repaid"],
    ]
    outcome = staged(tmp_path, form, rows, "D3:E3")
    assert loaded(outcome) == [("Garden", 100, "paid"), ("Bench", 20, None)]
    (problem,) = outcome.problems
    assert problem.sentence == (
        f"spending.{form}, sheet Spending, row 3, column E: 'repaid' lies hidden under the merged cells D3:E3, which show "
        "'20', so it was not read. If it counts, split the merged cells and save the file again."
    )


@pytest.mark.parametrize("form", FORMS)
def test_a_row_under_merged_cells_is_not_loaded_and_each_of_its_values_is_named(tmp_path: Path, form: str):
    row = ["Alder Row", "2018-19", "Garden", 100, "paid"]
    rows = [HEADINGS, row, ["Birches", "2018-19", "Bench", 999, "paid"], ["Elm Green", "2018-19", "Path", 5, "paid"]]
    outcome = staged(tmp_path, form, rows, *(f"{letter}2:{letter}3" for letter in "ABCDE"))
    assert loaded(outcome) == [] or {heading for heading, _, _ in loaded(outcome)} == {"Garden", "Path"}
    assert {(3, "column A", "Birches"), (3, "column C", "Bench"), (3, "column D", "999")} <= set(warned(outcome))
    assert 999 not in [spent for _, spent, _ in loaded(outcome)]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_text_under_merged_cells_counts_for_each_row(tmp_path: Path, form: str):
    rows = [HEADINGS, ["Alder Row", "2018-19", "Garden", 100, "paid"], ["Alder Row", "2018-19", "Bench", 20, "paid"]]
    outcome = staged(tmp_path, form, rows, "A2:A3", "B2:B3", "E2:E3")
    assert loaded(outcome) == [("Garden", 100, "paid"), ("Bench", 20, "paid")]
    assert warned(outcome) == []


@pytest.mark.parametrize("form", FORMS)
def test_the_same_amount_under_merged_cells_is_not_counted_twice(tmp_path: Path, form: str):
    rows = [HEADINGS, ["Alder Row", "2018-19", "Garden", 100, "paid"], ["Alder Row", "2018-19", "Bench", 100, "paid"]]
    outcome = staged(tmp_path, form, rows, "D2:D3")
    assert [heading for heading, spent, _ in loaded(outcome) if spent] == ["Garden"]
    assert warned(outcome) == [(3, "column D", "100")]


@pytest.mark.parametrize("form", FORMS)
def test_a_covered_heading_is_named(tmp_path: Path, form: str):
    rows = [[*HEADINGS, "Planned (£)"], ["Alder Row", "2018-19", "Garden", 100, "paid", 700]]
    outcome = staged(tmp_path, form, rows, "E1:F1")
    assert warned(outcome) == [(1, "column F", "Planned (£)")]
    assert loaded(outcome) == []  # the row holds a value under no heading


@pytest.mark.parametrize("form", FORMS)
def test_empty_cells_under_merged_ones_are_no_matter(tmp_path: Path, form: str):
    rows = [["Spending 2018-19", "", "", "", ""], HEADINGS, ["Alder Row", "2018-19", "Garden", 100, "paid"]]
    outcome = staged(tmp_path, form, rows, "A1:E1")
    assert (loaded(outcome), outcome.problems) == ([("Garden", 100, "paid")], [])


def test_many_covered_values_are_counted(tmp_path: Path):
    rows: Rows = [HEADINGS, *(["Alder Row", "2018-19", f"Item {number}", 1, "paid"] for number in range(30))]
    outcome = staged(tmp_path, "xlsx", rows, *(f"D{row}:E{row}" for row in range(2, 32)))
    assert len(warned(outcome)) == MOST_LISTED + 1
    assert "10 more values lie hidden under merged cells and were not read, the last in row 31, column E" in [
        problem.says for problem in outcome.problems
    ]


def test_merged_cells_that_overlap_are_refused(tmp_path: Path):
    rows: Rows = [HEADINGS, ["Alder Row", "2018-19", "Garden", 100, "paid"]]
    outcome = staged(tmp_path, "xlsx", rows, *["A1:G1048576"] * 5_000)
    (sentence,) = outcome.files[0].unreadable
    assert "is written in an unusual way" in sentence
