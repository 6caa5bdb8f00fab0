"""Whose relationship the Councils page shows, what one view of the page holds, and the titles of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.model.state import SEPARATOR, View
from dashboard.text import words

TOPIC = "Council relationship"
ALL_YEARS = "all years"
PROGRAMME = "programme:all"
SAME_AREAS = "programme:same-areas"
EVENTS, SIDES, MEETINGS = "Council", TOPIC, "Meetings"
"""The sections of the page, named by the topic in the address; one is shown at a time."""
REQUIRED_RETURNS = (
    ((), "survey_answer", "what members and council respondents say about working together"),
    (("council_facts",), "council_event", "commitments made and kept, help given and disagreements, with their dates"),
    (("council_present", "meetings_liaison"), "meeting", "meetings with the council and who came"),
    (("support_share",), "funding", "what councils did for bids and wins"),
)
"""Measures that show whether a return is loaded, its table, and what the page shows from it."""


@dataclass(frozen=True)
class Scope:
    """The areas the page is about: all of them, those the filters leave, one area, or the areas of one council.

    ``place_id`` is the place over which survey answers are pooled and ``place`` its name; ``note`` gives the reason where
    it is not the place that was chosen.
    """

    kind: str
    areas: tuple[str, ...]
    name: str
    council_code: str = ""
    place_id: str = PROGRAMME
    place: str = "all areas combined"
    note: str = ""

    @property
    def area_ids(self) -> str:
        """The ids of the areas, joined as the queries expect them."""
        return SEPARATOR.join(self.areas)

    @property
    def is_single(self) -> bool:
        """Whether the page is about one area or one council, so that events are listed one by one."""
        return self.kind in ("area", "council")

    @property
    def has_own_answers(self) -> bool:
        """Whether the survey answers shown are those of the areas of the page: no single council and few areas have any."""
        return not self.is_single or self.place_id in self.areas

    def file_parts(self, view: View) -> Sequence[str]:
        """Return what the names of files have of the areas: the filters, the single area or council, or nothing."""
        return view.filters if self.kind == "filtered" else [self.name] if self.is_single else []

    @property
    def only_area(self) -> str:
        """The id of the area if there is only one, else an empty string."""
        return self.areas[0] if len(self.areas) == 1 else ""


@dataclass(frozen=True)
class CouncilsView:
    """What the page shows for one view: its areas, the rows of every query, and the answer. It is cached, so never changed.

    ``section`` is the section shown, or None if no return is loaded; ``sides`` and ``changes`` are empty outside the
    section on surveys.
    """

    scope: Scope
    section: str | None
    round: str
    rounds: list[str]
    events: pd.DataFrame
    figures: pd.DataFrame
    sides: pd.DataFrame
    changes: pd.DataFrame
    support: pd.DataFrame
    surveys: pd.DataFrame
    facts: pd.DataFrame
    answer: str
    missing: list[tuple[str, str]]

    def figure(self, measure_id: str, period: str = ALL_YEARS) -> Any:
        """Return the row of one measure added up over the areas of the scope, or None if there is none."""
        rows = self.figures[(self.figures["measure_id"] == measure_id) & (self.figures["period"] == period)]
        return rows.iloc[0] if len(rows) else None


def is_unlabelled(view: View) -> bool:
    """Whether only the chosen area may be named."""
    return view.others == "unlabelled" and bool(view.area)


def page_title(scope: Scope) -> str:
    """Return the title of the page, with the name of the area or council if it is about a single one."""
    if scope.kind == "area":
        return f"{scope.name}: relationship with its council"
    if scope.kind == "council":
        return f"Relationship with {scope.name}"
    return "Relationship with councils"


def shown_areas_sentence(scope: Scope, view: View, areas: int, section: str | None = None) -> str:
    """Return the line above the figures that says which areas are shown; a single area or council overrides the filters.

    The ``section`` on surveys may show all areas where the rest of the page is about a single one.
    """
    if not scope.is_single:
        return words.areas_shown(len(scope.areas), areas, view.filters)
    waits = " The filters are not used." if view.filters else ""
    if section == SIDES and not scope.has_own_answers:
        return f"Surveys: {scope.place}. Public record: {scope.name} only.{waits}"
    if scope.kind == "area":
        return f"Only {scope.name} is shown.{waits}"
    return f"{words.count_of(len(scope.areas), 'area')} of {scope.name} shown.{waits}"


def chosen_section(topic: str, titles: Mapping[str, str], scope: Scope) -> str | None:
    """Return the section in the address, else the first one with figures of the areas of the page, or None without any.

    An area or council without survey answers of its own opens on what happened there.
    """
    if topic in titles:
        return topic
    own_sections = [section for section in titles if section != SIDES or scope.has_own_answers]
    return next(iter([*own_sections, *titles]), None)


def section_titles(missing: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the titles of the sections for which any return is loaded, by topic."""
    missing_tables = {table for table, _ in missing}
    sections = {
        SIDES: ("What the two sides say", {"survey_answer"}),
        EVENTS: ("What happened", {"council_event"}),
        MEETINGS: ("Meetings and bids", {"meeting", "funding"}),
    }
    return {topic: title for topic, (title, tables) in sections.items() if not tables <= missing_tables}
