"""The record of loads: ``data/programmes/<programme>/loads``, kept as files so that it outlives every database.

``received/`` holds each file exactly as received, named by its SHA-256. Each load is a folder named by its number:
``load.json`` (who, when, which files, how many rows), the accepted rows of each table as Parquet, the refused rows with
their reasons, and the checksum of each of these files in the form of ``sha256sum``. A load is written as a draft and given
its number in one step; after that it never changes. One that is rolled back keeps everything and gains a file
``rolled_back.json``. A load may be set aside by naming its folder ``0007.aside``; its number is not given again. A file of it
that is only kept, such as the refused rows, may be set aside alone as ``refused.csv.aside``.
"""

import getpass
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
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
CHECKSUMS = "checksums.sha256"
ROWS_MISSING = "the rows of this load are not there"


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
    """Return every load, the oldest first. Raise DataError naming the first record that cannot be read."""
    loads, damaged = readable_history(programme)
    if damaged:
        raise DataError(damaged[0])
    return loads


def readable_history(programme: Programme) -> tuple[list[Load], list[str]]:
    """Return the loads whose records can be read, the oldest first, and a sentence for each of the others."""
    numbered = [folder for folder in loads_folder(programme).glob("*") if folder.name.isdecimal()]
    loads: list[Load] = []
    damaged: list[str] = []
    for folder in sorted(numbered, key=lambda folder: int(folder.name)):
        try:
            loads.append(_load(folder))
        except DataError as error:
            damaged += error.sentences
    return loads, damaged


def _load(folder: Path) -> Load:
    path, rolled_back = folder / "load.json", folder / "rolled_back.json"
    record = _json_record(path, lambda record: _is_load(record, int(folder.name)))
    checksums = _checksums(folder)
    if not _is_unchanged(path, checksums):
        raise _damaged(path)
    if not rolled_back.is_file():
        return Load(int(folder.name), folder, record)
    return Load(
        int(folder.name), folder, record, _json_record(rolled_back, lambda record: _is_roll_back(record, checksums))
    )


def _json_record(path: Path, is_record: Callable[[dict[str, Any]], bool]) -> Mapping[str, Any]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        record = None
    except OSError as error:
        raise DataError(
            f"{path}: the record of this load cannot be read ({error.strerror}). {_set_aside(path.parent)}"
        ) from error
    if not isinstance(record, dict) or not is_record(record):
        raise _damaged(path)
    return record


def _damaged(path: Path) -> DataError:
    return DataError(f"{path}: the record of this load is damaged. {_set_aside(path.parent)}")


def _is_load(record: dict[str, Any], number: int) -> bool:
    """Whether a record is that of the load of this number and holds what is read from it later."""
    files, tables = record.get("files"), record.get("tables")
    return (
        record.get("number") == number
        and all(isinstance(record.get(name), str) for name in ("loaded_at", "by"))
        and isinstance(record.get("replaces"), int | None)
        and isinstance(files, list)
        and all(isinstance(file, dict) and isinstance(file.get("name"), str) for file in files)
        and isinstance(tables, dict)
        and all(
            isinstance(counts, dict) and {"accepted", "refused"} <= counts.keys()
            and all(isinstance(count, int) for count in counts.values())
            for counts in tables.values()
        )
    )  # fmt: skip


def _is_roll_back(record: dict[str, Any], checksums: Mapping[str, str]) -> bool:
    """Whether a record says who rolled back and when. One of a load that has checksums has its own too."""
    by, at = record.get("by"), record.get("at")
    if not (isinstance(by, str) and isinstance(at, str)):
        return False
    return not checksums or record.get("sha256") == _roll_back_checksum(by, at)


def _roll_back_checksum(by: str, at: str) -> str:
    return hashlib.sha256(f"{by}\n{at}".encode(errors="surrogatepass")).hexdigest()


def _checksums(folder: Path) -> dict[str, str]:
    """Return the checksum of each file of a load; loads made before there were checksums have none."""
    path = folder / CHECKSUMS
    if not path.is_file():
        return {}
    lines = [line.split("  ", 1) for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    checksums = {words[1]: words[0] for words in lines if len(words) == 2}
    if "load.json" not in checksums or len(checksums) < len(lines):
        raise DataError(f"{path}: the checksums of this load are damaged. {_set_aside(folder)}")
    return checksums


def _is_unchanged(path: Path, checksums: Mapping[str, str]) -> bool:
    """Whether a file of a load is as it was written, as far as can be known."""
    return not checksums or _sha256(path) == checksums.get(path.name)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _set_aside(folder: Path) -> str:
    return (
        f"Put {folder.name} back from a backup. Or rename it {folder.name}.aside to go on without this load, then load "
        f"its files again: they are kept in {folder.parent / 'received'}."
    )


def damaged_files(loads: Sequence[Load]) -> list[str]:
    """Return a sentence for each file beside the record of these loads that is damaged or missing, and not set aside."""
    return [
        _damaged_file(load, load.folder / name)
        for load in loads
        for name, checksum in _checksums(load.folder).items()
        if name != "load.json" and not (load.folder / f"{name}.aside").is_file()
        and not ((load.folder / name).is_file() and _sha256(load.folder / name) == checksum)
    ]  # fmt: skip


def _damaged_file(load: Load, path: Path) -> str:
    is_there = path.is_file()
    if load.rolled_back is None and path.suffix == ".parquet" and path.stem in load.record["tables"]:
        return f"{path}: {'these rows are damaged' if is_there else ROWS_MISSING}. {_set_aside(path.parent)}"
    return (
        f"{path}: this file is {'damaged' if is_there else 'not there'}. It is only kept: the rows that were loaded are as they "
        f"were. Put it back from a backup. Or go on without it: {'rename it' if is_there else 'put an empty file'} "
        f"{path.name}.aside; the files as received are in {path.parent.parent / 'received'}."
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
    digest = _sha256(path)
    ending = Path(name).suffix.lower()
    copy = loads_folder(programme) / "received" / f"{digest}{ending if ending in FILE_ENDINGS else ''}"
    if not copy.is_file() or _sha256(copy) != digest:
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
    history(programme)  # raises DataError when a record is damaged
    numbers = [int(path.stem) for path in folder.glob("*") if path.stem.isdecimal()]  # those set aside too
    number = max([0, *numbers]) + 1
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
        written = sorted(draft_folder.iterdir())
        _write(draft_folder / CHECKSUMS, "".join(f"{_sha256(path)}  {path.name}\n" for path in written).encode())
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
    at = now()
    _write(draft_path, json.dumps({"by": by, "at": at, "sha256": _roll_back_checksum(by, at)}).encode())
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
        elif load.record["tables"].get(contract.table, {}).get("accepted"):
            raise DataError(f"{path}: {ROWS_MISSING}. {_set_aside(load.folder)}")


def _insert_rows(db: duckdb.DuckDBPyConnection, contract: Contract, path: Path, number: int, table: str) -> None:
    if not _is_unchanged(path, _checksums(path.parent)):
        raise DataError(f"{path}: these rows are damaged. {_set_aside(path.parent)}")
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
