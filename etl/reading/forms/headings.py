"""Which of a contract's columns a heading stands for, however it is written."""

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
    """Return a heading as headings are compared: its letters and figures only, without capitals."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


@cache
def meanings(table: str) -> dict[str, str]:
    """Return for each plain heading of a table the column it stands for; a column's own heading comes before others."""
    columns = contract_of(table).columns
    own = {plain(text): column.name for column in columns for text in (column.name, column.heading)}
    return {plain(text): column.name for column in columns for text in column.also} | own


def column_places(table: str, headings: Sequence[str]) -> dict[str, int]:
    """Return for each column of a table the place of the first heading that stands for it."""
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        name = meanings(table).get(plain(heading))
        if name:
            found.setdefault(name, place)
    return found


def distinct(headings: Sequence[str]) -> list[str]:
    """Return the headings with those that are empty or there before told apart by the number of their column."""
    names: list[str] = []
    for number, heading in enumerate(headings, 1):
        name = re.sub(r"\s+", " ", heading).strip() or f"column {number}"
        names.append(f"{name} (column {number})" if name in names else name)
    return names
