"""The top of the Area page: a box each on people, money and the council, and what is not known."""

import html
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app_pages.area import chapters, sentences
from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.parts import frame, small_trends, standing, trace
from dashboard.text import figure_cells, record_words, verdicts, words
from dashboard.text.words import Measure

KEY_MEASURES = {
    "people": sentences.PARTICIPATION,
    "money": ("spent_gbp", "wins_known"),
    "council": sentences.RELATIONSHIP,
}
"""The measures of the figure in each box: the first that has one is shown."""
RECORD_THEMES = {"people": ("participation",), "money": ("money", "funding"), "council": ("council",)}
"""The themes of the public record in each box of an area without returns."""


def has_returns(figures: pd.DataFrame, context: Context) -> bool:
    """Whether any figure of the area comes from a return."""
    from_returns = context.catalogue.registry.index[context.catalogue.registry["sources"] == "returns"]
    rows = figures[figures["measure_id"].isin(from_returns)]
    return bool(rows["state"].isin(["value", "hidden"]).any())


def show_needed_returns(context: Context, area: str) -> None:
    """Show in one box what returns would add to the page of an area without any, and where to go on from here."""
    loaded = context.catalogue.programme["areas_with_returns"]
    others = f", though {words.count_of(int(loaded), 'area')} sent some" if loaded else ""
    with st.container(border=True, key="returns-would-add"):
        st.markdown(
            f"**No returns of {words.plain(area)} are loaded{others}.** They would add who took part, what was spent and won, "
            "what the council promised and did, and what lasts."
        )
        frame.show_next_steps(context, "area")


def show_boxes(
    context: Context, area: str, figures: pd.DataFrame, account: Any, trends: pd.DataFrame, facts: pd.DataFrame
) -> None:
    """Show a box each on people, money and the council: its figure with a small line, a sentence, and similar areas.

    A box without a figure has what is on the public record of its theme.
    """
    by_measure = {row.measure_id: row for row in db.rows(trends)}
    measures = context.catalogue.measures
    by_chapter = {
        "people": sentences.participation_sentence(measures, area, figures, by_measure),
        "money": sentences.money_sentence(account, figures),
        "council": sentences.council_sentence(measures, area, figures, by_measure),
    }
    middles = db.query(context.build, "area_similar_middle", area_id=context.view.area).set_index("measure_id")
    for column, (name, sentence) in zip(st.columns(len(by_chapter)), by_chapter.items(), strict=True):
        row = sentences.first_nonzero_row(figures, KEY_MEASURES[name])
        with column.container(border=True, height="stretch"):
            if row is None:
                show_record_box(context, name, sentence, facts)
                continue
            measure = measures[str(row["measure_id"])]
            newest = {measure.measure_id: str(row["period"])}
            points = small_trends.points(context.build, [measure.measure_id], context.view.area, newest)
            line = small_trends.line(measure, points[measure.measure_id])
            st.html(
                f'<p class="box-title">{html.escape(chapters.HEADINGS[name])}</p><div class="headline-row">'
                f'<p class="key-figure">{html.escape(figure_cells.short_figure(measure, row))}</p>{line}</div>'
                f'<p class="box-text">{html.escape(sentence)}</p>'
                f'<p class="box-text small">{html.escape(similar_text(context, measure, middles))}</p>'
            )
            trace.trace(context, measure.measure_id, row, area, f"key-{measure.measure_id}", context.view.area)


def similar_text(context: Context, measure: Measure, middles: pd.DataFrame) -> str:
    """Return how a figure compares with similar areas, as far as that is judged, and the medians beside it."""
    similar = middles.loc[measure.measure_id] if measure.measure_id in middles.index else None
    text = sentences.similar_areas_text(measure, similar)
    compared = standing.comparisons(context.build, context.view.area).get((measure.measure_id, "similar"))
    if compared is not None and compared["verdict"] != "cannot say":
        text = f"{verdicts.comparison_phrase(compared['verdict'], None, 'similar areas')}; {text}"
    return f"{text[0].upper()}{text[1:]}."


def show_record_box(context: Context, name: str, sentence: str, facts: pd.DataFrame) -> None:
    """Show the box of a theme without a figure: that it is not known, and what is on the public record."""
    of_theme = facts[facts["theme"].isin(RECORD_THEMES[name])]
    lines = award_lines(context) if name == "money" else []
    if len(of_theme):
        lines.append(f"On public record: {record_words.kinds_phrase(of_theme['kind'].tolist())}.")
        lines += [
            f"{'Latest' if row.date_from or row.date_to else 'Undated'}: {latest_words(row)}"
            for row in db.rows(of_theme.head(1))
        ]
    else:
        lines.append("No published fact has been found.")
    texts = "".join(f'<p class="box-text">{html.escape(line)}</p>' for line in [sentence, *lines])
    title = html.escape(chapters.HEADINGS[name])
    st.html(f'<p class="box-title">{title}</p><p class="key-figure not-known">Not known yet</p>{texts}')


def latest_words(row: Any) -> str:
    """Return one fact in a line: what, its figure and its date."""
    figure = record_words.fact_figure(row)
    when = f" ({record_words.fact_when(row)})" if row.date_from or row.date_to else ""
    return f"{record_words.fact_text(row)}{f', {figure}' if figure else ''}{when}."


def award_lines(context: Context) -> list[str]:
    """Return what the programme says that it awarded to each area: at first, later, and in all."""
    rows = db.query(context.build, "facts", area_id="")
    awards = rows[
        (rows["kind"] == "award")
        & (rows["base"] == "each area")
        & rows["what"].str.match("Base award|Extra for each area")
    ].sort_values("value_number", ascending=False)
    if awards.empty:
        return []
    first, *later = db.rows(awards)
    extra = words.joined([f"{record_words.fact_figure(row)} ({record_words.fact_when(row)})" for row in later])
    total = f", then {extra}: {sentences.pounds(awards['value_number'].sum())} in all" if later else ""
    return [f"Awarded to each area: {record_words.fact_figure(first)}{total}."]


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
