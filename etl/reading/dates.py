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
"""Day 0 of spreadsheets, chosen so that days from March 1900 on are right."""
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
"""Every character that people, and the programs that correct them, write for a hyphen or a minus."""
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[., ]*")
_TIME = re.compile(
    r"[t ] ?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)? ?(?:[ap]m)? ?(?:z|utc|gmt|bst|[+-]\d{2}(?::?\d{2})?)?$", re.ASCII
)
_YEAR = r"(\d{4}|['’]?\d{2})"
_WORD = r"([a-z]+)\.?"


def day(text: str) -> date | None:
    """Return the day written as 12/03/2019, 12th Mar 19, 2019-03-12T00:00:00Z or a spreadsheet's 43536, or None."""
    bare = _bare(text)
    for form, parts in _DAYS:
        match = form.fullmatch(bare)
        if match:
            year, month, day_number = parts(*match.groups())
            return _made(_year(year), _month(month), int(day_number))
    if re.fullmatch(r"[0-9]{5}(\.0+)?", bare) and int(bare[:5]) in SERIAL_DAYS:
        return _within(SERIAL_START + timedelta(days=int(bare[:5])))
    return None


def partial_date(text: str) -> str | None:
    """Return a day, month or year as 2019-03-12, 2019-03 or 2019, or None when the text is none of these."""
    full_date = day(text)
    if full_date:
        return full_date.isoformat()
    year_month = _month_of_year(_bare(text))
    if year_month:
        return f"{year_month[0]}-{year_month[1]:02}"
    year = re.fullmatch(r"[0-9]{4}", text.strip())
    return year[0] if year and FIRST_YEAR <= int(year[0]) <= LAST_YEAR else None


def period(text: str) -> Span | None:
    """Return the first and last day of a period: a day, month, quarter, half-year or year, or a range between two of them.

    With a pair of years, as in Q3 2019/20, a quarter or half belongs to the financial year; with one year, as in Q3 2019,
    to the calendar year. 2011-12 is the financial year, not December.
    """
    bare = _bare(text).removeprefix("from ").removeprefix("between ")
    return _single_period(bare) or _from_to(bare)


def _bare(text: str) -> str:
    """Return a text in small letters, with single spaces and plain hyphens, without weekday and time."""
    spaced = DASHES.sub("-", " ".join(text.casefold().split()))
    return _TIME.sub("", _WEEKDAY.sub("", spaced)).strip(" ,.")


def _year(text: str) -> int:
    figures = text.lstrip("'’")
    if len(figures) == 4:
        return int(figures)
    return int(figures) + (2000 if int(figures) < 50 else 1900)


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else MONTH_WORDS.get(text, 0)


def _made(year: int, month: int, day_number: int) -> date | None:
    try:
        return _within(date(year, month, day_number))
    except ValueError:
        return None


def _within(candidate: date) -> date | None:
    return candidate if FIRST_YEAR <= candidate.year <= LAST_YEAR else None


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


def _month_of_year(text: str) -> tuple[int, int] | None:
    for form, parts in _MONTHS:
        match = form.fullmatch(text)
        if match:
            year, month = parts(*match.groups())
            first = _made(_year(year), _month(month), 1)
            return (first.year, first.month) if first else None
    return None


_PAIR = re.compile(r"(fy|f/y|financial year)? ?(\d{4}|\d{2}) ?[-/] ?(\d{4}|\d{2}) ?(fy|f/y|financial year)?", re.ASCII)
_PART = r"(?:(q|qtr|quarter) ?([1-4])|(h|half) ?([12]))"
_PART_FIRST = re.compile(rf"{_PART}[ ,/-]*(?:of )?(.+)", re.ASCII)
_PART_LAST = re.compile(rf"(.+?)[ ,/-]*{_PART}", re.ASCII)
_MONTHS_OF_PAIR = re.compile(rf"{_WORD} ?(?:-|/|to) ?{_WORD}[ ,-]*(.+)", re.ASCII)
_BETWEEN = re.compile(r" ?- ?| (?:to|until|till|and) ")


def _single_period(text: str) -> Span | None:
    single_day = day(text)
    if single_day:
        return single_day, single_day
    span = _part_of_year(text) or _financial_year(text)
    if span:
        return span
    year_month = _month_of_year(text)
    if year_month:
        return _months(*year_month, 1)
    return _calendar_year(text)


