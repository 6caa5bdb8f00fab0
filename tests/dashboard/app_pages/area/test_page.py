"""The Area page as Streamlit runs it: the list of areas, the boxes, the spine, and what is shown where nothing is known."""

import csv
import re
import statistics
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.model import db
from dashboard.model.catalogue import catalogue_of
from etl.programme import PROGRAMMES
from tests.dashboard.visits import TableReader, page_text, published_facts, ran_to_its_end, tables, visited


@pytest.fixture
def on_practice(practice_build: Path, read_from: Callable[[Path], None]) -> db.Build:
    """Return the build of the invented programme Practice, the only one the dashboard finds."""
    read_from(practice_build)
    return db.current_build("practice")


def html(test: Any, mark: str) -> str:
    """Return the part of a page in HTML that holds a text."""
    (part,) = [element.proto.body for element in test.get("html") if mark in element.proto.body]
    return part


def spine(test: Any) -> dict[str, list[str]]:
    """Return the rows of the spine by the name of their measure; a heading of a group has no cells."""
    reader = TableReader()
    reader.feed(html(test, 'class="data-table spine"'))
    (rows,) = reader.tables
    return {row[0]: row[1:] for row in rows[1:]}


def values_of(build: db.Build, sql: str, *parameters: str) -> list[Any]:
    """Return the first column of what a database gives."""
    with duckdb.connect(str(build.path), read_only=True) as connection:
        return [row[0] for row in connection.execute(sql, list(parameters)).fetchall()]


def test_the_spine_has_up_to_four_measures_of_each_theme_beside_the_medians_of_similar_and_all_areas(
    on_practice: db.Build,
):
    test = visited("area", area="drubessel")
    assert ran_to_its_end(test)
    rows = spine(test)
    groups = [name for name, cells in rows.items() if not cells]
    assert groups == ["People taking part", "Money", "The council"]
    assert len(rows) - len(groups) == 11
    events = (
        "SELECT value FROM indicator_area WHERE measure_id = 'event_attendance' AND period = '2025' AND state = 'value'"
    )
    everyone = values_of(on_practice, events)
    similar = values_of(
        on_practice,
        f"{events} AND area_id IN (SELECT similar_id FROM similar_area WHERE area_id = ?)",
        "drubessel",
    )
    assert rows["At events"][:3] == [
        "75 (2025)",
        f"{statistics.median(similar):,.0f} ({len(similar)})",
        f"{statistics.median(everyone):,.0f} ({len(everyone)})",
    ]
    scale = html(test, 'class="data-table spine"').split(">At events<")[1].split("</tr>")[0]
    assert f'alt="75 on a scale from {min(everyone):,.0f} to {max(everyone):,.0f}"' in scale


@pytest.mark.usefixtures("on_practice")
def test_the_verdict_of_a_full_count_is_that_it_is_not_tested():
    rows = spine(visited("area", area="drubessel"))
    assert rows["At events"][-1] == "Full count: not tested."
    assert rows["First-timers"][-1].startswith("No clear difference from similar areas. ")


@pytest.mark.usefixtures("on_practice")
def test_a_box_has_the_figure_its_sentence_and_similar_areas_once():
    test = visited("area", area="drubessel")
    box = unescape(html(test, ">Money</p>"))
    assert "£1,127,356" in box and "of the £1,220,000 awarded has been reported as spent" in box
    assert "Median of 10 similar areas: £994,813" in box


def test_the_spine_says_why_a_theme_has_no_figure(on_practice: db.Build):
    silent = values_of(
        on_practice,
        "SELECT area_id FROM indicator_area GROUP BY area_id "
        "HAVING NOT bool_or(measure_id IN ('event_attendance', 'volunteers', 'volunteer_hours', 'voting_members', "
        "'first_timers', 'residents_share', 'women_share', 'members_stayed', 'influence_members', 'influence_residents') "
        "AND state = 'value') AND bool_or(measure_id = 'spent_gbp' AND state = 'value')",
    )
    for area_id in silent[:1]:
        assert "on every measure of this theme" in html(visited("area", area=area_id), 'class="data-table spine"')


