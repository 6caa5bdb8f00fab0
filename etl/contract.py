"""The contracts: what each table holds, declared once in ``data/dictionary/<table>.yml``.

From a contract come the table in the database, the check of every value, and the dictionary people read.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from etl.errors import DataError

DICTIONARY = Path(__file__).parents[1] / "data" / "dictionary"
MOST_PROBLEMS_SHOWN = 50
YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one written in C is ten times as fast, but not every system has it."""
DATABASE_TYPES = {
    "text": "VARCHAR",
    "whole number": "BIGINT",
    "number": "DOUBLE",
    "date": "DATE",
    "partial date": "VARCHAR",
    "period start": "DATE",
    "period end": "DATE",
    "yes or no": "BOOLEAN",
}
PARTIAL_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?")


@dataclass(frozen=True)
class Column:
    """One column: its type, what it means, and what a value must satisfy.

    ``heading`` is how people see it, in templates and messages; ``also`` are other headings they use for it. A column
    that holds ``several`` values parts them by a semicolon. ``spelt`` are pairs of another word for an allowed value and
    the value.
    """

    name: str
    type: str
    description: str
    heading: str = ""
    also: tuple[str, ...] = ()
    example: str = ""
    unit: str = ""
    empty: str = ""
    values: tuple[str, ...] = ()
    several: bool = False
    spelt: tuple[tuple[str, str], ...] = ()
    pattern: str = ""
    least: float | None = None
    most: float | None = None
    references: str = ""

    @property
    def expected(self) -> str:
        """What a value must be, in words: "a whole number from 1 to 3"."""
        if self.values:
            return ("one or more of: " if self.several else "one of: ") + ", ".join(self.values)
        words = {"text": "some text", "date": "a date such as 2016-02-18", "yes or no": "yes or no",
                 "partial date": "a year, a month or a day such as 2016, 2016-02 or 2016-02-18",
                 "period start": "a date such as 2019-04-01 or a period such as Q3 2019/20 or 2019-20",
                 "period end": "a date such as 2019-09-30 or a period such as Q3 2019/20 or 2019-20"}  # fmt: skip
        said = words.get(self.type, f"a {self.type}")
        if self.least is not None and self.most is not None:
            return f"{said} from {self.least:g} to {self.most:g}"
        if self.least is not None:
            return f"{said} of at least {self.least:g}"
        return f"{said} of the form {self.pattern}" if self.pattern else said


@dataclass(frozen=True)
class Contract:
    """One table: its grain, key, columns and the folder of a programme that holds its file.

    ``title`` is how people see it; ``also`` are other names of sheets and files that hold it.
    """

    table: str
    each_row_is: str
    description: str
    folder: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    title: str = ""
    also: tuple[str, ...] = ()
    optional: bool = False
    about_people: bool = False
    can_be_loaded: bool = False

    @property
    def is_returned(self) -> bool:
        """Whether areas and staff send it, so that it is loaded; other tables are compiled from public files."""
        return self.folder == "returns" or self.can_be_loaded

    def column(self, name: str) -> Column:
        """Return one column."""
        return next(column for column in self.columns if column.name == name)


def contract(path: Path) -> Contract:
    """Return one contract. Raises DataError naming the file and what it lacks."""
    try:
        told = yaml_mapping(path)
        quoted(path.stem)
        columns = tuple(_column(name, about) for name, about in told.pop("columns").items())
        told["key"] = tuple(told["key"])
        told["also"] = tuple(map(str, told.get("also", ())))
        made = Contract(table=path.stem, columns=columns, **told)
    except (re.error, TypeError, KeyError, AttributeError, ValueError) as error:
        raise DataError(f"{path}: is not a contract ({error}). See the other files beside it for the form.") from error
    unknown = set(made.key) - {column.name for column in columns}
    if unknown:
        raise DataError(f"{path}: the key names {', '.join(sorted(unknown))}, which is not one of its columns.")
    gaps = [name for name in made.key if made.column(name).empty]
    if gaps:
        raise DataError(f"{path}: {', '.join(gaps)} may be empty, but is part of the key.")
    return made


