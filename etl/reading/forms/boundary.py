"""True outlines of areas, from a GeoJSON file, from a table of well-known text, or from records that another reader gives.

Oddities of the source. The standard (RFC 7946) has longitude and latitude; older files name another system in ``crs``, and
some give metres of the British National Grid without declaring it; tables have either, and WKB, GeoJSON or "SRID=4326;" in
a cell. The property that names the area has no fixed name. One bad outline is refused by itself; the others come in.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import shapely

from etl.errors import DataError
from etl.reading.forms import json_file
from etl.reading.forms.headings import contract_of, distinct_headings, plain
from etl.reading.forms.outline_shapes import AS_GEOJSON, DEGREES, NATIONAL_GRID, Outline, outlines, shape_of_geojson
from etl.reading.part import Part, Problem

MOST_MB = 100
MOST_PROPERTIES = 500
NOT_READ = "not read"
"""The text of an outline that is refused, so that its row is counted."""
SYSTEMS = {"4326": DEGREES, "27700": NATIONAL_GRID}
NAMES_OF_SYSTEMS = {
    NATIONAL_GRID: "read as metres of the British National Grid, since the numbers are no degrees",
    DEGREES: "read as degrees of longitude and latitude (WGS 84) and turned into metres of the British National Grid",
}


def from_geojson(path: Path, name: str) -> list[Part]:
    """Return the areas of a GeoJSON file and their outlines: WKT in whole metres of the British National Grid.

    The index is the number of the record in the file, from 0. Raise DataError when the file is of another kind.
    """
    document = json_file.read(path, name, MOST_MB, _whole, float)
    try:
        return [_geojson_part(document, _features(document, name), name)]
    except RecursionError:
        raise DataError(f"{name}: is nested too deeply to be read. {AS_GEOJSON}") from None


def from_lines(path: Path, name: str) -> list[Part]:
    """Return the areas of a file with a record of GeoJSON in each line, as from_geojson does."""
    features = [json.loads(line, parse_int=_whole) for line in path.read_text("utf-8-sig").splitlines() if line.strip()]
    return [_geojson_part({}, _features({"type": "FeatureCollection", "features": features}, name), name)]


def _whole(text: str) -> int | float:
    return int(text) if len(text) <= 15 else float(text)


def _features(document: Any, name: str) -> list[dict[str, Any]]:
    listed = document.get("features", [document]) if isinstance(document, dict) else None
    if not isinstance(listed, list) or not isinstance(document, dict) or "type" not in document:
        raise DataError(f"{name}: is not GeoJSON. {AS_GEOJSON}")
    features = [record for record in listed if isinstance(record, dict) and record.get("type") == "Feature"]
    if not features or len(features) < len(listed):
        raise DataError(f"{name}: {len(features)} of its {len(listed)} records are of an area. {AS_GEOJSON}")
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


def _coordinate_system(document: dict[str, Any], name: str) -> str:
    """Return the system that a file declares, or "" when it declares none."""
    crs = json.dumps(document["crs"]) if document.get("crs") else ""
    if "27700" in crs:
        return NATIONAL_GRID
    if crs and not re.search("4326|CRS84", crs):
        raise DataError(f"{name}: its coordinates are of a system that is not read here ({crs[:100]}). {AS_GEOJSON}")
    return DEGREES if crs else ""


def _geojson_part(document: dict[str, Any], features: list[dict[str, Any]], name: str) -> Part:
    records = [_properties(feature) for feature in features]
    shapes = [shape_of_geojson(feature.get("geometry")) for feature in features]
    system = _coordinate_system(document, name)
    return records_part(records, outlines(shapes, [system] * len(shapes)), name, not system)


def records_part(
    records: Sequence[dict[str, str]], record_outlines: list[Outline], name: str, is_inferred: bool = False
) -> Part:
    """Return records, each with its outline, as rows to load; ``is_inferred`` tells that no system was declared."""
    names = list(dict.fromkeys(key for record in records for key in record))
    area = _area_property(names, name)
    table = pd.DataFrame(records, columns=pd.Index(names)).fillna("").astype("str")
    notes = []
    if is_inferred and any(outline.system == NATIONAL_GRID for outline in record_outlines):
        notes.append(NAMES_OF_SYSTEMS[NATIONAL_GRID])
    source = _column_property("source", names)
    if not source:
        notes.append("Source is the name of the file, since no property tells it")
    geom = pd.array([outline.text or NOT_READ for outline in record_outlines], dtype="str")
    rows = pd.DataFrame({"area_id": table[area], "geom": geom, "source": table[source] if source else name})
    headings = {"area_id": area, "geom": "geometry", "source": source or "name of the file"}
    extras = table.drop(columns=list(filter(None, [area, source])))
    part = Part(contract_of("boundary"), name, "", rows, headings, extras, tuple(notes))
    return replace(part, problems=_problems(part, record_outlines, table[area].tolist()))


def _problems(part: Part, row_outlines: Sequence[Outline], values: Sequence[str]) -> tuple[Problem, ...]:
    """Return an error for each row whose outline cannot be used."""
    return tuple(
        Problem(part.file, part.sheet, int(row) + 1, part.headings["geom"], value, outline.says, outline.mend)
        for row, outline, value in zip(part.rows.index, row_outlines, values, strict=True)
        if outline.says
    )


def with_outlines(part: Part) -> Part:
    """Return a part of the table of boundaries with its outlines in metres, and a problem for each that cannot be used."""
    if "geom" not in part.rows or part.rows.empty:
        return part
    texts = part.rows["geom"].str.strip().tolist()
    given = [_shape_and_system(text) for text in texts]
    row_outlines = outlines([shape for shape, _ in given], [system for _, system in given])
    row_outlines = [Outline() if not text else _of_text(outline, shape)
                    for text, outline, (shape, _) in zip(texts, row_outlines, given, strict=True)]  # fmt: skip
    kept = [outline.text or (NOT_READ if outline.says else "") for outline in row_outlines]
    rows = part.rows.assign(geom=pd.array(kept, dtype="str"))
    shown = [text if len(text) <= 40 else f"{text[:40]}…" for text in texts]
    notes = [NAMES_OF_SYSTEMS[DEGREES]] if any(outline.system == DEGREES for outline in row_outlines) else []
    problems = (*part.problems, *_problems(part, row_outlines, shown))
    return replace(part, rows=rows, notes=(*part.notes, *notes), problems=problems)


def _of_text(outline: Outline, shape: Any) -> Outline:
    """Return the outline, with a sentence of its own when the cell holds something else."""
    if shape is not None:
        return outline
    mend = "Export the outline as GeoJSON and load that, or write it as well-known text."
    return Outline(says="is not an outline such as POLYGON ((400000 300000, ...))", mend=mend)


def _shape_and_system(text: str) -> tuple[Any, str]:
    """Return the shape in a cell, or None, and its system: "" when the cell does not say it."""
    prefix = re.match(r"SRID=(\d+);", text, re.IGNORECASE)
    bare = text[prefix.end() :] if prefix else text
    system = SYSTEMS.get(prefix[1], f"EPSG:{prefix[1]}") if prefix else ""
    if bare.startswith("{"):
        try:
            content = json.loads(bare)
        except (ValueError, RecursionError):
            return None, system
        return shape_of_geojson(content.get("geometry", content)), system
    if re.fullmatch(r"(?:[0-9A-Fa-f]{2}){20,}", bare):
        return shapely.from_wkb(bare, on_invalid="ignore"), system
    return shapely.from_wkt(bare, on_invalid="ignore"), system


def _area_property(names: list[str], name: str) -> str:
    """Return the property that names the area. Raise DataError when none does."""
    if len(names) > MOST_PROPERTIES:
        raise DataError(
            f"{name}: has {len(names):,} different properties, expected at most {MOST_PROPERTIES}. {AS_GEOJSON}"
        )
    area = _column_property("area_id", names)
    if not area:
        sentence = f"It has {', '.join(names[:20])}." if names else "It has none."
        raise DataError(f"{name}: no property names the area. {sentence} Call the one with the name “area”.")
    return area
