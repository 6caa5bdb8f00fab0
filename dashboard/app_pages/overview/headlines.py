"""The three headlines of the overview: people taking part, funding won, council relationship, or what is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

import pandas as pd

from dashboard.drawing.small_lines import Point
from dashboard.model import db
from dashboard.model.catalogue import Catalogue, Context, catalogue_of
from dashboard.parts import small_trends
from dashboard.parts.tables import page_address
from dashboard.text import verdicts, words


@dataclass(frozen=True)
class Theme:
    """A theme of the overview: its title, its topic of measures, its headline measure and its name in the record."""

    title: str
    topic: str
    measure_id: str
    record: str


THEMES = (
    Theme("People taking part", "Participation", "event_attendance", "participation"),
    Theme("Funding won", "Funding wins", "cash_won_gbp", "funding"),
    Theme("Council relationship", "Council relationship", "early_partnership", "council"),
)


@dataclass(frozen=True)
class Headline:
    """What one tile shows: the figure, what it is, a small line, and one line each on direction and coverage.

    ``measure_id`` is its measure, which colours the map when the tile is chosen, and ``period`` that of the figure; empty
    where no single area has a figure.
    """

    theme: Theme
    figure: str
    label: str
    line: str
    notes: tuple[str, ...]
    measure_id: str
    period: str
    has_returns: bool


@lru_cache(maxsize=8)
def headlines(build: db.Build) -> tuple[Headline, ...]:
    """Return the headlines of a build: figures of returns where there are any, else what the public record has."""
    catalogue = catalogue_of(build)
    offered = [theme.measure_id for theme in THEMES if theme.measure_id in catalogue.measures]
    rows = db.query(build, "overview_headlines", measures=".".join(offered))
    figures = {row.measure_id: row for row in db.rows(rows)}
    return tuple(
        returned_headline(build, catalogue, theme, figures[theme.measure_id])
        if theme.measure_id in figures and figures[theme.measure_id].state == "value"
        else record_headline(build, catalogue, theme)
        for theme in THEMES
    )


def returned_headline(build: db.Build, catalogue: Catalogue, theme: Theme, row: Any) -> Headline:
    """Return a headline from returns."""
    measure = catalogue.measures[theme.measure_id]
    changes = db.query(build, "trends_measures", place_id="programme:same-areas").set_index("measure_id")
    points = small_trends.points(build, [measure.measure_id], "programme:all", {measure.measure_id: row.period})[
        measure.measure_id
    ]
    can_be_mapped = has_areas(build, theme.measure_id)
    return Headline(
        theme=theme,
        figure=words.figure(row.value, measure),
        label=f"{measure.name}, {row.period}{' (part year)' if row.is_part_year else ''}",
        line=small_trends.line(measure, points),
        notes=(
            direction(measure, points) or verdicts.trend_in_brief(measure, changes.loc[theme.measure_id]),
            all_years_note(build, theme),
            f"From {int(row.areas_reported)} of {words.count_of(int(catalogue.programme['areas']), 'area')}. "
            f"{typical_note(measure, row.typical_value)}",
        ),
        measure_id=theme.measure_id if can_be_mapped else "",
        period=row.period if can_be_mapped else "",
        has_returns=True,
    )


def typical_note(measure: words.Measure, value: float) -> str:
    """Return what the typical area has, or that no figure of a single area can be shown."""
    if pd.isna(value):
        return "Single areas are suppressed."
    return f"Typical (median) area: {words.figure(value, measure)}."


def has_areas(build: db.Build, measure_id: str) -> bool:
    """Whether a single area has a figure of a measure, so that a map can show it."""
    menu = db.query(build, "overview_menu").set_index("measure_id")
    return bool(menu.loc[measure_id, "areas"])


def direction(measure: words.Measure, points: Sequence[tuple[str, Point]]) -> str:
    """Return how a total per area compares with the one before: "73.1 per area, down from 76.4 in 2024 (...)"; else nothing."""
    values = [(period, point.value) for period, point in points if point.value is not None]
    if not measure.is_total or measure.interval_by != "none" or len(values) < 2:
        return ""
    (earlier, before), (_, now) = values[-2:]
    then, shown = words.per_area(before, measure).removesuffix(" per area"), words.per_area(now, measure)
    if shown == f"{then} per area":
        compared = f"as in {earlier}"
    else:
        compared = f"{'up' if now > before else 'down'} from {then} in {earlier}"
    return f"{shown}, {compared} (full count: no trend test)."


def all_years_note(build: db.Build, theme: Theme) -> str:
    """Return what was won in all years, or what became of the commitments of councils; empty for other themes."""
    row: Any = db.query(build, "overview_all_years").iloc[0]
    if theme.record == "funding" and pd.notna(row["cash_gbp"]):
        kind = f" and {pounds(row['in_kind_gbp'])} in kind" if pd.notna(row["in_kind_gbp"]) else ""
        return f"All years: {pounds(row['cash_gbp'])} in cash{kind}."
    kept, not_kept, without = (int(row[name]) for name in ("kept", "not_kept", "without_outcome"))
    if theme.record == "council" and kept + not_kept + without:
        return (
            f"Council commitments due, all years: {kept} kept, {not_kept} not kept, {without} with no outcome recorded."
        )
    return ""


def pounds(amount: float) -> str:
    """Return a sum in words, as Funding has it: £2.0m from one million, else £19,360."""
    return f"£{amount / 1_000_000:,.1f}m" if amount >= 1_000_000 else f"£{words.plain_number(amount)}"


def record_headline(build: db.Build, catalogue: Catalogue, theme: Theme) -> Headline:
    """Return a headline from the public record: facts by kind, and the programme's own figures by year where published."""
    rows = db.query(build, "overview_record", theme=theme.record)
    areas = int(rows["areas_of_theme"].iloc[0]) if len(rows) else 0
    facts = int(rows["facts"].sum()) if len(rows) else 0
    kinds = [f"{row.kind} {row.facts}" for row in db.rows(rows.head(3))]
    note = f"Most often: {', '.join(kinds)}." if kinds else "No published fact has been found yet."
    years = db.query(build, "overview_record_years", theme=theme.record)
    return Headline(
        theme=theme,
        figure=words.count_of(facts, "published fact"),
        label=f"About {areas} of {words.count_of(int(catalogue.programme['areas']), 'area')}; no returns loaded",
        line="",
        notes=(note, published_note(years)) if len(years) else (note,),
        measure_id="",
        period="",
        has_returns=False,
    )


