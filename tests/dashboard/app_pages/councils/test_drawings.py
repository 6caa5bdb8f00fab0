"""Charts of the Councils page, from rows written by hand."""

import pandas as pd
import pytest

from dashboard.app_pages.councils import drawings
from dashboard.app_pages.councils.drawings import Side, Sides


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_side_without_a_figure_has_the_reason_in_place_of_its_mark(theme: str):
    rows = [
        Sides(
            "Roles", Side(54.0, "54%", 50.0, 58.0), Side(None, "Council respondents: not asked"), "Roles. Members 54%."
        ),
        Sides("Two steps"),
    ]
    figure = drawings.sides(rows, theme).to_dict()
    members, council_people = figure["data"]
    assert (members["x"], council_people["x"]) == ([54.0], [])
    assert (members["error_x"]["array"], members["error_x"]["arrayminus"]) == ([4.0], [4.0])
    assert members["marker"]["symbol"] != council_people["marker"]["symbol"]
    texts = [note["text"] for note in figure["layout"]["annotations"]]
    assert texts == ["Roles", "<b>Two steps</b>", "54%", "Council respondents: not asked"]


def test_a_zero_is_shown_as_0_and_no_figure_as_its_code():
    rows = [
        ("2016", 0.0, "", "2016: none"),
        ("2017", None, "[x]", "2017: not reported"),
        ("2018", 12.0, "", "2018: 12"),
    ]
    (bars,) = drawings.columns(rows, "light").to_dict()["data"]
    assert bars["text"] == ["0", "[x]", "12"]
    many = [(str(year), None if year == 2012 else float(year % 2), "[z]", "") for year in range(2010, 2025)]
    (bars,) = drawings.columns(many, "light").to_dict()["data"]
    assert bars["text"][:4] == ["0", "", "[z]", ""]


def test_what_is_not_recorded_is_striped():
    rows = [("Supported", 3, "Supported: 3", False), ("Not recorded", 2, "Not recorded: 2", True)]
    (bars,) = drawings.bars(rows, "light").to_dict()["data"]
    assert bars["marker"]["pattern"]["shape"] == ["", "/"]
    assert bars["text"] == ["3", "2"]


def test_all_panels_have_one_scale_that_holds_the_tallest_stack():
    panels = [
        ("Made", [("made", [3, 1], False)]),
        ("Answers", [("kept", [2, 2], False), ("not kept", [0, 3], True)]),
    ]
    figure = drawings.years(["2016", "2017"], panels, "light").to_dict()
    assert [axis["range"] for name, axis in figure["layout"].items() if name.startswith("yaxis")] == [[0, 5], [0, 5]]
    assert [trace["marker"].get("pattern") is not None for trace in figure["data"]] == [False, False, True]


def test_events_of_the_chosen_area_differ_by_shape_and_their_labels_are_escaped():
    rows = pd.DataFrame(
        {
            "near_day": pd.to_datetime(["2016-05-01", "2017-05-01"]),
            "kind": ["asset", "asset"],
            "lane": [5, 5],
            "kind_words": ["Assets: 2", "Assets: 2"],
            "is_own": [True, False],
            "label": ["May 2016: <a href='http://e'>x</a>", "May 2017"],
        }
    )
    others, own = drawings.lanes(rows, "light").to_dict()["data"]
    assert (others["x"], own["x"]) == (["2017-05-01"], ["2016-05-01"])
    assert others["marker"]["symbol"] != own["marker"]["symbol"]
    assert own["hovertext"] == ["May 2016: &lt;a href='http://e'&gt;x&lt;/a&gt;"]


def test_long_words_are_broken_into_lines():
    assert drawings.in_lines("one two three four", 9) == "one two<br>three<br>four"
