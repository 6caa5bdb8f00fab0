"""A reader who keeps every public build learns nothing of one respondent: what differs between two is of enough people."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard.model import db
from dashboard.model.changes import changes
from dashboard.web import feeds
from etl.building.build_files import current, staff_file
from etl.contract import quoted

Change = Callable[[Path, dict[str, str], str, str], None]
ChangeRows = Callable[[Path, Callable[[list[dict[str, str]]], list[dict[str, str]]]], None]
Build = Callable[[Path], Path]
Figures = dict[str, tuple[str, float | None, float | None]]


@pytest.fixture
def answered(tiny_copy: Path, build_of: Build, change_cell: Change) -> Callable[..., tuple[Path, Figures, Figures]]:
    """Return a function that says how many said yes, of how many, in some areas, and builds.

    It returns the public file and the figures of ``five_states`` in 2016, by place, that everyone and that staff are shown.
    """

    def built(**answers: tuple[int, int]) -> tuple[Path, Figures, Figures]:
        for area, parts in answers.items():
            row = {"place_id": area.replace("_", "-"), "series": "five_states"}
            for column, value in zip(("numerator", "denominator"), parts, strict=True):
                change_cell(tiny_copy / "reference/context.csv", row, column, str(value))
        path = current(build_of(tiny_copy))
        assert path
        return path, figures(path), figures(staff_file(path))

    return built


def figures(path: Path) -> Figures:
    with duckdb.connect(str(path), read_only=True) as db:
        rows = db.execute(
            "SELECT place_id, state, numerator, denominator FROM indicator_value "
            "WHERE measure_id = 'five_states' AND period = '2016'"
        ).fetchall()
    return {place: tuple(figure) for place, *figure in rows}


def contents(path: Path) -> dict[str, str]:
    """Return a checksum of the rows of every table but that of the build itself, and the one that stands for returns here."""
    with duckdb.connect(str(path), read_only=True) as db:
        tables = [
            name
            for (name,) in db.execute("SELECT table_name FROM duckdb_tables()").fetchall()
            if name not in ("build", "context")
        ]
        return {
            name: hashlib.sha256(
                "\n".join(sorted(str(row) for row in db.execute(f"FROM {quoted(name)}").fetchall())).encode()
            ).hexdigest()
            for name in tables
        }


BEFORE = {"zoe_mount": (18, 30), "alder_row": (30, 40)}
"""With these the sum of all areas is shown: 91 of 204 people."""


def test_from_build_to_build_no_row_that_everyone_sees_changes_with_too_few_people(
    answered: Callable[..., tuple[Path, Figures, Figures]],
):
    first, before, _ = answered(**BEFORE)
    assert before["alder-row"] == ("value", 30, 40) and before["programme:all"] == ("value", 91, 204)

    # one more who said yes, one more under a band, which would change, one where all are hidden
    second, _, staff = answered(alder_row=(31, 41), ivy_street=(1, 11), elm_green=(1, 4))
    assert second != first and contents(second) == contents(first)
    assert staff["birch-end"] == ("value", 0, 40) and staff != before

    # one answer mended, one who is taken out, and 29 more, who would be shown exactly for the first time
    third, _, _ = answered(alder_row=(29, 40), ivy_street=(6, 9), elm_green=(1, 3), st_osrics_quay_and_dock=(20, 40))
    assert contents(third) == contents(first)

    fourth, after, _ = answered(alder_row=(50, 70), ivy_street=(6, 10), st_osrics_quay_and_dock=(8, 11))
    assert after["alder-row"] == ("value", 50, 70) and after["programme:all"] == ("value", 111, 234)
    fifth, back, _ = answered(alder_row=(30, 40))
    assert back == before

    # 31 more than in the newest build, but one more than in the one before it; what was published is remembered without it
    staff_file(fifth).write_bytes(b"damaged")
    sixth, again, _ = answered(alder_row=(51, 71))
    assert again == after and contents(sixth) == contents(fourth)


def test_what_is_suppressed_in_either_build_has_no_number_in_the_list_of_changes_or_the_feed(
    answered: Callable[..., tuple[Path, Figures, Figures]], monkeypatch: pytest.MonkeyPatch
):
    first, before, _ = answered(zoe_mount=(30, 50), alder_row=(30, 40))
    second, after, _ = answered(alder_row=(50, 70), zoe_mount=(1, 4))
    assert before["zoe-mount"] == ("value", 30, 50) and before["alder-row"] == ("value", 30, 40)
    assert after["zoe-mount"] == ("hidden", None, None)
    monkeypatch.setattr(db, "BUILDS", first.parent.parent)
    old, new = (db.pinned_build("tiny", path.stem) for path in (first, second))
    assert old and new
    listed = {row.area_id: row for row in db.rows(changes(old, new).figures) if row.measure_id == "five_states"}
    assert listed["zoe-mount"].kind == "suppressed"
    for area, row in listed.items():
        assert after[area][0] == "value" or pd.isna([row.before, row.after]).all()
        assert before[area][0] == "value" or pd.isna(row.before)
    body = feeds.feed("tiny", "zoe-mount", "https://example.org/")
    assert body
    text = body.decode()
    assert re.search(r", 2016: suppressed now \(small numbers\)(\n|</content>)", text)
    assert "60%" not in text and "25%" not in text  # what it was, and what it would be


def test_a_new_area_with_few_people_is_hidden_and_in_no_sum(
    answered: Callable[..., tuple[Path, Figures, Figures]], tiny_copy: Path, change_rows: ChangeRows
):
    _, before, _ = answered(**BEFORE)
    assert before["fern-bank"][0] == "not reported"
    answers = {
        "place_id": "fern-bank",
        "series": "five_states",
        "edition": "2016",
        "numerator": "9",
        "denominator": "20",
    }
    change_rows(tiny_copy / "reference/context.csv", lambda rows: sorted([*rows, answers], key=by_key))
    _, after, staff = answered()
    assert staff["fern-bank"] == ("value", 9, 20)
    assert after == before | {"fern-bank": ("hidden", None, None)}


def by_key(row: dict[str, str]) -> tuple[str, str, str]:
    return row["place_id"], row["series"], row["edition"]
