"""All forms of a pack hold the same texts and figures, and none a suppressed value: every area, and a hundred packs by chance."""

import html
import io
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from dashboard.model import db
from dashboard.model.catalogue import catalogue_of
from dashboard.model.state import ANY, SEPARATOR, View
from dashboard.pack import packs
from dashboard.pack.finding import Finding, Pack
from dashboard.pack.hall import hall_file
from dashboard.pack.handout import handout
from dashboard.pack.slides import slides
from dashboard.pack.workbook import workbook

pytestmark = [pytest.mark.prove, pytest.mark.usefixtures("on_real_builds")]

PROGRAMMES = ("practice", "big_local")


def places(programme: str) -> list[str]:
    """Return the areas of a programme."""
    return [str(area) for area in catalogue_of(db.public_build(programme)).areas.index]


def pack_of(view: View) -> Pack:
    pack = packs.pack(db.public_build(view.programme), view)
    assert pack is not None
    return pack


def squeezed(text: str) -> str:
    """Return a text without spaces and hyphens, as lines of paper may break at either."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def texts_of(finding: Finding) -> list[str]:
    """Return every text of a finding that all forms hold: title, cells of its table, and dated facts."""
    cells = [cell for row in finding.table.rows for cell in row if cell] if finding.table else []
    return [finding.title, *cells, *(item.text for item in finding.items)]


def charts(deck: Any) -> list[Any]:
    """Return the charts of the slides in order."""
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def assert_all_forms_agree(pack: Pack) -> None:
    """Write a pack in each form, read it back, and compare it with its findings."""
    deck: Any = Presentation(io.BytesIO(slides(pack)))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[1 : len(pack.findings) + 1] == [finding.title for finding in pack.findings]
    drawn = [finding.picture for finding in pack.findings if finding.picture]
    for chart, picture in zip(charts(deck), drawn, strict=True):
        assert list(chart.plots[0].categories) == list(picture.labels)
        assert [tuple(row.values) for row in chart.plots[0].series] == [row.values for row in picture.series]
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides][1:]
    paper = squeezed(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(handout(pack))).pages).replace("\u200b", "")
    )
    hall = squeezed(html.unescape(hall_file(pack)))
    book = load_workbook(io.BytesIO(workbook(pack)))
    for number, (finding, sheet) in enumerate(zip(pack.findings, book.worksheets[1:-1], strict=True)):
        cells = squeezed(
            " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)
        )
        for text in texts_of(finding):
            assert squeezed(on_paper(text)) in paper, (pack.place, text)
            assert squeezed(text) in hall, (pack.place, text)
            assert squeezed(text).lstrip("'") in cells or is_number(text), (pack.place, text)
        assert all(item.text in notes[number] for item in finding.items)
        assert finding.sentence in notes[number]


def on_paper(text: str) -> str:
    """Return a text as a handout has it: of a cell without a figure only the code."""
    reason = re.fullmatch(r"\D+ (\[[cxz]\])", text)
    return reason[1] if reason else text


def is_number(text: str) -> bool:
    """Whether a text is a figure, which a workbook may hold as a number."""
    return bool(re.match(r"[-+£]?[\d,.]+", text))


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_all_forms_of_the_first_set_of_every_area_agree(programme: str):
    for area in places(programme):
        pack = pack_of(View(programme, area=area, since="2019-01-01"))
        assert 3 <= len(pack.findings) <= 8, area
        assert_all_forms_agree(pack)


def test_no_form_of_any_area_draws_or_writes_a_figure_that_is_suppressed():
    build = db.public_build("practice")
    rows = (
        db.connection(build.path, build.stamp)
        .cursor()
        .execute("SELECT area_id, measure_id, period FROM indicator_area WHERE state = 'hidden'")
        .fetchall()
    )
    hidden = {(area, measure, period) for area, measure, period in rows}
    assert len(hidden) > 1000
    for area in places("practice"):
        offered = packs.offer(build, View("practice", area=area))
        assert offered is not None
        for name, finding in offered.findings.items():
            if finding.picture is None or finding.picture.kind == "bars":
                continue
            for place, period in enumerate(finding.picture.labels):
                if (area, name, period) in hidden:
                    assert finding.picture.series[0].values[place] is None, (area, name, period)


@st.composite
def views(draw: st.DrawFn) -> View:
    """Return a view of any place for any audience, with some of its findings in any order."""
    programme = draw(st.sampled_from(PROGRAMMES))
    build = db.public_build(programme)
    catalogue = catalogue_of(build)
    area = draw(st.sampled_from(["", *catalogue.areas.index]))
    wave = ANY if area else draw(st.sampled_from([ANY, *sorted(catalogue.areas["wave"].astype(str).unique())]))
    view = View(
        programme,
        area=area,
        wave=wave,
        audience=draw(st.sampled_from(list(packs.AUDIENCES))),
        since=draw(st.sampled_from(["", "2016-05-01", "2025-01-01"])),
        election=draw(st.sampled_from([ANY, packs.NEAR])),
    )
    offered = packs.offer(build, view)
    assert offered is not None
    chosen = draw(st.lists(st.sampled_from(list(offered.findings)), min_size=1, max_size=8, unique=True))
    return View(**{**vars(view), "findings": SEPARATOR.join(chosen)})


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    derandomize=True,
)
@given(view=views())
def test_all_forms_of_a_hundred_packs_agree(view: View):
    pack = pack_of(view)
    assert [finding.finding_id for finding in pack.findings] == view.findings.split(SEPARATOR)
    assert_all_forms_agree(pack)
