"""The chosen areas among all areas, on the Compare page: all measures of a topic, the funnel, and ranges of places."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import streamlit as st

from dashboard.app_pages.compare import among_drawings, files, sentences
from dashboard.app_pages.compare.sections import Comparison, source_words
from dashboard.model import db, state
from dashboard.model.catalogue import NO_RETURNS, Catalogue, Context, catalogue_for
from dashboard.model.state import SEPARATOR, View
from dashboard.parts import blocks, head, standing
from dashboard.text import figure_cells, table_codes, verdicts, words
from dashboard.text.words import Measure

LOOKS = {"topic": "All measures of a topic", "funnel": "Funnel", "places": "Ranks"}
"""The further pictures, shown one at a time."""


def show_look(context: Context, comparison: Comparison, theme: str) -> None:
    """Show one of the further pictures, as the reader chooses."""
    st.header("Among all areas")
    if not comparison.areas:
        st.markdown("Add an area to see how it compares with all areas.")
        return
    if context.view.period == NO_RETURNS:  # without figures there is neither funnel nor ranks to choose
        show_topic(context, comparison, theme)
        return
    look = state.choose_section("What to show", context.view, LOOKS)
    if look == "funnel":
        show_funnel(context, comparison, theme)
    elif look == "places":
        show_ranks(context, comparison, theme)
    else:
        show_topic(context, comparison, theme)


def show_topic(context: Context, comparison: Comparison, theme: str) -> None:
    """Show all measures of a topic for the chosen areas, in words and colour, each against the other areas."""
    view, catalogue = context.view, context.catalogue
    topics = catalogue.allowed_values["topic"]
    usual = topics[0] if view.period == NO_RETURNS else str(catalogue.measure_row(view.measure)["topic"])
    topic = view.topic or usual
    state.choose("Topic", "topic", topic, topics, width=300)
    shown_topic = topic_view(context.build, view, topic, head.with_programme_name(topic), theme)
    if shown_topic.table:
        st.html(shown_topic.table)
        blocks.downloads(
            lambda: files.against_others(context, shown_topic.rows),
            len(shown_topic.rows),
            f"{topic}: each area compared with all other areas",
            blocks.file_name(context, "compare", topic),
        )
    if shown_topic.codes:
        st.caption(words.plain(shown_topic.codes))
    groups = ["Groups are not in this table."] if len(comparison.areas) < len(comparison.names) else []
    st.markdown("\n".join(f"- {words.plain(line)}" for line in [*shown_topic.lines, *groups]))


@dataclass(frozen=True)
class TopicView:
    """All measures of a topic for the chosen areas: their rows, the table as HTML, its codes, and the notes below it.

    There is no table where no area has a figure, nor where the areas may not be put side by side.
    """

    rows: pd.DataFrame
    table: str
    codes: str
    lines: list[str]


@lru_cache(maxsize=200)
def topic_view(build: db.Build, view: View, topic: str, heading: str, theme: str) -> TopicView:
    """Return the contents of the page for a topic; ``heading`` is the name of the topic above the table."""
    catalogue = catalogue_for(build, view)
    areas = {
        area_id: name
        for area_id, name in sentences.names_of(catalogue, view.chosen).items()
        if area_id in catalogue.areas.index
    }
    rows = db.query(build, "compare_verdicts", areas=SEPARATOR.join(areas), topic=topic)
    rows = rows.assign(place_id=rows["area_id"], place_name=rows["area_id"].map(areas))
    shown, without = with_figures(rows)
    councils = db.query(build, "compare_councils", areas=SEPARATOR.join(areas))
    refusal = sentences.unlike_councils(topic, councils["tier"].tolist(), councils["is_below_county"].tolist())
    if refusal:
        return TopicView(rows, "", "", [refusal])
    return TopicView(
        rows=rows,
        table=heat(shown, catalogue, heading, theme) if len(shown) else "",
        codes=table_codes.codes_explained(
            [table_codes.cell_code(row.state, row.reliability) for row in db.rows(shown)]
        ),
        lines=topic_lines(shown, without, catalogue),
    )


def with_figures(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of the measures with a figure of any of the areas, and those of all other measures."""
    has_figure = rows["state"].eq("value").groupby(rows["measure_id"]).transform("any")
    return rows[has_figure], rows[~has_figure]


