"""The section on the surveys of both sides: their answers in one round, the gaps, and the changes since the first."""

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
    """Show both sides' answers on the five principles and two steps in one round, with the changes since the first."""
    whose = "" if page_view.scope.kind == "all" else f": {page_view.scope.place}"
    st.header(words.plain(f"What members and councils say{whose}"))
    left, right = st.columns([5, 2], gap="large")
    with left:
        if page_view.scope.note and not page_view.scope.is_single:
            st.markdown(words.plain(page_view.scope.note))
        show_picture(
            context,
            pictures["sides"],
            "two-sides",
            "Surveys of partnership members and of council respondents, from returns",
            download=lambda: sides_file(context, page_view),
            about=lambda: source_lines(context, page_view),
            parts=[page_view.round, page_view.scope.place],
        )
    with right:
        choose_round(context, page_view)
        changes_sentences = sentences_surveys.changes_sentences(page_view)
        if changes_sentences:
            st.markdown(f"**Better or worse since the first round?** {words.plain(changes_sentences)}")
        else:
            st.markdown(
                "No change since the first round can be shown: the questions are new or reworded, or too few people answered."
            )
        st.caption(words.plain(sentences_surveys.codes_line(page_view.sides)))
        st.caption(words.plain(sentences_surveys.chance_sentences(page_view.sides, page_view.changes)))


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
    measures, states = context.catalogue.measures, sentences_surveys.states_by_measure(page_view.sides)
    changes = {row.measure_id: row for row in db.rows(page_view.changes)}
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
            measure_id = getattr(row, f"{side}_measure")
            change = changes[measure_id]
            changed = sentences_surveys.change_words(change, measures[measure_id], states[measure_id], page_view.round)
            rows.append(
                {
                    "measure": measures[measure_id].name,
                    "subject": sentences_surveys.subject_label(row.subject),
                    "asked": "partnership members" if side == "members" else "council respondents",
                    "unit": measures[measure_id].unit,
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
                    "change_since_first_round_in_the_same_areas": words.STATES["hidden"][0].lower()
                    if change.is_for_staff
                    else changed,
                }
            )
    return pd.DataFrame(rows)


def source_lines(context: Context, page_view: CouncilsView) -> list[str]:
    """Return the sources of both sides' figures as lines, with a sentence to quote for each figure."""
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
    return [*lines, f"**File and load.** {trace.files(context, first['members_measure'], area)}"]
