"""How the first of a few areas and groups compares with each of the others, on tables of a few rows.

The differences and their intervals are those that Newcombe 1998, Statistics in Medicine 17:873, table II, prints for his
method 10.
"""

from collections.abc import Iterator

import duckdb
import pytest

import queries
from tests.queries.figure_rows import Database, add, add_areas, add_places, make, prepare

COLUMNS = "difference, difference_lower, difference_upper, verdict, reason"
PRINTED = pytest.approx((20, 5.24, 33.39), abs=0.00501)
"""56 of 70 less 48 of 80, as a difference in percentage points with its interval."""


@pytest.fixture
def db() -> Iterator[Database]:
    """Return a database with four areas in two waves and two regions, one measure, and no figure."""
    with duckdb.connect() as connection:
        prepare(connection)
        add_areas(connection, "a b", wave=1, region_code="E12000001")
        add_areas(connection, "c", wave=2, region_code="E12000001")
        add_areas(connection, "d", wave=2, region_code="E12000002")
        add_places(connection)
        yield connection


def figures(db: Database, **parts_by_area: tuple[float, float]) -> None:
    """Add figures of areas, each a numerator and a denominator, and what they come to for their groups."""
    members = db.execute("SELECT place_id, list(area_id) FROM place_member GROUP BY place_id").fetchall()
    groups = {
        place_id: [parts_by_area[area_id] for area_id in inside if area_id in parts_by_area]
        for place_id, inside in members
    }
    for place_id, parts in {**{area: [part] for area, part in parts_by_area.items()}, **groups}.items():
        if parts:
            sums = {"numerator": sum(part[0] for part in parts), "denominator": sum(part[1] for part in parts)}
            add(db, "figure", measure_id="m", place_id=place_id, areas_counted=len(parts), **sums)


def page_rows(db: Database, name: str, **parameters: str) -> list[dict]:
    """Return the rows of a page's query, each by column."""
    make(db, "indicator_value")
    rows = db.execute(queries.load(f"pages/{name}").sql, parameters)
    columns = [column[0] for column in rows.description or []]
    return [dict(zip(columns, row, strict=True)) for row in rows.fetchall()]


def differences(db: Database, areas: str) -> list[dict]:
    return page_rows(db, "compare_differences", areas=areas, measure_id="m", period="2020")


def difference_parts(row: dict) -> tuple:
    return row["difference"], row["difference_lower"], row["difference_upper"]


def test_the_first_is_compared_with_each_other_in_the_order_of_choice(db: Database):
    add(db, "measure", measure_id="m")
    figures(db, a=(56, 70), c=(48, 80), d=(60, 75))
    rows = differences(db, "a.d.c")
    assert [(row["choice"], row["place_id"], row["verdict"]) for row in rows] == [
        (2, "d", "no clear difference"),
        (3, "c", "higher"),
    ]
    assert difference_parts(rows[1]) == PRINTED
    (turned,) = differences_again(db, "c.a")
    assert turned["verdict"] == "lower"
    assert difference_parts(turned) == pytest.approx((-20, -33.39, -5.24), abs=0.00501)


def differences_again(db: Database, areas: str) -> list[dict]:
    db.execute("DROP TABLE indicator_value")
    return differences(db, areas)


def test_an_area_is_held_against_the_rest_of_a_group_that_it_is_in(db: Database):
    add(db, "measure", measure_id="m")
    figures(db, a=(56, 70), c=(20, 30), d=(28, 50))
    (row,) = differences(db, "a.programme:all")
    assert difference_parts(row) == PRINTED
    assert (row["own_left_out"], row["other_left_out"], row["other_base"]) == (True, False, 80)


def test_a_group_that_holds_an_area_is_taken_without_it(db: Database):
    add(db, "measure", measure_id="m")
    figures(db, c=(30, 40), d=(26, 30), a=(48, 80))
    (row,) = differences(db, "programme:all.a")
    assert difference_parts(row) == PRINTED
    assert (row["own_left_out"], row["other_left_out"], row["own_base"]) == (False, True, 70)


