"""Verdicts in plain words: pure functions from the codes of the build to what is said on pages, in files and aloud.

The build decides (``queries/macros``: verdict, trend, funnel, near_census; the view fragility); nothing is worked
out anew here, and a number is only rounded. A number that is None or not finite counts as not known, and is never said.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeGuard

from dashboard.text import words
from dashboard.text.words import Measure


@dataclass(frozen=True)
class Counted:
    """What a base counts, one and many of it, and what each would have done for its answer to be the other one."""

    singular: str
    plural: str
    otherwise: str = "answered differently"

    @property
    def is_money(self) -> bool:
        """Whether pounds are counted, "pounds awarded", and nobody."""
        return self.plural.startswith("pounds")

    def number(self, number: float) -> str:
        """Return "43", or "£43" where pounds are counted."""
        return f"{'£' if self.is_money else ''}{round(number):,}"

    def of(self, number: float) -> str:
        """Return "1 person", "43 people" or "£43 awarded"."""
        if self.is_money:
            return f"{self.number(number)}{self.plural.removeprefix('pounds')}"
        return words.count_of(round(number), self.singular, self.plural)


PEOPLE = Counted("person", "people")
MEMBERS = Counted("member", "members")
ROUNDS = Counted("round", "rounds")


@dataclass(frozen=True)
class Trend:
    """A trend as the build gives it: its verdict, the points it rests on, and on how many areas, the same in each.

    ``first`` and ``last`` are the periods of the points looked at, in words; ``of`` is what a point is.
    """

    verdict: str
    points: int
    first: str
    last: str
    of: Counted = ROUNDS
    same_areas: int | None = None


@dataclass(frozen=True)
class FigureFacts:
    """One figure with all that must be said of it; numbers in the unit of the measure, percentages from 0 to 100.

    ``base`` is what the figure was worked from, of which ``numerator`` were counted; ``lower`` and ``upper`` are the
    ends of its 95% interval; ``reliability`` is "staff only", one of ``CAUTIONS``, or nothing.
    """

    measure: Measure
    area: str
    period: str
    state: str
    value: float | None
    programme: str
    version: str
    source: str = ""
    numerator: float | None = None
    base: float | None = None
    counted: Counted = PEOPLE
    lower: float | None = None
    upper: float | None = None
    reliability: str | None = None
    is_invented: bool = False


REASONS = {
    "hidden": "a figure is hidden to protect people",
    "not reported": "the figure has not been reported",
    "not due": "nothing was due",
    "no interval": "the measure is a total or a publisher's count, and how sure that is cannot be said",
    "nothing to compare": "there is no figure to compare it with",
    "too few": "too few {many} were counted",
}
"""Why nothing can be said of a figure, for each code of the build."""

COMPARED = {"higher": "higher than", "lower": "lower than", "no clear difference": "no clear difference from"}

STAFF_ONLY = "staff only"
"""The reliability of a figure that so few people were counted for that it must not leave the staff."""

CODES = {
    "[c]": "hidden to protect people",
    "[u]": "low reliability: few were counted",
    "[x]": "not reported",
    "[z]": "nothing due, for example because the area had closed",
    "[p]": "provisional: may still change",
    "[r]": "revised since it was first given",
    "[e]": "estimated",
    "[b]": "break in the series: not to be compared with what was before",
}
"""What each code beside a table means, in the order in which they are explained."""

RELIABILITY_CODES = {
    "low": "[u]",
    STAFF_ONLY: "[u]",
    "provisional": "[p]",
    "revised": "[r]",
    "estimated": "[e]",
    "break": "[b]",
}

CAUTIONS = {
    "low": "this is of low reliability, as few were counted",
    "provisional": "this is provisional and may still change",
    "revised": "this has been revised since it was first given",
    "estimated": "this is an estimate",
    "break": "there is a break in the series, so this is not to be compared with what was before",
}

POINTS_NEEDED = 5
"""How many points a trend takes: see ``queries/macros/trend.sql``."""

FEW_ANSWERS = 3
"""Up to how many answers a verdict that hangs on them is told as one that might easily have been another."""


def compared(verdict: str, reason: str | None, with_what: str, counted: Counted = PEOPLE) -> str:
    """Return how a figure compares: "higher than the programme", "no clear difference from similar areas".

    ``reason`` says why where the verdict is "cannot say", and is not looked at otherwise.
    """
    if verdict == "cannot say":
        return f"cannot say how it compares with {with_what}{_because(reason, counted)}"
    return f"{COMPARED[verdict]} {with_what}"


def _because(reason: str | None, counted: Counted) -> str:
    return f": {REASONS[reason].format(many=counted.plural)}" if reason else ""


def difference_words(measure: Measure, difference: float | None, lower: float | None, upper: float | None) -> str:
    """Return a difference with its range: "12 percentage points higher (between 3 and 21)"; nothing where none is known.

    The difference and the ends of its 95% interval are in the unit of the measure, percentage points for a percentage.
    """
    if not _is_known(difference):
        return ""
    if difference == 0:
        told = "no difference"
    else:
        size = _size(measure, abs(difference))
        told = " ".join(part for part in (size, _difference_unit(measure, size), _side(difference)) if part)
    ends = _interval(lower, upper)
    said = _difference_range(measure, difference, *ends) if ends else "no range is known"
    return f"{told} ({said})" if said else told


def _difference_range(measure: Measure, difference: float, lower: float, upper: float) -> str:
    low, high = (_size(measure, abs(end)) for end in (lower, upper))
    if lower == upper == 0:
        return "" if difference == 0 else "0 at both ends of the range"
    if (difference > 0 and lower >= 0) or (difference < 0 and upper <= 0):
        near, far = (low, high) if difference > 0 else (high, low)
    else:
        near, far = (f"{size} {_side(end)}".strip() for size, end in ((low, lower), (high, upper)))
    return f"{near} at both ends of the range, when rounded" if near == far else _from_to(near, far)


def _side(difference: float) -> str:
    if difference == 0:
        return ""
    return "higher" if difference > 0 else "lower"


def _size(measure: Measure, size: float) -> str:
    """Return the size of a difference without its unit but for a pound sign, never rounded to nought: "less than 1"."""
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


def _is_known(number: float | None) -> TypeGuard[float]:
    return number is not None and math.isfinite(number)


def _interval(lower: float | None, upper: float | None) -> tuple[float, float] | None:
    """Return the ends of an interval, or None where one is missing or they are the wrong way round."""
    if not (_is_known(lower) and _is_known(upper)):
        return None
    return (lower, upper) if lower <= upper else None


def _from_to(low: str, high: str) -> str:
    """Return a range in words; "between under 1% and 9%" would be hard to read, so that is "from under 1% to 9%"."""
    is_open = any(end.startswith(("under ", "over ", "less than ")) for end in (low, high))
    return f"from {low} to {high}" if is_open else f"between {low} and {high}"


def trend_words(trend: Trend) -> str:
    """Return a trend: "rising from 2016 to 2024 on the same 112 areas", or why it cannot be told.

    "no clear change" is not the same as no change, so the periods are told with it too.
    """
    on_areas = _on_same_areas(trend.same_areas)
    if trend.verdict != "cannot say":
        return f"{trend.verdict} from {trend.first} to {trend.last}{on_areas}"
    if trend.points >= POINTS_NEEDED:
        return f"cannot say{on_areas}: how sure the {trend.of.plural} are is not known"
    number = trend.of.of(trend.points) if trend.points > 0 else f"no {trend.of.singular}"
    are = "are" if trend.points > 1 else "is"
    return f"cannot say: {number} {are} known{on_areas} and five are needed"


def _on_same_areas(areas: int | None) -> str:
    if not areas:
        return ""
    return " on the same area" if areas == 1 else f" on the same {words.count_of(areas, 'area')}"


def changed_words(verdict: str, first: str, last: str) -> str:
    """Return how a later figure compares with an earlier one: "higher in 2023 than in 2017"."""
    if verdict == "no clear change":
        return f"no clear change from {first} to {last}"
    return f"{'higher' if verdict == 'risen' else 'lower'} in {last} than in {first}"


CHANGES = ("risen", "fallen", "no clear change")
"""What the build says of a change that can be told."""


def funnel_words(
    verdict: str | None, side: str | None = None, reason: str | None = None, counted: Counted = PEOPLE
) -> str:
    """Return where an area stands in a funnel plot: "as expected for its size", "differs by more than chance: above".

    ``side`` is "above" or "below" for an area outside the limits; ``reason`` says why there is no verdict.
    """
    if verdict is None:
        return f"cannot say whether it differs by more than chance{_because(reason, counted)}"
    told = {
        "as expected": "as expected for its size",
        "worth a look": f"worth a look: {side or 'outside'} what chance alone gives 19 areas in 20",
        "differs": "differs by more than chance" + (f": {side}" if side else ""),
    }
    return told[verdict]


def rank_words(lower: float | None, upper: float | None, of: int) -> str:
    """Return a range of ranks: "between 40th and 120th of 137"; a rank alone is "about", as it is never certain."""
    if not (_is_known(lower) and _is_known(upper)):
        return "cannot say where it stands"
    if of == 1:
        return "the only one"
    first, last = (ordinal(round(rank)) for rank in sorted((lower, upper)))
    return f"about {first} of {of:,}" if first == last else f"between {first} and {last} of {of:,}"


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, 11th, 21st, 112th."""
    is_teen = number % 100 in (11, 12, 13)
    return f"{number:,}{'th' if is_teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def flags_by_chance(areas: int, level: float = 95) -> str:
    """Return how many areas chance alone would flag, for limits that hold ``level`` per cent of areas that are alike.

    Where that is less than one, the share of such views with any flag is told: 1 - (level / 100) ** areas.
    """
    if areas <= 0:
        return "No areas are compared, so there is nothing for chance to flag."
    expected = areas * (100 - level) / 100
    any_flag = 1 - (level / 100) ** areas
    who = f"With {words.count_of(areas, 'area')}, chance alone would flag"
    if expected >= 1:
        return f"{who} about {_about(expected)}, even if no area truly differed."
    if any_flag <= 0:
        return f"{who} none."
    return f"{who} one or more in about {_one_in(any_flag)} views like this, even if no area truly differed."


