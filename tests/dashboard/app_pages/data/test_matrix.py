"""The returns of each area by kind on the Data page: what each cell holds, which areas are shown, and what can be sent round."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from dashboard.app_pages.data import matrix
from dashboard.export.table_file import csv_bytes
from dashboard.model import db
from dashboard.model.catalogue import Context, catalogue_of
from dashboard.model.state import View
from tests.dashboard.visits import page_text, ran_to_its_end, read_tables, tables, visited

NONE = dict.fromkeys(matrix.STATES, 0)


def matrix_rows(**address: str) -> dict[str, list[str]]:
    """Return the cells of the table of areas and kinds by the name in front of them."""
    test = visited("data", **address)
    assert ran_to_its_end(test)
    read = read_tables(test)
    shown = dict(zip(read.captions, read.tables, strict=True))
    (rows,) = [rows for caption, rows in shown.items() if "Returns by area and kind" in caption]
    return {name: cells for name, *cells in rows}


@pytest.mark.usefixtures("on_returned")
def test_each_cell_begins_with_the_worst_state_and_has_the_counts_of_the_others():
    rows = matrix_rows()
    assert rows["Area"] == ["Spending", "Volunteer time"]
    # of spending for 2016 and 2017; see the states by hand in test_coverage.py
    assert rows["Alder Row"] == ["✓ 2 complete", "✓ 1 complete"]
    assert rows["Birch End"][0] == "✕ 1 overdue 1 partial"
    assert rows["Elm Green"] == ["✕ 1 overdue 1 complete", "◇ 1 received"]
    assert rows["Gorse Lea"][0] == "– 2 nothing due"
    assert rows["Hazel Court"][0] == "✕ 1 overdue 1 nothing due"
    assert rows["12 areas"] == [
        "✕ 15 overdue 1 partial, 1 received, 3 complete, 4 nothing due",
        "✕ 8 overdue 1 received, 1 complete, 2 nothing due",
    ]


@pytest.mark.usefixtures("on_returned")
def test_the_areas_with_the_most_overdue_returns_come_first():
    names = [name for name in matrix_rows() if name not in ("Area", "12 areas")]
    assert len(names) == 12
    three_overdue, none = "Fern Bank with Long Furrow and Nether Furrow", {"Alder Row", "Gorse Lea"}
    assert names.index(three_overdue) < names.index("Birch End") and set(names[-2:]) == none


@pytest.mark.usefixtures("on_returned")
@pytest.mark.parametrize(
    ("section", "shown"),
    [("partial", {"Birch End"}), ("not-yet-due", set()), ("all-in", {"Alder Row", "Gorse Lea"})],
)
def test_a_state_shows_the_areas_that_have_such_returns(section: str, shown: set[str]):
    if not shown:
        assert "No area fits this choice." in page_text(visited("data", section=section))
        return
    rows = matrix_rows(section=section)
    assert rows.keys() - {"Area", "1 area", "2 areas"} == shown


@pytest.mark.usefixtures("on_returned")
def test_a_region_shows_its_areas_alone(on_returned: db.Build):
    areas = catalogue_of(on_returned).areas
    region = str(areas.loc["birch-end", "region_name"])
    inside = set(areas[areas["region_name"] == region]["area_name"])
    rows = matrix_rows(region=region)
    assert rows.keys() - {"Area", f"{len(inside)} areas"} == inside


def test_a_cell_has_a_sign_and_a_word_for_every_state_and_sorts_by_what_is_overdue():
    cells = [matrix.matrix_cell(NONE | {name: 2}) for name in matrix.STATES]
    signs = [re.findall(r'aria-hidden="true">(.)</span> 2 ([a-z ]+)</b>', cell)[0] for cell in cells]
    assert len({sign for sign, _ in signs}) == 6
    assert [word for _, word in signs] == ["overdue", "partial", "not yet due", "received", "complete", "nothing due"]
    assert 'data-value="3.002"' in matrix.matrix_cell(NONE | {"overdue": 3, "in_part": 2, "complete": 1_200})
    assert "2 partial, 1,200 complete" in matrix.matrix_cell(NONE | {"overdue": 3, "in_part": 2, "complete": 1_200})
    assert matrix.matrix_cell({}) == matrix.matrix_cell(NONE) == "<td></td>"


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((2, 1, 1), "2 returns are overdue, 1 is partial and 1 is not yet due."),
        ((1, 0, 0), "1 return is overdue."),
        ((0, 0, 1_000), "1,000 returns are not yet due."),
        ((0, 0, 0), "Nothing is missing."),
    ],
)
def test_what_is_missing_is_one_sentence(counts: tuple[int, int, int], sentence: str):
    assert matrix.missing_sentence(dict(zip(matrix.MISSING, counts, strict=True))) == sentence


@pytest.mark.usefixtures("on_returned")
def test_the_headings_of_rows_and_columns_are_marked_as_such_and_areas_are_links():
    (body,) = [
        body
        for element in visited("data").get("html")
        if "Returns by area and kind" in (body := getattr(element, "proto").body)  # noqa: B009 (no type of its own)
    ]
    assert body.count('<th scope="col">') == 3 and body.count('<th scope="row">') == 13
    assert re.search(r'<th scope="row"><a href="/area\?[^"]*area=birch-end[^"]*">Birch End</a></th>', body)
    assert 'tabindex="0" role="region" aria-label=' in body
    assert body.index('href="#returns-by-period">Skip the table</a>') < body.index("<table")


@pytest.mark.usefixtures("on_returned")
def test_the_overdue_returns_of_the_areas_shown_are_a_text_for_an_email():
    test = visited("data", section="partial")
    (box,) = [box for box in test.expander if "Copy for an e-mail" in box.label]
    assert box.label == "Copy for an e-mail: 2 overdue returns; the file has the partial ones too"
    assert not test.code  # made when the box is opened


def test_the_text_names_each_area_once_and_each_period_by_kind(on_returned: db.Build, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(matrix.head, "with_programme_name", lambda text: f"Tiny: {text}")
    rows = matrix.all_missing(on_returned)
    context = Context(on_returned, catalogue_of(on_returned), View(), [])
    text = matrix.email_text(context, rows[(rows["area_name"] == "Birch End") & (rows["standing"] == "overdue")])
    first, *rest = text.splitlines()
    assert first.startswith("Tiny: returns overdue on ")
    assert rest == [
        "",
        "Birch End (Northmoor Bay): 2 overdue returns",
        "- Spending: Apr to Sep 2017",
        "- Volunteer time: 2018",
    ]


@pytest.mark.usefixtures("on_returned")
def test_what_is_missing_of_the_chosen_area_is_listed_and_no_other_where_none_is_to_be_named():
    test = visited("data", area="birch-end")
    assert ran_to_its_end(test)
    (own,) = [table for table in tables(test) if "Due by" in table]
    assert sorted(own["State"]) == ["overdue", "overdue", "partial"]
    alone = matrix_rows(area="birch-end", others="unlabelled")
    assert alone.keys() == {"Area", "1 area", "Birch End"}


def test_the_file_has_a_row_for_each_missing_return_with_the_day_it_was_due(on_returned: db.Build):
    file = matrix.missing_file(matrix.all_missing(on_returned))
    rows = list(csv.DictReader(io.StringIO(csv_bytes(file).decode("utf-8-sig"), newline="")))
    assert len(rows) == 24
    (birch,) = [row for row in rows if row["Area"] == "Birch End" and row["From"] == "2016-04-01"]
    assert birch == {
        "Area": "Birch End",
        "Council": "Northmoor Bay",
        "Return": "Spending",
        "Period": "Apr to Sep 2016",
        "From": "2016-04-01",
        "To": "2016-09-30",
        "Due by": "2016-11-15",
        "Due by is": "the date set",
        "State": "partial",
    }
    (ivy,) = [row for row in rows if row["Area"] == "Ivy Street" and row["From"] == "2017-04-01"]
    assert ivy["Due by"] == "2017-10-31"  # no day of its own: the last that any area was given


def test_the_file_of_counts_has_a_row_for_each_area_and_kind(on_returned: db.Build):
    rows = matrix.file_of(db.query(on_returned, "coverage_areas"))
    assert len(rows) == 24
    birch: pd.Series = rows[(rows["Area"] == "Birch End") & (rows["Return"] == "Spending")].iloc[0]
    assert birch.tolist()[4:] == [1, 1, 0, 0, 0, 0]
    assert list(rows.columns)[4:] == ["Overdue", "Partial", "Not yet due", "Received", "Complete", "Nothing due"]


def test_overdue_returns_are_as_many_as_on_the_overview(practice_build: Path, read_from: Callable[[Path], None]):
    read_from(practice_build)
    front = "".join(element.proto.body for element in visited("overview", programme="practice").get("html"))
    (overview,) = re.findall(r"([\d,]+) returns are overdue", front)
    text = page_text(visited("data", programme="practice"))
    assert set(re.findall(r"([\d,]+) returns are overdue", text)) == {overview}
