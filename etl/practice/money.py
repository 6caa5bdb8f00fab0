"""The money each area was given, planned, spent and handed back."""

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from etl.practice.chance import Dice, from_odds
from etl.practice.courses import Course, started_courses
from etl.practice.periods import Span, half_years, month, years_between
from etl.practice.recipe import Recipe, Row
from etl.practice.returns import Returns


def allocation_rows(courses: list[Course], recipe: Recipe) -> list[Row]:
    """Return the awards of the programme to each area that started."""
    rules = recipe.rules["allocation"]
    rows: list[Row] = []
    for course in started_courses(courses):
        area_id, dice = course.area.area_id, recipe.dice("allocation", course.area.area_id)
        rows.append(_award_row(area_id, "first award", month(course.started_on), rules["first_gbp"]))
        added = [(what, rules[what]) for what in ("added 2017", "added 2020") if course.ended_on > rules[what]["day"]]
        rows += [_award_row(area_id, what, month(addition["day"]), addition["gbp"]) for what, addition in added]
        if dice.happens(rules["areas_with_other_award"]):
            day = dice.day(course.first_plan, min(rules["added 2020"]["day"], course.ended_on))
            rows.append(_award_row(area_id, "other", day, rules["other_gbp"]))
    return rows


def _award_row(area_id: str, what: str, awarded_on: date | str, amount: float) -> Row:
    return {"area_id": area_id, "what": what, "awarded_on": awarded_on, "amount_gbp": amount}


@dataclass(frozen=True)
class Line:
    """One budget line: its heading, the theme it was coded to, who coded it, and its share of the budget."""

    heading: str
    theme: str
    coded_by: str
    share: float


def budget_lines(course: Course, recipe: Recipe) -> list[Line]:
    """Return the budget lines of an area, the cost of running the work first."""
    rules, dice = recipe.rules["spending"], recipe.dice("budget", course.area.area_id)
    themes = recipe.words["themes"]
    running = next(theme for theme in themes if theme.get("is_delivery_cost"))
    others = dice.some_of([theme for theme in themes if theme is not running], dice.weighted(rules["lines"]) - 1)
    weights = [dice.between(rules["weight_of_a_line"]) for _ in others]
    cost = dice.between(rules["delivery_cost_share"])
    shares = [cost, *((1 - cost) * weight / sum(weights) for weight in weights)]
    lines = []
    for theme, share in zip([running, *others], shares, strict=True):
        is_coded = dice.happens(rules["coded_lines"])
        coded_by = dice.weighted(rules["coders"]) if is_coded else ""
        lines.append(Line(dice.one_of(theme["lines"]), theme["name"] if is_coded else "", coded_by, share))
    return lines


class _Account:
    """The money of one area over its half-years, in whole multiples of ``unit`` pounds."""

    def __init__(self, course: Course, total: float, recipe: Recipe):
        self.course, self.recipe, self.total = course, recipe, total
        self.rules: dict[str, Any] = recipe.rules["spending"]
        self.dice: Dice = recipe.dice("spending", course.area.area_id)
        self.unit = self.rules["pence"] if self.dice.happens(self.rules["areas_with_pence"]) else 1
        self.reports_payments = self.dice.happens(self.rules["areas_that_tell_payments"])
        self.unpaid = self.rounded(total * self.dice.between(self.rules["share_of_allocation_drawn"]))
        self.balance = 0.0

    def rounded(self, amount: float) -> float:
        return round(round(amount / self.unit) * self.unit, 2)

    def line_row(self, span: Span, line: Line, budget: float, is_last: bool) -> Row:
        """Return the row of one line and half-year, and update the money left."""
        step = self.rules["plans_to_the_gbp"]
        planned = min(round(budget * line.share / step) * step, self.unpaid)
        state = "paid" if is_last else self.dice.weighted(self.rules["states"])
        if state == "repaid":
            return self.refund_row(span, line)
        if state != "paid":
            return self.row(span, line, state, planned=planned, paid=0, spent=0, fee=0)
        paid = self.rounded(planned)
        fee = self.rounded(paid * self.rules["host_fee_share"])
        self.unpaid -= paid
        self.balance += paid - fee
        wanted = (paid - fee) * self.rules["spent_of_planned"] * self.dice.factor(self.rules["spread_of_spent"])
        spent = min(self.rounded(wanted), math.floor(self.balance))
        spent = 0 if self.dice.happens(self.rules["paid_but_nothing_spent"]) else spent
        self.balance = round(self.balance - spent, 2)
        return self.row(span, line, state, planned=planned, paid=paid, spent=spent, fee=fee)

    def refund_row(self, span: Span, line: Line) -> Row:
        """Return a row of money refunded to a line: negative spending."""
        amount = self.dice.whole(self.rules["refund_gbp"])
        self.balance += amount
        name = f"{line.heading}: {self.recipe.words['came_back'].lower()}"
        back = Line(name, line.theme, line.coded_by, 0)
        return self.row(span, back, "repaid", planned=0, paid=0, spent=-amount, fee=0)

    def handed_back_row(self, span: Span) -> Row:
        """Return the row of the money handed back at the end."""
        line = Line(self.recipe.words["handed_back"], "", "", 0)
        return self.row(span, line, "repaid", planned=0, paid=0, spent=0, fee=0, returned=round(self.balance, 2))

    def row(self, span: Span, line: Line, state: str, *, planned: float, paid: float, spent: float | None, fee: float,
            returned: float | None = None) -> Row:  # fmt: skip
        return {
            "area_id": self.course.area.area_id, "period_start": span[0], "period_end": span[1],
            "budget_line": line.heading, "theme": line.theme, "coded_by": line.coded_by, "planned_gbp": planned,
            "paid_to_host_gbp": paid if self.reports_payments else None, "spent_gbp": spent, "returned_gbp": returned,
            "host_fee_gbp": fee if self.reports_payments else None, "state": state, "_day": span[0],
        }  # fmt: skip


