"""Where one number is from: definition, source, file and load, how many were counted, how sure, and how to say it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.model import db, dictionary
from dashboard.model.catalogue import Context, catalogue_of
from dashboard.model.state import View
from dashboard.parts import blocks, standing
from dashboard.text import verdicts, words

OWN_LOAD = 0
"""The load of rows that are kept in the programme's own folder."""


def trace(context: Context, measure_id: str, figure: Any, place: str, key: str, area_id: str = "") -> None:
    """Show a button that opens all that is known of one figure.

    ``figure`` is a row with period, state, value, lower, upper, numerator, denominator and reliability; ``place`` is what
    its place is called; ``area_id`` is empty for a group of areas.
    """
    kept = tuple(None if pd.isna(figure[name]) else figure[name] for name in FIELDS)
    with st.popover("Where is this number from?", key=f"trace-{key}"):
        st.markdown(as_markdown(context.build, measure_id, kept, place, area_id))


@lru_cache(maxsize=2_000)
def as_markdown(build: db.Build, measure_id: str, figure: tuple[Any, ...], place: str, area_id: str) -> str:
    """Return the lines as a list; ``figure`` holds what ``FIELDS`` names."""
    looked = Context(build, catalogue_of(build), View(), [])
    told = lines(looked, measure_id, dict(zip(FIELDS, figure, strict=True)), place, area_id)
    return "\n".join(f"- {line}" for line in told)


def lines(context: Context, measure_id: str, figure: Mapping[str, Any], place: str, area_id: str) -> list[str]:
    """Return all that is known of one figure, a line each, as Markdown."""
    measure, registry = context.catalogue.measures[measure_id], context.catalogue.measure_row(measure_id)
    counts = standing.counted(measure, registry["counts_people"])
    row = {**figure, "measure_id": measure_id}
    told = [f"**Say it right.** {words.plain(standing.quotation(context, place, row, counts))}"]
    if row["state"] == "value" and row["reliability"] != verdicts.STAFF_ONLY:
        base = standing.number_or_none(row["denominator"])
        if measure.is_share and base is not None:
            nobody = ": money, not people" if counts.is_money else ""
            told.append(f"**How many were counted.** {words.plain(counts.of(base))}{nobody}.")
        sure = verdicts.how_sure(
            measure,
            row["value"],
            standing.number_or_none(row["lower"]),
            standing.number_or_none(row["upper"]),
            base,
            row["reliability"] or None,
            counts,
        )
        told.append(f"**How sure.** {words.plain(sure[0].upper() + sure[1:])}.")
    told += blocks.measure_lines(context, measure_id)
    if registry["sources"] == "returns":
        told.append(f"**File and load.** {files(context, measure_id, area_id)}")
    return told


FIELDS = ("period", "state", "value", "lower", "upper", "numerator", "denominator", "reliability")


def files(context: Context, measure_id: str, area_id: str) -> str:
    """Return from which files and loads a figure's rows came, in words."""
    rows = db.query(context.build, "trace", measure_id=measure_id, area_id=area_id)
    if rows.empty:
        return "No return that it is made from is loaded."
    return " ".join(file_words(context, row) for row in db.rows(rows))


def file_words(context: Context, row: Any) -> str:
    """Return one table of returns with the load it came by: "Funding: 14 rows, load 3 of 5 May 2026, 10:02."."""
    count = "" if pd.isna(row.row_count) else f"{words.count_of(int(row.row_count), 'row')}, "
    name = words.plain(dictionary.title_of(row.table_name))
    if row.load == OWN_LOAD:
        folder = context.catalogue.programme["programme_name"]
        return f"{name}: {count}the file {words.plain(row.table_name)}.csv kept with {words.plain(folder)}."
    when = f" of {words.moment(row.loaded_at)}" if row.loaded_at else ""
    return f"{name}: {count}load {row.load}{when}; staff find its files under History on the Data page."
