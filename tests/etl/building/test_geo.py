"""Outlines: a point must lie in its region, and a path on the map is the outline in whole steps, north up."""

from collections.abc import Iterator

import duckdb
import pytest

from etl.building.geo import COAST_TOLERANCE_M, points_outside_their_region, write_outline_paths
from etl.errors import DataError

SQUARE = "POLYGON ((400000 300000, 410000 300000, 410000 310000, 400000 310000, 400000 300000))"


@pytest.fixture
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a database with the outline of one region and no area."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE outline (place_id VARCHAR, kind VARCHAR, geom VARCHAR)")
        connection.execute("CREATE TABLE area (area_id VARCHAR, region_code VARCHAR, easting BIGINT, northing BIGINT)")
        connection.execute("INSERT INTO outline VALUES ('E12', 'region', ?)", [SQUARE])
        yield connection


def path_of(db: duckdb.DuckDBPyConnection, kind: str, geom: str) -> tuple[str, float, float, float, float]:
    db.execute("DELETE FROM outline")
    db.execute("INSERT INTO outline VALUES ('x', ?, ?)", [kind, geom])
    write_outline_paths(db)
    (row,) = db.execute("SELECT path, west, south, east, north FROM outline_path").fetchall()
    return row


@pytest.mark.parametrize(
    ("easting", "northing", "is_outside"),
    [
        (405000, 305000, False),
        (410000 + COAST_TOLERANCE_M - 1, 305000, False),
        (410000 + COAST_TOLERANCE_M + 1, 305000, True),
        (305000, 405000, True),
    ],
    ids=["inside", "in a harbour", "at sea", "easting and northing exchanged"],
)
def test_a_point_outside_its_region_is_reported(
    easting: int, northing: int, is_outside: bool, db: duckdb.DuckDBPyConnection
):
    db.execute("INSERT INTO area VALUES ('quay', 'E12', ?, ?)", [easting, northing])
    problems = (
        [f"area quay: its point {easting:g}, {northing:g} lies outside the outline of E12."] if is_outside else []
    )
    assert points_outside_their_region(db) == problems


def test_a_path_goes_round_the_outline_in_steps_of_100_m_with_north_up(db: duckdb.DuckDBPyConnection):
    path, *bounds = path_of(db, "region", SQUARE)
    assert path == "M4000-3000l100 0 0-100-100 0z"
    assert bounds == [400000, 300000, 410000, 310000]


def test_a_stand_in_is_drawn_in_steps_of_10_m(db: duckdb.DuckDBPyConnection):
    path, *_ = path_of(db, "stand-in", "POLYGON ((100 100, 200 100, 200 200, 100 100))")
    assert path == "M10-10l10 0 0-10z"


def test_islands_and_holes_are_rings_of_their_own(db: duckdb.DuckDBPyConnection):
    island = "((0 0, 1000 0, 1000 1000, 0 1000, 0 0), (400 400, 600 400, 600 600, 400 400))"
    path, *_ = path_of(db, "council", f"MULTIPOLYGON ({island}, ((2000 0, 3000 0, 3000 1000, 2000 0)))")
    assert path == "M0 0l10 0 0-10-10 0zM4-4l2 0 0-2zM20 0l10 0 0-10z"


@pytest.mark.parametrize("geom", ["rubbish", "POLYGON EMPTY", "POINT (1 1)", "POLYGON ((0 0, 1 0"])
def test_an_outline_that_is_no_polygon_is_refused(geom: str, db: duckdb.DuckDBPyConnection):
    with pytest.raises(DataError, match=r"outline, x \(council\): its geom is not a polygon"):
        path_of(db, "council", geom)
