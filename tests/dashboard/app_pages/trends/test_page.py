"""The Trends page as Streamlit runs it: on real, on invented and on hidden figures, and with no other area named."""

import json
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.model import db
from dashboard.model.catalogue import catalogue_of
from tests.dashboard.visits import answer, cells, links, maps_data, page_text, ran_to_its_end, tables, visited

UNSURE = "This is a full count, so there is no confidence interval."


@pytest.fixture
def on_practice(practice_build: Path, read_from: Callable[[Path], None]) -> db.Build:
    """Return the build of the invented programme Practice, the only one the dashboard finds."""
    read_from(practice_build)
    return db.current_build("practice")


def areas_with_a_figure(build: db.Build, measure_id: str) -> set[str]:
    """Return the areas that everyone sees a figure of a share of, in any year."""
    with duckdb.connect(str(build.path), read_only=True) as connection:
        rows = connection.execute(
            "SELECT DISTINCT area_id FROM indicator_area WHERE measure_id = ? AND state = 'value' AND period <> 'all years'",
            [measure_id],
        )
        return {area_id for (area_id,) in rows.fetchall()}


def all_shown(test: Any) -> str:
    """Return all that a page hands to the browser as words: text, tables, charts and the wall."""
    charts = [element.proto.spec + element.proto.alt for element in test.get("plotly_chart")]
    parts = [element.proto.json for element in test.get("bidi_component")]
    menus = [option for box in [*test.selectbox, *test.multiselect] for option in box.options]
    return "\n".join([page_text(test), *(table.to_csv() for table in tables(test)), *charts, *parts, *menus]).replace(
        "\\", ""
    )


@pytest.mark.usefixtures("on_tiny")
@pytest.mark.parametrize(
    ("area", "sentence"),
    [
        # 67 in ten areas and 60 in nine: 1 0 3 6 7 8 9 10 11 12, Ivy Street's 7 not in 2016
        (
            "",
            f"Meetings returned: on average 6.7 per area in 2015 (10 areas) and 6.7 per area in 2016 (9 areas). {UNSURE}",
        ),
        ("larch-way", f"Meetings returned, Larch Way: 10 in 2015 and 10 in 2016. {UNSURE}"),
        ("birch-end", f"Meetings returned, Birch End: 0 in 2015 and 0 in 2016. {UNSURE}"),
        ("ivy-street", "Meetings returned, Ivy Street: only 2015 has a figure, 7, so no change can be shown."),
        ("gorse-lea", "Meetings returned, Gorse Lea: no figure to show: not applicable for 2 periods."),
    ],
)
def test_the_answer_is_what_the_rows_of_the_tiny_programme_give_by_hand(area: str, sentence: str):
    test = (
        visited("trends", measure="turnout_returns", area=area)
        if area
        else visited("trends", measure="turnout_returns")
    )
    assert ran_to_its_end(test)
    assert answer(test) == sentence


@pytest.mark.usefixtures("on_tiny")
def test_an_area_whose_figure_is_hidden_says_so_and_shows_no_number_of_it():
    test = visited("trends", measure="five_states", area="elm-green")
    assert ran_to_its_end(test)
    assert answer(test).endswith("Elm Green: no figure to show: suppressed for 1 period.")
    assert "elm-green" not in {tile["id"] for tile in maps_data(test)["tiles"]}
    assert "suppressed for 1" in page_text(test)
    assert ["Elm Green", "", "", "not tested", "[c]"] in cells(test)
    assert "33%" not in all_shown(test)  # 1 of 3


@pytest.mark.usefixtures("on_tiny")
def test_a_table_has_every_point_with_how_many_areas_it_rests_on():
    rows = cells(visited("trends", measure="turnout_returns", areas="wave:1.ivy-street"))
    assert ["All Tiny Programme areas", "2015", "6.7", "67.0", "10"] in [row[:5] for row in rows]
    assert ["Ivy Street", "2015", "7.0", "7.0", "1", ""] in rows
    assert ["Ivy Street", "2016", "", "", "0", "[x]"] in rows


def test_big_local_without_returns_shows_deprivation_and_says_that_returns_are_missing(on_big_local: db.Build):
    test = visited("trends")
    assert ran_to_its_end(test)
    with duckdb.connect(str(on_big_local.path), read_only=True) as connection:
        rows = connection.execute(
            "SELECT edition, numerator FROM context WHERE series = 'deprivation_rank' "
            "AND place_id IN (SELECT area_id FROM area)"
        ).fetchall()
    middle = {
        year: statistics.median(number for edition, number in rows if edition == year) for year in ("2010", "2025")
    }
    assert (
        f"the median area {middle['2010']:.0f}% in 2010 and {middle['2025']:.0f}% in 2025 (150 areas each time)"
        in answer(test)
    )
    assert "Returns would add participation, funding wins and council relationship by year." in page_text(test)
    assert "facts about participation are on public record for" in page_text(test)
    assert "Load returns" not in links(test)


