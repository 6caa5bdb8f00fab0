"""A pack as slides that can be edited: native charts with their intervals, text alternatives, and speaker notes."""

import io
import math
import re
from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Inches, Pt

from dashboard.drawing.chart_style import CHOSEN, INK, OTHERS, round_ticks
from dashboard.pack.finding import Finding, Pack, Picture, Series, Source
from dashboard.text.words import Measure

FONT = "Arial"
"""A font that every office program has: none is embedded."""
NAVY, GREY, BLACK = (RGBColor.from_string(colors["light"][1:]) for colors in (CHOSEN, OTHERS, INK))
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.6
"""The size of a slide and its margin in inches."""
BODY, SMALL = 24, 14
"""The least type of what is read from the back row, and of the lines under a chart, in points."""
TITLES = (40, 36, 32, 28, 24)
"""The sizes of a title, the largest first."""
TITLE_TOP, TITLE_ROOM, ROOM = 0.3, 1.35, 4.3
"""Inches: where a title starts, its height, and the height of the text of a slide that has no chart."""
FOOT_TOP, FOOT_END = 6.3, 7.35
"""Inches: the lines under a chart start here at the latest, and end here."""
SCALE_ROOM = 1.2
"""Inches: the room of the figures beside the scale of a chart."""
KINDS = {
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
}
DASHES = (
    MSO_LINE_DASH_STYLE.SOLID,
    MSO_LINE_DASH_STYLE.DASH,
    MSO_LINE_DASH_STYLE.ROUND_DOT,
    MSO_LINE_DASH_STYLE.DASH_DOT,
)
MOST_WHOLE_TICKS = 5
"""A scale of counts up to this has a tick at each whole number."""
ITEMS_ON_A_SLIDE = 5
"""A slide of dated facts has at most so many; the notes have all."""
MOST_LABELLED = 6
"""Up to so many columns carry their figure; of more, only a zero does, so that it is not taken for a gap."""
SHORT_BAR = 0.15
"""A bar shorter than this share of the scale has no room for its figure inside."""
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
"""Characters that XML does not allow, or that turn the direction of the text after them."""


def slides(pack: Pack) -> bytes:
    """Return a pack as a PPTX file: title, a slide for each finding, what is not known, and sources."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    properties = deck.core_properties
    properties.title, properties.subject, properties.language = clean(pack.title), clean(pack.programme), "en-GB"
    properties.author = "Big Local Compare"
    add_title(deck, pack)
    for finding in pack.findings:
        add_finding(deck, pack, finding)
    for title, lines in (("What we do not know", pack.unknown), ("What was left out", pack.left_out)):
        if lines:
            add_lines(deck, pack, title, list(lines), "\n".join(lines))
    add_sources(deck, pack)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def clean(text: str) -> str:
    """Return a text without characters that a file of slides cannot hold."""
    return UNSEEN.sub("", text)


def new_slide(deck: Any, title: str, size: int) -> Any:
    """Return a new slide with nothing on it but its title, which is a title to a screen reader too."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    box = slide.shapes.title
    box.left, box.top, box.width, box.height = (
        Inches(value) for value in (MARGIN, TITLE_TOP, WIDTH - 2 * MARGIN, TITLE_ROOM)
    )
    write(box.text_frame, [title], size, bold=True, color=NAVY)
    box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    return slide


def title_size(title: str) -> int:
    """Return the size of a title in points, so that it fits on its lines."""
    return next((size for size in TITLES if height_of([title], size, bold=True) <= TITLE_ROOM), TITLES[-1])


def height_of(lines: list[str], size: int, bold: bool = False) -> float:
    """Return about how many inches lines take across a slide, as a mean letter is half as wide as it is high."""
    letters = int((WIDTH - 2 * MARGIN - 0.2) * 72 / (size * (0.58 if bold else 0.5)))
    rows = sum(max(1, len(wrap(line, letters))) for line in lines)
    return (rows * 1.2 * size + (len(lines) - 1) * size / 3) / 72 + 0.1


def body_size(lines: list[str]) -> int:
    """Return the size of the text of a slide that has no chart: smaller only where it would not fit."""
    return BODY if height_of(lines, BODY) <= ROOM else 18


def write(
    frame: Any, lines: list[str], size: int, bold: bool = False, color: RGBColor = BLACK, bullets: bool = False
) -> None:
    """Write lines into a text frame, each a paragraph in one type."""
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = clean(f"• {line}" if bullets else line)
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
        run.font.color.rgb = color
        run._r.get_or_add_rPr().set("lang", "en-GB")
        paragraph.space_after, paragraph.alignment = Pt(size / 3), PP_ALIGN.LEFT


