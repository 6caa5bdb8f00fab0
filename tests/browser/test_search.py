"""The search in the header: by name, by postcode, by half a postcode, and for what is not there."""

import pytest
from playwright.sync_api import Locator, expect

from .conftest import Visit
from .visitor import Visitor

pytestmark = pytest.mark.browser


def asked(visitor: Visitor, words: str, answer: str) -> Locator:
    """Ask the search, wait for the sentence above its results, and return the results."""
    box = visitor.page.get_by_role("textbox", name="Search for an area, council, ward or postcode")
    box.fill(words)
    box.press("Enter")
    expect(visitor.page.get_by_text(answer)).to_be_visible()
    return visitor.page.get_by_test_id("stPageLink-NavLink").filter(has_text=",")


def test_a_name_finds_its_area_first_and_leads_to_its_page(at_big_local: Visit) -> None:
    visitor = at_big_local()
    found = asked(visitor, "Luton Arches", "found, the best fit first:")
    expect(found.first).to_contain_text("Arches Local (Central Chatham, Luton Arches), Medway")
    found.first.click()
    expect(visitor.page.locator("h1")).to_contain_text("How did Arches Local (Central Chatham, Luton Arches) do?")


def test_postcodes_are_found_whole_or_half_and_nonsense_is_not(at_big_local: Visit) -> None:
    visitor = at_big_local("/about")
    expect(asked(visitor, "zzxqj", "Nothing is called that.")).to_have_count(0)
    near = asked(visitor, "NE26", "Nearest to the middle of NE26:")
    expect(near).to_have_count(2)  # Whitley Bay and one more lie within 15 km
    expect(near.first).to_contain_text("Whitley Bay, North Tyneside")
    expect(asked(visitor, "QQ1", "There is no postcode district QQ1 in England.")).to_have_count(0)
    inside = asked(visitor, "rm52bg", "RM5 2BG lies in the census areas that stand in for:")
    expect(inside).to_have_count(1)
    inside.click()
    expect(visitor.page.locator("h1")).to_contain_text("How did North Meets South do?")
