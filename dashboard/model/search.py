"""Finds areas by name, other spelling, council, ward, place or postcode. Pure functions on what the database holds."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

MOST_FOUND = 8
LEAST_SCORE = 51
WHOLE_NAME = 60
"""What a name scores at least when all of it was asked for, among other words: "Luton" in "Luton Arches"."""
CLOSE_ENOUGH = 82
"""How alike two words must be (0 to 100) to count as a slip of the pen: "chatam" and "chatham" are 92."""
WEIGHTS = {
    "area": 1.0,
    "other name": 0.99,
    "place": 0.9,
    "ward": 0.88,
    "council": 0.86,
    "county council": 0.8,
    "former council": 0.82,
}
POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})?")


@dataclass(frozen=True)
class Entry:
    """One thing a search can find: a name of an area, and what kind of name it is."""

    area_id: str
    entry: str
    kind: str


@dataclass(frozen=True)
class Hit:
    """An area that was found, the name it was found by, and how well that fits (0 to 100)."""

    area_id: str
    by: str
    kind: str
    score: float


@lru_cache(maxsize=20_000)
def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a name in small letters without punctuation; "St." and "Saint" are one word."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = re.findall(r"[a-z0-9]+", plain)
    return tuple("st" if word == "saint" else word for word in words)


def fit(asked: Sequence[str], entry: Sequence[str]) -> float:
    """Return how well a name fits what was asked, 0 to 100.

    Each word asked for counts with its best match; the last may be unfinished. Words of the name that nobody asked for
    take a little off, so that the shorter of two names that both fit comes first.
    """
    if not asked or not entry:
        return 0
    scores = [max(_word_fit(word, other, unfinished=word is asked[-1]) for other in entry) for word in asked]
    found = sum(scores) / len(asked)
    if all(any(_word_fit(word, other, unfinished=False) == 100 for word in asked) for other in entry):
        found = max(found, WHOLE_NAME)
    unasked = max(len(entry) - len(asked), 0)
    return max(found - 2 * min(unasked, 5), 0) if found else 0


def _word_fit(word: str, other: str, unfinished: bool) -> float:
    if word == other:
        return 100
    if unfinished and len(word) >= 2 and other.startswith(word):
        return 93
    likeness = fuzz.ratio(word, other) if len(word) > 3 else 0
    return likeness * 0.9 if likeness >= CLOSE_ENOUGH else 0


def areas_named(asked: str, entries: Sequence[Entry]) -> list[Hit]:
    """Return the areas whose names fit what was asked, best first, each once with the name that fits best."""
    words = plain_words(asked)
    best: dict[str, Hit] = {}
    for one in entries:
        score = fit(words, plain_words(one.entry)) * WEIGHTS[one.kind]
        if score >= LEAST_SCORE and (one.area_id not in best or score > best[one.area_id].score):
            best[one.area_id] = Hit(one.area_id, one.entry, one.kind, score)
    ordered = sorted(best.values(), key=lambda found: (-found.score, found.by, found.area_id))
    good = [found for found in ordered if found.score >= ordered[0].score / 2]
    return good[:MOST_FOUND]


def postcode_parts(asked: str) -> tuple[str, str] | None:
    """Return the two halves of a postcode ("ME4", "6NZ"), the second empty when only the first was given, or None."""
    halves = asked.upper().split()
    if len(halves) == 2 and re.fullmatch(r"\d[A-Z]?", halves[1]):  # the second half is not finished
        halves = halves[:1]
    match = POSTCODE.fullmatch("".join(halves))
    return (match.group(1), match.group(2) or "") if match else None
