"""Questions of a check on the Data page: columns that can be read in several ways, with what each reading would give."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.app_pages.data import reports
from dashboard.text import words

Question = Mapping[str, Any]


def distinct_questions(report: Mapping[str, Any]) -> list[Question]:
    """Return the questions of a report, the same subject with the same readings once: one answer holds for all files."""
    by_subject: dict[tuple[str, ...], Question] = {}
    for question in report.get("questions", ()):
        names = (question["subject"], *(reading["name"] for reading in question["readings"]))
        by_subject.setdefault(names, question)
    return list(by_subject.values())


def show_questions(report: Mapping[str, Any]) -> Sequence[str] | None:
    """Show each question with its readings; return the answers, as the command takes them, when they are to be used.

    Return None as long as the button is not pressed.
    """
    questions = distinct_questions(report)
    if not questions:
        return None
    st.markdown("**Questions about these files**")
    st.caption("Rows in doubt are not loaded until you say how to read them.")
    chosen = {place: _choice(place, question) for place, question in enumerate(questions)}
    answers = [f"{questions[place]['subject']}={name}" for place, name in chosen.items() if name]
    return (
        answers if st.button("Check again with these answers", disabled=not answers, key="answer-questions") else None
    )


def _choice(place: int, question: Question) -> str:
    """Show one question and return the name of the chosen reading, "" for none."""
    names = [reading["name"] for reading in question["readings"]]
    gives = {reading["name"]: reading["gives"] for reading in question["readings"]}
    sheet = f", sheet {question['sheet']}" if question["sheet"] else ""
    where = f"{reports.short(question['file'])}{sheet}, {reports.short(question['subject'])}"
    return (
        st.radio(
            words.plain(f"{where}: {question['says']}."),
            names,
            index=names.index(question["answer"]) if question["answer"] else None,
            format_func=lambda name: words.plain(f"{name} ({reports.short(gives[name])})"),
            key=f"question-{place}-{question['subject']}",
        )
        or ""
    )


def answers_for(report: Mapping[str, Any], files: Sequence[str], answers: Sequence[str]) -> tuple[str, ...]:
    """Return those of the answers that belong to a question of one of the files."""
    subjects = {question["subject"] for question in report.get("questions", ()) if question["file"] in files}
    return tuple(answer for answer in answers if answer.rpartition("=")[0] in subjects)
