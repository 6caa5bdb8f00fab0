"""The rows of the Compare page as files that explain themselves: what, where, when, how much and how sure."""

from collections.abc import Mapping

import pandas as pd

from dashboard.app_pages.compare import sentences
from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.text import verdicts

NUMBERS = {
    "value": "value",
    "lower_confidence_interval_95": "lower",
    "upper_confidence_interval_95": "upper",
    "numerator": "numerator",
    "denominator": "denominator",
}
"""The columns of a file of figures, each with the column of the query that it comes from."""
DIFFERENCE = {
    "difference": "difference",
    "difference_lower_confidence_interval_95": "difference_lower",
    "difference_upper_confidence_interval_95": "difference_upper",
    "verdict": "verdict",
}
"""The same for what a difference says."""


def filed(context: Context, rows: pd.DataFrame, also: Mapping[str, str] = {}) -> pd.DataFrame:
    """Return figures as a file may hold them; one for staff only says that it is hidden, and nothing else.

    ``rows`` has ``measure_id, place_id, called, period, state, reliability`` and the columns of ``NUMBERS``; ``also`` names
    further columns and those of the rows that they come from.
    """
    measures, area_codes = context.catalogue.measures, context.catalogue.areas["area_code"]
    kept = rows["reliability"] == verdicts.STAFF_ONLY
    told = pd.DataFrame(
        {
            "measure": [measures[one].name for one in rows["measure_id"]],
            "unit": [measures[one].unit for one in rows["measure_id"]],
            "period": rows["period"],
            "area_code": [area_codes.get(one, "") for one in rows["place_id"]],
            "area_name": rows["called"],
            "area_type": ["area" if one in area_codes.index else "group of areas" for one in rows["place_id"]],
        }
    )
    told = told.assign(**{name: rows[column].mask(kept) for name, column in {**NUMBERS, **also}.items()})
    codes = [
        "[c]" if hidden else verdicts.state_reason(row.state, row.reliability)
        for row, hidden in zip(db.rows(rows), kept, strict=True)
    ]
    return told.assign(state=rows["state"].mask(kept, "hidden"), code=codes)


def differences(context: Context, now: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of one period with how the first of them compares with each other.

    A difference is left out where a figure it was made of is for staff only. ``now`` and ``pairs`` are the rows of
    ``compare_figures.sql`` and ``compare_differences.sql`` with what each is ``called``.
    """
    kept = (pairs["own_reliability"] == verdicts.STAFF_ONLY) | (pairs["other_reliability"] == verdicts.STAFF_ONLY)
    gaps = pairs[["choice"]].assign(**{name: pairs[name].mask(kept) for name in DIFFERENCE.values()})
    first = str(now["called"].iloc[0])
    said = [
        sentences.verdict_phrase(pair["verdict"], first, sentences.other_name(first, pair))
        for _, pair in pairs.iterrows()
    ]
    rows = now.merge(gaps.assign(verdict=pd.Series(said, gaps.index).mask(kept)), on="choice", how="left")
    rows = rows.assign(compared=[first if choice > 1 else "" for choice in rows["choice"]])
    return filed(context, rows, {"area_that_is_compared_with_it": "compared", **DIFFERENCE})


def against_others(context: Context, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of the measures of a topic, each with how its area compares with the other areas.

    ``rows`` are those of ``compare_verdicts.sql`` with what each is ``called``.
    """
    others = "the other areas of the programme"
    said = [sentences.verdict_phrase(row.verdict, row.called, others) for row in db.rows(rows)]
    return filed(context, rows.assign(verdict=said), DIFFERENCE)
