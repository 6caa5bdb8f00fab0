"""A grant belongs to the areas its money is for, or else to those of the organisation that got it, and says how sure that is."""

from collections.abc import Iterator

import duckdb
import pytest

import queries
from etl.contract import DICTIONARY, ddl, read_contract

PLACES = [  # the first area has one whole LSOA and half of another; the second has the other half and a place of its own
    ("alder-row", "E02000001", "E01000001", 3000, 100),
    ("alder-row", "E02000001", "E01000002", 1000, 50),
    ("birch-end", "E02000001", "E01000002", 1000, 50),
    ("birch-end", "E02000002", "E01000003", 2000, 100),
]
WARDS = [
    ("alder-row", "E05000001", 2017, 40.0),
    ("alder-row", "E05000001", 2024, 60.0),
    ("birch-end", "E05000001", 2024, 25.0),
    ("birch-end", "E05000002", 2017, 100.0),
]
POSTCODES = [("E01000001", "ZZ1", "1AA 1AB"), ("E01000002", "ZZ1", "2AA"), ("E01000003", "ZZ2", "1AA")]


@pytest.fixture
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a database with two areas and no grant."""
    with duckdb.connect() as connection:
        for table in ("area_place", "area_ward", "postcode", "grant"):
            connection.execute(ddl(read_contract(DICTIONARY / f"{table}.yml")))
        connection.executemany("INSERT INTO area_place VALUES (?, ?, 'Place', ?, ?, ?, 10)", PLACES)
        connection.executemany("INSERT INTO area_ward VALUES (?, ?, 'Ward', ?, ?, 10)", WARDS)
        connection.executemany("INSERT INTO postcode VALUES (?, ?, ?)", POSTCODES)
        yield connection


def areas(db: duckdb.DuckDBPyConnection, beneficiary: str = "", recipient: str = "", postcode: str = "") -> list[tuple]:
    """Return area, how it was matched, how sure and share of one grant with these places."""
    db.execute(
        'INSERT INTO "grant" (grant_id, currency, awarded, award_date, recipient_name, funder_name, beneficiary_codes, '
        "recipient_codes, recipient_postcode) VALUES ('one', 'GBP', 100, '2018-06-01', 'Gardeners', 'Fund', ?, ?, ?)",
        [beneficiary or None, recipient or None, postcode or None],
    )
    matches = db.sql(queries.load("views/grant_area").sql)
    assert matches.columns == ["grant_id", "area_id", "matched_by", "how_sure", "share"]
    return sorted(row[1:] for row in matches.fetchall() if row[0] == "one")


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ("E01000001", [("alder-row", "census area", 1.0)]),
        ("E01000002", [("alder-row", "census area", 0.5), ("birch-end", "census area", 0.5)]),
        ("E02000002", [("birch-end", "census area", 1.0)]),
        ("E02000001", [("alder-row", "census area", 0.875), ("birch-end", "census area", 0.125)]),
        ("E05000002", [("birch-end", "ward", 1.0)]),
        ("E05000001", [("alder-row", "ward", 0.6), ("birch-end", "ward", 0.25)]),
        ("E01000001; E01000009", [("alder-row", "census area", 0.5)]),
        ("E01000001; E05000002", [("alder-row", "census area", 1.0)]),
        ("E01000009; E05000002", [("birch-end", "ward", 1.0)]),
        ("E06000001; e01000001 ", [("alder-row", "census area", 1.0)]),
        ("E01000001;E01000001", [("alder-row", "census area", 1.0)]),
        ("E06000001", []),
        ("E12000001; E92000001", []),
        ("W01000001", []),
    ],
    ids=["LSOA", "LSOA of two areas", "MSOA", "MSOA of two areas", "ward", "ward of two areas, latest year",
         "one of two places", "the finest kind counts", "the finest kind that finds an area counts",
         "a district beside it", "the same place twice", "district only", "region and country", "Wales"],
)  # fmt: skip
def test_a_place_gives_its_areas_and_their_shares(db: duckdb.DuckDBPyConnection, codes: str, expected: list[tuple]):
    by_beneficiary = [(area, "beneficiary location", sure, share) for area, sure, share in expected]
    assert areas(db, beneficiary=codes) == by_beneficiary


def test_the_recipients_place_counts_where_no_beneficiary_location_is_given(db: duckdb.DuckDBPyConnection):
    assert areas(db, recipient="E05000002; E07000001") == [("birch-end", "recipient location", "ward", 1.0)]


def test_the_recipients_place_counts_where_only_a_district_is_given(db: duckdb.DuckDBPyConnection):
    assert areas(db, "E06000001", "E01000001") == [("alder-row", "recipient location", "census area", 1.0)]


def test_the_recipients_place_does_not_count_where_the_money_is_for_elsewhere(db: duckdb.DuckDBPyConnection):
    assert areas(db, "E01000009", "E01000001", "ZZ1 1AA") == []


def test_the_beneficiary_location_comes_before_the_recipients(db: duckdb.DuckDBPyConnection):
    assert areas(db, "E01000001", "E05000002", "ZZ2 1AA") == [("alder-row", "beneficiary location", "census area", 1.0)]


@pytest.mark.parametrize("postcode", ["ZZ1 1AB", "zz11ab", " ZZ1  1AB "])
def test_a_postcode_counts_where_no_code_finds_an_area(db: duckdb.DuckDBPyConnection, postcode: str):
    assert areas(db, "", "E07000001", postcode) == [("alder-row", "recipient postcode", "census area", 1.0)]


def test_a_postcode_on_an_edge_is_shared(db: duckdb.DuckDBPyConnection):
    assert areas(db, postcode="ZZ1 2AA") == [
        ("alder-row", "recipient postcode", "census area", 0.5),
        ("birch-end", "recipient postcode", "census area", 0.5),
    ]


def test_the_recipients_codes_come_before_its_postcode(db: duckdb.DuckDBPyConnection):
    assert areas(db, "", "E05000002", "ZZ1 1AA") == [("birch-end", "recipient location", "ward", 1.0)]


def test_a_grant_without_any_place_belongs_to_no_area(db: duckdb.DuckDBPyConnection):
    assert areas(db) == []


def test_grants_do_not_mix(db: duckdb.DuckDBPyConnection):
    areas(db, "E01000001")
    db.execute("UPDATE \"grant\" SET grant_id = 'another'")
    assert areas(db, "", "", "ZZ2 1AA") == [("birch-end", "recipient postcode", "census area", 1.0)]
