"""An attacker who has only the public database recovers nothing that is hidden, and finds every leak that is planted."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard.app_pages.area.topics import for_file
from dashboard.model import db
from dashboard.model.catalogue import Context, catalogue_of
from dashboard.model.state import View
from dashboard.parts import blocks
from dashboard.text import table_codes
from etl.building.build_files import current, staff_file
from tests.attack.attack import Cell, recovered

ONE_REGION = """
    CREATE TEMP TABLE chosen AS
    SELECT hidden.measure_id, hidden.period, place_member.place_id, min(hidden.place_id) AS area_id,
        max(hidden.place_id) AS other_id
    FROM staff.hidden AS hidden
    INNER JOIN place_member ON hidden.place_id = place_member.area_id AND place_member.place_id LIKE 'areas-in:%'
    WHERE hidden.audience = 'everyone' AND hidden.measure_id = $measure_id
    GROUP BY ALL
    HAVING count(*) = 2
    ORDER BY ALL
    LIMIT 1
"""
"""A region of which two areas are hidden."""
WHOLE_REGION = """
    UPDATE indicator_value AS shown SET numerator = raw.numerator, denominator = raw.denominator
    FROM staff.figure_raw AS raw, chosen
    WHERE raw.measure_id = chosen.measure_id AND raw.period = chosen.period AND raw.place_id = chosen.place_id
        AND shown.measure_id = raw.measure_id AND shown.period = raw.period AND shown.place_id = raw.place_id
"""
"""Its sum, which the build would give up."""


@pytest.fixture(scope="module")
def public(practice_build: Path) -> Path:
    """Return the database of Practice that everyone may read; that of staff lies beside it."""
    path = current(practice_build / "practice")
    assert path
    return path


@pytest.fixture
def leaking(public: Path, tmp_path: Path) -> Callable[[str, str], Path]:
    """Return a function that plants a leak, for one region and measure, and gives a copy with little else in it."""

    def planted(measure_id: str, leak: str) -> Path:
        path = Path(shutil.copyfile(public, tmp_path / "leaking.duckdb"))
        with duckdb.connect(str(path)) as db:
            db.execute(f"ATTACH '{staff_file(public)}' AS staff (READ_ONLY)")
            db.execute(ONE_REGION, {"measure_id": measure_id})
            assert db.sql("FROM chosen").fetchall(), "there is no region to plant a leak in"
            db.execute(
                "DELETE FROM measure WHERE counts_people <> 'no' AND measure_id <> (SELECT measure_id FROM chosen)"
            )
            db.execute(WHOLE_REGION)
            db.execute(leak)
        return path

    return planted


def truth(public: Path, cell: Cell) -> float:
    """Return what a hidden figure is, from the database of staff."""
    with duckdb.connect(str(staff_file(public)), read_only=True) as db:
        figure = db.execute(
            "SELECT numerator, coalesce(denominator, numerator) FROM figure_raw "
            "WHERE measure_id = ? AND period = ? AND place_id = ?",
            [cell.measure_id, cell.period, cell.area_id],
        ).fetchone()
    assert figure
    return float(figure[0] if cell.part == "yes" else figure[1])


def test_nothing_that_is_hidden_can_be_recovered(public: Path):
    assert recovered(public) == {}


TRUE_FIGURE = """
    UPDATE {table} AS shown SET numerator = raw.numerator, denominator = raw.denominator
    FROM staff.figure_raw AS raw, chosen
    WHERE raw.measure_id = chosen.measure_id AND raw.period = chosen.period AND raw.place_id = chosen.area_id
        AND shown.measure_id = raw.measure_id AND shown.period = raw.period AND shown.{place} = raw.place_id
