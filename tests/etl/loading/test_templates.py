"""A blank template opens everywhere, offers what the contract allows, and its example row is recognised on return."""

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from etl.contract import DICTIONARY, Column, Contract, contracts, read_contract
from etl.loading.templates import (
    sheet_name,
    template_csv,
    template_xlsx,
)
from etl.reading.formulas import formula_safe
from etl.reading.own_sheets import COLUMNS_SHEET, EXAMPLE_AREA, LISTS_SHEET, is_example
from etl.reading.sheets import sheets

NAMES = {
    "area": ["Alder Row", "=2+5", "St Osric's, Quay & Dock", "Zoë Mount", "@home"],
    "council": ["Northmoor Bay", "-Southmere"],
    "theme": ["Young people", "+Green spaces"],
}
RETURNED = [contract for contract in contracts() if contract.is_returned]
every_return = pytest.mark.parametrize("contract", RETURNED, ids=lambda contract: contract.table)


def opened(contract: Contract) -> Worksheet:
    """Return the sheet of the table in its template."""
    return load_workbook(io.BytesIO(template_xlsx(contract, NAMES))).worksheets[0]


def cells_of(rule: Any) -> CellRange:
    """Return the only range of cells that a validation applies to."""
    (cells,) = rule.sqref.ranges
    return cells


def offered(sheet: Worksheet, number: int) -> tuple[list[str], Any]:
    """Return the choices in the drop-down of a column, and the validation itself."""
    (rule,) = [
        validation
        for validation in sheet.data_validations.dataValidation
        if cells_of(validation).min_col == number and validation.type == "list"
    ]
    book = sheet.parent
    assert book is not None
    ((name, place),) = book.defined_names[rule.formula1].destinations
    column, first, _, last = re.fullmatch(r"\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)", place).groups()  # type: ignore[union-attr]
    return [str(book[name][f"{column}{row}"].value) for row in range(int(first), int(last) + 1)], rule


def read_back(body: bytes, suffix: str, folder: Path) -> list[dict[str, str]]:
    """Return the rows of the first sheet by the headings of its first row, as the loader reads them."""
    path = folder / f"template{suffix}"
    path.write_bytes(body)
    grid = sheets(path, path.name)[0].grid
    return [dict(zip(grid.iloc[0], row, strict=True)) for row in grid.iloc[1:].to_numpy().tolist()]


def by_name(contract: Contract, row: dict[str, str]) -> dict[str, str]:
    return {column.name: row.get(column.heading, "") for column in contract.columns}


def test_there_are_templates_for_the_core_tables():
    assert {
        "area_status",
        "spending",
        "funding",
        "review",
        "meeting",
        "survey_answer",
        "question",
        "council_event",
    } <= {contract.table for contract in RETURNED}


@every_return
def test_the_csv_template_has_the_headings_and_one_example(contract: Contract):
    text = template_csv(contract, NAMES).decode("utf-8")
    assert text.startswith("\ufeff")
    header, example = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert header == [column.heading for column in contract.columns]
    assert example == [EXAMPLE_AREA if column.name == "area_id" else column.example for column in contract.columns]


@every_return
def test_the_spreadsheet_template_has_the_headings_frozen_and_in_bold(contract: Contract):
    sheet = opened(contract)
    assert [cell.value for cell in sheet[1]] == [column.heading for column in contract.columns]
    assert all(cell.font.b for cell in sheet[1])
    assert sheet.freeze_panes == "A2"
    assert sheet.max_row == 2
    assert sheet.cell(2, 1).comment is not None


@every_return
def test_the_spreadsheet_template_opens_in_another_reader_with_the_same_sheets(contract: Contract):
    book = CalamineWorkbook.from_filelike(io.BytesIO(template_xlsx(contract, NAMES)))
    has_lists = any(column.values or column.references or column.type == "yes or no" for column in contract.columns)
    assert book.sheet_names == [contract.title, COLUMNS_SHEET, *([LISTS_SHEET] if has_lists else [])]
    assert book.get_sheet_by_index(0).to_python()[0] == [column.heading for column in contract.columns]


@every_return
def test_every_column_is_explained(contract: Contract):
    book = load_workbook(io.BytesIO(template_xlsx(contract, NAMES)))
    header, *rows = book[COLUMNS_SHEET].iter_rows(values_only=True)
    assert header == ("Column", "What it means", "What is expected", "When it may be empty", "Unit")
    assert [row[0] for row in rows] == [column.heading for column in contract.columns]
    assert [row[1] for row in rows] == [column.description for column in contract.columns]
    assert [row[3] for row in rows] == [column.empty or "never" for column in contract.columns]
    assert all(row[2] and "\\" not in str(row[2]) for row in rows)


