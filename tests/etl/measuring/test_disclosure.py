"""Figures of few people are hidden or shown as bands, and what is shown gives none away: rules, and an exhaustive search."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import duckdb
import numpy as np
import pytest

from etl.errors import DataError
from etl.measuring.disclosure import PUBLIC, STAFF, all_people, counts_shown, for_staff, write_hidden
from etl.measuring.people import BANDS, SMALL, People, Rule, Sum, band_of
from etl.measuring.witnesses import Graph, changes

ALL = "programme:all"


def people(
    base: Sequence[float],
    yes: Sequence[float] | None = None,
    sums: dict[str, str] | None = None,
    rule: Rule = PUBLIC,
    are_members: bool = False,
) -> People:
    """Return a made-up measure: areas a, b, c, and sums over some of them, each written as the letters of its areas."""
    area_ids = list("abcdefghijklmnopqrstuvwxyz"[: len(base)])
    return People(
        area_ids=area_ids,
        base=np.array(base, dtype=float),
        yes=None if yes is None else np.array(yes, dtype=float),
        sums=[Sum(name, np.array([area in members for area in area_ids])) for name, members in (sums or {}).items()],
        least=rule.fewest,
        exact_from=rule.exact_from,
        are_members=are_members,
    )


def hidden(made: People) -> str:
    """Return the letters of the areas of which no exact figure is shown."""
    return "".join(area for area, is_hidden in zip(made.area_ids, made.hidden, strict=True) if is_hidden)


def protected(made: People) -> People:
    made.protect()
    return made


# ---- bands ----


@pytest.mark.parametrize("base", range(10, SMALL))
def test_each_band_holds_two_counts_of_a_base_or_more_and_none_reaches_across_a_half(base: int):
    yes = np.arange(base + 1.0)
    bands = band_of(yes, np.full_like(yes, base))
    assert min(np.bincount(bands, minlength=len(BANDS))) >= 2
    assert not set(bands[2 * yes > base]) & set(bands[2 * yes <= base])


@pytest.mark.parametrize(("yes", "base", "band"), [
    (0, 10, "10% or less"), (2, 20, "10% or less"), (3, 20, "more than 10%, up to 50%"),
    (10, 20, "more than 10%, up to 50%"), (11, 20, "more than 50%, less than 90%"),
    (17, 20, "more than 50%, less than 90%"), (18, 20, "90% or more"), (29, 29, "90% or more"),
    (9, 9, None), (30, 30, None),
])  # fmt: skip
def test_a_share_of_10_to_29_people_is_a_band_whatever_it_is(yes: int, base: int, band: str | None):
    made = people([base], [yes])
    assert made.area_bands() == [band]
    assert made.why == ({} if base >= SMALL else {0: "few" if base < 10 else "band"})


def test_a_count_of_people_has_no_band_and_a_count_of_nobody_is_shown():
    made = people([0, 9, 10])
    assert hidden(made) == "b"
    assert made.area_bands() == [None] * 3


def test_staff_see_exact_figures_from_5_people():
    made = people([4, 5, 9, 10], yes=[2, 5, 0, 5], rule=STAFF)
    assert hidden(made) == "a"


def test_a_group_of_10_to_29_people_is_a_band_too():
    made = people([4, 8, 40], [4, 8, 20], {"areas-in:x": "ab", "areas-in:y": "c"})
    assert made.given_up == {"areas-in:x": "band"}
    assert made.sum_bands() == {"areas-in:x": "90% or more"}


# ---- sums ----


def test_a_lone_area_takes_another_with_it_as_a_band_the_first_by_its_id():
    made = protected(people([60, 4, 45, 70], [30, 2, 20, 30], {ALL: "abcd"}))
    assert hidden(made) == "ab"
    assert made.why == {0: "protects another", 1: "few"}
    assert made.area_bands() == ["more than 10%, up to 50%", None, None, None]
    assert not made.given_up


def test_areas_of_too_few_people_together_take_another_with_them():
    assert hidden(protected(people([4, 5, 40, 50], [2, 2, 20, 25], {ALL: "abcd"}))) == "abc"
    assert hidden(protected(people([9, 8, 7, 6, 50], [2, 2, 3, 4, 25], {ALL: "abcde"}))) == "abcd"


def test_a_sum_that_gives_an_area_away_is_given_up_the_least_important_first():
    made = protected(people([60, 4, 45, 70], [30, 2, 20, 30], {"areas-in:x": "abcd", "wave:1": "cd"}))
    assert hidden(made) == "b"
    assert made.given_up == {"areas-in:x": "protects another"}


def test_all_areas_and_the_same_areas_differ_by_no_single_area():
    made = protected(people([20, 40], [11, 20], {ALL: "ab", "programme:same-areas": "b"}))
    assert hidden(made) == "ab"
    assert made.given_up == {"programme:same-areas": "protects another"}


def test_where_all_said_yes_all_sums_are_given_up_and_bands_stay():
    sums = {ALL: "abcd", "areas-in:x": "ab", "areas-in:y": "cd"}
    made = protected(people([20, 20, 20, 20], [20, 20, 10, 12], sums))
    assert made.given_up == dict.fromkeys(sums, "protects another")
    assert made.area_bands()[:2] == ["90% or more"] * 2


def test_what_others_see_already_is_kept():
    made = replace(people([4, 50, 60], [2, 20, 30], {ALL: "abc"}), kept=frozenset("b"))
    assert hidden(protected(made)) == "ac"
    with pytest.raises(DataError, match="could not be protected"):
        protected(replace(people([4, 50], [2, 20], {ALL: "ab"}), kept=frozenset(["b", ALL])))


def test_staff_see_what_everyone_sees_where_more_would_give_another_away():
    sums = {ALL: "abc", "areas-in:x": "ab"}
    public = protected(people([4, 9, 60], [2, 4, 30], sums))
    staff = for_staff(people([4, 9, 60], [2, 4, 30], sums, STAFF), public)
    assert set(hidden(staff)) <= set(hidden(public))
    assert staff.given_up.keys() <= public.given_up.keys()


# ---- the proof, held to every table there is ----


def drawn_programme(seed: int, areas: int, most: int) -> People:
    """Return a made-up programme of regions and waves, with a group of the same areas, often with nearly all who said yes."""
    draw = np.random.default_rng(seed)
    base = draw.integers(1, most, areas)
    region, wave = draw.integers(0, 3, areas), draw.integers(0, 2, areas)
    kept = {f"areas-in:{number}": region == number for number in range(3)}
    kept |= {f"wave:{number}": wave == number for number in range(2)}
    kept |= {ALL: np.ones(areas, dtype=bool), "programme:same-areas": draw.random(areas) < 0.7}
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"[:areas]))
    sums = {name: "".join(letters[inside]) for name, inside in kept.items() if inside.any()}
    yes = draw.binomial(base, draw.choice([0.5, 0.9, 1.0]))
    return people(base.tolist(), yes.tolist(), sums, are_members=bool(seed % 2))


def tables_like(made: People) -> list[np.ndarray]:
    """Return every table of who said yes with the same people that would be published as this one is."""
    before = made.publication()
    counts = [range(int(base) + 1) for base in made.base]
    tables = (np.array(table, dtype=float) for table in product(*counts))
    return [table for table in tables if _published(made, table) == before]


def _published(made: People, yes: np.ndarray) -> tuple:
    other = replace(made, yes=yes, why={}, given_up={})
    other.publish()
    return other.publication()


@pytest.mark.parametrize("seed", range(12))
def test_a_reader_who_knows_the_rule_and_tries_every_table_finds_no_count(seed: int):
    draw = np.random.default_rng(seed)
    base = draw.choice([3, 8, 10, 11], 3).tolist()
    yes = [int(draw.integers(0, most + 1)) if seed % 3 else int(most) for most in base]
    made = protected(people(base, yes, {ALL: "abc", "areas-in:x": "ab", "wave:1": "bc"}, are_members=bool(seed % 2)))
    tables = np.array(tables_like(made))
    assert (np.ptp(tables, axis=0)[made.hidden] > 0).all()


@pytest.mark.parametrize("seed", range(60))
def test_for_each_count_there_is_another_table_that_is_published_the_same(seed: int):
    made = drawn_programme(seed, 4 + seed % 18, [12, 25, 60][seed % 3])
    fixed = made.publish()
    assert made.yes is not None
    if fixed.any():
        others = [made.mirrored(made.yes)]
    else:
        others = [made.yes + change for change in changes(made.graph(), *made._room(0, 1))[0]]
    differs = np.zeros_like(made.hidden)
    for other in others:
        assert _published(made, other) == made.publication()
        differs |= other != made.yes
    assert differs[fixed].any() if fixed.any() else differs[made.hidden].all()
    protected(replace(made, why={}, given_up={}))


def test_a_planted_sum_that_gives_a_count_away_is_found():
    made = people([20, 20], [20, 20], {"areas-in:x": "ab"})
    assert made.fixed().all()
    lone = people([20, 40], [10, 20], {"areas-in:x": "ab"})
    assert lone.fixed().tolist() == [True, False]
    assert not protected(lone).fixed().any()


@pytest.mark.parametrize("seed", range(20))
def test_circles_find_what_an_exhaustive_search_finds(seed: int):
    draw = np.random.default_rng(seed)
    regions, waves = ([str(name) for name in draw.integers(0, 2, 5)] for _ in range(2))
    waves = [f"w{name}" for name in waves]
    now, most = draw.integers(0, 3, 5), 2
    circled, fixed = changes(Graph(regions, waves), now < most, now > 0)
    points = np.array([[name in (region, wave) for region, wave in zip(regions, waves, strict=True)]
                       for name in sorted({*regions, *waves})], dtype=int)  # fmt: skip
    tables = np.array(
        [table for table in product(range(most + 1), repeat=5) if np.array_equal(points @ table, points @ now)]
    )
    assert fixed.tolist() == (np.ptp(tables, axis=0) == 0).tolist()
    assert all(not (points @ change).any() for change in circled)


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_the_areas_changes_nothing(seed: int):
    made = drawn_programme(seed, 15, 60)
    order = np.random.default_rng(seed + 100).permutation(15)
    assert made.yes is not None
    other = replace(
        made,
        area_ids=[made.area_ids[place] for place in order],
        base=made.base[order],
        yes=made.yes[order],
        sums=[Sum(group.place_id, group.areas[order]) for group in reversed(made.sums)],
        why={},
        given_up={},
    )
    made.protect()
    other.protect()
    assert sorted(hidden(made)) == sorted(hidden(other))
    assert made.given_up == other.given_up


# ---- in a database ----


@pytest.fixture
def db() -> duckdb.DuckDBPyConnection:
    """Return a database of six areas in two regions, with a share and a count of people, one for staff, one of money."""
    made = duckdb.connect()
    made.execute(
        "CREATE TABLE measure (measure_id VARCHAR, counts_people VARCHAR, minimum_base BIGINT, roll_up VARCHAR, "
        "who_may_see_it VARCHAR, people VARCHAR)"
    )
    made.executemany("INSERT INTO measure VALUES (?, ?, ?, ?, ?, '')", [
        ["share", "denominator", 1, "sum", "everyone"], ["count", "numerator", 1, "sum", "everyone"],
        ["strict", "denominator", 35, "none", "everyone"], ["inner", "denominator", 1, "sum", "staff"],
        ["money", "no", 1, "sum", "everyone"],
    ])  # fmt: skip
    made.execute("CREATE TABLE area AS SELECT unnest(['a', 'b', 'c', 'd', 'e', 'f']) AS area_id")
    made.execute("CREATE TABLE place_member AS SELECT 'programme:all' AS place_id, area_id FROM area")
    made.execute("INSERT INTO place_member SELECT 'areas-in:' || (area_id > 'c')::BIGINT, area_id FROM area")
    made.execute("CREATE TABLE same_area (measure_id VARCHAR, area_id VARCHAR, period VARCHAR)")
    made.execute(
        "CREATE TABLE figure_raw (measure_id VARCHAR, place_id VARCHAR, period VARCHAR, state VARCHAR, numerator DOUBLE, "
        "denominator DOUBLE)"
    )
    base = {"a": 4, "b": 7, "c": 20, "d": 30, "e": 40, "f": 50}
    for measure in ("share", "strict", "inner"):
        made.executemany("INSERT INTO figure_raw VALUES (?, ?, '2019', 'value', ?, ?)", [
            [measure, area, people // 2, people] for area, people in base.items()])  # fmt: skip
    for measure in ("count", "money"):
        made.executemany("INSERT INTO figure_raw VALUES (?, ?, '2019', 'value', ?, NULL)", [
            [measure, area, people] for area, people in base.items()])  # fmt: skip
    made.execute("INSERT INTO figure_raw VALUES ('share', 'a', '2020', 'not reported', NULL, NULL)")
    made.execute("CREATE VIEW figure_released AS FROM figure_raw")
    made.execute("CREATE VIEW same_area_released AS FROM same_area")
    made.execute("CREATE TABLE waiting (measure_id VARCHAR, period VARCHAR, place_id VARCHAR, keeps_figure BOOLEAN)")
    return made


def rows(db: duckdb.DuckDBPyConnection, audience: str, measure: str) -> dict[str, str]:
    return dict(
        db.execute(
            "SELECT place_id, why FROM hidden WHERE audience = ? AND measure_id = ?", [audience, measure]
        ).fetchall()
    )


def test_each_audience_has_its_own_list_with_reasons(db: duckdb.DuckDBPyConnection):
    write_hidden(db)
    assert rows(db, "everyone", "share") == {"a": "few", "b": "few", "c": "band"}
    assert rows(db, "staff", "share") == {"a": "few", "b": "protects another"}
    assert rows(db, "everyone", "count") == {"a": "few", "b": "few"}


def test_what_waits_is_hidden_from_everyone_unless_it_keeps_a_figure(db: duckdb.DuckDBPyConnection):
    db.execute("INSERT INTO waiting VALUES ('share', '2019', 'd', FALSE), ('share', '2019', 'e', TRUE)")
    db.execute("INSERT INTO waiting VALUES ('share', '2019', 'a', FALSE)")
    write_hidden(db)
    assert rows(db, "everyone", "share") == {"a": "few", "b": "few", "c": "band", "d": "waits"}
    assert rows(db, "staff", "share") == {"a": "few", "b": "protects another"}


def test_a_larger_smallest_base_of_the_measure_goes_first(db: duckdb.DuckDBPyConnection):
    write_hidden(db)
    assert rows(db, "everyone", "strict") == dict.fromkeys("abcd", "few")
    assert rows(db, "staff", "strict") == dict.fromkeys("abcd", "few")


def test_what_only_staff_see_is_judged_for_staff_alone(db: duckdb.DuckDBPyConnection):
    write_hidden(db)
    assert rows(db, "everyone", "inner") == {}
    assert rows(db, "staff", "inner") == {"a": "few", "b": "protects another", "areas-in:0": "protects another"}


def test_money_is_not_hidden_for_being_of_few(db: duckdb.DuckDBPyConnection):
    write_hidden(db)
    assert rows(db, "everyone", "money") == {}


def test_the_areas_of_a_period_are_those_with_a_figure(db: duckdb.DuckDBPyConnection):
    areas = {
        (measure, period): people_of_measure.area_ids for measure, period, people_of_measure in all_people(db, PUBLIC)
    }
    assert areas["share", "2019"] == list("abcdef")
    assert ("share", "2020") not in areas


def test_the_order_of_rows_in_the_database_changes_nothing(db: duckdb.DuckDBPyConnection):
    write_hidden(db)
    before = db.sql("FROM hidden").fetchall()
    db.execute("DROP TABLE hidden")
    db.execute("CREATE OR REPLACE TABLE figure_raw AS FROM figure_raw ORDER BY place_id DESC, measure_id")
    db.execute("CREATE OR REPLACE TABLE place_member AS FROM place_member ORDER BY area_id DESC")
    write_hidden(db)
    assert db.sql("FROM hidden").fetchall() == before


def test_counts_say_how_much_is_shown_banded_and_hidden(db: duckdb.DuckDBPyConnection):
    counted = counts_shown(db, PUBLIC)
    assert counted["areas before"] == {"shown": 9, "banded": 1, "hidden": 8}
    assert counted["areas after"].total() == 18
    assert counted["groups after"].total() == 6
