"""Opens each app in Chromium as a first-time visitor, changes the region there and back, and notes times and bytes."""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Error, Page

WATCH = (Path(__file__).parent / "watch.js").read_text(encoding="utf-8")
PATIENCE_MS = 60_000
QUIET_MS = 500
"""How long to wait after each picture, so that what still comes is counted with it and disturbs nothing after it."""
SLOW_LINE = {"offline": False, "latency": 40, "downloadThroughput": 1_250_000, "uploadThroughput": 1_250_000}
"""10 Mbit/s each way with 40 ms latency, in the units of the browser: milliseconds and bytes a second."""

Probe = dict[str, Any]
Figures = dict[str, float]


@dataclass(frozen=True)
class Shown:
    """What a picture shows: the number of areas, the first area of the table, and the choice in the menu."""

    areas: int
    first: str
    region: str


@dataclass(frozen=True)
class App:
    """One app to visit: its name, how to know that a picture is complete, and how to open the menu and pick a region."""

    name: str
    probe: Callable[[Shown], Probe]
    open: Callable[[Page], None]
    pick: Callable[[Page, str], None]


def plots(shown: Shown) -> Probe:
    """Return how to know the picture of a peer: points in three Plotly figures, and the first cell of the table."""
    counts = {f"#{name} .point": shown.areas for name in ("dots", "tiles", "strip")}
    return {"counts": counts, "says": ["#table td", shown.first]}


def our_page(shown: Shown) -> Probe:
    """Return how to know the Map page's picture: both maps, the outlines, the strip, and the table's first area."""
    counts = {".tile": shown.areas, ".dot": shown.areas, '[data-testid="stPlotlyChart"] .point': shown.areas}
    return {"counts": counts | {".land path": 9}, "table": shown.first}


def tiles_only(shown: Shown) -> Probe:
    """Return how to know that the tile map is there: the plain server has no outlines to send."""
    return {"counts": {".tile": shown.areas}}


def said_hello(shown: Shown) -> Probe:
    """Return how to know the bare app's answer; each run counts one further."""
    return {"counts": {}, "says": ['[data-testid="stMarkdown"]', f"hello {shown.areas}"]}


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
    App("static", plots, open_nothing, pick_in_static),
    App("dash", plots, open_dash_menu, pick_option),
    App("hello", said_hello, open_nothing, press_again),
]
HELLO_SHOWS = (Shown(1, "", ""), Shown(2, "", ""), Shown(3, "", ""))
"""The bare app has no areas; it counts its runs."""


class Traffic:
    """Counts what the server sends to a page: HTTP as it travels, socket messages as long as they are when unpacked."""

    def __init__(self, cdp: CDPSession):
        self.size = 0
        cdp.on("Network.loadingFinished", self.add_answer)
        cdp.on("Network.webSocketFrameReceived", self.add_message)
        cdp.send("Network.enable")

    def add_answer(self, event: dict[str, Any]) -> None:
        """Count a finished HTTP answer with its headers."""
        self.size += int(event["encodedDataLength"])

    def add_message(self, event: dict[str, Any]) -> None:
        """Count a socket message; the browser tells binary ones in Base64."""
        told = event["response"]
        is_text = told["opcode"] == 1
        self.size += len(told["payloadData"].encode() if is_text else base64.b64decode(told["payloadData"]))

    def taken(self) -> float:
        """Return the kilobytes since the last call."""
        size, self.size = self.size, 0
        return size / 1000


@contextmanager
def visitor(browser: Browser, first: Probe, line: dict[str, Any] | None = None) -> Iterator[tuple[Page, Traffic]]:
    """Give a page that nothing has been opened in, with an empty cache, and the count of what is sent to it."""
    with browser.new_context(viewport={"width": 1366, "height": 768}) as context:
        page = context.new_page()
        cdp = context.new_cdp_session(page)
        traffic = Traffic(cdp)
        if line:
            cdp.send("Network.emulateNetworkConditions", line)
        page.add_init_script(WATCH)
        page.add_init_script(f"Object.assign(window.watch, {{probe: {json.dumps(first)}, start: 0}})")
        yield page, traffic


def finished(page: Page) -> dict[str, Any]:
    """Wait until the picture is on screen and all is quiet; return what the page noted. Raises RuntimeError if not."""
    try:
        page.wait_for_function("window.watch && window.watch.done !== null", timeout=PATIENCE_MS)
    except Error as error:
        seen = " ".join(page.locator("body").inner_text().split())[:300]
        raise RuntimeError(f"The picture of {page.url} did not come. The page says: {seen}") from error
    page.wait_for_timeout(QUIET_MS)
    return page.evaluate("({...watch, before: null, drawn: null})")


def visit(browser: Browser, app: App, address: str, first: Shown, there: Shown, back: Shown) -> Figures:
    """Open an app, filter it and go back; return milliseconds and kilobytes of each of the three steps."""
    with visitor(browser, app.probe(first)) as (page, traffic):
        page.goto(address, wait_until="commit")
        figures = {"first": finished(page)["done"], "first_kb": traffic.taken()}
        for step, shown in (("there", there), ("back", back)):
            app.open(page)
            page.wait_for_timeout(QUIET_MS)  # the menu is open and still; the clock starts with the choice in it
            page.evaluate("probe => watch.begin(probe)", app.probe(shown))
            app.pick(page, shown.region)
            noted = finished(page)
            figures |= {step: noted["done"] - noted["start"], f"{step}_kb": traffic.taken()}
            figures |= {f"{step}_{name}": number for name, number in stages(noted).items()}
        return figures


def stages(noted: dict[str, Any]) -> Figures:
    """Return where the time of a change went, for an app with a socket: asked, first and last answer, picture."""
    if not noted["sent"] or not noted["got"]:
        return {}
    asked, got = noted["sent"][0], [one for one in noted["got"] if one >= noted["sent"][0]]
    return {
        "until_asked": asked - noted["start"],
        "until_first_answer": got[0] - noted["start"],
        "until_last_answer": got[-1] - noted["start"],
    }


def first_view_on_slow_line(browser: Browser, address: str, everything: Shown) -> Figures:
    """Return the milliseconds until the tile map is there and the kilobytes sent, over a slow line with an empty cache."""
    with visitor(browser, tiles_only(everything), SLOW_LINE) as (page, traffic):
        page.goto(address, wait_until="commit")
        return {"first": finished(page)["done"], "first_kb": traffic.taken()}