@pytest.mark.usefixtures("on_big_local")
@pytest.mark.parametrize(
    ("topic", "fact", "needs", "charts"),
    [
        ("Participation", "Partnership members who are women", "Partnership reviews", 1),
        ("Funding wins", "Luton Millennium Green pocket park", "Funding sought, offered and won", 0),
        ("Council relationship", "Lease of the boating lake at a low rate", "Meetings", 0),
    ],
)
def test_a_theme_without_returns_shows_what_the_public_record_holds_and_what_it_would_take(
    topic: str, fact: str, needs: str, charts: int
):
    test = visited("trends", topic=topic)
    assert ran_to_its_end(test)
    assert "on public record for" in answer(test)
    assert fact in all_shown(test)
    assert f"needs the returns “{needs}" in page_text(test)
    assert len(test.get("plotly_chart")) == charts  # the figures that pages publish for more than one year


@pytest.mark.usefixtures("on_big_local")
def test_where_no_other_area_is_named_the_public_record_is_that_of_the_own_area():
    test = visited("trends", topic="Funding wins", area="whitley-bay", others="unlabelled")
    shown = all_shown(test)
    assert "eco hub" in shown
    assert "Lawrence Weston" not in shown and "wind turbine" not in shown


def test_the_answer_of_practice_counts_the_meetings_that_were_returned(on_practice: db.Build):
    with duckdb.connect(str(on_practice.path), read_only=True) as connection:
        days = connection.execute(
            "SELECT area_id, CAST(met_on AS VARCHAR) FROM meeting WHERE kind = 'partnership' AND area_id = 'drubatook'"
        ).fetchall()
    counts = {year: sum(day.startswith(year) for _, day in days) for year in ("2013", "2025")}
    test = visited("trends", measure="meetings_partnership", area="drubatook")
    assert ran_to_its_end(test)
    assert answer(test) == (
        f"Partnership meetings held, Drubatook: {counts['2013']} in 2013 and {counts['2025']} in 2025. {UNSURE}"
    )


@pytest.mark.usefixtures("on_practice")
def test_practice_begins_with_participation_and_a_survey_says_its_new_wording():
    first = visited("trends")
    assert answer(first).startswith("People counted at community events: on average ")  # the measure of the overview
    assert " per area in 2025 (91 areas)" in answer(first)
    assert "No returns tell" not in page_text(first)
    test = visited("trends", measure="influence_members", areas="wave:1")
    assert "The wording of the question changed in 2020" in page_text(test)
    sentence = answer(test)
    assert (
        "56% in 2024 (128 areas). No clear change from 2020 to 2024, on the same" in sentence
        and "3 rounds are too few for a trend test" in sentence
    )
    (chart,) = test.get("plotly_chart")
    joined = [set(pair) for line in json.loads(chart.proto.spec)["data"] if line["mode"] == "lines"
              for pair in zip(line["x"], line["x"][1:], strict=False)]  # fmt: skip
    assert {2016.5, 2018.5} in joined and {2018.5, 2020.5} not in joined


@pytest.mark.usefixtures("on_practice")
def test_the_page_is_whole_where_no_area_has_a_figure_throughout():
    test = visited("trends", measure="councillors", same="same")
    assert ran_to_its_end(test)
    assert "There is no line for the same areas" in page_text(test)
    assert "There is no line for the same areas" not in page_text(
        visited("trends", measure="meetings_partnership", same="same")
    )


def years_switch(test: Any) -> Any:
    """Return the switch between calendar years and years of the plan."""
    (switch,) = [group.proto for group in test.get("button_group") if group.proto.label == "Show by"]
    return switch


@pytest.mark.usefixtures("on_practice")
def test_years_of_the_plan_are_for_what_does_not_count_people():
    test = visited("trends", measure="meetings_partnership", axis="plan")
    assert "lower in year 12 than in year 2 of the plan, on the same 66 areas" in answer(test)
    assert "The date when the first plan was endorsed is known for 137 of 150 areas" in page_text(test)
    people = visited("trends", measure="women_share", axis="plan")
    assert "This measure is available by calendar year only" in page_text(people)
    assert years_switch(people).disabled
    assert "calendar year only" in years_switch(people).help and not years_switch(test).disabled
    assert "on the same" in answer(people)


@pytest.mark.usefixtures("on_practice")
def test_the_wall_has_a_tile_for_each_area_with_a_figure_and_is_quick_to_send(on_practice: db.Build):
    test = visited("trends", measure="first_timers", area="zivumble")
    assert ran_to_its_end(test)
    data = maps_data(test)
    assert {tile["id"] for tile in data["tiles"]} == areas_with_a_figure(on_practice, "first_timers")
    assert data["chosen"] == "zivumble"
    assert [group["id"] for group in data["groups"]] == ["no clear change", "not tested"]
    assert sum(int(group["name"].split("(")[1].rstrip(")")) for group in data["groups"]) == len(data["tiles"])
    assert all(tile["label"].endswith(" (Practice)") for tile in data["tiles"])
    assert len(json.dumps(data)) < 100_000


