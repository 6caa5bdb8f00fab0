"""The view of the Councils page: its scope, the round of the surveys, the rows of its queries, and its pictures."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from dashboard.app_pages.councils import sentences_events, sentences_meetings, sentences_surveys
from dashboard.app_pages.councils.pictures import Picture, section_pictures
from dashboard.app_pages.councils.scope import (
    EVENTS,
    MEETINGS,
    PROGRAMME,
    REQUIRED_RETURNS,
    SAME_AREAS,
    SIDES,
    TOPIC,
    CouncilsView,
    Scope,
    chosen_section,
    is_unlabelled,
    section_titles,
)
from dashboard.app_pages.councils.sentences_councils import council_counts_sentence, council_name
from dashboard.model import db
from dashboard.model.catalogue import NO_RETURNS, Catalogue, catalogue_for
from dashboard.model.state import ANY, View
from dashboard.text import record_words, words

NOT_KNOWN = "We do not know how many commitments were kept."
"""What no page says of the councils, where no returns are loaded."""


@lru_cache(maxsize=300)
def councils_view(build: db.Build, view: View) -> CouncilsView:
    """Return what the Councils page shows for a view."""
    catalogue = catalogue_for(build, view)
    rounds = survey_rounds(catalogue)
    round_ = chosen_round(catalogue, view, rounds)
    scope = scope_of(build, catalogue, view, round_)
    rows = db.query(build, "councils_events", areas=scope.area_ids, council_code=scope.council_code)
    missing = missing_returns(catalogue, rounds)
    titles = section_titles(missing)
    section = chosen_section(view.topic, titles, scope)
    page_view = CouncilsView(
        scope=scope,
        section=section,
        round=round_,
        rounds=rounds,
        events=named_events(catalogue, view, rows),
        figures=db.query(build, "councils_figures", areas=scope.area_ids),
        **survey_rows(build, scope, round_ if section == SIDES else ""),
        support=db.query(build, "councils_support", areas=scope.area_ids),
        surveys=db.query(build, "councils_surveys", areas=scope.area_ids if scope.is_single else ""),
        facts=council_facts(build, view, scope),
        answer="",
        missing=missing,
    )
    if not scope.areas:
        return replace(page_view, answer="No area fits all of these filters.")
    return replace(page_view, answer=answer(catalogue, page_view))


def survey_rows(build: db.Build, scope: Scope, round_: str) -> dict[str, pd.DataFrame]:
    """Return both sides' answers in a round and their changes since the first, which are in the same areas; none without."""
    if not round_:
        return {"sides": pd.DataFrame(), "changes": pd.DataFrame()}
    place_id = scope.place_id if scope.place_id in scope.areas else SAME_AREAS
    return {
        "sides": db.query(build, "councils_sides", place_id=scope.place_id, period=round_),
        "changes": db.query(build, "councils_changes", place_id=place_id, period=round_),
    }


def answer(catalogue: Catalogue, page_view: CouncilsView) -> str:
    """Return the page's answer: that of the section shown or, without any return, what is on public record."""
    if page_view.section == SIDES:
        kept = sentences_events.kept_sentence(page_view)
        if kept and page_view.scope.is_single:  # the surveys may be of all areas
            kept = f"{page_view.scope.name}: {kept[0].lower()}{kept[1:]}"
        return f"{sentences_surveys.answer(page_view)} {kept}".strip()
    if page_view.section == EVENTS:
        return sentences_events.answer(catalogue, page_view)
    if page_view.section == MEETINGS:
        return sentences_meetings.answer(catalogue.measures, page_view)
    return answer_without_returns(catalogue, page_view)


@lru_cache(maxsize=300)
def councils_pictures(build: db.Build, view: View, theme: str) -> dict[str, Picture]:
    """Return the pictures of a view in a theme (light or dark), by name, without those that have no figures."""
    return section_pictures(councils_view(build, view), catalogue_for(build, view).measures, bool(view.area), theme)


@lru_cache(maxsize=300)
def councils_frame(build: db.Build, areas: tuple[str, ...]) -> tuple[pd.DataFrame, str]:
    """Return the councils that the areas lie or lay in, in order of name, and a sentence that counts them by kind.

    A council of several areas has a row for each.
    """
    rows, council_areas = db.query(build, "councils_list"), db.query(build, "councils_areas")
    council_areas = council_areas[council_areas["area_id"].isin(areas)]
    shown_rows = rows[rows["council_code"].isin(council_areas["council_code"])]
    return shown_rows.merge(council_areas, on="council_code"), council_counts_sentence(shown_rows)


def council_facts(build: db.Build, view: View, scope: Scope) -> pd.DataFrame:
    """Return the facts on public record about councils and the areas of a scope, without areas that may not be named."""
    rows = db.query(build, "record_facts")
    named = [view.area] if is_unlabelled(view) else list(scope.areas)
    return rows[(rows["theme"] == "council") & rows["area_id"].isin(named)]


def scope_of(build: db.Build, catalogue: Catalogue, view: View, round_: str) -> Scope:
    """Return the scope of a view: the chosen council comes before the chosen area, and that before the filters."""
    if view.council in council_choices(build, catalogue, view):
        return council_scope(build, catalogue, view)
    if view.area:
        return area_scope(build, catalogue, view, round_)
    areas = tuple(str(area) for area in catalogue.filtered_areas(view).index)
    if not view.filters:
        return Scope("all", areas, f"the {len(areas)} areas")
    place_id, note = survey_place(catalogue, view)
    place = catalogue.groups.get(place_id, "") if place_id != PROGRAMME else "all areas combined"
    return Scope("filtered", areas, f"{words.count_of(len(areas), 'area')} shown", "", place_id, place, note)


