"""The build: files -> checked tables -> measures -> two new DuckDB files, put in place in one step.

One is for everyone and holds nothing that is hidden or tells of a person; the other, for staff, holds every row. They are
made beside the old ones under names of their own, checked, and then named in the small file ``current``, so a failed
build leaves the last good one and a running dashboard moves on without a restart.
"""

import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

import queries
from etl.building import geo
from etl.building.corrections import corrections
from etl.building.tables import correct, write_reference, write_returned_table
from etl.contract import DICTIONARY, Contract, contracts, quoted
from etl.errors import DataError
from etl.history import Load, active, exclusive, fill
from etl.measuring.disclosure import PUBLIC, STAFF, Rule, write_hidden
from etl.measuring.figures import write_figures, write_rank_ranges, write_raw_figures
from etl.measuring.measures import INDICATORS, measures, write_measures
from etl.measuring.similar import write_similar
from etl.measuring.unusual import write_unusual
from etl.programme import ROOT, Programme, sources
from etl.reading.returns import area_names, council_names
from etl.rules import heading_lines, rules

BUILDS = Path(os.environ.get("BIGLOCAL_BUILDS") or ROOT / "data" / "build")
BUILDS_KEPT = 5
FORMAT = 4
"""Raised when the dashboard would not understand an older file."""

Say = Callable[[str], None]


def build(about: Programme, say: Say, builds: Path = BUILDS, indicators: Path = INDICATORS) -> str:
    """Build the database of one programme, make it the current one and return its version.

    Raises DataError with every problem found; the build before stays the current one.
    """
    with exclusive(builds / about.programme_id):
        return build_with(about, active(about), say, builds, indicators)


def build_with(
    about: Programme,
    loads: Sequence[Load],
    say: Say,
    builds: Path = BUILDS,
    indicators: Path = INDICATORS,
    once_good: Callable[[], None] = lambda: None,
) -> str:
    """Build from the programme's folder and these loads, as :func:`build` does; only while one_at_a_time is held.

    ``once_good`` is called when every check has passed, right before the new database is put in place.
    """
    folder = builds / about.programme_id
    with draft(folder, "staff.draft") as staff, draft(folder, "draft") as public:
        with duckdb.connect() as db:
            version = write_databases(db, staff, public, about, loads, say, indicators)
        pointer = write_pointer(folder, version)
        once_good()
        put_in_place(staff, staff_file(folder / f"{version}.duckdb"))
        put_in_place(public, folder / f"{version}.duckdb")
        pointer.replace(folder / "current")
    delete_old_builds(folder)
    return version


@contextmanager
def draft(folder: Path, ending: str):
    """Give the path of a new database to be, and delete what is left of it afterwards."""
    path = folder / f"{os.getpid()}.{ending}"
    path.unlink(missing_ok=True)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
        path.with_name(path.name + ".wal").unlink(missing_ok=True)


def write_databases(
    db: duckdb.DuckDBPyConnection,
    staff: Path,
    public: Path,
    about: Programme,
    loads: Sequence[Load],
    say: Say,
    indicators: Path,
) -> str:
    """Write the database of staff, then that of everyone from it, and return the version of both."""
    open_new(db, "staff", staff)
    load_tables(db, about, loads, say)
    say("working out the measures")
    write_measures(db, measures(indicators))
    write_raw_figures(db)
    write_similar(db)
    say("hiding what would tell of people")
    write_hidden(db)
    tables = table_names(db)
    write_views(db, STAFF)
    say("checking")
    refuse_broken_rules(db)
    refuse_bad_rows(db)
    checksum = content_checksum(db)
    version = f"{datetime.now(UTC):%Y-%m-%d}-{checksum[:6]}"
    made_from = fingerprint(about, loads, indicators)
    write_build(db, about, version, checksum, made_from)
    say("writing what everyone may see")
    open_new(db, "public", public)
    copy_public(db, tables)
    write_views(db, PUBLIC)
    refuse_bad_rows(db)
    write_build(db, about, version, checksum, made_from)
    db.execute("USE memory")
    for name in ("staff", "public"):
        db.execute(f"DETACH {quoted(name)}")
    return version


