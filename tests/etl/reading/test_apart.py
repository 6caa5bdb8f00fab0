"""A file that was made to hurt ends the process that reads it, and gives a sentence; whoever asked goes on."""

import io
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from etl.__main__ import main
from etl.errors import DataError
from etl.reading.apart import read_apart

LITTLE = 150_000_000


def aborts(_path: Path, _name: str) -> str:
    os.abort()


def sleeps(_path: Path, _name: str) -> str:
    time.sleep(60)
    return "awake"


def takes_memory(_path: Path, _name: str) -> int:
    return len(b"x" * 4 * LITTLE)


def refuses(_path: Path, name: str) -> str:
    raise DataError(f"{name}: has no rows.", f"{name}: has no columns.")


def fails(_path: Path, name: str) -> str:
    raise KeyError(name)


def reads(path: Path, name: str) -> tuple[str, str, int]:
    return path.name, name, os.getpid()


@pytest.mark.parametrize(
    ("reader", "sentence"),
    [
        (aborts, "ended the program that reads it"),
        (sleeps, "took longer than 0.5 seconds to read"),
        (takes_memory, "needs more than 150 MB of memory"),
    ],
)
def test_what_ends_the_process_is_a_sentence(reader: Callable[[Path, str], object], sentence: str):
    with pytest.raises(DataError, match=f"^returns.xlsx: .*{sentence}"):
        read_apart(reader, Path("1.xlsx"), "returns.xlsx", LITTLE, 0.5 if reader is sleeps else 30)


def test_what_is_read_and_what_is_raised_comes_back():
    assert read_apart(reads, Path("1.xlsx"), "a.xlsx")[:2] == ("1.xlsx", "a.xlsx")
    assert read_apart(reads, Path("1.xlsx"), "a.xlsx")[2] != os.getpid()
    with pytest.raises(DataError) as refused:
        read_apart(refuses, Path("1.xlsx"), "a.xlsx")
    assert refused.value.sentences == ("a.xlsx: has no rows.", "a.xlsx: has no columns.")
    with pytest.raises(KeyError):
        read_apart(fails, Path("1.xlsx"), "a.xlsx")


def workbook(replaced: Callable[[str, bytes], bytes]) -> bytes:
    """Return a small workbook in which the parts are replaced by a function of their names and contents."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Area", "Spent (£)"])
    sheet.append(["Whitley Bay", 100])
    original, changed = io.BytesIO(), io.BytesIO()
    book.save(original)
    with zipfile.ZipFile(original) as archive, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in archive.namelist():
            copy.writestr(part, replaced(part, archive.read(part)))
    return changed.getvalue()


def in_sheet(old: bytes, new: bytes) -> bytes:
    return workbook(lambda part, body: body.replace(old, new) if part.endswith("sheet1.xml") else body)


RELATION = (
    b'<Relationship Id="rId99" Target="sharedStrings.xml" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)


def one_text_in_many_cells() -> bytes:
    """Return a workbook of half a megabyte that says one text of 30,000 letters in 100,000 cells."""
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(3, 100_003))
    added = {
        "xl/worksheets/sheet1.xml": (b"</sheetData>", cells + b"</sheetData>"),
        "xl/_rels/workbook.xml.rels": (b"</Relationships>", RELATION + b"</Relationships>"),
    }
    made = io.BytesIO(workbook(lambda part, body: body.replace(*added[part]) if part in added else body))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/sharedStrings.xml",
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
            + "x" * 30_000
            + "</t></si></sst>",
        )
    return made.getvalue()


HURTFUL = {
    "a column that no sheet has": (lambda: in_sheet(b'r="B2"', b'r="ZZZZZZ2"'), "ended the program that reads it"),
    "a row of 20 figures": (lambda: in_sheet(b'r="2"', b'r="' + b"9" * 20 + b'"'), "looks like Spending"),
    "one text in many cells": (one_text_in_many_cells, "more than 1,000 MB of memory"),
}


@pytest.mark.parametrize(("made", "sentence"), HURTFUL.values(), ids=HURTFUL)
def test_a_hurtful_workbook_is_a_sentence(
    made: Callable[[], bytes], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "returns.xlsx"
    path.write_bytes(made())
    assert main(["check", str(path)]) == 1
    printed = "".join(capsys.readouterr())
    assert "Traceback" not in printed and sentence in printed
