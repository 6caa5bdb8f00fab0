"""The sentences, tables and files of the Progress page on the four outcomes: pure functions from rows of the build."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.model import db
from dashboard.text import table_codes, verdicts, words
from dashboard.text.base_units import ROUNDS, BaseUnit
from dashboard.text.verdicts import Trend
from dashboard.text.words import Measure


@dataclass(frozen=True)
class Outcome:
    """One of the four outcomes: its name in returns, its wording, and the measure of it."""

    name: str
    says: str
    measure_id: str


OUTCOMES = (
    Outcome(
        "identify local needs and act on them",
        "Communities are better able to identify local needs and act on them",
        "needs_identified",
    ),
    Outcome("skills and confidence", "People have more skills and confidence to go on doing so", "skills_gained"),
    Outcome("a difference to the needs", "A difference is made to the needs that communities put first", "needs_met"),
    Outcome("a better place to live", "People feel that their area is an even better place to live", "better_place"),
)

OUTCOMES_SET = "Outcomes that the programme was set"


def outcomes_answer(newest: Sequence[tuple[Measure, Any]], findings: int, independent: int, on_record: int) -> str:
    """Return the newest answers on the four outcomes, with their measures, and the number of findings, as sentences.

    ``on_record`` is the number of published facts that are findings on outcomes of any kind.
    """
    studies = f"Studies and reviews: {words.count_of(findings, 'finding')}, {independent:,} independent."
    if not newest and not findings:
        unknown = (
            "We do not know whether the four outcomes were reached: no survey results or findings on them are loaded."
        )
        other = words.count_of(on_record, "published finding on other outcomes", "published findings on other outcomes")
        return f"{unknown} The public record has {other}." if on_record else unknown
    if not newest:
        return f"No survey results on the four outcomes are loaded. {studies}"
    shares = [
        f"{measure.short[0].lower()}{measure.short[1:]} {words.figure(row.value, measure)} ({row.period})"
        for measure, row in newest
    ]
    return f"In the latest surveys: {words.joined(shares)}. Surveys cannot show that the money made a difference. {studies}"


def surveys_title(newest: Sequence[tuple[Measure, Any]]) -> str:
    """Return the highest and the lowest of the newest answers, as the title of their chart."""
    ranked = sorted(newest, key=lambda pair: -pair[1].value)
    named = [
        f"{words.figure(row.value, measure)} on “{measure.short.lower()}” ({row.period})" for measure, row in ranked
    ]
    return (
        f"Agreement is {named[0]}" if len(named) == 1 else f"Agreement is highest, {named[0]}, and lowest, {named[-1]}"
    )


LEGACY_KINDS = {
    "body": ("group", "groups"),
    "asset": ("building or other asset", "buildings and other assets"),
    "service": ("service", "services"),
    "fund": ("fund", "funds"),
}
"""The kinds of what continues, for one and for several."""


def legacy_sentence(rows: pd.DataFrame) -> str:
    """Return how many things continue after the programme, by kind; ``rows`` have ``kind`` and ``things``."""
    counts = {str(row.kind): int(row.things) for row in db.rows(rows)}
    kinds = [words.count_of(counts[kind], *names) for kind, names in LEGACY_KINDS.items() if kind in counts]
    return f"Recorded as continuing after the programme: {words.joined(kinds)}."


def without_jargon(text: str) -> str:
    """Return a figure as a study published it, with its abbreviation spelled out."""
    return text.replace("95% CI ", "95% confidence interval: ")


def figure_sentence(measure: Measure, row: Any, counts: BaseUnit) -> str:
    """Return the programme's figure of an outcome with its range and base as a sentence, or why there is none."""
    if row.state != "value" or pd.isna(row.value):
        sentence = words.state_sentence("the programme", row.state, row.period)
        return f"{sentence[0].upper()}{sentence[1:]}"
    sentence = words.sentence(measure, "all areas combined", row.value, row.period).removesuffix(".")
    sure = ""
    if pd.notna(row.lower):
        sure = f", between {words.figure(row.lower, measure)} and {words.figure(row.upper, measure)} (95% confidence interval)"
    base = f"; {counts.of(row.denominator)}" if pd.notna(row.denominator) else ""
    return f"{sentence}{sure}{base} in {words.count_of(int(row.areas_counted), 'area')}."


def figure_cell(row: Any, measure: Measure) -> str:
    """Return a figure with its code, or why there is none: "75%", "suppressed (small numbers) [c]"."""
    code = table_codes.cell_code(row.state, row.reliability)
    return f"{words.figure_or_state(row.value, row.state, measure)} {code}".strip()


def range_cell(row: Any, measure: Measure) -> str:
    """Return the range of a figure: "70% to 78%", or "" where there is none."""
    if row.state != "value" or pd.isna(row.lower):
        return ""
    return f"{words.figure(row.lower, measure)} to {words.figure(row.upper, measure)}"


def change_sentences(measure: Measure, row: Any) -> str:
    """Return the trend of an outcome and its change since the round before, on the same areas, as sentences."""
    trend = verdicts.trend_words(
        Trend(row.verdict, int(row.points), row.first_period, row.last_period, ROUNDS, int(row.areas_counted))
    )
    trend_sentence = f"Trend: {trend}."
    if not row.change_verdict:
        return trend_sentence
    differs = verdicts.difference_words(measure, row.changed_by, row.change_lower, row.change_upper)
    since = f"From {row.earlier_period} to {row.period}, on the same {words.count_of(int(row.areas_compared), 'area')}"
    return f"{since}: {row.change_verdict}, {differs}. {trend_sentence}"


def findings_label(rows: pd.DataFrame) -> str:
    """Return how many findings there are on an outcome and how many are independent of area and programme."""
    if rows.empty:
        return "No findings of studies or reviews"
    independent = int(rows["is_independent"].sum())
    return f"{words.count_of(len(rows), 'finding')} of studies and reviews, {independent:,} independent"


def findings_table(rows: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return findings as a table; ``names`` has the place of each."""
    return pd.DataFrame(
        {
            "What was found": [
                f"{row.finding} ({', '.join(part for part in (row.method, words.date_words(row.found_on)) if part)})"
                for row in db.rows(rows)
            ],
            "Where": list(names),
            "Independent": ["yes" if is_independent else "no" for is_independent in rows["is_independent"]],
        }
    )


def findings_file(rows: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return findings with spelled-out columns; ``names`` as in :func:`findings_table`."""
    return pd.DataFrame(
        {
            "outcome": rows["outcome"],
            "finding": rows["finding"],
            "method": rows["method"],
            "found_on": rows["found_on"],
            "where": list(names),
            "is_independent": ["yes" if is_independent else "no" for is_independent in rows["is_independent"]],
            "source": rows["source"],
        }
    )
