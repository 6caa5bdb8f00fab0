"""The pictures of the Councils page: charts with their titles and a table of the same rows, and how one is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.app_pages.councils import drawings
from dashboard.app_pages.councils.drawings import Side, Sides
from dashboard.app_pages.councils.scope import EVENTS, MEETINGS, SIDES, CouncilsView, Scope
from dashboard.app_pages.councils.sentences_events import (
    PANELS,
    ROLES,
    counts_by,
    events_table,
    kinds_table,
    lane_rows,
    years_table,
)
from dashboard.app_pages.councils.sentences_meetings import SUPPORT, count_cell, figure_cell, liaison_words, year_rows
from dashboard.app_pages.councils.sentences_published import paired_statements, survey_details
from dashboard.app_pages.councils.sentences_surveys import (
    STEPS,
    gap_cell,
    gap_sentence,
    side_row,
    side_words,
    subject_label,
)
from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head, standing
from dashboard.text import base_units, words
from dashboard.text.words import Measure


@dataclass(frozen=True)
class Picture:
    """A chart with its texts and a table of the same rows; ``right`` holds the columns of numbers."""

    figure: go.Figure
    title: str
    subtitle: str
    alt: str
    table: pd.DataFrame
    right: tuple[str, ...] = ()


Pictures = Mapping[str, Picture]
"""The pictures of a view, by name; a picture without figures is left out."""


def section_pictures(
    page_view: CouncilsView, measures: Mapping[str, Measure], is_own: bool, theme: str
) -> dict[str, Picture]:
    """Return the pictures of the section shown and of published surveys, by name, without those that have no figures.

    ``is_own`` says whether an area is chosen.
    """
    pictures: dict[str, Picture] = {}
    if page_view.section == EVENTS and len(page_view.events):
        pictures["events"] = (
            events_picture(page_view, is_own, theme)
            if page_view.scope.is_single
            else years_picture(page_view.scope, page_view.events, theme)
        )
        pictures["roles"] = roles_picture(page_view.scope, page_view.events, theme)
    if page_view.section == SIDES and page_view.rounds:
        pictures["sides"] = sides_picture(page_view, measures, theme)
    if page_view.section == MEETINGS:
        pictures |= meeting_pictures(page_view, measures, theme)
    both = paired_statements(page_view.surveys)
    if both:
        pictures["published"] = published_picture(both, survey_details(page_view.surveys)[0], theme)
    return pictures


def meeting_pictures(page_view: CouncilsView, measures: Mapping[str, Measure], theme: str) -> dict[str, Picture]:
    """Return the pictures of meetings and of support for bids, by name, without those that have no figures."""
    pictures: dict[str, Picture] = {}
    present, liaison = (year_rows(page_view.figures, name) for name in ("council_present", "meetings_liaison"))
    if (present["state"] == "value").any():
        pictures["present"] = presence_picture(page_view.scope, present, measures["council_present"], theme)
    if len(liaison):
        pictures["liaison"] = liaison_picture(page_view.scope, liaison, theme)
    if len(page_view.support):
        pictures["support"] = support_picture(page_view.scope, page_view.support, theme)
    return pictures


def years_picture(scope: Scope, events: pd.DataFrame, theme: str) -> Picture:
    """Return the picture of the number of events of each kind by year."""
    rows, kinds = years_table(events), kinds_table(events)
    panels = [
        (heading, [(label, rows[group[0].upper() + group[1:]].tolist(), striped) for group, label, striped in bars])
        for heading, bars in PANELS
    ]
    first, last = rows["Year"].iloc[0], rows["Year"].iloc[-1]
    return Picture(
        drawings.years(rows["Year"].tolist(), panels, theme),
        title="Interactions recorded, by year",
        subtitle=f"{scope.name}, {first} to {last}. All panels have the same scale.",
        alt=f"Columns by year from {first} to {last}. "
        + "; ".join(f"{row.What}: {row.Recorded} in all" for row in db.rows(kinds)),
        table=rows,
    )


def events_picture(page_view: CouncilsView, is_own: bool, theme: str) -> Picture:
    """Return the picture of the events of one area or council in order of time."""
    events, with_area = page_view.events, len(page_view.scope.areas) > 1
    first, last = events["happened_in"].min(), events["happened_in"].max()
    when = first if first == last else f"{first} to {last}"
    own = " Diamonds: your area; grey dots: the others." if with_area and is_own else ""
    return Picture(
        drawings.lanes(lane_rows(events, with_area), theme),
        title=f"{page_view.scope.name}: interactions with the council over time",
        subtitle=f"Each mark is one record, {when}.{own} Hover or tap to read it; the table has them all.",
        alt="; ".join(f"{row.What}: {row.Recorded}" for row in db.rows(kinds_table(events)) if row.Recorded),
        table=events_table(events, with_area),
    )


def roles_picture(scope: Scope, events: pd.DataFrame, theme: str) -> Picture:
    """Return the picture of the council's part in events, with those for which it is not recorded."""
    of_role, total = counts_by(events, "council_role", "of_role"), int(events["of_all"].iloc[0])
    role_counts = [(name, label, of_role.get(name, 0)) for name, label in ROLES.items()]
    unknown = of_role.get("not recorded", 0)
    bars = [
        (label, number, f"{label}: {number:,} of {total:,}", name == "not recorded")
        for name, label, number in role_counts
    ]
    return Picture(
        drawings.bars(bars, theme),
        title=f"For {unknown:,} of {words.count_of(total, 'thing')} told, the council’s part is not recorded",
        subtitle=f"Things told, by the part that the council took, {scope.name}, all years. Striped: not recorded.",
        alt="; ".join(f"{label}: {number:,}" for _, label, number in role_counts),
        table=pd.DataFrame(
            {
                "The council’s part": [label for _, label, _ in role_counts],
                "Things told": [number for *_, number in role_counts],
            }
        ),
        right=("Things told",),
    )


