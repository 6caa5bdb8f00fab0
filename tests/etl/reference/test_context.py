"""Context figures from a few tiny LSOAs: two areas, two regions, one LSOA of 2011 split across an area's edge.

LSOA 2011   LSOA 2021 (residents)          MSOA   region       area        ward
a1          A1 (100)                       M1     E12000001    north       W1
a2          A2 (60) in M1, C1 (40) in M3   M1     E12000001    north: A2   W1
c2          C2 (100)                       M3     E12000001    none        W1
b1          B1 (300), rural                M2     E12000002    south-end   W2
"""

from pathlib import Path

import geopandas
import pandas as pd
import pytest
from shapely.geometry import box

from etl.errors import DataError
from etl.reference.context import context
from etl.reference.deprivation import deprivation
from etl.reference.grants_around import grant_around

LSOAS_2021 = ["A1", "A2", "B1", "C1", "C2"]
LSOAS_2011 = ["a1", "a2", "b1", "c2"]
BIG_LOTTERY = "The Big Lottery Fund"


def areas() -> pd.DataFrame:
    columns = [
        "local_authority",
        "local_authority_2012",
        "region",
        "wave",
        "wave_confirmed",
        "lat",
        "lon",
        "confidence",
    ]
    columns += ["coord_basis", "location_match", "lad_code", "council_code_lad24", "source"]
    named = pd.DataFrame({"area_name": ["North (Old Town)", "South End"], "proxy_msoa_codes": ["M1", "M2"]})
    return named.assign(**dict.fromkeys(columns, "x"))


def lookups() -> dict[str, pd.DataFrame]:
    newer = pd.DataFrame({"LSOA21CD": LSOAS_2021, "MSOA21CD": ["M1", "M1", "M2", "M3", "M3"]})
    newer["RGN24CD"] = ["E12000001", "E12000001", "E12000002", "E12000001", "E12000001"]
    newer["RUC21NM"] = ["Urban", "Urban", "Rural", "Urban", "Urban"]
    older = pd.DataFrame({"lsoa11_code": LSOAS_2011, "msoa11_code": ["m1", "m1", "m2", "m3"]})
    older["ward17_code"] = ["W1", "W1", "W2", "W1"]
    older["region21_code"] = ["E12000001", "E12000001", "E12000002", "E12000001"]
    changes = {"lsoa11_code": ["a1", "a2", "a2", "b1", "c2"], "lsoa21_code": ["A1", "A2", "C1", "B1", "C2"]}
    return {
        "lookups/lsoa21_msoa21_ward24_lad24_region24_pwc_england.parquet": newer.assign(MSOA21HCLNM="x"),
        "lookups/lsoa11_msoa11_ward17_lad21_region21_centroid_england.parquet": older,
        "lookups/lsoa11_lsoa21_lad22_england.parquet": pd.DataFrame(changes),
        "lookups/ltla_ltla.csv": pd.DataFrame({"ltla19_code": ["D1", "D2", "D3"], "ltla20_code": ["D1", "D2", "U3"]}),
    }


def people() -> dict[str, pd.DataFrame]:
    mid_year = pd.DataFrame({"lsoa11_code": LSOAS_2011, "total": [100, 200, 400, 280], "0_15": [10, 20, 40, 28]})
    mid_year = mid_year.assign(**{"16_24": 5, "65plus": [50, 50, 100, 0]})
    years = pd.concat([mid_year.assign(year=year) for year in (2015, 2017, 2019, 2020)])
    census = pd.DataFrame({"lsoa21_code": LSOAS_2021, "total_residents": [100.0, 60.0, 300.0, 40.0, 100.0]})
    ages = ["Aged 15 years and under", "Aged 16 to 24 years", "Aged 25 to 34 years", "Aged 65 years and over"]
    return {
        "population/lsoa11_population_2015_2017_2019_2020_england.parquet": years,
        "population/lsoa21_census2021_usual_residents_england.parquet": census,
        "population/lsoa21_census2021_pop_by_age_england.parquet": classes("age_group", ages, "usual_residents"),
    }


