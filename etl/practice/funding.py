"""Outside help that areas sought, were offered, won and lost, and the grants that funders publish."""

from datetime import date, timedelta
from typing import Any

from etl.practice.chance import Dice, from_odds, log_odds
from etl.practice.courses import Course, chance_on, planted_change, started_courses
from etl.practice.periods import month
from etl.practice.recipe import Recipe, Row
from etl.practice.returns import Returns

BID = "bid"
SOUGHT = (BID, "contract", "loan", "investment")
"""Routes on which somebody decides; the others are by agreement."""


class _Bids:
    """The help that one area sought and was offered."""

    def __init__(self, course: Course, funders: list[str], recipe: Recipe):
        self.course, self.funders, self.recipe = course, funders, recipe
        self.rules: dict[str, Any] = recipe.rules["funding"]
        self.dice: Dice = recipe.dice("funding", course.area.area_id)
        self.change = planted_change(course, "success")
        self.reports_support = self.dice.happens(self.rules["areas_that_tell_of_support"])

    def rows(self) -> list[Row]:
        """Return the rows of the area, none where it sought nothing."""
        if not self.change and self.dice.happens(self.rules["areas_without"]):
            return []
        number = (
            self.rules["bids_of_planted"] if self.change else self.dice.count(self.rules["mean"] * self.course.size)
        )
        projects = self.dice.some_of(self.recipe.words["funding"]["projects"], number)
        return [self._row(project) for project in projects]

    def _row(self, project: str) -> Row:
        route = BID if self.change else self.dice.weighted(self.rules["routes"])
        sent_on = self.dice.day(self.course.first_plan, self.course.ended_on)
        decided_on = sent_on + timedelta(days=self.dice.whole(self.rules["days_to_decide"]))
        outcome = self._outcome(route, decided_on)
        is_decided = outcome in ("won", "lost", "agreed")
        row: Row = {
            "area_id": self.course.area.area_id, "project": project, "source_name": self._source(route), "route": route,
            "applicant": self._value_or_none(self.dice.weighted(self.rules["applicants"]), "applicant_known"),
            "is_linked": self._value_or_none(self.dice.happens(self.rules["linked"]), "link_known"),
            "submitted_on": self._day(sent_on) if route in SOUGHT else None,
            "decided_on": self._value_or_none(self._day(decided_on), "day_known") if is_decided else None,
            "outcome": outcome, "council_support": self._support(),
            "_day": decided_on if is_decided else sent_on,
        }  # fmt: skip
        return row | self._worth(route, outcome)

    def _value_or_none(self, value: Any, share: str) -> Any:
        return value if self.change or self.dice.happens(self.rules[share]) else None

    def _day(self, day: date) -> date | str:
        return month(day) if not self.change and self.dice.happens(self.rules["only_month_known"]) else day

    def _source(self, route: str) -> str:
        is_funder = route in (BID, "loan", "investment")
        return self.dice.one_of(self.funders if is_funder else self.recipe.words["funding"]["sources"])

    def _outcome(self, route: str, decided_on: date) -> str:
        if decided_on > self.recipe.rules["last_day"]:
            return "pending"
        if not self.change and self.dice.happens(self.rules["withdrawn"]):
            return "withdrawn"
        if not self.change and self.dice.happens(self.rules["never_decided"]):
            return "pending"
        if route not in SOUGHT:
            return "agreed"
        usual = from_odds(log_odds(self.rules["success"]) + self.rules["warmth_counts"] * self.course.warmth)
        return "won" if self.dice.happens(chance_on(self.change, decided_on) if self.change else usual) else "lost"

    def _worth(self, route: str, outcome: str) -> Row:
        """Return kind, pounds and hours; some awards have an unknown size, and help in time has hours but no pounds."""
        rules = self.rules
        kind = self.dice.weighted(rules["kinds_of_routes"].get(route, {"cash": 1}))
        spread = rules["middle_gbp"].get(route, rules["middle_gbp"][BID]) * self.dice.factor(rules["spread"])
        asked_gbp = rules["step_gbp"] * max(round(spread / rules["step_gbp"]), 1)
        has = outcome in ("won", "agreed")
        if kind == "time":
            hours = self._value_or_none(self.dice.whole(rules["hours"]), "hours_known") if has else None
            return {"kind": kind, "asked_gbp": None, "awarded_gbp": None, "hours": hours}
        share = 1 if self.dice.happens(rules["awarded_in_full"]) else self.dice.between(rules["part_awarded"])
        awarded_gbp = rules["step_gbp"] * max(round(asked_gbp * share / rules["step_gbp"]), 1)
        is_request_known = route in SOUGHT and (self.change or self.dice.happens(rules["asked_known"]))
        return {
            "kind": kind, "asked_gbp": asked_gbp if is_request_known else None,
            "awarded_gbp": self._value_or_none(awarded_gbp, "award_known") if has else None, "hours": None,
        }  # fmt: skip

    def _support(self) -> str:
        """Return the council's support, up to two forms joined by a semicolon; empty if the area does not report it."""
        if not self.reports_support:
            return ""
        first = self.dice.weighted(self.rules["support"])
        if first in ("none", "not recorded") or not self.dice.happens(self.rules["second_support"]):
            return first
        forms = [form for form in self.rules["support"] if form not in ("none", "not recorded")]
        second = self.dice.one_of([form for form in forms if form != first])
        return "; ".join(form for form in forms if form in (first, second))