def test_groups_without_a_common_area_are_compared_whole(db: Database):
    add(db, "measure", measure_id="m")
    figures(db, a=(26, 30), b=(30, 40), c=(20, 30), d=(28, 50))
    (row,) = differences(db, "wave:1.wave:2")
    assert difference_parts(row) == PRINTED
    assert row["verdict"] == "higher"


@pytest.mark.parametrize("other", ["programme:all", "areas-in:E12000001"])
def test_groups_that_share_areas_are_not_judged(db: Database, other: str):
    add(db, "measure", measure_id="m")
    figures(db, a=(26, 30), b=(30, 40), c=(20, 30), d=(28, 50))
    (row,) = differences(db, f"wave:1.{other}")
    assert (row["verdict"], row["reason"]) == ("cannot say", "shared areas")
    assert (row["difference_lower"], row["difference_upper"]) == (None, None)


def test_an_area_outside_a_group_is_compared_with_the_whole_of_it(db: Database):
    add(db, "measure", measure_id="m")
    figures(db, a=(56, 70), c=(20, 30), d=(28, 50))
    (row,) = differences(db, "a.wave:2")
    assert difference_parts(row) == PRINTED
    assert (row["own_left_out"], row["other_left_out"]) == (False, False)


def test_a_group_of_which_nothing_is_left_has_nothing_to_be_compared_with(db: Database):
    add(db, "measure", measure_id="m")
    figures(db, a=(56, 70))
    (row,) = differences(db, "a.wave:1")
    assert (row["difference"], row["verdict"], row["reason"]) == (None, "cannot say", "nothing to compare")


@pytest.mark.parametrize(
    ("first", "second", "reason"), [("hidden", "value", "hidden"), ("value", "not due", "not due")]
)
def test_a_figure_that_is_not_shown_is_the_reason(db: Database, first: str, second: str, reason: str):
    add(db, "measure", measure_id="m")
    for place_id, state in (("a", first), ("b", second)):
        parts = {"numerator": 5, "denominator": 10} if state == "value" else {}
        add(db, "figure", measure_id="m", place_id=place_id, state=state, **parts)
    (row,) = differences(db, "a.b")
    assert (row["difference"], row["verdict"], row["reason"]) == (None, "cannot say", reason)


def test_a_place_without_a_row_has_not_reported(db: Database):
    add(db, "measure", measure_id="m")
    figures(db, a=(56, 70))
    (row,) = differences(db, "a.b")
    assert (row["verdict"], row["reason"]) == ("cannot say", "not reported")


@pytest.mark.parametrize("parts", [((4, 4), (30, 40)), ((30, 40), (4, 4))])
def test_of_fewer_than_five_nothing_is_judged_on_either_side(db: Database, parts: tuple[tuple[int, int], ...]):
    add(db, "measure", measure_id="m")
    figures(db, a=parts[0], b=parts[1])
    (row,) = differences(db, "a.b")
    assert (row["verdict"], row["reason"], row["difference_lower"]) == ("cannot say", "too few", None)


@pytest.mark.parametrize("kind", ["count", "money"])
def test_totals_have_a_plain_difference_that_is_not_judged(db: Database, kind: str):
    add(db, "measure", measure_id="m", kind=kind, interval_by="none")
    figures(db, a=(50, 1), b=(40, 1))
    (row,) = differences(db, "a.b")
    assert (row["own_value"], row["other_value"], row["difference"], row["reason"]) == (50, 40, 10, "total")


@pytest.mark.parametrize("interval_by", ["none", "bootstrap"])
def test_what_has_no_interval_by_a_formula_has_a_plain_difference(db: Database, interval_by: str):
    add(db, "measure", measure_id="m", interval_by=interval_by)
    figures(db, a=(30, 40), b=(10, 40))
    (row,) = differences(db, "a.b")
    assert difference_parts(row) == (50, None, None)
    assert (row["verdict"], row["reason"]) == ("cannot say", "no interval")


