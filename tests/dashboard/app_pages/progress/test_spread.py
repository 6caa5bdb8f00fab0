"""The spread of areas and the years of the plan on the Progress page, from rows written by hand."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pandas as pd

from dashboard.app_pages.progress import (
    drawings,
    sentences_spread,
)
from dashboard.text.words import Measure

NEEDS_MET = Measure(
    "met", "Needs met", "Met", "% of residents", "in {area}, {value} of residents say so", "proportion", 0
)


def spread(**counts: int) -> Any:
    """Return the counts of areas by where they lie in one period."""
    return SimpleNamespace(
        **{"period": "2020", "areas": 150, "judged": 0, **dict.fromkeys(sentences_spread.SPREAD, 0), **counts}
    )


def test_the_spread_is_in_counts_and_begins_with_how_many_can_be_judged():
    assert sentences_spread.spread_sentence(spread(judged=94, far_above=1, as_expected=90, below=3), NEEDS_MET) == (
        "94 of 150 areas can be judged on “Needs met”, 2020: 90 are within the control limits; 1 is above the 99.8% control "
        "limits and 3 are below the 95% limits."
    )
    assert sentences_spread.spread_sentence(spread(areas=24, judged=1, as_expected=1), NEEDS_MET, ["London"]) == (
        "1 of 24 areas shown (London) can be judged on “Needs met”, 2020: 1 is within the control limits; none is outside."
    )
    assert "none is outside" in sentences_spread.spread_sentence(spread(judged=9, as_expected=9), NEEDS_MET)
    assert sentences_spread.spread_sentence(spread(too_few=4), NEEDS_MET) == (
        "None of 150 areas can be judged on “Needs met”, 2020."
    )
    assert (
        sentences_spread.spread_title(spread(judged=94, as_expected=90))
        == "2020: 90 of 94 areas within the control limits"
    )


def test_a_row_of_the_spread_has_counts_on_each_side_and_why_others_have_no_figure():
    rows = pd.DataFrame(
        [{"period": "2020", "areas": 10, "judged": 6, "far_above": 1, "above": 2, "as_expected": 3, "below": 0, "far_below": 0,
          "too_few": 1, "hidden": 2, "not_reported": 1, "not_due": 0}]
    )  # fmt: skip
    assert sentences_spread.spread_table(rows).iloc[0].tolist() == [
        "2020", "1 outside the 99.8% limits and 2 outside the 95% limits", "3", "0", "1", "suppressed 2, no data reported 1"
    ]  # fmt: skip
    assert sentences_spread.spread_file(rows, NEEDS_MET).iloc[0].tolist() == [
        "Needs met", "2020", 10, 6, 1, 2, 3, 0, 0, 1, 2, 1, 0
    ]  # fmt: skip


def plan_years(*rows: tuple[int, float, int], each: bool) -> pd.DataFrame:
    """Return years of the plan with value and areas."""
    most = max(areas for *_, areas in rows)
    return pd.DataFrame(
        [
            {"plan_year": year, "value": value, "lower": None, "upper": None, "areas_counted": areas, "is_few": areas < 30,
             "is_full": 2 * areas >= most, "is_for_each_area": each}
            for year, value, areas in rows
        ]
    )  # fmt: skip


def test_the_sentence_on_years_of_the_plan_takes_those_with_enough_areas():
    rows = plan_years((1, 9.0, 12), (2, 4.25, 116), (3, 5.0, 58), (4, 8.0, 57), each=True)
    wins = Measure("wins", "Wins", "Wins", "wins", "in {area}: {value}", "count", 0)
    assert sentences_spread.plan_years_sentence(rows, wins) == (
        "Wins for each area with a figure: in year 2 of the plan 4.2 (116 areas), and in year 3 of the plan 5.0 (58 areas). "
        "Different areas report each year, so this is not a trend."
    )
    assert sentences_spread.plan_unit(rows, wins) == "wins, for each area with a figure"
    assert sentences_spread.plan_years_sentence(rows[rows["is_few"]], wins).startswith(
        "No year of the plan has 30 areas"
    )


def test_years_with_figures_of_few_areas_are_hollow(measure: Callable[..., Measure]):
    rows = plan_years((1, 9.0, 12), (2, 4.0, 116), each=False).assign(hover="")
    figure: Any = drawings.plan_years(rows, measure(), "light")
    _, many, few = figure.data
    assert (list(many.x), list(few.x)) == ([2], [1])
    assert few.marker.color == drawings.GROUND["light"]
    assert list(figure.layout.xaxis.ticktext) == ["1<br>(12)", "2<br>(116)"]


def test_a_point_of_a_year_says_how_many_areas_it_is_of(measure: Callable[..., Measure]):
    row: Any = SimpleNamespace(plan_year=3, areas_counted=12, lower=3.0, upper=9.0, is_few=True)
    assert drawings.plan_year_hover(row, "5%", measure()) == (
        "Homes that are rented, year 3 of the plan: 5%, from 12 areas, between 3% and 9%; too few areas to speak of the "
        "programme"
    )
