"""How deprived each place is by the four editions of the English Indices of Deprivation, all by one method.

An edition rests on its own census areas and its ranks are relative: scores of two editions do not compare, standings
among England's neighbourhoods do. A mean score over the LSOAs, placed among all MSOAs, is the one method that all four
editions allow, for of 2010 only scores of MSOAs are to be had. Mixing methods would flip the sign of the change from
2010 to 2015 in 65 of the 150 areas.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from etl.errors import DataError
from etl.reference.public_files import public_table

LOOKUP_2011 = "lookups/lsoa11_msoa11_ward17_lad21_region21_centroid_england.parquet"
LOOKUP_2021 = "lookups/lsoa21_msoa21_ward24_lad24_region24_pwc_england.parquet"
ENGLAND = "E92000001"


def deprivation(folder: Path, members_2011: pd.DataFrame, members_2021: pd.DataFrame) -> pd.DataFrame:
    """Return ``place_id, series, edition, numerator, denominator`` of the four deprivation series.

    ``members_2011`` and ``members_2021`` say which LSOAs make up a place: ``place_id, kind, lsoa_code, weight``, with
    ``kind`` one of area, region, England. Ranks are in percent, 0 to 100, higher is more deprived, to two decimals,
    with no denominator; ``deprivation_tenth`` counts people. Raise DataError if an edition lacks an LSOA of England.
    """
    parts = [_rank(_edition_2010(folder), members_2011).assign(edition="2010")]
    for edition, lsoas, members in [
        ("2015", _edition_2015(folder), members_2011),
        ("2019", _edition_2019(folder), members_2011),
        ("2025", _edition_2025(folder), members_2021),
    ]:
        series = [_rank(lsoas, members), _ends(lsoas, members), _tenth(lsoas, members)]
        parts.append(pd.concat(series).assign(edition=edition))
    return pd.concat(parts, ignore_index=True)[["place_id", "series", "edition", "numerator", "denominator"]]


def _rank(lsoas: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Place each area's mean score among all MSOAs; a region and England have the median of their own MSOAs."""
    msoas = _mean_score(lsoas.assign(weight=1.0), ["region_code", "msoa_code"])
    areas = _mean_score(members[members["kind"] == "area"].merge(lsoas, on="lsoa_code"), ["place_id"])
    of_msoas = _percentile(msoas, msoas)
    percentiles = pd.concat([
        _percentile(areas, msoas),
        of_msoas.groupby("region_code").median(),
        pd.Series({ENGLAND: of_msoas.median()}),
    ])  # fmt: skip
    return _figures("deprivation_rank", percentiles.round(2))


def _mean_score(lsoas: pd.DataFrame, keys: list[str]) -> pd.Series:
    """Return the mean score by the keys, each LSOA weighted by its people."""
    people = lsoas["people"] * lsoas["weight"]
    sums = lsoas.assign(people=people, scored=people * lsoas["score"]).groupby(keys)[["scored", "people"]].sum()
    # An area of one MSOA must tie with that MSOA, whatever order its LSOAs were added in.
    return (sums["scored"] / sums["people"]).round(9)


def _percentile(scores: pd.Series, among: pd.Series) -> pd.Series:
    """Return, for each score, the percentage of ``among`` that is strictly lower."""
    lower = np.searchsorted(np.sort(among.to_numpy()), scores.to_numpy(), side="left")
    return pd.Series(100 * lower / len(among), index=scores.index)


