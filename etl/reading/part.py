"""The part of a sheet that belongs to one table, a problem with one of its cells, and a question about how to read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from etl.contract import Contract
from etl.errors import DataError


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
    ``answer`` is the name of the chosen reading, or "" as long as none is chosen.
    """

    file: str
    sheet: str
    subject: str
    says: str
    readings: tuple[Reading, ...]
    rows: tuple[int, ...] | None = None
    answer: str = ""

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

    def __init__(self, readings: Mapping[str, str] | None = None):
        self.readings = {_subject_key(subject): reading for subject, reading in (readings or {}).items()}
        self.used: set[str] = set()

    def answered(self, question: Question) -> Question:
        """Return the question with its answer, if there is one. Raise DataError when it names none of the readings."""
        answer = self.readings.get(_subject_key(question.subject))
        if answer is None:
            return question
        self.used.add(_subject_key(question.subject))
        names = {_subject_key(reading.name): reading.name for reading in question.readings}
        if _subject_key(answer) not in names:
            raise DataError(
                f"{question.file}, {question.subject}: cannot be read as {answer!r}. Choose from: {', '.join(names.values())}."
            )
        return replace(question, answer=names[_subject_key(answer)])

    def refuse_unused(self) -> None:
        """Raise DataError when an answer belongs to no question."""
        unused = [subject for subject in self.readings if subject not in self.used]
        if unused:
            raise DataError(
                *(f"--read {subject}: no file has a question about it. Check the files for the questions they have."
                  for subject in unused)
            )  # fmt: skip


def answers_from(options: Iterable[str]) -> Answers:
    """Return the answers in options of the form "COLUMN=READING". Raise DataError for another form."""
    pairs = [option.rpartition("=") for option in options]
    if not all(subject and reading for subject, _, reading in pairs):
        raise DataError('--read needs a column and a reading, as in --read "Date=month first".')
    return Answers({subject: reading for subject, _, reading in pairs})


def _subject_key(text: str) -> str:
    return " ".join(text.casefold().split())


@dataclass(frozen=True)
class Part:
    """The part of one sheet that belongs to one table, every value still text.

    ``rows`` has the contract's columns that the sheet has; its index is the row of the spreadsheet minus 1. ``headings``
    has the sheet's own heading of each of them. ``extras``, with the same index, are columns outside the contract, which
    are kept beside the row. ``left_out`` counts the rows that are not loaded, by reason. ``problems`` are those of the
    form of the sheet: an error refuses its row, or all rows when it names none. Rows of ``questions`` wait for an answer.
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
