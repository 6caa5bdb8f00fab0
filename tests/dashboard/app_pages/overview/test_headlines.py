"""The headlines of the overview and the lists of names beside its map."""

import re
from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd

from dashboard.app_pages.overview import headlines, name_lists, returns_line
from dashboard.drawing.small_lines import Point
from dashboard.model import db
from dashboard.model.catalogue import Context, catalogue_for, catalogue_of
from dashboard.model.state import View
from dashboard.text.words import Measure
from tests.dashboard.visits import maps_data, visited

MakeMeasure = Callable[..., Measure]


def html(test: Any) -> str:
    """Return all HTML of a page."""
    return "".join(str(element.proto.body) for element in test.get("html"))


def test_without_returns_the_headlines_are_the_public_record(on_big_local: db.Build):
    participation, funding, council = headlines.headlines(on_big_local)
    facts = db.query(on_big_local, "overview_record", theme="participation")
    assert participation.figure == f"{facts['facts'].sum()} published facts"
    assert participation.label == f"About {facts['areas_of_theme'].iloc[0]} of 150 areas; no returns loaded"
    assert participation.notes[-1] == "Partnership members who are residents, all areas: 67% in 2016 and 72% in 2017."
    assert not any(headline.has_returns or headline.line for headline in (participation, funding, council))
    page = html(visited("overview"))
    assert page.count("of 150 areas; no returns loaded") == 3 and 'href="/trends?' in page


def test_the_headlines_of_practice_are_those_of_its_database(on_practice: db.Build):
    people, funding, council = headlines.headlines(on_practice)
    rows = db.query(on_practice, "overview_headlines", measures="event_attendance.cash_won_gbp.early_partnership")
    events, cash, early = db.rows(rows)
    assert people.figure == f"{events.value:,.0f}" and people.label.endswith(events.period)
    with duckdb.connect(str(on_practice.path), read_only=True) as connection:
        averages = dict(
            connection.execute(
                "SELECT period, avg(value) FROM indicator_area WHERE measure_id = 'event_attendance' AND state = 'value' "
                "AND period IN ('2024', '2025') GROUP BY period"
            ).fetchall()
        )
        outcomes = dict(
            connection.execute(
                "SELECT kind, count(DISTINCT area_id || commitment) FROM council_event GROUP BY kind"
            ).fetchall()
        )
    assert people.notes == (
        f"{averages['2025']:.1f} per area, down from {averages['2024']:.1f} in 2024 (full count: no trend test).",
        "",
        f"From {events.areas_reported:.0f} of 150 areas. Typical (median) area: {events.typical_value:,.0f}.",
    )
    assert funding.figure == f"£{cash.value:,.0f}"
    assert early.period == "2024"
    assert council.notes[0] == "Higher in 2024 than in 2016. No steady trend."  # as Councils and Trends have it
    assert council.notes[2].endswith("Single areas are suppressed.")
    # what areas list as kept or not kept, less the answers to commitments that were never made
    kept, not_kept = (int(number) for number in re.findall(r"(\d+) (?:not )?kept", council.notes[1]))
    assert 0 < kept <= outcomes["commitment kept"] and 0 < not_kept <= outcomes["commitment not kept"]
    assert (
        council.measure_id == "" and people.measure_id == "event_attendance"
    )  # a tile colours the map with its own measure
    assert people.line.startswith("<img ") and "2025: " in people.line


def test_the_overview_opens_on_the_first_headline_and_a_tile_colours_the_map(on_practice: db.Build):
    people = headlines.headlines(on_practice)[0]
    test = visited("overview")
    assert test.selectbox(key="choose-measure").value == people.measure_id
    assert html(test).count('<section class="headline" aria-current="true">') == 1
    assert "People counted at community events, 2025" in maps_data(test)["alt"]["tiles"]
    other = visited("overview", measure="deprivation_rank")
    assert other.selectbox(key="choose-measure").value == "deprivation_rank"
    assert 'aria-current="true"' not in html(other)


def test_a_topic_opens_on_a_measure_that_can_be_judged_for_most_areas(on_practice: db.Build):
    menu = db.query(on_practice, "overview_menu")
    for _, rows in menu.groupby("topic"):
        (opening,) = [row for row in db.rows(rows) if row.opens_topic]
        shown = rows[rows["areas"] > 0]
        judged = shown[shown["is_judged"]]
        best = judged if len(judged) else shown if len(shown) else rows
        assert opening.areas == best["areas"].max() and opening.measure_id in set(best["measure_id"])
        empty = (rows["areas"] == 0).tolist()
        assert empty == sorted(empty)  # measures without a figure are at the end
    test = visited("overview")
    test.selectbox(key="choose-topic-of-measure").set_value("Funding wins").run()
    opening = menu[(menu["topic"] == "Funding wins") & menu["opens_topic"]]["measure_id"].iloc[0]
    assert test.selectbox(key="choose-measure").value == opening
    assert all(label.endswith(")") for label in test.selectbox(key="choose-measure").options)


