"""The titles of the tables of returns, from their contracts in ``data/dictionary``: the same as in the templates."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[2] / "data" / "dictionary"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class ReturnedTable:
    """A table that areas and staff send: its title, the meaning of a row, and whether its rows are about people."""

    title: str
    each_row_is: str
    about_people: bool


@lru_cache(maxsize=1)
def returned_tables() -> dict[str, ReturnedTable]:
    """Return the tables that can be loaded, by name, in order of title."""
    tables = {}
    for path in FOLDER.glob("*.yml"):
        contract = yaml.load(path.read_bytes(), Loader=LOADER)  # noqa: S506 (both loaders are safe)
        if contract["folder"] == "returns" or contract.get("can_be_loaded"):
            is_about_people = bool(contract.get("about_people"))
            tables[path.stem] = ReturnedTable(contract["title"], contract["each_row_is"], is_about_people)
    return dict(sorted(tables.items(), key=lambda entry: entry[1].title))


def title_of(table: str) -> str:
    """Return the title of a table, made from its name where it no longer has a contract."""
    contract = returned_tables().get(table)
    return contract.title if contract else table.replace("_", " ").capitalize()


@lru_cache(maxsize=4)
def contract_columns(table: str) -> list[dict[str, Any]]:
    """Return the columns of a table as its contract describes them, each with its name."""
    contract = yaml.load((FOLDER / f"{table}.yml").read_bytes(), Loader=LOADER)  # noqa: S506 (both loaders are safe)
    return [{"name": name, **fields} for name, fields in contract["columns"].items()]
