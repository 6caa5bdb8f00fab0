"""Which column each heading of a sheet stands for: a heading may be misspelt, but never means another thing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from etl.contract import Column, Contract

THOUSANDS = re.compile(
    r"£ ?'?,?000'?s?\b|£ ?k\b|\bgbp ?k\b|\( ?k ?\)|\( ?'?000'?s? ?\)|'000'?s?\b|\b000'?s\b"
    r"|£? ?\b(in )?thousands?( of pounds| £)?\b"
)
MILLIONS = re.compile(r"£ ?mn?\b|£ ?'?000,?000\b|\b(in )?millions?( of pounds)?\b")
OTHER_UNITS = {
    "%": re.compile(r"\( ?%[^)]*\)|\bper ?cent(age)?\b|\bpct\b|^%|% of\b"),
    "pence": re.compile(r"\bpence\b|\( ?p ?\)"),
    "euros": re.compile(r"€|\beuros?\b|\beur\b"),
    "dollars": re.compile(r"\$|\busd\b|\bdollars?\b"),
    "minutes": re.compile(r"\( ?min(ute)?s?\.? ?\)"),
    "days": re.compile(r"\( ?days? ?\)"),
    "hours": re.compile(r"\( ?(hours|hrs)\.? ?\)"),
    "£": re.compile(r"\( ?gbp ?\)|£"),
}
FILLERS = {"the", "of", "a", "an", "our", "your", "please", "in"}
NEAR = 75
"""A heading this similar to one of a table (out of 100) is pointed out when it is not taken for it."""


@dataclass(frozen=True)
class Unit:
    """The unit that a heading gives: "" for none, and what its numbers are to be multiplied by."""

    name: str = ""
    factor: int = 1


@lru_cache(maxsize=10_000)
def plain(text: str) -> str:
    """Return a heading in the form used to compare headings: small letters, single spaces, no units or marks."""
    bare = re.sub(r"\(\s*(£|gbp|hours|hrs)\s*\)|£", " ", text.casefold().replace("’", "'"))
    return " ".join(re.findall(r"[a-z0-9%:]+", bare.replace("'", "")))


def unit_of(heading: str) -> tuple[Unit, str]:
    """Return the unit that a heading gives, and the heading without it where it gives thousands or millions."""
    text = " ".join(heading.casefold().replace("’", "'").replace("‘", "'").split())
    for form, factor in ((MILLIONS, 1_000_000), (THOUSANDS, 1_000)):
        if form.search(text):
            return Unit("£", factor), form.sub(" ", text)
    name = next((name for name, form in OTHER_UNITS.items() if form.search(text)), "")
    return Unit(name), heading


def factor_of(column: Column, heading: str) -> int:
    """Return what the numbers under a heading are to be multiplied by: 1,000 where it gives thousands of pounds."""
    if column.unit != "£" or plain(heading) in spellings(column):
        return 1
    return unit_of(heading)[0].factor


@lru_cache(maxsize=10_000)
def spellings(column: Column) -> tuple[str, ...]:
    """Return the headings that people use for a column, the column's own first."""
    return tuple(dict.fromkeys(map(plain, (column.heading, column.name, *column.also))))


def column_places(contract: Contract, headings: Sequence[str]) -> dict[str, int]:
    """Return the place of the heading of each column of the table: exact spellings first, then misspelt ones.

    One heading stands for two columns only when both are ends of the same period.
    """
    places: dict[str, int] = {}
    for is_fit in (_is_own, _is_spelling, _is_misspelt):
        for column in contract.columns:
            if column.name in places:
                continue
            taken = (
                set(places.values()) if is_fit is not _is_misspelt or not column.type.startswith("period") else set()
            )
            fits = (n for n, heading in enumerate(headings) if n not in taken and heading and is_fit(column, heading))
            place = next(fits, None)
            if place is not None:
                places[column.name] = place
    _share_period(contract, headings, places)
    return places


@lru_cache(maxsize=100_000)
def _is_own(column: Column, heading: str) -> bool:
    return _has_its_unit(column, heading) and plain(heading) in spellings(column)[:2]


@lru_cache(maxsize=100_000)
def _is_spelling(column: Column, heading: str) -> bool:
    return _has_its_unit(column, heading) and plain(heading) in spellings(column)


@lru_cache(maxsize=100_000)
def _is_misspelt(column: Column, heading: str) -> bool:
    _unit, rest = unit_of(heading)
    if not _has_its_unit(column, heading):
        return False
    words = _words(plain(rest))
    return bool(words) and any(_differ_by_typing(words, _words(name)) for name in spellings(column))


def _has_its_unit(column: Column, heading: str) -> bool:
    """Whether the unit in a heading, if there is one, is that of the column, or one that can be turned into it."""
    if plain(heading) in spellings(column) and "%" in plain(heading):
        return True  # a column may be called 5%
    unit, _ = unit_of(heading)
    return unit.name in ("", column.unit)


def _words(text: str) -> list[str]:
    return [word for word in text.split() if word not in FILLERS]


def _differ_by_typing(words: list[str], others: list[str]) -> bool:
    """Whether two headings have the same words, of which some may be mistyped or in the plural."""
    return len(words) == len(others) and all(map(_is_mistyped, words, others))


def _is_mistyped(word: str, other: str) -> bool:
    """Whether a word is another but for one letter, or two in a long one; its first letter and its figures are the same."""
    if word == other:
        return True
    if len(other) < 4 or word[0] != other[0] or re.search("[0-9]", word + other):
        return False
    return OSA.distance(word, other) <= (2 if len(other) >= 8 else 1)


def _share_period(contract: Contract, headings: Sequence[str], places: dict[str, int]) -> None:
    """Use the single heading of a period for both its ends."""
    ends = [column for column in contract.columns if column.type in ("period start", "period end")]
    present = [column for column in ends if column.name in places]
    if len(ends) == 2 and len(present) == 1:
        (missing,) = set(ends) - set(present)
        if plain(headings[places[present[0].name]]) in spellings(missing):
            places[missing.name] = places[present[0].name]


def heading_notes(contract: Contract, headings: dict[str, str]) -> list[str]:
    """Return a note for each heading that was taken for a column though it is not one of its spellings."""
    return [
        f"“{heading}” was taken for {contract.column(name).heading}"
        for name, heading in headings.items()
        if plain(heading) not in spellings(contract.column(name))
    ]


def near_column(contract: Contract, heading: str) -> Column | None:
    """Return the column of numbers that a heading is like without being it, such as Spent for Amount unspent."""
    bare = plain(unit_of(heading)[1])
    numbers = [column for column in contract.columns if column.type in ("number", "whole number")]
    scored = [(max(fuzz.ratio(bare, name) for name in spellings(column)), column) for column in numbers]
    if any(bare in spellings(column) for column in contract.columns):
        return None  # a question asks about it
    score, column = max(scored, key=lambda pair: pair[0], default=(0, None))
    return column if score >= NEAR and len(bare) >= 4 else None
