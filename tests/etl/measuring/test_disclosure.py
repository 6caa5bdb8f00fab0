"""Figures of few people are hidden, and what is shown gives none away: rules by hand, and an exhaustive search."""

from collections.abc import Sequence
from itertools import product

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from etl.measuring.disclosure import (
    PUBLIC,
    STAFF,
    People,
    Rule,
    Sum,
    all_people,
    counts_hidden,
    worked_out,
    write_hidden,
)

ALL = "programme:all"


def people(
    base: Sequence[float], yes: Sequence[float] | None = None, sums: dict[str, str] | None = None, least: float = 10
) -> People:
    """Return a made-up measure: areas a, b, c, and sums over some of them, each written as the letters of its areas."""
    area_ids = list("abcdefghijklmnopqrstuvwxyz"[: len(base)])
    return People(
        area_ids=area_ids,
        base=np.array(base, dtype=float),
        yes=None if yes is None else np.array(yes, dtype=float),
        sums=[Sum(name, np.array([area in members for area in area_ids])) for name, members in (sums or {}).items()],
        least=least,
    )


def hidden(made: People) -> str:
    """Return the letters of the areas that are hidden."""
    return "".join(area for area, is_hidden in zip(made.area_ids, made.hidden, strict=True) if is_hidden)


def protected(made: People) -> People:
    made.protect()
    return made


@pytest.mark.parametrize(
    ("rule", "shown"),
    [(PUBLIC, [False, False, False, True]), (STAFF, [False, True, True, True])],
    ids=["public", "staff"],
)
def test_everyone_may_see_bases_from_10_and_staff_from_5(rule: Rule, shown: list[bool]):
    made = people([4, 5, 9, 10], yes=[2, 2, 4, 5], least=rule.fewest)
    assert (~made.hidden).tolist() == shown


@pytest.mark.parametrize(("yes", "base", "is_hidden"), [
    (0, 29, True), (29, 29, True), (1, 29, False), (28, 29, False), (0, 30, False), (30, 30, False),
])  # fmt: skip
def test_all_or_none_of_fewer_than_30_are_hidden(yes: int, base: int, is_hidden: bool):
    assert people([base], [yes]).hidden.tolist() == [is_hidden]


def test_a_count_of_nobody_is_shown():
    made = people([0, 9, 10])
    assert hidden(made) == "b"


def test_a_small_base_is_the_reason_also_where_all_said_yes():
    assert people([4, 12, 12], [4, 12, 6]).why == {0: "few", 1: "all or none"}


def test_one_hidden_area_in_a_region_takes_the_next_smallest_with_it():
    made = protected(people([40, 4, 20, 60], [20, 2, 10, 30], {"areas-in:x": "abcd"}))
    assert hidden(made) == "bc"
    assert made.why == {1: "few", 2: "protects another"}
    assert not made.given_up


def test_two_hidden_with_too_small_a_sum_take_a_third():
    made = protected(people([4, 5, 40, 20], [2, 2, 20, 10], {"areas-in:x": "abcd"}))
    assert hidden(made) == "abd"


def test_two_hidden_with_a_sum_that_is_large_enough_need_no_third():
    made = protected(people([4, 6, 40, 20], [2, 2, 20, 10], {"areas-in:x": "abcd"}))
    assert hidden(made) == "ab"


def test_hidden_areas_in_which_all_said_yes_take_one_in_which_not_all_did():
    made = protected(people([6, 7, 40, 20], [6, 7, 20, 10], {"areas-in:x": "abcd"}))
    assert hidden(made) == "abd"


def test_the_sum_of_a_group_of_which_all_areas_are_hidden_may_be_shown_when_it_is_large_enough():
    made = protected(people([4, 5, 6], [2, 2, 3], {"areas-in:x": "abc"}))
    assert hidden(made) == "abc"
    assert not made.given_up


def test_a_sum_of_too_few_is_hidden_for_its_own_sake():
    assert people([4, 5], [2, 2], {"areas-in:x": "ab"}).given_up == {"areas-in:x": "few"}


def test_a_sum_in_which_all_said_yes_is_hidden_for_its_own_sake():
    assert people([9, 9], [9, 9], {"areas-in:x": "ab"}).given_up == {"areas-in:x": "all or none"}


def test_the_sum_is_given_up_where_no_area_is_left_to_hide():
    made = protected(people([4, 5], [2, 2], {"areas-in:x": "ab"}, least=5))
    assert hidden(made) == "a" + "b"
    made = protected(people([4], [2], {"areas-in:x": "a"}, least=3))
    assert hidden(made) == ""
    alike = protected(people([20], [20], {"areas-in:x": "a", "wave:1": "a"}))
    assert alike.given_up == {"areas-in:x": "all or none", "wave:1": "all or none"}


def test_the_least_important_sum_is_given_up_first():
    """Two areas, both hidden: the sum over the same areas goes, as with the programme's it would give one away."""
    sums = {ALL: "ab", "programme:same-areas": "a"}
    made = protected(people([12, 12], [12, 0], sums, least=10))
    assert hidden(made) == "ab"
    assert list(made.given_up) == ["programme:same-areas"]


