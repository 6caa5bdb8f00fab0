"""The axes of a picture, as Plotly would choose them: where a value is, the ends of a scale, its ticks and their labels."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

LABEL_GAP = 4
"""The pixels between an axis and its labels."""
PADDING = 0.05
"""The part of a scale that is free beyond its outermost marks."""
STEPS = (2, 5, 10)


@dataclass
class Axis:
    """One axis: its properties, its kind and ends, and the pixels where it starts and ends on the sheet.

    ``kind`` is linear, log, category or date; ``low`` and ``high`` are logarithms on a logarithmic axis and days on one of
    dates.
    """

    name: str
    look: dict[str, Any]
    kind: str = "linear"
    categories: list[str] = field(default_factory=list)
    low: float = 0.0
    high: float = 1.0
    start: float = 0.0
    end: float = 1.0

    @property
    def is_across(self) -> bool:
        """Whether it runs from left to right."""
        return self.name.startswith("x")

    @property
    def domain(self) -> tuple[float, float]:
        """The part of the plot that it takes."""
        low, high = self.look.get("domain") or (0.0, 1.0)
        return low, high

    @property
    def is_visible(self) -> bool:
        """Whether anything of it is drawn."""
        return self.look.get("visible", True) is not False

    @property
    def has_labels(self) -> bool:
        """Whether its ticks have labels."""
        return self.is_visible and self.look.get("showticklabels", True) is not False

    @property
    def size(self) -> float:
        """The size of its labels."""
        return (self.look.get("tickfont") or {}).get("size", 14)

    def number(self, value: Any) -> float:
        """Return the place of a value on its scale."""
        if isinstance(value, str):
            if self.kind == "category":
                return float(self.categories.index(value)) if value in self.categories else float(value)
            if self.kind == "date":
                return float(date.fromisoformat(value[:10]).toordinal())
        return math.log10(float(value)) if self.kind == "log" else float(value)

    def pixel(self, number: float) -> float:
        """Return where a place on its scale is on the sheet."""
        part = (number - self.low) / ((self.high - self.low) or 1)
        return self.start + part * (self.end - self.start)

    def at(self, value: Any) -> float:
        """Return where a value is on the sheet."""
        return self.pixel(self.number(value))

    def of_note(self, value: Any) -> float:
        """Return where a note is on the sheet: on a logarithmic axis its place is a logarithm already."""
        return self.pixel(float(value)) if self.kind == "log" else self.at(value)

    def is_inside(self, number: float) -> bool:
        """Whether a place on its scale lies between its ends."""
        room = abs(self.high - self.low) * 1e-6
        return min(self.low, self.high) - room <= number <= max(self.low, self.high) + room

    def ticks(self) -> list[tuple[float, str]]:
        """Return the places of its ticks with their labels."""
        values = self.look.get("tickvals")
        if values is not None:
            numbers = [self.number(value) for value in values]
            texts = self.look.get("ticktext")
            labels = [str(text) for text in texts] if texts is not None else self.labels(numbers)
        else:
            numbers = self.chosen_ticks()
            labels = self.labels(numbers)
        shown = zip(numbers, labels, strict=False)
        return [(number, label) for number, label in shown if self.is_inside(number)]

    def chosen_ticks(self) -> list[float]:
        """Return the places of ticks where none are given."""
        if self.kind == "date":
            return self.months()
        low, high = sorted((self.low, self.high))
        step = self.step(high - low)
        first = float(self.look.get("tick0") or 0)
        lowest = math.ceil((low - first) / step - 1e-6)
        highest = math.floor((high - first) / step + 1e-6)
        numbers = [round(first + step * number, 10) for number in range(lowest, highest + 1)]
        if self.kind == "category":
            return [number for number in numbers if 0 <= number < len(self.categories)]
        return numbers

    def step(self, span: float) -> float:
        """Return the step from tick to tick of numbers or categories."""
        if self.look.get("dtick"):
            return float(self.look["dtick"])
        length = abs(self.end - self.start)
        if self.kind == "category":
            least = self.size * 1.2
            return max(math.ceil(span / (self.look.get("nticks") or length / least) - 1e-9), 1)
        number = self.look.get("nticks") or min(max(length / (80 if self.is_across else 40), 4), 9) + 1
        rough = span / number or 1.0
        power = 10 ** math.floor(math.log10(rough))
        return next(size * power for size in STEPS if size * power >= rough)

    def months(self) -> list[float]:
        """Return the places of ticks that are so many months apart."""
        step, first = str(self.look.get("dtick", "")), str(self.look.get("tick0", "2000-01-01"))
        if not step.startswith("M"):
            raise ValueError("A picture cannot choose dates for ticks: the axis needs a step of months.")
        begins = date.fromisoformat(first)
        numbers = []
        for order in range(-600, 1200):
            years, month = divmod(begins.month - 1 + order * int(step[1:]), 12)
            if 1 <= begins.year + years <= 9999:
                numbers.append(float(date(begins.year + years, month + 1, begins.day).toordinal()))
        return [number for number in numbers if self.is_inside(number)]

    def labels(self, numbers: Sequence[float]) -> list[str]:
        """Return the labels of ticks, with what stands before and after each."""
        before, after = self.look.get("tickprefix", ""), self.look.get("ticksuffix", "")
        return [f"{before}{text}{after}" for text in self.plain_labels(numbers)]

    def plain_labels(self, numbers: Sequence[float]) -> list[str]:
        """Return the labels of ticks alone."""
        form = self.look.get("tickformat", "")
        if self.kind == "category":
            return [self.categories[int(number)] for number in numbers]
        if self.kind == "date" and form == "%Y":
            return [str(date.fromordinal(int(number)).year) for number in numbers]
        if self.kind == "log":
            numbers = [10**number for number in numbers]
        most = max((abs(number) for number in numbers), default=0.0)
        forms = {
            "": lambda number: short(number, most),
            ",": lambda number: f"{number:,.10g}",
            ",d": lambda number: f"{number:,.0f}",
            "d": lambda number: f"{number:.0f}",
            "~s": lambda number: short(number, abs(number), least=3),
        }
        if self.kind == "date" or form not in forms:
            raise ValueError(f"A picture cannot write ticks as {form!r}.")
        return [forms[form](number) for number in numbers]


def short(number: float, most: float, least: int = 4) -> str:
    """Return a number as Plotly shortens it beside a largest of ``most``: 2000, 12k, 1.5M."""
    for power, sign in ((9, "B"), (6, "M"), (3, "k")):
        if most >= 10 ** max(power, least):
            return f"{number / 10**power:.10g}{sign if number else ''}"
    return f"{number:.10g}"


def kind_of(look: dict[str, Any], values: Iterable[Any]) -> str:
    """Return the kind of an axis: the given one, or that of its values."""
    kind = look.get("type")
    if kind and kind != "-":
        return str(kind)
    texts = [value for value in values if isinstance(value, str)]
    if look.get("categoryarray") is not None or any(not is_number(text) for text in texts):
        return "category"
    return "linear"


def is_number(text: str) -> bool:
    """Whether a text is a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def set_ends(axis: Axis, extents: Sequence[tuple[float, bool]], padding: float) -> None:
    """Set the ends of an axis: the given range, or one that has room for all extents: each a place, and whether it is fixed.

    Beyond an extent that is fixed, such as the foot of a bar, there is no room; beyond others is the part ``padding``.
    """
    given = axis.look.get("range")
    if given is not None:
        axis.low, axis.high = ((float(end) if axis.kind == "log" else axis.number(end)) for end in given)
        return
    fixed = {number for number, is_fixed in extents if is_fixed}
    fixed |= {0.0} if axis.look.get("rangemode") == "tozero" else set()
    numbers = fixed | {number for number, _ in extents} or {0.0, 1.0}
    low, high = min(numbers), max(numbers)
    room = padding * ((high - low) or abs(high) or 1.0)
    axis.low = low if low in fixed else low - room
    axis.high = high if high in fixed else high + room
    if axis.look.get("autorange") == "reversed":
        axis.low, axis.high = axis.high, axis.low
