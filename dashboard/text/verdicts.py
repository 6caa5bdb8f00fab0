"""Verdicts of the build in plain words: comparisons, differences, trends, funnels, ranks, chance and fragility.

The build decides (``queries/macros``: verdict, trend, funnel; the view fragility). Nothing is worked out again here, and a
number is only rounded. A number that is None or not finite counts as not known and is never written out.
"""

from dataclasses import dataclass
from typing import Any

from dashboard.text import words
from dashboard.text.base_units import PEOPLE, ROUNDS, BaseUnit
from dashboard.text.certainty import interval, is_known, range_phrase
from dashboard.text.words import Measure

REASONS = {
    "hidden": "a figure is suppressed (small numbers)",
    "not reported": "the figure has not been reported",
    "not due": "nothing was due",
    "no interval": "this is a full count or a published figure without a confidence interval",
    "nothing to compare": "there is no figure to compare it with",
    "too few": "too few {many} were counted",
}
"""Why a figure cannot be compared, for each code of the build."""

COMPARED = {"higher": "higher than", "lower": "lower than", "no clear difference": "no clear difference from"}

CHANGES = ("risen", "fallen", "no clear change")
"""The verdicts of the build on a change that can be stated."""

POINTS_NEEDED = 5
"""How many points a trend needs: see ``queries/macros/trend.sql``."""

FEW_ANSWERS = 3
"""A verdict that rests on at most so many answers is described as one that could easily have been another."""


@dataclass(frozen=True)
class Trend:
    """A trend as the build gives it: its verdict, the number of points, and how many areas are the same in each.

    ``first`` and ``last`` are the first and last period in words; ``of`` is what a point is, a round or a year.
    """

    verdict: str
    points: int
    first: str
    last: str
    of: BaseUnit = ROUNDS
    same_areas: int | None = None


def comparison_phrase(verdict: str, reason: str | None, with_what: str, base_unit: BaseUnit = PEOPLE) -> str:
    """Return how a figure compares: "higher than the programme", "no clear difference from similar areas".

    ``reason`` is used only where the verdict is "cannot say".
    """
    if verdict == "cannot say":
        return f"cannot say how it compares with {with_what}{_because(reason, base_unit)}"
    return f"{COMPARED[verdict]} {with_what}"


def _because(reason: str | None, base_unit: BaseUnit) -> str:
    return f": {REASONS[reason].format(many=base_unit.plural)}" if reason else ""


def difference_words(measure: Measure, difference: float | None, lower: float | None, upper: float | None) -> str:
    """Return a difference with its range, "12 percentage points higher (between 3 and 21)"; an empty text without one.

    The difference and the ends of its 95% interval are in the unit of the measure, percentage points for a percentage.
    """
    if not is_known(difference):
        return ""
    if difference == 0:
        comparison = "no difference"
    else:
        size = _size(measure, abs(difference))
        comparison = " ".join(part for part in (size, _difference_unit(measure, size), _side(difference)) if part)
    ends = interval(lower, upper)
    range_words = _difference_range(measure, difference, *ends) if ends else "no confidence interval"
    return f"{comparison} ({range_words})" if range_words else comparison


def _difference_range(measure: Measure, difference: float, lower: float, upper: float) -> str:
    low, high = (_size(measure, abs(end)) for end in (lower, upper))
    if lower == upper == 0:
        return "" if difference == 0 else "0 at both ends of the range"
    if (difference > 0 and lower >= 0) or (difference < 0 and upper <= 0):
        near, far = (low, high) if difference > 0 else (high, low)
    else:
        near, far = (f"{size} {_side(end)}".strip() for size, end in ((low, lower), (high, upper)))
    return f"{near} at both ends of the range, when rounded" if near == far else range_phrase(near, far)


def _side(difference: float) -> str:
    if difference == 0:
        return ""
    return "higher" if difference > 0 else "lower"


def _size(measure: Measure, size: float) -> str:
    """Return the size of a difference with no unit but a pound sign, never rounded to nought: "less than 1"."""
    if measure.unit.startswith("£ per £1"):
        return words.per_pound(size)
    pounds = "£" if measure.unit.startswith("£") else ""
    number = words.plain_number(size, measure.decimals)
    if size and not number.strip("0."):
        return f"less than {pounds}{words.plain_number(10**-measure.decimals, measure.decimals)}"
    return f"{pounds}{number}"


def _difference_unit(measure: Measure, size: str) -> str:
    is_one = size.removeprefix("less than ") == "1"
    if measure.is_share or measure.unit == "percentage points":
        return "percentage point" if is_one else "percentage points"
    if not is_one or measure.unit.startswith("£"):
        return measure.unit.removeprefix("£").strip()
    what, space, rest = measure.unit.partition(" ")
    return f"{'person' if what == 'people' else what.removesuffix('s')}{space}{rest}"


def trend_words(trend: Trend) -> str:
    """Return a trend, "rising from 2016 to 2024 on the same 112 areas", or why there is no verdict on it.

    "no clear change" is not the same as no change, so it too names the periods.
    """
    on_areas = _on_same_areas(trend.same_areas)
    if trend.verdict != "cannot say":
        return f"{trend.verdict} from {trend.first} to {trend.last}{on_areas}"
    if trend.points >= POINTS_NEEDED:
        return f"cannot say{on_areas}: the {trend.of.plural} have no confidence interval"
    number = trend.of.of(trend.points) if trend.points > 0 else f"no {trend.of.singular}"
    return f"cannot say: {number} available{on_areas}, five needed"


