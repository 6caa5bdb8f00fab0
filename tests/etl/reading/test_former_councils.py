"""A council that is named in a return is the one that bore the name on the day of the row."""

from pathlib import Path

import pytest

from etl.loading.load import check_files
from etl.programme import programmes
from tests.etl.desk import Desk, new_desk

HEAD = "Area,Council,Date,What kind,Role the council took,What happened,Source"
FORMER, TODAY = "E10999009", "E06999002"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk whose council Southmere has the name of a county council that ended on 31 March 2019."""
    new = new_desk(tmp_path_factory.mktemp("councils"))
    councils = new.programme / "reference" / "council.csv"
    line = f"{FORMER},Southmere,Southmere County Council,county,E12999003,,1974-04-01,2019-03-31,{TODAY}\n"
    councils.write_text(councils.read_text(encoding="utf-8") + line, encoding="utf-8")
    return new


def council_code(desk: Desk, council: str, day: str) -> list[str]:
    path: Path = desk.file(
        "council events.csv", HEAD, f"Alder Row,{council},{day},asset,supported,The hall was leased.,Minutes"
    )
    (programme,) = programmes(desk.folder / "programmes")
    return (
        check_files(programme, [(path, path.name)], lambda _words: None)
        .accepted["council_event"]["council_code"]
        .to_pylist()
    )


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("12/03/2016", FORMER),
        ("2016", FORMER),
        ("2018-12", FORMER),
        ("31 March 2019", FORMER),
        ("1 April 2019", TODAY),
        ("2019", TODAY),
        ("2020-02", TODAY),
    ],
)
@pytest.mark.parametrize("council", ["Southmere", "southmere "])
def test_a_name_means_the_council_that_bore_it_on_the_day(desk: Desk, council: str, day: str, code: str):
    assert council_code(desk, council, day) == [code]


@pytest.mark.parametrize("council", [TODAY, "Southmere Council"])
def test_a_code_and_a_full_name_mean_their_own_council_on_any_day(desk: Desk, council: str):
    assert council_code(desk, council, "2016") == [TODAY]


def test_a_name_of_councils_with_and_without_a_successor_is_that_of_today(desk: Desk):
    councils = desk.programme / "reference" / "council.csv"
    before = councils.read_text(encoding="utf-8")
    line = "E06999008,Northmoor Bay,Northmoor Bay Council,unitary,E12999001,,1974-04-01,,E06999001\n"
    councils.write_text(before + line, encoding="utf-8")
    try:
        assert council_code(desk, "Northmoor Bay", "2016-05") == ["E06999001"]
    finally:
        councils.write_text(before, encoding="utf-8")