def classes(heading: str, names: list[str], count: str = "n") -> pd.DataFrame:
    """Return a Census table in which the first class has 1 person in each LSOA, the second 2, and so on."""
    rows = [(lsoa, name, float(number)) for lsoa in LSOAS_2021 for number, name in enumerate(names, 1)]
    return pd.DataFrame(rows, columns=["lsoa21_code", heading, count])


def census() -> dict[str, pd.DataFrame]:
    tenures = ["Owned: Owns outright", "Owned: Owns with a mortgage or loan", "Shared ownership: Shared ownership"]
    tenures += ["Social rented: Rents from council or Local Authority", "Social rented: Other social rented"]
    tenures += ["Private rented: Private landlord or letting agency", "Private rented: Other private rented"]
    groups = ["Asian, Asian British or Asian Welsh", "Black, Black British, Black Welsh, Caribbean or African"]
    groups += ["Mixed or Multiple ethnic groups", "Other ethnic group", "White"]
    disabled = ["Disabled under the Equality Act", "Not disabled under the Equality Act"]
    return {
        "census/household_tenure21_lsoa21_england.parquet": classes("tenure", [*tenures, "Lives rent free"]),
        "census/ethnicity21_lsoa21_england.parquet": classes("ethnic_group", groups),
        "census/disability21_lsoa21_ew_england.parquet": classes("disability", disabled),
    }


def deprivation_editions() -> dict[str, pd.DataFrame]:
    older = pd.DataFrame({"IMD_score": [60.1, 30.3, 5.7, 20.2], "IMD_rank": [1.0, 2.0, 4.0, 3.0]})
    older = older.assign(IMD_decile=[1.0, 4.0, 10.0, 7.0], lsoa11_code=LSOAS_2011)
    with_people = older.assign(pop_total_mid2015=[100, 200, 400, 280], lad19_code=["D1", "D1", "D3", "D2"])
    newer = pd.DataFrame({"lsoa21_code": LSOAS_2021, "IMD_score": [50.1, 40.3, 5.0, 70.0, 30.0]})
    newer = newer.assign(IMD_rank=[2.0, 3.0, 5.0, 1.0, 4.0], IMD_decile=[2.0, 4.0, 10.0, 1.0, 6.0])
    msoas = pd.DataFrame({"msoa11_code": ["m1", "m2", "m3"], "Score": [33.33333333333333, 4.1, 21.7]})
    return {
        "deprivation/imd2010_england_msoa11.parquet": msoas,
        "deprivation/imd2015_lsoa11.parquet": older,
        "deprivation/imd2019_lsoa11.parquet": with_people,
        "deprivation/imd2025_lsoa21.parquet": newer,
    }


def councils() -> dict[str, pd.DataFrame]:
    """D1 has 30 councillors and a county council above it, D2 has 20; D3 became U3, not in the list."""
    wards = [("AAA", "NMD", 20), ("AAA", "NMD", 10), ("BBB", "UA", 20), ("CCC", "NMD", 40), ("CTY", "CTY", 70)]
    codes = {"local-authority-code": ["AAA", "BBB", "CCC", "CTY"], "gss-code": ["D1", "D2", "D3", "E10"]}
    return {
        "councils/ward_councillors_2020_england.csv": pd.DataFrame(
            wards, columns=["council_id", "council_type", "n_councillors"]
        ),
        "councils/mysociety_councils_england.csv": pd.DataFrame(codes),
    }


def grants() -> dict[str, pd.DataFrame]:
    rows = [
        ("Some Trust", 2013, "W1", 3, 29_000.0),
        ("Some Trust", 2013, "W2", 1, 1_000.0),
        ("Some Trust", 2013, "W1", 9, 0.0),
        ("Some Trust", 2013, "W1", 9, -50.0),
        ("Some Trust", 2013, "unknown", 9, 9.0),
        ("Big Trust", 2013, "W1", 1, 5_000_001.0),
        ("Big Trust", 2013, "W2", 1, 5_000_000.0),
        ("Department for Transport", 2014, "W1", 2, 900.0),
        (BIG_LOTTERY, 2014, "W1", 1, 58.0),
        (BIG_LOTTERY, 2014, "W2", 1, 6_000_000.0),
        ("Sliver Trust", 2015, "W1", 1, 10.0),
    ]
    columns = ["funder_name", "award_year", "recipient_ward", "n_grants", "amount_awarded"]
    return {"grants/360giving_ward_funder_year_aggregates.parquet": pd.DataFrame(rows, columns=columns)}


