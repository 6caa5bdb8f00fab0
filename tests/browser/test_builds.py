"""A dashboard that keeps running: before the first build, and while a new build is made."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .conftest import Serve, Visit

pytestmark = pytest.mark.browser

BuildOf = Callable[[Path], Path]
ChangeCell = Callable[[Path, dict[str, str], str, str], None]


def version_of(builds: Path) -> str:
    """Return the version that is current in a programme's folder of builds."""
    return (builds / "current").read_text(encoding="utf-8").strip().removesuffix(".duckdb")


def test_before_the_first_build_a_sentence_is_shown_and_afterwards_the_map(
    serve: Serve, visit: Visit, tiny_copy: Path, build_of: BuildOf, tmp_path: Path
) -> None:
    (tmp_path / "builds").mkdir()
    visitor = visit(serve(tmp_path / "builds"), "/")
    expect(visitor.page.get_by_text("There are no figures yet.")).to_be_visible()
    expect(visitor.page.locator(".tile")).to_have_count(0)
    build_of(tiny_copy)
    visitor.page.reload()
    visitor.expect_areas(12)


def test_a_new_build_is_shown_at_the_next_change_without_a_restart(
    serve: Serve, visit: Visit, tiny_copy: Path, build_of: BuildOf, change_cell: ChangeCell, tmp_path: Path
) -> None:
    old = version_of(build_of(tiny_copy))
    visitor = visit(serve(tmp_path / "builds"), "/?measure=five_states")
    visitor.expect_areas(12)
    expect(visitor.page.get_by_text(f", data version {old}.")).to_be_visible()
    expect(visitor.mark("tile", "alder-row")).to_have_attribute(
        "aria-label", "Alder Row, Northmoor Bay: 75% (between 60% and 86%) (Tiny Programme)"
    )
    row = {"place_id": "alder-row", "series": "five_states", "edition": "2016"}
    change_cell(tiny_copy / "reference" / "context.csv", row, "numerator", "63")
    change_cell(
        tiny_copy / "reference" / "context.csv", row, "denominator", "70"
    )  # 30 people more, so that it moves on
    new = version_of(build_of(tiny_copy))
    assert new != old
    visitor.choose("Region", "Northmoor")
    expect(visitor.page.get_by_text(f", data version {new}.")).to_be_visible()
    expect(visitor.mark("tile", "alder-row")).to_have_attribute(
        "aria-label", "Alder Row, Northmoor Bay: 90% (between 81% and 95%) (Tiny Programme)"
    )
    visitor.expect_areas(5)
