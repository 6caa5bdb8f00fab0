"""The section on events between areas and councils, and on the council's part in them."""

import streamlit as st

from dashboard.app_pages.councils import sentences_events
from dashboard.app_pages.councils.pictures import Pictures, show_picture
from dashboard.app_pages.councils.scope import CouncilsView
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, trace
from dashboard.text import words

FROM_EVENTS = "Returns: “What happened with the council”"


def show_events(context: Context, page_view: CouncilsView, pictures: Pictures) -> None:
    """Show events between areas and councils: commitments, all kinds, by year or one by one, and the council's part."""
    st.header("What happened, and when?")
    if page_view.events.empty:
        council = "the council" if page_view.scope.is_single else "their councils"
        st.markdown(words.plain(sentences_events.no_events_sentence(page_view, council)))
        return
    st.markdown(words.plain(sentences_events.commitments_sentences(page_view.events)))
    figure = page_view.figure("commitments_kept")
    if (
        figure is not None
        and figure["state"] == "value"
        and figure["denominator"] == page_view.events["of_due"].iloc[0]
    ):
        trace.trace(context, "commitments_kept", figure, page_view.scope.name, "kept", page_view.scope.only_area)
    if page_view.scope.is_single:
        show_single_events(context, page_view, pictures)
    else:
        show_events_by_year(context, page_view, pictures)
    show_roles(context, page_view, pictures)


def show_events_by_year(context: Context, page_view: CouncilsView, pictures: Pictures) -> None:
    """Show the number of events of each kind, in all and by year."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        blocks.table(
            sentences_events.kinds_table(page_view.events),
            alt="What happened between areas and councils: how many things of each kind, told by how many areas.",
            file_name=blocks.file_name(context, "councils-kinds", *context.view.filters),
            right=["Recorded", "Areas"],
        )
    with right:
        show_reading_notes()
    show_picture(context, pictures["events"], "events", FROM_EVENTS)
    blocks.table(
        pictures["events"].table,
        alt="What was told, one row a year.",
        file_name=blocks.file_name(context, "councils-years", *context.view.filters),
    )


def show_reading_notes() -> None:
    """Show what to keep in mind when reading the events."""
    st.markdown(
        "**Disagreement is no failure.** A council and residents who tell each other openly that they see it differently can "
        "still respect each other.\n\n"
        "**More is not better or worse.** It only means that more was written down.\n\n"
        "**Commitments** are followed by their names. Answers to commitments that were never told as made are in the tables, "
        "marked “not counted”, but not in the count of what became of them."
    )


def show_single_events(context: Context, page_view: CouncilsView, pictures: Pictures) -> None:
    """Show the events of one area or council in order of time."""
    show_picture(context, pictures["events"], "events", FROM_EVENTS)
    blocks.table(
        pictures["events"].table,
        alt=f"What happened between {page_view.scope.name} and residents, oldest first.",
        file_name=blocks.file_name(context, "councils-events", page_view.scope.name),
        download=lambda: sentences_events.events_file(page_view.events, context.catalogue.areas["area_code"]),
    )
    show_reading_notes()


def show_roles(context: Context, page_view: CouncilsView, pictures: Pictures) -> None:
    """Show the council's part in the events."""
    st.header("What part did the council take?")
    picture = pictures["roles"]
    show_picture(context, picture, "roles", FROM_EVENTS)
    left, right = st.columns([3, 2], gap="large")
    with left:
        blocks.table(
            picture.table,
            alt="How many of the things told the council took each part in.",
            file_name=blocks.file_name(context, "councils-parts", page_view.scope.name),
            right=picture.right,
        )
    with right:
        st.markdown("One part is not better than another: stepping back is often what residents asked for.")
