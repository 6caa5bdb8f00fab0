"""A map of equal tiles: one cell an area, each region a block of cells kept together."""

from math import ceil
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from etl.reference.geography import area, region

BLOCK_WIDTH = 7
"""Cells across a region's block. Three blocks lie side by side on a wide screen, two on a phone."""

BLOCKS = [
    ["", "North East", ""],
    ["North West", "Yorkshire and The Humber", ""],
    ["West Midlands", "East Midlands", "East of England"],
    ["South West", "South East", "London"],
]
"""Where each region's block lies: rows from north to south, columns from west to east."""


def region_block(folder: Path) -> pd.DataFrame:
    """Return ``region_code, block_column, block_row``, both counted from 0, west to east and north to south."""
    places = [(name, column, row) for row, names in enumerate(BLOCKS) for column, name in enumerate(names) if name]
    blocks = pd.DataFrame(places, columns=["region_name", "block_column", "block_row"])
    blocks = region(folder).merge(blocks, on="region_name")
    return blocks[["region_code", "block_column", "block_row"]]


def tile(folder: Path) -> pd.DataFrame:
    """Return ``area_id, tile_column, tile_row``: each area's cell within its region's block, counted from 0."""
    areas = area(folder)
    blocks = [block_tile(areas[areas["region_code"] == code]) for code in sorted(areas["region_code"].unique())]
    return pd.concat(blocks).sort_values("area_id", ignore_index=True)


def block_tile(areas: pd.DataFrame) -> pd.DataFrame:
    """Return ``area_id, tile_column, tile_row`` for the areas of one region: ``area_id, easting, northing``.

    The cells are given out so that the sum of squared distances between where an area is and where its cell is comes
    out least (the assignment problem; Crouse 2016, as in ``scipy.optimize.linear_sum_assignment``). Both are scaled to
    0..1, the areas by the rank of easting and northing, so that one far place does not squash the others together.
    """
    height = ceil(len(areas) / BLOCK_WIDTH)
    rows, columns = (axis.ravel() for axis in np.mgrid[0:height, 0:BLOCK_WIDTH])
    across = scaled_rank(areas["easting"])
    down = 1 - scaled_rank(areas["northing"])
    cost = (across[:, None] - columns / (BLOCK_WIDTH - 1)) ** 2 + (down[:, None] - rows / max(height - 1, 1)) ** 2
    _, cells = linear_sum_assignment(cost)
    return pd.DataFrame({"area_id": areas["area_id"], "tile_column": columns[cells], "tile_row": rows[cells]})


def scaled_rank(values: pd.Series) -> np.ndarray:
    """Return the rank of each value from 0 (least) to 1 (greatest); equal values share the middle of their ranks."""
    return ((values.rank() - 1) / max(len(values) - 1, 1)).to_numpy()
