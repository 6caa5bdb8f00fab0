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


@pytest.mark.parametrize("theme", THEMES)
def test_coverage_holds_a_bar_for_each_state(theme: str):
    parts = [
        ("value", "Has a figure", [150, 0]),
        ("not reported", "Not reported", [0, 150]),
        ("not due", "Nothing due", [0, 0]),
        ("hidden", "Hidden", [0, 0]),
    ]
    figure = bar_charts.coverage(["Housing", "Returns"], parts, 150, theme)
    assert [(bar.name, bar.x) for bar in figure.data] == [(name, tuple(counts)) for _, name, counts in parts]
    assert len({(bar.marker.color, bar.marker.pattern.shape) for bar in figure.data}) == 4
    assert figure.data[1].hovertext[1] == "Returns: not reported 150 of 150 areas"


@pytest.mark.parametrize("theme", THEMES)
def test_a_state_has_one_look_in_every_picture_and_orange_is_a_return_in_part_alone(theme: str):
    states = ("value", "not reported", "not due", "hidden")
    bars = bar_charts.coverage(["Housing"], [(state, state, [1]) for state in states], 150, theme).data
    returned = bar_charts.return_states(["2016"], ["2016"], [("not due", "nothing due", [1])], 150, theme).data
    assert bars[2].marker.to_plotly_json() == returned[0].marker.to_plotly_json()
    looks = bar_charts.STATE_LOOKS.items()
    assert [state for state, (color, _) in looks if color == "second"] == ["partial"]
    assert [state for state, (color, _) in looks if color == "others"] == ["nothing to report"]
