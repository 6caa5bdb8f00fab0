"""Statistics that need simulation or the whole list of areas, and so are worked out in Python at build time.

Everything with a closed form is a macro in ``queries/macros``. Whatever is drawn at random starts from a seed that the
caller gives, so that the same data give the same figures. A missing figure is NaN and stays out of every calculation.
"""

from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
DRAWS = 4000
"""Enough for the ends of a 95% range of ranks among 150 areas to stay within a rank or two from seed to seed."""


def proportion_draws(numerators: ArrayLike, denominators: ArrayLike, seed: int, draws: int = DRAWS) -> Numbers:
    """Return draws of what each area's true proportion may be, one row a draw and one column an area, from 0 to 1.

    They come from Jeffreys' beta distribution, which allows for few answers and for none or all positive. A column is NaN
    where the denominator is 0 or missing, or the numerator is not between 0 and it.
    Source: Brown, Cai and DasGupta 2001, Statistical Science 16:101.
    """
    positive, base = np.asarray(numerators, dtype=float), np.asarray(denominators, dtype=float)
    is_known = (base > 0) & (positive >= 0) & (positive <= base)
    made = np.full((draws, positive.size), np.nan)
    chance = np.random.default_rng(seed)
    shape = (draws, int(is_known.sum()))
    made[:, is_known] = chance.beta(positive[is_known] + 0.5, base[is_known] - positive[is_known] + 0.5, shape)
    return made


def normal_draws(
    estimates: ArrayLike, lowers: ArrayLike, uppers: ArrayLike, seed: int, draws: int = DRAWS, level: float = 95
) -> Numbers:
    """Return draws of what each area's true figure may be, one row a draw and one column an area, in their unit.

    They are normal, with the standard error that the interval of the level (in per cent) implies. A column is NaN where
    any of the three is missing.
    """
    middle, lower, upper = (np.asarray(values, dtype=float) for values in (estimates, lowers, uppers))
    error = (upper - lower) / (2 * NormalDist().inv_cdf(0.5 + level / 200))
    return middle + error * np.random.default_rng(seed).standard_normal((draws, middle.size))


def rank_ranges(draws: Numbers, level: float = 95) -> pd.DataFrame:
    """Return the range of each area's rank: one row an area, in order, with rank_lower, rank_middle and rank_upper.

    Rank 1 is the highest figure. ``draws`` has one row a draw and one column an area. Each draw is ranked, and the range
    leaves out the same share of the ranks of an area at both ends; a wide range says that a league table would mislead.
    Areas without a figure have NaN and take no rank.
    Source: Goldstein and Spiegelhalter 1996, Journal of the Royal Statistical Society A 159:385; Marshall and
    Spiegelhalter 1998, BMJ 316:1701.
    """
    is_known = ~np.isnan(draws).any(axis=0)
    names = ["rank_lower", "rank_middle", "rank_upper"]
    ranges = np.full((draws.shape[1], len(names)), np.nan)
    if is_known.any():
        ranks = pd.DataFrame(-draws[:, is_known]).rank(axis=1).to_numpy()
        shares = [0.5 - level / 200, 0.5, 0.5 + level / 200]
        # only ranks that an area did take, not numbers between two of them
        ranges[is_known] = np.quantile(ranks, shares, axis=0, method="inverted_cdf").T
    return pd.DataFrame(ranges, columns=names)


def ratio_of_sums_interval(
    numerators: ArrayLike, denominators: ArrayLike, seed: int, draws: int = 2000, level: float = 95
) -> tuple[float, float, float]:
    """Return the sum of the numerators over the sum of the denominators, and the limits of its bootstrap interval.

    Areas are drawn again with replacement, so the interval allows for how much areas differ and for a few large ones.
    An area counts only where it has both. All three are NaN where the denominators come to 0; the limits are NaN with
    fewer than two areas.
    Source: the percentile interval of Davison and Hinkley 1997, Bootstrap Methods and their Application, chapter 5.
    """
    above, below = np.asarray(numerators, dtype=float), np.asarray(denominators, dtype=float)
    has_both = ~(np.isnan(above) | np.isnan(below))
    above, below = above[has_both], below[has_both]
    if below.sum() == 0:
        return np.nan, np.nan, np.nan
    ratio = float(above.sum() / below.sum())
    if above.size < 2:
        return ratio, np.nan, np.nan
    drawn = np.random.default_rng(seed).integers(above.size, size=(draws, above.size))
    sums = below[drawn].sum(axis=1)
    ratios = above[drawn].sum(axis=1)[sums != 0] / sums[sums != 0]
    lower, upper = np.quantile(ratios, [0.5 - level / 200, 0.5 + level / 200])
    return ratio, float(lower), float(upper)


def benjamini_hochberg(p_values: ArrayLike, share: float = 0.05) -> NDArray[np.bool_]:
    """Return which of many tests to believe so that at most this share of those believed is expected to be chance.

    One True or False a p-value, in order. A missing p-value is False and does not count as a test.
    Source: Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57:289.
    """
    given = np.asarray(p_values, dtype=float)
    believed = np.zeros(given.shape, dtype=bool)
    sorted_values = np.sort(given[~np.isnan(given)])
    is_under = sorted_values <= share * np.arange(1, sorted_values.size + 1) / max(sorted_values.size, 1)
    if is_under.any():
        believed = given <= sorted_values[is_under].max()
    return believed


def robust_z(values: ArrayLike, group: ArrayLike | None = None) -> Numbers:
    """Return how unusual each value is against a group: its distance from the median in robust standard deviations.

    The group is the values themselves when not given. The standard deviation is 1.4826 times the median distance from the
    median, so that a few odd values do not hide each other; beyond 3.5 is usually called odd. NaN for a missing value,
    and for all where half of the group or more are the same, for then nothing says how much they differ.
    Source: Iglewicz and Hoaglin 1993, How to Detect and Handle Outliers, chapter 3.
    """
    numbers = np.asarray(values, dtype=float)
    compared = numbers if group is None else np.asarray(group, dtype=float)
    compared = compared[~np.isnan(compared)]
    if compared.size == 0:
        return np.full(numbers.shape, np.nan)
    middle = np.median(compared)
    deviation = np.median(np.abs(compared - middle)) / NormalDist().inv_cdf(0.75)
    return (numbers - middle) / deviation if deviation > 0 else np.full(numbers.shape, np.nan)