def _on_same_areas(areas: int | None) -> str:
    if not areas:
        return ""
    return " on the same area" if areas == 1 else f" on the same {words.count_of(areas, 'area')}"


def changed_words(verdict: str, first: str, last: str) -> str:
    """Return how a later figure compares with an earlier one: "higher in 2023 than in 2017"."""
    if verdict == "no clear change":
        return f"no clear change from {first} to {last}"
    return f"{'higher' if verdict == 'risen' else 'lower'} in {last} than in {first}"


def trend_in_brief(measure: Measure, row: Any) -> str:
    """Return a verdict over time in a few words, or why there is none: "Rising, 2016 to 2024.".

    ``row`` has verdict, first_period, last_period, since_verdict and since_period, as in ``trends_measures``. A clear
    change since the first figure is said where no steady trend is.
    """
    if row.verdict in ("rising", "falling"):
        return f"{row.verdict.capitalize()}, {row.first_period} to {row.last_period}."
    if row.since_verdict in ("risen", "fallen"):
        steady = " No steady trend." if row.verdict == "no clear change" else ""
        changed = changed_words(row.since_verdict, row.since_period, row.last_period)
        return f"{changed[0].upper()}{changed[1:]}.{steady}"
    if "no clear change" in (row.verdict, row.since_verdict):
        first = row.first_period if row.verdict == "no clear change" else row.since_period
        return f"No clear change, {first} to {row.last_period}."
    if measure.interval_by != "none":
        return "Not enough years for a trend test."
    return "Full count: no trend test." if measure.sources == "returns" else "No interval published: no trend test."


def funnel_words(
    verdict: str | None, side: str | None = None, reason: str | None = None, base_unit: BaseUnit = PEOPLE
) -> str:
    """Return where an area is in a funnel plot: "within the control limits", "above the 99.8% control limits".

    ``side`` is "above" or "below" for an area outside the limits; ``reason`` says why there is no verdict.
    """
    if verdict is None:
        return f"cannot say whether it is outside the control limits{_because(reason, base_unit)}"
    sentences = {
        "as expected": "within the control limits",
        "worth a look": f"{side or 'outside'} the 95% control limits",
        "differs": f"{side or 'outside'} the 99.8% control limits",
    }
    return sentences[verdict]


def rank_words(lower: float | None, upper: float | None, of: int) -> str:
    """Return a range of ranks: "between 40th and 120th of 137"; a single rank is "about", as it is never certain."""
    if not (is_known(lower) and is_known(upper)):
        return "cannot say where it ranks"
    if of == 1:
        return "the only one"
    first, last = (ordinal(round(rank)) for rank in sorted((lower, upper)))
    return f"about {first} of {of:,}" if first == last else f"between {first} and {last} of {of:,}"


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, 11th, 21st, 112th."""
    is_teen = number % 100 in (11, 12, 13)
    return f"{number:,}{'th' if is_teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def flags_by_chance(areas: int, level: float = 95) -> str:
    """Return how many areas chance alone would flag, for limits that hold ``level`` per cent of areas that do not differ.

    Where that is less than one, return the share of such views with any flag: 1 - (level / 100) ** areas.
    """
    if areas <= 0:
        return "No areas are compared, so there is nothing for chance to flag."
    expected = areas * (100 - level) / 100
    any_flag = 1 - (level / 100) ** areas
    who = f"With {words.count_of(areas, 'area')}"
    if expected >= 1:
        return f"{who}, about {_about(expected)} would be flagged by chance alone."
    if any_flag <= 0:
        return f"{who}, none would be flagged by chance alone."
    return f"{who}, chance alone would flag at least one in about {_one_in(any_flag)} views like this."


def comparisons_by_chance(judged: int) -> str:
    """Return how many of the comparisons made chance alone would call clear, each at 95 per cent."""
    expected = judged * 0.05
    flags = f"about {expected:.0f}" if expected >= 1.5 else "up to one" if expected >= 0.5 else "hardly any"
    return f"With {words.count_of(judged, 'comparison')}, {flags} would look clear by chance alone."


def _about(expected: float) -> str:
    whole, rest = int(expected), expected % 1
    is_halfway = expected < 20 and 0.25 <= rest <= 0.75
    return f"{whole:,} or {whole + 1:,}" if is_halfway else words.plain_number(expected)


def _one_in(share: float) -> str:
    return f"{10 * share:.0f} in 10" if share >= 0.3 else f"1 in {float(f'{1 / share:.2g}'):,.0f}"


def fragility(
    answers_to_flip: int | None, verdict: str, state: str, with_what: str, base_unit: BaseUnit = PEOPLE
) -> str:
    """Return how many answers would change a comparison, as a sentence; an empty text when hidden or without a verdict.

    ``answers_to_flip`` comes from ``queries/views/fragility.sql``, None where no change of answers could do it.
    """
    if state != "value" or verdict not in COMPARED or not answers_to_flip or answers_to_flip < 1:
        return ""
    many = base_unit.of(answers_to_flip)
    clear = verdict != "no clear difference"
    if answers_to_flip <= FEW_ANSWERS:
        otherwise = f"no longer be clearly {COMPARED[verdict]}" if clear else "be clearly higher or lower than"
        return f"Had {many} {base_unit.otherwise}, this would {otherwise} {with_what}."
    otherwise = f"no longer to be clearly {COMPARED[verdict]}" if clear else "to be clearly higher or lower than"
    return f"For this {otherwise} {with_what}, it would take {many} to have {base_unit.otherwise}."
