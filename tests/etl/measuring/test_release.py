"""A figure about people moves on only with enough of them, whatever was published before and whatever a reader subtracts."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.measuring.people import Sum, readable_sets
from etl.measuring.release import Change, Edition, change, must_wait
from etl.measuring.witnesses import Graph

REGIONS, WAVES = ("r1", "r1", "r1", "r2", "r2", "r2"), ("w1", "w1", "w2", "w1", "w2", "w2")
GROUPS = [Sum("programme:all", np.ones(6, dtype=bool))] + [
    Sum(name, np.array([own == name for own in of])) for of in (REGIONS, WAVES) for name in sorted(set(of))
]
GRAPH, SETS = Graph(REGIONS, WAVES), [areas for areas, _ in readable_sets(GROUPS)]
NONE = float("nan")
LEAST, EXACT = 10, 30


def edition(*figures: tuple[float, float]) -> Edition:
    """Return how many said yes, of how many, in each area."""
    return np.array(figures, dtype=float)


BEFORE = edition((20, 50), (5, 20), (30, 60), (12, 40), (3, 12), (NONE, NONE))


def waits(after: Edition, *editions: Edition, is_share: bool = True) -> list[int]:
    return np.flatnonzero(must_wait(editions or (BEFORE,), after, SETS, GRAPH, is_share, LEAST)).tolist()


def moved(area: int, yes: float, base: float, before: Edition = BEFORE) -> Edition:
    """Return an edition in which another area has other figures."""
    after = before.copy()
    after[area] = (yes, base)
    return after


@pytest.mark.parametrize(
    ("area", "yes", "base", "expected"),
    [
        (0, 21, 51, [0]),  # one respondent more
        (0, 21, 50, [0]),  # one answer mended
        (0, 40, 79, [0]),  # 29 more
        (0, 40, 80, []),  # 30 more
        (0, 20, 80, []),  # 30 more, of whom nobody said yes
        (0, 20, 20, []),  # 30 fewer
        (0, 48, 50, [0]),  # 28 mended
        (0, 50, 50, []),  # 30 mended
        (1, 6, 21, [1]),  # one more under a band
        (1, 20, 49, [1]),
        (1, 20, 50, []),
        (5, 4, 12, [5]),  # a new area, too small for the sums that it would join
        (5, 9, 29, [5]),
        (5, 9, 30, []),
        (4, NONE, NONE, [4]),  # one that is taken back, of 12 people
        (2, NONE, NONE, []),  # of 60
    ],
)
def test_an_area_moves_on_with_enough_people(area: int, yes: float, base: float, expected: list[int]):
    assert waits(moved(area, yes, base)) == expected


def test_small_areas_move_on_together_where_no_sum_parts_them():
    # the last two are in one region and one wave: 15 and 16 people more
    together = moved(5, 6, 16, moved(4, 9, 27))
    assert waits(together) == []
    # the second and the fourth share a wave, but each is alone in what its region tells
    assert waits(moved(3, 20, 55, moved(1, 10, 36))) == [1, 3]


def test_a_small_area_waits_beside_a_large_one_whose_part_can_be_subtracted():
    assert waits(moved(5, 6, 16, moved(2, 60, 120))) == [5]


def test_an_edition_is_held_against_all_before_it():
    thirty = moved(0, 35, 80)
    assert waits(thirty, BEFORE) == waits(BEFORE, BEFORE, thirty) == []
    assert waits(moved(0, 35, 81), BEFORE, thirty, BEFORE) == [0]  # 31 more than the last, one more than the one before


def test_a_count_of_people_moves_on_by_ten():
    before = edition((20, NONE), (50, NONE), (60, NONE), (12, NONE), (40, NONE), (NONE, NONE))
    for added, expected in ((9, [0]), (10, [])):
        assert waits(moved(0, 20 + added, NONE, before), before, is_share=False) == expected


counts = st.one_of(st.just((NONE, NONE)), st.tuples(st.integers(0, 20), st.integers(20, 90)))
worlds = st.lists(counts, min_size=6, max_size=6).map(lambda figures: edition(*figures))
steps = st.lists(
    st.lists(st.tuples(st.integers(0, 5), st.integers(-40, 40), st.integers(-12, 12)), max_size=4),
    min_size=1,
    max_size=3,
)


def test_there_is_something_to_find():
    assert worked_out(change(BEFORE, moved(0, 21, 51), True, LEAST)) == {(0,): 1}


@given(worlds, steps)
def test_no_sums_of_any_two_builds_tell_of_few_people(first: Edition, batches: list[list[tuple[int, int, int]]]):
    newest, published = first, [first]
    for batch in batches:
        newest = newest.copy()
        for area, base, yes in batch:
            before = np.nan_to_num(newest[area])
            after = max(0.0, before[1] + base)
            newest[area] = (min(max(0.0, before[0] + yes), after), after) if after else (NONE, NONE)
        held = must_wait(published, newest, SETS, GRAPH, True, LEAST)
        published.append(np.where(held[:, None], published[-1], newest))
    for before, after in combinations(published, 2):
        assert worked_out(change(before, after, True, LEAST)) == {}


def worked_out(difference: Change) -> dict[tuple[int, ...], float]:
    """Return each set of areas of which a reader can work out the change in a sum, though it is of few people, and of how many.

    The reader subtracts each sum of one build from that of the other, and adds and subtracts what comes out.
    """
    unknown = np.flatnonzero(difference.areas & ~difference.is_known)
    equations = np.array([group.areas[unknown] for group in GROUPS], dtype=float)
    rank = np.linalg.matrix_rank(equations) if unknown.size else 0
    sets = {}
    for size in range(1, unknown.size + 1):
        for chosen in combinations(range(unknown.size), size):
            row = np.isin(np.arange(unknown.size), chosen).astype(float)
            people = difference.people[unknown[list(chosen)]].sum()
            if people < EXACT and np.linalg.matrix_rank(np.vstack([equations, row])) == rank:
                sets[tuple(int(unknown[place]) for place in chosen)] = float(people)
    shown = np.flatnonzero(difference.areas & difference.is_known & (difference.people < EXACT))
    return sets | {(int(area),): float(difference.people[area]) for area in shown}
