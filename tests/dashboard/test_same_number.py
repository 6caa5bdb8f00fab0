"""A figure is the same wherever it stands: on the Map, Area, Compare and Trends pages and in their files."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.parts import blocks
from etl.building.build_files import current
from etl.programme import PROGRAMMES
from tests.browser.screen import csv_rows
from tests.dashboard.visits import cells, page_text, read_tables, tables, visited

AREAS = ("yaffarrix", "drubessel", "glavezzle")
"""Two areas with full returns, and one with a hidden figure and one that was never reported."""
FIGURES = {
    "deprivation_rank": "2025",
    "age_65_over": "2021",
    "residents": "2021",
    "planned_spent": "2023-24",
    "spent_gbp": "2023-24",
    "cash_won_real": "2023-24",  # £3,362.54 in Drubessel: £3,363, and £3,362 only if rounded twice
    "voting_members": "2022",
    "women_share": "2022",
    "wins_known": "2023",
    "grants_count": "2017",
}
"""Measures of every kind that has single years (an index, shares, counts, rates, money, a mean), each with one of them."""
OF_THE_PLACE = ("deprivation_rank", "age_65_over", "residents", "grants_count")
"""The public figures of a place: an area's page has the newest alone, which is that of the period above."""
DECIMALS = {"voting_members": 1, "grants_count": 2}
"""The decimals of a measure; others have none."""
STATES = {
    "not reported": ("no data reported", "reported no data"),
    "hidden": ("suppressed", "is suppressed because of small numbers"),
    "not due": ("not applicable", "Not applicable"),
}
"""The text in place of a figure, in a table and in a sentence."""

IN_FILES = {"value": "figure", "hidden": "suppressed", "not reported": "no data reported", "not due": "not applicable"}
"""The words of each state in a file."""

with (PROGRAMMES / "practice" / "reference" / "area.csv").open(encoding="utf-8", newline="") as file:
    NAMES = {row["area_id"]: row["area_name"] for row in csv.DictReader(file)}
EVERY_SEVENTH = list(NAMES)[::7]
WALKS = [
    pytest.param(AREAS, id="three areas"),
    *(pytest.param(tuple(EVERY_SEVENTH[first : first + 6]), id=f"{EVERY_SEVENTH[first]} and on", marks=pytest.mark.prove)
      for first in range(0, len(EVERY_SEVENTH), 6)),
]  # fmt: skip
"""The areas whose figures are compared: three, and every seventh in a long proof."""

Files = dict[str, Callable[[], bytes]]
Figure = tuple[str, float | None, str, str | None, str]
"""State, value, unit and band of a figure, and the name of its measure."""


@pytest.fixture
def files(practice_build: Path, read_from: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch) -> Files:
    """Read Practice, and return the files that the visited pages offer, by name."""
    read_from(practice_build)
    offered: Files = {}
    button = st.download_button

    def offer(label: str, data: Any, file_name: str, *rest: Any, **options: Any) -> Any:
        offered[file_name] = data
        return button(label, data, file_name, *rest, **options)

    def offer_at_once(
        title: str, file_name: str, made: Callable[[], pd.DataFrame] | None = None, pictures: Any = None
    ) -> None:
        if made:
            blocks.downloads(made, len(made()), title, file_name)
        if pictures:
            pictures(file_name)

    monkeypatch.setattr(st, "download_button", offer)
    monkeypatch.setattr(blocks, "download_button", offer_at_once)
    return offered


@pytest.fixture(scope="session")
def database_figure(practice_build: Path) -> Callable[[str, str], Figure]:
    """Return a function that gives one figure of one area in the database."""
    path = current(practice_build / "practice")
    assert path is not None

    def figure_of(measure_id: str, area_id: str) -> Figure:
        sql = """
            SELECT state, value, unit, band, name FROM indicator_area INNER JOIN measure USING (measure_id)
            WHERE measure_id = ? AND area_id = ? AND period = ?
        """
        with duckdb.connect(str(path), read_only=True) as rows:
            (figure,) = rows.execute(sql, [measure_id, area_id, FIGURES[measure_id]]).fetchall()
        return figure

    return figure_of


def in_file(files: Files, name_part: str, **wanted: str) -> dict[str, str]:
    """Return the only row with these values in the only CSV file with this part of a name."""
    (name,) = [name for name in files if name_part in name and name.endswith(".csv")]
    (row,) = [row for row in csv_rows(files[name]()) if wanted.items() <= row.items()]
    return row


