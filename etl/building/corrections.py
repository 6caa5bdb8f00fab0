"""Corrections of a programme: ``corrections.csv`` mends values of its tables, each with a reason; compiling never touches it."""

import pandas as pd

from etl.errors import DataError
from etl.programme import Programme
from etl.reading.rows import text_rows

CORRECTION_COLUMNS = ["table_name", "row_key", "column_name", "old_value", "new_value", "reason"]


def corrections(about: Programme) -> pd.DataFrame:
    """Return ``corrections.csv`` of the programme (text, perhaps empty). Raises DataError when its columns are others."""
    path = about.folder / "corrections.csv"
    if not path.is_file():
        return pd.DataFrame(columns=CORRECTION_COLUMNS)
    rows = text_rows(path)
    if list(rows.columns) != CORRECTION_COLUMNS:
        raise DataError(
            f"{path}: the columns must be {', '.join(CORRECTION_COLUMNS)}; they are {', '.join(rows.columns)}."
        )
    return rows


def corrected(rows: pd.DataFrame, key: tuple[str, ...], mends: pd.DataFrame, where: str) -> pd.DataFrame:
    """Return the rows of one table with its corrections made.

    ``row_key`` is the value of the key, its parts joined by ``|``. Raises DataError when a correction finds no row, or
    when the old value is no longer what it says: then somebody has changed the figure and the correction needs a look.
    """
    lacking = [name for name in key if name not in rows.columns]
    if mends.empty or lacking:
        return rows  # a key that is not there is told of with every other missing column
    rows = rows.copy()
    keys = pd.Series(["|".join(parts) for parts in rows.loc[:, list(key)].to_numpy().tolist()], rows.index)
    problems = []
    for mend in mends.to_dict("records"):
        column, row_key, old = str(mend["column_name"]), str(mend["row_key"]), str(mend["old_value"])
        found = rows.loc[keys == row_key, [column]] if column in rows.columns else rows.iloc[:0]
        said = f"{where}: the correction of {column} in {row_key!r}"
        if len(found) != 1:
            problems.append(f"{said} finds {len(found)} rows.")
        elif found.iloc[0, 0] != old:
            problems.append(
                f"{said} expects {old!r} but finds {found.iloc[0, 0]!r}. "
                "Look at the correction again, then mend or delete it."
            )
        else:
            rows.loc[found.index, column] = str(mend["new_value"])
    if problems:
        raise DataError(*problems)
    return rows