def test_a_middle_area_is_not_taken_apart(db: Database):
    add(db, "measure", measure_id="m", kind="index", interval_by="none", roll_up="median")
    add(db, "figure", measure_id="m", place_id="a", numerator=70)
    add(db, "figure", measure_id="m", place_id="wave:1", middle=60, areas_counted=2)
    (row,) = differences(db, "a.wave:1")
    assert (row["own_value"], row["other_value"], row["difference"], row["own_left_out"]) == (70, 60, 10, False)


def test_every_period_of_the_measure_is_there_for_each_place(db: Database):
    add(db, "measure", measure_id="m")
    add(db, "figure", measure_id="m", place_id="a", period="2020", numerator=1, denominator=2)
    add(db, "figure", measure_id="m", place_id="b", period="2022", state="hidden")
    rows = page_rows(db, "compare_figures", areas="wave:1.b.a", measure_id="m")
    assert [(row["place_id"], row["period"], row["state"], row["is_area"]) for row in rows] == [
        ("wave:1", "2020", "not reported", False),
        ("wave:1", "2022", "not reported", False),
        ("b", "2020", "not reported", True),
        ("b", "2022", "hidden", True),
        ("a", "2020", "value", True),
        ("a", "2022", "not reported", True),
    ]


def test_a_topic_is_shown_in_the_newest_period_in_which_half_of_the_areas_have_a_figure(db: Database):
    db.execute("ALTER TABLE measure ADD COLUMN order_number BIGINT DEFAULT 1")
    add(db, "measure", measure_id="m", topic="Homes")
    for period, areas in (("2019", "abc"), ("2020", "ab"), ("2021", "a")):
        for area in areas:
            add(db, "figure", measure_id="m", place_id=area, period=period, numerator=1, denominator=2)
    for area in "abcd":
        for period in ("2019", "2020", "2021"):
            if (area, period) not in {
                ("a", "2019"),
                ("b", "2019"),
                ("c", "2019"),
                ("a", "2020"),
                ("b", "2020"),
                ("a", "2021"),
            }:
                add(db, "figure", measure_id="m", place_id=area, period=period, state="not reported", areas_counted=0)
    make(db, "indicator_value", "indicator_area", "comparison")
    sql = queries.load("pages/compare_verdicts").sql

    def period_of(areas: str) -> set[str]:
        return {row[3] for row in db.execute(sql, {"areas": areas, "topic": "Homes"}).fetchall()}

    assert period_of("a.b.c.d") == {"2020"}
    assert period_of("a.b") == {"2021"}
    assert period_of("c.d") == {"2019"}
    assert period_of("d") == {"2021"}


def test_the_curves_of_the_funnel_are_the_limits_about_the_figure_of_all_areas(db: Database):
    add(db, "measure", measure_id="m")
    add_areas(db, "e f g h i j", wave=3, region_code="E12000003")
    figures(db, **dict.fromkeys("abcdefghi", (50, 100)), j=(200, 400))
    add(db, "figure", measure_id="m", place_id="programme:all", numerator=650, denominator=1300, areas_counted=10)
    db.execute("DELETE FROM figure WHERE place_id = 'programme:all' AND areas_counted < 10")
    make(db, "indicator_value", "indicator_area", "funnel")
    rows = db.execute(queries.load("pages/compare_limits").sql, {"measure_id": "m", "period": "2020"}).fetchall()
    assert [rows[0][0], rows[-1][0]] == pytest.approx([100, 400])
    # half and half: the standard error is 5 percentage points of 100, and 2.5 of 400
    assert rows[0][1:5] == pytest.approx((50, 0, 50 - 1.959964 * 5, 50 + 1.959964 * 5), abs=1e-4)
    assert rows[-1][3:7] == pytest.approx(
        (50 - 1.959964 * 2.5, 50 + 1.959964 * 2.5, 50 - 3.090232 * 2.5, 50 + 3.090232 * 2.5), abs=1e-4
    )
