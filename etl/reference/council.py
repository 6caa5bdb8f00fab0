"""Councils of the 150 areas, today and in 2012, with the county councils above them, their dates and successors."""

from pathlib import Path

import pandas as pd

from etl.errors import DataError
from etl.reference.geography import region
from etl.reference.public_files import public_table
from etl.reference.stand_in import listed_areas

COUNCIL_FILE = "councils/mysociety_councils_england.csv"
RECODED_FILE = "lookups/council_recode_2025.csv"

TIERS = {
    "UA": "unitary",
    "MD": "metropolitan district",
    "LBO": "London borough",
    "NMD": "district",
    "CTY": "county",
}


def council(folder: Path) -> pd.DataFrame:
    """Return every council that holds or held an area, or stands or stood above one that does, one row a code.

    Columns: ``council_code, council_name, official_name, tier, region_code, county_code, valid_from, valid_to,
    successor_code``; ``region_code`` is empty for abolished councils whose region the source does not give.
    ``county_code`` is the county council above a district; ``successor_code`` has several codes parted by "|".

    The dates (ISO) are the council's own under that code, empty where the source gives none:

    - The source ends a council on 31 March in some years and on 1 April, its successor's first day, in others. Here
      ``valid_to`` is the last day, 31 March; DataError is raised when a successor does not begin the day after.
    - The source's beginnings on any other day than 1 April (most of them in May and June 2005) are the days a register
      was filled, for councils begin on 1 April: left empty.
    - Barnsley and Sheffield have new codes since 2025 and are the same councils. The source of that gives the year
      only, so the old code has no last day and the new one no first.
    """
    principal_councils = all_councils(folder)
    pairs = area_council(folder)
    recoded = public_table(folder, RECODED_FILE, ["old_code", "new_code"])
    held = set(pairs["council_code"])
    held |= set(recoded.loc[recoded["new_code"].isin(held), "old_code"])
    unknown = sorted(held - set(principal_councils["council_code"]))
    if unknown:
        raise DataError(f"{folder / COUNCIL_FILE}: lacks the council {', '.join(unknown)}, which holds an area.")
    councils = principal_councils[principal_councils["council_code"].isin(held)]
    columns = [
        "council_code", "council_name", "official_name", "tier", "region_code", "county_code", "valid_from",
        "valid_to", "successor_code",
    ]  # fmt: skip
    return councils[columns].sort_values("council_code", ignore_index=True)


def area_council(folder: Path) -> pd.DataFrame:
    """Return ``area_id, council_code, role``: each area's council, county council and former councils.

    ``role`` is "council" (today's), "county council" (today's, above a district) or "former council" (the one of 2012
    where it was another council, and the county council that went with it).
    """
    areas = listed_areas(folder)
    county = all_councils(folder).set_index("council_code")["county_code"]
    today = areas[["area_id", "lad_code"]].set_axis(["area_id", "council_code"], axis=1)
    former = areas[["area_id"]].assign(council_code=council_codes_2012(folder, areas["local_authority_2012"]))
    # A council that only got a new code is the same council, not a former one.
    former = former[areas["local_authority_2012"] != areas["local_authority"]]
    pairs = pd.concat(
        [
            today.assign(role="council"),
            counties_above(today, county).assign(role="county council"),
            former.assign(role="former council"),
            counties_above(former, county).assign(role="former council"),
        ]
    )
    pairs = pairs.drop_duplicates(["area_id", "council_code"])
    return pairs.sort_values(["area_id", "role", "council_code"], ignore_index=True)


def counties_above(pairs: pd.DataFrame, county: pd.Series) -> pd.DataFrame:
    """Return ``area_id, council_code`` of the county council above each pair's council, where there is one."""
    above = pairs.assign(council_code=pairs["council_code"].map(county))
    return above[above["council_code"].fillna("") != ""]


def council_codes_2012(folder: Path, names: pd.Series) -> pd.Series:
    """Return the code of each council named as it was in 2012. Raise DataError naming those that are unknown.

    The earliest list is of 2016, which serves: no English council was merged between April 2009 and April 2019.
    """
    councils_2016 = public_table(folder, "lookups/ltla_ltla.csv", ["ltla16_code", "ltla16_name"])
    councils_2016 = councils_2016[councils_2016["ltla16_code"].str.startswith("E")].drop_duplicates()
    codes = names.map(councils_2016.set_index("ltla16_name")["ltla16_code"])
    unknown = sorted(names[codes.isna()].unique())
    if unknown:
        raise DataError(f"{folder / 'lookups/ltla_ltla.csv'}: lacks {', '.join(unknown)} among the councils of 2016.")
    return codes