def topic_lines(shown: pd.DataFrame, without: pd.DataFrame, catalogue: Catalogue) -> list[str]:
    """Return the notes on the table of a topic: what is not in it, what is not judged, and what chance does."""
    lines = []
    plain = shown[~shown["is_judged"]]["measure_id"].unique() if len(shown) else []
    if len(plain) == shown["measure_id"].nunique() > 0:
        lines.append("Not tested for statistical significance: none of these figures has a confidence interval.")
    elif len(plain):
        lines.append(f"Not tested for statistical significance: {measure_names(catalogue, plain)}.")
    for phrase, states in (
        ("Suppressed (small numbers) or no data reported", {"hidden"}),
        ("No data reported by any of these areas", {"not reported"}),
    ):
        has_state = without["state"].isin(states).groupby(without["measure_id"]).transform("any")
        names = without[has_state]["measure_id"].unique()
        without = without[~has_state]
        if len(names):
            lines.append(f"{phrase}: {measure_names(catalogue, names)}.")
    judged = int(shown["verdict"].isin(["higher", "lower", "no clear difference"]).sum())
    if judged > 1:
        lines.append(verdicts.comparisons_by_chance(judged))
    return lines


def measure_names(catalogue: Catalogue, measure_ids: Sequence[str]) -> str:
    """Return the short names of measures, separated by commas."""
    return ", ".join(catalogue.measures[str(measure_id)].short for measure_id in measure_ids)


def heat(rows: pd.DataFrame, catalogue: Catalogue, topic: str, theme: str) -> str:
    """Return the table of a topic in words and colour: a row for each area, a column for each measure."""
    columns = [
        (catalogue.measures[str(row.measure_id)].name, row.period)
        for row in db.rows(rows.drop_duplicates("measure_id"))
    ]
    lines = [
        (
            str(area_rows["place_name"].iloc[0]),
            [sentences.heat_words(row, catalogue.measures[str(row.measure_id)]) for row in db.rows(area_rows)],
        )
        for _, area_rows in rows.groupby("choice")
    ]
    caption = (
        f"{topic}: each area compared with all other areas, in the newest period with figures for at least half of them. "
        "Blue means "
        "higher and orange means lower; the words say the same."
        if rows["is_judged"].any()
        else f"{topic}: the figures of each area, in the newest period in which half of them have one."
    )
    return among_drawings.heat_table(caption, columns, lines, theme)


@lru_cache(maxsize=100)
def all_areas(build: db.Build, view: View) -> pd.DataFrame:
    """Return the figures of all areas with their place in the funnel and their ranks, the chosen ones first.

    Areas without a name are sorted by their figures: in order of name they could be told apart.
    """
    catalogue = catalogue_for(build, view)
    measure, names = catalogue.measures[view.measure], sentences.names_of(catalogue, view.chosen)
    rows = db.query(build, "map_figures", measure_id=view.measure, period=view.period)
    rows = rows[rows["state"] == "value"]
    rows = rows.assign(
        place_id=rows["area_id"],
        measure_id=view.measure,
        period=view.period,
        place_name=rows["area_id"].map(names).fillna(rows["area_id"].map(catalogue.areas["area_name"])),
        is_compared=rows["area_id"].isin(view.chosen),
    )
    rows = rows.assign(label=[sentences.point_label(row.place_name, row, measure) for row in db.rows(rows)])
    order = ["is_compared", "place_name", "value", "denominator"]
    return rows.sort_values(order, ascending=[False, True, False, False], kind="stable")


