"""The people who come, step by step on Practice: what each reads off the screen is what the rows of the returns say."""

import math
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import Rows, Visit
from .screen import after, answer, as_numbers, book_rows, csv_rows, numbers, saved, table
from .visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.prove]

MEASURE, MEASURE_ID, PERIOD = "Voting members who are women", "women_share", "2022"
"""A measure and a year in which areas are in all four states: a figure, hidden, not reported and nothing due."""
SUCCESS = "Bids won of those decided"
FIRST, OTHERS = "Yaffarrix", ("Flimoskin", "Snevummix Rise")
"""The area whose bids won were planted to rise, one that is clearly lower, and one of which that cannot be seen."""
DECIDED = """
WITH month AS (
    SELECT area_id, unnest(generate_series(date_trunc('month', period_start), period_end, INTERVAL 1 MONTH)) AS first_day,
        state IN ('complete', 'nothing to report') AS is_whole
    FROM return_status WHERE table_name = 'funding'
),
told AS (
    SELECT area_id, strftime(first_day, '%Y') AS told_year
    FROM month GROUP BY ALL HAVING bool_and(is_whole) AND max(month(first_day)) = 12
)
SELECT area_name, count(*) FILTER (outcome = 'won') AS won, count(*) AS decided
FROM funding INNER JOIN told USING (area_id) INNER JOIN area USING (area_id)
WHERE left(decided_on, 4) = told_year AND route = 'bid' AND is_linked AND outcome IN ('won', 'lost')
GROUP BY area_name
"""
"""Bids won and decided of each area, in the years of which every list of funding is told to be whole to December."""
MISSING = "SELECT count(*), count(DISTINCT area_id) FROM coverage WHERE state IN ('not sent', 'partial')"
AREA, AREA_ID, COUNCIL = "Drubessel", "drubessel", "Jompandle"
"""A councillor's area."""
Z = 1.959963984540054
"""How many standard errors an interval of 95 per cent is wide to each side."""


def wilson(won: int, of: int) -> tuple[float, float]:
    """Return the ends of the interval of a share, 0 to 1, after Wilson 1927."""
    middle, spread = won + Z * Z / 2, Z * math.sqrt(won * (of - won) / of + Z * Z / 4)
    return (middle - spread) / (of + Z * Z), (middle + spread) / (of + Z * Z)


def newcombe(one: tuple[int, int], other: tuple[int, int]) -> tuple[float, float, float]:
    """Return the difference of two shares in percentage points, and the ends of its interval, after Newcombe 1998."""
    share, beside = one[0] / one[1], other[0] / other[1]
    (low, high), (low_beside, high_beside) = wilson(*one), wilson(*other)
    less = math.hypot(share - low, high_beside - beside)
    more = math.hypot(high - share, beside - low_beside)
    return 100 * (share - beside), 100 * (share - beside - less), 100 * (share - beside + more)


def one_row(rows: Rows, sql: str, *values: Any) -> tuple[Any, ...]:
    """Return the only row of a query."""
    (row,) = rows(sql, *values)
    return row


def pounds(amount: float) -> str:
    """Return whole pounds as pages write them."""
    return f"£{amount:,.0f}"


def found(visitor: Visitor, asked: str, says: str) -> list[str]:
    """Ask the search on top; return the areas it finds once the box of its answers says something."""
    page = visitor.page
    box = page.get_by_role("textbox", name="Search for an area, council, ward or postcode")
    box.fill(asked)
    box.press("Enter")
    expect(page.locator(".st-key-found")).to_contain_text(says)
    visitor.settle()
    return page.locator(".st-key-found").get_by_test_id("stPageLink-NavLink").all_inner_texts()


def open_first_found(visitor: Visitor, area: str) -> None:
    """Go to the first area that the search found, and wait until its page is complete."""
    visitor.page.locator(".st-key-found").get_by_test_id("stPageLink-NavLink").first.click()
    expect(visitor.page.locator("h1")).to_have_text(f"Practice: How did {area} do?")
    visitor.settle()


def test_staff_explore_all_areas_and_the_files_match_the_screen(at_practice: Visit, practice: Rows) -> None:
    visitor = at_practice()
    how_much_is_here(visitor, practice)
    every_state_is_counted(visitor, practice)
    filters_hold_in_maps_and_files(visitor, practice)
    three_are_compared(visitor, practice)
    what_stands_out_and_is_missing(visitor, practice)
    what_all_areas_owe(visitor, practice)


