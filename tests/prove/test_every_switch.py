"""The long proof that every page of both programmes runs to its end for every measure and switch. Run by ``make prove``."""

from pathlib import Path

import pytest

from dashboard.model import db
from dashboard.model.catalogue import catalogue_of
from dashboard.model.state import CHOICES
from tests.dashboard.visits import page_text, visited

pytestmark = pytest.mark.prove

OWN_AREA = {"big_local": "whitley-bay", "practice": "drubessel"}
PAGES_OF_A_MEASURE = {
    "overview": [{}, {"region": "North East"}],
    "area": [{}],
    "compare": [{"section": "topic"}, {"section": "funnel"}, {"section": "places"}],
    "trends": [{}, {"same": "same"}, {"axis": "plan"}, {"section": "wall"}],
}
"""The pages that show what the measure in the address says, each with the switches that change what it shows of it."""
OTHER_PAGES = ("funding", "councils", "progress", "data", "about")


@pytest.fixture(params=["big_local", "practice"])
def build(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> db.Build:
    """Let the dashboard read one programme, and return its build."""
    builds: Path = request.getfixturevalue(f"{request.param}_build")
    monkeypatch.setattr(db, "BUILDS", builds)
    return db.current_build(request.param)


def fault(page: str, **address: str) -> str:
    """Return what is wrong with a page at an address; empty where it runs to its foot."""
    visit = visited(page, **address)
    if visit.exception:
        return str(visit.exception[0].value)
    return "" if ", data version " in page_text(visit) else "it has no foot"


def faults(page: str, addresses: list[dict[str, str]]) -> dict[str, str]:
    """Return the faults of a page by address."""
    by_address = {str(address): fault(page, **address) for address in addresses}
    return {address: problem for address, problem in by_address.items() if problem}


@pytest.mark.parametrize("page", PAGES_OF_A_MEASURE)
def test_every_measure_runs_with_every_switch(page: str, build: db.Build):
    views = [
        {"programme": build.programme_id, "measure": measure, **switch, **area}
        for measure in catalogue_of(build).periods
        for switch in PAGES_OF_A_MEASURE[page]
        for area in ({}, {"area": OWN_AREA[build.programme_id]})
    ]
    assert faults(page, views) == {}


@pytest.mark.parametrize("page", [*PAGES_OF_A_MEASURE, *OTHER_PAGES])
def test_every_value_of_every_switch_runs_on_every_page(page: str, build: db.Build):
    views = [
        {"programme": build.programme_id, name: value, **area}
        for name, values in CHOICES.items()
        for value in values
        for area in (
            {},
            {"area": OWN_AREA[build.programme_id]},
            {"area": OWN_AREA[build.programme_id], "others": "unlabelled"},
        )
    ]
    assert faults(page, views) == {}
