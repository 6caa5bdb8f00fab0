"""The findings of a pack as cards in their order, with buttons to move and remove them, and a menu to add another."""

import base64
from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.model import state
from dashboard.model.catalogue import Context
from dashboard.model.state import SEPARATOR
from dashboard.pack import packs, pictures
from dashboard.pack.finding import Finding
from dashboard.parts import head
from dashboard.parts.blocks import named_button
from dashboard.text import words

IN_A_ROW = 3
MOST_ITEMS = 3
"""A card shows at most so many dated facts."""


def show_slides(context: Context, offered: packs.Offer) -> None:
    """Show the chosen findings as cards, three in a row, and the menu of those that can be added."""
    chosen = packs.chosen_ids(context.view, offered)
    st.header(f"{words.count_of(len(chosen), 'slide')}, in this order")
    theme = head.theme()
    for start in range(0, len(chosen), IN_A_ROW):
        row = chosen[start : start + IN_A_ROW]
        for column, finding_id in zip(st.columns(IN_A_ROW), row, strict=False):
            with column, st.container(border=True, key=f"slide-{finding_id.replace('_', '-')}"):
                st.html(card_html(offered.findings[finding_id], chosen.index(finding_id) + 1, theme))
                show_buttons(chosen, finding_id, offered.findings[finding_id].title)
    show_menu(chosen, offered)


def card_html(finding: Finding, number: int, theme: str) -> str:
    """Return the preview of a slide: its number, title, picture or first facts, and base."""
    parts = [f"<h3>{number}. {escape(finding.title)}</h3>", f"<p>{escape(finding.subtitle)}</p>"]
    if finding.picture:
        svg = base64.b64encode(pictures.finding_svg(finding, 420, 220, theme).encode()).decode()
        parts.append(f'<img src="data:image/svg+xml;base64,{svg}" alt="{escape(finding.alt)}">')
    if finding.items:
        lines = "".join(
            f"<li>{escape(f'{item.when}: ' if item.when else '')}{escape(item.text)}</li>"
            for item in finding.items[:MOST_ITEMS]
        )
        more = len(finding.items) - MOST_ITEMS
        parts.append(f"<ul>{lines}</ul>" + (f"<p>and {more} more</p>" if more > 0 else ""))
    notes = "; ".join(note for note in (finding.base, finding.certainty) if note)
    parts.append(f"<p>{escape(notes[0].upper() + notes[1:])}</p>" if notes else "")
    return f'<div class="slide-card">{"".join(parts)}</div>'


def show_buttons(chosen: Sequence[str], finding_id: str, title: str) -> None:
    """Show the buttons that move a finding up or down and remove it."""
    place = chosen.index(finding_id)
    with st.container(horizontal=True, gap="medium", key=f"quiet-{finding_id.replace('_', '-')}"):
        for label, order, is_off in (
            ("Earlier", moved(chosen, place, -1), place == 0),
            ("Later", moved(chosen, place, 1), place == len(chosen) - 1),
            ("Remove", [name for name in chosen if name != finding_id], len(chosen) <= 1),
        ):
            st.button(
                named_button(label, title),
                key=f"{label}-{finding_id}",
                type="tertiary",
                disabled=is_off,
                on_click=set_order,
                args=(order,),
            )


def moved(chosen: Sequence[str], place: int, by: int) -> list[str]:
    """Return an order with one finding moved by one place; at an end it stays as it is."""
    order = list(chosen)
    if 0 <= place + by < len(order):
        order[place], order[place + by] = order[place + by], order[place]
    return order


def set_order(order: Sequence[str]) -> None:
    """Write the findings in their order to the address."""
    state.go(findings=SEPARATOR.join(order))


def show_menu(chosen: Sequence[str], offered: packs.Offer) -> None:
    """Show the menu of findings that can be added, and the way back to the first set."""
    others = [name for name in offered.findings if name not in chosen]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        if len(chosen) >= packs.MOST:
            st.markdown(f"A pack has at most {packs.MOST} findings: remove one to add another.")
        elif others:
            st.selectbox(
                "Add a finding",
                others,
                index=None,
                key=f"present-add-{len(chosen)}-{chosen[-1]}",
                placeholder=f"{len(others)} more to choose from",
                format_func=lambda name: f"{offered.findings[name].theme}: {offered.findings[name].title}",
                on_change=lambda: add(chosen, f"present-add-{len(chosen)}-{chosen[-1]}"),
                width=620,
            )
        if tuple(chosen) != offered.suggested:
            st.button("Back to the first set", on_click=lambda: state.go(findings=""), type="tertiary")


def add(chosen: Sequence[str], key: str) -> None:
    """Add the finding that was chosen in the menu to the end."""
    if st.session_state[key]:
        set_order([*chosen, st.session_state[key]])