def spending_rows(courses: list[Course], returns: Returns, recipe: Recipe) -> list[Row]:
    """Return the spending in the returns of each area, with a few slips where sums do not add up."""
    allocated: dict[str, float] = {}
    for row in allocation_rows(courses, recipe):
        allocated[row["area_id"]] = allocated.get(row["area_id"], 0) + row["amount_gbp"]
    rows = []
    for course in started_courses(courses):
        area_id = course.area.area_id
        dice = recipe.dice("rows of spending kept", area_id)
        rows += [
            row for row in _area_rows(course, allocated[area_id], recipe)
            if returns.keeps(dice, area_id, "spending", row["period_start"])
        ]  # fmt: skip
    return _with_slips(rows, courses, recipe)


def _area_rows(course: Course, total: float, recipe: Recipe) -> list[Row]:
    rules, account = recipe.rules["spending"], _Account(course, total, recipe)
    lines, spans = budget_lines(course, recipe), half_years(course.first_plan, course.ended_on)
    weights = _s_curve(course, spans, rules)
    rows = []
    for position, span in enumerate(spans):
        is_last = position == len(spans) - 1
        if position == 0 and not is_last and account.dice.happens(rules["slow_starts"]):
            continue
        budget = account.unpaid * weights[position] / sum(weights[position:])
        budget *= 1 if is_last else account.dice.factor(rules["spread_of_half_years"])
        if is_last and course.is_open and account.dice.happens(rules["areas_with_plans_only_at_the_end"]):
            rows += [account.row(span, line, "planned", planned=round(budget * line.share), paid=0, spent=None, fee=0)
                     for line in lines]  # fmt: skip
        else:
            rows += [account.line_row(span, line, budget, is_last) for line in lines]
    return rows if course.is_open else [*rows, account.handed_back_row(spans[-1])]


def _s_curve(course: Course, spans: list[Span], rules: dict[str, Any]) -> list[float]:
    """Return the share of the money spent in each half-year: slow at first, then fast, then slow (logistic)."""
    length = max(years_between(course.first_plan, course.ended_on), 1)
    shares = [
        from_odds(rules["steepness"] * (years_between(course.first_plan, span[1]) / length - rules["middle"]))
        for span in spans
    ]
    before = from_odds(-rules["steepness"] * rules["middle"])
    return [later - earlier for earlier, later in zip([before, *shares], shares, strict=False)]


def _with_slips(rows: list[Row], courses: list[Course], recipe: Recipe) -> list[Row]:
    """Return the rows with one mistyped figure in each of a few closed areas whose sums would otherwise add up."""
    rules, with_payments = recipe.rules["slips"], {row["area_id"] for row in rows if row["host_fee_gbp"] is not None}
    closed = [
        course.area.area_id
        for course in started_courses(courses)
        if course.is_thorough and not course.is_open and course.area.area_id in with_payments
    ]
    for area_id in recipe.dice("slips of spending").some_of(closed, rules["spending_areas"]):
        mine = [row for row in rows if row["area_id"] == area_id and (row["spent_gbp"] or 0) > 0]
        mine[len(mine) // 2]["spent_gbp"] += rules["spending_gbp"]
    return rows


def theme_rows(recipe: Recipe) -> list[Row]:
    """Return the themes that spending is coded to."""
    return [
        {
            "theme": theme["name"],
            "description": theme["covers"],
            "is_delivery_cost": bool(theme.get("is_delivery_cost")),
        }
        for theme in recipe.words["themes"]
    ]
