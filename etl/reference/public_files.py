"""The folder of public files that everything in this package reads from."""

from pathlib import Path

import pandas as pd

from etl.errors import DataError


def public_table(folder: Path, name: str, columns: list[str]) -> pd.DataFrame:
    """Return the named columns of one public CSV or Parquet file, every value of a CSV as text.

    Raise DataError naming the file or the columns that are missing.
    """
    path = folder / name
    if not path.is_file():
        raise DataError(
            f"{path}: the file is not there. It is needed to compile the reference data; see data/README.md."
        )
    try:
        if path.suffix == ".parquet":
            frame = pd.read_parquet(path)
        else:
            frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except Exception as error:
        raise DataError(f"{path}: cannot be read as {path.suffix[1:].upper()} ({type(error).__name__}).") from error
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise DataError(f"{path}: lacks the column {', '.join(missing)}. It has {', '.join(map(str, frame.columns))}.")
    return frame[columns]
