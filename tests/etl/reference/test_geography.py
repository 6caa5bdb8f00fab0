"""The geography of the reference data, on tiny tables made by hand."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from etl.errors import DataError
from etl.reference import council, geography, names, outline, postcode, tiles


def test_every_other_name_belongs_to_one_area():
    other_names = [
        name.casefold() for called in names.OTHER_NAMES.values() for listed in called.values() for name in listed
    ]
    assert len(other_names) == len(set(other_names))


def test_a_census_area_is_of_that_name_only_when_it_shares_a_telling_word():
    assert geography.shares_a_word("St Matthew's Estate", np.array(["St Matthews & Highfields North"]))
    assert not geography.shares_a_word("North East Hastings", np.array(["Ore North"]))


@pytest.mark.parametrize(
    ("listed_basis", "has_the_name", "phrase"),
    [
        ("centroid of the matched MSOA", True, "middle of the census area of that name"),
        ("mean of centroids of the matched MSOA(s)", False, "middle of the census areas around it"),
        ("centroid of ward E05003125 (ward of that name); ...", False, "middle of the ward of that name"),
        (
            "approximate point by knowledge of the place, approximate; ...",
            False,
            "approximate, by knowledge of the place",
        ),
    ],
)
def test_the_basis_of_a_point_is_given_without_codes(listed_basis: str, has_the_name: bool, phrase: str):
    assert geography.point_basis(listed_basis, has_the_name) == phrase


def test_a_ward_is_shared_both_ways_and_crumbs_are_left_out():
    inside = pd.DataFrame(
        {
            "area_id": ["a", "a", "a", "a"],
            "ward_code": ["W1", "W1", "W2", "W3"],
            "people": [300.0, 300.0, 396.0, 4.0],
        }
    )
    whole = pd.DataFrame({"ward_code": ["W1", "W1", "W2", "W3"], "people": [600.0, 600.0, 396.0, 8000.0]})
    shares = geography.ward_shares(inside, whole)
    assert shares.to_dict("list") == {
        "area_id": ["a", "a"],
        "ward_code": ["W1", "W2"],
        "ward_in_area_pct": [50.0, 100.0],
        "area_in_ward_pct": [60.0, 39.6],
    }


def test_neighbours_still_share_their_edge_after_rounding():
    left = shapely.Polygon([(0, 0), (104, 0), (98, 51), (107, 99), (0, 100)])
    right = shapely.Polygon([(104, 0), (200, 0), (200, 100), (107, 99), (98, 51)])
    rounded = outline.on_grid(np.array([left, right]), 10)
    assert shapely.is_valid(rounded).all()
    assert shapely.coverage_is_valid(rounded)
    assert shapely.get_num_interior_rings(shapely.union_all(rounded)) == 0


def test_a_shape_that_rounding_would_break_comes_out_valid():
    pinched = shapely.Polygon([(0, 0), (100, 0), (100, 100), (51, 100), (52, 2), (49, 2), (48, 100), (0, 100)])
    speck = shapely.box(301, 301, 303, 303)
    rounded = outline.on_grid(np.array([shapely.MultiPolygon([pinched, speck])]), 10)[0]
    assert rounded.is_valid
    assert rounded.area == pytest.approx(100 * 100, rel=0.05)


def test_small_islands_go_and_the_biggest_part_stays():
    mainland, isle, rock = (
        shapely.box(0, 0, 9000, 9000),
        shapely.box(20000, 0, 25000, 5000),
        shapely.box(0, 20000, 10, 20010),
    )
    assert len(outline.without_small_islands(shapely.MultiPolygon([mainland, isle, rock])).geoms) == 2
    assert len(outline.without_small_islands(shapely.MultiPolygon([rock])).geoms) == 1


def test_a_missing_file_of_shapes_is_a_sentence(tmp_path: Path):
    with pytest.raises(DataError, match=r"region24_england\.geojson: the file is not there"):
        outline.region_outlines(tmp_path)


def areas_in_a_row(count: int) -> pd.DataFrame:
    """Return so many areas of one region, each further north-east than the last and the last one very far."""
    steps = [*range(count - 1), 1000]
    return pd.DataFrame(
        {
            "area_id": [f"area-{step:04}" for step in steps],
            "easting": [100 * step for step in steps],
            "northing": [100 * step for step in steps],
        }
    )


def test_each_area_has_a_cell_of_its_own_within_the_block():
    count = 2 * tiles.BLOCK_WIDTH + 1
    cells = tiles.block_tile(areas_in_a_row(count))
    assert len(cells) == count
    assert not cells.duplicated(["tile_column", "tile_row"]).any()
    assert set(cells["tile_column"]) <= set(range(tiles.BLOCK_WIDTH))
    assert set(cells["tile_row"]) <= set(range(3))


def test_west_is_left_and_north_is_up():
    cells = tiles.block_tile(areas_in_a_row(10)).set_index("area_id")
    south_west, north_east = cells.loc["area-0000"], cells.loc["area-1000"]
    assert south_west.to_dict() == {"tile_column": 0, "tile_row": 1}
    assert north_east.to_dict() == {"tile_column": tiles.BLOCK_WIDTH - 1, "tile_row": 0}


def test_an_end_on_the_successors_first_day_becomes_the_day_before():
    assert council.last_days(pd.Series(["2023-04-01", "2019-03-31", ""])).tolist() == ["2023-03-31", "2019-03-31", ""]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two areas: one whose council got a new code, one whose district became part of another."""
    for name in ("big_local", "councils", "lookups"):
        (tmp_path / name).mkdir()
    area = {
        "wave": "1", "wave_confirmed": "no", "lat": "54", "lon": "-1", "region": "", "confidence": "",
        "coord_basis": "", "location_match": "", "council_code_lad24": "", "proxy_msoa_codes": "", "source": "",
    }  # fmt: skip
    pd.DataFrame(
        [
            {
                "area_name": "Upper",
                "local_authority": "Newly",
                "local_authority_2012": "Newly",
                "lad_code": "E2",
                **area,
            },
            {"area_name": "Lower", "local_authority": "Wide", "local_authority_2012": "Old", "lad_code": "E4", **area},
        ]
    ).to_csv(tmp_path / "big_local/areas.csv", index=False)
    (tmp_path / council.RECODED_FILE).write_text("old_code,new_code\nE1,E2\n")
    (tmp_path / "lookups/ltla_ltla.csv").write_text(
        "ltla16_code,ltla16_name,ltla24_code,ltla24_name\nE1,Newly,E1,Newly\nE3,Old,E4,Wide\n"
    )
    pd.DataFrame({"RGN24CD": ["E12N", "E12S"], "RGN24NM": ["North", "South"]}).to_parquet(
        tmp_path / geography.LSOA_LOOKUP
    )
    write_councils(tmp_path, "2023-04-01")
    return tmp_path


