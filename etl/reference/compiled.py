"""Puts the compiled reference data together and writes it, the same bytes on every run."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from etl.errors import DataError
from etl.programme import PROGRAMMES
from etl.reference.context import context
from etl.reference.council import area_council, council
from etl.reference.geography import area, area_place, area_ward, region
from etl.reference.grants_around import grant_around
from etl.reference.names import area_name
from etl.reference.outline import outline
from etl.reference.postcode import outcode, postcode
from etl.reference.published import fact
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
}


def compile_reference(folder: Path, say: Say, target: Path = TARGET) -> dict[Path, int]:
    """Compile every table from the folder of public files; return the written paths with their sizes in bytes.

    Nothing is written unless all of it could be made. Raises DataError naming the file or column that is missing.
    """
    if not folder.is_dir():
        raise DataError(f"{folder}: there is no such folder. Name the folder that holds the public files.")
    made = {}
    for name, table in TABLES.items():
        say(f"compiling {name}")
        made[target / f"{name}.csv"] = table(folder)
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
