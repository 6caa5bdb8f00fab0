"""Numbers and findings in plain words: pure functions for every page, hover text, alternative text and file."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

STATES = {
    "value": ("Figure", ""),
    "not reported": ("No data reported", "[x]"),
    "not due": ("Not applicable", "[z]"),
    "hidden": ("Suppressed", "[c]"),
}
"""The label of each state of a figure and its code in tables; a true zero is a figure, shown as 0."""

RETURN_STATES = ("complete", "received", "partial", "overdue", "not yet due", "nothing due")
"""The standings of a return, as ``queries/dated/return_standing.sql`` has them, in the order in which they are shown."""


@dataclass(frozen=True)
class Measure:
    """The properties of a measure that its words need: see the header of its file in ``queries/indicators``.

    ``interval_by`` is the method of its range, "none" where it has none; ``sources`` is "returns" for what areas sent.
    """

    measure_id: str
    name: str
    short: str
    unit: str
    in_words: str
    kind: str
    decimals: int
    interval_by: str = "none"
    sources: str = ""

    @property
    def is_share(self) -> bool:
        """Whether the figure is a percentage that cannot pass 100."""
        return self.unit.startswith("%")

    @property
    def is_total(self) -> bool:
        """Whether the figure is a total, which cannot be compared with that of a larger place such as a region."""
        return self.kind in ("count", "money")


def plain_number(value: float, decimals: int = 0) -> str:
    """Return a number with thousands separators: 7,573 or 2.14; a rounded zero has no minus sign."""
    text = f"{value:,.{decimals}f}"
    return text.removeprefix("-") if float(text.replace(",", "")) == 0 else text


def figure(value: float, measure: Measure) -> str:
    """Return a value with its unit: 23%, £12, +4 percentage points, 7,573.

    A share is written 0% or 100% only if it is exactly that; otherwise "under 1%" or "over 99%".
    """
    if measure.is_share:
        step = 10**-measure.decimals
        if 0 < value <= step / 2:
            return f"under {plain_number(step, measure.decimals)}%"
        if 100 - step / 2 <= value < 100:
            return f"over {plain_number(100 - step, measure.decimals)}%"
    if measure.unit.startswith("£ per £1"):
        return per_pound(value)
    number = plain_number(value, measure.decimals)
    if measure.is_share:
        return f"{number}%"
    if measure.unit.startswith("£"):
        return f"£{number}"
    if measure.unit == "percentage points":
        plus = "+" if measure.kind == "change" and value > 0 and number.strip("0.") else ""
        return f"{plus}{number} percentage point{'' if number.lstrip('-') == '1' else 's'}"
    return number


def per_pound(value: float) -> str:
    """Return pounds for each £1 in words: pence under a pound, "1.1p", else pounds and pence, "£1.40"."""
    if value == 0:
        return "0p"
    if value < 0.0005:
        return "under 0.1p"
    if value < 0.9995:
        return f"{plain_number(100 * value, 1).removesuffix('.0')}p"
    return f"£{plain_number(value, 2)}"


def per_area(value: float, measure: Measure) -> str:
    """Return a total per area: "3.4 per area"."""
    return f"{figure(value, replace(measure, decimals=per_area_decimals(value, measure)))} per area"


def per_area_decimals(value: float, measure: Measure) -> int:
    """Return the number of decimals of a total per area."""
    if abs(value) >= 100 or measure.unit.startswith("£"):
        return 0
    return 1 if abs(value) >= 1 or not value else 2


def figure_or_state(value: float | None, state: str, measure: Measure) -> str:
    """Return the figure, or the reason why there is none: "no data reported", "suppressed"."""
    return figure(value, measure) if state == "value" and value is not None else STATES[state][0].lower()


def sentence(measure: Measure, area: str, value: float, period: str) -> str:
    """Return the finding for one place as a sentence: "In Whitley Bay, 8% of homes are ... (2021)"."""
    return _finding(measure.in_words, measure, area, value, period)


def _finding(in_words: str, measure: Measure, area: str, value: float, period: str) -> str:
    words = in_words.format(area=area, value=figure(value, measure))
    return f"{words[0].upper()}{words[1:]} ({period})."


def place_first(in_words: str) -> str:
    """Return the words of a measure with the place first, where a long place in the middle would obscure the meaning.

    "wins known of in {area}: {value}" becomes "in {area}, wins known of: {value}"; other words are unchanged.
    """
    if " in {area}" in in_words:
        return f"in {{area}}, {in_words.replace(' in {area}', '', 1)}"
    if " of {area}" in in_words and in_words.endswith(": {value}"):
        return f"in {{area}}, {in_words.replace(' of {area}', '', 1)}"
    return in_words


def state_sentence(area: str, state: str, period: str) -> str:
    """Return why there is no figure for one place."""
    reasons = {
        "not reported": f"{area} reported no data ({period}).",
        "not due": f"Not applicable to {area} ({period}): nothing was due.",
        "hidden": f"The figure for {area} is suppressed because of small numbers ({period}).",
    }
    return reasons[state]


def class_labels(edges: Sequence[float], measure: Measure) -> list[str]:
    """Return the ranges of the map's classes in words, lowest first: "under 12%", "12% to 20%", "55% or more"."""
    if not edges:
        return ["all"]
    labels = [_edge(edge, measure) for edge in edges]
    between = [f"{low} to {high}" for low, high in itertools.pairwise(labels)]
    last = labels[-1] if measure.is_share and edges[-1] >= 100 else f"{labels[-1]} or more"
    return [f"under {labels[0]}", *between, last]


