"""Values of returns: every cell of a part read by its contract, each distinct text once, so that a million rows take seconds."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
from rapidfuzz import fuzz, process

from etl.contract import Column, Contract
from etl.reading.part import Part, Problem
from etl.reading.values import NOTHING, WRONG, looks_wrong, value

MOST_LISTED = 1_000
"""So many problems of a column of a part are listed one by one; every refused row keeps its reason all the same."""
ARROW_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "whole number": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "partial date": pa.string(),
    "period start": pa.date32(),
    "period end": pa.date32(),
    "yes or no": pa.bool_(),
}


ENDS_WITH = re.compile(r" (big local|partnership|big local partnership)$")
"""What people add to the name of an area."""


class Names:
    """The names by which people call the areas, or the councils, of one programme."""

    def __init__(self, names: Mapping[str, set[str]], shown: Mapping[str, str]):
        self.names = names
        self.shown = shown

    def id_of(self, text: str) -> str | object:
        """Return the id that a name stands for, or WRONG when it stands for none or for several."""
        if text in self.shown:
            return text
        bare = plain_name(text)
        ids = self.names.get(bare) or self.names.get(ENDS_WITH.sub("", bare), set())
        return next(iter(ids)) if len(ids) == 1 else WRONG

    def advice(self, text: str) -> str:
        """Return which names are meant perhaps. Nothing is ever taken for another name silently."""
        ids = self.names.get(plain_name(text), set())
        if len(ids) > 1:
            return f"It may be any of: {', '.join(sorted(self.shown[one] for one in ids))}."
        near = process.extract(plain_name(text), list(self.names), scorer=fuzz.WRatio, limit=8, score_cutoff=75)
        found = list(dict.fromkeys(self.shown[one] for name, _, _ in near for one in sorted(self.names[name])))[:3]
        return f"The nearest known: {', '.join(found)}." if found else "No known name is like it."


def plain_name(text: str) -> str:
    """Return a name as names are compared: without accents, capitals and marks."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold().replace("&", " and ")
    return " ".join(re.findall(r"[a-z0-9]+", bare.replace("'", "")))


def area_names(db: duckdb.DuckDBPyConnection) -> Names:
    """Return the names of the areas, from the tables area and area_name."""
    rows = db.sql("SELECT area_id, area_name FROM area UNION ALL SELECT area_id, other_name FROM area_name").fetchall()
    shown = dict(db.sql("SELECT area_id, area_name FROM area").fetchall())
    own = {plain_name(name): {one} for one, name in shown.items()}
    return Names({**_gathered(rows), **own}, shown)


def council_names(db: duckdb.DuckDBPyConnection) -> Names:
    """Return the names of the councils; of councils of the same name the one that exists today is meant."""
    rows = db.sql("SELECT council_code, council_name, official_name, valid_to IS NULL FROM council").fetchall()
    every = _gathered([(code, name) for code, *names, _ in rows for name in names])
    today = _gathered([(code, name) for code, *names, is_today in rows if is_today for name in names])
    return Names({**every, **today}, {code: name for code, name, *_ in rows})


