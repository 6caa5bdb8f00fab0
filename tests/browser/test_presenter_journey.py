"""A presenter shows where a number of Practice is from: the box says what the rows of the returns say."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import Rows, Visit
from .practice_figures import AREA_ID, DECIDED, FIRST, one_row, wilson

pytestmark = [pytest.mark.browser, pytest.mark.prove]

PROVENANCE = (
    "How to quote this figure.",
    "Base.",
    "Certainty.",
    "Definition.",
    "Limitations.",
    "Source.",
    "File and load.",
)


def test_a_presenter_tells_where_a_number_is_from_with_one_click(at_practice: Visit, practice: Rows) -> None:
    visitor = at_practice(f"/area?area={AREA_ID}")
    page = visitor.page
    sections = where_from(page)
    (events,) = one_row(practice, "SELECT count(*) FROM meeting WHERE area_id = ?", AREA_ID)
    assert sections["How to quote this figure."].startswith(
        "Invented, for practice only, and true of no real place: in Drubessel, "
    )
    assert sections["File and load."] == f"Meetings: {events} rows, the file meeting.csv kept with Practice."
    visitor.open("/compare?areas=yaffarrix.flimoskin&measure=success_rate&period=all+years")
    sections = where_from(page)
    won, of = {name: (won, of) for name, won, of in practice(DECIDED)}[FIRST]
    assert sections["Base."].startswith(f"{of} bids decided")
    low, high = wilson(won, of)
    assert sections["Certainty."].startswith(
        f"Between {100 * low:.0f}% and {100 * high:.0f}% (95% confidence interval)"
    )
    assert f"{won} out of {of}" in sections["How to quote this figure."]


def where_from(page: Page) -> dict[str, str]:
    """Press the first button on where a number is from; return the sections of its answer, by their bold headings."""
    page.get_by_role("button", name="About this figure").first.click()
    box = page.get_by_role("dialog", name="About this figure")
    expect(box).to_be_visible()
    sections = {
        name: line.removeprefix(name).strip()
        for line in box.inner_text().splitlines()
        for name in PROVENANCE
        if line.startswith(name)
    }
    only_of_shares = {"Base."}
    assert list(sections) == [name for name in PROVENANCE if name in sections]
    assert set(PROVENANCE) - set(sections) <= only_of_shares
    return sections
