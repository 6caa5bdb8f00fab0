"""Replies of areas about their figures: what is kept, which words are refused, and a file that is missing or damaged."""

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.model import db, replies
from dashboard.model.replies import NotKept, Reply

QUERY = Reply("tiny", "alder", "volunteers", "2025", "27", "2026-11-22-abcdef", "query", "We counted 31.", "2026-03-04")


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep replies in a file of the test alone, and return its path."""
    monkeypatch.setenv("BIGLOCAL_REPLIES", str(tmp_path / "replies.sqlite"))
    return tmp_path / "replies.sqlite"


def test_without_a_file_there_are_no_replies_and_none_is_made(store: Path):
    assert replies.replies("tiny") == []
    assert not store.exists()


def test_the_file_is_beside_the_builds_where_nothing_else_is_set(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("BIGLOCAL_REPLIES")
    assert replies.path() == db.BUILDS.parent / "replies.sqlite"


def test_a_reply_is_kept_with_its_figure_and_is_open_until_it_is_answered():
    replies.add(QUERY)
    replies.add(replace(QUERY, kind="confirmation", period="2024"))
    replies.add(replace(QUERY, area_id="beech"))
    confirmation, query = replies.replies("tiny", "alder")
    assert query == replace(QUERY, reply_id=1)
    assert (query.is_open, confirmation.is_open) == (True, False)
    assert replies.open_queries("tiny", "alder") == [query]
    replies.answer(1, "The return was corrected.", date(2026, 3, 9))
    (answered,) = [reply for reply in replies.replies("tiny", "alder") if reply.kind == "query"]
    assert (answered.answer, answered.answered_on) == ("The return was corrected.", "2026-03-09")
    assert replies.open_queries("tiny", "alder") == []
    assert len(replies.replies("tiny")) == 3
    assert replies.replies("other") == []


def test_a_query_is_answered_once_and_with_words():
    replies.add(QUERY)
    with pytest.raises(NotKept, match="Write an answer first"):
        replies.answer(1, "  ", date(2026, 3, 9))
    replies.answer(1, "Corrected.", date(2026, 3, 9))
    with pytest.raises(NotKept, match="answered already"):
        replies.answer(1, "Again.", date(2026, 3, 9))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("x" * 301, "at most 300 letters: these are 301"),
        ("<b>31</b>", "plain words"),
        ("[here](javascript:1)", "plain words"),
        ("see http://example.org", "plain words"),
        ("31 \u202e 13", "plain words"),
        ("=1+1", "Begin with a word"),
        (" \n=HYPERLINK(1)", "Begin with a word"),
        ("@SUM(1)", "Begin with a word"),
        ("write to name@example.org", "names no person"),
        ("call 01632 960 123", "names no person"),
        ("call +44 1632 960123", "names no person"),
    ],
)
def test_hostile_words_and_addresses_are_refused(words: str, why: str):
    with pytest.raises(NotKept, match=why):
        replies.add(replace(QUERY, words=words))
    assert replies.replies("tiny") == []


def test_plain_words_are_kept_on_one_line():
    replies.add(replace(QUERY, words="  We counted 31 in 2016-17 and 2017-18;\nit's £1,200 (50%). "))
    assert replies.replies("tiny")[0].words == "We counted 31 in 2016-17 and 2017-18; it's £1,200 (50%)."


def test_another_kind_of_reply_is_refused():
    with pytest.raises(NotKept, match="a query or a confirmation"):
        replies.add(replace(QUERY, kind="'; DROP TABLE reply; --"))


def test_a_damaged_file_is_named_and_stops_no_page(store: Path):
    store.write_bytes(b"not a database" * 100)
    with pytest.raises(NotKept, match=r"replies\.sqlite cannot be read or written"):
        replies.replies("tiny")
    assert replies.open_queries("tiny", "alder") == []


def test_sqlite_enforces_that_every_reply_names_its_figure(store: Path):
    replies.add(QUERY)
    with sqlite3.connect(store) as opened:
        columns = {name: required for _, name, _, required, *_ in opened.execute("PRAGMA table_info(reply)")}
    assert all(columns[name] for name in ("programme_id", "area_id", "measure_id", "period", "figure", "version"))
