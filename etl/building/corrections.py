"""A programme's ``corrections.csv``: changes to values in its tables, each with a reason, which compiling never touches."""

import pandas as pd

from etl.errors import DataError
from etl.programme import Programme
from etl.reading.rows import text_rows

CORRECTION_COLUMNS = ["table_name", "row_key", "column_name", "old_value", "new_value", "reason"]


def corrections(programme: Programme) -> pd.DataFrame:
    """Return the programme's ``corrections.csv`` as text, perhaps empty. Raise DataError if its columns are wrong."""
    path = programme.folder / "corrections.csv"
    if not path.is_file():
        return pd.DataFrame(columns=CORRECTION_COLUMNS)
    rows = text_rows(path)
    if list(rows.columns) != CORRECTION_COLUMNS:
        raise DataError(
            f"{path}: the columns must be {', '.join(CORRECTION_COLUMNS)}; they are {', '.join(rows.columns)}."
        )
    return rows


def corrected(rows: pd.DataFrame, key: tuple[str, ...], correction_rows: pd.DataFrame, file_name: str) -> pd.DataFrame:
    """Return the rows of one table with its corrections applied.

    ``row_key`` is the value of the key, its parts joined by ``|``. Raise DataError if a correction matches no row, or if
    the old value differs from the one it names: somebody has changed the figure, and the correction needs a second look.
    """
    missing_columns = [name for name in key if name not in rows.columns]
    if correction_rows.empty or missing_columns:
        return rows  # a missing key column is reported together with every other missing column
    rows = rows.copy()
    keys = pd.Series(["|".join(parts) for parts in rows.loc[:, list(key)].to_numpy().tolist()], rows.index)
    problems = []
    for correction in correction_rows.to_dict("records"):
        column, row_key = str(correction["column_name"]), str(correction["row_key"])
        old_value = str(correction["old_value"])
        matches = rows.loc[keys == row_key, [column]] if column in rows.columns else rows.iloc[:0]
        subject = f"{file_name}: the correction of {column} in {row_key!r}"
        if len(matches) != 1:
            problems.append(f"{subject} finds {len(matches)} rows.")
        elif matches.iloc[0, 0] != old_value:
            problems.append(
                f"{subject} expects {old_value!r} but finds {matches.iloc[0, 0]!r}. "
                "Look at the correction again, then mend or delete it."
            )
        else:
            rows.loc[matches.index, column] = str(correction["new_value"])
    if problems:
        raise DataError(*problems)
    return rows
