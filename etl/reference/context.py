"""Context figures of every area, region and England: who lives there, how, how deprived, what grants are recorded.

An area is its stand-in: the LSOAs of 2021 of its MSOAs, and for older figures the LSOAs of 2011 that they cover. A
figure is a sum over LSOAs, kept as numerator and denominator so that places can be put together before dividing.
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from etl.errors import DataError
from etl.reference.deprivation import ENGLAND, LOOKUP_2011, LOOKUP_2021, deprivation
from etl.reference.grants_around import grants_by_year
from etl.reference.outline import public_shapes
from etl.reference.public_files import public_table
from etl.reference.stand_in import stand_in_lsoas, stand_in_lsoas_2011

COLUMNS = ["place_id", "series", "edition", "numerator", "denominator"]
TENURES = {
    "tenure_owned": [
        "Owned: Owns outright",
        "Owned: Owns with a mortgage or loan",
        "Shared ownership: Shared ownership",
    ],
    "tenure_social": ["Social rented: Rents from council or Local Authority", "Social rented: Other social rented"],
    "tenure_private": [
        "Private rented: Private landlord or letting agency",
        "Private rented: Other private rented",
    ],
}
"""Households that live rent free are in none of the three, but they are in the denominator."""
ETHNIC_GROUPS = {
    "ethnicity_asian": ["Asian, Asian British or Asian Welsh"],
    "ethnicity_black": ["Black, Black British, Black Welsh, Caribbean or African"],
    "ethnicity_mixed": ["Mixed or Multiple ethnic groups"],
    "ethnicity_other": ["Other ethnic group"],
    "ethnicity_white": ["White"],
}
DISABILITIES = {"disability": ["Disabled under the Equality Act"]}
AGES_CENSUS = {
    "age_0_15": ["Aged 15 years and under"],
    "age_16_24": ["Aged 16 to 24 years"],
    "age_65_over": ["Aged 65 years and over"],
}
AGES_MID_YEAR = {"age_0_15": "0_15", "age_16_24": "16_24", "age_65_over": "65plus"}
DISTRICT_TYPES = ["LBO", "UA", "MD", "NMD", "CC"]
"""Every kind of council in the file except CTY: a county council lies above districts that are counted already."""
PLAUSIBLE_COUNCILLORS = (10, 150)


def context(folder: Path) -> pd.DataFrame:
    """Return ``place_id, series, edition, numerator, denominator``, one row per place, series and edition.

    Places are the 150 areas, the nine regions and England. Numerators are people, households, grants, pounds or
    percent, with at most three decimals; the denominator is missing where a series is a plain count or an index.
    Raise DataError if a file lacks a column or an LSOA.
    """
    older, newer = _members_2011(folder), _members_2021(folder)
    parts = [
        _residents_and_ages_mid_year(folder, older),
        _residents_census(folder, newer),
        _census_shares(folder, newer),
        _density(folder, newer),
        _rural(folder, newer),
        deprivation(folder, older, newer),
        _councillors(folder, older),
        _grants(folder, older),
    ]
    table = pd.concat(parts, ignore_index=True)
    table = table.astype({"place_id": "str", "numerator": "float64", "denominator": "float64"}).round(3)
    return table.sort_values(["place_id", "series", "edition"], ignore_index=True)[COLUMNS]


def _members_2021(folder: Path) -> pd.DataFrame:
    """Return ``place_id, kind, lsoa_code, weight``: the LSOAs of 2021 of every place, whole."""
    areas = stand_in_lsoas(folder)[["area_id", "lsoa_code"]].rename(columns={"area_id": "place_id"}).assign(weight=1.0)
    lookup = public_table(folder, LOOKUP_2021, ["LSOA21CD", "RGN24CD"])
    return _members(areas, lookup.set_axis(["lsoa_code", "place_id"], axis=1))


def _members_2011(folder: Path) -> pd.DataFrame:
    """Return ``place_id, kind, lsoa_code, weight``: the LSOAs of 2011 of every place, split ones by their weight."""
    areas = stand_in_lsoas_2011(folder).set_axis(["place_id", "lsoa_code", "weight"], axis=1)
    lookup = public_table(folder, LOOKUP_2011, ["lsoa11_code", "region21_code"])
    return _members(areas, lookup.set_axis(["lsoa_code", "place_id"], axis=1))


def _members(areas: pd.DataFrame, regions: pd.DataFrame) -> pd.DataFrame:
    parts = [
        areas.assign(kind="area"),
        regions.assign(kind="region", weight=1.0),
        regions.assign(kind="England", weight=1.0, place_id=ENGLAND),
    ]
    members = pd.concat(parts, ignore_index=True)[["place_id", "kind", "lsoa_code", "weight"]]
    return members.astype({"place_id": "str", "lsoa_code": "str", "weight": "float64"})


def _totals(members: pd.DataFrame, lsoas: pd.DataFrame, what: str) -> pd.DataFrame:
    """Return the sum of every column of ``lsoas`` (one row per ``lsoa_code``) over the members of each place."""
    figures = lsoas.set_index("lsoa_code").astype("float64").reindex(members["lsoa_code"])
    lacking = figures.index[figures.isna().any(axis=1)]
    if len(lacking):
        raise DataError(f"{what}: no figure for {lacking.nunique()} LSOAs, the first is {lacking.min()}.")
    weighted = figures.set_axis(members.index).mul(members["weight"], axis=0)
    return weighted.groupby(members["place_id"]).sum()


def _figures(series: str, edition: str, numerator: pd.Series, denominator: pd.Series | None = None) -> pd.DataFrame:
    """Return the rows of one series and edition from figures indexed by place."""
    columns = {"numerator": numerator, "denominator": np.nan if denominator is None else denominator}
    rows = pd.DataFrame(columns).rename_axis("place_id").reset_index()
    return rows.assign(series=series, edition=edition)[COLUMNS]


def _residents_and_ages_mid_year(folder: Path, older: pd.DataFrame) -> pd.DataFrame:
    """Mid-year estimates; that of 2015 leaves prisoners out and has only the youngest of the three ages."""
    parts = []
    for year in (2015, 2017, 2019, 2020):
        ages = {series: column for series, column in AGES_MID_YEAR.items() if year != 2015 or series == "age_0_15"}
        totals = _totals(older, _mid_year(folder, year, ["total", *ages.values()]), f"Residents of mid-{year}")
        parts.append(_figures("residents", str(year), totals["total"]))
        parts += [_figures(series, str(year), totals[column], totals["total"]) for series, column in ages.items()]
    return pd.concat(parts)


def _mid_year(folder: Path, year: int, columns: list[str]) -> pd.DataFrame:
    """Return ``lsoa_code`` and the named columns of one year's estimates, by LSOA of 2011."""
    name = "population/lsoa11_population_2015_2017_2019_2020_england.parquet"
    people = public_table(folder, name, ["lsoa11_code", "year", *columns])
    return people[people["year"] == year].drop(columns="year").rename(columns={"lsoa11_code": "lsoa_code"})


