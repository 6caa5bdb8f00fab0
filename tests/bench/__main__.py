"""Measures the dashboard against its peers, all in one run, and writes a table: ``python -m tests.bench [--out FILE]``."""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser

from tests.bench import data
from tests.bench.every_page import measure_every_page
from tests.bench.journeys import APPS, HELLO_VIEWS, View, first_view_on_slow_line, visit_app
from tests.bench.loading import measure_loading
from tests.bench.measures import measure_measures
from tests.bench.packs import measure_packs
from tests.bench.peers import content
from tests.bench.report import report
from tests.bench.servers import running
from tests.bench.sessions import measure_sessions
from tests.browser.visits import opened_browser

BUILD_RUNS = LOAD_RUNS = SESSION_RUNS = 3

Measured = defaultdict[str, list[float]]


def main() -> None:
    """Measure everything and write the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the table to this file as well")
    parser.add_argument("--rounds", type=int, default=7, help="how often each thing is measured (default: 7)")
    parser.add_argument(
        "--only",
        choices=("pages", "every-page", "sessions", "packs", "loading", "measures"),
        help="measure only the Map page beside its peers, every page, many sessions, packs, loading, or working out measures",
    )
    parser.add_argument(
        "--builds",
        type=Path,
        metavar="FOLDER",
        help="take Big Local and Practice for every page and many sessions from this folder, instead of building them",
    )
    arguments = parser.parse_args()
    start, load = time.monotonic(), load_text()
    measured: Measured = defaultdict(list)
    parts = {
        "loading": lambda: measure_loading(measured, LOAD_RUNS, say),
        "measures": lambda: measure_measures(measured, LOAD_RUNS, say),
        "pages": lambda: measure_dashboard(measured, arguments.rounds),
        "every-page": lambda: measure_readers(measured, "every-page", arguments.rounds, arguments.builds),
        "sessions": lambda: measure_readers(measured, "sessions", arguments.rounds, arguments.builds),
        "packs": lambda: measure_readers(measured, "packs", arguments.rounds, arguments.builds),
    }
    for name, measure in parts.items():
        if arguments.only in (None, name):
            measure()
    text = report(measured, circumstances(arguments.rounds, time.monotonic() - start, load))
    sys.stdout.write(f"\n{text}")
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")


def measure_dashboard(measured: Measured, rounds: int) -> None:
    """Build Big Local, run its pages' queries, and visit the pages beside their peers."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        builds = Path(folder)
        measure_builds(measured, builds)
        database = data.current_database(builds, "big_local")
        measure_queries(measured, database, rounds)
        measure_pages(measured, builds, database, rounds)


def measure_readers(measured: Measured, what: str, rounds: int, builds: Path | None) -> None:
    """Measure every page, the files of a pack, or many readers at once."""
    with both_built(builds) as folder:
        if what == "every-page":
            measure_every_page(measured, folder, rounds, say)
        elif what == "packs":
            measure_packs(measured, folder, rounds, say)
        else:
            measure_sessions(measured, folder, min(rounds, SESSION_RUNS), say)


@contextmanager
def both_built(builds: Path | None) -> Iterator[Path]:
    """Yield a folder with Big Local and Practice: the one given, else a temporary one where they are built now."""
    if builds:
        yield builds.resolve()
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        say("building Big Local and Practice")
        data.build_both(Path(folder))
        yield Path(folder)


def say(words: str) -> None:
    """Report progress on the error stream, apart from the table."""
    sys.stderr.write(f"  {words}\n")


def measure_builds(measured: Measured, builds: Path) -> None:
    """Build Big Local a few times."""
    say("building")
    measured["build"] = [data.build_seconds(builds) for _ in range(BUILD_RUNS)]


def measure_queries(measured: Measured, database: Path, rounds: int) -> None:
    """Run the queries of each page."""
    say("running the pages' queries")
    for page in data.PAGES:
        measured[f"queries {page}"] = data.query_milliseconds(database, page, rounds)


def measure_pages(measured: Measured, builds: Path, database: Path, rounds: int) -> None:
    """Visit all apps in turn, round after round, so that other work on the computer affects all alike."""
    views = region_views(database)
    with running(builds, database) as servers, opened_browser() as browser:
        addresses = {name: server.address for name, server in servers.items()}
        for number in range(rounds + 1):
            say(f"visiting each app, round {number} of {rounds}" if number else "visiting each app once to warm up")
            round_figures: Measured = defaultdict(list)
            visit_each(round_figures, browser, addresses, views, number)
            round_figures["server"].append(data.server_milliseconds(addresses["ours"])[0])
            for name, figures in round_figures.items() if number else ():
                measured[name] += figures


def visit_each(
    round_figures: Measured, browser: Browser, addresses: dict[str, str], views: tuple[View, View], number: int
) -> None:
    """Visit every app once, starting with a different one each round, and two of them over a slow line."""
    turn = number % len(APPS)
    for app in APPS[turn:] + APPS[:turn]:
        steps = HELLO_VIEWS if app.name == "hello" else (*views, views[0])
        for name, figure in visit_app(browser, app, addresses[app.name], *steps).items():
            round_figures[f"{app.name} {name}"].append(figure)
    for server in ("ours", "plain"):
        for name, figure in first_view_on_slow_line(browser, addresses[server], views[0]).items():
            round_figures[f"{server} slow {name}"].append(figure)


def region_views(database: Path) -> tuple[View, View]:
    """Return the views before and after the filter: all areas, and those of London."""
    areas = content.area_rows(database)
    london = areas[areas["region_name"] == "London"]
    return (
        View(len(areas), str(areas["area_name"].iloc[0]), "All"),
        View(len(london), str(london["area_name"].iloc[0]), "London"),
    )


def load_text() -> str:
    """Return the load of the computer before the measuring, where the system reports it."""
    return f", load {os.getloadavg()[0]:.1f} before" if hasattr(os, "getloadavg") else ""


def circumstances(rounds: int, seconds: float, load: str) -> str:
    """Return a paragraph on how and where the figures were measured."""
    now = datetime.now(UTC)
    return (
        f"Medians of {rounds} ({BUILD_RUNS} of builds, loads and many readers), {now.day} {now:%B %Y, %H:%M} UTC, on "
        f"{os.cpu_count()} cores ({platform.machine()}{load}); {seconds:.0f} s in all. Each visit is a fresh browser context "
        "at 1366x768 with an empty cache on a server that has been visited before; on every page it is one reader who has "
        "been there before. The clock of a change runs from the choice in the menu to the painted picture. Sent: HTTP as it "
        "travels, socket messages unpacked."
    )


if __name__ == "__main__":
    main()
