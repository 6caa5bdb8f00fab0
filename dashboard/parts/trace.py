"""The origin of one number: definition, source, file and load, how many were counted, how sure, and how to quote it."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.model import db, dictionary
from dashboard.model.catalogue import Context, catalogue_of
from dashboard.model.state import View
from dashboard.parts import blocks, reply_form, standing
from dashboard.parts.reply_form import Subject
from dashboard.text import certainty, table_codes, words

OWN_LOAD = 0
"""The number of the load for rows from a file in the programme's own folder."""


def trace(context: Context, measure_id: str, figure: Any, place: str, key: str, area_id: str = "") -> None:
    """Show a button that opens the origin of one figure.

    ``figure`` is a row with period, state, value, lower, upper, numerator, denominator and reliability; ``place`` is the
    name of its place; ``area_id`` is empty for a group of areas.
    """
    title = f"{context.catalogue.measures[measure_id].name}, {place}"
    with st.container(key=f"quiet-trace-{key}", width="content"):
        replies = Subject(area_id, (measure_id,), figure["period"]) if area_id else None
        blocks.about_button(title, key, origin(context, measure_id, figure, place, area_id), replies)
        if replies:
            reply_form.show_queries(context, replies)


def origin(
    context: Context, measure_id: str, figure: Any, place: str, area_id: str = ""
) -> Callable[[], Sequence[str]]:
    """Return what makes the lines on the origin of one figure when they are asked for: see :func:`trace`."""
    fields = tuple(None if pd.isna(figure[name]) else figure[name] for name in FIELDS)
    return lambda: as_lines(context.build, measure_id, fields, place, area_id)


@lru_cache(maxsize=2_000)
def as_lines(build: db.Build, measure_id: str, fields: tuple[Any, ...], place: str, area_id: str) -> tuple[str, ...]:
    """Return the origin of one figure as lines; ``fields`` holds the values of the columns ``FIELDS``."""
    context = Context(build, catalogue_of(build), View(), [])
    figure: dict[str, Any] = dict(zip(FIELDS, fields, strict=True))
    return tuple(lines(context, measure_id, figure, place, area_id))


def lines(context: Context, measure_id: str, figure: Mapping[str, Any], place: str, area_id: str) -> list[str]:
    """Return the origin of one figure as lines of Markdown."""
    measure, registry = context.catalogue.measures[measure_id], context.catalogue.measure_row(measure_id)
    base_unit = standing.base_unit_of(measure, registry["counts_people"])
    row = {**figure, "measure_id": measure_id}
    detail_lines = [
        f"**How to quote this figure.** {words.plain(standing.quotable_sentence(context, place, row, base_unit))}"
    ]
    if row["state"] == "value" and row["reliability"] != table_codes.STAFF_ONLY:
        base = standing.number_or_none(row["denominator"])
        if measure.is_share and base is not None:
            nobody = ": money, not people" if base_unit.is_money else ""
            detail_lines.append(f"**Base.** {words.plain(base_unit.of(base))}{nobody}.")
        sure = certainty.how_sure(
            measure,
            row["value"],
            standing.number_or_none(row["lower"]),
            standing.number_or_none(row["upper"]),
            base,
            row["reliability"] or None,
            base_unit,
        )
        detail_lines.append(f"**Certainty.** {words.plain(sure[0].upper() + sure[1:])}.")
    detail_lines += blocks.measure_lines(context, measure_id)
    if registry["sources"] == "returns":
        detail_lines.append(f"**File and load.** {files(context, measure_id, area_id)}")
    return detail_lines


FIELDS = ("period", "state", "value", "lower", "upper", "numerator", "denominator", "reliability")


def files(context: Context, measure_id: str, area_id: str) -> str:
    """Return the files and loads of a figure's rows, in words."""
    rows = db.query(context.build, "trace", measure_id=measure_id, area_id=area_id)
    if rows.empty:
        return "No return that it is made from is loaded."
    return " ".join(file_words(context, row) for row in db.rows(rows))


def file_words(context: Context, row: Any) -> str:
    """Return one table of returns with its load: "Funding: 14 rows, load 3 of 5 May 2026, 10:02."."""
    count = "" if pd.isna(row.row_count) else f"{words.count_of(int(row.row_count), 'row')}, "
    name = words.plain(dictionary.title_of(row.table_name))
    if pd.isna(row.load):
        return f"{name}: records about people; the file and load are not named."
    if row.load == OWN_LOAD:
        folder = context.catalogue.programme["programme_name"]
        return f"{name}: {count}the file {words.plain(row.table_name)}.csv kept with {words.plain(folder)}."
    when = f" of {words.moment(row.loaded_at)}" if row.loaded_at else ""
    return f"{name}: {count}load {row.load}{when}; staff find its files under History on the Data page."
