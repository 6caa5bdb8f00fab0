"""The marks of the maps: their looks and labels, on the invented programme in which every state occurs."""

import json
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from dashboard.drawing import maps
from dashboard.model import db
from dashboard.model.catalogue import catalogue_of
from dashboard.text import words
from dashboard.text.words import Measure

MakeMeasure = Callable[..., Measure]
HIDDEN = {"elm-green": ("1", "3", "33%", "33"), "st-osrics-quay-and-dock": ("8", "11", "73%", "73")}
"""The parts of the figures of the hidden areas: 1 of 3, too few, and 8 of 11, which would reveal the other."""


@pytest.fixture
def rows(on_tiny: db.Build) -> Callable[[str], pd.DataFrame]:
    """Return a function for the rows that the map page hands over for one measure in 2016."""

    def made(measure_id: str) -> pd.DataFrame:
        figures = db.query(on_tiny, "map_figures", measure_id=measure_id, period="2016").set_index("area_id")
        return catalogue_of(on_tiny).areas.drop(columns="area_id").join(figures).reset_index()

    return made


@pytest.fixture
def marks(rows: Callable[[str], pd.DataFrame], on_tiny: db.Build) -> dict[str, dict[str, Any]]:
    """Return the marks of the measure in which every state occurs, by area; its one edge is 60."""
    made = maps.marks(rows("five_states"), catalogue_of(on_tiny).measures["five_states"], [60])
    return {mark["id"]: mark for mark in made}


def test_each_area_has_one_mark(marks: dict[str, dict[str, Any]]):
    assert len(marks) == 12


@pytest.mark.parametrize(
    ("area", "look", "sign", "label"),
    [
        # Wilson's limits for 30, 10 and 0 of 40; 6 of 10 and 8 of 11 are in a band
        ("alder-row", "q4", "", "Alder Row, Northmoor Bay: 75% (between 60% and 86%)"),
        ("hazel-court", "q0", "", "Hazel Court, Vale of Midvale: 25% (between 14% and 40%)"),
        ("birch-end", "zero", "0", "Birch End, Northmoor Bay: 0% (between 0% and 9%)"),
        ("ivy-street", "hidden", "[c]", "Ivy Street, Vale of Midvale: more than 50%, less than 90%"),
        (
            "st-osrics-quay-and-dock",
            "hidden",
            "[c]",
            "St Osric's, Quay & Dock, Upper Northmoor: more than 50%, less than 90%",
        ),
        ("elm-green", "hidden", "[c]", "Elm Green, Upper Northmoor: suppressed"),
        ("gorse-lea", "not-due", "", "Gorse Lea, Vale of Midvale: not applicable"),
        (
            "fern-bank",
            "not-reported",
            "",
            "Fern Bank with Long Furrow and Nether Furrow, Northmoor Bay: no data reported",
        ),
    ],
)
def test_each_state_has_its_own_look_and_label(
    area: str, look: str, sign: str, label: str, marks: dict[str, dict[str, Any]]
):
    mark = marks[area]
    assert (mark["look"], mark["sign"], mark["label"]) == (look, sign, label)


def test_the_five_states_have_five_different_looks(marks: dict[str, dict[str, Any]]):
    areas = ("alder-row", "birch-end", "elm-green", "gorse-lea", "fern-bank")
    assert len({(marks[area]["look"], marks[area]["sign"]) for area in areas}) == 5


@pytest.mark.parametrize("area", HIDDEN)
def test_a_hidden_mark_reveals_nothing_of_its_figure(area: str, marks: dict[str, dict[str, Any]]):
    content = {key: value for key, value in marks[area].items() if key not in ("x", "y", "column", "row", "region")}
    assert not any(number in json.dumps(content) for number in HIDDEN[area])


def test_marks_stand_in_steps_of_a_hundred_metres_with_north_up(marks: dict[str, dict[str, Any]]):
    assert (marks["alder-row"]["x"], marks["alder-row"]["y"]) == (4050, -4550)  # 405000 east, 455000 north
    assert marks["alder-row"]["region"] == "E12999001"


def test_no_two_marks_of_a_region_share_a_tile(marks: dict[str, dict[str, Any]]):
    assert len({(mark["region"], mark["column"], mark["row"]) for mark in marks.values()}) == 12


