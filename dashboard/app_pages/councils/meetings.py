"""The section on meetings with the council, and on its support for bids."""

import pandas as pd
import streamlit as st

from dashboard.app_pages.councils import sentences_meetings
from dashboard.app_pages.councils.pictures import Picture, Pictures, show_picture
from dashboard.app_pages.councils.scope import CouncilsView
from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, trace
from dashboard.text import table_codes, words


def show_meetings_and_bids(context: Context, page_view: CouncilsView, pictures: Pictures) -> None:
    """Show meetings with the council and its support for bids, as far as returns of either are loaded."""
    missing_tables = {table for table, _ in page_view.missing}
    if "meeting" not in missing_tables:
        show_meetings(context, page_view, pictures)
    if "funding" not in missing_tables:
        show_support(context, page_view, pictures)


def show_meetings(context: Context, page_view: CouncilsView, pictures: Pictures) -> None:
    """Show how often the council attended meetings, and both kinds of meetings by year; more is not better."""
    st.header("Was the council at the table?")
    measure = context.catalogue.measures["council_present"]
    present, liaison = page_view.figure("council_present"), page_view.figure("meetings_liaison")
    st.markdown(words.plain(sentences_meetings.meetings_sentences(page_view, present, liaison, measure)))
    for name, measure_id in (("present", "council_present"), ("liaison", "meetings_liaison")):
        if name in pictures:
            show_meetings_by_year(context, page_view, pictures[name], name, measure_id)


def show_meetings_by_year(
    context: Context, page_view: CouncilsView, picture: Picture, name: str, measure_id: str
) -> None:
    """Show one of the two pictures of meetings with its table, the meaning of its codes, and the source of the figure."""
    rows = sentences_meetings.year_rows(page_view.figures, measure_id)
    show_picture(context, picture, name, "Returns: “Meetings”")
    blocks.table(
        picture.table,
        alt=f"{picture.title}, one row a year.",
        file_name=blocks.file_name(context, f"councils-{name}", page_view.scope.name),
        right=picture.right,
        download=lambda: meetings_file(context, page_view, rows),
    )
    codes = {table_codes.cell_code(row.state, row.reliability) for row in db.rows(rows)} - {""}
    sentences = [table_codes.codes_explained(sorted(codes))]
    if name == "liaison":
        sentences.append(
            "A year counts only areas that told all of it, so the years add up to fewer liaison meetings than are known; read "
            "each beside the number of areas that told."
        )
    st.caption(words.plain(" ".join(sentence for sentence in sentences if sentence)))
    figure = page_view.figure(measure_id)
    if figure is not None:
        trace.trace(context, measure_id, figure, page_view.scope.name, name, page_view.scope.only_area)


def meetings_file(context: Context, page_view: CouncilsView, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of meetings as rows of a file that explains itself."""
    measures = context.catalogue.measures
    return pd.DataFrame(
        {
            "measure": [measures[name].name for name in rows["measure_id"]],
            "unit": [measures[name].unit for name in rows["measure_id"]],
            "period": rows["period"],
            "place": page_view.scope.name,
            "value": rows["value"],
            "lower_confidence_interval_95": rows["lower"],
            "upper_confidence_interval_95": rows["upper"],
            "numerator": rows["numerator"],
            "denominator": rows["denominator"],
            "areas_with_a_figure": rows["areas_counted"],
            "state": rows["state"],
            "code": [table_codes.cell_code(row.state, row.reliability) for row in db.rows(rows)],
        }
    )


def show_support(context: Context, page_view: CouncilsView, pictures: Pictures) -> None:
    """Show the support of councils for the bids and wins of the areas."""
    st.header("What did councils do for bids?")
    if page_view.support.empty:
        st.markdown("No return here says whether the council supported a bid or a win.")
        return
    figure = page_view.figure("support_share")
    if figure is not None and figure["state"] == "value":
        st.markdown(
            words.plain(sentences_meetings.support_sentences(figure, context.catalogue.measures["support_share"]))
        )
        trace.trace(context, "support_share", figure, page_view.scope.name, "support", page_view.scope.only_area)
    picture = pictures["support"]
    show_picture(context, picture, "support", "Returns: “Funding sought, offered and won”")
    blocks.table(
        picture.table,
        alt="How many bids and wins had each kind of support of the council.",
        file_name=blocks.file_name(context, "councils-support", page_view.scope.name),
        right=picture.right,
    )
