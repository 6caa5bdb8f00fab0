"""The long proof in a real browser: every page of both programmes on every screen, light and dark, in every state.

Whole, in order, quiet, within the screen, open to everybody, and with nothing asked for from elsewhere. Run by ``make prove``.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser

from etl.building.build_files import current
from tests.browser.serve import served
from tests.browser.test_one_area_named import names_in
from tests.browser.test_pages import NARROWEST, PAGES, PRACTICE_PAGES, faults_of
from tests.browser.visitor import NARROW, WIDE
from tests.browser.visits import Visit, opened_browser, visitors_of

pytestmark = pytest.mark.prove

SCREENS = {"wide": WIDE, "tablet": {"width": 1024, "height": 768}, "phone": NARROW, "narrowest": NARROWEST}
ALONE = "?area=zembezzle"
HIDDEN = "?area=flimoskin&measure=women_share&period=2022&beside=women_share&topic=Participation"
EVERY_STATE = "?measure=first_timers&period=2022"
TEN = (
    "?areas=drubessel.flimoskin.yaffarrix.snevummix-rise.zembezzle.drubarrix.glavezzle.thravoskin.ozkorevel.snevumble"
    "&measure=success_rate"
)
NONE = "?region=London&wave=1&deprivation=Less+deprived"
OVERVIEW = "150 areas: who took part, what they won, how they got on with their councils"
QUESTIONS = {
    "trends": "Trends over time",
    "funding": "Funding won",
    "councils": "Relationship with councils",
    "progress": "Spending and progress",
    "record": "The public record",
    "data": "Data coverage and missing returns",
    "about": "About the data",
}
"""What the pages ask that ask the same whatever is chosen, but for the names of areas."""
SECTIONS = {
    "/progress": ("money", "themes", "outcomes", "published", "limits", "report"),
    "/funding": ("route", "year", "source", "pound", "support", "record"),
    "/trends": ("wall", "spread"),
    f"/compare{TEN}": ("topic", "funnel", "places"),
}
"""The parts of pages, of which one is shown at a time."""


def of_area(area: str) -> dict[str, str]:
    """Return what the pages ask that name the area that is chosen."""
    return {
        "/": OVERVIEW,
        "/area": f"{area}: what was done and what we know",
        "/compare": "Compare areas",
        **{f"/{name}": question for name, question in QUESTIONS.items()},
        "/funding": f"{area}: funding won",
        "/councils": f"{area}: relationship with its council",
        "/record": f"{area} on the public record",
    }


STATES = {
    "an area that reported nothing": {
        f"{path}{ALONE}": asks
        for path, asks in (of_area("Zembezzle") | {"/area": "Zembezzle: what is publicly known"}).items()
    },
    "a figure that is hidden": {f"{path}{HIDDEN}": asks for path, asks in of_area("Flimoskin").items()},
    "only one area named": {f"{path}{HIDDEN}&others=unlabelled": asks for path, asks in of_area("Flimoskin").items()},
    "areas in every state": {f"/{EVERY_STATE}": OVERVIEW},
    "ten areas": {f"/compare{TEN}": "Compare areas", f"/trends{TEN}": "Trends over time"},
    "no area": {
        f"/{NONE}": OVERVIEW,
        **{f"/{name}{NONE}": QUESTIONS[name] for name in ("funding", "councils", "progress")},
    },
    "every part": {
        f"{path}{'&' if '?' in path else '?'}section={section}": QUESTIONS.get(path.strip("/"), "Compare areas")
        for path, sections in SECTIONS.items()
        for section in sections
    },
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return the browser; it ends with the tests of this file, since its event loop would disturb others."""
    with opened_browser() as opened:
        yield opened


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Return a function that sends a visitor to a server; none of them may meet a fault."""
    with visitors_of(browser) as sent:
        yield sent


@pytest.fixture(scope="module")
def big_local(big_local_build: Path) -> Iterator[str]:
    """Return the address of the dashboard of Big Local."""
    with served(big_local_build) as address:
        yield address


@pytest.fixture(scope="module")
def practice(practice_build: Path) -> Iterator[str]:
    """Return the address of the dashboard of Practice."""
    with served(practice_build) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_of_big_local_holds(visit: Visit, big_local: str, screen: str, scheme: str) -> None:
    visitor = visit(big_local, "/about", viewport=SCREENS[screen], color_scheme=scheme)
    assert faults_of(visitor, PAGES) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_of_practice_holds(visit: Visit, practice: str, screen: str, scheme: str) -> None:
    visitor = visit(practice, "/about", viewport=SCREENS[screen], color_scheme=scheme)
    assert faults_of(visitor, PRACTICE_PAGES, "Practice: ") == {}


@pytest.mark.parametrize("screen", ["wide", "phone"])
@pytest.mark.parametrize("state", STATES)
def test_every_state_of_a_page_holds(visit: Visit, practice: str, state: str, screen: str) -> None:
    visitor = visit(practice, "/about", viewport=SCREENS[screen])
    assert faults_of(visitor, STATES[state], "Practice: ") == {}


def test_no_part_of_a_page_and_none_of_its_files_names_an_area_that_is_not_to_be_named(
    visit: Visit, practice: str, practice_build: Path
) -> None:
    path = current(practice_build / "practice")
    assert path is not None
    with duckdb.connect(str(path), read_only=True) as rows:
        names = [name for (name,) in rows.execute("SELECT area_name FROM area WHERE area_id <> 'drubessel'").fetchall()]
    visitor = visit(practice, "/about")
    names_by_address = {}
    for address in [*of_area(""), *STATES["every part"]]:
        visitor.messages.clear()
        visitor.open(f"{address}{'&' if '?' in address else '?'}area=drubessel&others=unlabelled")
        names_by_address[address] = names_in(visitor, names, most_files=20)
    assert names_by_address == {address: set() for address in names_by_address}
