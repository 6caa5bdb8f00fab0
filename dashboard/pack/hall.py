"""A pack as one HTML file with everything inside: to read, and to present in a hall without internet."""

import base64
import hashlib
from functools import cache
from html import unescape
from pathlib import Path
from re import findall
from typing import Any

import pandas as pd
from jinja2 import Environment, Template

from dashboard.export.table_file import csv_bytes
from dashboard.pack.finding import Finding, Pack
from dashboard.pack.pictures import finding_svg
from dashboard.pack.slides import clean, sentence

FOLDER = Path(__file__).parent
PICTURE = (900, 430, 25)
"""Width and height of a picture and the size of its type, in pixels: on a screen of 1024 pixels its type is at least 24."""


def hall_file(pack: Pack) -> str:
    """Return a pack as one HTML file that asks for nothing when it is opened."""
    script = (FOLDER / "hall.js").read_text(encoding="utf-8")
    return template().render(
        pack=pack,
        findings=[finding_parts(pack, finding) for finding in pack.findings],
        unknown=[*pack.left_out, *pack.unknown],
        first_notes=f"{pack.place}. Data version {pack.version}.",
        again=pack.link(pack.page),
        policy=policy_of(script),
        script=script,
        style=(FOLDER / "hall.css").read_text(encoding="utf-8"),
    )


@cache
def template() -> Template:
    """Return the template, in which every text is escaped."""
    environment = Environment(autoescape=True, trim_blocks=True)
    return environment.from_string((FOLDER / "hall.html").read_text(encoding="utf-8"))


def policy_of(script: str) -> str:
    """Return the content policy of the file: its own script by its hash, its own styles, nothing from elsewhere."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"
    )


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
    from_lines = [line for line in (finding.sentence, *notes, source, version) if line]
    return {
        "title": clean(finding.title),
        "subtitle": finding.subtitle,
        "light": finding_svg(finding, *PICTURE[:2], "light", PICTURE[2]),
        "dark": finding_svg(finding, *PICTURE[:2], "dark", PICTURE[2]),
        "dated": finding.items,
        "sentence": finding.sentence,
        "base": sentence(finding.base) if finding.base else "",
        "from_lines": from_lines,
        "link": link,
        "notes": "\n".join([*from_lines, f"Page: {link}"]),
        "headings": table.headings if table else (),
        "rows": table.rows if table else (),
        "right": table.right if table else (),
        "file": f"{finding.finding_id}.csv",
        "csv": data_address(finding) if table else "",
    }


def data_address(finding: Finding) -> str:
    """Return the table of a finding as a CSV file in an address of its own."""
    assert finding.table is not None  # noqa: S101 - its caller asks for tables only
    rows = pd.DataFrame(list(finding.table.rows), columns=pd.Index(finding.table.headings))
    return f"data:text/csv;charset=utf-8;base64,{base64.b64encode(csv_bytes(rows)).decode()}"
