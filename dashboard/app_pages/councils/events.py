"""The section on events between areas and councils, and on the council's part in them."""

import pandas as pd
import streamlit as st

from dashboard.app_pages.councils import sentences_events
from dashboard.app_pages.councils.pictures import Pictures, show_picture
from dashboard.app_pages.councils.scope import CouncilsView
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, tables, trace
from dashboard.text import words

FROM_EVENTS = "Returns: “What happened with the council”"


def show_events(context: Context, page_view: CouncilsView, pictures: Pictures) -> None:
    """Show events between areas and councils: commitments, all kinds, by year or single, and the council's part beside."""
    st.header("What happened with the council")
    if page_view.events.empty:
        st.markdown("No commitment, help or disagreement is recorded here.")
        return
    st.markdown(words.plain(sentences_events.commitments_sentences(page_view.events)))
    figure = page_view.figure("commitments_kept")
    if (
        figure is not None
        and figure["state"] == "value"
        and figure["denominator"] == page_view.events["of_due"].iloc[0]
    ):
        trace.trace(context, "commitments_kept", figure, page_view.scope.name, "kept", page_view.scope.only_area)
    left, right = st.columns([3, 2], gap="large")
    with left:
        if page_view.scope.is_single:
            show_single_events(context, page_view, pictures)
        else:
            show_events_by_year(context, page_view, pictures)
    with right:
        show_picture(context, pictures["roles"], "roles", FROM_EVENTS, parts=page_view.scope.file_parts(context.view))
        st.markdown("One part is not better than another: stepping back is often what residents asked for.")


def show_events_by_year(context: Context, page_view: CouncilsView, pictures: Pictures) -> None:
    """Show the number of events by year, and on demand of each kind."""
    show_picture(context, pictures["events"], "events", FROM_EVENTS, parts=context.view.filters)
    blocks.folded_table(
        "Number of each kind",
        "What happened between areas and councils: the number of each kind, and of the areas that recorded it.",
        blocks.ChartTable(
            sentences_events.kinds_table(page_view.events),
            blocks.file_name(context, "councils-kinds", *context.view.filters),
            right=["Recorded", "Areas"],
        ),
    )
    show_reading_notes()


def show_single_events(context: Context, page_view: CouncilsView, pictures: Pictures) -> None:
    """Show the events of one area or council in order of time; of several areas each is named in the table, as a link."""
    events, picture = page_view.events, pictures["events"]
    if len(page_view.scope.areas) > 1:
        area_names = pd.DataFrame({"Area": tables.area_links(context, events["area_id"])})
        picture = picture.with_table(area_names.join(picture.table))
    show_picture(
        context,
        picture,
        "events",
        FROM_EVENTS,
        download=lambda: sentences_events.events_file(events, context.catalogue.areas["area_code"]),
        parts=page_view.scope.file_parts(context.view),
    )
    show_reading_notes()


def show_reading_notes() -> None:
    """Show what to keep in mind when reading the events."""
    st.markdown(
        "**Disagreement is no failure**: a council and residents can see things differently and still respect each other. "
        "**More is not better or worse**: it only means that more was written down. "
        "Answers that match no commitment are in the tables, marked “not counted”."
    )
