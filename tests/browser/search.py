"""The search on top of every page: its results, and the way to the first of them."""

from playwright.sync_api import Locator, expect

from .visitor import Visitor


def search_results(visitor: Visitor, words: str, sentence: str) -> Locator:
    """Search for words, wait for the sentence above the results, and return the links of the results."""
    visitor.search(words)
    box = visitor.page.locator(".st-key-search-results")
    expect(box).to_contain_text(sentence)
    visitor.settle()
    return box.get_by_test_id("stPageLink-NavLink")


def open_first_result(visitor: Visitor, area: str) -> None:
    """Go to the first area among the search results, and wait until its page is complete."""
    visitor.page.locator(".st-key-search-results").get_by_test_id("stPageLink-NavLink").first.click()
    expect(visitor.page.locator("h1")).to_have_text(f"Practice: {area}: what was done and what we know")
    visitor.settle()
