"""Pictures without a browser: where marks are on the sheet, what a picture says, and that every chart of every page is drawn."""

import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import matplotlib as mpl
import plotly.graph_objects as go
import pytest
import streamlit as st
from PIL import Image

from dashboard.drawing import picture
from dashboard.drawing.picture import PictureWords
from tests.dashboard.visits import visited

SVG = "{http://www.w3.org/2000/svg}"
BARE: dict[str, Any] = {"visible": False, "range": [0, 100]}
NO_MARGIN = {"l": 0, "r": 0, "t": 0, "b": 0}
WORDS = PictureWords(
    title="More people feel they belong <b>& more</b>: $5_000",
    subtitle="% of people asked, 2023",
    source="Survey of residents",
    base="97 people asked",
    version="2026-11-22-abc",
    alt="A line from 48% to 62%.",
    corner="Practice: invented",
)
PAGES = ("overview", "trends", "compare", "councils", "funding", "progress", "record", "data", "area")
PARTS = {
    "compare": ("funnel", "places"),
    "councils": ("events", "meetings", "sides"),
    "funding": ("pound", "year", "source", "support", "record"),
    "progress": ("report", "published"),
    "trends": ("wall", "spread"),
}


def bare(*traces: Any, **layout: Any) -> go.Figure:
    """Return a figure without axes and margins, from 0 to 100 both ways: on 100 pixels a value is a pixel."""
    return go.Figure(list(traces), {"margin": NO_MARGIN, "xaxis": BARE, "yaxis": BARE, **layout})


def numbers(path: str) -> list[tuple[float, float]]:
    """Return the points of a path."""
    parts = re.findall(r"[ML] (-?[\d.]+) (-?[\d.]+)", path)
    return [(round(float(x), 3), round(float(y), 3)) for x, y in parts]


