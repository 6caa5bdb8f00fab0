"""Ticks, labels and colours of charts: round, apart and strong enough to see."""

import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.drawing import chart_style
from dashboard.drawing import line_charts as typed_line_charts
from dashboard.text.words import Measure
from tests.dashboard.drawing.themes import CONFIG, THEMES, Contrast, ground

line_charts: Any = typed_line_charts
"""Plotly's types do not describe what a trace or a layout contains."""

SHARE = Measure(
    "rented", "Homes that are rented", "Rented", "% of homes", "in {area}, {value} are rented", "proportion", 0
)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6), st.floats(0, 1e5))
def test_labels_stand_their_gap_apart_in_order_about_their_middle(heights: list[float], gap: float):
    heights = sorted(heights)
    placed = chart_style.separated_heights(heights, [gap] * len(heights))
    assert all(above - below >= gap * 0.999 - 1e-6 for below, above in itertools.pairwise(placed))
    assert sum(placed) == pytest.approx(sum(heights), abs=1e-3)


def test_labels_far_apart_stay_at_their_values_none_passes_the_top_and_no_label_is_no_trouble():
    assert chart_style.separated_heights([0.0, 100.0], [20.0, 20.0]) == [0, 100]
    assert chart_style.separated_heights([1.0, 1.0, 10.0], [2.0] * 3) == pytest.approx(
        [1 - 2 / 3, 3 - 2 / 3, 10 - 2 / 3]
    )
    assert chart_style.separated_heights([10.0, 10.0, 10.5], [0, 1.8, 2.7], 10.2) == pytest.approx([5.7, 7.5, 10.2])
    assert chart_style.separated_heights([], []) == []


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0.0, 100.0, [0, 50, 100]),
        (-9.0, 104.0, [0, 50, 100]),
        (-11.0, 21.0, [-10, 0, 10, 20]),
        (12.0, 41.0, [20, 30, 40]),
        (-20.0, -4.0, [-20, -15, -10, -5]),
        (7.0, 7.0, [7]),
    ],
)
def test_ticks_are_round(low: float, high: float, ticks: list[float]):
    assert chart_style.round_ticks(low, high) == ticks


def test_only_the_axis_of_a_change_goes_on_below_nought():
    change = replace(SHARE, unit="percentage points", kind="change")
    assert chart_style.axis_of(-60.0, 104.0, SHARE)["ticktext"] == ["0%", "50%", "100%"]
    assert chart_style.axis_of(-11.0, 21.0, change)["ticktext"] == ["-10", "0", "10", "20"]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (20.0, "% of people", "20%"),
        (5000.0, "£", "£5,000"),
        (40_000.0, "£", "£40k"),
        (800_000.0, "£", "£800k"),
        (1_500_000.0, "£", "£1.5m"),
        (0.0002, "£ per £1 spent", "0.02p"),
        (0.04, "£ per £1 spent", "4p"),
        (0.0, "£ per £1 spent", "0p"),
        (1.5, "£ per £1 spent", "£1.5"),
        (0.5, "years", "0.5"),
    ],
)
def test_an_axis_says_round_numbers_with_their_unit_and_pence_for_each_pound(value: float, unit: str, expected: str):
    assert chart_style.short_figure(value, replace(SHARE, unit=unit)) == expected


@pytest.mark.parametrize("theme", THEMES)
def test_no_chart_uses_more_than_four_colours_for_marks(theme: str):
    assert (
        len({chart_style.CHOSEN[theme], chart_style.OTHERS[theme], chart_style.SECOND[theme], chart_style.GRID[theme]})
        == 4
    )
    periods = ["2019", "2025"]
    series = [line_charts.Line(str(number), [float(number), 2.0]) for number in range(6)]
    figure = line_charts.lines(periods, series, SHARE, theme)
    assert len({line.line.color for line in figure.data}) == 2


@pytest.mark.parametrize("theme", THEMES)
def test_marks_stand_out_three_to_one(theme: str, contrast: Contrast):
    for colors in (chart_style.CHOSEN, chart_style.OTHERS, chart_style.SECOND):
        assert contrast(colors[theme], ground(theme)) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_text_stands_out_four_and_a_half_to_one(theme: str, contrast: Contrast):
    colors = CONFIG[theme]
    for name in ("backgroundColor", "secondaryBackgroundColor"):
        for color in (colors["textColor"], colors["linkColor"], colors["primaryColor"]):
            assert contrast(color, colors[name]) >= 4.5
    assert contrast(chart_style.INK[theme], colors["backgroundColor"]) >= 4.5
    assert contrast(chart_style.CHOSEN[theme], colors["backgroundColor"]) >= 4.5  # the name of the chosen area


def test_the_contrast_of_black_on_white_is_twenty_one_and_of_mid_grey_as_published(contrast: Contrast):
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#ffffff", "#ffffff") == 1
