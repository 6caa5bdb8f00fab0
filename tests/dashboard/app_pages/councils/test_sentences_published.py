"""Statements of published surveys, from facts written by hand."""

from typing import Any

import pandas as pd

from dashboard.app_pages.councils import sentences_published
from dashboard.app_pages.councils.drawings import Side


def fact(who: str, side: str, what: str, number: float, detail: str = "Survey A") -> dict[str, Any]:
    return {
        "who": who, "side": side, "what": what, "value_number": number, "value_unit": "%", "value_words": "",
        "detail": detail, "base": "not stated", "date_from": "2015-11", "date_to": "", "source_url": "https://e.org/a",
        "source_is_copy": True,
    }  # fmt: skip


def test_only_statements_put_to_both_sides_in_the_same_survey_are_paired():
    facts = pd.DataFrame(
        [
            fact("residents", "residents", "want more input", 97),
            fact("council members", "council", "want more input", 81),
            fact("residents", "residents", "want parks", 60),
            fact("councils", "council", "want parks", 50, detail="Survey B"),
        ]
    )
    (both,) = sentences_published.paired_statements(facts)
    assert (both.name, both.members, both.council) == ("Want more input", Side(97.0, "97%"), Side(81.0, "81%"))
    assert both.label == "Want more input: residents 97%, council members 81% (base: not stated)."
    assert sentences_published.published_title([both]) == "97% of residents and 81% of councils want more input"
    assert sentences_published.survey_details(facts) == ("November 2015", "Survey A; Survey B", "not stated")
    table = sentences_published.surveys_table(facts)
    assert table.to_numpy().tolist()[0] == [
        "residents",
        "want more input",
        "97%",
        "not stated",
        "November 2015",
        "Survey A; the address is a copy of the page",
        "https://e.org/a",
    ]
