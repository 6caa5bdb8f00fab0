"""The facts that one view of the Record page shows."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard.model import db
from dashboard.model.catalogue import Catalogue
from dashboard.model.state import ANY, View

NO_DATE = "no date"


@dataclass(frozen=True)
class RecordView:
    """The areas a view is about, and the facts about them, and about the programme where no area is singled out.

    ``before_year`` holds the facts before the year is chosen, for the time line.
    """

    area_ids: tuple[str, ...]
    facts: pd.DataFrame
    before_year: pd.DataFrame


def record_view(build: db.Build, catalogue: Catalogue, view: View) -> RecordView:
    """Return what a view shows; where only the chosen area is named, facts about it and the programme alone."""
    area_ids = areas_of(build, catalogue, view)
    rows = searchable_facts(build)
    is_of_programme = (rows["area_id"] == "") & (view.area == "") & (view.council == "")
    wanted = rows["area_id"].isin(area_ids) | is_of_programme
    for name in ("theme", "kind"):
        if getattr(view, name) != ANY:
            wanted &= rows[name] == getattr(view, name)
    for word in view.words.lower().split():
        wanted &= rows["text"].str.contains(word, regex=False)
    before_year = rows[wanted].drop(columns="text")
    is_of_year = before_year["fact_year"].replace("", NO_DATE) == view.year
    facts = before_year if view.year == ANY else before_year[is_of_year]
    return RecordView(area_ids, facts, before_year)


def areas_of(build: db.Build, catalogue: Catalogue, view: View) -> tuple[str, ...]:
    """Return the areas a view is about: the chosen one, those of a council, or all that may be named."""
    if view.area:
        return (view.area,)
    if view.council:
        rows = db.query(build, "councils_areas")
        return tuple(dict.fromkeys(rows.loc[rows["council_code"] == view.council, "area_id"]))
    return tuple(map(str, catalogue.areas.index))


@lru_cache(maxsize=4)
def searchable_facts(build: db.Build) -> pd.DataFrame:
    """Return every fact with ``text``: all its words and the name of its area, in lower case, to be searched."""
    rows = db.query(build, "record_facts")
    names = db.query(build, "areas").set_index("area_id")["area_name"].to_dict()
    text = [
        " ".join(
            [names.get(row.area_id, ""), row.kind, row.what, row.who, row.detail, row.value_words, row.source_publisher]
        )
        for row in db.rows(rows)
    ]
    return rows.assign(text=[words.lower() for words in text])
