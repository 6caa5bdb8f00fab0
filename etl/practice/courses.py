"""The course of each area: its start, plan and end, its relationship with the council, and how fully it reports."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from etl.practice.periods import half_year, later, next_month
from etl.practice.places import Area, Places
from etl.practice.recipe import Recipe


@dataclass(frozen=True)
class Planted:
    """A change put in on purpose after an event with the council, so that measures can be checked against it.

    ``what`` is survey, liaison or success; ``before`` and ``after`` are the true chances, or liaison meetings per year.
    """

    what: str
    event: str
    happened_on: date
    before: float
    after: float


@dataclass(frozen=True)
class Course:
    """The course of one area.

    ``first_plan`` is the first day of its first plan and ``ended_on`` the last day of spending, both only valid if
    ``has_started``. ``warmth`` shifts the log odds of good answers about the council, ``size`` scales all activity.
    """

    area: Area
    started_on: date
    endorsed_on: date
    has_started: bool
    first_plan: date
    ended_on: date
    is_open: bool
    is_early: bool
    is_thorough: bool
    warmth: float
    size: float
    planted: tuple[Planted, ...] = field(default=())


def courses_of_areas(places: Places, recipe: Recipe) -> list[Course]:
    """Return the course of every area, in order of id."""
    rules = recipe.rules["courses"]
    order = recipe.dice("courses").some_of([area.area_id for area in places.areas], len(places.areas))
    never = set(order[: rules["areas_never_started"]])
    early = set(order[rules["areas_never_started"] :][: rules["areas_closed_early"]])
    drawn = [_course(area, recipe, area.area_id in never, area.area_id in early) for area in places.areas]
    return _with_planted(drawn, [area_id for area_id in order if area_id not in never | early], recipe)


def started_courses(courses: list[Course]) -> list[Course]:
    """Return the courses of areas that ever had a plan."""
    return [course for course in courses if course.has_started]


def _course(area: Area, recipe: Recipe, is_never: bool, is_early: bool) -> Course:
    rules, dice = recipe.rules["courses"], recipe.dice("course", area.area_id)
    started_on = dice.day(*rules["starts_of_waves"][area.wave])
    endorsed_on = later(started_on, dice.between(rules["years_from_start_to_endorsed"]))
    is_half_year = dice.happens(rules["plans_from_start_of_half_year"])
    first_plan = half_year(endorsed_on)[1] + timedelta(days=1) if is_half_year else next_month(endorsed_on)
    is_open = not is_early and dice.happens(rules["areas_open_to_the_end"])
    ended_on = dice.day(*rules["early_ends" if is_early else "ends"])
    return Course(
        area=area,
        started_on=started_on,
        endorsed_on=endorsed_on,
        has_started=not is_never,
        first_plan=first_plan,
        ended_on=recipe.rules["ended_on"] if is_open else ended_on,
        is_open=is_open,
        is_early=is_early,
        is_thorough=dice.happens(rules["thorough_areas"]),
        warmth=dice.normal(rules["spread_of_warmth"]),
        size=dice.factor(rules["spread_of_size"]),
    )


def _with_planted(courses: list[Course], order: list[str], recipe: Recipe) -> list[Course]:
    """Return the courses, a change planted in the first few areas of the order, which send complete returns."""
    by_id = {course.area.area_id: course for course in courses}
    chosen = iter(order)
    for what, rules in recipe.rules["planted"].items():
        for _ in range(rules["areas"]):
            area_id = next(chosen)
            dice = recipe.dice("planted", area_id)
            change = Planted(what, dice.one_of(rules["events"]), dice.day(*rules["days"]), **_chances(what, rules))
            by_id[area_id] = replace(
                by_id[area_id],
                is_thorough=True,
                is_open=True,
                ended_on=recipe.rules["ended_on"],
                warmth=0.0,
                planted=(change,),
            )
    return list(by_id.values())


def _chances(what: str, rules: dict[str, Any]) -> dict[str, float]:
    if what != "survey":
        return {"before": rules["before"], "after": rules["after"]}
    odds = rules["before"] / (1 - rules["before"]) * rules["odds_ratio"]
    return {"before": rules["before"], "after": round(odds / (1 + odds), 4)}


def planted_change(course: Course, what: str) -> Planted | None:
    """Return the change of this kind that is planted in an area, if any."""
    return next((change for change in course.planted if change.what == what), None)


def chance_on(change: Planted, day: date) -> float:
    """Return the true chance, or number per year, on one day."""
    return change.after if day > change.happened_on else change.before


def closed_on(course: Course) -> date:
    """Return the day from which nothing more is due: the day after the last day of spending."""
    return course.ended_on + timedelta(days=1)
