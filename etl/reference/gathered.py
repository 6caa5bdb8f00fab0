"""Facts about areas gathered from public pages, in words of our own.

``facts_by_area.csv`` of the public files holds the facts as they were noted; ``gathered.csv`` beside this file holds the
wording of each, by the key of its row, and why a row is left out, is the same as another or has its address withheld.
"""

import hashlib
from pathlib import Path

import pandas as pd

from etl.errors import DataError
from etl.reading.rows import text_rows
from etl.reference.public_files import public_table
from etl.reference.published import COLUMNS, Fact, Row

LISTED = "big_local/published/facts_by_area.csv"
WORDINGS = Path(__file__).with_suffix(".csv")
LISTED_COLUMNS = [
    "area_id", "theme", "kind", "what", "value_number", "value_unit", "value_words", "date_from", "date_to", "who", "base",
    "detail", "source_url", "source_title", "source_publisher", "source_is_copy",
]  # fmt: skip
WORDED_COLUMNS = ["theme", "kind", "what", "value_words", "who", "base", "detail"]
KEY_LENGTH = 10


def row_key(values: list[str]) -> str:
    """Return the key of a row of the list: it changes with any of its values, so that a changed row is worded anew."""
    return hashlib.sha256("\x1f".join(values).encode()).hexdigest()[:KEY_LENGTH]


def gathered_facts(folder: Path, wordings: Path = WORDINGS) -> tuple[list[Fact], dict[str, str]]:
    """Return the gathered facts, those that are the same as another among them, and the other's key or id by their own id.

    Rows that the wordings leave out are not returned. Raise DataError naming every row without a wording and every wording
    without a row.
    """
    rows = {row_key(list(row.values())): row for row in _listed_rows(folder)}
    wording_by_key = {row["key"]: row for row in _texts(text_rows(wordings))}
    problems = [
        f"{folder / LISTED}: the fact {row['what']!r} about {row['area_id']} has no wording yet. Add one with the key {key} "
        f"to etl/reference/{wordings.name}."
        for key, row in rows.items()
        if key not in wording_by_key
    ]
    problems += [
        f"etl/reference/{wordings.name}: the wording {row['what']!r} with the key {key} belongs to no row of {LISTED}."
        for key, row in wording_by_key.items()
        if key not in rows
    ]
    if problems:
        raise DataError(*problems)
    kept = {key: wording for key, wording in wording_by_key.items() if not wording["left_out"]}
    facts = [_fact(key, rows[key], wording) for key, wording in kept.items()]
    same_as = {fact_id(rows[key], key): str(wording["same_as"]) for key, wording in kept.items() if wording["same_as"]}
    return facts, same_as


def _listed_rows(folder: Path) -> list[Row]:
    return _texts(public_table(folder, LISTED, LISTED_COLUMNS))


def _texts(rows: pd.DataFrame) -> list[Row]:
    return [{str(name): str(value) for name, value in row.items()} for row in rows.to_dict("records")]


def fact_id(row: Row, key: str) -> str:
    """Return the id of a gathered fact: its area and the key of its row."""
    return f"{row['area_id']}-{key}"


def _fact(key: str, row: Row, wording: dict[str, str]) -> Fact:
    """Return one fact in our words; an address that holds a person's name is withheld, its publisher is named."""
    blank: Fact = dict.fromkeys(COLUMNS, "")
    return blank | {
        **row,
        **{name: wording[name] for name in WORDED_COLUMNS},
        "fact_id": fact_id(row, key),
        "value_number": float(row["value_number"]) if row["value_number"] else None,
        "source_url": "" if wording["withhold_address"] == "yes" else row["source_url"],
    }
