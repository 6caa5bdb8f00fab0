"""Reads a page the way a visitor does: answer, tables, pictures and files."""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

CELLS = "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.replaceAll('\\u00ad', '').trim()))"
DRAWN = """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
    .filter(e => e.offsetParent !== null).every(e => e.querySelector('.js-plotly-plot .main-svg'))"""
PICTURES = """() => [...document.querySelectorAll('.js-plotly-plot')].map(e => JSON.stringify([e.data, e.layout]))"""
DOWNLOAD = re.compile(r"^Download th.*\(CSV\)$")
"""The labels of the buttons that save a table as CSV."""


def answer(page: Page) -> str:
    """Return the sentence under the title."""
    return page.locator(".st-key-answer").inner_text()


def table(page: Page, name: str) -> list[dict[str, str]]:
    """Return the rows of the first plain table with these words in its name, by column heading."""
    grid = page.get_by_role("table", name=name).first
    expect(grid).to_be_visible()
    heads, *rows = grid.locator("tr").evaluate_all(CELLS)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def after(page: Page, heading: str) -> list[str]:
    """Return the lines of text between a heading and the next one; links to the heading stand before it."""
    page.get_by_role("heading", name=heading, exact=True).wait_for()
    lines = page.locator(".stMain").inner_text().splitlines()
    headings = page.locator(".stMain").get_by_role("heading").all_inner_texts()
    start = len(lines) - lines[::-1].index(heading)
    ends = (number for number, line in enumerate(lines[start:], start) if line in headings)
    return [line for line in lines[start : next(ends, None)] if line.strip()]


def pictures(page: Page) -> list[str]:
    """Wait until all charts are drawn, and return the content of each: its data, hover texts and labels."""
    page.wait_for_function(DRAWN)
    return page.evaluate(PICTURES)


def saved(button: Locator) -> tuple[str, bytes]:
    """Press a button that saves a file; return the file's name and content."""
    with button.page.expect_download() as waiting:
        button.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def saved_under_table(page: Page, *forms: str) -> list[tuple[str, bytes]]:
    """Save the files under the table in these forms, CSV or XLSX; return the name and content of each.

    Their box must keep the focus on the button that was pressed, and close with Esc.
    """
    page.locator("[class*=st-key-quiet-table-]").get_by_role("button").click()
    box = page.get_by_role("dialog", name="Download")
    files = []
    for form in forms:
        button = box.get_by_role("button", name=re.compile(rf"^Download th.*\({form}\)$"))
        files.append(saved(button))
        expect(button).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    return files


def first_files(page: Page, most: int) -> list[bytes]:
    """Save the first CSV files that a page offers, at once or in the box of a button, and return the content of each."""
    files = [saved(button)[1] for button in page.get_by_role("button", name=DOWNLOAD).all()[:most]]
    for button in page.locator("[class*=st-key-files-] button:visible").all():
        if len(files) == most:
            break
        button.click()
        box = page.get_by_role("dialog", name="Download")
        expect(box.get_by_role("button", name=re.compile("CSV|Picture")).first).to_be_visible()
        csv_buttons = box.get_by_role("button", name=DOWNLOAD).all()  # a chart without a table has pictures alone
        files += [saved(csv_button)[1] for csv_button in csv_buttons]
        page.keyboard.press("Escape")
        expect(box).to_have_count(0)
    return files


def csv_rows(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def book_rows(content: bytes) -> list[dict[str, str]]:
    """Return the rows of the table in a workbook as text, as in a CSV file; row 1 is its title, row 2 its headings."""
    rows = load_workbook(io.BytesIO(content))["Table"].iter_rows(min_row=2, values_only=True)
    heads = [str(name) for name in next(rows)]
    return [dict(zip(heads, ["" if cell is None else str(cell) for cell in row], strict=True)) for row in rows]


def numbers(text: str) -> list[float]:
    """Return the numbers in a text in order, without pound signs and separators."""
    return [float(number.replace(",", "")) for number in re.findall(r"-?\d[\d,]*(?:\.\d+)?", text)]


def as_numbers(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with numbers in place of texts that are numbers, so that 7 and 7.0 are the same."""
    return [{name: as_number(value) for name, value in row.items()} for row in rows]


def as_number(value: str) -> float | str:
    """Return a text as a number, or unchanged if it is none."""
    try:
        return float(value)
    except ValueError:
        return value