def how_much_is_here(visitor: Visitor, practice: Rows) -> None:
    """How many areas are in the data, how many sent returns, and which version is this?"""
    (areas,) = one_row(practice, "SELECT count(*) FROM area")
    sent = " UNION ".join(
        f"SELECT area_id FROM {name}"
        for name in ("allocation", "spending", "funding", "meeting", "council_event", "plan")
    )
    (with_returns,) = one_row(practice, f"SELECT count(*) FROM ({sent})")
    (version,) = one_row(practice, "SELECT version FROM build")
    visitor.expect_areas(areas)
    expect(visitor.page.get_by_text(f"Returns loaded: {with_returns} of {areas}.")).to_be_visible()
    expect(visitor.page.get_by_text(f"Data version {version}", exact=True)).to_be_visible()


def every_state_is_counted(visitor: Visitor, practice: Rows) -> None:
    """Which areas are high, low, hidden, not reported? The key counts each area once."""
    visitor.choose("Measure", MEASURE)
    newest = one_row(practice, "SELECT max(period) FROM indicator_area WHERE measure_id = ?", MEASURE_ID)
    visitor.expect_menu("Period", *newest)
    visitor.choose("Period", PERIOD)
    states = dict(
        practice(
            "SELECT state, count(*) FROM indicator_area WHERE measure_id = ? AND period = ? GROUP BY state",
            MEASURE_ID,
            PERIOD,
        )
    )
    key = visitor.page.locator(".key")
    expect(key).to_contain_text(f"hidden to protect people ({states['hidden']})")
    said = dict(re.findall(r"^(.*?) \((\d+)\)$", key.inner_text(), re.MULTILINE))
    assert set(states) == {"value", "hidden", "not reported", "not due"}
    assert int(said["not reported"]) == states["not reported"]
    assert int(said["nothing due"]) == states["not due"]
    assert sum(map(int, said.values())) == sum(states.values()) == 150
    assert visitor.page.locator(".tile.hidden").count() == states["hidden"]


def filters_hold_in_maps_and_files(visitor: Visitor, practice: Rows) -> None:
    """How many areas remain, does the file match the screen, and how is the filter cleared?"""
    page = visitor.page
    visitor.choose("Region", "London")
    rows = practice(
        "SELECT area_name, figure.value, figure.lower, figure.upper, figure.state, numerator, denominator "
        "FROM indicator_area AS figure INNER JOIN area USING (area_id) "
        "WHERE measure_id = ? AND period = ? AND region_name = 'London'",
        MEASURE_ID,
        PERIOD,
    )
    visitor.expect_areas(len(rows))
    expect(page.get_by_text(f"{len(rows)} of 150 areas shown: London", exact=True)).to_be_visible()
    name, text = saved(page.get_by_role("button", name=f"Download these {len(rows)} rows (CSV)"))
    _, book = saved(page.get_by_role("button", name=f"Download these {len(rows)} rows (XLSX)"))
    (version,) = one_row(practice, "SELECT version FROM build")
    assert name == f"practice-women-share-2022-v{version}.csv"
    assert as_numbers(csv_rows(text)) == [pytest.approx(row) for row in as_numbers(book_rows(book))]
    columns = ("area_name", "value", "lower_confidence_interval_95", "upper_confidence_interval_95", "state",
               "numerator", "denominator")  # fmt: skip
    in_file = sorted(tuple(row[column] for column in columns) for row in as_numbers(csv_rows(text)))
    in_rows = sorted(tuple("" if one is None else one for one in row) for row in rows)
    assert {row[4] for row in in_rows} >= {"value", "hidden"}
    assert [row[0] for row in in_file] == [row[0] for row in in_rows]
    assert in_file == [pytest.approx(row) for row in in_rows]
    page.get_by_role("button", name="Clear filters").click()
    visitor.expect_areas(150)


