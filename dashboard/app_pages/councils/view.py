"""What the Councils page looks at: which areas and councils, which round of the surveys, and the rows of all it shows."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from dashboard.app_pages.councils.pictures import Picture, of_section
from dashboard.app_pages.councils.sentences import (
    NEEDS,
    PROGRAMME,
    SAME_AREAS,
    SIDES,
    TOPIC,
    CouncilsView,
    Scope,
    answer,
    council_name,
    councils_counted,
    councils_file,
    is_unlabelled,
    sections,
)
from dashboard.model import db
from dashboard.model.catalogue import NO_RETURNS, Catalogue, catalogue_for, catalogue_of
from dashboard.model.state import ANY, View
from dashboard.text import words


@lru_cache(maxsize=300)
def councils_view(build: db.Build, view: View) -> CouncilsView:
    """Return what the Councils page shows of a view."""
    catalogue = catalogue_for(build, view)
    rounds = rounds_of(catalogue)
    chosen = chosen_round(catalogue, view, rounds)
    scope = scope_of(build, catalogue, view, chosen)
    rows = db.query(build, "councils_events", areas=scope.joined, council_code=scope.council_code)
    missing = missing_returns(catalogue, rounds)
    offered = sections(missing)
    section = view.topic if view.topic in offered else next(iter(offered), None)
    made = CouncilsView(
        scope=scope,
        section=section,
        round=chosen,
        rounds=rounds,
        events=named(catalogue, view, rows),
        figures=db.query(build, "councils_figures", areas=scope.joined),
        sides=db.query(build, "councils_sides", place_id=scope.place_id, period=chosen)
        if section == SIDES
        else pd.DataFrame(),
        changes=db.query(
            build,
            "councils_changes",
            place_id=scope.place_id if scope.place_id in scope.areas else SAME_AREAS,
            period=chosen,
        ),
        support=db.query(build, "councils_support", areas=scope.joined),
        surveys=db.query(build, "councils_surveys", areas=scope.joined if scope.is_single else ""),
        cases=cases(build, catalogue, view, scope),
        answer="",
        missing=missing,
    )
    if not scope.areas:
        return replace(made, answer="No area fits all of these filters.")
    is_bare = len(made.missing) == len(NEEDS)
    return replace(made, answer=without_returns(catalogue, made) if is_bare else answer(catalogue, made))


@lru_cache(maxsize=300)
def pictures(build: db.Build, view: View, theme: str) -> dict[str, Picture]:
    """Return the pictures of a view in a theme (light or dark), by name; one without figures is not among them."""
    return of_section(councils_view(build, view), catalogue_for(build, view).measures, bool(view.area), theme)


@lru_cache(maxsize=300)
def councils_frame(build: db.Build, areas: tuple[str, ...]) -> tuple[pd.DataFrame, str]:
    """Return the councils that some areas lie or lay in, in order of name, and how many of each kind they are."""
    rows, of_areas = db.query(build, "councils_list"), db.query(build, "councils_areas")
    theirs = of_areas[of_areas["area_id"].isin(areas)]
    rows = rows[rows["council_code"].isin(theirs["council_code"])]
    return councils_file(rows, theirs, catalogue_of(build).areas["area_name"]), councils_counted(rows)


def cases(build: db.Build, catalogue: Catalogue, view: View, scope: Scope) -> pd.DataFrame:
    """Return published accounts with the name of their area in the title; those of areas that are not named are left out."""
    rows = db.query(build, "councils_cases", areas=scope.joined)
    if is_unlabelled(view):
        rows = rows[rows["area_id"].isin(["", view.area])]
    names = catalogue.areas["area_name"]
    titles = [f"{names[row.area_id]}: {row.title}" if row.area_id else row.title for row in db.rows(rows)]
    return rows.assign(title=titles)


def scope_of(build: db.Build, catalogue: Catalogue, view: View, chosen: str) -> Scope:
    """Return whose relationship is looked at: one council before one area, and that before the filters."""
    if view.council in councils_named(build, catalogue, view):
        return council_scope(build, catalogue, view)
    if view.area:
        return area_scope(build, catalogue, view, chosen)
    shown = tuple(str(area) for area in catalogue.shown(view).index)
    if not view.filters:
        return Scope("all", shown, f"the {len(shown)} areas")
    place_id, note = pooled_place(catalogue, view)
    place = catalogue.groups.get(place_id, "") if place_id != PROGRAMME else "all areas together"
    return Scope("filtered", shown, f"{words.count_of(len(shown), 'area')} shown", "", place_id, place, note)


def council_scope(build: db.Build, catalogue: Catalogue, view: View) -> Scope:
    """Return the areas that lie or lay in the chosen council."""
    rows = db.query(build, "councils_areas")
    areas = tuple(rows.loc[rows["council_code"] == view.council, "area_id"])
    name = str(catalogue.councils.loc[view.council, "official_name"])
    note = "Answers are not added up for one council, as few people answer in one place: all areas together are shown."
    return Scope("council", areas, name, view.council, note=note)


def area_scope(build: db.Build, catalogue: Catalogue, view: View, chosen: str) -> Scope:
    """Return one area; the answers to surveys are its own where any of them is shown, else those of all areas."""
    name = str(catalogue.area(view.area)["area_name"])
    own = db.query(build, "councils_sides", place_id=view.area, period=chosen)
    if (own[["members_state", "council_state"]] == "value").to_numpy().any():
        return Scope("area", (view.area,), name, place_id=view.area, place=name)
    is_hidden = (own[["members_state", "council_state"]] == "hidden").to_numpy().any()
    why = "are hidden to protect people, as it takes at least 10 to show them" if is_hidden else "are not here"
    note = f"The answers of {name} {why}: all areas together are shown."
    return Scope("area", (view.area,), name, note=note)


def pooled_place(catalogue: Catalogue, view: View) -> tuple[str, str]:
    """Return where answers are added up under the filters: one region, one wave or the programme, and why not for less."""
    if view.region != ANY:
        code = catalogue.regions.set_index("region_name").loc[view.region, "region_code"]
        left_out = [*([f"wave {view.wave}"] if view.wave != ANY else []), *_deprivation(view)]
        shown, place_id = f"all areas in {view.region}", f"areas-in:{code}"
    elif view.wave != ANY:
        left_out, shown, place_id = _deprivation(view), f"all areas of wave {view.wave}", f"wave:{view.wave}"
    else:
        left_out, shown, place_id = _deprivation(view), "all areas together", PROGRAMME
    note = f"Answers are added up by region or by wave only, so {shown} are shown here." if left_out else ""
    return place_id, note


def _deprivation(view: View) -> list[str]:
    return [] if view.deprivation == ANY else [view.deprivation]


def councils_named(build: db.Build, catalogue: Catalogue, view: View) -> dict[str, str]:
    """Return the councils that may be chosen, by code with what each is called, in order of name.

    Where only the reader's own area is named, so are only its councils: others would give their areas away.
    """
    rows = db.query(build, "councils_list")
    if is_unlabelled(view):
        of_areas = db.query(build, "councils_areas")
        own = of_areas.loc[of_areas["area_id"] == view.area, "council_code"]
        rows = rows[rows["council_code"].isin(own)]
    return {
        row.council_code: council_name(row) for row in db.rows(rows) if row.council_code in catalogue.councils.index
    }


def named(catalogue: Catalogue, view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Return events with the names of their areas; what is written of areas that are not named is left out."""
    rows = rows.assign(
        area_name=[str(catalogue.areas.loc[area, "area_name"]) for area in rows["area_id"]],
        is_own=(rows["area_id"] == view.area) | (not view.area),
    )
    if is_unlabelled(view):
        others = rows["area_id"] != view.area
        blank = {name: rows[name].mask(others, "") for name in ("what", "source", "commitment", "official_name")}
        rows = rows.assign(**blank)
    return rows


