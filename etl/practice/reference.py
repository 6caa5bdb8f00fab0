"""Reference tables of Practice: areas, councils, wards, census places, postcodes, outlines and tiles."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import pandas as pd

from etl.practice.chance import Dice
from etl.practice.places import Area, Places, Point
from etl.practice.recipe import Recipe, Row
from etl.reference.tiles import BLOCKS, block_tile


@dataclass(frozen=True)
class Lsoa:
    """One small census place: the area it lies in, its codes and its residents in 2021."""

    area: Area
    code: str
    msoa_code: str
    msoa_name: str
    residents: int


def area_rows(places: Places, recipe: Recipe) -> list[Row]:
    """Return the rows of the table ``area``."""
    rows = []
    for area in places.areas:
        dice = recipe.dice("point", area.area_id)
        is_named = dice.happens(recipe.rules["places"]["named_points"])
        rows.append({
            "area_id": area.area_id, "area_name": area.name,
            "council_code": area.council.code, "council_name": area.council.name,
            "region_code": area.region_code, "region_name": area.region_name, "wave": area.wave,
            "longitude": round(area.degrees[0], 4), "latitude": round(area.degrees[1], 4),
            "easting": area.easting, "northing": area.northing,
            "point_quality": "named place" if is_named else "approximate",
            "point_basis": "an invented point", "council_confirmed": True, "wave_confirmed": True,
        })  # fmt: skip
    return rows


def area_name_rows(places: Places, recipe: Recipe) -> list[Row]:
    """Return other names of some areas: a nickname, the parts of a long name, a misspelling."""
    rules = recipe.rules["places"]
    rows: list[Row] = []
    for area in places.areas:
        dice = recipe.dice("other names", area.area_id)
        parts = [part for part in area.name.split(" and ") if part != area.name]
        rows += [{"area_id": area.area_id, "other_name": part, "kind": "part of the name"} for part in parts]
        if area.name == area.root and dice.happens(rules["areas_with_nickname"]):
            rows.append({"area_id": area.area_id, "other_name": f"Old {area.root}", "kind": "nickname"})
        if dice.happens(rules["areas_with_slip_of_pen"]):
            slip = area.name[:3] + area.name[4:]
            rows.append({"area_id": area.area_id, "other_name": slip, "kind": "as found"})
    return rows


def area_council_rows(places: Places) -> list[Row]:
    """Return each area's present council, the county council above it and the council it replaced."""
    rows: list[Row] = []
    for area in places.areas:
        rows.append({"area_id": area.area_id, "council_code": area.council.code, "role": "council"})
        if area.council.county_code:
            rows.append({"area_id": area.area_id, "council_code": area.council.county_code, "role": "county council"})
        if area.former:
            rows.append({"area_id": area.area_id, "council_code": area.former.code, "role": "former council"})
    return rows


def council_rows(places: Places) -> list[Row]:
    """Return the rows of the table ``council``."""
    return [
        {"council_code": council.code, "council_name": council.name, "official_name": council.official_name,
         "tier": council.tier, "region_code": council.region_code, "county_code": council.county_code,
         "valid_from": council.valid_from, "valid_to": council.valid_to, "successor_code": council.successor_code}
        for council in places.councils
    ]  # fmt: skip


