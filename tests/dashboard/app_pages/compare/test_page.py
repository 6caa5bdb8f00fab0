"""The Compare page as Streamlit runs it: on Big Local, on the tiny programme with returns, and on Practice."""

import csv
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.model import db
from etl.programme import PROGRAMMES
from tests.dashboard import visits
from tests.dashboard.visits import answer, links, page_text, ran_to_its_end, visited

LOOKS = ("topic", "funnel", "places")
Z = 1.959963984540054


@pytest.fixture
def on_practice(practice_build: Path, read_from: Callable[[Path], None]) -> db.Build:
    """Return the build of Practice, the only one the dashboard finds."""
    read_from(practice_build)
    return db.current_build("practice")


def wilson(yes: float, of: float) -> tuple[float, float]:
    """Return Wilson's interval of a share."""
    middle, room = yes + Z * Z / 2, Z * math.sqrt(yes * (of - yes) / of + Z * Z / 4)
    return (middle - room) / (of + Z * Z), (middle + room) / (of + Z * Z)


def newcombe(own: tuple[float, float], other: tuple[float, float]) -> tuple[float, float, float]:
    """Return the difference of two shares in percentage points with its interval, by Newcombe's method 10."""
    (low, high), (other_low, other_high) = wilson(*own), wilson(*other)
    share, other_share = own[0] / own[1], other[0] / other[1]
    below = math.hypot(share - low, other_high - other_share)
    above = math.hypot(high - share, other_share - other_low)
    difference = share - other_share
    return 100 * difference, 100 * (difference - below), 100 * (difference + above)


def shown(test: AppTest) -> str:
    """Return all that a page shows but its menus: words, tables, the picture of words and colour, charts and their words."""
    tables = [table.to_csv() for table in visits.tables(test)]
    charts: list[Any] = [getattr(element, "proto") for element in test.get("plotly_chart")]  # noqa: B009 (has no type)
    html: list[Any] = [getattr(element, "proto") for element in test.get("html")]  # noqa: B009 (as above)
    return "\n".join(
        [
            page_text(test),
            *tables,
            *(f"{element.spec} {element.alt}" for element in charts),
            *(element.body for element in html),
            *links(test),
        ]
    )


def heat_of(test: AppTest) -> str:
    """Return the table in words and colour; nothing where there is none."""
    bodies: list[Any] = [getattr(element, "proto").body for element in test.get("html")]  # noqa: B009 (has no type)
    return next((body for body in bodies if 'class="heat"' in body), "")


@pytest.mark.usefixtures("on_big_local")
@pytest.mark.parametrize("address", [{}, {"areas": "whitley-bay"}, {"area": "whitley-bay"}])
def test_without_two_to_compare_the_page_says_what_to_do_and_offers_ways_to_begin(address: dict[str, str]):
    test = visited("compare", **address)
    assert ran_to_its_end(test)
    assert test.title[0].value == "Compare areas"
    assert answer(test).startswith("Choose two or more areas or groups")
    page_links = links(test)
    assert page_links["The three waves"]["areas"] == ["wave:1.wave:2.wave:3"]
    assert page_links["The 3 areas of Birmingham"]["areas"][0].count(".") == 2
    assert len(page_links["The regions of the programme"]["areas"][0].split(".")) == 9
    if address:
        (similar,) = page_links["Whitley Bay and its similar areas"]["areas"]
        assert similar.startswith("whitley-bay.") and similar.count(".") == 9


@pytest.mark.usefixtures("on_big_local")
def test_figures_of_publishers_are_compared_plainly(on_big_local: db.Build):
    with duckdb.connect(str(on_big_local.path), read_only=True) as raw:
        rows = raw.execute(
            "SELECT place_id, 100 * numerator / denominator FROM context "
            "WHERE series = 'tenure_social' AND place_id IN ('whitley-bay', 'arches-local') ORDER BY place_id DESC"
        ).fetchall()
    (_, own), (_, other) = rows
    test = visited("compare", measure="tenure_social", areas="whitley-bay.arches-local")
    assert ran_to_its_end(test)
    assert answer(test).startswith(
        f"Whitley Bay ({own:.0f}%) is {other - own:.0f} percentage points lower than Arches Local"
    )
    assert "no confidence interval is published for these figures" in answer(test)
    assert "Whitley Bay and Arches Local" in test.title[0].value.replace("\\", "")
    assert len(test.get("plotly_chart")) == 1  # one period: no second picture for phones


