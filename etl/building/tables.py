"""Fills tables from the files in a programme's folder: strict with compiled data, lenient with returns as people write them."""

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
from etl.reading.part import Answers
from etl.reading.recognise import table_parts
from etl.reading.returns import ARROW_TYPES, Names, checked_part
from etl.reading.rows import text_rows, typed_rows
from etl.reading.sheets import sheets
from etl.reading.values import WRONG, value


def write_reference(
    db: duckdb.DuckDBPyConnection, contract: Contract, programme: Programme, correction_rows: pd.DataFrame | None = None
) -> None:
    """Create one table and fill it from its files in the programme's folder. Raise DataError with every problem."""
    db.execute(ddl(contract))
    for file_name, rows in file_rows(contract, programme.folder, correction_rows):
        insert(db, contract, rows, file_name)


def file_rows(
    contract: Contract, folder: Path, correction_rows: pd.DataFrame | None = None
) -> list[tuple[str, pa.Table]]:
    """Return the rows of a table's file and of its file kept by hand, each with the file's name, corrected and checked."""
    main = folder / contract.folder / f"{contract.table}.csv"
    by_hand = main.with_name(f"{contract.table}-by-hand.csv")
    if not main.is_file() and not contract.optional:
        raise DataError(f"{main}: the file is not there. It holds: {contract.description}")
    tables = []
    for path in (main, by_hand):
        if path.is_file():
            file_name = f"{contract.folder}/{path.name}"
            rows = text_rows(path)
            if path == main and correction_rows is not None:
                rows = corrected(rows, contract.key, correction_rows, file_name)
            tables.append((file_name, arrow(contract, typed_rows(contract, rows, file_name))))
    return tables


def arrow(contract: Contract, rows: pd.DataFrame) -> pa.Table:
    """Return checked rows as an Arrow table with the types of their contract."""
    return pa.table({
        column.name: pa.array(rows[column.name].tolist(), ARROW_TYPES[column.type]) for column in contract.columns
    })  # fmt: skip


def insert(db: duckdb.DuckDBPyConnection, contract: Contract, rows: pa.Table, file_name: str) -> None:
    """Insert checked rows into their table in order of key, so that the last decimal of a sum depends on no file's order.

    Raise DataError if another file has already brought a row with the same key.
    """
    key = ", ".join(map(quoted, contract.key))
    db.register("given_rows", rows)
    try:
        db.execute(f"INSERT INTO {quoted(contract.table)} BY NAME SELECT * FROM given_rows ORDER BY {key}")
    except duckdb.ConstraintException as error:
        raise DataError(f"{file_name}: {str(error).splitlines()[0]}") from error
    finally:
        db.unregister("given_rows")


def base_rows(contract: Contract, programme: Programme, names: Mapping[str, Names]) -> pa.Table | None:
    """Return the rows of a table of returns from the file in the programme's folder, or None if there are none.

    The file has the form of the template. Raise DataError with every problem: a programme's own files have to be right.
    """
    if contract.folder != "returns":
        tables = [rows for _, rows in file_rows(contract, programme.folder)]
        return pa.concat_tables(tables) if tables else None
    path = programme.folder / "returns" / f"{contract.table}.csv"
    if not path.is_file():
        return None
    name = f"returns/{path.name}"
    tables = []
    for sheet in sheets(path, name):
        grants = grant.from_sheet(sheet) if contract.table == "grant" else None
        sheet_parts = [grants] if grants else table_parts(sheet, [contract], Answers())
        if not sheet_parts:
            raise DataError(
                f"{name}: the headings are not those of the table {contract.title}; see: biglocal template {contract.table}"
            )
        for checked in (checked_part(part, names) for part in sheet_parts):
            if checked.problems or checked.questions:
                raise DataError(*(doubt.sentence for doubt in (*checked.problems, *checked.questions)))
            tables.append(checked.rows.drop_columns(["source_row", "part_row"]))
    return pa.concat_tables(tables) if tables else None


def write_returned_table(
    db: duckdb.DuckDBPyConnection, contract: Contract, programme: Programme, names: Mapping[str, Names], table_name: str
) -> None:
    """Create a table of returns under this name, with the column ``load``, and fill it from the programme's folder.

    Raise DataError if a key appears twice in the folder's file.
    """
    db.execute(ddl(contract, table_name, has_key=False))
    db.execute(f"ALTER TABLE {quoted(table_name)} ADD COLUMN load BIGINT")
    base = base_rows(contract, programme, names)
    if base is None:
        return
    key = ", ".join(map(quoted, contract.key))
    repeated = db.sql(f"SELECT {key} FROM base GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 20").fetchall()
    if repeated:
        raise DataError(
            *(f"{contract.folder}/{contract.table}.csv: {', '.join(map(str, row))} is there twice." for row in repeated)
        )
    db.execute(f"INSERT INTO {quoted(table_name)} BY NAME SELECT *, 0 AS load FROM base ORDER BY {key}")


def correct(db: duckdb.DuckDBPyConnection, contract: Contract, correction_rows: pd.DataFrame) -> None:
    """Apply the corrections of a table of returns. Raise DataError if one matches no row, or a value it does not expect."""
    problems = []
    key = " || '|' || ".join(f"{quoted(name)}::VARCHAR" for name in contract.key)
    for correction in correction_rows.to_dict("records"):
        name, row_key = str(correction["column_name"]), str(correction["row_key"])
        old_value, new_text = str(correction["old_value"]), str(correction["new_value"])
        subject = f"corrections.csv: the correction of {name} in {row_key!r}"
        if name not in {column.name for column in contract.columns}:
            problems.append(f"{subject} names a column that {contract.table} does not have.")
            continue
        matches = db.execute(
            f"SELECT coalesce({quoted(name)}::VARCHAR, '') FROM {quoted(contract.table)} WHERE {key} = $key",
            {"key": row_key},
        ).fetchall()
        new_value = value(contract.column(name), new_text)
        if len(matches) != 1:
            problems.append(f"{subject} finds {len(matches)} rows.")
        elif matches[0][0] != old_value:
            problems.append(
                f"{subject} expects {old_value!r} but finds {matches[0][0]!r}. "
                "Look at the correction again, then mend or delete it."
            )
        elif new_value is WRONG:
            problems.append(f"{subject}: {new_text!r} is not {contract.column(name).expected}.")
        else:
            db.execute(
                f"UPDATE {quoted(contract.table)} SET {quoted(name)} = $new_value WHERE {key} = $key",
                {"new_value": new_value, "key": row_key},
            )
    if problems:
        raise DataError(*problems)
