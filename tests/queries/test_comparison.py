"""What an area's figure is held against, what the difference is said to be, and how many answers that hangs on.

The differences and their intervals are those that Newcombe 1998, Statistics in Medicine 17:873, table II, prints for his
method 10, or are worked out here another way than the queries do it.
"""

import math
import random
from collections.abc import Iterator

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tests.queries.figure_rows import Database, add, add_areas, add_places, make, prepare, rows

Z = 1.959963984540054
ALL = "programme:all"


@pytest.fixture
def db() -> Iterator[Database]:
    """Return a database with seven areas and what the views of verdicts start from, without a figure."""
    with duckdb.connect() as connection:
        begin(connection)
        yield connection


def begin(db: Database) -> None:
    prepare(db)
    add_areas(db, "a b c d", wave=1, region_code="E12000001")
    add_areas(db, "e f g", wave=2, region_code="E12000002")
    add_places(db)


def figures(db: Database, of: str = "m", /, **parts_by_area: tuple[float, float]) -> None:
    """Add figures of areas, each a numerator and a denominator, and what they come to for their groups."""
    for place_id, (numerator, denominator) in parts_by_area.items():
        figure(db, place_id, numerator, denominator, of)
    for place_id, members in rows(db, "SELECT place_id, list(area_id) FROM place_member GROUP BY place_id"):
        inside = [parts_by_area[area_id] for area_id in members if area_id in parts_by_area]
        if inside:
            figure(db, place_id, sum(part[0] for part in inside), sum(part[1] for part in inside), of, len(inside))


def figure(
    db: Database, place_id: str, numerator: float, denominator: float, measure_id: str = "m", areas: int = 1
) -> None:
    parts = {"numerator": numerator, "denominator": denominator, "areas_counted": areas}
    add(db, "figure", measure_id=measure_id, place_id=place_id, **parts)


def similar(db: Database, area_id: str, others: str) -> None:
    for nearness, other in enumerate(others.split(), start=1):
        add(db, "similar_area", area_id=area_id, similar_id=other, nearness=nearness)


def compared(db: Database, area_id: str, against: str, columns: str) -> tuple:
    """Return the comparison of an area with a group, or with similar areas."""
    make(db, "indicator_value", "comparison")
    where = f"area_id = '{area_id}' AND against = '{against}'"
    (row,) = rows(db, f"SELECT {columns} FROM comparison WHERE {where}")
    return row


DIFFERENCE = "difference, difference_lower, difference_upper"


@pytest.mark.parametrize(
    ("own", "others", "printed", "verdict"),
    [
        ((56, 70), [(20, 30), (28, 50)], (20, 5.24, 33.39), "higher"),
        ((9, 10), [(1, 4), (2, 6)], (60, 17.05, 80.90), "higher"),
        ((6, 7), [(2, 6), (0, 1)], (57.14, 5.82, 80.62), "higher"),
        ((5, 56), [(0, 20), (0, 9)], (8.93, -3.81, 19.26), "no clear difference"),
        ((0, 10), [(0, 20)], (0, -16.11, 27.75), "no clear difference"),
        ((10, 10), [(0, 15), (0, 5)], (100, 67.91, 100), "higher"),
        # the same turned round: the second group against the first
        ((48, 80), [(26, 30), (30, 40)], (-20, -33.39, -5.24), "lower"),
        ((3, 10), [(9, 10)], (-60, -80.90, -17.05), "lower"),
    ],
)
def test_an_area_is_held_against_the_others_without_itself_as_newcombe_prints_it(
    db: Database, own: tuple[int, int], others: list[tuple[int, int]], printed: tuple[float, ...], verdict: str
):
    add(db, "measure", measure_id="m")
    figures(db, a=own, **dict(zip("bf", others, strict=False)))
    *difference, judged, areas = compared(db, "a", "programme", f"{DIFFERENCE}, verdict, other_areas")
    assert difference == pytest.approx(printed, abs=0.00501)
    assert (judged, areas) == (verdict, len(others))


