"""Slides: what stands on them and in their notes, native charts with their figures and intervals, and hostile texts."""

import io
import textwrap
import zipfile
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches

from dashboard.pack.finding import Picture, Series, Source
from dashboard.pack.slides import clean, slides
from tests.dashboard.pack.samples import BARS, COLUMNS, COUNT, HOSTILE, HOSTILE_PACK, ITEMS, LINE, PACK, SHARE

ORDER = ["idx", "order", "tx", "spPr", "invertIfNegative", "marker", "dPt"]
ORDER += ["dLbls", "trendline", "errBars", "cat", "val", "smooth"]
"""The order of the parts of a series in the standard (ECMA-376, CT_LineSer and CT_BarSer), as far as we use them."""


def deck(pack=PACK) -> Any:
    return Presentation(io.BytesIO(slides(pack)))


def words_of(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def chart_of(slide: Any) -> Any:
    return next(shape for shape in slide.shapes if shape.has_chart)


def test_there_is_a_slide_for_the_title_each_finding_what_is_not_known_and_the_sources():
    titles = [slide.shapes.title.text_frame.text for slide in deck().slides]
    assert titles == [PACK.title, *(finding.title for finding in PACK.findings), "What we do not know", "Sources"]


@pytest.mark.parametrize(("number", "finding"), [(1, LINE), (2, COLUMNS), (3, BARS)])
def test_the_chart_holds_the_figures_and_leaves_gaps(number: int, finding):
    chart = chart_of(deck().slides[number]).chart
    assert list(chart.plots[0].categories) == list(finding.picture.labels)
    for plotted, series in zip(chart.plots[0].series, finding.picture.series, strict=True):
        assert (plotted.name, tuple(plotted.values)) == (series.name, series.values)
    assert chart._chartSpace.chart.find(qn("c:dispBlanksAs")).get("val") == "gap"


@pytest.mark.parametrize(("number", "finding"), [(1, LINE), (3, BARS)])
def test_the_intervals_are_error_bars_of_the_right_lengths(number: int, finding):
    (bars,) = chart_of(deck().slides[number]).chart._chartSpace.iter(qn("c:errBars"))
    series = finding.picture.series[0]
    for part, ends in (("c:plus", series.upper), ("c:minus", series.lower)):
        sizes = {int(pt.get("idx")): float(pt[0].text) for pt in bars.find(qn(part)).iter(qn("c:pt"))}
        expected = {
            place: abs(end - value)
            for place, (value, end) in enumerate(zip(series.values, ends, strict=True))
            if value is not None
        }
        assert sizes == pytest.approx(expected)


def test_the_parts_of_a_series_stand_in_the_order_of_the_standard():
    for slide in list(deck().slides)[1:4]:
        for series in chart_of(slide).chart._chartSpace.iter(qn("c:ser")):
            places = [ORDER.index(part.tag.partition("}")[2]) for part in series]
            assert places == sorted(places)


def test_every_chart_has_its_alternative_text_and_the_title_is_read_first():
    for slide, finding in zip(list(deck().slides)[1:4], PACK.findings, strict=False):
        assert chart_of(slide)._element._nvXxPr.cNvPr.get("descr") == finding.alt
        assert slide.shapes[0] == slide.shapes.title


def test_the_notes_say_the_sentence_how_sure_and_where_it_is_from():
    notes = deck().slides[1].notes_slide.notes_text_frame.text
    assert LINE.sentence in notes
    assert "Between 52% and 71% (95% confidence interval)." in notes
    assert "https://compare.example.org/trends?measure=belong&area=aldermarsh" in notes


def test_a_slide_of_facts_has_each_with_its_date_and_the_notes_all_with_their_addresses():
    slide = deck().slides[4]
    assert "March 2019: The council granted a 25-year lease of the hall. (Aldermarsh Gazette)" in words_of(slide)
    for item in ITEMS.items:
        assert item.text in slide.notes_slide.notes_text_frame.text
        assert item.address in slide.notes_slide.notes_text_frame.text


def test_the_type_is_large_enough_for_the_back_row():
    for slide in list(deck().slides)[:5]:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.name not in ("Base and source", "Subtitle"):
                sizes = [run.font.size.pt for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
                assert min(sizes) >= 24, shape.name
            if shape.has_chart:
                assert shape.chart.font.size.pt >= 24


def test_no_slide_holds_more_than_four_series_and_all_text_is_marked_as_english():
    for slide in deck().slides:
        assert all(len(shape.chart.plots[0].series) <= 4 for shape in slide.shapes if shape.has_chart)
        for shape in slide.shapes:
            if shape.has_text_frame:
                runs = [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
                assert all(run._r.rPr.get("lang") == "en-GB" for run in runs)


def test_invented_findings_are_marked_on_every_slide_of_a_finding():
    for slide in list(deck(HOSTILE_PACK).slides)[1:3]:
        assert "Practice <programme>: invented." in words_of(slide)


def test_texts_that_look_like_code_come_out_as_they_are():
    slide = deck(HOSTILE_PACK).slides[1]
    assert slide.shapes.title.text_frame.text == clean(HOSTILE.title)
    assert HOSTILE.items[0].text in words_of(slide)
    assert "\u202e" not in words_of(slide)


@pytest.mark.parametrize("pack", [PACK, HOSTILE_PACK])
def test_every_part_of_the_file_is_well_formed(pack):
    with zipfile.ZipFile(io.BytesIO(slides(pack))) as file:
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(file.read(name))  # noqa: S314 - our own file
        charts = [name for name in file.namelist() if name.startswith("ppt/charts/chart")]
        books = [name for name in file.namelist() if name.startswith("ppt/embeddings/")]
        assert len(charts) == len(books) == sum(finding.picture is not None for finding in pack.findings)


def test_the_numbers_of_the_axes_are_not_below_zero_and_each_axis_crosses_one_that_is_there():
    for slide in list(deck().slides)[1:4]:
        space = chart_of(slide).chart._chartSpace
        numbers = [int(axis.get("val")) for axis in space.iter(qn("c:axId"))]
        assert min(numbers) >= 0
        assert len(numbers) == 2 * len(set(numbers)) == 4
        assert {int(axis.get("val")) for axis in space.iter(qn("c:crossAx"))} == set(numbers)


@pytest.mark.parametrize("letters", [20, 45, 70, 100, 162])
def test_a_title_of_any_length_ends_before_what_is_under_it_and_is_large(letters: int):
    title = ("Neighbours " * 20)[:letters].strip()
    slide = deck(replace(PACK, findings=(replace(LINE, title=title),))).slides[1]
    box, below = slide.shapes.title, slide.shapes[1]
    assert box.top + box.height <= below.top
    size = box.text_frame.paragraphs[0].runs[0].font.size.pt
    assert size >= (32 if letters <= 70 else 24)
    lines = len(textwrap.wrap(title, int(859 / (0.58 * size))))
    assert lines * 1.2 * size <= box.height.pt


def test_a_long_foot_pushes_the_chart_up_and_stays_on_the_slide():
    finding = replace(LINE, caveat="Where few people answered, one or more makes a large difference. " * 7)
    slide = deck(replace(PACK, findings=(finding,))).slides[1]
    (foot,) = [shape for shape in slide.shapes if shape.name == "Base and source"]
    chart = chart_of(slide)
    assert chart.top + chart.height <= foot.top
    assert foot.top + foot.height <= deck().slide_height
    assert foot.top < Inches(6)


def test_facts_that_do_not_fit_are_counted_and_stand_in_the_notes():
    many = tuple(replace(ITEMS.items[0], text=f"Fact {number} on the hall. " * 6) for number in range(9))
    slide = deck(replace(PACK, findings=(replace(ITEMS, items=many),))).slides[1]
    (facts,) = [shape for shape in slide.shapes if shape.name == "Facts"]
    shown = len(facts.text_frame.paragraphs) - 1
    assert 1 <= shown < 9
    assert facts.text_frame.paragraphs[-1].text == f"• and {9 - shown} more in the notes"
    assert all(item.text in slide.notes_slide.notes_text_frame.text for item in many)


def test_many_sources_take_more_slides_and_none_is_left_out_or_small():
    sources = tuple(Source(f"Minutes of meeting {number}", "Aldermarsh Gazette") for number in range(30))
    last = [slide for slide in deck(replace(PACK, sources=sources)).slides if "Sources" in slide.shapes.title.text]
    assert [slide.shapes.title.text for slide in last] == [f"Sources ({number} of 3)" for number in (1, 2, 3)]
    assert all(f"{source.title}, {source.publisher}" in "".join(map(words_of, last)) for source in sources)
    sizes = [run.font.size.pt for slide in last for line in slide.shapes[1].text_frame.paragraphs for run in line.runs]
    assert min(sizes) == 18


LABEL = ["idx", "spPr", "txPr", "dLblPos", "showLegendKey", "showVal", "showCatName", "showSerName", "showPercent"]
LABEL += ["showBubbleSize"]
"""The parts of a label of one point in the order of the standard (CT_DLbl), each once."""


def labelled(slide: Any) -> list[int]:
    """Return the places of the columns or bars that have a label of their own; its parts must be those of the standard."""
    labels = list(chart_of(slide).chart._chartSpace.iter(qn("c:dLbl")))
    assert all([part.tag.partition("}")[2] for part in label] == LABEL for label in labels)
    return [int(label.find(qn("c:idx")).get("val")) for label in labels]


def test_a_zero_among_many_columns_carries_its_figure_and_a_gap_none():
    values = (0.0, None, 3.0, 4.0, 0.0, 6.0, 7.0, 8.0)
    picture = Picture("columns", tuple(map(str, range(2010, 2018))), (Series("Aldermarsh", values),), COUNT)
    slide = deck(replace(PACK, findings=(replace(COLUMNS, picture=picture),))).slides[1]
    assert labelled(slide) == [0, 4]
    assert not chart_of(slide).chart.plots[0].series[0].data_labels.show_value


def test_the_figure_of_a_short_bar_with_an_interval_stands_beside_it():
    picture = Picture(
        "bars", ("Aldermarsh", "All areas"), (Series("2023", (0.0, 47.0), (0.0, 44.0), (30.0, 50.0)),), SHARE
    )
    assert labelled(deck(replace(PACK, findings=(replace(BARS, picture=picture),))).slides[1]) == [0]


@pytest.mark.parametrize(("number", "label", "apart"), [(4, "2017", 1), (14, "2017", 2), (14, "2016-17", 2)])
def test_at_most_as_many_periods_are_labelled_as_fit_in_large_type(number: int, label: str, apart: int):
    picture = Picture("columns", (label,) * number, (Series("Aldermarsh", (1.0,) * number),), COUNT)
    chart = chart_of(deck(replace(PACK, findings=(replace(COLUMNS, picture=picture),))).slides[1]).chart
    assert chart.font.size.pt == 24
    assert int(chart.category_axis._element.find(qn("c:tickLblSkip")).get("val")) == apart
