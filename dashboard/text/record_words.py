"""The public record in words: facts, their notes and pages, and sentences that count records; rows in, words out."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from dashboard.text import words

THEMES = {
    "participation": "Participation",
    "funding": "Funding and help from outside",
    "council": "The council",
    "money": "The programme’s own money",
    "legacy": "Legacy and status",
}
"""The themes of facts, each with its heading; the first three are those of accounts."""
SUBJECTS = {
    "participation": "participation",
    "funding": "funding and help from outside",
    "council": "the council",
    "money": "the programme’s own money",
    "legacy": "legacy and status",
}
KINDS = {
    "people at an event": ("count of people at an event", "counts of people at events"),
    "volunteers": ("count of volunteers", "counts of volunteers"),
    "members": ("count of members", "counts of members"),
    "people reached": ("count of people reached", "counts of people reached"),
    "event": ("event", "events"),
    "meeting": ("meeting", "meetings"),
    "meeting rule": ("rule of a partnership", "rules of partnerships"),
    "consultation": ("consultation", "consultations"),
    "survey result": ("survey result", "survey results"),
    "grant won": ("grant won", "grants won"),
    "bid lost": ("bid lost", "bids lost"),
    "applied for": ("sum applied for", "sums applied for"),
    "match": ("record of match funding", "records of match funding"),
    "gift": ("gift of money", "gifts of money"),
    "in kind": ("record of help in kind", "records of help in kind"),
    "loan": ("loan", "loans"),
    "investment": ("investment", "investments"),
    "community shares": ("offer of community shares", "offers of community shares"),
    "project of others": ("sum for another body's project", "sums for other bodies' projects"),
    "project total": ("total for a whole project", "totals for whole projects"),
    "asset transfer or lease": ("asset transfer or lease", "asset transfers or leases"),
    "commitment": ("commitment", "commitments"),
    "joint statement": ("joint statement", "joint statements"),
    "staff or officer support": ("record of officer support", "records of officer support"),
    "involvement in a decision": ("record of involvement in a decision", "records of involvement in decisions"),
    "contact with the council": ("contact with a council", "contacts with councils"),
    "council plan or decision": ("plan or decision of a council", "plans or decisions of councils"),
    "backing by elected members": ("record of backing by elected members", "records of backing by elected members"),
    "barrier removed": ("barrier removed", "barriers removed"),
    "time taken or delay": ("record of time taken or delay", "records of time taken or delay"),
    "disagreement": ("disagreement", "disagreements"),
    "regular meetings": ("record of regular meetings", "records of regular meetings"),
    "councillor on the partnership": ("councillor on a partnership", "councillors on partnerships"),
    "service agreement": ("service agreement", "service agreements"),
    "guidance": ("guide", "guides"),
    "award": ("award", "awards"),
    "plan": ("record of a plan", "records of plans"),
    "spend": ("record of spending", "records of spending"),
    "small grants": ("record of small grants", "records of small grants"),
    "staff": ("record of staff", "records of staff"),
    "unspent": ("record of money left unspent", "records of money left unspent"),
    "host": ("host organisation", "host organisations"),
    "status": ("record of an area's status", "records of areas' status"),
    "legacy": ("record of a legacy", "records of legacies"),
    "outcome finding": ("finding on outcomes", "findings on outcomes"),
}
"""The kinds of facts, each with the words for one fact and for several."""
COUNCIL_PARTS = {
    "stepped back": "let residents lead",
    "connected": "brought people together",
    "advocated": "spoke up for the area",
    "supported": "gave help",
    "supported in kind": "gave help in kind",
    "unblocked": "removed an obstacle",
    "listened": "listened to residents",
    "disagreed": "disagreed",
    "opposed": "opposed it",
    "none": "had no role",
}
"""What a council did, in the words that follow "the council", by its role in an account or an event."""
MOST_KINDS = 4
"""A sentence names at most so many kinds."""


def record_sentence(facts: pd.DataFrame, theme: str, areas: int, place: str = "") -> str:
    """Return how many facts on a theme are on record, and the most frequent kinds, as a sentence.

    ``facts`` are those about areas; ``areas`` is how many could have one. ``place`` is named instead where it is one place.
    """
    subject = SUBJECTS[theme]
    if facts.empty:
        return f"No fact about {subject} is on public record for {place or 'these areas'}."
    number = words.count_of(len(facts), f"fact about {subject}", f"facts about {subject}")
    verb = "is" if len(facts) == 1 else "are"
    where = f"for {place}" if place else f"for {facts['area_id'].nunique()} of {areas} areas"
    return f"{number} {verb} on public record {where}: {kinds_phrase(facts['kind'].tolist())}."


def kinds_phrase(kinds: Sequence[str]) -> str:
    """Return the number of facts of the most frequent kinds: "86 meetings, 42 counts of members and 3 others"."""
    counts = pd.Series(list(kinds), dtype=object).value_counts(sort=False)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], list(KINDS).index(str(item[0]))))
    named = [words.count_of(count, *KINDS[str(kind)]) for kind, count in ranked[:MOST_KINDS]]
    others = sum(count for _, count in ranked[MOST_KINDS:])
    return words.joined([*named, *([words.count_of(others, "other", "others")] if others else [])])


def council_part(role: str) -> str:
    """Return the part of a council as a sentence: "The council removed an obstacle."; that it is not recorded, or ""."""
    if not role:
        return ""
    return f"The council {COUNCIL_PARTS[role]}." if role in COUNCIL_PARTS else "The council’s part is not recorded."


def kind_label(kind: str) -> str:
    """Return the name of a kind as a label."""
    return f"{kind[:1].upper()}{kind[1:]}"


def fact_text(row: Any) -> str:
    """Return what a fact is; the result of a survey names who answered."""
    if row.kind == "survey result" and row.who and row.value_unit == "%":
        return f"{kind_label(row.who)} who {row.what[:1].lower()}{row.what[1:]}" if is_statement(row.what) else row.what
    return str(row.what)


def is_statement(what: str) -> bool:
    """Whether a survey result goes on from "81% of members", as in "Want more people in their partnership"."""
    return what.partition(" ")[0] in STATEMENT_VERBS


STATEMENT_VERBS = ("Feel", "Know", "Name", "Say", "Think", "Trust", "Want", "Would")


def fact_figure(row: Any) -> str:
    """Return the figure of a fact as it is published."""
    return words.fact_figure(row.value_number, row.value_unit, row.value_words)


def fact_when(row: Any) -> str:
    """Return the date of a fact, as precise as it is published; "No date" where the page gives none."""
    when = words.period_of(row.date_from, row.date_to)
    return "No date" if when == "no date" else when


def fact_notes(row: Any) -> str:
    """Return the notes on a fact as sentences: who, its details, what it is out of, and whether the page is a copy."""
    is_named = row.who and row.who not in row.what and fact_text(row) == row.what
    notes = [
        row.who if is_named else "",
        row.detail,
        f"Base: {row.base}" if row.base else "",
        "The address is a copy of the page" if row.source_is_copy else "",
    ]
    return " ".join(f"{note[:1].upper()}{note[1:]}." for note in (note.rstrip(".") for note in notes) if note)


def page_words(row: Any) -> str:
    """Return the title and publisher of the page of a fact, or its site where they were not noted."""
    parts = [part for part in (row.source_title, row.source_publisher) if part]
    return ", ".join(dict.fromkeys(parts)) or (urlsplit(row.source_url).hostname or "").removeprefix("www.")
