"""Checking, loading and rolling back files, for ``biglocal check FILE``, ``load`` and ``rollback`` and for the Data page."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from etl.building.build import build_with
from etl.building.build_files import BUILDS, is_current
from etl.contract import Contract, quoted
from etl.errors import DataError
from etl.history import Load, active, draft, exclusive, give_number, history, keep_received_file, now, roll_back
from etl.loading.counts import counts, refused_rows
from etl.loading.marked import marked_file, refused_csv
from etl.loading.staging import Staged, Staging
from etl.measuring.measures import INDICATORS
from etl.programme import Programme
from etl.reading.formulas import formula_safe
from etl.reading.part import Answers, Part
from etl.reading.returns import export_names

Say = Callable[[str], None]
Files = Sequence[tuple[Path, str]]
"""The path of each file, and the name by which its user knows it."""


def check_files(
    programme: Programme,
    files: Files,
    say: Say,
    table: str = "",
    replaces: int | None = None,
    answers: Answers | None = None,
) -> Staged:
    """Return the result that loading the files would have, changing nothing. ``answers`` choose how columns are read."""
    staging = Staging(programme)
    return staging.staged(staging.read(files, say, table, answers), say, replaces)


def load_files(
    programme: Programme,
    files: Files,
    by: str,
    say: Say,
    table: str = "",
    replaces: int | None = None,
    builds: Path = BUILDS,
    indicators: Path = INDICATORS,
    answers: Answers | None = None,
) -> tuple[Staged, Load | None, str]:
    """Load the good rows of the files and build; return the staged rows, the load and the new version of the data.

    If nothing would change, nothing is recorded and the load is None. Raise DataError if the database cannot be built with
    the new rows; nothing is loaded then. The files are kept as received in every case.
    """
    with exclusive(builds / programme.programme_id):
        file_records = [keep_received_file(programme, path, name) for path, name in files]
        staged = check_files(programme, files, say, table, replaces, answers)
        if not staged.changes_something:
            if not is_current(
                programme, builds, indicators
            ):  # an earlier load was stopped between its number and its build
                build_with(programme, active(programme), say, builds, indicators)
            return staged, None, ""
        say("writing the load")
        with draft(programme, _tables(staged), _refused(staged), _record(staged, file_records, by, replaces)) as load:
            version = build_with(
                programme, [*active(programme), load], say, builds, indicators, lambda: give_number(load)
            )
    return staged, history(programme)[-1], version


def _tables(staged: Staged) -> dict[str, Any]:
    """Return the accepted rows of each table, with their file, sheet and row, and the extra columns kept beside them."""
    files = pa.array([checked.part.file for checked in staged.checked_parts])
    sheets = pa.array([checked.part.sheet for checked in staged.checked_parts])
    tables: dict[str, Any] = {}
    for name, rows in staged.accepted.items():
        parts = rows.column("part").combine_chunks()
        tables[name] = rows.drop_columns(["part", "part_row"])
        for column, texts in (("file", files), ("sheet", sheets)):
            tables[name] = tables[name].append_column(column, texts.take(parts))
        extras = [
            _extras(checked.part)
            for checked in staged.checked_parts
            if checked.part.contract.table == name and len(checked.part.extras.columns)
        ]
        if extras:
            tables[f"{name}-extras"] = pa.Table.from_pandas(pd.concat(extras, ignore_index=True), preserve_index=False)
    return tables


def _extras(part: Part) -> pd.DataFrame:
    """Return the columns that belong to no table, with the file, sheet and row of each value."""
    extras = part.extras.add_prefix("beside: ")
    return extras.assign(file=part.file, sheet=part.sheet, source_row=part.extras.index + 1)


def _refused(staged: Staged) -> bytes:
    rows = refused_rows(staged)
    return refused_csv(rows) if len(rows) else b""


def _record(staged: Staged, file_records: list[dict[str, Any]], by: str, replaces: int | None) -> dict[str, Any]:
    difference = staged.difference
    changed_areas = difference.loc[difference[["new", "changed", "gone"]].sum(axis="columns") > 0, "area_id"]
    changes = difference.groupby("table_name")[["new", "changed", "same", "gone"]].sum().to_dict("index")
    tables = {name: {**row_counts, **{str(key): int(number) for key, number in changes.get(name, {}).items()}}
              for name, row_counts in counts(staged).items()}  # fmt: skip
    return {
        "loaded_at": now(),
        "by": by,
        "files": file_records,
        "tables": tables,
        "replaces": replaces,
        "answers": {question.subject: question.answer for question in staged.questions if question.answer},
        "areas": sorted({area_id for area_id in changed_areas if area_id}),
    }


def roll_back_load(
    programme: Programme, number: int, by: str, say: Say, builds: Path = BUILDS, indicators: Path = INDICATORS
) -> str:
    """Build without one load, and record that it no longer counts; return the new version of the data.

    Raise DataError if there is no such load, if it has already been rolled back, or if the database cannot be built
    without it; nothing changes then.
    """
    with exclusive(builds / programme.programme_id):
        loads = {load.number: load for load in history(programme)}
        if number not in loads:
            raise DataError(f"There is no load {number}; see: biglocal history")
        rolled_back = loads[number].rolled_back
        if rolled_back:
            raise DataError(f"Load {number} has been rolled back before, on {rolled_back['at']}.")
        remaining = [load for load in active(programme) if load.number != number]
        return build_with(programme, remaining, say, builds, indicators, lambda: roll_back(loads[number], by))


def write_marked_files(staged: Staged, folder: Path) -> list[Path]:
    """Write a copy of each file with problems, with a column "What to mend" added, and return the paths.

    A file that has no place for a column, such as a map or JSON, has a list of its problems instead.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, file in enumerate(staged.files):
        problems = [problem for problem in staged.problems if problem.file == file.name]
        if problems and not file.unreadable:
            try:
                body, ending = marked_file(file.path, file.name, problems)
            except DataError as error:
                lines = [*error.sentences, *(problem.sentence for problem in problems)]
                body, ending = "\n".join([*lines, ""]).encode(), ".txt"
            path = folder / f"{number + 1}-what-to-mend{ending}"
            path.write_bytes(body)
            paths.append(path)
    return paths


def exported_csv(staging: Staging, contract: Contract) -> tuple[bytes, int]:
    """Return the loaded rows of one table as CSV in the form of its template, which can be loaded again, and their number."""
    staging.prepare_tables([contract.table])
    key = ", ".join(map(quoted, contract.key))
    rows = staging.db.sql(f"SELECT * FROM {quoted(contract.table)} ORDER BY {key}").df()
    shown = export_names(contract, rows.astype(object).where(rows.notna(), ""), staging.names)
    texts = shown.map(_cell_text).rename(columns={column.name: column.heading for column in contract.columns})
    return texts.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig"), len(rows)


def _cell_text(value: object) -> str:
    """Return a value in the form in which people write it in a template."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}" if abs(value) < 1e9 else f"{value:f}"
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    return formula_safe(str(value))
