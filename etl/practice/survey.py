"""Surveys of residents, of partnership members and of councils: the codebook and the answers."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

from etl.practice.chance import Dice, from_odds, log_odds
from etl.practice.courses import Course, chance_on, planted_change, started
from etl.practice.recipe import Recipe, Row

DO_NOT_KNOW = "do not know"
SURVEYS = {"partnership": "P", "council": "C", "resident": "R"}
"""Each survey and the letter its respondents' keys begin with."""


def question(recipe: Recipe) -> list[Row]:
    """Return the codebook; a question whose wording changed has a row for each."""
    told = recipe.rules["survey"]
    scales = {survey: [list(answers) for answers in sides] for survey, sides in told["scales"].items()}
    return [
        {"survey": survey, "question_id": asked["id"], "from_round": f"{first}", "wording": wording,
         "scale": "; ".join([*scales[survey][0], *scales[survey][1], DO_NOT_KNOW]),
         "positive": "; ".join(scales[survey][0]), "not_valid": DO_NOT_KNOW,
         "belongs_to": asked["belongs_to"]}
        for survey in SURVEYS for asked in told["questions"][survey] for first, wording in asked["wordings"].items()
    ]  # fmt: skip


class Round:
    """One round of one survey: the questions asked, and the areas that were asked."""

    def __init__(self, survey: str, year: int, recipe: Recipe):
        self.survey, self.year, self.recipe = survey, year, recipe
        self.told: dict[str, Any] = recipe.rules["survey"]
        self.rules: dict[str, Any] = self.told[survey]
        self.questions = [one for one in self.told["questions"][survey] if year in one["rounds"]]
        self.held_on = date(year, self.told["month"], 1)

    def answering(self, every: list[Course]) -> list[Course]:
        """Return the areas that answered: those open in the year, but for some; residents are asked in a few areas."""
        open_then = [one for one in started(every) if one.first_plan <= self.held_on <= one.ended_on]
        if self.survey == "resident":
            chosen = set(areas_of_residents(every, self.recipe))
            return [one for one in open_then if one.area.area_id in chosen]
        dice = self.recipe.dice("who answers", f"{self.survey} {self.year}")
        return [one for one in open_then if dice.happens(self.rules["areas_that_answer"])]

    def answers(self, course: Course, keys: Iterator[int]) -> Iterator[Row]:
        """Give every answer of one area, one row a respondent and question."""
        dice = self.recipe.dice(f"{self.survey} {self.year}", course.area.area_id)
        replies = (
            1 + dice.count(self.rules["replies"] - 1) if "replies" in self.rules else dice.whole(self.rules["base"])
        )
        for _ in range(min(replies, self.rules["most_replies"])):
            key = f"{SURVEYS[self.survey]}{next(keys)}"
            leaning = dice.normal(self.told["spread_of_people"])
            for asked in self.questions:
                yield {
                    "survey": self.survey, "round": f"{self.year}", "area_id": course.area.area_id, "respondent_key": key,
                    "question_id": asked["id"], "answer": self._answer(dice, asked, course, leaning),
                }  # fmt: skip

    def _answer(self, dice: Dice, asked: dict[str, Any], course: Course, leaning: float) -> str:
        if dice.happens(self.told["left_out"]):
            return ""
        if dice.happens(self.told["do_not_know"]):
            return DO_NOT_KNOW
        positive, other = self.told["scales"][self.survey]
        return dice.weighted(positive if dice.happens(self._chance(asked, course, leaning)) else other)

    def _chance(self, asked: dict[str, Any], course: Course, leaning: float) -> float:
        """Return the true chance of a positive answer; a planted change has exactly the chances it tells."""
        change = planted_change(course, "survey")
        if change and self.survey == "resident" and asked["id"] == self.recipe.rules["planted"]["survey"]["question"]:
            return chance_on(change, self.held_on)
        years = self.year - self.rules["rounds"][0]
        latest = max(first for first in asked["wordings"] if first <= self.year)
        harder = asked.get("harder", 0) if latest > self.rules["rounds"][0] else 0
        odds = log_odds(asked["positive"]) + self.rules["warmth_counts"] * course.warmth
        return from_odds(odds + leaning + self.rules["yearly_rise"] * years - harder)


def areas_of_residents(every: list[Course], recipe: Recipe) -> list[str]:
    """Return the areas whose residents were asked: those with a planted change in it, and others."""
    planted = [course.area.area_id for course in every if planted_change(course, "survey")]
    others = [one.area.area_id for one in started(every) if one.is_open and not one.planted]
    number = recipe.rules["survey"]["resident"]["areas"] - len(planted)
    return sorted([*planted, *recipe.dice("areas of residents").some_of(others, number)])


def survey_answer(every: list[Course], recipe: Recipe) -> list[Row]:
    """Return all answers of all surveys and rounds."""
    return [
        row
        for survey in SURVEYS
        for keys in [count(1)]
        for year in recipe.rules["survey"][survey]["rounds"]
        for one in [Round(survey, year, recipe)]
        for course in one.answering(every)
        for row in one.answers(course, keys)
    ]


def survey_status(every: list[Course], recipe: Recipe) -> list[Row]:
    """Return for each round of the partnership survey which areas answered and which did not."""
    rows = []
    for year in recipe.rules["survey"]["partnership"]["rounds"]:
        one = Round("partnership", year, recipe)
        answering = {course.area.area_id for course in one.answering(every)}
        rows += [
            {"area_id": course.area.area_id, "table_name": "survey_answer", "period_start": date(year, 1, 1),
             "period_end": date(year, 12, 31), "state": "complete" if course.area.area_id in answering else "not sent",
             "expected_by": None}
            for course in started(every) if course.first_plan <= one.held_on <= course.ended_on
        ]  # fmt: skip
    return rows