@pytest.mark.usefixtures("on_big_local")
def test_deprivation_over_its_editions_has_a_panel_for_each_and_a_second_picture_for_phones():
    test = visited("compare", areas="whitley-bay.arches-local.wave:1")
    assert ran_to_its_end(test)
    wide, narrow = test.get("plotly_chart")
    for chart in (wide, narrow):
        spec = json.loads(getattr(chart, "proto").spec)  # noqa: B009 (has no type)
        assert [len(trace["x"]) for trace in spec["data"]] == [4, 4, 4]
    assert heat_of(test).count("<tr>") == 3  # a head and two areas; the wave is not in it
    assert "Groups are not in this table" in page_text(test)


@pytest.mark.usefixtures("on_big_local")
def test_a_measure_without_returns_shows_the_public_record_and_the_ways_on():
    test = visited("compare", measure="success_rate", areas="whitley-bay.arches-local")
    assert ran_to_its_end(test)
    assert answer(test).startswith("Bid success rate: no returns have been loaded yet.")
    assert "Load returns" not in links(test)
    record = visits.tables(test)[0]
    assert record["Area"].tolist()[0] == "Whitley Bay"
    assert "Deprivation compared with England" in heat_of(test)
    assert not test.get("plotly_chart")


def test_practice_is_offered_where_it_is_there(both_builds: Path, read_from: Callable[[Path], None]):
    read_from(both_builds)
    page_links = links(
        visited("compare", programme="big_local", measure="success_rate", areas="whitley-bay.arches-local")
    )
    assert page_links["See it with practice data"]["programme"] == ["tiny"]
    assert page_links["See it with practice data"]["areas"] == ["wave:1.wave:2"]


@pytest.mark.usefixtures("on_returned")
def test_the_difference_is_judged_by_its_own_interval():
    difference, lower, upper = newcombe((30, 40), (10, 40))
    test = visited("compare", measure="five_states", areas="alder-row.hazel-court")
    assert ran_to_its_end(test)
    assert answer(test) == (
        f"Alder Row (75%) is {difference:.0f} percentage points higher than Hazel Court (between {lower:.0f} and {upper:.0f}) "
        "(2016)."
    )
    turned = visited("compare", measure="five_states", areas="hazel-court.alder-row")
    assert answer(turned).startswith(
        "Hazel Court (25%) is 50 percentage points lower than Alder Row (between 29 and 65)"
    )


@pytest.mark.usefixtures("on_returned")
def test_every_state_is_shown_in_words_with_its_code():
    test = visited("compare", measure="five_states", areas="alder-row.birch-end.fern-bank.elm-green.kiln-lane")
    assert ran_to_its_end(test)
    cells = dict(zip(visits.tables(test)[0].iloc[:, 0], visits.tables(test)[0].iloc[:, 1], strict=True))
    assert cells["Birch End"].startswith("0% of 40 people")
    assert cells["Elm Green"] == "suppressed [c]"
    assert cells["Fern Bank with Long Furrow and Nether Furrow"] == "no data reported [x]"
    codes = "\n".join(str(caption.value) for caption in test.caption).replace("\\", "")
    assert "[c] suppressed (small numbers)" in codes and "[x] no data reported" in codes


@pytest.mark.usefixtures("on_returned")
@pytest.mark.parametrize(
    ("first", "sentence"),
    [
        ("elm-green", "The figure for Elm Green is suppressed because of small numbers (2016)."),
        ("fern-bank", "Fern Bank with Long Furrow and Nether Furrow reported no data (2016)."),
    ],
)
def test_the_answer_says_that_a_first_area_without_a_figure_stops_the_comparison(first: str, sentence: str):
    test = visited("compare", measure="five_states", areas=f"{first}.alder-row")
    assert ran_to_its_end(test)
    assert answer(test).startswith(sentence)
    assert answer(test).endswith(" Choose a different first area.")


