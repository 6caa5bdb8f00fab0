"""The search in the header: by name, by postcode, by half a postcode, and for nonsense."""

import pytest
from playwright.sync_api import expect

from .conftest import Visit
from .search import search_results

pytestmark = pytest.mark.browser


def test_a_name_finds_its_area_first_and_leads_to_its_page(at_big_local: Visit) -> None:
    visitor = at_big_local()
    results = search_results(visitor, "Luton Arches", "2 areas found")
    expect(results.first).to_contain_text("Arches Local (Central Chatham, Luton Arches), Medway")
    results.first.click()
    expect(visitor.page.locator("h1")).to_contain_text(
        "Arches Local (Central Chatham, Luton Arches): what is publicly known"
    )


def test_postcodes_are_found_whole_or_half_and_nonsense_is_not(at_big_local: Visit) -> None:
    visitor = at_big_local("/about")
    expect(search_results(visitor, "zzxqj", "No area matches “zzxqj”.")).to_have_count(0)
    near = search_results(visitor, "NE26", "Nearest to the centre of NE26:")
    expect(near).to_have_count(2)  # Whitley Bay and one more lie within 15 km
    expect(near.first).to_contain_text("Whitley Bay, North Tyneside")
    expect(search_results(visitor, "QQ1", "There is no postcode district QQ1 in England.")).to_have_count(0)
    inside = search_results(visitor, "rm52bg", "RM5 2BG is in the best-fit census areas of:")
    expect(inside).to_have_count(1)
    inside.click()
    expect(visitor.page.locator("h1")).to_contain_text("North Meets South: what is publicly known")
