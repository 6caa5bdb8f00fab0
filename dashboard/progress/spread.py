"""How areas spread on a measure, and how it stood by year of the plan, on the Progress page: counts, never an order."""

import pandas as pd
import streamlit as st

from dashboard import db, parts, state, verdicts, words
from dashboard.catalogue import Looked
from dashboard.progress import drawings, sections, sentences


def spread(looked: Looked) -> None:
    """Show how many areas lie above, within and below what chance allows on one measure: counts, never an order."""
    st.header("How many areas lie outside what chance allows")
    rows = db.query(
        looked.build, "progress_spread", **{k: v for k, v in sections.scope(looked).items() if k != "area_id"}
    )
    if rows.empty:
        sections.needs_returns(
            looked,
            "how many areas lie above, within and below what chance allows, for measures of participation and outcomes",
            ["survey_answer", "review", "meeting"],
        )
    else:
        spread_of(looked, rows)
    parts.how_we_know(
        [
            "**What it is.** Each area is held against the figure of all areas together, with limits that are wider the fewer "
            "were counted and the more areas differ anyhow. “By more than chance” is outside limits that hold 998 of 1,000 "
            "areas that are alike; “worth a look” is outside those that hold 95 of 100.",
            "**Mind.** Above is not better and below is not worse: it says where to look, not why. Areas are counted here and "
            "not put in an order.",
        ]
    )


def spread_of(looked: Looked, rows: pd.DataFrame) -> None:
    """Show the spread of the chosen measure in every period as bars and as a table."""
    told, view = looked.catalogue, looked.view
    options = [str(name) for name in rows["measure_id"].unique()]
    shown = view.measure if view.measure in options else options[0]
    state.choose("Measure", "measure", shown, options, lambda name: told.measures[name].name, width=420)
    measure, of_measure = told.measures[shown], rows[rows["measure_id"] == shown]
    of_measure = of_measure.sort_values("period", ascending=False, kind="stable")
    dated = of_measure[of_measure["period"] != "all years"]
    newest = next(iter(db.rows(dated if len(dated) else of_measure)))
    said = sentences.spread_words(newest, measure)
    st.markdown(parts.plain(said))
    periods = of_measure["period"].tolist()
    parts.chart(
        drawings.spread(
            periods,
            [(name, words_, of_measure[name].astype(int).tolist()) for name, words_ in sentences.SPREAD.items()],
            measure.name,
            parts.theme(),
        ),
        title=sentences.spread_title(newest),
        subtitle=f"{measure.name}: number of areas by where they lie against all together, {sections.where(looked)}.",
        alt=said,
        source=parts.source_line(looked, "Returns of areas and staff"),
        key="spread",
    )
    parts.table(
        sentences.spread_table(of_measure),
        alt=f"{measure.name}: number of areas above, as expected and below, one row a period.",
        file_name=parts.file_name(looked, "spread", shown, *view.filters),
        right=["As expected", "Too few to judge"],
        is_text=True,
        download=lambda: sentences.spread_file(of_measure, measure),
    )
    st.caption(parts.plain(verdicts.codes_explained(["[c]", "[x]", "[z]"])))
    st.page_link(
        "app_pages/compare.py",
        label="See which areas these are, each with its range, on Compare",
        query_params=view.parameters(measure=shown, period=str(newest.period)),
    )


def years_of_plan(looked: Looked) -> None:
    """Show a measure by year of the plan: year 1 is the year in which an area's plan was agreed."""
    st.header("At the same stage of the plan")
    rows = db.query(looked.build, "progress_plan_years")
    if rows.empty:
        sections.needs_returns(
            looked,
            "how participation, meetings and money won stood in the first, second and later years of areas’ plans",
            ["plan", "review", "meeting", "funding"],
        )
    else:
        one_measure_by_plan_year(looked, rows)
    parts.how_we_know(
        [
            "**What it is.** Year 1 is the calendar year in which an area’s first plan was agreed, so that areas are held "
            "together by how long they had been at it. Totals are told for each area with a figure, as fewer areas are in each "
            "later year.",
            "**Mind.** The areas behind the first and the last years are not the same ones; where fewer than 30 stand behind a "
            "year it is grey and says little of the programme. Areas without a known plan are left out.",
        ]
    )


def one_measure_by_plan_year(looked: Looked, rows: pd.DataFrame) -> None:
    """Show one measure by year of the plan as a line with the number of areas, and as a table."""
    told, view = looked.catalogue, looked.view
    options = [str(name) for name in rows["measure_id"].unique()]
    shown = view.measure if view.measure in options else options[0]
    state.choose("Measure", "measure", shown, options, lambda name: told.measures[name].name, width=420)
    measure, part = told.measures[shown], rows[rows["measure_id"] == shown]
    figures = [sentences.plan_figure(row, measure) for _, row in part.iterrows()]
    part = part.assign(
        said=[drawings.said_of_year(row, value, measure) for row, value in zip(db.rows(part), figures, strict=True)]
    )
    said, unit = sentences.plan_year_words(part, measure), sentences.plan_unit(part, measure)
    st.markdown(parts.plain(said))
    parts.chart(
        drawings.plan_years(part, measure, parts.theme()),
        title=measure.name,
        subtitle=f"{unit}, by year of the plan, all areas with a figure. Hollow and grey: fewer than 30 areas.",
        alt=said,
        source=parts.source_line(looked, "Returns of areas and staff"),
        key="plan-years",
    )
    table = pd.DataFrame({"Year of the plan": part["plan_year"].astype(str), "Figure": figures})
    if part["lower"].notna().any():
        table["Range (95%)"] = [
            f"{words.figure(row.lower, measure)} to {words.figure(row.upper, measure)}" if pd.notna(row.lower) else ""
            for row in db.rows(part)
        ]
    table = table.assign(**{"Areas with a figure": part["areas_counted"]})
    parts.table(
        table,
        alt=f"{measure.name} by year of the plan, with the number of areas behind each.",
        file_name=parts.file_name(looked, "by-year-of-plan", shown),
        right=list(table.columns[1:]),
        is_text=True,
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