def test_each_group_of_an_area_is_taken_by_itself(db: Database):
    add(db, "measure", measure_id="m")
    figures(db, a=(8, 10), b=(3, 10), c=(4, 10), e=(10, 10), f=(20, 20))
    make(db, "indicator_value", "comparison")
    query = "SELECT area_id, against, other_areas, other_numerator, other_denominator, other_value FROM comparison"
    assert rows(db, f"{query} WHERE area_id IN ('a', 'e')") == [
        ("a", "programme", 4, 37, 50, 74),
        ("a", "region", 2, 7, 20, 35),
        ("a", "wave", 2, 7, 20, 35),
        ("e", "programme", 4, 35, 50, 70),
        ("e", "region", 1, 20, 20, 100),
        ("e", "wave", 1, 20, 20, 100),
    ]


def test_an_area_alone_in_its_group_has_nothing_to_be_compared_with(db: Database):
    add(db, "measure", measure_id="m")
    figures(db, a=(8, 10), e=(10, 20))
    columns = f"other_areas, other_value, {DIFFERENCE}, verdict, reason"
    assert compared(db, "a", "wave", columns) == (0, None, None, None, None, "cannot say", "nothing to compare")


def test_similar_areas_are_added_up_from_those_whose_figure_is_shown(db: Database):
    add(db, "measure", measure_id="m")
    similar(db, "a", "b c e f g")
    # 48 of 80 in three areas that are shown; e has no figure and that of f is hidden
    figures(db, a=(56, 70), b=(20, 30), c=(20, 30), g=(8, 20))
    add(db, "figure", measure_id="m", place_id="f", state="hidden")
    add(db, "figure", measure_id="m", place_id="e", state="not reported")
    *difference, areas, above, below, verdict, reason = compared(
        db, "a", "similar", f"{DIFFERENCE}, other_areas, other_numerator, other_denominator, verdict, reason"
    )
    assert difference == pytest.approx((20, 5.24, 33.39), abs=0.00501)
    assert (areas, above, below, verdict, reason) == (3, 48, 80, "higher", None)


@pytest.mark.parametrize("shown", [0, 1, 2])
def test_fewer_than_three_similar_areas_with_a_figure_say_nothing(db: Database, shown: int):
    add(db, "measure", measure_id="m")
    similar(db, "a", "b c e")
    figures(db, a=(56, 70), **dict([("b", (10, 100)), ("c", (10, 100))][:shown]))
    columns = f"other_areas, other_value, {DIFFERENCE}, verdict, reason"
    assert compared(db, "a", "similar", columns) == (shown, None, None, None, None, "cannot say", "too few")


def test_nothing_that_is_hidden_enters_the_similar_areas(db: Database):
    add(db, "measure", measure_id="m")
    similar(db, "a", "b c e f")
    figures(db, a=(5, 10), b=(5, 10), c=(5, 10), e=(5, 10))
    # a row that says hidden, though its parts still stand there
    parts = {"numerator": 10, "denominator": 10}
    add(db, "figure", measure_id="m", place_id="f", state="hidden", **parts)
    assert compared(db, "a", "similar", "other_areas, other_numerator, other_denominator") == (3, 15, 30)


def test_a_hidden_group_is_given_as_the_reason(db: Database):
    add(db, "measure", measure_id="m")
    figure(db, "a", 30, 40)
    add(db, "figure", measure_id="m", place_id=ALL, state="hidden", areas_counted=5)
    columns = f"other_areas, other_numerator, other_denominator, other_value, {DIFFERENCE}, verdict, reason"
    assert compared(db, "a", "programme", columns) == (4, *[None] * 6, "cannot say", "hidden")


