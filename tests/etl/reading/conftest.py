"""Functions for tests of spreadsheet reading: the sheets of a file with some content, or the sentence that refuses it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from etl.errors import DataError
from etl.reading.sheets import Sheet, sheets


@pytest.fixture
def sheets_of(tmp_path: Path) -> Callable[[bytes], list[Sheet]]:
    """Return a function that gives the sheets of a file with some content, whose name does not reveal its kind."""

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