@pytest.mark.usefixtures("on_returned")
@pytest.mark.parametrize("areas", ["alder-row.birch-end", "zoe-mount.fern-bank.programme:all", "wave:1.wave:2"])
@pytest.mark.parametrize(
    "measure", ["spent_gbp", "voting_members", "deprivation_change", "concentration", "cash_per_pound"]
)
def test_the_page_runs_for_measures_of_every_kind(areas: str, measure: str):
    test = visited("compare", measure=measure, areas=areas)
    assert ran_to_its_end(test)
    if test.button_group:
        for look in LOOKS:
            test.button_group[0].set_value(look).run()
            assert ran_to_its_end(test), look


@pytest.mark.usefixtures("on_returned", "staff")
@pytest.mark.parametrize("look", LOOKS)
def test_the_page_runs_for_staff(look: str):
    test = visited("compare", measure="five_states", areas="alder-row.elm-green.ivy-street.wave:1")
    test.button_group[0].set_value(look).run()
    assert ran_to_its_end(test)
    assert visits.tables(test)[0]["Area or group"].tolist() == ["Alder Row", "Elm Green", "Ivy Street", "Wave 1"]


@pytest.mark.usefixtures("on_returned")
def test_a_measure_without_a_funnel_says_why():
    test = visited("compare", measure="tenure_social", areas="alder-row.birch-end")
    test.button_group[0].set_value("funnel").run()
    assert (
        "A funnel plot needs a percentage or rate based on a count. "
        "Homes rented from a council or housing association is not one." in page_text(test)
    )
    test.button_group[0].set_value("places").run()
    assert "Homes rented from a council or housing association is not ranked" in page_text(test)


@pytest.mark.usefixtures("on_practice")
def test_shares_of_practice_are_what_its_own_file_holds():
    with (PROGRAMMES / "practice" / "returns" / "meeting.csv").open(encoding="utf-8", newline="") as file:
        events = [
            row
            for row in csv.DictReader(file)
            if row["Kind of meeting"] == "community event" and row["Date"].startswith("2017") and row["First-timers"]
        ]

    def sums(area: str) -> tuple[int, int]:
        rows = [row for row in events if row["Area"] == area]
        return sum(int(row["First-timers"]) for row in rows), sum(int(row["People present"]) for row in rows)

    own, other = sums("Drubatook"), sums("Jompumble")
    difference, lower, upper = newcombe(own, other)
    assert upper < 0  # else the sentence is another one
    test = visited("compare", measure="first_timers", period="2017", areas="drubatook.jompumble")
    assert ran_to_its_end(test)
    assert answer(test) == (
        f"Drubatook ({100 * own[0] / own[1]:.0f}%) is {-difference:.0f} percentage points lower than Jompumble (between "
        f"{-upper:.0f} and {-lower:.0f}) (2017)."
    )


@pytest.mark.usefixtures("on_practice")
@pytest.mark.parametrize("look", LOOKS)
def test_each_further_picture_names_the_areas_compared(look: str):
    test = visited("compare", measure="influence_residents", period="2023", areas="glavorevel.glavoskin")
    test.button_group[0].set_value(look).run()
    assert ran_to_its_end(test)
    assert "Glavorevel" in (heat_of(test) if look == LOOKS[0] else test.get("plotly_chart")[-1].proto.alt)  # type: ignore[attr-defined]


@pytest.mark.usefixtures("on_practice")
def test_a_period_in_which_all_is_hidden_has_its_code_in_every_cell():
    test = visited("compare", measure="influence_members", period="2018", areas="drubatook.jompumble")
    assert ran_to_its_end(test)
    assert "The figure for Drubatook is suppressed because of small numbers (2018)." in answer(test)
    assert all("[c]" in cell for cell in visits.tables(test)[0]["Figure"])
    test.button_group[0].set_value("funnel").run()
    assert "There is no funnel plot for 2018: it needs ten areas with a figure, and none have." in page_text(test)


def area_that_reported_nothing(build: db.Build) -> tuple[str, str]:
    with duckdb.connect(str(build.path), read_only=True) as raw:
        (row,) = raw.execute(
            "SELECT area_id, area_name FROM area WHERE area_id NOT IN (SELECT area_id FROM returned "
            "WHERE table_name <> 'return_status' AND area_id IS NOT NULL) ORDER BY area_id LIMIT 1"
        ).fetchall()
    return row


