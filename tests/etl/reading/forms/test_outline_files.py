"""Outlines from tables and from the files of map programs, through check, load and export: the outline, or the sentence."""

import csv
import json
import zipfile
from pathlib import Path
from typing import Any

import geopandas
import openpyxl
import pytest
import shapely
from pytest import param

from etl.loading.load import check_files
from etl.programme import programmes
from tests.etl.desk import Desk, new_desk

GRID_SQUARE = shapely.box(404000, 454000, 406000, 456000)
"""A square around the point of Alder Row."""
OTHER_SQUARE = shapely.box(414000, 458000, 416000, 460000)
FAR_SQUARE = shapely.box(404000, 84000, 406000, 86000)


def in_degrees(shape: Any) -> Any:
    return geopandas.GeoSeries([shape], crs=27700).to_crs(4326).iloc[0]


DEGREE_SQUARE = in_degrees(GRID_SQUARE)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    new = new_desk(tmp_path_factory.mktemp("outlines"))
    assert new.run("build").returncode == 0
    return new


def table(desk: Desk, name: str, *rows: list[str]) -> Path:
    """Write rows of area, outline and source as the ending of the name says."""
    path, lines = desk.folder / name, [["Area", "Outline", "Source"], *rows]
    if name.endswith(".xlsx"):
        book = openpyxl.Workbook()
        for line in lines:
            book.worksheets[0].append(line)
        book.save(path)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
    return path


def loaded(desk: Desk, path: Path) -> dict[str, Any]:
    """Load a file and return the outline of each area that export gives, then take the load back."""
    done = desk.run("load", path, "--yes")
    assert done.returncode == 0, done.stderr
    assert desk.run("export", "boundary", "--to", desk.folder).returncode == 0
    with (desk.folder / "tiny-boundary.csv").open(encoding="utf-8-sig") as file:
        outlines = {row["Area"]: shapely.from_wkt(row["Outline"]) for row in csv.DictReader(file)}
    last = desk.json_output("history")[-1]
    assert last["tables"]["boundary"]["accepted"] == len(outlines)
    assert desk.run("rollback", str(last["number"])).returncode == 0
    return outlines


def accepted(desk: Desk, path: Path) -> dict[str, Any]:
    """Return the outline of each area that would be loaded from a file."""
    (programme,) = programmes(desk.folder / "programmes")
    table = check_files(programme, [(path, path.name)], lambda _words: None).accepted["boundary"].to_pydict()
    names = {"alder-row": "Alder Row", "birch-end": "Birch End"}
    return {names[area]: shapely.from_wkt(text) for area, text in zip(table["area_id"], table["geom"], strict=True)}


def is_same(shape: Any, other: Any) -> bool:
    """Whether two outlines differ by less than one part in a hundred of their area."""
    return shapely.symmetric_difference(shape, other).area < other.area / 100


CELLS = {
    "metres": GRID_SQUARE.wkt,
    "degrees": DEGREE_SQUARE.wkt,
    "declared degrees": f"SRID=4326;{DEGREE_SQUARE.wkt}",
    "declared metres": f"srid=27700;{GRID_SQUARE.wkt}",
    "GeoJSON": json.dumps(shapely.geometry.mapping(DEGREE_SQUARE)),
    "binary": GRID_SQUARE.wkb_hex,
    "a collection": shapely.GeometryCollection([GRID_SQUARE]).wkt,
}


