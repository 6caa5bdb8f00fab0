"""What the two databases of a build hold: tables loaded and checked, views computed from them, and the public copy."""

import hashlib
import re
from collections.abc import Callable, Sequence
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

import queries
from etl.building import geo
from etl.building.corrections import corrections
from etl.building.tables import correct, write_reference, write_returned_table
from etl.contract import Contract, contracts, quoted
from etl.errors import DataError
from etl.history import Load, fill
from etl.measuring.disclosure import Rule
from etl.measuring.figures import write_figures, write_rank_ranges
from etl.measuring.unusual import write_unusual
from etl.programme import Programme, sources
from etl.reading.returns import area_names, council_names
from etl.rules import heading_lines, rules

Say = Callable[[str], None]


def open_new(db: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    """Attach a new database file under a name, switch to it and create all macros in it."""
    escaped_path = str(path).replace("'", "''")
    db.execute(f"ATTACH '{escaped_path}' AS {quoted(name)}")
    db.execute(f"USE {quoted(name)}")
    for query in queries.named("macros"):
        db.execute(query.sql)


def table_names(db: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the names of the tables in the database in use."""
    rows = db.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() ORDER BY table_name"
    ).fetchall()
    return [name for (name,) in rows]


def load_tables(db: duckdb.DuckDBPyConnection, programme: Programme, loads: Sequence[Load], say: Say) -> None:
    """Create every contract's table and fill it: reference first, then returns. Raise DataError with all problems at once."""
    problems: list[str] = []
    correction_rows = corrections(programme)
    for contract in (contract for contract in contracts() if not contract.is_returned):
        say(f"reading {contract.folder}/{contract.table}.csv")
        try:
            write_reference(db, contract, programme, correction_rows[correction_rows["table_name"] == contract.table])
        except DataError as error:
            problems += error.sentences
    unknown_tables = set(correction_rows["table_name"]) - {contract.table for contract in contracts()}
    path = programme.folder / "corrections.csv"
    problems += [f"{path}: there is no table {name!r}." for name in sorted(unknown_tables)]
    if problems:
        raise DataError(*problems)
    withdraw_facts(db)
    write_programme(db, programme)
    names = {"area.area_id": area_names(db), "council.council_code": council_names(db)}
    returned = [contract for contract in contracts() if contract.is_returned]
    for contract in returned:
        say(f"reading {contract.title.lower()}")
        try:
            write_returned_table(db, contract, programme, names, contract.table)
            fill(db, contract, loads, contract.table)
            correct(db, contract, correction_rows[correction_rows["table_name"] == contract.table])
        except DataError as error:
            problems += error.sentences
    if problems:
        raise DataError(*problems)
    write_returned(db, returned, loads)
    refuse_orphans(db, contracts())


def withdraw_facts(db: duckdb.DuckDBPyConnection) -> None:
    """Take the withdrawn facts out of the table of facts, so that no page shows them. Raise DataError for one not in it."""
    unknown = db.execute("SELECT fact_id FROM withdrawal ANTI JOIN fact USING (fact_id) ORDER BY ALL").fetchall()
    if unknown:
        raise DataError(*(f"withdrawal, fact_id: {fact_id!r} is not in fact.fact_id." for (fact_id,) in unknown))
    db.execute("DELETE FROM fact WHERE fact_id IN (SELECT fact_id FROM withdrawal)")


def write_programme(db: duckdb.DuckDBPyConnection, programme: Programme) -> None:
    """Write ``programme.yml`` and the source files as the tables programme, wave and source."""
    settings = programme.settings
    db.execute(
        "CREATE TABLE programme AS SELECT $programme_id AS programme_id, $name AS programme_name, "
        "$is_invented::BOOLEAN AS is_invented, $file_prefix AS file_prefix, $state AS state, $areas::BIGINT AS areas, "
        "$councils_current_on::DATE AS councils_current_on",
        {"programme_id": programme.programme_id, **{key: settings[key] for key in
         ("name", "is_invented", "file_prefix", "state", "areas", "councils_current_on")}},
    )  # fmt: skip
    db.execute("CREATE TABLE wave (wave BIGINT, areas BIGINT)")
    db.executemany("INSERT INTO wave VALUES (?, ?)", [list(pair) for pair in settings["waves"].items()])
    db.register("source_rows", sources(programme))
    db.execute("CREATE TABLE source AS SELECT * FROM source_rows ORDER BY ALL")
    db.unregister("source_rows")


STARTED_FROM = {"funding": ("win",), "review": ("review_of_year",), "survey_answer": ("survey_share",)}
"""The tables of queries/returned that measures start from, by the table of returns they are made from."""


def write_returned(db: duckdb.DuckDBPyConnection, returned: Sequence[Contract], loads: Sequence[Load]) -> None:
    """Write ``returned``: how many rows of each table each area has, and from which load; then drop the load of each row.

    The count is left out for a table about people: it is public that rows were sent, not how many people they are about.
    """
    db.execute("CREATE TABLE load (load BIGINT, loaded_at TIMESTAMP)")
    if loads:
        db.executemany("INSERT INTO load VALUES (?, ?)", [[load.number, load.record["loaded_at"]] for load in loads])
    db.execute("CREATE TABLE returned (table_name VARCHAR, area_id VARCHAR, load BIGINT, row_count BIGINT)")
    db.execute("CREATE TABLE return_table (table_name VARCHAR, pattern VARCHAR)")
    for contract in returned:
        table = quoted(contract.table)
        if contract.folder == "returns" and any(column.name == "area_id" for column in contract.columns):
            names = "|".join((contract.table, *STARTED_FROM.get(contract.table, ())))
            db.execute("INSERT INTO return_table VALUES (?, ?)", [contract.table, rf"\b({names})\b"])
            row_count = "NULL" if contract.about_people else "count(*)"
            db.execute(
                f"INSERT INTO returned SELECT $table_name, area_id, load, {row_count} FROM {table} "
                "WHERE area_id IS NOT NULL GROUP BY area_id, load ORDER BY ALL",
                {"table_name": contract.table},
            )
        db.execute(f"ALTER TABLE {table} DROP COLUMN load")


def refuse_orphans(db: duckdb.DuckDBPyConnection, all_contracts: Sequence[Contract]) -> None:
    """Raise DataError for every value that refers to a missing row of another table."""
    problems = []
    for contract in all_contracts:
        for column in contract.columns:
            if not column.references:
                continue
            table, key = map(quoted, column.references.split("."))
            orphans = db.execute(
                f"SELECT DISTINCT {quoted(column.name)} FROM {quoted(contract.table)} "
                f"WHERE {quoted(column.name)} IS NOT NULL AND {quoted(column.name)} NOT IN (SELECT {key} FROM {table}) "
                "ORDER BY ALL LIMIT 20"
            ).fetchall()
            problems += [
                f"{contract.table}, {column.name}: {value!r} is not in {column.references}." for (value,) in orphans
            ]
    if problems:
        raise DataError(*problems)


def refuse_public_counts(db: duckdb.DuckDBPyConnection) -> None:
    """Raise DataError for a measure that counts people in returns of which no column is kept out of the public database."""
    kept = [
        contract.table
        for contract in contracts()
        if contract.about_people or any(column.unit == "people" for column in contract.columns)
    ]
    rows = db.execute(
        "SELECT measure_id, string_agg(table_name, ', ' ORDER BY table_name) FROM measure_return "
        "INNER JOIN measure USING (measure_id) WHERE counts_people <> 'no' "
        "GROUP BY measure_id HAVING NOT bool_or(list_contains($kept, table_name)) ORDER BY measure_id",
        {"kept": kept},
    ).fetchall()
    if rows:
        raise DataError(
            *(
                f"queries/indicators/{measure_id}.sql counts people, but everyone could read its rows: in data/dictionary "
                f"({tables}) give the column `unit: people`, or the table `about_people: true`."
                for measure_id, tables in rows
            )
        )


def refuse_broken_rules(db: duckdb.DuckDBPyConnection) -> None:
    """Run every rule about returns: raise DataError for rows that break one, and write warnings to ``row_warning``."""
    db.execute("CREATE TABLE row_warning (table_name VARCHAR, area_id VARCHAR, says VARCHAR)")
    problems = []
    for rule in rules({contract.table: contract for contract in contracts()}):
        if rule.is_error:
            bad_rows = db.sql(rule.sql).limit(10).fetchall()
            problems += [
                f"{rule.contract.title}: {', '.join(map(str, key))}: {says}. {rule.mend}" for *key, says in bad_rows
            ]
        else:
            area = "area_id" if "area_id" in rule.contract.key else "NULL"
            db.execute(
                f"INSERT INTO row_warning SELECT $table_name, {area}, says FROM ({rule.sql}) ORDER BY ALL",
                {"table_name": rule.contract.table},
            )
    if problems:
        raise DataError(*problems)


def refuse_bad_rows(db: duckdb.DuckDBPyConnection) -> None:
    """Run every check, a SELECT of bad rows. Raise DataError naming the claims that fail and the rows they fail for."""
    problems = []
    for query in queries.named("checks"):
        if "table" in heading_lines(query):
            continue  # a rule about returns
        bad_rows = db.sql(query.sql).limit(10).fetchall()
        problems += [
            f"Check {query.name!r}: {query.purpose} Not so for {', '.join(map(str, row))}." for row in bad_rows
        ]
    problems += geo.points_outside_their_region(db)
    if problems:
        raise DataError(*problems)


def write_views(db: duckdb.DuckDBPyConnection, rule: Rule) -> None:
    """Write every table computed from the figures that an audience may see."""
    write_figures(db, rule.audience)
    make_tables(db, "views")
    geo.write_outline_paths(db)
    write_unusual(db)
    write_rank_ranges(db)


def make_tables(db: duckdb.DuckDBPyConnection, folder: str) -> None:
    """Create a table from each file in a folder of ``queries``, in the order of their dependencies.

    ``views`` need the figures. ``dated`` need the day of the build too, so they are made after ``build`` is written and are
    not in the checksum, which is the same on any day.
    """
    files = {query.name: query for query in queries.named(folder)}
    dependencies = {name: set(re.findall(r"\w+", query.sql)) & files.keys() - {name} for name, query in files.items()}
    for name in TopologicalSorter(dependencies).static_order():
        db.execute(f"CREATE TABLE {quoted(name)} AS {files[name].sql}")


ONLY_STAFF = {
    "figure_raw", "figure_released", "hidden", "indicator_part", "published", "row_warning", "same_area",
    "same_area_released", "waiting",
}  # fmt: skip
"""Tables that hold hidden figures, or remarks about single rows."""


def copy_public(db: duckdb.DuckDBPyConnection, tables: Sequence[str]) -> None:
    """Copy the public tables from the staff database: no table about people, and no column that counts them.

    Only tables of returns lose such columns; how many people live somewhere is published anyway. What else is left out of a
    table is in ``queries/public``.
    """
    shared = {query.name: query for query in queries.named("public")}
    by_table = {contract.table: contract for contract in contracts()}
    for name in tables:
        contract = by_table.get(name)
        if name in ONLY_STAFF or (contract and contract.about_people):
            continue
        if name in shared:
            db.execute(f"CREATE TABLE {quoted(name)} AS {shared[name].sql} ORDER BY ALL")
            continue
        columns = contract.columns if contract and contract.is_returned else ()
        counts = [column.name for column in columns if column.unit == "people"]
        exclude = f" EXCLUDE ({', '.join(map(quoted, counts))})" if counts else ""
        where = " WHERE who_may_see_it = 'everyone'" if name == "measure" else ""
        db.execute(f"CREATE TABLE {quoted(name)} AS SELECT *{exclude} FROM staff.{quoted(name)}{where}")


def content_checksum(db: duckdb.DuckDBPyConnection) -> str:
    """Return the SHA-256 of all tables: their names and the sorted checksums of their rows, which sort faster than rows."""
    digest = hashlib.sha256()
    for name in table_names(db):
        rows = f"SELECT md5(each_row::VARCHAR) AS line FROM {quoted(name)} AS each_row"
        checksum = db.execute(f"SELECT md5(coalesce(string_agg(line, '' ORDER BY line), '')) FROM ({rows})")
        digest.update(f"{name} {checksum.fetchall()[0][0]}\n".encode())
    return digest.hexdigest()
