"""The pictures of the Councils page, each with its words and the table of the same data: rows in, pictures out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.app_pages.councils import drawings
from dashboard.app_pages.councils.drawings import Side, Sides
from dashboard.app_pages.councils.sentences import (
    FACTS,
    MEETINGS,
    PANELS,
    ROLES,
    SIDES,
    STEPS,
    SUPPORT,
    CouncilsView,
    Scope,
    apart_words,
    asked,
    asked_both,
    asked_words,
    counted,
    counts_by,
    events_table,
    figure_words,
    gap_words,
    kinds_table,
    lane_rows,
    liaison_words,
    side_row,
    side_words,
    years_of,
    years_table,
)
from dashboard.model import db
from dashboard.parts import standing
from dashboard.text import verdicts, words
from dashboard.text.words import Measure


@dataclass(frozen=True)
class Picture:
    """A chart with its words and the table of the same data; ``right`` names the columns of numbers."""

    figure: go.Figure
    title: str
    subtitle: str
    alt: str
    table: pd.DataFrame
    right: tuple[str, ...] = ()


def of_section(shown: CouncilsView, measures: Mapping[str, Measure], is_own: bool, theme: str) -> dict[str, Picture]:
    """Return the pictures of the section that is shown, and those of published surveys, that there are figures for, by name.

    ``is_own`` says that an area is chosen.
    """
    found: dict[str, Picture] = {}
    if shown.section == FACTS and len(shown.events):
        found["events"] = (
            one_by_one(shown, is_own, theme) if shown.scope.is_single else by_year(shown.scope, shown.events, theme)
        )
        found["roles"] = parts_taken(shown.scope, shown.events, theme)
    if shown.section == SIDES and shown.rounds:
        found["sides"] = two_sides(shown, measures, theme)
    if shown.section == MEETINGS:
        found |= of_meetings(shown, measures, theme)
    both = asked_both(shown.surveys)
    if both:
        found["published"] = published(both, asked_words(shown.surveys)[0], theme)
    return found


def of_meetings(shown: CouncilsView, measures: Mapping[str, Measure], theme: str) -> dict[str, Picture]:
    """Return the pictures of meetings and of what councils gave to bids that there are figures for, by name."""
    found: dict[str, Picture] = {}
    present, held = (years_of(shown.figures, name) for name in ("council_present", "meetings_liaison"))
    if (present["state"] == "value").any():
        found["present"] = presence(shown.scope, present, measures["council_present"], theme)
    if len(held):
        found["liaison"] = liaison(shown.scope, held, theme)
    if len(shown.support):
        found["support"] = support(shown.scope, shown.support, theme)
    return found


def by_year(scope: Scope, events: pd.DataFrame, theme: str) -> Picture:
    """Return how many things of each kind were told of each year."""
    rows, kinds = years_table(events), kinds_table(events)
    panels = [
        (heading, [(called, rows[group[0].upper() + group[1:]].tolist(), striped) for group, called, striped in bars])
        for heading, bars in PANELS
    ]
    first, last = rows["Year"].iloc[0], rows["Year"].iloc[-1]
    return Picture(
        drawings.years(rows["Year"].tolist(), panels, theme),
        title="What was told, by the year in which it happened",
        subtitle=f"Things told, {scope.name}, {first} to {last}. All panels have the same scale.",
        alt=f"Columns by year from {first} to {last}. "
        + "; ".join(f"{row.What}: {row.Told} in all" for row in db.rows(kinds)),
        table=rows,
    )


def one_by_one(shown: CouncilsView, is_own: bool, theme: str) -> Picture:
    """Return the events of one area or one council in order of time."""
    events, with_area = shown.events, len(shown.scope.areas) > 1
    first, last = events["happened_in"].min(), events["happened_in"].max()
    when = first if first == last else f"{first} to {last}"
    own = " Diamonds: your area; grey dots: the others." if with_area and is_own else ""
    return Picture(
        drawings.lanes(lane_rows(events, with_area), theme),
        title=f"{shown.scope.name}: what happened, in order of time",
        subtitle=f"Each mark is one thing told, {when}.{own} Point at it to read it; the table tells all.",
        alt="; ".join(f"{row.What}: {row.Told}" for row in db.rows(kinds_table(events)) if row.Told),
        table=events_table(events, with_area),
    )


def parts_taken(scope: Scope, events: pd.DataFrame, theme: str) -> Picture:
    """Return what part the council took in what happened; what is not recorded is shown as such."""
    of_role, total = counts_by(events, "council_role", "of_role"), int(events["of_all"].iloc[0])
    numbers = [(name, said, of_role.get(name, 0)) for name, said in ROLES.items()]
    unknown = of_role.get("not recorded", 0)
    bars = [
        (said, number, f"{said}: {number:,} of {total:,}", name == "not recorded") for name, said, number in numbers
    ]
    return Picture(
        drawings.bars(bars, theme),
        title=f"For {unknown:,} of {words.count_of(total, 'thing')} told, the council’s part is not recorded",
        subtitle=f"Things told, by the part that the council took, {scope.name}, all years. Striped: not recorded.",
        alt="; ".join(f"{said}: {number:,}" for _, said, number in numbers),
        table=pd.DataFrame(
            {"The council’s part": [one[1] for one in numbers], "Things told": [one[2] for one in numbers]}
        ),
        right=("Things told",),
    )


def two_sides(shown: CouncilsView, measures: Mapping[str, Measure], theme: str) -> Picture:
    """Return what both sides say of the five principles, and under a heading of two steps, in one round at one place."""
    rows = [drawn_row(row, measures) for row in db.rows(shown.sides)]
    steps = int(shown.sides["is_step"].astype(bool).sum())
    headed = [*rows[: len(rows) - steps], Sides(STEPS), *rows[len(rows) - steps :]] if steps else rows
    cells = {
        name: [side_cell(row, side, measures) for row in db.rows(shown.sides)]
        for name, side in (("Members", "members"), ("Council people", "council"))
    }
    apart = [apart_words(row, measures[str(row.members_measure)]) for row in db.rows(shown.sides)]
    return Picture(
        drawings.sides(headed, theme),
        title="The five principles of working together, as each side sees them",
        subtitle=f"% who say so, {shown.scope.place}, {shown.round}. Dot: partnership members. Square: council people. "
        "Line: range (95%).",
        alt=" ".join(row.label for row in rows),
        table=pd.DataFrame({"What was asked": [row.name for row in rows], **cells, "Apart by": apart}),
    )


def drawn_row(row: Any, measures: Mapping[str, Measure]) -> Sides:
    """Return one question as it is drawn, with both sides and the gap in words."""
    return Sides(
        asked(row.subject),
        drawn_side(row, "members", "Members", measures[row.members_measure]),
        drawn_side(row, "council", "Council people", measures[row.council_measure]),
        f"{asked(row.subject)}. {gap_words(row, measures[row.members_measure])}",
    )


def drawn_side(row: Any, side: str, who: str, measure: Measure) -> Side:
    """Return one side as it is drawn; without a figure it says whose is lacking and why."""
    if getattr(row, f"{side}_state") != "value":
        return Side(None, f"{who}: {side_words(row, side, measure)}")
    value, lower, upper = (float(getattr(row, f"{side}_{name}")) for name in ("value", "lower", "upper"))
    return Side(value, words.figure(value, measure), lower, upper)


def side_cell(row: Any, side: str, measures: Mapping[str, Measure]) -> str:
    """Return one side as a cell: "54% of 461 people, between 50% and 58%"; else why there is no figure."""
    if getattr(row, f"{side}_state") == "not asked":
        return "not asked"
    return standing.here(measures[getattr(row, f"{side}_measure")], side_row(row, side), verdicts.PEOPLE)


def presence(scope: Scope, rows: pd.DataFrame, measure: Measure, theme: str) -> Picture:
    """Return at what share of meetings the council was present, by year."""
    known = rows[rows["state"] == "value"]
    labels = [
        f"{row.period}: {words.figure(row.value, measure)} of {words.count_of(int(row.denominator), 'meeting')}, between "
        f"{words.figure(row.lower, measure)} and {words.figure(row.upper, measure)}"
        for row in db.rows(known)
    ]
    listed = pd.DataFrame(
        {
            "Year": rows["period"],
            "Council present": [figure_words(row, measure) for row in db.rows(rows)],
            "Meetings counted": [counted(row, "denominator") for row in db.rows(rows)],
            "Areas that told": [counted(row, "areas_counted") for row in db.rows(rows)],
        }
    )
    return Picture(
        drawings.shares(known, labels, theme),
        title="Meetings with a councillor or council officer present who is no member",
        subtitle=f"% of meetings that recorded who came by role, {scope.name}, by year. Bars: range (95%).",
        alt="; ".join(labels),
        table=listed,
        right=("Council present", "Meetings counted", "Areas that told"),
    )


def liaison(scope: Scope, rows: pd.DataFrame, theme: str) -> Picture:
    """Return how many liaison meetings are known of each year, with how many areas told of them."""
    bars = [
        (row.period, row.value if row.state == "value" else None, words.STATES[row.state][1], liaison_words(row))
        for row in db.rows(rows)
    ]
    listed = pd.DataFrame(
        {
            "Year": rows["period"],
            "Liaison meetings": [counted(row, "value") or words.STATES[row.state][1] for row in db.rows(rows)],
            "Areas that told": [counted(row, "areas_counted") for row in db.rows(rows)],
        }
    )
    return Picture(
        drawings.counted(bars, theme),
        title="Liaison meetings with the council",
        subtitle=f"Meetings known to have been held, {scope.name}, by year.",
        alt="; ".join(label for *_, label in bars),
        table=listed,
        right=("Liaison meetings", "Areas that told"),
    )


def support(scope: Scope, rows: pd.DataFrame, theme: str) -> Picture:
    """Return what councils gave to bids and wins."""
    told = [(SUPPORT.get(row.support_kind, str(row.support_kind)), int(row.bids_and_wins)) for row in db.rows(rows)]
    bars = [
        (said, number, f"{said}: {number:,}", kind == "not recorded")
        for (said, number), kind in zip(told, rows["support_kind"], strict=True)
    ]
    listed = {"What it gave": [one[0] for one in told], "Bids and wins": [one[1] for one in told]}
    return Picture(
        drawings.bars(bars, theme),
        title="What the council gave to bids and wins",
        subtitle=f"Bids and wins linked to the programme, {scope.name}, all years. One may have several kinds.",
        alt="; ".join(f"{said}: {number:,}" for said, number in told),
        table=pd.DataFrame({**listed, "Areas": rows["areas"].tolist()}),
        right=("Bids and wins", "Areas"),
    )


def published(both: list[Sides], when: str, theme: str) -> Picture:
    """Return the statements that councils and residents were both asked about in a published survey."""
    listed = {
        "What they say": [one.name for one in both],
        "Residents": [one.members.said if one.members else "" for one in both],
        "Councils": [one.council.said if one.council else "" for one in both],
    }
    return Picture(
        drawings.sides(both, theme),
        title="What councils and residents answered to the same statements",
        subtitle=f"% who say so, as published, {when}. Dot: residents. Square: councils. No range is known.",
        alt=" ".join(one.label for one in both),
        table=pd.DataFrame(listed),
        right=("Residents", "Councils"),
    )
