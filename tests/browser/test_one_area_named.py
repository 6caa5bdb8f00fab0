"""On a slide only one's own area is named: no other name is on a page, in its pictures or files, or sent to the browser."""

import pytest
from playwright.sync_api import expect

from .conftest import Rows, Visit
from .screen import first_files, pictures
from .test_pages import NAMES
from .visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.prove]

AREA, AREA_ID = "Drubessel", "drubessel"
HIDE = "Hide the names of other areas"


def names_in(visitor: Visitor, names: list[str], most_files: int = 1) -> set[str]:
    """Return which names are on the page: in its words, its pictures, its first files, or in what the browser was sent."""
    page = visitor.page
    texts = [page.locator("body").inner_text(), page.title(), *pictures(page)]
    texts += [content.decode("utf-8-sig") for content in first_files(page, most_files)]
    texts.append(b"\n".join(visitor.messages).decode("utf-8", errors="replace"))
    visitor.messages.clear()
    everything = "\n".join(texts)
    assert AREA in everything
    return {name for name in names if name in everything}


def test_where_no_other_area_is_to_be_named_no_page_picture_or_file_names_one(
    at_practice: Visit, practice: Rows
) -> None:
    names = [name for (name,) in practice("SELECT area_name FROM area WHERE area_id <> ?", AREA_ID)]
    similar = practice("SELECT similar_id FROM similar_area WHERE area_id = ? ORDER BY nearness LIMIT 3", AREA_ID)
    together = ".".join([AREA_ID, *(similar_id for (similar_id,) in similar)])
    visitor = at_practice(f"/?area={AREA_ID}&areas={together}&measure=women_share&period=2022")
    visitor.expect_areas(150)
    assert len(names_in(visitor, names)) == 149  # the names are found where they are shown
    visitor.page.get_by_text(HIDE, exact=True).click()
    expect(visitor.page.get_by_text("The map and lists are left out while no other area is named")).to_be_visible()
    visitor.settle()
    visitor.messages.clear()
    visitor.page.reload()
    visitor.settle()
    names_on_pages = {"Overview": names_in(visitor, names)}
    for page in NAMES[:-1]:
        visitor.go_to(page)
        names_on_pages[page] = names_in(visitor, names)
    assert names_on_pages == {name: set() for name in ("Overview", *NAMES[:-1])}
    visitor.follow("Overview", "150 areas")
    visitor.page.get_by_text(HIDE, exact=True).click()
    visitor.expect_areas(150)
