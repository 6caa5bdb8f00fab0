"""The keyboard alone reaches what matters on every page, in the order in which it stands, and shows where it is."""

import pytest
from playwright.sync_api import expect

from .conftest import Visit
from .visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.prove]

CONTROLS = {
    "/": ("Map", "Search", "Measure", "Period", "Region", "Wave", "Deprivation", "tile", "Download these 150 rows (CSV)"),
    "/area?area=drubessel": ("Area", "Search", "Clear area", "Name no other area", "Print one page", "Where is this number from?",
                             "Measure over time", "The same figures as a table", "Download these 7 rows (CSV)", "Topic"),
    "/compare?areas=drubessel.flimoskin": ("Compare", "Search", "Areas and groups", "Measure", "Period", "Second measure",
                                           "Download these 2 rows (CSV)", "Where is this number from?", "Topic"),
    "/trends": ("Trends", "Search", "Participation", "Measure", "The calendar", "More lines", "Where is this number from?",
                "Show the wall"),
    "/funding": ("Funding", "Search", "Region", "Wave", "Deprivation", "Where is this number from?",
                 "Download these 8 rows (CSV)", "Cash per £1 spent"),
    "/councils": ("Councils", "Search", "Council", "Region", "Wave", "Deprivation"),
    "/progress": ("Progress", "Search", "Money", "Region", "Wave", "Deprivation", "Download these 7 rows (CSV)"),
    "/data": ("Data", "Search", "Which return"),
    "/about": ("About", "Search", "Deprivation against all of England"),
}  # fmt: skip
"""Of each page the controls that matter, in the order in which Tab is to reach them; each begins with these words."""
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
    const said = element.getAttribute('aria-label') || labels || element.innerText || element.title || element.tagName;
    const plain = said.replace(/^\\s*[a-z]+(_[a-z]+)+\\s*/, '').trim();  // an icon is written as a word
    return {{
        name: element.classList.contains('tile') ? 'tile' : plain,
        isShown: ['MAIN', 'CANVAS'].includes(element.tagName) || window.before.get(element) !== look(element),
    }};
}}"""
"""Tells what has the focus, and whether it looks otherwise than before: by an outline, a shadow, the colour of its edge or
the width of its stroke. A faint ground is not enough, as it is that of the link to the page one is on. Left out are the
main part, the focus of which is that of the whole page, and tables, which draw theirs on a canvas."""


def walked(visitor: Visitor, wanted: tuple[str, ...]) -> tuple[tuple[str, ...], set[str]]:
    """Press Tab until all wanted were met; return those met in this order, and what did not show that it had the focus."""
    met: list[str] = []
    unseen: set[str] = set()
    visitor.page.evaluate(BEFORE)
    for _ in range(MOST_STEPS):
        visitor.page.keyboard.press("Tab")
        at = visitor.page.evaluate(STEP)
        if not at["isShown"]:
            unseen.add(at["name"])
        if at["name"].startswith(wanted[len(met)]):
            met.append(wanted[len(met)])
        if len(met) == len(wanted):
            break
    return tuple(met), unseen


def test_tab_reaches_the_controls_of_every_page_in_order_and_shows_where_it_is(at_practice: Visit) -> None:
    visitor = at_practice("/about")
    reached, unseen = {}, {}
    for path, wanted in CONTROLS.items():
        visitor.open(path)
        reached[path], unseen[path] = walked(visitor, wanted)
    assert reached == CONTROLS
    assert unseen == {path: set() for path in CONTROLS}


def test_enter_opens_where_a_number_is_from_and_escape_leads_back(at_practice: Visit) -> None:
    page = at_practice("/area?area=drubessel").page
    button = page.get_by_role("button", name="Where is this number from?").first
    box = page.get_by_role("dialog", name="Where is this number from?")
    button.focus()
    page.keyboard.press("Enter")
    expect(box).to_be_visible()
    expect(box).to_contain_text("Say it right.")
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(button).to_be_focused()
