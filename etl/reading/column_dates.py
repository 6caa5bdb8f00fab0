"""A column of dates is read as a whole: the order of day and month, and what a year or a pair of years means in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from etl.contract import Column
from etl.reading.column_cells import Cells, Doubt, Way, quoted_cell
from etl.reading.dates import DASHES
from etl.reading.values import tidy_text

_NUMERIC_DATE = re.compile(
    r"(?<![0-9])([0-9]{1,2})( ?[-/. ] ?)([0-9]{1,2})\2((?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])", re.ASCII
)
_DATE_CELL = re.compile(r"((?:19|20)[0-9]{2})-([0-9]{2})-([0-9]{2})(T.*)?", re.ASCII)
DAY_FIRST, MONTH_FIRST = "day first", "month first"
MONTHS_IN_YEAR = 12


@dataclass(frozen=True)
class Order:
    """The cells of a column of dates by what they show of the order: day first, month first, or nothing."""

    day_first: list[str]
    month_first: list[str]
    unclear: list[str]
    date_cells: list[str]


def order_of(cells: Cells) -> Order:
    """Return the cells sorted by the order of day and month that they show."""
    order = Order([], [], [], [])
    for text in cells.texts:
        if _DATE_CELL.fullmatch(text):
            order.date_cells.append(text)
            continue
        for first, _, second, _ in _NUMERIC_DATE.findall(tidy_text(text)):
            if int(first) > MONTHS_IN_YEAR >= int(second):
                order.day_first.append(text)
            elif int(second) > MONTHS_IN_YEAR >= int(first):
                order.month_first.append(text)
            elif first.zfill(2) != second.zfill(2):
                order.unclear.append(text)
    return order


def order_way(cells: Cells, month_first_elsewhere: str = "") -> Way | Doubt | None:
    """Return the order of day and month in a column, the doubt about it, or None when no cell has such a date.

    ``month_first_elsewhere`` is a cell in words that shows that another column of the sheet has the month first.
    """
    order = order_of(cells)
    swapped = _cells_made_dates(cells, order)
    ways = (
        Way(DAY_FIRST),
        Way(MONTH_FIRST, {text: _swapped(text) for text in (*order.month_first, *order.unclear, *swapped)}),
    )
    unclear = list(dict.fromkeys([*order.unclear, *swapped]))
    if order.month_first and (order.day_first or swapped):
        other = (
            f"{quoted_cell(cells, order.day_first[0])} has the day first"
            if order.day_first
            else (f"{quoted_cell(cells, swapped[0])} may be a date that a program made with the day first")
        )
        says = f"{quoted_cell(cells, order.month_first[0])} has the month first, but {other}"
        return Doubt(says, ways, unclear or order.month_first, (unclear or order.month_first)[0])
    if order.month_first:
        return Way(MONTH_FIRST, ways[1].rewritten, is_unusual=True)
    if order.unclear and not order.day_first and month_first_elsewhere:
        return Doubt(f"another column has the month first ({month_first_elsewhere})", ways, unclear, unclear[0])
    return ways[0] if order.day_first or order.unclear else None


def _cells_made_dates(cells: Cells, order: Order) -> list[str]:
    """Return the date cells that a program may have made with day and month swapped, leaving the others as text."""
    if not (cells.is_workbook and order.month_first):
        return []
    days = [int(_date_parts(text)[2]) for text in order.date_cells]
    return [] if any(day > MONTHS_IN_YEAR for day in days) else order.date_cells


def _date_parts(text: str) -> tuple[str, str, str, str]:
    match = _DATE_CELL.fullmatch(text)
    assert match  # noqa: S101 (only such texts are passed)
    year, month, day, time = match.groups()
    return year, month, day, time or ""


def is_day(text: str) -> bool:
    """Whether a text is a date in figures, in whatever order of day and month."""
    return bool(_NUMERIC_DATE.fullmatch(tidy_text(text)))


def _swapped(text: str) -> str:
    """Return a text with day and month of each date the other way round."""
    if _DATE_CELL.fullmatch(text):
        year, month, day, time = _date_parts(text)
        return f"{year}-{day}-{month}{time}"
    return _NUMERIC_DATE.sub(r"\3\2\1\2\4", tidy_text(text))


_PAIR = re.compile(r"(?:fy|f/y)? ?((?:19|20)[0-9]{2}) ?([-/]) ?([0-9]{1,2}|(?:19|20)[0-9]{2})", re.ASCII)
_LONE_YEAR = re.compile(
    r"((?:q|qtr|quarter|h|half)? ?[1-4][ ,/-]*)?((?:19|20)[0-9]{2})([ ,/-]*(?:q|qtr|h) ?[1-4])?", re.ASCII
)
_PART_OF_PAIR = re.compile(r".*(?:19|20)[0-9]{2} ?[-/] ?[0-9]{2}\b.*")
FINANCIAL_HEADING = re.compile(r"\b(financial|fiscal|fy|f/y|fin|tax|accounting)\b|\byear (end|to|ended|ending)\b")
FROM_APRIL, TO_MARCH, CALENDAR = "years from April", "years to March", "calendar years"
YEAR_PAIRS, MONTHS = "financial years", "months"


@dataclass(frozen=True)
class Years:
    """The cells of a column of periods by what they show: pairs of years, months, one of both, or a year alone."""

    pairs: list[str]
    months: list[str]
    either: list[str]
    short: list[str]
    lone: list[str]


def years_of(cells: Cells) -> Years:
    """Return the cells sorted by how they write years. 2011-12 can be a pair or December; 2018/9 a pair or September."""
    years = Years([], [], [], [], [])
    for text in cells.texts:
        bare = _bare(text)
        match = _PAIR.fullmatch(bare)
        if match:
            _sort_pair(text, int(match[1]), match[3], years)
        elif _LONE_YEAR.fullmatch(bare):
            years.lone.append(text)
        elif _PART_OF_PAIR.fullmatch(bare) and not re.fullmatch(r"[0-9/ -]+", bare):
            years.pairs.append(text)
    return years


def _bare(text: str) -> str:
    return DASHES.sub("-", tidy_text(text).casefold()).removeprefix("'")


def _sort_pair(text: str, first: int, second: str, years: Years) -> None:
    follows = int(second) == (first + 1) % 10 ** len(second)
    if len(second) == 4 or int(second) > MONTHS_IN_YEAR or int(second) == 0:
        years.pairs.append(text)
    elif not follows:
        years.months.append(text)
    else:
        (years.short if len(second) == 1 else years.either).append(text)


def pair_way(column: Column, cells: Cells) -> Way | Doubt | None:
    """Return what 2011-12 and 2018/9 mean in a column, the doubt about it, or None when there is no such cell."""
    years = years_of(cells)
    unclear = [*years.short, *years.either]
    is_period = column.type.startswith("period")
    shows_pairs = bool(years.pairs) or (is_period and _is_financial(cells))
    ways = (Way(YEAR_PAIRS, {text: _long_pair(text) for text in unclear}),
            Way(MONTHS, {text: _as_month(text) for text in unclear}))  # fmt: skip
    if not unclear:
        return None
    if shows_pairs and years.months:
        evidence = quoted_cell(cells, years.pairs[0]) if years.pairs else "the heading"
        says = f"{evidence} has years that follow each other, but {quoted_cell(cells, years.months[0])} is a month"
        return Doubt(says, ways, unclear, unclear[0])
    if shows_pairs:
        return ways[0]
    if years.months or not is_period:
        return ways[1]
    if years.short:
        says = f"{quoted_cell(cells, years.short[0])} may be two years or a month, and no other cell shows which"
        return Doubt(says, ways, years.short, years.short[0])
    return ways[0]


def _long_pair(text: str) -> str:
    return re.sub(
        r"([0-9]{4})( ?[-/] ?)([0-9]{1,2})$", lambda pair: f"{pair[1]}/{(int(pair[1]) + 1) % 100:02}", _bare(text)
    )


def _as_month(text: str) -> str:
    match = re.search(r"([0-9]{4}) ?[-/] ?([0-9]{1,2})$", _bare(text))
    return f"{match[2]}/{match[1]}" if match else text


def lone_year_way(column: Column, cells: Cells) -> Doubt | None:
    """Return the doubt about a year alone where the heading or other cells speak of financial years, or None."""
    years = years_of(cells)
    if not years.lone or not column.type.startswith("period"):
        return None
    evidence = next(iter([*years.pairs, *years.short]), "")
    if not evidence and not _is_financial(cells):
        return None
    beside = f"beside {quoted_cell(cells, evidence)}" if evidence else "under this heading"
    says = f"{quoted_cell(cells, years.lone[0])} {beside} may be a financial year or a calendar year"
    ways = (Way(FROM_APRIL, _with_years(years.lone, 0)), Way(TO_MARCH, _with_years(years.lone, -1)), Way(CALENDAR))
    return Doubt(says, ways, years.lone, years.lone[0])


def _is_financial(cells: Cells) -> bool:
    return bool(FINANCIAL_HEADING.search(cells.heading.casefold()))


def _with_years(texts: Iterable[str], shift: int) -> dict[str, str]:
    """Return each text with its year replaced by a pair of years, of which the first is ``shift`` years from it."""

    def pair(match: re.Match[str]) -> str:
        first = int(match[0]) + shift
        return f"{first}/{(first + 1) % 100:02}"

    return {text: re.sub("(?:19|20)[0-9]{2}", pair, _bare(text)) for text in texts}
