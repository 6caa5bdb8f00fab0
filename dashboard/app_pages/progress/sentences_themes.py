"""The sentences, tables and files of the Progress page on the themes of spending: pure functions from rows of the build."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.app_pages.progress import sentences
from dashboard.model import db
from dashboard.text import words

FACTS_OF_THEMES = (
    "Themes that researchers sorted the spending into",
    "Share of the sorted spending that went on running Big Local locally",
    "Spending that researchers sorted into themes afterwards",
)
"""The published facts about themes, which can be recognised by their text alone."""

CODERS = {
    "researcher": "researchers",
    "programme staff": "staff of the programme",
    "area": "the areas themselves",
    "not said": "somebody the return does not name",
}


def themes_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a theme with its sum, share and name, from ``rows`` as queried; lines that nobody has coded come last."""
    each = rows.drop_duplicates("theme")
    named = each.assign(name=[theme_name(row) for row in db.rows(each)], is_coded=each["theme"] != "")
    return named.sort_values("is_coded", ascending=False, kind="stable")[
        ["theme", "name", "is_coded", "is_delivery_cost", "theme_gbp", "theme_share"]
    ].reset_index(drop=True)


def theme_name(row: Any) -> str:
    """Return the label of a theme, with a note where it is a cost of delivery."""
    if row.theme == "":
        return "Not coded by anybody"
    return f"{row.theme} (cost of delivery)" if row.is_delivery_cost else str(row.theme)


def themes_answer(rows: pd.DataFrame, areas: int, filters: Sequence[str]) -> str:
    """Return the largest theme that is known and how much has none, as sentences; ``rows`` of the areas shown."""
    if not areas:
        return sentences.NO_AREA
    where = sentences.filters_phrase(areas, filters)
    if rows.empty:
        return sentences.sentence(f"{where}no return says what the money went on")
    themes, total = themes_of(rows), float(rows["all_gbp"].iloc[0])
    without = next((row for row in db.rows(themes) if not row.is_coded), None)
    if not themes["is_coded"].any():
        return sentences.sentence(f"{where}nobody has given a theme to any of the {sentences.pounds(total)} spent")
    first = next(iter(db.rows(themes)))
    share = f"{words.share(first.theme_share)} of the {sentences.pounds(total)} spent"
    largest = f"{where}the largest theme that is known is {first.name}: {share}"
    if without is None:
        return f"{sentences.sentence(largest)} All of it has a theme."
    rest = f"{sentences.pounds(without.theme_gbp)} ({words.share(without.theme_share)})"
    return f"{sentences.sentence(largest)} Nobody has given a theme to {rest}."


def coders_sentence(rows: pd.DataFrame) -> str:
    """Return who chose the theme of how much of the spending, as a sentence. ``rows`` not empty."""
    coders = {row.coded_by: row for row in db.rows(rows.drop_duplicates("coded_by"))}
    chose = [
        f"by {coder} for {words.share(coders[name].coder_share)}"
        for name, coder in {**CODERS, "nobody": "nobody"}.items()
        if name in coders
    ]
    return f"The theme of what was spent was chosen {words.joined(chose)}."


def themes_table(rows: pd.DataFrame, area: pd.DataFrame, area_name: str) -> pd.DataFrame:
    """Return spending by theme, and the chosen area's where it has any; ``rows`` and ``area`` as queried."""
    themes = themes_of(rows)
    table = pd.DataFrame(
        {
            "Theme": themes["name"],
            "Spent": [sentences.exact(amount) for amount in themes["theme_gbp"]],
            "Share of all spent": [words.share(share) for share in themes["theme_share"]],
        }
    )
    if len(area):
        own = area.drop_duplicates("theme").set_index("theme")["theme_gbp"]
        table[area_name] = [sentences.exact(own.get(theme, 0.0)) for theme in themes["theme"]]
    return table


def coders_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return spending by who chose its theme, what nobody coded last."""
    coders = {row.coded_by: row for row in db.rows(rows.drop_duplicates("coded_by"))}
    return pd.DataFrame(
        [
            {
                "Who chose the theme": f"{coder[0].upper()}{coder[1:]}",
                "Spent": sentences.exact(coders[name].coder_gbp),
                "Share of all spent": words.share(coders[name].coder_share),
            }
            for name, coder in {**CODERS, "nobody": "nobody"}.items()
            if name in coders
        ]
    )


def themes_file(rows: pd.DataFrame, places: dict[str, str]) -> pd.DataFrame:
    """Return the rows of spending by theme and coder with spelled-out columns; ``places`` names each scope."""
    rows = rows[rows["scope"].isin(list(places))]
    return pd.DataFrame(
        {
            "place": rows["scope"].map(places),
            "theme": rows["theme"].mask(rows["theme"] == "", "not coded"),
            "is_cost_of_delivery": [
                "yes" if is_delivery_cost else "no" for is_delivery_cost in rows["is_delivery_cost"]
            ],
            "coded_by": rows["coded_by"],
            "value": rows["spent_gbp"],
            "unit": "£ spent",
            "share_of_theme_in_all_spent_per_cent": rows["theme_share"].round(1),
            "budget_lines": rows["line_count"],
            "areas": rows["areas"],
        }
    )
