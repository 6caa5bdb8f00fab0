"""The frame around every page: the band of an invented programme, name, navigation, search and version; and the footer."""

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.model import access, db
from dashboard.model.catalogue import Catalogue, Context, catalogue_of
from dashboard.model.search import Hit, matching_areas, plain_words, postcode_parts
from dashboard.model.state import ANY, SEPARATOR, View, go, harmless_text
from dashboard.parts import changed
from dashboard.parts.account import account_line
from dashboard.parts.head import (
    STYLE,
    attribution_lines,
    invented_name,
    names_only_own,
    own_area_controls,
    print_button,
)
from dashboard.text import words

OF_PACKS = {"audience": View().audience, "since": "", "election": ANY, "findings": ""}
PARTS_OF_PAGES = {"topic": "", "section": "", "theme": ANY, "kind": ANY, "year": ANY, "words": "", **OF_PACKS}
"""Parts of the address that mean something on one page only."""
NEAR_KM = 15
"""The distance from the middle of a postcode district within which areas besides the nearest are listed."""


def not_ready(why: str) -> None:
    """Show, in place of a page, why there are no figures and what to do."""
    st.html(STYLE)
    st.title("Big Local Compare")
    st.info(why)


def header(context: Context, pages: Mapping[str, Any], page: Any) -> None:
    """Show the frame on top of every page."""
    st.html(STYLE)
    if invented_name(context):
        st.container(key="band").markdown(f"**{words.plain(invented_name(context))}: invented places and figures**")
    parameters = context.view.parameters(**PARTS_OF_PAGES)
    with st.container(key="frame", horizontal=True, vertical_alignment="center", gap="small"):
        st.container(key="name", width="content").page_link(
            pages["overview"], label="Big Local Compare", query_params=parameters
        )
        page_links(pages, page, parameters)
        query = search_box(context)
        switch_links(context, page)
        if access.is_staff():
            st.container(key="staff", width="content").markdown("**Staff mode**")
        account_line()
    pinned_line(context, page)
    if query:
        search_results(context, query, pages["area"])
    if missing := harmless_text(st.query_params.get("missing", "")):
        st.warning(f"There is no page “{missing}” here. Choose a page above, or search for an area.")
    for problem in context.problems:
        st.warning(problem)
    if context.view.area and page != pages["overview"]:  # the overview shows the chosen area's figure in its place
        own_area(context, can_be_one_page=page == pages["area"])


def pinned_line(context: Context, page: Any) -> None:
    """Show of which day the figures of a pinned address are, and the way to the newest, where those are others."""
    if not context.view.v or db.current_build(context.build.programme_id) == context.build:
        return
    is_newest = db.public_build(context.build.programme_id) == context.build
    day = words.date_words(str(context.catalogue.programme["built_at"])[:10])
    with st.container(key="pinned", horizontal=True, vertical_alignment="center", gap="small"):
        text = f"**{'Public figures' if is_newest else 'Figures'} as of {day}.**{'' if is_newest else ' Newer ones exist.'}"
        st.markdown(text, width="content")
        parameters = context.view.parameters(v="")
        st.page_link(page, label="See the newest figures", query_params=parameters, width="content")
        if not is_newest:
            changed.show_pinned_box(context, db.public_build(context.build.programme_id))


def page_links(pages: Mapping[str, Any], page: Any, parameters: dict[str, str]) -> None:
    """Show the links to all pages, the present one in bold; a narrow screen shows a button that opens them."""
    st.html('<button type="button" class="menu-button" aria-expanded="false">Menu</button>', width="content")
    with st.container(key="pages", horizontal=True, gap=None, width="content"):
        for linked_page in pages.values():
            label = f"**{linked_page.title}**" if linked_page == page else linked_page.title
            st.page_link(linked_page, label=label, query_params=parameters, width="content")


def switch_links(context: Context, page: Any) -> None:
    """Show a link to the same page of each other programme."""
    for programme_id, catalogue in other_programmes(context).items():
        label = f"Switch to {words.plain(str(catalogue.programme['programme_name']))}"
        link = st.container(key=f"switch-{programme_id.replace('_', '-')}", width="content")
        address = address_in_programme(context.view, programme_id, catalogue)
        link.page_link(page, label=label, query_params=address, width="content")


