"""Statements of published surveys that councils and residents were both asked about, and a table of all their figures."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.app_pages.councils.drawings import Side, Sides
from dashboard.model import db
from dashboard.text import words


def paired_statements(facts: pd.DataFrame) -> list[Sides]:
    """Return the statements put to both councils and residents in the same survey; published figures have no range."""
    statements = []
    for (_, what), rows in facts.groupby(["detail", "what"], sort=True):
        by_side = {row.side: row for row in db.rows(rows)}
        if not {"council", "residents"} <= by_side.keys():
            continue
        council, residents = by_side["council"], by_side["residents"]
        name = f"{str(what)[0].upper()}{str(what)[1:]}"
        label = (
            f"{name}: {residents.who} {published_figure(residents)}, {council.who} {published_figure(council)} "
            f"(base: {residents.base})."
        )
        statements.append(
            Sides(
                name,
                Side(float(residents.value_number), published_figure(residents)),
                Side(float(council.value_number), published_figure(council)),
                label,
            )
        )
    return statements


def published_title(statements: Sequence[Sides]) -> str:
    """Return the statement with the widest gap between both figures, as the title of the chart; it begins with a verb."""
    widest = max(statements, key=lambda statement: abs((statement.members.value or 0) - (statement.council.value or 0)))
    what = f"{widest.name[0].lower()}{widest.name[1:]}"
    return f"{widest.members.text} of residents and {widest.council.text} of councils {what}"


def survey_details(facts: pd.DataFrame) -> tuple[str, str, str]:
    """Return the dates, the notes and the numbers of respondents of the surveys that asked councils or residents."""
    rows = facts[facts["side"].isin(["council", "residents"])]
    dates = words.joined(list(dict.fromkeys(words.period_of(row.date_from, row.date_to) for row in db.rows(rows))))
    details, bases = ("; ".join(sorted(set(rows[name]) - {""})) for name in ("detail", "base"))
    return dates, details, bases


def published_figure(row: Any) -> str:
    """Return a published figure as the source gives it."""
    return words.fact_figure(row.value_number, row.value_unit, row.value_words)


def surveys_table(facts: pd.DataFrame) -> pd.DataFrame:
    """Return published percentages for display, with the respondents, their number, the date, notes and the page."""
    return pd.DataFrame(
        {
            "Who": facts["who"],
            "What": facts["what"],
            "Figure": [published_figure(row) for row in db.rows(facts)],
            "Out of": facts["base"],
            "When": [words.period_of(row.date_from, row.date_to) for row in db.rows(facts)],
            "Notes": [words.joined_notes(row.detail, "", row.source_is_copy) for row in db.rows(facts)],
            "Page": facts["source_url"],
        }
    )