def open_new(db: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    """Open a new database file under a name, with all macros, and go on in it."""
    told = str(path).replace("'", "''")
    db.execute(f"ATTACH '{told}' AS {quoted(name)}")
    db.execute(f"USE {quoted(name)}")
    for query in queries.named("macros"):
        db.execute(query.sql)


def table_names(db: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the names of the tables in the database that is in use."""
    rows = db.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() ORDER BY table_name"
    ).fetchall()
    return [name for (name,) in rows]


def write_views(db: duckdb.DuckDBPyConnection, rule: Rule) -> None:
    """Write all that is worked out from the figures that an audience may see."""
    write_figures(db, rule.audience)
    make_views(db)
    write_unusual(db)
    write_rank_ranges(db)


ONLY_STAFF = {"indicator_part", "figure_raw", "hidden", "same_area", "row_warning"}
"""Tables that hold what is hidden, or words about single rows."""


def copy_public(db: duckdb.DuckDBPyConnection, tables: Sequence[str]) -> None:
    """Copy from the database of staff what everyone may read: no table about people, and no column that counts them.

    A column is left out of tables of returns only; how many people live somewhere is published.
    """
    told = {one.table: one for one in contracts()}
    for name in tables:
        one = told.get(name)
        if name in ONLY_STAFF or (one and one.about_people):
            continue
        counting = [column.name for column in one.columns if column.unit == "people"] if one and one.is_returned else []
        without = f" EXCLUDE ({', '.join(map(quoted, counting))})" if counting else ""
        some = " WHERE who_may_see_it = 'everyone'" if name == "measure" else ""
        db.execute(f"CREATE TABLE {quoted(name)} AS SELECT *{without} FROM staff.{quoted(name)}{some}")


def load_tables(db: duckdb.DuckDBPyConnection, about: Programme, loads: Sequence[Load], say: Say) -> None:
    """Create every contract's table and fill it: reference first, then returns. Raises DataError with all problems at once."""
    problems: list[str] = []
    mends = corrections(about)
    told = contracts()
    for one in (one for one in told if not one.is_returned):
        say(f"reading {one.folder}/{one.table}.csv")
        try:
            write_reference(db, one, about, mends[mends["table_name"] == one.table])
        except DataError as error:
            problems += error.sentences
    unknown = set(mends["table_name"]) - {one.table for one in told}
    problems += [f"{about.folder / 'corrections.csv'}: there is no table {name!r}." for name in sorted(unknown)]
    if problems:
        raise DataError(*problems)
    write_programme(db, about)
    names = {"area.area_id": area_names(db), "council.council_code": council_names(db)}
    for one in (one for one in told if one.is_returned):
        say(f"reading {one.title.lower()}")
        try:
            write_returned_table(db, one, about, names, one.table)
            fill(db, one, loads, one.table)
            correct(db, one, mends[mends["table_name"] == one.table])
        except DataError as error:
            problems += error.sentences
    if problems:
        raise DataError(*problems)
    write_returned(db, [one for one in told if one.is_returned], loads)
    refuse_orphans(db, told)


def write_programme(db: duckdb.DuckDBPyConnection, about: Programme) -> None:
    """Write what ``programme.yml`` and the source files say as the tables programme, wave and source."""
    told = about.settings
    db.execute(
        "CREATE TABLE programme AS SELECT $programme_id AS programme_id, $name AS programme_name, "
        "$is_invented::BOOLEAN AS is_invented, $file_prefix AS file_prefix, $state AS state, $areas::BIGINT AS areas, "
        "$councils_current_on::DATE AS councils_current_on",
        {"programme_id": about.programme_id, **{key: told[key] for key in
         ("name", "is_invented", "file_prefix", "state", "areas", "councils_current_on")}},
    )  # fmt: skip
    db.execute("CREATE TABLE wave (wave BIGINT, areas BIGINT)")
    db.executemany("INSERT INTO wave VALUES (?, ?)", [list(pair) for pair in told["waves"].items()])
    found = sources(about)
    db.register("found", found)
    db.execute("CREATE TABLE source AS SELECT * FROM found ORDER BY ALL")
    db.unregister("found")


def write_returned(db: duckdb.DuckDBPyConnection, told: Sequence[Contract], loads: Sequence[Load]) -> None:
    """Write ``returned``: how many rows of each table each area has, and from which load; then forget the load of each row.

    For a table about people the count is left out: that rows came is known, not how many people they are.
    """
    db.execute("CREATE TABLE load (load BIGINT, loaded_at TIMESTAMP)")
    if loads:
        db.executemany("INSERT INTO load VALUES (?, ?)", [[one.number, one.record["loaded_at"]] for one in loads])
    db.execute("CREATE TABLE returned (table_name VARCHAR, area_id VARCHAR, load BIGINT, row_count BIGINT)")
    for one in told:
        table = quoted(one.table)
        if one.folder == "returns" and any(column.name == "area_id" for column in one.columns):
            counted = "NULL" if one.about_people else "count(*)"
            db.execute(
                f"INSERT INTO returned SELECT $table_name, area_id, load, {counted} FROM {table} "
                "WHERE area_id IS NOT NULL GROUP BY area_id, load ORDER BY ALL",
                {"table_name": one.table},
            )
        db.execute(f"ALTER TABLE {table} DROP COLUMN load")


def refuse_orphans(db: duckdb.DuckDBPyConnection, told: Sequence[Contract]) -> None:
    """Raise DataError for every value that names a row of another table which is not there."""
    problems = []
    for one in told:
        for column in one.columns:
            if not column.references:
                continue
            table, key = map(quoted, column.references.split("."))
            orphans = db.execute(
                f"SELECT DISTINCT {quoted(column.name)} FROM {quoted(one.table)} "
                f"WHERE {quoted(column.name)} IS NOT NULL AND {quoted(column.name)} NOT IN (SELECT {key} FROM {table}) "
                "ORDER BY ALL LIMIT 20"
            ).fetchall()
            problems += [
                f"{one.table}, {column.name}: {value!r} is not in {column.references}." for (value,) in orphans
            ]
    if problems:
        raise DataError(*problems)


def make_views(db: duckdb.DuckDBPyConnection) -> None:
    """Make a table of each file in ``queries/views``, in the order in which they need each other."""
    views = {query.name: query for query in queries.named("views")}
    needs = {name: set(re.findall(r"\w+", query.sql)) & views.keys() - {name} for name, query in views.items()}
    for name in TopologicalSorter(needs).static_order():
        db.execute(f"CREATE TABLE {quoted(name)} AS {views[name].sql}")
    geo.write_outline_paths(db)


def refuse_broken_rules(db: duckdb.DuckDBPyConnection) -> None:
    """Run every rule about returns. Raises DataError for rows that break one; what is only odd goes to ``row_warning``."""
    told = {one.table: one for one in contracts()}
    db.execute("CREATE TABLE row_warning (table_name VARCHAR, area_id VARCHAR, says VARCHAR)")
    problems = []
    for rule in rules(told):
        if rule.is_error:
            bad = db.sql(rule.sql).limit(10).fetchall()
            problems += [
                f"{rule.contract.title}: {', '.join(map(str, key))}: {says}. {rule.mend}" for *key, says in bad
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
    """Run every check: a SELECT of bad rows. Raises DataError saying which claims do not hold, and for which rows."""
    problems = []
    for query in queries.named("checks"):
        if "table" in heading_lines(query):
            continue  # a rule about returns
        bad = db.sql(query.sql).limit(10).fetchall()
        problems += [f"Check {query.name!r}: {query.purpose} Not so for {', '.join(map(str, row))}." for row in bad]
    problems += geo.points_outside_their_region(db)
    if problems:
        raise DataError(*problems)


def content_checksum(db: duckdb.DuckDBPyConnection) -> str:
    """Return the SHA-256 of all tables: their names and their rows, sorted, as text."""
    total = hashlib.sha256()
    for name in table_names(db):
        rows = f"SELECT each_row::VARCHAR AS line FROM {quoted(name)} AS each_row"
        of_table = db.execute(f"SELECT md5(coalesce(string_agg(line, chr(10) ORDER BY line), '')) FROM ({rows})")
        total.update(f"{name} {of_table.fetchall()[0][0]}\n".encode())
    return total.hexdigest()


def fingerprint(about: Programme, loads: Sequence[Load], indicators: Path = INDICATORS) -> str:
    """Return the SHA-256 of all files a build depends on: data, contracts, queries and the build's own code."""
    total = hashlib.sha256(str(FORMAT).encode())
    folders = (about.folder, DICTIONARY, queries.FOLDER, indicators, Path(__file__).parents[1])
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if (
                path.suffix in (".csv", ".yml", ".sql", ".py")
                and path.is_file()
                and "loads" not in path.relative_to(folder).parts[:1]
            ):
                total.update(f"{path.relative_to(folder).as_posix()}\n".encode())
                total.update(path.read_bytes())
    for load in loads:
        total.update(f"{load.number} {json.dumps(load.record)}\n".encode())
    return total.hexdigest()


def write_build(db: duckdb.DuckDBPyConnection, about: Programme, version: str, checksum: str, made_from: str) -> None:
    """Write the table ``build``: what this file is, for the dashboard and for ``build --if-changed``."""
    db.execute(
        "CREATE TABLE build AS SELECT $format AS format, $programme AS programme_id, $version AS version, "
        "$checksum AS checksum, $made_from AS fingerprint, $now::TIMESTAMP AS built_at",
        {"format": FORMAT, "programme": about.programme_id, "version": version, "checksum": checksum,
         "made_from": made_from, "now": f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}"},
    )  # fmt: skip


def write_pointer(folder: Path, version: str) -> Path:
    """Write what will name the new build, while a full disk can still stop it, and return its path."""
    pointer = folder / f"{os.getpid()}.current"
    pointer.write_text(f"{version}.duckdb\n", encoding="utf-8")
    return pointer


def staff_file(public: Path) -> Path:
    """Return the database of staff that belongs to a database of everyone."""
    return public.with_suffix(".staff.duckdb")


def put_in_place(path: Path, final: Path) -> None:
    """Give a finished draft its name in one step.

    It takes the place of a file of that version, which has the same rows but may be made from older queries or be damaged.
    Where somebody reads that one and the system does not let it be replaced (Windows), it stays.
    """
    try:
        path.replace(final)
    except PermissionError:
        if not final.exists():
            raise


def current(folder: Path) -> Path | None:
    """Return the database that ``current`` names, or None when there is no such file."""
    try:
        path = folder / (folder / "current").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return None
    return path if path.suffix == ".duckdb" and path.is_file() else None


def is_current(about: Programme, builds: Path = BUILDS, indicators: Path = INDICATORS) -> bool:
    """Whether the current build was made from exactly the files that are there now."""
    path = current(builds / about.programme_id)
    if path is None:
        return False
    try:
        with duckdb.connect(str(path), read_only=True) as db:
            made_from = db.execute("SELECT format, fingerprint FROM build").fetchone()
            return made_from == (FORMAT, fingerprint(about, active(about), indicators))
    except duckdb.Error:
        return False


def delete_old_builds(folder: Path) -> None:
    """Delete all but the newest builds, and drafts that a stopped build left an hour ago or more.

    A file that somebody still reads may refuse on Windows, and goes the next time.
    """
    for path in folder.glob("*.draft*"):
        if time.time() - path.stat().st_mtime > 3600:
            path.unlink(missing_ok=True)
    public = (path for path in folder.glob("*.duckdb") if not path.name.endswith(".staff.duckdb"))
    newest_first = sorted(public, key=lambda path: path.stat().st_mtime, reverse=True)
    kept = {path.name for path in newest_first[:BUILDS_KEPT]} | {path.name for path in [current(folder)] if path}
    for path in folder.glob("*.duckdb"):
        if path.name.replace(".staff.duckdb", ".duckdb") not in kept:
            try:
                path.unlink()
            except OSError:
                continue
