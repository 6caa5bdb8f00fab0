"""Visits to the dashboard without a browser: its pages as Streamlit runs them, and the text and links on them."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

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
    test._page_hash = calc_hash("" if page == "map" else page)
    return test.run()


def page_text(test: AppTest) -> str:
    """Return all text of a page in Markdown, without the backslashes that escape it."""
    elements = [*test.title, *test.markdown, *test.caption, *test.warning, *test.info, *test.header]
    return "\n".join(str(element.value) for element in elements).replace("\\", "")


def maps_data(test: AppTest) -> dict[str, Any]:
    """Return the data that the page passes to the component that draws the maps."""
    (component,) = test.get("bidi_component")
    proto: Any = getattr(component, "proto")  # noqa: B009 (an element that the test kit does not know has no type)
    return json.loads(proto.json)


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


def cells(test: AppTest) -> list[list[str]]:
    """Return the rows of all tables of a page as text, without the backslashes that escape it."""
    frames = [element.value for element in [*test.table, *test.dataframe]]
    return [[str(cell).replace("\\", "") for cell in row] for frame in frames for row in frame.to_numpy().tolist()]


def table_row(test: AppTest, first_cell: str) -> list[str]:
    """Return the first row of any table of a page that begins with a cell."""
    return next(row for row in cells(test) if row[0] == first_cell)


def all_text(test: AppTest) -> str:
    """Return all text of a page: its Markdown, tables, charts, links, menus and labels."""
    charts: list[Any] = [getattr(chart, "proto") for chart in test.get("plotly_chart")]  # noqa: B009 (as above)
    page_links: list[Any] = [getattr(link, "proto") for link in test.get("page_link")]  # noqa: B009 (as above)
    tables: list[Any] = [element.proto for element in [*test.table, *test.dataframe]]
    return "\n".join(
        [
            page_text(test),
            str(cells(test)),
            *(str(list(element.value.columns)) for element in [*test.table, *test.dataframe]),
            *(f"{proto.spec} {proto.alt}" for proto in charts),
            *(f"{proto.label} {proto.query_string}" for proto in page_links),
            *(str(menu.options) for menu in test.selectbox),
            *(proto.alt for proto in tables),
        ]
    )
