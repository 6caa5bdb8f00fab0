"""Heavily generalised outlines of regions, of the councils that hold an area, and of each area's stand-in."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from etl.errors import DataError
from etl.reference.public_files import public_table
from etl.reference.stand_in import listed_areas
from etl.reference.true_place import true_places

NATIONAL_GRID = "EPSG:27700"
REGION_TOLERANCE_M = 1500
REGION_GRID_M = 100
SMALLEST_ISLAND_M2 = 20_000_000
COUNCIL_TOLERANCE_M = 250
STAND_IN_TOLERANCE_M = 50
FINE_GRID_M = 10


def outline(folder: Path) -> pd.DataFrame:
    """Return ``place_id, kind, geom``: generalised outlines to draw, not to test what lies in them.

    ``kind`` is region, council (today's, holding an area) or stand-in; ``place_id`` is a region, council or area id.
    ``geom`` is WKT in metres of the British National Grid (EPSG:27700), rounded to 100 m for regions and to 10 m else.
    Neighbouring regions share their edges exactly, and so do councils. Raise DataError if a file or column is
    missing.
    """
    frames = [
        region_outlines(folder).assign(kind="region"),
        council_outlines(folder).assign(kind="council"),
        stand_in_outlines(folder).assign(kind="stand-in"),
    ]
    outlines = pd.concat([pd.DataFrame(frame) for frame in frames])
    outlines["geom"] = shapely.to_wkt(shapely.normalize(np.asarray(outlines["geom"])), rounding_precision=0)
    return outlines[["place_id", "kind", "geom"]].sort_values("place_id", ignore_index=True)


def region_outlines(folder: Path) -> pd.DataFrame:
    """Return ``place_id, geom`` of the nine regions, small islands left out, neighbours sharing their edges."""
    shapes = public_shapes(folder, "geography/region24_england.geojson", ["RGN24CD"])
    kept = [without_small_islands(shape) for shape in shapes.geometry]
    simple = shapely.coverage_simplify(np.array(kept), REGION_TOLERANCE_M)
    return pd.DataFrame({"place_id": shapes["RGN24CD"], "geom": on_grid(simple, REGION_GRID_M)})


def without_small_islands(shape: Any) -> Any:
    """Return the shape without parts under 20 square kilometres; the biggest part is always kept."""
    parts = shapely.get_parts(shape)
    sizes = shapely.area(parts)
    return shapely.multipolygons(parts[(sizes >= SMALLEST_ISLAND_M2) | (sizes == sizes.max())])


def council_outlines(folder: Path) -> pd.DataFrame:
    """Return ``place_id, geom`` of today's councils that hold an area; the outlines carry the codes of May 2024."""
    shapes = public_shapes(folder, "geography/lad24_england.geojson", ["LAD24CD"])
    recoded = public_table(folder, "lookups/council_recode_2025.csv", ["old_code", "new_code"])
    codes = shapes["LAD24CD"].replace(dict(zip(recoded["old_code"], recoded["new_code"], strict=True)))
    # All councils are simplified together, so that the line between two is the same line on both sides.
    simple = shapely.coverage_simplify(np.array(shapes.geometry), COUNCIL_TOLERANCE_M)
    outlines = pd.DataFrame({"place_id": codes, "geom": on_grid(simple, FINE_GRID_M)})
    return outlines[outlines["place_id"].isin(listed_areas(folder)["lad_code"])]


def stand_in_outlines(folder: Path) -> pd.DataFrame:
    """Return ``place_id, geom`` of each area's stand-in: its census areas as one shape."""
    areas = listed_areas(folder)
    shapes = public_shapes(folder, "big_local/proxy_msoa.geojson", ["area_name"])
    # Lines rounded to 1 m touch themselves in places, which a union refuses.
    shapes["geometry"] = shapes.geometry.make_valid()
    ids = areas.set_index("listed_name")["area_id"]
    joined = shapes.dissolve("area_name").geometry.rename(index=ids.to_dict())
    drawn = true_places().boundaries.set_index("area_id")["geom"]
    joined.update(gpd.GeoSeries.from_wkt(drawn, crs=joined.crs))
    simple = joined.simplify(STAND_IN_TOLERANCE_M)
    return pd.DataFrame({"place_id": simple.index, "geom": on_grid(np.array(simple), FINE_GRID_M)})


def on_grid(shapes: np.ndarray, grid_m: int) -> np.ndarray:
    """Return the shapes with every corner moved to the nearest crossing of a square grid, valid, polygons only.

    Each corner moves by itself, so that neighbours that shared an edge still share it.
    """
    rounded = shapely.transform(shapes, lambda corners: np.round(corners / grid_m) * grid_m)
    broken = ~shapely.is_valid(rounded)
    rounded[broken] = shapely.make_valid(rounded[broken], method="structure", keep_collapsed=False)
    return shapely.remove_repeated_points(rounded)


def public_shapes(folder: Path, name: str, columns: list[str]) -> gpd.GeoDataFrame:
    """Return the named columns of one public GeoJSON file and its shapes in metres (EPSG:27700).

    Raise DataError naming the file or the columns that are missing.
    """
    path = folder / name
    if not path.is_file():
        raise DataError(
            f"{path}: the file is not there. It is needed to compile the reference data; see data/README.md."
        )
    try:
        shapes = gpd.read_file(path)
    except Exception as error:
        raise DataError(f"{path}: cannot be read as GEOJSON ({type(error).__name__}).") from error
    missing = [column for column in columns if column not in shapes.columns]
    if missing:
        raise DataError(f"{path}: lacks the column {', '.join(missing)}. It has {', '.join(map(str, shapes.columns))}.")
    return shapes[[*columns, "geometry"]].to_crs(NATIONAL_GRID)
