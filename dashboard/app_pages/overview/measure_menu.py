"""The menus of the overview: topic, measure with its number of areas, period and filters."""

from dataclasses import replace

import streamlit as st

from dashboard.app_pages.overview.headlines import headlines
from dashboard.model import db, state
from dashboard.model.catalogue import Context
from dashboard.model.state import View

RECORD = "record_facts"
"""The measure that counts facts on the public record: it is shown as what is on record, since more facts are not better."""


def opening_view(context: Context) -> View:
    """Return the view, with its opening measure where the address names none: the first headline's, if areas have figures of it.

    Without returns it is the public record, if there is any.
    """
    view, periods = context.view, context.catalogue.opening_periods
    opening = headlines(context.build)[0]
    measure = opening.measure_id if opening.has_returns else RECORD
    has_record = bool(context.catalogue.programme["areas_on_record"])
    if "measure" in st.query_params or measure not in periods or not (opening.has_returns or has_record):
        return view
    return replace(view, measure=measure, period=periods[measure])


def filters_row(context: Context) -> None:
    """Show the menus in one row; another topic opens on the measure that says most."""
    view, allowed = context.view, context.catalogue.allowed_values
    menu = db.query(context.build, "overview_menu").set_index("measure_id", drop=False)
    opening = {row.topic: row.measure_id for row in db.rows(menu[menu["opens_topic"]])}
    topic = str(menu.loc[view.measure, "topic"])
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.session_state["choose-topic-of-measure"] = topic
        st.selectbox(
            "Topic",
            list(opening),
            key="choose-topic-of-measure",
            on_change=lambda: state.go(measure=opening[st.session_state["choose-topic-of-measure"]]),
            width=185,
        )
        offered = menu[menu["topic"] == topic]
        labels = {row.measure_id: menu_label(context, row.measure_id, row.areas) for row in db.rows(offered)}
        state.choose("Measure (areas with data)", "measure", view.measure, list(labels), labels.__getitem__, width=370)
        state.choose("Period", "period", view.period, context.catalogue.periods[view.measure], width=130)
        state.choose("Region", "region", view.region, allowed["region"], state.filter_label, width=180)
        state.choose("Wave", "wave", view.wave, allowed["wave"], state.filter_label, width=75)
        state.choose(
            "Deprivation", "deprivation", view.deprivation, allowed["deprivation"], state.filter_label, width=155
        )


def menu_label(context: Context, measure_id: str, areas: int) -> str:
    """Return the name of a measure with the number of areas that have a figure."""
    name = context.catalogue.measures[measure_id].name
    return f"{name} ({areas or 'none'})"