@every_return
def test_a_drop_down_offers_exactly_what_a_column_may_hold(contract: Contract):
    sheet = opened(contract)
    expected = {}
    for number, column in enumerate(contract.columns, 1):
        if column.values and not column.several:
            expected[number] = list(column.values)
        elif column.type == "yes or no":
            expected[number] = ["yes", "no"]
        elif column.references:
            expected[number] = NAMES[column.references.split(".")[0]]
    with_list = {cells_of(rule).min_col for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert with_list == set(expected)
    for number, values in expected.items():
        choices, rule = offered(sheet, number)
        assert choices == values
        assert (cells_of(rule).min_row, cells_of(rule).max_row) == (2, 2001)
        assert rule.errorStyle == "warning"
        assert rule.showErrorMessage
        assert rule.showDropDown is not True, "in this format True hides the list"
        assert contract.columns[number - 1].heading in rule.error
        assert len(rule.error) <= 255
        assert len(rule.errorTitle) <= 32


@every_return
def test_a_column_of_several_values_has_words_and_no_drop_down(contract: Contract):
    sheet = opened(contract)
    rules = {cells_of(rule).min_col: rule for rule in sheet.data_validations.dataValidation if rule.type != "list"}
    assert set(rules) == {number for number, column in enumerate(contract.columns, 1) if column.several}
    for rule in rules.values():
        assert "semicolon" in rule.prompt
        assert rule.showInputMessage
        assert not rule.showErrorMessage


def test_council_support_is_a_column_of_several_values():
    assert read_contract(DICTIONARY / "funding.yml").column("council_support").several


@every_return
def test_the_columns_have_the_formats_of_their_types(contract: Contract):
    sheet = opened(contract)
    for number, column in enumerate(contract.columns, 1):
        settings = sheet.column_dimensions[get_column_letter(number)]
        form = settings.number_format
        if column.type == "date":
            assert form == "yyyy-mm-dd"
        elif column.unit == "£":
            assert form == "#,##0.00"
        elif column.type in ("number", "whole number", "yes or no"):
            assert form == "General"
        else:
            assert form == "@", "a program would make a date of 2011-12 and a number of 007"
        assert sheet.cell(2, number).number_format == form
        assert 12 <= settings.width <= 40


@every_return
def test_no_cell_of_a_template_is_a_formula(contract: Contract):
    book = load_workbook(io.BytesIO(template_xlsx(contract, NAMES)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(
        str(text)[:1] in "=+@\t" for row in csv.reader(io.StringIO(csv_text(contract))) for text in row if text
    )


def test_a_name_that_looks_like_a_formula_is_offered_as_text_and_stays_text_when_it_is_edited():
    book = load_workbook(io.BytesIO(template_xlsx(read_contract(DICTIONARY / "spending.yml"), NAMES)))
    cells = {cell.value: cell for cell in book[LISTS_SHEET]["A"]}
    assert cells["=2+5"].quotePrefix
    assert not cells["Alder Row"].quotePrefix


def csv_text(contract: Contract) -> str:
    return template_csv(contract, NAMES).decode("utf-8-sig")


@every_return
def test_nothing_in_a_template_is_merged_and_it_has_a_title(contract: Contract):
    book = load_workbook(io.BytesIO(template_xlsx(contract, NAMES)))
    assert not any(sheet.merged_cells.ranges for sheet in book.worksheets)
    assert all(sheet.sheet_state == "visible" for sheet in book.worksheets)
    assert book.properties.title == f"{contract.title}: blank template"
    assert book.properties.language == "en-GB"


@every_return
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_example_row_is_recognised_when_it_comes_back(contract: Contract, suffix: str, tmp_path: Path):
    make = template_csv if suffix == ".csv" else template_xlsx
    (row,) = read_back(make(contract, NAMES), suffix, tmp_path)
    assert is_example(contract, by_name(contract, row))


@every_return
def test_a_row_with_any_other_value_is_not_the_example(contract: Contract):
    example = {column.name: column.example for column in contract.columns} | {"area_id": EXAMPLE_AREA}
    for column in contract.columns:
        if column.name == "area_id" or "area_id" not in [other.name for other in contract.columns]:
            assert not is_example(contract, example | {column.name: "Something else"}), column.name
            assert not is_example(contract, {column.name: column.example})
    assert not is_example(contract, {})


@pytest.mark.parametrize(
    ("table", "row", "is_expected"),
    [
        ("spending", {"area_id": " example: DELETE this row "}, True),
        ("spending", {"area_id": "Alder Row", "budget_line": "Youth work", "state": "paid"}, False),
        ("deflator", {"financial_year": "2019-20", "index_value": "87.30", "release": "Example of a release"}, True),
        ("deflator", {"financial_year": "2019-20", "index_value": "87.4", "release": "Example of a release"}, False),
        ("theme", {"theme": "Young people"}, False),
        ("theme", {"theme": "Young people", "is_delivery_cost": "no"}, False),
        ("outcome_finding", {"area_id": EXAMPLE_AREA}, True),
        ("outcome_finding", {"area_id": "", "outcome": "a better place to live"}, False),
    ],
)
def test_whether_a_row_is_the_example(table: str, row: dict[str, str], is_expected: bool):
    assert is_example(read_contract(DICTIONARY / f"{table}.yml"), row) is is_expected


def test_the_example_is_recognised_as_a_spreadsheet_program_rewrites_it():
    columns = (
        Column("theme", "text", "A theme.", example="Young people"),
        Column("since", "date", "A day.", example="2016-02-18"),
        Column("spent_gbp", "number", "Pounds.", example="5450.5", unit="£"),
        Column("is_done", "yes or no", "Whether.", example="yes"),
        Column("detail", "text", "More.", example="", empty="nothing"),
    )
    contract = Contract("thing", "one thing", "Things.", "returns", ("theme",), columns)
    row = {"theme": "Young people", "since": "18/02/2016", "spent_gbp": "5,450.50", "is_done": "Yes", "detail": ""}
    assert is_example(contract, row)
    assert not is_example(contract, row | {"since": "19/02/2016"})
    assert not is_example(contract, row | {"spent_gbp": "n/a"})
    assert not is_example(contract, row | {"detail": "-"})


def test_a_column_whose_names_are_not_given_has_no_drop_down():
    contract = read_contract(DICTIONARY / "council_event.yml")
    book = load_workbook(io.BytesIO(template_xlsx(contract, {"area": ["Alder Row"]})))
    rules = book.worksheets[0].data_validations.dataValidation
    assert {rule.formula1 for rule in rules} == {"choices_area_id", "choices_kind", "choices_council_role"}
    assert [cell.value for cell in book[COLUMNS_SHEET]["C"]][2] == "the name of one council"


def test_the_same_contract_and_names_give_the_same_bytes():
    contract = read_contract(DICTIONARY / "funding.yml")
    assert template_xlsx(contract, NAMES) == template_xlsx(contract, NAMES)
    assert template_csv(contract, NAMES) == template_csv(contract, NAMES)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+44 call me", "'+44 call me"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "\t'=1"),
        ("＝1+1", "'＝1+1"),
        ("-12.50", "-12.50"),
        ("-£1,250.00", "-£1,250.00"),
        ("+5%", "+5%"),
        ("-", "-"),
        ("Youth work", "Youth work"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_a_text_that_acts_as_a_formula_gets_an_apostrophe(text: str, safe: str):
    assert formula_safe(text) == safe


@given(st.text())
def test_any_title_becomes_a_name_that_a_sheet_may_have(title: str):
    name = sheet_name(title)
    assert 1 <= len(name) <= 31
    assert not re.search(r"[\[\]:*?/\\\x00-\x1f]|^'|'$", name)


@given(st.text(min_size=1), st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_any_title_heading_and_names_make_a_template_that_opens(title: str, names: list[str]):
    column = Column("area_id", "text", title, heading=title, references="area.area_id", example=title, empty=title)
    other = Column(
        "what", "text", title, heading=f"{title} too", example=title, values=tuple(f"{name}." for name in names)
    )
    contract = Contract("thing", title, title, "returns", ("area_id",), (column, other), title=title)
    body = template_xlsx(contract, {"area": names})
    book = load_workbook(io.BytesIO(body))
    assert {cell.data_type for row in book[LISTS_SHEET].iter_rows() for cell in row} <= {"s", "n"}
    assert CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()[1][0] == EXAMPLE_AREA
    template_csv(contract, {}).decode("utf-8-sig")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice)")
@every_return
def test_a_template_comes_back_from_libreoffice_with_its_headings_and_example(contract: Contract, tmp_path: Path):
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "template.xlsx"
    path.write_bytes(template_xlsx(contract, NAMES))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path), str(path)], check=True, timeout=120, capture_output=True,
    )  # fmt: skip
    (row,) = read_back((tmp_path / "template.xlsx").read_bytes(), ".xlsx", tmp_path)
    assert list(row) == [column.heading for column in contract.columns]
    assert is_example(contract, by_name(contract, row))
    sheet = load_workbook(tmp_path / "template.xlsx").worksheets[0]
    with_list = sum(rule.type == "list" for rule in sheet.data_validations.dataValidation)
    assert with_list == sum(
        (bool(column.values or column.references) and not column.several) or column.type == "yes or no"
        for column in contract.columns
    )
