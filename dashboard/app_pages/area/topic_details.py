"""What two topics of the Area page add to their table: deprivation over its editions, and grants recorded around the area."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.drawing import line_charts
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
        line_charts.lines(periods, series, measure, theme, height=200),
        title=f"{about['area_name']}: more deprived than {change}",
        subtitle="Share of English neighbourhoods that are less deprived, in %. Higher means more deprived.",
        alt=f"Lines over {len(periods)} editions. {about['area_name']}: {change}. The table below has all figures.",
        source=head.source_line(context, "English Indices of Deprivation 2010, 2015, 2019 and 2025"),
        key="deprivation",
        table=blocks.ChartTable(
            table, blocks.file_name(context, about["area_id"], "deprivation-over-time"), right=list(table.columns[1:])
        ),
    )
    st.caption("Areas were chosen because they were deprived, so some movement towards the average is expected.")


def show_grants(context: Context) -> None:
    """Show the grants that public registers record around the area, by year and funder, as a table on demand."""
    rows = db.query(context.build, "area_grants", area_id=context.view.area)
    if rows.empty:
        return
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
        "Grants to organisations nearby",
        "Grants to organisations near the area by year and funder: registers give the recipient’s address, often a head office",
        blocks.ChartTable(
            shown[["Year", "Funder", "Grants", "Pounds (£)", "Counted with"]].sort_values(
                ["Year", "Grants"], ascending=[False, False]
            ),
            blocks.file_name(context, context.view.area, "grants-around"),
            formats={"Grants": "%.1f", "Pounds (£)": "%,.0f"},
        ),
    )
