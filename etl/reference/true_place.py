"""The true place of an area, where returns have brought it: a list of census areas, or a boundary.

Where neither is loaded, the census areas of the area's name stand in. A census area (LSOA of 2021) belongs to a boundary
when the point in the middle of its people lies inside: the best fit that ONS uses for its own areas.
"""

from dataclasses import dataclass
from functools import cache

import geopandas as gpd
import pandas as pd

from etl.errors import DataError
from etl.loading.staging import Staging
from etl.programme import PROGRAMMES, read_programme


@dataclass(frozen=True)
class TruePlaces:
    """What is loaded: ``lists`` has ``area_id, lsoa_code``; ``boundaries`` has ``area_id, geom`` (well-known text, metres)."""

    lists: pd.DataFrame
    boundaries: pd.DataFrame

    def lsoas(self, middles: pd.DataFrame) -> pd.DataFrame:
        """Return ``area_id, lsoa_code`` of every area with a true place; a list goes before a boundary.

        ``middles`` has ``LSOA21CD, pwc_lon, pwc_lat`` of every LSOA. Raise DataError naming codes that do not exist,
        and areas whose boundary holds the middle of no LSOA.
        """
        unknown = sorted(set(self.lists["lsoa_code"]) - set(middles["LSOA21CD"]))
        if unknown:
            raise DataError(
                f"The lists of census areas name {', '.join(unknown[:20])}: there are no such LSOAs of 2021."
            )
        drawn = self.boundaries[~self.boundaries["area_id"].isin(self.lists["area_id"])]
        shapes = gpd.GeoDataFrame(drawn[["area_id"]], geometry=gpd.GeoSeries.from_wkt(drawn["geom"]), crs="EPSG:27700")
        points = gpd.points_from_xy(middles["pwc_lon"], middles["pwc_lat"], crs="EPSG:4326").to_crs("EPSG:27700")
        inside = gpd.GeoDataFrame(middles[["LSOA21CD"]], geometry=points).sjoin(shapes, predicate="within")
        empty = sorted(set(drawn["area_id"]) - set(inside["area_id"]))
        if empty:
            raise DataError(
                f"The boundary of {', '.join(empty)} holds the middle of no census area: load a list instead."
            )
        best_fit = inside.rename(columns={"LSOA21CD": "lsoa_code"})[["area_id", "lsoa_code"]]
        return pd.concat([self.lists, best_fit], ignore_index=True)


@cache
def true_places() -> TruePlaces:
    """Return the true places that are loaded for Big Local; none before the programme has been compiled once."""
    folder = PROGRAMMES / "big_local"
    if not (folder / "reference" / "area.csv").is_file():
        return TruePlaces(pd.DataFrame(columns=["area_id", "lsoa_code"]), pd.DataFrame(columns=["area_id", "geom"]))
    staging = Staging(read_programme(folder))
    staging.prepare_tables(["area_lsoa", "boundary"])
    return TruePlaces(
        staging.db.sql("SELECT area_id, lsoa_code FROM area_lsoa ORDER BY ALL").df(),
        staging.db.sql("SELECT area_id, geom FROM boundary ORDER BY ALL").df(),
    )
