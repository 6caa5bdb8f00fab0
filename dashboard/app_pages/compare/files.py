"""The rows of the Compare page as files that explain themselves: measure, place, period, figure and certainty."""

from collections.abc import Mapping

import pandas as pd

from dashboard.app_pages.compare import sentences
from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.text import table_codes

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
"""The same for the columns of a difference."""


def figures_file(context: Context, rows: pd.DataFrame, extra_columns: Mapping[str, str] = {}) -> pd.DataFrame:
    """Return figures as a file may hold them; one for staff only is marked as hidden, and nothing else.

    ``rows`` has ``measure_id, place_id, place_name, period, state, reliability`` and the columns of ``NUMBERS``;
    ``extra_columns`` names further columns and those of the rows that they come from.
    """
    measures, area_codes = context.catalogue.measures, context.catalogue.areas["area_code"]
    is_staff_only = rows["reliability"] == table_codes.STAFF_ONLY
    file = pd.DataFrame(
        {
            "measure": [measures[measure_id].name for measure_id in rows["measure_id"]],
            "unit": [measures[measure_id].unit for measure_id in rows["measure_id"]],
            "period": rows["period"],
            "area_code": [area_codes.get(place_id, "") for place_id in rows["place_id"]],
            "area_name": rows["place_name"],
            "area_type": [
                "area" if place_id in area_codes.index else "group of areas" for place_id in rows["place_id"]
            ],
        }
    )
    file = file.assign(
        **{name: rows[column].mask(is_staff_only) for name, column in {**NUMBERS, **extra_columns}.items()}
    )
    codes = [
        "[c]" if hidden else table_codes.cell_code(row.state, row.reliability)
        for row, hidden in zip(db.rows(rows), is_staff_only, strict=True)
    ]
    return file.assign(state=rows["state"].mask(is_staff_only, "hidden"), code=codes)


def differences(context: Context, now: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of one period with the comparison of the first of them with each other.

    A difference is left out where one of its figures is for staff only. ``now`` and ``pairs`` are the rows of
    ``compare_figures.sql`` and ``compare_differences.sql`` with a ``place_name``.
    """
    is_staff_only = (pairs["own_reliability"] == table_codes.STAFF_ONLY) | (
        pairs["other_reliability"] == table_codes.STAFF_ONLY
    )
    gaps = pairs[["choice"]].assign(**{name: pairs[name].mask(is_staff_only) for name in DIFFERENCE.values()})
    first = str(now["place_name"].iloc[0])
    phrases = [
        sentences.verdict_phrase(pair["verdict"], first, sentences.other_name(first, pair))
        for _, pair in pairs.iterrows()
    ]
    rows = now.merge(gaps.assign(verdict=pd.Series(phrases, gaps.index).mask(is_staff_only)), on="choice", how="left")
    rows = rows.assign(compared=[first if choice > 1 else "" for choice in rows["choice"]])
    return figures_file(context, rows, {"area_that_is_compared_with_it": "compared", **DIFFERENCE})


def against_others(context: Context, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of the measures of a topic, each with the comparison of its area with the other areas.

    ``rows`` are those of ``compare_verdicts.sql`` with a ``place_name``.
    """
    others = "the other areas of the programme"
    phrases = [sentences.verdict_phrase(row.verdict, row.place_name, others) for row in db.rows(rows)]
    return figures_file(context, rows.assign(verdict=phrases), DIFFERENCE)
