"""A browser, the real server on both programmes, and visitors that notice every fault."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from .find import OPTIONS, browser_path
from .serve import served
from .visitor import Visitor

PATIENCE_MS = 15_000

Visit = Callable[..., Visitor]
Serve = Callable[..., str]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Return the browser; it ends with the tests of this folder, since its event loop would disturb others."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=browser_path(), args=OPTIONS)


@pytest.fixture(scope="package")
def big_local_server(big_local_build: Path) -> Iterator[str]:
    """Return the address of the dashboard of Big Local."""
    with served(big_local_build) as address:
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
    visitors: list[Visitor] = []

    def sent(server: str, path: str, **options: Any) -> Visitor:
        visitors.append(Visitor(browser, server, **options))
        visitors[-1].context.set_default_timeout(PATIENCE_MS)
        visitors[-1].open(path)
        return visitors[-1]

    yield sent
    try:
        for visitor in visitors:
            visitor.see_no_fault()
    finally:
        for visitor in visitors:
            visitor.context.close()


@pytest.fixture
def at_big_local(visit: Visit, big_local_server: str) -> Visit:
    """Return a function that opens an address of Big Local's dashboard as a first-time visitor."""
    return lambda path="/", **options: visit(big_local_server, path, **options)


@pytest.fixture
def at_tiny(visit: Visit, tiny_server: str) -> Visit:
    """Return a function that opens an address of the tiny programme's dashboard as a first-time visitor."""
    return lambda path="/", **options: visit(tiny_server, path, **options)
