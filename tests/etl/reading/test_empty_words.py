"""Words for no value, such as tbc or a dash, are read as empty, never as 0, and the report names each cell that holds one."""

from pathlib import Path

import pytest

from etl.loading.load import check_files
from etl.loading.staging import Staged
from etl.programme import read_programme
from tests.etl.desk import TINY
from tests.etl.reading.sheet_files import one_sheet


def staged(folder: Path, name: str, content: bytes) -> Staged:
    path = folder / name
    path.write_bytes(content)
    return check_files(read_programme(TINY), [(path, name)], lambda _line: None)


def spending(folder: Path, *texts: str) -> Staged:
    lines = [f'Alder Row,2018-19,Line {number},"{text}"' for number, text in enumerate(texts)]
    return staged(folder, "spending.csv", "\n".join(["Area,Period,Budget heading,Spent", *lines]).encode())


@pytest.mark.parametrize(
    "word", ["tbc", "TBC", "n/a", "N/A", "unknown", "Not known", "-", "–", "--", "?", "tba", "n/k", "NULL"]
)
def test_a_word_for_no_value_in_a_column_of_numbers_is_named_and_empty(tmp_path: Path, word: str):
    outcome = spending(tmp_path, "5", word)
    assert [row["spent_gbp"] for row in outcome.accepted["spending"].to_pylist()] == [5, None]
    assert (
        f"Spent: {word!r} in row 3 is read as empty, not as 0: the return does not say"
        in outcome.checked_parts[0].readings
    )


@pytest.mark.parametrize(
    ("texts", "line"),
    [
        (["tbc", "4", "tbc"], "Spent: 'tbc' in rows 2 and 4 are read as empty, not as 0: the return does not say"),
        (["tbc", "-", "-"], "Spent: 'tbc' in row 2 and '-' in rows 3 and 4 are read as empty, not as 0: the return does not say"),
        (["-"] * 9, "Spent: '-' in rows 2, 3, 4, 5, 6 and 4 more are read as empty, not as 0: the return does not say"),
        (["tbc", "tba", "tbd", "nk", "na", "n/a", "?"],
         "Spent: 'tbc' in row 2, 'tba' in row 3, 'tbd' in row 4, 'nk' in row 5, 'na' in row 6 and 2 more "
         "are read as empty, not as 0: the return does not say"),
    ],
)  # fmt: skip
def test_the_words_of_a_column_are_named_in_one_sentence(tmp_path: Path, texts: list[str], line: str):
    assert line in spending(tmp_path, *texts).checked_parts[0].readings


@pytest.mark.parametrize("texts", [["5", "0", ""], ["nil", " ", "3"], ["5", "none"], ["5", "about 6"]])
def test_empty_cells_zeros_and_refused_words_are_not_named_as_empty(tmp_path: Path, texts: list[str]):
    assert not [line for line in spending(tmp_path, *texts).checked_parts[0].readings if "read as empty" in line]


MEMBERS = "Area,Member key,From,To,Resident"


@pytest.mark.parametrize(
    ("ends", "resident", "line"),
    [
        ("-", "yes", "To: '-' in row 2 is read as empty: still a member"),
        ("n/a", "yes", "To: 'n/a' in row 2 is read as empty: still a member"),
        ("March 2019", "unknown", "Resident: 'unknown' in row 2 is read as empty: not known"),
    ],
)
def test_a_word_in_another_column_is_named_with_what_empty_means(tmp_path: Path, ends: str, resident: str, line: str):
    texts = f"Alder Row,m1,2018,{ends},{resident}".split(",")
    cells = {f"{letter}1": heading for letter, heading in zip("ABCDE", MEMBERS.split(","), strict=True)}
    cells |= {f"{letter}2": text for letter, text in zip("ABCDE", texts, strict=True)}
    outcome = staged(tmp_path, "membership.xlsx", one_sheet(cells))
    assert line in outcome.checked_parts[0].readings, outcome.problems


@pytest.mark.parametrize("word", ["tbc", "unknown", "?", "n/k"])
def test_a_day_that_is_not_known_is_refused_where_an_empty_cell_means_that_there_is_none(tmp_path: Path, word: str):
    outcome = staged(tmp_path, "membership.csv", f"{MEMBERS}\nAlder Row,m1,2018,{word},yes\n".encode())
    assert not outcome.accepted
    assert [problem.mend for problem in outcome.problems] == [
        "An empty cell here means: still a member. Write the value, or leave the cell empty if that is meant."
    ]
