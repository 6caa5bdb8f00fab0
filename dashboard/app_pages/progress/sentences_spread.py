"""What the Progress page says of how areas spread and of years of the plan, in words."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.model import db
from dashboard.text import words
from dashboard.text.words import Measure

SPREAD = {
    "far_above": "Above by more than chance",
    "above": "Worth a look: above",
    "as_expected": "As expected",
    "below": "Worth a look: below",
    "far_below": "Below by more than chance",
    "too_few": "Too few to judge",
}
"""Where areas lie in a funnel, from the top, with what each is called."""


def spread_words(row: Any, measure: Measure, filters: Sequence[str] = ()) -> str:
    """Return how many areas can be judged in one period, and how many lie above, as expected and below."""
    judged, shown = int(row.judged), words.count_of(int(row.areas), "area")
    which = f" shown ({', '.join(filters)})" if filters else ""
    what = f"{which} can be judged on “{measure.name}”, {row.period}"
    if judged == 0:
        return f"None of {shown}{what}."
    outside = [
        f"{int(getattr(row, name))} {'is' if getattr(row, name) == 1 else 'are'} {said}"
        for name, said in (
            ("far_above", "above by more than chance"),
            ("above", "above and worth a look"),
            ("below", "below and worth a look"),
            ("far_below", "below by more than chance"),
        )
        if getattr(row, name)
    ]
    others = f"; {words.joined(outside)}" if outside else "; none lies outside what chance allows"
    return (
        f"{judged} of {shown}{what}: {int(row.as_expected)} {'is' if row.as_expected == 1 else 'are'} as expected for their "
        f"size{others}."
    )


def spread_title(row: Any) -> str:
    """Return how many of the areas judged are as expected, as the title of a chart."""
    judged = int(row.judged)
    if judged == 0:
        return f"{row.period}: no area has enough counted to be judged"
    return f"{row.period}: {int(row.as_expected)} of {words.count_of(judged, 'area')} as expected for their size"


def spread_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a period with how many areas lie where, and how many have no figure and why."""
    told = list(db.rows(rows))
    return pd.DataFrame(
        {
            "Period": [row.period for row in told],
            "Above": [outside_cell(row.far_above, row.above) for row in told],
            "As expected": [f"{row.as_expected:,}" for row in told],
            "Below": [outside_cell(row.far_below, row.below) for row in told],
            "Too few to judge": [f"{row.too_few:,}" for row in told],
            "No figure": [without_figure(row) for row in told],
        }
    )


def without_figure(row: Any) -> str:
    """Return how many areas have no figure and why: "not reported 124, nothing due 6"; "0" where all have one."""
    counts = {"hidden": row.hidden, "not reported": row.not_reported, "not due": row.not_due}
    return ", ".join(f"{words.STATES[state][0].lower()} {count:,}" for state, count in counts.items() if count) or "0"


def outside_cell(far: int, near: int) -> str:
    """Return how many areas lie outside on one side: "1 by more than chance and 2 to look at"; "0" where none does."""
    said = [f"{far:,} by more than chance"] if far else []
    return words.joined([*said, *([f"{near:,} to look at"] if near else [])]) or "0"


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


def plan_year_words(rows: pd.DataFrame, measure: Measure) -> str:
    """Return the first and the last year of the plan that enough areas stand behind; ``rows`` of one measure."""
    known = rows[~rows["is_few"] & rows["is_full"]]
    if known.empty:
        return "No year of the plan has 30 areas with a figure, so nothing can be said of the programme as a whole."
    first, last = known.iloc[0], known.iloc[-1]
    each = " for each area with a figure" if bool(first["is_for_each_area"]) else ""
    told = [
        f"in year {int(row['plan_year'])} of the plan {plan_figure(row, measure)} ({int(row['areas_counted'])} areas)"
        for row in ([first] if len(known) == 1 else [first, last])
    ]
    return f"{measure.name}{each}: {', and '.join(told)}. The areas are not the same ones, so this is no trend."


def plan_figure(row: Any, measure: Measure) -> str:
    """Return a figure of a year of the plan; one told for each area has a decimal where it is small."""
    if row["is_for_each_area"] and abs(row["value"]) < 100:
        return f"{'£' if measure.unit.startswith('£') else ''}{words.plain_number(row['value'], 1)}"
    return words.figure(row["value"], measure)


def plan_unit(rows: pd.DataFrame, measure: Measure) -> str:
    """Return the unit of figures by year of the plan: totals are for each area with a figure."""
    return f"{measure.unit}, for each area with a figure" if bool(rows["is_for_each_area"].iloc[0]) else measure.unit
