"""What has been loaded: ``data/programmes/<programme>/loads``, in files, so that it outlives every database.

``received/`` holds each file as it came, named by its SHA-256. Each load is a folder named by its number: ``load.json``
(who, when, which files, how many rows), the accepted rows of each table as Parquet, and the refused ones beside their
reasons. A load is written aside and given its number in one step; it never changes after. One that was rolled back keeps
everything and gets a file ``rolled_back.json``.
"""

import getpass
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock

from etl.contract import Contract, quoted
from etl.errors import DataError
from etl.programme import Programme

FILE_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".json", ".geojson")


@dataclass(frozen=True)
class Load:
    """One load: its number, its folder, what ``load.json`` tells, and what was said when it was rolled back."""

    number: int
    folder: Path
    record: Mapping[str, Any]
    rolled_back: Mapping[str, Any] | None = None


def loads_folder(about: Programme) -> Path:
    """Return the folder of a programme's loads."""
    return about.folder / "loads"


def history(about: Programme) -> list[Load]:
    """Return every load, the oldest first. Raises DataError naming a record that cannot be read."""
    numbered = [folder for folder in loads_folder(about).glob("*") if folder.name.isdecimal()]
    return [_load(folder) for folder in sorted(numbered, key=lambda folder: int(folder.name))]


def _load(folder: Path) -> Load:
    undone = folder / "rolled_back.json"
    return Load(int(folder.name), folder, _told(folder / "load.json"), _told(undone) if undone.is_file() else None)


def _told(path: Path) -> Mapping[str, Any]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DataError(f"{path}: the record of a load cannot be read ({error}).") from error


def active(about: Programme) -> list[Load]:
    """Return the loads that count: all but those rolled back."""
    return [load for load in history(about) if load.rolled_back is None]


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Let one process at a time load, roll back or build; the others wait for their turn."""
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_name(f"{folder.name}.lock")):
        yield


def received(about: Programme, path: Path, name: str) -> dict[str, Any]:
    """Keep a file as it came, under its checksum, and return how the record names it."""
    body = path.read_bytes()
    digest = hashlib.sha256(body).hexdigest()
    ending = Path(name).suffix.lower()
    kept = loads_folder(about) / "received" / f"{digest}{ending if ending in FILE_ENDINGS else ''}"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        aside = kept.with_name(f"{os.getpid()}.draft")
        _write(aside, body)
        aside.replace(kept)
    return {"name": name, "sha256": digest, "bytes": len(body), "kept_as": kept.name}


def _write(path: Path, body: bytes) -> None:
    """Write a file and make sure that it has reached the disk."""
    with path.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def draft(about: Programme, tables: Mapping[str, pa.Table], refused: bytes, told: Mapping[str, Any]) -> Iterator[Load]:
    """Give a load that is written but has no number yet; what is left of it afterwards is deleted.

    Only while :func:`one_at_a_time` is held: the number is the next one.
    """
    folder = loads_folder(about)
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.draft"):  # a load that was stopped half-way; its files are in received
        shutil.rmtree(left)
    number = max([0, *(load.number for load in history(about))]) + 1
    aside = folder / f"{number:04}.draft"
    try:
        aside.mkdir()
        for name, rows in tables.items():
            pq.write_table(rows, aside / f"{name}.parquet", compression="zstd")
            with (aside / f"{name}.parquet").open("rb") as file:
                os.fsync(file.fileno())
        if refused:
            _write(aside / "refused.csv", refused)
        record = {"number": number, **told}
        _write(aside / "load.json", json.dumps(record, indent=1, ensure_ascii=False).encode())
        yield Load(number, aside, record)
    finally:
        if aside.is_dir():
            shutil.rmtree(aside)


def give_number(load: Load) -> None:
    """Make a draft a load, in one step."""
    load.folder.replace(load.folder.with_suffix(""))


def roll_back(load: Load, by: str) -> None:
    """Record that a load counts no more, in one step. Nothing of it is deleted."""
    aside = load.folder / "rolled_back.draft"
    _write(aside, json.dumps({"by": by, "at": now()}).encode())
    aside.replace(load.folder / "rolled_back.json")


def now() -> str:
    """Return the time as records have it, UTC."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def user() -> str:
    """Return the name of the computer's user, for the record."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "not known"


def fill(db: duckdb.DuckDBPyConnection, contract: Contract, loads: Sequence[Load], had: str) -> None:
    """Put the rows of all loads into the table ``had``, in order: a later row takes the place of an earlier one of its key.

    Where a load replaces an earlier one, that one's rows go first. The column ``load`` says which load a row is from
    (0: a file of the programme's folder).
    """
    for load in loads:
        if load.record.get("replaces"):
            db.execute(f"DELETE FROM {quoted(had)} WHERE load = $load", {"load": load.record["replaces"]})
        path = load.folder / f"{contract.table}.parquet"
        if path.is_file():
            _put(db, contract, path, load.number, quoted(had))


def _put(db: duckdb.DuckDBPyConnection, contract: Contract, path: Path, number: int, table: str) -> None:
    try:
        given = db.read_parquet(str(path))
        known = ", ".join(quoted(column.name) for column in contract.columns if column.name in given.columns)
        same = " AND ".join(f"had.{quoted(name)} = given.{quoted(name)}" for name in contract.key)
        if db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
            db.execute(f"DELETE FROM {table} AS had USING given WHERE {same}")
        db.execute(
            f"INSERT INTO {table} BY NAME SELECT {known}, $number::BIGINT AS load FROM given", {"number": number}
        )
    except (
        duckdb.BinderException,
        duckdb.ConversionException,
        duckdb.ConstraintException,
        duckdb.InvalidInputException,
    ) as error:
        raise DataError(
            f"{path}: these rows do not fit the table {contract.table} any more ({str(error).splitlines()[0]}). "
            f"Load the file again; it is kept in {path.parents[1] / 'received'}."
        ) from error
