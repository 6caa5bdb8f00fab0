"""What the tests of the dashboard share: builds it can read, made-up measures, and how far colours stand apart."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard import db
from dashboard.words import Measure

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def both_builds(tiny_build: Path, big_local_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of builds that holds both programmes."""
    builds = tmp_path_factory.mktemp("both")
    shutil.copytree(tiny_build / "tiny", builds / "tiny")
    shutil.copytree(big_local_build / "big_local", builds / "big_local")
    return builds


@pytest.fixture
def read_from(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Return a function that lets the dashboard look for its builds in another folder."""
    return lambda builds: monkeypatch.setattr(db, "BUILDS", builds)


@pytest.fixture
def on_tiny(tiny_build: Path, read_from: Callable[[Path], None]) -> db.Build:
    """Return the build of the tiny programme, the only one the dashboard finds."""
    read_from(tiny_build)
    return db.current_build("tiny")


@pytest.fixture
def on_big_local(big_local_build: Path, read_from: Callable[[Path], None]) -> db.Build:
    """Return the build of the real programme, the only one the dashboard finds."""
    read_from(big_local_build)
    return db.current_build("big_local")


@pytest.fixture(scope="session")
def measure() -> Callable[..., Measure]:
    """Return a function that makes a measure with a unit; without one it is a share of homes."""

    def made(
        unit: str = "% of homes",
        kind: str = "proportion",
        decimals: int = 0,
        in_words: str = "in {area}, {value} of homes",
    ) -> Measure:
        return Measure("homes", "Homes that are rented", "Rented", unit, in_words, kind, decimals)

    return made


@pytest.fixture(scope="session")
def contrast() -> Callable[[str, str], float]:
    """Return a function for the contrast of two colours as "#RRGGBB", 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def ratio(one: str, other: str) -> float:
        darker, lighter = sorted((luminance(one), luminance(other)))
        return (lighter + 0.05) / (darker + 0.05)

    return ratio
