"""Sentences that say how to mend a text that is not a value of its column."""

import re
from collections.abc import Callable
from decimal import Decimal

from rapidfuzz import fuzz, process

from etl.contract import Column
from etl.reading import dates
from etl.reading.damage import damage_advice
from etl.reading.values import (
    POUNDS,
    WRONG,
    allowed_by_key,
    amount,
    cell_words,
    counts_pounds,
    is_unlike_empty,
    key_of,
    tidy_text,
    value,
)

_CREDIT = re.compile(r"£? ?([0-9][0-9.,]*) ?[cd]r\.?")


def advice(column: Column, text: str) -> str:
    """Return a sentence that says how to mend a text that is WRONG in its column."""
    text = tidy_text(text)
    damage = damage_advice(text)
    if damage:
        return damage
    if is_unlike_empty(column, text):
        return f"An empty cell here means: {column.empty}. Write the value, or leave the cell empty if that is meant."
    if column.values:
        return _choice_advice(column, text)
    return _ADVICE[column.type](column, text)


def _choice_advice(column: Column, text: str) -> str:
    allowed = allowed_by_key(column)
    wrong = next((word for word in cell_words(column, text) if key_of(word) not in allowed), text)
    nearest = [
        allowed[key]
        for key, _, _ in process.extract(key_of(wrong), list(allowed), scorer=fuzz.ratio, limit=3, score_cutoff=70)
    ]
    nearest = list(dict.fromkeys(nearest))
    refusal = f"{wrong!r} is not allowed. " if column.several and wrong != text else ""
    return refusal + (f"Perhaps {' or '.join(nearest)} is meant." if nearest else "Take one of the allowed words.")


def _text_advice(column: Column, text: str) -> str:
    for corrected in (text.upper(), re.sub(r"\s", "", text), re.sub(r"\s", "", text.upper())):
        if re.fullmatch(column.pattern, corrected, re.ASCII):
            return f"Write {corrected}."
    return "Look up how it is written in the list that it comes from."


def _number_advice(column: Column, text: str) -> str:
    for corrected, what in (
        (re.sub("[oO]", "0", text), "O in place of a zero"),
        (re.sub("[lI]", "1", text), "in place of a one"),
    ):
        if corrected != text and value(column, corrected) not in (WRONG, None):
            return f"There is a letter {what}; write {corrected}."
    number = amount(column, text)
    if number is not None:
        return _limit_advice(column, number)
    credit = _CREDIT.fullmatch(text.casefold())
    if credit and counts_pounds(column):
        return f"CR and DR do not say which way money went; write -{credit[1]} or {credit[1]}."
    if re.fullmatch(r"[0-9]+:[0-9]{2}(:[0-9]{2})?", text):
        return "This is a time or a duration; write a number, such as 37.5 for 37 hours and 30 minutes."
    if dates.day(text) and not text.isdecimal():
        return "This is a date; write a number."
    if POUNDS.search(text.casefold()) and not counts_pounds(column):
        return "Write the number without a pound sign; this column does not hold money."
    return next(
        sentence for form, sentence in _NUMBER_SENTENCES if re.search(form, dates.DASHES.sub("-", text.casefold()))
    )


def _limit_advice(column: Column, number: Decimal) -> str:
    if column.least is not None and number < column.least:
        return f"The least it can be is {column.least:g}."
    if column.most is not None and number > column.most:
        return f"The most it can be is {column.most:,.15g}."
    return "Write a whole number, without decimals."


_NUMBER_SENTENCES = [
    (r"^(none|zero)$", "Write 0 if there is none, or leave the cell empty if it is not known."),
    (r"[0-9]e[+-]?[0-9]", "The spreadsheet shortened the number; make its column wider and save the file again."),
    (r"[0-9] ?[a-z%]* ?(-|to) ?£?[0-9]", "Write one number, not a range."),
    (
        r"^(about|approx|around|circa|c\.|~|<|>|over|under|up to|more than|less than|at least)",
        "Write the number alone.",
    ),
    (r"%", "Write it without a percent sign, in the unit of the column."),
    (r"[€$¥]|eur|usd", "Write the amount in pounds."),
    ("", "Write the number alone, such as 1200 or 1,200.50."),
]


def _day_advice(_column: Column, text: str) -> str:
    if re.fullmatch(r"[0-9]{1,2}[:.][0-9]{2}([:.][0-9]{2})? ?([ap]m)?", text.casefold()):
        return "This is a time of day; write the date, as in 31/03/2019."
    return dates.date_advice(text)


def _partial_date_advice(_column: Column, text: str) -> str:
    span = dates.period(text)
    return "Write a day, a month or a year, as in 31/03/2019, March 2019 or 2019." if span else dates.date_advice(text)


def _period_advice(_column: Column, text: str) -> str:
    return dates.period_advice(text)


def _yes_or_no_advice(_column: Column, _cell_text: str) -> str:
    return "Write yes or no."


_ADVICE: dict[str, Callable[[Column, str], str]] = {
    "text": _text_advice,
    "whole number": _number_advice,
    "number": _number_advice,
    "date": _day_advice,
    "partial date": _partial_date_advice,
    "period start": _period_advice,
    "period end": _period_advice,
    "yes or no": _yes_or_no_advice,
}
