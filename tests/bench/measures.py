"""Measures how long the measures of Practice take with its 150 areas, and with 10 and 100 times as many.

``python -m tests.bench.measures TIMES`` runs once in this process and prints seconds by step and megabytes as JSON. The
areas are copied with all their rows, so a copy has the same neighbours in its region and wave as the original.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from etl.building.content import copy_public, load_tables, open_new, table_names, write_views
from etl.contract import contracts, quoted
from etl.measuring.disclosure import PUBLIC, STAFF, write_hidden
from etl.measuring.figures import write_raw_figures
from etl.measuring.measures import measures, write_measures
from etl.measuring.release import write_released
from etl.measuring.similar import write_similar
from etl.programme import PROGRAMMES, read_programme

TIMES = (1, 10, 100)


def measure_measures(measured: dict[str, list[float]], rounds: int, report_progress: Callable[[str], None]) -> None:
    """Work out the measures for each number of areas in every round, each time in a process of its own."""
    for times in TIMES:
        for number in range(rounds if times < TIMES[-1] else 1):
            report_progress(f"measures of {150 * times:,} areas, round {number + 1}")
            command = [sys.executable, "-m", "tests.bench.measures", str(times)]
            figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            for name, value in figures.items():
                measured[f"measures {150 * times} {name}"].append(value)


def copy_areas(db: duckdb.DuckDBPyConnection, times: int) -> None:
    """Copy every area with all its rows until there are this many times as many."""
    areas = "(SELECT unnest(range(1, $times)) AS copy)"
    for contract in contracts():
        keys = [name for name in ("area_id", "place_id") if name in contract.key]
        if not keys:
            continue
        (key,) = keys
        only = (
            "" if key == "area_id" else "WHERE place_id IN (SELECT area_id FROM area WHERE NOT contains(area_id, '~'))"
        )
        db.execute(
            f"INSERT INTO {quoted(contract.table)} SELECT original.* REPLACE ({key} || '~' || copy AS {key}) "
            f"FROM {quoted(contract.table)} AS original CROSS JOIN {areas} {only}",
            {"times": times},
        )


def steps(db: duckdb.DuckDBPyConnection, public: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the steps from the tables to what pages read, in order."""
    yield "measures", lambda: (write_measures(db, measures()), write_raw_figures(db))
    yield "similar areas", lambda: write_similar(db)
    yield "hiding", lambda: (write_released(db), write_hidden(db))
    tables = table_names(db)
    yield "verdicts for staff", lambda: write_views(db, STAFF)
    yield (
        "verdicts for everyone",
        lambda: (open_new(db, "public", public), copy_public(db, tables), write_views(db, PUBLIC)),
    )


def main(times: int) -> None:
    """Work out the measures once and print the seconds by step, their sum, and the peak of memory (megabytes)."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as db:
        open_new(db, "staff", Path(folder) / "staff.duckdb")
        load_tables(db, read_programme(PROGRAMMES / "practice"), [], lambda _words: None)
        copy_areas(db, times)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        figures = {}
        for name, step in steps(db, Path(folder) / "public.duckdb"):
            start = time.perf_counter()
            step()
            figures[f"{name} seconds"] = time.perf_counter() - start
        figures["seconds"] = sum(figures.values())
        figures["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        figures["megabytes before"] = before
        sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]))
