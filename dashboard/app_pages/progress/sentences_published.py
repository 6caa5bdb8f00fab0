"""The sentences, tables and files of the Progress page on published totals, its coverage and its limits."""

from decimal import Decimal
from typing import Any

import pandas as pd

from dashboard.app_pages.progress import sentences
from dashboard.model import db
from dashboard.text import words

WHY = {
    "Grant that set up the programme’s endowment": "What the programme began with, before the endowment grew.",
    "Programme funding, as described later": (
        "The programme’s funding as a whole, as described later. The endowment grew; the pages do not say whether "
        "growth explains all of the difference from the grant, or how much did not go to areas."
    ),
    "Spending that researchers sorted into themes afterwards": (
        "Only spending that had been sorted. The pages do not say how much had not, or how it relates to the awards."
    ),
    "Money allocated by the first areas": "An early total for the first areas only; allocated is not the same as spent.",
    "Base award to each area": "Part of each area’s award; the page says “at least”.",
    "Match expected for the Getting Started stage, in cash and in kind": (
        "Expected from others, not given by the programme, and for one wave only."
    ),
    "Extra for each area from the growth of the endowment, announced in 2017": (
        "Part of each area’s award, from the growth of the endowment."
    ),
    "Extra for each area from the growth of the endowment, the last one": (
        "Part of each area’s award, from the growth of the endowment."
    ),
    "Getting Started budget": "Not added to the awards: the pages do not say whether it is a part of them.",
}
"""What each published sum counts, as far as the fact itself states it, by the text of the fact."""

NOT_STATED = "The pages do not say why it differs from the others."

OF_RETURNS = "Only what areas and staff have reported, so it grows as returns arrive."

MULTIPLIED = "Calculated here from the three awards to each area, as announced."

LIMITS = (
    "**What would have happened without the money.** Nearly all figures are of areas that received it. Only studies that compare "
    "them with similar places can show the difference the money made; Outcomes names such studies.",
    "**What would have improved anyway.** Places chosen because they were doing badly tend to improve anyway (regression to the "
    "mean), so a rise from a low start is not yet an effect.",
    "**What was not sent.** Totals include only the returns received. Where a return is missing, the actual total is higher, and "
    "areas that send returns may differ from those that do not.",
    "**What the money was really for.** Themes were assigned afterwards from the headings of budget lines, by different people. "
    "A line has one theme even where it served several.",
    "**The views of people who have left.** Surveys reach members who are still there and some residents.",
    "**What has no price.** Time given, skills and friendships are not counted in pounds.",
    "**Which area did best.** Areas had different amounts, years, places and aims. More spent, or spent sooner, is not better.",
)

WOULD_CHANGE = (
    "The missing returns, above all if the areas that send none differ from the others.",
    "Themes for the spending that has none: with them, another theme could turn out to be the largest.",
    "Another round of the surveys: a trend takes five, and most questions have been asked fewer times.",
    "A study of each of the four outcomes that compares these areas with similar places.",
)


def published_pounds(amount: float) -> str:
    """Return a published sum in short: £217m or £173.25m where that is exact, else as any sum."""
    millions = Decimal(str(amount)) / 1_000_000
    if millions >= 1 and millions == millions.quantize(Decimal("0.01")):
        return f"£{millions.normalize():,f}m"
    return sentences.pounds(amount)


def published_answer(published: pd.DataFrame) -> str:
    """Return the published sums and what returns add up to, as sentences; ``published`` may be empty."""
    sums = [
        f"about {sentences.exact(row.each_gbp)} announced for each of {int(row.areas)} areas "
        f"({published_pounds(row.gbp)} together)"
        for row in db.rows(published[published["origin"] == "multiplied"])
    ]
    of_programme = published[published["is_whole"] & (published["origin"] == "published")]
    sums += [
        f"{row.value_words or published_pounds(row.gbp)} of spending sorted into themes"
        for row in db.rows(of_programme)
        if "themes" in row.what
    ]
    returned = [
        f"{sentences.pounds(row.gbp)} {'awarded' if row.kind == 'award' else 'spent'}"
        for row in db.rows(published[published["origin"] == "returns"])
    ]
    pages = f"Published pages give {' and '.join(sums)}. " if sums else "We have no published total. "
    return (
        f"{pages}Returns add up to {words.joined(returned)}."
        if returned
        else f"{pages}No return says what was awarded, spent or handed back."
    )


FINISHED = "Areas that had finished the programme"
"""The published fact on how many areas have finished, which can be recognised by its text alone."""


