"""Checking, loading and rolling back: what ``biglocal check FILE``, ``load`` and ``rollback`` do, for the Data page too."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from etl.building.build import BUILDS, build_with, is_current
from etl.contract import Contract, quoted
from etl.errors import DataError
from etl.history import Load, active, draft, exclusive, give_number, history, now, received, roll_back
from etl.loading.marked import marked, refused_csv
from etl.loading.staging import Staged, Staging, counts, refused_rows
from etl.measuring.measures import INDICATORS
from etl.programme import Programme
from etl.reading.own_sheets import formula_safe
from etl.reading.part import Part
from etl.reading.returns import export_names

Say = Callable[[str], None]
Files = Sequence[tuple[Path, str]]
"""The path of each file, and the name its user knows it by."""


def check_files(about: Programme, files: Files, say: Say, table: str = "", replaces: int | None = None) -> Staged:
    """Return what would come of loading the files, changing nothing."""
    staging = Staging(about)
    return staging.staged(staging.read(files, say, table), say, replaces)


def load_files(
    about: Programme,
    files: Files,
    by: str,
    say: Say,
    table: str = "",
    replaces: int | None = None,
    builds: Path = BUILDS,
    indicators: Path = INDICATORS,
) -> tuple[Staged, Load | None, str]:
    """Load the good rows of the files and build; return what came of it, the load and the new version of the data.

    Where nothing would change, nothing is recorded: the load is None. Raises DataError when the database cannot be built
    with the new rows; then nothing is loaded. The files as they came are kept in every case.
    """
    with exclusive(builds / about.programme_id):
        kept = [received(about, path, name) for path, name in files]
        state = check_files(about, files, say, table, replaces)
        if not state.changes_something:
            if not is_current(about, builds, indicators):  # a load before was stopped between its number and its build
                build_with(about, active(about), say, builds, indicators)
            return state, None, ""
        say("writing the load")
        with draft(about, _tables(state), _refused(state), _record(state, kept, by, replaces)) as load:
            version = build_with(about, [*active(about), load], say, builds, indicators, lambda: give_number(load))
    return state, history(about)[-1], version


def _tables(state: Staged) -> dict[str, Any]:
    """Return the accepted rows of each table, with the file, sheet and row they are from, and the columns kept beside."""
    files = pa.array([one.part.file for one in state.checked])
    sheets = pa.array([one.part.sheet for one in state.checked])
    tables: dict[str, Any] = {}
    for name, rows in state.accepted.items():
        parts = rows.column("part").combine_chunks()
        tables[name] = rows.drop_columns(["part"])
        for column, texts in (("file", files), ("sheet", sheets)):
            tables[name] = tables[name].append_column(column, texts.take(parts))
        extras = [
            _extras(one.part)
            for one in state.checked
            if one.part.contract.table == name and len(one.part.extras.columns)
        ]
        if extras:
            tables[f"{name}-extras"] = pa.Table.from_pandas(pd.concat(extras, ignore_index=True), preserve_index=False)
    return tables


def _extras(part: Part) -> pd.DataFrame:
    """Return the columns no table knows, with where they stood."""
    beside = part.extras.add_prefix("beside: ")
    return beside.assign(file=part.file, sheet=part.sheet, source_row=part.extras.index + 1)


def _refused(state: Staged) -> bytes:
    rows = refused_rows(state)
    return refused_csv(rows) if len(rows) else b""


def _record(state: Staged, kept: list[dict[str, Any]], by: str, replaces: int | None) -> dict[str, Any]:
    moved = state.difference[state.difference[["new", "changed", "gone"]].sum(axis="columns") > 0]
    change = state.difference.groupby("table_name")[["new", "changed", "same", "gone"]].sum().to_dict("index")
    tables = {name: {**told, **{str(key): int(number) for key, number in change.get(name, {}).items()}}
              for name, told in counts(state).items()}  # fmt: skip
    return {
        "loaded_at": now(),
        "by": by,
        "files": kept,
        "tables": tables,
        "replaces": replaces,
        "areas": sorted({one for one in moved["area_id"] if one}),
    }


def roll_back_load(
    about: Programme, number: int, by: str, say: Say, builds: Path = BUILDS, indicators: Path = INDICATORS
) -> str:
    """Build without one load, and record that it counts no more; return the new version of the data.

    Raises DataError when there is no such load, when it is rolled back already, or when the database cannot be built
    without it; then nothing changes.
    """
    with exclusive(builds / about.programme_id):
        found = {load.number: load for load in history(about)}
        if number not in found:
            raise DataError(f"There is no load {number}; see: biglocal history")
        before = found[number].rolled_back
        if before:
            raise DataError(f"Load {number} has been rolled back before, on {before['at']}.")
        rest = [load for load in active(about) if load.number != number]
        return build_with(about, rest, say, builds, indicators, lambda: roll_back(found[number], by))


def marked_files(state: Staged, folder: Path) -> list[Path]:
    """Write, for each file with problems, the user's own spreadsheet with a column "What to mend"; return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number, file in enumerate(state.files):
        problems = [one for one in state.problems if one.file == file.name]
        if problems and not file.unreadable:
            body, ending = marked(file.path, file.name, problems)
            path = folder / f"{number + 1}-what-to-mend{ending}"
            path.write_bytes(body)
            written.append(path)
    return written


def exported(staging: Staging, contract: Contract) -> tuple[bytes, int]:
    """Return what is loaded of one table as CSV in the form of its template, so that it loads again, and how many rows."""
    staging.need([contract.table])
    by_key = ", ".join(map(quoted, contract.key))
    rows = staging.db.sql(f"SELECT * FROM {quoted(contract.table)} ORDER BY {by_key}").df()
    shown = export_names(contract, rows.astype(object).where(rows.notna(), ""), staging.names)
    texts = shown.map(_written).rename(columns={column.name: column.heading for column in contract.columns})
    return texts.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig"), len(rows)


def _written(given: object) -> str:
    """Return a value as people write it in a template."""
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, float):
        return f"{given:.10g}" if abs(given) < 1e9 else f"{given:f}"
    if isinstance(given, datetime | date):
        return f"{given:%Y-%m-%d}"
    return formula_safe(str(given))
