"""Where the 150 areas are: points, census areas and wards.

No official boundary of a Big Local area is public. Every figure of place here rests on the stand-in: the census areas
of an area's name (see ``stand_in``), which is bigger than the place in most areas.
"""

import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from etl.errors import DataError
from etl.reference.public_files import public_table
from etl.reference.stand_in import listed_areas, stand_in_lsoas, stand_in_lsoas_2011

LSOA_LOOKUP = "lookups/lsoa21_msoa21_ward24_lad24_region24_pwc_england.parquet"
NATIONAL_GRID = "EPSG:27700"
LONGITUDE_AND_LATITUDE = "EPSG:4326"

SMALLEST_WARD_PCT = 0.5


def area(folder: Path) -> pd.DataFrame:
    """Return the 150 areas, one row each: names, today's council, region, wave, a point and how sure each is.

    ``longitude, latitude`` are degrees to 5 decimals, ``easting, northing`` whole metres of the British National Grid
    (EPSG:27700). ``council_confirmed`` is yes where a page names both area and council, ``wave_confirmed`` where a
    page names the wave. Raise DataError if a file or column is missing or a region is unknown.
    """
    areas = listed_areas(folder).rename(
        columns={"lad_code": "council_code", "local_authority": "council_name", "region": "region_name"}
    )
    areas["region_code"] = region_codes(folder, areas["region_name"])
    areas["wave"] = areas["wave"].astype(int)
    areas["longitude"] = areas["lon"].astype(float).round(5)
    areas["latitude"] = areas["lat"].astype(float).round(5)
    points = gpd.GeoSeries.from_xy(areas["longitude"], areas["latitude"], crs=LONGITUDE_AND_LATITUDE)
    points = points.to_crs(NATIONAL_GRID)
    areas["easting"] = points.x.round().astype(int)
    areas["northing"] = points.y.round().astype(int)
    is_named = areas["location_match"].str.startswith("good")
    areas["point_quality"] = is_named.map({True: "named place", False: "approximate"})
    areas["point_basis"] = point_bases(areas.assign(is_named=is_named), stand_in_lsoas(folder))
    is_paged = areas["confidence"].str.contains("area and council/town confirmed by page", regex=False)
    areas["council_confirmed"] = is_paged.map({True: "yes", False: "no"})
    columns = [
        "area_id", "area_name", "council_code", "council_name", "region_code", "region_name", "wave",
        "longitude", "latitude", "easting", "northing",
        "point_quality", "point_basis", "council_confirmed", "wave_confirmed",
    ]  # fmt: skip
    return areas[columns]


def region_codes(folder: Path, names: pd.Series) -> pd.Series:
    """Return the ONS code of each region name. Raise DataError naming those that are not regions of England."""
    codes = names.map(region(folder).set_index("region_name")["region_code"])
    unknown = sorted(names[codes.isna()].unique())
    if unknown:
        raise DataError(
            f"{folder / 'big_local/areas.csv'}: {', '.join(unknown)} is not a region of England as the ONS names it."
        )
    return codes


def point_bases(areas: pd.DataFrame, places: pd.DataFrame) -> list[str]:
    """Return how each area's point was placed, in plain words; ``places`` has ``area_id, msoa_name``."""
    census_names = places.groupby("area_id")["msoa_name"].unique().to_dict()
    return [
        point_basis(
            str(row["coord_basis"]),
            bool(row["is_named"]) and shares_a_word(str(row["area_name"]), census_names[row["area_id"]]),
        )
        for row in areas.to_dict("records")
    ]


def point_basis(listed_basis: str, has_the_name: bool) -> str:
    """Return a short phrase for the listed basis; ``has_the_name``: the census area is named after the area."""
    if "approximate point" in listed_basis:
        return "approximate, by knowledge of the place"
    if "wikipedia" in listed_basis:
        return "approximate, the estate of that name on Wikipedia"
    if "ward of that name" in listed_basis:
        return "middle of the ward of that name"
    if "ward that contains" in listed_basis:
        return "middle of the ward around it, by knowledge of the place"
    noun = "census areas" if listed_basis.startswith("mean") else "census area"
    return f"middle of the {noun} {'of that name' if has_the_name else 'around it'}"


def shares_a_word(area_name: str, census_names: np.ndarray) -> bool:
    """Whether a census area shares a distinctive word with the area's name, and so is "of that name"."""

    def words(text: str) -> set[str]:
        return set(re.findall(r"[a-z]{3,}", text.lower().replace("'", "").replace("’", ""))) - {
            "and", "the", "with", "area", "estate", "local", "town", "north", "south", "east", "west", "central",
        }  # fmt: skip

    return bool(words(area_name) & words(" ".join(census_names)))


def area_place(folder: Path) -> pd.DataFrame:
    """Return the census areas (LSOAs of 2021) of each stand-in, one row each, with the share of each in the other.

    ``lsoa_in_area_pct`` is the share of the LSOA's people counted with the area: 100, for a stand-in is made of whole
    LSOAs. ``area_in_lsoa_pct`` is the share of the area's residents (Census 2021) who live in the LSOA, in percent.
    """
    places = stand_in_lsoas(folder)
    places["residents"] = places["residents"].astype(int)
    places["lsoa_in_area_pct"] = 100
    people = places.groupby("area_id")["residents"].transform("sum")
    places["area_in_lsoa_pct"] = (100 * places["residents"] / people).round(2)
    return places


