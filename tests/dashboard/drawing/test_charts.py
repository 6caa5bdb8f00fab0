"""Charts: the figures that come out hold the values that went in, and their colours can be told apart."""

import itertools
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.drawing import charts as typed_charts
from dashboard.text.words import Measure

charts: Any = typed_charts
"""Plotly's types say nothing of what a trace or a layout holds."""
ROOT = Path(__file__).parents[3]
Contrast = Callable[[str, str], float]
SHARE = Measure(
    "rented", "Homes that are rented", "Rented", "% of homes", "in {area}, {value} are rented", "proportion", 0
)
POUNDS = Measure("grants", "Grants", "Grants", "£ per person", "around {area}, {value} a person", "rate", 0)
THEMES = ("light", "dark")
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
MAPS_STYLE = (ROOT / "dashboard" / "drawing" / "components" / "area_maps.css").read_text(encoding="utf-8")
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


def ground(theme: str) -> str:
    """Return the colour that the charts of a theme stand on."""
    return CONFIG[theme]["backgroundColor"]


def points(figure: Any) -> list[tuple[Any, Any, Any]]:
    """Return x, hover text and colour of every mark of every trace."""
    return [
        (x, text, trace.marker.color) for trace in figure.data for x, text in zip(trace.x, trace.hovertext, strict=True)
    ]


@given(VALUES)
def test_no_two_dots_of_one_column_have_one_height(values: list[float]):
    heights, tallest = charts.heaped(values)
    low, high = min(values), max(values)
    width = (high - low) / 110 or 1
    spots = [(round((value - low) / width), height) for value, height in zip(values, heights, strict=True)]
    assert len(set(spots)) == len(values)
    assert max(abs(height) for height in heights) <= tallest


@given(VALUES)
def test_dots_are_heaped_the_same_way_each_time(values: list[float]):
    assert charts.heaped(values) == charts.heaped(list(values))


@pytest.mark.parametrize(
    ("values", "heights", "tallest"),
    [([5], [0], 1), ([5, 5, 5, 5], [0, 1, -1, 2], 4), ([0, 100], [0, 0], 1), ([0, 0, 100], [0, 1, 0], 2)],
)
def test_a_heap_grows_to_both_sides_in_turn(values: list[float], heights: list[float], tallest: int):
    assert charts.heaped(values) == (heights, tallest)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6), st.floats(0, 1e5))
def test_labels_stand_their_gap_apart_in_order_about_their_middle(heights: list[float], gap: float):
    heights = sorted(heights)
    placed = charts.set_apart(heights, [gap] * len(heights))
    assert all(above - below >= gap * 0.999 - 1e-6 for below, above in itertools.pairwise(placed))
    assert sum(placed) == pytest.approx(sum(heights), abs=1e-3)


def test_labels_far_apart_stay_at_their_values_none_passes_the_top_and_no_label_is_no_trouble():
    assert charts.set_apart([0.0, 100.0], [20.0, 20.0]) == [0, 100]
    assert charts.set_apart([1.0, 1.0, 10.0], [2.0] * 3) == pytest.approx([1 - 2 / 3, 3 - 2 / 3, 10 - 2 / 3])
    assert charts.set_apart([10.0, 10.0, 10.5], [0, 1.8, 2.7], 10.2) == pytest.approx([5.7, 7.5, 10.2])
    assert charts.set_apart([], []) == []


def test_names_at_near_ends_of_long_lines_do_not_cover_each_other():
    lines = [charts.Line("Here", [0.0, 50.0]), charts.Line("All areas", [100.0, 51.0])]
    low, high = charts.lines(["2019", "2025"], lines, SHARE, "light", height=320).layout.annotations
    assert high.y - low.y == pytest.approx(18 * 100 / 270)  # a line of text is 18 pixels, 270 show the 100


@pytest.mark.parametrize("theme", THEMES)
def test_the_strip_has_a_dot_for_each_area_and_the_chosen_one_alone_is_coloured(theme: str):
    figure = charts.strip(AREAS, SHARE, [("England", 17.0)], "elm-green", theme)
    grey, navy = charts.OTHERS[theme], charts.CHOSEN[theme]
    assert sorted(points(figure)) == [
        (10, "Alder Row: 10%", grey),
        (40, "Birch End: 40%", grey),
        (40, "Elm Green: 40%", navy),
    ]
    assert [line.x0 for line in figure.layout.shapes] == [17]
    assert list(figure.layout.xaxis.ticktext) == ["10%", "15%", "20%", "25%", "30%", "35%", "40%"]
    assert [one.text for one in figure.layout.annotations] == ["England 17%", "<b>Elm Green</b>"]