def search_box(context: Context) -> str:
    """Show the search box and return its query, which the address holds."""
    st.session_state["search"] = context.view.find
    st.text_input(
        "Search for an area, council, ward or postcode",
        key="search",
        placeholder="Area, ward or postcode",
        label_visibility="collapsed",
        width=210,
        max_chars=60,
        on_change=lambda: go(find=harmless_text(st.session_state["search"])),
    )
    if not names_only_own(context):  # the page holds these names even before one types
        st.html(search_names(context.build))
    return context.view.find


@lru_cache(maxsize=8)
def search_names(build: db.Build) -> str:
    """Return the names of areas and councils that the search offers while one types."""
    areas = catalogue_of(build).areas
    names = sorted({*areas["area_name"], *areas["council_name"]})
    return f'<datalist id="area-names">{"".join(f"<option>{escape(name)}</option>" for name in names)}</datalist>'


def other_programmes(context: Context) -> dict[str, Catalogue]:
    """Return the catalogue of every other programme that can be read, by its id."""
    catalogues = {}
    for programme_id in db.programme_ids():
        if programme_id != context.build.programme_id:
            try:
                catalogues[programme_id] = catalogue_of(db.current_build(programme_id))
            except db.NotReady:
                continue  # a link would lead to a message that only its maintainer can act on
    return catalogues


def show_invented_links(context: Context, page: str, view: View | None = None) -> None:
    """Show a link to the same page of each invented programme with returns, for ``view`` or else the present view."""
    for programme_id, catalogue in other_programmes(context).items():
        programme = catalogue.programme
        if programme["is_invented"] and programme["areas_with_returns"]:
            st.page_link(
                f"app_pages/{page}/page.py",
                label=f"See it with {words.plain(str(programme['programme_name']).lower())} data",
                query_params=address_in_programme(view or context.view, programme_id, catalogue),
                width="content",
            )


def show_next_steps(context: Context, page: str, view: View | None = None) -> None:
    """Show the next steps where returns are missing: for staff to load them, and to see the page with invented ones."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if access.is_staff():
            parameters = context.view.parameters()
            st.page_link("app_pages/data/page.py", label="Load returns", query_params=parameters, width="content")
        show_invented_links(context, page, view)


def address_in_programme(view: View, programme_id: str, catalogue: Catalogue) -> dict[str, str]:
    """Return the address of a view in another programme, without values that do not exist there."""
    parts = {"programme": programme_id, **view.parameters(programme=programme_id, areas="")}
    measure = parts.get("measure", view.measure)
    allowed = {
        **catalogue.allowed_values,
        "period": catalogue.periods.get(measure, []),
        "find": [view.find],
        "words": [view.words],
        "since": [view.since],
        "findings": [],  # another programme has others
        "v": [],
    }
    areas = SEPARATOR.join(place_id for place_id in view.chosen if place_id in allowed["areas"])
    kept = {name: value for name, value in parts.items() if value in allowed[name]}
    return {**kept, "areas": areas} if areas else kept


def search_results(context: Context, query: str, area_page: Any) -> None:
    """Show the areas that match a query, each a link to its page, with the matching name and the share of its people.

    A query that is exactly the name of the only match opens its page at once.
    """
    hits, note = search(context, query)
    if len(hits) == 1 and plain_words(hits[0].by) == plain_words(query):
        st.switch_page(area_page, query_params=context.view.parameters(area=hits[0].area_id, find=""))
    areas = catalogue_of(context.build).areas  # a search names all areas even where the page names only one
    with st.container(border=True, key="search-results"):
        if not hits:
            none = f"No area matches “{words.plain(query)}”. Check the spelling, or try a council, ward or postcode."
            st.markdown(note or none)
        else:
            st.markdown(note or f"{words.count_of(len(hits), 'area')} found")
        for hit in hits:
            area: Any = areas.loc[hit.area_id]
            by = (
                overlap_words(context, hit, query)
                if hit.kind == "area"
                else f"{hit.kind}: {hit.by}{overlap_words(context, hit)}"
            )
            by = f" ({by.removeprefix('; ')})" if by else ""
            st.page_link(
                area_page,
                label=f"{area['area_name']}, {area['council_name']}{by}",
                query_params=context.view.parameters(area=hit.area_id, find=""),
            )
        st.button("Clear the search", on_click=lambda: go(find=""), type="tertiary")


def in_census_area(row: Any) -> str:
    """Return the small census area of a postcode, and how much of it and of the area's people lie in the other."""
    return (
        f"small census area {row.lsoa_code}, {words.share(row.lsoa_in_area_pct)} of which is the area’s and where "
        f"{words.share(row.area_in_lsoa_pct)} of the area’s people live"
    )