def _residents_census(folder: Path, newer: pd.DataFrame) -> pd.DataFrame:
    residents = _totals(newer, _residents_2021(folder), "Residents at the Census")["residents"]
    return _figures("residents", "2021", residents)


def _residents_2021(folder: Path) -> pd.DataFrame:
    """Return ``lsoa_code, residents``: usual residents by LSOA of 2021."""
    name = "population/lsoa21_census2021_usual_residents_england.parquet"
    people = public_table(folder, name, ["lsoa21_code", "total_residents"])
    return people.set_axis(["lsoa_code", "residents"], axis=1)


def _census_shares(folder: Path, newer: pd.DataFrame) -> pd.DataFrame:
    """Ages, tenure, ethnicity and disability of 2021, each a share of all the people or households of its own table."""
    people_by_age = "population/lsoa21_census2021_pop_by_age_england.parquet"
    tables = [
        (people_by_age, "age_group", "usual_residents", AGES_CENSUS),
        ("census/household_tenure21_lsoa21_england.parquet", "tenure", "n", TENURES),
        ("census/ethnicity21_lsoa21_england.parquet", "ethnic_group", "n", ETHNIC_GROUPS),
        ("census/disability21_lsoa21_ew_england.parquet", "disability", "n", DISABILITIES),
    ]
    return pd.concat([_shares(folder, newer, *table) for table in tables])


def _shares(
    folder: Path, newer: pd.DataFrame, name: str, heading: str, count: str, series: dict[str, list[str]]
) -> pd.DataFrame:
    """One row per series and place from a Census table with one row per LSOA and class; the classes add up to all."""
    table = public_table(folder, name, ["lsoa21_code", heading, count])
    wide = table.pivot(index="lsoa21_code", columns=heading, values=count)
    unknown = {class_name for classes in series.values() for class_name in classes} - set(wide.columns)
    if unknown:
        raise DataError(f"{folder / name}: {heading} lacks the class {', '.join(sorted(unknown))}.")
    totals = _totals(newer, wide.rename_axis("lsoa_code").reset_index(), name)
    everyone = totals.sum(axis=1)
    return pd.concat([_figures(key, "2021", totals[classes].sum(axis=1), everyone) for key, classes in series.items()])


def _density(folder: Path, newer: pd.DataFrame) -> pd.DataFrame:
    """Residents per square kilometre, by the stand-ins' own shapes: other public outlines are too generalised."""
    residents = _totals(newer, _residents_2021(folder), "Residents at the Census")["residents"]
    msoas = stand_in_lsoas(folder)[["area_id", "msoa_code"]].drop_duplicates()
    shapes = _square_km(folder, "big_local/proxy_msoa.geojson", "msoa_code")
    without = sorted(set(msoas["msoa_code"]) - set(shapes.index))
    if without:
        raise DataError(f"{folder / 'big_local/proxy_msoa.geojson'}: no shape for the MSOA {', '.join(without)}.")
    areas = msoas["msoa_code"].map(shapes).groupby(msoas["area_id"]).sum()
    regions = _square_km(folder, "geography/region24_england.geojson", "RGN24CD")
    square_km = pd.concat([areas, regions, pd.Series({ENGLAND: regions.sum()})])
    return _figures("density", "2021", residents, square_km.reindex(residents.index))


