"""Charts of the Councils page, from rows written by hand."""

import pandas as pd
import pytest

from dashboard.app_pages.councils import drawings
from dashboard.app_pages.councils.drawings import Change, Side, Sides


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_side_without_a_figure_has_the_reason_in_place_of_its_mark(theme: str):
    rows = [
        Sides(
            "Roles", Side(54.0, "54%", 50.0, 58.0), Side(None, "Council respondents: not asked"), "Roles. Members 54%."
        ),
    ]
    figure = drawings.sides(rows, theme).to_dict()
    members, council_people = figure["data"]
    assert (members["x"], council_people["x"]) == ([54.0], [])
    assert (members["error_x"]["array"], members["error_x"]["arrayminus"]) == ([4.0], [4.0])
    assert members["marker"]["symbol"] != council_people["marker"]["symbol"]
    texts = [note["text"] for note in figure["layout"]["annotations"]]
    assert texts == ["Roles", "54%", "Council respondents: not asked"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_arrow_goes_from_the_first_round_to_this_one_only_where_the_change_is_clear(theme: str):
    clear, unclear = (
        Change(37.0, 47.0, True, "Members: 37% then, 47% now."),
        Change(66.0, 53.0, False, "No clear change."),
    )
    rows = [
        Sides("Early", Side(51.0, "51%", 46.0, 55.0, clear), Side(64.0, "64%", 56.0, 72.0, unclear)),
        Sides("Roles", Side(46.0, "46%", 42.0, 51.0), Side(None, "Council respondents: suppressed [c]")),
    ]
    figure = drawings.sides(rows, theme).to_dict()
    (arrow,) = [note for note in figure["layout"]["annotations"] if note["showarrow"]]
    assert (arrow["ax"], arrow["x"], arrow["ay"] == arrow["y"]) == (37.0, 47.0, True)
    (thin_line,) = [shape for shape in figure["layout"]["shapes"] if shape["x0"] != 0]
    assert (thin_line["x0"], thin_line["x1"]) == (66.0, 53.0)
    ticks = [trace for trace in figure["data"] if trace["marker"]["symbol"] == "line-ns-open"]
    assert [(tick["x"], tick["hovertext"]) for tick in ticks] == [
        ([37.0], ["Members: 37% then, 47% now."]),
        ([66.0], ["No clear change."]),
    ]
    members = figure["data"][0]
    assert members["x"] == [51.0, 46.0]
    assert members["y"][0] > ticks[0]["y"][0], "the change is under its mark"


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


def test_the_parts_of_a_year_are_stacked_and_named_and_no_two_look_alike():
    parts = [("Made", [3, 1], "first"), ("Help", [2, 2], "second"), ("Disagreements", [0, 3], "striped")]
    figure = drawings.years(["2016", "2017"], parts, "light").to_dict()
    assert (figure["layout"]["barmode"], figure["layout"]["showlegend"]) == ("stack", True)
    assert [(trace["name"], trace["y"]) for trace in figure["data"]] == [(name, counts) for name, counts, _ in parts]
    assert figure["data"][2]["hovertext"] == ["2016: disagreements 0", "2017: disagreements 3"]
    looks = [(trace["marker"]["color"], trace["marker"]["pattern"]["shape"]) for trace in figure["data"]]
    assert len(set(looks)) == len(parts)


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