@pytest.mark.parametrize("kind", list(CELLS))
def test_the_outline_in_a_cell_is_checked_as_metres(desk: Desk, kind: str):
    path = table(desk, "outlines.csv", ["Alder Row", CELLS[kind], "QGIS"])
    report = desk.json_output("check", path)
    assert report["tables"][0]["accepted"] == 1 and report["problems"] == []
    notes = report["files"][0]["parts"][0]["notes"]
    assert any("read as degrees" in note for note in notes) == (kind in ("degrees", "declared degrees", "GeoJSON"))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_of_good_and_bad_outlines_the_good_come_in(desk: Desk, ending: str):
    path = table(
        desk,
        f"outlines.{ending}",
        ["Alder Row", DEGREE_SQUARE.wkt, "QGIS"],
        ["Birches", "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))", "QGIS"],
    )
    assert is_same(loaded(desk, path)["Alder Row"], GRID_SQUARE)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        param("see attached map", "is not an outline such as POLYGON", id="words"),
        param("POINT (405000 455000)", "is a Point, expected an outline", id="point"),
        param("LINESTRING (405000 455000, 406000 455000, 405000 456000)", "is a LineString, expected", id="line"),
        param("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))", "crosses or touches itself", id="bow-tie"),
        param("POLYGON EMPTY", "has no outline that can be read", id="empty"),
        param("POLYGON ((405000 455000, 406000 455000, 405000 456000", "is not an outline such as POLYGON", id="cut off"),
        param("POLYGON ((53.9 -1.9, 53.9 -1.8, 54 -1.8, 53.9 -1.9))", "Write longitude before latitude", id="turned"),
        param("POLYGON ((-2140 7150000, -2130 7150000, -2130 7151000, -2140 7150000))", "outside Great Britain", id="web"),
        param("POLYGON ((405000 455000, 405000.1 455000, 405000 455000.1, 405000 455000))", "too small to draw", id="tiny"),
    ],
)  # fmt: skip
def test_a_cell_that_is_no_outline_is_refused_with_a_sentence(desk: Desk, cell: str, words: str):
    report = desk.json_output("check", table(desk, "outlines.csv", ["Alder Row", cell, "QGIS"]))
    assert (report["tables"][0]["accepted"], report["tables"][0]["refused"]) == (0, 1)
    (problem,) = report["problems"]
    assert words in problem["sentence"] and (problem["row"], problem["column"]) == (2, "Outline")


@pytest.mark.parametrize(("shape", "is_warned"), [(FAR_SQUARE, True), (GRID_SQUARE, False)])
def test_an_outline_far_from_its_area_is_warned_of(desk: Desk, shape: Any, is_warned: bool):
    report = desk.json_output("check", table(desk, "outlines.csv", ["Alder Row", shape.wkt, "QGIS"]))
    sentences = [problem["sentence"] for problem in report["problems"] if problem["severity"] == "warning"]
    assert [("the outline is 369 km from the point of the area" in text) for text in sentences] == [True] * is_warned
    assert report["tables"][0]["warned"] == is_warned


FRAME = geopandas.GeoDataFrame({"name": ["Alder Row", "Birches"]}, geometry=[GRID_SQUARE, OTHER_SQUARE], crs=27700)


def kml(path: Path) -> None:
    FRAME.to_crs(4326).to_file(path, driver="KML")


def kmz(path: Path) -> None:
    inner = path.with_name("doc.kml")
    kml(inner)
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(inner, "doc.kml")


def shapefile(path: Path, crs: int = 27700, has_system: bool = True) -> None:
    folder = path.with_name(f"shapefile-{crs}-{has_system}")
    folder.mkdir(exist_ok=True)
    FRAME.to_crs(crs).to_file(folder / "areas.shp")
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(folder.iterdir()):
            if has_system or part.suffix != ".prj":
                archive.write(part, f"in/{part.name}")


def geopackage(path: Path) -> None:
    FRAME.to_file(path, driver="GPKG")


def esri_json(path: Path) -> None:
    rings = [shapely.get_coordinates(shape)[::-1].tolist() for shape in FRAME.geometry]
    features = [{"attributes": {"name": name}, "geometry": {"rings": [ring]}}
                for name, ring in zip(FRAME["name"], rings, strict=True)]  # fmt: skip
    system = {"wkid": 102100, "latestWkid": 27700}
    fields = [{"name": "name", "type": "esriFieldTypeString"}]
    content = {
        "geometryType": "esriGeometryPolygon",
        "spatialReference": system,
        "fields": fields,
        "features": features,
    }
    path.write_text(json.dumps(content), encoding="utf-8")


def topojson(path: Path) -> None:
    frame = FRAME.to_crs(4326)
    arcs = [shapely.get_coordinates(shape).tolist() for shape in frame.geometry]
    shapes = [
        {"type": "Polygon", "arcs": [[number]], "properties": {"name": name}}
        for number, name in enumerate(FRAME["name"])
    ]
    content = {
        "type": "Topology",
        "objects": {"areas": {"type": "GeometryCollection", "geometries": shapes}},
        "arcs": arcs,
    }
    path.write_text(json.dumps(content), encoding="utf-8")