def squares(code: str, kilometres: dict[str, float]) -> geopandas.GeoDataFrame:
    """Squares on the British National Grid, as public files have them: in degrees."""
    shapes = [box(400_000, 300_000, 400_000 + 1000 * side, 300_000 + 1000 * side) for side in kilometres.values()]
    return geopandas.GeoDataFrame({code: list(kilometres)}, geometry=shapes, crs=27700).to_crs(4326)


def write(folder: Path, name: str, table: pd.DataFrame) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    if path.suffix == ".parquet":
        table.to_parquet(path)
    else:
        table.to_csv(path, index=False)


def public_files(folder: Path) -> Path:
    """Write every public file that is read, each with the columns that are read and no more."""
    tables = lookups() | people() | census() | deprivation_editions() | councils() | grants()
    for name, table in {"big_local/areas.csv": areas(), **tables}.items():
        write(folder, name, table)
    (folder / "geography").mkdir()
    squares("msoa_code", {"M1": 2, "M2": 3}).to_file(folder / "big_local/proxy_msoa.geojson")
    squares("RGN24CD", {"E12000001": 10, "E12000002": 20}).to_file(folder / "geography/region24_england.geojson")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return public_files(tmp_path)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    return context(public_files(tmp_path_factory.mktemp("public")))


def figure(table: pd.DataFrame, place: str, series: str, edition: str) -> tuple[float, float | None]:
    """Return the numerator and the denominator (None where there is none) of one figure."""
    row = table[(table["place_id"] == place) & (table["series"] == series) & (table["edition"] == edition)]
    assert len(row) == 1, f"{len(row)} rows of {place}, {series}, {edition}"
    denominator = row["denominator"].iloc[0]
    return row["numerator"].iloc[0], None if pd.isna(denominator) else denominator


def test_every_place_has_every_figure_but_those_that_are_of_areas_only_or_not_recorded(table):
    assert list(table.columns) == ["place_id", "series", "edition", "numerator", "denominator"]
    assert not table["numerator"].isna().any()
    assert not table.duplicated(["place_id", "series", "edition"]).any()
    sizes = table.groupby("place_id").size().to_dict()
    assert sizes == {"E12000001": 61, "E12000002": 60, "E92000001": 61, "north": 67, "south-end": 66}


def test_the_same_files_give_the_same_rows_in_the_order_of_their_key(table, folder):
    keys = ["place_id", "series", "edition"]
    pd.testing.assert_frame_equal(table, context(folder))
    pd.testing.assert_frame_equal(table, table.sort_values(keys, ignore_index=True))


def test_an_older_lsoa_split_across_the_edge_counts_by_its_share_of_people(table):
    assert figure(table, "north", "residents", "2015") == (100 + 0.6 * 200, None)
    assert figure(table, "north", "age_65_over", "2019") == (50 + 0.6 * 50, 220)
    assert figure(table, "E12000001", "residents", "2020") == (580, None)
    assert figure(table, "E92000001", "age_0_15", "2015") == (98, 980)


def test_a_census_share_is_of_everyone_in_its_own_table(table):
    assert figure(table, "north", "residents", "2021") == (160, None)
    assert figure(table, "north", "age_65_over", "2021") == (2 * 4, 2 * 10)
    assert figure(table, "south-end", "ethnicity_white", "2021") == (5, 15)
    assert figure(table, "south-end", "disability", "2021") == (1, 3)
    assert figure(table, "E92000001", "rural", "2021") == (300, 600)


def test_households_that_live_rent_free_are_in_no_tenure_but_in_the_whole(table):
    assert figure(table, "south-end", "tenure_owned", "2021") == (1 + 2 + 3, 36)
    assert figure(table, "south-end", "tenure_social", "2021") == (4 + 5, 36)
    assert figure(table, "south-end", "tenure_private", "2021") == (6 + 7, 36)


def test_density_is_by_square_kilometres_on_the_national_grid(table):
    assert figure(table, "north", "density", "2021") == (160, pytest.approx(4, abs=0.001))
    assert figure(table, "E92000001", "density", "2021") == (600, pytest.approx(500, abs=0.001))


