"""Change and trend on the same areas take the area as the cluster: they rest on how differently the areas changed."""

from collections.abc import Iterator, Sequence

import duckdb
import numpy as np
import pytest
from scipy import stats

from etl.measuring.figures import write_figures
from tests.queries.figure_rows import Database, add, add_areas, add_groups, make, prepare, write_unhidden_figures
from tests.queries.macro_calls import Ask

SLEEP = [(0.7, 1.9), (-1.6, 0.8), (-0.2, 1.1), (-1.2, 0.1), (-0.1, -0.1),
         (3.4, 4.4), (3.7, 5.5), (0.8, 1.6), (0.0, 4.6), (2.0, 3.4)]  # fmt: skip
"""Hours of sleep gained with two drugs by ten patients: Student 1908, Biometrika 6:1, the first use of the paired t."""
Parts = Sequence[tuple[float, float]]


@pytest.fixture
def db() -> Iterator[Database]:
    """Return the database of staff as the build begins it, without areas and figures."""
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS staff; USE staff")
        prepare(connection, without=("figure", "ratio_interval", "same_area_error"))
        yield connection


def write(
    db: Database, earlier: Parts, later: Parts, audience: str = "everyone", hidden: int = 0, **measure: str
) -> None:
    """Write the figures of one measure in 2018 and 2020 and their changes; those of the first areas are hidden in 2020."""
    for place in range(hidden):
        add(db, "hidden", audience="everyone", measure_id="m", place_id=f"a{place:02}", period="2020", why="few people")
    write_years(db, {"2018": earlier, "2020": later}, audience, **measure)
    make(db, "indicator_value", "series_break", "change")


def write_years(db: Database, parts_of_years: dict[str, Parts], audience: str = "everyone", **measure: str) -> None:
    """Write the figures of one measure: numerator and denominator of each area in each year."""
    add(db, "measure", **{"measure_id": "m", **measure})
    names = [f"a{place:02}" for place in range(len(next(iter(parts_of_years.values()))))]
    add_areas(db, " ".join(names))
    for period, parts in parts_of_years.items():
        for name, (numerator, denominator) in zip(names, parts, strict=True):
            columns = {"measure_id": "m", "place_id": name, "period": period}
            add(db, "indicator_part", **columns, numerator=numerator, denominator=denominator)
    add_groups(db)
    write_unhidden_figures(db)
    write_figures(db, audience)


def change(db: Database) -> tuple:
    """Return change, lower limit, upper limit and verdict of the same areas."""
    query = "SELECT changed_by, change_lower, change_upper, verdict FROM change WHERE place_id = 'programme:same-areas'"
    (row,) = db.execute(f"{query} AND since = 'before'").fetchall()
    return row


ALIKE = [(yes, 40.0) for yes in (10.0, 12, 15, 9, 20, 22, 18, 14, 11, 16, 19, 13)]
LATER = [(yes, 40.0) for yes in (14.0, 15, 15, 16, 21, 20, 25, 17, 12, 22, 20, 19)]


def test_with_the_same_base_in_all_areas_it_is_the_paired_t_test(db: Database):
    write(db, ALIKE, LATER)
    before, after = (100 * np.array(parts)[:, 0] / 40 for parts in (ALIKE, LATER))
    limits = stats.ttest_rel(after, before).confidence_interval(0.95)
    changed_by, lower, upper, verdict = change(db)
    assert changed_by == pytest.approx((after - before).mean())
    assert (lower, upper) == pytest.approx((limits.low, limits.high), rel=1e-6)
    assert verdict == "risen"


def test_the_macros_give_what_student_printed(ask: Ask):
    early, late = np.array(SLEEP).T
    residual_change = (late - late.mean() - early + early.mean()) / len(SLEEP)
    error = f"clustered_error({len(SLEEP)}, {float((residual_change**2).sum())!r}::DOUBLE)"
    (standard_error, lower) = ask(f"{error}, clustered_lower(1.58::DOUBLE, {error}, {len(SLEEP)}, 95)")
    assert standard_error == pytest.approx(0.389, abs=5e-4)  # as R prints for the same data, sleep
    assert lower == pytest.approx(0.7001, abs=5e-4)


