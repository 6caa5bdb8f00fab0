"""What was planted in Practice after something that happened with the council is found where the base allows, and not else.

- The survey (three areas, 46 to 73 answers before and after but for one with 26): ``change`` finds all three, ``comparison``
  with the programme the two of larger base or change, ``trend_verdict`` none, as three rounds are fewer than five points.
- Liaison meetings (three areas, from 3 to 6 a year): the counts tell it year by year. No view judges it: meetings are
  counted in full and their numbers have no interval, and 3 against 6 would not be clear if they had one.
- Bids won (two areas, from 28 to 76 per cent): no view finds it, as hardly a year has five decisions. All decisions before
  the day against all after it show it.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.building.build_files import current, staff_file
from etl.programme import PROGRAMMES

Row = dict[str, str]


def planted(measure: str) -> list[Row]:
    """Return the rows of the list of planted changes that are about one thing."""
    with (PROGRAMMES / "practice" / "planted.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["measure"] == measure]


SURVEY = planted("share of positive answers of residents on influence")
LIAISON = planted("liaison meetings a year")
BIDS = planted("share of decided bids that were won")


@pytest.fixture(scope="module")
def practice(practice_build: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the database of Practice that staff have."""
    path = current(practice_build / "practice")
    assert path is not None
    with duckdb.connect(str(staff_file(path)), read_only=True) as connection:
        yield connection


def test_eight_changes_are_planted():
    assert (len(SURVEY), len(LIAISON), len(BIDS)) == (3, 3, 2)


def by_area(rows: list[Row]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows, ids=[row["area_id"] for row in rows])


# The survey of residents


def rounds_around(practice: duckdb.DuckDBPyConnection, row: Row) -> tuple[str, str]:
    """Return the last round before the year of the event, and the first after it."""
    rounds = practice.execute(
        "SELECT max(period) FILTER (WHERE period < $year), min(period) FILTER (WHERE period > $year) FROM indicator_value "
        "WHERE measure_id = 'influence_residents' AND place_id = $area_id AND state = 'value'",
        {"year": row["event_date"][:4], "area_id": row["area_id"]},
    ).fetchall()
    return rounds[0]


@by_area(SURVEY)
def test_the_survey_shows_a_rise_between_the_rounds_around_the_event_and_none_after(
    row: Row, practice: duckdb.DuckDBPyConnection
):
    before, after = rounds_around(practice, row)
    changes = practice.execute(
        "SELECT period, earlier_period, verdict FROM change WHERE measure_id = 'influence_residents' "
        "AND place_id = $area_id AND since = 'before' "
        "ORDER BY period",
        {"area_id": row["area_id"]},
    ).fetchall()
    assert changes == [(after, before, "risen"), ("2023", after, "no clear change")]


def planted_points(row: Row) -> float:
    return 100 * (float(row["after"]) - float(row["before"]))


def test_the_interval_of_the_rise_holds_what_was_planted_in_two_of_three_areas_and_almost_in_the_third(
    practice: duckdb.DuckDBPyConnection,
):
    holds = {}
    for row in SURVEY:
        _, after = rounds_around(practice, row)
        ((lower, upper),) = practice.execute(
            "SELECT change_lower, change_upper FROM change "
            "WHERE measure_id = 'influence_residents' AND place_id = $area_id AND period = $after "
            "AND since = 'before'",
            {"area_id": row["area_id"], "after": after},
        ).fetchall()
        holds[row["area_id"]] = lower <= planted_points(row) <= upper
        assert lower - 1 <= planted_points(row) <= upper
    # an interval of 95 per cent misses the truth once in twenty; here the first round of one area, of 26 people, was low
    assert holds == {"glavorevel": True, "vuzillup-park": True, "vuzummix": False}


def test_of_seventeen_areas_with_nothing_planted_one_has_risen(practice: duckdb.DuckDBPyConnection):
    # in all areas a little more is said to be well each year, so that not every rise is a false one
    counts = practice.execute(
        "SELECT count(*), count(*) FILTER (WHERE verdict = 'risen'), count(*) FILTER (WHERE verdict = 'fallen') "
        "FROM change INNER JOIN area ON change.place_id = area.area_id WHERE measure_id = 'influence_residents' "
        "AND period = '2020' AND since = 'before' AND NOT list_contains($planted, place_id)",
        {"planted": [row["area_id"] for row in SURVEY]},
    ).fetchall()
    assert counts == [(17, 1, 0)]


