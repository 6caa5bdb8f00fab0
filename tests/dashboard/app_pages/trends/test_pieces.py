"""The words, lines and pictures of the Trends page, from rows written by hand."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from dashboard.app_pages.trends import chart_words, sentences, wall
from dashboard.app_pages.trends import drawings as typed_charts
from dashboard.app_pages.trends.drawings import Line, Point, Scene
from dashboard.app_pages.trends.tables import number_formats
from dashboard.parts.tables import table_html
from dashboard.text.words import Measure

trends_charts: Any = typed_charts
"""Plotly's types do not describe the contents of a trace or a layout."""
WOMEN = Measure("women", "Women", "Women", "% of members", "in {area}, {value} are women", "proportion", 0)
MEETINGS = Measure("meetings", "Meetings", "Meetings", "meetings", "meetings in {area}: {value}", "count", 0)
POUNDS = Measure("won", "Cash won", "Cash", "£", "{value} won in {area}", "money", 0)
FIGURE: dict[str, Any] = {
    "place_kind": "programme", "period": "2016", "state": "value", "drawn_value": 58.2, "value": 58.2, "lower": 50.4,
    "upper": 65.6, "areas_counted": 112, "is_thin": False, "is_full": True, "is_part_year": False, "reliability": "",
}  # fmt: skip


def row(**fields: Any) -> Any:
    """Return one row as the query gives it, usual but for the given fields."""
    return next(pd.DataFrame([{**FIGURE, **fields}]).itertuples(index=False))


def xy(trace: Any) -> list[tuple[Any, Any]]:
    return list(zip(trace.x, trace.y, strict=True))


@pytest.mark.parametrize(
    ("fields", "measure", "per_area", "text"),
    [
        ({"drawn_value": 58.2}, WOMEN, False, "58%"),
        ({"drawn_value": 3.42}, MEETINGS, True, "3.4 per area"),
        ({"drawn_value": 0.04}, MEETINGS, True, "0.04 per area"),
        ({"drawn_value": 0.0}, MEETINGS, True, "0.0 per area"),
        ({"drawn_value": 7573.2}, MEETINGS, True, "7,573 per area"),
        ({"drawn_value": 305.4}, POUNDS, True, "£305 per area"),
        ({"drawn_value": 4.0, "place_kind": "area"}, MEETINGS, True, "4"),
    ],
)
def test_a_total_of_a_group_is_shown_per_area(fields: dict[str, Any], measure: Measure, per_area: bool, text: str):
    assert sentences.figure_words(row(**fields), measure, per_area) == text


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({}, "All areas, 2016: 58% (between 50% and 66%), 112 areas"),
        ({"is_thin": True, "areas_counted": 3, "lower": None}, "All areas, 2016: 58%, 3 areas (few)"),
        ({"place_kind": "area"}, "All areas, 2016: 58% (between 50% and 66%)"),
        ({"is_part_year": True, "lower": None}, "All areas, 2016 (part year): 58%, 112 areas"),
    ],
)
def test_a_point_says_its_figure_its_range_and_on_how_many_areas_it_rests(fields: dict[str, Any], label: str):
    assert chart_words.point_label("All areas", row(**fields), WOMEN, False) == label


def test_two_figures_of_a_group_say_how_many_areas_each_has():
    first, last = row(period="2014", areas_counted=71), row(period="2025", drawn_value=61.0, areas_counted=99)
    assert sentences.from_to(first, last, WOMEN, False) == "58% in 2014 (71 areas) and 61% in 2025 (99 areas)"
    assert sentences.from_to(first, first, WOMEN, False) == "58% in 2014 and 58% in 2014 (71 areas each time)"
    area = row(place_kind="area", period="Year 3")
    assert sentences.from_to(area, area, WOMEN, False) == "58% in year 3 and 58% in year 3"


def test_no_stroke_runs_over_a_missing_figure_or_a_new_wording():
    points = [Point(1, 10.0), Point(2, 20.0), Point(3, None), Point(4, 30.0), Point(5, 40.0), Point(6, 50.0)]
    firm, thin = typed_charts.strokes(points, [4.5])
    assert list(zip(*firm, strict=True)) == [(1, 10.0), (2, 20.0), (None, None), (5, 40.0), (6, 50.0)]
    assert thin == ([], [])


def test_strokes_to_and_from_a_point_of_few_areas_are_dotted():
    points = [Point(1, 10.0), Point(2, 20.0), Point(3, 30.0, is_thin=True)]
    figure = trends_charts.trend([Line("All", points)], Scene([(1, "1"), (2, "2"), (3, "3")]), WOMEN, "light")
    thin, firm, marks = figure.data
    assert (thin.line.dash, xy(thin)) == ("dot", [(2, 20.0), (3, 30.0)])
    assert xy(firm) == [(1, 10.0), (2, 20.0)]
    assert [color == "#FFFFFF" for color in marks.marker.color] == [False, False, True]


def test_the_first_four_lines_are_named_and_told_apart_by_shape_and_dash():
    lines = [Line(f"Place {number}", [Point(1, number), Point(2, number)]) for number in range(1, 7)]
    figure = trends_charts.trend(lines, Scene([(1, "2016"), (2, "2017")]), WOMEN, "dark")
    named = [annotation.text for annotation in figure.layout.annotations]
    assert named == ["<b>Place 1</b>", "Place 2", "Place 3", "Place 4"]
    marks = [trace for trace in figure.data if trace.mode == "markers"]
    by_value = {trace.y[0]: trace.marker.symbol for trace in marks}
    assert len({by_value[number] for number in range(1, 5)}) == 4
    assert marks[-1].y[0] == 1  # the line in focus is drawn last, over all others


