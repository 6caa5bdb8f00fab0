"""One sentence about a figure that can be read out in public, with every caution that belongs to it."""

from dataclasses import dataclass

from dashboard.text import words
from dashboard.text.base_units import PEOPLE, BaseUnit
from dashboard.text.certainty import interval, interval_words, is_known, no_interval_reason, whole_count
from dashboard.text.table_codes import STAFF_ONLY
from dashboard.text.words import Measure

CAUTIONS = {
    "low": "this has low reliability (small sample)",
    "provisional": "this is provisional and may still change",
    "revised": "this has been revised since it was first given",
    "estimated": "this is an estimate",
    "break": "there is a break in the series, so it cannot be compared with earlier figures",
}


@dataclass(frozen=True)
class FigureFacts:
    """One figure with everything its sentence needs; numbers in the unit of the measure, percentages from 0 to 100.

    ``base`` is what the figure was worked from, of which ``numerator`` were counted; ``lower`` and ``upper`` are the
    ends of its 95% interval; ``reliability`` is "staff only", one of ``CAUTIONS``, or empty.
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
    base_unit: BaseUnit = PEOPLE
    lower: float | None = None
    upper: float | None = None
    reliability: str | None = None
    is_invented: bool = False


def quotable_sentence(figure: FigureFacts) -> str:
    """Return one sentence that can be read out at a meeting: the figure with its base, range, cautions and source.

    Where there is no figure, the sentence says so and why. For a hidden figure, and for one for staff only, it contains
    no number but the period and the version of the data, whatever numbers it is given.
    """
    is_quotable = figure.state == "value" and figure.reliability != STAFF_ONLY and is_known(figure.value)
    sentence = _figure_clauses(figure) if is_quotable else _missing_figure_clause(figure)
    if figure.is_invented:
        sentence = f"invented, for practice only, and true of no real place: {sentence}"
    return f"{sentence[0].upper()}{sentence[1:]} ({figure.programme}, data version {figure.version})."


def _figure_clauses(figure: FigureFacts) -> str:
    ends = interval(figure.lower, figure.upper)
    parts = (
        _finding(figure),
        f"we are fairly sure it is {interval_words(figure.measure, *ends)}"
        if ends
        else no_interval_reason(figure.measure),
        CAUTIONS[figure.reliability] if figure.reliability else "",
        f"the source is {figure.source}" if figure.source else "",
    )
    return "; ".join(part for part in parts if part)


def _finding(figure: FigureFacts) -> str:
    value = words.figure(figure.value or 0.0, figure.measure)
    clause = figure.measure.in_words.format(area=figure.area, value=value)
    base = _base(figure)
    return f"{clause}{f', {base}' if base else ''}, for {figure.period}"


def _base(figure: FigureFacts) -> str:
    base, numerator = (whole_count(number, figure.base_unit) for number in (figure.base, figure.numerator))
    if not base:
        return ""
    if not figure.measure.is_share:
        return f"based on {figure.base_unit.of(base)}"
    counted = f"{figure.base_unit.number(numerator)} " if numerator is not None and numerator <= base else ""
    return f"{counted}out of {figure.base_unit.of(base)}"


def _missing_figure_clause(figure: FigureFacts) -> str:
    which = f'{figure.area}, "{figure.measure.name}", for {figure.period}'
    clauses = {
        "hidden": f"the figure for {which} is suppressed because few people answered",
        "not reported": f"no figure has been reported for {which}, which does not mean that it is zero",
        "not due": f"nothing was due for {which}, so there is no figure",
        "value": f"no figure is available for {which}, which does not mean that it is zero",
        STAFF_ONLY: f"the figure for {which} is for staff only, as very few people were counted, and must not be read out",
    }
    return clauses[STAFF_ONLY if figure.state == "value" and figure.reliability == STAFF_ONLY else figure.state]
