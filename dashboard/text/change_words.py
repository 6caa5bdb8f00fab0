"""What changed between two builds, in words and as a table."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.text import words
from dashboard.text.words import Measure

FIGURES = {
    "new": ("is new", "are new"),
    "late": ("came for an earlier period", "came for earlier periods"),
    "changed": ("was corrected or added to", "were corrected or added to"),
    "running": ("that covers several years changed", "that cover several years changed"),
    "shown": ("is no longer suppressed", "are no longer suppressed"),
    "suppressed": ("is now suppressed (small numbers)", "are now suppressed (small numbers)"),
    "removed": ("was taken out", "were taken out"),
}
"""What became of figures, for one and for several."""
LABELS = {
    "new": "New",
    "late": "New, for an earlier period",
    "changed": "Corrected or added to",
    "running": "Changed; it covers several years",
    "shown": "No longer suppressed",
    "suppressed": "Suppressed now (small numbers)",
    "removed": "Taken out",
}
"""The same for one figure, as a label in a table."""
EVENTS = {"added": "added", "changed": "changed", "removed": "taken out"}


def summary(changes: Any, day: str) -> str:
    """Return in one to three sentences what changed: of how many figures, which kinds of change, records and verdicts.

    ``changes`` has the frames figures, events and verdicts and the series compared, as ``dashboard.model.changes`` gives
    them; ``day`` is that of the earlier figures, in words.
    """
    compared = int(changes.compared.sum())
    before = f"Compared with the figures of {day}"
    counts: dict[str, int] = changes.figures["kind"].value_counts().to_dict()
    parts = [f"{counts[kind]:,} {FIGURES[kind][counts[kind] > 1]}" for kind in FIGURES if kind in counts]
    of = f"{before}, of {words.count_of(compared, 'figure')}"
    sentences = [f"{of}: {words.joined(parts)}." if parts else f"{of} none changed."]
    events = changes.events.groupby(["about", "kind"], sort=False).size()
    listed = [
        f"{words.count_of(int(number), *plural(str(about)))} {EVENTS[str(kind)]}"
        for (about, kind), number in events.items()
    ]
    sentences += [f"Records: {words.joined(listed)}."] if listed else []
    turned = len(changes.verdicts)
    sentences += [f"{words.count_of(turned, 'verdict')} turned."] if turned else ["No verdict turned."] * bool(parts)
    return " ".join(sentences)


def dated(events: pd.DataFrame) -> str:
    """Return in a sentence how many records of each kind are dated since a day; ``events`` has the column about."""
    counts = events["about"].value_counts(sort=False)
    listed = [words.count_of(int(number), *plural(str(about))) for about, number in counts.items()]
    return f"Dated since then: {words.joined(listed)}." if listed else "Nothing on record is dated since then."


def plural(about: str) -> tuple[str, str]:
    """Return what an event is about, for one and for several."""
    several = {
        "contact with the council": "contacts with the council",
        "bid, offer or award": "bids, offers or awards",
        "fact on public record": "facts on public record",
    }
    return about, several[about]


def table(changes: Any, measures: Mapping[str, Measure], areas: pd.Series | None = None) -> pd.DataFrame:
    """Return a row for each change: what it is of, when, what changed, and what stood there before and stands now.

    ``areas`` are the names of areas, with their ids as index, where the changes are of several: the name then comes first.
    """
    rows = [
        (row.area_id, _name(measures, row.measure_id), row.period, LABELS[row.kind],
         _figure(measures, row.measure_id, row.before), _figure(measures, row.measure_id, row.after))
        for row in changes.figures.itertuples()
    ]  # fmt: skip
    rows += [
        (row.area_id, _name(measures, row.measure_id), "", f"Verdict {row.about} turned", row.before, row.after)
        for row in changes.verdicts.itertuples()
    ]
    rows += [
        (row.area_id, row.what, row.dated, f"{row.about.capitalize()} {EVENTS[row.kind]}", "", "")
        for row in changes.events.itertuples()
    ]
    shown = pd.DataFrame(rows, columns=["Area", "Measure or record", "When", "What changed", "Before", "Now"])
    if areas is not None:
        return shown.assign(Area=shown["Area"].map(areas))
    return shown.drop(columns="Area")


def line(row: Any) -> str:
    """Return a row of the table as one line: "Money spent, 2025-26: corrected or added to (£20,489, now £24,810)"."""
    *subject, when, what, before, now = (str(cell) for cell in row)
    shown = "" if not before and not now else f" ({before or 'none'}, now {now or 'none'})"
    return f"{', '.join(filter(None, (*subject, when)))}: {what[0].lower()}{what[1:]}{shown}"


def _name(measures: Mapping[str, Measure], measure_id: str) -> str:
    return measures[measure_id].name if measure_id in measures else measure_id


def _figure(measures: Mapping[str, Measure], measure_id: str, value: float) -> str:
    if pd.isna(value):
        return ""
    measure = measures.get(measure_id)
    return words.figure(value, measure) if measure else f"{value:g}"