def paths(svg: str, style: str) -> list[list[tuple[float, float]]]:
    """Return the points of each path with a text in its style."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own text
    return [numbers(path.get("d", "")) for path in root.iter(f"{SVG}path") if style in path.get("style", "")]


def texts(svg: str) -> list[str]:
    return [str(text.text) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own text


def test_a_line_goes_through_its_points_and_breaks_where_a_value_is_missing():
    line = go.Scatter(x=[0, 50, 60, 100], y=[0, 20, None, 80], mode="lines", line={"color": "#123456", "width": 2})
    assert paths(picture.svg(bare(line), None, 100, 100), "#123456") == [[(0, 100), (50, 80)]]


def test_a_line_is_cut_off_at_the_sides_of_its_plot():
    line = go.Scatter(x=[-100, 100], y=[50, 50], mode="lines", line={"color": "#123456"})
    assert paths(picture.svg(bare(line), None, 100, 100), "#123456") == [[(0, 50), (100, 50)]]


def test_error_bars_end_where_their_intervals_end():
    error = {"array": [20], "arrayminus": [10], "color": "#123456", "width": 0}
    point = go.Scatter(x=[50], y=[40], mode="markers", marker={"color": "#ffffff"}, error_y=error)
    (bar,) = paths(picture.svg(bare(point), None, 100, 100), "#123456")
    assert sorted(bar) == [(50, 40), (50, 70)]


def test_bars_stack_on_those_before_them():
    bars = [
        go.Bar(x=[20], y=[50], orientation="h", width=10, marker={"color": "#111111"}),
        go.Bar(x=[30], y=[50], orientation="h", width=10, marker={"color": "#222222"}),
    ]
    svg = picture.svg(bare(*bars, barmode="stack"), None, 100, 100)
    assert [sorted(set(path)) for style in ("#111111", "#222222") for path in paths(svg, style)] == [
        [(0, 45), (0, 55), (20, 45), (20, 55)],
        [(20, 45), (20, 55), (50, 45), (50, 55)],
    ]


def test_grouped_columns_stand_beside_each_other_within_their_gap():
    bars = [go.Bar(x=["a", "b"], y=[10, 20], marker={"color": color}) for color in ("#111111", "#222222")]
    chart = bare(*bars, bargap=0.2, xaxis={"type": "category", "visible": False})
    svg = picture.svg(chart, None, 100, 100)
    first, second = ([sorted({x for x, _ in path}) for path in paths(svg, style)] for style in ("#111111", "#222222"))
    assert first == [[5, 25], [55, 75]]  # a place is 50 wide: 5 free, two columns of 20, 5 free
    assert second == [[25, 45], [75, 95]]


def test_stripes_and_dots_stay_within_their_bar():
    for shape in ("/", "."):
        pattern = {"shape": shape, "fgcolor": "#123456", "bgcolor": "#ffffff", "size": 6, "fillmode": "replace"}
        bar = go.Bar(x=[60], y=[50], orientation="h", width=20, marker={"color": "#abcdef", "pattern": pattern})
        drawn = [point for path in paths(picture.svg(bare(bar), None, 100, 100), "#123456") for point in path]
        assert drawn
        assert all(0 <= x <= 60 and 40 <= y <= 60 for x, y in drawn)


def test_labels_of_ticks_are_those_of_the_figure_and_round_numbers_otherwise():
    line = go.Scatter(x=[0, 1], y=[0, 19000], mode="lines")
    given = {"tickvals": [0, 1], "ticktext": ["before", "after"]}
    shown = texts(
        picture.svg(go.Figure(line, {"xaxis": given, "yaxis": {"range": [0, 20000], "nticks": 4}}), None, 400, 300)
    )
    assert shown == ["before", "after", "0", "5k", "10k", "15k", "20k"]


def test_shapes_and_notes_on_paper_follow_the_plot_and_not_the_values():
    shape = {"type": "line", "x0": 50, "x1": 50, "y0": 0, "y1": 1, "yref": "paper", "line": {"color": "#123456"}}
    note = {"x": 1, "xref": "paper", "y": 50, "text": "<b>bold</b><br>plain", "showarrow": False, "xanchor": "right"}
    svg = picture.svg(bare(go.Scatter(x=[0], y=[0]), shapes=[shape], annotations=[note]), None, 100, 100)
    assert paths(svg, "#123456") == [[(50, 100), (50, 0)]]
    found_texts = list(ElementTree.fromstring(svg).iter(f"{SVG}text"))  # noqa: S314 - our own text
    assert [(text.text, "font-weight: 700" in text.get("style", "")) for text in found_texts] == [
        ("bold", True),
        ("plain", False),
    ]


def test_a_picture_says_what_it_is_and_texts_stay_plain():
    svg = picture.svg(bare(go.Scatter(x=[0], y=[0])), WORDS, 700, 100)
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own text
    assert root.get("role") == "img"
    assert (root[0].tag, root[0].text, root[1].tag, root[1].text) == (
        f"{SVG}title",
        WORDS.title,
        f"{SVG}desc",
        WORDS.alt,
    )
    assert texts(svg) == [
        WORDS.corner,
        WORDS.title,
        WORDS.subtitle,
        WORDS.base,
        f"{WORDS.source} Data version {WORDS.version}.",
    ]
    assert "<style" not in svg
    assert not re.search(r"http(?!://www\.w3\.org/)", svg)


def test_words_are_broken_so_that_no_line_is_wider_than_the_picture():
    long = PictureWords(title="a long title of a picture " * 8, source="x" * 300, alt="alt")
    lines = texts(picture.svg(bare(go.Scatter(x=[0], y=[0])), long, 400, 100))
    assert " ".join(lines[: next(n for n, line in enumerate(lines) if "x" * 9 in line)]) == long.title.strip()
    assert "".join(line for line in lines if "xxx" in line) == long.source
    assert max(len(line) for line in lines) < 60


def test_a_png_is_twice_the_size_on_white_with_its_texts_in_it():
    image = Image.open(io.BytesIO(picture.png(bare(go.Scatter(x=[0], y=[0])), PictureWords(alt="Ä line"), 300, 200)))
    assert image.size == (600, 400)
    assert image.convert("RGB").getpixel((599, 0)) == (255, 255, 255)
    assert image.info["Description"] == "Ä line"
    assert "Software" not in image.info


def test_the_same_picture_is_the_same_text_also_of_many_threads_and_nothing_stays_set():
    before = dict(mpl.rcParams)
    chart = bare(go.Scatter(x=[0, 50], y=[0, 20], mode="lines+markers", line={"dash": "dot"}))
    with ThreadPoolExecutor(4) as pool:
        drawn = set(pool.map(lambda _: picture.svg(chart, WORDS, 500, 300), range(12)))
    assert len(drawn) == 1
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize(
    "chart",
    [
        go.Figure(go.Pie(values=[1, 2])),
        bare(go.Scatter(x=[1], y=[1], mode="markers", marker={"symbol": "star"})),
        bare(go.Scatter(x=[1, 2], y=[1, 2], mode="lines", line={"dash": "longdash"})),
        bare(go.Scatter(x=[1], y=[1]), shapes=[{"type": "circle", "x0": 0, "x1": 1, "y0": 0, "y1": 1}]),
        bare(go.Bar(x=[1], y=[1], marker={"color": "#111111", "pattern": {"shape": "x"}})),
    ],
)
def test_what_a_picture_cannot_draw_is_an_error_and_not_left_out(chart: go.Figure):
    with pytest.raises(ValueError, match="A picture cannot draw"):
        picture.svg(chart, None, 100, 100)


@pytest.mark.parametrize("programme", ["practice", "big_local"])
def test_every_chart_of_every_page_is_drawn_with_all_its_notes_and_names(
    programme: str,
    request: pytest.FixtureRequest,
    read_from: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
):
    read_from(request.getfixturevalue(f"{programme}_build"))
    charts: dict[str, go.Figure] = {}
    monkeypatch.setattr(st, "plotly_chart", lambda figure, key, **_: charts.update({f"{page}-{key}": figure}))
    areas = {"areas": "yaffarrix.flimoskin", "area": "yaffarrix"} if programme == "practice" else {}
    for page in PAGES:
        for part in ("", *PARTS.get(page, ())):
            address = {**areas, "programme": programme, **({"section": part} if part else {})}
            assert not visited(page, **address).exception, (page, part)
    assert len(charts) >= (18 if programme == "practice" else 6)
    for name, chart in charts.items():
        layout: Any = chart.layout
        traces: Any = chart.data
        shown = "".join(texts(picture.svg(chart, WORDS, picture.WIDTH, layout.height)))
        for note in layout.annotations:
            for part in re.split(r"</?b>|<br>", note.text):
                assert part.strip("\u2002 ").replace("&#x27;", "'").replace("&amp;", "&") in shown, (name, part)
        if layout.showlegend:
            assert all(trace.name in shown for trace in traces if trace.name), name
