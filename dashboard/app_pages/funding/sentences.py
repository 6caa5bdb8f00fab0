"""What the Funding page says: from the rows of the build to sentences. Pure functions, no Streamlit and no database."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.model import db
from dashboard.text import words

MILLION = 1_000_000
SUPPORT = {
    "supported": "The council supported it",
    "none": "No support of the council",
    "not recorded": "Marked “not recorded”",
    "not asked": "Left blank",
    "letter": "A letter",
    "officer time": "Time of officers",
    "match": "Match funding",
    "land": "Land or a building",
    "introduction": "An introduction",
}
FACTS = {
    "grant won": ("grant won", "grants won"),
    "award": ("award of the programme", "awards of the programme"),
    "applied for": ("sum asked for", "sums asked for"),
    "loan": ("loan", "loans"),
    "investment": ("investment", "investments"),
    "expected": ("sum expected", "sums expected"),
}
"""What the public record tells of money from outside, each kind by itself."""
LACKING = (
    ("not_linked", "is not linked to the programme", "are not linked to the programme"),
    ("link_not_told", "does not say whether it is linked", "do not say whether they are linked"),
)
WITHOUT = (
    ("cash_without_date", "has no date", "have no date"),
    ("cash_without_sum", "has no known sum", "have no known sum"),
)
FEWEST_FOR_A_HALF = 4
LAST_YEAR_OF_GRANTS = 2018
"""The registers were read within this year, so it is part of a year."""


def group_words(areas: int, filters: Sequence[str]) -> str:
    """Return what the areas that filters leave are called: "all areas", "26 areas (London, wave 2)"."""
    return f"{words.count_of(areas, 'area')} ({', '.join(filters)})" if filters else "all areas"


def money(pounds: float) -> str:
    """Return a sum in words: £4.2m from a million on, else £19,360."""
    if pounds >= MILLION:
        return f"£{pounds / MILLION:,.1f}m"
    return f"£{words.plain_number(pounds)}"


def answer(place: str, totals: Mapping[str, Any], beside: tuple[str, Mapping[str, Any]] | None = None) -> str:
    """Return the page's answer: what is known to have been won in a place, and how many of the bids decided.

    ``totals`` holds a row of the measures by id; ``beside`` is what the areas beside are called, and their rows.
    """
    wins = totals["wins_known"]
    if wins["state"] != "value":
        said = f"{upper(place)}: no list of funding has come that says what was won."
    elif wins["value"] == 0:
        said = f"In {place}, nothing was won: the lists are said to be complete and name no win."
    else:
        are = "is" if wins["value"] == 1 else "are"
        won = f"In {place}, {words.count_of(int(wins['value']), 'win')} {are} known: {what_was_won(totals)}."
        said = f"{won} {bids(totals)}."
    if beside is None:
        return said
    name, others = beside
    if others["wins_known"]["state"] != "value":
        return said
    together = words.count_of(int(others["wins_known"]["value"]), "win")
    return f"{said} {upper(name)}: {together}. {bids(others)}."


def what_was_won(totals: Mapping[str, Any]) -> str:
    """Return cash, help in kind and hours, each by itself, and which of them are not known."""
    said = {
        "cash_won_gbp": ("{} in cash", money),
        "in_kind_gbp": ("help in kind worth {}", money),
        "hours_won": ("{} hours", words.plain_number),
    }
    known = [
        form.format(form_of(totals[name]["value"])) for name, (form, form_of) in said.items() if is_known(totals[name])
    ]
    names = {"cash_won_gbp": "cash", "in_kind_gbp": "help in kind", "hours_won": "hours of help"}
    unknown = [name for measure_id, name in names.items() if not is_known(totals[measure_id])]
    if not unknown:
        return words.joined(known)
    lacking = f"{words.joined(unknown)}: not known"
    return f"{words.joined(known)}; {lacking}" if known else lacking


def bids(totals: Mapping[str, Any]) -> str:
    """Return how many of the bids decided were won, then the share with its range; or that it cannot be said."""
    rate = totals["success_rate"]
    if not is_known(rate):
        return "How many bids were won cannot be said: that takes a bid decided in a year with complete lists"
    won, decided = int(rate["numerator"]), int(rate["denominator"])
    share, low, high = (words.share(rate[name]) for name in ("value", "lower", "upper"))
    were = "was" if won == 1 else "were"
    return (
        f"{won:,} of {words.count_of(decided, 'bid')} decided {were} won ({share}, between {low} and {high}), in years with "
        "complete lists"
    )


def bids_left_out(pipeline: pd.DataFrame, rate: Any) -> str:
    """Return how many bids that were won or lost the share leaves out, and why; nothing where it leaves out none.

    ``pipeline`` holds what became of the help sought, a row a route; ``rate`` is the row of the share.
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
        f"{words.joined(left_out)} {'bid is' if won + lost == 1 else 'bids are'} left out: without a date, or of a year whose "
        "lists are not said to be complete."
    )


