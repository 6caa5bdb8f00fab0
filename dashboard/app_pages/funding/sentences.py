"""Sentences of the Funding page from rows of the build: pure functions, no Streamlit and no database."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.model import db
from dashboard.text import words

MILLION = 1_000_000
SUPPORT = {
    "supported": "The council supported it",
    "none": "No council support",
    "not recorded": "Marked “not recorded”",
    "not asked": "Left blank",
    "letter": "A letter",
    "officer time": "Officer time",
    "match": "Match funding",
    "land": "Land or a building",
    "introduction": "An introduction",
}
EXCLUSIONS = (
    ("not_linked", "is not linked to the programme", "are not linked to the programme"),
    ("link_not_stated", "does not say whether it is linked", "do not say whether they are linked"),
)
MISSING_IN_YEARS = (
    ("cash_without_date", "has no date", "have no date"),
    ("cash_without_sum", "has no amount", "have no amount"),
)
MOST_FUNDERS_NAMED = 3
"""So many funders are named in a sentence; By funder has more."""
FEWEST_FOR_A_HALF = 4
"""The smallest number of areas for which the range of the middle half is given."""
LAST_YEAR_OF_GRANTS = 2018
"""The registers were read during this year, so it is only part of a year."""


def areas_label(areas: int, filters: Sequence[str]) -> str:
    """Return the label of the areas that the filters leave: "all areas", "26 areas (London, wave 2)"."""
    return f"{words.count_of(areas, 'area')} ({', '.join(filters)})" if filters else "all areas"


def money(pounds: float) -> str:
    """Return a sum in words: £4.2m from one million, else £19,360."""
    if pounds >= MILLION:
        return f"£{pounds / MILLION:,.1f}m"
    return f"£{words.plain_number(pounds)}"


def subject(place: str) -> str:
    """Return a place as the subject of a sentence: all areas are just areas."""
    return "areas" if place == "all areas" else place


def answer(
    place: str,
    totals: Mapping[str, Any],
    record_counts: Mapping[str, Any],
    pipeline: pd.DataFrame,
    group: tuple[str, Mapping[str, Any]] | None = None,
) -> str:
    """Return the page's answer: what was won in a place, what became of its bids, and the share of bids won.

    ``totals`` holds the row of each measure by id, ``record_counts`` the numbers of records, ``pipeline`` the outcomes of
    help sought, a row for each route; ``group`` is the name and the totals of the areas to compare with.
    """
    wins = totals["wins_known"]
    if wins["state"] != "value":
        sentence = f"{capitalised(place)}: no funding return has been loaded."
    elif wins["value"] == 0:
        sentence = f"In {place}, no funding was won: the returns are complete and list none."
    else:
        report = "reports" if group is not None or place.startswith("1 area ") else "report"
        apart = record_counts["paid_back_gbp"] + record_counts["contract_gbp"]
        plus = f" (plus {money(apart)} in loans, investment and contracts)" if apart else ""
        sentence = (
            f"{capitalised(subject(place))} {report} {wins_words(int(wins['value']))}, {won_words(totals)}{plus}. "
            f"{bids_sentence(pipeline)}{bids_words(totals)}."
        )
        if is_known(totals["success_rate"]):
            sentence += " Other years may leave out lost bids."
    if group is None or group[1]["wins_known"]["state"] != "value":
        return sentence
    group_name, group_totals = group
    together = wins_words(int(group_totals["wins_known"]["value"]))
    return f"{sentence} {capitalised(group_name)}: {together}. {bids_words(group_totals)}."


def wins_words(wins: int) -> str:
    """Return a number of wins: "1 successful bid or offer", "449 successful bids and offers"."""
    return words.count_of(wins, "successful bid or offer", "successful bids and offers")


def won_words(totals: Mapping[str, Any]) -> str:
    """Return cash, help in kind and hours, each on its own, and which of them are not reported."""
    forms = {
        "cash_won_gbp": ("{} in cash", money),
        "in_kind_gbp": ("{} in kind", money),
        "hours_won": ("{} hours of help", words.plain_number),
    }
    known_parts = [
        template.format(format_number(totals[name]["value"]))
        for name, (template, format_number) in forms.items()
        if is_known(totals[name])
    ]
    names = {"cash_won_gbp": "cash", "in_kind_gbp": "help in kind", "hours_won": "hours of help"}
    unknown = [name for measure_id, name in names.items() if not is_known(totals[measure_id])]
    if not known_parts:
        return "with no amounts reported"
    not_reported = f" ({words.joined(unknown)} not reported)" if unknown else ""
    return f"worth {words.joined(known_parts)}{not_reported}"


def bids_sentence(pipeline: pd.DataFrame) -> str:
    """Return how many bids there were and what became of them, as a sentence with a space after it; "" without any."""
    row = next((row for row in db.rows(pipeline) if row.route == "bid"), None)
    if row is None:
        return ""
    others = [
        f"{number:,} {what}" for number, what in ((row.pending, "pending"), (row.withdrawn, "withdrawn")) if number
    ]
    return f"{words.count_of(int(row.sought), 'bid')}: {words.joined([f'{row.won:,} won', f'{row.lost:,} lost', *others])}. "


def funders_sentence(rows: pd.DataFrame) -> str:
    """Return the funders that gave most cash, at most three, as a sentence; "" where no award has an amount and a name.

    ``rows`` holds the funders, those that gave most cash first.
    """
    named = rows[rows["source_name"].notna() & (rows["cash_gbp"] > 0)].head(MOST_FUNDERS_NAMED)
    funders = [f"{row.source_name} ({money(row.cash_gbp)})" for row in db.rows(named)]
    return f"Most cash came from {words.joined(funders)}." if funders else ""


def bids_words(totals: Mapping[str, Any]) -> str:
    """Return how many of the bids decided were won and the share with its range, or that there is none."""
    rate = totals["success_rate"]
    if not is_known(rate):
        return "There is no bid success rate: no bid was decided in a year with complete funding returns"
    won, decided = int(rate["numerator"]), int(rate["denominator"])
    share, low, high = (words.share(rate[name]) for name in ("value", "lower", "upper"))
    return (
        f"Bid success rate: {share} ({won:,} of {words.count_of(decided, 'bid')}; 95% confidence interval {low} to {high}), in "
        "years with complete funding returns"
    )


def bids_left_out_sentence(pipeline: pd.DataFrame, rate: Any) -> str:
    """Return how many bids won or lost the share of bids won leaves out, and why, or an empty string for none.

    ``pipeline`` holds the outcomes of help sought, a row for each route; ``rate`` is the row of the share.
    """
    routes = {row.route: row for row in db.rows(pipeline)}
    if "bid" not in routes or not is_known(rate):
        return ""
    won = int(routes["bid"].won) - int(rate["numerator"])
    lost = int(routes["bid"].lost) - int(rate["denominator"] - rate["numerator"])
    left_out = [f"{number:,} {what}" for number, what in ((won, "won"), (lost, "lost")) if number]
    if not left_out:
        return ""
    return (
        f"{words.joined(left_out)} {'bid is' if won + lost == 1 else 'bids are'} left out: no date, or a year without "
        "complete funding returns."
    )


def is_known(row: Any) -> bool:
    """Whether a measure has a figure."""
    return row["state"] == "value" and pd.notna(row["value"])


def capitalised(text: str) -> str:
    """Return a text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def base_sentence(record_counts: Mapping[str, Any]) -> str:
    """Return the number of records behind a figure and of those left out: "Based on 845 records; 254 left out: ..."."""
    reasons = _reasons(record_counts, EXCLUSIONS)
    linked = f"Based on {words.count_of(int(record_counts['linked']), 'record')}"
    if not reasons:
        return f"{linked}; none left out."
    return f"{linked}; {int(record_counts['records'] - record_counts['linked']):,} left out: {words.joined(reasons)}."


