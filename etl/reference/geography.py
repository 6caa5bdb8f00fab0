"""Where the 150 areas are: points, other names, census areas, wards, and generalised outlines.

No official boundary of a Big Local area is public. Every figure of place here rests on the stand-in: the census areas
of an area's name (see ``stand_in``), which is bigger than the place in most areas.
"""

import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from etl.errors import DataError
from etl.reference.public_files import public_table
from etl.reference.stand_in import found_areas, stand_in_lsoas, stand_in_lsoas_2011

LSOA_LOOKUP = "lookups/lsoa21_msoa21_ward24_lad24_region24_pwc_england.parquet"
NATIONAL_GRID = "EPSG:27700"
LONGITUDE_AND_LATITUDE = "EPSG:4326"

REGION_TOLERANCE_M = 1500
REGION_GRID_M = 100
SMALLEST_ISLAND_M2 = 20_000_000
COUNCIL_TOLERANCE_M = 250
STAND_IN_TOLERANCE_M = 50
FINE_GRID_M = 10

SMALLEST_WARD_PCT = 0.5

PART = "part of the name"
NICKNAME = "nickname"

OTHER_NAMES: dict[str, tuple[list[str], list[str]]] = {
    "ansley-village-new-arley-and-old-arley": (
        ["Ansley Village, New Arley and Old Arley", "Ansley Village", "New Arley", "Old Arley"],
        ["Leys Millionnaires"],
    ),
    "arches-local": (["Arches Local", "Central Chatham", "Luton Arches"], ["Chatham"]),
    "beechwood-ballantyne-and-bidston-village": (["Beechwood", "Ballantyne", "Bidston Village"], []),
    "blackpool-revoe": (["Revoe"], []),
    "bountagu": (["Bountagu", "Bounces-Montagu"], []),
    "bourne-estate": (["Bourne"], []),
    "canveys-big-local-1-million": (["Canvey"], []),
    "cars-area-smiths-wood-solihull": (["Cars Area", "Smith's Wood"], []),
    "cell-lynemouth-cresswell-ellington-and-linton": (
        ["Lynemouth, Cresswell, Ellington and Linton", "Lynemouth", "Cresswell", "Ellington", "Linton"],
        ["CELL"],
    ),
    "chinbrook-estate": (["Chinbrook"], []),
    "clapham-junction-west-battersea": (
        ["Clapham Junction, West Battersea", "Clapham Junction", "West Battersea"],
        ["Big Local SW11"],
    ),
    "clarksfield-greenacres-and-littlemoor": (["Clarksfield", "Greenacres"], []),
    "east-cleveland-villages": (["East Cleveland"], []),
    "elmton-creswell-and-hodthorpe": (["Elmton", "Creswell", "Hodthorpe"], []),
    "elthorne-estates": (["Elthorne"], []),
    "firs-and-bromford": (["Firs", "Bromford"], []),
    "goldthorpe-with-bolton-on-dearne": (["Goldthorpe", "Bolton-on-Dearne"], []),
    "grace-mary-to-lion-farm": (["Grace Mary", "Lion Farm"], []),
    "grassland-and-hasmoor": ([], ["Grassmoor and Hasland"]),
    "growing-together": (["Growing Together", "Northampton East"], []),
    "hanwell-copley-close": (["Hanwell", "Copley Close"], []),
    "harefield-midanbury-and-townhill-park": (
        ["Harefield, Midanbury and Townhill Park", "Harefield", "Midanbury", "Townhill Park"],
        ["Big Local SO18"],
    ),
    "hateley-cross": (["Hateley Cross", "Hateley Heath and Stone Cross", "Hateley Heath", "Stone Cross"], []),
    "hawksworth-wood-estate-the-abbeydales-and-the-vespers": (
        [
            "Hawksworth Wood Estate, the Abbeydales and the Vespers",
            "Hawksworth Wood Estate",
            "Hawksworth Wood",
            "The Abbeydales",
            "The Vespers",
        ],
        ["HAVA"],
    ),
    "heart-of-pitsea": (["Pitsea"], []),
    "heart-of-sidley": (["Sidley"], []),
    "hill-top-and-caldwell": (["Hill Top", "Caldwell"], []),
    "horsefair-broadwaters-and-greenhill": (
        ["Horsefair, Broadwaters and Greenhill", "Horsefair", "Broadwaters", "Greenhill"],
        ["Big Local DY10"],
    ),
    "kingsbrook-and-cauldwell": (["Kingsbrook", "Cauldwell"], []),
    "kingswood-and-hazel-leys": (["Kingswood", "Hazel Leys"], []),
    "langold-costhorpe-and-carlton": (["Langold", "Costhorpe", "Carlton"], []),
    "leecliffe": (["Leecliffe", "Leeming and Aycliffe"], []),
    "london-road-area-of-broad-green": (["Broad Green"], []),
    "mablethorpe-trusthorpe-and-sutton-on-sea": (
        ["Mablethorpe, Trusthorpe and Sutton on Sea", "Mablethorpe", "Trusthorpe", "Sutton on Sea"],
        ["Coastal Communities Challenge"],
    ),
    "marsh-and-micklefield": (["Micklefield"], []),
    "newington-ramsgate": (["Newington"], []),
    "noel-park-estate": (["Noel Park"], []),
    "north-meets-south": ([], ["Marks Gate"]),
    "peabody-avenue-and-churchill-gardens-estate": (
        [
            "Peabody Avenue and Churchill Gardens Estate",
            "Peabody Avenue",
            "Churchill Gardens Estate",
            "Churchill Gardens",
        ],
        ["Big Local SW1"],
    ),
    "peoples-empowerment-alliance-of-custom-house": (
        ["People's Empowerment Alliance of Custom House", "Custom House"],
        ["PEACH"],
    ),
    "radstock-and-westfield": (["Radstock"], []),
    "ravensthorpe-and-westwood": (["Ravensthorpe", "Westwood"], []),
    "roseworth-ward": (["Roseworth"], []),
    "rudheath-and-witton": (["Rudheath", "Witton"], []),
    "scotlands-and-bushbury-hill": (["Scotlands", "Bushbury Hill"], []),
    "shadsworth-with-whitebirk": (["Shadsworth", "Whitebirk"], []),
    "st-james-street-area": (["St James Street"], []),
    "st-matthews-estate": (["St Matthew's"], []),
    "st-oswald-and-netherton": (["St Oswald and Netherton", "St Oswald", "Netherton"], ["L30 Million Project"]),
    "st-peters-and-the-moors": (["St Peter's", "The Moors"], []),
    "three-parishes-gobowen-st-martins-and-weston-rhyn": (
        ["Three Parishes", "Gobowen, St Martins and Weston Rhyn", "Gobowen", "St Martins", "Weston Rhyn"],
        [],
    ),
    "tonge-with-the-haulgh": (["Tonge", "The Haulgh"], []),
    "warsop-parish": (["Warsop"], []),
    "west-end-morecambe": (["West End"], []),
    "woodlands-speaks": (["Woodlands"], []),
    "woolavington-and-puriton-villages-together": (["Woolavington and Puriton", "Woolavington", "Puriton"], []),
    "worlds-end-estate-and-lots-road-area": (["World's End Estate", "World's End", "Lots Road"], []),
    "wormholt-and-white-city": (["Wormholt", "White City"], []),
    "wormley-and-turnford": (["Wormley", "Turnford"], []),
}
"""Area id to parts of its name and nicknames, judged one by one.

Left out: a word that names nothing alone ("Marsh", "Heath", "Riverside"); the town or council that only says where
("Solihull", "Ramsgate", "Dover", "Selby"); and a name that two areas could mean ("Littlemoor" is an area of Dorset and
a part of one in Oldham, "Westfield" a part of one in Radstock and an estate in Sheffield).
"""


