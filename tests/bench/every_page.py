"""Opens every page by its link inside the dashboard, changes one menu on it and back, and notes times and bytes.

Each walk through pages has one reader, whose browser keeps what it has loaded: the first round does not count. There, a
menu is set to another option each round, one that nobody has asked for since the server was started; back, to what has been
seen. The clock runs from the click to the painted picture.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from playwright.sync_api import Browser, Error, Locator, Page, sync_playwright

from tests.bench.data import current_database
from tests.bench.journeys import APPS, HELLO_SHOWS, QUIET_MS, Figures, Probe, Traffic, finished, stages, visit, visitor
from tests.bench.servers import running
from tests.browser.find import OPTIONS, browser_path


@dataclass(frozen=True)
class Visit:
    """A visit to one page: its name in the report, its link, words of its title, what is drawn, and one menu to change.

    ``pictures`` are selectors of what is drawn, ``changed`` of what a choice in the menu draws anew, where that is less.
    The menu has a label, a usual choice, and the options that are chosen in turn; a page without one is viewed only.
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
    """Pages that one reader opens in turn, and what the address says: {0} and {1} are two areas of the programme."""

    programme: str
    address: str
    visits: Sequence[Visit]


def chart(key: str) -> str:
    """Return the selector of what a chart draws: its points, bars and lines, and not what hovering adds."""
    return f".st-key-{key} .cartesianlayer .trace"


MAPS = [".dot", ".tile", chart("strip")]
ALL = "All"
REGIONS = ["North East", "North West", "Yorkshire and The Humber", "West Midlands", "East Midlands", "East of England",
           "South East", "London"]  # fmt: skip
AREA_TOPICS = [
    "People",
    "Place",
    "Homes",
    "Grants recorded around",
    "Participation",
    "Spending",
    "Meetings",
    "Outcomes",
]
TREND_TOPICS = ["Funding wins", "Council relationship", "Deprivation", "Spending", "Meetings", "Outcomes", "What stays"]
RETURNS = ["Meetings", "Partnership reviews", "Small grants made", "Funding sought, offered and won", "Survey answers"]
MEASURES = ["Change in deprivation against England", "The most deprived part of the area", "People living around the area",
            "The least deprived part of the area", "Range of deprivation within the area", "People aged 16 to 24",
            "People aged under 16", "People in the most deprived tenth of England"]  # fmt: skip
ABOUT = Visit("about", "About", "What do the numbers mean?", ["#accessibility"])
WALKS = [
    Walk("practice", "programme=practice", [
        Visit("map", "Map", "Where are the", MAPS, "Region", ALL, REGIONS),
        Visit("trends", "Trends", "Did it change?", [chart("trend")], "Topic", "Participation", TREND_TOPICS),
        Visit("funding", "Funding", "What was sought", [chart("pipeline"), chart("pound")], "Region", ALL, REGIONS),
        Visit("councils", "Councils", "How was the rel", [chart("councils-events")], "Region", ALL, REGIONS),
        Visit("progress", "Progress", "What did the", [chart("account"), chart("years-shown")], "Region", ALL, REGIONS),
        Visit("data", "Data", "What is in here", [chart("returned"), chart("coverage")], "Which return", "Spending",
              RETURNS, [chart("returned")]),
        ABOUT,
    ]),
    Walk("practice", "programme=practice&area={0}&areas={0}.{1}", [
        Visit("area", "Area", "How did", [chart("over-time"), chart("places")], "Topic", "Deprivation", AREA_TOPICS,
              [chart("places")]),
        Visit("compare", "Compare", "differ?", [chart("compared")], "Measure", "Deprivation against all of England",
              MEASURES),
    ]),
    Walk("big_local", "area={0}", [
        Visit("map of Big Local", "Map", "Where are the", MAPS, "Region", ALL, REGIONS),
        Visit("area of Big Local", "Area", "How did", [chart("places")], "Topic", "Deprivation", AREA_TOPICS[:3]),
    ]),
]  # fmt: skip
"""What is visited, what is chosen, and what is to be seen then."""


@dataclass(frozen=True)
class Reader:
    """One reader in a browser: the walk, where it begins, the page, and the count of what is sent to it."""

    walk: Walk
    start: str
    page: Page
    traffic: Traffic


