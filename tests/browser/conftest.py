"""A browser, the real server on the programmes, visitors that notice every fault, and the rows that pages are held to."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import duckdb
import pytest
from playwright.sync_api import Browser

from etl.building.build import current

from .serve import served
from .visits import Visit, opened_browser, visitors_of

Serve = Callable[..., str]
Rows = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Return the browser; it ends with the tests of this folder, since its event loop would disturb others."""
    with opened_browser() as opened:
        yield opened


@pytest.fixture(scope="package")
def big_local_server(big_local_build: Path) -> Iterator[str]:
    """Return the address of the dashboard of Big Local."""
    with served(big_local_build) as address:
        yield address


@pytest.fixture(scope="package")
def practice_server(practice_build: Path) -> Iterator[str]:
    """Return the address of the dashboard of Practice, full of returns."""
    with served(practice_build) as address:
        yield address


@pytest.fixture(scope="package")
def tiny_server(tiny_build: Path) -> Iterator[str]:
    """Return the address of the dashboard of the tiny programme."""
    with served(tiny_build) as address:
        yield address


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Return a function that serves the builds in a folder during one test, and gives the address."""
    with ExitStack() as servers:
        yield lambda builds, **settings: servers.enter_context(served(builds, **settings))


@pytest.fixture
def visit(browser: Browser, serve: Serve) -> Iterator[Visit]:  # noqa: ARG001 (a server must not stop before its visitors)
    """Return a function that sends a visitor to a server; none of them may meet a fault."""
    with visitors_of(browser) as sent:
        yield sent


@pytest.fixture
def at_big_local(visit: Visit, big_local_server: str) -> Visit:
    """Return a function that opens an address of Big Local's dashboard as a first-time visitor."""
    return lambda path="/", **options: visit(big_local_server, path, **options)


@pytest.fixture
def at_practice(visit: Visit, practice_server: str) -> Visit:
    """Return a function that opens an address of Practice's dashboard as a first-time visitor."""
    return lambda path="/", **options: visit(practice_server, path, **options)


@pytest.fixture
def at_tiny(visit: Visit, tiny_server: str) -> Visit:
    """Return a function that opens an address of the tiny programme's dashboard as a first-time visitor."""
    return lambda path="/", **options: visit(tiny_server, path, **options)


@pytest.fixture(scope="package")
def practice(practice_build: Path) -> Iterator[Rows]:
    """Return a function that gives rows of what everyone may see of Practice, for a query with ? and what stands for each."""
    path = current(practice_build / "practice")
    assert path is not None
    with duckdb.connect(str(path), read_only=True) as rows:
        yield lambda sql, *values: rows.cursor().execute(sql, list(values)).fetchall()