def _edge(edge: float, measure: Measure) -> str:
    if measure.unit.startswith("£ per £1") and edge < 1:
        return f"{100 * edge:,.10g}p"
    number = f"{edge:,.10g}" if abs(edge) < 1000 else f"{edge:,.0f}"
    if measure.is_share:
        return f"{number}%"
    if measure.unit.startswith("£"):
        return f"£{number}"
    return f"+{number}" if measure.kind == "change" and edge > 0 else number


def class_of(value: float, edges: Sequence[float]) -> int:
    """Return the number of the class of a value: 0 below the first edge; a value on an edge belongs to the class above."""
    return sum(value >= edge for edge in edges)


def count_of(number: int, singular: str, plural: str = "") -> str:
    """Return "1 area" or "26 areas"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def joined(words: Sequence[str]) -> str:
    """Return a list in words: "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def areas_shown(shown: int, total: int, filters: Sequence[str]) -> str:
    """Return the status line of a filtered view: "26 of 150 areas shown: London, wave 2"."""
    if not filters:
        return f"All {total} areas shown"
    return f"{shown} of {total} areas shown: {', '.join(filters)}"


def spread(measure: Measure, values: Sequence[float], areas: int, england: float | None, period: str) -> str:
    """Return the answer of the map: the typical area, the range of the middle half of areas, and England beside it.

    ``values`` are those of the areas shown, at least one; the quartiles are the middle values of the two halves.
    """
    ordered, in_words = sorted(values), place_first(measure.in_words)
    with_data = period if len(ordered) == areas else f"{period}, {count_of(len(ordered), 'area')} with data"
    place = "the area shown" if areas == 1 else "the typical (median) area"
    sentences = [_finding(in_words, measure, place, median(ordered), with_data)]
    if len(ordered) >= 3:
        half = len(ordered) // 2
        lower, upper = figure(median(ordered[:half]), measure), figure(median(ordered[-half:]), measure)
        same = lower == upper
        sentences.append(
            f"At least half of areas are at {lower}." if same else f"Half of areas are between {lower} and {upper}."
        )
    if england is not None:
        sentences.append(f"England: {figure(england, measure)}.")
    return " ".join(sentences)


def median(ordered: Sequence[float]) -> float:
    """Return the median of sorted values."""
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


BREAK = r"[,;\t\r\n]"
"""Where a spreadsheet may split a text into cells, whatever separates those of the file."""
_UNSEEN = r'(?:[^\S\t\r\n]|["\x00-\x08\x0e-\x1f\u200b-\u200f\u2060\ufeff])*+'
_HARMLESS = r"[^\S\t\r\n]*+(?:[+-]?+ *+[£$€]?+ *+[0-9][0-9.\s]*+%?+|-++)[^\S\t\r\n]*+"
ACTS_AS_FORMULA = re.compile(rf"(?:\A|(?<={BREAK}))(?={_UNSEEN}[=+\-@＝＋－＠﹦﹢﹣﹫])(?!{_HARMLESS}(?:{BREAK}|\Z))")


def safe_cell(value: object) -> object:
    """Return a cell in which no spreadsheet takes a part for a formula: each part that would be gets an apostrophe first.

    Numbers with a sign and dashes stay as they are. ``etl/reading/formulas.py`` does the same for the files of the loader.
    """
    return ACTS_AS_FORMULA.sub("'", value) if isinstance(value, str) else value


