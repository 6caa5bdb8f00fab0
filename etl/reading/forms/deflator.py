"""The Treasury's spreadsheet "GDP deflators at market prices, and money GDP", as it is published every quarter.

Oddities of the source. There are titles and notes above the table; the headings fill several rows ("GDP deflator at market
prices" over "2024-25 = 100"); the calendar years are beside the financial years or in a sheet of their own; future years
have footnote marks, "2025-26 (1), (2)", and in recent releases only a change in per cent and "-" for the index, so that
they are left out and counted. No column has the release: it is read from the titles, or else from the name of the file.

Source: HM Treasury, https://www.gov.uk/government/collections/gdp-deflators-at-market-prices-and-money-gdp.
"""

import re
from dataclasses import dataclass

import pandas as pd

from etl.reading.forms.headings import contract_of, plain
from etl.reading.part import Part
from etl.reading.sheets import Sheet

HEADER_WITHIN = 30
YEAR = re.compile(r"([0-9]{4})\s*[-/–—]\s*([0-9]{4}|[0-9]{2})[\s(),0-9*†‡§¹²³⁴-⁹]*")
"""A financial year and any footnote marks after it."""
AS_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-01")
"""The form of 2011-12 once a spreadsheet has taken it for a month."""
BASE = re.compile(r"[0-9]{4}\s*([-/–—]\s*[0-9]{2,4}\s*)?=\s*100")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATED = re.compile(rf"([0-9]{{1,2}}\s+)?({MONTHS})\s+20[0-9]{{2}}", re.IGNORECASE)
NO_INDEX = ("", "-", "–", "—", "..")


@dataclass(frozen=True)
class Block:
    """The financial years of a sheet: the row of the first year, the columns of years and index, and the index's heading."""

    sheet: Sheet
    first: int
    year: int
    index: int
    heading: str


def from_sheets(sheets: list[Sheet]) -> list[Part]:
    """Return the financial years and their index from the first sheet of the Treasury's layout, or [] when there is none."""
    for sheet in sheets:
        block = _block(sheet)
        if block:
            return [_part(block)]
    return []


def financial_year(text: str) -> str:
    """Return a financial year as 2019-20 from 2019/20, 2019-2020 or 2019-20 (1), or "" when the text is not one."""
    match = YEAR.fullmatch(text.strip()) or AS_DATE.fullmatch(text.strip())
    if not match:
        return ""
    next_year = str(int(match[1]) + 1)
    return f"{match[1]}-{next_year[-2:]}" if match[2] in (next_year, next_year[-2:]) else ""


def _block(sheet: Sheet) -> Block | None:
    """Return the block of financial years, or None: a plain table with one row of headings is not of this layout."""
    grid = sheet.grid
    head = grid.iloc[:HEADER_WITHIN]
    for place in range(grid.shape[1]):
        headed = [row for row, text in enumerate(head.iloc[:, place]) if plain(str(text)) == "financialyear"]
        if not headed:
            continue
        below = enumerate(grid.iloc[headed[-1] + 1 :, place], headed[-1] + 1)
        first = next((row for row, text in below if financial_year(str(text))), 0)
        for number in _columns_beside(grid, first, place) if first else ():
            heading = " ".join(filter(None, (str(text).strip() for text in grid.iloc[headed[0] : first, number])))
            if BASE.search(heading):
                return Block(sheet, first, place, number, heading)
    return None


def _columns_beside(grid: pd.DataFrame, first: int, place: int) -> range:
    """Return the columns to the right of the years, up to the calendar years."""
    for number in range(place + 1, grid.shape[1]):
        if any(plain(str(text)) == "calendaryear" for text in grid.iloc[:first, number]):
            return range(place + 1, number)
    return range(place + 1, grid.shape[1])


def _part(block: Block) -> Part:
    body = block.sheet.grid.iloc[block.first :]
    years = pd.Series([financial_year(str(text)) for text in body.iloc[:, block.year]], body.index, dtype="str")
    values = body.iloc[:, block.index]
    release, release_source = _release(block)
    rows = pd.DataFrame({"financial_year": years, "index_value": values})
    rows = rows.assign(release=release) if release else rows
    has_index = ~values.str.strip().isin(NO_INDEX)
    years_without_index = int(((years != "") & ~has_index).sum())
    headings = {"financial_year": "Financial year", "index_value": block.heading, "release": release_source}
    notes = (*block.sheet.notes, "read as the Treasury's GDP deflators: the index of the financial years")
    notes += (f"Release was taken from the {release_source}: {release}",) if release else ()
    rows = rows[(years != "") & has_index]
    return Part(
        contract_of("deflator"),
        block.sheet.file,
        block.sheet.name,
        rows,
        {name: headings[name] for name in rows.columns},
        pd.DataFrame(index=rows.index),
        notes,
        {"years to come that have no index": years_without_index} if years_without_index else {},
    )


def _release(block: Block) -> tuple[str, str]:
    """Return the release and its source: the title, the notes above the table, or the name of the file."""
    above = [str(text).strip() for text in block.sheet.grid.iloc[: block.first].to_numpy().ravel()]
    for text in above:
        match = DATED.search(text)
        if match and "deflator" in text.casefold():
            return text[match.start() :], "title"
    for text in above:
        match = DATED.search(text)
        if match and "outturn" in text.casefold():
            return f"outturn of {match[0]}", "notes above the table"
    match = DATED.search(re.sub(r"[_-]+", " ", block.sheet.file))
    return (match[0], "name of the file") if match else ("", "")
