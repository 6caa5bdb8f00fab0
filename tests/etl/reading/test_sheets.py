"""Files of any kind become sheets or are refused with a sentence: other kinds of file, damaged ones and ones that are too big."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.errors import DataError
from etl.reading.sheets import Sheet, kind, sheets
from tests.etl.reading.sheet_files import OLD_WORKBOOK, one_sheet, open_document, rows_of, workbook

LOCKED_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(900)


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
        file_sheets = sheets(path, "any")
    except DataError as error:
        assert all(sentence.startswith("any") and sentence.endswith(".") for sentence in error.sentences)
    else:
        assert all(len(sheet.grid) for sheet in file_sheets)


# --- refusals


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
def test_a_file_without_a_table_is_refused_with_what_to_do(
    refusal: Callable[[bytes], str], content: bytes, sentence: str
):
    assert refusal(content) == sentence


def test_a_locked_archive_is_refused(refusal: Callable[[bytes], str]):
    content = bytearray(one_sheet({"A1": "x"}))
    for header, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        for match in re.finditer(re.escape(header), bytes(content)):
            content[match.start() + flags] |= 1
    assert refusal(bytes(content)) == LOCKED


def test_a_missing_file_is_refused(tmp_path: Path):
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
    """Return an archive with one part of 501 MB of zeros that declares another size."""
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
def test_an_archive_that_unpacks_to_more_than_500_mb_is_refused_whatever_size_it_declares(
    refusal: Callable[[bytes], str], declared: int
):
    content = bomb(declared)
    assert len(content) < 1_000_000
    assert refusal(content) == (
        "returns.xyz: unpacks to more than 500 MB. Split it into several files, or save the table as CSV."
    )


def test_an_archive_that_declares_a_false_size_is_damaged(refusal: Callable[[bytes], str]):
    content = bytearray(one_sheet({"A1": "x"}))
    start = content.index(b"PK\x01\x02")
    content[start + 24] ^= 1
    assert refusal(bytes(content)) == DAMAGED


# --- kinds of file


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a,b\n", "csv"), (b"", "csv"), (b"[Name],[Value]\n", "csv"), (b"{a},{b}\n", "csv"),
        (b'{"grants": []}', "json"), (b'\xef\xbb\xbf\n [ {"id": 1}]', "json"), ("[{}]".encode("utf-16"), "json"),
        (b"[]", "json"), (b"{}", "json"), (OLD_WORKBOOK, "workbook"), (one_sheet({}), "workbook"),
    ],
)  # fmt: skip
def test_the_kind_of_a_file_is_recognised_by_its_content(tmp_path: Path, content: bytes, expected: str):
    path = tmp_path / "file.txt"
    path.write_bytes(content)
    assert kind(path) == expected
