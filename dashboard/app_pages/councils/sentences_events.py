"""Sentences and tables about events and commitments on the Councils page: rows of events in, words and frames out."""

from typing import Any

import pandas as pd

from dashboard.app_pages.councils.scope import CouncilsView
from dashboard.model import db
from dashboard.model.catalogue import Catalogue
from dashboard.text import record_words, words
from dashboard.text.words import Measure

FEWEST_FOR_A_SHARE = 10
"""The smallest number of commitments for which a percentage is given: below it, one more or less changes it a lot."""
KINDS = {
    "commitment made": "Commitments made",
    "commitment kept": "Commitments kept",
    "commitment not kept": "Commitments not kept",
    "joint statement": "Joint statements",
    "involvement in a decision": "Residents involved in a decision",
    "asset": "Assets lent or transferred",
    "staff": "Staff support",
    "service agreement": "Service agreements",
    "barrier removed": "Barriers removed",
    "disagreement": "Disagreements",
    "other": "Other",
}
"""The label of each kind of event, in the order of display."""
PARTS = (
    ("Commitments and their outcomes", ("commitments made", "commitments kept", "commitments not kept"), "first"),
    ("Help", ("help",), "second"),
    ("Deciding together", ("deciding together",), "third"),
    ("Disagreements", ("disagreements",), "striped"),
    ("Other", ("other",), "hollow"),
)
"""The parts of the columns by year: a name, the groups of events in it, and its look in the chart."""
ROLES = {
    "stepped back": "Stepped back: let residents lead",
    "connected": "Connected: brought people together",
    "advocated": "Advocated: spoke up for the area",
    "supported": "Supported: gave help",
    "opposed": "Opposed",
    "none": "No role",
    "not recorded": "Not recorded",
}
STATUSES = (
    ("kept", "kept", "kept"),
    ("not kept", "not kept", "not kept"),
    ("date passed", "overdue with no outcome recorded", "overdue with no outcome recorded"),
    ("still open", "still open", "still open"),
    ("without a name", "without a name, so it cannot be followed", "without a name, so they cannot be followed"),
)
"""The outcomes of commitments, each with its words for one and for several."""


def answer(catalogue: Catalogue, page_view: CouncilsView) -> str:
    """Return the page's answer: how many events were recorded, and how many commitments were kept."""
    sentences = [events_sentence(page_view), kept_sentence(page_view, catalogue.measures["commitments_kept"])]
    return " ".join(sentence for sentence in sentences if sentence)


def events_sentence(page_view: CouncilsView) -> str:
    """Return how many events were recorded and by how many of the areas, or why there are none."""
    scope, events = page_view.scope, page_view.events
    council = "its council" if scope.kind == "area" else "it" if scope.kind == "council" else "their councils"
    if events.empty:
        return no_events_sentence(page_view, council)
    things = f"{words.count_of(int(events['of_all'].iloc[0]), 'interaction')}"
    if scope.kind == "area":
        return f"{scope.name} recorded {things} with {council}."
    areas = f"{events['areas_of_all'].iloc[0]} of {words.count_of(len(scope.areas), 'area')}"
    if scope.kind == "council":
        return f"{scope.name}: {areas} recorded {things} with {council}."
    return f"{areas}{' shown' if scope.kind == 'filtered' else ''} recorded {things} with {council}."


def no_events_sentence(page_view: CouncilsView, council: str) -> str:
    """Return why there are no events for the areas of the page."""
    figure = page_view.figure("council_facts")
    who = {"area": page_view.scope.name, "council": f"{page_view.scope.name}: its areas"}.get(
        page_view.scope.kind, "These areas"
    )
    have = "has" if page_view.scope.kind == "area" else "have"
    if figure is None or figure["state"] == "not reported":
        return f"{who} {have} reported nothing about {council}."
    if figure["state"] == "not due":
        return f"Nothing was due from {who[0].lower() + who[1:] if who == 'These areas' else who}."
    if figure["value"]:
        interactions = words.count_of(int(figure["value"]), "interaction")
        return f"{who} {have} recorded {interactions}, but none with this council."
    return f"{who} {have} reported no contact with {council}."


def kept_sentence(page_view: CouncilsView, measure: Measure | None = None) -> str:
    """Return how many of the commitments due were kept, not kept or unanswered, with shares if enough were due.

    Without a ``measure`` there are no shares.
    """
    if page_view.events.empty:
        return ""
    due = int(page_view.events["of_due"].iloc[0])
    if not due:
        return "No commitments are recorded as due."
    numbers = counts_by(page_view.events, "commitment_status", "of_status")
    kept, not_kept, passed = (numbers.get(name, 0) for name in ("kept", "not kept", "date passed"))
    ends = [f"{kept} {_was(kept)} kept" if kept else "none was kept"]
    ends += [f"{not_kept} {_was(not_kept)} not kept"] if not_kept else []
    ends += [f"{passed} had no outcome recorded"] if passed else []
    commitments = words.count_of(due, "council commitment" if measure is None else "commitment")
    sentence = f"Of {commitments} that {_was(due)} due, {words.joined(ends)}"
    figure, answered = page_view.figure("commitments_kept"), kept + not_kept
    if measure is None or figure is None or figure["denominator"] != due or due < FEWEST_FOR_A_SHARE:
        return f"{sentence}."
    low, high = words.figure(figure["lower"], measure), words.figure(figure["upper"], measure)
    shares = f"{words.figure(figure['value'], measure)} kept (between {low} and {high})"
    if passed and answered >= FEWEST_FOR_A_SHARE:
        shares += f", or {words.share(100 * kept / answered)} of the {answered} answered"
    return f"{sentence}: {shares}."


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def commitments_sentences(events: pd.DataFrame) -> str:
    """Return how many commitments had each outcome, and how many answers match no commitment."""
    numbers = counts_by(events, "commitment_status", "of_status")
    total, unmatched = int(events["of_commitments"].iloc[0]), numbers.get("unmatched", 0)
    answers = words.count_of(unmatched, "answer")
    more = f" Not counted: {answers} with no matching commitment." if unmatched else ""
    if not total:
        return f"No council commitments are recorded here.{more}"
    ends = [
        f"{numbers[name]} {singular if numbers[name] == 1 else plural}"
        for name, singular, plural in STATUSES
        if name in numbers
    ]
    return f"{words.count_of(total, 'council commitment')} recorded: {words.joined(ends)}.{more}"


