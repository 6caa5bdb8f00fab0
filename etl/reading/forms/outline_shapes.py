"""Outlines as whole metres of the British National Grid, or what is wrong with them; each is judged by itself.

Outlines that cross themselves come from drawing by hand: they are refused, since only their maker knows what was meant.
Longitude and latitude become metres by one formula for the whole country, right to a few metres.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import shapely

NATIONAL_GRID, DEGREES = "EPSG:27700", "EPSG:4326"
GRID_EAST_M, GRID_NORTH_M = 700_000, 1_300_000
"""The British National Grid begins at 0, 0 and ends here."""
FARTHEST = 100_000_000
"""Larger than any coordinate on earth; geometry fails with bigger numbers."""
MOST_DEGREES = 360
AS_GEOJSON = "Export it again as GeoJSON with longitude and latitude (WGS 84)."


@dataclass(frozen=True)
class Outline:
    """An outline as well-known text and the system it was given in, or else what is wrong with it and how to mend it."""

    text: str = ""
    system: str = ""
    says: str = ""
    mend: str = ""


def outlines(shapes: Sequence[Any], systems: Sequence[str]) -> list[Outline]:
    """Return each shape as an outline. A system of "" is told by the size of the numbers; a shape may be None."""
    flat = [_polygons(shape) for shape in shapes]
    results = [_drawing_problem(shape) for shape in flat]
    chosen = [system or _system_by_size(shape) for shape, system in zip(flat, systems, strict=True)]
    for system in dict.fromkeys(chosen):
        places = [place for place, outline in enumerate(results) if chosen[place] == system and not outline.says]
        for place, shape in zip(places, _in_metres([flat[place] for place in places], system), strict=True):
            results[place] = _placed(shape, system)
    return results


def shape_of_geojson(geometry: Any) -> Any:
    """Return a geometry of GeoJSON as a shape, or None when it cannot be read as one."""
    return shapely.from_geojson(json.dumps(geometry), on_invalid="ignore") if isinstance(geometry, dict) else None


def _polygons(shape: Any) -> Any:
    """Return a shape without heights; a collection of nothing but polygons becomes one shape."""
    if shape is None:
        return None
    if shape.geom_type == "GeometryCollection":
        parts = [part for member in shape.geoms for part in getattr(member, "geoms", [member])]
        if parts and all(part.geom_type == "Polygon" for part in parts):
            shape = shapely.MultiPolygon(parts) if len(parts) > 1 else parts[0]
    return shapely.force_2d(shape)


def _system_by_size(shape: Any) -> str:
    if shape is None or shape.is_empty:
        return DEGREES
    return NATIONAL_GRID if max(map(abs, shape.bounds)) > MOST_DEGREES else DEGREES


def _drawing_problem(shape: Any) -> Outline:
    """Return what is wrong with the drawing of a shape, or an empty outline when it is sound."""
    if shape is None or shape.is_empty:
        return Outline(says="has no outline that can be read", mend="Draw it, or leave the record out.")
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        says = f"is a {shape.geom_type}, expected an outline (Polygon or MultiPolygon)"
        return Outline(says=says, mend="Draw the outline of the area.")
    if not max(map(abs, shape.bounds)) < FARTHEST:
        return Outline(says="has an outline outside Great Britain", mend=AS_GEOJSON)
    if not shape.is_valid:
        where = re.search(r"\[(\S+) (\S+?)\]", shapely.is_valid_reason(shape))
        near = f" near {where[1]}, {where[2]}" if where else ""
        return Outline(
            says=f"has an outline that crosses or touches itself{near}",
            mend="Mend it in the program it was drawn with.",
        )
    return Outline()


def _in_metres(shapes: list[Any], system: str) -> list[Any]:
    if system == NATIONAL_GRID or not shapes:
        return shapes
    import geopandas  # here, since it takes long to load and few files have outlines

    return list(geopandas.GeoSeries(shapes, crs=system).to_crs(NATIONAL_GRID))


def _placed(shape: Any, system: str) -> Outline:
    """Return a shape in metres as an outline in whole metres."""
    west, south, east, north = shape.bounds
    if not (west >= 0 and south >= 0 and east <= GRID_EAST_M and north <= GRID_NORTH_M):
        mend = f"Write longitude before latitude. {AS_GEOJSON}"
        return Outline(says="has an outline outside Great Britain", mend=mend)
    whole = shapely.normalize(shapely.set_precision(shape, 1))
    if whole.is_empty:
        return Outline(says="has an outline that is too small to draw in metres", mend=AS_GEOJSON)
    return Outline(str(shapely.to_wkt(whole, rounding_precision=0)), system)
