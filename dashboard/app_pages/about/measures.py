"""The index of measures on the About page: a search, the topics, and each measure as a line that opens its definition."""

from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app_pages.about import definitions
from dashboard.model import db, state
from dashboard.model.catalogue import Context
from dashboard.parts.tables import page_address
from dashboard.text import words

STYLE = Path(__file__).with_name("measures.css")
COLUMNS = 3


def show_measures(context: Context) -> None:
    """Show the search, the definition of the measure that the address names, and the measures by topic."""
    view, registry = context.view, context.catalogue.registry
    st.session_state["measure-words"] = view.words
    st.text_input(
        "Search the measures",
        key="measure-words",
        placeholder="For example: grant, survey, deprived",
        max_chars=40,
        width=370,
        on_change=lambda: state.go(words=state.harmless_text(st.session_state["measure-words"])),
    )
    rows = matching(registry, view.words)
    topics = rows["topic"].nunique()
    fit = f" with “{view.words}”" if view.words else ""
    st.markdown(
        f"{words.count_of(len(rows), 'measure')}{words.plain(fit)} in {words.count_of(topics, 'topic')}. "
        f"Open {'a measure' if view.words else 'a topic, then a measure,'} to read its definition."
        if len(rows)
        else f"No measure fits {words.plain(f'“{view.words}”')}. Try another word."
    )
    chosen = view.measure if "measure" in st.query_params and not view.words else ""
    st.html(f"<style>{STYLE.read_text(encoding='utf-8')}</style>{index_html(context, rows, chosen)}")


def matching(registry: pd.DataFrame, query: str) -> pd.DataFrame:
    """Return the measures that have every word of a query in their name, topic, unit or definition."""
    text = registry["name"] + " " + registry["topic"] + " " + registry["unit"] + " " + registry["method"]
    wanted = pd.Series(True, index=registry.index)
    for word in query.lower().split():
        wanted &= text.str.lower().str.contains(word, regex=False)
    return registry[wanted]


def index_html(context: Context, rows: pd.DataFrame, chosen: str) -> str:
    """Return the measures as columns of topics, open while one searches, after the definition of the ``chosen`` measure."""
    first = f'<div class="chosen-measure">{line_html(context, chosen, is_open=True)}</div>' if chosen else ""
    is_search = bool(context.view.words)
    columns: list[list[str]] = [[] for _ in range(COLUMNS)]
    groups = dict(tuple(rows.groupby("topic", sort=False)))
    total, before = len(groups) + (len(rows) if is_search else 0), 0
    for topic, group in groups.items():
        height = 1 + (len(group) if is_search else 0)
        lines = "".join(line_html(context, measure_id) for measure_id in group.index)
        columns[int(COLUMNS * (before + height / 2) / total)].append(
            f'<details class="topic"{" open" if is_search else ""}><summary><h3>{escape(str(topic))}</h3> '
            f"({len(group)})</summary>{lines}</details>"
        )
        before += height
    shown = "".join(f"<div>{''.join(column)}</div>" for column in columns if column)
    return f'{first}<div class="measures">{shown}</div>'


def line_html(context: Context, measure_id: Any, is_open: bool = False) -> str:
    """Return one measure as a line that opens its definition, with the link to it."""
    name = escape(str(context.catalogue.measure_row(measure_id)["name"]))
    address = escape(page_address(context, "about", measure=measure_id, period="", words=""))
    return (
        f"<details{' open' if is_open else ''}><summary>{name}</summary>{definition_html(context.build, measure_id)}"
        f'<p><a href="{address}" aria-label="Link to this definition: {name}">Link to this definition</a></p></details>'
    )


@lru_cache(maxsize=500)
def definition_html(build: db.Build, measure_id: str) -> str:
    """Return the definition of a measure: unit, periods, method, limitations, sources, and how it is judged and protected."""
    registry = db.query(build, "measures").set_index("measure_id", drop=False)
    row: Any = registry.loc[measure_id]
    periods = db.query(build, "measure_periods")
    periods = periods.loc[periods["measure_id"] == measure_id, "period"].tolist()
    sources = {source.source_id: source for source in db.rows(db.query(build, "sources"))}
    links = "; ".join(source_html(sources[name]) for name in row["sources"].split(", "))
    terms = {
        "Definition": escape(row["method"]),
        "Limitations": escape(row["caveat"]),
        "Unit": escape(row["unit"]),
        "Periods": escape(", ".join(reversed(periods))),
        "Source": f"{links}.",
        **{term: escape(text) for term, text in definitions.terms(row).items()},
    }
    return f"<ul>{''.join(f'<li><strong>{term}.</strong> {text}</li>' for term, text in terms.items())}</ul>"


def source_html(source: Any) -> str:
    """Return a source with its publisher and date, as a link where it has an address."""
    title = escape(source.title)
    if source.address.startswith("http"):
        title = f'<a href="{escape(source.address)}" target="_blank" rel="noopener">{title}</a>'
    return f"{title} ({escape(', '.join(part for part in (source.publisher, source.dated) if part))})"
