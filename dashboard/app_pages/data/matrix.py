"""The returns of each area by kind, on the Data page: what is overdue, partial, not yet due and in, and a text to send round."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.model import db, dictionary, state
from dashboard.model.catalogue import Context, catalogue_for
from dashboard.model.state import View
from dashboard.parts import blocks, head
from dashboard.parts.tables import area_link, cell_html, skip_link
from dashboard.text import words

STYLE = Path(__file__).with_name("matrix.css")
STATES = {
    "overdue": ("✕", "overdue"),
    "in_part": ("◐", "partial"),
    "not_yet_due": ("○", "not yet due"),
    "received": ("◇", "received"),
    "complete": ("✓", "complete"),
    "nothing_due": ("–", "nothing due"),
}
"""The column of each state of a return with its sign and word; the state that most needs something to be done is first."""
TITLE = "Returns by area and kind, the areas with most overdue first"
AFTER = "returns-by-period"
"""The anchor of the heading after the table, to which a keyboard skips over its many links."""
MISSING = ("overdue", "in_part", "not_yet_due")
KEY = (
    "✕ overdue: not in by the day it was due. ◐ partial. ○ not yet due. ◇ received, but we do not know if complete. "
    "✓ complete, or the area had nothing to report. – nothing due: the area had closed or not begun. "
    "Each cell begins with the state that most needs something to be done."
)
CHOICES: dict[str, tuple[str, Callable[[pd.DataFrame], pd.Series]]] = {
    "": ("All", lambda sums: sums["complete"] >= 0),
    "overdue": ("Overdue", lambda sums: sums["overdue"] > 0),
    "partial": ("Partial", lambda sums: sums["in_part"] > 0),
    "not-yet-due": ("Not yet due", lambda sums: sums["not_yet_due"] > 0),
    "all-in": ("Nothing missing", lambda sums: sums[[*MISSING]].sum(axis=1) == 0),
}
"""The choices of areas by the state of their returns: the label of each, and which areas fit."""


def show_returns_by_area(context: Context) -> None:
    """Show the state of the returns of each area and kind, those overdue as a text for an e-mail, and the files."""
    view = context.view
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        regions = context.catalogue.allowed_values["region"]
        state.choose("Region", "region", view.region, regions, state.filter_label, width=220)
        section = view.section if view.section in CHOICES else ""
        labels = {name: label for name, (label, _) in CHOICES.items()}
        state.choose("State of returns", "section", section, list(labels), lambda name: labels[name], width=220)
        st.button("Clear filters", on_click=clear_filters, disabled=not (view.filters or section), type="tertiary")
    rows = shown_rows(context, db.query(context.build, "coverage_areas"))
    if rows.empty:
        st.markdown("No area fits this choice.")
        return
    sums, area_ids = rows[list(STATES)].sum(), list(dict.fromkeys(rows["area_id"]))
    filters = [*view.filters, *([labels[section].lower()] if section else [])]
    shown = words.areas_shown(len(area_ids), len(context.catalogue.areas), filters)
    st.markdown(f"**{words.plain(shown)}.** {missing_sentence(sums.to_dict())}")
    show_matrix(context, rows)
    show_email(context, area_ids)


def chosen_parts(view: View) -> list[str]:
    """Return what the names of files have of the choice of areas: the filters, and the state of the returns."""
    return [*view.filters, *([view.section] if view.section in CHOICES else [])]


def clear_filters() -> None:
    """Show all areas again."""
    state.go(section="", **dict.fromkeys(state.FILTERS, state.ANY))


def shown_rows(context: Context, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the areas that fit the filters and the state chosen; of the chosen area alone if only it is named."""
    view = context.view
    if head.names_only_own(context):
        return rows[rows["area_id"] == view.area]
    _, fits = CHOICES.get(view.section, CHOICES[""])
    wanted = fits(rows.groupby("area_id")[list(STATES)].transform("sum"))
    return rows[wanted & rows["area_id"].isin(context.catalogue.filtered_areas(view).index)]


def missing_sentence(counts: Mapping[Any, int]) -> str:
    """Return how many returns are overdue, partial and not yet due, as a sentence, by the columns of the counts."""
    counted: list[str] = []
    for name in MISSING:
        if number := int(counts[name]):
            subject = f"{number:,}" if counted else words.count_of(number, "return")
            counted.append(f"{subject} {'is' if number == 1 else 'are'} {STATES[name][1]}")
    return f"{words.joined(counted)}." if counted else "Nothing is missing."


def show_matrix(context: Context, rows: pd.DataFrame) -> None:
    """Show the table of areas and kinds in a box that scrolls, its key, and its file."""
    st.html(
        f"<style>{STYLE.read_text(encoding='utf-8')}</style>{skip_link(AFTER)}{matrix_of(context.build, context.view)}"
    )
    with st.container(key="quiet-returns-by-area"):
        st.caption(KEY)
        name = blocks.file_name(context, "returns-by-area", *chosen_parts(context.view))
        blocks.download_button(TITLE, name, lambda: file_of(rows))


@lru_cache(maxsize=50)
def matrix_of(build: db.Build, view: View) -> str:
    """Return the table of the areas that a view shows, as HTML; made once a build and view."""
    context = Context(build, catalogue_for(build, view), view, [])
    rows = shown_rows(context, db.query(build, "coverage_areas"))
    names = {area_id: cell_html(area_link(context, area_id), "", "") for area_id in dict.fromkeys(rows["area_id"])}
    return matrix_html(rows, names, head.with_programme_name(TITLE))


