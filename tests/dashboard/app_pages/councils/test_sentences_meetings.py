"""Cells of figures by year, from rows written by hand."""

from types import SimpleNamespace
from typing import Any

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
