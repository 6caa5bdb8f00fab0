"""Cells of figures by year, from rows written by hand."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from dashboard.app_pages.councils import sentences_meetings
from dashboard.text.words import Measure

SHARE = Measure("share", "A share", "Share", "% of people", "in {area}, {value} of people", "proportion", 0)
COUNT = Measure("count", "A count", "Count", "meetings", "meetings in {area}: {value}", "count", 0)


@pytest.mark.parametrize(
    ("row", "measure", "cell"),
    [
        (None, SHARE, "[x]"),
        (SimpleNamespace(state="not due"), SHARE, "[z]"),
        (SimpleNamespace(state="value", value=0.0, lower=None, upper=None, reliability=""), COUNT, "0"),
        (
            SimpleNamespace(state="value", value=50.0, lower=20.0, upper=80.0, reliability="low"),
            SHARE,
            "50% (20% to 80%) [u]",
        ),
    ],
)
def test_a_cell_has_its_figure_and_range_or_the_code_for_no_figure(row: Any, measure: Measure, cell: str):
    assert sentences_meetings.figure_cell(row, measure) == cell


def test_the_titles_of_the_charts_are_findings():
    present = pd.DataFrame(
        {"period": ["2016", "2017"], "value": [50.0, 62.0], "lower": [9.0, 55.0], "upper": [91.0, 69.0]}
    )
    assert sentences_meetings.presence_title(present, SHARE) == (
        "In 2017 the council was at 62% of meetings (between 55% and 69%)"
    )
    liaison = pd.DataFrame({"period": ["2016", "2017", "2018"], "state": ["value", "not reported", "value"]})
    liaison["value"] = [1.0, None, 3.0]
    assert sentences_meetings.liaison_title(liaison) == "Most liaison meetings: 3, in 2018"
    assert sentences_meetings.liaison_title(liaison.head(2)) == "1 liaison meeting in 2016"
    support = pd.DataFrame({"support_kind": ["none", "letter", "land"], "bids_and_wins": [9, 4, 1]})
    assert sentences_meetings.support_title(support) == "Most frequent support: a letter of support (4 bids and wins)"
    assert sentences_meetings.support_title(support.head(1)) == "No support of the council is recorded"


def meetings_view(*missing: str, **figures: dict[str, Any]) -> Any:
    """Return a view of the page with these figures over all years, by measure."""
    return SimpleNamespace(missing=[(table, "what it would add") for table in missing], figure=figures.get)


def test_the_answer_has_both_shares_with_their_ranges_and_leaves_out_what_is_not_loaded():
    measures = {"council_present": SHARE, "support_share": SHARE}
    present = {"state": "value", "value": 68.0, "lower": 66.0, "upper": 70.0, "denominator": 2_530}
    support = {"state": "value", "value": 50.0, "lower": 1.0, "upper": 99.0, "denominator": 1}
    view = meetings_view(council_present=present, support_share=support)
    meetings = (
        "A councillor or council officer who is not a member was at 68% of the 2,530 meetings that recorded attendance (between "
        "66% and 70%)."
    )
    bids = "The council supported 50% of the 1 bid or win for which it was recorded (between 1% and 99%)."
    assert sentences_meetings.answer(measures, view) == f"{meetings} {bids}"
    assert sentences_meetings.answer(measures, meetings_view("funding", council_present=present)) == meetings
    assert sentences_meetings.answer(measures, meetings_view("meeting", support_share=support)) == bids
    assert sentences_meetings.answer(measures, meetings_view()) == (
        "No meeting recorded attendance by role. No bid or win recorded whether the council supported it."
    )