def test_no_other_area_is_named_anywhere_when_only_the_own_one_may_be(on_practice: db.Build):
    test = visited("trends", measure="first_timers", area="zivumble", areas="drubezzle", others="unlabelled")
    assert ran_to_its_end(test)
    shown = all_shown(test)
    others = [name for name in catalogue_of(on_practice).areas["area_name"] if name != "Zivumble"]
    assert [name for name in others if name in shown] == []
    assert "Zivumble" in shown and "Another area" in shown
    assert not test.get("bidi_component")
    assert "The small charts are not shown while other areas are not named" in page_text(test)


@pytest.mark.usefixtures("on_returned")
def test_a_programme_with_few_returns_is_described_with_care():
    test = visited("trends", measure="spent_gbp")
    assert ran_to_its_end(test)
    # 100, 50 and 50 pounds in 2016-17, and 50 of one area in 2017-18
    assert answer(test) == (
        "Money spent: on average £67 per area in 2016-17 (3 areas) and £50 per area in 2017-18 (1 area). "
        f"Few areas have a figure yet, so this may not apply to all. {UNSURE}"
    )
    assert "Dotted grey lines and hollow points are based on fewer than 30 areas" in page_text(test)
    assert "from public figures" not in page_text(test)


@pytest.mark.usefixtures("on_practice")
def test_a_measure_that_only_areas_have_still_has_its_wall(on_practice: db.Build):
    test = visited("trends", measure="concentration")
    assert ran_to_its_end(test)
    assert "no figure to show" in answer(test) and not test.get("plotly_chart")
    assert {tile["id"] for tile in maps_data(test)["tiles"]} == areas_with_a_figure(on_practice, "concentration")


@pytest.mark.usefixtures("on_practice")
@pytest.mark.parametrize(("topic", "cards", "on_demand"), [("Participation", 12, 4), ("Council relationship", 18, 10)])
def test_a_topic_opens_on_small_multiples_each_with_its_figure_and_verdict(topic: str, cards: int, on_demand: int):
    test = visited("trends", topic=topic)
    (grid,) = [element.proto.body for element in test.get("html") if 'class="multiples"' in element.proto.body]
    assert grid.count("<a href=") == cards
    assert grid.count('aria-current="true"') == 1
    assert (f"<summary>{on_demand} more measures of this topic" in grid) == bool(on_demand)


@pytest.mark.usefixtures("on_practice")
def test_a_small_multiple_says_the_same_as_the_answer_and_the_overview():
    test = visited("trends", measure="early_partnership")
    (grid,) = [element.proto.body for element in test.get("html") if 'class="multiples"' in element.proto.body]
    card = grid.split('aria-current="true"')[1].split("</a>")[0]
    (overview,) = [
        element.proto.body for element in visited("overview").get("html") if 'class="headlines"' in element.proto.body
    ]
    # 4 to 17 percentage points on the same 94 areas: worked out from the answers for the test of Councils
    for text in (card, overview):
        assert "Higher in 2024 than in 2016. No steady trend." in text
    assert "Still, it was higher in 2024 than in 2016: 11 percentage points higher (between 4 and 17)." in answer(test)


@pytest.mark.usefixtures("on_big_local")
def test_a_part_year_is_in_the_table_and_not_in_the_answer_or_the_chart():
    test = visited("trends", measure="grants_count")
    assert "2018" not in answer(test) and " in 2017" in answer(test)
    assert "Only part of 2018 is in the data, so it is in the table and not in the chart." in page_text(test)
    (chart,) = test.get("plotly_chart")
    assert max(year for line in json.loads(chart.proto.spec)["data"] for year in line["x"] if year) == 2017.5
    assert "2018 (part year)" in [row[1] for row in cells(test)]


@pytest.mark.usefixtures("on_practice")
def test_a_filter_that_the_page_does_not_use_is_named():
    for page in ("trends", "compare"):
        test = visited(page, region="London", wave="3", areas="wave:1.wave:2")
        assert "The filters (London, wave 3) do not apply here." in page_text(test), page
        assert "do not apply here" not in page_text(visited(page, areas="wave:1.wave:2")), page


@pytest.mark.usefixtures("on_practice")
def test_the_areas_outside_the_control_limits_stand_in_place_of_the_wall():
    test = visited("trends", measure="first_timers", section="spread")
    assert ran_to_its_end(test)
    assert "Areas outside the control limits" in page_text(test)
    assert not test.get("bidi_component")
