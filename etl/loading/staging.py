"""Received files compared with the rows already loaded: which rows can be accepted, and what would be new, changed or gone.

Works in a DuckDB database in memory. For each table of returns ``<table>__loaded`` holds the rows already loaded,
``<table>__new`` the received rows, and the view ``<table>`` the rows as they would be after the load, so that the same
checks that guard the build run here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from etl.building.corrections import corrections
from etl.building.tables import write_reference, write_returned_table
from etl.contract import Contract, contracts, quoted
from etl.errors import DataError
from etl.history import Load, active, fill
from etl.programme import Programme
from etl.reading.grid import joined
from etl.reading.part import Answers, Part, Problem, Question
from etl.reading.recognise import parts
from etl.reading.returns import Checked, Names, area_names, checked_part, council_names
from etl.rules import Rule, rules

MOST_CHANGES_SHOWN = 200
DIFFERENCE = pd.DataFrame(columns=["table_name", "area_id", "area_name", "new", "changed", "same", "gone"])
CHANGES = pd.DataFrame(columns=["table_name", "part", "source_row", "area_id", "area_name", "column_name", "before", "after",
                                "is_jump"])  # fmt: skip
JUMP = 10
"""A number that becomes this many times as large, or as small, is pointed out."""


@dataclass
class File:
    """One received file: its checked parts, a sentence for each unrecognised sheet, and why it cannot be read, if so."""

    name: str
    path: Path
    checked_parts: list[Checked] = field(default_factory=list)
    unknown_sheets: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


@dataclass
class Staged:
    """The result that loading the files would have.

    ``accepted`` has the good rows of each table with ``part, source_row, part_row``; ``reasons`` has for each part the
    reasons why rows are refused; ``difference`` has one row for each table and area: ``table_name, area_id, area_name,
    new, changed, same, gone``; ``changes`` has the first changed values, with the columns of ``CHANGES``.
    """

    files: list[File]
    checked_parts: list[Checked]
    problems: list[Problem]
    accepted: dict[str, pa.Table]
    reasons: list[pd.Series]
    difference: pd.DataFrame
    changes: pd.DataFrame

    @property
    def questions(self) -> list[Question]:
        """The questions of all parts, answered or not."""
        return [question for checked in self.checked_parts for question in checked.questions]

    @property
    def changes_something(self) -> bool:
        """Whether loading would change any row."""
        return int(self.difference[["new", "changed", "gone"]].to_numpy(dtype=int).sum()) > 0


class Staging:
    """A database in memory with the programme's reference tables and names, to which tables of returns are added."""

    def __init__(self, programme: Programme, loads: Sequence[Load] | None = None):
        self.programme = programme
        self.contracts = {contract.table: contract for contract in contracts()}
        self.loads = active(programme) if loads is None else loads
        self.db = duckdb.connect(config={"threads": 2})
        self.correction_rows = corrections(programme)
        self.prepared: set[str] = set()
        for table in ("region", "council", "area", "area_name"):
            self._write_reference_table(table)
        self.names: dict[str, Names] = {
            "area.area_id": area_names(self.db),
            "council.council_code": council_names(self.db),
        }

    def returned_contracts(self) -> list[Contract]:
        """Return the contracts of the tables that can be loaded."""
        return [contract for contract in self.contracts.values() if contract.is_returned]

    def prepare_tables(self, names: Iterable[str]) -> None:
        """Create the tables of these names, if they are missing, with the rows they have before the new ones."""
        for name in sorted(set(names) & self.contracts.keys() - self.prepared):
            contract = self.contracts[name]
            if not contract.is_returned:
                self._write_reference_table(name)
                continue
            loaded, new = quoted(f"{name}__loaded"), quoted(f"{name}__new")
            write_returned_table(self.db, contract, self.programme, self.names, f"{name}__loaded")
            fill(self.db, contract, self.loads, f"{name}__loaded")
            self.db.execute(
                f"CREATE TABLE {new} AS SELECT *, 0 AS part, 0::BIGINT AS source_row, 0::BIGINT AS part_row "
                f"FROM {loaded} LIMIT 0"
            )
            self._create_view(contract)
            self.prepared.add(name)

    def _write_reference_table(self, table: str) -> None:
        """Create and fill a reference table, with its corrections applied."""
        correction_rows = self.correction_rows[self.correction_rows["table_name"] == table]
        write_reference(self.db, self.contracts[table], self.programme, correction_rows)
        self.prepared.add(table)

    def _create_view(self, contract: Contract) -> None:
        columns = ", ".join(quoted(column.name) for column in contract.columns)
        loaded, new, key = (
            quoted(f"{contract.table}__loaded"),
            quoted(f"{contract.table}__new"),
            ", ".join(map(quoted, contract.key)),
        )
        self.db.execute(
            f"CREATE OR REPLACE VIEW {quoted(contract.table)} AS SELECT {columns} FROM {new} UNION ALL "
            f"SELECT {columns} FROM {loaded} ANTI JOIN {new} USING ({key})"
        )

    def choices(self) -> dict[str, list[str]]:
        """Return the names that a template offers to choose from: areas, current councils and themes."""
        self.prepare_tables(["theme"])
        councils = self.db.sql("SELECT council_name FROM council WHERE valid_to IS NULL ORDER BY 1").fetchall()
        return {
            "area": sorted(self.names["area.area_id"].shown.values()),
            "council": [name for (name,) in councils],
            "theme": [name for (name,) in self.db.sql("SELECT theme FROM theme ORDER BY 1").fetchall()],
        }

    def questions(self) -> pd.DataFrame:
        """Return the loaded survey questions."""
        self.prepare_tables(["question"])
        return self.db.sql("SELECT * FROM question").df()

    def read(
        self, files: Sequence[tuple[Path, str]], say: Any, table: str = "", answers: Answers | None = None
    ) -> list[File]:
        """Read each file and check every value.

        ``table`` names their table if the headings do not show which it is; ``answers`` choose how columns are read. Raise
        DataError when an answer fits no question.
        """
        answers = answers or Answers()
        candidates = [contract for contract in self.returned_contracts() if table in ("", contract.table)]
        read_files = []
        for path, name in files:
            say(f"reading {name}")
            file = File(name, path)
            read_files.append(file)
            try:
                file_parts, file.unknown_sheets = parts(path, name, candidates, self.questions(), answers)
                file.checked_parts = [checked_part(part, self.names, answers) for part in file_parts]
            except DataError as error:
                file.unreadable = list(error.sentences)
        answers.refuse_unused()
        return read_files

    def staged(self, files: list[File], say: Any, replaces: int | None = None) -> Staged:
        """Return the result that loading these files would have."""
        checked_parts = [checked for file in files for checked in file.checked_parts]
        problems = [problem for checked in checked_parts for problem in checked.problems]
        reasons = [checked.reasons for checked in checked_parts]
        staged = Staged(files, checked_parts, problems, {}, reasons, DIFFERENCE.copy(), CHANGES.copy())
        names = dict.fromkeys(checked.part.contract.table for checked in checked_parts)
        affected = [self.contracts[name] for name in names]
        if replaces is not None:
            affected += self._other_contracts_of_load(replaces, affected)
        self.prepare_tables(contract.table for contract in affected)
        for contract in affected:
            say(f"comparing {contract.title.lower()} with what is loaded")
            self._insert_new_rows(contract, checked_parts)
            self._refuse_repeated(contract, staged)
        self._refuse_by_rules(affected, staged, say)
        for contract in affected:
            self._compare(contract, staged, replaces)
        return staged

    def _other_contracts_of_load(self, number: int, affected: list[Contract]) -> list[Contract]:
        """Return the contracts of the tables in a load, other than those already affected."""
        loads = [load for load in self.loads if load.number == number]
        if not loads:
            raise DataError(f"There is no load {number} to replace; see: biglocal history")
        return [self.contracts[path.stem] for path in sorted(loads[0].folder.glob("*.parquet"))
                if path.stem in self.contracts and self.contracts[path.stem] not in affected]  # fmt: skip

    def _insert_new_rows(self, contract: Contract, checked_parts: list[Checked]) -> None:
        for number, checked in enumerate(checked_parts):
            if checked.part.contract.table == contract.table and checked.rows.num_rows:
                self.db.register("given_rows", checked.rows)
                self.db.execute(
                    f"INSERT INTO {quoted(f'{contract.table}__new')} BY NAME "
                    "SELECT *, $part::INTEGER AS part FROM given_rows",
                    {"part": number},
                )
                self.db.unregister("given_rows")

    def _refuse(self, contract: Contract, staged: Staged, bad_rows: Sequence[tuple[int, int, str, str]]) -> None:
        """Delete rows from the received ones. Each bad row has: part, its row in it, what is wrong, how to mend it."""
        places = pd.DataFrame([(part, row) for part, row, *_ in bad_rows], columns=["part", "part_row"])
        refused = places.drop_duplicates()
        self.db.execute(
            f"DELETE FROM {quoted(f'{contract.table}__new')} AS new USING refused "
            "WHERE new.part = refused.part AND new.part_row = refused.part_row"
        )
        for number in refused["part"].unique():
            reasons = pd.Series({row: says for part, row, says, _ in bad_rows if part == number}, dtype=object)
            staged.reasons[number] = pd.concat([staged.reasons[number], reasons])
        staged.problems += [
            _problem(staged.checked_parts[part].part, row, says, mend) for part, row, says, mend in bad_rows
        ]

    def _refuse_repeated(self, contract: Contract, staged: Staged) -> None:
        """Refuse rows with the same key: all but the first if they are identical, and all of them if they differ."""
        new, key = quoted(f"{contract.table}__new"), ", ".join(map(quoted, contract.key))
        if self.db.sql(f"SELECT hash({key}) FROM {new} GROUP BY 1 HAVING count(*) > 1 LIMIT 1").fetchone() is None:
            return
        repeated = f"(SELECT {key} FROM {new} GROUP BY ALL HAVING count(*) > 1)"
        rows = self.db.sql(
            f"SELECT new.* FROM {new} AS new SEMI JOIN {repeated} USING ({key}) ORDER BY part, part_row"
        ).df()
        bad_rows: list[tuple[int, int, str, str]] = []
        for _, group in rows.groupby(list(contract.key), sort=False, dropna=False):
            places = list(zip(group["part"].astype(int).tolist(), group["part_row"].astype(int).tolist(), strict=True))
            is_identical = len(group[[column.name for column in contract.columns]].drop_duplicates()) == 1
            bad_rows += self._repeated_rows(contract, staged, places, is_identical)
        self._refuse(contract, staged, bad_rows)

    def _repeated_rows(
        self, contract: Contract, staged: Staged, places: list[tuple[int, int]], is_identical: bool
    ) -> list[tuple[int, int, str, str]]:
        """Return the rows with one key that are refused, with what is wrong and how to mend it."""
        words = {place: _place_words(staged.checked_parts, *place) for place in places}
        if is_identical:
            return [(*place, f"is the same as {words[places[0]]}, so it counts once", "") for place in places[1:]]
        names = joined([contract.column(name).heading for name in contract.key])
        mend = "Delete the wrong one, or add them up in one row."
        return [
            (
                *place,
                f"has the same {names} as {' and '.join(text for other, text in words.items() if other != place)}",
                mend,
            )
            for place in places
        ]

    def _refuse_by_rules(self, affected: list[Contract], staged: Staged, say: Any) -> None:
        """Run the rules of all affected tables until no more rows are refused; then list the warnings."""
        table_rules = [rule for rule in rules(self.contracts) if rule.contract in affected]
        names = {name for rule in table_rules for name in re.findall(r"\w+", rule.sql)}
        self.prepare_tables(names)
        say("checking the rows against each other")
        errors = [rule for rule in table_rules if rule.is_error]
        while sum(self._refuse_by_rule(rule, staged) for rule in errors):
            continue
        for rule in table_rules:
            if not rule.is_error:
                staged.problems += [
                    _problem(staged.checked_parts[part].part, row, says, rule.mend, "warning")
                    for part, row, says in self._bad_rows(rule)
                ]

    def _refuse_by_rule(self, rule: Rule, staged: Staged) -> bool:
        """Refuse the rows that break a rule, and return whether there were any."""
        bad_rows = self._bad_rows(rule)
        self._refuse(rule.contract, staged, [(part, row, says, rule.mend) for part, row, says in bad_rows])
        return bool(bad_rows)

    def _bad_rows(self, rule: Rule) -> list[tuple[int, int, str]]:
        key = ", ".join(map(quoted, rule.contract.key))
        return self.db.sql(
            f"SELECT new.part, new.part_row, any_value(bad.says) FROM ({rule.sql}) AS bad "
            f"INNER JOIN {quoted(f'{rule.contract.table}__new')} AS new USING ({key}) GROUP BY ALL ORDER BY ALL"
        ).fetchall()

    def _compare(self, contract: Contract, staged: Staged, replaces: int | None) -> None:
        """Record the rows that remain good, and how they differ from the loaded ones."""
        loaded, new, key = (
            quoted(f"{contract.table}__loaded"),
            quoted(f"{contract.table}__new"),
            ", ".join(map(quoted, contract.key)),
        )
        rows = self.db.sql(f"SELECT * EXCLUDE (load) FROM {new}").to_arrow_table()
        if rows.num_rows:
            staged.accepted[contract.table] = rows
        area = "new.area_id" if any(column.name == "area_id" for column in contract.columns) else "''"
        others = [quoted(column.name) for column in contract.columns if column.name not in contract.key]
        same = " AND ".join(["true", *(f"loaded.{name} IS NOT DISTINCT FROM new.{name}" for name in others)])
        on = " AND ".join(f"loaded.{quoted(name)} = new.{quoted(name)}" for name in contract.key)
        first = f"loaded.{quoted(contract.key[0])}"
        area_counts = self.db.execute(
            f"SELECT coalesce({area}, '') AS area_id, count(*) FILTER ({first} IS NULL) AS new, "
            f"count(*) FILTER ({first} IS NOT NULL AND NOT ({same})) AS changed, "
            f"count(*) FILTER ({first} IS NOT NULL AND ({same})) AS same, 0 AS gone "
            f"FROM {new} AS new LEFT JOIN {loaded} AS loaded ON {on} GROUP BY 1 UNION ALL "
            f"SELECT coalesce({area.replace('new.', 'loaded.')}, ''), 0, 0, 0, count(*) "
            f"FROM {loaded} AS loaded ANTI JOIN {new} USING ({key}) "
            "WHERE load = $replaces GROUP BY 1",
            {"replaces": replaces if replaces is not None else -1},
        ).df()
        difference = area_counts.groupby("area_id", as_index=False).sum()
        difference.insert(0, "table_name", contract.table)
        difference["area_name"] = difference["area_id"].map(self.names["area.area_id"].shown).fillna("the programme")
        staged.difference = _appended(staged.difference, difference)
        if difference["changed"].sum():
            staged.changes = _appended(staged.changes, self._changes(contract, on))

    def _changes(self, contract: Contract, on: str) -> pd.DataFrame:
        """Return the first changed values of a table, big jumps first."""
        frames = []
        for column in contract.columns:
            if column.name in contract.key:
                continue
            name = quoted(column.name)
            jump = (
                f"(abs(new.{name}) >= {JUMP} * abs(loaded.{name}) OR abs(loaded.{name}) >= {JUMP} * abs(new.{name}))"
                if column.type in ("number", "whole number")
                else "false"
            )
            frames.append(
                self.db.execute(
                    f"SELECT new.part, new.source_row, {'new.area_id' if 'area_id' in contract.key else repr('')} AS area_id, "
                    f"$heading AS column_name, loaded.{name}::VARCHAR AS before, new.{name}::VARCHAR AS after, "
                    f"coalesce({jump}, false) AS is_jump FROM {quoted(f'{contract.table}__new')} AS new "
                    f"INNER JOIN {quoted(f'{contract.table}__loaded')} AS loaded ON {on} "
                    f"WHERE loaded.{name} IS DISTINCT FROM new.{name} ORDER BY is_jump DESC, 1, 2 LIMIT {MOST_CHANGES_SHOWN}",
                    {"heading": column.heading},
                ).df()
            )
        changes = pd.concat(frames, ignore_index=True).sort_values("is_jump", ascending=False, kind="stable")
        changes.insert(0, "table_name", contract.table)
        changes["area_name"] = changes["area_id"].map(self.names["area.area_id"].shown).fillna("")
        return changes.head(MOST_CHANGES_SHOWN)


def _appended(rows: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with more appended, the columns in the order of the first."""
    return (
        pd.concat([rows, more[rows.columns]], ignore_index=True)
        if len(rows)
        else more[rows.columns].reset_index(drop=True)
    )


def _problem(part: Part, place: int, says: str, mend: str, severity: str = "error") -> Problem:
    return Problem(part.file, part.sheet, *part.cell(place), "", says, mend, severity)


def _place_words(checked_parts: Sequence[Checked], number: int, row: int) -> str:
    """Return the place of a row in words."""
    part = checked_parts[number].part
    source_row, heading = part.cell(row)
    return f"row {source_row}{f', {heading},' if heading else ''}{f' of sheet {part.sheet}' if part.sheet else ''}"