def area(folder: Path) -> pd.DataFrame:
    """Return the 150 areas, one row each: names, today's council, region, wave, a point and how sure each is.

    ``longitude, latitude`` are degrees to 5 decimals, ``easting, northing`` whole metres of the British National Grid
    (EPSG:27700). ``council_confirmed`` is yes where a page names both area and council, ``wave_confirmed`` where a
    page names the wave. Raises DataError when a file or column is missing or a region is unknown.
    """
    areas = found_areas(folder).rename(
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
    """Return the ONS code of each region name. Raises DataError naming those that are not regions of England."""
    codes = names.map(region(folder).set_index("region_name")["region_code"])
    unknown = sorted(names[codes.isna()].unique())
    if unknown:
        raise DataError(
            f"{folder / 'big_local/areas.csv'}: {', '.join(unknown)} is not a region of England as the ONS names it."
        )
    return codes


def point_bases(areas: pd.DataFrame, places: pd.DataFrame) -> list[str]:
    """Return how each area's point was had, in plain words; ``places`` has ``area_id, msoa_name``."""
    census_names = places.groupby("area_id")["msoa_name"].unique().to_dict()
    return [
        point_basis(
            str(row["coord_basis"]),
            bool(row["is_named"]) and shares_a_word(str(row["area_name"]), census_names[row["area_id"]]),
        )
        for row in areas.to_dict("records")
    ]


def point_basis(found_basis: str, has_the_name: bool) -> str:
    """Return one short phrase for the basis as found; ``has_the_name``: the census area is called after the area."""
    if "approximate point" in found_basis:
        return "approximate, by knowledge of the place"
    if "wikipedia" in found_basis:
        return "approximate, the estate of that name on Wikipedia"
    if "ward of that name" in found_basis:
        return "middle of the ward of that name"
    if "ward that contains" in found_basis:
        return "middle of the ward around it, by knowledge of the place"
    noun = "census areas" if found_basis.startswith("mean") else "census area"
    return f"middle of the {noun} {'of that name' if has_the_name else 'around it'}"


def shares_a_word(area_name: str, census_names: np.ndarray) -> bool:
    """Return whether a census area carries a telling word of the area's name, so is "of that name"."""

    def words(text: str) -> set[str]:
        return set(re.findall(r"[a-z]{3,}", text.lower().replace("'", "").replace("’", ""))) - {
            "and", "the", "with", "area", "estate", "local", "town", "north", "south", "east", "west", "central",
        }  # fmt: skip

    return bool(words(area_name) & words(" ".join(census_names)))


def area_name(folder: Path) -> pd.DataFrame:
    """Return ``area_id, other_name, kind``: what else an area is called, never its shown name itself.

    ``kind`` is "as found" (the spelling of the public list where it was mended), "part of the name" or "nickname".
    Raises DataError when an area that has other names is not in the list of areas.
    """
    areas = found_areas(folder)
    unknown = sorted(set(OTHER_NAMES) - set(areas["area_id"]))
    if unknown:
        raise DataError(
            f"{folder / 'big_local/areas.csv'}: lacks the area {', '.join(unknown)}, which has other names. "
            "Was its name changed? Then mend the spelling in etl/reference/stand_in.py."
        )
    mended = areas[areas["found_name"] != areas["area_name"]]
    rows = [(row.area_id, row.found_name, "as found") for row in mended.itertuples()]
    for area_id, (parts, nicknames) in OTHER_NAMES.items():
        rows += [(area_id, part, PART) for part in parts]
        rows += [(area_id, nickname, NICKNAME) for nickname in nicknames]
    names = pd.DataFrame(rows, columns=["area_id", "other_name", "kind"])
    return names.sort_values(["area_id", "other_name"], ignore_index=True)


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


def outline(folder: Path) -> pd.DataFrame:
    """Return ``place_id, kind, geom``: generalised outlines to draw, not to test what lies in them.

    ``kind`` is region, council (today's, holding an area) or stand-in; ``place_id`` is a region, council or area id.
    ``geom`` is WKT in metres of the British National Grid (EPSG:27700), rounded to 100 m for regions and to 10 m else.
    Neighbouring regions share their edges exactly, and so do councils. Raises DataError when a file or column is
    missing.
    """
    frames = [
        region_outlines(folder).assign(kind="region"),
        council_outlines(folder).assign(kind="council"),
        stand_in_outlines(folder).assign(kind="stand-in"),
    ]
    outlines = pd.concat([pd.DataFrame(frame) for frame in frames])
    outlines["geom"] = shapely.to_wkt(shapely.normalize(np.asarray(outlines["geom"])), rounding_precision=0)
    return outlines[["place_id", "kind", "geom"]].sort_values("place_id", ignore_index=True)


def region_outlines(folder: Path) -> pd.DataFrame:
    """Return ``place_id, geom`` of the nine regions, small islands left out, neighbours sharing their edges."""
    shapes = public_shapes(folder, "geography/region24_england.geojson", ["RGN24CD"])
    kept = [without_small_islands(shape) for shape in shapes.geometry]
    simple = shapely.coverage_simplify(np.array(kept), REGION_TOLERANCE_M)
    return pd.DataFrame({"place_id": shapes["RGN24CD"], "geom": on_grid(simple, REGION_GRID_M)})


def without_small_islands(shape: Any) -> Any:
    """Return the shape without parts under 20 square kilometres; the biggest part is always kept."""
    parts = shapely.get_parts(shape)
    sizes = shapely.area(parts)
    return shapely.multipolygons(parts[(sizes >= SMALLEST_ISLAND_M2) | (sizes == sizes.max())])


def council_outlines(folder: Path) -> pd.DataFrame:
    """Return ``place_id, geom`` of today's councils that hold an area; the outlines carry the codes of May 2024."""
    shapes = public_shapes(folder, "geography/lad24_england.geojson", ["LAD24CD"])
    recoded = public_table(folder, "lookups/council_recode_2025.csv", ["old_code", "new_code"])
    codes = shapes["LAD24CD"].replace(dict(zip(recoded["old_code"], recoded["new_code"], strict=True)))
    # All councils are simplified together, so that the line between two is the same line on both sides.
    simple = shapely.coverage_simplify(np.array(shapes.geometry), COUNCIL_TOLERANCE_M)
    outlines = pd.DataFrame({"place_id": codes, "geom": on_grid(simple, FINE_GRID_M)})
    return outlines[outlines["place_id"].isin(found_areas(folder)["lad_code"])]


def stand_in_outlines(folder: Path) -> pd.DataFrame:
    """Return ``place_id, geom`` of each area's stand-in: its census areas as one shape."""
    areas = found_areas(folder)
    shapes = public_shapes(folder, "big_local/proxy_msoa.geojson", ["area_name"])
    # Lines rounded to 1 m touch themselves in places, which a union refuses.
    shapes["geometry"] = shapes.geometry.make_valid()
    joined = shapes.dissolve("area_name").geometry
    simple = joined.simplify(STAND_IN_TOLERANCE_M)
    ids = areas.set_index("found_name")["area_id"]
    return pd.DataFrame({"place_id": simple.index.map(ids.to_dict()), "geom": on_grid(np.array(simple), FINE_GRID_M)})


def on_grid(shapes: np.ndarray, grid_m: int) -> np.ndarray:
    """Return the shapes with every corner moved to the nearest crossing of a square grid, valid, polygons only.

    Each corner moves by itself, so that neighbours that shared an edge still share it.
    """
    rounded = shapely.transform(shapes, lambda corners: np.round(corners / grid_m) * grid_m)
    broken = ~shapely.is_valid(rounded)
    rounded[broken] = shapely.make_valid(rounded[broken], method="structure", keep_collapsed=False)
    return shapely.remove_repeated_points(rounded)


def public_shapes(folder: Path, name: str, columns: list[str]) -> gpd.GeoDataFrame:
    """Return the named columns of one public GeoJSON file and its shapes in metres (EPSG:27700).

    Raises DataError naming the file or the columns that are missing.
    """
    path = folder / name
    if not path.is_file():
        raise DataError(
            f"{path}: the file is not there. It is needed to compile the reference data; see data/README.md."
        )
    try:
        shapes = gpd.read_file(path)
    except Exception as error:
        raise DataError(f"{path}: cannot be read as GEOJSON ({type(error).__name__}).") from error
    missing = [column for column in columns if column not in shapes.columns]
    if missing:
        raise DataError(f"{path}: lacks the column {', '.join(missing)}. It has {', '.join(map(str, shapes.columns))}.")
    return shapes[[*columns, "geometry"]].to_crs(NATIONAL_GRID)