@pytest.mark.parametrize("state", ["hidden", "not reported", "not due"])
def test_an_area_without_a_figure_that_is_shown_is_not_compared(db: Database, state: str):
    add(db, "measure", measure_id="m")
    similar(db, "a", "b c e")
    figures(db, b=(5, 10), c=(5, 10), e=(5, 10))
    add(db, "figure", measure_id="m", place_id="a", state=state)
    make(db, "indicator_value", "comparison")
    assert rows(db, "SELECT * FROM comparison WHERE area_id = 'a'") == []
    assert rows(db, "SELECT * FROM comparison WHERE area_id = 'b'") != []


@pytest.mark.parametrize(("base", "verdict", "reason"), [(4, "cannot say", "too few"), (5, "higher", None)])
def test_fewer_than_five_in_the_area_say_nothing(db: Database, base: int, verdict: str, reason: str | None):
    add(db, "measure", measure_id="m")
    figures(db, a=(base, base), b=(100, 1000))
    assert compared(db, "a", "programme", "verdict, reason") == (verdict, reason)


def test_totals_and_what_has_no_closed_interval_are_not_compared(db: Database):
    add(db, "measure", measure_id="count", kind="count", interval_by="byar")
    add(db, "measure", measure_id="money", kind="money", interval_by="none")
    add(db, "measure", measure_id="ratio", kind="rate", interval_by="bootstrap")
    add(db, "measure", measure_id="share")
    similar(db, "a", "b c e")
    for measure_id in ("count", "money", "ratio", "share"):
        figures(db, measure_id, a=(9, 10), b=(3, 10), c=(3, 10), e=(3, 10))
    make(db, "indicator_value", "comparison")
    assert {measure for (measure,) in rows(db, "SELECT measure_id FROM comparison")} == {"share"}


def test_what_rolls_up_as_a_median_is_compared_with_similar_areas_only(db: Database):
    add(db, "measure", measure_id="m", roll_up="median")
    similar(db, "a", "b c e")
    figures(db, a=(9, 10), b=(3, 10), c=(3, 10), e=(3, 10))
    make(db, "indicator_value", "comparison")
    assert rows(db, "SELECT area_id, against FROM comparison") == [("a", "similar")]


def test_rates_are_compared_by_their_events(db: Database):
    # moverci of R's ratesci for 60 in 51.4775 against 30 in 54.3087, as statsmodels' test_rates_poisson.py prints it
    add(db, "measure", measure_id="m", kind="rate", interval_by="byar", per=100)
    figures(db, a=(60, 51.4775), b=(10, 20), c=(20, 34.3087))
    *difference, verdict = compared(db, "a", "programme", f"{DIFFERENCE}, verdict")
    assert difference[1:] == pytest.approx((26.29322, 97.86493), abs=2)
    assert difference[0] == pytest.approx(100 * (60 / 51.4775 - 30 / 54.3087))
    assert verdict == "higher"


def test_means_are_compared_by_welchs_method(db: Database):
    # R's help page of t.test: 1:10 against 7:20 gives -11.05280 to -4.94720
    add(db, "measure", measure_id="m", kind="mean", interval_by="t")
    own, other = [*range(1, 11)], [*range(7, 21)]
    parts = {"numerator": sum(own), "denominator": len(own), "sum_squares": sum(x * x for x in own)}
    both = [*own, *other]
    whole = {"numerator": sum(both), "denominator": len(both), "sum_squares": sum(x * x for x in both)}
    add(db, "figure", measure_id="m", place_id="a", **parts)
    add(db, "figure", measure_id="m", place_id=ALL, areas_counted=2, **whole)
    *difference, verdict = compared(db, "a", "programme", f"{DIFFERENCE}, verdict")
    assert difference == pytest.approx((5.5 - 13.5, -11.05280, -4.94720), abs=0.00001)
    assert verdict == "lower"


# Fragility