def measure_every_page(
    measured: dict[str, list[float]], builds: Path, rounds: int, tell: Callable[[str], None]
) -> None:
    """Walk through all pages round after round, beside the bare app, which is visited once a round."""
    database = current_database(builds, "practice")
    with running(builds, database, ("ours", "hello")) as servers, sync_playwright() as playwright, ExitStack() as stack:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=OPTIONS)
        readers = [
            stack.enter_context(reader(browser, servers["ours"].address, walk, two_areas(builds, walk.programme)))
            for walk in WALKS
        ]
        failed = 0
        for number in range(rounds + 1):
            tell(f"opening every page, round {number} of {rounds}" if number else "opening every page once to warm up")
            for one in readers:
                found = bare(browser, servers["hello"].address)
                failed += walked(one, number, found, tell)
                for name, figure in found.items() if number else ():
                    measured[name].append(figure)
        measured["pages that failed"] = [failed]


def two_areas(builds: Path, programme: str) -> list[str]:
    """Return two areas of a programme, the first by their ids."""
    with duckdb.connect(str(current_database(builds, programme)), read_only=True) as db:
        return [name for (name,) in db.execute("SELECT area_id FROM area ORDER BY area_id LIMIT 2").fetchall()]


@contextmanager
def reader(browser: Browser, address: str, walk: Walk, areas: list[str]) -> Iterator[Reader]:
    """Give a reader who stands on the About page, with the areas of the walk chosen."""
    start = f"{address}about?{walk.address.format(*areas)}"
    with visitor(browser, there(ABOUT.title, ABOUT.pictures)) as (page, traffic):
        page.goto(start, wait_until="commit")
        finished(page)
        yield Reader(walk, start, page, traffic)


def bare(browser: Browser, address: str) -> Figures:
    """Return how long the bare app takes for a rerun, both ways."""
    (hello,) = (app for app in APPS if app.name == "hello")
    return {f"again {name}": figure for name, figure in visit(browser, hello, address, *HELLO_SHOWS).items()}


def walked(one: Reader, number: int, found: Figures, tell: Callable[[str], None]) -> int:
    """Note the figures of all visits of a walk, by "<page> view", "there" and "back"; it ends on the About page.

    Returns how many pages did not show what was waited for: each is told, and the others are visited all the same.
    """
    failed = 0
    for place in one.walk.visits:
        try:
            found |= {f"{place.name} {name}": figure for name, figure in visited(one, place, number).items()}
        except (RuntimeError, Error) as error:
            failed += 1
            tell(f"{place.name}: {str(error)[:500]}")
            one.page.goto(one.start, wait_until="commit")
            finished(one.page)
    if "/about" not in one.page.url:
        timed(one, "view", there(ABOUT.title, ABOUT.pictures), link(one.page, ABOUT).click)
    return failed


def visited(one: Reader, place: Visit, number: int) -> Figures:
    """Return the figures of a visit: the view, and the menu there and back."""
    figures = timed(one, "view", there(place.title, place.pictures), link(one.page, place).click)
    if place.menu:
        option = place.options[number % len(place.options)]
        for step, choice in (("there", option), ("back", place.usual)):
            pick = picker(one.page, place.menu, choice)
            figures |= timed(one, step, there(place.title, place.changed or place.pictures), pick)
    return figures


def link(page: Page, place: Visit) -> Locator:
    """Return the link on top that opens a page."""
    return page.get_by_role("link", name=place.link, exact=True).first


def there(title: str, pictures: Sequence[str]) -> Probe:
    """Return how to know that a page is there: its title, and its pictures, which were not there or looked otherwise."""
    return {"has": [["h1", title]], "fresh": list(pictures)}


def picker(page: Page, menu: str, option: str) -> Callable[[], None]:
    """Return what picks an option: the menu is opened and still before the clock is set; a row of choices needs no opening."""
    row = page.get_by_role("radiogroup", name=menu, exact=True)
    if row.count():
        return row.get_by_role("radio", name=option, exact=True).click
    box = page.get_by_role("combobox", name=menu, exact=True)
    box.scroll_into_view_if_needed()
    page.wait_for_timeout(QUIET_MS)  # an open menu closes when the page is scrolled
    box.click()
    found = page.get_by_role("option", name=option, exact=True)
    found.wait_for()
    page.wait_for_timeout(QUIET_MS)
    return found.click


def timed(one: Reader, step: str, probe: Probe, act: Callable[[], None]) -> Figures:
    """Do something; return the milliseconds until the picture, the kilobytes, and where the time went.

    Raises RuntimeError when the picture does not come, or the page shows an error beside it.
    """
    one.traffic.taken()
    one.page.evaluate("probe => { watch.begin(probe); }", probe)
    act()
    noted = finished(one.page)
    if one.page.get_by_test_id("stException").count():
        raise RuntimeError(f"The page {one.page.url} shows an error.")
    figures = {step: noted["done"] - noted["start"], f"{step}_kb": one.traffic.taken()}
    return figures | {f"{step}_{name}": figure for name, figure in stages(noted).items()}
