"""What stands out in an area does so against areas like it, in its newest figures, and seldom by chance."""

from collections.abc import Iterable, Sequence

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from etl.measuring.unusual import age, comparisons, similar_positions, write_unusual

HALF_WIDTH = 1.959964
"""Of a 95% interval whose standard error is 1."""
SEVEN = ["a", "b", "c", "d", "e", "f", "g"]
Figure = tuple[str, str, str, str, float | None, float | None, float | None]


def database(
    figures: Sequence[Figure], kinds: dict[str, str], similar: Iterable[tuple[str, str, int]]
) -> duckdb.DuckDBPyConnection:
    """Return a database with the tables that this is made from, and the two that are made."""
    return made(pd.DataFrame(figures, columns=FIGURE_COLUMNS), kinds, pd.DataFrame(similar, columns=SIMILAR_COLUMNS))


FIGURE_COLUMNS = ["measure_id", "place_id", "period", "state", "value", "lower", "upper"]
SIMILAR_COLUMNS = ["area_id", "similar_id", "nearness"]


def made(figures: pd.DataFrame, kinds: dict[str, str], similar: pd.DataFrame) -> duckdb.DuckDBPyConnection:
    db = duckdb.connect()
    measures = pd.DataFrame({"measure_id": list(kinds), "kind": list(kinds.values())})
    for name, rows in (("given_figures", figures), ("given_measures", measures), ("given_similar", similar)):
        db.register(name, rows)
    db.execute(
        "CREATE TABLE indicator_value AS SELECT measure_id::VARCHAR AS measure_id, place_id::VARCHAR AS place_id, "
        "period::VARCHAR AS period, state::VARCHAR AS state, nullif(value::DOUBLE, 'nan') AS value, "
        "nullif(lower::DOUBLE, 'nan') AS lower, nullif(upper::DOUBLE, 'nan') AS upper FROM given_figures"
    )
    db.execute(
        "CREATE TABLE measure AS SELECT measure_id::VARCHAR AS measure_id, kind::VARCHAR AS kind FROM given_measures"
    )
    db.execute(
        "CREATE TABLE similar_area AS SELECT area_id::VARCHAR AS area_id, similar_id::VARCHAR AS similar_id, "
        "nearness::BIGINT AS nearness FROM given_similar"
    )
    write_unusual(db)
    return db


def all_of(areas: Sequence[str]) -> list[tuple[str, str, int]]:
    """Return rows in which every area is similar to all the others."""
    return [
        (area, other, nearness)
        for area in areas
        for nearness, other in enumerate((candidate for candidate in areas if candidate != area), start=1)
    ]


def mean(measure_id: str, values: dict[str, float], period: str = "2020", error: float = 0.5) -> list[Figure]:
    """Return rows of a mean with this standard error."""
    half = HALF_WIDTH * error
    return [(measure_id, area, period, "value", value, value - half, value + half) for area, value in values.items()]


def standing_out(db: duckdb.DuckDBPyConnection) -> list[tuple]:
    return db.execute("SELECT * FROM stands_out ORDER BY ALL").fetchall()


