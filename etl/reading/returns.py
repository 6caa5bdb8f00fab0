"""Values of returns: every cell of a part read by its contract, each distinct text once to be fast with a million rows."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
from rapidfuzz import fuzz, process

from etl.contract import Column, Contract
from etl.reading.advice import advice
from etl.reading.columns import NUMBERS, ColumnReading, column_readings
from etl.reading.dates import Span
from etl.reading.grid import joined, rows_in_words
from etl.reading.left_over import MALFORMED
from etl.reading.part import LEFT_OUT, Answers, Part, Problem, Question
from etl.reading.values import NOTHING, WRONG, tidy_text, value

MOST_LISTED = 1_000
"""At most this many problems of a column of a part are listed; every refused row keeps its reason all the same."""
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
"""Words that people add to the name of an area."""


class Names:
    """The names by which people call the areas, or the councils, of one programme.

    ``former`` has, for each name that one of several bears today, all ids that ever bore it, each with its first and last
    day, as far as they are known.
    """

    def __init__(
        self,
        names: Mapping[str, set[str]],
        shown: Mapping[str, str],
        former: Mapping[str, dict[str, Span]] | None = None,
    ):
        self.names = names
        self.shown = shown
        self.former = former or {}

    def id_of(self, text: str) -> str | object:
        """Return the id that a name stands for, or WRONG when it stands for none or for several."""
        if text in self.shown:
            return text
        bare = plain_name(text)
        ids = self.names.get(bare) or self.names.get(ENDS_WITH.sub("", bare), set())
        return next(iter(ids)) if len(ids) == 1 else WRONG

    def id_within(self, text: str, place_id: str, span: Span) -> str:
        """Return the only id that bore a name throughout a span of days, or else the given one, which bears it today."""
        bearers = {} if text in self.shown else self.former.get(plain_name(text), {})
        then = [other for other, (first, last) in bearers.items() if first <= span[0] and span[1] <= last]
        return then[0] if len(then) == 1 else place_id

    def advice(self, text: str) -> str:
        """Return a sentence of the names that may be meant. No text is ever taken for another name silently."""
        ids = self.names.get(plain_name(text), set())
        if len(ids) > 1:
            return f"It may be any of: {', '.join(sorted(self.shown[place_id] for place_id in ids))}."
        near = process.extract(plain_name(text), list(self.names), scorer=fuzz.WRatio, limit=8, score_cutoff=75)
        nearest = list(
            dict.fromkeys(self.shown[place_id] for name, _, _ in near for place_id in sorted(self.names[name]))
        )[:3]
        return f"The nearest known: {', '.join(nearest)}." if nearest else "No known name is like it."


def plain_name(text: str) -> str:
    """Return a name in the form used to compare names: without accents, capitals and marks."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold().replace("&", " and ")
    return " ".join(re.findall(r"[a-z0-9]+", bare.replace("'", "")))


def area_names(db: duckdb.DuckDBPyConnection) -> Names:
    """Return the names of the areas, from the tables area and area_name."""
    rows = db.sql("SELECT area_id, area_name FROM area UNION ALL SELECT area_id, other_name FROM area_name").fetchall()
    shown = dict(db.sql("SELECT area_id, area_name FROM area").fetchall())
    own = {plain_name(name): {area_id} for area_id, name in shown.items()}
    return Names({**_ids_by_name(rows), **own}, shown)


def council_names(db: duckdb.DuckDBPyConnection) -> Names:
    """Return the names of the councils; a name that several share stands for the council that exists today.

    A council with a successor does not, even where the source does not give its last day.
    """
    rows = db.sql(
        "SELECT council_code, council_name, official_name, valid_to IS NULL AND successor_code IS NULL FROM council"
    ).fetchall()
    all_ids = _ids_by_name([(code, name) for code, *names, _ in rows for name in names])
    current_ids = _ids_by_name([(code, name) for code, *names, is_today in rows if is_today for name in names])
    days = db.sql(
        "SELECT council_code, coalesce(valid_from, DATE '0001-01-01'), coalesce(valid_to, DATE '9999-12-31') FROM council"
    ).fetchall()
    spans = {code: (first, last) for code, first, last in days}
    former = {name: {code: spans[code] for code in codes} for name, codes in all_ids.items() if len(codes) > 1}
    return Names({**all_ids, **current_ids}, {code: name for code, name, *_ in rows}, former)


