"""What the overview says and lists: its table, its file and its map. What is expected was written by hand."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from dashboard.app_pages.overview import overview_view
from dashboard.model import db
from dashboard.model.catalogue import Context, catalogue_of
from dashboard.model.state import View
from dashboard.parts import blocks
from dashboard.text import figure_cells
from dashboard.text.words import Measure
from tests.dashboard.visits import maps_data, page_text, ran_to_its_end, visited

MakeMeasure = Callable[..., Measure]
ROWS = pd.DataFrame(
    {
        "area_name": ["Elm Green", "Alder Row", "Birch End", "Fern Bank"],
        "council_name": "Vale",
        "region_name": "North",
        "wave": 1,
        "state": ["hidden", "value", "value", "value"],
        "reliability": ["", "low", "staff only", ""],
        "band": None,
        "value": [None, 62.4, 50.0, 40.0],
        "lower": [None, 40.0, 20.0, 30.0],
        "upper": [None, 80.0, 80.0, 50.0],
        "numerator": [None, 8.0, 3.0, 40.0],
        "denominator": [None, 13.0, 6.0, 100.0],
        "verdict": ["", "", "differs", "worth a look"],
        "side": ["", "", "above", "below"],
    }
)


def test_the_table_is_in_order_of_name_and_says_in_words_why_there_is_no_figure(measure: MakeMeasure):
    rows = figure_cells.rows_for_file(figure_cells.sorted_by_name(ROWS))
    table = overview_view.table(rows, measure())
    figures = table[figure_cells.heading(measure())]
    assert table["Area"].tolist() == ["Alder Row", "Birch End", "Elm Green", "Fern Bank"]
    assert table["State"].tolist() == ["[u]", "suppressed [c]", "suppressed [c]", ""]
    assert figures.isna().tolist() == [False, True, True, False]
    assert table["Against all areas"].tolist() == ["sample too small", "", "", "below the 95% control limits"]


def test_areas_without_a_name_stand_in_an_order_that_does_not_tell_them_apart():
    rows = ROWS.assign(area_name="Another area", value=[float("nan"), 20.0, 30.0, 25.0])
    assert figure_cells.sorted_by_name(rows)["value"].tolist()[:3] == [30, 25, 20]


@pytest.mark.parametrize(
    ("values", "decimals", "places"),
    [
        ([62.4, 0.0, 100.0], 0, 0),
        ([62.4, 0.3], 0, 1),
        ([62.4, 99.97], 0, 2),
        ([0.00001], 0, 2),
        ([0.004], 2, 3),
        ([float("nan"), 12.0], 0, 0),
        ([12.0, float("nan"), 15.0], 1, 0),
        ([12.5, 15.0], 1, 1),
    ],
)
def test_figures_have_the_decimals_of_their_measure_unless_one_would_be_a_false_nought_or_hundred(
    values: list[float], decimals: int, places: int, measure: MakeMeasure
):
    assert figure_cells.decimals_of(values, replace(measure(), decimals=decimals)) == places


def test_the_file_says_on_which_side_an_area_lies_and_that_too_few_were_counted_to_judge(on_tiny: db.Build):
    context = Context(on_tiny, catalogue_of(on_tiny), View("tiny", "five_states", "2016"), [])
    rows = ROWS.assign(area_code="")
    file = blocks.figures_file(context, rows, context.catalogue.measures["five_states"])
    assert file["verdict_against_all_areas"].tolist() == ["", "sample too small", "", "below the 95% control limits"]


@pytest.mark.usefixtures("on_big_local")
def test_both_maps_show_the_region_that_is_chosen():
    test = visited("overview", measure="deprivation_rank", region="London")
    assert ran_to_its_end(test)
    drawn = maps_data(test)
    west, north, width, height = drawn["box"]
    assert width < 1000 and height < 1000
    assert all(west < mark["x"] < west + width and north < mark["y"] < north + height for mark in drawn["marks"])
    assert drawn["titles"] == {"dots": "Map: London", "tiles": "One tile for each area"}
    assert maps_data(visited("overview", measure="deprivation_rank"))["box"] == [800, -6600, 5800, 6600]


@pytest.mark.usefixtures("on_returned")
def test_the_origin_of_the_figure_of_the_chosen_area_is_a_click_away():
    test = visited("overview", measure="five_states", area="alder-row")
    assert ran_to_its_end(test)
    assert "How to quote this figure" not in page_text(test)
    test.button(key="about-area").click().run()
    assert "How to quote this figure" in page_text(test) and "Alder Row" in page_text(test)
    none_chosen = visited("overview", measure="five_states", region="Northmoor")
    assert not [button for button in none_chosen.button if str(button.key).startswith("about-")]
