"""What the tables of returns are called, from their contracts in ``data/dictionary``: the same words as in templates."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parents[2] / "data" / "dictionary"


@dataclass(frozen=True)
class ReturnedTable:
    """One table that areas and staff send: its title, what a row is, and whether its rows are about people."""

    title: str
    each_row_is: str
    about_people: bool


@lru_cache(maxsize=1)
def returned_tables() -> dict[str, ReturnedTable]:
    """Return the tables that can be loaded, by name, in order of title."""
    found = {}
    for path in FOLDER.glob("*.yml"):
        told = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 (both are safe)
        if told["folder"] == "returns" or told.get("can_be_loaded"):
            found[path.stem] = ReturnedTable(told["title"], told["each_row_is"], bool(told.get("about_people")))
    return dict(sorted(found.items(), key=lambda one: one[1].title))


def title_of(table: str) -> str:
    """Return what people call a table; one that has no contract any more is called by its name."""
    told = returned_tables().get(table)
    return told.title if told else table.replace("_", " ").capitalize()
