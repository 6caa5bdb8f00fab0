"""What a compilation changes in the public record: each row that is new, changed or gone."""

import io
from pathlib import Path

import pandas as pd

from etl.contract import DICTIONARY, read_contract


def changes(path: Path, content: bytes) -> list[str]:
    """Return a sentence for each row that ``content`` adds to the file at ``path``, changes in it or takes from it.

    Rows are matched by the key of their contract. A file that is not there has no rows yet.
    """
    key = list(read_contract(DICTIONARY / f"{path.stem}.yml").key)
    before, after = _rows_by_key(path.read_bytes() if path.is_file() else b"", key), _rows_by_key(content, key)
    sentences = [f"{path.stem}: {_name(row_key)} is new." for row_key in after if row_key not in before]
    for row_key, row in after.items():
        columns = [name for name, text in row.items() if text != before.get(row_key, row).get(name, "")]
        if columns:
            sentences.append(f"{path.stem}: {_name(row_key)} has changed in {', '.join(columns)}.")
    return sentences + [f"{path.stem}: {_name(row_key)} is gone." for row_key in before if row_key not in after]


def _rows_by_key(content: bytes, key: list[str]) -> dict[tuple[str, ...], dict[str, str]]:
    """Return the rows of a CSV file by their key; none where the file is empty or has another key."""
    rows = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False) if content else pd.DataFrame()
    if not set(key) <= set(rows.columns):
        return {}
    records = [{str(name): str(text) for name, text in row.items()} for row in rows.to_dict("records")]
    return {tuple(row[name] for name in key): row for row in records}


def _name(row_key: tuple[str, ...]) -> str:
    return " with ".join(row_key)
