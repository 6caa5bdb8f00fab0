"""Sentences on the surveys of both sides, from rows written by hand."""

from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from dashboard.app_pages.councils import sentences_surveys
from dashboard.app_pages.councils.scope import CouncilsView, Scope
from dashboard.text.words import Measure

SHARE = Measure("share", "A share", "Share", "% of people", "in {area}, {value} of people", "proportion", 0)
UNKNOWN = {"value": None, "lower": None, "upper": None, "numerator": None, "denominator": None, "reliability": ""}


def sides(members: tuple[str, float | None], council: tuple[str, float | None], **gap: Any) -> Any:
    """Return a row of both sides, each as state and value."""
    columns: dict[str, Any] = {"subject": "clear roles", "is_step": False, "who_says_more": "cannot say"}
    columns |= {"difference": None, "difference_lower": None, "difference_upper": None}
    for side, (state, value) in (("members", members), ("council", council)):
        columns |= {f"{side}_{name}": default for name, default in UNKNOWN.items()}
        columns |= {f"{side}_state": state, f"{side}_value": value, f"{side}_measure": f"roles_{side}"}
    return SimpleNamespace(**(columns | gap))


def gap(difference: float, lower: float, upper: float, who: str) -> dict[str, Any]:
    return {
        "difference": difference,
        "difference_lower": lower,
        "difference_upper": upper,
        "who_says_more": who,
    }


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            sides(("value", 54.0), ("value", 71.0), **gap(17, 12, 22, "council")),
            "Members 54%, council respondents 71%: council respondents 17 percentage points higher (between 12 and 22).",
        ),
        (
            sides(("value", 60.0), ("value", 52.0), **gap(-8, -14, -2, "members")),
            "Members 60%, council respondents 52%: members 8 percentage points higher (between 2 and 14).",
        ),
        (
            sides(("value", 54.0), ("value", 58.0), **gap(4, -3, 11, "neither")),
            "Members 54%, council respondents 58%: no clear difference; council respondents 4 percentage points higher "
            "(between 3 lower and 11 higher).",
        ),
        (
            sides(("value", 54.0), ("value", 50.0)),
            "Members 54%, council respondents 50%: too few answered to compare.",
        ),
        (
            sides(("value", 54.0), ("hidden", None)),
            "Members 54%; council respondents suppressed [c].",
        ),
        (sides(("not asked", None), ("value", 0.0)), "Members not asked; council respondents 0%."),
        (sides(("not asked", None), ("not asked", None)), "Neither group was asked."),
        (
            sides(("not reported", None), ("not due", None)),
            "Members no data reported [x]; council respondents not applicable [z].",
        ),
    ],
)
def test_the_gap_has_its_range_or_the_reason_why_there_is_none(row: Any, sentence: str):
    assert sentences_surveys.gap_sentence(row, SHARE) == sentence


def test_the_last_cell_of_a_row_has_the_gap_alone():
    clear = sides(("value", 54.0), ("value", 71.0), **gap(17, 12, 22, "council"))
    assert sentences_surveys.gap_cell(clear, SHARE) == (
        "council respondents 17 percentage points higher (between 12 and 22)"
    )
    assert sentences_surveys.gap_cell(sides(("value", 54.0), ("hidden", None)), SHARE) == "cannot be compared"


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        (
            ["council", "council", "neither"],
            "In 2018, council respondents say yes more often than members on 2 of 3 principles that can be compared and there "
            "is no clear difference on 1.",
        ),
        (
            ["members", "council"],
            "In 2018, council respondents say yes more often than members on 1 of 2 principles that can be compared and members "
            "say yes more often than council respondents on 1.",
        ),
        (
            ["neither", "cannot say"],
            "In 2018, there is no clear difference on 1 of 1 principle that can be compared.",
        ),
        (["cannot say"], ""),
    ],
)
def test_the_answer_counts_principles_and_no_steps(who: list[str], sentence: str):
    rows = pd.DataFrame({"who_says_more": [*who, "council"], "is_step": [*([False] * len(who)), True]})
    assert sentences_surveys.sides_sentence(rows, "2018") == sentence
    hidden = Scope("area", ("a",), "Alder Row", note="The answers of Alder Row are suppressed.")
    filtered = Scope("filtered", ("a",), "1 area shown", note="All areas of wave 1 are shown here.")
    answers = [
        sentences_surveys.answer(cast("CouncilsView", SimpleNamespace(scope=scope, sides=rows, round="2018")))
        for scope in (hidden, filtered)
    ]
    why = "one or both were not asked, or answers are missing, suppressed or too few."
    cannot = f"The two groups cannot be compared on any principle in 2018: {why}"
    assert answers == [f"The answers of Alder Row are suppressed. {sentence or cannot}", sentence or cannot]


