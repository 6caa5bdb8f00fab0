"""The pages, run by Streamlit without a browser, on the invented programme and on the real one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.model import db
from tests.dashboard.visits import answer, links, maps_data, opened, page_text, ran_to_its_end, tables, visited

PAGES = {
    "overview": "{areas} areas: who took part, what they won, how they got on with their councils",
    "area": "Choose an area",
    "data": "Data coverage and missing returns",
    "about": "About the data",
}
NAMES = ("programme", "measure", "period", "region", "wave", "deprivation", "area")
HOSTILE = [
    "' OR 1=1 --",
    '"; DROP TABLE area; --',
    "1; SELECT * FROM read_text('/etc/passwd')",
    "$measure_id",
    "%' ESCAPE '",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style><b>",
    "javascript:alert(1)",
    "![x](http://e/x.png)",
    "[click](https://example.org)",
    "**bold** _it_ `code`",
    ":red[hot] :material/home: :smile:",
    "$x^2$",
    "# heading",
    "- list\n- list",
    "| a | b |\n|---|---|",
    "https://example.org/a?b=c&d=e",
    "x" * 10_000,
    "é" * 500,
    "🦆🦆🦆",
    "漢字かな",
    "مرحبا",
    "a\u202eb\u200bc",
    "line\nbreak\r\n\ttab",
    "\x00",
    "\x1b[31m",
    "\ufeff",
    "../../etc/passwd",
    "{area} {value} {0}",
    "%s %n %d",
    "${jndi:ldap://e}",
    "NaN",
    "None",
    "-1",
    "1e309",
    "0x10",
    "[]",
    "{}",
    " ",
]


@pytest.mark.parametrize("page", PAGES)
def test_each_page_of_the_tiny_programme_runs_and_asks_its_question(page: str, on_tiny: db.Build):
    test = visited(page)
    assert on_tiny.version in page_text(test)
    assert not test.exception
    assert page_text(test).startswith(f"Tiny Programme: {PAGES[page].format(areas=12)}\n")
    assert not test.warning


@pytest.mark.usefixtures("on_big_local")
@pytest.mark.parametrize("page", PAGES)
def test_each_page_of_big_local_runs_and_asks_its_question(page: str):
    test = visited(page)
    assert not test.exception
    assert page_text(test).startswith(f"{PAGES[page].format(areas=150)}\n")
    assert not test.warning


@pytest.mark.usefixtures("on_big_local")
@pytest.mark.parametrize(
    "area", ["whitley-bay", "arches-local", "three-parishes-gobowen-st-martins-and-weston-rhyn", "littlemoor"]
)
def test_the_page_of_an_area_of_big_local_runs(area: str):
    test = visited("area", area=area)
    assert ran_to_its_end(test)
    assert test.title[0].value.endswith(": what is publicly known")
    assert "Load returns" not in links(test) and "They would add who took part" in page_text(test)


@pytest.mark.usefixtures("on_tiny")
@pytest.mark.parametrize(
    "area", ["alder-row", "birch-end", "elm-green", "fern-bank", "gorse-lea", "st-osrics-quay-and-dock", "zoe-mount"]
)
def test_the_page_of_an_area_in_any_state_runs(area: str):
    assert ran_to_its_end(visited("area", area=area))


@pytest.mark.usefixtures("on_tiny")
def test_the_pages_share_the_chosen_area_and_measure():
    test = visited("overview", area="alder-row", measure="five_states")
    for page in ("area", "data", "about", "overview"):
        opened(test, page)
        assert test.query_params["area"] in ("alder-row", ["alder-row"])
    assert links(test)["Area"] == {"area": ["alder-row"], "measure": ["five_states"], "period": ["2016"]}


@pytest.mark.usefixtures("on_tiny")
def test_the_answer_of_the_map_is_the_spread_as_worked_by_hand():
    # five_states: three areas of 40 people are shown, 0 | 25 | 75; the others had too few, reported none or were not due
    test = visited("overview", measure="five_states")
    assert answer(test) == (
        "In the typical (median) area, 25% of people said yes (2016, 3 areas with data). "
        "Half of areas are between 0% and 75%."
    )


@pytest.mark.usefixtures("on_tiny")
def test_the_answer_is_of_all_areas_together_where_each_had_too_few_people():
    # survey_people: 25 people or fewer in each area. Together 5 + 0 + 2 + 8 + 9 + 10 + 11 + 12 + 14 + 15 + 16 = 102 of
    # 9 x 25 + 20 + 3 = 248, which is 41.1%; its Wilson interval is 41.27 -+ 6.08.
    test = visited("overview", measure="survey_people")
    assert answer(test) == (
        "None of these areas has a figure for 2016: too few people answered in each area to publish a figure. "
        "In all areas together, 41% of people feel safe (2016), between 35% and 47% (95% confidence interval)."
    )


@pytest.mark.usefixtures("on_tiny")
def test_the_maps_get_a_mark_for_each_area_and_a_key_that_adds_up():
    data = maps_data(visited("overview", measure="five_states", area="elm-green"))
    marks = {mark["id"]: mark for mark in data["marks"]}
    assert (len(marks), data["chosen"]) == (12, "elm-green")
    assert [marks[area]["sign"] for area in ("birch-end", "elm-green", "alder-row")] == ["0", "[c]", ""]
    assert [entry["text"] for entry in data["key"]] == [
        "a true zero (1)",
        "under 35% (1)",  # 25 and 75 are parted into fifths of the way from one to the other
        "35% to 45% (0)",
        "45% to 55% (0)",
        "55% to 65% (0)",
        "65% or more (1)",
        "no data reported (1)",
        "not applicable (1)",
        "suppressed (7)",  # seven areas had 3 to 11 people
    ]
    assert [region["name"] for region in data["regions"]] == ["Northmoor", "Midvale", "Southmere"]


def test_the_maps_ask_for_the_outlines_of_the_build_that_is_shown(on_tiny: db.Build):
    assert (
        maps_data(visited("overview", measure="deprivation_rank"))["outlines"]
        == f"outlines/tiny/{on_tiny.version}.json"
    )


@pytest.mark.usefixtures("on_tiny")
@pytest.mark.parametrize("page", ["overview", "area"])
@pytest.mark.parametrize(
    ("area", "name", "figure"),
    [
        ("elm-green", "Elm Green", (1, 3, 33)),  # too few
        ("st-osrics-quay-and-dock", "St Osric's, Quay & Dock", (8, 11, 73)),  # would reveal the other
    ],
)
def test_no_page_holds_a_hidden_figure(area: str, name: str, figure: tuple[int, int, int], page: str):
    numerator, denominator, percentage = figure
    test = visited(page, measure="five_states", area=area)
    assert ran_to_its_end(test)
    shown = page_text(test) + "".join(table.to_csv() for table in tables(test))
    assert name in shown and re.search(r"suppressed (\(small numbers\)|\[c\])", shown, re.IGNORECASE)
    assert not re.search(
        rf"(?<![\d.])({percentage}%|{percentage}\.\d|{numerator} (out )?of {denominator})(?!\d)", shown
    )
    if page == "overview":
        assert f"The figure for {name} is suppressed because of small numbers (2016)." in shown


@pytest.mark.usefixtures("on_tiny")
def test_the_table_of_the_map_has_nothing_of_a_hidden_area_but_its_code():
    (table,) = tables(visited("overview", measure="survey_people"))
    rows = {row["Area"]: row.to_dict() for _, row in table.iterrows()}
    about = {"Area", "Council", "Region", "Wave", "State"}
    states = {
        "Alder Row": "more than 10%, up to 50% [c]",  # 5 of 25
        "Birch End": "10% or less [c]",  # 0 of 20
        "Elm Green": "suppressed [c]",  # 2 of 3
        "Gorse Lea": "more than 10%, up to 50% [c]",  # 9 of 25
        "Hazel Court": "more than 10%, up to 50% [c]",  # 10 of 25
        "Ivy Street": "more than 10%, up to 50% [c]",  # 11 of 25
        "Zoë Mount": "more than 50%, less than 90% [c]",  # 16 of 25
    }
    for name, state in states.items():
        assert {key for key, cell in rows[name].items() if str(cell)} == about, name
        assert rows[name]["State"] == state, name
    (table,) = tables(visited("overview", measure="five_states"))
    shown = {row["Area"]: row.to_dict() for _, row in table.iterrows()}["Alder Row"]
    assert (shown["State"], [cell for cell in shown.values() if cell in ("75", "75%")]) == ("", ["75"])


@pytest.mark.usefixtures("on_tiny")
@pytest.mark.parametrize(
    ("area", "sentence"),
    [
        ("birch-end", "In Birch End, 0% of people said yes (2016)."),
        ("alder-row", "In Alder Row, 75% of people said yes (2016)."),
        ("gorse-lea", "Not applicable to Gorse Lea (2016): nothing was due."),
        ("fern-bank", "Fern Bank with Long Furrow and Nether Furrow reported no data (2016)."),
    ],
)
def test_the_chosen_area_has_a_sentence_on_the_map_page(area: str, sentence: str):
    assert sentence in page_text(visited("overview", measure="five_states", area=area))


@pytest.mark.usefixtures("on_tiny")
def test_the_filters_leave_the_areas_that_fit():
    test = visited("overview", measure="deprivation_rank", region="Southmere", wave="2")
    assert "2 of 12 areas shown: Southmere, wave 2" in page_text(test)
    assert {mark["id"] for mark in maps_data(test)["marks"]} == {"kiln-lane", "zoe-mount"}


@pytest.mark.usefixtures("on_tiny")
def test_filters_that_leave_nothing_on_record_say_so_too():
    test = visited("overview", region="Southmere", deprivation="Most deprived tenth")
    assert answer(test) == "No area fits all of these filters."


@pytest.mark.usefixtures("on_tiny")
def test_filters_that_leave_nothing_say_so_and_can_be_cleared():
    test = visited("overview", measure="deprivation_rank", region="Southmere", deprivation="Most deprived tenth")
    assert not test.exception
    assert answer(test) == "No area fits all of these filters."
    assert "0 of 12 areas shown" in page_text(test)
    assert not test.get("bidi_component")
    next(button for button in test.button if button.label == "Clear filters").click().run()
    assert "areas shown" not in page_text(test) and len(maps_data(test)["marks"]) == 12
    assert ran_to_its_end(test)


@pytest.mark.usefixtures("on_tiny")
@pytest.mark.parametrize(
    ("page", "address"), [("area", {}), ("overview", {"region": "Southmere", "deprivation": "Most deprived tenth"})]
)
def test_a_page_with_nothing_to_show_names_its_sources_too(page: str, address: dict[str, str]):
    assert ran_to_its_end(visited(page, **address))


@pytest.mark.usefixtures("on_tiny")
def test_a_chosen_area_that_the_filters_leave_out_is_no_trouble():
    test = visited("overview", region="Southmere", area="alder-row")
    assert ran_to_its_end(test)
    assert "Alder Row" in page_text(test)


@pytest.mark.usefixtures("on_tiny")
def test_choosing_in_a_menu_writes_the_address_and_another_measure_begins_with_its_newest_period():
    test = visited("overview", measure="deprivation_rank", period="2019")
    test.selectbox(key="choose-region").select("Southmere").run()
    test.selectbox(key="choose-topic-of-measure").select("Invented").run()
    test.selectbox(key="choose-measure").select("five_states").run()
    assert test.selectbox(key="choose-period").value == "2016"
    assert ran_to_its_end(test)
    assert {name: "".join(value) for name, value in test.query_params.items()} == {
        "measure": "five_states",
        "region": "Southmere",
    }


@pytest.mark.usefixtures("on_tiny")
def test_the_answer_says_where_no_shown_area_has_a_figure():
    test = visited("overview", measure="turnout_returns", region="Midvale", wave="1", period="2016")
    assert ran_to_its_end(test)  # Gorse Lea has closed, Ivy Street has not reported
    # 1, 0, 3, 6, 8, 9, 10, 11 and 12 meetings in the nine areas that reported
    assert answer(test) == (
        "None of these areas has a figure for 2016. In all areas together, 60 meetings were returned (2016)."
    )
    assert {mark["look"] for mark in maps_data(test)["marks"]} == {"not-due", "not-reported"}


@pytest.mark.usefixtures("on_tiny")
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_value_in_the_address_gives_one_warning_and_the_page_runs(name: str, page: str):
    test = visited(page, **{name: "nowhere"})
    assert not test.exception
    (warning,) = test.warning
    assert warning.value.startswith("There")
    assert "nowhere" in warning.value
    assert len(test.title) == 1


@pytest.mark.usefixtures("on_tiny")
def test_every_unknown_value_gives_a_warning():
    test = visited("overview", **dict.fromkeys(NAMES, "nowhere"))
    assert ran_to_its_end(test)
    assert len(test.warning) == 7


@pytest.mark.usefixtures("on_tiny")
@pytest.mark.parametrize(("number", "text"), [*enumerate(HOSTILE)], ids=range(len(HOSTILE)))
def test_no_hostile_address_or_search_breaks_a_page_or_gets_into_it(number: int, text: str):
    test = visited(list(PAGES)[number % 4], **dict.fromkeys(NAMES, text))
    assert not test.exception
    assert all(not set("<>[]()!:/*`$\n") & set(warning.value) for warning in test.warning)
    assert len(test.warning) == 7
    test.text_input(key="search").set_value(text).run()
    assert not test.exception


@pytest.mark.usefixtures("on_tiny")
@pytest.mark.parametrize("page", PAGES)
def test_the_search_on_top_of_each_page_lists_areas_as_links(page: str):
    test = visited(page)
    test.text_input(key="search").set_value("Vale of Midvale").run()
    assert not test.exception
    areas_by_label = {label: link["area"] for label, link in links(test).items() if ", Vale of Midvale" in label}
    assert [*areas_by_label.values()] == [["gorse-lea"], ["hazel-court"], ["ivy-street"], ["juniper-park"]]
    assert "4 areas found" in page_text(test)


@pytest.mark.usefixtures("on_tiny")
@pytest.mark.parametrize("page", PAGES)
def test_a_search_that_finds_one_area_opens_its_page(page: str):
    test = visited(page)
    test.text_input(key="search").set_value("long furrow").run()
    assert ran_to_its_end(test)
    assert "Fern Bank with Long Furrow and Nether Furrow" in test.title[0].value
    assert test.query_params["area"] in ("fern-bank", ["fern-bank"])


@pytest.mark.usefixtures("on_tiny")
def test_a_search_by_council_names_what_matched_for_each_area():
    test = visited("about")
    test.text_input(key="search").set_value("Midvaleshire").run()
    assert [label for label in links(test) if "Midvaleshire" in label] == [
        f"{name}, Vale of Midvale (county council: Midvaleshire)"
        for name in ("Gorse Lea", "Hazel Court", "Ivy Street", "Juniper Park")
    ]


@pytest.mark.usefixtures("on_tiny")
@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("xyzzy", "No area matches “xyzzy”. Check the spelling, or try a council, ward or postcode."),
        ("QQ1 1AA", "There is no postcode district QQ1 in England."),
        ("ZZ9A 9ZZ", "ZZ9A 9ZZ is in the best-fit census areas of:"),
    ],
)
def test_a_search_shows_its_matches_or_that_there_are_none(query: str, text: str):
    test = visited("overview")
    test.text_input(key="search").set_value(query).run()
    assert not test.exception
    assert text in page_text(test)


@pytest.mark.usefixtures("on_big_local")
def test_the_search_distinguishes_the_two_littlemoors_by_their_councils():
    test = visited("overview")
    test.text_input(key="search").set_value("Littlemoor").run()
    labels = [label for label in links(test) if "Littlemoor" in label]
    assert labels == [
        "Littlemoor, Dorset (its people live 80% in Littlemoor & Preston, wards of 2024)",
        "Clarksfield, Greenacres and Littlemoor, Oldham",
    ]


def test_another_programme_is_shown_when_the_address_asks_for_it(both_builds: Path, read_from: Callable[[Path], None]):
    read_from(both_builds)
    assert len(maps_data(visited("overview", measure="deprivation_rank"))["marks"]) == 150
    test = visited("overview", programme="tiny", measure="deprivation_rank")
    assert len(maps_data(test)["marks"]) == 12
    assert links(test)["About"]["programme"] == ["tiny"]


@pytest.mark.usefixtures("on_big_local")
def test_how_the_figures_of_a_topic_are_known_is_there_once_it_is_opened():
    test = visited("area", area="whitley-bay")
    assert "How to quote this figure." not in page_text(test)
    keys = [str(button.key) for button in test.button]
    (key,) = [key for key in keys if key.startswith("about-") and "among-all-areas-the-place" in key]
    test.button(key=key).click().run()
    # of the 28 public measures that this area has a figure or a state of, and 7 of outcomes and what stays, not reported
    assert page_text(test).count("How to quote this figure.") == 35
