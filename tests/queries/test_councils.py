"""What the Councils page is given by its queries, on tables of a few rows written by hand."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

import queries
from etl.contract import DICTIONARY, ddl, read_contract

Database = duckdb.DuckDBPyConnection
TABLES = """
CREATE TABLE measure (
    measure_id VARCHAR, topic VARCHAR, order_number BIGINT, kind VARCHAR, per DOUBLE, interval_by VARCHAR, asks VARCHAR
);
CREATE TABLE indicator_value (
    measure_id VARCHAR, place_id VARCHAR, period VARCHAR, state VARCHAR, numerator DOUBLE, denominator DOUBLE,
    sum_squares DOUBLE, value DOUBLE, lower DOUBLE, upper DOUBLE, reliability VARCHAR, areas_counted BIGINT
);
CREATE TABLE indicator_area (
    measure_id VARCHAR, area_id VARCHAR, period VARCHAR, state VARCHAR, numerator DOUBLE, denominator DOUBLE
);
CREATE TABLE change (
    measure_id VARCHAR, place_id VARCHAR, period VARCHAR, since VARCHAR, earlier_period VARCHAR, areas_counted BIGINT,
    changed_by DOUBLE, change_lower DOUBLE, change_upper DOUBLE, verdict VARCHAR
);
CREATE TABLE series_break (measure_id VARCHAR, period VARCHAR);
INSERT INTO measure VALUES
    ('respect_partnership', 'Council relationship', 1, 'proportion', 1, 'wilson', 'partnership, respect from the start'),
    ('respect_council', 'Council relationship', 2, 'proportion', 1, 'wilson', 'council, respect from the start'),
    ('time_partnership', 'Council relationship', 3, 'proportion', 1, 'wilson', 'partnership, time committed'),
    ('time_council', 'Council relationship', 4, 'proportion', 1, 'wilson', 'council, time committed'),
    ('commitments_kept', 'Council relationship', 5, 'proportion', 1, 'wilson', ''),
    ('meetings_liaison', 'Meetings', 6, 'count', 1, 'none', '');
INSERT INTO council (council_code, council_name, official_name, tier, valid_to, successor_code) VALUES
    ('E1', 'Newtown', 'Newtown Council', 'unitary', NULL, NULL),
    ('E2', 'Oldtown', 'Oldtown District Council', 'district', '2019-03-31', 'E1|E4'),
    ('E3', 'Shire', 'Shire County Council', 'county', '2019-03-31', 'E1|E4'),
    ('E4', 'Hill', 'Hill Council', 'unitary', NULL, NULL),
    ('E5', 'Hill', 'Hill Council', 'unitary', NULL, 'E4');
INSERT INTO area (area_id, area_name, council_code) VALUES ('a', 'Alder', 'E1'), ('b', 'Birch', 'E4');
INSERT INTO area_council VALUES
    ('a', 'E1', 'council'), ('a', 'E2', 'former council'), ('a', 'E3', 'former council'), ('b', 'E4', 'council');
