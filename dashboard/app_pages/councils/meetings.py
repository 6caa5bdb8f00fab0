"""The section on meetings with the council, and on its support for bids."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from dashboard.app_pages.councils import sentences_meetings
from dashboard.app_pages.councils.pictures import Pictures, show_picture
from dashboard.app_pages.councils.scope import CouncilsView
from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.parts import trace
from dashboard.text import table_codes, words


def show_meetings_and_bids(context: Context, page_view: CouncilsView, pictures: Pictures) -> None:
    """Show meetings with the council and its support for bids side by side, as far as returns of either are loaded."""
    st.header("Meetings and bids")
    missing_tables = {table for table, _ in page_view.missing}
    if "meeting" not in missing_tables:
        st.markdown(words.plain(sentences_meetings.meetings_sentences(page_view)))
    columns = iter(st.columns(3, gap="large"))
    if "meeting" not in missing_tables:
        for name, measure_id in (("present", "council_present"), ("liaison", "meetings_liaison")):
            if name in pictures:
                with next(columns):
                    show_meetings_by_year(context, page_view, pictures, name, measure_id)
    if "funding" not in missing_tables:
        with next(columns):
            show_support(context, page_view, pictures)


def show_meetings_by_year(
    context: Context, page_view: CouncilsView, pictures: Pictures, name: str, measure_id: str
) -> None:
    """Show one of the two pictures of meetings, the meaning of the codes in its table, and the source of the figure."""
    rows = sentences_meetings.year_rows(page_view.figures, measure_id)
    show_picture(
        context,
        pictures[name],
        name,
        "Returns: “Meetings”",
        download=lambda: meetings_file(context, page_view, rows),
        about=about_lines(context, page_view, measure_id),
        parts=page_view.scope.file_parts(context.view),
    )
    codes = {table_codes.cell_code(row.state, row.reliability) for row in db.rows(rows)} - {""}
    sentences = [table_codes.codes_explained(sorted(codes))]
    if name == "liaison":
        sentences.append(
            "A year counts only areas that reported all of it, so the years add up to less than the total."
        )
    st.caption(words.plain(" ".join(sentence for sentence in sentences if sentence)))


def about_lines(context: Context, page_view: CouncilsView, measure_id: str) -> Callable[[], Sequence[str]] | None:
    """Return what makes the lines on the source of a figure over all years, or None without the figure."""
    figure, scope = page_view.figure(measure_id), page_view.scope
    return None if figure is None else trace.origin(context, measure_id, figure, scope.name, scope.only_area)


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
    if page_view.support.empty:
        st.markdown("No return here says whether the council supported a bid or a win.")
        return
    show_picture(
        context,
        pictures["support"],
        "support",
        "Returns: “Funding sought, offered and won”",
        about=about_lines(context, page_view, "support_share"),
        parts=page_view.scope.file_parts(context.view),
    )
    st.caption("Not all help needs the council.")