def _reasons(record_counts: Mapping[str, Any], exclusions: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return the reasons that apply to any record, each with its number.

    ``exclusions`` holds the name of each count with its words for one record and for several.
    """
    counts = ((int(record_counts[name]), singular, plural) for name, singular, plural in exclusions)
    return [f"{number:,} {singular if number == 1 else plural}" for number, singular, plural in counts if number]


def awards_words(awards: int, without_amount: int) -> str:
    """Return the number of awards of one kind, and how many lack an amount: "271 awards (22 without an amount)"."""
    number = words.count_of(awards, "award")
    return f"{number} ({without_amount:,} without an amount)" if without_amount else number


def apart_sentence(record_counts: Mapping[str, Any]) -> str:
    """Return the loans and investment, and the contracts, which are not counted as won, or an empty string for none."""
    parts = [
        f"{words.count_of(int(record_counts[number]), *names)} ({money(record_counts[pounds])})"
        for number, pounds, names in (
            ("paid_back_wins", "paid_back_gbp", ("loan or investment", "loans and investments")),
            ("contract_wins", "contract_gbp", ("contract", "contracts")),
        )
        if record_counts[number]
    ]
    return f"Not counted as won: {words.joined(parts)}." if parts else ""


def distribution_sentences(row: Any, format_number: Callable[[float], str]) -> str:
    """Return the median of a measure among areas, the range of the middle half, and both ends, as sentences.

    Fewer than four areas have no middle half.
    """
    if not row["areas_counted"]:
        return "No area reports an amount."
    if row["areas_counted"] == 1:
        return "Only 1 area reports an amount."
    median = f"Median {format_number(row['middle'])} per area ({int(row['areas_counted'])} areas)."
    ends = f"Range {format_number(row['lowest'])} to {format_number(row['highest'])}."
    if row["areas_counted"] < FEWEST_FOR_A_HALF:
        return f"{median} {ends}"
    half = f"Interquartile range {format_number(row['half_from'])} to {format_number(row['half_to'])}."
    return f"{median} {half} {ends}"


def cash_per_pound_sentence(place: str, row: Any, won: Any) -> str:
    """Return cash won for each £1 spent with its interval, or why there is none; ``won`` is the row of cash won."""
    complete = "a financial year with complete returns of both spending and funding"
    if not is_known(row):
        return f"{capitalised(place)}: cash per £1 spent is not available, as it needs {complete}."
    if row["value"] == 0 and is_known(won) and won["value"] > 0:
        return f"{capitalised(place)}: no cash per £1 spent, as none of the {money(won['value'])} in cash was won in {complete}."
    sentence = f"For every £1 spent, {subject(place)} brought in {words.per_pound(row['value'])} of cash funding"
    if pd.isna(row["lower"]):
        return f"{sentence}; there is no confidence interval for these areas alone."
    low, high = words.per_pound(row["lower"]), words.per_pound(row["upper"])
    return f"{sentence} (95% confidence interval {low} to {high})."


def concentration_sentence(row: Any) -> str:
    """Return how far the cash won depends on a few large awards, or an empty string without an award."""
    wins = int(row["wins"])
    if not wins:
        return ""
    if wins == 1:
        return f"All the cash won is one award of {money(row['largest_gbp'])}."
    parts = [f"the largest award is {words.share(row['largest_share'])}"]
    if wins > 10:
        parts.append(f"the ten largest {words.share(row['ten_largest_share'])}")
    if row["areas"] > 3:
        parts.append(f"the three areas with most {words.share(row['three_areas_share'])}")
    return f"Of the cash won, {words.joined(parts)}."


def grant_year(year: int) -> str:
    """Return the year of an award, marked if it is the last, which is only part of a year."""
    return f"{year} (part)" if year == LAST_YEAR_OF_GRANTS else str(year)


def grants_words(rows: pd.DataFrame) -> str:
    """Return the number of grants in all years, of other funders and of the Lottery."""
    other, lottery = rows["other_grants"].sum(), rows["lottery_grants"].sum()
    return f"about {words.count_of(round(other), 'grant')} of other funders and {lottery:,.0f} of the Lottery"


def support_words(rows: pd.DataFrame) -> str:
    """Return how many records had the council's support, of those that say whether they had."""
    counts = dict(zip(rows["backing"], rows["decided"], strict=True))
    supported, none = int(counts.get("supported", 0)), int(counts.get("none", 0))
    if not supported + none:
        return "no record says whether the council gave support"
    say = "says" if supported + none == 1 else "say"
    return f"of {words.count_of(supported + none, 'record')} that {say}, {supported:,} had the council’s support"


def support_label(row: Any) -> str:
    """Return the label of a row of the table of support; the kinds come after the row of all support."""
    name = SUPPORT.get(row.backing, str(row.backing))
    return f"with {name[0].lower()}{name[1:]}" if row.part == "kind" else name


def route_label(row: Any) -> str:
    """Return the label of a route, which says where what came by it is not counted as won."""
    name = "All counted routes" if row.route == "all routes" else capitalised(row.route)
    return f"{name}, not counted as won" if row.is_apart else name


def pipeline_words(rows: pd.DataFrame) -> str:
    """Return the outcomes of help sought in words, route by route."""
    return "; ".join(
        f"{route_label(row)}: {row.won} of {row.sought} won or agreed, {row.lost} lost, {row.pending} pending, "
        f"{row.withdrawn} withdrawn"
        for row in db.rows(rows)
    )


def years_base_sentences(record_counts: Mapping[str, Any]) -> str:
    """Return what the years leave out: wins without a date or sum, and years of areas that did not send all returns."""
    reasons = _reasons(record_counts, MISSING_IN_YEARS)
    missing = (
        f"Of {words.count_of(int(record_counts['cash_wins']), 'cash award')}, {words.joined(reasons)}. "
        if reasons
        else ""
    )
    return (
        f"{missing}Years without complete returns from an area are left out, so the years do not add up to the total."
    )


def years_gap_sentence(years: pd.DataFrame, totals: Mapping[str, Any]) -> str:
    """Return how much of the cash won, and how many of the wins, are in the years, or an empty string if all of it is.

    ``years`` has the cash and the wins by year, ``totals`` the row of each measure by id.
    """
    parts = []
    cash, wins = float(years["cash"].sum()), int(years["wins_known_value"].sum())
    if is_known(totals["cash_won_gbp"]) and round(totals["cash_won_gbp"]["value"] - cash) > 0:
        parts.append(f"£{words.plain_number(cash)} of £{words.plain_number(totals['cash_won_gbp']['value'])}")
    if is_known(totals["wins_known"]) and totals["wins_known"]["value"] > wins:
        parts.append(f"{wins:,} of {int(totals['wins_known']['value']):,} awards")
    if not parts:
        return ""
    return f"In these years: {words.joined(parts)}. The rest have no date, or no complete returns."
