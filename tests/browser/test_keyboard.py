"""The keyboard alone reaches what matters on every page, in the order in which it stands, and shows where it is."""

import pytest
from playwright.sync_api import expect

from .conftest import Visit
from .visitor import Visitor

pytestmark = pytest.mark.browser

CONTROLS = {
    "/": ("Map", "Search", "Measure", "Period", "Region", "Wave", "Deprivation", "tile", "Download these 150 rows (CSV)"),
    "/area?area=drubessel": ("Area", "Search", "Clear area", "Name no other area", "Where is this number from?",
                             "Measure over time", "The same figures as a table", "Download these 6 rows (CSV)", "Topic"),
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
FOCUSED = """() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return null;
    const labels = [...(element.labels ?? [])].map(label => label.innerText);
    const name = element.getAttribute('aria-label') || labels.join(' ') || element.innerText || element.title || '';
    const marked = at => {
        const style = getComputedStyle(at);
        return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none';
    };
    let shows = false, at = element;
    for (let step = 0; at && step < 4 && !shows; step++, at = at.parentElement) {
        shows = marked(at) || (at.nextElementSibling !== null && step === 0 && marked(at.nextElementSibling));
    }
    const kind = element.classList.contains('tile') ? 'tile' : '';
    const plain = name.replace(/^\\s*[a-z]+(_[a-z]+)+\\s*/, '');  // an icon is written as a word
    return {name: (kind || plain).trim(), shows, html: element.outerHTML.slice(0, 160)};
}"""


def walked(visitor: Visitor, wanted: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Press Tab until all wanted were met; return those met in this order, and what did not show that it had the focus."""
    met, unseen = [], []
    for _ in range(MOST_STEPS):
        visitor.page.keyboard.press("Tab")
        at = visitor.page.evaluate(FOCUSED)
        if at is None:
            continue
        if not at["shows"]:
            unseen.append(f"{at['name']}: {at['html']}")
        if at["name"].startswith(wanted[len(met)]):
            met.append(wanted[len(met)])
        if len(met) == len(wanted):
            break
    return met, unseen


def test_tab_reaches_the_controls_of_every_page_in_order_and_shows_where_it_is(at_practice: Visit) -> None:
    visitor = at_practice("/about")
    reached, hidden = {}, {}
    for path, wanted in CONTROLS.items():
        visitor.open(path)
        met, unseen = walked(visitor, wanted)
        reached[path] = tuple(met)
        if unseen:
            hidden[path] = unseen
    assert reached == CONTROLS
    assert hidden == {}


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
