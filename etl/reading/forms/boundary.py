"""True outlines of areas from a GeoJSON file.

Oddities of the source. The standard (RFC 7946) has longitude and latitude; older files name another system in ``crs``, and
some give metres of the British National Grid without declaring it. The property that names the area has no fixed name.
Outlines that cross themselves come from drawing by hand: they are refused, since only their maker knows what was meant.
Longitude and latitude become metres by one formula for the whole country, right to a few metres.
"""

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import shapely

from etl.errors import DataError
from etl.reading.forms import json_file
from etl.reading.forms.headings import contract_of, distinct_headings, plain
from etl.reading.part import Part

MOST_MB = 100
MOST_PROPERTIES = 500
NATIONAL_GRID, DEGREES = "EPSG:27700", "EPSG:4326"
GRID_EAST_M, GRID_NORTH_M = 700_000, 1_300_000
"""The British National Grid begins at 0, 0 and ends here."""
FARTHEST = 10_000_000
"""Larger than any degree or metre of the grid; geometry fails with bigger numbers."""
_MEND = "Export it again as GeoJSON with longitude and latitude (WGS 84)."


def from_geojson(path: Path, name: str) -> list[Part]:
    """Return the areas of a GeoJSON file and their outlines: WKT in whole metres of the British National Grid.

    The index is the number of the record in the file, from 0. Raise DataError with a sentence for every record that has
    no proper outline, or when the file is of another kind.
    """
    document = json_file.read(path, name, MOST_MB, _whole, float)
    try:
        return [_part(document, _features(document, name), name)]
    except RecursionError:
        raise DataError(f"{name}: is nested too deeply to be read. {_MEND}") from None


def _whole(text: str) -> int | float:
    return int(text) if len(text) <= 15 else float(text)


def _features(document: Any, name: str) -> list[dict[str, Any]]:
    listed = document.get("features", [document]) if isinstance(document, dict) else None
    if not isinstance(listed, list) or not isinstance(document, dict) or "type" not in document:
        raise DataError(f"{name}: is not GeoJSON. {_MEND}")
    features = [record for record in listed if isinstance(record, dict) and record.get("type") == "Feature"]
    if not features or len(features) < len(listed):
        raise DataError(f"{name}: {len(features)} of its {len(listed)} records are of an area. {_MEND}")
    return features


def _properties(feature: dict[str, Any]) -> dict[str, str]:
    """Return the properties of a record as text. Lists and groups among them are kept as JSON."""
    properties = feature.get("properties")
    pairs = properties.items() if isinstance(properties, dict) else ()
    names = distinct_headings([json_file.writable_text(name) for name, _ in pairs])
    return {name: _text(value) for name, (_, value) in zip(names, pairs, strict=True)}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict | list):
        return json.dumps(value)
    return "" if value is None else json_file.writable_text(str(value))


def _column_property(column_name: str, names: list[str]) -> str:
    """Return the property that stands for a column, or "" when none does; the column's own names come before others."""
    column = contract_of("boundary").column(column_name)
    for spelling in (column_name, column.heading, *column.also):
        for name in names:
            if plain(name) == plain(spelling):
                return name
    return ""


def _coordinate_system(document: dict[str, Any], features: list[dict[str, Any]], name: str) -> tuple[str, list[str]]:
    """Return the system of the coordinates, and a note when it was inferred."""
    crs = json.dumps(document["crs"]) if document.get("crs") else ""
    if "27700" in crs:
        return NATIONAL_GRID, []
    if crs and not re.search("4326|CRS84", crs):
        raise DataError(f"{name}: its coordinates are of a system that is not read here ({crs[:100]}). {_MEND}")
    if not crs and _biggest([feature.get("geometry") for feature in features]) > 360:
        return NATIONAL_GRID, ["read as metres of the British National Grid, since the numbers are no degrees"]
    return DEGREES, []


def _biggest(value: Any) -> float:
    """Return the biggest number in a geometry, which distinguishes metres from degrees."""
    if isinstance(value, dict):
        value = [value.get("coordinates"), value.get("geometries")]
    if isinstance(value, list):
        return max((_biggest(inner) for inner in value), default=0)
    return value if isinstance(value, int | float) else 0


