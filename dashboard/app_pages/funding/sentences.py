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
    ("cash_without_sum", "has no known sum", "have no known sum"),
)
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


def answer(place: str, totals: Mapping[str, Any], group: tuple[str, Mapping[str, Any]] | None = None) -> str:
    """Return the page's answer: what is known to have been won in a place, and how many of the bids decided.

    ``totals`` holds the row of each measure by id; ``group`` is the name and the totals of the areas to compare with.
    """
    wins = totals["wins_known"]
    if wins["state"] != "value":
        sentence = f"{capitalised(place)}: no funding return has been loaded."
    elif wins["value"] == 0:
        sentence = f"In {place}, no funding was won: returns are said to be complete and list none."
    else:
        are = "is" if wins["value"] == 1 else "are"
        won = f"In {place}, {words.count_of(int(wins['value']), 'win')} {are} known: {won_words(totals)}."
        sentence = f"{won} {bids_words(totals)}."
    if group is None:
        return sentence
    group_name, group_totals = group
    if group_totals["wins_known"]["state"] != "value":
        return sentence
    together = words.count_of(int(group_totals["wins_known"]["value"]), "win")
    return f"{sentence} {capitalised(group_name)}: {together}. {bids_words(group_totals)}."


def won_words(totals: Mapping[str, Any]) -> str:
    """Return cash, help in kind and hours, each on its own, and which of them are not known."""
    forms = {
        "cash_won_gbp": ("{} in cash", money),
        "in_kind_gbp": ("help in kind worth {}", money),
        "hours_won": ("{} hours", words.plain_number),
    }
    known_parts = [
        template.format(format_number(totals[name]["value"]))
        for name, (template, format_number) in forms.items()
        if is_known(totals[name])
    ]
    names = {"cash_won_gbp": "cash", "in_kind_gbp": "help in kind", "hours_won": "hours of help"}
    unknown = [name for measure_id, name in names.items() if not is_known(totals[measure_id])]
    if not unknown:
        return words.joined(known_parts)
    unknown_part = f"{words.joined(unknown)}: not reported"
    return f"{words.joined(known_parts)}; {unknown_part}" if known_parts else unknown_part


