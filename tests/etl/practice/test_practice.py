"""Practice: invented throughout, the same on every run, valid by every contract, and with every ugly case on purpose."""

import csv
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
import yaml
from rapidfuzz import fuzz, process

from etl.building.build import current
from etl.contract import Contract, contracts
from etl.practice.write import write_practice
from etl.programme import PROGRAMMES
from etl.reading.rows import checked

PRACTICE = PROGRAMMES / "practice"
BIG_LOCAL = PROGRAMMES / "big_local"
RULES: dict[str, Any] = yaml.safe_load((PRACTICE / "parameters.yml").read_text(encoding="utf-8"))
BY_HAND = {"parameters.yml"}
CONTRACTS = {one.table: one for one in contracts()}
LEFT_OUT = {"boundary", "area_lsoa"}
"""True boundaries and lists of census places, which somebody else may have: Practice shows what it is like without them."""

Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def file_of(table: str, folder: Path = PRACTICE) -> Path:
    return folder / CONTRACTS[table].folder / f"{table}.csv"


def read(table: str, folder: Path = PRACTICE) -> list[Row]:
    """Return the rows of a table by column name, whatever its headings are."""
    columns = CONTRACTS[table].columns
    found = rows_of(file_of(table, folder))
    is_return = CONTRACTS[table].folder == "returns"
    return [{one.name: row[one.heading if is_return else one.name] for one in columns} for row in found]


TABLES = {name: read(name) for name in CONTRACTS if name not in LEFT_OUT}
AREA_IDS = {row["area_name"]: row["area_id"] for row in TABLES["area"]}


def number(text: str) -> float:
    return float(text or 0)


