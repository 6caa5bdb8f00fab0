"""The file for the hall in a real browser, opened from a disk with the network cut: reading, presenting, and its tables."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page, expect

from dashboard.pack import embed
from dashboard.pack.hall import hall_file
from tests.dashboard.pack.samples import HOSTILE, HOSTILE_PACK, PACK


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """Yield the sample pack, opened from a file by a browser without a network; nothing may be asked for or fail."""
    path = tmp_path / "hall.html"
    path.write_text(hall_file(PACK), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1024, "height": 768}, offline=True)
    page = context.new_page()
    requests, faults = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.goto(path.as_uri())
    yield page
    assert {url.partition("#")[0] for url in requests if not url.startswith(("data:", "about:"))} == {path.as_uri()}
    assert not faults
    context.close()


@pytest.mark.parametrize("width", [700, 340])
def test_an_embedded_finding_asks_for_nothing_and_passes_the_accessibility_check(browser: Browser, width: int):
    context = browser.new_context(viewport={"width": width, "height": embed.HEIGHT})
    page = context.new_page()
    requests, faults = [], []
    page.on("console", lambda message: faults.append(message.text))
    page.on("request", lambda request: requests.append(request.url))
    page.route(
        "https://compare.example.org/**",
        lambda route: route.fulfill(
            body=embed.page(replace(PACK, findings=PACK.findings[:1])),
            content_type="text/html",
            headers={"Content-Security-Policy": embed.policy()},
        ),
    )
    page.goto("https://compare.example.org/embed/a/b/c")
    page.get_by_text("Table").click()
    expect(page.get_by_role("cell", name="52% to 71%")).to_be_visible()
    expect(page.get_by_role("img")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert len(requests) == 1
    assert not faults
    assert not violations(page)
    context.close()


def violations(page: Page) -> list[str]:
    """Return the violations that axe-core names on a page."""
    faults = Axe().run(page).response["violations"]
    return [f"{violation['id']}: {[node['html'][:90] for node in violation['nodes']]}" for violation in faults]


def test_it_can_be_read_with_pictures_facts_and_what_is_not_known(opened: Page):
    assert opened.title() == PACK.title
    for finding in PACK.findings:
        expect(opened.get_by_role("heading", name=finding.title)).to_be_visible()
    assert opened.get_by_role("img").count() == 3
    expect(opened.get_by_text("No returns on spending are loaded for this area.")).to_be_visible()


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("keys", ["", "d", "p", "dp"])
def test_it_passes_the_accessibility_check_in_both_views(opened: Page, width: int, keys: str):
    opened.set_viewport_size({"width": width, "height": 844})
    for key in keys:
        opened.keyboard.press(key)
    assert not violations(opened)
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_keys_move_between_findings_and_esc_ends(opened: Page):
    opened.keyboard.press("p")
    counter = opened.locator("#counter")
    expect(counter).to_have_text("1 of 7")
    for key, place in (
        ("ArrowRight", 2),
        ("PageDown", 3),
        (" ", 4),
        ("PageUp", 3),
        ("ArrowLeft", 2),
        ("End", 7),
        ("Home", 1),
    ):
        opened.keyboard.press(key)
        expect(counter).to_have_text(f"{place} of 7")
    opened.keyboard.press("ArrowRight")
    expect(opened.get_by_role("heading", name=PACK.findings[0].title)).to_be_visible()
    expect(opened.get_by_role("heading", name=PACK.findings[1].title)).to_be_hidden()
    opened.keyboard.press("Escape")
    expect(opened.get_by_role("heading", name=PACK.findings[1].title)).to_be_visible()


def test_the_back_row_can_read_it(opened: Page):
    opened.keyboard.press("p")
    opened.keyboard.press("ArrowRight")
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    assert opened.locator(".current h2").evaluate(size) >= 40
    picture = opened.locator(".current .light .wide svg")
    scale = picture.evaluate("svg => svg.getScreenCTM().a")
    label = opened.locator(".current .light .wide svg text").first.evaluate(size)
    assert label * scale >= 24
    box = picture.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 768 - 50


def test_where_a_number_is_from_is_one_key_away(opened: Page):
    opened.keyboard.press("p")
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("w")
    box = opened.get_by_role("dialog", name="Where is this number from?")
    expect(box).to_contain_text(PACK.findings[0].sentence)
    expect(box).to_contain_text("Between 52% and 71% (95% confidence interval).")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.getElementById('box').contains(document.activeElement)")
    opened.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(opened.locator("#counter")).to_have_text("2 of 7")


def test_notes_open_in_a_second_window_and_keep_step(opened: Page):
    opened.keyboard.press("p")
    opened.keyboard.press("ArrowRight")
    with opened.expect_popup() as popup:
        opened.keyboard.press("s")
    notes = popup.value
    expect(notes.locator("body")).to_contain_text(PACK.findings[0].sentence)
    expect(notes.locator("body")).to_contain_text(f"Next: {PACK.findings[1].title}")
    opened.bring_to_front()
    opened.keyboard.press("ArrowRight")
    expect(notes.locator("h1")).to_have_text(PACK.findings[1].title)


def test_notes_are_shown_over_the_slide_where_no_second_window_opens(opened: Page):
    opened.evaluate("window.open = () => null")
    opened.keyboard.press("p")
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("s")
    expect(opened.get_by_role("dialog", name="Speaker notes")).to_contain_text(PACK.findings[0].sentence)


def test_presenting_goes_on_when_the_second_window_ends_full_screen(opened: Page):
    opened.get_by_role("button", name="Present").click()
    opened.keyboard.press("ArrowRight")
    opened.wait_for_function("document.fullscreenElement")
    with opened.expect_popup():
        opened.keyboard.press("s")
    opened.evaluate("document.fullscreenElement && document.exitFullscreen()")
    opened.wait_for_function("!document.fullscreenElement")
    expect(opened.locator("#counter")).to_be_visible()


def test_where_a_fact_of_the_record_is_from_has_its_publisher(opened: Page):
    opened.goto(f"{opened.url}#present=5")
    opened.reload()
    opened.keyboard.press("w")
    box = opened.get_by_role("dialog", name="Where is this number from?")
    expect(box.get_by_role("link", name="Aldermarsh Gazette")).to_be_visible()


def test_tables_are_open_and_letters_dark_on_paper(opened: Page):
    opened.keyboard.press("d")
    opened.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    opened.emulate_media(media="print")
    assert opened.locator("details:not([open])").count() == 0
    assert opened.evaluate("getComputedStyle(document.body).color") == "rgb(26, 26, 26)"


def test_a_table_is_sorted_by_its_heads_and_saved_as_csv(opened: Page):
    opened.locator("summary").first.click()
    table = opened.get_by_role("table", name=PACK.findings[0].title)
    head = table.get_by_role("button", name="Aldermarsh")
    column = "rows => rows.map(row => row.children[1].textContent)"
    head.click()
    assert table.locator("tbody tr").evaluate_all(column) == ["48%", "51%", "62%", "suppressed [c]"]
    head.click()
    assert table.locator("tbody tr").evaluate_all(column) == ["62%", "51%", "48%", "suppressed [c]"]
    with opened.expect_download() as download:
        opened.get_by_role("link", name="Save this table (CSV)").first.click()
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Year,Aldermarsh,95% confidence interval,All areas"
    assert lines[4] == "2023,62%,52% to 71%,47%"


def test_texts_that_look_like_code_do_nothing(browser: Browser, tmp_path: Path):
    path = tmp_path / "hostile.html"
    path.write_text(hall_file(HOSTILE_PACK), encoding="utf-8")
    page = browser.new_page()
    alerts = []

    def refuse(dialog: Dialog) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.goto(path.as_uri())
    expect(page.get_by_role("heading", name="<script>alert(1)</script>")).to_be_visible()
    expect(page.get_by_text(HOSTILE.items[0].text)).to_be_visible()
    assert not alerts
    page.close()
