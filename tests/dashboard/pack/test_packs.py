"""Packs put together: what is offered and suggested, which numbers stand in them, and what is left out."""

from datetime import date
from typing import Any

import pytest

from dashboard.model import db
from dashboard.model.catalogue import catalogue_of
from dashboard.model.state import View
from dashboard.pack import packs
from dashboard.pack.finding import Finding, Pack


def pack_of(programme: str, **view: str) -> Pack:
    pack = packs.pack(db.public_build(programme), View(programme, **view), today=date(2026, 12, 1))
    assert pack is not None
    return pack


def texts(finding: Finding) -> str:
    cells = [cell for row in finding.table.rows for cell in row] if finding.table else []
    items = [f"{item.when} {item.text} {item.publisher}" for item in finding.items]
    words = (
        finding.title,
        finding.subtitle,
        finding.alt,
        finding.base,
        finding.certainty,
        finding.sentence,
        finding.caveat,
    )
    return " ".join([*words, *cells, *items])


def scalar(build: db.Build, sql: str, *values: str) -> Any:
    """Return the first row of a query on the database itself."""
    return db.connection(build.path, build.stamp).cursor().execute(sql, list(values)).fetchone()


def test_the_account_of_an_area_is_its_awards_and_its_spending():
    build = db.public_build("practice")
    area, awarded, spent = scalar(
        build,
        "SELECT area_id, (SELECT sum(amount_gbp) FROM allocation WHERE area_id = spending.area_id), sum(spent_gbp) "
        "FROM spending WHERE spent_gbp IS NOT NULL GROUP BY area_id HAVING sum(spent_gbp) > 900000 ORDER BY area_id LIMIT 1",
    )
    offered = packs.offer(build, View("practice", area=area))
    assert offered is not None
    account = offered.findings["account"]
    assert account.title == f"£{spent:,.0f} of the £{awarded:,.0f} awarded is reported as spent"
    assert account.picture is not None
    assert account.picture.series[0].values[:2] == (float(awarded), float(spent))


def test_the_figure_of_a_finding_is_that_of_the_build_with_its_interval_and_base():
    build = db.public_build("practice")
    row = scalar(
        build,
        "SELECT area_id, period, value, lower, upper, denominator FROM indicator_area WHERE measure_id = 'influence_residents' "
        "AND state = 'value' AND lower IS NOT NULL AND denominator >= 10 AND value BETWEEN 2 AND 98 "
        "ORDER BY period DESC, area_id LIMIT 1",
    )
    area, period, value, lower, upper, base = row
    offered = packs.offer(build, View("practice", area=area))
    assert offered is not None
    finding = offered.findings["influence_residents"]
    assert f": {value:.0f}% in {period}" in finding.title
    assert finding.base == f"{base:.0f} people"
    assert f"{lower:.0f}%" in finding.certainty
    assert f"{upper:.0f}%" in finding.certainty


@pytest.mark.parametrize("audience", ["board", "councillors", "funders"])
def test_each_audience_begins_with_its_own_theme(audience: str):
    first = {"board": "People taking part", "councillors": "The council", "funders": "Money"}[audience]
    assert pack_of("practice", audience=audience).findings[0].theme == first


def test_the_first_set_has_between_three_and_eight_findings():
    for programme in ("practice", "big_local"):
        for area in list(catalogue_of(db.public_build(programme)).areas.index)[::9]:
            assert 3 <= len(pack_of(programme, area=area).findings) <= 8, area


def test_nothing_that_only_says_that_we_cannot_say_is_in_the_first_set():
    for area in list(catalogue_of(db.public_build("practice")).areas.index)[::10]:
        for finding in pack_of("practice", area=area).findings:
            assert "annot say" not in finding.title + finding.verdict


@pytest.mark.parametrize("step", [10, pytest.param(1, marks=pytest.mark.prove)], ids=["every tenth area", "every area"])
def test_near_an_election_nothing_tells_of_councils_and_the_pack_says_so(step: int):
    for area in list(catalogue_of(db.public_build("big_local")).areas.index)[::step]:
        pack = pack_of("big_local", area=area, election="near", since="2012-01-01")
        assert pack.left_out == ("Left out because an election is near: everything about councils and councillors.",)
        for finding in pack.findings:
            assert finding.theme != "The council"
            shown = texts(finding).lower().replace(finding.caveat.lower(), "")
            assert not any(word in shown for word in ("councillor", "mayor", "council ")), (area, shown)


def test_a_hidden_figure_of_an_area_is_in_none_of_its_findings():
    build = db.public_build("practice")
    rows = (
        db.connection(build.path, build.stamp)
        .cursor()
        .execute(
            "SELECT area_id, measure_id, period FROM indicator_area WHERE state = 'hidden' AND measure_id = 'volunteers' "
            "AND regexp_full_match(period, '[0-9]{4}(-[0-9]{2})?')"
        )
    )
    checked = 0
    for area, measure, period in rows.fetchall():
        offered = packs.offer(build, View("practice", area=area))
        assert offered is not None
        finding = offered.findings.get(measure)
        if finding and finding.picture and period in finding.picture.labels:
            at = finding.picture.labels.index(period)
            assert finding.picture.series[0].values[at] is None
            assert finding.table is not None
            assert finding.table.rows[at][1] == "Suppressed [c]"
            checked += 1
    assert checked


def test_the_address_of_a_pack_makes_it_again_in_its_order():
    pack = pack_of("practice", area="drubessel", findings="account.event_attendance.nonsense.account")
    assert [finding.finding_id for finding in pack.findings] == ["account", "event_attendance"]
    assert "findings=account.event_attendance" in pack.page


def test_what_is_dated_after_the_last_meeting_comes_first():
    pack = pack_of("practice", area="drubessel", since="2025-01-01")
    assert pack.findings[0].finding_id == "new"
    assert pack.since == "1 January 2025"
    build = db.public_build("practice")
    (states,) = scalar(
        build, "SELECT count(*) FROM area_status WHERE area_id = 'drubessel' AND from_date > '2025-01-01'"
    )
    assert len([item for item in pack.findings[0].items if "state" in item.text]) == states


@pytest.mark.parametrize(
    ("day", "is_new"),
    [
        ("2022-03-04", True),
        ("2022-03-03", False),
        ("2022-03", False),
        ("2022-04", True),
        ("2022", False),
        ("2023", True),
    ],
)
def test_a_month_or_year_counts_as_new_only_when_it_is_surely_later(day: str, is_new: bool):
    from dashboard.pack.recorded import is_after

    assert is_after(day, "2022-03-03") == is_new


def test_a_group_of_two_filters_has_no_pack():
    assert packs.pack(db.public_build("practice"), View("practice", region="London", wave="1")) is None


def test_an_area_without_returns_says_so_among_what_is_not_known():
    pack = pack_of("big_local", area="whitley-bay")
    assert "No returns are loaded, so nothing is known from returns on people, money or the council." in pack.unknown