def by_area(table: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in TABLES[table]:
        found[row["area_id"]].append(row)
    return found


def all_complete(table: str) -> set[str]:
    """Return the names of the areas all of whose returns of a table are there."""
    states: dict[str, set[str]] = defaultdict(set)
    for row in TABLES["return_status"]:
        if row["table_name"] == table:
            states[row["area_id"]].add(row["state"])
    return {area for area, found in states.items() if found <= {"complete", "nothing to report"}}


# ---- the files


@pytest.fixture(scope="module")
def second_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("second_run") / "practice"
    write_practice(folder, RULES["seed"])
    return folder


@pytest.fixture(scope="module")
def other_seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("other_seed") / "practice"
    write_practice(folder, RULES["seed"] + 1)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_a_second_run_gives_the_very_files_that_are_kept(second_run: Path):
    kept = {name: content for name, content in files(PRACTICE).items() if name not in BY_HAND}
    made = files(second_run)
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def test_another_seed_gives_as_many_other_areas(other_seed: Path):
    others = {row["area_name"] for row in read("area", other_seed)}
    assert len(others) == len(AREA_IDS) == 150
    assert len(others & AREA_IDS.keys()) < 75


def test_another_seed_gives_rows_that_its_contracts_allow(other_seed: Path):
    for told in CONTRACTS.values():
        if told.table not in LEFT_OUT:
            assert len(checked_rows(told, read(told.table, other_seed))) > 0


def test_the_whole_folder_is_under_5_million_bytes():
    assert sum(len(content) for content in files(PRACTICE).values()) < 5_000_000


def test_every_table_has_a_file_but_boundaries_and_census_lists():
    assert {path.stem for path in PRACTICE.glob("*/*.csv")} == CONTRACTS.keys() - LEFT_OUT


def test_there_are_150_areas_in_three_waves_of_fifty():
    assert Counter(row["wave"] for row in TABLES["area"]) == {"1": 50, "2": 50, "3": 50}


def test_every_region_of_england_has_areas():
    assert len({row["region_code"] for row in TABLES["area"]}) == 9


# ---- the contracts


def checked_rows(contract: Contract, rows: list[Row]) -> pd.DataFrame:
    """Return the rows with their types; raises DataError for what the contract does not allow.

    A cell of several values is checked here, value by value, and left out of the rest.
    """
    several = [column for column in contract.columns if column.several]
    for column in several:
        parts = {part for row in rows for part in row[column.name].split("; ") if part}
        assert parts <= set(column.values)
    without = [{**row, **{column.name: "" for column in several}} for row in rows]
    return checked(contract, pd.DataFrame(without, dtype=str), contract.table)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_the_heading_of_a_file_is_that_of_its_contract(table: str):
    told = CONTRACTS[table]
    names = [column.heading if told.folder == "returns" else column.name for column in told.columns]
    assert file_of(table).read_text(encoding="utf-8").splitlines()[0] == ",".join(names)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_row_is_as_its_contract_says(table: str):
    assert len(checked_rows(CONTRACTS[table], TABLES[table])) == len(TABLES[table]) > 0


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_name_and_id_leads_to_a_row_of_its_table(table: str):
    names = {"area.area_id": "area_name", "council.council_code": "council_name"}
    told = CONTRACTS[table]
    for column in (one for one in told.columns if one.references):
        other, key = column.references.split(".")
        shown = names.get(column.references, key) if told.folder == "returns" else key
        known = {row[shown] for row in TABLES[other]}
        assert {row[column.name] for row in TABLES[table]} - {""} <= known


@pytest.fixture(scope="module")
def built(practice_build: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the database of everyone of Practice, opened for reading."""
    path = current(practice_build / "practice")
    assert path is not None
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def test_the_programme_builds_and_every_measure_of_context_has_a_figure_in_every_period(
    built: duckdb.DuckDBPyConnection,
):
    lacking = built.sql(
        "SELECT measure_id, period FROM indicator_area WHERE measure_id IN (SELECT measure_id FROM measure "
        "WHERE topic IN ('Deprivation', 'People', 'Place', 'Homes', 'Council', 'Grants recorded around', 'Public record')) "
        "GROUP BY ALL HAVING count(value) = 0"
    ).fetchall()
    counted = built.sql("SELECT count(DISTINCT measure_id) FROM indicator_area").fetchall()
    assert lacking == []
    assert counted[0][0] >= 28


def test_beside_the_names_of_regions_and_england_stand_public_figures_only():
    real = {
        (row["place_id"], row["series"], row["edition"]): row for row in rows_of(BIG_LOCAL / "reference/context.csv")
    }
    shown = [row for row in TABLES["context"] if re.fullmatch(r"E\d{8}", row["place_id"])]
    assert len(shown) > 400
    assert [row for row in shown if row != real[row["place_id"], row["series"], row["edition"]]] == []


def test_areas_have_every_series_and_edition_that_the_public_figures_have():
    def series(rows: Iterable[Row]) -> set[tuple[str, str]]:
        return {(row["series"], row["edition"]) for row in rows if not re.fullmatch(r"E\d{8}", row["place_id"])}

    assert series(TABLES["context"]) == series(rows_of(BIG_LOCAL / "reference/context.csv"))


def test_every_source_says_that_it_is_invented_but_for_the_outlines_of_regions():
    for path in PRACTICE.glob("*/*.yml"):
        for source in yaml.safe_load(path.read_text(encoding="utf-8"))["sources"]:
            assert source["source_id"] == "region_outlines" or source["publisher"] == "Invented for Practice"


def test_the_outlines_of_regions_are_the_public_ones_with_their_attribution():
    def regions(folder: Path) -> dict[str, str]:
        rows = rows_of(folder / "reference/outline.csv")
        return {row["place_id"]: row["geom"] for row in rows if row["kind"] == "region"}

    sources = yaml.safe_load((PRACTICE / "reference/outline.yml").read_text(encoding="utf-8"))["sources"]
    assert regions(PRACTICE) == regions(BIG_LOCAL)
    assert any("Contains OS data © Crown copyright" in source["licence"] for source in sources)


# ---- sums that hold


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
    assert [one for one, number_listed in listed.items() if counted[one] != number_listed] == []


def test_everybody_at_a_meeting_was_a_member_that_month():
    spells: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in TABLES["membership"]:
        spells[row["area_id"], row["member_key"]].append(row)
    for row in TABLES["attendance"]:
        mine = spells[row["area_id"], row["member_key"]]
        assert any(
            one["from_date"] <= row["met_on"] and row["met_on"][:7] <= (one["to_date"] or "9999") for one in mine
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
    known = {area: row["endorsed_on"] for area, row in first_plans.items() if row["endorsed_on"]}
    years = [
        (date.fromisoformat(day) - date.fromisoformat(f"{started[area]}-01")).days / 365.25
        for area, day in known.items()
    ]
    assert len(years) > 120
    assert 0.5 <= min(years) <= max(years) <= 2.1  # the start is known by month only


# ---- ugly cases, one of each kind


def some(table: str, is_so: Callable[[Row], bool]) -> bool:
    return any(is_so(row) for row in TABLES[table])


def values(table: str, column: str) -> set[str]:
    return {row[column] for row in TABLES[table]}


def overlapping_hosts() -> bool:
    return any(
        before["to_date"] > now["from_date"]
        for rows in by_area("host").values()
        for before, now in pairwise(sorted(rows, key=lambda row: row["from_date"]))
    )


def replies() -> dict[tuple[str, str, str], int]:
    keys = {(row["survey"], row["round"], row["area_id"], row["respondent_key"]) for row in TABLES["survey_answer"]}
    return Counter((survey, year, area) for survey, year, area, _ in keys)


LAST_DAY = str(RULES["last_day"])
UGLY: dict[str, Callable[[], bool]] = {
    "hosts that overlap": overlapping_hosts,
    "an area whose host changed": lambda: any(len(rows) > 1 for rows in by_area("host").values()),
    "an area with three plans": lambda: any(len(rows) == 3 for rows in by_area("plan").values()),
    "an area with one plan": lambda: any(len(rows) == 1 for rows in by_area("plan").values()),
    "every state of a budget line": lambda: (
        values("spending", "state") == {"planned", "paid", "delayed", "cancelled", "repaid"}
    ),
    "a line nobody coded": lambda: some("spending", lambda row: not row["theme"]),
    "lines coded by each": lambda: values("spending", "coded_by") == {"", "area", "programme staff", "researcher"},
    "money handed back": lambda: some("spending", lambda row: number(row["returned_gbp"]) > 0),
    "money that came back to a line": lambda: some("spending", lambda row: number(row["spent_gbp"]) < 0),
    "a half-year in which nothing was spent": lambda: some(
        "spending", lambda row: row["spent_gbp"] == "0" and row["state"] == "paid"
    ),
    "a plan without spending yet": lambda: some("spending", lambda row: not row["spent_gbp"]),
    "an area that does not tell payments": lambda: some("spending", lambda row: not row["paid_to_host_gbp"]),
    "more spent than planned": lambda: some(
        "spending", lambda row: number(row["spent_gbp"]) > number(row["planned_gbp"]) > 0
    ),
    "pence": lambda: some("spending", lambda row: "." in row["spent_gbp"]),
    "a review nobody joined before": lambda: some("review", lambda row: row["joined_since"] == "0"),
    "a first review": lambda: some("review", lambda row: not row["joined_since"]),
    "a review with too few members": lambda: some("review", lambda row: number(row["members"]) < 8),
    "a review without a majority of residents": lambda: some(
        "review",
        lambda row: bool(row["resident_members"]) and 2 * number(row["resident_members"]) <= number(row["members"]),
    ),
    "a review that does not tell women": lambda: some("review", lambda row: not row["women"]),
    "a member who came back": lambda: (
        max(Counter((row["area_id"], row["member_key"]) for row in TABLES["membership"]).values()) > 1
    ),
    "a meeting at which nobody counted": lambda: some("meeting", lambda row: not row["people_present"]),
    "a meeting recorded by role": lambda: some("meeting", lambda row: bool(row["councillors_present"])),
    "a meeting not recorded by role": lambda: some(
        "meeting", lambda row: bool(row["people_present"]) and not row["councillors_present"]
    ),
    "every kind of meeting": lambda: (
        values("meeting", "kind") == {"partnership", "council liaison", "community event", "other"}
    ),
    "volunteers nobody counted": lambda: some("volunteer_time", lambda row: not row["people"]),
    "every route": lambda: (
        values("funding", "route")
        == {"bid", "negotiated", "asset transfer", "contract", "donation", "loan", "investment"}
    ),
    "every outcome of funding": lambda: (
        values("funding", "outcome") == {"won", "lost", "pending", "withdrawn", "agreed"}
    ),
    "every kind of funding": lambda: values("funding", "kind") == {"cash", "in kind", "time"},
    "a win of unknown size": lambda: some(
        "funding", lambda row: row["outcome"] == "won" and row["kind"] == "cash" and not row["awarded_gbp"]
    ),
    "hours of unknown number": lambda: some(
        "funding", lambda row: row["outcome"] == "agreed" and row["kind"] == "time" and not row["hours"]
    ),
    "help not linked to the programme": lambda: values("funding", "is_linked") == {"yes", "no", ""},
    "several kinds of support": lambda: some("funding", lambda row: ";" in row["council_support"]),
    "support not recorded": lambda: {"not recorded", "none", ""} <= values("funding", "council_support"),
    "an area that never sought anything": lambda: any(
        area not in by_area("funding") for area in all_complete("funding")
    ),
    "every kind of thing with a council": lambda: (
        values("council_event", "kind") == set(CONTRACTS["council_event"].column("kind").values)
    ),
    "a commitment due later": lambda: some("council_event", lambda row: row["due_on"] > LAST_DAY),
    "a commitment of which nothing more is told": lambda: bool(
        {(row["area_id"], row["commitment"]) for row in TABLES["council_event"] if row["kind"] == "commitment made"}
        - {(row["area_id"], row["commitment"]) for row in TABLES["council_event"] if row["kind"] != "commitment made"}
    ),
    "a council replaced by another": lambda: (
        len([row for row in TABLES["council"] if row["successor_code"] and row["valid_to"]]) == 1
    ),
    "an area of a replaced council": lambda: "former council" in values("area_council", "role"),
    "every state of a return": lambda: (
        values("return_status", "state") == {"complete", "partial", "nothing to report", "not sent"}
    ),
    "a late return": lambda: some(
        "return_status", lambda row: row["state"] == "not sent" and "" < row["expected_by"] < LAST_DAY
    ),
    "a return not due yet": lambda: some("return_status", lambda row: row["expected_by"] > LAST_DAY),
    "an area that never began": lambda: (
        len(AREA_IDS.keys() - by_area("plan").keys() - by_area("return_status").keys()) > 0
    ),
    "areas that closed early": lambda: (
        len([row for row in TABLES["area_status"] if row["status"] == "closed" and row["from_date"] < "2021-01-02"]) > 3
    ),
    "an area that is still open": lambda: any(
        {row["status"] for row in rows} == {"active"} for rows in by_area("area_status").values()
    ),
    "a question left out": lambda: some("survey_answer", lambda row: not row["answer"]),
    "an answer that does not count": lambda: some("survey_answer", lambda row: row["answer"] == "do not know"),
    "an area with one reply": lambda: 1 in replies().values(),
    "a question with a new wording": lambda: (
        max(Counter((row["survey"], row["question_id"]) for row in TABLES["question"]).values()) == 2
    ),
    "a challenge that led to a correction": lambda: some("note", lambda row: row["state"] == "corrected"),
    "a note without a reply": lambda: some("note", lambda row: not row["reply"]),
    "a grant in another currency": lambda: values("grant", "currency") == {"GBP", "EUR"},
    "names that are near alike": lambda: any(f"{name} Park" in AREA_IDS for name in AREA_IDS),
    "a finding on each outcome": lambda: (
        values("outcome_finding", "outcome") == set(CONTRACTS["outcome_finding"].column("outcome").values)
    ),
    "a finding of the whole programme": lambda: "" in values("outcome_finding", "area_id"),
    "every kind of what stays": lambda: values("legacy", "kind") == {"body", "asset", "service", "fund"},
}


@pytest.mark.parametrize("ugly", UGLY)
def test_practice_has(ugly: str):
    assert UGLY[ugly]()


def test_an_area_that_closed_owes_no_returns_afterwards():
    closed = {row["area_id"]: row["from_date"] for row in TABLES["area_status"] if row["status"] == "closed"}
    for row in TABLES["return_status"]:
        if row["table_name"] != "survey_answer":
            assert row["period_start"] < closed.get(AREA_IDS[row["area_id"]], "9999")


def test_where_a_complete_return_has_rows_it_never_says_nothing_to_report():
    nothing = {
        (row["area_id"], row["period_start"])
        for row in TABLES["return_status"]
        if row["table_name"] == "spending" and row["state"] in ("nothing to report", "not sent")
    }
    assert len(nothing) > 50
    assert nothing & {(row["area_id"], row["period_start"]) for row in TABLES["spending"]} == set()


# ---- surveys and planted changes


def test_about_four_members_of_a_partnership_reply_in_most_areas_and_never_many():
    counted = [number_of for (survey, _, _), number_of in replies().items() if survey == "partnership"]
    rounds = Counter(year for survey, year, _ in replies() if survey == "partnership")
    assert sorted(rounds) == ["2016", "2018", "2020", "2022", "2024"]
    assert all(120 <= areas <= 147 for areas in rounds.values())
    assert statistics.median(counted) in (3, 4, 5)
    assert statistics.mean(number_of < 5 for number_of in counted) > 0.6


def test_residents_are_asked_in_about_twenty_places_thirty_and_more_in_each():
    counted = {area: number_of for (survey, _, area), number_of in replies().items() if survey == "resident"}
    assert 15 <= len(counted) <= 25
    assert 30 <= min(counted.values()) <= max(counted.values()) <= 120


def test_one_to_three_people_of_a_council_reply():
    assert {number_of for (survey, _, _), number_of in replies().items() if survey == "council"} == {1, 2, 3}


def test_both_sides_are_asked_about_the_same_five_principles():
    principles = {
        "respect from the start", "clear roles", "agreed communication", "empathy and compromise", "shared endeavour"
    }  # fmt: skip
    asked = defaultdict(set)
    for row in TABLES["question"]:
        asked[row["survey"]].add((row["question_id"], row["belongs_to"]))
    both = {about for _, about in asked["partnership"] & asked["council"]}
    assert principles <= both


PLANTED = rows_of(PRACTICE / "planted.csv")


def positives(area: str, rows: Iterable[Row]) -> tuple[int, int]:
    given = [row["answer"] for row in rows if row["area_id"] == area and row["answer"] not in ("", "do not know")]
    return sum(answer in ("agree", "strongly agree") for answer in given), len(given)


def survey_share(area: str, event: str, is_after: bool) -> float:
    asked = [
        row for row in TABLES["survey_answer"] if row["survey"] == "resident" and row["question_id"] == "influence"
    ]
    good, base = positives(area, (row for row in asked if (row["round"] > event[:4]) == is_after))
    return good / base


def liaison_meetings(area: str, event: str, is_after: bool) -> float:
    days = [row["met_on"] for row in TABLES["meeting"] if row["area_id"] == area and row["kind"] == "council liaison"]
    full_years = Counter(day[:4] for day in days if (day[:4] > event[:4]) == is_after and day[:4] != event[:4])
    return statistics.median(full_years.values())


def success(area: str, event: str, is_after: bool) -> float:
    decided = [row for row in TABLES["funding"] if row["area_id"] == area and row["outcome"] in ("won", "lost")]
    found = [row["outcome"] == "won" for row in decided if (row["decided_on"] > event) == is_after]
    return sum(found) / len(found)


SEEN = {
    "share of positive answers of residents on influence": (survey_share, 0.13),
    "liaison meetings a year": (liaison_meetings, 1.0),
    "share of decided bids that were won": (success, 0.3),
}
"""How each planted measure is seen in the rows, and how far chance may take it from the truth."""


def test_changes_are_planted_in_eight_areas_and_of_every_kind():
    assert len({row["area_id"] for row in PLANTED}) == 8
    assert {row["measure"] for row in PLANTED} == SEEN.keys()


@pytest.mark.parametrize("planted", PLANTED, ids=lambda row: row["area_id"])
def test_a_planted_change_follows_what_happened_with_the_council(planted: Row):
    (area,) = [name for name, area_id in AREA_IDS.items() if area_id == planted["area_id"]]
    seen, leeway = SEEN[planted["measure"]]
    before, after = (seen(area, planted["event_date"], is_after) for is_after in (False, True))
    event = {"area_id": area, "happened_on": planted["event_date"], "kind": planted["event"]}
    assert any(event.items() <= row.items() for row in TABLES["council_event"])
    assert abs(before - float(planted["before"])) <= leeway
    assert abs(after - float(planted["after"])) <= leeway
    assert before < after


# ---- nothing of it is real

NAMES = [
    ("area", "area_name"), ("area_name", "other_name"), ("council", "council_name"), ("council", "official_name"),
    ("area_ward", "ward_name"), ("area_place", "msoa_name"), ("grant_around", "funder_name"), ("fact", "who"),
    ("council_case", "source_publisher"), ("host", "organisation"), ("funding", "source_name"), ("grant", "funder_name"),
    ("grant", "recipient_name"),
]  # fmt: skip
REAL_NAMES = [
    ("reference/area", "area_name"), ("reference/area_name", "other_name"), ("reference/council", "council_name"),
    ("reference/council", "official_name"), ("reference/area_ward", "ward_name"), ("reference/area_place", "msoa_name"),
    ("reference/grant_around", "funder_name"), ("published/fact", "who"), ("published/fact-by-hand", "who"),
    ("published/council_case", "source_publisher"), ("published/council_case", "source_title"),
]  # fmt: skip
GENERIC = {
    "action", "asked", "association", "authority", "borough", "central", "centre", "charity", "city", "college",
    "community", "council", "county", "development", "district", "donors", "firm", "foundation", "fund", "giving",
    "government", "health", "housing", "lottery", "london", "local", "lower", "metropolitan", "ministry",
    "neighbours", "north", "park", "residents", "service", "settlement", "south", "supermarket", "town", "trust",
    "upper", "voluntary", "the", "and", "of", "for",
}  # fmt: skip
"""Words that say what a thing is and not which one."""


def plain(name: str) -> str:
    """Return a name in small letters, without marks and generic words."""
    return " ".join(word for word in re.findall(r"[a-z]+", name.lower()) if word not in GENERIC)


@pytest.fixture(scope="module")
def real_names() -> list[str]:
    found = {plain(row[column]) for table, column in REAL_NAMES for row in rows_of(BIG_LOCAL / f"{table}.csv")}
    return sorted(found - {""})


@pytest.fixture(scope="module")
def invented_names() -> list[str]:
    return sorted({plain(row[column]) for table, column in NAMES for row in TABLES[table]} - {""})


def test_no_invented_name_is_like_a_real_one(invented_names: list[str], real_names: list[str]):
    near = {name: process.extractOne(name, real_names, scorer=fuzz.ratio, score_cutoff=85) for name in invented_names}
    assert len(invented_names) > 400
    assert {name: found for name, found in near.items() if found} == {}


def test_no_invented_name_shares_a_long_word_with_a_real_one(invented_names: list[str], real_names: list[str]):
    def words(names: list[str]) -> set[str]:
        return {word for name in names for word in name.split() if len(word) >= 5}

    assert words(invented_names) & words(real_names) == set()


def test_the_comparison_would_find_a_name_that_is_nearly_real(real_names: list[str]):
    assert process.extractOne(plain("Whitleigh Community Trust"), real_names, scorer=fuzz.ratio, score_cutoff=85)


def test_codes_are_from_ranges_that_do_not_exist():
    patterns = {
        ("council", "council_code"): r"E99\d{6}", ("area_place", "lsoa_code"): r"E0190\d{4}",
        ("area_place", "msoa_code"): r"E0290\d{4}", ("area_ward", "ward_code"): r"E0599\d{4}",
        ("outcode", "outcode"): r"ZZ\d{1,2}", ("postcode", "outcode"): r"ZZ\d{1,2}",
        ("host", "charity_number"): r"(PRACTICE-\d{3})?",
    }  # fmt: skip
    for (table, column), pattern in patterns.items():
        assert [value for value in values(table, column) if not re.fullmatch(pattern, value)] == []


def test_every_address_is_of_the_domain_kept_for_examples():
    for table in ("fact", "council_case", "area_status"):
        assert values(table, "source_url") == {"https://example.org/practice"}


MORE_PUBLISHED = {"£": {196_900_000.0, 217_000_000.0, 160_000_000.0, 150 * 1_155_000.0, 150_000_000.0, 1_155_000.0}}


@pytest.fixture(scope="module")
def published() -> dict[str, set[float]]:
    """Return the figures on the real public record by unit."""
    found: dict[str, set[float]] = defaultdict(set, {unit: set(figures) for unit, figures in MORE_PUBLISHED.items()})
    for name in ("fact", "fact-by-hand"):
        for row in rows_of(BIG_LOCAL / f"published/{name}.csv"):
            if row["value_number"]:
                found[row["value_unit"]].add(abs(float(row["value_number"])))
    return found


def total_pounds() -> set[float]:
    """Return every sum of money of the programme, and of one area, that a page may show."""
    found = set()
    for told in CONTRACTS.values():
        if told.folder != "returns" or told.table in LEFT_OUT:
            continue
        for column in (one.name for one in told.columns if one.unit == "£" or one.name == "awarded"):
            sums: Counter[str] = Counter()
            for row in TABLES[told.table]:
                sums[row.get("area_id", "")] += round(100 * number(row[column]))
            found |= {total / 100 for total in [sum(sums.values()), *sums.values()] if total}
    return found


def test_no_sum_of_money_equals_a_published_one(published: dict[str, set[float]]):
    assert len(total_pounds()) > 500
    assert total_pounds() & published["£"] == set()


def test_no_total_of_people_areas_hours_or_themes_equals_a_published_one(published: dict[str, set[float]]):
    rounds: Counter[tuple[str, str]] = Counter()
    areas: dict[tuple[str, str], int] = Counter()
    for (survey, year, _), number_of in replies().items():
        rounds[survey, year] += number_of
        areas[survey, year] += 1
    yearly: dict[tuple[str, str], float] = defaultdict(float)
    reviews: Counter[str] = Counter()
    for row in TABLES["review"]:
        reviews[row["review_date"][:4]] += 1
        for name in ("members", "joined_since", "left_since"):
            yearly[name, row["review_date"][:4]] += number(row[name])
    closed = [row for row in TABLES["area_status"] if row["status"] == "closed"]
    assert {float(total) for total in (*rounds.values(), *yearly.values())} & published["people"] - {0.0} == set()
    assert {float(total) for total in (*areas.values(), len(closed), len(by_area("spending")))} & published[
        "areas"
    ] == set()
    assert {float(total) for total in reviews.values()} & published["partnerships"] == set()
    assert sum(number(row["hours"]) for row in TABLES["volunteer_time"]) not in published["hours"]
    assert len(TABLES["theme"]) not in published["themes"]
    assert len(TABLES["small_grant"]) not in published["small grants"]


def share(part: float, whole: float) -> int:
    return round(100 * part / whole)


def test_no_percentage_of_the_programme_equals_the_published_one_of_the_same_thing():
    reviews = [row for row in TABLES["review"] if row["resident_members"]]
    keep = [row for row in reviews if 8 <= number(row["members"]) < 2 * number(row["resident_members"])]
    few = [row["answer"] for row in TABLES["survey_answer"] if row["question_id"] == "few"]
    running = {row["theme"] for row in TABLES["theme"] if row["is_delivery_cost"] == "yes"}
    coded = [row for row in TABLES["spending"] if row["theme"]]
    cost = sum(number(row["spent_gbp"]) for row in coded if row["theme"] in running)
    stayed = left = 0.0
    for rows in by_area("review").values():
        for before, now in pairwise(sorted(rows, key=lambda row: row["review_date"])):
            stayed, left = (
                stayed + number(before["members"]) - number(now["left_since"]),
                left + number(now["left_since"]),
            )
    assert share(len(keep), len(reviews)) != 88
    assert (
        share(sum(one in ("always", "mostly") for one in few), sum(one not in ("", "do not know") for one in few)) != 63
    )
    assert share(cost, sum(number(row["spent_gbp"]) for row in coded)) != 32
    assert share(stayed, stayed + left) != 72
    assert round(statistics.mean(number(row["members"]) for row in reviews)) != 13
