"""How a figure changed since the period before, and over five; nothing is compared across a new wording."""

from collections.abc import Iterator

import duckdb
import numpy as np
import pytest
from scipy import stats

from tests.queries.figure_rows import Database, add, add_areas, add_places, make, prepare, rows

CHI_SQUARE = 9.549535706083253
"""Of one degree of freedom, beyond which is 0.2 per cent: what the technical guide of Fingertips gives as 9.55."""
SAME = "programme:same-areas"
FIVE = ("2016", "2017", "2018", "2019", "2020")


@pytest.fixture
def db() -> Iterator[Database]:
    """Return a database with two areas and one measure, without a figure."""
    with duckdb.connect() as connection:
        prepare(connection)
        add_areas(connection, "a b")
        add_places(connection)
        add(connection, "measure", measure_id="m", asks="resident, influence")
        yield connection


def figure(
    db: Database, period: str, numerator: float, denominator: float | None, place_id: str = "a", **columns: object
) -> None:
    parts = {"numerator": numerator, "denominator": denominator, **columns}
    add(db, "figure", **{"measure_id": "m", "place_id": place_id, "period": period, **parts})


def word(db: Database, from_round: str, **columns: str) -> None:
    add(db, "question", from_round=from_round, **columns)


def changes(db: Database, columns: str = "period, earlier_period, verdict") -> list[tuple]:
    make(db, "indicator_value", "series_break", "change")
    return db.execute(f"SELECT {columns} FROM change WHERE since = 'before' ORDER BY place_id, period").fetchall()


def trends(db: Database, columns: str = "verdict") -> list[tuple]:
    make(db, "indicator_value", "series_break", "trend_verdict")
    return db.execute(f"SELECT {columns} FROM trend_verdict ORDER BY place_id").fetchall()


def test_a_figure_is_also_held_against_the_first_of_its_wording(db: Database):
    for period, numerator in (("2016", 40), ("2018", 50), ("2020", 60), ("2022", 90)):
        figure(db, period, numerator, 100)
    word(db, "2016")
    word(db, "2018")  # a new wording from 2018 on
    make(db, "indicator_value", "series_break", "change")
    changed = db.execute(
        "SELECT period, since, earlier_period, changed_by FROM change ORDER BY period, since"
    ).fetchall()
    assert changed == [
        ("2020", "before", "2018", pytest.approx(10)),
        ("2020", "first", "2018", pytest.approx(10)),
        ("2022", "before", "2020", pytest.approx(30)),
        ("2022", "first", "2018", pytest.approx(40)),
    ]


@pytest.mark.parametrize(
    ("earlier", "now", "printed", "verdict"),
    [
        # Newcombe 1998, Statistics in Medicine 17:873, table II, method 10
        ((48, 80), (56, 70), (20, 5.24, 33.39), "risen"),
        ((56, 70), (48, 80), (-20, -33.39, -5.24), "fallen"),
        ((0, 29), (5, 56), (8.93, -3.81, 19.26), "no clear change"),
        ((0, 20), (10, 10), (100, 67.91, 100), "risen"),
    ],
)
def test_a_change_is_the_difference_that_newcombe_prints(
    db: Database, earlier: tuple[int, int], now: tuple[int, int], printed: tuple[float, ...], verdict: str
):
    figure(db, "2018", *earlier)
    figure(db, "2020", *now)
    ((*change, judged),) = changes(db, "changed_by, change_lower, change_upper, verdict")
    assert change == pytest.approx(printed, abs=0.00501)
    assert judged == verdict


def test_a_change_is_since_the_last_period_with_a_figure_that_is_shown(db: Database):
    figure(db, "2016", 10, 20)
    add(db, "figure", measure_id="m", place_id="a", period="2017", state="hidden")
    add(db, "figure", measure_id="m", place_id="a", period="2018", state="not reported")
    figure(db, "2019", 10, 20)
    assert changes(db) == [("2019", "2016", "no clear change")]


def test_financial_years_are_points_and_spans_of_years_are_not(db: Database):
    for period in ("2016-17", "2017-18", "2010 to 2015", "all years"):
        figure(db, period, 10, 20)
    assert changes(db) == [("2017-18", "2016-17", "no clear change")]


@pytest.mark.parametrize(("earlier", "now"), [((0, 4), (100, 100)), ((0, 100), (4, 4))], ids=["few before", "few now"])
def test_fewer_than_five_before_or_now_say_nothing(db: Database, earlier: tuple[int, int], now: tuple[int, int]):
    figure(db, "2018", *earlier)
    figure(db, "2020", *now)
    assert changes(db) == [("2020", "2018", "cannot say")]