@pytest.mark.parametrize(
    ("gaps", "title"),
    [
        (
            [("council", 17.0, 54.0, 71.0), ("members", -20.0, 60.0, 40.0), ("neither", 30.0, 20.0, 50.0)],
            "The widest gap is on “Shared endeavour”: 60% of members and 40% of council respondents say so",
        ),
        ([("neither", 4.0, 54.0, 58.0)], "No clear gap between the two sides"),
        ([("cannot say", 4.0, 54.0, 58.0)], "What members and council respondents say"),
    ],
)
def test_the_chart_is_named_after_the_widest_clear_gap(gaps: list[tuple[str, float, float, float]], title: str):
    subjects = ("clear roles", "shared endeavour", "respect from the start")
    rows = [
        vars(sides(("value", members), ("value", council), difference=by, who_says_more=who, subject=subject))
        for subject, (who, by, members, council) in zip(subjects, gaps, strict=False)
    ]
    measures = {"roles_members": SHARE, "roles_council": SHARE}
    assert sentences_surveys.widest_gap_title(pd.DataFrame(rows), measures) == title


def change(measure_id: str, verdict: str = "risen", **columns: Any) -> dict[str, Any]:
    """Return a row of changes that can be shown unless its columns say otherwise."""
    row = {"measure_id": measure_id, "verdict": verdict, "earlier_value": 40.0, "later_value": 50.0}
    return row | {"is_new_wording": False, "is_for_staff": False} | columns


CHANGES = [
    change("clear"),
    change("unclear", "no clear change"),
    change("reworded", is_new_wording=True),
    change("few", "cannot say"),
    change("staff", is_for_staff=True),
    change("suppressed", earlier_value=None),
]


def surveys_view(scope: Scope, rows: list[dict[str, Any]]) -> Any:
    return SimpleNamespace(scope=scope, round="2024", changes=pd.DataFrame(rows))


@pytest.mark.parametrize(
    ("scope", "shown"),
    [
        (Scope("all", ("a", "b"), "the 2 areas"), ["clear", "unclear"]),
        (Scope("filtered", ("a",), "1 area shown", place_id="wave:1"), []),
        (Scope("area", ("a",), "Alder Row", place_id="a"), ["clear", "unclear"]),
    ],
)
def test_a_change_stands_beside_a_figure_only_where_both_can_be_compared(scope: Scope, shown: list[str]):
    assert list(sentences_surveys.comparable_changes(surveys_view(scope, CHANGES))) == shown


def test_the_legend_explains_only_the_marks_that_are_there():
    all_areas, marks = Scope("all", ("a",), "the 1 areas"), "Dot: members. Square: council respondents. "
    marks += "Line through it: 95% confidence interval."
    arrow = "Arrow below: clear change from the first round to 2024."
    thin_line = "Grey line from a tick, the first round: no clear change."
    same = "Changes are those in the areas that answered each time."
    for rows, scope, legend in (
        (CHANGES, all_areas, f"{marks} {arrow} {thin_line} {same}"),
        (CHANGES[:1], all_areas, f"{marks} {arrow} {same}"),
        (CHANGES[1:], all_areas, f"{marks} {thin_line} {same}"),
        (CHANGES[:1], Scope("area", ("a",), "Alder Row", place_id="a"), f"{marks} {arrow}"),
        (CHANGES[2:], all_areas, f"{marks} No change since the first round can be shown."),
        (
            CHANGES,
            Scope("filtered", ("a",), "1 area shown", place_id="wave:1"),
            f"{marks} No change since the first round can be shown for these areas: see all areas combined.",
        ),
    ):
        assert sentences_surveys.reading_words(surveys_view(scope, rows)) == legend


@pytest.mark.parametrize(
    ("gaps", "verdicts", "sentence"),
    [
        (["council", "neither"], ["risen", "cannot say"], "2 gaps and 1 change are tested at the 95% level. "),
        (["council"], ["cannot say"], "1 gap is tested at the 95% level. "),
        (["cannot say"], ["risen", "fallen"], "2 changes are tested at the 95% level. "),
        (["cannot say"], ["cannot say"], ""),
    ],
)
def test_the_tests_are_counted_as_some_look_clear_by_chance(gaps: list[str], verdicts: list[str], sentence: str):
    chance = "If nothing truly differed, about 1 in 20 would still look clear by chance."
    assert sentences_surveys.chance_sentences(
        pd.DataFrame({"who_says_more": gaps}), pd.DataFrame({"verdict": verdicts})
    ) == (sentence and sentence + chance)


