"""The sentences of the Record page: rows of the build in, words out."""

import pandas as pd

from dashboard.text import record_words, words


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
