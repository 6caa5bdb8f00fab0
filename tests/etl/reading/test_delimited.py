"""CSV files as people save them come back cell for cell, whatever their encoding, separator and quotation marks."""

import csv
import string
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from etl.reading.sheets import Sheet, sheets
from tests.etl.reading.sheet_files import as_csv, rows_of

ROWS = [["Area", "Spent"], ["Whitley Bay", "£1,200"], ["Café 5½", "250"]]


# --- encodings and separators


@pytest.mark.parametrize(
    ("encoding", "notes"),
    [
        ("utf-8", ()),
        ("utf-8-sig", ()),
        ("utf-16", ("read as UTF-16",)),
        ("utf-16-le", ("read as UTF-16",)),
        ("utf-16-be", ("read as UTF-16",)),
        ("utf-32", ("read as UTF-32",)),
        ("cp1252", ("read as Windows-1252",)),
    ],
)
def test_a_csv_file_is_read_in_each_encoding(sheet_of: Callable[[bytes], Sheet], encoding: str, notes: tuple[str, ...]):
    sheet = sheet_of(as_csv(ROWS).encode(encoding))
    assert rows_of(sheet) == {1: ["Area", "Spent"], 2: ["Whitley Bay", "£1,200"], 3: ["Café 5½", "250"]}
    assert (sheet.file, sheet.name, sheet.notes) == ("returns.xyz", "", notes)


def test_the_first_row_of_utf_16_in_the_other_order_is_read(sheet_of: Callable[[bytes], Sheet]):
    sheet = sheet_of(b"\xfe\xff" + as_csv(ROWS).encode("utf-16-be"))
    assert rows_of(sheet)[1] == ["Area", "Spent"]


def test_utf_8_with_a_few_characters_of_windows_1252_keeps_both(sheet_of: Callable[[bytes], Sheet]):
    sheet = sheet_of("name,spent\nCafé,£5\nCrêpes,£6\n".encode() + "Caf\xe9,£7\n".encode("cp1252"))
    assert rows_of(sheet)[4] == ["Café", "£7"]
    assert rows_of(sheet)[2] == ["Café", "£5"]
    assert sheet.notes == ("read as UTF-8, but for 2 characters of Windows-1252",)


def test_quotation_marks_that_some_program_took_for_latin_1_are_mended(sheet_of: Callable[[bytes], Sheet]):
    sheet = sheet_of("name,spent\nChildren\x92s centre,5\n".encode())
    assert rows_of(sheet)[2] == ["Children’s centre", "5"]
    assert sheet.notes == ("control characters were taken out",)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_control_characters_are_removed_with_a_note(sheet_of: Callable[[bytes], Sheet], encoding: str):
    sheet = sheet_of("na\x00me,spent £\n\x01Whitley\x7f Bay,5\x0c\n".encode(encoding))
    assert rows_of(sheet) == {1: ["name", "spent £"], 2: ["Whitley Bay", "5"]}
    assert "control characters were taken out" in sheet.notes


def test_bytes_undefined_in_windows_1252_are_removed(sheet_of: Callable[[bytes], Sheet]):
    sheet = sheet_of(b"name,spent\nWhitley\x81 Bay,\xa35\n")
    assert rows_of(sheet)[2] == ["Whitley Bay", "£5"]
    assert sheet.notes == ("read as Windows-1252", "control characters were taken out")


@pytest.mark.parametrize(
    ("separator", "note"),
    [
        (",", ()),
        (";", ("columns are parted by semicolons",)),
        ("\t", ("columns are parted by tabs",)),
        ("|", ("columns are parted by vertical bars",)),
    ],
)
def test_the_separator_is_detected(sheet_of: Callable[[bytes], Sheet], separator: str, note: tuple[str, ...]):
    rows = [["Area", "Spent", "Note"], ["Whitley Bay", "1,5", "a; b"], ["Arches | Local", "2,5", "c\td"]]
    sheet = sheet_of(as_csv(rows, separator).encode())
    assert list(rows_of(sheet).values()) == rows
    assert sheet.notes == note


def test_titles_above_the_table_do_not_hide_its_separator(sheet_of: Callable[[bytes], Sheet]):
    sheet = sheet_of(b"Spending, returns, draft\n\nArea;Spent;Note\nA;1,5;x\nB;2,5;y\n")
    assert rows_of(sheet) == {
        1: ["Spending, returns, draft", "", ""],
        3: ["Area", "Spent", "Note"],
        4: ["A", "1,5", "x"],
        5: ["B", "2,5", "y"],
    }


