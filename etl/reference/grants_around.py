"""Grants that funders published in the 360Giving standard, by the ward of the recipient's address.

What it is not: a grant won by the area. The ward (of 2017) is that of the recipient's address, often a head office;
2018 is part of a year; only funders that publish are here. The Big Lottery Fund, the programme's parent, is kept apart.
Rows of zero or negative pounds are left out. Money of central government and single rows (one funder, ward and year)
above the cap would drown the rest, being roads and national bodies: they are counted, but their pounds are not.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from etl.reference.public_files import public_table
from etl.reference.stand_in import stand_in_lsoas_2011

BIG_LOTTERY_FUND = "The Big Lottery Fund"
CENTRAL_GOVERNMENT = ["Department for Transport"]
CAP_GBP = 5_000_000
YEARS = [2013, 2014, 2015, 2016, 2017, 2018]
SMALLEST_SHARE_OF_A_GRANT = 0.05
"""An area whose edge takes in a sliver of a ward would otherwise list dozens of grants that are hardly its own."""


def grant_around(folder: Path) -> pd.DataFrame:
    """Return the grants recorded around each area, by year, funder and how they are counted.

    Columns: ``area_id, award_year, funder_name, grants, pounds, counted_in``. ``grants`` (two decimals) and ``pounds``
    (whole) are weighted by the share of each ward's people who live in the stand-in. ``counted_in`` is "other funders",
    "Lottery", "central government, not in pounds" or "above the cap, not in pounds". Rows of less than a
    twentieth of a grant are left out.
    """
    members = stand_in_lsoas_2011(folder).set_axis(["place_id", "lsoa_code", "weight"], axis=1)
    keys = ["area_id", "award_year", "funder_name", "counted_in"]
    weighted = _weighted_grants(folder, members).rename(columns={"place_id": "area_id"})
    rows = weighted.groupby(keys, as_index=False)[["grants", "pounds"]].sum()
    rows = rows[rows["grants"] >= SMALLEST_SHARE_OF_A_GRANT].round({"grants": 2, "pounds": 0})
    columns = ["area_id", "award_year", "funder_name", "grants", "pounds", "counted_in"]
    return rows.astype({"grants": "float64", "pounds": "int64"}).sort_values(keys, ignore_index=True)[columns]


def grants_by_year(folder: Path, members: pd.DataFrame) -> pd.DataFrame:
    """Return the four grant series of each place, one row per ``place_id, award_year``, zero where none is recorded.

    ``members`` says which LSOAs of 2011 make up a place: ``place_id, lsoa_code, weight``. The columns are
    ``grants_count, grants_gbp, grants_lottery_count, grants_lottery_gbp``: weighted grants and pounds.
    """
    weighted = _weighted_grants(folder, members)
    lottery = weighted["funder_name"] == BIG_LOTTERY_FUND
    in_pounds = weighted["counted_in"].isin(["other funders", "Lottery"])
    sums = pd.DataFrame({
        "grants_count": weighted["grants"].where(~lottery, 0.0),
        "grants_gbp": weighted["pounds"].where(~lottery & in_pounds, 0.0),
        "grants_lottery_count": weighted["grants"].where(lottery, 0.0),
        "grants_lottery_gbp": weighted["pounds"].where(lottery & in_pounds, 0.0),
    })  # fmt: skip
    sums = sums.groupby([weighted["place_id"], weighted["award_year"]]).sum()
    places_and_years = pd.MultiIndex.from_product(
        [members["place_id"].unique(), YEARS], names=["place_id", "award_year"]
    )
    return sums.reindex(places_and_years, fill_value=0.0).reset_index()


def _weighted_grants(folder: Path, members: pd.DataFrame) -> pd.DataFrame:
    """Return every grant row of every place, its ``grants`` and ``pounds`` times the share of the ward in the place."""
    joined = _ward_shares(folder, members).merge(_recorded_grants(folder), on="ward_code")
    return joined.assign(grants=joined["grants"] * joined["share"], pounds=joined["pounds"] * joined["share"])


def _ward_shares(folder: Path, members: pd.DataFrame) -> pd.DataFrame:
    """Return ``place_id, ward_code, share``: the share of the ward's people of mid-2015 who live in the place."""
    lookup_name = "lookups/lsoa11_msoa11_ward17_lad21_region21_centroid_england.parquet"
    people_name = "population/lsoa11_population_2015_2017_2019_2020_england.parquet"
    lookup = public_table(folder, lookup_name, ["lsoa11_code", "ward17_code"])
    people = public_table(folder, people_name, ["lsoa11_code", "year", "total"])
    lsoas = lookup.merge(people[people["year"] == 2015], on="lsoa11_code").astype({"total": "float64"})
    whole = lsoas.groupby("ward17_code")["total"].sum()
    inside = members.merge(lsoas, left_on="lsoa_code", right_on="lsoa11_code")
    inside = inside.assign(people=inside["total"] * inside["weight"])
    inside = inside.groupby(["place_id", "ward17_code"], as_index=False)["people"].sum()
    share = inside["people"] / inside["ward17_code"].map(whole)
    return inside.assign(share=share).rename(columns={"ward17_code": "ward_code"})[["place_id", "ward_code", "share"]]


def _recorded_grants(folder: Path) -> pd.DataFrame:
    """Return ``ward_code, award_year, funder_name, grants, pounds, counted_in`` of the rows that are above zero."""
    name = "grants/360giving_ward_funder_year_aggregates.parquet"
    table = public_table(folder, name, ["recipient_ward", "award_year", "funder_name", "n_grants", "amount_awarded"])
    table = table.set_axis(["ward_code", "award_year", "funder_name", "grants", "pounds"], axis=1)
    grants = table[(table["pounds"] > 0) & table["award_year"].isin(YEARS)]
    counted_in = np.select(
        [
            grants["funder_name"].isin(CENTRAL_GOVERNMENT),
            grants["pounds"] > CAP_GBP,
            grants["funder_name"] == BIG_LOTTERY_FUND,
        ],
        ["central government, not in pounds", "above the cap, not in pounds", "Lottery"],
        default="other funders",
    )
    return grants.assign(counted_in=counted_in)
