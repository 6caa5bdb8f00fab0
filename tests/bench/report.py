"""Turns the measured figures into one Markdown table: medians, ratios, the bars, and whether they are met."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.every_page import WALKS
from tests.bench.sessions import MENUS, STAGES

Measured = Mapping[str, Sequence[float]]
HEAD = ["| What | Unit | Ours | Held against | Ratio | Bar | Met |", "|---|---|---:|---|---:|---|---|"]
PEERS = {
    "static": "static plotly.js page",
    "dash": "Dash",
    "hello": "bare Streamlit",
    "again": "bare Streamlit",
    "plain": "plain `streamlit run`",
    "bare": "bare `read_csv`",
    "measures": "a tenth of the areas",
}


@dataclass(frozen=True)
class Line:
    """One comparison: what, its unit, our figure, the peer's if there is one, and the bar.

    ``ours`` and ``theirs`` name lists of measured figures; the bar is on our median, or on the ratio if ``theirs`` is given.
    """

    what: str
    unit: str
    ours: str
    theirs: str = ""
    bar: float | None = None


def change_lines(step: str, what: str) -> list[Line]:
    """Return the lines of a filter change one way."""
    return [
        Line(what, "ms", f"ours {step}", f"static {step}", 2),
        Line(what, "ms", f"ours {step}", f"dash {step}", 0.5),
        Line(what, "ms", f"ours {step}", f"hello {step}"),
        Line(f"{what}: sent", "kB", f"ours {step}_kb", bar=60),
        Line(f"{what}: sent", "kB", f"ours {step}_kb", f"dash {step}_kb"),
        Line(f"{what}: until the browser asks", "ms", f"ours {step}_until_request"),
        Line(f"{what}: until the first answer", "ms", f"ours {step}_until_first_answer"),
        Line(f"{what}: until the last answer", "ms", f"ours {step}_until_last_answer"),
    ]


LINES = [
    Line("Build of Big Local", "s", "build", bar=10),
    *(
        Line(f"Queries of the {page} page", "ms", f"queries {page}", bar=20)
        for page in ("map", "area", "data", "about")
    ),
    Line("Queries of the catalogue, once a build", "ms", "queries the catalogue"),
    Line("First view of the map page", "ms", "ours first", "dash first", 1),
    Line("First view of the map page", "ms", "ours first", "static first"),
    Line("First view of the map page", "ms", "ours first", "hello first"),
    Line("First view: sent", "kB", "ours first_kb", "dash first_kb"),
    Line("First view: sent", "kB", "ours first_kb", "static first_kb"),
    Line("First view: sent", "kB", "ours first_kb", "hello first_kb"),
    *change_lines("there", "Filter to London"),
    *change_lines("back", "Back to all"),
    Line("Server alone, filter to London", "ms", "server"),
    Line("First view, 10 Mbit/s and 40 ms, to the tiles", "ms", "ours slow first", "plain slow first", 0.5),
    Line("First view, 10 Mbit/s and 40 ms: sent", "kB", "ours slow first_kb", "plain slow first_kb"),
]
LINES += [
    line
    for name in ("10^4 answers", "10^5 answers", "10^6 answers", "10^5 grants")
    for line in (
        Line(f"Check of {name}", "s", f"check {name} seconds", f"bare {name} seconds"),
        Line(
            f"Check, load and build of {name}",
            "s",
            f"load {name} seconds",
            f"bare {name} seconds",
            6 if "6" in name else None,
        ),
        Line(f"Check, load and build of {name}: peak of memory", "MB", f"load {name} megabytes", bar=1_500),
        Line(
            f"Check, load and build of {name}: peak of memory", "MB", f"load {name} megabytes", f"bare {name} megabytes"
        ),
    )
]
LINES += [
    Line("Measures, verdicts and hiding of 150 areas", "s", "measures 150 seconds", bar=15),
    Line("The same: peak of memory", "MB", "measures 150 megabytes"),
    Line("The same of 1,500 areas", "s", "measures 1500 seconds", "measures 150 seconds", 10),
    Line("The same of 1,500 areas: peak of memory", "MB", "measures 1500 megabytes", "measures 150 megabytes"),
    Line("The same of 15,000 areas", "s", "measures 15000 seconds", "measures 1500 seconds", 10),
    Line("The same of 15,000 areas: peak of memory", "MB", "measures 15000 megabytes", "measures 1500 megabytes"),
]
LINES += [
    line
    for walk in WALKS
    for visit in walk.visits
    for page, menu in [(f"{visit.name[0].upper()}{visit.name[1:]}", visit.menu)]
    for line in (
        Line(f"{page}: view from another page", "ms", f"{visit.name} view", bar=1_200),
        Line(f"{page}: view from another page: sent", "kB", f"{visit.name} view_kb"),
        Line(f"{page}: {menu}, chosen for the first time", "ms", f"{visit.name} there", "again there", 4),
        Line(f"{page}: {menu}, back to what was seen", "ms", f"{visit.name} back", "again back", 4),
        Line(f"{page}: {menu}: until the last answer", "ms", f"{visit.name} there_until_last_answer"),
        Line(f"{page}: {menu}: sent", "kB", f"{visit.name} there_kb", bar=100),
        Line(f"{page}: {menu}, back: sent", "kB", f"{visit.name} back_kb", bar=100),
    )
]
LINES += [Line("Pages that did not show what was waited for", "", "pages that failed", bar=0)]
LINES += [
    line
    for number in STAGES
    for who in [f"{number} reader{'' if number == 1 else 's'}"]
    for line in (
        Line(f"{who}: a change, half of them", "ms", f"sessions {number} p50"),
        Line(
            f"{who}: a change, 95 in 100", "ms", f"sessions {number} p95", bar=1_000 if number == STAGES[-1] else None
        ),
        Line(f"{who}: changes answered in a minute", "", f"sessions {number} changes"),
        Line(f"{who}: errors", "", f"sessions {number} errors", bar=0),
        Line(f"{who}: work of the server for a change", "ms", f"sessions {number} work"),
        Line(f"{who}: sent for a change", "kB", f"sessions {number} kB"),
        Line(f"{who}: memory of the server", "MB", f"sessions {number} megabytes"),
    )
]
LINES += [
    Line(f"{STAGES[-1]} readers: 95 in 100 on the {page.title()} page", "ms", f"sessions {STAGES[-1]} p95 {page}")
    for page in MENUS
]
LINES += [Line("Memory for each reader beyond the first", "MB", "sessions megabytes each", bar=10)]
LINES += [Line("A pack of six findings: finding them, nothing cached", "s", "pack findings seconds")]
LINES += [
    line
    for form, label, seconds, size in (
        ("slides", "slides", None, None),
        ("handout", "handout", 1, 500),
        ("large", "handout in large print", 1, 500),
        ("hall", "file for the hall", None, None),
        ("workbook", "workbook", None, None),
    )
    for line in (
        Line(f"A pack of six findings: {label}", "s", f"pack {form} seconds", bar=seconds),
        Line(f"A pack of six findings: {label}", "kB", f"pack {form} kilobytes", bar=size),
    )
]
LINES += [Line("A pack of six findings: memory of the process that makes it", "MB", "pack megabytes")]


def report(measured: Measured, circumstances: str) -> str:
    """Return the table of all lines that were measured, followed by how they were measured."""
    rows = [line_row(line, measured) for line in LINES if measured.get(line.ours)]
    return "\n".join([*HEAD, *rows, "", circumstances, ""])


def line_row(line: Line, measured: Measured) -> str:
    """Return one line of the table as Markdown."""
    ours, ratio, against = median(measured[line.ours]), None, ""
    if line.theirs:
        theirs = median(measured[line.theirs])
        against = f"{PEERS[line.theirs.split()[0]]}: {figure_text(theirs)}"
        ratio = ours / theirs if theirs else None
    judged = ratio if line.theirs else ours
    bar = "" if line.bar is None else f"at most {line.bar:g}{' times' if line.theirs else f' {line.unit}'}"
    met = "" if line.bar is None or judged is None else "yes" if judged <= line.bar else "**no**"
    cells = [line.what, line.unit, figure_text(ours), against, "" if ratio is None else f"{ratio:.2f}", bar, met]
    return f"| {' | '.join(cells)} |"


def figure_text(value: float) -> str:
    """Return a figure as text, with one decimal below 100 and two digits below 1."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2g}"
