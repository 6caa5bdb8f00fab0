"""Tables of a page as HTML: a caption, headings that sort, row headings and links, all in the accessibility tree.

Streamlit's grid is a picture to a screen reader and prints only the rows in view; such a table is whole in both.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from dashboard.model.catalogue import UNLABELLED, Context

LONG_TABLE = 12
"""A table of more rows scrolls in a box of its own and can be sorted."""
WIDE_TABLE = 4
"""A table of more columns scrolls sideways in a box of its own on a narrow screen; one of fewer breaks its words there."""
SENTENCE = 40
"""A wide table with a column of at least so many letters a cell on average has a card for each row on a narrow screen."""
MOST_ROWS = 1_000
"""A table shows at most so many rows; its file has all."""
NUMBER_FORMAT = re.compile(r"%(,?)(?:\.(\d))?[fd]")


class Link(str):
    """The text of a cell that leads to an address; a file holds the text alone."""

    address: str

    def __new__(cls, text: str, address: str) -> "Link":
        """Return the text with its address."""
        link = super().__new__(cls, text)
        link.address = address
        return link


def page_address(context: Context, page: str, **changes: str) -> str:
    """Return the address of a page of this dashboard for the present view with these changes; "" is the first page."""
    parameters = context.view.parameters(**{"topic": "", "section": "", "find": "", **changes})
    return f"/{page}{'?' if parameters else ''}{urlencode(parameters)}"


def area_link(context: Context, area_id: str) -> str:
    """Return the name of an area as a link to its page, or without one where the area is not named."""
    name = str(context.catalogue.area(area_id)["area_name"])
    return name if name == UNLABELLED else Link(name, page_address(context, "area", area=area_id))


def area_links(context: Context, area_ids: Iterable[str]) -> pd.Series:
    """Return the names of areas as links, as a column of objects: pandas would else keep the text of a link alone."""
    return pd.Series([area_link(context, area_id) for area_id in area_ids], dtype=object)


def table_html(
    rows: pd.DataFrame, caption: str, right: Sequence[str] = (), formats: Mapping[str, str] | None = None
) -> str:
    """Return rows as an HTML table whose first column heads its rows.

    Columns of numbers and those named in ``right`` are aligned to the right; ``formats`` has the format of a number by
    column, as in "£%,.0f". A table of more than twelve rows scrolls and has buttons in its headings that sort it; one of
    more than four columns scrolls sideways where it is wider than the screen, or has a card for each row there if it is of
    sentences. A keyboard can skip a long table with links.
    """
    numeric = {name for name in rows.columns if pd.api.types.is_numeric_dtype(rows[name])}
    at_right = [name in numeric or name in right for name in rows.columns]
    is_long = len(rows) > LONG_TABLE
    heads = "".join(head(str(name), is_right, is_long) for name, is_right in zip(rows.columns, at_right, strict=True))
    columns = [rows[name].head(MOST_ROWS).tolist() for name in rows.columns]
    patterns = [(formats or {}).get(str(name), "") for name in rows.columns]
    is_wide = len(rows.columns) > WIDE_TABLE
    has_cards = is_wide and any(map(is_of_sentences, columns))
    names = [str(name) if has_cards else "" for name in rows.columns]
    body = "".join(row_html(values, at_right, patterns, names) for values in zip(*columns, strict=True))
    table = (
        f'<table class="data-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )
    boxes = [*(["long"] if is_long else []), *(["cards" if has_cards else "wide"] if is_wide else [])]
    classes = " ".join(["table-box", *boxes])
    box = f' class="{classes}" tabindex="0" role="region" aria-label="{escape(caption)}"' if boxes else ""
    if not is_long or not any(isinstance(value, Link) for values in columns for value in values):
        return f"<div{box}>{table}</div>"
    after = f"after-{re.sub(r'[^a-z0-9]+', '-', caption.lower()).strip('-')}"
    return f'{skip_link(after)}<div{box}>{table}</div><span id="{after}"></span>'


def is_of_sentences(values: Sequence[Any]) -> bool:
    """Whether the cells of a column are sentences on average, not names or numbers."""
    return bool(values) and sum(len(value) for value in values if isinstance(value, str)) >= SENTENCE * len(values)


def skip_link(after: str) -> str:
    """Return a link, shown while it has the focus, with which a keyboard skips the many links of a table."""
    return f'<a class="skip-table" href="#{after}">Skip the table</a>'


def head(name: str, is_right: bool, can_sort: bool) -> str:
    """Return the heading of a column, in a long table as a button that sorts by it."""
    label = f'<button type="button" data-sort>{escape(name)}</button>' if can_sort and name else escape(name)
    return f'<th scope="col"{RIGHT if is_right else ""}>{label}</th>'


RIGHT = ' class="right"'


def row_html(values: Sequence[Any], at_right: Sequence[bool], patterns: Sequence[str], names: Sequence[str]) -> str:
    """Return one row, its first cell as its heading; ``names`` are the headings that its cells have on a card, if any."""
    name = str(values[0])
    cells = []
    for number, (value, is_right, pattern, of_column) in enumerate(zip(values, at_right, patterns, names, strict=True)):
        tag, scope = ("th", ' scope="row"') if number == 0 else ("td", "")
        order = f' data-value="{float(value)}"' if is_number(value) else ""
        on_card = f' data-head="{escape(of_column)}"' if of_column else ""
        cells.append(
            f"<{tag}{scope}{RIGHT if is_right else ''}{order}{on_card}>{cell_html(value, pattern, name)}</{tag}>"
        )
    return f"<tr>{''.join(cells)}</tr>"


def is_number(value: Any) -> bool:
    """Whether a cell holds a number that is there."""
    return not isinstance(value, (str, bool)) and value is not None and bool(pd.notna(value))


def cell_html(value: Any, pattern: str, name: str) -> str:
    """Return the content of a cell; ``name`` is the heading of its row, for the name of a link to a page elsewhere."""
    if isinstance(value, Link):
        return f'<a href="{escape(value.address)}">{escape(value)}</a>'
    if isinstance(value, str):
        if not re.fullmatch(r"https?://[^\s()]+", value):
            return escape(value)
        label = escape(f"open the page: {name}")
        return f'<a href="{escape(value)}" target="_blank" rel="noopener" aria-label="{label}">open the page</a>'
    return escape(number_words(value, pattern)) if is_number(value) else ""


def number_words(value: Any, pattern: str) -> str:
    """Return a number with separators, in the format of its column where it has one: "£%,.0f" gives "£1,250"."""
    if pattern:
        return NUMBER_FORMAT.sub(lambda form: f"{value:{form[1]}.{form[2] or 0}f}", pattern).replace("%%", "%")
    if isinstance(value, float):
        return f"{value:,.0f}" if value == 0 or abs(value) >= 100 else f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
