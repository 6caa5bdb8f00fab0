"""No name, code, sum or percentage of Practice is that of a real place, organisation or published figure."""

import re
import statistics
from collections import Counter, defaultdict
from itertools import pairwise

import pytest
from rapidfuzz import fuzz, process

from tests.etl.practice.tables import (
    BIG_LOCAL,
    CONTRACTS,
    LEFT_OUT,
    TABLES,
    by_area,
    number,
    replies,
    rows_of,
    values,
)

NAMES = [
    ("area", "area_name"), ("area_name", "other_name"), ("council", "council_name"), ("council", "official_name"),
    ("area_ward", "ward_name"), ("area_place", "msoa_name"), ("grant_around", "funder_name"), ("fact", "who"),
    ("host", "organisation"), ("funding", "source_name"), ("grant", "funder_name"),
    ("grant", "recipient_name"),
]  # fmt: skip
REAL_NAMES = [
    ("reference/area", "area_name"), ("reference/area_name", "other_name"), ("reference/council", "council_name"),
    ("reference/council", "official_name"), ("reference/area_ward", "ward_name"), ("reference/area_place", "msoa_name"),
    ("reference/grant_around", "funder_name"), ("published/fact", "who"), ("published/fact-by-hand", "who"),
    ("published/fact", "source_publisher"), ("published/fact-by-hand", "source_publisher"),
]  # fmt: skip
GENERIC = {
    "action", "asked", "association", "authority", "borough", "builders", "central", "centre", "charity", "city", "college",
    "community", "council", "county", "development", "district", "donors", "firm", "foundation", "fund", "giving",
    "government", "health", "housing", "lottery", "london", "local", "lower", "metropolitan", "merchant",
    "ministry",
    "neighbours", "north", "park", "residents", "service", "settlement", "south", "supermarket", "town", "trust",
    "upper", "voluntary", "the", "and", "of", "for",
}  # fmt: skip
"""Words that say what kind of thing a name is for, not which."""


def plain(name: str) -> str:
    """Return a name in lower case, without punctuation and generic words."""
    return " ".join(word for word in re.findall(r"[a-z]+", name.lower()) if word not in GENERIC)


@pytest.fixture(scope="module")
def real_names() -> list[str]:
    names = {plain(row[column]) for table, column in REAL_NAMES for row in rows_of(BIG_LOCAL / f"{table}.csv")}
    return sorted(names - {""})


@pytest.fixture(scope="module")
def invented_names() -> list[str]:
    return sorted({plain(row[column]) for table, column in NAMES for row in TABLES[table]} - {""})


def test_no_invented_name_is_like_a_real_one(invented_names: list[str], real_names: list[str]):
    matches = {
        name: process.extractOne(name, real_names, scorer=fuzz.ratio, score_cutoff=85) for name in invented_names
    }
    assert len(invented_names) > 400
    assert {name: match for name, match in matches.items() if match} == {}


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
    for table in ("fact", "area_status"):
        assert values(table, "source_url") == {"https://example.org/practice"}


MORE_PUBLISHED = {"£": {196_900_000.0, 217_000_000.0, 160_000_000.0, 150 * 1_155_000.0, 150_000_000.0, 1_155_000.0}}


@pytest.fixture(scope="module")
def published() -> dict[str, set[float]]:
    """Return the figures of the real public record by unit: sums of money, and all figures of the whole programme.

    A count of people at one event is no figure that could be taken for a total.
    """
    figures_by_unit: dict[str, set[float]] = defaultdict(
        set, {unit: set(figures) for unit, figures in MORE_PUBLISHED.items()}
    )
    for name in ("fact", "fact-by-hand"):
        for row in rows_of(BIG_LOCAL / f"published/{name}.csv"):
            if row["value_number"] and (row["value_unit"] == "£" or not row["area_id"]):
                figures_by_unit[row["value_unit"]].add(abs(float(row["value_number"])))
    return figures_by_unit


def total_pounds() -> set[float]:
    """Return every sum of money of the programme, and of one area, that a page may show."""
    totals = set()
    for contract in CONTRACTS.values():
        if contract.folder != "returns" or contract.table in LEFT_OUT:
            continue
        for name in (column.name for column in contract.columns if column.unit == "£" or column.name == "awarded"):
            sums: Counter[str] = Counter()
            for row in TABLES[contract.table]:
                sums[row.get("area_id", "")] += round(100 * number(row[name]))
            totals |= {total / 100 for total in [sum(sums.values()), *sums.values()] if total}
    return totals


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
        share(
            sum(answer in ("always", "mostly") for answer in few),
            sum(answer not in ("", "do not know") for answer in few),
        )
        != 63
    )
    assert share(cost, sum(number(row["spent_gbp"]) for row in coded)) != 32
    assert share(stayed, stayed + left) != 72
    assert round(statistics.mean(number(row["members"]) for row in reviews)) != 13
