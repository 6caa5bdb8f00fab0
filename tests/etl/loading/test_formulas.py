"""No part of a cell acts as a formula in the files of either half, and what the loader exports loads again unchanged."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from dashboard.export.table_file import About, csv_bytes, xlsx_bytes
from dashboard.text.words import safe_cell
from etl.reading.formulas import as_written, formula_safe
from tests.etl.desk import new_desk

SAFE = {
    "x;=1+1": "x;'=1+1",
    " =1+1": "' =1+1",
    "x; +cmd": "x;' +cmd",
    "x,@SUM(A1)": "x,'@SUM(A1)",
    "\t=1": "\t'=1",
    "x\t=1": "x\t'=1",
    "x\r\n=1": "x\r\n'=1",
    "x\n- more": "x\n'- more",
    "\u3000=1": "'\u3000=1",
    "\ufeff=1": "'\ufeff=1",
    '"=1"': '\'"=1"',
    "-5;=1": "-5;'=1",
    "-1 = a": "'-1 = a",
    **{f"{sign}1+1": f"'{sign}1+1" for sign in "=＝＋－＠﹦"},
    **{f"x;{sign}a": f"x;'{sign}a" for sign in "=+-@＝＋－＠"},
}
UNCHANGED = [
    "-",
    "--",
    "-12.50",
    "-£1,250.00",
    "+5%",
    "a=b",
    "x;-5",
    "x; -",
    "x,+3",
    "",
    "[c]",
    "a@b.org",
    "it's; 'so'",
]
ABOUT = About("Title", "Tiny", "v1", is_invented=True)


@pytest.mark.parametrize(("text", "safe"), [*SAFE.items(), *((text, text) for text in UNCHANGED)])
def test_both_halves_make_the_same_safe_text_and_the_loader_reads_it_back(text: str, safe: str):
    assert (formula_safe(text), safe_cell(text)) == (safe, safe)
    assert as_written(safe) == text
    assert formula_safe(safe) == safe


def test_cells_of_the_dashboards_files_are_safe():
    rows = pd.DataFrame({"cell": list(SAFE), "number": -1.5})
    table = list(csv.reader(io.StringIO(csv_bytes(rows).decode("utf-8-sig"), newline="")))
    assert table[1:] == [[safe, "-1.5"] for safe in SAFE.values()]
    sheet = load_workbook(io.BytesIO(xlsx_bytes(rows, ABOUT)))["Table"]
    cells = [cell for (cell,) in sheet.iter_rows(min_row=3, max_col=1)]
    assert [str(cell.value).replace("_x000D_", "\r").replace("\r", "") for cell in cells] == [
        safe.replace("\r", "") for safe in SAFE.values()
    ]
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_long_text_of_blanks_or_breaks_takes_no_time():
    for text in (" " * 1_000_000, "\n" * 1_000_000 + "=", ";" + " " * 1_000_000 + "=1"):
        assert as_written(formula_safe(text)) == text


def test_what_the_loader_exports_is_safe_and_loads_again_unchanged(tmp_path: Path):
    desk = new_desk(tmp_path)
    lines = ["x;=1+1", "=1+1", "＝1+1", "x, @a", "Garden"]
    head = "Area,Period,Budget line,Spent"
    rows = [f'Alder Row,Apr to Sep 2019,"{line}",{number}' for number, line in enumerate(lines, 1)]
    file = desk.file("spending.csv", head, *rows)
    done = desk.run("load", file, "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert {line for (line,) in desk.rows("SELECT budget_line FROM spending")} == set(lines)
    desk.run("export", "spending", "--to", tmp_path)
    exported = tmp_path / "tiny-spending.csv"
    cells = {cell for row in csv.reader(io.StringIO(exported.read_text("utf-8-sig"))) for cell in row}
    assert {formula_safe(line) for line in lines} <= cells
    report = desk.json_output("check", exported)
    assert [(row["new"], row["changed"], row["same"]) for row in report["difference"]] == [(0, 0, len(lines))]
