"""The keyboard alone reaches the controls that matter on every page, in order, and the focus is visible."""

import pytest
from playwright.sync_api import expect

from .conftest import Visit
from .visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.prove]

CONTROLS = {
    "/": ("Overview", "Search", "Topic", "Measure", "Period", "Region", "Wave", "Deprivation", "Tiles by region", "tile",
          "Skip the table", "Download", "About this figure"),
    "/area?area=drubessel": ("Area", "Search", "Choose another area", "Hide the names of other areas", "Print one page",
                             "People taking part", "About this figure", "Measure over time", "Table", "Download",
                             "All 12 measures"),
    "/compare?areas=drubessel.flimoskin": ("Compare", "Search", "Areas or groups", "Measure", "Period", "Second measure",
                                           "Download", "About this figure", "All measures of a topic", "Topic"),
    "/trends": ("Trends", "Search", "Participation", "People counted at community events", "Measure", "All areas with data",
                "Add areas or groups", "Table", "Download", "About this figure", "Every area over time", "Table of all areas"),
    "/funding": ("Funding", "Search", "Region", "Wave", "Deprivation", "About this figure", "By route", "Table", "Download"),
    "/councils": ("Councils", "Search", "Council", "Region", "Wave", "Deprivation", "What the two sides say", "Table",
                  "Download", "About this figure", "Round of the surveys"),
    "/progress": ("Progress", "Search", "Money", "Region", "Wave", "Deprivation", "Table", "Download", "Cash terms"),
    "/record": ("Record", "Search", "Theme", "Kind of fact", "Area", "Council", "Skip the table", "Download"),
    "/present?area=drubessel": ("Present", "Search", "Area or group", "Partnership board", "day, Last meeting",
                                "An election is near", "Slides", "Handout", "One file for the hall", "Present on this screen",
                                "Later", "Remove", "Earlier", "Add a finding"),
    "/data": ("Data", "Search", "Region", "State of returns", "Skip the table", "Which return", "Table", "Download"),
    "/about": ("About", "Search", "Search the measures", "Deprivation", "How sure a figure is"),
}  # fmt: skip
"""The controls that matter on each page, in the order in which Tab should reach them, by their first words."""
SKIP = "Skip the table"
"""A link over a table that is full of links; Enter follows it."""
MOST_STEPS = 120
LOOK = """
    const around = (at, levels) => at && levels ? [at, ...around(at.parentElement, levels - 1)] : [];
    const look = element => [...around(element, 4), element.nextElementSibling].filter(Boolean).map(at => getComputedStyle(at))
        .map(style => [style.outlineStyle, style.boxShadow, style.borderTopColor, style.strokeWidth].join()).join();
"""
BEFORE = f"""() => {{
    {LOOK}
    const inside = root => [...root.querySelectorAll('*')].flatMap(e => e.shadowRoot ? [e, ...inside(e.shadowRoot)] : [e]);
    window.before = new WeakMap(inside(document).filter(e => e.tabIndex >= 0 || e.dataset.id).map(e => [e, look(e)]));
}}"""
STEP = f"""() => {{
    {LOOK}
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return {{name: '', isShown: true}};
    const labels = [...(element.labels ?? [])].map(label => label.innerText).join(' ');
    const label = element.getAttribute('aria-label') || labels || element.innerText || element.title || element.tagName;
    const plain = label.replace(/^\\s*[a-z]+(_[a-z]+)+\\s*/, '').trim();  // an icon is written as a word
    return {{
        name: element.classList.contains('tile') ? 'tile' : plain,
        isShown: ['MAIN', 'CANVAS'].includes(element.tagName) || window.before.get(element) !== look(element),
    }};
}}"""
"""Returns the element with the focus, and whether it looks different from before: by an outline, a shadow, the colour of its
edge or the width of its stroke. A faint background is not enough, as the link to the current page has one. The main part,
whose focus is that of the whole page, and tables, which draw their focus on a canvas, are left out."""


def reached_controls(visitor: Visitor, controls: tuple[str, ...]) -> tuple[tuple[str, ...], set[str]]:
    """Press Tab until all controls were reached; return those reached in this order, and what had no visible focus."""
    reached: list[str] = []
    without_focus: set[str] = set()
    visitor.page.evaluate(BEFORE)
    for _ in range(MOST_STEPS):
        visitor.page.keyboard.press("Tab")
        focus = visitor.page.evaluate(STEP)
        if not focus["isShown"]:
            without_focus.add(focus["name"])
        if focus["name"].startswith(controls[len(reached)]):
            reached.append(controls[len(reached)])
            if reached[-1] == SKIP:
                visitor.page.keyboard.press("Enter")
        if len(reached) == len(controls):
            break
    return tuple(reached), without_focus


def test_tab_reaches_the_controls_of_every_page_in_order_and_shows_where_it_is(at_practice: Visit) -> None:
    visitor = at_practice("/about")
    reached, without_focus = {}, {}
    for path, controls in CONTROLS.items():
        visitor.open(path)
        reached[path], without_focus[path] = reached_controls(visitor, controls)
    assert reached == CONTROLS
    assert without_focus == {path: set() for path in CONTROLS}


def test_enter_opens_where_a_number_is_from_and_escape_leads_back(at_practice: Visit) -> None:
    page = at_practice("/area?area=drubessel").page
    button = page.get_by_role("button", name="About this figure").first
    box = page.get_by_role("dialog", name="About this figure")
    button.focus()
    page.keyboard.press("Enter")
    expect(box).to_be_visible()
    expect(box).to_contain_text("How to quote this figure.")
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(button).to_be_focused()
