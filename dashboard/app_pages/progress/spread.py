"""How areas spread on a measure, and how it stood by year of the plan, on the Progress page: counts, never an order."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app_pages.progress import drawings, sections, sentences, sentences_spread
from dashboard.model import db, state
from dashboard.model.catalogue import Context
from dashboard.model.state import MOST_COMPARED, SEPARATOR
from dashboard.parts import blocks, head
from dashboard.text import verdicts, words
from dashboard.text.words import Measure


def answer(context: Context) -> str:
    """Return how many areas lie above, within and below what chance allows on the chosen measure."""
    rows = counts_by_period(context)
    if not len(context.catalogue.filtered_areas(context.view)):
        return sentences.NO_AREA
    if rows.empty:
        return "No return that is loaded counts enough people for areas to be judged."
    shown = chosen_measure(context, rows)
    row = newest_row(rows[rows["measure_id"] == shown])
    return sentences_spread.spread_sentence(row, context.catalogue.measures[shown], context.view.filters)


def counts_by_period(context: Context) -> pd.DataFrame:
    """Return how many of the areas shown lie where in the funnel, a row a measure and period, newest first."""
    scope = {name: value for name, value in sections.query_parameters(context).items() if name != "area_id"}
    return db.query(context.build, "progress_spread", **scope)


def chosen_measure(context: Context, rows: pd.DataFrame) -> str:
    """Return the measure to show: the one of the view where ``rows`` have it, else their first."""
    options = rows["measure_id"].unique()
    return context.view.measure if context.view.measure in options else str(options[0])


def newest_row(rows: pd.DataFrame) -> Any:
    """Return the row of the newest period of one measure in which about as many areas are judged as in its other periods."""
    dated = rows[rows["is_full"] & (rows["period"] != "all years")]
    return next(iter(db.rows(dated if len(dated) else rows)))


def compare_link(context: Context, outside: str) -> tuple[str, list[str]]:
    """Return the label of the link to Compare and the places compared there.

    They are the chosen area, all areas combined and the areas outside the limits, which are left out where only one area
    may be named. With neither a chosen area nor any outside, they are the waves.
    """
    view = context.view
    others = [] if view.others == "unlabelled" else [area_id for area_id in outside.split(SEPARATOR) if area_id]
    own = [view.area] if view.area else []
    if not own and not others:
        return "Compare the waves on this measure", [
            group for group in context.catalogue.groups if group.startswith("wave:")
        ]
    label = "See which areas these are, each with its range, on Compare" if others else "See the chosen area on Compare"
    return label, [*own, "programme:all", *(area_id for area_id in others if area_id != view.area)][:MOST_COMPARED]


def show_spread(context: Context) -> None:
    """Show how many areas lie above, within and below what chance allows on one measure: counts, never an order."""
    st.header("How many areas lie outside what chance allows")
    rows = counts_by_period(context)
    if rows.empty:
        sections.show_needed_returns(
            context,
            "how many areas lie above, within and below what chance allows, for measures of participation and outcomes",
            ["survey_answer", "review", "meeting"],
        )
    else:
        show_measure_spread(context, rows)
    blocks.how_we_know(
        [
            "**Definition.** Each area is held against the figure of all areas combined, with limits that are wider the fewer "
            "were counted and the more areas differ anyhow. The 99.8% limits hold 998 of 1,000 areas that are "
            "alike, and the 95% limits hold 95 of 100.",
            "**Limitations.** Above is not better and below is not worse: it says where to look, not why. Areas are counted "
            "here and not put in an order. The answer is of the newest year in which at least half as many areas can be "
            "judged as in the fullest year.",
            "**Not judged.** Money is not: what an area spends or wins follows from its plan and its grant, not from who "
            "happened to be counted, so nothing says how much of a difference is chance. Nor are numbers of people or meetings.",
        ]
    )


def show_measure_spread(context: Context, rows: pd.DataFrame) -> None:
    """Show the spread of the chosen measure in every period as bars and as a table."""
    catalogue, view = context.catalogue, context.view
    options, shown = [str(name) for name in rows["measure_id"].unique()], chosen_measure(context, rows)
    state.choose("Measure", "measure", shown, options, lambda name: catalogue.measures[name].name, width=420)
    measure, of_measure = catalogue.measures[shown], rows[rows["measure_id"] == shown]
    row = newest_row(of_measure)
    st.markdown(words.plain(verdicts.flags_by_chance(int(row.judged))))
    periods = of_measure["period"].tolist()
    blocks.chart(
        drawings.spread(
            periods,
            [(name, label, of_measure[name].astype(int).tolist()) for name, label in sentences_spread.SPREAD.items()],
            measure.name,
            head.theme(),
        ),
        title=sentences_spread.spread_title(row),
        subtitle=f"{measure.name}: number of areas by where they lie against all together, {sections.scope_label(context)}.",
        alt=sentences_spread.spread_sentence(row, measure, view.filters),
        source=head.source_line(context, "Returns of areas and staff"),
        key="spread",
    )
    blocks.table(
        sentences_spread.spread_table(of_measure),
        alt=f"{measure.name}: number of areas above, as expected and below, one row a period.",
        file_name=blocks.file_name(context, "spread", shown, *view.filters),
        right=["As expected", "Too few to judge"],
        download=lambda: sentences_spread.spread_file(of_measure, measure),
    )
    label, areas = compare_link(context, str(row.outside))
    there = view.parameters(measure=shown, period=str(row.period), areas=SEPARATOR.join(areas), section="funnel")
    st.page_link("app_pages/compare/page.py", label=label, query_params=there)


def plan_answer(context: Context) -> str:
    """Return the chosen measure in the first and the last year of the plan with a figure of enough areas."""
    rows = db.query(context.build, "progress_plan_years")
    if rows.empty:
        return "No return that is loaded says how things stood by year of the plan."
    shown = chosen_measure(context, rows)
    return sentences_spread.plan_years_sentence(rows[rows["measure_id"] == shown], context.catalogue.measures[shown])


def show_plan_years(context: Context) -> None:
    """Show a measure by year of the plan: year 1 is the year in which an area's first plan was endorsed."""
    st.header("At the same stage of the plan")
    rows = db.query(context.build, "progress_plan_years")
    if rows.empty:
        sections.show_needed_returns(
            context,
            "how participation, meetings and money won stood in the first, second and later years of areas’ plans",
            ["plan", "review", "meeting", "funding"],
        )
    else:
        show_measure_by_plan_year(context, rows)
    blocks.how_we_know(
        [
            "**Definition.** Year 1 is the calendar year in which an area’s first plan was endorsed, so that areas are held "
            "together by how long they had been at it. Totals are given for each area with a figure, as fewer areas are in each "
            "later year.",
            "**Limitations.** The areas behind the first and the last years are not the same ones; where fewer than 30 stand "
            "behind a year it is grey and says little of the programme. The answer leaves out years that fewer than half as many "
            "areas stand behind as the fullest year. Areas whose first plan has no dated endorsement are left out.",
        ]
    )