def test_an_area_of_one_msoa_ties_with_that_msoa_in_every_edition(folder):
    write(folder, "lookups/lsoa11_lsoa21_lad22_england.parquet", whole_lsoas())
    table = context(folder)
    assert figure(table, "north", "deprivation_rank", "2010") == (66.67, None)
    assert figure(table, "north", "deprivation_rank", "2015") == (66.67, None)
    assert figure(table, "north", "deprivation_rank", "2025") == (66.67, None)
    assert figure(table, "south-end", "deprivation_rank", "2019") == (0, None)


def whole_lsoas() -> pd.DataFrame:
    """No LSOA is split: C1 is a part of the older c2."""
    return pd.DataFrame({"lsoa11_code": ["a1", "a2", "c2", "b1", "c2"], "lsoa21_code": ["A1", "A2", "C1", "B1", "C2"]})


def test_an_area_ties_with_its_msoa_though_its_lsoas_are_added_in_another_order(folder):
    scores = {"IMD_score": [64.1, 67.1, 5.0, 30.6]}
    name = "deprivation/imd2015_lsoa11.parquet"
    write(folder, name, deprivation_editions()[name].assign(**scores))
    lookup = "lookups/lsoa11_msoa11_ward17_lad21_region21_centroid_england.parquet"
    write(folder, lookup, lookups()[lookup].assign(msoa11_code=["m1", "m1", "m2", "m1"]).iloc[::-1])
    older = pd.DataFrame({"place_id": "wide", "kind": "area", "lsoa_code": ["a1", "a2", "c2"], "weight": 1.0})
    newer = pd.DataFrame({"place_id": "wide", "kind": "area", "lsoa_code": ["A1"], "weight": 1.0})
    assert figure(deprivation(folder, older, newer), "wide", "deprivation_rank", "2015") == (50, None)


def test_the_score_of_an_area_weighs_a_split_lsoa_by_its_share(table):
    assert figure(table, "north", "deprivation_rank", "2010") == (66.67, None)
    assert figure(table, "north", "deprivation_rank", "2015") == (100, None)


def test_a_region_has_the_median_standing_of_its_own_msoas(table):
    assert figure(table, "E12000001", "deprivation_rank", "2010") == (50, None)
    assert figure(table, "E12000002", "deprivation_rank", "2010") == (0, None)
    assert figure(table, "E92000001", "deprivation_rank", "2010") == (33.33, None)


def test_the_most_and_least_deprived_lsoa_are_placed_among_all_lsoas(table):
    assert figure(table, "north", "deprivation_most", "2015") == (75, None)
    assert figure(table, "north", "deprivation_least", "2015") == (50, None)
    assert figure(table, "north", "deprivation_most", "2025") == (60, None)
    assert set(table[table["series"] == "deprivation_most"]["place_id"]) == {"north", "south-end"}


def test_an_lsoa_that_lies_mostly_outside_is_not_an_end_of_the_area(folder):
    name = "population/lsoa21_census2021_usual_residents_england.parquet"
    write(folder, name, people()[name].assign(total_residents=[100.0, 39.0, 300.0, 40.0, 100.0]))
    assert figure(context(folder), "north", "deprivation_least", "2019") == (75, None)


def test_people_of_the_most_deprived_tenth_are_counted_in_the_lsoas_of_the_edition(table):
    assert figure(table, "north", "deprivation_tenth", "2019") == (100, 220)
    assert figure(table, "E12000001", "deprivation_tenth", "2025") == (40, 300)


def test_councillors_are_those_of_the_council_of_2020_and_never_of_a_county(table):
    assert figure(table, "north", "councillors", "2020") == (30, 300)
    assert figure(table, "E12000001", "councillors", "2020") == (50, 580)
    assert figure(table, "E92000001", "councillors", "2020") == (50, 580)


def test_an_area_of_two_councils_has_the_one_where_most_of_its_people_live(folder):
    name = "deprivation/imd2019_lsoa11.parquet"
    write(folder, name, deprivation_editions()[name].assign(lad19_code=["D1", "D2", "D3", "D2"]))
    assert figure(context(folder), "north", "councillors", "2020") == (20, 200 + 280)


