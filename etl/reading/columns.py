"""How each column of a part is read: as a whole, by what any of its cells shows, with a question where that is not enough."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from etl.contract import Column
from etl.reading.column_cells import Cells, Doubt, Way, quoted_cell
from etl.reading.column_dates import MONTH_FIRST, lone_year_way, order_of, order_way, pair_way
from etl.reading.column_numbers import dash_way, decimal_way, multiplied
from etl.reading.dates import period
from etl.reading.part import Answers, Part, Problem, Question, Reading
from etl.reading.values import WRONG, tidy_text, value

THOUSANDS = {1_000: "thousands of pounds", 1_000_000: "millions of pounds"}
NUMBERS = ("number", "whole number")
MOST_POUNDS = 10_000_000
"""No area was awarded as much, so a number above it is not in the unit of its heading."""
DATES = ("date", "partial date", "period start", "period end")


@dataclass
class ColumnReading:
    """How one column is read.

    ``codes`` has for each row the place of its text in ``texts``, which are the distinct ones; ``rewritten`` has the text
    to read in place of some of them; ``line`` says in words how they are read, with an example.
    """

    codes: np.ndarray
    texts: list[str]
    rewritten: dict[str, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    line: str = ""


def column_readings(part: Part, answers: Answers) -> dict[str, ColumnReading]:
    """Return how each column of a part that holds numbers or dates is read. Raise DataError for an impossible answer."""
    columns = [column for column in part.contract.columns if column.name in part.rows]
    typed = [column for column in columns if column.type in (*NUMBERS, *DATES) and not column.values]
    readings, all_cells = {}, {}
    for column in typed:
        codes, texts = pd.factorize(part.rows[column.name], use_na_sentinel=False)
        readings[column.name] = ColumnReading(codes, [str(text) for text in texts])
        all_cells[column.name] = _cells(part, column, readings[column.name])
    month_first = _month_first_cells(typed, all_cells)
    for column in typed:
        elsewhere = next((cell for name, cell in month_first.items() if name != column.name), "")
        _read(part, column, all_cells[column.name], readings[column.name], answers, elsewhere)
    return readings


def _cells(part: Part, column: Column, reading: ColumnReading) -> Cells:
    _, first_places = np.unique(reading.codes, return_index=True)
    rows = part.rows.index.to_numpy()[first_places] + 1
    texts = dict(zip(reading.texts, rows.tolist(), strict=True))
    return Cells(part.headings.get(column.name, column.heading), texts, part.numbers, bool(part.sheet))


def _month_first_cells(columns: Iterable[Column], all_cells: Mapping[str, Cells]) -> dict[str, str]:
    """Return for each column of dates a cell in words that shows that it has the month first, if there is one."""
    shown = {}
    for column in columns:
        if column.type in DATES:
            order = order_of(all_cells[column.name])
            if order.month_first and not order.day_first:
                shown[column.name] = quoted_cell(all_cells[column.name], order.month_first[0])
    return shown


def _read(part: Part, column: Column, cells: Cells, reading: ColumnReading, answers: Answers, elsewhere: str) -> None:
    names = []
    for way_of in _steps(column, elsewhere):
        way = way_of(cells)
        if isinstance(way, Doubt):
            way = _chosen_way(part, column, cells, reading, way, answers)
        elif way is not None and way.is_unusual:
            reading.warnings.append(_unusual_warning(part, column, cells, way))
        if way is not None:
            reading.rewritten.update(way.rewritten)
            names.append(way.name)
    factor = part.factors.get(column.name, 1)
    if factor != 1:
        names += _multiply(part, column, cells, reading, answers, factor)
    reading.line = _line(column, cells, reading, names)


def _multiply(
    part: Part, column: Column, cells: Cells, reading: ColumnReading, answers: Answers, factor: int
) -> list[str]:
    """Multiply the numbers of a column whose heading gives thousands or millions; return the words that say so."""
    texts = multiplied(column, cells, factor, Way("", dict(reading.rewritten)))
    if not texts:
        return []
    way = Way(f"times {factor:,}", texts)
    largest = max(texts, key=lambda text: abs(float(texts[text])))
    if abs(float(texts[largest])) > MOST_POUNDS:
        doubt = Doubt(f"{quoted_cell(cells, largest)} is too much for a column in {THOUSANDS[factor]}",
                      (way, Way("pounds")), list(texts), largest)  # fmt: skip
        way = _chosen_way(part, column, cells, reading, doubt, answers) or Way("")
    else:
        says = (
            f"its numbers are in {THOUSANDS[factor]}, so they were multiplied: {_example_words(column, largest, way)}"
        )
        reading.warnings.append(
            Problem(
                part.file,
                part.sheet,
                0,
                cells.heading,
                "",
                says,
                "If this is wrong, correct the text that gives the unit.",
                "warning",
            )
        )
    reading.rewritten.update(way.rewritten)
    return [way.name] if way.name else []


def _steps(column: Column, elsewhere: str) -> Iterator[Callable[[Cells], Way | Doubt | None]]:
    """Yield what has to be settled for a column of this type, in order."""
    if column.type in NUMBERS:
        yield lambda cells: decimal_way(column, cells)
        yield lambda cells: dash_way(column, cells)
    else:
        yield lambda cells: order_way(cells, elsewhere)
        yield lambda cells: pair_way(column, cells)
        yield lambda cells: lone_year_way(column, cells)


def _chosen_way(
    part: Part, column: Column, cells: Cells, reading: ColumnReading, doubt: Doubt, answers: Answers
) -> Way | None:
    """Return the way that was chosen for a doubt; add the question."""
    places = {place for place, text in enumerate(reading.texts) if text in set(doubt.texts)}
    rows = part.rows.index[np.isin(reading.codes, list(places))]
    options = tuple(Reading(way.name, _example_words(column, doubt.example, way)) for way in doubt.ways)
    question = answers.answered(
        Question(part.file, part.sheet, cells.heading, doubt.says, options, tuple(int(row) for row in rows))
    )
    reading.questions.append(question)
    return next((way for way in doubt.ways if way.name == question.answer), None)


def _unusual_warning(part: Part, column: Column, cells: Cells, way: Way) -> Problem:
    example = next(iter(way.rewritten))
    says = f"the column was read with {'the month first' if way.name == MONTH_FIRST else f'a {way.name}'}"
    return Problem(part.file, part.sheet, 0, cells.heading, "", f"{says}: {_example_words(column, example, way)}",
                   "Correct the cells if this is not what they mean.", "warning")  # fmt: skip


def _example_words(column: Column, text: str, way: Way) -> str:
    return f"{text.strip()} is {value_words(column, way.rewritten.get(text, text))}"


def value_words(column: Column, text: str) -> str:
    """Return the value that a text has in a column in words: "3 December 2018", "1,250", "empty", "refused"."""
    text = tidy_text(text)
    typed = value(column, text)
    if typed is WRONG:
        return "refused"
    if typed is None:
        return "empty"
    if column.type.startswith("period"):
        first, last = period(text.removeprefix("'")) or (None, None)
        return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"
    if isinstance(typed, date):
        return day_words(typed)
    if isinstance(typed, float | int):
        return _number_words(typed, column.unit)
    return str(typed)


def _number_words(number: float, unit: str) -> str:
    if unit != "£":
        return f"{number:,.15g}"
    pounds = f"£{abs(number):,.2f}".removesuffix(".00")
    return f"-{pounds}" if number < 0 else pounds


def day_words(day: date | None) -> str:
    """Return a day as people write it: 3 December 2018."""
    return f"{day.day} {day:%B %Y}" if day else ""


def _line(column: Column, cells: Cells, reading: ColumnReading, names: list[str]) -> str:
    """Return the way a column is read and an example, preferably of a text that was rewritten; "" when it has no value."""
    waiting = [question for question in reading.questions if not question.answer]
    if waiting:
        return f"{cells.heading}: waits for an answer"
    examples = (text for text in (*reading.rewritten, *cells.texts) if text.strip())
    example = next(
        (text for text in examples if value(column, reading.rewritten.get(text, text)) not in (WRONG, None)), ""
    )
    if not example:
        return ""
    unit = [column.unit] if column.type in NUMBERS and column.unit else []
    ways = "; ".join([*names, *unit]) or f"as a {column.type.removesuffix(' start').removesuffix(' end')}"
    return (
        f"{cells.heading}: {ways}; {example.strip()} is {value_words(column, reading.rewritten.get(example, example))}"
    )
