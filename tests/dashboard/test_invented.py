"""An invented programme says so wherever a part of its pages could be cut out; the real one never does; they never mix."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard.model import db
from dashboard.model.catalogue import catalogue_of
from dashboard.model.state import View
from dashboard.parts import frame
from tests.dashboard.visits import (
    BAND,
    components_data,
    links,
    maps_data,
    page_text,
    ran_to_its_end,
    read_tables,
    visited,
)

NAME = "Tiny Programme"
PAGES = [
    ("overview", {"measure": "deprivation_rank"}),
    ("area", {}),
    ("area", {"area": "alder-row"}),
    ("data", {}),
    ("about", {}),
]
REAL_SOURCES = ("Office for National Statistics", "360Giving", "MHCLG", "House of Commons", "mySociety", "Royal Mail")


def protos(test: Any, kind: str) -> list[Any]:
    return [element.proto for element in test.get(kind)]


@pytest.mark.usefixtures("on_returned")
@pytest.mark.parametrize(("page", "address"), PAGES)
def test_every_page_of_an_invented_programme_says_so_in_its_band_title_pictures_and_foot(
    page: str, address: dict[str, str]
):
    test = visited(page, **address)
    assert ran_to_its_end(test)
    assert test.markdown[0].value == f"**{NAME}: {BAND}**"
    assert test.title[0].value.startswith(f"{NAME}\\: ")
    pictures, tables = protos(test, "plotly_chart"), read_tables(test).captions
    assert all(alt.startswith(f"{NAME}: ") for alt in [*(picture.alt for picture in pictures), *tables])
    corners = [json.loads(element.spec)["layout"]["annotations"][-1]["text"] for element in pictures]
    assert corners == [f"{NAME}: invented"] * len(pictures)
    captions = "".join(str(element.value) for element in test.caption)
    assert not [name for name in REAL_SOURCES if name in captions]
    assert "Every place and every figure is invented." in captions
    if page == "overview":
        data = maps_data(test)
        assert data["corner"] == f"{NAME}: invented" and all(
            mark["label"].endswith(f" ({NAME})") for mark in data["marks"]
        )
        assert all(text.startswith(f"{NAME}: ") for text in data["alt"].values())
        strip = components_data(test)[1]
        assert strip["corner"] == f"{NAME}: invented" and strip["alt"].startswith(f"{NAME}: ")


@pytest.mark.usefixtures("on_big_local")
@pytest.mark.parametrize("page", ["overview", "area", "data", "about"])
def test_the_real_programme_never_wears_what_the_invented_one_does(page: str):
    test = visited(page, area="whitley-bay")
    assert BAND not in page_text(test)
    pictures = protos(test, "plotly_chart")
    assert not [trace for picture in pictures for trace in json.loads(picture.spec)["data"] if "hovertemplate" in trace]
    assert "Office for National Statistics" in str(test.caption[-1].value)
    assert not [label for label in links(test) if label.startswith("Switch to")]  # there is no other


def test_each_programme_leads_to_the_other(both_builds: Path, read_from: Callable[[Path], None]):
    read_from(both_builds)
    assert links(visited("about"))["Switch to Tiny Programme"]["programme"] == ["tiny"]
    assert links(visited("about", programme="tiny"))["Switch to Big Local"] == {
        "programme": ["big_local"],
        "period": ["2025"],
    }


def test_the_way_to_another_programme_leaves_out_what_it_does_not_have(
    both_builds: Path, read_from: Callable[[Path], None]
):
    read_from(both_builds)
    big_local, tiny = (catalogue_of(db.current_build(name)) for name in ("big_local", "tiny"))
    view = View("big_local", "tenure_social", "2021", "London", "2", area="whitley-bay")
    assert frame.address_in_programme(view, "tiny", tiny) == {
        "programme": "tiny",
        "measure": "tenure_social",
        "period": "2021",
        "wave": "2",
    }
    back = View("tiny", "five_states", "2016", "Southmere", "2", area="alder-row")
    assert frame.address_in_programme(back, "big_local", big_local) == {"programme": "big_local", "wave": "2"}


def test_a_change_of_programme_brings_no_warning(both_builds: Path, read_from: Callable[[Path], None]):
    read_from(both_builds)
    test = visited("overview", area="whitley-bay", region="London", measure="tenure_social")
    there = {name: value[0] for name, value in links(test)["Switch to Tiny Programme"].items()}
    test = visited("overview", **there)
    assert not test.warning
    assert len(maps_data(test)["marks"]) == 12


def test_a_programme_that_cannot_be_read_is_no_way_to_go(
    big_local_build: Path, tmp_path: Path, read_from: Callable[[Path], None]
):
    (tmp_path / "big_local").symlink_to(big_local_build / "big_local")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "current").write_text("gone.duckdb\n", encoding="utf-8")
    read_from(tmp_path)
    test = visited("about")
    assert not test.exception
    assert not [label for label in links(test) if label.startswith("Switch to")]
