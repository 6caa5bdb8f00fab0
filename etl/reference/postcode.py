"""Postcodes: the middle of each outcode (the first half), and the full postcodes of the stand-ins."""

from pathlib import Path

import geopandas as gpd
import pandas as pd

from etl.reference.geography import LONGITUDE_AND_LATITUDE, NATIONAL_GRID
from etl.reference.public_files import public_table
from etl.reference.stand_in import stand_in_lsoas


def outcode(folder: Path) -> pd.DataFrame:
    """Return ``outcode, easting, northing, postcodes``: the mean place of each outcode's postcodes, and how many.

    ``easting, northing`` are whole metres of the British National Grid (EPSG:27700). England only.
    Source: OS Code-Point Open.
    """
    centroids = public_table(
        folder, "postcodes/outcode_centroids_england.csv", ["outcode", "n_postcodes", "lat", "lon"]
    )
    points = gpd.GeoSeries.from_xy(
        centroids["lon"].astype(float), centroids["lat"].astype(float), crs=LONGITUDE_AND_LATITUDE
    )
    points = points.to_crs(NATIONAL_GRID)
    outcodes = pd.DataFrame(
        {
            "outcode": centroids["outcode"],
            "easting": points.x.round().astype(int),
            "northing": points.y.round().astype(int),
            "postcodes": centroids["n_postcodes"].astype(int),
        }
    )
    return outcodes.sort_values("outcode", ignore_index=True)


def postcode(folder: Path) -> pd.DataFrame:
    """Return ``lsoa_code, outcode, incodes``: the postcodes of the stand-ins, one row for each LSOA and outcode.

    ``incodes`` are the second halves, sorted, one space between. Source: OS Code-Point Open, placed in the LSOAs of
    2021 by their point, which is not the ONS's best fit.
    """
    table = public_table(folder, "postcodes/postcode_lsoa21_compact.parquet", ["pcds", "LSOA21CD"])
    inside = table[table["LSOA21CD"].isin(stand_in_lsoas(folder)["lsoa_code"])]
    halves = inside["pcds"].str.split(" ", n=1, expand=True).set_axis(["outcode", "incodes"], axis=1)
    postcodes = halves.assign(lsoa_code=inside["LSOA21CD"].astype(str)).drop_duplicates().sort_values("incodes")
    joined = postcodes.groupby(["lsoa_code", "outcode"], as_index=False)["incodes"].agg(" ".join)
    return pd.DataFrame(joined, columns=["lsoa_code", "outcode", "incodes"])
