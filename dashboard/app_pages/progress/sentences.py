"""The sentences, tables and files of the Progress page on the account: pure functions from rows of the build."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from dashboard.model import db
from dashboard.text import words

SECTIONS = {
    "money": "Money",
    "themes": "Themes",
    "outcomes": "Outcomes",
    "published": "Published totals",
    "limits": "Limits",
    "report": "Whole report",
}

REPORT = "report"
"""The part that shows all the others one under another, to print."""

WITHOUT_RETURNS = ("published", "themes", "outcomes", "limits", "report")
"""The parts of the page that hold something where no returns are loaded, in order."""

FILTERED = ("money", "themes", "report")
"""The parts of the page that the filters change."""

STATES = {
    "paid": "Paid",
    "delayed": "Delayed",
    "cancelled": "Cancelled",
    "repaid": "Repaid",
    "planned": "Still planned",
    "not said": "The return does not say",
}
"""The states of a budget line, with their labels, in the order in which they are shown."""

NO_AREA = "No area fits all of these filters."


def section_labels(has_returns: bool) -> dict[str, str]:
    """Return the parts of the page with their labels, in order; without returns, those made from published pages."""
    return {name: SECTIONS[name] for name in (SECTIONS if has_returns else WITHOUT_RETURNS)}


def pounds(amount: float) -> str:
    """Return pounds as sentences have them: £152.0m, £98,000 to the nearest thousand, £500."""
    size, minus = Decimal(str(abs(amount))), "-" if amount < 0 else ""
    if size < 1_000:
        return f"{minus}£{size.quantize(Decimal(1), ROUND_HALF_UP)}"
    if size < 1_000_000:
        thousands = (size / 1_000).quantize(Decimal(1), ROUND_HALF_UP)
        return f"{minus}£{thousands:,},000" if thousands < 1_000 else f"{minus}£1.0m"
    return f"{minus}£{(size / 1_000_000).quantize(Decimal('0.1'), ROUND_HALF_UP):,}m"


def exact(amount: float | None) -> str:
    """Return whole pounds as tables have them: £180,556,700, or "" where there is no amount."""
    if amount is None or pd.isna(amount):
        return ""
    return f"{'-' if amount <= -0.5 else ''}£{abs(amount):,.0f}"


def answer(account: Any, filters: Sequence[str]) -> str:
    """Return what the areas shown spent of what they were awarded, until when, and how many returns came for it."""
    if not account.areas:
        return NO_AREA
    first = sentence(filters_phrase(int(account.areas), filters) + account_phrase(account))
    return f"{first} {returns_sentence(account)}".strip()


def filters_phrase(areas: int, filters: Sequence[str]) -> str:
    """Return the phrase before an answer that is of the areas shown: "In the 26 areas shown (London), "; "" without filters."""
    if not filters:
        return ""
    return f"In {'the area' if areas == 1 else f'the {areas} areas'} shown ({', '.join(filters)}), "


def returns_sentence(account: Any) -> str:
    """Return how many of the spending returns due came in full, as a sentence, or "" where that is not known."""
    due, full = int(account.returns_due), int(account.returns_full)
    if not due or not account.areas_spent:
        return ""
    if full == due:
        return f"All {words.count_of(due, 'spending return')} due are complete."
    return f"{full:,} of {words.count_of(due, 'spending return')} due are complete, so actual spending may be higher."


def area_answer(name: str, account: Any) -> str:
    """Return what one area spent of what it was awarded, as far as its returns report it."""
    if account.areas_both:
        return (
            f"In {name}, {exact(account.spent_gbp)} of the {exact(account.awarded_gbp)} awarded has been reported as spent "
            f"({words.share(account.spent_share)})."
        )
    if account.areas_spent:
        return f"In {name}, {exact(account.spent_gbp)} has been reported as spent; what it was awarded is not reported."
    if account.areas_awarded:
        return f"{name} was awarded {exact(account.awarded_gbp)}; what it spent is not reported."
    return f"{name} has sent no spending return. This does not mean it spent nothing."


def account_phrase(account: Any) -> str:
    """Return how much of what was awarded has been spent and until when, without a capital and a full stop."""
    areas = words.count_of(int(account.areas), "area")
    until = f" by {words.date_words(account.spent_until)}" if account.spent_until else ""
    if account.areas_both:
        to = "" if account.areas_both == account.areas else f" to {int(account.areas_both)} of {areas}"
        return (
            f"{pounds(account.spent_of_awarded_gbp)} ({words.share(account.spent_share)}) of the "
            f"{pounds(account.awarded_of_spent_gbp)} awarded{to} had been spent{until}, in cash terms"
        )
    if account.areas_spent:
        return (
            f"{pounds(account.spent_gbp)} had been spent{until} in {int(account.areas_spent)} of {areas}, in cash "
            "terms; the amount awarded is not loaded, so there is no percentage"
        )
    if account.areas_awarded:
        return (
            f"{pounds(account.awarded_gbp)} is recorded as awarded to {int(account.areas_awarded)} of {areas}; no return "
            "says what was spent"
        )
    return "no spending returns have been loaded, which does not mean nothing was spent"


def sentence(text: str) -> str:
    """Return a text with a capital in front and a full stop behind."""
    return f"{text[0].upper()}{text[1:]}."


def account_parts(account: Any) -> dict[str, float]:
    """Return what became of the award of the areas that report both award and spending: parts that add up to it.

    There are none where nothing was awarded, and none where a part is below zero: they would not add up to the award.
    """
    if not account.areas_both:
        return {}
    parts = {
        "Spent": float(account.spent_of_awarded_gbp),
        "Handed back": 0.0 if pd.isna(account.returned_of_awarded_gbp) else float(account.returned_of_awarded_gbp),
        "Not yet accounted for": float(account.left_gbp),
    }
    return parts if min(parts.values()) >= 0 else {}


def account_cards(account: Any) -> list[tuple[str, str, str]]:
    """Return the key figures of the account: what each is, its sum, and its share of the award with the areas behind it."""
    areas = words.count_of(int(account.areas_both), "area")
    if not account.areas_both:
        sums = (
            ("Awarded", account.awarded_gbp, account.areas_awarded),
            ("Spent", account.spent_gbp, account.areas_spent),
        )
        return [
            (label, pounds(amount), f"Reported by {reported_by(int(number), int(account.areas))}")
            for label, amount, number in sums
            if number
        ]
    awarded, left = float(account.awarded_of_spent_gbp), float(account.left_gbp)
    returned = int(account.areas_both_returned)
    return [
        ("Awarded", pounds(awarded), f"{areas} that report award and spending"),
        ("Spent", pounds(account.spent_of_awarded_gbp), f"{words.share(account.spent_share)} of the award, {areas}"),
        (
            "Handed back",
            pounds(account.returned_of_awarded_gbp) if returned else no_figure(),
            f"{words.share(100 * float(account.returned_of_awarded_gbp) / awarded)} of the award, reported by "
            f"{words.count_of(returned, 'area')}"
            if returned
            else "No area reports any",
        ),
        (
            "Not yet accounted for" if left >= 0 else "More than the award",
            pounds(abs(left)),
            f"{words.share(100 * abs(left) / awarded)} of the award, {areas}"
            + (": unspent, or not yet reported" if left >= 0 else ""),
        ),
    ]


def finished_cards(states: Sequence[str | None]) -> list[tuple[str, str, str]]:
    """Return how many areas have closed as a key figure, from the newest dated state of each; none where no state is recorded.

    An area that has spent its grant and has no day of closing is counted beside them.
    """
    closed, spent = (sum(state == name for state in states) for name in ("closed", "grant spent"))
    others = len(states) - closed - spent
    if not any(isinstance(state, str) for state in states):
        return []
    rest = [f"{spent:,} more {'has' if spent == 1 else 'have'} spent {'its' if spent == 1 else 'their'} grant"]
    rest = (rest if spent else []) + (
        [f"{others:,} {'has' if others == 1 else 'have'} no end recorded"] if others else []
    )
    return [("Areas finished", f"{closed:,} of {len(states):,}", sentence("; ".join(["closed", *rest])))]


def account_title(account: Any) -> str:
    """Return how much of the award is not yet accounted for, as the title of the chart. The account has parts."""
    left, awarded = float(account.left_gbp), float(account.awarded_of_spent_gbp)
    return f"{pounds(left)} of the award ({words.share(100 * left / awarded)}) is not yet accounted for"


def account_alt(place: str, account: Any) -> str:
    """Return the parts of an award in words. The account has parts."""
    awarded = float(account.awarded_of_spent_gbp)
    parts = [
        f"{name.lower()} {pounds(amount)} ({words.share(100 * amount / awarded)})"
        for name, amount in account_parts(account).items()
    ]
    return f"{place}: of {pounds(awarded)} awarded, {words.joined(parts)}."


def over_sentence(account: Any) -> str:
    """Return by how much spending and money handed back come to more than was awarded, as a sentence, or "" where not."""
    if not account.areas_over:
        return ""
    areas = words.count_of(int(account.areas_over), "area")
    return (
        f"In {areas}, what was spent and handed back comes to {pounds(account.over_gbp)} more than the award. These returns "
        "need checking."
    )


def reported_by(areas: int, of_areas: int, lines: int | None = None, of_lines: int | None = None) -> str:
    """Return how many areas and budget lines report a sum: "102 of 150 areas, 6,656 of 9,567 budget lines"."""
    text = f"{areas:,} of {words.count_of(of_areas, 'area')}"
    if lines is None:
        return text
    return f"{text}, {f'{lines:,} of ' if of_lines else ''}{words.count_of(of_lines or lines, 'budget line')}"


def reporters(account: Any, areas: str, lines: str) -> str:
    """Return how many areas and budget lines report an item of the account, by its columns of ``ITEMS``.

    Money is handed back on few budget lines, so their number is not given out of all lines.
    """
    return reported_by(
        int(getattr(account, areas)),
        int(account.areas),
        int(getattr(account, lines)) if lines else None,
        None if lines == "lines_returned" else int(account.line_count),
    )


ITEMS = (
    ("Awarded", "awarded_gbp", "areas_awarded", ""),
    ("Planned in budget lines", "planned_gbp", "areas_planned", "lines_planned"),
    ("Paid to the locally trusted organisation (LTO)", "paid_gbp", "areas_paid", "lines_paid"),
    ("of which: LTO fee", "fee_gbp", "areas_fee", "lines_fee"),
    ("Spent", "spent_gbp", "areas_spent", "lines_spent"),
    ("Handed back to the programme", "returned_gbp", "areas_returned", "lines_returned"),
    ("Not yet accounted for (unspent, or spending not yet reported)", "left_gbp", "areas_both", ""),
)
"""The items of the account: the label of each, and the columns of its sum and of the areas and lines that report it."""


def account_table(shown: Any, area: Any | None, area_name: str) -> pd.DataFrame:
    """Return the account as a table, a row an item: the sum of the areas shown, who reports it, and the chosen area's sum."""
    rows = []
    for label, amount, areas, lines in ITEMS:
        reporting = int(getattr(shown, areas))
        row = {
            "What": label,
            "Pounds": exact(getattr(shown, amount)) if reporting else no_figure(),
            "Reported by": reporters(shown, areas, lines),
        }
        if area is not None:
            row[area_name] = exact(getattr(area, amount)) if int(getattr(area, areas)) else no_figure()
        rows.append(row)
    return pd.DataFrame(rows)


