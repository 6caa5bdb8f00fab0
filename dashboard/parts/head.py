"""The head of a page: title and answer, chosen area, attribution, and the labels of an invented programme."""

from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.model import db, state
from dashboard.model.catalogue import Context, current_context
from dashboard.model.state import View
from dashboard.text import figure_cells, words

ATTRIBUTION_LINES = (
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
    "Contains OS data © Crown copyright and database right 2025. Contains Royal Mail data © Royal Mail copyright and database "
    "right 2025.",
    "English Indices of Deprivation 2010, 2015, 2019, 2025: MHCLG, OGL v3.0. Census 2021: ONS, OGL v3.0.",
    "MSOA names: House of Commons Library. Council list: mySociety, CC BY 4.0. Grants: 360Giving publishers, CC BY 4.0 as each "
    "publisher states.",
)


ATTRIBUTION_OF_INVENTED = (
    "Every place and every figure is invented. The outlines of the regions are real: contains OS data © Crown copyright and "
    "database right 2025.",
)


STYLE = Path(__file__).parent / "style.css"


class Done(Exception):
    """Raised by a page that is complete; unlike st.stop it lets the footer follow."""


def invented_name(context: Context) -> str:
    """Return the name of the programme where it is invented, else an empty text."""
    programme = context.catalogue.programme
    return str(programme["programme_name"]) if programme["is_invented"] else ""


def with_programme_name(text: str) -> str:
    """Return a text after the name of an invented programme, so that no part of its pages is taken for real."""
    name = invented_name(current_context())
    return f"{name}: {text}" if name else text


def attribution_lines(context: Context) -> tuple[str, ...]:
    """Return the attribution of the figures and outlines."""
    return ATTRIBUTION_OF_INVENTED if invented_name(context) else ATTRIBUTION_LINES


def source_line(context: Context, sources: str) -> str:
    """Return the line under a chart: its sources, of which an invented programme has none, and the version."""
    origin = "Invented figures" if invented_name(context) else sources
    return f"{origin}. Data version {context.build.version}."


def site() -> str:
    """Return the address of the dashboard as its reader has it, "https://host"; empty where it is not known."""
    return str(st.context.url or "").rpartition("/")[0]


def theme() -> str:
    """Return the theme of the reader's browser: light or dark; light for any other that a browser may send."""
    return "dark" if st.context.theme.type == "dark" else "light"


def title(question: str) -> None:
    """Show the page's question as its title, in the page and in the browser's tab."""
    question = with_programme_name(question)
    st.set_page_config(page_title=f"{question} - Big Local Compare")
    st.title(words.plain(question), anchor=False)


def answer(sentence: str) -> None:
    """Show the page's answer, large, under its title."""
    st.container(key="answer").markdown(words.plain(sentence))


def filters_switch() -> None:
    """Show, on a phone only, the switch that opens the filters."""
    with st.container(key="filters-switch"):
        is_open = st.toggle("Show filters", key="filters-open")
    if not is_open:
        hidden = ", ".join(f".st-key-choose-{name}" for name in state.FILTERS)
        st.html(f"<style>@media (max-width: 640px) {{{hidden} {{display: none;}}}}</style>")


def unused_filters(view: View, instead: str) -> None:
    """Show that the filters of the address do not apply to this page or part, and what it shows ``instead``."""
    if view.filters:
        st.markdown(f"The filters ({words.plain(', '.join(view.filters))}) do not apply here. {instead}")


def names_only_own(context: Context) -> bool:
    """Whether the reader wants only the chosen area named, for example on a slide."""
    return bool(context.view.area) and context.view.others == "unlabelled"


def chosen_area(context: Context, measure: words.Measure) -> None:
    """Show the chosen area's figure as a sentence, with controls to open or clear the area."""
    area, view = context.catalogue.area(context.view.area), context.view
    figures = db.query(context.build, "map_figures", measure_id=view.measure, period=view.period).set_index("area_id")
    figure: Any = figures.loc[view.area]
    sentence = (
        words.sentence(measure, area["area_name"], figure["value"], view.period)
        if figure["state"] == "value"
        else words.state_sentence(area["area_name"], figure["state"], view.period)
    )
    if figure["band"]:
        sentence += f" It is shown as a band: {figure['band']}."
    if figure["state"] == "value" and pd.notna(figure["lower"]):
        sentence += f" {figure_cells.judgement_sentences(measure, figure)}"
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="chosen"):
        st.markdown(
            f"**{words.plain(area['area_name'])}**, {words.plain(area['council_name'])}, wave {area['wave']}. "
            f"{words.plain(sentence)}",
            width="stretch",
        )
        own_area_controls(context)


def own_area_controls(context: Context) -> None:
    """Show controls to open the chosen area, to clear it, and to name no other area on any page."""
    view = context.view
    st.page_link("app_pages/area/page.py", label="Open this area", query_params=view.parameters(), width="content")
    st.button("Choose another area", on_click=lambda: state.go(area="", others="named"), type="tertiary")
    st.session_state["only-own"] = view.others == "unlabelled"
    st.toggle(
        "Hide the names of other areas",
        key="only-own",
        on_change=lambda: state.go(others="unlabelled" if st.session_state["only-own"] else "named"),
    )


def print_button(label: str, kind: str) -> None:
    """Show a button that prints the "whole" page, or as "one-page" only what belongs on the first sheet."""
    st.html(f'<button type="button" class="print-button" data-print="{kind}">{label}</button>', width="content")