def published_note(rows: pd.DataFrame) -> str:
    """Return the programme's published figures for the first subject that has them for two years or more."""
    subject = str(rows["subject"].iloc[0])
    years = [f"{row.value_number:g}% in {row.in_year}" for row in db.rows(rows[rows["subject"] == subject])]
    return f"{subject}, all areas: {words.joined(years)}."


def tiles_html(context: Context, shown: str) -> str:
    """Return the three tiles as HTML; ``shown`` is the measure on the map, whose tile is marked as the current one."""
    return f'<div class="headlines">{"".join(tile_html(context, headline, shown) for headline in headlines(context.build))}</div>'


def tile_html(context: Context, headline: Headline, shown: str) -> str:
    """Return one tile: its title colours the map, and it leads to its trends."""
    theme = headline.theme
    current = ' aria-current="true"' if headline.measure_id and headline.measure_id == shown else ""
    title = escape(theme.title)
    if headline.measure_id:
        on_map = page_address(context, "", measure=headline.measure_id, period=headline.period)
        title = f'<a href="{escape(on_map)}"{current}>{title}</a>'
    trends = page_address(context, "trends", topic=theme.topic, measure=theme.measure_id, period="")
    return (
        f'<section class="headline"{current}><div class="headline-row"><h2>{title}</h2>'
        f'<a href="{escape(trends)}" aria-label="Trends: {escape(theme.title.lower())}">Trends</a></div>'
        f'<div class="headline-row"><p class="key-figure">{escape(headline.figure)}</p>{headline.line}</div>'
        f"<p><strong>{escape(headline.label)}</strong></p><p>{escape(' '.join(filter(None, headline.notes)))}</p></section>"
    )
