"""What the programme is, and how complete its returns are, in one line each."""

import math
from html import escape
from typing import Any

import pandas as pd

from dashboard.model import db
from dashboard.model.catalogue import Context
from dashboard.parts.tables import page_address
from dashboard.text import words


def programme_line(build: db.Build, programme: Any) -> str:
    """Return what the programme is: its areas, the award of each as far as known, and when it ended."""
    least = db.query(build, "overview_returns")["least_award_gbp"].iloc[0]
    tenths = 0 if pd.isna(least) else math.ceil(least / 100_000) - 1
    areas = f"{words.count_of(int(programme['areas']), 'area')} in England"
    gave = f"gave {areas} more than £{tenths / 10:.1f}m each" if tenths >= 10 else f"gave money to {areas}"
    state = str(programme["state"]).removeprefix("invented; ")
    ended = f" It {state}." if state.startswith("ended") else ""
    return f"{programme['programme_name']} {gave}, for residents to decide how to spend.{ended}"


def programme_html(context: Context, last_updated: str) -> str:
    """Return the lines on the programme and its returns as HTML, with the ways to find an area."""
    programme = context.catalogue.programme
    line = escape(programme_line(context.build, programme))
    returns = escape(f"{returns_line(context.build, programme)} {last_updated}.")
    address = escape(page_address(context, "area", area=""))
    find = f'Find an area by the search above or in the <a href="{address}">list of areas</a>.'
    return f'<p class="in-brief">{line} {find}<br>{returns}</p>'


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
