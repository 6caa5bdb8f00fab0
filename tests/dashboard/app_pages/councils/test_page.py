"""The Councils page without a browser: on the public record alone, and on a few returns written by hand."""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.model import db
from dashboard.model.catalogue import catalogue_of
from tests.dashboard.visits import (
    all_text,
    answer,
    cells,
    links,
    page_text,
    published_facts,
    ran_to_its_end,
    table_row,
    tables,
    visited,
)


def tables_html(test: AppTest) -> str:
    """Return the tables of a page as HTML."""
    elements: list[Any] = [getattr(element, "proto") for element in test.get("html")]  # noqa: B009 (an element without a type)
    return "".join(element.body for element in elements if "<table" in element.body)


HOSTILE = "<b>They</b> met [x](http://e.example) $1$."
RETURNS = {
    "council_event": (
        "Area,Date,What kind,Role the council took,Which commitment,Due by,What happened,Source",
        "Alder Row,2016-03,commitment made,supported,Lease the hall,2017-01,The council agreed to lease the hall.,Minutes",
        "Alder Row,2016-11-02,commitment kept,supported,Lease the hall,,The hall was leased.,Minutes",
        f"Alder Row,2017-05,disagreement,opposed,,,{HOSTILE},Minutes",
        "Birch End,2016-04,commitment made,not recorded,Mend the path,2016-09,The council agreed to mend the path.,Log",
        "Birch End,2017-02,commitment made,advocated,Paint the fence,2021-01,The council agreed to paint the fence.,Log",
        "Birch End,2017-03,commitment made,none,,,The council agreed to something.,Log",
        "Kiln Lane,2018-06,asset,stepped back,,,The council lent the kiln.,Log",
        "Larch Way,2019-05-01,joint statement,connected,,,Both signed one page.,Log",
    ),
}
"""Events returned by four areas of the tiny programme, written by hand, so that tests can state the results."""


@pytest.fixture(scope="module")
def events_build(build_with_returns: Callable[[Mapping[str, Sequence[str]]], Path]) -> Path:
    """Return a folder of builds that holds the tiny programme with these returns."""
    return build_with_returns(RETURNS)


@pytest.fixture
def on_events(events_build: Path, read_from: Callable[[Path], None]) -> db.Build:
    """Return the build of the tiny programme with these returns, the only one that the dashboard reads."""
    read_from(events_build)
    return db.current_build("tiny")


# On the public record alone


@pytest.mark.usefixtures("on_big_local")
def test_without_returns_the_page_says_so_and_shows_the_public_record():
    test = visited("councils")
    assert ran_to_its_end(test)
    facts = published_facts("council")
    kinds = Counter(fact["kind"] for fact in facts)
    assert answer(test) == (
        f"{len(facts)} facts about the council are on public record for {len({fact['area_id'] for fact in facts})} of 150 areas: "
        f"{kinds['staff or officer support']} records of officer support, {kinds['involvement in a decision']} records of "
        f"involvement in decisions, {kinds['council plan or decision']} plans or decisions of councils, "
        f"{kinds['contact with the council']} contacts with councils "
        f"and {len(facts) - sum(number for _, number in kinds.most_common(4))} others. 150 areas are in 140 councils. "
        "We do not know how many commitments were kept."
    )
    text = page_text(test)
    assert "Returns would add what members and council respondents say about working together, commitments made" in text
    assert "Load returns" not in links(test)
    assert table_row(test, "Think more input from residents would improve their community")[1:] == ["97%", "81%"]
    assert "the survey was not limited to councils with a Big Local area" in text
    list_text = page_text(visited("councils", section="list"))
    assert "157 councils of today" in list_text and "17 former councils." in list_text
    assert not test.button_group, "there is nothing to choose between"