def _column(name: str, about: dict[str, Any]) -> Column:
    if about["type"] not in DATABASE_TYPES:
        raise ValueError(f"column {name} has the unknown type {about['type']!r}; known: {', '.join(DATABASE_TYPES)}")
    quoted(name)
    told: dict[str, Any] = {"heading": name, **about}
    told |= {"values": tuple(map(str, about.get("values", ()))), "also": tuple(map(str, about.get("also", ())))}
    told["example"] = str(about.get("example", ""))
    told["spelt"] = tuple((str(word), one) for one, words in about.get("spelt", {}).items() for word in words)
    strange = {one for _, one in told["spelt"]} - set(told["values"])
    if strange:
        raise ValueError(f"column {name} has other words for {', '.join(sorted(strange))}, which is no allowed value")
    column = Column(name=name, **told)
    re.compile(column.pattern)
    if column.references and not re.fullmatch(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", column.references):
        raise ValueError(f"column {name} references {column.references!r}; expected table.column")
    return column


@cache
def contracts(folder: Path = DICTIONARY) -> tuple[Contract, ...]:
    """Return all contracts in order of table name; they are read once."""
    return tuple(contract(path) for path in sorted(folder.glob("*.yml")))


def yaml_mapping(path: Path) -> dict[str, Any]:
    """Return a YAML file of ``key: value`` lines. Raises DataError naming the file when it is not that."""
    try:
        told = yaml.load(path.read_bytes(), Loader=YAML_LOADER)  # noqa: S506 (both loaders are the safe ones)
    except yaml.YAMLError as error:
        raise DataError(f"{path}: cannot be read ({error}).") from error
    if not isinstance(told, dict):
        raise DataError(f"{path}: cannot be read (expected lines of the form key: value).")
    return told


def quoted(identifier: str) -> str:
    """Return an identifier from a contract as SQL. The one place where a name becomes part of a statement."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", identifier):
        raise ValueError(f"{identifier!r} is not a name a contract may use: small letters, figures and underscores")
    return f'"{identifier}"'


def ddl(told: Contract, name: str = "", has_key: bool = True) -> str:
    """Return the CREATE TABLE statement of a contract; ``name`` where the table is called otherwise."""
    lines = [
        f"{quoted(column.name)} {DATABASE_TYPES[column.type]}{'' if column.empty else ' NOT NULL'}"
        for column in told.columns
    ]
    if has_key:
        lines.append(f"PRIMARY KEY ({', '.join(map(quoted, told.key))})")
    return f"CREATE TABLE {quoted(name or told.table)} ({', '.join(lines)})"


def text_rows(path: Path) -> pd.DataFrame:
    """Return a CSV file with every value as text, just as it stands, without rows that hold nothing.

    The index counts all rows from 0, so that messages name the row a spreadsheet shows. Raises DataError when the file
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


def checked(told: Contract, rows: pd.DataFrame, where: str) -> pd.DataFrame:
    """Return the rows with the contract's columns and types; empty text becomes missing.

    ``where`` is how the file is named in messages. Raises DataError listing every problem, each with row (1 is the
    header), column, value and what was expected.
    """
    names = [column.name for column in told.columns]
    problems = [f"{where}: lacks the column {name}." for name in names if name not in rows.columns]
    problems += [
        f"{where}: has the column {name}, which {told.table} does not." for name in rows.columns if name not in names
    ]
    if problems:
        raise DataError(*problems)
    typed = {}
    for column in told.columns:
        typed[column.name], found = _checked_column(column, rows[column.name], where)
        problems += found
    problems += _repeated_keys(told, rows, where)
    if problems:
        more = len(problems) - MOST_PROBLEMS_SHOWN
        raise DataError(
            *problems[:MOST_PROBLEMS_SHOWN], *([f"... and {more} more of the same file."] if more > 0 else [])
        )
    return pd.DataFrame(typed, columns=names)


def _repeated_keys(told: Contract, rows: pd.DataFrame, where: str) -> list[str]:
    keys = rows.loc[:, list(told.key)]
    repeated = keys[keys.duplicated(keep="first")]
    key_names = " and ".join(told.key)
    return [
        f"{where}, row {row + 2}: the {key_names} {', '.join(values)!r} is there twice."
        for row, values in zip(repeated.index, repeated.to_numpy().tolist(), strict=True)
    ]


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
    """Return the typed value of one text, or _WRONG when it is not what the column expects."""
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