"""


@pytest.fixture
def db() -> Iterator[Database]:
    """Return a database with two areas: one whose district gave way to Newtown in 2019, and one that always lay in Hill."""
    with duckdb.connect() as connection:
        for query in queries.named("macros"):
            connection.execute(query.sql)
        for table in ("council_event", "council", "area", "area_council", "funding"):
            statement = ddl(read_contract(DICTIONARY / f"{table}.yml"), has_key=False)
            connection.execute(statement.replace(" NOT NULL", ""))
        connection.execute(TABLES)
        yield connection


def event(db: Database, area: str, day: str, kind: str, **columns: str) -> None:
    row = {"area_id": area, "happened_on": day, "kind": kind, "council_role": "supported", "what": "It.", **columns}
    db.execute(f"INSERT INTO council_event ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def page_rows(db: Database, name: str, columns: str, **parameters: Any) -> list[tuple]:
    sql = queries.load(f"pages/{name}").sql
    return db.execute(f"SELECT {columns} FROM ({sql})", parameters).fetchall()


def events(db: Database, columns: str, areas: str = "a.b", council: str = "") -> list[tuple]:
    return page_rows(db, "councils_events", columns, areas=areas, council_code=council)


@pytest.mark.parametrize(
    ("day", "council"),
    [("2019-03-31", "E2"), ("2019-04-01", "E1"), ("2018", "E2"), ("2019-03", "E2"), ("2019-04", "E1"), ("2020", "E1")],
)
def test_an_event_that_names_no_council_was_with_the_areas_council_of_that_day(db: Database, day: str, council: str):
    event(db, "a", day, "asset")
    assert events(db, "council_code") == [(council,)]


def test_an_event_counts_for_the_council_that_it_names(db: Database):
    event(db, "a", "2015-05-01", "asset", council_code="E3")
    event(db, "a", "2015-06-01", "staff")
    assert events(db, "kind, of_all", council="E3") == [("asset", 1)]
    assert events(db, "kind, of_all", council="E2") == [("staff", 1)]
    assert events(db, "kind", council="E1") == []


def test_events_stand_in_order_of_time_and_one_without_a_day_in_the_middle_of_its_month_or_year(db: Database):
    for day in ("2017-07-02", "2017", "2017-05", "2017-05-14", "2017-05-16"):
        event(db, "a", day, "asset", what=day)
    days = events(db, "happened_on, strftime(near_day, '%d/%m')")
    assert days == [
        ("2017-05-14", "14/05"),
        ("2017-05", "15/05"),
        ("2017-05-16", "16/05"),
        ("2017", "01/07"),
        ("2017-07-02", "02/07"),
    ]


def test_a_commitment_is_followed_by_its_name_to_the_last_answer(db: Database):
    made = {"kind": "commitment made"}
    event(db, "a", "2015", **made, commitment="Hall", due_on="2016", what="1")
    event(db, "a", "2015", **made, commitment="Path", due_on="2016", what="2")
    event(db, "a", "2015", **made, commitment="Lamp", due_on="2016-12", what="3")
    event(db, "a", "2015", **made, commitment="Gate", due_on="2017-07", what="4")
    event(db, "a", "2015", **made, what="5")
    event(db, "a", "2015-02", **made, commitment="Hall", due_on="2016", what="6")
    event(db, "b", "2015", **made, commitment="Hall", due_on="2018", what="7")
    event(db, "a", "2016-01", "commitment not kept", commitment="Hall", what="8")
    event(db, "a", "2016-02", "commitment kept", commitment="Hall", what="9")
    event(db, "a", "2017-06-30", "commitment not kept", commitment="Path", what="10")
    statuses = dict(events(db, "what, commitment_status"))
    assert [statuses[str(number)] for number in range(1, 11)] == [
        "kept",
        "not kept",
        "date passed",
        "still open",
        "without a name",
        "told again",
        "still open",
        "",
        "",
        "",
    ]
    assert set(events(db, "of_due, of_commitments")) == {(3, 6)}


def test_an_answer_to_a_commitment_that_was_never_made_is_counted_apart(db: Database):
    event(db, "a", "2015", "commitment made", commitment="Hall", due_on="2016", what="1")
    event(db, "b", "2016", "commitment kept", commitment="Hall", what="2")  # the hall is that of the other area
    event(db, "a", "2016-08", "commitment not kept", what="3")
    event(db, "a", "2016-09", "commitment kept", commitment="Hall", what="4")
    assert events(db, "what, commitment_status, of_kind, unmatched_of_kind, of_commitments") == [
        ("1", "kept", 1, 0, 1),
        ("2", "unmatched", 2, 1, 1),
        ("3", "unmatched", 1, 1, 1),
        ("4", "", 2, 1, 1),
    ]


def test_only_the_areas_and_council_chosen_are_counted(db: Database):
    event(db, "a", "2016", "asset")
    event(db, "a", "2017", "staff", council_role="none")
    event(db, "b", "2017", "staff")
    columns = "area_id, of_all, areas_of_all, of_kind, areas_of_kind, of_group_and_year, of_role"
    assert events(db, columns) == [
        ("a", 3, 2, 1, 1, 1, 2),
        ("a", 3, 2, 2, 2, 2, 1),
        ("b", 3, 2, 2, 2, 2, 2),
    ]
    assert events(db, columns, areas="b") == [("b", 1, 1, 1, 1, 1, 1)]
    assert events(db, columns, areas="") == []


def side(db: Database, measure: str, numerator: float | None, denominator: float | None, state: str = "value") -> None:
    db.execute(
        "INSERT INTO indicator_value (measure_id, place_id, period, state, numerator, denominator, value) "
        "VALUES (?, 'all', '2018', ?, ?, ?, 100 * ? / ?)",
        [measure, state, numerator, denominator, numerator, denominator],
    )


def sides(db: Database, columns: str) -> list[tuple]:
    return page_rows(db, "councils_sides", columns, place_id="all", period="2018")


def test_the_gap_between_the_sides_has_the_interval_that_its_method_prints(db: Database):
    # Newcombe 1998, Statistics in Medicine 17:873, table II, method 10: 56 of 70 and 48 of 80 differ by 0.0524 to 0.3339
    side(db, "respect_council", 56, 70)
    side(db, "respect_partnership", 48, 80)
    rows = sides(
        db, "subject, round(difference, 2), round(difference_lower, 2), round(difference_upper, 2), who_says_more"
    )
    assert rows[0] == ("respect from the start", 20.0, 5.24, 33.39, "council")


@pytest.mark.parametrize(
    ("council", "members", "who"),
    [((48, 80), (56, 70), "members"), ((50, 80), (48, 80), "neither"), ((4, 4), (10, 80), "cannot say")],
)
def test_who_says_more_is_said_only_where_the_interval_leaves_out_nought_and_five_answered(
    db: Database, council: tuple[int, int], members: tuple[int, int], who: str
):
    side(db, "respect_council", *council)
    side(db, "respect_partnership", *members)
    assert sides(db, "who_says_more")[0] == (who,)


def test_a_hidden_side_differs_from_one_that_was_not_asked_and_neither_has_a_gap(db: Database):
    side(db, "respect_council", None, None, "hidden")
    side(db, "respect_partnership", 10, 20)
    columns = "subject, is_step, members_state, council_state, difference, who_says_more"
    assert sides(db, columns) == [
        ("respect from the start", False, "value", "hidden", None, "cannot say"),
        ("time committed", True, "not asked", "not asked", None, "cannot say"),
    ]


def test_a_change_is_that_since_the_first_round_as_the_build_judges_it_with_the_people_and_a_new_wording_as_such(
    db: Database,
):
    db.execute(
        "INSERT INTO change VALUES ('respect_council', 'all', '2018', 'before', '2016', 7, 4, 1, 9, 'risen'), "
        "('respect_council', 'all', '2018', 'first', '2014', 7, 5, -1, 9, 'no clear change')"
    )
    db.execute(
        "INSERT INTO indicator_value (measure_id, place_id, period, value, denominator, reliability) VALUES "
        "('respect_council', 'all', '2014', 45, 40, ''), ('respect_council', 'all', '2018', 50, 30, NULL), "
        "('respect_council', 'other', '2018', 75, 99, 'staff only')"
    )
    db.execute("INSERT INTO series_break VALUES ('time_council', '2018'), ('respect_council', '2016')")
    rows = page_rows(
        db,
        "councils_changes",
        "measure_id, earlier_period, earlier_value, later_value, earlier_people, people, is_for_staff, verdict, is_new_wording",
        place_id="all",
        period="2018",
    )
    assert rows == [
        ("respect_partnership", None, None, None, None, None, False, "cannot say", False),
        ("respect_council", "2014", 45, 50, 40, 30, False, "no clear change", False),
        ("time_partnership", None, None, None, None, None, False, "cannot say", False),
        ("time_council", None, None, None, None, None, False, "cannot say", True),
    ]


@pytest.mark.parametrize(("earlier", "later"), [("staff only", ""), ("", "staff only")])
def test_a_change_is_for_staff_where_a_figure_of_either_round_is(db: Database, earlier: str, later: str):
    db.execute("INSERT INTO change VALUES ('respect_council', 'a', '2018', 'first', '2014', 1, 5, 1, 9, 'risen')")
    db.execute(
        "INSERT INTO indicator_value (measure_id, place_id, period, denominator, reliability) VALUES "
        "('respect_council', 'a', '2014', 6, ?), ('respect_council', 'a', '2018', 12, ?)",
        [earlier, later],
    )
    kept = page_rows(db, "councils_changes", "measure_id, is_for_staff", place_id="a", period="2018")
    assert [name for name, is_for_staff in kept if is_for_staff] == ["respect_council"]


def test_figures_are_added_up_over_the_areas_that_have_one(db: Database):
    db.execute(
        "INSERT INTO indicator_area VALUES "
        "('commitments_kept', 'a', 'all years', 'value', 3, 4), ('commitments_kept', 'b', 'all years', 'value', 5, 6), "
        "('commitments_kept', 'c', 'all years', 'value', 0, 90), ('commitments_kept', 'a', '2016', 'not due', NULL, NULL), "
        "('commitments_kept', 'b', '2016', 'not reported', NULL, NULL), "
        "('meetings_liaison', 'a', '2016', 'value', 0, NULL), ('meetings_liaison', 'b', '2016', 'not due', NULL, NULL), "
        "('meetings_liaison', 'b', '2017', 'not due', NULL, NULL)"
    )
    columns = "period, state, value, round(lower, 1), round(upper, 1), denominator, reliability, areas_counted"
    rows = page_rows(db, "councils_figures", columns, areas="a.b")
    assert rows == [
        ("2016", "not reported", None, None, None, None, "", 0),
        ("all years", "value", 80.0, 49.0, 94.3, 10.0, "low", 2),  # Wilson's interval of 8 of 10: 0.4902 to 0.9433
        ("2016", "value", 0.0, None, None, None, "", 1),
        ("2017", "not due", None, None, None, None, "", 0),
    ]


def test_support_is_counted_by_kind_and_only_where_the_measure_of_it_counts(db: Database):
    db.execute(
        "INSERT INTO funding (area_id, outcome, is_linked, council_support) VALUES "
        "('a', 'won', TRUE, 'letter; land'), ('b', 'lost', TRUE, 'letter'), ('a', 'agreed', TRUE, 'not recorded'), "
        "('a', 'won', FALSE, 'match'), ('a', 'pending', TRUE, 'match'), ('a', 'won', TRUE, NULL), ('a', 'won', TRUE, 'none')"
    )
    rows = page_rows(db, "councils_support", "support_kind, bids_and_wins, areas", areas="a.b")
    assert rows == [("letter", 2, 2), ("land", 1, 1), ("none", 1, 1), ("not recorded", 1, 1)]


def test_councils_are_listed_by_name_with_all_that_followed_them_and_not_under_an_old_code(db: Database):
    rows = page_rows(db, "councils_list", "council_code, followed_by, followed")
    assert rows == [
        ("E4", None, "Oldtown District Council; Shire County Council"),
        ("E1", None, "Oldtown District Council; Shire County Council"),
        ("E2", "Hill Council; Newtown Council", None),
        ("E3", "Hill Council; Newtown Council", None),
    ]