def _ids_by_name(rows: list[tuple[str, str]]) -> dict[str, set[str]]:
    ids: dict[str, set[str]] = {}
    for place_id, name in rows:
        ids.setdefault(plain_name(name), set()).add(place_id)
    return ids


@dataclass
class Checked:
    """The result of checking one part.

    ``rows`` are the accepted ones: the contract's columns with their types, ``source_row``, the row of the spreadsheet, and
    ``part_row``, their place in ``part.rows`` counted from 0. ``reasons`` has the reason for each refused row; its index is
    the same place. ``readings`` says how each column of numbers or dates was read.
    """

    part: Part
    rows: pa.Table
    problems: list[Problem]
    reasons: pd.Series
    questions: tuple[Question, ...] = ()
    readings: tuple[str, ...] = ()


def checked_part(part: Part, names: Mapping[str, Names], answers: Answers | None = None) -> Checked:
    """Return the rows of a part with their types, and all problems of the others.

    ``names`` has, for each column that is referenced (such as ``area.area_id``), the names that stand for its ids. Rows
    that a question without one of the ``answers`` concerns are refused until it is answered.
    """
    contract, texts = part.contract, part.rows
    answers = answers or Answers()
    readings = column_readings(part, answers)
    questions = [
        *map(answers.answered, part.questions),
        *(q for reading in readings.values() for q in reading.questions),
    ]
    missing = [column for column in contract.columns if column.name not in texts.columns and not column.empty]
    problems = [
        *part.problems,
        *(warning for reading in readings.values() for warning in reading.warnings),
        *(Problem(part.file, part.sheet, 0, column.heading, "", f"the column is not there; expected {expected(column)}",
                  f"Add a column with the heading {column.heading}.")
          for column in missing),
    ]  # fmt: skip
    is_refused = np.full(len(texts), bool(missing))
    reasons = np.full(
        len(texts), "; ".join(f"the column {column.heading} is not there" for column in missing), dtype=object
    )
    is_malformed = np.zeros(len(texts), dtype=bool)
    for places, reason in _refused_by_form(part, questions):
        is_malformed[places] |= reason in MALFORMED
        is_refused[places] = True
        reasons[places] = [f"{before}; {reason}".removeprefix("; ") for before in reasons[places]]
    arrays: dict[str, Any] = {}
    emptied: dict[str, Mapping[str, np.ndarray]] = {}
    for column in contract.columns:
        if column.name not in texts.columns:
            arrays[column.name] = pa.nulls(len(texts), ARROW_TYPES[column.type])
            continue
        arrays[column.name], is_wrong, column_problems, emptied[column.name] = _read_column(
            part, column, names.get(column.references), readings.get(column.name)
        )
        is_refused |= is_wrong
        for place in np.flatnonzero(is_wrong):
            reasons[place] = f"{reasons[place]}; {column_problems[place].reason}".removeprefix("; ")
        problems += dict.fromkeys(
            problem.at(part, column, place)
            for place, problem in _first_problems(is_wrong & ~is_malformed, column_problems)
        )
        if is_wrong.sum() > MOST_LISTED:
            more = f"and {is_wrong.sum() - MOST_LISTED:,} more rows of this column are not as expected"
            problems.append(Problem(part.file, part.sheet, 0, part.headings[column.name], "", more))
    _name_former_councils(part, arrays, names)
    problems = _distinct_problems(problems)
    arrays["source_row"] = pa.array(texts.index.to_numpy() + 1, pa.int64())
    arrays["part_row"] = pa.array(np.arange(len(texts)), pa.int64())
    table = pa.table(arrays).filter(pa.array(~is_refused))
    refused = pd.Series(reasons[is_refused], np.flatnonzero(is_refused), dtype=object)
    lines = [reading.line for reading in readings.values() if reading.line]
    lines += filter(None, (_emptied_line(part, name, cells, is_refused) for name, cells in emptied.items()))
    return Checked(part, table, problems, refused, tuple(dict.fromkeys(questions)), tuple(dict.fromkeys(lines)))


