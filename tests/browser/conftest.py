"""A browser, the real server on the programmes, visitors that notice every fault, and the rows that pages must match."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import duckdb
import pytest
from playwright.sync_api import Browser

from etl.building.build_files import current

from .serve import served
from .visits import Visit, first_visits, opened_browser, visitors_of

Serve = Callable[..., str]
Rows = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Yield a browser that is closed after the tests of this folder, since its event loop would disturb other tests."""
    with opened_browser() as opened:
        yield opened


@pytest.fixture(scope="package")
def big_local_server(big_local_build: Path) -> Iterator[str]:
    """Yield the address of the dashboard of Big Local."""
    with served(big_local_build) as address:
        yield address


@pytest.fixture(scope="package")
def practice_server(practice_build: Path) -> Iterator[str]:
    """Yield the address of the dashboard of Practice, full of returns."""
    with served(practice_build) as address:
        yield address


@pytest.fixture(scope="package")
def tiny_server(tiny_build: Path) -> Iterator[str]:
    """Yield the address of the dashboard of the tiny programme."""
    with served(tiny_build) as address:
        yield address


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Yield a function that serves the builds in a folder during one test, and returns the address."""
    with ExitStack() as servers:
        yield lambda builds, **settings: servers.enter_context(served(builds, **settings))


@pytest.fixture
def visit(browser: Browser, serve: Serve) -> Iterator[Visit]:  # noqa: ARG001 (a server must not stop before its visitors)
    """Yield a function that sends a visitor to a server; none of them may meet a fault."""
    with visitors_of(browser) as send_visitor:
        yield send_visitor


@pytest.fixture
def at_big_local(visit: Visit, big_local_server: str) -> Visit:
    """Return a function that opens a path of Big Local's dashboard as a first-time visitor."""
    return first_visits(visit, big_local_server)


@pytest.fixture
def at_practice(visit: Visit, practice_server: str) -> Visit:
    """Return a function that opens a path of Practice's dashboard as a first-time visitor."""
    return first_visits(visit, practice_server)


@pytest.fixture
def at_tiny(visit: Visit, tiny_server: str) -> Visit:
    """Return a function that opens a path of the tiny programme's dashboard as a first-time visitor."""
    return first_visits(visit, tiny_server)


@pytest.fixture(scope="package")
def practice(practice_build: Path) -> Iterator[Rows]:
    """Yield a function that returns the rows of a query on the public database of Practice, with a value for each ``?``."""
    path = current(practice_build / "practice")
    assert path is not None
    with duckdb.connect(str(path), read_only=True) as db:
        yield lambda sql, *values: db.cursor().execute(sql, list(values)).fetchall()
