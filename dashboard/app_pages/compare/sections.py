"""The pieces of the Compare page: what is compared, its pictures and tables, and the states in which there is none."""

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.app_pages.compare import drawings, files, sentences
from dashboard.model import db, state
from dashboard.model.catalogue import NO_RETURNS, UNLABELLED, Catalogue, Context, catalogue_for, catalogue_of
from dashboard.model.state import MOST_COMPARED, SEPARATOR, View
from dashboard.parts import blocks, head, standing, trace
from dashboard.text import verdicts, words
from dashboard.text.verdicts import Counted
from dashboard.text.words import Measure

PAGE = "app_pages/compare/page.py"


@dataclass(frozen=True)
class Comparing:
    """What is compared in one view: names by id, the figures of all periods and of the one chosen, and the pairs.

    ``refusal`` says why the things chosen are not put side by side, and is empty where they are; ``alike`` holds those of
    them that are.
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
        """The row of the one that all others are compared with, in the chosen period."""
        return self.now.iloc[0]

    @property
    def areas(self) -> dict[str, str]:
        """The areas among what is compared, by id with what each is called."""
        return {row.place_id: row.name for row in db.rows(self.now.rename(columns={"called": "name"})) if row.is_area}


@lru_cache(maxsize=300)
def comparing(build: db.Build, view: View) -> Comparing:
    """Return what the Compare page says of a view with at least two areas or groups."""
    catalogue = catalogue_for(build, view)
    names = sentences.names_of(catalogue, view.chosen)
    measure, registry = catalogue.measures[view.measure], catalogue.measure_row(view.measure)
    figures = db.query(build, "compare_figures", areas=view.areas, measure_id=view.measure)
    figures = figures.assign(called=figures["place_id"].map(names), measure_id=view.measure)
    now = figures[figures["period"] == view.period]
    pairs = db.query(build, "compare_differences", areas=view.areas, measure_id=view.measure, period=view.period)
    pairs = pairs.assign(called=pairs["place_id"].map(names))
    refusal, alike = refused(build, view, measure, registry, now)
    counts = standing.counted(measure, registry["counts_people"])
    return Comparing(
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
            counts,
            registry["sources"] == "returns",
            fairer_name(catalogue, view.measure),
        ),
    )


def fairer_name(catalogue: Catalogue, measure_id: str) -> str:
    """Return the name of the measure that is a fairer comparison than a total; nothing where there is none."""
    return catalogue.measures[sentences.FAIRER[measure_id]].name if measure_id in sentences.FAIRER else ""


def refused(
    build: db.Build, view: View, measure: Measure, registry: Any, now: pd.DataFrame
) -> tuple[str, list[list[str]]]:
    """Return why what is chosen is not put side by side, with those of it that may be; nothing where all may."""
    if view.period == NO_RETURNS:
        return "", []
    is_area = dict(zip(now["place_id"], now["is_area"], strict=True))
    sizes = sentences.unlike_sizes(measure, registry["roll_up"], list(is_area.values()))
    if sizes:
        groups = [] if registry["roll_up"] == "none" else [one for one in is_area if not is_area[one]]
        return sizes, enough([one for one in is_area if is_area[one]], groups)
    councils = db.query(build, "compare_councils", areas=view.areas)
    below = dict(zip(councils["area_id"], councils["is_below_county"], strict=True))
    unlike = sentences.unlike_councils(registry["topic"], councils["tier"].tolist(), list(below.values()))
    if not unlike:
        return "", []
    kinds = [[one for one in view.chosen if below.get(one, kind) == kind] for kind in (True, False)]
    return unlike, enough(*kinds)


def enough(*lists: list[str]) -> list[list[str]]:
    """Return those of some lists that hold two or more, as it takes two to compare."""
    return [one for one in lists if len(one) > 1]


@lru_cache(maxsize=200)
def picture(build: db.Build, view: View, theme: str) -> tuple[list[str], go.Figure, go.Figure | None]:
    """Return the periods of the main picture, the picture, and another for narrow screens where one does not fit both."""
    measure, found = catalogue_for(build, view).measures[view.measure], comparing(build, view)
    periods = sentences.in_series(found.figures["period"].tolist(), view.period)
    if not periods:
        shown = sentences.panels(found.now, [view.period], view.period, measure)
        return [view.period], drawings.dots(shown, measure, theme), None
    shown = sentences.panels(found.figures, periods, view.period, measure)
    draw = partial(drawings.multiples, shown, found.wordings, view.period, measure, theme)
    narrow = draw(across=2, room=drawings.NARROW)
    if len(shown) <= 2:
        return periods, narrow, None
    return periods, draw(across=5, room=drawings.WIDE), narrow


def show_picture(context: Context, found: Comparing, theme: str) -> None:
    """Show the measure for each area and group: over its periods, or in the only one."""
    view, measure = context.view, context.catalogue.measures[context.view.measure]
    periods, wide, narrow = picture(context.build, view, theme)
    is_series = len(periods) > 1
    rows = found.figures[found.figures["period"].isin(periods)]
    span = f"{periods[0]} to {periods[-1]}" if is_series else periods[0]
    subtitle = f"{measure.unit[0].upper()}{measure.unit[1:]}, {span}."
    subtitle += " All on one scale, the chosen period as a larger dot." if is_series else ""
    subtitle += " Bars are 95% ranges." if rows["lower"].notna().any() else ""
    if is_series:
        states = [key for one, key in drawings.STATE_KEY.items() if (rows["state"] == one).any()]
        subtitle += f" At the foot: {'; '.join(states)}." if states else ""
    source = head.source_line(context, source_words(context, view.measure))
    show = partial(blocks.chart, title=measure.name, subtitle=subtitle, source=source)
    alt = f"{'Small panels' if is_series else 'Dots'}, one for each of {words.joined(list(found.names.values()))}. {found.answer}"
    with st.container(key="compare-wide" if narrow else "compare-one"):
        show(wide, alt=alt, key="compared")
    if narrow:
        with st.container(key="compare-narrow"):
            show(narrow, alt=alt, key="compared-narrow")
    note = sentences.unlike_rounds(periods, found.wordings) if is_series else ""
    if note:
        st.markdown(words.plain(f"{note} A dotted line stands before it."))


def counts_of(context: Context, measure: Measure) -> Counted:
    """Return what the base of a measure counts."""
    return standing.counted(measure, context.catalogue.measure_row(measure.measure_id)["counts_people"])


def source_words(context: Context, measure_id: str) -> str:
    """Return what a measure is made from, for the line under its picture."""
    is_returned = context.catalogue.measure_row(measure_id)["sources"] == "returns"
    return "Returns of the areas" if is_returned else "Public figures, named under How we know"


def controls(context: Context, names: dict[str, str]) -> None:
    """Show in one row what is compared, on which measure and period, and what second measure stands beside it."""
    told, view = context.catalogue, context.view
    known = told.allowed_values
    options = {one: name for one, name in told.compared.items() if name != UNLABELLED}
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        label = f"Areas and groups, up to {MOST_COMPARED}; the first is compared with each other"
        state.choose_areas(label, view, {**options, **names}, placeholder="Choose two or more")
    with st.container(key="compare-filters", horizontal=True, vertical_alignment="bottom"):
        state.choose("Measure", "measure", view.measure, known["measure"], told.name_in_menu, width=490)
        state.choose("Period", "period", view.period, told.periods[view.measure], width=145)
        beside = ["", *known["beside"]]
        state.choose("Second measure", "beside", view.beside, beside, partial(sentences.beside_name, told), width=490)


def show_starts(context: Context) -> None:
    """Show links to comparisons to begin with."""
    view, told = context.view, context.catalogue
    example = view.area or view.areas or str(told.areas.index[0])
    example = example if example in told.areas.index else str(told.areas.index[0])
    near = db.query(context.build, "area_similar", area_id=example)["similar_id"].tolist()
    st.markdown("Or begin with one of these:")
    for name, areas in sentences.starts(told, view, [example, *map(str, near)]).items():
        st.page_link(PAGE, label=words.plain(name), query_params=view.parameters(areas=areas), width="content")


def show_alike(context: Context, found: Comparing) -> None:
    """Show links to those of the chosen areas and groups that may be put side by side."""
    for ids in found.alike:
        label = f"Compare only {words.joined([found.names[one] for one in ids])}"
        parameters = context.view.parameters(areas=SEPARATOR.join(ids))
        st.page_link(PAGE, label=words.plain(label), query_params=parameters, width="content")


def no_returns(context: Context, found: Comparing) -> None:
    """Show, for a measure without any return, which are needed, what the public record holds, and where to go on."""
    view, told = context.view, context.catalogue
    st.markdown(f"It needs returns of the areas. {words.plain(told.measure_row(view.measure)['method'])}")
    with st.container(horizontal=True):
        for name in invented_programmes(context):
            groups = [one for one in catalogue_of(db.current_build(name)).groups if one.startswith("wave:")]
            parameters = {"programme": name, "measure": view.measure, "areas": SEPARATOR.join(groups)}
            st.page_link(PAGE, label="See it with practice data", query_params=parameters, width="content")
        kept = view.parameters()
        st.page_link("app_pages/data/page.py", label="Load yours", query_params=kept, width="content")
    if not found.areas:
        return
    st.header("What the public record holds")
    rows = told.areas.loc[list(found.areas)]
    listed = pd.DataFrame(
        {
            "Area": list(found.areas.values()),
            "Facts on the public record": rows["fact_count"].astype(int).tolist(),
            "Council": rows["council_name"].tolist(),
            "Deprivation": rows["deprivation_group"].tolist(),
        }
    )
    blocks.table(
        listed,
        alt="What is known of these areas without returns, one row an area.",
        file_name=blocks.file_name(context, "compare", "public-record"),
        right=["Facts on the public record"],
    )


def invented_programmes(context: Context) -> list[str]:
    """Return the other programmes that are invented and full of returns."""
    others = [name for name in db.programme_ids() if name != context.build.programme_id]
    return [name for name in others if catalogue_of(db.current_build(name)).programme["is_invented"]]


def show_differences(context: Context, found: Comparing) -> None:
    """Show the figures in a table, how the first compares with each, what chance would do, and where a number is from."""
    view, measure = context.view, context.catalogue.measures[context.view.measure]
    counts = counts_of(context, measure)
    first = str(found.first["called"])
    st.header(f"How {words.plain(first)} compares with each")
    shown = difference_rows(found, measure, counts)
    blocks.table(
        shown,
        alt=f"{measure.name}, {view.period}: each figure, and how {first} compares with it.",
        file_name=blocks.file_name(context, "compare", view.measure, view.period),
        download=lambda: files.differences(context, found.now, found.pairs),
    )
    codes = [verdicts.state_reason(row.state, row.reliability) for row in db.rows(found.now)]
    if any(codes):
        st.caption(words.plain(verdicts.codes_explained(codes)))
    said = under_differences(found.pairs)
    if said:
        st.markdown(words.plain(said))
    area_id = str(found.first["place_id"]) if found.first["is_area"] else ""
    trace.trace(context, view.measure, found.first, first, "compare", area_id)


def under_differences(pairs: pd.DataFrame) -> str:
    """Return what is to be said under the differences: that they are of unrounded figures, and what chance alone would do."""
    judged = int((pairs["verdict"] != "cannot say").sum())
    told = [sentences.ROUNDED] if pairs["difference"].notna().any() else []
    return " ".join([*told, *([verdicts.comparisons_by_chance(judged)] if judged > 1 else [])])


def difference_rows(found: Comparing, measure: Measure, counts: Counted) -> pd.DataFrame:
    """Return a row for each area or group as the table shows it, the first on top."""
    first = str(found.first["called"])
    gaps = {row["choice"]: row for _, row in found.pairs.iterrows()}
    return pd.DataFrame(
        {
            "Area or group": found.now["called"],
            "Figure": [standing.here(measure, row, counts) for _, row in found.now.iterrows()],
            f"{first} is": [
                sentences.gap_cell(measure, first, gaps[choice], counts) if choice in gaps else "the one compared"
                for choice in found.now["choice"]
            ],
        }
    )


def show_second(context: Context, found: Comparing, theme: str) -> None:
    """Show the second measure beside the first, or why the two are not put side by side."""
    view, told = context.view, context.catalogue
    first, second = told.measures[view.measure], told.measures[view.beside]
    st.header("Beside a second measure")
    refusal = sentences.unlike_measures(first, second)
    if not refusal and view.period not in told.periods[view.beside]:
        refusal = (
            f"{second.name} has no figures for {view.period}, and figures of two periods are not put side by side."
        )
    if refusal:
        st.markdown(words.plain(refusal))
        return
    rows = db.query(context.build, "compare_figures", areas=view.areas, measure_id=view.beside)
    rows = rows.assign(called=rows["place_id"].map(found.names), measure_id=view.beside)
    rows = rows[rows["period"] == view.period]
    both = [sentences.panels(one, [view.period], view.period, of) for one, of in ((found.now, first), (rows, second))]
    pairs = list(zip(*both, strict=True))
    said = [f"{one.name} {one.now} and {other.now}" for one, other in pairs]
    has_range = bool(found.now["lower"].notna().any() or rows["lower"].notna().any())
    units = list(dict.fromkeys([first.unit, second.unit]))
    blocks.chart(
        drawings.pairs_of_dots(pairs, (first.short, second.short), first, theme),
        title=f"{first.name}, and {second.name[0].lower()}{second.name[1:]}",
        subtitle=f"{words.joined(units)}, {view.period}.{' Bars are 95% ranges.' if has_range else ''}",
        alt=f"Two marks for each area, a dot for {first.short} and a diamond for {second.short}: {'; '.join(said)}.",
        source=head.source_line(context, source_words(context, view.beside)),
        key="second",
    )
    measured = ((found.now, first), (rows, second))
    columns = {
        "Area or group": found.now["called"].tolist(),
        **{
            of.name: [standing.here(of, row, counts_of(context, of)) for _, row in one.iterrows()]
            for one, of in measured
        },
    }
    blocks.table(
        pd.DataFrame(columns),
        alt=f"{first.name} and {second.name}, {view.period}, one row an area or group.",
        file_name=blocks.file_name(context, "compare", view.measure, view.beside, view.period),
        download=lambda: files.filed(context, pd.concat([found.now, rows], ignore_index=True)),
    )
    st.markdown(
        "The two measures count different things or ask different people. Whether one is higher than the other is not judged."
    )


def known_lines(context: Context) -> list[str]:
    """Return how the differences are worked out, after what the registry says of the measures."""
    view = context.view
    roll_up = blocks.ROLL_UPS[context.catalogue.measure_row(view.measure)["roll_up"]]
    second = blocks.measure_lines(context, view.beside)[:1] if view.beside and view.beside != view.measure else []
    return [
        *blocks.measure_lines(context, view.measure),
        *(line.replace("**What it is.**", "**What the second measure is.**") for line in second),
        "**Higher, lower, no clear difference.** The 95% range of the difference itself decides, never "
        "whether two ranges overlap: higher or lower is said only where it leaves out nought.",
        f"**Groups.** {roll_up} An area in a group is compared with the rest of the group, without itself.",
    ]