def council_scope(build: db.Build, catalogue: Catalogue, view: View) -> Scope:
    """Return the scope of the chosen council: the areas that lie or lay in it."""
    rows = db.query(build, "councils_areas")
    areas = tuple(rows.loc[rows["council_code"] == view.council, "area_id"])
    name = str(catalogue.councils.loc[view.council, "official_name"])
    note = "Too few people answer in one place to show a single council: all areas combined are shown."
    return Scope("council", areas, name, view.council, note=note)


def area_scope(build: db.Build, catalogue: Catalogue, view: View, round_: str) -> Scope:
    """Return the scope of the chosen area, with its own survey answers if any is shown, else those of all areas."""
    name = str(catalogue.area(view.area)["area_name"])
    sides = db.query(build, "councils_sides", place_id=view.area, period=round_)
    if (sides[["members_state", "council_state"]] == "value").to_numpy().any():
        return Scope("area", (view.area,), name, place_id=view.area, place=name)
    is_hidden = (sides[["members_state", "council_state"]] == "hidden").to_numpy().any()
    why = "are suppressed (small numbers), as at least 10 answers are needed" if is_hidden else "are not here"
    note = f"The answers of {name} {why}: all areas combined are shown."
    return Scope("area", (view.area,), name, note=note)


def survey_place(catalogue: Catalogue, view: View) -> tuple[str, str]:
    """Return the place over which answers are pooled under the filters, and a note if it is larger than what they leave.

    Answers are pooled by region, by wave or over the programme.
    """
    if view.region != ANY:
        code = catalogue.regions.set_index("region_name").loc[view.region, "region_code"]
        left_out = [*([f"wave {view.wave}"] if view.wave != ANY else []), *_deprivation(view)]
        place, place_id = f"all areas in {view.region}", f"areas-in:{code}"
    elif view.wave != ANY:
        left_out, place, place_id = _deprivation(view), f"all areas of wave {view.wave}", f"wave:{view.wave}"
    else:
        left_out, place, place_id = _deprivation(view), "all areas combined", PROGRAMME
    note = f"Answers are shown by region or wave only, so {place} are shown here." if left_out else ""
    return place_id, note


def _deprivation(view: View) -> list[str]:
    return [] if view.deprivation == ANY else [view.deprivation]


def council_choices(build: db.Build, catalogue: Catalogue, view: View) -> dict[str, str]:
    """Return the names of the councils that may be chosen, by code and in order of name.

    If only the reader's own area may be named, these are its councils alone: others would give their areas away.
    """
    rows = db.query(build, "councils_list")
    if is_unlabelled(view):
        council_areas = db.query(build, "councils_areas")
        own_councils = council_areas.loc[council_areas["area_id"] == view.area, "council_code"]
        rows = rows[rows["council_code"].isin(own_councils)]
    return {
        row.council_code: council_name(row) for row in db.rows(rows) if row.council_code in catalogue.councils.index
    }


def named_events(catalogue: Catalogue, view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Return events with the names of their areas, and with blank texts for areas that may not be named."""
    rows = rows.assign(
        area_name=[str(catalogue.areas.loc[area, "area_name"]) for area in rows["area_id"]],
        is_own=(rows["area_id"] == view.area) | (not view.area),
    )
    if is_unlabelled(view):
        others = rows["area_id"] != view.area
        blank = {name: rows[name].mask(others, "") for name in ("what", "source", "commitment", "official_name")}
        rows = rows.assign(**blank)
    return rows


def survey_measures(catalogue: Catalogue) -> list[str]:
    """Return the ids of the measures that come from the surveys of the two sides."""
    return [
        name
        for name in catalogue.measures_of_topic(TOPIC)
        if catalogue.measure_row(name)["counts_people"] == "denominator"
    ]


def survey_rounds(catalogue: Catalogue) -> list[str]:
    """Return the rounds of either survey, newest first."""
    rounds = {period for name in survey_measures(catalogue) for period in catalogue.periods[name]}
    return sorted(rounds - {NO_RETURNS}, reverse=True)


def chosen_round(catalogue: Catalogue, view: View, rounds: Sequence[str]) -> str:
    """Return the round in the address, else the newest, else an empty string."""
    if view.measure in survey_measures(catalogue) and view.period in rounds:
        return view.period
    return rounds[0] if rounds else ""


def missing_returns(catalogue: Catalogue, rounds: Sequence[str]) -> list[tuple[str, str]]:
    """Return the returns that are not loaded: the table of each and what the page would show from it."""
    return [
        (table, what)
        for measures, table, what in REQUIRED_RETURNS
        if not (any(catalogue.periods[name] != [NO_RETURNS] for name in measures) if measures else rounds)
    ]


def answer_without_returns(catalogue: Catalogue, page_view: CouncilsView) -> str:
    """Return the answer if none of the page's returns is loaded: what is on public record, and where the areas are."""
    scope = page_view.scope
    if scope.kind == "council":
        place = f"{scope.name} has or had {words.count_of(len(scope.areas), 'area')} of the programme"
    elif scope.kind == "area":
        place = f"{scope.name} is in the area of {catalogue.area(scope.areas[0])['council_name']} council"
    else:
        today = catalogue.areas.loc[list(scope.areas), "council_name"].nunique()
        place = f"{words.count_of(len(scope.areas), 'area is', 'areas are')} in {words.count_of(today, 'council')}"
    name = scope.name if scope.kind == "area" else ""
    return f"{record_words.record_sentence(page_view.facts, 'council', len(scope.areas), name)} {place}. {NOT_KNOWN}"