LISTED = pd.DataFrame(
    {
        "area_id": ["alder-row", "birch-end", "elm-green", "gorse-lea", "hazel-court", "ivy-street", "kiln-lane"],
        "state": ["value"] * 6 + ["not reported"],
        "reliability": "",
        "band": None,
        "value": [10.0, 20.0, 30.0, 40.0, 50.0, 60.0, None],
        "lower": None,
        "upper": None,
        "numerator": None,
        "denominator": None,
        "verdict": ["differs", "as expected", "as expected", "as expected", "as expected", "worth a look", ""],
        "side": ["below", "", "", "", "", "above", ""],
    }
)


def lists_of(build: db.Build, topic: str) -> str:
    """Return the lists for a measure of a topic."""
    catalogue = catalogue_of(build)
    measure_id = str(catalogue.registry.index[catalogue.registry["topic"] == topic][0])
    context = Context(build, catalogue_for(build, View("tiny")), View("tiny"), [])
    return name_lists.name_lists(context, LISTED, catalogue.measures[measure_id])


def test_the_lists_name_the_far_ends_those_outside_the_limits_and_those_without_data(on_tiny: db.Build):
    text = lists_of(on_tiny, "Deprivation")
    assert text.index(">Ivy Street</a>: ") < text.index(">Birch End</a>: ")  # highest first
    assert text.count("<h3>") == 4
    assert ">Alder Row</a>: 10% (below)" in text and ">Ivy Street</a>: 60% (above)" in text
    assert ">Kiln Lane</a>: no data reported" in text
    assert 'href="/area?programme=tiny&amp;area=alder-row"' in text


def test_councils_are_never_ranked(on_practice: db.Build):
    for topic in name_lists.UNRANKED_TOPICS:
        for measure_id in catalogue_of(on_practice).measures_of_topic(topic)[:2]:
            page = html(visited("overview", measure=measure_id))
            assert "<h3>Highest</h3>" not in page and "<h3>Lowest</h3>" not in page, measure_id


def test_the_completeness_of_returns_is_one_line(on_practice: db.Build, on_big_local: db.Build):
    programme = catalogue_of(on_practice).programme
    row: Any = db.query(on_practice, "overview_returns").iloc[0]
    line = returns_line.returns_line(on_practice, programme)
    assert line.startswith(
        f"{100 * row['came'] / row['due']:.0f}% of returns due are in; {row['overdue']:,} returns are "
    )
    assert returns_line.returns_line(on_big_local, catalogue_of(on_big_local).programme).startswith(
        "No returns loaded."
    )


def test_the_programme_is_described_in_one_line(on_practice: db.Build, on_big_local: db.Build, on_tiny: db.Build):
    # 1,080,000 or more and 96,000 for each area of Practice; 1,000,000, 105,000 and 50,000 for each of Big Local
    for build, end in ((on_practice, "September 2026"), (on_big_local, "March 2026")):
        programme = catalogue_of(build).programme
        assert returns_line.programme_line(build, programme) == (
            f"{programme['programme_name']} gave 150 areas in England more than £1.1m each, for residents to decide how to "
            f"spend. It ended in {end}."
        )
    tiny = returns_line.programme_line(on_tiny, catalogue_of(on_tiny).programme)
    assert tiny.startswith("Tiny Programme gave money to 12 areas in England, for residents to decide how to spend.")


def test_the_direction_of_a_total_is_that_of_its_last_two_figures_per_area(on_practice: db.Build):
    measure = catalogue_of(on_practice).measures["cash_won_gbp"]

    def words_of(*values: float | None) -> str:
        return headlines.direction(measure, [(str(2020 + at), Point(at, value)) for at, value in enumerate(values)])

    assert words_of(1, 20, 30) == "£30 per area, up from £20 in 2021 (full count: no trend test)."
    assert words_of(40, None, 30) == "£30 per area, down from £40 in 2020 (full count: no trend test)."
    assert words_of(30.2, 30.1) == "£30 per area, as in 2020 (full count: no trend test)."
    assert words_of(30) == words_of() == ""
