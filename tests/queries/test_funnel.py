"""Where an area lies in the funnel about the figure of all areas, by limits that others have printed or worked out by hand."""

import random
from collections.abc import Iterator

import duckdb
import numpy as np
import pytest
from scipy import stats

from tests.queries.figure_rows import Database, add, add_areas, make, prepare, rows

Areas = list[tuple[float, float]]
TARGET = (80_642_448, 100_000_000)
"""80.642448 per cent, around which PHEindicatormethods prints testdata_funnel_prop_outputs.csv."""


@pytest.fixture
def db() -> Iterator[Database]:
    """Return a database without areas and figures."""
    with duckdb.connect() as connection:
        prepare(connection)
        yield connection


def funnel(db: Database, areas: Areas, target: tuple[float, float], **measure: object) -> list[tuple]:
    """Return verdict, side and spread of each area, in the order given, against a given figure of all areas."""
    add(db, "measure", **{"measure_id": "m", **measure})
    names = [f"a{place:03}" for place in range(len(areas))]
    add_areas(db, " ".join(names))
    for name, (numerator, denominator) in zip([*names, "programme:all"], [*areas, target], strict=True):
        add(db, "figure", measure_id="m", place_id=name, numerator=numerator, denominator=denominator)
    return judged(db)


def judged(db: Database) -> list[tuple]:
    make(db, "indicator_value", "indicator_area", "funnel")
    return db.execute("SELECT verdict, side, spread FROM funnel ORDER BY area_id").fetchall()


MIDDLE = [(81.0, 100.0)] * 60
"""Areas near the target, so that there is no spread."""


@pytest.mark.parametrize(
    ("yes", "base", "verdict"),
    [
        # limits of 30 people: 66.50 and 94.78, 58.35 and 100
        (20, 30, "as expected"), (19, 30, "worth a look"), (18, 30, "worth a look"), (17, 30, "differs"),
        (28, 30, "as expected"), (29, 30, "worth a look"), (30, 30, "worth a look"),
        # of 61: 70.73 and 90.56, 65.01 and 96.28
        (44, 61, "as expected"), (43, 61, "worth a look"), (40, 61, "worth a look"), (39, 61, "differs"),
        (55, 61, "as expected"), (56, 61, "worth a look"), (58, 61, "worth a look"), (59, 61, "differs"),
        # of 1008: 78.20 and 83.08, 76.80 and 84.49
        (789, 1008, "as expected"), (788, 1008, "worth a look"), (775, 1008, "worth a look"), (774, 1008, "differs"),
        (837, 1008, "as expected"), (838, 1008, "worth a look"), (851, 1008, "worth a look"), (852, 1008, "differs"),
    ],
)  # fmt: skip
def test_an_area_is_judged_by_the_limits_that_are_printed_for_its_size(db: Database, yes: int, base: int, verdict: str):
    judged = funnel(db, [(yes, base), *MIDDLE], TARGET)
    assert judged[0] == (verdict, "above" if yes / base > 0.80642448 else "below", 0)


@pytest.mark.parametrize(
    ("events", "people", "verdict"),
    [
        # 100 expected: 100 -+ 1.96 x 10 and 100 -+ 3.09 x 10
        (81, 100_000, "as expected"), (80, 100_000, "worth a look"), (70, 100_000, "worth a look"),
        (69, 100_000, "differs"), (119, 100_000, "as expected"), (120, 100_000, "worth a look"),
        (130, 100_000, "worth a look"), (131, 100_000, "differs"),
    ],
)  # fmt: skip
def test_a_rate_is_judged_by_the_events_expected(db: Database, events: int, people: int, verdict: str):
    judged = funnel(
        db, [(events, people), *[(9.0, 9000.0)] * 20], (1000, 1_000_000), kind="rate", interval_by="byar", per=1000
    )
    assert judged[0] == (verdict, "above" if events > 100 else "below", 0)


def test_where_too_few_are_expected_there_is_no_verdict(db: Database):
    # 0.19357552 x 26 = 5.03 and x 25 = 4.84 of the rarer answer
    judged = funnel(db, [(0, 26), (0, 25), (25, 25), *MIDDLE], TARGET)
    assert [verdict for verdict, _, _ in judged[:3]] == ["differs", None, None]


@pytest.mark.parametrize(
    ("events", "people", "verdict"),
    [
        # 3 expected: of the Poisson distribution 2.5% are 7 or more, 0.1% are 10 or more; none is not unusual
        (6, 3000, "as expected"), (7, 3000, "as expected"), (8, 3000, "worth a look"), (9, 3000, "worth a look"),
        (10, 3000, "worth a look"), (11, 3000, "differs"), (0, 3000, "as expected"),
        # 8 expected: 2.5% are 2 or fewer, 0.1% are none
        (3, 8000, "as expected"), (2, 8000, "worth a look"), (0, 8000, "differs"),
    ],
)  # fmt: skip
def test_a_rate_of_few_events_is_judged_by_the_poisson_distribution(
    db: Database, events: int, people: int, verdict: str
):
    rate = {"kind": "rate", "interval_by": "byar", "per": 1000}
    judged = funnel(db, [(events, people), *[(9.0, 9000.0)] * 20], (1000, 1_000_000), **rate)
    assert judged[0][0] == verdict
    tails = stats.poisson.sf(events - 1, people / 1000), stats.poisson.cdf(events, people / 1000)
    assert {"as expected": 0, "worth a look": 1, "differs": 2}[verdict] == sum(
        min(tails) < tail for tail in (0.025, 0.001)
    )


