"""A pack as a handout to print: tagged PDF (PDF/UA-1), A4 or in large print A3, by Typst, which checks the tags itself."""

import json
from pathlib import Path

import matplotlib
import typst

from dashboard.pack.finding import Finding, Pack
from dashboard.pack.pictures import finding_svg
from dashboard.pack.slides import clean, sentence

TEMPLATE = Path(__file__).with_suffix(".typ")
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
"""The one font of the handout, the same on every machine."""
WIDE, NARROW = (640, 220), (420, 240)
"""The size of a picture alone and beside its table, in the pixels of its own type."""
LARGE = 1.6
"""The scale of the large print: 15 points for the text."""


def handout(pack: Pack, is_large: bool = False) -> bytes:
    """Return a pack as a PDF file, in large print on A3 where ``is_large``."""
    inputs = {
        "pack": json.dumps(content(pack)),
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


def content(pack: Pack) -> dict:
    """Return what the template sets, as texts."""
    mark = f"{pack.programme}: invented places and figures." if pack.is_invented else f"{pack.programme}."
    opening = [f"{mark} Made on {pack.made_on}."]
    opening += [f"Figures up to {pack.data_to}."] if pack.data_to else []
    opening += [f"What is new since the meeting of {pack.since} comes first."] if pack.since else []
    again = f"To make this handout again: {pack.link(pack.page)}"
    return {
        "title": clean(pack.title),
        "programme": clean(pack.programme),
        "foot": clean(f"{pack.place}. {mark} Data version {pack.version}."),
        "opening": [clean(line) for line in opening],
        "findings": [finding_content(pack, finding) for finding in pack.findings],
        "unknown": [clean(line) for line in (*pack.left_out, *pack.unknown)] or ["Nothing is listed."],
        "sources": [
            {
                "name": clean(", ".join(part for part in (source.title, source.publisher) if part)),
                "address": clean(source.address),
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


def finding_content(pack: Pack, finding: Finding) -> dict:
    """Return one finding as the template sets it."""
    notes = [sentence(part) for part in (finding.base, finding.certainty, finding.verdict, finding.caveat) if part]
    table = finding.table
    return {
        "title": clean(finding.title),
        "subtitle": clean(finding.subtitle),
        "svg": finding_svg(finding, *(NARROW if table else WIDE)),
        "alt": clean(finding.alt) or clean(finding.title),
        "notes": clean(" ".join(notes) if notes else finding.sentence if not finding.items else ""),
        "items": [
            {
                "when": clean(item.when),
                "text": clean(item.text),
                "publisher": clean(item.publisher),
                "address": clean(item.address),
            }
            for item in finding.items
        ],
        "headings": [clean(heading) for heading in table.headings] if table else [],
        "rows": [[clean(cell) for cell in row] for row in table.rows] if table else [],
        "right": list(table.right) if table else [],
        "source": clean(f"Source: {finding.source}.") if finding.source else "",
        "link": clean(pack.link(finding.page)),
    }
