"""Spreadsheets as people keep them are read cell for cell, or refused with a sentence; nothing in between."""

import base64
import csv
import io
import random
import re
import string
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from etl.errors import DataError
from etl.reading.sheets import Sheet, kind, sheets

OLD_WORKBOOK = zlib.decompress(
    base64.b85decode(
        # made with another program: a sheet Spending with Area, Spent, Date; an empty row; Whitley Bay, 1234.5, 12 March 2019
        "c-rk)O=uHA6#izLZGLR?Q&XiCN+?)u4HWU>rCl4MJ*8AVR7I#;v((U%mXJ%lSgipsg5XK<QmCMpsuzDyL2n*}iXH?(Nc7l~px~j+"
        "`sQV~rd6Q<EmY=P=9@Qf=Iy-QnRzq2Zx$n^xd-iKtV2H<P_g}JtkDTdezy<?)!Vid-P}jXR@hST`)D8=bv$i;?UiFF$GZ#-_dPF("
        "flri9V;VzKSu3`QNU#s4kUsPg3)~`25N+&L3-ej#?acSM<um3(thvhEM{P^u6c&x4o`cRTKB0ATT@doVkJ#n|YxbiRujDMga7|R("
        ">KMpn%*icQ(cx*rJZL}%t*n)k<q&Qo03?&WsZ{StLJ3hC?0I~%W58E;RlkTS{pRWgNdJAU-unl=j|OqQ{<`J?W?-M;MN*`=ywg(+"
        "#>c0vY&w%2Uq&2K<)nd}W$NJCJQb5>-r5F?oXg}VtwJne76LNNb65zk2@B1<T$+f}2(cXDMH8mJmhXOfn;IK7Mp-k%TS0Zh*e(5o"
        "jf>KPjDuX$u*yAbv5)x@-*p$u?aWb{(Uf-$w>rX+S#EQgYrCkQ1B`dZo*H>C$;G9kk2{K=jc$?`2FvH83-66NbkYWvCVP3!A}-?M"
        "<_(D_hMNl~xO`-8`z6r$w6Np5?d*yntjMKBh%i@6^6iM#lIFZCX|4UnT4QVZKAv;`(t7ENm*m79jmrI63m(cw6x@Cy00jjF1qB5K"
        "1qFq=Aoy@vJ&MbNy6znIz0QA~6-pKLo8-U6F-*~wr;p0R$Wop|p|1I}1G;eUB{pc|{x6gmq26<tz!>{6QTP0%k0nw2JR3F)|Ggzt"
        "Z~v8g{QSrL{{Xw()rb"
    )
)
LOCKED_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(900)
ROWS = [["Area", "Spent"], ["Whitley Bay", "£1,200"], ["Café 5½", "250"]]


@pytest.fixture
def sheets_of(tmp_path: Path) -> Callable[[bytes], list[Sheet]]:
    """Return a function that gives the sheets of a file with some content; its name never tells what it is."""

    def read(content: bytes) -> list[Sheet]:
        path = tmp_path / "returns"
        path.write_bytes(content)
        return sheets(path, "returns.xyz")

    return read


@pytest.fixture
def sheet_of(sheets_of: Callable[[bytes], list[Sheet]]) -> Callable[[bytes], Sheet]:
    """Return a function that gives the only sheet of a file."""

    def read(content: bytes) -> Sheet:
        (sheet,) = sheets_of(content)
        return sheet

    return read


@pytest.fixture
def refusal(sheets_of: Callable[[bytes], list[Sheet]]) -> Callable[[bytes], str]:
    """Return a function that gives the sentence with which a file is refused."""

    def read(content: bytes) -> str:
        with pytest.raises(DataError) as caught:
            sheets_of(content)
        (sentence,) = caught.value.sentences
        return sentence

    return read


def rows_of(sheet: Sheet) -> dict[int, list[str]]:
    """Return the rows by the number that a spreadsheet shows."""
    return {int(str(row)) + 1: texts.tolist() for row, texts in sheet.grid.iterrows()}


