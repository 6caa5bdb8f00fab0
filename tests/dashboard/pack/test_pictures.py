"""Pictures of findings: what is drawn, that gaps stay gaps, and that a picture says what it is."""

import io
import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from matplotlib.textpath import TextPath
from PIL import Image

from dashboard.pack import pictures
from dashboard.pack.finding import Picture, Series
from dashboard.text.words import Measure
from tests.dashboard.pack.samples import BARS, COLUMNS, COUNT, HOSTILE, ITEMS, LINE

MONEY = Measure("award", "Award", "Award", "£", "{value}", "money", 0)
NAVY, GREY = "#12436D", "#8A939B"


def texts(svg: str) -> list[str]:
    return [part.strip() for part in re.findall(r"<text[^>]*>([^<]+)</text>", svg)]


@pytest.mark.parametrize("finding", [LINE, COLUMNS, BARS])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_is_one_well_formed_image_with_its_alternative_text(finding, theme: str):
    svg = pictures.finding_svg(finding, 640, 320, theme)
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own text
    assert (root.get("role"), root.get("width"), root.get("height")) == ("img", "640", "320")
    assert root[0].text == finding.alt
    assert "http://" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", svg)


def test_a_line_shows_the_periods_the_unit_and_both_names():
    shown = texts(pictures.finding_svg(LINE, 640, 320))
    assert {"2017", "2023", "40%", "60%", "Aldermarsh", "All areas"} <= set(shown)


def test_a_hidden_figure_leaves_a_gap_in_its_line():
    svg = pictures.finding_svg(LINE, 640, 320)
    (main,) = re.findall(r'<path d="([^"]+)"[^>]*stroke: #12436d; stroke-width: 3[^>]*>', svg)
    assert (main.count("M"), main.count("L")) == (1, 1)  # 2017 and 2019 are joined, 2023 stands alone


def test_a_true_zero_is_written_out_and_bars_carry_their_figures():
    assert "0" in texts(pictures.finding_svg(COLUMNS, 640, 320))
    assert {"62%", "47%", "46%"} <= set(texts(pictures.finding_svg(BARS, 640, 320)))


def test_a_picture_is_the_chart_of_the_screen_for_its_kind():
    for finding in (LINE, COLUMNS, BARS):
        assert finding.picture is not None
        for theme in ("light", "dark"):
            chart: Any = pictures.plotly_figure(finding.picture, theme, 300)
            assert chart.layout.height == 300
            assert chart.data[0].type == ("scatter" if finding.picture.kind == "line" else "bar")


def test_bars_have_the_first_place_in_focus_and_say_where_there_is_no_figure():
    picture = BARS.picture
    assert picture is not None
    without = replace(picture, series=(replace(picture.series[0], values=(62.0, None, 46.0)),))
    chart: Any = pictures.plotly_figure(without, "light", 300)
    assert chart.data[0].marker.color == (NAVY, GREY)
    assert [note.text for note in chart.layout.annotations] == ["62%", "No data reported", "46%"]
    assert "No data reported" in texts(pictures.finding_svg(replace(BARS, picture=without), 640, 320))


def test_larger_type_enlarges_the_whole_picture():
    small, large = (pictures.finding_svg(BARS, 600, 300, "light", size) for size in (12, 24))
    assert 'viewBox="0 0 600 300"' in small
    assert 'viewBox="0 0 300 150"' in large
    assert 'width="600" height="300"' in large


def test_two_pictures_on_a_page_share_no_name():
    names = [set(re.findall(r' id="([^"]+)"', pictures.finding_svg(finding, 640, 320))) for finding in (LINE, BARS)]
    assert not names[0] & names[1]


def test_the_same_picture_is_the_same_text_every_time():
    first = pictures.finding_svg(BARS, 500, 300)
    pictures._svg.cache_clear()
    assert pictures.finding_svg(BARS, 500, 300) == first


def test_a_png_has_twice_the_size_and_the_alternative_text():
    image = Image.open(io.BytesIO(pictures.finding_png(LINE, 640, 320)))
    assert image.size == (1280, 640)
    assert image.info["Description"] == LINE.alt  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize("finding", [ITEMS, HOSTILE])
def test_a_finding_without_figures_has_no_picture(finding):
    assert (pictures.finding_svg(finding, 640, 320), pictures.finding_png(finding, 640, 320)) == ("", b"")


YEARS = tuple(f"{year}-{(year + 1) % 100:02}" for year in range(2012, 2026))
LONG_YEARS = replace(
    COLUMNS,
    picture=Picture("columns", YEARS, (Series("Aldermarsh", tuple(float(place) for place in range(14))),), COUNT),
)
POUNDS = replace(
    BARS,
    picture=Picture("bars", ("Awarded", "Not yet accounted for"), (Series("Pounds", (1_220_000.0, 72_322.0)),), MONEY),
)


def boxes(svg: str) -> list[tuple[float, float, float, str]]:
    """Return the room of each text of a picture in pixels: its left and right end and its height, as its font draws it."""
    parts = r'<text style="font-size: (\d+)px[^"]*text-anchor: (\w+)[^"]*" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]+)<'
    listed = []
    for size, anchor, x, y, text in re.findall(parts, svg):
        room = TextPath((0, 0), text, size=float(size)).get_extents().width
        left = float(x) - {"start": 0.0, "middle": room / 2, "end": room}[anchor]
        listed.append((left, left + room, float(y), text))
    return listed


@pytest.mark.parametrize("width", [360, 420, 640, 900])
@pytest.mark.parametrize("finding", [LINE, BARS, LONG_YEARS, POUNDS])
def test_no_label_runs_into_another_or_out_of_the_picture(finding, width: int):
    shown = boxes(pictures.finding_svg(finding, width, 240))
    assert len(shown) >= 4
    assert [box for box in shown if box[0] < -1 or box[1] > width + 1] == []
    for left, right, height, text in shown:
        others = [box for box in shown if box[2] == height and box[3] != text]
        assert all(right < other[0] or other[1] < left for other in others), text
