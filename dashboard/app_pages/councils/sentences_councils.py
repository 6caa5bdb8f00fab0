"""Sentences and tables about the councils themselves: their kind, their dates, and what came before and after them."""

from typing import Any

import pandas as pd

from dashboard.text import words

TIERS = {
    "unitary": "a unitary council: one council for all local services",
    "metropolitan district": "a metropolitan district: one council for all local services, in a large city area",
    "London borough": "a London borough: one council for most local services, under the Greater London Authority",
    "district": "a district council: housing, planning, waste and leisure; schools, roads and care are the county’s",
    "county": "a county council: schools, roads and care, above the district councils",
}


def council_name(row: Any) -> str:
    """Return the full name of a council, with the year in which it ended if it did."""
    return row.official_name + (f" (until {row.valid_to:%Y})" if pd.notna(row.valid_to) else "")


def council_sentences(row: Any, areas: int) -> str:
    """Return sentences on a council's kind, dates, predecessors and successors, county, and number of areas."""
    sentences = [f"{TIERS[row['tier']][0].upper()}{TIERS[row['tier']][1:]}."]
    since, until = row["valid_from"], row["valid_to"]
    if pd.notna(until):
        begun = f"from {day_words(since)} " if pd.notna(since) else ""
        sentences.append(f"It existed {begun}until {day_words(until)}.")
    elif pd.notna(since):
        sentences.append(f"It has existed since {day_words(since)}.")
    if row["followed_by"]:
        sentences.append(f"Followed by {joined_names(row['followed_by'])}.")
    if row["followed"]:
        sentences.append(f"Before it: {joined_names(row['followed'])}. See those councils for earlier events.")
    if row["county_name"]:
        sentences.append(f"The county council above it: {row['county_name']}.")
    has = "had" if pd.notna(until) else "has"
    sentences.append(f"It {has} {words.count_of(areas, 'area')}.")
    return " ".join(sentences)


def day_words(day: pd.Timestamp) -> str:
    """Return a day in words: "1 April 2019"."""
    return words.date_words(f"{day:%Y-%m-%d}")


def joined_names(names: str) -> str:
    """Return names separated by semicolons as a list in words."""
    return words.joined(names.split("; "))


def council_kind(row: Any) -> str:
    """Return a council's kind and dates in one cell: "District, until 31 March 2019; followed by Dorset Council"."""
    days = (("since", row.valid_from), ("until", row.valid_to))
    dates = [f"{word} {day_words(day)}" for word, day in days if pd.notna(day)]
    parts = [", ".join([kind_label(row.tier), *dates])]
    parts += [f"followed by {joined_names(row.followed_by)}"] if row.followed_by else []
    parts += [f"county above: {row.county_name}"] if row.county_name else []
    return "; ".join(parts)


def councils_file(rows: pd.DataFrame, area_names: pd.Series) -> pd.DataFrame:
    """Return councils and their areas as rows of a file; ``area_names`` holds the names of areas by id."""
    return pd.DataFrame(
        {
            "Council": rows["official_name"],
            "Area": rows["area_id"].map(area_names).astype(str),
            "Kind": [kind_label(tier) for tier in rows["tier"]],
            "Since": rows["valid_from"].dt.date,
            "Until": rows["valid_to"].dt.date,
            "Followed by": rows["followed_by"],
            "County above": rows["county_name"],
        }
    )


def kind_label(tier: str) -> str:
    """Return the kind of a council as a label: "London borough"."""
    return tier[0].upper() + tier[1:]


def council_counts_sentence(rows: pd.DataFrame) -> str:
    """Return how many councils of each kind there are today, and how many former ones."""
    ended = int(rows["valid_to"].notna().sum())
    today = rows[rows["valid_to"].isna()]
    kinds = [
        words.count_of(int((today["tier"] == tier).sum()), singular, plural)
        for tier, singular, plural in (
            ("unitary", "unitary council", "unitary councils"),
            ("metropolitan district", "metropolitan district", "metropolitan districts"),
            ("London borough", "London borough", "London boroughs"),
            ("district", "district council", "district councils"),
            ("county", "county council above districts", "county councils above districts"),
        )
        if (today["tier"] == tier).any()
    ]
    sentence = f"{words.count_of(len(today), 'council')} of today: {words.joined(kinds)}."
    return f"{sentence} {words.count_of(ended, 'former council')}." if ended else sentence