def area_ward(folder: Path) -> pd.DataFrame:
    """Return the wards that each stand-in touches, as they were in 2017 and in 2024, and both shares.

    Columns: ``area_id, ward_code, ward_name, ward_year, ward_in_area_pct, area_in_ward_pct``.
    ``ward_in_area_pct`` is the share of the ward's people who live in the stand-in, ``area_in_ward_pct`` the share of
    the stand-in's people who live in the ward: residents of the Census 2021 for 2024, mid-2015 estimates for 2017. Each
    LSOA counts wholly to its best-fit ward. Rows with both shares under 0.5 are left out. The names of 2017 are those
    of 2018, empty where the ward was gone by then.
    """
    shares = pd.concat(
        [
            ward_shares(*wards_2017(folder)).assign(ward_year=2017),
            ward_shares(*wards_2024(folder)).assign(ward_year=2024),
        ]
    )
    names = pd.concat([ward_names_2018(folder).assign(ward_year=2017), ward_names_2024(folder).assign(ward_year=2024)])
    wards = shares.merge(names, on=["ward_code", "ward_year"], how="left")
    columns = ["area_id", "ward_code", "ward_name", "ward_year", "ward_in_area_pct", "area_in_ward_pct"]
    return wards[columns].sort_values(["area_id", "ward_year", "ward_code"], ignore_index=True)


def ward_shares(inside: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Return ``area_id, ward_code, ward_in_area_pct, area_in_ward_pct`` to 2 decimals, both under 0.5 left out.

    ``inside`` is ``area_id, ward_code, people`` of the stand-ins, several rows a pair allowed; ``whole`` is
    ``ward_code, people`` of everyone.
    """
    pairs = inside.groupby(["area_id", "ward_code"], as_index=False)["people"].sum()
    ward_people = whole.groupby("ward_code")["people"].sum()
    area_people = pairs.groupby("area_id")["people"].transform("sum")
    pairs["ward_in_area_pct"] = 100 * pairs["people"] / pairs["ward_code"].map(ward_people)
    pairs["area_in_ward_pct"] = 100 * pairs["people"] / area_people
    shares = ["ward_in_area_pct", "area_in_ward_pct"]
    kept = pairs[(pairs["ward_in_area_pct"] >= SMALLEST_WARD_PCT) | (pairs["area_in_ward_pct"] >= SMALLEST_WARD_PCT)]
    return kept.drop(columns="people").astype(dict.fromkeys(shares, float)).round(dict.fromkeys(shares, 2))


def wards_2024(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the people of the stand-ins by area and ward of 2024, and everyone by ward: residents of Census 2021."""
    lookup = public_table(folder, LSOA_LOOKUP, ["LSOA21CD", "WD24CD"])
    people = public_table(
        folder, "population/lsoa21_census2021_usual_residents_england.parquet", ["lsoa21_code", "total_residents"]
    )
    whole = lookup.merge(people, left_on="LSOA21CD", right_on="lsoa21_code")
    whole = whole.rename(columns={"WD24CD": "ward_code", "total_residents": "people"}).astype({"people": float})
    inside = stand_in_lsoas(folder).merge(whole, left_on="lsoa_code", right_on="LSOA21CD")
    return inside[["area_id", "ward_code", "people"]], whole[["ward_code", "people"]]


def wards_2017(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the people of the stand-ins by area and ward of 2017, and everyone by ward: mid-2015 estimates."""
    lookup = public_table(
        folder,
        "lookups/lsoa11_msoa11_ward17_lad21_region21_centroid_england.parquet",
        ["lsoa11_code", "ward17_code"],
    )
    people = public_table(
        folder,
        "population/lsoa11_population_2015_2017_2019_2020_england.parquet",
        ["lsoa11_code", "year", "total"],
    )
    whole = lookup.merge(people[people["year"] == 2015], on="lsoa11_code")
    whole = whole.rename(columns={"ward17_code": "ward_code", "total": "people"}).astype({"people": float})
    inside = stand_in_lsoas_2011(folder).merge(whole, on="lsoa11_code")
    inside["people"] = inside["people"] * inside["weight"]
    return inside[["area_id", "ward_code", "people"]], whole[["ward_code", "people"]]


def ward_names_2024(folder: Path) -> pd.DataFrame:
    """Return ``ward_code, ward_name`` of the wards of 2024."""
    names = public_table(folder, LSOA_LOOKUP, ["WD24CD", "WD24NM"]).drop_duplicates()
    return names.set_axis(["ward_code", "ward_name"], axis=1)


def ward_names_2018(folder: Path) -> pd.DataFrame:
    """Return ``ward_code, ward_name`` of the wards of 2018, the nearest year that has both."""
    names = public_table(folder, "councils/odm_ward18_representation_2018_england.csv", ["WD18CD", "WD18NM"])
    return names.drop_duplicates("WD18CD").set_axis(["ward_code", "ward_name"], axis=1)


def region(folder: Path) -> pd.DataFrame:
    """Return ``region_code, region_name`` of the nine regions of England, as the ONS writes them."""
    regions = public_table(folder, LSOA_LOOKUP, ["RGN24CD", "RGN24NM"]).drop_duplicates()
    regions = regions.set_axis(["region_code", "region_name"], axis=1)
    return regions.sort_values("region_code", ignore_index=True)