def counts_by(rows: pd.DataFrame, column: str, counts: str) -> dict[str, int]:
    """Return the column of counts by the values of another column."""
    return dict(zip(rows[column], rows[counts].astype(int), strict=True))


def kinds_table(events: pd.DataFrame) -> pd.DataFrame:
    """Return the number of events of each kind and of the areas that recorded them; 0 for a kind without events.

    The label of a kind says how many of its answers match no commitment and are not counted.
    """
    counts, areas = (counts_by(events, "kind", name) for name in ("of_kind", "areas_of_kind"))
    unmatched = counts_by(events, "kind", "unmatched_of_kind")
    return pd.DataFrame(
        {
            "What": [f"{label}{not_counted_note(unmatched.get(kind, 0))}" for kind, label in KINDS.items()],
            "Recorded": [counts.get(kind, 0) for kind in KINDS],
            "Areas": [areas.get(kind, 0) for kind in KINDS],
        }
    )


def not_counted_note(unmatched: int) -> str:
    """Return how many answers of a kind match no commitment, or an empty string for none."""
    return f" ({unmatched} not counted)" if unmatched else ""


def years_table(events: pd.DataFrame) -> pd.DataFrame:
    """Return the number of events of each group, one row for each year from the first to the last."""
    first, last = int(events["happened_in"].min()), int(events["happened_in"].max())
    years = [str(year) for year in range(first, last + 1)]
    counts = {(row.happened_in, row.kind_group): int(row.of_group_and_year) for row in db.rows(events)}
    groups = [group for _, part_groups, _ in PARTS for group in part_groups]
    return pd.DataFrame(
        {"Year": years}
        | {group[0].upper() + group[1:]: [counts.get((year, group), 0) for year in years] for group in groups}
    )


def event_words(row: Any, with_area: bool) -> str:
    """Return an event in words: when, where, its kind, what happened, and the council's part."""
    where = f", {row.area_name}" if with_area else ""
    part = record_words.council_part(row.council_role)
    return f"{words.date_words(row.happened_on)}{where}: {row.kind}. {row.what} {part}".replace("  ", " ")


def lane_rows(events: pd.DataFrame, with_area: bool) -> pd.DataFrame:
    """Return events with what the strip chart draws: the lane, the lane's heading with its count, and the label."""
    order = list(KINDS)
    return events.assign(
        lane=[order.index(kind) for kind in events["kind"]],
        kind_words=[
            f"{KINDS[row.kind]}: {row.of_kind}{not_counted_note(row.unmatched_of_kind)}" for row in db.rows(events)
        ],
        label=[event_words(row, with_area) for row in db.rows(events)],
    )


def events_table(events: pd.DataFrame) -> pd.DataFrame:
    """Return events for display in columns that fit a phone, oldest first, with the outcome of each commitment."""
    return pd.DataFrame(
        {
            "When": [words.date_words(row.happened_on) for row in db.rows(events)],
            "What happened": [
                f"{row.kind.capitalize()}. {row.what}{commitment_outcome(row)}" for row in db.rows(events)
            ],
            "The council’s part": [role_label(row.council_role) for row in db.rows(events)],
        }
    )


def role_label(role: str) -> str:
    """Return the council's part in an event as a cell: "Gave help"."""
    did = record_words.COUNCIL_PARTS.get(role, role)
    return f"{did[:1].upper()}{did[1:]}"


def commitment_outcome(row: Any) -> str:
    """Return the words that follow an event: when a commitment was due and its outcome, or that an answer is not counted."""
    if row.commitment_status == "unmatched":
        return " Not counted: no matching commitment."
    if row.kind != "commitment made":
        return ""
    due = f" Due by {words.date_words(row.due_on)}." if row.due_on else " No date was agreed."
    ends = {
        "kept": " It was kept.",
        "not kept": " It was not kept.",
        "date passed": " No outcome was recorded by the due date.",
        "still open": " Still open.",
    }
    return due + ends.get(row.commitment_status, "")


def events_file(events: pd.DataFrame, area_codes: pd.Series) -> pd.DataFrame:
    """Return events as rows of a file, with the codes of their areas; ``area_codes`` holds these by area.

    The council's part and what became of a commitment have the words of the screen.
    """
    ends = {name: singular for name, singular, _ in STATUSES} | {
        "unmatched": "not counted: no matching commitment",
        "told again": "recorded before: counted once",
    }
    return pd.DataFrame(
        {
            "date": events["happened_on"],
            "area_code": [area_codes[area] for area in events["area_id"]],
            "area_name": events["area_name"],
            "council": events["official_name"],
            "kind": events["kind"],
            "role_of_the_council": events["council_role"].replace(record_words.COUNCIL_PARTS),
            "what": events["what"],
            "commitment": events["commitment"],
            "due_by": events["due_on"],
            "what_became_of_it": events["commitment_status"].replace(ends),
            "written_down_in": events["source"],
        }
    )
