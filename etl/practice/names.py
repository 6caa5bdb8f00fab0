"""Invented names, kept clear of every real name at hand."""

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
    ("published/council_case", "source_publisher"),
    ("published/fact", "who"),
    ("published/fact-by-hand", "who"),
]
"""Tables and columns of Big Local whose words no invented name may resemble."""


def invented_names(recipe: Recipe) -> Iterator[str]:
    """Give invented words one after the other, none twice, none like a word of a real name."""
    told = recipe.rules["names"]
    real = sorted(real_words(told["shortest_real_word"]))
    every = [first + last for first, last in product(recipe.words["names"]["first"], recipe.words["names"]["last"])]
    for name in recipe.dice("names").some_of(every, len(every)):
        if process.extractOne(name.lower(), real, scorer=fuzz.ratio, score_cutoff=told["alike_pct"]) is None:
            yield name


def real_words(shortest: int) -> set[str]:
    """Return every word of so many letters in the real names at hand, in small letters."""
    found: set[str] = set()
    for table, column in REAL_NAMES:
        with (BIG_LOCAL / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                found |= set(re.findall(rf"[a-z]{{{shortest},}}", row[column].lower()))
    return found


def area_name(recipe: Recipe, names: Iterator[str], told: dict[str, Any]) -> str:
    """Return the name of one area: one word, or one with an ending, a beginning or a second place."""
    dice, words = recipe.dice("kind of name", name := next(names)), recipe.words["names"]
    kind = dice.weighted(told["kinds_of_area_names"])
    if kind == "ending":
        return f"{name} {dice.one_of(words['place_endings'])}"
    if kind == "beginning":
        return f"{dice.one_of(words['place_beginnings'])} {name}"
    return f"{name} and {next(names)}" if kind == "two places" else name


def slug(name: str) -> str:
    """Return a name as an id: small letters, figures and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