def cards(published: pd.DataFrame, facts: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return what is published of the account, where no return is loaded, as key figures; what is not known says so."""
    awarded = next(iter(db.rows(published[published["origin"] == "multiplied"])), None)
    spent = next((row for row in db.rows(published) if row.origin == "published" and "themes" in row.what), None)
    finished = next((row for row in db.rows(facts) if row.what == FINISHED), None)
    figures = [
        (
            "Awarded",
            published_short(awarded),
            f"announced: {int(awarded.areas)} areas, {sentences.exact(awarded.each_gbp)} each",
        )
        if awarded
        else ("Awarded", NOT_KNOWN, "no page that we have gives it"),
        (
            "Spent",
            NOT_KNOWN,
            f"researchers sorted {published_short(spent)} into themes" if spent else "no return gives it",
        ),
        ("Handed back", NOT_KNOWN, "no page that we have gives it"),
    ]
    if finished:
        number, _, rest = str(finished.value_words).partition(" (")
        figures.append(
            ("Areas finished", number, "; ".join(part for part in (rest.rstrip(")"), finished.detail) if part))
        )
    return [(label, figure, sentences.sentence(caption)) for label, figure, caption in figures]


NOT_KNOWN = "not known"


def published_label(row: Any) -> str:
    """Return the label of a published sum, with a capital; of the awards multiplied out, with the multiplication."""
    if row.origin == "multiplied":
        return f"Awards to each area, multiplied out here: {int(row.areas)} x {sentences.exact(row.each_gbp)}"
    return f"{row.what[0].upper()}{row.what[1:]}"


def published_figure(row: Any) -> str:
    """Return a published sum for quotation, in the words of its page where it has any."""
    return row.value_words or f"{about(row)}{sentences.exact(row.gbp)}"


def published_short(row: Any) -> str:
    """Return a published sum for the label of a bar: in short, or in the words of its page."""
    return row.value_words or f"{about(row)}{published_pounds(row.gbp)}"


def about(row: Any) -> str:
    """Return "about " before a sum that is worked out here from what was announced."""
    return "about " if row.origin == "multiplied" else ""


def published_scope(row: Any) -> str:
    """Return what a sum covers: the programme, a part of it, or the areas whose returns report it."""
    if row.origin == "multiplied":
        return f"{int(row.areas)} areas"
    if row.origin == "returns":
        return f"{words.count_of(int(row.areas), 'area')} with returns"
    return str(row.base) or "the programme"


def published_when(row: Any) -> str:
    """Return what a published sum covers and when: "each area, 2017"; without a date, when its page was read."""
    if row.date_from or row.date_to:
        return f"{published_scope(row)}, {words.period_of(row.date_from, row.date_to)}"
    if row.origin == "published" and row.read_on:
        return f"{published_scope(row)}, no date on the page, read by {words.date_words(row.read_on)}"
    return published_scope(row)


def published_why(row: Any) -> str:
    """Return what a sum counts, and so why it differs from the others, or that the pages do not say so."""
    if row.origin == "multiplied":
        return MULTIPLIED
    if row.origin == "returns":
        return OF_RETURNS
    return WHY.get(str(row.what).replace("'", "’"), NOT_STATED)


def other_grant_sentence(grant: float, announced: float) -> str:
    """Return how the whole grant of one area differs from the one announced for each, as a sentence, or "" if it does not."""
    if grant == announced:
        return ""
    return (
        f"A page about one area says that its whole grant was {sentences.exact(grant)}: "
        f"{sentences.exact(abs(grant - announced))} {'less' if grant < announced else 'more'} than announced."
    )


def gap_sentence(rows: pd.DataFrame) -> str:
    """Return the gap between the largest sum of the programme and the awards together, as a sentence, or "" without one."""
    awards = rows[rows["origin"] == "multiplied"]
    whole = rows[(rows["origin"] == "published") & rows["is_whole"]]
    if awards.empty or whole.empty or whole["gbp"].max() <= awards["gbp"].iloc[0]:
        return ""
    largest, together = float(whole["gbp"].max()), float(awards["gbp"].iloc[0])
    return (
        f"{published_pounds(largest)} less {published_pounds(together)} is {published_pounds(largest - together)}: we "
        "have found no page that says what that was for."
    )


def published_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the published sums as a table: what each is, its figure, what it counts, and its page."""
    sums = list(db.rows(rows))
    return pd.DataFrame(
        {
            "What": [f"{published_label(row)} ({published_when(row)})" for row in sums],
            "Figure": [published_figure(row) for row in sums],
            "What it counts": [published_why(row) for row in sums],
            "Page": [row.source_url or "the Data page" for row in sums],
        }
    )


def published_file(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the published sums with spelled-out columns."""
    sums = list(db.rows(rows))
    return pd.DataFrame(
        {
            "what": [published_label(row) for row in sums],
            "value": rows["gbp"].to_numpy(),
            "unit": "£",
            "as_published": rows["value_words"].to_numpy(),
            "scope": [published_scope(row) for row in sums],
            "date": [words.period_of(row.date_from, row.date_to) for row in sums],
            "what_it_counts": [published_why(row) for row in sums],
            "details": rows["detail"].to_numpy(),
            "address": rows["source_url"].to_numpy(),
            "address_is_a_copy": ["yes" if is_copy else "no" for is_copy in rows["source_is_copy"]],
        }
    )


def coverage_answer(coverage: pd.DataFrame) -> str:
    """Return how many of the spending returns due came, and what no figure here can say, as sentences."""
    unknown = "These figures cannot show what would have happened without the money."
    due = coverage[(coverage["table_name"] == "spending") & (coverage["due"] > 0)]
    if due.empty:
        return unknown
    row = next(iter(db.rows(due)))
    return (
        f"Of {words.count_of(int(row.due), 'spending return')} due, {int(row.came):,} are complete, "
        f"{int(row.came_in_part):,} are partial and {int(row.overdue):,} are overdue. {unknown}"
    )
