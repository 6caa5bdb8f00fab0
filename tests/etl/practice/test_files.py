"""Practice as committed is what its seed writes, another seed writes another Practice, and every file names its source."""

from pathlib import Path

import pytest

from etl.practice.write import write_practice
from tests.etl.practice.tables import AREA_IDS, CONTRACTS, LEFT_OUT, PRACTICE, RULES, checked_rows, read

BY_HAND = {"parameters.yml"}


@pytest.fixture(scope="module")
def second_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("second_run") / "practice"
    write_practice(folder, RULES["seed"])
    return folder


@pytest.fixture(scope="module")
def other_seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("other_seed") / "practice"
    write_practice(folder, RULES["seed"] + 1)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_a_second_run_gives_the_very_files_that_are_kept(second_run: Path):
    kept = {name: content for name, content in files(PRACTICE).items() if name not in BY_HAND}
    made = files(second_run)
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def test_another_seed_gives_as_many_other_areas(other_seed: Path):
    others = {row["area_name"] for row in read("area", other_seed)}
    assert len(others) == len(AREA_IDS) == 150
    assert len(others & AREA_IDS.keys()) < 75


def test_another_seed_gives_rows_that_its_contracts_allow(other_seed: Path):
    for contract in CONTRACTS.values():
        if contract.table not in LEFT_OUT:
            assert len(checked_rows(contract, read(contract.table, other_seed))) > 0


def test_the_whole_folder_is_under_5_million_bytes():
    assert sum(len(content) for content in files(PRACTICE).values()) < 5_000_000


def test_every_table_has_a_file_but_boundaries_and_census_lists():
    assert {path.stem for path in PRACTICE.glob("*/*.csv")} == CONTRACTS.keys() - LEFT_OUT
