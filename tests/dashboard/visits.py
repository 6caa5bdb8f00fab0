"""A visit to the dashboard without a browser: pages as Streamlit runs them, and what they show."""

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
    """Return a page of the dashboard as it is after its first run at an address."""
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
    """Return all words of a page in Markdown, without the backslashes that keep them plain."""
    elements = [*test.title, *test.markdown, *test.caption, *test.warning, *test.info, *test.header]
    return "\n".join(str(element.value) for element in elements).replace("\\", "")


def maps_data(test: AppTest) -> dict[str, Any]:
    """Return what the page hands to the component that draws the maps."""
    (component,) = test.get("bidi_component")
    proto: Any = getattr(component, "proto")  # noqa: B009 (an element that the test kit does not know has no type)
    return json.loads(proto.json)


def links(test: AppTest) -> dict[str, dict[str, list[str]]]:
    """Return the links of a page by their words, each with the parameters of its address."""
    protos: list[Any] = [getattr(link, "proto") for link in test.get("page_link")]  # noqa: B009 (as above)
    return {proto.label: parse_qs(proto.query_string) for proto in protos}


def ran_to_its_end(test: AppTest) -> bool:
    """Whether a page ran to its end: no exception, and the version is named at its foot with whose data they are."""
    assert [one.value for one in test.exception] == []
    foot = str(test.caption[-1].value)
    return ", data version " in foot and "© Crown copyright" in foot


def answer(test: AppTest) -> str:
    """Return the first words under the title; above it stand the band, the word of staff mode and the chosen area."""
    said = (one.value for one in test.markdown if BAND not in one.value and not one.value.startswith(ABOVE))
    return str(next(said)).replace("\\", "")
