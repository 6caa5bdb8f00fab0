"""The overview and the frame: filters, tiles, choosing an area by mouse and keyboard, the way back, a file, a phone."""

import pytest
from playwright.sync_api import Locator, expect

from .conftest import Visit
from .screen import csv_rows, saved_under_table
from .visitor import NARROW, Visitor

pytestmark = pytest.mark.browser

MAP = "/?measure=deprivation_rank"
"""The overview of a measure that every area has; without returns it opens on the public record."""
TITLE = "150 areas: who took part, what they won, how they got on with their councils"
SCRIPTS = "() => performance.getEntriesByType('resource').map(entry => entry.name)"
"""The address of every file that a page has asked for."""
SMALLEST_PX = 24
"""The minimum size of a target in the Web Content Accessibility Guidelines 2.2, criterion 2.5.8."""


def test_a_region_leaves_its_areas_and_clearing_brings_all_back(at_big_local: Visit) -> None:
    visitor = at_big_local(MAP)
    visitor.expect_areas(150)
    visitor.choose("Region", "London")
    visitor.expect_areas(26)
    expect(visitor.page.get_by_text("26 of 150 areas shown: London")).to_be_visible()
    visitor.expect_address(measure="deprivation_rank", region="London")
    visitor.page.get_by_role("button", name="Clear filters").click()
    visitor.expect_areas(150)
    expect(visitor.page.get_by_text("areas shown")).to_have_count(0)
    visitor.expect_menu("Region", "All")
    visitor.expect_address(measure="deprivation_rank")


def test_back_and_forward_go_through_the_views(at_big_local: Visit) -> None:
    visitor = at_big_local(MAP)
    visitor.expect_areas(150)
    visitor.choose("Region", "London")
    visitor.expect_areas(26)
    visitor.choose("Wave", "2")
    visitor.expect_address(measure="deprivation_rank", region="London", wave="2")
    visitor.page.go_back()
    visitor.expect_areas(26)
    visitor.expect_menu("Wave", "All")
    visitor.page.go_back()
    visitor.expect_areas(150)
    visitor.expect_menu("Region", "All")
    visitor.expect_address(measure="deprivation_rank")
    visitor.page.go_forward()
    visitor.expect_areas(26)
    visitor.expect_menu("Region", "London")
    visitor.expect_address(measure="deprivation_rank", region="London")


def test_a_click_on_a_tile_chooses_its_area_and_leads_to_its_page_and_back(at_big_local: Visit) -> None:
    visitor = at_big_local(f"{MAP}&region=North+East")
    visitor.mark("tile", "whitley-bay").click()
    visitor.expect_chosen("whitley-bay")
    visitor.expect_address(measure="deprivation_rank", region="North East", area="whitley-bay")
    box = visitor.page.locator(".st-key-chosen")
    expect(box).to_contain_text("Whitley Bay, North Tyneside")
    box.get_by_role("link", name="Open this area").click()
    expect(visitor.page.locator("h1")).to_contain_text("Whitley Bay")
    visitor.page.go_back()
    expect(visitor.page.locator("h1")).to_have_text(TITLE)
    visitor.expect_chosen("whitley-bay")
    visitor.expect_menu("Region", "North East")
    visitor.page.get_by_role("button", name="Choose another area").click()
    expect(visitor.page.locator("[aria-pressed=true].tile")).to_have_count(0)
    visitor.expect_address(measure="deprivation_rank", region="North East")


@pytest.mark.parametrize("kind", ["tile", "dot"])
def test_the_keyboard_alone_reaches_walks_and_chooses(at_big_local: Visit, kind: str) -> None:
    visitor = at_big_local(f"{MAP}&region=North+East")
    visitor.expect_areas(10)
    if kind == "dot":
        visitor.page.get_by_role("button", name="Map of England").click()
    first = tab_to(visitor, kind)
    walked = {first, *(step(visitor, kind, way) for way in ("ArrowDown", "ArrowRight", "ArrowLeft", "ArrowUp") * 2)}
    assert len(walked) > 2
    last = step(visitor, kind, "ArrowRight")
    assert is_marked(visitor.mark(kind, last))
    visitor.page.keyboard.press("Enter")
    visitor.expect_chosen(last)
    visitor.expect_address(measure="deprivation_rank", region="North East", area=last)
    expect(visitor.page.locator(".st-key-chosen")).to_be_visible()
    assert visitor.focused() == {"id": last, "kind": kind}
    assert is_marked(visitor.mark(kind, last))
    assert step(visitor, kind, "ArrowLeft")


