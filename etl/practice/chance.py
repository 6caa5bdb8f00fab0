"""Chance that is the same on every machine: each topic of each place has draws of its own, so that one never moves another.

Only plain numbers between 0 and 1 are taken from numpy, whose other ways to draw may change from version to version.
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
"""From about here on the normal distribution is a good stand-in for that of Poisson."""
SMALLEST = 1e-9
"""The inverse of the normal distribution is not there at 0 and 1."""


class Dice:
    """The draws of one topic, such as the meetings of one area."""

    def __init__(self, seed: int, topic: str, of_whom: str = ""):
        self._draws = np.random.Generator(np.random.PCG64([seed, zlib.crc32(f"{topic}/{of_whom}".encode())]))

    def share(self) -> float:
        """Return a number from 0 to 1, each as likely."""
        return float(self._draws.random())

    def happens(self, share: float) -> bool:
        """Return True in this share of all draws."""
        return self.share() < share

    def between(self, bounds: Sequence[float]) -> float:
        """Return a number between a lower and an upper bound, each as likely."""
        lower, upper = bounds
        return lower + (upper - lower) * self.share()

    def whole(self, bounds: Sequence[float]) -> int:
        """Return a whole number from a lower to an upper bound, both possible, each as likely."""
        lower, upper = bounds
        return math.floor(self.between((lower, upper + 1)))

    def normal(self, spread: float) -> float:
        """Return a draw of the normal distribution about 0 with this standard deviation."""
        return spread * NORMAL.inv_cdf(min(max(self.share(), SMALLEST), 1 - SMALLEST))

    def factor(self, spread: float) -> float:
        """Return a factor about 1: as often twice as much as half as much. ``spread`` is that of its logarithm."""
        return math.exp(self.normal(spread))

    def count(self, mean: float) -> int:
        """Return a draw of the Poisson distribution with this mean; of the normal one near to it where the mean is large."""
        if mean > LARGE_MEAN:
            return max(round(mean + self.normal(math.sqrt(mean))), 0)
        chance = total = math.exp(-mean)
        drawn, found = self.share(), 0
        while drawn > total and chance > SMALLEST**2:
            found += 1
            chance *= mean / found
            total += chance
        return found

    def one_of(self, choices: Sequence[Choice]) -> Choice:
        """Return one of the choices, each as likely."""
        return choices[self.whole((0, len(choices) - 1))]

    def weighted(self, weights: Mapping[Choice, float]) -> Choice:
        """Return one of the keys, each as likely as its weight says."""
        drawn = self.share() * sum(weights.values())
        for choice, weight in weights.items():
            drawn -= weight
            if drawn < 0:
                return choice
        return list(weights)[-1]

    def some_of(self, choices: Sequence[Choice], number: int) -> list[Choice]:
        """Return so many of the choices in random order, none twice; all of them where there are fewer."""
        drawn = [self.share() for _ in choices]
        order = sorted(range(len(choices)), key=drawn.__getitem__)
        return [choices[place] for place in order[:number]]

    def day(self, first: date, last: date) -> date:
        """Return a day from the first to the last, both possible."""
        return first + timedelta(days=self.whole((0, max((last - first).days, 0))))


def from_odds(log_odds: float) -> float:
    """Return the share that has these log odds."""
    return 1 / (1 + math.exp(-log_odds))


def log_odds(share: float) -> float:
    """Return the log odds of a share between 0 and 1."""
    return math.log(share / (1 - share))
