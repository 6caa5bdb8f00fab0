"""The long proof: how far each hidden figure of Practice may still lie, at three thresholds. Run by ``make prove``."""

from collections import Counter
from pathlib import Path

import duckdb
import numpy as np
import pytest

from etl.building.build_files import current, staff_file
from etl.measuring.disclosure import People, Rule, all_people
from tests.attack.attack import recovered
from tests.attack.equations import Equation, PublicFigures
from tests.attack.ranges import ranges

pytestmark = pytest.mark.prove


def public_figures(people: People, knows_base: bool) -> PublicFigures:
    """Return what a reader sees: each area and sum that is shown, and the people of each area for one who knows them."""
    hidden = [area for area, is_hidden in zip(people.area_ids, people.hidden, strict=True) if is_hidden]
    figures = PublicFigures(list(people.area_ids), hidden, people.yes is not None)
    sums = [group.areas for group in people.shown] + list(np.eye(len(people.area_ids), dtype=bool)[~people.hidden])
    for areas in sums:
        for part, numbers in (("base", people.base), ("yes", people.yes)):
            if numbers is not None:
                named = tuple(((people.area_ids[place], part), 1.0) for place in np.flatnonzero(areas))
                figures.equations.append(Equation(named, float(numbers[areas].sum())))
    if knows_base:
        for place in np.flatnonzero(people.hidden):
            figures.equations.append(Equation((((people.area_ids[place], "base"), 1.0),), float(people.base[place])))
    return figures


@pytest.mark.parametrize("threshold", [5, 8, 10])
def test_every_hidden_figure_may_be_one_of_two_numbers_or_more(threshold: int, practice_build: Path):
    public = current(practice_build / "practice")
    assert public
    counted: Counter[str] = Counter()
    fewest = np.inf
    with duckdb.connect(str(staff_file(public)), read_only=True) as db:
        for measure_id, period, people in all_people(db, Rule("everyone", threshold)):
            people.protect()
            counted.update(people.why.values())
            counted.update({"sums given up": len(people.given_up), "shown": int((~people.hidden).sum())})
            if not people.hidden.any():
                continue
            for knows_base in [False] if people.yes is None else [False, True]:
                unknown, low, high = ranges(public_figures(people, knows_base))
                is_sought = np.array([part == "yes" or not knows_base for _, part in unknown])
                held = (np.floor(high + 1e-6) - np.ceil(low - 1e-6))[is_sought]
                fewest = min(fewest, float(held.min()))
                assert held.min() >= 1, (measure_id, period, knows_base)
    print(f"\nthreshold {threshold}: {dict(counted)}; fewest numbers that fit a hidden figure: {fewest + 1:g} or more")
    assert counted["few"] > 0


def test_what_the_rule_of_hiding_reveals_is_counted(practice_build: Path):
    """From the rule and how many were counted, some figures are known to be all who were asked. None of that is wrong."""
    public = current(practice_build / "practice")
    assert public
    plain, by_rule = recovered(public), recovered(public, reads_rule=True)
    with duckdb.connect(str(staff_file(public)), read_only=True) as db:
        rows = db.sql("SELECT measure_id, period, place_id, numerator FROM figure_raw").fetchall()
    yes = {(measure_id, period, place): numerator for measure_id, period, place, numerator in rows}
    read = {cell: numbers for cell, numbers in by_rule.items() if cell not in plain}
    assert plain.keys() <= by_rule.keys()
    assert all(numbers == (yes[cell.measure_id, cell.period, cell.area_id],) for cell, numbers in read.items())
    print(f"\nread from the rule: {dict(Counter(cell.measure_id for cell in read))}")
