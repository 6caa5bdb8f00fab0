"""Calls of the macros in SQL, and the values that tests of them draw."""

from collections.abc import Callable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

Ask = Callable[[str], tuple[Any, ...]]
LEVELS = (95, 99.8)

few = settings(max_examples=30)
"""For what takes DuckDB long to plan."""

levels = st.sampled_from(LEVELS)
shares = st.tuples(st.integers(1, 400), st.floats(0, 1)).map(lambda pair: (round(pair[0] * pair[1]), pair[0]))
targets = st.floats(0.02, 0.98)
ratings = st.lists(st.integers(1, 5), min_size=2, max_size=40)


def both(name: str, *arguments: object) -> str:
    """Return the lower and the upper limit of an interval, in SQL."""
    listed = ", ".join(map(str, arguments))
    return f"{name}_lower({listed}), {name}_upper({listed})"


def z(level: float) -> str:
    return f"normal_quantile({level})"


def moments(values: list[int]) -> str:
    return f"{len(values)}, {sum(values)}, {sum(value * value for value in values)}"


def points(values: list[float | None], variances: list[float]) -> str:
    """Return a list of points, a year apart, in SQL; None is NULL."""
    made = []
    for year, (value, variance) in enumerate(zip(values, variances, strict=True)):
        number = "NULL" if value is None else f"{value!r}::DOUBLE"
        made.append(f"{{'time': {2010 + year}, 'value': {number}, 'variance': {variance!r}}}")
    return f"[{', '.join(made)}]"


def shares_of(numerators: list[int], denominators: list[int]) -> str:
    """Return a list of points of proportions, a year apart, in SQL."""
    pairs = enumerate(zip(numerators, denominators, strict=True))
    made = [f"{{'time': {2010 + year}, 'numerator': {yes}, 'denominator': {base}}}" for year, (yes, base) in pairs]
    return f"[{', '.join(made)}]"
