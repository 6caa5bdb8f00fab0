"""Charts of bars hold their values, and a state has the same look in all of them."""

from typing import Any

import pytest

from dashboard.drawing import bar_charts as typed_bar_charts
from dashboard.drawing import chart_style
from dashboard.text.words import Measure
from tests.dashboard.drawing.themes import THEMES

bar_charts: Any = typed_bar_charts
"""Plotly's types do not describe what a trace or a layout contains."""


POUNDS = Measure("spent", "Money spent", "Spent", "£", "{value} spent in {area}", "money", 0)


@pytest.mark.parametrize("theme", THEMES)
def test_columns_hold_their_totals_write_out_a_true_zero_and_leave_a_gap_empty(theme: str):
    (bars,) = bar_charts.columns(["2013", "2014", "2015"], [1500.0, 0.0, None], POUNDS, theme).data
    assert (bars.x, bars.y, bars.marker.color) == (("2013", "2014", "2015"), (1500, 0, None), chart_style.CHOSEN[theme])
    assert list(bars.text) == ["", "0", ""]
    assert list(bars.hovertext) == ["2013: £1,500", "2014: £0", "2015: "]


def test_an_axis_of_a_few_whole_numbers_has_no_halves():
    chart = bar_charts.columns(["2013", "2014"], [1.0, 2.0], POUNDS, "light")
    assert chart.layout.yaxis.tickvals == (0, 1, 2)


def test_orange_is_a_partial_return_alone_and_grey_an_overdue_one():
    looks = bar_charts.STATE_LOOKS.items()
    assert [state for state, (color, _) in looks if color == "second"] == ["partial"]
    assert [state for state, (color, _) in looks if color == "others"] == ["overdue"]