def add_text(
    slide: Any, lines: list[str], top: float, height: float, size: int, bullets: bool = False, name: str = ""
) -> Any:
    """Add a box of text across the slide, ``top`` and ``height`` in inches; return it."""
    box = slide.shapes.add_textbox(Inches(MARGIN), Inches(top), Inches(WIDTH - 2 * MARGIN), Inches(height))
    if name:
        box.name = name
    write(box.text_frame, lines, size, bullets=bullets)
    return box


def add_title(deck: Any, pack: Pack) -> None:
    """Add the first slide: place, audience, programme, dates."""
    slide = new_slide(deck, pack.title, title_size(pack.title))
    slide.shapes.title.top = Inches(1.8)
    lines = [
        pack.programme,
        *(["All places and figures are invented."] if pack.is_invented else []),
        f"Made on {pack.made_on}",
    ]
    lines += [f"Figures up to {pack.data_to}"] if pack.data_to else []
    lines += [f"New since the meeting of {pack.since} comes first"] if pack.since else []
    add_text(slide, lines, 3.6, 2.6, BODY)
    set_notes(slide, [f"This pack can be made again at {pack.link(pack.page)}", f"Data version {pack.version}."])


def add_finding(deck: Any, pack: Pack, finding: Finding) -> None:
    """Add the slide of one finding: its title, what it measures, its chart or facts, and how sure it is."""
    slide = new_slide(deck, finding.title, title_size(finding.title))
    if finding.subtitle:
        add_text(slide, [finding.subtitle], 1.65, 0.5, 18, name="Subtitle")
    foot = [sentence(part) for part in (finding.base, finding.certainty, finding.verdict, finding.caveat) if part]
    source = sentence(f"Source: {finding.source}") if finding.source else ""
    mark = f"{pack.programme}: invented." if pack.is_invented else f"{pack.programme}."
    under = [" ".join(foot), f"{source} {mark} Data version {pack.version}.".strip()]
    if finding.picture:
        add_chart(slide, finding, foot_top(under))
    elif finding.items:
        add_items(slide, finding, foot_top(under))
    else:
        add_text(slide, [line for line in (finding.sentence, finding.verdict) if line], 2.4, 3.4, BODY)
    add_foot(slide, under)
    where = f"Where this is from: {pack.link(finding.page)}"
    items = [f"{item.when}: {item.text} ({item.publisher}) {item.address}".strip() for item in finding.items]
    set_notes(slide, [finding.sentence, *foot, source, where, *items])


def foot_top(lines: list[str]) -> float:
    """Return where the lines under a chart start, in inches from the top of the slide."""
    return min(FOOT_TOP, FOOT_END - height_of(lines, SMALL))


def add_foot(slide: Any, lines: list[str]) -> Any:
    """Add what a slide rests on and where it is from at its foot; return the box."""
    top = foot_top(lines)
    return add_text(slide, lines, top, FOOT_END - top, SMALL, name="Base and source")


def sentence(text: str) -> str:
    """Return a text as a sentence: a capital letter first, a full stop at the end."""
    return f"{text[0].upper()}{text[1:].rstrip('.')}."


def add_items(slide: Any, finding: Finding, end: float) -> None:
    """Add the dated facts of a finding as lines, as many as fit above ``end`` in inches; the notes have all of them."""
    top, lines = 2.2, list[str]()
    for item in finding.items[:ITEMS_ON_A_SLIDE]:
        when = f"{item.when}: " if item.when else ""
        line = f"{when}{item.text}{f' ({item.publisher})' if item.publisher else ''}"
        if lines and height_of([*lines, line, "and more"], BODY) > end - top:
            break
        lines.append(line)
    more = len(finding.items) - len(lines)
    lines += [f"and {more} more in the notes"] if more else []
    add_text(slide, lines, top, end - top, body_size(lines), bullets=True, name="Facts")