def test_the_list_of_areas_has_each_once_in_order_of_name_and_finds_by_council(on_practice: db.Build):
    test = visited("area")
    assert ran_to_its_end(test)
    (table,) = tables(test)
    areas = catalogue_of(on_practice).areas
    assert table["Area"].tolist() == sorted(areas["area_name"], key=str.casefold)
    council = areas["council_name"].iloc[0]
    filtered = tables(test.text_input(key="filter-areas").set_value(council.upper()).run())[0]
    assert set(filtered["Council"]) == {council}
    assert "0 of 150 areas shown" in page_text(test.text_input(key="filter-areas").set_value("(no such").run())


@pytest.mark.usefixtures("on_practice")
def test_the_list_of_areas_has_a_reason_where_it_has_no_figure():
    (table,) = tables(visited("area"))
    by_area = table.set_index("Area")
    assert by_area.loc["Drubessel", "At events, 2025"] == "75"
    assert by_area.loc["Drubarrix", "At events, 2025"] == "[z]"  # closed in 2019
    assert by_area.loc["Flimarrix", "At events, 2025"] == "0"  # a true zero


@pytest.mark.usefixtures("on_big_local")
def test_the_list_of_areas_without_returns_counts_the_facts_on_record():
    (table,) = tables(visited("area"))
    facts = published_facts("council")
    whitley = [fact for fact in facts if fact["area_id"] == "lawrence-weston"]
    by_area = table.set_index("Area")
    assert by_area.loc["Lawrence Weston", "Facts: council"] == str(len(whitley))
    assert by_area["Facts: council"].astype(int).sum() == len(facts)


@pytest.mark.usefixtures("on_big_local")
def test_an_area_without_returns_says_in_each_box_what_is_publicly_known():
    test = visited("area", area="whitley-bay")
    assert ran_to_its_end(test)
    box = unescape(html(test, ">Money</p>"))
    assert "Not known yet" in box
    with (PROGRAMMES / "big_local" / "published" / "fact.csv").open(encoding="utf-8", newline="") as file:
        awards = {row["what"]: row for row in csv.DictReader(file) if row["kind"] == "award" and not row["area_id"]}
    assert awards["Base award to each area"]["value_words"] == "at least £1,000,000"
    assert (
        "Awarded to each area: at least £1,000,000, then £105,000 (2017) and £50,000 (2020): £1,155,000 in all." in box
    )
    assert "On public record: 3 awards, 2 grants won, 1 total for a whole project and 1 record of a plan." in box
    assert "1 record of backing by elected members" in html(test, ">The council</p>")
    assert not any('class="data-table spine"' in element.proto.body for element in test.get("html"))
    assert len(re.findall("Not known yet", "".join(element.proto.body for element in test.get("html")))) == 3


def test_overdue_returns_are_those_of_the_one_rule_for_all_pages(on_practice: db.Build):
    (overdue,) = values_of(
        on_practice, "SELECT count(*) FROM return_standing WHERE area_id = 'drubessel' AND standing = 'overdue'"
    )
    text = page_text(visited("area", area="drubessel"))
    assert sum(int(number) for number in re.findall(r": (\d+) returns? (?:is|are) overdue", text)) == overdue > 0


@pytest.mark.usefixtures("on_practice")
def test_a_ward_without_a_published_name_goes_by_its_code():
    with (PROGRAMMES / "practice" / "reference" / "area_ward.csv").open(encoding="utf-8", newline="") as file:
        (ward,) = [row for row in csv.DictReader(file) if (row["area_id"], row["ward_name"]) == ("glavorevel", "")]
    share = f"{float(ward['area_in_ward_pct']):.0f}% of the area’s people"
    assert f"and ward {ward['ward_code']} ({share}" in page_text(visited("area", area="glavorevel"))
