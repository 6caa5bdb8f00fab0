"""Charts of lines hold their values, gaps and ranges, and their labels do not cover each other."""

from typing import Any

import pytest

from dashboard.drawing import chart_style
from dashboard.drawing import line_charts as typed_line_charts
from dashboard.text.words import Measure
from tests.dashboard.drawing.themes import THEMES

line_charts: Any = typed_line_charts
"""Plotly's types do not describe what a trace or a layout contains."""

SHARE = Measure(
    "rented", "Homes that are rented", "Rented", "% of homes", "in {area}, {value} are rented", "proportion", 0
)


def test_names_at_near_ends_of_long_lines_do_not_cover_each_other():
    lines = [line_charts.Line("Here", [0.0, 50.0]), line_charts.Line("All areas", [100.0, 51.0])]
    low, high = line_charts.lines(["2019", "2025"], lines, SHARE, "light", height=320).layout.annotations
    assert high.y - low.y == pytest.approx(18 * 100 / 245)  # a line of text is 18 pixels, at least 245 show the 100


@pytest.mark.parametrize("theme", THEMES)
def test_lines_hold_their_values_with_gaps_and_the_first_is_in_focus(theme: str):
    drawn = [line_charts.Line("Elm Green", [93.0, 94.0]), line_charts.Line("England", [50.0, None])]
    figure = line_charts.lines(["2019", "2025"], drawn, SHARE, theme)
    first, second = figure.data
    assert (first.x, first.y, first.line.color) == (("2019", "2025"), (93, 94), chart_style.CHOSEN[theme])
    assert (second.x, second.y, second.line.color) == (("2019", "2025"), (50, None), chart_style.OTHERS[theme])
    assert list(first.hovertext) == ["Elm Green, 2019: 93%", "Elm Green, 2025: 94%"]
    assert list(second.hovertext) == ["England, 2019: 50%", ""]
    assert [label.text for label in figure.layout.annotations] == ["England", "Elm Green"]
    assert first.line.dash != second.line.dash


def test_a_line_without_any_value_has_no_label():
    drawn = [line_charts.Line("Elm Green", [93.0]), line_charts.Line("England", [None])]
    figure = line_charts.lines(["2019"], drawn, SHARE, "light")
    assert [label.text for label in figure.layout.annotations] == ["Elm Green"]


def test_a_line_with_ranges_has_a_bar_on_each_point_that_has_one_and_says_it():
    series = line_charts.Line("Elm Green", [40.0, None, 50.0], [30.0, None, 45.0], [55.0, None, 58.0])
    bars, line = line_charts.lines(["2016", "2018", "2020"], [series], SHARE, "light").data
    assert (bars.x, bars.error_y.array, bars.error_y.arrayminus) == (("2016", "2020"), (15, 8), (10, 5))
    assert list(line.hovertext) == [
        "Elm Green, 2016: 40% (between 30% and 55%)",
        "",
        "Elm Green, 2020: 50% (between 45% and 58%)",
    ]


def test_a_new_wording_is_marked_before_its_period():
    figure = line_charts.lines(["2016", "2018"], [line_charts.Line("A", [1.0, 2.0])], SHARE, "light", breaks=["2018"])
    assert [(line.x0, line.x1) for line in figure.layout.shapes] == [(0.5, 0.5)]
    assert figure.layout.annotations[-1].text == "new wording"


def test_periods_keep_their_order_where_the_first_line_begins_late():
    lines = [line_charts.Line("A", [None, 2.0]), line_charts.Line("B", [1.0, 1.0])]
    assert list(line_charts.lines(["2016", "2018"], lines, SHARE, "light").layout.xaxis.categoryarray) == [
        "2016",
        "2018",
    ]


def test_totals_are_drawn_from_nought():
    meetings = Measure("meetings", "Meetings", "Meetings", "meetings", "{area}: {value}", "count", 0)
    assert (
        line_charts.lines(["2016"], [line_charts.Line("A", [9.0])], meetings, "light").layout.yaxis.rangemode
        == "tozero"
    )
