"""The title of the Councils page and the line of the areas shown, for each kind of scope."""

import pytest

from dashboard.app_pages.councils.scope import Scope, page_title, shown_areas_sentence
from dashboard.model.state import View


@pytest.mark.parametrize(
    ("scope", "view", "title", "status"),
    [
        (
            Scope("all", ("a", "b"), "the 2 areas"),
            View(),
            "How was the relationship with the councils?",
            "All 2 areas shown",
        ),
        (
            Scope("filtered", ("a",), "1 area shown"),
            View(region="London"),
            "How was the relationship with the councils?",
            "1 of 2 areas shown: London",
        ),
        (
            Scope("area", ("a",), "Alder Row"),
            View(area="a", wave="2"),
            "How was the relationship of Alder Row with its council?",
            "Alder Row alone is shown. The filters wait meanwhile.",
        ),
        (
            Scope("council", ("a", "b"), "Hill Council", "E1"),
            View(council="E1"),
            "How was the relationship with Hill Council?",
            "2 areas of Hill Council shown.",
        ),
    ],
)
def test_the_title_and_the_line_above_the_figures_name_the_scope(scope: Scope, view: View, title: str, status: str):
    assert page_title(scope) == title
    assert shown_areas_sentence(scope, view, 2) == status
