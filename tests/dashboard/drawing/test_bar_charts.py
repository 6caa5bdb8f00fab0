"""Charts of bars hold their values, and a state has the same look in all of them."""

from typing import Any

import pytest

from dashboard.drawing import bar_charts as typed_bar_charts
from dashboard.drawing import chart_style
from tests.dashboard.drawing.themes import THEMES

bar_charts: Any = typed_bar_charts
"""Plotly's types do not describe what a trace or a layout contains."""


@pytest.mark.parametrize("theme", THEMES)
def test_columns_hold_their_values_in_two_colours_with_a_legend(theme: str):
    figure = bar_charts.columns(["2013", "2014"], [("Others", [1.5, 0]), ("Lottery", [0.25, 2])], "grants", theme)
    assert [(bar.name, bar.x, bar.y, bar.marker.color) for bar in figure.data] == [
        ("Others", ("2013", "2014"), (1.5, 0), chart_style.CHOSEN[theme]),
        ("Lottery", ("2013", "2014"), (0.25, 2), chart_style.SECOND[theme]),
    ]
    assert list(figure.data[1].hovertext) == ["Lottery, 2013: 0.2 grants", "Lottery, 2014: 2.0 grants"]
    assert figure.layout.showlegend
    assert not bar_charts.columns(["2013"], [("Others", [1.5])], "grants", theme).layout.showlegend


def test_orange_is_a_partial_return_alone_and_grey_an_overdue_one():
    looks = bar_charts.STATE_LOOKS.items()
    assert [state for state, (color, _) in looks if color == "second"] == ["partial"]
    assert [state for state, (color, _) in looks if color == "others"] == ["overdue"]
