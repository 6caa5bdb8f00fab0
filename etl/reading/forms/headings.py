"""Which column of a contract a heading stands for, however it is written."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from etl.contract import DICTIONARY, Contract, read_contract


@cache
def contract_of(table: str) -> Contract:
    """Return the contract of one table."""
    return read_contract(DICTIONARY / f"{table}.yml")


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """Return a heading in the form used to compare headings: its letters and figures only, without capitals."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


@cache
def meanings(table: str) -> dict[str, str]:
    """Return the column that each plain heading of a table stands for; a column's own heading comes before others."""
    columns = contract_of(table).columns
    own = {plain(text): column.name for column in columns for text in (column.name, column.heading)}
    return {plain(text): column.name for column in columns for text in column.also} | own


def column_places(table: str, headings: Sequence[str]) -> dict[str, int]:
    """Return the place of the first heading that stands for each column of a table."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        name = meanings(table).get(plain(heading))
        if name:
            places.setdefault(name, place)
    return places


def distinct_headings(headings: Sequence[str]) -> list[str]:
    """Return the headings, with the number of the column added to empty and repeated ones."""
    names: list[str] = []
    for number, heading in enumerate(headings, 1):
        name = re.sub(r"\s+", " ", heading).strip() or f"column {number}"
        names.append(f"{name} (column {number})" if name in names else name)
    return names
