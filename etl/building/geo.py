"""Outlines at build time: point checks, and the paths that maps draw, so that the dashboard needs no geometry library."""

from itertools import pairwise

import duckdb
import pandas as pd
import shapely

from etl.errors import DataError

COAST_TOLERANCE_M = 3_000
"""Outlines are generalised at 1.5 km; a harbour can rightly lie this far outside."""


def points_outside_their_region(db: duckdb.DuckDBPyConnection) -> list[str]:
    """Return a sentence for every area whose point lies outside the outline of its region."""
    outlines = db.execute("SELECT place_id, geom FROM outline WHERE kind = 'region'").fetchall()
    shapes = {place: shapely.from_wkt(text).buffer(COAST_TOLERANCE_M) for place, text in outlines}
    rows = db.execute("SELECT area_id, region_code, easting, northing FROM area ORDER BY area_id").fetchall()
    return [
        f"area {area_id}: its point {easting:g}, {northing:g} lies outside the outline of {region}."
        for area_id, region, easting, northing in rows
        if region in shapes and not shapes[region].contains(shapely.Point(easting, northing))
    ]


def write_outline_paths(db: duckdb.DuckDBPyConnection) -> None:
    """Write ``outline_path``: each outline as an SVG path in whole units of 100 m (10 m for stand-ins), north up.

    Columns ``place_id, kind, path, west, south, east, north`` (bounds in metres of the British National Grid). Raise
    DataError naming every outline that is not a polygon.
    """
    outlines = db.execute("SELECT place_id, kind, geom FROM outline ORDER BY ALL").fetchall()
    shapes = [(place_id, kind, shapely.from_wkt(text, on_invalid="ignore")) for place_id, kind, text in outlines]
    invalid = [(place_id, kind) for place_id, kind, shape in shapes if shape is None or not shape.area]
    if invalid:
        raise DataError(*(f"outline, {place_id} ({kind}): its geom is not a polygon." for place_id, kind in invalid))
    rows = [
        (place_id, kind, _path(shape, 10 if kind == "stand-in" else 100), *shape.bounds)
        for place_id, kind, shape in shapes
    ]
    columns = ["place_id", "kind", "path", "west", "south", "east", "north"]
    paths = pd.DataFrame(rows, columns=columns)  # noqa: F841 (DuckDB reads it by name)
    db.execute("CREATE TABLE outline_path AS SELECT * FROM paths")


def _path(shape: shapely.Geometry, unit: int) -> str:
    polygons = [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    return "".join(_ring_path(ring, unit) for ring in rings)


def _ring_path(ring: shapely.LinearRing, unit: int) -> str:
    """Return one ring as ``M x,y l dx,dy ...z``: relative steps in whole units keep it short."""
    points = [(round(x / unit), round(-y / unit)) for x, y in ring.coords[:-1]]
    steps = [f"{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in pairwise(points)]
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-")
