"""Similar areas are the nearest ten by what kind of place they are, with the words and the doubts that are true of them."""

from collections.abc import Callable, Sequence
from itertools import product

import duckdb
import numpy as np
import pytest

from etl.measuring.similar import nearest, write_similar

Context = tuple[str, str, int, float | None, float | None]
North, South = "E12000001", "E12000009"


def database(
    areas: Sequence[tuple[str, str]], context: Sequence[Context], start: int = 2013
) -> duckdb.DuckDBPyConnection:
    """Return a database with the tables that similar areas are made from, and the two that are made."""
    db = duckdb.connect()
    db.execute("CREATE TABLE area (area_id VARCHAR, region_code VARCHAR)")
    db.execute(
        "CREATE TABLE context (place_id VARCHAR, series VARCHAR, edition VARCHAR, numerator DOUBLE, denominator DOUBLE)"
    )
    if areas:
        db.executemany("INSERT INTO area VALUES (?, ?)", areas)
    if context:
        db.executemany("INSERT INTO context VALUES (?, ?, ?, ?, ?)", context)
    write_similar(db, start)
    return db


def shares(series: str, edition: int, per_cent: dict[str, float]) -> list[Context]:
    """Return rows of a share of 1,000 people or homes."""
    return [(place, series, edition, 10 * share, 1000) for place, share in per_cent.items()]


def deprivation(edition: int, values: dict[str, float]) -> list[Context]:
    return [(place, "deprivation_rank", edition, value, None) for place, value in values.items()]


def rows(db: duckdb.DuckDBPyConnection, columns: str, table: str = "similar_area") -> list[tuple]:
    return db.execute(f"SELECT {columns} FROM {table} ORDER BY area_id, {columns}").fetchall()


def neighbours(db: duckdb.DuckDBPyConnection, area_id: str) -> list[str]:
    similar = db.execute(
        "SELECT similar_id FROM similar_area WHERE area_id = ? ORDER BY nearness", [area_id]
    ).fetchall()
    return [similar_id for (similar_id,) in similar]


def test_distance_is_in_standard_deviations_of_the_middle_half():
    # quartiles of 10, 20, 50 are 15 and 35; the middle half of a normal is 1.34898 deviations wide: 20 / 1.34898 = 14.826
    db = database([("a", North), ("b", North), ("c", North)], deprivation(2019, {"a": 10, "b": 20, "c": 50}))
    assert rows(db, "area_id, nearness, similar_id, distance") == [
        ("a", 1, "b", pytest.approx(10 / 14.826, abs=1e-4)),
        ("a", 2, "c", pytest.approx(40 / 14.826, abs=1e-4)),
        ("b", 1, "a", pytest.approx(10 / 14.826, abs=1e-4)),
        ("b", 2, "c", pytest.approx(30 / 14.826, abs=1e-4)),
        ("c", 1, "b", pytest.approx(30 / 14.826, abs=1e-4)),
        ("c", 2, "a", pytest.approx(40 / 14.826, abs=1e-4)),
    ]


def test_half_as_many_people_is_as_far_away_as_twice_as_many():
    people = {"half": 4000, "middle": 8000, "twice": 16000}
    db = database(
        [(area_id, North) for area_id in people],
        [(area_id, "residents", 2015, n, None) for area_id, n in people.items()],
    )
    assert len({distance for area, distance in rows(db, "area_id, distance") if area == "middle"}) == 1
    assert neighbours(db, "middle") == ["half", "twice"]


def test_the_last_edition_before_the_programme_is_used():
    areas = [("a", North), ("b", North), ("c", North)]
    context = [
        *deprivation(2007, {"a": 10, "b": 90, "c": 11}),
        *deprivation(2010, {"a": 10, "b": 11, "c": 90}),
        *deprivation(2015, {"a": 10, "b": 90, "c": 11}),
    ]
    assert neighbours(database(areas, context), "a") == ["b", "c"]
    assert neighbours(database(areas, context, start=2009), "a") == ["c", "b"]
    assert {based_on for _, based_on in rows(database(areas, context), "area_id, based_on", "similar_summary")} == {
        "before"
    }


def test_else_the_earliest_edition_is_used_that_most_areas_have():
    areas = [("a", North), ("b", North), ("c", North)]
    context = [
        *deprivation(2015, {"a": 10}),
        *deprivation(2019, {"a": 10, "b": 11, "c": 90}),
        *deprivation(2025, {"a": 10, "b": 90, "c": 11}),
    ]
    db = database(areas, context)
    assert neighbours(db, "a") == ["b", "c"]
    assert rows(db, "area_id, based_on", "similar_summary") == [("a", "today"), ("b", "today"), ("c", "today")]