@pytest.mark.parametrize("line", [b"sep=;\r\n", b"SEP=;\n", b"\xef\xbb\xbfsep=; \r"])
def test_a_first_line_that_names_the_separator_is_followed_and_not_counted(
    sheet_of: Callable[[bytes], Sheet], line: bytes
):
    assert rows_of(sheet_of(line + b"a,b;c\n1,5;2\n")) == {1: ["a,b", "c"], 2: ["1,5", "2"]}


def test_a_first_line_can_name_any_mark(sheet_of: Callable[[bytes], Sheet]):
    assert rows_of(sheet_of(b'sep=^\na,b^c\n"1^5"^2\n')) == {1: ["a,b", "c"], 2: ["1^5", "2"]}
    assert rows_of(sheet_of(b"sep=x\na,b\n1,2\n"))[1] == ["sep=x", ""]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_each_kind_of_line_end_ends_a_row(sheet_of: Callable[[bytes], Sheet], ends: str):
    rows = [["a", "b"], ["1", "2"], ["3", "4"]]
    assert list(rows_of(sheet_of(as_csv(rows, ends=ends).encode())).values()) == rows


def test_a_file_of_one_column_is_read(sheet_of: Callable[[bytes], Sheet]):
    assert rows_of(sheet_of(b"name\nWhitley Bay\n\nArches\n")) == {1: ["name"], 2: ["Whitley Bay"], 4: ["Arches"]}


# --- rows and columns


def test_rows_count_as_a_spreadsheet_shows_them(sheet_of: Callable[[bytes], Sheet]):
    sheet = sheet_of(b'\n\na,b\n1,"two\nlines"\n\n,\n \t, \n3,4\n\n\n')
    assert rows_of(sheet) == {3: ["a", "b"], 4: ["1", "two\nlines"], 8: ["3", "4"]}


def test_shorter_and_longer_rows_are_kept_whole(sheet_of: Callable[[bytes], Sheet]):
    sheet = sheet_of(b"a,b,c\n1,2,3\n4\n5,6,7,8\n9,10,11\n,,,,x\n")
    assert rows_of(sheet) == {
        1: ["a", "b", "c", "", ""],
        2: ["1", "2", "3", "", ""],
        3: ["4", "", "", "", ""],
        4: ["5", "6", "7", "8", ""],
        5: ["9", "10", "11", "", ""],
        6: ["", "", "", "", "x"],
    }


def test_columns_that_hold_nothing_are_dropped_at_the_end_only(sheet_of: Callable[[bytes], Sheet]):
    sheet = sheet_of(b"a,,c,,\n1,,3, ,\n")
    assert rows_of(sheet) == {1: ["a", "", "c"], 2: ["1", "", "3"]}
    assert list(sheet.grid.columns) == [0, 1, 2]


def test_all_cells_are_text(sheet_of: Callable[[bytes], Sheet]):
    sheet = sheet_of(b"a,b\n007,NA\nnull,\n1e5,NaN\n")
    assert rows_of(sheet) == {1: ["a", "b"], 2: ["007", "NA"], 3: ["null", ""], 4: ["1e5", "NaN"]}
    assert sheet.grid.dtypes.tolist() == [pd.StringDtype(na_value=float("nan"))] * 2


def test_long_files_keep_every_odd_row_in_its_place(sheet_of: Callable[[bytes], Sheet]):
    lines = [f"{number},{number * 2},x" for number in range(120_000)]
    lines[70_000], lines[110_000] = "short", "too,long,by,far"
    grid = sheet_of("\n".join(lines).encode()).grid
    assert grid.shape == (120_000, 4)
    assert list(grid.loc[70_000]) == ["short", "", "", ""]
    assert list(grid.loc[110_000]) == ["too", "long", "by", "far"]
    assert list(grid.loc[119_999]) == ["119999", "239998", "x", ""]


# --- quotation marks


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (b'"a ""quote""",2', ['a "quote"', "2"]),
        (b'"",2', ["", "2"]),
        (b'"a,b",2', ["a,b", "2"]),
        (b'"""",2', ['"', "2"]),
        (b'"one\r\ntwo",2', ["one\r\ntwo", "2"]),
        (b'5" pipe,2', ['5" pipe', "2"]),
        (b'"Smith" Ltd,2', ['"Smith" Ltd', "2"]),
        (b'a""b,2', ['a""b', "2"]),
        (b' "a,b" ,2', ["a,b", "2"]),
        (b'6" by 4",2', ['6" by 4"', "2"]),
    ],
)
def test_a_quotation_mark_is_kept_unless_it_encloses(sheet_of: Callable[[bytes], Sheet], row: bytes, cells: list[str]):
    assert list(rows_of(sheet_of(b"name,count\n" + row + b"\nlast,3\n")).values()) == [
        ["name", "count"],
        cells,
        ["last", "3"],
    ]


