"""The address holds the whole view: it restores it, is carried from page to page, and may hold anything without harm."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from .conftest import Visit

pytestmark = pytest.mark.browser

HOSTILE = {
    "SQL": "\"`x' OR 1=1; DROP TABLE area; --",
    "script": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "image": "![x](http://example.invalid/x.png)",
    "link": "[x](http://example.invalid/) http://example.invalid/ $x$ :red[x] {area} %s ../../etc \u202e\n",
}
PARAMETERS = ("programme", "measure", "period", "region", "wave", "deprivation", "area")


@pytest.mark.parametrize(
    ("address", "menu", "words", "areas"),
    [
        ({"measure": "deprivation_rank", "wave": "2"}, "Wave", "2", 50),
        ({"measure": "residents"}, "Measure (areas with data)", "People living around the area (150)", 150),
    ],
    ids=["wave", "measure"],
)
def test_an_address_restores_its_view(at_big_local: Visit, address: dict, menu: str, words: str, areas: int) -> None:
    visitor = at_big_local(f"/?{urlencode(address)}")
    visitor.expect_areas(areas)
    visitor.expect_menu(menu, words)
    expect(visitor.page.get_by_test_id("stAlert")).to_have_count(0)


def test_an_address_with_everything_restores_everything(at_big_local: Visit) -> None:
    address = {
        "measure": "deprivation_rank",
        "period": "2010",
        "region": "North East",
        "deprivation": "Most deprived tenth",
        "area": "dyke-house",
    }
    visitor = at_big_local(f"/?{urlencode(address)}")
    visitor.expect_menu("Period", "2010")
    visitor.expect_menu("Region", "North East")
    visitor.expect_menu("Deprivation", "Most deprived tenth")
    visitor.expect_areas(4)
    status = "4 of 150 areas shown: North East, most deprived tenth"
    expect(visitor.page.get_by_text(status, exact=True)).to_be_visible()
    visitor.expect_chosen("dyke-house")
    expect(visitor.page.locator(".st-key-chosen")).to_contain_text("Dyke House, Hartlepool")


def test_each_unknown_value_gives_a_sentence(at_big_local: Visit) -> None:
    address = {
        "measure": "happiness",
        "period": "1066",
        "region": "Atlantis",
        "wave": "9",
        "deprivation": "Rich",
        "area": "nowhere",
    }
    visitor = at_big_local(f"/?{urlencode(address)}")
    visitor.expect_areas(150)
    assert sorted(visitor.page.get_by_test_id("stAlert").all_inner_texts()) == [
        "There are no figures of “1066” for this measure. Those of 2025 are shown instead.",
        "There is no area “nowhere”. Search for an area above.",
        "There is no deprivation group “Rich”. Areas are shown without that deprivation group.",
        "There is no measure “happiness”. The usual measure is shown.",
        "There is no region “Atlantis”. Areas are shown without that region.",
        "There is no wave “9”. Areas are shown without that wave.",
    ]


@pytest.mark.parametrize("page", ["/", "/area"])
def test_hostile_values_do_no_harm(at_big_local: Visit, page: str) -> None:
    visitor = at_big_local(page)
    for value in HOSTILE.values():
        visitor.open(f"{page}?{urlencode(dict.fromkeys(PARAMETERS, value))}")
        expect(visitor.page.get_by_test_id("stAlert")).to_have_count(len(PARAMETERS))
        expect(visitor.page.get_by_test_id("stAlert").locator("a, img, script")).to_have_count(0)
        visitor.see_no_fault()


def test_ten_thousand_characters_do_no_harm(at_big_local: Visit) -> None:
    visitor = at_big_local(f"/?{urlencode({'measure': 'residents', 'area': 'x' * 10_000, 'region': '<' * 3_000})}")
    visitor.expect_areas(150)
    expect(visitor.page.get_by_test_id("stAlert")).to_have_count(2)
    longest = max(len(words) for words in visitor.page.get_by_test_id("stAlert").all_inner_texts())
    assert longest < 200


def test_the_pages_share_one_view(at_big_local: Visit) -> None:
    visitor = at_big_local()
    visitor.choose("Topic", "People")
    visitor.choose("Measure (areas with data)", "People living around the area (150)")
    visitor.expect_menu("Period", "2021")
    visitor.mark("tile", "whitley-bay").click()
    visitor.expect_chosen("whitley-bay")
    visitor.page_link("Data").click()
    expect(visitor.page.locator("h1")).to_have_text("Data coverage and missing returns")
    visitor.page_link("Overview").click()
    expect(visitor.page.locator("h1")).to_contain_text("150 areas: who took part")
    visitor.expect_menu("Measure (areas with data)", "People living around the area (150)")
    visitor.expect_chosen("whitley-bay")


def test_an_area_chosen_from_the_list_of_the_area_page_stays_when_a_control_is_used(at_big_local: Visit) -> None:
    visitor = at_big_local("/area")
    page = visitor.page
    page.get_by_role("link", name="Dyke House", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dyke House")
    page.get_by_text("Hide the names of other areas", exact=True).click()
    expect(page).to_have_url(re.compile(r"/area\?.*\barea=dyke-house\b.*\bothers=unlabelled$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dyke House")