def write_councils(folder: Path, successor_begins: str) -> None:
    """Write the list of councils: one with an old code, a district, its county, and the successor of both."""
    (folder / council.COUNCIL_FILE).write_text(
        "local-authority-code,gss-code,nice-name,official-name,local-authority-type,region,county-la,start-date,end-date,"
        "replaced-by\n"
        "NEW,E1,Newly,Newly  Council,MD,North,,2005-06-08,,\n"
        "OLD,E3,Old,Old District Council,NMD,,SHI,,2023-04-01,WID\n"
        "SHI,E10,Shire,Shire County Council,CTY,South,,1974-04-01,2023-04-01,WID\n"
        f"WID,E4,Wide,Wide Council,UA,South,,{successor_begins},,\n"
        "MAY,E47,Mayoral,Mayoral Authority,COMB,North,,,,\n"
    )


def test_councils_are_dated_and_lead_to_their_successors(folder: Path):
    councils = council.council(folder).set_index("council_code")
    assert councils.index.tolist() == ["E1", "E10", "E2", "E3", "E4"]
    assert councils["successor_code"].to_dict() == {"E1": "E2", "E10": "E4", "E2": "", "E3": "E4", "E4": ""}
    assert councils["valid_to"].to_dict() == {"E1": "", "E10": "2023-03-31", "E2": "", "E3": "2023-03-31", "E4": ""}
    assert councils["valid_from"].to_dict() == {"E1": "", "E10": "1974-04-01", "E2": "", "E3": "", "E4": "2023-04-01"}
    assert councils.loc["E2", "official_name"] == "Newly Council"
    regions = {"E1": "E12N", "E10": "E12S", "E2": "E12N", "E3": "", "E4": "E12S"}
    assert councils["region_code"].to_dict() == regions
    assert (councils.loc["E3", "tier"], councils.loc["E3", "county_code"]) == ("district", "E10")


def test_a_council_with_a_new_code_is_not_a_former_council(folder: Path):
    assert council.area_council(folder).to_numpy().tolist() == [
        ["lower", "E4", "council"],
        ["lower", "E10", "former council"],
        ["lower", "E3", "former council"],
        ["upper", "E2", "council"],
    ]


def test_a_successor_that_begins_on_another_day_is_refused(folder: Path):
    write_councils(folder, "2024-04-01")
    with pytest.raises(DataError, match=r"Old ends on 2023-03-31, but its successor E4 begins on 2024-04-01"):
        council.council(folder)


def test_postcodes_are_gathered_by_census_area_and_outcode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "postcodes").mkdir()
    pd.DataFrame(
        {
            "pcds": ["AB1 2CD", "AB1 1AR", "AB10 1AA", "AB1 9ZZ"],
            "LSOA21CD": ["E01", "E01", "E01", "E02"],
        }
    ).to_parquet(tmp_path / "postcodes/postcode_lsoa21_compact.parquet")
    monkeypatch.setattr(postcode, "stand_in_lsoas", lambda _: pd.DataFrame({"lsoa_code": ["E01"]}))
    assert postcode.postcode(tmp_path).to_numpy().tolist() == [["E01", "AB1", "1AR 2CD"], ["E01", "AB10", "1AA"]]
