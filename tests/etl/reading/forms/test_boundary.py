"""Outlines come as GeoJSON in degrees or in metres, and are refused with a sentence where they are not outlines."""

import json
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import DataError
from etl.reading.forms.boundary import from_geojson
from etl.reading.part import Part
from etl.reading.returns import checked_part

SQUARE = [[[400000, 300000], [401000, 300000], [401000, 302000], [400000, 302000], [400000, 300000]]]
SQUARE_WKT = "POLYGON ((400000 300000, 400000 302000, 401000 302000, 401000 300000, 400000 300000))"
GRID = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
SCILLY = (-6.29977752014, 49.92226393730), (91492, 11319)
"""A test point of the Ordnance Survey's OSTN15: longitude and latitude, and easting and northing in whole metres."""


def feature(coordinates: Any, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def collection(*features: Any, **more: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features), **more}


@pytest.fixture
def part_of(tmp_path: Path):
    """Return a function that gives the one part of a GeoJSON file with that content."""

    def part(content: Any) -> Part:
        path = tmp_path / "areas.geojson"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        (geojson_part,) = from_geojson(path, "areas.geojson")
        return geojson_part

    return part


def test_outlines_in_metres_become_well_known_text(part_of):
    alder = feature(SQUARE, **{"Area name": "Alder Row", "Source": "Plan", "code": 12, "drawn": True, "by": None})
    part = part_of(
        collection(alder, feature([SQUARE], "MultiPolygon", **{"Area name": "Birch End", "Source": "Map"}), crs=GRID)
    )
    assert part.contract.table == "boundary" and (part.file, part.sheet) == ("areas.geojson", "")
    assert part.rows.to_dict("index") == {
        0: {"area_id": "Alder Row", "geom": SQUARE_WKT, "source": "Plan"},
        1: {"area_id": "Birch End", "geom": f"MULTI{SQUARE_WKT.replace('((', '(((')})", "source": "Map"},
    }
    assert part.headings == {"area_id": "Area name", "geom": "geometry", "source": "Source"}
    assert part.extras.to_dict("records") == [
        {"code": "12", "drawn": "yes", "by": ""},
        {"code": "", "drawn": "", "by": ""},
    ]


@pytest.mark.parametrize("crs", [None, {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}])
def test_degrees_become_metres_of_the_national_grid(part_of, crs: Any):
    (longitude, latitude), (easting, northing) = SCILLY
    near = [[longitude + x, latitude + y] for x, y in ((0, 0), (0.01, 0), (0.01, 0.01), (0, 0.01), (0, 0))]
    shape = shapely.from_wkt(part_of(collection(feature([near], area="Isle"), crs=crs)).rows["geom"].iloc[0])
    # the formula for the whole country is right to a few metres, not to the millimetre of the test point
    assert shapely.distance(shapely.Point(easting, northing), shape) < 10
    assert all(x == round(x) and y == round(y) for x, y in shapely.get_coordinates(shape).tolist())


def test_undeclared_metres_are_recognised_by_their_size(part_of):
    part = part_of(collection(feature(SQUARE, name="Alder Row")))
    assert part.rows["geom"].tolist() == [SQUARE_WKT]
    assert part.notes == (
        "read as metres of the British National Grid, since the numbers are no degrees",
        "Source is the name of the file, since no property tells it",
    )
    assert part.rows["source"].tolist() == ["areas.geojson"]


def test_a_single_record_and_heights_are_read(part_of):
    with_height = [[[*point, 12.5] for point in SQUARE[0]]]
    assert part_of(feature(with_height, name="Alder Row") | {"crs": GRID}).rows["geom"].tolist() == [SQUARE_WKT]


def test_the_property_called_area_comes_before_others(part_of):
    part = part_of(collection(feature(SQUARE, name="Plan 7", Partnership="P", AREA="Alder Row"), crs=GRID))
    assert part.rows["area_id"].tolist() == ["Alder Row"]
    assert part.extras.to_dict("records") == [{"name": "Plan 7", "Partnership": "P"}]