def all_councils(folder: Path) -> pd.DataFrame:
    """Return all principal councils of England, today's and abolished ones, in the columns of ``council``."""
    columns = {
        "gss-code": "council_code",
        "nice-name": "council_name",
        "official-name": "official_name",
        "local-authority-type": "tier",
        "region": "region_code",
        "county-la": "county_code",
        "start-date": "valid_from",
        "end-date": "valid_to",
        "replaced-by": "successor_code",
    }
    councils = public_table(folder, COUNCIL_FILE, ["local-authority-code", *columns]).rename(columns=columns)
    councils["tier"] = councils["tier"].map(TIERS)
    councils = councils[councils["tier"].notna()]
    codes = councils.set_index("local-authority-code")["council_code"].to_dict()
    regions = region(folder)
    councils["region_code"] = (
        councils["region_code"].map(dict(zip(regions["region_name"], regions["region_code"], strict=True))).fillna("")
    )
    councils["county_code"] = councils["county_code"].map(codes).fillna("")
    councils["successor_code"] = [
        "|".join(sorted(codes[short] for short in cell.split(",") if short)) for cell in councils["successor_code"]
    ]
    councils["official_name"] = councils["official_name"].str.split().str.join(" ")
    councils["council_name"] = ons_names(folder, councils)
    councils["valid_from"] = councils["valid_from"].where(councils["valid_from"].str.endswith("-04-01"), "")
    councils["valid_to"] = last_days(councils["valid_to"])
    check_handovers(councils)
    return pd.concat([with_successor(folder, councils), newly_coded(folder, councils)], ignore_index=True)


def ons_names(folder: Path, councils: pd.DataFrame) -> pd.Series:
    """Return each council's name as the ONS writes it, else the source's own (county councils)."""
    lookup = public_table(
        folder, "lookups/ltla_ltla.csv", [f"ltla{year}_{part}" for year in (16, 24) for part in ("code", "name")]
    )
    names = dict(zip(lookup["ltla16_code"], lookup["ltla16_name"], strict=True))
    names |= dict(zip(lookup["ltla24_code"], lookup["ltla24_name"], strict=True))
    return councils["council_code"].map(names).fillna(councils["council_name"])


def last_days(ends: pd.Series) -> pd.Series:
    """Return ISO dates with every 1 April, a successor's first day, turned into the last day before it."""
    return ends.str.replace("-04-01", "-03-31", regex=False)


def check_handovers(councils: pd.DataFrame) -> None:
    """Raise DataError unless each ended council's successors, where dated, begin on the day after its last."""
    begins = councils.set_index("council_code")["valid_from"]
    wrong = [
        f"{row.council_name} ends on {row.valid_to}, but its successor {code} begins on {begins[code]}."
        for row in councils[councils["valid_to"] != ""].itertuples()
        for code in str(row.successor_code).split("|")
        if code and begins[code] and begins[code] != str(row.valid_to).replace("-03-31", "-04-01")
    ]
    if wrong:
        raise DataError(*[f"{COUNCIL_FILE}: {sentence}" for sentence in wrong])


def newly_coded(folder: Path, councils: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the councils that were given a new code in 2025, under the new code, else as they were."""
    recoded = public_table(folder, RECODED_FILE, ["old_code", "new_code"])
    rows = councils.merge(recoded, left_on="council_code", right_on="old_code")
    return rows.assign(council_code=rows["new_code"], valid_from="").drop(columns=["old_code", "new_code"])


def with_successor(folder: Path, councils: pd.DataFrame) -> pd.DataFrame:
    """Return the councils with the new code of 2025 as the successor of the old one."""
    recoded = public_table(folder, RECODED_FILE, ["old_code", "new_code"])
    new_codes = councils["council_code"].map(recoded.set_index("old_code")["new_code"])
    return councils.assign(successor_code=new_codes.fillna(councils["successor_code"]))