def sides_picture(page_view: CouncilsView, measures: Mapping[str, Measure], theme: str) -> Picture:
    """Return the picture of both sides' answers in one round on the five principles and, under a heading, two steps."""
    rows = [sides_row(row, measures) for row in db.rows(page_view.sides)]
    steps = int(page_view.sides["is_step"].astype(bool).sum())
    drawn_rows = [*rows[: len(rows) - steps], Sides(STEPS), *rows[len(rows) - steps :]] if steps else rows
    cells = {
        name: [side_cell(row, side, measures) for row in db.rows(page_view.sides)]
        for name, side in (("Members", "members"), ("Council respondents", "council"))
    }
    gaps = [gap_cell(row, measures[str(row.members_measure)]) for row in db.rows(page_view.sides)]
    return Picture(
        drawings.sides(drawn_rows, theme),
        title="The five principles of working together, as each side sees them",
        subtitle=f"% who say so, {page_view.scope.place}, {page_view.round}. Dot: members. Square: council respondents. "
        "Line: range (95%).",
        alt=" ".join(row.label for row in rows),
        table=pd.DataFrame({"Question": [row.name for row in rows], **cells, "Apart by": gaps}),
    )


def sides_row(row: Any, measures: Mapping[str, Measure]) -> Sides:
    """Return a question as a row of the chart: the marks of both sides, and the gap in words."""
    return Sides(
        subject_label(row.subject),
        side_mark(row, "members", "Members", measures[row.members_measure]),
        side_mark(row, "council", "Council respondents", measures[row.council_measure]),
        f"{subject_label(row.subject)}. {gap_sentence(row, measures[row.members_measure])}",
    )


def side_mark(row: Any, side: str, who: str, measure: Measure) -> Side:
    """Return the mark of one side or, if it has no figure, words that say whose is missing and why."""
    if getattr(row, f"{side}_state") != "value":
        return Side(None, f"{who}: {side_words(row, side, measure)}")
    value, lower, upper = (float(getattr(row, f"{side}_{name}")) for name in ("value", "lower", "upper"))
    return Side(value, words.figure(value, measure), lower, upper)


def side_cell(row: Any, side: str, measures: Mapping[str, Measure]) -> str:
    """Return the cell of one side: "54% of 461 people, between 50% and 58%", or why there is no figure."""
    if getattr(row, f"{side}_state") == "not asked":
        return "not asked"
    return standing.figure_with_range(measures[getattr(row, f"{side}_measure")], side_row(row, side), base_units.PEOPLE)


