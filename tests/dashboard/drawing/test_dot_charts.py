"""Charts of dots hold the values that went in, and no dot covers another."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.drawing import chart_style
from dashboard.drawing import dot_charts as typed_dot_charts
from dashboard.text.words import Measure
from tests.dashboard.drawing.themes import THEMES

dot_charts: Any = typed_dot_charts
"""Plotly's types do not describe what a trace or a layout contains."""

SHARE = Measure(
    "rented", "Homes that are rented", "Rented", "% of homes", "in {area}, {value} are rented", "proportion", 0
)

VALUES = st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=200)

AREAS = pd.DataFrame(
    {
        "area_id": ["birch-end", "alder-row", "elm-green"],
        "area_name": ["Birch End", "Alder Row", "Elm Green"],
        "value": [40.0, 10.0, 40.0],
        "lower": [30.0, None, None],
        "upper": [52.0, None, None],
        "label": ["Birch End: 40%", "Alder Row: 10%", "Elm Green: 40%"],
    }
)


def points(figure: Any) -> list[tuple[Any, Any, Any]]:
    """Return x, hover text and colour of every mark of every trace."""
    return [
        (x, text, trace.marker.color) for trace in figure.data for x, text in zip(trace.x, trace.hovertext, strict=True)
    ]


def mixed(color: str, under: str, opacity: float) -> str:
    """Return the colour seen where one lies half clear over another."""
    pairs = [(int(color[at : at + 2], 16), int(under[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(opacity * over + (1 - opacity) * below):02x}" for over, below in pairs)


@given(VALUES)
def test_no_two_dots_of_one_column_have_one_height(values: list[float]):
    heights, tallest = dot_charts.heap_heights(values)
    low, high = min(values), max(values)
    width = (high - low) / 110 or 1
    spots = [(round((value - low) / width), height) for value, height in zip(values, heights, strict=True)]
    assert len(set(spots)) == len(values)
    assert max(abs(height) for height in heights) <= tallest


@given(VALUES)
def test_dots_are_heaped_the_same_way_each_time(values: list[float]):
    assert dot_charts.heap_heights(values) == dot_charts.heap_heights(list(values))


@pytest.mark.parametrize(
    ("values", "heights", "tallest"),
    [([5], [0], 1), ([5, 5, 5, 5], [0, 1, -1, 2], 4), ([0, 100], [0, 0], 1), ([0, 0, 100], [0, 1, 0], 2)],
)
def test_a_heap_grows_to_both_sides_in_turn(values: list[float], heights: list[float], tallest: int):
    assert dot_charts.heap_heights(values) == (heights, tallest)


@pytest.mark.parametrize("theme", THEMES)
def test_the_strip_has_a_dot_for_each_area_and_the_chosen_one_alone_is_coloured(theme: str):
    figure = dot_charts.strip(AREAS, SHARE, [("England", 17.0)], "elm-green", theme)
    grey, navy = chart_style.OTHERS[theme], chart_style.CHOSEN[theme]
    assert sorted(points(figure)) == [
        (10, "Alder Row: 10%", grey),
        (40, "Birch End: 40%", grey),
        (40, "Elm Green: 40%", navy),
    ]
    assert [line.x0 for line in figure.layout.shapes] == [17]
    assert list(figure.layout.xaxis.ticktext) == ["10%", "15%", "20%", "25%", "30%", "35%", "40%"]
    assert [label.text for label in figure.layout.annotations] == ["England 17%", "<b>Elm Green</b>"]


def test_dots_of_one_value_in_the_strip_stand_above_each_other():
    figure = dot_charts.strip(AREAS, SHARE, [], "elm-green", "light")
    spots = [(x, y) for trace in figure.data for x, y in zip(trace.x, trace.y, strict=True)]
    assert len(set(spots)) == 3


def test_the_strip_without_a_chosen_area_or_with_one_it_has_not_names_none():
    for chosen in ("", "nowhere"):
        figure = dot_charts.strip(AREAS, SHARE, [], chosen, "light")
        assert {color for *_, color in points(figure)} == {chart_style.OTHERS["light"]}
        assert len(points(figure)) == 3
        assert not figure.layout.annotations


def test_the_strip_is_the_same_however_its_rows_are_ordered():
    drawn = [dot_charts.strip(rows, SHARE, [], "elm-green", "light").to_json() for rows in (AREAS, AREAS[::-1])]
    assert drawn[0] == drawn[1]


def test_the_range_of_the_chosen_area_is_drawn_where_it_is_known_and_no_other():
    drawn = dot_charts.strip(AREAS, SHARE, [], "birch-end", "light")
    others, chosen = drawn.data
    assert not others.error_x.visible
    assert (chosen.error_x.visible, list(chosen.error_x.array), list(chosen.error_x.arrayminus)) == (True, [12], [10])
    assert not dot_charts.strip(AREAS, SHARE, [], "alder-row", "light").data[1].error_x.visible
