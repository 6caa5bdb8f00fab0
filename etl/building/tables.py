"""Fills tables from the files of a programme's folder: strict for what is compiled, lenient for returns as people write them."""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from etl.building.corrections import corrected
from etl.contract import Contract, ddl, quoted
from etl.errors import DataError
from etl.programme import Programme
from etl.reading.forms import grant
from etl.reading.recognise import table_part
from etl.reading.returns import ARROW_TYPES, Names, checked_part
from etl.reading.rows import checked, text_rows
from etl.reading.sheets import sheets
from etl.reading.values import WRONG, value


def write_reference(
    db: duckdb.DuckDBPyConnection, contract: Contract, about: Programme, mends: pd.DataFrame | None = None
) -> None:
    """Create one table and fill it from its files in the programme's folder. Raises DataError with every problem."""
    db.execute(ddl(contract))
    for where, rows in file_rows(contract, about.folder, mends):
        insert(db, contract, rows, where)


def file_rows(contract: Contract, programme: Path, mends: pd.DataFrame | None = None) -> list[tuple[str, pa.Table]]:
    """Return the rows of a table's file, and of the rows kept by hand beside it, corrections made and every value checked."""
    main = programme / contract.folder / f"{contract.table}.csv"
    by_hand = main.with_name(f"{contract.table}-by-hand.csv")
    if not main.is_file() and not contract.optional:
        raise DataError(f"{main}: the file is not there. It holds: {contract.description}")
    found = []
    for path in (main, by_hand):
        if path.is_file():
            where = f"{contract.folder}/{path.name}"
            rows = text_rows(path)
            if path == main and mends is not None:
                rows = corrected(rows, contract.key, mends, where)
            found.append((where, arrow(contract, checked(contract, rows, where))))
    return found


def arrow(contract: Contract, rows: pd.DataFrame) -> pa.Table:
    """Return checked rows with the types of their contract."""
    return pa.table({
        column.name: pa.array(rows[column.name].tolist(), ARROW_TYPES[column.type]) for column in contract.columns
    })  # fmt: skip


def insert(db: duckdb.DuckDBPyConnection, contract: Contract, given: pa.Table, where: str) -> None:
    """Insert checked rows into their table in order of key, so that the order in a file decides no last decimal of a sum.

    Raises DataError when a key is already there from another file.
    """
    by_key = ", ".join(map(quoted, contract.key))
    db.register("given_rows", given)
    try:
        db.execute(f"INSERT INTO {quoted(contract.table)} BY NAME SELECT * FROM given_rows ORDER BY {by_key}")
    except duckdb.ConstraintException as error:
        raise DataError(f"{where}: {str(error).splitlines()[0]}") from error
    finally:
        db.unregister("given_rows")


def base_rows(contract: Contract, about: Programme, names: Mapping[str, Names]) -> pa.Table | None:
    """Return the rows of a table of returns that stand in the programme's folder, in the form of the template; None if none do.

    Raises DataError with every problem: what comes with a programme has to be right.
    """
    if contract.folder != "returns":
        found = [rows for _, rows in file_rows(contract, about.folder)]
        return pa.concat_tables(found) if found else None
    path = about.folder / "returns" / f"{contract.table}.csv"
    if not path.is_file():
        return None
    name = f"returns/{path.name}"
    rows = []
    for sheet in sheets(path, name):
        part = (grant.from_sheet(sheet) if contract.table == "grant" else None) or table_part(sheet, [contract])
        if part is None:
            raise DataError(
                f"{name}: the headings are not those of the table {contract.title}; see: biglocal template {contract.table}"
            )
        read = checked_part(part, names)
        if read.problems:
            raise DataError(*(problem.sentence for problem in read.problems))
        rows.append(read.rows.drop_columns(["source_row"]))
    return pa.concat_tables(rows) if rows else None


def write_returned_table(
    db: duckdb.DuckDBPyConnection, contract: Contract, about: Programme, names: Mapping[str, Names], had: str
) -> None:
    """Create the table ``had`` of a contract of returns, with the column ``load``, and fill it from the programme's folder.

    Raises DataError when a key stands in the folder's file twice.
    """
    db.execute(ddl(contract, had, has_key=False))
    db.execute(f"ALTER TABLE {quoted(had)} ADD COLUMN load BIGINT")
    base = base_rows(contract, about, names)
    if base is None:
        return
    key = ", ".join(map(quoted, contract.key))
    twice = db.sql(f"SELECT {key} FROM base GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 20").fetchall()
    if twice:
        raise DataError(
            *(f"{contract.folder}/{contract.table}.csv: {', '.join(map(str, row))} is there twice." for row in twice)
        )
    db.execute(f"INSERT INTO {quoted(had)} BY NAME SELECT *, 0 AS load FROM base ORDER BY {key}")


def correct(db: duckdb.DuckDBPyConnection, contract: Contract, mends: pd.DataFrame) -> None:
    """Make the corrections of a table of returns. Raises DataError when one finds no row, or another value than it expects."""
    problems = []
    key = " || '|' || ".join(f"{quoted(name)}::VARCHAR" for name in contract.key)
    for mend in mends.to_dict("records"):
        name, row_key, old = str(mend["column_name"]), str(mend["row_key"]), str(mend["old_value"])
        said = f"corrections.csv: the correction of {name} in {row_key!r}"
        if name not in {column.name for column in contract.columns}:
            problems.append(f"{said} names a column that {contract.table} does not have.")
            continue
        found = db.execute(
            f"SELECT coalesce({quoted(name)}::VARCHAR, '') FROM {quoted(contract.table)} WHERE {key} = $key",
            {"key": row_key},
        ).fetchall()
        new = value(contract.column(name), str(mend["new_value"]))
        if len(found) != 1:
            problems.append(f"{said} finds {len(found)} rows.")
        elif found[0][0] != old:
            problems.append(
                f"{said} expects {old!r} but finds {found[0][0]!r}. Look at the correction again, then mend or delete it."
            )
        elif new is WRONG:
            problems.append(f"{said}: {mend['new_value']!r} is not {contract.column(name).expected}.")
        else:
            db.execute(
                f"UPDATE {quoted(contract.table)} SET {quoted(name)} = $new WHERE {key} = $key",
                {"new": new, "key": row_key},
            )
    if problems:
        raise DataError(*problems)
