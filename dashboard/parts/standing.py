"""The figures of one area in words: comparisons, trends, how firm they are, unusual measures and similar areas."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.model import db, state
from dashboard.model.catalogue import Context
from dashboard.parts import blocks, head
from dashboard.text import base_units, certainty, quotation, table_codes, verdicts, words
from dashboard.text.base_units import BaseUnit
from dashboard.text.quotation import FigureFacts
from dashboard.text.verdicts import Trend
from dashboard.text.words import Measure

AGAINST = {
    "programme": "the other areas",
    "region": "the other areas of its region",
    "wave": "the other areas of its wave",
    "similar": "similar areas",
}
"""The names of the groups that an area is compared with, in the order in which they are shown."""


def base_unit_of(measure: Measure, counts_people: str) -> BaseUnit:
    """Return the unit of the base of a measure: people, or the noun of its unit, as in "% of bids decided"."""
    if counts_people != "no":
        return base_units.PEOPLE
    plural = measure.unit.removeprefix("% of ")
    first, space, rest = plural.partition(" ")
    singular = "person" if first == "people" else first.removesuffix("s")
    return BaseUnit(f"{singular}{space}{rest}", plural, "come out differently")


def figure_with_range(measure: Measure, row: Any, base_unit: BaseUnit) -> str:
    """Return a figure with its base and range, "42% of 34 people, between 27% and 59%", or why there is none."""
    text = row.get("band") or words.figure_or_state(row["value"], row["state"], measure)
    if row["state"] != "value" or pd.isna(row["lower"]):
        return f"{text} {table_codes.cell_code(row['state'], row['reliability'])}".strip()
    of = f" of {base_unit.of(row['denominator'])}" if measure.is_share and pd.notna(row["denominator"]) else ""
    low, high = words.figure(row["lower"], measure), words.figure(row["upper"], measure)
    return f"{text}{of}, between {low} and {high} {table_codes.cell_code('value', row['reliability'])}".strip()


@lru_cache(maxsize=500)
def comparisons(build: db.Build, area_id: str) -> dict[tuple[str, str], Any]:
    """Return the comparisons of one area by measure and group."""
    rows = db.query(build, "area_comparisons", area_id=area_id)
    return {(row["measure_id"], row["against"]): row for row in rows.to_dict("records")}


def comparison_words(measure: Measure, against: Mapping[tuple[str, str], Any], base_unit: BaseUnit) -> str:
    """Return how a figure compares with each group; an empty text where the measure is not compared.

    Groups with the same result are named together, and a reason common to all is given once.
    """
    rows = {name: against[measure.measure_id, name] for name in AGAINST if (measure.measure_id, name) in against}
    reasons = {row["reason"] for row in rows.values()}
    if len(reasons) == 1 and all(row["verdict"] == "cannot say" for row in rows.values()):
        return f"cannot say: {verdicts.REASONS[reasons.pop()].format(many=base_unit.plural)}"
    groups_by_verdict: dict[str, list[str]] = {}
    for name, row in rows.items():
        group_name, verdict_words = (
            AGAINST[name],
            verdicts.COMPARED.get(row["verdict"], "cannot say how it compares with"),
        )
        if row["verdict"] == "cannot say":
            group_name += f" ({verdicts.REASONS[row['reason']].format(many=base_unit.plural)})"
        groups_by_verdict.setdefault(verdict_words, []).append(group_name)
    return "; ".join(f"{verdict_words} {words.joined(groups)}" for verdict_words, groups in groups_by_verdict.items())


def lines(
    context: Context, area: str, row: Any, against: Mapping[tuple[str, str], Any], trends: pd.DataFrame
) -> list[str]:
    """Return lines on one measure of an area: how to quote it, its differences, how firm they are, and its trend."""
    measure_id = str(row["measure_id"])
    measure, registry = context.catalogue.measures[measure_id], context.catalogue.measure_row(measure_id)
    base_unit = base_unit_of(measure, registry["counts_people"])
    detail_lines = [f"**How to quote this figure.** {words.plain(quotable_sentence(context, area, row, base_unit))}"]
    for name, group_name in AGAINST.items():
        compared = against.get((measure_id, name))
        if compared is None or compared["verdict"] == "cannot say":
            continue
        difference = verdicts.difference_words(
            measure, compared["difference"], compared["difference_lower"], compared["difference_upper"]
        )
        beside = f"{words.figure(compared['other_value'], measure)} in {words.count_of(int(compared['other_areas']), 'area')}"
        detail_lines.append(f"**Against {group_name}** ({beside}). {words.plain(difference)}.")
    flips = against.get((measure_id, "programme"))
    if flips is not None and pd.notna(flips["answers_to_flip"]):
        hangs = verdicts.fragility(
            int(flips["answers_to_flip"]), flips["verdict"], row["state"], AGAINST["programme"], base_unit
        )
        detail_lines.append(f"**How robust it is.** {words.plain(hangs)}")
    if flips is not None and pd.notna(flips["answered"]):
        nearly = certainty.near_census_words(int(flips["answered"]), int(flips["population"]))
        detail_lines.append(f"**Nearly everyone answered.** {words.plain(nearly[0].upper() + nearly[1:])}.")
    for trend in db.rows(trends[trends["measure_id"] == measure_id]):
        point = base_units.ROUNDS if registry["counts_people"] != "no" else BaseUnit("year", "years")
        says = verdicts.trend_words(
            Trend(trend.verdict, int(trend.points), trend.first_period, trend.last_period, point)
        )
        detail_lines.append(f"**Over time.** {words.plain(says[0].upper() + says[1:])}.")
    return detail_lines


def quotable_sentence(context: Context, area: str, row: Any, base_unit: BaseUnit) -> str:
    """Return the sentence that can be read out for a figure of an area."""
    measure, programme = context.catalogue.measures[str(row["measure_id"])], context.catalogue.programme
    return quotation.quotable_sentence(
        FigureFacts(
            measure=measure,
            area=area,
            period=str(row["period"]),
            state=row["state"],
            value=number_or_none(row["value"]),
            programme=str(programme["programme_name"]),
            version=context.build.version,
            source="returns of the areas"
            if context.catalogue.measure_row(measure.measure_id)["sources"] == "returns"
            else "",
            numerator=number_or_none(row["numerator"]),
            base=number_or_none(row["denominator"]) if measure.is_share else None,
            base_unit=base_unit,
            lower=number_or_none(row["lower"]),
            upper=number_or_none(row["upper"]),
            reliability=row["reliability"] or None,
            is_invented=bool(programme["is_invented"]),
        )
    )


def group(name: str, roll_up: str, areas: int) -> str:
    """Return the name of a group of areas in a sentence about its figure: their sum, or the middle one of them.

    ``roll_up`` is that of the measure. "All Practice areas" of 93 becomes "all Practice areas together (93 areas)".
    """
    counted = words.count_of(areas, "area")
    name = name.replace("All ", "all ", 1) if name.startswith("All ") else name
    return f"the median of {name} ({counted})" if roll_up == "median" else f"{name} combined ({counted})"


def number_or_none(number: Any) -> float | None:
    """Return a number of a row, or None where it is missing."""
    return None if pd.isna(number) else float(number)


def in_brief(context: Context) -> str:
    """Return in one line on what an area differs clearly from similar areas, or that nothing does."""
    rows = db.query(context.build, "area_stands_out", area_id=context.view.area)
    tested = int(rows["tested"].iloc[0]) if len(rows) else 0
    if not tested:
        return "**Compared with similar areas.** Too little data to test."
    unusual = rows[rows["measure_id"] != ""]
    names = [f"{context.catalogue.measures[row.measure_id].name.lower()} ({row.side})" for row in db.rows(unusual)] or [
        "no clear difference"
    ]
    return f"**Compared with similar areas.** {words.count_of(tested, 'measure')} tested: {words.plain(words.joined(names))}."


def show_unusual_measures(context: Context) -> None:
    """Show the measures on which the area is unusual among similar areas, and how many measures were tested."""
    rows = db.query(context.build, "area_stands_out", area_id=context.view.area)
    tested = int(rows["tested"].iloc[0]) if len(rows) else 0
    unusual = rows[rows["measure_id"] != ""] if len(rows) else rows
    if tested == 0:
        st.markdown("Not enough data to test whether this area differs from similar areas.")
        return
    tested_measures = words.count_of(tested, "measure")
    if unusual.empty:
        st.markdown(
            f"No clear differences: {tested_measures} could be tested against similar areas, and none clearly differs. "
            "The topics on this page say how each figure compares."
        )
        return
    st.markdown(
        f"Of {tested_measures} tested, {words.count_of(len(unusual), 'measure')} "
        f"differ{'s' if len(unusual) == 1 else ''} clearly from similar areas. This shows where to look, not why."
    )
    st.markdown("\n".join(f"- {words.plain(unusual_measure_words(context, row))}" for row in db.rows(unusual)))


def unusual_measure_words(context: Context, row: Any) -> str:
    """Return an unusual measure in words: its name, its figure, and the middle of the similar areas."""
    measure = context.catalogue.measures[row.measure_id]
    return (
        f"{measure.name}: {words.figure(row.value, measure)}, {row.side} than the median of "
        f"{words.count_of(int(row.similar_areas), 'similar area')}, {words.figure(row.similar_value, measure)} ({row.period})."
    )


def show_similar_areas(context: Context, area: str) -> None:
    """Show the areas most like this one, with the reasons, and how far the choice depends on any one trait."""
    rows = db.query(context.build, "area_similar", area_id=context.view.area)
    if rows.empty:
        st.markdown(f"There is not enough data to find areas similar to {words.plain(area)}.")
        return
    based_on, survive = str(rows["based_on"].iloc[0]), int(rows["survive"].iloc[0])
    match = "The match is weak: " if survive < len(rows) / 2 else ""
    always = "is always" if survive == 1 else "are always"
    counted = f"{survive} of the {len(rows)} {always} chosen, whichever characteristic is left out."
    st.markdown(
        "Chosen for similar population, density, rural share, deprivation, age and tenure, not for results. "
        f"{match}{counted if match else counted[0].upper() + counted[1:]}"
    )
    named = context.catalogue.areas.loc[rows["similar_id"]]
    full = pd.DataFrame(
        {
            "Area": named["area_name"].tolist(),
            "Council": named["council_name"].tolist(),
            "Most alike": rows["alike"],
            "Most different": rows["unlike"],
            "Always chosen": ["yes" if survives else "no" for survives in rows["survives"]],
        }
    )
    shown = full[["Area", "Most alike", "Most different"]]  # more columns would not fit a phone
    blocks.folded_table(
        f"The {len(shown)} most similar areas",
        f"The areas most like {area}, nearest first, with what is most alike and most different.",
        blocks.ChartTable(
            shown,
            blocks.file_name(context, context.view.area, "similar-areas"),
            download=lambda: full,
            note=f"Years of the characteristics: {based_on}.",
        ),
    )
    if head.names_only_own(context):  # the address of a comparison holds the names of the others
        return
    together = state.SEPARATOR.join([context.view.area, *rows["similar_id"][: state.MOST_COMPARED - 1]])
    st.page_link(
        "app_pages/compare/page.py",
        label="Compare with the most similar areas",
        query_params=context.view.parameters(areas=together),
        width="content",
    )
