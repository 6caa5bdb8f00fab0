"""A councillor finds an area of Practice, reads its page and prints it: the page says what the rows of the returns say."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Rows, Visit
from .practice_figures import AREA, AREA_ID, COUNCIL, one_row, pounds
from .screen import table
from .search import open_first_result, search_results
from .visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.prove]


def test_a_councillor_finds_the_area_by_ward_council_or_postcode_reads_it_and_prints_it(
    at_practice: Visit, practice: Rows
) -> None:
    visitor = at_practice("/about")
    by_ward(visitor, practice)
    by_council(visitor, practice)
    by_postcode(visitor, practice)
    open_first_result(visitor, AREA)
    three_sentences_hold(visitor.page, practice)
    money_and_council_hold(visitor.page, practice)
    places_like_it(visitor.page, practice)
    it_can_be_printed(visitor.page)


def by_ward(visitor: Visitor, practice: Rows) -> None:
    """Which area touches my ward, and how much of each?"""
    ward, year, of_ward, of_area = one_row(
        practice,
        "SELECT ward_name, ward_year, ward_in_area_pct, area_in_ward_pct FROM area_ward WHERE area_id = ? "
        "ORDER BY ward_year DESC, area_in_ward_pct DESC LIMIT 1",
        AREA_ID,
    )
    visitor.search(ward)
    expect(visitor.page.locator("h1")).to_contain_text(f"Practice: {AREA}")
    wards = visitor.page.locator(".stMain p", has_text=f"Wards of {year}.")
    expect(wards).to_contain_text(f"{ward} ({of_area:.0f}% of the area’s people, {of_ward:.0f}% of the ward’s)")
    visitor.settle()


def by_council(visitor: Visitor, practice: Rows) -> None:
    """Which areas lie in my council?"""
    council, areas = one_row(
        practice,
        "SELECT council_name, list(area_name ORDER BY area_name) FROM area GROUP BY council_name ORDER BY count(*) DESC LIMIT 1",
    )
    lines = search_results(visitor, council, f"council: {council}").all_inner_texts()
    assert sorted(lines) == [f"{area}, {council} (council: {council})" for area in areas]
    assert len(lines) > 1


def by_postcode(visitor: Visitor, practice: Rows) -> None:
    """Which area does my postcode lie in, and how much of it?"""
    outcode, incodes, lsoa, of_lsoa, of_area = one_row(
        practice,
        "SELECT outcode, incodes, lsoa_code, lsoa_in_area_pct, area_in_lsoa_pct FROM postcode INNER JOIN area_place "
        "USING (lsoa_code) WHERE area_id = ? ORDER BY lsoa_code LIMIT 1",
        AREA_ID,
    )
    incode = incodes.split()[0]
    sentence = f"{outcode} {incode} is in the best-fit census areas of:"
    assert search_results(visitor, f"{outcode}{incode}".lower(), sentence).all_inner_texts() == [
        f"{AREA}, {COUNCIL} (postcode: small census area {lsoa}, {of_lsoa:.0f}% of which is the area’s and where "
        f"{of_area:.0f}% of the area’s people live)"
    ]


def three_sentences_hold(page: Page, practice: Rows) -> None:
    """How are participation, money and the relationship going, in a sentence each?"""
    (awarded,) = one_row(practice, "SELECT sum(amount_gbp) FROM allocation WHERE area_id = ?", AREA_ID)
    (spent,) = one_row(practice, "SELECT sum(spent_gbp) FROM spending WHERE area_id = ?", AREA_ID)
    wins, cash = one_row(
        practice,
        "SELECT count(*), sum(awarded_gbp) FILTER (kind = 'cash' AND route IN ('bid', 'negotiated', 'donation')) "
        "FROM funding WHERE area_id = ? AND is_linked AND outcome IN ('won', 'agreed')",
        AREA_ID,
    )
    expect(box(page, "Money")).to_contain_text(
        f"{pounds(spent)} of the {pounds(awarded)} awarded has been reported as spent; {wins} wins from other funders are "
        f"recorded, with {pounds(cash)} in cash."
    )
    counted, year = one_row(
        practice,
        "SELECT value, period FROM indicator_area WHERE area_id = ? AND measure_id = 'event_attendance' AND state = 'value' "
        "ORDER BY period DESC LIMIT 1",
        AREA_ID,
    )
    expect(box(page, "People taking part")).to_contain_text(
        f"In {AREA}, people counted at community events: {counted:,.0f} ({year})."
    )
    due, kept = one_row(
        practice,
        "SELECT count(DISTINCT commitment), count(DISTINCT commitment) FILTER (kind = 'commitment kept') FROM council_event "
        "WHERE area_id = $1 AND (kind IN ('commitment kept', 'commitment not kept') "
        "OR due_on < (SELECT max(happened_on) FROM council_event WHERE area_id = $1))",
        AREA_ID,
    )
    assert due < 10  # so few that the page gives counts, and no percentage
    expect(box(page, "The council")).to_contain_text(
        f"Council commitments kept: {kept} of {due} commitments due (all years)."
    )


def box(page: Page, theme: str) -> Locator:
    """Return the box of a theme at the top of an area's page."""
    return page.locator(".box-title", has_text=theme).locator("..")