def overlap_words(context: Context, hit: Hit, query: str = "") -> str:
    """Return how much of an area and of a ward lies in the other, and the year of the wards.

    The ward is the one that the search matched, or, for an area that it matched by name, any ward whose name also
    contains the query. Return an empty text where there is none.
    """
    wards = db.query(context.build, "area_wards", area_id=hit.area_id)
    if hit.kind == "ward":
        wards = wards[wards["ward_name"] == hit.by]
    elif hit.kind == "area" and query:
        wards = wards[wards["ward_name"].str.contains(query, case=False, regex=False)]
    else:
        return ""
    if wards.empty:
        return ""
    if hit.kind == "area":
        shares = [f"{words.share(row.area_in_ward_pct)} in {row.ward_name}" for row in db.rows(wards)]
        return f"; its people live {words.joined(shares)}, wards of {wards['ward_year'].iloc[0]}"
    return (
        f"; {words.share(wards['area_in_ward_pct'].sum())} of the area’s people live in it and they are "
        f"{words.share(wards['ward_in_area_pct'].mean())} of the ward’s; wards of {wards['ward_year'].iloc[0]}"
    )


def own_area(context: Context, can_be_one_page: bool) -> None:
    """Show the chosen area with controls to open it, to clear it and to name no other area.

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
            changed.show_since_box(context)


def search(context: Context, query: str) -> tuple[list[Hit], str]:
    """Return the areas that match a name or postcode, and a sentence where the names alone do not explain the match."""
    parts = postcode_parts(query)
    if parts is None:
        return matching_areas(query, context.catalogue.entries), ""
    outcode, incode = parts
    inside = db.query(context.build, "search_postcode", postcode=outcode + incode) if incode else pd.DataFrame()
    if len(inside):
        note = f"{outcode} {incode} is in the best-fit census areas of:"
        return [Hit(row.area_id, in_census_area(row), "postcode", 100) for row in db.rows(inside)], note
    near = db.query(context.build, "search_outcode", outcode=outcode)
    if near.empty:
        return [], f"There is no postcode district {outcode} in England."
    hits = [
        Hit(row.area_id, f"about {row.distance_km:.0f} km away", "distance", 50)
        for order, row in enumerate(db.rows(near))
        if order == 0 or row.distance_km <= NEAR_KM
    ]
    outside = f"{outcode} {incode} is not a postcode of any area. " if incode else ""
    return hits, f"{outside}Nearest to the centre of {outcode}:"


def last_updated(context: Context) -> str:
    """Return the day on which the figures were last built: "Last updated 30 November 2026"."""
    return f"Last updated {words.date_words(str(context.catalogue.programme['built_at'])[:10])}"


def footer(context: Context, page: Any = None) -> None:
    """Show the attribution lines and the version under every page, and the link that stays with these figures."""
    programme = context.catalogue.programme
    st.divider()
    with st.container(key="foot"):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="foot-controls"):
            print_button("Print this page", "whole")
            if page and not context.view.v:
                public = " public" if access.is_staff() else ""
                parameters = context.view.parameters(v=context.build.version)
                st.page_link(
                    page, label=f"Link to exactly these{public} figures", query_params=parameters, width="content"
                )
        st.caption(
            f"{words.plain(programme['programme_name'])}. {last_updated(context)}, data version {context.build.version}. "
            f"{' '.join(attribution_lines(context))}"
        )


def show_failure(_error: Exception) -> bool:
    """Show a sentence and the foot in place of what is missing from a page that failed; Streamlit has logged the error."""
    st.error(
        "Part of this page cannot be shown. The error is in the server log. "
        "Choose another measure, or open another page."
    )
    if "context" in st.session_state:
        footer(st.session_state["context"])
    return True
