"""A browser and its visitors, for the tests of this folder, long proofs and the benchmark."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, expect, sync_playwright

from .find import OPTIONS, browser_path
from .visitor import Visitor

PATIENCE_MS = 15_000

Visit = Callable[..., Visitor]


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Yield a browser that is closed at the end."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=browser_path(), args=OPTIONS)


@contextmanager
def visitors_of(browser: Browser) -> Iterator[Visit]:
    """Yield a function that sends a new visitor to a server; at the end no visitor may have met a fault."""
    visitors: list[Visitor] = []

    def send_visitor(server: str, path: str, **options: Any) -> Visitor:
        visitors.append(Visitor(browser, server, **options))
        visitors[-1].context.set_default_timeout(PATIENCE_MS)
        visitors[-1].open(path)
        return visitors[-1]

    try:
        yield send_visitor
        for visitor in visitors:
            visitor.see_no_fault()
    finally:
        for visitor in visitors:
            visitor.context.close()


def first_visits(visit: Visit, server: str) -> Visit:
    """Return a function that opens a path of one server as a first-time visitor."""
    return lambda path="/", **options: visit(server, path, **options)
