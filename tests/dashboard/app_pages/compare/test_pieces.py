"""What the Compare page says and puts into files. What is expected was written by hand."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from dashboard.app_pages.compare import drawings, files, sections, sentences
from dashboard.app_pages.compare.drawings import HEAT, Panel, Point
from dashboard.model import db
from dashboard.model.catalogue import NO_RETURNS, Context, catalogue_of
from dashboard.model.state import View
from dashboard.text import figure_cells
from dashboard.text.verdicts import PEOPLE, Counted
from dashboard.text.words import Measure

SAY = Measure("say", "Residents who have a say", "Say", "% of people", "in {area}, {value} have a say", "proportion", 0)
TRUST = replace(SAY, measure_id="trust", name="Members who trust", unit="% of members")
CASH = Measure("cash_won_gbp", "Cash won", "Cash", "£", "{value} won in {area}", "money", 0)
IN_KIND = replace(CASH, measure_id="in_kind_gbp", name="Help in kind")
HOURS = Measure("hours_won", "Hours won", "Hours", "hours", "{value} hours won in {area}", "count", 0)
SPENT = replace(CASH, measure_id="spent_gbp", name="Money spent")
RANK = Measure("rank", "Deprivation", "Deprivation", "% of neighbourhoods", "{area}: {value}", "index", 0)
FIRST = {"called": "Alder Row", "state": "value", "value": 62.4}
BIDS = Counted("bid", "bids")


def gap(
    called: str, verdict: str, told: tuple[float | None, float | None, float | None], **also: Any
) -> dict[str, Any]:
    """Return a pair as the query gives it: the difference with the ends of its interval."""
    usual = {"reason": "", "own_left_out": False, "other_left_out": False, "own_value": 62.4, "other_value": 50.0}
    numbers = dict(zip(("difference", "difference_lower", "difference_upper"), told, strict=True))
    return {**usual, "called": called, "verdict": verdict, **numbers, **also}


HIGHER = gap("Birch End", "higher", (12.1, 3.2, 20.6))
LOWER = gap("Elm Green", "lower", (-9.0, -15.0, -2.0))
ALIKE = gap("Fern Bank", "no clear difference", (7.0, -5.0, 19.0), other_value=55.4)
HIDDEN = gap("Gorse Lea", "cannot say", (None, None, None), reason="hidden")


def answered(
    *pairs: dict[str, Any], measure: Measure = SAY, first: dict[str, Any] = FIRST, is_returned: bool = True
) -> str:
    return sentences.answer(measure, "2019", first, pd.DataFrame(list(pairs)), PEOPLE, is_returned)


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        (
            [HIGHER],
            "Alder Row (62%) is 12 percentage points higher than Birch End (between 3 and 21) (2019).",
        ),
        (
            [HIGHER, LOWER, ALIKE],
            "Of the 4 compared, Alder Row (62%) is 12 percentage points higher than Birch End (between 3 and 21) and 9 "
            "percentage points lower than Elm Green (between 2 and 15); it shows no clear difference from Fern Bank (2019).",
        ),
        (
            [ALIKE],
            "Alder Row (62%) shows no clear difference from Fern Bank (55%): 7 percentage points higher (between 5 lower and 19 "
            "higher) (2019).",
        ),
        (
            [ALIKE, {**ALIKE, "called": "Ivy Street"}],
            "Of the 3 compared, Alder Row (62%) shows no clear difference from any of the others (2019).",
        ),
        (
            [HIDDEN],
            "Whether Alder Row (62%) differs from Gorse Lea cannot be said, as a figure is hidden to protect people (2019).",
        ),
        (
            [HIGHER, HIGHER, HIGHER, LOWER, HIDDEN],
            "Of the 6 compared, Alder Row (62%) is higher than 3 and lower than 1 of the others; whether it differs from Gorse "
            "Lea cannot be said, as a figure is hidden to protect people (2019).",
        ),
        (
            [ALIKE] * 4 + [HIDDEN],
            "Of the 6 compared, Alder Row (62%) shows no clear difference from 4 others; whether it differs from Gorse Lea "
            "cannot be said, as a figure is hidden to protect people (2019).",
        ),
    ],
)
def test_the_answer_tells_clear_differences_first_then_the_rest_with_reasons(pairs: list[dict[str, Any]], said: str):
    assert answered(*pairs) == said


def test_a_group_that_holds_the_other_one_is_named_without_it():
    inside = {**HIGHER, "called": "Wave 1", "own_left_out": True}
    assert "higher than Wave 1 without Alder Row (between 3 and 21)" in answered(inside)
    holds = {**HIGHER, "other_left_out": True}
    assert "higher than Birch End (left out of Wave 1) (between" in answered(holds, first={**FIRST, "called": "Wave 1"})


def test_figures_of_publishers_are_told_plainly_with_the_doubt_that_nobody_knows():
    plain = [
        gap("Birch End", "cannot say", (4.0, None, None), reason="no interval"),
        gap("Elm Green", "cannot say", (0.0, None, None), reason="no interval"),
    ]
    assert answered(*plain, measure=RANK, is_returned=False) == (
        "Of the 3 compared, Alder Row (62%) is 4 percentage points higher than Birch End and the same as Elm Green (2019). How "
        "sure that is cannot be said: these are figures of their publishers."
    )
    assert answered(plain[0]).endswith("cannot be said: no range of a difference can be worked out here.")
    many = [plain[0]] * 3 + [plain[1]] * 2
    assert "is higher than 3 and the same as 2 of the others (2019)." in answered(*many, measure=RANK)


def test_the_plain_gap_of_totals_is_told_with_what_to_mind_and_the_fairer_measure():
    total = gap("Birch End", "cannot say", (800.0, None, None), reason="total", other_value=400.0)
    first = {**FIRST, "value": 1200.0}
    assert answered(total, measure=CASH, first=first) == (
        "Alder Row (£1,200) is £800 higher than Birch End (2019). This is a total, and larger places have more of everything."
    )
    said = sentences.answer(SPENT, "2019", first, pd.DataFrame([total]), PEOPLE, True, "Share spent")
    assert said.endswith("more of everything: “Share spent” is the fairer comparison.")
    assert sentences.gap_cell(SPENT, "Alder Row", total, BIDS) == "£800 higher"


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("higher", "Alder Row is higher than Elm Green"),
        ("lower", "Alder Row is lower than Elm Green"),
        ("no clear difference", "Alder Row shows no clear difference from Elm Green"),
        ("cannot say", "cannot say how Alder Row compares with Elm Green"),
        ("", ""),
    ],
)
def test_a_verdict_in_a_file_says_who_is_higher_than_whom(verdict: str, said: str):
    assert sentences.verdict_phrase(verdict, "Alder Row", "Elm Green") == said


@pytest.mark.parametrize(
    ("state", "reliability", "said"),
    [
        ("hidden", "", "hidden [c]"),
        ("not reported", "", "not reported [x]"),
        ("not due", "", "nothing due [z]"),
        ("value", "low", "[u]"),
        ("value", "", ""),
    ],
)
def test_what_stands_in_the_place_of_a_figure_is_in_words_with_its_code(state: str, reliability: str, said: str):
    assert figure_cells.state_cell(state, reliability) == said


def test_differences_are_said_to_be_worked_out_before_rounding_once_and_only_where_there_are_some():
    told = sections.under_differences(pd.DataFrame([HIGHER, ALIKE]))
    assert told.startswith("Differences are worked out before rounding") and "2 comparisons are made here." in told
    assert sections.under_differences(pd.DataFrame([HIGHER])) == sentences.ROUNDED
    assert sections.under_differences(pd.DataFrame([HIDDEN])) == ""


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (
            "hidden",
            "The figure of Alder Row is hidden to protect people: few were counted, or it would tell of others (2019).",
        ),
        ("not reported", "Alder Row has not reported this figure (2019)."),
        ("not due", "Nothing was due from Alder Row (2019)."),
    ],
)
def test_without_a_figure_of_the_first_nothing_can_be_held_against_it(state: str, said: str):
    first = {"called": "Alder Row", "state": state, "value": None}
    assert answered(HIDDEN, first=first) == f"{said} Nothing can be held against it: put another area first."


def test_a_measure_without_returns_is_said_to_wait_for_them():
    said = sentences.answer(SAY, NO_RETURNS, FIRST, pd.DataFrame([HIDDEN]), PEOPLE, True)
    assert said.startswith("Residents who have a say: no returns yet.")


@pytest.mark.parametrize(
    ("names", "title"),
    [
        ([], "Which of these areas differ?"),
        (["A"], "Which of these areas differ?"),
        (["A", "B"], "Do A and B differ?"),
        (["A", "B", "C"], "Which of A, B and C differ?"),
        (["A", "B", "C", "D"], "Which of these areas differ?"),
    ],
)
def test_the_title_names_two_or_three(names: list[str], title: str):
    assert sentences.title(names) == title


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (SAY, TRUST, ""),
        (CASH, SPENT, ""),
        (SAY, SAY, "is the same as the first"),
        (CASH, IN_KIND, "are different things"),
        (IN_KIND, SPENT, "are different things"),
        (IN_KIND, HOURS, "are different things"),
        (CASH, HOURS, "are different things"),
        (CASH, replace(CASH, measure_id="cash_won_real", unit="£ in the prices of one year"), "are different things"),
        (SAY, SPENT, "one is told in % of people, the other in £"),
        (SAY, RANK, "worked out in different ways"),
    ],
)
def test_measures_that_are_unlike_are_not_put_side_by_side(first: Measure, second: Measure, said: str):
    why, turned = sentences.unlike_measures(first, second), sentences.unlike_measures(second, first)
    assert bool(why) == bool(turned) == bool(said)
    assert said in why


@pytest.mark.parametrize(
    ("topic", "tiers", "below", "is_refused"),
    [
        ("Council relationship", ["district", "unitary"], [True, False], True),
        ("Council relationship", ["district", "district"], [True, True], False),
        ("Council relationship", ["unitary", "London borough"], [False, False], False),
        ("Council relationship", [], [], False),
        ("Homes", ["district", "unitary"], [True, False], False),
    ],
)
def test_what_councils_of_unlike_kinds_did_is_not_compared(
    topic: str, tiers: list[str], below: list[bool], is_refused: bool
):
    why = sentences.unlike_councils(topic, tiers, below)
    assert bool(why) == is_refused
    assert not is_refused or "the kinds district and unitary," in why


@pytest.mark.parametrize(
    ("measure", "roll_up", "are_areas", "is_refused"),
    [
        (CASH, "sum", [True, False], True),
        (CASH, "sum", [False, False], False),
        (CASH, "sum", [True, True], False),
        (CASH, "median", [True, False], False),
        (SAY, "sum", [True, False], False),
        (SAY, "none", [False, False], True),
        (SAY, "none", [True, True], False),
    ],
)
def test_the_total_of_a_group_stands_beside_no_area(
    measure: Measure, roll_up: str, are_areas: list[bool], is_refused: bool
):
    assert bool(sentences.unlike_sizes(measure, roll_up, are_areas)) == is_refused


@pytest.mark.parametrize(
    ("periods", "wordings", "is_cut"),
    [
        (["2016", "2018", "2020"], ["2020"], True),
        (["2016", "2018"], ["2020"], False),
        (["2020", "2022"], ["2020"], False),
        (["2016", "2020"], [], False),
        ([], ["2020"], False),
    ],
)
def test_rounds_on_both_sides_of_a_new_wording_are_said_to_be_unlike(
    periods: list[str], wordings: list[str], is_cut: bool
):
    said = sentences.unlike_rounds(periods, wordings)
    expected = "The question was worded anew in 2020: figures before and after are not to be compared [b]."
    assert said == (expected if is_cut else "")


@pytest.mark.parametrize(
    ("periods", "chosen", "series"),
    [
        (["2018", "2016", "all years", "2016"], "2018", ["2016", "2018"]),
        (["2018", "2016", "all years"], "all years", []),
        (["2010 to 2015", "2015 to 2019"], "2010 to 2015", []),
        (["2021"], "2021", []),
        (["2016-17", "2017-18"], "2016-17", ["2016-17", "2017-18"]),
    ],
)
def test_only_single_years_are_a_series(periods: list[str], chosen: str, series: list[str]):
    assert sentences.in_series(periods, chosen) == series


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (HIGHER, "12 percentage points higher (between 3 and 21)"),
        (ALIKE, "no clear difference: 7 percentage points higher (between 5 lower and 19 higher)"),
        (HIDDEN, "cannot say: a figure is hidden to protect people"),
        (gap("X", "cannot say", (9.0, None, None), reason="too few"), "cannot say: too few bids were counted"),
        (gap("X", "cannot say", (9.0, None, None), reason="shared areas"), "cannot say: some areas are in both groups"),
        (
            gap("X", "cannot say", (9.0, None, None), reason="no interval"),
            "9 percentage points higher (no range is known)",
        ),
        (
            {**LOWER, "called": "Wave 1", "own_left_out": True},
            "9 percentage points lower than Wave 1 without Alder Row (between 2 and 15)",
        ),
    ],
)
def test_a_cell_tells_the_difference_with_its_range_or_why_there_is_none(pair: dict[str, Any], said: str):
    assert sentences.gap_cell(SAY, "Alder Row", pair, BIDS) == said


def test_why_there_is_no_funnel_is_said():
    assert "it takes shares or rates" in sentences.no_funnel(CASH, "none", 150, "2019")
    assert sentences.no_funnel(SAY, "wilson", 1, "2019") == (
        "There is no funnel for 2019: it takes ten areas with a figure, and one has."
    )
    assert sentences.no_funnel(SAY, "wilson", 0, "2019").endswith("and none have.")
    assert sentences.no_funnel(SAY, "wilson", 12, "2019").endswith("for limits to hold.")


def test_why_no_places_are_told_is_said_and_councils_are_never_ranked():
    assert sentences.no_ranks(SAY, "Council relationship", "higher better", "wilson").startswith("Councils are never")
    assert sentences.no_ranks(SAY, "Homes", "none", "wilson").startswith("No places are worked out for")
    assert "newest period" in sentences.no_ranks(SAY, "Homes", "higher better", "wilson")


def test_the_label_of_a_chosen_area_stands_at_its_bar_in_a_row_as_high_as_its_name():
    rows = pd.DataFrame(
        {
            "area_id": ["a", "b", "c", "d"],
            "value": [9.0, 8.0, 7.0, 6.0],
            "rank_lower": [1, 1, 2, 3],
            "rank_upper": [1, 3, 4, 4],
            "ranked": 4,
            "said": "said",
        }
    )
    drawn: Any = drawings.rank_ranges(rows, {"a": "Alder Row", "c": "Cedar Rise by the Old River"}, "light")
    others, chosen = drawn.data
    assert (list(chosen.y), list(others.y)) == ([11, 51], [26.5, 75.5])  # rows of 22, 9, 40 (two lines) and 9 pixels
    assert [(note.text, note.y) for note in drawn.layout.annotations] == [
        ("<b>Alder Row</b>", 11),
        ("<b>Cedar Rise by the<br>Old River</b>", 51),
    ]
    assert (list(drawn.layout.yaxis.range), drawn.layout.height) == ([80, 0], 140)


def test_areas_that_are_not_to_be_named_are_told_apart_by_numbers(on_tiny: db.Build):
    catalogue = catalogue_of(on_tiny)
    chosen = ["elm-green", "alder-row", "hazel-court", "wave:1"]
    assert sentences.names_of(catalogue, chosen) == {
        "elm-green": "Elm Green",
        "alder-row": "Alder Row",
        "hazel-court": "Hazel Court",
        "wave:1": "Wave 1",
    }
    assert list(sentences.names_of(catalogue.unlabelled("alder-row"), chosen).values()) == [
        "Another area 1",
        "Alder Row",
        "Another area 2",
        "Wave 1",
    ]


def test_ways_to_begin_hold_two_or_more_and_at_most_ten(on_tiny: db.Build):
    catalogue = catalogue_of(on_tiny)
    starts = sentences.starts(
        catalogue, View("tiny", area="gorse-lea"), ["gorse-lea", *map(str, catalogue.areas.index)]
    )
    assert starts["Gorse Lea and its similar areas"].count(".") == 9
    assert starts["The 2 waves"] == "wave:1.wave:2"
    assert starts["The 4 areas of Vale of Midvale"] == "gorse-lea.hazel-court.ivy-street.juniper-park"
    unnamed = sentences.starts(catalogue.unlabelled("gorse-lea"), View("tiny", area="gorse-lea"), ["gorse-lea"])
    assert list(unnamed) == ["The 2 waves", "The regions of the programme"]
    without_groups = next(str(one) for one in catalogue.registry.index[catalogue.registry["roll_up"] == "none"])
    assert "The 2 waves" not in sentences.starts(catalogue, View("tiny", without_groups), ["gorse-lea"])


def row(place_id: str, choice: int, **told: Any) -> dict[str, Any]:
    usual = {
        "measure_id": "five_states",
        "period": "2016",
        "state": "value",
        "reliability": "",
        "lower": 10.0,
        "upper": 60.0,
    }
    numbers = {"value": 25.0, "numerator": 10.0, "denominator": 40.0}
    return {**usual, **numbers, "place_id": place_id, "choice": choice, "called": f"Called {choice}", **told}


def test_a_file_tells_figures_with_their_differences_and_nothing_of_what_is_for_staff_only(on_tiny: db.Build):
    looked = Context(on_tiny, catalogue_of(on_tiny), View("tiny", "five_states", "2016"), [])
    now = pd.DataFrame(
        [
            row("alder-row", 1),
            row("hazel-court", 2),
            row("wave:1", 3, reliability="low"),
            row("ivy-street", 4, reliability="staff only"),
            row("elm-green", 5, state="hidden", value=None, lower=None, upper=None, numerator=None, denominator=None),
        ]
    )
    reliability = {2: "", 3: "low", 4: "staff only", 5: ""}
    pairs = pd.DataFrame(
        [
            {
                **gap(f"Called {choice}", "higher", (50.0, 28.5, 65.3)),
                "choice": choice,
                "own_reliability": "",
                "other_reliability": one,
            }
            for choice, one in reliability.items()
        ]
    )
    file = files.differences(looked, now, pairs)
    assert file["code"].tolist() == ["", "", "[u]", "[c]", "[c]"]
    assert file["state"].tolist() == ["value", "value", "value", "hidden", "hidden"]
    assert file["area_type"].tolist() == ["area", "area", "group of areas", "area", "area"]
    assert file["area_code"].tolist() == ["alder-row", "hazel-court", "", "ivy-street", "elm-green"]
    assert file["value"].notna().tolist() == [True, True, True, False, False]
    assert file["difference"].notna().tolist() == [False, True, True, False, True]
    assert file.loc[1, "verdict"] == "Called 1 is higher than Called 2"
    assert file.loc[1, "difference_lower_confidence_interval_95"] == 28.5
    (staff,) = file[file["area_code"] == "ivy-street"].to_dict("records")
    names = ("value", "lower_confidence_interval_95", "numerator", "denominator", "difference", "verdict")
    assert all(pd.isna(staff[name]) for name in names)


def panel(name: str, *points: tuple[str, str, float | None]) -> Panel:
    return Panel(name, "now", [Point(period, state, value, None, None, "said") for period, state, value in points])


def test_panels_share_one_scale_and_break_their_line_at_a_new_wording():
    panels = [
        panel("Alder Row", ("2016", "value", 20.0), ("2018", "hidden", None), ("2020", "value", 80.0)),
        panel("Elm Green", ("2016", "value", 50.0), ("2018", "not reported", None), ("2020", "not due", None)),
    ]
    drawn = drawings.multiples(panels, ["2020"], "2020", SAY, "light", 5, 1130).to_dict()
    layout = drawn["layout"]
    assert list(layout["yaxis"]["range"]) == list(layout["yaxis2"]["range"])
    assert layout["yaxis"]["range"][0] <= 20 and layout["yaxis"]["range"][1] >= 80
    lines = [one for one in drawn["data"] if one["mode"] == "lines+markers"]
    assert [list(one["x"]) for one in lines] == [[0, 1, 1.5, 2], [0, 1, 1.5, 2]]
    assert list(lines[0]["y"]) == [20, None, None, 80]
    marks = [one for one in drawn["data"] if one["mode"] == "markers"]
    assert [list(one["marker"]["symbol"]) for one in marks] == [["hash-open"], ["circle-open", "circle"]]
    assert len(layout["shapes"]) == 2


def test_a_row_without_a_figure_says_why_in_words():
    drawn: Any = drawings.dots([panel("A", ("2016", "value", 20.0)), panel("B", ("2016", "hidden", None))], SAY, "dark")
    assert [note.text for note in drawn.layout.annotations] == ["[c] hidden to protect people"]
    assert len(drawn.data) == 1


def test_a_cell_says_in_words_what_its_colour_says_and_hides_no_text():
    table = drawings.heat_table(
        "A <b>caption</b>",
        [("Homes & gardens", "2019")],
        [("<Alder>", [("higher", "62%")]), ("Elm", [("", "[c]")])],
        "light",
    )
    assert '<th scope="col">Homes &amp; gardens<br><span>2019</span></th>' in table
    assert '<th scope="row">&lt;Alder&gt;</th>' in table
    assert "<b>higher</b><br>62%" in table and "[c]</td>" in table
    assert "A &lt;b&gt;caption&lt;/b&gt;" in table and "<b>caption" not in table


def test_cells_can_be_read_on_their_colours_in_both_themes(contrast: Any):
    for colors in HEAT.values():
        assert all(contrast(ground, ink) >= 4.5 for ground, ink in colors.values())
        assert len({ground for ground, _ in colors.values()}) == 3
