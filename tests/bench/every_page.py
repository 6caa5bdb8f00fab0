"""Opens every page by its link inside the dashboard, changes one menu on it and back, and notes times and bytes.

Each walk through pages has one reader, whose browser keeps what it has loaded: the first round does not count. On the way
there, a menu is set to another option each round, one not yet chosen since the server started; on the way back, to its usual
option. The clock runs from the click to the painted picture.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from playwright.sync_api import Browser, Error, Locator, Page

from tests.bench.data import current_database
from tests.bench.journeys import (
    APPS,
    HELLO_VIEWS,
    QUIET_MS,
    Figures,
    Probe,
    Traffic,
    phase_figures,
    visit_app,
    wait_for_picture,
    watched_page,
)
from tests.bench.servers import running
from tests.browser.visits import opened_browser


@dataclass(frozen=True)
class Visit:
    """A visit to one page: its name in the report, its link, words of its title, its pictures, and one menu to change.

    ``pictures`` are selectors of what is drawn, ``changed`` of what a choice in the menu redraws if that is less. The menu
    has a label, a usual option, and the options that are chosen in turn; a page without a menu is only viewed.
    """

    name: str
    link: str
    title: str
    pictures: Sequence[str]
    menu: str = ""
    usual: str = ""
    options: Sequence[str] = ()
    changed: Sequence[str] = ()


@dataclass(frozen=True)
class Walk:
    """Pages that one reader opens in turn, and the query of the address: {0} and {1} are two areas of the programme."""

    programme: str
    address: str
    visits: Sequence[Visit]


def chart(key: str) -> str:
    """Return the selector of what a chart draws: its points, bars and lines, without what hovering adds."""
    return f".st-key-{key} .cartesianlayer .trace"


MAPS = [".dot", ".tile", ".strip .point"]
ALL = "All"
REGIONS = ["North East", "North West", "Yorkshire and The Humber", "West Midlands", "East Midlands", "East of England",
           "South East", "London"]  # fmt: skip
AREA_TOPICS = [
    "People",
    "Place",
    "Homes",
    "Grants nearby",
    "Participation",
    "Spending",
    "Meetings",
    "Outcomes",
]
TREND_TOPICS = ["Funding wins", "Council relationship", "Deprivation", "Spending", "Meetings", "Outcomes", "Legacy"]
RETURNS = ["Meetings", "Partnership reviews", "Small grants made", "Funding sought, offered and won", "Survey answers"]
MEASURES = ["Change in deprivation compared with England", "The most deprived part of the area", "People living around the area",
            "The least deprived part of the area", "Range of deprivation within the area", "People aged 16 to 24",
            "People aged under 16", "People in the most deprived tenth of England"]  # fmt: skip
ABOUT = Visit("about", "About", "About the data", ["#measures"])
WALKS = [
    Walk("practice", "programme=practice", [
        Visit("map", "Map", "Where are the", MAPS, "Region", ALL, REGIONS),
        Visit("trends", "Trends", "Trends over time", [chart("trend")], "Topic", "Participation", TREND_TOPICS),
        Visit("funding", "Funding", "Funding won", [chart("pipeline")], "Region", ALL, REGIONS),
        Visit("councils", "Councils", "elationship with", [chart("councils-two-sides")], "Region", ALL, REGIONS),
        Visit("progress", "Progress", "Spending and", [chart("account"), chart("years-shown")], "Region", ALL, REGIONS),
        Visit("data", "Data", "Data coverage", [chart("returned")], "Which return", "Spending",
              RETURNS, [chart("returned")]),
        ABOUT,
    ]),
    Walk("practice", "programme=practice&area={0}&areas={0}.{1}", [
        Visit("area", "Area", "know", [chart("over-time"), chart("places")], "Topic", "Deprivation", AREA_TOPICS,
              [chart("places")]),
        Visit("compare", "Compare", "compare", [chart("compared")], "Measure", "Deprivation compared with England",
              MEASURES),
    ]),
    Walk("big_local", "area={0}", [
        Visit("map of Big Local", "Map", "Where are the", MAPS, "Region", ALL, REGIONS),
        Visit("area of Big Local", "Area", "know", [chart("places")], "Topic", "Deprivation", AREA_TOPICS[:3]),
    ]),
]  # fmt: skip
"""The pages to visit, the options to choose, and the pictures to wait for."""


@dataclass(frozen=True)
class Reader:
    """One reader in a browser: the walk, its first address, the page, and the count of what is sent to it."""

    walk: Walk
    start: str
    page: Page
    traffic: Traffic


def measure_every_page(
    measured: dict[str, list[float]], builds: Path, rounds: int, report_progress: Callable[[str], None]
) -> None:
    """Walk through all pages round after round, beside the bare app, which is visited once a round."""
    database = current_database(builds, "practice")
    with (
        running(builds, database, ("ours", "hello")) as servers,
        opened_browser() as browser,
        ExitStack() as stack,
    ):
        readers = [
            stack.enter_context(new_reader(browser, servers["ours"].address, walk, two_areas(builds, walk.programme)))
            for walk in WALKS
        ]
        failed = 0
        for number in range(rounds + 1):
            report_progress(
                f"opening every page, round {number} of {rounds}" if number else "opening every page once to warm up"
            )
            for reader in readers:
                figures = bare_figures(browser, servers["hello"].address)
                failed += take_walk(reader, number, figures, report_progress)
                for name, figure in figures.items() if number else ():
                    measured[name].append(figure)
        measured["pages that failed"] = [failed]


def two_areas(builds: Path, programme: str) -> list[str]:
    """Return two areas of a programme, the first by their ids."""
    with duckdb.connect(str(current_database(builds, programme)), read_only=True) as db:
        return [name for (name,) in db.execute("SELECT area_id FROM area ORDER BY area_id LIMIT 2").fetchall()]


@contextmanager
def new_reader(browser: Browser, address: str, walk: Walk, areas: list[str]) -> Iterator[Reader]:
    """Yield a reader on the About page, with the areas of the walk chosen."""
    start = f"{address}about?{walk.address.format(*areas)}"
    with watched_page(browser, page_probe(ABOUT.title, ABOUT.pictures)) as (page, traffic):
        page.goto(start, wait_until="commit")
        wait_for_picture(page)
        yield Reader(walk, start, page, traffic)


def bare_figures(browser: Browser, address: str) -> Figures:
    """Return how long the bare app takes for a rerun, both ways."""
    (hello_app,) = (app for app in APPS if app.name == "hello")
    return {f"again {name}": figure for name, figure in visit_app(browser, hello_app, address, *HELLO_VIEWS).items()}


def take_walk(reader: Reader, number: int, figures: Figures, report_progress: Callable[[str], None]) -> int:
    """Add the figures of all visits of a walk, by "<page> view", "there" and "back"; it ends on the About page.

    Returns how many pages did not show the expected picture: each is reported, and the walk goes on.
    """
    failed = 0
    for visit in reader.walk.visits:
        try:
            figures |= {f"{visit.name} {name}": figure for name, figure in visit_figures(reader, visit, number).items()}
        except (RuntimeError, Error) as error:
            failed += 1
            report_progress(f"{visit.name}: {str(error)[:500]}")
            reader.page.goto(reader.start, wait_until="commit")
            wait_for_picture(reader.page)
    if "/about" not in reader.page.url:
        step_figures(reader, "view", page_probe(ABOUT.title, ABOUT.pictures), page_link(reader.page, ABOUT).click)
    return failed


def visit_figures(reader: Reader, visit: Visit, number: int) -> Figures:
    """Return the figures of a visit: the view, and the menu there and back."""
    figures = step_figures(reader, "view", page_probe(visit.title, visit.pictures), page_link(reader.page, visit).click)
    if visit.menu:
        there = visit.options[number % len(visit.options)]
        for step, option in (("there", there), ("back", visit.usual)):
            pick = picker(reader.page, visit.menu, option)
            figures |= step_figures(reader, step, page_probe(visit.title, visit.changed or visit.pictures), pick)
    return figures


def page_link(page: Page, visit: Visit) -> Locator:
    """Return the link on top that opens a page."""
    return page.get_by_role("link", name=visit.link, exact=True).first


def page_probe(title: str, pictures: Sequence[str]) -> Probe:
    """Return the probe for a complete page: its title, and its pictures, which are new or have changed."""
    return {"has": [["h1", title]], "fresh": list(pictures)}


def picker(page: Page, menu: str, option: str) -> Callable[[], None]:
    """Return the action that picks an option; a menu is opened and still before that, a row of choices needs no opening."""
    row = page.get_by_role("radiogroup", name=menu, exact=True)
    if row.count():
        return row.get_by_role("radio", name=option, exact=True).click
    box = page.get_by_role("combobox", name=menu, exact=True)
    box.scroll_into_view_if_needed()
    page.wait_for_timeout(QUIET_MS)  # an open menu closes when the page is scrolled
    box.click()
    option_row = page.get_by_role("option", name=option, exact=True)
    option_row.wait_for()
    page.wait_for_timeout(QUIET_MS)
    return option_row.click


def step_figures(reader: Reader, step: str, probe: Probe, act: Callable[[], None]) -> Figures:
    """Perform an action; return the milliseconds until the picture, the kilobytes, and where the time went.

    Raises RuntimeError if the picture does not come, or if the page shows an error beside it.
    """
    reader.traffic.take_kilobytes()
    reader.page.evaluate("probe => { watch.begin(probe); }", probe)
    act()
    timings = wait_for_picture(reader.page)
    if reader.page.get_by_test_id("stException").count():
        raise RuntimeError(f"The page {reader.page.url} shows an error.")
    figures = {step: timings["done"] - timings["start"], f"{step}_kb": reader.traffic.take_kilobytes()}
    return figures | {f"{step}_{name}": figure for name, figure in phase_figures(timings).items()}
