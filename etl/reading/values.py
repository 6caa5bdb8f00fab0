"""Single values as people write them: one text becomes one typed value, leniently, or it is said how to mend it."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from rapidfuzz import fuzz, process

from etl.contract import Column
from etl.reading import dates

WRONG = object()
"""What stands for a text that is no value of its column."""
NOTHING_IN_TEXT = {"", "-", "n/a", "#n/a"}
NOTHING = NOTHING_IN_TEXT | {
    "?", "na", "n.a", "n/k", "nk", "tbc", "tba", "tbd", "not known", "unknown", "not recorded", "not applicable",
    "not available", "null",
}  # fmt: skip
YES = {"yes", "y", "true", "t", "1", "✓", "✔", "☑"}
NO = {"no", "n", "false", "f", "0", "✗", "✘"}
POUNDS = re.compile(r"£|pound|gbp")
TIMES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000}
MOST_FIGURES = 15
"""So many figures before the point a number keeps exactly."""

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff]")
_FIGURES: list[tuple[str, str, str]] = [
    # form, mark between thousands, mark before decimals
    (r"[0-9]+(\.[0-9]+)?|\.[0-9]+", "", "."),
    (r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?", ",", "."),
    (r"[1-9][0-9]{0,2}( [0-9]{3})+(\.[0-9]+)?", " ", "."),
    (r"[1-9][0-9]{0,2}( [0-9]{3})+,[0-9]+", " ", ","),
    (r"[1-9][0-9]{0,2}(\.[0-9]{3})+,[0-9]+", ".", ","),
    (r"[1-9][0-9]{0,2}(\.[0-9]{3}){2,}", ".", ","),
    (r"[0-9]+,[0-9]{1,2}|0,[0-9]+", "", ","),
]
_AMOUNT = re.compile(r"([+-])? ?(£|gbp)? ?([+-])? ?([0-9. ,]*[0-9]) ?([^0-9]*)", re.ASCII)


def value(column: Column, text: str) -> object:
    """Return the typed value of a text, None when it says that there is nothing, or WRONG.

    Text gives str, a whole number int, a number float, dates and ends of periods datetime.date, a partial date str (2019,
    2019-03 or 2019-03-12), yes or no bool. A column of several values gives them in the contract's order, parted by "; ".
    """
    said = tidy(text)
    if column.values:
        return _chosen(column, said)
    if _says_nothing(column, said):
        return None
    if column.several:
        return "; ".join(dict.fromkeys(filter(None, map(str.strip, re.split(r"[;|\n]", said))))) or None
    found = _READERS[column.type](column, said)
    return WRONG if found is None else found


def tidy(text: str) -> str:
    """Return a text without spaces around it, with single ones within, without characters that cannot be seen."""
    said = unicodedata.normalize("NFC", _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return re.sub(r" ?\n ?", "\n", re.sub(r"[^\S\n]+", " ", said)).strip()


def _says_nothing(column: Column, said: str) -> bool:
    word = re.sub("^-+$", "-", dates.DASHES.sub("-", said.casefold().rstrip(".")))
    if column.type == "text" and not column.values:
        if column.pattern:
            return word in NOTHING and not re.fullmatch(column.pattern, said, re.ASCII)
        return word in NOTHING_IN_TEXT
    return word in NOTHING


def _key(text: str) -> str:
    """Return a word as allowed values are compared."""
    bare = dates.DASHES.sub("", text.casefold()).replace("&", "and").replace("’", "'")
    return re.sub(r"[\s_]+", "", bare).rstrip(".")


@lru_cache
def _keys(column: Column) -> dict[str, str]:
    return {**{_key(word): one for word, one in column.spelt}, **{_key(one): one for one in column.values}}


def _chosen(column: Column, said: str) -> object:
    words = _parts(column, said)
    found = [_keys(column).get(_key(word)) for word in words]
    if not all(found):
        return None if _says_nothing(column, said) else WRONG
    if column.several:
        return "; ".join(one for one in column.values if one in found) or None
    return _READERS[column.type](column, str(found[0])) if found else None


def _parts(column: Column, said: str) -> list[str]:
    """Return the words of a cell; a comma parts them only where they are no allowed value with it."""
    known = _keys(column)
    if not column.several:
        return [said] if said else []
    if _key(said) in known:
        return [said]
    words = [word.strip() for word in re.split(r"[;|\n]", said)]
    parts = [[word] if _key(word) in known else word.split(",") for word in words]
    return [word.strip() for some in parts for word in some if word.strip()]


def _text(column: Column, said: str) -> str | None:
    return said if not column.pattern or re.fullmatch(column.pattern, said, re.ASCII) else None


def _whole_number(column: Column, said: str) -> int | None:
    found = _amount(column, said)
    return int(found) if found is not None and found == int(found) and _within(column, found) else None


def _number(column: Column, said: str) -> float | None:
    found = _amount(column, said)
    return float(found) if found is not None and _within(column, found) else None


def _within(column: Column, number: Decimal) -> bool:
    return (column.least is None or number >= column.least) and (column.most is None or number <= column.most)


def _amount(column: Column, said: str) -> Decimal | None:
    """Return the number of a text, brackets meaning less than nothing, as accountants write it."""
    bare = dates.DASHES.sub("-", said.casefold()).removeprefix("'")
    if bare == "nil" or (re.fullmatch("£ ?-+", bare) and _counts_pounds(column)):
        return Decimal(0)  # spreadsheets show no pounds as £ -
    inside = re.fullmatch(r"(£?) ?\( ?([^()+-]*)\)", bare)
    found = _AMOUNT.fullmatch(inside[1] + inside[2].strip() if inside else bare)
    if not found:
        return None
    sign, pounds, other_sign, figures, unit = found.groups()
    number, times = _figures(figures), _times(column, unit.strip())
    if number is None or times is None or (sign and other_sign) or (pounds and not _counts_pounds(column)):
        return None
    return number * times * (-1 if inside or "-" in (sign, other_sign) else 1)


def _counts_pounds(column: Column) -> bool:
    return not column.unit or bool(POUNDS.search(column.unit.casefold()))


def _times(column: Column, unit: str) -> int | None:
    """Return by how much to multiply the figures before a word: 1 for the unit of the column, None for another word."""
    own = column.unit.casefold()
    if not unit or unit == own or (unit == "%" and own.startswith("%")):
        return 1
    if not _counts_pounds(column):
        return None
    return TIMES.get(unit) if unit not in ("£", "gbp", "pounds") else 1


def _figures(figures: str) -> Decimal | None:
    for form, thousands, decimals in _FIGURES:
        if re.fullmatch(form, figures):
            plain = (figures.replace(thousands, "") if thousands else figures).replace(decimals, ".")
            return Decimal(plain) if len(plain.partition(".")[0].lstrip("0")) <= MOST_FIGURES else None
    return None


def _day(_column: Column, said: str) -> date | None:
    return dates.day(said.removeprefix("'"))


def _partial_date(_column: Column, said: str) -> str | None:
    return dates.partial_date(said.removeprefix("'"))


def _period_start(_column: Column, said: str) -> date | None:
    found = dates.period(said.removeprefix("'"))
    return found[0] if found else None


def _period_end(_column: Column, said: str) -> date | None:
    found = dates.period(said.removeprefix("'"))
    return found[1] if found else None


def _yes_or_no(_column: Column, said: str) -> bool | None:
    word = said.casefold().rstrip(".")
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


def looks_wrong(column: Column, text: str) -> str:
    """Return in one sentence how to mend a text that is WRONG in its column."""
    said = tidy(text)
    if re.fullmatch(r"#[A-Z0-9/]+[!?]", said):
        return "The spreadsheet shows an error here; mend its formula and save the file again."
    if column.values:
        return _choice_advice(column, said)
    return _ADVICE[column.type](column, said)


def _choice_advice(column: Column, said: str) -> str:
    known = _keys(column)
    wrong = next((word for word in _parts(column, said) if _key(word) not in known), said)
    near = [
        known[key]
        for key, _, _ in process.extract(_key(wrong), list(known), scorer=fuzz.ratio, limit=3, score_cutoff=70)
    ]
    near = list(dict.fromkeys(near))
    which = f"{wrong!r} is not allowed. " if column.several and wrong != said else ""
    return which + (f"Perhaps {' or '.join(near)} is meant." if near else "Take one of the allowed words.")


def _text_advice(column: Column, said: str) -> str:
    for other in (said.upper(), re.sub(r"\s", "", said), re.sub(r"\s", "", said.upper())):
        if re.fullmatch(column.pattern, other, re.ASCII):
            return f"Write {other}."
    return "Look up how it is written in the list that it comes from."


def _number_advice(column: Column, said: str) -> str:
    for other, what in (
        (re.sub("[oO]", "0", said), "O in place of a zero"),
        (re.sub("[lI]", "1", said), "in place of a one"),
    ):
        if other != said and value(column, other) not in (WRONG, None):
            return f"There is a letter {what}; write {other}."
    found = _amount(column, said)
    if found is not None:
        return _limit_advice(column, found)
    if dates.day(said) and not said.isdecimal():
        return "This is a date; write a number."
    if POUNDS.search(said.casefold()) and not _counts_pounds(column):
        return "Write the number without a pound sign; this column does not hold money."
    return next(
        sentence for form, sentence in _NUMBER_SENTENCES if re.search(form, dates.DASHES.sub("-", said.casefold()))
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


def _day_advice(_column: Column, said: str) -> str:
    return dates.date_advice(said)


def _partial_date_advice(_column: Column, said: str) -> str:
    found = dates.period(said)
    return "Write a day, a month or a year, as in 31/03/2019, March 2019 or 2019." if found else dates.date_advice(said)


def _period_advice(_column: Column, said: str) -> str:
    return dates.period_advice(said)


def _yes_or_no_advice(_column: Column, _said: str) -> str:
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
