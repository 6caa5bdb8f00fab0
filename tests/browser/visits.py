"""A browser and its visitors, for the tests of this folder and for long proofs elsewhere."""

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
    """Give a browser, until the end."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=browser_path(), args=OPTIONS)


@contextmanager
def visitors_of(browser: Browser) -> Iterator[Visit]:
    """Give a function that sends a visitor to a server; none of them may have met a fault by the end."""
    visitors: list[Visitor] = []

    def sent(server: str, path: str, **options: Any) -> Visitor:
        visitors.append(Visitor(browser, server, **options))
        visitors[-1].context.set_default_timeout(PATIENCE_MS)
        visitors[-1].open(path)
        return visitors[-1]

    try:
        yield sent
        for visitor in visitors:
            visitor.see_no_fault()
    finally:
        for visitor in visitors:
            visitor.context.close()
