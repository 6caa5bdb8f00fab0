"""Figures of areas as the cells of a table: a value, why there is none, its range, and how it lies among all areas."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.text import verdicts, words


def by_name(shown: pd.DataFrame) -> pd.DataFrame:
    """Return areas in order of name, and those without a name in an order that does not tell which is which."""
    order = ["area_name", "value", "region_name", "wave"]
    return shown.sort_values(order, ascending=[True, False, True, True], kind="stable", ignore_index=True)


def as_saved(shown: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as they may be saved in a file: a figure for staff only is hidden."""
    kept = shown["reliability"] == verdicts.STAFF_ONLY
    numbers = ["value", "lower", "upper", "numerator", "denominator"]
    shown = shown.assign(**{name: shown[name].mask(kept) for name in numbers})
    return shown.assign(state=shown["state"].mask(kept, "hidden"), reliability=shown["reliability"].mask(kept, ""))


def flags(shown: pd.DataFrame) -> str:
    """Return how many areas differ by more than chance, and how many chance alone would flag; nothing where none is judged."""
    judged = shown[is_judged(shown)]
    if judged.empty:
        return ""
    differ = int((judged["verdict"] == "differs").sum())
    look = int((judged["verdict"] == "worth a look").sum())
    return (
        f"Of {words.count_of(len(judged), 'area')} with enough counted to judge, {differ} "
        f"{'differs' if differ == 1 else 'differ'} from all areas together by more than chance and {look} "
        f"{'is' if look == 1 else 'are'} worth a look. {verdicts.flags_by_chance(len(judged), 95)}"
    )


def is_judged(shown: pd.DataFrame) -> pd.Series:
    """Return for each row whether the funnel says anything of it."""
    return shown["verdict"].isin(["as expected", "worth a look", "differs"])


def decimals_of(values: Sequence[float], measure: words.Measure) -> int:
    """Return how many decimals figures have in the table: those of the measure, none where all are whole.

    Up to two more where one would be a false 0 or 100%.
    """
    known = [value for value in values if value == value]
    if all(value == round(value) for value in known):
        return 0
    ends = [] if measure.kind == "change" else [0.0, 100.0] if measure.is_share else [0.0]
    false = [abs(value - end) for value in known for end in ends if 0 < abs(value - end) < 0.5 * 10**-measure.decimals]
    more = max((math.ceil(-math.log10(2 * size)) for size in false), default=measure.decimals)
    return min(more, measure.decimals + 2)


def state_cell(state: str, reliability: str) -> str:
    """Return what stands in the place of a figure: why there is none, with its code: "not reported [x]"."""
    said = "" if state == "value" else words.STATES[state][0].lower().removesuffix(" to protect people")
    return f"{said} {verdicts.state_reason(state, reliability)}".strip()


def range_words(row: Any, measure: words.Measure) -> str:
    """Return the range of a figure: "27% to 59%"; nothing where none is known or the figure may not be saved."""
    if pd.isna(row.value) or pd.isna(row.lower):
        return ""
    return f"{words.figure(row.lower, measure)} to {words.figure(row.upper, measure)}"


def funnel_words(row: Any) -> str:
    """Return how an area lies in the funnel, in a few words; nothing where it has no figure."""
    if row.state != "value" or row.reliability == verdicts.STAFF_ONLY:
        return ""
    if row.verdict == "as expected":
        return "as expected for its size"
    if row.verdict not in ("worth a look", "differs"):
        return "too few to judge"
    return f"{row.verdict}{' by more than chance' if row.verdict == 'differs' else ''}: {row.side}"


def heading(measure: words.Measure) -> str:
    """Return the heading of the column of figures: the measure's short name and its unit."""
    return f"{measure.short} ({measure.unit})"


def judged(measure: words.Measure, figure: Any) -> str:
    """Return, in sentences, how sure the figure of an area is, and how it lies among all areas."""
    sure = verdicts.how_sure(measure, figure["value"], figure["lower"], figure["upper"], None, figure["reliability"])
    told = f"The range is {sure}."
    if figure["verdict"] in ("as expected", "worth a look", "differs"):
        told += f" Beside all areas together: {verdicts.funnel_words(figure['verdict'], figure['side'])}."
    if pd.notna(figure["ranked"]):
        ranks = verdicts.rank_words(figure["rank_lower"], figure["rank_upper"], int(figure["ranked"]))
        told += f" Its place from the highest may be anything {ranks}."
    return told