def as_csv(rows: list[list[str]], separator: str = ",", ends: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=ends, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


# --- CSV: encodings and separators


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
def test_control_characters_are_taken_out_and_that_is_said(sheet_of: Callable[[bytes], Sheet], encoding: str):
    sheet = sheet_of("na\x00me,spent £\n\x01Whitley\x7f Bay,5\x0c\n".encode(encoding))
    assert rows_of(sheet) == {1: ["name", "spent £"], 2: ["Whitley Bay", "5"]}
    assert "control characters were taken out" in sheet.notes


def test_bytes_without_meaning_in_windows_1252_are_taken_out(sheet_of: Callable[[bytes], Sheet]):
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
def test_what_parts_the_columns_is_found_out(sheet_of: Callable[[bytes], Sheet], separator: str, note: tuple[str, ...]):
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


# --- CSV: rows and columns


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


def test_every_cell_is_text(sheet_of: Callable[[bytes], Sheet]):
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


# --- CSV: quotation marks


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


def test_a_quotation_mark_that_opens_a_cell_oddly_is_told(sheet_of: Callable[[bytes], Sheet]):
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


# --- CSV: everything comes back

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


@given(
    st.sampled_from([b"", b"PK\x03\x04", OLD_WORKBOOK[:600], b"sep=;\n", b"\xff\xfe", b'a,b\n"']),
    st.binary(max_size=600),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_sheets_or_a_sentence(tmp_path: Path, start: bytes, rest: bytes):
    path = tmp_path / "any"
    path.write_bytes(start + rest)
    try:
        kind(path)
        found = sheets(path, "any")
    except DataError as error:
        assert all(sentence.startswith("any") and sentence.endswith(".") for sentence in error.sentences)
    else:
        assert all(len(sheet.grid) for sheet in found)


# --- workbooks


def workbook(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    content = io.BytesIO()
    book.save(content)
    book.close()
    return content.getvalue()


def one_sheet(cells: dict[str, Any], formats: dict[str, str] | None = None) -> bytes:
    """Return a workbook whose first sheet, Spending, holds some cells."""

    def fill(book: openpyxl.Workbook):
        sheet = book.worksheets[0]
        sheet.title = "Spending"
        for place, cell in cells.items():
            sheet[place] = cell
        for place, number_format in (formats or {}).items():
            sheet[place].number_format = number_format

    return workbook(fill)


def edited(content: bytes, part: str, edit: Callable[[str], str]) -> bytes:
    """Return a zipped workbook with one part changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, edit(text.decode()) if name == part else text)
    return changed.getvalue()


FIRST_SHEET = "xl/worksheets/sheet1.xml"


def test_cells_of_a_workbook_stand_where_they_are(sheet_of: Callable[[bytes], Sheet]):
    sheet = sheet_of(one_sheet({"B3": "Area", "D3": "Spent", "B5": "Whitley Bay", "D5": 5, "B6": " "}))
    assert (sheet.file, sheet.name, sheet.notes) == ("returns.xyz", "Spending", ())
    assert rows_of(sheet) == {3: ["", "Area", "", "Spent"], 5: ["", "Whitley Bay", "", "5"]}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1200.0, "1200"), (0.1, "0.1"), (-12.5, "-12.5"), (0.1 + 0.2, "0.3"), (1e-7, "0.0000001"), (0, "0"),
        (1_150_000, "1150000"), (1.15e15, "1150000000000000"), (333.333333333333, "333.333333333333"),
        (True, "yes"), (False, "no"), ("007", "007"), ("£1,200", "£1,200"), ("two\nlines", "two\nlines"),
        (date(2019, 3, 12), "2019-03-12"), (datetime(2019, 3, 12), "2019-03-12"),
        (datetime(2019, 3, 12, 10, 30), "2019-03-12T10:30:00"), (time(10, 30), "10:30:00"),
        (timedelta(hours=26, minutes=30), "26:30:00"), ("#N/A", "#N/A"), ("#REF!", "#REF!"), ("#DIV/0!", "#DIV/0!"),
    ],
)  # fmt: skip
def test_a_cell_of_a_workbook_is_text_as_short_as_can_be(sheet_of: Callable[[bytes], Sheet], cell: Any, text: str):
    assert rows_of(sheet_of(one_sheet({"A1": "Heading", "A2": cell}))) == {1: ["Heading"], 2: [text]}


@pytest.mark.parametrize(
    ("number_format", "text"),
    [("0%", "25.5%"), ("0.00%", "25.5%"), ("0.0%;[Red]-0.0%", "25.5%"),
     ('0.0 "%"', "0.255"), (r"0.0\%", "0.255"), ("0.00", "0.255")],
)  # fmt: skip
def test_a_percentage_is_read_as_it_is_shown(sheet_of: Callable[[bytes], Sheet], number_format: str, text: str):
    assert rows_of(sheet_of(one_sheet({"B2": 0.255}, {"B2": number_format}))) == {2: ["", text]}


def test_days_count_from_1904_where_the_workbook_says_so(sheet_of: Callable[[bytes], Sheet]):
    def fill(book: openpyxl.Workbook):
        book.epoch = datetime(1904, 1, 1)
        book.worksheets[0]["A1"] = date(2019, 3, 12)

    assert rows_of(sheet_of(workbook(fill))) == {1: ["2019-03-12"]}


def test_merged_cells_hold_their_value_in_the_first(sheet_of: Callable[[bytes], Sheet]):
    def fill(book: openpyxl.Workbook):
        sheet = book.worksheets[0]
        sheet["A1"] = "Returns of 2019/20"
        sheet.merge_cells("A1:C1")
        sheet.append(["Area", "Spent", "Note"])

    assert rows_of(sheet_of(workbook(fill))) == {1: ["Returns of 2019/20", "", ""], 2: ["Area", "Spent", "Note"]}


def test_hidden_sheets_and_rows_are_read_and_told_but_not_very_hidden_or_empty_ones(
    sheets_of: Callable[[bytes], list[Sheet]],
):
    def fill(book: openpyxl.Workbook):
        shown, hidden, very_hidden = book.worksheets[0], book.create_sheet("Old"), book.create_sheet("Lists")
        book.create_sheet("Empty")
        book.create_chartsheet("Chart")
        for sheet in (shown, hidden, very_hidden):
            sheet.append(["Area"])
            sheet.append(["Whitley Bay"])
        shown.title = "New"
        shown.row_dimensions[2].hidden = True
        hidden.sheet_state, very_hidden.sheet_state = "hidden", "veryHidden"

    found = sheets_of(workbook(fill))
    assert [(sheet.name, sheet.notes) for sheet in found] == [
        ("New", ("1 hidden row was read too",)),
        ("Old", ("the sheet is hidden and was read too",)),
    ]
    assert rows_of(found[0]) == rows_of(found[1]) == {1: ["Area"], 2: ["Whitley Bay"]}


def test_a_formula_is_its_result(sheet_of: Callable[[bytes], Sheet]):
    content = edited(
        one_sheet({"A1": 5, "A2": "=A1*2", "B2": '=IF(A1>5,"x","")'}),
        FIRST_SHEET,
        lambda xml: xml.replace("</f><v /></c>", "</f><v>10</v></c>", 1).replace(
            '<c r="B2"><f>IF(A1&gt;5,"x","")</f><v /></c>', '<c r="B2" t="str"><f>IF(A1&gt;5,"x","")</f><v></v></c>'
        ),
    )
    sheet = sheet_of(content)
    assert rows_of(sheet) == {1: ["5"], 2: ["10"]}
    assert sheet.notes == ()


def test_a_formula_without_a_result_is_told(sheet_of: Callable[[bytes], Sheet]):
    assert sheet_of(one_sheet({"A1": 5, "B3": "=A1*2", "B4": "=A1*3"})).notes == (
        "2 formulas have no result in the file and were read as empty, the first in row 3, column B; "
        "open the file in a spreadsheet program and save it again",
    )


def test_tags_with_a_prefix_tell_the_same(sheet_of: Callable[[bytes], Sheet]):
    content = one_sheet({"A1": "Share", "A2": 0.5, "A3": "#N/A", "A4": "=1"}, {"A2": "0%"})
    prefixed = edited(
        content,
        FIRST_SHEET,
        lambda xml: re.sub(r"<(/?)(?=[a-z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x="),
    )
    assert rows_of(sheet_of(prefixed)) == rows_of(sheet_of(content)) == {1: ["Share"], 2: ["50%"], 3: ["#N/A"]}
    assert sheet_of(prefixed).notes == sheet_of(content).notes != ()


def test_a_cell_that_does_not_say_where_it_stands_is_refused(refusal: Callable[[bytes], str]):
    content = edited(one_sheet({"A1": "x"}), FIRST_SHEET, lambda xml: xml.replace(' r="A1"', ""))
    assert refusal(content) == (
        "returns.xyz, sheet Spending: is written in an unusual way. Open it in a spreadsheet program and save it again."
    )


def test_an_old_workbook_is_read_with_a_warning(sheet_of: Callable[[bytes], Sheet]):
    sheet = sheet_of(OLD_WORKBOOK)
    assert rows_of(sheet) == {1: ["Area", "Spent", "Date"], 3: ["Whitley Bay", "1234.5", "2019-03-12"]}
    assert sheet.notes == ("read from the old form XLS, where percentages are fractions and errors are empty",)


def open_document(body: str, manifest: str = "") -> bytes:
    """Return an OpenDocument spreadsheet with some tables."""
    names = ("office", "table", "text", "style")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} {calc} office:version="1.2">'
            f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
        )
    return content.getvalue()


def test_an_open_document_is_read(sheet_of: Callable[[bytes], Sheet]):
    word = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    sheet = sheet_of(
        open_document(
            '<table:table table:name="Spending">'
            '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="9"/>'
            "</table:table-row>"
            f"<table:table-row><table:table-cell/>{word.format('Area')}"
            '<table:table-cell office:value-type="currency" office:currency="GBP" office:value="12.5">'
            "<text:p>£12.50</text:p></table:table-cell>"
            '<table:table-cell office:value-type="date" office:date-value="2019-03-12"><text:p>12/03/19</text:p>'
            "</table:table-cell>"
            '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p>'
            "</table:table-cell></table:table-row>"
            f'<table:table-row table:number-rows-repeated="2" table:visibility="filter">{word.format("A &amp; B")}'
            '<table:table-cell table:number-columns-repeated="2" office:value-type="percentage" office:value="0.07">'
            "<text:p>7%</text:p></table:table-cell>"
            '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
            "<text:p>#N/A</text:p></table:table-cell></table:table-row>"
            '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
            'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        )
    )
    assert sheet.name == "Spending"
    assert rows_of(sheet) == {
        3: ["", "Area", "12.5", "2019-03-12", "yes"],
        4: ["A & B", "7%", "7%", "#N/A", ""],
        5: ["A & B", "7%", "7%", "#N/A", ""],
    }
    assert sheet.notes == ("2 hidden rows were read too",)


@pytest.mark.parametrize(
    "content", [OLD_WORKBOOK, one_sheet({"A1": "Area", "B2": 0.5}, {"B2": "0%"})], ids=["XLS", "XLSX"]
)
def test_a_damaged_workbook_is_sheets_or_a_sentence(sheets_of: Callable[[bytes], list[Sheet]], content: bytes):
    dice = random.Random(150)  # noqa: S311 (no secret hangs on it)
    outcomes = set()
    for _ in range(30):
        damaged = bytearray(content)
        for _ in range(dice.choice([1, 5, 50])):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        try:
            outcomes.add(bool(sheets_of(bytes(damaged))))
        except DataError as error:
            outcomes.add(error.sentences[0].split(":")[0].split(",")[0])
    assert outcomes == {True, "returns.xyz"}


# --- what is refused


def zipped(**parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return content.getvalue()


DAMAGED = (
    "returns.xyz: is damaged or not complete. Open it in a spreadsheet program and save it again; "
    "if that does not work either, ask for the file anew."
)
LOCKED = "returns.xyz: is protected by a password. Open it in a spreadsheet program, take the password off and save it again."
NO_ROWS = "returns.xyz: holds no rows. Look whether the right file was saved and chosen."
OTHER = "returns.xyz: is {}, not a table. Open it with its program, save the table as CSV or XLSX and give that."
OTHER_OFFICE = "returns.xyz: is {}, not a table. Save the table as CSV or XLSX and give that file."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", NO_ROWS),
        (b"\xef\xbb\xbf", NO_ROWS),
        (b",,\n\n , \n", NO_ROWS),
        (one_sheet({}), NO_ROWS),
        (one_sheet({"A1": "x"})[:-400], DAMAGED),
        (one_sheet({"A1": "x"})[:200], DAMAGED),
        (OLD_WORKBOOK[:700], DAMAGED),
        (LOCKED_WORKBOOK, LOCKED),
        (open_document("", '<manifest:encryption-data manifest:checksum="x"/>'), LOCKED),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", OTHER.format("a PDF")),
        (b"\x89PNG\r\n\x1a\n", OTHER.format("a picture")),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", OTHER.format("a picture")),
        (b"{\\rtf1\\ansi", OTHER.format("a text document")),
        (b"\x1f\x8b\x08", OTHER.format("a packed file")),
        (b"<html><table><tr><td>1", OTHER.format("a web page or XML, even if its name ends in .xls")),
        (b'<?xml version="1.0"?><Workbook>', OTHER.format("a web page or XML, even if its name ends in .xls")),
        (b'{"grants": []}', OTHER.format("JSON")),
        (bytes(range(256)) * 4, OTHER.format("a file of another kind")),
        (zipped(word__document_xml="<w/>"), OTHER_OFFICE.format("a Word document")),
        (zipped(ppt__presentation_xml="<p/>"), OTHER_OFFICE.format("a presentation")),
        (zipped(xl__workbook_bin="x"), OTHER_OFFICE.format("a workbook of the kind XLSB")),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le"),
            OTHER_OFFICE.format("a Word document"),
        ),
        (
            zipped(returns_csv="a,b"),
            "returns.xyz: is a ZIP file without a workbook in it. Unpack it and give the files that it holds.",
        ),
        (
            "a,b\n1,2\n".encode("utf-16") + b"\x00\xd8\x00\xd8",
            "returns.xyz: begins as UTF-16-LE text but does not go on so. "
            "Open it in a spreadsheet program and save it as “CSV UTF-8”.",
        ),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_what_to_do(refusal: Callable[[bytes], str], content: bytes, sentence: str):
    assert refusal(content) == sentence


def test_a_locked_archive_is_refused(refusal: Callable[[bytes], str]):
    content = bytearray(one_sheet({"A1": "x"}))
    for header, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        for found in re.finditer(re.escape(header), bytes(content)):
            content[found.start() + flags] |= 1
    assert refusal(bytes(content)) == LOCKED


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    for read in (kind, lambda path: sheets(path, "gone.csv")):
        with pytest.raises(DataError, match=r"gone\.csv: cannot be opened \(No such file or directory\)\."):
            read(tmp_path / "gone.csv")


# --- limits


def test_a_file_of_more_than_100_mb_is_refused(tmp_path: Path):
    path = tmp_path / "big"
    path.write_bytes(b"a,b\n" * 2_000)
    with path.open("r+b") as file:
        file.truncate(100_000_001)
    with pytest.raises(DataError) as caught:
        sheets(path, "big.csv")
    assert str(caught.value) == "big.csv: is bigger than 100 MB. Split it into several files and give each of them."


@pytest.mark.parametrize("row", [b"1,2\n", b"1\n", b"1\r\n\r\n"])
def test_more_than_1_500_000_rows_are_refused(refusal: Callable[[bytes], str], row: bytes):
    assert refusal(b"a,b\n" + row * 1_500_000) == (
        "returns.xyz: has more than 1,500,000 rows. Split it into several files and give each of them."
    )


def test_1_500_000_rows_are_read(sheet_of: Callable[[bytes], Sheet]):
    assert sheet_of(b"a,b\n" + b"1,2\n" * 1_499_999).grid.shape == (1_500_000, 2)


def test_any_number_of_empty_lines_is_passed_over(sheet_of: Callable[[bytes], Sheet]):
    assert rows_of(sheet_of(b"a,b\n" + b"\n" * 10_000_000 + b"1,2\n" + b"\n" * 10_000_000)) == {
        1: ["a", "b"],
        10_000_002: ["1", "2"],
    }


def test_more_cells_than_a_computer_keeps_are_refused(refusal: Callable[[bytes], str]):
    assert refusal(b"," * 400 + b"x\n" + b"1\n" * 140_000) == (
        "returns.xyz: has more than 50,000,000 cells in 401 columns. Take out columns that are not needed, "
        "or split it into several files."
    )


TOO_WIDE = (
    "has more than 500 columns. Look for a cell that was filled by mistake far to the right, "
    "or take out columns that are not needed."
)


def test_more_than_500_columns_are_refused(refusal: Callable[[bytes], str]):
    assert refusal(b"a,b\n" + b"," * 500 + b"x\n") == f"returns.xyz, row 2: {TOO_WIDE}"
    assert refusal(one_sheet({"A1": "x", "SG1": "y"})) == f"returns.xyz, sheet Spending: {TOO_WIDE}"


def test_500_columns_and_empty_ones_beyond_are_read(sheet_of: Callable[[bytes], Sheet]):
    assert sheet_of(b"a," * 499 + b"x" + b"," * 300 + b"\n").grid.shape == (1, 500)
    assert sheet_of(one_sheet({"A1": "x", "SF2": "y"}, {"XFD1048576": "0%"})).grid.shape == (2, 500)


def test_a_cell_of_more_than_32_767_characters_is_refused(refusal: Callable[[bytes], str]):
    assert refusal(b"a,b\n1," + b"x" * 32_768 + b"\n") == (
        "returns.xyz, row 2, column B: the cell holds 32,768 characters; at most 32,767 can be. "
        "Shorten it. If it is not meant to be so long, a quotation mark may be missing."
    )


def test_a_cell_far_below_on_a_wide_sheet_is_refused(refusal: Callable[[bytes], str]):
    assert refusal(one_sheet({"A1": "x", "Z1": "y", "B1048576": "z"})) == (
        "returns.xyz, sheet Spending: reaches to row 1048576, column Z, which is too far to be read. "
        "Look for a cell that was filled by mistake far below or to the right, or split the sheet."
    )


def test_a_workbook_of_more_than_200_sheets_is_refused(refusal: Callable[[bytes], str]):
    def fill(book: openpyxl.Workbook):
        for _ in range(200):
            book.create_sheet()

    assert refusal(workbook(fill)) == (
        "returns.xyz: has more than 200 sheets. Split it into several files and give each of them."
    )


def test_an_archive_of_more_than_2_000_parts_is_refused(refusal: Callable[[bytes], str]):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(2_001):
            archive.writestr(f"xl/{number}", "")
    assert refusal(content.getvalue()) == (
        "returns.xyz: consists of more than 2,000 parts. Copy the table into a new workbook."
    )


def bomb(declared: int) -> bytes:
    """Return an archive with one part of 501 MB of zeros that says it is of another size."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    million = deflate.compress(bytes(1_000_000)) + deflate.flush(zlib.Z_FULL_FLUSH)
    packed = million * 501 + deflate.flush()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as written:
        written.writestr("xl/workbook.xml", packed)
    content = bytearray(archive.getvalue())
    for header, method, size in ((b"PK\x03\x04", 8, 22), (b"PK\x01\x02", 10, 24)):
        start = content.index(header)
        content[start + method : start + method + 2] = (8).to_bytes(2, "little")
        content[start + size : start + size + 4] = declared.to_bytes(4, "little")
    return bytes(content)


@pytest.mark.parametrize("declared", [501_000_000, 10])
def test_an_archive_that_unpacks_to_more_than_500_mb_is_refused_whatever_it_says(
    refusal: Callable[[bytes], str], declared: int
):
    content = bomb(declared)
    assert len(content) < 1_000_000
    assert refusal(content) == (
        "returns.xyz: unpacks to more than 500 MB. Split it into several files, or save the table as CSV."
    )


def test_an_archive_that_lies_about_a_size_is_damaged(refusal: Callable[[bytes], str]):
    content = bytearray(one_sheet({"A1": "x"}))
    start = content.index(b"PK\x01\x02")
    content[start + 24] ^= 1
    assert refusal(bytes(content)) == DAMAGED


# --- what kind of file it is


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a,b\n", "csv"), (b"", "csv"), (b"[Name],[Value]\n", "csv"), (b"{a},{b}\n", "csv"),
        (b'{"grants": []}', "json"), (b'\xef\xbb\xbf\n [ {"id": 1}]', "json"), ("[{}]".encode("utf-16"), "json"),
        (b"[]", "json"), (b"{}", "json"), (OLD_WORKBOOK, "workbook"), (one_sheet({}), "workbook"),
    ],
)  # fmt: skip
def test_the_kind_of_a_file_is_told_by_its_content(tmp_path: Path, content: bytes, expected: str):
    path = tmp_path / "file.txt"
    path.write_bytes(content)
    assert kind(path) == expected
