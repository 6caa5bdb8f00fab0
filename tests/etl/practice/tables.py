"""The tables of Practice as committed, read by column name, for its tests."""

import csv
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from etl.contract import Contract, contracts
from etl.programme import PROGRAMMES
from etl.reading.rows import typed_rows

PRACTICE = PROGRAMMES / "practice"
BIG_LOCAL = PROGRAMMES / "big_local"
RULES: dict[str, Any] = yaml.safe_load((PRACTICE / "parameters.yml").read_text(encoding="utf-8"))
CONTRACTS = {contract.table: contract for contract in contracts()}
LEFT_OUT = {
    name for name, contract in CONTRACTS.items() if contract.optional and not any(PRACTICE.glob(f"*/{name}.csv"))
}
"""True boundaries and lists of census places, which a programme may lack: Practice shows what it is like without them."""

Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def file_of(table: str, folder: Path = PRACTICE) -> Path:
    return folder / CONTRACTS[table].folder / f"{table}.csv"


def read(table: str, folder: Path = PRACTICE) -> list[Row]:
    """Return the rows of a table by column name, whatever the headings of its file."""
    columns = CONTRACTS[table].columns
    rows = rows_of(file_of(table, folder))
    is_return = CONTRACTS[table].folder == "returns"
    return [{column.name: row[column.heading if is_return else column.name] for column in columns} for row in rows]


TABLES = {name: read(name) for name in CONTRACTS if name not in LEFT_OUT}
AREA_IDS = {row["area_name"]: row["area_id"] for row in TABLES["area"]}


def checked_rows(contract: Contract, rows: list[Row]) -> pd.DataFrame:
    """Return the typed rows. Raises DataError if the contract does not allow a value.

    A cell that holds several values is checked here, value by value, and left out of the other checks.
    """
    several = [column for column in contract.columns if column.several]
    for column in several:
        parts = {part for row in rows for part in row[column.name].split("; ") if part}
        assert parts <= set(column.values)
    without = [{**row, **{column.name: "" for column in several}} for row in rows]
    return typed_rows(contract, pd.DataFrame(without, dtype=str), contract.table)


def number(text: str) -> float:
    return float(text or 0)


def by_area(table: str) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in TABLES[table]:
        rows[row["area_id"]].append(row)
    return rows


def all_complete(table: str) -> set[str]:
    """Return the names of the areas whose returns of a table are all complete."""
    states: dict[str, set[str]] = defaultdict(set)
    for row in TABLES["return_status"]:
        if row["table_name"] == table:
            states[row["area_id"]].add(row["state"])
    return {area for area, area_states in states.items() if area_states <= {"complete", "nothing to report"}}


def values(table: str, column: str) -> set[str]:
    return {row[column] for row in TABLES[table]}


def replies() -> dict[tuple[str, str, str], int]:
    keys = {(row["survey"], row["round"], row["area_id"], row["respondent_key"]) for row in TABLES["survey_answer"]}
    return Counter((survey, year, area) for survey, year, area, _ in keys)
