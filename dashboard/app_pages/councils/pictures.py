"""The pictures of the Councils page: charts with their titles and a table of the same rows, and how one is shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.app_pages.councils import drawings
from dashboard.app_pages.councils.drawings import Change, Side, Sides
from dashboard.app_pages.councils.scope import EVENTS, MEETINGS, SIDES, CouncilsView, Scope
from dashboard.app_pages.councils.sentences_events import (
    PARTS,
    ROLES,
    counts_by,
    events_table,
    kinds_table,
    lane_rows,
    years_table,
)
from dashboard.app_pages.councils.sentences_meetings import (
    SUPPORT,
    count_cell,
    figure_cell,
    liaison_title,
    liaison_words,
    presence_title,
    support_title,
    year_rows,
)
from dashboard.app_pages.councils.sentences_published import paired_statements, published_title, survey_details
from dashboard.app_pages.councils.sentences_surveys import (
    change_cell,
    change_words,
    comparable_changes,
    gap_cell,
    gap_sentence,
    reading_words,
    side_row,
    side_words,
    states_by_measure,
    subject_label,
    widest_gap_title,
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

    def with_table(self, table: pd.DataFrame) -> "Picture":
        """Return this picture with another table: links hold the view, so no picture that is kept has any."""
        return replace(self, table=table)


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
        pictures["published"] = published_picture(both, page_view.surveys, theme)
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
    """Return the picture of the number of events by year, stacked by kind."""
    rows, kinds = years_table(events), kinds_table(events)
    columns = {name: [group[0].upper() + group[1:] for group in groups] for name, groups, _ in PARTS}
    parts = [(name, rows[columns[name]].sum(axis=1).tolist(), look) for name, _, look in PARTS]
    first, last = rows["Year"].iloc[0], rows["Year"].iloc[-1]
    total = words.count_of(int(rows.drop(columns="Year").to_numpy().sum()), "interaction")
    return Picture(
        drawings.years(rows["Year"].tolist(), parts, theme),
        title=f"{total} recorded, {first} to {last}" if first != last else f"{total} recorded in {first}",
        subtitle=f"Number by year, {scope.name}. Help: assets, staff, service agreements and barriers removed.",
        alt=f"Columns by year from {first} to {last}. "
        + "; ".join(f"{row.What}: {row.Recorded} in all" for row in db.rows(kinds)),
        table=rows,
    )


def events_picture(page_view: CouncilsView, is_own: bool, theme: str) -> Picture:
    """Return the picture of the events of one area or council in order of time."""
    events, with_area = page_view.events, len(page_view.scope.areas) > 1
    first, last = events["happened_in"].min(), events["happened_in"].max()
    when = f"in {first}" if first == last else f"from {first} to {last}"
    own = " Diamonds: your area; grey dots: the others." if with_area and is_own else ""
    return Picture(
        drawings.lanes(lane_rows(events, with_area), theme),
        title=f"{words.count_of(len(events), 'interaction')} recorded {when}",
        subtitle=f"{page_view.scope.name}. Each mark is one record.{own} Hover or tap to read it; the table has them all.",
        alt="; ".join(f"{row.What}: {row.Recorded}" for row in db.rows(kinds_table(events)) if row.Recorded),
        table=events_table(events),
    )


def roles_picture(scope: Scope, events: pd.DataFrame, theme: str) -> Picture:
    """Return the picture of the council's part in events, with those for which it is not recorded."""
    of_role, total = counts_by(events, "council_role", "of_role"), int(events["of_all"].iloc[0])
    role_counts = [(name, label, of_role.get(name, 0)) for name, label in ROLES.items()]
    unknown = of_role.get("not recorded", 0)
    bars = [
        (label, number, f"{label}: {number:,} of {total:,}", name == "not recorded")
        for name, label, number in role_counts
        if number
    ]
    interactions = words.count_of(total, "interaction")
    subtitle = f"Number by the part that the council took, {scope.name}, all years."
    return Picture(
        drawings.bars(bars, theme),
        title=f"The council’s part is not recorded for {unknown:,} of {interactions}"
        if unknown
        else f"The council’s part in {interactions}",
        subtitle=f"{subtitle} Striped: not recorded." if unknown else subtitle,
        alt="; ".join(f"{label}: {number:,}" for _, label, number in role_counts),
        table=pd.DataFrame(
            {
                "The council’s part": [label for _, label, _ in role_counts],
                "Interactions": [number for *_, number in role_counts],
            }
        ),
        right=("Interactions",),
    )


def sides_picture(page_view: CouncilsView, measures: Mapping[str, Measure], theme: str) -> Picture:
    """Return the picture of both sides' answers in one round, with their changes since the first where these can be shown."""
    changes = {
        measure_id: shown_change(row, measures[measure_id], page_view.round)
        for measure_id, row in comparable_changes(page_view).items()
    }
    drawn_rows = [
        row for row in db.rows(page_view.sides) if row.members_state != "not asked" or row.council_state != "not asked"
    ]
    rows = [sides_row(row, measures, changes) for row in drawn_rows or db.rows(page_view.sides)]
    return Picture(
        drawings.sides(rows, theme),
        title=widest_gap_title(page_view.sides, measures),
        subtitle=f"% who say so, {page_view.scope.place}, {page_view.round}. {reading_words(page_view)}",
        alt=" ".join(row.label for row in rows),
        table=sides_table(page_view, measures),
    )


