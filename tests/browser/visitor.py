"""A first-time visitor, who opens pages in a fresh browser context and notes errors and requests to other servers."""

import contextlib
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Route,
    ViewportSize,
    WebSocket,
    expect,
)
from playwright.sync_api import TimeoutError as PatienceLost

WIDE: ViewportSize = {"width": 1366, "height": 768}
NARROW: ViewportSize = {"width": 390, "height": 844}
DONE = """() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning'
    && document.querySelector('h1') && !document.querySelector('[data-testid="stSkeleton"]')"""
FOCUSED = """() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.dataset?.id ? {id: element.dataset.id, kind: element.classList[0]} : null;
}"""
ADDRESS_IS = """wanted => JSON.stringify([...new URLSearchParams(location.search)].sort()) === JSON.stringify(wanted)"""


class Visitor:
    """One visitor with a page of its own; ``outside``, ``errors`` and ``messages`` hold the notes so far."""

    def __init__(self, browser: Browser, server: str, **options: Any):
        self.server = server
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.messages: list[bytes] = []
        self.context = browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **options})
        self.context.route(re.compile(rf"^https?://(?!{re.escape(urlsplit(server).netloc)}/)"), self.refuse)
        self.context.on("request", self.note_request)
        self.page = self.context.new_page()
        self.page.on("console", self.note_words)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: self.errors.append(f"dialog: {dialog.message}") or dialog.dismiss())
        self.page.on("websocket", self.note_socket)

    def refuse(self, route: Route) -> None:
        """Block a request to another server."""
        route.abort()

    def note_request(self, request: Request) -> None:
        """Note a request to another server."""
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and f"{address.scheme}://{address.netloc}" != self.server:
            self.outside.append(request.url)

    def note_words(self, message: ConsoleMessage) -> None:
        """Note an error on the console."""
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def note_socket(self, socket: WebSocket) -> None:
        """Note every message of a socket, and a socket to another server."""
        if urlsplit(socket.url).netloc != urlsplit(self.server).netloc:
            self.outside.append(socket.url)
        socket.on(
            "framereceived", lambda data: self.messages.append(data if isinstance(data, bytes) else data.encode())
        )

    def open(self, path: str) -> Page:
        """Open an address of the dashboard and wait until its page is complete."""
        self.page.goto(self.server + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page's script has run and its title is there."""
        self.page.wait_for_function(DONE)

    def page_link(self, page: str) -> Locator:
        """Return the link to a page on top."""
        return self.page.locator(".st-key-frame").get_by_role("link", name=page, exact=True)

    def follow(self, page: str, question: str) -> None:
        """Go to another page by its link on top, and wait until it is complete and asks its question."""
        self.page_link(page).click()
        expect(self.page.locator("h1")).to_contain_text(question)
        self.settle()

    def go_to(self, page: str) -> None:
        """Go to another page by its link on top, behind a button on a narrow screen; wait until it is there and complete."""
        before = self.page.locator("h1").inner_text()
        if self.page.get_by_role("button", name="Menu").is_visible():
            self.page.get_by_role("button", name="Menu").click()
        self.page_link(page).click()
        expect(self.page.locator("h1")).not_to_have_text(before)
        self.settle()

    def search(self, words: str) -> None:
        """Type words into the search on top and press Enter."""
        box = self.page.get_by_label("Search for an area, council, ward or postcode")
        box.fill(words)
        box.press("Enter")

    def address(self) -> dict[str, str]:
        """Return the parameters of the current address."""
        return dict(parse_qsl(urlsplit(self.page.url).query))

    def expect_address(self, **wanted: str) -> None:
        """Wait until the address holds exactly these parameters."""
        with contextlib.suppress(PatienceLost):
            self.page.wait_for_function(ADDRESS_IS, arg=sorted(wanted.items()))
        assert self.address() == wanted, self.page.url

    def menu(self, name: str) -> Locator:
        """Return one of the menus above the maps."""
        return self.page.get_by_role("combobox", name=name, exact=True)

    def choose(self, name: str, option: str) -> None:
        """Choose an entry of a menu by typing it, as a long list shows only some of its entries."""
        self.settle()  # a page that is still being made anew would take the menu away
        self.menu(name).click()
        self.menu(name).fill(option)
        self.page.get_by_role("option", name=option, exact=True).click()

    def expect_menu(self, name: str, words: str) -> None:
        """Wait until a menu shows an entry as chosen."""
        expect(self.menu(name)).to_have_value(words)

    def expect_areas(self, number: int) -> None:
        """Wait until both maps show this many areas."""
        expect(self.page.locator(".tile")).to_have_count(number)
        expect(self.page.locator(".dot")).to_have_count(number)

    def expect_chosen(self, area_id: str) -> None:
        """Wait until one area, and no other, is pressed on both maps."""
        for kind in ("tile", "dot"):
            pressed = self.page.locator(f".{kind}[aria-pressed=true]")
            expect(pressed).to_have_count(1)
            expect(pressed).to_have_attribute("data-id", area_id)

    def mark(self, kind: str, area_id: str) -> Locator:
        """Return the tile or the dot of one area."""
        return self.page.locator(f".{kind}[data-id={area_id}]")

    def focused(self) -> dict[str, str] | None:
        """Return the mark that has the focus: its area and whether it is a tile or a dot."""
        return self.page.evaluate(FOCUSED)

    def see_no_fault(self) -> None:
        """Fail if the page shows an exception, reported an error, or requested anything from another server."""
        expect(self.page.get_by_test_id("stException")).to_have_count(0)
        faults = [*(f"asked for {address}" for address in self.outside), *self.errors]
        assert not faults, "\n".join(faults)
