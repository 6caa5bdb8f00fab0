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
    """One small census place: the area it is in, its codes and its residents of 2021."""

    area: Area
    code: str
    msoa_code: str
    msoa_name: str
    residents: int


def area(places: Places, recipe: Recipe) -> list[Row]:
    """Return the rows of the table of areas."""
    rows = []
    for one in places.areas:
        dice = recipe.dice("point", one.area_id)
        is_named = dice.happens(recipe.rules["places"]["named_points"])
        rows.append({
            "area_id": one.area_id, "area_name": one.name,
            "council_code": one.council.code, "council_name": one.council.name,
            "region_code": one.region_code, "region_name": one.region_name, "wave": one.wave,
            "longitude": round(one.degrees[0], 4), "latitude": round(one.degrees[1], 4),
            "easting": one.easting, "northing": one.northing,
            "point_quality": "named place" if is_named else "approximate",
            "point_basis": "an invented point", "council_confirmed": True, "wave_confirmed": True,
        })  # fmt: skip
    return rows


def area_name(places: Places, recipe: Recipe) -> list[Row]:
    """Return other names of some areas: a nickname, the parts of a long name, a slip of the pen."""
    told = recipe.rules["places"]
    rows: list[Row] = []
    for one in places.areas:
        dice = recipe.dice("other names", one.area_id)
        parts = [part for part in one.name.split(" and ") if part != one.name]
        rows += [{"area_id": one.area_id, "other_name": part, "kind": "part of the name"} for part in parts]
        if one.name == one.root and dice.happens(told["areas_with_nickname"]):
            rows.append({"area_id": one.area_id, "other_name": f"Old {one.root}", "kind": "nickname"})
        if dice.happens(told["areas_with_slip_of_pen"]):
            slip = one.name[:3] + one.name[4:]
            rows.append({"area_id": one.area_id, "other_name": slip, "kind": "as found"})
    return rows


def area_council(places: Places) -> list[Row]:
    """Return each area's council of today, the county council above it and the council before it."""
    rows: list[Row] = []
    for one in places.areas:
        rows.append({"area_id": one.area_id, "council_code": one.council.code, "role": "council"})
        if one.council.county_code:
            rows.append({"area_id": one.area_id, "council_code": one.council.county_code, "role": "county council"})
        if one.former:
            rows.append({"area_id": one.area_id, "council_code": one.former.code, "role": "former council"})
    return rows


def council(places: Places) -> list[Row]:
    """Return the rows of the table of councils."""
    return [
        {"council_code": one.code, "council_name": one.name, "official_name": one.official_name, "tier": one.tier,
         "region_code": one.region_code, "county_code": one.county_code, "valid_from": one.valid_from,
         "valid_to": one.valid_to, "successor_code": one.successor_code}
        for one in places.councils
    ]  # fmt: skip


