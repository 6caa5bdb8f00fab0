"""Big Local's own files: the right number of areas, every fact with its address, sorted, and small enough."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from etl.contract import Contract, contracts
from etl.programme import PROGRAMMES

BIG_LOCAL = PROGRAMMES / "big_local"
ORDERS = {"area_council": ("area_id", "role", "council_code"), "area_ward": ("area_id", "ward_year", "ward_code")}
"""Tables that are not sorted by their key."""
EXPECTED = Path(__file__).parents[2] / "expected/context_by_hand.csv"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def size(*names: str) -> int:
    return sum(path.stat().st_size for name in names for path in (BIG_LOCAL / name).iterdir())


def test_there_are_150_areas_in_three_waves_of_fifty():
    areas = rows(BIG_LOCAL / "reference/area.csv")
    assert len({area["area_id"] for area in areas}) == len({area["area_name"] for area in areas}) == len(areas) == 150
    assert Counter(area["wave"] for area in areas) == {"1": 50, "2": 50, "3": 50}


@pytest.mark.parametrize(
    "by_hand", rows(EXPECTED), ids=lambda row: f"{row['place_id']} {row['series']} {row['edition']}"
)
def test_a_context_figure_is_the_one_worked_out_by_hand(by_hand: dict[str, str]):
    key = ("place_id", "series", "edition")
    matches = [
        row for row in rows(BIG_LOCAL / "reference/context.csv") if all(row[name] == by_hand[name] for name in key)
    ]
    assert [figures(row) for row in matches] == [figures(by_hand)]


def figures(row: dict[str, str]) -> list[Decimal | None]:
    return [Decimal(row[name]) if row[name] else None for name in ("numerator", "denominator")]


@pytest.mark.parametrize("name", ["fact", "fact-by-hand"])
def test_every_fact_has_its_address_or_the_publisher_of_a_page_whose_address_names_a_person(name: str):
    record_rows = rows(BIG_LOCAL / f"published/{name}.csv")
    assert record_rows
    without = [row for row in record_rows if not row["source_url"].startswith(("http://", "https://"))]
    assert [row["fact_id"] for row in without if row["source_url"] or not row["source_publisher"]] == []
    assert len(without) < len(record_rows) / 50


def test_the_committed_data_are_under_3_million_bytes():
    assert size("reference", "published") < 3_000_000


def test_outlines_of_regions_and_councils_are_under_250_thousand_bytes():
    outlines = [row for row in rows(BIG_LOCAL / "reference/outline.csv") if row["kind"] != "stand-in"]
    assert {row["kind"] for row in outlines} == {"region", "council"}
    assert sum(len(",".join(row.values())) + 3 for row in outlines) < 250_000


def test_every_area_has_a_tile_of_its_own():
    region = {area["area_id"]: area["region_code"] for area in rows(BIG_LOCAL / "reference/area.csv")}
    tiles = rows(BIG_LOCAL / "reference/tile.csv")
    cells = {(region[tile["area_id"]], tile["tile_column"], tile["tile_row"]) for tile in tiles}
    assert len(cells) == len(tiles) == len(region)


@pytest.mark.parametrize("contract", contracts(), ids=lambda contract: contract.table)
def test_a_file_is_sorted_and_has_plain_line_ends_and_no_stray_bytes(contract: Contract):
    path = BIG_LOCAL / contract.folder / f"{contract.table}.csv"
    if not path.is_file():
        assert contract.optional
        return
    order = ORDERS.get(contract.table, contract.key)
    keys = [tuple(row[name] for name in order) for row in rows(path)]
    assert keys == sorted(keys)
    content = path.read_bytes()
    assert b"\r" not in content and content.endswith(b"\n") and not content.startswith(b"\xef\xbb\xbf")


def test_every_table_names_its_sources():
    tables = {path.stem for path in BIG_LOCAL.glob("*/*.csv")} - {"fact-by-hand"}
    assert tables <= {path.stem for path in BIG_LOCAL.glob("*/*.yml")}
