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

from playwright.sync_api import Browser, sync_playwright

from tests.bench import data
from tests.bench.every_page import measure_every_page
from tests.bench.journeys import APPS, HELLO_SHOWS, Shown, first_view_on_slow_line, visit
from tests.bench.loading import measure_loading
from tests.bench.measures import measure_measures
from tests.bench.peers import content
from tests.bench.report import report
from tests.bench.servers import running
from tests.bench.sessions import measure_sessions
from tests.browser.find import OPTIONS, browser_path

BUILD_RUNS = LOAD_RUNS = SESSION_RUNS = 3

Measured = defaultdict[str, list[float]]


def main() -> None:
    """Measure everything and write the table."""
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    options.add_argument("--out", type=Path, metavar="FILE", help="write the table to this file as well")
    options.add_argument("--rounds", type=int, default=7, help="how often each thing is measured (default: 7)")
    options.add_argument(
        "--only",
        choices=("pages", "every-page", "sessions", "loading", "measures"),
        help="measure only the Map page beside its peers, every page, many sessions, loading, or working out measures",
    )
    options.add_argument(
        "--builds",
        type=Path,
        metavar="FOLDER",
        help="take Big Local and Practice for every page and many sessions from this folder, instead of building them",
    )
    told = options.parse_args()
    start, load = time.monotonic(), load_words()
    measured: Measured = defaultdict(list)
    parts = {
        "loading": lambda: measure_loading(measured, LOAD_RUNS, say),
        "measures": lambda: measure_measures(measured, LOAD_RUNS, say),
        "pages": lambda: measure_dashboard(measured, told.rounds),
        "every-page": lambda: measure_readers(measured, "every-page", told.rounds, told.builds),
        "sessions": lambda: measure_readers(measured, "sessions", told.rounds, told.builds),
    }
    for name, measure in parts.items():
        if told.only in (None, name):
            measure()
    text = report(measured, circumstances(told.rounds, time.monotonic() - start, load))
    sys.stdout.write(f"\n{text}")
    if told.out:
        told.out.write_text(text, encoding="utf-8")


def measure_dashboard(measured: Measured, rounds: int) -> None:
    """Build Big Local, run its pages' queries, and visit the pages beside their peers."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        builds = Path(folder)
        measure_builds(measured, builds)
        database = data.current_database(builds, "big_local")
        measure_queries(measured, database, rounds)
        measure_pages(measured, builds, database, rounds)


def measure_readers(measured: Measured, what: str, rounds: int, builds: Path | None) -> None:
    """Open every page, or let many readers read at once."""
    with both_built(builds) as folder:
        if what == "every-page":
            measure_every_page(measured, folder, rounds, say)
        else:
            measure_sessions(measured, folder, min(rounds, SESSION_RUNS), say)


@contextmanager
def both_built(builds: Path | None) -> Iterator[Path]:
    """Give a folder with Big Local and Practice: the one told, else one where they are built now."""
    if builds:
        yield builds.resolve()
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        say("building Big Local and Practice")
        data.build_both(Path(folder))
        yield Path(folder)


def say(words: str) -> None:
    """Tell how far the measuring has come, apart from the table."""
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
    """Visit all apps in turn, round after round, so that whatever else the computer does hits all alike."""
    shown = pictures(database)
    with running(builds, database) as servers, sync_playwright() as playwright:
        addresses = {name: server.address for name, server in servers.items()}
        browser = playwright.chromium.launch(executable_path=browser_path(), args=OPTIONS)
        for number in range(rounds + 1):
            say(f"visiting each app, round {number} of {rounds}" if number else "visiting each app once to warm up")
            found: Measured = defaultdict(list)
            visit_each(found, browser, addresses, shown, number)
            found["server"].append(data.server_milliseconds(addresses["ours"])[0])
            for name, figures in found.items() if number else ():
                measured[name] += figures
        browser.close()


def visit_each(
    found: Measured, browser: Browser, addresses: dict[str, str], shown: tuple[Shown, Shown], number: int
) -> None:
    """Visit every app once, beginning with another one each round, and two of them over a slow line."""
    turn = number % len(APPS)
    for app in APPS[turn:] + APPS[:turn]:
        steps = HELLO_SHOWS if app.name == "hello" else (*shown, shown[0])
        for name, figure in visit(browser, app, addresses[app.name], *steps).items():
            found[f"{app.name} {name}"].append(figure)
    for server in ("ours", "plain"):
        for name, figure in first_view_on_slow_line(browser, addresses[server], shown[0]).items():
            found[f"{server} slow {name}"].append(figure)


def pictures(database: Path) -> tuple[Shown, Shown]:
    """Return what is to be seen before and after the filter: all areas, and those of London."""
    rows = content.rows(database)
    london = rows[rows["region_name"] == "London"]
    return (
        Shown(len(rows), str(rows["area_name"].iloc[0]), "All"),
        Shown(len(london), str(london["area_name"].iloc[0]), "London"),
    )


def load_words() -> str:
    """Return how busy the computer is before the measuring, where it tells."""
    return f", load {os.getloadavg()[0]:.1f} before" if hasattr(os, "getloadavg") else ""


def circumstances(rounds: int, seconds: float, load: str) -> str:
    """Return how and where the figures were measured, in a paragraph."""
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
