"""What is published, on the Data page: facts by kind and area, facts and accounts about the programme, and sources."""

import streamlit as st

from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head, record
from dashboard.text import record_words, words

INVENTED_AFTER = "Invented figures of areas, in the form of: "
"""How the title of a source begins whose form alone is real: see ``etl/practice/sources.py``."""


def show_published(context: Context) -> None:
    """Show the number of published facts by theme, and on demand facts by kind and area, and those on the programme."""
    kinds = db.query(context.build, "coverage_record")
    is_invented = bool(context.catalogue.programme["is_invented"])
    by_theme = kinds.groupby("theme")["facts"].sum()
    themes = [
        f"{by_theme[theme]:,} on {name.lower()}" for theme, name in record_words.THEMES.items() if theme in by_theme
    ]
    number = words.count_of(int(kinds["facts"].sum()), "invented fact" if is_invented else "published fact")
    st.markdown(
        f"{number}{f': {words.joined(themes)}' if themes else ''}. The record is not complete: an area without facts may have "
        "published a lot."
    )
    if len(kinds):
        show_kinds(context)
        show_areas(context)
    facts = db.query(context.build, "facts", area_id="")
    if len(facts):
        blocks.folded_table(
            "Facts about the whole programme",
            "Published facts about the whole programme.",
            blocks.ChartTable(record.facts_table(facts), blocks.file_name(context, "programme-facts")),
        )
    accounts = record.accounts_of(context, [""])
    label = f"{words.count_of(len(accounts), 'published account')} of councils and residents across the programme"
    if len(accounts) and (box := blocks.opened_box(label, "programme-accounts")):
        with box:
            record.accounts(context, accounts)
    record.record_link(context)


def show_kinds(context: Context) -> None:
    """Show, on demand, how many facts there are of each kind."""
    kinds = db.query(context.build, "coverage_record")
    blocks.folded_table(
        "Facts by kind",
        "Published facts by kind.",
        blocks.ChartTable(
            kinds.assign(
                theme=[record_words.THEMES[theme] for theme in kinds["theme"]],
                kind=[record_words.kind_label(kind) for kind in kinds["kind"]],
            ).rename(
                columns={
                    "theme": "Theme",
                    "kind": "Kind of fact",
                    "facts": "Facts",
                    "areas": "Areas",
                    "programme_facts": "About the programme",
                    "from_copies": "From an archived source",
                }
            ),
            blocks.file_name(context, "published-facts-by-kind"),
        ),
    )


def show_areas(context: Context) -> None:
    """Show, on demand, how many facts there are about each area, and how many rows it returned."""
    areas = db.query(context.build, "areas_on_record")
    if head.names_only_own(context):
        areas = areas[areas["area_name"] == context.catalogue.area(context.view.area)["area_name"]]
    blocks.folded_table(
        "Facts and rows returned by area",
        "Published facts and rows returned, one row for each area.",
        blocks.ChartTable(
            areas.rename(
                columns={
                    "area_name": "Area",
                    "region_name": "Region",
                    "council_name": "Council",
                    "fact_count": "Facts",
                    "rows_returned": "Rows returned",
                }
            ),
            blocks.file_name(context, "areas-on-record"),
        ),
    )


def show_sources(context: Context) -> None:
    """Show, on demand, the sources of all figures; what is invented after real figures is named by their title alone."""
    sources = db.query(context.build, "sources_used")
    is_after = sources["title"].str.startswith(INVENTED_AFTER)
    note = (
        " Where the publisher is “Invented”, figures of areas are invented in the form of the source that is named."
        if is_after.any()
        else ""
    )
    st.markdown(f"Figures come from {words.count_of(len(sources), 'source')}.{note}")
    blocks.folded_table(
        "Sources",
        f"Sources of all figures, one row each.{note}",
        blocks.ChartTable(
            sources.assign(title=sources["title"].str.removeprefix(INVENTED_AFTER)).rename(
                columns={
                    "title": "Title",
                    "publisher": "Publisher",
                    "used_for": "Used for",
                    "licence": "Licence",
                    "dated": "Date",
                    "address": "Address",
                }
            ),
            blocks.file_name(context, "sources"),
        ),
    )
