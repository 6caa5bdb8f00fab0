"""The sentences, tables and files of the Progress page on the themes of spending: pure functions from rows of the build."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.app_pages.progress import sentences
from dashboard.model import db
from dashboard.text import record_words, words

FACTS_OF_THEMES = THEMES_SORTED, RUNNING_SHARE, SPENDING_SORTED = (
    "Themes that researchers sorted the spending into",
    "Share of the sorted spending that went on running Big Local locally",
    "Spending that researchers sorted into themes afterwards",
)
"""The published facts about themes, which can be recognised by their text alone."""

NO_THEME = "No theme recorded"

CODERS = {
    "researcher": "researchers",
    "programme staff": "programme staff",
    "area": "the areas themselves",
    "not said": "someone not named in the return",
}


def published_answer(facts: pd.DataFrame) -> str:
    """Return what published pages say of the themes of spending, where no return is loaded; ``facts`` are those about themes."""
    by_what = {row.what: row for row in db.rows(facts)}
    running, spending = by_what.get(RUNNING_SHARE), by_what.get(SPENDING_SORTED)
    if running is None or spending is None:
        return "We do not know what the money went on: no return and no page that we have gives themes of spending."
    return (
        f"Researchers sorted {record_words.fact_figure(spending)} of spending into themes ({record_words.fact_when(spending)}): "
        f"{record_words.fact_figure(running)} of it went on running Big Local locally. We do not have the shares of the other "
        "themes."
    )


def published_cards(facts: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return the published figures on themes as key figures: the spending sorted, the share of running it, and the rest."""
    by_what = {row.what: row for row in db.rows(facts)}
    if by_what.keys() != set(FACTS_OF_THEMES):
        return []
    themes, running, spending = (by_what[name] for name in FACTS_OF_THEMES)
    sorted_into = f"By researchers afterwards, into {record_words.fact_figure(themes)}"
    return [
        (
            "Spending sorted into themes",
            record_words.fact_figure(spending),
            f"{sorted_into} ({record_words.fact_when(spending)}).",
        ),
        ("Running Big Local locally", record_words.fact_figure(running), sentences.sentence(running.detail)),
        (
            "All other themes together",
            words.share(100 - running.value_number),
            "Calculated here. The shares of single themes are not in our record.",
        ),
    ]


def themes_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a theme with its sum, share and name, from ``rows`` as queried; spending without a theme comes last."""
    each = rows.drop_duplicates("theme")
    named = each.assign(name=[theme_name(row) for row in db.rows(each)], is_coded=each["theme"] != "")
    return named.sort_values("is_coded", ascending=False, kind="stable")[
        ["theme", "name", "is_coded", "is_delivery_cost", "theme_gbp", "theme_share"]
    ].reset_index(drop=True)


def theme_name(row: Any) -> str:
    """Return the label of a theme, with a note where it is a cost of delivery."""
    if row.theme == "":
        return NO_THEME
    return f"{row.theme} (cost of delivery)" if row.is_delivery_cost else str(row.theme)


def themes_answer(rows: pd.DataFrame, areas: int, filters: Sequence[str]) -> str:
    """Return the largest theme and how much spending has none, as sentences; ``rows`` of the areas shown."""
    if not areas:
        return sentences.NO_AREA
    where = sentences.filters_phrase(areas, filters)
    if rows.empty:
        return sentences.sentence(f"{where}no return gives a theme of spending")
    themes, total = themes_of(rows), float(rows["all_gbp"].iloc[0])
    without = next((row for row in db.rows(themes) if not row.is_coded), None)
    if not themes["is_coded"].any():
        return sentences.sentence(f"{where}none of the {sentences.pounds(total)} spent has a theme")
    first = next(iter(db.rows(themes)))
    share = f"{words.share(first.theme_share)} of the {sentences.pounds(total)} spent"
    largest = sentences.sentence(f"{where}the largest theme is {first.name}: {share}")
    if without is None:
        return f"{largest} All of it has a theme."
    return f"{largest} {sentences.pounds(without.theme_gbp)} ({words.share(without.theme_share)}) has no theme."


def coders_sentence(rows: pd.DataFrame) -> str:
    """Return who assigned the themes of how much of the spending, as a sentence. ``rows`` not empty."""
    coders = {row.coded_by: row for row in db.rows(rows.drop_duplicates("coded_by"))}
    assigned = [
        f"{coder} for {words.share(coders[name].coder_share)}" for name, coder in CODERS.items() if name in coders
    ]
    if not assigned:
        return "No theme has been assigned."
    rest = f"; {words.share(coders['nobody'].coder_share)} has no theme" if "nobody" in coders else ""
    return f"Themes were assigned by {words.joined(assigned)} of spending{rest}."


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
    """Return spending by who assigned its theme, that without a theme last."""
    coders = {row.coded_by: row for row in db.rows(rows.drop_duplicates("coded_by"))}
    return pd.DataFrame(
        [
            {
                "Theme assigned by": f"{coder[0].upper()}{coder[1:]}",
                "Spent": sentences.exact(coders[name].coder_gbp),
                "Share of all spent": words.share(coders[name].coder_share),
            }
            for name, coder in {**CODERS, "nobody": "nobody (no theme)"}.items()
            if name in coders
        ]
    )


def themes_file(rows: pd.DataFrame, places: dict[str, str]) -> pd.DataFrame:
    """Return the rows of spending by theme and coder with spelled-out columns; ``places`` names each scope."""
    rows = rows[rows["scope"].isin(list(places))]
    return pd.DataFrame(
        {
            "place": rows["scope"].map(places),
            "theme": rows["theme"].mask(rows["theme"] == "", NO_THEME.lower()),
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
