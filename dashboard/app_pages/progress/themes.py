"""What the money went on, on the Progress page: themes, who chose them, and how much nobody has coded."""

import pandas as pd
import streamlit as st

from dashboard.app_pages.progress import drawings, sections, sentences_themes
from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head, record
from dashboard.text import words


def answer(context: Context) -> str:
    """Return the largest theme of spending that is known, and how much spending has no theme."""
    rows = db.query(context.build, "progress_themes", **sections.query_parameters(context))
    shown = len(context.catalogue.filtered_areas(context.view))
    return sentences_themes.themes_answer(rows[rows["scope"] == "shown"], shown, context.view.filters)


def show_themes(context: Context) -> None:
    """Show spending by theme, how much nobody has coded, and who coded the rest."""
    rows = db.query(context.build, "progress_themes", **sections.query_parameters(context))
    shown, own = rows[rows["scope"] == "shown"], rows[rows["scope"] == "area"]
    if shown.empty:
        sections.show_needed_returns(
            context,
            "what the money went on, who chose each theme, and how much nobody has coded",
            ["spending", "theme"],
        )
    else:
        show_spending_by_theme(context, shown, own)
    published = db.query(context.build, "facts", area_id="")
    published = published[published["what"].isin(sentences_themes.FACTS_OF_THEMES)]
    if len(published):
        st.header("What published pages say of themes")
        blocks.table(
            record.facts_table(published).drop(columns="Kind"),
            alt="Published facts about the themes of spending.",
            file_name=blocks.file_name(context, "published-themes"),
        )
    blocks.how_we_know(
        [
            "**Definition.** Pounds spent on budget lines, by the theme that each line was coded to. Money that came back to a "
            "line is left out.",
            "**Limitations.** Areas named their budget lines as they liked; the themes were chosen afterwards, by different "
            "people. Cost of delivery is what it takes to do the work: staff, rooms and administration. In much of this work "
            "people are the service, so a larger share is neither better nor worse, and areas are not put in an order by it.",
            f"**Source.** {'Published pages' if shown.empty else sections.SPENDING}.",
        ]
    )


def show_spending_by_theme(context: Context, rows: pd.DataFrame, own: pd.DataFrame) -> None:
    """Show the themes as bars, with the chosen area as diamonds, and as a table by who chose them."""
    name, place = sections.chosen_name(context), sections.scope_label(context)
    themed = sentences_themes.themes_of(rows)
    st.header("Where it went, and who says so")
    st.markdown(words.plain(sentences_themes.coders_sentence(rows)))
    shares = {str(row.theme): float(row.theme_share) for row in db.rows(own.drop_duplicates("theme"))}
    diamonds = f" Diamonds: {name}." if shares else ""
    coded = themed[themed["is_coded"]]
    first = (
        f"The largest theme that was coded: {coded['name'].iloc[0]}, {words.share(coded['theme_share'].iloc[0])}"
        if len(coded)
        else "No spending is coded to a theme"
    )
    blocks.chart(
        drawings.themes(themed, shares, name, place, head.theme()),
        title=first,
        subtitle=f"% of all that was spent, all years, {place}. Hatched: coded by nobody.{diamonds}",
        alt="; ".join(f"{row.name} {words.share(row.theme_share)}" for row in drawings.named(themed)),
        source=head.source_line(context, sections.SPENDING),
        key="themes",
    )
    places = {"shown": place} | ({"area": name} if name else {})
    everything = pd.concat([rows, own])
    table = sentences_themes.themes_table(rows, own, name)
    blocks.table(
        table,
        alt=f"Pounds spent by theme, {place}.",
        file_name=blocks.file_name(context, "themes", *context.view.filters),
        right=list(table.columns[1:]),
        download=lambda: sentences_themes.themes_file(everything, places),
    )
    show_coders(context, rows)
    sections.show_figure(context, "coded_share")


def show_coders(context: Context, rows: pd.DataFrame) -> None:
    """Show spending by who chose its theme."""
    st.markdown("Who chose the themes. The files above have both together.")
    blocks.table(
        sentences_themes.coders_table(rows),
        alt=f"Pounds spent by who chose the theme, {sections.scope_label(context)}.",
        file_name=blocks.file_name(context, "who-coded", *context.view.filters),
        right=["Spent", "Share of all spent"],
    )
