"""Findings from measures: the newest figure of a place, whether it changed, and how it compares with similar areas."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard.model import db
from dashboard.pack.finding import Finding, Picture, Series, Table
from dashboard.pack.place import PROGRAMME, SAME, Place
from dashboard.parts import standing
from dashboard.text import certainty, figure_cells, table_codes, themes, verdicts, words
from dashboard.text.words import Measure

ENOUGH_PERIODS = 3
"""With fewer figures in time the picture shows the other areas beside the place."""
PLACE_MEASURES = ("residents", "age_65_over", "tenure_social", "disability", "deprivation_tenth", "grants_gbp")
"""The measures of the place itself, from public sources, in order of weight."""
THE_PLACE = "The place"


@dataclass(frozen=True)
class Judgement:
    """What the uncertainty allows to be said of a figure: the words after it in a title, and how much they tell (0: nothing)."""

    words: str = ""
    weight: int = 0


def measured_findings(place: Place) -> dict[str, tuple[Finding, int]]:
    """Return the finding of each measure that the place has a figure of, with its weight, in order of theme and weight."""
    listed = {**themes.MEASURES, "place": PLACE_MEASURES if place.is_area else ()}
    measure_ids = [name for names in listed.values() for name in names if name in place.catalogue.measures]
    newest = newest_of_area(place, measure_ids) if place.is_area else newest_of_group(place, measure_ids)
    changes = db.query(place.build, "trends_measures", place_id=SAME if place.place_id == PROGRAMME else place.place_id)
    changes = {row.measure_id: row for row in db.rows(changes)}
    against = standing.comparisons(place.build, place.place_id) if place.is_area else {}
    findings = {}
    for theme, names in listed.items():
        for name in names:
            if name in newest:
                compared = against.get((name, "similar"))
                judgement = judgement_of(place.catalogue.measures[name], newest[name], changes[name], compared)
                heading = themes.THEMES.get(theme, THE_PLACE)
                findings[name] = finding(place, heading, name, newest[name], judgement, changes[name]), judgement.weight
    return findings


def newest_of_area(place: Place, measure_ids: Sequence[str]) -> dict[str, Any]:
    """Return the newest row of an area with a figure for each measure that has one; all years together count as newest."""
    rows = db.query(place.build, "area_figures", area_id=place.place_id)
    rows = rows[(rows["state"] == "value") & rows["value"].notna()].sort_values("period").to_dict("records")
    return {row["measure_id"]: row for row in rows if row["measure_id"] in measure_ids}


def newest_of_group(place: Place, measure_ids: Sequence[str]) -> dict[str, Any]:
    """Return the row of a group in the newest period that is complete enough, for each measure with a figure in it."""
    rows = db.query(place.build, "trends_figures", measures=".".join(measure_ids), places=place.place_id)
    rows = rows[(rows["state"] == "value") & rows["value"].notna() & ~rows["is_part_total"]]
    newest = place.catalogue.newest_periods["period"]
    return {
        row["measure_id"]: row
        for row in rows.to_dict("records")
        if row["period"] == newest.get(row["measure_id"], "") and not row["is_thin"]
    }


def judgement_of(measure: Measure, row: Any, change: Any, compared: Any) -> Judgement:
    """Return what can be said of a figure: a trend, a change since the first, a clear difference from similar areas, or none."""
    if change.verdict in ("rising", "falling") and change.last_period == row["period"]:
        return Judgement(f"{change.verdict} since {change.first_period}", 4)
    if change.since_verdict in ("risen", "fallen") and change.last_period == row["period"]:
        return Judgement(f"{'higher' if change.since_verdict == 'risen' else 'lower'} than in {change.since_period}", 4)
    if compared is not None and compared["verdict"] in ("higher", "lower") and compared["period"] == row["period"]:
        return Judgement(f"{compared['verdict']} than in similar areas", 3)
    if "no clear change" in (change.verdict, change.since_verdict):
        return Judgement("no clear change", 2)
    return Judgement("", 2 if measure.interval_by == "none" and row["value"] else 0)


def finding(place: Place, theme: str, measure_id: str, row: Any, judgement: Judgement, change: Any) -> Finding:
    """Return the finding of one measure of a place."""
    measure, registry = place.catalogue.measures[measure_id], place.catalogue.measure_row(measure_id)
    unit = standing.base_unit_of(measure, registry["counts_people"])
    picture, table, subtitle = drawn(place, measure, row)
    base = "" if pd.isna(row["denominator"]) or not measure.is_share else unit.of(row["denominator"])
    if not place.is_area:
        base = f"{base} in " if base else ""
        base += words.count_of(int(row["areas_counted"]), "area")
    lower, upper = (number_or_none(row[name]) for name in ("lower", "upper"))
    is_compared = judgement.words.endswith("similar areas")
    return Finding(
        finding_id=measure_id,
        theme=theme,
        title=f"{measure.name}: {figure_in_period(figure_words(place, measure, row), row['period'])}"
        + (f", {judgement.words}" if judgement.words else ""),
        subtitle=f"{measure.unit[0].upper()}{measure.unit[1:]}"
        f"{' per area' if is_per_area(place, measure) else ''}{subtitle}",
        picture=picture,
        table=table,
        alt=alternative(measure, picture, place.name),
        base=base,
        certainty=certainty.how_sure(
            measure, number_or_none(row["value"]), lower, upper, None, row["reliability"] or None
        ),
        verdict=(
            f"{judgement.words[0].upper()}{judgement.words[1:]}."
            if is_compared
            else ("" if theme == THE_PLACE else verdicts.trend_in_brief(measure, change))
        ),
        caveat=str(registry["caveat"]),
        source=source_of(place, registry),
        period=str(row["period"]),
        sentence=standing.quotable_sentence(place.context, subject(place, registry, row), row, unit),
        page=place.page("trends", measure=measure_id) if is_dated(row["period"]) else place.page("area"),
    )


def subject(place: Place, registry: Any, row: Any) -> str:
    """Return the place as the subject of a sentence about its figure."""
    if place.is_area:
        return place.name
    return standing.group(place.name, registry["roll_up"], int(row["areas_counted"]))


def source_of(place: Place, registry: Any) -> str:
    """Return where the figures of a measure are from, in a few words."""
    if place.catalogue.programme["is_invented"]:
        return "Invented figures"
    if registry["sources"] == "returns":
        return "Returns of the areas"
    sources = db.query(place.build, "sources").drop_duplicates("source_id").set_index("source_id")["title"]
    return "; ".join(dict.fromkeys(sources[name] for name in registry["sources"].split(", ")))


def is_dated(period: str) -> bool:
    """Whether a period is one year or round, not a span."""
    return bool(re.fullmatch(r"\d{4}(-\d\d)?", period))


def figure_in_period(figure: str, period: str) -> str:
    """Return "42% in 2023", or "12 (all years)"."""
    return f"{figure} in {period}" if is_dated(period) else f"{figure} ({period})"


def figure_words(place: Place, measure: Measure, row: Any) -> str:
    """Return a figure in words; a total of several areas is per area, so that more areas do not look like growth."""
    if is_per_area(place, measure):
        return words.per_area(row["drawn_value"], measure)
    if measure.kind == "mean" and float(row["value"]).is_integer():
        return words.figure(row["value"], replace(measure, decimals=0))  # 12 members of one partnership, not 12.0
    return figure_cells.short_figure(measure, row)


def is_per_area(place: Place, measure: Measure) -> bool:
    """Whether a measure of a place is shown per area."""
    return (
        not place.is_area and measure.is_total and place.catalogue.measure_row(measure.measure_id)["roll_up"] == "sum"
    )


def drawn(place: Place, measure: Measure, row: Any) -> tuple[Picture | None, Table | None, str]:
    """Return the picture of a measure, its figures as a table, and the years for the subtitle."""
    rows = reported(series_of_area(place, measure) if place.is_area else series_of_group(place, measure))
    if sum(point["drawn_value"] is not None for point in rows) >= ENOUGH_PERIODS:
        span = f", {rows[0]['period']} to {rows[-1]['period']}"
        return over_time(place, measure, rows), table_over_time(place, measure, rows), span
    beside = places_beside(place, measure, row) if place.is_area else []
    if len(beside) > 1:
        return bars(measure, row, beside), table_of_places(measure, row, beside), f", {row['period']}"
    return None, None, f", {row['period']}"


def reported(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows from the first to the last figure or hidden figure: what was never due stands for nothing."""
    with_figure = [number for number, row in enumerate(rows) if row["state"] in ("value", "hidden")]
    return rows[with_figure[0] : with_figure[-1] + 1] if with_figure else []


