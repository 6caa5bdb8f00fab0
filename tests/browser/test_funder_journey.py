"""A funder reads what was paid, won and changed in Practice: the pages say what the rows of the returns say."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Rows, Visit
from .practice_figures import DECIDED, MEASURE, MEASURE_ID, PERIOD, one_row, pounds, wilson
from .screen import after, answer, csv_rows, numbers, saved, table
from .visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.prove]


def test_a_funder_reads_what_was_paid_won_and_changed_and_what_cannot_be_said(
    at_practice: Visit, practice: Rows
) -> None:
    visitor = at_practice("/progress")
    paid_of_how_much(visitor.page, practice)
    where_it_went(visitor, practice)
    how_areas_spread(visitor, practice)
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
        "WHERE table_name = 'spending' AND state <> 'not due'",
    )
    (until,) = one_row(practice, "SELECT max(period_end) FROM spending WHERE spent_gbp IS NOT NULL")
    assert answer(page) == (
        f"£{spent / 1e6:.1f}m ({100 * spent / awarded:.0f}%) of the £{awarded / 1e6:.1f}m awarded to {areas} of 150 areas is "
        f"recorded as spent by {until:%-d %B %Y}, in cash terms. {came:,} of {due:,} spending returns due came in full, "
        "so the true sum is higher."
    )
    _, text = saved(page.get_by_role("button", name=re.compile(r"Download these \d+ rows \(CSV\)")).first)
    in_file = {row["item"]: row["value"] for row in csv_rows(text)}
    sums = one_row(practice, "SELECT sum(planned_gbp), sum(paid_to_host_gbp), sum(returned_gbp) FROM spending")
    on_screen = {row["What"]: row["Pounds"] for row in table(page, "The account")}
    for name, value in zip(
        ("Planned in budget lines", "Paid to the locally trusted organisation (LTO)", "Handed back to the programme"),
        sums,
        strict=True,
    ):
        assert on_screen[name] == pounds(value)
        assert float(in_file[name]) == pytest.approx(value)


def where_it_went(visitor: Visitor, practice: Rows) -> None:
    """Where did it go, how much is uncoded, and who coded it?"""
    choose_section(visitor, "Themes", "Where it went, and who says so")
    page = visitor.page
    spent = "FROM spending WHERE spent_gbp > 0"
    (everything,) = one_row(practice, f"SELECT sum(spent_gbp) {spent}")
    (uncoded,) = one_row(practice, f"SELECT sum(spent_gbp) {spent} AND theme IS NULL")
    expect(page.locator(".st-key-answer")).to_contain_text(
        f"of the £{everything / 1e6:.1f}m spent. Nobody has given a theme to £{uncoded / 1e6:.1f}m "
        f"({100 * uncoded / everything:.0f}%)."
    )
    shown = table(page, "Pounds spent by theme, all 150 areas")
    for theme, total in practice(
        f"SELECT coalesce(theme, 'Not coded by anybody'), sum(spent_gbp) {spent} GROUP BY theme"
    ):
        (row,) = [row for row in shown if row["Theme"].removesuffix(" (cost of delivery)") == theme]
        assert row["Spent"] == pounds(total)
    coders = practice(
        f"SELECT CASE WHEN theme IS NULL THEN 'nobody' ELSE coded_by END AS coder, sum(spent_gbp) {spent} GROUP BY coder"
    )
    names = {"researcher": "Researchers", "programme staff": "Staff of the programme", "area": "The areas themselves",
             "nobody": "Nobody"}  # fmt: skip
    spent_by_coder = {
        row["Who chose the theme"]: row["Spent"] for row in table(page, "Pounds spent by who chose the theme")
    }
    assert spent_by_coder == {names[coder]: pounds(total) for coder, total in coders}


def how_areas_spread(visitor: Visitor, practice: Rows) -> None:
    """How many areas are above, at, below what chance allows? Counts that add up to all areas, never an order."""
    choose_section(visitor, "Spread", "How many areas lie outside what chance allows")
    page = visitor.page
    visitor.choose("Measure", MEASURE)
    visitor.expect_menu("Measure", MEASURE)
    expect(page.get_by_role("table", name=re.compile(f"{MEASURE}: number of areas above"))).to_be_visible()
    (row,) = [
        row for row in table(page, f"{MEASURE}: number of areas above") if next(iter(row.values())).startswith(PERIOD)
    ]
    counts = one_row(
        practice,
        "SELECT count(*) FILTER (verdict = 'differs' AND side = 'above'), "
        "count(*) FILTER (verdict = 'worth a look' AND side = 'above'), count(*) FILTER (verdict = 'as expected'), "
        "count(*) FILTER (verdict = 'differs' AND side = 'below'), "
        "count(*) FILTER (verdict = 'worth a look' AND side = 'below') FROM funnel WHERE measure_id = ? AND period = ?",
        MEASURE_ID,
        PERIOD,
    )
    assert (*areas_outside(row["Above"]), int(row["As expected"]), *areas_outside(row["Below"])) == counts
    assert sum(sum(numbers(cell)) for name, cell in row.items() if name != "Period") == 150


def areas_outside(cell: str) -> tuple[int, int]:
    """Return, from a cell, how many areas lie outside what chance allows, and how many are worth a look."""
    matches = (re.search(rf"(\d+) {words}", cell) for words in ("outside the 99.8% limits", "outside the 95% limits"))
    far, near = (int(match[1]) if match else 0 for match in matches)
    return far, near


def limits_are_stated(visitor: Visitor) -> None:
    """See what this cannot tell, and what would change the conclusion."""
    choose_section(visitor, "Limits", "Limitations")
    assert len(after(visitor.page, "Limitations")) >= 5
    assert len(after(visitor.page, "What would improve this page")) >= 3


def what_was_won(visitor: Visitor, practice: Rows) -> None:
    """How many bids known, won, lost, pending; what share of those decided; how much, and how concentrated?"""
    visitor.follow("Funding", "Funding won")
    page = visitor.page
    wins = "FROM funding WHERE is_linked AND outcome IN ('won', 'agreed')"
    (won,) = one_row(practice, f"SELECT count(*) {wins}")
    cash, largest = one_row(
        practice,
        f"SELECT sum(awarded_gbp), max(awarded_gbp) {wins} AND kind = 'cash' AND route IN ('bid', 'negotiated', 'donation')",
    )
    (in_kind,) = one_row(practice, f"SELECT sum(awarded_gbp) {wins} AND kind = 'in kind'")
    (hours,) = one_row(practice, f"SELECT sum(hours) {wins} AND kind = 'time'")
    bids_won, decided = one_row(practice, f"SELECT sum(won)::INT, sum(decided)::INT FROM ({DECIDED})")
    low, high = wilson(bids_won, decided)
    assert answer(page) == (
        f"In all areas, {won} wins are known: £{cash / 1e6:.1f}m in cash, help in kind worth £{in_kind / 1e6:.1f}m and "
        f"{hours:,.0f} hours. {bids_won} of {decided} bids decided were won "
        f"({100 * bids_won / decided:.0f}%, between {100 * low:.0f}% and {100 * high:.0f}%), in years with complete lists."
    )
    outcomes = dict(practice("SELECT outcome, count(*) FROM funding WHERE is_linked GROUP BY outcome"))
    (row,) = [row for row in table(page, "one row a route") if row["Route"] == "All routes"]
    assert {name: int(row[name]) for name in ("Lost", "Pending", "Withdrawn")} == {
        "Lost": outcomes["lost"],
        "Pending": outcomes["pending"],
        "Withdrawn": outcomes["withdrawn"],
    }
    expect(page.locator(".stMain")).to_contain_text(f"the largest one makes {100 * largest / cash:.0f}%")


def whether_it_changed(visitor: Visitor, practice: Rows) -> None:
    """Is participation rising, falling, or is there no clear change?"""
    visitor.follow("Trends", "Did it change?")
    visitor.choose("Measure", MEASURE)
    expect(visitor.page.locator(".st-key-answer")).to_contain_text(MEASURE)
    verdict, first, last, areas = one_row(
        practice,
        "SELECT verdict, first_period, last_period, areas_counted FROM trend_verdict "
        "WHERE measure_id = ? AND place_id = 'programme:same-areas'",
        MEASURE_ID,
    )
    assert answer(visitor.page).startswith(f"{MEASURE}: {verdict} from {first} to {last} on the same {areas} areas")
