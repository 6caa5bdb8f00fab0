"""Staff load returns in a real browser: a filled-in template, a messy file, what to mend, the load, and its roll-back."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from .conftest import Serve, Visit
from .test_pages import barriers
from .visitor import Visitor

pytestmark = pytest.mark.browser

MESSY = (
    "Spending returns;;;\n"
    "Area;Period;Budget heading;Spent (£);State\n"
    "Elm Green;2019/20;Garden;1.200,50 or so;paid\n"
    "Nowhere Hill;2019/20;Hall;12;paid\n"
    "Alder Row;2019/20;Fête;£1,200;paid\n"
)
A_BUILD_MS = 60_000
"""How long a load or a roll-back may take: each builds both databases, and a busy machine is no failure."""


@pytest.fixture
def at_desk(visit: Visit, serve: Serve, tiny_copy: Path, tiny_build: Path, tmp_path: Path) -> Visitor:
    """Return a visitor on the Data page of a dashboard in staff mode, on a tiny programme of its own."""
    builds = Path(shutil.copytree(tiny_build, tmp_path / "desk"))
    server = serve(builds, BIGLOCAL_STAFF="yes", BIGLOCAL_PROGRAMMES=str(tiny_copy.parent))
    return visit(server, "/data")


def filled_template(visitor: Visitor, folder: Path) -> Path:
    """Download the template of spending, write a row over its example, and return the file."""
    page = visitor.page
    page.get_by_role("combobox", name="Table", exact=True).click()
    page.get_by_role("option", name="Spending", exact=True).click()
    expect(page.get_by_text("Each row is one budget line of one area")).to_be_visible()
    visitor.settle()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the template: Spreadsheet (XLSX)").click()
    assert waiting.value.suggested_filename == "tiny-spending-template.xlsx"
    path = folder / "our spending.xlsx"
    waiting.value.save_as(path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    row = {"Area": "Alder Row", "Period from": "2019-04-01", "Period to": "2019-09-30", "Budget heading": "Youth work",
           "Spent (£)": 5450.5, "State": "paid"}  # fmt: skip
    for number, heading in enumerate(headings, 1):
        sheet.cell(2, number).value = row.get(str(heading))
    book.save(path)
    return path


def test_staff_load_a_template_and_a_messy_file_see_the_figures_change_and_take_the_load_back(
    at_desk: Visitor, tmp_path: Path
) -> None:
    page = at_desk.page
    expect(page.get_by_text("Staff mode", exact=True)).to_be_visible()
    expect(page.locator(".st-key-no-returns")).to_contain_text("No returns of Tiny Programme are loaded.")
    messy = tmp_path / "messy.csv"
    messy.write_text(MESSY, encoding="cp1252")
    page.locator("input[type=file]").set_input_files([filled_template(at_desk, tmp_path), messy])
    page.get_by_role("button", name="Check these files").click()
    report = page.locator(".st-key-report")
    expect(report).to_contain_text("“1.200,50 or so” is not a number: row 3.")
    expect(report).to_contain_text("“Nowhere Hill” is not the name of an area of this programme")
    expect(report.locator("table").first).to_contain_text("Spending")
    assert barriers(page) == []
    assert marked_rows(page)["4"].startswith("Refused: Area: 'Nowhere Hill'")
    report.get_by_role("button", name="Load 2 rows").click()
    expect(page.get_by_test_id("stAlert").get_by_text("Load 1 is done: 2 rows.")).to_be_visible(timeout=A_BUILD_MS)
    expect(page.locator(".st-key-answer")).to_contain_text("1 of 12 areas has sent a return")
    expect(page.locator(".st-key-no-returns")).to_have_count(0)
    box = page.locator(".st-key-one-load-box")
    with page.expect_download() as waiting:
        box.get_by_role("button", name="Download messy.csv as it came").click()
    assert Path(waiting.value.path()).read_bytes() == MESSY.encode("cp1252")
    box.get_by_role("button", name="Roll back load 1").click()
    expect(box).to_contain_text("Load 1 brought 2 new rows of spending in 1 area (Alder Row).")
    box.get_by_role("button", name="Yes, roll back load 1").click()
    expect(page.get_by_text("Load 1 counts no more.")).to_be_visible(timeout=A_BUILD_MS)
    expect(page.locator(".st-key-no-returns")).to_be_visible()


def marked_rows(page: Page) -> dict[str, str]:
    """Download the messy file marked with what to mend, and return the marks by row of the spreadsheet."""
    page.get_by_role("button", name="Write what to mend into a copy of my files").click()
    button = page.get_by_role("button", name="Download messy-what-to-mend.csv")
    expect(button).to_be_visible()
    with page.expect_download() as waiting:
        button.click()
    text = Path(waiting.value.path()).read_bytes().decode("utf-8-sig")
    return {str(number): row[-1] for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=";"), 1)}


def test_in_public_nobody_can_load(at_tiny: Visit) -> None:
    visitor = at_tiny("/data")
    expect(visitor.page.get_by_text("No returns of Tiny Programme are loaded.")).to_be_visible()
    expect(visitor.page.get_by_text("make staff")).to_have_count(0)
    expect(visitor.page.locator("input[type=file]")).to_have_count(0)
    answer = visitor.page.request.put(f"{visitor.server}/_stcore/upload_file/any/1", multipart={"file": "x"})
    assert answer.status == 403
