"""Single values as people write them: a text becomes a typed value, leniently, or a sentence says how to mend it."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from etl.contract import Column
from etl.reading import dates
from etl.reading.damage import damage_advice, unguarded
from etl.reading.formulas import as_written
from etl.reading.grid import UNSEEN

WRONG = object()
"""The result for a text that is not a value of its column."""
NOTHING_IN_TEXT = {"", "-", "n/a", "#n/a"}
NOTHING = NOTHING_IN_TEXT | {
    "?", "na", "n.a", "n/k", "nk", "tbc", "tba", "tbd", "not known", "unknown", "not recorded", "not applicable",
    "not available", "null",
}  # fmt: skip
NOT_KNOWN = {
    "?", "n/k", "nk", "tbc", "tba", "tbd", "not known", "unknown", "not recorded", "not available",
}  # fmt: skip
"""Words of NOTHING that do not say that there is none: where an empty cell says so, they are not read as empty."""
_MEANS_NOT_KNOWN = re.compile(r"\bnot\b|nobody|no (day|date|answer)")
YES = {"yes", "y", "true", "t", "1", "✓", "✔", "☑"}
NO = {"no", "n", "false", "f", "0", "✗", "✘"}
POUNDS = re.compile(r"£|pound|gbp")
TIMES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000}
MOST_FIGURES = 15
"""A number is exact up to this many figures before the point."""

_INVISIBLE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{UNSEEN}]")
_FIGURES: list[tuple[str, str, str]] = [
    # pattern, mark between thousands, mark before decimals
    (r"[0-9]+(\.[0-9]+)?|\.[0-9]+", "", "."),
    (r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?", ",", "."),
    (r"[1-9][0-9]{0,2}( [0-9]{3})+(\.[0-9]+)?", " ", "."),
    (r"[1-9][0-9]{0,2}( [0-9]{3})+,[0-9]+", " ", ","),
    (r"[1-9][0-9]{0,2}(\.[0-9]{3})+,[0-9]+", ".", ","),
    (r"[1-9][0-9]{0,2}(\.[0-9]{3}){2,}", ".", ","),
    (r"[0-9]+,[0-9]{1,2}|0,[0-9]+", "", ","),
]
_AMOUNT = re.compile(r"([+-])? ?(£|gbp)? ?([+-])? ?([0-9. ,]*[0-9]) ?([^0-9]*)", re.ASCII)
_MINUS_LAST = re.compile(r"([^+-]*[0-9]) ?-")
"""Accounting programs write the minus after the figures: 1,234.56-."""
_DURATION = re.compile(r"([0-9]{1,5}):([0-5][0-9])(?::([0-5][0-9]))?", re.ASCII)
"""Hours and minutes, as spreadsheets show them: 37:30."""


def value(column: Column, text: str) -> object:
    """Return the typed value of a text, None when the text means that there is none, or WRONG.

    Text gives str, a whole number int, a number float, dates and ends of periods datetime.date, a partial date str (2019,
    2019-03 or 2019-03-12), yes or no bool. A column of several values gives them in the contract's order, joined by "; ".
    """
    text = as_written(tidy_text(text))
    if column.values:
        return _allowed_value(column, text)
    if _is_missing(column, text):
        return WRONG if is_unlike_empty(column, text) else None
    if damage_advice(text):
        return WRONG
    if column.several:
        return "; ".join(dict.fromkeys(filter(None, map(str.strip, re.split(r"[;|\n]", text))))) or None
    typed = _READERS[column.type](column, text)
    return WRONG if typed is None else typed


def tidy_text(text: str) -> str:
    """Return a text without spaces and guards around it and invisible characters, and with single spaces inside."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return unguarded(text.strip())  # as most are
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return unguarded(re.sub(r" ?\n ?", "\n", re.sub(r"[^\S\n]+", " ", text)).strip())


def _word(text: str) -> str:
    """Return a text in the form used to compare it with words for no value."""
    return re.sub("^-+$", "-", dates.DASHES.sub("-", text.casefold().rstrip(".")))


def _is_missing(column: Column, text: str) -> bool:
    """Whether a text means that there is no value, which fewer words do in columns of text."""
    word = _word(text)
    if column.type == "text" and not column.values:
        if column.pattern:
            return word in NOTHING and not re.fullmatch(column.pattern, text, re.ASCII)
        return word in NOTHING_IN_TEXT
    return word in NOTHING


def is_unlike_empty(column: Column, text: str) -> bool:
    """Whether a word says that a value is not known, in a column in which an empty cell says more: "still a member"."""
    return bool(column.empty) and _word(text) in NOT_KNOWN and not _MEANS_NOT_KNOWN.search(column.empty)


def key_of(text: str) -> str:
    """Return a word in the form used to compare allowed values."""
    bare = dates.DASHES.sub("", text.casefold()).replace("&", "and").replace("’", "'")
    return re.sub(r"[\s_]+", "", bare).rstrip(".")


