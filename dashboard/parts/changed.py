"""What changed since earlier figures, in a box that opens: on the area's bar and beside a pinned address."""

from datetime import date

import streamlit as st

from dashboard.model import changes, db, state
from dashboard.model.catalogue import Context
from dashboard.parts import blocks
from dashboard.text import change_words, words

FIRST_DAY = date(2010, 1, 1)
"""No programme began earlier."""


def changes_between(context: Context, before: db.Build, after: db.Build) -> changes.Changes:
    """Return what changed from one public build to another: of the chosen area, or of all areas where none is chosen."""
    changed = changes.changes(before, after)
    return changed.of_area(context.view.area) if context.view.area else changed


def show_changes(context: Context, before: db.Build, after: db.Build) -> None:
    """Show what changed from one public build to another in a sentence, with the table of all changes on demand."""
    changed = changes_between(context, before, after)
    day = words.date_words(before.version[:10])
    st.markdown(words.plain(change_words.summary(changed, day)))
    areas = None if context.view.area else context.catalogue.areas["area_name"]
    rows = change_words.table(changed, context.catalogue.measures, areas)
    if len(rows):
        name = blocks.file_name(context, "changes", context.view.area, f"since-{before.version}")
        label = f"Table of {words.count_of(len(rows), 'change')}"
        blocks.folded_table(label, f"What changed since the figures of {day}", blocks.ChartTable(rows, name))


def since_sentence(context: Context) -> str:
    """Return what changed since the last meeting, whose day is in the address, as Markdown; "" where there is none."""
    view = context.view
    if not view.since:
        return ""
    after = db.public_build(view.programme)
    before = changes.build_before(view.programme, date.fromisoformat(view.since), after)
    day = words.date_words(view.since)
    if before is None:
        return f"**Since {day}.** {_without_figures(context, after)}"
    text = change_words.summary(changes_between(context, before, after), words.date_words(before.version[:10]))
    return f"**Since {day}.** {words.plain(text)}"


def show_since_box(context: Context) -> None:
    """Show a box to choose the day of the last meeting, and what changed since; its content is made when it is open."""
    box = st.popover("What changed", key="changed", on_change="rerun", type="tertiary")
    if not box.open:
        return
    view = context.view
    st.session_state["changed-since"] = date.fromisoformat(view.since) if view.since else None
    with box:
        st.date_input(
            "Since your last meeting on",
            key="changed-since",
            min_value=FIRST_DAY,
            format="DD/MM/YYYY",
            on_change=lambda: state.go(since=_text(st.session_state["changed-since"])),
            width=220,
        )
        after = db.public_build(view.programme)
        day = date.fromisoformat(view.since) if view.since else date.max
        before = changes.build_before(view.programme, day, after)
        if before:
            show_changes(context, before, after)
        elif view.since:
            st.markdown(_without_figures(context, after))
        else:
            st.markdown("No earlier figures are kept.")
        st.markdown(f"[Follow in a feed reader (Atom)](feeds/{view.programme}/{view.area}.xml)")


def show_pinned_box(context: Context, newest: db.Build) -> None:
    """Show a box that says what changed from the pinned figures to the newest; its content is made when it is open."""
    box = st.popover("What changed", key="changed-pinned", on_change="rerun", type="tertiary")
    if box.open:
        with box:
            show_changes(context, context.build, newest)


def _without_figures(context: Context, build: db.Build) -> str:
    """Return what is dated since the last meeting, where no figures are kept to compare with."""
    events = changes.dated_since(build, context.view.area, date.fromisoformat(context.view.since))
    return (
        "No figures are kept from on or before that day, so what changed in them is not known. "
        f"{change_words.dated(events)}"
    )


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
