"""Addresses pinned to a version: every page shows that build while it is kept, says so, and the build stays."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dashboard.model import db
from dashboard.model.state import View
from dashboard.pack import __main__ as pack_command
from dashboard.pack import packs
from etl.building import build_files
from etl.errors import DataError
from tests.dashboard.visits import links, page_text, ran_to_its_end, visited

OLD, NEW = "2026-03-12-abcdef", "2026-06-01-012345"
PAGES = (
    "overview",
    "area",
    "compare",
    "trends",
    "funding",
    "councils",
    "progress",
    "record",
    "present",
    "data",
    "about",
)
NEWEST = "See the newest figures"


def version_made(good: Path, folder: Path, version: str, name: str) -> None:
    """Write both databases of a version, in which the area of the tests has a name of its own."""
    for source, ending in ((good, "duckdb"), (good.with_suffix(".staff.duckdb"), "staff.duckdb")):
        with duckdb.connect(str(shutil.copy(source, folder / f"{version}.{ending}"))) as made:
            made.execute("UPDATE build SET version = $version, built_at = $day::TIMESTAMP",
                         {"version": version, "day": version[:10]})  # fmt: skip
            made.execute("UPDATE area SET area_name = $name WHERE area_id = 'alder-row'", {"name": name})


@pytest.fixture
def folder(tiny_build: Path, tmp_path: Path, read_from: Callable[[Path], None]) -> Path:
    """Return a folder of two builds of the tiny programme, of March and of June, that the dashboard reads."""
    good = build_files.current(tiny_build / "tiny")
    assert good is not None
    folder = tmp_path / "builds" / "tiny"
    folder.mkdir(parents=True)
    version_made(good, folder, OLD, "Older Row")
    version_made(good, folder, NEW, "Newer Row")
    (folder / "current").write_text(f"{NEW}.duckdb\n", encoding="utf-8")
    read_from(folder.parent)
    return folder


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("mode", ["", "yes"])
def test_every_page_shows_the_pinned_figures_and_the_way_to_the_newest(
    page: str, mode: str, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BIGLOCAL_STAFF", mode)
    test = visited(page, programme="tiny", v=OLD)
    assert ran_to_its_end(test)
    assert "**Figures as of 12 March 2026.** Newer ones exist." in page_text(test)
    assert f"data version {OLD}." in page_text(test)
    assert "v" not in links(test)[NEWEST]
    assert links(test)["Trends" if page != "trends" else "**Trends**"]["v"] == [OLD]
    assert (folder / f"{OLD}.kept").exists()


def test_a_pinned_page_has_the_names_of_its_build():
    assert View(v=OLD).parameters() == {"v": OLD}


def test_a_pinned_area_is_that_of_its_build(folder: Path):
    assert "Older Row" in visited("area", programme="tiny", area="alder-row", v=OLD).title[0].value
    assert "Newer Row" in visited("area", programme="tiny", area="alder-row").title[0].value
    assert folder.exists()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "version", ["2026-01-01-ffffff", "../tiny/2026-03-12-abcdef", f"{OLD}.staff", "<b>", "x" * 5_000, f"{OLD}\n"]
)
def test_a_version_that_is_not_kept_gives_a_sentence_and_the_newest(version: str):
    test = visited("area", programme="tiny", area="alder-row", v=version)
    assert ran_to_its_end(test)
    (warning,) = [element.value for element in test.warning if "version" in element.value]
    assert warning.endswith(" are not available. The newest are shown instead.")
    assert "<" not in warning
    assert len(warning) < 150
    assert "Newer Row" in test.title[0].value
    assert NEWEST not in links(test)
    assert "v" not in links(test)["Trends"]


def test_a_file_that_was_made_for_staff_is_never_pinned(folder: Path):
    shutil.copy(folder / f"{OLD}.staff.duckdb", folder / "2026-04-01-aaaaaa.duckdb")
    assert db.pinned_build("tiny", "2026-04-01-aaaaaa") is None


def test_a_page_offers_a_link_to_exactly_its_figures(folder: Path):
    test = visited("area", programme="tiny", area="alder-row")
    link = links(test)["Link to exactly these figures"]
    assert (link["programme"], link["area"], link["v"]) == (["tiny"], ["alder-row"], [NEW])
    assert not (folder / f"{NEW}.kept").exists()
    pinned = visited("area", programme="tiny", area="alder-row", v=NEW)
    assert "Newer ones exist" not in page_text(pinned)
    assert "Link to exactly these figures" not in links(pinned)
    assert (folder / f"{NEW}.kept").exists()


@pytest.mark.usefixtures("staff", "folder")
def test_in_staff_mode_the_link_is_to_the_public_figures():
    assert links(visited("area", programme="tiny"))["Link to exactly these public figures"]["v"] == [NEW]
    assert "**Public figures as of 1 June 2026.**" in page_text(visited("area", programme="tiny", v=NEW))


def test_a_folder_that_cannot_be_written_to_is_read_all_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "touch", refuse)
    assert "Older Row" in visited("area", programme="tiny", area="alder-row", v=OLD).title[0].value
    assert not (folder / f"{OLD}.kept").exists()


def test_the_address_and_every_link_of_a_pack_name_its_version(folder: Path):
    build = db.pinned_build("tiny", OLD)
    assert build is not None
    pack = packs.pack(build, View("tiny", area="alder-row"))
    assert pack is not None
    assert all(f"v={OLD}" in page for page in [pack.page, *(finding.page for finding in pack.findings)])
    assert pack.version == OLD
    assert folder.exists()


def test_the_pack_of_the_command_keeps_its_build(folder: Path, tmp_path: Path):
    assert pack_command.main(["alder-row", "--programme", "tiny", "--out", str(tmp_path / "files")]) == 0
    assert [path.name for path in folder.glob("*.kept")] == [f"{NEW}.kept"]


def test_a_kept_build_survives_later_ones_without_its_staff_file_until_it_is_forgotten(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(build_files, "BUILDS_KEPT", 0)
    visited("area", programme="tiny", v=OLD)
    build_files.delete_old_builds(folder)
    assert {path.name for path in folder.glob("*.duckdb")} == {
        f"{OLD}.duckdb",
        f"{NEW}.duckdb",
        f"{NEW}.staff.duckdb",
    }
    lines = build_files.build_lines(folder)
    assert [line.split()[0] for line in lines if line.endswith(", kept for a pack or a link")] == [OLD]
    assert [line.split()[0] for line in lines if line.endswith(", current")] == [NEW]
    assert all("built on 2026-0" in line and " MB" in line for line in lines)
    build_files.forget(folder, OLD)
    assert not list(folder.glob(f"{OLD}*"))
    assert "are not available" in page_text(visited("area", programme="tiny", v=OLD))


@pytest.mark.parametrize(
    ("version", "why"), [(NEW, "is the current build, so it stays."), ("../x", "There is no build ../x.")]
)
def test_the_current_build_and_what_is_not_there_are_not_forgotten(version: str, why: str, folder: Path):
    with pytest.raises(DataError, match=why):
        build_files.forget(folder, version)
    assert (folder / f"{NEW}.duckdb").exists()
