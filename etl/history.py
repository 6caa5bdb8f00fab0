"""The record of loads: ``data/programmes/<programme>/loads``, kept as files so that it outlives every database.

``received/`` holds each file exactly as received, named by its SHA-256. Each load is a folder named by its number:
``load.json`` (who, when, which files, how many rows), the accepted rows of each table as Parquet, and the refused rows
with their reasons. A load is written as a draft and given its number in one step; after that it never changes. One that
is rolled back keeps everything and gains a file ``rolled_back.json``.
"""

import getpass
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence, Set
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
    """One load: its number, its folder, the content of ``load.json``, and that of ``rolled_back.json`` if there is one."""

    number: int
    folder: Path
    record: Mapping[str, Any]
    rolled_back: Mapping[str, Any] | None = None


def loads_folder(programme: Programme) -> Path:
    """Return the folder that holds a programme's loads."""
    return programme.folder / "loads"


def history(programme: Programme) -> list[Load]:
    """Return every load, the oldest first. Raise DataError naming a record that cannot be read."""
    numbered = [folder for folder in loads_folder(programme).glob("*") if folder.name.isdecimal()]
    return [_load(folder) for folder in sorted(numbered, key=lambda folder: int(folder.name))]


def _load(folder: Path) -> Load:
    rolled_back = folder / "rolled_back.json"
    return Load(
        int(folder.name),
        folder,
        _json_record(folder / "load.json", {"loaded_at", "by", "files", "tables"}),
        _json_record(rolled_back, {"by", "at"}) if rolled_back.is_file() else None,
    )


def _json_record(path: Path, fields: Set[str]) -> Mapping[str, Any]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict) or not fields <= record.keys():
        raise DataError(f"{path}: the record of this load is damaged. {_set_aside(path.parent)}")
    return record


def _set_aside(folder: Path) -> str:
    return (
        f"Put {folder.name} back from a backup. Or rename it {folder.name}.aside to go on without this load, then load "
        f"its files again: they are kept in {folder.parent / 'received'}."
    )


def active(programme: Programme) -> list[Load]:
    """Return the loads in force: all but those rolled back."""
    return [load for load in history(programme) if load.rolled_back is None]


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold the lock that lets one process at a time load, roll back or build; others wait their turn."""
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_name(f"{folder.name}.lock")):
        yield


def keep_received_file(programme: Programme, path: Path, name: str) -> dict[str, Any]:
    """Keep a copy of a file as received, named by its checksum, and return its entry for the record of the load."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    ending = Path(name).suffix.lower()
    copy = loads_folder(programme) / "received" / f"{digest}{ending if ending in FILE_ENDINGS else ''}"
    if not copy.is_file():
        copy.parent.mkdir(parents=True, exist_ok=True)
        draft_path = copy.with_name(f"{os.getpid()}.draft")
        try:
            _write(draft_path, path.read_bytes())
            draft_path.replace(copy)
        finally:
            draft_path.unlink(missing_ok=True)
    return {"name": name, "sha256": digest, "bytes": path.stat().st_size, "kept_as": copy.name}


def _write(path: Path, body: bytes) -> None:
    """Write a file and make sure that it reaches the disk."""
    with path.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def draft(
    programme: Programme, tables: Mapping[str, pa.Table], refused: bytes, fields: Mapping[str, Any]
) -> Iterator[Load]:
    """Yield a load that is written but not yet numbered, and delete whatever is left of the draft afterwards.

    Call it only while holding :func:`exclusive`: the number is the next one.
    """
    folder = loads_folder(programme)
    folder.mkdir(parents=True, exist_ok=True)
    for old_draft in folder.glob("*.draft"):  # of a load that was stopped half-way; its files are in received
        shutil.rmtree(old_draft)
    number = max([0, *(load.number for load in history(programme))]) + 1
    draft_folder = folder / f"{number:04}.draft"
    try:
        draft_folder.mkdir()
        for name, rows in tables.items():
            pq.write_table(rows, draft_folder / f"{name}.parquet", compression="zstd")
            with (draft_folder / f"{name}.parquet").open("rb") as file:
                os.fsync(file.fileno())
        if refused:
            _write(draft_folder / "refused.csv", refused)
        record = {"number": number, **fields}
        _write(draft_folder / "load.json", json.dumps(record, indent=1, ensure_ascii=False).encode())
        yield Load(number, draft_folder, record)
    finally:
        if draft_folder.is_dir():
            shutil.rmtree(draft_folder)


def give_number(load: Load) -> None:
    """Turn a draft into a numbered load, in one step."""
    load.folder.replace(load.folder.with_suffix(""))


def roll_back(load: Load, by: str) -> None:
    """Record in one step that a load no longer counts. Nothing of it is deleted."""
    draft_path = load.folder / "rolled_back.draft"
    _write(draft_path, json.dumps({"by": by, "at": now()}).encode())
    draft_path.replace(load.folder / "rolled_back.json")


def now() -> str:
    """Return the current time in UTC, in the form that records use."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def user() -> str:
    """Return the name of this computer's user, for the record."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "not known"


def fill(db: duckdb.DuckDBPyConnection, contract: Contract, loads: Sequence[Load], table_name: str) -> None:
    """Put the rows of all loads into this table, in order: a later row replaces an earlier one with the same key.

    If a load replaces an earlier load, the rows of that load are deleted first. The column ``load`` holds the number of
    the load that a row is from (0: a file in the programme's folder).
    """
    for load in loads:
        if load.record.get("replaces"):
            db.execute(f"DELETE FROM {quoted(table_name)} WHERE load = $load", {"load": load.record["replaces"]})
        path = load.folder / f"{contract.table}.parquet"
        if path.is_file():
            _insert_rows(db, contract, path, load.number, quoted(table_name))


def _insert_rows(db: duckdb.DuckDBPyConnection, contract: Contract, path: Path, number: int, table: str) -> None:
    try:
        new_rows = db.read_parquet(str(path))
        columns = ", ".join(quoted(column.name) for column in contract.columns if column.name in new_rows.columns)
        same_key = " AND ".join(f"old_rows.{quoted(name)} = new_rows.{quoted(name)}" for name in contract.key)
        if db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
            db.execute(f"DELETE FROM {table} AS old_rows USING new_rows WHERE {same_key}")
        db.execute(
            f"INSERT INTO {table} BY NAME SELECT {columns}, $number::BIGINT AS load FROM new_rows", {"number": number}
        )
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise DataError(
            f"{path}: these rows are damaged, or do not fit the table {contract.table} any more "
            f"({str(error).splitlines()[0]}). {_set_aside(path.parent)}"
        ) from error
