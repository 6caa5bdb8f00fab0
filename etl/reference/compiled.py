"""Puts the compiled reference data together and writes it, the same bytes on every run."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from etl.errors import DataError
from etl.programme import PROGRAMMES
from etl.reading.rows import text_rows
from etl.reference.account import account, account_fact
from etl.reference.changes import changes
from etl.reference.context import context
from etl.reference.council import area_council, council
from etl.reference.fact import fact
from etl.reference.geography import area, area_place, area_ward, region
from etl.reference.grants_around import grant_around
from etl.reference.names import area_name
from etl.reference.outline import outline
from etl.reference.postcode import outcode, postcode
from etl.reference.tiles import region_block, tile

TARGET = PROGRAMMES / "big_local"
Say = Callable[[str], None]

TABLES: dict[str, Callable[[Path], pd.DataFrame]] = {
    "reference/area": area,
    "reference/area_name": area_name,
    "reference/area_place": area_place,
    "reference/area_ward": area_ward,
    "reference/area_council": area_council,
    "reference/council": council,
    "reference/region": lambda folder: region(folder).merge(region_block(folder), on="region_code"),
    "reference/tile": tile,
    "reference/outline": outline,
    "reference/context": context,
    "reference/grant_around": grant_around,
    "reference/outcode": outcode,
    "reference/postcode": postcode,
    "published/fact": fact,
    "published/account": lambda _folder: account(),
}
BY_HAND = "published/fact-by-hand.csv"


def compile_reference(folder: Path, say: Say, target: Path = TARGET) -> dict[Path, int]:
    """Compile every table from the folder of public files; return the written paths with their sizes in bytes.

    Nothing is written unless all of it could be made. What changes in the public record is listed row by row. Raise
    DataError naming the file or column that is missing.
    """
    if not folder.is_dir():
        raise DataError(f"{folder}: there is no such folder. Name the folder that holds the public files.")
    tables = {}
    for name, table in TABLES.items():
        say(f"compiling {name}")
        tables[name] = table(folder)
    by_hand = text_rows(target / BY_HAND) if (target / BY_HAND).is_file() else tables["published/fact"].iloc[:0]
    tables["published/account_fact"] = account_fact(tables["published/fact"], by_hand)
    made = {target / f"{name}.csv": rows for name, rows in tables.items()}
    for path, rows in made.items():
        if path.parent.name == "published":
            for sentence in changes(path, csv_bytes(rows)):
                say(sentence)
    for path, rows in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(csv_bytes(rows))
    return {path: path.stat().st_size for path in made}


def csv_bytes(rows: pd.DataFrame) -> bytes:
    """Return a table as CSV: UTF-8, comma, newline; at most five decimals and none that are needless."""
    texts = rows.copy()
    for name in texts.select_dtypes("float"):
        texts[name] = texts[name].map(lambda number: "" if pd.isna(number) else f"{number:.5f}".rstrip("0").rstrip("."))
    return texts.to_csv(index=False, lineterminator="\n").encode("utf-8")
