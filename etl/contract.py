"""The contracts: what each table holds, declared once in ``data/dictionary/<table>.yml``.

A contract gives the table in the database, the check of every value (``etl.reading.rows``) and the dictionary for people.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from etl.errors import DataError

DICTIONARY = Path(__file__).parents[1] / "data" / "dictionary"
YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader written in C is ten times as fast, but not every system has it."""
EVERY_RETURN = "every return"
"""Stands in a contract for the names of all tables of returns, so that a new one is allowed by its own file."""
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


@dataclass(frozen=True)
class Column:
    """One column: its type, its meaning, and what a value must satisfy.

    ``heading`` is its name in templates and messages; ``also`` lists other headings that people use for it. A column
    with ``several`` values separates them by semicolons. ``spelt`` pairs other words for an allowed value with that value.
    ``within`` names the column on whose value the allowed values depend; ``groups`` lists them for each of its values.
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
    within: str = ""
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    several: bool = False
    spelt: tuple[tuple[str, str], ...] = ()
    pattern: str = ""
    least: float | None = None
    most: float | None = None
    references: str = ""

    @property
    def expected(self) -> str:
        """A phrase for what a value must be, such as "a whole number from 1 to 3"."""
        if self.values:
            return ("one or more of: " if self.several else "one of: ") + ", ".join(self.values)
        phrases = {"text": "some text", "date": "a date such as 2016-02-18", "yes or no": "yes or no",
                 "partial date": "a year, a month or a day such as 2016, 2016-02 or 2016-02-18",
                 "period start": "a date such as 2019-04-01 or a period such as Q3 2019/20 or 2019-20",
                 "period end": "a date such as 2019-09-30 or a period such as Q3 2019/20 or 2019-20"}  # fmt: skip
        phrase = phrases.get(self.type, f"a {self.type}")
        if self.least is not None and self.most is not None:
            return f"{phrase} from {self.least:g} to {self.most:g}"
        if self.least is not None:
            return f"{phrase} of at least {self.least:g}"
        return f"{phrase} of the form {self.pattern}" if self.pattern else phrase


@dataclass(frozen=True)
class Contract:
    """One table: its grain, key and columns, and the folder of a programme that holds its file.

    ``title`` is its name for people; ``also`` lists other names of sheets and files that hold it.
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
        """Whether areas or staff send it, so that it is loaded; other tables are compiled from public files."""
        return self.folder == "returns" or self.can_be_loaded

    def column(self, name: str) -> Column:
        """Return the column of that name."""
        return next(column for column in self.columns if column.name == name)


def read_contract(path: Path) -> Contract:
    """Return the contract in a file. Raise DataError naming the file and what is missing or wrong."""
    try:
        mapping = yaml_mapping(path)
        quoted(path.stem)
        columns = tuple(_column(name, fields) for name, fields in mapping.pop("columns").items())
        mapping["key"] = tuple(mapping["key"])
        mapping["also"] = tuple(map(str, mapping.get("also", ())))
        contract = Contract(table=path.stem, columns=columns, **mapping)
    except (re.error, TypeError, KeyError, AttributeError, ValueError) as error:
        raise DataError(f"{path}: is not a contract ({error}). See the other files beside it for the form.") from error
    unknown = set(contract.key) - {column.name for column in columns}
    if unknown:
        raise DataError(f"{path}: the key names {', '.join(sorted(unknown))}, which is not one of its columns.")
    _refuse_wrong_groups(path, contract)
    optional = [name for name in contract.key if contract.column(name).empty]
    if optional:
        raise DataError(f"{path}: {', '.join(optional)} may be empty, but is part of the key.")
    return contract


def _refuse_wrong_groups(path: Path, contract: Contract) -> None:
    """Raise DataError where the values of a column are grouped by anything but all values of the column it is within."""
    for column in contract.columns:
        parents = [parent.values for parent in contract.columns if parent.name == column.within]
        groups = tuple(group for group, _ in column.groups)
        if (column.within or groups) and parents != [groups]:
            raise DataError(f"{path}: the values of {column.name} must be listed for each value of {column.within!r}.")


def _column(name: str, fields: dict[str, Any]) -> Column:
    if fields["type"] not in DATABASE_TYPES:
        raise ValueError(f"column {name} has the unknown type {fields['type']!r}; known: {', '.join(DATABASE_TYPES)}")
    quoted(name)
    arguments: dict[str, Any] = {"heading": name, **fields}
    arguments["also"] = tuple(map(str, fields.get("also", ())))
    arguments["groups"], arguments["values"] = _allowed_values(fields)
    arguments["example"] = str(fields.get("example", ""))
    arguments["spelt"] = tuple((str(word), value) for value, words in fields.get("spelt", {}).items() for word in words)
    unknown = {value for _, value in arguments["spelt"]} - set(arguments["values"])
    if unknown:
        raise ValueError(f"column {name} has other words for {', '.join(sorted(unknown))}, which is no allowed value")
    column = Column(name=name, **arguments)
    re.compile(column.pattern)
    if column.references and not re.fullmatch(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", column.references):
        raise ValueError(f"column {name} references {column.references!r}; expected table.column")
    return column


def _allowed_values(fields: dict[str, Any]) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...]]:
    """Return the allowed values of a column by the value of the column it is within, and all of them once."""
    given = fields.get("values", ())
    if not isinstance(given, dict):
        return (), tuple(map(str, given))
    groups = tuple((str(group), tuple(map(str, values))) for group, values in given.items())
    return groups, tuple(dict.fromkeys(value for _, values in groups for value in values))


@cache
def contracts(folder: Path = DICTIONARY) -> tuple[Contract, ...]:
    """Return all contracts in order of table name; the files are read once."""
    read = [read_contract(path) for path in sorted(folder.glob("*.yml"))]
    names = tuple(
        contract.table for contract in read if contract.folder == "returns" and contract.table != "return_status"
    )
    return tuple(
        replace(contract, columns=tuple(replace(column, values=names) if column.values == (EVERY_RETURN,) else column
                                        for column in contract.columns))
        for contract in read
    )  # fmt: skip


def yaml_mapping(path: Path) -> dict[str, Any]:
    """Return the content of a YAML file of ``key: value`` lines. Raise DataError naming the file if it is anything else."""
    try:
        mapping = yaml.load(path.read_bytes(), Loader=YAML_LOADER)  # noqa: S506 (both loaders are the safe ones)
    except yaml.YAMLError as error:
        raise DataError(f"{path}: cannot be read ({error}).") from error
    if not isinstance(mapping, dict):
        raise DataError(f"{path}: cannot be read (expected lines of the form key: value).")
    return mapping


def quoted(identifier: str) -> str:
    """Return an identifier from a contract quoted for SQL. Nowhere else does a name become part of a statement."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", identifier):
        raise ValueError(f"{identifier!r} is not a name a contract may use: small letters, figures and underscores")
    return f'"{identifier}"'


def ddl(contract: Contract, name: str = "", has_key: bool = True) -> str:
    """Return the CREATE TABLE statement of a contract, under another ``name`` if one is given."""
    lines = [
        f"{quoted(column.name)} {DATABASE_TYPES[column.type]}{'' if column.empty else ' NOT NULL'}"
        for column in contract.columns
    ]
    if has_key:
        lines.append(f"PRIMARY KEY ({', '.join(map(quoted, contract.key))})")
    return f"CREATE TABLE {quoted(name or contract.table)} ({', '.join(lines)})"