def score_limits(yes: int, base: int) -> tuple[float, float]:
    """Return Wilson's limits, as the roots of the equation that his score test solves."""
    share = yes / base
    low, high = sorted(np.roots([1 + Z**2 / base, -(2 * share + Z**2 / base), share**2]).real)
    return float(low), float(high)


def word(yes: int, base: int, other_yes: int, other_base: int) -> str:
    """Return the verdict on two shares by Newcombe's method 10."""
    (low, high), (other_low, other_high) = score_limits(yes, base), score_limits(other_yes, other_base)
    share, other = yes / base, other_yes / other_base
    if share - other - math.hypot(share - low, other_high - other) > 0:
        return "higher"
    return "lower" if share - other + math.hypot(high - share, other - other_low) < 0 else "no clear difference"


def flips(yes: int, base: int, other_yes: int, other_base: int) -> int | None:
    """Return how many answers have to be the other one for another verdict, by trying; None beyond 20."""
    verdict = word(yes, base, other_yes, other_base)
    for answers in range(1, 21):
        ways = [changed for changed in (yes - answers, yes + answers) if 0 <= changed <= base]
        if any(word(changed, base, other_yes, other_base) != verdict for changed in ways):
            return answers
    return None


def fragility(db: Database, own: tuple[int, int], other: tuple[int, int]) -> int | None:
    """Return the answers that the verdict on one area against another hangs on."""
    add(db, "measure", measure_id="m", counts_people="denominator")
    figures(db, a=own, b=other)
    make(db, "indicator_value", "comparison", "fragility")
    (row,) = rows(db, "SELECT answers_to_flip FROM fragility WHERE area_id = 'a' AND against = 'programme'")
    return row[0]


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        # 53 of 70 is 15.7 points above 48 of 80, 0.7 to 29.6; 52 of 70 is 14.3, -0.8 to 28.3
        ((56, 70), (48, 80), 4),
        # 7 of 56 is 12.5 points above none of 29, -0.8 to 23.6; 8 of 56 is 14.3, 0.7 to 25.7
        ((5, 56), (0, 29), 3),
        ((9, 10), (3, 10), 2),
        ((30, 60), (500, 1000), 8),
        ((3, 30), (50, 100), 6),
        ((0, 10), (50, 100), 2),  # only one way is open
        ((58, 60), (300, 1000), None),  # more than 20
    ],
)
def test_a_verdict_hangs_on_so_many_answers(
    db: Database, own: tuple[int, int], other: tuple[int, int], expected: int | None
):
    assert fragility(db, own, other) == expected == flips(*own, *other)


def test_a_verdict_hangs_on_as_many_answers_as_trying_them_all_shows(db: Database):
    chance = random.Random(5)  # noqa: S311 (figures to try, no secret)
    expected = {}
    for case in range(60):
        own, other = chance.randint(5, 60), chance.randint(10, 400)
        cases = (chance.randint(0, own), own), (chance.randint(0, other), other)
        add(db, "measure", measure_id=f"m{case}", counts_people="denominator")
        figures(db, f"m{case}", a=cases[0], b=cases[1])
        expected[f"m{case}"] = flips(*cases[0], *cases[1])
    make(db, "indicator_value", "comparison", "fragility")
    query = "SELECT measure_id, answers_to_flip FROM fragility WHERE area_id = 'a' AND against = 'programme'"
    assert dict(rows(db, query)) == expected
    assert len(set(expected.values())) > 10


def test_against_a_crowd_a_verdict_hangs_on_the_answers_that_scipys_interval_gives(db: Database):
    expected = {}
    for base in (5, 14):
        for yes in range(base + 1):
            for share in (0.1, 0.37, 0.815):
                name, crowd = f"{yes} of {base} at {share}", 10**12
                add(db, "measure", measure_id=name, counts_people="denominator")
                figures(db, name, a=(yes, base), b=(share * crowd, crowd))
                verdicts = [wilson_word(changed, base, share) for changed in range(base + 1)]
                others = [abs(yes - changed) for changed in range(base + 1) if verdicts[changed] != verdicts[yes]]
                expected[name] = min((answers for answers in others if answers <= 20), default=None)
    make(db, "indicator_value", "comparison", "fragility")
    query = "SELECT measure_id, answers_to_flip FROM fragility WHERE area_id = 'a' AND against = 'programme'"
    assert dict(rows(db, query)) == expected


