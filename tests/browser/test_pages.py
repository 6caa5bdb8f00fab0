"""Every page, wide and narrow, light and dark: whole, quiet, within the screen, in order, and usable by everybody."""

import itertools
from collections.abc import Mapping
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import Visit
from .visitor import NARROW, Visitor

pytestmark = pytest.mark.browser


def questions(area_id: str, area: str, other_id: str, other: str) -> dict[str, str]:
    """Return the question of each page, by its address, with and without areas chosen."""
    return {
        "/": "150 areas: who took part, what they won, how they got on with their councils",
        "/area": "Choose an area",
        f"/area?area={area_id}": f"{area}: what was done and what we know",
        "/compare": "Compare areas",
        f"/compare?areas={area_id}.{other_id}": f"{area} and {other} compared",
        "/trends": "Trends over time",
        "/funding": "Funding won",
        "/councils": "Relationship with councils",
        "/progress": "Spending and progress",
        "/record": "The public record",
        "/present": "Take it to a meeting",
        "/data": "Data coverage and missing returns",
        "/about": "About the data",
    }


PAGES = questions("whitley-bay", "Whitley Bay", "dyke-house", "Dyke House") | {
    "/area?area=whitley-bay": "Whitley Bay: what is publicly known"
}
"""The questions of the pages of Big Local."""
PRACTICE_PAGES = questions("drubessel", "Drubessel", "flimoskin", "Flimoskin")
"""The questions of the pages of Practice, which puts its name before each."""
NAMES = (
    "Area",
    "Compare",
    "Trends",
    "Funding",
    "Councils",
    "Progress",
    "Record",
    "Present",
    "Data",
    "About",
    "Overview",
)
"""The links on top of every page, in an order that ends where it begins."""
NARROWEST = {"width": 320, "height": 640}
"""A screen of 1280 pixels at 400 per cent: the Web Content Accessibility Guidelines 2.2, criterion 1.4.10."""
CLASSES = ("q0", "q1", "q2", "q3", "q4")
OUTLINE = """() => {
    const kinds = ['h1', 'h2', 'h3', '.st-key-answer', '.headlines', '.st-key-filters', '.stPlotlyChart',
        '.table-on-demand', '.data-table', '.stDataFrame', '.stExpander'];
    return [...document.querySelectorAll(kinds.map(kind => '.stMain ' + kind).join())]
        .filter(e => e.offsetParent !== null).map(e => [kinds.find(kind => e.matches(kind)), e.innerText]);
}"""
PICTURE, TABLES = ".stPlotlyChart", (".table-on-demand", ".data-table", ".stDataFrame", ".stExpander")
"""The selectors of a picture, and of its figures as a table, which may be folded away."""
ANSWERS = (".st-key-answer", ".headlines")
"""The selectors of the answer to a page's title: a sentence, or on the overview its headlines."""
METHODS = "Methods and limitations"
"""The heading of how we know, which comes last."""


def barriers(page: Page) -> list[tuple[str, str, list[Any]]]:
    """Return the violations that axe-core rates serious or critical: the rule, its impact, and the elements."""
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        (violation["id"], violation["impact"], [node["target"] for node in violation["nodes"]])
        for violation in violations
        if violation["impact"] in ("serious", "critical")
    ]


def too_wide(page: Page) -> list[int]:
    """Return by how many pixels the page is wider than the screen, as a whole and in its main part."""
    widths = (
        "() => ['html', '.stMain'].map(name => document.querySelector(name)).map(e => e.scrollWidth - e.clientWidth)"
    )
    return page.evaluate(widths)


def faults(page: Page, question: str) -> dict[str, Any]:
    """Return the faults of a page that should ask a question: the actual values that differ from the expected ones."""
    expected = {
        "h1": [question],
        "title": f"{question} - Big Local Compare",
        "too wide": [0, 0],
        "barriers": [],
        "out of order": [],
    }
    actual = {
        "h1": page.locator("h1").all_inner_texts(),
        "title": page.title(),
        "too wide": too_wide(page),
        "barriers": barriers(page),
        "out of order": out_of_order(page),
    }
    return {name: actual[name] for name in expected if actual[name] != expected[name]}