def three_are_compared(visitor: Visitor, practice: Rows) -> None:
    """Which is higher, and is the gap bigger than the doubt? The verdict is the sign of the interval of the difference."""
    page = visitor.page
    visitor.follow("Compare", "Which of these areas differ?")
    picker = page.get_by_role("combobox", name=re.compile("^Areas and groups"))
    for number, name in enumerate((FIRST, *OTHERS), 1):
        visitor.settle()
        picker.click()
        picker.fill(name)
        page.get_by_role("option", name=name, exact=True).click()
        expect(page).to_have_url(re.compile(rf"areas=[^.&]+(\.[^.&]+){{{number - 1}}}(&|$)"))
        page.keyboard.press("Escape")
    expect(page.locator("h1")).to_contain_text(f"Which of {FIRST}, {OTHERS[0]} and {OTHERS[1]} differ?")
    visitor.choose("Measure", SUCCESS)
    visitor.expect_menu("Period", "all years")
    said = table(page, "each figure, and how")
    expect(page.locator(".st-key-answer")).to_contain_text(FIRST)
    known = {name: (won, of) for name, won, of in practice(DECIDED)}
    verdicts = {}
    for name, row in zip(OTHERS, said[1:], strict=True):
        difference, lower, upper = newcombe(known[FIRST], known[name])
        verdicts[name] = "higher" if lower > 0 else "lower" if upper < 0 else "no clear difference"
        size, near, far = numbers(row[f"{FIRST} is"])
        assert row["Area or group"] == name
        assert (size, near, far) == (abs(round(difference)), abs(round(lower)), abs(round(upper)))
        assert ("no clear difference" in row[f"{FIRST} is"]) == (verdicts[name] == "no clear difference")
    assert verdicts == {
        "Flimoskin": "higher",
        "Snevummix Rise": "no clear difference",
    }  # else the choice shows too little
    won, of = known[FIRST]
    assert f"{FIRST} ({100 * won / of:.0f}%) is" in answer(page)
    assert re.search(r"percentage points higher than Flimoskin \(between", answer(page))
    assert "no clear difference from Snevummix Rise" in answer(page)


def what_stands_out_and_is_missing(visitor: Visitor, practice: Rows) -> None:
    """See what stands out in one area, and what is missing."""
    page = visitor.page
    found(visitor, FIRST, f"{FIRST}, ")
    open_first_found(visitor, FIRST)
    (tested,) = one_row(practice, "SELECT tested FROM stands_out_tested WHERE area_id = ?", FIRST.lower())
    assert numbers(after(page, "What stands out")[0])[0] == tested
    owed = practice(
        "SELECT count(*) FROM coverage WHERE area_id = ? AND state IN ('not sent', 'partial') AND period_start IS NOT NULL "
        "GROUP BY table_name, state",
        FIRST.lower(),
    )
    lines = [
        line for line in after(page, "What is missing") if re.search(r"returns? (did not come|came in part)", line)
    ]
    assert sorted(numbers(line.split(": ")[1])[0] for line in lines) == sorted(number for (number,) in owed)
    assert owed


def what_all_areas_owe(visitor: Visitor, practice: Rows) -> None:
    """Which areas owe which returns? The list to send round has them all."""
    page = visitor.page
    visitor.follow("Data", "What is in here, and what is missing?")
    due, areas = one_row(practice, MISSING)
    told = page.get_by_text("Each of them, to send round:").inner_text()
    assert sum(numbers(told)) == due  # late, in part and not yet due
    _, text = saved(page.get_by_role("button", name=f"Download these {due:,} rows (CSV)"))
    assert len(csv_rows(text)) == due
    assert len({row["Area"] for row in csv_rows(text)}) == areas


def test_a_councillor_finds_the_area_by_ward_council_or_postcode_reads_it_and_prints_it(
    at_practice: Visit, practice: Rows
) -> None:
    visitor = at_practice("/about")
    by_ward(visitor, practice)
    by_council(visitor, practice)
    by_postcode(visitor, practice)
    open_first_found(visitor, AREA)
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
    assert found(visitor, ward, f"found by ward: {ward}")[0] == (
        f"{AREA}, {COUNCIL} (found by ward: {ward}; {of_area:.0f}% of the area’s people live in it and they are {of_ward:.0f}% "
        f"of the ward’s; wards of {year})"
    )


