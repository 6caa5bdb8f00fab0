"""From the address of the dashboard to slides, handout and hall file of an area, and presenting on the screen."""

import io
from pathlib import Path

from playwright.sync_api import Page, expect
from pptx import Presentation
from pypdf import PdfReader

from .conftest import Visit

CARD = ".slide-card h3"


def titles(page: Page) -> list[str]:
    """Return the titles of the slides of the page, without their numbers."""
    return [text.partition(". ")[2] for text in page.locator(CARD).all_inner_texts()]


def saved(page: Page, label: str) -> bytes:
    """Press the button of a file and return its content."""
    with page.expect_download() as download:
        page.get_by_role("button", name=label, exact=True).click()
    return Path(download.value.path()).read_bytes()


def test_the_files_of_an_area_hold_the_slides_of_the_page(at_practice: Visit) -> None:
    page = at_practice("/present?area=drubessel").page
    expect(page.locator(CARD).first).to_be_visible()
    shown = titles(page)
    deck = Presentation(io.BytesIO(saved(page, "Slides (PowerPoint)")))
    named = [slide.shapes.title.text_frame.text for slide in deck.slides if slide.shapes.title]
    assert named[1 : len(shown) + 1] == shown
    handout = PdfReader(io.BytesIO(saved(page, "Handout (PDF)")))
    text = " ".join(" ".join(part.extract_text().split()) for part in handout.pages)
    assert all(title in text for title in shown)
    hall = saved(page, "One file for the hall (HTML)").decode()
    assert all(title.replace("'", "&#39;") in hall for title in shown)
    assert "http://127.0.0.1" in hall or "http://localhost" in hall


def test_an_order_that_was_chosen_survives_a_new_visit(at_practice: Visit) -> None:
    page = at_practice("/present?area=drubessel").page
    expect(page.locator(CARD).first).to_be_visible()
    first, second, *_ = titles(page)
    page.get_by_role("button", name=f"Later {first}").click()
    expect(page.locator(CARD).first).to_have_text(f"1. {second}")
    page.reload()
    expect(page.locator(CARD).first).to_have_text(f"1. {second}")


def test_the_pack_is_presented_on_the_screen_with_the_arrow_keys(at_practice: Visit) -> None:
    page = at_practice("/present?area=drubessel").page
    expect(page.locator(CARD).first).to_be_visible()
    first = titles(page)[0]
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Present on this screen").click()
    screen = opened.value
    expect(screen.locator("#counter")).to_have_text("1 of 9")
    screen.keyboard.press("ArrowRight")
    expect(screen.get_by_role("heading", name=first)).to_be_visible()
    screen.close()
