"""The origin of a number: its file and load, how many were counted, and neither for what is hidden."""

from typing import Any

import pandas as pd
import pytest

from dashboard.model import db
from dashboard.model.catalogue import Context, catalogue_of
from dashboard.model.state import View
from dashboard.parts import trace


@pytest.fixture
def context(on_returned: db.Build) -> Context:
    """Return the context of the tiny programme with returns."""
    return Context(on_returned, catalogue_of(on_returned), View("tiny", "spent_gbp", "all years"), [])


def figure(context: Context, measure_id: str, area_id: str) -> Any:
    """Return the newest row of one measure of one area."""
    rows = db.query(context.build, "area_figures", area_id=area_id)
    return rows[rows["measure_id"] == measure_id].iloc[-1]


def details_by_heading(context: Context, measure_id: str, area_id: str) -> dict[str, str]:
    """Return the lines on the origin of a figure by their bold headings, without the backslashes."""
    row = figure(context, measure_id, area_id)
    lines = [line.replace("\\", "") for line in trace.lines(context, measure_id, row, "Alder Row", area_id)]
    return {line.split(".**")[0].removeprefix("**"): line.split(".** ", 1)[1] for line in lines}


def test_a_sum_is_traced_to_the_file_and_the_rows_it_came_from(context: Context):
    details = details_by_heading(context, "spent_gbp", "alder-row")
    assert details["File and load"] == "Spending: 1 row, the file spending.csv kept with Tiny Programme."
    assert details["How to quote this figure"].startswith(
        "Invented, for practice only, and true of no real place: £100 has been reported as"
    )
    assert context.build.version in details["How to quote this figure"]
    assert {"Definition", "Limitations", "Source"} <= set(details)


def test_what_an_area_did_not_send_is_traced_to_nothing(context: Context):
    details = details_by_heading(context, "spent_gbp", "gorse-lea")
    assert details["File and load"] == "No return that it is made from is loaded."
    assert "Certainty" not in details and "Base" not in details


def test_a_load_is_named_by_its_number_and_its_time(context: Context):
    row = pd.Series({"table_name": "funding", "load": 3, "loaded_at": "2026-11-22T14:05:00Z", "row_count": 14.0})
    assert trace.file_words(context, row) == (
        "Funding sought, offered and won: 14 rows, load 3 of 22 November 2026, 14:05; staff find its files under History on "
        "the Data page."
    )


def test_rows_about_people_are_traced_without_their_number(context: Context):
    row = pd.Series({"table_name": "survey_answer", "load": 0, "loaded_at": "", "row_count": None})
    assert "row" not in trace.file_words(context, row)
