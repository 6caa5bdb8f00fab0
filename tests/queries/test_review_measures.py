"""The measures of the members of partnerships, by their last review in a year, expected by hand."""

from typing import Any

import pytest

from tests.queries.returned_rows import (
    Database,
    add,
    figures,
)


def review(db: Database, day: str, members: int, area_id: str = "alder-row", **columns: int | None) -> None:
    add(db, "review", area_id, review_date=day, members=members, **columns)


def test_voting_members_are_those_of_the_last_review_of_the_year(db: Database):
    review(db, "2016-11-30", 10)
    review(db, "2016-02-01", 9)
    review(db, "2017-12-31", 12)
    review(db, "2016-05-01", 0, area_id="birch-end")
    assert figures(db, "voting_members") == {
        ("alder-row", "2016"): (10, 1, 100),
        ("alder-row", "2017"): (12, 1, 144),
        ("birch-end", "2016"): (0, 1, 0),
    }


def test_residents_and_women_are_a_share_of_the_members_where_the_last_review_tells_them(db: Database):
    review(db, "2015-05-01", 8, resident_members=5, women=0)
    review(db, "2016-05-01", 10, resident_members=0, women=None)
    review(db, "2017-05-01", 10, resident_members=None, women=10)
    review(db, "2018-02-01", 10, resident_members=9, women=9)
    review(db, "2018-11-01", 11, resident_members=None, women=4)  # the last of the year says nothing of residents
    review(db, "2019-05-01", 0, resident_members=0, women=0)
    assert figures(db, "residents_share", "alder-row") == {"2015": (5, 8), "2016": (0, 10)}
    assert figures(db, "women_share", "alder-row") == {"2015": (0, 8), "2017": (10, 10), "2018": (4, 11)}


def test_members_stayed_who_had_not_joined_since_the_review_before(db: Database):
    review(db, "2015-05-01", 8, joined_since=None)
    review(db, "2016-05-01", 9, joined_since=2, left_since=1)
    review(db, "2017-05-01", 9, joined_since=0)
    review(db, "2018-05-01", 7, joined_since=7)
    review(db, "2019-05-01", 7, joined_since=8)  # more than there are
    review(db, "2020-05-01", 0, joined_since=0)
    assert figures(db, "members_stayed", "alder-row") == {"2016": (7, 9), "2017": (9, 9), "2018": (0, 7)}


@pytest.mark.parametrize(
    ("members", "residents", "expected"),
    [
        (8, 5, {"2016": (1, 1)}),
        (8, 4, {"2016": (0, 1)}),  # half is not most
        (7, 7, {"2016": (0, 1)}),
        (15, 8, {"2016": (1, 1)}),
        (15, 7, {"2016": (0, 1)}),
        (0, 0, {"2016": (0, 1)}),
        (9, None, {}),
    ],
)
def test_the_rule_is_met_by_8_or_more_members_most_of_them_residents(
    members: int, residents: int | None, expected: Any, db: Database
):
    review(db, "2016-05-01", members, resident_members=residents)
    assert figures(db, "rule_met", "alder-row") == expected


def test_the_rule_is_judged_by_the_last_review_of_the_year(db: Database):
    review(db, "2016-01-01", 8, resident_members=8)
    review(db, "2016-12-31", 7, resident_members=7)
    assert figures(db, "rule_met", "alder-row") == {"2016": (0, 1)}
