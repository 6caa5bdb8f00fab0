"""The small multiples of the Trends page: each measure of a topic with its small line, newest figure and verdict in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

import pandas as pd

from dashboard.app_pages.trends import sentences
from dashboard.app_pages.trends.choices import PROGRAMME, SAME, has_line, is_per_area, topic_of
from dashboard.model import db
from dashboard.model.catalogue import Catalogue, Context, catalogue_for
from dashboard.model.state import View
from dashboard.parts import small_trends
from dashboard.parts.tables import page_address
from dashboard.text import verdicts, words

MOST_SHOWN = 8
"""Of a topic with more measures the others open on demand."""


@dataclass(frozen=True)
class Multiple:
    """One small multiple: the measure, its newest figure with its period or why there is none, its line and its verdict."""

    measure_id: str
    name: str
    figure: str
    line: str
    verdict: str


@lru_cache(maxsize=500)
def multiples(build: db.Build, view: View) -> tuple[Multiple, ...]:
    """Return the small multiples of a topic for the area of a view, or all areas: first what can be judged, then the rest."""
    catalogue = catalogue_for(build, view)
    place_id = view.area or PROGRAMME
    changes = db.query(build, "trends_measures", place_id=view.area or SAME)
    offered = [
        row
        for row in db.rows(changes)
        if row.topic == topic_of(catalogue, view) and has_line(catalogue, row.measure_id)
    ]
    if not offered:
        return ()
    measure_ids = [row.measure_id for row in offered]
    newest = {row.measure_id: str(row.newest_period) for row in offered}
    lines = small_trends.points(build, measure_ids, place_id, newest)
    figures = db.query(build, "trends_figures", measures=".".join(measure_ids), places=place_id)
    by_measure: dict[str, list[Any]] = {measure_id: [] for measure_id in measure_ids}
    for row in db.rows(figures):
        by_measure[row.measure_id].append(row)
    return tuple(
        Multiple(
            row.measure_id,
            catalogue.measures[row.measure_id].name,
            figure_text(catalogue, row.measure_id, by_measure[row.measure_id], newest[row.measure_id]),
            small_trends.line(catalogue.measures[row.measure_id], lines[row.measure_id]),
            verdicts.trend_in_brief(catalogue.measures[row.measure_id], row),
        )
        for row in offered
    )


def figure_text(catalogue: Catalogue, measure_id: str, rows: Sequence[Any], newest: str) -> str:
    """Return the newest figure up to a period, with its own period: "58% (2024)"; or why there is none."""
    measure = catalogue.measures[measure_id]
    until = [row for row in rows if row.period <= newest]
    shown = next((row for row in reversed(until) if row.state == "value"), None)
    if shown is None:
        return words.STATES[until[-1].state][0] if until else "No figure"
    has_number = pd.notna(shown.drawn_value)
    figure = sentences.figure_words(shown, measure, is_per_area(catalogue, measure_id)) if has_number else shown.band
    return f"{figure} ({shown.period})"


def multiples_html(context: Context) -> str:
    """Return the small multiples as HTML; each leads to its large chart, and the one that is shown is marked."""
    view = context.view
    key = View(programme=view.programme, area=view.area, topic=view.topic, others=view.others)
    cards = [card_html(context, multiple) for multiple in multiples(context.build, key)]
    if not cards:
        return ""
    more = cards[MOST_SHOWN:]
    rest = (
        f"<details{' open' if any('aria-current' in card for card in more) else ''}><summary>"
        f"{words.count_of(len(more), 'more measure')} of this topic</summary>"
        f'<div class="multiples">{"".join(more)}</div></details>'
        if more
        else ""
    )
    return f'<nav aria-label="Measures of this topic"><div class="multiples">{"".join(cards[:MOST_SHOWN])}</div>{rest}</nav>'


def card_html(context: Context, multiple: Multiple) -> str:
    """Return one small multiple as a link to its large chart."""
    view = context.view
    current = ' aria-current="true"' if multiple.measure_id == view.measure else ""
    address = page_address(
        context, "trends", topic=view.topic, measure=multiple.measure_id, period="", section=view.section
    )
    return (
        f'<a href="{escape(address)}"{current}><strong>{escape(multiple.name)}</strong>'
        f"<span>{escape(multiple.figure)}{multiple.line}</span><span>{escape(multiple.verdict)}</span></a>"
    )