def test_the_answer_says_that_an_area_has_reported_nothing(on_practice: db.Build):
    silent, name = area_that_reported_nothing(on_practice)
    test = visited("compare", measure="first_timers", period="2017", areas=f"{silent}.drubatook")
    assert ran_to_its_end(test)
    assert answer(test) == f"{name} reported no data (2017). Choose a different first area."


def one_below_a_county_and_two_not(build: db.Build) -> tuple[str, list[str]]:
    with duckdb.connect(str(build.path), read_only=True) as raw:
        rows = raw.execute(
            "SELECT area_id, tier FROM area_council JOIN council USING (council_code) WHERE role = 'council' ORDER BY area_id"
        ).fetchall()
    below = [area for area, tier in rows if tier == "district"]
    return below[0], [area for area, tier in rows if tier != "district"][:2]


def test_what_unlike_councils_did_is_refused_with_a_link_to_those_that_are_alike(on_practice: db.Build):
    below, alike = one_below_a_county_and_two_not(on_practice)
    test = visited("compare", measure="council_present", areas=".".join([below, *alike]))
    assert ran_to_its_end(test)
    assert answer(test).startswith("These councils have different responsibilities, so they are not compared.")
    assert not test.get("plotly_chart") and not visits.tables(test)
    (link,) = [parameters for label, parameters in links(test).items() if label.startswith("Compare only")]
    assert link["areas"] == [".".join(alike)]
    other = visited("compare", measure="first_timers", topic="Council relationship", areas=".".join([below, *alike]))
    assert ran_to_its_end(other)
    assert not heat_of(other) and "have different responsibilities, so they are not compared" in page_text(other)


@pytest.mark.usefixtures("on_practice")
def test_areas_and_groups_are_not_put_side_by_side_on_a_total():
    test = visited("compare", measure="cash_won_gbp", areas="drubatook.wave:1.wave:2")
    assert ran_to_its_end(test)
    assert "a group adds up several areas, so areas and groups are not compared" in answer(test)
    assert links(test)["Compare only Wave 1 and Wave 2"]["areas"] == ["wave:1.wave:2"]


@pytest.mark.usefixtures("on_practice")
@pytest.mark.parametrize(
    ("measure", "beside", "areas", "reason"),
    [
        ("cash_won_gbp", "in_kind_gbp", "drubatook.jompumble", "are different things"),
        ("first_timers", "spent_gbp", "drubatook.jompumble", "they use different units (% of people at events and £)"),
        ("respect_partnership", "tenure_social", "wave:1.wave:2", "has no figures for"),
    ],
)
def test_a_second_measure_that_is_unlike_is_refused_with_the_reason(measure: str, beside: str, areas: str, reason: str):
    test = visited("compare", measure=measure, beside=beside, areas=areas)
    assert ran_to_its_end(test)
    assert reason in page_text(test)
    assert "second" not in [getattr(chart, "key", "") for chart in test.get("plotly_chart")]


@pytest.mark.usefixtures("on_practice")
def test_both_sides_of_the_relationship_stand_beside_each_other():
    alone = visited("compare", measure="respect_partnership", areas="wave:1.wave:2.wave:3")
    test = visited("compare", measure="respect_partnership", beside="respect_council", areas="wave:1.wave:2.wave:3")
    assert ran_to_its_end(test)
    assert len(test.get("plotly_chart")) == len(alone.get("plotly_chart")) + 1
    assert visits.tables(test)[1]["Area or group"].tolist() == ["Wave 1", "Wave 2", "Wave 3"]
    assert (
        "The two measures count different things or ask different people, so they are not tested against each other."
        in page_text(test)
    )


@pytest.mark.usefixtures("on_practice")
def test_a_note_warns_against_comparing_figures_on_both_sides_of_a_new_wording():
    test = visited("compare", measure="influence_members", areas="wave:1.wave:2")
    assert ran_to_its_end(test)
    assert "The wording of the question changed in 2020: figures before and after are not comparable [b]." in page_text(
        test
    )