def matrix_html(rows: pd.DataFrame, names: Mapping[str, str], caption: str) -> str:
    """Return the table of areas by kind of return, all of them together first; ``names`` has the name of each area as HTML."""
    kinds = sorted(rows["table_name"].unique(), key=dictionary.title_of)
    counts = {(row.area_id, row.table_name): row._asdict() for row in db.rows(rows)}
    together = rows.groupby("table_name")[list(STATES)].sum().to_dict("index")
    heads = "".join(
        f'<th scope="col"><button type="button" data-sort>{escape(title)}</button></th>'
        for title in ("Area", *map(dictionary.title_of, kinds))
    )
    first = "".join(matrix_cell(together[kind]) for kind in kinds)
    body = "".join(
        f'<tr><th scope="row">{name}</th>{"".join(matrix_cell(counts.get((area_id, kind), {})) for kind in kinds)}</tr>'
        for area_id, name in names.items()
    )
    total = words.count_of(len(names), "area")
    return (
        f'<div class="table-box long wide returns" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="data-table"><caption>{escape(caption)}</caption><thead><tr>{heads}</tr>'
        f'<tr><th scope="row">{total}</th>{first}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def matrix_cell(counts: Mapping[Any, Any]) -> str:
    """Return one cell: the sign, number and word of the state that comes first, then the other states; sorted by overdue."""
    states = [(name, int(counts[name])) for name in STATES if counts.get(name)]
    if not states:
        return "<td></td>"
    (first, number), *others = states
    sign, word = STATES[first]
    rest = ", ".join(f"{count:,} {STATES[name][1]}" for name, count in others)
    order = int(counts["overdue"]) + int(counts["in_part"]) / 1000
    return (
        f'<td class="{first.replace("_", "-")}" data-value="{order}"><b><span aria-hidden="true">{sign}</span> '
        f"{number:,} {word}</b>{rest and ' ' + rest}</td>"
    )


def file_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the counts as a file: one row an area and kind of return."""
    columns = {"area_name": "Area", "council_name": "Council", "region_name": "Region", "return": "Return"}
    states = {name: word.capitalize() for name, (_, word) in STATES.items()}
    titles = [dictionary.title_of(name) for name in rows["table_name"]]
    return rows.assign(**{"return": titles})[[*columns, *states]].rename(columns=columns | states)


def show_email(context: Context, area_ids: list[str]) -> None:
    """Show, on demand, the overdue returns of these areas as a text to copy, and each missing return as a file."""
    missing = all_missing(context.build)
    rows = missing[missing["area_id"].isin(area_ids)]
    overdue = rows[rows["standing"] == "overdue"]
    if rows.empty:
        return
    label = f"Copy for an e-mail: {words.count_of(len(overdue), 'overdue return')}; the file has the partial ones too"
    if box := blocks.opened_box(label, "returns-email"):
        with box:
            if len(overdue):
                with st.container(height=300, border=False):
                    st.code(email_text(context, overdue), language=None, wrap_lines=True)
            title = "Each return that is overdue, partial or not yet due"
            name = blocks.file_name(context, "missing-returns", *chosen_parts(context.view))
            blocks.downloads(lambda: missing_file(rows), len(rows), title, name)


def email_text(context: Context, overdue: pd.DataFrame) -> str:
    """Return the overdue returns as plain text: a line for each kind of return, under its area."""
    day = words.date_words(str(context.catalogue.programme["built_at"])[:10])
    lines = [head.with_programme_name(f"returns overdue on {day}")]
    for (area, council), of_area in overdue.groupby(["area_name", "council_name"], sort=False):
        lines += ["", f"{area} ({council}): {words.count_of(len(of_area), 'overdue return')}"]
        for kind, of_kind in of_area.groupby("title", sort=True):
            lines.append(f"- {kind}: {', '.join(of_kind['period'])}")
    return "\n".join(lines)


@lru_cache(maxsize=8)
def all_missing(build: db.Build) -> pd.DataFrame:
    """Return every missing return of one build, with the title of its kind and its period in words."""
    rows = db.query(build, "coverage_missing")
    return rows.assign(
        title=[dictionary.title_of(name) for name in rows["table_name"]],
        period=[words.date_range(row.period_start.date(), row.period_end.date()) for row in db.rows(rows)],
    )


def missing_file(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the missing returns as a file, one row an area, return and period, with the day by which each was due."""
    return pd.DataFrame(
        {
            "Area": rows["area_name"],
            "Council": rows["council_name"],
            "Return": rows["title"],
            "Period": rows["period"],
            "From": rows["period_start"].dt.date,
            "To": rows["period_end"].dt.date,
            "Due by": rows["due_on"].dt.date,
            "Due by is": ["the date set" if is_set else "the end of the period" for is_set in rows["has_due_day"]],
            "State": rows["standing"],
        }
    )


def show_missing_of_area(context: Context) -> None:
    """Show how much is missing of the chosen area, and on demand each return."""
    area = str(context.catalogue.area(context.view.area)["area_name"])
    rows = all_missing(context.build)
    rows = rows[rows["area_id"] == context.view.area]
    counts = rows["standing"].value_counts()
    sums = {name: int(counts.get(word, 0)) for name, (_, word) in STATES.items()}
    if rows.empty:
        st.markdown(f"{words.plain(area)}: nothing is missing.")
        return
    blocks.folded_table(
        f"{area}: {missing_sentence(sums)}",
        f"Missing returns of {area}, one row a return.",
        blocks.ChartTable(
            missing_file(rows)[["Return", "Period", "Due by", "State"]].astype({"Due by": str}),
            blocks.file_name(context, context.view.area, "missing-returns"),
        ),
    )
