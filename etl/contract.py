"""The contracts: what each table holds, declared once in ``data/dictionary/<table>.yml``.

From a contract come the table in the database, the check of every value (``etl.reading.rows``), and the dictionary people read.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from etl.errors import DataError

DICTIONARY = Path(__file__).parents[1] / "data" / "dictionary"
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


def read_contract(path: Path) -> Contract:
    """Return one contract. Raises DataError naming the file and what it lacks."""
    try:
        mapping = yaml_mapping(path)
        quoted(path.stem)
        columns = tuple(_column(name, about) for name, about in mapping.pop("columns").items())
        mapping["key"] = tuple(mapping["key"])
        mapping["also"] = tuple(map(str, mapping.get("also", ())))
        made = Contract(table=path.stem, columns=columns, **mapping)
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
    return tuple(read_contract(path) for path in sorted(folder.glob("*.yml")))


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


def ddl(contract: Contract, name: str = "", has_key: bool = True) -> str:
    """Return the CREATE TABLE statement of a contract; ``name`` where the table is called otherwise."""
    lines = [
        f"{quoted(column.name)} {DATABASE_TYPES[column.type]}{'' if column.empty else ' NOT NULL'}"
        for column in contract.columns
    ]
    if has_key:
        lines.append(f"PRIMARY KEY ({', '.join(map(quoted, contract.key))})")
    return f"CREATE TABLE {quoted(name or contract.table)} ({', '.join(lines)})"