def lsoas_of_areas(places: Places, recipe: Recipe) -> list[Lsoa]:
    """Return the census places that stand in for each area."""
    rules = recipe.rules["census_places"]
    lsoa_numbers, msoa_numbers = count(1), count(1)
    lsoas = []
    for area in places.areas:
        dice = recipe.dice("census places", area.area_id)
        number = dice.weighted(rules["lsoas_of_an_area"])
        parts = recipe.words["names"]["parts"]
        names = (
            [area.root] if dice.happens(rules["areas_with_one_msoa"]) else [f"{area.root} {part}" for part in parts[:2]]
        )
        msoas = [(f"E0290{next(msoa_numbers):04d}", name) for name in names]
        for position in range(number):
            msoa_code, msoa_name = msoas[position * len(msoas) // number]
            code = f"E0190{next(lsoa_numbers):04d}"
            lsoas.append(Lsoa(area, code, msoa_code, msoa_name, dice.whole(rules["residents_of_an_lsoa"])))
    return lsoas


def area_place_rows(lsoas: list[Lsoa]) -> list[Row]:
    """Return the census places, each with the share of its area's residents who live in it."""
    residents = residents_of_areas(lsoas)
    return [
        {"area_id": lsoa.area.area_id, "msoa_code": lsoa.msoa_code, "msoa_name": lsoa.msoa_name, "lsoa_code": lsoa.code,
         "residents": lsoa.residents, "lsoa_in_area_pct": 100,
         "area_in_lsoa_pct": round(100 * lsoa.residents / residents[lsoa.area.area_id], 2)}
        for lsoa in lsoas
    ]  # fmt: skip


def residents_of_areas(lsoas: list[Lsoa]) -> dict[str, int]:
    """Return the number of residents of each area in 2021."""
    sums: dict[str, int] = {}
    for lsoa in lsoas:
        sums[lsoa.area.area_id] = sums.get(lsoa.area.area_id, 0) + lsoa.residents
    return sums


def area_ward_rows(places: Places, recipe: Recipe) -> list[Row]:
    """Return the wards each area touches in two years; some ward boundaries were redrawn between them."""
    rules = recipe.rules["wards"]
    numbers = count(1)
    rows: list[Row] = []
    for area in places.areas:
        dice = recipe.dice("wards", area.area_id)
        shares = _parts_of_100(dice, dice.weighted(rules["wards_of_an_area"]), rules["weight_of_a_ward"])
        parts = dice.some_of(recipe.words["names"]["parts"], len(shares))
        codes = [f"E0599{next(numbers):04d}" for _ in shares]
        for year in (2017, 2024):
            if year == 2024 and dice.happens(rules["areas_with_new_wards"]):
                codes = [f"E0599{next(numbers):04d}" for _ in shares]
                shares = _parts_of_100(dice, len(shares), rules["weight_of_a_ward"])
            for code, part, share in zip(codes, parts, shares, strict=True):
                is_named = year == 2017 or not dice.happens(rules["wards_without_name"])
                rows.append({
                    "area_id": area.area_id, "ward_code": code, "ward_name": f"{area.root} {part}" if is_named else "",
                    "ward_year": year, "ward_in_area_pct": round(dice.between(rules["ward_in_area_pct"]), 2),
                    "area_in_ward_pct": share,
                })  # fmt: skip
    return rows


def _parts_of_100(dice: Dice, number: int, weights: list[float]) -> list[float]:
    drawn = [dice.between(weights) for _ in range(number)]
    shares = [round(100 * part / sum(drawn), 2) for part in drawn[1:]]
    return [round(100 - sum(shares), 2), *shares]


def postcode_and_outcode_rows(places: Places, lsoas: list[Lsoa], recipe: Recipe) -> tuple[list[Row], list[Row]]:
    """Return the rows of the tables ``postcode`` and ``outcode``: districts ZZ1 and on, of a few neighbouring areas."""
    rules = recipe.rules["postcodes"]
    areas = sorted(places.areas, key=lambda area: (area.region_code, area.council.code, area.area_id))
    outcodes = {area.area_id: f"ZZ{1 + number // rules['areas_of_a_district']}" for number, area in enumerate(areas)}
    spare = {outcode: _incodes() for outcode in outcodes.values()}
    sizes: dict[str, int] = dict.fromkeys(spare, 0)
    postcodes = []
    for lsoa in lsoas:
        outcode = outcodes[lsoa.area.area_id]
        number = recipe.dice("postcodes", lsoa.code).whole(rules["postcodes_of_an_lsoa"])
        sizes[outcode] += number
        incodes = " ".join(next(spare[outcode]) for _ in range(number))
        postcodes.append({"lsoa_code": lsoa.code, "outcode": outcode, "incodes": incodes})
    return postcodes, [
        _outcode_row(outcode, sizes[outcode], [area for area in areas if outcodes[area.area_id] == outcode])
        for outcode in spare
    ]


def codes_of_areas(
    places: Places, lsoas: list[Lsoa], wards: list[Row], postcodes: list[Row]
) -> dict[str, dict[str, str]]:
    """Return, for each area, its name and one ward, census place, council and postcode that lead to it."""
    lsoa = {lsoa.area.area_id: lsoa for lsoa in lsoas}
    ward = {row["area_id"]: row["ward_code"] for row in wards if row["ward_year"] == 2024}
    postcode = {row["lsoa_code"]: f"{row['outcode']} {row['incodes'].split()[0]}" for row in postcodes}
    return {
        area.area_id: {
            "name": area.root, "ward": ward[area.area_id], "msoa": lsoa[area.area_id].msoa_code,
            "lsoa": lsoa[area.area_id].code, "council": area.council.code, "postcode": postcode[lsoa[area.area_id].code],
        }
        for area in places.areas
    }  # fmt: skip


def _outcode_row(name: str, postcodes: int, areas: list[Area]) -> Row:
    easting = round(sum(area.easting for area in areas) / len(areas))
    northing = round(sum(area.northing for area in areas) / len(areas))
    return {"outcode": name, "easting": easting, "northing": northing, "postcodes": postcodes}


def _incodes() -> Iterator[str]:
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return (f"{figure}{first}{second}" for figure in range(1, 10) for first in letters for second in letters)


def outline_rows(places: Places, recipe: Recipe) -> list[Row]:
    """Return the outlines of the real regions, and blobs around the centres of invented councils and areas."""
    rules = recipe.rules["outlines"]
    councils = [council for council in places.councils if council.radius]
    return [
        *({"place_id": code, "kind": "region", "geom": text} for code, text in places.outlines.items()),
        *({"place_id": council.code, "kind": "council",
           "geom": _wkt(blob_corners(recipe, council.code, council.point, council.radius))} for council in councils),
        *({"place_id": area.area_id, "kind": "stand-in", "geom": _wkt(stand_in_corners(recipe, area, rules))}
          for area in places.areas),
    ]  # fmt: skip


def stand_in_corners(recipe: Recipe, area: Area, rules: Row) -> list[Point]:
    """Return the corners of the blob that stands in for an area, in metres of the British National Grid."""
    radius = recipe.dice("size", area.area_id).between(rules["stand_in_radius_m"])
    return blob_corners(recipe, area.area_id, (area.easting, area.northing), radius)


def blob_corners(recipe: Recipe, place_id: str, middle: Point, radius: float) -> list[Point]:
    """Return the corners of an uneven ring around a point, to the nearest 10 metres."""
    rules, dice = recipe.rules["outlines"], recipe.dice("blob", place_id)
    corners = []
    for corner in range(rules["corners"]):
        turn, away = 2 * math.pi * corner / rules["corners"], radius * dice.between(rules["unevenness"])
        corners.append((round(middle[0] + away * math.sin(turn), -1), round(middle[1] + away * math.cos(turn), -1)))
    return corners


def _wkt(corners: list[Point]) -> str:
    ring = ", ".join(f"{x:.0f} {y:.0f}" for x, y in [*corners, corners[0]])
    return f"POLYGON (({ring}))"


def region_rows(places: Places) -> list[Row]:
    """Return the regions of England, each with its block on the tile map."""
    cells = {name: (column, row) for row, names in enumerate(BLOCKS) for column, name in enumerate(names)}
    return [
        {"region_code": code, "region_name": name, "block_column": cells[name][0], "block_row": cells[name][1]}
        for code, name in places.regions.items()
    ]


def tile_rows(places: Places) -> list[Row]:
    """Return each area's cell on the tile map, worked out as for any programme."""
    columns = ["area_id", "easting", "northing", "region_code"]
    areas = pd.DataFrame([{name: getattr(area, name) for name in columns} for area in places.areas])
    blocks = [block_tile(areas[areas["region_code"] == code].reset_index(drop=True)) for code in places.regions]
    return [{str(key): value for key, value in row.items()} for row in pd.concat(blocks).to_dict("records")]
