"""Staff explore all areas of Practice step by step: the screen and the files say what the rows of the returns say."""

import re

import pytest
from playwright.sync_api import expect

from .conftest import Rows, Visit
from .practice_figures import DECIDED, FIRST, MEASURE, MEASURE_ID, OTHERS, PERIOD, REGION, SUCCESS, newcombe, one_row
from .screen import after, answer, as_numbers, book_rows, csv_rows, numbers, saved, saved_under_table, table
from .visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.prove]

OVERDUE = """
SELECT count(*) FILTER (state = 'not sent'), count(*) FROM coverage
WHERE is_expected AND state <> 'not due' AND coalesce(expected_by, period_end) < (SELECT built_at::DATE FROM build)
"""
MISSING = "SELECT count(*), count(DISTINCT area_id) FROM coverage WHERE state IN ('not sent', 'partial')"


def test_staff_explore_all_areas_and_the_files_match_the_screen(at_practice: Visit, practice: Rows) -> None:
    visitor = at_practice()
    how_much_is_here(visitor, practice)
    every_state_is_counted(visitor, practice)
    filters_hold_in_maps_and_files(visitor, practice)
    three_are_compared(visitor, practice)
    what_stands_out_and_is_missing(visitor, practice)
    what_all_areas_owe(visitor, practice)


def how_much_is_here(visitor: Visitor, practice: Rows) -> None:
    """How many areas are in the data, how many of the returns due are in, and which version is this?"""
    (areas,) = one_row(practice, "SELECT count(*) FROM area")
    overdue, due = one_row(practice, OVERDUE)
    (version,) = one_row(practice, "SELECT version FROM build")
    visitor.expect_areas(areas)
    main = visitor.page.locator(".stMain")
    expect(main).to_contain_text(
        f"{100 * (due - overdue) / due:.0f}% of returns due are in; {overdue:,} returns are overdue."
    )
    expect(main).to_contain_text(f", data version {version}.")


def every_state_is_counted(visitor: Visitor, practice: Rows) -> None:
    """Which areas are high, low, hidden, not reported? The key counts each area once."""
    opens_on, with_figure = one_row(
        practice,
        "SELECT period, count(*) FILTER (state = 'value') FROM indicator_area "
        "INNER JOIN newest_period USING (measure_id, period) WHERE measure_id = ? GROUP BY period",
        MEASURE_ID,
    )
    visitor.choose("Measure (areas with data)", f"{MEASURE} ({with_figure})")
    visitor.expect_menu("Period", opens_on)
    visitor.choose("Period", PERIOD)
    states = dict(
        practice(
            "SELECT state, count(*) FROM indicator_area WHERE measure_id = ? AND period = ? GROUP BY state",
            MEASURE_ID,
            PERIOD,
        )
    )
    key = visitor.page.locator(".key")
    expect(key).to_contain_text(f"suppressed ({states['hidden']})")
    counts = dict(re.findall(r"^(.*?) \((\d+)\)$", key.inner_text(), re.MULTILINE))
    assert set(states) == {"value", "hidden", "not reported", "not due"}
    assert int(counts["no data reported"]) == states["not reported"]
    assert int(counts["not applicable"]) == states["not due"]
    assert sum(map(int, counts.values())) == sum(states.values()) == 150
    assert visitor.page.locator(".tile.hidden").count() == states["hidden"]


def filters_hold_in_maps_and_files(visitor: Visitor, practice: Rows) -> None:
    """How many areas remain, does the file match the screen, and how is the filter cleared?"""
    page = visitor.page
    visitor.choose("Region", REGION)
    rows = practice(
        "SELECT area_name, figure.value, figure.lower, figure.upper, figure.state, numerator, denominator "
        "FROM indicator_area AS figure INNER JOIN area USING (area_id) "
        "WHERE measure_id = ? AND period = ? AND region_name = ?",
        MEASURE_ID,
        PERIOD,
        REGION,
    )
    visitor.expect_areas(len(rows))
    expect(page.get_by_text(f"{len(rows)} of 150 areas shown: {REGION}", exact=True)).to_be_visible()
    (name, text), (_, book) = saved_under_table(page, "CSV", "XLSX")
    (version,) = one_row(practice, "SELECT version FROM build")
    assert name == f"practice-first-timers-2022-{REGION.lower().replace(' ', '-')}-v{version}.csv"
    assert as_numbers(csv_rows(text)) == [pytest.approx(row) for row in as_numbers(book_rows(book))]
    columns = ("area_name", "value", "lower_confidence_interval_95", "upper_confidence_interval_95", "state",
               "numerator", "denominator")  # fmt: skip
    in_file = sorted(tuple(row[column] for column in columns) for row in as_numbers(csv_rows(text)))
    states = {
        "value": "figure",
        "hidden": "suppressed",
        "not reported": "no data reported",
        "not due": "not applicable",
    }
    in_rows = sorted(tuple("" if cell is None else states.get(cell, cell) for cell in row) for row in rows)
    assert {row[4] for row in in_rows} >= {"figure", "suppressed"}
    assert [row[0] for row in in_file] == [row[0] for row in in_rows]
    assert in_file == [pytest.approx(row) for row in in_rows]
    page.get_by_role("button", name="Clear filters").click()
    visitor.expect_areas(150)


