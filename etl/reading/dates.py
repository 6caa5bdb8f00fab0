"""Days, months and periods as people write them, always the day before the month."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1990, 2040
APRIL = 4
"""The financial year of English public bodies runs from 1 April to 31 March."""
SERIAL_DAYS = range(20_000, 60_001)
SERIAL_START = date(1899, 12, 30)
"""The day 0 of spreadsheets, set so that the days from March 1900 on are right."""
MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
MONTH_WORDS = {
    **{name.casefold(): number for number, name in enumerate(MONTHS, start=1)},
    **{name[:3].casefold(): number for number, name in enumerate(MONTHS, start=1)},
    "sept": 9,
}

Span = tuple[date, date]

DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe63\uff0d-]")
"""Every sign that people, and the programs that correct them, write for a hyphen or a minus."""
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[., ]*")
_TIME = re.compile(
    r"[t ] ?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)? ?(?:[ap]m)? ?(?:z|utc|gmt|bst|[+-]\d{2}(?::?\d{2})?)?$", re.ASCII
)
_YEAR = r"(\d{4}|['’]?\d{2})"
_WORD = r"([a-z]+)\.?"


def day(text: str) -> date | None:
    """Return the day that a text tells, as 12/03/2019, 12th Mar 19, 2019-03-12T00:00:00Z or a spreadsheet's 43536."""
    said = _bare(text)
    for form, parts in _DAYS:
        found = form.fullmatch(said)
        if found:
            year, month, of_month = parts(*found.groups())
            return _made(_year(year), _month(month), int(of_month))
    if re.fullmatch(r"[0-9]{5}(\.0+)?", said) and int(said[:5]) in SERIAL_DAYS:
        return _within(SERIAL_START + timedelta(days=int(said[:5])))
    return None


def partial_date(text: str) -> str | None:
    """Return a day, a month or a year as 2019-03-12, 2019-03 or 2019."""
    found = day(text)
    if found:
        return found.isoformat()
    of_year = _month_of_year(_bare(text))
    if of_year:
        return f"{of_year[0]}-{of_year[1]:02}"
    year = re.fullmatch(r"[0-9]{4}", text.strip())
    return year[0] if year and FIRST_YEAR <= int(year[0]) <= LAST_YEAR else None


def period(text: str) -> Span | None:
    """Return the first and the last day of a period: a day, month, quarter, half-year or year, or from one to another.

    A quarter or half of a pair of years, as Q3 2019/20, is one of the financial year; of one year, as Q3 2019, one of the
    calendar year. 2011-12 is the financial year, not December.
    """
    said = _bare(text).removeprefix("from ").removeprefix("between ")
    return _one_period(said) or _from_to(said)


def _bare(text: str) -> str:
    said = DASHES.sub("-", " ".join(text.casefold().split()))
    return _TIME.sub("", _WEEKDAY.sub("", said)).strip(" ,.")


def _year(text: str) -> int:
    figures = text.lstrip("'’")
    if len(figures) == 4:
        return int(figures)
    return int(figures) + (2000 if int(figures) < 50 else 1900)


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else MONTH_WORDS.get(text, 0)


def _made(year: int, month: int, of_month: int) -> date | None:
    try:
        return _within(date(year, month, of_month))
    except ValueError:
        return None


def _within(found: date) -> date | None:
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


