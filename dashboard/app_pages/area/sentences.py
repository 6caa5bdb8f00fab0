"""The sentences at the top of an area's page: its state and dates, and one each on participation, money and the council.

Pure functions from rows to text. A sentence always states what is not known.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.model import db
from dashboard.text import certainty, figure_cells, verdicts, words
from dashboard.text.verdicts import Trend
from dashboard.text.words import Measure

PARTICIPATION = ("event_attendance", "volunteers", "volunteer_hours", "voting_members", "meetings_partnership")
RELATIONSHIP = ("shared_partnership", "commitments_kept", "meetings_liaison", "council_facts")
"""The measures for the sentences on participation and on the council; the first that has a figure is used."""


def newest_row(figures: pd.DataFrame, measure_id: str, or_state: bool = False) -> Any:
    """Return the newest row of one measure that has a figure; one of all years together counts as the newest.

    Without a figure, return None, or with ``or_state`` the newest row there is, which has the reason as its state.
    """
    rows = figures[figures["measure_id"] == measure_id].sort_values("period")
    with_figure = rows[rows["state"] == "value"]
    if with_figure.empty:
        return rows.iloc[-1] if or_state and len(rows) else None
    return with_figure.iloc[-1]


def first_row(figures: pd.DataFrame, measure_ids: Sequence[str]) -> Any:
    """Return the newest row of the first measure that has a figure, or None."""
    rows = (newest_row(figures, name) for name in measure_ids)
    return next((row for row in rows if row is not None), None)


def first_nonzero_row(figures: pd.DataFrame, measure_ids: Sequence[str]) -> Any:
    """Return the newest row of the first measure whose figure is not 0, else of the first that has a figure, or None."""
    rows = [row for row in (newest_row(figures, name) for name in measure_ids) if row is not None]
    return next((row for row in rows if row["value"] != 0), rows[0] if rows else None)


def state_sentences(area: str, council: str, region: str, states: Sequence[tuple[str, str]], programme: Any) -> str:
    """Return where an area lies and when it began and ended, as far as known; ``states`` are (state, day) in order of time."""
    short_council = re.sub(r", (City|County) of$", "", council)  # "Bristol, City of"
    place = f"{area} is one of {programme['areas']} areas, in {short_council}, {region}."
    began = next((day for state, day in states if state == "active"), "")
    ended = next((day for state, day in states if state == "closed"), "")
    spent = next((day for state, day in states if state == "grant spent"), "")
    events = [f"it began in {words.date_words(began)}"] if began else []
    events += [f"had spent its grant by {words.date_words(spent)}"] if spent and not ended else []
    events += (
        [f"closed in {words.date_words(ended)}" if len(ended) < 10 else f"closed on {words.date_words(ended)}"]
        if ended
        else []
    )
    if events:
        history = words.joined(events)
        return f"{place} {history[0].upper()}{history[1:]}." if history.startswith("it ") else f"{place} It {history}."
    return f"{place} The programme {programme['state']}. We have not found when this area started or finished."


def figure_sentence(measure: Measure, area: str, row: Any, trend: Any = None) -> str:
    """Return one figure as a sentence with its range and, where known, whether it rises or falls.

    A share of fewer than ten is given as its counts: "33%" of three would look more certain than it is.
    """
    period = str(row["period"])
    if figure_cells.is_of_few(measure, row):
        of = measure.unit.removeprefix("% of ")
        return f"{measure.name}: {row['numerator']:.0f} of {row['denominator']:.0f} {of} ({period})."
    sentence = words.sentence(measure, area, row["value"], period).removesuffix(".")
    if pd.notna(row["lower"]):
        sentence += (
            f", {certainty.how_sure(measure, row['value'], row['lower'], row['upper'], None, row['reliability'])}"
        )
    if trend is not None and trend.verdict != "cannot say":
        sentence += (
            f"; {verdicts.trend_words(Trend(trend.verdict, int(trend.points), trend.first_period, trend.last_period))}"
        )
    elif trend is not None and trend.since_verdict in verdicts.CHANGES:
        sentence += f"; {verdicts.changed_words(trend.since_verdict, trend.since_period, trend.last_period)}"
    return f"{sentence}."


def participation_sentence(
    measures: Mapping[str, Measure], area: str, figures: pd.DataFrame, trends: Mapping[str, Any]
) -> str:
    """Return the sentence on people taking part; a year in which nobody was counted at an event comes after any other figure."""
    row = first_nonzero_row(figures, PARTICIPATION)
    if row is None:
        return unknown_sentence(figures, PARTICIPATION, "who took part")
    name = row["measure_id"]
    sentence = figure_sentence(measures[name], area, row, trends.get(name))
    events = newest_row(figures, "event_attendance")
    if events is not None and events["value"] == 0 and name != "event_attendance":
        sentence += (
            f" No attendance was recorded at community events in {events['period']}. There may have been no events."
        )
    return sentence


def money_sentence(account: Any, figures: pd.DataFrame) -> str:
    """Return the sentence on money: what was awarded and spent, and how much was won beyond it."""
    parts = []
    spent, awarded = number_or_none(account, "spent_gbp"), number_or_none(account, "awarded_gbp")
    if spent is not None and awarded is not None:
        parts.append(f"{pounds(spent)} of the {pounds(awarded)} awarded has been reported as spent")
    elif spent is not None:
        parts.append(f"{pounds(spent)} has been reported as spent")
    elif awarded is not None:
        parts.append(f"{pounds(awarded)} was awarded; spending has not been reported")
    wins, cash = newest_row(figures, "wins_known"), newest_row(figures, "cash_won_gbp")
    if wins is not None:
        won = words.count_of(int(wins["value"]), "win") if wins["value"] else "no win"
        with_cash = f", with {pounds(cash['value'])} in cash" if cash is not None and wins["value"] else ""
        parts.append(f"{won} from other funders {'is' if wins['value'] in (0, 1) else 'are'} recorded{with_cash}")
    if not parts:
        return unknown_sentence(figures, ("spent_gbp", "wins_known"), "what was spent and won")
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def unaccounted_rows(account: Any) -> list[dict[str, Any]]:
    """Return what was awarded and is reported neither as spent nor as handed back, as a row of the account if there is any."""
    awarded, spent = number_or_none(account, "awarded_gbp"), number_or_none(account, "spent_gbp")
    if awarded is None or spent is None:
        return []
    rest = awarded - spent - (number_or_none(account, "returned_gbp") or 0)
    name = (
        "Not yet accounted for (unspent, or spent but not yet reported)"
        if rest >= 0
        else "Spent beyond the recorded awards"
    )
    return [{"What": name, "Pounds (£)": abs(rest)}] if round(rest) else []


def council_sentence(
    measures: Mapping[str, Measure], area: str, figures: pd.DataFrame, trends: Mapping[str, Any]
) -> str:
    """Return the sentence on the relationship with the council."""
    row = first_nonzero_row(figures, RELATIONSHIP)
    if row is None:
        return unknown_sentence(figures, RELATIONSHIP, "the council relationship")
    name = row["measure_id"]
    return figure_sentence(measures[name], area, row, trends.get(name))


def unknown_sentence(figures: pd.DataFrame, measure_ids: Sequence[str], what: str) -> str:
    """Return that ``what`` is not known, and whether its figures are hidden or were never reported."""
    states = set(figures[figures["measure_id"].isin(measure_ids)]["state"])
    if "hidden" in states:
        return f"Figures on {what} are suppressed (small numbers)."
    return f"No returns on {what} are loaded for this area."


def number_or_none(row: Any, name: str) -> float | None:
    """Return a number of a row, or None where it is missing."""
    return None if row is None or pd.isna(row[name]) else float(row[name])


def pounds(amount: float) -> str:
    """Return an amount in whole pounds."""
    return f"£{words.plain_number(amount)}"


def similar_areas_text(measure: Measure, similar: Any) -> str:
    """Return the medians that stand beside a figure: of the similar areas and of all areas, with how many those are."""
    if similar is None:
        return "no comparison available yet"
    medians = []
    if pd.notna(similar["similar_middle"]):
        areas = words.count_of(int(similar["similar_areas"]), "similar area")
        medians.append(f"median of {areas}: {words.figure(similar['similar_middle'], measure)}")
    if pd.notna(similar["all_middle"]):
        medians.append(
            f"median of {words.count_of(int(similar['all_areas']), 'area')}: {words.figure(similar['all_middle'], measure)}"
        )
    return "; ".join(medians) or "no comparison available yet"


def missing_lines(rows: pd.DataFrame, title_of: Any) -> list[str]:
    """Return the returns of an area that are overdue or partial, a line a table, with how many and for which time.

    ``rows`` has ``table_name, standing, returns_count, first_day, last_day``.
    """
    lines = []
    for row in db.rows(rows):
        count = words.count_of(int(row.returns_count), "return")
        verb = "is" if row.returns_count == 1 else "are"
        time = words.date_range(row.first_day.date(), row.last_day.date())
        within = "each within " if row.returns_count > 1 else ""
        lines.append(f"{title_of(row.table_name)}: {count} {verb} {row.standing} ({within}{time}).")
    return lines