def test_five_before_and_now_are_enough(db: Database):
    figure(db, "2018", 0, 5)
    figure(db, "2020", 5, 5)
    assert changes(db) == [("2020", "2018", "risen")]


def test_nothing_is_compared_across_a_new_wording(db: Database):
    word(db, "2016")
    word(db, "2020")
    for period in ("2016", "2018", "2020", "2022"):
        figure(db, period, 10, 20)
    for period in ("2018", "2022"):  # the round of the new wording itself has no figure here
        figure(db, period, 10, 20, place_id="b")
    assert changes(db, "place_id, period, earlier_period") == [("a", "2018", "2016"), ("a", "2022", "2020")]


def test_a_second_question_and_the_wordings_of_others_are_no_break(db: Database):
    word(db, "2016")
    word(db, "2018", question_id="influence again")
    word(db, "2016", belongs_to="better place", question_id="better")
    word(db, "2018", belongs_to="better place", question_id="better")
    word(db, "2016", survey="partnership")
    word(db, "2018", survey="partnership")
    figure(db, "2016", 10, 20)
    figure(db, "2018", 10, 20)
    assert changes(db) == [("2018", "2016", "no clear change")]
    assert rows(db, "SELECT * FROM series_break") == []


def test_a_break_is_each_round_in_which_the_wording_is_new(db: Database):
    for from_round in ("2016", "2018", "2022"):
        word(db, from_round)
    make(db, "series_break")
    assert rows(db, "SELECT * FROM series_break") == [("m", "2018"), ("m", "2022")]


def test_only_areas_and_the_same_areas_have_changes(db: Database):
    for place_id in ("a", "wave:1", "programme:all", "areas-in:E12000001", SAME):
        figure(db, "2018", 10, 20, place_id, areas_counted=2)
        figure(db, "2020", 10, 20, place_id, areas_counted=2)
    assert changes(db, "place_id, areas_counted") == [("a", 2), (SAME, 2)]


def test_what_has_no_closed_interval_has_no_change(db: Database):
    for interval_by in ("none", "bootstrap"):
        add(db, "measure", measure_id=interval_by, kind="rate", interval_by=interval_by)
        for period in FIVE:
            figure(db, period, 10, 20, measure_id=interval_by)
    assert changes(db) == [] and rows(db, "SELECT * FROM series_break") == []
    make(db, "trend_verdict")
    assert rows(db, "SELECT * FROM trend_verdict") == []


def test_a_change_of_a_count_is_not_judged_as_no_period_makes_counts_alike(db: Database):
    add(db, "measure", measure_id="n", kind="count", interval_by="byar")
    figure(db, "2018", 10, None, measure_id="n")
    figure(db, "2019", 100, None, measure_id="n")
    assert changes(db, "changed_by, change_lower, verdict") == [(90, None, "cannot say")]


# Trends

DATA_1 = [(621, 3454), (599, 3195), (556, 3256), (535, 3227), (447, 3121)]
DATA_2 = [(2157, 3454), (2090, 3195), (2194, 3256), (2134.81, 3152), (2094, 3062)]
DATA_5 = [(5405, 18095), (5500, 18170), (5435, 18005), (5480, 17890), (5315, 17860)]


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [(DATA_1, "falling"), (DATA_1[:4], "cannot say"), (DATA_2, "rising"), (DATA_5, "no clear change")],
)
def test_a_trend_is_the_one_that_fingertips_gives(db: Database, counts: list[tuple[float, float]], verdict: str):
    # WhenUsingTrendMarkerCalculator.cs of Fingertips, data 1, 2 and 5
    for period, parts in zip(FIVE, counts, strict=False):
        figure(db, period, *parts)
    assert trends(db, "first_period, last_period, points, verdict") == [
        ("2016", FIVE[len(counts) - 1], len(counts), verdict)
    ]


def test_a_trend_is_over_the_last_five_points(db: Database):
    for period, parts in zip(("2010", "2011", *FIVE), [(3000, 3100), (10, 3100), *DATA_5], strict=True):
        figure(db, period, *parts)
    assert trends(db, "first_period, points, verdict") == [("2016", 5, "no clear change")]


def test_a_trend_begins_with_the_last_new_wording(db: Database):
    for from_round in ("2010", "2012", "2017"):
        word(db, from_round)
    for period, parts in zip(FIVE, DATA_1, strict=True):
        figure(db, period, *parts)
    assert trends(db, "first_period, points, verdict") == [("2017", 4, "cannot say")]
    figure(db, "2021", 400, 3100)
    db.execute("DROP TABLE indicator_value; DROP TABLE series_break; DROP TABLE trend_verdict")
    assert trends(db, "first_period, points, verdict") == [("2017", 5, "falling")]


