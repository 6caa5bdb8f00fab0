"""A pack as a handout to print: tagged PDF (PDF/UA-1), A4 or in large print A3, by Typst, which checks the tags itself."""

import json
import re
from pathlib import Path
from textwrap import wrap

import matplotlib
import typst

from dashboard.pack import slides
from dashboard.pack.finding import Finding, Pack, Table
from dashboard.pack.pictures import finding_svg
from dashboard.pack.slides import sentence
from dashboard.text import table_codes, words

TEMPLATE = Path(__file__).with_suffix(".typ")
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
"""The one font of the handout, the same on every machine."""
LARGE = 1.7
"""The scale of the large print: 16 points for the text."""
TEXT_WIDTH, LARGE_WIDTH = 174.0, 138.7
"""The width of the text on A4, and on A3 in large print before it is scaled, in millimetres, as ``handout.typ`` leaves it."""
GAP, LETTER, BOLD, EDGES = 5.0, 1.8, 2.1, 3.5
"""Millimetres on A4: between a picture and its table, for a letter of a cell and of a heading, and for a column's edges."""
PIXEL = 0.25
"""The size of a pixel of a picture on A4 in millimetres: its type of 12 pixels has 8.5 points."""
NARROWEST, HEIGHT = 300, 200
"""The least width of a picture beside its table, and the height of a picture, in its own pixels."""
LONGEST_PART = 10
"""Words of more than twice so many letters may be broken after each part of this length."""
STATE_AND_CODE = re.compile(rf"(?i:{'|'.join(label for label, code in words.STATES.values() if code)}) (\[[a-z]\])")


def handout(pack: Pack, is_large: bool = False) -> bytes:
    """Return a pack as a PDF file, in large print on A3 where ``is_large``."""
    inputs = {
        "pack": json.dumps(content(pack, is_large)),
        "paper": "a3" if is_large else "a4",
        "scale": str(LARGE if is_large else 1),
    }
    return typst.compile(
        str(TEMPLATE),
        format="pdf",
        sys_inputs=inputs,
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )


def clean(text: str) -> str:
    """Return a text for the page: without characters that no file can hold, and its longest words breakable."""
    parts = rf"\S{{{LONGEST_PART}}}(?=\S)"
    return re.sub(
        rf"[^\s/&=?._-]{{{2 * LONGEST_PART + 1},}}",
        lambda word: re.sub(parts, lambda part: f"{part[0]}\u200b", word[0]),
        slides.clean(text),
    )


def content(pack: Pack, is_large: bool = False) -> dict:
    """Return what the template sets, as texts."""
    mark = f"{pack.programme}: invented places and figures." if pack.is_invented else f"{pack.programme}."
    opening = [f"{mark} Made on {pack.made_on}.{f' Figures up to {pack.data_to}.' if pack.data_to else ''}"]
    opening += [f"What is new since the meeting of {pack.since} comes first."] if pack.since else []
    again = f"To make this handout again: {pack.link(pack.page)}"
    return {
        "title": clean(pack.title),
        "programme": clean(pack.programme),
        "foot": clean(
            f"{pack.place}. {pack.programme}{': invented' if pack.is_invented else ''}. "
            f"Data version {pack.version}. Made on {pack.made_on}."
        ),
        "opening": [clean(line) for line in opening],
        "findings": [finding_content(pack, finding, is_large) for finding in pack.findings],
        "unknown": [clean(line) for line in pack.unknown] or ["Nothing is listed."],
        "left-out": [clean(line) for line in pack.left_out],
        "sources": [
            {
                "name": clean(", ".join(part for part in (source.title, source.publisher) if part)),
                "address": slides.clean(source.address),
            }
            for source in pack.sources
        ]
        or [{"name": "No source is named.", "address": ""}],
        "closing": [
            "An interval says how sure a figure is: where it is wide, few were counted.",
            f"Name the programme and the data version when you quote a figure: {clean(pack.programme)}, {pack.version}.",
            clean(again),
        ],
    }


def finding_content(pack: Pack, finding: Finding, is_large: bool) -> dict:
    """Return one finding as the template sets it; its table stands beside its picture where both have room."""
    table = finding.table
    cells = [[coded(cell) for cell in row] for row in table.rows] if table else []
    room = LARGE_WIDTH if is_large else TEXT_WIDTH
    widths = column_widths(table, cells) if table else []
    beside = round((room - GAP - sum(widths)) / PIXEL)
    is_beside = bool(table and beside >= NARROWEST)
    notes = {
        "Base": finding.base,
        "Certainty": finding.certainty,
        "Comparison": finding.verdict,
        "Limitations": finding.caveat,
    }
    return {
        "title": clean(finding.title),
        "subtitle": clean(finding.subtitle),
        "svg": finding_svg(finding, beside if is_beside else round(room / PIXEL), HEIGHT),
        "alt": slides.clean(finding.alt) or slides.clean(finding.title),
        "sentence": "" if any(notes.values()) or finding.items else clean(finding.sentence),
        "notes": [{"label": label, "text": clean(sentence(text))} for label, text in notes.items() if text],
        "items": [
            {
                "when": clean(item.when),
                "text": clean(item.text),
                "publisher": clean(item.publisher),
                "address": slides.clean(item.address),
            }
            for item in finding.items
        ],
        "headings": [clean(heading) for heading in table.headings] if table else [],
        "rows": [[clean(cell) for cell in row] for row in cells],
        "right": list(table.right) if table else [],
        "widths": widths,
        "beside": is_beside,
        "codes": codes_line(cells),
        "source": clean(f"Source: {finding.source}.") if finding.source else "",
        "link": slides.clean(pack.link(finding.page)),
    }


def coded(cell: str) -> str:
    """Return the code alone of a cell that only says why there is no figure; a line under the table explains it."""
    only = STATE_AND_CODE.fullmatch(cell)
    return only[1] if only else cell


def codes_line(cells: list[list[str]]) -> str:
    """Return the line that explains the codes of a table; empty where it has none."""
    return table_codes.codes_explained([code for row in cells for cell in row for code in re.findall(r"\[\w\]", cell)])


def column_widths(table: Table, cells: list[list[str]]) -> list[float]:
    """Return the width of each column of a table in millimetres on A4: its cells on one line, its heading on two at most."""
    widths = []
    for heading, *column in zip(table.headings, *cells, strict=True):
        longest = max((min(len(word), 2 * LONGEST_PART) for word in heading.split()), default=1)
        of_heading = next(letters for letters in range(longest, len(heading) + 2) if len(wrap(heading, letters)) <= 2)
        widths.append(max(BOLD * of_heading, *(LETTER * len(cell) for cell in column), 0.0) + EDGES)
    return widths if sum(widths) <= LARGE_WIDTH else [LARGE_WIDTH / len(widths)] * len(widths)
