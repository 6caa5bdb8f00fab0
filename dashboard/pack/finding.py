"""A finding for a meeting and a pack of them: every form (slides, handout, hall file, workbook) is written from these alone.

All texts are ready to read: a writer adds no number of its own, and rounds none.
"""

from dataclasses import dataclass
from typing import Literal

from dashboard.text.words import Measure

Kind = Literal["line", "columns", "bars"]
"""How a picture is drawn: a line over periods, columns by period for totals, or bars across for places."""
MOST_SERIES = 4


@dataclass(frozen=True)
class Series:
    """One line, or one row of columns or bars: a value for each label of its picture, None where there is none.

    ``lower`` and ``upper`` are the ends of the 95% intervals, of the same length, or empty where none is known.
    """

    name: str
    values: tuple[float | None, ...]
    lower: tuple[float | None, ...] = ()
    upper: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Picture:
    """What a chart shows: labels (periods in order of time, or names of places), and at most four series, the first in focus.

    In a picture of bars there is one series, and its first label is the place in focus.
    """

    kind: Kind
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    measure: Measure


@dataclass(frozen=True)
class Table:
    """The figures behind a finding as texts: headings, rows of the same length, and which columns hold numbers."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()


@dataclass(frozen=True)
class Item:
    """A dated thing on the record: its date in words, what happened, and the page it is from (empty where it is a return)."""

    when: str
    text: str
    publisher: str = ""
    address: str = ""


@dataclass(frozen=True)
class Finding:
    """One finding: its title says it, the rest shows it and says how sure it is. Texts that do not apply are empty.

    ``subtitle`` has measure, unit and period; ``base`` what the figure rests on; ``certainty`` its 95% interval in words,
    or why there is none; ``sentence`` can be read out; ``page`` is the address of its page in the dashboard, from "/".
    A finding has a picture, or items of the record, or neither.
    """

    finding_id: str
    theme: str
    title: str
    subtitle: str = ""
    picture: Picture | None = None
    items: tuple[Item, ...] = ()
    table: Table | None = None
    alt: str = ""
    base: str = ""
    certainty: str = ""
    verdict: str = ""
    caveat: str = ""
    source: str = ""
    period: str = ""
    sentence: str = ""
    page: str = "/"


@dataclass(frozen=True)
class Source:
    """Where figures of a pack are from."""

    title: str
    publisher: str
    address: str = ""


@dataclass(frozen=True)
class Pack:
    """Everything that leaves for one meeting.

    ``page`` is the address that makes this pack again, from "/"; ``site`` that of the dashboard, "http://...", or empty
    where it is not known. ``unknown`` are sentences on what is not known; ``left_out`` says what was left out on purpose.
    """

    place: str
    title: str
    audience: str
    programme: str
    version: str
    made_on: str
    data_to: str
    findings: tuple[Finding, ...]
    unknown: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    page: str = "/present"
    site: str = ""
    is_invented: bool = False
    since: str = ""

    def link(self, page: str) -> str:
        """Return the whole address of a page of the dashboard; only its part after the site where that is not known."""
        return f"{self.site.rstrip('/')}{page}"
