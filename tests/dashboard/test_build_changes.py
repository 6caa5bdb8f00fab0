"""The pages where the build is new, missing or broken, run by Streamlit without a browser."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.dashboard.visits import page_text, ran_to_its_end, visited

PAGES = ("overview", "area", "data", "about")


def test_a_new_build_is_shown_at_the_next_run_of_an_open_page(
    tiny_build: Path, tmp_path: Path, read_from: Callable[[Path], None]
):
    folder = Path(shutil.copytree(tiny_build / "tiny", tmp_path / "tiny"))
    read_from(tmp_path)
    old = (folder / "current").read_text(encoding="utf-8").strip()
    test = visited("overview")
    assert f"data version {old.removesuffix('.duckdb')}" in page_text(test)
    with duckdb.connect(str(shutil.copy(folder / old, folder / "new.duckdb"))) as newer:
        newer.execute("UPDATE build SET version = 'a-new-version'")
        newer.execute("UPDATE programme SET programme_name = 'Renamed'")
    (folder / "current").write_text("new.duckdb\n", encoding="utf-8")
    test.run()
    assert ran_to_its_end(test)
    assert re.search(
        r"^Renamed\. Last updated \d+ \w+ \d{4}, data version a-new-version\.", page_text(test), re.MULTILINE
    )


@pytest.mark.parametrize("page", PAGES)
def test_without_a_build_every_page_says_what_to_do(page: str, tmp_path: Path, read_from: Callable[[Path], None]):
    read_from(tmp_path)
    test = visited(page, area="whitley-bay")
    assert not test.exception
    assert [element.value for element in test.info] == [
        "There are no figures yet. Run “make run”, or “biglocal build”, and reload this page."
    ]
    assert [element.value for element in test.title] == ["Big Local Compare"]
    assert not test.markdown


@pytest.mark.parametrize("page", PAGES)
def test_with_a_broken_build_every_page_says_what_to_do(page: str, tmp_path: Path, read_from: Callable[[Path], None]):
    (tmp_path / "big_local").mkdir()
    (tmp_path / "big_local" / "half.duckdb").write_bytes(b"half")
    (tmp_path / "big_local" / "current").write_text("half.duckdb\n", encoding="utf-8")
    read_from(tmp_path)
    test = visited(page)
    assert not test.exception
    assert test.info[0].value.startswith("The file half.duckdb cannot be read")
    assert str(tmp_path) not in test.info[0].value


def test_a_page_comes_back_once_there_is_a_build(tiny_build: Path, tmp_path: Path, read_from: Callable[[Path], None]):
    read_from(tmp_path)
    test = visited("overview")
    assert test.info
    shutil.copytree(tiny_build / "tiny", tmp_path / "tiny")
    test.run()
    assert not test.info
    assert ran_to_its_end(test)
