"""The view of an address, and the sentences on the mistakes in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model.state import ANY, CHOICES, WORDS, View, filter_label, harmless_text, read_view

ALLOWED = {
    "programme": ["big_local", "tiny"],
    "measure": ["deprivation_rank", "residents"],
    "region": [ANY, "London", "North East"],
    "wave": [ANY, "1", "2"],
    "deprivation": [ANY, "Most deprived tenth"],
    "area": ["whitley", "whitley-bay"],
    "areas": ["whitley", "whitley-bay", "wave:1", *(f"area-{number}" for number in range(12))],
    "topic": ["Homes", "People"],
    "beside": ["deprivation_rank", "residents"],
    "council": ["E08000022"],
    "theme": [ANY, "funding"],
    "kind": [ANY, "grant won"],
    "year": [ANY, "2016"],
    **CHOICES,
}
PERIODS = {"deprivation_rank": ["2025", "2019"], "residents": ["2021"]}
OPENING = {"deprivation_rank": "2025", "residents": "2021"}
HOSTILE = [
    "' OR 1=1 --",
    '"; DROP TABLE area; --',
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](http://e/x.png)",
    "[click](https://example.org)",
    "https://example.org/a?b=c",
    "**bold** `code` $x^2$ :red[hot] :material/home:",
    "x" * 10_000,
    "🦆" * 50,
    "line\nbreak\r\n\ttab",
    "\x00\x1b[31m",
    "../../etc/passwd",
    "{area}",
    "%s %n {0} ${x}",
    "",
    " ",
]


def test_an_empty_address_gives_the_default_view_with_the_newest_period():
    assert read_view({}, ALLOWED, PERIODS, OPENING) == (View(period="2025"), [])


def test_a_valid_address_is_taken_whole():
    address = {
        "programme": "tiny",
        "measure": "residents",
        "period": "2021",
        "region": "London",
        "wave": "2",
        "deprivation": "Most deprived tenth",
        "area": "whitley",
        "areas": "whitley-bay.wave:1",
        "topic": "People",
        "beside": "deprivation_rank",
        "axis": "plan",
        "same": "same",
        "prices": "real",
        "section": "funnel",
        "council": "E08000022",
        "others": "unlabelled",
        "theme": "funding",
        "kind": "grant won",
        "year": "2016",
        "words": "pocket park",
        "find": "Luton Arches",
        "audience": "funders",
        "since": "2025-03-04",
        "election": "near",
        "findings": "account.event_attendance",
        "v": "2026-03-12-abcdef",
    }
    view, problems = read_view(address, ALLOWED, PERIODS, OPENING)
    assert (vars(view), problems) == (address, [])
    assert view.filters == ["London", "wave 2", "most deprived tenth"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("programme", "There is no programme “nowhere”. The usual programme is shown."),
        ("measure", "There is no measure “nowhere”. The usual measure is shown."),
        ("period", "There are no figures of “nowhere” for this measure. Those of 2025 are shown instead."),
        ("region", "There is no region “nowhere”. Areas are shown without that region."),
        ("wave", "There is no wave “nowhere”. Areas are shown without that wave."),
        ("deprivation", "There is no deprivation group “nowhere”. Areas are shown without that deprivation group."),
        ("area", "There is no area “nowhere”. Search for an area above."),
    ],
)
def test_each_unknown_value_is_left_out_and_reported_in_a_sentence(name: str, sentence: str):
    assert read_view({name: "nowhere"}, ALLOWED, PERIODS, OPENING) == (View(period="2025"), [sentence])


def test_unknown_values_are_reported_in_a_sentence_each():
    view, problems = read_view(dict.fromkeys(WORDS, "nowhere"), ALLOWED, PERIODS, OPENING)
    assert (view, len(problems)) == (View(period="2025"), len(WORDS))


def test_unknown_areas_are_left_out_and_each_area_counts_once():
    view, problems = read_view({"areas": "whitley.nowhere.wave:1.whitley"}, ALLOWED, PERIODS, OPENING)
    assert view.chosen == ["whitley", "wave:1"]
    assert problems == ["There is no area or group “nowhere”. It is left out."]


def test_at_most_ten_areas_are_compared():
    areas = ".".join(f"area-{number}" for number in range(12))
    view, problems = read_view({"areas": areas}, ALLOWED, PERIODS, OPENING)
    assert view.chosen == [f"area-{number}" for number in range(10)]
    assert problems == ["At most 10 areas are shown together: the first 10 of 12."]


def test_what_was_searched_for_is_remembered_without_anything_that_could_act():
    view, problems = read_view({"find": "ME4 <b>5HZ</b>"}, ALLOWED, PERIODS, OPENING)
    assert (view.find, problems) == ("ME4 b5HZb", [])


@pytest.mark.parametrize("text", [*HOSTILE, "2025-13-01", "2025-3-4", "04/03/2025"])
def test_a_day_that_is_none_is_passed_over(text: str):
    assert read_view({"since": text}, ALLOWED, PERIODS, OPENING)[0].since == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_the_names_of_findings_hold_nothing_that_could_act(text: str):
    findings = read_view({"findings": text}, ALLOWED, PERIODS, OPENING)[0].findings
    assert re.fullmatch(r"[a-z0-9_.-]*", findings)


def test_what_is_no_part_of_the_address_is_passed_over():
    assert read_view({"utm_source": "x", "AREA": "whitley"}, ALLOWED, PERIODS, OPENING) == (View(period="2025"), [])


def test_a_period_that_another_measure_has_is_not_taken():
    view, problems = read_view({"measure": "residents", "period": "2019"}, ALLOWED, PERIODS, OPENING)
    assert (view.measure, view.period) == ("residents", "2021")
    assert problems == ["There are no figures of “2019” for this measure. Those of 2021 are shown instead."]


def test_without_a_period_the_view_opens_on_the_one_that_is_complete_enough():
    view, problems = read_view({}, ALLOWED, PERIODS, OPENING | {"deprivation_rank": "2019"})
    assert (view.period, problems) == ("2019", [])


def test_a_programme_without_the_usual_measure_begins_with_its_first():
    allowed = ALLOWED | {"measure": ["turnout"]}
    view, problems = read_view({}, allowed, {"turnout": ["2016"]}, {"turnout": "2016"})
    assert (view.measure, view.period, problems) == ("turnout", "2016", [])


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_reported_without_anything_that_could_act(name: str, text: str):
    view, problems = read_view({name: text}, ALLOWED, PERIODS, OPENING)
    assert view == View(period="2025")
    (problem,) = problems
    assert not set("<>[]()!:/*`$\\{}|\n\r\t\x00\x1b") & set(problem)
    assert len(problem) <= 150


@given(st.dictionaries(st.sampled_from([*WORDS, "areas", "find", "other"]), st.text()))
def test_any_address_gives_a_view_of_allowed_values(address: dict[str, str]):
    view, problems = read_view(address, ALLOWED, PERIODS, OPENING)
    assert all(getattr(view, name) in [*ALLOWED[name], ""] for name in ALLOWED if name != "areas")
    assert set(view.chosen) <= set(ALLOWED["areas"])
    assert view.period in PERIODS[view.measure]
    assert all(len(problem) <= 150 and not set("<>[]()!:/") & set(problem) for problem in problems)


@given(st.text())
def test_harmless_text_has_letters_figures_spaces_and_dashes_at_most_forty(text: str):
    harmless = harmless_text(text)
    assert len(harmless) <= 40
    assert all(letter.isalnum() or letter in "_ -" for letter in harmless)


def test_harmless_text_keeps_what_people_type():
    assert harmless_text("Whitley Bay-2 Zoë") == "Whitley Bay-2 Zoë"


def test_defaults_are_left_out_of_the_address():
    assert View().parameters() == {}
    assert View(area="whitley", wave="2").parameters() == {"area": "whitley", "wave": "2"}


def test_a_change_is_made_to_the_address_alone():
    view = View(area="whitley", region="London")
    assert view.parameters(area="whitley-bay", region=ANY) == {"area": "whitley-bay"}
    assert view == View(area="whitley", region="London")


def test_an_address_read_and_written_gives_the_same_view():
    view = View("tiny", "residents", "2021", "London", "2", "Most deprived tenth", "whitley")
    assert read_view(view.parameters(), ALLOWED, PERIODS, OPENING) == (view, [])


def test_no_filter_is_labelled_all():
    assert (filter_label(ANY), filter_label("London"), View().filters) == ("All", "London", [])


def test_views_that_differ_in_other_parts_only_are_the_same_when_reduced():
    view = View("practice", region="London", area="a", find="x", topic="People")
    assert view.only("region", "area") == View("practice", region="London", area="a")
    assert view.only("region") == View("practice", region="London", find="y").only("region")