def series_of_area(place: Place, measure: Measure) -> list[dict[str, Any]]:
    """Return the figures of an area by period, each with that of all areas together."""
    rows = db.query(place.build, "area_series", area_id=place.place_id, measure_id=measure.measure_id)
    return [
        cleaned(row) | {"drawn_value": number_or_none(row["value"]), "beside": number_or_none(row["programme_value"])}
        for row in rows.to_dict("records")
    ]


def series_of_group(place: Place, measure: Measure) -> list[dict[str, Any]]:
    """Return the figures of a group by period up to the newest that is complete enough, with those of all areas together."""
    rows = db.query(
        place.build,
        "trends_figures",
        measures=measure.measure_id,
        places=".".join(dict.fromkeys([place.place_id, PROGRAMME])),
    )
    newest = place.catalogue.newest_periods["period"].get(measure.measure_id, "")
    rows = rows[~rows["is_part_total"] & (rows["period"] <= newest)]
    beside = rows[rows["place_id"] == PROGRAMME].set_index("period")["drawn_value"]
    own = rows[(rows["place_id"] == place.place_id) & (rows["is_full"] | (rows["state"] != "value")) & ~rows["is_thin"]]
    return [
        cleaned(row)
        | {
            "drawn_value": number_or_none(row["drawn_value"]),
            "beside": None if place.place_id == PROGRAMME else number_or_none(beside.get(row["period"])),
        }
        for row in own.to_dict("records")
    ]


