"""The public database reveals nothing about individual people, and its figures are correct."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.building.build_files import current, staff_file
from etl.building.content import refuse_public_counts
from etl.contract import contracts
from etl.errors import DataError
from etl.measuring.disclosure import PUBLIC, counts_shown


@pytest.fixture(scope="module")
def db(practice_build: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a connection to Practice's public database, with the staff database attached."""
    path = current(practice_build / "practice")
    assert path
    with duckdb.connect(str(path), read_only=True) as opened:
        opened.execute(f"ATTACH '{staff_file(path)}' AS staff (READ_ONLY)")
        yield opened


def columns(db: duckdb.DuckDBPyConnection, database: str) -> dict[str, set[str]]:
    """Return the column names of each table in a database."""
    rows = db.execute(
        "SELECT table_name, list(column_name) FROM duckdb_columns() WHERE database_name = ? AND NOT internal GROUP BY ALL",
        [database],
    ).fetchall()
    return {table: set(names) for table, names in rows}


def public_name(db: duckdb.DuckDBPyConnection) -> str:
    row = db.sql("SELECT current_database()").fetchone()
    assert row
    return str(row[0])


def test_no_table_about_people_and_none_of_raw_figures_is_public(db: duckdb.DuckDBPyConnection):
    shown, kept = columns(db, public_name(db)), columns(db, "staff")
    closed = {"attendance", "membership", "review", "survey_answer", "volunteer_time", "figure_raw", "indicator_part",
              "hidden", "same_area", "row_warning", "figure_released", "published", "same_area_released",
              "waiting"}  # fmt: skip
    assert not closed & shown.keys()
    assert closed <= kept.keys()
    assert {contract.table for contract in contracts() if contract.about_people} <= closed


def test_no_table_of_returns_counts_people_or_names_who_answered(db: duckdb.DuckDBPyConnection):
    returned = {contract.table for contract in contracts() if contract.is_returned}
    counting = {"people_present", "members_present", "resident_members_present", "first_timers", "councillors_present",
                "officers_present", "partners_present", "members", "resident_members", "women", "people"}  # fmt: skip
    shown = columns(db, public_name(db))
    assert columns(db, "staff")["meeting"] >= {"people_present", "members_present"}
    assert not any(shown[table] & counting for table in returned & shown.keys())
    assert not any({"respondent_key", "member_key"} & names for names in shown.values())


def test_no_key_of_a_person_is_a_value_in_any_column(db: duckdb.DuckDBPyConnection):
    for table, key in (("survey_answer", "respondent_key"), ("attendance", "member_key")):
        assert (db.sql(f"SELECT count(*) FROM staff.{table} WHERE {key} IS NOT NULL").fetchone() or (0,))[0] > 0
        db.execute(
            f"CREATE OR REPLACE TEMP TABLE {table}_key AS SELECT DISTINCT {key}::VARCHAR AS key FROM staff.{table}"
        )
        for name, column_names in columns(db, public_name(db)).items():
            for column in sorted(column_names):
                if name.endswith("_key"):
                    continue
                keys = db.sql(
                    f'SELECT "{column}" FROM "{name}" WHERE length("{column}"::VARCHAR) > 5 '
                    f'AND "{column}"::VARCHAR IN (FROM {table}_key) LIMIT 1'
                ).fetchall()
                assert not keys, (table, name, column)


def test_no_measure_for_staff_is_public(db: duckdb.DuckDBPyConnection):
    staff_measures = db.sql("SELECT measure_id FROM staff.measure WHERE who_may_see_it = 'staff'").fetchall()
    assert staff_measures
    for table, names in columns(db, public_name(db)).items():
        if "measure_id" in names:
            measure_ids = db.sql(f"SELECT measure_id FROM {table} INNER JOIN staff.measure AS kept USING (measure_id) "
                           "WHERE kept.who_may_see_it = 'staff' LIMIT 1").fetchall()  # fmt: skip
            assert not measure_ids, table


@pytest.mark.parametrize(("table", "numbers"), [
    ("figure", ("numerator", "denominator", "sum_squares", "middle")),
    ("indicator_value", ("numerator", "denominator", "sum_squares", "value", "lower", "upper")),
    ("indicator_area", ("numerator", "denominator", "value", "lower", "upper")),
    ("area_figure", ("numerator", "denominator", "value", "lower", "upper")),
    ("figure_beside", ("value",)),
])  # fmt: skip
def test_a_hidden_figure_has_no_number(db: duckdb.DuckDBPyConnection, table: str, numbers: tuple[str, ...]):
    has_number = " OR ".join(f"{name} IS NOT NULL" for name in numbers)
    hidden = db.sql(
        f"SELECT count(*), count(*) FILTER (WHERE {has_number}) FROM {table} WHERE state = 'hidden'"
    ).fetchone()
    assert hidden
    assert hidden[0] > 0
    assert hidden[1] == 0


def test_every_figure_on_the_list_is_hidden_in_every_table(db: duckdb.DuckDBPyConnection):
    for table, place in (("comparison", "area_id"), ("fragility", "area_id"), ("funnel", "area_id"), ("change", "place_id"),
                         ("rank_range", "area_id"), ("stands_out", "area_id"), ("near_census", "area_id")):  # fmt: skip
        rows = db.sql(
            f"SELECT shown.* FROM {table} AS shown INNER JOIN staff.hidden AS hidden ON shown.measure_id = hidden.measure_id "
            f"AND shown.period = hidden.period AND shown.{place} = hidden.place_id WHERE hidden.audience = 'everyone' LIMIT 1"
        ).fetchall()
        assert not rows, table


