"""The pictures that the download box of a chart offers: what the page shows, with its title, source and version."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
import streamlit as st
from PIL import Image
from streamlit.testing.v1 import AppTest

from dashboard.model import db
from dashboard.parts import picture_files
from tests.dashboard.visits import page_text, tables, visited

Files = dict[str, Callable[[], bytes]]


@pytest.fixture
def files(practice_build: Path, read_from: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch) -> Files:
    """Read Practice, and return what each opened box offers, by the name of the file."""
    read_from(practice_build)
    offered: Files = {}
    button = st.download_button

    def offer(label: str, data: Any, file_name: str, *rest: Any, **options: Any) -> Any:
        offered[file_name] = data
        return button(label, data, file_name, *rest, **options)

    monkeypatch.setattr(st, "download_button", offer)
    return offered


def opened_box(page: str, **address: str) -> AppTest:
    """Return a page of Practice with the box of its first download open."""
    test = visited(page, programme="practice", **address)
    (button, *_) = [button for button in test.button if button.label.startswith("Download ")]
    return button.click().run()


def texts(svg: bytes) -> list[str]:
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own text
    return [str(text.text) for text in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_picture_has_the_title_the_figures_the_source_and_the_version_of_its_chart(files: Files):
    test = opened_box("funding", section="source")
    version = db.current_build("practice").version
    ((svg_name, svg),) = [(name, made) for name, made in files.items() if name.endswith(".svg")]
    assert re.fullmatch(rf"practice-[a-z0-9-]+-v{version}\.svg", svg_name)
    assert [name.rpartition(".")[2] for name in files] == ["csv", "xlsx", "png", "svg"]
    assert len({name.rpartition(".")[0] for name in files}) == 1
    shown = texts(svg())
    assert shown[0].startswith("Practice: ")
    assert shown[0].removeprefix("Practice: ") in page_text(test)
    assert "Practice: invented" in shown
    assert shown[-1] == f"Invented figures. Data version {version}."
    (table,) = [table for table in tables(test) if "Funder" in table.columns]
    for funder in table["Funder"][:10]:
        assert funder in shown


def test_a_picture_as_png_is_an_image_with_its_text_for_those_who_cannot_see_it(files: Files):
    opened_box("funding", section="source")
    (made,) = [made for name, made in files.items() if name.endswith(".png")]
    image = Image.open(io.BytesIO(made()))
    assert image.width == 2 * 960
    assert image.info["Title"].startswith("Practice: ")
    assert image.info["Description"].startswith("Practice: ")


def test_a_chart_without_a_table_offers_its_pictures_alone(files: Files):
    opened_box("overview", region="London")
    assert [name.rpartition(".")[2] for name in files] == ["png", "svg"]
    assert all(name.startswith("practice-spread-deprivation-rank-2025-london-v") for name in files)


def test_in_staff_mode_no_picture_is_offered_as_a_chart_may_show_figures_for_staff_only(
    files: Files, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(picture_files, "access", SimpleNamespace(is_staff=lambda: True))
    test = opened_box("funding", section="source")
    assert [name.rpartition(".")[2] for name in files] == ["csv", "xlsx"]
    assert any("No picture is offered in staff mode" in caption.value for caption in test.caption)


def test_the_box_of_an_area_over_time_has_the_line_that_embeds_its_chart(files: Files):
    test = opened_box("area", area="drubessel", beside="first_timers")
    assert files
    (line,) = [code.value for code in test.code]
    assert line.startswith('<iframe src="/embed/practice/drubessel/first_timers" title="Drubessel: ')