def by_council(visitor: Visitor, practice: Rows) -> None:
    """Which areas lie in my council?"""
    council, areas = one_row(
        practice,
        "SELECT council_name, list(area_name ORDER BY area_name) FROM area GROUP BY council_name ORDER BY count(*) DESC LIMIT 1",
    )
    lines = found(visitor, council, f"found by council: {council}")
    assert sorted(lines) == [f"{area}, {council} (found by council: {council})" for area in areas]
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
    says = f"{outcode} {incode} lies in the census areas that stand in for:"
    assert found(visitor, f"{outcode}{incode}".lower(), says) == [
        f"{AREA}, {COUNCIL} (found by postcode: small census area {lsoa}, {of_lsoa:.0f}% of which is the area’s and where "
        f"{of_area:.0f}% of the area’s people live)"
    ]


def three_sentences_hold(page: Page, practice: Rows) -> None:
    """How are participation, money and the relationship going, in a sentence each?"""
    main = page.locator(".stMain")
    (awarded,) = one_row(practice, "SELECT sum(amount_gbp) FROM allocation WHERE area_id = ?", AREA_ID)
    (spent,) = one_row(practice, "SELECT sum(spent_gbp) FROM spending WHERE area_id = ?", AREA_ID)
    wins, cash = one_row(
        practice,
        "SELECT count(*), sum(awarded_gbp) FILTER (kind = 'cash' AND route IN ('bid', 'negotiated', 'donation')) "
        "FROM funding WHERE area_id = ? AND is_linked AND outcome IN ('won', 'agreed')",
        AREA_ID,
    )
    expect(main).to_contain_text(
        f"Money. {pounds(spent)} of the {pounds(awarded)} awarded is known to be spent; {wins} wins beyond it are known, with "
        f"{pounds(cash)} in cash."
    )
    counted, year = one_row(
        practice,
        "SELECT value, period FROM indicator_area WHERE area_id = ? AND measure_id = 'event_attendance' AND state = 'value' "
        "ORDER BY period DESC LIMIT 1",
        AREA_ID,
    )
    expect(main).to_contain_text(
        f"People taking part. In {AREA}, people counted at community events: {counted:,.0f} ({year})."
    )
    made, kept = one_row(
        practice,
        "SELECT count(DISTINCT commitment) FILTER (kind = 'commitment made'), "
        "count(DISTINCT commitment) FILTER (kind = 'commitment kept') FROM council_event WHERE area_id = ?",
        AREA_ID,
    )
    assert made < 10  # so few are counted, and no percentage is told
    expect(main).to_contain_text(
        f"The council. Commitments of the council that were kept: {kept} of {made} commitments due (all years)."
    )


def money_and_council_hold(page: Page, practice: Rows) -> None:
    """On what was it spent, and what happened with the council?"""
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
    told = [
        (row["What"], row["Kind"].lower(), row["The council"])
        for row in table(page, f"Dated facts about {AREA} and its council")
    ]
    assert told == facts
    assert len(told) > 1


def places_like_it(page: Page, practice: Rows) -> None:
    """How do we compare with places like us, and why are they like us?"""
    named = practice(
        "SELECT area_name, alike FROM similar_area INNER JOIN area ON similar_id = area.area_id WHERE similar_area.area_id = ? "
        "ORDER BY nearness",
        AREA_ID,
    )
    told = [(row["Area"], row["Most alike"]) for row in table(page, f"The areas most like {AREA}")]
    assert told == named
    assert len(told) == 10


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


def test_a_funder_reads_what_was_paid_won_and_changed_and_what_cannot_be_said(
    at_practice: Visit, practice: Rows
) -> None:
    visitor = at_practice("/progress")
    paid_of_how_much(visitor.page, practice)
    where_it_went(visitor, practice)
    how_areas_spread(visitor, practice)
    limits_are_told(visitor)
    what_was_won(visitor, practice)
    whether_it_changed(visitor, practice)


