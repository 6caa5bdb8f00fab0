"""Sentences and cells about meetings with the council and its support for bids, from rows of figures."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.app_pages.councils.scope import CouncilsView
from dashboard.model import db
from dashboard.text import table_codes, words
from dashboard.text.words import Measure

SUPPORT = {
    "letter": "A letter of support",
    "officer time": "Officer time",
    "match": "Money beside the award",
    "land": "Land or a building",
    "introduction": "An introduction",
    "none": "No support",
    "not recorded": "Not recorded",
}


def liaison_words(row: Any) -> str:
    """Return the number of liaison meetings in a year in words, with the number of areas that reported them."""
    if row.state != "value":
        return f"{row.period}: {words.STATES[row.state][0].lower()}"
    areas = words.count_of(int(row.areas_counted), "area")
    return f"{row.period}: {words.count_of(int(row.value), 'liaison meeting')}, reported by {areas}"


def presence_title(rows: pd.DataFrame, measure: Measure) -> str:
    """Return the share of meetings that the council attended in the latest year and its range, as the title of the chart."""
    latest: Any = rows.iloc[-1]
    share, low, high = (words.figure(latest[name], measure) for name in ("value", "lower", "upper"))
    return f"In {latest['period']} the council was at {share} of meetings (between {low} and {high})"


def liaison_title(rows: pd.DataFrame) -> str:
    """Return the year with the most liaison meetings, as the title of the chart; the only year where there is one."""
    years = [row for row in db.rows(rows) if row.state == "value"]
    most = max(years, key=lambda row: row.value)
    if len(years) == 1:
        return f"{words.count_of(int(most.value), 'liaison meeting')} in {most.period}"
    return f"Most liaison meetings: {most.value:,.0f}, in {most.period}"


def support_title(rows: pd.DataFrame) -> str:
    """Return the support that councils gave most often, as the title of the chart."""
    given = [row for row in db.rows(rows) if row.support_kind not in ("none", "not recorded")]
    if not given:
        return "No support of the council is recorded"
    most = max(given, key=lambda row: row.bids_and_wins)
    label = SUPPORT.get(most.support_kind, str(most.support_kind))
    bids = words.count_of(int(most.bids_and_wins), "bid or win", "bids and wins")
    return f"Most frequent support: {label[0].lower()}{label[1:]} ({bids})"


def answer(measures: Mapping[str, Measure], page_view: CouncilsView) -> str:
    """Return the answer of the section: how often the council attended meetings, and how many bids and wins it supported."""
    missing_tables = {table for table, _ in page_view.missing}
    present, support = page_view.figure("council_present"), page_view.figure("support_share")
    sentences = []
    if "meeting" not in missing_tables:
        sentences.append(presence_sentence(present, measures["council_present"]))
    if "funding" not in missing_tables:
        sentences.append(support_sentence(support, measures["support_share"]))
    return " ".join(sentences)


def presence_sentence(figure: Any, measure: Measure) -> str:
    """Return the share of meetings that the council attended, with its range, or that no meeting recorded it."""
    if figure is None or figure["state"] != "value":
        return "No meeting recorded attendance by role."
    low, high = words.figure(figure["lower"], measure), words.figure(figure["upper"], measure)
    meeting_count = words.count_of(int(figure["denominator"]), "meeting")
    return (
        f"A councillor or council officer who is not a member was at {words.figure(figure['value'], measure)} of the "
        f"{meeting_count} that recorded attendance (between {low} and {high})."
    )


def support_sentence(figure: Any, measure: Measure) -> str:
    """Return the share of bids and wins that the council supported, with its range, or that none recorded it."""
    if figure is None or figure["state"] != "value":
        return "No bid or win recorded whether the council supported it."
    low, high = words.figure(figure["lower"], measure), words.figure(figure["upper"], measure)
    total = words.count_of(int(figure["denominator"]), "bid or win", "bids and wins")
    return (
        f"The council supported {words.figure(figure['value'], measure)} of the {total} for which it was recorded (between "
        f"{low} and {high})."
    )


def meetings_sentences(page_view: CouncilsView) -> str:
    """Return how many liaison meetings are recorded, how many areas recorded who came, and that more is not better."""
    present, liaison = page_view.figure("council_present"), page_view.figure("meetings_liaison")
    sentences = []
    if liaison is not None and liaison["state"] == "value":
        are = "is" if liaison["value"] == 1 else "are"
        meetings = words.count_of(int(liaison["value"]), "liaison meeting")
        sentences.append(f"{meetings} with the council {are} recorded.")
    if page_view.scope.kind != "area":
        area_count = 0 if present is None else int(present["areas_counted"])
        sentences.append(
            f"{area_count} of {words.count_of(len(page_view.scope.areas), 'area')} recorded attendance by role."
        )
    sentences.append(
        "More is not better: some partnerships wanted the council involved and others did not, and a difficult "
        "issue needs many meetings."
    )
    return " ".join(sentences)


def year_rows(figures: pd.DataFrame, measure_id: str) -> pd.DataFrame:
    """Return the rows of a measure for single years, from the first to the last year with a figure."""
    rows = figures[(figures["measure_id"] == measure_id) & figures["period"].str.fullmatch("[0-9]{4}")]
    years = rows.loc[rows["state"] == "value", "period"]
    return rows[rows["period"].between(years.min(), years.max())] if len(years) else rows.iloc[:0]


def figure_cell(row: Any, measure: Measure) -> str:
    """Return the figure of a row with its range if it has one, or the code that says why there is no figure."""
    if row is None:
        return words.STATES["not reported"][1]
    if row.state != "value":
        return words.STATES[row.state][1]
    figure = words.figure(row.value, measure)
    if pd.isna(row.lower):
        return figure
    ends = f"{words.figure(row.lower, measure)} to {words.figure(row.upper, measure)}"
    return f"{figure} ({ends}) {table_codes.cell_code('value', row.reliability)}".strip()


def count_cell(row: Any, column: str) -> str:
    """Return a count of a row, or an empty string if the row has no figure."""
    is_known = row is not None and row.state == "value" and pd.notna(getattr(row, column))
    return f"{getattr(row, column):,.0f}" if is_known else ""
