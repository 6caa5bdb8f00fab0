"""The sums of Practice hold but for the slips put in on purpose: meetings, reviews, money and dates."""

import statistics
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

from tests.etl.practice.tables import AREA_IDS, RULES, TABLES, Row, all_complete, by_area, number


def test_no_group_at_a_meeting_is_larger_than_all_who_were_there():
    counted = [row for row in TABLES["meeting"] if row["people_present"]]
    groups = ("members_present", "councillors_present", "officers_present", "partners_present")
    assert len(counted) > 6000
    for row in counted:
        assert number(row["resident_members_present"]) <= number(row["members_present"])
        assert sum(number(row[name]) for name in groups) <= number(row["people_present"])
        assert number(row["first_timers"]) <= number(row["people_present"])


def test_the_members_listed_at_a_meeting_are_as_many_as_were_counted():
    listed = Counter((row["area_id"], row["met_on"]) for row in TABLES["attendance"])
    counted = {
        (row["area_id"], row["met_on"]): int(row["members_present"])
        for row in TABLES["meeting"]
        if row["kind"] == "partnership" and row["members_present"]
    }
    assert len(listed) > 300
    assert [meeting for meeting, number_listed in listed.items() if counted[meeting] != number_listed] == []


def test_everybody_at_a_meeting_was_a_member_that_month():
    spells: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in TABLES["membership"]:
        spells[row["area_id"], row["member_key"]].append(row)
    for row in TABLES["attendance"]:
        member_spells = spells[row["area_id"], row["member_key"]]
        assert any(
            spell["from_date"] <= row["met_on"] and row["met_on"][:7] <= (spell["to_date"] or "9999")
            for spell in member_spells
        )


def test_reviews_add_up_but_for_the_slips_put_in_on_purpose():
    slips = 0
    for rows in by_area("review").values():
        for before, now in pairwise(sorted(rows, key=lambda row: row["review_date"])):
            expected = number(before["members"]) + number(now["joined_since"]) - number(now["left_since"])
            slips += expected != number(now["members"])
    assert slips == RULES["slips"]["reviews"] > 0


def test_no_review_has_more_residents_or_women_than_members():
    for row in TABLES["review"]:
        assert max(number(row["resident_members"]), number(row["women"])) <= number(row["members"])


def test_what_hosts_were_paid_was_spent_kept_or_handed_back_but_for_the_slips_put_in_on_purpose():
    closed = {row["area_id"] for row in TABLES["area_status"] if row["status"] == "closed"}
    complete = {area for area in all_complete("spending") if AREA_IDS[area] in closed}
    accounts = {
        area: rows for area, rows in by_area("spending").items() if area in complete and rows[0]["paid_to_host_gbp"]
    }
    off = []
    for rows in accounts.values():
        paid = sum(number(row["paid_to_host_gbp"]) for row in rows)
        gone = sum(number(row[name]) for row in rows for name in ("spent_gbp", "host_fee_gbp", "returned_gbp"))
        if abs(paid - gone) > 0.005:
            off.append(round(gone - paid, 2))
    assert len(accounts) > 20
    assert off == [RULES["slips"]["spending_gbp"]] * RULES["slips"]["spending_areas"] != []


def test_areas_with_complete_returns_spend_nearly_all_they_were_given():
    given: Counter[str] = Counter()
    for row in TABLES["allocation"]:
        given[row["area_id"]] += int(number(row["amount_gbp"]))
    spent = {area: sum(number(row["spent_gbp"]) for row in rows) for area, rows in by_area("spending").items()}
    closed = {row["area_id"] for row in TABLES["area_status"] if row["status"] == "closed"}
    shares = [spent[area] / given[area] for area in all_complete("spending") if AREA_IDS[area] in closed]
    assert len(shares) > 30
    assert 0.75 < min(shares) <= max(shares) < 1
    assert statistics.median(shares) > 0.87


def test_spending_begins_slowly_and_ends_slowly():
    thirds = [0.0, 0.0, 0.0]
    for rows in by_area("spending").values():
        periods = sorted({row["period_start"] for row in rows})
        for row in rows:
            thirds[3 * periods.index(row["period_start"]) // len(periods)] += number(row["spent_gbp"])
    assert thirds[0] < 0.8 * thirds[1] and thirds[2] < 0.8 * thirds[1]


def test_nothing_was_spent_or_met_after_an_area_closed():
    closed = {row["area_id"]: row["from_date"] for row in TABLES["area_status"] if row["status"] == "closed"}
    for table, day in (("spending", "period_start"), ("meeting", "met_on"), ("review", "review_date")):
        for row in TABLES[table]:
            assert row[day] < closed.get(AREA_IDS[row["area_id"]], "9999")


def test_plans_were_endorsed_half_a_year_to_two_years_after_the_start():
    started = {row["area_id"]: row["awarded_on"] for row in TABLES["allocation"] if row["what"] == "first award"}
    first_plans = {area: min(rows, key=lambda row: row["from_date"]) for area, rows in by_area("plan").items()}
    endorsed = {area: row["endorsed_on"] for area, row in first_plans.items() if row["endorsed_on"]}
    years = [
        (date.fromisoformat(day) - date.fromisoformat(f"{started[area]}-01")).days / 365.25
        for area, day in endorsed.items()
    ]
    assert len(years) > 120
    assert 0.5 <= min(years) <= max(years) <= 2.1  # the start is known by month only