def comparisons_by_chance(judged: int) -> str:
    """Return how many of so many comparisons chance alone would call clear, each at 95 per cent."""
    expected = judged * 0.05
    flags = f"about {expected:.0f} of them" if expected >= 1.5 else "at most one" if expected >= 0.5 else "hardly any"
    return (
        f"{words.count_of(judged, 'comparison')} {'is' if judged == 1 else 'are'} made here. Chance alone would make {flags} "
        "look clear, even if nothing differed."
    )


def _about(expected: float) -> str:
    whole, rest = int(expected), expected % 1
    is_halfway = expected < 20 and 0.25 <= rest <= 0.75
    return f"{whole:,} or {whole + 1:,}" if is_halfway else words.plain_number(expected)


def _one_in(share: float) -> str:
    return f"{10 * share:.0f} in 10" if share >= 0.3 else f"1 in {float(f'{1 / share:.2g}'):,.0f}"


def how_sure(
    measure: Measure,
    value: float | None,
    lower: float | None,
    upper: float | None,
    base: float | None,
    reliability: str | None,
    counted: Counted = PEOPLE,
) -> str:
    """Return how sure a figure is: "between 41% and 62% (95% interval); low reliability: 14 people".

    Without an interval it says why there is none. Nothing is said, not even the base, where there is no value.
    """
    if not _is_known(value):
        return ""
    ends = _interval(lower, upper)
    told = _range(measure, *ends) if ends else _without_interval(measure)
    if reliability not in ("low", STAFF_ONLY):
        return told
    return f"{told}; {_low_reliability(base, counted)}{', for staff only' if reliability == STAFF_ONLY else ''}"


