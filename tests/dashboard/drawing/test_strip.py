"""The strip has a dot for each area, at the place and height that its value gives. Places were worked out by hand."""

from typing import Any

import pytest

from dashboard.drawing import strip
from tests.dashboard.drawing.test_dot_charts import AREAS, SHARE


def drawn(chosen: str = "", beside: tuple[tuple[str, float], ...] = ()) -> dict[str, Any]:
    """Return the input of the strip of three areas with 10, 40 and 40 per cent."""
    return strip.drawing(AREAS, SHARE, beside, chosen, "", "Three areas.")


def test_each_area_is_a_dot_in_order_of_value_and_dots_of_one_value_stand_above_each_other():
    assert [(point["id"], point["at"], point["height"]) for point in drawn()["points"]] == [
        ("alder-row", 2, 0),
        ("birch-end", 98, 0),
        ("elm-green", 98, 0.25),
    ]
    assert [point["label"] for point in drawn()["points"]] == ["Alder Row: 10%", "Birch End: 40%", "Elm Green: 40%"]


def test_places_beside_and_ticks_are_on_the_same_axis():
    beside = drawn(beside=(("North", 50.0), ("England", 30.0)))  # the axis runs from 10 to 50
    assert beside["beside"] == [{"at": 50, "text": "England 30%"}, {"at": 98, "text": "North 50%"}]
    assert [(tick["at"], tick["text"]) for tick in beside["ticks"]][::4] == [(2, "10%"), (50, "30%"), (98, "50%")]


@pytest.mark.parametrize(("chosen", "ends"), [("birch-end", [47.71, 98]), ("alder-row", []), ("nowhere", []), ("", [])])
def test_the_range_of_the_chosen_area_is_drawn_where_it_is_known(chosen: str, ends: list[float]):
    data = drawn(chosen)  # with Birch End's range, 30 to 52, the axis runs from 10 to 52
    assert data["range"] == ends


def test_areas_of_one_value_stand_in_the_middle():
    data = strip.drawing(AREAS[AREAS["value"] == 40], SHARE, [], "", "", "")
    assert {point["at"] for point in data["points"]} == {50}
