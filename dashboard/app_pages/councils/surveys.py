"""The section on the surveys of both sides: their answers in one round, the gaps, and the changes since the first."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app_pages.councils import sentences_surveys
from dashboard.app_pages.councils.pictures import Pictures, show_picture
from dashboard.app_pages.councils.scope import CouncilsView
from dashboard.app_pages.councils.view import survey_measures
from dashboard.model import db, state
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, standing, trace
from dashboard.text import base_units, table_codes, words


def show_two_sides(context: Context, page_view: CouncilsView, pictures: Pictures) -> None:
    """Show both sides' answers on the five principles and two steps in one round, the gaps in words, and the changes."""
    st.header("What members and councils say")
    choose_round(context, page_view)
    if page_view.scope.note:
        st.markdown(words.plain(page_view.scope.note))
    st.markdown(words.plain(sentences_surveys.sides_sentence(page_view.sides, page_view.round)))
    show_picture(
        context, pictures["sides"], "sides", "Surveys of partnership members and of council respondents, from returns"
    )
    blocks.table(
        pictures["sides"].table,
        alt=f"What both sides say, {page_view.round}: one row a question.",
        file_name=blocks.file_name(context, "councils-two-sides", page_view.round, page_view.scope.place),
        download=lambda: sides_file(context, page_view),
    )
    st.caption(
        words.plain(
            f"{sentences_surveys.codes_line(page_view.sides)} {sentences_surveys.chance_sentences(page_view.sides)}"
        )
    )
    show_sources(context, page_view)
    st.markdown(f"### From the first round to {page_view.round}")
    show_changes_table(context, page_view)


def choose_round(context: Context, page_view: CouncilsView) -> None:
    """Show the menu of rounds. A period belongs to a measure, so the address then names a measure of that round."""
    key = "choose-round"
    st.session_state[key] = page_view.round

    def open_round() -> None:
        period = st.session_state[key]
        measure = next(name for name in survey_measures(context.catalogue) if period in context.catalogue.periods[name])
        state.go(measure=measure, period=period)

    st.selectbox("Round of the surveys", page_view.rounds, key=key, on_change=open_round, width=185)


def sides_file(context: Context, page_view: CouncilsView) -> pd.DataFrame:
    """Return both sides as rows of a file, one for each question and side, with the gap and without staff-only figures."""
    rows = []
    for row in db.rows(page_view.sides):
        is_staff_only = table_codes.STAFF_ONLY in (row.members_reliability, row.council_reliability)
        for side in ("members", "council"):
            figure = sentences_surveys.side_row(row, side, page_view.round)
            if figure["reliability"] == table_codes.STAFF_ONLY:
                figure |= dict.fromkeys(("value", "lower", "upper", "numerator", "denominator")) | {"state": "hidden"}
            code = (
                ""
                if figure["state"] == "not asked"
                else table_codes.cell_code(figure["state"], sentences_surveys.public_reliability(figure))
            )
            rows.append(
                {
                    "measure": context.catalogue.measures[getattr(row, f"{side}_measure")].name,
                    "subject": sentences_surveys.subject_label(row.subject),
                    "asked": "partnership members" if side == "members" else "council respondents",
                    "unit": context.catalogue.measures[getattr(row, f"{side}_measure")].unit,
                    "period": page_view.round,
                    "place": page_view.scope.place,
                    "value": figure["value"],
                    "lower_confidence_interval_95": figure["lower"],
                    "upper_confidence_interval_95": figure["upper"],
                    "numerator": figure["numerator"],
                    "denominator": figure["denominator"],
                    "council_people_above_members": None if is_staff_only else row.difference,
                    "gap_lower_confidence_interval_95": None if is_staff_only else row.difference_lower,
                    "gap_upper_confidence_interval_95": None if is_staff_only else row.difference_upper,
                    "verdict_who_says_more": "" if is_staff_only else row.who_says_more,
                    "state": figure["state"],
                    "code": code,
                }
            )
    return pd.DataFrame(rows)


def show_sources(context: Context, page_view: CouncilsView) -> None:
    """Show a button that opens the sources of both sides' figures, with a sentence to quote for each figure."""
    with st.popover("About these figures", key="trace-sides"):
        lines = []
        for row in db.rows(page_view.sides):
            for side in ("members", "council"):
                figure = {
                    **sentences_surveys.side_row(row, side, page_view.round),
                    "measure_id": getattr(row, f"{side}_measure"),
                }
                if figure["state"] != "not asked":
                    quotation = standing.quotable_sentence(context, page_view.scope.place, figure, base_units.PEOPLE)
                    lines.append(f"**How to quote this figure.** {words.plain(quotation)}")
        first: Any = page_view.sides.iloc[0]
        for name in (first["members_measure"], first["council_measure"]):
            lines += blocks.measure_lines(context, name)
        area = page_view.scope.place_id if page_view.scope.place_id in page_view.scope.areas else ""
        lines.append(f"**File and load.** {trace.files(context, first['members_measure'], area)}")
        st.markdown("\n".join(f"- {line}" for line in lines))


def show_changes_table(context: Context, page_view: CouncilsView) -> None:
    """Show how each side's answers changed since the first round, in the same areas and never across two wordings."""
    rows = page_view.changes
    judged_count = int((rows["verdict"] != "cannot say").sum())
    if not judged_count and not rows["is_new_wording"].any():
        st.markdown("No question in this round was asked before with enough answers to show change.")
        return
    measures, states = context.catalogue.measures, sentences_surveys.states_by_measure(page_view.sides)
    cells, sentences = (
        {
            row.measure_id: change_text(row, measures[row.measure_id], states[row.measure_id], page_view.round)
            for row in db.rows(rows)
        }
        for change_text in (sentences_surveys.change_cell, sentences_surveys.change_words)
    )
    staff_only_sentences = dict.fromkeys(
        rows.loc[rows["is_for_staff"], "measure_id"], words.STATES["hidden"][0].lower()
    )
    blocks.table(
        changes_table(page_view.sides, cells),
        alt=f"How the answers of both sides changed from the first round to {page_view.round}.",
        file_name=blocks.file_name(context, "councils-two-sides-change", page_view.round),
        download=lambda: changes_table(page_view.sides, sentences | staff_only_sentences),
    )
    if judged_count:
        st.markdown(
            f"{words.count_of(judged_count, 'change')} {'is' if judged_count == 1 else 'are'} judged here, each at 95%: chance "
            "alone would make about one in 20 look clear. The files tell each with its range, its areas and how many answered "
            "then."
        )


def changes_table(sides: pd.DataFrame, cells: Mapping[str, str]) -> pd.DataFrame:
    """Return the table of changes, one row for each question with both sides; ``cells`` holds their texts by measure."""
    return pd.DataFrame(
        {
            "Question": [sentences_surveys.subject_label(name) for name in sides["subject"]],
            "Members": [cells[name] for name in sides["members_measure"]],
            "Council respondents": [cells[name] for name in sides["council_measure"]],
        }
    )