_DAYS: list[tuple[re.Pattern[str], Callable[..., tuple[str, str, str]]]] = [
    (re.compile(r"(\d{4})( ?[-/.] ?)(\d{1,2})\2(\d{1,2})", re.ASCII), lambda year, _, month, day: (year, month, day)),
    (re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII), lambda year, month, day: (year, month, day)),
    (
        re.compile(rf"(\d{{1,2}})( ?[-/. ] ?)(\d{{1,2}})\2{_YEAR}", re.ASCII),
        lambda day, _, month, year: (year, month, day),
    ),
    (
        re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[-/. ]*(?:of )?{_WORD}[-/., ]*{_YEAR}", re.ASCII),
        lambda day, month, year: (year, month, day),
    ),
    (
        re.compile(rf"{_WORD} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})", re.ASCII),
        lambda month, day, year: (year, month, day),
    ),
    (re.compile(rf"(\d{{4}})[- ]{_WORD}[- ](\d{{1,2}})", re.ASCII), lambda year, month, day: (year, month, day)),
]
_MONTHS: list[tuple[re.Pattern[str], Callable[..., tuple[str, str]]]] = [
    (re.compile(rf"{_WORD}[-/., ]*{_YEAR}", re.ASCII), lambda month, year: (year, month)),
    (re.compile(rf"(\d{{4}})[-/ ]{_WORD}", re.ASCII), lambda year, month: (year, month)),
    (re.compile(r"(\d{4}) ?[-/] ?(\d{1,2})", re.ASCII), lambda year, month: (year, month)),
    (re.compile(r"(\d{1,2}) ?[-/] ?(\d{4})", re.ASCII), lambda month, year: (year, month)),
]


def _month_of_year(said: str) -> tuple[int, int] | None:
    for form, parts in _MONTHS:
        found = form.fullmatch(said)
        if found:
            year, month = parts(*found.groups())
            first = _made(_year(year), _month(month), 1)
            return (first.year, first.month) if first else None
    return None


_PAIR = re.compile(r"(fy|f/y|financial year)? ?(\d{4}|\d{2}) ?[-/] ?(\d{4}|\d{2}) ?(fy|f/y|financial year)?", re.ASCII)
_PART = r"(?:(q|qtr|quarter) ?([1-4])|(h|half) ?([12]))"
_PART_FIRST = re.compile(rf"{_PART}[ ,/-]*(?:of )?(.+)", re.ASCII)
_PART_LAST = re.compile(rf"(.+?)[ ,/-]*{_PART}", re.ASCII)
_MONTHS_OF_PAIR = re.compile(rf"{_WORD} ?(?:-|/|to) ?{_WORD}[ ,-]*(.+)", re.ASCII)
_BETWEEN = re.compile(r" ?- ?| (?:to|until|till|and) ")


def _one_period(said: str) -> Span | None:
    one = day(said)
    if one:
        return one, one
    whole = _part_of_year(said) or _financial_year(said)
    if whole:
        return whole
    of_year = _month_of_year(said)
    if of_year:
        return _months(*of_year, 1)
    return _calendar_year(said)