def frame_with(test: AppTest, *columns: str) -> pd.DataFrame:
    """Return the first table of a page that has these columns."""
    return next(frame for frame in tables(test) if set(columns) <= set(frame.columns))


def text_of(value: float, unit: str, decimals: int) -> str:
    """Return a figure as pages must write it."""
    number = f"{value:,.{decimals}f}"
    return f"£{number}" if unit.startswith("£") else f"{number}%" if unit.startswith("%") else number


def test_the_figures_compared_include_values_hidden_ones_and_some_not_reported(
    database_figure: Callable[[str, str], Figure],
) -> None:
    states = {database_figure(measure_id, area_id)[0] for measure_id in FIGURES for area_id in AREAS}
    assert states == {"value", "hidden", "not reported"}


@pytest.mark.parametrize("walked", WALKS)
@pytest.mark.parametrize("measure_id", FIGURES)
def test_a_figure_is_the_same_on_every_page_and_in_every_file(
    walked: tuple[str, ...], measure_id: str, files: Files, database_figure: Callable[[str, str], Figure]
) -> None:
    period = FIGURES[measure_id]
    compared = visited("compare", areas=".".join(walked), measure=measure_id, period=period)
    topic = {"deprivation_rank": "Deprivation"}.get(measure_id)  # the measure that an address does not name
    trends = visited("trends", areas=".".join(walked), measure=measure_id, **({"topic": topic} if topic else {}))
    for area_id in walked:
        state, value, unit, band, measure = database_figure(measure_id, area_id)
        on_map = visited("overview", measure=measure_id, period=period, area=area_id)
        area = visited("area", area=area_id, beside=measure_id)
        name = NAMES[area_id]
        rows = (
            in_file(files, f"practice-{measure_id.replace('_', '-')}-{period}-v", area_name=name),
            in_file(files, f"practice-compare-{measure_id.replace('_', '-')}-", area_name=name),
            in_file(files, f"practice-trends-{measure_id.replace('_', '-')}-v", area_name=name, period=period),
        )
        assert {row["state"] for row in rows} == {IN_FILES[state]}
        assert {row["value"] for row in rows} == {"" if value is None else repr(value)}
        assert {row["data_version"] for row in rows} == {rows[0]["data_version"]}
        decimals = DECIMALS.get(measure_id, 0)
        cell, text = STATES[state] if value is None else (text_of(value, unit, decimals),) * 2
        cell = band or cell
        assert text in chosen_line(on_map, name)
        assert not band or f"It is shown as a band: {band}." in page_text(on_map)
        if measure_id not in OF_THE_PLACE:
            shown_there = over_time(area, measure, period)
            assert shown_there.startswith(cell) if shown_there else value is None
        elif state == "value":
            assert newest(area, measure).startswith(f"{cell} ({period}")
        shown = frame_with(compared, "Area or group", "Figure").set_index("Area or group")
        assert str(shown.loc[name, "Figure"]).startswith(cell)
        points = frame_with(trends, "Place", "Period")
        (column,) = [column for column in points.columns if column.endswith(f"({unit})")]
        (drawn,) = [row[column] for row in points.to_dict("records") if (row["Place"], row["Period"]) == (name, period)]
        assert drawn == ("" if value is None else in_trends(value, decimals))


def in_trends(value: float, decimals: int) -> str:
    """Return a figure as the table of Trends must write it: with one decimal, or two where the measure has two.

    Otherwise numbers from 100 on, and 0, have none, as 25,357 residents are not 25,357.0.
    """
    if decimals > 1:
        return f"{value:,.{decimals}f}"
    return f"{value:,.0f}" if value == 0 or value >= 100 else f"{value:,.1f}"


def chosen_line(test: AppTest, name: str) -> str:
    """Return the line on the chosen area on the Map page."""
    (line,) = [line for line in page_text(test).splitlines() if line.startswith(f"**{name}**")]
    return line


def newest(test: AppTest, measure: str) -> str:
    """Return the newest figure of a measure with its period, from the table of all measures of the place."""
    return next(row[1] for row in cells(test) if len(row) == 4 and row[0] == measure)


def over_time(test: AppTest, measure: str, period: str) -> str:
    """Return the figure of one period in the table over time of a measure on an area's page; "" where it has none at all."""
    read = read_tables(test)
    rows = [table for name, table in zip(read.captions, read.tables, strict=True) if name == f"Practice: {measure}"]
    return next((row[1] for row in rows[0] if row[0] == period), "") if rows else ""
