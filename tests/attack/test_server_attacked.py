"""A server started from a strange folder, on broken files and behind wrong pointers: its readers see sentences only."""

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import duckdb
import pytest

from tests.attack.target import answer_to, attacked, run_of, text_of
from tests.browser.serve import ROOT

SETTINGS = ROOT / "dashboard" / ".streamlit" / "config.toml"
READ_BACK = """
import json, sys
from dashboard.web import server
from streamlit import config
print(json.dumps({name: config.get_option(name) for name in json.loads(sys.argv[1])}))
"""
HOSTILE = '[client]\nshowErrorDetails = "full"\n[browser]\ngatherUsageStats = true\n[server]\nenableCORS = false\n'


def flat(settings: dict, prefix: str = "") -> dict[str, object]:
    """Return settings by their full name, such as server.headless."""
    flattened: dict[str, object] = {}
    for name, value in settings.items():
        flattened |= flat(value, f"{prefix}{name}.") if isinstance(value, dict) else {prefix + name: value}
    return flattened


@pytest.mark.parametrize("settings_there", ["", HOSTILE], ids=["an empty folder", "a folder with other settings"])
def test_every_setting_holds_whatever_the_working_folder(settings_there: str, tmp_path: Path):
    if settings_there:
        (tmp_path / ".streamlit").mkdir()
        (tmp_path / ".streamlit" / "config.toml").write_text(settings_there, encoding="utf-8")
    wanted = flat(tomllib.loads(SETTINGS.read_text(encoding="utf-8")))
    command = [sys.executable, "-c", READ_BACK, json.dumps(list(wanted))]
    read = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(read.stdout) == wanted
    assert wanted["client.showErrorDetails"] == "none"
    assert wanted["browser.gatherUsageStats"] is False


def test_a_server_started_from_an_empty_folder_shows_its_pages(tiny_build: Path, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    with attacked(tiny_build, tmp_path, folder=tmp_path / "empty") as target:
        for page in ("overview", "area", "about"):
            with target.session() as session:
                assert ", data version " in text_of(answer_to(session, run_of(page)))


def spoiled(builds: Path, folder: Path, statement: str) -> Path:
    """Return a copy of the builds of the tiny programme with a change in its public file."""
    copy = Path(shutil.copytree(builds / "tiny", folder / "spoiled" / "tiny"))
    with duckdb.connect(str(copy / (copy / "current").read_text(encoding="utf-8").strip())) as database:
        database.execute(statement)
    return copy.parent


def test_a_page_that_fails_shows_a_sentence_with_its_foot_and_is_logged(tiny_build: Path, tmp_path: Path):
    builds = spoiled(tiny_build, tmp_path, "DELETE FROM place")
    with attacked(builds, tmp_path) as target, target.session() as session:
        shown = text_of(answer_to(session, run_of("trends")))
        assert "Part of this page cannot be shown." in shown
        assert ", data version " in shown
        assert "exception {" not in shown
        assert str(ROOT) not in shown
        assert "Traceback" in target.log.read_text(encoding="utf-8")


def test_a_database_that_lacks_a_table_is_one_sentence_on_every_page(tiny_build: Path, tmp_path: Path):
    builds = spoiled(tiny_build, tmp_path, "DROP TABLE indicator_value CASCADE")
    with attacked(builds, tmp_path) as target:
        for page in ("overview", "area", "compare", "trends", "funding", "councils", "progress", "data", "about"):
            with target.session() as session:
                shown = text_of(answer_to(session, run_of(page)))
            if page in ("map", "trends"):  # some of the others show no figure before an area is chosen
                assert "cannot be read as a database of this dashboard" in shown, page
            assert "exception {" not in shown, page
            assert "Part of this page" not in shown, page


def test_a_pointer_to_the_staff_file_shows_nothing_of_it(tiny_build: Path, tmp_path: Path):
    copy = Path(shutil.copytree(tiny_build / "tiny", tmp_path / "wrong" / "tiny"))
    pointer = copy / "current"
    pointer.write_text(pointer.read_text(encoding="utf-8").replace(".duckdb", ".staff.duckdb"), encoding="utf-8")
    with attacked(copy.parent, tmp_path) as target, target.session() as session:
        shown = text_of(answer_to(session, run_of("map")))
        assert "is not the one that its readers may see" in shown
        assert "Alder Row" not in shown
        assert target.get("/health")[0] == 503