def test_of_traits_from_both_times_each_is_named_with_its_year():
    areas = [("a", North), ("b", North), ("c", North)]
    context = [
        *deprivation(2010, {"a": 10, "b": 11, "c": 90}),
        *shares("age_0_15", 2015, {"a": 10, "b": 11, "c": 90}),
        *shares("tenure_social", 2021, {"a": 10, "b": 11, "c": 90}),
    ]
    years = "Before the programme: deprivation (2010). Since then: people aged under 16 (2015), social renting (2021)"
    assert rows(database(areas, context), "area_id, based_on", "similar_summary")[0] == ("a", f"mostly today. {years}")
    (_, half) = rows(database(areas, context[:6]), "area_id, based_on", "similar_summary")[0]
    assert half == "partly today. Before the programme: deprivation (2010). Since then: people aged under 16 (2015)"


def test_at_the_same_distance_the_same_region_comes_first_and_then_the_id():
    areas = [(f"a{place:02}", South if place % 2 else North) for place in range(14)]
    db = database(areas, deprivation(2010, {area: 50.0 for area, _ in areas}))
    assert neighbours(db, "a04") == ["a00", "a02", "a06", "a08", "a10", "a12", "a01", "a03", "a05", "a07"]
    assert neighbours(db, "a13") == ["a01", "a03", "a05", "a07", "a09", "a11", "a00", "a02", "a04", "a06"]


def test_a_nearer_area_of_another_region_comes_before_one_of_the_same():
    db = database([("a", North), ("b", South), ("c", North)], deprivation(2010, {"a": 10, "b": 11, "c": 12}))
    assert neighbours(db, "a") == ["b", "c"]


def test_the_nearest_are_those_that_comparing_every_pair_gives():
    chance = np.random.default_rng(4)
    points = chance.integers(0, 4, size=(80, 3)).astype(float)  # a coarse grid: most distances are tied
    regions = chance.integers(0, 3, size=80)
    similar, distances = nearest(points, regions)
    for area in range(80):
        by_distance = sorted(
            (float(np.linalg.norm(points[area] - points[other]).round(9)), regions[area] != regions[other], other)
            for other in range(80)
            if other != area
        )
        assert similar[area].tolist() == [other for _, _, other in by_distance[:10]]
        assert distances[area] == pytest.approx([distance for distance, _, _ in by_distance[:10]])


FIVE = ["a", "b", "c", "d", "e"]
FOUR_TRAITS = [
    *deprivation(2010, dict(zip(FIVE, (50, 60, 70, 80, 90), strict=True))),
    *shares("tenure_private", 2021, dict(zip(FIVE, (20, 40, 10, 30, 50), strict=True))),
    *shares("age_0_15", 2015, dict(zip(FIVE, (20, 20, 30, 40, 50), strict=True))),
    *shares("tenure_social", 2021, dict(zip(FIVE, (20, 20, 10, 30, 40), strict=True))),
]


def test_the_two_closest_and_the_two_most_different_traits_are_in_words_about_the_similar_area():
    # b has the children and the social renting of a, one step more deprivation and two steps more private renting
    pairs = rows(database([(area_id, North) for area_id in FIVE], FOUR_TRAITS), "area_id, similar_id, alike, unlike")
    alike = "about the same share of children and about as much social renting"
    assert ("a", "b", alike, "more private renting and more deprived") in pairs
    assert ("b", "a", alike, "less private renting and less deprived") in pairs


def test_a_missing_trait_counts_as_the_median_and_is_not_put_in_words():
    context = [row for row in FOUR_TRAITS if row[:2] != ("b", "tenure_private")]
    db = database([(area_id, North) for area_id in FIVE], context)
    (unlike,) = {unlike for *pair, unlike in rows(db, "area_id, similar_id, unlike") if pair == ["a", "b"]}
    assert unlike == "more deprived"
    based_on = dict(rows(db, "area_id, based_on", "similar_summary"))
    assert based_on["b"].endswith(". Not known here: private renting")
    assert "not known" not in based_on["a"]
    # private renting of the others is 20, 10, 30, 50: its middle is 25, as an area that had 25 would be
    with_middle = database(
        [(area_id, North) for area_id in FIVE], [*context, *shares("tenure_private", 2021, {"b": 25})]
    )
    assert neighbours(db, "b")[0] == neighbours(with_middle, "b")[0]


def test_a_share_of_nothing_and_no_people_at_all_are_missing_traits():
    context = [*FOUR_TRAITS, *((area_id, "residents", 2015, 0 if area_id == "c" else 9000, None) for area_id in FIVE)]
    context = [(*row[:4], 0) if row[:2] == ("d", "age_0_15") else row for row in context]
    based_on = dict(
        rows(database([(area_id, North) for area_id in FIVE], context), "area_id, based_on", "similar_summary")
    )
    assert based_on["c"].endswith("Not known here: number of people")
    assert based_on["d"].endswith("Not known here: people aged under 16")


def test_an_area_that_lacks_most_traits_has_no_similar_areas_and_is_not_one():
    db = database(
        [*((area_id, North) for area_id in FIVE), ("f", North)], [*FOUR_TRAITS, *deprivation(2010, {"f": 50})]
    )
    assert {area for pair in rows(db, "area_id, similar_id") for area in pair} == set(FIVE)
    assert {area for (area,) in rows(db, "area_id", "similar_summary")} == set(FIVE)


