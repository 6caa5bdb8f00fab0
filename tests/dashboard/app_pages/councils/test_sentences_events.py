"""Sentences and tables on events and commitments, from rows written by hand."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from dashboard.app_pages.councils import sentences_events
from dashboard.text.words import Measure

SHARE = Measure("share", "A share", "Share", "% of people", "in {area}, {value} of people", "proportion", 0)


def events(**columns: Any) -> pd.DataFrame:
    """Return rows of events with the columns that the tables use."""
    usual = {"kind": ["asset"], "of_kind": [1], "areas_of_kind": [1], "commitment_status": [""], "of_status": [1]}
    return pd.DataFrame(usual | {"unmatched_of_kind": 0} | columns)


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ((1, 0, 2), "Of 3 commitments that were due, 1 was kept and 2 had no outcome recorded."),
        ((0, 1, 0), "Of 1 commitment that was due, none was kept and 1 was not kept."),
        ((2, 7, 0), "Of 9 commitments that were due, 2 were kept and 7 were not kept."),
        (
            (5, 4, 1),
            "Of 10 commitments that were due, 5 were kept, 4 were not kept and 1 had no outcome recorded: 50% kept (between 24% "
            "and 76%).",
        ),
        (
            (6, 4, 2),
            "Of 12 commitments that were due, 6 were kept, 4 were not kept and 2 had no outcome recorded: 50% kept (between 24% "
            "and 76%), or 60% of the 10 answered.",
        ),
    ],
)  # fmt: skip
def test_the_share_of_commitments_kept_is_given_from_ten_on_beside_that_of_those_answered(
    numbers: tuple, sentence: str
):
    rows = pd.DataFrame(
        {"commitment_status": ["kept", "not kept", "date passed"], "of_status": numbers, "of_due": sum(numbers)}
    )
    figure = {"value": 50.0, "lower": 24.0, "upper": 76.0, "denominator": sum(numbers)}
    page_view: Any = SimpleNamespace(events=rows[rows["of_status"] > 0], figure=lambda _name: figure)
    assert sentences_events.kept_sentence(page_view, SHARE) == sentence


@pytest.mark.parametrize(
    ("statuses", "commitments", "sentences"),
    [
        ({"": 4}, 0, "No council commitments are recorded here."),
        ({"unmatched": 1}, 0, "No council commitments are recorded here. Not counted: 1 answer with no matching "
                              "commitment."),
        ({"kept": 1, "unmatched": 2}, 1, "1 council commitment recorded: 1 kept. Not counted: 2 answers "
                                         "with no matching commitment."),
        (
            {"kept": 2, "date passed": 1, "still open": 3, "without a name": 2},
            8,
            "8 council commitments recorded: 2 kept, 1 overdue with no outcome recorded, 3 still open and 2 "
            "without a name, so they cannot be followed.",
        ),
    ],
)  # fmt: skip
def test_the_outcomes_of_commitments_are_counted_in_a_sentence(
    statuses: dict[str, int], commitments: int, sentences: str
):
    rows = pd.DataFrame(
        {
            "commitment_status": list(statuses),
            "of_status": list(statuses.values()),
            "of_commitments": commitments,
        }
    )
    assert sentences_events.commitments_sentences(rows) == sentences


def test_a_kind_without_events_is_zero_and_the_kinds_keep_their_order():
    rows = events(
        kind=["disagreement", "asset"], of_kind=[3, 2], areas_of_kind=[1, 2], commitment_status="", of_status=5
    )
    table = sentences_events.kinds_table(rows).set_index("What")
    assert list(table.index[:3]) == ["Commitments made", "Commitments kept", "Commitments not kept"]
    assert table["Recorded"].to_dict().items() >= {"Disagreements": 3, "Joint statements": 0}.items()
    assert table["Areas"].to_dict().items() >= {"Disagreements": 1, "Joint statements": 0}.items()


def test_years_without_events_are_kept_between_the_first_and_the_last():
    rows = pd.DataFrame({"happened_in": ["2015", "2017"], "kind_group": ["help", "other"], "of_group_and_year": [4, 1]})
    table = sentences_events.years_table(rows).set_index("Year")
    assert table["Help"].to_dict() == {"2015": 4, "2016": 0, "2017": 0}
    assert table["Other"].to_dict() == {"2015": 0, "2016": 0, "2017": 1}


@pytest.mark.parametrize(
    ("columns", "outcome"),
    [
        (("asset", "", ""), ""),
        (("commitment made", "2018-03", "kept"), " Due by March 2018. It was kept."),
        (("commitment made", "", "not kept"), " No date was agreed. It was not kept."),
        (("commitment made", "2018", "date passed"), " Due by 2018. No outcome was recorded by the due date."),
        (("commitment made", "2018-03-01", "still open"), " Due by 1 March 2018. Still open."),
        (("commitment kept", "", "unmatched"), " Not counted: no matching commitment."),
    ],
)
def test_the_outcome_of_a_commitment_follows_it(columns: tuple[str, str, str], outcome: str):
    row = SimpleNamespace(**dict(zip(("kind", "due_on", "commitment_status"), columns, strict=True)))
    assert sentences_events.commitment_outcome(row) == outcome


def test_the_file_of_events_has_the_words_of_the_screen():
    columns = ("happened_on", "area_name", "official_name", "kind", "what", "commitment", "due_on", "source")
    rows = pd.DataFrame(dict.fromkeys(columns, [""] * 3)).assign(
        area_id="a",
        council_role=["supported", "none", "not recorded"],
        commitment_status=["date passed", "unmatched", ""],
    )
    file = sentences_events.events_file(rows, pd.Series({"a": "A1"}))
    assert file["role_of_the_council"].tolist() == ["gave help", "had no role", "not recorded"]
    assert file["what_became_of_it"].tolist() == [
        "overdue with no outcome recorded", "not counted: no matching commitment", ""
    ]  # fmt: skip