def add_chart(slide: Any, finding: Finding, end: float) -> None:
    """Add the chart of a finding down to ``end`` in inches: it can be edited, and has its text alternative."""
    picture: Any = finding.picture
    data = CategoryChartData(number_format=number_format(picture.measure))
    data.categories = [clean(label) for label in picture.labels]
    for series in picture.series:
        data.add_series(clean(series.name), series.values)
    frame = slide.shapes.add_chart(
        KINDS[picture.kind], Inches(MARGIN), Inches(2.15), Inches(WIDTH - 2 * MARGIN), Inches(end - 2.2), data
    )
    frame.name = "Chart"
    frame._element._nvXxPr.cNvPr.set("descr", clean(finding.alt))
    chart = frame.chart
    chart.font.size, chart.font.name = Pt(BODY), FONT
    chart.has_title = False
    chart.has_legend = len(picture.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.legend.font.size = Pt(BODY)
    style_axes(chart, picture)
    for number, (plotted, series) in enumerate(zip(chart.plots[0].series, picture.series, strict=True)):
        style_series(plotted, picture, number)
        add_intervals(plotted._element, series, picture)
    for axis in chart._chartSpace.iter(qn("c:axId"), qn("c:crossAx")):
        axis.set("val", axis.get("val").lstrip("-"))  # python-pptx numbers axes below zero, which the standard forbids


def number_format(measure: Measure) -> str:
    """Return the number format of the figures of a measure as a spreadsheet writes it."""
    decimals = f".{'0' * measure.decimals}" if measure.decimals else ""
    if measure.is_share:
        return f'0{decimals}"%"'
    return f'"£"#,##0{decimals}' if measure.unit.startswith("£") else f"#,##0{decimals}"


def style_axes(chart: Any, picture: Picture) -> None:
    """Draw few lines: a faint grid for the figures, none for the places of bars, which carry their figures."""
    value_axis, place_axis = chart.value_axis, chart.category_axis
    value_axis.format.line.fill.background()
    place_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    value_axis.tick_labels.number_format, value_axis.tick_labels.number_format_is_linked = (
        number_format(picture.measure),
        False,
    )
    value_axis.has_major_gridlines = picture.kind != "bars"
    if picture.kind == "bars":
        place_axis.reverse_order = True
        value_axis.visible = False
        chart.plots[0].gap_width = 60
    else:
        value_axis.major_gridlines.format.line.color.rgb = RGBColor(0xE3, 0xE6, 0xE9)
        skip = OxmlElement("c:tickLblSkip")
        skip.set("val", str(labels_apart(picture.labels)))
        place_axis._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)
    low, high = limits(picture)
    value_axis.minimum_scale, value_axis.maximum_scale = low, high
    if picture.kind != "bars" and picture.measure.decimals == 0 and high - low <= MOST_WHOLE_TICKS:
        value_axis.major_unit = 1
    blanks = chart._chartSpace.chart.find(qn("c:dispBlanksAs"))
    if blanks is not None:
        blanks.set("val", "gap")


def labels_apart(labels: Sequence[str]) -> int:
    """Return the number of periods from one that is labelled to the next, so that the labels do not touch."""
    letters = (WIDTH - 2 * MARGIN - SCALE_ROOM) * 72 / (0.5 * BODY)
    return math.ceil(len(labels) * (max(map(len, labels)) + 2) / letters)


def limits(picture: Picture) -> tuple[float, float]:
    """Return the ends of the scale of figures, so that every interval and every figure beside a bar has room."""
    parts = [part for series in picture.series for part in (series.values, series.lower, series.upper)]
    shown = [value for part in parts for value in part if value is not None] or [0.0]
    low, high = min(shown), max(shown)
    if picture.kind == "bars":
        return min(low, 0.0), 1.25 * high or 1.0
    low = 0.0 if picture.kind == "columns" and low >= 0 else low
    steps = round_ticks(low, high if high > low else low + 1)
    step = steps[1] - steps[0] if len(steps) > 1 else 1.0
    top = step * math.ceil(high / step) if high > low else low + step
    return step * math.floor(low / step), top


def style_series(plotted: Any, picture: Picture, number: int) -> None:
    """Draw a series in the colour of its rank; bars carry their figure, the first bar is in focus."""
    color = NAVY if number == 0 else GREY
    if picture.kind == "line":
        line = plotted.format.line
        line.color.rgb, line.width, line.dash_style = color, Pt(3.5 if number == 0 else 2.5), DASHES[number % 4]
        plotted.smooth = False
        plotted.marker.style, plotted.marker.size = (
            XL_MARKER_STYLE.CIRCLE if number == 0 else XL_MARKER_STYLE.SQUARE,
            10,
        )
        plotted.marker.format.fill.solid()
        plotted.marker.format.fill.fore_color.rgb = color
        plotted.marker.format.line.color.rgb = color
        return
    plotted.format.fill.solid()
    plotted.format.fill.fore_color.rgb = NAVY if picture.kind == "columns" else GREY
    if picture.kind == "bars":
        point = plotted.points[0].format.fill
        point.solid()
        point.fore_color.rgb = NAVY
    add_figures(plotted, picture, number)