def cleaned(row: dict[Any, Any]) -> dict[str, Any]:
    """Return a row in which the ends of the interval are numbers or None."""
    return {**row, "lower": number_or_none(row["lower"]), "upper": number_or_none(row["upper"])}


def over_time(place: Place, measure: Measure, rows: Sequence[dict[str, Any]]) -> Picture:
    """Return the figures over time: columns of a total, else a line with that of all areas beside it."""
    labels, values = tuple(row["period"] for row in rows), tuple(row["drawn_value"] for row in rows)
    if measure.is_total:
        return Picture("columns", labels, (Series(words.short_name(place.name), values),), measure)
    lower, upper = (tuple(row[name] for row in rows) for name in ("lower", "upper"))
    ends = (lower, upper) if any(end is not None for end in lower) else ((), ())
    series = [Series(words.short_name(place.name), values, *ends)]
    beside = tuple(row["beside"] for row in rows)
    if any(value is not None for value in beside):
        series.append(Series(together(place, measure), beside))
    return Picture("line", labels, tuple(series), measure)


def together(place: Place, measure: Measure) -> str:
    """Return the name of the figure of all areas: combined, or their median."""
    is_median = place.catalogue.measure_row(measure.measure_id)["roll_up"] == "median"
    return "Median of all areas" if is_median else "All areas combined"