def test_dots_of_one_value_in_the_strip_stand_above_each_other():
    figure = charts.strip(AREAS, SHARE, [], "elm-green", "light")
    spots = [(x, y) for trace in figure.data for x, y in zip(trace.x, trace.y, strict=True)]
    assert len(set(spots)) == 3


def test_the_strip_without_a_chosen_area_or_with_one_it_has_not_names_none():
    for chosen in ("", "nowhere"):
        figure = charts.strip(AREAS, SHARE, [], chosen, "light")
        assert {color for *_, color in points(figure)} == {charts.OTHERS["light"]}
        assert len(points(figure)) == 3
        assert not figure.layout.annotations


def test_the_strip_is_the_same_however_its_rows_are_ordered():
    drawn = [charts.strip(rows, SHARE, [], "elm-green", "light").to_json() for rows in (AREAS, AREAS[::-1])]
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize("theme", THEMES)
def test_lines_hold_their_values_with_gaps_and_the_first_is_in_focus(theme: str):
    drawn = [charts.Line("Elm Green", [93.0, 94.0]), charts.Line("England", [50.0, None])]
    figure = charts.lines(["2019", "2025"], drawn, SHARE, theme)
    first, second = figure.data
    assert (first.x, first.y, first.line.color) == (("2019", "2025"), (93, 94), charts.CHOSEN[theme])
    assert (second.x, second.y, second.line.color) == (("2019", "2025"), (50, None), charts.OTHERS[theme])
    assert list(first.hovertext) == ["Elm Green, 2019: 93%", "Elm Green, 2025: 94%"]
    assert list(second.hovertext) == ["England, 2019: 50%", ""]
    assert [one.text for one in figure.layout.annotations] == ["England", "Elm Green"]
    assert first.line.dash != second.line.dash


def test_a_line_without_any_value_has_no_label():
    drawn = [charts.Line("Elm Green", [93.0]), charts.Line("England", [None])]
    figure = charts.lines(["2019"], drawn, SHARE, "light")
    assert [one.text for one in figure.layout.annotations] == ["Elm Green"]


def test_a_line_with_ranges_has_a_bar_on_each_point_that_has_one_and_says_it():
    one = charts.Line("Elm Green", [40.0, None, 50.0], [30.0, None, 45.0], [55.0, None, 58.0])
    bars, line = charts.lines(["2016", "2018", "2020"], [one], SHARE, "light").data
    assert (bars.x, bars.error_y.array, bars.error_y.arrayminus) == (("2016", "2020"), (15, 8), (10, 5))
    assert list(line.hovertext) == [
        "Elm Green, 2016: 40% (between 30% and 55%)",
        "",
        "Elm Green, 2020: 50% (between 45% and 58%)",
    ]


def test_a_new_wording_is_marked_before_its_period_and_what_happened_at_it():
    figure = charts.lines(
        ["2016", "2018"], [charts.Line("A", [1.0, 2.0])], SHARE, "light", marked=[("2018", "closed")], breaks=["2018"]
    )
    assert [(line.x0, line.x1) for line in figure.layout.shapes] == [(0.5, 0.5), (1, 1)]
    assert [one.text for one in figure.layout.annotations[-2:]] == ["new wording", "closed"]


def test_totals_are_drawn_from_nought():
    meetings = Measure("meetings", "Meetings", "Meetings", "meetings", "{area}: {value}", "count", 0)
    assert charts.lines(["2016"], [charts.Line("A", [9.0])], meetings, "light").layout.yaxis.rangemode == "tozero"


@pytest.mark.parametrize("theme", THEMES)
def test_columns_hold_their_values_in_two_colours_with_a_legend(theme: str):
    figure = charts.columns(["2013", "2014"], [("Others", [1.5, 0]), ("Lottery", [0.25, 2])], "grants", theme)
    assert [(bar.name, bar.x, bar.y, bar.marker.color) for bar in figure.data] == [
        ("Others", ("2013", "2014"), (1.5, 0), charts.CHOSEN[theme]),
        ("Lottery", ("2013", "2014"), (0.25, 2), charts.SECOND[theme]),
    ]
    assert list(figure.data[1].hovertext) == ["Lottery, 2013: 0.2 grants", "Lottery, 2014: 2.0 grants"]
    assert figure.layout.showlegend
    assert not charts.columns(["2013"], [("Others", [1.5])], "grants", theme).layout.showlegend


