"""The sentences, table and file of the Trends page on how many areas lie outside the control limits."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.model import db
from dashboard.text import words
from dashboard.text.words import Measure

SPREAD = {
    "far_above": "Above the 99.8% limits",
    "above": "Above the 95% limits",
    "as_expected": "Within the limits",
    "below": "Below the 95% limits",
    "far_below": "Below the 99.8% limits",
    "too_few": "Sample too small",
}
"""The positions of areas in a funnel, from the top, with their labels."""


def spread_sentence(row: Any, measure: Measure, filters: Sequence[str] = ()) -> str:
    """Return how many areas can be judged in one period, and how many lie above, as expected and below."""
    judged, shown = int(row.judged), words.count_of(int(row.areas), "area")
    which = f" shown ({', '.join(filters)})" if filters else ""
    what = f"{which} can be tested on “{measure.name}”, {row.period}"
    if judged == 0:
        return f"None of {shown}{what}."
    outside = [
        f"{int(getattr(row, name))} {'is' if getattr(row, name) == 1 else 'are'} {position}"
        for name, position in (
            ("far_above", "above the 99.8% control limits"),
            ("above", "above the 95% limits"),
            ("below", "below the 95% limits"),
            ("far_below", "below the 99.8% control limits"),
        )
        if getattr(row, name)
    ]
    others = f"; {words.joined(outside)}" if outside else "; none is outside"
    return (
        f"{judged} of {shown}{what}: {int(row.as_expected)} {'is' if row.as_expected == 1 else 'are'} within the control "
        f"limits{others}."
    )


def spread_title(row: Any) -> str:
    """Return how many of the areas judged are as expected, as the title of a chart."""
    judged = int(row.judged)
    if judged == 0:
        return f"{row.period}: no area has a large enough sample"
    return f"{row.period}: {int(row.as_expected)} of {words.count_of(judged, 'area')} within the control limits"


def spread_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a period with how many areas lie where, and how many have no figure and why."""
    periods = list(db.rows(rows))
    return pd.DataFrame(
        {
            "Period": [row.period for row in periods],
            "Above": [outside_cell(row.far_above, row.above) for row in periods],
            "Within the limits": [f"{row.as_expected:,}" for row in periods],
            "Below": [outside_cell(row.far_below, row.below) for row in periods],
            "Sample too small": [f"{row.too_few:,}" for row in periods],
            "No figure": [no_figure_cell(row) for row in periods],
        }
    )


def no_figure_cell(row: Any) -> str:
    """Return how many areas have no figure and why: "no data reported 124, not applicable 6"; "0" where all have one."""
    counts = {"hidden": row.hidden, "not reported": row.not_reported, "not due": row.not_due}
    return ", ".join(f"{words.STATES[state][0].lower()} {count:,}" for state, count in counts.items() if count) or "0"


def outside_cell(far: int, near: int) -> str:
    """Return how many areas are outside on one side: "1 outside the 99.8% limits and 2 outside the 95% limits", or "0"."""
    counts = [f"{far:,} outside the 99.8% limits"] if far else []
    return words.joined([*counts, *([f"{near:,} outside the 95% limits"] if near else [])]) or "0"


def spread_file(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return the spread with spelled-out columns: a row a period, counts of areas."""
    return pd.DataFrame(
        {
            "measure": measure.name,
            "period": rows["period"],
            "areas": rows["areas"],
            "areas_judged": rows["judged"],
            "above_by_more_than_chance": rows["far_above"],
            "above_worth_a_look": rows["above"],
            "as_expected": rows["as_expected"],
            "below_worth_a_look": rows["below"],
            "below_by_more_than_chance": rows["far_below"],
            "too_few_to_judge": rows["too_few"],
            "hidden": rows["hidden"],
            "not_reported": rows["not_reported"],
            "not_due": rows["not_due"],
        }
    )


def not_judged_sentence(measure: Measure) -> str:
    """Return that areas are not judged on a measure, and why."""
    return (
        f"Areas are not tested on “{measure.name}”. The test needs a percentage of people counted in enough areas; money and "
        "numbers differ for reasons other than chance."
    )