def is_known(row: Any) -> bool:
    """Whether a measure has a figure."""
    return row["state"] == "value" and pd.notna(row["value"])


def upper(text: str) -> str:
    """Return a text with its first letter large."""
    return text[:1].upper() + text[1:]


def based_on(base: Mapping[str, Any]) -> str:
    """Return on how many records a figure rests and what was left out: "Based on 845 records; 254 left out: ..."."""
    reasons = _reasons(base, LACKING)
    based = f"Based on {words.count_of(int(base['linked']), 'record')}"
    if not reasons:
        return f"{based}; none left out."
    return f"{based}; {int(base['records'] - base['linked']):,} left out: {words.joined(reasons)}."


def _reasons(base: Mapping[str, Any], lacking: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return what records lack, each with its number: ``lacking`` holds the count's name and what one, and many, lack."""
    counts = ((int(base[name]), one, many) for name, one, many in lacking)
    return [f"{number:,} {one if number == 1 else many}" for number, one, many in counts if number]


def sums_based_on(base: Mapping[str, Any]) -> str:
    """Return how many wins each of the three sums rests on, and how many more lack what it takes."""
    said = [
        f"{name} on {words.count_of(int(base[wins]) - int(base[without]), 'win')}"
        + (f" ({int(base[without]):,} more without {what})" if base[without] else "")
        for name, wins, without, what in (
            ("Cash rests", "cash_wins", "cash_without_sum", "a known sum"),
            ("help in kind", "in_kind_wins", "in_kind_without_value", "a known value"),
            ("hours", "time_wins", "time_without_hours", "known hours"),
        )
    ]
    kind = int(base["kind_not_told"])
    no_kind = f" {words.count_of(kind, 'win')} of no known kind {'is' if kind == 1 else 'are'} in none." if kind else ""
    return f"{words.joined(said)}.{no_kind}"


def apart(base: Mapping[str, Any]) -> str:
    """Return what is money but no cash won: loans and investment, and contracts; nothing where there is none."""
    said = []
    if base["paid_back_wins"]:
        said.append(
            f"Loans and investment, which are paid back: {int(base['paid_back_wins']):,} known, {money(base['paid_back_gbp'])}."
        )
    if base["contract_wins"]:
        said.append(
            f"Contracts, which pay for work: {int(base['contract_wins']):,} known, {money(base['contract_gbp'])}."
        )
    return " ".join(said)


def among_areas(row: Any, form: Callable[[float], str]) -> str:
    """Return the middle of a measure among areas, where half of them lie, and the ends; under four have no half."""
    if not row["areas_counted"]:
        return "no area has a figure"
    if row["areas_counted"] == 1:
        return "the only area with a figure"
    said = f"middle of the {int(row['areas_counted'])} areas with a figure {form(row['middle'])}"
    ends = f"all from {form(row['lowest'])} to {form(row['highest'])}"
    if row["areas_counted"] < FEWEST_FOR_A_HALF:
        return f"{said}, {ends}"
    return f"{said}, half of them from {form(row['half_from'])} to {form(row['half_to'])}, {ends}"


def pound_words(place: str, row: Any, won: Any) -> str:
    """Return cash won for each £1 spent as a sentence, with its range or why there is none; ``won`` is the row of cash won."""
    if not is_known(row):
        return (
            f"{upper(place)}: cash for each £1 spent cannot be said. It takes a year of which the lists of both spending "
            "and funding are complete."
        )
    if row["value"] == 0 and is_known(won) and won["value"] > 0:
        return (
            f"In {place}, none of the {money(won['value'])} in cash was won in a year with complete lists, so cash for each £1 "
            "spent is 0p."
        )
    said = f"In {place}, {words.per_pound(row['value'])} in cash came alongside every £1 spent"
    if pd.isna(row["lower"]):
        return f"{said}; how sure this is cannot be said here."
    low, high = words.per_pound(row["lower"]), words.per_pound(row["upper"])
    return f"{said} (between {low} and {high})."


def concentration_words(place: str, row: Any) -> str:
    """Return how much of the cash won in a place rests on few wins and few areas."""
    wins = int(row["wins"])
    if not wins:
        return (
            f"No win of cash with a known sum is told of {place}, so nothing can be said of how much rests on few wins."
        )
    if wins == 1:
        return f"All of the cash won in {place} is one single win of {money(row['largest_gbp'])}."
    said = [f"the largest one makes {words.share(row['largest_share'])}"]
    if wins > 10:
        said.append(f"the ten largest {words.share(row['ten_largest_share'])}")
    if row["areas"] > 3:
        said.append(f"the three areas with most of it {words.share(row['three_areas_share'])}")
    return (
        f"Of {money(row['cash_gbp'])} in {wins:,} wins of cash in {place}, {words.joined(said)}. A large win is no fault; it "
        "says how much the total rests on it."
    )


def facts_words(kinds: Sequence[str]) -> str:
    """Return how many facts of each kind there are: "4 grants won and 1 loan"."""
    counts = {name: sum(kind == name for kind in kinds) for name in FACTS}
    return words.joined([words.count_of(count, *FACTS[name]) for name, count in counts.items() if count])


def answer_of_record(place: str, facts: pd.DataFrame) -> str:
    """Return the answer where no returns are loaded: what the public record tells, of how many areas."""
    own = facts[facts["area_id"] != ""]
    if own.empty:
        told = f"The public record gathered here tells of no money from outside in {place}"
    else:
        areas = own["area_id"].nunique()
        of = "" if areas == 1 and "area" not in place else f" of {words.count_of(areas, 'area')}"
        told = f"In {place}, the public record gathered here tells of {facts_words(own['kind'].tolist())}{of}"
    return f"{told}. What was sought, offered and won in all cannot be said: no returns on funding are loaded."


def year_words(period: str) -> str:
    """Return a year as it is read: 2019, or 2019/20 for a financial year."""
    return period.replace("-", "/")


def grant_year(year: int) -> str:
    """Return the year of an award; the last is part of a year."""
    return f"{year} (part)" if year == LAST_YEAR_OF_GRANTS else str(year)


def grants_words(rows: pd.DataFrame) -> str:
    """Return how many grants there were in all years, of other funders and of the Lottery."""
    other, lottery = rows["other_grants"].sum(), rows["lottery_grants"].sum()
    return f"about {words.count_of(round(other), 'grant')} of other funders and {lottery:,.0f} of the Lottery"


def support_words(whether: pd.DataFrame) -> str:
    """Return how often the council's support was recorded, of the records that say."""
    counts = dict(zip(whether["backing"], whether["decided"], strict=True))
    supported, none = int(counts.get("supported", 0)), int(counts.get("none", 0))
    if not supported + none:
        return "no record says whether the council gave support"
    say = "says" if supported + none == 1 else "say"
    return f"of {words.count_of(supported + none, 'record')} that {say}, {supported:,} had the council’s support"


def support_name(row: Any) -> str:
    """Return a row of the table of support: kinds stand under the first row."""
    name = SUPPORT.get(row.backing, str(row.backing))
    return f"with {name[0].lower()}{name[1:]}" if row.part == "kind" else name


def pipeline_words(rows: pd.DataFrame) -> str:
    """Return what the bars show, a route after the other."""
    return "; ".join(
        f"{row.route}: {row.won} of {row.sought} won or agreed, {row.lost} lost, {row.pending} pending, "
        f"{row.withdrawn} withdrawn"
        for row in db.rows(rows)
    )


def years_based_on(base: Mapping[str, Any]) -> str:
    """Return what years leave out: wins without a date or sum, and years of an area of which a list was not sent."""
    reasons = _reasons(base, WITHOUT)
    said = f"Of {words.count_of(int(base['cash_wins']), 'win')} of cash, {words.joined(reasons)}. " if reasons else ""
    return f"{said}A year of an area of which a list was not sent is left out, so the years are less than the whole."


def years_gap(of_years: float, total: Any, without_date: float) -> str:
    """Return how much of the cash won the years hold, and how much is in none of them and why; nothing where it is all.

    ``of_years`` is the sum of the years, ``total`` the row of cash won, ``without_date`` the sum of wins without a date.
    """
    if not is_known(total) or round(total["value"] - of_years) <= 0:
        return ""
    not_sent = total["value"] - of_years - without_date
    reasons = [
        f"£{words.plain_number(pounds)} {why}"
        for pounds, why in (
            (without_date, "won without a date"),
            (not_sent, "won in a year of which the area did not send every list"),
        )
        if round(pounds) > 0
    ]
    return (
        f"The years add up to £{words.plain_number(of_years)} of the £{words.plain_number(total['value'])} won in all. Left out: "
        f"{words.joined(reasons)}."
    )