def test_a_quotation_mark_that_opens_a_cell_oddly_is_noted(sheet_of: Callable[[bytes], Sheet]):
    content = b'a,b\n1,2\n"Smith" Ltd,3\n"Jones" Ltd,4\n'
    assert sheet_of(content).notes == ("a quotation mark in row 3 opens a cell oddly and was kept",)


@pytest.mark.parametrize(
    "content",
    [
        b'a,b\n1,2\n3,"four\n5,6\n7,8\n',
        b'a,b\n1,2\n3,"four\n5,"six"\n7,8\n',
        b'a,b\n1,2\n3,"four\r5,x "six" y\r7,8\r',
    ],
)
def test_a_quotation_mark_that_would_swallow_rows_is_refused_where_it_opens(
    refusal: Callable[[bytes], str], content: bytes
):
    assert refusal(content) == (
        "returns.xyz, row 3, column B: a quotation mark opens the cell and is not closed where the cell ends. "
        "Close it or take it out, so that no rows are lost, and save the file again."
    )


def test_a_cell_that_holds_whole_rows_is_refused(refusal: Callable[[bytes], str]):
    content = b'a,b,c\n1,2,"three\n4,5,6\n7,8,9\n10,11,12\n13,14,15"\n16,17,18\n'
    assert refusal(content) == (
        "returns.xyz, row 2, column C: the cell holds 3 whole rows. "
        "A quotation mark is missing where the cell should end; put it in and save the file again."
    )


def test_an_address_of_several_lines_is_one_cell(sheet_of: Callable[[bytes], Sheet]):
    address = "The Hub\n12 High Street, Whitley Bay, Tyne and Wear\nNE26"
    assert rows_of(sheet_of(as_csv([["a", "b", "c"], ["1", address, "2"]]).encode()))[2] == ["1", address, "2"]


# --- any file comes back unchanged

PLAIN = string.ascii_letters + string.digits + " ,;|\t\"'\n-"
LATIN = PLAIN + "£½°öü"
WINDOWS = PLAIN + "£½°’–€“”öüø"
ANY = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff") | st.sampled_from(PLAIN + "\r")
ALPHABETS = {
    "utf-8": ANY,
    "utf-8-sig": ANY,
    "utf-16": ANY,
    "utf-16-le": st.sampled_from(LATIN),
    "utf-16-be": st.sampled_from(LATIN),
    "cp1252": st.sampled_from(WINDOWS),
}


@st.composite
def csv_files(draw: st.DrawFn) -> tuple[bytes, list[list[str]]]:
    """Draw the bytes of a CSV file with headings, and its cells."""
    encoding = draw(st.sampled_from(sorted(ALPHABETS)))
    width = draw(st.integers(2, 5))
    cells = st.text(ALPHABETS[encoding], max_size=8)
    body = draw(st.lists(st.lists(cells, min_size=width, max_size=width), max_size=6))
    rows = [[f"the heading of column {number}" for number in range(width)], *body]
    # the writer does not enclose a lone \r when lines end in \n, so there all cells are enclosed
    ends, quoting = draw(st.sampled_from([("\n", csv.QUOTE_ALL), ("\r\n", csv.QUOTE_ALL), ("\r\n", csv.QUOTE_MINIMAL)]))
    text = as_csv(rows, draw(st.sampled_from(",;\t|")), ends, quoting)
    return text.encode(encoding), rows


def filled(grid: pd.DataFrame) -> dict[tuple[int, int], str]:
    return {
        (int(str(row)), column): text
        for row, texts in grid.iterrows()
        for column, text in enumerate(texts)
        if text.strip()
    }


@given(csv_files())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_csv_file_comes_back_cell_for_cell(tmp_path: Path, drawn: tuple[bytes, list[list[str]]]):
    content, rows = drawn
    path = tmp_path / "drawn"
    path.write_bytes(content)
    (sheet,) = sheets(path, "drawn")
    assert filled(sheet.grid) == {
        (number, column): cell for number, row in enumerate(rows) for column, cell in enumerate(row) if cell.strip()
    }


@given(csv_files(), st.sampled_from(['5" pipe', '"Smith" Ltd', 'a "quote"', '""x']))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_lone_quotation_mark_changes_no_other_cell(tmp_path: Path, drawn: tuple[bytes, list[list[str]]], mark: str):
    content, _ = drawn
    assume(content.startswith((b"the", b'"the')))
    path = tmp_path / "drawn"
    path.write_bytes(content)
    (plain,) = sheets(path, "drawn")
    path.write_bytes(content + mark.encode() + b"\n")
    (with_mark,) = sheets(path, "drawn")
    assert filled(with_mark.grid.iloc[:-1]) == filled(plain.grid)
    assert with_mark.grid.iloc[-1, 0] == mark
