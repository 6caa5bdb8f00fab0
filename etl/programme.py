"""A programme is a folder: ``data/programmes/<programme>/`` with ``programme.yml``, reference, published and returns."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from etl.contract import yaml_mapping
from etl.errors import DataError

ROOT = Path(__file__).parents[1]
PROGRAMMES = Path(os.environ.get("BIGLOCAL_PROGRAMMES") or ROOT / "data" / "programmes")
NEEDED = ("name", "is_invented", "file_prefix", "state", "areas", "waves", "councils_current_on")
SOURCE_NEEDED = ("source_id", "publisher", "title", "address", "licence")


@dataclass(frozen=True)
class Programme:
    """One programme: its id (the folder's name), its folder, and the settings in ``programme.yml``."""

    programme_id: str
    folder: Path
    settings: dict[str, Any]


def read_programme(folder: Path) -> Programme:
    """Return the programme in a folder. Raise DataError if its description is missing, incomplete or wrong."""
    path = folder / "programme.yml"
    if not path.is_file():
        raise DataError(f"{path}: the file is not there. Each programme needs one; see data/programmes/big_local.")
    mapping = yaml_mapping(path)
    missing = [key for key in NEEDED if key not in mapping]
    if missing:
        raise DataError(f"{path}: lacks {', '.join(missing)}.")
    waves = mapping["waves"]
    if not isinstance(waves, dict) or not all(type(number) is int for number in (*waves, *waves.values())):
        raise DataError(
            f"{path}: waves is {waves!r}, expected the number of areas of each wave, such as {{1: 50, 2: 50}}."
        )
    if type(mapping["areas"]) is not int or type(mapping["is_invented"]) is not bool:
        raise DataError(f"{path}: areas must be a whole number and is_invented true or false.")
    if type(mapping["councils_current_on"]) is not date:
        raise DataError(f"{path}: councils_current_on must be a date such as 2026-11-22.")
    return Programme(folder.name, folder, mapping)


def programmes(folder: Path = PROGRAMMES) -> list[Programme]:
    """Return all programmes in order of id. Raise DataError if there are none."""
    folders = sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    if not folders:
        raise DataError(f"{folder}: holds no programme. Each programme is a folder with a programme.yml.")
    return [read_programme(path) for path in folders]


def sources(programme: Programme) -> pd.DataFrame:
    """Return the sources of the figures from the YAML files beside the tables, and one for the returns, which have no file.

    Columns ``source_id, table_name, publisher, title, address, licence, dated, what_was_done``; one row per source.
    Raise DataError naming every file that is not of this form.
    """
    rows = [_returns_as_source(programme)]
    problems: list[str] = []
    for path in sorted(programme.folder.glob("*/*.yml")):
        entries = yaml_mapping(path).get("sources")
        file_sources = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
        missing = {key for source in file_sources for key in SOURCE_NEEDED if not source.get(key)}
        if missing or not file_sources:
            problems.append(f"{path}: under sources, each needs {', '.join(SOURCE_NEEDED)}.")
        rows += [{"table_name": path.stem, **source} for source in file_sources]
    if problems:
        raise DataError(*problems)
    columns = ["source_id", "table_name", "publisher", "title", "address", "licence", "dated", "what_was_done"]
    return pd.DataFrame(rows, columns=columns).fillna("").astype(str)


def _returns_as_source(programme: Programme) -> dict[str, Any]:
    """Return the source of all measures computed from returns; it exists even before any returns are loaded."""
    is_invented = programme.settings["is_invented"]
    return {
        "source_id": "returns",
        "table_name": "returns",
        "publisher": programme.settings["name"],
        "title": "Invented returns" if is_invented else "Returns loaded into this dashboard",
        "address": "the Data page",
        "licence": "The programme's own",
        "what_was_done": "Checked row by row, then added up.",
    }