def test_areas_drawn_again_give_nearly_the_same_limits(db: Database):
    chance = np.random.default_rng(5)
    bases = chance.integers(30, 120, (2, 40)).astype(float)
    shares = np.clip(
        0.4 + chance.normal(0, 0.1, (1, 40)) + np.array([[0], [0.06]]) + chance.normal(0, 0.08, (2, 40)), 0, 1
    )
    yes = np.round(bases * shares)
    write(db, list(zip(yes[0], bases[0], strict=True)), list(zip(yes[1], bases[1], strict=True)))
    drawn = chance.integers(40, size=(20_000, 40))
    ratios = 100 * yes[:, drawn].sum(axis=2) / bases[:, drawn].sum(axis=2)
    lower, upper = np.quantile(ratios[1] - ratios[0], [0.025, 0.975])
    assert change(db)[1:3] == pytest.approx((lower, upper), abs=0.12 * (upper - lower))


def test_answers_of_areas_that_change_differently_are_no_single_sample(db: Database):
    # half of the areas rise and half fall, by far more than chance: all answers as one sample would see a clear rise
    earlier = [(200.0, 400.0)] * 12
    later = [(300.0, 400.0)] * 7 + [(130.0, 400.0)] * 5
    write(db, earlier, later)
    assert stats.binomtest(2750, 4800).pvalue < 1e-10
    assert change(db)[3] == "no clear change"


@pytest.mark.parametrize(("areas", "verdict"), [(9, "cannot say"), (10, "risen")])
def test_of_fewer_than_ten_areas_nothing_is_given(db: Database, areas: int, verdict: str):
    write(db, ALIKE[:areas], [(yes + 8 + place % 3, 40.0) for place, (yes, _) in enumerate(ALIKE[:areas])])
    *numbers, judged = change(db)
    assert judged == verdict
    assert [number is None for number in numbers] == [areas < 10] * 3


@pytest.mark.parametrize(
    ("audience", "hidden", "is_given"),
    [("everyone", 0, True), ("everyone", 1, False), ("everyone", 9, False), ("everyone", 10, True), ("staff", 1, True)],
)
def test_the_limits_are_left_out_where_few_areas_are_hidden(db: Database, audience: str, hidden: int, is_given: bool):
    write(db, ALIKE, LATER, audience, hidden)
    _, lower, upper, verdict = change(db)
    assert (lower is not None, upper is not None, verdict != "cannot say") == (is_given,) * 3


def test_everyone_and_staff_are_given_the_same_limits_a_little_wider_where_figures_are_hidden(db: Database):
    write(db, ALIKE, LATER, hidden=10)
    of_everyone = change(db)
    before, after = (100 * np.array(parts)[:, 0] / 40 for parts in (ALIKE, LATER))
    limits = stats.ttest_rel(after, before).confidence_interval(0.95)
    assert 1 < (of_everyone[2] - of_everyone[1]) / (limits.high - limits.low) < 1.1
    for name in ("figure", "same_area_error", "ratio_interval", "indicator_value", "series_break", "change"):
        db.execute(f"DROP TABLE {name}")
    write_figures(db, "staff")
    make(db, "indicator_value", "series_break", "change")
    assert change(db) == of_everyone


@pytest.mark.parametrize(
    ("number", "rounded"), [(0.0234, 0.024), (3.2, 3.2), (3.21, 3.3), (99.1, 100), (0, 0), (120, 120)]
)
def test_numbers_are_rounded_up_to_two_digits(ask: Ask, number: float, rounded: float):
    assert ask(f"round_up({number}::DOUBLE, 2)") == (pytest.approx(rounded),)


@pytest.mark.parametrize(("times", "verdict"), [(1.02, "rising"), (0.98, "no clear change"), (-1.02, "falling")])
def test_a_trend_with_the_same_base_in_all_areas_is_the_t_test_of_their_slopes(
    db: Database, times: float, verdict: str
):
    years, areas = ("2016", "2017", "2018", "2019", "2020"), 12
    apart = np.random.default_rng(2).normal(0, 1, areas)
    apart -= apart.mean()
    edge = stats.t.ppf(0.999, areas - 1) * apart.std(ddof=1) / np.sqrt(areas)
    slopes = apart + times * edge
    _, p_value = np.asarray(stats.ttest_1samp(slopes, 0))
    assert (p_value < 0.002) == (abs(times) > 1)
    points = [[(400 + slope * step, 1000.0) for slope in slopes.tolist()] for step in range(len(years))]
    write_years(db, dict(zip(years, points, strict=True)))
    make(db, "indicator_value", "series_break", "trend_verdict")
    assert db.execute("SELECT verdict FROM trend_verdict WHERE place_id = 'programme:same-areas'").fetchall() == [
        (verdict,)
    ]