def tab_to(visitor: Visitor, kind: str) -> str:
    """Press Tab until a mark of that kind has the focus; return its area."""
    for _ in range(40):
        visitor.page.keyboard.press("Tab")
        mark = visitor.focused()
        if mark and mark["kind"] == kind:
            return mark["id"]
    pytest.fail(f"The Tab key does not reach a {kind}.")


def step(visitor: Visitor, kind: str, key: str) -> str:
    """Press an arrow key; return the area of the mark that then has the focus."""
    visitor.page.keyboard.press(key)
    mark = visitor.focused()
    assert mark is not None
    assert mark["kind"] == kind
    return mark["id"]


def is_marked(mark: Locator) -> bool:
    """Whether a mark shows that it has the focus: a tile by an outline, a dot by a thick edge."""
    return mark.evaluate("""e => {
        const style = getComputedStyle(e);
        const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        const edged = e.classList.contains('dot') && parseFloat(style.strokeWidth) >= 40;
        return e.matches(':focus-visible') && (outlined || edged);
    }""")


def test_the_file_under_the_table_holds_the_rows_of_the_table(at_big_local: Visit) -> None:
    visitor = at_big_local("/?measure=tenure_social")
    visitor.expect_areas(150)
    name, rows = downloaded(visitor)
    version = rows[0]["data_version"]
    assert name == f"big-local-tenure-social-2021-v{version}.csv"
    expect(visitor.page.get_by_text(f", data version {version}.")).to_be_visible()
    assert len(rows) == 150
    assert {(row["period"], row["state"]) for row in rows} == {("2021", "figure")}
    assert table_rows(visitor, 150) == by_name(rows)
    visitor.choose("Region", "London")
    visitor.expect_areas(26)
    _, rows = downloaded(visitor)
    assert len(rows) == 26
    assert {row["region"] for row in rows} == {"London"}
    assert table_rows(visitor, 26) == by_name(rows)


def downloaded(visitor: Visitor) -> tuple[str, list[dict[str, str]]]:
    """Save the CSV file under the table; return its name and rows."""
    ((name, content),) = saved_under_table(visitor.page, "CSV")
    return name, csv_rows(content)


def table_rows(visitor: Visitor, number: int) -> list[tuple[str, str]]:
    """Wait until the table has this many rows; return area and figure of each."""
    rows = visitor.page.locator(".data-table tbody tr")
    expect(rows).to_have_count(number)
    cells = rows.evaluate_all("rows => rows.map(row => [...row.cells].slice(0, 2).map(cell => cell.innerText))")
    return [(area, figure) for area, figure in cells]


def by_name(rows: list[dict[str, str]]) -> list[tuple[str, str]]:
    """Return area and figure, without decimals, of rows in order of name."""
    ordered = sorted(rows, key=lambda row: row["area_name"])
    return [(row["area_name"], f"{float(row['value']):.0f}") for row in ordered]


def test_on_a_phone_tiles_come_first_and_filters_lie_behind_a_switch(at_big_local: Visit) -> None:
    visitor = at_big_local(MAP, viewport=NARROW)
    page = visitor.page
    expect(page.locator(".tile").first).to_be_visible()
    expect(page.locator(".dot").first).to_be_hidden()
    sizes = "tiles => tiles.map(e => e.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"
    assert min(page.locator(".tile").evaluate_all(sizes)) >= SMALLEST_PX
    page.get_by_role("button", name="Map of England").click()
    expect(page.locator(".dot").first).to_be_visible()
    expect(page.locator(".tile").first).to_be_hidden()
    page.get_by_role("button", name="Tiles by region").click()
    expect(page.locator(".tile").first).to_be_visible()
    expect(visitor.menu("Measure (areas with data)")).to_be_visible()
    expect(visitor.menu("Region")).to_be_hidden()
    page.get_by_text("Show filters").click()
    expect(visitor.menu("Region")).to_be_visible()
    visitor.choose("Region", "London")
    expect(page.locator(".tile")).to_have_count(26)
    assert min(page.locator(".tile").evaluate_all(sizes)) >= SMALLEST_PX


def test_a_tile_colours_the_map_without_a_new_visit_and_back_returns(at_practice: Visit) -> None:
    visitor = at_practice("/?programme=practice")
    page = visitor.page
    tile = page.locator("section.headline[aria-current]")
    expect(tile).to_contain_text("People taking part")
    page.evaluate("window.isSameVisit = true")
    page.get_by_role("link", name="Funding won", exact=True).click()
    expect(tile).to_contain_text("Funding won")
    visitor.expect_menu("Topic", "Funding wins")
    page.go_back()
    expect(tile).to_contain_text("People taking part")
    assert page.evaluate("window.isSameVisit")


