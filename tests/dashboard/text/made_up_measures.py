"""Made-up measures of every kind, and what else the tests of words share."""

import re
from dataclasses import replace

from hypothesis import strategies as st

from dashboard.text.base_units import BaseUnit
from dashboard.text.words import Measure

SHARE = Measure(
    "say", "Residents who have a say", "Say", "% of people", "in {area}, {value} have a say", "proportion", 0
)
FINE_SHARE = replace(SHARE, decimals=1)
POUNDS = Measure("grants", "Grants", "Grants", "£ per person", "around {area}, {value} of grants a person", "rate", 0)
PER_POUND = Measure("cash", "Cash", "Cash", "£ per £1 spent", "in {area}, {value} was won for every £1", "rate", 2)
SPENT = Measure("spent", "Spending", "Spent", "£", "{value} is known to have been spent in {area}", "money", 0)
RATE = Measure("events", "Events", "Events", "per 1,000 people", "in {area}, {value} for every 1,000", "rate", 0)
MEETINGS = Measure("meetings", "Meetings", "Meetings", "meetings", "meetings held in {area}: {value}", "count", 0)
DENSITY = Measure("density", "Density", "Density", "people per km²", "around {area}, {value} people", "rate", 0)
MEMBERS = Measure("members", "Voting members", "Members", "members", "{area} had {value} members", "mean", 1)
CHANGE = Measure("change", "Change", "Change", "percentage points", "{area} changed by {value}", "change", 0)
MEASURES = (SHARE, FINE_SHARE, POUNDS, PER_POUND, SPENT, RATE, MEETINGS, DENSITY, MEMBERS, CHANGE)
BIDS = BaseUnit("bid", "bids", "gone the other way")
measures_of_all_kinds = st.sampled_from(MEASURES)
finite = st.floats(allow_nan=False, allow_infinity=False)
any_number = st.none() | st.floats() | st.integers(-5, 5).map(float)
verdict_codes = ("higher", "lower", "no clear difference", "cannot say")
states_without_figure = st.sampled_from(["hidden", "not reported", "not due"])


def is_free_of_non_numbers(sentence: str) -> bool:
    """Whether a sentence has no nan, inf or None in it."""
    return not re.search(r"\b(nan|inf|none|null)\b", sentence, re.IGNORECASE)