def test_an_area_alone_in_the_crossing_of_region_and_wave_is_hidden_with_one_of_each():
    sums = {"areas-in:x": "abc", "areas-in:y": "def", "wave:1": "ad", "wave:2": "bcef", ALL: "abcdef"}
    made = protected(people([4, 20, 30, 40, 50, 60], [2, 10, 15, 20, 25, 30], sums))
    assert hidden(made)[0] == "a"
    for members in sums.values():
        assert len(set(members) & set(hidden(made))) != 1
    assert not worked_out(made).any()


def test_the_programme_less_all_other_regions_gives_no_area_away():
    """The region of the only hidden area is given up itself, so the rest of the programme tells what it was."""
    made = people([4, 12, 13, 14], [2, 6, 6, 7], {ALL: "abcd", "areas-in:y": "cd"}, least=5)
    made.protect()
    assert hidden(made) == "ab"
    assert not worked_out(made).any()


def test_the_same_areas_and_the_programme_differ_by_no_single_hidden_area():
    made = protected(people([4, 20, 30, 40], [2, 10, 15, 20], {ALL: "abcd", "programme:same-areas": "bcd"}))
    assert "a" in hidden(made)
    assert made.given_up == {"programme:same-areas": "protects another"}


def test_how_many_said_yes_does_not_follow_for_a_reader_who_knows_how_many_were_counted():
    """Of 5 and 6 people 11 said yes: all of them, and the sums of people are not even needed."""
    made = people([5, 6], [5, 6], {"areas-in:x": "ab"})
    made.given_up.clear()
    assert worked_out(made).tolist() == [True, True]


# ---- held to an exhaustive search ----

TABLES = st.integers(1, 5).flatmap(
    lambda count: st.tuples(
        st.lists(st.integers(1, 4), min_size=count, max_size=count),
        st.lists(st.integers(0, 4), min_size=count, max_size=count),
        st.lists(st.lists(st.booleans(), min_size=count, max_size=count), min_size=2, max_size=4),
        st.lists(st.booleans(), min_size=count, max_size=count),
    )
)
NAMES = (ALL, "areas-in:x", "wave:1", "programme:same-areas")
Drawn = tuple[list[int], list[int], list[list[bool]], list[bool]]


def made_of(drawn: Drawn, of_share: bool) -> People:
    """Return a table with the areas hidden that were drawn, whatever the rules say."""
    base, yes, sums, hides = drawn
    members_by_sum = {name: "".join("abcde"[place] for place, inside in enumerate(flags) if inside)
            for name, flags in zip(NAMES, sums, strict=False) if any(flags)}  # fmt: skip
    made = people(
        base, [min(pair) for pair in zip(base, yes, strict=True)] if of_share else None, members_by_sum, least=1
    )
    made.hidden[:], made.why, made.given_up = hides, {}, {}
    return made


def matrix(made: People) -> np.ndarray:
    return np.array([group.areas[made.hidden] for group in made.shown], dtype=float)


def fixed_among_real_numbers(made: People, knows_base: bool) -> np.ndarray:
    """Return by the least and the most of each hidden number, one linear program each, which areas have one that follows."""
    sums, count = matrix(made), int(made.hidden.sum())
    base, yes = made.base[made.hidden], made.yes
    if yes is None:
        return _one_number(sums, sums @ base, [(1, None)] * count)
    of_yes = yes[made.hidden]
    if knows_base:
        return _one_number(sums, sums @ of_yes, [(0, most) for most in base])
    none = 0 * sums
    equations = np.block([[sums, none], [none, sums]])
    bounds = [(1, None)] * count + [(0, None)] * count
    more = np.hstack([-np.eye(count), np.eye(count)])
    is_fixed = _one_number(equations, equations @ np.concatenate([base, of_yes]), bounds, more)
    return np.asarray(is_fixed.reshape(2, count).any(axis=0))


def _one_number(equations: np.ndarray, totals: np.ndarray, bounds: list, more: np.ndarray | None = None) -> np.ndarray:
    def end(place: int, sign: int) -> float:
        limits = {} if more is None else {"A_ub": more, "b_ub": np.zeros(len(more))}
        aim = sign * np.eye(len(bounds))[place]
        solution = linprog(aim, A_eq=equations, b_eq=totals, bounds=bounds, method="highs", **limits)
        return np.inf if solution.status == 3 else sign * solution.fun

    return np.array([abs(end(place, -1) - end(place, 1)) < 1e-6 for place in range(len(bounds))])


def fixed_among_whole_numbers(made: People) -> np.ndarray:
    """Return by trying every table of whole numbers which hidden areas have a number that all that fit agree on.

    No number is above the largest sum, and an area in no sum is free.
    """
    sums, base = matrix(made), made.base[made.hidden]
    totals = sums @ base
    most = [int(min(totals[row > 0], default=5)) for row in sums.T]
    tables = [table for table in product(*(range(1, top + 1) for top in most)) if np.array_equal(sums @ table, totals)]
    return np.asarray(np.ptp(np.array(tables), axis=0) == 0)