def measures_tested(db: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return dict(db.execute("SELECT area_id, tested FROM stands_out_tested").fetchall())


PLAIN = dict(zip("bcdefg", (1.0, 2.0, 3.0, 4.0, 5.0, 6.0), strict=True))
ONE_HIGH = [*mean("m", PLAIN), *mean("m", {"a": 40.0}, error=1)]


def test_an_area_far_above_those_like_it_stands_out():
    assert standing_out(database(ONE_HIGH, {"m": "mean"}, all_of(SEVEN))) == [("a", "m", "2020", "higher", 40, 3.5, 6)]


def test_an_area_far_below_those_like_it_stands_out_as_lower():
    figures = [*mean("m", PLAIN), *mean("m", {"a": -33.0}, error=1)]
    assert standing_out(database(figures, {"m": "mean"}, all_of(SEVEN))) == [("a", "m", "2020", "lower", -33, 3.5, 6)]


def test_the_distance_is_the_one_worked_out_by_hand():
    # The middle of 1 to 6 is 3.5, their distances from it 2.5 1.5 .5 .5 1.5 2.5: 1.4826 x 1.5 = 2.2239.
    # Every area from the middle of the others, from b to g and a: 3.5 2.5 1.5 0 1.5 2.5 36.5: 1.4826 x 2.5 = 3.7065.
    # (40 - 3.5) / sqrt(3.7065^2 + 1^2) = 9.5077. The spread is that of all seven, with 6 degrees of freedom; with the error
    # they are 6 x (14.738 / 13.738)^2 = 6.905. Beyond 9.5077 either way Student's t of 6.905 degrees has 0.0000325.
    db = database(ONE_HIGH, {"m": "mean"}, all_of(SEVEN))
    compared = comparisons(db, *similar_positions(db)).set_index("area_id")
    assert compared.loc["a", "z"] == pytest.approx(9.5077, abs=1e-3)
    assert compared.loc["a", "p"] == pytest.approx(0.0000325, abs=1e-6)
    # g, with 6 among 1 to 5 and 40: middle 3.5; distances 2.5 1.5 .5 .5 1.5 36.5, so the other spread is the larger again
    assert compared.loc["g", "z"] == pytest.approx(2.5 / (3.7065**2 + 0.5**2) ** 0.5, abs=1e-3)


def test_a_spread_of_the_similar_areas_has_the_fewer_degrees():
    # a is held against b to g, which lie 10 20 30 40 50 60; all others against six areas that are alike but for one
    wide = dict(zip("bcdefg", (10.0, 20.0, 30.0, 40.0, 50.0, 60.0), strict=True))
    others = {f"n{number}": float(number % 3) for number in range(20)}
    names = list(others)
    similar = [("a", area, nearness) for nearness, area in enumerate("bcdefg", start=1)]
    for place, area in enumerate([*"bcdefg", *names]):
        similar += [(area, names[(place + step) % 20], step) for step in range(1, 7)]
    figures = mean("m", {"a": 100.0} | wide | others, error=0.1)
    compared = comparisons(*with_positions(database(figures, {"m": "mean"}, similar))).set_index("area_id")
    # middle 35, distances 25 15 5 5 15 25: 1.4826 x 15 = 22.239, beside which an error of 0.1 is nothing; 5 degrees
    assert compared.loc["a", "z"] == pytest.approx(65 / 22.239, abs=1e-3)
    assert compared.loc["a", "p"] == pytest.approx(2 * stats.t.sf(65 / 22.239, 5), abs=1e-4)


def with_positions(db: duckdb.DuckDBPyConnection) -> tuple[duckdb.DuckDBPyConnection, list[str], np.ndarray]:
    return db, *similar_positions(db)


def test_areas_that_agree_are_judged_by_the_sampling_error_of_their_figures():
    # all the others have 3, so both spreads are 0 and the standard error of the others, 2, stands in: 5 / sqrt(4 + 1)
    figures = [*mean("m", dict.fromkeys("bcdefg", 3.0), error=2), *mean("m", {"a": 8.0}, error=1)]
    db = database(figures, {"m": "mean"}, all_of(SEVEN))
    compared = comparisons(db, *similar_positions(db)).set_index("area_id")
    assert compared.loc["a", "z"] == pytest.approx(5 / 5**0.5, abs=1e-3)


def test_nothing_stands_out_where_areas_are_alike_and_the_number_of_measures_tested_is_given():
    figures = [row for measure in "mno" for row in mean(measure, {"a": 3.5} | PLAIN)]
    db = database(figures, dict.fromkeys("mno", "mean"), all_of(SEVEN))
    assert standing_out(db) == []
    assert measures_tested(db) == dict.fromkeys(SEVEN, 3)


def test_an_odd_area_among_the_similar_ones_hides_no_other():
    figures = [*mean("m", PLAIN | {"g": 1000.0}), *mean("m", {"a": 40.0})]
    assert [row[0] for row in standing_out(database(figures, {"m": "mean"}, all_of(SEVEN)))] == ["a", "g"]


def test_each_area_is_judged_in_its_own_newest_period_against_the_same_period():
    old = mean("m", {"a": 40.0} | PLAIN, "round 9")
    new = mean("m", {area: 40 + value for area, value in PLAIN.items()}, "round 10")
    db = database([*old, *new], {"m": "mean"}, all_of(SEVEN))
    assert standing_out(db) == [("a", "m", "round 9", "higher", 40, 3.5, 6)]
    assert measures_tested(db) == dict.fromkeys(SEVEN, 1)


def test_an_older_figure_that_stood_out_does_so_no_more():
    new = mean("m", {"a": 3.0} | PLAIN, "2021")
    db = database([*ONE_HIGH, *new], {"m": "mean"}, all_of(SEVEN))
    assert standing_out(db) == []
    assert measures_tested(db)["a"] == 1


def test_periods_are_in_order_of_time():
    periods = ["all years", "2010 to 2015", "2015 to 2019", "2019", "2019-20", "2020", "2021-03"]
    assert sorted(["2020", *periods[:5], "2021-03"], key=age) == periods
    assert sorted(["round 10", "round 9"], key=age) == ["round 9", "round 10"]


def test_fewer_than_five_similar_areas_with_a_value_are_too_few():
    for others, expected in ((4, 0), (5, 1)):
        figures = mean("m", {"a": 40.0} | dict(list(PLAIN.items())[:others]))
        db = database(figures, {"m": "mean"}, all_of(SEVEN))
        assert measures_tested(db)["a"] == expected
        assert [row[-1] for row in standing_out(db)] == [others] * expected


def test_a_figure_without_an_interval_is_not_judged_but_is_part_of_the_middle():
    figures = [(*row[:5], None, None) if row[1] == "b" else row for row in ONE_HIGH]
    db = database(figures, {"m": "mean"}, all_of(SEVEN))
    assert measures_tested(db) == dict.fromkeys("acdefg", 1) | {"b": 0}
    assert standing_out(db) == [("a", "m", "2020", "higher", 40, 3.5, 6)]


def test_a_measure_without_any_interval_is_not_tested():
    figures = [(*row[:5], None, None) for row in ONE_HIGH]
    db = database(figures, {"m": "mean"}, all_of(SEVEN))
    assert measures_tested(db) == dict.fromkeys(SEVEN, 0) and standing_out(db) == []


def test_figures_without_any_spread_or_error_cannot_be_judged():
    figures = [*mean("m", dict.fromkeys("bcdefg", 3.0), error=0), *mean("m", {"a": 8.0}, error=0)]
    db = database(figures, {"m": "mean"}, all_of(SEVEN))
    assert measures_tested(db) == dict.fromkeys(SEVEN, 0) and standing_out(db) == []


def test_at_most_three_a_side_are_shown_and_they_are_the_least_likely_ones():
    values = {
        "h1": 40.0,
        "h2": 50.0,
        "h3": 60.0,
        "h4": 70.0,
        "l1": -60.0,
        "l2": -50.0,
        "l3": -40.0,
        "l4": -30.0,
        "l5": 3.0,
    }
    figures = [row for name, value in values.items() for row in mean(name, {"a": value} | PLAIN)]
    db = database(figures, dict.fromkeys(values, "mean"), all_of(SEVEN))
    shown = [(row[3], row[1]) for row in standing_out(db)]
    sides = {"higher": ["h2", "h3", "h4"], "lower": ["l1", "l2", "l3"]}
    assert sorted(shown) == [(side, name) for side, names in sides.items() for name in names]
    assert measures_tested(db)["a"] == 9


def test_the_more_measures_are_tested_the_more_it_takes_to_stand_out():
    # 15 / sqrt(3.7065^2 + 0.5^2) = 4.0: of 6.2 degrees 0.0065 two-sided, under 5% / 2 but not under 5% / 20
    def measures_shown(plain_measures: int) -> list[str]:
        plain = [row for number in range(plain_measures) for row in mean(f"n{number}", {"a": 3.5} | PLAIN)]
        figures = [*mean("m", {"a": 18.5} | PLAIN), *plain]
        return [row[1] for row in standing_out(database(figures, {row[0]: "mean" for row in figures}, all_of(SEVEN)))]

    assert measures_shown(plain_measures=1) == ["m"]
    assert measures_shown(plain_measures=19) == []


@pytest.mark.parametrize("state", ["hidden", "not reported", "not due"])
def test_rows_that_are_not_shown_have_no_influence(state: str):
    hidden = [(*row[:3], state, *row[4:]) for row in [
        *mean("m", {"a": 3.0, "b": 90.0}, "2021"), *mean("m", {"h": 90.0}), *mean("n", {"a": 90.0} | PLAIN),
    ]]  # fmt: skip
    databases = [
        database(figures, {"m": "mean", "n": "mean"}, all_of([*SEVEN, "h"]))
        for figures in (ONE_HIGH, [*ONE_HIGH, *hidden])
    ]
    assert [row[0] for row in standing_out(databases[0])] == ["a"]
    assert standing_out(databases[0]) == standing_out(databases[1]) and measures_tested(
        databases[0]
    ) == measures_tested(databases[1])


def test_regions_waves_and_the_programme_have_no_influence():
    groups = mean("m", {"wave:1": 90.0, "programme:all": 90.0, "E12000001": 90.0})
    databases = [database(figures, {"m": "mean"}, all_of(SEVEN)) for figures in (ONE_HIGH, [*ONE_HIGH, *groups])]
    assert (
        standing_out(databases[0])
        and standing_out(databases[0]) == standing_out(databases[1])
        and measures_tested(databases[0]) == measures_tested(databases[1])
    )


def test_an_area_with_no_figures_at_all_is_not_tested():
    assert measures_tested(database(ONE_HIGH, {"m": "mean"}, all_of([*SEVEN, "z"])))["z"] == 0


def test_the_tables_are_there_and_empty_where_no_area_is_similar():
    db = database(ONE_HIGH, {"m": "mean"}, [])
    assert standing_out(db) == [] and measures_tested(db) == {}
    types = [kind for (kind,) in db.execute("SELECT column_type FROM (DESCRIBE stands_out)").fetchall()]
    assert types == ["VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR", "DOUBLE", "DOUBLE", "BIGINT"]


def test_none_and_all_are_figures_like_others():
    for kind, most in (("proportion", 100.0), ("count", 8.0), ("rate", 8.0)):
        rows = [("m", area, "2020", "value", 0.0, 0.0, most / 4) for area in "bcdefg"]
        db = database([*rows, ("m", "a", "2020", "value", most, 0.75 * most, most)], {"m": kind}, all_of(SEVEN))
        z = comparisons(db, *similar_positions(db)).set_index("area_id")["z"].to_dict()
        assert np.isfinite(list(z.values())).all() and z["a"] > 3 and z["b"] == 0


def test_one_no_against_one_yes_each_is_nothing_unusual():
    # the interval of Wilson for 0 of 1 is 0 to 79%, for 1 of 1 it is 21 to 100%
    figures = [("m", area, "2020", "value", 100.0, 20.7, 100.0) for area in "bcdefg"]
    db = database([*figures, ("m", "a", "2020", "value", 0.0, 0.0, 79.3)], {"m": "proportion"}, all_of(SEVEN))
    z = comparisons(db, *similar_positions(db)).set_index("area_id")["z"].to_dict()
    assert standing_out(db) == [] and -1.96 < z["a"] < -1


def programme(
    kind: str, seed: int, spread: float, areas: int = 150, measures: int = 14
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return figures of areas that differ by chance only, and ten other areas of each, drawn by lot, as its similar ones.

    What an area has beside sampling error comes from one normal distribution, with this ``spread``: of log odds, of the
    logarithm, or of the mean itself.
    """
    chance = np.random.default_rng(seed)
    shape = (measures, areas)
    apart = chance.normal(0, spread, shape)
    if kind == "proportion":
        base = np.maximum(10, chance.poisson(40, shape))
        yes = chance.binomial(base, 1 / (1 + np.exp(-0.5 - apart)))
        share, squared = yes / base, HALF_WIDTH**2
        middle = (share + squared / (2 * base)) / (1 + squared / base)
        half = HALF_WIDTH / (1 + squared / base) * np.sqrt(share * (1 - share) / base + squared / (4 * base**2))
        value, lower, upper = 100 * share, 100 * (middle - half), 100 * (middle + half)
    elif kind == "count":
        value = chance.poisson(10 * np.exp(apart)).astype(float)
        lower, upper = stats.chi2.ppf(0.025, 2 * value) / 2, stats.chi2.ppf(0.975, 2 * value + 2) / 2
        lower = np.nan_to_num(lower)
    else:
        value = 3 + apart + chance.normal(0, 0.3, shape)
        lower, upper = value - HALF_WIDTH * 0.3, value + HALF_WIDTH * 0.3
    place, measure = np.meshgrid(
        [f"a{number:03}" for number in range(areas)], [f"m{number:02}" for number in range(measures)]
    )
    columns = (measure.ravel(), place.ravel(), "2020", "value", value.ravel(), lower.ravel(), upper.ravel())
    similar = [
        (f"a{area:03}", f"a{(area + 1 + step) % areas:03}", nearness)
        for area in range(areas)
        for nearness, step in enumerate(chance.choice(areas - 1, 10, replace=False), start=1)
    ]
    figures = pd.DataFrame(dict(zip(FIGURE_COLUMNS, columns, strict=True)))
    return figures, pd.DataFrame(similar, columns=SIMILAR_COLUMNS)


@pytest.mark.parametrize("spread", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("kind", ["proportion", "count", "mean"])
def test_where_areas_differ_by_chance_only_few_have_anything_that_stands_out(kind: str, spread: float):
    areas = 0
    for seed in range(4):
        figures, similar = programme(kind, seed, spread)
        db = made(figures, dict.fromkeys(figures["measure_id"].unique(), kind), similar)
        assert set(measures_tested(db).values()) == {14}
        areas += len({row[0] for row in standing_out(db)})
    assert areas <= 0.05 * 4 * 150


PLANTED = {"proportion": (4.0, 1.6, 9.8), "count": (400.0, 361.8, 441.2), "mean": (13.0, 12.4, 13.6)}


@pytest.mark.parametrize(("kind", "planted"), PLANTED.items())
def test_a_strong_difference_is_found_where_it_was_planted(kind: str, planted: tuple[float, float, float]):
    figures, similar = programme(kind, seed=9, spread=0.4)
    is_planted = (figures["measure_id"] == "m03") & figures["place_id"].isin(["a010", "a050", "a090"])
    figures.loc[is_planted, ["value", "lower", "upper"]] = planted
    outstanding = standing_out(made(figures, dict.fromkeys(figures["measure_id"].unique(), kind), similar))
    side = "lower" if kind == "proportion" else "higher"
    assert {("a010", "m03", side), ("a050", "m03", side), ("a090", "m03", side)} <= {
        (row[0], row[1], row[3]) for row in outstanding
    }


@pytest.mark.parametrize("seed", [3, 7])
def test_the_order_of_rows_changes_nothing(seed: int):
    figures, similar = programme("count", seed=2, spread=0.4, areas=40)
    figures.loc[figures["place_id"] == "a010", ["value", "lower", "upper"]] = (4000, 3877, 4126)
    kinds = dict.fromkeys(figures["measure_id"].unique(), "count")
    mixed = [rows.sample(frac=1, random_state=seed, ignore_index=True) for rows in (figures, similar)]
    databases = [made(figures, kinds, similar), made(mixed[0], kinds, mixed[1])]
    for table in ("stands_out", "stands_out_tested"):
        before, after = (db.execute(f"SELECT * FROM {table}").fetchall() for db in databases)
        assert before and before == after
