"""How many areas lie outside the control limits, on the Trends page: from rows written by hand, and on Practice."""

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app_pages.trends import drawings_spread, sentences_spread
from dashboard.text.words import Measure
from tests.dashboard.visits import page_text, tables

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
        "94 of 150 areas can be tested on “Needs met”, 2020: 90 are within the control limits; 1 is above the 99.8% control "
        "limits and 3 are below the 95% limits."
    )
    assert sentences_spread.spread_sentence(spread(areas=24, judged=1, as_expected=1), NEEDS_MET, ["London"]) == (
        "1 of 24 areas shown (London) can be tested on “Needs met”, 2020: 1 is within the control limits; none is outside."
    )
    assert "none is outside" in sentences_spread.spread_sentence(spread(judged=9, as_expected=9), NEEDS_MET)
    assert sentences_spread.spread_sentence(spread(too_few=4), NEEDS_MET) == (
        "None of 150 areas can be tested on “Needs met”, 2020."
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


def test_a_measure_on_which_no_area_is_judged_says_so():
    assert sentences_spread.not_judged_sentence(NEEDS_MET).startswith("Areas are not tested on “Needs met”.")


def test_the_narrower_limits_are_hatched_and_a_position_without_an_area_is_left_out():
    figure: Any = drawings_spread.spread(
        ["2020"], [("far_above", "Far above", [1]), ("above", "Above", [2]), ("below", "Below", [0])], "Met", "light"
    )
    assert [(bar.name, bar.marker.pattern.shape) for bar in figure.data] == [("Far above", None), ("Above", "/")]
    assert list(figure.data[1].hovertext) == ["Met, 2020: 2 areas, above"]


def script() -> None:
    """Show the part alone, as a page of its own."""
    from dashboard.app_pages.trends.spread import show_spread
    from dashboard.model.catalogue import current_context

    show_spread(current_context())


@pytest.fixture
def spread_of(
    practice_build: Path, read_from: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[AppTest, dict[str, Any]]]:
    """Return a function that shows the part for an address of Practice: the visit, and where its link to Compare leads."""
    read_from(practice_build)

    def shown(**address: str) -> tuple[AppTest, dict[str, Any]]:
        there: dict[str, Any] = {}
        monkeypatch.setattr(  # this page of its own has no other pages to link to
            "streamlit.page_link",
            lambda _page, label, query_params, width: there.update(query_params, label=label, width=width),
        )
        test = AppTest.from_function(script, default_timeout=60)
        for name, value in {"programme": "practice", **address}.items():
            test.query_params[name] = value
        test.run()
        assert not test.exception
        return test, there

    return shown


Shown = Callable[..., tuple[AppTest, dict[str, Any]]]


def test_the_spread_says_what_chance_alone_would_flag_and_leads_to_compare(spread_of: Shown):
    test, there = spread_of(measure="first_timers")
    assert (
        "44 of 150 areas can be tested on “People at community events who came for the first time”, 2025: 41 are within the "
        "control limits; 3 are above the 95% limits. With 44 areas, about 2 would be flagged by chance alone."
    ) in page_text(test)
    assert there["label"] == "Compare these areas"
    assert (there["measure"], there["period"], there["section"]) == ("first_timers", "2025", "funnel")
    # 20 of 54, 21 of 58, 29 of 87: z of 2.4, 2.4, 2.3
    assert there["areas"] == "programme:all.gwimandle.krimumble.rizzoskin"
    (table,) = tables(test)
    # every area of a period lies in one column: the numbers of a row add up to all areas
    rows = [
        [number for cell in list(row)[1:] for number in re.findall(r"(?<![\d.])\d+(?![\d.%])", cell)]
        for row in table.to_numpy().tolist()
    ]
    assert {sum(map(int, numbers)) for numbers in rows} == {150}


def test_where_only_one_area_is_named_the_way_to_compare_carries_no_other(spread_of: Shown):
    _, there = spread_of(measure="first_timers", area="drubarrix", others="unlabelled")
    assert (there["label"], there["areas"]) == ("Compare the chosen area", "drubarrix.programme:all")


def test_where_no_area_lies_outside_the_waves_are_compared(spread_of: Shown):
    _, there = spread_of(region="London", wave="1", measure="better_place")
    assert (there["label"], there["areas"]) == ("Compare the waves on this measure", "wave:1.wave:2.wave:3")


def test_money_is_not_judged(spread_of: Shown):
    test, there = spread_of(measure="spent_gbp")
    assert "Areas are not tested on “" in page_text(test)
    assert not test.get("plotly_chart")
    assert (there["measure"], there["section"]) == ("influence_residents", "spread")  # one of those that are tested
