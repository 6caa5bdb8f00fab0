"""The view of what areas sent and what is missing, worked out by hand, and how the Data page shows it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dashboard.app_pages.data import coverage
from dashboard.drawing import bar_charts, chart_style
from dashboard.model import db
from dashboard.text import words

SUMMER_2016, SUMMER_2017, YEAR_2018 = date(2016, 4, 1), date(2017, 4, 1), date(2018, 1, 1)
States = dict[tuple[str, date | None], dict[str, str]]


@pytest.fixture
def states(on_returned: db.Build) -> States:
    """Return the state of each area, by table and first day of the period."""
    by_table: States = {}
    rows = db.connection(on_returned.path, on_returned.stamp).cursor()
    rows.execute("SELECT table_name, period_start, area_id, state FROM coverage")
    for table, start, area, state in rows.fetchall():
        by_table.setdefault((table, start), {})[area] = state
    return by_table


def test_the_periods_are_those_of_the_log_and_else_half_years_or_none(states: States):
    assert set(states) == {
        ("spending", SUMMER_2016),
        ("spending", SUMMER_2017),
        ("spending", date(2017, 10, 1)),  # Larch Way in February and March 2018, which the log does not know
        ("volunteer_time", YEAR_2018),
        ("host", None),
        ("plan", None),
    }


def test_every_area_has_one_state_in_each_period_of_the_log(states: States):
    assert [len(states["spending", start]) for start in (SUMMER_2016, SUMMER_2017)] == [12, 12]
    assert len(states["volunteer_time", YEAR_2018]) == 12


@pytest.mark.parametrize(
    ("area", "first", "second"),
    [
        ("alder-row", "complete", "complete"),
        ("birch-end", "partial", "not sent"),
        ("elm-green", "nothing to report", "not sent"),
        ("fern-bank", "not sent", "not sent"),
        ("kiln-lane", "sent", "not sent"),  # rows of July to September 2016 without a state
        ("gorse-lea", "not due", "not due"),  # closed on 31 December 2014
        ("hazel-court", "not sent", "not due"),  # closed some day in March 2017
        ("juniper-park", "not due", "not sent"),  # its plan began in January 2017
        ("larch-way", "not sent", "not sent"),  # its rows are of another period
        ("ivy-street", "not sent", "not sent"),
    ],
)
def test_the_state_of_an_area_follows_from_its_reported_state_the_time_it_was_open_and_its_rows(
    area: str, first: str, second: str, states: States
):
    assert (states["spending", SUMMER_2016][area], states["spending", SUMMER_2017][area]) == (first, second)


def test_rows_about_people_count_for_every_period_since_their_days_are_not_kept(states: States):
    volunteers = states["volunteer_time", YEAR_2018]
    assert (volunteers["alder-row"], volunteers["elm-green"], volunteers["kiln-lane"]) == (
        "complete",
        "sent",
        "not sent",
    )


def test_rows_outside_every_period_show_only_that_they_came(states: States):
    assert states["spending", date(2017, 10, 1)] == {"larch-way": "sent"}
    assert states["host", None] == {"alder-row": "sent"}


def test_the_states_of_one_return_by_period_add_up_to_all_areas_and_rows_without_a_list_are_received(
    on_returned: db.Build,
):
    spending = coverage.states_by_period(on_returned, "spending")
    assert list(spending.index) == ["Apr to Sep 2016", "Apr to Sep 2017", "Oct 2017 to Mar 2018"]
    assert spending.loc["Apr to Sep 2016"].to_dict() == {
        "complete": 2,  # Alder Row, and Elm Green, which had nothing to report
        "received": 1,
        "partial": 1,
        "overdue": 6,
        "nothing due": 2,
    }
    assert spending.loc["Oct 2017 to Mar 2018"].to_dict() == {
        "complete": 0,
        "received": 1,  # Larch Way, for a period of which nothing is known to be due
        "partial": 0,
        "overdue": 0,
        "nothing due": 0,
    }


@pytest.mark.parametrize(
    ("period", "short"),
    [
        ("2018", "2018"),
        ("2018-19", "2018-19"),
        ("Jul 2019", "Jul 2019"),
        ("Apr to Sep 2016", "Apr 2016"),
        ("Oct 2017 to Mar 2018", "Oct 2017"),
    ],
)
def test_under_the_columns_periods_are_named_by_their_year_or_first_month(period: str, short: str):
    assert coverage.short_period_name(period) == short


def test_no_number_of_rows_about_people_is_in_the_build(on_returned: db.Build):
    cursor = db.connection(on_returned.path, on_returned.stamp).cursor()
    counts = cursor.execute("SELECT row_count FROM returned WHERE table_name = 'volunteer_time'").fetchall()
    assert counts == [(None,)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_distinguishes_the_states_by_colour_or_pattern_with_at_most_four_colours(theme: str):
    counts = [(state, [1, 2]) for state in words.RETURN_STATES]
    bars = bar_charts.return_states(["2016", "2017"], ["2016", "2017"], counts, 12, theme).to_plotly_json()["data"]
    looks = [(bar["marker"]["color"], bar["marker"]["pattern"]["shape"]) for bar in bars]
    assert len(set(looks)) == 6
    assert len({color for color, _ in looks}) <= 4
    assert bars[0]["hovertext"] == ["2016: 1 of 12 areas complete", "2017: 2 of 12 areas complete"]
    assert [bar["name"] for bar in bars][-3:] == ["Overdue", "Not yet due", "Nothing due"]


def test_the_parts_of_the_picture_stand_off_the_page(contrast: Callable[[str, str], float]):
    for theme in ("light", "dark"):
        edges = {
            bar["marker"]["line"]["color"]
            for bar in bar_charts.return_states(["2016"], ["2016"], [("complete", [1])], 12, theme).to_plotly_json()[
                "data"
            ]
        }
        assert all(contrast(edge, chart_style.GROUND[theme]) >= 3 for edge in edges)


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        (date(2019, 1, 1), date(2019, 12, 31), "2019"),
        (date(2019, 4, 1), date(2020, 3, 31), "2019-20"),
        (date(1999, 4, 1), date(2000, 3, 31), "1999-00"),
        (date(2019, 4, 1), date(2019, 9, 30), "Apr to Sep 2019"),
        (date(2019, 10, 1), date(2020, 3, 31), "Oct 2019 to Mar 2020"),
        (date(2019, 7, 1), date(2019, 7, 31), "Jul 2019"),
        (date(2020, 2, 1), date(2020, 2, 29), "Feb 2020"),
        (date(2019, 7, 1), date(2020, 6, 30), "Jul 2019 to Jun 2020"),
        (date(2019, 5, 3), date(2019, 6, 9), "3 May 2019 to 9 Jun 2019"),
        (date(2018, 1, 1), date(2019, 12, 31), "Jan 2018 to Dec 2019"),
    ],
)
def test_a_period_is_as_short_as_can_be(first: date, last: date, period: str):
    assert words.date_range(first, last) == period


@pytest.mark.parametrize(
    ("day", "year"), [(date(2020, 3, 31), "2019-20"), (date(2020, 4, 1), "2020-21"), (date(1999, 12, 31), "1999-00")]
)
def test_a_financial_year_begins_in_april(day: date, year: str):
    assert words.financial_year(day) == year


def test_every_table_that_can_be_sent_has_a_title_of_people():
    tables = coverage.dictionary.returned_tables()
    assert {"spending", "funding", "survey_answer", "area_status", "return_status"} <= tables.keys()
    assert "area" not in tables and "context" not in tables
    assert tables["survey_answer"].about_people and not tables["spending"].about_people
    assert coverage.dictionary.title_of("funding") == "Funding sought, offered and won"
    assert coverage.dictionary.title_of("gone_table") == "Gone table"
    assert Path(coverage.dictionary.FOLDER).is_dir()
