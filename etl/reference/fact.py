"""The public record as one table: the listed figures and the gathered facts, each fact once."""

from pathlib import Path

import pandas as pd

from etl.errors import DataError
from etl.reference.gathered import KEY_LENGTH, WORDINGS, gathered_facts
from etl.reference.published import COLUMNS, Fact, listed_facts
from etl.reference.stand_in import listed_areas


def fact(folder: Path, wordings: Path = WORDINGS) -> pd.DataFrame:
    """Return every published fact, a row each, in the order of ``COLUMNS`` and sorted by ``fact_id``.

    ``area_id`` is empty for the programme as a whole. A fact that is on two pages is one fact with two addresses. Dates are
    ISO, as precise as published. Raise DataError for whatever in the public files or the wordings cannot be used.
    """
    names = listed_areas(folder)
    listed = listed_facts(folder, dict(zip(names["listed_name"], names["area_id"], strict=True)))
    gathered, same_as = gathered_facts(folder, wordings)
    frame = pd.DataFrame(_once_each([*listed, *gathered], same_as), columns=COLUMNS)
    frame["value_number"] = frame["value_number"].astype("float64")
    return frame.sort_values("fact_id", ignore_index=True)


def _once_each(facts: list[Fact], same_as: dict[str, str]) -> list[Fact]:
    """Return the facts without those that are the same as another, whose address becomes the other's second.

    ``same_as`` holds the id of the other fact, or its key among the gathered ones, by the id of the fact.
    """
    kept = {str(fact["fact_id"]): fact for fact in facts if fact["fact_id"] not in same_as}
    by_key = {fact_id[-KEY_LENGTH:]: fact_id for fact_id in kept}
    for fact in facts:
        if fact["fact_id"] in same_as:
            other_id = same_as[str(fact["fact_id"])]
            other = kept.get(by_key.get(other_id, other_id))
            if other is None:
                raise DataError(f"The fact {fact['fact_id']} is said to be the same as {other_id}, which is no fact.")
            if not other["source_url_2"] and fact["source_url"] != other["source_url"]:
                other["source_url_2"] = fact["source_url"]
    return list(kept.values())
