"""The chapters of the Area page: their headings, the row of links that stays in sight, and the sentence of each."""

import streamlit as st

from dashboard.model.catalogue import Context
from dashboard.text import themes

HEADINGS = {
    **themes.THEMES,
    "record": "On the public record",
    "place": "The place and similar areas",
    "not-known": "What is not known",
}
"""The chapters in the order of the page, by the id that links lead to."""
OF_RETURNS = tuple(themes.THEMES)


def show_links(has_returns: bool) -> None:
    """Show a link to each chapter, in a row that stays at the top of the screen."""
    shown = [name for name in HEADINGS if has_returns or name not in OF_RETURNS]
    links = "".join(f'<a href="#{name}">{HEADINGS[name]}</a>' for name in shown)
    with st.container(key="chapters"):
        st.html(f'<nav aria-label="On this page">{links}</nav>')


def begin(name: str) -> None:
    """Begin a chapter with its heading."""
    st.header(HEADINGS[name], anchor=name)


def topics_of_place(context: Context) -> tuple[str, ...]:
    """Return the topics about the place itself, and those of returns that have no chapter."""
    in_chapters = {topic for topics in themes.TOPICS.values() for topic in topics}
    return tuple(topic for topic in context.catalogue.allowed_values["topic"] if topic not in in_chapters)