def test_a_trend_leaves_out_what_is_hidden(db: Database):
    for period, parts in zip(FIVE, DATA_1, strict=True):
        figure(db, period, *parts)
    db.execute("UPDATE figure SET state = 'hidden', numerator = NULL, denominator = NULL WHERE period = '2018'")
    assert trends(db, "points, verdict") == [(4, "cannot say")]


@pytest.mark.parametrize(
    ("areas", "error", "verdict"),
    [(10, 0.1, "falling"), (10, 10.0, "no clear change"), (9, 0.1, "cannot say"), (10, None, "cannot say")],
)
def test_a_trend_of_the_programme_is_that_of_ten_or_more_of_the_same_areas(
    db: Database, areas: int, error: float | None, verdict: str
):
    for place, (period, parts) in enumerate(zip(FIVE, DATA_1, strict=True)):
        figure(db, period, *parts, place_id=SAME, areas_counted=areas)
        figure(db, period, *parts, place_id="programme:all", areas_counted=19)
        for earlier in FIVE[:place]:
            columns = {"measure_id": "m", "earlier_period": earlier, "period": period}
            add(db, "same_area_error", **columns, areas=areas, standard_error=error)
    assert trends(db, "place_id, areas_counted, verdict") == [(SAME, areas, verdict)]


@pytest.mark.parametrize(("chi_square", "verdict"), [(9.6, "rising"), (9.5, "no clear change")])
def test_a_trend_of_means_is_clear_where_chi_square_is_over_9_55(db: Database, chi_square: float, verdict: str):
    # a line that goes up by 1 each year; with equal variances v its chi square is 10 / v
    assert 9.5 < CHI_SQUARE < 9.6
    add(db, "measure", measure_id="t", kind="mean", interval_by="t")
    n, error = 10, np.sqrt(10 / chi_square)
    deviation = error * np.sqrt(n) * stats.norm.ppf(0.975) / stats.t.ppf(0.975, n - 1)
    for mean, period in enumerate(FIVE):
        squares = (n - 1) * deviation**2 + n * mean**2
        figure(db, period, n * mean, n, measure_id="t", sum_squares=squares)
    assert trends(db) == [(verdict,)]


def test_a_trend_that_hangs_on_one_point_is_not_clear(db: Database):
    # without the last point it goes down
    for period, parts in zip(FIVE, [(52, 100), (51, 100), (50, 100), (49, 100), (99, 100)], strict=True):
        figure(db, period, *parts)
    assert trends(db) == [("no clear change",)]


def test_a_trend_of_counts_goes_by_their_intervals(db: Database):
    add(db, "measure", measure_id="n", kind="count", interval_by="byar")
    for place_id, counts in (("a", (5, 15, 25, 40, 60)), ("b", (5, 7, 4, 6, 8))):
        for period, count in zip(FIVE, counts, strict=True):
            figure(db, period, count, None, place_id, measure_id="n")
    assert trends(db, "place_id, verdict") == [("a", "rising"), ("b", "no clear change")]


def test_a_missed_year_counts_as_time(db: Database):
    # equal steps for each point would be a clear line; by years most of the way lies between two points
    yes = [(40, 100), (45, 100), (50, 100), (55, 100), (60, 100)]
    for place_id, periods in (("a", FIVE), ("b", ("1950", "2017", "2018", "2019", "2020"))):
        for period, parts in zip(periods, yes, strict=True):
            figure(db, period, *parts, place_id=place_id)
    assert trends(db, "place_id, verdict") == [("a", "rising"), ("b", "no clear change")]


def test_the_order_of_rows_changes_nothing(db: Database):
    word(db, "2010")
    word(db, "2017")
    for place_id, counts in (("a", DATA_1), ("b", DATA_2), (SAME, DATA_5)):
        for period, parts in zip(("2018", "2019", "2020", "2021", "2022"), counts, strict=True):
            figure(db, period, *parts, place_id=place_id)
    make(db, "indicator_value", "series_break", "change", "trend_verdict")
    before = [rows(db, f"SELECT * FROM {name}") for name in ("change", "trend_verdict")]
    listed = db.execute("SELECT * FROM figure").fetchall()
    for order in (listed[::-1], listed[7:] + listed[:7]):
        db.execute("DELETE FROM figure")
        db.executemany(f"INSERT INTO figure VALUES ({', '.join('?' * len(order[0]))})", order)
        for name in ("indicator_value", "series_break", "change", "trend_verdict"):
            db.execute(f"DROP TABLE {name}")
        make(db, "indicator_value", "series_break", "change", "trend_verdict")
        assert before == [rows(db, f"SELECT * FROM {name}") for name in ("change", "trend_verdict")]
    assert len(before[0]) == 24 and len(before[1]) == 3