def _place(name: str, number: int, area: str) -> str:
    return f"{name}, record {number + 1}{f' ({area})' if area else ''}"


def _outlines(features: list[dict[str, Any]], system: str, places: list[str]) -> list[str]:
    """Return each outline as WKT in whole metres. Raise DataError with a sentence for each that is not an outline."""
    import geopandas  # here, since it takes long to load and few files have outlines

    drawn = [_shape(feature.get("geometry")) for feature in features]
    _refuse(places, [_drawing_problem(shape) for shape in drawn])
    shapes = geopandas.GeoSeries(shapely.force_2d(drawn), crs=system).to_crs(NATIONAL_GRID)
    _refuse(places, [_position_problem(shape) for shape in shapes])
    whole = shapely.normalize(shapely.set_precision(shapes.to_numpy(), 1))
    _refuse(
        places,
        [f"its outline is too small to draw in metres. {_MEND}" if outline.is_empty else "" for outline in whole],
    )
    return [str(text) for text in shapely.to_wkt(whole, rounding_precision=0)]


def _refuse(places: list[str], problems: list[str]) -> None:
    sentences = [f"{place}: {problem}" for place, problem in zip(places, problems, strict=True) if problem]
    if sentences:
        raise DataError(*sentences)


def _shape(geometry: Any) -> Any:
    """Return a geometry, or None when it cannot be read as one."""
    return shapely.from_geojson(json.dumps(geometry), on_invalid="ignore") if isinstance(geometry, dict) else None


def _drawing_problem(shape: Any) -> str:
    """Return what is wrong with the drawing of a shape, and how to mend it, or "" when it is sound."""
    if shape is None or shape.is_empty:
        return "has no outline that can be read. Draw it, or leave the record out."
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        return f"is a {shape.geom_type}, expected an outline (Polygon or MultiPolygon). Draw the outline of the area."
    if not max(map(abs, shape.bounds)) < FARTHEST:
        return f"its outline lies outside Great Britain. {_MEND}"
    if not shape.is_valid:
        where = re.search(r"\[(\S+) (\S+?)\]", shapely.is_valid_reason(shape))
        near = f" near {where[1]}, {where[2]}" if where else ""
        return f"its outline crosses or touches itself{near}. Mend it in the program it was drawn with."
    return ""


def _position_problem(shape: Any) -> str:
    """Return what is wrong with the position of a shape, in metres, or "" when it is in Great Britain."""
    west, south, east, north = shape.bounds
    is_inside = west >= 0 and south >= 0 and east <= GRID_EAST_M and north <= GRID_NORTH_M
    return "" if is_inside else f"its outline lies outside Great Britain. Write longitude before latitude. {_MEND}"


def _part(document: dict[str, Any], features: list[dict[str, Any]], name: str) -> Part:
    records = [_properties(feature) for feature in features]
    names = list(dict.fromkeys(key for record in records for key in record))
    area = _area_property(names, name)
    system, notes = _coordinate_system(document, features, name)
    places = [_place(name, number, record.get(area, "")) for number, record in enumerate(records)]
    geom = pd.array(_outlines(features, system, places), dtype="str")
    table = pd.DataFrame(records, columns=pd.Index(names)).fillna("").astype("str")
    source = _column_property("source", names)
    if not source:
        notes.append("Source is the name of the file, since no property tells it")
    rows = pd.DataFrame({"area_id": table[area], "geom": geom, "source": table[source] if source else name})
    headings = {"area_id": area, "geom": "geometry", "source": source or "name of the file"}
    extras = table.drop(columns=list(filter(None, [area, source])))
    return Part(contract_of("boundary"), name, "", rows, headings, extras, tuple(notes))


def _area_property(names: list[str], name: str) -> str:
    """Return the property that names the area. Raise DataError when none does."""
    if len(names) > MOST_PROPERTIES:
        raise DataError(f"{name}: has {len(names):,} different properties, expected at most {MOST_PROPERTIES}. {_MEND}")
    area = _column_property("area_id", names)
    if not area:
        sentence = f"It has {', '.join(names[:20])}." if names else "It has none."
        raise DataError(f"{name}: no property names the area. {sentence} Call the one with the name “area”.")
    return area
