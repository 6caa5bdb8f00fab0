"""The census areas that stand in for each Big Local area, since no official boundary or list of census areas is public.

Each area is represented by the MSOAs (2021) of its name. Everything finer is reached through the LSOAs of 2021, and
everything older through the published lookup from LSOAs of 2011 to LSOAs of 2021, because the one-to-one table of MSOAs
lacks 81 of them.
"""

import re
from pathlib import Path

import pandas as pd

from etl.reference.public_files import public_table
from etl.reference.true_place import true_places

MENDS = {"Latch Ford": "Latchford", "OId Arley": "Old Arley", "’": "'"}
"""Wrong in the listed names, and right: a split word, a capital I for an l, an apostrophe nobody types."""


def area_id(area_name: str) -> str:
    """Return the stable id of an area: its mended name before any bracket, in lower case with dashes."""
    return re.sub(r"[^a-z0-9]+", "-", area_name.split(" (")[0].lower().replace("'", "")).strip("-")


def listed_areas(folder: Path) -> pd.DataFrame:
    """Return the 150 areas as listed, one row each: ``area_id``, mended ``area_name``, ``listed_name``, ..."""
    columns = ["area_name", "local_authority", "local_authority_2012", "region", "wave", "wave_confirmed", "lat", "lon"]
    columns += ["confidence", "coord_basis", "location_match", "lad_code", "council_code_lad24", "proxy_msoa_codes"]
    areas = public_table(folder, "big_local/areas.csv", columns).rename(columns={"area_name": "listed_name"})
    names = areas["listed_name"]
    for wrong, right in MENDS.items():
        names = names.str.replace(wrong, right, regex=False)
    areas.insert(0, "area_name", names)
    areas.insert(0, "area_id", names.map(area_id))
    return areas.sort_values("area_id", ignore_index=True)


def stand_in_lsoas(folder: Path) -> pd.DataFrame:
    """Return ``area_id, msoa_code, msoa_name, lsoa_code, residents``: the LSOAs of 2021 of each stand-in.

    Where the true place of an area is loaded, its LSOAs take the stand-in's place. ``residents`` are the usual residents
    of the LSOA at the Census of 2021.
    """
    areas = listed_areas(folder)
    pairs = areas.assign(MSOA21CD=areas["proxy_msoa_codes"].str.split("|")).explode("MSOA21CD")[["area_id", "MSOA21CD"]]
    lookup = public_table(
        folder,
        "lookups/lsoa21_msoa21_ward24_lad24_region24_pwc_england.parquet",
        ["LSOA21CD", "MSOA21CD", "MSOA21HCLNM"],
    )
    true = true_lsoas(folder)
    people = public_table(
        folder, "population/lsoa21_census2021_usual_residents_england.parquet", ["lsoa21_code", "total_residents"]
    )
    stand_ins = pairs[~pairs["area_id"].isin(true["area_id"])].merge(lookup, on="MSOA21CD")
    places = pd.concat([stand_ins, true.merge(lookup, on="LSOA21CD")], ignore_index=True)
    joined = places.merge(people, left_on="LSOA21CD", right_on="lsoa21_code")
    joined = joined.rename(
        columns={
            "MSOA21CD": "msoa_code",
            "MSOA21HCLNM": "msoa_name",
            "LSOA21CD": "lsoa_code",
            "total_residents": "residents",
        }
    )
    columns = ["area_id", "msoa_code", "msoa_name", "lsoa_code", "residents"]
    return joined[columns].sort_values(["area_id", "lsoa_code"], ignore_index=True)


def true_lsoas(folder: Path) -> pd.DataFrame:
    """Return ``area_id, LSOA21CD`` of the areas whose true place is loaded."""
    places = true_places()
    if places.lists.empty and places.boundaries.empty:
        return pd.DataFrame(columns=["area_id", "LSOA21CD"], dtype=str)
    columns = ["LSOA21CD", "pwc_lon", "pwc_lat"]
    middles = public_table(folder, "lookups/lsoa21_msoa21_ward24_lad24_region24_pwc_england.parquet", columns)
    return places.lsoas(middles).rename(columns={"lsoa_code": "LSOA21CD"})


def stand_in_lsoas_2011(folder: Path) -> pd.DataFrame:
    """Return ``area_id, lsoa11_code, weight``: the LSOAs of 2011 in a stand-in, weighted 0 to 1.

    The weight is the share of the older LSOA's residents of 2021 who live in the newer LSOAs of the stand-in; it is 1
    unless the older LSOA was split across the stand-in's edge.
    """
    lookup = public_table(folder, "lookups/lsoa11_lsoa21_lad22_england.parquet", ["lsoa11_code", "lsoa21_code"])
    people = public_table(
        folder, "population/lsoa21_census2021_usual_residents_england.parquet", ["lsoa21_code", "total_residents"]
    )
    parts = lookup.merge(people, on="lsoa21_code")
    whole = parts.groupby("lsoa11_code")["total_residents"].sum().rename("whole")
    inside = stand_in_lsoas(folder)[["area_id", "lsoa_code"]].merge(parts, left_on="lsoa_code", right_on="lsoa21_code")
    inside = inside.groupby(["area_id", "lsoa11_code"], as_index=False)["total_residents"].sum()
    weight = inside["total_residents"] / inside["lsoa11_code"].map(whole)
    return inside.assign(weight=weight).loc[:, ["area_id", "lsoa11_code", "weight"]]
