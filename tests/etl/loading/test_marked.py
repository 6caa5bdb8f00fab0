"""A marked file keeps every cell, and has each message in the row it is about."""

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl.errors import DataError
from etl.loading import marked as module
from etl.loading.marked import COPY_NOTE, marked_file, refused_csv
from etl.reading.own_sheets import MEND
from etl.reading.part import Problem
from etl.reading.sheets import sheets
from tests.etl import make_returns_fixtures as fixtures

NAME = "our return.xlsx"
FILL = "FFFFF3CE"


def problem(row: int, column: str = "", value: str = "", says: str = "is not a number", **more: str) -> Problem:
    return Problem(more.pop("file", NAME), more.pop("sheet", "Spend"), row, column, value, says, **more)


def saved(book: Workbook, folder: Path) -> Path:
    path = folder / "kept under another name"
    book.save(path)
    return path


def opened(path: Path) -> Workbook:
    """Return a workbook opened by its content: given a path, openpyxl would go by its name."""
    return load_workbook(io.BytesIO(path.read_bytes()))


def return_book() -> Workbook:
    """Return a workbook of the kind people keep: a title, headings in row 2, an empty row, formulas, and a second sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Spend"
    sheet["A1"] = "Spending of our areas"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.merge_cells("A1:C1")
    sheet.append(["Area", "From", "Spent (£)", "Twice"])
    sheet.append(["Alder Row", datetime(2019, 4, 1), "1,20O", "=C3*2"])
    sheet.append(["Elm Green", "soon", 300, "=C4*2"])
    sheet.append([None, None, None, None])
    sheet.append(["Zoë Mount", datetime(2019, 4, 1), 7, True])
    sheet["B3"].number_format = "dd/mm/yyyy"
    book.create_sheet("What we think")["B2"] = "Nothing here is wrong"
    return book


def cells_of(sheet: Worksheet) -> dict[str, tuple[Any, ...]]:
    """Return every non-empty cell: its value, its type and its format."""
    return {
        cell.coordinate: (cell.value, cell.data_type, cell.number_format, cell.font.b, cell.font.sz)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def messages(sheet: Worksheet) -> dict[int, str]:
    """Return the texts of the added column by row."""
    added = max(cell.column or 0 for row in sheet.iter_rows() for cell in row if str(cell.value).startswith(MEND))
    cells = {row: sheet.cell(row, added).value for row in range(1, sheet.max_row + 1)}
    return {row: str(text) for row, text in cells.items() if text}


def rows_of(path: Path, sheet_name: str) -> dict[int, list[str]]:
    """Return the rows of a sheet by their numbers, as the loader reads them."""
    (grid,) = [sheet.grid for sheet in sheets(path, path.name) if sheet.name == sheet_name]
    return {int(str(row)) + 1: texts for row, texts in zip(grid.index, grid.to_numpy().tolist(), strict=True)}


def mark(path: Path, problems: list[Problem], name: str = NAME) -> Workbook:
    body, suffix = marked_file(path, name, problems)
    assert suffix == ".xlsx"
    return load_workbook(io.BytesIO(body), rich_text=True)


@pytest.fixture
def given_path(tmp_path: Path) -> Path:
    """Return the path of the workbook, which has a meaningless name."""
    return saved(return_book(), tmp_path)


def test_the_workbook_of_these_tests_has_its_headings_in_row_2(given_path: Path):
    assert [cell.value for cell in opened(given_path)["Spend"][2]] == ["Area", "From", "Spent (£)", "Twice"]


def test_each_message_is_in_its_row_and_those_about_the_sheet_are_beside_the_headings(given_path: Path):
    marked_book = mark(given_path, [
        problem(3, "Spent (£)", "1,20O", mend="The letter O stands where a zero is meant."),
        problem(4, "From", "soon", "is not a date such as 2016-02-18"),
        problem(4, says="is the same as row 3, which is loaded", severity="warning"),
        problem(0, "Budget heading", says="the column is not there", mend="Add a column with that heading."),
    ])  # fmt: skip
    assert messages(marked_book["Spend"]) == {
        2: "What to mend.\nRefused: Budget heading: the column is not there. Add a column with that heading.",
        3: "Refused: Spent (£): '1,20O' is not a number. The letter O stands where a zero is meant.",
        4: "Refused: From: 'soon' is not a date such as 2016-02-18.\n"
        "Kept, but look: is the same as row 3, which is loaded.",
    }
    assert marked_book["Spend"]["E2"].value.startswith(MEND)
    assert marked_book["Spend"]["E2"].font.b


def test_every_cell_of_a_workbook_keeps_its_value_and_format(given_path: Path):
    before = opened(given_path)
    after = mark(given_path, [problem(3, "Spent (£)", "1,20O")])
    assert after.sheetnames == before.sheetnames == ["Spend", "What we think"]
    assert cells_of(after["What we think"]) == cells_of(before["What we think"])
    added = {"E2", "E3"}
    assert {place: cell for place, cell in cells_of(after["Spend"]).items() if place not in added} == cells_of(
        before["Spend"]
    )
    assert set(cells_of(after["Spend"])) == set(cells_of(before["Spend"])) | added
    assert after["Spend"]["D3"].value == "=C3*2"
    assert [str(cells) for cells in after["Spend"].merged_cells.ranges] == ["A1:C1"]


def test_the_cell_at_fault_is_filled_and_no_other(given_path: Path):
    marked_sheet = mark(given_path, [problem(3, "Spent (£)", "1,20O"), problem(4, "From", "soon"), problem(0, "Area")])[
        "Spend"
    ]
    filled = {cell.coordinate for row in marked_sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == FILL}
    assert filled == {"C3", "B4"}


def test_a_column_that_does_not_exist_fills_nothing_and_is_named(given_path: Path):
    marked_sheet = mark(given_path, [problem(3, "Period", "2019", "is not a period")])["Spend"]
    assert messages(marked_sheet)[3] == "Refused: Period: '2019' is not a period."
    assert not any(cell.fill.fgColor.rgb == FILL for row in marked_sheet.iter_rows() for cell in row)


def test_a_message_about_a_missing_place_is_beside_the_headings_and_names_it(given_path: Path):
    marked_book = mark(
        given_path, [problem(99, "Area", "x"), problem(3, "Area", "y", sheet="Gone"), problem(0, sheet="")]
    )
    assert messages(marked_book["Spend"]) == {
        2: "What to mend.\n"
        "Refused: our return.xlsx, sheet Spend, row 99, Area: 'x' is not a number.\n"
        "Refused: our return.xlsx, sheet Gone, row 3, Area: 'y' is not a number.\n"
        "Refused: our return.xlsx: is not a number."
    }


def test_the_problems_of_other_files_are_ignored(given_path: Path):
    marked_book = mark(given_path, [problem(3, "Area", "x", file="theirs.xlsx"), problem(4, "Area", "y")])
    assert set(messages(marked_book["Spend"])) == {2, 4}


def test_a_sheet_without_problems_gets_no_column(given_path: Path):
    marked_book = mark(given_path, [])
    assert cells_of(marked_book["Spend"]) == cells_of(opened(given_path)["Spend"])


def test_a_file_that_was_marked_and_corrected_is_marked_again(given_path: Path, tmp_path: Path):
    first, _ = marked_file(given_path, NAME, [problem(3, "Spent (£)", "1,20O"), problem(4, "From", "soon")])
    again = tmp_path / "again"
    again.write_bytes(first)
    marked_sheet = mark(again, [problem(4, "From", "soon")])["Spend"]
    assert messages(marked_sheet) == {2: MEND, 4: "Refused: From: 'soon' is not a number."}
    assert marked_sheet.max_column == 5
    filled = {cell.coordinate for row in marked_sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == FILL}
    assert filled == {"B4"}


def test_a_column_of_the_users_own_with_that_name_is_kept(given_path: Path, tmp_path: Path):
    book = opened(given_path)
    book["Spend"]["D2"], book["Spend"]["D3"], book["Spend"]["D4"] = "What to mend", "The roof", "Refused: is what I was"
    marked_sheet = mark(saved(book, tmp_path), [problem(3, "Area", "x")])["Spend"]
    assert [marked_sheet["D2"].value, marked_sheet["D3"].value] == ["What to mend", "The roof"]
    assert marked_sheet["E3"].value == "Refused: Area: 'x' is not a number."


def test_drop_downs_and_rich_text_are_kept(tmp_path: Path):
    book = return_book()
    sheet = book["Spend"]
    rule = DataValidation(type="list", formula1='"Alder Row,Elm Green"')
    rule.add("A3:A99")
    sheet.add_data_validation(rule)
    sheet["A6"] = CellRichText("Zoë ", TextBlock(InlineFont(b=True), "Mount"))
    sheet["A4"].fill = PatternFill("solid", fgColor="FF00FF00")
    marked_sheet = mark(saved(book, tmp_path), [problem(3, "Spent (£)", "1,20O")])["Spend"]
    assert [validation.formula1 for validation in marked_sheet.data_validations.dataValidation] == [
        '"Alder Row,Elm Green"'
    ]
    assert marked_sheet["A6"].value == CellRichText("Zoë ", TextBlock(InlineFont(b=True), "Mount"))
    assert marked_sheet["A4"].fill.fgColor.rgb == "FF00FF00"


def test_a_filled_template_keeps_its_drop_downs_lists_and_the_note_on_its_example():
    path = fixtures.FOLDER / "spending.xlsx"
    before = opened(path)
    after = mark(path, [Problem("spending.xlsx", "Spending", 4, "Spent (£)", "0", "is odd")], "spending.xlsx")

    def offered(book: Workbook) -> list[tuple[str, str, str]]:
        validations = book["Spending"].data_validations.dataValidation
        return [
            (str(validation.sqref), validation.formula1, book.defined_names[validation.formula1].attr_text)
            for validation in validations
        ]

    assert offered(after) == offered(before)
    assert [formula for _, formula, _ in offered(after)] == [
        "choices_area_id", "choices_theme", "choices_coded_by", "choices_state",
    ]  # fmt: skip
    assert after["Spending"]["A2"].comment.text == before["Spending"]["A2"].comment.text
    assert after["Spending"].freeze_panes == "A2"
    assert cells_of(after["Lists"]) == cells_of(before["Lists"])


def test_formulas_are_recalculated_when_the_file_is_opened(given_path: Path):
    assert mark(given_path, [problem(3, "Area", "x")]).calculation.fullCalcOnLoad


def test_a_template_of_a_spreadsheet_program_comes_back_as_a_workbook(tmp_path: Path):
    book = return_book()
    book.template = True
    marked_book = mark(saved(book, tmp_path), [problem(3, "Area", "x")])
    assert not marked_book.template


def test_a_text_that_looks_like_a_formula_stays_text_and_a_formula_stays_one(tmp_path: Path):
    book = return_book()
    sheet = book["Spend"]
    sheet["A3"] = "=HYPERLINK(1)"
    sheet["A3"].data_type = "s"
    marked_sheet = mark(saved(book, tmp_path), [problem(3, "Area", "=HYPERLINK(1)")])["Spend"]
    assert (marked_sheet["A3"].value, marked_sheet["A3"].data_type) == ("=HYPERLINK(1)", "s")
    assert (marked_sheet["D3"].value, marked_sheet["D3"].data_type) == ("=C3*2", "f")
    assert marked_sheet["E3"].data_type == "s"


def test_columns_with_shared_settings_are_split_at_the_added_column(tmp_path: Path):
    book = return_book()
    settings = book["Spend"].column_dimensions["B"]
    settings.min, settings.max, settings.width, settings.hidden = 2, 16384, 20, True
    body, _ = marked_file(saved(book, tmp_path), NAME, [problem(3, "Area", "x")])
    dimensions = load_workbook(io.BytesIO(body))["Spend"].column_dimensions
    ranges = sorted((dimension.min, dimension.max) for dimension in dimensions.values())
    assert ranges == [(2, 4), (5, 5)]
    assert not dimensions["E"].hidden
    assert dimensions["E"].width == 60


def test_cells_that_are_only_formatted_are_not_used(tmp_path: Path):
    book = return_book()
    book["Spend"]["XFD1048576"].font = Font(bold=True)
    marked_sheet = load_workbook(io.BytesIO(marked_file(saved(book, tmp_path), NAME, [problem(3, "Area", "x")])[0]))[
        "Spend"
    ]
    assert marked_sheet["E3"].value == "Refused: Area: 'x' is not a number."


def test_a_workbook_with_cells_merged_over_the_new_column_comes_back_as_a_copy(tmp_path: Path):
    book = return_book()
    book["Spend"].merge_cells("D4:XFD4")
    marked_sheet = mark(saved(book, tmp_path), [problem(4, "From", "soon")])["Spend"]
    assert COPY_NOTE in messages(marked_sheet)[2]
    assert messages(marked_sheet)[4] == "Refused: From: 'soon' is not a number."
    assert [cell.value for cell in marked_sheet[4]][:3] == ["Elm Green", "soon", "300"]


def test_a_number_that_openpyxl_takes_for_a_day_far_off_is_not_lost(tmp_path: Path):
    book = return_book()
    book["Spend"]["B3"] = 9_999_999_999
    book["Spend"]["B3"].number_format = "yyyy-mm-dd"
    marked_sheet = mark(saved(book, tmp_path), [problem(3, "From", "9999999999")])["Spend"]
    assert "9999999999" in [str(cell.value) for cell in marked_sheet[3]]
    assert messages(marked_sheet)[3].startswith("Refused: From: '9999999999'")
    assert COPY_NOTE in messages(marked_sheet)[2]


def test_many_messages_of_one_row_end_with_how_many_more_there_are(given_path: Path):
    marked_book = mark(
        given_path, [problem(3, "Area", "x" * 500, "is not the name of an area " * 40) for _ in range(100)]
    )
    text = messages(marked_book["Spend"])[3]
    assert len(text) < 32_767
    assert text.split("\n")[-1].endswith(" more.")
    shown = text.count("Refused:")
    assert text.split("\n")[-1] == f"and {100 - shown} more."


@pytest.mark.parametrize("name", ["spending.xlsx", "spending-by-hand.xlsx", "spending-by-hand.ods"])
def test_the_fixtures_are_what_they_are_made_from(name: str):
    def parts(body: bytes) -> dict[str, object]:
        """Return each part of a file; XML in its canonical form, as openpyxl writes empty elements in two ways."""
        with ZipFile(io.BytesIO(body)) as file:
            return {
                part_name: ElementTree.canonicalize(content) if content.lstrip().startswith(b"<") else content
                for part_name in file.namelist()
                for content in [file.read(part_name)]
            }

    assert parts((fixtures.FOLDER / name).read_bytes()) == parts(fixtures.fixtures()[name])


@pytest.mark.parametrize(
    ("name", "sheet", "headings", "first"),
    [
        ("spending.xlsx", "Spending", 1, 3),
        ("spending-by-hand.xlsx", "Spend 2019", 3, 4),
        ("spending-by-hand.ods", "Spending", 1, 2),
    ],
)
def test_a_return_of_any_writer_is_read_and_marked_in_its_row(
    name: str, sheet: str, headings: int, first: int, tmp_path: Path
):
    before = rows_of(fixtures.FOLDER / name, sheet)
    assert before[first] == [
        "Alder Row", "2019-04-01", "2019-09-30", "Youth work", "", "", "12000", "6000", "5450.5", "", "300", "paid",
    ]  # fmt: skip
    assert before[first + 3] == [
        "Zoë Mount", "2019-20", "2019-20", "=Events", "", "", "", "", "1210", "", "", "paid",
    ]  # fmt: skip
    assert before[first + 5][-4:] == ["-120.25", "5120.25", "", "repaid"]

    wrong = Problem(name, sheet, first + 3, "Spent (£)", "600", "is more than was planned", severity="warning")
    path = tmp_path / "marked.xlsx"
    path.write_bytes(marked_file(fixtures.FOLDER / name, name, [wrong])[0])
    after = rows_of(path, sheet)
    added_texts = {row: texts.pop() for row, texts in after.items()}
    assert added_texts.pop(headings).startswith(MEND)
    assert {row: text for row, text in added_texts.items() if text} == {
        first + 3: "Kept, but look: Spent (£): '600' is more than was planned."
    }
    if name == "spending-by-hand.xlsx":  # the result of a formula is computed when the file is opened
        assert (before[9][9], after[9][9]) == ("5120.25", "")
        before[9][9] = ""
    assert after == before
    filled = load_workbook(path)[sheet]
    assert filled.cell(first + 3, 9).fill.fgColor.rgb == FILL


def test_an_xlsx_file_of_another_writer_keeps_its_formula_and_its_bold_letters():
    name = "spending-by-hand.xlsx"
    marked_book = mark(fixtures.FOLDER / name, [Problem(name, "Spend 2019", 4, "Area", "Alder Row", "is odd")], name)
    sheet = marked_book["Spend 2019"]
    assert sheet["J9"].value == "=5000+120.25"
    text = sheet["A4"].value
    assert isinstance(text, CellRichText)
    assert str(text) == "Alder Row"
    assert [block.font.b for block in text if isinstance(block, TextBlock)] == [True]


def test_ods_comes_back_as_a_copy_with_a_note():
    name = "spending-by-hand.ods"
    wrong = Problem(name, "Spending", 5, "Area", "Zoë Mount", "is odd")
    marked_sheet = mark(fixtures.FOLDER / name, [wrong], name)["Spending"]
    assert messages(marked_sheet)[1] == f"What to mend. {COPY_NOTE}"
    assert (marked_sheet["D5"].value, marked_sheet["D5"].data_type) == ("=Events", "s")


def test_a_workbook_that_openpyxl_cannot_open_comes_back_as_a_copy(given_path: Path, tmp_path: Path):
    broken = tmp_path / "broken"
    with ZipFile(given_path) as before, ZipFile(broken, "w") as after:
        for part_name in before.namelist():
            body = before.read(part_name)
            after.writestr(
                part_name,
                body.replace(b"<fonts count=", b"<fonts what='' count='x' was=")
                if part_name.endswith("styles.xml")
                else body,
            )
    marked_sheet = mark(broken, [problem(3, "Spent (£)", "1,20O")])["Spend"]
    assert marked_sheet["A3"].value == "Alder Row"
    assert "Refused: Spent (£): '1,20O' is not a number." in messages(marked_sheet)[3]


def test_a_workbook_that_is_too_large_is_refused_in_a_sentence(given_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "LARGEST_WORKBOOK", 1_000)
    with pytest.raises(
        DataError, match=r"our return\.xlsx: is too large to be marked .* See the list of refused rows\."
    ):
        marked_file(given_path, NAME, [problem(3, "Area", "x")])


def test_json_is_refused_in_a_sentence(tmp_path: Path):
    path = tmp_path / "grants"
    path.write_text('{"grants": []}', encoding="utf-8")
    with pytest.raises(DataError, match=r"grants\.json: is a JSON file"):
        marked_file(path, "grants.json", [])


def csv_problem(
    row: int, column: str = "", value: str = "", says: str = "is not a number", severity: str = "error"
) -> Problem:
    return Problem("return.csv", "", row, column, value, says, severity=severity)


def marked_rows(body: bytes, separator: str) -> list[list[str]]:
    text = body.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=separator))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_file_keeps_its_separator_and_rows_in_utf8(separator: str, encoding: str, tmp_path: Path):
    rows = [
        ["Area", "What", "Spent (£)"],
        ["Zoë Mount", f'a "hall"{separator} and more', "12O"],
        ["", "", ""],
        ["Elm Green", "two\nlines", "-5"],
    ]
    path = tmp_path / "some file"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    body, suffix = marked_file(path, "return.csv", [
        csv_problem(2, "Spent (£)", "12O"),
        csv_problem(4, "What", "two\nlines", "is odd", "warning"),
        csv_problem(0, says="lacks the column From"),
        csv_problem(9, "Area", "x"),
    ])  # fmt: skip
    assert suffix == ".csv"
    assert marked_rows(body, separator) == [
        [
            *rows[0],
            "What to mend. Refused: lacks the column From. Refused: return.csv, row 9, Area: 'x' is not a number.",
        ],
        [*rows[1], "Refused: Spent (£): '12O' is not a number."],
        [*rows[2], ""],
        [*rows[3], "Kept, but look: What: 'two\\nlines' is odd."],
    ]


def test_a_csv_file_with_a_title_has_its_messages_beside_the_headings(tmp_path: Path):
    path = tmp_path / "some file"
    path.write_text("Our spending\n\nArea,From,Spent\nAlder Row,2019,x,extra\n", encoding="utf-8")
    rows = marked_rows(marked_file(path, "return.csv", [csv_problem(4, "Spent", "x")])[0], ",")
    assert rows == [
        ["Our spending", "", "", "", ""],
        ["", "", "", "", ""],
        ["Area", "From", "Spent", "", "What to mend"],
        ["Alder Row", "2019", "x", "extra", "Refused: Spent: 'x' is not a number."],
    ]


def test_a_csv_file_that_names_its_separator_is_counted_from_its_first_row(tmp_path: Path):
    path = tmp_path / "some file"
    path.write_text("sep=;\nArea;Spent\nAlder Row, Elm Green;x\n", encoding="utf-8")
    assert marked_rows(marked_file(path, "return.csv", [csv_problem(2, "Spent", "x")])[0], ";") == [
        ["Area", "Spent", "What to mend"],
        ["Alder Row, Elm Green", "x", "Refused: Spent: 'x' is not a number."],
    ]


def test_a_csv_file_that_was_marked_is_marked_anew(tmp_path: Path):
    path = tmp_path / "some file"
    path.write_text("Area,Spent\nAlder Row,x\nElm Green,y\n", encoding="utf-8")
    path.write_bytes(marked_file(path, "return.csv", [csv_problem(2, "Spent", "x"), csv_problem(3, "Spent", "y")])[0])
    assert marked_rows(marked_file(path, "return.csv", [csv_problem(3, "Spent", "y")])[0], ",") == [
        ["Area", "Spent", "What to mend"],
        ["Alder Row", "x", ""],
        ["Elm Green", "y", "Refused: Spent: 'y' is not a number."],
    ]


def test_a_csv_column_of_the_users_own_with_that_name_is_kept(tmp_path: Path):
    path = tmp_path / "some file"
    path.write_text("Area,What to mend\nAlder Row,The roof\nElm Green,What to mend\n", encoding="utf-8")
    assert marked_rows(marked_file(path, "return.csv", [csv_problem(2, "Area", "x")])[0], ",") == [
        ["Area", "What to mend", "What to mend"],
        ["Alder Row", "The roof", "Refused: Area: 'x' is not a number."],
        ["Elm Green", "What to mend", ""],
    ]


def test_cells_of_a_csv_file_that_act_as_formulas_get_an_apostrophe(tmp_path: Path):
    path = tmp_path / "some file"
    path.write_text("Area,What,Spent\n=cmd|x,@SUM(A1),-12.50\n+x,-,+5%\n", encoding="utf-8")
    rows = marked_rows(marked_file(path, "return.csv", [csv_problem(2, "Area", "=cmd|x")])[0], ",")
    assert rows[1:] == [
        ["'=cmd|x", "'@SUM(A1)", "-12.50", "Refused: Area: '=cmd|x' is not a number."],
        ["'+x", "-", "+5%", ""],
    ]


def test_refused_rows_have_their_place_first_and_the_reason_last():
    rows = pd.DataFrame({
        "reason": ["is not a date", "is empty"],
        "Area": ["Alder Row", None],
        "row": [3, 14],
        "=Total": ["=1+1", "-7"],
        "file": ["a.csv", "b.xlsx"],
        "sheet": ["", "Spend"],
    })  # fmt: skip
    assert marked_rows(refused_csv(rows), ",") == [
        ["file", "sheet", "row", "Area", "'=Total", "reason"],
        ["a.csv", "", "3", "Alder Row", "'=1+1", "is not a date"],
        ["b.xlsx", "Spend", "14", "", "-7", "is empty"],
    ]


def test_no_refused_rows_are_only_the_header():
    assert marked_rows(refused_csv(pd.DataFrame()), ",") == [["file", "sheet", "row", "reason"]]


READABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
SHEET_NAMES = st.text(
    st.characters(exclude_characters="[]:*?/\\'", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=31
)
GRIDS = st.lists(st.lists(READABLE, min_size=2, max_size=4), min_size=2, max_size=5)
PROBLEMS = st.lists(st.tuples(st.integers(0, 9), READABLE, READABLE), min_size=1, max_size=4)


@settings(max_examples=40)
@given(names=st.lists(SHEET_NAMES, min_size=1, max_size=3, unique_by=str.casefold), grid=GRIDS, problems=PROBLEMS)
def test_whatever_a_workbook_holds_it_comes_back_whole(
    names: list[str],
    grid: list[list[str]],
    problems: list[tuple[int, str, str]],
    tmp_path_factory: pytest.TempPathFactory,
):
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in names:
        sheet = book.create_sheet(name)
        sheet.append(["Area", "Spent"])
        for row, texts in enumerate(grid, 2):
            for number, text in enumerate(texts, 1):
                sheet.cell(row, number).value = text or None
                sheet.cell(row, number).data_type = "s" if text else "n"
    path = saved(book, tmp_path_factory.mktemp("workbooks"))
    wrong = [Problem(NAME, names[-1], row, "Spent", value, says) for row, value, says in problems]
    before, after = opened(path), mark(path, wrong)
    assert after.sheetnames == names
    for name in names:
        had, has = cells_of(before[name]), cells_of(after[name])
        assert had.items() <= has.items()
        assert ({place.rstrip("0123456789") for place in has.keys() - had.keys()} == set()) == (name != names[-1])
    row_messages = messages(after[names[-1]])
    assert sum(text.count("Refused:") for text in row_messages.values()) >= len(wrong)
    assert {row for row, *_ in problems if row in (2, 3)} & {
        row for row, texts in enumerate(grid, 2) if any(texts)
    } <= set(row_messages)
    assert {cell.data_type for row in after[names[-1]].iter_rows() for cell in row} <= {"s", "n"}


@settings(max_examples=60)
@given(grid=GRIDS, problems=PROBLEMS)
def test_whatever_a_csv_file_holds_it_comes_back_whole(
    grid: list[list[str]], problems: list[tuple[int, str, str]], tmp_path_factory: pytest.TempPathFactory
):
    path = tmp_path_factory.mktemp("files") / "some file"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [[*row, *[""] * (4 - len(row)), "end"] for row in grid]
        csv.writer(file).writerows([["Area", "Spent", "What", "More", "End"], *rows])
    before = sheets(path, "return.csv")[0].grid
    wrong = [csv_problem(row, "Spent", value, says) for row, value, says in problems]
    path.write_bytes(marked_file(path, "return.csv", wrong)[0])
    after = sheets(path, "return.csv")[0].grid
    assert after.index.tolist() == before.index.tolist() == list(range(len(grid) + 1))
    for had, has in zip(before.to_numpy().tolist(), after.iloc[:, :-1].to_numpy().tolist(), strict=True):
        assert all(new in (old, f"'{old}") for old, new in zip(had, has, strict=True))
    added_column = after.iloc[:, -1].tolist()
    assert added_column[0].startswith(MEND)
    assert all(added_column[row - 1].startswith("Refused: Spent: ") for row, *_ in problems if 1 < row <= len(grid) + 1)
