"""The choices of a pack: the place, the audience, the last meeting, and whether an election is near."""

from datetime import date

import streamlit as st

from dashboard.model import state
from dashboard.model.catalogue import Context
from dashboard.model.state import ANY
from dashboard.pack import packs
from dashboard.pack.packs import AUDIENCES
from dashboard.pack.place import place_parameters

FIRST_DAY = date(2010, 1, 1)
"""No programme began earlier."""


def show_place_and_audience(context: Context) -> None:
    """Show the controls in one row; each choice is written to the address, and another place or audience begins anew."""
    view, catalogue = context.view, context.catalogue
    names = catalogue.comparable_places
    st.session_state["present-place"] = view.area or catalogue.group_of(view) or next(iter(names))
    st.session_state["present-audience"] = view.audience
    st.session_state["present-since"] = date.fromisoformat(view.since) if view.since else None
    st.session_state["present-election"] = view.election == packs.NEAR
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="present-choices"):
        st.selectbox(
            "Area or group",
            list(names),
            key="present-place",
            format_func=lambda place_id: names[place_id],
            on_change=lambda: state.go(findings="", **place_parameters(catalogue, st.session_state["present-place"])),
            width=330,
        )
        st.segmented_control(
            "For",
            list(AUDIENCES),
            key="present-audience",
            format_func=lambda name: AUDIENCES[name].removeprefix("the ").capitalize(),
            required=True,
            on_change=lambda: state.go(findings="", audience=st.session_state["present-audience"]),
        )
        st.date_input(
            "Last meeting (optional)",
            key="present-since",
            min_value=FIRST_DAY,
            format="DD/MM/YYYY",
            on_change=lambda: state.go(since=day_text(st.session_state["present-since"]), findings=""),
            width=190,
        )
        st.toggle(
            "An election is near: leave out councils",
            key="present-election",
            on_change=lambda: state.go(
                election=packs.NEAR if st.session_state["present-election"] else ANY, findings=""
            ),
        )


def day_text(day: date | None) -> str:
    """Return a day as the address has it; empty for none."""
    return day.isoformat() if day else ""


def show_no_group() -> None:
    """Show that the filters of the address choose no group with figures of its own."""
    st.info("A pack can be made for one area, a region, a wave or all areas, not for several filters together.")
    st.button("Make one for all areas", on_click=lambda: state.go(region=ANY, wave=ANY, deprivation=ANY))
