"""Every page, wide and narrow, light and dark: whole, quiet, within the screen, and usable by everybody."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import Visit
from .visitor import NARROW, WIDE

pytestmark = pytest.mark.browser

PAGES = {
    "/": "Where are the 150 areas, and how do they stand?",
    "/area": "Which area would you like to see?",
    "/area?area=whitley-bay": "Whitley Bay: what is it like, and what is on the public record?",
    "/data": "What is in here, and what is missing?",
    "/about": "What do the numbers mean?",
}
CLASSES = ("q0", "q1", "q2", "q3", "q4")


def barriers(page: Page) -> list[tuple[str, str, list[Any]]]:
    """Return what axe-core finds serious or critical: the rule, how bad, and where."""
    found = Axe().run(page).response["violations"]
    return [
        (one["id"], one["impact"], [node["target"] for node in one["nodes"]])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_fits_the_screen_and_bars_nobody(at_big_local: Visit, path: str, viewport: dict) -> None:
    page = at_big_local(path, viewport=viewport).page
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("h1")).to_have_text(PAGES[path])
    assert page.title() == f"{PAGES[path]} - Big Local Compare"
    widths = (
        "() => ['html', '.stMain'].map(name => document.querySelector(name)).map(e => e.scrollWidth - e.clientWidth)"
    )
    assert page.evaluate(widths) == [0, 0]
    assert barriers(page) == []


def test_the_dark_scheme_is_dark_has_map_colours_of_its_own_and_bars_nobody(at_big_local: Visit) -> None:
    page = at_big_local("/?area=whitley-bay", color_scheme="dark").page
    assert max(colour(page, ".stApp", "backgroundColor")) < 64
    assert min(colour(page, ".stApp", "color")) > 192
    assert barriers(page) == []
    dark = {look: colour(page, f".tile.{look}", "backgroundColor") for look in CLASSES}
    page.emulate_media(color_scheme="light")
    expect(page.locator(".maps.dark")).to_have_count(0)
    assert min(colour(page, ".stApp", "backgroundColor")) > 192
    light = {look: colour(page, f".tile.{look}", "backgroundColor") for look in CLASSES}
    assert [look for look in CLASSES if dark[look] == light[look]] == []


def test_an_area_page_in_the_dark_bars_nobody(at_big_local: Visit) -> None:
    assert barriers(at_big_local("/area?area=whitley-bay", color_scheme="dark").page) == []


def colour(page: Page, where: str, name: str) -> list[int]:
    """Return the red, green and blue, 0 to 255, that the first such element has."""
    element = page.locator(where).first
    return element.evaluate("(e, name) => getComputedStyle(e)[name].match(/\\d+/g).slice(0, 3).map(Number)", name)
