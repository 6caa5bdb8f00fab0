"""The title of the Councils page and the line of the areas shown, for each kind of scope."""

import pytest

from dashboard.app_pages.councils.scope import (
    EVENTS,
    MEETINGS,
    SIDES,
    Scope,
    chosen_section,
    page_title,
    section_titles,
    shown_areas_sentence,
)
from dashboard.model.state import View


@pytest.mark.parametrize(
    ("scope", "view", "title", "status"),
    [
        (
            Scope("all", ("a", "b"), "the 2 areas"),
            View(),
            "Relationship with councils",
            "All 2 areas shown",
        ),
        (
            Scope("filtered", ("a",), "1 area shown"),
            View(region="London"),
            "Relationship with councils",
            "1 of 2 areas shown: London",
        ),
        (
            Scope("area", ("a",), "Alder Row"),
            View(area="a", wave="2"),
            "Alder Row: relationship with its council",
            "Only Alder Row is shown. The filters are not used.",
        ),
        (
            Scope("council", ("a", "b"), "Hill Council", "E1"),
            View(council="E1"),
            "Relationship with Hill Council",
            "2 areas of Hill Council shown.",
        ),
    ],
)
def test_the_title_and_the_line_above_the_figures_name_the_scope(scope: Scope, view: View, title: str, status: str):
    assert page_title(scope) == title
    assert shown_areas_sentence(scope, view, 2) == status


def test_the_line_above_surveys_says_where_they_are_of_all_areas():
    line = shown_areas_sentence(NO_OWN_ANSWERS, View(area="a"), 2, SIDES)
    assert line == "Surveys: all areas combined. Public record: Alder Row only."
    assert shown_areas_sentence(NO_OWN_ANSWERS, View(area="a"), 2, MEETINGS) == "Only Alder Row is shown."
    assert shown_areas_sentence(OWN_ANSWERS, View(area="a"), 2, SIDES) == "Only Alder Row is shown."


ALL_AREAS = Scope("all", ("a", "b"), "the 2 areas")
OWN_ANSWERS = Scope("area", ("a",), "Alder Row", place_id="a")
NO_OWN_ANSWERS = Scope("area", ("a",), "Alder Row", note="The answers of Alder Row are suppressed.")
COUNCIL = Scope("council", ("a", "b"), "Hill Council", "E1")


@pytest.mark.parametrize(
    ("scope", "topic", "missing", "section"),
    [
        (ALL_AREAS, "", (), SIDES),
        (ALL_AREAS, "Deprivation", (), SIDES),
        (ALL_AREAS, MEETINGS, (), MEETINGS),
        (ALL_AREAS, "", ("survey_answer",), EVENTS),
        (ALL_AREAS, SIDES, ("survey_answer",), EVENTS),
        (ALL_AREAS, "", ("survey_answer", "council_event", "meeting"), MEETINGS),
        (ALL_AREAS, "", ("survey_answer", "council_event", "meeting", "funding"), None),
        (OWN_ANSWERS, "", (), SIDES),
        (NO_OWN_ANSWERS, "", (), EVENTS),
        (NO_OWN_ANSWERS, SIDES, (), SIDES),
        (NO_OWN_ANSWERS, "", ("council_event", "meeting", "funding"), SIDES),
        (COUNCIL, "", (), EVENTS),
    ],
)
def test_the_page_opens_on_the_two_sides_where_it_has_their_answers(
    scope: Scope, topic: str, missing: tuple[str, ...], section: str | None
):
    titles = section_titles([(table, "what it would add") for table in missing])
    assert chosen_section(topic, titles, scope) == section