def _square_km(folder: Path, name: str, code: str) -> pd.Series:
    """Return the size of each shape of a GeoJSON file in square kilometres, by code, on the British National Grid."""
    shapes = public_shapes(folder, name, [code])
    return (shapes.area / 1_000_000).groupby(shapes[code]).sum()


def _rural(folder: Path, newer: pd.DataFrame) -> pd.DataFrame:
    """Residents of 2021 whose LSOA is rural in the rural-urban classification of 2021."""
    classes = public_table(folder, LOOKUP_2021, ["LSOA21CD", "RUC21NM"]).set_axis(["lsoa_code", "class"], axis=1)
    people = _residents_2021(folder).merge(classes, on="lsoa_code")
    people["rural"] = people["residents"].where(people["class"] == "Rural", 0.0)
    totals = _totals(newer, people.drop(columns="class"), "Residents at the Census by rural-urban class")
    return _figures("rural", "2021", totals["rural"], totals["residents"])


def _councillors(folder: Path, older: pd.DataFrame) -> pd.DataFrame:
    """Councillors of 2020 and residents of mid-2020, of the councils that are in the list of councillors.

    A place has no row where none of its councils is: the list still has the four districts that Buckinghamshire
    replaced in April 2020.
    """
    lsoas = _mid_year(folder, 2020, ["total"]).merge(_councils_of_2020(folder), on="lsoa_code")
    councillors = _councillors_by_council(folder)
    residents = lsoas.groupby("council_code")["total"].sum()
    councils = pd.DataFrame({"councillors": councillors, "residents": residents}).dropna().astype("float64")
    held = older.merge(lsoas, on="lsoa_code").astype({"total": "float64"})
    held = held.assign(people=held["total"] * held["weight"])
    held = held.groupby(["place_id", "kind", "council_code"], as_index=False)["people"].sum()
    largest = held["people"] == held.groupby("place_id")["people"].transform("max")
    held = held[largest | (held["kind"] != "area")]
    sums = held.merge(councils, left_on="council_code", right_index=True)
    sums = sums.groupby("place_id")[["councillors", "residents"]].sum()
    return _figures("councillors", "2020", sums["councillors"], sums["residents"])


def _councillors_by_council(folder: Path) -> pd.Series:
    """Return councillors of 2020 by GSS code of the council; counts that no council can have are left out."""
    columns = ["council_id", "council_type", "n_councillors"]
    wards = public_table(folder, "councils/ward_councillors_2020_england.csv", columns)
    wards = wards[wards["council_type"].isin(DISTRICT_TYPES)].astype({"n_councillors": "int64"})
    codes = public_table(folder, "councils/mysociety_councils_england.csv", ["local-authority-code", "gss-code"])
    wards = wards.merge(codes, left_on="council_id", right_on="local-authority-code")
    councillors = wards.groupby("gss-code")["n_councillors"].sum()
    return councillors[councillors.between(*PLAUSIBLE_COUNCILLORS)]


def _councils_of_2020(folder: Path) -> pd.DataFrame:
    """Return ``lsoa_code, council_code``: the council of 2020 of each LSOA of 2011.

    The lookup of LSOAs has the councils of 2021, when seven districts of Northamptonshire had become two councils. So
    the councils of 2019, which came with the Indices of Deprivation, are brought forward by a year that only merged.
    """
    lsoas = public_table(folder, "deprivation/imd2019_lsoa11.parquet", ["lsoa11_code", "lad19_code"])
    changes = public_table(folder, "lookups/ltla_ltla.csv", ["ltla19_code", "ltla20_code"]).drop_duplicates()
    lsoas = lsoas.merge(changes, left_on="lad19_code", right_on="ltla19_code")
    return lsoas[["lsoa11_code", "ltla20_code"]].set_axis(["lsoa_code", "council_code"], axis=1)


def _grants(folder: Path, older: pd.DataFrame) -> pd.DataFrame:
    """Grants recorded around a place by year of award, with the residents of mid-2015 that they are held against."""
    residents = _totals(older, _mid_year(folder, 2015, ["total"]), "Residents of mid-2015")["total"]
    return pd.concat(_grant_figures(grants_by_year(folder, older), residents))


def _grant_figures(grants: pd.DataFrame, residents: pd.Series) -> Iterable[pd.DataFrame]:
    for year, in_year in grants.groupby("award_year"):
        sums = in_year.set_index("place_id").drop(columns="award_year")
        for series in sums.columns:
            yield _figures(str(series), str(year), sums[series], residents.reindex(sums.index))
