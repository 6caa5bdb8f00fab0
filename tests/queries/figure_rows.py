"""Figures as the tests of verdicts write them, and the views of ``queries`` made of them, few rows at a time."""

from typing import Any

import duckdb

import queries
from etl.contract import quoted
from etl.measuring.figures import write_raw_figures

Database = duckdb.DuckDBPyConnection
TABLES = {
    "area": "area_id VARCHAR, area_name VARCHAR, wave BIGINT, region_code VARCHAR",
    "wave": "wave BIGINT, areas BIGINT",
    "region": "region_code VARCHAR, region_name VARCHAR",
    "programme": "programme_id VARCHAR, programme_name VARCHAR",
    "area_status": "area_id VARCHAR, from_date VARCHAR, status VARCHAR",
    "question": "survey VARCHAR, question_id VARCHAR, from_round VARCHAR, belongs_to VARCHAR",
    "similar_area": "area_id VARCHAR, similar_id VARCHAR, nearness BIGINT",
    "measure": (
        "measure_id VARCHAR, kind VARCHAR, per BIGINT, interval_by VARCHAR, roll_up VARCHAR, counts_people VARCHAR, "
        "direction VARCHAR, topic VARCHAR, due VARCHAR, who_may_see_it VARCHAR, asks VARCHAR"
    ),
    "indicator_part": (
        "measure_id VARCHAR, place_id VARCHAR, period VARCHAR, numerator DOUBLE, denominator DOUBLE, sum_squares DOUBLE"
    ),
    "hidden": ("audience VARCHAR, measure_id VARCHAR, place_id VARCHAR, period VARCHAR, why VARCHAR, band VARCHAR"),
    "figure": (
        "measure_id VARCHAR, place_id VARCHAR, period VARCHAR, state VARCHAR, numerator DOUBLE, denominator DOUBLE, "
        "sum_squares DOUBLE, middle DOUBLE, areas_counted BIGINT, reliability VARCHAR, band VARCHAR"
    ),
    "ratio_interval": "measure_id VARCHAR, place_id VARCHAR, period VARCHAR, lower DOUBLE, upper DOUBLE",
    "same_area_error": (
        "measure_id VARCHAR, earlier_period VARCHAR, period VARCHAR, areas BIGINT, standard_error DOUBLE"
    ),
}
"""The columns that the views read; the real tables have more."""
USUAL: dict[str, dict[str, Any]] = {
    "area": {"wave": 1, "region_code": "E12000001"},
    "measure": {
        "kind": "proportion", "per": 1, "interval_by": "wilson", "roll_up": "sum", "counts_people": "no",
        "direction": "none", "topic": "Participation", "due": "always", "who_may_see_it": "everyone", "asks": "",
    },
    "question": {"survey": "resident", "question_id": "influence", "belongs_to": "influence"},
    "figure": {"period": "2020", "state": "value", "areas_counted": 1, "reliability": ""},
    "indicator_part": {"period": "2020"},
    "ratio_interval": {"period": "2020"},
}  # fmt: skip
"""The values of columns that a test does not give."""


def prepare(db: Database, without: tuple[str, ...] = ()) -> None:
    """Make the macros and all tables that the views start from, empty; ``without`` names tables to leave out."""
    for query in queries.named("macros"):
        db.execute(query.sql)
    for name in TABLES.keys() - set(without):
        db.execute(f"CREATE TABLE {quoted(name)} ({TABLES[name]})")


def add(db: Database, table: str, **columns: Any) -> None:
    """Add one row, with the usual values where the test gives none."""
    row = {**USUAL.get(table, {}), **columns}
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def add_areas(db: Database, area_ids: str, **columns: Any) -> None:
    """Add areas whose ids are given with spaces between."""
    for area_id in area_ids.split():
        add(db, "area", area_id=area_id, area_name=f"Area {area_id}", **columns)


def add_places(db: Database) -> None:
    """Make ``place`` and ``place_member`` from the areas, with one programme and their waves and regions."""
    add_groups(db)
    for name in ("place", "place_member"):
        db.execute(f"CREATE TABLE {name} AS {queries.load(f'figures/{name}').sql}")


def add_groups(db: Database) -> None:
    """Add a programme, and the waves and regions of the areas."""
    db.execute("INSERT INTO wave SELECT wave, count(*) FROM area GROUP BY wave")
    db.execute("INSERT INTO region SELECT DISTINCT region_code, 'Region ' || region_code FROM area")
    add(db, "programme", programme_id="tiny", programme_name="Tiny")


def write_unhidden_figures(db: Database) -> None:
    """Write all figures before anything is hidden, none of which waits to be released to everyone."""
    write_raw_figures(db)
    db.execute("CREATE TABLE figure_released AS FROM figure_raw")
    db.execute("CREATE TABLE same_area_released AS FROM same_area")


def make(db: Database, *names: str) -> None:
    """Make tables of files of ``queries/views``, in this order."""
    for name in names:
        db.execute(f"CREATE TABLE {quoted(name)} AS {queries.load(f'views/{name}').sql}")


def rows(db: Database, query: str) -> list[tuple]:
    """Return the rows of a query, in order."""
    return db.execute(f"SELECT * FROM ({query}) ORDER BY ALL").fetchall()