def show_funnel(context: Context, comparison: Comparison, theme: str) -> None:
    """Show all areas by size between the limits of chance, or why there is no funnel."""
    view, catalogue = context.view, context.catalogue
    measure, measure_row = catalogue.measures[view.measure], catalogue.measure_row(view.measure)
    limits = db.query(context.build, "compare_limits", measure_id=view.measure, period=view.period)
    rows = all_areas(context.build, view)
    if limits.empty:
        st.markdown(words.plain(sentences.no_funnel(measure, measure_row["interval_by"], len(rows), view.period)))
        return
    base_unit = standing.base_unit_of(measure, measure_row["counts_people"])
    rows = rows.assign(position=[figure_cells.funnel_words(row) for row in db.rows(rows)])
    flags = f"{figure_cells.flags(rows)}{sentences.widened(float(limits['spread'].iloc[0]))}"
    blocks.chart(
        among_drawings.funnel(rows, limits, comparison.areas, base_unit.plural, measure, theme),
        title=f"{measure.name}: areas outside the control limits",
        subtitle=f"{measure.unit[0].upper()}{measure.unit[1:]}, {view.period}. {sentences.FUNNEL_KEY}",
        alt=f"All areas by size and figure. {compared_words(rows)} {flags}",
        source=head.source_line(context, source_words(context, view.measure)),
        key="funnel",
    )
    st.markdown(words.plain(f"{flags}{order_words(context)}"))
    show_funnel_table(context, rows, measure)


def show_funnel_table(context: Context, rows: pd.DataFrame, measure: Measure) -> None:
    """Show every area with its figure and its position in the funnel as a table."""
    view = context.view
    # a figure for staff only may be seen in the picture, but must not leave in a file
    is_staff_only = rows["reliability"] == table_codes.STAFF_ONLY
    figures = pd.Series([sentences.figure_cell(row, measure) for row in db.rows(rows)], index=rows.index)
    blocks.table(
        pd.DataFrame(
            {
                "Area": rows["place_name"],
                "Figure": figures.mask(is_staff_only, "suppressed [c]"),
                "Out of": rows["denominator"].mask(is_staff_only),
                "Against all areas": rows["position"],
            }
        ),
        alt=f"{measure.name}, {view.period}: every area with a figure and its position in the funnel plot, compared areas first.",
        file_name=blocks.file_name(context, "funnel", view.measure, view.period),
        formats={"Out of": "%,.0f"},
        download=lambda: files.figures_file(context, rows, {"verdict_against_all_areas": "position"}),
    )


def order_words(context: Context) -> str:
    """Return the order of a table as a sentence; empty where the other areas have no names."""
    return "" if head.names_only_own(context) else " The table lists the areas compared first, then the others by name."


def compared_words(rows: pd.DataFrame) -> str:
    """Return the position of each chosen area, or that none of them has a figure."""
    positions = [f"{row.place_name}: {row.position}" for row in db.rows(rows[rows["is_compared"]])]
    return f"{'; '.join(positions)}." if positions else "None of the areas compared has a figure."


def show_ranks(context: Context, comparison: Comparison, theme: str) -> None:
    """Show the range of places of each area, or why there is none."""
    view, measure = context.view, context.catalogue.measures[context.view.measure]
    rows = all_areas(context.build, view)
    rows = rows[rows["ranked"].notna()]
    if rows.empty:
        measure_row = context.catalogue.measure_row(view.measure)
        why = sentences.no_ranks(measure, measure_row["topic"], measure_row["direction"], measure_row["interval_by"])
        st.markdown(words.plain(why))
        return
    positions = [verdicts.rank_words(row.rank_lower, row.rank_upper, int(row.ranked)) for row in db.rows(rows)]
    rows = rows.assign(position=positions)
    rows = rows.assign(label=[f"{row.place_name}: {row.position}" for row in db.rows(rows)])
    blocks.chart(
        among_drawings.rank_ranges(rows, comparison.areas, theme),
        title=f"{measure.name}: where might each area rank?",
        subtitle=f"{view.period}, {words.count_of(len(rows), 'area')}. Bars show the 95% interval for each area's rank.",
        alt=f"Ranks. {compared_words(rows)}",
        source=head.source_line(context, source_words(context, view.measure)),
        key="ranks",
    )
    overlap = "Where bars overlap, the order could be due to chance, so a league table would mislead."
    st.markdown(f"{overlap}{order_words(context)}")
    blocks.table(
        pd.DataFrame({"Area": rows["place_name"], "Rank from highest (95% interval)": rows["position"]}),
        alt=f"{measure.name}, {view.period}: the rank interval of each area, compared areas first.",
        file_name=blocks.file_name(context, "ranks", view.measure, view.period),
        download=lambda: files.figures_file(context, rows, RANKS),
    )


RANKS = {"rank_lower": "rank_lower", "rank_upper": "rank_upper", "areas_ranked": "ranked"}
"""The columns of a file of ranges of places, each with the column of the query that it comes from."""