def share(percent: float) -> str:
    """Return a share in whole per cent, never 0% or 100% unless it is exactly that."""
    if 0 < percent < 0.5:
        return "under 1%"
    return "over 99%" if 99.5 <= percent < 100 else f"{percent:.0f}%"


def position_among(value: float, others: Sequence[float]) -> str:
    """Return the position of a value among all areas without a rank: "higher than 120 of 149 others"."""
    lower, higher = sum(other < value for other in others), sum(other > value for other in others)
    if not others or lower == higher == 0:
        return "the same as all others"
    rest = len(others) - 1
    return f"higher than {lower} of {rest} others" if lower >= higher else f"lower than {higher} of {rest} others"


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def date_words(text: str) -> str:
    """Return a year, month or day in words: "2016", "February 2016", "18 February 2016"."""
    parts = text.split("-")
    month = MONTHS[int(parts[1]) - 1] if len(parts) > 1 else ""
    day = str(int(parts[2])) if len(parts) > 2 else ""
    return " ".join(part for part in (day, month, parts[0]) if part)


def date_range(first: date, last: date) -> str:
    """Return the shortest name of the days from first to last: 2019, 2019-20, Apr to Sep 2019, Jul 2019."""
    after = last + timedelta(days=1)
    if first.day != 1 or after.day != 1:
        return f"{first.day} {_month(first)} {first.year} to {last.day} {_month(last)} {last.year}"
    months = 12 * (after.year - first.year) + after.month - first.month
    if months == 12 and first.month in (1, 4):
        return f"{first.year}" if first.month == 1 else f"{first.year}-{after.year % 100:02}"
    if months == 1:
        return f"{_month(first)} {first.year}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{_month(first)}{year} to {_month(last)} {last.year}"


def financial_year(day: date) -> str:
    """Return the financial year, April to March, that a day lies in: "2019-20"."""
    first = day.year - (day.month < 4)
    return f"{first}-{(first + 1) % 100:02}"


def _month(day: date) -> str:
    return MONTHS[day.month - 1][:3]


def return_counts(counts: Mapping[Any, int]) -> str:
    """Return how many returns are in each state: "131 complete, 4 partial, 15 overdue"."""
    return ", ".join(f"{counts[state]:,} {state}" for state in RETURN_STATES if counts.get(state))


def row_numbers(rows: Sequence[int], most: int = 3) -> str:
    """Return the numbers of rows of a spreadsheet: "row 3", "rows 3, 7, 12 and 40 more"; row 0 is the whole sheet."""
    numbers = sorted({row for row in rows if row})
    if not numbers:
        return "the whole sheet"
    parts = [f"{number:,}" for number in numbers[:most]]
    parts += [f"{len(numbers) - most:,} more"] if len(numbers) > most else []
    return f"{'row' if len(numbers) == 1 else 'rows'} {joined(parts)}"


def moment(text: str) -> str:
    """Return the time of a record, 2026-11-22T14:05:00Z, in words: "22 November 2026, 14:05"."""
    day, _, time = text.partition("T")
    return f"{date_words(day)}, {time[:5]}"


def period_of(date_from: str | None, date_to: str | None) -> str:
    """Return the period of a fact in words; "no date" where its page gives none."""
    dates = [date_words(date_text) for date_text in dict.fromkeys((date_from, date_to)) if date_text]
    return " to ".join(dates) or "no date"


def fact_figure(number: float | None, unit: str | None, in_words: str | None) -> str:
    """Return a published figure as it is quoted: in the words of its source where there are any, else with its unit."""
    if in_words:
        return in_words
    if number is None or number != number:
        return ""
    text = f"{number:,.2f}".rstrip("0").rstrip(".")
    if unit == "£":
        return f"£{text}"
    return f"{text}%" if unit == "%" else f"{text} {unit or ''}".strip()


def joined_notes(detail: str | None, base: str | None, is_copy: bool) -> str:
    """Return the notes on a fact: its details, what it is out of, and whether the page is a copy."""
    notes = [detail or "", f"out of: {base}" if base else "", "the address is a copy of the page" if is_copy else ""]
    return "; ".join(note for note in notes if note)


def plain(text: str) -> str:
    """Return a text escaped so that Markdown shows it unchanged."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()<>#+!|$~:" else letter for letter in text)


def short_name(area_name: str) -> str:
    """Return the name of an area without its part in brackets, for labels with little room."""
    return area_name.split(" (")[0]