def wilson_word(yes: int, base: int, share: float) -> str:
    """Return the verdict of scipy's Wilson interval against a fixed share."""
    interval = stats.binomtest(yes, base).proportion_ci(0.95, method="wilson")
    return "higher" if interval.low > share else "lower" if interval.high < share else "no clear difference"


def test_only_shares_of_people_hang_on_answers_and_only_the_newest_verdict(db: Database):
    add(db, "measure", measure_id="people", counts_people="denominator")
    add(db, "measure", measure_id="bids", counts_people="no")
    for measure_id in ("people", "bids"):
        figures(db, measure_id, a=(9, 10), b=(3, 10))
    parts = {"numerator": 20, "denominator": 20}
    for place_id in ("a", "b", ALL):
        add(db, "figure", measure_id="people", place_id=place_id, period="2018", **parts)
    make(db, "indicator_value", "comparison", "fragility")
    query = "SELECT DISTINCT measure_id, period FROM fragility"
    assert rows(db, query) == [("people", "2020")]


def test_a_comparison_without_a_verdict_hangs_on_no_answers(db: Database):
    add(db, "measure", measure_id="m", counts_people="denominator")
    figures(db, a=(4, 4), b=(3, 100))
    make(db, "indicator_value", "comparison", "fragility")
    assert rows(db, "SELECT area_id FROM fragility WHERE area_id = 'a'") == []
    assert rows(db, "SELECT area_id FROM fragility WHERE area_id = 'b' AND against = 'programme'") != []


# Whatever the figures are

SHARES = st.integers(1, 400).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


# several measures at once, as DuckDB takes longer to plan the views than to work them out
@settings(max_examples=10)
@given(
    st.lists(st.fixed_dictionaries(dict.fromkeys("abcef", SHARES)), min_size=1, max_size=5),
    st.randoms(use_true_random=False),
)
def test_a_difference_lies_within_its_interval_and_its_verdict_fits_in_any_order_of_rows(
    measures: list[dict[str, tuple[int, int]]], order: random.Random
):
    with duckdb.connect() as db:
        begin(db)
        similar(db, "a", "b c e f")
        for number, shares in enumerate(measures):
            add(db, "measure", measure_id=f"m{number}", counts_people="denominator")
            figures(db, f"m{number}", **shares)
        make(db, "indicator_value", "comparison", "fragility")
        tables = [rows(db, f"SELECT * FROM {name}") for name in ("comparison", "fragility")]
        query = f"SELECT {DIFFERENCE}, verdict FROM comparison WHERE difference IS NOT NULL"
        for difference, lower, upper, verdict in rows(db, query):
            assert -100 - 1e-9 <= lower <= difference <= upper <= 100 + 1e-9
            may_be = {"cannot say", "higher" if lower > 0 else "lower" if upper < 0 else "no clear difference"}
            assert verdict in may_be
        shuffle(db, order, "figure", "similar_area", "place_member", "measure")
        db.execute("DROP TABLE indicator_value; DROP TABLE comparison; DROP TABLE fragility")
        make(db, "indicator_value", "comparison", "fragility")
        assert tables == [rows(db, f"SELECT * FROM {name}") for name in ("comparison", "fragility")]


def shuffle(db: Database, order: random.Random, *tables: str) -> None:
    """Put the rows of tables into another order."""
    for name in tables:
        listed = db.execute(f"SELECT * FROM {name}").fetchall()
        order.shuffle(listed)
        db.execute(f"DELETE FROM {name}")
        db.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(listed[0]))})", listed)
