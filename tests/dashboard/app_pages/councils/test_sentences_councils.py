"""Sentences and cells on councils, from rows written by hand."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from dashboard.app_pages.councils import sentences_councils


def council(**columns: Any) -> dict[str, Any]:
    usual = {
        "tier": "unitary",
        "valid_from": pd.NaT,
        "valid_to": pd.NaT,
        "followed_by": "",
        "followed": "",
        "county_name": "",
    }
    return usual | columns


@pytest.mark.parametrize(
    ("row", "areas", "sentences"),
    [
        (council(), 1, "A unitary council: one council for all local services. It has 1 area."),
        (
            council(valid_from=pd.Timestamp("2019-04-01"), followed="Old Council; Shire Council"),
            2,
            "A unitary council: one council for all local services. It has existed since 1 April 2019. Before it: Old Council "
            "and Shire Council. See those councils for earlier events. It has 2 areas.",
        ),
        (
            council(
                valid_from=pd.Timestamp("1974-04-01"), valid_to=pd.Timestamp("2019-03-31"), followed_by="New Council"
            ),
            3,
            "A unitary council: one council for all local services. It existed from 1 April 1974 until 31 March 2019. "
            "Followed by New Council. It had 3 areas.",
        ),
        (
            council(valid_to=pd.Timestamp("2019-03-31"), county_name="Shire Council"),
            1,
            "A unitary council: one council for all local services. It existed until 31 March 2019. The county council above "
            "it: Shire Council. It had 1 area.",
        ),
    ],
)
def test_a_council_has_its_dates_and_what_came_before_and_after(row: dict[str, Any], areas: int, sentences: str):
    assert sentences_councils.council_sentences(row, areas) == sentences


def test_the_councils_of_today_are_counted_by_kind_and_former_ones_apart():
    rows = pd.DataFrame(
        {
            "tier": ["unitary", "unitary", "district", "county"],
            "valid_to": [pd.NaT, pd.NaT, pd.NaT, pd.Timestamp("2019-03-31")],
        }
    )
    assert sentences_councils.council_counts_sentence(rows) == (
        "3 councils of today: 2 unitary councils and 1 district council. 1 former council."
    )


@pytest.mark.parametrize(
    ("columns", "cell"),
    [
        ({"tier": "district", "valid_to": pd.Timestamp("2019-03-31"), "followed_by": "Dorset Council; Hill Council"},
         "District, until 31 March 2019; followed by Dorset Council and Hill Council"),
        ({"tier": "district", "county_name": "Shire Council"}, "District; county above: Shire Council"),
        ({"valid_from": pd.Timestamp("2009-04-01"), "valid_to": pd.Timestamp("2019-03-31")},
         "Unitary, since 1 April 2009, until 31 March 2019"),
        ({"tier": "London borough"}, "London borough"),
    ],
)  # fmt: skip
def test_the_kind_and_dates_of_a_council_fit_a_cell(columns: dict[str, Any], cell: str):
    assert sentences_councils.council_kind(SimpleNamespace(**council(**columns))) == cell


def test_a_file_of_councils_has_a_row_for_each_area_of_each():
    rows = pd.DataFrame([council(official_name="Hill Council", area_id=area) for area in ("a", "b")])
    rows["valid_from"] = rows["valid_to"] = pd.Series([pd.NaT, pd.NaT])
    file = sentences_councils.councils_file(rows, pd.Series({"a": "Alder Row", "b": "Birch End"}))
    assert file[["Council", "Area", "Kind"]].to_numpy().tolist() == [
        ["Hill Council", "Alder Row", "Unitary"],
        ["Hill Council", "Birch End", "Unitary"],
    ]
