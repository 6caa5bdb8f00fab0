"""Outlines from the files of map programs: KML and KMZ, zipped shapefiles, GeoPackage, Esri JSON, TopoJSON, JSON by lines.

GDAL, through pyogrio, reads them. Some of its formats name other files or addresses to read from, so a file is given to it
only when its beginning is that of one of these kinds.
"""

import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from etl.errors import DataError
from etl.reading.forms import boundary, json_file
from etl.reading.forms.outline_shapes import NATIONAL_GRID, outlines
from etl.reading.part import Part

HEAD = 4_096
MOST_BYTES = 100_000_000
MOST_RECORDS = 10_000
KML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:\w+:)?kml\b")
OTHER_MAPS = {
    re.compile(rb"(?s).{0,500}<(?:\w+:)?(?:FeatureCollection|wfs)\b[^>]*gml"): "GML",
    re.compile(rb"(?s).{0,500}<gpx\b"): "GPX",
    re.compile(rb"\x00\x00\x27\x0a"): "a part of a shapefile (.shp)",
    re.compile(rb"(?i)!table\r?\n!version"): "a part of a MapInfo table (.tab)",
    re.compile(rb"(?i)version \d+\r?\ncharset"): "a part of a MapInfo file (.mif)",
}
LIKE_A_VIRTUAL_FILE = (b"<OGRVRT", b"<VRTDataset", b"<GDALG", b"<!ENTITY")
SHAPEFILE = b"\x00\x00\x27\x0a"
GEOPACKAGE = (b"SQLite format 3", b"GPKG")
OF_KML = ("description", "timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder",
          "icon", "id")  # fmt: skip
"""Columns that GDAL adds to every KML file; they say nothing of the area."""
MEND = "Export it as GeoJSON (in QGIS: Export, Save Features As, GeoJSON) and load that."