def test_each_record_without_a_proper_outline_is_named(part_of):
    bow_tie = [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]
    features = [feature(SQUARE, name="Good"), feature(bow_tie, name="Crossed"), feature([1, 2], "Point", name="Point"),
                {"type": "Feature", "properties": {"name": "None"}, "geometry": None}, feature([[[1, 2], [3]]], name="Short"),
                feature([], name="Empty"), feature([[[0, 0], [1, 0], [1, 1]]], name="Open")]  # fmt: skip
    part = part_of(collection(*features, crs=GRID))
    no_outline = "has no outline that can be read. Draw it, or leave the record out."
    assert [problem.sentence for problem in part.problems] == [
        "areas.geojson, row 2, geometry: 'Crossed' has an outline that crosses or touches itself near 0.5, 0.5. "
        "Mend it in the program it was drawn with.",
        "areas.geojson, row 3, geometry: 'Point' is a Point, expected an outline (Polygon or MultiPolygon). "
        "Draw the outline of the area.",
        f"areas.geojson, row 4, geometry: 'None' {no_outline}",
        f"areas.geojson, row 5, geometry: 'Short' {no_outline}",
        f"areas.geojson, row 6, geometry: 'Empty' {no_outline}",
        f"areas.geojson, row 7, geometry: 'Open' {no_outline}",
    ]
    checked = checked_part(part, {})
    assert checked.rows["area_id"].to_pylist() == ["Good"] and len(checked.reasons) == 6
    assert len(checked.problems) == 6


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            collection(feature([[[52, -1], [52, -2], [53, -1], [52, -1]]], name="A")),
            "has an outline outside Great Britain",
        ),
        (
            collection(feature([[[0, 0], [1e300, 0], [0, 1e300], [0, 0]]], name="A")),
            "has an outline outside Great Britain",
        ),
        (
            collection(feature([[[1, 1], [1.2, 1], [1.2, 1.2], [1, 1]]], name="A"), crs=GRID),
            "too small to draw in metres",
        ),
    ],
    ids=["latitude first", "far away", "tiny"],
)
def test_an_outline_that_cannot_be_placed_is_refused_with_a_sentence(part_of, content: Any, message: str):
    (problem,) = part_of(content).problems
    assert message in problem.sentence and (problem.row, problem.value) == (1, "A")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (collection(feature(SQUARE, code="A", place="B")), "no property names the area. It has code, place."),
        (collection({"type": "Feature", "geometry": None}), "no property names the area. It has none."),
        (collection(feature(SQUARE, name="A"), crs={"properties": {"name": "EPSG:3857"}}), "of a system that is not read here"),
        (collection(), "0 of its 0 records are of an area"),
        (collection(feature(SQUARE, name="A"), 12), "1 of its 2 records are of an area"),
        ({"type": "Polygon", "coordinates": SQUARE}, "0 of its 1 records are of an area"),
        ({"grants": []}, "is not GeoJSON"),
        ([feature(SQUARE, name="A")], "is not GeoJSON"),
        ("{", "something is wrong in line 1"),
        ("[" * 100_000, "is nested too deeply"),
        (collection(feature(SQUARE, "Polygon", **{f"p{number}": 1 for number in range(501)})), "501 different properties"),
    ],
    ids=["no name", "no properties", "another system", "nothing in it", "a stray",
         "a bare shape", "grants", "a list", "cut off", "deep", "many properties"],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(part_of, content: Any, message: str):
    with pytest.raises(DataError, match=message) as refused:
        part_of(content)
    assert all(sentence.startswith("areas.geojson") and sentence.endswith(".") for sentence in refused.value.sentences)


numbers = st.floats() | st.integers() | st.integers(min_value=10**300) | st.floats(-180, 180)
anything = st.recursive(
    st.none() | st.booleans() | numbers | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "coordinates", "name"]) | st.text(), inner, max_size=4)
    ),
    max_leaves=20,
)
rings = st.lists(
    st.lists(st.lists(numbers, min_size=2, max_size=3), min_size=3, max_size=6).map(lambda ring: [*ring, ring[0]]),
    max_size=2,
)
shapes = st.builds(lambda kind, inside: {"type": kind, "coordinates": inside},
                   st.sampled_from(["Polygon", "MultiPolygon", "Point", "GeometryCollection"]), rings | anything)  # fmt: skip
features = st.builds(
    lambda shape, name: {"type": "Feature", "properties": {"name": name}, "geometry": shape},
    shapes | anything,
    anything,
)


@given(
    anything
    | st.builds(collection, features, features | anything)
    | st.lists(features).map(lambda many: collection(*many, crs=GRID))
)
def test_any_json_gives_valid_outlines_or_sentences(tmp_path_factory: pytest.TempPathFactory, content: Any):
    path = tmp_path_factory.getbasetemp() / "any.geojson"
    path.write_text(json.dumps(content), encoding="utf-8")
    try:
        (part,) = from_geojson(path, "any.geojson")
    except DataError as error:
        assert all(sentence.startswith("any.geojson") for sentence in error.sentences)
        return
    refused = {problem.row - 1 for problem in part.problems}
    shapes = shapely.from_wkt(part.rows["geom"].drop(index=list(refused)).tolist())
    assert all(shape.is_valid and shape.area > 0 for shape in shapes)
    assert len(part.rows) == len(content["features"]) == len(shapes) + len(refused)
