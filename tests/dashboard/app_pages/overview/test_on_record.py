"""Without returns the overview shows what is on the public record of each area, not shaded and not ranked."""

import pytest

from dashboard.model import db
from tests.dashboard.visits import answer, page_text, published_facts, ran_to_its_end, visited


def pieces(**address: str) -> str:
    """Return the HTML of the tiles of the overview."""
    test = visited("overview", **address)
    assert ran_to_its_end(test)
    (shown,) = [html.proto.body for html in test.get("html") if html.proto.body.startswith('<div class="record-flow">')]
    return shown


@pytest.mark.usefixtures("on_big_local")
def test_big_local_opens_on_the_record_with_the_number_of_areas_of_each_theme():
    numbers = [
        len({row["area_id"] for row in published_facts(theme) if not row.get("withdrawn")})
        for theme in ("participation", "funding", "council")
    ]
    assert answer(visited("overview")).startswith(
        f"Of 150 areas, there is a record of participation for {numbers[0]}, funding and help from outside for "
        f"{numbers[1]} and the council for {numbers[2]}."
    )


@pytest.mark.usefixtures("on_big_local")
def test_each_area_has_a_tile_that_leads_to_its_page_and_those_without_a_fact_are_named():
    html = pieces()
    assert html.count('href="/area?') == 150 + 10
    assert "Nothing on record for 10 areas:" in html
    assert html.count('aria-label="') >= 150


@pytest.mark.usefixtures("on_big_local")
def test_a_filter_leaves_the_tiles_of_its_areas():
    build = db.current_build("big_local")
    london = (db.query(build, "areas")["region_name"] == "London").sum()
    html = pieces(region="London")
    assert html.count("<i class") == 3 + 3 * london


@pytest.mark.usefixtures("on_big_local")
def test_the_facts_are_shown_by_year_and_no_area_is_called_highest():
    text = page_text(visited("overview"))
    assert "Facts by year" in text
    assert "How 150 areas are spread" not in text
    assert "Highest" not in text


@pytest.mark.usefixtures("on_practice")
def test_with_returns_the_overview_opens_on_people_taking_part():
    assert "community events" in answer(visited("overview"))
