"""The half-years and financial years that returns cover, both starting in April."""

from datetime import date, timedelta

Span = tuple[date, date]
"""First and last day."""
DAYS_OF_A_YEAR = 365.25


def half_year(day: date) -> Span:
    """Return the half-year that contains a day: April to September or October to March."""
    if 4 <= day.month <= 9:
        return date(day.year, 4, 1), date(day.year, 9, 30)
    year = day.year if day.month >= 10 else day.year - 1
    return date(year, 10, 1), date(year + 1, 3, 31)


def financial_year(day: date) -> Span:
    """Return the financial year that contains a day, April to March."""
    year = day.year if day.month >= 4 else day.year - 1
    return date(year, 4, 1), date(year + 1, 3, 31)


def half_years(first: date, last: date) -> list[Span]:
    """Return every half-year that has a day from the first to the last."""
    return _spans(half_year(first), last)


def financial_years(first: date, last: date) -> list[Span]:
    """Return every financial year that has a day from the first to the last."""
    return _spans(financial_year(first), last)


def _spans(span: Span, last: date) -> list[Span]:
    is_year = span[1].month == 3 and span[0].month == 4
    spans = []
    while span[0] <= last:
        spans.append(span)
        after = span[1] + timedelta(days=1)
        span = financial_year(after) if is_year else half_year(after)
    return spans


def later(day: date, years: float) -> date:
    """Return the day this many years later, fractions of a year counted in days."""
    return day + timedelta(days=round(DAYS_OF_A_YEAR * years))


def years_between(first: date, last: date) -> float:
    """Return how many years lie between two days."""
    return (last - first).days / DAYS_OF_A_YEAR


def month(day: date) -> str:
    """Return the month of a day as a partial date."""
    return f"{day:%Y-%m}"


def next_month(day: date) -> date:
    """Return the first day of the month after."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
