"""The words, frames and charts of the Councils page, from rows written by hand."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from dashboard.app_pages.councils import drawings, sentences
from dashboard.app_pages.councils.drawings import Side, Sides
from dashboard.app_pages.councils.sentences import Scope
from dashboard.model.state import View
from dashboard.text.words import Measure

SHARE = Measure("share", "A share", "Share", "% of people", "in {area}, {value} of people", "proportion", 0)
COUNT = Measure("count", "A count", "Count", "meetings", "meetings in {area}: {value}", "count", 0)
UNKNOWN = {"value": None, "lower": None, "upper": None, "numerator": None, "denominator": None, "reliability": ""}


def sides(members: tuple[str, float | None], council: tuple[str, float | None], **gap: Any) -> Any:
    """Return a row of both sides, each as state and value."""
    told: dict[str, Any] = {"subject": "clear roles", "is_step": False, "who_says_more": "cannot say"}
    told |= {"difference": None, "difference_lower": None, "difference_upper": None}
    for side, (state, value) in (("members", members), ("council", council)):
        told |= {f"{side}_{name}": one for name, one in UNKNOWN.items()}
        told |= {f"{side}_state": state, f"{side}_value": value, f"{side}_measure": f"roles_{side}"}
    return SimpleNamespace(**(told | gap))


def gap(difference: float, lower: float, upper: float, who: str) -> dict[str, Any]:
    return {
        "difference": difference,
        "difference_lower": lower,
        "difference_upper": upper,
        "who_says_more": who,
    }


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            sides(("value", 54.0), ("value", 71.0), **gap(17, 12, 22, "council")),
            "Members 54%, council people 71%: council people say so more, by 17 percentage points (between 12 and 22).",
        ),
        (
            sides(("value", 60.0), ("value", 52.0), **gap(-8, -14, -2, "members")),
            "Members 60%, council people 52%: members say so more, by 8 percentage points (between 2 and 14).",
        ),
        (
            sides(("value", 54.0), ("value", 58.0), **gap(4, -3, 11, "neither")),
            "Members 54%, council people 58%: no clear difference; council people 4 percentage points higher "
            "(between 3 lower and 11 higher).",
        ),
        (
            sides(("value", 54.0), ("value", 50.0)),
            "Members 54%, council people 50%: too few answered to say how far apart they are.",
        ),
        (
            sides(("value", 54.0), ("hidden", None)),
            "Members 54%; council people hidden to protect people [c].",
        ),
        (sides(("not asked", None), ("value", 0.0)), "Members not asked; council people 0%."),
        (sides(("not asked", None), ("not asked", None)), "Neither side was asked."),
        (
            sides(("not reported", None), ("not due", None)),
            "Members not reported [x]; council people nothing due [z].",
        ),
    ],
)
def test_the_gap_is_told_with_its_range_or_with_why_it_cannot_be(row: Any, said: str):
    assert sentences.gap_words(row, SHARE) == said


def test_the_last_cell_of_a_row_tells_the_gap_alone():
    clear = sides(("value", 54.0), ("value", 71.0), **gap(17, 12, 22, "council"))
    assert sentences.apart_words(clear, SHARE) == (
        "council people say so more, by 17 percentage points (between 12 and 22)"
    )
    assert sentences.apart_words(sides(("value", 54.0), ("hidden", None)), SHARE) == "cannot be compared"


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (
            ["council", "council", "neither"],
            "Of 3 principles that both sides were asked about in 2018, council people say yes more often on 2 and there is no "
            "clear difference on 1.",
        ),
        (
            ["members", "council"],
            "Of 2 principles that both sides were asked about in 2018, council people say yes more often on 1 and partnership "
            "members say yes more often on 1.",
        ),
        (
            ["neither", "cannot say"],
            "Of 1 principle that both sides were asked about in 2018, there is no clear difference on any.",
        ),
        (["cannot say"], ""),
    ],
)
def test_the_answer_counts_principles_and_no_steps(who: list[str], said: str):
    rows = pd.DataFrame({"who_says_more": [*who, "council"], "is_step": [*([False] * len(who)), True]})
    assert sentences.sides_words(rows, "2018") == said


@pytest.mark.parametrize(
    ("row", "state", "said"),
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
        (("2016", 9, 9, 9, 1, 0, 2, "risen", True), "value", "a new wording in 2024: not compared with earlier rounds"),
        (
            ("", None, None, None, None, None, None, "cannot say", False),
            "value",
            "cannot be judged: no earlier round with enough answers",
        ),
        (("2016", 9, 9, 9, 1, 0, 2, "risen", False), "not asked", "not asked in 2024"),
    ],
)
def test_a_change_is_told_with_its_areas_and_never_across_wordings(row: tuple, state: str, said: str):
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
    assert sentences.change_words(SimpleNamespace(**dict(zip(names, row, strict=True))), SHARE, state, "2024") == said


def test_a_cell_tells_how_large_a_change_is_only_where_it_is_clear():
    row = {
        "earlier_period": "2016",
        "areas_counted": 9,
        "earlier_people": 40.0,
        "people": 30.0,
        "is_new_wording": False,
    }
    row |= {"changed_by": 18.4, "change_lower": 1.7, "change_upper": 33.7, "verdict": "risen"}
    clear, unclear = SimpleNamespace(**row), SimpleNamespace(**row | {"verdict": "no clear change"})
    assert sentences.change_cell(clear, SHARE, "value", "2024") == (
        "better since 2016, 18 percentage points higher (between 2 and 34); 30 people"
    )
    assert sentences.change_cell(unclear, SHARE, "value", "2024") == "no clear change since 2016; 30 people"
    assert sentences.change_cell(unclear, SHARE, "not asked", "2024") == "not asked in 2024"


def changed(scope: Scope, **verdicts: str) -> Any:
    """Return what the sentence about changes looks at: three questions to members, one to council people, all since 2016."""
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
    assert sentences.changed_words(changed(Scope("all", ("a",), "the 1 areas"), **judged)) == (
        "From the first round (2016) to 2024: better on 1 of 3 questions (members on “Each side knows its role”), worse on 1 "
        "(council people on “Each side knows its role”) and no clear change on 1. Up to 50 members and 7 council people answered "
        "in 2024, in the areas that answered each time."
    )
    own = Scope("area", ("a",), "Alder Row", place_id="a")
    assert sentences.changed_words(changed(own, **judged | {"roles_c": "cannot say"})) == (
        "From the first round (2016) to 2024: better on 1 of 2 questions (members on “Each side knows its role”), worse on none "
        "and no clear change on 1. Up to 50 members answered in 2024."
    )
    assert sentences.changed_words(changed(own, **dict.fromkeys(judged, "cannot say"))) == ""
    assert sentences.changed_words(changed(Scope("area", ("a",), "Alder Row"), **judged)).startswith(
        "From the first round (2016) to 2024: better on 1"
    )
    hidden = Scope("area", ("a",), "Alder Row", note="They are hidden.")
    assert sentences.changed_words(changed(hidden, **judged)).startswith("They are hidden. From the first round (2016)")
    assert sentences.changed_words(changed(Scope("filtered", ("a",), "1 area shown"), **judged)).startswith(
        "In all areas together, from the first round (2016) to 2024: better on 1"
    )


def events(**columns: Any) -> pd.DataFrame:
    """Return the rows that the words about events look at."""
    usual = {"kind": ["asset"], "of_kind": [1], "areas_of_kind": [1], "commitment_status": [""], "of_status": [1]}
    return pd.DataFrame(usual | {"unmatched_of_kind": 0} | columns)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((1, 0, 2), "Of 3 commitments that were due, 1 was kept and 2 had no answer."),
        ((0, 1, 0), "Of 1 commitment that was due, none was kept and 1 was not kept."),
        ((2, 7, 0), "Of 9 commitments that were due, 2 were kept and 7 were not kept."),
        (
            (5, 4, 1),
            "Of 10 commitments that were due, 5 were kept, 4 were not kept and 1 had no answer: 50% kept (between 24% and 76%).",
        ),
        (
            (6, 4, 2),
            "Of 12 commitments that were due, 6 were kept, 4 were not kept and 2 had no answer: 50% kept (between 24% and 76%), "
            "or 60% of the 10 answered.",
        ),
    ],
)  # fmt: skip
def test_the_share_of_commitments_kept_is_told_from_ten_on_and_beside_it_that_of_those_answered(
    numbers: tuple, said: str
):
    rows = pd.DataFrame(
        {"commitment_status": ["kept", "not kept", "date passed"], "of_status": numbers, "of_due": sum(numbers)}
    )
    figure = {"value": 50.0, "lower": 24.0, "upper": 76.0, "denominator": sum(numbers)}
    shown: Any = SimpleNamespace(events=rows[rows["of_status"] > 0], figure=lambda _name: figure)
    assert sentences.kept_words(shown, SHARE) == said


@pytest.mark.parametrize(
    ("statuses", "commitments", "said"),
    [
        ({"": 4}, 0, "No commitment of a council is told of here."),
        ({"unmatched": 1}, 0, "No commitment of a council is told of here. Not counted: 1 answer to commitments that "
                              "were never told as made."),
        ({"kept": 1, "unmatched": 2}, 1, "Councils are said to have made 1 commitment: 1 kept. Not counted: 2 "
                                         "answers to commitments that were never told as made."),
        (
            {"kept": 2, "date passed": 1, "still open": 3, "without a name": 2},
            8,
            "Councils are said to have made 8 commitments: 2 kept, 1 whose date passed without an answer, 3 still open and 2 "
            "without a name, so nobody can follow them.",
        ),
    ],
)  # fmt: skip
def test_what_became_of_commitments_is_told_in_a_sentence(statuses: dict[str, int], commitments: int, said: str):
    rows = pd.DataFrame(
        {
            "commitment_status": list(statuses),
            "of_status": list(statuses.values()),
            "of_commitments": commitments,
        }
    )
    assert sentences.commitments_words(rows) == said


def test_a_kind_that_was_never_told_is_nought_and_the_kinds_keep_their_order():
    rows = events(
        kind=["disagreement", "asset"], of_kind=[3, 2], areas_of_kind=[1, 2], commitment_status="", of_status=5
    )
    table = sentences.kinds_table(rows).set_index("What")
    assert list(table.index[:3]) == ["Commitments made", "Commitments kept", "Commitments not kept"]
    assert table["Told"].to_dict().items() >= {"Disagreements": 3, "Joint statements": 0}.items()
    assert table["Areas"].to_dict().items() >= {"Disagreements": 1, "Joint statements": 0}.items()


def test_years_without_anything_told_stand_between_the_first_and_the_last():
    rows = pd.DataFrame({"happened_in": ["2015", "2017"], "kind_group": ["help", "other"], "of_group_and_year": [4, 1]})
    table = sentences.years_table(rows).set_index("Year")
    assert table["Help"].to_dict() == {"2015": 4, "2016": 0, "2017": 0}
    assert table["Other"].to_dict() == {"2015": 0, "2016": 0, "2017": 1}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (("asset", "", ""), ""),
        (("commitment made", "2018-03", "kept"), " Due by March 2018. It was kept."),
        (("commitment made", "", "not kept"), " No date was agreed. It was not kept."),
        (("commitment made", "2018", "date passed"), " Due by 2018. The date passed without an answer."),
        (("commitment made", "2018-03-01", "still open"), " Due by 1 March 2018. Still open."),
        (("commitment kept", "", "unmatched"), " Not counted: the commitment was never told as made."),
    ],
)
def test_what_became_of_a_commitment_follows_it(told: tuple[str, str, str], said: str):
    row = SimpleNamespace(**dict(zip(("kind", "due_on", "commitment_status"), told, strict=True)))
    assert sentences.ending(row) == said


@pytest.mark.parametrize(
    ("scope", "view", "title", "status"),
    [
        (
            Scope("all", ("a", "b"), "the 2 areas"),
            View(),
            "How was the relationship with the councils?",
            "All 2 areas shown",
        ),
        (
            Scope("filtered", ("a",), "1 area shown"),
            View(region="London"),
            "How was the relationship with the councils?",
            "1 of 2 areas shown: London",
        ),
        (
            Scope("area", ("a",), "Alder Row"),
            View(area="a", wave="2"),
            "How was the relationship of Alder Row with its council?",
            "Alder Row alone is shown. The filters wait meanwhile.",
        ),
        (
            Scope("council", ("a", "b"), "Hill Council", "E1"),
            View(council="E1"),
            "How was the relationship with Hill Council?",
            "2 areas of Hill Council shown.",
        ),
    ],
)
def test_the_question_and_the_line_above_the_figures_name_what_is_looked_at(
    scope: Scope, view: View, title: str, status: str
):
    assert sentences.title(scope) == title
    assert sentences.status(scope, view, 2) == status


def council(**told: Any) -> dict[str, Any]:
    usual = {
        "tier": "unitary",
        "valid_from": pd.NaT,
        "valid_to": pd.NaT,
        "followed_by": "",
        "followed": "",
        "county_name": "",
    }
    return usual | told


@pytest.mark.parametrize(
    ("row", "areas", "said"),
    [
        (council(), 1, "A unitary council: one council for all local services. 1 area lies in it."),
        (
            council(valid_from=pd.Timestamp("2019-04-01"), followed="Old Council; Shire Council"),
            2,
            "A unitary council: one council for all local services. It has existed since 1 April 2019. Before it: Old Council "
            "and Shire Council; what happened with them stands under their names. 2 areas lie in it.",
        ),
        (
            council(
                valid_from=pd.Timestamp("1974-04-01"), valid_to=pd.Timestamp("2019-03-31"), followed_by="New Council"
            ),
            3,
            "A unitary council: one council for all local services. It existed from 1 April 1974 until 31 March 2019. "
            "Followed by New Council. 3 areas lay in it.",
        ),
        (
            council(valid_to=pd.Timestamp("2019-03-31"), county_name="Shire Council"),
            1,
            "A unitary council: one council for all local services. It existed until 31 March 2019. The county council above "
            "it: Shire Council. 1 area lay in it.",
        ),
    ],
)
def test_a_council_is_told_with_its_dates_and_what_came_before_and_after(row: dict[str, Any], areas: int, said: str):
    assert sentences.council_words(row, areas) == said


def test_the_councils_of_today_are_counted_by_kind_and_former_ones_apart():
    rows = pd.DataFrame(
        {
            "tier": ["unitary", "unitary", "district", "county"],
            "valid_to": [pd.NaT, pd.NaT, pd.NaT, pd.Timestamp("2019-03-31")],
        }
    )
    assert sentences.councils_counted(rows) == (
        "3 councils of today: 2 unitary councils and 1 district council. 1 former council."
    )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (("District", None, pd.Timestamp("2019-03-31"), "Dorset Council; Hill Council", ""),
         "District, until 31 March 2019; followed by Dorset Council and Hill Council"),
        (("District", None, None, "", "Shire Council"), "District; county above: Shire Council"),
        (("Unitary", pd.Timestamp("2009-04-01"), pd.Timestamp("2019-03-31"), "", ""),
         "Unitary, since 1 April 2009, until 31 March 2019"),
        (("County", None, None, "", ""), "County"),
    ],
)  # fmt: skip
def test_what_a_council_is_fits_a_cell(told: tuple, said: str):
    assert sentences.council_kind(*told) == said


def fact(who: str, asked: str, what: str, number: float, detail: str = "Survey A") -> dict[str, Any]:
    return {
        "who": who, "asked": asked, "what": what, "value_number": number, "value_unit": "%", "value_words": "",
        "detail": detail, "base": "not stated", "date_from": "2015-11", "date_to": "", "source_url": "https://e.org/a",
        "source_is_copy": True,
    }  # fmt: skip


def test_only_what_both_sides_were_asked_in_the_same_survey_is_held_side_by_side():
    facts = pd.DataFrame(
        [
            fact("residents", "residents", "want more input", 97),
            fact("council members", "council", "want more input", 81),
            fact("residents", "residents", "want parks", 60),
            fact("councils", "council", "want parks", 50, detail="Survey B"),
        ]
    )
    (both,) = sentences.asked_both(facts)
    assert (both.name, both.members, both.council) == ("Want more input", Side(97.0, "97%"), Side(81.0, "81%"))
    assert both.label == "Want more input: residents 97%, council members 81% (out of how many is not stated)."
    assert sentences.asked_words(facts) == ("November 2015", "Survey A; Survey B", "not stated")
    table = sentences.surveys_table(facts)
    assert table.to_numpy().tolist()[0] == [
        "residents",
        "want more input",
        "97%",
        "not stated",
        "November 2015",
        "Survey A; the address is a copy of the page",
        "https://e.org/a",
    ]


@pytest.mark.parametrize(
    ("row", "measure", "said"),
    [
        (None, SHARE, "[x]"),
        (SimpleNamespace(state="not due"), SHARE, "[z]"),
        (SimpleNamespace(state="value", value=0.0, lower=None, upper=None, reliability=""), COUNT, "0"),
        (
            SimpleNamespace(state="value", value=50.0, lower=20.0, upper=80.0, reliability="low"),
            SHARE,
            "50% (20% to 80%) [u]",
        ),
    ],
)
def test_a_cell_tells_its_figure_its_range_or_why_there_is_none(row: Any, measure: Measure, said: str):
    assert sentences.figure_words(row, measure) == said


# Charts


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_side_without_a_figure_says_why_where_its_mark_would_stand(theme: str):
    rows = [
        Sides("Roles", Side(54.0, "54%", 50.0, 58.0), Side(None, "Council people: not asked"), "Roles. Members 54%."),
        Sides("Two steps"),
    ]
    drawn = drawings.sides(rows, theme).to_dict()
    members, council_people = drawn["data"]
    assert (members["x"], council_people["x"]) == ([54.0], [])
    assert (members["error_x"]["array"], members["error_x"]["arrayminus"]) == ([4.0], [4.0])
    assert members["marker"]["symbol"] != council_people["marker"]["symbol"]
    texts = [one["text"] for one in drawn["layout"]["annotations"]]
    assert texts == ["Roles", "<b>Two steps</b>", "54%", "Council people: not asked"]


def test_a_zero_is_shown_as_0_and_no_figure_as_its_code():
    rows = [
        ("2016", 0.0, "", "2016: none"),
        ("2017", None, "[x]", "2017: not reported"),
        ("2018", 12.0, "", "2018: 12"),
    ]
    (bars,) = drawings.counted(rows, "light").to_dict()["data"]
    assert bars["text"] == ["0", "[x]", "12"]
    many = [(str(year), None if year == 2012 else float(year % 2), "[z]", "") for year in range(2010, 2025)]
    (bars,) = drawings.counted(many, "light").to_dict()["data"]
    assert bars["text"][:4] == ["0", "", "[z]", ""]


def test_what_is_not_recorded_is_striped():
    rows = [("Supported", 3, "Supported: 3", False), ("Not recorded", 2, "Not recorded: 2", True)]
    (bars,) = drawings.bars(rows, "light").to_dict()["data"]
    assert bars["marker"]["pattern"]["shape"] == ["", "/"]
    assert bars["text"] == ["3", "2"]


def test_all_panels_have_one_scale_that_holds_the_tallest_stack():
    panels = [
        ("Made", [("made", [3, 1], False)]),
        ("Answers", [("kept", [2, 2], False), ("not kept", [0, 3], True)]),
    ]
    drawn = drawings.years(["2016", "2017"], panels, "light").to_dict()
    assert [axis["range"] for name, axis in drawn["layout"].items() if name.startswith("yaxis")] == [[0, 5], [0, 5]]
    assert [trace["marker"].get("pattern") is not None for trace in drawn["data"]] == [False, False, True]


def test_events_of_the_chosen_area_are_told_apart_by_shape_and_their_words_are_no_code():
    rows = pd.DataFrame(
        {
            "near_day": pd.to_datetime(["2016-05-01", "2017-05-01"]),
            "kind": ["asset", "asset"],
            "lane": [5, 5],
            "kind_words": ["Assets: 2", "Assets: 2"],
            "is_own": [True, False],
            "label": ["May 2016: <a href='http://e'>x</a>", "May 2017"],
        }
    )
    others, own = drawings.lanes(rows, "light").to_dict()["data"]
    assert (others["x"], own["x"]) == (["2017-05-01"], ["2016-05-01"])
    assert others["marker"]["symbol"] != own["marker"]["symbol"]
    assert own["hovertext"] == ["May 2016: &lt;a href='http://e'&gt;x&lt;/a&gt;"]


def test_long_words_are_broken_into_lines():
    assert drawings.in_lines("one two three four", 9) == "one two<br>three<br>four"