@pytest.mark.parametrize(
    ("row", "state", "change"),
    [
        (
            ("2022", 112, 420, 399, -2.3, -9.0, 4.4, "no clear change", False),
            "value",
            "no clear change since 2022: 2 percentage points lower (between 9 lower and 4 higher); 420 people then, 399 now, in "
            "the same 112 areas",
        ),
        (
            ("2016", 1, 40, 1_200, 18.4, 1.7, 33.7, "risen", False),
            "value",
            "better since 2016: 18 percentage points higher (between 2 and 34); 40 people then, 1,200 now, in the same area",
        ),
        (
            ("2016", 2, 40, 30, -18.4, -33.7, -1.7, "fallen", False),
            "value",
            "worse since 2016: 18 percentage points lower (between 2 and 34); 40 people then, 30 now, in the same 2 areas",
        ),
        (
            ("2016", 9, 9, 9, 1, 0, 2, "risen", True),
            "value",
            "wording changed in 2024: not comparable with earlier rounds",
        ),
        (
            ("", None, None, None, None, None, None, "cannot say", False),
            "value",
            "cannot say: suppressed, or too few answers in the same areas",
        ),
        (("2016", 9, 9, 9, 1, 0, 2, "risen", False), "not asked", "not asked in 2024"),
    ],
)
def test_a_change_names_its_areas_and_is_never_across_wordings(row: tuple, state: str, change: str):
    names = (
        "earlier_period",
        "areas_counted",
        "earlier_people",
        "people",
        "changed_by",
        "change_lower",
        "change_upper",
        "verdict",
        "is_new_wording",
    )
    assert (
        sentences_surveys.change_words(SimpleNamespace(**dict(zip(names, row, strict=True))), SHARE, state, "2024")
        == change
    )


def test_a_cell_has_the_size_of_a_change_only_if_it_is_clear():
    row = {
        "earlier_period": "2016",
        "areas_counted": 9,
        "earlier_people": 40.0,
        "people": 30.0,
        "is_new_wording": False,
    }
    row |= {"changed_by": 18.4, "change_lower": 1.7, "change_upper": 33.7, "verdict": "risen"}
    clear, unclear = SimpleNamespace(**row), SimpleNamespace(**row | {"verdict": "no clear change"})
    assert sentences_surveys.change_cell(clear, SHARE, "value", "2024") == (
        "better since 2016, 18 percentage points higher (between 2 and 34); 30 people"
    )
    assert sentences_surveys.change_cell(unclear, SHARE, "value", "2024") == "no clear change since 2016; 30 people"
    assert sentences_surveys.change_cell(unclear, SHARE, "not asked", "2024") == "not asked in 2024"


def view_with_changes(scope: Scope, **verdicts: str) -> Any:
    """Return a view of the page with changes since 2016: three questions to members and one to council respondents."""
    changes = {
        "survey": ["partnership", "partnership", "partnership", "council"],
        "subject": ["clear roles", "shared endeavour", "involved early", "clear roles"],
        "verdict": list(verdicts.values()),
        "earlier_period": "2016",
        "people": [40, 50, 60, 7],
    }
    return SimpleNamespace(scope=scope, round="2024", changes=pd.DataFrame(changes))


def test_what_changed_since_the_first_round_is_counted_and_who_answered():
    judged = {"roles_m": "risen", "shared_m": "no clear change", "early_m": "cannot say", "roles_c": "fallen"}
    assert sentences_surveys.changes_sentences(view_with_changes(Scope("all", ("a",), "the 1 areas"), **judged)) == (
        "From the first round (2016) to 2024: better on 1 of 3 questions (members on “Clear roles”), worse on 1 "
        "(council respondents on “Clear roles”) and no clear change on 1. Up to 50 members and 7 council respondents answered "
        "in 2024, in the areas that answered each time."
    )
    own = Scope("area", ("a",), "Alder Row", place_id="a")
    assert sentences_surveys.changes_sentences(view_with_changes(own, **judged | {"roles_c": "cannot say"})) == (
        "From the first round (2016) to 2024: better on 1 of 2 questions (members on “Clear roles”), worse on none "
        "and no clear change on 1. Up to 50 members answered in 2024."
    )
    assert sentences_surveys.changes_sentences(view_with_changes(own, **dict.fromkeys(judged, "cannot say"))) == ""
    assert sentences_surveys.changes_sentences(
        view_with_changes(Scope("area", ("a",), "Alder Row"), **judged)
    ).startswith("From the first round (2016) to 2024: better on 1")
    assert sentences_surveys.changes_sentences(
        view_with_changes(Scope("filtered", ("a",), "1 area shown"), **judged)
    ).startswith("In all areas combined, from the first round (2016) to 2024: better on 1")
