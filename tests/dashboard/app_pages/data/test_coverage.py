"""The view of what areas sent and what is missing, worked out by hand, and how the Data page shows it."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import queries
from dashboard.app_pages.data import coverage
from dashboard.drawing import bar_charts, chart_style
from dashboard.export.table_file import csv_bytes
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


def test_the_counts_add_up_to_all_areas(on_returned: db.Build):
    counts = db.query(on_returned, "coverage_returns")
    summer = counts[(counts["table_name"] == "spending") & (counts["period_start"] == pd.Timestamp(SUMMER_2016))]
    assert dict(zip(summer["state"], summer["areas"], strict=True)) == {
        "complete": 1,
        "partial": 1,
        "nothing to report": 1,
        "sent": 1,
        "not due": 2,
        "not sent": 6,
    }


def test_what_is_missing_names_area_council_return_period_and_day(on_returned: db.Build):
    rows = db.query(on_returned, "coverage_missing")
    assert set(rows["state"]) == {"not sent", "partial"}
    birch = rows[(rows["area_name"] == "Birch End") & (rows["period_start"] == pd.Timestamp(SUMMER_2016))].iloc[0]
    assert (birch["council_name"], birch["table_name"], birch["state"]) == ("Northmoor Bay", "spending", "partial")
    assert birch["expected_by"] == pd.Timestamp("2016-11-15")
    ivy = rows[(rows["area_name"] == "Ivy Street") & (rows["period_start"] == pd.Timestamp(SUMMER_2017))].iloc[0]
    assert ivy["expected_by"] == pd.Timestamp("2017-10-31")  # no day of its own: the last that any area was given


def test_no_number_of_rows_about_people_is_in_the_build(on_returned: db.Build):
    cursor = db.connection(on_returned.path, on_returned.stamp).cursor()
    counts = cursor.execute("SELECT row_count FROM returned WHERE table_name = 'volunteer_time'").fetchall()
    assert counts == [(None,)]


def test_the_grid_has_the_states_by_financial_year_the_newest_first(on_returned: db.Build):
    counts = db.query(on_returned, "coverage_returns")
    wide = coverage.states_by_year(counts[counts["period_start"].notna()])
    assert list(wide.columns) == ["Return", "2018/19", "2017/18", "2016/17"]
    assert wide["Return"].tolist() == ["Spending", "Volunteer time"]
    assert wide.loc[0, "2016/17"] == (
        "1 complete, 1 sent (we do not know if complete), 1 partial, 1 nothing to report, 6 not sent, 2 not applicable (not "
        "started or closed)"
    )
    assert wide.loc[0, "2017/18"] == (
        "1 complete, 1 sent (we do not know if complete), 9 not sent, 2 not applicable (not started or closed)"
    )
    assert wide.loc[1, "2016/17"] == ""


def test_the_grid_shows_which_share_of_the_returns_due_came_in_full(on_returned: db.Build):
    counts = db.query(on_returned, "coverage_returns")
    shares = coverage.shares_by_year(counts[counts["period_start"].notna()])
    assert list(shares.columns) == ["Return", "2018/19", "2017/18", "2016/17"]
    assert shares.loc[0, "2016/17"] == "20%"  # 1 complete and 1 with nothing to report, of 10
    assert shares.loc[0, "2017/18"] == "9%"  # 1 complete of 11, one of which is only sent
    assert shares["2018/19"].tolist() == ["–", "10%"]  # spending: none; volunteer time: 1 of 10


@pytest.mark.parametrize(
    ("full", "due", "sent", "cell"),
    [(0, 0, 0, "–"), (0, 15, 15, "15 sent"), (0, 4, 1, "0%"), (999, 1000, 1, "over 99%"), (3, 4, 0, "75%")],
)
def test_a_cell_of_the_grid_is_one_number(full: int, due: int, sent: int, cell: str):
    assert coverage.share_cell(full, due, sent) == cell


def test_what_is_not_yet_due_counts_neither_as_due_nor_as_late():
    counts = pd.DataFrame(
        {
            "table_name": "spending",
            "period_start": pd.Timestamp("2026-04-01"),
            "period_end": pd.Timestamp("2026-09-30"),
            "state": ["complete", "not sent", "not due"],
            "areas": [3, 5, 9],
            "areas_not_yet_due": [0, 4, 0],
        }
    )
    assert coverage.shares_by_year(counts)["2026/27"].tolist() == ["75%"]  # 3 of 3 complete and 1 late
    sentence = coverage.missing_sentence(["late", "late", "not yet due", "came in part"])
    assert sentence == "2 returns are late, 1 return came in part and 1 return is not yet due."
    assert coverage.missing_sentence([]) == "Nothing."


def test_what_is_missing_is_counted_for_each_area_by_name():
    file = pd.DataFrame({"Area": ["Elm", "Alder", "Elm"], "State": ["late", "not yet due", "late"]})
    assert coverage.missing_by_area(file).to_dict("list") == {
        "Area": ["Alder", "Elm"],
        "Late": [0, 2],
        "Partial": [0, 0],
        "Not yet due": [1, 0],
    }


def test_a_return_expected_on_the_day_of_the_build_or_later_is_not_late():
    with duckdb.connect() as made:
        made.execute("CREATE TABLE build AS SELECT TIMESTAMP '2020-05-01 10:00:00' AS built_at")
        made.execute("CREATE TABLE area AS SELECT 'a' AS area_id, 'A' AS area_name, 'C' AS council_name")
        made.execute(
            "CREATE TABLE coverage AS SELECT 'a' AS area_id, 't' AS table_name, DATE '2019-01-01' AS period_start, * FROM "
            "(VALUES "
            "(DATE '2019-01-31', DATE '2020-04-30', 'not sent'), (DATE '2019-02-28', DATE '2020-05-01', 'not sent'), "
            "(DATE '2019-03-31', NULL, 'not sent'), (DATE '2020-06-30', NULL, 'not sent'), "
            "(DATE '2020-07-31', DATE '2020-08-31', 'partial')) AS returns (period_end, expected_by, state)"
        )
        missing = made.execute(queries.load("pages/coverage_missing").sql).df()
        counts = made.execute(queries.load("pages/coverage_returns").sql).df()
    assert missing["how"].tolist() == ["late", "not yet due", "late", "not yet due", "came in part"]
    assert counts["areas_not_yet_due"].tolist() == [0, 1, 0, 1, 0]


def test_a_topic_is_shown_by_the_measure_that_most_areas_have():
    measures = pd.DataFrame(
        {"topic": ["A", "B", "A"], "name": ["few", "one", "many"], "areas_with_figure": [0, 7, 140]}
    )
    assert coverage.most_covered(measures)["name"].tolist() == ["one", "many"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_distinguishes_the_states_by_colour_or_pattern_with_at_most_four_colours(theme: str):
    counts = [(state, label, [1, 2]) for state, label in words.RETURN_STATES.items()]
    bars = bar_charts.return_states(["2016", "2017"], ["2016", "2017"], counts, 12, theme).to_plotly_json()["data"]
    looks = [(bar["marker"]["color"], bar["marker"]["pattern"]["shape"]) for bar in bars]
    assert len(set(looks)) == 6
    assert len({color for color, _ in looks}) <= 4
    assert bars[0]["hovertext"] == ["2016: 1 of 12 areas complete", "2017: 2 of 12 areas complete"]
    assert [bar["name"] for bar in bars][-2:] == ["Not sent", "Not applicable (not started or closed)"]


def test_the_parts_of_the_picture_stand_off_the_page(contrast: Callable[[str, str], float]):
    for theme in ("light", "dark"):
        edges = {
            bar["marker"]["line"]["color"]
            for bar in bar_charts.return_states(
                ["2016"], ["2016"], [("complete", "c", [1])], 12, theme
            ).to_plotly_json()["data"]
        }
        assert all(contrast(edge, chart_style.GROUND[theme]) >= 3 for edge in edges)


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        (date(2019, 1, 1), date(2019, 12, 31), "2019"),
        (date(2019, 4, 1), date(2020, 3, 31), "2019/20"),
        (date(1999, 4, 1), date(2000, 3, 31), "1999/00"),
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
    ("day", "year"), [(date(2020, 3, 31), "2019/20"), (date(2020, 4, 1), "2020/21"), (date(1999, 12, 31), "1999/00")]
)
def test_a_financial_year_begins_in_april(day: date, year: str):
    assert words.financial_year(day) == year


def test_under_the_columns_periods_are_named_by_their_year_or_first_month(on_returned: db.Build):
    counts = db.query(on_returned, "coverage_returns").dropna(subset="period_start").sort_values("period_start")
    counts["period"] = [coverage.period_name(row.period_start, row.period_end) for row in db.rows(counts)]
    assert coverage.short_period_names(counts) == ["Apr 2016", "Apr 2017", "Oct 2017", "2018"]


def file_of(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_the_file_to_send_round_has_a_row_for_each_missing_return(on_returned: db.Build):
    file = coverage.missing_file(db.query(on_returned, "coverage_missing"))
    rows = file_of(csv_bytes(file))
    assert list(rows[0]) == ["Area", "Council", "Return", "Period", "From", "To", "Expected by", "State"]
    (birch,) = [row for row in rows if row["Area"] == "Birch End" and row["From"] == "2016-04-01"]
    assert birch == {
        "Area": "Birch End",
        "Council": "Northmoor Bay",
        "Return": "Spending",
        "Period": "Apr to Sep 2016",
        "From": "2016-04-01",
        "To": "2016-09-30",
        "Expected by": "2016-11-15",
        "State": "came in part",
    }


def test_every_table_that_can_be_sent_has_a_title_of_people():
    tables = coverage.dictionary.returned_tables()
    assert {"spending", "funding", "survey_answer", "area_status", "return_status"} <= tables.keys()
    assert "area" not in tables and "context" not in tables
    assert tables["survey_answer"].about_people and not tables["spending"].about_people
    assert coverage.dictionary.title_of("funding") == "Funding sought, offered and won"
    assert coverage.dictionary.title_of("gone_table") == "Gone table"
    assert Path(coverage.dictionary.FOLDER).is_dir()