def asked_of_people(catalogue: Catalogue) -> list[str]:
    """Return the measures that tell the two sides of the relationship."""
    return [name for name in catalogue.of_topic(TOPIC) if catalogue.measure_row(name)["counts_people"] == "denominator"]


def rounds_of(catalogue: Catalogue) -> list[str]:
    """Return the rounds in which either side was asked, newest first."""
    found = {period for name in asked_of_people(catalogue) for period in catalogue.periods[name]}
    return sorted(found - {NO_RETURNS}, reverse=True)


def chosen_round(catalogue: Catalogue, view: View, rounds: Sequence[str]) -> str:
    """Return the round that the address asks for, else the newest, else nothing."""
    if view.measure in asked_of_people(catalogue) and view.period in rounds:
        return view.period
    return rounds[0] if rounds else ""


def missing_returns(catalogue: Catalogue, rounds: Sequence[str]) -> list[tuple[str, str]]:
    """Return which kinds of return nobody has sent: the table and what it would show here."""
    return [
        (table, what)
        for measures, table, what in NEEDS
        if not (any(catalogue.periods[name] != [NO_RETURNS] for name in measures) if measures else rounds)
    ]


def without_returns(catalogue: Catalogue, shown: CouncilsView) -> str:
    """Return the answer where nothing of the page's returns is loaded: what is known of councils, and what is on record."""
    scope, own = shown.scope, int((shown.cases["area_id"] != "").sum())
    record = f"{words.count_of(own, 'account') if own else 'no account'} of what a council and an area did"
    if scope.kind == "council":
        lies = f"{scope.name} has or had {words.count_of(len(scope.areas), 'area')} of the programme"
    elif scope.kind == "area":
        lies = f"{scope.name} lies in the area of {catalogue.area(scope.areas[0])['council_name']} council"
    else:
        today = catalogue.areas.loc[list(scope.areas), "council_name"].nunique()
        lies = f"{words.count_of(len(scope.areas), 'area lies', 'areas lie')} in {words.count_of(today, 'council')}"
    return (
        f"{lies}. How they got on cannot be said yet: it needs returns, and none are loaded. On the public record gathered "
        f"here: {record}."
    )