def test_a_council_that_is_not_in_the_list_of_2020_has_no_row(table):
    councillors = table.query("series == 'councillors'")
    assert "south-end" not in set(councillors["place_id"])


def test_grants_count_by_the_share_of_the_wards_people(table):
    share = 220 / 580
    assert figure(table, "north", "grants_count", "2013") == (round((3 + 1) * share, 3), 220)
    assert figure(table, "north", "grants_gbp", "2013") == (11_000, 220)
    assert figure(table, "E92000001", "grants_count", "2013") == (3 + 1 + 1 + 1, 980)
    assert figure(table, "E92000001", "grants_gbp", "2013") == (29_000 + 1_000 + 5_000_000, 980)
    assert figure(table, "south-end", "grants_count", "2018") == (0, 400)


def test_central_government_is_counted_but_not_in_pounds_and_the_lottery_stands_apart(table):
    assert figure(table, "E12000001", "grants_count", "2014") == (2, 580)
    assert figure(table, "E12000001", "grants_gbp", "2014") == (0, 580)
    assert figure(table, "E92000001", "grants_lottery_count", "2014") == (2, 980)
    assert figure(table, "E92000001", "grants_lottery_gbp", "2014") == (58, 980)


def test_the_grants_around_an_area_say_how_each_is_counted(folder):
    rows = grant_around(folder)
    grants = rows[rows["area_id"] == "south-end"].drop(columns="area_id").to_numpy().tolist()
    assert grants == [
        [2013, "Big Trust", 1, 5_000_000, "other funders"],
        [2013, "Some Trust", 1, 1_000, "other funders"],
        [2014, BIG_LOTTERY, 1, 6_000_000, "above the cap, not in pounds"],
    ]


def test_a_sliver_of_a_grant_is_not_listed_around_an_area(folder):
    assert "Sliver Trust" in set(grant_around(folder)["funder_name"])
    name = "population/lsoa11_population_2015_2017_2019_2020_england.parquet"
    crowded = people()[name].assign(total=lambda rows: rows["total"].where(rows["lsoa11_code"] != "c2", 100_000))
    write(folder, name, crowded)
    assert "Sliver Trust" not in set(grant_around(folder)["funder_name"])


def test_an_lsoa_without_a_figure_is_an_error_that_names_it(folder):
    name = "population/lsoa11_population_2015_2017_2019_2020_england.parquet"
    write(folder, name, people()[name].query("lsoa11_code != 'b1'"))
    with pytest.raises(DataError, match="Residents of mid-2015: no figure for 1 LSOAs, the first is b1"):
        context(folder)


def test_an_edition_of_deprivation_that_lacks_an_lsoa_is_an_error_that_names_it(folder):
    name = "deprivation/imd2025_lsoa21.parquet"
    write(folder, name, deprivation_editions()[name].query("lsoa21_code != 'C2'"))
    members = pd.DataFrame({"place_id": ["north"], "kind": ["area"], "lsoa_code": ["a1"], "weight": [1.0]})
    with pytest.raises(DataError, match=r"Indices of Deprivation 2025: 1 LSOAs .* the first is C2"):
        deprivation(folder, members, members.assign(lsoa_code="A1"))


def test_a_census_table_that_renames_a_class_is_an_error_that_names_the_class(folder):
    name = "census/ethnicity21_lsoa21_england.parquet"
    write(folder, name, census()[name].replace({"White": "White British and other White"}))
    with pytest.raises(DataError, match="ethnic_group lacks the class White"):
        context(folder)


def test_an_outline_that_is_not_there_is_an_error_that_names_it(folder):
    squares("msoa_code", {"M1": 2}).to_file(folder / "big_local/proxy_msoa.geojson")
    with pytest.raises(DataError, match="no shape for the MSOA M2"):
        context(folder)
    squares("code", {"M1": 2}).to_file(folder / "big_local/proxy_msoa.geojson")
    with pytest.raises(DataError, match="lacks the column msoa_code"):
        context(folder)
    (folder / "big_local/proxy_msoa.geojson").unlink()
    with pytest.raises(DataError, match=r"proxy_msoa\.geojson: the file is not there"):
        context(folder)
