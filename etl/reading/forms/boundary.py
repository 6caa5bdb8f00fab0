"""True outlines of areas from a GeoJSON file.

Oddities of the source. The standard (RFC 7946) has longitude and latitude; older files name another system in ``crs``, and
some give metres of the British National Grid without saying so. The property that names the area is called what its maker
liked. Outlines that cross themselves come from drawing by hand: they are refused, since only their maker knows what was
meant. Longitude and latitude become metres by one formula for the whole country, right to a few metres.
"""

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import shapely

from etl.errors import DataError
from etl.reading.forms import json_file
from etl.reading.forms.headings import contract_of, distinct, plain
from etl.reading.part import Part

MOST_MB = 100
MOST_PROPERTIES = 500
NATIONAL_GRID, DEGREES = "EPSG:27700", "EPSG:4326"
GRID_EAST_M, GRID_NORTH_M = 700_000, 1_300_000
"""The British National Grid begins at 0, 0 and ends here."""
FARTHEST = 10_000_000
"""No degree and no metre of the grid is as big; with bigger numbers geometry itself goes wrong."""
_MEND = "Export it again as GeoJSON with longitude and latitude (WGS 84)."


def from_geojson(path: Path, name: str) -> list[Part]:
    """Return the areas of a GeoJSON file and their outlines: WKT in whole metres of the British National Grid.

    The index is the number of the record in the file, from 0. Raises DataError with a sentence for every record that has
    no proper outline, or when the file is of another kind.
    """
    given = json_file.read(path, name, MOST_MB, _whole, float)
    try:
        return [_part(given, _features(given, name), name)]
    except RecursionError:
        raise DataError(f"{name}: is nested too deeply to be read. {_MEND}") from None


def _whole(text: str) -> int | float:
    return int(text) if len(text) <= 15 else float(text)


def _features(given: Any, name: str) -> list[dict[str, Any]]:
    listed = given.get("features", [given]) if isinstance(given, dict) else None
    if not isinstance(listed, list) or not isinstance(given, dict) or "type" not in given:
        raise DataError(f"{name}: is not GeoJSON. {_MEND}")
    features = [one for one in listed if isinstance(one, dict) and one.get("type") == "Feature"]
    if not features or len(features) < len(listed):
        raise DataError(f"{name}: {len(features)} of its {len(listed)} records are of an area. {_MEND}")
    return features


def _properties(feature: dict[str, Any]) -> dict[str, str]:
    """Return what a record says beside its outline, as text. What it says in lists or groups is kept as JSON."""
    told_by = feature.get("properties")
    pairs = told_by.items() if isinstance(told_by, dict) else ()
    names = distinct([json_file.writable(name) for name, _ in pairs])
    return {name: _text(value) for name, (_, value) in zip(names, pairs, strict=True)}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict | list):
        return json.dumps(value)
    return "" if value is None else json_file.writable(str(value))


def _named(column: str, names: list[str]) -> str:
    """Return the property that stands for a column, or nothing: the column's own names come before others."""
    about = contract_of("boundary").column(column)
    for known in (column, about.heading, *about.also):
        for name in names:
            if plain(name) == plain(known):
                return name
    return ""


def _system(given: dict[str, Any], features: list[dict[str, Any]], name: str) -> tuple[str, list[str]]:
    """Return the system of the coordinates, and a note where the file does not say it."""
    said = json.dumps(given["crs"]) if given.get("crs") else ""
    if "27700" in said:
        return NATIONAL_GRID, []
    if said and not re.search("4326|CRS84", said):
        raise DataError(f"{name}: its coordinates are of a system that is not read here ({said[:100]}). {_MEND}")
    if not said and _biggest([feature.get("geometry") for feature in features]) > 360:
        return NATIONAL_GRID, ["read as metres of the British National Grid, since the numbers are no degrees"]
    return DEGREES, []


def _biggest(value: Any) -> float:
    """Return the biggest number in a geometry, to tell metres from degrees."""
    if isinstance(value, dict):
        value = [value.get("coordinates"), value.get("geometries")]
    if isinstance(value, list):
        return max((_biggest(inner) for inner in value), default=0)
    return value if isinstance(value, int | float) else 0


def _place(name: str, number: int, area: str) -> str:
    return f"{name}, record {number + 1}{f' ({area})' if area else ''}"


def _outlines(features: list[dict[str, Any]], system: str, places: list[str]) -> list[str]:
    """Return each outline as WKT in whole metres. Raises DataError with a sentence for each that is none."""
    import geopandas  # here, since it takes long to load and few files have outlines

    drawn = [_shape(feature.get("geometry")) for feature in features]
    _refuse(places, [_drawn_wrong(shape) for shape in drawn])
    shapes = geopandas.GeoSeries(shapely.force_2d(drawn), crs=system).to_crs(NATIONAL_GRID)
    _refuse(places, [_placed_wrong(shape) for shape in shapes])
    whole = shapely.normalize(shapely.set_precision(shapes.to_numpy(), 1))
    _refuse(places, [f"its outline is too small to draw in metres. {_MEND}" if one.is_empty else "" for one in whole])
    return [str(text) for text in shapely.to_wkt(whole, rounding_precision=0)]


def _refuse(places: list[str], wrongs: list[str]) -> None:
    problems = [f"{place}: {wrong}" for place, wrong in zip(places, wrongs, strict=True) if wrong]
    if problems:
        raise DataError(*problems)


def _shape(geometry: Any) -> Any:
    """Return a geometry, or None when it cannot be read as one."""
    return shapely.from_geojson(json.dumps(geometry), on_invalid="ignore") if isinstance(geometry, dict) else None


def _drawn_wrong(shape: Any) -> str:
    """Return what is wrong with a shape as it was drawn, and how to mend it, or nothing."""
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


def _placed_wrong(shape: Any) -> str:
    """Return what is wrong with where a shape lies, in metres, or nothing."""
    west, south, east, north = shape.bounds
    is_inside = west >= 0 and south >= 0 and east <= GRID_EAST_M and north <= GRID_NORTH_M
    return "" if is_inside else f"its outline lies outside Great Britain. Write longitude before latitude. {_MEND}"


def _part(given: dict[str, Any], features: list[dict[str, Any]], name: str) -> Part:
    properties = [_properties(feature) for feature in features]
    names = list(dict.fromkeys(key for one in properties for key in one))
    area = _area_property(names, name)
    system, notes = _system(given, features, name)
    places = [_place(name, number, one.get(area, "")) for number, one in enumerate(properties)]
    geom = pd.array(_outlines(features, system, places), dtype="str")
    table = pd.DataFrame(properties, columns=pd.Index(names)).fillna("").astype("str")
    source = _named("source", names)
    if not source:
        notes.append("Source is the name of the file, since no property tells it")
    rows = pd.DataFrame({"area_id": table[area], "geom": geom, "source": table[source] if source else name})
    headings = {"area_id": area, "geom": "geometry", "source": source or "name of the file"}
    extras = table.drop(columns=list(filter(None, [area, source])))
    return Part(contract_of("boundary"), name, "", rows, headings, extras, tuple(notes))


def _area_property(names: list[str], name: str) -> str:
    """Return the property that names the area. Raises DataError when none does."""
    if len(names) > MOST_PROPERTIES:
        raise DataError(f"{name}: has {len(names):,} different properties, expected at most {MOST_PROPERTIES}. {_MEND}")
    area = _named("area_id", names)
    if not area:
        known = f"It has {', '.join(names[:20])}." if names else "It has none."
        raise DataError(f"{name}: no property names the area. {known} Call the one with the name “area”.")
    return area
