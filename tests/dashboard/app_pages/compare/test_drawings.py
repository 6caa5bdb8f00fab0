"""The pictures of the Compare page, from figures written by hand."""

from typing import Any

import pandas as pd

from dashboard.app_pages.compare import among_drawings, drawings
from dashboard.app_pages.compare.among_drawings import HEAT
from dashboard.app_pages.compare.drawings import Panel, Point
from dashboard.text.words import Measure

SAY = Measure("say", "Residents who have a say", "Say", "% of people", "in {area}, {value} have a say", "proportion", 0)


def panel(name: str, *points: tuple[str, str, float | None]) -> Panel:
    return Panel(name, "now", [Point(period, state, value, None, None, "label") for period, state, value in points])


def test_panels_share_one_scale_and_break_their_line_at_a_new_wording():
    panels = [
        panel("Alder Row", ("2016", "value", 20.0), ("2018", "hidden", None), ("2020", "value", 80.0)),
        panel("Elm Green", ("2016", "value", 50.0), ("2018", "not reported", None), ("2020", "not due", None)),
    ]
    drawn = drawings.multiples(panels, ["2020"], "2020", SAY, "light", 5, 1130).to_dict()
    layout = drawn["layout"]
    assert list(layout["yaxis"]["range"]) == list(layout["yaxis2"]["range"])
    assert layout["yaxis"]["range"][0] <= 20 and layout["yaxis"]["range"][1] >= 80
    lines = [trace for trace in drawn["data"] if trace["mode"] == "lines+markers"]
    assert [list(trace["x"]) for trace in lines] == [[0, 1, 1.5, 2], [0, 1, 1.5, 2]]
    assert list(lines[0]["y"]) == [20, None, None, 80]
    marks = [trace for trace in drawn["data"] if trace["mode"] == "markers"]
    assert [list(trace["marker"]["symbol"]) for trace in marks] == [["hash-open"], ["circle-open", "circle"]]
    assert len(layout["shapes"]) == 2


def test_a_row_without_a_figure_says_why_in_words():
    drawn: Any = drawings.dots([panel("A", ("2016", "value", 20.0)), panel("B", ("2016", "hidden", None))], SAY, "dark")
    assert [note.text for note in drawn.layout.annotations] == ["[c] suppressed"]
    assert len(drawn.data) == 1


def test_the_label_of_a_chosen_area_stands_at_its_bar_in_a_row_as_high_as_its_name():
    rows = pd.DataFrame(
        {
            "area_id": ["a", "b", "c", "d"],
            "value": [9.0, 8.0, 7.0, 6.0],
            "rank_lower": [1, 1, 2, 3],
            "rank_upper": [1, 3, 4, 4],
            "ranked": 4,
            "label": "label",
        }
    )
    drawn: Any = among_drawings.rank_ranges(rows, {"a": "Alder Row", "c": "Cedar Rise by the Old River"}, "light")
    others, chosen = drawn.data
    assert (list(chosen.y), list(others.y)) == ([11, 51], [26.5, 75.5])  # rows of 22, 9, 40 (two lines) and 9 pixels
    assert [(note.text, note.y) for note in drawn.layout.annotations] == [
        ("<b>Alder Row</b>", 11),
        ("<b>Cedar Rise by the<br>Old River</b>", 51),
    ]
    assert (list(drawn.layout.yaxis.range), drawn.layout.height) == ([80, 0], 140)


def test_a_cell_says_in_words_what_its_colour_says_and_hides_no_text():
    table = among_drawings.heat_table(
        "A <b>caption</b>",
        [("Homes & gardens", "2019")],
        [("<Alder>", [("higher", "62%")]), ("Elm", [("", "[c]")])],
        "light",
    )
    assert '<th scope="col">Homes &amp; gardens<br><span>2019</span></th>' in table
    assert '<th scope="row">&lt;Alder&gt;</th>' in table
    assert "<b>higher</b><br>62%" in table and "[c]</td>" in table
    assert "A &lt;b&gt;caption&lt;/b&gt;" in table and "<b>caption" not in table


def test_cells_can_be_read_on_their_colours_in_both_themes(contrast: Any):
    for colors in HEAT.values():
        assert all(contrast(ground, ink) >= 4.5 for ground, ink in colors.values())
        assert len({ground for ground, _ in colors.values()}) == 3