def test_figures_of_people_are_hidden_for_each_reason(db: duckdb.DuckDBPyConnection):
    db.execute("USE staff")
    try:
        counted = counts_shown(db, PUBLIC)
    finally:
        db.execute(f"USE {public_name_of_attached(db)}")
    assert all(counted["areas after"][kind] > 0 for kind in ("shown", "banded", "hidden"))
    whys = db.sql("SELECT DISTINCT why FROM staff.hidden WHERE audience = 'everyone' ORDER BY ALL").fetchall()
    assert whys == [("band",), ("few",), ("protects another",)]
    after = [counted[f"{places} after"] for places in ("areas", "groups")]
    listed = db.sql("SELECT count(*), count(band) FROM staff.hidden WHERE audience = 'everyone'").fetchone()
    assert listed == (sum(c["banded"] + c["hidden"] for c in after), sum(c["banded"] for c in after))


def test_no_load_of_rows_about_people_is_named(db: duckdb.DuckDBPyConnection):
    people = [contract.table for contract in contracts() if contract.about_people]
    rows = db.sql("SELECT table_name, load FROM returned").fetchall()
    assert {load for table, load in rows if table in people} == {None}
    assert None not in {load for table, load in rows if table not in people}
    assert db.sql("FROM staff.returned WHERE row_count IS NULL AND load IS NOT NULL LIMIT 1").fetchall()


def test_small_grants_to_individuals_are_added_up_and_not_listed(db: duckdb.DuckDBPyConnection):
    of_public, of_staff = (
        db.sql(
            "SELECT count(*), count(DISTINCT purpose), count(*) FILTER (WHERE length(awarded_on) > 4), sum(amount_gbp) "
            f"FROM {table} WHERE recipient_kind = 'individual'"
        ).fetchone()
        for table in ("small_grant", "staff.small_grant")
    )
    assert of_public
    assert of_staff
    assert of_public[1:3] == (1, 0)
    assert of_public[0] < of_staff[0]
    assert of_public[3] == pytest.approx(of_staff[3])


def test_staff_see_what_everyone_sees(db: duckdb.DuckDBPyConnection):
    lost = db.sql(
        "SELECT measure_id, place_id, period FROM figure INNER JOIN staff.figure AS kept "
        "USING (measure_id, place_id, period) WHERE (figure.state = 'value' AND kept.state = 'hidden') "
        "OR (figure.band IS NOT NULL AND kept.state = 'hidden' AND kept.band IS NULL)"
    ).fetchall()
    assert not lost


def public_name_of_attached(db: duckdb.DuckDBPyConnection) -> str:
    """Return the name of the database that is open beside the staff database."""
    names = db.sql("SELECT database_name FROM duckdb_databases() WHERE NOT internal").fetchall()
    return next(f'"{name}"' for (name,) in names if name != "staff")


def test_the_sum_of_a_group_is_that_of_its_shown_and_hidden_areas(db: duckdb.DuckDBPyConnection):
    rows = db.sql(
        """
        SELECT whole.measure_id, whole.numerator, whole.denominator, sum(part.numerator), sum(part.denominator),
            count(hidden.why)
        FROM staff.figure_raw AS whole
        INNER JOIN staff.measure AS measure ON whole.measure_id = measure.measure_id AND measure.counts_people <> 'no'
        INNER JOIN place_member ON whole.place_id = place_member.place_id
        INNER JOIN staff.figure_raw AS part
            ON part.place_id = place_member.area_id AND part.measure_id = whole.measure_id AND part.period = whole.period
        LEFT JOIN staff.hidden AS hidden
            ON hidden.place_id = part.place_id AND hidden.measure_id = part.measure_id AND hidden.period = part.period
            AND hidden.audience = 'everyone'
        WHERE part.state = 'value' AND measure.roll_up = 'sum'
        GROUP BY whole.measure_id, whole.period, whole.place_id, whole.numerator, whole.denominator
        """
    ).fetchall()
    assert any(hidden > 0 for *_, hidden in rows)
    for _, numerator, denominator, part_numerator, part_denominator, _ in rows:
        assert (numerator, denominator) == (part_numerator, part_denominator)


def test_no_figure_is_there_twice(db: duckdb.DuckDBPyConnection):
    assert not db.sql(
        "FROM indicator_value SELECT 1 GROUP BY measure_id, place_id, period HAVING count(*) > 1"
    ).fetchall()


def test_a_true_zero_survives(db: duckdb.DuckDBPyConnection):
    lost = db.sql(
        "SELECT count(*) FROM staff.figure_raw AS raw INNER JOIN indicator_value AS shown "
        "USING (measure_id, place_id, period) INNER JOIN measure USING (measure_id) WHERE raw.state = 'value' "
        "AND raw.numerator = 0 AND measure.counts_people <> 'denominator' AND shown.numerator IS DISTINCT FROM 0"
    ).fetchone()
    kept = db.sql("SELECT count(*) FROM indicator_value WHERE state = 'value' AND value = 0").fetchone()
    assert lost == (0,)
    assert kept
    assert kept[0] > 0


@pytest.mark.parametrize("table", ["attendance", "review"])
def test_a_measure_that_counts_people_in_rows_that_everyone_may_read_is_refused(table: str):
    db = duckdb.connect()
    db.execute("CREATE TABLE measure AS SELECT 'people_trained' AS measure_id, 'numerator' AS counts_people")
    db.execute(f"CREATE TABLE measure_return AS SELECT 'people_trained' AS measure_id, '{table}' AS table_name")
    refuse_public_counts(db)  # the one is about people, the other has columns that count them
    db.execute("UPDATE measure_return SET table_name = 'plan'")
    with pytest.raises(DataError, match=r"people_trained.sql counts people.*\(plan\) give the column `unit: people`"):
        refuse_public_counts(db)
