"""Visits to the dashboard without a browser: its pages as Streamlit runs them, and the text and links on them."""

import csv
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pandas as pd
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from etl.programme import PROGRAMMES

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
BAND = "invented places and figures"
ABOVE = ("**Staff mode**", "Your area: ")


def visited(page: str, **address: str) -> AppTest:
    """Return a page of the dashboard after its first run at an address."""
    test = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in address.items():
        test.query_params[name] = value
    return opened(test, page)


def opened(test: AppTest, page: str) -> AppTest:
    """Return the same visit on another page.

    Streamlit knows a page by its address. Its test kit takes the address from the file's name until a page has run, and all
    our scripts are called ``page.py``; so the page is set here by its address, as a browser would ask for it.
    """
    test._page_hash = calc_hash("" if page == "overview" else page)
    return test.run()


def page_text(test: AppTest) -> str:
    """Return all text of a page in Markdown, without the backslashes that escape it."""
    elements = [*test.title, *test.markdown, *test.caption, *test.warning, *test.info, *test.header]
    return "\n".join(str(element.value) for element in elements).replace("\\", "")


def published_facts(theme: str) -> list[dict[str, str]]:
    """Return the published facts of Big Local on a theme that are about an area, as their files hold them."""
    facts: list[dict[str, str]] = []
    for name in ("fact.csv", "fact-by-hand.csv"):
        with (PROGRAMMES / "big_local" / "published" / name).open(encoding="utf-8", newline="") as file:
            facts += [row for row in csv.DictReader(file) if row["theme"] == theme and row["area_id"]]
    return facts


def maps_data(test: AppTest) -> dict[str, Any]:
    """Return the data that the page passes to the component that draws the maps, the first on every page."""
    return components_data(test)[0]


def components_data(test: AppTest) -> list[dict[str, Any]]:
    """Return the data that the page passes to each component that the browser draws, in their order on the page."""
    protos: list[Any] = [getattr(part, "proto") for part in test.get("bidi_component")]  # noqa: B009 (a type unknown to the kit)
    return [json.loads(proto.json) for proto in protos]


def links(test: AppTest) -> dict[str, dict[str, list[str]]]:
    """Return the parameters of each link of a page, by its label."""
    protos: list[Any] = [getattr(link, "proto") for link in test.get("page_link")]  # noqa: B009 (as above)
    return {proto.label: parse_qs(proto.query_string) for proto in protos}


def ran_to_its_end(test: AppTest) -> bool:
    """Whether a page ran to its end: it has no exception, and its foot names the data version and the copyright."""
    assert [element.value for element in test.exception] == []
    foot = str(test.caption[-1].value)
    return ", data version " in foot and "© Crown copyright" in foot


def answer(test: AppTest) -> str:
    """Return the first text under the title; above it are the band, the notice of staff mode and the chosen area."""
    texts = (
        element.value for element in test.markdown if BAND not in element.value and not element.value.startswith(ABOVE)
    )
    return str(next(texts)).replace("\\", "")


class TableReader(HTMLParser):
    """Reads the tables of an HTML text: their captions, and their rows as lists of text, headings first."""

    def __init__(self) -> None:
        super().__init__()
        self.captions: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.is_in_caption = self.is_in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Begin a table, a row or a cell."""
        self.is_in_caption = tag == "caption"
        if tag == "table":
            self.tables.append([])
        elif tag == "caption":
            self.captions.append("")
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("th", "td"):
            self.is_in_cell = True
            self.tables[-1][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        self.is_in_cell = self.is_in_cell and tag not in ("th", "td")

    def handle_data(self, data: str) -> None:
        """Add text to the caption or to the cell begun last."""
        if self.is_in_caption:
            self.captions[-1] += data
        elif self.is_in_cell:
            self.tables[-1][-1][-1] += data


def read_tables(test: AppTest) -> TableReader:
    """Return a reader that has read all tables of a page."""
    reader = TableReader()
    for element in test.get("html"):
        reader.feed(getattr(element, "proto").body)  # noqa: B009 (an element that the test kit does not know has no type)
    return reader


def tables(test: AppTest) -> list[pd.DataFrame]:
    """Return the tables of a page as text, each cell as it is shown."""
    return [
        pd.DataFrame(
            [row for row in rows if len(row) == len(heads)], columns=heads
        )  # a row that heads others has one cell
        for heads, *rows in read_tables(test).tables
    ]


def cells(test: AppTest) -> list[list[str]]:
    """Return the rows of all tables of a page as they are shown."""
    return [row for _, *rows in read_tables(test).tables for row in rows]


def table_row(test: AppTest, first_cell: str) -> list[str]:
    """Return the first row of any table of a page that begins with a cell."""
    return next(row for row in cells(test) if row[0] == first_cell)


def all_text(test: AppTest) -> str:
    """Return all text of a page: its Markdown, tables, charts, links, menus and labels."""
    charts: list[Any] = [getattr(chart, "proto") for chart in test.get("plotly_chart")]  # noqa: B009 (as above)
    page_links: list[Any] = [getattr(link, "proto") for link in test.get("page_link")]  # noqa: B009 (as above)
    read = read_tables(test)
    return "\n".join(
        [
            page_text(test),
            str(cells(test)),
            *(str(heads) for heads, *_ in read.tables),
            *(f"{proto.spec} {proto.alt}" for proto in charts),
            *(f"{proto.label} {proto.query_string}" for proto in page_links),
            *(str(menu.options) for menu in test.selectbox),
            *read.captions,
        ]
    )
