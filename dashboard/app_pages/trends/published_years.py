"""Published figures of the whole programme by year, on the Trends page: small lines, joined only within one question."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.drawing.chart_style import CHOSEN, GRID, SECOND, layout
from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head
from dashboard.text import words


def show_published_years(context: Context) -> None:
    """Show the published figures by year with their bases, and those of one question as lines."""
    rows = db.query(context.build, "trends_published")
    if rows.empty:
        return
    st.header("Published figures by year")
    file_name = blocks.file_name(context, "published-by-year")
    table = published_table(rows)
    lines = joined_series(rows)
    if lines.empty:
        blocks.table(table, alt="Published figures of the programme by year.", file_name=file_name)
        return
    blocks.chart(
        published_lines(lines, head.theme()),
        title=f"{words.count_of(lines['series'].nunique(), 'figure')} published for more than one year",
        subtitle="%, as published. A line joins years of the same question only.",
        alt="; ".join(f"{row.series}: {row.value_number:g}% in {row.fact_year}" for row in db.rows(lines)),
        source=head.source_line(context, "Published pages, each with its address in the table"),
        key="published-years",
        table=blocks.ChartTable(table, file_name, right=["Figure"]),
    )


def joined_series(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the percentages of every question that is published for more than one year."""
    percentages = rows[rows["value_unit"] == "%"]
    years = percentages.groupby("series")["fact_year"].transform("nunique")
    return percentages[years > 1]


def published_lines(rows: pd.DataFrame, theme: str) -> go.Figure:
    """Return a small line for each question, its name and figures beside its points."""
    colours = (CHOSEN[theme], SECOND[theme])
    traces = []
    for number, (series, points) in enumerate(rows.groupby("series", sort=False)):
        figures = [f"{value:g}%" for value in points["value_number"]]
        traces.append(
            go.Scatter(
                x=points["fact_year"],
                y=points["value_number"],
                mode="lines+markers+text",
                text=[*figures[:-1], f"{figures[-1]} {series}"],
                textposition=["top center"] * (len(figures) - 1) + ["middle right"],
                line={"color": colours[number % 2]},
                hovertext=[
                    f"{series}, {year}: {text}" for year, text in zip(points["fact_year"], figures, strict=True)
                ],
                hoverinfo="text",
                cliponaxis=False,
            )
        )
    years = sorted(set(rows["fact_year"]))
    axis = {"type": "category", "range": [-0.3, len(years) + 0.8]}
    percent = {"range": [0, 100], "showgrid": True, "gridcolor": GRID[theme], "ticksuffix": "%", "dtick": 50}
    return go.Figure(data=traces, layout=layout(240, theme) | {"xaxis": axis, "yaxis": percent})


def published_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the figures as a table: what, year, figure, base, and the page."""
    return pd.DataFrame(
        {
            "What": rows["series"],
            "Year": rows["fact_year"],
            "Figure": [words.fact_figure(row.value_number, row.value_unit, row.value_words) for row in db.rows(rows)],
            "Base": rows["base"],
            "Notes": rows["detail"],
            "Page": rows["source_url"],
        }
    )
