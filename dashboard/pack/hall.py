"""A pack as one HTML file with everything inside: to read, and to present in a hall without internet."""

import base64
import hashlib
from functools import cache
from html import unescape
from pathlib import Path
from re import findall, sub
from typing import Any

import pandas as pd
from jinja2 import Environment, Template

from dashboard.export.table_file import csv_bytes
from dashboard.pack.finding import Finding, Pack
from dashboard.pack.pictures import finding_svg
from dashboard.pack.slides import clean, sentence

FOLDER = Path(__file__).parent
WIDE, NARROW = (900, 430, 28), (420, 320, 15)
"""Width and height of a picture and the size of its type, in pixels: at least 24 on a screen of 1024, and one for phones."""
NONE_LISTED = "Nothing is listed."


def hall_file(pack: Pack) -> str:
    """Return a pack as one HTML file that asks for nothing when it is opened."""
    script, style = ((FOLDER / f"hall.{kind}").read_text(encoding="utf-8") for kind in ("js", "css"))
    return template().render(
        pack=pack,
        findings=[finding_parts(pack, finding) for finding in pack.findings],
        unknown=pack.unknown or [NONE_LISTED],
        none_listed=NONE_LISTED,
        first_notes=f"{pack.place}. Data version {pack.version}.",
        again=pack.link(pack.page),
        policy=policy_of(script, style),
        script=script,
        style=style,
    )


@cache
def template() -> Template:
    """Return the template of the file."""
    return environment().from_string((FOLDER / "hall.html").read_text(encoding="utf-8"))


@cache
def environment() -> Environment:
    """Return what reads templates: every text is escaped, and no text turns the direction of those after it."""
    return Environment(
        autoescape=True, trim_blocks=True, finalize=lambda value: clean(value) if type(value) is str else value
    )


def policy_of(script: str, style: str) -> str:
    """Return the content policy of the file: its own script and style by their hashes, nothing from elsewhere.

    The pictures have their looks in attributes, which cannot be named by a hash.
    """
    return (
        f"default-src 'none'; script-src {hash_of(script)}; style-src-elem {hash_of(style)}; "
        "style-src-attr 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def hash_of(text: str) -> str:
    """Return the hash of an inline script or style, as a content policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(page: str) -> str:
    """Return the content policy that a file of ours names in its head."""
    (named,) = findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    return unescape(named)


def finding_parts(pack: Pack, finding: Finding) -> dict[str, Any]:
    """Return one finding as the template shows it."""
    table = finding.table
    notes = [sentence(part) for part in (finding.certainty, finding.verdict, finding.caveat) if part]
    source = f"Source: {finding.source}." if finding.source else ""
    version = f"{pack.programme}, data version {pack.version}."
    link = pack.link(finding.page)
    base = sentence(finding.base) if finding.base else ""
    from_lines = [line for line in (finding.sentence, *notes, source, version) if line]
    return {
        "title": clean(finding.title),
        "subtitle": finding.subtitle,
        "pictures": {theme: [svg(finding, size, theme) for size in (WIDE, NARROW)] for theme in ("light", "dark")}
        if finding.picture
        else {},
        "dated": finding.items,
        "sentence": finding.sentence,
        "base": base,
        "from_lines": from_lines,
        "link": link,
        "notes": "\n".join([base, *from_lines, f"Page: {link}"]).strip(),
        "headings": table.headings if table else (),
        "rows": table.rows if table else (),
        "right": table.right if table else (),
        "file": f"{finding.finding_id}.csv",
        "csv": data_address(finding) if table else "",
    }


def svg(finding: Finding, size: tuple[int, int, int], theme: str) -> str:
    """Return the picture of a finding without a style of its own: ``hall.css`` has it."""
    width, height, type_size = size
    return clean(sub(r"<style.*?</style>", "", finding_svg(finding, width, height, theme, type_size)))


def data_address(finding: Finding) -> str:
    """Return the table of a finding as a CSV file in an address of its own."""
    assert finding.table is not None  # noqa: S101 - its caller asks for tables only
    headings, *rows = ([clean(cell) for cell in row] for row in (finding.table.headings, *finding.table.rows))
    frame = pd.DataFrame(rows, columns=pd.Index(headings))
    return f"data:text/csv;charset=utf-8;base64,{base64.b64encode(csv_bytes(frame)).decode()}"