def geojson_lines(path: Path) -> None:
    features = json.loads(FRAME.to_crs(4326).to_json())["features"]
    path.write_text("\n".join(json.dumps(feature) for feature in features), encoding="utf-8")


WRITERS = {
    "areas.kml": kml,
    "areas.kmz": kmz,
    "areas.zip": shapefile,
    "degrees.zip": lambda path: shapefile(path, 4326),
    "no-system.zip": lambda path: shapefile(path, 27700, has_system=False),
    "areas.gpkg": geopackage,
    "esri.json": esri_json,
    "topo.json": topojson,
    "lines.geojsonl": geojson_lines,
}


@pytest.mark.parametrize("name", list(WRITERS))
def test_the_files_of_map_programs_are_read(desk: Desk, name: str):
    path = desk.folder / name
    WRITERS[name](path)
    outlines = (loaded if name in ("areas.kml", "areas.zip") else accepted)(desk, path)
    assert is_same(outlines["Alder Row"], GRID_SQUARE) and is_same(outlines["Birch End"], OTHER_SQUARE)


def zipped(*entries: tuple[str, bytes]) -> Any:
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in entries:
                archive.writestr(name, content)

    return write


def text(content: str) -> Any:
    return lambda path: path.write_text(content, encoding="utf-8")


UNREADABLE = {
    "broken.zip": (zipped(("areas.shp", b"x"), ("areas.dbf", b"x")), "is damaged or not complete"),
    "half.zip": (zipped(("areas.shp", b"\x00\x00\x27\x0a" + b"\x00" * 100)), "is damaged or not complete"),
    "mapinfo.zip": (zipped(("areas.TAB", b"!table"), ("areas.MAP", b"")), "is a ZIP file with a MapInfo table in it"),
    "areas.gml": (
        text('<?xml version="1.0"?><ogr:FeatureCollection xmlns:gml="http://www.opengis.net/gml">'),
        "is GML",
    ),
    "walk.gpx": (text('<?xml version="1.0"?><gpx version="1.1"></gpx>'), "is GPX"),
    "areas.shp": (lambda path: path.write_bytes(b"\x00\x00\x27\x0a" + b"\x00" * 100), "is a part of a shapefile"),
    "virtual.kml": (text("<kml><!-- <OGRVRTDataSource> --></kml>"), "names other files to read from"),
    "nothing.kml": (text('<kml xmlns="http://www.opengis.net/kml/2.2"><Document></Document></kml>'), "GeoJSON"),
}


@pytest.mark.parametrize("name", list(UNREADABLE))
def test_a_file_that_cannot_be_used_names_the_export_to_geojson(desk: Desk, name: str):
    write, words = UNREADABLE[name]
    write(desk.folder / name)
    report = desk.json_output("check", desk.folder / name)
    (sentence,) = report["files"][0]["unreadable"]
    assert sentence.startswith(name) and words in sentence and "GeoJSON" in sentence


def test_a_placemark_that_is_a_pin_is_refused_alone(desk: Desk):
    path = desk.folder / "pins.kml"
    pins = geopandas.GeoDataFrame(
        {"name": ["Alder Row", "Birches"]}, geometry=[GRID_SQUARE, shapely.Point(415000, 459000)], crs=27700
    )
    pins.to_crs(4326).to_file(path, driver="KML")
    report = desk.json_output("check", path)
    assert (report["tables"][0]["accepted"], report["tables"][0]["refused"]) == (1, 1)
    assert "'Birches' is a Point, expected an outline" in report["problems"][0]["sentence"]


def test_a_file_without_a_place_for_a_column_has_a_list_of_its_problems(desk: Desk):
    path = desk.folder / "crossed.geojson"
    crossed = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    record = {"type": "Feature", "properties": {"name": "Alder Row"}, "geometry": crossed}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [record]}), encoding="utf-8")
    done = desk.run("check", path, "--mark", desk.folder / "marked")
    assert done.returncode == 1 and "1 refused" in done.stdout
    assert "crosses or touches itself" in (desk.folder / "marked" / "1-what-to-mend.txt").read_text(encoding="utf-8")
