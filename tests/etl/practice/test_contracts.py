"""Practice is valid by every contract, builds, and shows real figures only for whole regions and England."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import pytest
import yaml

from etl.building.build_files import current
from tests.etl.practice.tables import BIG_LOCAL, CONTRACTS, PRACTICE, TABLES, Row, checked_rows, file_of, rows_of


def test_there_are_150_areas_in_three_waves_of_fifty():
    assert Counter(row["wave"] for row in TABLES["area"]) == {"1": 50, "2": 50, "3": 50}


def test_every_region_of_england_has_areas():
    assert len({row["region_code"] for row in TABLES["area"]}) == 9


@pytest.mark.parametrize("table", sorted(TABLES))
def test_the_heading_of_a_file_is_that_of_its_contract(table: str):
    contract = CONTRACTS[table]
    names = [column.heading if contract.folder == "returns" else column.name for column in contract.columns]
    assert file_of(table).read_text(encoding="utf-8").splitlines()[0] == ",".join(names)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_row_is_as_its_contract_says(table: str):
    assert len(checked_rows(CONTRACTS[table], TABLES[table])) == len(TABLES[table]) > 0


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_name_and_id_leads_to_a_row_of_its_table(table: str):
    names = {"area.area_id": "area_name", "council.council_code": "council_name"}
    contract = CONTRACTS[table]
    for column in (contract for contract in contract.columns if contract.references):
        other, key = column.references.split(".")
        shown = names.get(column.references, key) if contract.folder == "returns" else key
        keys = {row[shown] for row in TABLES[other]}
        assert {row[column.name] for row in TABLES[table]} - {""} <= keys


@pytest.fixture(scope="module")
def built(practice_build: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a connection to the public database of Practice."""
    path = current(practice_build / "practice")
    assert path is not None
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def test_the_programme_builds_and_every_measure_of_context_has_a_figure_in_every_period(
    built: duckdb.DuckDBPyConnection,
):
    lacking = built.sql(
        "SELECT measure_id, period FROM indicator_area WHERE measure_id IN (SELECT measure_id FROM measure "
        "WHERE topic IN ('Deprivation', 'People', 'Place', 'Homes', 'Council', 'Grants nearby', 'Public record')) "
        "GROUP BY ALL HAVING count(value) = 0"
    ).fetchall()
    counted = built.sql("SELECT count(DISTINCT measure_id) FROM indicator_area").fetchall()
    assert lacking == []
    assert counted[0][0] >= 28


def test_beside_the_names_of_regions_and_england_stand_public_figures_only():
    real = {
        (row["place_id"], row["series"], row["edition"]): row for row in rows_of(BIG_LOCAL / "reference/context.csv")
    }
    shown = [row for row in TABLES["context"] if re.fullmatch(r"E\d{8}", row["place_id"])]
    assert len(shown) > 400
    assert [row for row in shown if row != real[row["place_id"], row["series"], row["edition"]]] == []


def test_areas_have_every_series_and_edition_that_the_public_figures_have():
    def series(rows: Iterable[Row]) -> set[tuple[str, str]]:
        return {(row["series"], row["edition"]) for row in rows if not re.fullmatch(r"E\d{8}", row["place_id"])}

    assert series(TABLES["context"]) == series(rows_of(BIG_LOCAL / "reference/context.csv"))


def test_every_source_says_that_it_is_invented_but_for_the_outlines_of_regions():
    for path in PRACTICE.glob("*/*.yml"):
        for source in yaml.safe_load(path.read_text(encoding="utf-8"))["sources"]:
            assert source["source_id"] == "region_outlines" or source["publisher"] == "Invented for Practice"


def test_the_outlines_of_regions_are_the_public_ones_with_their_attribution():
    def regions(folder: Path) -> dict[str, str]:
        rows = rows_of(folder / "reference/outline.csv")
        return {row["place_id"]: row["geom"] for row in rows if row["kind"] == "region"}

    sources = yaml.safe_load((PRACTICE / "reference/outline.yml").read_text(encoding="utf-8"))["sources"]
    assert regions(PRACTICE) == regions(BIG_LOCAL)
    assert any("Contains OS data © Crown copyright" in source["licence"] for source in sources)