def sides_table(page_view: CouncilsView, measures: Mapping[str, Measure]) -> pd.DataFrame:
    """Return both sides' answers as a table: the figures of each, the gap, and how each changed since the first round."""
    sides, states = page_view.sides, states_by_measure(page_view.sides)
    change_cells = {
        row.measure_id: change_cell(row, measures[row.measure_id], states[row.measure_id], page_view.round)
        for row in db.rows(page_view.changes)
    }
    where = " (all areas combined)" if page_view.scope.kind == "filtered" else ""
    return pd.DataFrame(
        {
            "Question": [subject_label(name) for name in sides["subject"]],
            "Members": [side_cell(row, "members", measures) for row in db.rows(sides)],
            "Council respondents": [side_cell(row, "council", measures) for row in db.rows(sides)],
            "Apart by": [gap_cell(row, measures[str(row.members_measure)]) for row in db.rows(sides)],
            f"Members since the first round{where}": [change_cells[name] for name in sides["members_measure"]],
            f"Council respondents since the first round{where}": [
                change_cells[name] for name in sides["council_measure"]
            ],
        }
    )


def shown_change(row: Any, measure: Measure, round_: str) -> Change:
    """Return a change as the chart shows it, with both figures in the words for whoever points at it."""
    who = "Members" if row.survey == "partnership" else "Council respondents"
    first, latest = (words.figure(value, measure) for value in (row.earlier_value, row.later_value))
    text = (
        f"{who}: {first} in {row.earlier_period}, {latest} in {round_}: {change_words(row, measure, 'value', round_)}."
    )
    return Change(float(row.earlier_value), float(row.later_value), row.verdict != "no clear change", text)


def sides_row(row: Any, measures: Mapping[str, Measure], changes: Mapping[str, Change]) -> Sides:
    """Return a question as a row of the chart: the marks of both sides, and the gap and the changes in words."""
    members = side_mark(row, "members", "Members", measures[row.members_measure], changes)
    council = side_mark(row, "council", "Council respondents", measures[row.council_measure], changes)
    sentences = [f"{subject_label(row.subject)}.", gap_sentence(row, measures[row.members_measure])]
    sentences += [side.change.text for side in (members, council) if side.change and side.change.is_clear]
    return Sides(subject_label(row.subject), members, council, " ".join(sentences))


def side_mark(row: Any, side: str, who: str, measure: Measure, changes: Mapping[str, Change]) -> Side:
    """Return the mark of one side or, if it has no figure, words that say whose is missing and why."""
    if getattr(row, f"{side}_state") != "value":
        return Side(None, f"{who}: {side_words(row, side, measure)}")
    value, lower, upper = (float(getattr(row, f"{side}_{name}")) for name in ("value", "lower", "upper"))
    return Side(value, words.figure(value, measure), lower, upper, changes.get(measure.measure_id))


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
            "Areas reporting": [count_cell(row, "areas_counted") for row in db.rows(rows)],
        }
    )
    return Picture(
        drawings.shares(valued_rows, labels, theme),
        title=presence_title(valued_rows, measure),
        subtitle=f"% of meetings with a councillor or council officer who is not a member, of those that recorded "
        f"attendance by role, {scope.name}. Bars: 95% confidence intervals.",
        alt="; ".join(labels),
        table=table,
        right=("Council present", "Meetings counted", "Areas reporting"),
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
            "Areas reporting": [count_cell(row, "areas_counted") for row in db.rows(rows)],
        }
    )
    return Picture(
        drawings.columns(bars, theme),
        title=liaison_title(rows),
        subtitle=f"Meetings with the council recorded as held, {scope.name}, by year.",
        alt="; ".join(label for *_, label in bars),
        table=table,
        right=("Liaison meetings", "Areas reporting"),
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
        title=support_title(rows),
        subtitle=f"Bids and wins by what the council gave, {scope.name}, all years. One may have several kinds.",
        alt="; ".join(f"{label}: {number:,}" for label, number in support_counts),
        table=pd.DataFrame({**columns, "Areas": rows["areas"].tolist()}),
        right=("Bids and wins", "Areas"),
    )


def published_picture(statements: list[Sides], surveys: pd.DataFrame, theme: str) -> Picture:
    """Return the picture of the statements that councils and residents were both asked about in a published survey."""
    columns = {
        "What they say": [statement.name for statement in statements],
        "Residents": [statement.members.text for statement in statements],
        "Councils": [statement.council.text for statement in statements],
    }
    when, _, respondents = survey_details(surveys)
    return Picture(
        drawings.sides(statements, theme),
        title=published_title(statements),
        subtitle=f"% who say so, as published, {when}. Dot: residents. Square: councils. "
        f"Number of answers: {respondents}, so no range can be shown.",
        alt=" ".join(statement.label for statement in statements),
        table=pd.DataFrame(columns),
        right=("Residents", "Councils"),
    )


def show_picture(
    context: Context,
    picture: Picture,
    name: str,
    source: str,
    download: Callable[[], pd.DataFrame] | None = None,
    about: Callable[[], Sequence[str]] | None = None,
    parts: Sequence[str] = (),
) -> None:
    """Show a picture with its texts, its source, and its table on demand; ``parts`` name its file besides ``name``."""
    blocks.chart(
        picture.figure,
        title=picture.title,
        subtitle=picture.subtitle,
        alt=picture.alt,
        source=head.source_line(context, source),
        key=f"councils-{name}",
        table=blocks.ChartTable(
            picture.table, blocks.file_name(context, f"councils-{name}", *parts), picture.right, download=download
        ),
        about=about,
    )
