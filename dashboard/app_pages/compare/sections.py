"""The sections of the Compare page: the comparison, its pictures and tables, and the states in which there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.app_pages.compare import drawings, files, sentences
from dashboard.model import access, db, state
from dashboard.model.catalogue import NO_RETURNS, UNLABELLED, Catalogue, Context, catalogue_for, catalogue_of
from dashboard.model.state import MOST_COMPARED, SEPARATOR, View
from dashboard.parts import blocks, head, standing, trace
from dashboard.text import table_codes, verdicts, words
from dashboard.text.base_units import BaseUnit
from dashboard.text.words import Measure

PAGE = "app_pages/compare/page.py"


@dataclass(frozen=True)
class Comparison:
    """The comparison of one view: names by id, the figures of all periods and of the chosen one, and the pairs.

    ``refusal`` says why the chosen places are not put side by side, and is empty where they are; ``alike`` holds those of them
    that may be.
    """

    names: dict[str, str]
    figures: pd.DataFrame
    now: pd.DataFrame
    pairs: pd.DataFrame
    wordings: list[str]
    refusal: str
    alike: list[list[str]]
    answer: str

    @property
    def first(self) -> Any:
        """The row of the place that all others are compared with, in the chosen period."""
        return self.now.iloc[0]

    @property
    def areas(self) -> dict[str, str]:
        """The names of the areas among the chosen places, by id."""
        return {row.place_id: row.place_name for row in db.rows(self.now) if row.is_area}


def opened_context(context: Context, address: Mapping[str, str]) -> Context:
    """Return the context with a measure and a period in which the chosen places have figures, where its address names none."""
    view = context.view
    if len(view.chosen) < 2 or ("measure" in address and "period" in address):
        return context
    measure_id = view.measure if "measure" in address else ""
    offered = db.query(context.build, "compare_opening", areas=view.areas, measure_id=measure_id)
    if offered.empty:
        return context
    first: Any = offered.iloc[0]
    return replace(context, view=replace(view, measure=str(first["measure_id"]), period=str(first["period"])))


@lru_cache(maxsize=300)
def comparison_of(build: db.Build, view: View) -> Comparison:
    """Return the comparison of a view with at least two areas or groups."""
    catalogue = catalogue_for(build, view)
    names = sentences.names_of(catalogue, view.chosen)
    measure, measure_row = catalogue.measures[view.measure], catalogue.measure_row(view.measure)
    figures = db.query(build, "compare_figures", areas=view.areas, measure_id=view.measure)
    figures = figures.assign(place_name=figures["place_id"].map(names), measure_id=view.measure)
    now = figures[figures["period"] == view.period]
    pairs = db.query(build, "compare_differences", areas=view.areas, measure_id=view.measure, period=view.period)
    pairs = pairs.assign(place_name=pairs["place_id"].map(names))
    refusal, alike = refusal_and_alike(build, view, measure, measure_row, now)
    base_unit = standing.base_unit_of(measure, measure_row["counts_people"])
    return Comparison(
        names=names,
        figures=figures,
        now=now,
        pairs=pairs,
        wordings=db.query(build, "compare_wordings", measure_id=view.measure)["period"].tolist(),
        refusal=refusal,
        alike=alike,
        answer=refusal
        or sentences.answer(
            measure,
            view.period,
            now.iloc[0],
            pairs,
            base_unit,
            measure_row["sources"] == "returns",
            fairer_name(catalogue, view.measure),
        ),
    )


def fairer_name(catalogue: Catalogue, measure_id: str) -> str:
    """Return the name of the measure that is a fairer comparison than a total; empty where there is none."""
    return catalogue.measures[sentences.FAIRER[measure_id]].name if measure_id in sentences.FAIRER else ""


def refusal_and_alike(
    build: db.Build, view: View, measure: Measure, measure_row: Any, now: pd.DataFrame
) -> tuple[str, list[list[str]]]:
    """Return why the chosen places are not put side by side, with those that may be; both empty where all may."""
    if view.period == NO_RETURNS:
        return "", []
    is_area = dict(zip(now["place_id"], now["is_area"], strict=True))
    sizes = sentences.unlike_sizes(measure, measure_row["roll_up"], list(is_area.values()))
    if sizes:
        groups = [] if measure_row["roll_up"] == "none" else [place_id for place_id in is_area if not is_area[place_id]]
        return sizes, comparable_lists([place_id for place_id in is_area if is_area[place_id]], groups)
    councils = db.query(build, "compare_councils", areas=view.areas)
    below = dict(zip(councils["area_id"], councils["is_below_county"], strict=True))
    unlike = sentences.unlike_councils(measure_row["topic"], councils["tier"].tolist(), list(below.values()))
    if not unlike:
        return "", []
    kinds = [[place_id for place_id in view.chosen if below.get(place_id, kind) == kind] for kind in (True, False)]
    return unlike, comparable_lists(*kinds)


def comparable_lists(*groups_of_ids: list[str]) -> list[list[str]]:
    """Return those of some lists of ids that hold two or more, as it takes two to compare."""
    return [ids for ids in groups_of_ids if len(ids) > 1]


@lru_cache(maxsize=200)
def picture(build: db.Build, view: View, theme: str) -> tuple[list[str], go.Figure, go.Figure | None]:
    """Return the periods of the main picture, the picture, and another for narrow screens where one does not fit both."""
    measure, comparison = catalogue_for(build, view).measures[view.measure], comparison_of(build, view)
    periods = sentences.in_series(comparison.figures["period"].tolist(), view.period)
    if not periods:
        shown = sentences.panels(comparison.now, [view.period], view.period, measure)
        return [view.period], drawings.dots(shown, measure, theme), None
    shown = sentences.panels(comparison.figures, periods, view.period, measure)
    draw = partial(drawings.multiples, shown, comparison.wordings, view.period, measure, theme)
    narrow = draw(across=2, room=drawings.NARROW)
    if len(shown) <= 2:
        return periods, narrow, None
    return periods, draw(across=5, room=drawings.WIDE), narrow


def show_picture(context: Context, comparison: Comparison, theme: str) -> None:
    """Show the measure for each area and group: over its periods, or in its only one."""
    view, measure = context.view, context.catalogue.measures[context.view.measure]
    periods, wide, narrow = picture(context.build, view, theme)
    is_series = len(periods) > 1
    rows = comparison.figures[comparison.figures["period"].isin(periods)]
    span = f"{periods[0]} to {periods[-1]}" if is_series else periods[0]
    subtitle = f"{measure.unit[0].upper()}{measure.unit[1:]}, {span}."
    subtitle += " All on one scale, the chosen period as a larger dot." if is_series else ""
    subtitle += " Bars show 95% confidence intervals." if rows["lower"].notna().any() else ""
    if is_series:
        states = [key for state_name, key in drawings.STATE_KEY.items() if (rows["state"] == state_name).any()]
        subtitle += f" Below the axis: {'; '.join(states)}." if states else ""
    source = head.source_line(context, source_words(context, view.measure))
    show = partial(blocks.chart, title=measure.name, subtitle=subtitle, source=source)
    pictures = "Small panels" if is_series else "Dots"
    alt = f"{pictures}, one for each of {words.joined(list(comparison.names.values()))}. {comparison.answer}"
    with st.container(key="compare-wide" if narrow else "compare-one"):
        show(wide, alt=alt, key="compared")
    if narrow:
        with st.container(key="compare-narrow"):
            show(narrow, alt=alt, key="compared-narrow")
    note = sentences.unlike_rounds(periods, comparison.wordings) if is_series else ""
    if note:
        st.markdown(words.plain(f"{note} A dotted line marks the change."))


def base_unit_of(context: Context, measure: Measure) -> BaseUnit:
    """Return what the base of a measure counts."""
    return standing.base_unit_of(measure, context.catalogue.measure_row(measure.measure_id)["counts_people"])


def source_words(context: Context, measure_id: str) -> str:
    """Return the sources of a measure, for the line under its picture."""
    is_returned = context.catalogue.measure_row(measure_id)["sources"] == "returns"
    return "Returns of the areas" if is_returned else "Published figures, listed under Methods and limitations"


def show_controls(context: Context, names: dict[str, str]) -> None:
    """Show in one row the choice of areas, then that of measure, period and second measure."""
    catalogue, view = context.catalogue, context.view
    allowed = catalogue.allowed_values
    options = {place_id: name for place_id, name in catalogue.comparable_places.items() if name != UNLABELLED}
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        label = f"Areas or groups to compare (up to {MOST_COMPARED}); the first is compared with each of the others"
        state.choose_areas(label, view, {**options, **names}, placeholder="Choose two or more")
    with st.container(key="compare-filters", horizontal=True, vertical_alignment="bottom"):
        state.choose("Measure", "measure", view.measure, allowed["measure"], catalogue.name_in_menu, width=490)
        shown = {"measure": view.measure}
        periods = catalogue.periods[view.measure]
        state.choose("Period", "period", view.period, periods, together_with=shown, width=145)
        beside = ["", *allowed["beside"]]
        state.choose(
            "Second measure", "beside", view.beside, beside, partial(sentences.beside_name, catalogue), width=490
        )


def show_starts(context: Context) -> None:
    """Show links to comparisons to begin with."""
    view, catalogue = context.view, context.catalogue
    example = view.area or view.areas or str(catalogue.areas.index[0])
    example = example if example in catalogue.areas.index else str(catalogue.areas.index[0])
    near = db.query(context.build, "area_similar", area_id=example)["similar_id"].tolist()
    st.markdown("Or start with one of these:")
    for name, areas in sentences.starts(catalogue, view, [example, *map(str, near)]).items():
        st.page_link(PAGE, label=words.plain(name), query_params=view.parameters(areas=areas), width="content")


def show_alike(context: Context, comparison: Comparison) -> None:
    """Show links to those of the chosen areas and groups that may be put side by side."""
    for ids in comparison.alike:
        label = f"Compare only {words.joined([comparison.names[place_id] for place_id in ids])}"
        parameters = context.view.parameters(areas=SEPARATOR.join(ids))
        st.page_link(PAGE, label=words.plain(label), query_params=parameters, width="content")


def show_no_returns(context: Context, comparison: Comparison) -> None:
    """Show, for a measure without any return, which it needs, the public record, and where to go on."""
    view, catalogue = context.view, context.catalogue
    st.markdown(f"This measure needs returns from areas. {words.plain(catalogue.measure_row(view.measure)['method'])}")
    with st.container(horizontal=True):
        for name in invented_programmes(context):
            groups = [
                group_id for group_id in catalogue_of(db.current_build(name)).groups if group_id.startswith("wave:")
            ]
            parameters = {"programme": name, "measure": view.measure, "areas": SEPARATOR.join(groups)}
            st.page_link(PAGE, label="See it with practice data", query_params=parameters, width="content")
        if access.is_staff():
            st.page_link(
                "app_pages/data/page.py", label="Load returns", query_params=view.parameters(), width="content"
            )
    if not comparison.areas:
        return
    st.header("On the public record")
    rows = catalogue.areas.loc[list(comparison.areas)]
    listed = pd.DataFrame(
        {
            "Area": list(comparison.areas.values()),
            "Facts on the public record": rows["fact_count"].astype(int).tolist(),
            "Council": rows["council_name"].tolist(),
            "Deprivation": rows["deprivation_group"].tolist(),
        }
    )
    blocks.table(
        listed,
        alt="What is on the public record about these areas, one row per area.",
        file_name=blocks.file_name(context, "compare", "public-record"),
        right=["Facts on the public record"],
    )


def invented_programmes(context: Context) -> list[str]:
    """Return the other programmes that are invented and full of returns."""
    others = [name for name in db.programme_ids() if name != context.build.programme_id]
    return [name for name in others if catalogue_of(db.current_build(name)).programme["is_invented"]]


def show_differences(context: Context, comparison: Comparison) -> None:
    """Show the figures in a table, how the first compares with each, what chance would do, and the origin of a number."""
    view, measure = context.view, context.catalogue.measures[context.view.measure]
    base_unit = base_unit_of(context, measure)
    first = str(comparison.first["place_name"])
    st.header(f"How {words.plain(first)} compares")
    shown = difference_rows(comparison, measure, base_unit)
    blocks.table(
        shown,
        alt=f"{measure.name}, {view.period}: each figure, and how {first} compares with it.",
        file_name=blocks.file_name(context, "compare", view.measure, view.period),
        download=lambda: files.differences(context, comparison.now, comparison.pairs),
    )
    codes = [table_codes.cell_code(row.state, row.reliability) for row in db.rows(comparison.now)]
    if any(codes):
        st.caption(words.plain(table_codes.codes_explained(codes)))
    note = differences_note(comparison.pairs)
    if note:
        st.markdown(words.plain(note))
    area_id = str(comparison.first["place_id"]) if comparison.first["is_area"] else ""
    trace.trace(context, view.measure, comparison.first, first, "compare", area_id)


def differences_note(pairs: pd.DataFrame) -> str:
    """Return the note under the differences: that they are of unrounded figures, and what chance alone would do."""
    judged = int((pairs["verdict"] != "cannot say").sum())
    notes = [sentences.ROUNDED] if pairs["difference"].notna().any() else []
    return " ".join([*notes, *([verdicts.comparisons_by_chance(judged)] if judged > 1 else [])])


def difference_rows(comparison: Comparison, measure: Measure, base_unit: BaseUnit) -> pd.DataFrame:
    """Return a row for each area or group as the table shows it, the first on top."""
    first = str(comparison.first["place_name"])
    gaps = {row["choice"]: row for _, row in comparison.pairs.iterrows()}
    return pd.DataFrame(
        {
            "Area or group": comparison.now["place_name"],
            "Figure": [standing.figure_with_range(measure, row, base_unit) for _, row in comparison.now.iterrows()],
            f"{first} is": [
                sentences.gap_cell(measure, first, gaps[choice], base_unit) if choice in gaps else "comparator area"
                for choice in comparison.now["choice"]
            ],
        }
    )


def show_second(context: Context, comparison: Comparison, theme: str) -> None:
    """Show the second measure beside the first, or why the two are not put side by side."""
    view, catalogue = context.view, context.catalogue
    first, second = catalogue.measures[view.measure], catalogue.measures[view.beside]
    st.header("Second measure")
    refusal = sentences.unlike_measures(first, second)
    if not refusal and view.period not in catalogue.periods[view.beside]:
        refusal = f"{second.name} has no figures for {view.period}, and figures for different periods are not compared."
    if refusal:
        st.markdown(words.plain(refusal))
        return
    rows = db.query(context.build, "compare_figures", areas=view.areas, measure_id=view.beside)
    rows = rows.assign(place_name=rows["place_id"].map(comparison.names), measure_id=view.beside)
    rows = rows[rows["period"] == view.period]
    first_panels = sentences.panels(comparison.now, [view.period], view.period, first)
    second_panels = sentences.panels(rows, [view.period], view.period, second)
    pairs = list(zip(first_panels, second_panels, strict=True))
    pair_labels = [f"{panel.name} {panel.now} and {beside.now}" for panel, beside in pairs]
    has_range = bool(comparison.now["lower"].notna().any() or rows["lower"].notna().any())
    units = list(dict.fromkeys([first.unit, second.unit]))
    blocks.chart(
        drawings.pairs_of_dots(pairs, (first.short, second.short), first, theme),
        title=f"{first.name}, and {second.name[0].lower()}{second.name[1:]}",
        subtitle=f"{words.joined(units)}, {view.period}.{' Bars show 95% confidence intervals.' if has_range else ''}",
        alt=f"Two marks for each area, a dot for {first.short} and a diamond for {second.short}: {'; '.join(pair_labels)}.",
        source=head.source_line(context, source_words(context, view.beside)),
        key="second",
    )
    show_second_table(context, comparison, rows)


def show_second_table(context: Context, comparison: Comparison, rows: pd.DataFrame) -> None:
    """Show the figures of both measures as a table and its limits; ``rows`` are those of the second measure."""
    view, catalogue = context.view, context.catalogue
    first, second = catalogue.measures[view.measure], catalogue.measures[view.beside]
    columns = {
        "Area or group": comparison.now["place_name"].tolist(),
        **{
            measure.name: [
                standing.figure_with_range(measure, row, base_unit_of(context, measure))
                for _, row in figures.iterrows()
            ]
            for figures, measure in ((comparison.now, first), (rows, second))
        },
    }
    blocks.table(
        pd.DataFrame(columns),
        alt=f"{first.name} and {second.name}, {view.period}, one row for each area or group.",
        file_name=blocks.file_name(context, "compare", view.measure, view.beside, view.period),
        download=lambda: files.figures_file(context, pd.concat([comparison.now, rows], ignore_index=True)),
    )
    st.markdown(
        "The two measures count different things or ask different people, so they are not tested against each other."
    )


def method_lines(context: Context) -> list[str]:
    """Return the lines on how the differences are worked out, after those of the registry on the measures."""
    view = context.view
    roll_up = blocks.ROLL_UPS[context.catalogue.measure_row(view.measure)["roll_up"]]
    second = blocks.measure_lines(context, view.beside)[:1] if view.beside and view.beside != view.measure else []
    return [
        *blocks.measure_lines(context, view.measure),
        *(line.replace("**Definition.**", "**Definition of the second measure.**") for line in second),
        "**Higher, lower, no clear difference.** The 95% confidence interval of the difference decides, not "
        "whether two intervals overlap. “Higher” or “lower” is used only where it excludes zero.",
        f"**Groups.** {roll_up} An area is compared with the rest of its group, leaving itself out.",
    ]
