"""The public record in words: sentences that count records, and facts with their notes and pages."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from dashboard.text import record_words
from etl.contract import DICTIONARY, read_contract

BLANK = {
    "kind": "meeting", "what": "Board meeting", "who": "", "value_number": float("nan"), "value_unit": "", "value_words": "",
    "date_from": "", "date_to": "", "base": "", "detail": "", "source_url": "https://www.example.org/a", "source_title": "",
    "source_publisher": "", "source_is_copy": False,
}  # fmt: skip


def fact(**values: Any) -> SimpleNamespace:
    return SimpleNamespace(**BLANK | values)


def facts(*kinds: str) -> pd.DataFrame:
    """Return facts of these kinds, each about another area."""
    rows = [(f"area-{number}", kind) for number, kind in enumerate(kinds)]
    return pd.DataFrame(rows, columns=["area_id", "kind"])


def test_every_theme_and_kind_of_the_contract_has_words():
    contract = read_contract(DICTIONARY / "fact.yml")
    assert set(record_words.KINDS) == set(contract.column("kind").values)
    assert set(record_words.THEMES) == set(record_words.SUBJECTS) == set(contract.column("theme").values)


@pytest.mark.parametrize(("table", "column"), [("account", "council_role"), ("council_event", "council_role")])
def test_every_role_of_a_council_in_the_contracts_has_words(table: str, column: str):
    roles = {str(role) for role in read_contract(DICTIONARY / f"{table}.yml").column(column).values} - {"not recorded"}
    assert roles <= set(record_words.COUNCIL_PARTS)


def test_the_part_of_a_council_is_a_sentence():
    assert record_words.council_part("unblocked") == "The council removed an obstacle."
    assert record_words.council_part("not recorded") == "The council’s part is not recorded."
    assert record_words.council_part("") == ""


@pytest.mark.parametrize(
    ("kinds", "place", "expected"),
    [
        ((), "", "No fact about the council is on public record for these areas."),
        ((), "Alder Row", "No fact about the council is on public record for Alder Row."),
        (("commitment",), "Alder Row", "1 fact about the council is on public record for Alder Row: 1 commitment."),
        (
            ("commitment", "commitment", "guidance"), "",
            "3 facts about the council are on public record for 3 of 12 areas: 2 commitments and 1 guide.",
        ),
    ],
)  # fmt: skip
def test_the_facts_on_a_theme_are_counted_with_their_nouns(kinds: tuple[str, ...], place: str, expected: str):
    assert record_words.record_sentence(facts(*kinds), "council", 12, place) == expected


def test_a_sentence_names_the_most_frequent_kinds_and_counts_the_others():
    kinds = ["plan"] * 3 + ["award"] * 2 + ["meeting", "members", "spend", "loan"]
    assert record_words.kinds_phrase(kinds) == (
        "3 records of plans, 2 awards, 1 count of members, 1 meeting and 2 others"
    )


@pytest.mark.parametrize(
    ("what", "who", "expected"),
    [
        (
            "Want more people in their partnership",
            "partnership members",
            "Partnership members who want more people in their partnership",
        ),
        ("People who backed the homes", "residents", "People who backed the homes"),
        ("Want more people", "", "Want more people"),
    ],
)
def test_the_result_of_a_survey_names_who_answered(what: str, who: str, expected: str):
    assert record_words.fact_text(fact(kind="survey result", what=what, who=who, value_unit="%")) == expected


def test_the_notes_of_a_fact_are_sentences():
    notes = record_words.fact_notes(
        fact(who="the council", detail="no amount is published.", base="9 people", source_is_copy=True)
    )
    assert notes == "The council. No amount is published. Base: 9 people. The address is a copy of the page."
    assert record_words.fact_notes(fact(who="Heron Trust", what="Grant from Heron Trust")) == ""


@pytest.mark.parametrize(
    ("title", "publisher", "expected"),
    [("A page", "A paper", "A page, A paper"), ("A page", "A page", "A page"), ("", "", "example.org")],
)
def test_a_page_is_named_by_title_and_publisher_or_else_by_its_site(title: str, publisher: str, expected: str):
    assert record_words.page_words(fact(source_title=title, source_publisher=publisher)) == expected


def test_a_fact_without_a_date_says_so():
    assert record_words.fact_when(fact()) == "No date"
    assert record_words.fact_when(fact(date_from="2016-02", date_to="2017")) == "February 2016 to 2017"
