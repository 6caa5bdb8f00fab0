"""The long proof: every area's page and every measure in every period open without an error. Run by ``make prove``."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.model import db
from dashboard.model.catalogue import catalogue_of
from tests.dashboard.visits import visited

pytestmark = pytest.mark.prove


@pytest.fixture
def big_local(big_local_build: Path, monkeypatch: pytest.MonkeyPatch) -> db.Build:
    """Let the dashboard read the real programme, and return its build."""
    monkeypatch.setattr(db, "BUILDS", big_local_build)
    return db.current_build("big_local")


def opened(page: str, address: dict[str, str]) -> AppTest:
    """Open a page with an address, as a link to it would."""
    return visited(page, **address)


def test_the_page_of_every_area_opens_and_names_it(big_local: db.Build):
    for area_id, area in catalogue_of(big_local).areas.iterrows():
        visit = opened("area", {"area": str(area_id)})
        assert not visit.exception, area_id
        assert str(area["area_name"]).split(" (")[0].split(",")[0] in visit.title[0].value.replace("\\", ""), area_id


def test_every_measure_opens_in_every_period(big_local: db.Build):
    for measure, periods in catalogue_of(big_local).periods.items():
        for period in periods:
            visit = opened("overview", {"measure": measure, "period": period})
            assert not visit.exception, (measure, period)
            assert not visit.warning, (measure, period)
