"""The sections of the Record page: the facts, the time line, the tile map, areas without facts, and the method."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard.app_pages.record import sentences
from dashboard.app_pages.record.view import NO_DATE, RecordView
from dashboard.model import db, state
from dashboard.model.catalogue import Context
from dashboard.model.state import View
from dashboard.parts import blocks, head, phones, record, record_pictures
from dashboard.parts.tables import Link, page_address
from dashboard.text import record_words, words

FACTS_A_PAGE = 25
"""The table of facts is turned like a page after so many."""


def show_filters(context: Context, kinds: list[str]) -> None:
    """Show the menus that choose facts by theme, kind, area, council and year, and the box for words."""
    view, catalogue = context.view, context.catalogue
    allowed = catalogue.allowed_values
    themes = {state.ANY: "All themes", **record_words.THEMES}
    areas = {"": "All areas", **catalogue.areas["area_name"].to_dict()}
    councils = {"": "All councils", **catalogue.councils["council_name"].to_dict()}
    years = {state.ANY: "All years", NO_DATE: "No date"}
    with (
        phones.folded_on_phone("Filters", "filters"),
        st.container(key="filters", horizontal=True, vertical_alignment="bottom"),
    ):
        state.choose(
            "Theme",
            "theme",
            view.theme,
            [name for name in themes if name in allowed["theme"]],
            lambda name: themes[name],
            width=190,
        )
        state.choose("Kind of fact", "kind", view.kind, [state.ANY, *kinds], kind_option, width=190)
        if not head.names_only_own(context):
            state.choose("Area", "area", view.area, list(areas), lambda area_id: areas[area_id], width=190)
            if not view.area:  # an area has one council
                state.choose("Council", "council", view.council, list(councils), lambda code: councils[code], width=190)
        state.choose("Year", "year", view.year, allowed["year"], lambda year: str(years.get(year, year)), width=120)
        st.session_state["record-words"] = view.words
        st.text_input(
            "Words in the fact",
            key="record-words",
            max_chars=40,
            width=190,
            on_change=lambda: state.go(words=state.harmless_text(st.session_state["record-words"])),
        )


def kind_option(kind: str) -> str:
    """Return a kind as it is offered in its menu."""
    return "All kinds" if kind == state.ANY else record_words.kind_label(kind)


def clear_choice() -> None:
    """Show all facts again."""
    state.go(theme=state.ANY, kind=state.ANY, year=state.ANY, words="", area="", council="")


def show_accounts(context: Context, shown: RecordView) -> None:
    """Show the accounts of the areas and theme chosen: the first three, and the others on demand."""
    view = context.view
    if view.kind != state.ANY or view.year != state.ANY or view.words:
        return
    theme = "" if view.theme == state.ANY else view.theme
    rows = record.accounts_of(context, shown.area_ids, theme)
    if rows.empty:
        return
    st.header("What happened: accounts")
    record.accounts(context, rows, with_area=not view.area)


def show_facts(context: Context, shown: RecordView) -> None:
    """Show the facts, the latest first, so many at a time; the file has all of them."""
    facts, view = shown.facts, context.view
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        first = first_shown(len(facts), view)
        no_choice = replace(view, theme=state.ANY, kind=state.ANY, year=state.ANY, words="", area="", council="")
        st.button("Clear filters", on_click=clear_choice, disabled=view == no_choice, type="tertiary")
    if facts.empty:
        st.markdown("No fact fits this choice. Clear it, or choose another theme, year or word.")
        return
    blocks.table(
        record.facts_table(facts.iloc[first : first + FACTS_A_PAGE], None if view.area else context),
        alt="Facts on public record, latest first.",
        file_name=blocks.file_name(context, "record", view.theme, view.area),
        download=lambda: record.facts_file(facts, context.catalogue),
    )


def first_shown(number: int, view: View) -> int:
    """Show where in the facts the table is, with the buttons that turn it, and return the place of the first one shown."""
    choice = view.only("theme", "kind", "area", "council", "year", "words")
    turned, first = st.session_state.get("record-first", (choice, 0))
    first = first if turned == choice and first < number else 0
    last = min(first + FACTS_A_PAGE, number)

    def turn(steps: int) -> None:
        st.session_state["record-first"] = (choice, first + steps * FACTS_A_PAGE)

    if number > FACTS_A_PAGE:
        st.markdown(f"Facts {first + 1:,} to {last:,} of {number:,}, latest first", width="content")
        st.button("Later facts", on_click=turn, args=(-1,), disabled=first == 0, key="record-later")
        st.button("Earlier facts", on_click=turn, args=(1,), disabled=last == number, key="record-earlier")
    return first


def show_areas(context: Context, shown: RecordView, rows: pd.DataFrame) -> None:
    """Show how many areas have a record of each theme, and on demand each area on a map and in a table."""
    if not context.view.area:
        st.header("Areas with a record, by theme")
        st.markdown("\n".join(f"- {line}" for line in sentences.count_lines(shown.facts, len(shown.area_ids))))
    without = rows[rows["facts"] == 0]
    if head.names_only_own(context):
        without = without[without["area_id"] == context.view.area]
    elif box := blocks.opened_box("What is on record for each area: map and table", "record-areas"):
        with box:
            show_tile_map(context, rows)
    label = f"{words.count_of(len(without), 'area')} with nothing on record"
    if len(without) and (box := blocks.opened_box(label, "record-without")):
        with box:
            names = "; ".join(
                f"{words.plain(row.area_name)} ({words.plain(row.council_name)})" for row in db.rows(without)
            )
            st.markdown(f"{names}. {record.NOTHING}")


def show_tile_map(context: Context, rows: pd.DataFrame) -> None:
    """Show which of the three themes is on record for each area; no shade, as more facts are not better."""
    st.markdown(f"{words.plain(record_pictures.tiles_finding(rows))}. Select a tile to see the facts of its area.")
    view = context.view

    def address(area_id: str) -> str:
        return page_address(
            context, "record", area=area_id, council="", kind=state.ANY, year=state.ANY, words="", theme=state.ANY
        )

    regions = db.query(context.build, "regions")
    if view.region != state.ANY:
        regions = regions[regions["region_name"] == view.region]
    st.html(record_pictures.tile_map_with_key(rows, regions, address))
    blocks.table(
        pd.DataFrame(
            {
                "Area": [Link(str(row.area_name), address(str(row.area_id))) for row in db.rows(rows)],
                "Council": rows["council_name"],
                **{heading: rows[f"{theme}_facts"] for theme, heading in record_words.THEMES.items()},
            }
        ),
        alt="Number of facts on record by area and theme. It counts records, not what an area did.",
        file_name=blocks.file_name(context, "record-areas"),
    )


METHOD = (
    "**How it was compiled.** Stored public pages were searched on 30 November 2026 and excerpts of them were read. Each fact "
    "was then written in plain words from its row of notes.",
    "**What it is not.** It is not complete and it is not a sample. Some areas published a great deal that was not found.",
    "**Comparing areas.** The record says nothing about how areas compare. A count of facts measures how much was found, not "
    "what an area did. Sums are never added up across facts.",
    "**One-sided facts.** A page often gives the view of one side. A disagreement says whose account it is.",
    "**People.** No person is named. Where an address holds the name of a person, the publisher is named without the link.",
    "**Corrections.** A fact that is wrong is withdrawn with a reason. It is kept in the files and not shown.",
)