def _months(year: int, month: int, count: int) -> Span | None:
    """Return the first and last day of ``count`` months from ``month`` on, which may be above 12."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    end_year, end_month = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    first = _made(year, month, 1)
    last = _made(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
    return (first, last) if first and last else None


def _first_of_pair(text: str, short: bool = False) -> int | None:
    """Return the first of two consecutive years, or None.

    Two years of two figures each count only where it is clear that they are years: ``short`` allows them.
    """
    match = _PAIR.fullmatch(text)
    if not match:
        return None
    first, second = _year(match[2]), _year(match[3])
    clear = short or len(match[2]) == 4 or match[1] or match[4]
    if len(match[3]) == 2:
        return first if clear and second % 100 == (first + 1) % 100 else None
    return first if clear and second == first + 1 else None


def _financial_year(text: str) -> Span | None:
    first = _first_of_pair(text)
    return _months(first, APRIL, 12) if first else None


def _calendar_year(text: str) -> Span | None:
    match = re.fullmatch(r"(?:calendar year )?([0-9]{4})", text)
    return _months(int(match[1]), 1, 12) if match else None


def _part_of_year(text: str) -> Span | None:
    part_first, part_last = _PART_FIRST.fullmatch(text), _PART_LAST.fullmatch(text)
    if part_first:
        _, quarter, _, half, year_text = part_first.groups()
    elif part_last:
        year_text, _, quarter, _, half = part_last.groups()
    else:
        return None
    count = 3 if quarter else 6
    months_before = (int(quarter or half) - 1) * count
    pair = _first_of_pair(year_text, short=True)
    if pair:
        return _months(pair, APRIL + months_before, count)
    return _months(int(year_text), 1 + months_before, count) if re.fullmatch(r"[0-9]{4}", year_text) else None


def _from_to(text: str) -> Span | None:
    """Return a period given by its two ends, of which the first may lack its year, as in Apr-Jun 2019."""
    span = _months_of_pair(text)
    if span:
        return span
    for dash in _BETWEEN.finditer(text):
        left, right = text[: dash.start()], text[dash.end() :]
        end = _end(right)
        start = end and (_end(left) or _end(_with_year(left, right, end[0].year)))
        if start and end and start[0] <= end[1]:
            return start[0], end[1]
    return None


def _end(text: str) -> Span | None:
    # a bare year may be a calendar or a financial year, so it is not accepted as an end
    return None if re.fullmatch(r"[0-9]+", text) else _single_period(text)


def _with_year(left: str, right: str, year: int) -> str:
    """Return the left end of a range with the year of the right one, which for a quarter or half may be a pair of years."""
    if re.fullmatch(_PART, left):
        match = _PART_FIRST.fullmatch(right)
        return f"{left} {match[5]}" if match else ""
    mark = next((mark for mark in "/." if mark in left), " ")
    return f"{left}{mark}{year}"


def _months_of_pair(text: str) -> Span | None:
    """Return the span of months within a financial year, as in Oct-Mar 2019/20."""
    match = _MONTHS_OF_PAIR.fullmatch(text)
    pair = _first_of_pair(match[3], short=True) if match else None
    first, last = (MONTH_WORDS.get(word, 0) for word in match.groups()[:2]) if match else (0, 0)
    if not (pair and first and last):
        return None
    from_april, to_april = (first - APRIL) % 12, (last - APRIL) % 12
    return _months(pair, APRIL + from_april, to_april - from_april + 1) if from_april <= to_april else None


def date_advice(text: str) -> str:
    """Return a sentence that says how to mend a text that is not a day."""
    bare = _bare(text)
    for form, parts in _DAYS:
        match = form.fullmatch(bare)
        if match:
            year, month, day_number = parts(*match.groups())
            return _parts_advice(_year(year), month, int(day_number))
    if _month_of_year(bare) or re.fullmatch(r"(?:19|20)[0-9]{2}", bare):
        return "Add the day, as in 31/03/2019."
    if re.fullmatch(rf"[0-9]{{1,2}}(?:(?:st|nd|rd|th)? ?{_WORD}|[-/.][0-9]{{1,2}})", bare):
        return "Add the year, as in 31/03/2019."
    if re.fullmatch(r"[£(+-]*[0-9][0-9.,]*%?\)?", bare):
        return "This is a number; write a date such as 31/03/2019."
    return "Write the day first, as in 31/03/2019."


def _parts_advice(year: int, month: str, day_number: int) -> str:
    number = _month(month)
    if number == 0:
        return f"{month.capitalize()!r} is no month; write it as in 31 March 2019."
    if number > 12 and day_number <= 12:
        return f"The month would be {number}; write the day first, as in {number:02}/{day_number:02}/{year}."
    if number > 12:
        return f"The month would be {number}; write the day first, as in 31/03/2019."
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return f"The year {year} is not between {FIRST_YEAR} and {LAST_YEAR}."
    return f"{MONTHS[number - 1]} {year} has {calendar.monthrange(year, number)[1]} days."


def period_advice(text: str) -> str:
    """Return a sentence that says how to mend a text that is not a period."""
    bare = _bare(text)
    if any(form.fullmatch(bare) for form, _ in _DAYS):
        return date_advice(text)
    if re.fullmatch(r"(?:fy|f/y)? ?[0-9]{4} ?[-/] ?(?:[0-9]{2}|[0-9]{4})", bare):
        return "Those years do not follow each other; write the first and the last day, as in 01/04/2019 - 31/03/2021."
    if re.search(rf"{_PART}", bare) or re.fullmatch(r"(?:fy|f/y)? ?[0-9]{2,4}(?: ?[-/] ?[0-9]{2})?", bare):
        return "Write both years, as in Q3 2019/20 or 2019/20."
    if _BETWEEN.search(bare):
        return "Write the first and the last day, as in 01/04/2019 - 30/06/2019."
    return "Write a period such as Q3 2019/20, 2019/20, March 2019 or 01/04/2019 - 30/06/2019."
