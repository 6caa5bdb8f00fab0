"""The cells of a workbook as text, as its program shows them: months as months, durations as hours, euros as euros."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

FIGURES_KEPT = 15
MOST_EXACT = 10**FIGURES_KEPT
"""A spreadsheet keeps 15 figures of a number; those of a longer one may be wrong."""
MONTH, YEAR, DAY_OF_MONTH, PERCENT = "month", "year", "day and month", "percent"
"""What a number format shows of a date or number; any other word is a currency, such as "€" or "USD"."""
_BUILT_IN = {"9": PERCENT, "10": PERCENT, "16": DAY_OF_MONTH, "17": MONTH}
_CURRENCY = re.compile(r"\[\$([^\]-]+)|([€$¥])|\b(EUR|USD|CHF|JPY|AUD|CAD)\b")
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def format_kind(number: str, code: str) -> str:
    """Return what an XLSX number format shows, by its number and code: one of the words above, a currency or ""."""
    if not code:
        return _BUILT_IN.get(number, "")
    currency = next((symbol for match in _CURRENCY.findall(code) for symbol in match if symbol), "")
    if currency:
        return "" if currency.strip() in ("£", "GBP") else currency.strip()
    shown = _NOT_SHOWN.sub("", code.partition(";")[0]).casefold()
    if "%" in shown:
        return PERCENT
    return "" if "general" in shown or re.search("[hs0#]", shown) else _date_kind(shown)


def _date_kind(shown: str) -> str:
    has_day, has_month, has_year = ("d" in shown, "m" in shown, "y" in shown or "e" in shown)
    if has_year and not has_day:
        return MONTH if has_month else YEAR
    return DAY_OF_MONTH if has_day and has_month and not has_year else ""


def shown_date_kind(text: str) -> str:
    """Return what the text that an ODS cell shows for a date leaves out of it: one of the words above or ""."""
    text = text.strip()
    if re.fullmatch(
        r"[^\W\d]{3,9}\.?[-/ ’']*([0-9]{2}|[0-9]{4})|[0-9]{1,2}[-/.][0-9]{4}|[0-9]{4}[-/.][0-9]{1,2}", text
    ):
        return MONTH
    if re.fullmatch("[0-9]{4}", text):
        return YEAR
    is_day = re.fullmatch(
        r"[0-9]{1,2}\.?[-/. ]*[^\W\d]{3,9}\.?|[0-9]{1,2}[-/.][0-9]{1,2}\.?|[^\W\d]{3,9} [0-9]{1,2}", text
    )
    return DAY_OF_MONTH if is_day else ""


def shown_currency(text: str) -> str:
    """Return the currency in the text that an ODS cell shows for a number, "" for none or pounds."""
    return next((symbol for match in _CURRENCY.findall(text) for symbol in match if symbol), "")


def cell_text(cell: object) -> str:
    """Return a cell as text, whatever its format."""
    return _AS_TEXT[type(cell)](cell)


def text_as_shown(cell: object, text: str, kind: str) -> str:
    """Return the text of a cell as a format of this kind shows it."""
    if isinstance(cell, date):
        return _shown_date(cell, text, kind)
    if isinstance(cell, bool) or not isinstance(cell, float | int) or kind in (MONTH, YEAR, DAY_OF_MONTH):
        return text
    return f"{number_text(cell * 100)}%" if kind == PERCENT else f"{kind}{' ' if kind.isalpha() else ''}{text}"


def _shown_date(cell: date, text: str, kind: str) -> str:
    forms = {MONTH: "%B %Y", YEAR: "%Y", DAY_OF_MONTH: "%d %B"}
    return cell.strftime(forms[kind]).lstrip("0") if kind in forms else text


def number_text(number: float) -> str:
    """Return a number in as few figures as possible, at most the 15 that a spreadsheet keeps.

    A longer number has an exponent, as its last figures are lost: it is then refused in every column.
    """
    if abs(number) >= MOST_EXACT and len(f"{abs(number):.0f}".rstrip("0")) > FIGURES_KEPT:
        return f"{number:.14E}"
    text = f"{number + 0.0:.15g}"  # adding 0 turns -0.0 into 0
    return format(Decimal(text), "f") if "e" in text else text


def _moment_text(moment: datetime) -> str:
    if moment.time() == time(0):
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds")


def _span_text(span: timedelta) -> str:
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


_DURATION = re.compile(r"PT([0-9]+)H([0-9]{1,2})M([0-9]{1,2})(?:[.,][0-9]+)?S")
"""A duration as ODS keeps it."""


def _text(text: str) -> str:
    duration = _DURATION.fullmatch(text) if text.startswith("PT") else None
    return f"{int(duration[1])}:{duration[2]:>02}:{duration[3]:>02}" if duration else text


_AS_TEXT: dict[type, Callable[[Any], str]] = {
    str: _text,
    bool: lambda cell: "yes" if cell else "no",
    int: number_text,
    float: number_text,
    datetime: _moment_text,
    date: date.isoformat,
    time: lambda cell: cell.isoformat(timespec="seconds"),
    timedelta: _span_text,
}
