"""The part of a sheet that belongs to one table, a problem with one of its cells, and a question about how to read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from etl.contract import Contract
from etl.errors import DataError

LEFT_OUT = "left out"
"""The answer by which the rows of a question are not loaded."""


@dataclass(frozen=True)
class Reading:
    """A way to read a column or a sheet.

    ``name`` is the answer that chooses it: "month first"; ``gives`` says what comes of it: "03/12/2018 is 12 March 2018".
    """

    name: str
    gives: str


@dataclass(frozen=True)
class Question:
    """A column or sheet that can be read in several ways, so that somebody who can see it has to choose.

    ``subject`` is what the answer names: the heading of the column, or "row 6". ``says`` is a sentence, without its full
    stop, that gives the doubt. ``rows`` are the rows that wait for the answer, by the index of the part; None means all.
    With a ``heading``, only the answers of a survey under it do.
    ``answer`` is the name of the chosen reading, or "" as long as none is chosen.
    """

    file: str
    sheet: str
    subject: str
    says: str
    readings: tuple[Reading, ...]
    rows: tuple[int, ...] | None = None
    answer: str = ""
    heading: str = ""

    @property
    def sentence(self) -> str:
        """The whole question on one line, with the options of the command that answer it."""
        sheet = f"sheet {self.sheet}" if self.sheet else ""
        place = ", ".join(filter(None, (self.file, sheet, self.subject)))
        options = " or ".join(f'--read "{self.subject}={reading.name}" ({reading.gives})' for reading in self.readings)
        return " ".join(f"{place}: {self.says}. Answer with {options}.".split())

    @property
    def reason(self) -> str:
        """The reason why the rows of a question without an answer are not loaded."""
        return f"waits for an answer: {self.subject}: {self.says}"


class Answers:
    """The chosen readings by subject, from options such as ``--read "Date=month first"``."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()):
        self.pairs = [(_answer_key(subject), _answer_key(reading)) for subject, reading in pairs]
        self.used: set[tuple[str, str]] = set()
        self.offered: dict[str, list[str]] = {}

    def answered(self, question: Question) -> Question:
        """Return the question with its answer, if there is one."""
        subject = _answer_key(question.subject)
        names = {_answer_key(reading.name): reading.name for reading in question.readings}
        self.offered.setdefault(subject, []).extend(names.values())
        reading = next((reading for other, reading in self.pairs if other == subject and reading in names), "")
        if not reading:
            return question
        self.used.add((subject, reading))
        return replace(question, answer=names[reading])

    def refuse_unused(self) -> None:
        """Raise DataError when an answer belongs to no question, or names none of its readings."""
        unused = [pair for pair in self.pairs if pair not in self.used]
        if unused:
            raise DataError(*(self._unused_sentence(*pair) for pair in unused))

    def _unused_sentence(self, subject: str, reading: str) -> str:
        names = ", ".join(dict.fromkeys(self.offered.get(subject, [])))
        if not names:
            return f"--read {subject}: no file has a question about it. Check the files for the questions they have."
        return f"--read {subject}: cannot be read as {reading!r}. Choose from: {names}."


def answers_from(options: Iterable[str]) -> Answers:
    """Return the answers in options of the form "COLUMN=READING". Raise DataError for another form."""
    pairs = [option.rpartition("=") for option in options]
    if not all(subject and reading for subject, _, reading in pairs):
        raise DataError('--read needs a column and a reading, as in --read "Date=month first".')
    return Answers((subject, reading) for subject, _, reading in pairs)


def _answer_key(text: str) -> str:
    return " ".join(text.casefold().split())


@dataclass(frozen=True)
class Part:
    """The part of one sheet that belongs to one table, every value still text.

    ``rows`` has the contract's columns that the sheet has; its index is the row of the spreadsheet minus 1. ``headings``
    has the sheet's own heading of each of them. ``extras``, with the same index, are columns outside the contract, which
    are kept beside the row. ``left_out`` counts the rows that are not loaded, by reason. ``problems`` are those of the
    form of the sheet: an error refuses its row, or all rows when it names none. Rows of ``questions`` wait for an answer.
    ``numbers`` are the texts that a workbook holds as numbers; ``factors`` multiply columns whose heading has another unit.
    ``row_headings`` has, where several rows are from one row of the sheet, the heading of the column that each is from.
    """

    contract: Contract
    file: str
    sheet: str
    rows: pd.DataFrame
    headings: dict[str, str]
    extras: pd.DataFrame
    notes: tuple[str, ...] = ()
    left_out: dict[str, int] = field(default_factory=dict)
    problems: tuple["Problem", ...] = ()
    questions: tuple[Question, ...] = ()
    numbers: frozenset[str] = frozenset()
    factors: Mapping[str, int] = field(default_factory=dict)
    row_headings: pd.Series | None = None

    def heading(self, column: str, place: int) -> str:
        """Return the sheet's own heading of a column of the contract in the row at this place, counted from 0."""
        if self.row_headings is None or column in self.contract.key:
            return self.headings[column]
        return str(self.row_headings.iloc[place])

    def cell(self, place: int) -> tuple[int, str]:
        """Return the row of the spreadsheet, and the heading of the column if the row at this place is from one cell."""
        heading = "" if self.row_headings is None else str(self.row_headings.iloc[place])
        return int(self.rows.index[place]) + 1, heading


@dataclass(frozen=True)
class Problem:
    """An error, for which the row is refused, or a warning, with which it is kept and listed.

    ``row`` is the row as the spreadsheet shows it, 0 for the whole sheet. ``says`` continues the sentence after the place
    and the value: "is not a date such as 2016-02-18"; ``mend`` is a sentence of advice, or "" when none is needed.
    """

    file: str
    sheet: str
    row: int
    column: str
    value: str
    says: str
    mend: str = ""
    severity: str = "error"

    @property
    def place(self) -> str:
        """File, sheet, row and column, on one line even when a heading has several lines."""
        sheet = f"sheet {self.sheet}" if self.sheet else ""
        row = f"row {self.row}" if self.row else ""
        return " ".join(", ".join(filter(None, (self.file, sheet, row, self.column))).split())

    @property
    def sentence(self) -> str:
        """The whole message, on one line."""
        value = f"{self.value!r} " if self.value else ""
        return f"{self.place}: {value}{self.says}.{f' {self.mend}' if self.mend else ''}"
