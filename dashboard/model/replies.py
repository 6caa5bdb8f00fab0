"""The right of reply: what an area answered about its figures, in a file of its own beside the data, never in the data.

No reply holds the name of a person. Its words are a stranger's: they are checked before they are kept, shown to staff only
until the reply is answered, and escaped wherever they are shown or saved.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dashboard.model import db

KINDS = {"query": "We think this figure is wrong", "confirmation": "This figure is right"}
"""The kinds of reply, as an area puts them. A query is open until it is answered."""
MOST_LETTERS = 300
"""The most letters of the words of a reply, and of its answer."""
MARKUP = re.compile(r"[<>{}\[\]|\\`]|://|www\.|[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
FORMULA = re.compile(r"[=+\-@]")
CONTACT = re.compile(r"\S@\S|(?:\+|\b0)\d[\d ()-]{7,}\d")
"""An e-mail address or a telephone number."""
TABLE = """CREATE TABLE IF NOT EXISTS reply (
    reply_id INTEGER PRIMARY KEY,
    programme_id TEXT NOT NULL,
    area_id TEXT NOT NULL,
    measure_id TEXT NOT NULL,
    period TEXT NOT NULL,
    figure TEXT NOT NULL,
    version TEXT NOT NULL,
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    made_on TEXT NOT NULL,
    answer TEXT NOT NULL DEFAULT '',
    answered_on TEXT NOT NULL DEFAULT ''
)"""
COLUMNS = "programme_id, area_id, measure_id, period, figure, version, kind, words, made_on"


class NotKept(Exception):
    """A reply cannot be kept or read; the message says why, and is shown on the screen."""


@dataclass(frozen=True)
class Reply:
    """A reply about one figure of an area: ``figure`` as it was shown, of the data version ``version``.

    ``kind`` is one of ``KINDS``; the days are ISO dates; ``answer`` and ``answered_on`` are empty until it is answered.
    """

    programme_id: str
    area_id: str
    measure_id: str
    period: str
    figure: str
    version: str
    kind: str
    words: str
    made_on: str
    answer: str = ""
    answered_on: str = ""
    reply_id: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it is a query that waits for an answer."""
        return self.kind == "query" and not self.answered_on


def path() -> Path:
    """Return the file of the replies."""
    return Path(os.environ.get("BIGLOCAL_REPLIES") or db.BUILDS.with_name("replies.sqlite"))


def checked(words: str) -> str:
    """Return the words of a reply or answer as they may be kept. Raise NotKept where they may not."""
    text = " ".join(words.split())
    if len(text) > MOST_LETTERS:
        raise NotKept(f"Write at most {MOST_LETTERS} letters: these are {len(text)}.")
    if MARKUP.search(text):
        raise NotKept("Write plain words, without brackets < > { } [ ], codes or web addresses.")
    if FORMULA.match(text):
        raise NotKept("Begin with a word, not with a sign such as = or -.")
    if CONTACT.search(text):
        raise NotKept("Leave out e-mail addresses and telephone numbers: a reply names no person.")
    return text


def add(reply: Reply) -> None:
    """Keep a reply. Raise NotKept where its words may not be kept, or the file cannot be written."""
    if reply.kind not in KINDS:
        raise NotKept("A reply is a query or a confirmation.")
    values = {**vars(reply), "words": checked(reply.words)}
    marks = ", ".join(f":{name}" for name in COLUMNS.split(", "))
    with opened() as store:
        store.execute(f"INSERT INTO reply ({COLUMNS}) VALUES ({marks})", values)  # noqa: S608 - fixed names


def answer(reply_id: int, words: str, today: date) -> None:
    """Answer a query. Raise NotKept where the answer is empty or may not be kept, or there is no such open query."""
    text = checked(words)
    if not text:
        raise NotKept("Write an answer first.")
    change = "UPDATE reply SET answer = ?, answered_on = ? WHERE reply_id = ? AND kind = 'query' AND answered_on = ''"
    with opened() as store:
        if not store.execute(change, (text, today.isoformat(), reply_id)).rowcount:
            raise NotKept("This query has been answered already.")


def replies(programme_id: str, area_id: str = "") -> list[Reply]:
    """Return the replies about a programme or one of its areas, the latest first. Raise NotKept where the file is damaged."""
    if not path().is_file():
        return []
    select = f"SELECT {COLUMNS}, answer, answered_on, reply_id FROM reply "  # noqa: S608 - fixed names
    where = "WHERE programme_id = ? AND ? IN ('', area_id) ORDER BY reply_id DESC"
    with opened() as store:
        return [Reply(*row) for row in store.execute(select + where, (programme_id, area_id))]


def open_queries(programme_id: str, area_id: str) -> list[Reply]:
    """Return the queries about an area that wait for an answer; none where the file cannot be read: a page needs it not."""
    try:
        return [reply for reply in replies(programme_id, area_id) if reply.is_open]
    except NotKept:
        return []


@contextmanager
def opened() -> Iterator[sqlite3.Connection]:
    """Open the file of the replies for one step, which counts as a whole or not at all. Raise NotKept where it fails."""
    try:
        with closing(sqlite3.connect(path(), timeout=5)) as store, store:
            store.execute(TABLE)
            yield store
    except sqlite3.Error as error:
        raise NotKept(f"The file {path().name} cannot be read or written: {error}.") from error