def _emptied_line(part: Part, name: str, cells: Mapping[str, np.ndarray], is_refused: np.ndarray) -> str:
    """Return which cells of the accepted rows of a column hold a word that means that there is no value, or ""."""
    rows = {text: part.rows.index[places[~is_refused[places]]].unique().tolist() for text, places in cells.items()}
    named = [f"{tidy_text(text)!r} in {rows_in_words(numbers)}" for text, numbers in rows.items() if numbers]
    if not named:
        return ""
    verb = "is" if sum(map(len, rows.values())) == 1 else "are"
    column = part.contract.column(name)
    zero = ", not as 0" if column.type in NUMBERS else ""
    return f"{part.headings[name]}: {joined(named)} {verb} read as empty{zero}: {column.empty}"


def _name_former_councils(part: Part, arrays: dict[str, Any], names: Mapping[str, Names]) -> None:
    """Put, in columns of names that passed from one council to another, the one that bore the name on the day of the row."""
    dated = next(
        (column.name for column in part.contract.columns if "date" in column.type or "period" in column.type), ""
    )
    for column in part.contract.columns:
        place_names = names.get(column.references)
        if not (dated in part.rows and column.name in part.rows and place_names and place_names.former):
            continue
        ids, days = arrays[column.name].to_pylist(), arrays[dated].to_pylist()
        arrays[column.name] = pa.array(
            [
                place_names.id_within(text, place_id, span) if place_id and (span := _days(day)) else place_id
                for text, place_id, day in zip(part.rows[column.name].tolist(), ids, days, strict=True)
            ],
            pa.string(),
        )


def _days(day: Any) -> Span | None:
    """Return the first and last day of a date or a partial date."""
    if not isinstance(day, str):
        return (day, day) if day else None
    year, month, day_number = ([int(part) for part in day.split("-")] + [0, 0])[:3]
    first_month, last_month = month or 1, month or 12
    last_day = day_number or monthrange(year, last_month)[1]
    return date(year, first_month, day_number or 1), date(year, last_month, last_day)


def _distinct_problems(problems: list[Problem]) -> list[Problem]:
    """Return the problems without those of a cell that is named already: one cell can hold both ends of a period."""
    by_cell: dict[Any, Problem] = {}
    for problem in problems:
        is_cell = bool(problem.row and problem.value)
        by_cell.setdefault((problem.row, problem.column, problem.value, is_cell or problem.says), problem)
    return list(by_cell.values())


def _refused_by_problems(part: Part) -> Iterator[tuple[np.ndarray, str]]:
    """Yield the places of rows that the problems of a part refuse, with the reason."""
    errors = [problem for problem in part.problems if problem.severity == "error"]
    yield from ((np.arange(len(part.rows)), problem.says) for problem in errors if not problem.row)
    by_row: dict[int, list[Problem]] = {}
    for problem in errors:
        by_row.setdefault(problem.row, []).append(problem)
    for place in map(int, np.flatnonzero(part.rows.index.isin([row - 1 for row in by_row if row]))):
        row, heading = part.cell(place)
        for problem in by_row[row]:
            if not heading or problem.column in ("", heading):
                yield np.array([place]), problem.says


def _refused_by_form(part: Part, questions: Iterable[Question]) -> Iterator[tuple[np.ndarray, str]]:
    """Yield the places of rows that are refused for the form of the sheet or wait for an answer, with the reason."""
    yield from _refused_by_problems(part)
    for question in questions:
        if question.answer in ("", LEFT_OUT):
            rows = part.rows.index if question.rows is None else list(question.rows)
            waits = part.rows.index.isin(rows)
            if question.heading and part.row_headings is not None:
                waits &= (part.row_headings == question.heading).to_numpy(dtype=bool)
            yield (
                np.flatnonzero(waits),
                question.reason if not question.answer else f"left out, as {question.subject} was answered",
            )


@dataclass(frozen=True)
class _ValueProblem:
    value: str
    says: str
    mend: str

    @property
    def reason(self) -> str:
        return f"{self.value!r} {self.says}" if self.value else self.says

    def at(self, part: Part, column: Column, place: int) -> Problem:
        heading, row = part.heading(column.name, place), int(part.rows.index[place]) + 1
        return Problem(part.file, part.sheet, row, heading, self.value, self.says, self.mend)


def _first_problems(is_wrong: np.ndarray, problems: np.ndarray) -> list[tuple[int, _ValueProblem]]:
    places = [int(place) for place in np.flatnonzero(is_wrong)[:MOST_LISTED]]
    return list(zip(places, problems[places].tolist(), strict=True))