def table_over_time(place: Place, measure: Measure, rows: Sequence[dict[str, Any]]) -> Table:
    """Return the figures over time as texts, those that are missing with their reason."""
    worded: Callable[[float], str] = (
        (lambda value: words.per_area(value, measure))
        if is_per_area(place, measure)
        else (lambda value: words.figure(value, measure))
    )
    with_beside = not measure.is_total and any(row["beside"] is not None for row in rows)
    columns = [
        ("Year", [row["period"] for row in rows]),
        (place.name, [cell(row, worded) for row in rows]),
    ]
    if any(row["lower"] is not None for row in rows) and not measure.is_total:
        columns.append(("95% confidence interval", [interval_text(row, measure) for row in rows]))
    if with_beside:
        texts = ["" if row["beside"] is None else words.figure(row["beside"], measure) for row in rows]
        columns.append((together(place, measure), texts))
    headings, cells = zip(*columns, strict=True)
    return Table(headings, tuple(zip(*cells, strict=True)), tuple(range(1, len(headings))))


def cell(row: dict[str, Any], worded: Callable[[float], str]) -> str:
    """Return a figure as a cell: the figure, its band, or why there is none, with its code."""
    text = row["band"] or (worded(row["drawn_value"]) if row["state"] == "value" else words.STATES[row["state"]][0])
    return f"{text} {table_codes.cell_code(row['state'], row['reliability'])}".strip()


def interval_text(row: dict[str, Any], measure: Measure) -> str:
    """Return the interval of a row; empty where it has none."""
    if row["lower"] is None or row["upper"] is None:
        return ""
    return f"{words.figure(row['lower'], measure)} to {words.figure(row['upper'], measure)}"


def places_beside(place: Place, measure: Measure, row: Any) -> list[tuple[str, float]]:
    """Return the place with its figure, and the medians of similar areas and of all areas in the same period."""
    middles = db.query(place.build, "area_similar_middle", area_id=place.place_id)
    middle: Any = middles[(middles["measure_id"] == measure.measure_id) & (middles["period"] == row["period"])]
    listed = [(words.short_name(place.name), float(row["value"]))]
    for medians in middle.to_dict("records"):
        listed += [
            (
                f"{name}: median of {words.count_of(int(medians[f'{key}_areas']), 'area')}",
                float(medians[f"{key}_middle"]),
            )
            for key, name in (("similar", "Similar areas"), ("all", "All areas"))
            if medians[f"{key}_areas"] and pd.notna(medians[f"{key}_middle"])
        ]
    return listed


def bars(measure: Measure, row: Any, beside: Sequence[tuple[str, float]]) -> Picture:
    """Return the place beside the medians as bars, with the interval of the place."""
    rest = (None,) * (len(beside) - 1)
    ends = [(number_or_none(row[name]), *rest) for name in ("lower", "upper")]
    has_interval = ends[0][0] is not None
    series = Series(str(row["period"]), tuple(value for _, value in beside), *(ends if has_interval else ((), ())))
    return Picture("bars", tuple(name for name, _ in beside), (series,), measure)


def table_of_places(measure: Measure, row: Any, beside: Sequence[tuple[str, float]]) -> Table:
    """Return the place and the medians as texts."""
    intervals = [interval_text(cleaned(row), measure), *("" for _ in beside[1:])]
    rows = [
        (name, words.figure(value, measure), interval)
        for (name, value), interval in zip(beside, intervals, strict=True)
    ]
    if not intervals[0]:
        return Table(("Place", str(row["period"])), tuple(texts[:2] for texts in rows), (1,))
    return Table(("Place", str(row["period"]), "95% confidence interval"), tuple(rows), (1, 2))


def alternative(measure: Measure, picture: Picture | None, place: str) -> str:
    """Return the text alternative of a picture: what it is and its figures."""
    if picture is None:
        return ""
    kinds = {"line": "Line chart", "columns": "Columns", "bars": "Bars"}
    parts = []
    for series in picture.series:
        figures = [
            f"{label}: {words.figure(value, measure)}"
            for label, value in zip(picture.labels, series.values, strict=True)
            if value is not None
        ]
        parts.append(f"{series.name}, {'; '.join(figures)}")
    return f"{kinds[picture.kind]} of {measure.name} ({measure.unit}), {place}. {'. '.join(parts)}."


def number_or_none(number: Any) -> float | None:
    """Return a number, or None where it is missing."""
    return None if number is None or pd.isna(number) else float(number)