@pytest.mark.usefixtures("on_big_local")
def test_every_council_is_listed_by_name_with_what_followed_it():
    test = visited("councils", section="list")
    names = tables(test)[-1]["Council"].tolist()
    assert len(set(names)) == 174
    assert names == sorted(names)
    assert table_row(test, "Cumbria County Council")[2] == (
        "County, until 31 March 2023; followed by Cumberland Council and Westmorland and Furness Council"
    )
    assert "All councils of the programme" not in links(test)


@pytest.mark.usefixtures("on_big_local")
def test_councils_and_areas_are_links_in_the_tables():
    councils = tables_html(visited("councils", section="list", region="South West"))
    dorset, littlemoor = (
        rf'<a href="/{page}\?[^"]*region=South\+West&amp;{name}=[^"]*{key}">{label}</a>'
        for page, name, key, label in (
            ("councils", "council", "E06000059", "Dorset Council"),
            ("area", "area", "littlemoor", "Littlemoor"),
        )
    )
    assert re.search(f"{dorset}</th><td>{littlemoor}</td>", councils)
    facts = tables_html(visited("councils"))
    assert re.search(
        r'<a href="/area\?[^"]*area=arches-local">Arches Local \(Central Chatham, Luton Arches\)</a>', facts
    )


@pytest.mark.usefixtures("on_big_local")
def test_the_filters_leave_the_councils_of_the_areas_shown():
    areas = catalogue_of(db.current_build("big_local")).areas
    councils = tables(visited("councils", section="list", region="London"))[-1]
    assert set(councils["Area"]) == set(areas.loc[areas["region_name"] == "London", "area_name"])
    assert not councils["Council"].str.contains("Dorset").any()


@pytest.mark.usefixtures("on_big_local")
@pytest.mark.parametrize("address", [{"area": "whitley-bay"}, {"council": "E06000059"}])
def test_of_one_area_or_council_the_list_of_all_councils_is_one_step_away(address: dict[str, str]):
    test = visited("councils", **address)
    assert "Which councils are these?" not in page_text(test)
    assert "Cumbria County Council" not in [row[0] for row in cells(test)]
    assert not {"area", "council"} & links(test)["All councils of the programme"].keys()


@pytest.mark.usefixtures("on_big_local")
def test_a_council_has_its_dates_its_areas_and_no_figures_of_other_councils():
    test = visited("councils", council="E06000059")
    assert ran_to_its_end(test)
    assert test.title[0].value == "Relationship with Dorset Council"
    assert (
        "Dorset Council. A unitary council: one council for all local services. It has existed since 1 April 2019. Before "
        "it: Dorset County Council and Weymouth and Portland Borough Council"
    ) in page_text(test).replace("**", "")
    assert links(test)["Littlemoor"]["area"] == ["littlemoor"]


@pytest.mark.usefixtures("on_big_local")
def test_the_councils_of_an_area_stand_on_its_page_with_the_accounts_of_it():
    test = visited("councils", area="arches-local")
    assert ran_to_its_end(test)
    facts = [fact for fact in published_facts("council") if fact["area_id"] == "arches-local"]
    assert answer(test).startswith(f"{len(facts)} facts about the council are on public record for Arches Local ")
    assert answer(test).endswith(" is in the area of Medway council. We do not know how many commitments were kept.")
    assert "Medway Council." in page_text(test).replace("**", "")
    assert "Ridge Hill" not in page_text(test)  # the account of another area


def test_without_returns_the_practice_programme_is_one_step_away(
    practice_build: Path, big_local_build: Path, tmp_path: Path, read_from: Callable[[Path], None]
):
    for folder, name in ((practice_build, "practice"), (big_local_build, "big_local")):
        shutil.copytree(folder / name, tmp_path / name)
    read_from(tmp_path)
    assert links(visited("councils"))["See it with practice data"]["programme"] == ["practice"]


# On a few returns


