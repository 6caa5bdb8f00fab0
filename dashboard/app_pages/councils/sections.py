"""The pieces of the Councils page below its three sections: stories, facts, published surveys and methods."""

from collections.abc import Sequence

import streamlit as st

from dashboard.app_pages.councils import events, meetings, sentences_published, surveys
from dashboard.app_pages.councils.pictures import Picture, Pictures, show_picture
from dashboard.app_pages.councils.scope import EVENTS, MEETINGS, SIDES, CouncilsView
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head, record
from dashboard.text import record_words, words


def show_record(context: Context, page_view: CouncilsView, pictures: Pictures) -> None:
    """Show what is on public record: stories and, on demand, facts and guides, beside published surveys if there are any."""
    st.header("Councils on the public record")
    areas, name = page_view.scope.areas, page_view.scope.name if context.view.area else ""
    if page_view.section is not None:  # without returns it is the answer of the page
        st.markdown(words.plain(record_words.record_sentence(page_view.facts, "council", len(areas), name)))
    if "published" not in pictures:
        show_stories_and_facts(context, areas, name)
    elif page_view.scope.is_single:  # the surveys are not about these areas
        show_stories_and_facts(context, areas, name)
        if box := blocks.opened_box("Published surveys of councils and residents", "councils-surveys"):
            with box:
                show_published_surveys(context, page_view, pictures["published"])
    else:
        left, right = st.columns([3, 2], gap="large")
        with left:
            show_stories_and_facts(context, areas, name)
        with right:
            show_published_surveys(context, page_view, pictures["published"])


def show_stories_and_facts(context: Context, areas: Sequence[str], name: str) -> None:
    """Show the stories of these areas and, on demand, the guides for councils and the facts with their pages.

    ``name`` is that of the one area that the page is about.
    """
    filters = context.view.filters if len(areas) < len(context.catalogue.areas) else []
    record.accounts(context, record.accounts_of(context, areas, "council"), with_area=not name)
    guides, facts = record.accounts_of(context, [""], "council"), record.facts_of_areas(context, "council", areas)
    if len(guides) and (box := blocks.opened_box("Guides for councils", "councils-guides")):
        with box:
            record.accounts(context, guides)
    if len(facts):
        table = record.facts_table(facts, None if name else context)
        blocks.folded_table(
            f"Table of {words.count_of(len(facts), 'fact')}, latest first",
            f"{record_words.THEMES['council']}: facts on public record, latest first.",
            blocks.ChartTable(
                table,
                blocks.file_name(context, "councils", "public-record", *([name] if name else filters)),
                download=lambda: record.facts_file(facts, context.catalogue),
            ),
        )
        st.caption("Facts are never added up, and how many an area has does not compare it with another.")
    else:
        st.markdown(record.NOTHING)
    record.record_link(context, "council")


def show_published_surveys(context: Context, page_view: CouncilsView, picture: Picture) -> None:
    """Show published surveys of councils and residents: a picture of the statements put to both, then all figures."""
    facts = page_view.surveys
    _, details, _ = sentences_published.survey_details(facts)
    show_picture(context, picture, "published", details)
    blocks.folded_table(
        f"All {words.count_of(len(facts), 'percentage')} of published surveys",
        "Percentages of published surveys: what was said, by whom, out of how many, when, and on which page.",
        blocks.ChartTable(
            sentences_published.surveys_table(facts), blocks.file_name(context, "councils-published-surveys")
        ),
    )


def show_missing_returns(context: Context, page_view: CouncilsView) -> None:
    """Show what returns that are not loaded would add to the page."""
    would_add = words.joined([what for _, what in page_view.missing])
    if page_view.section is None:
        record.returns_box(context, would_add, "councils")
    elif would_add:
        st.markdown(f"**Not here yet:** {would_add}. The returns are not loaded.")


def show_how_we_know(context: Context, page_view: CouncilsView) -> None:
    """Show the sources and methods of the page."""
    lines = ["**Councils** are never ranked or compared, and no councillor or party is named."]
    if page_view.section is not None:
        lines += [
            "**Dated facts** are what areas and staff wrote down, good and bad alike. An event that names no council counts "
            "for the area’s council of that day.",
            "**The five principles** are those of New Local and Local Trust, Rebalancing the Power, 2018. That residents are "
            "involved early and that the council gives enough time are two of four steps that Local Trust names.",
            "**Two sides.** Each figure is the share of people who gave a positive answer, of all whose answer counts. The gap "
            "has a confidence interval of its own (Newcombe, 95%).",
        ]
    if not head.invented_name(context):
        lines.append(
            "**Source of the councils.** [UK local authority names and codes]"
            "(https://github.com/mysociety/uk_local_authority_names_and_codes) (mySociety, CC BY 4.0), with the lookups of the "
            "Office for National Statistics."
        )
    blocks.how_we_know(lines)


SECTIONS = {
    SIDES: surveys.show_two_sides,
    EVENTS: events.show_events,
    MEETINGS: meetings.show_meetings_and_bids,
}
"""The function that shows each section."""
