"""The public record: facts and accounts, each with its pages, and the opening of a page whose returns are not loaded."""

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.model import db
from dashboard.model.catalogue import Catalogue, Context
from dashboard.model.state import View
from dashboard.parts import blocks, frame, head
from dashboard.parts.tables import Link, area_link, cell_html
from dashboard.text import record_words, words

MOST_ACCOUNTS = 3
"""Of more accounts the others open on demand."""
MOST_PAGES_SHOWN = 3
"""The pages of an account with more of them open on demand."""
NOTHING = "There may be some that were not found: this record is not complete."


def record(context: Context, name: str, facts: pd.DataFrame, is_folded: bool) -> None:
    """Show the accounts and the facts of one area on the public record, with their pages; ``is_folded``: the table on demand."""
    if len(facts):
        number = words.count_of(len(facts), "fact is", "facts are")
        kinds = record_words.kinds_phrase(facts["kind"].tolist())
        st.markdown(f"{number} on public record for {words.plain(name)}: {words.plain(kinds)}.")
    accounts(context, accounts_of(context, [context.view.area]))
    if facts.empty:
        st.markdown(f"No published fact about {words.plain(name)} has been found. {NOTHING}")
    else:
        table = blocks.ChartTable(facts_table(facts), blocks.file_name(context, context.view.area, "public-record"))
        alt = f"Published facts about {name}, latest first."
        if is_folded:
            blocks.folded_table(f"Table of {words.count_of(len(facts), 'fact')}, latest first", alt, table)
        else:
            blocks.table(table.rows, alt, table.file_name)
    record_link(context)


def record_link(context: Context, theme: str = "") -> None:
    """Show the link to the page of the whole public record, on one theme."""
    address = context.view.parameters(**frame.PARTS_OF_PAGES) | ({"theme": theme} if theme else {})
    st.page_link("app_pages/record/page.py", label="Search the public record", query_params=address, width="content")


def facts_of_areas(context: Context, theme: str, area_ids: Sequence[str]) -> pd.DataFrame:
    """Return the facts on one theme about these areas, latest first; where only one area is named, about that one."""
    rows = db.query(context.build, "record_facts")
    if head.names_only_own(context):
        area_ids = [area_id for area_id in area_ids if area_id == context.view.area]
    return rows[(rows["theme"] == theme) & rows["area_id"].isin(list(area_ids))]


def facts_table(facts: pd.DataFrame, context: Context | None = None) -> pd.DataFrame:
    """Return facts as a table to read: date, kind, content, figure in words, notes and page.

    With a ``context`` the area of each fact comes first.
    """
    rows = list(db.rows(facts))
    table = pd.DataFrame(
        {
            "When": [record_words.fact_when(row) for row in rows],
            "Kind": [record_words.kind_label(row.kind) for row in rows],
            "What": [record_words.fact_text(row) for row in rows],
            "Figure": [record_words.fact_figure(row) for row in rows],
            "Notes": [record_words.fact_notes(row) for row in rows],
            "Page": [page_link(row) for row in rows],
        },
        dtype=object,
    )
    if context is not None:
        table.insert(0, "Area", area_labels(facts, context))
    return table


def area_labels(facts: pd.DataFrame, context: Context) -> pd.Series:
    """Return the area of each fact as a link, as far as areas are named."""
    area_ids = set(context.catalogue.areas.index)
    labels = [area_link(context, area_id) if area_id in area_ids else "The programme" for area_id in facts["area_id"]]
    return pd.Series(labels, dtype=object)


def page_link(row: Any) -> str:
    """Return the page of a fact as a link, or its name alone where the address is withheld."""
    title = record_words.page_words(row)
    return Link(title, row.source_url) if row.source_url else title


