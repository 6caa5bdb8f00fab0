"""What two topics of the Area page add to their table: deprivation over its editions, and grants recorded around the area."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.drawing import bar_charts, line_charts
from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head
from dashboard.text import words

DEPRIVATION_MEASURE = "deprivation_rank"


def show_deprivation(context: Context, about: Any, figures: pd.DataFrame, theme: str) -> None:
    """Show the area's place among English neighbourhoods over the editions, with its region and the programme."""
    measure = context.catalogue.measures[DEPRIVATION_MEASURE]
    rows = figures[figures["measure_id"] == DEPRIVATION_MEASURE]
    periods = rows["period"].tolist()
    series = [
        line_charts.Line(label, [None if pd.isna(value) else float(value) for value in rows[column]])
        for label, column in (
            (words.short_name(about["area_name"]), "value"),
            ("Median of all areas", "programme_value"),
            (f"Median of {about['region_name']}", "region_value"),
            ("England", "england_value"),
        )
    ]
    first, last = db.rows(rows.iloc[[0, -1]])
    change = f"{words.figure(first.value, measure)} in {first.period} and {words.figure(last.value, measure)} in {last.period}"
    table = pd.DataFrame(
        {"Edition": periods}
        | {line.name: [words.figure(v, measure) if v is not None else "" for v in line.values] for line in series}
    )
    blocks.chart(
        line_charts.lines(periods, series, measure, theme),
        title=f"{about['area_name']}: more deprived than {change}",
        subtitle="Share of English neighbourhoods that are less deprived, in %. Higher means more deprived.",
        alt=f"Lines over {len(periods)} editions. {about['area_name']}: {change}. The table below has all figures.",
        source=head.source_line(context, "English Indices of Deprivation 2010, 2015, 2019 and 2025"),
        key="deprivation",
        table=blocks.ChartTable(
            table, blocks.file_name(context, about["area_id"], "deprivation-over-time"), right=list(table.columns[1:])
        ),
    )
    st.markdown(
        "Ranks are relative, and areas were chosen because they were deprived, so some movement towards the average is expected. "
        "This does not measure the effect of the programme."
    )


def show_grants(context: Context, name: str, theme: str) -> None:
    """Show the grants that public registers record around the area, by year and funder, as columns and as a table."""
    rows = db.query(context.build, "area_grants", area_id=context.view.area)
    st.markdown(
        "Public registers give the **recipient’s address**, often a head office, so a grant here is **not a win of the area**. "
        "Areas were chosen because they had received little funding, so some increase would be expected anyway. "
        "2018 is part of a year."
    )
    if rows.empty:
        st.markdown("No grants to organisations nearby were recorded from 2013 to 2018.")
        return
    show_grants_by_year(context, rows, name, theme)
    shown = rows.assign(award_year=rows["award_year"].astype(str)).rename(
        columns={
            "award_year": "Year",
            "funder_name": "Funder",
            "counted_in": "Counted with",
            "grants": "Grants",
            "pounds": "Pounds (£)",
        }
    )
    blocks.folded_table(
        "Grants by year and funder",
        "Grants to organisations near the area, one row per year and funder.",
        blocks.ChartTable(
            shown[["Year", "Funder", "Grants", "Pounds (£)", "Counted with"]].sort_values(
                ["Year", "Grants"], ascending=[False, False]
            ),
            blocks.file_name(context, context.view.area, "grants-around"),
            formats={"Grants": "%.1f", "Pounds (£)": "%,.0f"},
        ),
    )


def show_grants_by_year(context: Context, rows: pd.DataFrame, name: str, theme: str) -> None:
    """Show the grants recorded around an area as columns by year, those of the Lottery apart from the others."""
    lottery = rows["counted_in"] == "Lottery"
    years = [str(year) for year in range(int(rows["award_year"].min()), int(rows["award_year"].max()) + 1)]
    sums = {
        is_lottery: rows[lottery == is_lottery].groupby("award_year")["grants"].sum() for is_lottery in (False, True)
    }
    series = [
        (label, [float(sums[key].get(int(year), 0)) for year in years])
        for key, label in ((False, "Other funders"), (True, "The Lottery, the programme’s parent"))
    ]
    totals = [sum(values) for _, values in series]
    blocks.chart(
        bar_charts.columns(years, series, "grants", theme),
        title=f"{name}: about {totals[0]:.0f} grants of other funders and {totals[1]:.0f} of the Lottery",
        subtitle="Grants to organisations nearby, by calendar year, weighted by the share of each ward’s people who live here.",
        alt=f"Columns by year from {years[0]} to {years[-1]}: "
        + "; ".join(
            f"{label}: {', '.join(f'{year} {value:.1f}' for year, value in zip(years, values, strict=True))}"
            for label, values in series
        ),
        source=head.source_line(context, "360Giving publishers, 2013 to part of 2018"),
        key="grants",
    )
