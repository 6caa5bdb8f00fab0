"""The rows of a compiled file, checked against their contract: every value must have exactly the form of its column.

Returns, which people write by hand, are read more leniently: see ``etl.reading.returns``.
"""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

from etl.contract import Column, Contract
from etl.errors import DataError

MOST_PROBLEMS_SHOWN = 50
PARTIAL_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")


def text_rows(path: Path) -> pd.DataFrame:
    """Return a CSV file with every value as unchanged text, without empty rows.

    The index counts all rows from 0, so that messages name the row a spreadsheet shows. Raise DataError when the file
    cannot be read.
    """
    try:
        rows = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig", skip_blank_lines=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read as a CSV file in UTF-8 ({str(error).strip()}).") from error
    if not isinstance(rows.index, pd.RangeIndex):
        # pandas takes the first column for row names when every row has one value more than the header
        raise DataError(f"{path}: the rows have more values than the header has columns.")
    return rows[(rows != "").any(axis="columns")]


def typed_rows(contract: Contract, rows: pd.DataFrame, where: str) -> pd.DataFrame:
    """Return the rows with the contract's columns and types; empty text becomes missing.

    ``where`` is the name of the file in messages. Raise DataError listing every problem, each with row (1 is the header),
    column, value and what was expected.
    """
    names = [column.name for column in contract.columns]
    problems = [f"{where}: lacks the column {name}." for name in names if name not in rows.columns]
    problems += [
        f"{where}: has the column {name}, which {contract.table} does not."
        for name in rows.columns
        if name not in names
    ]
    if problems:
        raise DataError(*problems)
    typed = {}
    for column in contract.columns:
        typed[column.name], column_problems = _checked_column(column, rows[column.name], where)
        problems += column_problems
    problems += _values_of_another_group(contract, rows, where)
    problems += _repeated_keys(contract, rows, where)
    if problems:
        more = len(problems) - MOST_PROBLEMS_SHOWN
        raise DataError(
            *problems[:MOST_PROBLEMS_SHOWN], *([f"... and {more} more of the same file."] if more > 0 else [])
        )
    return pd.DataFrame(typed, columns=names)


def _repeated_keys(contract: Contract, rows: pd.DataFrame, where: str) -> list[str]:
    keys = rows.loc[:, list(contract.key)]
    repeated = keys[keys.duplicated(keep="first")]
    key_names = " and ".join(contract.key)
    return [
        f"{where}, row {row + 2}: the {key_names} {', '.join(values)!r} is there twice."
        for row, values in zip(repeated.index, repeated.to_numpy().tolist(), strict=True)
    ]


def _values_of_another_group(contract: Contract, rows: pd.DataFrame, where: str) -> list[str]:
    """Return a sentence for each value that is allowed, but not beside the value of the column it is within."""
    problems = []
    for column in (column for column in contract.columns if column.within):
        groups = dict(column.groups)
        problems += [
            f"{where}, row {row + 2}, {column.name}: {text!r} does not belong to the {column.within} {group!r}; expected one "
            f"of: {', '.join(groups[group])}."
            for row, text, group in zip(
                rows.index, rows[column.name].tolist(), rows[column.within].tolist(), strict=True
            )
            if text in column.values and group in groups and text not in groups[group]
        ]
    return problems


def _checked_column(column: Column, texts: pd.Series, where: str) -> tuple[pd.Series, list[str]]:
    values = [_value(column, text) if text else None for text in texts.tolist()]
    problems = [
        f"{where}, row {row + 2}, {column.name}: {text!r} is not {column.expected}."
        for row, text, value in zip(texts.index, texts.tolist(), values, strict=True)
        if value is _WRONG
    ]
    if not column.empty:
        problems += [
            f"{where}, row {row + 2}, {column.name}: is empty; expected {column.expected}."
            for row in texts.index[texts == ""]
        ]
    return pd.Series(values, texts.index, dtype=object), problems


_WRONG = object()


def _value(column: Column, text: str) -> object:
    """Return the typed value of a text, or _WRONG when it is not what the column expects."""
    if column.values and text not in column.values:
        return _WRONG
    if column.pattern and not re.fullmatch(column.pattern, text, re.ASCII):
        return _WRONG
    value = _READERS[column.type](text)
    if isinstance(value, float | int) and not isinstance(value, bool):
        below = column.least is not None and value < column.least
        above = column.most is not None and value > column.most
        return _WRONG if below or above else value
    return value


def _whole_number(text: str) -> object:
    return int(text) if re.fullmatch(r"-?[0-9]{1,15}", text) else _WRONG


def _number(text: str) -> object:
    return float(text) if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", text) else _WRONG


def _date(text: str) -> object:
    # fromisoformat alone would also take weeks, as in 2016-W07-4
    try:
        return date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else _WRONG
    except ValueError:
        return _WRONG


def _partial_date(text: str) -> object:
    return text if PARTIAL_DATE.fullmatch(text) or _date(text) is not _WRONG else _WRONG


def _yes_or_no(text: str) -> object:
    return {"yes": True, "no": False}.get(text, _WRONG)


_READERS: dict[str, Callable[[str], object]] = {
    "period start": _date,
    "period end": _date,
    "text": str,
    "whole number": _whole_number,
    "number": _number,
    "date": _date,
    "partial date": _partial_date,
    "yes or no": _yes_or_no,
}