def test_areas_that_differ_more_than_chance_explains_widen_the_funnel(db: Database):
    chance = np.random.default_rng(4)
    bases = np.exp(chance.uniform(np.log(40), np.log(1000), 60)).round()
    areas = [(float(np.clip(base * chance.normal(0.8, 0.08), 0, base).round()), float(base)) for base in bases]
    target = sum(yes for yes, _ in areas), sum(base for _, base in areas)
    judged = funnel(db, areas, target)
    share, (yes, base) = target[0] / target[1], np.array(areas).T
    variances = share * (1 - share) / base
    z = (yes / base - share) / np.sqrt(variances)
    within = np.clip(z, *np.percentile(z, [10, 90]))
    factor = (within**2).mean() / 0.6786545589528744  # what drawing in leaves of the mean square of normal numbers
    weights = 1 / variances
    between = (60 * factor - 59) / (weights.sum() - (weights**2).sum() / weights.sum())
    assert [spread for _, _, spread in judged] == pytest.approx([between**0.5] * 60)
    assert between**0.5 > 0.05
    expected = [
        "differs" if size > 3.0902323 else "worth a look" if size > 1.959964 else "as expected"
        for size in np.abs(yes / base - share) / np.sqrt(variances + between)
    ]
    assert [verdict for verdict, _, _ in judged] == expected
    assert sum(np.abs(z) > 3.0902323) > 3 * sum(verdict == "differs" for verdict in expected)


def test_a_spread_is_that_of_the_areas_that_can_be_judged(db: Database):
    # twenty tiny areas far off, which no limits hold for, would make it large
    judged = funnel(db, [(0.0, 25.0)] * 20 + MIDDLE, TARGET)
    assert {spread for _, _, spread in judged} == {0}


@pytest.mark.parametrize(("areas", "judged_areas"), [(9, 0), (10, 10)])
def test_fewer_than_ten_areas_make_no_funnel(db: Database, areas: int, judged_areas: int):
    assert len(funnel(db, MIDDLE[:areas], TARGET)) == judged_areas


def test_areas_without_a_figure_that_is_shown_do_not_count_and_are_not_judged(db: Database):
    funnel(db, MIDDLE[:11], TARGET)
    db.execute("DROP TABLE indicator_value; DROP TABLE indicator_area; DROP TABLE funnel")
    db.execute("UPDATE figure SET state = 'hidden', numerator = NULL, denominator = NULL WHERE place_id = 'a003'")
    assert len(judged(db)) == 10
    assert rows(db, "SELECT area_id FROM funnel WHERE area_id = 'a003'") == []
    db.execute("DROP TABLE indicator_value; DROP TABLE indicator_area; DROP TABLE funnel")
    db.execute("UPDATE figure SET state = 'not reported' WHERE place_id = 'a004'")
    assert judged(db) == []


def test_without_the_figure_of_all_areas_there_is_no_funnel(db: Database):
    funnel(db, MIDDLE, TARGET)
    db.execute("DROP TABLE indicator_value; DROP TABLE indicator_area; DROP TABLE funnel")
    db.execute("UPDATE figure SET state = 'hidden' WHERE place_id = 'programme:all'")
    assert judged(db) == []


@pytest.mark.parametrize(
    "measure",
    [
        {"kind": "mean", "interval_by": "t"},
        {"kind": "count", "interval_by": "byar"},
        {"kind": "rate", "interval_by": "bootstrap"},
        {"kind": "proportion", "interval_by": "none"},
    ],
)
def test_only_shares_and_rates_make_a_funnel(db: Database, measure: dict[str, str]):
    assert funnel(db, MIDDLE, TARGET, **measure) == []


@pytest.mark.parametrize("yes", [0.0, 100.0])
def test_where_all_or_none_say_yes_everywhere_there_is_no_verdict(db: Database, yes: float):
    judged = funnel(db, [(yes, 100.0)] * 12, (12 * yes, 1200))
    assert judged == [(None, None, 0)] * 12


def test_the_order_of_rows_changes_nothing(db: Database):
    chance = random.Random(3)  # noqa: S311 (figures to try, no secret)
    areas = [(float(chance.randint(50, 100)), 100.0) for _ in range(30)]
    before = funnel(db, areas, TARGET)
    listed = db.execute("SELECT * FROM figure").fetchall()
    chance.shuffle(listed)
    db.execute("DELETE FROM figure; DROP TABLE indicator_value; DROP TABLE indicator_area; DROP TABLE funnel")
    db.executemany(f"INSERT INTO figure VALUES ({', '.join('?' * len(listed[0]))})", listed)
    assert judged(db) == before
