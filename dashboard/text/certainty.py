"""How sure a figure is, in words: its 95% interval or why it has none, low reliability, and near-complete counts.

A number that is None or not finite counts as not known and is never written out.
"""

import math
from typing import TypeGuard

from dashboard.text import words
from dashboard.text.base_units import MEMBERS, PEOPLE, BaseUnit
from dashboard.text.table_codes import STAFF_ONLY
from dashboard.text.words import Measure


def how_sure(
    measure: Measure,
    value: float | None,
    lower: float | None,
    upper: float | None,
    base: float | None,
    reliability: str | None,
    base_unit: BaseUnit = PEOPLE,
) -> str:
    """Return how sure a figure is: "between 41% and 62% (95% confidence interval); low reliability: 14 people".

    Without an interval, return why there is none. Without a value, return an empty text, so not even the base is given.
    """
    if not is_known(value):
        return ""
    ends = interval(lower, upper)
    sentence = interval_words(measure, *ends) if ends else no_interval_reason(measure)
    if reliability not in ("low", STAFF_ONLY):
        return sentence
    return f"{sentence}; {_low_reliability(base, base_unit)}{', for staff only' if reliability == STAFF_ONLY else ''}"


def is_known(number: float | None) -> TypeGuard[float]:
    """Whether a number is there and finite."""
    return number is not None and math.isfinite(number)


def interval(lower: float | None, upper: float | None) -> tuple[float, float] | None:
    """Return the ends of an interval, or None where one is missing or they are the wrong way round."""
    if not (is_known(lower) and is_known(upper)):
        return None
    return (lower, upper) if lower <= upper else None


def range_phrase(low: str, high: str) -> str:
    """Return a range in words: "between 3% and 9%", or "from under 1% to 9%", as "between under" would be hard to read."""
    is_open = any(end.startswith(("under ", "over ", "less than ")) for end in (low, high))
    return f"from {low} to {high}" if is_open else f"between {low} and {high}"


def interval_words(measure: Measure, lower: float, upper: float) -> str:
    """Return a 95% interval in the unit of its measure."""
    low, high = words.figure(lower, measure), words.figure(upper, measure)
    if low == high:
        return f"{low} when rounded (95% confidence interval)"
    if measure.unit == "percentage points":
        low = low.partition(" ")[0]
    return f"{range_phrase(low, high)} (95% confidence interval)"


def no_interval_reason(measure: Measure) -> str:
    """Return why a figure has no range: it is counted in full, its sample is too small, or its publisher gives none."""
    if measure.is_total:
        return "this is a full count, so there is no confidence interval"
    if measure.interval_by != "none":
        return "the sample is too small for a confidence interval"
    if measure.sources == "returns":
        return "this is a full count, not a sample, so there is no confidence interval"
    return "no confidence interval is published"


def _low_reliability(base: float | None, base_unit: BaseUnit) -> str:
    number = whole_count(base, base_unit)
    return "low reliability" if number is None else f"low reliability: {base_unit.of(number)}"


def whole_count(number: float | None, base_unit: BaseUnit) -> int | None:
    """Return a number as a count, pounds rounded; None where it is missing, negative or not whole."""
    if not is_known(number) or number < 0 or (number != int(number) and not base_unit.is_money):
        return None
    return round(number)


def near_census_words(answered: int, population: int, base_unit: BaseUnit = MEMBERS) -> str:
    """Return what the range of a figure means where nearly all answered; an empty text if more answered than there are.

    Use it only for figures that the build marks so: ``queries/macros/near_census.sql`` has the rule and its source.
    """
    if not 0 < answered <= population:
        return ""
    varies = "the range says how much it would vary from time to time"
    if answered == population:
        all_of_them = f"the only {base_unit.singular}" if population == 1 else f"all {base_unit.of(population)}"
        return f"{all_of_them} answered, so this is a count of all; {varies}"
    return f"{answered:,} of {base_unit.of(population)} answered, so this is nearly a count of all; {varies}"
