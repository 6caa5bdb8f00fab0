"""Surveys of residents, of partnership members and of councils: the codebook and the answers."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

from etl.practice.chance import Dice, from_odds, log_odds
from etl.practice.courses import Course, chance_on, planted_change, started_courses
from etl.practice.recipe import Recipe, Row

DO_NOT_KNOW = "do not know"
SURVEYS = {"partnership": "P", "council": "C", "resident": "R"}
"""Each survey and the letter its respondents' keys begin with."""


def question_rows(recipe: Recipe) -> list[Row]:
    """Return the codebook; a question whose wording changed has a row for each."""
    rules = recipe.rules["survey"]
    scales = {survey: [list(answers) for answers in sides] for survey, sides in rules["scales"].items()}
    return [
        {"survey": survey, "question_id": question["id"], "from_round": f"{first}", "wording": wording,
         "scale": "; ".join([*scales[survey][0], *scales[survey][1], DO_NOT_KNOW]),
         "positive": "; ".join(scales[survey][0]), "not_valid": DO_NOT_KNOW,
         "belongs_to": question["belongs_to"]}
        for survey in SURVEYS for question in rules["questions"][survey] for first, wording in question["wordings"].items()
    ]  # fmt: skip


class Round:
    """One round of one survey: its questions and the areas it went to."""

    def __init__(self, survey: str, year: int, recipe: Recipe):
        self.survey, self.year, self.recipe = survey, year, recipe
        self.shared_rules: dict[str, Any] = recipe.rules["survey"]
        self.rules: dict[str, Any] = self.shared_rules[survey]
        self.questions = [question for question in self.shared_rules["questions"][survey] if year in question["rounds"]]
        self.held_on = date(year, self.shared_rules["month"], 1)

    def answering(self, courses: list[Course]) -> list[Course]:
        """Return the courses of areas that answered: most of those open in the year, a few for residents."""
        open_then = [
            course for course in started_courses(courses) if course.first_plan <= self.held_on <= course.ended_on
        ]
        if self.survey == "resident":
            chosen = set(areas_of_residents(courses, self.recipe))
            return [course for course in open_then if course.area.area_id in chosen]
        dice = self.recipe.dice("who answers", f"{self.survey} {self.year}")
        return [course for course in open_then if dice.happens(self.rules["areas_that_answer"])]

    def answers(self, course: Course, keys: Iterator[int]) -> Iterator[Row]:
        """Yield every answer of one area, one row per respondent and question."""
        dice = self.recipe.dice(f"{self.survey} {self.year}", course.area.area_id)
        replies = (
            1 + dice.count(self.rules["replies"] - 1) if "replies" in self.rules else dice.whole(self.rules["base"])
        )
        for _ in range(min(replies, self.rules["most_replies"])):
            key = f"{SURVEYS[self.survey]}{next(keys)}"
            leaning = dice.normal(self.shared_rules["spread_of_people"])
            for question in self.questions:
                yield {
                    "survey": self.survey, "round": f"{self.year}", "area_id": course.area.area_id, "respondent_key": key,
                    "question_id": question["id"], "answer": self._answer(dice, question, course, leaning),
                }  # fmt: skip

    def _answer(self, dice: Dice, question: dict[str, Any], course: Course, leaning: float) -> str:
        if dice.happens(self.shared_rules["left_out"]):
            return ""
        if dice.happens(self.shared_rules["do_not_know"]):
            return DO_NOT_KNOW
        positive, other = self.shared_rules["scales"][self.survey]
        return dice.weighted(positive if dice.happens(self._chance(question, course, leaning)) else other)

    def _chance(self, question: dict[str, Any], course: Course, leaning: float) -> float:
        """Return the true chance of a positive answer; a planted change has exactly the chances it names."""
        change = planted_change(course, "survey")
        if (
            change
            and self.survey == "resident"
            and question["id"] == self.recipe.rules["planted"]["survey"]["question"]
        ):
            return chance_on(change, self.held_on)
        years = self.year - self.rules["rounds"][0]
        latest = max(first for first in question["wordings"] if first <= self.year)
        harder = question.get("harder", 0) if latest > self.rules["rounds"][0] else 0
        odds = log_odds(question["positive"]) + self.rules["warmth_counts"] * course.warmth
        return from_odds(odds + leaning + self.rules["yearly_rise"] * years - harder)


def areas_of_residents(courses: list[Course], recipe: Recipe) -> list[str]:
    """Return the areas with a survey of residents: those with a planted change in it, and others."""
    planted = [course.area.area_id for course in courses if planted_change(course, "survey")]
    others = [course.area.area_id for course in started_courses(courses) if course.is_open and not course.planted]
    number = recipe.rules["survey"]["resident"]["areas"] - len(planted)
    return sorted([*planted, *recipe.dice("areas of residents").some_of(others, number)])


def survey_answer_rows(courses: list[Course], recipe: Recipe) -> list[Row]:
    """Return the rows of the table of answers, for every survey and round."""
    return [
        row
        for survey in SURVEYS
        for keys in [count(1)]
        for year in recipe.rules["survey"][survey]["rounds"]
        for survey_round in [Round(survey, year, recipe)]
        for course in survey_round.answering(courses)
        for row in survey_round.answers(course, keys)
    ]


def survey_status_rows(courses: list[Course], recipe: Recipe) -> list[Row]:
    """Return, for each round of the partnership survey, which areas answered and which did not."""
    rows = []
    for year in recipe.rules["survey"]["partnership"]["rounds"]:
        survey_round = Round("partnership", year, recipe)
        answering = {course.area.area_id for course in survey_round.answering(courses)}
        rows += [
            {"area_id": course.area.area_id, "table_name": "survey_answer", "period_start": date(year, 1, 1),
             "period_end": date(year, 12, 31), "state": "complete" if course.area.area_id in answering else "not sent",
             "expected_by": None}
            for course in started_courses(courses) if course.first_plan <= survey_round.held_on <= course.ended_on
        ]  # fmt: skip
    return rows
