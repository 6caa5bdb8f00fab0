"""Figures of areas as table cells: the value or why there is none, its range, and its place among all areas."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.text import certainty, table_codes, verdicts, words


def sorted_by_name(shown: pd.DataFrame) -> pd.DataFrame:
    """Return areas in order of name; those shown without a name are ordered so that the order does not identify them."""
    order = ["area_name", "value", "region_name", "wave"]
    return shown.sort_values(order, ascending=[True, False, True, True], kind="stable", ignore_index=True)


def rows_for_file(shown: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as they may be saved in a file: figures for staff only are hidden."""
    kept = shown["reliability"] == table_codes.STAFF_ONLY
    numbers = ["value", "lower", "upper", "numerator", "denominator"]
    shown = shown.assign(**{name: shown[name].mask(kept) for name in numbers})
    return shown.assign(state=shown["state"].mask(kept, "hidden"), reliability=shown["reliability"].mask(kept, ""))


def flags(shown: pd.DataFrame) -> str:
    """Return how many areas are outside the control limits, and how many chance would flag; empty where none is judged."""
    judged = shown[is_judged(shown)]
    if judged.empty:
        return ""
    differ = int((judged["verdict"] == "differs").sum())
    look = int((judged["verdict"] == "worth a look").sum())
    return (
        f"Of {words.count_of(len(judged), 'area')} with a large enough sample, {differ} "
        f"{'is' if differ == 1 else 'are'} outside the 99.8% control limits and {look} outside the 95% limits. "
        f"{verdicts.flags_by_chance(len(judged), 95)}"
    )


def is_judged(shown: pd.DataFrame) -> pd.Series:
    """Return for each row whether it has a verdict of the funnel."""
    return shown["verdict"].isin(["as expected", "worth a look", "differs"])


def decimals_of(values: Sequence[float], measure: words.Measure) -> int:
    """Return how many decimals figures have in the table: those of the measure, none where all are whole.

    Up to two more where a figure would wrongly be rounded to 0 or 100%.
    """
    numbers = [value for value in values if value == value]
    if all(value == round(value) for value in numbers):
        return 0
    ends = [] if measure.kind == "change" else [0.0, 100.0] if measure.is_share else [0.0]
    false = [
        abs(value - end) for value in numbers for end in ends if 0 < abs(value - end) < 0.5 * 10**-measure.decimals
    ]
    more = max((math.ceil(-math.log10(2 * size)) for size in false), default=measure.decimals)
    return min(more, measure.decimals + 2)


FEW = 10
"""A share of fewer than this is given as its counts."""


def is_of_few(measure: words.Measure, row: Any) -> bool:
    """Whether a figure is a share of so few that it is given as counts."""
    return (
        measure.is_share and measure.sources == "returns" and pd.notna(row["denominator"]) and row["denominator"] < FEW
    )


def short_figure(measure: words.Measure, row: Any) -> str:
    """Return a figure as it stands large on a card: "42%", or "1 of 3" for a share of few."""
    if is_of_few(measure, row):
        return f"{row['numerator']:.0f} of {row['denominator']:.0f}"
    return words.figure(row["value"], measure)


def figure_or_band(row: Any, measure: words.Measure) -> str:
    """Return the figure of a row, the band that is shown instead of it, "90% or more", or the reason why there is none."""
    value = None if pd.isna(row.value) else row.value
    return row.band or words.figure_or_state(value, row.state, measure)


def state_cell(state: str, reliability: str, band: str | None = None) -> str:
    """Return the cell in place of a figure: its band or why there is none, with its code: "no data reported [x]"."""
    reason = "" if state == "value" else words.STATES[state][0].lower()
    reason = band or reason
    return f"{reason} {table_codes.cell_code(state, reliability)}".strip()


def range_words(row: Any, measure: words.Measure) -> str:
    """Return the range of a figure, "27% to 59%"; an empty text where it has none or may not be saved."""
    if pd.isna(row.value) or pd.isna(row.lower):
        return ""
    return f"{words.figure(row.lower, measure)} to {words.figure(row.upper, measure)}"


def funnel_words(row: Any) -> str:
    """Return where an area lies in the funnel, in a few words; an empty text where it has no figure."""
    if row.state != "value" or row.reliability == table_codes.STAFF_ONLY:
        return ""
    if row.verdict == "as expected":
        return "within the control limits"
    if row.verdict not in ("worth a look", "differs"):
        return "sample too small"
    return f"{row.side} the {'99.8%' if row.verdict == 'differs' else '95%'} control limits"


def heading(measure: words.Measure) -> str:
    """Return the heading of the column of figures: the measure's short name and its unit."""
    return f"{measure.short} ({measure.unit})"


def judgement_sentences(measure: words.Measure, figure: Any) -> str:
    """Return sentences on how sure the figure of an area is and where it lies among all areas."""
    sure = certainty.how_sure(measure, figure["value"], figure["lower"], figure["upper"], None, figure["reliability"])
    sentences = f"{sure[0].upper()}{sure[1:]}."
    if figure["verdict"] in ("as expected", "worth a look", "differs"):
        sentences += f" Compared with all areas: {verdicts.funnel_words(figure['verdict'], figure['side'])}."
    if pd.notna(figure["ranked"]):
        ranks = verdicts.rank_words(figure["rank_lower"], figure["rank_upper"], int(figure["ranked"]))
        sentences += f" Its rank from the highest is {ranks}."
    return sentences
