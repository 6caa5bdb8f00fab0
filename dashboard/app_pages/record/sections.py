"""The sections of the Record page: the facts, the time line, the tile map, areas without facts, and the method."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard.app_pages.record import drawings, sentences
from dashboard.app_pages.record.view import NO_DATE, RecordView, years_by_theme
from dashboard.model import db, state
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head, record
from dashboard.parts.send_fact import show_fact_template
from dashboard.parts.tables import Link, page_address
from dashboard.text import record_words, words

FIRST_FACTS = 40
"""The table shows at most so many facts until all are asked for."""
FIRST_ACCOUNTS = 4
STYLE = Path(__file__).with_name("record.css")


def show_filters(context: Context, kinds: list[str]) -> None:
    """Show the menus that choose facts by theme, kind, area, council and year, and the box for words."""
    view, catalogue = context.view, context.catalogue
    allowed = catalogue.allowed_values
    themes = {state.ANY: "All themes", **record_words.THEMES}
    areas = {"": "All areas", **catalogue.areas["area_name"].to_dict()}
    councils = {"": "All councils", **catalogue.councils["council_name"].to_dict()}
    years = {state.ANY: "All years", NO_DATE: "No date"}
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        state.choose(
            "Theme",
            "theme",
            view.theme,
            [name for name in themes if name in allowed["theme"]],
            lambda name: themes[name],
            width=230,
        )
        state.choose("Kind of fact", "kind", view.kind, [state.ANY, *kinds], kind_option, width=230)
        if not head.names_only_own(context):
            state.choose("Area", "area", view.area, list(areas), lambda area_id: areas[area_id], width=230)
            state.choose(
                "Council",
                "council",
                view.council,
                list(councils),
                lambda code: councils[code],
                width=230,
                disabled=bool(view.area),
            )
        state.choose("Year", "year", view.year, allowed["year"], lambda year: str(years.get(year, year)), width=120)
        st.session_state["record-words"] = view.words
        st.text_input(
            "Words in the fact",
            key="record-words",
            max_chars=40,
            width=230,
            on_change=lambda: state.go(words=state.harmless_text(st.session_state["record-words"])),
        )
    is_filtered = view != replace(view, theme=state.ANY, kind=state.ANY, year=state.ANY, words="", area="", council="")
    st.button("Clear the choice", on_click=clear_choice, disabled=not is_filtered, type="tertiary")


def kind_option(kind: str) -> str:
    """Return a kind as it is offered in its menu."""
    return "All kinds" if kind == state.ANY else record_words.kind_label(kind)


def clear_choice() -> None:
    """Show all facts again."""
    state.go(theme=state.ANY, kind=state.ANY, year=state.ANY, words="", area="", council="")


def show_accounts(context: Context, shown: RecordView) -> None:
    """Show the accounts of the areas and theme chosen, a few at first."""
    view = context.view
    if view.kind != state.ANY or view.year != state.ANY or view.words:
        return
    theme = "" if view.theme == state.ANY else view.theme
    rows = record.accounts_of(context, shown.area_ids, theme)
    if rows.empty:
        return
    st.header("What happened: accounts")
    record.accounts(context, rows.head(FIRST_ACCOUNTS), with_area=not view.area)
    rest = rows.iloc[FIRST_ACCOUNTS:]
    if len(rest) and (box := blocks.opened_box(f"{words.count_of(len(rest), 'more account')}", "record-accounts")):
        with box:
            record.accounts(context, rest, with_area=not view.area)


def show_facts(context: Context, shown: RecordView) -> None:
    """Show the facts, the latest first; all of them when asked for, and always in the file."""
    facts, view = shown.facts, context.view
    st.header("The facts")
    if facts.empty:
        st.markdown("No fact fits this choice. Clear it, or choose another theme, year or word.")
        return
    first = facts
    if len(facts) > FIRST_FACTS:
        label = (
            f"Show all {len(facts):,} facts"
            if len(facts) <= MOST_SHOWN
            else f"Show the latest {MOST_SHOWN:,} of {len(facts):,} facts"
        )
        is_all = st.toggle(label, key="record-all")
        first = facts.head(MOST_SHOWN if is_all else FIRST_FACTS)
        if not is_all:
            st.markdown(f"The latest {FIRST_FACTS} of {len(facts):,} facts. The file has all of them.")
    blocks.table(
        record.facts_table(first, None if view.area else context.catalogue),
        alt="Facts on public record, latest first.",
        file_name=blocks.file_name(context, "record", view.theme, view.area),
        download=lambda: record.facts_file(facts, context.catalogue),
    )


MOST_SHOWN = 1_000
"""A table on a page holds at most so many rows."""


def show_time_line(context: Context, shown: RecordView) -> None:
    """Show the dated facts by year and theme."""
    years = years_by_theme(shown.before_year)
    if years.empty:
        return
    st.header("Facts by year")
    finding = sentences.time_line_finding(years, len(shown.before_year))
    table = years.pivot(index="year", columns="label", values="facts").fillna(0).astype(int).reset_index()
    blocks.chart(
        drawings.time_line(years, head.theme()),
        title=finding,
        subtitle="Number of facts on record by year and theme. More facts in a year do not mean that more happened.",
        alt=f"{finding}, by theme.",
        source=head.source_line(context, "Published pages, each named beside its fact"),
        key="record-years",
        table=blocks.ChartTable(
            table.rename(columns={"year": "Year"}),
            blocks.file_name(context, "record-years"),
            right=[name for name in table.columns if name != "year"],
        ),
    )


def show_tile_map(context: Context, rows: pd.DataFrame) -> None:
    """Show which of the three themes is on record for each area; no shade, as more facts are not better."""
    st.header("What is on record for each area")
    if head.names_only_own(context):
        st.markdown("The map is left out while no other area is named.")
        return
    st.markdown(f"{words.plain(sentences.tiles_finding(rows))}. Select a tile to see the facts of its area.")
    view = context.view

    def address(area_id: str) -> str:
        return page_address(
            context, "record", area=area_id, council="", kind=state.ANY, year=state.ANY, words="", theme=state.ANY
        )

    regions = db.query(context.build, "regions")
    if view.region != state.ANY:
        regions = regions[regions["region_name"] == view.region]
    st.html(
        f"<style>{STYLE.read_text(encoding='utf-8')}</style>{drawings.tile_key()}{drawings.tile_map(rows, regions, address)}"
    )
    table = pd.DataFrame(
        {
            "Area": [Link(str(row.area_name), address(str(row.area_id))) for row in db.rows(rows)],
            "Council": rows["council_name"],
            **{heading: rows[f"{theme}_facts"] for theme, heading in record_words.THEMES.items()},
        }
    )
    if box := blocks.opened_box("The same as a table: number of facts by area and theme", "record-areas"):
        with box:
            blocks.table(
                table,
                alt="Number of facts on record by area and theme. It counts records, not what an area did.",
                file_name=blocks.file_name(context, "record-areas"),
            )


def show_areas_without_facts(context: Context, rows: pd.DataFrame) -> None:
    """Show the areas with nothing on record, and how to send a fact in."""
    st.header("Areas with nothing on record")
    without = rows[rows["facts"] == 0]
    if head.names_only_own(context):
        without = without[without["area_id"] == context.view.area]
    if len(without):
        names = "; ".join(f"{words.plain(row.area_name)} ({words.plain(row.council_name)})" for row in db.rows(without))
        st.markdown(
            f"No published fact has been found for {words.count_of(len(without), 'area')}: {names}. {record.NOTHING}"
        )
    else:
        st.markdown("Every area shown has at least one fact on record.")
    show_fact_template()


METHOD = (
    "**How it was gathered.** Stored public pages were searched on 30 November 2026 and excerpts of them were read. Each fact "
    "was then written in plain words from its row of notes.",
    "**What it is not.** It is not complete and it is not a sample. Some areas published a great deal that was not found.",
    "**Comparing areas.** The record says nothing about how areas compare. A count of facts measures how much was found, not "
    "what an area did. Sums are never added up across facts.",
    "**One-sided facts.** A page often gives the view of one side. A disagreement says whose account it is.",
    "**People.** No person is named. Where an address holds the name of a person, the publisher is named without the link.",
    "**Corrections.** A fact that is wrong is withdrawn with a reason. It is kept in the files and not shown.",
)
