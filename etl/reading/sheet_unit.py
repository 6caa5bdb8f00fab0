"""The unit that a sheet gives outside its headings: above, below or beside the table, as in "all figures in £000"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from etl.contract import Contract
from etl.reading.column_headings import OTHER_UNITS, factor_of
from etl.reading.grid import Sheet, joined, rows_in_words
from etl.reading.part import Answers, Problem, Question, Reading

POUNDS = "pounds"
NAMES = {1_000: "thousands", 1_000_000: "millions"}
_FORMS = {
    1_000_000: re.compile(
        r"(?<![0-9',.])(?:£ ?mn?\b|£ ?'?000,?000'?s?\b|\bin (?:£ ?)?millions?\b(?: of (?:pounds|£))?"
        r"|\bmillions? of pounds\b|£ ?millions?\b)"
    ),
    1_000: re.compile(
        r"(?<![0-9',.])(?:£ ?'?,?000'?s?\b|£ ?ks?\b|\bgbp ?k\b|\( ?k ?\)|'000'?s?\b|\b000'?s\b"
        r"|\bin (?:£ ?)?thousands?\b(?: of (?:pounds|£))?|\bthousands? of pounds\b|£ ?thousands?\b)"
    ),
}  # fmt: skip
_OTHERS = {name: OTHER_UNITS[name] for name in ("euros", "dollars", "pence")}
_ANY = r"(?i)000|thousand|million|£ ?[km]\b|gbp ?k\b|\( ?k ?\)|€|eur|\$|usd|dollar|pence|\( ?p ?\)"
"""Part of every text that gives a unit, so that the others need one look."""
_FILLERS = re.compile(
    r"a|all|amounts?|and|are|as|be|budgets?|costs?|currency|everything|expenditure|expressed|figures?|for|gbp|given|here|in"
    r"|income|is|money|nb|notes?|numbers?|of|on|our|please|pounds|prices?|read|reported|sheet|shown|spend|spending|stated"
    r"|sterling|sums?|tables?|the|these|this|to|totals?|units?|values?|we|above|below"
)
_SEGMENT = re.compile(r"[;:,.–—|]| - ")
MOST_TEXTS = 1_000
"""A column with more distinct texts than this gives no unit."""
LAST_ROWS = 10


@dataclass(frozen=True)
class Statement:
    """A text that gives a unit of amounts.

    ``factor`` is what they are to be multiplied by, 0 for another currency or pence, whose name is in ``unit``. ``is_clear``
    says that the text, or a part of it, says nothing else. ``where`` is its place in words.
    """

    text: str
    factor: int
    unit: str
    is_clear: bool
    where: str = ""

    @property
    def words(self) -> str:
        """The statement and where it is: row 9 says “All figures in £000”."""
        return f"{self.where} says “{' '.join(self.text.split())[:80]}”"


def statement(text: str, where: str = "") -> Statement | None:
    """Return the unit that a text gives, or None when it gives none."""
    bare = " ".join(text.casefold().replace("’", "'").replace("‘", "'").split())
    for factor, form in _FORMS.items():
        if form.search(bare):
            return Statement(text, factor, NAMES[factor], _is_clear(bare, form), where)
    for unit, form in _OTHERS.items():
        if form.search(bare) and _is_clear(bare, form):
            return Statement(text, 0, unit, True, where)
    return None


def _is_clear(text: str, form: re.Pattern[str]) -> bool:
    """Whether a part of a text, such as one in brackets, says nothing but a unit, or the text ends with "in" and the unit."""
    parts = [text, *re.findall(r"\(([^()]*)\)", text), *_SEGMENT.split(text)]
    if any(form.search(part) and _says_nothing_else(form.sub(" ", part)) for part in parts):
        return True
    spans = list(form.finditer(text))
    return bool(spans) and not text[spans[-1].end() :].strip(" .)") and (
        spans[-1][0].startswith("in ") or text[: spans[-1].start()].rstrip().endswith((" in", "(in"))
    ) and not re.search(r"\b(round|nearest|unless|except|some)", text)  # fmt: skip


def _says_nothing_else(text: str) -> bool:
    return all(_FILLERS.fullmatch(word) for word in re.findall(r"[^\W_]+", text))


@dataclass
class SheetUnit:
    """What the statements of a sheet mean for the columns of money of a part."""

    factor: int
    questions: list[Question]
    problems: list[Problem]


@dataclass(frozen=True)
class Around:
    """What is around a table: its sheet, the places of its row of headings and of its columns, and rows with one cell."""

    sheet: Sheet
    header: int
    used: Sequence[int]
    notes: pd.Index


def sheet_unit(
    around: Around, contract: Contract, rows: pd.DataFrame, extras: pd.DataFrame, answers: Answers
) -> SheetUnit:
    """Return the unit that a sheet gives outside its headings, with the question or the problem that it raises.

    ``rows`` are those to be loaded, and ``extras`` their filled columns that the table does not use.
    """
    sheet = around.sheet
    money = [c for c in contract.columns if c.unit == "£" and c.type == "number" and c.name in rows]
    of_rows, unlike = _of_columns(sheet, contract, extras)
    statements = [*_around(around), *of_rows]
    problems = unlike if money else []
    if not money:
        return SheetUnit(
            1, [], [_no_money_problem(sheet, contract, statements)] if _counts(contract, rows, statements) else []
        )
    others = [other for other in statements if other.factor == 0]
    if others:
        says = f"{others[0].words}; expected pounds"
        mend = "Write the amounts in pounds, and take that text out."
        return SheetUnit(1, [], [*problems, Problem(sheet.file, sheet.name, 0, money[0].heading, "", says, mend)])
    clear = {other.factor for other in statements if other.is_clear}
    doubtful = [other for other in statements if not other.is_clear and other.factor not in clear]
    if len(clear) <= 1 and not doubtful:
        return SheetUnit(next(iter(clear), 1), [], problems)
    question = answers.answered(_question(around, statements, rows[money[0].name]))
    chosen = next((factor for factor, name in NAMES.items() if question.answer == f"{name} of pounds"), 1)
    return SheetUnit(chosen, [question], problems)


def _question(around: Around, statements: Sequence[Statement], texts: pd.Series) -> Question:
    sheet = around.sheet
    headings = int(sheet.grid.index[around.header]) + 1
    subject = f"amounts under row {headings}" if sheet.is_one_of_several else "amounts"
    example = next((str(text).strip() for text in texts if re.search("[0-9]", str(text))), "12")
    factors = sorted({other.factor for other in statements})
    which = ", which may be for this table or for another" if sheet.unclear else ""
    says = f"{joined([other.words for other in statements])}{which}, so amounts may not be in pounds"
    readings = (
        *(
            Reading(f"{NAMES[factor]} of pounds", f"{example} is {example} {NAMES[factor][:-1]} pounds")
            for factor in factors
        ),
        Reading(POUNDS, f"{example} is {example} pounds"),
    )
    return Question(sheet.file, sheet.name, subject, says, readings)


def _counts(contract: Contract, rows: pd.DataFrame, statements: Sequence[Statement]) -> bool:
    """Whether a sheet without money says that its numbers, of people or hours, are in thousands."""
    numbers = any(c.type in ("number", "whole number") and c.name in rows for c in contract.columns)
    return numbers and any(
        other.factor and other.is_clear and not re.search("£|pound", other.text) for other in statements
    )


def _no_money_problem(sheet: Sheet, contract: Contract, statements: Sequence[Statement]) -> Problem:
    first = next(other for other in statements if other.factor and other.is_clear)
    says = f"{first.words}; expected whole figures, as {contract.title} holds no money"
    return Problem(sheet.file, sheet.name, 0, "", "", says, "Write the figures in full, and take that text out.")


def _around(around: Around) -> Iterator[Statement]:
    """Yield the statements above the table, in headings without cells beside it, and in rows that are no records."""
    sheet, header, used = around.sheet, around.header, list(dict.fromkeys(around.used))
    body = sheet.grid.iloc[header + 1 :]
    last = body.iloc[-LAST_ROWS:]
    incomplete = (last[used] == "").mean(axis="columns") >= 1 / 2
    for row, texts in sheet.unclear.items():
        of_row = _statements([*texts, " ".join(filter(None, texts))], rows_in_words([row]))
        yield from (replace(other, is_clear=False) for other in of_row)
    lines = [*sheet.grid.index[:header], *around.notes.union(last.index[incomplete]).difference(list(sheet.unclear))]
    for row, texts in sheet.grid.loc[lines].iterrows():
        yield from _statements([*texts, " ".join(filter(None, texts))], rows_in_words([int(str(row))]))
    titles = sheet.grid.iloc[header]
    alone = [
        title
        for number, title in enumerate(titles)
        if number not in used and re.search(_ANY, title) and not (body[number] != "").any()
    ]
    yield from _statements(alone, rows_in_words([int(str(titles.name))]))


def _statements(texts: Sequence[str], where: str) -> Iterator[Statement]:
    """Yield the first clear statement of texts, or else the first."""
    given = [other for text in texts if re.search(_ANY, text) and (other := statement(text, where))]
    yield from sorted(given, key=lambda other: not other.is_clear)[:1]


def _of_columns(sheet: Sheet, contract: Contract, extras: pd.DataFrame) -> tuple[list[Statement], list[Problem]]:
    """Return the statements in columns beside the table, and the rows of a column that gives a unit to some rows only."""
    statements: list[Statement] = []
    problems: list[Problem] = []
    for heading in extras.columns:
        texts = extras[heading]
        distinct = [text for text in texts.unique()[: MOST_TEXTS + 1] if text.strip()]
        given = {
            text: other for text in distinct if re.search(_ANY, text) and (other := statement(text)) and other.is_clear
        }
        if not given or len(distinct) > MOST_TEXTS:
            continue
        rows = texts.index[texts.isin(list(given))]
        is_of_all = len({other.unit for other in given.values()}) == 1 and (texts[texts != ""].isin(list(given))).all()
        if is_of_all and (len(rows) == len(texts) or re.fullmatch("column [0-9]+", str(heading))):
            first = next(iter(given.values()))
            statements.append(Statement(first.text, first.factor, first.unit, True, f"the column {heading}"))
            continue
        problems += [
            Problem(sheet.file, sheet.name, int(row) + 1, str(heading), texts[row],
                    f"gives another unit to this row than other rows have; expected amounts of {contract.title} in pounds",
                    "Write the amounts in pounds, and take the unit out.")
            for row in rows[:MOST_TEXTS]
        ]  # fmt: skip
    return statements, problems


def heading_factors(contract: Contract, headings: dict[str, str], of_sheet: int) -> dict[str, int]:
    """Return what columns of money are to be multiplied by, as their headings say, or else the sheet."""
    factors = {}
    for name, heading in headings.items():
        column = contract.column(name)
        if column.unit == "£" and column.type == "number":
            own = factor_of(column, heading)
            factors[name] = of_sheet if own == 1 else own
    return {name: factor for name, factor in factors.items() if factor != 1}