@pytest.mark.parametrize("theme", THEMES)
def test_places_draw_every_area_in_grey_and_the_chosen_in_navy(theme: str):
    rows = pd.DataFrame(
        {
            "order": [0, 0, 1, 1],
            "name": ["Rented", "Rented", "Owned", "Owned"],
            "position": [0.0, 1.0, 0.5, 1.0],
            "label": ["A: 1%", "B: 9%", "A: 5%", "C: 7%"],
            "is_chosen": [True, False, True, False],
        }
    )
    figure = charts.places(rows, theme)
    grey, navy = figure.data
    assert (grey.x, grey.y, grey.marker.color) == ((1, 1), (0, 1), charts.OTHERS[theme])
    assert (navy.x, navy.y, navy.marker.color) == ((0, 0.5), (0, 1), charts.CHOSEN[theme])
    assert list(navy.hovertext) == ["A: 1%", "A: 5%"]
    axis = figure.layout.yaxis
    assert (axis.tickvals, axis.ticktext) == ((0, 1), ("Rented", "Owned"))
    assert axis.range[0] > axis.range[1]  # downwards, so that the first is on top


@pytest.mark.parametrize("theme", THEMES)
def test_coverage_holds_a_bar_for_each_state(theme: str):
    parts = [
        ("value", "Has a figure", [150, 0]),
        ("not reported", "Not reported", [0, 150]),
        ("not due", "Nothing due", [0, 0]),
        ("hidden", "Hidden", [0, 0]),
    ]
    figure = charts.coverage(["Housing", "Returns"], parts, 150, theme)
    assert [(bar.name, bar.x) for bar in figure.data] == [(name, tuple(counts)) for _, name, counts in parts]
    assert len({(bar.marker.color, bar.marker.pattern.shape) for bar in figure.data}) == 4
    assert figure.data[1].hovertext[1] == "Returns: not reported 150 of 150 areas"


@pytest.mark.parametrize("theme", THEMES)
def test_a_state_has_one_look_in_every_picture_and_orange_is_a_return_in_part_alone(theme: str):
    states = ("value", "not reported", "not due", "hidden")
    bars = charts.coverage(["Housing"], [(state, state, [1]) for state in states], 150, theme).data
    returned = charts.returned(["2016"], ["2016"], [("not due", "nothing due", [1])], 150, theme).data
    assert bars[2].marker.to_plotly_json() == returned[0].marker.to_plotly_json()
    looks = charts.STATE_LOOKS.items()
    assert [state for state, (color, _) in looks if color == "second"] == ["partial"]
    assert [state for state, (color, _) in looks if color == "others"] == ["nothing to report"]


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
    assert charts.round_ticks(low, high) == ticks


def test_only_the_axis_of_a_change_goes_on_below_nought():
    change = replace(SHARE, unit="percentage points", kind="change")
    assert charts.axis_of(-60.0, 104.0, SHARE)["ticktext"] == ["0%", "50%", "100%"]
    assert charts.axis_of(-11.0, 21.0, change)["ticktext"] == ["-10", "0", "10", "20"]