def no_figure() -> str:
    """Return the cell of a sum that no return reports: "no data reported [x]"."""
    return f"{words.STATES['not reported'][0].lower()} {words.STATES['not reported'][1]}"


def account_file(shown: Any, area: Any | None, where: str, area_name: str) -> pd.DataFrame:
    """Return the account with spelled-out columns: a row an item of the areas shown, and of the chosen area."""
    rows = []
    for place, account in ((where, shown), (area_name, area)):
        if account is None:
            continue
        for label, amount, areas, lines in ITEMS:
            reporting = int(getattr(account, areas))
            rows.append(
                {
                    "place": place,
                    "item": label,
                    "value": getattr(account, amount) if reporting else None,
                    "unit": "£",
                    "areas_reporting": reporting,
                    "areas": int(account.areas),
                    "budget_lines_reporting": int(getattr(account, lines)) if lines else None,
                    "budget_lines": int(account.line_count) if lines else None,
                    "state": "value" if reporting else "not reported",
                    "code": "" if reporting else words.STATES["not reported"][1],
                }
            )
    return pd.DataFrame(rows)


def most_spent(rows: pd.DataFrame, spent: str, name: str = "") -> str:
    """Return in which financial year most was spent, without a full stop, of the area of that name if there is one."""
    where = f" in {name}" if name else ""
    if rows[spent].isna().all():
        return f"No spending has been reported{where}"
    largest: Any = rows.sort_values(spent, ascending=False, kind="stable").iloc[0]
    return f"Most was spent{where} in {largest['financial_year']}: {pounds(largest[spent])}"


