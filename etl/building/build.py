"""The build: files -> checked tables -> measures -> two new DuckDB files, put in place in one step.

The public database holds nothing hidden and nothing about individual people; the staff database holds every row. Both are
written beside the old ones as drafts, checked, and then named in the small file ``current``, so a failed build leaves the
last good one and a running dashboard moves on without a restart.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from etl.building.build_files import (
    BUILDS,
    FORMAT,
    delete_old_builds,
    draft,
    earlier_builds,
    input_fingerprint,
    put_in_place,
    staff_file,
    write_pointer,
)
from etl.building.content import (
    Say,
    content_checksum,
    copy_public,
    load_tables,
    make_tables,
    open_new,
    refuse_bad_rows,
    refuse_broken_rules,
    refuse_public_counts,
    table_names,
    write_views,
)
from etl.contract import quoted
from etl.history import Load, active, exclusive
from etl.measuring.disclosure import PUBLIC, STAFF, write_hidden
from etl.measuring.figures import write_raw_figures
from etl.measuring.measures import INDICATORS, measures, write_measures
from etl.measuring.release import write_released
from etl.measuring.similar import write_similar
from etl.programme import Programme


def build(programme: Programme, say: Say, builds: Path = BUILDS, indicators: Path = INDICATORS) -> str:
    """Build the databases of one programme, make them current and return their version.

    Raise DataError with every problem found; the previous build then stays current.
    """
    with exclusive(builds / programme.programme_id):
        return build_with(programme, active(programme), say, builds, indicators)


def build_with(
    programme: Programme,
    loads: Sequence[Load],
    say: Say,
    builds: Path = BUILDS,
    indicators: Path = INDICATORS,
    before_publishing: Callable[[], None] = lambda: None,
) -> str:
    """Build from the programme's folder and these loads, as :func:`build` does. Call it only while holding ``exclusive``.

    ``before_publishing`` is called once every check has passed, right before the new databases are put in place.
    """
    folder = builds / programme.programme_id
    with draft(folder, "staff.draft") as staff, draft(folder, "draft") as public:
        with duckdb.connect() as db:
            version = write_databases(db, staff, public, earlier_builds(folder), programme, loads, say, indicators)
        pointer = write_pointer(folder, version)
        before_publishing()
        put_in_place(staff, staff_file(folder / f"{version}.duckdb"))
        put_in_place(public, folder / f"{version}.duckdb")
        pointer.replace(folder / "current")
    delete_old_builds(folder)
    return version


def write_databases(
    db: duckdb.DuckDBPyConnection,
    staff: Path,
    public: Path,
    earlier: Sequence[Path],
    programme: Programme,
    loads: Sequence[Load],
    say: Say,
    indicators: Path,
) -> str:
    """Write the staff database, then the public one from it, and return the version of both.

    ``earlier`` names the databases of staff that may hold what was published before.
    """
    open_new(db, "staff", staff)
    load_tables(db, programme, loads, say)
    say("working out the measures")
    write_measures(db, measures(indicators))
    write_raw_figures(db)
    write_similar(db)
    say("hiding what would tell of people")
    write_released(db, earlier)
    write_hidden(db)
    tables = table_names(db)
    write_views(db, STAFF)
    say("checking")
    refuse_public_counts(db)
    refuse_broken_rules(db)
    refuse_bad_rows(db)
    checksum = content_checksum(db)
    version = f"{datetime.now(UTC):%Y-%m-%d}-{checksum[:6]}"
    fingerprint = input_fingerprint(programme, loads, indicators)
    write_build(db, programme, version, checksum, fingerprint, STAFF.audience)
    say("writing what everyone may see")
    open_new(db, "public", public)
    copy_public(db, tables)
    write_views(db, PUBLIC)
    refuse_bad_rows(db)
    write_build(db, programme, version, checksum, fingerprint, PUBLIC.audience)
    db.execute("USE memory")
    for name in ("staff", "public"):
        db.execute(f"DETACH {quoted(name)}")
    return version


def write_build(
    db: duckdb.DuckDBPyConnection, programme: Programme, version: str, checksum: str, fingerprint: str, audience: str
) -> None:
    """Write the table ``build``, which identifies this file to the dashboard and to ``build --if-changed``.

    The tables that depend on the day of the build follow it.

    The dashboard opens a file only for the audience that is written in it.
    """
    db.execute(
        "CREATE TABLE build AS SELECT $format AS format, $programme AS programme_id, $version AS version, "
        "$checksum AS checksum, $fingerprint AS fingerprint, $audience AS audience, $now::TIMESTAMP AS built_at",
        {"format": FORMAT, "programme": programme.programme_id, "version": version, "checksum": checksum,
         "fingerprint": fingerprint, "audience": audience, "now": f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}"},
    )  # fmt: skip
    make_tables(db, "dated")
