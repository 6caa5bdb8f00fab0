"""The frame around every page: the band of an invented programme, name, pages, search and version; and the foot."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.model import access, db
from dashboard.model.catalogue import Catalogue, Context, catalogue_of
from dashboard.model.search import Hit, areas_named, postcode_parts
from dashboard.model.state import SEPARATOR, View, go, harmless
from dashboard.parts.head import STYLE, attribution_lines, invented_name, own_area_controls, print_button
from dashboard.text import words

PARTS_OF_PAGES = {"topic": "", "section": ""}
"""What says which part of one page is shown, and means nothing on another."""
NEAR_KM = 15
"""How far from the middle of a postcode district areas are still named, beyond the nearest."""


def not_ready(why: str) -> None:
    """Show, in place of every page, why there is nothing to read and what to do."""
    st.html(STYLE)
    st.title("Big Local Compare")
    st.info(why)


def header(context: Context, pages: Mapping[str, Any], page: Any) -> None:
    """Show the frame on top of every page."""
    st.html(STYLE)
    if invented_name(context):
        st.container(key="band").markdown(f"**{words.plain(invented_name(context))}: invented places and figures**")
    kept = context.view.parameters(**PARTS_OF_PAGES)
    with st.container(key="frame", horizontal=True, vertical_alignment="center", gap="small"):
        st.container(key="name", width="content").page_link(pages["map"], label="Big Local Compare", query_params=kept)
        for one in pages.values():
            label = f"**{one.title}**" if one == page else one.title
            st.page_link(one, label=label, query_params=kept, width="content")
        asked = search_box(context)
        for name, told in other_programmes(context).items():
            label = f"Switch to {words.plain(str(told.programme['programme_name']))}"
            link = st.container(key=f"switch-{name.replace('_', '-')}", width="content")
            link.page_link(page, label=label, query_params=also_there(context.view, name, told), width="content")
        if access.is_staff():
            st.container(key="staff", width="content").markdown("**Staff mode**")
        st.caption(f"Data version {context.build.version}", width="content")
    if asked:
        search_results(context, asked, pages["area"])
    for problem in context.problems:
        st.warning(problem)
    if context.view.area and page != pages["map"]:  # the map tells the chosen area's figure in the same place
        own_area(context, can_be_one_page=page == pages["area"])


def search_box(context: Context) -> str:
    """Show the search, which the address remembers, and return what is asked for."""
    st.session_state["search"] = context.view.find
    st.text_input(
        "Search for an area, council, ward or postcode",
        key="search",
        placeholder="Area, council, ward or postcode",
        label_visibility="collapsed",
        width=270,
        max_chars=60,
        on_change=lambda: go(find=harmless(st.session_state["search"])),
    )
    return context.view.find


def other_programmes(context: Context) -> dict[str, Catalogue]:
    """Return what there is in every other programme that can be read, by its id."""
    found = {}
    for name in db.programme_ids():
        if name != context.build.programme_id:
            try:
                found[name] = catalogue_of(db.current_build(name))
            except db.NotReady:
                continue  # a link to it would lead to a sentence that only its maker can act on
    return found


def invented_links(context: Context, page: str, view: View | None = None) -> None:
    """Show, for each invented programme that has returns, the way to the same page of it; ``view`` if not what is looked at."""
    for other, told in other_programmes(context).items():
        if told.programme["is_invented"] and told.programme["areas_with_returns"]:
            st.page_link(
                f"app_pages/{page}/page.py",
                label=f"See it with {words.plain(str(told.programme['programme_name']).lower())} data",
                query_params=also_there(view or context.view, other, told),
                width="content",
            )


def ways_on(context: Context, page: str, view: View | None = None) -> None:
    """Show the two ways on from where returns are missing: to load one's own, and to see the page with invented ones."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.page_link(
            "app_pages/data/page.py", label="Load yours", query_params=context.view.parameters(), width="content"
        )
        invented_links(context, page, view)


def also_there(view: View, programme_id: str, catalogue: Catalogue) -> dict[str, str]:
    """Return the address of this view in another programme, without what there is only here."""
    parts = {"programme": programme_id, **view.parameters(programme=programme_id, areas="")}
    measure = parts.get("measure", view.measure)
    known = {**catalogue.allowed_values, "period": catalogue.periods.get(measure, []), "find": [view.find]}
    areas = SEPARATOR.join(one for one in view.chosen if one in catalogue.allowed_values["areas"])
    kept = {name: value for name, value in parts.items() if value in known[name]}
    return {**kept, "areas": areas} if areas else kept