def facts_file(facts: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Return facts as a file: every column of the record, and the area and council by name."""
    areas = catalogue.areas
    names = ("area_name", "council_name", "region_name")
    labels = {name: [areas.at[key, name] if key in areas.index else "" for key in facts["area_id"]] for name in names}
    columns = [name for name in facts.columns if name not in names and name != "fact_year"]
    return pd.DataFrame(labels).join(facts[columns].reset_index(drop=True))


def accounts_of(context: Context, area_ids: Sequence[str], theme: str = "") -> pd.DataFrame:
    """Return the accounts of these areas ("" is the programme), of one theme or all; never of areas that are not named."""
    rows = db.query(context.build, "accounts")
    if head.names_only_own(context):
        area_ids = [area_id for area_id in area_ids if area_id in ("", context.view.area)]
    wanted = rows["area_id"].isin(list(area_ids))
    return rows[wanted & (rows["theme"] == theme)] if theme else rows[wanted]


def accounts(context: Context, rows: pd.DataFrame, with_area: bool = False) -> None:
    """Show accounts side by side, each with the links to its pages; those beyond the first three open on demand."""
    if rows.empty:
        return
    pages = db.query(context.build, "account_pages")
    cards = [
        account_html(context if with_area else None, row, list(db.rows(pages[pages["account_id"] == row.account_id])))
        for row in db.rows(rows)
    ]
    first, more = "".join(cards[:MOST_ACCOUNTS]), "".join(cards[MOST_ACCOUNTS:])
    rest = (
        f'<details class="table-on-demand"><summary>{words.count_of(len(cards) - MOST_ACCOUNTS, "more account")}</summary>'
        f'<div class="accounts">{more}</div></details>'
    )
    st.html(f'<div class="accounts">{first}</div>{rest if more else ""}')


def account_html(context: Context | None, row: Any, pages: Sequence[Any]) -> str:
    """Return one account as HTML: its title, what happened, and its pages, which open on demand where there are many.

    With a ``context`` the area comes first, as a link.
    """
    area = f"{cell_html(area_link(context, row.area_id), '', '')}: " if context and row.area_name else ""
    part = record_words.council_part(row.council_role or "")
    year = f" ({escape(str(row.year))})" if row.year else ""
    links = "; ".join(account_page(page) for page in pages)
    listed = (
        f"<p>{links}.</p>"
        if len(pages) <= MOST_PAGES_SHOWN
        else f"<details><summary>{len(pages)} pages</summary><p>{links}.</p></details>"
    )
    return (
        f"<article><p><strong>{area}{escape(row.title)}</strong>{year}</p>"
        f"<p>{escape(f'{row.what_happened} {row.outcome} {part}'.strip())}</p>{listed}</article>"
    )


def account_page(page: Any) -> str:
    """Return one page of an account as a link with its publisher, or without the link where the address is withheld."""
    title = escape(page.source_title)
    publisher = "" if page.source_publisher in ("", page.source_title) else f", {escape(page.source_publisher)}"
    copy = " (a copy of the page)" if page.source_is_copy and "copy" not in page.source_publisher else ""
    if not page.source_url:
        return f"{title}{publisher}{copy}"
    return f'<a href="{escape(page.source_url)}" target="_blank" rel="noopener">{title}</a>{publisher}{copy}'


def opening(context: Context, theme: str, area_ids: Sequence[str], page: str, name: str = "") -> None:
    """Show what is on record on a theme: some accounts, the facts with their pages, and the way to the whole record.

    ``name`` is that of the one area that the page is about.
    """
    facts = facts_of_areas(context, theme, area_ids)
    filters = context.view.filters if len(area_ids) < len(context.catalogue.areas) else []
    accounts(context, accounts_of(context, area_ids, theme), with_area=not name)
    if len(facts):
        blocks.folded_table(
            f"Table of {words.count_of(len(facts), 'fact')}, latest first",
            f"{record_words.THEMES[theme]}: facts on public record, latest first.",
            blocks.ChartTable(
                facts_table(facts, None if name else context),
                blocks.file_name(context, page, theme, "public-record", *([context.view.area] if name else filters)),
                download=lambda: facts_file(facts, context.catalogue),
            ),
        )
        st.markdown("Facts are never added up, and how many an area has does not compare it with another.")
    else:
        st.markdown(NOTHING)
    record_link(context, theme)


def opening_sentence(context: Context, theme: str, area_ids: Sequence[str], name: str = "") -> str:
    """Return what is on public record on one theme, as a sentence."""
    return record_words.record_sentence(facts_of_areas(context, theme, area_ids), theme, len(area_ids), name)


def returns_box(context: Context, would_add: str, page: str, view: View | None = None) -> None:
    """Show, in one box, what returns would add to a page, and where to see it with invented ones."""
    with st.container(border=True, key="returns-would-add"):
        st.markdown(f"**No returns are loaded.** Returns would add {would_add}.")
        frame.show_next_steps(context, page, view)