def show_measure_by_plan_year(context: Context, rows: pd.DataFrame) -> None:
    """Show one measure by year of the plan as a line with the number of areas, and as a table."""
    catalogue = context.catalogue
    options, shown = [str(name) for name in rows["measure_id"].unique()], chosen_measure(context, rows)
    state.choose("Measure", "measure", shown, options, lambda name: catalogue.measures[name].name, width=420)
    measure, part = catalogue.measures[shown], rows[rows["measure_id"] == shown]
    figures = [sentences_spread.plan_figure(row, measure) for _, row in part.iterrows()]
    part = part.assign(
        hover=[drawings.plan_year_hover(row, value, measure) for row, value in zip(db.rows(part), figures, strict=True)]
    )
    unit = sentences_spread.plan_unit(part, measure)
    blocks.chart(
        drawings.plan_years(part, measure, head.theme()),
        title=measure.name,
        subtitle=f"{unit}, by year of the plan, all areas with a figure. Hollow and grey: fewer than 30 areas.",
        alt=sentences_spread.plan_years_sentence(part, measure),
        source=head.source_line(context, "Returns of areas and staff"),
        key="plan-years",
    )
    show_plan_years_table(context, part, measure, figures)


def show_plan_years_table(context: Context, part: pd.DataFrame, measure: Measure, figures: list[str]) -> None:
    """Show one measure by year of the plan as a table, with its ranges where it has any."""
    unit = sentences_spread.plan_unit(part, measure)
    table = pd.DataFrame({"Year of the plan": part["plan_year"].astype(str), "Figure": figures})
    if part["lower"].notna().any():
        table["Range (95%)"] = [
            f"{words.figure(row.lower, measure)} to {words.figure(row.upper, measure)}" if pd.notna(row.lower) else ""
            for row in db.rows(part)
        ]
    table = table.assign(**{"Areas with a figure": part["areas_counted"]})
    blocks.table(
        table,
        alt=f"{measure.name} by year of the plan, with the number of areas behind each.",
        file_name=blocks.file_name(context, "by-year-of-plan", measure.measure_id),
        right=list(table.columns[1:]),
        download=lambda: pd.DataFrame(
            {
                "measure": measure.name,
                "unit": unit,
                "year_of_plan": part["plan_year"],
                "value": part["value"],
                "lower_confidence_interval_95": part["lower"],
                "upper_confidence_interval_95": part["upper"],
                "numerator": part["numerator"],
                "denominator": part["denominator"],
                "areas": part["areas_counted"],
            }
        ),
    )
