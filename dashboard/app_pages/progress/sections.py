"""What the parts of the Progress page share: what is looked at, the account, where a figure is from, and what needs returns."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.model import db, dictionary
from dashboard.model.catalogue import Context
from dashboard.parts import frame, trace
from dashboard.text import words

SPENDING = "Returns of areas and staff on spending and awards"


def scope(context: Context) -> dict[str, str]:
    """Return the filters and the chosen area as parameters of a query."""
    view = context.view
    return {"region": view.region, "wave": view.wave, "deprivation": view.deprivation, "area_id": view.area}


def own_name(context: Context) -> str:
    """Return the name of the chosen area; nothing where none is chosen."""
    return str(context.catalogue.area(context.view.area)["area_name"]) if context.view.area else ""


def where(context: Context) -> str:
    """Return which areas are shown, in a few words: "all 150 areas", "areas shown: London, wave 2"."""
    filters = context.view.filters
    return f"areas shown: {', '.join(filters)}" if filters else f"all {len(context.catalogue.areas)} areas"


def account_of(context: Context) -> dict[str, Any]:
    """Return the account of the areas shown and, where one is chosen, of one area, by "shown" and "area"."""
    rows = {row.scope: row for row in db.rows(db.query(context.build, "progress_account", **scope(context)))}
    return {"shown": rows.get("shown", NOBODY), "area": rows.get("area")}


class Nobody:
    """The account of no area at all, where the filters leave none."""

    areas = 0


NOBODY = Nobody()


def needs_returns(context: Context, what: str, tables: Sequence[str]) -> None:
    """Show, where no return says anything of a part of the page, what would be here, which returns it takes, and two ways on."""
    programme = context.catalogue.programme
    name = words.plain(str(programme["programme_name"]))
    begins = (
        "None of the returns that are loaded says this."
        if programme["areas_with_returns"]
        else f"No returns of {name} are loaded."
    )
    returns = words.joined([f"“{dictionary.title_of(table)}”" for table in tables])
    with st.container(border=True, key="needs-returns"):
        st.markdown(f"**{begins}** This part would show {what}. It takes these returns: {words.plain(returns)}.")
        frame.ways_on(context, "progress")


def group_shown(context: Context) -> tuple[str, str]:
    """Return the place that the areas shown make together, with its name; all areas where the build knows no such place."""
    view, told = context.view, context.catalogue
    place = told.group_of(view)
    if not place:
        return "programme:all", f"all {len(told.areas)} areas, not only those shown"
    if view.filters:
        return place, f"wave {view.wave}" if place.startswith("wave:") else f"the areas in {view.region}"
    return "programme:all", "all areas together"


def figure_source(context: Context, measure_id: str) -> None:
    """Show the figure of a measure for all years, of the areas shown and of the chosen one, each with where it is from."""
    measure = context.catalogue.measures[measure_id]
    group = group_shown(context)
    for place_id, name in (group, (context.view.area, own_name(context))):
        if not place_id:
            continue
        rows = db.query(context.build, "progress_figure", measure_id=measure_id, place_id=place_id)
        rows = rows[rows["period"] == "all years"]
        for _, row in rows.iterrows():
            is_told = row["state"] == "value" and pd.notna(row["value"])
            said = (
                words.sentence(measure, name, row["value"], row["period"])
                if is_told
                else words.state_sentence(name, row["state"], row["period"])
            )
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(words.plain(said), width="content")
                area_id = "" if place_id == group[0] else place_id
                trace.trace(context, measure_id, row, name, f"{measure_id}-{place_id}", area_id)


def known(values: pd.Series) -> list[float | None]:
    """Return numbers with None where one is missing."""
    return [None if pd.isna(one) else float(one) for one in values]
