"""What changed between two builds: each kind of change, in words, on the Area page, in a pack and in a feed."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest

from dashboard.model import db
from dashboard.model.catalogue import catalogue_of
from dashboard.model.changes import build_before, changes
from dashboard.model.state import View
from dashboard.pack import packs
from dashboard.text import change_words
from dashboard.web import feeds
from etl.building import build_files
from tests.dashboard.visits import page_text, visited

OLD, NEW = "2026-03-12-abcdef", "2026-06-01-012345"
MEASURES = ("spent_gbp", "event_attendance", "meetings_liaison")
FIGURES = {
    OLD: [
        ("spent_gbp", "2018-19", "value", 100), ("spent_gbp", "2019-20", "value", 200), ("spent_gbp", "all years", "value", 300),
        ("event_attendance", "2018", "hidden", None), ("event_attendance", "2019", "value", 44),
        ("event_attendance", "2021", "hidden", None), ("meetings_liaison", "2018", "value", 3),
    ],
    NEW: [
        ("spent_gbp", "2017-18", "value", 10), ("spent_gbp", "2018-19", "value", 150), ("spent_gbp", "2019-20", "value", 200),
        ("spent_gbp", "2020-21", "value", 0), ("spent_gbp", "all years", "value", 360),
        ("event_attendance", "2018", "value", 61), ("event_attendance", "2019", "hidden", None),
        ("event_attendance", "2021", "hidden", None),
    ],
}  # fmt: skip
"""The figures of Alder Row in the two builds: measure, period, state and value."""
EVENTS = {OLD: [("2018-02-01", "kept")], NEW: [("2018-02-01", "not kept"), ("2019-05-06", "none")]}
VERDICTS = {OLD: "no clear change", NEW: "rising"}


@pytest.fixture
def builds(tiny_build: Path, tmp_path: Path, read_from: Callable[[Path], None]) -> tuple[db.Build, db.Build]:
    """Return a build of March and one of June of the tiny programme, which differ in what stands above."""
    good = build_files.current(tiny_build / "tiny")
    assert good is not None
    folder = tmp_path / "builds" / "tiny"
    folder.mkdir(parents=True)
    for version in (OLD, NEW):
        with duckdb.connect(str(shutil.copy(good, folder / f"{version}.duckdb"))) as made:
            made.execute("UPDATE build SET version = ?", [version])
            made.execute("DELETE FROM trend_verdict")
            made.execute(f"DELETE FROM indicator_area WHERE area_id = 'alder-row' AND measure_id IN {MEASURES}")
            for table in ("council_event", "comparison", "fact", "funding"):
                made.execute(f"DELETE FROM {table} WHERE area_id = 'alder-row'")
            rows = [(measure, "alder-row", period, state, value) for measure, period, state, value in FIGURES[version]]
            made.executemany(
                "INSERT INTO indicator_area (measure_id, area_id, period, state, value) VALUES (?, ?, ?, ?, ?)", rows
            )
            made.executemany(
                "INSERT INTO council_event (area_id, happened_on, kind, what, commitment) "
                "VALUES ('alder-row', ?, 'commitment', 'A lease', ?)", EVENTS[version],
            )  # fmt: skip
            made.execute(
                "INSERT INTO trend_verdict (measure_id, place_id, verdict) VALUES ('spent_gbp', 'alder-row', ?)",
                [VERDICTS[version]],
            )
        shutil.copy(folder / f"{version}.duckdb", folder / f"{version}.staff.duckdb")
    (folder / "current").write_text(f"{NEW}.duckdb\n", encoding="utf-8")
    read_from(folder.parent)
    old, new = (db.pinned_build("tiny", version) for version in (OLD, NEW))
    assert old and new
    return old, new


def others(build: db.Build) -> int:
    """Return how many figures Alder Row has of other measures: they are the same in both builds."""
    with duckdb.connect(str(build.path), read_only=True) as made:
        rows = made.execute(
            "SELECT count(*) FROM indicator_area INNER JOIN measure USING (measure_id) "
            f"WHERE area_id = 'alder-row' AND state = 'value' AND measure_id NOT IN {MEASURES}"
        ).fetchall()
    return rows[0][0]


def test_each_figure_that_changed_is_of_one_kind(builds: tuple[db.Build, db.Build]):
    figures = changes(*builds).of_area("alder-row").figures
    assert set(zip(figures["measure_id"], figures["period"], figures["kind"], strict=True)) == {
        ("spent_gbp", "2017-18", "late"),
        ("spent_gbp", "2018-19", "changed"),
        ("spent_gbp", "2020-21", "new"),
        ("spent_gbp", "all years", "running"),
        ("event_attendance", "2018", "shown"),
        ("event_attendance", "2019", "suppressed"),
        ("meetings_liaison", "2018", "removed"),
    }


def test_the_summary_counts_figures_records_and_verdicts(builds: tuple[db.Build, db.Build]):
    assert change_words.summary(changes(*builds).of_area("alder-row"), "12 March 2026") == (
        f"Compared with the figures of 12 March 2026, of {8 + others(builds[0])} figures: 1 is new, "
        "1 came for an earlier period, "
        "1 was corrected or added to, 1 that covers several years changed, 1 is no longer suppressed, "
        "1 is now suppressed (small numbers) and 1 was taken out. "
        "Records: 1 contact with the council added and 1 contact with the council changed. 1 verdict turned."
    )


def test_where_nothing_changed_that_is_what_is_said(builds: tuple[db.Build, db.Build]):
    old, _ = builds
    assert change_words.summary(changes(old, old).of_area("alder-row"), "12 March 2026") == (
        f"Compared with the figures of 12 March 2026, of {5 + others(old)} figures none changed."
    )
    assert change_words.table(changes(*builds).of_area("elm-green"), {}).empty


def test_of_a_figure_that_became_suppressed_no_number_is_shown(builds: tuple[db.Build, db.Build]):
    table = change_words.table(changes(*builds).of_area("alder-row"), catalogue_of(builds[1]).measures)
    rows = table[table["What changed"] == "Suppressed now (small numbers)"]
    assert rows[["When", "Before", "Now"]].to_numpy().tolist() == [["2019", "", ""]]


def test_the_newest_build_from_on_or_before_a_day_is_compared(builds: tuple[db.Build, db.Build]):
    old, new = builds
    assert build_before("tiny", date(2026, 3, 12), new) == old
    assert build_before("tiny", date(2026, 3, 11), new) is None
    assert build_before("tiny", date(2026, 7, 1), new) == old


def test_the_area_page_says_what_changed_since_the_day_in_its_address(builds: tuple[db.Build, db.Build]):
    text = page_text(visited("area", programme="tiny", area="alder-row", since="2026-04-01"))
    compared = 8 + others(builds[0])
    assert (
        f"**Since 1 April 2026.** Compared with the figures of 12 March 2026, of {compared} figures: 1 is new," in text
    )
    text = page_text(visited("area", programme="tiny", area="alder-row", since="2026-01-01"))
    assert "**Since 1 January 2026.** No figures are kept from on or before that day" in text
    assert "is not known. Nothing on record is dated since then." in text


@pytest.mark.usefixtures("builds")
def test_without_kept_figures_the_area_page_counts_what_is_dated_since():
    text = page_text(visited("area", programme="tiny", area="alder-row", since="2019-01-01"))
    assert "is not known. Dated since then: 1 contact with the council." in text


def test_a_pack_says_what_changed_in_the_figures_since_the_last_meeting(builds: tuple[db.Build, db.Build]):
    pack = packs.pack(builds[1], View("tiny", area="alder-row", since="2026-04-01", findings="new"))
    assert pack is not None
    (finding,) = [finding for finding in pack.findings if finding.finding_id == "new"]
    assert finding.items[0].text.startswith("Compared with the figures of 12 March 2026, of ")
    assert all(" 44" not in item.text for item in finding.items)  # what is suppressed now


@pytest.mark.usefixtures("builds")
def test_the_feed_of_an_area_has_an_entry_for_the_build_that_changed():
    body = feeds.feed("tiny", "alder-row", "https://example.org/")
    assert body is not None
    name = {"a": "http://www.w3.org/2005/Atom"}
    root = ElementTree.fromstring(body)  # noqa: S314 (we wrote it)
    (entry,) = root.findall("a:entry", name)
    for parent in (root, entry):  # what RFC 4287 asks of every feed and entry
        assert all(parent.find(f"a:{part}", name) is not None for part in ("id", "title", "updated"))
    link = entry.find("a:link", name)
    assert link is not None
    assert link.get("href") == f"https://example.org/area?programme=tiny&area=alder-row&v={NEW}"
    content = entry.findtext("a:content", "", name)
    assert "2018-19: corrected or added to (£100, now £150)" in content
    assert "2019: suppressed now (small numbers)\n" in content


@pytest.mark.usefixtures("builds")
def test_there_is_no_feed_of_an_unknown_area_or_programme():
    assert feeds.feed("tiny", "nowhere", "https://example.org/") is None
    assert feeds.feed("../tiny", "", "https://example.org/") is None