"""
LEAKS = {
    "an area left in the figures": (
        "women_share",
        TRUE_FIGURE.format(table="indicator_value", place="place_id"),
        2,
    ),
    "an area left in one table beside": (
        "women_share",
        TRUE_FIGURE.format(table="area_figure", place="area_id"),
        2,
    ),
    "a volunteer count left in": ("volunteers", TRUE_FIGURE.format(table="indicator_area", place="area_id"), 2),
    "a comparison that leaves one area out": (
        "women_share",
        """
        INSERT INTO comparison (area_id, measure_id, period, against, other_numerator, other_denominator)
        SELECT chosen.area_id, chosen.measure_id, chosen.period, 'region', whole.numerator - own.numerator,
            whole.denominator - own.denominator
        FROM chosen
        INNER JOIN staff.figure_raw AS own
            ON chosen.measure_id = own.measure_id AND chosen.period = own.period AND chosen.area_id = own.place_id
        INNER JOIN staff.figure_raw AS whole
            ON chosen.measure_id = whole.measure_id AND chosen.period = whole.period AND chosen.place_id = whole.place_id
        """,
        2,
    ),
    "an interval of a share, without the people": (
        "women_share",
        """
        UPDATE area_figure AS shown
        SET value = 100 * raw.numerator / raw.denominator,
            lower = 100 * wilson_lower(raw.numerator, raw.denominator, normal_quantile(95)),
            upper = 100 * wilson_upper(raw.numerator, raw.denominator, normal_quantile(95))
        FROM staff.figure_raw AS raw, chosen
        WHERE raw.measure_id = chosen.measure_id AND raw.period = chosen.period AND raw.place_id = chosen.area_id
            AND shown.measure_id = raw.measure_id AND shown.period = raw.period AND shown.area_id = raw.place_id
        """,
        2,
    ),
    "a sum of squares of two hidden areas": (
        "volunteers",
        """
        UPDATE indicator_value AS shown SET sum_squares = (
            SELECT sum(raw.numerator * raw.numerator)
            FROM staff.figure_raw AS raw INNER JOIN place_member ON raw.place_id = place_member.area_id
            WHERE place_member.place_id = shown.place_id AND raw.measure_id = shown.measure_id
                AND raw.period = shown.period AND raw.state = 'value'
        )
        FROM chosen
        WHERE shown.measure_id = chosen.measure_id AND shown.period = chosen.period AND shown.place_id = chosen.place_id
        """,
        2,
    ),
}


@pytest.mark.parametrize("name", LEAKS)
def test_a_planted_leak_is_found_with_the_right_numbers(name: str, leaking: Callable[[str, str], Path], public: Path):
    measure_id, leak, areas = LEAKS[name]
    recovered_figures = recovered(leaking(measure_id, leak))
    assert len({cell.area_id for cell in recovered_figures}) >= areas
    assert all(truth(public, cell) in numbers for cell, numbers in recovered_figures.items())
    if "squares" not in name:
        assert all(len(numbers) == 1 for numbers in recovered_figures.values())


def test_a_count_of_rows_that_are_people_is_found(leaking: Callable[[str, str], Path], public: Path):
    leak = """
        UPDATE returned SET row_count = raw.numerator
        FROM staff.figure_raw AS raw, chosen
        WHERE returned.table_name = 'volunteer_time' AND returned.area_id = raw.place_id
            AND raw.measure_id = chosen.measure_id AND raw.period = chosen.period
    """
    recovered_figures = recovered(leaking("volunteers", leak))
    assert any(cell.part == "base" for cell in recovered_figures)
    assert all(numbers == (truth(public, cell),) for cell, numbers in recovered_figures.items())


def test_how_many_members_answered_where_the_figure_is_hidden_is_found(public: Path, tmp_path: Path):
    path = Path(shutil.copyfile(public, tmp_path / "leaking.duckdb"))
    with duckdb.connect(str(path)) as db:
        db.execute(f"ATTACH '{staff_file(public)}' AS staff (READ_ONLY)")
        db.execute("DELETE FROM measure WHERE counts_people <> 'no' AND measure_id <> 'influence_members'")
        db.execute("""
            INSERT INTO near_census (area_id, measure_id, period, answered)
            SELECT raw.place_id, raw.measure_id, raw.period, raw.denominator
            FROM staff.figure_raw AS raw SEMI JOIN staff.hidden USING (measure_id, place_id, period)
            WHERE raw.measure_id = 'influence_members' AND raw.place_id IN (SELECT area_id FROM area)
            ORDER BY ALL
            LIMIT 1
        """)
        planted = db.sql("SELECT area_id, answered FROM near_census WHERE population IS NULL").fetchall()
    assert {(cell.area_id, *numbers) for cell, numbers in recovered(path).items() if cell.part == "base"} == {*planted}
    assert planted


# ---- files that the pages give away ----

NUMBERS = ["value", "lower_confidence_interval_95", "upper_confidence_interval_95", "numerator", "denominator"]


@pytest.fixture(params=["everyone", "staff"])
def reader(request: pytest.FixtureRequest, public: Path) -> Iterator[tuple[str, duckdb.DuckDBPyConnection, db.Build]]:
    """Return the audience, a connection to the database that it may read, and the build as the pages hold it."""
    path = public if request.param == "everyone" else staff_file(public)
    stamp = db.stamp_of(path)
    with duckdb.connect(str(path), read_only=True) as opened:
        yield request.param, opened, db.Build("practice", db.version_of(path, stamp, request.param), path, stamp)


def test_no_file_of_the_map_holds_a_hidden_figure_or_one_for_staff_only(
    reader: tuple[str, duckdb.DuckDBPyConnection, db.Build],
):
    audience, opened, build = reader
    catalogue = catalogue_of(build)
    held = opened.sql(
        "SELECT DISTINCT measure_id, period FROM indicator_area INNER JOIN measure USING (measure_id) "
        "WHERE counts_people <> 'no' AND state = 'hidden' ORDER BY ALL"
    ).fetchall()
    kept = 0
    for measure_id, period in held:
        rows = db.query(build, "map_figures", measure_id=measure_id, period=period)
        rows = rows.merge(catalogue.areas.reset_index(drop=True), on="area_id")
        context = Context(build=build, catalogue=catalogue, view=View("practice", measure_id, period), problems=[])
        file = blocks.figures_file(context, rows, catalogue.measures[measure_id])
        closed = (rows["state"] == "hidden") | (rows["reliability"] == table_codes.STAFF_ONLY)
        kept += int((rows["reliability"] == table_codes.STAFF_ONLY).sum())
        assert closed.any()
        assert file.loc[closed.to_numpy(), NUMBERS].isna().all(axis=None), (measure_id, period)
        assert not file.loc[closed.to_numpy(), "verdict_against_all_areas"].fillna("").any()
    assert len(held) > 50
    assert (kept > 0) == (audience == "staff")


def test_a_file_of_an_area_says_that_a_figure_for_staff_only_is_hidden():
    rows = pd.DataFrame(
        {"This area": ["40%", "50%"], "How it compares": ["higher", "lower"], "is_staff_only": [True, False]}
    )
    file = for_file(rows)
    assert file["This area"].tolist() == ["suppressed (small numbers) [c]", "50%"]
    assert file["How it compares"].tolist() == ["", "lower"]