def _range(measure: Measure, lower: float, upper: float) -> str:
    low, high = words.figure(lower, measure), words.figure(upper, measure)
    if low == high:
        return f"{low} when rounded (95% interval)"
    if measure.unit == "percentage points":
        low = low.partition(" ")[0]
    return f"{_from_to(low, high)} (95% interval)"


def _without_interval(measure: Measure) -> str:
    """Return why a figure has no range: what is counted in full has none, a sample that is too small has none yet."""
    if measure.is_total:
        return "it is a total of what was recorded, so it has no range"
    if measure.interval_by != "none":
        return "too few were counted to say how sure it is"
    if measure.sources == "returns":
        return "it is worked from all that was recorded and not from a sample, so it has no range"
    return "its publisher gives no range"


def _low_reliability(base: float | None, counted: Counted) -> str:
    number = _whole(base, counted)
    return "low reliability" if number is None else f"low reliability: {counted.of(number)}"


def _whole(number: float | None, counted: Counted) -> int | None:
    """Return a count of at least nought, or None where the number is none; pounds are rounded."""
    if not _is_known(number) or number < 0 or (number != int(number) and not counted.is_money):
        return None
    return round(number)


def near_census_words(answered: int, population: int, counted: Counted = MEMBERS) -> str:
    """Return what the range of a figure is for where nearly all answered; nothing if more answered than there are.

    To be said only where the build finds it so: see ``queries/macros/near_census.sql`` for the rule and its source.
    """
    if not 0 < answered <= population:
        return ""
    varies = "the range says how much it would vary from time to time"
    if answered == population:
        all_of_them = f"the only {counted.singular}" if population == 1 else f"all {counted.of(population)}"
        return f"{all_of_them} answered, so this is a count of all; {varies}"
    return f"{answered:,} of {counted.of(population)} answered, so this is nearly a count of all; {varies}"