def add_figures(plotted: Any, picture: Picture, number: int) -> None:
    """Write the figures of columns and bars: beside them, or inside where an interval is drawn at their ends."""
    values = picture.series[number].values
    if picture.kind == "columns" and len(picture.labels) > MOST_LABELLED:
        for place, value in enumerate(values):
            if value == 0:
                add_figure(plotted, place)
        return
    labels = plotted.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = (
        True,
        number_format(picture.measure),
        False,
    )
    labels.position, labels.font.size = XL_LABEL_POSITION.OUTSIDE_END, Pt(BODY)
    labels._element.get_or_add_txPr().bodyPr.set("wrap", "none")
    if any(series.upper for series in picture.series):
        labels.position = XL_LABEL_POSITION.INSIDE_BASE
        labels.font.color.rgb, labels.font.bold = WHITE, True
        for place, value in enumerate(values):
            if value is not None and abs(value) < SHORT_BAR * limits(picture)[1]:
                add_figure(plotted, place)


def add_figure(plotted: Any, place: int) -> None:
    """Write the figure of one column or bar beyond its end, on white, so that no interval runs through it."""
    label = plotted.points[place].data_label
    label.position, label.font.size, label.font.color.rgb = XL_LABEL_POSITION.OUTSIDE_END, Pt(BODY), BLACK
    child(child(label._dLbl.find(qn("c:spPr")), "a:solidFill"), "a:srgbClr", val=str(WHITE))


def add_intervals(element: Any, series: Series, picture: Picture) -> None:
    """Add the 95% intervals of a series as error bars, which python-pptx does not offer; in the order of the schema."""
    ends = list(zip(series.values, series.lower, series.upper, strict=False))
    if not any(value is not None and low is not None and high is not None for value, low, high in ends):
        return
    above = [None if value is None or high is None else high - value for value, _, high in ends]
    below = [None if value is None or low is None else value - low for value, low, _ in ends]
    bars = OxmlElement("c:errBars")
    if picture.kind == "line":
        child(bars, "c:errDir", val="y")
    for name, value in (("c:errBarType", "both"), ("c:errValType", "cust"), ("c:noEndCap", "0")):
        child(bars, name, val=value)
    for name, sizes in (("c:plus", above), ("c:minus", below)):
        numbers = child(child(bars, name), "c:numLit")
        child(numbers, "c:formatCode").text = "General"
        child(numbers, "c:ptCount", val=str(len(sizes)))
        for place, size in enumerate(sizes):
            if size is not None:
                child(child(numbers, "c:pt", idx=str(place)), "c:v").text = repr(float(size))
    line = child(child(bars, "c:spPr"), "a:ln", w="22225")
    child(child(line, "a:solidFill"), "a:srgbClr", val=str(BLACK if picture.kind == "bars" else NAVY))
    element.find(qn("c:cat")).addprevious(bars)


def child(parent: Any, name: str, **attributes: str) -> Any:
    """Add an element with these attributes to another, and return it."""
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(key, value)
    parent.append(element)
    return element


def add_lines(deck: Any, pack: Pack, title: str, lines: list[str], notes: str) -> None:
    """Add a slide of sentences."""
    slide = new_slide(deck, title, 40)
    add_text(slide, lines, 1.9, ROOM, body_size(lines), bullets=True)
    set_notes(slide, [notes, f"Data version {pack.version}."])


def add_sources(deck: Any, pack: Pack) -> None:
    """Add the last slides: the sources as links, the version, and the address that makes the pack again."""
    parts: list[list[Source]] = [[]]
    for source in pack.sources:
        if parts[-1] and height_of([name_of(each) for each in [*parts[-1], source]], 18) > ROOM:
            parts.append([])
        parts[-1].append(source)
    for number, part in enumerate(parts, 1):
        slide = new_slide(deck, f"Sources ({number} of {len(parts)})" if len(parts) > 1 else "Sources", 40)
        names = [name_of(source) for source in part]
        box = add_text(slide, names or ["No source is named."], 1.8, ROOM, 18, bullets=True)
        for paragraph, source in zip(box.text_frame.paragraphs, part, strict=False):
            if source.address.startswith(("http://", "https://")):
                paragraph.runs[0].hyperlink.address = clean(source.address)
        made = f"{pack.programme}, data version {pack.version}, made on {pack.made_on}."
        again = add_foot(slide, [made, f"To make this pack again: {pack.link(pack.page)}"])
        if pack.site:
            again.text_frame.paragraphs[1].runs[0].hyperlink.address = pack.link(pack.page)
        set_notes(slide, [f"{source.title} {source.address}".strip() for source in part])


def name_of(source: Source) -> str:
    """Return the title of a source and its publisher."""
    return ", ".join(part for part in (source.title, source.publisher) if part)


def set_notes(slide: Any, lines: list[str]) -> None:
    """Write the speaker notes of a slide."""
    slide.notes_slide.notes_text_frame.text = clean("\n".join(line for line in lines if line))