@pytest.mark.usefixtures("on_events")
def test_a_few_returns_are_reported_as_few():
    test = visited("councils")
    assert ran_to_its_end(test)
    assert answer(test) == (
        "4 of 12 areas recorded 8 interactions with their councils. Of 2 commitments that were due, 1 was kept and 1 had no "
        "outcome recorded."
    )
    assert (
        "4 council commitments recorded: 1 kept, 1 overdue with no outcome recorded, 1 still open and 1 "
        "without a name, so it cannot be followed."
    ) in page_text(test)
    assert table_row(test, "Commitments made") == ["Commitments made", "4", "2"]
    assert table_row(test, "Disagreements") == ["Disagreements", "1", "1"]
    assert table_row(test, "Service agreements") == ["Service agreements", "0", "0"]
    assert (
        "**Not here yet:** what members and council respondents say about working together, meetings with the council and who "
        "came and what councils did for bids and wins."
    ) in page_text(test)
    assert not test.button_group, "there is nothing to choose between"


@pytest.mark.usefixtures("on_events")
def test_the_filters_leave_the_areas_that_they_name():
    test = visited("councils", region="Southmere")
    assert answer(test).startswith("2 of 3 areas shown recorded 2 interactions with their councils.")
    assert answer(visited("councils", region="Midvale")) == "These areas have reported nothing about their councils."


@pytest.mark.usefixtures("on_events")
def test_a_council_that_ended_keeps_what_happened_in_its_time_and_its_successor_what_came_later():
    before, after = visited("councils", council="E07999009"), visited("councils", council="E06999002")
    assert answer(before).startswith("Old Southmere District Council: 1 of 3 areas recorded 1 interaction with it. ")
    assert "The council lent the kiln." in all_text(before)
    assert "Both signed one page." not in all_text(before)
    assert "Both signed one page." in all_text(after)
    assert "The council lent the kiln." not in all_text(after)


@pytest.mark.usefixtures("on_events")
def test_an_area_that_reported_nothing_says_so_and_so_does_a_county_that_no_event_names():
    assert answer(visited("councils", area="gorse-lea")) == "Gorse Lea has reported nothing about its council."
    county = visited("councils", council="E10999001")
    assert answer(county) == "Midvaleshire County Council: its areas have reported nothing about it."
    assert "3 areas told" not in page_text(county)


@pytest.mark.usefixtures("on_events")
def test_the_events_of_an_area_are_in_order_of_time_and_their_texts_are_escaped():
    test = visited("councils", area="alder-row")
    assert ran_to_its_end(test)
    rows = [row for row in cells(test) if row[0] in ("March 2016", "2 November 2016", "May 2017")]
    assert [row[0] for row in rows] == ["March 2016", "2 November 2016", "May 2017"]
    assert rows[0][1:] == [
        "Commitment made. The council agreed to lease the hall. Due by January 2017. It was kept.",
        "Gave help",
    ]
    assert rows[2][1] == f"Disagreement. {HOSTILE}"
    assert "<b>" not in str([row.proto.spec for row in test.get("plotly_chart")])


@pytest.mark.usefixtures("on_big_local")
def test_where_only_the_own_area_is_named_the_accounts_and_councils_of_others_stay_out():
    test = visited("councils", area="arches-local", others="unlabelled")
    assert ran_to_its_end(test)
    assert "All councils of the programme" not in links(test)
    assert "Medway Council" in all_text(test)
    assert "Ridge Hill" not in all_text(test)
    assert "Wirral" not in all_text(test)


def test_filters_that_no_area_fits_are_reported(on_events: db.Build):
    areas = catalogue_of(on_events).areas
    combinations = set(zip(areas["region_name"], areas["deprivation_group"], strict=True))
    region, deprivation = next(
        (region_name, deprivation_group)
        for region_name in sorted(set(areas["region_name"]))
        for deprivation_group in sorted(set(areas["deprivation_group"]))
        if (region_name, deprivation_group) not in combinations
    )
    test = visited("councils", region=region, deprivation=deprivation)
    assert ran_to_its_end(test)
    assert answer(test) == "No area fits all of these filters."