def lsoas(places: Places, recipe: Recipe) -> list[Lsoa]:
    """Return the census places that stand in for each area."""
    told = recipe.rules["census_places"]
    lsoa_numbers, msoa_numbers = count(1), count(1)
    found = []
    for one in places.areas:
        dice = recipe.dice("census places", one.area_id)
        number = dice.weighted(told["lsoas_of_an_area"])
        parts = recipe.words["names"]["parts"]
        names = (
            [one.root] if dice.happens(told["areas_with_one_msoa"]) else [f"{one.root} {part}" for part in parts[:2]]
        )
        msoas = [(f"E0290{next(msoa_numbers):04d}", name) for name in names]
        for place in range(number):
            msoa_code, msoa_name = msoas[place * len(msoas) // number]
            code = f"E0190{next(lsoa_numbers):04d}"
            found.append(Lsoa(one, code, msoa_code, msoa_name, dice.whole(told["residents_of_an_lsoa"])))
    return found


def area_place(found: list[Lsoa]) -> list[Row]:
    """Return the census places with the share of each area's residents who live in them."""
    residents = residents_of_areas(found)
    return [
        {"area_id": one.area.area_id, "msoa_code": one.msoa_code, "msoa_name": one.msoa_name, "lsoa_code": one.code,
         "residents": one.residents, "lsoa_in_area_pct": 100,
         "area_in_lsoa_pct": round(100 * one.residents / residents[one.area.area_id], 2)}
        for one in found
    ]  # fmt: skip


def residents_of_areas(found: list[Lsoa]) -> dict[str, int]:
    """Return the residents of 2021 of each area."""
    sums: dict[str, int] = {}
    for one in found:
        sums[one.area.area_id] = sums.get(one.area.area_id, 0) + one.residents
    return sums


def area_ward(places: Places, recipe: Recipe) -> list[Row]:
    """Return the wards each area touches in two years; some wards were drawn anew between them."""
    told = recipe.rules["wards"]
    numbers = count(1)
    rows: list[Row] = []
    for one in places.areas:
        dice = recipe.dice("wards", one.area_id)
        shares = _parts_of_100(dice, dice.weighted(told["wards_of_an_area"]), told["weight_of_a_ward"])
        parts = dice.some_of(recipe.words["names"]["parts"], len(shares))
        codes = [f"E0599{next(numbers):04d}" for _ in shares]
        for year in (2017, 2024):
            if year == 2024 and dice.happens(told["areas_with_new_wards"]):
                codes = [f"E0599{next(numbers):04d}" for _ in shares]
                shares = _parts_of_100(dice, len(shares), told["weight_of_a_ward"])
            for code, part, share in zip(codes, parts, shares, strict=True):
                is_named = year == 2017 or not dice.happens(told["wards_without_name"])
                rows.append({
                    "area_id": one.area_id, "ward_code": code, "ward_name": f"{one.root} {part}" if is_named else "",
                    "ward_year": year, "ward_in_area_pct": round(dice.between(told["ward_in_area_pct"]), 2),
                    "area_in_ward_pct": share,
                })  # fmt: skip
    return rows


def _parts_of_100(dice: Dice, number: int, weights: list[float]) -> list[float]:
    drawn = [dice.between(weights) for _ in range(number)]
    shares = [round(100 * one / sum(drawn), 2) for one in drawn[1:]]
    return [round(100 - sum(shares), 2), *shares]


def postcode(places: Places, found: list[Lsoa], recipe: Recipe) -> tuple[list[Row], list[Row]]:
    """Return the rows of the tables postcode and outcode: districts ZZ1 and on, of a few neighbouring areas each."""
    told = recipe.rules["postcodes"]
    order = sorted(places.areas, key=lambda one: (one.region_code, one.council.code, one.area_id))
    district = {one.area_id: f"ZZ{1 + place // told['areas_of_a_district']}" for place, one in enumerate(order)}
    spare = {outcode: _incodes() for outcode in district.values()}
    sizes: dict[str, int] = dict.fromkeys(spare, 0)
    postcodes = []
    for one in found:
        outcode = district[one.area.area_id]
        number = recipe.dice("postcodes", one.code).whole(told["postcodes_of_an_lsoa"])
        sizes[outcode] += number
        incodes = " ".join(next(spare[outcode]) for _ in range(number))
        postcodes.append({"lsoa_code": one.code, "outcode": outcode, "incodes": incodes})
    return postcodes, [
        _outcode(name, sizes[name], [one for one in order if district[one.area_id] == name]) for name in spare
    ]


def codes_of_areas(
    places: Places, found: list[Lsoa], wards: list[Row], postcodes: list[Row]
) -> dict[str, dict[str, str]]:
    """Return for each area its name, and one ward, one census place, the council and one postcode that lead to it."""
    lsoa = {one.area.area_id: one for one in found}
    ward = {row["area_id"]: row["ward_code"] for row in wards if row["ward_year"] == 2024}
    listed = {row["lsoa_code"]: f"{row['outcode']} {row['incodes'].split()[0]}" for row in postcodes}
    return {
        one.area_id: {
            "name": one.root, "ward": ward[one.area_id], "msoa": lsoa[one.area_id].msoa_code,
            "lsoa": lsoa[one.area_id].code, "council": one.council.code, "postcode": listed[lsoa[one.area_id].code],
        }
        for one in places.areas
    }  # fmt: skip


def _outcode(name: str, postcodes: int, areas: list[Area]) -> Row:
    easting = round(sum(one.easting for one in areas) / len(areas))
    northing = round(sum(one.northing for one in areas) / len(areas))
    return {"outcode": name, "easting": easting, "northing": northing, "postcodes": postcodes}


def _incodes() -> Iterator[str]:
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return (f"{figure}{first}{second}" for figure in range(1, 10) for first in letters for second in letters)


def outline(places: Places, recipe: Recipe) -> list[Row]:
    """Return the outlines of the real regions, and blobs about the middles of invented councils and areas."""
    told = recipe.rules["outlines"]
    councils = [one for one in places.councils if one.radius]
    return [
        *({"place_id": code, "kind": "region", "geom": text} for code, text in places.outlines.items()),
        *({"place_id": one.code, "kind": "council", "geom": _wkt(blob(recipe, one.code, one.point, one.radius))}
          for one in councils),
        *({"place_id": one.area_id, "kind": "stand-in", "geom": _wkt(stand_in(recipe, one, told))} for one in places.areas),
    ]  # fmt: skip


def stand_in(recipe: Recipe, place: Area, told: Row) -> list[Point]:
    """Return the corners of the blob that stands in for an area, metres of the British National Grid."""
    radius = recipe.dice("size", place.area_id).between(told["stand_in_radius_m"])
    return blob(recipe, place.area_id, (place.easting, place.northing), radius)


def blob(recipe: Recipe, of_whom: str, middle: Point, radius: float) -> list[Point]:
    """Return the corners of an uneven ring about a point, to the nearest 10 metres."""
    told, dice = recipe.rules["outlines"], recipe.dice("blob", of_whom)
    corners = []
    for place in range(told["corners"]):
        turn, away = 2 * math.pi * place / told["corners"], radius * dice.between(told["unevenness"])
        corners.append((round(middle[0] + away * math.sin(turn), -1), round(middle[1] + away * math.cos(turn), -1)))
    return corners


def _wkt(corners: list[Point]) -> str:
    ring = ", ".join(f"{x:.0f} {y:.0f}" for x, y in [*corners, corners[0]])
    return f"POLYGON (({ring}))"


def region(places: Places) -> list[Row]:
    """Return the regions of England, each with its block on the tile map."""
    cells = {name: (column, row) for row, names in enumerate(BLOCKS) for column, name in enumerate(names)}
    return [
        {"region_code": code, "region_name": name, "block_column": cells[name][0], "block_row": cells[name][1]}
        for code, name in places.regions.items()
    ]


def tile(places: Places) -> list[Row]:
    """Return each area's cell on the tile map, found as for any programme."""
    columns = ["area_id", "easting", "northing", "region_code"]
    areas = pd.DataFrame([{name: getattr(one, name) for name in columns} for one in places.areas])
    blocks = [block_tile(areas[areas["region_code"] == code].reset_index(drop=True)) for code in places.regions]
    return [{str(key): value for key, value in row.items()} for row in pd.concat(blocks).to_dict("records")]