def parts(path: Path, name: str) -> list[Part] | None:
    """Return the areas of a file of a map program, or None when it is another kind of file.

    Raise DataError when it is one that cannot be used.
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return None
    if head.startswith(b"PK"):
        return _packed_parts(path, name)
    if KML.match(head) or (head.startswith(GEOPACKAGE[0]) and head[68:72] == GEOPACKAGE[1]):
        return _gdal_parts([str(path)], path, name)
    kind = next((kind for form, kind in OTHER_MAPS.items() if form.match(head)), "")
    if kind:
        raise DataError(f"{name}: is {kind}. {MEND}")
    return _json_parts(path, name) if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else None


def _json_parts(path: Path, name: str) -> list[Part] | None:
    """Return the outlines of a JSON file by its content, or None when it holds none."""
    content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return boundary.from_lines(path, name) if _has_a_feature_in_each_line(content) else None
    if not isinstance(document, dict):
        return None
    if document.get("type") in ("FeatureCollection", "Feature"):
        return boundary.from_geojson(path, name)
    is_esri = isinstance(document.get("features"), list) and (
        "geometryType" in document or "spatialReference" in document
    )
    return _gdal_parts([str(path)], path, name) if is_esri or document.get("type") == "Topology" else None


def _has_a_feature_in_each_line(content: bytes) -> bool:
    lines = [line.strip(b"\x1e\r \t") for line in content.removeprefix(b"\xef\xbb\xbf").split(b"\n") if line.strip()]
    try:
        records = [json.loads(line) for line in lines]
    except (ValueError, RecursionError):
        return False
    return len(records) > 1 and all(isinstance(record, dict) and record.get("type") == "Feature" for record in records)


def _packed_parts(path: Path, name: str) -> list[Part] | None:
    """Return the outlines of a packed file, or None when it is a workbook or has no map in it."""
    try:
        with ZipFile(path) as archive:
            inside = [entry for entry in archive.infolist() if not re.search(r"(^|/)(__MACOSX|\.)", entry.filename)]
            maps = [entry for entry in inside if entry.filename.casefold().endswith((".shp", ".kml"))]
            if not maps:
                return _refused_or_none(inside, name)
            if sum(entry.file_size for entry in inside) > MOST_BYTES:
                raise DataError(
                    f"{name}: holds more than {MOST_BYTES // 1_000_000} MB. Take out what is not of the areas."
                )
            for entry in maps:
                with archive.open(entry) as file:
                    head = file.read(HEAD)
                if not (head.startswith(SHAPEFILE) or KML.match(head)):
                    raise DataError(f"{name}, {entry.filename}: is damaged or not complete. {MEND}")
    except (
        BadZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
    ):  # damaged or locked: the readers of workbooks say which
        return None
    return _gdal_parts([f"/vsizip/{{{path}}}/{entry.filename}" for entry in maps], path, name)


def _refused_or_none(inside: list[Any], name: str) -> None:
    """Raise DataError when a packed file holds a map of a kind that is not read here."""
    endings = {entry.filename.casefold().rpartition(".")[2] for entry in inside}
    kinds = {"tab": "a MapInfo table", "mif": "a MapInfo file", "gml": "GML", "gdbtable": "a geodatabase", "gpkg": "GeoPackage",
             "geojson": "GeoJSON"}  # fmt: skip
    kind = next((kinds[ending] for ending in kinds if ending in endings), "")
    if kind:
        raise DataError(f"{name}: is a ZIP file with {kind} in it. {MEND if kind != 'GeoJSON' else 'Unpack it.'}")


def _gdal_parts(sources: list[str], path: Path, name: str) -> list[Part]:
    """Return the areas of all layers of these sources as one part."""
    content = path.read_bytes()[:MOST_BYTES] if path.stat().st_size <= MOST_BYTES else b""
    if not content or any(mark in content for mark in LIKE_A_VIRTUAL_FILE):
        raise DataError(f"{name}: is too big to be read, or names other files to read from. {MEND}")
    records, shapes, systems = [], [], []
    for properties, shape, system in _layer_records(sources, name):
        records.append(properties)
        shapes.append(shape)
        systems.append(system)
        if len(records) > MOST_RECORDS:
            raise DataError(f"{name}: has more than {MOST_RECORDS:,} records. Take out what is not an area.")
    if not records:
        raise DataError(f"{name}: holds no outline. {MEND}")
    return [boundary.records_part(records, outlines(shapes, systems), name, not all(systems))]


def _layer_records(sources: list[str], name: str) -> Iterator[tuple[dict[str, str], Any, str]]:
    """Yield properties, shape and system of each record of all layers."""
    import pyogrio  # here, since it takes long to load and few files have outlines
    from pyogrio.errors import DataLayerError, DataSourceError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about endings of files, which received files need not have
        for source in sources:
            try:
                layers = [layer for layer, _ in pyogrio.list_layers(source)]
                frames = [
                    pyogrio.read_dataframe(source, layer=layer, max_features=MOST_RECORDS + 1) for layer in layers
                ]
            except (DataSourceError, DataLayerError, UnicodeDecodeError, ValueError):
                raise DataError(f"{name}: is damaged or not complete. {MEND}") from None
            for frame in frames:
                yield from _frame_records(frame)


def _frame_records(frame: Any) -> Iterator[tuple[dict[str, str], Any, str]]:
    if "geometry" not in frame:
        return
    code = frame.crs.to_epsg() if frame.crs else None
    if frame.crs and code != 27700:
        frame = frame.to_crs(NATIONAL_GRID)
    columns = [column for column in frame.columns if column != "geometry" and column not in OF_KML]
    texts = frame[columns].astype(object).where(frame[columns].notna(), "").astype(str)
    for row, shape in zip(texts.to_dict("records"), frame["geometry"], strict=True):
        properties = {json_file.writable_text(str(key)): json_file.writable_text(text) for key, text in row.items()}
        yield properties, shape, NATIONAL_GRID if frame.crs else ""