def three_are_compared(visitor: Visitor, practice: Rows) -> None:
    """Which is higher, and is the gap bigger than the doubt? The verdict is the sign of the interval of the difference."""
    page = visitor.page
    visitor.follow("Compare", "Compare areas")
    picker = page.get_by_role("combobox", name=re.compile("^Areas or groups"))
    for number, name in enumerate((FIRST, *OTHERS), 1):
        visitor.settle()
        picker.click()
        picker.fill(name)
        page.get_by_role("option", name=name, exact=True).click()
        expect(page).to_have_url(re.compile(rf"areas=[^.&]+(\.[^.&]+){{{number - 1}}}(&|$)"))
        page.keyboard.press("Escape")
    expect(page.locator("h1")).to_contain_text(f"{FIRST}, {OTHERS[0]} and {OTHERS[1]} compared")
    visitor.choose("Measure", SUCCESS)
    visitor.expect_menu("Period", "all years")
    figure_rows = table(page, f"{SUCCESS}, all years: each figure, and how")
    expect(page.locator(".st-key-answer")).to_contain_text(FIRST)
    decided = {name: (won, of) for name, won, of in practice(DECIDED)}
    verdicts = {}
    for name, row in zip(OTHERS, figure_rows[1:], strict=True):
        difference, lower, upper = newcombe(decided[FIRST], decided[name])
        verdicts[name] = "higher" if lower > 0 else "lower" if upper < 0 else "no clear difference"
        size, near, far = numbers(row[f"{FIRST} is"])
        assert row["Area or group"] == name
        assert (size, near, far) == (abs(round(difference)), abs(round(lower)), abs(round(upper)))
        assert ("no clear difference" in row[f"{FIRST} is"]) == (verdicts[name] == "no clear difference")
    assert verdicts == {
        "Flimoskin": "higher",
        "Snevummix Rise": "no clear difference",
    }  # else the choice shows too little
    won, of = decided[FIRST]
    assert f"{FIRST} ({100 * won / of:.0f}%) is" in answer(page)
    assert re.search(r"percentage points higher than Flimoskin \(between", answer(page))
    assert "no clear difference from Snevummix Rise" in answer(page)


def what_stands_out_and_is_missing(visitor: Visitor, practice: Rows) -> None:
    """See what stands out in one area, and what is missing."""
    page = visitor.page
    visitor.search(FIRST)
    expect(page.locator("h1")).to_contain_text(f"Practice: {FIRST}")
    expect(page.locator("#not-known")).to_be_attached()
    visitor.settle()
    (tested,) = one_row(practice, "SELECT tested FROM stands_out_tested WHERE area_id = ?", FIRST.lower())
    not_known = "\n".join(after(page, "What is not known"))
    assert re.search(rf"\b{tested} measures? (could be )?tested", not_known)
    owed = practice(
        "SELECT count(*) FROM coverage WHERE area_id = ? AND state IN ('not sent', 'partial') AND is_expected "
        "GROUP BY table_name, state",
        FIRST.lower(),
    )
    lines = re.findall(r": (\d+) returns? (?:is|are) (?:overdue|partial)", not_known)
    assert sorted(map(int, lines)) == sorted(number for (number,) in owed)
    assert owed


def what_all_areas_owe(visitor: Visitor, practice: Rows) -> None:
    """Which areas owe which returns? The list to send round has them all."""
    page = visitor.page
    visitor.follow("Data", "Data coverage and missing returns")
    due, areas = one_row(practice, MISSING)
    sentence = page.get_by_text("All 150 areas shown").locator("xpath=ancestor-or-self::p").inner_text()
    assert sum(numbers(sentence.partition("shown")[2])) == due  # overdue, partial and not yet due
    page.get_by_text("Copy for an e-mail").click()
    _, text = saved(page.get_by_role("button", name=f"Download these {due:,} rows (CSV)"))
    assert len(csv_rows(text)) == due
    assert len({row["Area"] for row in csv_rows(text)}) == areas
