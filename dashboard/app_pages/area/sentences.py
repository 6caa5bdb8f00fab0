"""The sentences at the top of an area's page: its state and dates, and one each on participation, money and the council.

Pure functions: rows in, words out. What is not known is said, never left out.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.model import db
from dashboard.text import verdicts, words
from dashboard.text.verdicts import Trend
from dashboard.text.words import Measure

PARTICIPATION = ("event_attendance", "volunteers", "volunteer_hours", "voting_members", "meetings_partnership")
RELATIONSHIP = ("shared_partnership", "commitments_kept", "meetings_liaison", "council_facts")
"""What is told of the two, the first of each that is known."""


def newest(figures: pd.DataFrame, measure_id: str) -> Any:
    """Return the newest row of one measure with a figure, or None; a figure of all years together goes first."""
    rows = figures[(figures["measure_id"] == measure_id) & (figures["state"] == "value")].sort_values("period")
    return None if rows.empty else rows.iloc[-1]


def first_known(figures: pd.DataFrame, measure_ids: Sequence[str]) -> Any:
    """Return the newest row of the first measure that has a figure, or None."""
    found = (newest(figures, name) for name in measure_ids)
    return next((row for row in found if row is not None), None)


def first_told(figures: pd.DataFrame, measure_ids: Sequence[str]) -> Any:
    """Return the newest row of the first measure that has a figure other than nought, else of the first that has any."""
    found = [row for row in (newest(figures, name) for name in measure_ids) if row is not None]
    return next((row for row in found if row["value"] != 0), found[0] if found else None)


def state_words(area: str, council: str, region: str, states: Sequence[tuple[str, str]], programme: Any) -> str:
    """Return where an area lies and what is known of its beginning and end; ``states`` are (state, day), in order of time."""
    told = f"{area} is one of {programme['areas']} areas, in {council}, {region}."
    began = next((day for state, day in states if state == "active"), "")
    ended = next((day for state, day in states if state == "closed"), "")
    spent = next((day for state, day in states if state == "grant spent"), "")
    known = [f"it began in {words.date_words(began)}"] if began else []
    known += [f"had spent its grant by {words.date_words(spent)}"] if spent and not ended else []
    known += (
        [f"closed in {words.date_words(ended)}" if len(ended) < 10 else f"closed on {words.date_words(ended)}"]
        if ended
        else []
    )
    if known:
        said = words.joined(known)
        return f"{told} {said[0].upper()}{said[1:]}." if said.startswith("it ") else f"{told} It {said}."
    return f"{told} The programme {programme['state']}; no page found so far tells when this area began or closed."


def finding(measure: Measure, area: str, row: Any, trend: Any = None) -> str:
    """Return one figure as a sentence with its range, and whether it rises or falls where that can be said.

    A share of fewer than ten is told by its counts: "33%" of three would seem surer than it is.
    """
    period = str(row["period"])
    if is_of_few(measure, row):
        of = measure.unit.removeprefix("% of ")
        return f"{measure.name}: {row['numerator']:.0f} of {row['denominator']:.0f} {of} ({period})."
    said = words.sentence(measure, area, row["value"], period).removesuffix(".")
    if pd.notna(row["lower"]):
        said += f", {verdicts.how_sure(measure, row['value'], row['lower'], row['upper'], None, row['reliability'])}"
    if trend is not None and trend.verdict != "cannot say":
        said += (
            f"; {verdicts.trend_words(Trend(trend.verdict, int(trend.points), trend.first_period, trend.last_period))}"
        )
    elif trend is not None and trend.since_verdict in verdicts.CHANGES:
        said += f"; {verdicts.changed_words(trend.since_verdict, trend.since_period, trend.last_period)}"
    return f"{said}."


FEW = 10
"""A share of fewer than this is told by its counts."""


def is_of_few(measure: Measure, row: Any) -> bool:
    """Whether a figure is a share of so few that its counts say more than a percentage."""
    return (
        measure.is_share and measure.sources == "returns" and pd.notna(row["denominator"]) and row["denominator"] < FEW
    )


def short_figure(measure: Measure, row: Any) -> str:
    """Return a figure as a card shows it, large: "42%", and of few "1 of 3"."""
    if is_of_few(measure, row):
        return f"{row['numerator']:.0f} of {row['denominator']:.0f}"
    return words.figure(row["value"], measure)


def participation(measures: Mapping[str, Measure], area: str, figures: pd.DataFrame, trends: Mapping[str, Any]) -> str:
    """Return the sentence on people taking part; a year in which no event counted anybody is told after what is known."""
    row = first_told(figures, PARTICIPATION)
    if row is None:
        return not_told(figures, PARTICIPATION, "who took part")
    name = row["measure_id"]
    said = finding(measures[name], area, row, trends.get(name))
    events = newest(figures, "event_attendance")
    if events is not None and events["value"] == 0 and name != "event_attendance":
        said += f" Nobody was counted at a community event in {events['period']}; there may have been none."
    return said


def money(account: Any, figures: pd.DataFrame) -> str:
    """Return the sentence on money: what was awarded and spent, and what was won beyond it, cash and help apart."""
    parts = []
    spent, awarded = known(account, "spent_gbp"), known(account, "awarded_gbp")
    if spent is not None and awarded is not None:
        parts.append(f"{pounds(spent)} of the {pounds(awarded)} awarded is known to be spent")
    elif spent is not None:
        parts.append(f"{pounds(spent)} is known to be spent")
    elif awarded is not None:
        parts.append(f"{pounds(awarded)} was awarded; what was spent is not known")
    wins, cash = newest(figures, "wins_known"), newest(figures, "cash_won_gbp")
    if wins is not None:
        won = words.count_of(int(wins["value"]), "win") if wins["value"] else "no win"
        cash_said = f", with {pounds(cash['value'])} in cash" if cash is not None and wins["value"] else ""
        parts.append(f"{won} beyond it {'is' if wins['value'] in (0, 1) else 'are'} known{cash_said}")
    if not parts:
        return not_told(figures, ("spent_gbp", "wins_known"), "what was spent and won")
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}."


def not_accounted(account: Any) -> list[dict[str, Any]]:
    """Return, as a row of the account, what was awarded and neither spent nor handed back as far as returns tell."""
    awarded, spent = known(account, "awarded_gbp"), known(account, "spent_gbp")
    if awarded is None or spent is None:
        return []
    rest = awarded - spent - (known(account, "returned_gbp") or 0)
    name = (
        "Not told yet: not spent, or spent and not returned" if rest >= 0 else "Spent beyond the awards that are known"
    )
    return [{"What": name, "Pounds (£)": abs(rest)}] if round(rest) else []


def relationship(measures: Mapping[str, Measure], area: str, figures: pd.DataFrame, trends: Mapping[str, Any]) -> str:
    """Return the sentence on the relationship with the council."""
    row = first_known(figures, RELATIONSHIP)
    if row is None:
        return not_told(figures, RELATIONSHIP, "how it and its council got on")
    name = row["measure_id"]
    return finding(measures[name], area, row, trends.get(name))


def not_told(figures: pd.DataFrame, measure_ids: Sequence[str], what: str) -> str:
    """Return that something is not known, and whether it is hidden or was never reported."""
    states = set(figures[figures["measure_id"].isin(measure_ids)]["state"])
    if "hidden" in states:
        return f"The figures that would tell {what} are hidden to protect people."
    return f"Not known: no return that tells {what} is loaded for this area."


def known(row: Any, name: str) -> float | None:
    """Return a number of a row that may not be there."""
    return None if row is None or pd.isna(row[name]) else float(row[name])


def pounds(amount: float) -> str:
    """Return an amount in whole pounds."""
    return f"£{words.plain_number(amount)}"


def beside_words(measure: Measure, similar: Any) -> str:
    """Return what stands beside a figure: the middle one of its similar areas and of all areas, with how many those are."""
    if similar is None:
        return "nothing to hold it against yet"
    said = []
    if pd.notna(similar["similar_middle"]):
        areas = words.count_of(int(similar["similar_areas"]), "similar area")
        said.append(f"middle of {areas}: {words.figure(similar['similar_middle'], measure)}")
    if pd.notna(similar["all_middle"]):
        said.append(
            f"middle of {words.count_of(int(similar['all_areas']), 'area')}: {words.figure(similar['all_middle'], measure)}"
        )
    return "; ".join(said) or "nothing to hold it against yet"


def missing_words(rows: pd.DataFrame, title_of: Any) -> list[str]:
    """Return what was due from an area and has not come, a line a table: how many returns, and for which time.

    ``rows`` has ``table_name, state, returns_count, first_day, last_day``.
    """
    lines = []
    for row in db.rows(rows):
        count = words.count_of(int(row.returns_count), "return")
        came = "came in part" if row.state == "partial" else "did not come"
        time = words.between(row.first_day.date(), row.last_day.date())
        within = "each within " if row.returns_count > 1 else ""
        lines.append(f"{title_of(row.table_name)}: {count} {came} ({within}{time}).")
    return lines
