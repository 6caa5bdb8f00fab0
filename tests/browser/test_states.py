"""The five states of a figure on the maps, and that a hidden figure reaches no browser in any form.

A figure is hidden if it is about fewer than 30 people; about 10 or more, the band that it lies in is shown instead.
"""

import re

import pytest
from playwright.sync_api import Locator, expect

from .conftest import Visit
from .screen import as_numbers, book_rows, csv_rows, saved_under_table
from .traces import traces
from .visitor import Visitor

pytestmark = pytest.mark.browser

STATES = {
    "alder-row": "Alder Row, Northmoor Bay: 75% (between 60% and 86%) (Tiny Programme)",
    "birch-end": "Birch End, Northmoor Bay: 0% (between 0% and 9%) (Tiny Programme)",
    "fern-bank": "Fern Bank with Long Furrow and Nether Furrow, Northmoor Bay: no data reported (Tiny Programme)",
    "gorse-lea": "Gorse Lea, Vale of Midvale: not applicable (Tiny Programme)",
    "elm-green": "Elm Green, Upper Northmoor: suppressed (Tiny Programme)",
}
"""One area in each state of the measure ``five_states``, with the label of its mark: a figure, a true zero, and no figure."""
SIGNS = {"alder-row": "", "birch-end": "0", "fern-bank": "", "gorse-lea": "", "elm-green": "[c]"}
SHOWN = 100 * 30 / 40
"""The figure of Alder Row."""
HIDDEN = {
    "elm-green": ("Elm Green", 100 * 1 / 3, ""),
    "st-osrics-quay-and-dock": ("St Osric's, Quay & Dock", 100 * 8 / 11, "more than 50%, less than 90%"),
}
"""Two areas with a hidden figure and the band shown instead: 3 people answered, which is too few for one, and 11."""
HIDDEN_AREAS = 7
"""The areas of the measure where 1 to 29 people answered."""
EVERY_WORD = """() => {
    const words = [document.title], roots = [document];
    for (const root of roots) for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        for (const attribute of element.attributes) words.push(attribute.value);
        for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) words.push(node.data);
        if ('value' in element) words.push(String(element.value));
    }
    return words.join('\\n');
}"""


def test_each_state_has_a_look_and_words_of_its_own(at_tiny: Visit) -> None:
    visitor = at_tiny("/?measure=five_states")
    visitor.expect_areas(12)
    for kind in ("tile", "dot"):
        for area_id, words in STATES.items():
            expect(visitor.mark(kind, area_id)).to_have_attribute("aria-label", words)
        assert len({look(visitor.mark(kind, area_id)) for area_id in STATES}) == 5
    for area_id, sign in SIGNS.items():
        expect(visitor.mark("tile", area_id)).to_have_text(sign)
    assert len({look(visitor.mark("tile", area_id)) for area_id in STATES}) == 5
    assert sorted(visitor.page.locator(".names .mark").all_text_contents()) == ["[c]"] * HIDDEN_AREAS
    key = visitor.page.locator(".key").inner_text()
    for words in ("no data reported (1)", "not applicable (1)", f"suppressed ({HIDDEN_AREAS})"):
        assert words in key


def look(mark: Locator) -> tuple[str, ...]:
    """Return the look of a mark: its fill, its edge and the sign on it."""
    names = (
        "['backgroundColor', 'backgroundImage', 'borderTopWidth', 'borderTopColor', 'fill', 'stroke', 'strokeWidth']"
    )
    style = mark.evaluate(f"e => {{ const style = getComputedStyle(e); return {names}.map(name => style[name]) }}")
    return (*style, mark.inner_text() if mark.evaluate("e => e.tagName") == "BUTTON" else mark.get_attribute("r") or "")


@pytest.mark.parametrize("area_id", HIDDEN)
def test_no_hidden_figure_is_sent_shown_or_saved(area_id: str, at_tiny: Visit) -> None:
    name, hidden, band = HIDDEN[area_id]
    visitor = at_tiny(f"/?measure=five_states&area={area_id}")
    visitor.expect_areas(12)
    why = "is suppressed because of small numbers (2016)." + (f" It is shown as a band: {band}." if band else "")
    expect(visitor.page.locator(".st-key-chosen")).to_contain_text(why)
    table, book = files_of_the_map(visitor)
    words = visitor.page.evaluate(EVERY_WORD)
    visitor.page.get_by_role("link", name="Open this area").click()
    words += words_of_the_area(visitor, name)
    visitor.page_link("Data").click()
    expect(visitor.page.locator("h1")).to_contain_text("missing returns")
    visitor.settle()
    words += visitor.page.evaluate(EVERY_WORD)
    sent = b"\n".join(visitor.messages)
    for in_file in (table, book):
        assert traces(SHOWN, words, sent, str(as_numbers(in_file))) >= {"words", "message", "file"}
        assert traces(hidden, words, sent, str(as_numbers(in_file))) == set()
    (row,) = [row for row in table if row["area_code"] == area_id]
    columns = list(row)
    cells = {column: row[column] for column in columns[columns.index("value") :]}
    version = cells.pop("data_version")
    assert version and cells == {
        "value": "",
        "lower_confidence_interval_95": "",
        "upper_confidence_interval_95": "",
        "numerator": "",
        "denominator": "",
        "band": band,
        "verdict_against_all_areas": "",
        "state": "suppressed",
        "code": "[c]",
    }


def files_of_the_map(visitor: Visitor) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return the rows of the two files that the overview offers."""
    (_, table), (_, book) = saved_under_table(visitor.page, "CSV", "XLSX")
    return csv_rows(table), book_rows(book)


def words_of_the_area(visitor: Visitor, name: str) -> str:
    """Open the table of the invented measures on an area's page; return every word then in the page."""
    page = visitor.page
    expect(page.locator("h1")).to_contain_text(name)
    visitor.settle()
    page.get_by_text(re.compile(r"^All \d+ measures$")).last.click()
    expect(page.get_by_role("rowheader", name="Meetings returned").first).to_be_visible()
    expect(page.get_by_text("suppressed (small numbers)").first).to_be_visible()
    return page.evaluate(EVERY_WORD)
