"""The sentences of the Compare page: what may stand side by side, how the first differs from each, and reasons for no verdict."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.app_pages.compare.drawings import Panel, Point
from dashboard.model import db
from dashboard.model.catalogue import NO_RETURNS, UNLABELLED, Catalogue
from dashboard.model.state import MOST_COMPARED, SEPARATOR, View
from dashboard.parts import standing
from dashboard.text import figure_cells, table_codes, verdicts, words
from dashboard.text.base_units import BaseUnit
from dashboard.text.words import Measure

WON = ("cash_won_gbp", "cash_won_real", "in_kind_gbp", "hours_won")
"""Four ways of counting what was won, which are never put side by side as if they were alike."""
IN_KIND = "in_kind_gbp"
OF_COUNCILS = "Council relationship"
"""The topic whose measures are compared only between councils of the same kind."""
FAIRER = {"spent_gbp": "spent_share", "cash_won_gbp": "cash_per_pound"}
"""The measure that is the fairer comparison, for each total that has one."""
ROUNDED = "Differences are calculated from unrounded figures, so may not match the rounded figures shown."
MOST_NAMED = 3
"""The largest number of areas named in the answer; more are counted."""
REASONS = {
    **verdicts.REASONS,
    "no interval": "no confidence interval of the difference can be calculated for this measure",
    "shared areas": "some areas are in both groups",
}
"""Why a pair is not judged, for each code of ``compare_differences.sql``."""
PLAIN = ("no interval", "total")
"""The reasons for which a difference is given although its certainty is not known."""


def names_of(catalogue: Catalogue, chosen: Sequence[str]) -> dict[str, str]:
    """Return the names of the chosen areas and groups; areas that are not to be named are numbered in their order."""
    all_names = catalogue.comparable_places
    names = {place_id: all_names[place_id] for place_id in chosen}
    unnamed = [place_id for place_id, name in names.items() if name == UNLABELLED]
    numbered = {place_id: f"{UNLABELLED} {number}" for number, place_id in enumerate(unnamed, 1)}
    return names if len(unnamed) < 2 else {**names, **numbered}


def title(names: Sequence[str]) -> str:
    """Return the title of the page, with the names of two or three."""
    return f"{words.joined(names)} compared" if len(names) in (2, 3) else "Compare areas"


def unlike_sizes(measure: Measure, roll_up: str, are_areas: Sequence[bool]) -> str:
    """Return why areas and groups are not put side by side on a measure; empty where they may be."""
    if all(are_areas):
        return ""
    if roll_up == "none":
        return f"{measure.name}: there is no figure for groups, so only areas can be compared."
    if measure.is_total and roll_up == "sum" and any(are_areas):
        return f"{measure.name}: a group adds up several areas, so areas and groups are not compared."
    return ""


def unlike_councils(topic: str, tiers: Sequence[str], are_below_county: Sequence[bool]) -> str:
    """Return why the councils of the areas are too unlike to compare what they did; empty where they are alike."""
    if topic != OF_COUNCILS or len(set(are_below_county)) < 2:
        return ""
    kinds = words.joined(sorted(set(tiers), key=lambda tier: (tier != "district", tier)))
    return (
        f"These councils have different responsibilities, so they are not compared. Their types are {kinds}, "
        "and a county council shares the work of a district council."
    )


def unlike_measures(first: Measure, second: Measure) -> str:
    """Return why two measures are not put side by side; empty where they have the same unit and kind."""
    pair = {first.measure_id, second.measure_id}
    if len(pair) == 1:
        return "Choose a second measure that differs from the first."
    begins = f"{first.name} and {second.name} cannot be shown on one chart: "
    if pair <= set(WON) or (IN_KIND in pair and first.unit[0] == second.unit[0] == "£"):
        return f"{begins}cash, help in kind, hours and cash in real terms are different things."
    units = ["%" if measure.is_share else measure.unit for measure in (first, second)]
    if units[0] != units[1]:
        return f"{begins}they use different units ({first.unit} and {second.unit})."
    return f"{begins}they are calculated in different ways." if first.kind != second.kind else ""


def unlike_rounds(periods: Sequence[str], wordings: Sequence[str]) -> str:
    """Return which of the periods shown may not be compared with each other; empty where all may.

    ``wordings`` are the rounds from which the question has a new wording.
    """
    cut = [period for period in wordings if min(periods, default=period) < period <= max(periods, default="")]
    if not cut:
        return ""
    return (
        f"The wording of the question changed in {words.joined(cut)}: figures before and after are not comparable [b]."
    )


def answer(
    measure: Measure,
    period: str,
    first: Any,
    pairs: pd.DataFrame,
    base_unit: BaseUnit,
    is_returned: bool,
    fairer: str = "",
) -> str:
    """Return the answer of the page: how the first area or group compares with each of the others.

    ``first`` is its row of ``compare_figures.sql``, ``pairs`` the rows of ``compare_differences.sql``, both with a
    ``place_name``; ``is_returned`` separates figures of returns from those of publishers; ``fairer`` names the measure that is
    a fairer comparison than a total.
    """
    if period == NO_RETURNS:
        return f"{measure.name}: no returns have been loaded yet. This page will compare areas once they are."
    if first["state"] != "value":
        sentence = words.state_sentence(first["place_name"], first["state"], period)
        return f"{sentence} Choose a different first area."
    differs = differs_words(measure, str(first["place_name"]), pairs)
    statement = f"{'; '.join(answer_clauses(measure, first, pairs, base_unit, differs))} ({period})."
    sentence = (
        f"Of the {len(pairs) + 1} compared, {statement}" if len(pairs) > 1 else statement[0].upper() + statement[1:]
    )
    if not (differs and pairs["reason"].isin(PLAIN).any()):
        return sentence
    if measure.is_total:
        return f"{sentence} {total_words(fairer)}"
    why = (
        "no confidence interval of the difference can be calculated"
        if is_returned
        else "no confidence interval is published for these figures"
    )
    return f"{sentence} We cannot say how certain this is: {why}."


def answer_clauses(measure: Measure, first: Any, pairs: pd.DataFrame, base_unit: BaseUnit, differs: str) -> list[str]:
    """Return the clauses of the answer: how the first differs, from which it does not, and which cannot be judged."""
    subject = f"{first['place_name']} ({words.figure(first['value'], measure)})"
    alike = alike_words(measure, first, pairs)
    clauses = []
    for clause in (f"is {differs}" if differs else "", f"shows no clear difference from {alike}" if alike else ""):
        if clause:
            clauses.append(f"{subject} {clause}")
            subject = "it"
    for others, why in unknown_words(pairs, base_unit):
        clauses.append(f"we cannot say whether {subject} differs from {others}, as {why}")
        subject = "it"
    return clauses


def total_words(fairer: str) -> str:
    """Return the caution on a difference of two totals, with the measure that is a fairer comparison, where there is one."""
    caution = "This is a total, so larger places have more"
    return f"{caution}: “{fairer}” is a fairer comparison." if fairer else f"{caution}."


def differs_words(measure: Measure, first: str, pairs: pd.DataFrame) -> str:
    """Return how the first differs from others, clearly or by figures of unknown certainty; empty where it does not."""
    is_plain = pairs["reason"].isin(PLAIN) & pairs["difference"].notna()
    rows = pairs[pairs["verdict"].isin(["higher", "lower"]) | is_plain]
    if len(rows) <= MOST_NAMED:
        return words.joined([gap_words(measure, first, row) for _, row in rows.iterrows()])
    counts = {
        "higher than": int((rows["difference"] > 0).sum()),
        "lower than": int((rows["difference"] < 0).sum()),
        "the same as": int((rows["difference"] == 0).sum()),
    }
    return words.joined([f"{side} {count}" for side, count in counts.items() if count]) + " of the others"


def gap_words(measure: Measure, first: str, row: Any) -> str:
    """Return one difference with its range: "12 percentage points higher than Alder Row (between 3 and 21)"."""
    if row["difference"] == 0:
        return f"the same as {other_name(first, row)}"
    difference = verdicts.difference_words(measure, row["difference"], row["difference_lower"], row["difference_upper"])
    size, _, doubt = difference.partition(" (")
    return f"{size} than {other_name(first, row)}{f' ({doubt}' if row['verdict'] != 'cannot say' else ''}"


def other_name(first: str, row: Any) -> str:
    """Return the name of the place that the first is compared with: a group that contains the other is taken without it."""
    if row["own_left_out"]:
        return f"{row['place_name']} without {first}"
    return f"{row['place_name']} (left out of {first})" if row["other_left_out"] else str(row["place_name"])


def alike_words(measure: Measure, first: Any, pairs: pd.DataFrame) -> str:
    """Return the others without a clear difference, a single one with the difference; empty where there are none."""
    alike = pairs[pairs["verdict"] == "no clear difference"]
    if alike.empty:
        return ""
    if len(pairs) == 1:
        row = alike.iloc[0]
        difference = verdicts.difference_words(
            measure, row["difference"], row["difference_lower"], row["difference_upper"]
        )
        return f"{other_name(first['place_name'], row)} ({words.figure(row['other_value'], measure)}): {difference}"
    if len(alike) == len(pairs):
        return "any of the others"
    return some_of([other_name(first["place_name"], row) for _, row in alike.iterrows()])


def unknown_words(pairs: pd.DataFrame, base_unit: BaseUnit) -> list[tuple[str, str]]:
    """Return the others that cannot be judged, with each reason."""
    unknown = pairs[(pairs["verdict"] == "cannot say") & ~pairs["reason"].isin(PLAIN)]
    return [
        (some_of(rows["place_name"].tolist()), REASONS[str(reason)].format(many=base_unit.plural))
        for reason, rows in unknown.groupby("reason", sort=False)
    ]


def some_of(names: Sequence[str]) -> str:
    """Return a few names, or their number."""
    return words.joined(names) if len(names) <= MOST_NAMED else f"{len(names)} others"


def panel_points(rows: pd.DataFrame, measure: Measure) -> list[Point]:
    """Return the figures of one area or group as points, each with its hover label."""
    number = standing.number_or_none
    return [
        Point(
            row.period,
            row.state,
            number(row.value),
            number(row.lower),
            number(row.upper),
            point_label(row.place_name, row, measure),
        )
        for row in db.rows(rows)
    ]


def point_label(name: str, row: Any, measure: Measure) -> str:
    """Return a figure as a sentence with its range and base, or why there is none."""
    if row.state != "value":
        return words.state_sentence(name, row.state, row.period)
    label = f"{name}, {row.period}: {words.figure(row.value, measure)}"
    if measure.is_share and pd.notna(row.lower) and pd.notna(row.denominator):
        label += f" of {row.denominator:,.0f}"
    if pd.isna(row.lower):
        return label
    return f"{label}, between {words.figure(row.lower, measure)} and {words.figure(row.upper, measure)}"


def in_series(periods: Sequence[str], chosen: str) -> list[str]:
    """Return the single years or rounds among periods, in order; none where there are fewer than two or the chosen is not one.

    All years together and spans of years do not belong to a series of single years.
    """
    single = sorted(period for period in set(periods) if not (period == "all years" or " to " in period))
    return single if len(single) > 1 and chosen in single else []


def panels(rows: pd.DataFrame, periods: Sequence[str], chosen: str, measure: Measure) -> list[Panel]:
    """Return a panel for each area or group with its points in these periods and its figure in the chosen one."""
    all_panels = []
    for _, place_rows in rows.groupby("choice"):
        now: Any = place_rows[place_rows["period"] == chosen].iloc[0]
        is_known = now["state"] == "value"
        figure = (
            words.figure(now["value"], measure)
            if is_known
            else figure_cells.state_cell(now["state"], now["reliability"], now["band"])
        )
        figure_now = f"{figure} in {chosen}" if len(periods) > 1 else figure
        in_periods = place_rows[place_rows["period"].isin(list(periods))].sort_values("period")
        all_panels.append(Panel(str(now["place_name"]), figure_now, panel_points(in_periods, measure)))
    return all_panels


def beside_name(catalogue: Catalogue, measure_id: str) -> str:
    """Return the name of a measure in the menu of the second measure; "None" where there is no second measure."""
    return catalogue.name_in_menu(measure_id) if measure_id else "None"


def starts(catalogue: Catalogue, view: View, similar: Sequence[str]) -> dict[str, str]:
    """Return comparisons to begin with, by name: the places as the address holds them.

    ``similar`` holds an area and those most like it. No council is named where areas are not named.
    """
    ids_by_name = (
        {f"{catalogue.comparable_places[similar[0]]} and its similar areas": list(similar)} if len(similar) > 1 else {}
    )
    groups = [] if catalogue.measure_row(view.measure)["roll_up"] == "none" else list(catalogue.groups)
    waves = [group_id for group_id in groups if group_id.startswith("wave:")]
    regions = [group_id for group_id in groups if group_id.startswith("areas-in:")]
    ids_by_name[f"The {'three' if len(waves) == 3 else len(waves)} waves"] = waves
    ids_by_name["The regions of the programme"] = regions
    named = catalogue.areas[catalogue.areas["council_name"] != ""]
    sizes = named["council_name"].value_counts().sort_index()
    sizes = sizes[(sizes > 1) & (sizes <= MOST_COMPARED)]
    if len(sizes):
        own = named.loc[view.area, "council_name"] if view.area in named.index else ""
        council = str(own if own in sizes.index else sizes.idxmax())
        inside = [str(area_id) for area_id in named.index[named["council_name"] == council]]
        ids_by_name[f"The {len(inside)} areas of {council}"] = inside
    return {name: SEPARATOR.join(ids[:MOST_COMPARED]) for name, ids in ids_by_name.items() if len(ids) > 1}


def figure_cell(row: Any, measure: Measure) -> str:
    """Return a figure with its code, or the words and the code of its state."""
    figure = figure_cells.figure_or_band(row, measure)
    return f"{figure} {table_codes.cell_code(row.state, row.reliability)}".strip()


def gap_cell(measure: Measure, first: str, gap: Any, base_unit: BaseUnit) -> str:
    """Return how the first compares with another place, in words, with the difference and its range."""
    against = "" if other_name(first, gap) == gap["place_name"] else f" than {other_name(first, gap)}"
    difference = verdicts.difference_words(
        measure,
        standing.number_or_none(gap["difference"]),
        standing.number_or_none(gap["difference_lower"]),
        standing.number_or_none(gap["difference_upper"]),
    )
    size, _, doubt = difference.partition(" (")
    difference = f"{size}{against}{f' ({doubt}' if doubt and gap['reason'] != 'total' else ''}"
    if gap["reason"] in PLAIN and difference:
        return difference
    if gap["verdict"] == "cannot say":
        return f"cannot say: {REASONS[gap['reason']].format(many=base_unit.plural)}"
    return difference if gap["verdict"] in ("higher", "lower") else f"no clear difference: {difference}"


def verdict_phrase(verdict: str, own: str, other: str) -> str:
    """Return a verdict that says by itself which of two is higher, as a file needs it; empty where there is none."""
    if verdict == "cannot say":
        return f"cannot say how {own} compares with {other}"
    begins = "shows" if verdict == "no clear difference" else "is"
    return f"{own} {begins} {verdicts.COMPARED[verdict]} {other}" if verdict else ""


def heat_words(row: Any, measure: Measure) -> tuple[str, str]:
    """Return the verdict of a cell and the text under it: the figure with its code, or why there is none."""
    under = figure_cells.state_cell(row.state, row.reliability, row.band)
    if row.state != "value":
        return "", under
    under = f"{words.figure(row.value, measure)} {under}".strip()
    return ((row.verdict or "cannot say") if row.is_judged else ""), under


FUNNEL_KEY = (
    "Dashed lines: 95% control limits. Dotted lines: 99.8% control limits. Hollow marks: sample too small to judge."
)
"""How the funnel is read."""


def no_funnel(measure: Measure, interval_by: str, areas: int, period: str) -> str:
    """Return why there is no funnel of a measure in a period."""
    if interval_by not in ("wilson", "byar") or measure.is_total:
        return f"A funnel plot needs a percentage or rate based on a count. {measure.name} is not one."
    if areas < 10:
        have = "one has" if areas == 1 else f"{areas or 'none'} have"
        return f"There is no funnel plot for {period}: it needs ten areas with a figure, and {have}."
    return f"There is no funnel plot for {period}: too few areas have a large enough sample."


def widened(spread: float) -> str:
    """Return that the limits allow for areas that differ more than chance explains, where they do; else nothing.

    ``spread`` is the standard deviation of the true figures of areas.
    """
    if spread <= 0:
        return ""
    return " Areas vary more than chance alone explains, so the control limits are wider."


def no_ranks(measure: Measure, topic: str, direction: str, interval_by: str) -> str:
    """Return why there are no ranges of places for a measure in the chosen period."""
    if topic.startswith("Council"):
        return "Councils are never ranked, so there are no ranks for this measure."
    if direction == "none" or interval_by == "none":
        return (
            f"{measure.name} is not ranked: ranks need a confidence interval and an agreed view of whether higher or lower is "
            "better."
        )
    return "Ranks are available only for the newest period in which at least ten areas have a figure."
