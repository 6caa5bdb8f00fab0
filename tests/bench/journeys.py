"""Opens each app in Chromium as a first-time visitor, changes the region there and back, and notes times and bytes."""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Error, Page

from tests.browser.visitor import WIDE

WATCH = (Path(__file__).parent / "watch.js").read_text(encoding="utf-8")
PATIENCE_MS = 60_000
QUIET_MS = 500
"""How long to wait after each picture, so that late messages are counted with it and disturb nothing after it."""
SLOW_LINE = {"offline": False, "latency": 40, "downloadThroughput": 1_250_000, "uploadThroughput": 1_250_000}
"""10 Mbit/s each way with 40 ms latency, in the units of the browser: milliseconds and bytes a second."""

Probe = dict[str, Any]
Figures = dict[str, float]


@dataclass(frozen=True)
class View:
    """One view of the content: the number of areas, the first area of the table, and the choice in the menu."""

    areas: int
    first: str
    region: str


@dataclass(frozen=True)
class App:
    """One app to visit: its name, the probe for a complete picture, and how to open the menu and pick a region."""

    name: str
    probe: Callable[[View], Probe]
    open: Callable[[Page], None]
    pick: Callable[[Page, str], None]


def peer_page(view: View) -> Probe:
    """Return the probe for the picture of a peer: points in three Plotly figures, and the first cell of the table."""
    counts = {f"#{name} .point": view.areas for name in ("dots", "tiles", "strip")}
    return {"counts": counts, "says": ["#table td", view.first]}


def our_page(view: View) -> Probe:
    """Return the probe for the Map page: both maps, the outlines, the strip, and the first area of the table."""
    counts = {".tile": view.areas, ".dot": view.areas, ".strip .point": view.areas}
    return {"counts": counts | {".land path": 9}, "table": view.first}


def tiles_only(view: View) -> Probe:
    """Return the probe for the tile map alone: the plain server has no outlines to send."""
    return {"counts": {".tile": view.areas}}


def hello_page(view: View) -> Probe:
    """Return the probe for the bare app, whose count goes up by one with each run."""
    return {"counts": {}, "says": ['[data-testid="stMarkdown"]', f"hello {view.areas}"]}


def open_our_menu(page: Page) -> None:
    """Open the menu of regions on the Map page."""
    page.get_by_role("combobox", name="Region").click()
    page.get_by_role("option").first.wait_for()


def open_dash_menu(page: Page) -> None:
    """Open the menu of regions in the Dash app."""
    page.locator("#region").click()
    page.get_by_role("option").first.wait_for()


def open_nothing(_: Page) -> None:
    """Do nothing: the browser's own menu and a button need no opening."""


def pick_option(page: Page, region: str) -> None:
    """Pick a region in a menu that is open."""
    page.get_by_role("option", name=region, exact=True).click()


def pick_in_static(page: Page, region: str) -> None:
    """Pick a region in the menu of the static page."""
    page.locator("#region").select_option(region)


def press_again(page: Page, _: str) -> None:
    """Press the button of the bare app."""
    page.get_by_role("button", name="again").click()


APPS = [
    App("ours", our_page, open_our_menu, pick_option),
    App("static", peer_page, open_nothing, pick_in_static),
    App("dash", peer_page, open_dash_menu, pick_option),
    App("hello", hello_page, open_nothing, press_again),
]
HELLO_VIEWS = (View(1, "", ""), View(2, "", ""), View(3, "", ""))
"""The views of the bare app, which has no areas and counts its runs."""


class Traffic:
    """Counts the bytes that the server sends to a page: HTTP as it travels, socket messages unpacked."""

    def __init__(self, cdp: CDPSession):
        self.size = 0
        cdp.on("Network.loadingFinished", self.add_answer)
        cdp.on("Network.webSocketFrameReceived", self.add_message)
        cdp.send("Network.enable")

    def add_answer(self, event: dict[str, Any]) -> None:
        """Count a finished HTTP answer with its headers."""
        self.size += int(event["encodedDataLength"])

    def add_message(self, event: dict[str, Any]) -> None:
        """Count a socket message; the browser reports binary ones in Base64."""
        frame = event["response"]
        is_text = frame["opcode"] == 1
        self.size += len(frame["payloadData"].encode() if is_text else base64.b64decode(frame["payloadData"]))

    def take_kilobytes(self) -> float:
        """Return the kilobytes since the last call, and start counting anew."""
        size, self.size = self.size, 0
        return size / 1000


@contextmanager
def watched_page(browser: Browser, first: Probe, line: dict[str, Any] | None = None) -> Iterator[tuple[Page, Traffic]]:
    """Yield a new page with an empty cache, and the count of what is sent to it."""
    with browser.new_context(viewport=WIDE) as context:
        page = context.new_page()
        cdp = context.new_cdp_session(page)
        traffic = Traffic(cdp)
        if line:
            cdp.send("Network.emulateNetworkConditions", line)
        page.add_init_script(WATCH)
        page.add_init_script(f"Object.assign(window.watch, {{probe: {json.dumps(first)}, start: 0}})")
        yield page, traffic


def wait_for_picture(page: Page) -> dict[str, Any]:
    """Wait until the picture is on screen and all is quiet; return the times the page noted.

    Raises RuntimeError if the picture does not come.
    """
    try:
        page.wait_for_function("window.watch && window.watch.done !== null", timeout=PATIENCE_MS)
    except Error as error:
        text = " ".join(page.locator("body").inner_text().split())[:300]
        raise RuntimeError(f"The picture of {page.url} did not come. The page says: {text}") from error
    page.wait_for_timeout(QUIET_MS)
    return page.evaluate("({...watch, before: null, drawn: null})")


def visit_app(browser: Browser, app: App, address: str, first: View, there: View, back: View) -> Figures:
    """Open an app, filter it and clear the filter; return milliseconds and kilobytes of each of the three steps."""
    with watched_page(browser, app.probe(first)) as (page, traffic):
        page.goto(address, wait_until="commit")
        figures = {"first": wait_for_picture(page)["done"], "first_kb": traffic.take_kilobytes()}
        for step, view in (("there", there), ("back", back)):
            app.open(page)
            page.wait_for_timeout(QUIET_MS)  # the menu is open and still; the clock starts with the choice in it
            page.evaluate("probe => watch.begin(probe)", app.probe(view))
            app.pick(page, view.region)
            timings = wait_for_picture(page)
            figures |= {step: timings["done"] - timings["start"], f"{step}_kb": traffic.take_kilobytes()}
            figures |= {f"{step}_{name}": number for name, number in phase_figures(timings).items()}
        return figures


def phase_figures(timings: dict[str, Any]) -> Figures:
    """Return when a change, in an app with a socket, sent its request and got its first and last answer."""
    if not timings["sent"] or not timings["got"]:
        return {}
    first_request, answers = timings["sent"][0], [moment for moment in timings["got"] if moment >= timings["sent"][0]]
    return {
        "until_request": first_request - timings["start"],
        "until_first_answer": answers[0] - timings["start"],
        "until_last_answer": answers[-1] - timings["start"],
    }


def first_view_on_slow_line(browser: Browser, address: str, everything: View) -> Figures:
    """Return the milliseconds until the tile map is there and the kilobytes sent, over a slow line with an empty cache."""
    with watched_page(browser, tiles_only(everything), SLOW_LINE) as (page, traffic):
        page.goto(address, wait_until="commit")
        return {"first": wait_for_picture(page)["done"], "first_kb": traffic.take_kilobytes()}
