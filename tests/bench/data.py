"""Measures what needs no browser: the build, the pages' queries, and the server's part of a filter change."""

import time
from pathlib import Path

import duckdb
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

import queries
from etl.building.build import build
from etl.programme import PROGRAMMES, read_programme

AREA = {"area_id": "aberfeldy"}
NO_AREA = {"area_id": ""}
MEASURE = {"measure_id": "deprivation_rank"}
SHOWN = MEASURE | {"period": "2025"}
PageQueries = list[tuple[str, dict[str, str]]]
CATALOGUE = "the catalogue"
PAGES: dict[str, PageQueries] = {
    "map": [("map_figures", SHOWN), ("figures_beside", SHOWN), ("measure_breaks", SHOWN), ("sources", {})],
    "area": [
        *((name, AREA) for name in ("area_about", "area_figures", "facts", "area_councils", "area_status", "area_names")),
        *((name, AREA) for name in ("area_wards", "area_places", "area_grants", "cases")),
        ("outline", {"kind": "council", "place_id": "E09000030"}), ("outline", {"kind": "stand-in", "place_id": "aberfeldy"}),
        ("sources", {}),
        ("topic_figures", AREA | {"topic": "Deprivation"}),
    ],
    "data": [("coverage_measures", {}), ("coverage_record", {}), ("areas_on_record", {}), ("facts", NO_AREA),
             ("cases", NO_AREA), ("sources_used", {})],
    "about": [("sources", {})],
    CATALOGUE: [(name, {}) for name in ("measures", "measure_periods", "programme", "areas", "regions", "search_entries")],
}  # fmt: skip
"""The queries of each page with the parameters of a usual view, and those of the catalogue, which is read once a build."""


def current_database(builds: Path, programme_id: str) -> Path:
    """Return the current database of a programme in a folder of builds."""
    folder = builds / programme_id
    return folder / (folder / "current").read_text(encoding="utf-8").strip()


def build_both(builds: Path) -> None:
    """Build Big Local and Practice into a folder."""
    for name in ("big_local", "practice"):
        build(read_programme(PROGRAMMES / name), lambda _words: None, builds=builds)


def build_seconds(builds: Path) -> float:
    """Build Big Local into a folder and return the seconds it took."""
    start = time.perf_counter()
    build(read_programme(PROGRAMMES / "big_local"), lambda _words: None, builds=builds)
    return time.perf_counter() - start


def query_milliseconds(database: Path, page: str, times: int) -> list[float]:
    """Return how long all queries of a page take together, once for each time.

    One open connection, as in the server, and a cursor for each query; no result is kept. The first pass is not counted.
    """
    statements = [(queries.load(f"pages/{name}").sql, parameters) for name, parameters in PAGES[page]]
    milliseconds = []
    with duckdb.connect(str(database), read_only=True) as db:
        for _ in range(times + 1):
            start = time.perf_counter()
            for sql, parameters in statements:
                db.cursor().execute(sql, parameters).df()
            milliseconds.append((time.perf_counter() - start) * 1000)
    return milliseconds[1:]


def server_milliseconds(address: str) -> tuple[float, int]:
    """Return how long the server takes for the Map page filtered to London, and the bytes it sends, without a browser.

    One session: first the page as it opens, then the page with the filter in its address, as a menu sets it.
    """
    stream = address.replace("http", "ws", 1) + "_stcore/stream"
    with connect(stream, origin=None, max_size=None, subprotocols=[Subprotocol("streamlit")]) as session:
        run_page(session, "")
        start = time.perf_counter()
        size = run_page(session, "region=London")
        return (time.perf_counter() - start) * 1000, size


def run_page(session: ClientConnection, address: str) -> int:
    """Request one run of the page and wait for its end; return the number of bytes received."""
    request = BackMsg()
    request.rerun_script.query_string = address
    session.send(request.SerializeToString())
    size = 0
    while True:
        raw = session.recv(timeout=30)
        size += len(raw)
        message = ForwardMsg()
        message.ParseFromString(raw if isinstance(raw, bytes) else raw.encode())
        if message.WhichOneof("type") == "script_finished":
            return size