@settings(max_examples=60)
@given(TABLES, st.booleans())
def test_what_is_worked_out_is_what_the_least_and_the_most_show(drawn: Drawn, of_share: bool):
    made = made_of(drawn, of_share)
    if not made.hidden.any() or not made.shown:
        assert not worked_out(made).any()
        return
    follows = fixed_among_real_numbers(made, knows_base=False)
    if of_share:
        follows |= fixed_among_real_numbers(made, knows_base=True)
    assert worked_out(made)[made.hidden].tolist() == follows.tolist()


@settings(max_examples=60)
@given(TABLES)
def test_an_exhaustive_search_finds_no_count_that_was_overlooked_but_where_only_whole_numbers_tell(drawn: Drawn):
    made = made_of(drawn, of_share=False)
    if not made.hidden.any() or not made.shown:
        return
    missed = fixed_among_whole_numbers(made) & ~worked_out(made)[made.hidden]
    assert not (missed & fixed_among_real_numbers(made, knows_base=False)).any()
    assert not (worked_out(made)[made.hidden] & ~fixed_among_whole_numbers(made)).any()


def drawn_programme(draw: np.random.Generator, areas: int) -> People:
    """Return a made-up programme of regions and waves, with a group of the same areas, of few people an area."""
    region, wave, same = draw.integers(0, 3, areas), draw.integers(0, 2, areas), draw.random(areas) < 0.7
    base = draw.integers(1, 25, areas)
    letters = "abcdefghijklmnopqrstuvwxyz"[:areas]
    kept = {f"areas-in:{number}": region == number for number in range(3)} | {
        f"wave:{number}": wave == number for number in range(2)
    }
    kept |= {ALL: np.ones(areas, dtype=bool), "programme:same-areas": same}
    sums = {name: "".join(np.array(list(letters))[inside]) for name, inside in kept.items() if inside.any()}
    return people(base.tolist(), draw.binomial(base, 0.6).tolist(), sums)


@pytest.mark.parametrize("seed", range(40))
def test_after_protection_nothing_follows_and_all_that_had_to_be_hidden_is(seed: int):
    made = drawn_programme(np.random.default_rng(seed), 5 + seed % 18)
    first = made.hidden.copy()
    made.protect()
    assert made.hidden[first].all()
    assert set(made.why) == set(np.flatnonzero(made.hidden))
    assert not worked_out(made).any()
    if made.shown and made.hidden.any():
        assert not fixed_among_real_numbers(made, knows_base=False).any()
        assert not fixed_among_real_numbers(made, knows_base=True).any()
    for group in made.shown:
        assert (group.areas & made.hidden).sum() != 1


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_the_areas_changes_nothing(seed: int):
    made = drawn_programme(np.random.default_rng(seed), 15)
    made.base += np.arange(15) / 100  # no two areas of the same size, of which the first would be taken
    order = np.random.default_rng(seed + 100).permutation(15)
    assert made.yes is not None
    other = People(
        [made.area_ids[place] for place in order], made.base[order], made.yes[order],
        [Sum(group.place_id, group.areas[order]) for group in reversed(made.sums)], made.least,
    )  # fmt: skip
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
        "who_may_see_it VARCHAR)"
    )
    made.executemany("INSERT INTO measure VALUES (?, ?, ?, ?, ?)", [
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
    return made


def rows(db: duckdb.DuckDBPyConnection, audience: str, measure: str) -> dict[str, str]:
    return dict(
        db.execute(
            "SELECT place_id, why FROM hidden WHERE audience = ? AND measure_id = ?", [audience, measure]
        ).fetchall()
    )


def test_each_audience_has_its_own_list_with_reasons(db: duckdb.DuckDBPyConnection):
    write_hidden(db)
    assert rows(db, "everyone", "share") == {"a": "few", "b": "few"}
    assert rows(db, "staff", "share") == {"a": "few", "b": "protects another"}
    assert rows(db, "everyone", "count") == {"a": "few", "b": "few"}


def test_a_larger_smallest_base_of_the_measure_goes_first(db: duckdb.DuckDBPyConnection):
    write_hidden(db)
    assert rows(db, "everyone", "strict") == dict.fromkeys("abcd", "few")
    assert rows(db, "staff", "strict") == dict.fromkeys("abcd", "few")


def test_what_only_staff_see_is_judged_for_staff_alone(db: duckdb.DuckDBPyConnection):
    write_hidden(db)
    assert rows(db, "everyone", "inner") == {}
    assert rows(db, "staff", "inner") == {"a": "few", "b": "protects another"}


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


def test_counts_say_how_much_is_hidden_and_why(db: duckdb.DuckDBPyConnection):
    assert counts_hidden(db, PUBLIC) == {
        "figures": 18, "few": 8, "all or none": 0, "protects another": 0, "sums": 6, "sums given up": 0, "worked out": 0,
    }  # fmt: skip
