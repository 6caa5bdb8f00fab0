"""Search for areas by name, other spelling, council, ward, place or postcode: pure functions on names and postcodes."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

MOST_HITS = 8
LEAST_SCORE = 51
WHOLE_NAME = 60
"""The least score of a name that the query contains in full, among other words: "Luton" in "Luton Arches"."""
CLOSE_ENOUGH = 82
"""How alike two words must be (0 to 100) to count as a misspelling: "chatam" and "chatham" are 92."""
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
    """A name by which a search can find an area, and the kind of that name."""

    area_id: str
    entry: str
    kind: str


@dataclass(frozen=True)
class Hit:
    """An area that matches a query, the matching name, how well that fits (0 to 100), and whether it is the query itself."""

    area_id: str
    by: str
    kind: str
    score: float
    is_exact: bool = False

    @property
    def rank(self) -> tuple[bool, float]:
        """How good a match is: an exact one is better than any other."""
        return self.is_exact, self.score


@lru_cache(maxsize=20_000)
def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a name in lower case without punctuation; "St." and "Saint" count as the same word."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = re.findall(r"[a-z0-9]+", plain)
    return tuple("st" if word == "saint" else word for word in words)


def match_score(query: Sequence[str], name: Sequence[str]) -> float:
    """Return how well the words of a name match those of a query, 0 to 100.

    Each word of the query counts with its best match; the last may be unfinished. Further words of the name reduce the
    score a little, so that the shorter of two names that both fit comes first.
    """
    if not query or not name:
        return 0
    scores = [max(_word_score(word, other, unfinished=word is query[-1]) for other in name) for word in query]
    score = sum(scores) / len(query)
    if all(any(_word_score(word, other, unfinished=False) == 100 for word in query) for other in name):
        score = max(score, WHOLE_NAME)
    further_words = max(len(name) - len(query), 0)
    return max(score - 2 * min(further_words, 5), 0) if score else 0


def _word_score(word: str, other: str, unfinished: bool) -> float:
    if word == other:
        return 100
    if unfinished and len(word) >= 2 and other.startswith(word):
        return 93
    likeness = fuzz.ratio(word, other) if len(word) > 3 else 0
    return likeness * 0.9 if likeness >= CLOSE_ENOUGH else 0


def matching_areas(query: str, entries: Sequence[Entry]) -> list[Hit]:
    """Return the areas whose names match a query, best first, each once with the name that fits best.

    A name that is exactly the query comes before any other, also that of a ward. A ward of one word, such as "North", does
    not match a longer query that has the word.
    """
    words = plain_words(query)
    best: dict[str, Hit] = {}
    for entry in entries:
        name = plain_words(entry.entry)
        if entry.kind == "ward" and len(name) == 1 < len(words):
            continue
        hit = Hit(entry.area_id, entry.entry, entry.kind, match_score(words, name) * WEIGHTS[entry.kind], name == words)
        if hit.score >= LEAST_SCORE and (entry.area_id not in best or hit.rank > best[entry.area_id].rank):
            best[entry.area_id] = hit
    ordered = sorted(best.values(), key=lambda hit: (not hit.is_exact, -hit.score, hit.by, hit.area_id))
    good = [hit for hit in ordered if hit.score >= ordered[0].score / 2]
    return good[:MOST_HITS]


def postcode_parts(query: str) -> tuple[str, str] | None:
    """Return the two halves of a postcode ("ME4", "6NZ"), the second empty when only the first was given, or None."""
    halves = query.upper().split()
    if len(halves) == 2 and re.fullmatch(r"\d[A-Z]?", halves[1]):  # the second half is not finished
        halves = halves[:1]
    match = POSTCODE.fullmatch("".join(halves))
    return (match.group(1), match.group(2) or "") if match else None