@pytest.mark.parametrize(
    ("value", "unit", "said"),
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
def test_an_axis_says_round_numbers_with_their_unit_and_pence_for_each_pound(value: float, unit: str, said: str):
    assert charts.short_figure(value, replace(SHARE, unit=unit)) == said


@pytest.mark.parametrize("theme", THEMES)
def test_no_chart_uses_more_than_four_colours_for_marks(theme: str):
    assert len({charts.CHOSEN[theme], charts.OTHERS[theme], charts.SECOND[theme], charts.GRID[theme]}) == 4
    periods = ["2019", "2025"]
    series = [charts.Line(str(number), [float(number), 2.0]) for number in range(6)]
    figure = charts.lines(periods, series, SHARE, theme)
    assert len({line.line.color for line in figure.data}) == 2


@pytest.mark.parametrize("theme", THEMES)
def test_marks_stand_out_three_to_one(theme: str, contrast: Contrast):
    for colors in (charts.CHOSEN, charts.OTHERS, charts.SECOND):
        assert contrast(colors[theme], ground(theme)) >= 3


@pytest.mark.parametrize("theme", ["light"])
def test_the_grey_dots_of_places_stand_out_three_to_one_as_drawn(theme: str, contrast: Contrast):
    rows = pd.DataFrame({"order": [0], "name": ["Rented"], "position": [0.0], "label": ["A: 1%"], "is_chosen": [False]})
    marker: Any = charts.places(rows, theme).data[0].marker
    assert contrast(mixed(marker.color, ground(theme), marker.opacity or 1), ground(theme)) >= 3


def mixed(color: str, under: str, opacity: float) -> str:
    """Return the colour seen where one lies half clear over another."""
    pairs = [(int(color[at : at + 2], 16), int(under[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(opacity * over + (1 - opacity) * below):02x}" for over, below in pairs)


@pytest.mark.parametrize("theme", THEMES)
def test_text_stands_out_four_and_a_half_to_one(theme: str, contrast: Contrast):
    told = CONFIG[theme]
    for name in ("backgroundColor", "secondaryBackgroundColor"):
        for color in (told["textColor"], told["linkColor"], told["primaryColor"]):
            assert contrast(color, told[name]) >= 4.5
    assert contrast(charts.INK[theme], told["backgroundColor"]) >= 4.5
    assert contrast(charts.CHOSEN[theme], told["backgroundColor"]) >= 4.5  # the name of the chosen area


def map_colors(theme: str) -> dict[str, str]:
    """Return the colours that the style of the maps names for a theme."""
    blocks = re.findall(r"\.maps(\.dark)? \{(.*?)\}", MAPS_STYLE, re.DOTALL)
    named: dict[str, str] = {}
    for dark, block in blocks:
        if not dark or theme == "dark":
            named |= dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))
    return named


def outlined() -> set[str]:
    """Return the classes that the style gives the edge colour as outline."""
    rule = re.search(r"([^{}]*)\{ stroke: var\(--edge\)", MAPS_STYLE)
    assert rule
    return set(re.findall(r"\.(\w\d)", rule[1]))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("look", [f"{kind}{number}" for kind in "qv" for number in range(5)])
def test_each_class_of_the_map_stands_out_from_page_and_land_by_its_colour_or_its_outline(
    look: str, theme: str, contrast: Contrast
):
    named = map_colors(theme)
    fill = named[f"{'c' if look[0] == 'q' else 'd'}{look[1]}"]
    shown = named["edge"] if look in outlined() else fill
    for under in (ground(theme), named["land"]):
        assert max(contrast(shown, under), contrast(fill, under)) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_the_classes_of_the_map_run_from_near_the_ground_to_far_from_it(theme: str, contrast: Contrast):
    named = map_colors(theme)
    steps = [contrast(named[f"c{number}"], ground(theme)) for number in range(5)]
    assert steps == sorted(steps)
    assert all(after / before > 1.2 for before, after in itertools.pairwise(steps))


@pytest.mark.parametrize("theme", THEMES)
def test_the_sign_of_a_true_zero_can_be_read_on_its_tile(theme: str, contrast: Contrast):
    named = map_colors(theme)
    ink = {"light": "#12436d", "dark": "#ffffff"}[theme]
    assert contrast(ink, named["zero"]) >= 4.5
    assert all(contrast(named["edge"], under) >= 3 for under in (ground(theme), named["land"]))


@pytest.mark.parametrize("theme", THEMES)
def test_the_chosen_mark_stands_out_from_page_and_land(theme: str, contrast: Contrast):
    named = map_colors(theme)
    assert contrast(named["chosen"], ground(theme)) >= 3
    assert contrast(named["chosen"], named["land"]) >= 3


def focus_color() -> str:
    """Return the colour of the ring about the mark that the keyboard is on."""
    rule = re.search(r"\.dot:focus-visible \{ stroke: (#[0-9a-f]{6}|var\(--\w+\))", MAPS_STYLE)
    assert rule
    return rule[1]


@pytest.mark.parametrize(
    "theme",
    ["light", "dark"],
)
def test_the_ring_of_the_keyboard_stands_out_from_page_and_land(theme: str, contrast: Contrast):
    named = map_colors(theme)
    color = focus_color()
    color = named[color[6:-1]] if color.startswith("var") else color
    assert contrast(color, ground(theme)) >= 3
    assert contrast(color, named["land"]) >= 3


def test_the_contrast_of_black_on_white_is_twenty_one_and_of_mid_grey_as_published(contrast: Contrast):
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#ffffff", "#ffffff") == 1


def test_the_range_of_the_chosen_area_is_drawn_where_it_is_known_and_no_other():
    drawn = charts.strip(AREAS, SHARE, [], "birch-end", "light")
    others, chosen = drawn.data
    assert not others.error_x.visible
    assert (chosen.error_x.visible, list(chosen.error_x.array), list(chosen.error_x.arrayminus)) == (True, [12], [10])
    assert not charts.strip(AREAS, SHARE, [], "alder-row", "light").data[1].error_x.visible
