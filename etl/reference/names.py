"""What else people call the areas, so that a search finds them."""

from pathlib import Path

import pandas as pd

from etl.contract import yaml_mapping
from etl.errors import DataError
from etl.reference.stand_in import listed_areas

OTHER_NAMES: dict[str, dict[str, list[str]]] = yaml_mapping(Path(__file__).with_suffix(".yml"))


def area_name(folder: Path) -> pd.DataFrame:
    """Return ``area_id, other_name, kind``: what else an area is called, never its shown name itself.

    ``kind`` is "as found" (the spelling of the public list where it was mended), "part of the name" or "nickname".
    Raise DataError if an area that has other names is not in the list of areas.
    """
    areas = listed_areas(folder)
    unknown = sorted(set(OTHER_NAMES) - set(areas["area_id"]))
    if unknown:
        raise DataError(
            f"{folder / 'big_local/areas.csv'}: lacks the area {', '.join(unknown)}, which has other names. "
            "Was its name changed? Then mend the spelling in etl/reference/stand_in.py."
        )
    mended = areas[areas["listed_name"] != areas["area_name"]]
    rows = [(row.area_id, row.listed_name, "as found") for row in mended.itertuples()]
    for area_id, names in OTHER_NAMES.items():
        rows += [(area_id, part, "part of the name") for part in names.get("parts", [])]
        rows += [(area_id, nickname, "nickname") for nickname in names.get("nicknames", [])]
    listed = pd.DataFrame(rows, columns=["area_id", "other_name", "kind"])
    return listed.sort_values(["area_id", "other_name"], ignore_index=True)