@lru_cache
def allowed_by_key(column: Column) -> dict[str, str]:
    """Return the allowed values of a column by the form used to compare them, with other words for them."""
    return {
        **{key_of(word): allowed for word, allowed in column.spelt},
        **{key_of(allowed): allowed for allowed in column.values},
    }


def _allowed_value(column: Column, text: str) -> object:
    words = cell_words(column, text)
    chosen = [allowed_by_key(column).get(key_of(word)) for word in words]
    if not all(chosen):
        return None if _is_missing(column, text) else WRONG
    if column.several:
        return "; ".join(allowed for allowed in column.values if allowed in chosen) or None
    return _READERS[column.type](column, str(chosen[0])) if chosen else None


def cell_words(column: Column, text: str) -> list[str]:
    """Return the words of a cell; a comma separates words only where it is not part of an allowed value."""
    allowed = allowed_by_key(column)
    if not column.several:
        return [text] if text else []
    if key_of(text) in allowed:
        return [text]
    words = [word.strip() for word in re.split(r"[;|\n]", text)]
    parts = [[word] if key_of(word) in allowed else word.split(",") for word in words]
    return [word.strip() for part in parts for word in part if word.strip()]


def _text(column: Column, text: str) -> str | None:
    return text if not column.pattern or re.fullmatch(column.pattern, text, re.ASCII) else None


def _whole_number(column: Column, text: str) -> int | None:
    number = amount(column, text)
    return int(number) if number is not None and number == int(number) and _within(column, number) else None


def _number(column: Column, text: str) -> float | None:
    number = amount(column, text)
    return float(number) if number is not None and _within(column, number) else None


def _within(column: Column, number: Decimal) -> bool:
    return (column.least is None or number >= column.least) and (column.most is None or number <= column.most)


def amount(column: Column, text: str) -> Decimal | None:
    """Return the number in a text, or None; brackets make it negative, as accountants write it."""
    bare = dates.DASHES.sub("-", text.casefold()).removeprefix("'")
    if bare == "nil" or (re.fullmatch("£ ?-+", bare) and counts_pounds(column)):
        return Decimal(0)  # spreadsheets show no pounds as £ -
    duration = _DURATION.fullmatch(bare) if column.unit == "hours" else None
    if duration:
        hours, minutes, seconds = (Decimal(figures or 0) for figures in duration.groups())
        return hours + minutes / 60 + seconds / 3600
    minus_last = _MINUS_LAST.fullmatch(bare) if counts_pounds(column) else None
    if minus_last:
        bare = f"-{minus_last[1]}"
    bracketed = re.fullmatch(r"(£?) ?\( ?([^()+-]*)\)", bare)
    match = _AMOUNT.fullmatch(bracketed[1] + bracketed[2].strip() if bracketed else bare)
    if not match:
        return None
    sign, pounds, other_sign, figures, unit = match.groups()
    number, times = _figures(figures), _times(column, unit.strip())
    if number is None or times is None or (sign and other_sign) or (pounds and not counts_pounds(column)):
        return None
    return number * times * (-1 if bracketed or "-" in (sign, other_sign) else 1)


def counts_pounds(column: Column) -> bool:
    """Whether the numbers of a column are pounds."""
    return not column.unit or bool(POUNDS.search(column.unit.casefold()))


def _times(column: Column, unit: str) -> int | None:
    """Return the factor that a word after the figures stands for: 1 for the column's unit, None when it is no known word."""
    own = column.unit.casefold()
    if not unit or unit == own or (unit == "%" and own.startswith("%")):
        return 1
    if not counts_pounds(column):
        return None
    return TIMES.get(unit) if unit not in ("£", "gbp", "pounds") else 1


def _figures(figures: str) -> Decimal | None:
    for form, thousands, decimals in _FIGURES:
        if re.fullmatch(form, figures):
            plain = (figures.replace(thousands, "") if thousands else figures).replace(decimals, ".")
            return Decimal(plain) if len(plain.partition(".")[0].lstrip("0")) <= MOST_FIGURES else None
    return None


def _day(_column: Column, text: str) -> date | None:
    return dates.day(text.removeprefix("'"))


def _partial_date(_column: Column, text: str) -> str | None:
    return dates.partial_date(text.removeprefix("'"))


def _period_start(_column: Column, text: str) -> date | None:
    span = dates.period(text.removeprefix("'"))
    return span[0] if span else None


def _period_end(_column: Column, text: str) -> date | None:
    span = dates.period(text.removeprefix("'"))
    return span[1] if span else None


def _yes_or_no(_column: Column, text: str) -> bool | None:
    word = text.casefold().rstrip(".")
    return True if word in YES else False if word in NO else None


_READERS: dict[str, Callable[[Column, str], object]] = {
    "text": _text,
    "whole number": _whole_number,
    "number": _number,
    "date": _day,
    "partial date": _partial_date,
    "period start": _period_start,
    "period end": _period_end,
    "yes or no": _yes_or_no,
}
