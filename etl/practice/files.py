"""Writes the tables of Practice as files: the same bytes on every run."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from etl.contract import Contract
from etl.practice.recipe import Row


def csv_text(contract: Contract, rows: list[Row], names: dict[str, dict[str, str]]) -> str:
    """Return the rows of one table as CSV in order of key; returns have headings, and names in place of ids.

    ``names`` holds the names of the ids, by the column that a column of the table references. ``_day`` is not a
    column but the exact day of a row. Raises ValueError if a row has a column that the contract does not.
    """
    unknown = {name for row in rows for name in row} - {column.name for column in contract.columns} - {"_day"}
    if unknown:
        raise ValueError(f"the table {contract.table} has no column {', '.join(sorted(unknown))}")
    is_return = contract.folder == "returns"
    lines = [[column.heading if is_return else column.name for column in contract.columns]]
    columns = [(column.name, names.get(column.references, {}) if is_return else {}) for column in contract.columns]
    for row in sorted(rows, key=lambda row: [text(row.get(name)) for name in contract.key]):
        cells = [text(row.get(name)) for name, _ in columns]
        lines.append([labels.get(cell, cell) for cell, (_, labels) in zip(cells, columns, strict=True)])
    return csv_lines(lines)


def csv_lines(lines: list[list[str]]) -> str:
    """Return lines of cells as CSV: UTF-8, comma, newline."""
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows(lines)
    return target.getvalue()


def text(value: Any) -> str:
    """Return a value as text for a file: dates in ISO form, numbers without needless decimals."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return value.isoformat() if isinstance(value, date) else str(value)


def write(path: Path, content: str) -> None:
    """Write one file, making its folder if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")


def yaml_text(content: dict[str, Any]) -> str:
    """Return a mapping as YAML, its keys in their own order."""
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120)
