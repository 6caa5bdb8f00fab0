"""How an area compares on the measures of some topics: a table with comparators, on demand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard.app_pages.area.sentences import newest_row
from dashboard.model import db
from dashboard.model.catalogue import Context, catalogue_for
from dashboard.model.state import View
from dashboard.parts import blocks, standing
from dashboard.parts.reply_form import Subject, queried_on
from dashboard.text import table_codes, verdicts, words
from dashboard.text.words import Measure


@dataclass(frozen=True)
class TopicComparison:
    """How an area compares on the measures of a topic: the table with its file; ``rows`` is empty where no area has a figure."""

    rows: list[dict[str, Any]]
    table: pd.DataFrame
    codes: str
    by_chance: str


def show_comparison(context: Context, title: str, topics: tuple[str, ...]) -> None:
    """Show how the area compares on the measures of some topics, as a table on demand."""
    view = context.view.only("area", "others")
    comparison = topic_comparison(context.build, view, topics)
    area = context.catalogue.area(view.area)
    if not comparison.rows:
        return
    names = [name for topic in topics for name in context.catalogue.measures_of_topic(topic)]
    measure_ids = tuple(newest_rows(context.build, view.area, names))
    name = f"{title}: figures of {area['area_name']} beside those of other areas"
    file_name = blocks.file_name(context, view.area, "among-all-areas", title.lower())
    table = blocks.ChartTable(
        comparison.table,
        file_name,
        download=lambda: with_queries(context, for_file(pd.DataFrame(comparison.rows)), measure_ids),
        note=" ".join(text for text in (comparison.codes, comparison.by_chance) if text),
    )
    blocks.quiet_line(
        name,
        f"table-{file_name}",
        table,
        about=lambda: explanations(context.build, view, topics),
        label=f"All {len(comparison.rows)} measures",
        replies=Subject(view.area, measure_ids),
    )


def with_queries(context: Context, rows: pd.DataFrame, measure_ids: Sequence[str]) -> pd.DataFrame:
    """Return the rows of a file with the day on which a figure was queried, where a query is open."""
    days = queried_on(context, context.view.area, list(zip(measure_ids, rows["Period"], strict=True)))
    return rows.assign(queried_on=days) if any(days) else rows


@lru_cache(maxsize=1_000)
def topic_comparison(build: db.Build, view: View, topics: tuple[str, ...]) -> TopicComparison:
    """Return how the area of a view, with the others named or not, compares on the measures of some topics."""
    context = Context(build, catalogue_for(build, view), view, [])
    catalogue, area = context.catalogue, context.catalogue.area(view.area)
    figures = db.query(build, "area_figures", area_id=view.area)
    newest = newest_rows(build, view.area, [name for topic in topics for name in catalogue.measures_of_topic(topic)])
    all_areas = pd.concat([db.query(build, "topic_figures", area_id=view.area, topic=topic) for topic in topics])
    others = {str(name): rows for name, rows in all_areas.groupby("measure_id", sort=False)}
    against = standing.comparisons(build, view.area)
    none = pd.DataFrame({"area_id": [], "value": []})
    rows = [
        comparison_row(context, area, catalogue.measures[name], row, others.get(name, none)["value"], against)
        for name, row in newest.items()
    ]
    codes = sorted({table_codes.cell_code(row["state"], row["reliability"]) for row in newest.values()} - {""})
    judged = sum(row["verdict"] in verdicts.COMPARED for (name, _), row in against.items() if name in newest)
    table = comparison_table(rows, newest, figures, area["region_name"])
    return TopicComparison(
        rows=rows,
        table=folded_table(table, [words.STATES[row["state"]][0] if row["state"] != "value" else "" for row in rows]),
        codes=table_codes.codes_explained(codes) if codes else "",
        by_chance=verdicts.comparisons_by_chance(judged) if judged else "",
    )


def comparison_table(
    rows: Sequence[Mapping[str, Any]], newest: Mapping[str, Any], figures: pd.DataFrame, region: str
) -> pd.DataFrame:
    """Return the rows of a comparison as a table, each with the period of its figure and its comparators.

    ``newest`` has the newest row of each measure, in the order of ``rows``; ``figures`` are all of the area.
    """
    return pd.DataFrame(
        {
            "Measure": [row["Measure"] for row in rows],
            "This area": [
                f"{row['This area']} ({period_text(figures, figure)})"
                for row, figure in zip(rows, newest.values(), strict=True)
            ],
            "How it compares": [row["How it compares"] for row in rows],
            "For comparison": [comparators_text(row, region) for row in rows],
        }
    )


def folded_table(table: pd.DataFrame, reasons: Sequence[str]) -> pd.DataFrame:
    """Return the table with the measures that have no figure folded into one row a reason; ``reasons`` has "" for a figure."""
    by_row = pd.Series(list(reasons), index=table.index, dtype=object)
    lines = [
        {"Measure": "; ".join(table.loc[by_row == reason, "Measure"]), "This area": f"{reason} {code}"}
        for reason, code in words.STATES.values()
        if reason and (by_row == reason).any()
    ]
    return pd.concat([table[by_row == ""], pd.DataFrame(lines, columns=table.columns)], ignore_index=True).fillna("")


@lru_cache(maxsize=200)
def explanations(build: db.Build, view: View, topics: tuple[str, ...]) -> list[str]:
    """Return how each figure of the area on some topics was made and how to quote it, as lines of Markdown."""
    context = Context(build, catalogue_for(build, view), view, [])
    area, against = context.catalogue.area(view.area)["area_name"], standing.comparisons(build, view.area)
    trends = db.query(build, "area_trends", area_id=view.area)
    names = [name for topic in topics for name in context.catalogue.measures_of_topic(topic)]
    sections = []
    for name, row in newest_rows(build, view.area, names).items():
        lines = [*standing.lines(context, area, row, against, trends), *blocks.measure_lines(context, name)]
        listed = "\n".join(f"    - {line}" for line in lines)
        sections.append(f"**{words.plain(context.catalogue.measures[name].name)}**\n{listed}")
    return sections


def newest_rows(build: db.Build, area_id: str, measure_ids: Sequence[str]) -> dict[str, Any]:
    """Return the newest row with a figure, else the newest row, of each of the measures that the area has rows of."""
    figures = db.query(build, "area_figures", area_id=area_id)
    reported = set(figures["measure_id"])
    return {name: newest_row(figures, name, or_state=True) for name in measure_ids if name in reported}


def period_text(figures: pd.DataFrame, row: Any) -> str:
    """Return the period of a figure, and a newer one that is suppressed: "2025; 2026 is suppressed"."""
    of_measure = figures[(figures["measure_id"] == row["measure_id"]) & (figures["state"] == "hidden")]
    newer = sorted(period for period in of_measure["period"] if period > row["period"])
    return (
        f"{row['period']}; {words.joined(newer)} {'is' if len(newer) == 1 else 'are'} suppressed"
        if newer
        else row["period"]
    )


def comparators_text(row: Mapping[str, str], region: str) -> str:
    """Return the comparators of one row in words: "all areas 83%; South East 32%; England 50%"."""
    return "; ".join(
        f"{name[0].lower() + name[1:] if name != region and name != 'England' else name} {row[name]}"
        for name in ("All areas", f"Areas in {region}", region, "England")
        if row[name]
    )


def comparison_row(
    context: Context,
    area: Any,
    measure: Measure,
    row: Any,
    others: pd.Series,
    against: Mapping[tuple[str, str], Any],
) -> dict[str, Any]:
    """Return one measure of the area as a row: the figure with its range, how it compares, the comparators, and file columns."""
    registry = context.catalogue.measure_row(measure.measure_id)
    comparators = comparator_figures(measure, registry["roll_up"], row, area["region_name"])
    counts = standing.base_unit_of(measure, registry["counts_people"])
    is_staff_only = row["reliability"] == table_codes.STAFF_ONLY  # may be shown here, and must not be in a file
    compares = standing.comparison_words(measure, against, counts) if row["state"] == "value" else ""
    if row["state"] == "value" and not compares and pd.isna(row["lower"]):
        compares = words.position_among(row["value"], others.tolist())
    return {
        "Measure": measure.name,
        "Period": row["period"],
        "This area": standing.figure_with_range(measure, row, counts),
        "How it compares": compares,
        **comparators,
        "value": None if is_staff_only else row["value"],
        "lower_confidence_interval_95": None if is_staff_only else row["lower"],
        "upper_confidence_interval_95": None if is_staff_only else row["upper"],
        "numerator": None if is_staff_only else row["numerator"],
        "denominator": None if is_staff_only else row["denominator"],
        "state": "hidden" if is_staff_only else row["state"],
        "code": "[c]" if is_staff_only else table_codes.cell_code(row["state"], row["reliability"]),
        "data_version": context.build.version,
        "is_staff_only": is_staff_only,
    }


def comparator_figures(measure: Measure, roll_up: str, row: Any, region: str) -> dict[str, str]:
    """Return the figures to compare one of an area with, by comparator; "" where there is none or a total is no comparator."""
    figures = {
        name: words.figure(row[column], measure) if pd.notna(row[column]) else ""
        for name, column in (
            ("All areas", "programme_value"),
            (f"Areas in {region}", "peers_value"),
            (region, "region_value"),
            ("England", "england_value"),
        )
    }
    if measure.is_total and roll_up == "sum":
        return dict.fromkeys(figures, "")
    if figures[region]:
        figures[f"Areas in {region}"] = ""
    return figures


def for_file(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as a file may hold them: a figure that is for staff only is given as hidden."""
    is_staff_only = rows["is_staff_only"]
    texts = {"This area": "suppressed (small numbers) [c]", "How it compares": ""}
    return rows.assign(**{name: rows[name].mask(is_staff_only, text) for name, text in texts.items()}).drop(
        columns="is_staff_only"
    )
