"""The long proof on Practice: for each count that is not shown there is another table that is published the same."""

from pathlib import Path

import duckdb
import numpy as np
import pytest

from etl.building.build_files import current, staff_file
from etl.measuring.disclosure import PUBLIC, all_people
from etl.measuring.people import People
from etl.measuring.witnesses import Counts, changes

pytestmark = pytest.mark.prove


def others(people: People, yes: Counts, gives_up_all: bool) -> list[Counts]:
    """Return other tables of who said yes, of the same people."""
    by_circle = [yes + change for change in changes(people.graph(), *people._room(0, 1))[0]]
    return [people.mirrored(yes)] if gives_up_all else by_circle


def test_a_reader_who_knows_the_rule_cannot_tell_who_said_yes(practice_build: Path):
    public = current(practice_build / "practice")
    assert public
    tables = 0
    with duckdb.connect(str(staff_file(public)), read_only=True) as db:
        for measure_id, period, people in all_people(db, PUBLIC):
            fixed = people.publish()
            if people.yes is None:
                continue
            differs = np.zeros(len(people.area_ids), dtype=bool)
            for yes in others(people, people.yes, bool(fixed.any())):
                assert people._publishes_the_same(yes), (measure_id, period)
                differs |= yes != people.yes
                tables += 1
            assert differs[fixed if fixed.any() else people.hidden].all(), (measure_id, period)
    print(f"\n{tables} other tables are published the same")
    assert tables > 100