def _gathered(rows: list[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one, name in rows:
        found.setdefault(plain_name(name), set()).add(one)
    return found


@dataclass
class Checked:
    """What became of one part.

    ``rows`` are the good ones: the contract's columns with their types, and ``source_row``, the row of the spreadsheet.
    ``reasons`` tells for each refused row why; its index is that of ``part.rows``.
    """

    part: Part
    rows: pa.Table
    problems: list[Problem]
    reasons: pd.Series


def checked_part(part: Part, names: Mapping[str, Names]) -> Checked:
    """Return the rows of a part with their types, and everything that is wrong with the others.

    ``names`` has, for a column that another table's id is asked of (``area.area_id``), the names that stand for it.
    """
    told, texts = part.contract, part.rows
    lacking = [column for column in told.columns if column.name not in texts.columns and not column.empty]
    problems = [
        Problem(part.file, part.sheet, 0, column.heading, "", f"the column is not there; expected {column.expected}",
                f"Add a column with the heading {column.heading}.")
        for column in lacking
    ]  # fmt: skip
    bad = np.full(len(texts), bool(lacking))
    reasons = np.full(
        len(texts), "; ".join(f"the column {column.heading} is not there" for column in lacking), dtype=object
    )
    arrays: dict[str, Any] = {}
    for column in told.columns:
        if column.name not in texts.columns:
            arrays[column.name] = pa.nulls(len(texts), ARROW_TYPES[column.type])
            continue
        arrays[column.name], wrong, why = _read_column(part, column, names.get(column.references))
        bad |= wrong
        for place in np.flatnonzero(wrong):
            reasons[place] = f"{reasons[place]}; {why[place].reason}".removeprefix("; ")
        problems += [one.at(part, column, int(texts.index[place])) for place, one in _first(wrong, why)]
        if wrong.sum() > MOST_LISTED:
            more = f"and {wrong.sum() - MOST_LISTED:,} more rows of this column are not as expected"
            problems.append(Problem(part.file, part.sheet, 0, part.headings[column.name], "", more))
    arrays["source_row"] = pa.array(texts.index.to_numpy() + 1, pa.int64())
    table = pa.table(arrays).filter(pa.array(~bad))
    return Checked(part, table, problems, pd.Series(reasons[bad], texts.index[bad], dtype=object))


@dataclass(frozen=True)
class _Wrong:
    value: str
    says: str
    mend: str

    @property
    def reason(self) -> str:
        return f"{self.value!r} {self.says}" if self.value else self.says

    def at(self, part: Part, column: Column, row: int) -> Problem:
        return Problem(part.file, part.sheet, row + 1, part.headings[column.name], self.value, self.says, self.mend)


def _first(wrong: np.ndarray, why: np.ndarray) -> list[tuple[int, _Wrong]]:
    places = [int(place) for place in np.flatnonzero(wrong)[:MOST_LISTED]]
    return list(zip(places, why[places].tolist(), strict=True))


def _read_column(part: Part, column: Column, names: Names | None) -> tuple[Any, np.ndarray, np.ndarray]:
    """Return the typed values of a column, which rows are wrong, and why; each distinct text is read once."""
    codes, texts = pd.factorize(part.rows[column.name], use_na_sentinel=False)
    plain = _plain_words(column, texts) if names is None else np.zeros(len(texts), dtype=bool)
    typed: list[Any] = []
    wrongs: list[_Wrong | None] = []
    for text, is_plain in zip(texts.astype(object), plain, strict=True):
        if is_plain:
            typed.append(text)
            wrongs.append(None)
            continue
        given = _read(column, str(text), names)
        is_wrong = given is WRONG or (given is None and not column.empty)
        wrongs.append(_what_is_wrong(column, str(text), names) if is_wrong else None)
        typed.append(None if is_wrong else given)
    values = pa.array(typed, ARROW_TYPES[column.type]).take(pa.array(codes))
    why = np.array(wrongs, dtype=object)[codes] if len(texts) else np.array([], dtype=object)
    flags = np.array([one is not None for one in wrongs], dtype=bool)
    return values, flags[codes] if len(texts) else np.array([], dtype=bool), why


def _plain_words(column: Column, texts: Any) -> np.ndarray:
    """Return which texts are single words that can be taken as they are, such as made-up keys: told for all at once."""
    if column.type != "text" or column.values or column.several or len(texts) < 1_000:
        return np.zeros(len(texts), dtype=bool)
    given = pd.Series(texts, dtype="str")
    is_plain = given.str.fullmatch("[A-Za-z0-9][!-~]*") & ~given.str.lower().isin(NOTHING)
    if column.pattern:
        is_plain &= given.str.fullmatch(column.pattern)
    return is_plain.to_numpy(dtype=bool)


def _read(column: Column, text: str, names: Names | None) -> object:
    if names is None:
        return value(column, text)
    said = value(column, text)
    return names.id_of(said) if isinstance(said, str) else said


def _what_is_wrong(column: Column, text: str, names: Names | None) -> _Wrong:
    if not text.strip() or (value(column, text) is None):
        return _Wrong(text, f"is empty; expected {expected(column)}", "")
    if names is not None:
        what = "council" if column.references.startswith("council") else "area"
        return _Wrong(
            text, f"is not the name of {'an' if what == 'area' else 'a'} {what} of this programme", names.advice(text)
        )
    return _Wrong(text, f"is not {expected(column)}", looks_wrong(column, text))


def expected(column: Column) -> str:
    """Return what a value must be, in words; for a column that names an area or a council, that."""
    if column.references == "area.area_id":
        return "the name of an area"
    if column.references == "council.council_code":
        return "the name of a council"
    return column.expected


def export_names(contract: Contract, rows: pd.DataFrame, names: Mapping[str, Names]) -> pd.DataFrame:
    """Return rows with names in place of ids wherever the name leads back to the same id."""
    shown = rows.copy()
    for column in contract.columns:
        known = names.get(column.references)
        if known is not None and column.name in shown:
            shown[column.name] = [
                known.shown[one] if one in known.shown and known.id_of(known.shown[one]) == one else one
                for one in shown[column.name]
            ]
    return shown
