"""The pieces of the Councils page above and below its three sections: changes, published surveys, accounts and methods."""

from collections.abc import Sequence

import streamlit as st

from dashboard.app_pages.councils import (
    events,
    meetings,
    sentences_published,
    sentences_surveys,
    surveys,
)
from dashboard.app_pages.councils.pictures import Pictures, show_picture
from dashboard.app_pages.councils.scope import EVENTS, MEETINGS, SIDES, CouncilsView
from dashboard.model import dictionary
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, frame, head, record
from dashboard.text import record_words, words


def show_changes(page_view: CouncilsView) -> None:
    """Show, under the page's answer, whether survey answers are better or worse than in the first round."""
    change_sentences = sentences_surveys.changes_sentences(page_view)
    if change_sentences:
        st.markdown(f"**Better or worse since the first round?** {words.plain(change_sentences)}")


def show_published_surveys(context: Context, page_view: CouncilsView, pictures: Pictures) -> None:
    """Show published surveys of councils and residents: a picture of the statements put to both, then all figures."""
    st.header("What do published surveys say?")
    facts = page_view.surveys
    if facts.empty:
        st.markdown("No published survey of councils or residents has been gathered here.")
        return
    if "published" in pictures:
        _, details, respondents = sentences_published.survey_details(facts)
        st.markdown(
            words.plain(
                f"How many answered: {respondents}. Without that, how sure the figures are cannot be said, nor whether the "
                "two sides clearly differ."
            )
        )
        picture = pictures["published"]
        show_picture(context, picture, "published", details)
        blocks.table(
            picture.table,
            alt="Statements that councils and residents were both asked about.",
            file_name=blocks.file_name(context, "councils-published-both"),
            right=picture.right,
        )
    label = f"All {words.count_of(len(facts), 'percentage')} of published surveys, with their pages"
    if box := blocks.opened_box(label, "published-surveys"):
        with box:
            blocks.table(
                sentences_published.surveys_table(facts),
                alt="Percentages of published surveys: what was said, by whom, out of how many, when, and on which page.",
                file_name=blocks.file_name(context, "councils-published-surveys"),
            )


def show_record(context: Context, page_view: CouncilsView) -> None:
    """Show what is on public record about councils and areas: accounts, the facts with their pages, and guides."""
    st.header("Councils on the public record")
    areas, name = page_view.scope.areas, page_view.scope.name if context.view.area else ""
    if page_view.section is not None:  # without returns it is the answer of the page
        st.markdown(words.plain(record_words.record_sentence(page_view.facts, "council", len(areas), name)))
    record.opening(context, "council", areas, "councils", name)
    guides = record.accounts_of(context, [""], "council")
    if len(guides):
        st.markdown("### Guides for councils")
        record.accounts(context, guides)


def show_missing_returns(context: Context, missing: Sequence[tuple[str, str]]) -> None:
    """Show what is missing from the page, which returns it needs, how to load them, and where practice data has them."""
    name = words.plain(str(context.catalogue.programme["programme_name"]))
    lines = [f"- {what}: needs the return “{words.plain(dictionary.title_of(table))}”" for table, what in missing]
    if any(table == "survey_answer" for table, _ in missing):
        lines.append(f"- to read the answers, their codebook: “{words.plain(dictionary.title_of('question'))}”")
    with st.container(border=True, key="councils-needs"):
        st.markdown(f"**Not here yet: no such returns of {name} are loaded.**\n\n" + "\n".join(lines))
        frame.show_next_steps(context, "councils")


def show_how_we_know(context: Context, page_view: CouncilsView) -> None:
    """Show the sources and methods of the page."""
    lines = [
        "**Dated facts.** They are what areas and staff wrote down, good and bad alike; what nobody wrote down is not here. "
        "A thing that names no council counts for the area’s council of that day.",
        "**The five principles.** Respect from the start; clear roles; agreed ways to talk; empathy and readiness to "
        "compromise; shared endeavour: New Local and Local Trust, Rebalancing the Power, 2018. To involve residents early and "
        "to give time are two of four steps that Local Trust names.",
        "**Two sides.** Each figure is the share of people who gave a positive answer, of all whose answer counts. Few people "
        "answer in one place, so answers are added up. The gap has an interval of its own (Newcombe’s, 95%).",
        "**Councils.** Councils are never ranked or compared, and no councillor or party is named.",
    ]
    if not page_view.events.empty:
        lines += blocks.measure_lines(context, "commitments_kept")
    if not head.invented_name(context):
        lines.append(
            "**Source of the councils.** [UK local authority names and codes]"
            "(https://github.com/mysociety/uk_local_authority_names_and_codes) (mySociety, CC BY 4.0), with the lookups of the "
            "Office for National Statistics."
        )
    blocks.how_we_know(lines)


SECTIONS = {
    EVENTS: events.show_events,
    SIDES: surveys.show_two_sides,
    MEETINGS: meetings.show_meetings_and_bids,
}
"""The function that shows each section."""