def section(visitor: Visitor, name: str, heading: str) -> None:
    """Choose a part of the Progress page."""
    visitor.page.get_by_role("radio", name=name, exact=True).click()
    expect(visitor.page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    visitor.settle()


def paid_of_how_much(page: Page, practice: Rows) -> None:
    """How much was spent of how much, and how much of it do the returns tell? The file has the same sums."""
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
        f"recorded as spent by {until:%-d %B %Y}, in pounds of the day. {came:,} of {due:,} spending returns due came in full, "
        "so the true sum is higher."
    )
    _, text = saved(page.get_by_role("button", name=re.compile(r"Download these \d+ rows \(CSV\)")).first)
    in_file = {row["item"]: row["value"] for row in csv_rows(text)}
    sums = one_row(practice, "SELECT sum(planned_gbp), sum(paid_to_host_gbp), sum(returned_gbp) FROM spending")
    on_screen = {row["What"]: row["Pounds"] for row in table(page, "The account")}
    for name, value in zip(
        ("Planned in budget lines", "Paid to the organisation that holds the money", "Handed back to the programme"),
        sums,
        strict=True,
    ):
        assert on_screen[name] == pounds(value)
        assert float(in_file[name]) == pytest.approx(value)


def where_it_went(visitor: Visitor, practice: Rows) -> None:
    """Where did it go, how much is uncoded, and who coded it?"""
    section(visitor, "Themes", "Where it went, and who says so")
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
    told = {row["Who chose the theme"]: row["Spent"] for row in table(page, "Pounds spent by who chose the theme")}
    assert told == {names[coder]: pounds(total) for coder, total in coders}


def how_areas_spread(visitor: Visitor, practice: Rows) -> None:
    """How many areas are above, at, below what chance allows? Counts that add up to all areas, never an order."""
    section(visitor, "Spread", "How many areas lie outside what chance allows")
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
    assert (*outside(row["Above"]), int(row["As expected"]), *outside(row["Below"])) == counts
    assert sum(sum(numbers(cell)) for name, cell in row.items() if name != "Period") == 150


def outside(cell: str) -> tuple[int, int]:
    """Return how many areas lie outside what chance allows, and how many are to be looked at, as a cell says it."""
    found = (re.search(rf"(\d+) {words}", cell) for words in ("by more than chance", "to look at"))
    far, near = (int(one[1]) if one else 0 for one in found)
    return far, near


def limits_are_told(visitor: Visitor) -> None:
    """See what this cannot tell, and what would change the conclusion."""
    section(visitor, "Limits", "What this cannot tell you")
    assert len(after(visitor.page, "What this cannot tell you")) >= 5
    assert len(after(visitor.page, "What would change it")) >= 3


def what_was_won(visitor: Visitor, practice: Rows) -> None:
    """How many bids known, won, lost, pending; what share of those decided; how much, and how concentrated?"""
    visitor.follow("Funding", "What was sought, offered and won?")
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


PROVENANCE = (
    "Say it right.",
    "How many were counted.",
    "How sure.",
    "What it is.",
    "Keep in mind.",
    "Source.",
    "File and load.",
)


def test_a_presenter_tells_where_a_number_is_from_with_one_click(at_practice: Visit, practice: Rows) -> None:
    visitor = at_practice(f"/area?area={AREA_ID}")
    page = visitor.page
    told = where_from(page)
    (events,) = one_row(practice, "SELECT count(*) FROM meeting WHERE area_id = ?", AREA_ID)
    assert told["Say it right."].startswith("Invented, for practice only, and true of no real place: in Drubessel, ")
    assert told["File and load."] == f"Meetings: {events} rows, the file meeting.csv kept with Practice."
    visitor.open("/compare?areas=yaffarrix.flimoskin&measure=success_rate&period=all+years")
    told = where_from(page)
    won, of = {name: (won, of) for name, won, of in practice(DECIDED)}[FIRST]
    assert told["How many were counted."].startswith(f"{of} bids decided")
    low, high = wilson(won, of)
    assert told["How sure."].startswith(f"Between {100 * low:.0f}% and {100 * high:.0f}% (95% interval)")
    assert f"{won} out of {of}" in told["Say it right."]


def where_from(page: Page) -> dict[str, str]:
    """Press the first button that tells where a number is from; return what it says, by the bold words before it."""
    page.get_by_role("button", name="Where is this number from?").first.click()
    box = page.get_by_role("dialog", name="Where is this number from?")
    expect(box).to_be_visible()
    told = {
        name: line.removeprefix(name).strip()
        for line in box.inner_text().splitlines()
        for name in PROVENANCE
        if line.startswith(name)
    }
    only_of_shares = {"How many were counted."}
    assert list(told) == [name for name in PROVENANCE if name in told]
    assert set(PROVENANCE) - set(told) <= only_of_shares
    return told