def funding_rows(courses: list[Course], funders: list[str], returns: Returns, recipe: Recipe) -> list[Row]:
    """Return the rows of the table ``funding`` in the returns that areas sent."""
    rows = []
    for course in started_courses(courses):
        dice, area_id = recipe.dice("funding kept", course.area.area_id), course.area.area_id
        drawn = _Bids(course, funders, recipe).rows()
        rows += [row for row in drawn if returns.keeps(dice, area_id, "funding", row["_day"])]
    return rows


def grant_rows(rows: list[Row], hosts: list[Row], codes: dict[str, dict[str, str]], recipe: Recipe) -> list[Row]:
    """Return grants as the invented funders publish them: some of the wins that areas reported, and some others.

    ``codes`` holds, for each area, the codes and the postcode by which a funder may say where the money goes.
    """
    rules = recipe.rules["grants"]
    dice = recipe.dice("grants")
    wins = [row for row in rows if row["route"] == BID and row["outcome"] == "won" and row["awarded_gbp"]]
    published = dice.some_of(wins, round(len(wins) * rules["wins_published"]))
    grants = [
        (row["area_id"], row["project"], row["source_name"], row["awarded_gbp"], row["_day"]) for row in published
    ]
    funders = sorted({row["source_name"] for row in wins})
    for _ in range(rules["others"]):
        project = dice.one_of(recipe.words["funding"]["projects"])
        amount = recipe.rules["funding"]["step_gbp"] * dice.whole(rules["steps_of_others"])
        grants.append((dice.one_of(sorted(codes)), project, dice.one_of(funders), amount, dice.day(*rules["days"])))
    recipients = {row["area_id"]: row["organisation"] for row in hosts}
    return [
        {"grant_id": f"practice-{number:04d}", "title": project, "currency": dice.weighted(rules["currencies"]),
         "awarded": amount, "award_date": day, "recipient_id": f"PRACTICE-ORG-{number:04d}",
         "recipient_name": recipients.get(area_id, f"Friends of {codes[area_id]['name']}"),
         **_place_cells(dice.weighted(rules["places"]), codes[area_id]),
         "funder_id": f"PRACTICE-FUNDER-{funders.index(funder) + 1:02d}", "funder_name": funder,
         "programme_title": rules["programme_title"] if dice.happens(rules["with_programme_title"]) else ""}
        for number, (area_id, project, funder, amount, day) in enumerate(grants, start=1)
    ]  # fmt: skip


def _place_cells(kind: str, codes: dict[str, str]) -> Row:
    """Return where a grant goes as its funder publishes it: by a code, or only by the recipient's postcode."""
    if kind == "postcode":
        return {"recipient_postcode": codes[kind]}
    return {"beneficiary_names": codes["name"], "beneficiary_codes": codes[kind]}
