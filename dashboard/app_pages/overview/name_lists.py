"""The lists of names beside the map: highest, lowest, outside the control limits, without a figure; each name a link."""

from collections.abc import Iterable
from html import escape
from typing import Any

import pandas as pd

from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.parts.tables import Link, area_link, cell_html, page_address
from dashboard.text import figure_cells, words

MOST_NAMES = 5
MOST_TESTED = 2
UNRANKED_TOPICS = ("Council", "Council relationship", "Meetings", "Public record")
"""Topics whose areas are not listed from highest to lowest: councils are never ranked, nor is what we have found."""


def name_lists(context: Context, shown: pd.DataFrame, measure: words.Measure) -> str:
    """Return the lists as HTML; ``shown`` has the areas shown with their figures, in order of name."""
    rows = figure_cells.rows_for_file(shown)
    valued = rows[rows["state"] == "value"]
    groups = []
    if context.catalogue.measure_row(measure.measure_id)["topic"] not in UNRANKED_TOPICS and len(valued) > MOST_NAMES:
        by_value = valued.sort_values("value", kind="stable")
        number = min(MOST_NAMES, len(valued) // 2)  # no area is among both
        groups.append(("Highest", entries(context, by_value.iloc[::-1].head(number), measure), ""))
        groups.append(("Lowest", entries(context, by_value.head(number), measure), ""))
    outside = valued[valued["verdict"].isin(["differs", "worth a look"])].sort_values("verdict", kind="stable")
    if figure_cells.is_judged(valued).any():
        listed = entries(context, outside.head(MOST_NAMES), measure)
        groups.append(("Outside the control limits", listed, more_words(len(outside)) if len(outside) else "No area."))
    elif tested := tested_measures(context, measure):
        groups.append(("Outside the control limits", tested, "This measure is not tested; these are."))
    missing = rows[rows["state"] != "value"]
    if len(missing):
        groups.append(("No data", entries(context, missing.head(MOST_NAMES), measure), more_words(len(missing))))
    return f'<div class="name-lists">{"".join(list_html(*group) for group in groups)}</div>'


def tested_measures(context: Context, measure: words.Measure) -> list[str]:
    """Return up to two measures whose areas are tested for differing by more than chance, as links; first of the same topic."""
    rows = db.query(context.build, "trends_spread", region="all", wave="all", deprivation="all")
    topic = context.catalogue.measure_row(measure.measure_id)["topic"]
    ids = dict.fromkeys(str(name) for name in rows.loc[rows["judged"] > 0, "measure_id"])
    first = sorted(ids, key=lambda name: context.catalogue.measure_row(name)["topic"] != topic)
    links = (
        Link(context.catalogue.measures[name].name, page_address(context, "", measure=name, period=""))
        for name in first
    )
    return [cell_html(link, "", "") for link in list(links)[:MOST_TESTED]]


def entries(context: Context, rows: pd.DataFrame, measure: words.Measure) -> list[str]:
    """Return areas as HTML: each name as a link with its figure, the side of the limits, or why it has no figure."""
    return [
        f"{cell_html(area_link(context, row.area_id), '', '')}: {escape(entry_words(row, measure))}"
        for row in db.rows(rows)
    ]


def entry_words(row: Any, measure: words.Measure) -> str:
    """Return the figure of an area with its side of the control limits, or why there is none."""
    text = figure_cells.figure_or_band(row, measure)
    return f"{text} ({row.side})" if row.state == "value" and row.verdict in ("differs", "worth a look") else text


def more_words(number: int) -> str:
    """Return how many areas a list leaves out."""
    return f"and {words.count_of(number - MOST_NAMES, 'more area')} in the table" if number > MOST_NAMES else ""


def list_html(title: str, listed: Iterable[str], note: str) -> str:
    """Return one list with its heading and a note under it."""
    items = "".join(f"<li>{item}</li>" for item in listed)
    return f"<section><h3>{escape(title)}</h3><ul>{items}</ul>{f'<p>{escape(note)}</p>' if note else ''}</section>"
