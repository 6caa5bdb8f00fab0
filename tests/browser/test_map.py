"""The Map page: filters, choosing an area by mouse and keyboard, the way back, the table's file, and a phone."""

import pytest
from playwright.sync_api import Locator, expect

from .conftest import Visit
from .screen import DOWNLOAD, csv_rows, saved
from .traces import holds_number
from .visitor import NARROW, Visitor

pytestmark = pytest.mark.browser

SMALLEST_PX = 24
"""The minimum size of a target in the Web Content Accessibility Guidelines 2.2, criterion 2.5.8."""


def test_a_region_leaves_its_areas_and_clearing_brings_all_back(at_big_local: Visit) -> None:
    visitor = at_big_local()
    visitor.expect_areas(150)
    visitor.choose("Region", "London")
    visitor.expect_areas(26)
    expect(visitor.page.get_by_text("26 of 150 areas shown: London", exact=True)).to_be_visible()
    visitor.expect_address(region="London")
    visitor.page.get_by_role("button", name="Clear filters").click()
    visitor.expect_areas(150)
    expect(visitor.page.get_by_text("All 150 areas shown", exact=True)).to_be_visible()
    visitor.expect_menu("Region", "All")
    visitor.expect_address()


def test_back_and_forward_go_through_the_views(at_big_local: Visit) -> None:
    visitor = at_big_local()
    visitor.expect_areas(150)
    visitor.choose("Region", "London")
    visitor.expect_areas(26)
    visitor.choose("Wave", "2")
    visitor.expect_address(region="London", wave="2")
    visitor.page.go_back()
    visitor.expect_areas(26)
    visitor.expect_menu("Wave", "All")
    visitor.page.go_back()
    visitor.expect_areas(150)
    visitor.expect_menu("Region", "All")
    visitor.expect_address()
    visitor.page.go_forward()
    visitor.expect_areas(26)
    visitor.expect_menu("Region", "London")
    visitor.expect_address(region="London")


def test_a_click_on_a_tile_chooses_its_area_and_leads_to_its_page_and_back(at_big_local: Visit) -> None:
    visitor = at_big_local("/?region=North+East")
    visitor.mark("tile", "whitley-bay").click()
    visitor.expect_chosen("whitley-bay")
    visitor.expect_address(region="North East", area="whitley-bay")
    box = visitor.page.locator(".st-key-chosen")
    expect(box).to_contain_text("Whitley Bay, North Tyneside")
    box.get_by_role("link", name="Open area").click()
    expect(visitor.page.locator("h1")).to_contain_text("Whitley Bay")
    visitor.page.go_back()
    expect(visitor.page.locator("h1")).to_have_text("Where are the 150 areas, and how do they stand?")
    visitor.expect_chosen("whitley-bay")
    visitor.expect_menu("Region", "North East")
    visitor.page.get_by_role("button", name="Clear area").click()
    expect(visitor.page.locator("[aria-pressed=true].tile")).to_have_count(0)
    visitor.expect_address(region="North East")


@pytest.mark.parametrize("kind", ["tile", "dot"])
def test_the_keyboard_alone_reaches_walks_and_chooses(at_big_local: Visit, kind: str) -> None:
    visitor = at_big_local("/?region=North+East")
    visitor.expect_areas(10)
    first = tab_to(visitor, kind)
    walked = {first, *(step(visitor, kind, way) for way in ("ArrowDown", "ArrowRight", "ArrowLeft", "ArrowUp") * 2)}
    assert len(walked) > 2
    last = step(visitor, kind, "ArrowRight")
    assert is_marked(visitor.mark(kind, last))
    visitor.page.keyboard.press("Enter")
    visitor.expect_chosen(last)
    visitor.expect_address(region="North East", area=last)
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
    expect(visitor.page.get_by_text(f"Data version {version}", exact=True)).to_be_visible()
    assert len(rows) == 150
    assert {(row["period"], row["state"]) for row in rows} == {("2021", "value")}
    assert first_table_rows(visitor, 151) == first_by_name(rows, 5)
    sent = b"\n".join(visitor.messages)
    assert all(holds_number(sent, round(float(row["value"]))) for row in rows)  # as rounded as the table shows it
    visitor.choose("Region", "London")
    visitor.expect_areas(26)
    _, rows = downloaded(visitor)
    assert len(rows) == 26
    assert {row["region"] for row in rows} == {"London"}
    assert first_table_rows(visitor, 27) == first_by_name(rows, 5)


def downloaded(visitor: Visitor) -> tuple[str, list[dict[str, str]]]:
    """Press the button under the table of the Map; return the file's name and rows."""
    name, content = saved(visitor.page.get_by_role("button", name=DOWNLOAD))
    return name, csv_rows(content)


def first_table_rows(visitor: Visitor, lines: int) -> list[tuple[str, str]]:
    """Wait until the table has this many lines; return area and figure of its first five rows, as screen readers get them."""
    table = visitor.page.get_by_test_id("stDataFrame").locator("table[role=grid]")
    expect(table).to_have_attribute("aria-rowcount", str(lines))
    rows = table.locator("tbody tr").all()[:5]
    cells = [row.locator("[role=gridcell]").all_text_contents() for row in rows]
    return [(row_cells[0], row_cells[1]) for row_cells in cells]


def first_by_name(rows: list[dict[str, str]], number: int) -> list[tuple[str, str]]:
    """Return area and figure, without decimals, of the first rows in order of name."""
    ordered = sorted(rows, key=lambda row: row["area_name"])[:number]
    return [(row["area_name"], f"{float(row['value']):.0f}") for row in ordered]


def test_on_a_phone_tiles_come_first_and_filters_lie_behind_a_switch(at_big_local: Visit) -> None:
    visitor = at_big_local(viewport=NARROW)
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
    expect(visitor.menu("Measure")).to_be_visible()
    expect(visitor.menu("Region")).to_be_hidden()
    page.get_by_text("Show filters").click()
    expect(visitor.menu("Region")).to_be_visible()
    visitor.choose("Region", "London")
    expect(page.locator(".tile")).to_have_count(26)
    assert min(page.locator(".tile").evaluate_all(sizes)) >= SMALLEST_PX
