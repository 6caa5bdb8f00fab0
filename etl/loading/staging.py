"""Received files beside what is loaded already: which rows may come in, and what would be new, changed or gone.

Works in a DuckDB database in memory. For each table of returns ``<table>__had`` holds what is loaded, ``<table>__new`` the
rows that came, and the view ``<table>`` what would be there after: so the same checks that guard the build run here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from etl.building.corrections import corrections
from etl.building.tables import write_reference, write_returned_table
from etl.contract import Contract, contracts, quoted
from etl.errors import DataError
from etl.history import Load, active, fill
from etl.programme import Programme
from etl.reading.part import Part, Problem
from etl.reading.recognise import parts
from etl.reading.returns import Checked, Names, area_names, checked_part, council_names
from etl.rules import Rule, rules

MOST_CHANGES_SHOWN = 200
DIFFERENCE = pd.DataFrame(columns=["table_name", "area_id", "area_name", "new", "changed", "same", "gone"])
CHANGES = pd.DataFrame(columns=["table_name", "part", "source_row", "area_id", "area_name", "column_name", "before", "after",
                                "is_jump"])  # fmt: skip
JUMP = 10
"""A number that becomes so many times as large, or as small, is pointed out."""


@dataclass
class File:
    """One received file: its parts as checked, sheets that are no table we know, and why it cannot be read at all."""

    name: str
    path: Path
    checked: list[Checked] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


@dataclass
class Staged:
    """What would come of loading the files.

    ``accepted`` has the good rows of each table with ``part, source_row``; ``reasons`` tells by part and row why a row is
    refused; ``difference`` has one row a table and area: ``table_name, area_id, area_name, new, changed, same, gone``;
    ``changes`` the first changed values: ``table_name, area_name, row, column, before, after, is_jump``.
    """

    files: list[File]
    checked: list[Checked]
    problems: list[Problem]
    accepted: dict[str, pa.Table]
    reasons: list[pd.Series]
    difference: pd.DataFrame
    changes: pd.DataFrame

    @property
    def changes_something(self) -> bool:
        """Whether loading would change any row."""
        return int(self.difference[["new", "changed", "gone"]].to_numpy(dtype=int).sum()) > 0


class Staging:
    """The database in memory, with the programme's reference tables and names."""

    def __init__(self, about: Programme, loads: Sequence[Load] | None = None):
        self.about = about
        self.told = {one.table: one for one in contracts()}
        self.loads = active(about) if loads is None else loads
        self.db = duckdb.connect(config={"threads": 2})
        self.mends = corrections(about)
        self.there: set[str] = set()
        for table in ("region", "council", "area", "area_name"):
            self._refer_to(table)
        self.names: dict[str, Names] = {
            "area.area_id": area_names(self.db),
            "council.council_code": council_names(self.db),
        }

    def returned(self) -> list[Contract]:
        """Return the contracts of the tables that can be loaded."""
        return [one for one in self.told.values() if one.is_returned]

    def need(self, names: Iterable[str]) -> None:
        """Put the tables of those names in place, as they are before the new rows."""
        for name in sorted(set(names) & self.told.keys() - self.there):
            told = self.told[name]
            if not told.is_returned:
                self._refer_to(name)
                continue
            had, new = quoted(f"{name}__had"), quoted(f"{name}__new")
            write_returned_table(self.db, told, self.about, self.names, f"{name}__had")
            fill(self.db, told, self.loads, f"{name}__had")
            self.db.execute(f"CREATE TABLE {new} AS SELECT *, 0 AS part, 0::BIGINT AS source_row FROM {had} LIMIT 0")
            self._view(told)
            self.there.add(name)

    def _refer_to(self, table: str) -> None:
        """Put a table of reference in place, with its corrections."""
        write_reference(self.db, self.told[table], self.about, self.mends[self.mends["table_name"] == table])
        self.there.add(table)

    def _view(self, contract: Contract) -> None:
        columns = ", ".join(quoted(column.name) for column in contract.columns)
        had, new, key = (
            quoted(f"{contract.table}__had"),
            quoted(f"{contract.table}__new"),
            ", ".join(map(quoted, contract.key)),
        )
        self.db.execute(
            f"CREATE OR REPLACE VIEW {quoted(contract.table)} AS SELECT {columns} FROM {new} UNION ALL "
            f"SELECT {columns} FROM {had} ANTI JOIN {new} USING ({key})"
        )

    def choices(self) -> dict[str, list[str]]:
        """Return the names that a template offers to choose from: areas, councils of today, and themes."""
        self.need(["theme"])
        councils = self.db.sql("SELECT council_name FROM council WHERE valid_to IS NULL ORDER BY 1").fetchall()
        return {
            "area": sorted(self.names["area.area_id"].shown.values()),
            "council": [name for (name,) in councils],
            "theme": [name for (name,) in self.db.sql("SELECT theme FROM theme ORDER BY 1").fetchall()],
        }

    def questions(self) -> pd.DataFrame:
        """Return the survey questions that are loaded."""
        self.need(["question"])
        return self.db.sql("SELECT * FROM question").df()

    def read(self, files: Sequence[tuple[Path, str]], say: Any, table: str = "") -> list[File]:
        """Read each file and check every value. ``table`` says which table they are, where the headings do not."""
        known = [one for one in self.returned() if table in ("", one.table)]
        found = []
        for path, name in files:
            say(f"reading {name}")
            file = File(name, path)
            found.append(file)
            try:
                given, file.unknown = parts(path, name, known, self.questions())
                file.checked = [checked_part(part, self.names) for part in given]
            except DataError as error:
                file.unreadable = list(error.sentences)
        return found

    def staged(self, files: list[File], say: Any, replaces: int | None = None) -> Staged:
        """Return what would come of loading these files."""
        checked = [one for file in files for one in file.checked]
        state = Staged(files, checked, [problem for one in checked for problem in one.problems], {},
                       [one.reasons for one in checked], DIFFERENCE.copy(), CHANGES.copy())  # fmt: skip
        touched = [self.told[name] for name in dict.fromkeys(one.part.contract.table for one in checked)]
        if replaces is not None:
            touched += self._tables_of(replaces, touched)
        self.need(one.table for one in touched)
        for told in touched:
            say(f"comparing {told.title.lower()} with what is loaded")
            self._bring(told, checked)
            self._refuse_repeated(told, state)
        self._refuse_by_rules(touched, state, say)
        for told in touched:
            self._compare(told, state, replaces)
        return state

    def _tables_of(self, number: int, known: list[Contract]) -> list[Contract]:
        found = [load for load in self.loads if load.number == number]
        if not found:
            raise DataError(f"There is no load {number} to replace; see: biglocal history")
        return [self.told[path.stem] for path in sorted(found[0].folder.glob("*.parquet"))
                if path.stem in self.told and self.told[path.stem] not in known]  # fmt: skip

    def _bring(self, contract: Contract, checked: list[Checked]) -> None:
        for number, one in enumerate(checked):
            if one.part.contract.table == contract.table and one.rows.num_rows:
                self.db.register("given_rows", one.rows)
                self.db.execute(
                    f"INSERT INTO {quoted(f'{contract.table}__new')} BY NAME "
                    "SELECT *, $part::INTEGER AS part FROM given_rows",
                    {"part": number},
                )
                self.db.unregister("given_rows")

    def _refuse(self, contract: Contract, state: Staged, bad: Sequence[tuple[int, int, str, str]]) -> None:
        """Take rows out of those that came: (part, source row, what is wrong, how to mend it)."""
        gone = pd.DataFrame([(part, row) for part, row, *_ in bad], columns=["part", "source_row"]).drop_duplicates()
        self.db.execute(
            f"DELETE FROM {quoted(f'{contract.table}__new')} AS new USING gone "
            "WHERE new.part = gone.part AND new.source_row = gone.source_row"
        )
        for number in gone["part"].unique():
            of_part = {row - 1: says for part, row, says, _ in bad if part == number}
            added = pd.Series(of_part, dtype=object)
            state.reasons[number] = pd.concat([state.reasons[number], added])
        state.problems += [_problem(state.checked[part].part, row, says, mend) for part, row, says, mend in bad]

    def _refuse_repeated(self, contract: Contract, state: Staged) -> None:
        """Refuse rows whose key came twice: one of two rows that are alike, and all of those that differ."""
        new, key = quoted(f"{contract.table}__new"), ", ".join(map(quoted, contract.key))
        if self.db.sql(f"SELECT hash({key}) FROM {new} GROUP BY 1 HAVING count(*) > 1 LIMIT 1").fetchone() is None:
            return
        repeated = f"(SELECT {key} FROM {new} GROUP BY ALL HAVING count(*) > 1)"
        rows = self.db.sql(
            f"SELECT new.* FROM {new} AS new SEMI JOIN {repeated} USING ({key}) ORDER BY part, source_row"
        ).df()
        bad: list[tuple[int, int, str, str]] = []
        for _, group in rows.groupby(list(contract.key), sort=False, dropna=False):
            places = list(
                zip(group["part"].astype(int).tolist(), group["source_row"].astype(int).tolist(), strict=True)
            )
            alike = len(group[[column.name for column in contract.columns]].drop_duplicates()) == 1
            bad += self._repeats(contract, state, places, alike)
        self._refuse(contract, state, bad)

    def _repeats(
        self, contract: Contract, state: Staged, places: list[tuple[int, int]], alike: bool
    ) -> list[tuple[int, int, str, str]]:
        """Return what is wrong with rows of one key."""
        where = {place: _place(state.checked, *place) for place in places}
        if alike:
            return [(*place, f"is the same as {where[places[0]]}, so it counts once", "") for place in places[1:]]
        names = " and ".join(contract.column(name).heading for name in contract.key)
        mend = "Delete the wrong one, or add them up in one row."
        return [
            (
                *place,
                f"has the same {names} as {' and '.join(text for other, text in where.items() if other != place)}",
                mend,
            )
            for place in places
        ]

    def _refuse_by_rules(self, touched: list[Contract], state: Staged, say: Any) -> None:
        """Run the rules of all tables that were touched until no more rows fall out; then list the warnings."""
        mine = [rule for rule in rules(self.told) if rule.contract in touched]
        names = {name for rule in mine for name in re.findall(r"\w+", rule.sql)}
        self.need(names)
        say("checking the rows against each other")
        errors = [rule for rule in mine if rule.is_error]
        while sum(self._refuse_by_rule(rule, state) for rule in errors):
            continue
        for rule in mine:
            if not rule.is_error:
                found = self._bad_rows(rule)
                state.problems += [
                    _problem(state.checked[part].part, row, says, rule.mend, "warning") for part, row, says in found
                ]

    def _refuse_by_rule(self, rule: Rule, state: Staged) -> bool:
        found = self._bad_rows(rule)
        self._refuse(rule.contract, state, [(part, row, says, rule.mend) for part, row, says in found])
        return bool(found)

    def _bad_rows(self, rule: Rule) -> list[tuple[int, int, str]]:
        key = ", ".join(map(quoted, rule.contract.key))
        return self.db.sql(
            f"SELECT new.part, new.source_row, any_value(bad.says) FROM ({rule.sql}) AS bad "
            f"INNER JOIN {quoted(f'{rule.contract.table}__new')} AS new USING ({key}) GROUP BY ALL ORDER BY ALL"
        ).fetchall()

    def _compare(self, contract: Contract, state: Staged, replaces: int | None) -> None:
        """Add to the state the rows that stay good, and how they differ from what is loaded."""
        had, new, key = (
            quoted(f"{contract.table}__had"),
            quoted(f"{contract.table}__new"),
            ", ".join(map(quoted, contract.key)),
        )
        rows = self.db.sql(f"SELECT * EXCLUDE (load) FROM {new}").to_arrow_table()
        if rows.num_rows:
            state.accepted[contract.table] = rows
        area = "new.area_id" if any(column.name == "area_id" for column in contract.columns) else "''"
        others = [quoted(column.name) for column in contract.columns if column.name not in contract.key]
        same = " AND ".join(["true", *(f"had.{name} IS NOT DISTINCT FROM new.{name}" for name in others)])
        on = " AND ".join(f"had.{quoted(name)} = new.{quoted(name)}" for name in contract.key)
        first = f"had.{quoted(contract.key[0])}"
        counted = self.db.execute(
            f"SELECT coalesce({area}, '') AS area_id, count(*) FILTER ({first} IS NULL) AS new, "
            f"count(*) FILTER ({first} IS NOT NULL AND NOT ({same})) AS changed, "
            f"count(*) FILTER ({first} IS NOT NULL AND ({same})) AS same, 0 AS gone "
            f"FROM {new} AS new LEFT JOIN {had} AS had ON {on} GROUP BY 1 UNION ALL "
            f"SELECT coalesce({area.replace('new.', 'had.')}, ''), 0, 0, 0, count(*) "
            f"FROM {had} AS had ANTI JOIN {new} USING ({key}) "
            "WHERE load = $replaces GROUP BY 1",
            {"replaces": replaces if replaces is not None else -1},
        ).df()
        found = counted.groupby("area_id", as_index=False).sum()
        found.insert(0, "table_name", contract.table)
        found["area_name"] = found["area_id"].map(self.names["area.area_id"].shown).fillna("the programme")
        state.difference = _added(state.difference, found)
        if found["changed"].sum():
            state.changes = _added(state.changes, self._changes(contract, on))

    def _changes(self, contract: Contract, on: str) -> pd.DataFrame:
        """Return the first changed values of a table, big jumps before the rest."""
        frames = []
        for column in contract.columns:
            if column.name in contract.key:
                continue
            name = quoted(column.name)
            jump = (
                f"(abs(new.{name}) >= {JUMP} * abs(had.{name}) OR abs(had.{name}) >= {JUMP} * abs(new.{name}))"
                if column.type in ("number", "whole number")
                else "false"
            )
            frames.append(
                self.db.execute(
                    f"SELECT new.part, new.source_row, {'new.area_id' if 'area_id' in contract.key else repr('')} AS area_id, "
                    f"$heading AS column_name, had.{name}::VARCHAR AS before, new.{name}::VARCHAR AS after, "
                    f"coalesce({jump}, false) AS is_jump FROM {quoted(f'{contract.table}__new')} AS new "
                    f"INNER JOIN {quoted(f'{contract.table}__had')} AS had ON {on} "
                    f"WHERE had.{name} IS DISTINCT FROM new.{name} ORDER BY is_jump DESC, 1, 2 LIMIT {MOST_CHANGES_SHOWN}",
                    {"heading": column.heading},
                ).df()
            )
        found = pd.concat(frames, ignore_index=True).sort_values("is_jump", ascending=False, kind="stable")
        found.insert(0, "table_name", contract.table)
        found["area_name"] = found["area_id"].map(self.names["area.area_id"].shown).fillna("")
        return found.head(MOST_CHANGES_SHOWN)