def _months(year: int, month: int, count: int) -> Span | None:
    """Return the first and last day of so many months from one on, which may be counted beyond December."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    end_year, end_month = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    first = _made(year, month, 1)
    last = _made(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
    return (first, last) if first and last else None


def _first_of_pair(said: str, short: bool = False) -> int | None:
    """Return the first of two years that follow each other; two of two figures count only where it is clear they are years."""
    found = _PAIR.fullmatch(said)
    if not found:
        return None
    first, second = _year(found[2]), _year(found[3])
    clear = short or len(found[2]) == 4 or found[1] or found[4]
    if len(found[3]) == 2:
        return first if clear and second % 100 == (first + 1) % 100 else None
    return first if clear and second == first + 1 else None


def _financial_year(said: str) -> Span | None:
    first = _first_of_pair(said)
    return _months(first, APRIL, 12) if first else None


def _calendar_year(said: str) -> Span | None:
    found = re.fullmatch(r"(?:calendar year )?([0-9]{4})", said)
    return _months(int(found[1]), 1, 12) if found else None


def _part_of_year(said: str) -> Span | None:
    found, last = _PART_FIRST.fullmatch(said), _PART_LAST.fullmatch(said)
    if found:
        _, quarter, _, half, of_year = found.groups()
    elif last:
        of_year, _, quarter, _, half = last.groups()
    else:
        return None
    count = 3 if quarter else 6
    before = (int(quarter or half) - 1) * count
    pair = _first_of_pair(of_year, short=True)
    if pair:
        return _months(pair, APRIL + before, count)
    return _months(int(of_year), 1 + before, count) if re.fullmatch(r"[0-9]{4}", of_year) else None


def _from_to(said: str) -> Span | None:
    """Return a period that is told by its ends; the first may leave out its year, as in Apr-Jun 2019."""
    of_pair = _months_of_pair(said)
    if of_pair:
        return of_pair
    for dash in _BETWEEN.finditer(said):
        left, right = said[: dash.start()], said[dash.end() :]
        end = _end(right)
        start = end and (_end(left) or _end(_with_year(left, right, end[0].year)))
        if start and end and start[0] <= end[1]:
            return start[0], end[1]
    return None


def _end(said: str) -> Span | None:
    # a year alone may be a calendar or a financial one, so it is no end of a period
    return None if re.fullmatch(r"[0-9]+", said) else _one_period(said)


def _with_year(left: str, right: str, year: int) -> str:
    """Return the first end with the year of the second; that of a quarter or half may be a pair of years."""
    if re.fullmatch(_PART, left):
        found = _PART_FIRST.fullmatch(right)
        return f"{left} {found[5]}" if found else ""
    mark = next((mark for mark in "/." if mark in left), " ")
    return f"{left}{mark}{year}"


def _months_of_pair(said: str) -> Span | None:
    """Return months of a financial year, as Oct-Mar 2019/20."""
    found = _MONTHS_OF_PAIR.fullmatch(said)
    pair = _first_of_pair(found[3], short=True) if found else None
    first, last = (MONTH_WORDS.get(word, 0) for word in found.groups()[:2]) if found else (0, 0)
    if not (pair and first and last):
        return None
    from_april, to_april = (first - APRIL) % 12, (last - APRIL) % 12
    return _months(pair, APRIL + from_april, to_april - from_april + 1) if from_april <= to_april else None


def date_advice(text: str) -> str:
    """Return in one sentence how to mend a text that is no day, as far as it can be told."""
    said = _bare(text)
    for form, parts in _DAYS:
        found = form.fullmatch(said)
        if found:
            year, month, of_month = parts(*found.groups())
            return _parts_advice(_year(year), month, int(of_month))
    if _month_of_year(said) or re.fullmatch(r"(?:19|20)[0-9]{2}", said):
        return "Add the day, as in 31/03/2019."
    if re.fullmatch(rf"[0-9]{{1,2}}(?:(?:st|nd|rd|th)? ?{_WORD}|[-/.][0-9]{{1,2}})", said):
        return "Add the year, as in 31/03/2019."
    if re.fullmatch(r"[£(+-]*[0-9][0-9.,]*%?\)?", said):
        return "This is a number; write a date such as 31/03/2019."
    return "Write the day first, as in 31/03/2019."


def _parts_advice(year: int, month: str, of_month: int) -> str:
    number = _month(month)
    if number == 0:
        return f"{month.capitalize()!r} is no month; write it as in 31 March 2019."
    if number > 12 and of_month <= 12:
        return f"The month would be {number}; write the day first, as in {number:02}/{of_month:02}/{year}."
    if number > 12:
        return f"The month would be {number}; write the day first, as in 31/03/2019."
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return f"The year {year} is not between {FIRST_YEAR} and {LAST_YEAR}."
    return f"{MONTHS[number - 1]} {year} has {calendar.monthrange(year, number)[1]} days."


def period_advice(text: str) -> str:
    """Return in one sentence how to mend a text that is no period, as far as it can be told."""
    said = _bare(text)
    if any(form.fullmatch(said) for form, _ in _DAYS):
        return date_advice(text)
    if re.fullmatch(r"(?:fy|f/y)? ?[0-9]{4} ?[-/] ?(?:[0-9]{2}|[0-9]{4})", said):
        return "Those years do not follow each other; write the first and the last day, as in 01/04/2019 - 31/03/2021."
    if re.search(rf"{_PART}", said) or re.fullmatch(r"(?:fy|f/y)? ?[0-9]{2,4}(?: ?[-/] ?[0-9]{2})?", said):
        return "Write both years, as in Q3 2019/20 or 2019/20."
    if _BETWEEN.search(said):
        return "Write the first and the last day, as in 01/04/2019 - 30/06/2019."
    return "Write a period such as Q3 2019/20, 2019/20, March 2019 or 01/04/2019 - 30/06/2019."
