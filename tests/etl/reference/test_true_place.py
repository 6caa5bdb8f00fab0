"""Lists of census areas and boundaries that somebody has loaded take the place of the stand-in."""

import pandas as pd
import pytest

from etl.errors import DataError
from etl.reference.true_place import TruePlaces

# three points a kilometre or so apart, near 400000 300000 in the British National Grid
MIDDLES = pd.DataFrame({
    "LSOA21CD": ["E01000001", "E01000002", "E01000003"],
    "pwc_lon": [-2.0014, -1.9866, -1.9000],
    "pwc_lat": [52.5979, 52.5979, 52.5979],
})  # fmt: skip
SQUARE = "POLYGON ((399500 299500, 401500 299500, 401500 300500, 399500 300500, 399500 299500))"
FAR = "POLYGON ((100000 100000, 101000 100000, 101000 101000, 100000 101000, 100000 100000))"


def places(lists: list[tuple[str, str]], boundaries: list[tuple[str, str]]) -> TruePlaces:
    return TruePlaces(
        pd.DataFrame(lists, columns=["area_id", "lsoa_code"]), pd.DataFrame(boundaries, columns=["area_id", "geom"])
    )


def test_a_boundary_holds_the_census_areas_whose_people_live_inside():
    lsoas = places([], [("a", SQUARE)]).lsoas(MIDDLES)
    assert lsoas.to_numpy().tolist() == [["a", "E01000001"], ["a", "E01000002"]]


def test_a_list_goes_before_a_boundary():
    lsoas = places([("a", "E01000003")], [("a", SQUARE)]).lsoas(MIDDLES)
    assert lsoas.to_numpy().tolist() == [["a", "E01000003"]]


def test_a_census_area_that_does_not_exist_is_a_sentence():
    with pytest.raises(DataError, match="name E01999999: there are no such LSOAs"):
        places([("a", "E01999999")], []).lsoas(MIDDLES)


def test_a_boundary_around_nobody_is_a_sentence():
    with pytest.raises(DataError, match="The boundary of a holds the middle of no census area"):
        places([], [("a", FAR)]).lsoas(MIDDLES)


def test_nothing_loaded_leaves_every_stand_in():
    assert places([], []).lsoas(MIDDLES).empty