@pytest.mark.parametrize("look", LOOKS)
def test_where_no_other_area_is_to_be_named_none_is_named_anywhere(on_practice: db.Build, look: str):
    with duckdb.connect(str(on_practice.path), read_only=True) as raw:
        names = [name for (name,) in raw.execute("SELECT area_name FROM area WHERE area_id <> 'glavorevel'").fetchall()]
    chosen = "glavoskin.glavorevel.glavoveen.wave:1"
    address = {"measure": "influence_residents", "period": "2023", "areas": chosen, "beside": "better_place"}
    named = visited("compare", area="glavorevel", **address)
    assert "Glavoskin" in shown(named)
    test = visited("compare", area="glavorevel", others="unlabelled", **address)
    test.button_group[0].set_value(look).run()
    assert ran_to_its_end(test)
    text = shown(test)
    assert "Another area 1" in text and "Another area 2" in text and "Glavorevel" in text
    assert [name for name in names if name in text] == []
    assert set(test.multiselect[0].options) >= {"Another area 1", "Another area 2", "Glavorevel", "Wave 1"}
    assert not set(test.multiselect[0].options) & set(names)


@pytest.mark.usefixtures("on_practice")
def test_every_picture_and_the_table_of_a_topic_wear_the_name_of_practice():
    test = visited("compare", measure="first_timers", period="2022", areas="drubettle.flimandle.flimizzel")
    test.button_group[0].set_value("funnel").run()
    charts: list[Any] = [getattr(chart, "proto") for chart in test.get("plotly_chart")]  # noqa: B009 (has no type)
    assert len(charts) == 3
    assert all(chart.alt.startswith("Practice: ") for chart in charts)
    corners = [json.loads(chart.spec)["layout"]["annotations"][-1]["text"] for chart in charts]
    assert corners == ["Practice: invented"] * 3
    test.button_group[0].set_value(LOOKS[0]).run()
    assert "<caption><span>Practice: Participation: " in heat_of(test)


@pytest.mark.usefixtures("on_big_local")
@pytest.mark.parametrize("areas", ["nowhere.whitley-bay.arches-local", "whitley-bay.<script>.arches-local", "..."])
def test_the_page_runs_with_unknown_areas_in_its_address(areas: str):
    test = visited("compare", areas=areas)
    assert ran_to_its_end(test)
    assert "<script>" not in shown(test)


def test_without_a_measure_in_the_address_it_opens_on_the_themes_where_the_first_has_a_figure(on_practice: db.Build):
    areas = "drubessel.yaffarrix.glavezzle"
    test = visited("compare", areas=areas)
    assert ran_to_its_end(test)
    measure, period = test.selectbox(key="choose-measure").value, test.selectbox(key="choose-period").value
    with duckdb.connect(str(on_practice.path), read_only=True) as connection:
        ((topic, with_figure),) = connection.execute(
            "SELECT any_value(topic), list(place_id) FROM indicator_value INNER JOIN measure USING (measure_id) "
            "WHERE measure_id = ? AND period = ? AND state = 'value' AND list_contains(?, place_id)",
            [measure, period, areas.split(".")],
        ).fetchall()
    assert topic in ("Participation", "Funding wins")
    assert sorted(with_figure) == sorted(areas.split("."))


@pytest.mark.usefixtures("on_practice")
def test_without_a_period_in_the_address_it_opens_on_one_in_which_the_first_has_a_figure():
    # Drubarrix closed in April 2019: its last figure of people at events is of 2018 or before
    test = visited("compare", areas="drubarrix.drubatook", measure="event_attendance")
    assert "2012" <= str(test.selectbox(key="choose-period").value) <= "2019"
    assert "Nothing was due" not in answer(test)


@pytest.mark.usefixtures("on_practice")
def test_a_period_chosen_keeps_the_measure_that_the_page_opened_on():
    test = visited("compare", areas="drubessel.yaffarrix.glavezzle")
    measure, periods = test.selectbox(key="choose-measure").value, test.selectbox(key="choose-period").options
    test.selectbox(key="choose-period").set_value(periods[-1]).run()
    assert ran_to_its_end(test)
    assert (test.selectbox(key="choose-measure").value, test.selectbox(key="choose-period").value) == (
        measure,
        periods[-1],
    )


@pytest.mark.usefixtures("on_practice")
def test_a_measure_and_a_period_in_the_address_are_kept_even_where_the_first_has_no_figure():
    test = visited("compare", areas="drubarrix.drubatook", measure="event_attendance", period="2025")
    assert test.selectbox(key="choose-period").value == "2025"
