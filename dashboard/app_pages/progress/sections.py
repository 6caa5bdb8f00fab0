"""What the parts of the Progress page share: the filters and their names, the account, the origin of figures, gaps."""

import html
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from dashboard.app_pages.progress import sentences
from dashboard.model import db, dictionary
from dashboard.model.catalogue import Context
from dashboard.parts import frame, trace
from dashboard.text import words

SPENDING = "Returns of areas and staff on spending and awards"


class Part(NamedTuple):
    """A part of the page: what returns its answer, what shows it, and what returns its methods and limitations as lines."""

    answer: Callable[[Context], str]
    show: Callable[[Context], None]
    methods: Callable[[Context], list[str]]


def no_methods(_context: Context) -> list[str]:
    """Return no lines: the part is itself about methods and limitations."""
    return []


def query_parameters(context: Context) -> dict[str, str]:
    """Return the filters and the chosen area as parameters of a query."""
    view = context.view
    return {"region": view.region, "wave": view.wave, "deprivation": view.deprivation, "area_id": view.area}


def has_returns(context: Context) -> bool:
    """Whether any area of the programme has sent a return."""
    return bool(context.catalogue.programme["areas_with_returns"])


def is_report(context: Context) -> bool:
    """Whether all parts are shown one under another, to print."""
    return context.view.section == sentences.REPORT


def chosen_name(context: Context) -> str:
    """Return the name of the chosen area, or "" where none is chosen."""
    return str(context.catalogue.area(context.view.area)["area_name"]) if context.view.area else ""


def scope_label(context: Context) -> str:
    """Return which areas are shown: "all 150 areas", "areas shown: London, wave 2"."""
    filters = context.view.filters
    return f"areas shown: {', '.join(filters)}" if filters else f"all {len(context.catalogue.areas)} areas"


def accounts(context: Context) -> dict[str, Any]:
    """Return the accounts of the areas shown, as "shown", and of the chosen area, as "area" (None where none is chosen)."""
    rows = {row.scope: row for row in db.rows(db.query(context.build, "progress_account", **query_parameters(context)))}
    return {"shown": rows.get("shown", NO_AREAS), "area": rows.get("area")}


class NoAreas:
    """The account where no area passes the filters."""

    areas = 0


NO_AREAS = NoAreas()


def show_cards(cards: Sequence[tuple[str, str, str]]) -> None:
    """Show key figures side by side: what each is, its figure, and what it rests on."""
    for column, (label, figure, caption) in zip(st.columns(len(cards)), cards, strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{words.plain(label)}**")
            st.html(f'<p class="key-figure">{html.escape(figure[:1].upper() + figure[1:])}</p>')
            st.caption(words.plain(caption))


def show_needed_returns(context: Context, what: str, tables: Sequence[str]) -> None:
    """Show what a part for which no return is loaded would hold, which returns it needs, and where to go on from here."""
    returns = words.joined([f"“{dictionary.title_of(table)}”" for table in tables])
    with st.container(border=True, key=f"needs-{tables[0]}"):
        st.markdown(f"**No loaded return covers this.** It would show {what}, and needs: {words.plain(returns)}.")
        frame.show_next_steps(context, "progress")


def shown_group(context: Context) -> tuple[str, str]:
    """Return the place that the areas shown make together, with its name; all areas where the build has no such place."""
    view, catalogue = context.view, context.catalogue
    place = catalogue.group_of(view)
    if not place:
        return "programme:all", f"all {len(catalogue.areas)} areas, not only those shown"
    if view.filters:
        return place, f"wave {view.wave}" if place.startswith("wave:") else f"the areas in {view.region}"
    return "programme:all", "all areas combined"


def figure_lines(context: Context, measure_id: str) -> list[str]:
    """Return the origin of the figure of a measure for all years, of the areas shown and then of the chosen one, as lines."""
    lines = []
    for place_id, name, area_id in (
        (*shown_group(context), ""),
        (context.view.area, chosen_name(context), context.view.area),
    ):
        rows = db.query(context.build, "progress_figure", measure_id=measure_id, place_id=place_id)
        for _, row in rows[rows["period"] == "all years"].iterrows():
            lines += [line for line in trace.origin(context, measure_id, row, name, area_id)() if line not in lines]
    return lines


def numbers_or_none(values: pd.Series) -> list[float | None]:
    """Return the numbers of a column, with None where one is missing."""
    return [None if pd.isna(value) else float(value) for value in values]
