"""A link sent to a colleague shows what its sender saw: the same title, answer and tables."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from .conftest import Visit
from .screen import answer
from .visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.prove]


def page_content(visitor: Visitor) -> dict[str, Any]:
    """Return the content of a page: title, answer, headings, and the words of its tables."""
    page = visitor.page
    tables = page.locator("table.data-table")
    expect(tables.first).to_be_attached()
    return {
        "title": page.title(),
        "answer": answer(page),
        "tables": tables.all_text_contents(),
        "headings": page.get_by_role("heading").all_inner_texts(),
    }


def test_a_link_shows_another_person_what_its_sender_chose(at_practice: Visit, practice_server: str) -> None:
    sender = at_practice("/compare?areas=yaffarrix.flimoskin")
    sent = {"Compare": chosen_on_compare(sender)}
    for page, choose in (
        ("Trends", chosen_on_trends),
        ("Funding", chosen_on_funding),
        ("Councils", chosen_on_councils),
        ("Progress", chosen_on_progress),
    ):
        sender.open(f"/{page.lower()}")
        sent[page] = choose(sender)
    receiver = at_practice("/about")
    received = {}
    for page, (address, _) in sent.items():
        receiver.open(address.removeprefix(practice_server))
        received[page] = page_content(receiver)
    assert received == {page: content for page, (_, content) in sent.items()}


def address_and_content(visitor: Visitor, *words: str) -> tuple[str, dict[str, Any]]:
    """Wait until the page's title or answer has these words; return its address and content."""
    for word in words:
        expect(visitor.page.locator("h1, .st-key-answer").filter(has_text=word).first).to_be_visible()
    visitor.settle()
    return visitor.page.url, page_content(visitor)


def chosen_on_compare(visitor: Visitor) -> tuple[str, dict[str, Any]]:
    """Choose another measure, a period, and the funnel."""
    visitor.choose("Measure", "Bid success rate")
    expect(visitor.page.locator(".st-key-answer")).to_contain_text("(all years)")
    visitor.choose("Period", "2023")
    expect(visitor.page.locator(".st-key-answer")).to_contain_text("(2023)")
    visitor.page.get_by_role("radio", name="Funnel", exact=True).click()
    expect(visitor.page).to_have_url(re.compile("section=funnel"))
    return address_and_content(visitor, "(2023)")


def chosen_on_trends(visitor: Visitor) -> tuple[str, dict[str, Any]]:
    """Choose a topic, a measure and the year of the plan."""
    visitor.page.get_by_role("radio", name="Meetings", exact=True).click()
    expect(visitor.page.locator(".st-key-answer")).to_contain_text("Partnership meetings held")
    visitor.choose("Measure", "Community events held")
    expect(visitor.page.locator(".st-key-answer")).to_contain_text("Community events held")
    visitor.page.get_by_role("radio", name="Year of plan", exact=True).click()
    return address_and_content(visitor, "Community events held", "year 1")


def chosen_on_funding(visitor: Visitor) -> tuple[str, dict[str, Any]]:
    """Choose a region, a wave, and what was won by year."""
    visitor.choose("Region", "London")
    expect(visitor.page.locator(".st-key-answer")).to_contain_text("(London)")
    visitor.choose("Wave", "2")
    expect(visitor.page.locator(".st-key-answer")).to_contain_text("(London, wave 2)")
    visitor.page.get_by_role("radio", name="By year", exact=True).click()
    expect(visitor.page).to_have_url(re.compile("section=year"))
    return address_and_content(visitor, "(London, wave 2)")


def chosen_on_councils(visitor: Visitor) -> tuple[str, dict[str, Any]]:
    """Choose a council."""
    visitor.choose("Council", "Jompandle Council")
    return address_and_content(visitor, "Relationship with Jompandle Council")


def chosen_on_progress(visitor: Visitor) -> tuple[str, dict[str, Any]]:
    """Choose a region, and the part on themes."""
    visitor.choose("Region", "London")
    expect(visitor.page.locator(".st-key-answer")).to_contain_text("London")
    visitor.page.get_by_role("radio", name="Themes", exact=True).click()
    expect(visitor.page.get_by_role("heading", name="Spending by theme")).to_be_visible()
    return address_and_content(visitor, "London")
