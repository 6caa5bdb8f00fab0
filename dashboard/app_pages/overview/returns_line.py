"""How complete the returns of the programme are, in one line."""

from typing import Any

from dashboard.model import db
from dashboard.text import words


def returns_line(build: db.Build, programme: Any) -> str:
    """Return the share of returns due that are in, how many are overdue, and the newest one; or that none are loaded."""
    row: Any = db.query(build, "overview_returns").iloc[0]
    on_record = f"Published facts for {int(programme['areas_on_record'])} areas."
    if not row["came"]:
        return f"No returns loaded. {on_record}"
    newest = words.date_range(row["newest_from"].date(), row["newest_to"].date())
    return (
        f"{words.share(100 * row['came'] / row['due'])} of returns due are in; {words.count_of(int(row['overdue']), 'return')} "
        f"{'is' if row['overdue'] == 1 else 'are'} overdue. Newest return: {newest}."
    )
