"""Random draws that are the same on every machine: each topic of each place has its own, so none shifts another.

Only uniform numbers between 0 and 1 come from numpy, whose other distributions may change from version to version.
"""

import math
import zlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import NormalDist
from typing import TypeVar

import numpy as np

Choice = TypeVar("Choice")
NORMAL = NormalDist()
LARGE_MEAN = 30
"""From about this mean on, the normal distribution approximates the Poisson distribution well."""
SMALLEST = 1e-9
"""The inverse of the normal distribution is not defined at 0 and 1."""


class Dice:
    """The draws of one topic, such as the meetings of one area."""

    def __init__(self, seed: int, topic: str, subject: str = ""):
        self._draws = np.random.Generator(np.random.PCG64([seed, zlib.crc32(f"{topic}/{subject}".encode())]))

    def share(self) -> float:
        """Return a number between 0 and 1, all equally likely."""
        return float(self._draws.random())

    def happens(self, share: float) -> bool:
        """Return True in this share of all draws."""
        return self.share() < share

    def between(self, bounds: Sequence[float]) -> float:
        """Return a number between a lower and an upper bound, all equally likely."""
        lower, upper = bounds
        return lower + (upper - lower) * self.share()

    def whole(self, bounds: Sequence[float]) -> int:
        """Return a whole number from a lower to an upper bound, both included, all equally likely."""
        lower, upper = bounds
        return math.floor(self.between((lower, upper + 1)))

    def normal(self, spread: float) -> float:
        """Return a draw from the normal distribution around 0 with this standard deviation."""
        return spread * NORMAL.inv_cdf(min(max(self.share(), SMALLEST), 1 - SMALLEST))

    def factor(self, spread: float) -> float:
        """Return a factor around 1, doubling as often as halving; ``spread`` is that of its logarithm."""
        return math.exp(self.normal(spread))

    def count(self, mean: float) -> int:
        """Return a draw from the Poisson distribution with this mean; a large mean uses its normal approximation."""
        if mean > LARGE_MEAN:
            return max(round(mean + self.normal(math.sqrt(mean))), 0)
        chance = total = math.exp(-mean)
        drawn, number = self.share(), 0
        while drawn > total and chance > SMALLEST**2:
            number += 1
            chance *= mean / number
            total += chance
        return number

    def one_of(self, choices: Sequence[Choice]) -> Choice:
        """Return one of the choices, all equally likely."""
        return choices[self.whole((0, len(choices) - 1))]

    def weighted(self, weights: Mapping[Choice, float]) -> Choice:
        """Return one of the keys, with chances in proportion to their weights."""
        drawn = self.share() * sum(weights.values())
        for choice, weight in weights.items():
            drawn -= weight
            if drawn < 0:
                return choice
        return list(weights)[-1]

    def some_of(self, choices: Sequence[Choice], number: int) -> list[Choice]:
        """Return this many of the choices in random order, none twice; all of them if there are fewer."""
        drawn = [self.share() for _ in choices]
        order = sorted(range(len(choices)), key=drawn.__getitem__)
        return [choices[position] for position in order[:number]]

    def day(self, first: date, last: date) -> date:
        """Return a day from the first to the last, both included."""
        return first + timedelta(days=self.whole((0, max((last - first).days, 0))))


def from_odds(log_odds: float) -> float:
    """Return the share that has these log odds."""
    return 1 / (1 + math.exp(-log_odds))


def log_odds(share: float) -> float:
    """Return the log odds of a share between 0 and 1."""
    return math.log(share / (1 - share))