def search_results(context: Context, asked: str, area_page: Any) -> None:
    """Show the areas that a search finds, each a link to its page, with the name it was found by and what they share."""
    hits, note = search(context, asked)
    areas = catalogue_of(context.build).areas  # a search names areas also where the page names only one
    with st.container(border=True, key="found"):
        if not hits:
            st.markdown(note or "Nothing is called that. Try another spelling, the council, a ward or a postcode.")
        else:
            st.markdown(note or f"{words.count_of(len(hits), 'area')} found, the best fit first:")
        for hit in hits:
            area: Any = areas.loc[hit.area_id]
            by = (
                shares(context, hit, asked)
                if hit.kind == "area"
                else f"found by {hit.kind}: {hit.by}{shares(context, hit)}"
            )
            by = f" ({by.removeprefix('; ')})" if by else ""
            st.page_link(
                area_page,
                label=f"{area['area_name']}, {area['council_name']}{by}",
                query_params=context.view.parameters(area=hit.area_id, find=""),
            )
        st.button("Clear the search", on_click=lambda: go(find=""), type="tertiary")


def in_census_area(row: Any) -> str:
    """Return the small census area of a postcode with how much of it is the area's and of the area's people live in it."""
    return (
        f"small census area {row.lsoa_code}, {words.share(row.lsoa_in_area_pct)} of which is the area’s and where "
        f"{words.share(row.area_in_lsoa_pct)} of the area’s people live"
    )


def shares(context: Context, hit: Hit, asked: str = "") -> str:
    """Return how much of an area and of a ward lies in the other, and of which year the wards are.

    Of an area found by a ward that is the ward; of one found by its own name the wards that are also called what was
    ``asked`` for. Nothing where there is none.
    """
    wards = db.query(context.build, "area_wards", area_id=hit.area_id)
    if hit.kind == "ward":
        wards = wards[wards["ward_name"] == hit.by]
    elif hit.kind == "area" and asked:
        wards = wards[wards["ward_name"].str.contains(asked, case=False, regex=False)]
    else:
        return ""
    if wards.empty:
        return ""
    if hit.kind == "area":
        named = [f"{words.share(row.area_in_ward_pct)} in {row.ward_name}" for row in db.rows(wards)]
        return f"; its people live {words.joined(named)}, wards of {wards['ward_year'].iloc[0]}"
    return (
        f"; {words.share(wards['area_in_ward_pct'].sum())} of the area’s people live in it and they are "
        f"{words.share(wards['ward_in_area_pct'].mean())} of the ward’s; wards of {wards['ward_year'].iloc[0]}"
    )


def own_area(context: Context, can_be_one_page: bool) -> None:
    """Show which area is chosen, with the way to its page, the way to let it go, and whether the others are named.

    On the area's own page it can also be printed on one sheet.
    """
    area = context.catalogue.area(context.view.area)
    with st.container(horizontal=True, vertical_alignment="center", key="own-area"):
        st.markdown(
            f"Your area: **{words.plain(area['area_name'])}**, {words.plain(area['council_name'])}", width="content"
        )
        own_area_controls(context)
        if can_be_one_page:
            print_button("Print one page for a meeting", "one-page")


def search(context: Context, asked: str) -> tuple[list[Hit], str]:
    """Return what a search by name or postcode finds, and a sentence where the places themselves do not say enough."""
    parts = postcode_parts(asked)
    if parts is None:
        return areas_named(asked, context.catalogue.entries), ""
    outcode, incode = parts
    inside = db.query(context.build, "search_postcode", postcode=outcode + incode) if incode else pd.DataFrame()
    if len(inside):
        note = f"{outcode} {incode} lies in the census areas that stand in for:"
        return [Hit(row.area_id, in_census_area(row), "postcode", 100) for row in db.rows(inside)], note
    near = db.query(context.build, "search_outcode", outcode=outcode)
    if near.empty:
        return [], f"There is no postcode district {outcode} in England."
    hits = [
        Hit(row.area_id, f"about {row.distance_km:.0f} km away", "distance", 50)
        for turn, row in enumerate(db.rows(near))
        if turn == 0 or row.distance_km <= NEAR_KM
    ]
    said = f"{outcode} {incode} is not a postcode of any area. " if incode else ""
    return hits, f"{said}Nearest to the middle of {outcode}:"


def footer(context: Context) -> None:
    """Show the attribution lines and the version under every page."""
    programme = context.catalogue.programme
    st.divider()
    print_button("Print this page", "whole")
    st.caption(
        f"{words.plain(programme['programme_name'])}, data version {context.build.version}. "
        f"{' '.join(attribution_lines(context))}"
    )
