"""What the money went on, on the Progress page: themes, who assigned them, and how much spending has none."""

import pandas as pd
import streamlit as st

from dashboard.app_pages.progress import drawings, sections, sentences_themes
from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head, record
from dashboard.text import words


def answer(context: Context) -> str:
    """Return the largest theme of spending, and how much spending has no theme."""
    if not sections.has_returns(context):
        return sentences_themes.published_answer(theme_facts(context))
    rows = db.query(context.build, "progress_themes", **sections.query_parameters(context))
    shown = len(context.catalogue.filtered_areas(context.view))
    return sentences_themes.themes_answer(rows[rows["scope"] == "shown"], shown, context.view.filters)


def show_themes(context: Context) -> None:
    """Show spending by theme, how much has none, and who assigned the themes."""
    rows = db.query(context.build, "progress_themes", **sections.query_parameters(context))
    shown, own = rows[rows["scope"] == "shown"], rows[rows["scope"] == "area"]
    if not sections.has_returns(context):
        if cards := sentences_themes.published_cards(theme_facts(context)):
            sections.show_cards(cards)
    elif shown.empty:
        sections.show_needed_returns(
            context, "what the money went on, who assigned each theme, and how much has none", ["spending", "theme"]
        )
    else:
        show_spending_by_theme(context, shown, own)
    show_published_themes(context)


def method_lines(context: Context) -> list[str]:
    """Return what the themes count, their limits and their source."""
    if not sections.has_returns(context):
        return [
            "**Definition.** As the researchers’ page gives it: themes that they assigned to spending afterwards.",
            "**Limitations.** The page does not say how much spending had no theme. Often people are the service, so a larger "
            "share for running it is neither better nor worse.",
        ]
    return [
        "**Definition.** Pounds spent on budget lines, by the theme assigned to each line. Money returned to a line is left "
        "out, so the total can be higher than under Money.",
        "**Limitations.** Areas named their budget lines freely and different people assigned the themes afterwards. Cost of "
        "delivery is staff, rooms and administration. Often people are the service, so a larger share is neither better nor "
        "worse, and areas are not put in order by it.",
        f"**Source.** {sections.SPENDING}.",
    ]


def theme_facts(context: Context) -> pd.DataFrame:
    """Return the published facts about the themes of spending."""
    facts = db.query(context.build, "facts", area_id="")
    return facts[facts["what"].isin(sentences_themes.FACTS_OF_THEMES)]


def show_published_themes(context: Context) -> None:
    """Show what published pages say of themes, on demand."""
    facts = theme_facts(context)
    if len(facts):
        blocks.folded_table(
            f"Themes on the public record: {words.count_of(len(facts), 'fact')}",
            "Published facts about the themes of spending",
            blocks.ChartTable(
                record.facts_table(facts).drop(columns="Kind"), blocks.file_name(context, "published-themes")
            ),
        )


def show_spending_by_theme(context: Context, rows: pd.DataFrame, own: pd.DataFrame) -> None:
    """Show the themes as bars, with the chosen area as diamonds; as tables on demand, also by who assigned them."""
    name, place = sections.chosen_name(context), sections.scope_label(context)
    themed = sentences_themes.themes_of(rows)
    st.header("Spending by theme")
    st.markdown(words.plain(sentences_themes.coders_sentence(rows)))
    shares = {str(row.theme): float(row.theme_share) for row in db.rows(own.drop_duplicates("theme"))}
    diamonds = f" Diamonds: {name}." if shares else ""
    coded = themed[themed["is_coded"]]
    first = (
        f"{coded['name'].iloc[0]} is the largest theme, {words.share(coded['theme_share'].iloc[0])} of spending"
        if len(coded)
        else "No spending has a theme"
    )
    places = {"shown": place} | ({"area": name} if name else {})
    table = sentences_themes.themes_table(rows, own, name)
    blocks.chart(
        drawings.themes(themed, shares, name, place, head.theme()),
        title=first,
        subtitle=f"% of all spending, all years, {place}. Hatched: no theme recorded.{diamonds}",
        alt="; ".join(f"{row.name} {words.share(row.theme_share)}" for row in drawings.named(themed)),
        source=head.source_line(context, sections.SPENDING),
        key="themes",
        table=blocks.ChartTable(
            table,
            blocks.file_name(context, "themes", *context.view.filters),
            right=list(table.columns[1:]),
            download=lambda: sentences_themes.themes_file(pd.concat([rows, own]), places),
        ),
        about=lambda: sections.figure_lines(context, "coded_share"),
    )
    blocks.folded_table(
        "Spending by who assigned the theme",
        f"Pounds spent by who assigned the theme, {place}",
        blocks.ChartTable(
            sentences_themes.coders_table(rows),
            blocks.file_name(context, "who-coded", *context.view.filters),
            right=["Spent", "Share of all spent"],
        ),
    )