def _added(rows: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with more of them, the columns in the same order."""
    return (
        pd.concat([rows, more[rows.columns]], ignore_index=True)
        if len(rows)
        else more[rows.columns].reset_index(drop=True)
    )


def _problem(part: Part, row: int, says: str, mend: str, severity: str = "error") -> Problem:
    return Problem(part.file, part.sheet, row, "", "", says, mend, severity)


def _place(checked: Sequence[Checked], part: int, row: int) -> str:
    """Return where a row stands, in words."""
    one = checked[part].part
    return f"row {row}" if not one.sheet else f"row {row} of sheet {one.sheet}"


def refused_rows(state: Staged) -> pd.DataFrame:
    """Return every refused row as it came, with file, sheet, row and the reason."""
    frames = []
    for one, reasons in zip(state.checked, state.reasons, strict=True):
        if reasons.empty:
            continue
        joined = reasons.groupby(level=0).agg(lambda texts: "; ".join(dict.fromkeys(filter(None, texts))))
        rows = one.part.rows.loc[joined.index].rename(columns=one.part.headings)
        rows = rows.loc[:, ~rows.columns.duplicated()].join(one.part.extras.add_suffix(" (beside)"))
        rows.insert(0, "file", one.part.file)
        rows.insert(1, "sheet", one.part.sheet)
        rows.insert(2, "row", np.asarray(joined.index) + 1)
        frames.append(rows.assign(reason=joined))
    return pd.concat(frames, ignore_index=True).fillna("") if frames else pd.DataFrame()


def counts(state: Staged) -> dict[str, Mapping[str, int]]:
    """Return for each table how many rows were read, are good, carry a warning, and are refused."""
    found: dict[str, dict[str, int]] = {}
    warned = {(one.file, one.sheet, one.row) for one in state.problems if one.severity == "warning"}
    for one, reasons in zip(state.checked, state.reasons, strict=True):
        told = found.setdefault(one.part.contract.table, {"read": 0, "accepted": 0, "warned": 0, "refused": 0})
        refused = reasons.index.nunique()
        told["read"] += len(one.part.rows)
        told["refused"] += refused
        told["accepted"] += len(one.part.rows) - refused
        told["warned"] += sum((one.part.file, one.part.sheet, int(row) + 1) in warned for row in
                              (one.part.rows.index if warned else ()))  # fmt: skip
    return {name: found[name] for name in found}
