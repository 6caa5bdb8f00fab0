"""The figures of Practice that journeys compare pages with: the measures and areas used, queries and intervals."""

import math
from typing import Any

from .conftest import Rows

MEASURE, MEASURE_ID, PERIOD = "People at community events who came for the first time", "first_timers", "2022"
"""A measure and a year with areas in all four states: a figure, hidden, not reported and nothing due."""
REGION = "West Midlands"
"""A region in which some areas have a figure of that measure and that of others is hidden."""
SUCCESS = "Bid success rate"
FIRST, OTHERS = "Yaffarrix", ("Flimoskin", "Snevummix Rise")
"""The area with a planted rise in bids won, one that is clearly lower, and one without a clear difference."""
DECIDED = """
WITH month AS (
    SELECT area_id, unnest(generate_series(date_trunc('month', period_start), period_end, INTERVAL 1 MONTH)) AS first_day,
        state IN ('complete', 'nothing to report') AS is_whole
    FROM return_status WHERE table_name = 'funding'
),
complete AS (
    SELECT area_id, strftime(first_day, '%Y') AS complete_year
    FROM month GROUP BY ALL HAVING bool_and(is_whole) AND max(month(first_day)) = 12
)
SELECT area_name, count(*) FILTER (outcome = 'won') AS won, count(*) AS decided
FROM funding INNER JOIN complete USING (area_id) INNER JOIN area USING (area_id)
WHERE left(decided_on, 4) = complete_year AND route = 'bid' AND is_linked AND outcome IN ('won', 'lost')
GROUP BY area_name
"""
"""Bids won and decided of each area, in the years whose lists of funding are all complete to December."""
AREA, AREA_ID, COUNCIL = "Drubessel", "drubessel", "Jompandle"
"""A councillor's area."""
Z = 1.959963984540054
"""The number of standard errors to each side in a 95 per cent interval."""


def wilson(won: int, of: int) -> tuple[float, float]:
    """Return the bounds of the interval of a share, 0 to 1, after Wilson 1927."""
    middle, spread = won + Z * Z / 2, Z * math.sqrt(won * (of - won) / of + Z * Z / 4)
    return (middle - spread) / (of + Z * Z), (middle + spread) / (of + Z * Z)


def newcombe(first: tuple[int, int], other: tuple[int, int]) -> tuple[float, float, float]:
    """Return the difference of two shares in percentage points, and the bounds of its interval, after Newcombe 1998."""
    share, beside = first[0] / first[1], other[0] / other[1]
    (low, high), (low_beside, high_beside) = wilson(*first), wilson(*other)
    less = math.hypot(share - low, high_beside - beside)
    more = math.hypot(high - share, beside - low_beside)
    return 100 * (share - beside), 100 * (share - beside - less), 100 * (share - beside + more)


def one_row(rows: Rows, sql: str, *values: Any) -> tuple[Any, ...]:
    """Return the only row of a query."""
    (row,) = rows(sql, *values)
    return row


def pounds(amount: float) -> str:
    """Return whole pounds as pages write them."""
    return f"£{amount:,.0f}"