def out_of_order(page: Page) -> list[str]:
    """Return what is out of order: title and answer first, each picture before its table, and how we know last."""
    outline: list[tuple[str, str]] = [(kind, words) for kind, words in page.evaluate(OUTLINE)]
    kinds = [kind for kind, _ in outline]
    wrong = [] if kinds[0] == "h1" and kinds[1] in ANSWERS else [f"the page begins with {kinds[:2]}"]
    levels = [int(kind[1]) for kind in kinds if kind in ("h1", "h2", "h3")]
    wrong += [
        f"h{before} is followed by h{after}" for before, after in itertools.pairwise(levels) if after > before + 1
    ]
    shown = [kind for kind in kinds if kind == PICTURE or kind in TABLES]
    if any(before == PICTURE and after not in TABLES for before, after in itertools.pairwise([*shown, ""])):
        wrong.append("a picture has no table after it")
    known_headings = [number for number, (_, words) in enumerate(outline) if words == METHODS]
    if known_headings and set(kinds[known_headings[-1] :]) & {PICTURE, *TABLES}:
        wrong.append(f"a picture or a table stands under {METHODS}")
    return wrong


def faults_of(visitor: Visitor, pages: Mapping[str, str], before: str = "") -> dict[str, dict[str, Any]]:
    """Open each page; return the faults of each page that has any."""
    faults_by_path = {}
    for path, question in pages.items():
        visitor.open(path)
        expect(visitor.page.locator("h1")).to_have_text(f"{before}{question}")
        page_faults = faults(visitor.page, f"{before}{question}")
        if visitor.errors:
            page_faults["errors"] = [*visitor.errors]
            visitor.errors.clear()
        if page_faults:
            faults_by_path[path] = page_faults
    return faults_by_path


def test_every_page_of_big_local_is_whole_on_a_phone_and_bars_nobody(at_big_local: Visit) -> None:
    assert faults_of(at_big_local(viewport=NARROW), PAGES) == {}


def test_every_page_of_practice_is_whole_in_order_and_bars_nobody(at_practice: Visit) -> None:
    assert faults_of(at_practice(), PRACTICE_PAGES, "Practice: ") == {}


def test_no_page_needs_sideways_scrolling_at_four_hundred_per_cent(at_practice: Visit) -> None:
    visitor = at_practice("/?area=drubessel", viewport=NARROWEST)
    excess = {}
    for name in NAMES:
        visitor.go_to(name)
        excess[name] = too_wide(visitor.page)
    assert excess == {name: [0, 0] for name in NAMES}


def test_the_dark_scheme_is_dark_has_map_colours_of_its_own_and_bars_nobody(at_big_local: Visit) -> None:
    page = at_big_local("/?area=whitley-bay&measure=deprivation_rank", color_scheme="dark").page
    assert max(colour(page, ".stApp", "backgroundColor")) < 64
    assert min(colour(page, ".stApp", "color")) > 192
    assert barriers(page) == []
    dark = {look: colour(page, f".tile.{look}", "backgroundColor") for look in CLASSES}
    page.emulate_media(color_scheme="light")
    expect(page.locator(".maps.dark")).to_have_count(0)
    assert min(colour(page, ".stApp", "backgroundColor")) > 192
    light = {look: colour(page, f".tile.{look}", "backgroundColor") for look in CLASSES}
    assert [look for look in CLASSES if dark[look] == light[look]] == []


def colour(page: Page, where: str, name: str) -> list[int]:
    """Return the red, green and blue, 0 to 255, of a colour of the first matching element."""
    element = page.locator(where).first
    return element.evaluate("(e, name) => getComputedStyle(e)[name].match(/\\d+/g).slice(0, 3).map(Number)", name)


def test_on_a_phone_a_chapter_of_an_area_opens_at_a_press_and_on_a_wide_screen_it_is_open(at_practice: Visit) -> None:
    visitor = at_practice("/area?area=drubessel", viewport=NARROW)
    chart = visitor.page.locator(".st-key-over-time-money")
    label = visitor.page.get_by_text("Money: chart and tables")
    expect(label).to_be_visible()
    expect(chart).to_be_hidden()
    label.click()
    expect(chart).to_be_visible()
    visitor.page.set_viewport_size({"width": 1366, "height": 768})
    expect(label).to_be_hidden()
    expect(visitor.page.locator(".st-key-over-time-people")).to_be_visible()


def test_on_a_phone_a_table_of_facts_has_a_card_for_each_and_nothing_lies_beside_the_screen(
    at_big_local: Visit,
) -> None:
    page = at_big_local("/area?area=whitley-bay", viewport=NARROW).page
    box = page.locator(".table-box.cards")
    expect(box.locator("thead")).to_be_hidden()
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    cell = box.locator('td[data-head="Kind"]').first
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Kind: "'