def say_it_right(figure: FigureFacts) -> str:
    """Return one sentence that can be read out in a hall: the figure with all that must be said of it.

    Where there is no figure the sentence says so and why. Of a hidden one, and of one for staff only, it tells no number
    but its period and the version of the data, whatever it is given.
    """
    is_sayable = figure.state == "value" and figure.reliability != STAFF_ONLY and _is_known(figure.value)
    told = _told(figure) if is_sayable else _untold(figure)
    if figure.is_invented:
        told = f"invented, for practice only, and true of no real place: {told}"
    return f"{told[0].upper()}{told[1:]} ({figure.programme}, data version {figure.version})."


def _told(figure: FigureFacts) -> str:
    ends = _interval(figure.lower, figure.upper)
    parts = (
        _finding(figure),
        f"we are fairly sure it is {_range(figure.measure, *ends)}" if ends else _without_interval(figure.measure),
        CAUTIONS[figure.reliability] if figure.reliability else "",
        f"the source is {figure.source}" if figure.source else "",
    )
    return "; ".join(part for part in parts if part)


def _finding(figure: FigureFacts) -> str:
    value = words.figure(figure.value or 0.0, figure.measure)
    told = figure.measure.in_words.format(area=figure.area, value=value)
    base = _base(figure)
    return f"{told}{f', {base}' if base else ''}, for {figure.period}"


def _base(figure: FigureFacts) -> str:
    base, numerator = (_whole(number, figure.counted) for number in (figure.base, figure.numerator))
    if not base:
        return ""
    if not figure.measure.is_share:
        return f"based on {figure.counted.of(base)}"
    counted = f"{figure.counted.number(numerator)} " if numerator is not None and numerator <= base else ""
    return f"{counted}out of {figure.counted.of(base)}"


def _untold(figure: FigureFacts) -> str:
    which = f'{figure.area}, "{figure.measure.name}", for {figure.period}'
    told = {
        "hidden": f"the figure for {which} is hidden to protect people and must not be guessed",
        "not reported": f"no figure has been reported for {which}, which does not mean that it is zero",
        "not due": f"nothing was due for {which}, so there is no figure",
        "value": f"no figure is known for {which}, which does not mean that it is zero",
        STAFF_ONLY: f"the figure for {which} is for staff only, as very few people were counted, and must not be read out",
    }
    return told[STAFF_ONLY if figure.state == "value" and figure.reliability == STAFF_ONLY else figure.state]


def fragility(answers_to_flip: int | None, verdict: str, state: str, with_what: str, counted: Counted = PEOPLE) -> str:
    """Return on how many answers a comparison hangs, as a sentence; nothing when hidden or without a verdict.

    ``answers_to_flip`` is that of ``queries/views/fragility.sql``, None where no change of answers could do it.
    """
    if state != "value" or verdict not in COMPARED or not answers_to_flip or answers_to_flip < 1:
        return ""
    many = counted.of(answers_to_flip)
    clear = verdict != "no clear difference"
    if answers_to_flip <= FEW_ANSWERS:
        otherwise = f"no longer be clearly {COMPARED[verdict]}" if clear else "be clearly higher or lower than"
        return f"Had {many} {counted.otherwise}, this would {otherwise} {with_what}."
    otherwise = f"no longer to be clearly {COMPARED[verdict]}" if clear else "to be clearly higher or lower than"
    return f"For this {otherwise} {with_what}, it would take {many} to have {counted.otherwise}."


def state_reason(state: str, reliability: str | None) -> str:
    """Return the code that stands beside a cell: "[c]" or another of ``CODES``, nothing for a figure without caution.

    ``reliability`` is one of ``RELIABILITY_CODES`` or nothing; where there is no figure only the reason for that is told.
    """
    if state != "value":
        return words.STATES[state][1]
    return RELIABILITY_CODES[reliability] if reliability else ""


def codes_explained(shown: Sequence[str]) -> str:
    """Return the line under a table that explains the codes in it, each once: "[c] hidden to protect people."."""
    told = "; ".join(f"{code} {meaning}" for code, meaning in CODES.items() if code in shown)
    return f"{told}." if told else ""
