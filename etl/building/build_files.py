"""The files of builds: drafts, the pointer to the current build, whether it is up to date, and deleting old ones."""

import hashlib
import json
import os
import time
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

import queries
from etl.contract import DICTIONARY
from etl.errors import DataError
from etl.history import Load, active
from etl.measuring.measures import INDICATORS
from etl.programme import ROOT, Programme

BUILDS = Path(os.environ.get("BIGLOCAL_BUILDS") or ROOT / "data" / "build")
BUILDS_KEPT = 5
FORMAT = 8
"""Increased whenever the dashboard could no longer read an older file."""


@contextmanager
def draft(folder: Path, ending: str):
    """Yield the path for a new database, and delete whatever is left there afterwards."""
    path = folder / f"{os.getpid()}.{ending}"
    path.unlink(missing_ok=True)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
        path.with_name(path.name + ".wal").unlink(missing_ok=True)


def write_pointer(folder: Path, version: str) -> Path:
    """Write the file that will become ``current``, while a full disk can still stop the build, and return its path."""
    pointer = folder / f"{os.getpid()}.current"
    pointer.write_text(f"{version}.duckdb\n", encoding="utf-8")
    return pointer


def put_in_place(path: Path, final: Path) -> None:
    """Give a finished draft its final name in one step.

    It replaces any file of the same version, which has the same rows but may come from older queries or be damaged. If
    that file is open and the system does not let it be replaced (Windows), it stays.
    """
    try:
        path.replace(final)
    except PermissionError:
        if not final.exists():
            raise


def staff_file(public: Path) -> Path:
    """Return the path of the staff database that belongs to a public database."""
    return public.with_suffix(".staff.duckdb")


def current(folder: Path) -> Path | None:
    """Return the path of the database that ``current`` names, or None if there is no such file."""
    try:
        path = folder / (folder / "current").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return None
    return path if path.suffix == ".duckdb" and path.is_file() else None


def earlier_builds(folder: Path) -> list[Path]:
    """Return the databases of staff that are kept, the current one first, then the newest first."""
    named = current(folder)
    kept = sorted(folder.glob("*.staff.duckdb"), key=lambda path: path.stat().st_mtime, reverse=True)
    first = [staff_file(named)] if named and staff_file(named) in kept else []
    return first + [path for path in kept if path not in first]


def delete_old_builds(folder: Path) -> None:
    """Delete all but the newest builds, and any draft that an interrupted build left an hour or more ago.

    Of a build that a pack or an address names, marked so by the dashboard, the public database stays.

    On Windows a file that is still open cannot be deleted; it goes the next time.
    """
    for path in folder.glob("*.draft*"):
        if time.time() - path.stat().st_mtime > 3600:
            path.unlink(missing_ok=True)
    kept = {path.name for path in public_builds(folder)[:BUILDS_KEPT]} | {
        path.name for path in [current(folder)] if path
    }
    for path in folder.glob("*.duckdb"):
        if path.name.replace(".staff.duckdb", ".duckdb") not in kept and not kept_mark(path).exists():
            try:
                path.unlink()
            except OSError:
                continue


def public_builds(folder: Path) -> list[Path]:
    """Return the public databases of a folder, the newest first."""
    public = (path for path in folder.glob("*.duckdb") if not path.name.endswith(".staff.duckdb"))
    return sorted(public, key=lambda path: path.stat().st_mtime, reverse=True)


def kept_mark(path: Path) -> Path:
    """Return the empty file that marks a public database as named by a pack or an address; that of staff has none."""
    return path.with_suffix(".kept")


def build_lines(folder: Path) -> list[str]:
    """Return a line on each build: its version, its day, its size, and whether it is current or kept."""
    named = current(folder)
    return [
        f"{path.stem}  built on {path.stem[:10]}, {path.stat().st_size / 1e6:.1f} MB"
        + (", current" if path == named else "")
        + (", kept for a pack or a link" if kept_mark(path).exists() else "")
        for path in public_builds(folder)
    ]


def forget(folder: Path, version: str) -> None:
    """Delete a build that need not be kept any more. Raise DataError where there is none, or it is the current one."""
    path = next((path for path in public_builds(folder) if path.stem == version), None)
    if path is None:
        raise DataError(f"There is no build {version}. To list them: biglocal builds")
    if path == current(folder):
        raise DataError(f"{version} is the current build, so it stays.")
    for part in (kept_mark(path), path, staff_file(path)):
        part.unlink(missing_ok=True)


def is_current(programme: Programme, builds: Path = BUILDS, indicators: Path = INDICATORS) -> bool:
    """Whether the current build was made from exactly the files there are now."""
    path = current(builds / programme.programme_id)
    if path is None:
        return False
    try:
        with duckdb.connect(str(path), read_only=True) as db:
            row = db.execute("SELECT format, fingerprint FROM build").fetchone()
            return row == (FORMAT, input_fingerprint(programme, active(programme), indicators))
    except duckdb.Error:
        return False


def input_fingerprint(programme: Programme, loads: Sequence[Load], indicators: Path = INDICATORS) -> str:
    """Return the SHA-256 of every file a build depends on: data, contracts, queries and the build's own code."""
    digest = hashlib.sha256(str(FORMAT).encode())
    folders = (programme.folder, DICTIONARY, queries.FOLDER, indicators, Path(__file__).parents[1])
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if (
                path.suffix in (".csv", ".yml", ".sql", ".py")
                and path.is_file()
                and "loads" not in path.relative_to(folder).parts[:1]
            ):
                digest.update(f"{path.relative_to(folder).as_posix()}\n".encode())
                digest.update(path.read_bytes())
    for load in loads:
        digest.update(f"{load.number} {json.dumps(load.record)}\n".encode())
    return digest.hexdigest()
