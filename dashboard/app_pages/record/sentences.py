"""The sentences of the Record page: rows of the build in, words out."""

import pandas as pd

from dashboard.text import record_words, words

MARKS = {"participation": "circle", "funding": "square", "council": "triangle"}
"""The mark of each theme on the tile map."""


def answer(facts: pd.DataFrame, areas: int, place: str) -> str:
    """Return how many facts are on record and for how many areas; ``place`` is named where it is one place."""
    about_areas = facts[facts["area_id"] != ""]
    if facts.empty:
        return f"No fact on public record fits this choice{f' for {place}' if place else ''}."
    number = words.count_of(len(facts), "fact")
    if place:
        verb, whose = ("is", "with its page") if len(facts) == 1 else ("are", "each with its page")
        return f"{number} {verb} on public record for {place}, {whose}."
    programme = len(facts) - len(about_areas)
    rest = f", and {words.count_of(programme, 'fact')} about the whole programme" if programme else ""
    with_fact = about_areas["area_id"].nunique()
    return (
        f"{words.count_of(len(about_areas), 'fact')} {'is' if len(about_areas) == 1 else 'are'} on public record for "
        f"{with_fact} of {areas} areas{rest}."
    )


def count_lines(facts: pd.DataFrame, areas: int) -> list[str]:
    """Return, for each theme, how many areas have a record of it, and of its kinds that say most: counts of records."""
    about_areas = facts[facts["area_id"] != ""]
    lines = []
    for theme, heading in record_words.THEMES.items():
        rows = about_areas[about_areas["theme"] == theme]
        if rows.empty:
            continue
        kinds = rows.groupby("kind")["area_id"].nunique().sort_values(ascending=False, kind="stable").head(3)
        parts = [f"{record_words.KINDS[str(kind)][1]} ({number})" for kind, number in kinds.items()]
        lines.append(f"**{heading}**: {rows['area_id'].nunique()} of {areas} areas. Most often {words.joined(parts)}.")
    return lines


def time_line_finding(years: pd.DataFrame, facts: int) -> str:
    """Return the years of the dated facts and how many have no date, as a sentence."""
    dated = int(years["facts"].sum())
    first, last = years["year"].min(), years["year"].max()
    span = f"from {first} to {last}" if first != last else f"from {first}"
    undated = facts - dated
    rest = f"; {words.count_of(undated, 'fact has', 'facts have')} no date" if undated else ""
    return f"{words.count_of(dated, 'dated fact')}, {span}{rest}"


def tile_label(row: pd.Series) -> str:
    """Return the label of a tile: the area and what is on record for it."""
    themes = [record_words.SUBJECTS[theme] for theme in MARKS if row[f"{theme}_facts"]]
    if themes:
        return f"{row['area_name']}: {words.joined(themes)}"
    return f"{row['area_name']}: {'other facts only' if row['facts'] else 'nothing on record'}"


def tiles_finding(rows: pd.DataFrame) -> str:
    """Return for how many areas each of the three themes of the tile map has a record."""
    parts = [f"{record_words.SUBJECTS[theme]} for {int((rows[f'{theme}_facts'] > 0).sum())}" for theme in MARKS]
    return f"Of {len(rows)} areas, there is a record of {words.joined(parts)}"
