"""Fixtures of the dashboard's tests: builds it can read, invented measures, and the contrast of colours."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from dashboard.app_pages.data import command
from dashboard.model import db
from dashboard.text.words import Measure
from etl.building.build import build
from etl.programme import read_programme

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
RETURNS = {
    "return_status": (
        "Area,Return,Period from,Period to,State,Expected by",
        "Alder Row,spending,2016-04-01,2016-09-30,complete,2016-10-31",
        "Birch End,spending,2016-04-01,2016-09-30,partial,2016-11-15",
        "Elm Green,spending,2016-04-01,2016-09-30,nothing to report,",
        "Alder Row,spending,2017-04-01,2017-09-30,complete,",
        "Fern Bank with Long Furrow and Nether Furrow,spending,2017-04-01,2017-09-30,not sent,2017-10-31",
        "Alder Row,volunteer_time,2018-01-01,2018-12-31,complete,",
    ),
    "spending": (
        "Area,Period from,Period to,Budget heading,Spent (£),State",
        "Alder Row,2016-04-01,2016-09-30,Youth work,100,paid",
        "Kiln Lane,2016-07-01,2016-09-30,Garden,50,paid",
        "Elm Green,2016-04-01,2016-09-30,Garden,50,paid",  # although there was nothing to report
        "Larch Way,2018-02-01,2018-03-31,Garden,50,paid",
    ),
    "plan": ("Area,Plan from", "Juniper Park,2017-01-01"),
    "volunteer_time": (
        "Area,Period from,Period to,Hours,How it was counted",
        "Elm Green,2012-01-01,2012-12-31,31,estimate",
    ),
    "host": ("Area,Organisation,From,Role", "Alder Row,Quay Trust,2013-06,holds the money"),
}
"""The lines of returns of areas of the tiny programme, by table; written by hand, so that tests can state the results."""


@pytest.fixture(scope="session")
def both_builds(tiny_build: Path, big_local_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of builds that holds both programmes."""
    builds = tmp_path_factory.mktemp("both")
    shutil.copytree(tiny_build / "tiny", builds / "tiny")
    shutil.copytree(big_local_build / "big_local", builds / "big_local")
    return builds


@pytest.fixture(scope="session")
def build_with_returns(
    all_indicators: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Mapping[str, Sequence[str]]], Path]:
    """Return a function that builds the tiny programme with the lines of returns by table, and returns its builds."""

    def builds_with(returns: Mapping[str, Sequence[str]]) -> Path:
        folder = Path(shutil.copytree(FIXTURES / "tiny", tmp_path_factory.mktemp("returned") / "tiny"))
        (folder / "returns").mkdir()
        for table, lines in returns.items():
            (folder / "returns" / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        builds = tmp_path_factory.mktemp("builds")
        build(read_programme(folder), lambda _words: None, builds, all_indicators)
        return builds

    return builds_with


@pytest.fixture(scope="session")
def returned_build(build_with_returns: Callable[[Mapping[str, Sequence[str]]], Path]) -> Path:
    """Return a folder of builds that holds the tiny programme with returns."""
    return build_with_returns(RETURNS)


@pytest.fixture(autouse=True, scope="session")
def one_search_for_components() -> Iterator[None]:
    """Let Streamlit search for installed components once, not anew for each simulated visit (half a second)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def read_from(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Return a function that makes the dashboard read builds from another folder."""
    return lambda builds: monkeypatch.setattr(db, "BUILDS", builds)


@pytest.fixture
def on_tiny(tiny_build: Path, read_from: Callable[[Path], None]) -> db.Build:
    """Return the build of the tiny programme, the only one that the dashboard reads."""
    read_from(tiny_build)
    return db.current_build("tiny")


@pytest.fixture
def on_big_local(big_local_build: Path, read_from: Callable[[Path], None]) -> db.Build:
    """Return the build of the real programme, the only one that the dashboard reads."""
    read_from(big_local_build)
    return db.current_build("big_local")


@pytest.fixture
def on_returned(returned_build: Path, read_from: Callable[[Path], None]) -> db.Build:
    """Return the build of the tiny programme with returns, the only one that the dashboard reads."""
    read_from(returned_build)
    return db.current_build("tiny")


@pytest.fixture
def on_practice(practice_build: Path, read_from: Callable[[Path], None]) -> db.Build:
    """Return the build of Practice, the only one that the dashboard reads."""
    read_from(practice_build)
    return db.current_build("practice")


@pytest.fixture
def staff(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start staff mode."""
    monkeypatch.setenv("BIGLOCAL_STAFF", "yes")


@pytest.fixture
def desk(
    tiny_copy: Path,
    tiny_build: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    read_from: Callable[[Path], None],
) -> Path:
    """Return the folder of a tiny programme to load into, on which the command works and which the dashboard reads."""
    builds = tmp_path / "desk"
    shutil.copytree(tiny_build, builds)
    monkeypatch.setenv("BIGLOCAL_PROGRAMMES", str(tiny_copy.parent))
    monkeypatch.setenv("BIGLOCAL_BUILDS", str(builds))
    monkeypatch.setattr(command, "PROGRAMMES", tiny_copy.parent)
    read_from(builds)
    return tiny_copy


@pytest.fixture(scope="session")
def measure() -> Callable[..., Measure]:
    """Return a function that makes a measure; by default it is a share of homes."""

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
    """Return a function for the contrast of two colours ("#RRGGBB"), from 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def ratio(color: str, other_color: str) -> float:
        darker, lighter = sorted((luminance(color), luminance(other_color)))
        return (lighter + 0.05) / (darker + 0.05)

    return ratio