def test_against_the_programme_two_of_three_areas_became_higher(practice: duckdb.DuckDBPyConnection):
    verdicts = {}
    for row in SURVEY:
        verdicts[row["area_id"]] = practice.execute(
            "SELECT list(verdict ORDER BY period) FROM comparison "
            "WHERE measure_id = 'influence_residents' AND area_id = $area_id AND against = 'programme' AND period < '2023'",
            {"area_id": row["area_id"]},
        ).fetchall()[0][0]
    assert verdicts == {
        "glavorevel": ["no clear difference", "higher"],
        "vuzillup-park": ["no clear difference", "no clear difference"],  # 11 points more, with 47 answers
        "vuzummix": ["no clear difference", "higher"],
    }


@by_area(SURVEY)
def test_three_rounds_are_too_few_for_a_trend(row: Row, practice: duckdb.DuckDBPyConnection):
    assert trend(practice, "influence_residents", row["area_id"]) == [(3, "cannot say")]


def trend(practice: duckdb.DuckDBPyConnection, measure_id: str, area_id: str) -> list[tuple]:
    return practice.execute(
        "SELECT points, verdict FROM trend_verdict WHERE measure_id = $measure_id AND place_id = $area_id",
        {"measure_id": measure_id, "area_id": area_id},
    ).fetchall()


# Liaison meetings


@by_area(LIAISON)
def test_liaison_meetings_are_three_a_year_before_the_event_and_six_after(
    row: Row, practice: duckdb.DuckDBPyConnection
):
    years = practice.execute(
        "SELECT period::BIGINT, numerator FROM indicator_value WHERE measure_id = 'meetings_liaison' "
        "AND place_id = $area_id AND state = 'value' AND period <> 'all years' ORDER BY period",
        {"area_id": row["area_id"]},
    ).fetchall()
    event = int(row["event_date"][:4])
    whole = [
        (year, meetings) for year, meetings in years[1:-1] if year != event
    ]  # the first and last are of part of a year
    if years[-1][0] < 2026:  # the year in which the programme ended
        whole.append(years[-1])
    before = {meetings for year, meetings in whole if year < event}
    after = {meetings for year, meetings in whole if year > event}
    assert (before, after) == ({float(row["before"])}, {float(row["after"])})


@by_area(LIAISON)
@pytest.mark.parametrize("view", ["change", "trend_verdict"])
def test_no_view_judges_meetings_that_are_counted_in_full(row: Row, view: str, practice: duckdb.DuckDBPyConnection):
    query = f"SELECT * FROM {view} WHERE measure_id = 'meetings_liaison' AND place_id = $area_id"
    assert practice.execute(query, {"area_id": row["area_id"]}).fetchall() == []
    # three and six events, if they came by chance, would not be clear: the exact interval of three reaches 8.8
    query = f"SELECT rate_difference_lower({row['after']}, 1, {row['before']}, 1, 1, 95)"
    assert practice.execute(query).fetchall()[0][0] < 0


# Bids won


@by_area(BIDS)
def test_no_year_has_enough_decisions_to_judge_a_change_of_bids_won(row: Row, practice: duckdb.DuckDBPyConnection):
    verdicts = practice.execute(
        "SELECT DISTINCT verdict FROM change WHERE measure_id = 'success_rate' AND place_id = $area_id",
        {"area_id": row["area_id"]},
    ).fetchall()
    assert verdicts == [("cannot say",)]
    assert trend(practice, "success_rate", row["area_id"]) == [(5, "no clear change")]


@by_area(BIDS)
def test_all_decisions_before_the_event_against_all_after_it_show_what_was_planted(
    row: Row, practice: duckdb.DuckDBPyConnection
):
    ((lower, upper),) = practice.execute(
        """
        WITH counted AS (
            SELECT
                decided_on > $event_date AS is_after,
                count(*) FILTER (WHERE outcome = 'won') AS won,
                count(*) AS decided
            FROM funding
            WHERE area_id = $area_id AND route = 'bid' AND is_linked AND outcome IN ('won', 'lost')
            GROUP BY is_after
        )
        SELECT
            100 * proportion_difference_lower(now.won, now.decided, before.won, before.decided, normal_quantile(95)),
            100 * proportion_difference_upper(now.won, now.decided, before.won, before.decided, normal_quantile(95))
        FROM counted AS now
        INNER JOIN counted AS before ON now.is_after AND NOT before.is_after
        """,
        {"area_id": row["area_id"], "event_date": row["event_date"]},
    ).fetchall()
    assert 0 < lower < planted_points(row) < upper