def money_and_council_hold(page: Page, practice: Rows) -> None:
    """On what was it spent, and what happened with the council?"""
    for summary in page.locator(".stMain .table-on-demand > summary").all():
        summary.click()
    themes = practice(
        "SELECT coalesce(theme, 'Not coded to a theme'), sum(spent_gbp) FROM spending "
        "WHERE area_id = ? AND spent_gbp IS NOT NULL GROUP BY theme",
        AREA_ID,
    )
    shown = {row["Theme"]: row["Spent (£)"] for row in table(page, f"Spending of {AREA} by theme")}
    assert shown == {theme: f"{spent:,.0f}" for theme, spent in themes}
    facts = practice(
        "SELECT what, kind, council_role FROM council_event WHERE area_id = ? ORDER BY happened_on DESC", AREA_ID
    )
    events = [
        (row["What"], row["Kind"].lower(), row["The council’s part"])
        for row in table(page, f"Dated facts about {AREA} and its council")
    ]
    parts = {
        "stepped back": "let residents lead", "connected": "brought people together", "advocated": "spoke up for the area",
        "supported": "gave help", "unblocked": "removed an obstacle", "none": "had no role",
    }  # fmt: skip
    in_words = {part: f"The council {did}." for part, did in parts.items()}
    in_words |= {"not recorded": "The council’s part is not recorded.", None: ""}
    assert events == [(what, kind, in_words[part]) for what, kind, part in facts]
    assert len(events) > 1


def places_like_it(page: Page, practice: Rows) -> None:
    """How do we compare with places like us, and why are they like us?"""
    expected = practice(
        "SELECT area_name, alike FROM similar_area INNER JOIN area ON similar_id = area.area_id WHERE similar_area.area_id = ? "
        "ORDER BY nearness",
        AREA_ID,
    )
    similar_areas = [(row["Area"], row["Most alike"]) for row in table(page, f"The areas most like {AREA}")]
    assert similar_areas == expected
    assert len(similar_areas) == 10


def it_can_be_printed(page: Page) -> None:
    """Can I print it for tonight? Whole, on several sheets, with no menus and nothing cut off at the side."""
    paper = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) > 2
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 960})  # A4 without its margins
    for menu in (".st-key-frame", ".st-key-own-area", ".stDownloadButton", ".stSelectbox", ".stPopover"):
        expect(page.locator(menu).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    cut = page.evaluate(
        "() => ['.stMain', '.stApp', '.stMainBlockContainer'].map(name => document.querySelector(name))"
        ".map(e => [e.scrollHeight - e.clientHeight, Math.max(e.scrollWidth - e.clientWidth, 0)])"
    )
    assert cut == [[0, 0]] * 3