def _ends(lsoas: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Place the most and the least deprived LSOA of each area among all LSOAs; rank 1 is the most deprived."""
    inside = members[(members["kind"] == "area") & (members["weight"] >= 0.5)].merge(lsoas, on="lsoa_code")
    ranks = inside.groupby("place_id")["rank"].agg(["min", "max"])
    percentiles = (100 * (len(lsoas) - ranks) / len(lsoas)).round(2)
    return pd.concat([
        _figures("deprivation_most", percentiles["min"]),
        _figures("deprivation_least", percentiles["max"]),
    ])  # fmt: skip


def _tenth(lsoas: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Count the people of each place who live in the most deprived tenth of England's LSOAs, and all its people."""
    joined = members.merge(lsoas, on="lsoa_code")
    people = joined["people"] * joined["weight"]
    sums = pd.DataFrame({"in_tenth": people.where(joined["decile"] == 1, 0.0), "people": people})
    sums = sums.groupby(joined["place_id"]).sum()
    return _figures("deprivation_tenth", sums["in_tenth"], sums["people"])


def _figures(series: str, numerator: pd.Series, denominator: pd.Series | None = None) -> pd.DataFrame:
    """Return ``place_id, series, numerator, denominator`` from figures indexed by place."""
    columns = {"numerator": numerator, "denominator": np.nan if denominator is None else denominator}
    return pd.DataFrame(columns).rename_axis("place_id").reset_index().assign(series=series)


def _edition_2010(folder: Path) -> pd.DataFrame:
    """Every LSOA of 2011 with the score of its MSOA; there is neither a rank nor a decile."""
    scores = public_table(folder, "deprivation/imd2010_england_msoa11.parquet", ["msoa11_code", "Score"])
    scores = scores.set_axis(["msoa_code", "score"], axis=1)
    lsoas = _lsoas_2011(folder).merge(_residents_2015(folder), on="lsoa_code", how="left")
    return _complete(lsoas.merge(scores, on="msoa_code", how="left"), "2010")


def _edition_2015(folder: Path) -> pd.DataFrame:
    """Every LSOA of 2011 with its score, rank and decile of 2015, and its people of mid-2015."""
    columns = ["lsoa11_code", "IMD_score", "IMD_rank", "IMD_decile"]
    scores = public_table(folder, "deprivation/imd2015_lsoa11.parquet", columns)
    scores = scores.set_axis(["lsoa_code", "score", "rank", "decile"], axis=1)
    lsoas = _lsoas_2011(folder).merge(_residents_2015(folder), on="lsoa_code", how="left")
    return _complete(lsoas.merge(scores, on="lsoa_code", how="left"), "2015")


def _edition_2019(folder: Path) -> pd.DataFrame:
    """Every LSOA of 2011 with its score, rank and decile of 2019, and the people that edition was worked out with."""
    columns = ["lsoa11_code", "IMD_score", "IMD_rank", "IMD_decile", "pop_total_mid2015"]
    scores = public_table(folder, "deprivation/imd2019_lsoa11.parquet", columns)
    scores = scores.set_axis(["lsoa_code", "score", "rank", "decile", "people"], axis=1)
    return _complete(_lsoas_2011(folder).merge(scores, on="lsoa_code", how="left"), "2019")


def _edition_2025(folder: Path) -> pd.DataFrame:
    """Every LSOA of 2021 with its score, rank and decile of 2025, and its people at the Census of 2021."""
    columns = ["lsoa21_code", "IMD_score", "IMD_rank", "IMD_decile"]
    scores = public_table(folder, "deprivation/imd2025_lsoa21.parquet", columns)
    scores = scores.set_axis(["lsoa_code", "score", "rank", "decile"], axis=1)
    lookup = public_table(folder, LOOKUP_2021, ["LSOA21CD", "MSOA21CD", "RGN24CD"])
    people_name = "population/lsoa21_census2021_usual_residents_england.parquet"
    people = public_table(folder, people_name, ["lsoa21_code", "total_residents"])
    lsoas = lookup.set_axis(["lsoa_code", "msoa_code", "region_code"], axis=1).merge(
        people.set_axis(["lsoa_code", "people"], axis=1), on="lsoa_code", how="left"
    )
    return _complete(lsoas.merge(scores, on="lsoa_code", how="left"), "2025")


def _lsoas_2011(folder: Path) -> pd.DataFrame:
    lookup = public_table(folder, LOOKUP_2011, ["lsoa11_code", "msoa11_code", "region21_code"])
    return lookup.set_axis(["lsoa_code", "msoa_code", "region_code"], axis=1)


def _residents_2015(folder: Path) -> pd.DataFrame:
    name = "population/lsoa11_population_2015_2017_2019_2020_england.parquet"
    people = public_table(folder, name, ["lsoa11_code", "year", "total"])
    people = people[people["year"] == 2015][["lsoa11_code", "total"]]
    return people.set_axis(["lsoa_code", "people"], axis=1)


def _complete(lsoas: pd.DataFrame, edition: str) -> pd.DataFrame:
    """Return the LSOAs with plain numbers, or say which lack a figure: a mean over the rest would be a wrong figure."""
    lacking = lsoas.loc[lsoas.isna().any(axis=1), "lsoa_code"]
    if len(lacking):
        raise DataError(
            f"Indices of Deprivation {edition}: {len(lacking)} LSOAs have no score, rank, decile or number of people, "
            f"the first is {lacking.iloc[0]}. Every LSOA of England is expected."
        )
    numbers = [column for column in ("score", "rank", "decile", "people") if column in lsoas]
    return lsoas.astype(dict.fromkeys(numbers, float))
