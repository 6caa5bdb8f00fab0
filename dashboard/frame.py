"""The frame around every page: the band of an invented programme, name, pages, search and version; and the foot."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import access, db, words
from dashboard.catalogue import Catalogue, Looked, catalogue
from dashboard.parts import STYLE, attribution_lines, invented_name, plain
from dashboard.search import Found, areas_named, postcode_parts
from dashboard.state import View


def not_ready(why: str) -> None:
    """Show, in place of every page, why there is nothing to read and what to do."""
    st.html(STYLE)
    st.title("Big Local Compare")
    st.info(why)


def header(looked: Looked, pages: Mapping[str, Any], page: Any) -> None:
    """Show the frame on top of every page."""
    st.html(STYLE)
    if invented_name(looked):
        st.container(key="band").markdown(f"**{plain(invented_name(looked))}: invented places and figures**")
    kept = looked.view.parameters()
    with st.container(key="frame", horizontal=True, vertical_alignment="center", gap="small"):
        st.container(key="name", width="content").page_link(pages["map"], label="Big Local Compare", query_params=kept)
        for one in pages.values():
            label = f"**{one.title}**" if one == page else one.title
            st.page_link(one, label=label, query_params=kept, width="content")
        asked = st.text_input(
            "Search for an area, council, ward or postcode",
            key="search",
            placeholder="Area, council, ward or postcode",
            label_visibility="collapsed",
            width=300,
            max_chars=60,
        )
        for name, told in other_programmes(looked).items():
            label = f"Switch to {plain(str(told.programme['programme_name']))}"
            link = st.container(key=f"switch-{name.replace('_', '-')}", width="content")
            link.page_link(page, label=label, query_params=also_there(looked.view, name, told), width="content")
        if access.is_staff():
            st.container(key="staff", width="content").markdown("**Staff mode**")
        st.caption(f"Data version {looked.build.version}", width="content")
    if asked:
        found(looked, asked, pages["area"])
    for problem in looked.problems:
        st.warning(problem)


def other_programmes(looked: Looked) -> dict[str, Catalogue]:
    """Return what there is in every other programme that can be read, by its id."""
    found = {}
    for name in db.programme_ids():
        if name != looked.build.programme_id:
            try:
                found[name] = catalogue(db.current_build(name))
            except db.NotReady:
                continue  # a link to it would lead to a sentence that only its maker can act on
    return found


def also_there(view: View, programme_id: str, told: Catalogue) -> dict[str, str]:
    """Return the address of this view in another programme, without what there is only here."""
    parts = {"programme": programme_id, **view.parameters(programme=programme_id)}
    measure = parts.get("measure", view.measure)
    known = {**told.known, "period": told.periods.get(measure, [])}
    return {name: value for name, value in parts.items() if value in known[name]}


def found(looked: Looked, asked: str, area_page: Any) -> None:
    """Show the areas that a search finds, each a link to its page, with the name it was found by."""
    hits, note = search(looked, asked)
    with st.container(border=True):
        if not hits:
            st.markdown(note or "Nothing is called that. Try another spelling, the council, a ward or a postcode.")
            return
        st.markdown(note or f"{words.count_of(len(hits), 'area')} found, the best fit first:")
        for hit in hits:
            area = looked.catalogue.area(hit.area_id)
            by = "" if hit.kind in ("area", "postcode") else f" (found by {hit.kind}: {hit.by})"
            st.page_link(
                area_page,
                label=f"{area['area_name']}, {area['council_name']}{by}",
                query_params=looked.view.parameters(area=hit.area_id),
            )


def search(looked: Looked, asked: str) -> tuple[list[Found], str]:
    """Return what a search by name or postcode finds, and a sentence where the places themselves do not say enough."""
    parts = postcode_parts(asked)
    if parts is None:
        return areas_named(asked, looked.catalogue.entries), ""
    outcode, incode = parts
    inside = db.query(looked.build, "search_postcode", postcode=outcode + incode) if incode else pd.DataFrame()
    if len(inside):
        note = f"{outcode} {incode} lies in the census areas that stand in for:"
        return [Found(name, "", "postcode", 100) for name in inside["area_id"]], note
    near = db.query(looked.build, "search_outcode", outcode=outcode)
    if near.empty:
        return [], f"There is no postcode district {outcode} in England."
    hits = [Found(row.area_id, f"about {row.distance_km:.0f} km away", "distance", 50) for row in db.rows(near)]
    said = f"{outcode} {incode} lies in no area’s census areas. " if incode else ""
    return hits, f"{said}Nearest to the middle of {outcode}:"


def footer(looked: Looked) -> None:
    """Show the attribution lines and the version under every page."""
    programme = looked.catalogue.programme
    st.divider()
    st.caption(
        f"{plain(programme['programme_name'])}, data version {looked.build.version}. {' '.join(attribution_lines(looked))}"
    )
