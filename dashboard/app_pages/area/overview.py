"""The top of the Area page: the areas to choose from, the key figures, the main sentences, and what is not known."""

import html
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app_pages.area import sentences
from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.parts import frame, standing, trace
from dashboard.text import verdicts, words
from dashboard.text.words import Measure

PUBLIC_KEY_FIGURES = ("deprivation_rank", "residents", "tenure_social", "record_facts")
"""The four figures in the strip of an area without returns."""


RETURNED_KEY_FIGURES = (
    sentences.PARTICIPATION,
    ("spent_gbp",),
    ("wins_known",),
    sentences.RELATIONSHIP,
)
"""The four figures in the strip of an area with returns: the first measure of each that has a figure."""


NEEDED_RETURNS = (
    "**People taking part**: yearly partnership reviews, meetings, volunteer time and surveys.",
    "**Money**: half-yearly spending returns, and bids, offers and awards.",
    "**The council**: commitments, joint statements and meetings, and surveys of members and councils.",
    "**Outcomes and legacy**: findings on the four outcomes, and what continues after the programme.",
)


def show_list_of_areas(context: Context) -> None:
    """Show all areas as links, by region."""
    areas = context.catalogue.areas
    for region in db.rows(context.catalogue.regions):
        st.markdown(f"**{words.plain(str(region.region_name))}**")
        with st.container(horizontal=True, gap="small"):
            for area in db.rows(areas[areas["region_code"] == region.region_code]):
                st.page_link(
                    "app_pages/area/page.py",
                    label=area.area_name,
                    query_params=context.view.parameters(area=str(area.area_id)),
                    width="content",
                )


def has_returns(figures: pd.DataFrame, context: Context) -> bool:
    """Whether any figure of the area comes from a return."""
    from_returns = context.catalogue.registry.index[context.catalogue.registry["sources"] == "returns"]
    rows = figures[figures["measure_id"].isin(from_returns)]
    return bool(rows["state"].isin(["value", "hidden"]).any())


def show_needed_returns(context: Context, area: str) -> None:
    """Show what the page would hold if the area had returns, and where to go on from here."""
    loaded = context.catalogue.programme["areas_with_returns"]
    st.markdown(
        f"We have no returns for {words.plain(area)} yet"
        f"{f', though {loaded} areas have sent some' if loaded else ''}. Once loaded, "
        "this page will show:"
    )
    st.markdown("\n".join(f"- {line}" for line in NEEDED_RETURNS))
    frame.show_next_steps(context, "area")


def main_sentences(
    context: Context, area: str, figures: pd.DataFrame, account: Any, trends: pd.DataFrame
) -> dict[str, str]:
    """Return one sentence each on people taking part, money and the council, by the id of their chapters."""
    by_measure = {row.measure_id: row for row in db.rows(trends)}
    measures = context.catalogue.measures
    return {
        "people": sentences.participation_sentence(measures, area, figures, by_measure),
        "money": sentences.money_sentence(account, figures),
        "council": sentences.council_sentence(measures, area, figures, by_measure),
    }


def show_public_key_figures(context: Context, area: str, figures: pd.DataFrame) -> None:
    """Show at most four public figures in a strip, each with its comparators and a link to its source."""
    rows = {
        name: sentences.newest_row(figures, name) for name in PUBLIC_KEY_FIGURES if name in context.catalogue.measures
    }
    with_figure = {name: row for name, row in rows.items() if row is not None}
    for column, (name, row) in zip(st.columns(len(PUBLIC_KEY_FIGURES)), with_figure.items(), strict=False):
        measure = context.catalogue.measures[name]
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{words.plain(measure.short)}**, {row['period']}")
            st.html(f'<p class="key-figure">{html.escape(words.figure(row["value"], measure))}</p>')
            st.caption(words.plain(comparators_text(row, measure)))
            trace.trace(context, name, row, area, f"key-{name}", context.view.area)


def comparators_text(row: Any, measure: Measure) -> str:
    """Return the comparators of a figure: its region, England and all areas of the programme, those that have a figure."""
    named = (("Region", "region_value"), ("England", "england_value"))
    figures = [f"{name} {words.figure(row[column], measure)}" for name, column in named if pd.notna(row[column])]
    if not measure.is_total and pd.notna(row["programme_value"]):
        figures.append(f"all areas {words.figure(row['programme_value'], measure)}")
    if measure.kind == "count":
        return (
            "in the best-fit census areas, which are usually larger than the area itself"
            if measure.unit == "people"
            else "that this record has gathered"
        )
    return "; ".join(figures)


def show_key_figures(context: Context, area: str, figures: pd.DataFrame, middles: pd.DataFrame) -> None:
    """Show four figures from returns in a strip, each with similar areas and all areas beside it and a link to its source."""
    rows = [sentences.first_nonzero_row(figures, names) for names in RETURNED_KEY_FIGURES]
    against = standing.comparisons(context.build, context.view.area)
    by_measure = middles.set_index("measure_id")
    for column, row in zip(st.columns(len(rows)), rows, strict=True):
        if row is None:
            continue
        measure = context.catalogue.measures[row["measure_id"]]
        similar = by_measure.loc[measure.measure_id] if measure.measure_id in by_measure.index else None
        compared = against.get((measure.measure_id, "similar"))
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{words.plain(measure.short)}**, {row['period']}")
            st.html(f'<p class="key-figure">{html.escape(sentences.short_figure(measure, row))}</p>')
            comparison = sentences.similar_areas_text(measure, similar)
            if compared is not None and compared["verdict"] != "cannot say":
                comparison = f"{verdicts.comparison_phrase(compared['verdict'], None, 'similar areas')}; {comparison}"
            st.caption(words.plain(comparison[0].upper() + comparison[1:]))
            trace.trace(context, measure.measure_id, row, area, f"key-{measure.measure_id}", context.view.area)


def limits_list(context: Context, facts: pd.DataFrame, has_returns: bool, is_dated: bool) -> str:
    """Return what this page cannot answer as a Markdown list; ``is_dated``: the area's beginning or end is known."""
    kinds = set(facts["kind"])
    lines = []
    if not has_returns:
        lines.append("Who took part, what was spent and how the council relationship went: these need returns.")
        if not kinds & {"grant won", "award"}:
            lines.append("Awards and grants won: we have found no published page.")
        if "meeting" not in kinds:
            lines.append("Partnership meetings: we have found no published page.")
    if not context.catalogue.programme["is_invented"]:
        lines.append("The boundary: none is published, so figures are for the best-fit census areas.")
    if not is_dated:
        lines.append("Start and end dates: we have found no published page.")
    lines.append("What would have happened without the programme.")
    return "\n".join(f"- {words.plain(line)}" for line in lines)