def test_what_most_areas_have_is_the_last_thing_to_be_called_alike():
    rural = shares("rural", 2021, {"a": 0, "b": 0, "c": 0, "d": 0, "e": 60})
    pairs = rows(
        database([(area_id, North) for area_id in FIVE], [*FOUR_TRAITS, *rural]), "area_id, similar_id, alike, unlike"
    )
    assert ("a", "b", "about the same share of children and about as much social renting",
            "more private renting and more deprived") in pairs  # fmt: skip
    assert [alike for area, similar, alike, _ in pairs if (area, similar) == ("a", "d")] == ["about as rural"]
    of_two = rows(
        database([(area_id, North) for area_id in FIVE], [*FOUR_TRAITS[:5], *rural]), "area_id, similar_id, unlike"
    )
    assert ("a", "e", "more deprived and more rural") in of_two and ("e", "a", "less deprived and less rural") in of_two


def test_areas_that_are_alike_in_everything_are_different_in_nothing():
    db = database([("a", North), ("b", North), ("c", South)], deprivation(2010, {"a": 50, "b": 50, "c": 50}))
    assert {row[1:] for row in rows(db, "area_id, distance, alike, unlike")} == {(0, "about as deprived", None)}


def test_an_area_survives_that_is_near_whichever_trait_is_left_out():
    # from a, c1 to c9 differ a little on both traits, d and e on deprivation only, e too much to be among the ten;
    # without deprivation d and e are the nearest, and of c1 to c9 the last falls out
    steps = {f"c{step}": step for step in range(1, 10)}
    ranks = {"a": 50, "d": 51, "e": 51.5, "f": 90, "g": 10} | {area: 50 + step / 10 for area, step in steps.items()}
    social = {"a": 50, "d": 50, "e": 50, "f": 90, "g": 10} | {area: 50 + step / 10 for area, step in steps.items()}
    db = database(
        [(area, North) for area in ranks], [*deprivation(2010, ranks), *shares("tenure_social", 2021, social)]
    )
    survives_by_area = {
        similar: survives for area, similar, survives in rows(db, "area_id, similar_id, survives") if area == "a"
    }
    assert survives_by_area == {area: step < 9 for area, step in steps.items()} | {"d": True}
    assert dict(rows(db, "area_id, survive", "similar_summary"))["a"] == 9


def test_nothing_survives_the_loss_of_the_only_trait():
    db = database([("a", North), ("b", North), ("c", North)], deprivation(2019, {"a": 10, "b": 20, "c": 50}))
    assert rows(db, "area_id, survive", "similar_summary") == [("a", 0), ("b", 0), ("c", 0)]


@pytest.mark.parametrize(("count", "expected"), [(2, 1), (11, 10), (12, 10), (40, 10)])
def test_there_are_ten_similar_areas_or_as_many_as_there_are_others(count: int, expected: int):
    areas = [(f"a{place}", North) for place in range(count)]
    db = database(areas, deprivation(2010, {area: place**2 for place, (area, _) in enumerate(areas)}))
    nearness = rows(db, "area_id, nearness")
    assert nearness == sorted(product((area for area, _ in areas), range(1, expected + 1)))


def test_survival_of_all_is_certain_where_there_are_ten_others():
    areas = [(area_id, North) for area_id in FIVE]
    assert set(rows(database(areas, FOUR_TRAITS), "survives, area_id")) == {(True, area_id) for area_id in FIVE}


@pytest.mark.parametrize(
    ("areas", "context"),
    [
        ([], []),
        ([("a", North), ("b", North)], []),
        ([("a", North)], deprivation(2010, {"a": 1})),
        ([("a", North), ("b", North), ("c", North)], deprivation(2010, {"a": 1})),
    ],
    ids=["no areas", "no context", "one area", "a trait that few areas have"],
)
def test_both_tables_are_there_and_empty_where_nothing_can_be_compared(areas: list, context: list):
    db = database(areas, context)
    assert rows(db, "area_id") == [] and rows(db, "area_id", "similar_summary") == []
    types = [kind for (kind,) in db.execute("SELECT column_type FROM (DESCRIBE similar_area)").fetchall()]
    assert types == ["VARCHAR", "VARCHAR", "BIGINT", "DOUBLE", "VARCHAR", "VARCHAR", "BOOLEAN"]


@pytest.mark.parametrize(
    "change",
    [
        lambda areas, context: (areas[::-1], [*context[7:], *context[:7]][::-1]),
        lambda areas, context: (areas, [*context, *shares("grants_count", 2013, {"a": 90, "b": 1, "c": 50})]),
        lambda areas, context: (areas, [*context, *deprivation(2010, {North: 50, "E92000001": 1})]),
    ],
    ids=["the order of rows", "what happened in areas", "regions and England"],
)
def test_it_does_not_depend_on(change: Callable):
    areas = [(area_id, South if area_id == "d" else North) for area_id in FIVE]
    before, after = database(areas, FOUR_TRAITS), database(*change(areas, FOUR_TRAITS))
    for table in ("similar_area", "similar_summary"):
        tables = [db.execute(f"SELECT * FROM {table}").fetchall() for db in (before, after)]
        assert tables[0] and tables[0] == tables[1]
