"""What changed between two public builds that are kept: figures, verdicts, and what is dated of areas.

Only public builds are compared, so nothing is said here that a reader of both could not see: a suppressed figure has no
number in either.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from dashboard.model import db
from dashboard.model.catalogue import catalogue_of
from dashboard.text import words

RUNNING = r"^all |\bto\b"
"""Periods of several years, whose figures grow with every return."""


@dataclass(frozen=True)
class Changes:
    """What changed from one build to a later one, for all areas.

    ``figures``: area_id, measure_id, period, kind, before, after. The kinds are new (none before, and none later either),
    late (none before, though a later period had one), changed, running (of several years, which grows), suppressed, shown
    (no longer suppressed) and removed. ``events``: area_id, about, dated, what, kind (added, changed, removed).
    ``verdicts``: area_id, measure_id, about, before, after. ``compared``: the number of figures of each area_id. Of what is
    suppressed now or removed, the number before and the words are left out, as they are not to be read from here.
    """

    before: db.Build
    after: db.Build
    figures: pd.DataFrame
    events: pd.DataFrame
    verdicts: pd.DataFrame
    compared: pd.Series

    def of_area(self, area_id: str) -> "Changes":
        """Return the changes of one area alone."""
        figures, events, verdicts = (
            rows[rows["area_id"] == area_id] for rows in (self.figures, self.events, self.verdicts)
        )
        return Changes(
            self.before, self.after, figures, events, verdicts, self.compared[self.compared.index == area_id]
        )


def built_on(build: db.Build) -> date:
    """Return the day on which a build was made."""
    return date.fromisoformat(build.version[:10])


def kept_builds(programme_id: str) -> list[db.Build]:
    """Return the public builds of a programme that can still be read, the oldest first."""
    folder = db.BUILDS / programme_id
    names = sorted(path.name.removesuffix(".duckdb") for path in folder.glob("*.duckdb"))
    builds = [build for name in names if (build := db.pinned_build(programme_id, name))]
    return sorted(builds, key=lambda build: (built_on(build), build.stamp))


def build_before(programme_id: str, day: date, after: db.Build) -> db.Build | None:
    """Return the newest build from on or before a day that is older than ``after``; None where none is kept."""
    builds = [build for build in kept_builds(programme_id) if build.stamp < after.stamp and built_on(build) <= day]
    return builds[-1] if builds else None


def dated_since(build: db.Build, area_id: str, day: date) -> pd.DataFrame:
    """Return what is dated of an area and surely after a day, as the rows of ``changes_events``."""
    events = db.query(build, "changes_events")
    events = events[events["area_id"] == area_id]
    return events[[dated > day.isoformat()[: len(dated)] for dated in events["dated"]]]


@lru_cache(maxsize=16)
def changes(before: db.Build, after: db.Build) -> Changes:
    """Return what changed from one public build to a later one of the same programme.

    A figure that reads the same, rounded as on the pages, is not called changed.
    """
    figures, compared = _figures(before, after)
    measures = catalogue_of(after).measures
    is_same = [
        row.kind in ("changed", "running") and row.before == row.before and row.measure_id in measures
        and words.figure(row.before, measures[row.measure_id]) == words.figure(row.after, measures[row.measure_id])
        for row in db.rows(figures)
    ]  # fmt: skip
    figures = figures[~np.array(is_same, dtype=bool)].reset_index(drop=True)
    return Changes(before, after, figures, _events(before, after), _verdicts(before, after), compared)


def _figures(before: db.Build, after: db.Build) -> tuple[pd.DataFrame, pd.Series]:
    key = ["area_id", "measure_id", "period"]
    both = _both("changes_figures", key, before, after)
    had, has = both["state_before"] == "value", both["state_after"] == "value"
    was_hidden, is_hidden = both["state_before"] == "hidden", both["state_after"] == "hidden"
    is_running = both["period"].str.contains(RUNNING, regex=True)
    periods = both["period"].where(had & ~is_running)
    newest = periods.groupby([both["area_id"], both["measure_id"]]).transform("max")
    is_same = np.isclose(both["value_before"], both["value_after"], rtol=1e-9, atol=0)
    kinds = {
        "shown": was_hidden & has,
        "suppressed": ~was_hidden & is_hidden,
        "removed": had & ~has & ~is_hidden,
        "running": has & ~is_same & is_running,
        "changed": had & has & ~is_same,
        "late": ~had & has & (both["period"] < newest.fillna("")),
        "new": ~had & has,
    }
    both["kind"] = np.select(list(kinds.values()), list(kinds), "")
    both.loc[both["kind"].isin(["suppressed", "removed"]), "value_before"] = np.nan
    compared = both[had | has].groupby("area_id").size()
    shown = both[both["kind"] != ""].rename(columns={"value_before": "before", "value_after": "after"})
    return shown[[*key, "kind", "before", "after"]].reset_index(drop=True), compared


def _events(before: db.Build, after: db.Build) -> pd.DataFrame:
    both = _both("changes_events", ["area_id", "about", "event_key"], before, after)
    kinds = [
        both["contents_before"].isna(),
        both["contents_after"].isna(),
        both["contents_before"] != both["contents_after"],
    ]
    both["kind"] = np.select(kinds, ["added", "removed", "changed"], "")
    for name in ("dated", "what"):
        both[name] = both[f"{name}_after"].fillna(both[f"{name}_before"])
    both["what"] = both["what"].where(both["kind"] != "removed", "")
    shown = both[both["kind"] != ""].sort_values(["area_id", "dated"], ascending=[True, False], kind="stable")
    return shown[["area_id", "about", "dated", "what", "kind"]].reset_index(drop=True)


def _verdicts(before: db.Build, after: db.Build) -> pd.DataFrame:
    key = ["area_id", "measure_id", "about"]
    both = _both("changes_verdicts", key, before, after).dropna(subset=["verdict_before", "verdict_after"])
    turned = both[both["verdict_before"] != both["verdict_after"]]
    columns = {"verdict_before": "before", "verdict_after": "after"}
    return turned.rename(columns=columns)[[*key, "before", "after"]].reset_index(drop=True)


def _both(name: str, key: list[str], before: db.Build, after: db.Build) -> pd.DataFrame:
    """Return the rows of a query of two builds side by side; what only one has is missing in the other's columns."""
    return pd.merge(db.query(before, name), db.query(after, name), on=key, how="outer", suffixes=("_before", "_after"))