def test_a_mark_speaks_at_once_on_hover_and_on_focus(at_big_local: Visit) -> None:
    visitor = at_big_local(MAP)
    mark = visitor.mark("tile", "whitley-bay")
    tip = visitor.page.locator(".maps .tip")
    expect(tip).to_be_hidden()
    mark.hover()
    expect(tip).to_have_text(mark.get_attribute("aria-label") or "")
    visitor.page.mouse.move(0, 0)
    expect(tip).to_be_hidden()
    mark.focus()
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("Whitley Bay")


def test_the_strip_has_a_dot_for_each_area_that_speaks_moves_by_arrows_and_chooses_its_area(
    at_big_local: Visit,
) -> None:
    visitor = at_big_local("/?measure=tenure_social&region=North+East")
    page, dots = visitor.page, visitor.page.locator(".strip .point")
    expect(dots).to_have_count(10)
    lowest, tip = page.locator('.strip .point[tabindex="0"]'), page.locator(".strip .tip")
    expect(lowest).to_have_attribute("aria-label", "Whitley Bay, North Tyneside: 5%")
    lowest.hover()
    expect(tip).to_have_text("Whitley Bay, North Tyneside: 5%")
    lowest.focus()
    page.keyboard.press("ArrowRight")
    expect(tip).to_have_text("CELL - Lynemouth, Cresswell, Ellington and Linton, Northumberland: 18%")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    visitor.expect_address(measure="tenure_social", region="North East", area="whitley-bay")
    expect(page.locator(".strip .names")).to_have_text("Whitley Bay")
    expect(page.locator('.strip .point[aria-pressed="true"]')).to_be_focused()
    expect(page.locator(".strip .beside text")).to_have_text(["England 17%", "North East 22%"])
    assert not [address for address in page.evaluate(SCRIPTS) if "PlotlyChart" in address]


@pytest.mark.parametrize(("address", "parts"), [("/", (".record-map",)), (MAP, (".maps", ".name-lists"))])
def test_all_but_the_table_is_above_the_fold(at_big_local: Visit, address: str, parts: tuple[str, ...]) -> None:
    page = at_big_local(address).page
    for part in (".headlines", *parts):
        box = page.locator(part).bounding_box()
        assert box and box["y"] + box["height"] <= 768, part


def test_the_frame_has_landmarks_says_which_page_it_is_and_announces_a_new_one(at_big_local: Visit) -> None:
    page = at_big_local().page
    expect(page.get_by_role("navigation", name="Pages")).to_be_visible()
    expect(page.get_by_role("search")).to_be_visible()
    expect(page.get_by_role("contentinfo")).to_contain_text("Last updated ")
    expect(page.locator("[aria-current=page]")).to_have_text("Overview")
    live = page.locator("[role=status].unseen")
    expect(live).to_have_text(TITLE)
    page.locator(".record-names a").last.click()
    expect(page.locator("[aria-current=page]")).to_have_text("Area")
    expect(live).to_have_text(page.locator("h1").inner_text())


def test_the_search_offers_names_and_opens_the_only_area_of_a_name(at_big_local: Visit) -> None:
    page = at_big_local().page
    box = page.get_by_role("search").locator("input")
    expect(box).to_have_attribute("list", "area-names")
    assert page.locator("#area-names option", has_text="Blackpool Revoe").count() == 1
    box.fill("Blackpool Revoe")
    box.press("Enter")
    expect(page.locator("h1")).to_contain_text("Blackpool Revoe")
    box.fill("zzzzqq")
    box.press("Enter")
    sentence = "No area matches “zzzzqq”."
    expect(page.locator(".st-key-search-results")).to_contain_text(sentence)
    expect(page.locator("[role=status].unseen")).to_contain_text(sentence)


def test_an_unknown_address_is_answered_in_our_own_frame(at_big_local: Visit) -> None:
    page = at_big_local("/no-such-page").page
    expect(page.get_by_text("There is no page “no-such-page” here.")).to_be_visible()
    expect(page.get_by_role("navigation", name="Pages")).to_be_visible()
    expect(page.locator("[data-testid=stModal], [role=dialog]")).to_have_count(0)


def test_on_a_phone_a_button_opens_the_menu(at_big_local: Visit) -> None:
    page = at_big_local(viewport=NARROW).page
    menu = page.get_by_role("button", name="Menu")
    expect(page.get_by_role("link", name="Trends", exact=True).first).to_be_hidden()
    menu.click()
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.get_by_role("navigation").get_by_role("link", name="Trends").click()
    expect(page.locator("[aria-current=page]")).to_have_text("Trends")
    expect(menu).to_have_attribute("aria-expanded", "false")
