"""The queries of the Progress page: sums, the share of areas that report both, prices, and published sums."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

import queries
from etl.contract import DICTIONARY, ddl, read_contract
from tests.queries.returned_rows import Database, add, prepare

AREAS = (
    ("alder-row", "North", 1, "Next fifth"),
    ("birch-end", "North", 2, "Less deprived"),
    ("elm-green", "South", 2, "Next fifth"),
)
ALL = {"region": "all", "wave": "all", "deprivation": "all", "area_id": ""}


@pytest.fixture
def db() -> Iterator[Database]:
    """Return a database of three areas without any return."""
    with duckdb.connect() as connection:
        prepare(connection)
        connection.execute(
            "CREATE TABLE area_card (area_id VARCHAR, region_name VARCHAR, wave BIGINT, deprivation_group VARCHAR)"
        )
        connection.executemany("INSERT INTO area_card VALUES (?, ?, ?, ?)", AREAS)
        connection.execute("CREATE TABLE coverage (table_name VARCHAR, area_id VARCHAR, state VARCHAR)")
        connection.execute(
            "CREATE TABLE return_count (area_id VARCHAR, table_name VARCHAR, due BIGINT, complete BIGINT, in_part BIGINT, "
            "received BIGINT, overdue BIGINT)"
        )
        yield connection


def rows(db: Database, name: str, **parameters: str) -> list[dict[str, Any]]:
    """Return the rows of a query of the page, each by its columns."""
    query = queries.load(f"pages/progress_{name}")
    result = db.execute(query.sql, {key: value for key, value in parameters.items() if key in query.parameters})
    columns = [column[0] for column in result.description or []]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def spend(db: Database, area_id: str, line: str, spent: float | None, **columns: Any) -> None:
    """Add a budget line of 2016-17."""
    add(db, "spending", area_id, budget_line=line, spent_gbp=spent, **{
        "period_start": "2016-04-01", "period_end": "2016-09-30", **columns
    })  # fmt: skip


def test_the_share_spent_is_of_areas_that_tell_both_and_sums_nobody_tells_are_not_there(db: Database):
    add(db, "allocation", "alder-row", amount_gbp=1000)
    add(db, "allocation", "birch-end", amount_gbp=500)  # which tells no spending
    spend(db, "alder-row", "Youth work", 600, planned_gbp=800, returned_gbp=50)
    spend(db, "alder-row", "Garden", None, planned_gbp=100)
    spend(db, "elm-green", "Garden", 70)  # whose award is not known
    (shown,) = rows(db, "account", **ALL)
    assert (shown["areas"], shown["areas_awarded"], shown["areas_spent"], shown["areas_both"]) == (3, 2, 2, 1)
    assert (shown["awarded_gbp"], shown["spent_gbp"], shown["returned_gbp"]) == (1500, 670, 50)
    assert (shown["spent_of_awarded_gbp"], shown["awarded_of_spent_gbp"], shown["spent_share"]) == (600, 1000, 60)
    assert shown["left_gbp"] == 350  # 1000 less 600 and 50
    assert shown["spent_of_planned"] == 75  # 600 of 800: the garden does not say what was spent
    assert (shown["line_count"], shown["lines_spent"], shown["lines_planned"]) == (3, 2, 2)
    assert (shown["paid_gbp"], shown["areas_paid"]) == (None, 0)


def test_the_account_says_until_when_and_how_many_returns_came_in_full_of_those_due(db: Database):
    spend(db, "alder-row", "Youth work", 600)
    spend(db, "elm-green", "Garden", 70, period_start="2017-04-01", period_end="2017-09-30")
    spend(db, "elm-green", "Bench", None, period_start="2018-04-01", period_end="2018-09-30")  # nothing is told of it
    counts = [("alder-row", "spending", 2, 1, 1, 0, 0), ("elm-green", "spending", 2, 1, 0, 0, 1),
              ("elm-green", "review", 9, 9, 0, 0, 0)]  # fmt: skip
    db.executemany("INSERT INTO return_count VALUES (?, ?, ?, ?, ?, ?, ?)", counts)
    (shown,) = rows(db, "account", **ALL)
    assert (shown["spent_until"], shown["returns_due"], shown["returns_full"]) == ("2017-09-30", 4, 2)
    (south,) = rows(db, "account", **{**ALL, "region": "South"})
    assert (south["returns_due"], south["returns_full"]) == (2, 1)


def test_what_an_area_spent_and_handed_back_beyond_its_award_is_counted_apart(db: Database):
    for area_id in ("alder-row", "birch-end"):
        add(db, "allocation", area_id, amount_gbp=1000)
    spend(db, "alder-row", "Youth work", 900, returned_gbp=150)
    spend(db, "birch-end", "Garden", 600)
    (shown,) = rows(db, "account", **ALL)
    assert (shown["areas_over"], shown["over_gbp"], shown["left_gbp"]) == (1, 50, 350)
    assert (shown["returned_of_awarded_gbp"], shown["areas_both_returned"]) == (150, 1)


def test_returns_not_yet_due_are_none_of_those_behind_the_page(db: Database):
    db.executemany(
        "INSERT INTO coverage VALUES (?, ?, ?)",
        [("spending", "alder-row", "complete"), ("spending", "elm-green", "not sent"), ("plan", "alder-row", "sent"),
         ("meeting", "alder-row", "complete")],
    )  # fmt: skip
    db.executemany(
        "INSERT INTO return_count VALUES (?, ?, ?, ?, ?, ?, ?)",
        [("alder-row", "spending", 3, 1, 1, 1, 0), ("elm-green", "spending", 2, 0, 0, 0, 2)],
    )
    assert [tuple(row.values()) for row in rows(db, "coverage")] == [
        ("plan", 1, 0, 0, 0, 0),
        ("spending", 1, 5, 2, 1, 2),
    ]


def test_the_account_keeps_to_the_filters_and_tells_the_chosen_area_also_where_they_leave_it_out(db: Database):
    spend(db, "alder-row", "Youth work", 600)
    spend(db, "elm-green", "Garden", 70)
    shown, area = rows(db, "account", **{**ALL, "region": "South", "wave": "2", "area_id": "alder-row"})
    assert (shown["scope"], shown["areas"], shown["spent_gbp"]) == ("shown", 1, 70)
    assert (area["scope"], area["areas"], area["spent_gbp"]) == ("area", 1, 600)
    assert rows(db, "account", **{**ALL, "region": "South", "wave": "1"}) == []


def test_a_line_counts_in_the_financial_year_it_ends_in_and_real_terms_take_an_index_of_that_year(db: Database):
    add(db, "deflator", financial_year="2016-17", index_value=80)
    add(db, "deflator", financial_year="2018-19", index_value=100)
    spend(db, "alder-row", "Youth work", 400, planned_gbp=800)
    spend(db, "birch-end", "Garden", 100, period_start="2017-03-01", period_end="2017-04-30")
    first, second = rows(db, "years", **ALL)
    assert (first["financial_year"], first["spent_gbp"], first["spent_real_gbp"]) == ("2016-17", 400, 500)
    assert (first["planned_real_gbp"], first["base_year"], first["areas"]) == (1000, "2018-19", 1)
    assert (second["financial_year"], second["spent_gbp"], second["spent_real_gbp"]) == ("2017-18", 100, None)
    assert first["index_release"] == "Made for the tests"


def test_themes_leave_out_money_that_came_back_and_show_what_nobody_coded(db: Database):
    add(db, "theme", theme="Running it", is_delivery_cost=True)
    add(db, "theme", theme="Play", is_delivery_cost=False)
    spend(db, "alder-row", "Coordinator", 50, theme="Running it", coded_by="area")
    spend(db, "alder-row", "Swings", 30, theme="Play", coded_by="researcher")
    spend(db, "birch-end", "Slide", 10, theme="Play", coded_by=None)
    spend(db, "birch-end", "Odds", 10)
    spend(db, "birch-end", "Back", -5, theme="Play", coded_by="researcher")
    themes = [
        (
            row["theme"],
            row["coded_by"],
            row["spent_gbp"],
            row["theme_share"],
            row["coder_share"],
            row["is_delivery_cost"],
        )
        for row in rows(db, "themes", **ALL)
    ]
    assert themes == [
        ("Running it", "area", 50, 50, 50, True),
        ("Play", "not said", 10, 40, 10, False),
        ("Play", "researcher", 30, 40, 30, False),
        ("", "nobody", 10, 10, 10, False),
    ]


def test_lines_are_grouped_by_state_with_a_group_for_those_without(db: Database):
    spend(db, "alder-row", "Youth work", 0, planned_gbp=100, state="delayed")
    spend(db, "birch-end", "Garden", 0, planned_gbp=200, state="delayed")
    spend(db, "birch-end", "Bench", 5, state=None)
    spend(db, "alder-row", "Refund", None, returned_gbp=40, state="repaid")
    spend(db, "alder-row", "Came back", -3, state="repaid")
    states = rows(db, "states", **ALL)
    by_state = {
        row["state"]: (row["line_count"], row["areas"], row["planned_gbp"], row["spent_gbp"], row["returned_gbp"])
        for row in states
    }
    assert by_state == {
        "delayed": (2, 2, 300, 0, None),
        "not said": (1, 1, None, 5, None),
        "repaid": (2, 1, None, -3, 40),
    }
    assert [(row["lines_returned"], row["lines_below"], row["below_gbp"]) for row in states] == [
        (0, 0, None), (0, 0, None), (1, 1, -3)
    ]  # fmt: skip


FACTS = (  # id, area, kind, what, number, unit, words, base
    ("one", None, "award", "Base award to each area", 100, "£", "at least £100", "each area"),
    ("two", None, "award", "Extra for each area, later", 20, "£", None, "each area"),
    ("three", None, "award", "Getting Started budget", 7, "£", None, "each area"),
    ("four", None, "award", "the endowment", 900, "£", None, None),
    ("five", None, "plan", "money of the first areas", 50, "£", None, "first 2 areas"),
    ("six", None, "members", "partnerships", 3, "partnerships", None, None),
    ("seven", "alder-row", "award", "Base award to one area", 60, "£", None, "each area"),
)


def test_the_awards_to_each_area_are_multiplied_out_without_the_budget_that_may_be_a_part_of_them(db: Database):
    db.execute(ddl(read_contract(DICTIONARY / "fact.yml")))
    db.execute("CREATE TABLE programme AS SELECT 3 AS areas")
    db.execute("CREATE TABLE source AS SELECT 'fact' AS table_name, '2012 to 2026; gathered 2026-11-22' AS dated")
    db.executemany(
        "INSERT INTO fact (fact_id, area_id, theme, kind, what, value_number, value_unit, value_words, base, source_url, "
        "source_is_copy) VALUES (?, ?, 'money', ?, ?, ?, ?, ?, ?, 'https://example.org/' || ?, FALSE)",
        [(*fact, fact[0]) for fact in FACTS],
    )
    add(db, "allocation", "alder-row", amount_gbp=110)
    spend(db, "alder-row", "Youth work", 30)
    spend(db, "birch-end", "Garden", None)
    published = rows(db, "published")
    assert [(row["origin"], row["what"], row["gbp"], row["is_whole"], row["areas"]) for row in published] == [
        ("published", "the endowment", 900, True, None),
        ("multiplied", "awards to each area, multiplied out", 360, True, 3),
        ("returns", "awarded, as reported in returns", 110, False, 1),
        ("published", "Base award to each area", 100, False, None),
        ("published", "money of the first areas", 50, False, None),
        ("returns", "spent, as reported in returns", 30, False, 1),
        ("published", "Extra for each area, later", 20, False, None),
        ("published", "Getting Started budget", 7, False, None),
    ]
    assert published[1]["each_gbp"] == 120
    assert {row["read_on"] for row in published} == {"2026-11-22"}
