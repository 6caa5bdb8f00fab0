"""The long proofs on Practice: each count that is not shown has another that is published the same, in one build and in two."""

import shutil
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from etl.building.build import build
from etl.building.build_files import current, staff_file
from etl.measuring.disclosure import PUBLIC, all_people
from etl.measuring.people import People
from etl.measuring.witnesses import Counts, changes
from etl.programme import PROGRAMMES, read_programme
from tests.attack.test_two_builds_attacked import contents
from tests.conftest import silent

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


def test_two_builds_of_practice_do_not_tell_of_one_respondent(tmp_path: Path):
    """One respondent with most answers is left out, Practice is built, the respondent is added, and it is built again."""
    folder = Path(shutil.copytree(PROGRAMMES / "practice", tmp_path / "programmes/practice"))
    answers = folder / "returns/survey_answer.csv"
    whole = pd.read_csv(answers, dtype=str, keep_default_na=False)
    respondent = ["Survey", "Round", "Area", "Respondent key"]
    most = whole.groupby(respondent).size().sort_values(kind="stable").index[-1]
    theirs = pd.MultiIndex.from_frame(whole[respondent]).isin([most])
    assert theirs.sum() >= 10
    versions = []
    for rows in (whole[~theirs], whole):
        rows.to_csv(answers, index=False)
        versions.append(build(read_programme(folder), silent, tmp_path / "builds"))
    first, second = (contents(tmp_path / f"builds/practice/{version}.duckdb") for version in versions)
    assert versions[0] != versions[1] and first == second
    with duckdb.connect(str(tmp_path / f"builds/practice/{versions[1]}.staff.duckdb"), read_only=True) as db:
        waiting = db.execute("SELECT DISTINCT keeps_figure FROM waiting").fetchall()
    assert waiting == [(True,)]