def years_table(shown: pd.DataFrame, own: pd.DataFrame, columns: tuple[str, str], name: str) -> pd.DataFrame:
    """Return what was planned and spent by financial year, newest first, with the chosen area's where it has any."""
    planned, spent = columns
    table = pd.DataFrame(
        {
            "Year": shown["financial_year"],
            "Planned": [exact(amount) for amount in shown[planned]],
            "Spent": [exact(amount) for amount in shown[spent]],
            "Areas that reported": shown["areas"],
        }
    ).iloc[::-1]
    if len(own):
        by_year = own.set_index("financial_year")
        for label, column in ((f"{name}: planned", planned), (f"{name}: spent", spent)):
            table[label] = [exact(by_year[column].get(year)) for year in table["Year"]]
    return table


def years_file(rows: pd.DataFrame, columns: tuple[str, str], prices: str, places: Mapping[str, str]) -> pd.DataFrame:
    """Return what was planned and spent by place and financial year; ``places`` names each scope."""
    planned, spent = columns
    return pd.DataFrame(
        {
            "place": rows["scope"].map(dict(places)),
            "financial_year": rows["financial_year"],
            "planned": rows[planned].round(2),
            "spent": rows[spent].round(2),
            "unit": f"£, {prices}",
            "areas_reporting": rows["areas"],
        }
    )


