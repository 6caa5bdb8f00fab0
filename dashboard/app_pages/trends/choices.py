"""The topics, measures and places to choose from on the Trends page, and the view that follows from a choice."""

import re
from dataclasses import replace

from dashboard.model import db
from dashboard.model.catalogue import UNLABELLED, Catalogue
from dashboard.model.state import View

THEMES = ("Participation", "Funding wins", "Council relationship")
"""The themes that the page is mainly for; they are offered even without returns."""
PROGRAMME, SAME, ENGLAND = "programme:all", "programme:same-areas", "E92000001"
POINTS_FOR_CHANGE = 2
OPENING = "event_attendance"
"""The measure on which the page opens where it has a line."""


def points_in_time(catalogue: Catalogue, measure_id: str) -> list[str]:
    """Return the single years and rounds of a measure, oldest first; spans of years and all years together are left out."""
    return sorted(period for period in catalogue.periods[measure_id] if re.fullmatch(r"\d{4}(-\d\d)?", period))


def has_line(catalogue: Catalogue, measure_id: str) -> bool:
    """Whether a measure has enough points in time for a line."""
    return len(points_in_time(catalogue, measure_id)) >= POINTS_FOR_CHANGE


def topics(catalogue: Catalogue, chosen: str) -> list[str]:
    """Return the topics to choose from: the three themes, those with a measure over time, and the chosen one."""
    all_topics = list(dict.fromkeys(catalogue.registry["topic"]))
    with_line = [
        topic
        for topic in all_topics
        if topic == chosen or any(has_line(catalogue, name) for name in catalogue.measures_of_topic(topic))
    ]
    return list(dict.fromkeys([*(topic for topic in THEMES if topic in all_topics), *with_line]))


def topic_of(catalogue: Catalogue, view: View) -> str:
    """Return the topic of a view: its own, that of its measure, or the first with a measure over time."""
    if view.topic:
        return view.topic
    if view.measure != View().measure:
        return str(catalogue.measure_row(view.measure)["topic"])
    offered = topics(catalogue, "")
    with_lines = [
        topic for topic in offered if any(has_line(catalogue, name) for name in catalogue.measures_of_topic(topic))
    ]
    return next(iter([*with_lines, *offered, str(catalogue.measure_row(view.measure)["topic"])]))


def measures_of(catalogue: Catalogue, view: View) -> list[str]:
    """Return the measures to choose from in the topic of a view: those with a line, or all where none has one."""
    of_topic = catalogue.measures_of_topic(topic_of(catalogue, view))
    return [
        measure_id for measure_id in of_topic if measure_id == view.measure or has_line(catalogue, measure_id)
    ] or of_topic


def settled_view(build: db.Build, catalogue: Catalogue, view: View) -> View:
    """Return the view as shown: a measure of another topic gives way to the topic's first, plan years to calendar years.

    Participation opens on attendance, which the overview and most areas have; any other topic on the measure whose trend
    can be judged, else one with a change since its first figure.
    """
    topic, offered = topic_of(catalogue, view), measures_of(catalogue, view)
    measure = view.measure
    if measure not in offered:
        judged_first = db.query(build, "trends_measures", place_id=view.area or SAME)["measure_id"]
        with_lines = [name for name in [OPENING, *judged_first] if name in offered and has_line(catalogue, name)]
        measure = (with_lines or offered)[0]
    axis = View().axis if why_no_plan_years(catalogue, measure) else view.axis
    return replace(view, topic=topic, measure=measure, period=catalogue.opening_periods[measure], axis=axis)


def why_no_plan_years(catalogue: Catalogue, measure_id: str) -> str:
    """Return why a measure has no figures by year of the plan; empty where it has: see ``queries/views/plan_year.sql``."""
    row = catalogue.measure_row(measure_id)
    if row["sources"] != "returns":
        reason = "it is a public figure, not linked to plans"
    elif row["counts_people"] != "no":
        reason = "by year of the plan its counts of people could reveal a person"
    elif not any(len(period) == 4 for period in points_in_time(catalogue, measure_id)):
        reason = "it is reported by financial year"
    elif row["roll_up"] != "sum":
        reason = "its figures cannot be added up"
    else:
        return ""
    return f"This measure is available by calendar year only: {reason}."


def is_per_area(catalogue: Catalogue, measure_id: str) -> bool:
    """Whether the figure of a group is shown per area, as its total grows with the number of areas that report."""
    return catalogue.measures[measure_id].is_total and catalogue.measure_row(measure_id)["roll_up"] == "sum"


def places(catalogue: Catalogue, view: View) -> dict[str, str]:
    """Return the names of the places to draw by id, the one in focus first: the chosen area, or the programme."""
    is_by_plan = view.axis == "plan"
    programme = SAME if view.same == "same" and not is_by_plan else PROGRAMME
    beside = [] if is_by_plan or catalogue.measures[view.measure].is_total else [ENGLAND]
    place_ids = [*([view.area] if view.area else []), programme, *view.chosen, *beside]
    return {place_id: name_of(catalogue, place_id) for place_id in dict.fromkeys(place_ids)}


def name_of(catalogue: Catalogue, place_id: str) -> str:
    """Return the name of a place on this page."""
    return {SAME: "The same areas", ENGLAND: "England"}.get(place_id) or catalogue.comparable_places[place_id]


def offered_lines(catalogue: Catalogue, view: View) -> dict[str, str]:
    """Return the names of the places that can be lines; where areas are not named, only groups and those already chosen."""
    names = catalogue.comparable_places
    is_unlabelled = UNLABELLED in set(catalogue.areas["area_name"])
    return {
        place_id: name
        for place_id, name in names.items()
        if place_id in view.chosen or not is_unlabelled or place_id in catalogue.groups or place_id == view.area
    }


def missing_themes(catalogue: Catalogue) -> list[str]:
    """Return which of the three themes have no figure over time."""
    all_topics = set(catalogue.registry["topic"])
    return [
        theme
        for theme in THEMES
        if theme in all_topics and not any(has_line(catalogue, name) for name in catalogue.measures_of_topic(theme))
    ]
