"""How an area compares on the measures of one topic: a picture of it among all areas, and a table with comparators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard.app_pages.area import topic_details
from dashboard.app_pages.area.sentences import newest_row
from dashboard.drawing import dot_charts
from dashboard.model import db, state
from dashboard.model.catalogue import Context, catalogue_for, read_context
from dashboard.model.state import View
from dashboard.parts import blocks, head, standing
from dashboard.text import table_codes, verdicts, words
from dashboard.text.words import Measure


@dataclass(frozen=True)
class TopicComparison:
    """How an area compares on the measures of a topic: the picture, its text alternative, and the table with its file.

    ``no_picture`` stands in place of the picture where the area has no figure; ``rows`` is empty where no area has one.
    """

    picture: go.Figure | None
    alt: str
    no_picture: str
    rows: list[dict[str, Any]]
    table: pd.DataFrame
    codes: str
    by_chance: str


@st.fragment
def show_topics(topics: Sequence[str]) -> None:
    """Show one of the topics of the chosen area, and their menu; another choice draws only this part of the page again."""
    # a fragment runs without the entry script, which sets the context for all modules
    context = st.session_state["context"] = read_context()
    theme = head.theme()
    build = context.build
    about: Any = db.query(build, "area_about", area_id=context.view.area).iloc[0]
    topic = context.view.topic if context.view.topic in topics else topics[0]
    state.choose("Topic", "topic", topic, list(topics), width=300)
    if topic != "Deprivation":
        show_comparison(context, topic, (topic,), theme)
    else:
        left, right = st.columns(2, gap="large")
        with left:
            show_comparison(context, topic, (topic,), theme)
        with right:
            figures = db.query(build, "area_figures", area_id=context.view.area)
            topic_details.show_deprivation(context, about, figures, theme)
    if topic == "Grants recorded around":
        topic_details.show_grants(context, about["area_name"], theme)


def show_comparison(
    context: Context, title: str, topics: tuple[str, ...], theme: str, drawn: tuple[str, ...] = ()
) -> None:
    """Show how the area compares on the measures of some topics: dots for all areas, the figures with comparators on demand.

    ``drawn`` names the measures that have dots, where they are not all; the table has all.
    """
    view = context.view.only("area", "others")
    comparison = topic_comparison(context.build, view, topics, theme, drawn)
    area = context.catalogue.area(view.area)
    if not comparison.rows:
        st.markdown("No area has a figure on this topic.")
        return
    key = title.lower().replace(" ", "-")
    table = blocks.ChartTable(
        comparison.table,
        blocks.file_name(context, view.area, "among-all-areas", key),
        download=lambda: for_file(pd.DataFrame(comparison.rows)),
    )
    if comparison.picture:
        blocks.chart(
            comparison.picture,
            title=f"{title}: {area['area_name']} among all areas",
            subtitle="Each line runs from the lowest to the highest of all areas. The dark dot is this area.",
            alt=comparison.alt,
            source=head.source_line(context, "Newest period of each measure"),
            key=f"places-{key}",
            table=table,
            about=lambda: explanations(context.build, view, topics),
        )
    else:
        st.markdown(comparison.no_picture)
        blocks.folded_table(f"{title}: table", f"{title}: figures of {area['area_name']}", table)
    notes = [words.plain(text) for text in (comparison.codes, comparison.by_chance) if text]
    if notes:
        st.caption("  \n".join(notes))


@lru_cache(maxsize=1_000)
def topic_comparison(
    build: db.Build, view: View, topics: tuple[str, ...], theme: str, drawn: tuple[str, ...] = ()
) -> TopicComparison:
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
    with_dots = [name for name in drawn or newest if name in newest and name in others]
    dots = [
        dot
        for order, name in enumerate(with_dots)
        for dot in positions(order, catalogue.measures[name], others[name], context)
    ]
    codes = sorted({table_codes.cell_code(row["state"], row["reliability"]) for row in newest.values()} - {""})
    judged = sum(row["verdict"] in verdicts.COMPARED for (name, _), row in against.items() if name in newest)
    table = comparison_table(rows, newest, figures, area["region_name"])
    return TopicComparison(
        picture=dot_charts.positions(pd.DataFrame(dots), theme) if dots else None,
        alt=f"{area['area_name']}: "
        + "; ".join(f"{row['Measure']} {row['This area']} {row['How it compares']}" for row in rows),
        no_picture=no_figure_sentence(str(area["area_name"]), {row["state"] for row in newest.values()}),
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
    """Return the period of a figure, and a newer one that is hidden: "2025; 2026 is hidden"."""
    of_measure = figures[(figures["measure_id"] == row["measure_id"]) & (figures["state"] == "hidden")]
    newer = sorted(period for period in of_measure["period"] if period > row["period"])
    return (
        f"{row['period']}; {words.joined(newer)} {'is' if len(newer) == 1 else 'are'} hidden"
        if newer
        else row["period"]
    )


def no_figure_sentence(area: str, states: set[str]) -> str:
    """Return why an area has no figure of a topic, from the states of its measures."""
    if states == {"not reported"}:
        return f"{words.plain(area)} has reported no data on this topic."
    return f"There are no figures on this topic for {words.plain(area)}. The table shows why."


def comparators_text(row: Mapping[str, str], region: str) -> str:
    """Return the comparators of one row in words: "all areas 83%; South East 32%; England 50%"."""
    return "; ".join(
        f"{name[0].lower() + name[1:] if name != region and name != 'England' else name} {row[name]}"
        for name in ("All areas", f"Areas in {region}", region, "England")
        if row[name]
    )


def positions(order: int, measure: Measure, others: pd.DataFrame, context: Context) -> list[dict[str, Any]]:
    """Return a dot for every area on one measure, placed from 0 (lowest) to 1 (highest)."""
    low, span = others["value"].min(), (others["value"].max() - others["value"].min()) or 1
    names = context.catalogue.areas["area_name"].to_dict()
    return [
        {
            "order": order,
            "name": measure.short,
            "position": round((row.value - low) / span, 3),
            "label": f"{names[row.area_id]}: {words.figure(row.value, measure)}",
            "is_chosen": row.area_id == context.view.area,
        }
        for row in db.rows(others)
    ]


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