def states_table(states: pd.DataFrame) -> pd.DataFrame:
    """Return the budget lines by state as a table, with all of them last: lines and pounds, "" for a sum no line reports."""
    amounts = ["line_count", "planned_gbp", "spent_gbp", "returned_gbp"]
    listed = [state for state in STATES if state in set(states["state"])]
    sums = states.set_index("state")[amounts].loc[listed]
    if len(listed) > 1:
        sums.loc["all"] = sums.sum(min_count=1)
    return pd.DataFrame(
        [
            {
                "Status of the budget line": STATES.get(str(state), "All budget lines"),
                "Budget lines": int(row.line_count),
                "Planned": short(row.planned_gbp),
                "Spent": short(row.spent_gbp),
                "Handed back": short(row.returned_gbp),
            }
            for state, row in zip(sums.index, db.rows(sums), strict=True)
        ]
    )


def short(amount: float | None) -> str:
    """Return pounds as sentences have them, or "" where there is no amount."""
    return "" if amount is None or pd.isna(amount) else pounds(amount)


def states_file(states: pd.DataFrame, place: str) -> pd.DataFrame:
    """Return the budget lines by state with spelled-out columns; pounds to the penny."""
    return pd.DataFrame(
        {
            "place": place,
            "status": states["state"],
            "budget_lines": states["line_count"],
            "areas": states["areas"],
            "planned_gbp": states["planned_gbp"],
            "spent_gbp": states["spent_gbp"],
            "handed_back_gbp": states["returned_gbp"],
        }
    )


def states_sentence(states: pd.DataFrame) -> str:
    """Return what was delayed, cancelled or repaid, as sentences."""
    sums = []
    for row in db.rows(states):
        lines = words.count_of(int(row.line_count), "budget line")
        if row.state == "repaid" and pd.notna(row.returned_gbp):
            sums.append(
                f"{pounds(row.returned_gbp)} was handed back on {int(row.lines_returned):,} of {lines} marked repaid"
            )
        elif row.state in ("delayed", "cancelled") and pd.notna(row.planned_gbp):
            sums.append(f"{pounds(row.planned_gbp)} planned on {lines} was {row.state}")
    if not sums:
        return "No budget line is marked as delayed, cancelled or repaid."
    return f"{sentence(words.joined(sums))} These are prompts for discussion, not faults."


def below_zero_sentence(states: pd.DataFrame) -> str:
    """Return why some spending is below zero, as sentences, or "" where none is."""
    lines = int(states["lines_below"].sum())
    if not lines:
        return ""
    came_back = pounds(-float(states["below_gbp"].sum()))
    return (
        f"A negative figure in Spent is money returned to a budget line: {came_back} on "
        f"{words.count_of(lines, 'budget line')}. It is already taken off what was spent."
    )