def presence_picture(scope: Scope, rows: pd.DataFrame, measure: Measure, theme: str) -> Picture:
    """Return the picture of the share of meetings that the council attended, by year."""
    valued_rows = rows[rows["state"] == "value"]
    labels = [
        f"{row.period}: {words.figure(row.value, measure)} of {words.count_of(int(row.denominator), 'meeting')}, between "
        f"{words.figure(row.lower, measure)} and {words.figure(row.upper, measure)}"
        for row in db.rows(valued_rows)
    ]
    table = pd.DataFrame(
        {
            "Year": rows["period"],
            "Council present": [figure_cell(row, measure) for row in db.rows(rows)],
            "Meetings counted": [count_cell(row, "denominator") for row in db.rows(rows)],
            "Areas that told": [count_cell(row, "areas_counted") for row in db.rows(rows)],
        }
    )
    return Picture(
        drawings.shares(valued_rows, labels, theme),
        title="Meetings with a councillor or council officer present who is no member",
        subtitle=f"% of meetings that recorded who came by role, {scope.name}, by year. Bars: range (95%).",
        alt="; ".join(labels),
        table=table,
        right=("Council present", "Meetings counted", "Areas that told"),
    )


def liaison_picture(scope: Scope, rows: pd.DataFrame, theme: str) -> Picture:
    """Return the picture of the number of liaison meetings by year, with the number of areas that reported them."""
    bars = [
        (row.period, row.value if row.state == "value" else None, words.STATES[row.state][1], liaison_words(row))
        for row in db.rows(rows)
    ]
    table = pd.DataFrame(
        {
            "Year": rows["period"],
            "Liaison meetings": [count_cell(row, "value") or words.STATES[row.state][1] for row in db.rows(rows)],
            "Areas that told": [count_cell(row, "areas_counted") for row in db.rows(rows)],
        }
    )
    return Picture(
        drawings.columns(bars, theme),
        title="Liaison meetings with the council",
        subtitle=f"Meetings known to have been held, {scope.name}, by year.",
        alt="; ".join(label for *_, label in bars),
        table=table,
        right=("Liaison meetings", "Areas that told"),
    )


def support_picture(scope: Scope, rows: pd.DataFrame, theme: str) -> Picture:
    """Return the picture of the support that councils gave to bids and wins."""
    support_counts = [
        (SUPPORT.get(row.support_kind, str(row.support_kind)), int(row.bids_and_wins)) for row in db.rows(rows)
    ]
    bars = [
        (label, number, f"{label}: {number:,}", kind == "not recorded")
        for (label, number), kind in zip(support_counts, rows["support_kind"], strict=True)
    ]
    columns = {
        "What it gave": [label for label, _ in support_counts],
        "Bids and wins": [number for _, number in support_counts],
    }
    return Picture(
        drawings.bars(bars, theme),
        title="What the council gave to bids and wins",
        subtitle=f"Bids and wins linked to the programme, {scope.name}, all years. One may have several kinds.",
        alt="; ".join(f"{label}: {number:,}" for label, number in support_counts),
        table=pd.DataFrame({**columns, "Areas": rows["areas"].tolist()}),
        right=("Bids and wins", "Areas"),
    )


def published_picture(statements: list[Sides], when: str, theme: str) -> Picture:
    """Return the picture of the statements that councils and residents were both asked about in a published survey."""
    columns = {
        "What they say": [statement.name for statement in statements],
        "Residents": [statement.members.text if statement.members else "" for statement in statements],
        "Councils": [statement.council.text if statement.council else "" for statement in statements],
    }
    return Picture(
        drawings.sides(statements, theme),
        title="What councils and residents answered to the same statements",
        subtitle=f"% who say so, as published, {when}. Dot: residents. Square: councils. No range is known.",
        alt=" ".join(statement.label for statement in statements),
        table=pd.DataFrame(columns),
        right=("Residents", "Councils"),
    )


def show_picture(context: Context, picture: Picture, name: str, source: str) -> None:
    """Show a picture with its texts and its source."""
    blocks.chart(
        picture.figure,
        title=picture.title,
        subtitle=picture.subtitle,
        alt=picture.alt,
        source=head.source_line(context, source),
        key=f"councils-{name}",
    )