def _read_column(
    part: Part, column: Column, names: Names | None, reading: ColumnReading | None
) -> tuple[Any, np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Return the typed values of a column, a mask of the wrong rows, their problems, and the places of words for no value.

    Each distinct text is read once.
    """
    if reading:
        codes, texts, rewritten = reading.codes, np.array(reading.texts, dtype=object), reading.rewritten
    else:
        codes, texts = pd.factorize(part.rows[column.name], use_na_sentinel=False)
        rewritten = {}
    plain = _plain_words(column, texts) if names is None else np.zeros(len(texts), dtype=bool)
    typed_values: list[Any] = []
    problems: list[_ValueProblem | None] = []
    empty_codes: list[int] = []
    for text, is_plain in zip(texts.astype(object), plain, strict=True):
        if is_plain:
            typed_values.append(text)
            problems.append(None)
            continue
        typed_value = _typed_value(column, rewritten.get(text, str(text)), names)
        is_wrong = typed_value is WRONG or (typed_value is None and not column.empty)
        problems.append(_value_problem(column, str(text), names) if is_wrong else None)
        if typed_value is None and not is_wrong:
            empty_codes.append(len(typed_values))
        typed_values.append(None if is_wrong else typed_value)
    values = pa.array(typed_values, ARROW_TYPES[column.type]).take(pa.array(codes))
    row_problems = np.array(problems, dtype=object)[codes] if len(texts) else np.array([], dtype=object)
    flags = np.array([problem is not None for problem in problems], dtype=bool)
    emptied = {str(texts[code]): np.flatnonzero(codes == code) for code in empty_codes if tidy_text(str(texts[code]))}
    return values, flags[codes] if len(texts) else np.array([], dtype=bool), row_problems, emptied


def _plain_words(column: Column, texts: Any) -> np.ndarray:
    """Return a mask of the texts that are single words to be kept unchanged, such as made-up keys; worked out in bulk."""
    if column.type != "text" or column.values or column.several or len(texts) < 1_000:
        return np.zeros(len(texts), dtype=bool)
    words = pd.Series(texts, dtype="str")
    is_plain = words.str.fullmatch("[A-Za-z0-9][!-~]*") & ~words.str.lower().isin(NOTHING)
    is_plain &= ~words.str.contains(r"(?i)[0-9]E\+|^Err:", regex=True)
    if column.pattern:
        is_plain &= words.str.fullmatch(column.pattern)
    return is_plain.to_numpy(dtype=bool)


def _typed_value(column: Column, text: str, names: Names | None) -> object:
    if names is None:
        return value(column, text)
    typed = value(column, text)
    return names.id_of(typed) if isinstance(typed, str) else typed


def _value_problem(column: Column, text: str, names: Names | None) -> _ValueProblem:
    if not text.strip():
        return _ValueProblem("", f"is empty; expected {expected(column)}", "")
    if value(column, text) is None:
        return _ValueProblem(text, f"means that there is no value; expected {expected(column)}", "")
    if names is not None:
        what = "council" if column.references.startswith("council") else "area"
        return _ValueProblem(
            text, f"is not the name of {'an' if what == 'area' else 'a'} {what} of this programme", names.advice(text)
        )
    what = "usable text" if column.type == "text" and not column.values and not column.pattern else expected(column)
    return _ValueProblem(text, f"is not {what}", advice(column, text))


def expected(column: Column) -> str:
    """Return in words what a value must be, which may be the name of an area or a council."""
    if column.references == "area.area_id":
        return "the name of an area"
    if column.references == "council.council_code":
        return "the name of a council"
    if column.pattern and column.example:
        return f"text such as {column.example}"
    return column.expected


def export_names(contract: Contract, rows: pd.DataFrame, names: Mapping[str, Names]) -> pd.DataFrame:
    """Return rows with names in place of ids wherever the name leads back to the same id."""
    shown = rows.copy()
    for column in contract.columns:
        place_names = names.get(column.references)
        if place_names is not None and column.name in shown:
            shown[column.name] = [
                place_names.shown[place_id]
                if place_id in place_names.shown and place_names.id_of(place_names.shown[place_id]) == place_id
                else place_id
                for place_id in shown[column.name]
            ]
    return shown
