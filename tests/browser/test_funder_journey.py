"""A funder reads what was paid, won and changed in Practice: the pages say what the rows of the returns say."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Rows, Visit
from .practice_figures import DECIDED, one_row, pounds, wilson
from .screen import after, answer, csv_rows, saved, table
from .visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.prove]

MEASURE, MEASURE_ID = "Voting members who are women", "women_share"
"""A measure that the same areas report in so many years that its trend can be tested."""


def test_a_funder_reads_what_was_paid_won_and_changed_and_what_cannot_be_said(
    at_practice: Visit, practice: Rows
) -> None:
    visitor = at_practice("/progress")
    paid_of_how_much(visitor.page, practice)
    where_it_went(visitor, practice)
    limits_are_stated(visitor)
    what_was_won(visitor, practice)
    whether_it_changed(visitor, practice)


def choose_section(visitor: Visitor, name: str, heading: str) -> None:
    """Choose a part of the Progress page."""
    visitor.page.get_by_role("radio", name=name, exact=True).click()
    expect(visitor.page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    visitor.settle()


def paid_of_how_much(page: Page, practice: Rows) -> None:
    """How much was spent of how much, and how much of it is in the returns? The file has the same sums."""
    awarded, spent, areas = one_row(
        practice,
        "SELECT sum(awarded), sum(spent), count(*) "
        "FROM (SELECT area_id, sum(amount_gbp) AS awarded FROM allocation GROUP BY ALL) "
        "INNER JOIN (SELECT area_id, sum(spent_gbp) AS spent FROM spending GROUP BY ALL) USING (area_id) "
        "WHERE spent IS NOT NULL",
    )
    due, came = one_row(
        practice,
        "SELECT count(*), count(*) FILTER (state IN ('complete', 'nothing to report')) FROM coverage "
        "WHERE table_name = 'spending' AND state <> 'not due' AND coalesce(expected_by, period_end) < current_date",
    )
    (until,) = one_row(practice, "SELECT max(period_end) FROM spending WHERE spent_gbp IS NOT NULL")
    assert answer(page) == (
        f"£{spent / 1e6:.1f}m ({100 * spent / awarded:.0f}%) of the £{awarded / 1e6:.1f}m awarded to {areas} of 150 areas had "
        f"been spent by {until:%-d %B %Y}, in cash terms. {came:,} of {due:,} spending returns due are complete, so actual "
        "spending may be higher."
    )
    page.locator(".st-key-quiet-account summary").click()
    page.locator(".st-key-quiet-account").get_by_role("button", name=re.compile("^Download")).click()
    box = page.get_by_role("dialog", name="Download")
    _, text = saved(box.get_by_role("button", name=re.compile(r"\(CSV\)$")))
    page.keyboard.press("Escape")
    in_file = {row["item"]: row["value"] for row in csv_rows(text)}
    sums = one_row(practice, "SELECT sum(planned_gbp), sum(paid_to_host_gbp), sum(returned_gbp) FROM spending")
    on_screen = {row["What"]: row["Pounds"] for row in table(page, "is not yet accounted for")}
    for name, value in zip(
        ("Planned in budget lines", "Paid to the locally trusted organisation (LTO)", "Handed back to the programme"),
        sums,
        strict=True,
    ):
        assert on_screen[name] == pounds(value)
        assert float(in_file[name]) == pytest.approx(value)


def where_it_went(visitor: Visitor, practice: Rows) -> None:
    """Where did it go, how much is uncoded, and who coded it?"""
    choose_section(visitor, "Themes", "Spending by theme")
    page = visitor.page
    spent = "FROM spending WHERE spent_gbp > 0"
    (everything,) = one_row(practice, f"SELECT sum(spent_gbp) {spent}")
    (uncoded,) = one_row(practice, f"SELECT sum(spent_gbp) {spent} AND theme IS NULL")
    expect(page.locator(".st-key-answer")).to_contain_text(
        f"of the £{everything / 1e6:.1f}m spent. £{uncoded / 1e6:.1f}m ({100 * uncoded / everything:.0f}%) has no theme."
    )
    for summary in page.locator(".stMain summary").all():
        summary.click()
    shown = table(page, "is the largest theme")
    for theme, total in practice(f"SELECT coalesce(theme, 'No theme recorded'), sum(spent_gbp) {spent} GROUP BY theme"):
        (row,) = [row for row in shown if row["Theme"].removesuffix(" (cost of delivery)") == theme]
        assert row["Spent"] == pounds(total)
    coders = practice(
        f"SELECT CASE WHEN theme IS NULL THEN 'nobody' ELSE coded_by END AS coder, sum(spent_gbp) {spent} GROUP BY coder"
    )
    names = {"researcher": "Researchers", "programme staff": "Programme staff", "area": "The areas themselves",
             "nobody": "Nobody (no theme)"}  # fmt: skip
    spent_by_coder = {
        row["Theme assigned by"]: row["Spent"] for row in table(page, "Pounds spent by who assigned the theme")
    }
    assert spent_by_coder == {names[coder]: pounds(total) for coder, total in coders}


def limits_are_stated(visitor: Visitor) -> None:
    """See what this cannot tell, and what would change the conclusion."""
    choose_section(visitor, "Limits", "Limitations")
    assert len(after(visitor.page, "Limitations")) >= 5
    assert len(after(visitor.page, "What would improve this page")) >= 3


def what_was_won(visitor: Visitor, practice: Rows) -> None:
    """How many bids known, won, lost, pending; what share of those decided; how much, and how concentrated?"""
    visitor.follow("Funding", "Funding won")
    page = visitor.page
    wins = (
        "FROM funding WHERE is_linked AND outcome IN ('won', 'agreed') "
        "AND (route IS NULL OR route NOT IN ('loan', 'investment', 'contract'))"
    )
    (won,) = one_row(practice, f"SELECT count(*) {wins}")
    cash, largest = one_row(
        practice,
        f"SELECT sum(awarded_gbp), max(awarded_gbp) {wins} AND kind = 'cash' AND route IN ('bid', 'negotiated', 'donation')",
    )
    (in_kind,) = one_row(practice, f"SELECT sum(awarded_gbp) {wins} AND kind = 'in kind'")
    (hours,) = one_row(practice, f"SELECT sum(hours) {wins} AND kind = 'time'")
    (apart,) = one_row(
        practice,
        "SELECT sum(awarded_gbp) FROM funding WHERE is_linked AND outcome IN ('won', 'agreed') "
        "AND route IN ('loan', 'investment', 'contract')",
    )
    bids_won, decided = one_row(practice, f"SELECT sum(won)::INT, sum(decided)::INT FROM ({DECIDED})")
    low, high = wilson(bids_won, decided)
    bids = dict(practice("SELECT outcome, count(*) FROM funding WHERE is_linked AND route = 'bid' GROUP BY outcome"))
    assert answer(page) == (
        f"Areas report {won} successful bids and offers, worth £{cash / 1e6:.1f}m in cash, £{in_kind / 1e6:.1f}m in kind and "
        f"{hours:,.0f} hours of help (plus £{apart / 1e6:.1f}m in loans, investment and contracts). "
        f"{sum(bids.values())} bids: {bids['won']} won, {bids['lost']} lost, {bids['pending']} pending and {bids['withdrawn']} "
        f"withdrawn. Bid success rate: {100 * bids_won / decided:.0f}% ({bids_won} of {decided} bids; 95% confidence interval "
        f"{100 * low:.0f}% to {100 * high:.0f}%), in years with complete funding returns. Other years may leave out lost bids."
    )
    outcomes = dict(
        practice(
            "SELECT outcome, count(*) FROM funding WHERE is_linked "
            "AND (route IS NULL OR route NOT IN ('loan', 'investment', 'contract')) GROUP BY outcome"
        )
    )
    page.locator(".st-key-quiet-pipeline summary").click()
    (row,) = [row for row in table(page, "bids and offers were won") if row["Route"] == "All counted routes"]
    assert {name: int(row[name]) for name in ("Lost", "Pending")} == {
        "Lost": outcomes["lost"],
        "Pending": outcomes["pending"],
    }
    expect(page.locator(".stMain")).to_contain_text(f"the largest award is {100 * largest / cash:.0f}%")


def whether_it_changed(visitor: Visitor, practice: Rows) -> None:
    """Is participation rising, falling, or is there no clear change?"""
    visitor.follow("Trends", "Trends over time")
    visitor.choose("Measure", MEASURE)
    expect(visitor.page.locator(".st-key-answer")).to_contain_text(MEASURE)
    verdict, first, last, areas = one_row(
        practice,
        "SELECT verdict, first_period, last_period, areas_counted FROM trend_verdict "
        "WHERE measure_id = ? AND place_id = 'programme:same-areas'",
        MEASURE_ID,
    )
    text = answer(visitor.page)
    assert text.startswith(MEASURE)
    assert f"{verdict} from {first} to {last} on the same {areas} areas" in text.lower()
