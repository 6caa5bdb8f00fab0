"""Fixtures that many tests share: the tiny invented programme, databases of it and of Big Local, and ways to spoil a file."""

import csv
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from dashboard.model import db
from etl.building.build import build
from etl.building.build_files import current
from etl.measuring.measures import INDICATORS
from etl.programme import PROGRAMMES, read_programme

FIXTURES = Path(__file__).parent / "fixtures"

settings.register_profile("project", deadline=None)  # a busy machine is no failure
settings.load_profile("project")


@pytest.fixture(scope="session")
def all_indicators(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every real measure and those of the tiny programme."""
    folder = tmp_path_factory.mktemp("queries") / "indicators"
    shutil.copytree(INDICATORS, folder)
    return Path(shutil.copytree(FIXTURES / "indicators", folder, dirs_exist_ok=True))


@pytest.fixture(scope="session")
def tiny_programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a copy of the tiny programme that all tests share and none changes."""
    return Path(shutil.copytree(FIXTURES / "tiny", tmp_path_factory.mktemp("programmes") / "tiny"))


@pytest.fixture(scope="session")
def tiny_build(tiny_programme: Path, all_indicators: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a build of the tiny programme, with every measure."""
    builds = tmp_path_factory.mktemp("builds")
    build(read_programme(tiny_programme), silent, builds, all_indicators)
    return builds


@pytest.fixture(scope="session")
def big_local_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a build of the real programme."""
    return built_once("big_local", tmp_path_factory)


@pytest.fixture(scope="session")
def practice_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a build of the invented programme Practice."""
    return built_once("practice", tmp_path_factory)


@pytest.fixture(scope="session")
def real_builds(practice_build: Path, big_local_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the builds of Practice and Big Local, as a new visitor has them."""
    builds = tmp_path_factory.mktemp("real")
    for folder, name in ((practice_build, "practice"), (big_local_build, "big_local")):
        shutil.copytree(folder / name, builds / name)
    return builds


@pytest.fixture
def on_real_builds(real_builds: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the dashboard, and the commands that a test starts, read Practice and Big Local; return the folder of builds."""
    monkeypatch.setattr(db, "BUILDS", real_builds)
    monkeypatch.setenv("BIGLOCAL_BUILDS", str(real_builds))
    return real_builds


def built_once(programme_id: str, folders: pytest.TempPathFactory) -> Path:
    """Return a folder with a build of a programme that no test changes; of tests that run in parallel, the first builds it."""
    at_once = "PYTEST_XDIST_WORKER" in os.environ
    builds = (folders.getbasetemp().parent if at_once else folders.mktemp("shared")) / f"builds-of-{programme_id}"
    with FileLock(f"{builds}.lock"):
        if current(builds / programme_id) is None:
            build(read_programme(PROGRAMMES / programme_id), silent, builds)
    return builds


@pytest.fixture
def tiny_copy(tmp_path: Path) -> Path:
    """Return the folder of a tiny programme that a test may change."""
    return Path(shutil.copytree(FIXTURES / "tiny", tmp_path / "programmes" / "tiny"))


@pytest.fixture
def build_of(tmp_path: Path) -> Callable[[Path], Path]:
    """Return a function that builds a changed copy, with the few measures of the fixtures, and returns its build folder."""

    def built(folder: Path) -> Path:
        build(read_programme(folder), silent, tmp_path / "builds", FIXTURES / "indicators")
        return tmp_path / "builds" / folder.name

    return built


@pytest.fixture
def change_cell() -> Callable[[Path, dict[str, str], str, str], None]:
    """Return a function that changes one cell of a CSV file, in the only row with the given values."""

    def change(path: Path, criteria: dict[str, str], column: str, value: str) -> None:
        rows = rows_of(path)
        (match,) = [row for row in rows if criteria.items() <= row.items()]
        match[column] = value
        write_rows(path, rows)

    return change


@pytest.fixture
def change_rows() -> Callable[[Path, Callable[[list[dict[str, str]]], list[dict[str, str]]]], None]:
    """Return a function that rewrites a CSV file with the rows that another function returns for its rows."""
    return lambda path, changed: write_rows(path, changed(rows_of(path)))


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    """Write rows as a CSV file, the columns in the order of the first row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def silent(_words: str) -> None:
    """Ignore the progress of a build."""