def bids_words(totals: Mapping[str, Any]) -> str:
    """Return how many of the bids decided were won and the share with its range, or that it cannot be said."""
    rate = totals["success_rate"]
    if not is_known(rate):
        return "There is no bid success rate: no bid was decided in a year with complete returns"
    won, decided = int(rate["numerator"]), int(rate["denominator"])
    share, low, high = (words.share(rate[name]) for name in ("value", "lower", "upper"))
    were = "was" if won == 1 else "were"
    return (
        f"Bid success rate: {share} ({won:,} of {words.count_of(decided, 'bid')} decided {were} won; 95% confidence interval "
        f"{low} to {high}), in years with complete returns"
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
        f"{words.joined(left_out)} {'bid is' if won + lost == 1 else 'bids are'} left out: without a date, or in a year whose "
        "returns are not said to be complete."
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


def sums_base_sentence(record_counts: Mapping[str, Any]) -> str:
    """Return the number of wins behind each of the three sums, and of those that lack what the sum needs."""
    parts = [
        f"{name} on {words.count_of(int(record_counts[wins]) - int(record_counts[without]), 'win')}"
        + (f" ({int(record_counts[without]):,} more without {what})" if record_counts[without] else "")
        for name, wins, without, what in (
            ("Cash rests", "cash_wins", "cash_without_sum", "a known sum"),
            ("help in kind", "in_kind_wins", "in_kind_without_value", "a known value"),
            ("hours", "time_wins", "time_without_hours", "known hours"),
        )
    ]
    without_kind = int(record_counts["kind_not_stated"])
    kind_sentence = (
        f" {words.count_of(without_kind, 'win')} of no known kind {'is' if without_kind == 1 else 'are'} in none."
        if without_kind
        else ""
    )
    return f"{words.joined(parts)}.{kind_sentence}"


def other_money_sentences(record_counts: Mapping[str, Any]) -> str:
    """Return the loans and investment, and the contracts, which are not cash won, or an empty string for none."""
    sentences = []
    if record_counts["paid_back_wins"]:
        sentences.append(
            f"Loans and investment, which are paid back: {int(record_counts['paid_back_wins']):,} known, "
            f"{money(record_counts['paid_back_gbp'])}."
        )
    if record_counts["contract_wins"]:
        sentences.append(
            f"Contracts, which pay for work: {int(record_counts['contract_wins']):,} known, "
            f"{money(record_counts['contract_gbp'])}."
        )
    return " ".join(sentences)


def distribution_words(row: Any, format_number: Callable[[float], str]) -> str:
    """Return the median of a measure among areas, the range of the middle half, and both ends.

    Fewer than four areas have no middle half.
    """
    if not row["areas_counted"]:
        return "no area has a figure"
    if row["areas_counted"] == 1:
        return "the only area with a figure"
    middle = f"middle of the {int(row['areas_counted'])} areas with a figure {format_number(row['middle'])}"
    ends = f"all from {format_number(row['lowest'])} to {format_number(row['highest'])}"
    if row["areas_counted"] < FEWEST_FOR_A_HALF:
        return f"{middle}, {ends}"
    return f"{middle}, half of them from {format_number(row['half_from'])} to {format_number(row['half_to'])}, {ends}"


def cash_per_pound_sentence(place: str, row: Any, won: Any) -> str:
    """Return cash won for each £1 spent with its range, or why there is none; ``won`` is the row of cash won."""
    if not is_known(row):
        return (
            f"{capitalised(place)}: cash for each £1 spent cannot be said. It takes a year of which the lists of both spending "
            "and funding are complete."
        )
    if row["value"] == 0 and is_known(won) and won["value"] > 0:
        return (
            f"In {place}, none of the {money(won['value'])} in cash was won in a year with complete lists, so cash for each £1 "
            "spent is 0p."
        )
    sentence = f"In {place}, {words.per_pound(row['value'])} in cash came alongside every £1 spent"
    if pd.isna(row["lower"]):
        return f"{sentence}; how sure this is cannot be said here."
    low, high = words.per_pound(row["lower"]), words.per_pound(row["upper"])
    return f"{sentence} (between {low} and {high})."


def concentration_sentences(place: str, row: Any) -> str:
    """Return how much of the cash won in a place comes from few wins and few areas."""
    wins = int(row["wins"])
    if not wins:
        return (
            f"No win of cash with a known sum is told of {place}, so nothing can be said of how much rests on few wins."
        )
    if wins == 1:
        return f"All of the cash won in {place} is one single win of {money(row['largest_gbp'])}."
    parts = [f"the largest one makes {words.share(row['largest_share'])}"]
    if wins > 10:
        parts.append(f"the ten largest {words.share(row['ten_largest_share'])}")
    if row["areas"] > 3:
        parts.append(f"the three areas with most of it {words.share(row['three_areas_share'])}")
    return (
        f"Of {money(row['cash_gbp'])} in {wins:,} wins of cash in {place}, {words.joined(parts)}. A large win is no fault; it "
        "says how much the total rests on it."
    )


def year_words(period: str) -> str:
    """Return a year for display: 2019, or 2019/20 for a financial year."""
    return period.replace("-", "/")


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


def pipeline_words(rows: pd.DataFrame) -> str:
    """Return the outcomes of help sought in words, route by route."""
    return "; ".join(
        f"{row.route}: {row.won} of {row.sought} won or agreed, {row.lost} lost, {row.pending} pending, "
        f"{row.withdrawn} withdrawn"
        for row in db.rows(rows)
    )


def years_base_sentences(record_counts: Mapping[str, Any]) -> str:
    """Return what the years leave out: wins without a date or sum, and years of areas that did not send all lists."""
    reasons = _reasons(record_counts, MISSING_IN_YEARS)
    missing = (
        f"Of {words.count_of(int(record_counts['cash_wins']), 'win')} of cash, {words.joined(reasons)}. "
        if reasons
        else ""
    )
    return f"{missing}A year of an area of which a list was not sent is left out, so the years are less than the whole."


def years_gap_sentences(sum_of_years: float, total: Any, without_date: float) -> str:
    """Return how much of the cash won is in the years, and why the rest is in none, or an empty string if all of it is.

    ``sum_of_years`` is the sum of the years, ``total`` the row of cash won, ``without_date`` the sum of wins without a date.
    """
    if not is_known(total) or round(total["value"] - sum_of_years) <= 0:
        return ""
    not_sent = total["value"] - sum_of_years - without_date
    reasons = [
        f"£{words.plain_number(pounds)} {why}"
        for pounds, why in (
            (without_date, "won without a date"),
            (not_sent, "won in a year of which the area did not send every list"),
        )
        if round(pounds) > 0
    ]
    return (
        f"The years add up to £{words.plain_number(sum_of_years)} of the £{words.plain_number(total['value'])} won in all. "
        f"Left out: {words.joined(reasons)}."
    )
