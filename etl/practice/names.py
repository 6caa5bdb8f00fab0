"""Invented names, none of which resembles a real name in Big Local's data."""

import csv
import re
from collections.abc import Iterator
from itertools import product
from typing import Any

from rapidfuzz import fuzz, process

from etl.practice.recipe import BIG_LOCAL, Recipe

REAL_NAMES = [
    ("reference/area", "area_name"),
    ("reference/area_name", "other_name"),
    ("reference/council", "council_name"),
    ("reference/area_ward", "ward_name"),
    ("reference/area_place", "msoa_name"),
    ("reference/grant_around", "funder_name"),
    ("published/fact", "who"),
    ("published/fact-by-hand", "who"),
]
"""Tables and columns of Big Local whose words no invented name may resemble."""


def invented_names(recipe: Recipe) -> Iterator[str]:
    """Yield invented words, none twice and none like a word of a real name."""
    rules = recipe.rules["names"]
    real = sorted(real_words(rules["shortest_real_word"]))
    candidates = [
        first + last for first, last in product(recipe.words["names"]["first"], recipe.words["names"]["last"])
    ]
    for name in recipe.dice("names").some_of(candidates, len(candidates)):
        if process.extractOne(name.lower(), real, scorer=fuzz.ratio, score_cutoff=rules["alike_pct"]) is None:
            yield name


def real_words(shortest: int) -> set[str]:
    """Return every word of at least this many letters in the real names, in lower case."""
    words: set[str] = set()
    for table, column in REAL_NAMES:
        with (BIG_LOCAL / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                words |= set(re.findall(rf"[a-z]{{{shortest},}}", row[column].lower()))
    return words


def area_name(recipe: Recipe, names: Iterator[str], rules: dict[str, Any]) -> str:
    """Return the name of one area: one word, or one with an ending, a beginning or a second place."""
    dice, words = recipe.dice("kind of name", name := next(names)), recipe.words["names"]
    kind = dice.weighted(rules["kinds_of_area_names"])
    if kind == "ending":
        return f"{name} {dice.one_of(words['place_endings'])}"
    if kind == "beginning":
        return f"{dice.one_of(words['place_beginnings'])} {name}"
    return f"{name} and {next(names)}" if kind == "two places" else name


def slug(name: str) -> str:
    """Return a name as an id: lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