@pytest.mark.parametrize(
    ("points", "begins_at_nought"),
    [
        ([Point(1, 90.0), Point(2, 95.0)], True),  # without ranges nothing says what is chance
        ([Point(1, 90.0, False, 88.0, 92.0), Point(2, 95.0)], False),
        ([Point(1, 20.0, False, 10.0, 92.0), Point(2, 95.0)], True),
    ],
)
def test_the_scale_begins_at_nought_unless_ranges_are_drawn_far_above_it(points: list[Point], begins_at_nought: bool):
    low, high = typed_charts.bounds([Line("All", points)])
    assert (low == 0) == begins_at_nought
    assert high > 95


def test_years_are_named_at_equal_steps_back_from_the_last():
    axis = typed_charts.time_axis(Scene([(year + 0.5, str(year)) for year in range(2012, 2027)]))
    assert axis["ticktext"] == ["2014", "2017", "2020", "2023", "2026"]
    long = typed_charts.time_axis(Scene([(year + 0.75, f"{year}-{year % 100 + 1}") for year in range(2013, 2026)]))
    assert long["ticktext"] == ["2013-14", "2017-18", "2021-22", "2025-26"]
    single = typed_charts.time_axis(Scene([(2016.5, "2016")]))
    assert single["ticktext"] == ["2016"]


def test_an_event_carries_its_number_where_it_is_drawn():
    event = {"happened_on": "2017-05", "kind": "award", "what": "extra *money*"}
    assert chart_words.event_line("2", event) == r"**2.** May 2017. Award\: extra \*money\*"
    assert chart_words.event_line("", event) == r"May 2017\. Award\: extra \*money\*"


def test_a_wall_line_runs_from_the_foot_to_the_top_and_stays_within():
    rows = [
        row(value=value, state=state) for value, state in ((0, "value"), (None, "hidden"), (4, "value"), (20, "value"))
    ]
    assert wall.heights(rows, 0.0, 8.0) == [100, None, 50, 0]


def test_a_figure_of_the_wall_is_rounded_once_to_the_decimals_shown():
    rows = pd.DataFrame(
        [row(name=str(value), value=value, reliability="", trend="", code="") for value in (3362.54, 99.94, 0.0)]
    )
    html = table_html(wall.table(rows, POUNDS), "")
    assert [cell in html for cell in (">3,363<", ">99.9<", ">0<")] == [True] * 3
    per_pound = replace(POUNDS, unit="£ per £1 spent", kind="rate", decimals=2)
    small = pd.DataFrame([row(name="Elm", value=0.0411, reliability="", trend="", code="")])
    assert ">0.04<" in table_html(wall.table(small, per_pound), "", formats=number_formats(per_pound))


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        ({"value": 3}, ""),
        (
            {"value": 1, "hidden": 2, "not reported": 1},
            "Areas without a line: no data reported for 1 and suppressed for 2.",
        ),
    ],
)
def test_the_wall_says_how_many_areas_have_no_line_and_why(states: dict[str, int], sentence: str):
    rows = pd.DataFrame({"state": [state for state, number in states.items() for _ in range(number)]})
    assert wall.without_line(rows) == sentence


def test_a_total_of_part_of_a_year_is_said_to_be_in_the_table_alone():
    assert chart_words.part_year_notes([]) == []
    assert chart_words.part_year_notes(["2018"]) == [
        "Only part of 2018 is in the data, so it is in the table and not in the chart."
    ]


def test_the_wall_says_how_many_verdicts_chance_gives():
    rows = pd.DataFrame({"verdict": ["rising", "no clear change", "cannot say", ""]})
    assert wall.flags(rows) == (
        "Of 2 areas with enough points to test, 1 is rising and 0 are falling. With 2 areas, chance alone would flag "
        "at least one in about 1 in 250 views like this."
    )
    assert wall.flags(rows.iloc[2:]) == "No area has five points with a confidence interval, so trends are not tested."


def test_few_areas_give_no_change_of_the_programme_but_all_years_together():
    share = Measure(
        "bids", "Bids won", "Bids", "% of bids decided", "in {area}, {value} of bids were won", "proportion", 0
    )
    all_years: Any = SimpleNamespace(state="value", value=49.2, areas_counted=139)
    assert sentences.few_areas(share, 1, all_years) == (
        "we cannot say whether it changed, as only one area has a figure in each of the last years. "
        "All years combined: 49% (139 areas)."
    )
    assert sentences.few_areas(share, 4, None) == (
        "we cannot say whether it changed, as only 4 areas have a figure in each of the last years."
    )


def test_one_partnership_has_whole_members_and_a_group_a_mean_with_a_decimal():
    members = Measure("members", "Voting members", "Members", "members", "{area}: {value}", "mean", 1)
    assert sentences.figure_words(row(place_kind="area", drawn_value=9.0), members, False) == "9"
    assert sentences.figure_words(row(place_kind="programme", drawn_value=9.0), members, False) == "9.0"