def test_marks_can_travel_as_json(marks: dict[str, dict[str, Any]]):
    assert json.loads(json.dumps(marks, allow_nan=False)) == marks


@pytest.mark.parametrize(
    ("number", "edges", "look"), [(0, 4, "q0"), (2, 4, "q2"), (4, 4, "q4"), (0, 1, "q0"), (1, 1, "q4")]
)
def test_a_class_has_its_place_among_the_five_colours(number: int, edges: int, look: str, measure: MakeMeasure):
    assert maps.class_look(number, measure(), list(range(edges))) == look


@pytest.mark.parametrize("edges", [0, 1, 2, 3, 4])
def test_fewer_classes_are_spread_over_the_colours_and_each_has_its_own(edges: int, measure: MakeMeasure):
    looks = [maps.class_look(number, measure(), list(range(edges))) for number in range(edges + 1)]
    assert looks == sorted(set(looks))
    assert looks[0] == "q0"
    assert looks[-1] == ("q4" if edges else "q0")


def test_a_change_has_the_colours_about_zero(measure: MakeMeasure):
    change = measure("percentage points", "change")
    edges = [-5.9, -2.0, 2.0, 5.9]
    looks = [maps.look(value, "value", change, edges) for value in (-6, -5.9, 0, 2, 100)]
    assert looks == ["v0", "v1", "v2", "v3", "v4"]
    assert maps.look(0, "hidden", change, edges) == "hidden"


@pytest.mark.parametrize(
    ("value", "state", "is_zero"),
    [
        (0, "value", True),
        (0.001, "value", False),
        (-1, "value", False),
        (0, "hidden", False),
        (0, "not reported", False),
    ],
)
def test_only_a_true_zero_looks_like_one(value: float, state: str, is_zero: bool, measure: MakeMeasure):
    assert (maps.look(value, state, measure(), [5.0]) == "zero") == is_zero


def test_the_map_shows_all_of_england_or_the_part_about_some_marks_and_none_from_too_near():
    marks = [{"x": 3000, "y": -5000}, {"x": 4000, "y": -3000}]
    assert maps.box(marks, is_whole=True) == maps.box([], is_whole=False) == [800, -6600, 5800, 6600]
    assert maps.box(marks, is_whole=False) == [2900, -5200, 1200, 2400]  # a fifth more than from mark to mark
    assert maps.box(marks[:1], is_whole=False) == [2650, -5350, 700, 700]


def test_the_key_lists_ranges_then_the_states_that_occur(marks: dict[str, dict[str, Any]], on_tiny: db.Build):
    measure = catalogue_of(on_tiny).measures["five_states"]
    key = maps.key(list(marks.values()), words.class_labels([60], measure), measure, [60])
    assert [(entry["look"], entry["text"], entry["sign"]) for entry in key] == [
        ("zero", "a true zero (1)", "0"),  # Birch End
        ("q0", "under 60% (1)", ""),  # Hazel Court with 25
        ("q4", "60% or more (1)", ""),
        ("not-reported", "no data reported (1)", ""),
        ("not-due", "not applicable (1)", ""),
        ("hidden", "suppressed (7)", "[c]"),
    ]


def test_the_counts_in_the_key_add_up_to_the_areas_for_every_measure_and_period(on_tiny: db.Build):
    catalogue = catalogue_of(on_tiny)
    for measure_id, periods in catalogue.periods.items():
        measure = catalogue.measures[measure_id]
        for period in periods:
            edges = db.query(on_tiny, "measure_breaks", measure_id=measure_id, period=period)["edge"].tolist()
            figures = db.query(on_tiny, "map_figures", measure_id=measure_id, period=period).set_index("area_id")
            rows = catalogue.areas.drop(columns="area_id").join(figures).reset_index()
            made = maps.marks(rows, measure, edges)
            key = maps.key(made, words.class_labels(edges, measure), measure, edges)
            counts = [int(entry["text"].rpartition("(")[2].rstrip(")")) for entry in key]
            assert (sum(counts), len({entry["look"] for entry in key})) == (12, len(key)), (measure_id, period)


def test_a_measure_without_edges_has_one_class_that_holds_all(measure: MakeMeasure):
    marks = [{"look": "q0", "sign": ""}, {"look": "q0", "sign": ""}]
    assert maps.key(marks, ["all"], measure(), []) == [{"look": "q0", "text": "all (2)", "sign": ""}]
