"""How often areas that do not differ are flagged, and how often areas that do are: a thousand programmes, drawn by lot.

Each programme is a measure of its own in one database, so that the project's own views judge all of them at once. Shares are
of areas, or of areas and groups; each comes with its Monte Carlo error, the standard error over programmes. The tables are
printed: ``pytest -m prove -s tests/prove/test_false_flags.py``.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import duckdb
import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from etl.measuring.figures import write_figures
from etl.measuring.unusual import write_unusual
from tests.queries.figure_rows import USUAL, Database, add_groups, make, prepare, write_unhidden_figures

pytestmark = pytest.mark.prove
PROGRAMMES, AREAS, MEASURES = 1_000, 150, 14
"""Programmes, areas of each, and measures that are tested together for what stands out."""
YEARS = ("2016", "2017", "2018", "2019", "2020")
Numbers = NDArray[np.float64]
Drawn = tuple[Numbers, Numbers, Numbers]
"""Numerators, denominators and sums of squares, of programmes, areas and years."""


def shares(chance: np.random.Generator, years: int, bases: tuple[int, int], share: float, spread: float = 0.0) -> Drawn:
    """Draw answers of one true share everywhere, or of areas whose log odds have this spread and do not change."""
    shape = (PROGRAMMES, AREAS, years)
    odds = math.log(share / (1 - share)) + chance.normal(0, spread, (PROGRAMMES, AREAS, 1)) * np.ones(shape)
    base = chance.integers(bases[0], bases[1] + 1, shape)
    return chance.binomial(base, 1 / (1 + np.exp(-odds))).astype(float), base.astype(float), np.full(shape, np.nan)


def rates(chance: np.random.Generator, years: int, expected: tuple[float, float], spread: float = 0.0) -> Drawn:
    """Draw events among people of whom one in a thousand has one, so that so many are expected."""
    shape = (PROGRAMMES, AREAS, years)
    mean = chance.uniform(*expected, (PROGRAMMES, AREAS, 1)) * np.ones(shape)
    apart = np.exp(chance.normal(0, spread, (PROGRAMMES, AREAS, 1)))
    return chance.poisson(mean * apart).astype(float), 1000 * mean, np.full(shape, np.nan)


def counts(chance: np.random.Generator, years: int, expected: tuple[float, float]) -> Drawn:
    """Draw events, as many expected in each year of an area."""
    events, people, none = rates(chance, years, expected)
    return events, np.full(people.shape, np.nan), none


def means(chance: np.random.Generator, years: int, bases: tuple[int, int]) -> Drawn:
    """Draw values of mean 10 and standard deviation 3: their sum, how many they are, and the sum of their squares."""
    base = chance.integers(bases[0], bases[1] + 1, (PROGRAMMES, AREAS, years)).astype(float)
    mean = 10 + 3 * chance.standard_normal(base.shape) / np.sqrt(base)
    return mean * base, base, 9 * chance.chisquare(base - 1) + base * mean**2


@dataclass(frozen=True)
class Kind:
    """A kind of figures: how they are drawn, and what the registry holds for such measures."""

    name: str
    draw: Callable[[np.random.Generator, int], Drawn]
    measure: Mapping[str, str]
    areas_differ: bool = False


SHARE = {"kind": "proportion", "interval_by": "wilson"}
RATE = {"kind": "rate", "interval_by": "byar"}
KINDS = (
    Kind("survey, 30 to 90 answers", partial(shares, bases=(30, 90), share=0.4), SHARE),
    Kind("survey, 5 to 20 answers", partial(shares, bases=(5, 20), share=0.6), SHARE),
    Kind("bids won, 10 to 40 decided", partial(shares, bases=(10, 40), share=0.8), SHARE),
    Kind("rate, 6 to 30 events", partial(rates, expected=(6, 30)), RATE),
    Kind("rate, 1 to 6 events", partial(rates, expected=(1, 6)), RATE),
    Kind("mean of 5 to 30 values", partial(means, bases=(5, 30)), {"kind": "mean", "interval_by": "t"}),
    Kind("count, 2 to 20 events", partial(counts, expected=(2, 20)), {"kind": "count", "interval_by": "byar"}),
    Kind("survey, areas differ", partial(shares, bases=(30, 90), share=0.4, spread=0.3), SHARE, True),
    Kind("20 to 1,500, areas differ", partial(shares, bases=(20, 1500), share=0.4, spread=0.3), SHARE, True),
    Kind("rate, areas differ", partial(rates, expected=(6, 30), spread=0.25), RATE, True),
)


def measure_ids(programmes: int) -> list[str]:
    return [f"m{number:04}" for number in range(programmes)]


def database(drawn: Drawn, measure: Mapping[str, str], seed: int) -> Database:
    """Return a database with the figures of all programmes as the build makes them, each programme as a measure."""
    db = duckdb.connect()
    db.execute("ATTACH ':memory:' AS staff; USE staff; SET preserve_insertion_order = false")
    prepare(db, without=("figure", "ratio_interval", "same_area_error"))
    chance = np.random.default_rng(seed)
    programmes, count, years = drawn[0].shape
    areas = [f"a{number:03}" for number in range(count)]
    similar = [
        (areas[place], areas[(place + 1 + step) % count], nearness)
        for place in range(count)
        for nearness, step in enumerate(chance.choice(count - 1, 10, replace=False), start=1)
    ]
    names = measure_ids(programmes)
    insert(db, "area", pd.DataFrame({
        "area_id": areas, "area_name": areas, "wave": np.arange(count) % 3 + 1,
        "region_code": [f"E1200000{place % 9 + 1}" for place in range(count)],
    }))  # fmt: skip
    insert(db, "similar_area", pd.DataFrame(similar, columns=["area_id", "similar_id", "nearness"]))
    insert(db, "measure", pd.DataFrame({"measure_id": names, **USUAL["measure"], **measure}))
    grid = np.meshgrid(names, areas, YEARS[:years], indexing="ij")
    parts = dict(zip(("measure_id", "place_id", "period"), (array.ravel() for array in grid), strict=True))
    numbers = dict(zip(("numerator", "denominator", "sum_squares"), (array.ravel() for array in drawn), strict=True))
    insert(db, "indicator_part", pd.DataFrame(parts | numbers))
    add_groups(db)
    write_unhidden_figures(db)
    write_figures(db, "staff")
    make(db, "indicator_value", "indicator_area", "series_break")
    return db


def insert(db: Database, table: str, rows: pd.DataFrame) -> None:
    """Put the rows of a frame into a table; what is not a number is missing."""
    db.register("given", rows)
    db.execute(f"INSERT INTO {table} BY NAME SELECT * FROM given")
    for name in rows.select_dtypes("float"):
        db.execute(f"UPDATE {table} SET {name} = NULL WHERE isnan({name})")
    db.unregister("given")


def flagged(db: Database, query: str) -> tuple[float, float]:
    """Return the share flagged, in per cent, and its standard error over programmes; NaN where none is judged.

    ``query`` gives measure_id and is_flagged.
    """
    of_programmes = db.execute(
        f"SELECT avg(is_flagged::DOUBLE) FROM ({query}) WHERE is_flagged IS NOT NULL GROUP BY measure_id"
    ).df()
    shares_flagged = 100 * of_programmes.iloc[:, 0].to_numpy(dtype=float)
    return (
        (math.nan, math.nan)
        if not len(shares_flagged)
        else (shares_flagged.mean(), shares_flagged.std(ddof=1) / math.sqrt(len(shares_flagged)))
    )


AGAINST = ("programme", "wave", "region", "similar")


def in_one_year(kind: Kind, seed: int) -> dict[str, tuple[float, float]]:
    """Return the shares flagged by comparison and funnel, and of areas of which anything stands out."""
    with database(kind.draw(np.random.default_rng(seed), 1), kind.measure, seed) as db:
        make(db, "comparison", "funnel")
        flags = {
            f"against {group}": flagged(
                db,
                "SELECT measure_id, verdict <> 'no clear difference' AS is_flagged FROM comparison "
                f"WHERE against = '{group}' AND verdict <> 'cannot say'",
            )
            for group in AGAINST
        }
        for name, words in (("funnel 99.8", "('differs')"), ("funnel 95", "('differs', 'worth a look')")):
            flags[name] = flagged(db, f"SELECT measure_id, verdict IN {words} AS is_flagged FROM funnel")
        return flags | {"stands out": standing_out(db)}


def standing_out(db: Database) -> tuple[float, float]:
    """Return the share of areas of which anything stands out, in programmes of so many measures each."""
    shares_of_areas = []
    for first in range(0, PROGRAMMES - MEASURES + 1, MEASURES):
        names = measure_ids(PROGRAMMES)[first : first + MEASURES]
        with part_of(db, names) as programme:
            ((areas,),) = programme.execute("SELECT count(DISTINCT area_id) FROM stands_out").fetchall()
        shares_of_areas.append(100 * areas / AREAS)
    return float(np.mean(shares_of_areas)), float(np.std(shares_of_areas, ddof=1) / math.sqrt(len(shares_of_areas)))


def part_of(db: Database, names: list[str]) -> Database:
    """Return a database with the figures of a few measures, as one programme, and what stands out in it."""
    programme = duckdb.connect()
    for table, where in (("measure", True), ("indicator_value", True), ("similar_area", False)):
        rows = db.execute(  # an Arrow table, so that what is missing stays so
            f"SELECT * FROM {table}" + (" WHERE list_contains($names, measure_id)" if where else ""),
            {"names": names} if where else {},
        ).to_arrow_table()
        programme.register("given", rows)
        programme.execute(f"CREATE TABLE {table} AS SELECT * FROM given")
    write_unusual(programme)
    return programme


def over_years(kind: Kind, seed: int) -> dict[str, tuple[float, float]]:
    """Return the shares flagged by change and by trend, of areas and of the same areas of the programme."""
    with database(kind.draw(np.random.default_rng(seed), len(YEARS)), kind.measure, seed) as db:
        make(db, "change", "trend_verdict")
        return {
            f"{view}, {who}": flagged(
                db,
                f"SELECT measure_id, verdict <> 'no clear change' AS is_flagged FROM {table} "
                f"WHERE verdict <> 'cannot say' AND place_id {sign} 'programme:same-areas'",
            )
            for view, table in (("change", "change"), ("trend", "trend_verdict"))
            for who, sign in (("areas", "<>"), ("same areas", "="))
        }


def print_table(title: str, rows: Mapping[str, Mapping[str, tuple[float, float]]]) -> None:
    """Print a table: a line a kind of figures, a column a flag, "share ± error" in per cent."""
    columns = list(next(iter(rows.values())))
    print(f"\n{title}\n" + " | ".join([f"{'':28}", *(f"{name:>18}" for name in columns)]))
    for kind, flags in rows.items():
        cells = ["-" if math.isnan(share) else f"{share:.2f} ± {error:.2f}" for share, error in flags.values()]
        print(" | ".join([f"{kind:28}", *(f"{cell:>18}" for cell in cells)]))


# What is promised, in per cent of areas that do not differ. Intervals of few answers are right on average, so that the level
# of some sizes is a little over 5; three Monte Carlo errors are allowed on top.
AT_95, AT_998, OF_TRENDS, STANDING_OUT = 5.5, 0.3, 1.0, 5.0
WHERE_AREAS_DIFFER = {"funnel 99.8": 1.0, "funnel 95": 6.5}
"""How much areas differ is itself only estimated, and drawn in, so that it is a little too small where sizes differ."""


def test_areas_that_do_not_differ_are_flagged_as_seldom_as_promised():
    flags = {kind.name: in_one_year(kind, seed) for seed, kind in enumerate(KINDS)}
    print_table("Flagged by chance alone in one year, per cent", flags)
    for kind in KINDS:
        promised = dict.fromkeys([f"against {group}" for group in AGAINST] + ["funnel 95"], AT_95)
        promised |= {"funnel 99.8": AT_998, "stands out": STANDING_OUT}
        if kind.areas_differ:  # such areas do differ from the programme; the funnel allows for it
            promised = {**WHERE_AREAS_DIFFER, "stands out": STANDING_OUT}
        check_promised(flags[kind.name], promised, kind.name)


def test_areas_that_do_not_change_are_flagged_as_seldom_as_promised():
    flags = {kind.name: over_years(kind, seed) for seed, kind in enumerate(KINDS)}
    print_table("Flagged by chance alone over the years, per cent", flags)
    for kind in KINDS:
        promised = {"change, areas": AT_95, "change, same areas": AT_95}
        promised |= {"trend, areas": OF_TRENDS, "trend, same areas": OF_TRENDS}
        check_promised(flags[kind.name], promised, kind.name)


def check_promised(flags: Mapping[str, tuple[float, float]], promised: Mapping[str, float], name: str) -> None:
    """Check shares against what is promised; where nothing is judged, nothing is flagged."""
    for flag, most in promised.items():
        share, error = flags[flag]
        assert math.isnan(share) or share - 3 * error <= most, f"{name}, {flag}: {share:.2f} ± {error:.2f}, not {most}"


# Power

POINTS, BASES, CASES = (10, 20, 30), (30, 60, 90), 98
"""Planted differences in percentage points, answers in the one area that has it, and programmes of each kind."""
PLANTED = [(points, base) for points in POINTS for base in BASES]


def planted(areas: int, rise: tuple[float, ...], seed: int) -> Drawn:
    """Draw shares of 40 per cent and 30 to 90 answers; one area of each programme has more by these parts of the difference.

    It is area 0 of the first programme, 1 of the second, up to 13, and so on again, so that each measure of a programme of
    14 has one, and each area at most one.
    """
    chance = np.random.default_rng(seed)
    shape = (len(PLANTED) * CASES, areas, len(rise))
    share, base = np.full(shape, 0.4), chance.integers(30, 91, shape)
    for case in range(shape[0]):
        points, answers = PLANTED[case // CASES]
        share[case, case % MEASURES] += points / 100 * np.array(rise)
        base[case, case % MEASURES] = answers
    return chance.binomial(base, share).astype(float), base.astype(float), np.full(shape, np.nan)


IN_PLANTED_AREA = f"right(measure_id, 4)::BIGINT % {MEASURES} = right({{area}}, 3)::BIGINT"
"""Whether a row is about the area that has the planted difference."""


def detections(db: Database, table: str, area: str, verdicts: str, where: str = "true") -> list[float]:
    """Return, for each programme, whether the verdict on the area with the planted difference is one of these."""
    rows = db.execute(
        f"SELECT measure_id, (verdict IN {verdicts})::DOUBLE FROM {table} "
        f"WHERE {IN_PLANTED_AREA.format(area=area)} AND {where} ORDER BY measure_id"
    ).fetchall()
    assert len(rows) == len(PLANTED) * CASES
    return [is_detected for _, is_detected in rows]


def powers() -> dict[str, list[float]]:
    """Return, for each way to detect it and each programme, whether the planted difference was detected."""
    with database(planted(AREAS, (1,), 1), SHARE, 1) as db:
        make(db, "comparison", "funnel")
        detected = {
            f"against {group}": detections(db, "comparison", "area_id", "('higher')", f"against = '{group}'")
            for group in ("programme", "similar")
        }
        detected["funnel 95"] = detections(db, "funnel", "area_id", "('differs', 'worth a look')")
        detected["funnel 99.8"] = detections(db, "funnel", "area_id", "('differs')")
        detected["stands out"] = standing_out_where_planted(db)
    with database(planted(MEASURES, (0, 1), 2), SHARE, 2) as db:
        make(db, "change")
        detected["change"] = detections(
            db, "change", "place_id", "('risen')", "place_id NOT LIKE '%:%' AND since = 'first'"
        )
    with database(planted(MEASURES, (0, 0.25, 0.5, 0.75, 1), 3), SHARE, 3) as db:
        make(db, "trend_verdict")
        detected["trend"] = detections(db, "trend_verdict", "place_id", "('rising')", "place_id NOT LIKE '%:%'")
    return detected


def standing_out_where_planted(db: Database) -> list[float]:
    """Return, for each programme of one measure, whether its planted area stands out on it, among 14 measures."""
    names = measure_ids(len(PLANTED) * CASES)
    detected = set()
    for first in range(0, len(names), MEASURES):
        with part_of(db, names[first : first + MEASURES]) as programme:
            query = (
                f"SELECT measure_id FROM stands_out WHERE {IN_PLANTED_AREA.format(area='area_id')} AND side = 'higher'"
            )
            detected |= {name for (name,) in programme.execute(query).fetchall()}
    return [float(name in detected) for name in names]


def test_a_difference_in_one_area_is_detected_the_more_often_the_larger_it_is_and_the_more_answered():
    detected = powers()
    rows = {}
    for place, (points, base) in enumerate(PLANTED):
        cut = slice(place * CASES, (place + 1) * CASES)
        rows[f"{points} points, {base} answers"] = {
            name: (100 * float(np.mean(is_detected[cut])), 100 * float(np.std(is_detected[cut])) / math.sqrt(CASES))
            for name, is_detected in detected.items()
        }
    print_table("A planted difference in one area of 150 found, per cent", rows)
    for name in detected:
        least, most = rows["10 points, 30 answers"][name][0], rows["30 points, 90 answers"][name][0]
        assert least < most, name
    large, small = rows["30 points, 90 answers"], rows["10 points, 30 answers"]
    assert min(large[name][0] for name in ("against programme", "funnel 99.8", "change")) > 90
    assert max(small[name][0] for name in ("funnel 99.8", "trend", "stands out")) < 15
